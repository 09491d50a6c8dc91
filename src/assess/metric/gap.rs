//! Gaps between the layers: where a metric is missing or was never measured, and where the model gets better while the
//! product gets worse, or while nobody looks.

use crate::model::metrics::{Metric, MetricLayer, MetricRole};
use crate::model::{Id, Workbook};
use crate::words;

use super::trend::{Change, Way, period, trend, trend_between};

/// What the layers do not show, or contradict each other about.
#[derive(Debug, Clone, PartialEq)]
pub enum LayerGap {
    /// A metric of the model improved while one of the product or the business got worse, over the same time.
    Contradiction {
        /// The offline metric.
        model: Change,
        /// The online or business metric.
        product: Change,
    },
    /// A metric of the model improved, and layers that would show whether the product did have no reading.
    OutOfSight {
        /// The offline metric.
        model: Change,
        /// The layers without any reading, online or business.
        layers: Vec<MetricLayer>,
    },
    /// Ship blockers of a layer were never measured.
    Unmeasured {
        /// The layer.
        layer: MetricLayer,
        /// The ship blockers, each with how people cite it and what they call it.
        metrics: Vec<(Id, String)>,
    },
    /// A layer has no metric.
    NoMetric {
        /// The layer.
        layer: MetricLayer,
    },
}

impl LayerGap {
    /// It in a few words.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::Contradiction { .. } => "The model got better. The product got worse.".to_owned(),
            Self::OutOfSight { .. } => "The model got better. Nobody measures whether the product did.".to_owned(),
            Self::Unmeasured { layer, .. } => {
                format!("{} metrics that block the release were never measured.", layer.label())
            }
            Self::NoMetric { layer } => format!("No {} metric.", layer.label().to_lowercase()),
        }
    }

    /// What it rests on, as a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Contradiction { model, product } => format!(
                "Between {} and {}, {} {}; {} {}.",
                words::date(model.since),
                words::date(model.until),
                model.name,
                model.words(),
                product.name,
                product.words()
            ),
            Self::OutOfSight { model, layers } => {
                let layers: Vec<String> = layers.iter().map(|layer| layer.label().to_lowercase()).collect();
                format!(
                    "Since {}, {} {}; nothing was measured {}.",
                    words::date(model.since),
                    model.name,
                    model.words(),
                    words::series(&layers).replace("business", "for the business")
                )
            }
            Self::Unmeasured { metrics, .. } => {
                let names: Vec<String> = metrics.iter().map(|(_, name)| name.clone()).collect();
                format!("No reading yet of {}.", words::roles(&names))
            }
            Self::NoMetric { layer } => question(*layer).to_owned(),
        }
    }

    /// The metrics that take part, the one that got worse or is missing first; none for a layer without metrics.
    #[must_use]
    pub fn metrics(&self) -> Vec<Id> {
        match self {
            Self::Contradiction { model, product } => vec![product.id, model.id],
            Self::OutOfSight { model, .. } => vec![model.id],
            Self::Unmeasured { metrics, .. } => metrics.iter().map(|(id, _)| *id).collect(),
            Self::NoMetric { .. } => Vec::new(),
        }
    }
}

/// What a layer answers.
#[must_use]
pub const fn question(layer: MetricLayer) -> &'static str {
    match layer {
        MetricLayer::Offline => "Is the model right on the test set?",
        MetricLayer::Online => "Does it hold in use?",
        MetricLayer::Business => "Is it worth it?",
        MetricLayer::Guardrail => "What must never get worse?",
        MetricLayer::Operational => "Does it run, and what does it cost to run?",
    }
}

/// The gaps of a workbook, the weightiest first: contradictions, what is out of sight, unmeasured ship blockers, empty
/// layers. None before there is a metric: then all is missing, and that is said elsewhere.
#[must_use]
pub fn gaps(workbook: &Workbook) -> Vec<LayerGap> {
    let metrics: Vec<&Metric> = workbook.metrics.metrics.iter().collect();
    if metrics.is_empty() {
        return Vec::new();
    }
    let mut gaps = contradictions(&metrics);
    gaps.extend(out_of_sight(&metrics));
    let of_layer = |layer: MetricLayer| metrics.iter().filter(move |metric| metric.layer == Some(layer));
    for layer in MetricLayer::ALL {
        let blank = of_layer(*layer).filter(|metric| is_blocker(metric) && metric.latest().is_none());
        let blank: Vec<(Id, String)> = blank.map(|metric| (metric.id, name(metric))).collect();
        if !blank.is_empty() {
            gaps.push(LayerGap::Unmeasured { layer: *layer, metrics: blank });
        }
    }
    let empty = MetricLayer::ALL.iter().filter(|layer| of_layer(**layer).next().is_none());
    gaps.extend(empty.map(|layer| LayerGap::NoMetric { layer: *layer }));
    gaps
}

/// The gaps that a metric takes part in.
pub fn gaps_of(gaps: &[LayerGap], id: Id) -> impl Iterator<Item = &LayerGap> {
    gaps.iter().filter(move |gap| gap.metrics().contains(&id))
}

fn name(metric: &Metric) -> String {
    format!("M-{} {}", metric.number, metric.name.trim()).trim_end().to_owned()
}

fn is_blocker(metric: &Metric) -> bool {
    metric.role == Some(MetricRole::ShipBlocker)
}

/// Whether a metric speaks for its layer: one that only gives context does not.
fn speaks_for(metric: &Metric, layer: MetricLayer) -> bool {
    metric.layer == Some(layer) && metric.role != Some(MetricRole::Context)
}

/// For each metric of the product or the business that got worse, the metric of the model that it contradicts most: one
/// with a common link before others, then a ship blocker, then one in the same unit, then the first.
fn contradictions(metrics: &[&Metric]) -> Vec<LayerGap> {
    let in_use =
        |metric: &&&Metric| speaks_for(metric, MetricLayer::Online) || speaks_for(metric, MetricLayer::Business);
    let mut products: Vec<&&Metric> = metrics.iter().filter(in_use).collect();
    products.sort_by_key(|metric| (metric.layer, !is_blocker(metric)));
    let contradicted = |product: &Metric| {
        let models = metrics.iter().filter(|metric| speaks_for(metric, MetricLayer::Offline));
        let pairs = models.filter_map(|model| Some((model, opposed(model, product)?)));
        let best = pairs
            .min_by_key(|(model, _)| (!are_linked(model, product), !is_blocker(model), model.unit != product.unit));
        best.map(|(_, (model, product))| LayerGap::Contradiction { model, product })
    };
    products.into_iter().filter_map(|product| contradicted(product)).collect()
}

/// Both changes over the time that both were measured in, if the model improved and the product got worse.
fn opposed(model: &Metric, product: &Metric) -> Option<(Change, Change)> {
    let (ours, theirs) = (period(model)?, period(product)?);
    let (since, until) = (ours.0.max(theirs.0), ours.1.min(theirs.1));
    let (model, product) = (trend_between(model, since, until)?, trend_between(product, since, until)?);
    (model.way == Way::Improving && product.way == Way::Worsening).then_some((model.change, product.change))
}

/// Whether one links to the other, or both to the same item.
fn are_linked(one: &Metric, other: &Metric) -> bool {
    one.links.contains(&other.id)
        || other.links.contains(&one.id)
        || one.links.iter().any(|link| other.links.contains(link))
}

/// A metric of the model that improved, while there is nothing measured online or in the business.
fn out_of_sight(metrics: &[&Metric]) -> Option<LayerGap> {
    let measured =
        |layer: MetricLayer| metrics.iter().any(|metric| metric.layer == Some(layer) && metric.latest().is_some());
    let layers: Vec<MetricLayer> =
        [MetricLayer::Online, MetricLayer::Business].into_iter().filter(|layer| !measured(*layer)).collect();
    if layers.is_empty() {
        return None;
    }
    let mut models: Vec<&&Metric> = metrics.iter().filter(|metric| speaks_for(metric, MetricLayer::Offline)).collect();
    models.sort_by_key(|metric| !is_blocker(metric));
    let improved = models.into_iter().filter_map(|metric| trend(metric)).find(|trend| trend.way == Way::Improving)?;
    Some(LayerGap::OutOfSight { model: improved.change, layers })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::metrics::{Direction, Reading, Unit};
    use crate::model::{Date, Number};

    fn metric(number: u32, layer: MetricLayer, role: MetricRole, values: &[f64]) -> Metric {
        let readings = values.iter().enumerate().map(|(month, value)| Reading {
            date: Date::new(2026, month as i8 + 1, 6).ok(),
            value: Number::new(*value),
            sample: Some(900),
            ..Reading::default()
        });
        Metric {
            id: Id(u64::from(number)),
            number,
            name: format!("{} {number}", layer.label()),
            layer: Some(layer),
            role: Some(role),
            unit: Some(Unit::Share),
            direction: Some(Direction::HigherIsBetter),
            readings: readings.collect(),
            ..Metric::default()
        }
    }

    fn found(metrics: Vec<Metric>) -> Vec<String> {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.metrics).metrics = metrics.into_iter().collect();
        gaps(&workbook).iter().map(|gap| format!("{} {}", gap.title(), gap.sentence())).collect()
    }

    const UP: &[f64] = &[0.841, 0.853, 0.864, 0.882];
    const DOWN: &[f64] = &[0.86, 0.857, 0.849, 0.834];

    /// A metric that is measured in each layer which the test is not about.
    fn rest() -> [Metric; 2] {
        [MetricLayer::Guardrail, MetricLayer::Operational].map(|layer| metric(9, layer, MetricRole::Context, &[0.5]))
    }

    #[test]
    fn a_model_that_gets_better_while_the_product_gets_worse_is_a_gap() {
        use MetricLayer::{Business, Offline, Online};
        use MetricRole::{Context, ShipBlocker, Warning};
        let business = || metric(3, Business, Warning, &[0.5, 0.5]);
        let with = |one: Metric, other: Metric| {
            let all = [one, other, business()].into_iter().chain(rest()).collect();
            found(all)
        };
        assert_eq!(
            with(metric(1, Offline, ShipBlocker, UP), metric(2, Online, ShipBlocker, DOWN)),
            [
                "The model got better. The product got worse. Between 6 January 2026 and 6 April 2026, M-1 Offline 1 rose \
              4.1 points, from 84.1% to 88.2%; M-2 Online 2 fell 2.6 points, from 86.0% to 83.4%."
            ]
        );
        let none = Vec::<String>::new();
        assert_eq!(with(metric(1, Offline, ShipBlocker, UP), metric(2, Online, ShipBlocker, UP)), none);
        assert_eq!(with(metric(1, Offline, ShipBlocker, DOWN), metric(2, Online, ShipBlocker, DOWN)), none);
        assert_eq!(with(metric(1, Offline, ShipBlocker, UP), metric(2, Online, Context, DOWN)), none);
        assert_eq!(with(metric(1, Offline, ShipBlocker, UP), metric(2, Online, Warning, &DOWN[..2])), none, "too few");
    }

    #[test]
    fn the_metric_of_the_model_is_the_one_with_a_common_link() {
        let linked = |metric: Metric| Metric { links: vec![Id(77)], ..metric };
        let metrics = vec![
            metric(1, MetricLayer::Offline, MetricRole::ShipBlocker, UP),
            linked(metric(2, MetricLayer::Offline, MetricRole::Warning, UP)),
            linked(metric(3, MetricLayer::Business, MetricRole::Warning, DOWN)),
        ];
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.metrics).metrics = metrics.into_iter().collect();
        let found = gaps(&workbook);
        assert_eq!(found.first().map(LayerGap::metrics), Some(vec![Id(3), Id(2)]));
        assert_eq!(gaps_of(&found, Id(2)).count(), 1);
        let unseen = gaps_of(&found, Id(1)).map(LayerGap::title).collect::<Vec<_>>();
        assert_eq!(unseen, ["The model got better. Nobody measures whether the product did."], "online is missing");
    }

    #[test]
    fn what_nobody_measures_is_a_gap() {
        let offline = metric(1, MetricLayer::Offline, MetricRole::ShipBlocker, UP);
        let online = metric(2, MetricLayer::Online, MetricRole::ShipBlocker, &[]);
        let said = found([offline, online].into_iter().chain(rest()).collect());
        assert_eq!(
            said,
            [
                "The model got better. Nobody measures whether the product did. Since 6 January 2026, M-1 Offline 1 rose 4.1 \
                 points, from 84.1% to 88.2%; nothing was measured online and for the business.",
                "Online metrics that block the release were never measured. No reading yet of M-2 Online 2.",
                "No business metric. Is it worth it?",
            ]
        );
        assert!(found(Vec::new()).is_empty(), "without metrics there are no layers to compare");
    }
}
