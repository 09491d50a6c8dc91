//! The band under the head of a page that has unknown fields: how many there are, how many are late, and the way to all of
//! them. Every page has its head drawn in one place, which knows no workbook: what the band says is laid ready for it.

use egui::{Align, CornerRadius, Id, Layout, Margin, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, vec2};

use crate::model::canvas::NoteKind;
use crate::model::{Date, Section};
use crate::ui::desk::{Desk, Room};
use crate::ui::facts::Facts;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::words;

/// The height of the band.
const HIGH: f32 = 40.0;
/// In a window that is less high than this, the page needs the room.
const LEAST: f32 = 600.0;

/// What a band says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    title: String,
    rest: String,
    count: usize,
}

fn key() -> Id {
    Id::unique("band about unknown fields")
}

fn asked_key() -> Id {
    Id::unique("all unknown fields were asked for")
}

/// Lays ready what the band of a page says, if the page has unknown fields and room for it.
pub fn offer(ui: &Ui, section: Section, desk: &Desk<'_>) {
    let room = desk.room >= Room::Tight && ui.ctx().content_rect().height() >= LEAST;
    let said = said(desk.facts, section, desk.today).filter(|_| room);
    ui.data_mut(|data| data.insert_temp(key(), said));
}

/// Takes back what was laid ready and not shown: the page has no such head.
pub fn withdraw(ctx: &egui::Context) {
    ctx.data_mut(|data| data.remove::<Option<Said>>(key()));
}

/// How many fields of a page are unknown, in two sentences, the second empty if there is nothing to worry about. `None` if
/// none is: what is unknown elsewhere is not for this page to say.
fn said(facts: &Facts, section: Section, today: Date) -> Option<Said> {
    let here = || facts.unknowns.iter().filter(|unknown| unknown.place.section == section);
    let fields = match here().count() {
        0 => return None,
        1 => "One field here is".to_owned(),
        several => format!("{} fields here are", words::capitalized(&words::spelled(several))),
    };
    let late = here().filter(|unknown| unknown.due.is_some_and(|due| due < today)).count();
    let nobody = here().filter(|unknown| unknown.owner.trim().is_empty()).count();
    let title = format!("{fields} marked unknown.");
    Some(Said { title, rest: at_risk(late, nobody), count: facts.unknowns.len() })
}

/// How many are late and how many nobody looks into, as a sentence.
pub fn at_risk(late: usize, nobody: usize) -> String {
    let verb = |count: usize, one: &str, several: &str| {
        format!("{} {}", words::spelled(count), if count == 1 { one } else { several })
    };
    let parts: Vec<String> = [
        (late > 0).then(|| verb(late, "is late", "are late")),
        (nobody > 0).then(|| verb(nobody, "has nobody", "have nobody")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { String::new() } else { format!("{}.", words::capitalized(&parts.join(", "))) }
}

/// Shows the band that was laid ready.
pub fn show(ui: &mut Ui) {
    let Some(said) = ui.data_mut(|data| data.remove_temp::<Option<Said>>(key())).flatten() else { return };
    let c = theme::colors(ui);
    let (outer, _) = ui.allocate_exact_size(vec2(ui.available_width(), HIGH + 8.0), Sense::hover());
    let mut rect = outer - Margin { left: size::SIDE as i8, right: size::SIDE as i8, top: 0, bottom: 8 };
    rect.max.x = rect.max.x.max(rect.min.x);
    ui.painter().rect_filled(rect, CornerRadius::same(radius::CARD), c.question_fill);
    let mark = egui::Rect::from_center_size(rect.left_center() + vec2(26.0, 0.0), Vec2::splat(20.0));
    glyph::paint(ui.painter(), mark, Glyph::Kind(NoteKind::Question), c);
    let inside = rect.with_min_x(rect.left() + 46.0).with_max_x(rect.right() - 12.0);
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::right_to_left(Align::Center)), |ui| {
        let words = format!("List all {}", words::count(said.count as u64));
        if link_named(ui, &words, "List all unknown fields").clicked() {
            ui.data_mut(|data| data.insert_temp(asked_key(), true));
            ui.ctx().request_repaint();
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| text(ui, &said));
    });
}

fn text(ui: &mut Ui, said: &Said) {
    let c = theme::colors(ui);
    let title = theme::cut(ui, &said.title, Type::Strong, c.ink, ui.available_width(), 1);
    let rest = theme::cut(ui, &said.rest, Type::Body, c.ink_2, ui.available_width() - title.size().x - 8.0, 1);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    let end = title.size().x + 6.0;
    ui.painter().galley(rect.left_top(), title, c.ink);
    if rect.width() > end + 40.0 {
        ui.painter().galley(rect.left_top() + vec2(end, 0.0), rest, c.ink_2);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{} {}", said.title, said.rest).trim()));
}

/// Whether somebody has asked for the list, once.
pub fn was_asked(ctx: &egui::Context) -> bool {
    ctx.data_mut(|data| data.remove_temp::<bool>(asked_key())).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_late_and_what_nobody_looks_into_is_a_sentence() {
        assert_eq!(at_risk(2, 1), "Two are late, one has nobody.");
        assert_eq!(at_risk(1, 0), "One is late.");
        assert_eq!(at_risk(0, 14), "14 have nobody.");
        assert_eq!(at_risk(0, 0), "");
    }
}
