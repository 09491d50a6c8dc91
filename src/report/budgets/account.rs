//! What follows from one budget, in sentences: the same in documents, in the window and on the command line.

use crate::assess::budget::cost::{AgainstCap, Cost};
use crate::assess::budget::looks::Looks;
use crate::assess::budget::proof::{POWER, Proof};
use crate::assess::budget::review::Review;
use crate::assess::budget::segments::{Against, Segment};
use crate::assess::budget::trend::{Direction, Trend};
use crate::assess::budget::{Account, BudgetState, Verdict};
use crate::model::Date;
use crate::model::budgets::{Budget, Evidence};
use crate::model::metrics::Cadence;
use crate::words;

/// Everything that follows beside the verdict, as captions with sentences; what has nothing to say is left out.
pub(crate) fn parts(budget: &Budget, account: &Account, today: Option<Date>) -> Vec<(&'static str, String)> {
    let state = &account.state;
    let segments: Vec<String> = account.segments.iter().map(|one| segment(one, account.segments.len())).collect();
    let all = [
        ("Rests on", rests_on(budget, state)),
        ("Tolerance", share_used(state)),
        ("Proof", Some(proof(state, &account.proof)).filter(|said| !said.is_empty())),
        ("Cost", account.cost.as_ref().map(cost)),
        ("Trend", account.trend.as_ref().map(trend)),
        ("Groups", Some(segments.join("\n")).filter(|said| !said.is_empty())),
        ("Looks", account.looks.as_ref().map(looks)),
        ("Review", review(&account.review, today)),
    ];
    all.into_iter().filter_map(|(caption, said)| Some((caption, said?))).collect()
}

/// Which measurements the verdict rests on.
pub(crate) fn rests_on(budget: &Budget, state: &BudgetState) -> Option<String> {
    let date = state.date.map(|date| format!(" of {}", words::short_date(date))).unwrap_or_default();
    let counted = format!("{} in {} trials", words::count(state.errors), words::count(state.trials));
    (state.trials > 0).then(|| match budget.evidence.unwrap_or_default() {
        Evidence::Latest => format!("The latest measurement{date}: {counted}."),
        Evidence::Pooled => format!("All measurements of its model version, up to that{date}: {counted}."),
    })
}

/// How much of the tolerance is used up.
pub(crate) fn share_used(state: &BudgetState) -> Option<String> {
    match (state.share_used(), state.measured, state.tolerance) {
        (Some(share), _, Some(tolerance)) => {
            Some(format!("{} of the tolerance of {} is used.", words::share(share), words::limit(tolerance)))
        }
        (None, Some(_), Some(_)) => Some("The tolerance is zero: nothing of it can be used.".to_owned()),
        _ => None,
    }
}

/// What would prove it; empty once it is proven.
pub(crate) fn proof(state: &BudgetState, proof: &Proof) -> String {
    if state.verdict == Verdict::Within {
        return String::new();
    }
    if let (Some(needed), 1.., 0) = (proof.without_further_errors, state.trials, state.errors) {
        let all = words::count(state.trials.saturating_add(needed));
        return format!("Without an error {all} trials in all, {} more, prove it.", words::count(needed));
    }
    let mut said = Vec::new();
    if let (Some(text), Some(plan)) = (plan(state, proof), proof.at_the_rate) {
        said.push(text);
        if let Some(afresh) = proof.afresh.filter(|afresh| afresh.trials != plan.trials) {
            said.push(format!("A new sample of its own needs {}.", words::count(afresh.trials)));
        }
    }
    if let (Some(needed), 1..) = (proof.without_further_errors, state.trials) {
        said.push(format!("Without a further error it takes {} more.", words::count(needed)));
    }
    if let Some(trials) = proof.without_errors {
        said.push(format!("A new sample without a single error proves it from {} trials on.", words::count(trials)));
    }
    said.join(" ")
}

/// The sample that proves it with the wanted power if errors keep coming as they did.
pub(crate) fn plan(state: &BudgetState, proof: &Proof) -> Option<String> {
    let (plan, measured) = proof.at_the_rate.zip(state.measured).filter(|_| state.errors > 0)?;
    Some(format!(
        "If the true rate is {}, {} trials in all, {} more, are the fewest that prove it with {} power: at most {} errors may come up in them.",
        words::percent(measured.rate),
        words::count(plan.trials),
        words::count(plan.further),
        words::share(POWER),
        words::count(plan.allowed),
    ))
}

/// The expected cost of a month with its interval, against the cap.
pub(crate) fn cost(cost: &Cost) -> String {
    let money = |amount| words::about_money(amount, cost.currency);
    let range = format!("{} per month expected, {}", money(cost.month.rate), cost_range(cost));
    match (cost.against, cost.cap.map(money)) {
        (AgainstCap::Under, Some(cap)) => format!("{range}; the whole interval lies at or under the cap of {cap}."),
        (AgainstCap::MayExceed, Some(cap)) => format!("{range}; it may exceed the cap of {cap}."),
        (AgainstCap::Over, Some(cap)) => format!("{range}; over the cap of {cap}."),
        (AgainstCap::OtherCurrency, _) => format!("{range}; the cap is in another currency and says nothing."),
        _ => format!("{range}; no cap is set."),
    }
}

/// Both ends of the expected cost: `€28.4k to €49.3k`.
pub(crate) fn cost_range(cost: &Cost) -> String {
    let money = |amount| words::about_money(amount, cost.currency);
    format!("{} to {}", money(cost.month.low), money(cost.month.high))
}

/// How the latest measurement lies to the one before, and how all of them go.
pub(crate) fn trend(trend: &Trend) -> String {
    let before = trend.before.date.map(|date| format!(" on {}", words::short_date(date))).unwrap_or_default();
    let rate = words::percent(trend.latest.counts.rate());
    let before = format!("{}{before}", words::percent(trend.before.counts.rate()));
    let p = words::p_value(trend.p);
    let mut said = match (trend.direction, trend.beyond_chance) {
        (Direction::Level, _) => format!("{rate}, the same as {before}."),
        (Direction::Falls, true) => format!("{rate} after {before}: it falls by more than chance ({p})."),
        (Direction::Rises, true) => format!("{rate} after {before}: it rises by more than chance ({p})."),
        (_, false) => format!("{rate} after {before}: no more than chance ({p})."),
    };
    if let Some(steady) = trend.steady {
        let direction = match (steady.beyond_chance, steady.direction) {
            (true, Direction::Falls) => "it falls by more than chance",
            (true, _) => "it rises by more than chance",
            (false, _) => "there is no trend beyond chance",
        };
        let count = words::spelled(steady.measurements);
        said.push_str(&format!(" Over all {count} measurements {direction} ({}).", words::p_value(steady.p)));
    }
    said
}

/// Whether a group differs, in a few words.
pub(crate) fn difference(segment: &Segment) -> &'static str {
    match segment.comparison.map(|one| (one.beyond_chance, one.direction)) {
        Some((true, Direction::Falls)) => "Lower beyond chance",
        Some((true, _)) => "Higher beyond chance",
        Some((false, Direction::Level)) => "The same",
        Some((false, _)) => "By chance only",
        None => "Nothing to compare",
    }
}

/// A group, whether it differs, and from what.
pub(crate) fn segment(segment: &Segment, groups: usize) -> String {
    let rate = format!(
        "{}: {} of {}, interval {}, {}",
        segment.name,
        words::percent(segment.measured.rate),
        words::count(segment.counts.trials),
        words::percent_range(segment.measured.low, segment.measured.high),
        segment.verdict.label().to_lowercase(),
    );
    let Some(comparison) = segment.comparison else { return format!("{rate}.") };
    let others = words::percent(comparison.counts.rate());
    let against = match comparison.against {
        Against::Rest => format!("{others} of the rest"),
        Against::Budget => format!("{others} of the budget itself"),
        Against::OtherGroups => format!("{others} of the other groups"),
    };
    let corrected =
        if groups > 1 { format!(", corrected for {} groups", words::spelled(groups)) } else { String::new() };
    let p = words::p_value(comparison.corrected);
    let differs = if comparison.beyond_chance { "differs beyond chance" } else { "differs by chance only" };
    format!("{rate}; against {against} it {differs} ({p}{corrected}).")
}

/// What several looks do to the verdict.
pub(crate) fn looks(looks: &Looks) -> String {
    let level = words::percent(looks.level);
    let verdict = looks.verdict.label().to_lowercase();
    let stands = if looks.holds() { format!("the verdict stands: {verdict}") } else { format!("it is {verdict}") };
    let (grown, most) = (words::share(looks.if_independent), words::share(looks.at_most));
    let chance = if grown == most { grown } else { format!("{grown}, at most {most}") };
    format!(
        "This model version was looked at {} times: the chance that at least one interval misses the true rate grows to {chance}. At {level} confidence, which makes up for that, the interval is {}; {stands}.",
        words::spelled(looks.count),
        words::percent_range(looks.measured.low, looks.measured.high),
    )
}

/// When it was reviewed and when it is due; without a day, nothing is overdue. `None` where nothing is known.
pub(crate) fn review(review: &Review, today: Option<Date>) -> Option<String> {
    let last = review.last.map(|date| format!(" Last reviewed on {}.", words::short_date(date)));
    let last = last.unwrap_or_else(|| " Not reviewed yet.".to_owned());
    let due = match (review.due, review.cadence) {
        (Some(due), _) => match today.and_then(|today| review.overdue(today)) {
            Some(days) => format!("Overdue by {} since {}.", days_in_words(days), words::short_date(due)),
            None => format!("Next review due on {}.", words::short_date(due)),
        },
        (None, Some(Cadence::PerRelease)) => "Reviewed at every release.".to_owned(),
        (None, Some(_)) => "Due once there is a measurement.".to_owned(),
        (None, None) if review.last.is_none() => return None,
        (None, None) => "No cadence is set.".to_owned(),
    };
    let stale = today.and_then(|today| review.stale(today)).map(|days| {
        format!(" The latest measurement is {} old, more than one turn of the review.", days_in_words(days))
    });
    Some(format!("{due}{last}{}", stale.unwrap_or_default()))
}

/// `one day`, `12 days`.
pub(crate) fn days_in_words(days: i64) -> String {
    words::how_many(usize::try_from(days).unwrap_or_default(), "day", "days")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::budget::account;
    use crate::model::Rate;
    use crate::model::budgets::{BudgetReview, Measurement};

    fn row(errors: u64, trials: u64, date: &str, segment: &str) -> Measurement {
        Measurement {
            date: date.parse().ok(),
            errors: Some(errors),
            trials: Some(trials),
            segment: segment.to_owned(),
            ..Measurement::default()
        }
    }

    fn citation() -> Budget {
        let review = BudgetReview { date: "2026-02-06".parse().ok(), ..BudgetReview::default() };
        Budget {
            tolerance: Rate::new(0.04),
            cost_per_error: "EUR 50".parse().ok(),
            volume_per_month: Some(14_431),
            cost_cap: "EUR 29000".parse().ok(),
            review_cadence: Some(Cadence::Monthly),
            reviews: [review].into_iter().collect(),
            measurements: [
                row(15, 500, "2026-02-06", ""),
                row(19, 640, "2026-03-06", ""),
                row(13, 382, "2026-03-06", "Motor"),
                row(6, 258, "2026-03-06", "Home"),
            ]
            .into_iter()
            .collect(),
            ..Budget::default()
        }
    }

    #[test]
    fn an_account_reads_as_sentences() {
        let budget = citation();
        let said: Vec<String> = parts(&budget, &account(&budget), "2026-03-20".parse().ok())
            .into_iter()
            .map(|(caption, said)| format!("{caption}: {said}"))
            .collect();
        expect_test::expect![[r"
            Rests on: The latest measurement of 6 Mar 2026: 19 in 640 trials.
            Tolerance: 74% of the tolerance of 4% is used.
            Proof: If the true rate is 3.0%, 2,313 trials in all, 1,673 more, are the fewest that prove it with 80% power: at most 74 errors may come up in them. A new sample of its own needs 2,535. Without a further error it takes 97 more. A new sample without a single error proves it from 91 trials on.
            Cost: €21.4k per month expected, €13.0k to €33.2k; it may exceed the cap of €29.0k.
            Trend: 3.0% after 3.0% on 6 Feb 2026: no more than chance (p = 1.00).
            Groups: Motor: 3.4% of 382, interval 1.8% to 5.7%, unproven; against 2.3% of the rest it differs by chance only (p = 0.97, corrected for two groups).
            Home: 2.3% of 258, interval 0.86% to 5.0%, unproven; against 3.4% of the rest it differs by chance only (p = 0.97, corrected for two groups).
            Looks: This model version was looked at two times: the chance that at least one interval misses the true rate grows to 10%. At 97.5% confidence, which makes up for that, the interval is 1.7% to 4.8%; the verdict stands: unproven.
            Review: Overdue by eleven days since 9 Mar 2026. Last reviewed on 6 Feb 2026."]].assert_eq(&said.join("\n"));
    }

    #[test]
    fn what_has_nothing_to_say_is_left_out() {
        let blank = Budget::default();
        assert!(parts(&blank, &account(&blank), None).is_empty());
        let certain =
            Budget { tolerance: Rate::new(0.0), measurements: [row(0, 9, "", "")].into_iter().collect(), ..blank };
        let said: Vec<_> = parts(&certain, &account(&certain), None).into_iter().map(|(_, said)| said).collect();
        assert_eq!(
            said,
            ["The latest measurement: 0 in 9 trials.", "The tolerance is zero: nothing of it can be used."]
        );
    }
}
