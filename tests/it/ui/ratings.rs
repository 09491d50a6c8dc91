//! Failure modes: ratings that disagree, the sentence, what is silent, and what a system's traits suggest.

use std::sync::Arc;

use caveat::assess::risk;
use caveat::model::failure_modes::FailureMode;
use caveat::model::pattern::{AiPattern, Autonomy, InputKind, OutputKind};
use caveat::model::{Section, Step, Workbook};
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;

fn id(number: u64) -> caveat::model::Id {
    format!("{number:016x}").parse().unwrap()
}

fn mode(number: u32, name: &str, detectability: u8) -> FailureMode {
    FailureMode {
        id: id(u64::from(number)),
        number,
        name: name.to_owned(),
        severity: Step::new(5),
        frequency: Step::new(2),
        detectability: Step::new(detectability),
        ..FailureMode::default()
    }
}

fn workbook(modes: impl IntoIterator<Item = FailureMode>) -> Workbook {
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.about).product = "Kiosk".to_owned();
    Arc::make_mut(&mut workbook.failure_modes).modes = modes.into_iter().collect();
    workbook
}

fn window_on(home: &Home, workbook: &Workbook) -> Window {
    let mut window = home.window_on(&home.file("plan.caveat", workbook));
    window.tell(|app| app.show_section(Section::FailureModes));
    window
}

fn first(window: &Window) -> FailureMode {
    window.workbook().failure_modes.modes.at(0).unwrap().clone()
}

/// Adds a rating: name, severity, frequency.
fn rate(window: &mut Window, who: &str, steps: (u8, u8)) {
    window.click(Role::Button, "Add rating");
    window.type_text(who);
    window.key(Key::Enter);
    window.wait(1.0);
    for (scale, step) in [("Severity", steps.0), ("Frequency", steps.1)] {
        window.click(Role::RadioButton, &format!("{scale} by {who}, {step}"));
    }
}

#[test]
fn ratings_two_apart_ask_for_a_reason_and_give_a_median() {
    let home = Home::new();
    let mut window = window_on(&home, &workbook([mode(1, "Cites the wrong clause", 2)]));
    rate(&mut window, "Ada", (2, 3));
    assert!(!window.shows("Others see it differently"), "one rating differs from nobody");
    rate(&mut window, "Ben", (4, 3));
    let asked = |window: &Window| window.all(|seen| seen.name.starts_with("Others see it differently")).len();
    assert_eq!(asked(&window), 2, "both are off the median");
    assert!(window.shows("Severity: 2 ratings from 2 to 4, median 3, 2 apart. Set to 5."));
    assert!(window.shows("Frequency: 2 ratings, all 3. Set to 2."));
    let reasons = window.all(|seen| seen.role == Role::Button && seen.name.starts_with("Reason: blank"));
    window.click_on(&reasons[0]);
    window.type_text("Most are caught");
    window.wait(1.0);
    window.key(Key::Tab);
    assert_eq!(asked(&window), 1, "who gave a reason is not asked any more");
    window.click(Role::Button, "Use the median: severity 3 and frequency 3");
    let set = |window: &Window| (first(window).severity, first(window).frequency);
    assert_eq!(set(&window), (Step::new(3), Step::new(3)));
    assert!(!window.shows("Use the median"), "it is set");
    window.ctrl(Key::Z);
    assert_eq!(set(&window), (Step::new(5), Step::new(2)), "one step takes both back");
    let ratings = first(&window).ratings;
    assert_eq!(ratings.len(), 2);
    assert!(ratings.iter().all(|rating| rating.date.is_some()), "a rating knows its day");
}

#[test]
fn the_sentence_is_filled_in_part_by_part() {
    let home = Home::new();
    let mut window = window_on(&home, &workbook([mode(1, "Cites the wrong clause", 2)]));
    assert!(window.shows("Sentence: When …, Kiosk may cite the wrong clause, so … suffers …."));
    window.click(Role::Button, "In the sentence, condition: blank");
    window.type_text("The wording is old.");
    window.key(Key::Tab);
    assert_eq!(window.find_field("In the sentence: What goes wrong, in a few words?").value, "Cites the wrong clause");
    window.key(Key::Tab);
    window.type_text("Policyholders");
    window.key(Key::Tab);
    window.type_text("a late refusal");
    window.key(Key::Enter);
    window.wait(1.0);
    let said =
        "Sentence: When the wording is old, Kiosk may cite the wrong clause, so policyholders suffer a late refusal.";
    assert!(window.shows(said));
    assert_eq!(first(&window).condition, "The wording is old.");
    window.ctrl(Key::Z);
    assert_eq!(first(&window).effect, "", "what was typed into a part is a step");
    window.click(Role::Button, "In the sentence, who is harmed: Policyholders");
    window.type_text(", all");
    window.key(Key::Escape);
    assert_eq!(first(&window).harmed, "Policyholders", "Escape brings the old text back");
}

#[test]
fn silent_failure_modes_are_marked_and_can_be_picked_out() {
    let home = Home::new();
    let mut watched = mode(2, "Drifts", 5);
    watched.monitor = "Weekly sample".to_owned();
    let workbook = workbook([mode(1, "Times out", 1), watched, mode(3, "Learns from itself", 4)]);
    assert_eq!(workbook.failure_modes.modes.iter().filter(|mode| risk::is_silent(mode, &workbook)).count(), 1);
    let mut window = window_on(&home, &workbook);
    assert!(window.shows("3 modes, 0 critical before mitigation, 0 after, 1 silent"));
    let rows = |window: &Window| -> Vec<String> {
        window.all(|seen| seen.role == Role::Row).into_iter().map(|seen| seen.name).collect()
    };
    assert!(rows(&window)[0].starts_with("FM-2 ") && rows(&window)[2].starts_with("FM-1 "), "{:?}", rows(&window));
    assert!(rows(&window)[1].ends_with(", silent"), "{:?}", rows(&window));
    window.click(Role::Button, "Filter");
    window.click(Role::CheckBox, "Silent");
    window.key(Key::Escape);
    assert_eq!(rows(&window).len(), 1);
    assert!(rows(&window)[0].starts_with("FM-3 "));
    window.click(Role::RadioButton, "Detectability 2: Noticeable.");
    assert_eq!(window.workbook().failure_modes.modes.at(2).unwrap().detectability, Step::new(2));
}

#[test]
fn tab_goes_through_every_cell_of_a_row_that_can_be_edited() {
    let home = Home::new();
    let mut window = window_on(&home, &workbook([mode(1, "Times out", 1)]));
    window.resize([1700.0, 900.0]); // with every column
    let table = window.find(Role::Grid, "Table of failure modes");
    window.focus_on(&table);
    window.key(Key::F2);
    window.key(Key::Tab);
    window.type_text("Handlers");
    window.key(Key::Tab);
    window.key(Key::Num4);
    assert!(window.shows("4  "), "the list stays for the next Tab");
    window.key(Key::Tab);
    window.key(Key::Num1);
    window.key(Key::Tab);
    window.type_text("Rules engine");
    window.press(Modifiers::SHIFT, Key::Tab);
    window.press(Modifiers::SHIFT, Key::Tab);
    window.key(Key::Num3);
    window.key(Key::Escape);
    let mode = first(&window);
    assert_eq!((mode.harmed.as_str(), mode.fallback.as_str()), ("Handlers", "Rules engine"));
    assert_eq!((mode.severity, mode.frequency), (Step::new(3), Step::new(1)));
}

fn with_traits() -> Workbook {
    let mut workbook = workbook([]);
    let pattern = Arc::make_mut(&mut workbook.pattern);
    pattern.chosen = Some(AiPattern::Agent);
    pattern.autonomy = Some(Autonomy::ActsAlone);
    pattern.inputs.set(|one| one == InputKind::FreeText);
    pattern.outputs.set(|one| one == OutputKind::Action);
    workbook
}

#[test]
fn traits_suggest_failure_modes_and_say_why() {
    let home = Home::new();
    let mut window = window_on(&home, &with_traits());
    assert!(window.shows("What Pattern says of this system fits"));
    window.click(Role::Button, "From the library");
    assert!(window.has(Role::Heading, "Suggested for this system"));
    let options = |window: &Window| window.all(|seen| seen.role == Role::ListBoxOption);
    let shown = options(&window);
    assert!(
        shown[0].name.contains("Because: agentic workflow, acts in another system, acts alone"),
        "{}",
        shown[0].name
    );
    let gray = "Acts in the gray zone";
    window.fill("Filter the library", gray);
    assert_eq!(options(&window).len(), 1);
    window.click(Role::CheckBox, "Acts alone");
    assert!(options(&window).is_empty(), "switched off, it hides what it brought");
    window.click(Role::CheckBox, "Acts alone");
    window.fill("Filter the library", " ");
    assert!(window.shows("Not answered yet: users."), "and says which question would help");
    for at in 0..2 {
        let option = options(&window).remove(at);
        window.click_on(&option);
    }
    window.click(Role::Button, "Add 2 failure modes");
    let modes = window.workbook().failure_modes.modes.clone();
    assert!(modes.len() == 2 && modes.iter().all(|mode| !mode.library_key.is_empty()));
    assert!(window.shows("Assumption"), "its scores are a suggestion yet");
    assert_eq!(window.workbook().pattern.autonomy, Some(Autonomy::ActsAlone), "a look changes no answer");
    window.ctrl(Key::Z);
    assert!(window.workbook().failure_modes.modes.is_empty(), "one step");
}

#[test]
fn without_traits_the_library_leads_to_the_questions_and_lets_one_tick_for_a_look() {
    let home = Home::new();
    let mut window = window_on(&home, &workbook([]));
    window.click(Role::Button, "From the library");
    assert!(window.shows("Not answered yet: chosen pattern, inputs, outputs, autonomy now and users."));
    assert!(!window.has(Role::Heading, "Suggested for this system"));
    window.click(Role::Link, "Tick for this look: Inputs");
    window.click(Role::CheckBox, "Images");
    assert!(window.has(Role::Heading, "Suggested for this system"));
    assert!(window.shows("Because: images in"));
    assert!(!window.session().is_dirty(), "nothing of that is in the workbook");
    window.click(Role::Link, "Answer in Pattern");
    assert!(window.has(Role::Heading, "Pattern"), "it goes to the questions");
}
