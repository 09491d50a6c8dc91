//! What follows from the selected metric as it is right now: its standing and its plot, with the metric that it contradicts.
//!
//! The window's facts are one change old while somebody types; the metric in front of the person must not be.

use crate::assess::metric::{self, LayerGap, MetricState, gaps_of};
use crate::model::metrics::Metric;
use crate::model::{Date, Id, List};
use crate::ui::desk::Desk;
use crate::ui::panels::budgets::wording::date_labels;
use crate::ui::widgets::trend_plot::{Line, Plot};
use crate::words;

use super::wording;

/// The metric that the one in front contradicts.
#[derive(Debug, PartialEq)]
struct Partner {
    name: String,
    series: Vec<(Date, f64)>,
}

/// What follows from one metric.
#[derive(Debug, Default)]
pub struct Chart {
    metric: Option<Metric>,
    partner: Option<Partner>,
    state: Option<MetricState>,
    /// Its values over time.
    pub plot: Plot,
}

/// A date as a count of days.
pub fn day(date: Date) -> f64 {
    date.duration_since(Date::ZERO).as_secs_f64() / 86_400.0
}

impl Chart {
    /// Looks at a metric: computes what follows from it if it is another one, or another than before.
    pub fn look_at(&mut self, metric: &Metric, desk: &Desk<'_>, metrics: &List<Metric>) {
        let partner = partner(metric, desk, metrics);
        if self.metric.as_ref() == Some(metric) && self.partner == partner {
            return;
        }
        let state = metric::state(metric);
        self.plot = plot(metric, &state, partner.as_ref());
        self.metric = Some(metric.clone());
        self.partner = partner;
        self.state = Some(state);
    }

    /// What the readings say about the metric with this id, if it is the one in front.
    pub fn state(&self, id: Id) -> Option<&MetricState> {
        self.state.as_ref().filter(|_| self.metric.as_ref().is_some_and(|metric| metric.id == id))
    }
}

/// The metric that this one contradicts, if both are counted in the same unit.
fn partner(metric: &Metric, desk: &Desk<'_>, metrics: &List<Metric>) -> Option<Partner> {
    let other = gaps_of(&desk.facts.gaps, metric.id).find_map(|gap| match gap {
        LayerGap::Contradiction { model, product } if product.id == metric.id => Some(model),
        LayerGap::Contradiction { product, .. } => Some(product),
        _ => None,
    })?;
    let found = metrics.find(other.id).filter(|found| found.unit == metric.unit)?;
    let series = desk.facts.metric(found.id)?.series.clone();
    Some(Partner { name: format!("M-{} {}", found.number, wording::name(found)), series })
}

fn plot(metric: &Metric, state: &MetricState, partner: Option<&Partner>) -> Plot {
    let points = |series: &[(Date, f64)]| series.iter().map(|(date, value)| (day(*date), *value)).collect::<Vec<_>>();
    let own = Line { name: format!("M-{} {}", metric.number, wording::name(metric)), points: points(&state.series) };
    let other = partner.map(|partner| Line { name: partner.name.clone(), points: points(&partner.series) });
    let dates: Vec<Option<Date>> = state.series.iter().map(|(date, _)| Some(*date)).collect();
    let labels = date_labels(&dates);
    Plot {
        dates: state.series.iter().zip(labels).map(|((date, _), label)| (day(*date), label)).collect(),
        target: metric.target.map(crate::model::Number::get),
        minimum: metric.minimum.map(crate::model::Number::get),
        summary: summary(metric, state, partner),
        lines: std::iter::once(own).chain(other).collect(),
    }
}

fn summary(metric: &Metric, state: &MetricState, partner: Option<&Partner>) -> String {
    let values = |series: &[(Date, f64)]| {
        let said = series
            .iter()
            .map(|(date, value)| format!("{} on {}", words::measured(*value, metric.unit), words::short_date(*date)));
        said.collect::<Vec<_>>().join(", ")
    };
    let mut said = format!("{} over time: {}.", wording::name(metric), values(&state.series));
    for (what, limit) in [("Target", metric.target), ("Minimum", metric.minimum)] {
        if limit.is_some() {
            said.push_str(&format!(" {what} {}.", wording::limit(limit, metric.unit)));
        }
    }
    if let Some(Partner { name, series }) = partner {
        said.push_str(&format!(" Beside it {name}: {}.", values(series)));
    }
    said
}
