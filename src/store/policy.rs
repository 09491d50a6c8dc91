//! What whoever looks after a computer decides for everybody on it: what Caveat may keep outside a workbook's own file.
//!
//! The file is `policy.ron` in [`Places::policy`], which nobody who merely uses the computer can write:
//!
//! ```text
//! (recovery: false, points: false)
//! ```
//!
//! What it names holds whatever a person chooses; what it leaves out is theirs to choose. Unlike settings it is read
//! strictly: a word that is misspelt would leave work on a disk where somebody wanted none, without anyone noticing.

use std::path::PathBuf;

use ron::extensions::Extensions;
use serde::Deserialize;

use super::Places;
use super::error::{FormatError, StoreError};
use super::open::read_file;

/// What is decided for everybody on a computer; `None` leaves it to each person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// Whether unsaved work is kept for recovery after a crash.
    pub recovery: Option<bool>,
    /// Whether what was saved is kept as a restore point. The original of a file of an older version is kept in any case, and
    /// unsaved work that somebody discards, for it could not be had again.
    pub points: Option<bool>,
}

impl Policy {
    /// The policy of a computer; one that decides nothing where there is no file.
    ///
    /// # Errors
    /// [`StoreError::Format`] if the file is no policy, with what is wrong and where; others if it cannot be read.
    pub fn load(places: &Places) -> Result<Self, StoreError> {
        let path = path(places);
        let bytes = match read_file(&path) {
            Err(StoreError::NotFound { .. }) => return Ok(Self::default()),
            read => read?,
        };
        // so that an administrator writes `false` and not `Some(false)`
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        options.from_bytes(&bytes).map_err(|error| {
            let problem = error.to_string();
            StoreError::Format { path, source: FormatError::NotAPolicy { problem } }
        })
    }
}

/// Where the policy is, if there is one.
#[must_use]
pub fn path(places: &Places) -> PathBuf {
    places.policy.join("policy.ron")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// What is loaded when the file has `content`.
    fn loaded(content: &str) -> Result<Policy, StoreError> {
        let root = tempfile::tempdir().unwrap();
        let places = Places::within(root.path());
        fs::create_dir_all(&places.policy).unwrap();
        fs::write(path(&places), content).unwrap();
        Policy::load(&places)
    }

    #[test]
    fn nothing_is_decided_where_there_is_no_file() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(Policy::load(&Places::within(root.path())).unwrap(), Policy::default());
    }

    #[test]
    fn what_is_named_is_decided_and_what_is_not_is_left() {
        assert_eq!(loaded("()").unwrap(), Policy::default());
        assert_eq!(loaded("(recovery: false)").unwrap(), Policy { recovery: Some(false), points: None });
        let both = "( // of the hospital\n  recovery: false,\n  points: true,\n)";
        assert_eq!(loaded(both).unwrap(), Policy { recovery: Some(false), points: Some(true) });
    }

    #[test]
    fn a_policy_that_is_none_is_told_and_never_passed_over() {
        for content in ["", "(recovry: false)", "(recovery: \"no\")", "(recovery: false", "\u{0}"] {
            let error = loaded(content).unwrap_err().to_string();
            assert!(error.contains("policy.ron"), "{content:?}: {error}");
        }
        let root = tempfile::tempdir().unwrap();
        let places = Places::within(root.path());
        fs::create_dir_all(path(&places)).unwrap();
        assert!(matches!(Policy::load(&places), Err(StoreError::IsFolder { .. })));
    }
}
