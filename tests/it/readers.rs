//! Every reader of bytes that Caveat did not write, called as the program calls it, with what has to hold of each answer.
//!
//! Shared by the mutations on stable Rust (`mutations.rs`) and the targets in `fuzz/`, so that both mean the same by "holds".
//! A reader must never panic; what it refuses it refuses in a few words; and what it takes in can be used.

use caveat::assess::problems;
use caveat::exchange::{answers, attachment, model_card, scores};
use caveat::model::Workbook;
use caveat::pack::manifest::NAME;
use caveat::pack::{archive, verify};
use caveat::render::picture;
use caveat::store::FolderFile;
use caveat::store::format;

/// Longer words on a refusal would be the input thrown back at the reader.
const LONGEST_REFUSAL: usize = 2_000;

/// How high a logo is painted here, in pixels.
const LOGO_HEIGHT_PX: u32 = 48;

/// A `.caveat` file: what is accepted can be checked, and saved as a text that reads as the same workbook.
pub(crate) fn workbook(bytes: &[u8]) {
    match format::read::<Workbook>(bytes) {
        Ok(parsed) => {
            drop(problems::check(&parsed.value));
            // only size can stand in the way of writing: escapes are longer than what they stand for
            if let Ok(text) = format::write(&parsed.value) {
                let again = format::read::<Workbook>(text.as_bytes()).unwrap();
                assert_eq!(format::write(&again.value).ok(), Some(text), "the canonical form is not stable");
            }
        }
        Err(error) => refused(&error.to_string()),
    }
}

/// A table of scores: previewed, then counted with the plan that the window would propose.
pub(crate) fn table(bytes: &[u8]) {
    let preview = match scores::preview(bytes) {
        Ok(preview) => preview,
        Err(error) => return refused(&error.to_string()),
    };
    let (score, label) = (preview.score.unwrap_or(0), preview.label.unwrap_or(1));
    let Some(positive) = preview.labels(label).map(|label| label.positive) else { return };
    for head in [true, false] {
        let plan = scores::Plan { score, label, positive: positive.clone(), negative: None, head, bins: 200 };
        match scores::read(bytes, &plan, |_, _| scores::Step::Continue) {
            Ok(counted) => {
                assert_eq!(counted.used + counted.bad, counted.rows, "every row is used or told");
                let cases: u64 = counted.bins.iter().flat_map(|bin| [bin.positives, bin.negatives]).flatten().sum();
                assert_eq!(cases, counted.used, "every used row is in one bin");
            }
            Err(error) => refused(&error.to_string()),
        }
    }
}

/// A model card, as Markdown with a head or as JSON.
pub(crate) fn card(bytes: &[u8]) {
    if let Err(error) = model_card::read(bytes) {
        refused(&error.to_string());
    }
}

/// An answer to a review: what is accepted is written such that it reads the same.
pub(crate) fn answer(bytes: &[u8]) {
    match answers::read(bytes) {
        Ok(replies) => {
            let written = answers::write(&replies).unwrap();
            assert_eq!(answers::read(&written).ok(), Some(replies), "an answer does not read back");
        }
        Err(error) => refused(&error.to_string()),
    }
}

/// A PDF that may carry a workbook.
pub(crate) fn pdf(bytes: &[u8]) {
    match attachment::workbook_in(bytes) {
        Ok(carried) => workbook(&carried),
        Err(error) => refused(&error.to_string()),
    }
}

/// A logo: what is accepted can be painted from the address that the workbook keeps.
pub(crate) fn logo(bytes: &[u8]) {
    match picture::data_address(bytes) {
        Ok(address) => {
            if let Err(error) = picture::read(&address, LOGO_HEIGHT_PX) {
                refused(&error.to_string());
            }
        }
        Err(error) => refused(&error.to_string()),
    }
}

/// A pack in a ZIP, held against its manifest.
pub(crate) fn pack(bytes: &[u8]) {
    let archive = archive::read(bytes);
    for file in &archive.files {
        assert_eq!(archive::trick(&file.path), None, "a path that leads out was taken");
    }
    archive.problems.iter().for_each(|problem| refused(problem));
    drop(verify::compare(&archive.files, archive.problems));
}

/// The manifest of a pack alone, which the checksums of a ZIP would hide from changes.
pub(crate) fn manifest(bytes: &[u8]) {
    let verified = verify::compare(&[FolderFile { path: NAME.to_owned(), bytes: bytes.to_vec() }], Vec::new());
    verified.problems.iter().for_each(|problem| refused(problem));
    assert!(verified.unchanged.is_empty(), "a file that is not there was found unchanged");
}

fn refused(words: &str) {
    assert!(!words.is_empty() && words.len() <= LONGEST_REFUSAL, "{} bytes of words: {words:.200}", words.len());
}
