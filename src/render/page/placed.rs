//! Placed items: a document after layout and before bytes.
//!
//! Positions are in points (1/72 inch) from the top left corner of the page, y downwards. The PDF writer and the preview
//! in the window both paint exactly these. Every item says which element of the document's structure it belongs to, so
//! that tags and reading order need no second look at the blocks; items without one are decoration (artifacts).

use std::fmt;
use std::sync::Arc;

use crate::render::fonts::FaceId;
use crate::report::block::Source;

/// A laid-out document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pages {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The structure tree in reading order: a parent always stands before its children.
    pub elements: Vec<Element>,
    /// Headings for the outline, in order.
    pub outline: Vec<OutlineEntry>,
    /// Characters that no face could show; a visible placeholder with the code point stands in their place.
    pub missing: Vec<MissingGlyph>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Its width in points.
    pub width_pt: f32,
    /// Its height in points.
    pub height_pt: f32,
    /// What is painted, in painting order.
    pub items: Vec<Placed>,
    /// Clickable areas.
    pub links: Vec<LinkArea>,
}

/// Position of an element in [`Pages::elements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub u32);

/// A painted item and the element that it belongs to; `None` marks decoration that a screen reader skips.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// What is painted.
    pub paint: Paint,
    /// Its place in the structure.
    pub element: Option<ElementId>,
}

/// What can be painted.
#[derive(Debug, Clone, PartialEq)]
pub enum Paint {
    /// Shaped text on one baseline in one face.
    Text(TextRun),
    /// A filled and/or stroked path.
    Path(Path),
    /// A picture of pixels.
    Picture(Picture),
}

/// A picture of pixels in its place on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// The pixels.
    pub pixels: Arc<Pixels>,
}

/// Pixels in rows from the top: red, green, blue and opacity of each, a byte each, colors not multiplied by opacity.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Pixels {
    /// How many in a row.
    pub width: u32,
    /// How many rows.
    pub height: u32,
    /// Four bytes for each.
    pub rgba: Vec<u8>,
}

impl fmt::Debug for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pixels({} x {})", self.width, self.height)
    }
}

/// Shaped text on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// The face that the glyph numbers belong to.
    pub face: FaceId,
    /// Size in points.
    pub size_pt: f32,
    /// Ink.
    pub color: Color,
    /// Left end of the baseline.
    pub x: f32,
    /// The baseline.
    pub y: f32,
    /// Anticlockwise rotation about the start of the baseline in degrees (0 or 90).
    pub rotation: f32,
    /// The glyphs in visual order.
    pub glyphs: Vec<PlacedGlyph>,
    /// The text that they show, in logical order: what extraction and screen readers get.
    pub text: String,
}

/// One glyph of a run. Distances are in thousandths of the font size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedGlyph {
    /// Number in the face.
    pub id: u16,
    /// How far the pen moves after it.
    pub advance: f32,
    /// Shift from the pen, to the right.
    pub dx: f32,
    /// Shift from the baseline, upwards.
    pub dy: f32,
    /// Byte position in [`TextRun::text`] of the first character of its cluster.
    pub cluster: u32,
}

/// A path with its paint.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Its segments.
    pub segments: Vec<Segment>,
    /// Ink inside, if filled.
    pub fill: Option<Color>,
    /// Ink along it, if stroked.
    pub stroke: Option<Stroke>,
}

/// A segment of a path, in points from the page's top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Starts a new outline.
    Move(f32, f32),
    /// A straight line.
    Line(f32, f32),
    /// A cubic curve: two control points and the end.
    Curve(f32, f32, f32, f32, f32, f32),
    /// Back to the start of the outline.
    Close,
}

/// How a path is stroked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Ink.
    pub color: Color,
    /// Width in points.
    pub width_pt: f32,
    /// Dash and gap in points, if dashed.
    pub dash: Option<(f32, f32)>,
    /// Round ends and joins.
    pub round: bool,
}

/// An opaque color: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Color(pub u8, pub u8, pub u8);

/// A node of the structure tree.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// Its parent; `None` for what stands directly in the document.
    pub parent: Option<u32>,
    /// What it says, for elements that are drawn: figures and marks.
    pub alt: String,
    /// Where in the workbook it comes from.
    pub source: Option<Source>,
}

/// Roles of PDF's standard structure types (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// A group of related elements.
    #[default]
    Div,
    /// A paragraph.
    P,
    /// A heading of level 1 to 6; the document title is level 1.
    H(u8),
    /// Table of contents.
    Toc,
    /// An entry of the table of contents.
    TocItem,
    /// A list.
    List,
    /// An entry of a list.
    ListItem,
    /// The bullet or number of an entry.
    Label,
    /// The content of an entry.
    ListBody,
    /// A table.
    Table,
    /// The head rows of a table.
    TableHead,
    /// The body rows of a table.
    TableBody,
    /// A row.
    Row,
    /// A header cell of a column.
    ColumnHeader,
    /// A header cell of a row.
    RowHeader,
    /// A data cell.
    DataCell,
    /// A drawing; its `alt` is never empty.
    Figure,
    /// The caption of a table or figure.
    Caption,
    /// A piece of text inside a paragraph.
    Span,
    /// A link.
    Link,
}

/// A line of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineEntry {
    /// The heading's words.
    pub text: String,
    /// 1 for a section, 2 and 3 below it.
    pub level: u8,
    /// Page, counted from 0.
    pub page: usize,
    /// Distance of its top from the page's top, in whole points.
    pub top_pt: u32,
}

/// A clickable area.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkArea {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Where it leads.
    pub target: Target,
    /// The link element that it belongs to.
    pub element: Option<ElementId>,
    /// The words that are linked: what a screen reader says.
    pub words: String,
}

/// Where a click leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An address outside.
    Address(String),
    /// A place in this document: page counted from 0, and whole points from its top.
    Place(usize, u32),
}

/// A character that no face could show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// The page that it stands on, counted from 0.
    pub page: usize,
    /// Where in the workbook it was typed, if known.
    pub source: Option<Source>,
}
