//! The product in two sentences: whether it is ready for a gate, and what stands between.
//!
//! An exceeded budget is counted as such and not as a blocker or an unmet criterion as well: each thing in the way is
//! counted once.

use std::collections::BTreeSet;

use crate::assess::budget::{self, Verdict as BudgetVerdict};
use crate::assess::findings::{Finding, Severity};
use crate::model::about::DocumentStatus;
use crate::model::release::CriterionKind;
use crate::model::{Date, Id, ItemKind, Workbook};
use crate::words;

use super::gate::{GateState, Verdict};

/// The rule whose findings are exceeded budgets.
const EXCEEDED: &str = "budget-exceeded";

/// Two sentences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// The verdict: `Not ready for the pilot gate.`
    pub headline: String,
    /// What it rests on; may be empty.
    pub detail: String,
}

/// What stands in the way, each thing counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct InTheWay {
    blockers: usize,
    exceeded: usize,
    criteria: usize,
    signatures: usize,
}

impl InTheWay {
    fn of(workbook: &Workbook, findings: &[Finding], gate: Option<&GateState>) -> Self {
        let open = findings.iter().filter(|finding| finding.is_open() && finding.severity() == Severity::Blocker);
        let (over, other): (Vec<_>, Vec<_>) = open.partition(|finding| finding.rule.id == EXCEEDED);
        let budget_of = |finding: &&Finding| {
            finding.place.items.iter().find(|(kind, _, _)| *kind == ItemKind::Budget).map(|(_, id, _)| *id)
        };
        let is_exceeded = |id: &Id| {
            let budget = workbook.budgets.budgets.find(*id);
            budget.is_some_and(|budget| budget::state(budget).verdict == BudgetVerdict::Exceeded)
        };
        let unmet = || gate.into_iter().flat_map(GateState::unmet);
        let mut exceeded: BTreeSet<Id> = over.iter().filter_map(budget_of).collect();
        exceeded.extend(unmet().filter_map(|criterion| criterion.item).filter(is_exceeded));
        let is_counted = |item: Option<Id>| item.is_some_and(|id| exceeded.contains(&id));
        // an unmet criterion on findings is what the blockers say
        let criteria = unmet()
            .filter(|criterion| criterion.kind != Some(CriterionKind::Finding) && !is_counted(criterion.item))
            .count();
        let signatures = gate.map_or(0, |gate| gate.missing_roles.len());
        Self { blockers: other.len(), exceeded: exceeded.len(), criteria, signatures }
    }

    fn parts(self) -> Vec<String> {
        [
            (self.blockers, "blocker", "blockers"),
            (self.exceeded, "budget over its tolerance", "budgets over their tolerance"),
            (self.criteria, "unmet criterion", "unmet criteria"),
            (self.signatures, "missing sign-off", "missing sign-offs"),
        ]
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, several)| words::how_many(count, one, several))
        .collect()
    }

    fn total(self) -> usize {
        self.blockers + self.exceeded + self.criteria + self.signatures
    }

    /// Everything in a row, with a capital: `Three blockers and one unmet criterion`.
    fn words(self) -> String {
        words::capitalized(&words::series(&self.parts()))
    }

    fn verb(self, one: &'static str, several: &'static str) -> &'static str {
        if self.total() == 1 { one } else { several }
    }
}

/// The product in two sentences for a gate; without one there is none to be ready for.
#[must_use]
pub fn of(workbook: &Workbook, findings: &[Finding], gate: Option<&GateState>, today: Date) -> Sentence {
    let in_the_way = InTheWay::of(workbook, findings, gate);
    let (headline, detail) = match gate {
        None => without_gate(workbook, in_the_way),
        Some(gate) => {
            let called = called(gate);
            match gate.verdict {
                Verdict::Passed => passed(&called, in_the_way),
                Verdict::WouldPass => (format!("Ready for {called}."), ready(gate, today)),
                Verdict::NotJudged => {
                    (format!("{} has no criteria.", words::capitalized(&called)), unjudged(gate, today))
                }
                Verdict::WouldNotPass => {
                    (format!("Not ready for {called}."), not_ready(workbook, gate, in_the_way, today))
                }
            }
        }
    };
    Sentence { headline, detail }
}

fn without_gate(workbook: &Workbook, in_the_way: InTheWay) -> (String, String) {
    let open = match in_the_way.total() {
        0 => String::new(),
        _ => format!("{} {} open.", in_the_way.words(), in_the_way.verb("is", "are")),
    };
    if workbook.release.gates.is_empty() {
        let detail = format!("The release plan has no gate that this has to pass. {open}").trim_end().to_owned();
        return ("Nothing planned yet.".to_owned(), detail);
    }
    let detail = if open.is_empty() { "Nothing stands in the way.".to_owned() } else { open };
    ("Every gate is passed.".to_owned(), detail)
}

fn passed(called: &str, in_the_way: InTheWay) -> (String, String) {
    // what the gate asked for is history; what is open now still matters
    let now = InTheWay { criteria: 0, signatures: 0, ..in_the_way };
    let detail = match now.total() {
        0 => "It was decided, and nothing has come up since.".to_owned(),
        _ => format!("It was decided. {} {} open now.", now.words(), now.verb("is", "are")),
    };
    (format!("{} is passed.", words::capitalized(called)), detail)
}

fn ready(gate: &GateState, today: Date) -> String {
    let met = match gate.criteria.len() {
        1 => "Its one criterion is met".to_owned(),
        2 => "Both criteria are met".to_owned(),
        several => format!("All {} criteria are met", words::spelled(several)),
    };
    match gate.date {
        None => format!("{met}. No day is set for the decision."),
        Some(date) if date < today => {
            format!("{met}. It was due on {}, {}.", words::day(date, today), words::from_now(date, today))
        }
        Some(date) if date == today => format!("{met}. It is decided today."),
        Some(date) => format!("{met}. It is decided on {}, {}.", words::day(date, today), words::from_now(date, today)),
    }
}

fn unjudged(gate: &GateState, today: Date) -> String {
    match gate.date {
        None => "Nothing says yet what must be true, nor by when.".to_owned(),
        Some(date) if date < today => format!(
            "Nothing says what must be true. It was due on {}, {}.",
            words::day(date, today),
            words::from_now(date, today)
        ),
        Some(date) if date == today => "Nothing says yet what must be true, and it is due today.".to_owned(),
        Some(date) => format!(
            "Nothing says yet what must be true by {}, {}.",
            words::day(date, today),
            words::from_now(date, today)
        ),
    }
}

fn not_ready(workbook: &Workbook, gate: &GateState, in_the_way: InTheWay, today: Date) -> String {
    let what = in_the_way.words();
    let draft = match workbook.about.status {
        Some(DocumentStatus::Draft) | None => "this draft",
        Some(DocumentStatus::InReview | DocumentStatus::Approved) => "this document",
    };
    let (is, stands) = (in_the_way.verb("is", "are"), in_the_way.verb("stands", "stand"));
    match gate.date {
        None => format!("{what} {stands} between {draft} and the gate, which has no day yet."),
        Some(date) if date < today => format!(
            "{what} {is} open. The gate was due on {}, {}.",
            words::day(date, today),
            words::from_now(date, today)
        ),
        Some(date) if date == today => format!("{what} {stands} between {draft} and today's decision."),
        Some(date) => format!(
            "{what} {stands} between {draft} and {}, {}.",
            words::day(date, today),
            words::from_now(date, today)
        ),
    }
}

/// What people call a gate in the middle of a sentence: `the pilot gate` for "Before the pilot", "Pilot" or "Pilot gate".
#[must_use]
pub fn called(gate: &GateState) -> String {
    let name = lower_first(gate.name.trim().trim_end_matches('.'));
    let name = name.strip_prefix("before ").unwrap_or(&name);
    let name = name.strip_prefix("the ").unwrap_or(name);
    let name = name.strip_suffix(" gate").unwrap_or(name).trim();
    match name {
        "" | "gate" => format!("gate RG-{}", gate.number),
        name => format!("the {name} gate"),
    }
}

/// The text with a small letter at its start, unless it begins with an abbreviation such as EU or G2.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    let is_word = letters.clone().next().is_none_or(char::is_lowercase);
    match first {
        Some(first) if is_word => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}
