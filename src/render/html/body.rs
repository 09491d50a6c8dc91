//! Blocks -> elements: one function per kind of block.

use std::collections::{BTreeSet, HashMap};

use crate::render::figures::{self, Numbers};
use crate::render::fonts::FontBook;
use crate::render::page::drawing;
use crate::render::page::glyph;
use crate::render::svg::write_svg;
use crate::report::block::{
    Block, Board, BoardField, Body, Fact, Figure, Glyph, Mark, Report, Rich, Signature, Source, Tone,
};

use super::text;

/// Width of running text in points, as on paper: drawings are made for it.
const WIDTH: f32 = 487.0;
/// Between two columns, in points.
const GAP: f32 = 18.0;
/// Side of a sign in points.
const SIGN: f32 = 9.0;

/// Says which question of the section or item at a source has this label, by its key.
pub(super) type FieldOf<'a> = &'a dyn Fn(Source, &str) -> Option<String>;

/// The document as it is being written.
pub(super) struct Writer<'a> {
    /// What is written.
    pub(super) written: String,
    /// Level, name and words of each heading below the title.
    pub(super) headings: Vec<(u8, String, String)>,
    /// Names that links may point to.
    pub(super) anchors: BTreeSet<&'a str>,
    /// Names that were given to elements.
    ids: BTreeSet<String>,
    /// How much lower headings stand than their own level: by one below a title.
    offset: u8,
    /// Level of the last heading's element, so that none is skipped.
    last: u8,
    /// Width for drawings, in points.
    width: f32,
    language: &'a str,
    /// How much lower every heading stands: by one where the page has a title of its own.
    base: u8,
    /// The keys of sections, in their order, where a reader may say something about each part.
    pub(super) asks: Option<&'a [String]>,
    /// The key of the question that a line of facts answers, where that is known.
    pub(super) field_of: Option<FieldOf<'a>>,
    /// Where the block comes from that is being written.
    source: Option<Source>,
    signs: HashMap<Glyph, String>,
    /// The faces.
    pub(super) fonts: &'a mut FontBook,
}

impl<'a> Writer<'a> {
    /// A writer of a report in which these names may be pointed to.
    pub(super) fn new(report: &'a Report, anchors: BTreeSet<&'a str>, fonts: &'a mut FontBook) -> Self {
        let has_title = report.blocks.iter().any(|block| matches!(block.body, Body::Title { .. }));
        Self {
            written: String::new(),
            headings: Vec::new(),
            anchors,
            ids: BTreeSet::from(["main-content".to_owned()]),
            offset: u8::from(has_title),
            last: 0,
            width: WIDTH,
            language: &report.language,
            base: 0,
            asks: None,
            field_of: None,
            source: None,
            signs: HashMap::new(),
            fonts,
        }
    }

    /// Writes another report after what is there, below a title of the page's own. Parts of it can be commented on.
    pub(super) fn next(&mut self, report: &'a Report, asks: &'a [String], field_of: FieldOf<'a>) {
        let has_title = report.blocks.iter().any(|block| matches!(block.body, Body::Title { .. }));
        (self.base, self.last, self.asks, self.field_of) = (1, 1, Some(asks), Some(field_of));
        self.offset = u8::from(has_title);
        self.language = &report.language;
        self.blocks(&report.blocks);
    }

    /// Writes some blocks.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            self.source = block.source;
            self.body(&block.body);
            self.ask_about(block, blocks.get(at + 1..).unwrap_or_default());
        }
    }

    /// Writes a line of elements.
    pub(super) fn put(&mut self, elements: &str) {
        self.written.push_str(elements);
        self.written.push('\n');
    }

    fn body(&mut self, body: &Body) {
        match body {
            Body::Title { text, subtitle } => self.title(text, subtitle),
            Body::Heading { level, text, anchor } => self.heading(*level, text, anchor),
            Body::Paragraph(rich) => self.paragraphs(rich, ""),
            Body::Note(rich) => self.paragraphs(rich, " class=\"note\""),
            Body::Facts(facts) => self.facts(facts),
            Body::List { ordered, items } => self.list(if *ordered { "ol" } else { "ul" }, items),
            Body::Table(table) => self.table(table),
            Body::Figure(figure) => self.figure(figure),
            Body::Callout { tone, title, text } => self.callout(*tone, title, text),
            Body::Beside { left, right, left_share } => self.beside(left, right, *left_share),
            Body::Columns(texts) => self.columns(texts),
            Body::Board(board) => self.board(board),
            Body::Signatures(signatures) => self.signatures(signatures),
            Body::Together(blocks) => {
                self.put("<div class=\"together\">");
                self.blocks(blocks);
                self.put("</div>");
            }
            Body::PageBreak => self.put("<div class=\"break\"></div>"),
            // the contents stand beside the document
            Body::Contents { .. } => {}
        }
    }

    fn title(&mut self, text: &str, subtitle: &str) {
        let role = 1 + self.base;
        self.last = role;
        let class = if self.base > 0 { " class=\"title\"" } else { "" };
        self.put(&format!("<h{role}{class} dir=\"auto\">{}</h{role}>", text::line(text)));
        let subtitle = text::line(subtitle);
        if !subtitle.is_empty() {
            self.put(&format!("<p class=\"subtitle\" dir=\"auto\">{subtitle}</p>"));
        }
    }

    fn heading(&mut self, level: u8, words: &str, anchor: &str) {
        let level = level.clamp(1, 3);
        let role = (level + self.offset + self.base).min(self.last + 1);
        self.last = role;
        let numbered = format!("section-{}", self.headings.len() + 1);
        let wanted = if anchor.is_empty() { numbered.clone() } else { text::identifier(anchor) };
        let name = if self.ids.contains(&wanted) { numbered } else { wanted };
        let id = self.id(&name);
        let words = text::line(words);
        self.put(&format!("<h{role} class=\"l{level}\"{id} dir=\"auto\">{words}</h{role}>"));
        self.headings.push((level, name, words));
    }

    /// The attribute that names an element; nothing if the name is given already.
    pub(super) fn id(&mut self, name: &str) -> String {
        if !name.is_empty() && self.ids.insert(name.to_owned()) { format!(" id=\"{name}\"") } else { String::new() }
    }

    fn paragraphs(&mut self, rich: &Rich, attributes: &str) {
        for paragraph in text::paragraphs(rich, &self.anchors) {
            self.put(&format!("<p{attributes} dir=\"auto\">{paragraph}</p>"));
        }
    }

    /// A text inside an element.
    pub(super) fn inside(&self, rich: &Rich) -> String {
        text::inside(rich, &self.anchors)
    }

    fn facts(&mut self, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        self.put("<dl>");
        let source = self.source;
        for fact in facts {
            let (label, value) = (text::line(&fact.label), self.inside(&fact.value));
            let asked = self.ask_about_fact(source, &fact.label).unwrap_or_default();
            self.put(&format!("<div><dt dir=\"auto\">{label}</dt><dd dir=\"auto\">{value}{asked}</dd></div>"));
        }
        self.put("</dl>");
    }

    fn list(&mut self, element: &str, items: &[Rich]) {
        if items.is_empty() {
            return;
        }
        self.put(&format!("<{element}>"));
        for item in items {
            self.put(&format!("<li dir=\"auto\">{}</li>", self.inside(item)));
        }
        self.put(&format!("</{element}>"));
    }

    fn figure(&mut self, figure: &Figure) {
        let said = [&figure.alt, &figure.caption].map(|words| text::attribute(words));
        let said = said.into_iter().find(|words| !words.is_empty()).unwrap_or_else(|| "Drawing".to_owned());
        let drawing = drawing::chart(&figure.chart, self.width, self.language, self.fonts);
        let svg = write_svg(&drawing, self.fonts);
        let caption = text::caption(&figure.caption);
        let caption =
            if caption.is_empty() { caption } else { format!("<figcaption dir=\"auto\">{caption}</figcaption>\n") };
        let numbers = in_numbers(&figures::numbers(&figure.chart));
        self.put(&format!(
            "<figure>\n<div class=\"drawing\" role=\"img\" aria-label=\"{said}\">{svg}</div>\n{caption}{numbers}</figure>"
        ));
    }

    fn callout(&mut self, tone: Tone, title: &str, rich: &Rich) {
        let class = match tone {
            Tone::Blocker => "blocker",
            Tone::Warning => "warning",
            Tone::Advice => "advice",
            Tone::Good => "good",
        };
        let sign = self.sign(glyph::of_tone(tone));
        let title = text::line(title);
        let mut paragraphs = text::paragraphs(rich, &self.anchors).into_iter();
        let first = paragraphs.next().unwrap_or_default();
        let rest: Vec<String> = paragraphs.map(|paragraph| format!("<p dir=\"auto\">{paragraph}</p>")).collect();
        let rest = rest.concat();
        self.put(&format!(
            "<aside role=\"note\" class=\"callout {class}\">{sign}<div><p dir=\"auto\"><strong>{title}</strong> \
             {first}</p>{rest}</div></aside>"
        ));
    }

    fn beside(&mut self, left: &[Block], right: &[Block], left_share: f32) {
        let share = if left_share.is_finite() { left_share.clamp(0.2, 0.8) } else { 0.5 };
        let whole = self.width;
        self.put(&format!(
            "<div class=\"beside\" style=\"--left:{:.0}fr;--right:{:.0}fr\">",
            share * 100.0,
            100.0 - share * 100.0
        ));
        for (blocks, share) in [(left, share), (right, 1.0 - share)] {
            self.width = (whole - GAP) * share;
            self.put("<div>");
            self.blocks(blocks);
            self.put("</div>");
        }
        self.width = whole;
        self.put("</div>");
    }

    fn columns(&mut self, texts: &[Rich]) {
        self.put(&format!("<div class=\"columns\" style=\"--count:{}\">", texts.len().max(1)));
        for column in texts {
            self.put(&format!("<div dir=\"auto\">{}</div>", self.inside(column)));
        }
        self.put("</div>");
    }

    fn board(&mut self, board: &Board) {
        self.put(&format!("<div class=\"board\" style=\"--columns:{}\">", board.columns.max(1)));
        for field in &board.fields {
            self.field(field);
        }
        self.put("</div>");
    }

    fn field(&mut self, field: &BoardField) {
        let (column, row) = (u16::from(field.at.0) + 1, u16::from(field.at.1) + 1);
        let (wide, high) = (field.span.0.max(1), field.span.1.max(1));
        self.put(&format!("<section style=\"--at:{row} / {column} / span {high} / span {wide}\">"));
        let role = (2 + self.offset + self.base).min(self.last + 1);
        self.last = role;
        self.put(&format!("<h{role} class=\"field\" dir=\"auto\">{}</h{role}>", text::line(&field.title)));
        let prompt = text::line(&field.prompt);
        if !prompt.is_empty() {
            self.put(&format!("<p class=\"prompt\" dir=\"auto\">{prompt}</p>"));
        }
        if !field.notes.is_empty() {
            self.put("<ul class=\"notes\">");
            for (kind, note) in &field.notes {
                let (sign, words) = (self.sign(*kind), self.inside(note));
                self.put(&format!("<li><span class=\"sign\">{sign}</span><div dir=\"auto\">{words}</div></li>"));
            }
            self.put("</ul>");
        }
        self.put("</section>");
    }

    fn signatures(&mut self, signatures: &[Signature]) {
        if signatures.is_empty() {
            return;
        }
        self.put("<ul class=\"signatures\">");
        for signature in signatures {
            let parts = [
                ("name", &signature.name),
                ("role", &signature.role),
                ("", &signature.decision),
                ("role", &signature.note),
            ];
            let parts = parts.map(|(class, words)| (class, text::line(words)));
            let parts = parts.iter().filter(|(_, words)| !words.is_empty());
            let parts = parts
                .map(|(class, words)| format!("<span class=\"{class}\" dir=\"auto\">{words}</span> "))
                .collect::<Vec<_>>();
            let parts = parts.concat();
            self.put(&format!("<li>{parts}</li>"));
        }
        self.put("</ul>");
    }

    /// A sign with its word.
    pub(super) fn mark(&mut self, mark: &Mark) -> String {
        let sign = self.sign(mark.glyph);
        format!("<span class=\"mark\">{sign}<span dir=\"auto\">{}</span></span>", text::line(&mark.label))
    }

    /// A sign that says nothing to a screen reader.
    fn sign(&mut self, kind: Glyph) -> String {
        let fonts = &*self.fonts;
        self.signs.entry(kind).or_insert_with(|| write_svg(&drawing::sign(kind, SIGN), fonts)).clone()
    }
}

/// The numbers behind a drawing, for whoever asks for them.
fn in_numbers(numbers: &Numbers) -> String {
    if numbers.rows.is_empty() {
        return String::new();
    }
    let heads: Vec<String> = numbers.heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
    let heads = heads.concat();
    let row = |cells: &Vec<String>| {
        let cells = cells.iter().enumerate().map(|(at, words)| match (at, text::line(words)) {
            (0, words) => format!("<th scope=\"row\" dir=\"auto\">{words}</th>"),
            (_, words) => format!("<td dir=\"auto\">{words}</td>"),
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    let rows: String = numbers.rows.iter().map(row).collect();
    format!(
        "<details>\n<summary>In numbers</summary>\n<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n\
         </table>\n</details>\n"
    )
}
