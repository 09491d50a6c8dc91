//! How high the notes of a sheet are. Measuring means laying out the text of every note, and each size of the canvas has a
//! width of its own; so in a size that was not shown before, heights are guessed from another size. A few notes are measured in
//! each frame, those in sight first, until nothing is guessed; `zoom` keeps what somebody looks at where it is meanwhile. In the
//! same way the letters of a new size come a few notes a frame ([`Letters`]).

use std::collections::BTreeSet;

use egui::Rect;

use crate::model::Id;
use crate::model::canvas::Note;
use crate::ui::widgets::note;

use super::sheet::{Measure, Sheet};

/// How many notes are measured in one frame, and how many get their letters: each takes less than a millisecond.
pub const MEASURED_IN_A_FRAME: usize = 24;
const LETTERED_IN_A_FRAME: usize = 20;

/// Which notes have their letters already, after the size has changed. The others are sketched.
#[derive(Debug, Default)]
pub struct Letters {
    level: usize,
    /// Whether a note was sketched in the frame before.
    behind: bool,
    missing: bool,
    left: usize,
    ready: BTreeSet<Id>,
}

impl Letters {
    /// Begins a frame in one of the sizes.
    pub fn begin(&mut self, level: usize) {
        if self.level != level {
            self.level = level;
            self.behind = true;
            self.ready.clear();
        }
        self.left = LETTERED_IN_A_FRAME;
        self.missing = false;
    }

    /// Whether a note is drawn with its letters in this frame.
    pub fn of(&mut self, id: Id, is_measured: bool) -> bool {
        if !self.behind || self.ready.contains(&id) {
            return true;
        }
        let drawn = is_measured && self.left > 0;
        if drawn {
            self.left -= 1;
            self.ready.insert(id);
        }
        self.missing |= !drawn;
        drawn
    }

    /// Ends the frame. `true` if letters are missing.
    pub fn end(&mut self) -> bool {
        self.behind &= self.missing;
        self.behind
    }
}

/// The height of a note.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Height {
    /// Nobody asked for it.
    Unknown,
    /// From its height at another width.
    Guessed(f32),
    /// Of its text.
    Measured(f32),
}

impl Height {
    /// How high it is as far as that is known.
    #[must_use]
    pub fn points(self) -> f32 {
        match self {
            Self::Unknown => 0.0,
            Self::Guessed(high) | Self::Measured(high) => high,
        }
    }
}

/// The height of a note in a new sheet with notes this wide: as in a sheet with notes of the same width, guessed from another
/// one, or measured because no sheet knows the note.
#[must_use]
pub fn find(sheets: &[&Sheet], (index, note): (usize, &Note), width: f32, measure: &Measure<'_>) -> Height {
    let known = || sheets.iter().filter_map(|sheet| Some((sheet.note_width(), sheet.measured(note, index)?)));
    let same = known().find(|(other, _)| (other - width).abs() < 0.1).map(|(_, high)| Height::Measured(high));
    let guessed = || known().next().map(|(other, high)| Height::Guessed(note::guessed(high, other, width)));
    same.or_else(guessed).unwrap_or_else(|| Height::Measured((measure.note)(&note.text, width)))
}

impl Sheet {
    /// Whether some heights are guessed.
    #[must_use]
    pub fn is_rough(&self) -> bool {
        self.heights.iter().any(|height| matches!(height, Height::Guessed(_)))
    }

    /// Whether the height of a note is known. `index` is its position in the list of all notes.
    #[must_use]
    pub fn is_measured(&self, index: usize) -> bool {
        matches!(self.heights.get(index), Some(Height::Measured(_)))
    }

    /// Measures up to `most` notes, those in `sight`, a part of the sheet, before the others.
    pub fn measure_more(&mut self, sight: Rect, most: usize, measure: &Measure<'_>) {
        let width = self.note_width();
        let pieces = || self.trays.iter().flat_map(|tray| &tray.pieces);
        let mut guessed: Vec<(usize, bool)> = pieces()
            .filter_map(|piece| Some((piece.note?, piece.rect.intersects(sight))))
            .filter(|(index, _)| matches!(self.heights.get(*index), Some(Height::Guessed(_))))
            .collect();
        guessed.sort_by_key(|(_, in_sight)| !in_sight);
        for (index, _) in guessed.into_iter().take(most) {
            if let (Some(note), Some(height)) = (self.key.canvas.notes.at(index), self.heights.get_mut(index)) {
                *height = Height::Measured((measure.note)(&note.text, width));
            }
        }
        self.place(measure);
    }

    /// The measured height of a note that did not change since this sheet was made. Positions shift by one where a note is
    /// added or taken out; a note that is the same value in memory is the same.
    fn measured(&self, note: &Note, index: usize) -> Option<f32> {
        let same = |index: &usize| self.key.canvas.notes.at(*index).is_some_and(|old| std::ptr::eq(old, note));
        let index = [Some(index), index.checked_sub(1), Some(index + 1)].into_iter().flatten().find(same)?;
        match self.heights.get(index) {
            Some(Height::Measured(high)) => Some(*high),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::Arc;

    use egui::{Pos2, pos2, vec2};

    use super::super::sheet::Key;
    use super::super::zoom::{Wish, Zoom};
    use super::*;
    use crate::model::Id;
    use crate::model::canvas::{Canvas, CanvasBlock};

    /// The page on the screen.
    const PAGE: Rect = Rect { min: Pos2::new(200.0, 100.0), max: Pos2::new(1_200.0, 800.0) };

    /// 480 notes of 1 to 29 words, in all blocks.
    fn canvas() -> Arc<Canvas> {
        let blocks = CanvasBlock::ALL.iter().cycle();
        let notes = (1..=480).zip(blocks).map(|(id, block)| Note {
            id: Id(id),
            block: Some(*block),
            text: "a word ".repeat((id as usize * 7) % 29 + 1),
            ..Note::default()
        });
        Arc::new(Canvas { notes: notes.collect(), ..Canvas::default() })
    }

    /// A person in front of the canvas, frame by frame.
    struct Canvases {
        canvas: Arc<Canvas>,
        zoom: Zoom,
        sheets: Vec<Sheet>,
        offset: egui::Vec2,
        measured: Cell<usize>,
    }

    impl Canvases {
        fn new() -> Self {
            let measured = Cell::new(0);
            Self { canvas: canvas(), zoom: Zoom::default(), sheets: Vec::new(), offset: vec2(0.0, 0.0), measured }
        }

        /// One frame, drawn at the pointer: how many notes were measured, and where note 200 is on the screen.
        fn frame(&mut self, pointer: Pos2) -> (usize, f32) {
            let width = self.zoom.width(PAGE.width());
            let canvas = Arc::clone(&self.canvas);
            let key = Key { canvas, filter: None, columns: 4, width, least: 252.0, draft: None };
            let measure = Measure {
                note: &|text, width| {
                    self.measured.set(self.measured.get() + 1);
                    30.0 + 18.0 * (text.len() as f32 * 7.0 / width).ceil()
                },
                question: &|_, _| 44.0,
            };
            self.measured.set(0);
            let old = self.sheets.pop();
            self.zoom.hold(old.as_ref(), pointer);
            let others: Vec<&Sheet> = self.sheets.iter().chain(&old).collect();
            let same = |sheet: &&Sheet| (sheet.key.width - width).abs() < 0.1;
            let is_same = old.as_ref().is_some_and(|old| same(&old));
            let mut sheet =
                if is_same { Sheet::of(key, old, &[], &measure) } else { Sheet::of(key, None, &others, &measure) };
            if sheet.is_rough() {
                let sight = self.zoom.sight(&sheet, PAGE.min, PAGE);
                sheet.measure_more(sight, MEASURED_IN_A_FRAME, &measure);
            }
            self.offset = self.zoom.offset(&sheet, PAGE.min).unwrap_or(self.offset);
            self.zoom.origin = PAGE.min.to_vec2() - self.offset;
            let at = sheet.find(Id(200)).unwrap();
            let top = sheet.trays[at.tray].pieces[at.slot.unwrap()].rect.top();
            self.sheets.push(sheet);
            (self.measured.get(), self.zoom.origin.y + top * self.zoom.scale())
        }

        fn sheet(&self) -> &Sheet {
            self.sheets.last().unwrap()
        }
    }

    #[test]
    fn a_new_size_is_measured_over_some_frames_while_what_is_looked_at_stays() {
        let mut canvases = Canvases::new();
        let pointer = pos2(700.0, 400.0);
        assert_eq!(canvases.frame(pointer).0, 480, "nothing to guess from");
        assert!(!canvases.sheet().is_rough());
        // note 200 comes under the pointer
        let (_, top) = canvases.frame(pointer);
        canvases.offset.y = top - 400.0 + canvases.offset.y + 5.0;
        canvases.zoom.origin = PAGE.min.to_vec2() - canvases.offset;
        let column = canvases.sheet().trays[canvases.sheet().find(Id(200)).unwrap().tray].rect.center().x;
        let pointer = pos2(canvases.zoom.origin.x + column, 400.0);
        canvases.zoom.wish(Wish::Out, canvases.sheets.last(), pointer);
        let (first, top) = canvases.frame(pointer);
        assert_eq!(first, MEASURED_IN_A_FRAME, "of 480 notes");
        let mut frames = 1;
        while canvases.sheet().is_rough() {
            let (measured, now) = canvases.frame(pointer);
            assert!(measured <= MEASURED_IN_A_FRAME, "{measured} in a frame");
            assert!((now - top).abs() < 0.5, "it was at {top}, and is at {now} in frame {frames}");
            frames += 1;
            assert!(frames < 25);
        }
        let (measured, now) = canvases.frame(pointer);
        assert!(measured == 0 && (now - top).abs() < 0.5 && frames > 3, "{measured}, {now}, {top}, {frames}");
        // and it is the sheet that measuring everything at once makes
        let whole = {
            let mut other = Canvases::new();
            other.zoom.wish(Wish::Out, None, pointer);
            assert_eq!(other.frame(pointer).0, 480);
            other.sheets.pop().unwrap()
        };
        assert_eq!(canvases.sheet().trays, whole.trays);
    }

    #[test]
    fn letters_of_a_new_size_come_over_some_frames_and_stay() {
        let mut letters = Letters::default();
        let frame = |letters: &mut Letters, level: usize, measured: bool| {
            letters.begin(level);
            let drawn = (1..=50).filter(|id| letters.of(Id(*id), measured)).count();
            (drawn, letters.end())
        };
        assert_eq!(frame(&mut letters, 0, false), (50, false), "nothing has changed");
        assert_eq!(frame(&mut letters, 3, false), (0, true), "guessed notes wait");
        assert_eq!(frame(&mut letters, 3, true), (20, true));
        assert_eq!(frame(&mut letters, 3, true), (40, true));
        assert_eq!(frame(&mut letters, 3, true), (50, false));
        assert_eq!(frame(&mut letters, 3, true), (50, false), "and scrolling sketches nothing");
    }
}
