//! Importing scores, in steps of which each changes nothing but the last: a file is chosen, its beginning shown with a guess at
//! the columns, all of it read by a job that can be stopped, and the result told with the rows that were left out.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{Grid, Ui, vec2};

use crate::edit::policy;
use crate::exchange::scores::{self, Plan, Preview, Scores, ScoresError, Step, USUAL_BINS, negative_of};
use crate::model::operating_points::OperatingPoint;
use crate::store;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::jobs::{Job, Poll, Watch};
use crate::ui::notice::{Notice, explained};
use crate::ui::tasks::file_words;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{choice, label};
use crate::words;

use super::more::whole;

/// How many bins there are to choose from: multiples of 100, so that thresholds in steps of 0.01 are exact.
const BINS: [usize; 5] = [100, USUAL_BINS, 500, 1_000, 4_000];

/// What came of looking at a table or reading it; or what happened, and what to do.
type Outcome<T> = Result<T, (String, String)>;

/// Where a table is.
#[derive(Clone)]
enum Source {
    File(PathBuf),
    /// In the text that somebody pasted.
    Pasted(Arc<[u8]>),
}

impl Source {
    fn words(&self) -> String {
        match self {
            Self::File(path) => file_words(path),
            Self::Pasted(_) => "pasted text".to_owned(),
        }
    }

    /// Opens it anew, with its length: a file is read once for each step, and what it says then is what counts.
    fn open(&self) -> Outcome<(Box<dyn Read>, u64)> {
        match self {
            Self::File(path) => match store::open_table(path) {
                Ok((table, length)) => Ok((Box::new(table), length)),
                Err(error) => Err(("The file cannot be opened".to_owned(), explained(&error))),
            },
            Self::Pasted(text) => Ok((Box::new(std::io::Cursor::new(Arc::clone(text))), text.len() as u64)),
        }
    }
}

/// Where the import is.
#[derive(Default)]
pub struct Import {
    state: State,
}

#[derive(Default)]
enum State {
    #[default]
    None,
    /// A file was chosen, or text pasted.
    Chosen(Source),
    Looking(Source, Job<Outcome<Preview>>),
    Choosing(Source, Box<Choice>),
    Reading(Source, Box<Choice>, Stopping),
    Read(Source, Box<Choice>, Scores),
    Failed(Source, Option<Box<Choice>>, (String, String)),
}

/// What is chosen in the preview.
struct Choice {
    seen: Preview,
    plan: Plan,
}

/// A job that is stopped when nobody waits for it any more.
struct Stopping(Job<Outcome<Scores>>);

impl Drop for Stopping {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl std::fmt::Debug for Import {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Import").field("open", &self.is_open()).finish()
    }
}

impl Import {
    /// Begins with a file that was chosen or dropped.
    pub fn begin(&mut self, path: PathBuf) {
        self.state = State::Chosen(Source::File(path));
    }

    /// Begins with text that was pasted.
    pub fn begin_with(&mut self, text: &str) {
        self.state = State::Chosen(Source::Pasted(text.as_bytes().into()));
    }

    /// Whether one is under way.
    pub(super) fn is_open(&self) -> bool {
        !matches!(self.state, State::None)
    }
}

fn failed(error: &ScoresError) -> (String, String) {
    (words::capitalized(&error.to_string()), error.hint().to_owned())
}

fn look(source: &Source) -> Outcome<Preview> {
    let (table, _) = source.open()?;
    scores::preview(table).map_err(|error| failed(&error))
}

fn read(source: &Source, plan: &Plan, watch: &Watch) -> Outcome<Scores> {
    let (table, length) = source.open()?;
    let progress = |bytes: u64, rows: u64| {
        watch.report(bytes as f32 / length.max(1) as f32);
        watch.count(rows);
        if watch.is_cancelled() { Step::Cancel } else { Step::Continue }
    };
    scores::read(table, plan, progress).map_err(|error| failed(&error))
}

/// The plan that the guesses make.
fn guess(seen: &Preview) -> Plan {
    let score = seen.score.unwrap_or(0);
    let other = (0..seen.columns.len()).find(|at| *at != score).unwrap_or(0);
    let mut plan = Plan {
        score,
        label: seen.label.unwrap_or(other),
        positive: String::new(),
        negative: None,
        head: seen.head,
        bins: USUAL_BINS,
    };
    relabel(&mut plan, seen, None);
    plan
}

/// Chooses the labels of the label column, with this one as the positive one.
fn relabel(plan: &mut Plan, seen: &Preview, positive: Option<&str>) {
    let labels = seen.labels(plan.label);
    let all = labels.as_ref().map(|labels| labels.all.clone()).unwrap_or_default();
    plan.positive = positive.map(str::to_owned).or(labels.map(|labels| labels.positive)).unwrap_or_default();
    plan.negative = negative_of(&plan.positive, &all);
}

/// Takes up what jobs gave.
fn poll(desk: &Desk<'_>, import: &mut Import) {
    let lost = || ("Reading stopped unexpectedly".to_owned(), "Please report this.".to_owned());
    import.state = match std::mem::take(&mut import.state) {
        State::Chosen(source) => {
            let at = source.clone();
            let job = desk.jobs.start("Looking at the table", move |_| look(&at));
            State::Looking(source, job)
        }
        State::Looking(source, job) => match job.poll() {
            Poll::Working => State::Looking(source, job),
            Poll::Done(Ok(seen)) => {
                let plan = guess(&seen);
                State::Choosing(source, Box::new(Choice { seen, plan }))
            }
            Poll::Done(Err(error)) => State::Failed(source, None, error),
            Poll::Lost => State::Failed(source, None, lost()),
        },
        State::Reading(source, choice, job) => match job.0.poll() {
            Poll::Working => State::Reading(source, choice, job),
            Poll::Done(_) if job.0.is_cancelled() => State::Choosing(source, choice),
            Poll::Done(Ok(found)) => State::Read(source, choice, found),
            Poll::Done(Err(error)) => State::Failed(source, Some(choice), error),
            Poll::Lost => State::Failed(source, Some(choice), lost()),
        },
        other => other,
    };
}

/// What was clicked.
enum Clicked {
    Close,
    Start,
    Back,
    Use,
}

/// Shows the import, if one is under way.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, import: &mut Import, point: &OperatingPoint) {
    poll(desk, import);
    if !import.is_open() {
        return;
    }
    let clicked = label::card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 8.0;
        match &mut import.state {
            State::None => None,
            State::Chosen(source) | State::Looking(source, _) => {
                head(ui, source, "Looking at the table");
                ui.ctx().request_repaint();
                close(ui)
            }
            State::Choosing(source, choice) => choosing(ui, source, choice),
            State::Reading(source, _, job) => reading(ui, source, job),
            State::Read(source, choice, found) => told(ui, source, choice, (found, point)),
            State::Failed(source, choice, error) => refused(ui, source, choice.is_some(), error),
        }
    });
    if let Some(clicked) = clicked.inner {
        act(ui, desk, import, (clicked, point));
    }
    ui.add_space(8.0);
}

fn act(ui: &Ui, desk: &mut Desk<'_>, import: &mut Import, (clicked, point): (Clicked, &OperatingPoint)) {
    import.state = match (clicked, std::mem::take(&mut import.state)) {
        (Clicked::Start, State::Choosing(source, choice)) => {
            let (at, plan) = (source.clone(), choice.plan.clone());
            let job = desk.jobs.start(format!("Reading {}", source.words()), move |watch| read(&at, &plan, watch));
            State::Reading(source, choice, Stopping(job))
        }
        (Clicked::Back, State::Read(source, choice, _) | State::Failed(source, Some(choice), _)) => {
            State::Choosing(source, choice)
        }
        (Clicked::Back, State::Reading(source, choice, job)) => {
            job.0.cancel();
            State::Reading(source, choice, job)
        }
        (Clicked::Use, State::Read(source, _, found)) => {
            take(desk, point, &source, found);
            State::None
        }
        _ => State::None,
    };
    ui.ctx().request_repaint();
}

/// The one step that changes the workbook.
fn take(desk: &mut Desk<'_>, point: &OperatingPoint, source: &Source, found: Scores) {
    let left_out = if found.bad > 0 { format!(", {} rows left out", words::count(found.bad)) } else { String::new() };
    let used = words::count(found.used);
    let from = (format!("{}, {used} cases{left_out}", source.words()), Some(desk.today));
    desk.edit("import scores", |workbook, ids| policy::use_scores(workbook, ids, point.id, found.bins, from));
    desk.say(Notice::undoable(format!("{used} scores imported"), desk.revision()));
}

fn head(ui: &mut Ui, source: &Source, what: &str) {
    let c = theme::colors(ui);
    label::heading(ui, &format!("Import scores from {}", source.words()), Type::Name, 2);
    label::text(ui, what, Type::Body, c.ink_2);
}

fn close(ui: &mut Ui) -> Option<Clicked> {
    Button::new("Cancel").name("Cancel the import").show(ui).clicked().then_some(Clicked::Close)
}

fn choosing(ui: &mut Ui, source: &Source, choice: &mut Choice) -> Option<Clicked> {
    let c = theme::colors(ui);
    let separator = match choice.seen.delimiter {
        ';' => "semicolons",
        '\t' => "tabs",
        _ => "commas",
    };
    let text =
        format!("{} columns, separated by {separator}. Nothing changes before you say so.", choice.seen.columns.len());
    head(ui, source, &text);
    columns(ui, choice);
    first_rows(ui, choice);
    let plan = &choice.plan;
    let ready = plan.score != plan.label && !plan.positive.is_empty();
    if !ready {
        let text = if plan.score == plan.label {
            "Score and label are the same column. Choose two."
        } else {
            "This column has too many different values to be a label."
        };
        ui.horizontal(|ui| {
            glyph::show(ui, Glyph::Blocker, 14.0);
            label::line(ui, text, Type::Small, c.blocker);
        });
    }
    ui.horizontal(|ui| {
        let start = Button::new("Read all rows").primary().enabled(ready).show(ui).clicked();
        if start { Some(Clicked::Start) } else { close(ui) }
    })
    .inner
}

fn columns(ui: &mut Ui, choice: &mut Choice) {
    let Choice { seen, plan } = choice;
    let names: Vec<&str> = seen.columns.iter().map(String::as_str).collect();
    let labels = seen.labels(plan.label).map(|labels| labels.all).unwrap_or_default();
    let c = theme::colors(ui);
    let field = |ui: &mut Ui, caption: &str, contents: &mut dyn FnMut(&mut Ui)| {
        ui.allocate_ui_with_layout(vec2(200.0, 52.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(200.0);
            ui.spacing_mut().item_spacing.y = 4.0;
            label::line(ui, caption, Type::Caption, c.ink_2);
            contents(ui);
        });
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let before = plan.label;
        field(ui, "Score", &mut |ui| pick(ui, "Score column", &names, &mut plan.score));
        field(ui, "Label", &mut |ui| pick(ui, "Label column", &names, &mut plan.label));
        if plan.label != before {
            relabel(plan, seen, None);
        }
        field(ui, "Positive class", &mut |ui| {
            let values: Vec<&str> = labels.iter().map(String::as_str).collect();
            let mut at = labels.iter().position(|label| *label == plan.positive).unwrap_or(0);
            let was = at;
            pick(ui, "Positive label", &values, &mut at);
            if let Some(label) = labels.get(at).filter(|_| at != was) {
                relabel(plan, seen, Some(label));
            }
        });
        field(ui, "Bins", &mut |ui| {
            let names = BINS.map(|bins| words::count(bins as u64));
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let mut at = BINS.iter().position(|bins| *bins == plan.bins).unwrap_or(1);
            pick(ui, "Number of bins", &names, &mut at);
            plan.bins = BINS.get(at).copied().unwrap_or(USUAL_BINS);
        });
    });
    let other = plan.negative.as_ref().map_or_else(
        || "Every other label counts as the other class.".to_owned(),
        |negative| format!("\u{201c}{negative}\u{201d} is the other class; rows with any third label are left out."),
    );
    label::text(ui, &other, Type::Small, c.ink_3);
}

fn pick(ui: &mut Ui, name: &str, options: &[&str], at: &mut usize) {
    if let Some(picked) = choice::one_of(ui, name, Some(*at), options, &|_| None).flatten() {
        *at = picked;
    }
}

fn first_rows(ui: &mut Ui, choice: &Choice) {
    let c = theme::colors(ui);
    egui::ScrollArea::horizontal().id_salt("first rows").show(ui, |ui| {
        Grid::new("first rows").spacing(vec2(24.0, 0.0)).show(ui, |ui| {
            let cut = |text: &str| text.chars().take(32).collect::<String>();
            for (at, name) in choice.seen.columns.iter().enumerate().take(24) {
                let chosen = at == choice.plan.score || at == choice.plan.label;
                whole(ui, &cut(name), Type::Caption, if chosen { c.accent } else { c.ink_3 });
            }
            ui.end_row();
            for row in &choice.seen.rows {
                for (at, value) in row.iter().enumerate().take(24) {
                    let chosen = at == choice.plan.score || at == choice.plan.label;
                    whole(ui, &cut(value), Type::Body, if chosen { c.ink } else { c.ink_3 });
                }
                ui.end_row();
            }
        });
    });
}

fn reading(ui: &mut Ui, source: &Source, job: &Stopping) -> Option<Clicked> {
    let c = theme::colors(ui);
    let rows = words::count(job.0.counted());
    head(
        ui,
        source,
        &format!("{rows} rows read, {} of the file", words::percent(f64::from(job.0.progress().clamp(0.0, 1.0)))),
    );
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().min(480.0), 8.0), egui::Sense::hover());
    ui.painter().rect_filled(rect, 2, c.line);
    let done =
        egui::Rect::from_min_size(rect.min, vec2(rect.width() * job.0.progress().clamp(0.0, 1.0), rect.height()));
    ui.painter().rect_filled(done, 2, c.ink_2);
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, format!("{rows} rows read")));
    Button::new("Cancel").name("Stop reading").show(ui).clicked().then_some(Clicked::Back)
}

fn told(ui: &mut Ui, source: &Source, choice: &Choice, (found, point): (&Scores, &OperatingPoint)) -> Option<Clicked> {
    let c = theme::colors(ui);
    let share = words::percent(found.positives as f64 / found.used.max(1) as f64);
    head(
        ui,
        source,
        &format!(
            "{} rows read, {} used, {} left out. \u{201c}{}\u{201d} is {share} of them.",
            words::count(found.rows),
            words::count(found.used),
            words::count(found.bad),
            choice.plan.positive
        ),
    );
    if found.bad > 0 {
        label::heading(ui, "Rows left out", Type::Strong, 3);
        for row in &found.told {
            label::line(ui, &words::capitalized(&row.to_string()), Type::Small, c.ink_2);
        }
        let more = found.bad - found.told.len() as u64;
        if more > 0 {
            label::line(ui, &format!("And {} more", words::count(more)), Type::Small, c.ink_3);
        }
    }
    let name = super::name(point);
    let text = match point.bins.len() {
        0 => format!("They become the scores of {name}."),
        bins => format!("They take the place of the {bins} bins of {name}; undo brings those back."),
    };
    label::text(ui, &text, Type::Small, c.ink_3);
    ui.horizontal(|ui| {
        if Button::new("Use these scores").primary().icon(icons::CHECK).show(ui).clicked() {
            return Some(Clicked::Use);
        }
        if Button::new("Other columns").show(ui).clicked() {
            return Some(Clicked::Back);
        }
        close(ui)
    })
    .inner
}

fn refused(ui: &mut Ui, source: &Source, again: bool, (title, text): &(String, String)) -> Option<Clicked> {
    let c = theme::colors(ui);
    head(ui, source, "Nothing was imported.");
    ui.horizontal_top(|ui| {
        glyph::show(ui, Glyph::Blocker, 16.0);
        ui.vertical(|ui| {
            label::text(ui, title, Type::Medium, c.ink);
            label::text(ui, text, Type::Body, c.ink_2);
        });
    });
    ui.horizontal(|ui| {
        if again && Button::new("Other columns").primary().show(ui).clicked() {
            return Some(Clicked::Back);
        }
        close(ui)
    })
    .inner
}
