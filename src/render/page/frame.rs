//! Header and footer: which document this is, its status, page number, confidentiality and provenance, on every page.
//!
//! They are decoration to a screen reader, which has met the same words once in the document and its metadata.

use crate::render::page::art::Art;
use crate::render::page::palette;
use crate::render::page::paper::Paper;
use crate::render::page::path::{filled, polyline, rounded, stroked};
use crate::render::page::placed::Placed;
use crate::render::page::style;
use crate::render::page::typesetter::{Hold, Typesetter};
use crate::report::block::Report;

/// Side of the program's mark.
const MARK: f32 = 12.0;
const GAP: f32 = 6.0;
/// From the header's text to its hairline, from the footer's hairline to its text, from its first line to its second.
const HEADER_RULE: f32 = 18.0;
const FOOTER_TEXT: f32 = 6.75;
const FOOTER_SECOND: f32 = 18.0;

/// What is painted before and after the content of a page.
pub(crate) struct Frame {
    /// Before.
    pub(crate) header: Vec<Placed>,
    /// After.
    pub(crate) footer: Vec<Placed>,
}

/// The parts that all pages share, shaped once.
pub(crate) struct FrameMaker {
    header: Art,
    footer: Art,
    paper: Paper,
    total: usize,
}

impl FrameMaker {
    /// Prepares the frames of a document with so many pages.
    pub(crate) fn new(setter: &mut Typesetter<'_>, report: &Report, paper: Paper, total: usize) -> Self {
        Self { header: header(setter, report, paper), footer: footer(setter, report, paper), paper, total }
    }

    /// The frame of a page, counted from 1.
    pub(crate) fn frame(&self, setter: &mut Typesetter<'_>, page: usize) -> Frame {
        let mut footer = self.footer.clone();
        let count = format!("{page} of {}", self.total);
        let right = Paper::MARGIN + self.paper.body_width();
        let at = (right, self.paper.footer_top() + FOOTER_TEXT, Hold::Right);
        setter.label(&count, &style::CELL, at, &mut footer);
        Frame { header: self.header.clone().into_decoration().items, footer: footer.into_decoration().items }
    }
}

fn header(setter: &mut Typesetter<'_>, report: &Report, paper: Paper) -> Art {
    let mut art = Art::default();
    let (left, top, width) = (Paper::MARGIN, Paper::HEADER_TOP, paper.body_width());
    draw_mark(left, top, &mut art);
    let status_style = if report.status_alerts {
        style::TABLE_HEAD.in_color(palette::ALERT)
    } else {
        style::TABLE_HEAD.in_color(palette::INK_2)
    };
    let status = setter.fitted(&report.status, &status_style, width * 0.45);
    let right = left + width;
    let status_width = setter.label(&status, &status_style, (right, top, Hold::Right), &mut art);
    let mut x = left + MARK + GAP;
    let mut room = right - status_width - GAP - x;
    let kind = setter.fitted(&report.kind, &style::TABLE_HEAD, room);
    let kind_width = setter.label(&kind, &style::TABLE_HEAD, (x, top, Hold::Left), &mut art);
    x += kind_width + GAP;
    room -= kind_width + GAP;
    if room > 30.0 {
        let product = setter.fitted(&report.product, &style::QUIET, room);
        setter.label(&product, &style::QUIET, (x, top, Hold::Left), &mut art);
    }
    art.rule((left, top + HEADER_RULE), width, 0.75, palette::LINE_STRONG);
    art
}

fn footer(setter: &mut Typesetter<'_>, report: &Report, paper: Paper) -> Art {
    let mut art = Art::default();
    let (left, top, width) = (Paper::MARGIN, paper.footer_top(), paper.body_width());
    art.rule((left, top), width, 0.75, palette::LINE_STRONG);
    let confidentiality = setter.fitted(&report.confidentiality, &style::QUIET, width * 0.8);
    setter.label(&confidentiality, &style::QUIET, (left, top + FOOTER_TEXT, Hold::Left), &mut art);
    let provenance = setter.fitted(&report.provenance, &style::QUIET, width);
    let at = (left, top + FOOTER_TEXT + FOOTER_SECOND, Hold::Left);
    setter.label(&provenance, &style::QUIET, at, &mut art);
    art
}

/// The program's mark: an asterisk on a dark tile.
fn draw_mark(x: f32, y: f32, art: &mut Art) {
    art.decorate(filled(rounded(x, y, MARK, MARK, 3.0), palette::INK));
    let (middle_x, middle_y) = (x + MARK / 2.0, y + MARK / 2.0);
    for (dx, dy) in [(0.0, 3.24), (2.805, 1.62), (2.805, -1.62)] {
        let ray = polyline(&[(middle_x - dx, middle_y - dy), (middle_x + dx, middle_y + dy)]);
        art.decorate(stroked(ray, palette::SURFACE, 1.2).round());
    }
}
