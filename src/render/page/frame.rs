//! Header and footer: which document this is, its status, page number, confidentiality and provenance, on every page.
//!
//! They are decoration to a screen reader, which has met the same words once in the document and its metadata.

use std::sync::Arc;

use crate::render::page::art::Art;
use crate::render::page::palette;
use crate::render::page::paper::Sheet;
use crate::render::page::path::{filled, polyline, rounded, stroked};
use crate::render::page::placed::{Page, Paint, Picture, Pixels, Placed};
use crate::render::page::style;
use crate::render::page::typesetter::{Hold, Typesetter};
use crate::render::picture;
use crate::report::block::Report;

/// Side of the program's mark.
const MARK: f32 = 12.0;
/// The largest width and height of a logo, and the pixels that it has to a point at the most.
const LOGO: (f32, f32) = (96.0, 20.0);
const LOGO_SHARPNESS: f32 = 6.0;
const GAP: f32 = 6.0;
/// From the header's text to its hairline, from the footer's hairline to its text, from its first line to its second.
const HEADER_RULE: f32 = 18.0;
const FOOTER_TEXT: f32 = 6.75;
const FOOTER_SECOND: f32 = 18.0;
/// Height of the header's line of text.
const LINE: f32 = style::TABLE_HEAD.leading;
/// The stamp: its widest word, its height, the space inside its frame, and between its letters in thousandths of the size.
const STAMP_WIDTH: f32 = 96.0;
const STAMP_HEIGHT: f32 = 12.0;
const STAMP_PADDING: f32 = 4.5;
const STAMP_SPACING: f32 = 70.0;

/// What is painted before and after the content of a page.
pub(crate) struct Frame {
    /// Before.
    pub(crate) header: Vec<Placed>,
    /// After.
    pub(crate) footer: Vec<Placed>,
}

/// The parts that all pages share, shaped once for each way that a sheet lies.
pub(crate) struct FrameMaker<'r> {
    report: &'r Report,
    logo: Option<Arc<Pixels>>,
    upright: Option<Parts>,
    on_its_side: Option<Parts>,
    home: Sheet,
    total: usize,
}

/// Header and footer of a sheet, without the page number.
#[derive(Clone)]
struct Parts {
    header: Art,
    footer: Art,
}

impl<'r> FrameMaker<'r> {
    /// Prepares the frames of a document with so many pages, most of them on such sheets.
    pub(crate) fn new(report: &'r Report, home: Sheet, total: usize) -> Self {
        let logo = picture::read(&report.look.logo, (LOGO.1 * LOGO_SHARPNESS) as u32).ok();
        let logo = logo.filter(|pixels| pixels.width > 0 && pixels.height > 0).map(Arc::new);
        Self { report, logo, upright: None, on_its_side: None, home, total }
    }

    /// The frame of a page, counted from 1.
    pub(crate) fn frame(&mut self, setter: &mut Typesetter<'_>, number: usize, page: &Page) -> Frame {
        let is_landscape = page.width_pt > page.height_pt;
        let sheet = if is_landscape { self.home.on_its_side() } else { self.home };
        let (report, logo) = (self.report, self.logo.as_ref());
        let known = if is_landscape { &mut self.on_its_side } else { &mut self.upright };
        let parts = known.get_or_insert_with(|| Parts {
            header: header(setter, report, logo, sheet).into_decoration(),
            footer: footer(setter, report, sheet).into_decoration(),
        });
        let Parts { header, mut footer } = parts.clone();
        let count = format!("{number} of {}", self.total);
        let right = Sheet::MARGIN + sheet.body_width();
        let at = (right, sheet.footer_top() + FOOTER_TEXT, Hold::Right);
        setter.label(&count, &style::CELL, at, &mut footer);
        Frame { header: header.items, footer: footer.items }
    }
}

fn header(setter: &mut Typesetter<'_>, report: &Report, logo: Option<&Arc<Pixels>>, sheet: Sheet) -> Art {
    let mut art = Art::default();
    let (left, top, width) = (Sheet::MARGIN, Sheet::HEADER_TOP, sheet.body_width());
    let mark_width = match logo {
        Some(pixels) => draw_logo(pixels, (left, top), &mut art),
        None => draw_mark(left, top, &mut art),
    };
    let status_style = if report.status_alerts {
        style::TABLE_HEAD.in_color(palette::ALERT)
    } else {
        style::TABLE_HEAD.in_color(palette::INK_2)
    };
    let status = setter.fitted(&report.status, &status_style, width * 0.4);
    let mut right = left + width;
    right -= setter.label(&status, &status_style, (right, top, Hold::Right), &mut art);
    if !report.stamp.trim().is_empty() {
        right -= GAP;
        right -= draw_stamp(setter, &report.stamp, (right, top), &mut art);
    }
    let mut x = left + mark_width + GAP;
    let mut room = right - GAP - x;
    let kind = setter.fitted(&report.kind, &style::TABLE_HEAD, room);
    let kind_width = setter.label(&kind, &style::TABLE_HEAD, (x, top, Hold::Left), &mut art);
    x += kind_width + GAP;
    room -= kind_width + GAP;
    if room > 30.0 {
        let product = setter.fitted(&report.product, &style::QUIET, room);
        setter.label(&product, &style::QUIET, (x, top, Hold::Left), &mut art);
    }
    art.rule((left, top + HEADER_RULE), width, 0.75, setter.accent.rule);
    art
}

fn footer(setter: &mut Typesetter<'_>, report: &Report, sheet: Sheet) -> Art {
    let mut art = Art::default();
    let (left, top, width) = (Sheet::MARGIN, sheet.footer_top(), sheet.body_width());
    art.rule((left, top), width, 0.75, palette::LINE_STRONG);
    let confidentiality = setter.fitted(&report.confidentiality, &style::QUIET, width * 0.8);
    setter.label(&confidentiality, &style::QUIET, (left, top + FOOTER_TEXT, Hold::Left), &mut art);
    let provenance = setter.fitted(&report.provenance, &style::QUIET, width);
    let at = (left, top + FOOTER_TEXT + FOOTER_SECOND, Hold::Left);
    setter.label(&provenance, &style::QUIET, at, &mut art);
    art
}

/// The organization's logo, its middle on that of the header's text. Gives back its width.
fn draw_logo(pixels: &Arc<Pixels>, (x, top): (f32, f32), art: &mut Art) -> f32 {
    let (width, height) = (pixels.width as f32, pixels.height as f32);
    let scale = (LOGO.0 / width).min(LOGO.1 / height);
    let (width, height) = (width * scale, height * scale);
    let y = top + (LINE - height) / 2.0;
    let picture = Picture { x, y, width, height, pixels: Arc::clone(pixels) };
    art.items.push(Placed { paint: Paint::Picture(picture), element: None });
    width
}

/// The program's mark: an asterisk on a dark tile. Gives back its width.
fn draw_mark(x: f32, y: f32, art: &mut Art) -> f32 {
    art.decorate(filled(rounded(x, y, MARK, MARK, 3.0), palette::INK));
    let (middle_x, middle_y) = (x + MARK / 2.0, y + MARK / 2.0);
    for (dx, dy) in [(0.0, 3.24), (2.805, 1.62), (2.805, -1.62)] {
        let ray = polyline(&[(middle_x - dx, middle_y - dy), (middle_x + dx, middle_y + dy)]);
        art.decorate(stroked(ray, palette::SURFACE, 1.2).round());
    }
    MARK
}

/// The stamp: spaced capitals in a frame that ends at a right edge. Gives back its width.
fn draw_stamp(setter: &mut Typesetter<'_>, word: &str, (right, top): (f32, f32), art: &mut Art) -> f32 {
    let word = setter.fitted(&word.to_uppercase(), &style::STAMP, STAMP_WIDTH);
    let mut letters = Art::default();
    setter.label(&word, &style::STAMP, (0.0, 0.0, Hold::Left), &mut letters);
    let length = space_out(&mut letters);
    let width = length + 2.0 * STAMP_PADDING;
    let (left, y) = (right - width, top + (LINE - STAMP_HEIGHT) / 2.0);
    let frame = rounded(left + 0.375, y + 0.375, width - 0.75, STAMP_HEIGHT - 0.75, 2.0);
    art.decorate(stroked(frame, palette::ALERT, 0.75));
    art.append(letters, left + STAMP_PADDING, top + (LINE - style::STAMP.leading) / 2.0);
    width
}

/// Spaces the letters of a line that begins at 0. Gives back where it ends.
fn space_out(letters: &mut Art) -> f32 {
    let (mut moved, mut end) = (0.0, 0.0);
    let gap = STAMP_SPACING * style::STAMP.size / 1000.0;
    for item in &mut letters.items {
        let Paint::Text(run) = &mut item.paint else { continue };
        run.x += moved;
        for glyph in &mut run.glyphs {
            glyph.advance += STAMP_SPACING;
            moved += gap;
        }
        end = run.x + run.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * run.size_pt / 1000.0;
    }
    (end - gap).max(0.0)
}
