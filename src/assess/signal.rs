//! What the values of a monitoring signal say: quiet, near its alert, or past it; and whether somebody looks as often as the
//! plan says.
//!
//! Which side of the alert value is the bad one is not a question of the workbook. It is the upper side, unless the threshold
//! says otherwise in its first words ("under 92%"), or the signal is linked to the metric of its own name and unit, of which
//! more is better. The direction of other linked metrics says nothing: irrelevance is watched for the sake of relevance.

use crate::model::metrics::{Direction, Unit};
use crate::model::monitoring::{DriftKind, Observation, Signal};
use crate::model::number::hundredth;
use crate::model::{Date, Number, Workbook};
use crate::words;

/// How near to the alert value a value is near: within a tenth of it.
const NEAR: f64 = 0.1;

/// What the latest value of a signal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// It is past the alert value, or somebody noted that it fired.
    Alert,
    /// It is within a tenth of the alert value.
    Near,
    /// It is further away.
    Quiet,
    /// There is a value, and no number to hold it against.
    Unjudged,
    /// There is no value.
    NoData,
}

impl State {
    /// The state in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Alert => "Alert",
            Self::Near => "Near",
            Self::Quiet => "Quiet",
            Self::Unjudged => "Not judged",
            Self::NoData => "No data",
        }
    }
}

/// From which value on a signal fires.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlertLine {
    /// The value, in the unit of the observations: a share is a fraction.
    pub value: f64,
    /// Whether it fires below the value instead of above.
    pub below: bool,
}

impl AlertLine {
    /// Whether a value is past the line, or on it.
    #[must_use]
    pub fn is_past(self, value: f64) -> bool {
        if self.below { value <= self.value } else { value >= self.value }
    }

    /// Whether a value is not past the line, and within a tenth of it.
    #[must_use]
    pub fn is_near(self, value: f64) -> bool {
        !self.is_past(value) && (value - self.value).abs() <= NEAR * self.value.abs()
    }
}

/// What follows from the values of a signal.
#[derive(Debug, Clone, PartialEq)]
pub struct SignalState {
    /// What the latest value says.
    pub state: State,
    /// From which value on it fires, where that is known.
    pub line: Option<AlertLine>,
    /// The values in the order of their dates, each with whether it fired.
    pub values: Vec<(f64, bool)>,
    /// The date of the latest value.
    pub latest: Option<Date>,
    /// Since when it has been firing without a break.
    pub since: Option<Date>,
    /// Whether somebody noted what was done about the latest value.
    pub noted: bool,
    /// By how many days the next value is late, by how often the plan says to look.
    pub late: Option<i64>,
}

impl SignalState {
    /// Whether it fires and nobody noted what was done.
    #[must_use]
    pub fn asks_for_a_record(&self) -> bool {
        self.state == State::Alert && !self.noted
    }

    /// The latest value.
    #[must_use]
    pub fn now(&self) -> Option<f64> {
        self.values.last().map(|(value, _)| *value)
    }
}

/// How many signals there are and how many of them need somebody: `11 signals: one alert, two near its limit`.
#[must_use]
pub fn sentence<'a>(states: impl Iterator<Item = &'a SignalState>) -> String {
    let states: Vec<&SignalState> = states.collect();
    let count = |wanted: State| states.iter().filter(|state| state.state == wanted).count();
    let all = words::capitalized(&words::how_many(states.len(), "signal", "signals"));
    let late = states.iter().filter(|state| state.late.is_some()).count();
    let parts = [
        (count(State::Alert), words::how_many(count(State::Alert), "alert", "alerts")),
        (count(State::Near), format!("{} near its limit", words::spelled(count(State::Near)))),
        (count(State::NoData), format!("{} without data", words::spelled(count(State::NoData)))),
        (late, format!("{} late", words::spelled(late))),
    ];
    let said: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    if said.is_empty() { all } else { format!("{all}: {}", said.join(", ")) }
}

/// What signals of a drift watch, in a few words.
#[must_use]
pub const fn meaning(kind: Option<DriftKind>) -> &'static str {
    match kind {
        Some(DriftKind::Data) => "what comes in changes",
        Some(DriftKind::Quality) => "what comes out gets worse",
        Some(DriftKind::Safety) => "people could be harmed",
        Some(DriftKind::Cost) => "it stops paying for itself",
        None => "say which drift each would show",
    }
}

/// The observations of a signal that have a value, in the order of their dates.
#[must_use]
pub fn seen(signal: &Signal) -> Vec<&Observation> {
    let mut seen: Vec<&Observation> = signal.observations.iter().filter(|seen| seen.value.is_some()).collect();
    seen.sort_by_key(|seen| seen.date);
    seen
}

/// What the values of a signal say, as of a day; without one, nothing is late.
#[must_use]
pub fn state(workbook: &Workbook, signal: &Signal, today: impl Into<Option<Date>>) -> SignalState {
    let today: Option<Date> = today.into();
    let line = line(workbook, signal);
    let seen = seen(signal);
    let fired = |seen: &Observation| {
        seen.alerted || line.zip(seen.value).is_some_and(|(line, value)| line.is_past(value.get()))
    };
    let last = seen.last().copied();
    let state = match (last.and_then(|last| last.value), line) {
        (None, _) => State::NoData,
        _ if last.is_some_and(fired) => State::Alert,
        (Some(value), Some(line)) if line.is_near(value.get()) => State::Near,
        (Some(_), Some(_)) => State::Quiet,
        (Some(_), None) => State::Unjudged,
    };
    let latest = last.and_then(|last| last.date);
    let days = signal.cadence.and_then(crate::model::metrics::Cadence::days);
    let since = today.zip(latest).map(|(today, latest)| i64::from((today - latest).get_days()));
    let late = since.zip(days).map(|(since, days)| since - days);
    SignalState {
        state,
        line,
        values: seen.iter().filter_map(|seen| Some((seen.value?.get(), fired(seen)))).collect(),
        latest,
        since: seen.iter().rev().take_while(|seen| fired(seen)).last().and_then(|seen| seen.date),
        noted: last.is_some_and(|last| !last.note.trim().is_empty()),
        late: late.filter(|late| *late > 0),
    }
}

/// From which value on a signal fires: its alert value, or else the number that its threshold begins with.
///
/// The number is not used where somebody's own notes contradict it: where a value on its quiet side fired, or an earlier
/// one on the other side did not. Then the words mean more than their first number.
#[must_use]
pub fn line(workbook: &Workbook, signal: &Signal) -> Option<AlertLine> {
    let read = read(&signal.threshold, signal.unit);
    let below = match read {
        Some((_, Some(below))) => below,
        _ => more_is_better(workbook, signal),
    };
    if let Some(value) = signal.alert_value {
        return Some(AlertLine { value: value.get(), below });
    }
    let line = AlertLine { value: read?.0, below };
    let seen = seen(signal);
    let any_noted = seen.iter().any(|seen| seen.alerted);
    // the latest value may not have been looked at yet
    let settled = seen.len().saturating_sub(1);
    let mut contradictions = seen.iter().enumerate().filter(|(at, seen)| {
        let past = seen.value.is_some_and(|value| line.is_past(value.get()));
        past != seen.alerted && (seen.alerted || (any_noted && *at < settled))
    });
    contradictions.next().is_none().then_some(line)
}

/// Whether a signal is a metric of which more is better: linked, of the same name and unit.
fn more_is_better(workbook: &Workbook, signal: &Signal) -> bool {
    let name = signal.name.trim();
    let linked = signal.links.iter().filter_map(|id| workbook.metrics.metrics.find(*id));
    let is_it = |name_of: &str| !name.is_empty() && name_of.trim().eq_ignore_ascii_case(name);
    let mut same = linked.filter(|metric| is_it(&metric.name) && metric.unit == signal.unit);
    same.any(|metric| metric.direction == Some(Direction::HigherIsBetter))
}

/// Words before the number, and whether they say that the lower side is the bad one.
const BEFORE: [(&str, bool); 14] = [
    ("more than ", false),
    ("at least ", false),
    ("over ", false),
    ("above ", false),
    ("from ", false),
    (">=", false),
    (">", false),
    ("\u{2265}", false),
    ("less than ", true),
    ("under ", true),
    ("below ", true),
    ("<=", true),
    ("<", true),
    ("\u{2264}", true),
];

/// The number that a threshold begins with, in the unit of the observations, and the side that its words name.
fn read(threshold: &str, unit: Option<Unit>) -> Option<(f64, Option<bool>)> {
    let words = threshold.trim().to_lowercase();
    let (side, rest) = BEFORE
        .iter()
        .find_map(|(word, below)| Some((Some(*below), words.strip_prefix(word)?.trim_start())))
        .unwrap_or((None, words.as_str()));
    if matches!(unit, None | Some(Unit::Number))
        && ["any one", "one"]
            .iter()
            .any(|one| rest.strip_prefix(one).is_some_and(|end| !end.starts_with(char::is_alphabetic)))
    {
        return Some((1.0, side));
    }
    let (money, rest) = without_currency(rest);
    let digits = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
    let end = rest.find(|letter| !digits(letter)).unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let number = number.trim_end_matches(['.', ',']);
    let value = <Number as crate::model::value::Scalar>::parse(number).ok()?.get();
    let after = after.trim_start();
    let says = |word: &str| after.starts_with(word);
    let value = match unit {
        _ if money != (unit == Some(Unit::Money)) && money => None,
        Some(Unit::Share) if says("%") => Some(hundredth(value)),
        Some(Unit::Share) => (value <= 1.0 && !says("of ")).then_some(value),
        Some(Unit::Difference) => says("point").then(|| hundredth(value)),
        Some(Unit::PerThousand) => (says("\u{2030}") || says("per 1,000") || says("per thousand")).then_some(value),
        Some(Unit::Seconds) => (says("s") || after.is_empty()).then_some(value),
        Some(Unit::Minutes) => (says("min") || after.is_empty()).then_some(value),
        Some(Unit::Hours) => (says("h") || after.is_empty()).then_some(value),
        Some(Unit::Days) => (says("day") || after.is_empty()).then_some(value),
        Some(Unit::Money) => Some(value),
        Some(Unit::Number) | None => (!says("%")).then_some(value),
    };
    Some((value?, side))
}

/// The words without a currency before the amount, and whether there was one.
fn without_currency(words: &str) -> (bool, &str) {
    for sign in ["\u{20ac}", "$", "\u{a3}", "eur ", "usd ", "gbp ", "chf "] {
        if let Some(rest) = words.strip_prefix(sign) {
            return (true, rest.trim_start());
        }
    }
    (false, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::metrics::{Cadence, Metric};
    use crate::model::{Id, List};

    const TODAY: Date = jiff::civil::date(2026, 3, 9);

    fn observed(day: i8, value: f64, alerted: bool, note: &str) -> Observation {
        let date = Some(jiff::civil::date(2026, 3, day));
        Observation { date, value: Number::new(value), alerted, note: note.to_owned(), ..Observation::default() }
    }

    fn with(values: &[f64], threshold: &str, unit: Option<Unit>) -> Signal {
        let observations = values.iter().zip(1_i8..).map(|(value, day)| observed(day, *value, false, ""));
        Signal { threshold: threshold.to_owned(), unit, observations: observations.collect(), ..Signal::default() }
    }

    fn of(signal: &Signal) -> SignalState {
        state(&Workbook::default(), signal, TODAY)
    }

    #[test]
    fn the_latest_value_decides() {
        let share = Some(Unit::Share);
        for (values, threshold, unit, expected) in [
            (&[][..], "5% over 7 days", share, State::NoData),
            (&[0.06, 0.02][..], "5% over 7 days", share, State::Quiet),
            (&[0.02, 0.046][..], "5% over 7 days", share, State::Near),
            (&[0.02, 0.05][..], "5% over 7 days", share, State::Alert),
            (&[0.93][..], "Under 92%, or over 0.5% of chats", share, State::Near),
            (&[0.91][..], "Under 92%", share, State::Alert),
            (&[0.041][..], "Under 4.1%", share, State::Alert), // on the line
            (&[0.0][..], "Any one", None, State::Quiet),
            (&[1.0][..], "Any one", None, State::Alert),
            (&[0.3][..], "When it feels wrong", None, State::Unjudged),
        ] {
            assert_eq!(of(&with(values, threshold, unit)).state, expected, "{values:?} {threshold}");
        }
        let mut unsorted = with(&[0.06, 0.02], "5%", share);
        unsorted.observations.push(observed(9, 0.07, false, ""));
        unsorted.observations.push(observed(8, 0.01, false, ""));
        assert_eq!(of(&unsorted).now(), Some(0.07), "by date, not by place in the list");
    }

    #[test]
    fn thresholds_are_read_where_they_begin_with_a_number_of_the_unit() {
        for (words, unit, expected) in [
            ("0.20 over 14 days", None, Some(0.2)),
            ("24 hours", Some(Unit::Hours), Some(24.0)),
            ("24 hours", Some(Unit::Days), None),
            ("\u{20ac}2.10 over 7 days", Some(Unit::Money), Some(2.1)),
            ("EUR 1,500.00 over two weeks", Some(Unit::Money), Some(1500.0)),
            ("> 10 minutes in a week", Some(Unit::Minutes), Some(10.0)),
            ("3 points", Some(Unit::Difference), Some(0.03)),
            ("\u{2265} 0.15 with 100 replies", Some(Unit::Share), Some(0.15)),
            ("4 of 120", Some(Unit::Share), None),
            ("5%", None, None),
            ("p95 over 6 s", Some(Unit::Seconds), None),
            ("One", None, Some(1.0)),
            ("", None, None),
        ] {
            let found = read(words, unit).map(|(value, _)| value);
            assert!(
                found == expected || found.zip(expected).is_some_and(|(a, b)| (a - b).abs() < 1e-9),
                "{words} {unit:?}: {found:?}"
            );
        }
    }

    #[test]
    fn the_alert_value_comes_before_words_and_notes_before_what_was_read() {
        let mut signal = with(&[0.3, 0.1], "0.2 over 14 days", None);
        assert_eq!(line(&Workbook::default(), &signal), Some(AlertLine { value: 0.2, below: false }));
        signal.observations = [observed(1, 0.1, true, ""), observed(2, 0.3, false, ""), observed(3, 0.3, false, "")]
            .into_iter()
            .collect::<List<_>>();
        assert_eq!(line(&Workbook::default(), &signal), None, "a lower value fired, a higher one did not");
        assert_eq!(of(&signal).state, State::Unjudged);
        signal.alert_value = Number::new(0.25);
        assert_eq!(of(&signal).state, State::Alert, "the number as it was set");
    }

    #[test]
    fn more_is_better_only_for_the_metric_itself() {
        let mut workbook = Workbook::default();
        let direction = Some(Direction::HigherIsBetter);
        let metric =
            Metric { id: Id(5), name: "Recall".to_owned(), unit: Some(Unit::Share), direction, ..Metric::default() };
        std::sync::Arc::make_mut(&mut workbook.metrics).metrics.push(metric);
        let mut signal =
            Signal { name: "Recall".to_owned(), links: vec![Id(5)], ..with(&[0.9], "80%", Some(Unit::Share)) };
        assert_eq!(state(&workbook, &signal, TODAY).state, State::Quiet);
        "Misses".clone_into(&mut signal.name);
        assert_eq!(state(&workbook, &signal, TODAY).state, State::Alert, "another thing, watched for its sake");
    }

    #[test]
    fn an_alert_asks_for_a_record_until_its_latest_value_has_a_note() {
        let mut signal = with(&[], "5%", Some(Unit::Share));
        signal.observations =
            [observed(1, 0.02, false, ""), observed(2, 0.06, true, "Excluded, MK"), observed(8, 0.07, false, "")]
                .into_iter()
                .collect();
        let found = of(&signal);
        assert!(found.asks_for_a_record());
        assert_eq!(found.since, Some(jiff::civil::date(2026, 3, 2)));
        signal.observations.push(observed(9, 0.07, true, "Mail sent, SB"));
        assert!(!of(&signal).asks_for_a_record());
        assert_eq!(of(&signal).state, State::Alert);
    }

    #[test]
    fn a_value_is_late_by_how_often_the_plan_says_to_look() {
        let mut signal = with(&[0.1, 0.1], "5%", None);
        assert_eq!(of(&signal).late, None, "no cadence");
        for (cadence, late) in [(Cadence::Daily, Some(6)), (Cadence::Weekly, None), (Cadence::PerRelease, None)] {
            signal.cadence = Some(cadence);
            assert_eq!(of(&signal).late, late, "{cadence:?}");
        }
    }
}
