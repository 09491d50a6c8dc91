//! What a profile leaves out is nowhere, and what was left out is said.

use std::sync::Arc;

use super::*;
use crate::assess::problems;
use crate::model::budgets::{Budget, Measurement};
use crate::model::failure_modes::FailureMode;
use crate::model::metrics::{Metric, Reading};
use crate::model::reviews::{Comment, Waiver};
use crate::model::{Id, Item as _, Number, Rate, Step};
use crate::pack::profile;
use crate::store::format;

fn leaving(left_out: &[LeftOut]) -> Profile {
    let mut profile = profile::full();
    profile.name = "Board".to_owned();
    profile.left_out.set(|what| left_out.contains(&what));
    profile
}

fn mode(id: u64, internal: bool) -> FailureMode {
    let step = Step::new(5);
    FailureMode {
        id: Id(id),
        number: id as u32,
        name: format!("Mode {id}"),
        severity: step,
        frequency: step,
        internal,
        ..FailureMode::default()
    }
}

#[test]
fn what_is_internal_goes_with_its_links_and_with_what_is_said_about_it() {
    let mut workbook = Workbook::default();
    let modes = &mut Arc::make_mut(&mut workbook.failure_modes).modes;
    modes.push(mode(1, true));
    modes.push(mode(2, false));
    let mut budget = Budget { id: Id(11), number: 1, links: vec![Id(1)], internal: false, ..Budget::default() };
    budget.links.push(Id(2));
    let measured = Measurement { id: Id(13), errors: Some(900), trials: Some(1000), ..Measurement::default() };
    let mut secret = Budget { id: Id(12), number: 2, internal: true, tolerance: Rate::new(0.1), ..Budget::default() };
    secret.measurements.push(measured);
    let budgets = &mut Arc::make_mut(&mut workbook.budgets).budgets;
    budgets.push(budget);
    budgets.push(secret);
    let reviews = Arc::make_mut(&mut workbook.reviews);
    reviews.comments.push(Comment { id: Id(21), number: 1, item: Some(Id(1)), ..Comment::default() });
    reviews.comments.push(Comment { id: Id(22), number: 2, reply_to: Some(Id(21)), ..Comment::default() });
    reviews.waivers.push(Waiver { id: Id(23), number: 1, item: Some(Id(12)), ..Waiver::default() });
    let redacted = redact(&workbook, &leaving(&[LeftOut::Internal]));
    let left = &redacted.workbook;
    assert_eq!(left.failure_modes.modes.iter().map(|mode| mode.number()).collect::<Vec<_>>(), [2]);
    assert_eq!(left.budgets.budgets.at(0).unwrap().links, [Id(2)]);
    assert!(left.reviews.comments.is_empty() && left.reviews.waivers.is_empty());
    assert_eq!(left.reviews.marks.get("comments"), Some(&Mark::Withheld));
    assert_eq!(redacted.withheld.profile, "Board");
    let words = [
        "1 failure mode marked internal, critical",
        "1 uncertainty budget marked internal, exceeded",
        "2 comments about what is internal",
        "1 waiver about what is internal",
    ];
    for words in words {
        assert!(redacted.withheld.parts.iter().any(|part| part == words), "{words}: {:?}", redacted.withheld.parts);
    }
    assert_eq!(redact(&workbook, &leaving(&[LeftOut::Comments])).workbook.failure_modes.modes.len(), 2);
}

#[test]
fn a_whole_section_is_blanked_and_says_so_by_marks() {
    let mut workbook = Workbook::default();
    let impact = Arc::make_mut(&mut workbook.impact);
    impact.contest = "By phone".to_owned();
    impact.internal = true;
    let redacted = redact(&workbook, &leaving(&[LeftOut::Internal]));
    assert!(redacted.workbook.impact.contest.is_empty());
    assert_eq!(redacted.workbook.impact.marks.get("contest"), Some(&Mark::Withheld));
    assert_eq!(redacted.withheld.parts, ["the section \u{201c}Impact\u{201d}, marked internal"]);
}

#[test]
fn amounts_go_where_they_are_answers_and_the_values_of_a_metric_in_money_too() {
    let mut workbook = Workbook::default();
    let amount = "EUR 11.40".parse().ok();
    let budgets = &mut Arc::make_mut(&mut workbook.budgets).budgets;
    budgets.push(Budget { id: Id(1), number: 1, cost_per_error: amount, ..Budget::default() });
    let metrics = &mut Arc::make_mut(&mut workbook.metrics).metrics;
    for (id, unit) in [(2, Unit::Money), (3, Unit::Seconds)] {
        let mut metric =
            Metric { id: Id(id), number: id as u32, unit: Some(unit), target: Number::new(12.5), ..Metric::default() };
        metric.readings.push(Reading { id: Id(id + 10), value: Number::new(9.5), ..Reading::default() });
        metrics.push(metric);
    }
    let redacted = redact(&workbook, &leaving(&[LeftOut::Amounts]));
    let budget = redacted.workbook.budgets.budgets.at(0).unwrap();
    assert_eq!((budget.cost_per_error, budget.marks.get("cost_per_error")), (None, Some(&Mark::Withheld)));
    let (money, seconds) =
        (redacted.workbook.metrics.metrics.at(0).unwrap(), redacted.workbook.metrics.metrics.at(1).unwrap());
    assert_eq!((money.target, money.readings.at(0).unwrap().value), (None, None));
    assert_eq!(money.readings.at(0).unwrap().marks.get("value"), Some(&Mark::Withheld));
    assert_eq!((seconds.target, seconds.readings.at(0).unwrap().value), (Number::new(12.5), Number::new(9.5)));
    assert_eq!(redacted.withheld.parts, ["amounts of money, in 3 answers"]);
}

#[test]
fn names_stand_nowhere_and_marks_are_no_hiding_place() {
    let mut workbook = Workbook::default();
    let about = Arc::make_mut(&mut workbook.about);
    about.owner = "Anke Vos".to_owned();
    about.summary = "Anke Vos wrote it; see /home/anke/x.pdf".to_owned();
    let unknown = |owner: &str, question: &str| Mark::Unknown {
        owner: owner.to_owned(),
        due: None,
        question: question.to_owned(),
    };
    about.marks.set("launch", Some(unknown("Jonas Thiel", "Ask Anke Vos or Jonas Thiel")));
    let redacted = redact(&workbook, &leaving(&[LeftOut::Names, LeftOut::Paths]));
    let text = format::write(&redacted.workbook).unwrap();
    assert!(!text.contains("Vos") && !text.contains("Thiel") && !text.contains("/home"), "{text}");
    assert_eq!(redacted.workbook.about.summary, "[name withheld] wrote it; see x.pdf");
    assert_eq!(redacted.withheld.parts.len(), 2, "{:?}", redacted.withheld.parts);
}

#[test]
fn what_readers_saw_before_is_redacted_like_what_they_see_now() {
    let mut earlier = Workbook::default();
    Arc::make_mut(&mut earlier.failure_modes).modes.push(mode(1, false));
    Arc::make_mut(&mut earlier.failure_modes).modes.push(mode(2, false));
    let mut workbook = earlier.clone();
    let modes = &mut Arc::make_mut(&mut workbook.failure_modes).modes;
    modes.at_mut(0).unwrap().internal = true;
    modes.at_mut(1).unwrap().cause = "Jonas Thiel says so".to_owned();
    Arc::make_mut(&mut earlier.about).owner = "Jonas Thiel".to_owned();
    let profile = leaving(&[LeftOut::Internal, LeftOut::Names]);
    let (now, before) = redact_with(&workbook, Some(&earlier), &profile);
    assert_eq!(before.unwrap().failure_modes.modes.len(), 1, "it would stand there as removed");
    assert_eq!(now.workbook.failure_modes.modes.at(0).unwrap().cause, "[name withheld] says so");
    assert_eq!(problems::check(&now.workbook).errors, problems::check(&workbook).errors);
}

#[test]
fn nothing_to_leave_out_leaves_everything() {
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.failure_modes).modes.push(mode(1, true));
    let redacted = redact(&workbook, &leaving(&[]));
    assert_eq!((redacted.workbook, redacted.withheld), (workbook, Withheld::default()));
}
