//! Why a command did nothing: what happened, and what to do.

use crate::edit::EditError;
use crate::pack::carried::NotRead;
use crate::render::RenderError;
use crate::store::StoreError;

/// A command that was refused. Nothing was written or changed.
#[derive(Debug)]
pub(super) struct Failure {
    /// What happened, to which file or item.
    pub(super) message: String,
    /// What to do.
    pub(super) hint: String,
    /// The exit code.
    pub(super) code: u8,
}

impl Failure {
    /// The input has a problem.
    pub(super) fn user(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into(), code: 1 }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let hint = error.hint().into_owned();
        Self::user(error.to_string(), hint)
    }
}

impl From<NotRead> for Failure {
    fn from(error: NotRead) -> Self {
        let hint = error.hint();
        Self::user(error.to_string(), hint)
    }
}

impl From<EditError> for Failure {
    fn from(error: EditError) -> Self {
        let hint = match &error {
            EditError::NoSuchPlace { .. } => {
                "Name a field as in `about.owner` or `FM-3.fallback`; `caveat show FILE SECTION` lists them."
            }
            EditError::Invalid { .. } => "Nothing was changed.",
        };
        Self::user(error.to_string(), hint)
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        Self { message: error.to_string(), hint: "Please report this with the message.".to_owned(), code: 3 }
    }
}
