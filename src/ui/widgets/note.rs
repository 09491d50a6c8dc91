//! A sticky note: paper in the color of what it claims, its text, and a row with kind, evidence and author.
//!
//! It is painted, not typed into: the page puts a text field in the place of the text of the one note that is edited.

use egui::{Color32, CornerRadius, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::model::canvas::NoteKind;
use crate::ui::icons;
use crate::ui::theme::{self, Colors, Type, radius};

use super::glyph::{self, Glyph};
use super::label;

/// White space around what is on the paper, edge included.
const PADDING: Vec2 = vec2(9.0, 6.0);

/// The smallest size in which letters can be told apart.
const LEGIBLE: f32 = 0.45;

/// The row at the foot, with the gap above it.
const FOOT: f32 = 18.0;

/// What is on a note.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// The text; `None` while something else stands in its place.
    pub text: Option<&'a str>,
    /// What it claims.
    pub kind: Option<NoteKind>,
    /// Who says so.
    pub author: &'a str,
    /// Whether it names a source or other items.
    pub evidence: bool,
    /// The worst finding on it.
    pub mark: Option<Glyph>,
    /// How large it is drawn; 1 is natural.
    pub scale: f32,
    /// Whether lines stand in for the text, which is not laid out yet.
    pub sketched: bool,
}

/// The words for a kind.
#[must_use]
pub fn kind_words(kind: Option<NoteKind>) -> &'static str {
    let Some(kind) = kind else { return "No kind" };
    let index = NoteKind::ALL.iter().position(|other| *other == kind);
    index.and_then(|index| NoteKind::LABELS.get(index)).copied().unwrap_or_default()
}

/// How high a note with this text is, `width` wide.
#[must_use]
pub fn height(ui: &Ui, text: &str, width: f32) -> f32 {
    let galley = theme::wrapped(ui, text, Type::Note, Color32::PLACEHOLDER, width - PADDING.x * 2.0);
    galley.size().y.max(Type::Note.line()).ceil() + PADDING.y * 2.0 + FOOT
}

/// About how high a note is at one width that is `height` high at another.
#[must_use]
pub fn guessed(height: f32, from: f32, to: f32) -> f32 {
    let (around, line) = (PADDING.y * 2.0 + FOOT, Type::Note.line());
    let lines = ((height - around) / line).round().max(1.0);
    let share = (from - PADDING.x * 2.0).max(1.0) / (to - PADDING.x * 2.0).max(1.0);
    // the last line is half full
    let lines = ((lines - 0.5) * share).ceil().max(1.0);
    (lines * line).ceil() + around
}

/// Where the text stands on a note that is drawn in `rect`, so many times as large as natural.
#[must_use]
pub fn text_rect(rect: Rect, scale: f32) -> Rect {
    let inner = rect.shrink2(PADDING * scale);
    inner.with_max_y(inner.bottom() - FOOT * scale)
}

/// Draws a note; `lifted` while it is dragged.
pub fn paint(ui: &Ui, rect: Rect, paper: &Paper<'_>, lifted: bool) {
    let c = theme::colors(ui);
    let look = Look::of(paper.kind, c);
    let rounding = (f32::from(radius::CONTROL) * paper.scale.min(1.0)).max(1.0);
    let corner = CornerRadius::same(rounding as u8);
    if lifted {
        ui.painter().add(theme::lifted(ui).as_shape(rect, corner));
    }
    ui.painter().rect_filled(rect, corner, look.fill);
    if look.dashed {
        glyph::dashed_edge(ui.painter(), rect, rounding, Stroke::new(1.0, look.edge));
    } else {
        ui.painter().rect_stroke(rect, corner, Stroke::new(1.0, look.edge), StrokeKind::Inside);
    }
    if let Some(text) = paper.text {
        let at = text_rect(rect, paper.scale);
        let (text, ink) = if text.trim().is_empty() { ("Empty note", c.ink_3) } else { (text, c.ink) };
        letters(ui, at, text, ink, paper);
        if paper.scale < LEGIBLE {
            return;
        }
    }
    foot(ui, rect, paper, &look);
}

/// The text, or lines in its place while it is too small to be read or not laid out yet.
fn letters(ui: &Ui, at: Rect, text: &str, ink: Color32, paper: &Paper<'_>) {
    let (scale, width) = (paper.scale, at.width() / paper.scale);
    let line = Type::Note.line() * scale;
    if paper.sketched {
        let rows = (at.height() / line).floor().max(1.0) as usize;
        for row in 0..rows {
            let share = if row + 1 == rows && rows > 1 { 0.6 } else { 0.95 };
            let corner = at.min + vec2(0.0, row as f32 * line);
            stroke(ui, Rect::from_min_size(corner, vec2(at.width() * share, line)), ink);
        }
    } else if scale < LEGIBLE {
        for row in &theme::wrapped(ui, text, Type::Note, ink, width).rows {
            stroke(ui, (row.rect() * scale).translate(at.min.to_vec2()), ink);
        }
    } else {
        ui.painter().galley(at.min, theme::zoomed(ui, text, Type::Note, ink, (width, usize::MAX), scale), ink);
    }
}

/// A line that stands for a line of text.
fn stroke(ui: &Ui, line: Rect, ink: Color32) {
    let stroke = Stroke::new(line.height() * 0.3, ink.gamma_multiply(0.35));
    ui.painter().hline(line.x_range(), line.center().y, stroke);
}

fn foot(ui: &Ui, rect: Rect, paper: &Paper<'_>, look: &Look) {
    let c = theme::colors(ui);
    let scale = paper.scale;
    let line = |text: &str, style: Type, ink| theme::zoomed(ui, text, style, ink, (f32::INFINITY, usize::MAX), scale);
    let square = |x: f32, y: f32, side: f32| Rect::from_center_size(pos2(x, y), Vec2::splat(side * scale));
    let inner = rect.shrink2(PADDING * scale);
    let middle = inner.bottom() - 8.0 * scale;
    let mut left = inner.left();
    if let Some(kind) = paper.kind {
        glyph::paint(ui.painter(), square(left + 6.0 * scale, middle, 12.0), Glyph::Kind(kind), c);
        left += 16.0 * scale;
    }
    let word = line(kind_words(paper.kind), Type::Caption, look.text);
    let after = left + word.size().x;
    ui.painter().galley(pos2(left, middle - word.size().y / 2.0), word, look.text);
    if let Some(mark) = paper.mark {
        glyph::paint(ui.painter(), square(after + 14.0 * scale, middle, 12.0), mark, c);
    }
    let initials = line(&label::initials_of(paper.author), Type::Small, look.author);
    let mut right = inner.right() - initials.size().x;
    if initials.size().x > 0.0 {
        ui.painter().galley(pos2(right, middle - initials.size().y / 2.0), initials, look.author);
        right -= 4.0 * scale;
    }
    if paper.evidence {
        let place = square(right - 8.0 * scale, middle, 16.0);
        let icon = line(&icons::PAPERCLIP.to_string(), Type::Icon, look.author);
        ui.painter().galley(place.center() - icon.size() / 2.0, icon, look.author);
    }
}

/// The fill of a note of this kind, for what is laid over its text.
#[must_use]
pub fn fill(ui: &Ui, kind: Option<NoteKind>) -> Color32 {
    Look::of(kind, theme::colors(ui)).fill
}

/// The colors of a note.
struct Look {
    fill: Color32,
    edge: Color32,
    text: Color32,
    author: Color32,
    dashed: bool,
}

impl Look {
    fn of(kind: Option<NoteKind>, c: &Colors) -> Self {
        let (fill, edge, text, author) = match kind {
            None => (c.surface, c.control_line, c.ink_3, c.ink_3),
            Some(NoteKind::Fact) => (c.fact_fill, c.fact_line, c.fact_text, c.ink_3),
            Some(NoteKind::Assumption) => (c.assumption_fill, c.assumption_line, c.assumption_text, c.assumption_text),
            Some(NoteKind::Question) => (c.question_fill, c.question_line, c.question_text, c.question_text),
            Some(NoteKind::Decision) => (c.decision_fill, c.decision_line, c.decision_text, c.decision_text),
        };
        Self { fill, edge, text, author, dashed: kind == Some(NoteKind::Assumption) }
    }
}
