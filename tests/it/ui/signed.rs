//! What was signed, on the page of the reviews: to read and not to change, and whether it is still true in every window.

use std::sync::Arc;

use caveat::export::signature;
use caveat::model::reviews::SignOff;
use caveat::model::{Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::super::support::approval;
use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;

/// A document that Anke Vos has signed; `change` comes after that.
fn signed(home: &Home, covers: &[&str], change: impl FnOnce(&mut Workbook)) -> Window {
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.about).product = "Claims triage".to_owned();
    let sign_off = SignOff { role: "Business owner".to_owned(), ..approval(&workbook, covers) };
    Arc::make_mut(&mut workbook.reviews).sign_offs.push(sign_off);
    change(&mut workbook);
    let mut window = home.window_on(&home.file("claims.caveat", &workbook));
    turn_to(&mut window, Page::Section(Section::Reviews));
    window
}

fn line(window: &Window) -> SignOff {
    window.workbook().reviews.sign_offs.at(0).unwrap().clone()
}

#[test]
fn a_narrow_window_still_says_when_it_was_signed_and_that_it_is_stale() {
    let home = Home::new();
    let mut window =
        signed(&home, &[], |workbook| Arc::make_mut(&mut workbook.about).product = "Claims desk".to_owned());
    for size in [[1440.0, 900.0], [1024.0, 700.0], [640.0, 700.0]] {
        window.resize(size);
        let row = window.find(Role::Button, "Anke Vos, Business owner: approved on 20 February 2026, stale");
        let said = window.all(|seen| seen.role == Role::Label && seen.name.ends_with("Stale: about"));
        assert_eq!(said.len(), 1, "{size:?}");
        let (row, standing) = (row.at.unwrap(), said[0].at.unwrap());
        assert!(row.contains_rect(standing) && row.width() <= size[0], "{size:?}: {standing:?} in {row:?}");
        assert!(size[0] > 1100.0 || said[0].name.starts_with("20 Feb. "), "{}", said[0].name);
    }
    let triangle = "A sign-off for something else than the workbook says";
    assert!(!window.all(|seen| seen.role == Role::Label && seen.name.contains(triangle)).is_empty(), "it has a name");
}

#[test]
fn what_was_signed_is_read_and_not_edited() {
    let home = Home::new();
    let mut window = signed(&home, &["Risk memo", "Data", "section:budgets"], |_| {});
    window.click(Role::Button, "Anke Vos, Business owner: approved");
    let covers = "Risk memo, Data and Uncertainty budgets";
    for words in ["Approved", "Anke Vos", "Business owner", "20 February 2026", covers, "Current"] {
        assert!(window.has(Role::Label, words), "{words}");
    }
    let kept = line(&window).digest;
    assert!(!window.shows(&kept[..8]), "nobody reads digests at first");
    window.click(Role::Button, "Details of SO-1");
    assert!(window.has(Role::Label, &kept), "whole, as in documents and packs");
    assert!(!window.shows("As SHA-256") && !window.shows("Digests of sections"));
    assert!(window.all(|seen| seen.role == Role::TextInput && seen.name.contains("Who signs?")).is_empty());
    let before = line(&window);
    window.click(Role::Button, "Withdraw SO-1");
    let after = line(&window);
    assert_eq!((after.decision, after.date, after.digest.as_str()), (None, None, ""));
    assert!(after.parts.is_empty());
    assert_eq!(
        (after.name, after.role, after.covers),
        (before.name.clone(), before.role.clone(), before.covers.clone())
    );
    window.assert_notice("Sign-off withdrawn");
    window.ctrl(Key::Z);
    assert_eq!(line(&window), before);
    window.click(Role::Button, "Sign SO-1 again");
    assert_eq!(window.find_field("Who signs?").value, "Anke Vos");
}

#[test]
fn an_earlier_state_is_not_signed_sent_or_answered() {
    let home = Home::new();
    let mut window = signed(&home, &[], |_| {});
    window.rename("Claims desk");
    window.rename("Claims room");
    window.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::H);
    let steps = window.all(|seen| seen.role == Role::ListBoxOption);
    window.click_on(&steps[1]);
    window.click(Role::Button, "Preview as of this step");
    turn_to(&mut window, Page::Section(Section::Reviews));
    for name in ["Record a sign-off", "Ask for a sign-off", "Send for review", "Import replies"] {
        let button = window.find(Role::Button, name);
        assert!(!button.acts && button.description.starts_with("This can only be looked at"), "{button:?}");
    }
}

#[test]
fn who_waits_for_a_signature_chooses_what_is_to_be_signed_by_name() {
    let home = Home::new();
    let mut window = signed(&home, &[], |workbook| {
        let line = Arc::make_mut(&mut workbook.reviews).sign_offs.at_mut(0).unwrap();
        (line.decision, line.date) = (None, None);
        line.digest.clear();
        line.parts.clear();
    });
    window.click(Role::Button, "Anke Vos, Business owner: not signed");
    window.click(Role::Button, "Choose documents or sections");
    window.click(Role::CheckBox, "To be signed: Risk memo");
    assert_eq!(line(&window).covers, ["Risk memo"]);
    assert!(window.find(Role::CheckBox, "To be signed: Risk memo").on);
    window.click(Role::CheckBox, "To be signed: Risk memo");
    assert!(line(&window).covers.is_empty());
    let kept = signature(&window.workbook(), &[]);
    window.click(Role::Button, "Sign SO-1");
    window.click(Role::RadioButton, "Approved");
    window.click(Role::Button, "Record this sign-off");
    assert_eq!(line(&window).digest, kept.digest);
}
