//! Findings about the workbook as a document: what cannot be right, what is blank, what nobody knows yet.

use crate::assess::unknowns::Unknown;
use crate::words::{capitalized, series, short_date};

use super::{Context, Found, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    impossible(
        "mark-without-field",
        "A mark on a field that does not exist",
        "A mark says what nobody knows yet; on a field that does not exist it says nothing.",
        |context, found| {
            forward(context, found, "mark-without-field");
        },
    ),
    impossible("id-missing", "An item without an id", "Links and merges find items by their ids.", |context, found| {
        forward(context, found, "id-missing");
    }),
    impossible(
        "id-twice",
        "Two items with one id",
        "Links cannot tell two items with one id apart.",
        |context, found| {
            forward(context, found, "id-twice");
        },
    ),
    impossible(
        "number-missing",
        "An item without a number",
        "People cite items by their numbers.",
        |context, found| {
            forward(context, found, "number-missing");
        },
    ),
    impossible(
        "number-twice",
        "Two items with one number",
        "A memo that cites the number means either.",
        |context, found| {
            forward(context, found, "number-twice");
        },
    ),
    impossible(
        "number-never-given",
        "A number over the last one given",
        "The next item would get a number that is taken.",
        |context, found| {
            forward(context, found, "number-never-given");
        },
    ),
    impossible("link-to-itself", "An item that links to itself", "Such a link leads nowhere.", |context, found| {
        forward(context, found, "link-to-itself");
    }),
    impossible(
        "link-broken",
        "A link to an item that is not there",
        "What it rested on is gone, and nobody would notice.",
        |context, found| {
            forward(context, found, "link-broken");
        },
    ),
    impossible(
        "link-wrong-kind",
        "A link to an item of the wrong kind",
        "The chain from failure to gate breaks there.",
        |context, found| {
            forward(context, found, "link-wrong-kind");
        },
    ),
    impossible(
        "framework-unknown",
        "A framework that this Caveat does not have",
        "Its answers cannot be read against its practices.",
        |context, found| {
            forward(context, found, "framework-unknown");
        },
    ),
    impossible(
        "practice-unknown",
        "A checklist practice that does not exist",
        "Nobody can say what was answered.",
        |context, found| {
            forward(context, found, "practice-unknown");
        },
    ),
    impossible(
        "practice-twice",
        "A checklist practice that is answered twice",
        "The two answers may contradict each other.",
        |context, found| {
            forward(context, found, "practice-twice");
        },
    ),
    impossible(
        "counts-impossible",
        "More errors than trials",
        "No rate follows from such counts.",
        |context, found| {
            forward(context, found, "counts-impossible");
        },
    ),
    impossible(
        "confidence-impossible",
        "A confidence level of 0% or 100%",
        "No interval has that level.",
        |context, found| {
            forward(context, found, "confidence-impossible");
        },
    ),
    impossible(
        "currencies-differ",
        "A cost and its cap in different currencies",
        "They cannot be compared.",
        |context, found| {
            forward(context, found, "currencies-differ");
        },
    ),
    impossible(
        "thresholds-crossed",
        "A fallback threshold over the serve threshold",
        "No case could lie between them, and some in both bands.",
        |context, found| {
            forward(context, found, "thresholds-crossed");
        },
    ),
    impossible(
        "bin-backwards",
        "A score bin that ends before it begins",
        "Its cases belong to no score.",
        |context, found| {
            forward(context, found, "bin-backwards");
        },
    ),
    impossible(
        "dates-backwards",
        "A span of time that ends before it begins",
        "One of the two dates is wrong.",
        |context, found| {
            forward(context, found, "dates-backwards");
        },
    ),
    Rule {
        id: "unknown-overdue",
        severity: Severity::Warning,
        title: "An unknown that is past its date",
        why: "An open question was given a date so that a decision need not wait for it; now it does.",
        source: "",
        action: "Answer it, or agree on a new date.",
        check: |context, found| unknowns(context, found, |context, unknown| context.is_past(unknown.due)),
    },
    Rule {
        id: "unknown-open",
        severity: Severity::Warning,
        title: "Something that nobody knows yet",
        why: "What is not known is a risk with an owner, not a gap to hide.",
        source: "NIST AI RMF 1.0, MEASURE 1.1",
        action: "",
        check: |context, found| unknowns(context, found, |context, unknown| !context.is_past(unknown.due)),
    },
    Rule {
        id: "answer-blank",
        severity: Severity::Advice,
        title: "A question that a finished workbook answers",
        why: "A reviewer will ask.",
        source: "",
        action: "Answer it, mark it unknown with an owner and a date, or say why it does not apply.",
        check: blanks,
    },
];

/// A rule for what cannot be right.
const fn impossible(
    id: &'static str,
    title: &'static str,
    why: &'static str,
    check: fn(&Context<'_>, &mut Found),
) -> Rule {
    Rule { id, severity: Severity::Blocker, title, why, source: "", action: "", check }
}

/// Passes on the problems of one kind.
fn forward(context: &Context<'_>, found: &mut Found, rule: &str) {
    for problem in context.problems.errors.iter().filter(|problem| problem.rule == rule) {
        found.add_with(problem.place.clone(), capitalized(&problem.message), problem.hint.clone());
    }
}

fn unknowns(context: &Context<'_>, found: &mut Found, wanted: fn(&Context<'_>, &Unknown) -> bool) {
    for unknown in context.problems.unknowns.iter().filter(|unknown| wanted(context, unknown)) {
        let message = format!("{}: not known yet", unknown.label);
        let why = match (unknown.owner.trim(), unknown.due) {
            ("", None) => format!("{} Nobody has taken it on.", unknown.question),
            ("", Some(due)) => format!("{} Nobody has taken it on; due {}.", unknown.question, short_date(due)),
            (owner, None) => format!("{} {owner} will find out; no date.", unknown.question),
            (owner, Some(due)) => format!("{} {owner} will find out by {}.", unknown.question, short_date(due)),
        };
        found.add_because(unknown.place.clone(), message, why);
    }
}

fn blanks(context: &Context<'_>, found: &mut Found) {
    for blank in &context.problems.blanks {
        let title = if blank.title.trim().is_empty() { "Without a name" } else { blank.title.trim() };
        let lacking: Vec<String> = blank.labels.iter().map(|label| label.to_lowercase()).collect();
        found.add_because(blank.place.clone(), title, format!("Still blank: {}.", series(&lacking)));
    }
}
