//! The table: the heads of the zones, which stay, a row for each limit, and the kinds that nobody has looked at yet.
//!
//! The rows are one stop of the Tab key: the selected row has the focus, Up and Down move through the rows, Left and Right
//! through the zones. Rows out of sight are only space, so that what stands under them has ids of its own.

use std::collections::BTreeMap;

use egui::{Key, Modifiers, Rect, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use crate::model::limits::{Limit, LimitKind};
use crate::model::{Id, List};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::row_drag;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::{label, menu, range_bar};

use super::layout::{self, Columns, Shown};
use super::row::{self, Row};
use super::{Asked, View, wording};

const HEAD: f32 = 40.0;
/// How high the row of a kind without a limit is.
const MISSING: f32 = 60.0;

/// What follows from the limits as they were last settled, and how high their rows are.
#[derive(Debug, Default)]
pub struct Rows {
    revision: Option<u64>,
    /// How far the section is.
    pub counts: String,
    of_kind: BTreeMap<Option<LimitKind>, usize>,
    heights: Vec<f32>,
    measured: Option<(u64, u32, u32)>,
}

impl Rows {
    /// Looks at the limits, unless nothing has changed.
    pub fn look_at(&mut self, revision: u64, limits: &List<Limit>) {
        if self.revision == Some(revision) {
            return;
        }
        self.revision = Some(revision);
        self.counts = wording::counts(limits);
        self.of_kind.clear();
        for limit in limits.iter() {
            *self.of_kind.entry(limit.kind).or_default() += 1;
        }
    }

    fn is_shared(&self, kind: Option<LimitKind>) -> bool {
        self.of_kind.get(&kind).is_some_and(|count| *count > 1)
    }

    fn missing(&self) -> impl Iterator<Item = LimitKind> {
        LimitKind::ALL.iter().copied().filter(|kind| !self.of_kind.contains_key(&Some(*kind)))
    }

    /// Measures the rows, unless nothing has changed. Tells whether the table is of another width than before.
    fn measure(&mut self, ui: &Ui, limits: &List<Limit>, columns: &Columns) -> bool {
        let key = (self.revision.unwrap_or(0), columns.width.to_bits(), ui.pixels_per_point().to_bits());
        if self.measured == Some(key) && self.heights.len() == limits.len() {
            return false;
        }
        let resized = self.measured.is_some_and(|(_, width, _)| width != key.1);
        self.measured = Some(key);
        let height = |limit: &Limit| {
            let shown = Shown { kind_is_shared: self.is_shared(limit.kind), ..Shown::default() };
            layout::place(ui, limit, columns, shown).height
        };
        self.heights = limits.iter().map(height).collect();
        resized
    }
}

/// What keys ask for while a row has the focus.
pub fn keys(ui: &Ui, view: &View, limits: &List<Limit>) -> Option<Asked> {
    let id = view.selected?;
    if !ui.memory(|memory| memory.has_focus(row::row_id(id))) {
        return None;
    }
    let locked = egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row::row_id(id), locked));
    let at = limits.iter().position(|limit| limit.id == id)?;
    let position = |down: bool| if down { Some(at + 1).filter(|to| *to < limits.len()) } else { at.checked_sub(1) };
    let to = |position: Option<usize>| position.and_then(|at| limits.at(at)).map(|limit| Asked::Select(limit.id));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (key, down) in [(Key::ArrowUp, false), (Key::ArrowDown, true)] {
        if pressed(Modifiers::ALT, key) {
            return position(down).map(|to| Asked::Move(id, to));
        }
        if pressed(Modifiers::NONE, key) {
            return to(position(down));
        }
    }
    for (key, right) in [(Key::ArrowLeft, false), (Key::ArrowRight, true)] {
        if pressed(Modifiers::NONE, key) {
            return view.zone.beside(right).map(|zone| Asked::Zone(id, zone));
        }
    }
    let others = [
        (Modifiers::COMMAND, Key::D, Some(Asked::Duplicate(id))),
        (Modifiers::NONE, Key::Enter, Some(Asked::Edit(id, view.zone))),
        (Modifiers::NONE, Key::F2, Some(Asked::Edit(id, view.zone))),
        (Modifiers::NONE, Key::Delete, Some(Asked::Delete(id))),
        (Modifiers::NONE, Key::Home, to(Some(0))),
        (Modifiers::NONE, Key::End, to(limits.len().checked_sub(1))),
    ];
    let mut meant = others.into_iter().filter_map(|(modifiers, key, asked)| Some((modifiers, key, asked?)));
    meant.find(|(modifiers, key, _)| pressed(*modifiers, *key)).map(|(_, _, asked)| asked)
}

/// Shows it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, limits: &List<Limit>) -> Option<Asked> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let columns = Columns::of(ui.available_width());
    view.scroll |= view.rows.measure(ui, limits, &columns);
    let mut asked = None;
    if limits.is_empty() {
        asked = empty(ui);
    }
    for (at, limit) in limits.iter().enumerate() {
        let selected = view.selected == Some(limit.id);
        let editing = view.editing.as_ref().filter(|editing| editing.limit == limit.id).map(|editing| editing.zone);
        let shown = Shown { selected, kind_is_shared: view.rows.is_shared(limit.kind), editing };
        // what is typed now is not measured yet
        let placed = selected.then(|| layout::place(ui, limit, &columns, shown));
        let known = view.rows.heights.get(at).copied().unwrap_or(0.0);
        let height = placed.as_ref().map_or(known, |placed| placed.height);
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        // the selected row is there even out of sight: it is where the keyboard is
        if !selected && !ui.is_rect_visible(rect) {
            continue;
        }
        let placed = placed.unwrap_or_else(|| layout::place(ui, limit, &columns, shown));
        let moves = [at.checked_sub(1), Some(at + 1).filter(|to| *to < limits.len())];
        asked = Row { limit, columns, placed, shown, moves, rect }.show(ui, desk, view).or(asked);
    }
    view.scroll = false;
    asked = row_drag::show(ui, desk, &super::listed(view, limits)).map(Asked::Select).or(asked);
    let own = UiBuilder::new().scope_id(egui::Id::unique("kinds without a limit"));
    ui.scope_builder(own, |ui| missing(ui, &view.rows)).inner.or(asked)
}

/// The heads, which stay while the rows scroll: the zones in the colors of the bars.
pub fn heads(ui: &mut Ui) {
    let columns = Columns::of(ui.available_width());
    ui.spacing_mut().item_spacing.y = 0.0;
    if columns.stacked {
        return label::rule(ui);
    }
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    let kind = theme::line(ui, "Kind of limit", Type::Caption, c.ink_2);
    let middle = |galley: &egui::Galley| rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left() + columns.kind.min, middle(&kind)), kind, c.ink_2);
    let meanings = ["as measured", "still shown", "what happens"];
    for (zone, ((across, word), meaning)) in columns.zones.iter().zip(range_bar::ZONES).zip(meanings).enumerate() {
        let (fill, ink) = range_bar::fill(c, zone);
        let chip = Rect::from_min_max(
            pos2(rect.left() + across.min, rect.top() + 4.0),
            pos2(rect.left() + across.max, rect.bottom() - 8.0),
        );
        ui.painter().rect_filled(chip, radius::CHIP, fill);
        let word = theme::line(ui, word, Type::Caption, ink);
        let wide = word.size().x;
        let y = |galley: &egui::Galley| chip.center().y - galley.size().y / 2.0;
        ui.painter().galley(pos2(chip.left() + 8.0, y(&word)), word, ink);
        let meaning = theme::cut(ui, meaning, Type::Small, ink, chip.width() - wide - 24.0, 1);
        ui.painter().galley(pos2(chip.left() + 16.0 + wide, y(&meaning)), meaning, ink);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// What a section without limits asks.
fn empty(ui: &mut Ui) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut asked = None;
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        label::text(ui, "Where would you not trust it?", Type::Prompt, c.ink_2);
        let button = Button::new("Add limit").icon(icons::PLUS).name("Add the first limit").show(ui);
        regions::entrance(Region::Main, &button);
        if button.clicked() {
            asked = Some(Asked::Add(None));
        }
    });
    ui.add_space(12.0);
    label::rule(ui);
    asked
}

/// The kinds without a limit, each with its question and the way to add one.
fn missing(ui: &mut Ui, rows: &Rows) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut asked = None;
    for kind in rows.missing() {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), MISSING), Sense::hover());
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
        let left = rect.left() + 8.0 + layout::NUMBER;
        let width = rect.right() - left - 128.0;
        let title = theme::cut(ui, wording::kind(Some(kind)), Type::Medium, c.ink_2, width, 1);
        let question = theme::cut(ui, wording::question(kind), Type::Prompt, c.ink_2, width, 1);
        let top = rect.center().y - f32::midpoint(title.size().y, question.size().y);
        let under = top + title.size().y;
        ui.painter().galley(pos2(left, top), title, c.ink_2);
        ui.painter().galley(pos2(left, under), question, c.ink_2);
        let place = Rect::from_min_max(
            pos2(rect.right() - 116.0, rect.center().y - size::CONTROL / 2.0),
            pos2(rect.right() - 8.0, rect.center().y + size::CONTROL / 2.0),
        );
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        let own = UiBuilder::new().max_rect(place).layout(layout).scope_id(egui::Id::unique(("no limit of", kind)));
        let mut corner = ui.new_child(own);
        let name = format!("Add limit: {}", kind.label());
        if Button::new("Add limit").quiet().icon(icons::PLUS).name(&name).show(&mut corner).clicked() {
            asked = Some(Asked::Add(Some(kind)));
        }
    }
    asked
}

/// The menu of a row, also of the card. `moves`: the positions above and below.
pub fn commands(ui: &mut Ui, limit: &Limit, zone: super::Zone, moves: [Option<usize>; 2]) -> Option<Asked> {
    let id = limit.id;
    let [up, down] = moves.map(|to| to.map(|to| Asked::Move(id, to)));
    let edit = format!("Edit: {}", zone.label().to_lowercase());
    let keep = menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(limit.internal);
    let rows = [
        (menu::Row::new(&edit).icon(icons::PENCIL).keys("Enter"), Some(Asked::Edit(id, zone))),
        (menu::Row::new("Edit shares").icon(icons::RULER), Some(Asked::Shares(id))),
        (menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D"), Some(Asked::Duplicate(id))),
        (menu::Row::new("Move up").icon(icons::ARROW_UP).keys("Alt Up"), up),
        (menu::Row::new("Move down").icon(icons::ARROW_DOWN).keys("Alt Down"), down),
        (keep, Some(Asked::Keep(id, !limit.internal))),
        (menu::Row::new("Delete").icon(icons::TRASH).keys("Delete"), Some(Asked::Delete(id))),
    ];
    let picked = rows.into_iter().filter_map(|(row, meaning)| {
        let clicked = row.enabled(meaning.is_some()).show(ui).clicked();
        meaning.filter(|_| clicked)
    });
    picked.last()
}

/// Where a limit can be moved: up and down.
pub fn moves(limits: &List<Limit>, id: Id) -> [Option<usize>; 2] {
    let Some(at) = limits.iter().position(|limit| limit.id == id) else { return [None; 2] };
    [at.checked_sub(1), Some(at + 1).filter(|to| *to < limits.len())]
}
