//! The list of keys.

use egui::{Id, Modal, Ui, vec2};

use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

/// Keys that belong to pages, in the words of the interface.
const ON_PAGES: &[(&str, &str)] = &[
    ("N", "New note or row here"),
    ("Enter, F2", "Edit in place; Esc restores"),
    ("Arrows, Home, End", "Move in a grid, table or map"),
    ("1 2 3 4", "On a note: fact, assumption, question, decision"),
    ("Plus, minus, 0, F", "Canvas: larger, smaller, natural size, all of it"),
    ("1 to 5", "On a level: set severity or frequency"),
    ("Space", "Checklist: next status. Monitoring: record what was done"),
    ("M", "Metrics: add a measurement"),
    ("S, W, C", "Metrics: ship blocker, warning, context"),
    ("G", "Release plan: record a decision on a gate"),
    ("R, W", "Backlog: sort by RICE, by WSJF"),
    ("Space, Right, plus", "Presenting: pause, next activity, two minutes more"),
    (
        "Enter, F, C, A, P, 1 to 9",
        "Presenting: land a note, as failure mode, on the canvas, as action; park it; pick where",
    ),
    ("W, F5, B, S, F11", "Presenting: the room's window, this window, blank, board, full screen"),
    ("V, Ctrl Enter, T", "Presenting: private turns, write a note down, let the room type"),
    ("Alt Left, Alt Right", "Presenting: talk about the open note in another activity"),
    ("Alt Up, Alt Down", "Presenting: the budget, practice or criterion before, or after"),
    ("O, R, 1 to 5", "Presenting: set the tolerance, show what was measured or hide it, where a practice stands"),
    ("Tab, Alt Enter", "Writing a note down: what it claims; a vote for the one that is alike"),
    ("G, Shift G", "On a note of a workshop: group it, group it with the one above"),
    ("Ctrl Down, Ctrl Up", "Notes from paper: the next block, the one before"),
    ("P", "Backlog: take an item across the cut"),
    ("Plus, minus", "Backlog: move the cut by a point"),
    ("Alt arrows", "Move what is chosen; elsewhere Alt Left goes back, Alt Right forward"),
    ("F3, Shift F3", "Find: next, previous"),
    ("Shift arrows, Shift click", "Choose several rows, cards or notes in a row"),
    ("Ctrl click, Ctrl Space", "Choose one more, or one less; Ctrl arrows walk past"),
    ("Ctrl A, Esc", "Choose all that are shown; one again"),
    ("Ctrl C, X, V", "Copy and cut rows as a table, paste rows of a spreadsheet"),
    ("Ctrl D", "Duplicate what is chosen"),
    ("Delete", "Delete, with a way back"),
    ("Ctrl U", "Mark a field as unknown; U where no text is edited"),
    ("Up, Down, Enter, N", "History: from step to step, look at one, name it"),
];

/// Shows it, if it was asked for.
pub fn show(app: &mut App, ui: &mut Ui) {
    if !app.chrome.keys {
        return;
    }
    let modal = Modal::new(Id::unique("keys")).show(ui.ctx(), |ui| {
        ui.set_width(560.0);
        egui::Frame::new()
            .inner_margin(16)
            .show(ui, |ui| {
                label::heading(ui, "Keyboard shortcuts", Type::Title, 1);
                egui::ScrollArea::vertical()
                    .max_height((ui.ctx().content_rect().height() - 160.0).clamp(120.0, 480.0))
                    .show(ui, |ui| {
                        ui.spacing_mut().item_spacing.y = 4.0;
                        for command in Command::ALL {
                            match command {
                                Command::Section(1) => row(ui, "Ctrl 1 to 9", command.text()),
                                Command::Section(_) => {}
                                other if other.keys().is_empty() => {}
                                other => row(ui, &other.keys(), other.text()),
                            }
                        }
                        label::rule(ui);
                        for (keys, text) in ON_PAGES {
                            row(ui, keys, text);
                        }
                    });
                let close = Button::new("Close").primary().show(ui);
                if ui.memory(|memory| memory.focused().is_none()) {
                    close.request_focus();
                }
                close.clicked()
            })
            .inner
    });
    if modal.inner || modal.should_close() {
        app.chrome.keys = false;
    }
}

fn row(ui: &mut Ui, keys: &str, text: &str) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.allocate_ui(vec2(180.0, 24.0), |ui| {
            ui.set_min_width(180.0);
            label::key(ui, keys)
        });
        label::line(ui, text, Type::Body, c.ink);
    });
}
