//! Pages built by hand for the tests of the writer: shaped lines, a table, a figure, a link, without layout.

use harfrust::{Buffer, ShapeOptions, ShaperFont};

use super::Info;
use crate::render::fonts::{FaceId, FontBook};
use crate::render::page::placed::{
    Color, Element, ElementId, LinkArea, OutlineEntry, Page, Pages, Paint, Path, Placed, PlacedGlyph, Role, Segment,
    Stroke, Target, TextRun,
};

const INK: Color = Color(17, 24, 39);

/// Pages under construction.
pub(super) struct Sheet {
    pub(super) pages: Pages,
    pub(super) fonts: FontBook,
}

/// An empty page of A4.
pub(super) fn blank() -> Page {
    Page { width_pt: 595.28, height_pt: 841.89, ..Page::default() }
}

impl Sheet {
    pub(super) fn new() -> Self {
        let pages = Pages { pages: vec![blank()], ..Pages::default() };
        Sheet { pages, fonts: FontBook::bundled() }
    }

    /// Adds an element below another.
    pub(super) fn element(&mut self, role: Role, parent: Option<ElementId>) -> ElementId {
        let id = ElementId(self.pages.elements.len() as u32);
        self.pages.elements.push(Element { role, parent: parent.map(|parent| parent.0), ..Element::default() });
        id
    }

    /// Paints on the last page.
    pub(super) fn paint(&mut self, paint: Paint, element: Option<ElementId>) {
        if let Some(page) = self.pages.pages.last_mut() {
            page.items.push(Placed { paint, element });
        }
    }

    /// Sets a line of text in one face.
    pub(super) fn line(&mut self, text: &str, (x, y): (f32, f32), face: FaceId, element: Option<ElementId>) {
        let glyphs = shape(text, &self.fonts, face);
        let text = text.to_owned();
        let run = TextRun { face, size_pt: 10.0, color: INK, x, y, rotation: 0.0, glyphs, text };
        self.paint(Paint::Text(run), element);
    }

    /// A paragraph of its own with one line.
    pub(super) fn paragraph(&mut self, text: &str, y: f32) {
        let paragraph = self.element(Role::P, None);
        self.line(text, (60.0, y), FaceId::SERIF, Some(paragraph));
    }
}

/// Shapes text that is all in one direction and one face.
fn shape(text: &str, fonts: &FontBook, face: FaceId) -> Vec<PlacedGlyph> {
    let face = fonts.face(face);
    let per_unit = 1000.0 / f32::from(face.units_per_em);
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    harfrust::shape(&ShaperFont::new(face.shaper_font()), &mut buffer, ShapeOptions::default())
        .expect("the direction is set");
    let glyph = |(info, position): (&harfrust::GlyphInfo, &harfrust::GlyphPosition)| PlacedGlyph {
        id: info.glyph_id as u16,
        advance: position.x_advance as f32 * per_unit,
        dx: position.x_offset as f32 * per_unit,
        dy: position.y_offset as f32 * per_unit,
        cluster: info.cluster,
    };
    buffer.glyph_infos().iter().zip(buffer.glyph_positions()).map(glyph).collect()
}

/// A page with everything that the writer knows.
pub(super) fn everything() -> Sheet {
    let mut sheet = Sheet::new();
    sheet.line("Model card, page 1", (60.0, 30.0), FaceId::SANS, None);
    let heading = sheet.element(Role::H(1), None);
    sheet.line("Résumé screener", (60.0, 80.0), FaceId::SERIF_BOLD, Some(heading));
    let paragraph = sheet.element(Role::P, None);
    sheet.line("The office finds a fifth of files ", (60.0, 100.0), FaceId::SERIF, Some(paragraph));
    let link = sheet.element(Role::Link, Some(paragraph));
    sheet.line("by hand", (230.0, 100.0), FaceId::SERIF, Some(link));
    sheet.line(", (not) \\ by rule.", (265.0, 100.0), FaceId::SERIF, Some(paragraph));
    table(&mut sheet);
    figure(&mut sheet);
    lists(&mut sheet);
    let area = |target, element| LinkArea {
        x: 230.0,
        y: 90.0,
        width: 35.0,
        height: 12.0,
        target,
        element,
        words: "by hand".to_owned(),
    };
    sheet.pages.pages.push(blank());
    sheet.line("continued on page two.", (60.0, 60.0), FaceId::SERIF, Some(paragraph));
    if let Some(page) = sheet.pages.pages.first_mut() {
        page.links.push(area(Target::Address("https://example.org/ä".to_owned()), Some(link)));
        page.links.push(area(Target::Place(1, 50), None));
        page.links.push(area(Target::Address("javascript:alert(1)".to_owned()), Some(link)));
    }
    let entry = |text: &str, level, page| OutlineEntry { text: text.to_owned(), level, page, top_pt: 60 };
    sheet.pages.outline = vec![entry("Résumé screener", 1, 0), entry("Data", 2, 0), entry("Next (\\", 1, 1)];
    sheet
}

fn table(sheet: &mut Sheet) {
    let table = sheet.element(Role::Table, None);
    let caption = sheet.element(Role::Caption, Some(table));
    sheet.line("Table 1. Rates.", (60.0, 140.0), FaceId::SANS_BOLD, Some(caption));
    let head = sheet.element(Role::TableHead, Some(table));
    let row = sheet.element(Role::Row, Some(head));
    for (text, x) in [("Name", 60.0), ("Rate", 200.0)] {
        let cell = sheet.element(Role::ColumnHeader, Some(row));
        sheet.line(text, (x, 160.0), FaceId::SANS_BOLD, Some(cell));
    }
    let body = sheet.element(Role::TableBody, Some(table));
    let row = sheet.element(Role::Row, Some(body));
    let cell = sheet.element(Role::RowHeader, Some(row));
    sheet.line("FM-1", (60.0, 180.0), FaceId::SANS, Some(cell));
    sheet.element(Role::DataCell, Some(row));
}

fn figure(sheet: &mut Sheet) {
    let figure = sheet.element(Role::Figure, None);
    if let Some(element) = sheet.pages.elements.last_mut() {
        element.alt = "One red square with a dashed edge: severity 5".to_owned();
    }
    let corners = [(60.0, 200.0), (160.0, 200.0), (160.0, 260.0)];
    let mut segments: Vec<Segment> = corners.iter().map(|(x, y)| Segment::Line(*x, *y)).collect();
    segments.insert(0, Segment::Move(60.0, 260.0));
    segments.push(Segment::Curve(150.0, 270.0, 70.0, 270.0, 60.0, 260.0));
    segments.push(Segment::Close);
    let stroke = Stroke { color: INK, width_pt: 0.75, dash: Some((3.0, 2.0)), round: true };
    sheet.paint(Paint::Path(Path { segments, fill: Some(Color(200, 30, 30)), stroke: Some(stroke) }), Some(figure));
    sheet.line("FM-1", (90.0, 230.0), FaceId::SANS_MEDIUM, Some(figure));
}

/// A list with a number, and a table of contents with a link.
fn lists(sheet: &mut Sheet) {
    let list = sheet.element(Role::List, None);
    let item = sheet.element(Role::ListItem, Some(list));
    let label = sheet.element(Role::Label, Some(item));
    sheet.line("1. ", (60.0, 300.0), FaceId::SANS, Some(label));
    let body = sheet.element(Role::ListBody, Some(item));
    sheet.line("An entry with a tab\tin it", (75.0, 300.0), FaceId::SANS, Some(body));
    let contents = sheet.element(Role::Toc, None);
    let entry = sheet.element(Role::TocItem, Some(contents));
    let link = sheet.element(Role::Link, Some(entry));
    sheet.line("Data 2", (60.0, 320.0), FaceId::SANS, Some(link));
    let target = Target::Place(1, 60);
    let words = "Data, page 2".to_owned();
    let area = LinkArea { x: 60.0, y: 310.0, width: 40.0, height: 12.0, target, element: Some(link), words };
    if let Some(page) = sheet.pages.pages.last_mut() {
        page.links.push(area);
    }
}

/// What the documents of the tests say about themselves.
pub(super) fn info() -> Info {
    Info {
        title: "Résumé screener: model card".to_owned(),
        author: "A. Writer".to_owned(),
        subject: "Draft 0.7 (not approved)".to_owned(),
        language: "en".to_owned(),
        date: "2026-03-09".to_owned(),
        attachment: None,
    }
}
