//! The page that a reviewer answers in: documents with a way to say something about each part, a decision, and a file of it all.
//!
//! The only HTML with a script. It is written by hand, stands whole in the page, and is the only one that the policy lets run, by its
//! SHA-256; the policy forbids every connection. What is typed stays in memory until the reader saves it as a file. Without a script
//! the page is the documents, to read.

use sha2::{Digest, Sha256};

use crate::render::base64;
use crate::render::fonts::FontBook;
use crate::report::block::{Block, Body, Cell, Report, Row, Source};

use super::body::Writer;
use super::{DOCUMENT, contents, footer, header, table, text};

/// What runs in the page.
const SCRIPT: &str = include_str!("review.js");
/// How its controls look.
const SHEET: &str = include_str!("review.css");
/// The most letters of what something is called.
const CALLED: usize = 120;

/// What the page asks, and how its answers name the request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReviewForm {
    /// The id of the request.
    pub request: String,
    /// SHA-256 of what is sent.
    pub digest: String,
    /// The digests of its sections; may be empty.
    pub parts: Vec<String>,
    /// Who is asked.
    pub name: String,
    /// In which role.
    pub role: String,
    /// Until when, in words; may be empty.
    pub due: String,
    /// What to look at; may be empty.
    pub message: String,
    /// What is to be signed, in words.
    pub covers: String,
    /// The keys of sections, in the order that sources count by.
    pub sections: Vec<String>,
    /// The name of the file that is saved.
    pub file: String,
}

/// Writes documents as one page that a reviewer answers in. `field_of` says which question of a section or item has a label, by its
/// key, so that a comment on a line of facts is one on that field.
#[must_use]
pub fn write_review_html(
    reports: &[Report],
    form: &ReviewForm,
    field_of: &dyn Fn(Source, &str) -> Option<String>,
    fonts: &mut FontBook,
) -> String {
    let blank = Report::default();
    let first = reports.first().unwrap_or(&blank);
    let anchors = reports.iter().flat_map(Report::anchors).collect();
    let mut writer = Writer::new(first, anchors, fonts);
    writer.put(&format!("<h1 dir=\"auto\">Review: {}</h1>", text::line(&first.product)));
    writer.put(&asked(form));
    let several = reports.len() > 1;
    for (at, report) in reports.iter().enumerate() {
        let (id, kind) = (format!("document-{}", at + 1), text::attribute(&report.kind));
        writer.put(&format!("<section class=\"document\" id=\"{id}\" aria-label=\"{kind}\">"));
        if several {
            writer.headings.push((DOCUMENT, id, text::line(&report.kind)));
        }
        writer.next(report, &form.sections, field_of);
        let about = (String::new(), String::new());
        let control = control(&about, "", &report.kind, "Comment on this document");
        writer.put(&format!("<p class=\"ask\">{control}</p>\n</section>"));
    }
    writer.put(&decision(form));
    let mut headings = writer.headings;
    headings.push((if several { DOCUMENT } else { 1 }, "decision".to_owned(), "Your decision".to_owned()));
    let policy = format!(
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{}'; base-uri 'none'; \
         form-action 'none'",
        base64::encode(&Sha256::digest(SCRIPT.as_bytes()))
    );
    let of_page = Report { kind: "Review".to_owned(), ..first.clone() };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\" xmlns=\"http://www.w3.org/1999/xhtml\">\n{head}\n<body>\n<a class=\"skip\" \
         href=\"#main-content\">Skip to the content</a>\n{header}\n<div class=\"page\">\n{contents}<main \
         id=\"main-content\">\n{main}</main>\n</div>\n{bar}{footer}\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        language = text::attribute(&first.language),
        head = super::head(&of_page, &policy, SHEET),
        header = header(&of_page),
        contents = contents(&headings),
        main = writer.written,
        bar = BAR,
        footer = footer(first),
    )
}

/// What stands at the bottom of the window all the time.
const BAR: &str = "<div class=\"bar\" role=\"region\" aria-label=\"Your answers\">\n<span id=\"told\" role=\"status\">No answers \
                   yet</span>\n<a href=\"#decision\">Decide</a>\n<button type=\"button\" id=\"save\">Save answers</button>\n</div>\n";

/// Who is asked for what.
fn asked(form: &ReviewForm) -> String {
    let mut lines = Vec::new();
    let who = [text::line(&form.name), text::line(&form.role)].into_iter().filter(|words| !words.is_empty());
    lines.push(format!("<strong>For {}</strong>", who.collect::<Vec<_>>().join(", ")));
    if !form.due.is_empty() {
        lines.push(format!("Please answer by {}.", text::line(&form.due)));
    }
    lines.push(format!("You are asked to sign: {}.", text::line(&form.covers)));
    let message: Vec<String> = form.message.lines().map(text::line).filter(|line| !line.is_empty()).collect();
    let paragraph = |line: &String| format!("<p dir=\"auto\">{line}</p>");
    let told: String = lines.iter().chain(&message).map(paragraph).collect();
    format!(
        "<div class=\"asked\">\n{told}\n<p class=\"how\">Comment where you read, decide at the end, and save your answers as a \
         file. Send that file back. This page reaches no network: nothing leaves it but the file that you save.</p>\n\
         <p class=\"still\">This program does not run the script of the page. Read here, and answer in another way, or open \
         the file in a web browser.</p>\n</div>"
    )
}

/// Where the reviewer decides.
fn decision(form: &ReviewForm) -> String {
    let choice = |value: &str, words: &str| {
        format!("<label class=\"choice\"><input type=\"radio\" name=\"kind\" value=\"{value}\"/> {words}</label>\n")
    };
    let choices =
        [choice("approved", "Approve"), choice("conditional", "Approve with conditions"), choice("rejected", "Reject")];
    format!(
        "<form id=\"answers\" data-request=\"{request}\" data-digest=\"{digest}\" data-parts=\"{parts}\" \
         data-file=\"{file}\">\n<h2 class=\"l1\" id=\"decision\">Your decision</h2>\n<p>It covers: {covers}. What you decide is \
         recorded with your name and a digest of what was sent.</p>\n<fieldset>\n<legend>Decision</legend>\n<label \
         class=\"choice\"><input type=\"radio\" name=\"kind\" value=\"\" checked=\"checked\"/> Not decided \
         yet</label>\n{choices}</fieldset>\n<p><label for=\"reason\">Reason or conditions</label><textarea id=\"reason\" \
         name=\"reason\" rows=\"3\" maxlength=\"20000\"></textarea></p>\n<p><label for=\"name\">Your name</label><input \
         type=\"text\" id=\"name\" name=\"name\" value=\"{name}\" maxlength=\"200\" autocomplete=\"off\"/></p>\n<p><label \
         for=\"role\">Your role</label><input type=\"text\" id=\"role\" name=\"role\" value=\"{role}\" maxlength=\"200\" \
         autocomplete=\"off\"/></p>\n</form>",
        request = text::attribute(&form.request),
        digest = text::attribute(&form.digest),
        parts = text::attribute(&form.parts.join(";")),
        file = text::attribute(&form.file),
        covers = text::line(&form.covers),
        choices = choices.concat(),
        name = text::attribute(&form.name),
        role = text::attribute(&form.role),
    )
}

/// A button that opens a field for a comment.
fn control((section, item): &(String, String), field: &str, about: &str, words: &str) -> String {
    let about: String = about.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(CALLED).collect();
    let about = text::attribute(&about);
    // few buttons are about a field: the others do not carry an empty one
    let field = if field.is_empty() { String::new() } else { format!(" data-field=\"{}\"", text::attribute(field)) };
    format!(
        "<button type=\"button\" class=\"say\" data-section=\"{section}\" data-item=\"{item}\"{field} data-about=\"{about}\" \
         aria-label=\"Comment on {about}\">{words}</button>"
    )
}

impl Writer<'_> {
    /// Section and item of a source, as answers name them.
    fn named(&self, source: Source) -> Option<(String, String)> {
        let section = self.asks?.get(usize::from(source.section))?;
        let item = if source.item == 0 { String::new() } else { format!("{:016x}", source.item) };
        Some((text::attribute(section), item))
    }

    /// Writes the way to say something about a block, where readers are asked to: below headings, and below what is about an item.
    pub(super) fn ask_about(&mut self, block: &Block, after: &[Block]) {
        if self.asks.is_none() {
            return;
        }
        let asked = match &block.body {
            Body::Heading { text, .. } => block.source.or_else(|| first_source(after)).map(|source| {
                // a heading over what is about items is about their section, unless it is the item's own
                let item = if block.source.is_some() { source.item } else { 0 };
                (Source { item, ..source }, text.as_str())
            }),
            Body::Callout { title, .. } => {
                block.source.filter(|source| source.item != 0).map(|source| (source, title.as_str()))
            }
            _ => None,
        };
        let control = asked.and_then(|(source, about)| Some(control(&self.named(source)?, "", about, "Comment")));
        if let Some(control) = control {
            self.put(&format!("<p class=\"ask\">{control}</p>"));
        }
    }

    /// The way to say something about the item of a row, for its last cell.
    pub(super) fn ask_about_row(&self, row: &Row, named: Option<usize>) -> Option<String> {
        let place = self.named(row.source.filter(|source| source.item != 0)?)?;
        let words = |cell: &Cell| match cell {
            Cell::Text(words) => table::words_of(words),
            Cell::Mark(mark) => mark.label.clone(),
            Cell::Interval(_) => String::new(),
        };
        let about = row.cells.iter().skip(named?).take(2).map(words).collect::<Vec<_>>().join(" ");
        Some(format!(" {}", control(&place, "", &about, "Comment")))
    }

    /// The way to say something about the field that a line of facts shows.
    pub(super) fn ask_about_fact(&self, source: Option<Source>, label: &str) -> Option<String> {
        let source = source?;
        let field = (self.field_of?)(source, label)?;
        Some(format!(" {}", control(&self.named(source)?, &field, label, "Comment")))
    }
}

/// Where the blocks up to the next heading come from.
fn first_source(blocks: &[Block]) -> Option<Source> {
    for block in blocks {
        let inner = match &block.body {
            Body::Heading { .. } => return None,
            Body::Beside { left, right, .. } => first_source(left).or_else(|| first_source(right)),
            Body::Together(inner) => first_source(inner),
            Body::Table(table) => table.rows.iter().find_map(|row| row.source),
            _ => None,
        };
        if let Some(source) = block.source.or(inner) {
            return Some(source);
        }
    }
    None
}
