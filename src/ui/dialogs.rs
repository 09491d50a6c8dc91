//! The system's dialogs for files, behind a trait so that tests answer them, and an answer for systems that have none.
//!
//! Dialogs run on threads of their own; the window goes on drawing. A system without a file dialog looks like a person who
//! chose Cancel, so a dialog that ends sooner than any person could act counts as not there, and the window asks for a path
//! in a field of its own.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::store;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A workbook to open.
    Workbook {
        /// Where to begin.
        folder: Option<PathBuf>,
    },
    /// A place to save a workbook.
    Place {
        /// Where to begin.
        folder: Option<PathBuf>,
        /// The suggested name.
        name: String,
    },
    /// A table of scores.
    Table {
        /// Where to begin.
        folder: Option<PathBuf>,
    },
    /// A model card.
    Card {
        /// Where to begin.
        folder: Option<PathBuf>,
    },
    /// A picture for the logo.
    Picture {
        /// Where to begin.
        folder: Option<PathBuf>,
    },
    /// A place for a file for a reviewer, or from one.
    Sending {
        /// Where to begin.
        folder: Option<PathBuf>,
        /// The suggested name.
        name: String,
    },
    /// What a reviewer sent back.
    Replies {
        /// Where to begin.
        folder: Option<PathBuf>,
    },
    /// A folder for exported documents.
    Folder {
        /// Where to begin.
        folder: Option<PathBuf>,
    },
}

impl Wanted {
    /// The same, where a file for a reviewer has a name that no file in the folder has. Looks at the disk.
    #[must_use]
    pub fn with_free_name(self) -> Self {
        let Self::Sending { folder, name } = self else { return self };
        let within = folder.clone().unwrap_or_else(store::home);
        let path = PathBuf::from(&name);
        let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
        let (stem, ending) = (part(path.file_stem()).unwrap_or_default(), part(path.extension()).unwrap_or_default());
        let numbered = (2..1_000).map(|number| format!("{stem}-{number}.{ending}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !store::exists(&within.join(name)));
        Self::Sending { folder, name: free.unwrap_or(name) }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// This file or folder.
    Chosen(PathBuf),
    /// The person changed their mind.
    Cancelled,
    /// This system has no file dialog.
    NoDialog,
}

/// Asks for files and folders. Called off the window's thread; may block.
pub trait FileDialogs: Send + Sync {
    /// Asks, and waits for the answer.
    fn ask(&self, wanted: &Wanted) -> Answer;
}

/// The dialogs of this system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemDialogs;

/// The endings of files that hold a workbook: its own file, and documents that carry it.
pub const WORKBOOKS: &[&str] = &["caveat", "pdf"];

/// The endings of files that hold a table of text.
pub const TABLES: &[&str] = &["csv", "tsv", "txt"];

/// The endings of pictures that a logo can be.
pub const PICTURES: &[&str] = &["png", "svg"];

/// The endings of files that hold a model card.
pub const CARDS: &[&str] = &["md", "markdown", "json"];

/// The endings of what reviewers send back: answer files, and review copies.
pub const REPLIES: &[&str] = &["json", "caveat"];

/// Nobody cancels a dialog sooner than this after it was asked for; where there is none, the answer takes about 30 ms.
const SOONEST_CANCEL: Duration = Duration::from_millis(200);

impl FileDialogs for SystemDialogs {
    fn ask(&self, wanted: &Wanted) -> Answer {
        #[expect(clippy::disallowed_methods, reason = "how long the dialog was open tells whether there was one")]
        let start = std::time::Instant::now();
        let chosen = show(wanted);
        #[expect(clippy::disallowed_methods, reason = "as above")]
        let open_for = start.elapsed();
        match chosen {
            Some(path) => Answer::Chosen(path),
            None if open_for < SOONEST_CANCEL => Answer::NoDialog,
            None => Answer::Cancelled,
        }
    }
}

fn show(wanted: &Wanted) -> Option<PathBuf> {
    let begin = |dialog: rfd::FileDialog, folder: &Option<PathBuf>| match folder {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    };
    match wanted {
        Wanted::Workbook { folder } => {
            let dialog = begin(rfd::FileDialog::new(), folder).set_title("Open a workbook");
            dialog
                .add_filter("Workbooks, and PDFs that carry one", WORKBOOKS)
                .add_filter("All files", &["*"])
                .pick_file()
        }
        Wanted::Place { folder, name } => {
            let dialog = begin(rfd::FileDialog::new(), folder).set_title("Save the workbook");
            dialog.add_filter("Caveat workbook", &["caveat"]).set_file_name(name).save_file()
        }
        Wanted::Table { folder } => {
            let dialog = begin(rfd::FileDialog::new(), folder).set_title("Import scores");
            dialog.add_filter("Tables", TABLES).add_filter("All files", &["*"]).pick_file()
        }
        Wanted::Card { folder } => {
            let dialog = begin(rfd::FileDialog::new(), folder).set_title("Import a model card");
            dialog.add_filter("Model cards", CARDS).add_filter("All files", &["*"]).pick_file()
        }
        Wanted::Picture { folder } => {
            let dialog = begin(rfd::FileDialog::new(), folder).set_title("Choose a logo");
            dialog.add_filter("Pictures", PICTURES).add_filter("All files", &["*"]).pick_file()
        }
        Wanted::Sending { folder, name } => {
            begin(rfd::FileDialog::new(), folder).set_title("Save the file").set_file_name(name).save_file()
        }
        Wanted::Replies { folder } => {
            let dialog = begin(rfd::FileDialog::new(), folder).set_title("Import replies");
            dialog.add_filter("Answers and review copies", REPLIES).add_filter("All files", &["*"]).pick_file()
        }
        Wanted::Folder { folder } => {
            begin(rfd::FileDialog::new(), folder).set_title("Choose a folder for the documents").pick_folder()
        }
    }
}

/// The path with the ending of workbooks, unless it has one already.
#[must_use]
pub fn with_ending(path: &Path) -> PathBuf {
    if path.extension().is_some() {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".caveat");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_an_ending_gets_one() {
        assert_eq!(with_ending(Path::new("/a/plan")), Path::new("/a/plan.caveat"));
        assert_eq!(with_ending(Path::new("/a/plan.caveat")), Path::new("/a/plan.caveat"));
        assert_eq!(with_ending(Path::new("/a/plan.txt")), Path::new("/a/plan.txt"));
    }
}
