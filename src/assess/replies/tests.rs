//! Replies held against a workbook.

use std::sync::Arc;

use super::*;
use crate::model::failure_modes::FailureMode;

const TODAY: Date = Date::constant(2026, 3, 9);

fn workbook() -> Workbook {
    let mut workbook = Workbook::default();
    let mode = FailureMode { id: Id(7), number: 4, name: "Wrong language".to_owned(), ..FailureMode::default() };
    Arc::make_mut(&mut workbook.failure_modes).modes.push(mode);
    let request = ReviewRequest {
        id: Id(1),
        name: "Sofia Brandt".to_owned(),
        role: "Privacy".to_owned(),
        digest: "ab12".to_owned(),
        ..ReviewRequest::default()
    };
    Arc::make_mut(&mut workbook.reviews).requests.push(request);
    workbook
}

fn replies() -> Replies {
    let on = |id: u64, item: Option<u64>, text: &str| Said {
        id: Id(id),
        item: item.map(Id),
        about: "FM-9 Gone".to_owned(),
        section: "failure_modes".to_owned(),
        text: text.to_owned(),
        ..Said::default()
    };
    Replies {
        request: Id(1),
        digest: "AB12".to_owned(),
        name: "sofia  brandt".to_owned(),
        decision: Some(Decided { kind: SignOffDecision::Rejected, reason: "FM-4".to_owned(), date: None }),
        comments: vec![on(21, Some(7), "No fallback"), on(22, Some(99), "Why?"), on(23, None, "Thin")],
        ..Replies::default()
    }
}

#[test]
fn what_is_dated_after_today_is_refused_give_or_take_a_day() {
    let on = |day| {
        let mut said = replies();
        said.decision.iter_mut().for_each(|decided| decided.date = Some(Date::constant(2026, 3, day)));
        plan(&workbook(), &said, TODAY)
    };
    assert!(on(9).is_ok() && on(10).is_ok());
    assert!(matches!(on(11), Err(Refused::AfterToday { .. })));
    let mut said = replies();
    said.comments[0].date = Some(Date::constant(2031, 1, 1));
    let refused = plan(&workbook(), &said, TODAY).unwrap_err().to_string();
    assert!(refused.starts_with("a comment of ") && refused.contains("after today"), "{refused}");
}

#[test]
fn what_is_dated_before_it_was_sent_is_refused_give_or_take_a_day() {
    let mut workbook = workbook();
    let requests = &mut Arc::make_mut(&mut workbook.reviews).requests;
    requests.at_mut(0).unwrap().sent = Some(Date::constant(2026, 3, 9));
    let on = |day| {
        let mut said = replies();
        said.decision.iter_mut().for_each(|decided| decided.date = Some(Date::constant(2026, 3, day)));
        plan(&workbook, &said, TODAY)
    };
    assert!(on(9).is_ok() && on(8).is_ok());
    assert!(matches!(on(7), Err(Refused::BeforeSent { .. })));
}

#[test]
fn a_comment_is_said_to_be_where_it_will_stand() {
    let on = |section: &str, field: &str| {
        let mut said = replies();
        said.comments.truncate(1);
        said.comments[0].item = None;
        (said.comments[0].section, said.comments[0].field) = (section.to_owned(), field.to_owned());
        let mut planned = plan(&workbook(), &said, TODAY).unwrap().comments;
        let one = planned.remove(0);
        (one.on, one.comment.section, one.comment.field)
    };
    let texts = |on: &str, section: &str, field: &str| (on.to_owned(), section.to_owned(), field.to_owned());
    assert_eq!(on("failure_modes", ""), texts("Failure modes", "failure_modes", ""));
    assert_eq!(on("failure_modes", "raters"), texts("Failure modes, raters", "failure_modes", "raters"));
    assert_eq!(on("nowhere", "nonsense"), texts("FM-9 Gone", "FM-9 Gone", ""), "a section that there is not");
    assert_eq!(on("", ""), texts("FM-9 Gone", "FM-9 Gone", ""));
}

#[test]
fn what_the_same_person_decided_before_about_another_state_is_known() {
    let mut workbook = workbook();
    Arc::make_mut(&mut workbook.reviews).sign_offs.push(SignOff {
        id: Id(31),
        name: "Sofia Brandt".to_owned(),
        digest: "cd34".to_owned(),
        decision: Some(SignOffDecision::Approved),
        ..SignOff::default()
    });
    let decision = plan(&workbook, &replies(), TODAY).unwrap().decision.unwrap();
    assert_eq!((decision.fate, decision.line), (Fate::New, None), "it is another line");
    assert_eq!(decision.before.map(|one| one.id), Some(Id(31)));
}

#[test]
fn what_was_sent_back_finds_its_places_and_names_what_is_gone() {
    let plan = plan(&workbook(), &replies(), TODAY).unwrap();
    assert!(!plan.is_by_another() && !plan.has_conflicts() && !plan.is_known());
    let [on_item, on_gone, on_section] = &plan.comments[..] else { panic!("{plan:?}") };
    assert_eq!((on_item.comment.item, on_item.on.as_str()), (Some(Id(7)), "FM-4 Wrong language"));
    assert!(on_gone.gone && on_gone.comment.item.is_none());
    assert_eq!(on_gone.comment.section, "failure_modes");
    assert_eq!(on_gone.comment.text, "About FM-9 Gone, deleted since: Why?");
    assert_eq!((on_section.gone, on_section.comment.section.as_str()), (false, "failure_modes"));
    let decision = plan.decision.unwrap();
    assert_eq!((decision.sign_off.role.as_str(), decision.sign_off.digest.as_str()), ("Privacy", "ab12"));
}

#[test]
fn what_is_not_for_this_workbook_is_refused() {
    let other = |change: fn(&mut Replies)| {
        let mut replies = replies();
        change(&mut replies);
        plan(&workbook(), &replies, TODAY).unwrap_err()
    };
    assert_eq!(other(|one| one.request = Id(2)), Refused::NoSuchRequest { request: Id(2) });
    assert_eq!(other(|one| one.digest.clear()), Refused::OtherContent { name: "Sofia Brandt".to_owned() });
    assert_eq!(other(|one| one.comments[0].id = Id(7)), Refused::TakenId);
}

#[test]
fn what_is_here_is_known_again_and_what_differs_is_asked_about() {
    let mut workbook = workbook();
    let reviews = Arc::make_mut(&mut workbook.reviews);
    reviews.comments.push(Comment { id: Id(21), text: "No fallback".to_owned(), ..Comment::default() });
    reviews.comments.push(Comment { id: Id(22), text: "Other words".to_owned(), ..Comment::default() });
    reviews.sign_offs.push(SignOff {
        id: Id(31),
        name: "Sofia Brandt".to_owned(),
        digest: "ab12".to_owned(),
        decision: Some(SignOffDecision::Approved),
        ..SignOff::default()
    });
    let plan = plan(&workbook, &replies(), TODAY).unwrap();
    assert_eq!(plan.comments[0].fate, Fate::Known);
    assert_eq!(plan.comments[1].fate, Fate::Differs { here: "Other words".to_owned() });
    assert_eq!(plan.comments[2].fate, Fate::New);
    let decision = plan.decision.as_ref().unwrap();
    assert_eq!(decision.line, Some(Id(31)));
    assert_eq!(decision.fate, Fate::Differs { here: "Approved".to_owned() });
    assert!(plan.has_conflicts());
}
