//! The content stream of one page: operators and operands as bytes.
//!
//! Turns positions round (PDF counts from the bottom, placed items from the top), writes numbers short, and leaves out
//! state that is already set. Relies on ISO 32000-1, chapters 8 and 9, and Annex A. Does not know items, fonts or tags.
//! printpdf has operations of its own for this; they take a heap allocation per glyph, which is too much for long
//! documents, so the pages that printpdf makes get these bytes as their content.

use crate::render::page::placed::{Color, Stroke};

use super::{string::utf16_hex, syntax};

/// A content stream in the making.
pub(super) struct Content {
    bytes: Vec<u8>,
    height_pt: f32,
    fill: Option<Color>,
    stroke: Option<Stroke>,
    font: Option<(String, f32)>,
}

impl Content {
    /// An empty stream for a page of this height.
    pub(super) fn new(height_pt: f32) -> Self {
        Content { bytes: Vec::with_capacity(16 * 1024), height_pt, fill: None, stroke: None, font: None }
    }

    /// The finished stream.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// A number with at most two decimals and a space after it.
    pub(super) fn number(&mut self, value: f32) {
        syntax::decimal(&mut self.bytes, value, 2);
        self.bytes.push(b' ');
    }

    /// A position on the page, given from the top left corner.
    pub(super) fn point(&mut self, x: f32, y: f32) {
        self.number(x);
        self.number(self.height_pt - y);
    }

    /// A rectangle between two corners: half the bytes of its outline, and every page has rules. Its edges are rounded
    /// like other positions, so that edges which meet still do.
    pub(super) fn rectangle(&mut self, (x, y): (f32, f32), (right, bottom): (f32, f32)) {
        let rounded = |value: f32| (value * 100.0).round() / 100.0;
        let (left, low) = (rounded(x), rounded(self.height_pt - bottom));
        self.number(left);
        self.number(low);
        self.number(rounded(right) - left);
        self.number(rounded(self.height_pt - y) - low);
        self.raw(b"re ");
    }

    /// Operators, operands or delimiters as they are.
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// An operator, on a line of its own with its operands.
    pub(super) fn operator(&mut self, name: &str) {
        self.raw(name.as_bytes());
        self.bytes.push(b'\n');
    }

    /// Sets the ink for text and for the inside of paths.
    pub(super) fn fill(&mut self, color: Color) {
        if self.fill != Some(color) {
            self.fill = Some(color);
            self.color(color);
            self.operator("rg");
        }
    }

    /// Sets the pen for the outline of paths.
    pub(super) fn stroke(&mut self, stroke: Stroke) {
        let before = self.stroke.replace(stroke);
        if before.map(|pen| pen.color) != Some(stroke.color) {
            self.color(stroke.color);
            self.operator("RG");
        }
        if before.map(|pen| pen.width_pt) != Some(stroke.width_pt) {
            self.number(stroke.width_pt);
            self.operator("w");
        }
        if before.is_some_and(|pen| pen.round) != stroke.round {
            self.operator(if stroke.round { "1 J 1 j" } else { "0 J 0 j" });
        }
        if before.and_then(|pen| pen.dash) != stroke.dash {
            self.raw(b"[");
            if let Some((dash, gap)) = stroke.dash {
                self.number(dash);
                self.number(gap);
            }
            self.operator("]0 d");
        }
    }

    /// Chooses a font by its resource name; only inside a text object.
    pub(super) fn font(&mut self, resource: &str, size_pt: f32) {
        let is_set = |(name, size): &(String, f32)| name == resource && size.to_bits() == size_pt.to_bits();
        if self.font.as_ref().is_some_and(is_set) {
            return;
        }
        self.font = Some((resource.to_owned(), size_pt));
        self.raw(b"/");
        self.raw(resource.as_bytes());
        self.raw(b" ");
        self.number(size_pt);
        self.operator("Tf");
    }

    /// Opens marked content that belongs to the structure tree (14.7.4.2).
    pub(super) fn begin_marked(&mut self, tag: &str, mcid: u32) {
        self.raw(b"/");
        self.raw(tag.as_bytes());
        self.raw(b"<</MCID ");
        syntax::integer(&mut self.bytes, i64::from(mcid));
        self.operator(">>BDC");
    }

    /// Opens marked content that stands for other text than its glyphs spell (14.9.4).
    pub(super) fn begin_actual_text(&mut self, text: &str) {
        self.operator(&format!("/Span<</ActualText<{}>>>BDC", utf16_hex(text)));
    }

    /// Opens decoration, which is not read out (14.8.2.2).
    pub(super) fn begin_artifact(&mut self) {
        self.operator("/Artifact BMC");
    }

    /// Closes what was opened last.
    pub(super) fn end_marked(&mut self) {
        self.operator("EMC");
    }

    /// Three components from 0 to 1, for `rg` and `RG`.
    fn color(&mut self, Color(red, green, blue): Color) {
        for component in [red, green, blue] {
            syntax::decimal(&mut self.bytes, f32::from(component) / 255.0, 3);
            self.bytes.push(b' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f32) -> String {
        let mut content = Content::new(0.0);
        content.number(value);
        String::from_utf8(content.into_bytes()).unwrap_or_default()
    }

    #[test]
    fn numbers_are_short() {
        for (value, written) in
            [(0.0, "0 "), (12.0, "12 "), (-0.5, "-0.5 "), (1.05, "1.05 "), (-0.001, "0 "), (841.89, "841.89 ")]
        {
            assert_eq!(number(value), written);
        }
        assert_eq!(number(f32::NAN), "0 ");
    }

    #[test]
    fn state_is_written_once() {
        let mut content = Content::new(0.0);
        content.fill(Color(255, 0, 51));
        content.fill(Color(255, 0, 51));
        content.fill(Color(0, 0, 0));
        assert_eq!(content.into_bytes(), b"1 0 0.2 rg\n0 0 0 rg\n");
    }
}
