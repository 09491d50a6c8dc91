//! Small builders for the tests of this module, and ways to read pages back.

use crate::render::fonts::FontBook;
use crate::render::page::placed::{ElementId, Page, Pages, Paint, Placed, Role, TextRun};
use crate::render::page::{Paper, lay_out};
use crate::report::block::{Align, Block, Body, Cell, Column, Link, Report, Rich, Row, Span, Style, Table, Width};

pub(super) fn block(body: Body) -> Block {
    Block { body, source: None }
}

pub(super) fn rich(text: &str) -> Rich {
    Rich(vec![span(text, None)])
}

pub(super) fn span(text: &str, link: Option<Link>) -> Span {
    Span { text: text.to_owned(), style: Style::Plain, link }
}

pub(super) fn paragraph(text: &str) -> Block {
    block(Body::Paragraph(rich(text)))
}

pub(super) fn heading(level: u8, text: &str) -> Block {
    block(Body::Heading { level, text: text.to_owned(), anchor: text.to_owned() })
}

/// So many paragraphs of one line.
pub(super) fn filler(lines: usize) -> impl Iterator<Item = Block> {
    (0..lines).map(|_| paragraph("filler"))
}

/// Words that fill about so many lines of the page's width.
pub(super) fn words(name: &str, lines: usize) -> String {
    let line = format!("{name} lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor ");
    line.repeat(lines).trim_end().to_owned()
}

/// A table with equal columns.
pub(super) fn table(caption: &str, heads: &[&str], rows: &[Vec<String>]) -> Table {
    let column = |head: &&str| Column { head: (*head).to_owned(), align: Align::Start, width: Width::Share(1.0) };
    let row =
        |cells: &Vec<String>| Row { cells: cells.iter().map(|it| Cell::Text(rich(it))).collect(), ..Row::default() };
    Table {
        caption: caption.to_owned(),
        columns: heads.iter().map(column).collect(),
        rows: rows.iter().map(row).collect(),
    }
}

/// Lays out blocks on A4 with the bundled faces.
pub(super) fn pages_of(blocks: Vec<Block>) -> Pages {
    let report = Report { kind: "Memo".to_owned(), status: "Draft".to_owned(), blocks, ..Report::default() };
    lay_out(&report, Paper::A4, &mut FontBook::bundled())
}

/// The runs of a page with the elements that they belong to.
pub(super) fn runs(page: &Page) -> impl Iterator<Item = (&TextRun, Option<ElementId>)> {
    page.items.iter().filter_map(|item: &Placed| match &item.paint {
        Paint::Text(run) => Some((run, item.element)),
        Paint::Path(_) | Paint::Picture(_) => None,
    })
}

/// The lines of a page, decoration included: runs on one baseline joined, from top to bottom as painted.
pub(super) fn lines(page: &Page) -> Vec<String> {
    let mut lines: Vec<(f32, String)> = Vec::new();
    for (run, _) in runs(page) {
        match lines.last_mut() {
            Some((y, line)) if (*y - run.y).abs() < 0.1 => line.push_str(&run.text),
            _ => lines.push((run.y, run.text.clone())),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// Everything that belongs to the structure, in order.
pub(super) fn content(pages: &Pages) -> String {
    let tagged = pages.pages.iter().flat_map(runs).filter(|(_, element)| element.is_some());
    tagged.map(|(run, _)| run.text.as_str()).collect()
}

/// A text without white space, for comparisons that do not care where lines break.
pub(super) fn dense(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// On which pages there is content whose text contains `needle`.
pub(super) fn pages_with(pages: &Pages, needle: &str) -> Vec<usize> {
    let holds = |page: &Page| runs(page).any(|(run, element)| element.is_some() && run.text.contains(needle));
    (0..).zip(&pages.pages).filter(|(_, page)| holds(page)).map(|(number, _)| number).collect()
}

/// The elements of a role.
pub(super) fn elements(pages: &Pages, role: Role) -> Vec<ElementId> {
    let numbered = (0..).map(ElementId).zip(&pages.elements);
    numbered.filter(|(_, element)| element.role == role).map(|(id, _)| id).collect()
}

/// On which pages an element has content.
pub(super) fn pages_of_element(pages: &Pages, id: ElementId) -> Vec<usize> {
    let holds = |page: &Page| page.items.iter().any(|item| item.element == Some(id));
    (0..).zip(&pages.pages).filter(|(_, page)| holds(page)).map(|(number, _)| number).collect()
}
