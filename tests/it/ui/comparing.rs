//! Comparing states of the document: what changed since somebody signed, on the page of the reviews, and any two states in a
//! dialog.

use std::sync::Arc;

use caveat::export::signature;
use caveat::model::reviews::{SignOff, SignOffDecision};
use caveat::model::{Id, Section, Workbook};
use caveat::pack::profile;
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::super::support::approval;
use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;

/// A document that was signed as it is in its file, and saved once more under another name: its first content is in a restore
/// point then.
fn signed(home: &Home, covers: &[&str]) -> Window {
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.about).product = "Claims triage".to_owned();
    Arc::make_mut(&mut workbook.release).rollback = "By hand".to_owned();
    let sign_off = SignOff { role: "Business owner".to_owned(), ..approval(&workbook, covers) };
    Arc::make_mut(&mut workbook.reviews).sign_offs.push(sign_off);
    let mut window = home.window_on(&home.file("claims.caveat", &workbook));
    window.rename("Claims desk");
    window.ctrl(Key::S);
    turn_to(&mut window, Page::Section(Section::Reviews));
    window
}

fn rows(window: &Window) -> Vec<String> {
    let is_row = |name: &str| ["Added ", "Removed ", "Changed ", "Moved "].iter().any(|mark| name.starts_with(mark));
    window.all(|seen| seen.role == Role::Button && is_row(&seen.name)).into_iter().map(|seen| seen.name).collect()
}

#[test]
fn the_page_says_what_changed_since_somebody_signed() {
    let home = Home::new();
    let mut window = signed(&home, &[]);
    assert!(window.has(Role::Heading, "What changed since Anke Vos signed"));
    assert_eq!(rows(&window), ["Changed About Product: Claims triage → Claims desk"]);
    assert!(window.has(Role::ComboBox, "Compare: 20 Feb, signed") && window.has(Role::ComboBox, "Compare with: Now"));
    assert!(window.shows("Signed ") && window.shows(", now "), "both digests");
    window.fill("Your name, for comments", "Lena Ortiz");
    window.key(Key::Escape);
    window.key(Key::N); // a comment says nothing about what was signed
    window.type_text("Is it?");
    window.ctrl(Key::Enter);
    assert_eq!(rows(&window).len(), 1);
    assert!(window.shows("1 other edit did not touch what was signed"));
    window.rename("Claims triage");
    turn_to(&mut window, Page::Section(Section::Reviews));
    assert!(window.shows("Nothing of what was signed has changed."));
    assert!(window.shows(", and the same now"));
}

#[test]
fn edits_outside_the_sections_that_were_signed_change_nothing_of_it() {
    let home = Home::new();
    let mut window = signed(&home, &["Release plan (section)", "budgets"]);
    assert!(rows(&window).is_empty());
    assert!(window.shows("Nothing of what was signed has changed."), "the product's name was not signed");
    window.tell(|app| app.show_section(Section::Release));
    window.tell(|app| app.show_section(Section::Reviews));
    window.click(Role::ComboBox, "Compare: 20 Feb, signed");
    let point = window.all(|seen| seen.role == Role::MenuItem && seen.name.ends_with(", saved")).remove(0);
    window.click_on(&point);
    assert!(window.has(Role::Heading, "What differs") && window.shows("They say the same."));
}

#[test]
fn a_row_opens_to_every_word_and_leads_to_what_it_is_about_and_f8_goes_on() {
    let home = Home::new();
    let mut window = signed(&home, &[]);
    let before = window.workbook();
    window.key(Key::F8);
    let focused = window.focused().unwrap();
    assert_eq!(focused.name, "Changed About Product: Claims triage → Claims desk");
    assert!(!focused.on);
    window.key(Key::Enter);
    assert!(window.find(Role::Button, "Changed About Product").on, "open");
    window.click(Role::Link, "Go to About");
    assert_eq!(window.app().page(), Page::Section(Section::About));
    assert_eq!(window.workbook(), before, "looking changes nothing");
}

#[test]
fn what_was_signed_and_is_kept_nowhere_is_said_and_another_state_can_be_chosen() {
    let home = Home::new();
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.about).product = "Desk".to_owned();
    let earlier = home.file("earlier.caveat", &workbook);
    let sign_off = SignOff {
        id: Id(77),
        number: 1,
        decision: Some(SignOffDecision::Approved),
        digest: "ab".repeat(32),
        ..SignOff::default()
    };
    Arc::make_mut(&mut workbook.about).product = "Desk 2".to_owned();
    Arc::make_mut(&mut workbook.reviews).sign_offs.push(sign_off);
    let mut window = home.window_on(&home.file("desk.caveat", &workbook));
    turn_to(&mut window, Page::Section(Section::Reviews));
    assert!(window.shows("What was signed is in no restore point on this computer."));
    window.will_choose(&earlier);
    window.click(Role::ComboBox, "Compare: Signed");
    window.click(Role::MenuItem, "Choose a file");
    assert!(window.has(Role::ComboBox, "Compare: earlier.caveat"));
    assert!(rows(&window).iter().any(|row| row == "Changed About Product: Desk → Desk 2"), "{:?}", rows(&window));
    // a file that is none is said, and nothing else happens
    let other = home.path("none.caveat");
    std::fs::write(&other, "no workbook").unwrap();
    window.will_choose(&other);
    window.click(Role::ComboBox, "Compare: earlier.caveat");
    window.click(Role::MenuItem, "Choose a file");
    assert!(rows(&window).is_empty() && window.has(Role::ComboBox, "Compare: none.caveat"));
    assert!(window.shows("Not a Caveat workbook"));
}

#[test]
fn the_dialog_compares_any_two_states_and_changes_nothing() {
    let home = Home::new();
    let mut window = signed(&home, &[]);
    window.rename("Claims bureau");
    let before = window.workbook();
    window.ctrl(Key::K);
    window.type_text("compare with a restore");
    window.key(Key::Enter);
    assert!(window.has(Role::Heading, "Compare"));
    assert_eq!(rows(&window), ["Changed About Product: Claims desk → Claims bureau"], "the newest point, and now");
    assert!(window.shows("One difference"));
    window.click(Role::ComboBox, "Compare with: Now");
    window.click(Role::MenuItem, "20 Feb, signed by Anke Vos");
    assert_eq!(rows(&window), ["Changed About Product: Claims desk → Claims triage"]);
    window.resize([560.0, 640.0]);
    assert_eq!(rows(&window).len(), 1, "also in a small window");
    window.key(Key::Escape);
    assert!(!window.has(Role::Heading, "Compare"));
    assert_eq!(window.workbook(), before);
}

#[test]
fn what_is_not_saved_yet_is_compared_with_what_is() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("Claims bureau");
    window.ctrl(Key::K);
    window.type_text("compare with a restore");
    window.key(Key::Enter);
    assert!(window.has(Role::ComboBox, "Compare: As saved"), "the file was never saved here: no restore point has it");
    assert_eq!(rows(&window), ["Changed About Product: Claims triage copilot → Claims bureau"]);
}

#[test]
fn who_is_asked_again_gets_what_changed_since_they_signed_and_is_not_asked_twice_unseen() {
    let home = Home::new();
    let mut window = signed(&home, &[]);
    assert!(
        window
            .has(Role::Button, "Anke Vos, Business owner: approved on 20 February 2026, stale: about, 1 change since")
    );
    let out = home.path("anke.html");
    let before = window.workbook();
    window.click(Role::Button, "Ask again for SO-1");
    assert_eq!(window.find_field("Who is asked?").value, "Anke Vos");
    assert_eq!(window.find_field("In which role?").value, "Business owner");
    let shown = window.find_field("What should the reviewer look at?").value.clone();
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(
        lines,
        ["What changed since you signed on 20 February 2026:", "- Changed About Product: Claims triage → Claims desk"]
    );
    window.click(Role::ComboBox, "Profile for the reviewer: Full");
    window.click(Role::MenuItem, "External");
    let message = |window: &Window| window.find_field("What should the reviewer look at?").value.clone();
    assert_eq!(
        message(&window),
        "One answer has changed since you signed on 20 February 2026.",
        "what is left out is not told"
    );
    assert!(window.shows("The message goes out as it stands here"));
    window.click(Role::ComboBox, "Profile for the reviewer: External");
    window.click(Role::MenuItem, "Full");
    assert_eq!(message(&window).lines().count(), 2);
    let message = message(&window);
    window.key(Key::Escape);
    assert_eq!(window.workbook(), before, "asking is not sending");
    window.click(Role::Button, "Ask again for SO-1");
    window.will_choose(&out);
    window.click(Role::Button, "Save the file for the reviewer");
    window.assert_notice("Ready for Anke Vos");
    let workbook = window.workbook();
    let request = workbook.reviews.requests.at(0).unwrap();
    assert_eq!((request.name.as_str(), request.message.as_str()), ("Anke Vos", message.as_str()));
    // nothing was chosen: what the page shows is signed, as it is now
    assert_eq!(request.covers.len(), profile::full().documents.get().len());
    assert_eq!(request.digest, signature(&workbook, &request.covers).digest);
    window.click(Role::Button, "Ask again for SO-1");
    assert!(window.shows("to this person has no answer yet"));
    window.fill("Who is asked?", "Somebody else");
    assert!(!window.shows("to this person has no answer yet"));
}

#[test]
fn who_is_asked_again_after_all_is_still_told_what_changed() {
    let home = Home::new();
    let mut window = signed(&home, &[]);
    window.click(Role::Button, "Ask again for SO-1");
    window.fill("In which role?", "Business owner, on leave until May");
    window.key(Key::Escape);
    window.key(Key::Escape);
    assert!(!window.has(Role::Button, "Save the file for the reviewer"), "it is put off");
    window.click(Role::Button, "Ask again for SO-1");
    assert_eq!(window.find_field("In which role?").value, "Business owner, on leave until May");
    let message = window.find_field("What should the reviewer look at?").value;
    assert!(message.starts_with("What changed since you signed on 20 February 2026:"), "{message}");
}

#[test]
fn who_is_asked_again_gets_what_changed_of_theirs_whichever_sign_off_the_page_compares() {
    let home = Home::new();
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.about).product = "Claims triage".to_owned();
    Arc::make_mut(&mut workbook.release).rollback = "By hand".to_owned();
    let first = approval(&workbook, &["Release plan (section)"]);
    let second = SignOff {
        id: Id(0x99),
        number: 2,
        name: "Jonas Thiel".to_owned(),
        date: "2026-02-24".parse().ok(),
        ..approval(&workbook, &["about"])
    };
    let reviews = Arc::make_mut(&mut workbook.reviews);
    reviews.sign_offs.push(first);
    reviews.sign_offs.push(second);
    let mut window = home.window_on(&home.file("claims.caveat", &workbook));
    window.rename("Claims desk");
    window.ctrl(Key::S);
    turn_to(&mut window, Page::Section(Section::Reviews));
    assert!(
        window.has(Role::Heading, "What changed since Jonas Thiel signed"),
        "the page looks at the one that is stale"
    );
    let first = window.all(|seen| seen.role == Role::Button && seen.name.starts_with("Anke Vos, ")).remove(0);
    window.click_on(&first);
    assert!(window.has(Role::Heading, "What changed since Anke Vos signed"));
    window.click(Role::Button, "Ask again for SO-2");
    let message = window.find_field("What should the reviewer look at?").value.clone();
    assert_eq!(
        message.lines().collect::<Vec<_>>(),
        ["What changed since you signed on 24 February 2026:", "- Changed About Product: Claims triage → Claims desk"]
    );
}

#[test]
fn who_is_asked_again_and_signed_what_is_kept_nowhere_is_told_so() {
    let home = Home::new();
    let mut workbook = Workbook::default();
    let sign_off = SignOff { digest: "ab".repeat(32), parts: Vec::new(), ..approval(&workbook, &[]) };
    Arc::make_mut(&mut workbook.reviews).sign_offs.push(sign_off);
    let mut window = home.window_on(&home.file("desk.caveat", &workbook));
    turn_to(&mut window, Page::Section(Section::Reviews));
    window.click(Role::Button, "Ask again for SO-1");
    assert_eq!(window.find_field("What should the reviewer look at?").value, "");
    assert!(window.shows("What they signed is not kept on this computer"));
}

/// What was signed was looked for among the points of other sign-offs, and what came of it stayed.
#[test]
fn what_was_signed_is_found_again_once_a_restored_point_is_taken_back() {
    let home = Home::new();
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.about).product = "First".to_owned();
    let mut window = home.window_on(&home.file("claims.caveat", &workbook));
    window.rename("Second");
    window.ctrl(Key::S);
    turn_to(&mut window, Page::Section(Section::Reviews));
    window.click(Role::Button, "Record a sign-off");
    window.fill("Who signs?", "Anke Vos");
    window.fill("Whom do they speak for?", "Claims handling");
    window.click(Role::RadioButton, "Approved");
    window.click(Role::Button, "Record this sign-off");
    window.ctrl(Key::S);
    window.rename("Third");
    window.ctrl(Key::S);
    turn_to(&mut window, Page::Section(Section::Reviews));
    let expected = ["Changed About Product: Second → Third"];
    assert_eq!(rows(&window), expected);
    window.press(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::R);
    window.settle();
    let oldest = window.all(|seen| seen.role == Role::ListBoxOption).pop().unwrap();
    window.click_on(&oldest);
    window.settle();
    window.click(Role::Button, "Go back to this point");
    window.settle();
    assert!(window.workbook().reviews.sign_offs.is_empty());
    turn_to(&mut window, Page::Section(Section::Reviews));
    window.ctrl(Key::Z);
    window.settle();
    assert_eq!(window.workbook().reviews.sign_offs.len(), 1);
    turn_to(&mut window, Page::Section(Section::Reviews));
    assert_eq!(rows(&window), expected);
}

#[test]
fn what_has_nothing_in_common_is_said_to_be_so() {
    let home = Home::new();
    let mut window = signed(&home, &[]);
    let other = home.example("fraud-detection");
    window.will_choose(&other);
    window.click(Role::ComboBox, "Compare: 20 Feb, signed");
    window.click(Role::MenuItem, "Choose a file");
    window.settle();
    assert!(window.shows("The two have no item in common: they may be workbooks of two products."));
}
