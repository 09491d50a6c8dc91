//! A figure, an interval or a sign alone: placed items without a page, for formats that set their text themselves.

use crate::render::fonts::FontBook;
use crate::render::page::art::Art;
use crate::render::page::chart;
use crate::render::page::compose::Composer;
use crate::render::page::glyph::{self, Square};
use crate::render::page::interval::{self, Lane};
use crate::render::page::paper::{Paper, Sheet};
use crate::render::page::placed::{ElementId, Placed};
use crate::render::page::table;
use crate::render::page::typesetter::Typesetter;
use crate::report::block::{Chart, Glyph, Interval, Table};

pub(crate) use table::said;

/// No chart is higher than this, in points.
const HEIGHT_LIMIT: f32 = 4000.0;

/// Placed items in a rectangle whose top left corner is the origin. Points.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// Width of the rectangle.
    pub width_pt: f32,
    /// Height of the rectangle.
    pub height_pt: f32,
    /// What is painted, in painting order.
    pub items: Vec<Placed>,
}

/// A chart that is so wide. Its words are in `language`, a BCP 47 tag.
#[must_use]
pub fn chart(chart: &Chart, width_pt: f32, language: &str, fonts: &mut FontBook) -> Drawing {
    let mut setter = Typesetter::new(fonts, language, std::collections::BTreeSet::new());
    let pieces = chart::draw(&mut setter, chart, (width_pt, HEIGHT_LIMIT), ElementId(0));
    let mut art = Art::default();
    let mut y = 0.0;
    for piece in pieces {
        art.append(piece.art, 0.0, y);
        y += piece.height + piece.below;
    }
    Drawing { width_pt, height_pt: y, items: art.items }
}

/// An interval against its limit.
#[must_use]
pub fn interval(interval: &Interval, width_pt: f32, height_pt: f32) -> Drawing {
    let mut art = Art::default();
    let lane = Lane { x: 0.0, width: width_pt, top: 0.0, height: height_pt, middle: height_pt / 2.0 };
    interval::draw(interval, lane, &mut art);
    Drawing { width_pt, height_pt, items: art.items }
}

/// A sign in a square.
#[must_use]
pub fn sign(glyph: Glyph, side_pt: f32) -> Drawing {
    let mut art = Art::default();
    glyph::draw(glyph, Square { x: 0.0, y: 0.0, side: side_pt }, &mut art);
    Drawing { width_pt: side_pt, height_pt: side_pt, items: art.items }
}

/// How wide the columns of a table are as pages set it, each with the space at its right.
pub(crate) fn column_widths(table: &Table, width_pt: f32, language: &str, fonts: &mut FontBook) -> Vec<f32> {
    let setter = Typesetter::new(fonts, language, std::collections::BTreeSet::new());
    Composer::new(setter, Sheet::new(Paper::A4, false), true).column_widths(table, width_pt)
}
