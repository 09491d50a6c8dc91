//! Where a note could land, the likeliest first, and how the row would read then.
//!
//! What its activity is about comes first. Words decide among like things only: where failure modes are collected, what a note
//! shares words with is likelier than a new row; in a talk about the canvas it is not. What has landed is suggested nothing.

use std::collections::BTreeSet;

use crate::assess::workshop::stems;
use crate::edit::landing::Landing;
use crate::model::canvas::{CanvasBlock, NoteKind};
use crate::model::record::Item;
use crate::model::workshops::{Activity, ActivityKind, Capture, Workshop};
use crate::model::{Id, Workbook};
use crate::words;

/// As many failure modes are suggested at most.
const ROWS: usize = 3;

/// How a row will read when a note has landed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What the row is called: `FM-3 Misses an injury signal`, `New failure mode`.
    pub row: String,
    /// The question that the note answers: `Effect`.
    pub field: &'static str,
    /// What stands there already.
    pub before: String,
    /// What comes to it.
    pub added: String,
}

/// Where a note could land, the likeliest first. Nothing for one that has landed or says nothing.
#[must_use]
pub fn suggestions(workbook: &Workbook, note: Id) -> Vec<Landing> {
    let Some((held, said)) = find(workbook, note).filter(|(_, said)| is_open(said)) else { return Vec::new() };
    let (usual, block) = (usual(held, said), block_of(activity_of(held, said)));
    let modes = alike(workbook, &said.text).into_iter().flat_map(|mode| [Landing::Effect(mode), Landing::Cause(mode)]);
    let on_canvas = [Landing::Assumption(block), Landing::Question(block), Landing::Canvas(block)];
    let mut found = Vec::new();
    match usual {
        Landing::Canvas(_) => {
            found.push(if said.kind == Some(NoteKind::Question) { Landing::Question(block) } else { usual });
            found.extend(on_canvas);
            found.extend(modes);
        }
        Landing::Budget => found.push(usual),
        Landing::Action if is_about_canvas(held) => {
            found.push(usual);
            found.extend(on_canvas);
            found.extend(modes);
        }
        _ => {
            found.extend(modes);
            found.push(usual);
        }
    }
    found.push(Landing::FailureMode);
    found.extend(on_canvas);
    let others = [Landing::Metric, Landing::Budget, Landing::Signal, Landing::Action];
    found.extend(others);
    let mut seen = Vec::new();
    found.retain(|landing| {
        let new = !seen.contains(landing);
        seen.push(*landing);
        new
    });
    found
}

/// How the row will read. `None` for a note that is not there, or a row that is not.
#[must_use]
pub fn preview(workbook: &Workbook, note: Id, landing: Landing) -> Option<Preview> {
    let (_, said) = find(workbook, note)?;
    let new = |row: &str, field: &'static str| Preview {
        row: row.to_owned(),
        field,
        before: String::new(),
        added: said.text.trim().to_owned(),
    };
    Some(match landing {
        Landing::Effect(mode) | Landing::Cause(mode) => {
            let mode = workbook.failure_modes.modes.find(mode)?;
            let (field, before) = match landing {
                Landing::Effect(_) => ("Effect", &mode.effect),
                _ => ("Cause", &mode.cause),
            };
            let row = format!("{} {}", mode.cite(), mode.name.trim());
            Preview { row, field, before: before.trim().to_owned(), added: words::sentence(&said.text) }
        }
        Landing::FailureMode => new("New failure mode", "Failure"),
        Landing::Canvas(block) => new(block.label(), "Note"),
        Landing::Assumption(block) => new(block.label(), "Assumption"),
        Landing::Question(block) => new(block.label(), "Question"),
        Landing::Metric => new("New metric", "Metric"),
        Landing::Budget => new("New uncertainty budget", "Budget"),
        Landing::Signal => new("New monitoring signal", "Signal"),
        Landing::Action => new("New action", "Action"),
    })
}

/// The block of the canvas that an activity is called by, if it is.
#[must_use]
pub fn block_called(activity: &Activity) -> Option<CanvasBlock> {
    CanvasBlock::ALL.iter().copied().find(|block| block.label().eq_ignore_ascii_case(activity.name.trim()))
}

/// The activity that a note belongs to. What was said outside of every activity belongs to what the session is about: to the
/// first activity that says what that is.
#[must_use]
pub fn activity_of<'a>(held: &'a Workshop, note: &Capture) -> Option<&'a Activity> {
    note.activity.and_then(|id| held.agenda.find(id)).or_else(|| topic(held))
}

/// Where a note usually lands, by its activity: on the canvas in the block that the activity is about.
#[must_use]
pub fn usual(held: &Workshop, note: &Capture) -> Landing {
    let activity = activity_of(held, note);
    let called = activity.filter(|one| matches!(one.kind, None | Some(ActivityKind::Other))).and_then(block_called);
    match Landing::usual(activity.and_then(|activity| activity.kind)) {
        Landing::Canvas(_) => Landing::Canvas(block_of(activity)),
        usual => called.map_or(usual, Landing::Canvas),
    }
}

/// The block of the canvas that a note of a workbook belongs to, by its activity.
#[must_use]
pub fn block_of_note(workbook: &Workbook, note: Id) -> CanvasBlock {
    block_of(find(workbook, note).and_then(|(held, said)| activity_of(held, said)))
}

/// The block of the canvas that notes of an activity belong to: the one that it is called by, else the one that suits its kind.
fn block_of(activity: Option<&Activity>) -> CanvasBlock {
    if let Some(block) = activity.and_then(block_called) {
        return block;
    }
    match activity.and_then(|activity| activity.kind) {
        Some(ActivityKind::PreMortem | ActivityKind::Rating) => CanvasBlock::Risk,
        Some(ActivityKind::Tolerance) => CanvasBlock::Evaluation,
        _ => CanvasBlock::Problem,
    }
}

/// The first activity that says what a session is about.
fn topic(held: &Workshop) -> Option<&Activity> {
    held.agenda.iter().find(|one| one.kind.is_some_and(|kind| kind != ActivityKind::Other))
}

fn is_about_canvas(held: &Workshop) -> bool {
    topic(held).is_some_and(|one| one.kind == Some(ActivityKind::Canvas))
}

fn is_open(note: &Capture) -> bool {
    note.landed.is_none() && !note.text.trim().is_empty()
}

fn find(workbook: &Workbook, note: Id) -> Option<(&Workshop, &Capture)> {
    workbook.workshops.workshops.iter().find_map(|held| Some((held, held.captures.find(note)?)))
}

/// The failure modes that share telling words with a text, the likeliest first.
fn alike(workbook: &Workbook, text: &str) -> Vec<Id> {
    let wanted = telling(text);
    let mut found: Vec<(usize, Id)> = Vec::new();
    for mode in workbook.failure_modes.modes.iter() {
        let own = telling(&[mode.name.as_str(), &mode.cause, &mode.effect, &mode.harmed].join(" "));
        let common = wanted.intersection(&own).count();
        if common > 0 {
            found.push((common, mode.id));
        }
    }
    found.sort_by_key(|(common, _)| std::cmp::Reverse(*common));
    found.into_iter().take(ROWS).map(|(_, id)| id).collect()
}

/// The stems of the words that tell texts apart.
fn telling(text: &str) -> BTreeSet<String> {
    stems(text, 4, 5)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edit::Ids;
    use crate::edit::landing::land;
    use crate::edit::operations::push;
    use crate::edit::workshop::{Jot, add_notes};
    use crate::model::failure_modes::FailureMode;
    use crate::model::workshops::Workshop;

    #[test]
    fn what_shares_words_comes_first_and_reads_as_it_will() {
        let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
        let mode = FailureMode {
            name: "Misses an injury signal".to_owned(),
            effect: "Treatment starts late.".to_owned(),
            harmed: "Injured party".to_owned(),
            ..FailureMode::default()
        };
        let mode =
            push(&mut workbook, &mut ids, mode, |workbook| &mut Arc::make_mut(&mut workbook.failure_modes).modes);
        let agenda = [Activity { id: Id(5), kind: Some(ActivityKind::PreMortem), ..Activity::default() }];
        let workshop = Workshop { agenda: agenda.into_iter().collect(), ..Workshop::default() };
        let workshop =
            push(&mut workbook, &mut ids, workshop, |workbook| &mut Arc::make_mut(&mut workbook.workshops).workshops);
        let jot = Jot { activity: Some(Id(5)), ..Jot::default() };
        let text = "Injured passenger waits weeks because the claim looked simple\nThe queue is empty";
        let notes = add_notes(&mut workbook, &mut ids, workshop, jot, text);
        let found = suggestions(&workbook, notes[0]);
        assert_eq!(found[..3], [Landing::Effect(mode), Landing::Cause(mode), Landing::FailureMode]);
        assert_eq!(suggestions(&workbook, notes[1]).first(), Some(&Landing::FailureMode));
        let shown = preview(&workbook, notes[0], Landing::Effect(mode)).unwrap();
        assert_eq!((shown.row.as_str(), shown.field), ("FM-1 Misses an injury signal", "Effect"));
        land(&mut workbook, &mut ids, notes[0], Landing::Effect(mode)).unwrap();
        let row = workbook.failure_modes.modes.find(mode).unwrap();
        assert_eq!(row.effect, format!("{} {}", shown.before, shown.added));
        assert!(suggestions(&workbook, notes[0]).is_empty(), "it has landed");
        assert!(suggestions(&workbook, Id(1)).is_empty() && preview(&workbook, Id(1), Landing::Action).is_none());
    }

    #[test]
    fn notes_of_an_activity_that_is_called_by_a_block_land_in_that_block() {
        for ready in crate::knowledge::agendas().iter().filter(|ready| ready.key == "canvas-blocks") {
            let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
            let workshop = push(&mut workbook, &mut ids, Workshop::default(), |workbook| {
                &mut Arc::make_mut(&mut workbook.workshops).workshops
            });
            crate::edit::landing::plan(&mut workbook, &mut ids, workshop, ready.to_activities());
            let agenda = workbook.workshops.workshops.find(workshop).unwrap().agenda.clone();
            for (activity, block) in agenda.iter().zip(CanvasBlock::ALL) {
                let jot = Jot { activity: Some(activity.id), ..Jot::default() };
                let note = add_notes(&mut workbook, &mut ids, workshop, jot, "Said")[0];
                assert_eq!(suggestions(&workbook, note).first(), Some(&Landing::Canvas(*block)), "{}", activity.name);
            }
            assert_eq!(agenda.len(), CanvasBlock::ALL.len() + 1, "every block, in order, and a vote");
        }
    }

    /// A workbook with a failure mode that shares words with what is said, and a session of these activities.
    fn session(activities: impl IntoIterator<Item = Activity>) -> (Workbook, Ids, Id, Id) {
        let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
        let mode = FailureMode { name: "Misses an injury signal".to_owned(), ..FailureMode::default() };
        let mode =
            push(&mut workbook, &mut ids, mode, |workbook| &mut Arc::make_mut(&mut workbook.failure_modes).modes);
        let agenda = activities.into_iter().collect();
        let workshop = crate::edit::landing::begin(&mut workbook, &mut ids, Workshop::default(), agenda);
        (workbook, ids, workshop, mode)
    }

    fn activity(kind: ActivityKind, name: &str) -> Activity {
        Activity { kind: Some(kind), name: name.to_owned(), ..Activity::default() }
    }

    #[test]
    fn in_a_talk_about_the_canvas_the_block_comes_before_what_shares_words() {
        let agenda = [
            activity(ActivityKind::Other, "Data"),
            activity(ActivityKind::Canvas, "Users and stakeholders"),
            activity(ActivityKind::Other, "Vote on what to find out"),
        ];
        let (mut workbook, mut ids, workshop, mode) = session(agenda);
        let agenda = workbook.workshops.workshops.find(workshop).unwrap().agenda.clone();
        let expected = [Landing::Canvas(CanvasBlock::Data), Landing::Canvas(CanvasBlock::Users), Landing::Action];
        for (activity, expected) in agenda.iter().zip(expected) {
            let jot = Jot { activity: Some(activity.id), ..Jot::default() };
            let note = add_notes(&mut workbook, &mut ids, workshop, jot, "Injured people miss the signal")[0];
            let found = suggestions(&workbook, note);
            assert_eq!(found.first(), Some(&expected), "{}", activity.name);
            let at = |landing: Landing| found.iter().position(|one| *one == landing);
            let on_canvas = found.iter().position(|one| matches!(one, Landing::Assumption(_)));
            assert!(on_canvas < at(Landing::Effect(mode)), "{}: {found:?}", activity.name);
            assert!(at(Landing::Effect(mode)) < at(Landing::FailureMode), "words decide among like things");
        }
    }

    #[test]
    fn what_was_said_outside_of_every_activity_lands_where_the_session_lands() {
        let agenda = [activity(ActivityKind::Other, "Welcome"), activity(ActivityKind::PreMortem, "Silent writing")];
        let (mut workbook, mut ids, workshop, _) = session(agenda);
        let note = add_notes(&mut workbook, &mut ids, workshop, Jot::default(), "The queue is empty")[0];
        let held = workbook.workshops.workshops.find(workshop).unwrap();
        assert_eq!(usual(held, held.captures.find(note).unwrap()), Landing::FailureMode);
        assert_eq!(suggestions(&workbook, note).first(), Some(&Landing::FailureMode));
        assert_eq!(block_of_note(&workbook, note), CanvasBlock::Risk);
    }
}
