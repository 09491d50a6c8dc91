//! The head of the page: how many blocks have notes, the filter, which is the legend too, and the button for a new note.

use egui::{Align, Layout, Ui, vec2};

use crate::model::canvas::NoteKind;
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::panels;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, filter_chip};
use crate::ui::widgets::glyph::Glyph;
use crate::ui::widgets::menu::{self, Row};
use crate::ui::widgets::note::kind_words;
use crate::words::{self, how_many};

use super::View;
use super::acts::Act;
use super::sheet::KINDS;
use super::zoom::Wish;

/// Shows it. `true` if a new note is wanted.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) -> bool {
    let mut counts = format!("{} of 12 blocks", view.tally.blocks);
    if view.tally.unplaced > 0 {
        counts.push_str(", ");
        counts.push_str(&how_many(view.tally.unplaced, "note not placed", "notes not placed"));
    }
    let mut add = false;
    panels::head(ui, "Canvas", &counts, |ui| {
        let button = Button::new("Note").icon(icons::PLUS).name("Add note");
        let keys = desk.single_keys && desk.room >= Room::Wide;
        add = if keys { button.key("N") } else { button }.show(ui).clicked();
        if view.tally.all == 0 {
            panels::first_hour_button(ui, desk);
        }
        ui.add_space(4.0);
        zoom(ui, view);
        ui.add_space(4.0);
        if desk.room <= Room::Narrow {
            filter_menu(ui, view);
        } else {
            chips(ui, view);
        }
    });
    add
}

/// How large the canvas is drawn, and the ways to change that.
fn zoom(ui: &mut Ui, view: &mut View) {
    let text = words::share(f64::from(view.zoom.scale()));
    let button = Button::new(&text).quiet().name(&format!("Size of the canvas: {text}")).show(ui);
    let rows = [
        ("Larger", icons::PLUS, "+", Wish::In),
        ("Smaller", icons::MINUS, "−", Wish::Out),
        ("Natural size", icons::TARGET, "0", Wish::Natural),
        ("The whole canvas", icons::BOUNDING_BOX, "F", Wish::Fit),
    ];
    let chosen = menu::below(&button, |ui| {
        let mut chosen = None;
        for (text, icon, keys, wish) in rows {
            if Row::new(text).icon(icon).keys(keys).show(ui).clicked() {
                chosen = Some(wish);
            }
        }
        chosen
    });
    view.acts.extend(chosen.flatten().map(Act::Zoom));
}

/// What can be shown: everything, or one kind; with words and count.
fn options(view: &View) -> [(Option<NoteKind>, String); 5] {
    let kind = |kind| (Some(kind), format!("{} {}", kind_words(Some(kind)), view.tally.of(kind)));
    let [fact, assumption, question, decision] = KINDS.map(kind);
    [(None, format!("All {}", view.tally.all)), fact, assumption, question, decision]
}

fn chips(ui: &mut Ui, view: &mut View) {
    let options = options(view);
    let gap = 4.0;
    let wide = |(kind, text): &(Option<NoteKind>, String)| {
        let lead = if kind.is_some() { 34.0 } else { 16.0 };
        theme::line(ui, text, Type::Caption, egui::Color32::PLACEHOLDER).size().x + lead + gap
    };
    let width: f32 = options.iter().map(wide).sum();
    // from left to right, so that Tab meets them in reading order
    ui.allocate_ui_with_layout(vec2(width, size::CONTROL), Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for (kind, text) in options {
            if filter_chip(ui, &text, kind.map(Glyph::Kind), view.filter == kind).clicked() {
                view.filter = if view.filter == kind { None } else { kind };
            }
        }
    });
}

fn filter_menu(ui: &mut Ui, view: &mut View) {
    let options = options(view);
    let current = options.iter().find(|(kind, _)| *kind == view.filter).map_or("All", |(_, text)| text.as_str());
    let button = Button::new(current).icon(icons::FUNNEL).name(&format!("Show: {current}")).show(ui);
    let chosen = menu::below(&button, |ui| {
        let mut chosen = None;
        for (kind, text) in &options {
            let row = Row::new(text).glyph(kind.map(Glyph::Kind)).chosen(*kind == view.filter);
            if row.show(ui).clicked() {
                chosen = Some(*kind);
            }
        }
        chosen
    });
    if let Some(Some(kind)) = chosen {
        view.filter = kind;
    }
}
