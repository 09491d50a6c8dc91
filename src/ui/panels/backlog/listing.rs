//! What follows from the roadmap, kept until a change settles: order, cut, sums, what is broken, the board, the case.

use std::collections::BTreeMap;

use crate::assess::priority::{self, Board, Broken, Business, Scale, Sprint};
use crate::model::Id;
use crate::model::canvas::{CanvasBlock, NoteKind};
use crate::model::roadmap::{BacklogItem, Roadmap, WorkKind};
use crate::ui::desk::Desk;

/// What is kept.
#[derive(Debug)]
pub(super) struct Listing {
    key: Option<(u64, Scale)>,
    /// Order and cut.
    pub(super) sprint: Sprint,
    /// Kind and points of each item, in the order of the table.
    work: Vec<(Option<WorkKind>, f64)>,
    /// The rank of each item on the other scale, in the order of the list of items.
    pub(super) others: Vec<Option<usize>>,
    /// Where each item is in the list of items.
    at: BTreeMap<Id, usize>,
    /// Dependencies that the order breaks, by item.
    broken: BTreeMap<Id, Vec<Broken>>,
    /// The board.
    pub(super) board: Board,
    /// The business case.
    pub(super) business: Business,
    /// How many notes on value and cost in the canvas are assumptions.
    pub(super) assumptions: usize,
}

impl Default for Listing {
    fn default() -> Self {
        Self {
            key: None,
            sprint: Sprint::default(),
            work: Vec::new(),
            others: Vec::new(),
            at: BTreeMap::new(),
            broken: BTreeMap::new(),
            board: Board::default(),
            business: Business::Missing(Vec::new()),
            assumptions: 0,
        }
    }
}

impl Listing {
    /// Brings it up to date with the last settled change.
    pub(super) fn follow(&mut self, desk: &Desk<'_>, scale: Scale) {
        let key = Some((desk.revision(), scale));
        if self.key == key {
            return;
        }
        let workbook = desk.workbook();
        let roadmap = &workbook.roadmap;
        let mut others = vec![None; roadmap.items.len()];
        for ranked in priority::rank(roadmap, other(scale)) {
            if let Some(rank) = others.get_mut(ranked.index) {
                *rank = ranked.rank;
            }
        }
        let sprint = priority::sprint(roadmap, scale);
        let mut broken: BTreeMap<Id, Vec<Broken>> = BTreeMap::new();
        for one in priority::broken(roadmap) {
            broken.entry(one.id).or_default().push(one);
        }
        let of = |item: &BacklogItem| (item.kind, priority::Input::Points.sound(item).unwrap_or(0.0));
        *self = Self {
            key,
            work: sprint.order.iter().filter_map(|ranked| roadmap.items.at(ranked.index)).map(of).collect(),
            sprint,
            others,
            at: roadmap.items.iter().enumerate().map(|(at, item)| (item.id, at)).collect(),
            broken,
            board: priority::board(workbook),
            business: priority::business(roadmap),
            assumptions: [CanvasBlock::Value, CanvasBlock::Cost]
                .into_iter()
                .flat_map(|block| workbook.canvas.block(block))
                .filter(|note| note.kind == Some(NoteKind::Assumption))
                .count(),
        };
    }

    /// Points of so many rows from the top, by kind of work, most first.
    pub(super) fn kinds(&self, rows: usize) -> Vec<(Option<WorkKind>, f64)> {
        let mut kinds: Vec<(Option<WorkKind>, f64)> = Vec::new();
        for (kind, points) in self.work.iter().take(rows) {
            match kinds.iter_mut().find(|(known, _)| known == kind) {
                Some((_, sum)) => *sum += points,
                None => kinds.push((*kind, *points)),
            }
        }
        kinds.retain(|(_, points)| *points > 0.0);
        kinds.sort_by(|(_, a), (_, b)| b.total_cmp(a)); // stable: of equal ones the higher scored stays first
        kinds
    }

    /// What is broken about an item.
    pub(super) fn broken_of(&self, id: Id) -> &[Broken] {
        self.broken.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The item with an id; `None` for one that is newer than this.
    pub(super) fn item<'a>(&self, roadmap: &'a Roadmap, id: Id) -> Option<&'a BacklogItem> {
        roadmap.items.at(*self.at.get(&id)?).filter(|item| item.id == id)
    }
}

/// The scale that the table is not sorted by.
pub(super) const fn other(scale: Scale) -> Scale {
    match scale {
        Scale::Rice => Scale::Wsjf,
        Scale::Wsjf => Scale::Rice,
    }
}
