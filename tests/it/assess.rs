//! What follows from a workbook: verdicts, standings, criteria, bands, order.

use std::sync::Arc;

use caveat::assess::budget::{self, Verdict};
use caveat::assess::metric::{self, Standing};
use caveat::assess::operating_point::bands;
use caveat::assess::unknowns::unknowns;
use caveat::assess::{completeness, criterion, risk};
use caveat::model::budgets::{Budget, Evidence, Measurement};
use caveat::model::checklist::{PracticeAnswer, PracticeStatus};
use caveat::model::failure_modes::FailureMode;
use caveat::model::mark::Mark;
use caveat::model::metrics::{Direction, Metric, Reading, Unit};
use caveat::model::operating_points::{OperatingPoint, ScoreBin};
use caveat::model::release::{Criterion, CriterionKind, CriterionVerdict};
use caveat::model::{Date, Id, Number, Rate, Section, Step, Workbook};

fn budget_of(tolerance: f64, measurements: &[(u64, u64, &str)]) -> Budget {
    let measurements = measurements.iter().enumerate().map(|(day, (errors, trials, version))| Measurement {
        date: Date::new(2026, 1, day as i8 + 1).ok(),
        errors: Some(*errors),
        trials: Some(*trials),
        model_version: (*version).to_owned(),
        ..Measurement::default()
    });
    Budget { tolerance: Rate::new(tolerance), measurements: measurements.collect(), ..Budget::default() }
}

#[track_caller]
fn check_verdict(tolerance: f64, measurements: &[(u64, u64, &str)], verdict: Verdict) {
    assert_eq!(budget::state(&budget_of(tolerance, measurements)).verdict, verdict);
}

#[test]
fn the_verdict_follows_from_where_the_interval_lies() {
    check_verdict(0.035, &[(59, 2191, "")], Verdict::Within);
    check_verdict(0.04, &[(19, 640, "")], Verdict::Unproven);
    check_verdict(0.005, &[(3, 410, "")], Verdict::AtRisk);
    check_verdict(0.04, &[(34, 500, "")], Verdict::Exceeded);
    check_verdict(0.04, &[], Verdict::Unmeasured);
    check_verdict(0.04, &[(0, 0, "")], Verdict::Unmeasured);
    check_verdict(0.04, &[(5, 3, "")], Verdict::Unmeasured);
    check_verdict(0.0, &[(0, 1_000_000, "")], Verdict::Unproven);
    check_verdict(0.0, &[(1, 1_000, "")], Verdict::Exceeded);
    check_verdict(1.0, &[(10, 10, "")], Verdict::Within);
    assert_eq!(budget::state(&Budget::default()).verdict, Verdict::Unmeasured);
}

#[test]
fn the_latest_measurement_counts_unless_the_budget_pools() {
    let measured = [(30, 100, "v1"), (2, 500, "v2"), (1, 700, "v2")];
    let latest = budget_of(0.01, &measured);
    let state = budget::state(&latest);
    assert_eq!((state.errors, state.trials), (1, 700));
    let pooled = Budget { evidence: Some(Evidence::Pooled), ..latest };
    let state = budget::state(&pooled);
    assert_eq!((state.errors, state.trials), (3, 1_200));
}

#[test]
fn measurements_of_other_segments_do_not_count() {
    let mut budget = budget_of(0.05, &[(1, 1_000, ""), (500, 1_000, "")]);
    budget.measurements.at_mut(1).unwrap().segment = "Translated".to_owned();
    assert_eq!(budget::state(&budget).verdict, Verdict::Within);
    budget.segment = "Translated".to_owned();
    assert_eq!(budget::state(&budget).verdict, Verdict::Exceeded);
}

#[test]
fn trials_needed_end_when_the_budget_is_proven() {
    let state = budget::state(&budget_of(0.04, &[(19, 640, "")]));
    let needed = state.trials_needed.unwrap();
    let trials = 640 + needed;
    let errors = (trials as f64 * 19.0 / 640.0).ceil() as u64;
    assert_eq!(budget::state(&budget_of(0.04, &[(errors, trials, "")])).verdict, Verdict::Within);
    assert_eq!(budget::state(&budget_of(0.04, &[(34, 500, "")])).trials_needed, None, "more trials will not help");
}

#[test]
fn cost_per_month_needs_a_cost_and_a_volume() {
    let mut budget = budget_of(0.035, &[(50, 1_000, "")]);
    assert_eq!(budget::state(&budget).cost_per_month, None);
    budget.cost_per_error = "EUR 20.00".parse().ok();
    budget.volume_per_month = Some(10_000);
    let cost = budget::state(&budget).cost_per_month.unwrap();
    assert!((cost.rate - 10_000.0).abs() < 1e-6 && cost.low < cost.rate && cost.rate < cost.high, "{cost:?}");
}

fn metric_of(direction: Direction, minimum: f64, value: f64, sample: Option<u64>) -> Metric {
    let reading = Reading { date: Date::new(2026, 1, 1).ok(), value: Number::new(value), sample, ..Reading::default() };
    Metric {
        unit: Some(Unit::Share),
        direction: Some(direction),
        minimum: Number::new(minimum),
        readings: [reading].into_iter().collect(),
        ..Metric::default()
    }
}

#[test]
fn a_metric_meets_its_minimum_only_with_its_whole_interval() {
    use Direction::{HigherIsBetter, LowerIsBetter};
    for (direction, minimum, value, sample, standing) in [
        (HigherIsBetter, 0.83, 0.882, Some(4_200), Standing::Met),
        (HigherIsBetter, 0.83, 0.834, Some(1_900), Standing::Unproven),
        (HigherIsBetter, 0.83, 0.820, Some(1_900), Standing::AtRisk),
        (HigherIsBetter, 0.83, 0.700, Some(1_900), Standing::NotMet),
        (LowerIsBetter, 0.14, 0.119, Some(1_900), Standing::Met),
        (LowerIsBetter, 0.14, 0.150, None, Standing::NotMet),
    ] {
        let metric = metric_of(direction, minimum, value, sample);
        assert_eq!(metric::standing(&metric, metric.latest()), standing, "{value} against {minimum}");
    }
    assert_eq!(metric::standing(&Metric::default(), None), Standing::NoAnswer);
    let aimless = Metric { direction: None, ..metric_of(HigherIsBetter, 0.2, 0.5, None) };
    assert_eq!(metric::standing(&aimless, aimless.latest()), Standing::NoAnswer, "which way is better is not said");
}

#[test]
fn criteria_are_computed_where_the_workbook_knows() {
    let mut workbook = Workbook::default();
    let mut budget = budget_of(0.04, &[(34, 500, "")]);
    budget.id = Id(1);
    Arc::make_mut(&mut workbook.budgets).budgets.push(budget);
    let on_budget = Criterion { item: Some(Id(1)), verdict: Some(CriterionVerdict::Met), ..Criterion::default() };
    assert_eq!(criterion::standing(&workbook, &on_budget, false), Standing::NotMet, "a budget cannot be talked better");
    let statement = Criterion { verdict: Some(CriterionVerdict::Met), ..Criterion::default() };
    assert_eq!(criterion::standing(&workbook, &statement, false), Standing::Met);
    let practices = Criterion {
        kind: Some(CriterionKind::Checklist),
        practices: vec!["GOVERN 2".to_owned()],
        ..Criterion::default()
    };
    assert_eq!(criterion::standing(&workbook, &practices, false), Standing::NotMet);
    let typo = Criterion { practices: vec!["GOVERN 2".to_owned(), "GOVERN 9.9".to_owned()], ..practices.clone() };
    let gone = Criterion { kind: Some(CriterionKind::Budget), ..statement.clone() };
    assert_eq!(
        criterion::standing(&workbook, &gone, false),
        Standing::NoAnswer,
        "words cannot stand in for a deleted budget"
    );
    let checklist = Arc::make_mut(&mut workbook.checklist);
    for practice in ["GOVERN 2.1", "GOVERN 2.2", "GOVERN 2.3"] {
        let answer =
            PracticeAnswer { practice: practice.to_owned(), status: Some(PracticeStatus::Done), ..Default::default() };
        checklist.answers.push(answer);
    }
    assert_eq!(criterion::standing(&workbook, &practices, false), Standing::Met);
    assert_eq!(
        criterion::standing(&workbook, &typo, false),
        Standing::NotMet,
        "a practice that does not exist is not done"
    );
}

#[test]
fn bands_split_a_bin_that_a_threshold_cuts() {
    let bin = |from, to, positives, negatives| ScoreBin {
        from: Rate::new(from),
        to: Rate::new(to),
        positives: Some(positives),
        negatives: Some(negatives),
        ..ScoreBin::default()
    };
    let point = OperatingPoint {
        serve_above: Rate::new(0.75),
        fallback_below: Rate::new(0.25),
        bins: [bin(0.0, 0.5, 10, 90), bin(0.5, 1.0, 80, 20)].into_iter().collect(),
        ..OperatingPoint::default()
    };
    let found = bands(&point).unwrap();
    assert_eq!((found.total, found.served, found.fallback), (200.0, 50.0, 50.0));
    assert_eq!((found.served_share(), found.gray_share(), found.fallback_share()), (0.25, 0.5, 0.25));
    let crossed = OperatingPoint { serve_above: Rate::new(0.1), fallback_below: Rate::new(0.9), ..point };
    assert_eq!(bands(&crossed), None);
}

#[test]
fn the_worst_failure_mode_comes_first_and_the_unscored_last() {
    let mode = |number, severity, frequency| FailureMode {
        number,
        severity: Step::new(severity),
        frequency: Step::new(frequency),
        ..FailureMode::default()
    };
    let mut modes = [mode(1, 2, 2), mode(2, 5, 5), mode(3, 0, 0), mode(4, 4, 3)];
    modes.sort_by_key(risk::worst_first);
    assert_eq!(modes.map(|mode| mode.number), [2, 4, 1, 3]);
}

#[test]
fn unknown_is_an_open_question_and_not_a_blank() {
    let mut workbook = Workbook::default();
    let before = completeness::of(&workbook, Section::About);
    let about = Arc::make_mut(&mut workbook.about);
    let due = Date::new(2026, 3, 16).ok();
    about.marks.set("owner", Some(Mark::Unknown { owner: "SB".to_owned(), due, question: String::new() }));
    about.marks.set("launch", Some(Mark::NotApplicable { reason: "It is internal.".to_owned() }));
    let after = completeness::of(&workbook, Section::About);
    assert_eq!((after.unknown, after.answered), (1, before.answered + 1));
    assert_eq!(after.expected(), before.expected());
    let open = unknowns(&workbook);
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].question, "Who answers for it, by name?", "the field's own question stands in");
}
