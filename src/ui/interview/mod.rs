//! The first hour: fifteen plain questions, one at a time, with what each answer fills beside it; then five failure modes before
//! the happy path; then an end that counts.
//!
//! What is typed is a draft until "Next": one answer is one step that can be undone. Which questions are answered is read from
//! the workbook, so it opens again where it was left.

use std::collections::{BTreeMap, BTreeSet};

use egui::{CentralPanel, Context, Event, Frame, Key, Margin, Modifiers, Panel, ScrollArea, Ui};

use crate::assess::interview::{self, Answer, State, number_in, questions};
use crate::edit::begun::Begun;
use crate::edit::interview::{Outcome, outcomes, write};
use crate::knowledge::InterviewQuestion;
use crate::model::Workbook;

use super::app::App;
use super::command::Command;
use super::desk::{Desk, Order, Room};
use super::page::Page;
use super::theme::{self, size};

mod chapters;
mod end;
pub mod five;
mod known;
mod preview;
mod question;
mod top;

/// Width of the question's column.
const MEASURE: f32 = 656.0;

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// A question.
    #[default]
    Questions,
    /// Five failure modes.
    Five,
    /// The end.
    End,
}

/// What a key or a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Keep the answer and go on.
    Next,
    /// Go on without an answer.
    Skip,
    /// Keep the answer and go back.
    Back,
    /// Keep the answer and show this question.
    Show(usize),
    /// Keep the answer and show the failure modes.
    Five,
    /// This is how somebody knows, by its place.
    Know(usize),
    /// Take back what was typed since the question was shown.
    Retype,
    /// Keep the answer and leave, for the canvas or for the overview.
    Leave(bool),
}

/// What the interview remembers.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub struct View {
    part: Part,
    at: usize,
    /// Whether it was opened since the document was.
    open: bool,
    /// Whether all questions were shown once, and those without an answer come again.
    again: bool,
    draft: Option<Draft>,
    /// What was typed into questions that were skipped.
    skipped: BTreeMap<usize, Answer>,
    /// Questions that came again and were passed over once more.
    passed: BTreeSet<usize>,
    asked: Vec<Ask>,
    /// Whether the question is yet to take the focus.
    fresh: bool,
    example: bool,
    /// Whether the end lists what is not known.
    unknown: bool,
    not_known: end::Open,
    five: five::State,
}

/// An answer that is being written.
#[derive(Debug)]
struct Draft {
    answer: Answer,
    /// The answer that the workbook holds.
    before: Answer,
    revision: u64,
    /// Whether the number was chosen by hand: it then does not follow the text.
    by_hand: bool,
    /// What it would fill, and what would become of that.
    preview: Vec<(interview::Fill, Outcome)>,
    previewed: Option<Answer>,
}

impl Draft {
    fn is_changed(&self) -> bool {
        self.answer != self.before
    }
}

impl View {
    /// Begins where the workbook is: at the first question without an answer, or with the failure modes.
    pub fn begin(&mut self, workbook: &Workbook, five: bool) {
        let first = questions().position(|(_, question)| interview::state(workbook, question) == State::Open);
        let part = if five { Part::Five } else { first.map_or(Part::Five, |_| Part::Questions) };
        let part = if part == Part::Five && !five && workbook.failure_modes.modes.len() >= five::ENOUGH {
            Part::End
        } else {
            part
        };
        self.set_aside();
        let skipped = std::mem::take(&mut self.skipped);
        *self = Self { part, at: first.unwrap_or(0), open: true, fresh: true, skipped, ..Self::default() };
    }

    /// Keeps what is typed into the question that is shown, as what is typed into one that is skipped.
    fn set_aside(&mut self) {
        let Some(draft) = self.draft.take() else { return };
        if draft.is_changed() {
            self.skipped.insert(self.at, draft.answer);
        } else {
            self.skipped.remove(&self.at);
        }
    }

    /// What is begun here and not kept: in the question that is shown, and in those that were skipped.
    pub(in crate::ui) fn begun(&self, begun: &mut Begun) {
        let draft = self.draft.as_ref().filter(|draft| self.part == Part::Questions && draft.is_changed());
        let shown = draft.map(|draft| (self.at, &draft.answer));
        let skipped = self.skipped.iter().map(|(at, answer)| (*at, answer)).filter(|(at, _)| *at != self.at);
        let answers = skipped.chain(shown);
        let key = |at: usize| questions().nth(at).map(|(_, question)| question.key.clone());
        begun.answers = answers.filter_map(|(at, answer)| Some((key(at)?, answer.clone()))).collect();
    }

    /// Takes up what somebody had begun: it waits in its questions.
    pub(in crate::ui) fn take_up(&mut self, begun: &Begun) {
        let at = |key: &str| questions().position(|(_, question)| question.key == key);
        let answers = begun.answers.iter().filter_map(|(key, answer)| Some((at(key)?, answer.clone())));
        self.skipped = answers.collect();
    }

    /// Asks the question of which an answer is begun.
    pub(in crate::ui) fn show_begun(&mut self, workbook: &Workbook) {
        if self.draft.is_none()
            && let Some(at) = self.skipped.keys().next().copied()
        {
            self.begin(workbook, false);
            self.turn_to(at);
        }
    }

    fn question(&self) -> Option<(&'static str, &'static InterviewQuestion)> {
        questions().nth(self.at)
    }

    fn turn_to(&mut self, at: usize) {
        self.part = Part::Questions;
        self.at = at;
        self.draft = None;
        self.fresh = true;
        self.example = false;
    }

    /// Reads the answer that the workbook holds, unless a draft of it is under way.
    fn refresh(&mut self, desk: &Desk<'_>) {
        let Some((_, question)) = self.question() else { return };
        let revision = desk.revision();
        let stale = self.draft.as_ref().is_none_or(|draft| draft.revision != revision && !draft.is_changed());
        if stale {
            let before = interview::answer(desk.workbook(), question);
            let answer = self.skipped.get(&self.at).cloned().unwrap_or_else(|| before.clone());
            let by_hand = !before.text.trim().is_empty();
            self.draft = Some(Draft { answer, before, revision, by_hand, preview: Vec::new(), previewed: None });
        }
        let Some(draft) = &mut self.draft else { return };
        if question.number.is_some() && !draft.by_hand {
            draft.answer.number = number_in(&draft.answer.text).unwrap_or_default().to_owned();
        }
        if !question.date.is_empty() {
            draft.answer.day = interview::day_in(&draft.answer.text).or(draft.answer.day);
        }
        if draft.revision != revision || draft.previewed.as_ref() != Some(&draft.answer) {
            draft.revision = revision;
            draft.before = interview::answer(desk.workbook(), question);
            let (before, after) =
                (interview::fills(question, &draft.before), interview::fills(question, &draft.answer));
            let became = outcomes(desk.workbook(), &before, &after);
            draft.preview = after.into_iter().zip(became).collect();
            draft.previewed = Some(draft.answer.clone());
        }
    }

    /// Writes the draft, as one step.
    fn keep(&mut self, desk: &mut Desk<'_>) {
        let (Some((_, question)), Some(draft)) = (self.question(), self.draft.take()) else { return };
        if self.part == Part::Questions && draft.is_changed() {
            let (before, after) =
                (interview::fills(question, &draft.before), interview::fills(question, &draft.answer));
            let name = format!("answer question {}", self.at + 1);
            desk.edit(&name, |workbook, ids| write(workbook, ids, &before, &after));
        }
        if self.part == Part::Questions {
            self.skipped.remove(&self.at);
        }
    }

    /// The next question: the one after this, and after the last those that have no answer yet; then what comes after them.
    fn next(&mut self, workbook: &Workbook) {
        let count = questions().count();
        let is_open = |at: &usize| {
            questions().nth(*at).is_some_and(|(_, question)| interview::state(workbook, question) == State::Open)
        };
        let last = self.at + 1 >= count;
        if !self.again && !last {
            self.turn_to(self.at + 1);
            return;
        }
        let from = if self.again { self.at + 1 } else { 0 };
        self.again = true;
        match (from..count).find(|at| is_open(at) && !self.passed.contains(at)) {
            Some(at) => {
                self.passed.insert(at);
                self.turn_to(at);
            }
            None if workbook.failure_modes.modes.len() < five::ENOUGH => self.part = Part::Five,
            None => self.part = Part::End,
        }
    }

    fn do_as_asked(&mut self, desk: &mut Desk<'_>, ask: Ask) {
        match ask {
            Ask::Know(at) => {
                let Some(knowing) = interview::Knowing::ALL.get(at) else { return };
                let certain = self.question().is_none_or(|(_, question)| question.certain);
                if let Some(draft) = self.draft.as_mut().filter(|_| !certain) {
                    draft.answer.knowing = *knowing;
                }
            }
            Ask::Retype => {
                self.draft = None;
                self.skipped.remove(&self.at);
            }
            Ask::Skip if self.part == Part::Questions => {
                self.set_aside();
                self.next(&desk.snapshot());
            }
            Ask::Next if self.part == Part::Questions => {
                self.keep(desk);
                self.next(&desk.snapshot());
            }
            Ask::Next | Ask::Skip if self.part == Part::Five => self.part = Part::End,
            Ask::Next | Ask::Skip => desk.orders.push(Order::Do(Command::Overview)),
            Ask::Back => {
                self.keep(desk);
                let to = if self.part == Part::Questions { self.at.saturating_sub(1) } else { self.at };
                self.turn_to(to);
            }
            Ask::Five => {
                self.keep(desk);
                self.part = Part::Five;
            }
            Ask::Show(at) => {
                self.keep(desk);
                self.turn_to(at);
            }
            Ask::Leave(canvas) => {
                self.keep(desk);
                self.open = false;
                if canvas {
                    desk.go_to(crate::model::place::Place::of_section(crate::model::Section::Canvas));
                } else {
                    desk.orders.push(Order::Do(Command::Overview));
                }
            }
        }
    }

    /// Takes the keys of the interview out of the input, before commands of the window see them.
    pub fn listen(&mut self, ctx: &Context) {
        let typed = self.part == Part::Questions && self.draft.as_ref().is_some_and(Draft::is_changed);
        let covered = egui::Popup::is_any_open(ctx);
        let asked = &mut self.asked;
        ctx.input_mut(|input| {
            let mut take = |input: &mut egui::InputState, modifiers, key, ask| {
                if input.consume_key(modifiers, key) {
                    asked.push(ask);
                    return true;
                }
                false
            };
            take(input, Modifiers::COMMAND, Key::Enter, Ask::Next);
            take(input, Modifiers::ALT, Key::ArrowLeft, Ask::Back);
            for (at, key) in [Key::Num1, Key::Num2, Key::Num3].into_iter().enumerate() {
                if take(input, Modifiers::ALT, key, Ask::Know(at)) {
                    input.events.retain(|event| !matches!(event, Event::Text(_)));
                }
            }
            if typed {
                take(input, Modifiers::COMMAND, Key::Z, Ask::Retype);
            }
            if !covered {
                take(input, Modifiers::NONE, Key::Escape, Ask::Leave(false));
            }
        });
    }
}

impl App {
    /// Asks the questions of the first hour about the open document.
    pub(in crate::ui) fn begin_first_hour(&mut self, five: bool) {
        if let Some(document) = &mut self.document {
            document.settle_now();
            self.views.interview.begin(document.session.workbook(), five);
            self.page = Page::Interview;
        }
    }
}

/// Shows it, over the whole window.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    if !view.open {
        view.begin(desk.workbook(), false);
    }
    view.refresh(desk);
    for ask in std::mem::take(&mut view.asked) {
        view.do_as_asked(desk, ask);
        view.refresh(desk);
    }
    let c = theme::colors(ui);
    let room = desk.room;
    let bar = Frame::new().fill(c.bg_app).inner_margin(Margin::symmetric(16, 0));
    Panel::top("interview top").exact_size(size::TOP_BAR).frame(bar).show(ui, |ui| top::show(ui, desk, view));
    if room >= Room::Tight {
        let frame = Frame::new().fill(c.bg_app).inner_margin(Margin::symmetric(16, 24));
        let side = Panel::left("chapters").exact_size(240.0).resizable(false).frame(frame);
        side.show(ui, |ui| chapters::show(ui, desk, view));
    }
    if room >= Room::Rail && view.part == Part::Questions {
        let frame = Frame::new().fill(c.bg_app).inner_margin(Margin::symmetric(24, 24));
        let width = if room >= Room::Wide { 432.0 } else { 352.0 };
        Panel::right("fills").exact_size(width).resizable(false).frame(frame).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| preview::show(ui, desk, view));
        });
    }
    CentralPanel::default().frame(Frame::new().fill(c.bg_main)).show(ui, |ui| middle(ui, desk, view));
    if !view.asked.is_empty() {
        ui.ctx().request_repaint();
    }
}

fn middle(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let (side, above) = match desk.room {
        Room::Wide => (64, 72),
        Room::Rail => (40, 48),
        Room::Tight => (40, 32),
        _ => (24, 16),
    };
    let part = (view.part, view.at);
    let scroll = ScrollArea::vertical().id_salt(("interview", part.0 as u8, part.1)).auto_shrink([false, false]);
    scroll.show(ui, |ui| {
        let margin = Margin { left: side, right: side, top: above, bottom: 32 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(MEASURE));
            if desk.room < Room::Tight {
                chapters::line(ui, desk, view);
            }
            match part.0 {
                Part::Questions => {
                    question::show(ui, desk, view);
                    if desk.room < Room::Rail {
                        ui.add_space(24.0);
                        preview::show(ui, desk, view);
                    }
                }
                Part::Five => five_part(ui, desk, view),
                Part::End => end::show(ui, desk, view),
            }
        });
    });
}

fn five_part(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    five::show(ui, desk, &mut view.five);
    ui.add_space(16.0);
    let there = desk.workbook().failure_modes.modes.len();
    ui.horizontal(|ui| {
        use super::widgets::button::Button;
        if Button::new("Back").icon(super::icons::ARROW_LEFT).large().name("Back to the questions").show(ui).clicked() {
            view.asked.push(Ask::Back);
        }
        let enough = there >= five::ENOUGH;
        let next = Button::new(if enough { "Go on" } else { "Go on with fewer" }).large();
        if if enough { next.primary() } else { next.quiet() }.show(ui).clicked() {
            view.asked.push(Ask::Next);
        }
    });
}
