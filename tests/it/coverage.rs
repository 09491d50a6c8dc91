//! Whatever people fill in reaches a document, or stands on the list of exclusions with a reason.

use std::collections::BTreeSet;

use caveat::model::mark::Mark;
use caveat::model::place::Stop;
use caveat::model::{View, Workbook};
use caveat::render::fonts::FontBook;
use caveat::render::markdown::write_markdown;
use caveat::render::page::placed::Paint;
use caveat::render::page::{Paper, lay_out};
use caveat::report::coverage::{EXCLUDED, exclusion};
use caveat::report::{self, Document, Edition};

use super::support::{filled, ids_of, value_at};

fn markdown(workbook: &Workbook) -> String {
    let edition = Edition::default();
    Document::ALL.iter().map(|document| write_markdown(&report::build(*document, workbook, &edition))).collect()
}

/// All text of all documents as laid out, without blanks, so that line breaks do not matter.
fn set_text(workbook: &Workbook) -> String {
    let edition = Edition::default();
    let mut text = String::new();
    for document in Document::ALL.iter().copied() {
        let mut fonts = FontBook::bundled();
        let pages = lay_out(&report::build(document, workbook, &edition), Paper::A4, &mut fonts);
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            if let Paint::Text(run) = &item.paint {
                text.extend(run.text.chars().filter(|c| !c.is_whitespace()));
            }
        }
    }
    text
}

/// Every field that holds a value of its own: address (`1b2c….owner`), path and its words if they are unique.
fn fields(workbook: &Workbook) -> Vec<(String, String, Option<String>)> {
    let mut found = Vec::new();
    workbook.walk(&mut |place, stop| {
        let Stop::Value(_, _, value) = stop else { return };
        let view = value.view();
        if matches!(view, View::Record(_) | View::Items(_)) {
            return;
        }
        let head = place.items.last().map_or_else(|| place.section.key().to_owned(), |(_, id, _)| id.to_string());
        let address = format!("{head}.{}", place.fields.join("."));
        let marker = matches!(view, View::Text(_) | View::Lines(_)).then(|| view.text());
        found.push((address, place.path.clone(), marker));
    });
    found
}

#[test]
fn every_marker_appears_in_a_document_or_is_excluded_with_a_reason() {
    let workbook = filled();
    let (written, set) = (markdown(&workbook), set_text(&workbook));
    let mut lost = BTreeSet::new();
    for (_, path, marker) in fields(&workbook) {
        let Some(marker) = marker.filter(|marker| marker.starts_with("Mark")) else { continue };
        if exclusion(&path).is_none() && !(written.contains(&marker) && set.contains(&marker)) {
            lost.insert(path);
        }
    }
    assert!(lost.is_empty(), "typed, but in no document and on no list of exclusions: {lost:#?}");
}

#[test]
fn every_other_field_changes_a_document_when_it_changes() {
    let workbook = filled();
    let edition = Edition::default();
    let written = |document, workbook: &Workbook| write_markdown(&report::build(document, workbook, &edition));
    let mut before: Vec<(Document, String)> =
        Document::ALL.iter().map(|document| (*document, written(*document, &workbook))).collect();
    let mut lost = BTreeSet::new();
    for (address, path, _) in fields(&workbook) {
        if exclusion(&path).is_some() || path == "release.gates.criteria.verdict" {
            continue; // a verdict is only printed for criteria that no budget decides: see the test below
        }
        let mut changed = workbook.clone();
        let other = {
            let whole = workbook.clone();
            let value = value_at(&mut changed, &address);
            different(value.view(), &whole)
        };
        value_at(&mut changed, &address).set_text(&other).unwrap();
        match before.iter().position(|(document, text)| written(*document, &changed) != *text) {
            // fields beside each other are mostly in the same document: it is looked at first for the next one
            Some(at) => before[..=at].rotate_right(1),
            None => {
                lost.insert(path);
            }
        }
    }
    assert!(lost.is_empty(), "changing these changes no document: {lost:#?}");
}

#[test]
fn the_answer_to_a_statement_is_printed() {
    let mut workbook = filled();
    let release = std::sync::Arc::make_mut(&mut workbook.release);
    let criterion = release.gates.at_mut(0).unwrap().criteria.at_mut(0).unwrap();
    criterion.item = None;
    criterion.kind = Some(caveat::model::release::CriterionKind::Statement);
    criterion.verdict = Some(caveat::model::release::CriterionVerdict::Met);
    let met = markdown(&workbook);
    let release = std::sync::Arc::make_mut(&mut workbook.release);
    release.gates.at_mut(0).unwrap().criteria.at_mut(0).unwrap().verdict = None;
    assert!(met != markdown(&workbook));
}

/// An answer that differs from the one that is there, as text.
fn different(view: View<'_>, workbook: &Workbook) -> String {
    match view {
        View::Text(_) | View::Lines(_) => "Changed".to_owned(),
        View::Flag(flag) => (if flag { "no" } else { "yes" }).to_owned(),
        View::Choice(chosen, options) => options[(chosen.unwrap() + 1) % options.len()].to_owned(),
        View::Choices(_, options) => options.join("\n"),
        View::Count(count) => (count.unwrap() + 1).to_string(),
        View::Number(number) => (number.unwrap().get() + 1.0).to_string(),
        View::Rate(rate) => (rate.unwrap().fraction() + 0.01).to_string(),
        View::Step(step) => (step.unwrap().get() % 5 + 1).to_string(),
        View::Money(_) => "EUR 1234567.89".to_owned(),
        View::Date(date) => date.unwrap().tomorrow().unwrap().to_string(),
        View::Links(ids) => {
            let kind = workbook.index().get(ids[0]).unwrap().kind;
            let target = caveat::model::record::Target::Kind(kind);
            ids_of(workbook, target).into_iter().find(|id| !ids.contains(id)).unwrap().to_string()
        }
        View::Record(_) | View::Items(_) => String::new(),
    }
}

#[test]
fn every_mark_is_printed_with_its_reason_or_question() {
    let mut workbook = filled();
    let addresses: Vec<String> = fields(&workbook).into_iter().map(|(address, ..)| address).collect();
    for (number, address) in addresses.iter().enumerate() {
        let address: caveat::edit::Address = address.parse().unwrap();
        let (record, key) = address.record_and_key(&mut workbook).unwrap();
        let text = format!("Reason{number:05}x");
        let mark = if number % 2 == 0 {
            Mark::NotApplicable { reason: text }
        } else {
            Mark::Unknown { owner: String::new(), due: None, question: text }
        };
        record.marks_mut().set(&key, Some(mark));
    }
    let written = markdown(&workbook);
    let lost: Vec<&String> = addresses
        .iter()
        .enumerate()
        .filter(|(n, _)| !written.contains(&format!("Reason{n:05}x")))
        .map(|(_, a)| a)
        .collect();
    assert!(addresses.len() > 800 && lost.is_empty(), "{} fields, lost: {lost:#?}", addresses.len());
}

#[test]
fn every_exclusion_names_a_field_that_exists_and_gives_a_reason() {
    let workbook = filled();
    let mut paths = BTreeSet::new();
    workbook.walk(&mut |place, _| {
        paths.insert(place.path.clone());
    });
    for (path, reason) in EXCLUDED {
        assert!(paths.contains(*path), "{path} is excluded, but does not exist");
        assert!(reason.len() > 20, "{path}: {reason}");
    }
}
