//! Shapes as paths: rectangles, circles, polygons, lines, and what fills or strokes them.
//!
//! Coordinates are in points, y downwards, relative to whatever the caller draws in.

use crate::render::page::placed::{Color, Path, Segment, Stroke};

/// Control points of a quarter circle lie at this share of the radius.
const QUARTER: f32 = 0.552_284_8;

/// A rectangle with square corners.
pub(crate) fn rect(x: f32, y: f32, width: f32, height: f32) -> Vec<Segment> {
    polygon(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
}

/// A rectangle with round corners.
pub(crate) fn rounded(x: f32, y: f32, width: f32, height: f32, radius: f32) -> Vec<Segment> {
    let r = radius.min(width / 2.0).min(height / 2.0).max(0.0);
    let k = r * (1.0 - QUARTER);
    let (right, bottom) = (x + width, y + height);
    vec![
        Segment::Move(x + r, y),
        Segment::Line(right - r, y),
        Segment::Curve(right - k, y, right, y + k, right, y + r),
        Segment::Line(right, bottom - r),
        Segment::Curve(right, bottom - k, right - k, bottom, right - r, bottom),
        Segment::Line(x + r, bottom),
        Segment::Curve(x + k, bottom, x, bottom - k, x, bottom - r),
        Segment::Line(x, y + r),
        Segment::Curve(x, y + k, x + k, y, x + r, y),
        Segment::Close,
    ]
}

/// A circle.
pub(crate) fn circle(x: f32, y: f32, r: f32) -> Vec<Segment> {
    let k = r * QUARTER;
    vec![
        Segment::Move(x + r, y),
        Segment::Curve(x + r, y + k, x + k, y + r, x, y + r),
        Segment::Curve(x - k, y + r, x - r, y + k, x - r, y),
        Segment::Curve(x - r, y - k, x - k, y - r, x, y - r),
        Segment::Curve(x + k, y - r, x + r, y - k, x + r, y),
        Segment::Close,
    ]
}

/// The left half of a disc.
pub(crate) fn left_half(x: f32, y: f32, r: f32) -> Vec<Segment> {
    let k = r * QUARTER;
    vec![
        Segment::Move(x, y - r),
        Segment::Curve(x - k, y - r, x - r, y - k, x - r, y),
        Segment::Curve(x - r, y + k, x - k, y + r, x, y + r),
        Segment::Close,
    ]
}

/// Eight points on a circle, flat side up.
pub(crate) fn octagon(x: f32, y: f32, r: f32) -> Vec<Segment> {
    let corners: Vec<_> = (0..8u8)
        .map(|n| {
            let angle = (22.5 + 45.0 * f32::from(n)).to_radians();
            (x + r * angle.cos(), y + r * angle.sin())
        })
        .collect();
    polygon(&corners)
}

/// A closed outline through points.
pub(crate) fn polygon(points: &[(f32, f32)]) -> Vec<Segment> {
    let mut segments = polyline(points);
    segments.push(Segment::Close);
    segments
}

/// An open line through points.
pub(crate) fn polyline(points: &[(f32, f32)]) -> Vec<Segment> {
    let mut corners = points.iter();
    let start = corners.next().map(|&(x, y)| Segment::Move(x, y));
    start.into_iter().chain(corners.map(|&(x, y)| Segment::Line(x, y))).collect()
}

/// A path that is filled.
pub(crate) fn filled(segments: Vec<Segment>, color: Color) -> Path {
    Path { segments, fill: Some(color), stroke: None }
}

/// A path that is stroked.
pub(crate) fn stroked(segments: Vec<Segment>, color: Color, width_pt: f32) -> Path {
    Path { segments, fill: None, stroke: Some(Stroke { color, width_pt, dash: None, round: false }) }
}

impl Path {
    /// The same path with an edge, too.
    pub(crate) fn with_edge(self, color: Color, width_pt: f32) -> Self {
        Self { stroke: Some(Stroke { color, width_pt, dash: None, round: false }), ..self }
    }

    /// The same path, its stroke dashed.
    pub(crate) fn dashed(mut self, dash: f32, gap: f32) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.dash = Some((dash, gap));
        }
        self
    }

    /// The same path with round ends and joins.
    pub(crate) fn round(mut self) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.round = true;
        }
        self
    }
}
