//! Glyphs: the shapes that carry meaning together with a word and a color, so that color never stands alone.
//!
//! Each is drawn in a square of any size; the recipes are in sixteenths, twelfths or fourteenths of its side.

use std::f32::consts::{FRAC_PI_2, FRAC_PI_8, TAU};

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::assess::budget::Verdict;
use crate::assess::findings::Severity;
use crate::assess::metric::Standing;
use crate::model::canvas::NoteKind;
use crate::model::checklist::PracticeStatus;
use crate::model::discovery::GoVerdict;
use crate::ui::theme::{self, Colors};

/// A shape with a meaning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Glyph {
    /// An octagon with a bar: a blocker, something blocked or wrong.
    Blocker,
    /// A triangle: a warning.
    Warning,
    /// A ring with a dot: advice.
    Advice,
    /// What the measurements say.
    Verdict(Verdict),
    /// What a note claims.
    Kind(NoteKind),
    /// Where a practice stands.
    Status(PracticeStatus),
    /// How much is complete, 0 to 1; a disc with a tick when all is.
    Ring(f32),
}

/// The verdict on a budget that a standing of a metric or a criterion looks like.
#[must_use]
pub const fn alike(standing: Standing) -> Verdict {
    standing.verdict()
}

/// The verdict on a budget that a go or no-go looks like.
#[must_use]
pub const fn alike_go(verdict: GoVerdict) -> Verdict {
    match verdict {
        GoVerdict::Go => Verdict::Within,
        GoVerdict::Conditional => Verdict::AtRisk,
        GoVerdict::NoGo => Verdict::Exceeded,
    }
}

impl Glyph {
    /// The shape of a standing.
    #[must_use]
    pub const fn of_standing(standing: Standing) -> Self {
        Self::Verdict(alike(standing))
    }

    /// The shape of a finding.
    #[must_use]
    pub const fn of_severity(severity: Severity) -> Self {
        match severity {
            Severity::Blocker => Self::Blocker,
            Severity::Warning => Self::Warning,
            Severity::Advice => Self::Advice,
        }
    }
}

/// Allocates a square of `side` points and draws a glyph in it.
pub fn show(ui: &mut Ui, glyph: Glyph, side: f32) -> Rect {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(side), egui::Sense::hover());
    paint(ui.painter(), rect, glyph, theme::colors(ui));
    rect
}

/// Draws a glyph into the square around the center of `rect`.
pub fn paint(painter: &Painter, rect: Rect, glyph: Glyph, c: &Colors) {
    match glyph {
        Glyph::Blocker => {
            octagon(painter, rect, c.blocker);
            Pen::new(rect, 16.0).line(painter, &[(4.8, 8.0), (11.2, 8.0)], 2.0, c.surface);
        }
        Glyph::Warning => triangle(painter, rect, c.warning, c.surface),
        Glyph::Advice => {
            let pen = Pen::new(rect, 16.0);
            pen.circle(painter, 6.2, 1.5, c.advice);
            pen.disc(painter, 2.0, c.advice);
        }
        Glyph::Verdict(verdict) => verdict_glyph(painter, rect, verdict, c),
        Glyph::Kind(kind) => kind_glyph(painter, rect, kind, c),
        Glyph::Status(status) => status_glyph(painter, rect, status, c),
        Glyph::Ring(share) => ring(painter, rect, share, c),
    }
}

/// Four bars of rising height, `level` of them lit: a risk level. Levels go from 1 to 4.
pub fn pips(painter: &Painter, rect: Rect, level: u8, color: Color32) {
    let (width, height) = (rect.width() / 6.0, rect.height());
    for bar in 0..4_u8 {
        let share = 0.4 + 0.2 * f32::from(bar);
        let left = rect.left() + rect.width() * (0.5 + 3.0 * f32::from(bar)) / 12.0;
        let bar_rect =
            Rect::from_min_max(pos2(left, rect.bottom() - height * share), pos2(left + width, rect.bottom()));
        let tint = if bar < level { color } else { color.gamma_multiply(0.28) };
        painter.rect_filled(bar_rect, CornerRadius::ZERO, tint);
    }
}

/// A dashed rounded edge: not solid, not settled. Dashes are 4 points, gaps 3.
pub fn dashed_edge(painter: &Painter, rect: Rect, radius: f32, stroke: Stroke) {
    painter.extend(Shape::dashed_line(&rounded_path(rect.shrink(stroke.width / 2.0), radius), stroke, 4.0, 3.0));
}

/// Caveat's mark: an asterisk on a rounded square.
pub fn mark(painter: &Painter, rect: Rect, c: &Colors) {
    painter.rect_filled(rect, CornerRadius::same((rect.width() / 4.0) as u8), c.ink);
    for arm in 0..6_u8 {
        let angle = FRAC_PI_2 + TAU * f32::from(arm) / 6.0;
        let end = rect.center() + Vec2::angled(angle) * rect.width() * 0.27;
        painter.line_segment([rect.center(), end], Stroke::new(rect.width() * 0.1, c.surface));
    }
}

/// A filled octagon.
pub fn octagon(painter: &Painter, rect: Rect, color: Color32) {
    let radius = rect.width().min(rect.height()) * 0.4375;
    let points: Vec<Pos2> = (0..8_u8)
        .map(|corner| rect.center() + Vec2::angled(FRAC_PI_8 + TAU * f32::from(corner) / 8.0) * radius)
        .collect();
    painter.add(Shape::convex_polygon(points, color, Stroke::NONE));
}

fn triangle(painter: &Painter, rect: Rect, fill: Color32, ink: Color32) {
    let pen = Pen::new(rect, 16.0);
    let points = [(8.0, 1.6), (15.0, 14.0), (1.0, 14.0)].map(|point| pen.at(point)).to_vec();
    painter.add(Shape::convex_polygon(points, fill, Stroke::new(pen.scale, fill)));
    pen.line(painter, &[(8.0, 6.0), (8.0, 10.0)], 1.6, ink);
    pen.line(painter, &[(8.0, 11.4), (8.0, 12.8)], 1.6, ink);
}

fn verdict_glyph(painter: &Painter, rect: Rect, verdict: Verdict, c: &Colors) {
    let pen = Pen::new(rect, 14.0);
    match verdict {
        Verdict::Within => {
            pen.disc(painter, 6.0, c.within_mark);
            pen.line(painter, &[(4.2, 7.2), (6.2, 9.2), (9.8, 5.0)], 1.6, c.within_fill);
        }
        Verdict::Unproven => {
            pen.dashed_circle(painter, 5.6, c.unproven_mark, (2.4, 2.0));
            pen.disc(painter, 1.5, c.unproven_mark);
        }
        Verdict::Unmeasured => pen.dashed_circle(painter, 5.6, c.unproven_mark, (2.4, 2.0)),
        Verdict::AtRisk => triangle(painter, rect, c.atrisk_mark, c.atrisk_fill),
        Verdict::Exceeded => {
            octagon(painter, rect, c.exceeded_mark);
            pen.line(painter, &[(4.8, 4.8), (9.2, 9.2)], 1.6, c.exceeded_fill);
            pen.line(painter, &[(9.2, 4.8), (4.8, 9.2)], 1.6, c.exceeded_fill);
        }
    }
}

fn kind_glyph(painter: &Painter, rect: Rect, kind: NoteKind, c: &Colors) {
    let pen = Pen::new(rect, 12.0);
    match kind {
        NoteKind::Fact => pen.disc(painter, 4.0, c.fact_text),
        NoteKind::Assumption => pen.dashed_circle(painter, 4.4, c.assumption_text, (2.4, 1.8)),
        NoteKind::Question => {
            let ink = c.question_text;
            pen.circle(painter, 5.0, 1.2, ink);
            let hook = [(4.5, 4.8), (4.8, 3.7), (5.8, 3.2), (6.9, 3.5), (7.4, 4.5), (7.0, 5.5), (6.2, 6.1), (6.0, 7.1)];
            pen.line(painter, &hook, 1.2, ink);
            painter.circle_filled(pen.at((6.0, 8.7)), 0.75 * pen.scale, ink);
        }
        NoteKind::Decision => {
            let points = [(6.0, 1.0), (11.0, 6.0), (6.0, 11.0), (1.0, 6.0)].map(|point| pen.at(point)).to_vec();
            painter.add(Shape::convex_polygon(points, c.decision_text, Stroke::NONE));
        }
    }
}

fn status_glyph(painter: &Painter, rect: Rect, status: PracticeStatus, c: &Colors) {
    let pen = Pen::new(rect, 16.0);
    let edge = |color| {
        let outline = Rect::from_min_max(pen.at((2.0, 2.0)), pen.at((14.0, 14.0)));
        painter.rect_stroke(outline, 3.0 * pen.scale, Stroke::new(1.5 * pen.scale, color), StrokeKind::Inside);
    };
    match status {
        PracticeStatus::Done => {
            let square = Rect::from_min_max(pen.at((2.0, 2.0)), pen.at((14.0, 14.0)));
            painter.rect_filled(square, 3.0 * pen.scale, c.within_mark);
            pen.line(painter, &[(5.0, 8.2), (7.2, 10.4), (11.2, 5.8)], 1.7, c.surface);
        }
        PracticeStatus::InProgress => {
            edge(c.ink_2);
            let half = [(4.6, 11.4), (4.6, 4.6), (11.4, 4.6)].map(|point| pen.at(point)).to_vec();
            painter.add(Shape::convex_polygon(half, c.ink_2, Stroke::NONE));
        }
        PracticeStatus::NotStarted => edge(c.control_line),
        PracticeStatus::Blocked => {
            octagon(painter, rect, c.blocker);
            pen.line(painter, &[(4.8, 8.0), (11.2, 8.0)], 2.0, c.surface);
        }
        PracticeStatus::NotApplicable => {
            edge(c.line_strong);
            pen.line(painter, &[(4.5, 8.0), (11.5, 8.0)], 1.5, c.ink_3);
        }
    }
}

fn ring(painter: &Painter, rect: Rect, share: f32, c: &Colors) {
    let pen = Pen::new(rect, 14.0);
    if share >= 1.0 {
        pen.disc(painter, 6.25, c.within_mark);
        pen.line(painter, &[(4.2, 7.3), (6.2, 9.2), (9.8, 5.0)], 1.6, c.surface);
        return;
    }
    pen.circle(painter, 5.5, 2.0, c.line_strong);
    if share > 0.0 {
        let steps = 36;
        let points: Vec<Pos2> = (0..=steps)
            .map(|step| {
                let angle = -FRAC_PI_2 + TAU * share * step as f32 / steps as f32;
                pen.center + Vec2::angled(angle) * 5.5 * pen.scale
            })
            .collect();
        painter.add(Shape::line(points, Stroke::new(2.0 * pen.scale, c.ink_2)));
    }
}

/// Draws in units of a recipe.
struct Pen {
    origin: Pos2,
    center: Pos2,
    scale: f32,
}

impl Pen {
    /// A pen for a recipe in a square of `units`, centered in `rect`.
    fn new(rect: Rect, units: f32) -> Self {
        let side = rect.width().min(rect.height());
        let origin = rect.center() - Vec2::splat(side / 2.0);
        Self { origin, center: rect.center(), scale: side / units }
    }

    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        self.origin + vec2(x, y) * self.scale
    }

    fn line(&self, painter: &Painter, points: &[(f32, f32)], width: f32, color: Color32) {
        let points = points.iter().map(|point| self.at(*point)).collect();
        painter.add(Shape::line(points, Stroke::new(width * self.scale, color)));
    }

    fn disc(&self, painter: &Painter, radius: f32, color: Color32) {
        painter.circle_filled(self.center, radius * self.scale, color);
    }

    fn circle(&self, painter: &Painter, radius: f32, width: f32, color: Color32) {
        painter.circle_stroke(self.center, radius * self.scale, Stroke::new(width * self.scale, color));
    }

    fn dashed_circle(&self, painter: &Painter, radius: f32, color: Color32, (dash, gap): (f32, f32)) {
        let steps = 48;
        let points: Vec<Pos2> = (0..=steps)
            .map(|step| self.center + Vec2::angled(TAU * step as f32 / steps as f32) * radius * self.scale)
            .collect();
        let stroke = Stroke::new(1.4 * self.scale, color);
        painter.extend(Shape::dashed_line(&points, stroke, dash * self.scale, gap * self.scale));
    }
}

/// The outline of a rounded rectangle as a closed path.
fn rounded_path(rect: Rect, radius: f32) -> Vec<Pos2> {
    let radius = radius.min(rect.width() / 2.0).min(rect.height() / 2.0);
    let corners = [
        (pos2(rect.right() - radius, rect.top() + radius), -FRAC_PI_2),
        (pos2(rect.right() - radius, rect.bottom() - radius), 0.0),
        (pos2(rect.left() + radius, rect.bottom() - radius), FRAC_PI_2),
        (pos2(rect.left() + radius, rect.top() + radius), FRAC_PI_2 * 2.0),
    ];
    let mut path: Vec<Pos2> = corners
        .iter()
        .flat_map(|(center, start)| {
            (0..=6_u8).map(move |step| *center + Vec2::angled(start + FRAC_PI_2 * f32::from(step) / 6.0) * radius)
        })
        .collect();
    path.extend(path.first().copied());
    path
}
