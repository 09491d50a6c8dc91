//! Finding and replacing words; going back and forth; picking what to link; what links to an item.

use caveat::model::{Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;

fn open(home: &Home, section: Section) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(section));
    window
}

/// How often a word stands in a workbook, as text.
fn count(workbook: &Workbook, word: &str) -> usize {
    let wanted = caveat::edit::replace::Wanted { text: word.to_owned(), ..Default::default() };
    caveat::edit::replace::find(workbook, None, &wanted, usize::MAX).len()
}

#[test]
fn find_goes_from_place_to_place() {
    let home = Home::new();
    let mut window = open(&home, Section::Data);
    window.ctrl(Key::F);
    window.type_text("adjuster");
    let all = count(&window.workbook(), "adjuster");
    assert!(all > 2);
    assert!(window.has(Role::Label, &format!("{all} found")), "{:?}", window.all(|seen| seen.name.contains("found")));
    window.key(Key::Enter);
    assert!(window.has(Role::Label, &format!("1 of {all}")));
    let first = window.app().page();
    assert_eq!(window.focused().map(|seen| seen.name), Some("Find in texts".to_owned()), "the next Enter goes on");
    window.key(Key::F3);
    assert!(window.has(Role::Label, &format!("2 of {all}")));
    window.press(Modifiers::SHIFT, Key::F3);
    window.press(Modifiers::SHIFT, Key::F3);
    assert!(window.has(Role::Label, &format!("{all} of {all}")), "before the first is the last");
    assert_ne!(window.app().page(), first);
    window.click(Role::Button, "Close the search");
    assert!(!window.has(Role::TextInput, "Find in texts"));
    assert!(!window.session().is_dirty());
}

#[test]
fn all_are_replaced_in_one_step_that_can_be_undone() {
    let home = Home::new();
    let mut window = open(&home, Section::FailureModes);
    let before = window.workbook();
    let all = count(&before, "adjuster");
    window.ctrl(Key::H);
    window.fill("Find in texts", "adjuster");
    window.fill("Replace with", "assessor");
    window.click(Role::Button, "Replace all");
    window.assert_notice(&format!("{all} replaced in "));
    let after = window.workbook();
    assert_eq!((count(&after, "adjuster"), count(&after, "assessor") >= all), (0, true));
    assert_eq!(window.session().undo_name(), Some("replace “adjuster” everywhere"));
    window.ctrl(Key::Z);
    assert!(window.workbook() == before);
}

#[test]
fn one_is_replaced_after_the_other_and_only_here_if_asked() {
    let home = Home::new();
    let mut window = open(&home, Section::FailureModes);
    let all = count(&window.workbook(), "claim");
    window.ctrl(Key::H);
    window.fill("Find in texts", "claim");
    window.click(Role::RadioButton, "Find in: This page");
    window.fill("Replace with", "case of a claim");
    window.click(Role::Button, "Replace");
    let after = window.workbook();
    assert_eq!(count(&after, "case of a claim"), 1, "one only");
    assert_eq!(count(&after, "claim"), all);
    window.click(Role::Button, "Replace");
    assert_eq!(count(&window.workbook(), "case of a claim"), 2, "what was put in is not replaced again");
    assert!(after.canvas == window.workbook().canvas, "other pages stay as they are");
}

#[test]
fn nothing_is_found_or_replaced_without_words() {
    let home = Home::new();
    let mut window = open(&home, Section::About);
    window.ctrl(Key::H);
    for words in ["", "zqxj wvut"] {
        window.fill("Find in texts", words);
        let button = window.find(Role::Button, "Replace all");
        assert!(!button.acts, "{words:?}");
        window.key(Key::F3);
    }
    assert!(window.has(Role::Label, "Not found"));
    assert!(!window.session().is_dirty());
}

#[test]
fn back_and_forward_go_to_where_one_was() {
    let home = Home::new();
    let mut window = open(&home, Section::About);
    window.ctrl(Key::K);
    window.type_text("M-3");
    window.key(Key::Enter);
    window.ctrl(Key::K);
    window.type_text("M-7");
    window.key(Key::Enter);
    turn_to(&mut window, Page::Section(Section::Data));
    let alt = |window: &mut Window, key| window.press(Modifiers::ALT, key);
    alt(&mut window, Key::ArrowLeft);
    assert_eq!(window.app().page(), Page::Section(Section::Metrics));
    let card = |window: &Window, name: &str| window.has(Role::Button, &format!("Rename {name}"));
    let (third, seventh) = (name_of(&window, 3), name_of(&window, 7));
    assert!(card(&window, &seventh));
    alt(&mut window, Key::ArrowLeft);
    assert!(card(&window, &third), "a jump on the same page is a stop too");
    alt(&mut window, Key::ArrowLeft);
    assert_eq!(window.app().page(), Page::Section(Section::About));
    alt(&mut window, Key::ArrowRight);
    assert!(card(&window, &third));
    window.click(Role::Button, "Forward again");
    assert!(card(&window, &seventh));
    window.click(Role::Button, "Back to where you were");
    assert!(card(&window, &third));
    assert!(!window.session().is_dirty(), "moving about changes nothing");
}

fn name_of(window: &Window, number: u32) -> String {
    window.workbook().metrics.metrics.iter().find(|metric| metric.number == number).unwrap().name.clone()
}

#[test]
fn a_link_is_picked_by_words_made_new_and_taken_away_by_keys() {
    let home = Home::new();
    let mut window = open(&home, Section::FailureModes);
    window.ctrl(Key::K);
    window.type_text("FM-3");
    window.key(Key::Enter);
    window.click(Role::Button, "All questions");
    let start = window.workbook();
    let metrics = |window: &Window| {
        let workbook = window.workbook();
        workbook.failure_modes.modes.iter().find(|mode| mode.number == 3).unwrap().metrics.clone()
    };
    let before = metrics(&window);
    let pick = |window: &mut Window| window.click(Role::Button, "Link: Which metrics show it?");
    pick(&mut window);
    window.type_text("complaints per");
    window.key(Key::Enter);
    let linked = *metrics(&window).last().unwrap();
    let words = start.index().words(linked);
    assert_eq!((metrics(&window).len(), words.as_str()), (before.len() + 1, "M-11 Complaints per 1,000"));
    assert_eq!(window.session().undo_name(), Some("link"));
    pick(&mut window);
    window.key(Key::Backspace);
    assert_eq!(metrics(&window), before, "Backspace in the empty field takes the last one away");
    window.key(Key::Escape);
    pick(&mut window);
    window.type_text("Zqxj wvut");
    window.key(Key::Enter);
    let added = window.workbook().metrics.metrics.iter().last().unwrap().clone();
    assert_eq!((added.name.as_str(), metrics(&window).last()), ("Zqxj wvut", Some(&added.id)));
    assert_eq!(window.session().undo_name(), Some("add and link metric"));
    for _ in 0..3 {
        window.ctrl(Key::Z);
    }
    assert!(window.workbook() == start, "adding and linking is one step");
}

#[test]
fn what_links_to_an_item_is_listed_and_followed() {
    let home = Home::new();
    let mut window = open(&home, Section::Budgets);
    let index = window.workbook().index();
    let used = caveat::find::Backlinks::of(&window.workbook());
    let budget = window.workbook().budgets.budgets.iter().find(|budget| !used.of_item(budget.id).is_empty()).cloned();
    let budget = budget.unwrap();
    window.ctrl(Key::K);
    window.type_text(&format!("UB-{}", budget.number));
    window.key(Key::Enter);
    window.find(Role::Heading, "Used by");
    let link = used.of_item(budget.id)[0];
    let words = index.words(link.from.unwrap());
    let shown = window.all(|seen| seen.role == Role::Link && seen.name == format!("Go to {words}"));
    window.click_on(shown.last().unwrap());
    assert_eq!(window.app().page(), Page::Section(link.section));
}

#[test]
fn deleting_what_is_used_says_how_many_links_go_with_it() {
    let home = Home::new();
    let mut window = open(&home, Section::Metrics);
    let used = caveat::find::Backlinks::of(&window.workbook());
    let metric = window.workbook().metrics.metrics.iter().find(|one| !used.of_item(one.id).is_empty()).cloned();
    let metric = metric.unwrap();
    let row = window.find(Role::ListBoxOption, &format!("M-{} {}", metric.number, metric.name));
    window.click_on(&row);
    window.key(Key::Delete);
    let links = caveat::words::how_many(used.of_item(metric.id).len(), "link", "links");
    let expected = format!("{links} to it removed");
    window.assert_notice(&format!("Metric deleted; {expected}"));
    window.ctrl(Key::Z);
    assert!(!window.session().is_dirty());
}
