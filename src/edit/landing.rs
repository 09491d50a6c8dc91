//! Landing: what was said in a workshop becomes an item of the workbook, with a link from the note to it, in one step.
//!
//! A note lands once. One whose item was deleted has no link any more, so it can land again.

use std::sync::Arc;

use crate::assess;
use crate::model::canvas::{CanvasBlock, Note, NoteKind};
use crate::model::failure_modes::{ActionState, FailureMode};
use crate::model::list::List;
use crate::model::metrics::Metric;
use crate::model::monitoring::Signal;
use crate::model::record::Item;
use crate::model::workshops::{Action, Activity, ActivityKind, Capture, Workshop};
use crate::model::{Id, Workbook, budgets::Budget};

use crate::words;

use super::ids::Ids;
use super::operations::{name, push};
use super::workshop::typed::{self, Typed};

/// What a note becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landing {
    /// A failure mode.
    FailureMode,
    /// A note of the canvas, in a block.
    Canvas(CanvasBlock),
    /// A metric.
    Metric,
    /// An uncertainty budget.
    Budget,
    /// A note of the canvas that says what is assumed.
    Assumption(CanvasBlock),
    /// A note of the canvas that asks.
    Question(CanvasBlock),
    /// A sentence more of the effect of a failure mode that there is.
    Effect(Id),
    /// A sentence more of its cause.
    Cause(Id),
    /// A monitoring signal.
    Signal,
    /// An action of the same workshop.
    Action,
}

impl Landing {
    /// Where the notes of an activity usually land.
    #[must_use]
    pub fn usual(kind: Option<ActivityKind>) -> Self {
        match kind {
            Some(ActivityKind::PreMortem | ActivityKind::Rating) => Self::FailureMode,
            Some(ActivityKind::Canvas) => Self::Canvas(CanvasBlock::Problem),
            Some(ActivityKind::Tolerance) => Self::Budget,
            Some(ActivityKind::ChecklistWalk | ActivityKind::GoNoGo | ActivityKind::Other) | None => Self::Action,
        }
    }

    /// The answer of an item that the note becomes part of; blank where it becomes an item of its own.
    #[must_use]
    pub fn answer(self) -> &'static str {
        match self {
            Self::Effect(_) => "Effect",
            Self::Cause(_) => "Cause",
            _ => "",
        }
    }
}

/// Makes an item out of a note and links the note to it. `None` if there is no such note, if it has no words, or if it has
/// landed already.
pub fn land(workbook: &mut Workbook, ids: &mut Ids, capture: Id, landing: Landing) -> Option<Id> {
    let (workshop, said) = find(workbook, capture)?;
    if said.landed.is_some() || said.text.trim().is_empty() {
        return None;
    }
    let landed = make(workbook, ids, (workshop, &said), landing)?;
    with_workshop(workbook, workshop, |workshop| {
        change(&mut workshop.captures, capture, |capture| {
            capture.landed = Some(landed);
            landing.answer().clone_into(&mut capture.landed_as);
        })
    });
    Some(landed)
}

/// Makes the item, or adds to the one that there is. `None` if that one is not there.
fn make(workbook: &mut Workbook, ids: &mut Ids, (workshop, said): (Id, &Capture), landing: Landing) -> Option<Id> {
    let text = said.text.trim().to_owned();
    let internal = said.internal;
    // what becomes part of the workbook names people as the workshop does
    let held = workbook.workshops.workshops.find(workshop);
    let author = assess::workshop::author(said, held.and_then(|held| held.attribution));
    Some(match landing {
        Landing::Effect(mode) | Landing::Cause(mode) => {
            let modes = &mut Arc::make_mut(&mut workbook.failure_modes).modes;
            change(modes, mode, |mode| {
                let (answer, key) = match landing {
                    Landing::Effect(_) => (&mut mode.effect, "effect"),
                    _ => (&mut mode.cause, "cause"),
                };
                *answer = format!("{} {}", answer.trim(), words::sentence(&text)).trim().to_owned();
                mode.marks.set(key, None);
            })?;
            mode
        }
        Landing::Assumption(block) | Landing::Question(block) => {
            let is_question = matches!(landing, Landing::Question(_));
            let kind = if is_question { NoteKind::Question } else { NoteKind::Assumption };
            let said = Capture { kind: Some(kind), ..said.clone() };
            return make(workbook, ids, (workshop, &said), Landing::Canvas(block));
        }
        Landing::Signal => {
            let signal = Signal { name: text, internal, ..Signal::default() };
            push(workbook, ids, signal, |workbook| &mut Arc::make_mut(&mut workbook.monitoring).signals)
        }
        Landing::FailureMode => {
            let mode = FailureMode { name: text, internal, ..FailureMode::default() };
            push(workbook, ids, mode, |workbook| &mut Arc::make_mut(&mut workbook.failure_modes).modes)
        }
        Landing::Canvas(block) => {
            let note = Note {
                text,
                block: Some(block),
                // until somebody says otherwise, what is said is assumed
                kind: Some(said.kind.unwrap_or(NoteKind::Assumption)),
                author,
                votes: said.votes,
                internal,
                ..Note::default()
            };
            push(workbook, ids, note, |workbook| &mut Arc::make_mut(&mut workbook.canvas).notes)
        }
        Landing::Metric => {
            let metric = Metric { name: text, internal, ..Metric::default() };
            push(workbook, ids, metric, |workbook| &mut Arc::make_mut(&mut workbook.metrics).metrics)
        }
        Landing::Budget => {
            let budget = Budget { name: text, internal, ..Budget::default() };
            push(workbook, ids, budget, |workbook| &mut Arc::make_mut(&mut workbook.budgets).budgets)
        }
        Landing::Action => {
            let action = Action { what: text, state: Some(ActionState::Open), internal, ..Action::default() };
            let action = name(action, workbook, ids);
            let id = action.id;
            with_workshop(workbook, workshop, |workshop| workshop.actions.push(action));
            id
        }
    })
}

/// Takes a line of the parking lot up again: it becomes a note. Gives the note.
pub fn take_up(workbook: &mut Workbook, ids: &mut Ids, workshop: Id, line: usize) -> Option<Id> {
    let text = workbook.workshops.workshops.find(workshop)?.parking.get(line)?.clone();
    let capture = name(Capture { text, ..Capture::default() }, workbook, ids);
    let id = capture.id;
    with_workshop(workbook, workshop, |workshop| {
        workshop.parking.remove(line);
        workshop.captures.push(capture);
    });
    Some(id)
}

/// Adds a note for each line that is not blank, as said during an activity, by somebody. A line that begins with `Decision:` or
/// `Action:` is kept as such, an action with the owner behind `@` and the date at its end. Gives the notes.
pub fn capture(workbook: &mut Workbook, ids: &mut Ids, workshop: Id, lines: &str, like: &Capture) -> Vec<Id> {
    let mut added = Vec::new();
    // what is pasted from a table has tabs, which would stay as gaps
    let lines = lines.replace('\t', " ");
    for line in lines.lines().map(|line| line.trim().trim_start_matches(['-', '*', '•']).trim()) {
        if line.is_empty() {
            continue;
        }
        let text = match typed::read(line) {
            Typed::Note(text) => text.to_owned(),
            Typed::Decision(text) => {
                with_workshop(workbook, workshop, |workshop| {
                    workshop.decisions.push(text.to_owned());
                    workshop.marks.set("decisions", None);
                });
                continue;
            }
            Typed::Action { what, owner, due, no_day } => {
                let (what, owner) = (typed::with_no_day_kept(what, no_day), owner.to_owned());
                let state = Some(ActionState::Open);
                let action = Action { what, owner, due, state, internal: like.internal, ..Action::default() };
                let action = name(action, workbook, ids);
                with_workshop(workbook, workshop, |workshop| {
                    workshop.actions.push(action);
                    workshop.marks.set("actions", None);
                });
                continue;
            }
        };
        let note = Capture { text, ..like.clone() };
        let note = name(note, workbook, ids);
        added.push(note.id);
        with_workshop(workbook, workshop, |workshop| {
            workshop.captures.push(note);
            workshop.marks.set("captures", None);
        });
    }
    added
}

/// Adds a workshop with an agenda.
pub fn begin(workbook: &mut Workbook, ids: &mut Ids, workshop: Workshop, agenda: Vec<Activity>) -> Id {
    let id = push(workbook, ids, workshop, |workbook| &mut Arc::make_mut(&mut workbook.workshops).workshops);
    plan(workbook, ids, id, agenda);
    id
}

/// Adds activities to the agenda of a workshop. Gives the first.
pub fn plan(workbook: &mut Workbook, ids: &mut Ids, workshop: Id, activities: Vec<Activity>) -> Option<Id> {
    let mut first = None;
    for activity in activities {
        let activity = name(activity, workbook, ids);
        first = first.or(Some(activity.id));
        with_workshop(workbook, workshop, |workshop| {
            workshop.agenda.push(activity);
            workshop.marks.set("agenda", None);
        });
    }
    first
}

/// The agenda of a workshop as another one can begin with it: as planned, without what became of it.
#[must_use]
pub fn agenda_again(workshop: &Workshop) -> Vec<Activity> {
    let again = |activity: &Activity| Activity {
        id: Id::default(),
        number: 0,
        extra: None,
        spent: None,
        began: String::new(),
        ..activity.clone()
    };
    workshop.agenda.iter().map(again).collect()
}

/// Does something to a workshop.
pub fn with_workshop<T>(workbook: &mut Workbook, id: Id, act: impl FnOnce(&mut Workshop) -> T) -> Option<T> {
    change(&mut Arc::make_mut(&mut workbook.workshops).workshops, id, act)
}

fn change<I: Item, T>(items: &mut List<I>, id: Id, act: impl FnOnce(&mut I) -> T) -> Option<T> {
    let at = items.iter().position(|item| item.id() == id)?;
    items.at_mut(at).map(act)
}

fn find(workbook: &Workbook, capture: Id) -> Option<(Id, Capture)> {
    let workshops = workbook.workshops.workshops.iter();
    workshops.clone().find_map(|workshop| Some((workshop.id, workshop.captures.find(capture)?.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Session;
    use crate::edit::operations::remove_item;
    use crate::model::workshops::Attribution;

    /// A workbook with one workshop and one note in it.
    fn workbook(note: &Capture) -> (Workbook, Ids, Id, Id) {
        let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
        let workshop = push(&mut workbook, &mut ids, Workshop::default(), |workbook| {
            &mut Arc::make_mut(&mut workbook.workshops).workshops
        });
        let note = capture(&mut workbook, &mut ids, workshop, &note.text, note)[0];
        (workbook, ids, workshop, note)
    }

    fn said(text: &str) -> Capture {
        Capture {
            text: text.to_owned(),
            kind: Some(NoteKind::Fact),
            author: "JT".to_owned(),
            votes: Some(4),
            internal: true,
            ..Capture::default()
        }
    }

    #[test]
    fn a_note_becomes_an_item_with_a_link_to_it_and_lands_once() {
        let (mut workbook, mut ids, workshop, note) = workbook(&said("The queue stalls in a hail week"));
        let mode = land(&mut workbook, &mut ids, note, Landing::FailureMode).unwrap();
        let made = workbook.failure_modes.modes.find(mode).unwrap();
        assert_eq!((made.name.as_str(), made.number, made.internal), ("The queue stalls in a hail week", 1, true));
        let notes = |workbook: &Workbook| workbook.workshops.workshops.find(workshop).unwrap().captures.clone();
        assert_eq!(notes(&workbook).find(note).unwrap().landed, Some(mode));
        assert_eq!(land(&mut workbook, &mut ids, note, Landing::Metric), None, "it has landed");
        assert!(workbook.metrics.metrics.is_empty());
        remove_item(&mut workbook, mode);
        assert!(land(&mut workbook, &mut ids, note, Landing::Metric).is_some(), "what it became is gone");
    }

    #[test]
    fn each_landing_makes_its_own_kind_of_item() {
        let made =
            [Landing::Metric, Landing::Budget, Landing::Signal, Landing::Canvas(CanvasBlock::Risk), Landing::Action];
        for landing in made {
            let (mut workbook, mut ids, workshop, note) = workbook(&said("One in five comes back"));
            let id = land(&mut workbook, &mut ids, note, landing).unwrap();
            let index = workbook.index();
            assert_eq!(index.get(id).unwrap().title, "One in five comes back", "{landing:?}");
            match landing {
                Landing::Canvas(block) => {
                    let note = workbook.canvas.notes.find(id).unwrap();
                    assert_eq!((note.block, note.kind, note.votes), (Some(block), Some(NoteKind::Fact), Some(4)));
                    assert_eq!(note.author, "JT");
                }
                Landing::Action => {
                    let workshop = workbook.workshops.workshops.find(workshop).unwrap();
                    assert_eq!(workshop.actions.find(id).unwrap().state, Some(ActionState::Open));
                }
                Landing::Budget => assert!(workbook.budgets.budgets.find(id).is_some()),
                Landing::Metric => assert!(workbook.metrics.metrics.find(id).is_some()),
                Landing::Signal => assert!(workbook.monitoring.signals.find(id).is_some()),
                _ => {}
            }
        }
    }

    #[test]
    fn who_said_it_is_named_on_the_canvas_as_the_workshop_names_people() {
        for (attribution, expected) in [
            (Some(Attribution::Named), "Jonas Thiel"),
            (Some(Attribution::Initials), "JT"),
            (None, "JT"),
            (Some(Attribution::Anonymous), ""),
        ] {
            let by = Capture { author: "Jonas Thiel".to_owned(), ..said("One in five comes back") };
            let (mut workbook, mut ids, workshop, note) = workbook(&by);
            with_workshop(&mut workbook, workshop, |workshop| workshop.attribution = attribution);
            let id = land(&mut workbook, &mut ids, note, Landing::Canvas(CanvasBlock::Risk)).unwrap();
            assert_eq!(workbook.canvas.notes.find(id).unwrap().author, expected, "{attribution:?}");
        }
    }

    #[test]
    fn a_note_is_assumed_asked_or_added_to_a_failure_mode_that_there_is() {
        for (landing, kind) in [
            (Landing::Assumption(CanvasBlock::Risk), NoteKind::Assumption),
            (Landing::Question(CanvasBlock::Risk), NoteKind::Question),
        ] {
            let (mut workbook, mut ids, _, note) = workbook(&said("One in five comes back"));
            let id = land(&mut workbook, &mut ids, note, landing).unwrap();
            assert_eq!(workbook.canvas.notes.find(id).unwrap().kind, Some(kind), "whatever the note was");
        }
        let (mut workbook, mut ids, workshop, note) = workbook(&said("treatment starts weeks later"));
        let mode = FailureMode { effect: "Nobody calls.".to_owned(), ..FailureMode::default() };
        let mode =
            push(&mut workbook, &mut ids, mode, |workbook| &mut Arc::make_mut(&mut workbook.failure_modes).modes);
        assert_eq!(land(&mut workbook, &mut ids, note, Landing::Effect(Id(1))), None, "no such failure mode");
        assert_eq!(land(&mut workbook, &mut ids, note, Landing::Effect(mode)), Some(mode));
        let row = workbook.failure_modes.modes.find(mode).unwrap();
        assert_eq!((row.effect.as_str(), row.cause.as_str()), ("Nobody calls. treatment starts weeks later.", ""));
        let held = workbook.workshops.workshops.find(workshop).unwrap();
        assert_eq!(held.captures.find(note).unwrap().landed, Some(mode));
    }

    #[test]
    fn one_step_back_from_each_landing_is_the_workbook_before() {
        let block = CanvasBlock::Risk;
        for landing in [
            Landing::FailureMode,
            Landing::Canvas(block),
            Landing::Assumption(block),
            Landing::Question(block),
            Landing::Metric,
            Landing::Budget,
            Landing::Signal,
            Landing::Action,
        ] {
            let (workbook, ids, workshop, note) = workbook(&said("One in five comes back"));
            let mut session = Session::new(workbook.clone(), ids);
            let landed = session.edit("land note", |workbook, ids| land(workbook, ids, note, landing)).unwrap();
            let held = session.workbook().workshops.workshops.find(workshop).unwrap().captures.find(note).unwrap();
            assert_eq!(held.landed, Some(landed), "{landing:?}");
            session.undo();
            assert!(*session.workbook() == workbook, "{landing:?}");
        }
    }

    #[test]
    fn many_lines_are_many_notes_and_blank_ones_none() {
        let (mut workbook, mut ids, workshop, _) = workbook(&said("First"));
        let activity = Id(99);
        let like = Capture { activity: Some(activity), author: "AV".to_owned(), ..Capture::default() };
        let added = capture(&mut workbook, &mut ids, workshop, "- one\n\n  * two \r\n• three\n-\n", &like);
        let workshop = workbook.workshops.workshops.find(workshop).unwrap();
        let texts: Vec<_> = workshop.captures.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(texts, ["First", "one", "two", "three"]);
        assert_eq!(added.len(), 3);
        assert!(workshop.captures.iter().skip(1).all(|note| note.activity == Some(activity) && note.author == "AV"));
    }

    #[test]
    fn an_agenda_is_used_again_without_what_became_of_it() {
        let (mut workbook, mut ids, workshop, _) = workbook(&said("First"));
        let held = Activity { name: "Write".to_owned(), minutes: Some(10), ..Activity::default() };
        let held = Activity { extra: Some(2), spent: Some(12), began: "10:00".to_owned(), ..held };
        plan(&mut workbook, &mut ids, workshop, vec![held]);
        let first = workbook.workshops.workshops.find(workshop).unwrap().clone();
        plan(&mut workbook, &mut ids, workshop, agenda_again(&first));
        let agenda = &workbook.workshops.workshops.find(workshop).unwrap().agenda;
        let [one, two] = [agenda.at(0).unwrap(), agenda.at(1).unwrap()];
        assert_eq!((two.name.as_str(), two.minutes, two.extra, two.spent), ("Write", Some(10), None, None));
        assert!(two.began.is_empty() && two.id != one.id);
    }

    #[test]
    fn decisions_and_actions_are_kept_as_such() {
        let (mut workbook, mut ids, workshop, _) = workbook(&said("First"));
        let lines = "Second\nDecision: motor only\n- Action: call the union @Lena Ortiz 2026-12-01";
        let added = capture(&mut workbook, &mut ids, workshop, lines, &Capture::default());
        let held = workbook.workshops.workshops.find(workshop).unwrap();
        assert_eq!((added.len(), held.captures.len()), (1, 2));
        assert_eq!(held.decisions, ["motor only"]);
        let action = held.actions.at(0).unwrap();
        assert_eq!((action.what.as_str(), action.owner.as_str()), ("call the union", "Lena Ortiz"));
        assert_eq!((action.due, action.state), ("2026-12-01".parse().ok(), Some(ActionState::Open)));
        assert!(action.number > 0 && workbook.index().get(action.id).is_some());
    }

    #[test]
    fn a_line_of_the_parking_lot_is_taken_up_as_a_note() {
        let (mut workbook, mut ids, workshop, _) = workbook(&said("First"));
        let text = "Is the works council told?";
        with_workshop(&mut workbook, workshop, |workshop| workshop.parking.push(text.to_owned()));
        let again = take_up(&mut workbook, &mut ids, workshop, 0).unwrap();
        assert_eq!(take_up(&mut workbook, &mut ids, workshop, 0), None);
        let open = workbook.workshops.workshops.find(workshop).unwrap();
        assert!(open.parking.is_empty());
        assert_eq!(open.captures.find(again).unwrap().text, text);
    }

    #[test]
    fn nothing_lands_from_a_note_that_is_not_there_or_says_nothing() {
        let (mut workbook, mut ids, workshop, _) = workbook(&said("First"));
        assert_eq!(land(&mut workbook, &mut ids, Id(1), Landing::Action), None);
        let blank = name(Capture::default(), &mut workbook, &mut ids);
        let id = blank.id;
        with_workshop(&mut workbook, workshop, |workshop| workshop.captures.push(blank));
        assert_eq!(land(&mut workbook, &mut ids, id, Landing::Action), None);
    }
}
