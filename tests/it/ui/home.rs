//! What surrounds the window in a test: folders of its own, dialogs that answer from a script, a file to drop.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use caveat::model::{Section, Workbook};
use caveat::store::{self, Guard, Places};
use caveat::ui::{Answer, FileDialogs, Wanted};
use tempfile::TempDir;

use super::harness::Window;
use crate::support::example_path;

/// A person's folders: where their files are, and what Caveat remembers.
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn places(&self) -> Places {
        Places::within(&self.path("caveat"))
    }

    /// A copy of an example among the person's files.
    pub(crate) fn example(&self, name: &str) -> PathBuf {
        let path = self.path(&format!("{name}.caveat"));
        fs::copy(example_path(name), &path).unwrap();
        path
    }

    /// A file with this workbook.
    pub(crate) fn file(&self, name: &str, workbook: &Workbook) -> PathBuf {
        let path = self.path(name);
        assert!(store::save(&path, workbook, &Guard::default()).is_ok());
        path
    }

    /// The copies of unsaved work, as text.
    pub(crate) fn recovery_copies(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.places().state.join("recovery")) else { return Vec::new() };
        let paths = entries.map(|entry| entry.unwrap().path());
        let copies = paths.filter(|path| path.extension().is_some_and(|ending| ending == "caveat"));
        let content = |path: PathBuf| store::recovery::content(&path).unwrap();
        copies.map(|path| String::from_utf8(content(path).bytes).unwrap()).collect()
    }

    /// A window on the start screen.
    pub(crate) fn window(&self) -> Window {
        Window::new(self)
    }

    /// A window with a file open, on the page of its first section: that is where there is something to type into.
    pub(crate) fn window_on(&self, file: &Path) -> Window {
        let mut window = self.window();
        window.open(file);
        window.tell(|app| app.show_section(Section::About));
        window
    }
}

/// Dialogs that answer from a queue, and remember what they were asked. Without an answer, they are cancelled.
#[derive(Default)]
pub(crate) struct Script {
    pub(crate) answers: Mutex<VecDeque<Answer>>,
    pub(crate) asked: Mutex<Vec<Wanted>>,
}

impl FileDialogs for Script {
    fn ask(&self, wanted: &Wanted) -> Answer {
        self.asked.lock().unwrap().push(wanted.clone());
        self.answers.lock().unwrap().pop_front().unwrap_or(Answer::Cancelled)
    }
}

/// A file that somebody drops on the window.
#[derive(Debug)]
pub(crate) struct Dropped(pub(crate) PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads files itself".to_owned())
    }
}
