//! The release plan: the lane by keys, criteria, decisions, and the first stages of an empty plan.

use caveat::model::Workbook;
use caveat::model::discovery::GoVerdict;
use caveat::model::release::{CriterionKind, CriterionVerdict, Gate};
use caveat::model::{Id, Section};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;

const HERE: Page = Page::Section(Section::Release);

fn on_the_example(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, HERE);
    window
}

fn on_an_empty_one(home: &Home) -> Window {
    let mut window = home.window_on(&home.file("empty.caveat", &Workbook::default()));
    turn_to(&mut window, HERE);
    window
}

fn gate(window: &Window, number: u32) -> Gate {
    window.workbook().release.gates.iter().find(|gate| gate.number == number).unwrap().clone()
}

fn focus_name(window: &Window) -> String {
    window.focused().map(|seen| seen.name).unwrap_or_default()
}

#[test]
fn the_lane_says_how_each_gate_stands() {
    let home = Home::new();
    let window = on_the_example(&home);
    for name in [
        "RG-1, passed, 3 of 3 met",
        "RG-2, would not pass, 3 of 9 met",
        "RG-3, not judged yet, 2 of 7 met",
        "RG-4, not judged yet, 2 of 5 met",
    ] {
        assert!(window.has(Role::Button, name), "{name}");
    }
    window.find(Role::Button, "Stage Shadow, now, 0%, 23 Feb to 27 Mar 2026, week 3 of 5");
    window.find(Role::Image, "Exposure by stage: Shadow 0%; Pilot 3%; Gradual 5%, 25%, 50%; Full 100%");
    assert!(window.shows("In shadow. RG-2 would not pass today"));
    window
        .find(Role::ListBoxOption, "Budget: Misroute of translated claims is within 4.0%., Not met, 6.8%, 4.8 to 9.4");
}

#[test]
fn keys_go_along_the_lane_and_down_into_the_criteria() {
    let home = Home::new();
    let mut window = on_the_example(&home);
    let next = window.find(Role::Button, "RG-2, ");
    window.focus_on(&next);
    window.key(Key::ArrowRight);
    assert!(focus_name(&window).starts_with("Stage Pilot"), "{}", focus_name(&window));
    window.key(Key::ArrowLeft);
    window.key(Key::ArrowDown);
    assert!(focus_name(&window).starts_with("Budget: Wrong fast-track"), "{}", focus_name(&window));
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    assert!(focus_name(&window).starts_with("Budget: Misroute"), "{}", focus_name(&window));
    window.key(Key::Home);
    window.key(Key::ArrowUp);
    assert!(focus_name(&window).starts_with("RG-2"), "{}", focus_name(&window));
    window.key(Key::End);
    assert!(focus_name(&window).starts_with("Stage Full"), "{}", focus_name(&window));
    assert!(!window.session().is_dirty());
}

#[test]
fn a_criterion_leads_to_what_decides_it_and_a_live_one_has_no_answer_by_hand() {
    let home = Home::new();
    let mut window = on_the_example(&home);
    window.click(Role::ListBoxOption, "Budget: Unsupported citation");
    window.key(Key::F2);
    window.find_field("What must be true, in words?");
    assert!(!window.has(Role::RadioButton, "Answer: Met"), "a budget answers it");
    window.click(Role::Button, "Done with the criterion");
    window.click(Role::ListBoxOption, "Statement: Legal allows");
    window.key(Key::F2);
    window.click(Role::RadioButton, "Answer: Met");
    let answered = gate(&window, 2).criteria.iter().find(|one| one.statement.starts_with("Legal")).unwrap().clone();
    assert_eq!(answered.verdict, Some(CriterionVerdict::Met));
    assert_eq!(answered.answered.map(|date| date.to_string()).as_deref(), Some("2026-03-09"), "answered today");
    assert_eq!(window.session().undo_name(), Some("answer criterion"));
    assert!(window.has(Role::Button, "RG-2, would not pass, 4 of 9 met"), "the gate follows");
    window.click(Role::ListBoxOption, "Budget: Unsupported citation");
    window.key(Key::Enter);
    assert_eq!(window.app().page(), Page::Section(Section::Budgets));
}

#[test]
fn criteria_are_added_linked_moved_and_deleted() {
    let home = Home::new();
    let mut window = on_the_example(&home);
    let next = window.find(Role::Button, "RG-2, ");
    window.focus_on(&next);
    window.key(Key::N);
    window.type_text("Handlers were trained");
    window.wait(1.0);
    window.click(Role::ComboBox, "Kind: Statement");
    window.click(Role::MenuItem, "Budget");
    window.click(Role::ComboBox, "Budget that decides it");
    window.click(Role::MenuItem, "UB-1 ");
    let added = gate(&window, 2).criteria.iter().next_back().unwrap().clone();
    assert_eq!(added.statement, "Handlers were trained");
    assert_eq!(added.kind, Some(CriterionKind::Budget));
    assert_eq!(added.item, window.workbook().budgets.budgets.at(0).map(|budget| budget.id));
    window.click(Role::Button, "Done with the criterion");
    window.press(Modifiers::ALT, Key::ArrowUp);
    let at = gate(&window, 2).criteria.iter().position(|one| one.id == added.id);
    assert_eq!(at, Some(8));
    window.key(Key::Delete);
    assert_eq!(gate(&window, 2).criteria.len(), 9);
    window.assert_notice("Criterion deleted");
    window.ctrl(Key::Z);
    assert_eq!(gate(&window, 2).criteria.len(), 10);
}

#[test]
fn a_go_over_unmet_criteria_needs_a_reason_for_each() {
    let home = Home::new();
    let mut window = on_the_example(&home);
    let next = window.find(Role::Button, "RG-2, ");
    window.focus_on(&next);
    window.key(Key::G);
    window.find(Role::Heading, "Decide on RG-2, before the pilot");
    window.click(Role::RadioButton, "Go with conditions");
    window.fill("Who decided?", "Anke Vos");
    window.fill("Why, and under which conditions?", "Translated claims stay out.");
    window.click(Role::Button, "Record this decision");
    assert_eq!(gate(&window, 2).decisions.len(), 1, "not without reasons");
    assert!(window.shows("Enter why you go ahead without it"));
    let open: Vec<String> =
        window.all(|seen| seen.name.starts_with("Why without: ")).into_iter().map(|seen| seen.name).collect();
    assert_eq!(open.len(), 6, "{open:#?}");
    for name in &open {
        window.fill(name, "Watched by hand");
    }
    window.click(Role::Button, "Record this decision");
    let decided = gate(&window, 2).decisions.iter().next_back().unwrap().clone();
    assert_eq!(decided.verdict, Some(GoVerdict::Conditional));
    assert_eq!(decided.by, "Anke Vos");
    assert_eq!(decided.date.map(|date| date.to_string()).as_deref(), Some("2026-03-09"));
    assert_eq!(decided.state_then.len(), 9, "{:#?}", decided.state_then);
    assert_eq!(decided.state_then[0], "Wrong fast-track is within 3.5%: Met, 2.7%, 2.1 to 3.5");
    assert!(decided.state_then[1].ends_with("Went ahead because: Watched by hand"), "{}", decided.state_then[1]);
    assert!(window.has(Role::Button, "RG-2, passed, 3 of 9 met"));
    window.ctrl(Key::Z);
    assert_eq!(gate(&window, 2).decisions.len(), 1, "one step");
}

#[test]
fn a_bad_date_of_a_decision_is_said_and_changes_nothing() {
    let home = Home::new();
    let mut window = on_the_example(&home);
    window.click(Role::Button, "Record decision");
    window.click(Role::RadioButton, "No-go");
    window.fill("Who decided?", "Anke Vos");
    window.fill("When was it decided?", "yesterday");
    window.fill("Why, and under which conditions?", "Too early");
    window.click(Role::Button, "Record this decision");
    assert!(window.shows("Enter a date such as 2026-03-09"));
    assert!(!window.session().is_dirty());
    window.fill("When was it decided?", "2026-03-08");
    window.click(Role::Button, "Record this decision");
    assert_eq!(gate(&window, 2).decisions.len(), 2);
    window.find(Role::Button, "Decision of 8 Mar 2026: No-go, Anke Vos");
}

#[test]
fn an_empty_plan_begins_with_four_stages_or_with_one() {
    let home = Home::new();
    let mut window = on_an_empty_one(&home);
    assert!(window.shows("Who may be hurt first, and how few can that be?"));
    window.click(Role::Button, "Add the four stages");
    let release = window.workbook().release;
    let names: Vec<&str> = release.stages.iter().map(|stage| stage.name.as_str()).collect();
    assert_eq!(names, ["Shadow", "Pilot", "Gradual", "Full"]);
    let opened: Vec<Option<Id>> = release.gates.iter().map(|gate| gate.opens).collect();
    let stages: Vec<Option<Id>> = release.stages.iter().skip(1).map(|stage| Some(stage.id)).collect();
    assert_eq!(opened, stages, "a gate before each but the first");
    assert_eq!(window.session().history().len(), 1);
    window.ctrl(Key::Z);
    assert!(window.workbook() == Workbook::default());
    window.click(Role::Button, "Start with shadow only");
    let release = window.workbook().release;
    assert_eq!((release.stages.len(), release.gates.len()), (1, 0));
    assert_eq!(window.session().history().len(), 1);
    window.click(Role::Button, "Add stage");
    let release = window.workbook().release;
    assert_eq!(release.stages.at(1).map(|stage| stage.name.clone()).as_deref(), Some("Pilot"));
    assert_eq!(release.gates.at(0).and_then(|gate| gate.opens), release.stages.at(1).map(|stage| stage.id));
}

#[test]
fn stages_move_and_go_and_their_gates_follow() {
    let home = Home::new();
    let mut window = on_the_example(&home);
    window.click(Role::Button, "Stage Pilot");
    window.press(Modifiers::ALT, Key::ArrowRight);
    let names = |window: &Window| -> Vec<String> {
        window.workbook().release.stages.iter().map(|stage| stage.name.clone()).collect()
    };
    assert_eq!(names(&window), ["Shadow", "Gradual", "Pilot", "Full"]);
    assert_eq!(window.session().undo_name(), Some("move stage"));
    assert!(focus_name(&window).starts_with("Stage Pilot"), "{}", focus_name(&window));
    window.key(Key::ArrowLeft);
    assert!(focus_name(&window).starts_with("RG-2"), "its gate came with it: {}", focus_name(&window));
    window.key(Key::ArrowRight);
    window.key(Key::Delete);
    window.assert_notice("Stage deleted");
    assert_eq!(names(&window).len(), 3);
    window.ctrl(Key::Z);
    assert_eq!(names(&window), ["Shadow", "Gradual", "Pilot", "Full"]);
}

#[test]
fn what_to_do_if_it_goes_wrong_is_edited_where_it_is_read() {
    let home = Home::new();
    let mut window = on_the_example(&home);
    window.click(Role::Button, "Last drill: ");
    window.fill("When was it tried, and how long did it take?", "9 March 2026, 9 seconds");
    window.key(Key::Escape);
    assert_eq!(
        window.workbook().release.kill_switch_drill,
        "5 March 2026, 11 seconds, two people. Next before RG-3.",
        "Escape"
    );
    window.click(Role::Button, "Stop-ship criteria: ");
    window.fill("What stops the release at once, one per line?", "One complaint");
    window.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.workbook().release.stop_ship, ["One complaint"]);
    assert_eq!(window.session().undo_name(), Some("edit stop-ship criteria"));
    assert!(focus_name(&window).starts_with("Stop-ship criteria"), "{}", focus_name(&window));
}

/// Clicks a finding in the inspector.
fn follow(window: &mut Window, words: &str) {
    let found = window.all(|seen| seen.acts && seen.name.contains(words));
    assert!(!found.is_empty(), "{words}");
    window.click_on(&found[0]);
}

#[test]
fn a_finding_leads_to_its_field() {
    let home = Home::new();
    let mut window = on_the_example(&home);
    window.press(Modifiers::COMMAND, Key::I);
    follow(&mut window, "Rollback rehearsed: not known yet");
    let focused = focus_name(&window);
    assert!(focused.starts_with("Rollback rehearsed: unknown. "), "{focused}");
    assert!(!window.session().is_dirty());
}

#[test]
fn every_question_is_within_reach() {
    let home = Home::new();
    let mut window = on_the_example(&home);
    window.click(Role::RadioButton, "View: All questions");
    for name in ["What is in?", "Who can stop it, where, and what happens then?"] {
        window.find_field(name);
    }
    window.click(Role::RadioButton, "View: Lane");
    window.click(Role::Button, "Decision of 6 Mar 2026: No-go");
    window.find_field("What did each criterion say that day, one per line?");
}

#[test]
fn a_decision_that_was_left_with_escape_is_gone_on_with() {
    let home = Home::new();
    let mut window = on_the_example(&home);
    window.click(Role::Button, "Record decision");
    window.fill("Why, and under which conditions?", "Translated claims stay out.");
    window.key(Key::Escape);
    window.key(Key::Escape);
    assert!(!window.has(Role::Button, "Record this decision"));
    window.click(Role::Button, "Record decision");
    assert_eq!(window.find_field("Why, and under which conditions?").value, "Translated claims stay out.");
    window.click(Role::Button, "Cancel");
    window.click(Role::Button, "Record decision");
    assert_eq!(window.find_field("Why, and under which conditions?").value, "", "a new beginning");
    assert!(!window.session().is_dirty());
}
