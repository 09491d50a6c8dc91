//! Monitoring in documents: the signals with what they say now, what was seen, retraining, and what happens when a budget is used
//! up.

use crate::assess::budget::review;
use crate::assess::risk;
use crate::assess::signal::{self, SignalState, State};
use crate::model::metrics::Cadence;
use crate::model::monitoring::{DriftKind, Signal};
use crate::model::place::Index;
use crate::model::record::Item as _;
use crate::model::{Date, Section, Workbook};
use crate::words;

use super::block::{Block, Cell, Glyph, Rich, Style};
use super::budgets::{self, account};
use super::compose::{
    Numbering, cell, cell_of, cell_or, column, facts, figures, fitted, heading, mark, note, row, table,
};
use super::{detail, failure_modes};

const SECTION: Section = Section::Monitoring;

/// A signal with what its values say.
pub(super) struct Watched<'a> {
    /// The signal.
    pub(super) signal: &'a Signal,
    /// What its values say.
    pub(super) state: SignalState,
}

/// Every signal with what its values say: what fires first, then what is near, late or without data.
pub(super) fn watched(workbook: &Workbook, today: Option<Date>) -> Vec<Watched<'_>> {
    let all = workbook.monitoring.signals.iter();
    let mut all: Vec<Watched<'_>> =
        all.map(|signal| Watched { signal, state: signal::state(workbook, signal, today) }).collect();
    all.sort_by_key(urgency);
    all
}

fn urgency(one: &Watched<'_>) -> u8 {
    match (one.state.state, one.state.late.is_some()) {
        (State::Alert, _) => 0,
        (_, true) => 1,
        (State::Near, _) => 2,
        (State::NoData, _) => 3,
        (State::Unjudged, _) => 4,
        (State::Quiet, _) => 5,
    }
}

/// The sign of a state.
pub(super) const fn glyph(state: State) -> Glyph {
    match state {
        State::Alert => Glyph::Exceeded,
        State::Near => Glyph::AtRisk,
        State::Quiet => Glyph::Within,
        State::Unjudged => Glyph::Unproven,
        State::NoData => Glyph::Unmeasured,
    }
}

/// Number and name: `S-3 Age of the policy index`.
pub(super) fn cited(signal: &Signal) -> String {
    format!("{} {}", signal.cite(), signal.name.trim()).trim_end().to_owned()
}

/// The signals in one table, in the user's order.
pub(super) fn signals(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let signals = &workbook.monitoring.signals;
    if signals.is_empty() {
        return None;
    }
    let rows = signals.iter().map(|signal| {
        let latest = signal.observations.iter().filter(|seen| seen.value.is_some()).max_by_key(|seen| seen.date);
        let now = latest.map(|seen| {
            let value = seen.value.map(|value| words::measured(value.get(), signal.unit)).unwrap_or_default();
            let alerted = if seen.alerted { Rich::alert(format!("{value}, alert")) } else { Rich::plain(value) };
            alerted
                .and(Style::Quiet, seen.date.map(|date| format!("\n{}", words::short_date(date))).unwrap_or_default())
        });
        let cells = vec![
            cell(signal.kind.map(DriftKind::label).unwrap_or_default()),
            cell(Rich::strong(signal.name.trim())),
            cell_or(&signal.threshold, "Not set"),
            cell(now.unwrap_or_else(|| Rich::quiet("No data"))),
            cell_or(&signal.owner, "Nobody"),
        ];
        row(SECTION, signal.id, cells)
    });
    let columns =
        vec![fitted("Drift"), column("Signal", 1.6), column("Threshold", 1.6), fitted("Now"), column("Owner", 1.0)];
    Some(table(numbers.table("Monitoring signals."), columns, rows.collect()).from_section(SECTION))
}

/// What fires or is late, with what the plan says to do; `None` if nothing asks for anybody.
pub(super) fn asks_for_somebody(watched: &[Watched<'_>], numbers: &mut Numbering) -> Option<Block> {
    let asks = watched.iter().filter(|one| one.state.state == State::Alert || one.state.late.is_some());
    let rows: Vec<_> = asks
        .map(|one| {
            let (signal, state) = (one.signal, &one.state);
            let since = match (state.state, state.since) {
                (State::Alert, Some(since)) => format!("since {}", words::short_date(since)),
                _ => String::new(),
            };
            let noted = signal::seen(signal).last().map(|seen| seen.note.trim().to_owned()).unwrap_or_default();
            let done = match (state.state == State::Alert, noted.is_empty()) {
                (true, true) => Rich::alert("Nothing is noted"),
                (true, false) => Rich::plain(noted),
                (false, _) => Rich::default(),
            };
            let late = state.late.map(|late| format!("\n{} late", account::days_in_words(late))).unwrap_or_default();
            let cells = vec![
                cell(Rich::strong(cited(signal))),
                state_mark(state),
                cell(
                    Rich::plain(value(signal, state))
                        .and(Style::Quiet, format!("\n{since}").trim_end().to_owned())
                        .and(Style::Alert, late),
                ),
                cell_of(signal, "action", "The plan does not say what to do"),
                cell(done),
                cell_of(signal, "owner", "Nobody"),
            ];
            row(SECTION, signal.id, cells)
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let columns = vec![
        column("Signal", 1.3),
        fitted("State"),
        fitted("Now"),
        column("What the plan says", 1.5),
        column("What was done", 1.5),
        column("Owner", 0.7),
    ];
    Some(table(numbers.table("What fires or is late."), columns, rows).from_section(SECTION))
}

fn state_mark(state: &SignalState) -> Cell {
    mark(glyph(state.state), state.state.label())
}

fn value(signal: &Signal, state: &SignalState) -> String {
    state.now().map(|value| words::measured(value, signal.unit)).unwrap_or_default()
}

/// The signals of each drift under a heading of its own, the worst first; a drift that nothing watches says so.
pub(super) fn by_drift(watched: &[Watched<'_>], numbers: &mut Numbering) -> Vec<Block> {
    let unsorted = watched.iter().any(|one| one.signal.kind.is_none());
    let kinds = DriftKind::ALL.iter().map(|kind| Some(*kind)).chain(unsorted.then_some(None));
    kinds
        .flat_map(|kind| {
            let label = kind.map_or("Not sorted yet", DriftKind::label);
            let head = heading(2, format!("{label}: {}", signal::meaning(kind)));
            let of: Vec<_> = watched.iter().filter(|one| one.signal.kind == kind).collect();
            let body = if of.is_empty() {
                note(Rich::alert("Nothing watches it.")).from_section(SECTION)
            } else {
                drift_table(label, &of, numbers)
            };
            [head, body]
        })
        .collect()
}

fn drift_table(label: &str, watched: &[&Watched<'_>], numbers: &mut Numbering) -> Block {
    let rows = watched.iter().map(|one| {
        let (signal, state) = (one.signal, &one.state);
        let fires = match (signal.threshold.trim(), signal.alert_value) {
            ("", Some(value)) => cell(words::measured(value.get(), signal.unit)),
            _ => cell_of(signal, "threshold", "Not set"),
        };
        let date = state.latest.map(|date| format!("\n{}", words::short_date(date))).unwrap_or_default();
        let late = state.late.map(|late| format!("\n{} late", account::days_in_words(late))).unwrap_or_default();
        let now = match state.now() {
            Some(_) => cell(Rich::plain(value(signal, state)).and(Style::Quiet, date).and(Style::Alert, late)),
            None => cell_of(signal, "observations", "No data"),
        };
        let name = Rich::strong(cited(signal)).and(Style::Quiet, seen_at(signal));
        let looked =
            signal.cadence.map_or_else(|| cell_of(signal, "cadence", "Not set"), |often| cell(Cadence::label(often)));
        let cells = vec![
            cell(name),
            fires,
            now,
            state_mark(state),
            looked,
            cell_of(signal, "alert", "Nobody is told"),
            cell_of(signal, "owner", "Nobody"),
        ];
        row(SECTION, signal.id, cells)
    });
    let columns = vec![
        column("Signal", 1.5),
        column("Fires at", 1.0),
        fitted("Now"),
        fitted("State"),
        fitted("Looked at"),
        column("Who is told, and how", 1.0),
        column("Owner", 0.7),
    ];
    table(numbers.table(&format!("{label}.")), columns, rows.collect()).from_section(SECTION)
}

/// Where it can be seen, on a line of its own.
fn seen_at(signal: &Signal) -> String {
    match signal.dashboard.trim() {
        "" => String::new(),
        place => format!("\n{place}"),
    }
}

/// What happens when a budget is used up, the worst verdict first; `None` without a budget.
pub(super) fn when_exhausted(workbook: &Workbook, today: Option<Date>, numbers: &mut Numbering) -> Option<Block> {
    let mut judged = budgets::judged(workbook);
    judged.sort_by_key(|one| std::cmp::Reverse(one.state.verdict));
    let rows = judged.iter().map(|one| {
        let review = review::of(one.budget);
        let said = account::review(&review, today).unwrap_or_default();
        let late = today.is_some_and(|today| review.overdue(today).is_some());
        let cells = vec![
            cell(Rich::strong(budgets::title(one.budget))),
            mark(budgets::glyph(one.state.verdict), one.state.verdict.label()),
            cell_of(one.budget, "when_exhausted", "Nobody has said"),
            cell_of(one.budget, "owner", "Nobody"),
            cell(if late { Rich::alert(said) } else { Rich::plain(said) }),
        ];
        row(Section::Budgets, one.budget.id, cells)
    });
    let columns = vec![
        column("Budget", 1.1),
        fitted("Verdict"),
        column("What happens when it is used up", 2.0),
        column("Owner", 0.7),
        column("Review", 1.2),
    ];
    let caption = "When a budget is used up, worst verdict first.";
    (!judged.is_empty()).then(|| table(numbers.table(caption), columns, rows.collect()).from_section(Section::Budgets))
}

/// Which signal would show each failure mode, and who is told, worst first; `None` without a failure mode.
pub(super) fn failure_modes_watched(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Option<Block> {
    let modes = failure_modes::worst_first(workbook);
    let rows = modes.iter().map(|mode| {
        let silent = if risk::is_silent(mode, workbook) { ", silent" } else { "" };
        let mut shown = detail::one(*mode, "monitor", index);
        let linked = detail::one(*mode, "signals", index);
        if !linked.is_blank() {
            shown = if shown.is_blank() { linked } else { shown.and(Style::Quiet, format!("\n{}", linked.words())) };
        }
        let level = risk::inherent(mode);
        let cells = vec![
            cell(Rich::strong(format!("{} {}", failure_modes::cite(mode), mode.name.trim())).and(Style::Alert, silent)),
            level.map_or_else(
                || cell(Rich::alert("Not scored")),
                |level| mark(Glyph::Pips(level.rank()), level.label()),
            ),
            if shown.is_blank() { cell(Rich::alert("Nothing watches it")) } else { cell(shown) },
            cell_of(*mode, "alert", "Not set"),
            cell_of(*mode, "monitor_owner", "Nobody"),
        ];
        row(Section::FailureModes, mode.id, cells)
    });
    let columns = vec![
        column("Failure mode", 1.5),
        fitted("Level"),
        column("Signal that would show it", 1.5),
        column("Alert", 1.2),
        column("Who is told", 0.7),
    ];
    let caption = "What would show each failure mode, worst first.";
    (!modes.is_empty())
        .then(|| table(numbers.table(caption), columns, rows.collect()).from_section(Section::FailureModes))
}

/// Retraining, and where incidents go.
pub(super) fn retraining(workbook: &Workbook, index: &Index) -> Vec<Block> {
    let pairs = detail::answers(&*workbook.monitoring, index, &["signals"]);
    if pairs.is_empty() { Vec::new() } else { vec![facts(pairs).from_section(SECTION)] }
}

/// Retraining alone, where incidents have a place of their own; `None` if nothing is said.
pub(super) fn retraining_alone(workbook: &Workbook, index: &Index) -> Option<Block> {
    let pairs = detail::answers(&*workbook.monitoring, index, &["signals", "incidents_to"]);
    (!pairs.is_empty()).then(|| facts(pairs).from_section(SECTION))
}

/// Every value of every signal.
pub(super) fn observations(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let mut rows = Vec::new();
    for signal in workbook.monitoring.signals.iter() {
        let mut seen: Vec<_> = signal.observations.iter().collect();
        seen.sort_by_key(|seen| seen.date);
        for seen in seen {
            let cells = vec![
                cell(signal.name.trim()),
                cell(seen.date.map(words::short_date).unwrap_or_default()),
                cell(seen.value.map(|value| words::measured(value.get(), signal.unit)).unwrap_or_default()),
                cell(if seen.alerted { Rich::alert("Alert") } else { Rich::default() }),
                cell(seen.note.trim()),
            ];
            rows.push(row(SECTION, signal.id, cells));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let columns =
        vec![column("Signal", 1.2), fitted("Date"), figures("Value"), fitted("Alert"), column("What was done", 1.0)];
    Some(table(numbers.table("Values of the signals."), columns, rows).from_section(SECTION))
}

/// Each signal in full.
pub(super) fn signals_in_full(workbook: &Workbook, index: &Index) -> Vec<Block> {
    let signals = workbook.monitoring.signals.iter();
    signals
        .flat_map(|signal| {
            let head = heading(3, cited(signal)).from_item(SECTION, signal.id);
            let body = note(detail::run_in(signal, index, &["name", "observations"])).from_item(SECTION, signal.id);
            [head, body]
        })
        .collect()
}
