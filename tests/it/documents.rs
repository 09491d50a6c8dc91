//! The documents: the same input gives the same bytes, and nothing is lost on the way to the page.

use std::fs;
use std::process::Command;

use caveat::export::{Exported, Setting, export};
use caveat::model::Workbook;
use caveat::model::pack::FileFormat;
use caveat::render::fonts::FontBook;
use caveat::render::page::Paper;
use caveat::report::{Document, Edition};

use super::support::{EXAMPLES, example, filled};

fn exported(workbook: &Workbook, document: Document, format: FileFormat, paper: Paper) -> Exported {
    let fonts = FontBook::bundled();
    let edition = Edition { digest: "ab".repeat(32), source: "test.caveat".to_owned(), ..Edition::default() };
    export(workbook, document, format, &edition, Setting::new(paper, &fonts)).unwrap()
}

#[test]
fn the_same_workbook_gives_the_same_bytes() {
    let workbook = example("claims-triage");
    for document in Document::ALL.iter().copied() {
        for format in [FileFormat::Pdf, FileFormat::Markdown] {
            let first = exported(&workbook, document, format, Paper::A4);
            assert!(first == exported(&workbook.clone(), document, format, Paper::A4), "{}", document.title());
        }
    }
}

#[test]
fn every_example_gives_every_document_on_both_papers() {
    for name in EXAMPLES {
        let workbook = example(name);
        for document in Document::ALL.iter().copied() {
            for paper in [Paper::A4, Paper::Letter] {
                let pdf = exported(&workbook, document, FileFormat::Pdf, paper);
                assert!(pdf.bytes().starts_with(b"%PDF-1."), "{name}");
                assert!((2..60).contains(&pdf.pages), "{name}, {}: {} pages", document.title(), pdf.pages);
                assert_eq!(pdf.missing, [], "{name}, {}", document.title());
            }
        }
    }
}

#[test]
fn an_empty_workbook_gives_documents_that_say_what_is_missing() {
    for document in Document::ALL.iter().copied() {
        let markdown = exported(&Workbook::default(), document, FileFormat::Markdown, Paper::A4);
        let text = String::from_utf8(markdown.bytes().to_vec()).unwrap();
        assert!(text.contains("not approved"), "{text}");
        let pdf = exported(&Workbook::default(), document, FileFormat::Pdf, Paper::Letter);
        assert!(pdf.pages >= 1);
    }
}

#[test]
fn a_workbook_with_every_field_filled_lays_out() {
    for document in Document::ALL.iter().copied() {
        let pages = exported(&filled(), document, FileFormat::Pdf, Paper::A4).pages;
        let is_long = matches!(document, Document::ModelCard | Document::RiskMemo);
        assert!(pages > if is_long { 4 } else { 1 }, "{}: {pages} pages", document.title());
    }
}

#[test]
fn pdftotext_gives_back_what_was_typed() {
    if Command::new("pdftotext").arg("-v").output().is_err() {
        println!("skipped: pdftotext is not installed");
        return;
    }
    let mut workbook = example("claims-triage");
    let typed = "Prüfung für „Größe“ ≥ 5 %, Ελληνικά, Кириллица, office affluent fjord";
    std::sync::Arc::make_mut(&mut workbook.about).summary = typed.to_owned();
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("card.pdf");
    fs::write(&path, exported(&workbook, Document::ModelCard, FileFormat::Pdf, Paper::A4).bytes()).unwrap();
    let output = Command::new("pdftotext").arg(&path).arg("-").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(typed), "{text:.1500}");
    let order = ["At a glance", "Intended use", "How it decides", "Performance", "Limits", "Contact and sign-off"];
    let body = text.rsplit("At a glance").next().unwrap();
    let places: Vec<_> =
        order[1..].iter().map(|heading| body.find(heading).unwrap_or_else(|| panic!("{heading}"))).collect();
    assert!(places.is_sorted(), "reading order: {places:?}");
}

#[test]
fn a_character_that_no_font_has_is_reported_and_shown_as_its_code_point() {
    let mut workbook = example("claims-triage");
    std::sync::Arc::make_mut(&mut workbook.about).summary = "Before \u{13000} after".to_owned();
    let pdf = exported(&workbook, Document::ModelCard, FileFormat::Pdf, Paper::A4);
    assert!(pdf.missing.iter().any(|glyph| glyph.character == '\u{13000}'));
}
