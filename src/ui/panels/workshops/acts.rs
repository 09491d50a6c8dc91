//! What a person can do on the page, each in one step that can be taken back.

use crate::assess::workshop::activity_on;
use crate::edit::landing::{self, Landing, with_workshop};
use crate::edit::operations::{duplicate_item, move_item};
use crate::edit::workshop;
use crate::knowledge;
use crate::model::canvas::NoteKind;
use crate::model::workshops::{Activity, Attribution, Capture, Workshop};
use crate::model::{Id, Workbook};
use crate::ui::desk::Desk;
use crate::ui::jotting;
use crate::ui::notice::Notice;
use crate::ui::panels::spot::Spot;

use super::paper::Stop;
use super::{View, agenda, jot, note};

/// Adds a workshop, with a ready agenda or without.
pub(super) fn begin(desk: &mut Desk<'_>, view: &mut View, ready: Option<usize>) {
    let ready = ready.and_then(|index| knowledge::agendas().get(index));
    let id = desk.edit("add workshop", |workbook, ids| {
        let blank = || Workshop { attribution: Some(Attribution::Initials), ..Workshop::default() };
        let workshop = ready.map_or_else(blank, knowledge::Agenda::to_workshop);
        landing::begin(workbook, ids, workshop, ready.map(knowledge::Agenda::to_activities).unwrap_or_default())
    });
    view.choose(id);
    view.about = true;
}

/// Adds a workshop for the same people, with the same agenda as it was planned.
pub(super) fn again(desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop) {
    let next = Workshop {
        name: workshop.name.clone(),
        facilitator: workshop.facilitator.clone(),
        attendees: workshop.attendees.clone(),
        attribution: workshop.attribution,
        votes_each: workshop.votes_each,
        votes_on_one: workshop.votes_on_one,
        internal: workshop.internal,
        ..Workshop::default()
    };
    let agenda = landing::agenda_again(workshop);
    let id = desk.edit("add workshop", |workbook, ids| landing::begin(workbook, ids, next, agenda));
    view.choose(id);
    view.about = true;
}

/// Gives a workshop a ready agenda, after what is in it.
pub(super) fn use_agenda(desk: &mut Desk<'_>, view: &mut View, workshop: Id, ready: usize) {
    let Some(ready) = knowledge::agendas().get(ready) else { return };
    let first =
        desk.edit("use a ready agenda", |workbook, ids| landing::plan(workbook, ids, workshop, ready.to_activities()));
    view.focus = first.map(agenda::row_id);
}

/// Deletes a workshop; the one after it is shown, or the one before.
pub(super) fn delete_workshop(desk: &mut Desk<'_>, view: &mut View, id: Id) {
    let workshops = &desk.workbook().workshops.workshops;
    let ids: Vec<Id> = workshops.iter().map(|workshop| workshop.id).collect();
    let heir = beside(&ids, id);
    desk.remove_item(id, "workshop");
    match heir {
        Some(heir) => view.choose(heir),
        None => view.chosen = None,
    }
}

/// Adds an activity at the end of the agenda.
pub(super) fn add_activity(desk: &mut Desk<'_>, view: &mut View, workshop: Id) {
    let blank = Activity { minutes: Some(10), ..Activity::default() };
    let id = desk.edit("add activity", |workbook, ids| landing::plan(workbook, ids, workshop, vec![blank]));
    (view.activity, view.focus, view.scroll) = (id, id.map(|id| egui::Id::unique((Spot::item(id), "name"))), true);
}

/// Moves an activity to a place of the agenda.
pub(super) fn move_activity(desk: &mut Desk<'_>, view: &mut View, id: Id, to: usize) {
    desk.edit("move activity", |workbook, _| move_item(workbook, id, to));
    view.focus = Some(agenda::row_id(id));
}

/// Copies an activity.
pub(super) fn duplicate_activity(desk: &mut Desk<'_>, view: &mut View, id: Id) {
    let copy = desk.edit("duplicate activity", |workbook, ids| duplicate_item(workbook, ids, id));
    view.focus = copy.map(agenda::row_id);
}

/// Deletes an activity.
pub(super) fn delete_activity(desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop, id: Id) {
    let ids: Vec<Id> = workshop.agenda.iter().map(|activity| activity.id).collect();
    desk.remove_item(id, "activity");
    view.activity = view.activity.filter(|open| *open != id);
    view.only = view.only.filter(|only| *only != id);
    view.focus = beside(&ids, id).map(agenda::row_id);
}

/// Sets how long an activity takes.
pub(super) fn set_minutes(desk: &mut Desk<'_>, workshop: Id, id: Id, minutes: u64) {
    desk.edit("set minutes", |workbook, _| {
        with_activity(workbook, (workshop, id), |activity| {
            activity.minutes = Some(minutes);
            activity.marks.set("minutes", None);
        });
    });
}

fn with_activity(workbook: &mut Workbook, (workshop, id): (Id, Id), act: impl FnOnce(&mut Activity)) {
    with_workshop(workbook, workshop, |workshop| {
        let at = workshop.agenda.iter().position(|activity| activity.id == id);
        if let Some(activity) = at.and_then(|at| workshop.agenda.at_mut(at)) {
            act(activity);
        }
    });
}

/// Changes a note in one step.
fn change_note(desk: &mut Desk<'_>, name: &str, (workshop, id): (Id, Id), act: impl FnOnce(&mut Capture)) {
    desk.edit(name, |workbook, _| {
        with_workshop(workbook, workshop, |workshop| {
            let at = workshop.captures.iter().position(|note| note.id == id);
            if let Some(note) = at.and_then(|at| workshop.captures.at_mut(at)) {
                act(note);
            }
        });
    });
}

/// Adds a note for each line.
pub(super) fn jot(desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop, lines: &str) {
    // while a session goes on, what is typed here counts to what it is about
    let on = activity_on(workshop).filter(|_| workshop.date == Some(desk.today));
    let like = Capture {
        activity: view.only.or(view.activity).or(on),
        author: view.author_in(desk, workshop).trim().to_owned(),
        kind: view.jotting.kind.or(view.kind),
        ..Capture::default()
    };
    let several = lines.lines().filter(|line| !line.trim().is_empty()).count() > 1;
    let name = if several { "add notes" } else { "add note" };
    let before = jotting::kept(desk.workbook(), workshop.id);
    desk.edit(name, |workbook, ids| landing::capture(workbook, ids, workshop.id, lines, &like));
    if let Some(said) = jotting::kept(desk.workbook(), workshop.id).since(before) {
        desk.say(Notice::undoable(said, desk.revision()));
    }
    if let Some(notice) = jotting::no_such_day(lines) {
        desk.say(notice);
    }
    view.jotting.clear();
    view.focus = Some(jot::field_id());
}

/// Takes down what stands on paper, a note for each line. In a block of the canvas it lands at once.
pub(super) fn from_paper(desk: &mut Desk<'_>, workshop: Id, (stop, kind): (Stop, Option<NoteKind>), lines: &str) {
    let activity = match stop {
        Stop::Activity(id) => Some(id),
        Stop::Block(_) => None,
    };
    let like = Capture { kind, activity, ..Capture::default() };
    desk.edit("type notes in from paper", |workbook, ids| {
        let added = landing::capture(workbook, ids, workshop, lines, &like);
        if let Stop::Block(block) = stop {
            for note in added {
                landing::land(workbook, ids, note, Landing::Canvas(block));
            }
        }
    });
}

/// A vote for a note that says it already, in place of what was being written.
pub(super) fn vote_instead(desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop, id: Id) {
    let Some(note) = workshop.captures.find(id) else { return };
    vote(desk, (workshop.id, id), true);
    desk.say(Notice::undoable(format!("A vote for “{}”", note::short(note)), desk.revision()));
    view.jotting.clear();
    view.focus = Some(jot::field_id());
}

/// Makes an item out of a note; the focus stays on the note after it, so that the next one lands by the next key.
pub(super) fn land(desk: &mut Desk<'_>, view: &mut View, note: &Capture, landing: Landing) {
    if note.landed.is_some() {
        return;
    }
    if note.text.trim().is_empty() {
        desk.say(Notice::word("Nothing to land", "The note has no words yet."));
        return;
    }
    let id = note.id;
    let landed = desk.edit(name_of(landing), |workbook, ids| landing::land(workbook, ids, id, landing));
    if let Some(item) = landed {
        let words = desk.workbook().index().words(item);
        desk.say(Notice::undoable(format!("Landed as {words}"), desk.revision()));
    }
    view.go_to_note(Some(id));
}

/// What landing is called when it is taken back.
const fn name_of(landing: Landing) -> &'static str {
    match landing {
        Landing::FailureMode => "land note as failure mode",
        Landing::Canvas(_) => "land note on the canvas",
        Landing::Metric => "land note as metric",
        Landing::Assumption(_) => "land note as assumption",
        Landing::Question(_) => "land note as question",
        Landing::Effect(_) => "land note as effect",
        Landing::Cause(_) => "land note as cause",
        Landing::Signal => "land note as signal",
        Landing::Budget => "land note as budget",
        Landing::Action => "land note as action",
    }
}

/// Puts a note into the parking lot.
pub(super) fn park(desk: &mut Desk<'_>, view: &mut View, note: &Capture, order: &[Id]) {
    if note.landed.is_none() && !note.text.trim().is_empty() {
        desk.remove("park note", "Note parked", |workbook, _| workshop::park(workbook, note.id, true));
        view.go_to_note(beside(order, note.id));
    }
}

/// Lets a note forget what it became, which stays.
pub(super) fn unlink(desk: &mut Desk<'_>, place: (Id, Id)) {
    change_note(desk, "unlink note", place, |note| {
        note.landed = None;
        note.landed_as.clear();
    });
}

/// One vote more, or one less.
pub(super) fn vote(desk: &mut Desk<'_>, place: (Id, Id), up: bool) {
    change_note(desk, "count votes", place, |note| {
        let votes = note.votes.unwrap_or(0);
        let votes = if up { votes.saturating_add(1) } else { votes.saturating_sub(1) };
        note.votes = Some(votes).filter(|votes| *votes > 0);
    });
}

/// Says what a note claims.
pub(super) fn set_kind(desk: &mut Desk<'_>, place: (Id, Id), kind: NoteKind) {
    change_note(desk, "change kind", place, |note| note.kind = Some(kind));
}

/// Copies a note.
pub(super) fn duplicate_note(desk: &mut Desk<'_>, view: &mut View, id: Id) {
    let copy = desk.edit("duplicate note", |workbook, ids| duplicate_item(workbook, ids, id));
    view.go_to_note(copy);
}

/// Deletes a note.
pub(super) fn delete_note(desk: &mut Desk<'_>, view: &mut View, id: Id, order: &[Id]) {
    desk.remove_item(id, "note");
    view.go_to_note(beside(order, id));
}

/// Moves a note among those that are shown.
pub(super) fn move_note(desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop, (id, beside): (Id, Id)) {
    let to = workshop.captures.iter().position(|note| note.id == beside);
    if let Some(to) = to {
        // side by side means in one group: over its edge the note changes the group
        let group = |id: Id| workshop.captures.find(id).map(|note| note.group.trim().to_owned()).unwrap_or_default();
        let (own, other) = (group(id), group(beside));
        desk.edit("move note", |workbook, _| {
            if own == other {
                move_item(workbook, id, to);
            } else {
                crate::edit::workshop::group(workbook, &[id], &other);
            }
        });
        view.focus = Some(note::row_id(id));
    }
}

/// Adds an action that somebody takes on.
pub(super) fn add_action(desk: &mut Desk<'_>, workshop: Id, what: &str) {
    use crate::model::failure_modes::ActionState;
    use crate::model::workshops::Action;
    desk.edit("add action", |workbook, ids| {
        let action = Action { what: what.trim().to_owned(), state: Some(ActionState::Open), ..Action::default() };
        let action = crate::edit::operations::name(action, workbook, ids);
        with_workshop(workbook, workshop, |workshop| {
            workshop.actions.push(action);
            workshop.marks.set("actions", None);
        });
    });
}

/// What gets the focus when this one goes: the next one, or the one before.
pub(super) fn beside(order: &[Id], id: Id) -> Option<Id> {
    let at = order.iter().position(|other| *other == id)?;
    order.get(at + 1).or_else(|| order.get(at.checked_sub(1)?)).copied()
}
