//! What readers saw before: the file that "Changes since the last review" is set against.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Ui;

use crate::model::pack::Document;
use crate::pack::carried;
use crate::report::Earlier;
use crate::ui::chrome::notices::Notices;
use crate::ui::icons;
use crate::ui::jobs::{Job, Jobs, Poll};
use crate::ui::notice::Notice;
use crate::ui::tasks::{file_words, not_read};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{icon_button, link_named};
use crate::ui::widgets::label;

use super::choice::Choice;

/// The file while it is read.
#[derive(Default)]
pub(super) struct Before {
    reading: Option<(u64, Job<Result<Earlier, String>>)>,
}

impl Before {
    /// Whether nothing is being read.
    pub fn is_idle(&self) -> bool {
        self.reading.is_none()
    }

    /// Reads a file that was chosen for the document with this serial.
    pub fn read(&mut self, jobs: &Jobs, serial: u64, path: PathBuf) {
        let label = format!("Reading {}", file_words(&path));
        self.reading =
            Some((serial, jobs.start(label, move |_| carried::earlier(&path).map_err(|error| not_read(&error)))));
    }

    /// What was read, if it is for the document that is open.
    pub fn poll(&mut self, notices: &mut Notices, open: Option<u64>) -> Option<Arc<Earlier>> {
        let (serial, job) = self.reading.as_ref()?;
        let result = match job.poll() {
            Poll::Working => return None,
            Poll::Done(result) => result,
            Poll::Lost => Err("Reading it stopped unexpectedly. Please report this.".to_owned()),
        };
        let is_open = open == Some(*serial);
        self.reading = None;
        match result {
            Ok(earlier) => Some(Arc::new(earlier)).filter(|_| is_open),
            Err(text) => {
                notices.say(Notice::failure("Nothing to compare with", text));
                None
            }
        }
    }
}

/// Shows what the changes are set against, where that document is chosen; whether a file is to be chosen.
pub(super) fn show(ui: &mut Ui, choice: &mut Choice) -> bool {
    if !choice.profile().documents.has(Document::Changes) {
        return false;
    }
    let c = theme::colors(ui);
    let mut asked = false;
    super::inset(ui, |ui| {
        ui.horizontal(|ui| {
            let button = link_named(ui, "Choose", "Choose what readers saw before");
            asked = button
                .on_hover_text(
                    "A workbook of the last review, or a PDF that carries it: changes since then are a document",
                )
                .clicked();
            match choice.earlier.as_ref().map(|earlier| earlier.name.clone()) {
                Some(name) => {
                    let forget = icon_button(ui, icons::X, "Compare with nothing", true).clicked();
                    label::line(ui, &format!("Changes since {name}"), Type::Small, c.ink_2);
                    if forget {
                        choice.earlier = None;
                    }
                }
                None => drop(label::line(ui, "Changes since: no file yet", Type::Small, c.ink_3)),
            }
        });
    });
    asked
}
