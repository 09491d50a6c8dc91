//! The check after writing: every file as it was read back, against what was made and against what its document must hold.
//!
//! Of each file: that it has the bytes that were made; of a PDF the number of pages and the title; of PDF, Word, HTML and
//! Markdown that every item that the document cites by number is in its text; of tables that every item that the document's
//! tables cite is there. What it does not check: looks, and words other than these.

use std::collections::{BTreeMap, BTreeSet};

use crate::hidden::visible;
use crate::model::pack::{Document, FileFormat};
use crate::render::pdf::read_back;
use crate::store::FolderFile;
use crate::words;

use super::expected::{Expected, citations};
use super::{Pack, PackFile, archive, manifest};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// What is wrong, in words; empty if all is well.
    pub problems: Vec<String>,
    /// What was checked, in a sentence.
    pub said: String,
}

/// Checks the files of a pack as they were read back.
#[must_use]
pub fn check(pack: &Pack, read: &[FolderFile]) -> Checked {
    let there: BTreeMap<&str, &FolderFile> = read.iter().map(|file| (file.path.as_str(), file)).collect();
    let mut problems = Vec::new();
    let mut whole = Vec::new();
    for file in &pack.files {
        match there.get(file.path.as_str()) {
            None => problems.push(format!("{} is not there", file.path)),
            Some(found) if found.bytes != file.bytes => problems.push(format!("{} is not as it was made", file.path)),
            Some(_) => whole.push(file),
        }
    }
    let tables = tables_by_document(&whole);
    let contents = side_by_side(&whole, &|file| content(file, pack));
    problems.extend(contents.into_iter().flatten());
    for (document, cited) in tables {
        if let Some(expected) = pack.expected.get(&document) {
            problems.extend(lacking(
                &format!("the CSV tables of {}", document.title()),
                &expected.cited_in_tables,
                &cited,
            ));
        }
    }
    let items: BTreeSet<&String> = pack.expected.values().flat_map(|expected| &expected.cited).collect();
    // counted as by who verifies the pack later, to whom the manifest is no file of its own
    let (manifest, files): (Vec<&PackFile>, Vec<&PackFile>) =
        whole.iter().partition(|file| file.path == manifest::NAME);
    let and_manifest = if manifest.is_empty() { "" } else { " and the manifest" };
    let said = format!(
        "{}{and_manifest} read back with the bytes that were made; pages and titles counted; {} looked for in every document that cites them.",
        words::capitalized(&words::how_many(files.len(), "file", "files")),
        words::how_many(items.len(), "item", "items"),
    );
    Checked { problems, said }
}

/// Checks files several at a time: reading a PDF back takes about as long as writing it.
fn side_by_side(files: &[&PackFile], check: &(dyn Fn(&PackFile) -> Vec<String> + Sync)) -> Vec<Vec<String>> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(1, files.len().max(1));
    let share = files.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let work: Vec<_> = files
            .chunks(share)
            .map(|files| scope.spawn(move || files.iter().map(|file| check(file)).collect::<Vec<_>>()))
            .collect();
        let lost = || vec![vec!["the check stopped unexpectedly".to_owned()]];
        work.into_iter().flat_map(|thread| thread.join().unwrap_or_else(|_| lost())).collect()
    })
}

/// What the content of a file lacks.
fn content(file: &PackFile, pack: &Pack) -> Vec<String> {
    let expected = file.document.and_then(|document| pack.expected.get(&document));
    let (Some(expected), Some(format)) = (expected, file.format) else { return Vec::new() };
    match format {
        FileFormat::Pdf => pdf(file, expected),
        FileFormat::Docx => match archived(&file.bytes, "word/") {
            Some(xml) => text(file, &without_tags(&xml), expected, &expected.cited),
            None => vec![format!("{} cannot be opened", file.path)],
        },
        FileFormat::Xlsx => match archived(&file.bytes, "xl/") {
            Some(xml) => lacking(&file.path, &expected.cited_in_tables, &citations(&without_tags(&xml))),
            None => vec![format!("{} cannot be opened", file.path)],
        },
        FileFormat::Html => text(file, &without_tags(&String::from_utf8_lossy(&file.bytes)), expected, &expected.cited),
        FileFormat::Markdown => {
            text(file, &String::from_utf8_lossy(&file.bytes).replace('\\', ""), expected, &expected.cited)
        }
        FileFormat::Csv => Vec::new(), // together with its document's other tables
    }
}

fn pdf(file: &PackFile, expected: &Expected) -> Vec<String> {
    let Some(found) = read_back::read_back(&file.bytes) else { return vec![format!("{} cannot be opened", file.path)] };
    let mut problems = Vec::new();
    if found.pages != file.pages {
        problems.push(format!("{} has {} pages, and {} were laid out", file.path, found.pages, file.pages));
    }
    problems.extend(text(file, &found.text, expected, &expected.cited));
    problems
}

/// Whether title and items are in a text.
fn text(file: &PackFile, text: &str, expected: &Expected, items: &BTreeSet<String>) -> Vec<String> {
    let mut problems = lacking(&file.path, items, &citations(text));
    let squeezed = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    // text formats write characters that act without showing as their codes
    let titles = [expected.title.as_str(), &visible(&expected.title)].map(squeezed);
    let text = squeezed(text);
    if !titles.iter().any(|title| text.contains(title)) {
        problems.push(format!("{} does not say its title", file.path));
    }
    problems
}

fn lacking(whose: &str, wanted: &BTreeSet<String>, found: &BTreeSet<String>) -> Vec<String> {
    let lacking: Vec<String> = wanted.difference(found).cloned().collect();
    if lacking.is_empty() {
        Vec::new()
    } else {
        vec![format!("{whose}: {} cannot be found in it", words::series(&lacking))]
    }
}

/// The items that the CSV files of each document cite.
fn tables_by_document(files: &[&PackFile]) -> BTreeMap<Document, BTreeSet<String>> {
    let mut tables: BTreeMap<Document, BTreeSet<String>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.format == Some(FileFormat::Csv)) {
        if let Some(document) = file.document {
            tables.entry(document).or_default().extend(citations(&String::from_utf8_lossy(&file.bytes)));
        }
    }
    tables
}

/// The XML of the parts of an archive in a folder, one after the other.
fn archived(bytes: &[u8], folder: &str) -> Option<String> {
    let archive = archive::read(bytes);
    let is_part = |path: &str| path.starts_with(folder) && path.rsplit_once('.').is_some_and(|(_, end)| end == "xml");
    let parts = archive.files.iter().filter(|file| is_part(&file.path));
    let text: Vec<_> = parts.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).collect();
    (archive.problems.is_empty() && !text.is_empty()).then(|| text.join("\n"))
}

/// The text of HTML or XML. Tags of a run inside a word leave no gap; those of a paragraph or cell do.
fn without_tags(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len() / 2);
    let mut rest = markup;
    while let Some(start) = rest.find('<') {
        text.push_str(rest.get(..start).unwrap_or_default());
        let tag = rest.get(start..).unwrap_or_default();
        let Some(end) = tag.find('>') else { break };
        if ends_a_line(tag) {
            text.push(' ');
        }
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    text.push_str(rest);
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&apos;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (entity, letter)| text.replace(entity, letter))
}

/// Whether a tag separates what stands before it from what stands after it.
fn ends_a_line(tag: &str) -> bool {
    const INLINE: [&str; 12] = ["w:r", "w:t", "w:rPr", "span", "strong", "em", "a", "b", "i", "wbr", "r", "t"];
    let name = tag.trim_start_matches(['<', '/']);
    let name: String = name.chars().take_while(|letter| letter.is_alphanumeric() || *letter == ':').collect();
    !INLINE.contains(&name.as_str()) || (tag.starts_with("</") && matches!(name.as_str(), "t" | "w:hyperlink"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_within_a_word_leave_no_gap() {
        let html = "<p>FM-<strong>3</strong></p><td>UB-1</td><td>2</td> a &amp; b";
        let found = citations(&without_tags(html));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["FM-3", "UB-1"]);
        assert!(without_tags(html).ends_with("a & b"));
    }
}
