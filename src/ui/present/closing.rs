//! After the last activity: the room reads a word of thanks and what came of it, in figures; the facilitator reads the minutes,
//! or leads another workshop. Notes can still be landed. And how a session is left.

use std::collections::BTreeMap;

use egui::{Frame, Stroke, Ui, pos2, vec2};

use crate::assess::workshop::is_over;
use crate::model::Section;
use crate::model::place::Place;
use crate::model::workshops::{Round, RoundKind};
use crate::ui::desk::{Desk, Order};
use crate::ui::icons;
use crate::ui::notice::Notice;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

use super::big::Big;
use super::{Ask, Here, Screen, View, facilitator, written};

/// Seconds in which leaving is to be asked for again.
const SURE: f64 = 6.0;

/// How many notes landed, in a few words.
fn landed(here: Here<'_>) -> String {
    let notes = &here.workshop.captures;
    let landed = notes.iter().filter(|note| note.landed.is_some()).count();
    match (landed, notes.len()) {
        (_, 0) => String::new(),
        (0, _) => "No note has landed yet".to_owned(),
        (some, all) if some == all => "All notes have landed".to_owned(),
        (some, all) => format!("{some} of {all} notes have landed"),
    }
}

/// How many results of ratings and decisions nobody wrote down, in a sentence; blank if none.
fn unwritten(here: Here<'_>) -> String {
    let decides = |round: &&Round| round.revealed && !matches!(round.kind, Some(RoundKind::Votes) | None);
    // a later round about the same takes the place of an earlier one
    let mut written = BTreeMap::new();
    for round in here.workshop.rounds.iter().filter(decides) {
        for result in round.results.iter().filter(|result| !result.given.is_empty()) {
            if let Some(about) = result.about.filter(|id| here.has(*id)) {
                written.insert((round.kind, about), !result.result.trim().is_empty());
            }
        }
    }
    match written.values().filter(|written| !**written).count() {
        0 => String::new(),
        1 => "One result of private turns was not written down.".to_owned(),
        several => {
            format!("{} results of private turns were not written down.", words::capitalized(&words::spelled(several)))
        }
    }
}

/// Shows it to the facilitator, above the notes.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, here: Here<'_>) {
    if !is_over(here.workshop) {
        return;
    }
    let c = theme::colors(ui);
    let frame = Frame::new()
        .fill(c.surface)
        .stroke(Stroke::new(1.0, c.line_strong))
        .corner_radius(radius::CARD)
        .inner_margin(egui::Margin::symmetric(16, 12));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        label::heading(ui, "The workshop is over", Type::Name, 1);
        let figures = facilitator::figures(here);
        let said = if figures.is_empty() { "Nothing was written down." } else { &format!("{figures}.") };
        label::text(ui, said, Type::Body, c.ink_2);
        let landed = landed(here);
        if !landed.is_empty() {
            label::text(ui, &format!("{landed}. None is lost."), Type::Body, c.ink_3);
        }
        let unwritten = unwritten(here);
        if !unwritten.is_empty() {
            ui.horizontal_top(|ui| {
                glyph::show(ui, Glyph::Warning, 16.0);
                label::text(ui, &unwritten, Type::Body, c.ink);
            });
        }
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            let minutes = Button::new("Read minutes").primary().icon(icons::FILE_TEXT).show(ui);
            let minutes =
                if view.window.is_some() { minutes.on_hover_text("Closes the room's window") } else { minutes };
            if minutes.clicked() {
                view.window = None; // it goes with the session, and F5 does not open it over the next one
                desk.orders.push(Order::ReadMinutes(here.workshop.id));
            }
            if Button::new("Another workshop").icon(icons::USERS_THREE).show(ui).clicked() {
                view.ask(Ask::Another);
            }
            let again = Button::new("Go on after all").quiet().icon(icons::PLAY).show(ui);
            if again.on_hover_text("The last activity is on again").clicked() {
                view.ask(Ask::Reopen);
            }
        });
    });
    ui.add_space(8.0);
}

/// Shows it to the room; `shared` if this is the facilitator's window as well.
pub(super) fn in_room(ui: &mut Ui, view: &mut View, here: Here<'_>, shared: bool) {
    let c = theme::colors(ui);
    let rect = ui.max_rect();
    let big = Big::of(rect.size());
    let width = rect.width() - big.px(96.0);
    let at = rect.min + vec2(big.px(48.0), big.px(32.0));
    big.write(ui, at, here.name(), (Type::RoomLabel, c.ink_2), (width, 1));
    let at = pos2(rect.center().x, rect.top() + rect.height() * 0.28);
    let thanks = big.centered(ui, at, "Thank you", (Type::RoomName, c.ink), width);
    let at = pos2(at.x, thanks.bottom() + big.px(18.0));
    let came = big.centered(ui, at, &facilitator::figures(here), (Type::RoomLead, c.ink_2), width);
    // what is still to be done is the facilitator's
    let landed = landed(here);
    if here.workshop.captures.iter().any(|note| note.landed.is_some()) {
        let at = pos2(at.x, came.bottom() + big.px(12.0));
        big.centered(ui, at, &landed, (Type::RoomLead, c.ink_3), width);
    }
    if shared {
        let foot = (rect.right() - big.px(48.0), rect.bottom() - big.px(50.0));
        if big.key(ui, foot, "Esc", "Cover").1 {
            view.ask(Ask::Show(Screen::Hand));
        }
    }
}

/// Whether the workshop that is led was ended.
pub(super) fn is_ended(desk: &Desk<'_>, view: &View) -> bool {
    view.led(desk.workbook()).is_some_and(is_over)
}

/// Whether a key that ends the workshop was pressed for the first time: it may have been meant for the activity before.
pub(super) fn is_to_be_asked_for_twice(desk: &mut Desk<'_>, view: &mut View) -> bool {
    let on = view.clock.activity();
    let last = view.led(desk.workbook()).and_then(|led| led.agenda.iter().next_back());
    if on.is_none() || last.map(|last| last.id) != on || is_ended(desk, view) {
        return false;
    }
    let now = view.clock.time();
    if view.ending.take().is_some_and(|asked| now - asked < SURE) {
        return false;
    }
    view.ending = Some(now);
    desk.say(Notice::done("This is the last activity. Right again ends the workshop"));
    true
}

/// What is said at the first of two; it goes with the session.
pub(in crate::ui) const ONCE_MORE: &str = "Esc again leaves the session, and closes the room's window";

/// Leaves; while the room looks at its window, and the workshop is not over, only when that was asked for twice.
pub(super) fn leave(desk: &mut Desk<'_>, view: &mut View) {
    let now = view.clock.time();
    let asked = view.leaving.is_some_and(|asked| now - asked < SURE);
    if view.window.is_some() && !asked && !is_ended(desk, view) {
        view.leaving = Some(now);
        desk.say(Notice::done(ONCE_MORE));
        return;
    }
    view.leaving = None;
    written::keep_now(desk, view);
    (view.ballot, view.refused, view.window) = (None, None, None);
    view.grouping.let_go();
    view.screen = Screen::Facilitator;
    // the page shows the workshop that was led, and F5 there leads it again
    let led = view.workshop.and_then(|id| desk.facts.index.place(id));
    desk.go_to(led.unwrap_or_else(|| Place::of_section(Section::Workshops)));
}
