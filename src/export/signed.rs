//! What a sign-off keeps when somebody signs: which sections the documents that it names stand for. The digests are those of
//! `signed`.
//!
//! A sign-off covers what it names: sections, or documents, by key or title; a document stands for the sections that it printed
//! when it was signed. Without a name, or with one that is not known, it covers everything.

use crate::model::covers::Cover;
use crate::model::pack::Document;
use crate::model::{Section, Workbook};
use crate::report::{self, Edition};
use crate::signed::{self, Signature};

/// What is kept with a sign-off that covers these sections and documents.
#[must_use]
pub fn signature(workbook: &Workbook, covers: &[String]) -> Signature {
    signed::signature(workbook, covered(workbook, covers).as_deref()).of_covers(covers)
}

/// The sections that are named, by themselves or by documents, in order; `None` for everything.
#[must_use]
pub fn covered(workbook: &Workbook, covers: &[String]) -> Option<Vec<Section>> {
    if signed::covers_everything(covers) {
        return None;
    }
    let content = signed::content(workbook);
    let mut sections = Vec::new();
    for cover in covers.iter().flat_map(|name| Cover::named(name)) {
        match cover {
            Cover::Section(section) => sections.push(section),
            Cover::Document(document) => sections.extend(sections_of(&content, document)),
        }
    }
    sections.sort_unstable();
    sections.dedup();
    Some(sections)
}

/// The sections that a document prints something of, those of its own head included.
fn sections_of(content: &Workbook, document: Document) -> Vec<Section> {
    let report = report::build(document, content, &Edition::default());
    let sources = report.blocks.iter().filter_map(|block| block.source);
    let printed = sources.filter_map(|source| Section::ALL.get(usize::from(source.section)).copied());
    std::iter::once(Section::About).chain(printed).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::reviews::{SignOff, SignOffDecision};
    use crate::signed::{Digests, Standing};

    fn workbook() -> Workbook {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.about).product = "Copilot".to_owned();
        Arc::make_mut(&mut workbook.release).rollback = "By hand".to_owned();
        workbook
    }

    fn signed(workbook: &Workbook, covers: &[&str]) -> SignOff {
        let covers: Vec<String> = covers.iter().map(|name| (*name).to_owned()).collect();
        let Signature { digest, parts } = signature(workbook, &covers);
        SignOff { decision: Some(SignOffDecision::Approved), digest, parts, covers, ..SignOff::default() }
    }

    fn standing(workbook: &Workbook, sign_off: &SignOff) -> Standing {
        Digests::of(workbook).standing(sign_off)
    }

    #[test]
    fn a_document_stands_for_what_it_prints() {
        let before = workbook();
        let sign_off = signed(&before, &["release-plan"]);
        assert!(sign_off.parts.iter().any(|part| part.starts_with("release ")), "{:?}", sign_off.parts);
        assert!(!sign_off.parts.iter().any(|part| part.starts_with("workshops ")));
        let mut after = before.clone();
        Arc::make_mut(&mut after.workshops).workshops.push(crate::model::workshops::Workshop::default());
        assert_eq!(standing(&after, &sign_off), Standing::Current);
        Arc::make_mut(&mut after.about).product = "Another".to_owned();
        assert_eq!(standing(&after, &sign_off), Standing::Stale(vec![Section::About]));
    }

    #[test]
    fn what_is_named_afterwards_was_not_signed_be_it_a_document_or_a_section() {
        let workbook = workbook();
        let sign_off = signed(&workbook, &["Budgets", "Risk memo"]);
        let with = |covers: &[&str]| {
            let covers = covers.iter().map(|name| (*name).to_owned()).collect();
            standing(&workbook, &SignOff { covers, ..sign_off.clone() })
        };
        assert_eq!(with(&["risk-memo", " budgets "]), Standing::Current, "other words for the same");
        assert_eq!(with(&["Budgets", "Risk memo", "Release plan (document)"]), Standing::OtherCovers);
        assert_eq!(with(&["Budgets", "Risk memo", "Canvas"]), Standing::OtherCovers, "also where it is blank");
        assert_eq!(with(&["Budgets"]), Standing::OtherCovers, "and less is not what was signed either");
        let wider = with(&["Budgets", "Risk memo", "Release plan (section)"]);
        assert!(matches!(&wider, Standing::Stale(of) if of == &[Section::Release]) || wider == Standing::OtherCovers);
        assert!(with(&[]).is_stale(), "everything");
        assert!(wider.is_stale() && Standing::OtherCovers.has_changed().is_none());
    }

    #[test]
    fn a_name_says_whether_the_document_or_the_section_is_signed() {
        let workbook = workbook();
        let sections = |covers: &[&str]| {
            let covers: Vec<String> = covers.iter().map(|name| (*name).to_owned()).collect();
            covered(&workbook, &covers)
        };
        let document = sections(&["Release plan (document)"]).unwrap();
        assert!(document.len() > 1 && document.contains(&Section::Release) && document.contains(&Section::About));
        assert_eq!(sections(&["Release plan (section)"]), Some(vec![Section::Release]));
        assert_eq!(sections(&["Release plan"]), Some(document), "both, for who signs less than they read");
        assert_eq!(sections(&["budgets", "canvas"]), Some(vec![Section::Canvas, Section::Budgets]));
        assert_eq!(sections(&["something else", "budgets"]), None, "everything");
        assert_eq!(sections(&[" "]), None);
    }
}
