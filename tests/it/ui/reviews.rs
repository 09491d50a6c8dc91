//! The page of reviews: recording a sign-off, threads of comments, waivers and their ends, the change log.

use caveat::export::signature;
use caveat::model::reviews::{Comment, Reviews, SignOffDecision};
use caveat::model::{Item as _, Section, Workbook};
use caveat::signed::whole;
use caveat::ui::Page;
use egui::Key;
use egui::accesskit::Role;

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;
use crate::support::{example, value_at};

fn at_reviews(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Reviews));
    window
}

fn reviews(window: &Window) -> Reviews {
    Reviews::clone(&window.workbook().reviews)
}

#[test]
fn a_sign_off_is_recorded_with_its_day_and_the_digest_of_what_was_signed() {
    let home = Home::new();
    let mut window = at_reviews(&home);
    let before = window.workbook();
    let digest = whole(&before);
    window.click(Role::Button, "Record a sign-off");
    window.click(Role::Button, "Record this sign-off");
    assert!(window.shows("Enter who signs") && window.shows("Choose one of the three"), "it says what is missing");
    assert_eq!(reviews(&window), *before.reviews);
    window.fill("Who signs?", "Nuria Peña");
    window.fill("Whom do they speak for?", "Claims handling");
    window.click(Role::RadioButton, "Approved with conditions");
    window.click(Role::Button, "Record this sign-off");
    assert!(window.shows("Enter the conditions"));
    window.fill("Why, or under which conditions?", "Only with translators");
    window.click(Role::Button, "Record this sign-off");
    let after = reviews(&window);
    let signed = after.sign_offs.at(before.reviews.sign_offs.len()).unwrap();
    assert_eq!((signed.name.as_str(), signed.role.as_str()), ("Nuria Peña", "Claims handling"));
    assert_eq!(signed.decision, Some(SignOffDecision::Conditional));
    assert_eq!(signed.reason, "Only with translators");
    assert_eq!(signed.date.map(|date| date.to_string()).as_deref(), Some("2026-03-09"));
    assert_eq!(signed.digest, digest, "of the workbook as the signer saw it");
    assert_eq!(whole(&window.workbook()), digest, "signing takes nothing from what was signed");
    assert!(window.has(Role::Button, "Nuria Peña, Claims handling: approved with conditions on 9 March 2026, current"));
    window.ctrl(Key::Z);
    assert_eq!(reviews(&window), *before.reviews, "one step");
}

#[test]
fn who_signs_chooses_what_it_covers_and_edits_elsewhere_leave_it_current() {
    let home = Home::new();
    let mut window = at_reviews(&home);
    let count = reviews(&window).sign_offs.len();
    window.click(Role::Button, "Record a sign-off");
    window.fill("Who signs?", "Nuria Peña");
    window.fill("Whom do they speak for?", "Claims handling");
    window.click(Role::RadioButton, "Approved");
    window.click(Role::Button, "Choose documents or sections");
    window.click(Role::CheckBox, "To be signed: Risk memo");
    window.click(Role::Button, "Single sections");
    window.click(Role::CheckBox, "To be signed, section: Data");
    assert!(window.shows("Chosen: Risk memo and Data."));
    window.click(Role::Button, "Record this sign-off");
    let signed = reviews(&window).sign_offs.at(count).unwrap().clone();
    assert_eq!(signed.covers, ["Risk memo", "Data"]);
    let kept = signature(&window.workbook(), &signed.covers);
    assert_eq!((&signed.digest, &signed.parts), (&kept.digest, &kept.parts));
    window.click(Role::Button, &format!("More about {}", signed.cite()));
    window.click(Role::MenuItem, "Sign again");
    assert!(window.find(Role::CheckBox, "To be signed: Risk memo").on, "the same again, unless they choose otherwise");
}

#[test]
fn who_lays_out_the_choice_with_the_keyboard_goes_on_where_the_button_was() {
    let home = Home::new();
    let mut window = at_reviews(&home);
    window.click(Role::Button, "Record a sign-off");
    let button = window.find(Role::Button, "Choose documents or sections");
    window.focus_on(&button);
    window.key(Key::Enter);
    let focused = window.focused().expect("something has the focus");
    assert_eq!(focused.role, Role::CheckBox);
    assert!(focused.name.starts_with("To be signed: "), "{}", focused.name);
    window.key(Key::Space);
    assert!(window.shows("Chosen: "));
    assert_eq!(window.focused().map(|seen| seen.name), Some(focused.name), "and stays there");
}

#[test]
fn a_line_that_waits_is_signed_where_it_stands() {
    let home = Home::new();
    let file = home.file("empty.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Reviews));
    window.click(Role::Button, "Ask for a sign-off");
    window.type_text("Anke Vos");
    window.wait(1.0);
    assert_eq!(reviews(&window).sign_offs.at(0).unwrap().name, "Anke Vos");
    window.click(Role::Button, "Sign SO-1");
    window.fill("Whom do they speak for?", "Business");
    window.click(Role::RadioButton, "Approved");
    window.click(Role::Button, "Record this sign-off");
    let after = reviews(&window);
    assert_eq!(after.sign_offs.len(), 1, "no second line");
    assert_eq!(after.sign_offs.at(0).unwrap().decision, Some(SignOffDecision::Approved));
    assert!(window.shows("1 approved"));
}

#[test]
fn comments_are_answered_settled_and_lead_to_what_they_are_about() {
    let home = Home::new();
    let mut window = at_reviews(&home);
    let open = |window: &Window| {
        let all = reviews(window).comments;
        all.iter().filter(|one| one.reply_to.is_none() && !one.settled).cloned().collect::<Vec<Comment>>()
    };
    let first = open(&window).into_iter().next().expect("the example has an open comment");
    assert!(window.has(Role::RadioButton, &format!("Comments: Open {}", open(&window).len())));
    window.fill("Your name, for comments", "Lena Ortiz");
    let head = format!("{}: {}", first.author, first.text.trim());
    window.click(Role::Button, &head);
    let field = format!("Answer C-{}, Enter adds it", first.number);
    window.fill(&field, "They stay out of the pilot");
    window.key(Key::Enter);
    let answer = reviews(&window).comments.iter().last().cloned().unwrap();
    assert_eq!((answer.reply_to, answer.author.as_str()), (Some(first.id), "Lena Ortiz"));
    assert_eq!(answer.date.map(|date| date.to_string()).as_deref(), Some("2026-03-09"));
    window.click(Role::RadioButton, "Comments: Mine");
    assert!(window.shows("They stay out of the pilot"));
    window.click(Role::Button, &format!("Settle C-{}", first.number));
    assert!(open(&window).iter().all(|one| one.id != first.id));
    window.ctrl(Key::Z);
    assert!(open(&window).iter().any(|one| one.id == first.id));
}

#[test]
fn a_comment_begins_by_n_and_is_deleted_with_its_answers() {
    let home = Home::new();
    let file = home.file("empty.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Reviews));
    window.key(Key::N);
    window.key(Key::Escape);
    assert!(reviews(&window).comments.is_empty(), "nothing stands there before somebody has said something");
    window.key(Key::N);
    window.type_text("Is the tariff still right?");
    window.ctrl(Key::Enter);
    assert!(reviews(&window).comments.is_empty(), "nor before it is known whose it is");
    assert_eq!(window.focused().unwrap().name, "Your name, for comments");
    window.type_text("Lena Ortiz");
    window.key(Key::Enter);
    assert_eq!(reviews(&window).comments.at(0).unwrap().text, "Is the tariff still right?");
    window.click(Role::Button, "Lena Ortiz: Is the tariff still right?");
    window.fill("Answer C-1, Enter adds it", "Yes");
    window.key(Key::Enter);
    assert_eq!(reviews(&window).comments.len(), 2);
    window.click(Role::Button, "More about C-1");
    window.click(Role::MenuItem, "Delete with its answers");
    assert!(reviews(&window).comments.is_empty());
    window.ctrl(Key::Z);
    assert_eq!(reviews(&window).comments.len(), 2);
}

#[test]
fn a_thread_opens_at_its_words_and_what_they_mention_stays_a_link() {
    let home = Home::new();
    let mut workbook = Workbook::default();
    let made = |id: u64, text: &str| Comment {
        id: caveat::model::Id(id),
        number: id as u32,
        text: text.to_owned(),
        author: "Sofia Brandt".to_owned(),
        ..Comment::default()
    };
    let list = &mut std::sync::Arc::make_mut(&mut workbook.reviews).comments;
    list.push(made(1, "Is the tariff still right?"));
    list.push(made(2, "See C-1 for that."));
    let file = home.file("said.caveat", &workbook);
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Reviews));
    let head = window.find(Role::Button, "Sofia Brandt: Is the tariff").at.unwrap();
    let at = head.left_bottom() + egui::vec2(20.0, 14.0);
    let button = |pressed| egui::Event::PointerButton {
        pos: at,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    window.event([egui::Event::PointerMoved(at)]);
    window.event([button(true)]);
    window.event([button(false)]);
    window.settle();
    assert!(window.has(Role::TextInput, "Answer C-1, Enter adds it"), "a click on the words opens it");
    // nobody answers or settles without a name, and the words are kept until then
    window.fill("Answer C-1, Enter adds it", "Yes");
    window.ctrl(Key::Enter);
    assert_eq!(reviews(&window).comments.len(), 2);
    assert_eq!(window.focused().unwrap().name, "Your name, for comments");
    window.click(Role::Button, "Settle C-1");
    assert!(!reviews(&window).comments.at(0).unwrap().settled);
    window.fill("Your name, for comments", "Lena Ortiz");
    let field = window.find_field("Answer C-1, Enter adds it");
    window.click_on(&field);
    window.ctrl(Key::Enter);
    assert_eq!(reviews(&window).comments.at(2).unwrap().author, "Lena Ortiz");
    window.click(Role::Button, "Settle C-1");
    let settled = reviews(&window).comments.at(0).unwrap().clone();
    assert_eq!((settled.settled, settled.settled_note.as_str()), (true, "By Lena Ortiz"));
    // what is open keeps its links, and is written by the menu
    window.click(Role::Button, "Sofia Brandt: See C-1");
    assert!(window.has(Role::Link, "Go to C-1 Is the tariff still right?") || window.shows("Go to C-1"));
    window.click(Role::Button, "More about C-2");
    window.click(Role::MenuItem, "Edit the words");
    window.type_text(" Soon.");
    window.wait(1.0);
    assert_eq!(reviews(&window).comments.at(1).unwrap().text, "See C-1 for that. Soon.");
    // the name is known in the margin too
    turn_to(&mut window, Page::Section(Section::About));
    window.press(egui::Modifiers { alt: true, ..egui::Modifiers::COMMAND }, Key::M);
    assert_eq!(window.find_field("Your name, for comments").value, "Lena Ortiz");
}

#[test]
fn what_is_missing_is_said_beside_the_button_and_the_field_gets_the_focus() {
    let home = Home::new();
    let mut window = at_reviews(&home);
    window.click(Role::Button, "Record a sign-off");
    window.fill("Who signs?", "Nuria Peña");
    window.click(Role::Button, "Record this sign-off");
    assert_eq!(window.focused().unwrap().name, "Whom do they speak for?");
    assert!(window.has(Role::Label, "Enter whom they speak for. Choose one of the three"), "beside the button");
    window.type_text("Claims");
    window.click(Role::Button, "Record this sign-off");
    assert_eq!(window.focused().unwrap().name, "Approved");
    window.click(Role::RadioButton, "Rejected");
    window.click(Role::Button, "Record this sign-off");
    assert_eq!(window.focused().unwrap().name, "Why, or under which conditions?");
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1440.0, 900.0));
    assert!(screen.contains_rect(window.focused().unwrap().at.unwrap()));
}

#[test]
fn a_waiver_is_extended_and_revoked_and_its_finding_is_open_again() {
    let home = Home::new();
    let mut window = at_reviews(&home);
    let waivers = reviews(&window).waivers;
    assert!(!waivers.is_empty(), "the example waives something");
    let waiver = waivers.at(0).unwrap().clone();
    window.click(Role::Button, &format!("More about WV-{}", waiver.number));
    window.click(Role::MenuItem, "Extend to 30 days from today");
    let until = reviews(&window).waivers.find(waiver.id).unwrap().until;
    assert_eq!(until.map(|date| date.to_string()).as_deref(), Some("2026-04-08"));
    assert!(window.shows("Until 8 Apr"));
    let count = |window: &Window| window.app().document().unwrap().session.workbook().reviews.waivers.len();
    window.click(Role::Button, &format!("More about WV-{}", waiver.number));
    window.click(Role::MenuItem, "Revoke");
    assert_eq!(count(&window), waivers.len() - 1);
    window.assert_notice("Waiver revoked");
    window.ctrl(Key::Z);
    assert_eq!(count(&window), waivers.len());
}

#[test]
fn the_change_log_takes_an_entry_of_today_and_of_this_version() {
    let home = Home::new();
    let mut window = at_reviews(&home);
    let before = reviews(&window).log.len();
    window.click(Role::Button, "Add change log entry");
    window.type_text("Budgets for translated claims");
    window.wait(1.0);
    let log = reviews(&window).log;
    let entry = log.at(before).unwrap();
    assert_eq!(entry.what, "Budgets for translated claims");
    assert_eq!(entry.version, window.workbook().about.document_version.trim());
    assert_eq!(entry.date.map(|date| date.to_string()).as_deref(), Some("2026-03-09"));
}

#[test]
fn who_works_here_signs_and_comments_under_their_name() {
    let home = Home::new();
    std::fs::create_dir_all(home.places().config).unwrap();
    std::fs::write(home.places().config.join("settings.ron"), "(author: \"Anke Vos\")").unwrap();
    let mut window = at_reviews(&home);
    assert!(window.all(|seen| seen.name == "Your name, for comments").is_empty(), "the settings say it");
    window.click(Role::Button, "Add comment");
    window.type_text("Who signs after me?");
    window.ctrl(Key::Enter);
    let added = reviews(&window).comments.iter().last().cloned().unwrap();
    assert_eq!(added.author, "Anke Vos");
    window.click(Role::Button, "Record a sign-off");
    assert_eq!(window.find_field("Who signs?").value, "Anke Vos");
}

#[test]
fn a_change_where_nobody_signed_leaves_it_current_and_one_where_somebody_did_makes_it_stale() {
    let home = Home::new();
    let mut workbook = example("claims-triage");
    let line = std::sync::Arc::make_mut(&mut workbook.reviews).sign_offs.at_mut(0).unwrap();
    let kept = signature(&example("claims-triage"), &line.covers);
    (line.digest, line.parts) = (kept.digest, kept.parts);
    let name = format!("{}, {}: approved on 20 February 2026", line.name, line.role);
    let again = format!("Ask again for {}", line.cite());
    let file = home.file("signed.caveat", &workbook);
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Reviews));
    assert!(window.has(Role::Button, &format!("{name}, current")));
    let change = |window: &mut Window, place: &str, text: &str| {
        let mut changed = window.workbook();
        value_at(&mut changed, place).set_text(text).unwrap();
        assert!(caveat::store::save(&file, &changed, &caveat::store::Guard::default()).is_ok());
        window.open(&file);
        turn_to(window, Page::Section(Section::Reviews));
    };
    change(&mut window, "monitoring.collection", "Another");
    assert!(window.has(Role::Button, &format!("{name}, current")), "nobody signed the monitoring");
    change(&mut window, "release.rollback", "Another");
    assert!(window.has(Role::Button, &format!("{name}, stale: release plan")));
    assert!(window.shows("(1 stale)"));
    // the sign of its finding stands before the button, and does not touch it
    let (row, button) = (window.find(Role::Button, &format!("{name}, stale")), window.find(Role::Button, &again));
    let sign_ends = row.at.unwrap().right() - 172.0 + 12.0 + 7.0;
    assert!(button.at.unwrap().left() >= sign_ends + 8.0, "{button:?} begins before {sign_ends} and eight points");
}
