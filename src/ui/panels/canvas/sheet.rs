//! The sheet: which notes are where. It is made from the canvas, the filter and the width, and kept until one of them
//! changes; a note is measured again only if it changed itself ([`heights`](super::heights)).

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Rect, pos2, vec2};

use crate::knowledge;
use crate::model::Id;
use crate::model::canvas::{Canvas, CanvasBlock, Note, NoteKind};

use super::heights::{self, Height};
use super::travel::At;

/// The head of a tray.
pub const HEAD: f32 = 32.0;
/// White space between trays.
const GAP: f32 = 12.0;
/// White space at the sides and at the foot of a tray.
const PADDING: f32 = 8.0;
/// White space between notes.
pub const BETWEEN: f32 = 4.0;
/// White space in the box of an empty tray.
pub const BOX: f32 = 12.0;
/// The button in the box of an empty tray, with the gap above it.
const BOX_BUTTON: f32 = 32.0;
/// The line that says how many notes the filter hides.
pub const HIDDEN: f32 = 24.0;

/// A note that is about to be written: it becomes one with the first letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draft {
    /// Its block.
    pub block: CanvasBlock,
    /// The note that it follows; `None` for the end of the block.
    pub after: Option<Id>,
    /// What it will claim.
    pub kind: NoteKind,
}

/// What the sheet follows from.
#[derive(Debug, Clone)]
pub struct Key {
    /// The notes.
    pub canvas: Arc<Canvas>,
    /// The kind that is shown; `None` for all.
    pub filter: Option<NoteKind>,
    /// How many trays stand side by side.
    pub columns: usize,
    /// How wide the sheet is.
    pub width: f32,
    /// How high a tray is at least.
    pub least: f32,
    /// A note that is about to be written.
    pub draft: Option<Draft>,
}

impl Key {
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.canvas, &other.canvas)
            && (self.filter, self.columns, self.draft) == (other.filter, other.columns, other.draft)
            && (self.width - other.width).abs() < 0.1
            && (self.least - other.least).abs() < 0.1
    }

    fn column(&self) -> f32 {
        let columns = self.columns.max(1) as f32;
        ((self.width - GAP * (columns - 1.0)) / columns).max(80.0)
    }

    fn shows(&self, note: &Note) -> bool {
        self.filter.is_none_or(|kind| note.kind == Some(kind))
    }
}

/// How high texts are at a width.
pub struct Measure<'a> {
    /// A note with this text.
    pub note: &'a dyn Fn(&str, f32) -> f32,
    /// The question of an empty block.
    pub question: &'a dyn Fn(&str, f32) -> f32,
}

/// A note, or the one that is about to be written, in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// Its position in the list of all notes; `None` for the one that is about to be written.
    pub note: Option<usize>,
    /// Where it is.
    pub rect: Rect,
    /// Whether a note before it has the same id, as in a damaged file.
    pub twin: bool,
}

/// A tray in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Tray {
    /// Its block; `None` for notes without one.
    pub block: Option<CanvasBlock>,
    /// Where it is.
    pub rect: Rect,
    /// The notes that it shows.
    pub pieces: Vec<Piece>,
    /// How many notes it has.
    pub all: usize,
}

impl Tray {
    /// How many of its notes the filter hides.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.all - self.pieces.iter().filter(|piece| piece.note.is_some()).count()
    }
}

/// Which notes are where, from the top left of the sheet.
#[derive(Debug)]
pub struct Sheet {
    /// What it follows from.
    pub key: Key,
    /// The trays in reading order.
    pub trays: Vec<Tray>,
    /// How high it is.
    pub height: f32,
    /// The height of every note that is shown, by its position.
    pub heights: Vec<Height>,
}

impl Sheet {
    /// The sheet for a key: the old one if it is still right, otherwise one with the heights that it and `others` know.
    #[must_use]
    pub fn of(key: Key, old: Option<Self>, others: &[&Self], measure: &Measure<'_>) -> Self {
        match old {
            Some(old) if old.key.is(&key) => old,
            old => {
                let sheets: Vec<&Self> = old.iter().chain(others.iter().copied()).collect();
                Self::lay_out(key, &sheets, measure)
            }
        }
    }

    fn lay_out(key: Key, sheets: &[&Self], measure: &Measure<'_>) -> Self {
        let width = key.column() - PADDING * 2.0;
        let height = |(index, note): (usize, &Note)| {
            if key.shows(note) { heights::find(sheets, (index, note), width, measure) } else { Height::Unknown }
        };
        let heights = key.canvas.notes.iter().enumerate().map(height).collect();
        let mut sheet = Self { trays: collect(&key), key, height: 0.0, heights };
        sheet.place(measure);
        sheet
    }

    /// How wide a note is.
    #[must_use]
    pub fn note_width(&self) -> f32 {
        self.key.column() - PADDING * 2.0
    }

    /// Puts everything where it belongs with the heights that are known.
    pub fn place(&mut self, measure: &Measure<'_>) {
        let (width, column_width) = (self.note_width(), self.key.column());
        let mut top = 0.0;
        for row in self.trays.chunks_mut(self.key.columns.max(1)) {
            let mut height = if row.iter().any(|tray| tray.block.is_some()) { self.key.least } else { 0.0 };
            for (column, tray) in row.iter_mut().enumerate() {
                let corner = pos2(column as f32 * (column_width + GAP), top);
                let mut y = corner.y + HEAD;
                for piece in &mut tray.pieces {
                    let known = piece.note.and_then(|index| self.heights.get(index));
                    let high = known.map_or_else(|| (measure.note)("", width), |height| height.points());
                    piece.rect = Rect::from_min_size(pos2(corner.x + PADDING, y), vec2(width, high));
                    y = piece.rect.bottom() + BETWEEN;
                }
                y += rest(tray, width, measure);
                height = height.max(y - BETWEEN + PADDING - top);
                tray.rect = Rect::from_min_size(corner, vec2(column_width, 0.0));
            }
            for tray in row {
                tray.rect.set_height(height);
            }
            top += height + GAP;
        }
        self.height = (top - GAP).max(0.0);
    }

    /// The note at a position in the list of all notes.
    #[must_use]
    pub fn note(&self, piece: &Piece) -> Option<&Note> {
        piece.note.and_then(|index| self.key.canvas.notes.at(index))
    }

    /// The note at a place.
    #[must_use]
    pub fn note_at(&self, at: At) -> Option<&Note> {
        self.note(self.trays.get(at.tray)?.pieces.get(at.slot?)?)
    }

    /// The place of a block.
    #[must_use]
    pub fn tray_of(&self, block: Option<CanvasBlock>) -> Option<usize> {
        self.trays.iter().position(|tray| tray.block == block)
    }

    /// The place of a note, if it is shown.
    #[must_use]
    pub fn find(&self, id: Id) -> Option<At> {
        self.trays.iter().enumerate().find_map(|(tray, shown)| {
            let slot = shown.pieces.iter().position(|piece| self.note(piece).is_some_and(|note| note.id == id))?;
            Some(At { tray, slot: Some(slot) })
        })
    }

    /// How many notes each tray shows.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        self.trays.iter().map(|tray| tray.pieces.len()).collect()
    }
}

/// What stands in a tray below its notes: the box of an empty one, or how many the filter hides.
fn rest(tray: &Tray, width: f32, measure: &Measure<'_>) -> f32 {
    if tray.hidden() > 0 {
        HIDDEN + BETWEEN
    } else if tray.pieces.is_empty() {
        let question = tray.block.and_then(knowledge::block).map(|guide| guide.question.as_str()).unwrap_or_default();
        (measure.question)(question, width - BOX * 2.0) + BOX * 2.0 + BOX_BUTTON + BETWEEN
    } else {
        0.0
    }
}

/// The trays with their notes, in no place yet: the twelve blocks, and one more if there are notes without a block.
fn collect(key: &Key) -> Vec<Tray> {
    let mut blocks: Vec<Option<CanvasBlock>> = CanvasBlock::ALL.iter().copied().map(Some).collect();
    if key.canvas.notes.iter().any(|note| note.block.is_none()) {
        blocks.push(None);
    }
    let mut trays: Vec<Tray> =
        blocks.into_iter().map(|block| Tray { block, rect: Rect::ZERO, pieces: Vec::new(), all: 0 }).collect();
    let mut seen = BTreeSet::new();
    for (index, note) in key.canvas.notes.iter().enumerate() {
        let twin = !seen.insert(note.id);
        let Some(tray) = trays.iter_mut().find(|tray| tray.block == note.block) else { continue };
        tray.all += 1;
        if key.shows(note) {
            tray.pieces.push(Piece { note: Some(index), rect: Rect::ZERO, twin });
        }
    }
    if let Some(draft) = key.draft
        && let Some(tray) = trays.iter_mut().find(|tray| tray.block == Some(draft.block))
    {
        let follows = |piece: &Piece| {
            let note = piece.note.and_then(|index| key.canvas.notes.at(index));
            note.is_some_and(|note| Some(note.id) == draft.after)
        };
        let slot = tray.pieces.iter().position(follows).map_or(tray.pieces.len(), |slot| slot + 1);
        tray.pieces.insert(slot, Piece { note: None, rect: Rect::ZERO, twin: false });
    }
    trays
}

/// What the head of the page counts.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    canvas: Option<Arc<Canvas>>,
    /// How many notes there are.
    pub all: usize,
    /// How many blocks have notes.
    pub blocks: usize,
    /// How many notes have no block.
    pub unplaced: usize,
    kinds: [usize; 4],
}

impl Tally {
    /// Counts again if the canvas changed.
    pub fn follow(&mut self, canvas: &Arc<Canvas>) {
        if self.canvas.as_ref().is_some_and(|counted| Arc::ptr_eq(counted, canvas)) {
            return;
        }
        let notes = || canvas.notes.iter();
        let blocks = CanvasBlock::ALL.iter().filter(|block| notes().any(|note| note.block == Some(**block)));
        *self = Self {
            canvas: Some(Arc::clone(canvas)),
            all: notes().count(),
            blocks: blocks.count(),
            unplaced: notes().filter(|note| note.block.is_none()).count(),
            kinds: KINDS.map(|kind| notes().filter(|note| note.kind == Some(kind)).count()),
        };
    }

    /// How many notes are of a kind.
    #[must_use]
    pub fn of(&self, kind: NoteKind) -> usize {
        KINDS.iter().zip(self.kinds).find(|(other, _)| **other == kind).map_or(0, |(_, count)| count)
    }
}

/// The kinds in the order of the filter and of the keys 1 to 4.
pub const KINDS: [NoteKind; 4] = [NoteKind::Fact, NoteKind::Assumption, NoteKind::Question, NoteKind::Decision];

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn note(id: u64, block: Option<CanvasBlock>, kind: NoteKind) -> Note {
        Note { id: Id(id), block, kind: Some(kind), text: format!("note {id}"), ..Note::default() }
    }

    fn canvas() -> Arc<Canvas> {
        let problem = Some(CanvasBlock::Problem);
        let notes = vec![
            note(1, problem, NoteKind::Fact),
            note(2, Some(CanvasBlock::Solution), NoteKind::Question),
            note(3, problem, NoteKind::Question),
            note(4, None, NoteKind::Fact),
        ];
        Arc::new(Canvas { notes: notes.into_iter().collect(), ..Canvas::default() })
    }

    fn key(canvas: &Arc<Canvas>) -> Key {
        Key { canvas: Arc::clone(canvas), filter: None, columns: 4, width: 836.0, least: 252.0, draft: None }
    }

    fn lay_out(key: Key, old: Option<Sheet>) -> (Sheet, usize) {
        let measured = Cell::new(0);
        let measure = Measure {
            note: &|_, _| {
                measured.set(measured.get() + 1);
                100.0
            },
            question: &|_, _| 44.0,
        };
        let sheet = Sheet::of(key, old, &[], &measure);
        (sheet, measured.get())
    }

    #[test]
    fn notes_stand_in_the_trays_of_their_blocks_and_nothing_is_out_of_sight() {
        let (sheet, _) = lay_out(key(&canvas()), None);
        assert_eq!(sheet.sizes(), [2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1], "the last one is for notes without a block");
        assert_eq!(sheet.trays[1].rect, Rect::from_min_size(pos2(212.0, 0.0), vec2(200.0, 252.0)));
        assert_eq!(sheet.trays[0].pieces[1].rect, Rect::from_min_size(pos2(8.0, 136.0), vec2(184.0, 100.0)));
        let height = 3.0 * (252.0 + 12.0) + 32.0 + 100.0 + 8.0;
        assert!((sheet.height - height).abs() < 0.1, "notes without a block take no more room than they need");
        assert_eq!(sheet.find(Id(2)), Some(At { tray: 4, slot: Some(0) }));
    }

    #[test]
    fn a_tray_grows_with_its_notes_and_its_row_with_it() {
        let notes = (1..=10).map(|id| note(id, Some(CanvasBlock::Problem), NoteKind::Fact)).collect();
        let (sheet, _) = lay_out(key(&Arc::new(Canvas { notes, ..Canvas::default() })), None);
        let height = 32.0 + 10.0 * 104.0 - 4.0 + 8.0;
        assert!(sheet.trays[..4].iter().all(|tray| (tray.rect.height() - height).abs() < 0.1));
        assert!((sheet.trays[4].rect.top() - height - 12.0).abs() < 0.1);
    }

    #[test]
    fn a_filter_hides_and_counts_what_it_hides() {
        let (sheet, _) = lay_out(Key { filter: Some(NoteKind::Question), ..key(&canvas()) }, None);
        assert_eq!(sheet.sizes()[0], 1);
        assert_eq!(sheet.trays[0].hidden(), 1);
        assert_eq!(sheet.find(Id(1)), None);
    }

    #[test]
    fn only_a_note_that_changed_is_measured_again() {
        let before = canvas();
        let (sheet, measured) = lay_out(key(&before), None);
        assert_eq!(measured, 4);
        let (sheet, measured) = lay_out(key(&before), Some(sheet));
        assert_eq!(measured, 0);
        let mut after = Arc::clone(&before);
        Arc::make_mut(&mut after).notes.at_mut(2).unwrap().text.push('!');
        let (sheet, measured) = lay_out(key(&after), Some(sheet));
        assert_eq!(measured, 1);
        Arc::make_mut(&mut after).notes.insert(0, note(9, Some(CanvasBlock::Cost), NoteKind::Fact));
        assert_eq!(lay_out(key(&after), Some(sheet)).1, 1);
    }

    #[test]
    fn a_draft_follows_its_note_and_is_no_note_yet() {
        let draft = Draft { block: CanvasBlock::Problem, after: Some(Id(1)), kind: NoteKind::Fact };
        let (sheet, _) = lay_out(Key { draft: Some(draft), ..key(&canvas()) }, None);
        let pieces: Vec<Option<usize>> = sheet.trays[0].pieces.iter().map(|piece| piece.note).collect();
        assert_eq!(pieces, [Some(0), None, Some(2)]);
        assert_eq!(sheet.trays[0].hidden(), 0);
    }

    #[test]
    fn the_head_counts_notes_by_kind_and_blocks_that_have_some() {
        let mut tally = Tally::default();
        tally.follow(&canvas());
        assert_eq!((tally.all, tally.blocks, tally.unplaced), (4, 2, 1));
        assert_eq!(KINDS.map(|kind| tally.of(kind)), [2, 0, 2, 0]);
    }
}
