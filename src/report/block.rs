//! The blocks that a document is made of.
//!
//! A report is a tree of these values, built from the workbook by the pure functions beside this file. Renderers
//! (PDF, Markdown, the screen) know nothing else: every word, number, verdict and alternative text that a reader will
//! meet is already here. No block knows a font, a position or a page.

/// A whole document, ready for any renderer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// What kind of document this is, as printed in the header: "Model card", "Risk memo".
    pub kind: String,
    /// The product that it speaks about, printed in the header and used as the document title with the kind.
    pub product: String,
    /// Status as printed on every page, for example "Draft 0.7, not approved".
    pub status: String,
    /// Whether the status is a warning (not approved) and is printed in the color for it.
    pub status_alerts: bool,
    /// Organization and confidentiality label, at the left of the footer.
    pub confidentiality: String,
    /// Digest, date and source of the document, in the second line of the footer.
    pub provenance: String,
    /// BCP 47 tag of the language that the document is written in, such as "en".
    pub language: String,
    /// Who answers for the document; may be empty. Goes into the metadata.
    pub author: String,
    /// Date of the document as ISO 8601 (`2026-03-09`); empty if the workbook names none. Goes into the metadata.
    pub date: String,
    /// Printed as a stamp at the head of every page, such as "Draft"; empty once the document is approved.
    pub stamp: String,
    /// How it looks.
    pub look: Look,
    /// The content in reading order.
    pub blocks: Vec<Block>,
}

/// What gives the documents of an organization their look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// The logo as a data address (`data:image/png;base64,…` or `data:image/svg+xml;base64,…`); empty without one.
    pub logo: String,
    /// The color of links and rules; the renderer's own if `None`. Dark enough on white, which the builder sees to.
    pub accent: Option<[u8; 3]>,
    /// Whether pages lie on their side.
    pub landscape: bool,
    /// As large as how many sheets of A4 the first page is, as a poster: 2 for A3, 4 for A2, 8 for A1; as the others if `None`.
    pub poster: Option<u8>,
}

/// Where in the workbook a block comes from, so that a preview can jump there. Opaque to renderers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source {
    /// Position of the section in `Section::ALL`.
    pub section: u8,
    /// The item's id; zero for the section as a whole.
    pub item: u64,
}

/// One block with its origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub body: Body,
    /// Where it comes from, if from one place.
    pub source: Option<Source>,
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// The document's title, once, at the top of page one.
    Title {
        /// Set large: the product's name, or the kind of document.
        text: String,
        /// The line below it; may be empty.
        subtitle: String,
    },
    /// A table of contents made from the headings by the renderer; left out when the document has fewer pages than
    /// `min_pages`.
    Contents {
        /// From how many pages on a table of contents helps.
        min_pages: usize,
    },
    /// A section heading. The number, where there is one, is part of the text.
    Heading {
        /// 1 for a section, 2 and 3 below it.
        level: u8,
        /// The words.
        text: String,
        /// Name that links inside the document point to; empty if none does.
        anchor: String,
    },
    /// Running text.
    Paragraph(Rich),
    /// Small, quiet text under or beside something: how to read a figure, a note on method.
    Note(Rich),
    /// Label and value pairs, one under the other.
    Facts(Vec<Fact>),
    /// Bullets, or numbers if `ordered`.
    List {
        /// Numbered from 1 instead of bullets.
        ordered: bool,
        /// One entry per bullet.
        items: Vec<Rich>,
    },
    /// A table with a caption and a head that repeats on every page.
    Table(Table),
    /// A drawing with caption and alternative text.
    Figure(Figure),
    /// Something that the reader must not miss, in a frame.
    Callout {
        /// How serious it is.
        tone: Tone,
        /// Set bold at the start.
        title: String,
        /// The rest.
        text: Rich,
    },
    /// Two columns side by side that stay on one page: a figure and what is said about it.
    Beside {
        /// The left column.
        left: Vec<Block>,
        /// The right column.
        right: Vec<Block>,
        /// Share of the width that the left column takes, from 0.2 to 0.8.
        left_share: f32,
    },
    /// Short texts in equal columns: the three bands of an operating point, say.
    Columns(Vec<Rich>),
    /// A poster: named fields side by side that fill a page, their text as large as fits.
    Board(Board),
    /// Lines to sign on, with what is known about each signature.
    Signatures(Vec<Signature>),
    /// Blocks that stay on one page together if they fit on one.
    Together(Vec<Block>),
    /// What follows begins on a new page.
    PageBreak,
}

/// A poster of fields on a grid.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Board {
    /// How many columns the grid has.
    pub columns: u8,
    /// How many rows the grid has.
    pub rows: u8,
    /// The fields in reading order.
    pub fields: Vec<BoardField>,
}

/// A field of a [`Board`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BoardField {
    /// Its heading.
    pub title: String,
    /// The line below the heading, small and quiet; may be empty.
    pub prompt: String,
    /// Left column and top row, from 0.
    pub at: (u8, u8),
    /// How many columns and rows it takes, from 1.
    pub span: (u8, u8),
    /// Its notes, each with the sign of its kind. The text says the kind too, so that the sign needs no alternative.
    pub notes: Vec<(Glyph, Rich)>,
    /// Where it comes from.
    pub source: Option<Source>,
}

/// Text with styled parts. Line feeds in a span are kept as line breaks, blank lines as paragraph gaps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rich(pub Vec<Span>);

/// A piece of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text as the user typed it, or as a function of the workbook says it.
    pub text: String,
    /// How it is set.
    pub style: Style,
    /// Where a click leads.
    pub link: Option<Link>,
}

/// How a span is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// As the text around it.
    #[default]
    Plain,
    /// Heavier: the point of a sentence.
    Strong,
    /// Italic, in serif text.
    Emphasis,
    /// Lighter ink: units, notes, what is not known.
    Quiet,
    /// In the alert color and heavier: something is missing or exceeded.
    Alert,
    /// Words that came: underlined and heavier.
    Added,
    /// Words that went: struck through.
    Removed,
}

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// A heading or table row in this document, by its anchor.
    Anchor(String),
    /// A web or mail address (`http`, `https` or `mailto`; anything else is printed but not linked).
    Address(String),
}

/// One line of [`Body::Facts`].
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it is, set small at the left.
    pub label: String,
    /// What is true.
    pub value: Rich,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Number and words: "Table 1. Failure modes, by inherent level." The part up to the first ". " is set bold.
    pub caption: String,
    /// The columns in order.
    pub columns: Vec<Column>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The words in the table's head.
    pub head: String,
    /// How cells stand.
    pub align: Align,
    /// How wide it is against the others.
    pub width: Width,
}

/// How a column gets its width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    /// As wide as its widest cell, in one line, if there is room.
    Fit,
    /// A share of what the fitted columns leave.
    Share(f32),
    /// A fixed width in points: for drawn cells.
    Points(f32),
}

/// Horizontal alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left (at the right for right-to-left text).
    #[default]
    Start,
    /// At the right: numbers.
    End,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// One cell per column; the first one that holds words is the row's header.
    pub cells: Vec<Cell>,
    /// Name that links inside the document point to; empty if none does.
    pub anchor: String,
    /// Where it comes from.
    pub source: Option<Source>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words or numbers.
    Text(Rich),
    /// A mark with its label: a verdict, a risk level, a status.
    Mark(Mark),
    /// An interval against a limit, drawn.
    Interval(Interval),
}

/// A small drawn sign with the word for it. The word is always printed: color and shape never stand alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The sign.
    pub glyph: Glyph,
    /// The word.
    pub label: String,
}

/// The drawn signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Glyph {
    /// Four bars of which this many (1 to 4) are lit: a risk level.
    Pips(u8),
    /// Filled circle with a tick: within the budget.
    Within,
    /// Dashed circle with a question mark: not proven.
    Unproven,
    /// Filled triangle with a bar: at risk.
    AtRisk,
    /// Filled octagon with a cross: exceeded.
    Exceeded,
    /// Dashed circle, empty: nothing measured yet.
    Unmeasured,
    /// Filled circle: done.
    Done,
    /// Half-filled circle: in progress.
    InProgress,
    /// Open circle: not started.
    NotStarted,
    /// Open circle with a bar: does not apply.
    NotApplicable,
    /// Filled octagon with a bar: a blocker.
    Blocker,
    /// Filled triangle: a warning.
    Warning,
    /// Ring with a dot: advice.
    Advice,
    /// Ring with a question mark: something unknown.
    Question,
}

/// How serious a callout is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something blocks: red edge, octagon.
    Blocker,
    /// Something should be settled: amber edge, triangle.
    Warning,
    /// Good to know: gray edge, ring with a dot.
    Advice,
    /// All is well: green edge, tick.
    Good,
}

/// A drawing with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Number and words; the part up to the first ". " is set bold.
    pub caption: String,
    /// What the drawing says, in words, for readers who do not see it and for Markdown.
    pub alt: String,
    /// What is drawn.
    pub chart: Chart,
}

/// The charts. They hold plain numbers and labels, ready to paint.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Severity by frequency with a dot per failure mode.
    HeatMap(HeatMap),
    /// One interval per row, each against its own limit, all limits on one line.
    Intervals(Vec<IntervalRow>),
    /// A horizontal bar in parts: the bands of an operating point.
    Bands(Vec<Band>),
    /// One small square per practice, in rows by function.
    Squares(Vec<SquareRow>),
    /// Rates over time with intervals, against a limit.
    History(History),
}

/// The five by five matrix.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HeatMap {
    /// Level (1 to 4) of each cell: `levels[severity - 1][frequency - 1]`.
    pub levels: [[u8; 5]; 5],
    /// Words at the vertical axis, for example "Severity: negligible to extreme".
    pub vertical: String,
    /// Words at the horizontal axis.
    pub horizontal: String,
    /// The dots.
    pub dots: Vec<HeatDot>,
}

/// A failure mode in the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatDot {
    /// What stands in the dot: its number.
    pub label: String,
    /// Severity and frequency before controls, 1 to 5 each: drawn open.
    pub inherent: (u8, u8),
    /// Severity and frequency after controls, if scored: drawn solid, with an arrow from the inherent dot.
    pub residual: Option<(u8, u8)>,
    /// Whether a fallback exists; without one the dot is dashed.
    pub has_fallback: bool,
}

/// A measured share with its interval against a limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Interval {
    /// The measured rate as a multiple of the limit; `None` if nothing was measured (only the line is drawn).
    pub rate: Option<f64>,
    /// The interval's lower end, same unit.
    pub low: f64,
    /// The interval's upper end, same unit; beyond the axis it ends in an arrow.
    pub high: f64,
    /// The axis runs from 0 to this multiple of the limit (2.5 where all limits share a line).
    pub axis: f64,
    /// The verdict, which decides the color.
    pub verdict: Glyph,
}

/// A row of [`Chart::Intervals`].
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalRow {
    /// Whose interval it is.
    pub label: String,
    /// The interval.
    pub interval: Interval,
    /// The verdict with its numbers: "Within, 2.7% of 3.5%".
    pub verdict: Mark,
}

/// A part of [`Chart::Bands`].
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Name and share, as printed inside: "Serve 52.2%".
    pub label: String,
    /// Share of the whole, 0 to 1.
    pub share: f64,
    /// Which band it is.
    pub kind: BandKind,
}

/// The three bands of an operating point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BandKind {
    /// Below the lower threshold.
    Fallback,
    /// Between the thresholds.
    Gray,
    /// Above the upper threshold.
    Serve,
}

/// A row of [`Chart::Squares`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SquareRow {
    /// Name of the function: "GOVERN".
    pub label: String,
    /// One mark per practice, already sorted; `Done`, `InProgress`, `NotStarted` or `NotApplicable`.
    pub marks: Vec<Glyph>,
    /// Summary at the right: "9 of 19 done".
    pub summary: String,
}

/// Rates over time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// The limit, as a fraction, drawn as a line.
    pub limit: f64,
    /// Label of the limit: "4.0% tolerance".
    pub limit_label: String,
    /// Upper end of the axis, as a fraction.
    pub top: f64,
    /// The measurements in order of time.
    pub points: Vec<HistoryPoint>,
}

/// A measurement in [`History`].
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryPoint {
    /// Date as printed below: "9 Mar".
    pub label: String,
    /// The rate, as a fraction.
    pub rate: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
}

/// A line to sign on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// Who signs, or "Pending".
    pub name: String,
    /// In which role.
    pub role: String,
    /// Decision and date, if signed: "Approved, 9 March 2026"; empty while pending.
    pub decision: String,
    /// Reason, conditions or the digest that was signed; may be empty.
    pub note: String,
}
