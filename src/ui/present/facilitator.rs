//! The facilitator's view: the agenda at the left, notes to land in the middle, private turns and what they gave at the right.
//! Where there is less room the agenda is one line, and all three are parts to turn between.

use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

use crate::assess::workshop::{count_decisions, is_over};
use crate::model::workshops::{Round, RoundKind};
use crate::ui::chrome::notices::room_in_session;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::{Desk, Order, Room};
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, link, segmented};
use crate::ui::widgets::label;

use super::{Ask, Here, Part, View, agenda, board, closing, head, jot, land, matter, results, turns, written};

/// The widths of the sides.
const AGENDA: f32 = 304.0;
const TURNS: f32 = 360.0;
/// Windows that are not as high as this show nothing below the notes while one is open.
const LOW: f32 = 720.0;

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, here: Here<'_>) {
    let c = theme::colors(ui);
    view.narrow = desk.room < Room::Rail;
    let bar = Frame::new().fill(c.bg_app).inner_margin(Margin::symmetric(16, 10));
    let top = Panel::top("session").frame(bar).show(ui, |ui| head::show(ui, desk, view, here));
    regions::extent(ui.ctx(), Region::TopBar, top.response.rect);
    // where all stands below each other, notices would lie on the notes
    let notices = if view.narrow { room_in_session(ui.ctx()) } else { 0.0 };
    if notices > 0.0 {
        Panel::bottom("notices of the session")
            .exact_size(notices)
            .frame(Frame::new().fill(c.bg_main))
            .show(ui, |_| ());
    }
    if !view.narrow {
        let frame = Frame::new().fill(c.surface).inner_margin(Margin { left: 16, right: 16, top: 0, bottom: 16 });
        let side = Panel::left("session agenda").exact_size(AGENDA).resizable(false).frame(frame);
        let side = side.show(ui, |ui| agenda::show(ui, view, here));
        regions::extent(ui.ctx(), Region::Sidebar, side.response.rect);
        let frame = Frame::new().fill(c.surface);
        let side = Panel::right("session turns").exact_size(TURNS).resizable(false).frame(frame);
        let side = side.show(ui, |ui| scrolled(ui, "turns", |ui| right(ui, view, here)));
        regions::extent(ui.ctx(), Region::Inspector, side.response.rect);
    }
    let side = if view.narrow { 16 } else { 24 };
    let main = CentralPanel::default().frame(Frame::new().fill(c.bg_main)).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: side, right: side, top: 8, bottom: 8 }).show(ui, |ui| {
            if view.narrow {
                parts(ui, view, here);
            }
            closing::show(ui, desk, view, here);
            match view.part {
                Part::Agenda if view.narrow => agenda::show(ui, view, here),
                Part::Turns if view.narrow => scrolled(ui, "turns", |ui| right(ui, view, here)),
                _ => middle(ui, desk, view, here),
            }
        });
    });
    regions::extent(ui.ctx(), Region::Main, main.response.rect);
}

/// Which of the parts is shown, and what is on and what comes where the agenda is not.
fn parts(ui: &mut Ui, view: &mut View, here: Here<'_>) {
    let turns = here.open_round().map_or("Private turns", |_| "Turns under way");
    let at = Part::ALL.iter().position(|part| *part == view.part).unwrap_or_default();
    ui.horizontal(|ui| {
        let chosen = segmented(ui, "Part", &["Notes", "Agenda", turns], at);
        view.part = chosen.and_then(|at| Part::ALL.get(at).copied()).unwrap_or(view.part);
        if view.part != Part::Agenda {
            ui.add_space(8.0);
            agenda::line(ui, view, here);
        }
    });
    if view.part != Part::Agenda {
        agenda::late(ui, view, here);
    }
    ui.add_space(4.0);
}

fn scrolled(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show(ui, contents);
}

fn right(ui: &mut Ui, view: &mut View, here: Here<'_>) {
    turns::show(ui, view, here);
    results::show(ui, view, here);
}

/// The question of the activity, as it stands on the wall.
fn question(ui: &mut Ui, view: &View, here: Here<'_>) {
    let c = theme::colors(ui);
    if here.activity(view).is_none() || is_over(here.workshop) {
        return; // the wall asks nothing
    }
    let text = board::question(view, here);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        ui.vertical(|ui| {
            ui.set_width(72.0);
            ui.add_space(4.0); // both stand on one line
            let mark = label::line(ui, "On the wall", Type::Caption, c.ink_3);
            mark.on_hover_text("The question that the room sees");
        });
        if view.narrow {
            label::line(ui, text, Type::Prompt, c.ink);
        } else {
            label::text(ui, text, Type::Prompt, c.ink);
        }
    });
    let rules = here.activity(view).map_or("", |(_, activity)| activity.rules.trim());
    // in the agenda a short activity has no room for them, and in a narrow window there is none
    if !rules.is_empty() {
        label::line(ui, &format!("Rules: {rules}"), Type::Small, c.ink_2).on_hover_text(rules);
    }
}

fn middle(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, here: Here<'_>) {
    let c = theme::colors(ui);
    question(ui, view, here);
    let notes = &here.workshop.captures;
    let landed = notes.iter().filter(|note| note.landed.is_some()).count();
    matter::show(ui, desk, view, here);
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        label::heading(ui, "Notes to land", Type::Name, 1);
        let text = format!("{landed} of {} landed, none is lost at the end", notes.len());
        let said = label::whole_parts(ui, &text, Type::Body, ui.available_width() - 140.0).to_owned();
        label::line(ui, &said, Type::Body, c.ink_3);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let words = if view.by_votes { "By votes" } else { "As said" };
            let sort = Button::new(words).quiet().icon(icons::SORT_ASCENDING).name("Sort notes by votes").show(ui);
            if sort.clicked() {
                view.ask(Ask::ByVotes);
            }
        });
    });
    jot::show(ui, desk, view, here);
    if view.grouping.asks_of().is_some() {
        ui.add_space(4.0);
        if let Some(wish) = view.grouping.field(ui, here.workshop) {
            view.ask(Ask::Wish(wish));
        }
    }
    ui.add_space(4.0);
    land::refresh(desk, view, here);
    let window = ui.ctx().content_rect().height();
    // in a low window the tray of the open note needs all there is
    let cramped = window < LOW && view.suggested.is_some();
    let written = if cramped { 0.0 } else { written::height(here, window) };
    let foot = if cramped { 0.0 } else { 36.0 } + if written > 0.0 { written + 8.0 } else { 0.0 };
    let height = (ui.available_height() - foot).max(120.0);
    ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| {
        ui.set_min_height(height);
        land::show(ui, desk, view, here);
    });
    if written > 0.0 {
        ui.allocate_ui(egui::vec2(ui.available_width(), written), |ui| {
            ui.set_min_height(written);
            written::show(ui, desk, view, here);
        });
    }
    if !cramped {
        foot_line(ui, desk, view, here);
    }
}

/// What the minutes hold, and the way to them.
fn foot_line(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, here: Here<'_>) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        label::icon(ui, icons::NOTE_PENCIL, c.ink_3);
        let width = ui.available_width() - 110.0;
        let text = minutes(here);
        let text = label::whole_parts(ui, &text, Type::Small, width).to_owned();
        label::line(ui, &text, Type::Small, c.ink_3);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            // the page of the documents would close the room's window, or stand on the wall
            if view.window.is_none() && !is_over(here.workshop) && link(ui, "Read minutes").clicked() {
                desk.orders.push(Order::ReadMinutes(here.workshop.id));
            }
        });
    });
}

/// What the minutes hold: `Minutes write themselves: 6 notes, 18 votes, 1 decision, 2 actions`.
fn minutes(here: Here<'_>) -> String {
    let figures = figures(here);
    let colon = if figures.is_empty() { "" } else { ": " };
    format!("Minutes write themselves{colon}{figures}")
}

/// What came of it: `6 notes, 18 votes, 1 decision, 2 actions`. Of what there was none of, nothing is said; blank if of all.
pub(super) fn figures(here: Here<'_>) -> String {
    let workshop = here.workshop;
    let votes: u64 = workshop.captures.iter().filter_map(|note| note.votes).sum();
    let rates =
        |round: &&Round| round.revealed && matches!(round.kind, Some(RoundKind::Severity | RoundKind::Frequency));
    let ratings = workshop.rounds.iter().filter(rates).map(|round| {
        let people = round.turns.iter().filter(|turn| turn.done).count();
        (people * round.about.len()) as u64
    });
    let figures = [
        (workshop.captures.len() as u64, "note", "notes"),
        (votes, "vote", "votes"),
        (ratings.sum(), "rating", "ratings"),
        (count_decisions(workshop) as u64, "decision", "decisions"),
        (workshop.actions.len() as u64, "action", "actions"),
    ];
    let some = figures.into_iter().filter(|(value, ..)| *value > 0);
    let said = some.map(|(value, one, several)| {
        format!("{} {}", crate::words::count(value), if value == 1 { one } else { several })
    });
    said.collect::<Vec<_>>().join(", ")
}
