//! The card of the selected metric: what it counts, what it contradicts, its values over time, where to look first, its
//! readings, and every other question on demand.

use egui::{Frame, Sense, Ui, Vec2, vec2};

use crate::assess::metric::{MetricState, Way, gaps_of};
use crate::model::metrics::{Metric, MetricLayer, MetricRole};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::side_card::{self, Named, Naming};
use crate::ui::panels::spot::Spot;
use crate::ui::panels::used_by;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{self, Button, icon_button};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{label, menu};
use crate::words;

use super::table::{self, Asked};
use super::{View, readings, value, wording};

/// The white space inside the card.
const PAD: f32 = 20.0;
/// Fields that are typed in the unit of the metric.
const LIMITS: [&str; 3] = ["minimum", "target", "baseline"];
/// Fields that have a place of their own in the card.
const SHOWN: [&str; 5] = ["name", "readings", "minimum", "target", "baseline"];

/// What the card remembers.
#[derive(Debug, Default)]
pub struct State {
    naming: Option<Naming>,
    questions: bool,
}

impl State {
    /// Begins to edit the name; `before` is what Escape brings back.
    pub fn name(&mut self, before: String) {
        self.naming = Some(Naming::new(before));
    }

    /// Makes sure that a field can be seen.
    pub fn reveal_field(&mut self, key: Option<&'static str>) {
        self.questions |= key.is_some_and(|key| !["name", "readings"].contains(&key));
    }
}

/// The card beside the table: as high as the page, with its buttons always in sight.
pub fn beside(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, metric: &Metric) -> Option<Asked> {
    let mut context = (desk, view, None);
    side_card::beside(
        ui,
        PAD,
        &mut context,
        |ui, (desk, view, asked)| {
            *asked = contents(ui, desk, view, metric);
            used_by::on_card(ui, desk, metric.id);
        },
        |ui, (desk, _, asked)| *asked = actions(ui, desk, metric).or(asked.take()),
    );
    context.2
}

/// The card below the table: as high as its contents.
pub fn below(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, metric: &Metric) -> Option<Asked> {
    let mut asked = None;
    side_card::below(ui, PAD, |ui| {
        asked = contents(ui, desk, view, metric);
        used_by::on_card(ui, desk, metric.id);
        ui.add_space(12.0);
        asked = actions(ui, desk, metric).or(asked.take());
    });
    asked
}

fn actions(ui: &mut Ui, desk: &mut Desk<'_>, metric: &Metric) -> Option<Asked> {
    let mut asked = None;
    ui.horizontal(|ui| {
        if Button::new("Measurement").primary().icon(icons::PLUS).name("Add measurement").show(ui).clicked() {
            asked = Some(Asked::Measure(metric.id));
        }
        let finding = desk.facts.of_item(metric.id).next().map(|finding| finding.place.clone());
        if let Some(place) = finding
            && Button::new("Open finding").show(ui).clicked()
        {
            desk.go_to(place);
        }
    });
    asked
}

fn contents(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, metric: &Metric) -> Option<Asked> {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 4.0;
    let asked = head(ui, desk, view, metric);
    let text = [words::sentence(&metric.definition), wording::direction(metric.direction)];
    let text = text.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        label::text(ui, "What exactly is counted, out of what?", Type::Prompt, c.ink_3);
    } else {
        label::text(ui, &text, Type::Body, c.ink_2);
    }
    warnings(ui, desk, metric);
    let state = view.chart.state(metric.id).cloned();
    if let Some(state) = &state {
        now(ui, metric, state);
        if state.series.len() > 1 {
            ui.add_space(8.0);
            let unit = metric.unit;
            view.chart.plot.show(ui, &|value| wording::axis(value, unit));
        }
        look_first(ui, desk, metric, state);
    }
    divide(ui);
    readings::show(ui, desk, &mut view.readings, metric);
    ui.add_space(12.0);
    questions(ui, desk, view, metric);
    asked
}

fn divide(ui: &mut Ui) {
    ui.add_space(12.0);
    label::rule(ui);
    ui.add_space(8.0);
}

fn head(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, metric: &Metric) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut asked = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.vertical(|ui| {
            ui.set_width(36.0);
            ui.add_space(3.0);
            label::line(ui, &format!("M-{}", metric.number), Type::Body, c.ink_3);
        });
        let width = ui.available_width() - size::CONTROL - 8.0;
        ui.allocate_ui(vec2(width, 28.0), |ui| {
            ui.set_width(width);
            ui.add_space(2.0);
            name(ui, desk, view, metric);
        });
        let more = icon_button(ui, icons::DOTS, &format!("More about {}", wording::name(metric)), true);
        let moves = [view.lines.neighbor(metric.id, false), view.lines.neighbor(metric.id, true)];
        asked = menu::below(&more, |ui| table::commands(ui, metric, moves)).flatten();
    });
    asked
}

/// The name: text until it is clicked, or until Enter or F2 in the table.
fn name(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, metric: &Metric) {
    let shown = wording::name(metric);
    let of = Named { item: metric.id, kind: "metric", name: &metric.name, shown, hint: "What is it called?" };
    if let Some(by_key) = side_card::name(ui, desk, &mut view.card.naming, &of) {
        view.focus = by_key;
    }
}

/// The gaps between layers that the metric takes part in.
fn warnings(ui: &mut Ui, desk: &Desk<'_>, metric: &Metric) {
    let c = theme::colors(ui);
    for gap in gaps_of(&desk.facts.gaps, metric.id) {
        ui.add_space(8.0);
        let frame = Frame::new().fill(c.atrisk_fill).corner_radius(radius::CARD).inner_margin(12);
        frame.show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal_top(|ui| {
                glyph::show(ui, Glyph::Warning, 16.0);
                ui.vertical(|ui| {
                    label::text(ui, &gap.title(), Type::Strong, c.atrisk_text);
                    label::text(ui, &gap.sentence(), Type::Body, c.atrisk_text);
                });
            });
        });
    }
}

/// The newest value with what it says.
fn now(ui: &mut Ui, metric: &Metric, state: &MetricState) {
    let c = theme::colors(ui);
    let Some(newest) = readings::newest(metric) else { return };
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        label::line(ui, &newest, Type::Strong, c.ink);
        let (mark, _) = ui.allocate_exact_size(Vec2::splat(14.0), Sense::hover());
        glyph::paint(ui.painter(), mark, Glyph::of_standing(state.standing), c);
        label::line(ui, state.standing.label(), Type::Medium, c.ink);
        if let Some(interval) = state.interval {
            let range = words::percent_range(interval.low, interval.high);
            label::line(ui, &format!("95% interval {range}"), Type::Small, c.ink_3);
        }
    });
    let facts = wording::facts(metric, state);
    if !facts.is_empty() {
        label::text(ui, &facts, Type::Small, c.ink_3);
    }
}

/// The weakest group, metrics beside it that got worse, and what it is linked with.
fn look_first(ui: &mut Ui, desk: &mut Desk<'_>, metric: &Metric, state: &MetricState) {
    let c = theme::colors(ui);
    let weakest = wording::weakest_sentence(metric, state);
    let beside = got_worse_beside(desk, metric);
    if weakest.is_none() && beside.is_empty() && metric.links.is_empty() {
        return;
    }
    ui.add_space(8.0);
    label::heading(ui, "Where to look first", Type::Strong, 2);
    if let Some(weakest) = weakest {
        label::text(ui, &weakest, Type::Body, c.ink);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    for (id, words) in beside {
        if button::link_named(ui, &format!("{words}: worsening"), &format!("Go to {words}")).clicked() {
            desk.go_to_item(id);
        }
    }
    for id in &metric.links {
        let words = desk.facts.index.words(*id);
        if button::link_named(ui, &words, &format!("Go to {words}")).clicked() {
            desk.go_to_item(*id);
        }
    }
    ui.spacing_mut().item_spacing.y = 4.0;
}

/// Metrics that only give context, of the same layer or with a common link, that got worse: what may explain a gap.
fn got_worse_beside(desk: &Desk<'_>, metric: &Metric) -> Vec<(crate::model::Id, String)> {
    if gaps_of(&desk.facts.gaps, metric.id).next().is_none() {
        return Vec::new();
    }
    let near = |other: &&Metric| {
        let linked = other.links.iter().any(|link| metric.links.contains(link));
        other.id != metric.id
            && other.role == Some(MetricRole::Context)
            && (linked || other.layer == metric.layer && other.layer != Some(MetricLayer::Offline))
    };
    let worse = |other: &&Metric| {
        let trend = desk.facts.metric(other.id).and_then(|state| state.trend.as_ref());
        trend.is_some_and(|trend| trend.way == Way::Worsening)
    };
    let metrics = &desk.workbook().metrics.metrics;
    let found = metrics.iter().filter(near).filter(worse).take(3);
    found.map(|other| (other.id, format!("M-{} {}", other.number, wording::name(other)))).collect()
}

/// Every question that has no place above, and the limits in the unit of the metric.
fn questions(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, metric: &Metric) {
    let open = view.card.questions;
    let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let response = Button::new("All questions").quiet().icon(icon).show(ui);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if response.clicked() {
        view.card.questions = !open;
    }
    if !open {
        return;
    }
    let spot = Spot::item(metric.id);
    ui.add_space(8.0);
    ui.spacing_mut().item_spacing.y = 16.0;
    for key in LIMITS {
        value::question(ui, desk, (&spot, metric), (key, metric.unit), false);
    }
    form::record(ui, desk, &spot, metric, &SHOWN);
}
