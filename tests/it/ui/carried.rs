//! A document that carries its workbook, opened in the window.

use std::fs;

use caveat::report::Document;

use super::harness::Window;
use super::home::Home;
use crate::carried::carrying;
use crate::support::example;

#[test]
fn the_window_opens_what_a_document_carries_as_a_workbook_without_a_file() {
    let home = Home::new();
    let (memo, _) = carrying("claims-triage", Document::RiskMemo);
    let path = home.path("Memo of March.pdf");
    fs::write(&path, memo.bytes()).unwrap();
    let mut window = Window::new(&home);
    window.drop_file(&path);
    assert!(window.workbook() == example("claims-triage"));
    assert_eq!(window.file(), None, "the document itself is never written to");
    assert!(window.session().is_dirty(), "it is not saved anywhere yet");
    window.assert_notice("Taken out of Memo of March.pdf");
    assert_eq!(window.app().document().unwrap().file_name(), "Memo of March.caveat");
}

#[test]
fn the_window_says_why_a_document_does_not_open() {
    let home = Home::new();
    let path = home.path("paper.pdf");
    fs::write(&path, "%PDF-1.7 nothing in it").unwrap();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.drop_file(&path);
    window.assert_notice("carries no workbook");
    assert!(window.workbook() == example("claims-triage"));
}
