//! From a workbook and an order to a pack: what is left out first, then documents side by side, then what says what is in it.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::export::{self, Setting};
use crate::model::Workbook;
use crate::model::pack::{Document, FileFormat};
use crate::render::fonts::FontBook;
use crate::render::pdf::Attachment;
use crate::report::{self, Earlier, Edition};
use crate::store::{FormatError, format};

use super::expected::Expected;
use super::manifest::{self, Manifest};
use super::redact::{NAME_WITHHELD, Redacted, redact_with};
use super::{Order, Pack, PackError, PackFile, contents};

/// What the documents of an order are made from: for a preview of exactly what will be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Basis {
    /// The workbook without what is left out.
    pub workbook: Workbook,
    /// What the documents say about it. The digest is that of the full workbook: what was reviewed.
    pub edition: Edition,
    /// The workbook without what is left out as a file, if the profile carries it.
    pub carried: Option<Attachment>,
}

/// What the documents of an order are made from.
///
/// # Errors
/// [`FormatError`] if the workbook is too large to be a file.
pub fn basis(workbook: &Workbook, order: &Order) -> Result<Basis, FormatError> {
    let text = format::write(workbook)?;
    let earlier = order.earlier.as_deref();
    let (redacted, before) = redact_with(workbook, earlier.map(|earlier| &earlier.workbook), &order.profile);
    let Redacted { workbook: left, withheld } = redacted;
    let same = left == *workbook;
    let mut edition = export::edition_of(workbook, &text, &order.source, order.date);
    edition.withheld = withheld;
    edition.unread = order.unread;
    edition.workshop = order.workshop;
    edition.earlier = earlier.zip(before).map(|(earlier, workbook)| Earlier { workbook, ..earlier.clone() }.into());
    // a workbook that lost values on the way must not begin a life of its own as a file
    let carried = if order.profile.carries_workbook && order.unread == 0 {
        let text = if same { text } else { format::write(&left)? };
        let description = if same {
            "The workbook that this document was made from"
        } else {
            "The workbook, without what this edition leaves out"
        };
        let name = format!("{}.caveat", stem(&order.source));
        Some(Attachment { name, bytes: text.into_bytes(), description: description.to_owned() })
    } else {
        None
    };
    Ok(Basis { workbook: left, edition, carried })
}

/// Makes a pack. `go_on` is told how far it is, from 0 to 1, and says whether to go on.
///
/// # Errors
/// [`PackError`]; there is no half a pack.
pub fn build(
    workbook: &Workbook,
    order: &Order,
    fonts: &FontBook,
    go_on: &(dyn Fn(f32) -> bool + Sync),
) -> Result<Pack, PackError> {
    let basis = basis(workbook, order)?;
    let documents = order.profile.documents.get();
    let task = Task { order, fonts, basis: &basis, stem: stem(&order.source) };
    let mut pack = Pack::default();
    for made in side_by_side(&task, documents, go_on)? {
        pack.expected.insert(made.document, made.expected);
        pack.files.extend(made.files);
    }
    if pack.files.is_empty() {
        return Err(PackError::Nothing);
    }
    if let Some(carried) = basis.carried.as_ref().filter(|_| !order.profile.formats.has(FileFormat::Pdf)) {
        pack.files.push(plain(&carried.name, carried.bytes.clone()));
    }
    let draft = Manifest::of(&pack.files, &basis, order);
    pack.files.push(plain(contents::NAME, contents::write(&draft).into_bytes()));
    pack.files.sort_by(|one, other| one.path.cmp(&other.path));
    pack.manifest = Manifest::of(&pack.files, &basis, order);
    pack.files.push(plain(manifest::NAME, pack.manifest.write().into_bytes()));
    Ok(pack)
}

/// What every document is made with.
struct Task<'a> {
    order: &'a Order,
    fonts: &'a FontBook,
    basis: &'a Basis,
    stem: String,
}

/// A document in all its formats.
struct Made {
    document: Document,
    files: Vec<PackFile>,
    expected: Expected,
}

/// Makes the documents, several at a time, and gives them in their order.
fn side_by_side(
    task: &Task<'_>,
    documents: &[Document],
    go_on: &(dyn Fn(f32) -> bool + Sync),
) -> Result<Vec<Made>, PackError> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from).min(documents.len());
    let (next, done, stopped) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
    let total = (documents.len() * task.order.profile.formats.get().len()).max(1) as f32;
    let step = || {
        let goes_on = !stopped.load(Ordering::Relaxed) && go_on(done.fetch_add(1, Ordering::Relaxed) as f32 / total);
        stopped.fetch_or(!goes_on, Ordering::Relaxed);
        goes_on
    };
    let work = || {
        let mut made = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(document) = documents.get(at) else { return made };
            let result = task.make(*document, &step);
            let failed = result.is_err();
            made.push((at, result));
            if failed {
                stopped.store(true, Ordering::Relaxed);
                return made;
            }
        }
    };
    let mut made = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_fold(Vec::new(), |mut all, thread| {
            all.extend(thread.join().map_err(|_| PackError::Lost)?);
            Ok::<_, PackError>(all)
        })
    })?;
    // the first error that is not only the echo of another
    made.sort_by_key(|(at, result)| (!matches!(result, Err(error) if !matches!(error, PackError::Cancelled)), *at));
    made.into_iter().map(|(_, result)| result).collect()
}

impl Task<'_> {
    fn make(&self, document: Document, step: &dyn Fn() -> bool) -> Result<Made, PackError> {
        let mut report = report::build(document, &self.basis.workbook, &self.basis.edition);
        if report.author.contains(NAME_WITHHELD) {
            // the properties of a file either name its author or do not
            report.author.clear();
        }
        let carried = self.basis.carried.as_ref();
        let setting = Setting { paper: self.order.paper, fonts: self.fonts, csv: self.order.csv, carried };
        let mut files = Vec::new();
        for format in self.order.profile.formats.get() {
            if !step() {
                return Err(PackError::Cancelled);
            }
            let exported =
                export::write(&report, *format, setting).map_err(|error| PackError::Render { document, error })?;
            for file in exported.files {
                files.push(PackFile {
                    path: self.path(document, *format, &file.ending),
                    document: Some(document),
                    format: Some(*format),
                    bytes: file.bytes,
                    pages: exported.pages,
                    missing: exported.missing.clone(),
                });
            }
        }
        Ok(Made { document, files, expected: Expected::of(&report) })
    }

    /// Documents at the top, tables in a folder of their own.
    fn path(&self, document: Document, format: FileFormat, ending: &str) -> String {
        let folder = if matches!(format, FileFormat::Csv | FileFormat::Xlsx) { "tables/" } else { "" };
        format!("{folder}{}-{}{ending}", self.stem, document.key())
    }
}

fn plain(path: &str, bytes: Vec<u8>) -> PackFile {
    PackFile { path: path.to_owned(), document: None, format: None, bytes, pages: 0, missing: Vec::new() }
}

/// What the names of all files begin with: that of the workbook's file, in letters that every system takes.
fn stem(source: &Path) -> String {
    let name = source.file_stem().unwrap_or_default().to_string_lossy();
    let safe = |letter: char| if letter.is_alphanumeric() || "-_. ".contains(letter) { letter } else { '-' };
    let name: String = name.chars().map(safe).take(80).collect();
    let name = name.trim_matches([' ', '.']);
    if name.is_empty() { "workbook".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_suit_every_system() {
        for (source, name) in [
            ("/home/x/claims-triage.caveat", "claims-triage"),
            ("a:b?c*.caveat", "a-b-c-"),
            (".hidden.caveat", "hidden"),
            ("Prüfung 2.caveat", "Prüfung 2"),
            ("", "workbook"),
        ] {
            assert_eq!(stem(Path::new(source)), name);
        }
    }
}
