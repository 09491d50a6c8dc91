//! The row of a signal, and under an alert what is over, what the plan says, and the record of what was done.

use egui::{Rangef, Rect, Role, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::budget::Verdict;
use crate::assess::signal::{SignalState, State};
use crate::model::Id;
use crate::model::monitoring::Signal;
use crate::model::record::{Item as _, Record as _};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::{bulk, row_drag};
use crate::ui::theme::{self, Colors, Type, radius, size};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::signal_line::{self, End};
use crate::ui::widgets::{focus, label, menu};

use super::columns::Columns;
use super::{Asked, View, wording};

/// How high a row is; an alert takes as much again.
pub const ROW: f32 = 36.0;

/// The id of a row.
pub fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("signal row", id))
}

/// A row while it is drawn.
pub struct Row<'a> {
    /// The signal.
    pub signal: &'a Signal,
    /// What its values say.
    pub state: Option<&'a SignalState>,
    /// Where the columns lie.
    pub columns: Columns,
    /// Whether it is the selected one.
    pub selected: bool,
    /// Whether it is chosen together with others.
    pub chosen: bool,
}

impl Row<'_> {
    /// How high it is: with a second line where it fires and nobody noted what was done, or where it is selected.
    pub fn height(&self) -> f32 {
        if self.has_second_line() { 2.0 * ROW } else { ROW }
    }

    fn has_second_line(&self) -> bool {
        let state = self.state.filter(|state| state.state == State::Alert);
        state.is_some_and(|state| state.asks_for_a_record() || self.selected)
    }

    /// Shows it in `rect`.
    pub fn show(&self, ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, rect: Rect) -> Option<Asked> {
        let c = theme::colors(ui);
        let id = self.signal.id;
        let top = Rect::from_min_size(rect.min, vec2(rect.width(), ROW));
        let sense = if self.selected { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(top, row_id(id), sense | row_drag::SENSE);
        let marked = self.selected || self.chosen;
        let was_focused = response.has_focus();
        response.widget_info(|| {
            WidgetInfo::selected(Role::ListBoxOption, true, marked, wording::row(self.signal, self.state))
        });
        if self.selected {
            regions::entrance(Region::Main, &response);
            if std::mem::take(&mut view.focus) {
                response.request_focus();
                ui.scroll_to_rect(rect, None);
            }
        }
        if marked {
            ui.painter().rect_filled(rect, 0, c.accent_soft);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 0, c.hover);
        }
        if self.has_second_line() {
            let edge = Rect::from_min_size(rect.min, vec2(2.0, rect.height()));
            ui.painter().rect_filled(edge, 0, if self.selected { c.accent } else { c.exceeded_mark });
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
        self.paint(ui, top, c);
        let mut asked = self.gaps(ui, top, c);
        if self.has_second_line() {
            let below = Rect::from_min_max(pos2(rect.left(), top.bottom()), rect.max);
            asked = self.second_line(ui, desk, view, below).or(asked);
        }
        row_drag::row(ui, desk, &response, id);
        focus::ring_inside(ui, &response, top, radius::CHIP);
        let picked = menu::context(&response, |ui| {
            if desk.hold.is_one_of_many(id) {
                bulk::menu(ui, desk);
                return None;
            }
            commands(ui, id)
        });
        let picked = picked.flatten();
        let again = self.selected && was_focused && !desk.hold.is_adding();
        let clicked = if response.double_clicked() || (response.clicked() && again) {
            Some(Asked::Open(id))
        } else {
            (response.clicked() || response.secondary_clicked()).then_some(Asked::Select(id))
        };
        asked.or(picked).or(clicked)
    }

    fn paint(&self, ui: &Ui, rect: Rect, c: &Colors) {
        let columns = &self.columns;
        let text = |column: Option<Rangef>, words: &str, (style, ink): (Type, egui::Color32), right: bool| {
            let Some(column) = column else { return };
            let galley = theme::cut(ui, words, style, ink, column.span(), 1);
            let x = if right { column.max - galley.size().x } else { column.min };
            ui.painter().galley(pos2(rect.left() + x, rect.center().y - galley.size().y / 2.0), galley, ink);
        };
        let strong = if self.selected { Type::Strong } else { Type::Medium };
        let blank = self.signal.name.trim().is_empty();
        text(columns.id, &self.signal.cite(), (Type::Small, c.ink_3), false);
        text(Some(columns.name), wording::name(self.signal), (strong, if blank { c.ink_3 } else { c.ink }), false);
        let now = wording::now(self.signal, self.state);
        let has_value = self.state.is_some_and(|state| !state.values.is_empty());
        text(Some(columns.now), &now, (Type::Body, if has_value { c.ink } else { c.ink_3 }), true);
        text(columns.at, &wording::alert_at(self.signal), (Type::Body, c.ink_2), false);
        text(columns.to, self.signal.alert.trim(), (Type::Body, c.ink_2), false);
        let (cadence, late) = wording::cadence(self.signal, self.state);
        text(columns.cadence, &cadence, (Type::Small, if late { c.atrisk_text } else { c.ink_2 }), false);
        text(columns.dashboard, self.signal.dashboard.trim(), (Type::Small, c.ink_2), false);
        self.paint_state(ui, rect, c);
        self.paint_line(ui, rect);
        if let Some(owner) = columns.owner
            && !self.signal.owner.trim().is_empty()
        {
            let at = Rect::from_center_size(pos2(rect.left() + owner.min + 12.0, rect.center().y), Vec2::splat(24.0));
            label::paint_initials(ui, at, &self.signal.owner);
        }
    }

    fn paint_state(&self, ui: &Ui, rect: Rect, c: &Colors) {
        let state = self.state.map_or(State::NoData, |state| state.state);
        let glyph = match state {
            State::Alert => Glyph::Verdict(Verdict::Exceeded),
            State::Near => Glyph::Warning,
            State::Quiet => Glyph::Verdict(Verdict::Within),
            State::Unjudged => Glyph::Verdict(Verdict::Unproven),
            State::NoData => Glyph::Verdict(Verdict::Unmeasured),
        };
        let left = rect.left() + self.columns.state.min;
        let at = Rect::from_center_size(pos2(left + 7.0, rect.center().y), Vec2::splat(14.0));
        glyph::paint(ui.painter(), at, glyph, c);
        let style = if state == State::Alert { Type::Medium } else { Type::Body };
        let galley = theme::cut(ui, state.label(), style, c.ink, self.columns.state.span() - 20.0, 1);
        ui.painter().galley(pos2(left + 20.0, rect.center().y - galley.size().y / 2.0), galley, c.ink);
    }

    /// The line of values, with its sentence as its name and tooltip.
    fn paint_line(&self, ui: &Ui, rect: Rect) {
        let Some(column) = self.columns.line else { return };
        let middle = pos2(rect.left() + column.center(), rect.center().y);
        let place = Rect::from_center_size(middle, vec2(column.span(), signal_line::HEIGHT));
        match self.state.filter(|state| !state.values.is_empty()) {
            Some(state) => {
                let end = match state.state {
                    State::Alert => End::Past,
                    State::Near => End::Near,
                    _ => End::Plain,
                };
                signal_line::paint(ui, place, &state.values, state.line.map(|line| line.value), end);
            }
            None => signal_line::paint_blank(ui, place, wording::no_values(self.signal)),
        }
        let sentence = wording::sentence(self.signal, self.state);
        let said = ui.interact(place, row_id(self.signal.id).with("line"), Sense::hover());
        said.widget_info(|| WidgetInfo::labeled(Role::Image, true, &sentence));
        said.on_hover_text(sentence);
    }

    /// What is missing in a cell, as the way to answer it.
    fn gaps(&self, ui: &Ui, rect: Rect, c: &Colors) -> Option<Asked> {
        let columns = &self.columns;
        let gaps = [
            (columns.at, "threshold", "Set value", wording::alert_at(self.signal).is_empty()),
            (columns.to, "alert", "Set alert", self.signal.alert.trim().is_empty()),
            (columns.owner, "owner", "Name", self.signal.owner.trim().is_empty()),
        ];
        let mut asked = None;
        for (column, key, words, missing) in gaps {
            let Some(column) = column.filter(|_| missing) else { continue };
            let waits = self.signal.marks.get(key).is_some();
            let words = if waits { "Unknown" } else { words };
            let galley = theme::cut(ui, words, Type::Medium, c.ink_2, column.span() - 20.0, 1);
            let wide = (galley.size().x + 24.0).max(size::TARGET);
            let corner = pos2(rect.left() + column.min - 2.0, rect.center().y - size::TARGET / 2.0);
            let place = Rect::from_min_size(corner, vec2(wide, size::TARGET));
            let response = ui.interact(place, row_id(self.signal.id).with(key), Sense::CLICK);
            let question = self.signal.fields().iter().find(|field| field.key == key).map_or("", |field| field.prompt);
            response.widget_info(|| {
                let said = format!("{words}, {}: {question}", wording::name(self.signal));
                WidgetInfo::labeled(Role::Button, true, said)
            });
            if response.hovered() {
                ui.painter().rect_filled(place, radius::CHIP, c.pressed);
            }
            let mark = Rect::from_center_size(pos2(place.left() + 9.0, place.center().y), Vec2::splat(14.0));
            glyph::paint(ui.painter(), mark, Glyph::Warning, c);
            ui.painter().galley(pos2(place.left() + 20.0, place.center().y - galley.size().y / 2.0), galley, c.ink_2);
            if response.on_hover_text(question).clicked() {
                asked = Some(Asked::Answer(self.signal.id, key));
            }
        }
        asked
    }

    /// What is over, what the plan says, and the record: a button, a field, or what was noted.
    fn second_line(&self, ui: &mut Ui, desk: &Desk<'_>, view: &mut View, rect: Rect) -> Option<Asked> {
        let c = theme::colors(ui);
        let state = self.state?;
        let left = rect.left() + self.columns.name.min;
        let inside = Rect::from_min_max(pos2(left, rect.top()), rect.max - vec2(8.0, 4.0));
        let mut line = ui.new_child(UiBuilder::new().max_rect(inside).scope_id(row_id(self.signal.id).with("record")));
        let ui = &mut line;
        if view.recording.as_ref().is_some_and(|recording| recording.signal == self.signal.id) {
            return self.record(ui, view);
        }
        let mut asked = None;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if state.noted {
                let name = format!("Change what was done about {}", wording::name(self.signal));
                if Button::new("Change").quiet().icon(icons::PENCIL).name(&name).show(ui).clicked() {
                    asked = Some(Asked::Record(self.signal.id));
                }
            } else {
                let name = format!("Record what was done about {}", wording::name(self.signal));
                let button = Button::new("Record what was done").icon(icons::CHECK).key("Space").name(&name);
                if button.show(ui).clicked() {
                    asked = Some(Asked::Record(self.signal.id));
                }
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                if state.noted {
                    label::icon(ui, icons::CHECK, c.within_mark);
                }
                label::line(ui, &self.words(state, desk), Type::Body, c.ink_2);
            });
        });
        asked
    }

    fn words(&self, state: &SignalState, desk: &Desk<'_>) -> String {
        let latest = crate::assess::signal::seen(self.signal).last().map(|seen| seen.note.trim().to_owned());
        match latest.filter(|note| !note.is_empty()) {
            Some(note) => format!("Recorded: {note}"),
            None => wording::alert(self.signal, state, desk.today),
        }
    }

    /// The field for what was done.
    fn record(&self, ui: &mut Ui, view: &mut View) -> Option<Asked> {
        let recording = view.recording.as_mut()?;
        let fresh = std::mem::take(&mut recording.fresh);
        let mut asked = None;
        ui.horizontal(|ui| {
            let blank = recording.tried && recording.text.trim().is_empty();
            let room = ui.available_width() - 170.0 - if blank { 180.0 } else { 0.0 };
            let id = row_id(self.signal.id).with("what was done");
            let action = self.signal.action.trim();
            let plan = if action.is_empty() { String::new() } else { format!(" The plan says: {action}") };
            let hint = format!("What was done, and by whom?{plan}");
            let field = TextField::line(id, "What was done, and by whom?").hint(&hint);
            let typed = field.wrong(blank).width(room.max(100.0)).take_focus(fresh).show(ui, &recording.text);
            if let Some(text) = typed.text {
                recording.text = text;
            }
            if blank {
                label::line(ui, "Enter what was done", Type::Small, theme::colors(ui).blocker);
            }
            let done = Button::new("Record").primary().name("Record it").show(ui).clicked();
            if done || typed.entered {
                recording.tried = true;
                if !recording.text.trim().is_empty() {
                    asked = Some(Asked::Recorded);
                }
            }
            if Button::new("Cancel").quiet().show(ui).clicked() || typed.escaped {
                asked = Some(Asked::NotRecorded(self.signal.id));
            }
        });
        asked
    }
}

/// The menu of a row.
pub fn commands(ui: &mut Ui, id: Id) -> Option<Asked> {
    let rows = [
        (menu::Row::new("Edit, and add a value").icon(icons::PENCIL).keys("Enter"), Asked::Open(id)),
        (menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D"), Asked::Duplicate(id)),
        (menu::Row::new("Move up").icon(icons::ARROW_UP).keys("Alt Up"), Asked::Move(id, false)),
        (menu::Row::new("Move down").icon(icons::ARROW_DOWN).keys("Alt Down"), Asked::Move(id, true)),
        (menu::Row::new("Delete").icon(icons::TRASH).keys("Delete"), Asked::Delete(id)),
    ];
    rows.into_iter().filter_map(|(row, meaning)| row.show(ui).clicked().then_some(meaning)).last()
}
