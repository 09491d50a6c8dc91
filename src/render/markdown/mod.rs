//! Report blocks -> Markdown (GitHub flavor), for repositories, wikis and pull requests.
//!
//! One line per paragraph, row or fact and no padding, so that a change in the workbook changes few lines. What a person
//! typed cannot become structure: `escape` sees to that. Drawings become their caption, their alternative text and,
//! where there are numbers behind them, a table. Pages, and with them the table of contents, do not exist here.

use std::collections::BTreeSet;

use crate::render::figures;
use crate::report::block::{
    Align, Block, BoardField, Body, Cell, Fact, Link, Report, Rich, Row, Signature, Span, Table,
};

mod escape;
mod figure;
mod inline;

/// Writes a report as Markdown, ending with a line feed.
#[must_use]
pub fn write_markdown(report: &Report) -> String {
    let mut writer = Writer { anchors: targets(report), parts: Vec::new() };
    writer.part(head(report));
    writer.blocks(&report.blocks);
    writer.part(foot(report));
    let mut written = writer.parts.join("\n\n");
    written.push('\n');
    written
}

/// What every page of the document says at its top, in one line.
fn head(report: &Report) -> String {
    let status = if report.status_alerts { inline::strong(&report.status) } else { inline::label(&report.status) };
    // a status that begins with the stamp has said it
    let stamp = Some(&report.stamp).filter(|stamp| !report.status.to_lowercase().starts_with(&stamp.to_lowercase()));
    let stamp = stamp.map(|stamp| inline::strong(stamp)).unwrap_or_default();
    let facts = [inline::label(&report.kind), inline::label(&report.product), stamp, status];
    facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What every page says at its bottom, below a rule.
fn foot(report: &Report) -> String {
    let lines = [&report.confidentiality, &report.provenance].map(|line| inline::plain(line));
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    if lines.is_empty() { String::new() } else { format!("---\n\n{}", lines.join("\\\n")) }
}

/// The document in parts that stand apart by a blank line.
struct Writer {
    /// Anchors that some link leads to; others are left out.
    anchors: BTreeSet<String>,
    parts: Vec<String>,
}

impl Writer {
    fn part(&mut self, part: String) {
        if !part.is_empty() {
            self.parts.push(part);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.body(&block.body);
        }
    }

    fn body(&mut self, body: &Body) {
        match body {
            Body::Title { text, subtitle } => {
                self.part(format!("# {}", inline::label(text)));
                self.part(inline::plain(subtitle));
            }
            Body::Heading { level, text, anchor } => {
                let marks = "#".repeat(usize::from(*level).clamp(1, 5) + 1);
                self.part(format!("{marks} {}{}", self.anchor(anchor), inline::label(text)));
            }
            Body::Paragraph(text) | Body::Note(text) => self.part(inline::paragraphs(text)),
            Body::Facts(facts) => self.part(facts.iter().map(fact).collect::<Vec<_>>().join("\n")),
            Body::List { ordered, items } => self.part(list(*ordered, items)),
            Body::Table(table) => self.table(table),
            Body::Figure(figure) => {
                self.part(caption(&figure.caption));
                self.part(inline::plain(&figure.alt));
                self.part(figure::data(&figure.chart));
            }
            Body::Callout { title, text, .. } => self.part(callout(title, text)),
            Body::Beside { left, right, .. } => {
                self.blocks(left);
                self.blocks(right);
            }
            Body::Columns(columns) => columns.iter().for_each(|text| self.part(inline::paragraphs(text))),
            Body::Board(board) => board.fields.iter().for_each(|field| self.field(field)),
            Body::Signatures(signatures) => {
                self.part(signatures.iter().map(signature).collect::<Vec<_>>().join("\n"));
            }
            Body::Together(blocks) => self.blocks(blocks),
            Body::Contents { .. } | Body::PageBreak => {}
        }
    }

    fn field(&mut self, field: &BoardField) {
        self.part(format!("### {}", inline::label(&field.title)));
        self.part(inline::plain(&field.prompt));
        let notes: Vec<Rich> = field.notes.iter().map(|(_, note)| note.clone()).collect();
        self.part(list(false, &notes));
    }

    fn table(&mut self, table: &Table) {
        self.part(caption(&table.caption));
        let heads: Vec<String> = table.columns.iter().map(|column| inline::label(&column.head)).collect();
        let rules = table.columns.iter().map(|column| if column.align == Align::End { "---:" } else { "---" });
        let mut lines = vec![row(&heads), row(&rules.map(str::to_owned).collect::<Vec<_>>())];
        lines.extend(table.rows.iter().map(|row| self.row(row)));
        self.part(lines.join("\n"));
    }

    fn row(&self, line: &Row) -> String {
        let mut cells: Vec<String> = line.cells.iter().map(cell).collect();
        if let Some(first) = cells.first_mut() {
            first.insert_str(0, &self.anchor(&line.anchor));
        }
        row(&cells)
    }

    /// The place that links to an anchor lead to.
    fn anchor(&self, anchor: &str) -> String {
        if self.anchors.contains(anchor) {
            format!(r#"<a id="{}"></a>"#, inline::identifier(anchor))
        } else {
            String::new()
        }
    }
}

/// A row of a table from cells that are escaped already.
fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => inline::cell(text),
        Cell::Mark(mark) => inline::label(&mark.label),
        Cell::Interval(interval) => figures::multiple(interval),
    }
}

/// A caption; its number is bold.
fn caption(text: &str) -> String {
    match text.split_once(". ") {
        Some((number, words)) => format!("{} {}", inline::strong(&format!("{number}.")), inline::label(words)),
        None => inline::label(text),
    }
}

fn fact(fact: &Fact) -> String {
    indented("- ", &format!("{}: {}", inline::strong(&fact.label), inline::paragraphs(&fact.value)))
}

fn list(ordered: bool, items: &[Rich]) -> String {
    let marker = |number: usize| if ordered { format!("{number}. ") } else { "- ".to_owned() };
    let items = (1..).zip(items).map(|(number, item)| indented(&marker(number), &inline::paragraphs(item)));
    items.collect::<Vec<_>>().join("\n")
}

fn callout(title: &str, text: &Rich) -> String {
    let words = format!("{} {}", inline::strong(title), inline::paragraphs(text));
    let quoted = words.trim().lines().map(|line| format!("> {line}").trim_end().to_owned());
    quoted.collect::<Vec<_>>().join("\n")
}

fn signature(signature: &Signature) -> String {
    let parts = [&signature.role, &signature.decision, &signature.note].map(|part| inline::label(part));
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let colon = if parts.is_empty() { "" } else { ": " };
    format!("- {}{colon}{}", inline::strong(&signature.name), parts.join(". "))
}

/// An entry of a list; its further lines stand below its first.
fn indented(marker: &str, text: &str) -> String {
    let space = " ".repeat(marker.len());
    let lines = text.lines().enumerate().map(|(number, line)| match (number, line) {
        (0, line) => format!("{marker}{line}"),
        (_, "") => String::new(),
        (_, line) => format!("{space}{line}"),
    });
    let written = lines.collect::<Vec<_>>().join("\n");
    if written.is_empty() { marker.trim_end().to_owned() } else { written }
}

/// The anchors that links of the report lead to.
fn targets(report: &Report) -> BTreeSet<String> {
    let mut texts = Vec::new();
    report.blocks.iter().for_each(|block| texts_of(&block.body, &mut texts));
    let spans = texts.into_iter().flat_map(|text: &Rich| &text.0);
    let anchor = |span: &Span| match &span.link {
        Some(Link::Anchor(anchor)) => Some(anchor.clone()),
        _ => None,
    };
    spans.filter_map(anchor).collect()
}

/// All rich text of a block and of the blocks inside it.
fn texts_of<'a>(body: &'a Body, texts: &mut Vec<&'a Rich>) {
    match body {
        Body::Paragraph(text) | Body::Note(text) | Body::Callout { text, .. } => texts.push(text),
        Body::Facts(facts) => texts.extend(facts.iter().map(|fact| &fact.value)),
        Body::List { items, .. } | Body::Columns(items) => texts.extend(items),
        Body::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            texts.extend(cells.filter_map(|cell| if let Cell::Text(text) = cell { Some(text) } else { None }));
        }
        Body::Beside { left, right, .. } => left.iter().chain(right).for_each(|block| texts_of(&block.body, texts)),
        Body::Together(blocks) => blocks.iter().for_each(|block| texts_of(&block.body, texts)),
        Body::Board(board) => {
            texts.extend(board.fields.iter().flat_map(|field| field.notes.iter().map(|(_, note)| note)));
        }
        Body::Title { .. }
        | Body::Contents { .. }
        | Body::Heading { .. }
        | Body::Figure(_)
        | Body::Signatures(_)
        | Body::PageBreak => {}
    }
}

#[cfg(test)]
mod tests;
