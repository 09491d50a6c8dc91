//! The chip in the head of a page that has unknown fields: how many, and the way to all of them. Every page has its head drawn
//! in one place, which knows no workbook: what the chip says is laid ready for it.

use egui::{CornerRadius, CursorIcon, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use crate::model::canvas::NoteKind;
use crate::model::{Date, Section};
use crate::ui::desk::Desk;
use crate::ui::facts::Facts;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::focus;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::words;

/// In a head with less room than this, the title and the counts need it.
const LEAST: f32 = 480.0;

/// What a chip says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    /// On the chip: about this page.
    short: String,
    /// In the tooltip: about the whole workbook.
    all: String,
}

fn key() -> Id {
    Id::unique("chip about unknown fields")
}

fn asked_key() -> Id {
    Id::unique("all unknown fields were asked for")
}

/// Lays ready what the chip of a page says, if the page has unknown fields.
pub fn offer(ui: &Ui, section: Section, desk: &Desk<'_>) {
    let said = said(desk.facts, section, desk.today);
    ui.data_mut(|data| data.insert_temp(key(), said));
}

/// Takes back what was laid ready and not shown: the page has no such head.
pub fn withdraw(ctx: &egui::Context) {
    ctx.data_mut(|data| data.remove::<Option<Said>>(key()));
}

/// How many fields are unknown: of the page, and of the workbook.
fn said(facts: &Facts, section: Section, today: Date) -> Option<Said> {
    let here = facts.unknowns.iter().filter(|unknown| unknown.place.section == section);
    let (count, late) = here.fold((0_usize, 0_usize), |(count, late), unknown| {
        (count + 1, late + usize::from(unknown.due.is_some_and(|due| due < today)))
    });
    if count == 0 {
        return None;
    }
    let all = facts.unknowns.len();
    let fields = if all == 1 { "One field is".to_owned() } else { format!("{} fields are", words::count(all as u64)) };
    let risk = at_risk(facts.unknowns_at_risk.0, facts.unknowns_at_risk.1);
    let all = format!("{fields} marked unknown in this workbook. {risk}").trim_end().to_owned();
    Some(Said { short: short(count, late), all })
}

/// How many fields of a page are unknown, and how many of them are late.
fn short(count: usize, late: usize) -> String {
    match late {
        0 => format!("{count} unknown"),
        _ if late == count => format!("{count} unknown, late"),
        _ => format!("{count} unknown, {late} late"),
    }
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

/// Shows the chip that was laid ready.
pub fn show(ui: &mut Ui) {
    let Some(said) = ui.data_mut(|data| data.remove_temp::<Option<Said>>(key())).flatten() else { return };
    if ui.available_width() < LEAST {
        return;
    }
    let c = theme::colors(ui);
    let galley = theme::line(ui, &said.short, Type::Caption, c.question_text);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 36.0, size::TARGET), Sense::click());
    ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), c.question_fill);
    if response.hovered() {
        ui.painter().rect_stroke(rect, radius::CHIP, Stroke::new(1.0, c.question_text), StrokeKind::Inside);
    }
    let mark = Rect::from_center_size(rect.left_center() + vec2(15.0, 0.0), Vec2::splat(14.0));
    glyph::paint(ui.painter(), mark, Glyph::Kind(NoteKind::Question), c);
    ui.painter().galley(rect.left_center() + vec2(28.0, -galley.size().y / 2.0), galley, c.question_text);
    focus::follow(&response);
    focus::ring(ui, &response, rect, radius::CHIP);
    response.widget_info(|| {
        let name = format!("List all unknown fields. On this page: {}. {}", said.short, said.all);
        WidgetInfo::labeled(Role::Link, true, name)
    });
    let response = response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(&said.all);
    if response.clicked() {
        ui.data_mut(|data| data.insert_temp(asked_key(), true));
        ui.ctx().request_repaint();
    }
}

/// Whether somebody has asked for the list, once.
pub fn was_asked(ctx: &egui::Context) -> bool {
    ctx.data_mut(|data| data.remove_temp::<bool>(asked_key())).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chip_says_what_is_late_on_its_page() {
        assert_eq!(short(3, 0), "3 unknown");
        assert_eq!(short(3, 1), "3 unknown, 1 late");
        assert_eq!(short(1, 1), "1 unknown, late");
    }

    #[test]
    fn what_is_late_and_what_nobody_looks_into_is_a_sentence() {
        assert_eq!(at_risk(2, 1), "Two are late, one has nobody.");
        assert_eq!(at_risk(1, 0), "One is late.");
        assert_eq!(at_risk(0, 14), "14 have nobody.");
        assert_eq!(at_risk(0, 0), "");
    }
}
