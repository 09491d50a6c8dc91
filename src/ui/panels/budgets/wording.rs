//! The words of the page that documents do not have: counts, what a row says, what the sample says. The rest is in
//! `words` and `report::budgets`.

use crate::assess::budget::cost::{AgainstCap, Total};
use crate::assess::budget::proof::{POWER, Proof};
use crate::assess::budget::{BudgetState, Verdict};
use crate::assess::interval;
use crate::model::Date;
use crate::model::budgets::Budget;
use crate::report::budgets;
use crate::words;

/// What a verdict means, for the legend.
pub fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Within => "Interval is under the line",
        Verdict::Unproven => "Rate under, interval crosses",
        Verdict::AtRisk => "Rate over, interval crosses",
        Verdict::Exceeded => "Interval is over the line",
        Verdict::Unmeasured => "Nothing to judge yet",
    }
}

/// How many there are of each verdict: "3 within, 2 unproven, 1 at risk".
pub fn counts(verdicts: impl Iterator<Item = Verdict>) -> String {
    let mut found = [0_usize; Verdict::ALL.len()];
    for verdict in verdicts {
        let at = Verdict::ALL.iter().position(|other| *other == verdict);
        if let Some(count) = at.and_then(|at| found.get_mut(at)) {
            *count += 1;
        }
    }
    let said = Verdict::ALL.iter().zip(found).filter(|(_, count)| *count > 0);
    said.map(|(verdict, count)| format!("{} {}", words::count(count as u64), verdict.label().to_lowercase()))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The name, or what stands for it.
pub fn name(budget: &Budget) -> &str {
    match budget.name.trim() {
        "" => "New budget",
        name => name,
    }
}

/// The confidence level, as in "95%".
pub fn level(budget: &Budget) -> String {
    words::limit(budget.confidence_level())
}

/// The two lines under a row's name: the rate, which is set stronger, what follows it, and the interval.
pub fn facts(budget: &Budget, state: Option<&BudgetState>) -> (String, String, String) {
    let tolerance = budget.tolerance.map(|tolerance| words::limit(tolerance.fraction()));
    let tolerance = tolerance.map_or_else(|| "no tolerance set".to_owned(), |limit| format!("tolerance {limit}"));
    match state.and_then(|state| state.measured.map(|measured| (measured, state.trials))) {
        Some((measured, trials)) => (
            words::percent(measured.rate),
            format!(" of {}, {tolerance}", words::count(trials)),
            format!("{} interval {}", level(budget), words::percent_range(measured.low, measured.high)),
        ),
        None => (String::new(), words::capitalized(&tolerance), "No measurement yet".to_owned()),
    }
}

/// The expected cost in a month, or what is missing for it.
pub fn monthly(budget: &Budget, state: Option<&BudgetState>) -> String {
    match state.and_then(|state| budgets::cost_of(budget, state)) {
        Some((currency, cost)) => words::about_money(cost, currency),
        None if budget.cost_per_error.is_none() || budget.volume_per_month.is_none() => "None set".to_owned(),
        None => "–".to_owned(),
    }
}

/// The expected cost of all budgets in one currency: the sum, its interval and how it lies to the caps.
pub fn total(total: &Total) -> (String, String) {
    let money = |amount| words::about_money(amount, total.currency);
    let range = format!("{} to {}", money(total.month.low), money(total.month.high));
    let cap = match (total.against, total.cap.map(money)) {
        (AgainstCap::Under, Some(cap)) => format!(", under the caps of {cap}"),
        (AgainstCap::MayExceed, Some(cap)) => format!(", may exceed the caps of {cap}"),
        (AgainstCap::Over, Some(cap)) => format!(", over the caps of {cap}"),
        _ => ", not all have a cap".to_owned(),
    };
    (money(total.month.rate), format!("{range}{cap}"))
}

/// A row in full, for screen readers and tooltips.
pub fn row(budget: &Budget, state: Option<&BudgetState>) -> String {
    let verdict = state.map_or("not judged yet", |state| state.verdict.label());
    let (rate, rest, interval) = facts(budget, state);
    let needed = match state.map(budgets::still_needed).as_deref() {
        None | Some("" | "0") => String::new(),
        Some("Fix first") => ", fix first".to_owned(),
        Some(trials) => format!(", {trials} still to label"),
    };
    let cost = monthly(budget, state);
    let cost = if cost.starts_with(['N', '–']) { String::new() } else { format!(", {cost} per month") };
    let used = state.and_then(BudgetState::share_used);
    let used = used.map(|share| format!(", {} of it used", words::share(share))).unwrap_or_default();
    format!("UB-{} {}: {verdict}, {rate}{rest}{used}, {interval}{cost}{needed}", budget.number, name(budget))
}

/// How far the sample has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The share of the trials that are needed; `None` where no number of trials would do.
    pub share: Option<f32>,
    /// "640 of 1,390 labeled".
    pub counted: String,
    /// What would prove it.
    pub sentence: String,
}

/// How far the sample has come; `None` where there is nothing to say.
pub fn sample(state: &BudgetState, level: f64) -> Option<Sample> {
    let tolerance = state.tolerance?;
    let limit = words::limit(tolerance);
    let counted = format!("{} labeled", words::count(state.trials));
    let of = |trials: u64| format!("{} of {} labeled", words::count(state.trials), words::count(trials));
    let Some(measured) = state.measured else {
        let trials = interval::trials_at_zero_errors(tolerance, level)?;
        let sentence = format!("Even without a single error, proof takes {} trials.", words::count(trials));
        return Some(Sample { share: Some(0.0), counted: of(trials), sentence });
    };
    Some(match (state.verdict, state.trials_needed) {
        (Verdict::Within, _) => {
            let sentence =
                format!("Enough: the upper bound is {}, the tolerance {limit}.", words::percent(measured.high));
            Sample { share: Some(1.0), counted, sentence }
        }
        (Verdict::Unproven, Some(needed)) => {
            let all = state.trials.saturating_add(needed).max(1);
            let sentence = format!(
                "{} trials would put the upper bound at {limit} if the rate stays at {}.",
                words::count(all),
                words::percent(measured.rate)
            );
            Sample { share: Some(state.trials as f32 / all as f32), counted: of(all), sentence }
        }
        (Verdict::Unproven, None) => {
            let sentence = "At this rate no number of trials proves it: the rate lies at the tolerance.".to_owned();
            Sample { share: None, counted, sentence }
        }
        _ => {
            let sentence =
                "Fix first: the error must become rarer. More trials at this rate would not prove it.".to_owned();
            Sample { share: None, counted, sentence }
        }
    })
}

/// What proves it, as ways with their trials: "Without a further error", "97 more". Empty once it is proven, and where nothing
/// was measured yet.
pub fn ways_to_proof(state: &BudgetState, proof: &Proof) -> Vec<(String, String)> {
    let Some(measured) = state.measured.filter(|_| state.verdict != Verdict::Within) else { return Vec::new() };
    let power = words::share(POWER);
    let more = |trials: u64| format!("{} more", words::count(trials));
    let plan = proof.at_the_rate.filter(|_| state.errors > 0);
    let at_the_rate = plan.map(|plan| {
        let way = format!("At {}, with {power} power", words::percent(measured.rate));
        (way, format!("{}, {} in all", more(plan.further), words::count(plan.trials)))
    });
    let afresh = proof.afresh.filter(|_| state.errors > 0);
    let afresh = afresh.map(|plan| (format!("As a new sample, with {power} power"), words::count(plan.trials)));
    let further = if state.errors > 0 { "Without a further error" } else { "Without an error" };
    let further = proof.without_further_errors.map(|trials| (further.to_owned(), more(trials)));
    let none = proof.without_errors.map(|trials| ("As a new sample without an error".to_owned(), words::count(trials)));
    [at_the_rate, afresh, further, none].into_iter().flatten().collect()
}

/// Dates in as few letters as tell them apart: months if no two fall into one, else days; years if they span more than one.
pub fn date_labels(dates: &[Option<Date>]) -> Vec<String> {
    let known: Vec<Date> = dates.iter().flatten().copied().collect();
    let month = |date: &Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let months: std::collections::BTreeSet<i32> = known.iter().map(month).collect();
    let by_month = months.len() == known.len();
    let span = months.last().zip(months.first()).map_or(0, |(last, first)| last - first);
    let label = |date: Date| {
        let text = words::short_date(date);
        let mut parts = text.split(' ');
        let (day, letters) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let year = if span >= 12 { format!(" {:02}", date.year().rem_euclid(100)) } else { String::new() };
        if by_month { format!("{letters}{year}") } else { format!("{day} {letters}{year}") }
    };
    dates.iter().map(|date| date.map_or_else(|| "–".to_owned(), label)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::budget::{cost, proof, state};
    use crate::model::budgets::Measurement;
    use crate::model::{Money, Rate};

    fn budget(errors: u64, trials: u64, tolerance: f64) -> Budget {
        let measurement = Measurement { errors: Some(errors), trials: Some(trials), ..Measurement::default() };
        Budget {
            name: "Unsupported citation".to_owned(),
            number: 2,
            tolerance: Rate::new(tolerance),
            measurements: [measurement].into_iter().collect(),
            ..Budget::default()
        }
    }

    #[test]
    fn a_row_says_what_was_measured_against_what() {
        let measured = budget(19, 640, 0.04);
        let state = state(&measured);
        let (rate, rest, interval) = facts(&measured, Some(&state));
        assert_eq!(format!("{rate}{rest}"), "3.0% of 640, tolerance 4%");
        assert_eq!(interval, "95% interval 1.8% to 4.6%");
        let blank = Budget::default();
        let (rate, rest, interval) = facts(&blank, None);
        assert_eq!(format!("{rate}{rest}. {interval}"), "No tolerance set. No measurement yet");
        assert!(row(&measured, Some(&state)).starts_with("UB-2 Unsupported citation: Unproven, 3.0% of 640"));
    }

    #[test]
    fn verdicts_are_counted_best_first_and_only_where_there_are_any() {
        let verdicts = [Verdict::Exceeded, Verdict::Within, Verdict::Unproven, Verdict::Within];
        assert_eq!(counts(verdicts.into_iter()), "2 within, 1 unproven, 1 exceeded");
        assert_eq!(counts(std::iter::empty()), "");
    }

    #[test]
    fn a_total_says_its_interval_and_how_it_lies_to_the_caps() {
        let costs = |cost: &str, cap: &str| {
            let budget = Budget {
                cost_per_error: cost.parse::<Money>().ok(),
                volume_per_month: Some(1_000),
                cost_cap: cap.parse().ok(),
                ..budget(20, 100, 0.5)
            };
            cost::of(&budget, &state(&budget))
        };
        let said = |all: [Option<cost::Cost>; 2]| -> Vec<(String, String)> {
            cost::roll_up(all.into_iter().flatten()).iter().map(total).collect()
        };
        let pair = |sum: &str, range: &str| (sum.to_owned(), range.to_owned());
        let both = said([costs("EUR 10", "EUR 2500"), costs("EUR 10", "EUR 2500")]);
        assert_eq!(both, [pair("€4.0k", "€2.5k to €5.8k, may exceed the caps of €5.0k")]);
        let mixed = said([costs("EUR 10", ""), costs("USD 1", "USD 900")]);
        assert_eq!(
            mixed,
            [pair("€2.0k", "€1.3k to €2.9k, not all have a cap"), pair("$200", "$127 to $292, under the caps of $900"),]
        );
    }

    #[test]
    fn the_sample_says_what_would_prove_it() {
        let said = |errors, trials, tolerance: f64| sample(&state(&budget(errors, trials, tolerance)), 0.95);
        let unproven = said(19, 640, 0.04).expect("a sample");
        assert!(unproven.share.is_some_and(|share| share > 0.3 && share < 0.6), "{unproven:?}");
        assert!(said(1, 2_000, 0.04).is_some_and(|sample| sample.share == Some(1.0)));
        assert!(said(60, 640, 0.04).is_some_and(|sample| sample.share.is_none() && sample.sentence.starts_with("Fix")));
        assert!(said(0, 0, 0.04).is_some_and(|sample| sample.counted == "0 of 91 labeled"));
        assert_eq!(sample(&state(&Budget::default()), 0.95), None);
    }

    #[test]
    fn ways_to_proof_are_listed_until_it_is_proven() {
        let ways = |errors, trials, tolerance: f64| {
            let state = state(&budget(errors, trials, tolerance));
            let rows = ways_to_proof(&state, &proof::of(&state, 0.95));
            rows.into_iter().map(|(way, trials)| format!("{way}: {trials}")).collect::<Vec<_>>()
        };
        assert_eq!(
            ways(19, 640, 0.04),
            [
                "At 3.0%, with 80% power: 1,673 more, 2,313 in all",
                "As a new sample, with 80% power: 2,535",
                "Without a further error: 97 more",
                "As a new sample without an error: 91",
            ]
        );
        assert_eq!(ways(0, 720, 0.003), ["Without an error: 508 more", "As a new sample without an error: 1,228"]);
        assert_eq!(ways(60, 640, 0.04).len(), 2, "the rate must fall");
        assert!(ways(1, 2_000, 0.04).is_empty() && ways(0, 0, 0.04).is_empty() && ways(3, 9, 0.0).is_empty());
    }

    #[test]
    fn dates_are_months_where_that_tells_them_apart() {
        let dates = |texts: &[&str]| -> Vec<Option<Date>> { texts.iter().map(|text| text.parse().ok()).collect() };
        assert_eq!(date_labels(&dates(&["2025-11-03", "2025-12-01", "2026-01-12"])), ["Nov", "Dec", "Jan"]);
        assert_eq!(date_labels(&dates(&["2026-03-03", "2026-03-10"])), ["3 Mar", "10 Mar"]);
        assert_eq!(date_labels(&dates(&["2025-03-03", "", "2026-03-10"])), ["Mar 25", "–", "Mar 26"]);
        assert!(date_labels(&[]).is_empty());
    }
}
