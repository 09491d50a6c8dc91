//! The rows of the table: heads of layers, metrics under them, and what stands where a layer is empty. Knows no window.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::metrics::{Cadence, Metric, MetricLayer, MetricRole};
use crate::model::{Id, List};

/// How high a head and a row are.
pub const HEAD: f32 = 28.0;
/// How high a metric is.
pub const ROW: f32 = 36.0;

/// The roles in the order of the filter.
pub const ROLES: [MetricRole; 3] = [MetricRole::ShipBlocker, MetricRole::Warning, MetricRole::Context];

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The head of a layer, with how many metrics the filter lets through.
    Head(Option<MetricLayer>, usize),
    /// The metric at a position of the list.
    Metric(usize, Id),
    /// What stands in a layer without metrics.
    Empty(MetricLayer),
}

impl Line {
    /// How high it is.
    pub fn height(self) -> f32 {
        if matches!(self, Self::Head(..)) { HEAD } else { ROW }
    }
}

/// Which rows there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only metrics with this role.
    pub role: Option<MetricRole>,
    /// Layers that are folded.
    pub folded: BTreeSet<Option<MetricLayer>>,
}

/// The rows, kept until the workbook or the choice changes.
#[derive(Debug, Default)]
pub struct Lines {
    made_of: Option<(u64, usize, Choice)>,
    rows: Vec<Line>,
    /// How many metrics there are, and of each role.
    counts: (usize, [usize; 3]),
    /// How often and by whom the metrics of each layer are measured, where they agree.
    common: BTreeMap<Option<MetricLayer>, String>,
}

impl Lines {
    /// Brings the rows up to date.
    pub fn update(&mut self, revision: u64, metrics: &List<Metric>, choice: &Choice) {
        let made_of = Some((revision, metrics.len(), choice.clone()));
        if self.made_of != made_of {
            self.rows = lines(metrics, choice);
            let of = |role| metrics.iter().filter(|metric| metric.role == Some(role)).count();
            self.counts = (metrics.len(), ROLES.map(of));
            let layers = MetricLayer::ALL.iter().copied().map(Some).chain([None]);
            self.common = layers.map(|layer| (layer, common(metrics, layer))).collect();
            self.made_of = made_of;
        }
    }

    /// How many metrics there are, and of each role in the order of [`ROLES`].
    pub fn counts(&self) -> (usize, [usize; 3]) {
        self.counts
    }

    /// How often and by whom the metrics of a layer are measured, where they agree: `Weekly, MK`.
    pub fn common(&self, layer: Option<MetricLayer>) -> &str {
        self.common.get(&layer).map_or("", String::as_str)
    }

    /// The rows from the top down.
    pub fn all(&self) -> &[Line] {
        &self.rows
    }

    /// The metrics among them, from the top down.
    pub fn metrics(&self) -> impl DoubleEndedIterator<Item = (usize, Id)> + '_ {
        self.rows.iter().filter_map(|line| match line {
            Line::Metric(at, id) => Some((*at, *id)),
            _ => None,
        })
    }

    /// Whether a metric is among them.
    pub fn has(&self, id: Id) -> bool {
        self.metrics().any(|(_, other)| other == id)
    }

    /// The metric that lies `by` rows from this one; at the edges the last one there.
    pub fn beside(&self, id: Id, by: isize) -> Option<Id> {
        let ids: Vec<Id> = self.metrics().map(|(_, id)| id).collect();
        let at = ids.iter().position(|other| *other == id)?;
        let to = at.saturating_add_signed(by).min(ids.len().saturating_sub(1));
        ids.get(to).copied()
    }

    /// The position in the list of the metric above or below this one in the same layer; `None` at the edges.
    pub fn neighbor(&self, id: Id, below: bool) -> Option<usize> {
        let at = self.rows.iter().position(|line| matches!(line, Line::Metric(_, other) if *other == id))?;
        let next = if below { at.checked_add(1) } else { at.checked_sub(1) }?;
        match self.rows.get(next)? {
            Line::Metric(at, _) => Some(*at),
            _ => None,
        }
    }
}

fn common(metrics: &List<Metric>, layer: Option<MetricLayer>) -> String {
    let mut of_layer = metrics.iter().filter(|metric| metric.layer == layer);
    let Some(first) = of_layer.next() else { return String::new() };
    let (mut cadence, mut owner) = (first.cadence, Some(first.owner.trim()));
    for metric in of_layer {
        cadence = cadence.filter(|cadence| metric.cadence == Some(*cadence));
        owner = owner.filter(|owner| metric.owner.trim() == *owner);
    }
    let parts = [cadence.map(Cadence::label), owner.filter(|owner| !owner.is_empty())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn lines(metrics: &List<Metric>, choice: &Choice) -> Vec<Line> {
    let mut lines = Vec::with_capacity(metrics.len() + MetricLayer::ALL.len());
    for layer in MetricLayer::ALL.iter().copied().map(Some).chain([None]) {
        let of_layer = metrics.iter().enumerate().filter(|(_, metric)| metric.layer == layer);
        let (mut all, mut shown) = (0, Vec::new());
        for (at, metric) in of_layer {
            all += 1;
            if choice.role.is_none_or(|role| metric.role == Some(role)) {
                shown.push(Line::Metric(at, metric.id));
            }
        }
        if layer.is_none() && shown.is_empty() || choice.role.is_some() && shown.is_empty() {
            continue;
        }
        lines.push(Line::Head(layer, shown.len()));
        if choice.folded.contains(&layer) {
            continue;
        }
        if let Some(layer) = layer.filter(|_| all == 0) {
            lines.push(Line::Empty(layer));
        }
        lines.append(&mut shown);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metric(id: u64, layer: Option<MetricLayer>, role: MetricRole) -> Metric {
        Metric { id: Id(id), layer, role: Some(role), ..Metric::default() }
    }

    fn list() -> List<Metric> {
        use MetricLayer::{Offline, Online};
        [
            metric(1, Some(Online), MetricRole::Warning),
            metric(2, Some(Offline), MetricRole::ShipBlocker),
            metric(3, Some(Online), MetricRole::ShipBlocker),
            metric(4, None, MetricRole::Context),
        ]
        .into_iter()
        .collect()
    }

    #[test]
    fn metrics_stand_under_their_layers_and_empty_layers_say_so() {
        use MetricLayer::{Business, Guardrail, Offline, Online, Operational};
        let mut rows = Lines::default();
        rows.update(1, &list(), &Choice::default());
        assert_eq!((rows.counts(), rows.common(Some(Online))), ((4, [2, 1, 1]), ""));
        assert_eq!(
            rows.all(),
            [
                Line::Head(Some(Offline), 1),
                Line::Metric(1, Id(2)),
                Line::Head(Some(Online), 2),
                Line::Metric(0, Id(1)),
                Line::Metric(2, Id(3)),
                Line::Head(Some(Business), 0),
                Line::Empty(Business),
                Line::Head(Some(Guardrail), 0),
                Line::Empty(Guardrail),
                Line::Head(Some(Operational), 0),
                Line::Empty(Operational),
                Line::Head(None, 1),
                Line::Metric(3, Id(4)),
            ]
        );
        assert_eq!(rows.beside(Id(2), 1), Some(Id(1)));
        assert_eq!(rows.beside(Id(4), 1), Some(Id(4)));
        assert_eq!(rows.neighbor(Id(1), true), Some(2));
        assert_eq!((rows.neighbor(Id(1), false), rows.neighbor(Id(2), true)), (None, None), "only inside a layer");
    }

    #[test]
    fn a_filter_leaves_out_layers_and_folding_leaves_out_rows() {
        let mut rows = Lines::default();
        let choice =
            Choice { role: Some(MetricRole::ShipBlocker), folded: BTreeSet::from([Some(MetricLayer::Online)]) };
        rows.update(1, &list(), &choice);
        let (offline, online) = (Some(MetricLayer::Offline), Some(MetricLayer::Online));
        assert_eq!(rows.all(), [Line::Head(offline, 1), Line::Metric(1, Id(2)), Line::Head(online, 1)]);
        assert!(rows.has(Id(2)) && !rows.has(Id(3)));
    }
}
