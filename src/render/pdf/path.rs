//! Paths as content operators (ISO 32000-1, 8.5).

use crate::render::page::placed::{Path, Segment};

use super::content::Content;

/// Paints a path. One without fill and stroke paints nothing.
pub(super) fn paint(content: &mut Content, path: &Path) {
    let operator = match (path.fill, path.stroke) {
        (None, None) => return,
        (Some(_), None) => "f",
        (None, Some(_)) => "S",
        (Some(_), Some(_)) => "B",
    };
    if let Some(color) = path.fill {
        content.fill(color);
    }
    if let Some(stroke) = path.stroke {
        content.stroke(stroke);
    }
    for segment in &path.segments {
        trace(content, *segment);
    }
    content.operator(operator);
}

fn trace(content: &mut Content, segment: Segment) {
    match segment {
        Segment::Move(x, y) => {
            content.point(x, y);
            content.raw(b"m ");
        }
        Segment::Line(x, y) => {
            content.point(x, y);
            content.raw(b"l ");
        }
        Segment::Curve(x1, y1, x2, y2, x, y) => {
            content.point(x1, y1);
            content.point(x2, y2);
            content.point(x, y);
            content.raw(b"c ");
        }
        Segment::Close => content.raw(b"h "),
    }
}
