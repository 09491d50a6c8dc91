//! Notices: what the window says, and for how long.

use crate::store::StoreError;
use crate::words::capitalized;

/// What the store says about a failure: what happened, to which file, and what to do.
#[must_use]
pub fn explained(error: &StoreError) -> String {
    format!("{}. {}", capitalized(&error.to_string()), error.hint())
}

/// What kind of notice it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done; goes away by itself.
    Done,
    /// Something was taken away; can be undone from the notice, goes away by itself.
    Undoable,
    /// Something to know about the document; stays until it is closed.
    Word,
    /// Something did not work; stays until it is closed.
    Failure,
}

/// Something that the window says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What kind it is.
    pub tone: Tone,
    /// What happened, in a few words.
    pub title: String,
    /// To which file or item, and what to do; may be empty.
    pub text: String,
    /// The revision of the workbook that its button takes back; the button goes once something else was done.
    pub revision: Option<u64>,
    /// Whether it is about the library of one's own: its buttons show that, and take back what was done to it.
    pub library: bool,
    /// Whether it is about work that was left and discarded: its button takes that back.
    pub discarded: bool,
}

impl Notice {
    /// Says that something was done.
    #[must_use]
    pub fn done(title: impl Into<String>) -> Self {
        Self {
            tone: Tone::Done,
            title: title.into(),
            text: String::new(),
            revision: None,
            library: false,
            discarded: false,
        }
    }

    /// Says that something was taken away, with a way back.
    #[must_use]
    pub fn undoable(title: impl Into<String>, revision: u64) -> Self {
        Self {
            tone: Tone::Undoable,
            title: title.into(),
            text: String::new(),
            revision: Some(revision),
            library: false,
            discarded: false,
        }
    }

    /// Says that something was done to the library of one's own.
    #[must_use]
    pub fn of_library(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { text: text.into(), library: true, ..Self::done(title) }
    }

    /// Says that work that was left was discarded, and whether that can be taken back.
    #[must_use]
    pub fn of_left(title: impl Into<String>, text: impl Into<String>, discarded: bool) -> Self {
        Self { text: text.into(), discarded, ..Self::done(title) }
    }

    /// Says something about the document.
    #[must_use]
    pub fn word(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            tone: Tone::Word,
            title: title.into(),
            text: text.into(),
            revision: None,
            library: false,
            discarded: false,
        }
    }

    /// Says that something did not work, and what to do.
    #[must_use]
    pub fn failure(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            tone: Tone::Failure,
            title: title.into(),
            text: text.into(),
            revision: None,
            library: false,
            discarded: false,
        }
    }

    /// Seconds until it goes away by itself.
    #[must_use]
    pub fn seconds(&self) -> Option<f64> {
        matches!(self.tone, Tone::Done | Tone::Undoable).then_some(6.0)
    }
}
