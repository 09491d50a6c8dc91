//! The row of a limit: its kind with what it asks, the share bar, and the zones with what the product does past the last one.
//! The selected zone can be edited where it stands.

use egui::{Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::model::limits::Limit;
use crate::model::record::cite;
use crate::model::{Id, Record as _};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{answer, bulk, row_drag};
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu, range_bar};

use super::layout::{Cell, Columns, LEAD, NUMBER, Placed, Shown};
use super::shares::Shares;
use super::wording::{self, Says, Zone};
use super::{Asked, View, table};

/// How many linked items a row names.
const MOST_LINKS: usize = 3;
/// The room for the words after the bar.
const BAR_WORDS: f32 = 156.0;

/// The id of a row.
pub fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("limit row", id))
}

/// A row while it is drawn.
pub struct Row<'a> {
    /// The limit.
    pub limit: &'a Limit,
    /// Where the columns lie.
    pub columns: Columns,
    /// Where its parts lie.
    pub placed: Placed,
    /// What is special about it.
    pub shown: Shown,
    /// Where it can be moved: up and down.
    pub moves: [Option<usize>; 2],
    /// Where it is.
    pub rect: Rect,
}

impl Row<'_> {
    /// Shows it.
    pub fn show(&self, ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) -> Option<Asked> {
        let c = theme::colors(ui);
        let (id, rect, selected) = (self.limit.id, self.rect, self.shown.selected);
        let sense = if selected { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(rect, row_id(id), sense | row_drag::SENSE);
        let marked = selected || desk.hold.has(id);
        let zone = selected.then_some(view.zone);
        response
            .widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, marked, wording::row(self.limit, zone)));
        if selected {
            regions::entrance(Region::Main, &response);
            if std::mem::take(&mut view.focus) {
                response.request_focus();
            }
            if std::mem::take(&mut view.scroll) {
                ui.scroll_to_rect(rect, None);
            }
        }
        if marked {
            ui.painter().rect_filled(rect, 0, c.accent_soft);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 0, c.hover);
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
        self.kind(ui, desk);
        let mut asked = self.links(ui, desk).or(self.bar(ui));
        for cell in &self.placed.cells {
            asked = if self.shown.editing == Some(cell.zone) {
                self.edit(ui, desk, view, cell);
                asked
            } else {
                self.cell(ui, cell, (view, response.has_focus())).or(asked)
            };
        }
        row_drag::row(ui, desk, &response, id);
        let picked = menu::context(&response, |ui| {
            if desk.hold.is_one_of_many(id) {
                bulk::menu(ui, desk);
                return None;
            }
            table::commands(ui, self.limit, view.zone, self.moves)
        });
        let picked = picked.flatten();
        let clicked = (response.clicked() || response.secondary_clicked()).then_some(Asked::Select(id));
        asked.or(picked).or(clicked)
    }

    fn at(&self, rect: Rect) -> Rect {
        rect.translate(self.rect.min.to_vec2())
    }

    fn kind(&self, ui: &Ui, desk: &Desk<'_>) {
        let c = theme::colors(ui);
        let corner = self.rect.min + vec2(self.columns.kind.min, 12.0);
        let number = theme::line(ui, &self.limit.number.to_string(), Type::Body, c.ink_3);
        ui.painter().galley(corner, number, c.ink_3);
        let (title, line) = (&self.placed.title, &self.placed.line);
        let at = corner + vec2(NUMBER, 0.0);
        ui.painter().galley(at, title.clone(), c.ink);
        ui.painter().galley(at + vec2(0.0, title.size().y + 2.0), line.clone(), c.ink);
        if let Some(worst) = desk.facts.worst_of_item(self.limit.id) {
            let mark = Rect::from_center_size(at + vec2(title.size().x + 13.0, 10.0), Vec2::splat(14.0));
            glyph::paint(ui.painter(), mark, Glyph::of_severity(worst), c);
        }
    }

    /// The items that it is linked with, as they are cited.
    fn links(&self, ui: &Ui, desk: &Desk<'_>) -> Option<Asked> {
        let c = theme::colors(ui);
        let place = self.at(self.placed.links?);
        let mut x = place.left();
        let mut asked = None;
        for id in self.limit.links.iter().take(MOST_LINKS) {
            let Some(entry) = desk.facts.index.get(*id) else { continue };
            let galley = theme::line(ui, &cite(entry.kind, entry.number), Type::Caption, c.accent);
            let wide = galley.size().x.max(size::TARGET);
            if x + wide > place.right() {
                break;
            }
            let target = Rect::from_min_size(pos2(x, place.top()), vec2(wide, size::TARGET));
            let response = ui.interact(target, row_id(self.limit.id).with(("link", *id)), Sense::CLICK);
            let words = entry.words();
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("Go to {words}")));
            let y = target.center().y - galley.size().y / 2.0;
            if response.hovered() {
                let under = y + galley.size().y;
                ui.painter().hline(x..=x + galley.size().x, under, Stroke::new(1.0, c.accent));
            }
            ui.painter().galley(pos2(x, y), galley, c.accent);
            if response.on_hover_text(words).on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                asked = Some(Asked::GoTo(*id));
            }
            x += wide + 10.0;
        }
        asked
    }

    /// The bar with its shares: a click leads to where they are typed.
    fn bar(&self, ui: &Ui) -> Option<Asked> {
        let c = theme::colors(ui);
        let place = self.at(self.placed.bar);
        let shares = Shares::of(self.limit);
        let room = BAR_WORDS.min(place.width() * 0.45);
        let left = place.left();
        let bar = Rect::from_center_size(
            pos2(left + (place.width() - room - 8.0) / 2.0, place.center().y),
            vec2(place.width() - room - 8.0, range_bar::HEIGHT),
        );
        range_bar::paint(ui, bar, shares.parts());
        let (lead, rest) = shares.words();
        let mut x = bar.right() + 8.0;
        if matches!(shares, Shares::Over(_)) {
            let mark = Rect::from_center_size(pos2(x + 7.0, place.center().y), Vec2::splat(14.0));
            glyph::paint(ui.painter(), mark, Glyph::Warning, c);
            x += LEAD;
        }
        for (words, style, ink) in [(&lead, Type::Caption, c.ink), (&rest, Type::Small, c.ink_2)] {
            let galley = theme::cut(ui, words, style, ink, (place.right() - x).max(1.0), 1);
            let wide = galley.size().x;
            ui.painter().galley(pos2(x, place.center().y - galley.size().y / 2.0), galley, ink);
            x += wide;
        }
        let response = ui.interact(place, row_id(self.limit.id).with("shares"), Sense::CLICK);
        let said = format!("{}. Edit shares", shares.sentence());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        response.on_hover_text(said).clicked().then_some(Asked::Shares(self.limit.id))
    }

    /// A zone as it is read.
    fn cell(&self, ui: &Ui, cell: &Cell, (view, has_focus): (&View, bool)) -> Option<Asked> {
        let c = theme::colors(ui);
        let id = self.limit.id;
        let rect = self.at(cell.rect);
        let chosen = self.shown.selected && view.zone == cell.zone;
        self.caption(ui, cell, rect);
        let response = ui.interact(rect, row_id(id).with(cell.zone), Sense::CLICK);
        let said = format!("{}, {}: {}", cell.zone.label(), wording::kind(self.limit.kind), cell.says.words());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &said));
        if chosen {
            let edge = if has_focus && focus::by_keyboard(ui.ctx()) {
                Stroke::new(2.0, c.focus)
            } else {
                Stroke::new(1.0, c.accent)
            };
            ui.painter().rect(rect, radius::CHIP, c.surface, edge, StrokeKind::Inside);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, radius::CHIP, c.pressed);
        }
        let galley = cell.galley.clone();
        let top = rect.center().y - galley.size().y / 2.0;
        let mut left = rect.left() + 8.0;
        if cell.has_lead() {
            let mark = Rect::from_center_size(pos2(left + 7.0, top + 10.0), Vec2::splat(14.0));
            match (&cell.says, cell.zone) {
                (Says::Blank(_) | Says::Unknown(_), Zone::Boundary) => {
                    glyph::paint(ui.painter(), mark, Glyph::Warning, c);
                }
                (_, Zone::Boundary) => label::paint_icon(ui, mark, icons::BEND_RIGHT, Type::Icon, c.ink_3),
                _ => glyph::paint(ui.painter(), mark, Glyph::Kind(crate::model::canvas::NoteKind::Question), c),
            }
            left += LEAD;
        }
        ui.painter().galley(pos2(left, top), galley, c.ink);
        let picked = menu::context(&response, |ui| table::commands(ui, self.limit, cell.zone, self.moves)).flatten();
        let edits = response.double_clicked() || (response.clicked() && self.shown.selected);
        let clicked = (response.clicked() || response.secondary_clicked()).then_some(Asked::Zone(id, cell.zone));
        let response = response.on_hover_cursor(egui::CursorIcon::Text);
        if cell.galley.elided {
            response.on_hover_text(cell.says.words());
        }
        picked.or(if edits { Some(Asked::Edit(id, cell.zone)) } else { clicked })
    }

    /// The name of a zone over it, where zones lie one under the other.
    fn caption(&self, ui: &Ui, cell: &Cell, rect: Rect) {
        if !self.columns.stacked || cell.zone == Zone::Boundary {
            return;
        }
        let c = theme::colors(ui);
        let middle = pos2(rect.left() + 14.0, rect.top() - 10.0);
        let key = Rect::from_center_size(middle, Vec2::splat(12.0));
        let (fill, _) = range_bar::fill(c, cell.zone as usize);
        ui.painter().rect_filled(key, 2, fill);
        let words = theme::line(ui, cell.zone.label(), Type::Caption, c.ink_2);
        ui.painter().galley(pos2(key.right() + 8.0, middle.y - words.size().y / 2.0), words, c.ink_2);
    }

    /// A zone while it is edited.
    fn edit(&self, ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, cell: &Cell) {
        let Some(editing) = &mut view.editing else { return };
        let (key, rect) = (cell.zone.key(), self.at(cell.rect));
        self.caption(ui, cell, rect);
        let fresh = std::mem::take(&mut editing.fresh);
        let question = self.limit.fields().iter().find(|field| field.key == key).map_or("", |field| field.prompt);
        let id = row_id(self.limit.id).with(("edit", cell.zone));
        let mut place = ui.new_child(UiBuilder::new().max_rect(rect).scope_id(id.with("place")));
        let field = TextField::prose(id, question, 2).style(Type::Note).hint(question).take_focus(fresh);
        let current = cell.zone.text(self.limit);
        let typed = field.show(&mut place, current);
        if fresh {
            typed.response.scroll_to_me(None);
        }
        let restored = typed.escaped.then(|| editing.before.clone()).filter(|before| before != current);
        if let Some(text) = typed.text.or(restored) {
            let name = format!("edit {}", cell.zone.label().to_lowercase());
            Spot::item(self.limit.id).write(desk, &name, key, |value| answer::set(value, &text));
        }
        if typed.escaped || typed.entered || (!fresh && !typed.response.has_focus()) {
            view.editing = None;
            if typed.escaped || typed.entered {
                // at once: the next key may come before the row is drawn
                ui.memory_mut(|memory| memory.request_focus(row_id(self.limit.id)));
            }
            ui.ctx().request_repaint();
        }
    }
}
