//! The dialog of the restore points: when they were made at the left, the newest first; at the right what going back to the one
//! that is looked at would change; below what can be done with it. The body is the one of the start screen, too.

use egui::{Align, Frame, Layout, Margin, Ui, Vec2, vec2};

use crate::model::Date;
use crate::ui::icons;
use crate::ui::panels::export::size_words;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::dialog::{BAND, large, part};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

use super::view::{Row, View};
use super::{changes, list, lower_first};

/// The list beside the changes; the narrowest body with both.
const LIST: f32 = 320.0;
const BESIDE: f32 = 640.0;

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Close it.
    Leave,
    /// Look at the window as it was.
    Preview,
    /// Make the document what it was.
    Restore,
    /// Make a new document of it.
    Open,
    /// Make a new document of what can be read of it.
    Salvage,
}

/// What can be done with a point, apart from opening it as a new document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Can {
    /// The window can show it, and the open document can go back to it.
    Look,
    /// The file can go back to it.
    GoBack,
    /// Nothing else: the file cannot be opened.
    Open,
}

/// Shows it; gives what was asked for.
pub fn show(ui: &mut Ui, view: &mut View, title: &str, today: Date, can: Can) -> Option<Reply> {
    let modal = large(ui, "restore points", |ui, size| {
        let left = head(ui, view, title);
        label::rule(ui);
        let asked = body(ui, view, today, vec2(size.x, size.y - 2.0 * BAND - 2.0));
        label::rule(ui);
        left.or(asked).or(foot(ui, view, size.x >= BESIDE, can))
    });
    modal.inner.or(modal.should_close().then_some(Reply::Leave))
}

/// How many points there are, and how much they take, in words.
#[must_use]
pub fn count_words(title: &str, rows: &[Row]) -> String {
    let size = rows.iter().map(|row| row.size).sum();
    format!("{title}, {}, {}", words::how_many(rows.len(), "point", "points"), size_words(size))
}

/// The title with how many points there are, and the button that closes.
fn head(ui: &mut Ui, view: &View, title: &str) -> Option<Reply> {
    let c = theme::colors(ui);
    let mut reply = None;
    ui.allocate_ui_with_layout(vec2(ui.available_width(), BAND), Layout::right_to_left(Align::Center), |ui| {
        ui.set_height(BAND);
        ui.add_space(16.0);
        if icon_button(ui, icons::X, "Close the restore points", true).clicked() {
            reply = Some(Reply::Leave);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(24.0);
            ui.spacing_mut().item_spacing.x = 12.0;
            label::heading(ui, "Restore points", Type::Title, 1);
            if let Some(rows) = view.rows().filter(|rows| !rows.is_empty()) {
                let words = count_words(title, rows);
                let galley = theme::cut(ui, &words, Type::Small, c.ink_3, ui.available_width(), 1);
                ui.add(egui::Label::new(galley));
            }
        });
    });
    reply
}

/// The list with what going back would change: beside each other where there is room.
pub fn body(ui: &mut Ui, view: &mut View, today: Date, size: Vec2) -> Option<Reply> {
    let mut entered = false;
    if size.x >= BESIDE {
        ui.horizontal_top(|ui| {
            ui.set_height(size.y);
            part(ui, "points", vec2(LIST, size.y), 0, |ui| entered = with_field(ui, view, today));
            let edge = ui.next_widget_position().x;
            part(ui, "what changes", vec2(size.x - LIST, size.y), 24, |ui| details(ui, view, today));
            ui.painter().vline(edge, ui.max_rect().y_range(), egui::Stroke::new(1.0, theme::colors(ui).line));
        });
    } else {
        let upper = (size.y * 0.42).floor();
        part(ui, "points", vec2(size.x, upper), 0, |ui| entered = with_field(ui, view, today));
        label::rule(ui);
        part(ui, "what changes", vec2(size.x, size.y - upper - 1.0), 16, |ui| details(ui, view, today));
    }
    (entered && view.workbook().is_some()).then_some(Reply::Preview)
}

fn with_field(ui: &mut Ui, view: &mut View, today: Date) -> bool {
    Frame::new().inner_margin(Margin { left: 16, right: 16, top: 12, bottom: 0 }).show(ui, |ui| {
        let width = ui.available_width() - 16.0;
        list::field(ui, view, width);
    });
    list::show(ui, view, today)
}

/// The point that is looked at, and what going back to it would change.
fn details(ui: &mut Ui, view: &mut View, today: Date) {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    if list::found(ui, view, today) {
        return;
    }
    let Some(row) = view.row() else { return };
    let title = format!("{}, {}", words::capitalized(&row.when(today)), lower_first(&row.title));
    label::long_heading(ui, &title, Type::Name, 2);
    match view.result() {
        None => drop(label::text(ui, "Reading it.", Type::Body, c.ink_3)),
        Some(Err(damaged)) => {
            standing(ui, Glyph::Blocker, &damaged.reach());
            label::text(ui, "This point cannot be read whole. The others can still be.", Type::Body, c.ink);
            label::text(ui, &damaged.error, Type::Note, c.ink_2);
        }
        Some(Ok(restored)) => {
            if restored.is_intact {
                standing(ui, Glyph::Verdict(crate::assess::budget::Verdict::Within), "Reads without a fault");
            } else {
                let text =
                    "Its file was changed since it was kept. It can be read all the same: look before you go back.";
                standing(ui, Glyph::Warning, text);
            }
            if let Some((_, difference)) = &view.difference {
                if row.point.is_none() && !view.begun.is_empty() {
                    let text = format!("Recover brings back what was begun and not finished: {}.", view.begun);
                    label::text(ui, &text, Type::Body, c.ink);
                    if difference.is_empty() {
                        label::text(ui, "The file holds all the rest.", Type::Body, c.ink_2);
                        return;
                    }
                }
                label::text(ui, &changes::summary(difference), Type::Body, c.ink_2);
                changes::show(ui, difference);
            }
        }
    }
}

fn standing(ui: &mut Ui, sign: Glyph, words: &str) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        glyph::show(ui, sign, 16.0);
        label::text(ui, words, Type::Small, c.ink);
    });
}

/// What can be done.
pub fn foot(ui: &mut Ui, view: &View, wide: bool, can: Can) -> Option<Reply> {
    let c = theme::colors(ui);
    let readable = view.workbook().is_some();
    let salvaged = matches!(view.result(), Some(Err(damaged)) if damaged.salvaged.is_some());
    let mut reply = None;
    Frame::new().inner_margin(Margin::symmetric(if wide { 24 } else { 16 }, 12)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            if salvaged {
                if Button::new("Recover what reads").primary().show(ui).clicked() {
                    reply = Some(Reply::Salvage);
                }
                return;
            }
            if can == Can::Open {
                if Button::new("Open as a copy").primary().enabled(readable).show(ui).clicked() {
                    reply = Some(Reply::Open);
                }
                return;
            }
            let words = if wide { "Go back to this point" } else { "Go back" };
            let restore = Button::new(words).enabled(readable && view.differs()).name("Go back to this point");
            let restore = if can == Can::Look { restore.primary() } else { restore };
            if restore.show(ui).clicked() {
                reply = Some(Reply::Restore);
            }
            if can == Can::Look
                && Button::new("Look at it").enabled(readable).key(if wide { "Enter" } else { "" }).show(ui).clicked()
            {
                reply = Some(Reply::Preview);
            }
            if Button::new("Open as a copy").enabled(readable).show(ui).clicked() {
                reply = Some(Reply::Open);
            }
            if wide && ui.available_width() > 280.0 {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    label::line(ui, "The file as it is now stays as a restore point", Type::Small, c.ink_3);
                });
            }
        });
    });
    reply
}
