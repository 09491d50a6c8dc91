//! Findings about uncertainty budgets: what the measurements say, what they cost, and who looks at them.

use crate::assess::budget::{self, BudgetState, Verdict, review};
use crate::assess::interval;
use crate::model::Section;
use crate::model::budgets::Budget;
use crate::model::metrics::Origin;
use crate::model::place::Place;
use crate::words::{about_money, count, limit, money, percent, percent_range, short_date};

use super::context::{lacks, plan, said};
use super::{Context, Found, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "budget-exceeded",
        severity: Severity::Blocker,
        title: "A budget that is exceeded",
        why: "The tolerance was set as the most error that can be accepted, and the measurements prove more.",
        source: "NIST AI RMF 1.0, MEASURE 2.6",
        action: "Do what was agreed for an exhausted budget before anything grows.",
        check: budget_exceeded,
    },
    Rule {
        id: "budget-at-risk",
        severity: Severity::Warning,
        title: "A budget at risk",
        why: "More errors than tolerated were seen; only chance may yet say otherwise.",
        source: "NIST AI RMF 1.0, MEASURE 2.6",
        action: "Bring the rate down, or measure more before the next gate.",
        check: budget_at_risk,
    },
    Rule {
        id: "budget-unproven",
        severity: Severity::Warning,
        title: "A budget that is not proven",
        why: "Too few trials: the true rate may lie over the tolerance.",
        source: "NIST AI RMF 1.0, MAP 2.3",
        action: "Measure more trials before a gate relies on it.",
        check: budget_unproven,
    },
    Rule {
        id: "budget-unmeasured",
        severity: Severity::Warning,
        title: "A tolerance that was never measured against",
        why: "A limit that nobody checks limits nothing.",
        source: "NIST AI RMF 1.0, MEASURE 2.3",
        action: "Measure it, or say who will and by when.",
        check: budget_unmeasured,
    },
    Rule {
        id: "budget-without-tolerance",
        severity: Severity::Warning,
        title: "Measurements without a tolerance",
        why: "Counting errors decides nothing until somebody says how many are too many.",
        source: "NIST AI RMF 1.0, MAP 1.5",
        action: "Set the share of errors that is acceptable, and say why.",
        check: budget_without_tolerance,
    },
    Rule {
        id: "budget-over-cost-cap",
        severity: Severity::Warning,
        title: "Errors that cost more than their cap",
        why: "The rate may be tolerable and the bill not.",
        source: "NIST AI RMF 1.0, MAP 3.2",
        action: "Lower the rate or the volume, or raise the cap on purpose.",
        check: budget_over_cost_cap,
    },
    Rule {
        id: "budget-tolerance-over-cap",
        severity: Severity::Warning,
        title: "A tolerance that its cost cap does not allow",
        why: "A budget that keeps to its tolerance would still break its cap: the two limits contradict each other.",
        source: "NIST AI RMF 1.0, MAP 3.2",
        action: "Lower the tolerance or raise the cap.",
        check: budget_tolerance_over_cap,
    },
    Rule {
        id: "budget-without-cost",
        severity: Severity::Advice,
        title: "A budget without a cost per error",
        why: "A tolerance is weighed against what an error costs; without it, it is a matter of taste.",
        source: "NIST AI RMF 1.0, MAP 3.2",
        action: "Estimate what one error costs, or say why it has no price.",
        check: budget_without_cost,
    },
    Rule {
        id: "budget-without-volume",
        severity: Severity::Advice,
        title: "A budget without a volume",
        why: "One percent of a hundred cases is a nuisance; of a million it is a crisis.",
        source: "NIST AI RMF 1.0, MAP 3.2",
        action: "Say how many cases a month it applies to.",
        check: budget_without_volume,
    },
    Rule {
        id: "budget-without-owner",
        severity: Severity::Warning,
        title: "A budget without an owner",
        why: "When it runs out, somebody has to stop something.",
        source: "NIST AI RMF 1.0, GOVERN 2.1",
        action: "Name who answers for it.",
        check: budget_without_owner,
    },
    Rule {
        id: "budget-without-review",
        severity: Severity::Warning,
        title: "A budget that nobody reviews",
        why: "Rates drift, and a budget is only as good as the last look at it.",
        source: "NIST AI RMF 1.0, GOVERN 1.5",
        action: "Set how often it is reviewed.",
        check: budget_without_review,
    },
    Rule {
        id: "budget-review-overdue",
        severity: Severity::Warning,
        title: "A review that is overdue",
        why: "The pace was agreed because things change that fast.",
        source: "NIST AI RMF 1.0, GOVERN 1.5",
        action: "Hold the review and record what was decided.",
        check: budget_review_overdue,
    },
    Rule {
        id: "budget-without-exhaustion-plan",
        severity: Severity::Warning,
        title: "A budget that runs out, and nothing happens",
        why: "What is done about too many errors is decided before they come, not in the middle.",
        source: "NIST AI RMF 1.0, MANAGE 2.4",
        action: "Say what happens when it is used up.",
        check: budget_without_exhaustion_plan,
    },
    Rule {
        id: "budget-offline-only",
        severity: Severity::Warning,
        title: "People use it, and it was measured on the test bench only",
        why: "A rate from the test bench is a forecast; since people use it there are facts.",
        source: "NIST AI RMF 1.0, MEASURE 2.4",
        action: "Measure it on live cases.",
        check: budget_offline_only,
    },
    Rule {
        id: "budget-other-version",
        severity: Severity::Warning,
        title: "A verdict on another version of the model",
        why: "What was proven for one version is a guess for the next.",
        source: "NIST AI RMF 1.0, MEASURE 2.5",
        action: "Measure the version that this workbook is about.",
        check: budget_other_version,
    },
    Rule {
        id: "budget-test-too-small",
        severity: Severity::Warning,
        title: "A sample that could never prove the tolerance",
        why: "If even a test without a single error would not show it, the test cannot answer the question.",
        source: "NIST AI RMF 1.0, MAP 2.3",
        action: "Plan for more trials, or set a tolerance that they can show.",
        check: budget_test_too_small,
    },
];

fn place_of(budget: &Budget) -> Place {
    Place::of_item(Section::Budgets, "budgets", budget)
}

fn judged<'a>(context: &'a Context<'_>) -> impl Iterator<Item = (&'a Budget, &'a BudgetState)> {
    context.workbook.budgets.budgets.iter().filter_map(|budget| Some((budget, context.budgets.get(&budget.id)?)))
}

fn with_verdict<'a>(context: &'a Context<'_>, verdict: Verdict) -> impl Iterator<Item = (&'a Budget, &'a BudgetState)> {
    judged(context).filter(move |(_, state)| state.verdict == verdict)
}

/// The measurements against the tolerance: `34 of 500 (4.8% to 9.4%)`.
fn counted(state: &BudgetState) -> String {
    let range = state.measured.map(|exact| percent_range(exact.low, exact.high)).unwrap_or_default();
    format!("{} of {} ({range})", count(state.errors), count(state.trials))
}

fn tolerance(state: &BudgetState) -> String {
    state.tolerance.map(limit).unwrap_or_default()
}

fn budget_exceeded(context: &Context<'_>, found: &mut Found) {
    for (budget, state) in with_verdict(context, Verdict::Exceeded) {
        let message = format!("{} lies wholly over the tolerance of {}", counted(state), tolerance(state));
        found.add(place_of(budget).at("measurements"), message);
    }
}

fn budget_at_risk(context: &Context<'_>, found: &mut Found) {
    for (budget, state) in with_verdict(context, Verdict::AtRisk) {
        let rate = state.measured.map(|exact| percent(exact.rate)).unwrap_or_default();
        let message = format!("{rate} is over the tolerance of {}; {} crosses it", tolerance(state), counted(state));
        found.add(place_of(budget).at("measurements"), message);
    }
}

fn budget_unproven(context: &Context<'_>, found: &mut Found) {
    for (budget, state) in with_verdict(context, Verdict::Unproven) {
        if provable_from(budget, state).is_some() {
            continue; // a finding of its own
        }
        let message = format!("{} crosses the tolerance of {}", counted(state), tolerance(state));
        let place = place_of(budget).at("measurements");
        match state.trials_needed.filter(|trials| *trials > 0) {
            Some(trials) => {
                found.add_with(
                    place,
                    message,
                    format!("Measure about {} trials more at the same rate.", count(trials)),
                );
            }
            None => found.add(place, message),
        }
    }
}

fn budget_unmeasured(context: &Context<'_>, found: &mut Found) {
    for (budget, state) in judged(context).filter(|(_, state)| is_never_measured(state)) {
        // what is known not to be known yet still leaves the limit unchecked: a gate reads it as no answer
        let message =
            format!("Tolerance {}, and nothing was measured{}", tolerance(state), plan(budget, "measurements"));
        found.add(place_of(budget).at("measurements"), message);
    }
}

/// Whether there is a tolerance, and no measurement to hold against it.
pub(super) fn is_never_measured(state: &BudgetState) -> bool {
    state.tolerance.is_some() && state.trials == 0
}

fn budget_without_tolerance(context: &Context<'_>, found: &mut Found) {
    for (budget, state) in judged(context).filter(|(_, state)| state.trials > 0 && state.tolerance.is_none()) {
        if lacks(budget, "tolerance") {
            let message = format!("{} were errors, and nothing says how many are too many", counted(state));
            found.add(place_of(budget).at("tolerance"), message);
        }
    }
}

fn budget_over_cost_cap(context: &Context<'_>, found: &mut Found) {
    for (budget, state) in judged(context) {
        let (Some(cost), Some(cap), Some(each)) = (state.cost_per_month, budget.cost_cap, budget.cost_per_error) else {
            continue;
        };
        if each.currency == cap.currency && cost.rate > cap.as_f64() {
            let message = format!("About {} a month, the cap is {}", about_money(cost.rate, cap.currency), money(&cap));
            found.add(place_of(budget).at("cost_cap"), message);
        }
    }
}

fn budget_tolerance_over_cap(context: &Context<'_>, found: &mut Found) {
    for budget in context.workbook.budgets.budgets.iter() {
        let (Some(tolerance), Some(each), Some(volume), Some(cap)) =
            (budget.tolerance, budget.cost_per_error, budget.volume_per_month, budget.cost_cap)
        else {
            continue;
        };
        let allowed = tolerance.fraction() * volume as f64 * each.as_f64();
        // a cap is often the product, rounded: a tenth more is no contradiction
        if each.currency == cap.currency && allowed > cap.as_f64() * 1.1 {
            let message = format!(
                "Errors at the tolerance of {} would cost {} a month, the cap is {}",
                limit(tolerance.fraction()),
                about_money(allowed, cap.currency),
                money(&cap)
            );
            found.add(place_of(budget).at("tolerance"), message);
        }
    }
}

/// Budgets that somebody began to use: they have a tolerance or a measurement.
fn in_use<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Budget> {
    let budgets = context.workbook.budgets.budgets.iter();
    budgets.filter(|budget| budget.tolerance.is_some() || !budget.measurements.is_empty())
}

fn budget_without_cost(context: &Context<'_>, found: &mut Found) {
    for budget in in_use(context).filter(|budget| lacks(*budget, "cost_per_error")) {
        let message = match budget.tolerance {
            Some(rate) => format!("{} is tolerated, and nothing says what an error costs", limit(rate.fraction())),
            None => "Errors are counted, and nothing says what one costs".to_owned(),
        };
        found.add(place_of(budget).at("cost_per_error"), message);
    }
}

fn budget_without_volume(context: &Context<'_>, found: &mut Found) {
    for budget in in_use(context).filter(|budget| lacks(*budget, "volume_per_month")) {
        let message = "Nothing says of how many cases a month it is a share";
        found.add(place_of(budget).at("volume_per_month"), message);
    }
}

fn budget_without_owner(context: &Context<'_>, found: &mut Found) {
    for budget in in_use(context).filter(|budget| lacks(*budget, "owner")) {
        found.add(place_of(budget).at("owner"), "It is in use, and nobody answers for it");
    }
}

fn budget_without_review(context: &Context<'_>, found: &mut Found) {
    for budget in in_use(context).filter(|budget| lacks(*budget, "review_cadence") && budget.reviews.is_empty()) {
        found.add(place_of(budget).at("review_cadence"), "It is in use, and nobody reviews it");
    }
}

fn budget_review_overdue(context: &Context<'_>, found: &mut Found) {
    for budget in context.workbook.budgets.budgets.iter() {
        let review = review::of(budget);
        let late = context.today.and_then(|today| review.late(today));
        let (Some(late), Some(cadence)) = (late, review.cadence) else { continue };
        let pace = cadence.label().to_lowercase();
        let since = match review.last {
            Some(last) => format!("last on {}", short_date(last)),
            None => "never since it was first measured".to_owned(),
        };
        let message = format!("Reviewed {pace}, {since}: {late} days overdue");
        found.add(place_of(budget).at("reviews"), message);
    }
}

fn budget_without_exhaustion_plan(context: &Context<'_>, found: &mut Found) {
    for (budget, state) in judged(context).filter(|(_, state)| state.verdict >= Verdict::AtRisk) {
        if lacks(budget, "when_exhausted") {
            let message = format!("It is {}, and nothing says what happens then", state.verdict.label().to_lowercase());
            found.add(place_of(budget).at("when_exhausted"), message);
        }
    }
}

fn budget_offline_only(context: &Context<'_>, found: &mut Found) {
    for budget in context.workbook.budgets.budgets.iter().filter(|_| context.live) {
        let used = budget::usable(budget);
        let offline = used.iter().all(|measurement| measurement.origin == Some(Origin::Offline));
        if !used.is_empty() && offline {
            let message = "People use the product, and every measurement is from the test bench";
            found.add(place_of(budget).at("measurements"), message);
        }
    }
}

fn budget_other_version(context: &Context<'_>, found: &mut Found) {
    let current = context.workbook.about.model_version.to_lowercase();
    for budget in context.workbook.budgets.budgets.iter().filter(|_| said(&current)) {
        let used = budget::usable(budget);
        let Some(latest) = used.last().filter(|latest| said(&latest.model_version)) else { continue };
        let version = latest.model_version.trim().to_lowercase();
        if !current.contains(&version) && !version.contains(current.trim()) {
            let message = format!("The newest measurement is of {}", latest.model_version.trim());
            found.add(place_of(budget).inside("measurements", *latest).at("model_version"), message);
        }
    }
}

/// The trials that a test without a single error would take, if there were fewer.
fn provable_from(budget: &Budget, state: &BudgetState) -> Option<u64> {
    let needed = interval::trials_at_zero_errors(state.tolerance?, budget.confidence_level())?;
    (state.trials < needed).then_some(needed)
}

fn budget_test_too_small(context: &Context<'_>, found: &mut Found) {
    for (budget, state) in with_verdict(context, Verdict::Unproven) {
        if let (Some(tolerance), Some(needed)) = (state.tolerance, provable_from(budget, state)) {
            let message = format!(
                "{} trials cannot prove {}: it takes {} without a single error",
                count(state.trials),
                limit(tolerance),
                count(needed)
            );
            found.add(place_of(budget).at("measurements"), message);
        }
    }
}
