//! The page of the impact assessment: cells by keyboard, severities, harms copied to other groups, gaps, the five questions,
//! disclosures, and the way to the data.

use caveat::model::impact::{AnswerState, EffectKind, Group};
use caveat::model::{Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;

fn at_impact(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Impact));
    window.resize([1440.0, 1800.0]); // all rows are in sight
    window
}

fn group(window: &Window, name: &str) -> Group {
    window.workbook().impact.groups.iter().find(|group| group.name == name).cloned().unwrap()
}

fn focused(window: &Window) -> String {
    window.focused().map(|seen| seen.name).unwrap_or_default()
}

fn undo_name(window: &Window) -> String {
    window.session().undo_name().unwrap_or_default().to_owned()
}

const WORST: &str = "Injured third parties, harm: The injury is missed";

#[test]
fn cells_say_levels_severities_and_gaps() {
    let home = Home::new();
    let window = at_impact(&home);
    assert!(window.shows("Five groups, one is not told yet"));
    let worst = window.find(Role::Button, WORST).name;
    assert!(worst.contains("severity 5, FM-") && worst.contains("high after controls"), "{worst}");
    window.find(Role::Button, "Injured third parties, how they are told: Unknown, by 20 Mar");
    window.find(Role::Button, "Policyholders, benefit: Simple claims are paid in one day");
    window.find(Role::Button, "Claims handlers, harm: Feel watched by override counts, severity 2, no failure mode");
}

#[test]
fn arrows_walk_the_cells_and_digits_set_the_severity_of_a_harm() {
    let home = Home::new();
    let mut window = at_impact(&home);
    window.click(Role::Button, "Group: Policyholders");
    window.key(Key::ArrowRight);
    assert!(focused(&window).starts_with("Policyholders, benefit: Simple claims"), "{}", focused(&window));
    window.key(Key::ArrowRight);
    assert!(focused(&window).starts_with("Policyholders, harm: The claim looks simple"), "{}", focused(&window));
    window.key(Key::Num5);
    assert_eq!(undo_name(&window), "set severity");
    let severities = |window: &Window| -> Vec<u8> {
        let effects = group(window, "Policyholders").effects;
        effects.iter().filter_map(|effect| effect.severity).map(caveat::model::Step::get).collect()
    };
    assert_eq!(severities(&window), [5, 4, 3]);
    window.key(Key::ArrowLeft);
    window.key(Key::Num1);
    assert_eq!(severities(&window), [5, 4, 3], "a benefit has no severity");
    window.ctrl(Key::Z);
    assert_eq!(severities(&window), [4, 4, 3]);
    window.key(Key::End);
    assert!(focused(&window).starts_with("Repair partners, benefit"), "{}", focused(&window));
}

#[test]
fn a_harm_is_added_written_and_deleted_by_keys() {
    let home = Home::new();
    let mut window = at_impact(&home);
    window.click(Role::Button, "Group: Repair partners");
    window.key(Key::H);
    window.type_text("Waits for a part.");
    window.press(Modifiers::COMMAND, Key::Enter);
    assert!(focused(&window).starts_with("Repair partners, harm: Waits for a part"), "{}", focused(&window));
    let added = group(&window, "Repair partners").effects.iter().next_back().cloned().unwrap();
    assert_eq!((added.what.as_str(), added.kind), ("Waits for a part.", Some(EffectKind::Harm)));
    window.key(Key::Delete);
    window.assert_notice("Harm deleted");
    assert!(!window.shows("Waits for a part"));
    window.ctrl(Key::Z);
    assert!(window.shows("Waits for a part"));
}

#[test]
fn texts_are_edited_where_they_stand_and_escape_brings_them_back() {
    let home = Home::new();
    let mut window = at_impact(&home);
    window.click(Role::Button, "Policyholders, how they are told: Letter, page 2");
    window.key(Key::Enter);
    window.ctrl(Key::A);
    window.type_text("A call");
    window.key(Key::Escape);
    assert_eq!(group(&window, "Policyholders").told, "Letter, page 2");
    assert!(focused(&window).starts_with("Policyholders, how they are told"), "{}", focused(&window));
    window.key(Key::F2);
    window.ctrl(Key::A);
    window.type_text("A call");
    window.key(Key::Enter);
    window.wait(1.0);
    assert_eq!(group(&window, "Policyholders").told, "A call");
    assert_eq!(undo_name(&window), "edit how they are told");
}

#[test]
fn a_harm_is_copied_to_another_group_by_keys_and_by_the_pointer() {
    let home = Home::new();
    let mut window = at_impact(&home);
    let before = group(&window, "People who write in another language");
    let harm = group(&window, "Injured third parties").effects.at(1).cloned().unwrap();
    window.click(Role::Button, WORST);
    window.press(Modifiers::ALT | Modifiers::SHIFT, Key::ArrowDown);
    let after = group(&window, "People who write in another language");
    let copy = after.effects.iter().next_back().unwrap();
    assert_eq!(after.effects.len(), before.effects.len() + 1);
    assert_eq!((&copy.what, copy.severity, copy.failure_mode), (&harm.what, harm.severity, harm.failure_mode));
    assert_ne!(copy.id, harm.id);
    assert_eq!(undo_name(&window), "copy harm to another group");
    window.ctrl(Key::Z);
    assert_eq!(group(&window, "People who write in another language"), before);

    let from = window.find(Role::Button, WORST).at.unwrap().center();
    let to = window.find(Role::Button, "Group: Repair partners").at.unwrap().center();
    drag(&mut window, from, to);
    let copy = group(&window, "Repair partners").effects.iter().next_back().cloned().unwrap();
    assert_eq!((&copy.what, copy.severity), (&harm.what, harm.severity));
    assert!(group(&window, "Injured third parties").effects.find(harm.id).is_some(), "it stays where it was");
}

fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    let button = |pos, pressed| {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        Event::PointerButton { pos, button, pressed, modifiers }
    };
    window.event([Event::PointerMoved(from)]);
    window.event([button(from, true)]);
    for step in 1..=4_u8 {
        window.event([Event::PointerMoved(from.lerp(to, f32::from(step) / 4.0))]);
    }
    window.event([button(to, false)]);
    window.settle();
}

#[test]
fn answered_needs_words_and_a_link() {
    let home = Home::new();
    let mut window = at_impact(&home);
    assert!(window.shows("2 of 5 answered"));
    window.click(Role::Button, "Question 4: How do we know that it still works? Partly");
    window.click(Role::RadioButton, "State: Answered");
    assert_eq!(window.workbook().impact.still_works.state, Some(AnswerState::Answered));
    assert!(window.shows("3 of 5 answered"));

    let file = home.file("blank.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Impact));
    window.resize([1440.0, 1800.0]);
    window.click(Role::Button, "Question 1: ");
    window.click(Role::RadioButton, "State: Answered");
    assert!(window.shows("Answered needs the answer in words and a link to what shows it."));
    assert!(window.shows("0 of 5 answered"), "until then it does not count");
    window.fill("What is the answer today?", "Nobody could be harmed.");
    assert!(window.shows("Answered needs a link to what shows it."));
}

#[test]
fn disclosures_are_quoted_and_ticked() {
    let home = Home::new();
    let mut window = at_impact(&home);
    window.find(Role::Button, "Words: Suggested by software. You decide.");
    assert!(!window.find(Role::CheckBox, "In place: to Injured third parties").on);
    window.click(Role::CheckBox, "In place: to Injured third parties");
    assert!(window.workbook().impact.disclosures.iter().all(|disclosure| disclosure.given));
    assert_eq!(undo_name(&window), "mark disclosure as in place");
    window.ctrl(Key::Z);
    assert!(!window.find(Role::CheckBox, "In place: to Injured third parties").on);
}

#[test]
fn an_empty_assessment_asks_for_the_first_group() {
    let home = Home::new();
    let file = home.file("blank.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Impact));
    assert!(window.shows("Who is in the room only as a number?"));
    window.click(Role::Button, "Add the first group");
    window.type_text("Night nurses");
    window.key(Key::Enter);
    assert_eq!(focused(&window), "Group: Night nurses");
    window.key(Key::B);
    window.type_text("Quiet nights");
    window.wait(1.0);
    let added = group(&window, "Night nurses").effects.at(0).cloned().unwrap();
    assert_eq!((added.what.as_str(), added.kind), ("Quiet nights", Some(EffectKind::Benefit)));
}

#[test]
fn a_sensitive_source_leads_to_the_data() {
    let home = Home::new();
    let mut window = at_impact(&home);
    let links = window.all(|seen| seen.role == Role::Link && seen.name.starts_with("Go to data source "));
    assert!(!links.is_empty());
    window.click_on(&links[0]);
    assert_eq!(window.app().page(), Page::Section(Section::Data));
}
