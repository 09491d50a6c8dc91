//! The page of the pattern decision: the ladder by keyboard, sourcing that never decides, autonomy that stops under its
//! ceiling and asks before it grows, traits that say what they bring.

use caveat::model::pattern::{AiPattern, Autonomy, InputKind, RungState, Sourcing};
use caveat::model::{Section, Step, Workbook};
use caveat::ui::Page;
use egui::Key;
use egui::accesskit::Role;

use super::harness::{Seen, USUAL, Window};
use super::home::Home;
use super::pages::turn_to;

fn at_pattern(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Pattern));
    window
}

fn blank(home: &Home) -> Window {
    let mut window = home.window_on(&home.file("empty.caveat", &Workbook::default()));
    turn_to(&mut window, Page::Section(Section::Pattern));
    window
}

fn radio(window: &Window, start: &str) -> Seen {
    window.find(Role::RadioButton, start)
}

fn state(window: &Window, which: AiPattern) -> Option<RungState> {
    let workbook = window.workbook();
    workbook.pattern.rungs.iter().find(|rung| rung.pattern == Some(which)).and_then(|rung| rung.state)
}

#[test]
fn the_ladder_says_what_became_of_each_rung_and_what_it_costs() {
    let home = Home::new();
    let window = at_pattern(&home);
    assert!(window.shows("Retrieval, blended, suggests"));
    assert!(radio(&window, "Retrieval-augmented generation: tried, chosen, 43 of 72 practices").on);
    assert!(!radio(&window, "Agentic workflow: dismissed, 72 of 72 practices").on);
    assert!(window.shows("Result or reason: Rules engine v9, 79.0% right first time"));
    assert!(window.shows("43 of 72 practices of the checklist begin to matter here, 12 more than with predictive ML."));
    assert!(window.shows("Cost of complexity: €0.09 more per claim"));
}

#[test]
fn rungs_are_tried_dismissed_and_chosen_by_keys() {
    let home = Home::new();
    let mut window = at_pattern(&home);
    let chosen = radio(&window, "Retrieval");
    window.focus_on(&chosen);
    window.key(Key::ArrowDown);
    assert!(window.focused().unwrap().name.starts_with("Predictive ML"));
    window.key(Key::D);
    assert_eq!(state(&window, AiPattern::Predictive), Some(RungState::Dismissed));
    window.key(Key::T);
    assert_eq!(state(&window, AiPattern::Predictive), Some(RungState::Tried));
    window.key(Key::Enter);
    assert_eq!(window.workbook().pattern.chosen, Some(AiPattern::Predictive));
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().pattern.chosen, Some(AiPattern::Retrieval), "one step");
    window.key(Key::ArrowUp);
    window.key(Key::ArrowUp);
    assert!(window.focused().unwrap().name.starts_with("Fine-tuned"));
    window.key(Key::Space);
    assert!(window.shows("Facts are frozen on the day of training"), "the guide opens");
    window.click(Role::Button, "Close a fine-tuned model");
    assert!(!window.shows("Facts are frozen on the day of training"));
}

#[test]
fn a_rung_is_reached_over_the_ones_below() {
    let home = Home::new();
    let mut window = blank(&home);
    assert!(window.shows("Nothing chosen yet"));
    let rules = radio(&window, "Rules");
    window.focus_on(&rules);
    window.key(Key::ArrowUp);
    window.key(Key::Enter);
    assert_eq!(window.workbook().pattern.chosen, None, "it asks first");
    assert!(window.shows("Rules is not settled: tried with a result, or dismissed with a reason."));
    window.click(Role::Button, "Look at rules first");
    window.type_text("A page of rules gets 79% right");
    window.wait(1.0);
    window.click(Role::Link, "Predictive ML: What did it reach");
    window.type_text("84% right");
    window.wait(1.0);
    let texts: Vec<String> = window.workbook().pattern.rungs.iter().map(|rung| rung.result.clone()).collect();
    assert_eq!(texts.last().map(String::as_str), Some("84% right"));
    assert!(!window.has(Role::Button, "Choose it all the same"), "the question is answered");
    let predictive = radio(&window, "Predictive ML");
    window.focus_on(&predictive);
    window.key(Key::Enter);
    assert_eq!(window.focused().map(|seen| seen.name).as_deref(), Some("Look at rules first"));
    window.key(Key::Escape);
    assert!(!window.has(Role::Button, "Choose it all the same"));
    assert_eq!(window.workbook().pattern.chosen, None);
    window.click(Role::Button, "Rules: Not looked at. Say what became of it");
    window.click(Role::MenuItem, "Tried");
    window.click(Role::Button, "Predictive ML: Not looked at. Say what became of it");
    window.click(Role::MenuItem, "Choose this rung");
    assert_eq!(window.workbook().pattern.chosen, Some(AiPattern::Predictive));
}

#[test]
fn sourcing_is_scored_by_keys_and_only_people_choose() {
    let home = Home::new();
    let mut window = at_pattern(&home);
    assert!(window.shows("Strategic importance 5 of 5: build 5, buy 1, partner 1, blend 5"));
    assert!(window.shows("Together, of 20: build 15, buy 9, partner 7, blend 17"));
    assert!(window.shows("The inputs speak for blend."));
    let cell = radio(&window, "Time pressure 4");
    window.focus_on(&cell);
    window.key(Key::Num1);
    assert_eq!(window.workbook().pattern.time_to_market, Step::new(1));
    assert!(window.shows("Together, of 20: build 18, buy 6, partner 10, blend 14"));
    assert!(window.shows("The inputs speak for build. You chose blend: the reason says why."));
    assert_eq!(window.workbook().pattern.sourcing, Some(Sourcing::Blend), "the numbers decide nothing");
    window.click(Role::RadioButton, "Sourcing: Build");
    assert_eq!(window.workbook().pattern.sourcing, Some(Sourcing::Build));
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().pattern.time_to_market, Step::new(4));
}

#[test]
fn autonomy_asks_before_it_grows_and_stops_under_its_ceiling() {
    let home = Home::new();
    let mut window = at_pattern(&home);
    assert!(window.has(Role::Label, "Step 2 of 5"));
    assert!(window.shows("It suggests, and a person decides. It has not earned the next step."));
    window.find(Role::Link, "Go to Wrong fast-track");
    assert!(window.shows("1 of 3 earned"));
    let propose = window.find(Role::Button, "Propose the next step");
    assert!(!propose.acts && window.shows("Needs all three"));
    let now = radio(&window, "Suggests");
    assert!(now.on);
    window.focus_on(&now);
    window.key(Key::ArrowUp);
    assert_eq!(window.workbook().pattern.autonomy, Some(Autonomy::Suggests), "up only after a question");
    assert!(window.shows("Move up to \"Acts on approval\"?"));
    assert_eq!(window.focused().map(|seen| seen.name).as_deref(), Some("Stay"));
    window.key(Key::Enter);
    assert!(!window.shows("Move up to"));
    assert_eq!(window.workbook().pattern.autonomy, Some(Autonomy::Suggests));
    window.key(Key::ArrowUp);
    window.click(Role::Button, "Move up all the same");
    assert_eq!(window.workbook().pattern.autonomy, Some(Autonomy::ActsOnApproval));
    window.click(Role::RadioButton, "Acts alone, over the ceiling");
    assert_eq!(window.workbook().pattern.autonomy, Some(Autonomy::ActsOnApproval));
    assert!(window.shows("\"Acts alone\" is over the ceiling. Raise the ceiling first, on purpose."));
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    assert_eq!(window.workbook().pattern.autonomy, Some(Autonomy::Informs), "down at once");
}

#[test]
fn the_first_step_of_autonomy_needs_no_question() {
    let home = Home::new();
    let mut window = blank(&home);
    window.click(Role::RadioButton, "Suggests");
    assert_eq!(window.workbook().pattern.autonomy, Some(Autonomy::Suggests));
    assert!(window.shows("Nobody has said what earns the next step."));
}

#[test]
fn the_knob_is_dragged_no_further_than_the_ceiling_and_escape_puts_it_back() {
    let home = Home::new();
    let mut window = at_pattern(&home);
    let (from, to) = (radio(&window, "Suggests"), radio(&window, "Acts alone"));
    let (from, to) = (from.at.unwrap().center(), to.at.unwrap().center());
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    for cancel in [true, false] {
        window.event([egui::Event::PointerMoved(from)]);
        window.event([button(from, true)]);
        for share in [0.3, 0.7, 1.0] {
            window.event([egui::Event::PointerMoved(from + (to - from) * share)]);
        }
        if cancel {
            window.tap(Key::Escape);
        }
        window.event([button(to, false)]);
        window.settle();
        assert_eq!(window.workbook().pattern.autonomy, Some(Autonomy::Suggests));
        assert_eq!(window.shows("Move up to \"Acts, and reports\"?"), !cancel, "it stops under the ceiling");
    }
}

#[test]
fn traits_are_switched_and_say_what_they_bring() {
    let home = Home::new();
    let mut window = at_pattern(&home);
    let images = window.find(Role::CheckBox, "Images: brings ");
    assert!(!images.on && !images.name.contains("brings no "), "{}", images.name);
    window.click_on(&images);
    assert!(window.workbook().pattern.inputs.has(InputKind::Images));
    assert!(window.workbook().pattern.inputs.has(InputKind::FreeText), "the others stay");
    assert!(window.shows("Images in: "), "and which");
    assert!(window.shows("not in the map yet."));
    window.click(Role::Link, "Go to the failure modes");
    assert_eq!(window.app().page(), Page::Section(Section::FailureModes));
    window.ctrl(Key::Z);
    assert!(!window.workbook().pattern.inputs.has(InputKind::Images));
}

#[test]
fn every_question_is_reachable_and_the_page_fits_small_windows() {
    let home = Home::new();
    let mut window = at_pattern(&home);
    for size in [USUAL, [1100.0, 700.0], [720.0, 450.0]] {
        window.resize(size);
        for heading in ["The ladder", "Where it comes from", "What is true of the system", "Copilot or autopilot"] {
            assert!(window.has(Role::Heading, heading), "{heading} at {size:?}");
        }
    }
    window.resize(USUAL);
    window.click(Role::RadioButton, "View: All questions");
    for label in ["Ladder", "Chosen pattern", "Autonomy ceiling", "Users"] {
        assert!(window.shows(label), "{label}");
    }
}
