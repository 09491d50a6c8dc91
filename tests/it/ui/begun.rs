//! What is begun in a form and not recorded is work: it survives a crash, and is asked about before it goes.

use std::path::PathBuf;
use std::sync::Arc;

use caveat::model::reviews::{ReviewRequest, SignOff, SignOffDecision};
use caveat::model::{Id, Item, Section, Workbook};
use caveat::pack::profile;
use caveat::pack::review::{self, Form};
use caveat::store;
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::{Seen, Window};
use super::home::Home;
use super::pages::turn_to;
use super::sessions::{activity, harm_mapping, leading, with_notes};

const REASON: &str = "Why, or under which conditions?";

/// A window on the reviews of an example.
fn reviews(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Reviews));
    window
}

/// A copy of an example for its reviewer.
fn review_copy(home: &Home) -> (PathBuf, Workbook) {
    let workbook = store::open::<Workbook>(&home.example("claims-triage")).unwrap().value;
    let request = ReviewRequest {
        id: Id(0xfeed),
        name: "Anke Vos".to_owned(),
        role: "Business owner".to_owned(),
        sent: Some(jiff::civil::date(2026, 3, 9)),
        ..ReviewRequest::default()
    };
    let request = review::for_form(&workbook, request, (&profile::full(), Form::Workbook));
    let (path, copy) = (home.path("copy.caveat"), review::copy(&workbook, &request, &profile::full()));
    assert!(store::save(&path, &copy, &store::Guard::default()).is_ok());
    (path, copy)
}

/// Writes a sign-off that is not recorded.
fn begin_to_sign(window: &mut Window) {
    window.click(Role::Button, "Record a sign-off");
    window.fill("Who signs?", "Anke Vos");
    window.click(Role::RadioButton, "Rejected");
    window.fill(REASON, "No fallback for claims in Dutch");
}

/// Writes an answer to the first open comment that is not added.
fn begin_to_reply(window: &mut Window) -> String {
    let open = window.workbook().reviews.comments.iter().find(|one| !one.settled && one.reply_to.is_none()).cloned();
    let comment = open.unwrap();
    let said = format!("{}: {}", comment.author.trim(), comment.text.trim());
    window.click(Role::Button, &said);
    let name = format!("Answer {}, Enter adds it", comment.cite());
    window.fill(&name, "We measure that in April");
    name
}

#[test]
fn a_sign_off_and_a_reply_that_were_being_written_come_back_after_a_crash() {
    let home = Home::new();
    let mut window = reviews(&home);
    let before = window.workbook();
    let name = begin_to_reply(&mut window);
    begin_to_sign(&mut window);
    window.wait(1.5);
    drop(window);
    let mut window = home.window();
    assert!(window.shows("Begun and not finished: a sign-off by Anke Vos and a reply to"), "{:?}", window.seen());
    window.click(Role::Button, "Recover Claims triage copilot");
    window.assert_notice("What was begun is back where it was being written");
    assert!(window.workbook() == before && !window.session().is_dirty(), "the document itself is as in its file");
    turn_to(&mut window, Page::Section(Section::Reviews));
    assert_eq!(window.find_field(REASON).value, "No fallback for claims in Dutch");
    window.fill("Whom do they speak for?", "Business owner");
    window.click(Role::Button, "Record this sign-off");
    let signed = window.workbook();
    let signed = signed.reviews.sign_offs.iter().find(|one| one.reason == "No fallback for claims in Dutch").unwrap();
    assert_eq!(signed.decision, Some(SignOffDecision::Rejected), "what was chosen is kept too");
    if !window.seen().iter().any(|seen| seen.name == name) {
        let again = begin_to_reply(&mut window);
        assert_eq!(again, name);
    }
    assert_eq!(window.find_field(&name).value, "We measure that in April");
}

#[test]
fn what_is_begun_is_asked_about_before_the_window_closes() {
    let home = Home::new();
    let mut window = reviews(&home);
    begin_to_sign(&mut window);
    window.close();
    assert!(!window.is_leaving());
    window.find(Role::Heading, "Leave what you have begun?");
    assert!(window.shows("You have begun a sign-off by Anke Vos and not finished. The window is about to close."));
    assert!(window.shows("What you leave is lost then."));
    window.click(Role::Button, "Go back to it");
    assert_eq!(window.find_field(REASON).value, "No fallback for claims in Dutch");
    window.close();
    window.click(Role::Button, "Leave without it");
    assert!(window.is_leaving());
    drop(window);
    assert!(!home.window().has(Role::Button, "Recover Claims triage copilot"), "it was let go of on purpose");
}

#[test]
fn a_form_in_which_nothing_was_entered_holds_nobody_up() {
    let home = Home::new();
    let mut window = reviews(&home);
    window.click(Role::Button, "Record a sign-off");
    window.close();
    assert!(window.is_leaving());
}

#[test]
fn a_form_that_somebody_has_written_into_is_not_begun_anew() {
    let home = Home::new();
    let mut window = reviews(&home);
    begin_to_sign(&mut window);
    window.click(Role::Button, "Record a sign-off");
    assert_eq!(window.find_field(REASON).value, "No fallback for claims in Dutch");
}

#[test]
fn a_note_that_was_being_typed_in_a_session_comes_back_to_its_line() {
    let home = Home::new();
    let (workbook, ..) = with_notes(harm_mapping([activity(2, "Harms")]), "");
    let (mut window, projector) = leading(&home, &workbook);
    let line = "What was said? Enter adds it";
    let field = window.find_field(line);
    window.focus_on(&field);
    window.type_text("A claim in Dutch is rou");
    window.wait(1.5);
    drop((window, projector));
    let mut window = home.window();
    let offer = window.all(|seen| seen.role == Role::Button && seen.name.starts_with("Recover ")).remove(0);
    window.click_on(&offer);
    window.settle();
    window.assert_notice("a note");
    window.close();
    window.click(Role::Button, "Go back to it");
    assert_eq!(
        (window.app().page(), window.find_field(line).value.as_str()),
        (Page::Present, "A claim in Dutch is rou")
    );
}

#[test]
fn a_review_copy_saves_no_answers_over_a_decision_that_is_not_recorded_and_none_that_say_nothing() {
    let home = Home::new();
    let (path, _) = review_copy(&home);
    let back = home.path("answers.json");
    let mut window = home.window_on(&path);
    window.will_choose(&back);
    window.click(Role::Button, "Save answers");
    window.assert_notice("There is no answer yet");
    assert!(!back.exists());
    window.click(Role::Button, "Decide");
    assert!(window.all(|seen| seen.role == Role::TextInput && seen.name == "Who signs?").is_empty(), "it is known who");
    window.click(Role::RadioButton, "Rejected");
    window.fill(REASON, "Not yet");
    window.click(Role::Button, "Save answers");
    assert!(window.shows("You have begun a sign-off by Anke Vos and not finished. The answers are saved without it."));
    window.click(Role::Button, "Go back to it");
    assert!(!back.exists());
    window.click(Role::Button, "Record this sign-off");
    window.click(Role::Button, "Save answers");
    assert!(back.exists());
}

#[test]
fn in_a_review_copy_nobody_signs_settles_or_asks_for_others() {
    let home = Home::new();
    let (path, copy) = review_copy(&home);
    let mut window = home.window_on(&path);
    turn_to(&mut window, Page::Section(Section::Reviews));
    let of_others = |window: &Window| -> Vec<String> {
        let mine = |line: &SignOff| line.name == "Anke Vos";
        let lines: Vec<_> = copy.reviews.sign_offs.iter().filter(|one| !mine(one)).map(Item::cite).collect();
        let acts = |seen: &Seen| {
            lines.iter().any(|cite| {
                ["Sign ", "Ask again for ", "Withdraw "].iter().any(|verb| seen.name == format!("{verb}{cite}"))
            })
        };
        window.all(acts).into_iter().map(|seen| seen.name).collect()
    };
    assert_eq!(of_others(&window), Vec::<String>::new());
    assert!(!window.seen().iter().any(|seen| seen.name.starts_with("Settle ")));
}

#[test]
fn what_is_to_go_to_a_reviewer_is_put_off_by_escape_and_survives_a_crash() {
    let home = Home::new();
    let mut window = reviews(&home);
    let message = "What should the reviewer look at?";
    window.click(Role::Button, "Send for review");
    window.fill("Who is asked?", "Sofia Brandt");
    window.fill(message, "The languages");
    window.key(Key::Escape); // out of the field
    window.key(Key::Escape);
    assert!(!window.has(Role::Button, "Save the file for the reviewer"));
    window.close();
    assert!(window.shows("You have begun a request for a review by Sofia Brandt"));
    window.click(Role::Button, "Go back to it");
    assert_eq!(window.find_field(message).value, "The languages");
    window.wait(1.5);
    drop(window);
    let mut window = home.window();
    window.click(Role::Button, "Recover Claims triage copilot");
    turn_to(&mut window, Page::Section(Section::Reviews));
    window.click(Role::Button, "Send for review");
    assert_eq!(window.find_field(message).value, "The languages");
    window.click(Role::Button, "Do not send");
    window.click(Role::Button, "Send for review");
    assert_eq!(window.find_field(message).value, "", "it was let go of on purpose");
}

#[test]
fn a_request_that_was_put_off_is_not_lost_to_another_one() {
    let home = Home::new();
    let mut window = reviews(&home);
    let message = "What should the reviewer look at?";
    window.click(Role::Button, "Send for review");
    window.fill("Who is asked?", "Noor Haddad");
    window.fill(message, "The languages");
    window.key(Key::Escape);
    window.key(Key::Escape);
    let again = window.all(|seen| seen.role == Role::Button && seen.name.starts_with("Ask again for ")).remove(0);
    window.click_on(&again);
    window.settle();
    assert_ne!(window.find_field("Who is asked?").value, "Noor Haddad");
    window.key(Key::Escape);
    window.key(Key::Escape);
    window.click(Role::Button, "Send for review");
    assert_eq!(window.find_field("Who is asked?").value, "Noor Haddad");
    assert_eq!(window.find_field(message).value, "The languages");
}

#[test]
fn work_that_is_not_saved_is_among_what_was_discarded_at_once() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("Changed");
    window.ctrl(Key::W);
    window.click(Role::Button, "Do not save");
    window.settle();
    assert!(window.shows("Discarded lately"), "{:#?}", window.seen());
}

#[test]
fn what_was_begun_goes_with_discarded_work_and_comes_back_with_it() {
    let home = Home::new();
    let mut window = reviews(&home);
    begin_to_sign(&mut window);
    window.wait(1.5);
    drop(window);
    let mut window = home.window();
    window.click(Role::Button, "Discard changes to Claims triage copilot");
    drop(window);
    let mut window = home.window();
    window.click(Role::Button, "Open Claims triage copilot, discarded today, 14:32");
    turn_to(&mut window, Page::Section(Section::Reviews));
    assert_eq!(window.find_field(REASON).value, "No fallback for claims in Dutch");
}

#[test]
fn work_that_is_not_saved_on_purpose_is_kept_for_those_who_regret_it() {
    let home = Home::new();
    let mut window = home.window();
    window.ctrl(Key::N);
    window.rename("Parcel sorter");
    window.close();
    window.click(Role::Button, "Do not save");
    assert!(window.is_leaving());
    drop(window);
    let mut window = home.window();
    window.click(Role::Button, "Open Parcel sorter, discarded today, 14:32");
    assert_eq!(window.workbook().about.product, "Parcel sorter");
}

#[test]
fn who_saves_answers_without_what_is_begun_has_not_agreed_to_lose_it() {
    let home = Home::new();
    let (path, copy) = review_copy(&home);
    let mut window = home.window_on(&path);
    turn_to(&mut window, Page::Section(Section::Reviews));
    window.click(Role::Button, "Decide");
    window.click(Role::RadioButton, "Approved");
    window.click(Role::Button, "Record this sign-off");
    let comment = copy.reviews.comments.iter().find(|one| !one.settled && one.reply_to.is_none()).unwrap();
    window.click(Role::Button, &format!("{}: {}", comment.author.trim(), comment.text.trim()));
    window.fill(&format!("Answer {}, Enter adds it", comment.cite()), "I shall ask");
    window.will_choose(&home.path("answers.json"));
    window.click(Role::Button, "Save answers");
    window.click(Role::Button, "Save without it");
    assert!(home.path("answers.json").exists());
    window.ctrl(Key::S);
    window.close();
    window.find(Role::Heading, "Leave what you have begun?");
}

#[test]
fn a_copy_that_came_from_tomorrow_is_answered_and_no_refusal_is_said_to_have_happened() {
    let home = Home::new();
    let (path, mut copy) = review_copy(&home);
    // it is the 9th here, and the 10th where it was sent
    Arc::make_mut(&mut copy.reviews).requests.at_mut(0).unwrap().sent = Some(jiff::civil::date(2026, 3, 10));
    assert!(store::save(&path, &copy, &store::Guard::default()).is_ok());
    let mut window = home.window_on(&path);
    turn_to(&mut window, Page::Section(Section::Reviews));
    window.click(Role::Button, "Decide");
    window.click(Role::RadioButton, "Rejected");
    window.fill(REASON, "Not yet");
    window.click(Role::Button, "Record this sign-off");
    let answer = review::replies_in(&window.workbook()).unwrap().decision.unwrap();
    assert_eq!((answer.reason.as_str(), answer.date), ("Not yet", Some(jiff::civil::date(2026, 3, 10))));
    // what she signed before she was asked is not hers to take back here
    let before = window.workbook();
    window.click(Role::Button, "Anke Vos, Business owner: approved on 20 February 2026");
    window.click(Role::Button, "Withdraw SO-1");
    assert!(window.workbook() == before);
    assert!(!window.notices().iter().any(|said| said.contains("withdrawn")), "{:?}", window.notices());
}

#[test]
fn a_sign_off_whose_line_is_deleted_goes_on_as_one_of_its_own() {
    let home = Home::new();
    let mut window = reviews(&home);
    window.click(Role::Button, "Sign SO-4");
    window.fill(REASON, "After the drill");
    window.click(Role::Button, "More about SO-4");
    window.click(Role::MenuItem, "Delete");
    assert_eq!(window.find_field(REASON).value, "After the drill");
}

#[test]
fn what_is_typed_into_a_form_is_undone_there_and_not_in_the_workbook() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("Changed");
    turn_to(&mut window, Page::Section(Section::Reviews));
    begin_to_sign(&mut window);
    window.wait(2.0);
    window.ctrl(Key::A);
    window.type_text("x");
    window.wait(1.5);
    window.ctrl(Key::Z);
    assert_eq!(window.find_field(REASON).value, "No fallback for claims in Dutch");
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_eq!(window.find_field(REASON).value, "", "as far as it goes");
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_ne!(window.find_field(REASON).value, "", "and what was undone can be done again");
    assert_eq!(window.workbook().about.product, "Changed");
}

#[test]
fn a_comment_that_was_being_written_is_in_sight_once_it_is_recovered() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::FailureModes));
    window.press(Modifiers::COMMAND.plus(Modifiers::ALT), Key::M);
    assert!(window.shows("Comment on Failure modes: ") || window.shows("Comment on FM-"), "{:#?}", window.seen());
    window.type_text("Who reads these at night?");
    window.wait(1.5);
    drop(window);
    let mut window = home.window();
    assert!(window.shows("Recover brings back what was begun and not finished: a comment on"));
    window.click(Role::Button, "Recover Claims triage copilot");
    window.settle();
    let field = window.all(|seen| seen.value == "Who reads these at night?");
    assert!(!field.is_empty(), "{:#?}", window.seen());
}

#[test]
fn who_is_waited_for_signs_in_the_line_that_waits() {
    let home = Home::new();
    let mut workbook = Workbook::default();
    let line = caveat::model::reviews::SignOff {
        id: caveat::model::Id(91),
        number: 1,
        name: "Lena Ortiz".to_owned(),
        role: "Product manager".to_owned(),
        ..Default::default()
    };
    std::sync::Arc::make_mut(&mut workbook.reviews).sign_offs.push(line);
    let mut window = home.window_on(&home.file("waits.caveat", &workbook));
    turn_to(&mut window, Page::Section(Section::Reviews));
    window.click(Role::Button, "Sign");
    window.fill("Who signs?", "lena ortiz");
    window.fill("Whom do they speak for?", "Product manager");
    window.click(Role::RadioButton, "Approved");
    window.click(Role::Button, "Record this sign-off");
    let signed = window.workbook().reviews.sign_offs.clone();
    assert_eq!(signed.len(), 1, "nobody stands there twice");
    assert_eq!(signed.at(0).unwrap().decision, Some(SignOffDecision::Approved));
}
