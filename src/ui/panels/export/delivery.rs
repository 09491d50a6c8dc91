//! The export itself: builds the pack, writes it and reads it back, in the background; and what came of the last one.

use std::path::PathBuf;

use egui::{Sense, Ui, vec2};
use jiff::civil::DateTime;

use crate::export;
use crate::model::Workbook;
use crate::pack::{self, Delivered, Order, PackError, Target};
use crate::ui::chrome::notices::Notices;
use crate::ui::icons;
use crate::ui::jobs::{Job, Jobs, Poll, Watch};
use crate::ui::notice::Notice;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::label;
use crate::words;

/// The share of the work that building is; the rest is writing and checking.
const BUILDING: f32 = 0.8;
/// What a notice about an export that failed is called; the next try takes it away.
const NOT_EXPORTED: &str = "Not exported";
/// How many files are listed at once.
const LISTED: usize = 8;

/// What came of an export.
enum Outcome {
    /// It is written.
    Written(Box<Delivered>, PathBuf),
    /// The person stopped it; nothing was written.
    Stopped,
    /// What happened and what to do; nothing was written.
    Failed(String, String),
}

/// A pack that was written in this session.
struct Last {
    /// When, such as `14:32`.
    at: String,
    /// Where to.
    target: PathBuf,
    delivered: Delivered,
    /// Whether every file is listed, however many there are.
    all: bool,
}

/// The export under way, and the last one.
#[derive(Default)]
pub(super) struct Delivery {
    job: Option<Job<Outcome>>,
    /// Whether what is under way was begun for a document that is not open any more.
    for_another: bool,
    last: Option<Last>,
}

impl Delivery {
    /// Whether an export is under way.
    pub fn is_busy(&self) -> bool {
        self.job.is_some()
    }

    /// Forgets what was about the document before.
    pub fn forget(&mut self) {
        self.for_another = self.job.is_some();
        self.last = None;
    }

    /// When the last export was, such as `14:32`.
    pub fn last(&self) -> Option<&str> {
        self.last.as_ref().map(|last| last.at.as_str())
    }

    /// Begins.
    pub fn start(&mut self, jobs: &Jobs, workbook: Workbook, order: Order, target: PathBuf) {
        self.for_another = false;
        self.job = Some(jobs.start("Exporting", move |watch| carry_out(&workbook, &order, target, watch)));
    }

    /// Takes up what an export gave.
    pub fn poll(&mut self, notices: &mut Notices, now: DateTime) {
        let Some(job) = &self.job else { return };
        let outcome = match job.poll() {
            Poll::Working => return notices.withdraw(NOT_EXPORTED),
            Poll::Done(outcome) => outcome,
            Poll::Lost => {
                Outcome::Failed("The export stopped unexpectedly".to_owned(), "Please report this.".to_owned())
            }
        };
        self.job = None;
        notices.withdraw(NOT_EXPORTED);
        let for_another = std::mem::take(&mut self.for_another);
        match outcome {
            Outcome::Written(delivered, target) => {
                let count = words::how_many(delivered.files.len(), "file written", "files written");
                let title = words::capitalized(&count);
                notices.say(Notice {
                    text: format!("To {}, contents and manifest among them.", target.display()),
                    ..Notice::done(title)
                });
                if !delivered.problems.is_empty() {
                    let found = delivered.problems.iter().map(|problem| words::sentence(problem)).collect::<Vec<_>>();
                    notices.say(Notice::failure("The check after writing found something", found.join(" ")));
                }
                if !for_another {
                    let at = now.strftime("%H:%M").to_string();
                    self.last = Some(Last { at, target, delivered: *delivered, all: false });
                }
            }
            Outcome::Stopped => notices.say(Notice::done("Export cancelled, nothing was written")),
            Outcome::Failed(title, text) => notices.say(Notice::failure(title, text)),
        }
    }

    /// How far it is, with a way to stop it.
    pub fn progress(&self, ui: &mut Ui) {
        let Some(job) = &self.job else { return };
        let c = theme::colors(ui);
        let width = (ui.available_width() - 220.0).clamp(60.0, 240.0);
        let (rect, response) = ui.allocate_exact_size(vec2(width, 8.0), Sense::hover());
        ui.painter().rect_filled(rect, 2.0, c.line);
        let done = egui::Rect::from_min_size(rect.min, vec2(rect.width() * job.progress(), rect.height()));
        ui.painter().rect_filled(done, 2.0, c.accent);
        let percent = (job.progress() * 100.0).round();
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(egui::accesskit::Role::ProgressIndicator);
            node.set_label("Export");
            node.set_numeric_value(f64::from(percent));
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(100.0);
        });
        let words = if job.is_cancelled() { "Stopping" } else { "Exporting" };
        label::line(ui, &format!("{words}, {percent}%"), Type::Body, c.ink_2);
        if Button::new("Cancel").name("Cancel the export").enabled(!job.is_cancelled()).show(ui).clicked() {
            job.cancel();
        }
    }

    /// What the last export wrote; nothing if there was none.
    pub fn show(&mut self, ui: &mut Ui) {
        let c = theme::colors(ui);
        let Some(last) = &mut self.last else { return };
        let bytes: u64 = last.delivered.files.iter().map(|file| file.bytes).sum();
        super::part(ui, "Last export", &last.at, |ui| {
            let count = words::capitalized(&words::how_many(last.delivered.files.len(), "file", "files"));
            ui.horizontal(|ui| {
                let room = ui.available_width() - 36.0;
                let path = last.target.display().to_string();
                ui.scope(|ui| {
                    ui.set_max_width(room);
                    label::line(ui, &path, Type::Body, c.ink).on_hover_text(&path);
                });
                if icon_button(ui, icons::COPY, "Copy the path", true).clicked() {
                    ui.ctx().copy_text(path);
                }
            });
            label::text(
                ui,
                &format!("{count}, {}. {}", size_words(bytes), last.delivered.checked),
                Type::Small,
                c.ink_3,
            );
            let most = if last.all { usize::MAX } else { LISTED };
            for file in last.delivered.files.iter().take(most) {
                row(ui, file);
            }
            let rest = last.delivered.files.len().saturating_sub(LISTED);
            if rest > 0 && !last.all && Button::new(&format!("{rest} more")).quiet().show(ui).clicked() {
                last.all = true;
            }
        });
    }
}

fn row(ui: &mut Ui, file: &pack::DeliveredFile) {
    let c = theme::colors(ui);
    let pages = match file.pages {
        0 => String::new(),
        1 => "1 page, ".to_owned(),
        pages => format!("{pages} pages, "),
    };
    let facts = format!("{pages}{}", size_words(file.bytes));
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            label::line(ui, &facts, Type::Small, c.ink_3);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                label::line(ui, &file.path, Type::Small, c.ink_2);
            });
        });
    });
}

/// A number of bytes as people say it: `812 bytes`, `48 KB`, `1.4 MB`.
pub(in crate::ui) fn size_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => words::how_many(bytes as usize, "byte", "bytes"),
        1_000..999_500 => format!("{} KB", (bytes as f64 / 1e3).round()),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// Builds every document, then writes all of them or none.
fn carry_out(workbook: &Workbook, order: &Order, target: PathBuf, watch: &Watch) -> Outcome {
    let go_on = |share: f32| {
        watch.report(share);
        !watch.is_cancelled()
    };
    let delivered = pack::build(workbook, order, &export::fonts(), &|share| go_on(share * BUILDING)).and_then(|pack| {
        let target = Target::of(&target);
        pack::deliver(&pack, &target, &|share| go_on(BUILDING + share * (1.0 - BUILDING)))
    });
    match delivered {
        Ok(delivered) => Outcome::Written(Box::new(delivered), target),
        Err(PackError::Cancelled) => Outcome::Stopped,
        Err(error) => {
            let text = format!("{} {}", words::sentence(&words::capitalized(&error.to_string())), error.hint());
            Outcome::Failed(NOT_EXPORTED.to_owned(), text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        let said = [1, 812, 48_200, 999_499, 999_500, 1_432_000].map(size_words);
        assert_eq!(said, ["one byte", "812 bytes", "48 KB", "999 KB", "1.0 MB", "1.4 MB"]);
    }
}
