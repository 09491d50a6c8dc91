//! Comments wherever one is, and a review's way out and back through the window.

use std::fs;

use caveat::assess::replies::{Decided, Replies, Said};
use caveat::exchange::answers;
use caveat::model::reviews::SignOffDecision;
use caveat::model::{Id, Item as _, Section, Workbook};
use caveat::pack::{profile, review};
use caveat::store::{self, Opened};
use caveat::ui::{Page, Wanted};
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;
use crate::support::value_at;

const CTRL_ALT: Modifiers = Modifiers { alt: true, ..Modifiers::COMMAND };

fn at(home: &Home, section: Section) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(section));
    window
}

#[test]
fn a_comment_is_about_the_field_that_has_the_focus() {
    let home = Home::new();
    let mut window = at(&home, Section::About);
    let before = window.workbook().reviews.comments.len();
    let field = window.find_field("What do people call it?");
    window.click_on(&field);
    window.press(CTRL_ALT, Key::M);
    assert!(window.shows("Comment on About: Product"), "it says what the comment will be about");
    window.type_text("Is FM-1 in that name?");
    window.ctrl(Key::Enter);
    assert_eq!(window.workbook().reviews.comments.len(), before, "a comment says whose it is");
    let add = window.find(Role::Button, "Add the comment (Ctrl Enter)");
    assert!(!add.acts && add.description.starts_with("Enter your name first"), "{add:?}");
    assert_eq!(window.focused().unwrap().name, "Your name, for comments");
    window.type_text("Sofia Brandt");
    window.ctrl(Key::Enter);
    let workbook = window.workbook();
    let comment = workbook.reviews.comments.at(before).unwrap();
    assert_eq!((comment.section.as_str(), comment.field.as_str()), ("about", "product"));
    assert_eq!((comment.item, comment.text.as_str()), (None, "Is FM-1 in that name?"));
    assert!(comment.number > 0 && comment.date.is_some());
    // it is listed on its page, and what it mentions is a link
    assert!(window.has(Role::Label, "Product"), "the field by what the page calls it");
    window.find(Role::RadioButton, "Comments here: Open 1");
    window.click(Role::Link, "Go to FM-1 ");
    assert_eq!(window.app().page(), Page::Section(Section::FailureModes));
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().reviews.comments.len(), before, "one step");
}

#[test]
fn a_comment_in_the_margin_is_answered_and_settled_with_a_note() {
    let home = Home::new();
    let mut window = at(&home, Section::About);
    window.press(CTRL_ALT, Key::M);
    window.type_text("Who is that for?");
    window.fill("Your name, for comments", "Sofia Brandt");
    window.click(Role::Button, "Add the comment (Ctrl Enter)");
    let root = window.workbook().reviews.comments.iter().next_back().unwrap().clone();
    assert_eq!((root.author.as_str(), root.section.as_str(), root.field.as_str()), ("Sofia Brandt", "about", ""));
    let reply = window.find_field(&format!("Reply to {}, Enter adds it", root.cite()));
    window.click_on(&reply);
    window.type_text("For handlers");
    window.key(Key::Enter);
    let answered = window.workbook().reviews.comments.iter().next_back().unwrap().clone();
    assert_eq!((answered.reply_to, answered.text.as_str()), (Some(root.id), "For handlers"));
    window.click(Role::Button, &format!("Settle {} with a note", root.cite()));
    let note = window.find_field(&format!("How was {} settled, by whom?", root.cite()));
    window.click_on(&note);
    window.type_text("Said in the summary, LO");
    window.click(Role::Button, "Settle the comment");
    let settled = window.workbook().reviews.comments.find(root.id).unwrap().clone();
    assert_eq!((settled.settled, settled.settled_note.as_str()), (true, "Said in the summary, LO"));
    assert!(!window.shows("Who is that for?"), "what is settled is not among what is open");
    window.click(Role::RadioButton, "Comments here: Settled 1");
    assert!(window.shows("Settled: Said in the summary, LO"));
    window.click(Role::Link, &format!("Open {} again", root.cite()));
    assert!(!window.workbook().reviews.comments.find(root.id).unwrap().settled);
}

#[test]
fn escape_gives_a_comment_up_and_a_blank_one_is_not_added() {
    let home = Home::new();
    let mut window = at(&home, Section::Budgets);
    let before = window.workbook();
    window.press(CTRL_ALT, Key::M);
    window.ctrl(Key::Enter);
    assert!(window.workbook() == before, "there is nothing to add yet");
    window.click(Role::Button, "Do not comment");
    assert!(!window.shows("Your comment on "), "it is gone");
    assert!(window.workbook() == before);
}

/// Sends a review through the window, and gives the file.
fn send(window: &mut Window, home: &Home, name: &str, form: Option<&str>) -> std::path::PathBuf {
    let out = home.path(name);
    window.will_choose(&out);
    window.click(Role::Button, "Send for review");
    window.click(Role::Button, "Save the file for the reviewer");
    assert!(window.shows("Enter who is asked") && window.shows("Enter whom they speak for"), "it says what is missing");
    window.fill("Who is asked?", "Sofia Brandt");
    window.fill("In which role?", "Privacy");
    window.fill("By when is an answer needed?", "soon");
    assert!(window.shows("Enter a date such as 2026-03-20"));
    window.fill("By when is an answer needed?", "2026-03-20");
    window.click(Role::CheckBox, "To be signed: Risk memo");
    if let Some(form) = form {
        window.click(Role::RadioButton, form);
    }
    window.click(Role::Button, "Save the file for the reviewer");
    assert!(
        matches!(&window.asked()[..], [Wanted::Sending { name, .. }] if name.starts_with("claims-triage-review-sofia-brandt."))
    );
    window.assert_notice("Ready for Sofia Brandt");
    out
}

#[test]
fn what_changed_since_it_was_sent_is_listed_before_the_answer_is_taken() {
    let home = Home::new();
    let mut window = at(&home, Section::Reviews);
    send(&mut window, &home, "sofia.html", None);
    let request = window.workbook().reviews.requests.at(0).unwrap().clone();
    let product = window.workbook().about.product.clone();
    window.rename("Claims desk");
    let replies = Replies {
        request: request.id,
        digest: request.digest.clone(),
        parts: request.parts.clone(),
        name: "Sofia Brandt".to_owned(),
        decision: Some(Decided { kind: SignOffDecision::Approved, reason: String::new(), date: None }),
        ..Replies::default()
    };
    let back = home.path("answers.json");
    fs::write(&back, answers::write(&replies).unwrap()).unwrap();
    window.will_choose(&back);
    window.tell(|app| app.show_section(Section::Reviews));
    window.click(Role::Button, "Import replies");
    assert!(window.shows("The workbook has changed since it was sent."));
    assert!(
        window.shows(&format!("About: Product: {product} → Claims desk")),
        "what was sent is among the restore points"
    );
}

#[test]
fn a_page_goes_out_and_its_answer_comes_back_as_one_step() {
    let home = Home::new();
    let mut window = at(&home, Section::Reviews);
    let page = send(&mut window, &home, "sofia.html", None);
    let html = fs::read_to_string(&page).unwrap();
    assert!(html.contains("For Sofia Brandt, Privacy") && html.contains("Please answer by 20 March 2026."));
    let request = window.workbook().reviews.requests.at(0).unwrap().clone();
    assert!(html.contains(&format!("data-request=\"{}\"", request.id)));
    assert_eq!(request.covers, ["Risk memo"]);
    assert_eq!(window.session().undo_name(), Some("send for review"));
    let mode = window.workbook().failure_modes.modes.at(0).unwrap().id();
    let mut replies = Replies {
        request: request.id,
        digest: request.digest.clone(),
        name: "Sofia Brandt".to_owned(),
        decision: Some(Decided { kind: SignOffDecision::Rejected, reason: "No fallback".to_owned(), date: None }),
        comments: vec![
            Said { id: Id(0xa1), item: Some(mode), text: "Why?".to_owned(), ..Said::default() },
            Said {
                id: Id(0xa2),
                item: Some(Id(0xdead)),
                about: "B-77 Old plan".to_owned(),
                section: "roadmap".to_owned(),
                text: "And this?".to_owned(),
                ..Said::default()
            },
        ],
        ..Replies::default()
    };
    let back = home.path("answers.json");
    fs::write(&back, answers::write(&replies).unwrap()).unwrap();
    let before = window.workbook();
    window.will_choose(&back);
    window.click(Role::Button, "Import replies");
    window.find(Role::Heading, "Answer of Sofia Brandt");
    assert!(window.shows("Rejected: No fallback") && window.shows("What is signed has not changed since it was sent."));
    assert!(window.shows("B-77 Old plan") && window.shows("Deleted since it was sent"));
    assert!(window.workbook() == before, "nothing changes before somebody says so");
    window.click(Role::Button, "Import the answer");
    let after = window.workbook();
    assert!(after.reviews.sign_offs.iter().any(|one| one.digest == request.digest && one.reason == "No fallback"));
    assert_eq!(after.reviews.comments.find(Id(0xa1)).unwrap().item, Some(mode));
    assert_eq!(after.reviews.comments.find(Id(0xa2)).unwrap().section, "roadmap");
    assert_eq!(
        after.reviews.requests.at(0).unwrap().answered.map(|date| date.to_string()).as_deref(),
        Some("2026-03-09")
    );
    window.ctrl(Key::Z);
    assert!(window.workbook() == before, "one step");

    // once it is here, another decision of the same person is asked about
    window.ctrl(Key::Y);
    replies.decision = Some(Decided { kind: SignOffDecision::Approved, reason: String::new(), date: None });
    fs::write(&back, answers::write(&replies).unwrap()).unwrap();
    window.drop_file(&back);
    assert!(window.shows("Recorded is: Rejected: No fallback") && window.shows("Choose which of the two stays."));
    assert!(!window.find(Role::Button, "Import the answer").takes_focus, "not before it is chosen");
    window.click(Role::RadioButton, "Which stays of the decision: What was sent");
    window.click(Role::Button, "Import the answer");
    let decided = window.workbook();
    let decided = decided.reviews.sign_offs.iter().filter(|one| one.digest == request.digest);
    assert_eq!(decided.map(|one| one.decision).collect::<Vec<_>>(), [Some(SignOffDecision::Approved)]);
}

#[test]
fn who_was_asked_stays_on_the_page_until_they_answer() {
    let home = Home::new();
    let mut window = at(&home, Section::Reviews);
    send(&mut window, &home, "sofia.html", None);
    window.assert_notice("Save this workbook too (Ctrl S)");
    assert!(window.has(Role::Heading, "Asked, no answer yet"));
    assert!(window.shows("Asked: Sofia Brandt, due 20 Mar, no answer yet") && window.shows("Privacy. Risk memo"));
    let before = window.workbook();
    let cited = before.reviews.requests.at(0).unwrap().cite();
    window.click(Role::Button, &format!("Send {cited} again"));
    assert_eq!(window.find_field("Who is asked?").value, "Sofia Brandt");
    assert_eq!(window.find_field("By when is an answer needed?").value, "2026-03-20");
    assert!(window.find(Role::CheckBox, "To be signed: Risk memo").on);
    window.fill("By when is an answer needed?", "soon");
    window.click(Role::Button, "Save the file for the reviewer");
    assert_eq!(window.focused().unwrap().name, "By when is an answer needed?", "the first that is wrong");
    window.click(Role::Button, "Do not send");
    window.click(Role::Button, &format!("Withdraw {cited}"));
    assert!(window.workbook().reviews.requests.is_empty() && !window.shows("no answer yet"));
    window.assert_notice("Request withdrawn");
    window.ctrl(Key::Z);
    assert!(window.workbook() == before);
}

#[test]
fn what_is_no_answer_is_said_and_changes_nothing() {
    let home = Home::new();
    let mut window = at(&home, Section::Reviews);
    let before = window.workbook();
    let back = home.path("answers.json");
    let replies = Replies { request: Id(5), digest: "0".repeat(64), name: "A".to_owned(), ..Replies::default() };
    for (bytes, words) in [
        (b"{}".to_vec(), "no answer to a review"),
        (answers::write(&replies).unwrap(), "this workbook has no request 0000000000000005"),
    ] {
        fs::write(&back, bytes).unwrap();
        window.drop_file(&back);
        assert!(window.shows("answers.json was not imported"));
        let said = window.all(|seen| seen.name.to_lowercase().contains(&words.to_lowercase()));
        assert!(!said.is_empty(), "{words}: {:?}", window.notices());
        assert!(window.workbook() == before);
    }
}

#[test]
fn a_review_copy_takes_comments_and_a_decision_and_nothing_else() {
    let home = Home::new();
    let mut sender = at(&home, Section::Reviews);
    let path = send(&mut sender, &home, "copy.caveat", Some("Form: Workbook for Caveat"));
    let mut window = home.window_on(&path);
    let said = "Review copy for Sofia Brandt. Comment and decide; the rest can only be looked at.";
    assert!(window.has(Role::Banner, said) || window.shows("Review copy for Sofia Brandt."));
    let before = window.workbook();
    let field = window.find_field("What do people call it?");
    window.click_on(&field);
    window.type_text("Mine now");
    window.wait(1.0);
    assert!(window.workbook() == before, "it can only be looked at");
    window.assert_notice("In a review copy the rest stays as it is");
    window.ctrl(Key::K);
    window.type_text("Send for review");
    let row = window.all(|seen| seen.name.starts_with("Send for review")).remove(0);
    assert!(row.name.contains("Not in a review copy") || row.description.contains("Not in a review copy"), "{row:?}");
    window.key(Key::Escape);
    window.key(Key::Escape);
    window.press(CTRL_ALT, Key::M);
    window.type_text("Good");
    window.ctrl(Key::Enter);
    window.click(Role::Button, "Decide");
    assert!(window.has(Role::Label, "Risk memo, as it was sent to you."), "a reviewer signs what they got");
    assert!(!window.shows("Choose documents or sections") && !window.shows("To be signed: "));
    window.click(Role::RadioButton, "Approved with conditions");
    window.fill("Why, or under which conditions?", "With translators");
    window.click(Role::Button, "Record this sign-off");
    let back = home.path("answers.json");
    window.will_choose(&back);
    window.click(Role::Button, "Save answers");
    assert!(matches!(&window.asked()[..], [Wanted::Sending { name, .. }] if name == "answers-sofia-brandt.json"));
    let replies = answers::read(&fs::read(&back).unwrap()).unwrap();
    assert_eq!((replies.name.as_str(), replies.comments.len()), ("Sofia Brandt", 1));
    assert_eq!(replies.decision.unwrap().reason, "With translators");
    // and it comes home
    sender.drop_file(&back);
    sender.click(Role::Button, "Import the answer");
    let home_again = sender.workbook();
    assert!(home_again.reviews.comments.iter().any(|one| one.text == "Good" && one.author == "Sofia Brandt"));
    assert!(home_again.reviews.sign_offs.iter().any(|one| one.reason == "With translators"));
    let saved: Opened<Workbook> = store::open(&path).unwrap();
    assert_eq!(review::copy_for(&saved.value).map(|request| request.name.as_str()), Some("Sofia Brandt"));
    assert!(!profile::all(&saved.value).is_empty());
}

#[test]
fn a_review_copy_that_was_changed_on_its_way_says_so_and_cannot_be_answered() {
    let home = Home::new();
    let path = send(&mut at(&home, Section::Reviews), &home, "copy.caveat", Some("Form: Workbook for Caveat"));
    let mut copy: Opened<Workbook> = store::open(&path).unwrap();
    value_at(&mut copy.value, "UB-1.tolerance").set_text("30%").unwrap();
    assert!(store::save(&path, &copy.value, &store::Guard::default()).is_ok());
    let mut window = home.window_on(&path);
    let said = "It is not what was sent: changed on its way in uncertainty budgets. Ask for another copy.";
    assert!(window.has(Role::Banner, &format!("Review copy for Sofia Brandt. {said}")));
    assert!(!window.has(Role::Button, "Decide") && !window.has(Role::Button, "Save answers"));
    let before = window.workbook();
    turn_to(&mut window, Page::Section(Section::Reviews));
    assert!(!window.find(Role::Button, "Record a sign-off").acts);
    window.press(CTRL_ALT, Key::M);
    window.assert_notice("This review copy cannot be answered");
    assert!(window.workbook() == before);
}

#[test]
fn what_was_entered_for_a_reviewer_stays_until_the_file_is_written() {
    let home = Home::new();
    let mut window = at(&home, Section::Reviews);
    window.click(Role::Button, "Send for review");
    window.fill("Who is asked?", "Sofia Brandt");
    window.fill("In which role?", "Privacy");
    window.click(Role::CheckBox, "To be signed: Risk memo");
    window.fill("By when is an answer needed?", "2026-03-08");
    window.fill("What should the reviewer look at?", "The languages");
    window.click(Role::Button, "Save the file for the reviewer");
    assert!(window.shows("Enter today or a later day"), "it is the 9th");
    window.fill("By when is an answer needed?", "2026-03-09");
    window.will_answer(caveat::ui::Answer::Cancelled);
    window.click(Role::Button, "Save the file for the reviewer");
    let field = |window: &Window| window.find_field("What should the reviewer look at?").value;
    assert_eq!(field(&window), "The languages", "nobody named a file");
    window.will_choose(&home.path("no such folder/page.html"));
    window.click(Role::Button, "Save the file for the reviewer");
    assert!(window.shows("Nothing was sent. There is no such folder: "), "it says so where it is put right");
    assert_eq!(field(&window), "The languages", "it was not written");
    // beside the dialog: nobody loses a form by a click that misses
    window.event([egui::Event::PointerMoved(egui::pos2(8.0, 400.0))]);
    for pressed in [true, false] {
        let (pos, button, modifiers) = (egui::pos2(8.0, 400.0), egui::PointerButton::Primary, Modifiers::NONE);
        window.event([egui::Event::PointerButton { pos, button, pressed, modifiers }]);
    }
    assert_eq!(field(&window), "The languages");
    // a name that is free is suggested
    let taken = match window.asked().last() {
        Some(Wanted::Sending { folder, name }) => folder.clone().unwrap().join(name),
        other => panic!("{other:?}"),
    };
    fs::write(&taken, "another one").unwrap();
    let out = home.path("page.html");
    window.will_choose(&out);
    window.click(Role::Button, "Save the file for the reviewer");
    window.assert_notice("Ready for Sofia Brandt");
    assert!(out.exists());
    let name = taken.file_name().unwrap().to_string_lossy().replace(".html", "-2.html");
    assert!(matches!(window.asked().last(), Some(Wanted::Sending { name: suggested, .. }) if *suggested == name));
    assert!(!window.has(Role::Button, "Save the file for the reviewer"));
}

#[test]
fn a_comment_is_never_about_a_comment_whichever_field_has_the_focus() {
    let home = Home::new();
    let mut window = at(&home, Section::Reviews);
    let thread = window.all(|seen| seen.role == Role::Button && seen.name.starts_with("Correct ")).into_iter().next();
    if let Some(thread) = thread {
        window.click_on(&thread);
        window.settle();
    }
    window.press(CTRL_ALT, Key::M);
    assert!(window.shows("Comment on Reviews"), "{:#?}", window.seen());
}
