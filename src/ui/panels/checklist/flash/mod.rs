//! The checklist one at a time: a strip of the rows that the filter lets through, one question in full, and beside it what
//! good looks like, the evidence with its live verdicts, and the neighbors. Made for the keyboard.

mod ask;
mod beside;
mod keys;
mod live;
mod queue;
mod strip;

use std::collections::BTreeSet;

use egui::{Ui, vec2};

use crate::knowledge::Practice;
use crate::model::checklist::PracticeAnswer;
use crate::model::{Id, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{Type, size};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

use super::filter::{Dates, Filter};
use super::rows::Listing;
use super::{Form, View, detail};

/// The least width with the side beside the question, and how wide it is then.
const BESIDE: f32 = 820.0;
const SIDE: f32 = 384.0;

/// How far the person is.
#[derive(Debug, Default)]
pub(super) struct Flash {
    /// The rows, as they were when the person began: a row that is done does not leave.
    queue: Vec<&'static Practice>,
    /// The filter that they were found by.
    filter: Option<Filter>,
    at: usize,
    looked_at: BTreeSet<&'static str>,
    ended: bool,
    /// Whether it was tried to go on without the reason that is wanted.
    warned: bool,
    /// Gives the strip the focus.
    focus: bool,
}

impl Flash {
    /// The practice that is asked.
    pub(super) fn current(&self) -> Option<&'static Practice> {
        self.queue.get(self.at).copied()
    }

    /// Finds the rows, when the person begins or the filter has changed.
    fn refresh(&mut self, workbook: &Workbook, filter: &Filter, dates: Dates, selected: Option<&str>) {
        if self.filter.as_ref() == Some(filter) {
            return;
        }
        let queue = queue::of(workbook, filter, dates);
        *self = Self {
            at: queue::start(workbook, &queue, selected),
            queue,
            filter: Some(filter.clone()),
            focus: true,
            ..Self::default()
        };
    }

    fn go_to(&mut self, at: usize) {
        self.at = at.min(self.queue.len().saturating_sub(1));
        (self.ended, self.warned) = (false, false);
        self.looked_at.extend(self.current().map(|practice| practice.id.as_str()));
    }
}

/// What the person asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Set where it stands, by its place in the list of statuses.
    Status(usize),
    /// Give a field the focus.
    Field(&'static str),
    /// Go on to the next open row.
    Next,
    /// Go back by a row.
    Back,
    /// Go on by a row, whatever it says.
    Skip,
    /// Go to a row.
    GoTo(usize),
    /// Go back to the table.
    Leave,
}

/// A practice while it is asked.
struct Case<'a> {
    practice: &'static Practice,
    /// Its answer, or a blank one.
    answer: &'a PracticeAnswer,
    /// Whether there is one.
    exists: bool,
    /// The id of the answer, or the one that it will have.
    id: Id,
    /// What its evidence says against it.
    against: Option<live::Against>,
    workbook: &'a Workbook,
}

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, listing): (&Workbook, &Listing)) {
    let dates = Dates { today: desk.today, gate: listing.gate };
    view.flash.refresh(workbook, &view.choice.filter, dates, view.choice.selected);
    let asked = keys::read(ui, desk);
    if let Some(asked) = asked {
        obey(ui, desk, view, asked);
    }
    let Some(practice) = view.flash.current().filter(|_| !view.flash.ended) else {
        end(ui, view, workbook);
        return;
    };
    view.flash.looked_at.insert(&practice.id);
    let workbook = &desk.snapshot(); // a key may have changed it
    let blank = PracticeAnswer { practice: practice.id.clone(), ..PracticeAnswer::default() };
    let known = workbook.checklist.answer_to(&practice.id);
    let id = detail::id_of(desk, view, practice, known);
    let answer = known.unwrap_or(&blank);
    let against = live::against(desk, workbook, answer);
    let case = Case { practice, answer, exists: known.is_some(), id, against, workbook };
    if let Some(key) = view.focus.take() {
        give_focus(ui, &case, key);
    }
    let mut asked = strip::show(ui, view, workbook);
    super::super::body(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 16.0;
        let width = ui.available_width();
        if width >= BESIDE {
            let side = SIDE.min(width * 0.36);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 24.0;
                super::super::column(ui, width - side - 24.0, |ui| {
                    asked = ask::show(ui, desk, view, &case).or(asked);
                    ask::legend(ui, desk);
                });
                super::super::column(ui, side, |ui| asked = beside::show(ui, desk, view, &case).or(asked));
            });
        } else {
            asked = ask::show(ui, desk, view, &case).or(asked);
            asked = beside::show(ui, desk, view, &case).or(asked);
        }
    });
    if let Some(asked) = asked {
        obey(ui, desk, view, asked);
    }
}

fn give_focus(ui: &Ui, case: &Case<'_>, key: &str) {
    let spot = crate::ui::panels::spot::Spot::practice(case.id, &case.practice.id);
    if let Some(question) = detail::question(&spot, case.answer, key) {
        ui.memory_mut(|memory| memory.request_focus(question.id()));
    }
}

fn obey(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, asked: Asked) {
    let at = view.flash.at;
    match asked {
        Asked::Status(index) => {
            let status = crate::model::checklist::PracticeStatus::ALL.get(index).copied();
            if let Some((practice, status)) = view.flash.current().zip(status) {
                super::table::set_status(desk, view, practice, status);
                view.flash.warned = false;
            }
        }
        Asked::Field(key) => view.focus = Some(key),
        Asked::Next => next(desk, view),
        Asked::Back => view.flash.go_to(at.saturating_sub(1)),
        Asked::Skip if at + 1 >= view.flash.queue.len() => view.flash.ended = true,
        Asked::Skip => view.flash.go_to(at + 1),
        Asked::GoTo(to) => view.flash.go_to(to),
        Asked::Leave => leave(view),
    }
    ui.ctx().request_repaint();
}

/// Goes on to the next open row, unless a reason is wanted first: then the cursor goes there.
fn next(desk: &Desk<'_>, view: &mut View) {
    let Some(practice) = view.flash.current().filter(|_| !view.flash.ended) else {
        leave(view);
        return;
    };
    let workbook = desk.workbook();
    let answer = workbook.checklist.answer_to(&practice.id);
    let contradicted = answer.is_some_and(|answer| live::against(desk, workbook, answer).is_some());
    if queue::wants_reason(answer, contradicted).is_some() {
        view.flash.warned = true;
        view.focus = Some("reason");
        return;
    }
    match queue::next_open(workbook, &view.flash.queue, view.flash.at) {
        Some(to) => view.flash.go_to(to),
        None => view.flash.ended = true,
    }
    view.flash.focus = true;
}

/// Goes back to the table, to the row that was asked last.
fn leave(view: &mut View) {
    let practice = view.flash.current();
    view.flash = Flash::default();
    view.form = Form::List;
    if let Some(practice) = practice {
        view.go_to(&practice.id, false);
    }
    view.next.focus = true;
}

/// What stands there at the end, or when the filter lets nothing through.
fn end(ui: &mut Ui, view: &mut View, workbook: &Workbook) {
    super::super::body(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 16.0);
        ui.add_space(size::HEAD);
        let text = if view.flash.queue.is_empty() {
            "No practice is like that.".to_owned()
        } else {
            queue::end(workbook, &view.flash.queue, &view.flash.looked_at)
        };
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width().min(720.0));
            label::long_heading(ui, &text, Type::Display, 2);
        });
        ui.horizontal_wrapped(|ui| {
            let back = Button::new("Back to the table").primary().large().icon(icons::LIST).key("Esc").show(ui);
            if std::mem::take(&mut view.flash.focus) {
                back.request_focus();
            }
            if back.clicked() {
                leave(view);
                return;
            }
            let open = queue::start(workbook, &view.flash.queue, None);
            if !view.flash.queue.is_empty() && Button::new("Begin again").quiet().large().show(ui).clicked() {
                view.flash.looked_at.clear();
                view.flash.go_to(open);
            }
            if view.choice.filter.parts() > 0 && Button::new("Clear filter").quiet().large().show(ui).clicked() {
                view.choice.filter = Filter::default();
            }
        });
    });
}
