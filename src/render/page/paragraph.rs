//! Rich text -> lines: where lines break, and in which direction they run. Painting them is [`line`](super::line)'s.
//!
//! Lines break where UAX 14 allows; what fits no line is broken where it joins parts (see `breaks`), else between clusters. Direction follows UAX 9 with the base
//! direction of the first strong character of each hard line. Hidden actors (see `characters`) neither break nor turn
//! anything. Knows nothing of pages: which lines stay together is decided by whoever asks for them.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{Direction, ParagraphBidiInfo, get_base_direction};
use unicode_linebreak::linebreaks;

use crate::render::page::breaks;
use crate::render::page::characters::{self, may_hold_right_to_left};
use crate::render::page::placed::{Color, ElementId};
use crate::render::page::shape::{Extent, WordId};
use crate::render::page::style::{Inked, TextStyle};
use crate::render::page::typesetter::Typesetter;
use crate::report::block::{Link, Rich, Span, Style};

/// Space between paragraphs of one text.
pub(crate) const PARAGRAPH_GAP: f32 = 6.0;

/// What is wider than this, in thousandths of the size, may be broken for the sake of other columns.
const LONG_WORD: f32 = 13_000.0;

/// Text that is ready to be filled into lines.
pub(crate) struct Passage<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) stretches: Vec<Stretch<'t>>,
    pub(super) atoms: Vec<Atom>,
    pub(super) style: TextStyle,
    pub(super) tags: Tags,
}

/// A stretch of text in one style, up to a byte position.
pub(super) struct Stretch<'t> {
    pub(super) end: usize,
    pub(super) inked: Inked,
    pub(super) link: Option<&'t Link>,
    pub(super) edit: Option<Edit>,
}

/// What became of words, told by a line that needs no color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edit {
    /// They came: a line below them.
    Added,
    /// They went: a line through them.
    Removed,
}

impl Edit {
    const fn of(style: Style) -> Option<Self> {
        match style {
            Style::Added => Some(Self::Added),
            Style::Removed => Some(Self::Removed),
            _ => None,
        }
    }
}

/// A piece of text that is never broken: a word, or a part of one in one style and direction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    pub(super) word: WordId,
    pub(super) extent: Extent,
    /// Its bytes in the text.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) stretch: usize,
    pub(super) level: u8,
    ends: Ends,
}

impl Atom {
    /// Whether the line goes on after it if it can.
    fn is_inside(&self) -> bool {
        matches!(self.ends, Ends::No | Ends::Might)
    }
}

/// Whether a line may end after an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    No,
    /// Only if what stands between two better places fits no line.
    Might,
    May,
    /// A hard line ends here; whether its base direction is right to left.
    Must {
        rtl: bool,
        /// Whether a blank line follows.
        gap: bool,
    },
}

/// A line of a passage. Widths are in points.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(super) atoms: Range<usize>,
    /// Width without white space at the end.
    pub(super) ink: f32,
    /// Width with it.
    pub(super) advance: f32,
    /// Whether the base direction is right to left.
    pub(super) rtl: bool,
    /// Whether a paragraph gap follows.
    pub(crate) gap_after: bool,
}

/// Where a line is painted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// Left edge.
    pub(crate) x: f32,
    /// Top of the line.
    pub(crate) y: f32,
    /// Width that the text is aligned in.
    pub(crate) width: f32,
    /// To which side.
    pub(crate) side: Side,
}

/// To which side text is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Where reading starts: left, or right for right-to-left text.
    Start,
    /// Always at the right.
    Right,
}

/// The elements that the stretches of a passage belong to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tags {
    whole: Option<ElementId>,
    each: Vec<ElementId>,
}

impl Tags {
    /// One element for all of the text, or none for decoration.
    pub(crate) fn one(element: Option<ElementId>) -> Self {
        Self { whole: element, each: Vec::new() }
    }

    /// An element for each stretch.
    pub(crate) fn each(each: Vec<ElementId>) -> Self {
        Self { whole: None, each }
    }

    pub(super) fn of(&self, stretch: usize) -> Option<ElementId> {
        self.each.get(stretch).copied().or(self.whole)
    }
}

impl<'t> Passage<'t> {
    /// Prepares text in one style.
    pub(crate) fn plain(text: &'t str, style: &TextStyle, setter: &mut Typesetter<'_>) -> Self {
        let text = without_returns(text);
        let stretches = vec![Stretch { end: text.len(), inked: style.plain, link: None, edit: None }];
        let mut passage = Self { text, stretches, atoms: Vec::new(), style: *style, tags: Tags::default() };
        passage.prepare(setter);
        passage
    }

    /// Prepares rich text.
    pub(crate) fn rich(rich: &'t Rich, style: &TextStyle, setter: &mut Typesetter<'_>) -> Self {
        Self::spans(rich.0.iter(), style, setter)
    }

    /// Prepares spans.
    pub(crate) fn spans(spans: impl Iterator<Item = &'t Span>, style: &TextStyle, setter: &mut Typesetter<'_>) -> Self {
        let mut text = Cow::Borrowed("");
        let mut stretches = Vec::new();
        for span in spans.filter(|span| !span.text.is_empty()) {
            text += without_returns(&span.text);
            let link = span.link.as_ref().filter(|link| setter.leads(link) && !span.text.trim().is_empty());
            stretches.push(Stretch {
                end: text.len(),
                inked: inked(style, span.style, link.map(|_| setter.accent.ink)),
                link,
                edit: Edit::of(span.style),
            });
        }
        let mut passage = Self { text, stretches, atoms: Vec::new(), style: *style, tags: Tags::default() };
        passage.prepare(setter);
        passage
    }

    /// The same text, belonging to these elements; without them it is decoration.
    pub(crate) fn tagged(self, tags: Tags) -> Self {
        Self { tags, ..self }
    }

    /// The links of the stretches, `None` where a stretch is not linked.
    pub(crate) fn links(&self) -> impl Iterator<Item = Option<&'t Link>> {
        self.stretches.iter().map(|stretch| stretch.link)
    }

    /// Whether it begins with text that runs from right to left.
    pub(crate) fn is_right_to_left(&self) -> bool {
        let text = self.text.trim_start();
        may_hold_right_to_left(text) && get_base_direction(&*characters::neutralized(text)) == Direction::Rtl
    }

    /// The style that it is set in.
    pub(crate) fn style(&self) -> &TextStyle {
        &self.style
    }

    /// Cuts the text into atoms.
    fn prepare(&mut self, setter: &mut Typesetter<'_>) {
        let text = std::mem::take(&mut self.text);
        let mut start = 0;
        for hard in text.split('\n') {
            let end = start + hard.len();
            if hard.trim().is_empty() {
                if let Some(Atom { ends: Ends::Must { gap, .. }, .. }) = self.atoms.last_mut() {
                    *gap = true;
                }
            } else {
                self.cut_hard_line(setter, &text, start..end);
            }
            start = end + 1;
        }
        if let Some(Atom { ends: Ends::Must { gap, .. }, .. }) = self.atoms.last_mut() {
            *gap = false;
        }
        self.text = text;
    }

    fn cut_hard_line(&mut self, setter: &mut Typesetter<'_>, text: &str, bytes: Range<usize>) {
        let hard = text.get(bytes.clone()).unwrap_or_default();
        let neutral = characters::neutralized(hard);
        let directed = may_hold_right_to_left(hard).then(|| ParagraphBidiInfo::new(&neutral, None));
        let mut start = 0;
        for (end, _) in linebreaks(&neutral) {
            let mut places =
                breaks::inside(neutral.get(start..end).unwrap_or_default()).map(|at| start + at).peekable();
            let mut at = start;
            while at < end {
                let (next, level) = directed.as_ref().map_or((end, 0), |info| same_level(info, &neutral, at..end));
                let stretch = self.stretch_at(bytes.start + at);
                let limit = self.stretches.get(stretch).map_or(end, |stretch| stretch.end - bytes.start);
                while places.next_if(|place| *place <= at).is_some() {}
                let place = places.peek().copied().unwrap_or(end);
                let next = next.min(limit).min(place).max(at + 1);
                let ends = match next {
                    _ if next >= end => Ends::May,
                    _ if next == place => Ends::Might,
                    _ => Ends::No,
                };
                self.push(setter, text, (bytes.start + at)..(bytes.start + next), (stretch, level, ends));
                at = next;
            }
            start = end;
        }
        let rtl = directed.is_some_and(|info| info.paragraph_level.is_rtl());
        if let Some(last) = self.atoms.last_mut() {
            last.ends = Ends::Must { rtl, gap: false };
        }
    }

    fn push(
        &mut self,
        setter: &mut Typesetter<'_>,
        text: &str,
        bytes: Range<usize>,
        (stretch, level, ends): (usize, u8, Ends),
    ) {
        let face = self.stretches.get(stretch).map_or(self.style.plain, |stretch| stretch.inked).face;
        let word = text.get(bytes.clone()).unwrap_or_default();
        let word = setter.words.word(setter.fonts, face, level % 2 == 1, word);
        let extent = setter.words.extent(word);
        self.atoms.push(Atom { word, extent, start: bytes.start, end: bytes.end, stretch, level, ends });
    }

    fn stretch_at(&self, position: usize) -> usize {
        self.stretches.partition_point(|stretch| stretch.end <= position)
    }

    /// The narrowest and the widest that this text wants to be: its longest piece that should not be broken, and its longest
    /// hard line. What is very long may be broken inside, so that it starves no column beside it.
    pub(crate) fn widths(&self) -> (f32, f32) {
        let (mut narrow, mut wide, mut line) = (0.0f32, 0.0f32, 0.0);
        for group in self.atoms.split_inclusive(|atom| !atom.is_inside()) {
            let ink = ink_of(group);
            narrow = narrow.max(if ink > LONG_WORD { widest_part(group).min(LONG_WORD) } else { ink });
            wide = wide.max(line + ink);
            let ends_line = group.last().is_some_and(|atom| matches!(atom.ends, Ends::Must { .. }));
            line = if ends_line { 0.0 } else { line + advance_of(group) };
        }
        let points = self.style.size / 1000.0;
        (narrow * points, wide * points)
    }

    /// Fills the text into lines of a width in points.
    pub(crate) fn fill(&mut self, setter: &mut Typesetter<'_>, width: f32) -> Vec<Line> {
        let room = width * 1000.0 / self.style.size + 0.5;
        let atoms = std::mem::take(&mut self.atoms);
        let mut filler = Filler { atoms: Vec::with_capacity(atoms.len()), lines: Vec::new(), start: 0, advance: 0.0 };
        for group in atoms.split_inclusive(|atom| !atom.is_inside()) {
            if !filler.take(group, room) {
                self.fill_broken(setter, group, room, &mut filler);
            }
            if let Some(Atom { ends: ends @ Ends::Must { .. }, .. }) = group.last() {
                filler.close(*ends);
            }
        }
        self.atoms = filler.atoms;
        let mut lines = filler.lines;
        self.finish_lines(&mut lines);
        lines
    }

    /// Fills what fits no line: broken where it joins parts, and between clusters where a part fits no line either.
    fn fill_broken(&self, setter: &mut Typesetter<'_>, group: &[Atom], room: f32, filler: &mut Filler) {
        for part in group.split_inclusive(|atom| atom.ends != Ends::No) {
            if !filler.take(part, room) {
                for cluster in self.clusters(setter, part) {
                    filler.take_anyway(cluster, room);
                }
            }
        }
    }

    /// The clusters of a group of atoms, each an atom on its own: for what fits no line.
    fn clusters(&self, setter: &mut Typesetter<'_>, group: &[Atom]) -> Vec<Atom> {
        let mut clusters = Vec::new();
        for atom in group {
            let parts = setter.words.parts(atom.word);
            let glyphs = parts.iter().flat_map(|part| setter.words.glyphs(part));
            let mut starts: Vec<usize> = glyphs.map(|glyph| atom.start + glyph.cluster as usize).collect();
            starts.push(atom.start);
            starts.sort_unstable();
            starts.dedup();
            let ends = starts.iter().skip(1).copied().chain([atom.end]);
            let face = self.stretches.get(atom.stretch).map_or(self.style.plain, |stretch| stretch.inked).face;
            for (start, end) in starts.iter().copied().zip(ends) {
                let text = self.text.get(start..end).unwrap_or_default();
                let word = setter.words.word(setter.fonts, face, atom.level % 2 == 1, text);
                let extent = setter.words.extent(word);
                clusters.push(Atom { word, extent, start, end, ends: Ends::May, ..*atom });
            }
        }
        clusters
    }

    /// Gives lines their widths and directions, and the white space at their ends the base direction (UAX 9, rule L1).
    fn finish_lines(&mut self, lines: &mut [Line]) {
        let points = self.style.size / 1000.0;
        let mut rtl_below = false;
        for line in lines.iter_mut().rev() {
            // only the last line of a hard line knows its direction; the ones above it share it
            if line.ink < 0.0 {
                line.rtl = rtl_below;
            }
            rtl_below = line.rtl;
        }
        for line in lines {
            let atoms = self.atoms.get_mut(line.atoms.clone()).unwrap_or_default();
            let mut trailing = 0.0;
            line.advance = atoms.iter().map(|atom| atom.extent.advance).sum::<f32>() * points;
            for atom in atoms.iter_mut().rev() {
                trailing += atom.extent.advance - atom.extent.ink;
                if atom.extent.ink > 0.0 {
                    break;
                }
                atom.level = u8::from(line.rtl);
            }
            line.ink = line.advance - trailing * points;
        }
    }
}

/// Lines in the making.
struct Filler {
    atoms: Vec<Atom>,
    lines: Vec<Line>,
    /// The first atom of the open line, and its width so far in thousandths.
    start: usize,
    advance: f32,
}

impl Filler {
    /// Takes atoms that stay together, on the next line if the open one has no room. False if no line has: the next line is
    /// open then.
    fn take(&mut self, group: &[Atom], room: f32) -> bool {
        let ink = ink_of(group);
        if self.advance + ink > room && self.start < self.atoms.len() {
            self.close(Ends::May);
        }
        let fits = ink <= room;
        if fits {
            self.atoms.extend_from_slice(group);
            self.advance += advance_of(group);
        }
        fits
    }

    /// Takes an atom even if no line has room for it.
    fn take_anyway(&mut self, atom: Atom, room: f32) {
        if !self.take(&[atom], room) {
            self.advance += atom.extent.advance;
            self.atoms.push(atom);
        }
    }

    /// Ends the open line. A negative ink width marks lines that do not end a hard line, until they are finished.
    fn close(&mut self, ends: Ends) {
        let (rtl, gap_after, ink) = match ends {
            Ends::Must { rtl, gap } => (rtl, gap, 0.0),
            _ => (false, false, -1.0),
        };
        self.lines.push(Line { atoms: self.start..self.atoms.len(), ink, advance: 0.0, rtl, gap_after });
        self.start = self.atoms.len();
        self.advance = 0.0;
    }
}

/// Width of a group of atoms.
fn advance_of(group: &[Atom]) -> f32 {
    group.iter().map(|atom| atom.extent.advance).sum()
}

/// Width of a group of atoms without the white space at its end.
fn ink_of(group: &[Atom]) -> f32 {
    advance_of(group) - group.last().map_or(0.0, |atom| atom.extent.advance - atom.extent.ink)
}

/// Width of the widest part of a group that is broken wherever it might be.
fn widest_part(group: &[Atom]) -> f32 {
    group.split_inclusive(|atom| atom.ends != Ends::No).map(ink_of).fold(0.0, f32::max)
}

/// Up to where the characters from the start of a range have one level, white space apart, and which.
fn same_level(info: &ParagraphBidiInfo<'_>, text: &str, bytes: Range<usize>) -> (usize, u8) {
    let level_at = |at: usize| info.levels.get(at).map_or(0, unicode_bidi::Level::number);
    let piece = text.get(bytes.clone()).unwrap_or_default();
    let is_space = piece.starts_with(char::is_whitespace);
    let level = level_at(bytes.start);
    let differs =
        |&(at, character): &(usize, char)| level_at(bytes.start + at) != level || character.is_whitespace() != is_space;
    let next = piece.char_indices().find(differs).map_or(bytes.end, |(at, _)| bytes.start + at);
    (next, level)
}

/// Face and ink of a span, in the color of links if it is one.
fn inked(style: &TextStyle, span: Style, link: Option<Color>) -> Inked {
    let inked = style.inked(span);
    link.map_or(inked, |color| Inked { color, ..inked })
}

/// Text with line feeds only.
fn without_returns(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}
