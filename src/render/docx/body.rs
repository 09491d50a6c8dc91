//! Blocks in their order: title, headings, paragraphs, lists, figures, contents.

use crate::render::page::drawing;
use crate::render::page::table::caption_rich;
use crate::report::block::{Block, Body, Figure, Rich};

use super::Writer;
use super::frame::Sheet;
use super::text::{Shape, escaped, plain, run};

/// Headings that fill about a page of a document, to guess whether a table of contents helps: pages are up to Word.
const HEADINGS_PER_PAGE: usize = 2;
/// Headings down to this level stand in the table of contents.
const CONTENTS_DEPTH: u8 = 2;

impl Writer<'_> {
    /// Writes blocks one below the other.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.body(&block.body);
        }
    }

    /// Begins a page on another sheet: in Word that ends a section.
    pub(super) fn turn_to(&mut self, sheet: Sheet) {
        if self.sheet.times().to_bits() == sheet.times().to_bits() {
            self.breaks = true;
            return;
        }
        let section = self.sheet.section();
        self.xml.push_str(&format!(r#"<w:p><w:pPr><w:pStyle w:val="Spacer"/>{section}</w:pPr></w:p>"#));
        self.sheet = sheet;
        self.width = sheet.body_width();
    }

    /// Writes a block.
    pub(super) fn body(&mut self, body: &Body) {
        match body {
            Body::Title { text, subtitle } => {
                self.plain(text, Shape::of("Title"));
                if !subtitle.is_empty() {
                    self.plain(subtitle, Shape::of("Subtitle"));
                }
            }
            Body::Contents { min_pages } => self.contents(*min_pages),
            Body::Heading { level, text, anchor } => self.heading(*level, text, anchor),
            Body::Paragraph(text) => self.rich(text, Shape::of("BodyText"), ""),
            Body::Note(text) => self.rich(text, Shape::of("Note"), ""),
            Body::Facts(facts) => self.facts(facts),
            Body::List { ordered, items } => self.list(*ordered, items),
            Body::Table(table) => self.table(table),
            Body::Figure(figure) => self.figure(figure),
            Body::Callout { tone, title, text } => self.callout(*tone, title, text),
            Body::Beside { left, right, left_share } => self.beside(left, right, *left_share),
            Body::Columns(texts) => self.columns(texts),
            Body::Board(board) => self.board(board),
            Body::Signatures(signatures) => self.signatures(signatures),
            Body::Together(blocks) => self.together(blocks),
            Body::PageBreak => self.breaks = true,
        }
    }

    fn heading(&mut self, level: u8, text: &str, anchor: &str) {
        let own = contents_name(self.headings);
        self.headings += 1;
        let style = format!("Heading{}", level.clamp(1, 4));
        let names = [own.as_str(), anchor];
        self.plain(&text.replace('\n', " "), Shape { names, ..Shape::of(&style) });
    }

    fn together(&mut self, blocks: &[Block]) {
        let Some((last, first)) = blocks.split_last() else { return };
        let outer = std::mem::replace(&mut self.keeps, true);
        self.blocks(first);
        self.keeps = outer;
        self.body(&last.body);
    }

    fn list(&mut self, ordered: bool, items: &[Rich]) {
        // bullets are list 1; each numbered list is one of its own after that
        self.numbered += usize::from(ordered && !items.is_empty());
        let list = if ordered { 1 + self.numbered } else { 1 };
        for item in items {
            self.rich(item, Shape { list: Some(list), ..Shape::of("ListParagraph") }, "");
        }
    }

    fn figure(&mut self, figure: &Figure) {
        let picture = drawing::chart(&figure.chart, self.width, &self.report.language, self.fonts);
        let alt = [&figure.alt, &figure.caption].into_iter().find(|words| !words.trim().is_empty());
        let alt = alt.map_or("Drawing", String::as_str).to_owned();
        let run = self.drawing(&picture, &alt, "");
        let outer = std::mem::replace(&mut self.keeps, !figure.caption.is_empty());
        self.rich(&Rich::default(), Shape::of("Figure"), &run);
        self.keeps = outer;
        self.caption(&figure.caption);
    }

    /// The caption of a figure or table.
    pub(super) fn caption(&mut self, caption: &str) {
        if !caption.is_empty() {
            self.rich(&caption_rich(caption), Shape::of("Caption"), "");
        }
    }

    /// A table of contents that Word can bring up to date, with its entries filled in as links. Their pages are left out:
    /// nobody knows them before Word has set the text.
    fn contents(&mut self, min_pages: usize) {
        let mut entries = Vec::new();
        collect(&self.report.blocks, &mut entries);
        let named: Vec<(usize, u8, String)> = (0..)
            .zip(entries)
            .filter(|(_, (level, _))| *level <= CONTENTS_DEPTH)
            .map(|(number, (level, text))| (number, level, text))
            .collect();
        if named.is_empty() || named.len() < min_pages.saturating_mul(HEADINGS_PER_PAGE) {
            return;
        }
        self.rich(&plain("Contents"), Shape::of("ContentsTitle"), "");
        self.xml.push_str(
            r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"#,
        );
        let last = named.len() - 1;
        for (at, (number, level, text)) in named.iter().enumerate() {
            self.xml.push_str(&format!(r#"<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>"#));
            if at == 0 {
                let field = format!(r#"TOC \o "1-{CONTENTS_DEPTH}" \n \h \z \u"#);
                self.xml.push_str(&format!(
                    r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>"#,
                    escaped(&field)
                ));
            }
            self.xml.push_str(&format!(r#"<w:hyperlink w:anchor="{}" w:history="1">"#, contents_name(*number)));
            run(&mut self.xml, &text.replace(['\n', '\r'], " "), "");
            self.xml.push_str("</w:hyperlink>");
            if at == last {
                self.xml.push_str(r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#);
            }
            self.xml.push_str("</w:p>");
        }
        self.xml.push_str("</w:sdtContent></w:sdt>");
    }
}

/// The name of a heading for the table of contents, as Word gives them.
fn contents_name(number: usize) -> String {
    format!("_Toc{:08}", number + 1)
}

/// All headings in the order in which they are written.
fn collect(blocks: &[Block], entries: &mut Vec<(u8, String)>) {
    for block in blocks {
        match &block.body {
            Body::Heading { level, text, .. } => entries.push(((*level).clamp(1, 4), text.clone())),
            Body::Together(inner) => collect(inner, entries),
            Body::Beside { left, right, .. } => {
                collect(left, entries);
                collect(right, entries);
            }
            _ => {}
        }
    }
}
