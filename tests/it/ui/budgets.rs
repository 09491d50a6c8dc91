//! The page of the uncertainty budgets: what follows from the measurements stands there, and is changed there.

use std::sync::Arc;

use caveat::assess::budget::{self, Verdict};
use caveat::model::budgets::Evidence;
use caveat::model::{Section, Workbook};
use caveat::ui::Page;
use egui::Key;
use egui::accesskit::Role;

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;
use crate::support::example;

/// The page with the second budget of the claims example in its card.
fn on_unsupported_citation(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Budgets));
    window.click(Role::ListBoxOption, "UB-2 Unsupported citation");
    window
}

#[test]
fn the_card_says_what_follows_from_the_measurements() {
    let home = Home::new();
    let window = on_unsupported_citation(&home);
    for words in [
        "74% used",
        "€13.0k to €33.2k",
        "may exceed the cap, €29.0k",
        "3.0% after 3.0% on 6 Feb 2026: no more than chance",
        "640 of 1,470 labeled",
        "At 3.0%, with 80% power",
        "1,673 more, 2,313 in all",
        "Without a further error",
        "Motor: 3.4% of 382, interval 1.8% to 5.7%, unproven; against 2.3% of the rest it differs by chance only",
        "Next review due on 6 Apr 2026.",
        "Expected cost of error: €100.4k per month, €60.3k to €168.2k, may exceed the caps of €126.5k",
    ] {
        assert!(window.shows(words), "{words}");
    }
    assert!(!window.shows("Review overdue"), "it is not due yet");
}

#[test]
fn groups_that_differ_beyond_chance_are_said() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Budgets));
    window.click(Role::ListBoxOption, "UB-1 Wrong fast-track");
    let translated = window.find(Role::Label, "Translated claim: 9.8% of 214");
    assert!(translated.name.contains("differs beyond chance (p < 0.001, corrected for five groups)"), "{translated:?}");
}

#[test]
fn the_measurements_that_count_can_be_chosen_and_several_looks_are_said() {
    let home = Home::new();
    assert!(!on_unsupported_citation(&home).shows("This model version was looked at"));
    // the same model version throughout: five looks
    let mut workbook = example("claims-triage");
    let budgets = &mut Arc::make_mut(&mut workbook.budgets).budgets;
    for at in 0..5 {
        let measurement = budgets.at_mut(1).unwrap().measurements.at_mut(at).unwrap();
        measurement.model_version = "v4".to_owned();
    }
    let mut window = home.window_on(&home.file("looks.caveat", &workbook));
    turn_to(&mut window, Page::Section(Section::Budgets));
    window.click(Role::ListBoxOption, "UB-2 Unsupported citation");
    assert!(window.shows("This model version was looked at five times"));
    window.click(Role::RadioButton, "Verdict rests on: Pooled by version");
    let state = |workbook: &Workbook| budget::state(workbook.budgets.budgets.at(1).unwrap());
    let pooled = state(&window.workbook());
    assert_eq!((pooled.errors, pooled.trials, pooled.verdict), (64, 1_910, Verdict::Unproven));
    assert!(window.shows("All measurements of its model version, up to that of 6 Mar 2026: 64 in 1,910 trials."));
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().budgets.budgets.at(1).unwrap().evidence, Some(Evidence::Latest));
    assert_eq!(state(&window.workbook()).trials, 640);
}

#[test]
fn a_review_is_recorded_in_one_step_and_taken_back() {
    let home = Home::new();
    let mut window = on_unsupported_citation(&home);
    let before = window.workbook();
    window.click(Role::Button, "Record a review of today");
    let reviews = window.workbook().budgets.budgets.at(1).unwrap().reviews.clone();
    let last = reviews.iter().next_back().unwrap();
    assert_eq!((reviews.len(), last.date, last.by.as_str()), (3, "2026-03-09".parse().ok(), "MK"));
    assert!(window.shows("Next review due on 9 Apr 2026."));
    assert!(window.shows("What was decided?"), "it is open for the outcome");
    window.ctrl(Key::Z);
    assert!(window.workbook() == before);
}

#[test]
fn counts_that_cannot_be_are_said_beside_the_cell_and_change_nothing() {
    let home = Home::new();
    for bad in ["-1", "NaN", "1.5", "641", "inf"] {
        let mut window = on_unsupported_citation(&home);
        window.resize([1440.0, 2400.0]); // all of the card is in sight
        let before = window.workbook();
        window.click(Role::Cell, "Errors: 19");
        window.ctrl(Key::A);
        window.type_text(bad);
        window.wait(1.0);
        window.key(Key::Tab);
        assert!(window.shows("Enter "), "{bad}: says what to enter");
        assert!(window.workbook() == before, "{bad}");
        assert!(!window.session().is_dirty(), "{bad}");
    }
}
