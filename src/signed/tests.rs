//! Digests that hold through edits elsewhere, other versions of the format, and nothing else.

use super::*;
use crate::model::about::DocumentStatus;
use crate::model::reviews::SignOffDecision;

fn workbook() -> Workbook {
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.about).product = "Copilot".to_owned();
    Arc::make_mut(&mut workbook.release).rollback = "By hand".to_owned();
    let limit = crate::model::limits::Limit { id: Id(5), number: 1, ..Default::default() };
    Arc::make_mut(&mut workbook.limits).limits.push(limit);
    workbook
}

fn changed(workbook: &Workbook) -> Workbook {
    let mut changed = workbook.clone();
    Arc::make_mut(&mut changed.release).rollback = "By the switch".to_owned();
    changed
}

fn signed(workbook: &Workbook, sections: Option<&[Section]>) -> SignOff {
    let Signature { digest, parts } = signature(workbook, sections);
    let covers = sections.unwrap_or_default().iter().map(|section| section.key().to_owned()).collect();
    SignOff { decision: Some(SignOffDecision::Approved), digest, parts, covers, ..SignOff::default() }
}

fn standing(workbook: &Workbook, sign_off: &SignOff) -> Standing {
    Digests::of(workbook).standing(sign_off)
}

#[test]
fn a_change_makes_stale_what_covers_it_and_nothing_else() {
    let (before, after) = (workbook(), changed(&workbook()));
    for (sections, expected) in [
        (None, Standing::Stale(vec![Section::Release])),
        (Some(&[Section::Release, Section::Budgets][..]), Standing::Stale(vec![Section::Release])),
        (Some(&[Section::Budgets, Section::Canvas][..]), Standing::Current),
    ] {
        let sign_off = signed(&before, sections);
        assert_eq!(standing(&before, &sign_off), Standing::Current, "{sections:?}");
        assert_eq!(standing(&after, &sign_off), expected, "{sections:?}");
    }
}

/// These digests are kept in people's files: whatever the format of a file is called, they must come out the same.
#[test]
fn digests_do_not_hang_on_the_version_of_the_format() {
    let parts = signature(&workbook(), Some(&[Section::About, Section::Release])).parts;
    let text = |json: &str| hexadecimal(json.as_bytes());
    let about = text(r#"{"about":{"product":"Copilot"}}"#);
    let release = text(r#"{"release":{"rollback":"By hand"}}"#);
    assert_eq!(parts, [format!("about {about}"), format!("release {release}")]);
}

#[test]
fn a_section_of_a_later_format_counts_as_blank_when_everything_was_signed() {
    let workbook = workbook();
    let mut sign_off = signed(&workbook, None);
    assert_eq!(sign_off.digest, whole(&workbook));
    assert_eq!(sign_off.digest, Digests::of(&workbook).whole());
    // as if workshops had come with a later version
    sign_off.parts.retain(|line| !line.starts_with("workshops "));
    assert_eq!(standing(&workbook, &sign_off), Standing::Current);
    let mut after = workbook.clone();
    Arc::make_mut(&mut after.workshops).workshops.push(crate::model::workshops::Workshop::default());
    assert_eq!(standing(&after, &sign_off), Standing::Stale(vec![Section::Workshops]));
}

#[test]
fn reviews_of_others_and_looks_change_nothing_but_waivers_do() {
    let before = workbook();
    let sign_off = signed(&before, None);
    let mut after = before.clone();
    let reviews = Arc::make_mut(&mut after.reviews);
    reviews.sign_offs.push(sign_off.clone());
    reviews.requests.push(ReviewRequest::default());
    Arc::make_mut(&mut after.pack).accent = "#123456".to_owned();
    Arc::make_mut(&mut after.about).status = Some(DocumentStatus::Approved);
    assert_eq!(standing(&after, &sign_off), Standing::Current);
    Arc::make_mut(&mut after.reviews).waivers.push(crate::model::reviews::Waiver::default());
    assert_eq!(standing(&after, &sign_off), Standing::Stale(vec![Section::Reviews]));
}

#[test]
fn a_digest_of_an_earlier_version_is_recognised_and_says_that_it_is_of_the_whole() {
    let before = workbook();
    for version in 1..=5 {
        let text = crate::canonical::text(&content(&before), version).unwrap();
        let digest = hexadecimal(text.as_bytes()).to_uppercase();
        let old = SignOff { decision: Some(SignOffDecision::Approved), digest, ..SignOff::default() };
        assert_eq!(standing(&before, &old), Standing::Current, "version {version}");
        let stale = standing(&changed(&before), &old);
        assert_eq!(stale, Standing::Stale(Vec::new()), "which sections is not known");
        assert_eq!(stale.words(), "Stale: signed before digests of parts");
    }
}

#[test]
fn what_was_tampered_with_is_told() {
    let (before, after) = (workbook(), changed(&workbook()));
    let mut moved = signed(&before, Some(&[Section::Release]));
    moved.parts = signature(&after, Some(&[Section::Release, Section::About])).parts;
    assert_eq!(standing(&after, &moved), Standing::Unfit, "parts that the digest does not stand for");
    let mut torn = signed(&before, Some(&[Section::Release]));
    torn.parts.push("something else".to_owned());
    assert_eq!(standing(&before, &torn), Standing::Unfit);
    assert!(Standing::Unfit.is_stale());
    let old = signed(&before, None);
    let pending = SignOff { decision: None, ..old.clone() };
    assert_eq!(standing(&before, &pending), Standing::Pending);
    assert_eq!(standing(&before, &SignOff { digest: " ".to_owned(), ..old }), Standing::NotKept);
}

#[test]
fn every_sign_off_stands_somewhere_and_none_is_worked_out_without_need() {
    let mut workbook = workbook();
    let kept = SignOff { id: Id(1), ..signed(&workbook, None) };
    let bare = SignOff { id: Id(2), digest: String::new(), ..kept.clone() };
    let pending = SignOff { id: Id(3), decision: None, ..bare.clone() };
    Arc::make_mut(&mut workbook.reviews).sign_offs = [bare.clone(), pending].into_iter().collect();
    assert_eq!(standings(&workbook).into_values().collect::<Vec<_>>(), [Standing::NotKept, Standing::Pending]);
    Arc::make_mut(&mut workbook.reviews).sign_offs = [kept, bare].into_iter().collect();
    assert_eq!(standings(&workbook).into_values().collect::<Vec<_>>(), [Standing::Current, Standing::NotKept]);
}

#[test]
fn a_section_that_is_named_afterwards_was_not_signed() {
    let workbook = workbook();
    let mut sign_off = signed(&workbook, Some(&[Section::Limits]));
    assert_eq!(standing(&workbook, &sign_off), Standing::Current);
    sign_off.covers.push(Section::Budgets.title().to_owned());
    assert_eq!(standing(&workbook, &sign_off), Standing::Current, "there is nothing in it");
    sign_off.covers.push("Release plan (section)".to_owned());
    assert_eq!(standing(&workbook, &sign_off), Standing::Stale(vec![Section::Release]));
}
