//! The head of the page: what there is, its two forms, what the table is sorted by, and the button for a new item.

use egui::Ui;

use crate::assess::priority::{Reached, Scale};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button, segmented};
use crate::ui::widgets::label;
use crate::words;

use super::{Form, View, acts};

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let (title, counts) = match view.form {
        Form::Table => ("Backlog", backlog_words(desk, view)),
        Form::Roadmap => ("Roadmap", roadmap_words(desk, view)),
    };
    super::super::head(ui, title, &counts, |ui| {
        let wide = desk.room >= Room::Tight;
        let add = if wide {
            let button = Button::new("Item").icon(icons::PLUS).name("Add item");
            if desk.single_keys { button.key("N") } else { button }.show(ui)
        } else {
            icon_button(ui, icons::PLUS, "Add item", true)
        };
        if add.clicked() {
            acts::add(ui, desk, view, None);
        }
        super::super::sheet::switch(
            ui,
            match view.form {
                Form::Table => "roadmap.items",
                Form::Roadmap => "roadmap.outcomes",
            },
        );
        if view.form == Form::Table && !desk.workbook().roadmap.items.is_empty() {
            match segmented(ui, "Sort by", &["RICE", "WSJF"], view.scale as usize) {
                Some(0) => view.scale = Scale::Rice,
                Some(_) => view.scale = Scale::Wsjf,
                None => {}
            }
        }
        match segmented(ui, "Show as", &["Table", "Roadmap"], view.form as usize) {
            Some(0) => view.form = Form::Table,
            Some(_) => view.form = Form::Roadmap,
            None => {}
        }
    });
}

fn backlog_words(desk: &Desk<'_>, view: &View) -> String {
    let roadmap = &desk.workbook().roadmap;
    let count = roadmap.items.len();
    if count == 0 {
        return String::new();
    }
    let unscored = view.listing.sprint.order.iter().filter(|item| item.score.is_none()).count();
    let noun = if count == 1 { "item" } else { "items" };
    let mut text = format!("{} {noun}, {} in the sprint", words::count(count as u64), view.listing.sprint.above);
    if !roadmap.sprint.trim().is_empty() {
        text = format!(
            "{} {noun}, {} in {}",
            words::count(count as u64),
            view.listing.sprint.above,
            roadmap.sprint.trim()
        );
    }
    if unscored > 0 {
        text.push_str(&format!(", {} not scored", words::count(unscored as u64)));
    }
    text
}

fn roadmap_words(desk: &Desk<'_>, view: &View) -> String {
    let reached: Vec<Reached> =
        view.listing.board.trays.iter().flat_map(|tray| tray.outcomes.iter().map(|(_, reached)| *reached)).collect();
    let outcomes = words::capitalized(&words::how_many(reached.len(), "outcome", "outcomes"));
    let there = reached.iter().filter(|reached| **reached == Reached::Yes).count();
    let there = match (reached.len(), there) {
        (0, _) => String::new(),
        (_, 0) => ", none reached yet".to_owned(),
        (_, there) => format!(", {} reached", words::spelled(there)),
    };
    let count = desk.workbook().roadmap.items.len();
    format!("{outcomes}{there}. {} {}", words::count(count as u64), if count == 1 { "item" } else { "items" })
}

/// What a backlog without items says.
pub(super) fn empty(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let c = theme::colors(ui);
    ui.add_space(32.0);
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(560.0));
        label::text(ui, "What would you do next if you could do one thing?", Type::Title, c.ink);
        let words = "An item says what is to be done, how much it would help, and what it takes. The score sorts; people decide.";
        label::text(ui, words, Type::Prompt, c.ink_2);
        ui.add_space(8.0);
        let add = Button::new("Add item").name("Add first item").icon(icons::PLUS).primary().show(ui);
        regions::entrance(Region::Main, &add);
        if add.clicked() {
            acts::add(ui, desk, view, None);
        }
    });
    ui.add_space(24.0);
}
