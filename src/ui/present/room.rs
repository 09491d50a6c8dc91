//! What the room sees: in a window of its own for the projector, or in this one. Never what somebody decides alone, and in the
//! title and the task bar nothing but the name of the program and whose window it is.

use egui::{CentralPanel, Frame, Pos2, Rect, Theme, Ui, ViewportBuilder, ViewportCommand, ViewportId, vec2};

use crate::assess::workshop::is_over;
use crate::model::workshops::Workshop;
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type};
use crate::words::capitalized;

use super::big::Big;
use super::jot::LineOf;
use super::{Ask, Here, Screen, View, board, closing, cover, keys};

/// How large the room's window is before it is dragged to the projector.
const SIZE: [f32; 2] = [960.0, 600.0];

/// The id of the room's window.
#[must_use]
fn id() -> ViewportId {
    ViewportId::from_hash_of("what the room sees")
}

/// So many seconds what is typed in the facilitator's window is for the room's line, once that is to be typed into: a desktop
/// takes its time to give the keyboard to another window.
const PATIENCE: f64 = 1.5;

/// How the room's line waits for the keyboard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Awaits {
    /// Nothing was typed since then, on the time of frames.
    Since(f64),
    /// Something was. A desktop may keep the keyboard where it is, and the rest of a sentence must not act as keys: so all that is
    /// typed is for the room until somebody turns back.
    Typed,
}

impl View {
    /// Whether what is typed in this window is for the room's line, whose window has not got the keyboard yet.
    pub(super) fn types_for_room(&mut self, ctx: &egui::Context) -> bool {
        // a blank begins no sentence
        let is_word = |event: &egui::Event| matches!(event, egui::Event::Text(text) if !text.trim().is_empty());
        let (now, types) = ctx.input(|input| (input.time, input.events.iter().any(is_word)));
        let Some(window) = &mut self.window else { return false };
        let is_for_room = match window.awaits {
            Some(Awaits::Since(since)) => now - since < PATIENCE,
            Some(Awaits::Typed) => true,
            None => false,
        };
        if is_for_room && types {
            window.awaits = Some(Awaits::Typed);
        }
        is_for_room
    }

    /// Whether all that is typed in this window is for the room's line.
    pub(super) fn is_typing_for_room(&self) -> bool {
        self.window.is_some_and(|window| window.awaits == Some(Awaits::Typed))
    }
}

/// Gives what follows the room's own theme, whatever that of the program is.
pub(super) fn dress(ui: &mut Ui, light: bool) {
    let theme = if light { Theme::Light } else { Theme::Dark };
    let style = ui.ctx().style_of(theme);
    ui.set_style(style);
}

/// Whether the system lets the program have a second window.
pub(super) fn may_have_window(ui: &Ui) -> bool {
    !ui.ctx().embed_viewports()
}

/// Shows the room's own window, if it is open. It is drawn within the frame of the facilitator's, so that both always show the
/// same moment. Between two workshops it asks for patience.
pub(super) fn window(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, here: Option<Here<'_>>) {
    let Some(window) = view.window.filter(|_| may_have_window(ui)) else { return };
    let builder = ViewportBuilder::default()
        .with_title("Caveat: room")
        .with_app_id("io.github.caveat.Caveat")
        .with_inner_size(SIZE)
        .with_fullscreen(window.full);
    let own = ui.input(|input| input.viewport().outer_rect);
    ui.ctx().show_viewport_immediate(id(), builder, |ui, _| {
        give_keyboard_back(ui, own, view);
        let has_it = ui.input(|input| input.viewport().focused);
        if view.capture == Some(LineOf::Room) && has_it == Some(false) {
            ui.ctx().send_viewport_cmd(ViewportCommand::Focus);
        }
        if let Some(window) = &mut view.window {
            let has_line = here.is_some() && view.room_types && !view.blank && view.covered.is_none();
            window.awaits = window.awaits.filter(|_| has_it != Some(true) && has_line);
            if std::mem::take(&mut window.comes_home) {
                ui.ctx().send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Focus);
            }
        }
        if here.is_some() {
            keys::listen_in_room(ui.ctx(), view, desk.single_keys);
        }
        if ui.input(|input| input.viewport().close_requested()) {
            view.ask(Ask::Window);
        }
        dress(ui, view.light);
        let frame = Frame::new().fill(theme::colors(ui).bg_app);
        CentralPanel::default().frame(frame).show(ui, |ui| match here {
            Some(here) => picture(ui, desk, view, here, false),
            None => moment(ui, ""),
        });
        if !view.asked.is_empty() {
            ui.ctx().request_repaint_of(ViewportId::ROOT);
        }
    });
}

/// So many seconds a window lies on the projector before the keyboard goes back: by then it is not being dragged any more.
const AT_REST: f64 = 0.6;

/// A desktop gives a new window the keyboard. Once it lies apart from the facilitator's, as on a projector, they go on typing in
/// their own; while the two overlap it stays in front, so that it can be dragged there. Where a system does not tell where windows
/// are, nothing is done.
fn give_keyboard_back(ui: &Ui, own: Option<Rect>, view: &mut View) {
    let (time, has_it, at) = ui.input(|input| {
        let viewport = input.viewport();
        (input.time, viewport.focused == Some(true), viewport.outer_rect)
    });
    let Some(window) = view.window.as_mut().filter(|window| !window.gave_back) else { return };
    let is_apart = own.zip(at).is_some_and(|(own, at)| !own.intersects(at));
    // where the room types, the keyboard is the room's
    if view.room_types || view.capture == Some(LineOf::Room) {
        window.gave_back = true;
        return;
    }
    if !is_apart || !has_it {
        window.apart = None;
    } else if time - *window.apart.get_or_insert(time) >= AT_REST {
        window.gave_back = true;
        ui.ctx().send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Focus);
    } else {
        ui.ctx().request_repaint_after_secs(AT_REST as f32);
    }
}

/// What the room sees now; `shared` if it sees it in the facilitator's window.
pub(super) fn picture(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, here: Here<'_>, shared: bool) {
    if view.blank {
        blank(ui);
    } else if is_covered(view, here) && !shared {
        cover::show(ui, view, here, false);
    } else if is_over(here.workshop) {
        closing::in_room(ui, view, here, shared);
    } else {
        board::show(ui, desk, view, here, shared);
    }
}

/// Whether the room sees the cover: while the laptop goes round.
fn is_covered(view: &View, here: Here<'_>) -> bool {
    matches!(view.screen, Screen::Cover | Screen::Turn)
        || view.covered.is_some_and(|round| here.workshop.rounds.find(round).is_some_and(|round| !round.revealed))
}

/// What the room sees, in words: for the facilitator.
pub(super) fn seen(view: &View, here: Here<'_>) -> (&'static str, String) {
    if view.window.is_none() {
        return ("The room sees nothing", "No window is open".to_owned());
    }
    if view.blank {
        return ("The room sees nothing", "Its picture is blank".to_owned());
    }
    if is_covered(view, here) {
        let round = view.covered.and_then(|id| here.workshop.rounds.find(id));
        return ("The room sees the cover", super::title(round.and_then(|round| round.kind)).to_owned());
    }
    if is_over(here.workshop) {
        return ("The room sees thanks", "The workshop is over".to_owned());
    }
    let what = here.activity(view).map_or_else(|| here.name(), |(_, activity)| activity.name.trim());
    let page = view.pages.words().map_or_else(|| what.to_owned(), |page| format!("{}: {what}", capitalized(&page)));
    ("The room sees the board", page)
}

fn blank(ui: &mut Ui) {
    let rect = ui.max_rect();
    // dark in the light picture as well: a bright empty wall would glare
    ui.painter().rect_filled(rect, 0, theme::of(true).bg_app);
    super::big::say(ui, rect, "Blank", egui::Role::Label);
}

/// The neutral cover, between what the room sees and what only the facilitator does.
pub(super) fn hand(ui: &mut Ui, workshop: &Workshop) {
    moment(ui, workshop.name.trim());
    let rect = ui.max_rect();
    let big = Big::of(rect.size());
    let foot = (rect.right() - big.px(48.0), rect.bottom() - big.px(48.0));
    big.hints(ui, foot, &[("F5", "The facilitator's view"), ("Esc", "Back to the board")]);
}

/// Asks the room for patience, under the name of the workshop.
fn moment(ui: &mut Ui, name: &str) {
    const WAIT: &str = "One moment, please";
    let c = theme::colors(ui);
    let rect = ui.max_rect();
    let big = Big::of(rect.size());
    let width = rect.width() - big.px(96.0);
    let at = Pos2::new(rect.center().x, rect.center().y - big.px(80.0));
    if name.is_empty() {
        big.centered(ui, at, WAIT, (Type::RoomQuestion, c.ink), width);
        return;
    }
    big.centered(ui, at, name, (Type::RoomQuestion, c.ink), width);
    big.centered(ui, at + vec2(0.0, big.px(84.0)), WAIT, (Type::RoomLead, c.ink_2), width);
}
