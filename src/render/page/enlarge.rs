//! A page made larger with all that is on it: a poster is laid out like a page, and printed on a larger sheet of the same form.

use super::placed::{Page, Paint, Segment, Stroke};

impl Page {
    /// Makes everything so many times as large. Links keep their targets: no place of another page moves.
    pub(super) fn enlarge(&mut self, times: f32) {
        self.width_pt *= times;
        self.height_pt *= times;
        for item in &mut self.items {
            match &mut item.paint {
                Paint::Text(run) => {
                    run.size_pt *= times;
                    run.x *= times;
                    run.y *= times;
                }
                Paint::Path(path) => {
                    for segment in &mut path.segments {
                        *segment = enlarged(*segment, times);
                    }
                    if let Some(stroke) = &mut path.stroke {
                        *stroke = Stroke {
                            width_pt: stroke.width_pt * times,
                            dash: stroke.dash.map(|(dash, gap)| (dash * times, gap * times)),
                            ..*stroke
                        };
                    }
                }
                Paint::Picture(picture) => {
                    for length in [&mut picture.x, &mut picture.y, &mut picture.width, &mut picture.height] {
                        *length *= times;
                    }
                }
            }
        }
        for link in &mut self.links {
            for length in [&mut link.x, &mut link.y, &mut link.width, &mut link.height] {
                *length *= times;
            }
        }
    }
}

fn enlarged(mut segment: Segment, times: f32) -> Segment {
    match &mut segment {
        Segment::Move(x, y) | Segment::Line(x, y) => {
            *x *= times;
            *y *= times;
        }
        Segment::Curve(x1, y1, x2, y2, x, y) => {
            for length in [x1, y1, x2, y2, x, y] {
                *length *= times;
            }
        }
        Segment::Close => {}
    }
    segment
}
