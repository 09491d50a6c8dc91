//! What one piece of a page is made of, before it has a page.
//!
//! Positions are relative to the piece's top left corner. Things that depend on page numbers (targets of links inside the
//! document, numbers in the table of contents, places of headings) travel along as notes until every piece has its page.

use crate::render::page::path;
use crate::render::page::placed::{Color, ElementId, Paint, Path, Placed, Segment, TextRun};
use crate::report::block::{Link, Source};

/// Painted items with their notes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Art {
    /// What paths and labels belong to; `None` for decoration.
    pub(crate) element: Option<ElementId>,
    /// What is painted, in order.
    pub(crate) items: Vec<Placed>,
    /// Clickable areas.
    pub(crate) links: Vec<Linked>,
    /// Places that others point to.
    pub(crate) places: Vec<Place>,
    /// Page numbers to be filled in.
    pub(crate) numbers: Vec<PageNumber>,
    /// Characters that no face could show.
    pub(crate) missing: Vec<(char, Option<Source>)>,
}

/// A clickable area whose target may not have its page yet.
#[derive(Debug, Clone)]
pub(crate) struct Linked {
    /// Left, top, width, height.
    pub(crate) area: [f32; 4],
    /// Where it leads.
    pub(crate) target: Goal,
    /// The link element.
    pub(crate) element: Option<ElementId>,
    /// The words that are linked.
    pub(crate) words: String,
}

/// Where a link leads.
#[derive(Debug, Clone)]
pub(crate) enum Goal {
    /// As the report says.
    Link(Link),
    /// The heading with this number, counted from 0.
    Heading(usize),
}

/// A place that others point to.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Distance from the piece's top.
    pub(crate) y: f32,
    /// What is there.
    pub(crate) what: Spot,
}

/// What is at a place.
#[derive(Debug, Clone)]
pub(crate) enum Spot {
    /// A name that links point to.
    Anchor(String),
    /// A heading, with its level and words for the outline.
    Heading(u8, String),
}

/// A page number that is set when all headings have their pages.
#[derive(Debug, Clone)]
pub(crate) struct PageNumber {
    /// Which heading's page, counted from 0.
    pub(crate) heading: usize,
    /// Position in [`Art::items`] of the empty run that takes the number; its `x` is where the number ends.
    pub(crate) item: usize,
}

impl Art {
    /// An empty drawing that belongs to an element.
    pub(crate) fn of(element: ElementId) -> Self {
        Self { element: Some(element), ..Self::default() }
    }

    /// Paints a run of text that belongs to an element of its own.
    pub(crate) fn text(&mut self, run: TextRun, element: Option<ElementId>) {
        self.items.push(Placed { paint: Paint::Text(run), element });
    }

    /// Paints a path.
    pub(crate) fn path(&mut self, path: Path) {
        self.items.push(Placed { paint: Paint::Path(path), element: self.element });
    }

    /// Paints a path as decoration.
    pub(crate) fn decorate(&mut self, path: Path) {
        self.items.push(Placed { paint: Paint::Path(path), element: None });
    }

    /// Paints a horizontal rule as decoration, from its top left corner.
    pub(crate) fn rule(&mut self, (x, y): (f32, f32), width: f32, thickness: f32, color: Color) {
        self.decorate(path::filled(path::rect(x, y, width, thickness), color));
    }

    /// Takes over everything from another drawing, moved by an offset.
    pub(crate) fn append(&mut self, mut other: Self, dx: f32, dy: f32) {
        other.shift(dx, dy);
        let base = self.items.len();
        self.items.append(&mut other.items);
        self.links.append(&mut other.links);
        self.places.append(&mut other.places);
        self.missing.append(&mut other.missing);
        self.numbers.extend(other.numbers.into_iter().map(|number| PageNumber { item: number.item + base, ..number }));
    }

    /// Moves everything.
    pub(crate) fn shift(&mut self, dx: f32, dy: f32) {
        for item in &mut self.items {
            match &mut item.paint {
                Paint::Text(run) => {
                    run.x += dx;
                    run.y += dy;
                }
                Paint::Path(path) => path.segments.iter_mut().for_each(|segment| segment.shift(dx, dy)),
                Paint::Picture(picture) => {
                    picture.x += dx;
                    picture.y += dy;
                }
            }
        }
        for Linked { area: [x, y, ..], .. } in &mut self.links {
            *x += dx;
            *y += dy;
        }
        for place in &mut self.places {
            place.y += dy;
        }
    }

    /// Makes everything decoration: what a reader has met before.
    pub(crate) fn into_decoration(mut self) -> Self {
        self.items.iter_mut().for_each(|item| item.element = None);
        self.links.clear();
        self.places.clear();
        self.missing.clear();
        self
    }
}

impl Segment {
    /// Moves the segment.
    fn shift(&mut self, dx: f32, dy: f32) {
        match self {
            Self::Move(x, y) | Self::Line(x, y) => {
                *x += dx;
                *y += dy;
            }
            Self::Curve(x1, y1, x2, y2, x3, y3) => {
                for x in [x1, x2, x3] {
                    *x += dx;
                }
                for y in [y1, y2, y3] {
                    *y += dy;
                }
            }
            Self::Close => {}
        }
    }
}
