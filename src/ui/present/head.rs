//! The head of the facilitator's view: whose session it is, what the room sees, and the clock with what can be done to it.

use egui::{Align, Frame, Layout, Rect, Sense, Stroke, Ui, Vec2, vec2};

use crate::assess::workshop::is_over;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::shortcuts::{self, Does};
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::{glyph, label, menu};

use super::pages::Leaf;
use super::{Ask, Here, Screen, View, big, clock, room};

const SHOW_HERE: &str = "Show the room this window";
const ONE_SCREEN: &str = "One screen: this window shows the board. F5 leads to a cover, F5 again back here";

/// The width from which all of it stands in one line, with the buttons of the room's window.
const ONE_LINE: f32 = 1360.0;

/// Shows it: one line where there is room, else two.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, here: Here<'_>) {
    if ui.available_width() >= ONE_LINE {
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
        let width = match desk.room {
            Room::Wide => 320.0,
            Room::Single => 120.0,
            Room::Narrow | Room::Tight | Room::Rail => 200.0,
        };
        ui.allocate_ui(vec2(width, 44.0), |ui| {
            ui.set_width(width);
            name(ui, here, false);
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
    let what = if view.is_typing_for_room() { "You type for the room. Esc: here" } else { what };
    let frame = Frame::new()
        .fill(c.surface)
        .stroke(Stroke::new(1.0, c.line_strong))
        .corner_radius(radius::CARD)
        .inner_margin(egui::Margin::symmetric(12, 4));
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            label::icon(ui, icons::PRESENTATION, c.ink_2);
            let width = if desk.room >= Room::Wide { 156.0 } else { 170.0 };
            ui.allocate_ui(vec2(width, 36.0), |ui| {
                ui.set_width(width);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    label::line(ui, what, Type::Small, c.ink_3);
                    label::line(ui, &which, Type::Medium, c.ink);
                });
            });
            if view.window.is_some() && room::may_have_window(ui) {
                window_buttons(ui, view);
                more(ui, view);
                return;
            }
            if room::may_have_window(ui) {
                let button = Button::new("Open window")
                    .quiet()
                    .name("Open the room's window")
                    .key(shortcuts::label(Does::Window))
                    .show(ui);
                if button.on_hover_text("Drag it to the projector, F11 fills the screen").clicked() {
                    view.ask(Ask::Window);
                }
            }
            let here = Button::new("Show here").quiet().name(SHOW_HERE).key("F5").show(ui);
            if here.on_hover_text(ONE_SCREEN).clicked() {
                view.ask(Ask::Show(Screen::Board));
            }
        });
    });
}

fn window_buttons(ui: &mut Ui, view: &mut View) {
    if Button::new("Show board").quiet().icon(icons::EYE).key(shortcuts::label(Does::Board)).show(ui).clicked() {
        view.ask(Ask::Board);
    }
    let name = if view.blank { "Show the room its picture again" } else { "Blank the room's picture" };
    if Button::new("Blank")
        .quiet()
        .icon(icons::RECTANGLE)
        .name(name)
        .key(shortcuts::label(Does::Blank))
        .show(ui)
        .clicked()
    {
        view.ask(Ask::Blank);
    }
}

/// What is rarely asked of the room's window.
fn more(ui: &mut Ui, view: &mut View) {
    let full = view.window.is_some_and(|window| window.full);
    let dots = icon_button(ui, icons::DOTS, "More about the room's window", true);
    menu::below(&dots, |ui| {
        for (text, keys, icon, on, ask) in [
            ("The room types", shortcuts::label(Does::RoomTypes), icons::KEYBOARD, view.room_types, Ask::RoomTypes),
            ("Fill the screen", "F11", icons::BOUNDING_BOX, full, Ask::Full),
            ("Light picture", "Ctrl Shift L", icons::SUN, view.light, Ask::Light),
            (SHOW_HERE, "F5", icons::DESKTOP, false, Ask::Show(Screen::Board)),
            ("Next page of the board", "PageDown", icons::CARET_RIGHT, false, Ask::Page(Leaf::Next)),
            ("Page before of the board", "PageUp", icons::CARET_LEFT, false, Ask::Page(Leaf::Before)),
            ("Close the room's window", shortcuts::label(Does::Window), icons::X, false, Ask::Window),
        ] {
            if menu::Row::new(text).icon(icon).keys(keys).chosen(on).show(ui).clicked() {
                view.ask(ask);
            }
        }
    });
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
    let leave = icon_button(ui, icons::X, "Leave (Esc), everything is kept", true);
    regions::entrance(Region::TopBar, &leave);
    if leave.clicked() {
        view.ask(Ask::Leave);
    }
    if is_over(here.workshop) {
        return; // what comes now stands above the notes
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
    let text = view.clock.does();
    let icon = if view.clock.is_running() { icons::PAUSE } else { icons::PLAY };
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
        ui.allocate_ui(vec2(60.0, 36.0), |ui| {
            ui.set_width(60.0);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let whole = view.clock.planned(planned).cast_signed();
                label::line(ui, &format!("of {}", clock::words(whole)), Type::Small, c.ink_3);
                let state = match (left, view.clock.is_running()) {
                    (..0, _) => "over time",
                    (_, true) => "left",
                    (_, false) => "at rest",
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
    // the ring says what the figures say: it goes first where the bar is full
    if all && ui.available_width() >= 48.0 {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(40.0), Sense::hover());
        big::ring(ui, Rect::from_center_size(rect.center(), Vec2::splat(37.0)), 5.0, view.clock.share(planned), color);
    }
}
