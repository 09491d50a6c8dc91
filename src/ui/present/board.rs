//! The board that a room looks at: the question, the clock, and what was said or rated.

use egui::{Pos2, Rect, Ui, pos2, vec2};

use crate::model::workshops::{Activity, ActivityKind, Round, RoundKind};
use crate::ui::desk::Desk;
use crate::ui::shortcuts::{self, Does};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::{focus, label};
use crate::words::capitalized;

use super::big::{self, Big};
use super::jot::LineOf;
use super::pages::Leaf;
use super::{Ask, Here, Screen, View, clock, jot, matter, results, scale, wall};

/// Shows it; `shared` if this is the facilitator's window as well.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, here: Here<'_>, shared: bool) {
    let rect = ui.max_rect();
    let big = Big::of(rect.size());
    view.pages.hear_wheel(ui);
    let side = big.px(48.0);
    let inner = Rect::from_min_max(pos2(rect.left() + side, rect.top()), pos2(rect.right() - side, rect.bottom()));
    let top = head(ui, view, here, (inner, big));
    let foot = inner.bottom() - big.px(50.0);
    foot_line(ui, view, here, (inner, foot, big), shared);
    let mut bottom = foot - big.px(36.0);
    let types = (shared || view.room_types) && !desk.is_read_only();
    if types {
        let line = Rect::from_min_max(pos2(inner.left(), bottom - big.px(72.0)), pos2(inner.right(), bottom));
        let own = if shared { LineOf::Board } else { LineOf::Room };
        jot::in_room(ui, view, here, (own, line, big));
        bottom = line.top() - big.px(24.0);
        if let Some(hint) = jot::hint_in_room(view, desk, here) {
            let c = theme::colors(ui);
            let at = pos2(inner.left(), bottom - big.px(24.0));
            big.write(ui, at, &hint, (Type::RoomLabel, c.ink_2), (inner.width(), 1));
            bottom = at.y - big.px(16.0);
        }
    }
    let body = Rect::from_min_max(pos2(inner.left(), top), pos2(inner.right(), bottom));
    let rounds = rated(view, here);
    if !rounds.is_empty() && !view.notes_first {
        results::for_room(ui, view, here, &rounds, (body, big));
    } else if is_about_the_scale(view, here) {
        scale::show(ui, view, here, (body, big));
    } else if let Some(rest) = matter::in_room(ui, view, here, (body, big)) {
        wall::show(ui, desk, view, here, (rest, big));
    }
}

/// The rounds that were revealed in the activity that is on, the newest of each kind; votes stand on the notes. Where people talk
/// about ratings and have given none since, those of the activity before.
fn rated<'a>(view: &View, here: Here<'a>) -> Vec<&'a Round> {
    let of = |activity: &Activity| {
        let mut found: Vec<&Round> = Vec::new();
        for round in here.revealed().filter(|round| round.activity == Some(activity.id)) {
            if round.kind != Some(RoundKind::Votes) && found.iter().all(|newer| newer.kind != round.kind) {
                found.push(round);
            }
        }
        found
    };
    let Some((place, activity)) = here.activity(view) else { return Vec::new() };
    let own = of(activity);
    if !own.is_empty() || activity.kind != Some(ActivityKind::Rating) {
        return own;
    }
    let before: Vec<&Activity> = here.workshop.agenda.iter().take(place).collect();
    before.into_iter().rev().map(of).find(|rounds| !rounds.is_empty()).unwrap_or_default()
}

/// Whether people rate and there is nothing to see yet: then they see what the steps mean.
fn is_about_the_scale(view: &View, here: Here<'_>) -> bool {
    let rates = here.activity(view).is_some_and(|(_, activity)| activity.kind == Some(ActivityKind::Rating));
    rates && wall::notes(view, here).is_empty()
}

/// The name, the activity, its question and the clock. Gives where the rest begins.
fn head(ui: &mut Ui, view: &View, here: Here<'_>, (inner, big): (Rect, Big)) -> f32 {
    let c = theme::colors(ui);
    let activity = here.activity(view);
    let clock = clock_at(ui, view, here, (inner, big));
    let width = (clock - inner.left() - big.px(48.0)).max(big.px(200.0));
    let at = pos2(inner.left(), inner.top() + big.px(32.0));
    if let Some((place, _)) = activity {
        let name = big.write(ui, at, here.name(), (Type::RoomLabel, c.ink_2), (width * 0.6, 1));
        let text = format!("Activity {} of {}", place + 1, here.workshop.agenda.len());
        let at = pos2(name.right() + big.px(18.0), at.y);
        big.write(ui, at, &text, (Type::RoomLabel, c.ink_3), (width * 0.4, 1));
    }
    let at = pos2(inner.left(), inner.top() + big.px(70.0));
    let asked = big.write(ui, at, question(view, here), (Type::RoomQuestion, c.ink), (width, 3));
    (asked.bottom() + big.px(28.0)).max(inner.top() + big.px(160.0))
}

/// What the wall asks; without an agenda nothing but what the workshop is called.
pub(super) fn question<'a>(view: &View, here: Here<'a>) -> &'a str {
    match here.activity(view) {
        Some((_, activity)) if !activity.prompt.trim().is_empty() => activity.prompt.trim(),
        Some((_, activity)) => activity.name.trim(),
        None => here.name(),
    }
}

/// The ring and the time that is left. Gives where they begin.
fn clock_at(ui: &mut Ui, view: &View, here: Here<'_>, (inner, big): (Rect, Big)) -> f32 {
    let c = theme::colors(ui);
    let Some((_, activity)) = here.activity(view) else { return inner.right() };
    let left = view.clock.left(activity.minutes);
    let (ink, words) = match left {
        _ if activity.spent.is_some() => (c.ink_3, Some("Over")),
        ..0 => (c.warning, Some("Time is up")),
        0..60 => (c.warning, Some("Last minute")),
        _ if !view.clock.is_running() => (c.ink_3, Some(if view.clock.is_fresh() { "Not begun" } else { "Paused" })),
        _ => (c.ink, None),
    };
    let text = big.lay(ui, &clock::words(left), (Type::RoomClock, ink), (f32::INFINITY, 1));
    let at = pos2(inner.right() - text.size().x, inner.top() + big.px(30.0));
    let rect = Rect::from_min_size(at, text.size());
    let height = text.size().y;
    ui.painter().galley(at, text, ink);
    big::say(ui, rect, &clock::said(left), egui::Role::Label);
    let side = big.px(72.0);
    let ring = Rect::from_min_size(pos2(at.x - side - big.px(24.0), at.y + (height - side) / 2.0), vec2(side, side));
    let color = if ink == c.warning { c.warning } else { c.accent };
    big::ring(ui, ring, big.px(10.0), view.clock.share(activity.minutes), color);
    if let Some(words) = words {
        let galley = big.lay(ui, words, (Type::RoomLabel, ink), (f32::INFINITY, 1));
        let at = pos2(inner.right() - galley.size().x, rect.bottom() + big.px(2.0));
        let place = Rect::from_min_size(at, galley.size());
        ui.painter().galley(at, galley, ink);
        big::say(ui, place, words, egui::Role::Label);
    }
    ring.left()
}

/// What is counted, and the keys. Where this window is the facilitator's as well, the keys are buttons: a strip that shows
/// nothing but what everybody may see.
fn foot_line(ui: &mut Ui, view: &mut View, here: Here<'_>, (inner, middle, big): (Rect, f32, Big), shared: bool) {
    let c = theme::colors(ui);
    let has_agenda = here.activity(view).is_some();
    let pause = view.clock.does();
    let several = view.pages.are_several();
    let mut left = inner.right();
    if shared {
        let asks = [
            (true, "Esc", "Cover", Ask::Show(Screen::Hand)),
            (true, shortcuts::label(Does::Blank), "Blank", Ask::Blank),
            (has_agenda, "→", "Next", Ask::Next),
            (has_agenda, "Space", pause, Ask::Toggle),
            (several && view.pages.has_next(), "PgDn", "Page", Ask::Page(Leaf::Next)),
            (several && view.pages.has_before(), "PgUp", "Page before", Ask::Page(Leaf::Before)),
        ];
        for (_, key, words, ask) in asks.into_iter().filter(|(is, ..)| *is) {
            let (begins, pressed) = big.key(ui, (left, middle), key, words);
            left = begins;
            if pressed {
                view.ask(ask);
            }
        }
    } else {
        let blank = (shortcuts::label(Does::Blank), "Blank");
        let mut hints = if has_agenda { vec![("Space", pause), ("→", "Next"), blank] } else { vec![blank] };
        hints.insert(0, if several { ("PgDn", "Page") } else { ("F11", "Full screen") });
        left = big.hints(ui, (left, middle), &hints);
    }
    // the page first: it is what is left where there is little room
    let page = view.pages.words().map_or_else(String::new, |page| format!("{}, ", capitalized(&page)));
    let count = format!("{page}{}", wall::counted(view, here));
    let width = left - inner.left() - big.px(24.0);
    let look = (Type::RoomLabel, c.ink_2);
    let fits = |part: &str| big.lay(ui, part, look, (f32::INFINITY, 1)).size().x <= width;
    let count = label::whole_parts_that(&count, fits);
    if !count.is_empty() {
        let at = Pos2::new(inner.left(), middle - big.px(16.0));
        big.write(ui, at, count, look, (f32::INFINITY, 1));
    }
}

/// Draws the marks that stand for votes: filled ones, and open ones up to the most that a note has. Gives where they end.
pub(super) fn dots(ui: &Ui, at: Pos2, (votes, most): (u64, u64), big: Big) -> f32 {
    let c = theme::colors(ui);
    let radius = big.px(10.5);
    let shown = if most > 8 { 1 } else { most };
    for place in 0..shown {
        let center = pos2(at.x + radius + place as f32 * big.px(30.0), at.y);
        if place < votes {
            ui.painter().circle_filled(center, radius, c.accent);
        } else {
            ui.painter().circle_stroke(center, radius, egui::Stroke::new(big.px(2.0), c.control_line));
        }
    }
    at.x + shown as f32 * big.px(30.0)
}

/// Paints the focus of something in a room's picture.
pub(super) fn ring(ui: &Ui, response: &egui::Response, rect: Rect, big: Big) {
    focus::ring(ui, response, rect, big.px(10.0) as u8);
}
