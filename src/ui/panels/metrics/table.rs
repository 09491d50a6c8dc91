//! The table: five layers that fold, a row for each metric, the legend.
//!
//! The rows are one stop of the Tab key, each head another: arrows move, Left folds the layer. Rows out of sight are only
//! space.

use egui::{Key, Modifiers, Rangef, Rect, Role, Sense, Shape, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::metric;
use crate::model::metrics::{Metric, MetricLayer, MetricRole};
use crate::model::{Id, List};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::row_drag;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu, sparkline};
use crate::words;

use super::lines::{Line, ROW};
use super::row::Row;
use super::{View, wording};

const COLUMN_HEADS: f32 = 32.0;
const PAD: f32 = 8.0;
const GAP: f32 = 10.0;
/// The narrowest column of names; columns are left out to reach it.
const NAME: f32 = 148.0;
const NUMBER: f32 = 34.0;
const ICON: f32 = 20.0;
const NOW: f32 = 84.0;
/// The word of the role, sparkline, target, minimum, baseline, weakest group: how wide, and in which order they are left out.
const OPTIONAL: [(f32, usize); 6] = [(80.0, 2), (sparkline::SIZE.x, 4), (48.0, 3), (56.0, 5), (54.0, 0), (80.0, 1)];

/// What the person did in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Select this one.
    Select(Id),
    /// Edit the name of this one.
    Edit(Id),
    /// Add a reading to this one.
    Measure(Id),
    /// Add a metric in a layer.
    Add(Option<MetricLayer>),
    /// Give this one a role.
    SetRole(Id, MetricRole),
    /// Fold or unfold a layer.
    Fold(Option<MetricLayer>, bool),
    /// Make a copy of this one.
    Duplicate(Id),
    /// Keep it in the library of one's own.
    Keep(Id),
    /// Keep it inside the organization, or let it out.
    SetInternal(Id, bool),
    /// Move this one to a position of the list.
    Move(Id, usize),
    /// Delete this one.
    Delete(Id),
}

/// Where the columns lie; those for which there is no room are `None`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Columns {
    /// The number.
    pub number: Rangef,
    /// The name.
    pub name: Rangef,
    /// The role: its icon, with its word where there is room.
    pub role: Rangef,
    /// Whether the role has its word.
    pub role_word: bool,
    /// The sparkline.
    pub spark: Option<Rangef>,
    /// The newest value with the glyph of its standing.
    pub now: Rangef,
    /// The target.
    pub target: Option<Rangef>,
    /// The minimum.
    pub minimum: Option<Rangef>,
    /// The baseline.
    pub baseline: Option<Rangef>,
    /// The weakest group.
    pub weakest: Option<Rangef>,
}

impl Columns {
    /// The columns of a table; as many as fit.
    pub fn of(left: f32, width: f32) -> Self {
        let mut optional = OPTIONAL;
        for order in 0..OPTIONAL.len() {
            if width - taken(&optional) >= NAME {
                break;
            }
            optional.iter_mut().filter(|(_, goes)| *goes == order).for_each(|(width, _)| *width = 0.0);
        }
        let [role_word, rest @ ..] = optional.map(|(width, _)| width);
        let mut x = left + PAD;
        let mut next = |width: f32| {
            let column = Rangef::new(x, x + width);
            x = column.max + GAP;
            column
        };
        let (number, name) = (next(NUMBER), next((width - taken(&optional)).max(60.0)));
        let role = next(ICON + role_word);
        let mut shown = |width: f32| (width > 0.0).then(|| next(width));
        let [spark, target, minimum, baseline, weakest] = rest;
        Self {
            number,
            name,
            role,
            role_word: role_word > 0.0,
            spark: shown(spark),
            now: shown(NOW).unwrap_or(role),
            target: shown(target),
            minimum: shown(minimum),
            baseline: shown(baseline),
            weakest: shown(weakest),
        }
    }
}

/// The width that columns take, but for the name; those that are not shown have none.
fn taken(optional: &[(f32, usize); 6]) -> f32 {
    let [word, rest @ ..] = optional;
    let rest = rest.iter().filter(|(width, _)| *width > 0.0).map(|(width, _)| width + GAP);
    2.0 * PAD + NUMBER + ICON + word.0 + NOW + 3.0 * GAP + rest.sum::<f32>()
}

/// The id of a row.
pub fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("metric row", id))
}

fn head_id(layer: Option<MetricLayer>) -> egui::Id {
    egui::Id::unique(("metric layer", layer))
}

/// Takes the keys of the table, before anything is drawn: those of the row that has the focus, and single letters.
pub fn keys(ui: &Ui, desk: &Desk<'_>, view: &View) -> Option<Asked> {
    let workbook = desk.workbook();
    if super::letters_act(ui, desk, view) {
        if super::letter(ui, Key::N) {
            return Some(Asked::Add(view.layer_of_selection(&workbook.metrics.metrics)));
        }
        if let Some(id) = view.selected {
            let roles =
                [(Key::S, MetricRole::ShipBlocker), (Key::W, MetricRole::Warning), (Key::C, MetricRole::Context)];
            if super::letter(ui, Key::M) {
                return Some(Asked::Measure(id));
            }
            if let Some((_, role)) = roles.into_iter().find(|(key, _)| super::letter(ui, *key)) {
                return Some(Asked::SetRole(id, role));
            }
        }
    }
    let id = view.selected?;
    if !ui.memory(|memory| memory.has_focus(row_id(id))) || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let locked = egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row_id(id), locked));
    let layer = workbook.metrics.metrics.find(id).and_then(|metric| metric.layer);
    row_key(ui, view, (id, layer))
}

/// What a key asks for, while the row of a metric has the focus.
fn row_key(ui: &Ui, view: &View, (id, layer): (Id, Option<MetricLayer>)) -> Option<Asked> {
    let lines = &view.lines;
    ui.input_mut(|input| {
        let mut pressed = |modifiers, key| input.consume_key(modifiers, key);
        if pressed(Modifiers::ALT, Key::ArrowUp) {
            return lines.neighbor(id, false).map(|to| Asked::Move(id, to));
        }
        if pressed(Modifiers::ALT, Key::ArrowDown) {
            return lines.neighbor(id, true).map(|to| Asked::Move(id, to));
        }
        if pressed(Modifiers::COMMAND, Key::D) {
            return Some(Asked::Duplicate(id));
        }
        if pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::F2) {
            return Some(Asked::Edit(id));
        }
        if pressed(Modifiers::NONE, Key::Delete) {
            return Some(Asked::Delete(id));
        }
        if pressed(Modifiers::NONE, Key::ArrowLeft) {
            return Some(Asked::Fold(layer, true));
        }
        let to = if pressed(Modifiers::NONE, Key::ArrowUp) {
            lines.beside(id, -1)
        } else if pressed(Modifiers::NONE, Key::ArrowDown) {
            lines.beside(id, 1)
        } else if pressed(Modifiers::NONE, Key::Home) {
            lines.metrics().next().map(|(_, id)| id)
        } else if pressed(Modifiers::NONE, Key::End) {
            lines.metrics().next_back().map(|(_, id)| id)
        } else {
            None
        };
        to.map(Asked::Select)
    })
}

/// Shows the table.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, metrics: &List<Metric>) -> Option<Asked> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = ui.available_width();
    let columns = Columns::of(ui.next_widget_position().x, width);
    heads(ui, desk, columns, width);
    let height: f32 = view.lines.all().iter().map(|line| line.height()).sum();
    let (_, area) = ui.allocate_space(vec2(width, height));
    let clip = ui.clip_rect().expand(ROW);
    let mut asked = None;
    let mut inside = ui.new_child(UiBuilder::new().max_rect(area));
    // the row where the keyboard is: the selected one, or the first one if that is folded or filtered away
    let stop = view.selected.filter(|id| view.lines.has(*id)).or_else(|| view.lines.metrics().next().map(|(_, id)| id));
    let mut top = area.top();
    let mut selected_at = None;
    let lines = std::mem::take(&mut view.lines);
    for line in lines.all() {
        let rect = Rect::from_min_size(pos2(area.left(), top), vec2(width, line.height()));
        top = rect.bottom();
        let in_sight = rect.intersects(clip);
        match *line {
            Line::Head(layer, count) if in_sight || view.focus_heads.contains(&layer) => {
                asked = layer_head(&mut inside, view, (layer, count), (rect, lines.common(layer))).or(asked);
            }
            Line::Metric(at, id) => {
                let selected = view.selected == Some(id);
                if selected {
                    selected_at = Some(rect);
                }
                let Some(metric) = metrics.at(at).filter(|_| in_sight || stop == Some(id)) else { continue };
                let state = view.chart.state(id).or_else(|| desk.facts.metric(id));
                let chosen = desk.hold.has(id);
                let row = Row { metric, state, columns, rect, selected, chosen, stop: stop == Some(id) };
                asked = row.show(&mut inside, desk, &lines, &mut view.focus).or(asked);
            }
            Line::Empty(layer) if in_sight => asked = empty(&mut inside, layer, rect).or(asked),
            _ => {}
        }
    }
    view.lines = lines;
    asked = row_drag::show(ui, desk, &super::listed(view)).map(Asked::Select).or(asked);
    if let Some(rect) = selected_at.filter(|_| std::mem::take(&mut view.scroll)) {
        ui.scroll_to_rect(rect, None);
    }
    view.scroll = false;
    ui.add_space(8.0);
    legend(ui);
    asked
}

fn heads(ui: &mut Ui, desk: &Desk<'_>, columns: Columns, width: f32) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, COLUMN_HEADS), Sense::hover());
    let text = |x: f32, align: f32, words: &str| {
        let galley = theme::line(ui, words, Type::Caption, c.ink_3);
        ui.painter().galley(
            pos2(x - galley.size().x * align, rect.center().y - galley.size().y / 2.0),
            galley,
            c.ink_3,
        );
    };
    text(columns.number.min, 0.0, "#");
    text(columns.name.min, 0.0, "Metric");
    if columns.role_word {
        text(columns.role.min, 0.0, "Role");
    }
    if let Some(spark) = columns.spark {
        let since = desk.facts.metrics_since.map(words::short_date).unwrap_or_default();
        let month = since.split_once(' ').map_or("Over time".to_owned(), |(_, month)| format!("Since {month}"));
        text(spark.min, 0.0, &month);
    }
    text(columns.now.max - 22.0, 1.0, "Now");
    let rest = [("Target", columns.target), ("Minimum", columns.minimum), ("Baseline", columns.baseline)];
    for (words, column) in rest {
        if let Some(column) = column {
            text(column.max, 1.0, words);
        }
    }
    if let Some(weakest) = columns.weakest {
        text(weakest.min, 0.0, "Weakest in");
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// The head of a layer: its name, its question, how often and by whom it is measured.
fn layer_head(
    ui: &mut Ui,
    view: &mut View,
    (layer, count): (Option<MetricLayer>, usize),
    (rect, common): (Rect, &str),
) -> Option<Asked> {
    let c = theme::colors(ui);
    let folded = view.choice.folded.contains(&layer);
    let response = ui.interact(rect, head_id(layer), Sense::click());
    if view.focus_heads.remove(&layer) {
        response.request_focus();
    }
    ui.painter().rect_filled(rect, 0, if response.hovered() { c.hover } else { c.sunken });
    let caret = Rect::from_center_size(rect.left_center() + vec2(PAD + 8.0, 0.0), Vec2::splat(16.0));
    label::paint_icon(ui, caret, if folded { icons::CARET_RIGHT } else { icons::CARET_DOWN }, Type::Icon, c.ink_3);
    let name = theme::line(ui, wording::layer(layer), Type::Strong, c.ink);
    let mut x = rect.left() + PAD + 24.0;
    let y = |galley: &egui::Galley| rect.center().y - galley.size().y / 2.0;
    let after = x + name.size().x + 8.0;
    ui.painter().galley(pos2(x, y(&name)), name, c.ink);
    x = after;
    let who = theme::line(ui, common, Type::Small, c.ink_3);
    let right = rect.right() - PAD - who.size().x;
    let question = layer.map_or("Which question does it answer?", metric::question);
    let question = if folded { format!("{count} folded") } else { question.to_owned() };
    let question = theme::cut(ui, &question, Type::Body, c.ink_3, right - 8.0 - x, 1);
    ui.painter().galley(pos2(x, y(&question)), question, c.ink_3);
    ui.painter().galley(pos2(right, y(&who)), who, c.ink_3);
    focus::ring_inside(ui, &response, rect, radius::CHIP);
    response.widget_info(|| {
        let said = format!("{}, {}", wording::layer(layer), words::how_many(count, "metric", "metrics"));
        WidgetInfo::labeled(Role::Button, true, said)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(!folded));
    let by_arrow = response.has_focus() && {
        let locked = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, locked));
        super::letter(ui, if folded { Key::ArrowRight } else { Key::ArrowLeft })
    };
    (response.clicked() || by_arrow).then_some(Asked::Fold(layer, !folded))
}

/// The question of a layer without metrics, and the way to add one.
fn empty(ui: &mut Ui, layer: MetricLayer, rect: Rect) -> Option<Asked> {
    let c = theme::colors(ui);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    let place = rect.shrink2(vec2(PAD + 24.0, (ROW - size::TARGET) / 2.0));
    let mut clicked = false;
    ui.scope_builder(UiBuilder::new().max_rect(place).id_salt(("empty layer", layer)), |ui| {
        ui.horizontal(|ui| {
            label::line(ui, "No metric yet.", Type::Body, c.ink_3);
            let name = format!("Add {} metric", layer.label().to_lowercase());
            clicked = button::link_named(ui, "Add metric", &name).clicked();
        });
    });
    clicked.then_some(Asked::Add(Some(layer)))
}

/// The menu of a row, also of the card. `moves`: the positions above and below in its layer.
pub fn commands(ui: &mut Ui, metric: &Metric, moves: [Option<usize>; 2]) -> Option<Asked> {
    let id = metric.id;
    let mut asked = None;
    let mut row = |ui: &mut Ui, row: menu::Row<'_>, meaning: Option<Asked>| {
        if row.enabled(meaning.is_some()).show(ui).clicked() {
            asked = meaning;
        }
    };
    row(ui, menu::Row::new("Rename").icon(icons::PENCIL).keys("F2"), Some(Asked::Edit(id)));
    row(ui, menu::Row::new("Add measurement").icon(icons::PLUS).keys("M"), Some(Asked::Measure(id)));
    for (role, key) in [(MetricRole::ShipBlocker, "S"), (MetricRole::Warning, "W"), (MetricRole::Context, "C")] {
        let chosen = metric.role == Some(role);
        let choice = menu::Row::new(role.label()).icon(wording::icon(role)).keys(key).chosen(chosen);
        row(ui, choice, Some(Asked::SetRole(id, role)));
    }
    row(ui, menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D"), Some(Asked::Duplicate(id)));
    row(ui, super::super::shelf::row(), Some(Asked::Keep(id)));
    let inside = menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(metric.internal);
    row(ui, inside, Some(Asked::SetInternal(id, !metric.internal)));
    let [up, down] = moves;
    row(ui, menu::Row::new("Move up").icon(icons::ARROW_UP).keys("Alt Up"), up.map(|to| Asked::Move(id, to)));
    row(ui, menu::Row::new("Move down").icon(icons::ARROW_DOWN).keys("Alt Down"), down.map(|to| Asked::Move(id, to)));
    row(ui, menu::Row::new("Delete").icon(icons::TRASH).keys("Delete"), Some(Asked::Delete(id)));
    asked
}

/// What the lines and the shapes mean.
fn legend(ui: &mut Ui) {
    let c = theme::colors(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        for (words, dotted) in [("Target", false), ("Minimum viable value", true)] {
            let (rect, _) = ui.allocate_exact_size(vec2(24.0, 16.0), Sense::hover());
            let ends = [rect.left_center(), rect.right_center()];
            if dotted {
                ui.painter().extend(Shape::dotted_line(&ends, c.ink_2, 3.5, 0.75));
            } else {
                ui.painter().line_segment(ends, Stroke::new(1.0, c.ink));
            }
            label::line(ui, words, Type::Small, c.ink_3);
            ui.add_space(8.0);
        }
        label::line(ui, "Against the minimum:", Type::Small, c.ink_3);
        for standing in wording::STANDINGS {
            glyph::show(ui, Glyph::of_standing(standing), 14.0);
            label::line(ui, standing.label(), Type::Small, c.ink_3);
            ui.add_space(4.0);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_never_overlap_and_the_least_important_go_first() {
        for width in [320.0, 440.0, 640.0, 672.0, 760.0, 824.0, 1_200.0_f32] {
            let columns = Columns::of(24.0, width);
            let all = [Some(columns.number), Some(columns.name), Some(columns.role), columns.spark, Some(columns.now)];
            let rest = [columns.target, columns.minimum, columns.baseline, columns.weakest];
            let mut end = 24.0;
            for column in all.into_iter().chain(rest).flatten() {
                assert!(column.min >= end && column.max > column.min, "{width}: {columns:?}");
                end = column.max;
            }
            assert!(end <= 24.0 + width + 0.5, "{width}: ends at {end}");
        }
        let full = Columns::of(0.0, 824.0);
        assert!(
            full.baseline.is_some() && full.weakest.is_some() && full.role_word && full.name.span() > 150.0,
            "{full:?}"
        );
        assert!(Columns::of(0.0, 640.0).baseline.is_none());
        assert!(Columns::of(0.0, 640.0).spark.is_some());
    }
}
