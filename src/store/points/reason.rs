//! Why a restore point was made: the word in the name of its file, the words for the person, and how long it is kept.
//!
//! A reason that this version does not know reads as a save, so that an older Caveat lists and restores what a newer one kept.

/// Why a point was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The person saved the document.
    Saved,
    /// The document was saved by itself.
    Autosaved,
    /// This was in the file, from elsewhere, and was about to be edited or saved over.
    Found,
    /// This was in the file, written by an older version of Caveat, and was about to be saved in the form of this one.
    Older,
    /// Another point was about to be restored.
    Restoring,
    /// Something was about to be imported into the document.
    BeforeImport,
    /// Another copy of the document was about to be merged into it.
    BeforeMerge,
    /// The document was saved with a decision on a gate that was not in it before.
    Decision,
    /// The document was saved with a sign-off that was not in it before.
    SignedOff,
    /// This was sent to somebody for a review.
    Sent,
    /// This was not saved when the window ended, and was recovered.
    LastEdit,
    /// This was not saved when the window ended, and the person did not want it.
    Discarded,
}

impl Reason {
    const ALL: [Self; 12] = [
        Self::Saved,
        Self::Autosaved,
        Self::Found,
        Self::Older,
        Self::Restoring,
        Self::BeforeImport,
        Self::BeforeMerge,
        Self::Decision,
        Self::SignedOff,
        Self::Sent,
        Self::LastEdit,
        Self::Discarded,
    ];

    /// The reason in the name of the file.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Autosaved => "autosaved",
            Self::Found => "found",
            Self::Older => "older-version",
            Self::Restoring => "before-restoring",
            Self::BeforeImport => "before-import",
            Self::BeforeMerge => "before-merge",
            Self::Decision => "decision",
            Self::SignedOff => "sign-off",
            Self::Sent => "sent",
            Self::LastEdit => "last-edit",
            Self::Discarded => "discarded",
        }
    }

    /// The reason with this key; a save for one of a later version.
    pub(super) fn of(key: &str) -> Self {
        Self::ALL.into_iter().find(|reason| reason.key() == key).unwrap_or(Self::Saved)
    }

    /// The reason for the person.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Saved => "Saved",
            Self::Autosaved => "Saved by itself",
            Self::Found => "Found in the file",
            Self::Older => "Original of an older version",
            Self::Restoring => "Before restoring",
            Self::BeforeImport => "Before an import",
            Self::BeforeMerge => "Before a merge",
            Self::Decision => "Decision on a gate",
            Self::SignedOff => "Signed off",
            Self::Sent => "Sent for review",
            Self::LastEdit => "Last edit before the app closed",
            Self::Discarded => "Discarded",
        }
    }

    /// How long such a point is kept, for the person; `None` where that follows from its age alone.
    #[must_use]
    pub const fn keeping(self) -> Option<&'static str> {
        match self {
            Self::Decision | Self::SignedOff | Self::Sent => Some("Kept for as long as the file"),
            Self::Older => Some("Goes last"),
            Self::Discarded => Some("Kept for 30 days"),
            _ => None,
        }
    }

    /// Whether the document's file held it, which work that was only open did not: what was sent need not have been saved.
    #[must_use]
    pub const fn was_in_file(self) -> bool {
        use Reason::{Autosaved, Decision, Found, Older, Saved, SignedOff};
        matches!(self, Saved | Autosaved | Found | Older | Decision | SignedOff)
    }

    /// How hard such a point is to part with: age never removes one above 0, the limit of a document none above 1.
    pub(super) const fn weight(self) -> u8 {
        match self {
            Self::Decision | Self::SignedOff | Self::Sent => 2,
            Self::Older => 1,
            _ => 0,
        }
    }
}
