//! A sign in its card: whether it was seen, what one would see, and where the workbook shows otherwise.
//!
//! All signs together are one stop of the Tab key: Up and Down move inside a level, Left and Right between levels, Space
//! says seen, in part or not seen, Enter shows every question.

use egui::{Key, Modifiers, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::maturity::Evidence;
use crate::model::Id;
use crate::model::checklist::PracticeStatus;
use crate::model::maturity::{Maturity, MaturityLevel, MaturitySignal, Seen};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::glyph::Glyph;
use crate::ui::widgets::{focus, glyph as shapes, label, menu};

use super::{Asked, View, pressed};

/// The least height of a row, and the room for the square.
const LEAST: f32 = 28.0;
const LEAD: f32 = 24.0;

/// The id of a sign's row.
pub fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("sign", id))
}

/// The square of an answer.
pub const fn glyph(seen: Option<Seen>) -> Glyph {
    Glyph::Status(match seen {
        Some(Seen::Seen) => PracticeStatus::Done,
        Some(Seen::Partly) => PracticeStatus::InProgress,
        Some(Seen::NotSeen) | None => PracticeStatus::NotStarted,
    })
}

/// The statement, or what stands for it.
pub fn statement(signal: &MaturitySignal) -> &str {
    match signal.statement.trim() {
        "" => "New sign",
        statement => statement,
    }
}

/// The signs of a level.
pub fn of_level(maturity: &Maturity, level: Option<MaturityLevel>) -> impl Iterator<Item = &MaturitySignal> {
    maturity.signals.iter().filter(move |signal| signal.level == level)
}

/// Every sign in the order of the cards.
pub fn in_order(maturity: &Maturity) -> Vec<Id> {
    let levels = MaturityLevel::ALL.iter().copied().map(Some).chain([None]);
    levels.flat_map(|level| of_level(maturity, level).map(|signal| signal.id)).collect()
}

/// The sign after this one, or before it if it is the last.
pub fn beside(maturity: &Maturity, id: Id) -> Option<Id> {
    let order = in_order(maturity);
    let at = order.iter().position(|other| *other == id)?;
    order.get(at + 1).or_else(|| order.get(at.checked_sub(1)?)).copied()
}

/// The sign at the same height in the next level with signs, to the left or to the right.
fn across(maturity: &Maturity, id: Id, right: bool) -> Option<Id> {
    let columns: Vec<Vec<Id>> = MaturityLevel::ALL
        .iter()
        .map(|level| of_level(maturity, Some(*level)).map(|signal| signal.id).collect())
        .collect();
    let here = columns.iter().position(|column| column.contains(&id))?;
    let row = columns.get(here)?.iter().position(|other| *other == id)?;
    let filled = |column: &&Vec<Id>| !column.is_empty();
    let column =
        if right { columns.iter().skip(here + 1).find(filled) } else { columns.iter().take(here).rev().find(filled) }?;
    column.get(row).or_else(|| column.last()).copied()
}

/// The position in the list of the sign above or below in the same level.
fn neighbor(maturity: &Maturity, id: Id, below: bool) -> Option<usize> {
    let level = maturity.signals.find(id)?.level;
    let column: Vec<Id> = of_level(maturity, level).map(|signal| signal.id).collect();
    let at = column.iter().position(|other| *other == id)?;
    let to = column.get(if below { at + 1 } else { at.checked_sub(1)? })?;
    maturity.signals.iter().position(|signal| signal.id == *to)
}

/// The keys of the sign that has the focus, and N for another sign.
pub fn keys(ui: &Ui, desk: &Desk<'_>, view: &View, maturity: &Maturity) -> Option<Asked> {
    let focused = ui.memory(egui::Memory::focused);
    let idle = !ui.ctx().text_edit_focused() && !egui::Popup::is_any_open(ui.ctx());
    let on_sign = view.at.is_some_and(|id| focused == Some(row_id(id)));
    if idle && desk.single_keys && (focused.is_none() || on_sign) && pressed(ui, Modifiers::NONE, Key::N) {
        let level = view.at.and_then(|id| maturity.signals.find(id)).and_then(|signal| signal.level);
        return Some(Asked::Add(level.or(desk.facts.maturity.next)));
    }
    let id = view.at.filter(|_| on_sign && idle)?;
    let locked = egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row_id(id), locked));
    for (key, below) in [(Key::ArrowUp, false), (Key::ArrowDown, true)] {
        if pressed(ui, Modifiers::ALT, key) {
            return neighbor(maturity, id, below).map(|to| Asked::Move(id, to));
        }
        if pressed(ui, Modifiers::NONE, key) {
            let to = neighbor(maturity, id, below).and_then(|at| maturity.signals.at(at));
            return to.map(|signal| Asked::Go(signal.id));
        }
    }
    for (key, right) in [(Key::ArrowLeft, false), (Key::ArrowRight, true)] {
        if pressed(ui, Modifiers::NONE, key) {
            return across(maturity, id, right).map(Asked::Go);
        }
    }
    if pressed(ui, Modifiers::COMMAND, Key::D) {
        return Some(Asked::Duplicate(id));
    }
    let others = [
        (Key::Space, Asked::Cycle(id)),
        (Key::Enter, Asked::Open(id)),
        (Key::F2, Asked::Open(id)),
        (Key::Delete, Asked::Delete(id)),
    ];
    others.into_iter().find(|(key, _)| pressed(ui, Modifiers::NONE, *key)).map(|(_, asked)| asked)
}

/// A sign while it is drawn.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// The sign.
    pub signal: &'a MaturitySignal,
    /// What the workbook shows about it.
    pub evidence: Option<&'a Evidence>,
}

impl Row<'_> {
    /// What contradicts the judgment, if anything does.
    fn contradiction(&self) -> Option<&str> {
        self.evidence.filter(|evidence| evidence.contradicts(self.signal.seen)).map(|evidence| evidence.words.as_str())
    }

    /// How high it is in this width.
    pub fn height(&self, ui: &Ui, width: f32) -> f32 {
        let c = theme::colors(ui);
        let height = |text: &str, style| theme::wrapped(ui, text, style, c.ink, width - LEAD - 4.0).size().y;
        let said = self.contradiction().map_or(0.0, |words| height(words, Type::Small));
        (height(statement(self.signal), Type::Body) + said + 8.0).max(LEAST)
    }

    /// In full, for screen readers.
    fn said(&self) -> String {
        let seen = self.signal.seen.map_or("not looked at", Seen::label);
        let said = self.contradiction().map(|words| format!(". The workbook shows otherwise: {words}"));
        format!("{}: {seen}{}", statement(self.signal), said.unwrap_or_default())
    }

    /// Shows it.
    pub fn show(&self, ui: &Ui, view: &mut View, rect: Rect) -> Option<Asked> {
        let c = theme::colors(ui);
        let id = self.signal.id;
        let here = view.at == Some(id);
        let response = ui.interact(rect, row_id(id), if here { Sense::click() } else { Sense::CLICK });
        let on = self.signal.seen == Some(Seen::Seen);
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, self.said()));
        if here {
            regions::entrance(Region::Main, &response);
            if std::mem::take(&mut view.focus) {
                response.request_focus();
                response.scroll_to_me(None);
            }
        }
        if view.open == Some(id) {
            ui.painter().rect_filled(rect, radius::CHIP, c.accent_soft);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, radius::CHIP, c.hover);
        }
        let square = Rect::from_min_size(rect.min + vec2(2.0, 6.0), Vec2::splat(16.0));
        shapes::paint(ui.painter(), square, glyph(self.signal.seen), c);
        let ink = if on { c.ink } else { c.ink_2 };
        let width = rect.width() - LEAD - 4.0;
        let galley = theme::wrapped(ui, statement(self.signal), Type::Body, ink, width);
        let corner = pos2(rect.left() + LEAD, rect.top() + 4.0);
        let below = corner.y + galley.size().y;
        ui.painter().galley(corner, galley, ink);
        if let Some(words) = self.contradiction() {
            let mark = Rect::from_center_size(pos2(square.center().x, below + 8.0), Vec2::splat(12.0));
            shapes::paint(ui.painter(), mark, Glyph::Warning, c);
            let galley = theme::wrapped(ui, words, Type::Small, c.atrisk_text, width);
            ui.painter().galley(pos2(corner.x, below), galley, c.atrisk_text);
        }
        focus::ring_inside(ui, &response, rect, radius::CHIP);
        let on_square = response.interact_pointer_pos().is_some_and(|at| square.expand(4.0).contains(at));
        let mut asked = response.clicked().then_some(if on_square || response.interact_pointer_pos().is_none() {
            Asked::Cycle(id)
        } else {
            Asked::Open(id)
        });
        if !here && response.gained_focus() {
            asked = asked.or(Some(Asked::Go(id)));
        }
        let picked = menu::context(&response, |ui| self.menu(ui)).flatten();
        self.tell(response);
        picked.or(asked)
    }

    fn menu(&self, ui: &mut Ui) -> Option<Asked> {
        let id = self.signal.id;
        let mut asked = None;
        for (row, meaning) in [
            (menu::Row::new("Seen, partly, not seen").icon(icons::CHECK_SQUARE).keys("Space"), Asked::Cycle(id)),
            (menu::Row::new("All questions").icon(icons::LIST).keys("Enter"), Asked::Open(id)),
            (menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D"), Asked::Duplicate(id)),
            (menu::Row::new("Delete").icon(icons::TRASH).keys("Delete"), Asked::Delete(id)),
        ] {
            if row.show(ui).clicked() {
                asked = Some(meaning);
            }
        }
        asked
    }

    /// What people and the workbook say about it, in the tooltip.
    fn tell(&self, response: egui::Response) {
        let evidence = self.signal.evidence.trim();
        if evidence.is_empty() && self.evidence.is_none() {
            return;
        }
        response.on_hover_ui(|ui| {
            let c = theme::colors(ui);
            if !evidence.is_empty() {
                label::text(ui, evidence, Type::Caption, c.ink);
            }
            if let Some(found) = self.evidence {
                label::text(ui, &format!("The workbook shows: {}", found.words), Type::Small, c.ink_2);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn maturity() -> Maturity {
        use MaturityLevel::{Experimental, Operational};
        let sign = |id, level| MaturitySignal { id: Id(id), level, ..MaturitySignal::default() };
        let signs =
            [sign(1, Some(Operational)), sign(2, Some(Experimental)), sign(3, Some(Experimental)), sign(4, None)];
        Maturity { signals: signs.into_iter().collect(), ..Maturity::default() }
    }

    #[test]
    fn steps_go_through_the_levels_and_leave_empty_ones_out() {
        let maturity = maturity();
        assert_eq!(in_order(&maturity), [Id(2), Id(3), Id(1), Id(4)]);
        assert_eq!(across(&maturity, Id(3), true), Some(Id(1)), "at the nearest height");
        assert_eq!(across(&maturity, Id(1), false), Some(Id(2)));
        assert_eq!(across(&maturity, Id(1), true), None);
        assert_eq!(neighbor(&maturity, Id(2), true), Some(2));
        assert_eq!(neighbor(&maturity, Id(1), true), None);
        assert_eq!(beside(&maturity, Id(4)), Some(Id(1)), "the last one's heir is the one before");
    }
}
