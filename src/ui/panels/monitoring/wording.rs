//! What stands in the row of a signal, in words.

use crate::assess::signal::{SignalState, State};
use crate::model::Date;
use crate::model::mark::Mark;
use crate::model::metrics::Cadence;
use crate::model::monitoring::Signal;
use crate::model::record::Item as _;
use crate::words;

/// What it is called.
pub fn name(signal: &Signal) -> &str {
    let name = signal.name.trim();
    if name.is_empty() { "New signal" } else { name }
}

/// The latest value.
pub fn now(signal: &Signal, state: Option<&SignalState>) -> String {
    let value = state.and_then(SignalState::now);
    value.map_or_else(|| "No data".to_owned(), |value| words::measured(value, signal.unit))
}

/// From which value on it fires: as the plan says it, or else the number.
pub fn alert_at(signal: &Signal) -> String {
    let words = signal.threshold.trim();
    match signal.alert_value {
        _ if !words.is_empty() => words.to_owned(),
        Some(value) => words::measured(value.get(), signal.unit),
        None => String::new(),
    }
}

/// What stands in the place of a line without values: why there are none, if somebody said so.
pub fn no_values(signal: &Signal) -> &str {
    match signal.marks.get("observations") {
        Some(Mark::NotApplicable { reason }) if !reason.trim().is_empty() => reason.trim(),
        _ => "No values yet",
    }
}

/// How often it is looked at, or by how much that is late.
pub fn cadence(signal: &Signal, state: Option<&SignalState>) -> (String, bool) {
    let often = signal.cadence.map_or("Not set", Cadence::label);
    match state.and_then(|state| state.late) {
        Some(late) => (format!("{late} d late"), true),
        None => (often.to_owned(), false),
    }
}

/// The line of values as a sentence: `3.4%, alert since 2 Mar 2026, fires at 3% over 7 days`.
pub fn sentence(signal: &Signal, state: Option<&SignalState>) -> String {
    let Some(state) = state.filter(|state| state.state != State::NoData) else {
        return format!("No data: {}", no_values(signal));
    };
    let since = state.since.filter(|_| state.state == State::Alert);
    let since = since.map(|since| format!(" since {}", words::short_date(since))).unwrap_or_default();
    let at = match (alert_at(signal), state.line) {
        (text, _) if !text.is_empty() => format!(", fires at {text}"),
        _ => String::new(),
    };
    format!("{}, {}{since}{at}", now(signal, Some(state)), state.state.label().to_lowercase())
}

/// A row as one sentence for a screen reader.
pub fn row(signal: &Signal, state: Option<&SignalState>) -> String {
    let owner = signal.owner.trim();
    let owner = if owner.is_empty() { "nobody answers for it" } else { owner };
    format!("{} {}, {}, {owner}", signal.cite(), name(signal), sentence(signal, state))
}

/// What is over, and what the plan says to do.
pub fn alert(signal: &Signal, state: &SignalState, today: Date) -> String {
    let over = state.since.map_or_else(
        || "Over the line.".to_owned(),
        |since| {
            let days = i64::from((today - since).get_days());
            match days {
                0 => "Over the line since today.".to_owned(),
                _ => format!("Over the line since {}.", words::short_date(since)),
            }
        },
    );
    let action = signal.action.trim();
    if action.is_empty() {
        format!("{over} The plan does not say what to do.")
    } else {
        format!("{over} The plan says: {action}")
    }
}
