//! Lines of a workshop: what was put off, and what was decided. Each is written where it stands; Enter adds the next.

use egui::{Align, Id, Layout, Ui};

use crate::assess;
use crate::edit::landing::{self, with_workshop};
use crate::edit::workshop;
use crate::model::workshops::{Capture, Workshop};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::icon_button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{focus, label};

use super::View;

/// Which lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What was put off.
    Parking,
    /// What was decided.
    Decisions,
}

impl Kind {
    const fn key(self) -> &'static str {
        match self {
            Self::Parking => "parking",
            Self::Decisions => "decisions",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Parking => "Parking lot",
            Self::Decisions => "Decisions",
        }
    }

    const fn one(self) -> &'static str {
        match self {
            Self::Parking => "parked line",
            Self::Decisions => "decision",
        }
    }

    const fn prompt(self) -> &'static str {
        match self {
            Self::Parking => "What was put off? Enter adds it",
            Self::Decisions => "What was decided? Enter adds it",
        }
    }

    const fn icon(self) -> char {
        match self {
            Self::Parking => icons::CLOCK,
            Self::Decisions => icons::GAVEL,
        }
    }

    fn of(self, workshop: &Workshop) -> &[String] {
        match self {
            Self::Parking => &workshop.parking,
            Self::Decisions => &workshop.decisions,
        }
    }

    const fn of_mut(self, workshop: &mut Workshop) -> &mut Vec<String> {
        match self {
            Self::Parking => &mut workshop.parking,
            Self::Decisions => &mut workshop.decisions,
        }
    }
}

/// Shows them.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop, kind: Kind) {
    let c = theme::colors(ui);
    if workshop.marks.get(kind.key()).is_some() {
        form::some(ui, desk, &Spot::item(workshop.id), workshop, &[kind.key()]);
        return;
    }
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.horizontal(|ui| {
        label::heading(ui, kind.title(), Type::Strong, 2);
        let count = kind.of(workshop).len() + parked(workshop, kind).count();
        label::line(ui, &count.to_string(), Type::Body, c.ink_3);
    });
    label::rule(ui);
    for (index, line) in kind.of(workshop).iter().enumerate() {
        ui.push_id((kind.key(), index), |ui| row(ui, desk, (workshop, kind, index), line));
    }
    for note in parked(workshop, kind) {
        ui.push_id(note.id, |ui| parked_row(ui, desk, (workshop, note)));
    }
    add(ui, desk, view, workshop, kind);
}

/// The notes that were put off.
fn parked(workshop: &Workshop, kind: Kind) -> impl Iterator<Item = &Capture> {
    workshop.captures.iter().filter(move |note| kind == Kind::Parking && note.parked)
}

/// A note that was put off, with whoever said it as far as people are named, and the way back.
fn parked_row(ui: &mut Ui, desk: &mut Desk<'_>, (workshop, note): (&Workshop, &Capture)) {
    let c = theme::colors(ui);
    let text = note.text.trim();
    let author = assess::workshop::author(note, workshop.attribution);
    laid(
        ui,
        desk,
        Kind::Parking,
        |ui, _| {
            label::text(ui, text, Type::Body, c.ink);
            if !author.is_empty() {
                label::text(ui, &author, Type::Small, c.ink_3);
            }
        },
        |ui, desk| {
            if icon_button(ui, icons::X, &format!("Delete parked note: {text}"), true).clicked() {
                desk.remove_item(note.id, "note");
            }
            if icon_button(ui, icons::ARROW_UP, &format!("Take up again: {text}"), true).clicked() {
                desk.edit("take up again", |workbook, _| workshop::park(workbook, note.id, false));
            }
        },
    );
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, (workshop, kind, index): (&Workshop, Kind, usize), line: &str) {
    let number = index + 1;
    let text = |ui: &mut Ui, desk: &mut Desk<'_>| {
        let name = format!("{} {number}", crate::words::capitalized(kind.one()));
        let id = Id::unique(("line of a workshop", workshop.id, kind.key(), index));
        let typed = TextField::prose(id, &name, 1).bare().show(ui, line);
        focus::ring(ui, &typed.response, typed.response.rect.expand2(egui::vec2(2.0, 1.0)), radius::CHIP);
        if let Some(text) = typed.text {
            desk.write(&format!("edit {}", kind.one()), |workbook| {
                with_workshop(workbook, workshop.id, |workshop| {
                    if let Some(line) = kind.of_mut(workshop).get_mut(index) {
                        *line = text;
                    }
                });
            });
        }
    };
    laid(ui, desk, kind, text, |ui, desk| {
        if icon_button(ui, icons::X, &format!("Remove {} {number}", kind.one()), true).clicked() {
            let said = format!("{} removed", crate::words::capitalized(kind.one()));
            desk.remove(&format!("remove {}", kind.one()), &said, |workbook, _| {
                with_workshop(workbook, workshop.id, |workshop| {
                    let lines = kind.of_mut(workshop);
                    if index < lines.len() {
                        lines.remove(index);
                    }
                })
            });
        }
        let again = format!("Take up again: {line}");
        if kind == Kind::Parking && icon_button(ui, icons::ARROW_UP, &again, true).clicked() {
            desk.edit("take up again", |workbook, ids| landing::take_up(workbook, ids, workshop.id, index));
        }
    });
}

/// A row: its sign, its text, and at the right its buttons.
fn laid(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    kind: Kind,
    text: impl FnOnce(&mut Ui, &mut Desk<'_>),
    tools: impl FnOnce(&mut Ui, &mut Desk<'_>),
) {
    let c = theme::colors(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.add_space(2.0);
        let (rect, _) = ui.allocate_exact_size(egui::vec2(16.0, 28.0), egui::Sense::hover());
        label::paint_icon(ui, rect, kind.icon(), Type::Icon, c.ink_3);
        let buttons = if kind == Kind::Parking { 2.0 } else { 1.0 };
        let width = ui.available_width() - buttons * 28.0 - 8.0 * buttons - 2.0;
        super::super::column(ui, width, |ui| {
            ui.add_space(4.0);
            text(ui, desk);
        });
        ui.with_layout(Layout::right_to_left(Align::TOP), |ui| tools(ui, desk));
    });
    label::rule(ui);
}

/// The field that adds the next.
fn add(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop, kind: Kind) {
    let id = Id::unique(("another line of a workshop", kind.key()));
    let draft = view.drafts.get(kind.key()).cloned().unwrap_or_default();
    let typed = TextField::line(id, kind.prompt()).hint(kind.prompt()).form().show(ui, &draft);
    if let Some(text) = &typed.text {
        view.drafts.insert(kind.key().to_owned(), text.clone());
    }
    let text = typed.text.unwrap_or(draft);
    if typed.entered && !text.trim().is_empty() {
        view.drafts.remove(kind.key());
        desk.edit(&format!("add {}", kind.one()), |workbook, _| {
            with_workshop(workbook, workshop.id, |workshop| kind.of_mut(workshop).push(text.trim().to_owned()))
        });
        view.focus = Some(id);
    }
}
