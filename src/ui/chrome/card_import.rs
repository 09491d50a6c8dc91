//! Importing a model card: a file is read by a job, what it fills is shown place by place with what was left out, and one answer
//! takes it into a new document or, as one step, into the open one.

use std::path::PathBuf;

use egui::{Ui, vec2};

use crate::edit::Ids;
use crate::edit::card::{Cargo, take};
use crate::exchange::model_card::{self, Card};
use crate::knowledge;
use crate::model::metrics::Metric;
use crate::model::{Section, Workbook};
use crate::store::{self, format};
use crate::ui::app::App;
use crate::ui::files::Intent;
use crate::ui::jobs::{Job, Poll};
use crate::ui::notice::{Notice, explained};
use crate::ui::page::Page;
use crate::ui::sections;
use crate::ui::tasks::file_words;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::{dialog, label};
use crate::words::{capitalized, how_many, measured};

/// A card that is being read or looked at.
#[derive(Default)]
pub struct CardImport {
    reading: Option<(String, Job<Result<Card, String>>)>,
    read: Option<(String, Box<Card>)>,
    fresh: bool,
}

impl CardImport {
    /// Whether a file is being read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    /// Whether the preview lies over the window.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.read.is_some()
    }
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reply {
    Into,
    New,
    Cancel,
}

impl App {
    /// Reads a file as a model card.
    pub(in crate::ui) fn read_card(&mut self, path: PathBuf) {
        let name = file_words(&path);
        let job = self.around.jobs.start(format!("Reading {name}"), move |_| {
            let bytes = store::read_file(&path).map_err(|error| explained(&error))?;
            model_card::read(&bytes).map_err(|error| format!("{}. {}", capitalized(&error.to_string()), error.hint()))
        });
        self.card_import = CardImport { reading: Some((name, job)), ..CardImport::default() };
    }

    /// Takes up what was read.
    pub(in crate::ui) fn poll_card(&mut self) {
        let Some((_, job)) = &self.card_import.reading else { return };
        let result = match job.poll() {
            Poll::Working => return,
            Poll::Done(result) => result,
            Poll::Lost => Err("Reading stopped unexpectedly. Please report this.".to_owned()),
        };
        let Some((name, _)) = self.card_import.reading.take() else { return };
        match result {
            Ok(card) => {
                self.card_import = CardImport { read: Some((name, Box::new(card))), fresh: true, reading: None };
            }
            Err(text) => self.notices.say(Notice::failure(format!("{name} was not imported"), text)),
        }
    }

    fn take_card(&mut self, ctx: &egui::Context, card: &Card, into: bool) {
        let cargo = cargo(card);
        if !into {
            let blank = knowledge::template("blank").map(|text| format::read::<Workbook>(text.as_bytes()));
            let mut workbook = blank.and_then(Result::ok).map(|read| read.value).unwrap_or_default();
            take(&mut workbook, &mut Ids::random(), &cargo);
            self.leave_for(ctx, Intent::Card(Box::new(workbook)));
            return;
        }
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let taken = document.session.edit("import model card", |workbook, ids| take(workbook, ids, &cargo));
        let kept = if taken.kept > 0 { format!(", {} kept as they were", taken.kept) } else { String::new() };
        let filled = how_many(taken.filled + taken.added, "place filled", "places filled");
        self.notices.say(Notice::undoable(format!("{}{kept}", capitalized(&filled)), document.session.revision()));
        self.page = Page::Section(Section::ModelCard);
    }
}

fn cargo(card: &Card) -> Cargo {
    Cargo {
        fields: card.fields.iter().map(|(address, text)| ((*address).to_owned(), text.clone())).collect(),
        sources: card.sources.clone(),
        metrics: card.metrics.clone(),
        limits: card.limits.clone(),
    }
}

/// Shows the preview, if a card was read.
pub fn show(app: &mut App, ui: &mut Ui) {
    let Some((name, card)) = app.card_import.read.take() else { return };
    let fresh = std::mem::take(&mut app.card_import.fresh);
    let open = app.document.is_some();
    let modal = dialog::column(ui, "model card", vec2(760.0, needed(&card)), |ui, height| {
        whole(ui, (&name, &card), (open, fresh), height)
    });
    match modal.inner.or(modal.should_close().then_some(Reply::Cancel)) {
        Some(Reply::Cancel) => {}
        // the card stays for when the earlier step is closed
        Some(Reply::Into) if app.is_refused() => app.card_import.read = Some((name, card)),
        Some(reply) => app.take_card(&ui.ctx().clone(), &card, reply == Reply::Into),
        None => app.card_import.read = Some((name, card)),
    }
}

/// About how high the preview is with all that was read, within reason: the rest is scrolled to.
fn needed(card: &Card) -> f32 {
    let texts = card.fields.iter().map(|(_, text)| text.lines().count().max(1) + text.len() / 70);
    let rows = texts.sum::<usize>() + 2 * (card.sources.len() + card.metrics.len() + card.limits.len());
    (240.0 + 22.0 * rows as f32).clamp(360.0, 680.0)
}

fn whole(ui: &mut Ui, (name, card): (&str, &Card), (open, fresh): (bool, bool), height: f32) -> Option<Reply> {
    let top = ui.cursor().top();
    let places = capitalized(&how_many(card.places(), "place", "places"));
    let (title, text) = (format!("Import {name}"), format!("{places} to fill. Nothing changes before you say so."));
    let mut reply = dialog::head(ui, (&title, &text), "Close the preview").then_some(Reply::Cancel);
    dialog::between(ui, (top, height), 8, |ui| contents(ui, card));
    dialog::foot(ui, |ui| {
        let new = Button::new("New document").large();
        if open {
            let into = Button::new("Into this document").primary().large().show(ui);
            if fresh {
                into.request_focus();
            }
            if into.on_hover_text("As one step. What is written there stays.").clicked() {
                reply = Some(Reply::Into);
            }
        }
        let new = if open { new } else { new.primary() };
        let new = new.name("Make a new document of it").show(ui);
        if fresh && !open {
            new.request_focus();
        }
        if new.clicked() {
            reply = Some(Reply::New);
        }
        if Button::new("Cancel").quiet().large().name("Cancel the import").show(ui).clicked() {
            reply = Some(Reply::Cancel);
        }
    });
    reply
}

fn contents(ui: &mut Ui, card: &Card) {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    let blank = Workbook::default();
    for section in [Section::About, Section::ModelCard] {
        let of_section = card.fields.iter().filter(|(address, _)| Card::section_of(address) == Some(section));
        let rows: Vec<(&str, &str)> =
            of_section.map(|(address, text)| (field_label(&blank, section, address), text.as_str())).collect();
        group(ui, section, rows.len(), |ui| {
            for (caption, text) in &rows {
                row(ui, caption, text);
            }
        });
    }
    group(ui, Section::Data, card.sources.len(), |ui| {
        for source in &card.sources {
            row(ui, &source.name, &source.description);
        }
    });
    group(ui, Section::Metrics, card.metrics.len(), |ui| {
        for metric in &card.metrics {
            row(ui, &metric.name, &values(metric));
        }
    });
    group(ui, Section::Limits, card.limits.len(), |ui| {
        for limit in &card.limits {
            row(ui, "Limit", &limit.statement);
        }
    });
    if card.unread.is_empty() {
        return;
    }
    ui.add_space(12.0);
    label::heading(ui, &format!("Left out: {}", card.unread.len()), Type::Strong, 2);
    for unread in &card.unread {
        label::text(ui, &format!("{} {}.", unread.what, unread.why), Type::Note, c.ink_2);
    }
}

fn group(ui: &mut Ui, section: Section, count: usize, rows: impl FnOnce(&mut Ui)) {
    if count == 0 {
        return;
    }
    let c = theme::colors(ui);
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        label::icon(ui, sections::icon(section), c.ink_3);
        label::heading(ui, &format!("{}: {count}", section.title()), Type::Strong, 2);
    });
    rows(ui);
}

/// The longest text that a row shows, in characters.
const SHOWN: usize = 220;

fn row(ui: &mut Ui, caption: &str, text: &str) {
    let c = theme::colors(ui);
    let wide = ui.available_width() >= 480.0;
    let cut: String = text.replace('\n', " ").chars().take(SHOWN).collect();
    let shown = if text.chars().count() > SHOWN { format!("{cut}…") } else { cut };
    if !wide {
        label::line(ui, caption, Type::Small, c.ink_3);
        label::text(ui, &shown, Type::Note, c.ink);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.allocate_ui(vec2(200.0, 18.0), |ui| {
            ui.set_width(200.0);
            label::line(ui, caption, Type::Note, c.ink_2);
        });
        ui.vertical(|ui| label::text(ui, &shown, Type::Note, c.ink));
    });
}

fn field_label(blank: &Workbook, section: Section, address: &str) -> &'static str {
    let key = address.rsplit('.').next().unwrap_or_default();
    blank.section(section).fields().iter().find(|field| field.key == key).map_or("", |field| field.label)
}

/// The readings of a metric in a row.
fn values(metric: &Metric) -> String {
    let readings = metric.readings.iter().filter_map(|reading| {
        let value = measured(reading.value?.get(), metric.unit);
        let segment = reading.segment.trim();
        Some(if segment.is_empty() { value } else { format!("{segment} {value}") })
    });
    readings.collect::<Vec<_>>().join(", ")
}
