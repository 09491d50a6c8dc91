//! The head of the facilitator's view: whose session it is, what the room sees, and the clock with what can be done to it.

use egui::{Align, Frame, Layout, Rect, Sense, Stroke, Ui, Vec2, vec2};

use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, icon_button, icon_toggle};
use crate::ui::widgets::{glyph, label};

use super::{Ask, Here, Screen, View, big, clock, room};

/// Shows it: one line where there is room, else two.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, here: Here<'_>) {
    if desk.room >= Room::Wide {
        ui.horizontal(|ui| {
            ui.set_min_height(44.0);
            ui.allocate_ui(vec2(276.0, 44.0), |ui| {
                ui.set_min_width(276.0);
                name(ui, here, true);
            });
            pill(ui, desk, view, here);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| time(ui, desk, view, here));
        });
        return;
    }
    ui.horizontal(|ui| {
        ui.set_min_height(44.0);
        let width = if desk.room >= Room::Narrow { 200.0 } else { 120.0 };
        ui.allocate_ui(vec2(width, 44.0), |ui| {
            ui.set_width(width);
            name(ui, here, desk.room >= Room::Narrow);
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| time(ui, desk, view, here));
    });
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| pill(ui, desk, view, here));
}

fn name(ui: &mut Ui, here: Here<'_>, all: bool) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::hover());
        glyph::mark(ui.painter(), rect, c);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            label::line(ui, here.name(), Type::Name, c.ink);
            let words = if all { "Facilitator's view. Only you see this" } else { "Only you see this" };
            label::line(ui, words, Type::Small, c.ink_3);
        });
    });
}

/// What the room sees, and what it shall see.
fn pill(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, here: Here<'_>) {
    let c = theme::colors(ui);
    let (what, which) = room::seen(view, here);
    let frame = Frame::new()
        .fill(c.surface)
        .stroke(Stroke::new(1.0, c.line_strong))
        .corner_radius(radius::CARD)
        .inner_margin(egui::Margin::symmetric(12, 4));
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            label::icon(ui, icons::PRESENTATION, c.ink_2);
            let width = if desk.room >= Room::Wide { 150.0 } else { 170.0 };
            ui.allocate_ui(vec2(width, 36.0), |ui| {
                ui.set_width(width);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    label::line(ui, what, Type::Small, c.ink_3);
                    label::line(ui, &which, Type::Medium, c.ink);
                });
            });
            let words = desk.room >= Room::Narrow;
            if room::may_have_window(ui) {
                window_buttons(ui, view, words);
            }
            let text = if words { "Show here" } else { "Here" };
            let here = Button::new(text).quiet().name("Show the room this window").key("F5").show(ui);
            if here
                .on_hover_text("One screen: this window shows the board. F5 leads to a cover, F5 again back here")
                .clicked()
            {
                view.ask(Ask::Show(Screen::Board));
            }
        });
    });
}

fn window_buttons(ui: &mut Ui, view: &mut View, words: bool) {
    let Some(window) = view.window else {
        let text = if words { "Open window" } else { "Open" };
        let button = Button::new(text).quiet().name("Open the room's window").key("W").show(ui);
        if button.on_hover_text("Drag it to the projector, F11 fills the screen").clicked() {
            view.ask(Ask::Window);
        }
        return;
    };
    if words {
        let board = Button::new("Show board").quiet().icon(icons::EYE).key("S").show(ui);
        if board.clicked() {
            view.ask(Ask::Board);
        }
        let name = if view.blank { "Show the room its picture again" } else { "Blank the room's picture" };
        let blank = Button::new("Blank").quiet().icon(icons::RECTANGLE).name(name).key("B").show(ui);
        if blank.clicked() {
            view.ask(Ask::Blank);
        }
    }
    for (icon, name, on, ask) in [
        (icons::KEYBOARD, "The room types (T)", view.room_types, Ask::RoomTypes),
        (icons::BOUNDING_BOX, "The room's window fills its screen (F11)", window.full, Ask::Full),
        (icons::SUN, "Light picture for the room (Ctrl Shift L)", view.light, Ask::Light),
    ] {
        if icon_toggle(ui, icon, name, true, on).clicked() {
            view.ask(ask);
        }
    }
    if icon_button(ui, icons::X, "Close the room's window (W)", true).clicked() {
        view.ask(Ask::Window);
    }
}

/// The clock and its buttons, from right to left.
fn time(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, here: Here<'_>) {
    let words = desk.room >= Room::Tight;
    let Some((place, activity)) = here.activity(view) else {
        if Button::new("Leave").key("Esc").show(ui).clicked() {
            view.ask(Ask::Leave);
        }
        return;
    };
    if icon_button(ui, icons::X, "Leave (Esc), everything is kept", true).clicked() {
        view.ask(Ask::Leave);
    }
    let is_last = place + 1 >= here.workshop.agenda.len();
    let text = match (is_last, words) {
        (true, true) => "End workshop",
        (true, false) => "End",
        (false, true) => "Next activity",
        (false, false) => "Next",
    };
    let name = if is_last { "End workshop" } else { "Next activity" };
    let next = Button::new(text).primary().name(name).key("→").show(ui);
    if next.clicked() {
        view.ask(Ask::Next);
    }
    let more = if words { "2 min" } else { "2" };
    if Button::new(more).icon(icons::PLUS).name("Two minutes more").show(ui).clicked() {
        view.ask(Ask::More);
    }
    let (text, icon) = match (view.clock.is_running(), view.clock.is_fresh()) {
        (true, _) => ("Pause", icons::PAUSE),
        (false, true) => ("Begin", icons::PLAY),
        (false, false) => ("Go on", icons::PLAY),
    };
    let clicked = if words {
        Button::new(text).icon(icon).key("Space").show(ui).clicked()
    } else {
        icon_button(ui, icon, text, true).clicked()
    };
    if clicked {
        view.ask(Ask::Toggle);
    }
    reading(ui, view, activity.minutes, desk.room >= Room::Narrow);
}

/// The ring and the time that is left.
fn reading(ui: &mut Ui, view: &View, planned: Option<u64>, all: bool) {
    let c = theme::colors(ui);
    let left = view.clock.left(planned);
    let (ink, color) = if left < 60 { (c.warning, c.warning) } else { (c.ink, c.accent) };
    if all {
        ui.allocate_ui(vec2(76.0, 36.0), |ui| {
            ui.set_width(76.0);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let whole = view.clock.planned(planned).cast_signed();
                label::line(ui, &format!("of {}", clock::words(whole)), Type::Small, c.ink_3);
                let state = match (left, view.clock.is_running()) {
                    (..0, _) => "over time",
                    (_, true) => "left",
                    (_, false) => "standing",
                };
                label::line(ui, state, Type::Small, if left < 0 { c.warning } else { c.ink_3 });
            });
        });
    }
    let style = if all { Type::Clock } else { Type::Figure };
    let galley = theme::line(ui, &clock::words(left), style, ink);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, ink);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, clock::said(left)));
    if all {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(40.0), Sense::hover());
        big::ring(ui, Rect::from_center_size(rect.center(), Vec2::splat(37.0)), 5.0, view.clock.share(planned), color);
    }
}
