//! A paragraph: its styled pieces, links, line breaks and direction.

use std::fmt::Write as _;

use unicode_bidi::{Direction, get_base_direction_full};

use crate::render::address;
use crate::report::block::{Link, Rich, Span, Style};

use super::Writer;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shape<'a> {
    /// Its style by name.
    pub(super) style: &'a str,
    /// The list that it is an entry of.
    pub(super) list: Option<usize>,
    /// Whether it stands at the right.
    pub(super) at_end: bool,
    /// The names that links to it use; empty ones are none.
    pub(super) names: [&'a str; 2],
    /// Whether it is the last word of what stays together, and so may be parted from what follows.
    pub(super) stays: bool,
}

/// A piece of a line in one style.
pub(super) struct Piece<'a> {
    text: &'a str,
    style: Style,
    link: Option<&'a Link>,
}

impl<'a> Shape<'a> {
    /// A paragraph in a style, and nothing else.
    pub(super) fn of(style: &'a str) -> Self {
        Self { style, ..Self::default() }
    }
}

impl Writer<'_> {
    /// Writes a text as paragraphs of one shape: one for each part between blank lines, at least one. What is `ahead` stands
    /// before its first word; only the first is an entry of a list, the others stand below its words.
    pub(super) fn rich(&mut self, rich: &Rich, shape: Shape<'_>, ahead: &str) {
        let paragraphs = paragraphs(rich);
        if paragraphs.is_empty() {
            self.paragraph(&[], shape, ahead);
        }
        for (number, lines) in paragraphs.iter().enumerate() {
            if number == 0 {
                self.paragraph(lines, shape, ahead);
            } else {
                let style = if shape.list.is_some() { "ListContinue" } else { shape.style };
                self.paragraph(lines, Shape { style, list: None, names: [""; 2], ..shape }, "");
            }
        }
    }

    /// Writes a text without styles as paragraphs.
    pub(super) fn plain(&mut self, text: &str, shape: Shape<'_>) {
        self.rich(&plain(text), shape, "");
    }

    fn paragraph(&mut self, lines: &[Vec<Piece<'_>>], shape: Shape<'_>, ahead: &str) {
        let is_rtl = is_rtl(lines);
        self.xml.push_str("<w:p><w:pPr>");
        self.xml.push_str(&format!(r#"<w:pStyle w:val="{}"/>"#, shape.style));
        if self.keeps && !shape.stays {
            self.xml.push_str("<w:keepNext/>");
        }
        if std::mem::take(&mut self.breaks) {
            self.xml.push_str("<w:pageBreakBefore/>");
        }
        if let Some(list) = shape.list {
            self.xml.push_str(&format!(r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list}"/></w:numPr>"#));
        }
        if is_rtl {
            self.xml.push_str("<w:bidi/>");
        }
        if shape.at_end {
            self.xml.push_str(r#"<w:jc w:val="right"/>"#);
        }
        self.xml.push_str("</w:pPr>");
        for name in shape.names {
            self.bookmark(name);
        }
        self.xml.push_str(ahead);
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                self.xml.push_str("<w:r><w:br/></w:r>");
            }
            for piece in line {
                self.piece(piece);
            }
        }
        self.xml.push_str("</w:p>");
    }

    /// The place that links to a name lead to, unless it stands already.
    fn bookmark(&mut self, name: &str) {
        // headings have names of their own for the table of contents, which are no anchors
        let bookmark = self.anchors.get(name).cloned().unwrap_or_else(|| name.to_owned());
        if bookmark.is_empty() || !self.placed.insert(bookmark.clone()) {
            return;
        }
        let id = self.bookmarks;
        self.bookmarks += 1;
        let pair = format!(r#"<w:bookmarkStart w:id="{id}" w:name="{bookmark}"/><w:bookmarkEnd w:id="{id}"/>"#);
        self.xml.push_str(&pair);
    }

    fn piece(&mut self, piece: &Piece<'_>) {
        let open = match piece.link {
            Some(Link::Anchor(name)) => {
                self.anchors.get(name).map(|bookmark| format!(r#"<w:hyperlink w:anchor="{bookmark}" w:history="1">"#))
            }
            Some(Link::Address(address)) => address::uri(address).map(|uri| {
                let number = self.address(uri);
                format!(r#"<w:hyperlink r:id="rIdA{number}" w:history="1">"#)
            }),
            None => None,
        };
        let is_link = open.is_some();
        self.xml.push_str(open.as_deref().unwrap_or_default());
        run(&mut self.xml, piece.text, &properties(piece, is_link));
        if is_link {
            self.xml.push_str("</w:hyperlink>");
        }
    }

    /// The number of an address outside.
    fn address(&mut self, uri: String) -> usize {
        self.addresses.iter().position(|known| *known == uri).unwrap_or_else(|| {
            self.addresses.push(uri);
            self.addresses.len() - 1
        })
    }
}

/// How a piece is set.
fn properties(piece: &Piece<'_>, is_link: bool) -> String {
    let style = match (is_link, piece.style) {
        (true, _) => "Hyperlink",
        (_, Style::Plain | Style::Added | Style::Removed) => "",
        (_, Style::Strong) => "Strong",
        (_, Style::Emphasis) => "Emphasis",
        (_, Style::Quiet) => "Quiet",
        (_, Style::Alert) => "Alert",
    };
    let mut written = String::new();
    if !style.is_empty() {
        written.push_str(&format!(r#"<w:rStyle w:val="{style}"/>"#));
    }
    if is_link && matches!(piece.style, Style::Strong | Style::Alert) {
        written.push_str("<w:b/><w:bCs/>");
    }
    match piece.style {
        Style::Added if is_link => written.push_str("<w:b/><w:bCs/>"), // its style underlines it
        Style::Added => written.push_str(r#"<w:b/><w:bCs/><w:u w:val="single"/>"#),
        Style::Removed => written.push_str("<w:strike/>"),
        _ => {}
    }
    if matches!(get_base_direction_full(piece.text), Direction::Rtl) {
        written.push_str("<w:rtl/>");
    }
    written
}

/// Writes text in one style.
pub(super) fn run(xml: &mut String, text: &str, properties: &str) {
    if text.is_empty() {
        return;
    }
    xml.push_str("<w:r>");
    if !properties.is_empty() {
        xml.push_str(&format!("<w:rPr>{properties}</w:rPr>"));
    }
    for (number, part) in text.split('\t').enumerate() {
        if number > 0 {
            xml.push_str("<w:tab/>");
        }
        if !part.is_empty() {
            xml.push_str(r#"<w:t xml:space="preserve">"#);
            xml.push_str(&escaped(part));
            xml.push_str("</w:t>");
        }
    }
    xml.push_str("</w:r>");
}

/// Text as the content of an element or an attribute. What XML cannot hold (XML 1.0, 2.2) becomes the sign for that.
pub(super) fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                // as a number, because an attribute would make a space of it; writing to a string does not fail
                let _written = write!(written, "&#{};", u32::from(character));
            }
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => written.push('\u{fffd}'),
            _ => written.push(character),
        }
    }
    written
}

/// Text without styles.
pub(super) fn plain(text: &str) -> Rich {
    Rich(vec![Span { text: text.to_owned(), style: Style::Plain, link: None }])
}

/// The lines of a text, grouped into paragraphs where blank lines stand.
fn paragraphs(rich: &Rich) -> Vec<Vec<Vec<Piece<'_>>>> {
    let mut paragraphs = Vec::new();
    let mut paragraph = Vec::new();
    for line in lines(rich) {
        if line.iter().any(|piece| !piece.text.trim().is_empty()) {
            paragraph.push(line);
        } else if !paragraph.is_empty() {
            paragraphs.push(std::mem::take(&mut paragraph));
        }
    }
    if !paragraph.is_empty() {
        paragraphs.push(paragraph);
    }
    paragraphs
}

fn lines(rich: &Rich) -> Vec<Vec<Piece<'_>>> {
    let mut lines = vec![Vec::new()];
    for span in &rich.0 {
        for (number, text) in span.text.split('\n').enumerate() {
            if number > 0 {
                lines.push(Vec::new());
            }
            let text = text.strip_suffix('\r').unwrap_or(text);
            if let (Some(line), false) = (lines.last_mut(), text.is_empty()) {
                line.push(Piece { text, style: span.style, link: span.link.as_ref() });
            }
        }
    }
    lines
}

/// Whether a paragraph runs from right to left: its first letter says so.
fn is_rtl(lines: &[Vec<Piece<'_>>]) -> bool {
    let directions = lines.iter().flatten().map(|piece| get_base_direction_full(piece.text));
    directions
        .into_iter()
        .find(|direction| !matches!(direction, Direction::Mixed))
        .is_some_and(|it| it == Direction::Rtl)
}
