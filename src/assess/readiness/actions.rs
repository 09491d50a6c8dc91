//! What people have taken on and not finished, in one list: mitigations, actions of workshops, work in the sprint,
//! practices with a day, questions that somebody will answer, workshops to come. The earliest day first.

use crate::assess::practice;
use crate::assess::unknowns::unknowns;
use crate::model::checklist::PracticeTarget;
use crate::model::failure_modes::ActionState;
use crate::model::place::Place;
use crate::model::record::{Item, cite};
use crate::model::{Date, Id, Section, Workbook};

/// How something is marked as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// The item has a state: a mitigation or an action of a workshop.
    State(Id),
    /// The answer to a practice of the checklist.
    Practice(Id),
    /// Only by doing it, at its place.
    AtItsPlace,
}

/// Something that somebody has taken on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Where it stands.
    pub place: Place,
    /// What is to be done.
    pub what: String,
    /// Which item it belongs to: `FM-4`, `W-2`, `B-14`.
    pub context: String,
    /// Who does it; empty if nobody does.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// How it is marked as done.
    pub closing: Closing,
}

impl Action {
    /// Whether its day has passed.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.due.is_some_and(|due| due < today)
    }
}

/// All of them as of a day: the earliest first, what has no day last.
#[must_use]
pub fn of(workbook: &Workbook, today: Date) -> Vec<Action> {
    let mut found = mitigations(workbook);
    found.extend(workshops(workbook, today));
    found.extend(practices(workbook));
    found.extend(questions(workbook));
    found.extend(sprint(workbook));
    found.sort_by_key(|action| (action.due.is_none(), action.due));
    found
}

fn is_open(state: Option<ActionState>) -> bool {
    !matches!(state, Some(ActionState::Done | ActionState::Dropped))
}

fn cited<T: Item>(item: &T) -> String {
    cite(T::KIND, item.number())
}

fn mitigations(workbook: &Workbook) -> Vec<Action> {
    let modes = workbook.failure_modes.modes.iter();
    let all = modes.flat_map(|mode| mode.mitigations.iter().map(move |one| (mode, one)));
    all.filter(|(_, one)| is_open(one.state) && !one.action.trim().is_empty())
        .map(|(mode, one)| Action {
            place: Place::of_item(Section::FailureModes, "modes", mode).inside("mitigations", one),
            what: one.action.trim().to_owned(),
            context: cited(mode),
            owner: one.owner.trim().to_owned(),
            due: one.due,
            closing: Closing::State(one.id),
        })
        .collect()
}

/// What was taken on in workshops, and the workshops that are still to come.
fn workshops(workbook: &Workbook, today: Date) -> Vec<Action> {
    let mut found = Vec::new();
    for workshop in workbook.workshops.workshops.iter() {
        let place = Place::of_item(Section::Workshops, "workshops", workshop);
        if workshop.date.is_some_and(|date| date >= today) {
            found.push(Action {
                place: place.clone(),
                what: format!("Workshop: {}", workshop.name.trim()),
                context: cited(workshop),
                owner: workshop.facilitator.trim().to_owned(),
                due: workshop.date,
                closing: Closing::AtItsPlace,
            });
        }
        let open = workshop.actions.iter().filter(|one| is_open(one.state) && !one.what.trim().is_empty());
        found.extend(open.map(|one| Action {
            place: place.clone().inside("actions", one),
            what: one.what.trim().to_owned(),
            context: cited(workshop),
            owner: one.owner.trim().to_owned(),
            due: one.due,
            closing: Closing::State(one.id),
        }));
    }
    found
}

fn practices(workbook: &Workbook) -> Vec<Action> {
    let answers = workbook.checklist.answers.iter();
    answers
        .filter(|answer| answer.due.is_some() && practice::is_open(answer.status.unwrap_or_default()))
        .filter(|answer| answer.target != Some(PracticeTarget::NotNeeded))
        .map(|answer| Action {
            place: Place::of_item(Section::Checklist, "answers", answer),
            what: match answer.note.trim() {
                "" => format!("Finish {}", answer.practice.trim()),
                note => note.to_owned(),
            },
            context: answer.practice.trim().to_owned(),
            owner: answer.owner.trim().to_owned(),
            due: answer.due,
            closing: Closing::Practice(answer.id),
        })
        .collect()
}

/// What nobody knows yet, where a day is set.
fn questions(workbook: &Workbook) -> Vec<Action> {
    let dated = unknowns(workbook).into_iter().filter(|unknown| unknown.due.is_some());
    dated
        .map(|unknown| Action {
            context: unknown
                .place
                .items
                .first()
                .map(|(kind, _, number)| cite(*kind, *number))
                .filter(|cited| !cited.is_empty())
                .unwrap_or_else(|| unknown.place.section.title().to_owned()),
            what: unknown.question.trim().to_owned(),
            owner: unknown.owner.trim().to_owned(),
            due: unknown.due,
            place: unknown.place,
            closing: Closing::AtItsPlace,
        })
        .collect()
}

fn sprint(workbook: &Workbook) -> Vec<Action> {
    let items = workbook.roadmap.items.iter().filter(|item| item.in_sprint && !item.name.trim().is_empty());
    items
        .map(|item| Action {
            place: Place::of_item(Section::Roadmap, "items", item),
            what: item.name.trim().to_owned(),
            context: cited(item),
            owner: item.owner.trim().to_owned(),
            due: None,
            closing: Closing::AtItsPlace,
        })
        .collect()
}
