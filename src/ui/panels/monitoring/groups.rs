//! The signals by the drift that they would show, in the person's order; where a signal goes when it is moved; and what the
//! values say, computed once a settled change. Knows no window.

use std::collections::BTreeMap;

pub use crate::assess::signal::meaning;
use crate::assess::signal::{self, SignalState};
use crate::model::monitoring::{DriftKind, Signal};
use crate::model::{Date, Id, List, Workbook};

/// Signals of one kind; `None` for those that nobody has sorted yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The drift.
    pub kind: Option<DriftKind>,
    /// The signals from the top.
    pub signals: Vec<Id>,
}

/// The four groups, and one more for what is not sorted, if there is any.
pub fn groups(signals: &List<Signal>) -> Vec<Group> {
    let of = |kind: Option<DriftKind>| {
        let ids = signals.iter().filter(|signal| signal.kind == kind).map(|signal| signal.id);
        Group { kind, signals: ids.collect() }
    };
    let four = DriftKind::ALL.iter().map(|kind| of(Some(*kind)));
    four.chain(Some(of(None)).filter(|group| !group.signals.is_empty())).collect()
}

/// Where a signal goes that is moved by one place up or down: its group, and its position in the list of all signals. From
/// the edge of a group it goes into the next one. `None` at the ends.
pub fn moved(signals: &List<Signal>, id: Id, down: bool) -> Option<(Option<DriftKind>, usize)> {
    let groups = groups(signals);
    let at = groups.iter().position(|group| group.signals.contains(&id))?;
    let group = groups.get(at)?;
    let own = group.signals.iter().position(|other| *other == id)?;
    let place = |id: Id| signals.iter().position(|signal| signal.id == id);
    let beside = if down { Some(own + 1) } else { own.checked_sub(1) };
    if let Some(neighbor) = beside.and_then(|at| group.signals.get(at)) {
        return Some((group.kind, place(*neighbor)?));
    }
    let next = groups.get(if down { at + 1 } else { at.checked_sub(1)? }).filter(|next| next.kind.is_some())?;
    let edge = if down { next.signals.first() } else { next.signals.last() };
    let here = place(id)?;
    let to = match edge.and_then(|edge| place(*edge)) {
        None => here,
        // before the first of the next group, or behind the last of the one above; it leaves a gap where it was
        Some(edge) if down => edge - usize::from(edge > here),
        Some(edge) => edge + usize::from(edge < here),
    };
    Some((next.kind, to))
}

/// What follows from the signals.
#[derive(Debug, Default)]
pub struct Listing {
    key: Option<(u64, Date)>,
    /// The groups.
    pub groups: Vec<Group>,
    states: BTreeMap<Id, SignalState>,
    places: BTreeMap<Id, usize>,
    /// The date of the latest value of all.
    pub latest: Option<Date>,
    /// The head of the page: how many signals, and how many of them need somebody.
    pub sentence: String,
}

impl Listing {
    /// Looks at a workbook of a revision.
    pub fn look_at(&mut self, workbook: &Workbook, revision: u64, today: Date) {
        if self.key == Some((revision, today)) {
            return;
        }
        let signals = &workbook.monitoring.signals;
        self.groups = groups(signals);
        self.states = signals.iter().map(|signal| (signal.id, signal::state(workbook, signal, today))).collect();
        self.places = signals.iter().enumerate().map(|(at, signal)| (signal.id, at)).collect();
        self.latest = self.states.values().filter_map(|state| state.latest).max();
        self.sentence = signal::sentence(self.states.values());
        self.key = Some((revision, today));
    }

    /// What the values of a signal say.
    pub fn state(&self, id: Id) -> Option<&SignalState> {
        self.states.get(&id)
    }

    /// A signal in the list that was looked at.
    pub fn signal<'a>(&self, signals: &'a List<Signal>, id: Id) -> Option<&'a Signal> {
        self.places.get(&id).and_then(|at| signals.at(*at)).filter(|signal| signal.id == id)
    }

    /// The signals from the top of the page.
    pub fn order(&self) -> impl Iterator<Item = Id> + '_ {
        self.groups.iter().flat_map(|group| group.signals.iter().copied())
    }

    /// The signal `by` places below another one.
    pub fn beside(&self, id: Id, by: isize) -> Option<Id> {
        let at = self.order().position(|other| other == id)?.checked_add_signed(by)?;
        self.order().nth(at)
    }
}

/// What an empty group asks.
pub fn prompt(kind: Option<DriftKind>) -> &'static str {
    match kind {
        Some(DriftKind::Data) | None => "What would tell you first that the incoming data changed?",
        Some(DriftKind::Quality) => "What would tell you first that the answers got worse?",
        Some(DriftKind::Safety) => "What would tell you first that people could be harmed?",
        Some(DriftKind::Cost) => "What would tell you first that it stops paying for itself?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signals(kinds: &[(u64, Option<DriftKind>)]) -> List<Signal> {
        kinds.iter().map(|(id, kind)| Signal { id: Id(*id), kind: *kind, ..Signal::default() }).collect()
    }

    /// The order on the page after a move, as the page makes it.
    fn after(list: &List<Signal>, id: u64, down: bool) -> Option<Vec<(u64, Option<DriftKind>)>> {
        let (kind, to) = moved(list, Id(id), down)?;
        let mut all: Vec<Signal> = list.iter().cloned().collect();
        let at = all.iter().position(|signal| signal.id == Id(id))?;
        let mut signal = all.remove(at);
        signal.kind = kind;
        all.insert(to, signal);
        let list: List<Signal> = all.into_iter().collect();
        let found = groups(&list).into_iter().flat_map(|group| {
            let kind = group.kind;
            group.signals.into_iter().map(move |id| (id.0, kind)).collect::<Vec<_>>()
        });
        Some(found.collect())
    }

    #[test]
    fn a_signal_moves_within_its_group_and_over_its_edges() {
        use DriftKind::{Cost, Data, Quality};
        // in the list, the groups are mixed
        let list =
            signals(&[(1, Some(Data)), (3, Some(Quality)), (2, Some(Data)), (4, Some(Quality)), (5, Some(Cost))]);
        let (data, quality) = (Some(Data), Some(Quality));
        assert_eq!(
            after(&list, 2, false).unwrap_or_default(),
            [(2, data), (1, data), (3, quality), (4, quality), (5, Some(Cost))]
        );
        assert_eq!(
            after(&list, 2, true).unwrap_or_default(),
            [(1, data), (2, quality), (3, quality), (4, quality), (5, Some(Cost))]
        );
        assert_eq!(
            after(&list, 3, false).unwrap_or_default(),
            [(1, data), (2, data), (3, data), (4, quality), (5, Some(Cost))]
        );
        assert_eq!(
            after(&list, 4, true).unwrap_or_default(),
            [(1, data), (2, data), (3, quality), (4, Some(DriftKind::Safety)), (5, Some(Cost))]
        );
        assert_eq!(after(&list, 1, false), None);
        assert_eq!(after(&list, 5, true), None);
    }

    #[test]
    fn what_is_not_sorted_stands_last_and_can_move_up() {
        let list = signals(&[(1, None), (2, Some(DriftKind::Data))]);
        assert_eq!(groups(&list).len(), 5);
        assert_eq!(moved(&list, Id(1), true), None);
        assert_eq!(moved(&list, Id(1), false).map(|(kind, _)| kind), Some(Some(DriftKind::Cost)));
        assert_eq!(groups(&signals(&[])).len(), 4);
    }
}
