//! The colors of printed pages: the light theme's tokens from the design.
//!
//! The only place in `render` that names a color. Verdicts and levels are never told by color alone; whoever paints with
//! these also prints the word.

use crate::render::page::placed::Color;
use crate::report::block::{BandKind, Glyph, Tone};

/// Text.
pub(crate) const INK: Color = Color(0x14, 0x18, 0x1D);
/// Text that supports other text: subtitles, captions.
pub(crate) const INK_2: Color = Color(0x42, 0x4A, 0x54);
/// Quiet text: labels, footers.
pub(crate) const INK_3: Color = Color(0x5A, 0x63, 0x6E);
/// Hairlines between rows.
pub(crate) const LINE: Color = Color(0xE1, 0xE5, 0xE9);
/// Hairlines of the page: header, footer, axes.
pub(crate) const LINE_STRONG: Color = Color(0xC6, 0xCD, 0xD4);
/// Edges of open shapes.
pub(crate) const CONTROL_LINE: Color = Color(0x80, 0x8A, 0x95);
/// Paper.
pub(crate) const SURFACE: Color = Color(0xFF, 0xFF, 0xFF);
/// Text that says that something is missing or exceeded.
pub(crate) const ALERT: Color = Color(0x8C, 0x1A, 0x1D);
/// Unlit bars of a risk level.
pub(crate) const UNLIT: Color = Color(0xBD, 0xBE, 0xC0);

const WITHIN: Color = Color(0x0E, 0x74, 0x68);
const WITHIN_FILL: Color = Color(0xDC, 0xF0, 0xEC);
const UNPROVEN: Color = Color(0x6B, 0x75, 0x80);
const AT_RISK: Color = Color(0xA8, 0x6A, 0x00);
const AT_RISK_FILL: Color = Color(0xFC, 0xEB, 0xC2);
const EXCEEDED: Color = Color(0xAE, 0x23, 0x25);
const EXCEEDED_FILL: Color = Color(0xFB, 0xE4, 0xE2);
const QUESTION: Color = Color(0x54, 0x37, 0x9B);
const CELLS: [Color; 4] =
    [Color(0xF0, 0xF2, 0xF5), Color(0xFB, 0xED, 0xC2), Color(0xF7, 0xCB, 0xA8), Color(0xDE, 0x94, 0x8D)];
const BAND_GRAY: Color = Color(0xC6, 0xCD, 0xD4);
const BAND_FALLBACK: Color = Color(0x4A, 0x54, 0x60);

/// The color of an organization: of links, and of the rule below the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Accent {
    /// Links.
    pub(crate) ink: Color,
    /// The line under links.
    pub(crate) underline: Color,
    /// The rule below the header.
    pub(crate) rule: Color,
}

impl Default for Accent {
    /// Without a color of one's own the header stays gray.
    fn default() -> Self {
        Self { ink: Color(0x2A, 0x4F, 0xBF), underline: Color(0xA9, 0xBB, 0xEE), rule: LINE_STRONG }
    }
}

impl Accent {
    /// That of an organization with this color; see [`Look::accent`](crate::report::block::Look::accent) for how dark it is.
    pub(crate) fn of([red, green, blue]: [u8; 3]) -> Self {
        let ink = Color(red, green, blue);
        Self { ink, underline: mixed(ink, SURFACE, 40), rule: ink }
    }
}

/// The main color of a drawn sign, and of an interval with that verdict.
pub(crate) fn mark(glyph: Glyph) -> Color {
    match glyph {
        Glyph::Within | Glyph::Done => WITHIN,
        Glyph::Unproven | Glyph::Unmeasured => UNPROVEN,
        Glyph::AtRisk | Glyph::Warning => AT_RISK,
        Glyph::Exceeded | Glyph::Blocker => EXCEEDED,
        Glyph::InProgress => INK_2,
        Glyph::NotStarted => CONTROL_LINE,
        Glyph::NotApplicable | Glyph::Advice => INK_3,
        Glyph::Question => QUESTION,
        Glyph::Pips(_) => INK,
    }
}

/// The color of what is drawn inside a filled sign.
pub(crate) fn mark_inside(glyph: Glyph) -> Color {
    match glyph {
        Glyph::Within => WITHIN_FILL,
        Glyph::AtRisk => AT_RISK_FILL,
        Glyph::Exceeded => EXCEEDED_FILL,
        _ => SURFACE,
    }
}

/// The edge of a callout.
pub(crate) fn tone(tone: Tone) -> Color {
    match tone {
        Tone::Blocker => EXCEEDED,
        Tone::Warning => AT_RISK,
        Tone::Advice => INK_3,
        Tone::Good => WITHIN,
    }
}

/// A cell of the heat map. Levels outside 1 to 4 take the nearest.
pub(crate) fn cell(level: u8) -> Color {
    let [low, moderate, high, critical] = CELLS;
    match level {
        0 | 1 => low,
        2 => moderate,
        3 => high,
        _ => critical,
    }
}

/// Fill of a threshold band, and the text on it.
pub(crate) fn band(kind: BandKind) -> (Color, Color) {
    match kind {
        BandKind::Fallback => (BAND_FALLBACK, SURFACE),
        BandKind::Gray => (BAND_GRAY, INK),
        BandKind::Serve => (WITHIN, SURFACE),
    }
}

/// An ink at 28% on a ground: what is there but not lit.
pub(crate) fn faint(ink: Color, ground: Color) -> Color {
    mixed(ink, ground, 28)
}

/// So many percent of an ink on a ground.
fn mixed(ink: Color, ground: Color, percent: u16) -> Color {
    let mix = |ink: u8, ground: u8| ((u16::from(ink) * percent + u16::from(ground) * (100 - percent) + 50) / 100) as u8;
    Color(mix(ink.0, ground.0), mix(ink.1, ground.1), mix(ink.2, ground.2))
}
