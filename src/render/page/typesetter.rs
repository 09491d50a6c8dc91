//! What every part of the layout needs to set text: fonts, remembered words, and which links lead somewhere.

use std::collections::BTreeSet;

use crate::render::fonts::FontBook;
use crate::render::page::art::Art;
use crate::render::page::palette::Accent;
use crate::render::page::paragraph::{Frame, Passage, Side, Tags};
use crate::render::page::shape::Words;
use crate::render::page::style::TextStyle;
use crate::report::block::{Link, Source};

/// Sets text.
pub(crate) struct Typesetter<'f> {
    /// The faces; grows as characters need system faces.
    pub(crate) fonts: &'f mut FontBook,
    /// Shaped words.
    pub(crate) words: Words,
    /// Names in this document that links may point to.
    pub(crate) anchors: BTreeSet<String>,
    /// Where in the workbook the text comes from that is being set.
    pub(crate) source: Option<Source>,
    /// The color of links and of the header's rule.
    pub(crate) accent: Accent,
}

/// Where a single line stands against a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hold {
    /// It begins there.
    Left,
    /// Its middle is there.
    Middle,
    /// It ends there.
    Right,
}

impl<'f> Typesetter<'f> {
    /// A typesetter for text in a language, by its BCP 47 tag, that has met no words yet.
    pub(crate) fn new(fonts: &'f mut FontBook, language: &str, anchors: BTreeSet<String>) -> Self {
        Self { fonts, words: Words::in_language(language), anchors, source: None, accent: Accent::default() }
    }

    /// The same typesetter, for the organization that has this color.
    pub(crate) fn with_accent(self, accent: Option<[u8; 3]>) -> Self {
        Self { accent: accent.map(Accent::of).unwrap_or_default(), ..self }
    }

    /// Whether a link leads somewhere: to a known name, or to a web or mail address.
    pub(crate) fn leads(&self, link: &Link) -> bool {
        match link {
            Link::Anchor(name) => self.anchors.contains(name),
            Link::Address(address) => ["http://", "https://", "mailto:"]
                .iter()
                .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))),
        }
    }

    /// Width of a text in one line.
    pub(crate) fn width(&mut self, text: &str, style: &TextStyle) -> f32 {
        Passage::plain(text, style, self).widths().1
    }

    /// Sets a text in one line against a point; `y` is the line's top. It belongs to what is drawn. Returns its width.
    pub(crate) fn label(
        &mut self,
        text: &str,
        style: &TextStyle,
        (x, y, hold): (f32, f32, Hold),
        art: &mut Art,
    ) -> f32 {
        let mut passage = Passage::plain(text, style, self).tagged(Tags::one(art.element));
        let width = passage.widths().1;
        let left = match hold {
            Hold::Left => x,
            Hold::Middle => x - width / 2.0,
            Hold::Right => x - width,
        };
        let lines = passage.fill(self, f32::MAX);
        for (line, row) in lines.iter().zip(0u16..) {
            let frame = Frame { x: left, y: y + f32::from(row) * style.leading, width, side: Side::Start };
            passage.draw(self, line, &frame, art);
        }
        width
    }

    /// The longest start of a text that fits a width in one line, with an ellipsis if that is not all of it.
    pub(crate) fn fitted(&mut self, text: &str, style: &TextStyle, width: f32) -> String {
        let line = text.replace(['\n', '\r'], " ");
        if self.width(&line, style) <= width {
            return line;
        }
        let ends: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
        let shortened = |end: usize| format!("{}…", line.get(..end).unwrap_or_default().trim_end());
        let fits = ends.partition_point(|&end| self.width(&shortened(end), style) <= width);
        shortened(fits.checked_sub(1).and_then(|at| ends.get(at)).copied().unwrap_or(0))
    }
}
