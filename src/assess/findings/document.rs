//! Findings about the workbook as a document: what cannot be right, what is blank, what nobody knows yet.

use crate::assess::unknowns::Unknown;
use crate::hidden;
use crate::model::View;
use crate::model::place::Stop;
use crate::words::{capitalized, series, short_date};

use super::{Context, Found, Rule, Severity, budgets, metrics};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "mark-without-field",
        title: "A mark on a field that does not exist",
        why: "A mark says what nobody knows yet; on a field that does not exist it says nothing.",
        action: "Remove the mark.",
        check: |context, found| forward(context, found, "mark-without-field"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "id-missing",
        title: "An item without an id",
        why: "Links and merges find items by their ids.",
        action: "Give it 16 hexadecimal digits that no other item has.",
        check: |context, found| forward(context, found, "id-missing"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "id-twice",
        title: "Two items with one id",
        why: "Links cannot tell two items with one id apart.",
        action: "Change one of the two.",
        check: |context, found| forward(context, found, "id-twice"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "number-missing",
        title: "An item without a number",
        why: "People cite items by their numbers.",
        action: "Give it the next free number.",
        check: |context, found| forward(context, found, "number-missing"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "number-twice",
        title: "Two items with one number",
        why: "A memo that cites the number means either.",
        action: "Give one of the two the next free number.",
        check: |context, found| forward(context, found, "number-twice"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "number-never-given",
        title: "A number over the last one given",
        why: "The next item would get a number that is taken.",
        action: "Raise the last number given in `numbers`.",
        check: |context, found| forward(context, found, "number-never-given"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "link-to-itself",
        title: "An item that links to itself",
        why: "Such a link leads nowhere.",
        action: "Remove the link.",
        check: |context, found| forward(context, found, "link-to-itself"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "link-broken",
        title: "A link to an item that is not there",
        why: "What it rested on is gone, and nobody would notice.",
        action: "Remove the link, or bring the item back.",
        check: |context, found| forward(context, found, "link-broken"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "link-wrong-kind",
        title: "A link to an item of the wrong kind",
        why: "The chain from failure to gate breaks there.",
        action: "Link to an item of the right kind.",
        check: |context, found| forward(context, found, "link-wrong-kind"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "framework-unknown",
        title: "A framework that this Caveat does not have",
        why: "Its answers cannot be read against its practices.",
        action: "Use a Caveat that has it, or answer again.",
        check: |context, found| forward(context, found, "framework-unknown"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "practice-unknown",
        title: "A checklist practice that does not exist",
        why: "Nobody can say what was answered.",
        action: "Use an identifier such as GOVERN 1.1.",
        check: |context, found| forward(context, found, "practice-unknown"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "practice-twice",
        title: "A checklist practice that is answered twice",
        why: "The two answers may contradict each other.",
        action: "Keep one of the two answers.",
        check: |context, found| forward(context, found, "practice-twice"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "counts-impossible",
        title: "More errors than trials",
        why: "No rate follows from such counts.",
        action: "Correct the counts.",
        check: |context, found| forward(context, found, "counts-impossible"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "confidence-impossible",
        title: "A confidence level of 0% or 100%",
        why: "No interval has that level.",
        action: "Set a level between, such as 95%.",
        check: |context, found| forward(context, found, "confidence-impossible"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "currencies-differ",
        title: "A cost and its cap in different currencies",
        why: "They cannot be compared.",
        action: "Use one currency.",
        check: |context, found| forward(context, found, "currencies-differ"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "thresholds-crossed",
        title: "A fallback threshold over the serve threshold",
        why: "No case could lie between them, and some in both bands.",
        action: "Swap or move them.",
        check: |context, found| forward(context, found, "thresholds-crossed"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "bin-backwards",
        title: "A score bin that ends before it begins",
        why: "Its cases belong to no score.",
        action: "Correct its ends.",
        check: |context, found| forward(context, found, "bin-backwards"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "dates-backwards",
        title: "A span of time that ends before it begins",
        why: "One of the two dates is wrong.",
        action: "Correct the dates.",
        check: |context, found| forward(context, found, "dates-backwards"),
        ..IMPOSSIBLE
    },
    Rule {
        id: "hidden-characters",
        severity: Severity::Warning,
        title: "Characters that do not show",
        why: "Text can read in another order than it stands, or say what nobody sees.",
        source: "",
        action: "Take them out, or write what they mean in words.",
        check: hidden_characters,
    },
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
        severity: Severity::Advice,
        title: "Something that nobody knows yet",
        why: "What is not known is a risk with an owner, not a gap to hide.",
        source: "NIST AI RMF 1.0, MEASURE 1.1",
        action: "Find out, or name who does and by when.",
        check: |context, found| {
            unknowns(context, found, |context, unknown| {
                !context.is_past(unknown.due) && !is_never_measured(context, unknown)
            });
        },
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

/// What the rules for what cannot be right have in common.
const IMPOSSIBLE: Rule =
    Rule { id: "", severity: Severity::Blocker, title: "", why: "", source: "", action: "", check: |_, _| () };

/// Texts with characters that act without showing: the caption of a page, an owner's name, an address. Pictures and sealed
/// answers are no texts.
fn hidden_characters(context: &Context<'_>, found: &mut Found) {
    context.workbook.walk(&mut |place, stop| {
        let Stop::Value(_, field, value) = stop else { return };
        let codes = match value.view() {
            View::Text(text) if !field.picture && !field.sealed && hidden::is_in(text) => hidden::codes_in(text),
            View::Lines(lines) if lines.iter().any(|line| hidden::is_in(line)) => hidden::codes_in(&lines.join("\n")),
            _ => return,
        };
        let (what, says) = if codes.len() == 1 { ("a character", "does") } else { ("characters", "do") };
        let message = format!("{} holds {what} that {says} not show: {}", field.label, series(&codes));
        found.add(place.clone(), message);
    });
}

/// Passes on the problems of one kind.
fn forward(context: &Context<'_>, found: &mut Found, rule: &str) {
    for problem in context.problems.errors.iter().filter(|problem| problem.rule == rule) {
        found.add_with(problem.place.clone(), capitalized(&problem.message), problem.hint.clone());
    }
}

/// Whether it is the measurements of a budget or metric for which a rule of their own says that there are none.
fn is_never_measured(context: &Context<'_>, unknown: &Unknown) -> bool {
    let Some((_, id, _)) = unknown.place.item() else { return false };
    match unknown.place.path.as_str() {
        "budgets.budgets.measurements" => context.budgets.get(&id).is_some_and(budgets::is_never_measured),
        "metrics.metrics.readings" => context.workbook.metrics.metrics.find(id).is_some_and(metrics::is_never_measured),
        _ => false,
    }
}

fn unknowns(context: &Context<'_>, found: &mut Found, wanted: fn(&Context<'_>, &Unknown) -> bool) {
    for unknown in context.problems.unknowns.iter().filter(|unknown| wanted(context, unknown)) {
        // what is cited by no number is told by its name
        let unnumbered = unknown.place.item().is_some_and(|(kind, _, _)| kind.prefix().is_empty());
        let named = if unnumbered { unknown.title.trim() } else { "" };
        let message = match named {
            "" => format!("{}: not known yet", unknown.label),
            name => format!("{name}, {}: not known yet", unknown.label.to_lowercase()),
        };
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
