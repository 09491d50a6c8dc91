//! The lane of a release as values: its stages with their gates between them, what each tread of the stair shows, and how
//! the gates stand by the criteria that are met. Knows no window.

use std::collections::BTreeMap;

use crate::assess::criterion;
use crate::assess::metric::Standing;
use crate::assess::readiness::gate::{decision, is_go};
use crate::model::release::{CriterionKind, Gate, GateDecision, Release, Stage, StageState};
use crate::model::value::Scalar as _;
use crate::model::{Date, Id, Rate, Workbook};
use crate::words;

/// Something on the lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// A stage.
    Stage(Id),
    /// A gate.
    Gate(Id),
}

impl Stop {
    /// Its id.
    pub fn id(self) -> Id {
        match self {
            Self::Stage(id) | Self::Gate(id) => id,
        }
    }
}

/// The lane from the left: before each stage the gates that open it, and at the end those that open none.
pub fn stops(release: &Release) -> Vec<Stop> {
    let opens = |gate: &Gate| gate.opens.filter(|stage| release.stages.find(*stage).is_some());
    let of = |stage: Option<Id>| {
        release.gates.iter().filter(move |gate| opens(gate) == stage).map(|gate| Stop::Gate(gate.id))
    };
    let stages = release.stages.iter().flat_map(|stage| of(Some(stage.id)).chain([Stop::Stage(stage.id)]));
    stages.chain(of(None)).collect()
}

/// The latest decision: by date, and of two on a day the one further down.
pub fn latest(gate: &Gate) -> Option<&GateDecision> {
    decision(gate)
}

/// Whether somebody has let the release through, with or without conditions.
pub fn is_passed(gate: &Gate) -> bool {
    latest(gate).is_some_and(is_go)
}

/// How a gate looks on the lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// It was decided: go.
    Passed,
    /// It is the next one, and every criterion is met.
    WouldPass,
    /// It is the next one, and not every criterion is met; the worst of them.
    WouldNotPass(Standing),
    /// It is the next one, and has no criteria.
    Bare,
    /// Its turn has not come.
    Waiting,
}

impl Look {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Passed => "Passed",
            Self::WouldPass => "Would pass",
            Self::WouldNotPass(_) => "Would not pass",
            Self::Bare => "No criteria",
            Self::Waiting => "Not judged yet",
        }
    }
}

/// What follows from the release plan, computed once a settled change.
#[derive(Debug, Default)]
pub struct Judged {
    revision: Option<u64>,
    /// The lane from the left.
    pub stops: Vec<Stop>,
    /// How each criterion stands.
    standings: BTreeMap<Id, Standing>,
    /// The first gate that nobody has let through.
    pub next: Option<Id>,
}

impl Judged {
    /// Looks at a workbook of a revision, as of a day.
    pub fn look_at(&mut self, workbook: &Workbook, revision: u64, today: Date) {
        if self.revision == Some(revision) {
            return;
        }
        let release = &workbook.release;
        let criteria = || release.gates.iter().flat_map(|gate| gate.criteria.iter());
        // the blockers of the whole workbook, once for all criteria and only if one asks for them
        let asks = criteria().any(|criterion| criterion.kind == Some(CriterionKind::Finding));
        let blocked = asks && criterion::blocked(workbook, Some(today));
        let standing = |criterion| criterion::standing(workbook, criterion, blocked);
        self.standings = criteria().map(|criterion| (criterion.id, standing(criterion))).collect();
        self.stops = stops(release);
        let gates = self.stops.iter().filter_map(|stop| release.gates.find(stop.id()));
        self.next = gates.filter(|gate| !is_passed(gate)).map(|gate| gate.id).next();
        self.revision = Some(revision);
    }

    /// How a criterion stands.
    pub fn standing(&self, id: Id) -> Standing {
        self.standings.get(&id).copied().unwrap_or(Standing::NoAnswer)
    }

    /// How many criteria of a gate are met.
    pub fn met(&self, gate: &Gate) -> usize {
        gate.criteria.iter().filter(|criterion| self.standing(criterion.id) == Standing::Met).count()
    }

    /// How a gate looks.
    pub fn look(&self, gate: &Gate) -> Look {
        let unmet = gate.criteria.iter().map(|criterion| self.standing(criterion.id));
        let worst = unmet.filter(|standing| *standing != Standing::Met).max_by_key(|standing| match standing {
            Standing::NotMet => 3,
            Standing::AtRisk => 2,
            _ => 1,
        });
        match worst {
            _ if is_passed(gate) => Look::Passed,
            _ if self.next != Some(gate.id) => Look::Waiting,
            None if gate.criteria.is_empty() => Look::Bare,
            None => Look::WouldPass,
            Some(standing) => Look::WouldNotPass(standing),
        }
    }

    /// The neighbor of a stop: `by` places to the right.
    pub fn beside(&self, id: Id, by: isize) -> Option<Stop> {
        let at = self.stops.iter().position(|stop| stop.id() == id)?;
        self.stops.get(at.checked_add_signed(by)?).copied()
    }
}

/// The shares that a stage goes through: those that its steps begin with, or else its exposure.
pub fn shares(stage: &Stage) -> Vec<f64> {
    let steps: Vec<f64> = stage.steps.iter().filter_map(|step| share_of(step)).collect();
    if steps.is_empty() { stage.exposure.map(crate::model::Rate::fraction).into_iter().collect() } else { steps }
}

/// The share that a step begins with: of "25% for 2 weeks", 0.25.
fn share_of(step: &str) -> Option<f64> {
    let (number, _) = step.split_once('%')?;
    Rate::parse(&format!("{}%", number.trim())).ok().map(Rate::fraction)
}

/// When a stage runs, in words; where it runs now, also in which of its weeks.
pub fn when(stage: &Stage, today: Date) -> String {
    let dates = match (stage.start, stage.end) {
        (Some(start), Some(end)) if start.year() == end.year() => {
            format!("{} to {}", day(start), words::short_date(end))
        }
        (Some(start), Some(end)) => format!("{} to {}", words::short_date(start), words::short_date(end)),
        (Some(start), None) => format!("From {}", words::short_date(start)),
        (None, Some(end)) => format!("Until {}", words::short_date(end)),
        (None, None) => return "No dates".to_owned(),
    };
    match week(stage, today) {
        Some((now, all)) => format!("{dates}, week {now} of {all}"),
        None => dates,
    }
}

pub use crate::assess::grounds::day;

/// The week of a stage that runs, counted from its start, of how many.
fn week(stage: &Stage, today: Date) -> Option<(i64, i64)> {
    let (start, end) = stage.start.zip(stage.end).filter(|_| stage.state == Some(StageState::Now))?;
    let days = |from: Date, to: Date| i64::from((to - from).get_days());
    let inside = (start..=end).contains(&today);
    inside.then(|| (days(start, today) / 7 + 1, days(start, end) / 7 + 1))
}

/// The head of the page: which stage runs, and what the next gate would say.
pub fn sentence(release: &Release, judged: &Judged) -> String {
    if release.stages.is_empty() && release.gates.is_empty() {
        return "No stages yet".to_owned();
    }
    let now = release.stages.iter().find(|stage| stage.state == Some(StageState::Now));
    let place = now.map_or_else(|| "Not started".to_owned(), |stage| format!("In {}", lower(&stage.name)));
    let Some(gate) = judged.next.and_then(|id| release.gates.find(id)) else {
        return if release.gates.is_empty() {
            format!("{place}. No gates yet")
        } else {
            format!("{place}. Every gate is passed")
        };
    };
    let number = gate.number;
    match judged.look(gate) {
        Look::WouldPass => format!("{place}. RG-{number} would pass today"),
        Look::Bare => format!("{place}. RG-{number} has no criteria"),
        _ => format!("{place}. RG-{number} would not pass today"),
    }
}

/// A name in the middle of a sentence.
fn lower(name: &str) -> String {
    let name = name.trim();
    if name.is_empty() { "a stage without a name".to_owned() } else { name.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::List;
    use crate::model::discovery::GoVerdict;
    use crate::model::release::Criterion;
    use crate::model::release::CriterionVerdict::{Met, NotMet};

    fn stage(id: u64) -> Stage {
        Stage { id: Id(id), name: format!("S{id}"), ..Stage::default() }
    }

    fn gate(id: u64, opens: Option<u64>) -> Gate {
        Gate { id: Id(id), opens: opens.map(Id), ..Gate::default() }
    }

    #[test]
    fn gates_stand_before_the_stage_that_they_open_and_strays_at_the_end() {
        let release = Release {
            stages: [stage(1), stage(2), stage(3)].into_iter().collect(),
            gates: [gate(10, Some(3)), gate(11, Some(2)), gate(12, None), gate(13, Some(99))].into_iter().collect(),
            ..Release::default()
        };
        let ids: Vec<u64> = stops(&release).iter().map(|stop| stop.id().0).collect();
        assert_eq!(ids, [1, 11, 2, 10, 3, 12, 13]);
    }

    #[test]
    fn a_stage_grows_by_the_shares_that_its_steps_begin_with() {
        let steps = |steps: &[&str]| steps.iter().map(|step| (*step).to_owned()).collect();
        let cases: [(&[&str], Vec<f64>); 4] = [
            (&["5% for 1 week", "25% for 2 weeks", "50 % for 2 weeks"], vec![0.05, 0.25, 0.5]),
            (&["Week 1: beside policy v3"], vec![0.03]),
            (&["140% of everything"], vec![0.03]),
            (&[], vec![0.03]),
        ];
        for (lines, expected) in cases {
            let stage = Stage { steps: steps(lines), exposure: crate::model::Rate::new(0.03), ..stage(1) };
            assert_eq!(shares(&stage), expected, "{lines:?}");
        }
        assert!(shares(&stage(1)).is_empty());
    }

    #[test]
    fn a_running_stage_says_its_week() {
        let date = |text: &str| text.parse::<Date>().ok();
        let today = jiff::civil::date(2026, 3, 9);
        let mut shadow = Stage { start: date("2026-02-23"), end: date("2026-03-27"), ..stage(1) };
        assert_eq!(when(&shadow, today), "23 Feb to 27 Mar 2026");
        shadow.state = Some(StageState::Now);
        assert_eq!(when(&shadow, today), "23 Feb to 27 Mar 2026, week 3 of 5");
        shadow.end = None;
        assert_eq!(when(&shadow, today), "From 23 Feb 2026");
        assert_eq!(when(&stage(1), today), "No dates");
    }

    #[test]
    fn only_the_next_gate_is_judged() {
        let statement = |id: u64, verdict| Criterion { id: Id(id), verdict: Some(verdict), ..Criterion::default() };
        let decided = GateDecision { verdict: Some(GoVerdict::Go), ..GateDecision::default() };
        let mut workbook = Workbook::default();
        let release = std::sync::Arc::make_mut(&mut workbook.release);
        release.stages = [stage(1), stage(2), stage(3)].into_iter().collect();
        let first = Gate { decisions: [decided].into_iter().collect(), ..gate(10, Some(1)) };
        let second =
            Gate { criteria: [statement(20, Met), statement(21, NotMet)].into_iter().collect(), ..gate(11, Some(2)) };
        release.gates = [first, second, gate(12, Some(3))].into_iter().collect::<List<Gate>>();
        let mut judged = Judged::default();
        judged.look_at(&workbook, 1, Date::constant(2026, 3, 9));
        let looks: Vec<Look> = workbook.release.gates.iter().map(|gate| judged.look(gate)).collect();
        assert_eq!(looks, [Look::Passed, Look::WouldNotPass(Standing::NotMet), Look::Waiting]);
        assert_eq!(workbook.release.gates.at(1).map(|gate| judged.met(gate)), Some(1));
        assert_eq!(sentence(&workbook.release, &judged), "Not started. RG-0 would not pass today");
    }
}
