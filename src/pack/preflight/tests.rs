//! Every remark where it belongs, with a place to go to, and none where all is well.

use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::assess::findings;
use crate::model::about::DocumentStatus;
use crate::model::pack::LeftOut;
use crate::model::reviews::{SignOff, SignOffDecision};
use crate::model::{Id, Section};
use crate::pack::profile;
use crate::report::block::Source;

fn order(workbook: &Workbook, left_out: &[LeftOut]) -> Order {
    let mut profile = profile::full();
    profile.left_out.set(|what| left_out.contains(&what));
    Order::new(workbook, Path::new("kiosk.caveat"), profile)
}

fn titles(remarks: &[Remark], kind: Kind) -> Vec<&str> {
    remarks.iter().filter(|remark| remark.kind == kind).map(|remark| remark.title.as_str()).collect()
}

fn one<'a>(remarks: &'a [Remark], title: &str) -> &'a Remark {
    remarks.iter().find(|remark| remark.title.contains(title)).unwrap_or_else(|| panic!("{title} in {remarks:#?}"))
}

#[test]
fn what_is_printed_on_every_page_comes_first() {
    let workbook = Workbook::default();
    let findings = findings::check(&workbook, None);
    let known = Known { findings: &findings, ..Known::default() };
    let remarks = preflight(&workbook, &order(&workbook, &[]), &known);
    assert!(remarks.is_sorted_by_key(|remark| remark.kind));
    assert!(titles(&remarks, Kind::Blocked).contains(&"The document is not approved"));
    assert_eq!(
        one(&remarks, "no document date").place.as_ref().map(ToString::to_string).as_deref(),
        Some("about.document_date")
    );
    assert!(titles(&remarks, Kind::LeftOut).contains(&"Workshop minutes has little to tell"));
}

#[test]
fn an_approved_and_dated_workbook_is_not_nagged() {
    let mut workbook = Workbook::default();
    let about = Arc::make_mut(&mut workbook.about);
    about.status = Some(DocumentStatus::Approved);
    about.document_date = "2026-03-09".parse().ok();
    let remarks = preflight(&workbook, &order(&workbook, &[]), &Known::default());
    assert_eq!(titles(&remarks, Kind::Blocked), [""; 0]);
    assert_eq!(titles(&remarks, Kind::Mend), [""; 0]);
}

#[test]
fn a_sign_off_for_another_state_is_stale() {
    let mut workbook = Workbook::default();
    let sign_off = |id, digest: &str| SignOff {
        id: Id(id),
        number: id as u32,
        decision: Some(SignOffDecision::Approved),
        digest: digest.to_owned(),
        ..SignOff::default()
    };
    let sign_offs = &mut Arc::make_mut(&mut workbook.reviews).sign_offs;
    sign_offs.push(sign_off(1, "AB12"));
    sign_offs.push(sign_off(2, "cd34"));
    sign_offs.push(sign_off(3, ""));
    let known = Known { digest: "ab12", ..Known::default() };
    let remarks = preflight(&workbook, &order(&workbook, &[]), &known);
    let stale = one(&remarks, "1 sign-off is for an earlier state");
    assert_eq!(stale.place.as_ref().map(ToString::to_string).as_deref(), Some("SO-2.digest"));
}

#[test]
fn characters_without_glyph_lead_to_their_item() {
    let mut workbook = Workbook::default();
    let modes = &mut Arc::make_mut(&mut workbook.failure_modes).modes;
    modes.push(crate::model::failure_modes::FailureMode { id: Id(7), number: 4, ..Default::default() });
    let glyph = |character, item| MissingGlyph {
        character,
        page: 0,
        source: Some(Source { section: Section::FailureModes as u8, item }),
    };
    let missing = [
        (Document::RiskMemo, glyph('\u{10fc}', 7)),
        (Document::ModelCard, glyph('\u{10fc}', 7)),
        (Document::RiskMemo, glyph('\u{2a7d}', 0)),
    ];
    let known = Known { missing: &missing, ..Known::default() };
    let remarks = preflight(&workbook, &order(&workbook, &[]), &known);
    let found: Vec<_> = remarks.iter().filter(|remark| remark.character.is_some()).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(
        (found[0].title.as_str(), found[0].detail.as_str()),
        ("U+10FC has no glyph", "Its code is printed instead in FM-4")
    );
    assert_eq!(found[1].place.as_ref().map(|place| place.section), Some(Section::FailureModes));
}

#[test]
fn look_and_leaks_are_named() {
    let mut workbook = Workbook::default();
    let pack = Arc::make_mut(&mut workbook.pack);
    pack.accent = "#FFD400".to_owned();
    pack.logo = "data:image/png;base64,AAAA".to_owned();
    let about = Arc::make_mut(&mut workbook.about);
    about.summary = "Saves € 20 a claim, see /home/anke/x.csv".to_owned();
    about.internal = true;
    let remarks = preflight(&workbook, &order(&workbook, &[LeftOut::Amounts]), &Known::default());
    for title in [
        "The accent color is too light",
        "The logo cannot be shown",
        "1 text seems to name an amount",
        "1 text names a folder of a machine",
        "1 place marked internal is in it",
    ] {
        assert!(one(&remarks, title).place.is_some(), "{title}");
    }
    let remarks = preflight(&workbook, &order(&workbook, &[LeftOut::Internal, LeftOut::Paths]), &Known::default());
    assert!(titles(&remarks, Kind::LeftOut).contains(&"The section \u{201c}About\u{201d}, marked internal"));
    assert!(!remarks.iter().any(|remark| remark.title.contains("folder of a machine")));
}

#[test]
fn long_documents_and_tables_are_named() {
    let mut workbook = Workbook::default();
    let notes = &mut Arc::make_mut(&mut workbook.canvas).notes;
    for id in 1..=301 {
        notes.push(crate::model::canvas::Note { id: Id(id), number: id as u32, ..Default::default() });
    }
    let pages = [(Document::RiskMemo, 212), (Document::ModelCard, 9)];
    let known = Known { pages: &pages, ..Known::default() };
    let remarks = preflight(&workbook, &order(&workbook, &[]), &known);
    one(&remarks, "Risk memo has 212 pages");
    one(&remarks, "301 notes");
    assert!(!remarks.iter().any(|remark| remark.title.starts_with("Model card has")));
}
