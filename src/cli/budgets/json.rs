//! Budgets for a machine: JSON with rates and shares as fractions, dates as ISO 8601, and null for what is not known.

use serde::Serialize;

use crate::assess::budget::cost::{self, AgainstCap};
use crate::assess::budget::looks::Looks;
use crate::assess::budget::segments::{self, Against};
use crate::assess::budget::trend::{self, Direction};
use crate::assess::budget::{self, Account, Verdict, proof};
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::model::Date;
use crate::model::budgets::Budget;

#[derive(Serialize)]
struct Output<'a> {
    date: Date,
    budgets: Vec<One<'a>>,
    cost_per_month: Vec<Total>,
}

#[derive(Serialize)]
struct One<'a> {
    number: String,
    name: &'a str,
    verdict: &'static str,
    errors: u64,
    trials: u64,
    measured_on: Option<Date>,
    confidence: f64,
    tolerance: Option<f64>,
    rate: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    share_used: Option<f64>,
    trials_needed: Option<u64>,
    trials_needed_without_further_errors: Option<u64>,
    trials_without_errors: Option<u64>,
    plan: Option<Plan>,
    plan_afresh: Option<Plan>,
    cost_per_month: Option<Cost>,
    trend: Option<Trend>,
    segments: Vec<Segment<'a>>,
    looks: Option<Several>,
    last_review: Option<Date>,
    review_due: Option<Date>,
    review_overdue_days: Option<i64>,
}

#[derive(Serialize)]
struct Plan {
    trials: u64,
    further: u64,
    allowed_errors: u64,
    power: f64,
}

#[derive(Serialize)]
struct Cost {
    currency: String,
    expected: f64,
    low: f64,
    high: f64,
    cap: Option<f64>,
    against_cap: &'static str,
}

#[derive(Serialize)]
struct Total {
    currency: String,
    budgets: usize,
    expected: f64,
    low: f64,
    high: f64,
    cap: Option<f64>,
    against_cap: &'static str,
}

#[derive(Serialize)]
struct Trend {
    before: f64,
    before_on: Option<Date>,
    direction: &'static str,
    p: f64,
    beyond_chance: bool,
    p_over_all: Option<f64>,
    beyond_chance_over_all: Option<bool>,
}

#[derive(Serialize)]
struct Segment<'a> {
    name: &'a str,
    errors: u64,
    trials: u64,
    rate: f64,
    low: f64,
    high: f64,
    verdict: &'static str,
    against: Option<&'static str>,
    p: Option<f64>,
    p_corrected: Option<f64>,
    beyond_chance: Option<bool>,
}

/// What several looks do to the verdict.
#[derive(Serialize)]
struct Several {
    count: usize,
    chance_of_a_miss_if_independent: f64,
    chance_of_a_miss_at_most: f64,
    corrected_confidence: f64,
    corrected_low: f64,
    corrected_high: f64,
    corrected_verdict: &'static str,
}

/// Every budget with all that follows from it, and the sums of their costs.
pub(super) fn all(budgets: &[&Budget], day: Date) -> Result<String, Failure> {
    let accounts: Vec<Account> = budgets.iter().map(|budget| budget::account(budget)).collect();
    let totals = cost::roll_up(accounts.iter().filter_map(|account| account.cost));
    json::write(&Output {
        date: day,
        budgets: budgets.iter().zip(&accounts).map(|(budget, account)| one(budget, account, day)).collect(),
        cost_per_month: totals.iter().map(total).collect(),
    })
}

fn one<'a>(budget: &'a Budget, account: &'a Account, day: Date) -> One<'a> {
    let state = &account.state;
    One {
        number: format!("UB-{}", budget.number),
        name: budget.name.trim(),
        verdict: verdict(state.verdict),
        errors: state.errors,
        trials: state.trials,
        measured_on: state.date,
        confidence: budget.confidence_level(),
        tolerance: state.tolerance,
        rate: state.measured.map(|found| found.rate),
        low: state.measured.map(|found| found.low),
        high: state.measured.map(|found| found.high),
        share_used: state.share_used(),
        trials_needed: state.trials_needed,
        trials_needed_without_further_errors: account.proof.without_further_errors,
        trials_without_errors: account.proof.without_errors,
        plan: account.proof.at_the_rate.as_ref().map(plan),
        plan_afresh: account.proof.afresh.as_ref().map(plan),
        cost_per_month: account.cost.as_ref().map(cost_of),
        trend: account.trend.as_ref().map(trend),
        segments: account.segments.iter().map(segment).collect(),
        looks: account.looks.as_ref().map(looks),
        last_review: account.review.last,
        review_due: account.review.due,
        review_overdue_days: account.review.overdue(day),
    }
}

fn plan(plan: &proof::Plan) -> Plan {
    Plan { trials: plan.trials, further: plan.further, allowed_errors: plan.allowed, power: plan.power }
}

fn cost_of(cost: &cost::Cost) -> Cost {
    Cost {
        currency: cost.currency.code().to_owned(),
        expected: cost.month.rate,
        low: cost.month.low,
        high: cost.month.high,
        cap: cost.cap,
        against_cap: against_cap(cost.against),
    }
}

fn total(total: &cost::Total) -> Total {
    Total {
        currency: total.currency.code().to_owned(),
        budgets: total.budgets,
        expected: total.month.rate,
        low: total.month.low,
        high: total.month.high,
        cap: total.cap,
        against_cap: against_cap(total.against),
    }
}

fn trend(trend: &trend::Trend) -> Trend {
    Trend {
        before: trend.before.counts.rate(),
        before_on: trend.before.date,
        direction: direction(trend.direction),
        p: trend.p,
        beyond_chance: trend.beyond_chance,
        p_over_all: trend.steady.map(|steady| steady.p),
        beyond_chance_over_all: trend.steady.map(|steady| steady.beyond_chance),
    }
}

fn segment(segment: &segments::Segment) -> Segment<'_> {
    let found = segment.comparison;
    Segment {
        name: &segment.name,
        errors: segment.counts.errors,
        trials: segment.counts.trials,
        rate: segment.measured.rate,
        low: segment.measured.low,
        high: segment.measured.high,
        verdict: verdict(segment.verdict),
        against: found.map(|found| match found.against {
            Against::Rest => "rest",
            Against::Budget => "budget",
            Against::OtherGroups => "other_segments",
        }),
        p: found.map(|found| found.p),
        p_corrected: found.map(|found| found.corrected),
        beyond_chance: found.map(|found| found.beyond_chance),
    }
}

fn looks(looks: &Looks) -> Several {
    Several {
        count: looks.count,
        chance_of_a_miss_if_independent: looks.if_independent,
        chance_of_a_miss_at_most: looks.at_most,
        corrected_confidence: looks.level,
        corrected_low: looks.measured.low,
        corrected_high: looks.measured.high,
        corrected_verdict: verdict(looks.verdict),
    }
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
