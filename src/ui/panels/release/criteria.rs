//! The criteria of the selected gate as a table: what each needs, what there is now, and how it stands. A row opens in
//! place to its answers.
//!
//! The table is one stop of the Tab key: the selected row has the focus, Up and Down move, and Up from the first row leads
//! back to the gate.

use egui::{Key, Modifiers, Rangef, Rect, Role, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::metric::Standing;
use crate::model::release::{Criterion, CriterionKind, Gate};
use crate::model::{Id, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Colors, Type, radius, size};
use crate::ui::widgets::{focus, glyph, label, menu};

use super::plan::Stop;
use super::wording::{self, Basis};
use super::{Asked, View, criterion};

/// How high a row is.
pub const ROW: f32 = 36.0;
const HEAD: f32 = 32.0;
const PAD: f32 = 8.0;
const VERDICT: f32 = 100.0;

/// The id of a row.
pub fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("criterion row", id))
}

/// Where the columns lie, from the left of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Columns {
    kind: Rangef,
    /// Whether the kind has room for its word.
    worded: bool,
    name: Rangef,
    needs: Option<Rangef>,
    now: Option<Rangef>,
    verdict: Rangef,
    as_of: Option<Rangef>,
}

impl Columns {
    fn of(width: f32) -> Self {
        let (worded, has_now, has_all) = (width >= 520.0, width >= 560.0, width >= 720.0);
        let mut right = width - PAD;
        let mut take = |wide: f32, there: bool| {
            let column = there.then(|| Rangef::new(right - wide, right));
            right -= if there { wide + 12.0 } else { 0.0 };
            column
        };
        let as_of = take(52.0, has_all);
        let verdict = take(VERDICT, true).unwrap_or(Rangef::NOTHING);
        let now = take(128.0, has_now);
        let needs = take(124.0, has_all);
        let kind = Rangef::new(PAD, PAD + if worded { 92.0 } else { 20.0 });
        Self { kind, worded, name: Rangef::new(kind.max + PAD, right), needs, now, verdict, as_of }
    }
}

/// What keys ask for while a row has the focus.
pub fn keys(ui: &Ui, view: &View, gate: &Gate) -> Option<Asked> {
    let id = view.criterion?;
    if !ui.memory(|memory| memory.has_focus(row_id(id))) || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let locked = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row_id(id), locked));
    let at = gate.criteria.iter().position(|criterion| criterion.id == id)?;
    let place = (gate.id, id);
    let row = |at: usize| gate.criteria.at(at).map(|criterion| Asked::Criterion(criterion.id));
    let last = gate.criteria.len() - 1;
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::ALT, Key::ArrowUp) {
        return at.checked_sub(1).map(|to| Asked::MoveCriterion(id, to));
    }
    if pressed(Modifiers::ALT, Key::ArrowDown) {
        return (at < last).then_some(Asked::MoveCriterion(id, at + 1));
    }
    if pressed(Modifiers::COMMAND, Key::D) {
        return Some(Asked::Duplicate(id));
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        return Some(Asked::Follow(place));
    }
    if pressed(Modifiers::NONE, Key::F2) {
        return Some(Asked::Edit(place));
    }
    if view.open == Some(id) && pressed(Modifiers::NONE, Key::Escape) {
        return Some(Asked::Criterion(id));
    }
    if pressed(Modifiers::NONE, Key::Delete) {
        return Some(Asked::DeleteCriterion(id));
    }
    if pressed(Modifiers::NONE, Key::ArrowUp) {
        return at.checked_sub(1).map_or(Some(Asked::Select(Stop::Gate(gate.id))), row);
    }
    let steps = [(Key::ArrowDown, (at + 1).min(last)), (Key::Home, 0), (Key::End, last)];
    steps.into_iter().find(|(key, _)| pressed(Modifiers::NONE, *key)).and_then(|(_, to)| row(to))
}

/// Shows them.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, gate): (&Workbook, &Gate)) -> Option<Asked> {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = ui.available_width();
    let columns = Columns::of(width);
    let mut asked = None;
    if gate.criteria.is_empty() {
        ui.add_space(8.0);
        label::text(ui, "What must be true before the next stage?", Type::Prompt, c.ink_2);
        ui.add_space(12.0);
        label::rule(ui);
        return None;
    }
    head(ui, columns, width);
    for (at, criterion) in gate.criteria.iter().enumerate() {
        let row = Row { workbook, gate, criterion, at, columns, standing: view.judged.standing(criterion.id) };
        asked = row.show(ui, desk, view).or(asked);
        if view.open == Some(criterion.id) {
            asked = criterion::show(ui, desk, (workbook, gate, criterion)).or(asked);
        }
    }
    asked
}

fn head(ui: &mut Ui, columns: Columns, width: f32) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEAD), Sense::hover());
    let text = |column: Rangef, words: &str, right: bool| {
        let galley = theme::cut(ui, words, Type::Caption, c.ink_2, column.span(), 1);
        let x = if right { column.max - galley.size().x } else { column.min };
        ui.painter().galley(pos2(rect.left() + x, rect.center().y - galley.size().y / 2.0), galley, c.ink_2);
    };
    if columns.worded {
        text(columns.kind, "Kind", false);
    }
    text(columns.name, "Criterion", false);
    text(columns.verdict, "Verdict", false);
    for (column, words, right) in
        [(columns.needs, "Needs", false), (columns.now, "Now", false), (columns.as_of, "As of", true)]
    {
        if let Some(column) = column {
            text(column, words, right);
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// A row while it is drawn.
struct Row<'a> {
    workbook: &'a Workbook,
    gate: &'a Gate,
    criterion: &'a Criterion,
    at: usize,
    columns: Columns,
    standing: Standing,
}

impl Row<'_> {
    fn show(&self, ui: &mut Ui, desk: &Desk<'_>, view: &mut View) -> Option<Asked> {
        let c = theme::colors(ui);
        let id = self.criterion.id;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        // without a selection the first row is where Tab leads
        let selected = view.criterion == Some(id);
        let here = selected || (view.criterion.is_none() && self.at == 0);
        let response = ui.interact(rect, row_id(id), if here { Sense::click() } else { Sense::CLICK });
        let basis = wording::basis(self.workbook, desk.facts, (self.criterion, self.standing));
        response.widget_info(|| {
            let said = wording::row(self.criterion, self.standing, &basis);
            WidgetInfo::selected(Role::ListBoxOption, true, selected, said)
        });
        if view.focus.take_if(|wanted| *wanted == id).is_some() {
            response.request_focus();
            response.scroll_to_me(None);
        }
        if response.gained_focus() && !selected {
            view.criterion = Some(id);
        }
        if selected {
            ui.painter().rect_filled(rect, 0, c.accent_soft);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 0, c.hover);
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
        self.paint(ui, rect, &basis, (selected, c));
        let go = self.link(ui, rect, c);
        focus::ring_inside(ui, &response, rect, radius::CHIP);
        let picked = menu::context(&response, |ui| self.commands(ui)).flatten();
        let response = response.on_hover_text(Type::Small.text(wording::name(self.criterion), c.ink));
        let place = (self.gate.id, id);
        let clicked = if response.double_clicked() || (response.clicked() && selected) {
            Some(Asked::Edit(place))
        } else {
            (response.clicked() || response.secondary_clicked()).then_some(Asked::Criterion(id))
        };
        go.or(picked).or(clicked)
    }

    fn paint(&self, ui: &mut Ui, rect: Rect, basis: &Basis, (selected, c): (bool, &Colors)) {
        let columns = self.columns;
        let text = |column: Rangef, words: &str, style: Type, ink, right: bool| {
            let galley = theme::cut(ui, words, style, ink, column.span(), 1);
            let x = if right { column.max - galley.size().x } else { column.min };
            ui.painter().galley(pos2(rect.left() + x, rect.center().y - galley.size().y / 2.0), galley, ink);
        };
        let icon = match self.criterion.kind {
            Some(CriterionKind::Metric) => icons::RULER,
            Some(CriterionKind::Budget) => icons::CHART_BARS,
            Some(CriterionKind::Checklist) => icons::CHECK_SQUARE,
            Some(CriterionKind::Finding) => icons::WARNING_DIAMOND,
            Some(CriterionKind::Statement) => icons::CHAT_TEXT,
            None => icons::QUESTION,
        };
        let place =
            Rect::from_center_size(pos2(rect.left() + columns.kind.min + 8.0, rect.center().y), Vec2::splat(16.0));
        label::paint_icon(ui, place, icon, Type::Icon, c.ink_2);
        if columns.worded {
            let kind = Rangef::new(columns.kind.min + 24.0, columns.kind.max);
            text(kind, self.criterion.kind.map_or("Not set", CriterionKind::label), Type::Body, c.ink_2, false);
        }
        let blank = self.criterion.statement.trim().is_empty();
        let name = Rangef::new(columns.name.min, columns.name.max - self.link_width(ui));
        let style = if selected { Type::Strong } else { Type::Medium };
        text(name, wording::name(self.criterion), style, if blank { c.ink_3 } else { c.ink }, false);
        if let Some(needs) = columns.needs {
            text(needs, &basis.needs, Type::Small, c.ink_2, false);
        }
        if let Some(now) = columns.now {
            text(now, &basis.now, Type::Small, c.ink, false);
        }
        if let Some(as_of) = columns.as_of {
            text(as_of, &basis.as_of, Type::Small, c.ink_3, true);
        }
        let corner = pos2(rect.left() + columns.verdict.min, rect.center().y - 10.0);
        let chip = Rect::from_min_size(corner, vec2(VERDICT, 20.0));
        let mut cell = ui.new_child(UiBuilder::new().max_rect(chip));
        label::worded_chip(&mut cell, glyph::alike(self.standing), self.standing.label());
    }

    fn cited(&self) -> Option<String> {
        let linked = self.criterion.item.and_then(|id| wording::linked(self.workbook, id))?;
        linked.split_whitespace().next().map(str::to_owned)
    }

    fn link_width(&self, ui: &Ui) -> f32 {
        self.cited()
            .map_or(0.0, |cited| theme::line(ui, &cited, Type::Caption, theme::colors(ui).accent).size().x + 16.0)
    }

    /// The item that decides it, at the right of the statement.
    fn link(&self, ui: &Ui, rect: Rect, c: &Colors) -> Option<Asked> {
        let (item, cited) = (self.criterion.item?, self.cited()?);
        let galley = theme::line(ui, &cited, Type::Caption, c.accent);
        let wide = galley.size().x + 8.0;
        let center = pos2(rect.left() + self.columns.name.max - wide / 2.0, rect.center().y);
        let place = Rect::from_center_size(center, vec2(wide.max(size::TARGET), size::TARGET));
        let response = ui.interact(place, row_id(self.criterion.id).with("item"), Sense::CLICK);
        let name = format!("Go to {}", wording::linked(self.workbook, item).unwrap_or_default());
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
        if response.hovered() {
            let y = place.center().y + galley.size().y / 2.0 - 1.0;
            ui.painter().hline(place.left() + 4.0..=place.right() - 4.0, y, Stroke::new(1.0, c.accent));
        }
        ui.painter().galley(place.center() - galley.size() / 2.0, galley, c.accent);
        let clicked = response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(name).clicked();
        clicked.then_some(Asked::GoTo(item))
    }

    fn commands(&self, ui: &mut Ui) -> Option<Asked> {
        let (id, place, last) = (self.criterion.id, (self.gate.id, self.criterion.id), self.gate.criteria.len() - 1);
        let mut rows = vec![(menu::Row::new("Edit").icon(icons::PENCIL).keys("F2"), Asked::Edit(place))];
        if self.criterion.item.is_some() {
            rows.push((menu::Row::new("Go to what decides it").icon(icons::LINK).keys("Enter"), Asked::Follow(place)));
        }
        let (up, down) = (self.at.saturating_sub(1), self.at + 1);
        rows.extend([
            (menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D"), Asked::Duplicate(id)),
            (
                menu::Row::new("Move up").icon(icons::ARROW_UP).keys("Alt Up").enabled(self.at > 0),
                Asked::MoveCriterion(id, up),
            ),
            (
                menu::Row::new("Move down").icon(icons::ARROW_DOWN).keys("Alt Down").enabled(self.at < last),
                Asked::MoveCriterion(id, down),
            ),
            (menu::Row::new("Delete").icon(icons::TRASH).keys("Delete"), Asked::DeleteCriterion(id)),
        ]);
        rows.into_iter().filter_map(|(row, meaning)| row.show(ui).clicked().then_some(meaning)).last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_never_overlap_and_stay_inside() {
        for width in [300.0, 432.0, 520.0, 560.0, 719.0, 720.0, 800.0, 1_400.0_f32] {
            let found = Columns::of(width);
            let mut all = vec![found.kind, found.name];
            all.extend([found.needs, found.now, Some(found.verdict), found.as_of].into_iter().flatten());
            assert!(all.windows(2).all(|pair| pair[0].max <= pair[1].min), "{width}: {found:?}");
            assert!(found.name.span() > 120.0 && all.iter().all(|column| column.max <= width), "{width}: {found:?}");
        }
    }
}
