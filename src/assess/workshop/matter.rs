//! What an activity is about: the budgets whose tolerance is set, the practices that a checklist walk goes through, the
//! criteria of the gate that is decided. Each is judged as its own page judges it; here it is only put into words for a room.

use crate::assess::budget::{BudgetState, Verdict};
use crate::assess::findings::Finding;
use crate::assess::metric::Standing;
use crate::assess::practice::{is_open, question};
use crate::assess::readiness::{GateState, Readiness};
use crate::assess::{grounds, readiness};
use crate::knowledge::{self, Practice};
use crate::model::budgets::Budget;
use crate::model::checklist::{PracticeAnswer, PracticeStatus};
use crate::model::discovery::GoVerdict;
use crate::model::release::CriterionKind;
use crate::model::workshops::{Activity, ActivityKind, RoundKind, Workshop};
use crate::model::{Id, Item as _, Workbook};
use crate::words;

/// What follows from the workbook and was worked out before.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// What the measurements say about a budget; `None` where that is not known yet.
    pub budget: &'a dyn Fn(&Budget) -> Option<BudgetState>,
    /// How ready the product is.
    pub readiness: &'a Readiness,
    /// The open findings.
    pub findings: &'a [Finding],
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum About {
    /// A budget.
    Budget(Id),
    /// A practice of the framework, by its identifier.
    Practice(&'static str),
    /// A criterion of the gate.
    Criterion(Id),
}

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// A budget, by what was measured.
    Budget(Verdict),
    /// A practice.
    Practice(PracticeStatus),
    /// A criterion.
    Criterion(Standing),
}

impl Stands {
    /// In a word or two.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Budget(verdict) => verdict.label(),
            Self::Practice(status) => status.label(),
            Self::Criterion(standing) => standing.label(),
        }
    }
}

/// A figure of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it is: `Tolerance`.
    pub name: &'static str,
    /// What it says: `4%`.
    pub says: String,
    /// What is to be known about it: `95% interval 1.8% to 4.6%`; may be blank.
    pub more: String,
    /// Whether it tells what was measured.
    pub measured: bool,
}

/// One thing that people talk about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What it is.
    pub about: About,
    /// How it is cited: `UB-3`, `MEASURE 2.6`, `Budget`.
    pub cited: String,
    /// Its name.
    pub name: String,
    /// What is asked of the room.
    pub asks: String,
    /// What is said after that; may be blank.
    pub more: String,
    /// How it stands.
    pub stands: Stands,
    /// Its figures.
    pub figures: Vec<Figure>,
}

/// What an activity is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matter {
    /// What its rows are: `Budgets`.
    pub title: &'static str,
    /// What holds for all rows: `Due by 27 Mar, Before the pilot`; may be blank.
    pub says: String,
    /// The rows, in the order of their page.
    pub points: Vec<Point>,
    /// Whether the rules of the activity want what was measured to stay hidden.
    pub hides: bool,
    /// The gate whose criteria these are.
    pub gate: Option<Id>,
}

impl Matter {
    /// Where a row is.
    #[must_use]
    pub fn place(&self, about: About) -> Option<usize> {
        self.points.iter().position(|point| point.about == about)
    }

    /// Where to begin: at the first row that nothing was settled about.
    #[must_use]
    pub fn start(&self) -> usize {
        let open = |point: &Point| match point.stands {
            Stands::Practice(status) => is_open(status),
            Stands::Budget(_) => point.figures.iter().any(|figure| figure.name == TOLERANCE && figure.says == NOT_SET),
            Stands::Criterion(standing) => standing != Standing::Met,
        };
        self.points.iter().position(open).unwrap_or(0)
    }
}

const TOLERANCE: &str = "Tolerance";
const NOT_SET: &str = "Not set";

/// What an activity is about; `None` where it is about what people say alone.
#[must_use]
pub fn matter(workbook: &Workbook, (workshop, activity): (&Workshop, &Activity), known: &Known<'_>) -> Option<Matter> {
    match activity.kind? {
        ActivityKind::Tolerance => {
            let points = workbook.budgets.budgets.iter().map(|budget| of_budget(budget, known)).collect();
            // what is seen before a number is to be written alone is an anchor
            let says = |one: &Activity| one.rules.to_lowercase().contains("stays hidden");
            let later = workshop.agenda.iter().skip_while(|one| one.id != activity.id).skip(1);
            let hides = says(activity) || later.filter(|one| one.kind == activity.kind).any(says);
            Some(Matter { title: "Budgets", points, hides, ..Matter::default() })
        }
        ActivityKind::ChecklistWalk => Some(practices(workbook, workshop, known)),
        ActivityKind::GoNoGo => Some(gate(workbook, workshop, known)),
        _ => None,
    }
}

fn figure(name: &'static str, says: impl Into<String>) -> Figure {
    Figure { name, says: says.into(), more: String::new(), measured: false }
}

fn of_budget(budget: &Budget, known: &Known<'_>) -> Point {
    let state = (known.budget)(budget);
    let set = budget.tolerance.map_or_else(|| NOT_SET.to_owned(), |rate| words::limit(rate.fraction()));
    let tolerance = Figure { more: budget.tolerance_reason.trim().to_owned(), ..figure(TOLERANCE, set) };
    let measured = state.and_then(|state| Some((state.measured?, state.trials)));
    let measured = match measured {
        Some((rate, trials)) => Figure {
            more: format!(
                "{} interval {}",
                words::limit(budget.confidence_level()),
                words::percent_range(rate.low, rate.high)
            ),
            measured: true,
            ..figure("Measured", format!("{} of {}", words::percent(rate.rate), words::count(trials)))
        },
        None => Figure { measured: true, ..figure("Measured", "Not yet") },
    };
    let named = |text: &str| if text.trim().is_empty() { "A budget without a name" } else { text.trim() }.to_owned();
    let bounds = [budget.counts.as_str(), &budget.scenario].into_iter().map(str::trim);
    let segment = match budget.segment.trim() {
        "" => String::new(),
        segment => format!("For {segment}."),
    };
    let bounds: Vec<String> = bounds.filter(|text| !text.is_empty()).map(words::sentence).collect();
    let bounds: Vec<String> = bounds.into_iter().take(1).chain([segment]).filter(|text| !text.is_empty()).collect();
    Point {
        about: About::Budget(budget.id),
        cited: budget.cite(),
        name: named(&budget.name),
        asks: named(&budget.name),
        more: bounds.join(" "),
        stands: Stands::Budget(state.map_or(Verdict::Unmeasured, |state| state.verdict)),
        figures: vec![tolerance, measured],
    }
}

/// The practices that are open and due by the next gate, or all open ones where none is; and those that this workshop has set:
/// what is done does not leave while people look at it.
fn practices(workbook: &Workbook, workshop: &Workshop, known: &Known<'_>) -> Matter {
    let checklist = &workbook.checklist;
    let here = |answer: &PracticeAnswer| workshop.settings.iter().any(|set| set.about == Some(answer.id));
    let all = || knowledge::framework().practices().map(|practice| (practice, checklist.answer_to(&practice.id)));
    let stays = |answer: Option<&PracticeAnswer>| answer.is_some_and(here);
    let gate = known.readiness.next_gate().and_then(|gate| Some((gate.cited(), gate.date?)));
    let due = |answer: Option<&PracticeAnswer>| {
        let day = answer.and_then(|answer| answer.due);
        day.zip(gate.as_ref()).is_some_and(|(day, (_, gate))| day <= *gate)
    };
    let open = |practice: &Practice| is_open(checklist.status(&practice.id));
    let is_due = all().any(|(practice, answer)| due(answer) && (open(practice) || stays(answer)));
    let listed = all().filter(|(practice, answer)| stays(*answer) || (open(practice) && (!is_due || due(*answer))));
    let says = match gate.as_ref().filter(|_| is_due) {
        Some((name, day)) => format!("Due by {}, {name}", grounds::day(*day)),
        None => "All that are open: none is due by a gate".to_owned(),
    };
    let points = listed.map(|(practice, answer)| of_practice(practice, answer)).collect();
    Matter { title: "Practices", says, points, ..Matter::default() }
}

fn of_practice(practice: &'static Practice, answer: Option<&PracticeAnswer>) -> Point {
    let (asks, more) = question(&practice.asks);
    let text = |read: fn(&PracticeAnswer) -> &str, none: &str| match answer.map_or("", read).trim() {
        "" => none.to_owned(),
        text => text.to_owned(),
    };
    let links = answer.map_or(0, |answer| answer.links.len());
    let shown = match (answer.map_or("", |answer| answer.evidence.trim()), links) {
        ("", 0) => "Nothing yet".to_owned(),
        ("", links) => words::capitalized(&words::how_many(links, "item", "items")),
        (evidence, _) => evidence.to_owned(),
    };
    let due = answer.and_then(|answer| answer.due).map_or_else(|| "No day".to_owned(), grounds::day);
    Point {
        about: About::Practice(&practice.id),
        cited: practice.id.clone(),
        name: practice.title.clone(),
        asks: asks.to_owned(),
        more: more.to_owned(),
        stands: Stands::Practice(answer.and_then(|answer| answer.status).unwrap_or_default()),
        figures: vec![
            figure("Owner", text(|answer| &answer.owner, "Nobody")),
            figure("Due", due),
            figure("What shows it", shown),
        ],
    }
}

/// The gate that is decided: that of the last go or no-go of the workshop, or else the next one.
fn gate(workbook: &Workbook, workshop: &Workshop, known: &Known<'_>) -> Matter {
    let round = workshop.rounds.iter().rev().find(|round| round.kind == Some(RoundKind::Go));
    let chosen = round.and_then(|round| round.about.first());
    let by_round = chosen.and_then(|id| known.readiness.gates.iter().find(|gate| gate.id == *id));
    let Some(state) = by_round.or_else(|| known.readiness.next_gate()) else {
        return Matter { title: "Criteria", says: "No gate is open".to_owned(), ..Matter::default() };
    };
    let held = workbook.release.gates.find(state.id);
    let criteria = held.into_iter().flat_map(|gate| gate.criteria.iter());
    let points = criteria.filter_map(|criterion| {
        let standing = state.criteria.iter().find(|known| known.id == criterion.id)?.standing;
        let rests = grounds::of(workbook, known.findings, known.budget, (criterion, standing));
        let name = match criterion.statement.trim() {
            "" => "A criterion without words".to_owned(),
            text => text.to_owned(),
        };
        let figures = [("Needs", rests.needs), ("Now", rests.now), ("As of", rests.as_of)];
        let figures = figures.into_iter().filter(|(_, text)| !text.is_empty());
        Some(Point {
            about: About::Criterion(criterion.id),
            cited: criterion.kind.map_or("Criterion", CriterionKind::label).to_owned(),
            asks: name.clone(),
            name,
            more: String::new(),
            stands: Stands::Criterion(standing),
            figures: figures.map(|(name, text)| figure(name, text)).collect(),
        })
    });
    let decided = held.and_then(|gate| gate.decisions.iter().next_back()?.verdict);
    let (says, points) = (in_the_way(state, decided), points.collect());
    Matter { title: "Criteria", says, points, gate: Some(state.id), ..Matter::default() }
}

/// The gate in a line, with all that its criteria do not say: `RG-2 Before the pilot: would not pass, 4 of 9 met, one blocker`.
fn in_the_way(gate: &GateState, decided: Option<GoVerdict>) -> String {
    // somebody may have gone ahead without all of it
    let decided = decided.filter(|_| gate.verdict == readiness::Verdict::Passed);
    let stands = decided.map_or_else(
        || gate.verdict.label().to_owned(),
        |verdict| format!("decided, {}", verdict.label().to_lowercase()),
    );
    let mut parts = vec![stands, format!("{} of {} met", gate.met(), gate.criteria.len())];
    if gate.blockers > 0 {
        parts.push(words::how_many(gate.blockers, "blocker", "blockers"));
    }
    let lacking = gate.lacking().map(|(role, lack)| format!("{role} {}", lack.words()));
    parts.extend(lacking);
    format!("{}: {}", gate.cited(), parts.join(", "))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::assess::budget;
    use crate::model::Rate;
    use crate::model::release::{Criterion, Gate};
    use crate::model::workshops::Setting;

    fn of(workbook: &Workbook, workshop: &Workshop, kind: ActivityKind, rules: &str) -> Option<Matter> {
        let activity = Activity { kind: Some(kind), rules: rules.to_owned(), ..Activity::default() };
        let readiness = Readiness::of(workbook, &[], date(2026, 3, 9));
        let state = |budget: &Budget| Some(budget::state(budget));
        matter(workbook, (workshop, &activity), &Known { budget: &state, readiness: &readiness, findings: &[] })
    }

    fn with_gate() -> Workbook {
        let mut workbook = Workbook::default();
        let criterion = Criterion { id: Id(3), statement: "Handlers were asked.".to_owned(), ..Criterion::default() };
        let criteria = [criterion].into_iter().collect();
        let gate = Gate {
            id: Id(2),
            number: 1,
            name: "Pilot".to_owned(),
            date: Some(date(2026, 3, 27)),
            criteria,
            ..Gate::default()
        };
        Arc::make_mut(&mut workbook.release).gates.push(gate);
        workbook
    }

    #[test]
    fn only_three_kinds_of_activities_have_a_matter() {
        for kind in ActivityKind::ALL {
            let has = matches!(kind, ActivityKind::Tolerance | ActivityKind::ChecklistWalk | ActivityKind::GoNoGo);
            assert_eq!(of(&Workbook::default(), &Workshop::default(), *kind, "").is_some(), has, "{kind:?}");
        }
    }

    #[test]
    fn a_budget_says_its_tolerance_and_what_was_measured() {
        let mut workbook = Workbook::default();
        let blank = Budget { id: Id(1), number: 1, ..Budget::default() };
        let set = Budget { id: Id(2), number: 2, tolerance: Rate::new(0.04), ..Budget::default() };
        let budgets = &mut Arc::make_mut(&mut workbook.budgets).budgets;
        budgets.push(set);
        budgets.push(blank);
        let rules = "Write a number alone first. The measured rate stays hidden.";
        let found = of(&workbook, &Workshop::default(), ActivityKind::Tolerance, rules).unwrap();
        let says: Vec<&str> = found.points.iter().map(|point| point.figures[0].says.as_str()).collect();
        assert_eq!((says.as_slice(), found.start(), found.hides), (["4%", "Not set"].as_slice(), 1, true));
        assert!(!of(&workbook, &Workshop::default(), ActivityKind::Tolerance, "").unwrap().hides);
    }

    #[test]
    fn practices_are_those_that_are_due_by_the_gate_and_those_that_were_set_here() {
        let mut workbook = with_gate();
        let answer = |id: u64, practice: &str, status, day| PracticeAnswer {
            id: Id(id),
            practice: practice.to_owned(),
            status: Some(status),
            due: Some(day),
            ..PracticeAnswer::default()
        };
        let answers = &mut Arc::make_mut(&mut workbook.checklist).answers;
        answers.push(answer(11, "GOVERN 1.1", PracticeStatus::InProgress, date(2026, 3, 27)));
        answers.push(answer(12, "GOVERN 1.2", PracticeStatus::InProgress, date(2026, 3, 28)));
        answers.push(answer(13, "MAP 1.1", PracticeStatus::Done, date(2026, 3, 1)));
        let cited = |workshop: &Workshop, workbook: &Workbook| -> Vec<String> {
            let found = of(workbook, workshop, ActivityKind::ChecklistWalk, "").unwrap();
            found.points.into_iter().map(|point| point.cited).collect()
        };
        let mut workshop = Workshop::default();
        assert_eq!(cited(&workshop, &workbook), ["GOVERN 1.1"]);
        workshop.settings.push(Setting { id: Id(21), about: Some(Id(13)), ..Setting::default() });
        assert_eq!(cited(&workshop, &workbook), ["GOVERN 1.1", "MAP 1.1"], "what was done here stays");
        assert!(cited(&workshop, &Workbook::default()).len() > 50, "without a gate all that are open");
    }

    #[test]
    fn a_gate_says_what_stands_in_its_way() {
        let found = of(&with_gate(), &Workshop::default(), ActivityKind::GoNoGo, "").unwrap();
        assert_eq!(found.says, "RG-1 Pilot: would not pass, 0 of 1 met");
        assert_eq!(found.points[0].stands, Stands::Criterion(Standing::NoAnswer));
        let none = of(&Workbook::default(), &Workshop::default(), ActivityKind::GoNoGo, "").unwrap();
        assert_eq!((none.says.as_str(), none.points.len()), ("No gate is open", 0));
    }
}
