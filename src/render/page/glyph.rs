//! The small drawn signs: verdicts, risk levels, statuses, findings.
//!
//! All are drawn in a square of 12 units and scaled. They are vectors, and each differs from the others in shape, not only
//! in color; whoever paints one prints its word beside it.

use crate::render::page::art::Art;
use crate::render::page::palette;
use crate::render::page::path::{circle, filled, left_half, octagon, polygon, polyline, rounded, stroked};
use crate::render::page::placed::{Color, Path, Segment};
use crate::report::block::{Glyph, Tone};

/// Side of the square that the signs are designed in.
const UNITS: f32 = 12.0;

/// A sign's place: left, top, side of its square.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Square {
    /// Left edge.
    pub(crate) x: f32,
    /// Top edge.
    pub(crate) y: f32,
    /// Side.
    pub(crate) side: f32,
}

/// Paints a sign.
pub(crate) fn draw(glyph: Glyph, square: Square, art: &mut Art) {
    if let Glyph::Pips(level) = glyph {
        draw_pips(level, (palette::INK, palette::UNLIT), square, art);
        return;
    }
    for path in paths(glyph) {
        art.path(square.fit(path));
    }
}

/// Paints the four bars of a risk level in a color for lit ones and one for the others.
pub(crate) fn draw_pips(level: u8, inks: (Color, Color), square: Square, art: &mut Art) {
    for (number, height) in [(1, 4.8), (2, 7.2), (3, 9.6), (4, 12.0)] {
        let color = if number <= level.max(1) { inks.0 } else { inks.1 };
        let bar = rounded(0.5 + 3.0 * (f32::from(number) - 1.0), UNITS - height, 2.0, height, 0.5);
        art.path(square.fit(filled(bar, color)));
    }
}

/// The sign of a callout.
pub(crate) fn of_tone(tone: Tone) -> Glyph {
    match tone {
        Tone::Blocker => Glyph::Blocker,
        Tone::Warning => Glyph::Warning,
        Tone::Advice => Glyph::Advice,
        Tone::Good => Glyph::Within,
    }
}

/// The paths of a sign in its square of 12 units.
fn paths(glyph: Glyph) -> Vec<Path> {
    let (color, inside) = (palette::mark(glyph), palette::mark_inside(glyph));
    let disc = || filled(circle(6.0, 6.0, 5.14), color);
    let ring = |width| stroked(circle(6.0, 6.0, 5.0), color, width);
    let inner = |points: &[(f32, f32)], width| stroked(polyline(points), inside, width);
    match glyph {
        Glyph::Pips(_) => Vec::new(),
        Glyph::Within => vec![disc(), inner(&[(3.6, 6.17), (5.31, 7.89), (8.4, 4.29)], 1.37)],
        Glyph::Done => vec![disc()],
        Glyph::Unproven => [vec![dashed_ring(color)], question_mark(color)].concat(),
        Glyph::Unmeasured => vec![dashed_ring(color)],
        Glyph::AtRisk | Glyph::Warning => vec![
            filled(polygon(&[(6.0, 1.29), (11.14, 10.46), (0.86, 10.46)]), color).with_edge(color, 1.0).round(),
            inner(&[(6.0, 4.29), (6.0, 7.37)], 1.29),
            inner(&[(6.0, 8.4), (6.0, 9.5)], 1.29),
        ],
        Glyph::Exceeded => vec![
            filled(octagon(6.0, 6.0, 5.49), color),
            inner(&[(4.11, 4.11), (7.89, 7.89)], 1.37),
            inner(&[(7.89, 4.11), (4.11, 7.89)], 1.37),
        ],
        Glyph::Blocker => {
            vec![filled(octagon(6.0, 6.0, 5.25), color), inner(&[(3.6, 6.0), (8.4, 6.0)], 1.5)]
        }
        Glyph::Advice => vec![ring(1.2), filled(circle(6.0, 6.0, 1.5), color)],
        Glyph::Question => [vec![ring(1.2)], question_mark(color)].concat(),
        Glyph::InProgress => vec![ring(1.2), filled(left_half(6.0, 6.0, 5.0), color)],
        Glyph::NotStarted => vec![ring(1.2)],
        Glyph::NotApplicable => vec![ring(1.2), stroked(polyline(&[(3.4, 6.0), (8.6, 6.0)]), color, 1.2)],
    }
}

fn dashed_ring(color: Color) -> Path {
    stroked(circle(6.0, 6.0, 5.0), color, 1.2).dashed(2.06, 1.71)
}

fn question_mark(color: Color) -> Vec<Path> {
    let hook = vec![
        Segment::Move(4.5, 4.72),
        Segment::Curve(4.5, 3.89, 5.17, 3.22, 6.0, 3.22),
        Segment::Curve(6.83, 3.22, 7.5, 3.89, 7.5, 4.72),
        Segment::Curve(7.5, 5.31, 7.14, 5.86, 6.6, 6.1),
        Segment::Curve(6.2, 6.3, 6.0, 6.63, 6.0, 7.1),
    ];
    vec![stroked(hook, color, 1.2), filled(circle(6.0, 8.65, 0.75), color)]
}

impl Square {
    /// Scales a path from the square of 12 units to this one.
    fn fit(self, mut path: Path) -> Path {
        let scale = self.side / UNITS;
        for segment in &mut path.segments {
            *segment = self.fit_segment(*segment);
        }
        if let Some(stroke) = &mut path.stroke {
            stroke.width_pt *= scale;
            stroke.dash = stroke.dash.map(|(dash, gap)| (dash * scale, gap * scale));
        }
        path
    }

    fn fit_segment(self, segment: Segment) -> Segment {
        let scale = self.side / UNITS;
        let (h, v) = (|x: f32| self.x + x * scale, |y: f32| self.y + y * scale);
        match segment {
            Segment::Move(x, y) => Segment::Move(h(x), v(y)),
            Segment::Line(x, y) => Segment::Line(h(x), v(y)),
            Segment::Curve(x1, y1, x2, y2, x, y) => Segment::Curve(h(x1), v(y1), h(x2), v(y2), h(x), v(y)),
            Segment::Close => Segment::Close,
        }
    }
}
