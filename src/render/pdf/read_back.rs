//! A PDF of ours read back: how many pages it has, and its text, to be held against what it must say.
//!
//! Made for files that were just written; others may give less text than a reader shows. Bounded all the same: nothing inflates
//! without limit.

use lopdf::{Document, LoadOptions};

/// The most that any stream of a file may inflate to, in bytes.
const STREAM_LIMIT: usize = 200_000_000;

/// What is in a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadBack {
    /// How many pages it has.
    pub pages: usize,
    /// Its text, page by page, in the order in which it is painted.
    pub text: String,
}

/// Reads a PDF; `None` if it cannot be read.
#[must_use]
pub fn read_back(bytes: &[u8]) -> Option<ReadBack> {
    let options = LoadOptions::with_max_decompressed_size(STREAM_LIMIT);
    let document = Document::load_mem_with_options(bytes, options).ok()?;
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    let chunks = document.extract_text_chunks_with_limit(&numbers, STREAM_LIMIT);
    let text = chunks.into_iter().flatten().collect::<Vec<_>>().join("");
    Some(ReadBack { pages: numbers.len(), text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pdf::samples::{everything, info};
    use crate::render::pdf::write_pdf;

    #[test]
    fn a_document_gives_its_pages_and_its_words() {
        let sheet = everything();
        let bytes = write_pdf(&sheet.pages, &sheet.fonts, &info()).unwrap();
        let found = read_back(&bytes).unwrap();
        assert_eq!(found.pages, sheet.pages.pages.len());
        let wanted = sheet.pages.pages.iter().flat_map(|page| &page.items).find_map(|item| match &item.paint {
            crate::render::page::placed::Paint::Text(run) if run.text.len() > 12 => Some(run.text.clone()),
            _ => None,
        });
        assert!(found.text.contains(&wanted.unwrap()), "{}", found.text);
    }

    #[test]
    fn what_is_no_pdf_gives_nothing() {
        assert_eq!(read_back(b""), None);
        assert_eq!(read_back(b"%PDF-1.7\nnothing follows"), None);
    }
}
