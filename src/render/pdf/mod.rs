//! Placed items -> a PDF that archives keep (PDF/A-3a) and screen readers read (PDF/UA-1).
//!
//! [`write_pdf`] decides nothing about looks: layout has put every glyph and line in its place and said which element it
//! belongs to. One file per concern, in the order in which they work:
//!
//! | file | what it does | from the standards |
//! | --- | --- | --- |
//! | `font`, `cluster` | finds the glyphs in use, subsets fonts | all fonts embedded, every glyph has a meaning |
//! | `page`, `content`, `text`, `path` | content streams | text can be read back; what is not marked is an artifact |
//! | `document` | has printpdf make fonts and empty pages | |
//! | `links` | clickable areas | each in the structure tree, with words |
//! | `structure`, `tree`, `extent` | the structure tree | tags, order, alternative texts, header cells |
//! | `outline` | headings for the side panel | |
//! | `metadata` | title, language, date, claims of conformance | title shown, language set, XMP |
//! | `attachment` | the workbook inside the document | associated files |
//! | `catalog` | color profile, page labels | output intent |
//! | `file`, `deflate` | the bytes: compressed objects, table, identifier | |
//! | `string`, `syntax` | typed strings and PDF syntax for all of them | |
//! | `read_back` | pages and text of a written file, to be held against what it must say | |
//!
//! What stays with the caller: headings that do not skip levels, tables with as many cells in each row, alternative
//! texts, a title. Tests check the result with a validator for both standards.
//!
//! The same input gives the same bytes: no clock, no random names, no hash order.

mod attachment;
mod catalog;
mod cluster;
mod content;
mod deflate;
mod document;
mod extent;
mod file;
mod font;
mod links;
mod metadata;
mod outline;
mod page;
mod path;
pub mod read_back;
#[cfg(test)]
mod samples;
mod string;
mod structure;
mod syntax;
#[cfg(test)]
mod tests;
mod text;
mod tree;

use lopdf::{Document, ObjectId};

use super::RenderError;
use super::fonts::FontBook;
use super::page::placed::{Page, Pages};
use file::File;
use font::Fonts;
use structure::Structure;

/// How many pages are written before they are compressed side by side.
const PAGES_AT_A_TIME: usize = 64;

/// What a document says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Info {
    /// Shown in the title bar of a reader; both standards ask for one.
    pub title: String,
    /// Who answers for the document; may be empty.
    pub author: String,
    /// What it is about, in a sentence; may be empty.
    pub subject: String,
    /// BCP 47 tag of the language that it is written in.
    pub language: String,
    /// Its date as `YYYY-MM-DD`; empty if it has none.
    pub date: String,
    /// The file that it was made from, if it carries it.
    pub attachment: Option<Attachment>,
}

/// A file inside the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attachment {
    /// Its name, without folders.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What it is, in a sentence.
    pub description: String,
}

/// Writes pages as a PDF.
///
/// # Errors
/// When there is no page, or when a font that the pages use is missing from `fonts` or cannot be embedded.
pub fn write_pdf(pages: &Pages, fonts: &FontBook, info: &Info) -> Result<Vec<u8>, RenderError> {
    let embedded = Fonts::gather(pages, fonts)?;
    let mut structure = Structure::new(pages);
    let (mut document, ids) = document::make(pages, &embedded)?;
    let mut file = File::new();
    write_contents(&mut file, &mut document, (pages, &ids), &embedded, &mut structure)?;
    links::write(&mut document, &mut file, (pages, &ids), &mut structure)?;
    tree::write(&structure, &mut document, &mut file, &ids)?;
    outline::write(&mut document, &mut file, pages, &ids)?;
    metadata::write(&mut document, info)?;
    if let Some(attachment) = &info.attachment {
        attachment::write(&mut document, attachment, info)?;
    }
    catalog::write(&mut document)?;
    Ok(file.finish(document)?)
}

/// Writes the content of every page, some pages at a time: long documents would not fit into memory otherwise.
fn write_contents(
    file: &mut File,
    document: &mut Document,
    (pages, ids): (&Pages, &[ObjectId]),
    fonts: &Fonts,
    structure: &mut Structure,
) -> Result<(), RenderError> {
    let numbered: Vec<(usize, &ObjectId)> = ids.iter().enumerate().collect();
    for (pages, ids) in pages.pages.chunks(PAGES_AT_A_TIME).zip(numbered.chunks(PAGES_AT_A_TIME)) {
        let content = |(page, (number, _)): (&Page, &(usize, _))| page::content(&page.items, *number, fonts, structure);
        let contents: Vec<Vec<u8>> = pages.iter().zip(ids).map(content).collect();
        for ((_, page), content) in ids.iter().zip(deflate::deflate_all(&contents)?) {
            let id = document.new_object_id();
            file.deflated(id, &content);
            document.get_dictionary_mut(**page)?.set("Contents", id);
        }
    }
    Ok(())
}
