//! The dialog of the restore points: when they were made at the left, the newest first; at the right what restoring the one
//! that is looked at would change; below what can be done with it.

use std::path::PathBuf;

use egui::{Align, Frame, Id, Key, Layout, Margin, Modifiers, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::difference::Difference;
use crate::model::{Date, Workbook};
use crate::store::points::{Point, Reason, Restored};
use crate::ui::history::moment_words;
use crate::ui::icons;
use crate::ui::panels::export::size_words;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::dialog::{BAND, large, part};
use crate::ui::widgets::{focus, label};
use crate::words;

use super::{changes, lower_first};

/// How high a point is in the list, and the day over it.
const ROW: f32 = 48.0;
const DAY: f32 = 32.0;
/// The list beside the changes; the narrowest dialog with both.
const LIST: f32 = 320.0;
const BESIDE: f32 = 640.0;

/// The dialog while it is open.
#[derive(Default)]
pub struct Dialog {
    /// The points, the newest first; `None` until they are known.
    points: Option<Vec<Point>>,
    at: usize,
    /// What was read, of which point.
    read: Option<(PathBuf, Result<Restored<Workbook>, String>)>,
    /// What restoring that would change, for which revision.
    difference: Option<(u64, Difference)>,
    /// Whether the list has had the focus.
    entered: bool,
}

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
}

/// When a point was made, for the middle of a sentence: `today, 14:32`.
pub(super) fn when(point: &Point, today: Date) -> String {
    let words = moment_words(point.at, today);
    match point.at {
        None => "earlier".to_owned(),
        Some(at) if at.date() == today => format!("today, {words}"),
        Some(_) => words,
    }
}

impl Dialog {
    /// Takes up which points there are.
    pub fn list(&mut self, points: Vec<Point>) {
        self.points = Some(points);
    }

    /// Takes up what is in the point at `path`.
    pub fn know(&mut self, path: PathBuf, read: Result<Restored<Workbook>, String>) {
        (self.read, self.difference) = (Some((path, read)), None);
    }

    /// The point that is looked at, if it is yet to be read.
    pub fn unread(&self) -> Option<&Point> {
        let is_read = |point: &&Point| self.read.as_ref().is_some_and(|(path, _)| *path == point.path);
        self.point().filter(|point| !is_read(point))
    }

    fn point(&self) -> Option<&Point> {
        self.points.as_ref()?.get(self.at)
    }

    fn result(&self) -> Option<&Result<Restored<Workbook>, String>> {
        let point = self.point()?;
        self.read.as_ref().filter(|(path, _)| *path == point.path).map(|(_, read)| read)
    }

    /// The point that is looked at, with what is in it.
    pub fn taken(self) -> Option<(Point, Workbook)> {
        let point = self.point()?.clone();
        let (path, read) = self.read?;
        let restored = read.ok().filter(|_| path == point.path)?;
        Some((point, restored.value))
    }

    /// Sets the point that is looked at against the present.
    pub fn compare(&mut self, now: &Workbook, revision: u64) {
        if self.difference.as_ref().is_some_and(|(known, _)| *known == revision) {
            return;
        }
        self.difference = match self.result() {
            Some(Ok(restored)) => Some((revision, Difference::between(now, &restored.value))),
            _ => None,
        };
    }

    fn look_at(&mut self, at: usize) {
        (self.at, self.difference) = (at, None);
    }
}

/// Shows it; gives what was asked for.
pub fn show(ui: &mut Ui, dialog: &mut Dialog, title: &str, today: Date) -> Option<Reply> {
    let modal = large(ui, "restore points", |ui, size| whole(ui, dialog, (title, today), size));
    modal.inner.or(modal.should_close().then_some(Reply::Leave))
}

fn whole(ui: &mut Ui, dialog: &mut Dialog, (title, today): (&str, Date), size: Vec2) -> Option<Reply> {
    let mut reply = head(ui, dialog, title);
    label::rule(ui);
    let middle = size.y - 2.0 * BAND - 2.0;
    let beside = size.x >= BESIDE;
    let mut asked = None;
    if beside {
        ui.horizontal_top(|ui| {
            ui.set_height(middle);
            part(ui, "points", vec2(LIST, middle), 0, |ui| asked = list(ui, dialog, today));
            let edge = ui.next_widget_position().x;
            part(ui, "what changes", vec2(size.x - LIST, middle), 24, |ui| details(ui, dialog, today));
            ui.painter().vline(edge, ui.max_rect().y_range(), egui::Stroke::new(1.0, theme::colors(ui).line));
        });
    } else {
        let upper = (middle * 0.42).floor();
        part(ui, "points", vec2(size.x, upper), 0, |ui| asked = list(ui, dialog, today));
        label::rule(ui);
        part(ui, "what changes", vec2(size.x, middle - upper - 1.0), 16, |ui| details(ui, dialog, today));
    }
    label::rule(ui);
    reply = reply.or(asked);
    reply.or(foot(ui, dialog, beside))
}

/// The title with how many points there are, and the button that closes.
fn head(ui: &mut Ui, dialog: &Dialog, title: &str) -> Option<Reply> {
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
            if let Some(points) = dialog.points.as_ref().filter(|points| !points.is_empty()) {
                let size = points.iter().map(|point| point.size).sum();
                let number = words::how_many(points.len(), "point", "points");
                label::line(ui, &format!("{title}, {number}, {}", size_words(size)), Type::Small, c.ink_3);
            }
        });
    });
    reply
}

/// The points under their days. Enter looks at the whole window as it was.
fn list(ui: &mut Ui, dialog: &mut Dialog, today: Date) -> Option<Reply> {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let Some(points) = dialog.points.clone().filter(|points| !points.is_empty()) else {
        let words = if dialog.points.is_none() { "Looking for them." } else { "None yet. One is kept at each save." };
        Frame::new().inner_margin(24).show(ui, |ui| label::text(ui, words, Type::Prompt, c.ink_2));
        return None;
    };
    let (mut day, mut reply) = (None, None);
    for (at, point) in points.iter().enumerate() {
        let own = point.at.map(jiff::civil::DateTime::date);
        if at == 0 || own != day {
            over(ui, own, today);
            day = own;
        }
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        if !ui.is_rect_visible(rect.expand(2.0 * ROW)) && dialog.at != at {
            continue;
        }
        let response = row(ui, rect, point, (dialog.at == at, today));
        if at == dialog.at && !std::mem::replace(&mut dialog.entered, true) {
            response.request_focus();
        }
        if response.clicked() {
            response.request_focus();
            dialog.look_at(at);
        }
        let to = focus::step(ui, &response, at, points.len());
        if let Some((to, next)) = to.and_then(|to| Some((to, points.get(to)?))) {
            ui.memory_mut(|memory| memory.request_focus(row_id(next)));
            dialog.look_at(to);
        } else if response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            reply = (dialog.at == at && matches!(dialog.result(), Some(Ok(_)))).then_some(Reply::Preview);
        }
    }
    reply
}

fn row_id(point: &Point) -> Id {
    Id::unique(("restore point", &point.path))
}

/// The day over its points.
fn over(ui: &mut Ui, day: Option<Date>, today: Date) {
    let c = theme::colors(ui);
    let words = match day {
        None => "Time not known".to_owned(),
        Some(day) if day == today => format!("Today, {}", words::day(day, today)),
        Some(day) => words::day(day, today),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), DAY), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    let galley = theme::line(ui, &words, Type::Caption, c.ink_2);
    ui.painter().galley(pos2(rect.left() + 24.0, rect.bottom() - 6.0 - galley.size().y), galley, c.ink_2);
}

/// The sign of why a point was made.
const fn icon_of(reason: Reason) -> char {
    match reason {
        Reason::Saved | Reason::Autosaved => icons::FLOPPY,
        Reason::Found => icons::FOLDER_OPEN,
        Reason::Older => icons::LOCK,
        Reason::Restoring => icons::CLOCK_BACK,
        Reason::BeforeImport => icons::EXPORT,
        Reason::BeforeMerge => icons::LINK,
        Reason::Decision => icons::GAVEL,
        Reason::SignedOff => icons::SIGNATURE,
        Reason::LastEdit => icons::PULSE,
        Reason::Discarded => icons::TRASH,
    }
}

fn row(ui: &Ui, rect: Rect, point: &Point, (selected, today): (bool, Date)) -> egui::Response {
    let c = theme::colors(ui);
    let response = ui.interact(rect, row_id(point), Sense::click());
    let said = format!("{}, {}", point.reason.words(), moment_words(point.at, today));
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &said));
    let fill = match (selected, response.hovered()) {
        (true, _) => c.accent_soft,
        (false, true) => c.hover,
        (false, false) => egui::Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, 0.0, fill);
    let time = point.at.map_or_else(String::new, |at| at.strftime("%H:%M").to_string());
    let time = theme::line(ui, &time, Type::Body, c.ink_2);
    ui.painter().galley(pos2(rect.left() + 24.0, rect.center().y - time.size().y / 2.0), time, c.ink_2);
    let icon = icon_of(point.reason);
    let square = Rect::from_center_size(pos2(rect.left() + 84.0, rect.center().y), Vec2::splat(16.0));
    label::paint_icon(ui, square, icon, Type::Icon, c.ink_2);
    let room = rect.width() - 104.0 - 12.0;
    let style = if selected { Type::Strong } else { Type::Medium };
    let reason = theme::cut(ui, point.reason.words(), style, c.ink, room, 1);
    let second = match (point.reason, point.at) {
        (_, None) => "Damaged".to_owned(),
        (Reason::Older, _) => format!("{}, goes last", size_words(point.size)),
        _ => size_words(point.size),
    };
    let second = theme::cut(ui, &second, Type::Small, c.ink_3, room, 1);
    let top = rect.center().y - f32::midpoint(reason.size().y, second.size().y);
    let under = top + reason.size().y;
    ui.painter().galley(pos2(rect.left() + 104.0, top), reason, c.ink);
    ui.painter().galley(pos2(rect.left() + 104.0, under), second, c.ink_3);
    focus::ring_inside(ui, &response, rect, 0);
    response
}

/// The point that is looked at, and what restoring it would change.
fn details(ui: &mut Ui, dialog: &Dialog, today: Date) {
    let c = theme::colors(ui);
    let Some(point) = dialog.point() else { return };
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    let title = format!("{}, {}", words::capitalized(&when(point, today)), lower_first(point.reason.words()));
    label::heading(ui, &title, Type::Name, 2);
    match dialog.result() {
        None => drop(label::text(ui, "Reading it.", Type::Body, c.ink_3)),
        Some(Err(error)) => {
            label::text(ui, "This point cannot be read. The others can still be.", Type::Body, c.ink);
            label::text(ui, error, Type::Note, c.ink_2);
        }
        Some(Ok(restored)) => {
            if !restored.is_intact {
                let text =
                    "Its file was changed since it was kept. It can be read all the same: look before you restore.";
                label::text(ui, text, Type::Body, c.ink);
            }
            if let Some((_, difference)) = &dialog.difference {
                label::text(ui, &changes::summary(difference), Type::Body, c.ink_2);
                changes::show(ui, difference);
            }
        }
    }
}

/// What can be done.
fn foot(ui: &mut Ui, dialog: &Dialog, wide: bool) -> Option<Reply> {
    let c = theme::colors(ui);
    let readable = matches!(dialog.result(), Some(Ok(_)));
    let differs = dialog.difference.as_ref().is_some_and(|(_, difference)| !difference.is_empty());
    let mut reply = None;
    Frame::new().inner_margin(Margin::symmetric(if wide { 24 } else { 16 }, 12)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let restore = Button::new("Restore").primary().enabled(readable && differs).name("Restore this point");
            if restore.show(ui).clicked() {
                reply = Some(Reply::Restore);
            }
            if Button::new("Look at it").enabled(readable).key(if wide { "Enter" } else { "" }).show(ui).clicked() {
                reply = Some(Reply::Preview);
            }
            let words = if wide { "Open as a new document" } else { "As new document" };
            if Button::new(words).name("Open as a new document").enabled(readable).show(ui).clicked() {
                reply = Some(Reply::Open);
            }
            if wide && ui.available_width() > 300.0 {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    label::line(ui, "What is there now stays as a restore point.", Type::Small, c.ink_3);
                });
            }
        });
    });
    reply
}
