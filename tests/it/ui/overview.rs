//! The overview: what it says, that its rows lead to places, that actions are marked as done; and findings that are accepted
//! and taken back in the inspector.

use std::sync::Arc;

use caveat::model::failure_modes::ActionState;
use caveat::model::{Id, Section, Workbook};
use caveat::ui::{App, Page};
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::{Seen, Window};
use super::home::Home;

/// A window that has just opened the main example, on its overview.
fn on_example(home: &Home) -> Window {
    let mut window = home.window();
    window.open(&home.example("claims-triage"));
    assert_eq!(window.app().page(), Page::Overview, "a document opens on its overview");
    window
}

/// Links of the page, by how they begin.
fn links(window: &Window, begins: &str) -> Vec<Seen> {
    window.all(|seen| seen.role == Role::Link && seen.name.starts_with(begins))
}

fn back(window: &mut Window) {
    window.tell(App::show_overview);
}

#[test]
fn the_first_thing_said_is_whether_the_next_gate_would_pass() {
    let home = Home::new();
    let mut window = on_example(&home);
    window.find(Role::Heading, "Not ready for the pilot gate.");
    assert!(window.shows("between this draft and 27 March, 18 days from now."));
    assert!(window.shows("Would not pass, "), "the gate says so too");
    assert!(window.shows(" of 9 criteria met"));
    window.find(Role::Image, "Life of the product. Stage 4 of 8: Evaluation. Answered: Framing ");
    for heading in ["Top risks", "Budgets", "Clear before the pilot gate", "Next actions", "What the canvas rests on"] {
        window.find(Role::Heading, heading);
    }
    window.click(Role::Button, "Gate: Before the pilot");
    window.click(Role::MenuItem, "RG-1 Before the shadow run");
    window.find(Role::Heading, "The shadow run gate is passed.");
    window.find(Role::Button, "Gate: Before the shadow run");
}

#[test]
fn rows_lead_to_what_they_are_about_by_pointer_and_by_key() {
    let home = Home::new();
    let mut window = on_example(&home);
    for (begins, section) in [
        ("Requirements: ", Section::Requirements),
        ("FM-4 Scores translated claims lower", Section::FailureModes),
        ("UB-4 Misroute, translated claims: Exceeded", Section::Budgets),
        ("All failure modes", Section::FailureModes),
        ("All budgets", Section::Budgets),
        ("Open the backlog", Section::Roadmap),
        ("Open the canvas", Section::Canvas),
        ("Assumption: 9", Section::Canvas),
        ("Open the release plan", Section::Release),
        ("Unproven: Unsupported citation is within 4.0%.", Section::Budgets),
        ("No answer: Legal allows medical free text", Section::Release),
        ("Not signed: Product manager", Section::Reviews),
    ] {
        for by_key in [false, true] {
            back(&mut window);
            let link = window.find(Role::Link, begins);
            if by_key {
                window.focus_on(&link);
                window.key(Key::Enter);
            } else {
                window.click_on(&link);
            }
            assert_eq!(window.app().page(), Page::Section(section), "{begins}, by key: {by_key}");
        }
    }
    assert!(!window.session().is_dirty());
}

#[test]
fn every_step_leads_somewhere_and_all_of_them_can_be_seen() {
    let home = Home::new();
    let mut window = on_example(&home);
    let is_step = |seen: &Seen| seen.role == Role::Link && seen.name.ends_with(". Open");
    assert_eq!(window.all(is_step).len(), 5);
    let all = links(&window, "All ").into_iter().find(|link| link.name.contains("clear before the pilot gate"));
    window.click_on(&all.unwrap());
    let steps = window.all(is_step);
    assert!(steps.len() > 5, "{}", steps.len());
    for step in steps.iter().take(8) {
        back(&mut window);
        let again = window.find(Role::Link, &step.name);
        window.click_on(&again);
        assert_ne!(window.app().page(), Page::Overview, "{}", step.name);
    }
    back(&mut window);
    window.click(Role::Link, "Fewer: clear before");
    assert_eq!(window.all(is_step).len(), 5);
}

#[test]
fn an_action_is_marked_as_done_and_taken_back() {
    let home = Home::new();
    let mut window = on_example(&home);
    let state = |workbook: &Workbook| {
        let modes = workbook.failure_modes.modes.iter();
        let mut all = modes.flat_map(|mode| mode.mitigations.iter().cloned().collect::<Vec<_>>());
        all.find(|one| one.action.starts_with("Send translated claims to the manual")).unwrap().state
    };
    let name = "Done: Send translated claims to the manual queue during the pilot.";
    assert_eq!(state(&window.workbook()), Some(ActionState::InProgress));
    window.click(Role::CheckBox, name);
    assert_eq!(state(&window.workbook()), Some(ActionState::Done));
    assert_eq!(window.app().page(), Page::Overview, "the box is not the row");
    assert!(!window.has(Role::CheckBox, name), "what is done is gone from the list");
    assert_eq!(window.session().undo_name(), Some("mark action as done"));
    window.assert_notice("Marked as done");
    window.ctrl(Key::Z);
    assert_eq!(state(&window.workbook()), Some(ActionState::InProgress));
    assert!(window.has(Role::CheckBox, name));
}

#[test]
fn an_empty_workbook_is_told_where_to_begin() {
    let home = Home::new();
    let mut window = home.window();
    window.open(&home.file("empty.caveat", &Workbook::default()));
    window.find(Role::Heading, "Start with the problem.");
    assert!(window.shows("Everything else follows from it."));
    window.click(Role::Button, "Open canvas");
    assert_eq!(window.app().page(), Page::Section(Section::Canvas));
}

#[test]
fn the_overview_is_in_the_sidebar_and_in_the_menu_of_sections() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("support-agent"));
    window.click(Role::Tab, "Overview");
    assert_eq!(window.app().page(), Page::Overview);
    window.ctrl(Key::Num1);
    assert_eq!(window.app().page(), Page::Section(Section::About), "the keys of sections stay theirs");
    window.press(Modifiers::ALT, Key::Home);
    assert_eq!(window.app().page(), Page::Overview);
    window.resize([720.0, 450.0]);
    window.ctrl(Key::Num2);
    window.click(Role::Button, "Sections");
    window.click(Role::MenuItem, "Overview");
    assert_eq!(window.app().page(), Page::Overview);
}

/// A window on a page whose only finding is that a note links to nothing.
fn on_broken_link(home: &Home) -> Window {
    let mut workbook = super::super::support::example("claims-triage");
    let canvas = Arc::make_mut(&mut workbook.canvas);
    canvas.notes.at_mut(0).unwrap().links.push(Id(0xbad));
    let file = home.file("broken.caveat", &workbook);
    let mut window = home.window_on(&file);
    window.tell(|app| app.show_section(Section::Canvas));
    window
}

const BROKEN: &str = "Accept as it is: N-1 Links to 0000000000000bad";

fn broken(window: &Window) -> usize {
    let document = window.app();
    let facts = &document.document().unwrap().facts;
    facts.findings.iter().filter(|finding| finding.rule.id == "link-broken").count()
}

#[test]
fn a_finding_is_accepted_with_reason_name_and_end_and_taken_back() {
    let home = Home::new();
    let mut window = on_broken_link(&home);
    assert_eq!(broken(&window), 1);
    let before = window.workbook();
    window.click(Role::Link, BROKEN);
    window.click(Role::Button, "Accept the finding");
    for asked in ["Say why it can stay", "Name who accepts it", "Enter a date such as 2026-06-30"] {
        assert!(window.shows(asked), "{asked}");
    }
    assert!(window.workbook() == before, "nothing happens until all three are there");
    assert_eq!(
        window.focused().map(|seen| seen.name).as_deref(),
        Some("Why is that right?"),
        "the first that is missing"
    );
    window.fill("Why is that right?", "The item comes back next week");
    window.fill("Who waives it?", "Anke Vos");
    window.fill("Until when?", "2026-03-01");
    window.click(Role::Button, "Accept the finding");
    assert!(window.shows("Enter a day that has not passed"));
    assert!(window.workbook() == before);
    window.fill("Until when?", "2026-04-30");
    window.key(Key::Enter);
    let workbook = window.workbook();
    let waiver = workbook.reviews.waivers.iter().last().unwrap();
    assert_eq!((waiver.rule.as_str(), waiver.by.as_str()), ("link-broken", "Anke Vos"));
    assert_eq!(waiver.item, before.canvas.notes.at(0).map(|note| note.id));
    assert_eq!(waiver.number, before.numbers.last(caveat::model::ItemKind::Waiver) + 1);
    assert_eq!(waiver.date.map(|date| date.to_string()).as_deref(), Some("2026-03-09"));
    assert_eq!(broken(&window), 0);
    assert_eq!(window.session().undo_name(), Some("accept finding"));
    window.assert_notice("Finding accepted");
    window.click(Role::Button, "One accepted finding: show");
    window.find(Role::Button, "Accepted: N-1 Links to 0000000000000bad, which is not in the workbook. The item comes back next week. Anke Vos, until 30 Apr 2026");
    window.click(Role::Link, "Take back the acceptance of N-1");
    assert_eq!(broken(&window), 1);
    assert_eq!(window.session().undo_name(), Some("take back acceptance"));
    window.ctrl(Key::Z);
    assert_eq!(broken(&window), 0, "it is accepted again");
    window.ctrl(Key::Z);
    assert_eq!(broken(&window), 1);
    assert!(window.workbook() == before, "one step each");
}

#[test]
fn accepting_is_given_up_with_escape_and_changes_nothing() {
    let home = Home::new();
    let mut window = on_broken_link(&home);
    let before = window.workbook();
    window.click(Role::Link, BROKEN);
    window.type_text("Because");
    window.key(Key::Escape);
    assert!(!window.has(Role::Button, "Accept the finding"));
    assert!(window.workbook() == before);
    window.click(Role::Link, BROKEN);
    assert_eq!(window.find_field("Why is that right?").value, "", "a new beginning");
    window.click(Role::Button, "Do not accept the finding");
    assert!(window.has(Role::Link, &window.find(Role::Link, BROKEN).name));
    assert!(!window.session().is_dirty());
}

#[test]
fn escape_in_the_drawer_gives_up_what_is_typed_and_then_closes_it() {
    let home = Home::new();
    let mut window = on_broken_link(&home);
    window.resize([1100.0, 700.0]);
    window.press(egui::Modifiers::COMMAND, Key::I);
    window.click(Role::Link, BROKEN);
    window.type_text("Because");
    window.key(Key::Escape);
    assert!(!window.has(Role::Button, "Accept the finding"));
    assert!(window.has(Role::Button, "Hide the inspector (Ctrl I)"), "the drawer stays");
    window.key(Key::Escape);
    assert!(!window.has(Role::Button, "Hide the inspector (Ctrl I)"));
}

#[test]
fn all_findings_begin_with_those_that_stop_a_release() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.tell(|app| app.show_section(Section::Roadmap));
    let count = window.app().document().unwrap().facts.findings.len();
    window.click(Role::Button, &format!("{count} findings: show the inspector"));
    let listed = window.all(|seen| seen.role == Role::Button && seen.at.is_some_and(|at| at.left() > 1100.0));
    let severities: Vec<&str> = listed.iter().filter_map(|seen| seen.name.split(':').next()).collect();
    let of = |word: &str| severities.iter().filter(|severity| **severity == word).count();
    assert!(of("Blocker") > 0 && of("Warning") > 0, "{severities:?}");
    let last = severities.iter().rposition(|severity| *severity == "Blocker");
    assert!(last < severities.iter().position(|severity| *severity == "Warning"), "{severities:?}");
}
