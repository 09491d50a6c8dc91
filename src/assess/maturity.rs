//! Where the organization stands: the level that its signs speak for, what is missing for the next, and what to get first.

use crate::model::maturity::{Maturity, MaturityLevel, MaturitySignal, Seen};
use crate::model::{Id, Rate, Workbook};
use crate::words;

mod effort;
mod evidence;

pub use effort::hours;
pub use evidence::{Evidence, evidence};

/// The signs of one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelState {
    /// The level.
    pub level: MaturityLevel,
    /// How many signs were seen.
    pub seen: usize,
    /// How many were seen in part.
    pub partly: usize,
    /// How many there are.
    pub of: usize,
}

/// A sign that is missing for the next level.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// The sign.
    pub id: Id,
    /// What one would see.
    pub statement: String,
    /// Whether it was seen in part.
    pub partly: bool,
    /// The work in hours, as far as the effort can be read.
    pub hours: Option<f64>,
    /// The gate that it also serves: how people cite it.
    pub gate: Option<String>,
}

/// Where the effort goes, and where it should.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// What it goes to.
    pub label: &'static str,
    /// The field of the share now, and of the wanted one.
    pub keys: (&'static str, &'static str),
    /// The share now, as a fraction.
    pub now: Option<f64>,
    /// The share that is wanted, as a fraction.
    pub wanted: Option<f64>,
}

/// The diagnosis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Diagnosis {
    /// The four levels, the lowest first.
    pub levels: Vec<LevelState>,
    /// The highest level that all signs up to it speak for.
    pub reached: Option<MaturityLevel>,
    /// The level that people say they have reached.
    pub claimed: Option<MaturityLevel>,
    /// The level after the reached one; `None` at the top.
    pub next: Option<MaturityLevel>,
    /// The signs that are missing for the next level, the best one to get first.
    pub missing: Vec<Missing>,
    /// What the workbook itself shows about a sign, for those where it can tell.
    pub evidence: Vec<(Id, Evidence)>,
}

/// The diagnosis of a workbook.
///
/// A level is reached when it has signs, all of them were seen, and so were all signs of the levels before it; a level
/// without signs does not stand in the way of a higher one that has some. Of what is missing for the next level, signs that
/// also serve a gate come first, then those with the least effort (see [`hours`]; an effort that cannot be read comes after
/// all that can), then those seen in part, then the order of the list.
#[must_use]
pub fn diagnosis(workbook: &Workbook) -> Diagnosis {
    let maturity = &*workbook.maturity;
    let levels: Vec<LevelState> = MaturityLevel::ALL.iter().map(|level| level_state(maturity, *level)).collect();
    let reached = levels.iter().take_while(|state| state.seen == state.of).filter(|state| state.of > 0).last();
    let reached = reached.map(|state| state.level);
    let unseen = levels.iter().find(|state| state.seen < state.of).map(|state| state.level);
    let above = || MaturityLevel::ALL.iter().copied().find(|level| reached.is_none_or(|reached| *level > reached));
    let next = unseen.or_else(above);
    let mut missing: Vec<Missing> = maturity
        .signals
        .iter()
        .filter(|signal| signal.level.is_some() && signal.level == next && signal.seen != Some(Seen::Seen))
        .map(|signal| missing_sign(workbook, signal))
        .collect();
    missing.sort_by(|one, other| {
        let hours = |missing: &Missing| missing.hours.unwrap_or(f64::INFINITY);
        (one.gate.is_none().cmp(&other.gate.is_none()))
            .then(hours(one).total_cmp(&hours(other)))
            .then((!one.partly).cmp(&!other.partly))
    });
    let evidence = maturity.signals.iter().filter_map(|signal| Some((signal.id, evidence(workbook, signal)?)));
    Diagnosis { reached, claimed: maturity.level, next, missing, evidence: evidence.collect(), levels }
}

fn level_state(maturity: &Maturity, level: MaturityLevel) -> LevelState {
    let count = |seen: Option<Seen>| {
        maturity
            .signals
            .iter()
            .filter(|signal| signal.level == Some(level) && (seen.is_none() || signal.seen == seen))
            .count()
    };
    LevelState { level, seen: count(Some(Seen::Seen)), partly: count(Some(Seen::Partly)), of: count(None) }
}

fn missing_sign(workbook: &Workbook, signal: &MaturitySignal) -> Missing {
    Missing {
        id: signal.id,
        statement: signal.statement.trim().to_owned(),
        partly: signal.seen == Some(Seen::Partly),
        hours: hours(&signal.effort),
        gate: gate(workbook, signal),
    }
}

/// The first gate that a sign links to, or one of whose criteria rests on an item that the sign links to.
fn gate(workbook: &Workbook, signal: &MaturitySignal) -> Option<String> {
    let serves = |gate: &&crate::model::release::Gate| {
        let linked = |id: Id| signal.links.contains(&id);
        linked(gate.id)
            || gate.criteria.iter().any(|criterion| linked(criterion.id) || criterion.item.is_some_and(linked))
    };
    workbook.release.gates.iter().find(serves).map(crate::model::record::Item::cite)
}

/// Where the effort goes, in the order of the questions.
#[must_use]
pub fn efforts(maturity: &Maturity) -> [Effort; 4] {
    let effort = |label, keys, now: Option<Rate>, wanted: Option<Rate>| Effort {
        label,
        keys,
        now: now.map(Rate::fraction),
        wanted: wanted.map(Rate::fraction),
    };
    [
        effort("Data", ("effort_data", "wanted_data"), maturity.effort_data, maturity.wanted_data),
        effort("Model", ("effort_model", "wanted_model"), maturity.effort_model, maturity.wanted_model),
        effort("Product", ("effort_product", "wanted_product"), maturity.effort_product, maturity.wanted_product),
        effort(
            "Evaluation and governance",
            ("effort_governance", "wanted_governance"),
            maturity.effort_governance,
            maturity.wanted_governance,
        ),
    ]
}

impl Diagnosis {
    /// The signs of a level.
    #[must_use]
    pub fn level(&self, level: MaturityLevel) -> Option<&LevelState> {
        self.levels.iter().find(|state| state.level == level)
    }

    /// What the workbook shows about a sign.
    #[must_use]
    pub fn evidence_of(&self, id: Id) -> Option<&Evidence> {
        self.evidence.iter().find(|(signal, _)| *signal == id).map(|(_, evidence)| evidence)
    }

    /// How many signs there are.
    #[must_use]
    pub fn signs(&self) -> usize {
        self.levels.iter().map(|state| state.of).sum()
    }

    /// Where they stand, as a sentence without a full stop: `Repeatable, with two signs of Operational`.
    #[must_use]
    pub fn stand(&self) -> String {
        if self.signs() == 0 {
            return "No signs yet".to_owned();
        }
        let reached = self.reached.map_or("Below Experimental", MaturityLevel::label);
        let next = self.next.and_then(|next| self.level(next)).filter(|state| state.seen > 0);
        next.map_or_else(
            || reached.to_owned(),
            |state| {
                let signs = words::how_many(state.seen, "sign", "signs");
                format!("{reached}, with {signs} of {}", state.level.label())
            },
        )
    }

    /// How far the next level is: `4 signs short of Operational`; `None` at the top, or where the next level has no signs.
    #[must_use]
    pub fn short_of(&self) -> Option<String> {
        let next = self.next.filter(|_| !self.missing.is_empty())?;
        let count = self.missing.len();
        let signs = if count == 1 { "sign" } else { "signs" };
        Some(format!("{count} {signs} short of {}", next.label()))
    }

    /// Where what is claimed and what was seen differ; `None` where they agree or nothing is claimed.
    #[must_use]
    pub fn difference(&self) -> Option<String> {
        let claimed = self.claimed.filter(|claimed| self.signs() > 0 && Some(*claimed) != self.reached)?;
        let said = format!("You say {}", claimed.label());
        Some(match self.reached {
            None => format!("{said}, but the signs do not speak even for Experimental."),
            Some(reached) if reached > claimed => format!("{said}, and the signs speak for {}.", reached.label()),
            Some(reached) => format!("{said}, but the signs speak for {} only.", reached.label()),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::release::{Criterion, Gate};

    use MaturityLevel::{Experimental, Operational, Repeatable};

    fn sign(id: u64, level: MaturityLevel, seen: Option<Seen>, effort: &str) -> MaturitySignal {
        MaturitySignal {
            id: Id(id),
            statement: format!("Sign {id}"),
            level: Some(level),
            seen,
            effort: effort.to_owned(),
            ..MaturitySignal::default()
        }
    }

    fn workbook(claimed: Option<MaturityLevel>, signals: Vec<MaturitySignal>) -> Workbook {
        let mut workbook = Workbook::default();
        let maturity = Arc::make_mut(&mut workbook.maturity);
        (maturity.level, maturity.signals) = (claimed, signals.into_iter().collect());
        workbook
    }

    const SEEN: Option<Seen> = Some(Seen::Seen);
    const PARTLY: Option<Seen> = Some(Seen::Partly);

    #[test]
    fn a_level_is_reached_with_all_its_signs_and_all_before_it() {
        for (signals, reached, next) in [
            (vec![], None, Some(Experimental)),
            (vec![sign(1, Experimental, PARTLY, "")], None, Some(Experimental)),
            (vec![sign(1, Experimental, SEEN, "")], Some(Experimental), Some(Repeatable)),
            (
                vec![sign(1, Experimental, SEEN, ""), sign(2, Repeatable, None, "")],
                Some(Experimental),
                Some(Repeatable),
            ),
            (vec![sign(1, Experimental, None, ""), sign(2, Repeatable, SEEN, "")], None, Some(Experimental)),
            (vec![sign(1, Repeatable, SEEN, "")], Some(Repeatable), Some(Operational)),
            (vec![sign(1, Operational, PARTLY, "")], None, Some(Operational)),
            (
                vec![sign(1, Experimental, SEEN, ""), sign(2, Repeatable, SEEN, ""), sign(3, Operational, SEEN, "")],
                Some(Operational),
                Some(MaturityLevel::Systemic),
            ),
        ] {
            let found = diagnosis(&workbook(None, signals.clone()));
            assert_eq!((found.reached, found.next), (reached, next), "{signals:?}");
        }
    }

    #[test]
    fn the_next_upgrade_serves_a_gate_then_is_cheap_then_begun() {
        let mut book = workbook(
            Some(Repeatable),
            vec![
                sign(1, Experimental, SEEN, ""),
                sign(2, Repeatable, None, "1 hour"),
                sign(3, Repeatable, None, "some time"),
                sign(4, Repeatable, PARTLY, "1 hour"),
                sign(5, Repeatable, SEEN, "1 hour"),
                MaturitySignal { links: vec![Id(70)], ..sign(6, Repeatable, None, "3 days") },
                sign(7, Operational, None, "1 hour"),
            ],
        );
        let criterion = Criterion { item: Some(Id(70)), ..Criterion::default() };
        let gate = Gate { id: Id(60), number: 3, criteria: [criterion].into_iter().collect(), ..Gate::default() };
        Arc::make_mut(&mut book.release).gates.push(gate);
        let found = diagnosis(&book);
        let order: Vec<u64> = found.missing.iter().map(|missing| missing.id.0).collect();
        assert_eq!(order, [6, 4, 2, 3]);
        assert_eq!(found.missing.first().and_then(|missing| missing.gate.as_deref()), Some("RG-3"));
        assert_eq!(found.stand(), "Experimental, with one sign of Repeatable");
        assert_eq!(found.short_of().as_deref(), Some("4 signs short of Repeatable"));
        assert_eq!(
            found.difference().as_deref(),
            Some("You say Repeatable, but the signs speak for Experimental only.")
        );
    }

    #[test]
    fn agreement_needs_no_words() {
        let all = || vec![sign(1, Experimental, SEEN, "")];
        assert_eq!(diagnosis(&workbook(Some(Experimental), all())).difference(), None);
        assert_eq!(diagnosis(&workbook(None, all())).difference(), None);
        assert_eq!(diagnosis(&workbook(Some(Operational), vec![])).difference(), None, "nothing was looked at");
        let modest = workbook(Some(Experimental), vec![sign(1, Experimental, SEEN, ""), sign(2, Repeatable, SEEN, "")]);
        assert_eq!(
            diagnosis(&modest).difference().as_deref(),
            Some("You say Experimental, and the signs speak for Repeatable.")
        );
    }
}
