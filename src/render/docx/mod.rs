//! Report blocks -> a document for Word and LibreOffice (`WordprocessingML`, ISO/IEC 29500-1).
//!
//! | file | what it does |
//! | --- | --- |
//! | `body` | blocks in their order: headings, paragraphs, lists, contents |
//! | `grid` | blocks in cells: tables, facts, callouts, columns, posters, signatures |
//! | `text` | a paragraph and the styled pieces, links and line breaks in it |
//! | `picture` | drawings as pictures with words for those who do not see them |
//! | `frame` | the sheet, its header and footer |
//! | `styles` | the look, by name, so that it can be changed in one place by whoever gets the document |
//! | `package` | the parts that belong around it, and the archive that holds all |
//!
//! Everything is real structure: headings are headings, lists are lists, heads of tables repeat, and links lead somewhere.
//! Written by hand, because the libraries at hand know neither alternative texts nor heads of tables that repeat. Word sets
//! the text, so there are no pages here; drawings are painted by `raster`.

mod body;
mod frame;
mod grid;
mod package;
mod picture;
mod styles;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use crate::render::RenderError;
use crate::render::fonts::FontBook;
use crate::render::page::Paper;
use crate::render::raster::GlyphCache;
use crate::report::block::{Body, Glyph, Report};

use frame::Sheet;

/// Writes a report as DOCX. The same report gives the same bytes.
///
/// # Errors
/// [`RenderError`] if the parts cannot be put together.
pub fn write_docx(report: &Report, paper: Paper, fonts: &mut FontBook) -> Result<Vec<u8>, RenderError> {
    // larger sheets have the form of A4, whatever the rest is printed on
    let paper = if report.look.poster.is_some() { Paper::A4 } else { paper };
    let home = Sheet::new(paper, report.look.landscape);
    let first = report.look.poster.map_or(home, |sheets| home.poster(sheets));
    let mut writer = Writer::new(report, first, fonts);
    for block in &report.blocks {
        match block.body {
            Body::PageBreak => writer.turn_to(home),
            ref body => writer.body(body),
        }
    }
    package::pack(&writer, (first, home))
}

/// The document in the making.
struct Writer<'a> {
    report: &'a Report,
    sheet: Sheet,
    fonts: &'a mut FontBook,
    glyphs: GlyphCache,
    /// The body so far.
    xml: String,
    /// Pictures in PNG; each stands here once.
    pictures: Vec<Vec<u8>>,
    /// Signs that were painted already: which, how high and wide in points, and the number of the picture.
    signs: Vec<(Glyph, f32, usize)>,
    /// How many drawings there are, which numbers them.
    drawings: usize,
    /// Addresses outside that are linked.
    addresses: Vec<String>,
    /// Names inside that links may lead to, with the bookmark that each has.
    anchors: BTreeMap<String, String>,
    /// Bookmarks that stand already: a name leads to its first place.
    placed: BTreeSet<String>,
    /// How many bookmarks and headings there are.
    bookmarks: usize,
    headings: usize,
    /// How many numbered lists there are: each begins at 1.
    numbered: usize,
    /// Width of the column that is written, in points.
    width: f32,
    /// Whether what is written stays on the page of what follows.
    keeps: bool,
    /// Whether the next paragraph begins a page.
    breaks: bool,
}

impl<'a> Writer<'a> {
    fn new(report: &'a Report, sheet: Sheet, fonts: &'a mut FontBook) -> Self {
        let bookmark = |(number, name): (usize, &str)| (name.to_owned(), format!("_a{number}"));
        Self {
            report,
            sheet,
            fonts,
            glyphs: GlyphCache::default(),
            xml: String::with_capacity(64 * 1024),
            pictures: Vec::new(),
            signs: Vec::new(),
            drawings: 0,
            addresses: Vec::new(),
            anchors: report.anchors().into_iter().enumerate().map(bookmark).collect(),
            placed: BTreeSet::new(),
            bookmarks: 0,
            headings: 0,
            numbered: 0,
            width: sheet.body_width(),
            keeps: false,
            breaks: false,
        }
    }
}
