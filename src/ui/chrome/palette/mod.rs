//! The command palette: everything by its words, in one list, by keys. [`search`] finds and ranks, [`results`] is what
//! it found, [`acts`] does what was chosen.

mod acts;
pub mod results;
mod search;

use std::sync::Arc;

use egui::{Align2, Frame, Key, Modal, Modifiers, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::find::Finder;
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::desk::Order;
use crate::ui::facts::Facts;
use crate::ui::icons;
use crate::ui::page::Page;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::icon_button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{focus, label, result_row as rows};

use results::{Act, Line, Results};

/// How wide it is, and how far from the top where there is room.
const WIDTH: f32 = 560.0;
const TOP: f32 = 96.0;
/// The height of the field and of the line of hints.
const FIELD: f32 = 48.0;
const FOOT: f32 = 36.0;
/// The most of the list that is seen at once.
const LIST: f32 = 520.0;
/// How many commands are remembered, and how many rows a page key goes.
const RECENT: usize = 3;
const PAGE: usize = 8;

/// What the palette remembers.
#[derive(Debug, Default)]
pub struct Palette {
    open: bool,
    /// The field takes the focus in the next frame.
    fresh: bool,
    /// The chosen row comes into sight.
    scroll: bool,
    text: String,
    chosen: usize,
    /// What had the focus before.
    before: Option<egui::Id>,
    /// What was found, and for what.
    found: Option<(String, Page, Option<Arc<Facts>>, Results)>,
    finder: Finder,
    /// What is done once it has gone: while it lies over the page, nothing there takes the focus.
    after: Option<After>,
    /// The commands that were carried out last, the last first.
    recent: Vec<Command>,
}

impl Palette {
    /// Whether it lies over everything.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Opens it with nothing typed.
    pub fn open(&mut self, ctx: &egui::Context) {
        self.before = ctx.memory(egui::Memory::focused);
        (self.open, self.fresh, self.scroll) = (true, true, true);
        self.text.clear();
        (self.chosen, self.found) = (0, None);
    }

    /// Goes away; what comes after is done when it has gone.
    fn close(&mut self, after: After) {
        self.open = false;
        self.found = None;
        self.after = Some(after);
    }

    fn remember(&mut self, command: Command) {
        self.recent.retain(|other| *other != command);
        self.recent.insert(0, command);
        self.recent.truncate(RECENT);
    }

    /// Searches again if the words, the page or the workbook changed.
    fn refresh(&mut self, app: &App) {
        let facts = app.document.as_ref().map(|document| Arc::clone(&document.facts));
        let is_same = |known: &Option<Arc<Facts>>| match (known, &facts) {
            (Some(known), Some(facts)) => Arc::ptr_eq(known, facts),
            (known, facts) => known.is_none() && facts.is_none(),
        };
        let known = |(text, page, facts, _): &(String, Page, Option<Arc<Facts>>, Results)| {
            *text == self.text && *page == app.page && is_same(facts)
        };
        if !self.found.as_ref().is_some_and(known) {
            let results = search::of(app, &mut self.finder, &self.text, &self.recent);
            self.chosen = results.first();
            self.scroll = true;
            self.found = Some((self.text.clone(), app.page, facts, results));
        }
    }

    fn results(&self) -> Option<&Results> {
        self.found.as_ref().map(|(_, _, _, results)| results)
    }

    fn step(&mut self, by: isize) {
        if let Some(results) = self.found.as_ref().map(|(_, _, _, results)| results) {
            self.chosen = results.step(self.chosen, by);
            self.scroll = true;
        }
    }
}

/// The id of a row by its position.
fn row_id(at: usize) -> egui::Id {
    egui::Id::unique(("palette row", at))
}

/// The field in the top bar that opens it.
pub fn door(ui: &mut Ui, width: f32, orders: &mut Vec<Order>) {
    let c = theme::colors(ui);
    let words = "Search or run a command";
    let (rect, response) = ui.allocate_exact_size(vec2(width, size::CONTROL), Sense::click());
    let edge = if response.hovered() { c.ink_3 } else { c.control_line };
    ui.painter().rect(rect, radius::CONTROL, c.surface, Stroke::new(1.0, edge), StrokeKind::Inside);
    let icon = egui::Rect::from_center_size(rect.left_center() + vec2(18.0, 0.0), egui::Vec2::splat(16.0));
    label::paint_icon(ui, icon, icons::MAGNIFIER, Type::Icon, c.ink_3);
    let keys = theme::line(ui, &Command::Search.keys(), Type::Caption, c.ink_3);
    let key = egui::Rect::from_center_size(
        pos2(rect.right() - 10.0 - keys.size().x / 2.0, rect.center().y),
        keys.size() + vec2(10.0, 2.0),
    );
    let galley = theme::cut(ui, words, Type::Body, c.ink_3, key.left() - rect.left() - 40.0, 1);
    ui.painter().galley(pos2(rect.left() + 32.0, rect.center().y - galley.size().y / 2.0), galley, c.ink_3);
    label::paint_key(ui, key, keys);
    focus::ring(ui, &response, rect, radius::CONTROL);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, words));
    if response.clicked() {
        orders.push(Order::Do(Command::Search));
    }
}

/// The same as a button, where there is no room for a field.
pub fn button(ui: &mut Ui, orders: &mut Vec<Order>) {
    let name = format!("Search or run a command ({})", Command::Search.keys());
    if icon_button(ui, icons::MAGNIFIER, &name, true).clicked() {
        orders.push(Order::Do(Command::Search));
    }
}

/// What comes after the palette.
#[derive(Debug)]
enum After {
    /// The focus goes back to where it was.
    Restore,
    /// What was chosen is done, with what was typed.
    Act(Act, String),
}

/// What the person did to the palette in a frame.
enum Done {
    Chose(usize),
    AddedNote,
    Closed,
}

/// Shows it, if it is open.
pub fn show(app: &mut App, ui: &mut Ui) {
    if !app.chrome.palette.open {
        finish(app, ui.ctx());
        return;
    }
    let mut palette = std::mem::take(&mut app.chrome.palette);
    palette.refresh(app);
    let c = theme::colors(ui);
    let screen = ui.ctx().content_rect();
    let top = if screen.height() >= 640.0 { TOP } else { 16.0 };
    let width = WIDTH.min(screen.width() - 32.0);
    let id = egui::Id::unique("palette");
    let frame = Frame::new()
        .fill(c.surface)
        .stroke(Stroke::new(1.0, c.line_strong))
        .corner_radius(radius::DIALOG)
        .shadow(theme::dialog(ui.visuals().dark_mode));
    let modal = Modal::new(id)
        .area(Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, top)))
        .backdrop_color(egui::Color32::TRANSPARENT)
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
            let done = field_ui(&mut palette, ui);
            let room = (screen.height() - top - FIELD - FOOT - 24.0).clamp(64.0, LIST);
            let clicked = list_ui(&mut palette, ui, room);
            foot_ui(ui, width);
            done.or(clicked)
        });
    let closed = modal.should_close();
    let done = modal.inner.or(closed.then_some(Done::Closed));
    let ctx = ui.ctx().clone();
    carry_out(app, &ctx, palette, done.as_ref());
}

/// Does what was chosen, with the palette back in its place.
fn carry_out(app: &mut App, ctx: &egui::Context, mut palette: Palette, done: Option<&Done>) {
    let act = match done {
        Some(Done::Chose(at)) => palette.results().and_then(|results| results.act(*at)).cloned(),
        Some(Done::AddedNote) => Some(Act::AddHere),
        Some(Done::Closed) => {
            palette.close(After::Restore);
            None
        }
        None => None,
    };
    if let Some(Act::Person(name)) = &act {
        palette.text = format!("@{name}");
        palette.fresh = true;
        app.chrome.palette = palette;
        return;
    }
    if let Some(Act::Do(command)) = &act {
        palette.remember(*command);
    }
    if let Some(act) = act {
        let text = palette.text.clone();
        palette.close(After::Act(act, text));
    }
    if palette.after.is_some() {
        ctx.request_repaint();
    }
    app.chrome.palette = palette;
}

/// Does what comes after the palette, in the frame after it has gone.
fn finish(app: &mut App, ctx: &egui::Context) {
    let Some(after) = app.chrome.palette.after.take() else { return };
    let before = app.chrome.palette.before.take();
    if let Some(before) = before.filter(|_| matches!(after, After::Restore | After::Act(Act::Do(_), _))) {
        ctx.memory_mut(|memory| memory.request_focus(before));
    }
    if let After::Act(act, text) = after {
        acts::perform(app, ctx, act, &text);
    }
    ctx.request_repaint();
}

/// The field, with the number of things found.
fn field_ui(palette: &mut Palette, ui: &mut Ui) -> Option<Done> {
    let c = theme::colors(ui);
    let id = egui::Id::unique("palette field");
    let pressed = |modifiers, key| ui.input_mut(|input| input.count_and_consume_key(modifiers, key)).cast_signed();
    let add = pressed(Modifiers::COMMAND, Key::Enter) > 0;
    let toggled = pressed(Modifiers::COMMAND, Key::K) > 0;
    let rows = pressed(Modifiers::NONE, Key::ArrowDown) - pressed(Modifiers::NONE, Key::ArrowUp);
    let pages = pressed(Modifiers::NONE, Key::PageDown) - pressed(Modifiers::NONE, Key::PageUp);
    if rows + pages != 0 {
        palette.step(rows + pages * PAGE.cast_signed());
    }
    let mut done = toggled.then_some(Done::Closed);
    ui.horizontal(|ui| {
        ui.set_min_height(FIELD);
        ui.add_space(16.0);
        label::icon(ui, icons::MAGNIFIER, c.ink_3);
        ui.add_space(8.0);
        let count = palette.results().map(Results::said).unwrap_or_default();
        let shown = theme::line(ui, &count, Type::Caption, c.ink_3).size().x;
        let before = palette.text.clone();
        let typed = TextField::line(id, "Search or run a command")
            .hint("Search or run a command")
            .style(Type::Lead)
            .bare()
            .width((ui.available_width() - shown - 76.0).max(80.0))
            .take_focus(std::mem::take(&mut palette.fresh))
            .show(ui, &before);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(16.0);
            label::key(ui, "Esc");
            ui.add_space(8.0);
            let counted = label::line(ui, &count, Type::Caption, c.ink_3);
            ui.ctx().accesskit_node_builder(counted.id, |node| node.set_live(egui::accesskit::Live::Polite));
        });
        if let Some(text) = typed.text {
            palette.text = text;
        }
        if typed.entered {
            done = Some(Done::Chose(palette.chosen));
            palette.fresh = true;
        } else if typed.escaped {
            done = Some(Done::Closed);
        }
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_active_descendant(row_id(palette.chosen).accesskit_id());
        });
    });
    if add && !palette.text.trim().is_empty() {
        done = Some(Done::AddedNote);
    }
    label::rule(ui);
    done
}

/// The list. Only rows in sight are laid out.
fn list_ui(palette: &mut Palette, ui: &mut Ui, room: f32) -> Option<Done> {
    let scroll = std::mem::take(&mut palette.scroll);
    let Some((_, _, _, results)) = &palette.found else { return None };
    let mut done = None;
    let mut pointed = None;
    ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        let area = Frame::new().inner_margin(egui::Margin { left: 8, right: 8, top: 4, bottom: 8 }).show(ui, |ui| {
            if results.is_empty() {
                rows::message(ui, &results.message);
            }
            for (at, line) in results.lines.iter().enumerate() {
                match line {
                    Line::Head(words) => rows::head(ui, words),
                    Line::Row(row) => {
                        let response = rows::row(ui, &row.shown, row_id(at), at == palette.chosen);
                        if scroll && at == palette.chosen {
                            response.scroll_to_me(None);
                        }
                        if response.hovered() && ui.input(|input| input.pointer.is_moving()) {
                            pointed = Some(at);
                        }
                        if response.clicked() && row.shown.reason.is_none() {
                            done = Some(Done::Chose(at));
                        }
                    }
                }
            }
        });
        let list = ui.interact(area.response.rect, egui::Id::unique("palette list"), Sense::hover());
        list.widget_info(|| WidgetInfo::labeled(egui::Role::ListBox, true, "Results"));
    });
    if let Some(at) = pointed {
        palette.chosen = at;
    }
    done
}

/// What the keys do.
fn foot_ui(ui: &mut Ui, width: f32) {
    let c = theme::colors(ui);
    label::rule(ui);
    let corner = egui::CornerRadius { nw: 0, ne: 0, sw: radius::DIALOG, se: radius::DIALOG };
    Frame::new().fill(c.bg_main).corner_radius(corner).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_size(vec2(width, FOOT));
            ui.spacing_mut().item_spacing.x = 4.0;
            let hint = |ui: &mut Ui, keys: &str, words: &str| {
                label::key(ui, keys);
                label::line(ui, words, Type::Caption, c.ink_3);
                ui.add_space(12.0);
            };
            ui.add_space(16.0);
            hint(ui, "↑ ↓", "move");
            hint(ui, "Ctrl Enter", "add as note");
            if width >= 480.0 {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    ui.add_space(16.0);
                    for (key, words) in [("@", "people"), ("#", "rows"), (">", "commands")] {
                        label::line(ui, words, Type::Caption, c.ink_3);
                        label::key(ui, key);
                        ui.add_space(8.0);
                    }
                });
            }
        });
    });
}
