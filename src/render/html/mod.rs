//! Report blocks -> one HTML file that needs nothing else.
//!
//! No script, no address that a browser would fetch, styles and drawings inside, and a policy that says so. It is written
//! such that an XML parser reads it too, which keeps it well formed. `text` writes what a person typed, `body` the blocks,
//! `table` tables, `style` the colors, `review` the page that a reviewer answers in, the only one with a script; the rest of the look is in `style.css`. Pages do not exist here; the print style gives them.

use crate::render::base64;
use crate::render::fonts::FontBook;
use crate::report::block::Report;

use body::Writer;

pub use review::{ReviewForm, write_review_html};

mod body;
mod review;
mod style;
mod table;
mod text;

/// What the page may load: pictures and styles that are in it.
const POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
/// From how many sections on a table of contents helps.
const CONTENTS_FROM: usize = 3;

/// Writes a report as a self-contained HTML file.
#[must_use]
pub fn write_html(report: &Report, fonts: &mut FontBook) -> String {
    let mut writer = Writer::new(report, report.anchors(), fonts);
    writer.blocks(&report.blocks);
    let contents = contents(&writer.headings);
    let (head, header, footer) = (head(report, POLICY, ""), header(report), footer(report));
    let language = text::attribute(&report.language);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\" xmlns=\"http://www.w3.org/1999/xhtml\">\n{head}\n<body>\n\
         <a class=\"skip\" href=\"#main-content\">Skip to the content</a>\n{header}\n<div class=\"page\">\n{contents}\
         <main id=\"main-content\">\n{}</main>\n</div>\n{footer}\n</body>\n</html>\n",
        writer.written
    )
}

/// What a browser is told about the page; `style` comes after the common one.
fn head(report: &Report, policy: &str, style: &str) -> String {
    let title = text::line(&format!("{}: {}", report.kind, report.product));
    let meta = |name: &str, content: &str| {
        let content = text::attribute(content);
        if content.is_empty() { String::new() } else { format!("<meta name=\"{name}\" content=\"{content}\"/>\n") }
    };
    format!(
        "<head>\n<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<title>{title}</title>\n{}{}{}<style>\n{}{style}</style>\n</head>",
        meta("author", &report.author),
        meta("date", &report.date),
        meta("description", &report.status),
        style::sheet(report),
    )
}

/// What every page of the document says at its top.
fn header(report: &Report) -> String {
    let mut parts = String::new();
    if is_picture(&report.look.logo) {
        parts.push_str(&format!("<img class=\"logo\" src=\"{}\" alt=\"Logo\"/>\n", report.look.logo));
    }
    let mut part = |class: &str, words: &str| {
        let words = text::line(words);
        if !words.is_empty() {
            parts.push_str(&format!("<span class=\"{class}\" dir=\"auto\">{words}</span>\n"));
        }
    };
    part("kind", &report.kind);
    part("product", &report.product);
    part("stamp", &report.stamp);
    part(if report.status_alerts { "status alert" } else { "status" }, &report.status);
    format!("<header>\n{parts}</header>")
}

/// What every page of the document says at its bottom.
fn footer(report: &Report) -> String {
    let lines = [&report.confidentiality, &report.provenance].map(|line| text::line(line));
    let lines = lines.iter().filter(|line| !line.is_empty());
    format!(
        "<footer>\n{}</footer>",
        lines.map(|line| format!("<p dir=\"auto\">{line}</p>\n")).collect::<Vec<_>>().concat()
    )
}

/// The level of a heading over a whole document, where one page holds several.
const DOCUMENT: u8 = 0;

/// The sections to choose from, if there are several, below the names of documents.
fn contents(headings: &[(u8, String, String)]) -> String {
    let sections: Vec<_> = headings.iter().filter(|(level, ..)| *level <= 1).collect();
    if sections.len() < CONTENTS_FROM {
        return String::new();
    }
    let entry = |(level, id, words): &&(u8, String, String)| {
        let class = if *level == DOCUMENT { " class=\"whole\"" } else { "" };
        format!("<li{class}><a href=\"#{id}\">{words}</a></li>\n")
    };
    let entries: String = sections.iter().map(entry).collect();
    format!("<nav aria-label=\"Contents\">\n<p class=\"nav-title\">Contents</p>\n<ul>\n{entries}</ul>\n</nav>\n")
}

/// Whether an address holds a picture in itself, of a kind that a browser shows without running anything.
fn is_picture(address: &str) -> bool {
    let data =
        ["data:image/png;base64,", "data:image/svg+xml;base64,"].iter().find_map(|kind| address.strip_prefix(kind));
    data.is_some_and(|letters| {
        letters.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
            && base64::decode(letters).is_some_and(|bytes| !bytes.is_empty())
    })
}
