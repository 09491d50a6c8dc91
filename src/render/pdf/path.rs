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
    match *path.segments.as_slice() {
        [Segment::Move(x, y), Segment::Line(x2, y2), Segment::Line(x3, y3), Segment::Line(x4, y4), Segment::Close]
            if (x, y, x2, y3) == (x4, y2, x3, y4) =>
        {
            content.rectangle((x, y), (x3, y3));
        }
        ref segments => segments.iter().for_each(|segment| trace(content, *segment)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::page::placed::Color;

    fn filled(corners: [(f32, f32); 4]) -> String {
        let [first, others @ ..] = corners;
        let mut segments = vec![Segment::Move(first.0, first.1)];
        segments.extend(others.map(|(x, y)| Segment::Line(x, y)));
        segments.push(Segment::Close);
        let mut content = Content::new(100.0);
        paint(&mut content, &Path { segments, fill: Some(Color(0, 0, 0)), stroke: None });
        String::from_utf8(content.into_bytes()).unwrap_or_default()
    }

    #[test]
    fn rectangles_are_written_short_and_other_shapes_in_full() {
        let upright = filled([(10.0, 20.0), (30.0, 20.0), (30.0, 25.5), (10.0, 25.5)]);
        assert_eq!(upright, "0 0 0 rg\n10 74.5 20 5.5 re f\n");
        let slanted = filled([(10.0, 20.0), (30.0, 21.0), (30.0, 25.0), (10.0, 25.0)]);
        assert_eq!(slanted, "0 0 0 rg\n10 80 m 30 79 l 30 75 l 10 75 l h f\n");
    }
}
