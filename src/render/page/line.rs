//! Painting a line: runs in visual order, link areas, boxes for what has no glyph.
//!
//! Items are painted in logical order, wherever they stand, because extraction and screen readers follow that order.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};

use crate::render::page::art::{Art, Goal, Linked};
use crate::render::page::palette;
use crate::render::page::paragraph::{Edit, Frame, Line, Passage, Side};
use crate::render::page::placed::{Color, PlacedGlyph, TextRun};
use crate::render::page::placeholder::{self, Boxed};
use crate::render::page::shape::{Part, Show, Words};
use crate::render::page::typesetter::Typesetter;

/// Parts of a line that stand together in one face, style and direction.
struct Group {
    parts: Range<usize>,
    show: Show,
    stretch: usize,
    level: u8,
    /// Width in thousandths of the size.
    advance: f32,
}

impl Passage<'_> {
    /// Paints a line.
    pub(crate) fn draw(&self, setter: &Typesetter<'_>, line: &Line, frame: &Frame, art: &mut Art) {
        let (parts, groups) = self.groups(&setter.words, line);
        let lefts = left_edges(&groups, start_of(line, frame), self.style.size / 1000.0);
        let baseline = frame.y + baseline(self, setter);
        let underline = setter.accent.underline;
        let painter = Painter { passage: self, words: &setter.words, frame, baseline, underline };
        let last = groups.len().saturating_sub(1);
        for (at, (group, left)) in groups.iter().zip(lefts).enumerate() {
            let parts = parts.get(group.parts.clone()).unwrap_or_default();
            match group.show {
                Show::Glyphs(_) => art.text(painter.run(group, parts, left), self.tags.of(group.stretch)),
                Show::Boxed(character) => {
                    let digits = parts.first().map(|(_, part)| setter.words.glyphs(part)).unwrap_or_default();
                    let (size, color) = (self.style.size, painter.color(group));
                    let boxed = Boxed { character, digits, at: (left, baseline), size, color };
                    placeholder::draw(&boxed, art, self.tags.of(group.stretch));
                    art.missing.push((character, setter.source));
                }
            }
            // white space at the end of a line is not seen, and no line goes through it
            let hangs = if at == last { line.advance - line.ink } else { 0.0 };
            painter.edit(group, (left, hangs), art);
            painter.link(group, left, art);
        }
    }

    /// The parts of a line with the positions of their words, and the groups that they form, in logical order.
    fn groups<'w>(&self, words: &'w Words, line: &Line) -> (Vec<(usize, &'w Part)>, Vec<Group>) {
        let atoms = self.atoms.get(line.atoms.clone()).unwrap_or_default();
        let mut parts = Vec::with_capacity(atoms.len());
        let mut groups: Vec<Group> = Vec::new();
        for atom in atoms {
            for part in words.parts(atom.word) {
                let at = parts.len();
                parts.push((atom.start, part));
                match groups.last_mut() {
                    Some(group) if group.takes(part, atom.stretch, atom.level) => {
                        group.parts.end = at + 1;
                        group.advance += part.advance;
                    }
                    _ => groups.push(Group {
                        parts: at..at + 1,
                        show: part.show,
                        stretch: atom.stretch,
                        level: atom.level,
                        advance: part.advance,
                    }),
                }
            }
        }
        (parts, groups)
    }
}

impl Group {
    /// Whether a part can stand in this group.
    fn takes(&self, part: &Part, stretch: usize, level: u8) -> bool {
        let same_face = matches!(part.show, Show::Glyphs(_)) && part.show == self.show;
        same_face && stretch == self.stretch && level == self.level
    }
}

/// Distance from the top of a line to its baseline: half of the leading above and below, as in CSS.
fn baseline(passage: &Passage<'_>, setter: &Typesetter<'_>) -> f32 {
    let style = passage.style;
    let face = setter.fonts.face(style.plain.face);
    let (ascent, descent) = (face.ascent * style.size / 1000.0, -face.descent * style.size / 1000.0);
    (style.leading - ascent - descent) / 2.0 + ascent
}

/// Where the first run of a line begins.
fn start_of(line: &Line, frame: &Frame) -> f32 {
    match (frame.side, line.rtl) {
        (Side::Start, false) => frame.x,
        // white space at the end of a right-to-left line stands at its left and hangs out
        (_, true) => frame.x + frame.width - line.advance,
        (Side::Right, false) => frame.x + frame.width - line.ink,
    }
}

/// Left edges of the groups, in logical order.
fn left_edges(groups: &[Group], start: f32, points: f32) -> Vec<f32> {
    let mut lefts = vec![start; groups.len()];
    let mut x = start;
    let mut place = |at: usize| {
        if let (Some(left), Some(group)) = (lefts.get_mut(at), groups.get(at)) {
            *left = x;
            x += group.advance * points;
        }
    };
    if groups.iter().all(|group| group.level == 0) {
        (0..groups.len()).for_each(&mut place);
    } else {
        let levels: Vec<Level> = groups.iter().map(|group| Level::new(group.level).unwrap_or(Level::ltr())).collect();
        BidiInfo::reorder_visual(&levels).into_iter().for_each(&mut place);
    }
    lefts
}

/// What the groups of a line share.
struct Painter<'a> {
    passage: &'a Passage<'a>,
    words: &'a Words,
    frame: &'a Frame,
    baseline: f32,
    /// The color of the line under links.
    underline: Color,
}

impl Painter<'_> {
    fn color(&self, group: &Group) -> Color {
        let stretch = self.passage.stretches.get(group.stretch);
        stretch.map_or(self.passage.style.plain, |stretch| stretch.inked).color
    }

    /// The run of a group of glyphs.
    fn run(&self, group: &Group, parts: &[(usize, &Part)], left: f32) -> TextRun {
        let bytes = |(start, part): &(usize, &Part)| (start + part.bytes.start)..(start + part.bytes.end);
        let first = parts.first().map_or(0, |part| bytes(part).start);
        let last = parts.last().map_or(first, |part| bytes(part).end);
        let count = parts.iter().map(|(_, part)| self.words.glyphs(part).len()).sum();
        let mut glyphs = Vec::with_capacity(count);
        let mut add = |(start, part): &(usize, &Part)| {
            let moved = self.words.glyphs(part).iter().map(|&glyph| {
                let cluster = (start + glyph.cluster as usize).saturating_sub(first) as u32;
                PlacedGlyph { cluster, ..glyph }
            });
            glyphs.extend(moved);
        };
        if group.level % 2 == 1 {
            parts.iter().rev().for_each(&mut add);
        } else {
            parts.iter().for_each(&mut add);
        }
        let Show::Glyphs(face) = group.show else { return self.empty(left) };
        let text = self.passage.text.get(first..last).unwrap_or_default().to_owned();
        TextRun { face, color: self.color(group), glyphs, text, ..self.empty(left) }
    }

    fn empty(&self, left: f32) -> TextRun {
        TextRun {
            face: self.passage.style.plain.face,
            size_pt: self.passage.style.size,
            color: palette::INK,
            x: left,
            y: self.baseline,
            rotation: 0.0,
            glyphs: Vec::new(),
            text: String::new(),
        }
    }

    /// The line below words that came, or through words that went.
    fn edit(&self, group: &Group, (left, hangs): (f32, f32), art: &mut Art) {
        let stretch = self.passage.stretches.get(group.stretch);
        let Some((stretch, edit)) = stretch.and_then(|it| it.edit.map(|edit| (it, edit))) else { return };
        let size = self.passage.style.size;
        let below = match edit {
            Edit::Added => 0.16,
            Edit::Removed => -0.26,
        };
        let left = if group.level % 2 == 1 { left + hangs } else { left };
        let width = group.advance * size / 1000.0 - hangs;
        if width > 0.0 {
            art.rule((left, self.baseline + size * below), width, 0.7, stretch.inked.color);
        }
    }

    /// The area and underline of a group that is linked.
    fn link(&self, group: &Group, left: f32, art: &mut Art) {
        let stretches = &self.passage.stretches;
        let Some((stretch, link)) = stretches.get(group.stretch).and_then(|it| it.link.map(|link| (it, link))) else {
            return;
        };
        let style = &self.passage.style;
        let width = group.advance * style.size / 1000.0;
        art.rule((left, self.baseline + style.size * 0.14), width, 0.5, self.underline);
        let start =
            group.stretch.checked_sub(1).and_then(|before| stretches.get(before)).map_or(0, |before| before.end);
        let words = self.passage.text.get(start..stretch.end).unwrap_or_default().trim().to_owned();
        art.links.push(Linked {
            area: [left, self.frame.y, width, style.leading],
            target: Goal::Link(link.clone()),
            element: self.passage.tags.of(group.stretch),
            words,
        });
    }
}
