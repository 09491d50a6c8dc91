//! Who gets what: three profiles that are built in, and those that the workbook keeps.

use crate::model::Workbook;
use crate::model::choice::Choices;
use crate::model::pack::{Document, FileFormat, LeftOut, Profile};

/// The profiles to choose from: the built-in ones, then the workbook's own. A profile of the workbook with the name of a
/// built-in one stands in its place.
#[must_use]
pub fn all(workbook: &Workbook) -> Vec<Profile> {
    let own = &workbook.pack.profiles;
    let named = |name: &str| own.iter().any(|profile| profile.name.trim().eq_ignore_ascii_case(name));
    let mut profiles: Vec<Profile> =
        [full(), external(), executive()].into_iter().filter(|profile| !named(&profile.name)).collect();
    profiles.extend(own.iter().cloned());
    profiles
}

/// The profile with this name, in any case.
#[must_use]
pub fn named(workbook: &Workbook, name: &str) -> Option<Profile> {
    all(workbook).into_iter().find(|profile| profile.name.trim().eq_ignore_ascii_case(name.trim()))
}

/// Everything, for the team.
#[must_use]
pub fn full() -> Profile {
    profile("Full", "The team and its auditors: everything", |_| true, |_| false, true)
}

/// Evidence and numbers without the talk of the team.
#[must_use]
pub fn external() -> Profile {
    let documents = |document| !matches!(document, Document::CanvasPoster | Document::Minutes | Document::Roadmap);
    let left_out = |what| {
        matches!(what, LeftOut::Names | LeftOut::Amounts | LeftOut::Comments | LeftOut::Internal | LeftOut::Paths)
    };
    profile("External", "Reviewers outside: evidence and numbers, no team talk", documents, left_out, false)
}

/// What a committee decides on.
#[must_use]
pub fn executive() -> Profile {
    let documents = |document| {
        matches!(document, Document::RiskMemo | Document::ReleasePlan | Document::Unknowns | Document::Changes)
    };
    let left_out = |what| matches!(what, LeftOut::Comments | LeftOut::Annexes);
    profile("Executive", "Who decides: the numbers first, no annexes", documents, left_out, false)
}

fn profile(
    name: &str,
    audience: &str,
    documents: impl Fn(Document) -> bool,
    left_out: impl Fn(LeftOut) -> bool,
    carries_workbook: bool,
) -> Profile {
    let mut profile = Profile {
        name: name.to_owned(),
        audience: audience.to_owned(),
        formats: Choices::default(),
        carries_workbook,
        ..Profile::default()
    };
    profile.documents.set(documents);
    profile.formats.set(|format| format == FileFormat::Pdf);
    profile.left_out.set(left_out);
    profile
}
