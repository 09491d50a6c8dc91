//! Budgets for a machine: JSON with rates and shares as fractions, dates as ISO 8601, and null for what is not known.

use crate::assess::budget::cost::{AgainstCap, Cost, Total};
use crate::assess::budget::proof::Plan;
use crate::assess::budget::segments::{Against, Segment};
use crate::assess::budget::trend::{Direction, Trend};
use crate::assess::budget::{self, Account, Verdict, cost};
use crate::model::Date;
use crate::model::budgets::Budget;

/// Every budget with all that follows from it, and the sums of their costs.
pub(super) fn all(budgets: &[&Budget], day: Date) -> String {
    let accounts: Vec<Account> = budgets.iter().map(|budget| budget::account(budget)).collect();
    let totals = cost::roll_up(accounts.iter().filter_map(|account| account.cost));
    let each = budgets.iter().zip(&accounts).map(|(budget, account)| one(budget, account, day));
    let fields =
        [("date", text(&day.to_string())), ("budgets", list(each)), ("cost_per_month", list(totals.iter().map(total)))];
    object(&fields) + "\n"
}

fn one(budget: &Budget, account: &Account, day: Date) -> String {
    let state = &account.state;
    let interval = |pick: fn(&crate::assess::interval::RateInterval) -> f64| state.measured.as_ref().map(pick);
    object(&[
        ("number", text(&format!("UB-{}", budget.number))),
        ("name", text(budget.name.trim())),
        ("verdict", text(verdict(state.verdict))),
        ("errors", state.errors.to_string()),
        ("trials", state.trials.to_string()),
        ("measured_on", date(state.date)),
        ("confidence", number(Some(budget.confidence_level()))),
        ("tolerance", number(state.tolerance)),
        ("rate", number(interval(|found| found.rate))),
        ("low", number(interval(|found| found.low))),
        ("high", number(interval(|found| found.high))),
        ("share_used", number(state.share_used())),
        ("trials_needed", whole(state.trials_needed)),
        ("trials_needed_without_further_errors", whole(account.proof.without_further_errors)),
        ("trials_without_errors", whole(account.proof.without_errors)),
        ("plan", account.proof.at_the_rate.as_ref().map_or_else(null, plan)),
        ("plan_afresh", account.proof.afresh.as_ref().map_or_else(null, plan)),
        ("cost_per_month", account.cost.as_ref().map_or_else(null, cost_of)),
        ("trend", account.trend.as_ref().map_or_else(null, trend)),
        ("segments", list(account.segments.iter().map(segment))),
        ("looks", account.looks.as_ref().map_or_else(null, looks)),
        ("last_review", date(account.review.last)),
        ("review_due", date(account.review.due)),
        ("review_overdue_days", account.review.overdue(day).map_or_else(null, |days| days.to_string())),
    ])
}

fn plan(plan: &Plan) -> String {
    object(&[
        ("trials", plan.trials.to_string()),
        ("further", plan.further.to_string()),
        ("allowed_errors", plan.allowed.to_string()),
        ("power", number(Some(plan.power))),
    ])
}

fn cost_of(cost: &Cost) -> String {
    object(&[
        ("currency", text(cost.currency.code())),
        ("expected", number(Some(cost.month.rate))),
        ("low", number(Some(cost.month.low))),
        ("high", number(Some(cost.month.high))),
        ("cap", number(cost.cap)),
        ("against_cap", text(against_cap(cost.against))),
    ])
}

fn total(total: &Total) -> String {
    object(&[
        ("currency", text(total.currency.code())),
        ("budgets", total.budgets.to_string()),
        ("expected", number(Some(total.month.rate))),
        ("low", number(Some(total.month.low))),
        ("high", number(Some(total.month.high))),
        ("cap", number(total.cap)),
        ("against_cap", text(against_cap(total.against))),
    ])
}

fn trend(trend: &Trend) -> String {
    object(&[
        ("before", number(Some(trend.before.counts.rate()))),
        ("before_on", date(trend.before.date)),
        ("direction", text(direction(trend.direction))),
        ("p", number(Some(trend.p))),
        ("beyond_chance", trend.beyond_chance.to_string()),
        ("p_over_all", number(trend.steady.map(|steady| steady.p))),
        ("beyond_chance_over_all", trend.steady.map_or_else(null, |steady| steady.beyond_chance.to_string())),
    ])
}

fn segment(segment: &Segment) -> String {
    let found = segment.comparison;
    let against = found.map(|found| match found.against {
        Against::Rest => "rest",
        Against::Budget => "budget",
        Against::OtherGroups => "other_segments",
    });
    object(&[
        ("name", text(&segment.name)),
        ("errors", segment.counts.errors.to_string()),
        ("trials", segment.counts.trials.to_string()),
        ("rate", number(Some(segment.measured.rate))),
        ("low", number(Some(segment.measured.low))),
        ("high", number(Some(segment.measured.high))),
        ("verdict", text(verdict(segment.verdict))),
        ("against", against.map_or_else(null, text)),
        ("p", number(found.map(|found| found.p))),
        ("p_corrected", number(found.map(|found| found.corrected))),
        ("beyond_chance", found.map_or_else(null, |found| found.beyond_chance.to_string())),
    ])
}

fn looks(looks: &budget::looks::Looks) -> String {
    object(&[
        ("count", looks.count.to_string()),
        ("chance_of_a_miss_if_independent", number(Some(looks.if_independent))),
        ("chance_of_a_miss_at_most", number(Some(looks.at_most))),
        ("corrected_confidence", number(Some(looks.level))),
        ("corrected_low", number(Some(looks.measured.low))),
        ("corrected_high", number(Some(looks.measured.high))),
        ("corrected_verdict", text(verdict(looks.verdict))),
    ])
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Within => "within",
        Verdict::Unproven => "unproven",
        Verdict::Unmeasured => "unmeasured",
        Verdict::AtRisk => "at_risk",
        Verdict::Exceeded => "exceeded",
    }
}

const fn against_cap(against: AgainstCap) -> &'static str {
    match against {
        AgainstCap::Under => "under",
        AgainstCap::MayExceed => "may_exceed",
        AgainstCap::Over => "over",
        AgainstCap::OtherCurrency => "other_currency",
        AgainstCap::NoCap => "no_cap",
    }
}

const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Falls => "falls",
        Direction::Level => "level",
        Direction::Rises => "rises",
    }
}

fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    format!("{{{}}}", fields.join(","))
}

fn list(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(","))
}

fn null() -> String {
    "null".to_owned()
}

fn number(value: Option<f64>) -> String {
    value.filter(|value| value.is_finite()).map_or_else(null, |value| value.to_string())
}

fn whole(value: Option<u64>) -> String {
    value.map_or_else(null, |value| value.to_string())
}

fn date(value: Option<Date>) -> String {
    value.map_or_else(null, |date| text(&date.to_string()))
}

/// A text in quotes, everything that could end it or give orders to a terminal written out.
fn text(value: &str) -> String {
    let mut quoted = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {
                quoted.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_numbers_are_json() {
        assert_eq!(text("a \"b\" \\ c\n\u{202e}é"), "\"a \\\"b\\\" \\\\ c\\u000a\\u202eé\"");
        assert_eq!(number(Some(f64::NAN)), "null");
        assert_eq!(number(Some(0.000_000_001)), "0.000000001");
        assert_eq!(object(&[("a", list([whole(Some(1)), whole(None)].into_iter()))]), "{\"a\":[1,null]}");
    }
}
