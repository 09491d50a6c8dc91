//! Shaped text as content operators (ISO 32000-1, 9.4), so that it can be read back.
//!
//! Glyphs go out in visual order with the distances that layout gave them. Where the glyphs of a cluster do not spell
//! its text through `ToUnicode` (a shared glyph, an accent taken apart), the text is said beside them as `ActualText`
//! (14.9.4). That happens cluster by cluster, in right-to-left runs too: readers turn such runs round themselves, and
//! poppler, `MuPDF` and `PDFium` give them back in the wrong order when a whole run has one `ActualText`.

use crate::render::page::placed::{PlacedGlyph, TextRun};

use super::cluster::{Cluster, clusters};
use super::content::Content;
use super::font::EmbeddedFace;

/// Deviation from the laid-out position that is left alone, in thousandths of the font size: a hundredth of a point in
/// text of 10 points.
const TOLERANCE: f32 = 1.0;

/// Shows a run.
pub(super) fn show(content: &mut Content, run: &TextRun, face: &EmbeddedFace) {
    content.fill(run.color);
    content.operator("BT");
    content.font(&face.resource, run.size_pt);
    start(content, run);
    let mut line = Line::new(content, face, run.size_pt);
    for cluster in clusters(run) {
        line.cluster(&cluster);
    }
    line.finish();
    content.operator("ET");
}

/// Moves to the start of the baseline, turned a quarter to the left if asked for.
fn start(content: &mut Content, run: &TextRun) {
    let is_turned = run.rotation > 45.0;
    if is_turned {
        content.raw(b"0 1 -1 0 ");
    }
    content.point(run.x, run.y);
    content.operator(if is_turned { "Tm" } else { "Td" });
}

/// The glyphs of a run on their way into `TJ` operators. Distances are in thousandths of the font size.
struct Line<'a> {
    content: &'a mut Content,
    face: &'a EmbeddedFace,
    size_pt: f32,
    /// Where layout has the pen.
    laid_out: f32,
    /// Where a reader of the file has it.
    written: f32,
    rise: f32,
    state: State,
}

/// How far into an operator the line is.
#[derive(PartialEq)]
enum State {
    Outside,
    InArray,
    InString,
}

impl<'a> Line<'a> {
    fn new(content: &'a mut Content, face: &'a EmbeddedFace, size_pt: f32) -> Self {
        Line { content, face, size_pt, laid_out: 0.0, written: 0.0, rise: 0.0, state: State::Outside }
    }

    fn cluster(&mut self, cluster: &Cluster) {
        if spells(self.face, cluster) {
            cluster.glyphs.iter().for_each(|glyph| self.glyph(*glyph));
        } else {
            self.begin_actual_text(cluster.text);
            cluster.glyphs.iter().for_each(|glyph| self.glyph(*glyph));
            self.end_actual_text();
        }
    }

    fn glyph(&mut self, placed: PlacedGlyph) {
        if let Some(glyph) = self.face.glyph(placed.id) {
            self.raise(placed.dy);
            self.move_to(self.laid_out + placed.dx);
            self.enter(&State::InString);
            for byte in glyph.code.to_be_bytes() {
                match byte {
                    b'(' | b')' | b'\\' => self.content.raw(&[b'\\', byte]),
                    b'\r' => self.content.raw(b"\\r"),
                    _ => self.content.raw(&[byte]),
                }
            }
            self.written += glyph.width;
        }
        self.laid_out += placed.advance;
    }

    fn raise(&mut self, rise: f32) {
        if (rise - self.rise).abs() > f32::EPSILON {
            self.rise = rise;
            self.enter(&State::Outside);
            self.content.number(rise / 1000.0 * self.size_pt);
            self.content.operator("Ts");
        }
    }

    fn move_to(&mut self, target: f32) {
        let back = (self.written - target).round();
        if (self.written - target).abs() > TOLERANCE {
            self.enter(&State::InArray);
            self.content.number(back);
            self.written -= back;
        }
    }

    fn begin_actual_text(&mut self, text: &str) {
        self.enter(&State::Outside);
        self.content.begin_actual_text(text);
    }

    fn end_actual_text(&mut self) {
        self.enter(&State::Outside);
        self.content.end_marked();
    }

    /// Opens or closes brackets until the line is in this state.
    fn enter(&mut self, state: &State) {
        while self.state != *state {
            self.state = match (&self.state, state) {
                (State::Outside, _) => {
                    self.content.raw(b"[");
                    State::InArray
                }
                (State::InArray, State::Outside) => {
                    self.content.operator("]TJ");
                    State::Outside
                }
                (State::InArray, _) => {
                    self.content.raw(b"(");
                    State::InString
                }
                (State::InString, _) => {
                    self.content.raw(b")");
                    State::InArray
                }
            };
        }
    }

    fn finish(mut self) {
        self.raise(0.0);
        self.enter(&State::Outside);
    }
}

/// Whether the glyphs of a cluster give back its text through `ToUnicode`. Private use characters never do: what they
/// mean is known to their font only (ISO 19005-3, 6.2.11.7.3).
fn spells(face: &EmbeddedFace, cluster: &Cluster) -> bool {
    let mut rest = cluster.text;
    for placed in cluster.glyphs {
        let Some(shorter) = face.glyph(placed.id).and_then(|glyph| rest.strip_prefix(&*glyph.text)) else {
            return false;
        };
        rest = shorter;
    }
    rest.is_empty() && (cluster.text.is_ascii() || !cluster.text.chars().any(is_private))
}

fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}
