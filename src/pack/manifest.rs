//! The manifest: what a pack holds, with the digest of every file, as JSON for programs.
//!
//! It shows whether files were changed or lost after the pack was made. It is no signature: whoever can change a file can change
//! the manifest too. Its own digest, sent another way, closes that gap. No clock, no path of a machine, no name of a person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::pack::LeftOut;
use crate::model::reviews::SignOff;
use crate::model::{Id, Item as _, Section, Workbook};
use crate::signed::Standing;
use crate::store::error::in_short;
use crate::store::{digest, hexadecimal};
use crate::words;

use super::build::Basis;
use super::{Order, PackFile};

/// The name of the manifest's file.
pub const NAME: &str = "manifest.json";
/// What a manifest of ours calls itself.
const FORMAT: &str = "caveat-pack";
/// The version that this program writes and reads.
const VERSION: u32 = 1;
/// More bytes no manifest has.
const SIZE_LIMIT: usize = 4_000_000;

/// What a pack holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Which kind of file this is.
    pub format: String,
    /// Which version of that kind.
    pub version: u32,
    /// The program that made it, with its version.
    pub made_by: String,
    /// The product.
    pub product: String,
    /// The day that the documents speak as of, as `2026-03-09`; `None` if the workbook names none.
    pub document_date: Option<String>,
    /// The workbook that they were made from.
    pub workbook: Source,
    /// For whom, and what is left out.
    pub profile: Audience,
    /// What was signed, and whether it was for what the workbook said when the pack was made.
    #[serde(default)]
    pub sign_offs: Vec<Signed>,
    /// The files by path, the manifest not among them.
    pub files: Vec<Entry>,
}

/// A sign-off as it stood when the pack was made. Without the name, which is in the documents, unless it is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// How it is cited, such as `SO-1`.
    pub id: String,
    /// In which role.
    pub role: String,
    /// What was decided, in words; `None` while nobody has.
    pub decision: Option<String>,
    /// When, as `2026-03-09`.
    pub date: Option<String>,
    /// What it covers; everything if empty.
    pub covers: Vec<String>,
    /// SHA-256 of what was signed; `None` if it was not kept.
    pub sha256: Option<String>,
    /// `current`, `stale`, `unfit`, `other-covers`, `not-kept` or `pending`.
    pub standing: String,
    /// The keys of the sections that said something else than what was signed.
    pub changed: Vec<String>,
}

/// The workbook behind a pack.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// SHA-256 of its canonical text: what was reviewed, with all that the pack leaves out.
    pub sha256: String,
    /// SHA-256 of the workbook that the pack carries, if it carries one.
    pub carried_sha256: Option<String>,
    /// SHA-256 of what it is compared with, if with anything.
    pub compared_sha256: Option<String>,
}

/// For whom a pack is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// The profile's name.
    pub name: String,
    /// What the profile leaves out.
    pub leaves_out: Vec<String>,
    /// What that was here, in words.
    pub left_out: Vec<String>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its path in the pack, with `/` between folders.
    pub path: String,
    /// SHA-256 of its content.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
    /// The document's key, such as `risk-memo`; `None` for other files.
    pub document: Option<String>,
    /// How the format's files end, such as `pdf`; `None` for other files.
    pub format: Option<String>,
    /// How many pages, where there are pages.
    pub pages: Option<u64>,
}

impl Manifest {
    /// The manifest of these files.
    pub(super) fn of(files: &[PackFile], basis: &Basis, order: &Order) -> Self {
        let edition = &basis.edition;
        let date = edition.date.or(basis.workbook.about.document_date);
        let sha256 = |bytes: &[u8]| hexadecimal(&digest(bytes));
        let mut files: Vec<Entry> = files.iter().map(Entry::of).collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            made_by: concat!("Caveat ", env!("CARGO_PKG_VERSION")).to_owned(),
            product: basis.workbook.about.product.trim().to_owned(),
            document_date: date.map(|date| date.to_string()),
            workbook: Source {
                sha256: edition.digest.clone(),
                carried_sha256: basis.carried.as_ref().map(|carried| sha256(&carried.bytes)),
                compared_sha256: edition.earlier.as_ref().map(|earlier| earlier.digest.clone()),
            },
            profile: Audience {
                name: order.profile.name.trim().to_owned(),
                leaves_out: order.profile.left_out.get().iter().map(|what| LeftOut::label(*what).to_owned()).collect(),
                left_out: edition.left_out(),
            },
            sign_offs: signed_in(&basis.workbook, &edition.standings),
            files,
        }
    }

    /// As JSON with a line feed at its end.
    #[must_use]
    pub fn write(&self) -> String {
        // strings, numbers and lists: there is nothing in it that JSON could not say
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads one.
    ///
    /// # Errors
    /// In words, what is wrong with it.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        if bytes.len() > SIZE_LIMIT {
            return Err("the manifest is too large".to_owned());
        }
        let kind: Kind = serde_json::from_slice(bytes).map_err(|error| unreadable(&error))?;
        match (kind.format.as_str(), kind.version) {
            (FORMAT, VERSION) => {}
            (FORMAT, version) if version > VERSION => {
                return Err(format!("the manifest is of version {version}, made by a newer Caveat: update this one"));
            }
            _ => return Err("the manifest is not one of Caveat".to_owned()),
        }
        serde_json::from_slice(bytes).map_err(|error| unreadable(&error))
    }
}

/// The sign-offs of a workbook, with how they stand: in a workbook from which something is left out, to the full one.
pub(super) fn signed_in(workbook: &Workbook, standings: &BTreeMap<Id, Standing>) -> Vec<Signed> {
    let signed = |one: &SignOff| {
        let standing = standings.get(&one.id).cloned().unwrap_or(match one.decision {
            Some(_) => Standing::NotKept,
            None => Standing::Pending,
        });
        Signed {
            id: one.cite(),
            role: one.role.trim().to_owned(),
            decision: one.decision.map(|decision| decision.label().to_owned()),
            date: one.date.map(|date| date.to_string()),
            covers: one.covers.clone(),
            sha256: Some(one.digest.trim().to_lowercase()).filter(|digest| !digest.is_empty()),
            standing: standing.key().to_owned(),
            changed: standing.changed().iter().map(|section| section.key().to_owned()).collect(),
        }
    };
    workbook.reviews.sign_offs.iter().map(signed).collect()
}

impl Signed {
    /// How it stood, in words: `SO-1 Owner: Approved, 20 Feb 2026, covers Risk memo: current when the pack was made`.
    #[must_use]
    pub fn words(&self) -> String {
        let role = if self.role.is_empty() { "no role" } else { &self.role };
        let decision = self.decision.as_deref().unwrap_or("not signed");
        let date = self.date.as_deref().and_then(|date| date.parse().ok()).map(words::short_date);
        let date = date.map(|date| format!(", {date}")).unwrap_or_default();
        let covers = match self.covers.as_slice() {
            [] => "everything".to_owned(),
            covers => words::series(covers),
        };
        let title = |key: &String| Section::from_key(key).map_or_else(|| key.clone(), |one| one.title().to_lowercase());
        let changed: Vec<String> = self.changed.iter().map(title).collect();
        let stood = match (self.standing.as_str(), changed.as_slice()) {
            ("pending", _) => return format!("{} {role}: not signed", self.id),
            ("current", _) => "current when the pack was made".to_owned(),
            ("stale", []) => "stale when the pack was made".to_owned(),
            ("stale", changed) => format!("stale when the pack was made, changed: {}", words::series(changed)),
            ("unfit", _) => "its digests do not fit one another".to_owned(),
            ("other-covers", _) => "what it covers was changed afterwards".to_owned(),
            _ => "what was signed is not kept".to_owned(),
        };
        format!("{} {role}: {decision}{date}, covers {covers}: {stood}", self.id)
    }
}

fn unreadable(error: &serde_json::Error) -> String {
    format!("the manifest cannot be read: {}", in_short(&error.to_string()))
}

/// The head of a manifest, whatever else is in it.
#[derive(Deserialize)]
struct Kind {
    #[serde(default)]
    format: String,
    #[serde(default)]
    version: u32,
}

impl Entry {
    fn of(file: &PackFile) -> Self {
        Self {
            path: file.path.clone(),
            sha256: hexadecimal(&digest(&file.bytes)),
            bytes: file.bytes.len() as u64,
            document: file.document.map(|document| document.key().to_owned()),
            format: file.format.map(|format| format.ending().to_owned()),
            pages: Some(file.pages as u64).filter(|pages| *pages > 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_and_another_file_does_not() {
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            version: VERSION,
            product: "Kiosk".to_owned(),
            ..Manifest::default()
        };
        assert_eq!(Manifest::read(manifest.write().as_bytes()), Ok(manifest.clone()));
        let newer = Manifest { version: 2, ..manifest }.write().replace("\"files\"", "\"more\"");
        for (text, problem) in [
            (newer.as_str(), "newer Caveat"),
            ("{}", "not one of Caveat"),
            ("{\"format\": \"caveat-pack\", \"version\": 1}", "missing field"),
            ("not JSON", "cannot be read"),
            (&"[".repeat(100_000), "cannot be read"),
        ] {
            let said = Manifest::read(text.as_bytes()).unwrap_err();
            assert!(said.contains(problem), "{said}");
        }
    }
}
