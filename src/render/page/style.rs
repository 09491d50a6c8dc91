//! The type scale of printed pages, in points.
//!
//! Serif is the document's voice, sans the tool's. Sizes come from the design's mockups (CSS pixels times 0.75). Widths,
//! gaps and colors of parts live with the parts.

use crate::render::fonts::FaceId;
use crate::render::page::palette;
use crate::render::page::placed::Color;
use crate::report::block::Style;

/// How a piece of running text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TextStyle {
    /// Size in points.
    pub(crate) size: f32,
    /// Distance from baseline to baseline.
    pub(crate) leading: f32,
    /// Face and ink of plain text.
    pub(crate) plain: Inked,
    /// Face and ink of [`Style::Strong`].
    pub(crate) strong: Inked,
    /// Face and ink of [`Style::Emphasis`].
    pub(crate) emphasis: Inked,
}

/// A face in a color.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Inked {
    /// The face.
    pub(crate) face: FaceId,
    /// The color.
    pub(crate) color: Color,
}

/// Running text.
pub(crate) const BODY: TextStyle = serif(10.5, 15.75, palette::INK);
/// Bullets, in the sans face, whose bullet is larger.
pub(crate) const BULLET: TextStyle = sans(FaceId::SANS, 10.5, 15.75, palette::INK);
/// Texts in columns, a little smaller than the body.
pub(crate) const COLUMN: TextStyle = serif(9.75, 14.25, palette::INK);
/// The line below the title.
pub(crate) const SUBTITLE: TextStyle = serif(13.5, 19.5, palette::INK_2);
/// The document's title.
pub(crate) const TITLE: TextStyle = heading(FaceId::SERIF_BOLD, 24.0, 30.0);
/// Headings by level, from 1.
pub(crate) const HEADINGS: [TextStyle; 3] = [
    heading(FaceId::SERIF_BOLD, 13.5, 18.0),
    heading(FaceId::SERIF_BOLD, 11.0, 15.0),
    heading(FaceId::SANS_BOLD, 9.5, 13.0),
];
/// Table cells and words in figures.
pub(crate) const CELL: TextStyle = sans(FaceId::SANS, 9.0, 12.0, palette::INK);
/// The cell that names a row.
pub(crate) const ROW_NAME: TextStyle = sans(FaceId::SANS_MEDIUM, 9.0, 12.0, palette::INK);
/// The head of a table.
pub(crate) const TABLE_HEAD: TextStyle = sans(FaceId::SANS_BOLD, 9.0, 12.0, palette::INK);
/// Captions and notes.
pub(crate) const CAPTION: TextStyle = sans(FaceId::SANS, 9.0, 12.0, palette::INK_2);
/// What is quiet beside a drawing: axis titles, roles under signatures, the footer.
pub(crate) const QUIET: TextStyle = sans(FaceId::SANS, 9.0, 12.0, palette::INK_3);
/// Numbers at an axis.
pub(crate) const AXIS: TextStyle = sans(FaceId::SANS_MEDIUM, 9.0, 12.0, palette::INK_2);
/// Labels of facts, on the line of the body text beside them.
pub(crate) const FACT_LABEL: TextStyle = sans(FaceId::SANS_MEDIUM, 9.0, 15.75, palette::INK_3);
/// The stamp in the header.
pub(crate) const STAMP: TextStyle = sans(FaceId::SANS_BOLD, 7.0, 12.0, palette::ALERT);
/// Text in a callout.
pub(crate) const CALLOUT: TextStyle = sans(FaceId::SANS, 9.75, 15.0, palette::INK);

const fn serif(size: f32, leading: f32, color: Color) -> TextStyle {
    TextStyle {
        size,
        leading,
        plain: Inked { face: FaceId::SERIF, color },
        strong: Inked { face: FaceId::SERIF_BOLD, color: palette::INK },
        emphasis: Inked { face: FaceId::SERIF_ITALIC, color },
    }
}

const fn sans(face: FaceId, size: f32, leading: f32, color: Color) -> TextStyle {
    let strong = Inked { face: FaceId::SANS_BOLD, color: palette::INK };
    TextStyle {
        size,
        leading,
        plain: Inked { face, color },
        strong,
        emphasis: Inked { face: FaceId::SANS_MEDIUM, color },
    }
}

const fn heading(face: FaceId, size: f32, leading: f32) -> TextStyle {
    let inked = Inked { face, color: palette::INK };
    TextStyle { size, leading, plain: inked, strong: inked, emphasis: inked }
}

impl TextStyle {
    /// The same style with plain text in another color.
    pub(crate) const fn in_color(self, color: Color) -> Self {
        Self { plain: Inked { face: self.plain.face, color }, ..self }
    }

    /// The same style at another size.
    pub(crate) const fn at_size(self, size: f32, leading: f32) -> Self {
        Self { size, leading, ..self }
    }

    /// Face and ink of a span.
    pub(crate) fn inked(&self, style: Style) -> Inked {
        match style {
            Style::Plain => self.plain,
            Style::Strong | Style::Added => self.strong,
            Style::Emphasis => self.emphasis,
            Style::Quiet => Inked { color: palette::INK_3, ..self.plain },
            Style::Removed => Inked { color: palette::INK_2, ..self.plain },
            Style::Alert => Inked { face: self.strong.face, color: palette::ALERT },
        }
    }
}
