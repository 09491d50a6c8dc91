//! Clusters: which glyphs of a run show which of its characters.
//!
//! A shaper joins characters (ligatures), splits them (decomposed accents) and turns them round (right to left), and
//! says so with one number per glyph: where in the text its cluster begins. This file reads those numbers; fonts and
//! text both rest on it.

use crate::render::page::placed::{PlacedGlyph, TextRun};

/// Glyphs that together show a piece of text.
pub(super) struct Cluster<'a> {
    /// The glyphs in visual order; never empty.
    pub(super) glyphs: &'a [PlacedGlyph],
    /// What they show.
    pub(super) text: &'a str,
}

/// The clusters of a run in visual order. Together they hold all of its glyphs and all of its text: characters without
/// a glyph of their own are counted to the cluster before them, in order of reading.
pub(super) fn clusters(run: &TextRun) -> Clusters<'_> {
    let forward = is_forward(run);
    let edge = if forward { 0 } else { run.text.len() };
    Clusters { glyphs: &run.glyphs, text: &run.text, forward, edge }
}

/// Whether the glyphs stand in the order in which the text is read.
fn is_forward(run: &TextRun) -> bool {
    match (run.glyphs.first(), run.glyphs.last()) {
        (Some(first), Some(last)) => first.cluster <= last.cluster,
        _ => true,
    }
}

/// See [`clusters`].
pub(super) struct Clusters<'a> {
    glyphs: &'a [PlacedGlyph],
    text: &'a str,
    forward: bool,
    /// Where in the text the cluster before this one ended; reading backwards, where it began.
    edge: usize,
}

impl<'a> Iterator for Clusters<'a> {
    type Item = Cluster<'a>;

    fn next(&mut self) -> Option<Cluster<'a>> {
        let number = self.glyphs.first()?.cluster;
        let count = self.glyphs.iter().take_while(|glyph| glyph.cluster == number).count();
        let (glyphs, rest) = self.glyphs.split_at(count);
        self.glyphs = rest;
        let (start, end) = if self.forward {
            (self.edge, rest.first().map_or(self.text.len(), |next| next.cluster as usize))
        } else {
            (if rest.is_empty() { 0 } else { number as usize }, self.edge)
        };
        self.edge = if self.forward { end } else { start };
        Some(Cluster { glyphs, text: self.text.get(start..end).unwrap_or_default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fonts::FaceId;
    use crate::render::page::placed::Color;

    fn pieces(text: &str, numbers: &[u32]) -> Vec<(usize, String)> {
        let glyph = |cluster: &u32| PlacedGlyph { id: 1, advance: 500.0, dx: 0.0, dy: 0.0, cluster: *cluster };
        let run = TextRun {
            face: FaceId(0),
            size_pt: 10.0,
            color: Color(0, 0, 0),
            x: 0.0,
            y: 0.0,
            rotation: 0.0,
            glyphs: numbers.iter().map(glyph).collect(),
            text: text.to_owned(),
        };
        clusters(&run).map(|cluster| (cluster.glyphs.len(), cluster.text.to_owned())).collect()
    }

    #[test]
    fn clusters_cover_the_text() {
        let piece = |count: usize, text: &str| (count, text.to_owned());
        assert_eq!(pieces("find", &[0, 2, 3]), [piece(1, "fi"), piece(1, "n"), piece(1, "d")]);
        assert_eq!(pieces("e\u{301}x", &[0, 0, 3]), [piece(2, "e\u{301}"), piece(1, "x")]);
        assert_eq!(pieces("אב", &[2, 0]), [piece(1, "ב"), piece(1, "א")]);
        assert_eq!(pieces("a b ", &[0, 1, 2]), [piece(1, "a"), piece(1, " "), piece(1, "b ")]);
        assert_eq!(pieces("", &[0]), [piece(1, "")]);
        assert_eq!(pieces("ab", &[]), []);
    }
}
