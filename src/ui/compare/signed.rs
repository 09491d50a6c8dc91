//! Whether a state of the workbook is what somebody signed, and which sections they signed.
//!
//! Relies on `signed` for the digest of what is signed. A sign-off that keeps digests of sections names these; one that does not
//! is for everything.

use crate::model::place::Place;
use crate::model::reviews::SignOff;
use crate::model::{Section, Workbook};
use crate::signed::{Digests, Standing, is_content, read_line, signature};

/// Whether somebody decided, and what they signed was kept.
#[must_use]
pub fn is_kept(sign_off: &SignOff) -> bool {
    sign_off.decision.is_some() && !sign_off.digest.trim().is_empty()
}

/// Whether this is what was signed, even if what the sign-off names was changed afterwards.
#[must_use]
pub fn is_what_was_signed(workbook: &Workbook, sign_off: &SignOff) -> bool {
    matches!(Digests::of(workbook).standing(sign_off), Standing::Current | Standing::OtherCovers)
}

/// The digest that a sign-off of the same sections, by the same names, would keep now.
#[must_use]
pub fn digest_now(workbook: &Workbook, sign_off: &SignOff) -> String {
    let sections: Vec<Section> = sections(sign_off);
    // one that keeps no digests of sections is for everything, whatever it names
    let now = signature(workbook, (!sections.is_empty()).then_some(&*sections));
    if sign_off.parts.len() > sections.len() { now.of_covers(&sign_off.covers).digest } else { now.digest }
}

/// The sections whose digests a sign-off keeps.
fn sections(sign_off: &SignOff) -> Vec<Section> {
    sign_off.parts.iter().filter_map(|line| read_line(line)).map(|(section, _)| section).collect()
}

/// Whether an edit at a place touches what was signed: it is in a section that was signed, and says something about the product.
/// Of the reviews only waivers do, and the status of the document follows from its reviews.
#[must_use]
pub fn touches(sign_off: &SignOff, place: &Place) -> bool {
    is_content(place) && covers(sign_off, place.section)
}

fn covers(sign_off: &SignOff, section: Section) -> bool {
    let sections = sections(sign_off);
    sections.is_empty() || sections.contains(&section)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::reviews::SignOffDecision;

    #[test]
    fn an_edit_touches_what_was_signed_in_its_sections_where_it_says_something() {
        let touched = |sign_off: &SignOff, section: Section, key: &'static str| {
            touches(sign_off, &Place::of_section(section).at(key))
        };
        let mut sign_off = SignOff::default();
        assert!(touched(&sign_off, Section::Canvas, "notes") && touched(&sign_off, Section::Reviews, "waivers"));
        for (section, key) in [(Section::Pack, "accent"), (Section::About, "status"), (Section::Reviews, "comments")] {
            assert!(!touched(&sign_off, section, key), "{key}");
        }
        sign_off.parts = vec!["budgets 7be0".to_owned(), "release 41c9".to_owned()];
        assert!(touched(&sign_off, Section::Release, "rollback") && !touched(&sign_off, Section::Canvas, "notes"));
    }

    #[test]
    fn what_was_signed_is_known_again_and_another_state_is_not() {
        let mut workbook = Workbook::default();
        let digest = digest_now(&workbook, &SignOff::default()).to_uppercase();
        let sign_off = SignOff { decision: Some(SignOffDecision::Approved), digest, ..SignOff::default() };
        assert!(is_kept(&sign_off) && is_what_was_signed(&workbook, &sign_off));
        Arc::make_mut(&mut workbook.about).product = "Another".to_owned();
        assert!(!is_what_was_signed(&workbook, &sign_off));
        assert!(!is_kept(&SignOff { digest: " ".to_owned(), ..sign_off }));
    }
}
