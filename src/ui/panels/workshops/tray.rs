//! What can be done with the open note: its words, where it lands, its votes, and the rest of its questions.

use egui::{Frame, Margin, Ui, vec2};

use crate::edit::landing::Landing;
use crate::model::Id;
use crate::model::canvas::{CanvasBlock, NoteKind};
use crate::model::workshops::{Capture, Workshop};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{form, in_place};
use crate::ui::shortcuts::{self, Does};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, filter_chip, icon_button, link_named};
use crate::ui::widgets::glyph::Glyph;
use crate::ui::widgets::{label, menu};

use super::note::{landed_words, short, usual};
use super::{View, acts, note, notes};

/// The questions that have no place of their own in the row or the tray.
const QUESTIONS: [&str; 3] = ["author", "group", "activity"];

/// How many letters a row has room for.
const FITS: usize = 80;

/// Shows it.
pub(super) fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (workshop, said): (&Workshop, &Capture),
    order: &[Id],
) {
    let c = theme::colors(ui);
    let margin = Margin { left: 60, right: 12, top: 8, bottom: 14 };
    let margin = if ui.available_width() < 480.0 { Margin { left: 16, ..margin } } else { margin };
    let shown = Frame::new().fill(c.accent_soft).inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let spot = Spot::item(said.id);
        // the row says it already, as far as it fits
        let is_long = said.text.chars().count() > FITS || said.text.trim().contains('\n');
        if is_long || said.marks.get("text").is_some() || view.editing.is_editing(&spot, "text") {
            let look = in_place::Look::BODY.hint("What was said?");
            in_place::show(ui, desk, &mut view.editing, (&spot, said, "text"), look);
        }
        match said.landed {
            Some(landed) => has_landed(ui, desk, (workshop, said), landed),
            None => land(ui, desk, view, (workshop, said), order),
        }
        claims(ui, desk, view, (workshop, said), order);
        if view.more || QUESTIONS.iter().any(|key| said.marks.get(key).is_some()) {
            form::some(ui, desk, &Spot::item(said.id), said, &QUESTIONS);
            // an answer that is marked is shown as in every form
            let marked: Vec<&str> =
                ["kind", "votes", "landed"].into_iter().filter(|key| said.marks.get(key).is_some()).collect();
            form::some(ui, desk, &Spot::item(said.id), said, &marked);
        }
    });
    ui.painter().rect_filled(
        egui::Rect::from_min_size(shown.response.rect.min, vec2(2.0, shown.response.rect.height())),
        0,
        c.accent,
    );
    label::rule(ui);
}

fn has_landed(ui: &mut Ui, desk: &mut Desk<'_>, (workshop, said): (&Workshop, &Capture), landed: Id) {
    ui.horizontal_wrapped(|ui| {
        let words = desk.facts.index.words(landed);
        label::line(ui, "Landed as", Type::Body, theme::colors(ui).ink_2);
        if link_named(ui, &words, &format!("Go to {words}")).clicked() {
            desk.go_to_item(landed);
        }
        let name = format!("Forget that it landed as {}", landed_words(desk, landed));
        if Button::new("Forget").quiet().icon(icons::X).name(&name).show(ui).clicked() {
            acts::unlink(desk, (workshop.id, said.id));
        }
    });
}

/// The buttons that land it: first what the activity suggests.
fn land(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workshop, said): (&Workshop, &Capture), order: &[Id]) {
    let suggested = usual(view, workshop, said);
    let block = note::block(view, workshop, said);
    let mut all: Vec<_> = shortcuts::landings(block).collect();
    all.sort_by_key(|(landing, _)| *landing != suggested);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (landing, one) in all {
            let text = match landing {
                Landing::Canvas(block) => format!("{}: {}", one.words, notes::block_words(block)),
                _ => one.words.to_owned(),
            };
            let name = format!("Land as {}", text.to_lowercase());
            let button = Button::new(&text).name(&name);
            let button = if desk.single_keys { button.key(one.label) } else { button };
            let button = if landing == suggested { button.icon(icons::BEND_RIGHT) } else { button.quiet() };
            if button.show(ui).clicked() {
                acts::land(desk, view, said, landing);
            }
            if matches!(landing, Landing::Canvas(_)) {
                choose_block(ui, view, (said.id, block));
            }
        }
        let park = Button::new("Park").quiet().icon(icons::CLOCK).name("Put it into the parking lot");
        let park = if desk.single_keys { park.key(shortcuts::label(Does::Park)) } else { park };
        if park.show(ui).clicked() {
            acts::park(desk, view, said, order);
        }
    });
}

/// Which block the note lands in.
fn choose_block(ui: &mut Ui, view: &mut View, (note, current): (Id, CanvasBlock)) {
    let button = icon_button(ui, icons::CARET_DOWN, "Choose the block of the canvas", true);
    let picked = menu::below(&button, |ui| {
        let mut picked = None;
        for (block, words) in CanvasBlock::ALL.iter().zip(CanvasBlock::LABELS) {
            if menu::Row::new(words).chosen(*block == current).show(ui).clicked() {
                picked = Some(*block);
            }
        }
        picked
    });
    if let Some(block) = picked.flatten() {
        (view.block, view.block_for) = (block, Some(note));
    }
}

/// What it claims, its votes, and the way to the rest.
fn claims(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workshop, said): (&Workshop, &Capture), order: &[Id]) {
    let place = (workshop.id, said.id);
    let about = short(said);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for kind in NoteKind::ALL {
            let on = said.kind == Some(*kind);
            let chip = filter_chip(ui, kind.label(), Some(Glyph::Kind(*kind)), on);
            let name = format!("{}: {about}", kind.label());
            chip.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, on, &name));
            if chip.clicked() && !on {
                acts::set_kind(desk, place, *kind);
            }
        }
        ui.add_space(12.0);
        if icon_button(ui, icons::MINUS, &format!("One vote less: {about}"), said.votes.is_some()).clicked() {
            acts::vote(desk, place, false);
        }
        let votes = said.votes.unwrap_or(0);
        let words = crate::words::how_many(votes as usize, "vote", "votes");
        label::line(ui, &words, Type::Body, theme::colors(ui).ink_2);
        if icon_button(ui, icons::PLUS, &format!("One vote more: {about}"), true).clicked() {
            acts::vote(desk, place, true);
        }
        ui.add_space(12.0);
        let name = format!("Reword: {about}");
        let reword = Button::new("Reword").quiet().icon(icons::PENCIL).name(&name).show(ui);
        if reword.clicked() {
            view.editing.edit(&Spot::item(said.id), "text", said.text.clone());
        }
        let icon = if view.more { icons::CARET_DOWN } else { icons::CARET_RIGHT };
        let more = Button::new("By, group, activity").quiet().icon(icon).show(ui);
        ui.ctx().accesskit_node_builder(more.id, |node| node.set_expanded(view.more));
        if more.clicked() {
            view.more = !view.more;
        }
        let dots = icon_button(ui, icons::DOTS, &format!("More about {about}"), true);
        menu::below(&dots, |ui| note::note_menu(ui, desk, view, (workshop, said), order));
    });
}
