//! What an open note may become: the suggestion that is chosen as the row will read, and the other ways with their keys.

use egui::{Frame, Stroke, Ui};

use crate::assess::risk;
use crate::edit::landing::Landing;
use crate::edit::workshop::preview as preview_of;
use crate::model::canvas::CanvasBlock;
use crate::model::record::cite;
use crate::model::workshops::Capture;
use crate::model::{Id, ItemKind};
use crate::ui::desk::Desk;
use crate::ui::grouping::Wish;
use crate::ui::icons;
use crate::ui::shortcuts::{self, Does};
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, link};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{label, menu};

use super::{Ask, Here, View};

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, here: Here<'_>, note: &Capture) {
    ui.spacing_mut().item_spacing.y = 8.0;
    words_of(ui, view, note);
    if let Some(landed) = note.landed {
        let c = theme::colors(ui);
        label::text(ui, &format!("Landed as {}", desk.facts.index.words(landed)), Type::Body, c.ink_2);
        return;
    }
    let chosen = view.landing.unwrap_or(Landing::FailureMode);
    pick(ui, view, here, chosen);
    preview(ui, here, note, chosen);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        // in a narrow window the words and letters alone: the notes below need the room
        let small = view.narrow;
        let button = |words, icon, key| {
            let button = Button::new(words).quiet().key(key);
            if small { button } else { button.icon(icon) }
        };
        for (landing, one) in shortcuts::landings(CanvasBlock::Problem) {
            if button(one.words, icon_of(landing), one.label).show(ui).clicked() {
                view.ask(Ask::LandAs(landing));
            }
        }
        if button("Park", icons::PARK, shortcuts::label(Does::Park)).show(ui).clicked() {
            view.ask(Ask::Park(note.id));
        }
        if button("Group", icons::KANBAN, shortcuts::label(Does::Group)).show(ui).clicked() {
            view.ask(Ask::Gather);
        }
        if button("Correct", icons::PENCIL, "F2").name("Correct the words of the note").show(ui).clicked() {
            view.ask(Ask::Reword);
        }
        if button("Delete", icons::TRASH, "Del").name("Delete the note").show(ui).clicked() {
            view.ask(Ask::Delete);
        }
        talk(ui, view, here, note);
    });
}

/// A note whose words are being corrected.
#[derive(Debug)]
pub(super) struct Rewording {
    note: Id,
    line: String,
    /// It was opened just now, and takes the focus.
    opens: bool,
}

/// Begins to correct the words of the open note.
pub(super) fn begin_to_reword(desk: &Desk<'_>, view: &mut View) {
    let workshop = view.led(desk.workbook());
    let note = workshop.zip(view.note).and_then(|(held, id)| held.captures.find(id));
    view.rewording = note.map(|note| Rewording { note: note.id, line: note.text.trim().to_owned(), opens: true });
}

/// The words of the note, while they are corrected: they are written with every key, Enter and Escape are done with them.
fn words_of(ui: &mut Ui, view: &mut View, note: &Capture) {
    let Some(mut open) = view.rewording.take_if(|open| open.note == note.id) else { return };
    let id = egui::Id::unique(("words of a note of the session", note.id));
    let field = TextField::line(id, "What was said?").take_focus(std::mem::take(&mut open.opens));
    let typed = field.show(ui, &open.line);
    if let Some(text) = typed.text {
        view.ask(Ask::Words(note.id, text.clone()));
        open.line = text;
    }
    let is_done = typed.entered || typed.escaped || typed.response.lost_focus();
    view.rewording = (!is_done).then_some(open);
}

fn icon_of(landing: Landing) -> char {
    match landing {
        Landing::Canvas(_) => icons::SQUARES_FOUR,
        Landing::Metric => icons::RULER,
        Landing::Budget => icons::GAUGE,
        Landing::Action => icons::CHECK_SQUARE,
        Landing::Question(_) => icons::QUESTION,
        _ => icons::PLUS,
    }
}

/// In which activity it is talked about.
fn talk(ui: &mut Ui, view: &mut View, here: Here<'_>, note: &Capture) {
    if here.workshop.agenda.len() < 2 {
        return;
    }
    let button = Button::new("Talk about it").quiet().icon(icons::CLOCK).name("Talk about it in another activity");
    let button = button.show(ui).on_hover_text("Alt Right: in the next activity. Or drag the note onto the agenda");
    menu::below(&button, |ui| {
        for activity in here.workshop.agenda.iter() {
            let on = note.activity == Some(activity.id);
            if menu::Row::new(activity.name.trim()).icon(icons::TIMER).chosen(on).show(ui).clicked() && !on {
                view.ask(Ask::Wish(Wish::TalkIn(note.id, activity.id)));
            }
        }
    });
}

/// Which of the suggestions is chosen; 1 to 9 choose as well.
fn pick(ui: &mut Ui, view: &mut View, here: Here<'_>, chosen: Landing) {
    let landings = view.suggested.as_ref().map(|known| known.landings.clone()).unwrap_or_default();
    let text = words(here, chosen);
    ui.horizontal(|ui| {
        let name = format!("Lands as: {text}");
        let button = Button::new(&text).icon(icons::CARET_DOWN).name(&name).show(ui);
        menu::below(&button, |ui| {
            for (at, landing) in landings.iter().enumerate() {
                let keys = if at < 9 { (at + 1).to_string() } else { String::new() };
                let row = menu::Row::new(&words(here, *landing)).keys(&keys).chosen(*landing == chosen).show(ui);
                if row.clicked() {
                    view.ask(Ask::Pick(*landing));
                }
            }
        });
        if Button::new("Land it").icon(icons::BEND_RIGHT).key("Enter").show(ui).clicked() {
            view.ask(Ask::Land);
        }
        let mut x = ui.available_width();
        for (at, landing) in landings.iter().enumerate().filter(|(_, landing)| **landing != chosen).take(3) {
            let text = format!("{} {}", at + 1, words(here, *landing));
            let width = theme::line(ui, &text, Type::Medium, egui::Color32::BLACK).size().x + 12.0;
            x -= width;
            if x > 0.0 && link(ui, &text).clicked() {
                view.ask(Ask::Pick(*landing));
            }
        }
    });
}

/// Where a note lands, in words.
pub(super) fn words(here: Here<'_>, landing: Landing) -> String {
    let mode = |id: Id| {
        let mode = here.workbook.failure_modes.modes.find(id);
        mode.map(|mode| cite(ItemKind::FailureMode, mode.number)).unwrap_or_default()
    };
    match landing {
        Landing::FailureMode => "New failure mode".to_owned(),
        Landing::Canvas(block) => format!("Canvas: {}", block.label()),
        Landing::Metric => "New metric".to_owned(),
        Landing::Budget => "New budget".to_owned(),
        Landing::Action => "Action".to_owned(),
        Landing::Effect(id) => format!("Effect of {}", mode(id)),
        Landing::Cause(id) => format!("Cause of {}", mode(id)),
        Landing::Assumption(_) => "Assumption".to_owned(),
        Landing::Question(_) => "Question".to_owned(),
        Landing::Signal => "New signal".to_owned(),
    }
}

/// The row as it will read, with the new words marked.
fn preview(ui: &mut Ui, here: Here<'_>, note: &Capture, landing: Landing) {
    let c = theme::colors(ui);
    let frame = Frame::new()
        .fill(c.surface)
        .stroke(Stroke::new(1.0, c.line_strong))
        .corner_radius(radius::CARD)
        .inner_margin(egui::Margin::symmetric(12, 10));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let Some(preview) = preview_of(here.workbook, note.id, landing) else { return };
        let mode = match landing {
            Landing::Effect(id) | Landing::Cause(id) => here.workbook.failure_modes.modes.find(id),
            _ => None,
        };
        ui.horizontal(|ui| {
            if let Some(level) = mode.and_then(|mode| risk::residual(mode).or_else(|| risk::inherent(mode))) {
                label::level_chip(ui, level);
            }
            label::line(ui, &preview.row, Type::Strong, c.ink);
        });
        line(ui, preview.field, preview.before.trim(), &preview.added);
        if let Some(mode) = mode.filter(|mode| !mode.harmed.trim().is_empty()) {
            line(ui, "Harmed", mode.harmed.trim(), "");
        }
    });
}

/// A question with what stands there and what is added.
fn line(ui: &mut Ui, name: &str, before: &str, added: &str) {
    let c = theme::colors(ui);
    ui.horizontal_top(|ui| {
        ui.allocate_ui(egui::vec2(84.0, 18.0), |ui| {
            ui.set_width(84.0);
            label::line(ui, name, Type::Caption, c.ink_3);
        });
        let mut job = egui::text::LayoutJob::default();
        if !before.is_empty() {
            job.append(&format!("{before} "), 0.0, Type::Note.format(c.ink_3));
        }
        if !added.is_empty() {
            let mut format = Type::Note.format(c.within_text);
            format.background = c.within_fill;
            job.append(added, 0.0, format);
        }
        job.wrap.max_width = ui.available_width();
        ui.add(egui::Label::new(job).wrap());
    });
}
