//! A row of the table of changes: what changes, both sides with the kind of claim that each is, the difference, and the menu.

use std::sync::Arc;

use egui::{
    Color32, Galley, Popup, Rangef, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::assess::change;
use crate::model::List;
use crate::model::canvas::NoteKind;
use crate::model::discovery::Change;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::data::rows::{self, Act, row_id};
use crate::ui::panels::{bulk, row_drag};
use crate::ui::theme::{self, Colors, Type, radius};
use crate::ui::widgets::button::icon_button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};

use super::changes::{State, set_kind};
use super::columns::{Column, Columns};
use super::wording;

/// The most lines of a text in a cell; the rest is there when it is edited, and in the tooltip.
pub const LINES: usize = 4;

/// One side of a change as it is painted: the text, and where the tag of its kind stands.
pub struct Side {
    text: Arc<Galley>,
    tag: Vec2,
    /// How high it is.
    pub height: f32,
}

/// How wide the tag of a kind is.
fn tag_width(ui: &Ui, kind: Option<NoteKind>) -> f32 {
    let words = kind.map_or("Set kind", NoteKind::label);
    theme::line(ui, words, Type::Caption, Color32::PLACEHOLDER).size().x + 18.0
}

impl Side {
    /// Lays a side out.
    pub fn of(ui: &Ui, text: &str, (kind, width): (Option<NoteKind>, f32), c: &Colors) -> Self {
        let blank = text.trim().is_empty();
        let ink = if blank { c.ink_3 } else { c.ink };
        let text = theme::cut(ui, if blank { "Not said" } else { text.trim() }, Type::Body, ink, width, LINES);
        let last = text.rows.last().map_or(0.0, |row| row.pos.x + row.row.size.x);
        let tag = tag_width(ui, kind);
        let beside = last + 10.0 + tag <= width;
        let size = text.size();
        let (at, height) =
            if beside { (vec2(last + 10.0, size.y - 20.0), size.y) } else { (vec2(0.0, size.y), size.y + 20.0) };
        Self { text, tag: at, height }
    }
}

/// A row while it is drawn.
pub struct Row<'a> {
    /// What it shows.
    pub change: &'a Change,
    /// All of them.
    pub changes: &'a List<Change>,
    /// Where it is.
    pub rect: Rect,
    /// Where the columns are in it.
    pub columns: Columns,
    /// Whether it is the selected one.
    pub selected: bool,
}

impl Row<'_> {
    /// Shows it.
    pub fn show(&self, ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State) -> Option<Act> {
        let c = theme::colors(ui);
        let id = self.change.id;
        let sense = if self.selected { Sense::click() } else { Sense::CLICK } | row_drag::SENSE;
        let chosen = desk.hold.has(id);
        let response = ui.interact(self.rect, row_id(id), sense);
        let was_focused = response.has_focus();
        response.widget_info(|| {
            let active = if self.selected { format!("; cell {}", state.column.name()) } else { String::new() };
            let said = format!("{}{active}", wording::row(self.change));
            WidgetInfo::selected(Role::ListBoxOption, true, self.selected || chosen, said)
        });
        if self.selected {
            regions::entrance(Region::Main, &response);
            if std::mem::take(&mut state.rows.focus) {
                response.request_focus();
            }
        }
        if response.hovered() || response.has_focus() || chosen {
            let fill = if response.has_focus() || chosen { c.accent_soft } else { c.hover };
            ui.painter().rect_filled(self.rect, 0, fill);
        }
        ui.painter().hline(self.rect.x_range(), self.rect.bottom() - 0.5, Stroke::new(1.0, c.line));
        self.paint(ui, desk, state, was_focused && !state.is_editing());
        row_drag::row(ui, desk, &response, id);
        focus::ring_inside(ui, &response, self.rect, radius::CHIP);
        let picked = menu::context(&response, |ui| {
            if desk.hold.is_one_of_many(id) {
                bulk::menu(ui, desk);
                return None;
            }
            rows::commands(ui, self.changes, id, "Edit")
        });
        let picked = picked.flatten();
        let more = self.more(ui);
        let mut asked = None;
        if response.double_clicked() || (response.clicked() && self.selected && was_focused && !desk.hold.is_adding()) {
            state.column = self.column_at(&response).unwrap_or(state.column);
            asked = Some(Act::Edit(id));
        } else if response.clicked() || response.secondary_clicked() || (!self.selected && response.gained_focus()) {
            state.column = self.column_at(&response).unwrap_or(state.column);
            asked = Some(Act::Go(id));
        }
        picked.or(more).or(asked)
    }

    fn more(&self, ui: &mut Ui) -> Option<Act> {
        let middle = pos2(self.rect.left() + self.columns.more.center(), self.rect.center().y);
        let place = Rect::from_center_size(middle, Vec2::splat(theme::size::CONTROL));
        let own = UiBuilder::new().max_rect(place).scope_id(row_id(self.change.id).with("more"));
        let mut corner = ui.new_child(own);
        let name = format!("More about {}", wording::name(self.change));
        let button = icon_button(&mut corner, icons::DOTS, &name, true);
        menu::below(&button, |ui| rows::commands(ui, self.changes, self.change.id, "Edit")).flatten()
    }

    /// The cell with a text that was clicked.
    fn column_at(&self, response: &egui::Response) -> Option<Column> {
        let x = response.interact_pointer_pos()?.x - self.rect.left();
        Some(match x {
            _ if x < self.columns.before.min => Column::Aspect,
            _ if x < self.columns.after.min => Column::Before,
            _ => Column::After,
        })
    }

    fn at(&self, column: Rangef) -> Rect {
        let left = self.rect.left();
        Rect::from_x_y_ranges(left + column.min..=left + column.max, self.rect.y_range())
    }

    fn paint(&self, ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, focused: bool) {
        let c = theme::colors(ui);
        let change = self.change;
        let active = |column: Column| self.selected && focused && state.column == column;
        let (aspect, before, after) = (active(Column::Aspect), active(Column::Before), active(Column::After));
        let blank = change.aspect.trim().is_empty();
        let name = if blank { "What changes?" } else { change.aspect.trim() };
        let galley =
            theme::cut(ui, name, Type::Body, if blank { c.ink_3 } else { c.ink_2 }, self.columns.aspect.span(), LINES);
        let place = self.at(self.columns.aspect);
        Self::frame(ui, place, aspect);
        ui.painter().galley(pos2(place.left(), place.center().y - galley.size().y / 2.0), galley, c.ink_2);
        self.side(ui, desk, state, (Column::Before, before, focused));
        self.side(ui, desk, state, (Column::After, after, focused));
        if let Some(arrow) = self.columns.arrow {
            label::paint_icon(ui, self.at(arrow), icons::ARROW_RIGHT, Type::Icon, c.ink_3);
        }
        let difference = change::between(&change.before, &change.after);
        if let Some((column, words)) = self.columns.change.zip(difference) {
            let place = self.at(column);
            let galley = theme::cut(ui, &words, Type::Medium, c.ink, place.width(), 2);
            let corner = pos2(place.right() - galley.size().x, place.center().y - galley.size().y / 2.0);
            ui.painter().galley(corner, galley, c.ink);
        }
    }

    /// The edge of the cell where the keyboard is.
    fn frame(ui: &Ui, place: Rect, active: bool) {
        if active {
            let c = theme::colors(ui);
            let frame = place.expand2(vec2(5.0, -4.0));
            ui.painter().rect(frame, radius::CHIP, c.surface, Stroke::new(1.0, c.accent), StrokeKind::Inside);
        }
    }

    fn side(
        &self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        state: &mut State,
        (column, active, focused): (Column, bool, bool),
    ) {
        let c = theme::colors(ui);
        let change = self.change;
        let (text, kind, kind_column, range) = match column {
            Column::After => (&change.after, change.after_kind, Column::AfterKind, self.columns.after),
            _ => (&change.before, change.before_kind, Column::BeforeKind, self.columns.before),
        };
        let place = self.at(range);
        let side = Side::of(ui, text, (kind, place.width()), c);
        Self::frame(ui, place, active);
        let corner = pos2(place.left(), place.center().y - side.height / 2.0);
        ui.painter().galley(corner, side.text, c.ink);
        let rect = Rect::from_min_size(corner + side.tag, vec2(tag_width(ui, kind), 20.0));
        let active = self.selected && focused && state.column == kind_column;
        self.tag(ui, (desk, state), (kind_column, kind), (rect, active));
    }

    /// The kind of a side, as a button that opens the list of kinds. The arrow keys lead to it, so Tab passes it.
    fn tag(
        &self,
        ui: &mut Ui,
        (desk, state): (&mut Desk<'_>, &mut State),
        (column, kind): (Column, Option<NoteKind>),
        (rect, active): (Rect, bool),
    ) {
        let c = theme::colors(ui);
        let id = row_id(self.change.id).with(column.key());
        let response = ui.interact(rect.expand2(vec2(4.0, 2.0)), id, Sense::CLICK);
        let words = kind.map_or("Set kind", NoteKind::label);
        let said = format!(
            "{}, {}: {}",
            wording::name(self.change),
            column.name(),
            kind.map_or("not chosen", NoteKind::label)
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        if response.hovered() || active {
            let edge = if active { Stroke::new(1.0, c.accent) } else { Stroke::NONE };
            ui.painter().rect(response.rect, radius::CHIP, c.surface, edge, StrokeKind::Inside);
        }
        let ink = kind.map_or(c.ink_3, |kind| kind_ink(kind, c));
        let mark = Rect::from_center_size(rect.left_center() + vec2(6.0, 0.0), Vec2::splat(12.0));
        match kind {
            Some(kind) => glyph::paint(ui.painter(), mark, Glyph::Kind(kind), c),
            None => label::paint_icon(ui, mark, icons::PLUS, Type::Caption, c.ink_3),
        }
        let galley = theme::line(ui, words, Type::Caption, ink);
        ui.painter().galley(pos2(mark.right() + 4.0, rect.center().y - galley.size().y / 2.0), galley, ink);
        let wanted = state.kinds.take_if(|wanted| *wanted == (self.change.id, column)).is_some();
        if wanted {
            Popup::open_id(ui.ctx(), Popup::default_response_id(&response));
        }
        let picked = menu::below(&response, |ui| kinds(ui, kind, wanted)).flatten();
        if let Some(kind) = picked {
            set_kind(desk, self.change.id, column, kind);
            state.go(self.change.id, column);
        }
    }
}

const fn kind_ink(kind: NoteKind, c: &Colors) -> Color32 {
    match kind {
        NoteKind::Fact => c.fact_text,
        NoteKind::Assumption => c.assumption_text,
        NoteKind::Question => c.question_text,
        NoteKind::Decision => c.decision_text,
    }
}

/// The kinds to choose from.
#[expect(
    clippy::option_option,
    reason = "the outer says whether something was picked, the inner what: nothing clears it"
)]
fn kinds(ui: &mut Ui, current: Option<NoteKind>, fresh: bool) -> Option<Option<NoteKind>> {
    let mut picked = None;
    for ((at, kind), key) in NoteKind::ALL.iter().enumerate().zip(["1", "2", "3", "4"]) {
        let row = menu::Row::new(kind.label()).glyph(Some(Glyph::Kind(*kind))).keys(key).chosen(current == Some(*kind));
        let row = row.show(ui);
        if fresh && (current == Some(*kind) || (current.is_none() && at == 0)) {
            row.request_focus();
        }
        if row.clicked() {
            picked = Some(Some(*kind));
        }
    }
    if current.is_some() && menu::Row::new("Clear").icon(icons::X).show(ui).clicked() {
        picked = Some(None);
    }
    picked
}
