//! The rectangle that a figure covers, which its tag must tell (ISO 14289-1, 7.3; ISO 32000-1, 14.8.5.4.3).
//!
//! Good enough to show where the figure is: text counts with its size as height, curves with their ends.

use crate::render::page::placed::{Paint, Segment};

/// A rectangle on one page, in points from the top left corner.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    page: usize,
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Extent {
    /// Nothing yet, on this page.
    pub(super) fn empty(page: usize) -> Self {
        let (low, high) = (f32::NEG_INFINITY, f32::INFINITY);
        Extent { page, left: high, top: high, right: low, bottom: low }
    }

    /// Takes in what is painted. What is on another page does not count.
    pub(super) fn widen(&mut self, page: usize, paint: &Paint) {
        if page != self.page {
            return;
        }
        match paint {
            Paint::Text(run) => {
                let length = run.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() / 1000.0 * run.size_pt;
                let (across, up) = if run.rotation > 45.0 { (-run.size_pt, length) } else { (length, run.size_pt) };
                self.reach(run.x, run.y);
                self.reach(run.x + across, run.y - up);
            }
            Paint::Path(path) => path.segments.iter().for_each(|segment| match *segment {
                Segment::Move(x, y) | Segment::Line(x, y) | Segment::Curve(_, _, _, _, x, y) => self.reach(x, y),
                Segment::Close => {}
            }),
            Paint::Picture(picture) => {
                self.reach(picture.x, picture.y);
                self.reach(picture.x + picture.width, picture.y + picture.height);
            }
        }
    }

    /// Left, bottom, right and top as PDF counts them, from the bottom of the page; `None` if nothing was painted.
    /// `heights_pt` are those of all pages.
    pub(super) fn rectangle(&self, heights_pt: &[f32]) -> Option<[f32; 4]> {
        let height_pt = heights_pt.get(self.page)?;
        let edges = [self.left, height_pt - self.bottom, self.right, height_pt - self.top];
        edges.iter().all(|edge| edge.is_finite()).then_some(edges)
    }

    fn reach(&mut self, x: f32, y: f32) {
        self.left = self.left.min(x);
        self.right = self.right.max(x);
        self.top = self.top.min(y);
        self.bottom = self.bottom.max(y);
    }
}
