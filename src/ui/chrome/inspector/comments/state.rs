//! What is remembered about the comments beside a page: which are shown, and what is being written.

use crate::edit::begun::{Begun, CommentBegun};
use crate::model::{Id, Section};

/// What a comment is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct About {
    pub(super) section: Option<Section>,
    pub(super) item: Option<Id>,
    pub(super) field: Option<String>,
    pub(super) words: String,
}

/// What is remembered about them.
#[derive(Debug, Default)]
pub struct Comments {
    /// A comment while it is written.
    pub(super) draft: Option<(About, String)>,
    pub(super) fresh: bool,
    /// The thread that waits for the name of who answers or settles it.
    pub(super) unnamed: Option<Id>,
    pub(super) settled: bool,
    /// A thread that is being settled, with how.
    pub(super) settling: Option<(Id, String)>,
}

impl Comments {
    /// Opens the form. What is being written in it stays, about what it was begun.
    pub(super) fn write(&mut self, about: About) {
        if self.draft.as_ref().is_none_or(|(_, text)| text.trim().is_empty()) {
            self.draft = Some((about, String::new()));
        }
        self.fresh = true;
    }

    /// The comment that is begun here and not recorded; answers are those of the page of the reviews.
    pub(in crate::ui) fn begun(&self, begun: &mut Begun) {
        let draft = self.draft.as_ref().filter(|(_, text)| !text.trim().is_empty());
        begun.comment = draft.map(|(about, text)| CommentBegun {
            section: about.section.map(Section::key).unwrap_or_default().to_owned(),
            item: about.item,
            field: about.field.clone().unwrap_or_default(),
            about: about.words.clone(),
            text: text.clone(),
        });
        begun.settlement = self.settling.clone().filter(|(_, note)| !note.trim().is_empty());
    }

    /// Takes up a comment that somebody had begun.
    pub(in crate::ui) fn take_up(&mut self, begun: &Begun) {
        self.draft = begun.comment.as_ref().map(|begun| {
            let about = About {
                section: Section::from_key(&begun.section),
                item: begun.item,
                field: Some(begun.field.clone()).filter(|field| !field.is_empty()),
                words: begun.about.clone(),
            };
            (about, begun.text.clone())
        });
        self.settling.clone_from(&begun.settlement);
    }

    /// Gives the form the focus, if one is begun. Whether it was.
    pub(in crate::ui) fn show_begun(&mut self) -> bool {
        self.fresh = self.draft.is_some();
        self.fresh
    }
}
