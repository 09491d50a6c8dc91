//! The words of the page that documents do not have.

use crate::assess::metric::{MetricState, Standing};
use crate::model::metrics::{Direction, Metric, MetricLayer, MetricRole, Unit};
use crate::ui::icons;
use crate::words;

/// The standings in the order of the legend.
pub const STANDINGS: [Standing; 4] = [Standing::Met, Standing::Unproven, Standing::AtRisk, Standing::NotMet];

/// The name, or what stands for it.
pub fn name(metric: &Metric) -> &str {
    match metric.name.trim() {
        "" => "New metric",
        name => name,
    }
}

/// The name of a layer; metrics without one stand under a name of their own.
pub fn layer(layer: Option<MetricLayer>) -> &'static str {
    layer.map_or("No layer yet", MetricLayer::label)
}

/// The icon of a role.
pub const fn icon(role: MetricRole) -> char {
    match role {
        MetricRole::ShipBlocker => icons::FLAG_PENNANT,
        MetricRole::Warning => icons::BELL,
        MetricRole::Context => icons::EYE,
    }
}

/// A measured value in a cell.
pub fn value(value: f64, unit: Option<Unit>) -> String {
    words::measured(value, unit).replace(" points", " pt")
}

/// A limit in a cell, as it was set; empty where there is none.
pub fn limit(limit: Option<crate::model::Number>, unit: Option<Unit>) -> String {
    limit.map(|limit| axis(limit.get(), unit)).unwrap_or_default()
}

/// A value as it was set, without false decimals.
pub fn axis(value: f64, unit: Option<Unit>) -> String {
    match unit {
        Some(Unit::Share) => words::limit(value),
        Some(Unit::Difference) => format!("{} pt", words::number((value * 1e6).round() / 1e4)),
        _ => words::measured(value, unit),
    }
}

/// The cell that says where it is weakest: the group if it stands out, `Even` if none does.
pub fn weakest(state: Option<&MetricState>) -> String {
    state.and_then(|state| state.weakest.as_ref()).map_or_else(String::new, |weakest| match weakest.differs {
        Some(false) => "Even".to_owned(),
        _ => weakest.segment.clone(),
    })
}

/// The counts in the head, of ship blockers and those of them that are met: `6 ship blockers, 1 of them met`.
pub fn counts((all, met): (usize, usize)) -> String {
    match all {
        0 => "No ship blocker".to_owned(),
        1 => format!("1 ship blocker, {}", if met == 1 { "met" } else { "not met for sure" }),
        all => format!("{all} ship blockers, {met} of them met"),
    }
}

/// What the definition leaves out: `Higher is better.`
pub fn direction(direction: Option<Direction>) -> String {
    direction.map(|direction| words::sentence(direction.label())).unwrap_or_default()
}

/// What the latest value says, as sentences: against target, baseline, over time, by group.
pub fn facts(metric: &Metric, state: &MetricState) -> String {
    let mut said = Vec::new();
    let against = |standing: Standing, what: &str, limit: String| match standing {
        Standing::Met => Some(format!("The {what}, {limit}, is reached.")),
        Standing::Unproven => Some(format!("The {what}, {limit}, is reached, but the interval crosses it.")),
        Standing::AtRisk => Some(format!("The {what}, {limit}, is missed, but the interval crosses it.")),
        Standing::NotMet => Some(format!("The {what}, {limit}, is missed.")),
        Standing::NoAnswer => None,
    };
    said.extend(against(state.standing, "minimum", limit(metric.minimum, metric.unit)));
    said.extend(against(state.target, "target", limit(metric.target, metric.unit)));
    let baseline = match state.baseline {
        Standing::Met => Some(("As good as", ", or better")),
        Standing::Unproven => Some(("As good as", ", but the interval crosses it")),
        Standing::AtRisk => Some(("Worse than", ", but the interval crosses it")),
        Standing::NotMet => Some(("Worse than", "")),
        Standing::NoAnswer => None,
    };
    let compared = limit(metric.baseline, metric.unit);
    said.extend(baseline.map(|(how, rest)| format!("{how} the baseline, {compared}{rest}.")));
    if let Some(trend) = &state.trend {
        said.push(format!("{} over {} measurements.", trend.way.label(), trend.readings));
    }
    said.join(" ")
}

/// Where it is weakest, as a sentence.
pub fn weakest_sentence(metric: &Metric, state: &MetricState) -> Option<String> {
    let weakest = state.weakest.as_ref()?;
    let shown = words::measured(weakest.value, metric.unit);
    Some(match weakest.differs {
        Some(true) => format!("Weakest in {}: {shown}, beyond what its sample explains.", weakest.segment),
        Some(false) => format!("Weakest in {}: {shown}, which its sample may explain.", weakest.segment),
        None => format!("Weakest in {}: {shown}.", weakest.segment),
    })
}

/// A row in full, for screen readers and tooltips.
pub fn row(metric: &Metric, state: Option<&MetricState>) -> String {
    let mut said = vec![format!("M-{} {}", metric.number, name(metric))];
    said.extend(metric.role.map(|role| role.label().to_lowercase()));
    match state.and_then(|state| Some((state, state.value?))) {
        Some((state, now)) => {
            let standing = match state.standing {
                Standing::NoAnswer => "nothing to judge it by",
                other => other.label(),
            };
            said.push(format!("now {}, {standing}", words::measured(now, metric.unit)));
        }
        None => said.push("not measured".to_owned()),
    }
    for (what, number) in [("target", metric.target), ("minimum", metric.minimum), ("baseline", metric.baseline)] {
        said.extend(number.map(|_| format!("{what} {}", limit(number, metric.unit))));
    }
    said.extend(state.and_then(|state| state.trend.as_ref()).map(|trend| trend.way.label().to_lowercase()));
    let weakest = weakest(state);
    if !weakest.is_empty() {
        said.push(if weakest == "Even" { "even over groups".to_owned() } else { format!("weakest in {weakest}") });
    }
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::metric::state;
    use crate::model::Number;
    use crate::model::metrics::Reading;

    fn metric() -> Metric {
        Metric {
            number: 4,
            name: "Right first time".to_owned(),
            role: Some(MetricRole::ShipBlocker),
            unit: Some(Unit::Share),
            direction: Some(Direction::HigherIsBetter),
            minimum: Number::new(0.83),
            target: Number::new(0.87),
            readings: [Reading { value: Number::new(0.834), sample: Some(1_900), ..Reading::default() }]
                .into_iter()
                .collect(),
            ..Metric::default()
        }
    }

    #[test]
    fn a_row_says_all_that_its_cells_show() {
        let metric = metric();
        let found = state(&metric);
        assert_eq!(
            row(&metric, Some(&found)),
            "M-4 Right first time, ship blocker, now 83.4%, Unproven, target 87%, minimum 83%"
        );
        assert_eq!(row(&Metric::default(), None), "M-0 New metric, not measured");
        assert_eq!(counts((1, 0)), "1 ship blocker, not met for sure");
        assert_eq!(counts((1, 1)), "1 ship blocker, met");
        assert_eq!(
            (counts((0, 0)), counts((7, 2))),
            ("No ship blocker".into(), "7 ship blockers, 2 of them met".into())
        );
        assert!(facts(&metric, &found).starts_with("The minimum, 83%, is reached, but the interval crosses it."));
    }

    #[test]
    fn limits_have_no_false_decimals() {
        assert_eq!(axis(0.83, Some(Unit::Share)), "83%");
        assert_eq!(axis(0.02, Some(Unit::Difference)), "2 pt");
        assert_eq!(axis(12.0, Some(Unit::Hours)), "12 h");
        assert_eq!(value(0.041, Some(Unit::Difference)), "4.1 pt");
    }
}
