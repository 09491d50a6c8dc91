//! What the activity is about, in a session: the facilitator has the rows beside the notes and sets there what the room agrees
//! on, the room sees the chosen row in large. What was measured can stay hidden until a tolerance is named.

mod room;
mod rows;
mod tray;

pub(super) use room::show as in_room;
pub(super) use rows::show;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::assess::practice::is_open;
use crate::assess::workshop::{About, Known, Matter, Point, Stands, matter};
use crate::edit::begun::SettingBegun;
use crate::edit::workshop::{self as rounds, Aim};
use crate::knowledge;
use crate::model::checklist::PracticeStatus;
use crate::model::workshops::ActivityKind;
use crate::model::{Id, Item, Workbook};
use crate::ui::desk::Desk;
use crate::ui::facts::Facts;
use crate::ui::notice::Notice;
use crate::ui::panels::checklist::named;
use crate::words;

use super::{Here, Part, View};

/// What is done with it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Deed {
    /// Choose this row.
    Choose(About),
    /// The row after the chosen one, or before it.
    Walk(bool),
    /// Go on to the next row that is open.
    NextOpen,
    /// Set where the chosen practice stands, by the place among the choices.
    Status(usize),
    /// Set an answer of a row from text.
    Set(About, &'static str, String),
    /// The cursor into the tolerance.
    Tolerance,
    /// Show what was measured, or hide it.
    Measured,
}

/// What it follows from.
#[derive(Debug, Clone)]
struct Of {
    revision: u64,
    workshop: Id,
    activity: Option<Id>,
    facts: Arc<Facts>,
}

impl Of {
    fn is(&self, other: &Self) -> bool {
        (self.revision, self.workshop, self.activity) == (other.revision, other.workshop, other.activity)
            && Arc::ptr_eq(&self.facts, &other.facts)
    }
}

/// What is remembered of it.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub(super) struct Shown {
    /// What the activity is about.
    matter: Option<Arc<Matter>>,
    of: Option<Of>,
    chosen: Option<About>,
    /// Whether the facilitator hides what was measured, though the rules of the activity do not.
    hidden: bool,
    /// The rows whose measured values are shown, though the rules hide them: one is no reason to show the others.
    revealed: BTreeSet<About>,
    /// What is being typed.
    draft: Option<Typing>,
    /// Whether the tolerance takes the focus.
    focus: bool,
    /// Whether the reason for it does.
    to_reason: bool,
    scroll: bool,
}

/// What is being typed: into which answer of which row.
#[derive(Debug, Clone)]
struct Typing {
    about: About,
    key: &'static str,
    text: String,
    /// Whether it comes from an earlier run, and nobody has gone on with it: it is not set before.
    waits: bool,
}

/// The answers that are typed.
const TYPED: [&str; 5] = ["tolerance", "tolerance_reason", "reason", "owner", "evidence"];

impl Shown {
    /// What is being typed and not set yet.
    pub(super) fn begun(&self, workshop: Option<Id>) -> Option<SettingBegun> {
        let (typing, workshop) = (self.draft.as_ref()?, workshop?);
        let (budget, practice) = match typing.about {
            About::Budget(id) => (Some(id), ""),
            About::Practice(practice) => (None, practice),
            About::Criterion(_) => return None,
        };
        let (practice, key) = (practice.to_owned(), typing.key.to_owned());
        Some(SettingBegun { workshop, budget, practice, key, text: typing.text.clone() })
    }

    /// Takes up what somebody had begun to type: it stands in its field, and its row is chosen.
    pub(super) fn take_up(&mut self, begun: &SettingBegun) {
        let practice = || knowledge::framework().practice(&begun.practice).map(|known| known.id.as_str());
        let about = begun.budget.map(About::Budget).or_else(|| practice().map(About::Practice));
        let key = TYPED.into_iter().find(|key| *key == begun.key);
        if let (Some(about), Some(key)) = (about, key) {
            self.chosen = Some(about);
            self.draft = Some(Typing { about, key, text: begun.text.clone(), waits: true });
        }
    }

    /// Whether digits and Enter are about the matter: while no note is open.
    pub(super) fn hears(&self, note: Option<Id>) -> bool {
        note.is_none() && self.matter.as_ref().is_some_and(|matter| !matter.points.is_empty())
    }

    /// The gate whose criteria the room sees.
    pub(super) fn gate(&self) -> Option<Id> {
        self.matter.as_ref().and_then(|matter| matter.gate)
    }

    /// The chosen row and where it is; the first open one where none was chosen.
    fn point<'a>(&self, matter: &'a Matter) -> Option<(usize, &'a Point)> {
        let at = self.chosen.and_then(|about| matter.place(about)).unwrap_or_else(|| matter.start());
        Some((at, matter.points.get(at)?))
    }

    /// Whether what was measured of a row is hidden now.
    fn hides(&self, matter: &Matter, about: About) -> bool {
        if matter.hides { !self.revealed.contains(&about) } else { self.hidden }
    }

    /// How a row stands, in words; `None` while that would tell what was measured.
    fn word(&self, matter: &Matter, point: &Point) -> Option<&'static str> {
        let tells = matches!(point.stands, Stands::Budget(_)) && self.hides(matter, point.about);
        (!tells).then(|| point.stands.label())
    }

    /// What a screen reader says of a row.
    fn said(&self, matter: &Matter, point: &Point) -> String {
        let parts = [Some(point.cited.as_str()), Some(point.name.as_str()), self.word(matter, point)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// Works out what the activity that is on is about, for both windows, where it is another or something has changed.
pub(super) fn refresh(desk: &Desk<'_>, view: &mut View, here: Here<'_>) {
    let activity = here.activity(view).map(|(_, activity)| activity);
    let of = Of {
        revision: desk.revision(),
        workshop: here.workshop.id,
        activity: activity.map(|activity| activity.id),
        facts: Arc::clone(desk.facts),
    };
    if view.matter.of.as_ref().is_some_and(|known| known.is(&of)) {
        return;
    }
    let facts = desk.facts;
    let state = |budget: &crate::model::budgets::Budget| facts.budget(budget.id).copied();
    let known = Known { budget: &state, readiness: &facts.readiness, findings: &facts.findings };
    let found = activity.and_then(|activity| matter(here.workbook, (here.workshop, activity), &known));
    let shown = &mut view.matter;
    shown.matter = found.map(Arc::new);
    if shown.of.as_ref().and_then(|before| before.activity) != of.activity {
        (shown.hidden, shown.revealed) = (false, BTreeSet::new());
        shown.draft = shown.draft.take().filter(|typing| typing.waits);
        shown.scroll = true;
    }
    shown.of = Some(of);
}

/// Sets what was typed where its field is gone, as when the window shows something else.
pub(super) fn settle(view: &mut View) {
    if view.writing {
        return;
    }
    if let Some(typing) = view.matter.draft.take_if(|typing| !typing.waits) {
        view.ask(super::Ask::Matter(Deed::Set(typing.about, typing.key, typing.text)));
    }
}

/// Does what was asked for.
pub(super) fn carry_out(desk: &mut Desk<'_>, view: &mut View, deed: Deed) {
    let Some(matter) = view.matter.matter.clone() else { return };
    if !matches!(deed, Deed::Set(..))
        && let Some(typing) = view.matter.draft.take_if(|typing| !typing.waits)
    {
        set(desk, view, typing.about, (typing.key, &typing.text)); // the row with the field goes before the cursor leaves it
    }
    let at = view.matter.point(&matter).map(|(at, _)| at);
    match deed {
        Deed::Choose(about) => choose(view, Some(about)),
        Deed::Walk(on) => {
            let last = matter.points.len().saturating_sub(1);
            let to = at.map_or(0, |at| if on { (at + 1).min(last) } else { at.saturating_sub(1) });
            choose(view, matter.points.get(to).map(|point| point.about));
        }
        Deed::NextOpen => {
            let open = |point: &&Point| !matches!(point.stands, Stands::Practice(status) if !is_open(status));
            let following = matter.points.iter().skip(at.map_or(0, |at| at + 1)).find(open);
            choose(view, following.or_else(|| matter.points.iter().find(open)).map(|point| point.about));
        }
        Deed::Status(place) => {
            let about = at.and_then(|at| matter.points.get(at)).map(|point| point.about);
            let status = PracticeStatus::ALL.get(place);
            if let (Some(about @ About::Practice(_)), Some(status)) = (about, status) {
                set(desk, view, about, ("status", status.label()));
            }
        }
        Deed::Set(about, key, text) => set(desk, view, about, (key, &text)),
        Deed::Tolerance => {
            view.part = Part::Notes;
            view.matter.focus = true;
        }
        Deed::Measured => {
            let Some(about) = view.matter.point(&matter).map(|(_, point)| point.about) else { return };
            if !matter.hides {
                view.matter.hidden = !view.matter.hidden;
            } else if !view.matter.revealed.remove(&about) {
                view.matter.revealed.insert(about);
            }
        }
    }
}

fn choose(view: &mut View, about: Option<About>) {
    let Some(about) = about else { return };
    view.matter.chosen = Some(about);
    view.matter.scroll = true;
    // what was chosen last is what digits and Enter are about
    (view.note, view.landing, view.suggested) = (None, None, None);
}

/// Sets an answer, in one step that can be taken back. The row stays chosen.
fn set(desk: &mut Desk<'_>, view: &mut View, about: About, (key, text): (&'static str, &str)) {
    let Some(workshop) = view.workshop else { return };
    let (aim, cited) = match about {
        About::Budget(id) => (Aim::Budget(id), cited(desk.workbook(), id)),
        About::Practice(practice) => (Aim::Practice(named(practice)), practice.to_owned()),
        About::Criterion(_) => return,
    };
    view.matter.chosen = Some(about);
    let what = if key == "tolerance_reason" { "reason for the tolerance" } else { key };
    let name = format!("set {what} of {cited}");
    let reason = |workbook: &Workbook| match about {
        About::Budget(id) => workbook
            .budgets
            .budgets
            .find(id)
            .map(|budget| (budget.tolerance, !budget.tolerance_reason.trim().is_empty())),
        _ => None,
    };
    let before = reason(desk.workbook());
    let done = desk.edit(&name, |workbook, ids| {
        rounds::set_answer(workbook, ids, workshop, aim, (key, text))?;
        // why it was another number is no reason for this one
        match (before, reason(workbook)) {
            (Some((old, _)), Some((new, true))) if key == "tolerance" && old != new => {
                rounds::set_answer(workbook, ids, workshop, aim, ("tolerance_reason", ""))
            }
            _ => Ok(()),
        }
    });
    if done.is_ok() && key == "tolerance" && before.map(|(old, _)| old) != reason(desk.workbook()).map(|(new, _)| new) {
        view.matter.to_reason = true;
    }
    if let Err(error) = done {
        desk.say(Notice::failure("Not set", words::sentence(&words::capitalized(&error.to_string()))));
    }
}

fn cited(workbook: &Workbook, budget: Id) -> String {
    workbook.budgets.budgets.find(budget).map(Item::cite).unwrap_or_default()
}

/// Whether activities of this kind have a matter: for what stands where there is none of it.
fn missing(kind: Option<ActivityKind>) -> &'static str {
    match kind {
        Some(ActivityKind::Tolerance) => {
            "No budget yet. Write down which errors need one, and land the notes as budgets."
        }
        Some(ActivityKind::ChecklistWalk) => "No practice is open.",
        _ => "No gate with criteria is open. The page Release plan has them.",
    }
}
