//! The history: what was done in this session, the newest first, on this page or anywhere. The selected step shows what it
//! changed in place, can be named, taken back alone, and looked at as a whole.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use egui::{Frame, Key, Margin, Modifiers, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};
use jiff::civil::DateTime;

use crate::difference::{Change, Difference, What, told};
use crate::model::place::Place;
use crate::model::{Date, Section};
use crate::ui::app::App;
use crate::ui::history::{Then, moment_words};
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, link_named, segmented};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{focus, label};
use crate::words;

use super::excerpt::excerpts;

/// The height of a step that is not selected.
const ROW: f32 = 48.0;
/// The height of the day over its steps.
const DAY: f32 = 28.0;
/// From the left edge to the words of a step.
const INDENT: f32 = 48.0;
/// The most changes that a step shows.
const MOST: usize = 5;

/// The steps that were listed, at which revision and of which section.
type Listed = ((u64, Option<Section>), Rc<[Entry]>);

/// What is remembered about the history.
#[derive(Debug, Default)]
pub struct History {
    /// Whether the steps of the whole workbook are listed, and not those of the page alone.
    whole: bool,
    selected: Option<u64>,
    /// The step that is being named, with what was typed so far; and whether the field shall take the focus.
    naming: Option<(u64, String, bool)>,
    /// What each step changed, by its id: a step never changes.
    known: BTreeMap<u64, Arc<Difference>>,
    /// The step that the page points at.
    pointed: Option<u64>,
    /// The steps as they were last listed.
    listed: Option<Listed>,
}

/// A step as it is listed.
#[derive(Debug)]
struct Entry {
    id: u64,
    name: String,
    label: String,
    at: Option<DateTime>,
    difference: Arc<Difference>,
}

/// What was asked for.
enum Asked {
    Select(u64),
    Preview(u64),
    UndoOnly(u64),
    Name(u64),
    Label(u64, String),
    GoTo(Place),
}

/// Shows it.
pub fn show(app: &mut App, ui: &mut Ui, section: Option<Section>) {
    let today = (app.around.now)().date();
    let mut history = std::mem::take(&mut app.chrome.history);
    scope(ui, &mut history, section);
    let entries = entries(app, &mut history, section);
    let foot = if history.selected.is_some() { size::CONTROL + 42.0 } else { 0.0 };
    let height = (ui.available_height() - foot).max(80.0);
    let mut asked = None;
    egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, false]).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if entries.is_empty() {
                empty(ui, history.whole || section.is_none());
            }
            let single_keys = app.settings.single_keys;
            let mut list = List { history: &mut history, today, single_keys, asked: None };
            list.show(ui, &entries);
            asked = list.asked;
            if !entries.is_empty() {
                Frame::new().inner_margin(Margin { left: 16, right: 16, top: 12, bottom: 16 }).show(ui, |ui| {
                    let words = "Steps are kept while Caveat runs. Those of earlier runs are not in the file.";
                    label::text(ui, words, Type::Small, theme::colors(ui).ink_3);
                });
            }
        },
    );
    if let Some(step) = history.selected {
        asked = foot_ui(ui, app, step).or(asked);
    }
    obey(app, ui, history, asked);
}

/// This page, or the whole workbook.
fn scope(ui: &mut Ui, history: &mut History, section: Option<Section>) {
    let Some(section) = section else { return };
    Frame::new().inner_margin(Margin { left: 16, right: 16, top: 12, bottom: 4 }).show(ui, |ui| {
        let here = crate::ui::sections::name(section);
        let chosen = segmented(ui, "Steps of", &[here, "Whole workbook"], usize::from(history.whole));
        if let Some(chosen) = chosen {
            history.whole = chosen == 1;
        }
    });
}

/// The steps to list, the newest first.
fn entries(app: &App, history: &mut History, section: Option<Section>) -> Rc<[Entry]> {
    let Some(document) = &app.document else { return Rc::default() };
    let section = section.filter(|_| !history.whole);
    let now = (document.session.revision(), section);
    if let Some((_, entries)) = history.listed.as_ref().filter(|(then, _)| *then == now) {
        return Rc::clone(entries);
    }
    let mut found = Vec::new();
    for step in document.session.steps().rev() {
        let known = history.known.entry(step.id);
        let difference = known.or_insert_with(|| Arc::new(Difference::between(step.before, step.after)));
        if section.is_none_or(|section| difference.of_section(section).next().is_some()) {
            let (name, label) = (words::capitalized(step.name), step.label.to_owned());
            found.push(Entry { id: step.id, name, label, at: step.at, difference: Arc::clone(difference) });
        }
    }
    let there = |id: u64| found.iter().any(|entry| entry.id == id);
    history.selected = history.selected.filter(|id| there(*id));
    let found: Rc<[Entry]> = found.into();
    history.listed = Some((now, Rc::clone(&found)));
    found
}

fn empty(ui: &mut Ui, whole: bool) {
    Frame::new().inner_margin(16).show(ui, |ui| {
        let words = if whole {
            "Changes appear here, with a name and a time."
        } else {
            "Nothing was changed here yet. Changes appear here, with a name and a time."
        };
        label::text(ui, words, Type::Prompt, theme::colors(ui).ink_2);
    });
}

/// The button at the foot.
fn foot_ui(ui: &mut Ui, app: &App, step: u64) -> Option<Asked> {
    label::rule(ui);
    let mut asked = None;
    let seen = app.preview.as_ref().is_some_and(|preview| preview.then == Then::Step(step));
    Frame::new().inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
        let button = Button::new("Preview as of this step").icon(icons::CLOCK_BACK).enabled(!seen);
        if button.show(ui).clicked() && !seen {
            asked = Some(Asked::Preview(step));
        }
    });
    asked
}

fn obey(app: &mut App, ui: &Ui, mut history: History, asked: Option<Asked>) {
    if let Some(Asked::Select(step)) = asked {
        history.selected = Some(step);
        history.naming = None;
        if app.preview.is_some() {
            app.preview_step(step);
        }
    }
    if let Some(Asked::Name(step)) = asked {
        let label =
            app.document.as_ref().and_then(|document| document.session.step(step)).map(|step| step.label.to_owned());
        history.naming = Some((step, label.unwrap_or_default(), true));
    }
    if history.pointed != history.selected {
        history.pointed = history.selected;
        let difference = history.selected.and_then(|step| history.known.get(&step)).map(Arc::clone);
        app.pointed.at_changes(difference.as_deref());
    }
    app.chrome.history = history;
    let ctx = ui.ctx().clone();
    if asked.is_some() {
        ctx.request_repaint();
    }
    match asked {
        Some(Asked::Preview(step)) => app.preview_step(step),
        Some(Asked::Label(step, label)) => {
            if let Some(document) = &mut app.document {
                document.session.label(step, &label);
                app.chrome.history.listed = None;
            }
        }
        Some(Asked::UndoOnly(step)) => app.undo_only(step),
        Some(Asked::GoTo(place)) => app.go_to(place),
        Some(Asked::Select(_) | Asked::Name(_)) | None => {}
    }
}

/// The steps while they are shown.
struct List<'a> {
    history: &'a mut History,
    today: Date,
    single_keys: bool,
    asked: Option<Asked>,
}

impl List<'_> {
    /// Steps out of sight are only space.
    fn show(&mut self, ui: &mut Ui, entries: &[Entry]) {
        let clip = ui.clip_rect();
        let mut day = None;
        for (at, entry) in entries.iter().enumerate() {
            let own = entry.at.map(DateTime::date);
            if at == 0 || own != day {
                self.day(ui, own);
                day = own;
            }
            let top = ui.next_widget_position().y;
            let selected = self.history.selected == Some(entry.id);
            if !selected && (top + 2.0 * ROW < clip.top() || top > clip.bottom() + ROW) {
                ui.add_space(ROW);
                continue;
            }
            ui.push_id(("step", entry.id), |ui| self.entry(ui, entries, at, selected));
        }
    }

    fn day(&self, ui: &mut Ui, date: Option<Date>) {
        let c = theme::colors(ui);
        let words = match date {
            None => "Earlier".to_owned(),
            Some(date) if date == self.today => format!("Today, {}", words::day(date, self.today)),
            Some(date) => words::day(date, self.today),
        };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), DAY), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        let galley = theme::line(ui, &words, Type::Caption, c.ink_2);
        ui.painter().galley(pos2(rect.left() + 16.0, rect.bottom() - 4.0 - galley.size().y), galley, c.ink_2);
    }

    fn entry(&mut self, ui: &mut Ui, entries: &[Entry], at: usize, selected: bool) {
        let Some(entry) = entries.get(at) else { return };
        let c = theme::colors(ui);
        let ground = ui.painter().add(Shape::Noop);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        let response = ui.interact(rect, row_id(entry.id), Sense::click());
        let time = entry.at.map_or_else(String::new, |at| at.strftime("%H:%M").to_string());
        let title = if entry.label.is_empty() { &entry.name } else { &entry.label };
        let said = format!("{title}, {}", moment_words(entry.at, self.today));
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &said));
        gutter(ui, rect, entry, selected);
        let room = rect.right() - rect.left() - INDENT - 12.0;
        let style = match (entry.label.is_empty(), selected) {
            (false, _) => Type::Name,
            (true, true) => Type::Strong,
            (true, false) => Type::Medium,
        };
        let name = theme::cut(ui, title, style, c.ink, room, 1);
        let below = if entry.label.is_empty() { time } else { format!("{}, {time}", entry.name) };
        let below = theme::cut(ui, &below, Type::Small, c.ink_3, room, 1);
        let top = rect.center().y - f32::midpoint(name.size().y, below.size().y);
        let middle = top + name.size().y;
        ui.painter().galley(pos2(rect.left() + INDENT, top), name, c.ink);
        ui.painter().galley(pos2(rect.left() + INDENT, middle), below, c.ink_3);
        focus::ring_inside(ui, &response, rect, 0);
        self.listen(ui, &response, entries, at);
        let mut bottom = rect.bottom();
        if selected {
            let card = Frame::new().inner_margin(Margin { left: INDENT as i8, right: 16, top: 0, bottom: 10 });
            bottom = card.show(ui, |ui| self.details(ui, entry)).response.rect.bottom();
            ui.painter().vline(rect.left() + 28.0, rect.bottom()..=bottom, Stroke::new(1.0, c.line_strong));
        }
        let whole = Rect::from_min_max(rect.min, pos2(rect.right(), bottom));
        let fill = match (selected, response.hovered()) {
            (true, _) => Some(c.accent_soft),
            (false, true) => Some(c.hover),
            (false, false) => None,
        };
        if let Some(fill) = fill {
            ui.painter().set(ground, Shape::rect_filled(whole, 0.0, fill));
        }
    }

    /// A click and the keys of a step that has the focus.
    fn listen(&mut self, ui: &Ui, response: &Response, entries: &[Entry], at: usize) {
        let Some(entry) = entries.get(at) else { return };
        if response.clicked() {
            response.request_focus();
            if self.history.selected != Some(entry.id) {
                self.asked = Some(Asked::Select(entry.id));
            }
        }
        let to = focus::step(ui, response, at, entries.len()).and_then(|to| entries.get(to));
        if !response.has_focus() {
            return;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if let Some(to) = to {
            ui.memory_mut(|memory| memory.request_focus(row_id(to.id)));
            self.asked = Some(Asked::Select(to.id));
        } else if pressed(Key::Enter) {
            self.asked = Some(Asked::Preview(entry.id));
            self.history.selected = Some(entry.id);
        } else if self.single_keys && pressed(Key::N) {
            self.asked = Some(Asked::Name(entry.id));
            self.history.selected = Some(entry.id);
        }
    }

    /// What the selected step changed, and what can be done about it.
    fn details(&mut self, ui: &mut Ui, entry: &Entry) {
        let c = theme::colors(ui);
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 8.0;
        let changes = entry.difference.changes();
        let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(theme::radius::CARD);
        frame.inner_margin(Margin::symmetric(12, 10)).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            for (at, change) in changes.iter().take(MOST).enumerate() {
                if at > 0 {
                    ui.add_space(6.0);
                }
                self.change(ui, change);
            }
            if changes.is_empty() {
                label::text(ui, "Nothing that can be seen.", Type::Small, c.ink_3);
            } else if changes.len() > MOST {
                let more = format!("And {} more", words::spelled(changes.len() - MOST));
                label::text(ui, &more, Type::Small, c.ink_3);
            }
        });
        if self.naming(ui, entry) {
            return;
        }
        ui.horizontal(|ui| {
            if Button::new("Undo only this").show(ui).clicked() {
                self.asked = Some(Asked::UndoOnly(entry.id));
            }
            let words = if entry.label.is_empty() { "Name step" } else { "Rename step" };
            if Button::new(words).quiet().show(ui).clicked() {
                self.asked = Some(Asked::Name(entry.id));
            }
        });
    }

    /// The field for the name of a step, if it is being named.
    fn naming(&mut self, ui: &mut Ui, entry: &Entry) -> bool {
        let Some((step, text, fresh)) = &mut self.history.naming else { return false };
        if *step != entry.id {
            return false;
        }
        let field = TextField::line(egui::Id::unique(("name of step", entry.id)), "Name of this step");
        let typed = field.hint("Such as: sent to legal").take_focus_and_select(std::mem::take(fresh)).show(ui, text);
        if let Some(new) = typed.text {
            *text = new;
        }
        if typed.entered || typed.escaped || typed.response.lost_focus() {
            if !typed.escaped {
                self.asked = Some(Asked::Label(entry.id, text.clone()));
            }
            self.history.naming = None;
            ui.memory_mut(|memory| memory.request_focus(row_id(entry.id)));
        }
        true
    }

    /// One change: what it is about, what it was, what it is.
    fn change(&mut self, ui: &mut Ui, change: &Change) {
        let c = theme::colors(ui);
        let subject = match &change.what {
            What::Field { field, .. } => format!("{}: {}", change.subject(), field.label),
            _ => change.subject(),
        };
        if link_named(ui, &change.subject(), &format!("Go to {subject}")).clicked() {
            self.asked = Some(Asked::GoTo(change.place.clone()));
        }
        if let What::Field { field, .. } = &change.what {
            label::line(ui, field.label, Type::Caption, theme::colors(ui).ink_2);
        }
        match &change.what {
            What::Field { before, after, .. } => {
                let (was, is) = told(before, after);
                let (was, is) = excerpts(&was, &is);
                minus(ui, &was);
                plus(ui, &is);
            }
            What::Added(_) => plus(ui, "Added"),
            What::Removed(_) => minus(ui, "Removed"),
            other => {
                let change = Change { what: other.clone(), ..change.clone() };
                label::text(ui, &words::capitalized(&change.words()), Type::Note, c.ink_2);
            }
        }
    }
}

fn row_id(step: u64) -> egui::Id {
    egui::Id::unique(("history step", step))
}

/// The line through the steps with the mark of this one: a dot, or a bookmark if it has a name.
fn gutter(ui: &Ui, rect: Rect, entry: &Entry, selected: bool) {
    let c = theme::colors(ui);
    let center = pos2(rect.left() + 28.0, rect.top() + 18.0);
    ui.painter().vline(center.x, rect.y_range(), Stroke::new(1.0, c.line_strong));
    if !entry.label.is_empty() {
        let at = |x: f32, y: f32| center + vec2(x, y);
        let left = vec![at(-5.0, -8.0), at(0.0, -8.0), at(0.0, 4.0), at(-5.0, 8.0)];
        let right = vec![at(0.0, -8.0), at(5.0, -8.0), at(5.0, 8.0), at(0.0, 4.0)];
        for half in [left, right] {
            ui.painter().add(Shape::convex_polygon(half, c.ink, Stroke::NONE));
        }
    } else if selected {
        ui.painter().circle_filled(center, 6.0, c.accent);
    } else {
        ui.painter().circle(center, 4.0, c.surface, Stroke::new(1.5, c.ink_3));
    }
}

/// What was: struck out.
fn minus(ui: &mut Ui, text: &str) {
    let c = theme::colors(ui);
    let mut format = Type::Note.format(c.ink_3);
    format.strikethrough = Stroke::new(1.0, c.ink_3);
    signed(ui, icons::MINUS, c.ink_3, text, format);
}

/// What is now.
fn plus(ui: &mut Ui, text: &str) {
    let c = theme::colors(ui);
    signed(ui, icons::PLUS, c.ink, text, Type::Strong.format(c.ink));
}

fn signed(ui: &mut Ui, icon: char, ink: egui::Color32, text: &str, format: egui::TextFormat) {
    let width = ui.available_width() - 24.0;
    let mut job = egui::text::LayoutJob::single_section(text.to_owned(), format);
    job.wrap = egui::text::TextWrapping { max_width: width.max(1.0), max_rows: 4, ..Default::default() };
    let galley = ui.painter().layout_job(job);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y.max(20.0)), Sense::hover());
    let at = Rect::from_center_size(rect.left_top() + vec2(8.0, 10.0), egui::Vec2::splat(16.0));
    label::paint_icon(ui, at, icon, Type::Icon, ink);
    ui.painter().galley(rect.left_top() + vec2(24.0, 0.0), galley, ink);
    let said = if icon == icons::MINUS { format!("Was: {text}") } else { format!("Is: {text}") };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}
