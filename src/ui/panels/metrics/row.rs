//! A row of the table: a metric with its role, its values over time and now, and the limits that it is held against.

use egui::{Align, Rangef, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::metric::{MetricState, Standing};
use crate::model::metrics::{Metric, MetricRole};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::panels::{bulk, row_drag};
use crate::ui::theme::{self, Colors, Type, radius};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::sparkline::{self, Sparkline};
use crate::ui::widgets::{focus, label, menu};

use super::lines::Lines;
use super::table::{Asked, Columns, commands, row_id};
use super::wording;

/// A row while it is drawn.
pub struct Row<'a> {
    /// The metric.
    pub metric: &'a Metric,
    /// What its readings say.
    pub state: Option<&'a MetricState>,
    /// Where the columns lie.
    pub columns: Columns,
    /// Where it stands.
    pub rect: Rect,
    /// Whether it is in the card.
    pub selected: bool,
    /// Whether it is chosen together with others.
    pub chosen: bool,
    /// Whether the Tab key stops here.
    pub stop: bool,
}

impl Row<'_> {
    /// Shows it. `lines`: the table that it stands in.
    pub fn show(&self, ui: &mut Ui, desk: &mut Desk<'_>, lines: &Lines, focus_it: &mut bool) -> Option<Asked> {
        let c = theme::colors(ui);
        let id = self.metric.id;
        let sense = if self.stop { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(self.rect, row_id(id), sense | row_drag::SENSE);
        let said = wording::row(self.metric, self.state);
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, self.selected || self.chosen, &said));
        if self.stop {
            regions::entrance(Region::Main, &response);
        }
        if self.selected && std::mem::take(focus_it) {
            response.request_focus();
        }
        if ui.is_rect_visible(self.rect) {
            if self.selected || self.chosen {
                ui.painter().rect_filled(self.rect, 0, c.accent_soft);
            } else if response.hovered() {
                ui.painter().rect_filled(self.rect, 0, c.hover);
            }
            ui.painter().hline(self.rect.x_range(), self.rect.bottom() - 0.5, Stroke::new(1.0, c.line));
            self.paint(ui, c);
            row_drag::row(ui, desk, &response, id);
            focus::ring_inside(ui, &response, self.rect, radius::CHIP);
        }
        let clicked = response.clicked() || response.secondary_clicked();
        let mut asked = clicked.then_some(Asked::Select(id));
        if response.double_clicked() {
            asked = Some(Asked::Edit(id));
        }
        // a screen reader may put the focus on a row that is not selected
        if !self.selected && response.gained_focus() {
            asked = asked.or(Some(Asked::Select(id)));
        }
        let picked = menu::context(&response, |ui| {
            if desk.hold.is_one_of_many(id) {
                bulk::menu(ui, desk);
                return None;
            }
            let moves = [lines.neighbor(id, false), lines.neighbor(id, true)];
            commands(ui, self.metric, moves)
        });
        let picked = picked.flatten();
        response.on_hover_ui(|ui| {
            label::text(ui, &said, Type::Caption, c.ink);
        });
        picked.or(asked)
    }

    fn cell(&self, ui: &Ui, column: Rangef, text: &str, (style, ink, align): (Type, egui::Color32, Align)) {
        let galley = theme::cut(ui, text, style, ink, column.span(), 1);
        let x = if align == Align::Max { column.max - galley.size().x } else { column.min };
        ui.painter().galley(pos2(x, self.rect.center().y - galley.size().y / 2.0), galley, ink);
    }

    fn paint(&self, ui: &Ui, c: &Colors) {
        let (metric, columns) = (self.metric, self.columns);
        self.cell(ui, columns.number, &format!("M-{}", metric.number), (Type::Small, c.ink_3, Align::Min));
        let blank = metric.name.trim().is_empty();
        let style = if self.selected { Type::Strong } else { Type::Medium };
        self.cell(ui, columns.name, wording::name(metric), (style, if blank { c.ink_3 } else { c.ink }, Align::Min));
        self.paint_role(ui, c);
        if let Some(column) = columns.spark {
            self.paint_spark(ui, column, c);
        }
        self.paint_now(ui, c);
        let limits = [(columns.target, metric.target, c.ink), (columns.minimum, metric.minimum, c.ink)];
        for (column, limit, ink) in limits.into_iter().chain([(columns.baseline, metric.baseline, c.ink_3)]) {
            if let Some(column) = column {
                let text = wording::limit(limit, metric.unit);
                let shown = if text.is_empty() { ("None", c.ink_3) } else { (text.as_str(), ink) };
                self.cell(ui, column, shown.0, (Type::Body, shown.1, Align::Max));
            }
        }
        if let Some(column) = columns.weakest {
            self.cell(ui, column, &wording::weakest(self.state), (Type::Small, c.ink_3, Align::Min));
        }
    }

    fn paint_role(&self, ui: &Ui, c: &Colors) {
        let column = self.columns.role;
        let Some(role) = self.metric.role else {
            if self.columns.role_word {
                self.cell(ui, column, "No role yet", (Type::Small, c.ink_3, Align::Min));
            }
            return;
        };
        let ink = if role == MetricRole::Context { c.ink_3 } else { c.ink };
        let icon = Rect::from_center_size(pos2(column.min + 8.0, self.rect.center().y), Vec2::splat(16.0));
        label::paint_icon(ui, icon, wording::icon(role), Type::Icon, ink);
        if self.columns.role_word {
            self.cell(ui, Rangef::new(column.min + 20.0, column.max), role.label(), (Type::Body, ink, Align::Min));
        }
    }

    fn standing(&self) -> Standing {
        self.state.map_or(Standing::NoAnswer, |state| state.standing)
    }

    fn paint_spark(&self, ui: &Ui, column: Rangef, c: &Colors) {
        let series = self.state.map(|state| state.series.as_slice()).unwrap_or_default();
        let points: Vec<(f64, f64)> = series.iter().map(|(date, value)| (super::chart::day(*date), *value)).collect();
        let rect =
            Rect::from_center_size(pos2(column.center(), self.rect.center().y), vec2(column.span(), sparkline::SIZE.y));
        let spark = Sparkline {
            points: &points,
            target: self.metric.target.map(crate::model::Number::get),
            minimum: self.metric.minimum.map(crate::model::Number::get),
            verdict: glyph::alike(self.standing()),
        };
        spark.paint(ui.painter(), rect, c);
    }

    fn paint_now(&self, ui: &Ui, c: &Colors) {
        let column = self.columns.now;
        let Some(value) = self.state.and_then(|state| state.value) else {
            self.cell(ui, column, "Not measured", (Type::Small, c.ink_3, Align::Max));
            return;
        };
        let words = Rangef::new(column.min, column.max - 22.0);
        self.cell(ui, words, &wording::value(value, self.metric.unit), (Type::Strong, c.ink, Align::Max));
        let mark = Rect::from_center_size(pos2(column.max - 7.0, self.rect.center().y), Vec2::splat(14.0));
        glyph::paint(ui.painter(), mark, Glyph::of_standing(self.standing()), c);
    }
}
