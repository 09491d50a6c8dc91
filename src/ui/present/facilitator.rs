//! The facilitator's view: the agenda at the left, notes to land in the middle, private turns and what they gave at the right.
//! Where there is less room the agenda is one line and the rest are two parts to turn between.

use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

use crate::report::Document;
use crate::ui::desk::{Desk, Order, Room};
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, link, segmented};
use crate::ui::widgets::label;

use super::{Ask, Here, Part, View, agenda, head, jot, land, matter, results, turns};

/// The widths of the sides.
const AGENDA: f32 = 304.0;
const TURNS: f32 = 360.0;

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, here: Here<'_>) {
    let c = theme::colors(ui);
    let wide = desk.room >= Room::Rail;
    let bar = Frame::new().fill(c.bg_app).inner_margin(Margin::symmetric(16, 10));
    Panel::top("session").frame(bar).show(ui, |ui| head::show(ui, desk, view, here));
    if wide {
        let frame = Frame::new().fill(c.surface).inner_margin(Margin { left: 16, right: 16, top: 0, bottom: 16 });
        let side = Panel::left("session agenda").exact_size(AGENDA).resizable(false).frame(frame);
        side.show(ui, |ui| agenda::show(ui, view, here));
        let frame = Frame::new().fill(c.surface);
        let side = Panel::right("session turns").exact_size(TURNS).resizable(false).frame(frame);
        side.show(ui, |ui| scrolled(ui, "turns", |ui| right(ui, view, here)));
    }
    CentralPanel::default().frame(Frame::new().fill(c.bg_main)).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 24, right: 24, top: 8, bottom: 8 }).show(ui, |ui| {
            if !wide {
                agenda::line(ui, view, here);
                let open = here.open_round().map_or("Private turns", |_| "Turns under way");
                let at = usize::from(view.part == Part::Turns);
                if let Some(chosen) = segmented(ui, "Part", &["Notes", open], at) {
                    view.part = if chosen == 0 { Part::Notes } else { Part::Turns };
                }
            }
            if wide || view.part == Part::Notes {
                middle(ui, desk, view, here);
            } else {
                scrolled(ui, "turns", |ui| right(ui, view, here));
            }
        });
    });
}

fn scrolled(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show(ui, contents);
}

fn right(ui: &mut Ui, view: &mut View, here: Here<'_>) {
    turns::show(ui, view, here);
    results::show(ui, view, here);
}

fn middle(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, here: Here<'_>) {
    let c = theme::colors(ui);
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
    let foot = 36.0;
    let height = (ui.available_height() - foot).max(120.0);
    ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| {
        ui.set_min_height(height);
        land::show(ui, desk, view, here);
    });
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        label::icon(ui, icons::NOTE_PENCIL, c.ink_3);
        let width = ui.available_width() - 110.0;
        let text = minutes(here);
        let text = label::whole_parts(ui, &text, Type::Small, width).to_owned();
        label::line(ui, &text, Type::Small, c.ink_3);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            // the page of the documents would close the room's window, or stand on the wall
            if view.window.is_none() && link(ui, "Read minutes").clicked() {
                desk.orders.push(Order::Read(Document::Minutes));
            }
        });
    });
}

/// What the minutes hold: `Minutes write themselves: 6 notes, 18 votes, 1 decision, 2 actions`.
fn minutes(here: Here<'_>) -> String {
    let workshop = here.workshop;
    let votes: u64 = workshop.captures.iter().filter_map(|note| note.votes).sum();
    let count = |value: u64, one: &str, several: &str| {
        format!("{} {}", crate::words::count(value), if value == 1 { one } else { several })
    };
    format!(
        "Minutes write themselves: {}, {}, {}, {}",
        count(workshop.captures.len() as u64, "note", "notes"),
        count(votes, "vote", "votes"),
        count(workshop.decisions.len() as u64, "decision", "decisions"),
        count(workshop.actions.len() as u64, "action", "actions"),
    )
}
