//! The page that exports documents: which, in which format, on which paper, into which folder.

use std::path::{Path, PathBuf};

use egui::{Ui, vec2};

use crate::export::{self, Exported, Setting};
use crate::model::Workbook;
use crate::model::pack::FileFormat;
use crate::render::page::Paper;
use crate::report::Document as Report;
use crate::store::{self, PaperChoice};
use crate::ui::app::Surroundings;
use crate::ui::chrome::notices::Notices;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Order;
use crate::ui::document::Document;
use crate::ui::icons;
use crate::ui::jobs::{Job, Jobs, Poll, Watch};
use crate::ui::notice::{Notice, explained};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, segmented};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{choice, label};
use crate::words;

/// What the page remembers, and the export under way.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub struct Exporting {
    left_out: Vec<Report>,
    markdown: bool,
    letter: bool,
    folder: String,
    choose_folder: bool,
    job: Option<Job<Outcome>>,
    /// Whether what is under way was begun for a document that is not open any more.
    for_another: bool,
    written: Vec<String>,
}

/// What came of an export.
enum Outcome {
    /// These files, each with its pages in words, and warnings.
    Written(Vec<String>, Vec<String>),
    /// Stopped by the person; nothing was written.
    Stopped,
    /// What happened and what to do; nothing was written.
    Failed(String, String),
}

/// What to export: all that a job needs.
struct Task {
    workbook: Workbook,
    source: PathBuf,
    folder: PathBuf,
    documents: Vec<Report>,
    format: FileFormat,
    paper: Paper,
}

impl Exporting {
    /// Whether an export is under way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.job.is_some()
    }

    /// Forgets what was about the document before: its folder, and what was written.
    pub fn forget(&mut self) {
        self.for_another = self.job.is_some();
        self.left_out.clear();
        self.folder.clear();
        self.written.clear();
    }

    /// Takes the paper that the person usually has.
    pub fn set_paper(&mut self, paper: PaperChoice) {
        self.letter = paper == PaperChoice::Letter;
    }

    /// Whether the page asked for a folder; asks once.
    pub fn wants_folder(&mut self) -> bool {
        std::mem::take(&mut self.choose_folder)
    }

    /// Takes the folder that was chosen.
    pub fn set_folder(&mut self, folder: &Path) {
        self.folder = folder.display().to_string();
    }

    /// Takes up what an export gave.
    pub fn poll(&mut self, notices: &mut Notices) {
        let Some(job) = &self.job else { return };
        let outcome = match job.poll() {
            Poll::Working => return,
            Poll::Done(outcome) => outcome,
            Poll::Lost => {
                Outcome::Failed("The export stopped unexpectedly".to_owned(), "Please report this.".to_owned())
            }
        };
        self.job = None;
        match outcome {
            Outcome::Written(files, warnings) => {
                let count = words::how_many(files.len(), "document written", "documents written");
                notices.say(Notice::done(words::capitalized(&count)));
                for warning in warnings {
                    notices.say(Notice::word("About the export", warning));
                }
                if !std::mem::take(&mut self.for_another) {
                    self.written = files;
                }
            }
            Outcome::Stopped => notices.say(Notice::done("Export cancelled, nothing was written")),
            Outcome::Failed(title, text) => notices.say(Notice::failure(title, text)),
        }
    }

    fn start(&mut self, jobs: &Jobs, document: &Document, folder: PathBuf) {
        let source = document.origin.path.clone().unwrap_or_else(|| PathBuf::from(document.file_name()));
        let order = Task {
            workbook: document.session.workbook().clone(),
            source,
            folder,
            documents: Report::ALL.iter().copied().filter(|report| !self.left_out.contains(report)).collect(),
            format: if self.markdown { FileFormat::Markdown } else { FileFormat::Pdf },
            paper: if self.letter { Paper::Letter } else { Paper::A4 },
        };
        self.written.clear();
        self.for_another = false;
        self.job = Some(jobs.start("Exporting", move |watch| carry_out(&order, watch)));
    }
}

/// Builds every document, then writes all of them or none.
fn carry_out(order: &Task, watch: &Watch) -> Outcome {
    let edition = match export::edition(&order.workbook, &order.source, None) {
        Ok(edition) => edition,
        Err(error) => return Outcome::Failed(error.to_string(), error.hint().into_owned()),
    };
    let fonts = export::fonts();
    let setting = Setting::new(order.paper, &fonts);
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    let (mut words, mut warnings) = (Vec::new(), Vec::new());
    for (index, document) in order.documents.iter().enumerate() {
        if watch.is_cancelled() {
            return Outcome::Stopped;
        }
        watch.report(index as f32 / order.documents.len() as f32);
        match export::export(&order.workbook, *document, order.format, &edition, setting) {
            Ok(exported) => {
                let path = order.folder.join(export::file_name(
                    &order.source,
                    *document,
                    &format!(".{}", order.format.ending()),
                ));
                words.push(describe(&path, &exported));
                warnings.extend(exported.missing_words());
                files.extend(exported.files.into_iter().map(|file| (path.clone(), file.bytes)));
            }
            Err(error) => {
                return Outcome::Failed(
                    format!("{} was not exported: {error}", document.title()),
                    "Please report this.".to_owned(),
                );
            }
        }
    }
    if watch.is_cancelled() {
        return Outcome::Stopped;
    }
    match store::create_folder(&order.folder).and_then(|()| store::write_all_or_nothing(&files)) {
        Ok(()) => Outcome::Written(words, warnings),
        Err(error) => {
            let text = explained(&error);
            Outcome::Failed("Not exported".to_owned(), text)
        }
    }
}

fn describe(path: &Path, exported: &Exported) -> String {
    let pages = match exported.pages {
        0 => String::new(),
        1 => ", 1 page".to_owned(),
        pages => format!(", {pages} pages"),
    };
    format!("{}{pages}", path.display())
}

/// Shows the page.
pub fn show(
    ui: &mut Ui,
    document: &mut Document,
    exporting: &mut Exporting,
    around: &Surroundings,
    _orders: &mut Vec<Order>,
) {
    let c = theme::colors(ui);
    super::head(ui, "Export", "The documents as they follow from the workbook now", |_| {});
    super::body(ui, |ui| {
        ui.set_max_width(ui.available_width().min(720.0));
        ui.spacing_mut().item_spacing.y = 12.0;
        label::heading(ui, "Documents", Type::Strong, 2);
        for report in Report::ALL.iter().copied() {
            let on = !exporting.left_out.contains(&report);
            if let Some(on) = choice::tick(ui, report.title(), on) {
                exporting.left_out.retain(|other| *other != report);
                if !on {
                    exporting.left_out.push(report);
                }
            }
        }
        label::rule(ui);
        ui.horizontal(|ui| {
            label::line(ui, "Format", Type::Caption, c.ink_3);
            if let Some(chosen) = segmented(ui, "Format", &["PDF", "Markdown"], usize::from(exporting.markdown)) {
                exporting.markdown = chosen == 1;
            }
            ui.add_space(16.0);
            label::line(ui, "Paper", Type::Caption, c.ink_3);
            if let Some(chosen) = segmented(ui, "Paper", &["A4", "Letter"], usize::from(exporting.letter)) {
                exporting.letter = chosen == 1;
            }
        });
        folder_ui(ui, document, exporting);
        label::rule(ui);
        action_ui(ui, document, exporting, around);
        for file in &exporting.written {
            ui.horizontal(|ui| {
                label::icon(ui, icons::FILE_PDF, c.ink_2);
                label::text(ui, file, Type::Body, c.ink_2);
            });
        }
    });
}

/// The folder as it will be used: what was typed, or one beside the workbook.
fn folder_of(document: &Document, exporting: &Exporting) -> Option<PathBuf> {
    if !exporting.folder.trim().is_empty() {
        return Some(PathBuf::from(exporting.folder.trim()));
    }
    let path = document.origin.path.as_deref()?;
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push("-pack");
    Some(path.with_file_name(name))
}

fn folder_ui(ui: &mut Ui, document: &Document, exporting: &mut Exporting) {
    let c = theme::colors(ui);
    label::line(ui, "Folder", Type::Caption, c.ink_3);
    ui.horizontal(|ui| {
        let hint =
            folder_of(document, exporting).map_or_else(|| "Choose a folder".to_owned(), |f| f.display().to_string());
        let edit = TextField::line(egui::Id::unique("export folder"), "Folder for the documents").hint(&hint);
        let width = (ui.available_width() - 110.0).max(120.0);
        let typed = edit.width(width).show(ui, &exporting.folder);
        regions::entrance(Region::Main, &typed.response);
        if let Some(text) = typed.text {
            exporting.folder = text;
        }
        if Button::new("Choose").icon(icons::FOLDER_OPEN).name("Choose a folder").show(ui).clicked() {
            exporting.choose_folder = true;
        }
    });
}

fn action_ui(ui: &mut Ui, document: &mut Document, exporting: &mut Exporting, around: &Surroundings) {
    let c = theme::colors(ui);
    if let Some(job) = &exporting.job {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(240.0, 8.0), egui::Sense::hover());
            ui.painter().rect_filled(rect, 2.0, c.line);
            let done = egui::Rect::from_min_size(rect.min, vec2(rect.width() * job.progress(), rect.height()));
            ui.painter().rect_filled(done, 2.0, c.ink_2);
            label::line(ui, job.label(), Type::Body, c.ink_2);
            if Button::new("Cancel").show(ui).clicked() {
                job.cancel();
            }
        });
        return;
    }
    let folder = folder_of(document, exporting);
    let ready = folder.is_some() && exporting.left_out.len() < Report::ALL.len();
    let button = Button::new("Export").icon(icons::EXPORT).primary().enabled(ready).show(ui);
    if let Some(folder) = folder.filter(|_| button.clicked()) {
        document.settle_now();
        exporting.start(&around.jobs, document, folder);
    }
}
