//! The start screen: begin from a pattern, open what was open before, look at an example, take up unsaved work.

use egui::{CentralPanel, Frame, Margin, Panel, Rect, Response, Sense, Ui, Vec2, WidgetInfo, vec2};

use crate::knowledge;
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::desk::Room;
use crate::ui::files::Intent;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, link};
use crate::ui::widgets::{focus, glyph, label};

use super::regions::{self, Region};

mod discarded;
mod patterns;
mod recent;
mod recovered;

/// Shows it.
pub fn show(app: &mut App, ui: &mut Ui, room: Room) {
    let c = theme::colors(ui);
    super::progress::show(app, ui);
    if room >= Room::Tight {
        let frame = Frame::new().fill(c.bg_app).inner_margin(Margin::symmetric(40, 48));
        Panel::left("start").exact_size(360.0).resizable(false).frame(frame).show(ui, |ui| welcome(app, ui));
    }
    let side = if room >= Room::Rail { 64 } else { 24 };
    let frame = Frame::new().fill(c.bg_main).inner_margin(Margin { left: side, right: side, top: 32, bottom: 16 });
    CentralPanel::default().frame(frame).show(ui, |ui| {
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            // in a small window, what was recovered comes before all else
            if app.left.is_there() {
                recovered::show(app, ui);
            }
            if room < Room::Tight {
                welcome(app, ui);
                ui.add_space(24.0);
            }
            patterns::show(app, ui);
            recent::show(app, ui, room);
            discarded::show(app, ui);
        });
    });
}

fn welcome(app: &mut App, ui: &mut Ui) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(40.0); // the mark in line with the name
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(32.0), Sense::hover());
        glyph::mark(ui.painter(), rect, c);
        ui.add_space(4.0);
        label::heading(ui, "Caveat", Type::Display, 1);
    });
    ui.add_space(4.0);
    let is_left = !app.left.known().is_empty();
    let motto = "Say what your AI product does, and where it should not be trusted.";
    label::text(ui, if is_left { recovered::motto(app) } else { motto }, Type::Prompt, c.ink_2);
    ui.add_space(16.0);
    let width = ui.available_width().min(280.0);
    let ctx = ui.ctx().clone();
    let new = Button::new("New document").icon(icons::PLUS).large().width(width).key("Ctrl N");
    // the one thing to do first is to recover
    let new = if is_left { new.show(ui) } else { new.primary().show(ui) };
    regions::entrance(Region::TopBar, &new);
    if new.clicked() {
        app.leave_for(&ctx, Intent::Template("blank"));
    }
    let answer = Button::new("First-hour interview").icon(icons::CHAT_TEXT).large().width(width);
    if answer.show(ui).on_hover_text("Fifteen plain questions fill a new document").clicked() {
        app.carry_out(&ctx, Command::Interview);
    }
    if Button::new("Open").icon(icons::FOLDER_OPEN).large().width(width).key("Ctrl O").show(ui).clicked() {
        app.carry_out(&ctx, Command::Open);
    }
    let import = Button::new("Import a model card").icon(icons::IDENTIFICATION).large().width(width);
    if import
        .key("Ctrl Shift O")
        .show(ui)
        .on_hover_text("Markdown of a model hub, or JSON of the Model Card Toolkit")
        .clicked()
    {
        app.carry_out(&ctx, Command::ImportCard);
    }
    ui.add_space(24.0);
    label::text(ui, "Examples", Type::Caption, c.ink_3);
    for example in knowledge::examples() {
        if row(ui, example.title, example.about).clicked() {
            app.leave_for(&ctx, Intent::Example(example.key));
        }
    }
    ui.add_space((ui.available_height() - 56.0).max(24.0));
    ui.horizontal(|ui| {
        label::icon(ui, icons::LOCK, c.ink_3);
        let words =
            if is_left { "Recovery files stay on this computer." } else { "Works offline. Files stay with you." };
        label::line(ui, words, Type::Small, c.ink_3);
    });
    ui.horizontal(|ui| {
        label::line(ui, concat!("Version ", env!("CARGO_PKG_VERSION")), Type::Small, c.ink_3);
        if link(ui, "Keyboard shortcuts").clicked() {
            app.carry_out(&ctx, Command::Keys);
        }
        if link(ui, "Settings").clicked() {
            app.carry_out(&ctx, Command::Settings);
        }
    });
}

fn row(ui: &mut Ui, title: &str, about: &str) -> Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().min(280.0), 28.0), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(8.0, 0.0)), radius::CONTROL, c.hover);
    }
    let icon = Rect::from_center_size(rect.left_center() + vec2(8.0, 0.0), Vec2::splat(16.0));
    label::paint_icon(ui, icon, icons::BOOK_OPEN, Type::Icon, c.ink_2);
    let galley = theme::cut(ui, title, Type::Body, c.ink, rect.width() - 28.0, 1);
    ui.painter().galley(rect.left_center() + vec2(28.0, -galley.size().y / 2.0), galley, c.ink);
    focus::ring(ui, &response, rect, radius::CONTROL);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("Example: {title}")));
    response.on_hover_text(about)
}
