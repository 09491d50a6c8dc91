//! What a sign-off is for: digests of the sections that were signed, and whether the workbook still says the same.
//!
//! It is evidence that something was changed, not a signature of a person: whoever has the file can write another digest.
//!
//! The digest of a section is that of its answers alone, blanks left out, as JSON without spaces; neither the version of the
//! file format nor the order of sections is in it, so that a later Caveat finds the same. What may change after somebody signed
//! and says nothing new about the product is left out ([`content`]). Caveat before format version 5 kept one digest of the
//! canonical text of the whole; such a digest is still recognised, and names no sections. Which sections a document stands for is
//! known to `export`; a sign-off of some is bound to their names as well, so that more cannot be named afterwards.

mod earlier;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use sha2::{Digest as _, Sha256};

use crate::model::covers::Cover;
use crate::model::place::Place;
use crate::model::reviews::{ReviewRequest, SignOff};
use crate::model::{Id, Section, Workbook};

/// How a sign-off stands to the workbook as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has decided yet.
    Pending,
    /// What was signed was not kept.
    NotKept,
    /// The workbook still says what was signed.
    Current,
    /// It says something else, in these sections; none where only the whole is known.
    Stale(Vec<Section>),
    /// The digests that were kept do not belong together: they were changed, or are from elsewhere.
    Unfit,
    /// The workbook says what was signed, but the sign-off names other documents or sections than then.
    OtherCovers,
}

impl Standing {
    /// In words: `Current`, `Stale: release plan and budgets`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Pending => "Not signed".to_owned(),
            Self::NotKept => "Not kept".to_owned(),
            Self::Current => "Current".to_owned(),
            Self::Stale(sections) if sections.is_empty() => "Stale: signed before digests of parts".to_owned(),
            Self::Stale(sections) => format!("Stale: {}", crate::words::sections(sections)),
            Self::Unfit => "Stale: its digests do not fit one another".to_owned(),
            Self::OtherCovers => "Stale: covers something else than was signed".to_owned(),
        }
    }

    /// As a machine reads it.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::NotKept => "not-kept",
            Self::Current => "current",
            Self::Stale(_) => "stale",
            Self::Unfit => "unfit",
            Self::OtherCovers => "other-covers",
        }
    }

    /// Whether it does not stand for the workbook as it is.
    #[must_use]
    pub const fn is_stale(&self) -> bool {
        matches!(self, Self::Stale(_) | Self::Unfit | Self::OtherCovers)
    }

    /// Whether what was signed has changed; `None` where that cannot be told.
    #[must_use]
    pub const fn has_changed(&self) -> Option<bool> {
        match self {
            Self::Current => Some(false),
            Self::Stale(_) => Some(true),
            Self::Pending | Self::NotKept | Self::Unfit | Self::OtherCovers => None,
        }
    }

    /// The sections that say something else than what was signed; none where that is not known.
    #[must_use]
    pub fn changed(&self) -> &[Section] {
        if let Self::Stale(sections) = self { sections } else { &[] }
    }
}

/// What is kept with a sign-off about what was signed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// SHA-256 of all that is covered, as hexadecimal digits.
    pub digest: String,
    /// Each section that is covered with its own digest: `failure_modes 7be0…`. Last the digest of the names under which they were
    /// signed, unless that was everything: `covers 41c9…`.
    pub parts: Vec<String>,
}

impl Signature {
    /// The same, bound to the names of what is covered: a document that is named afterwards, whose sections only `export` knows,
    /// then shows. Everything needs no names.
    #[must_use]
    pub fn of_covers(mut self, covers: &[String]) -> Self {
        if !covers_everything(covers) {
            self.parts.push(format!("{COVERS} {}", digest_of_covers(covers)));
            self.digest = sum(&self.parts);
        }
        self
    }
}

/// What the line begins with that keeps the digest of the names of what is covered. No section has this key.
const COVERS: &str = "covers";

/// The digests of a workbook's sections, to hold sign-offs against.
#[derive(Debug, Clone)]
pub struct Digests {
    content: Workbook,
    /// Of each section, in order.
    parts: Vec<(Section, String)>,
    /// Those of the whole that earlier versions kept: costly, and seldom asked for.
    earlier: OnceLock<Vec<String>>,
}

/// A workbook without what may change after somebody signed and says nothing new about the product: the sign-offs themselves,
/// requests for them, comments, the change log, the status that follows from them, the look of documents and who gets them, and
/// the numbers given so far. Waivers count: they change what stops a release.
#[must_use]
pub fn content(workbook: &Workbook) -> Workbook {
    let mut content = workbook.clone();
    let reviews = Arc::make_mut(&mut content.reviews);
    (reviews.sign_offs, reviews.comments, reviews.log) = Default::default();
    (reviews.requests, reviews.copy_for) = Default::default();
    Arc::make_mut(&mut content.about).status = None;
    (content.pack, content.numbers) = Default::default();
    content
}

/// Whether an edit at a place changes what is signed: [`content`] leaves nothing out there.
#[must_use]
pub fn is_content(place: &Place) -> bool {
    match place.section {
        Section::Pack => false,
        Section::Reviews => place.path.starts_with("reviews.waivers"),
        Section::About => place.path != "about.status",
        _ => true,
    }
}

/// SHA-256 of a workbook as a whole, without what may change after somebody signed and says nothing new about the product: what a
/// sign-off of everything keeps.
#[must_use]
pub fn whole(workbook: &Workbook) -> String {
    signature(workbook, None).digest
}

/// What is kept with a sign-off that covers these sections; everything for `None`.
#[must_use]
pub fn signature(workbook: &Workbook, sections: Option<&[Section]>) -> Signature {
    let content = content(workbook);
    let is_covered = |section: &&Section| match sections {
        Some(sections) => sections.contains(section),
        None => **section != Section::Pack,
    };
    let covered = Section::ALL.iter().filter(is_covered);
    let parts: Vec<String> = covered.map(|section| line(*section, &digest_of(&content, *section))).collect();
    Signature { digest: sum(&parts), parts }
}

/// Whether a sign-off or request with these names is for everything: it names nothing, or something that is not known.
#[must_use]
pub fn covers_everything(covers: &[String]) -> bool {
    let mut names = covers.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).peekable();
    names.peek().is_none() || names.any(|name| Cover::named(name).is_empty())
}

/// How every sign-off of a workbook stands. Costs nothing where none keeps what was signed.
#[must_use]
pub fn standings(workbook: &Workbook) -> BTreeMap<Id, Standing> {
    let is_kept = |one: &SignOff| one.decision.is_some() && !one.digest.trim().is_empty();
    let sign_offs = &workbook.reviews.sign_offs;
    if sign_offs.iter().any(is_kept) {
        return Digests::of(workbook).standings(workbook);
    }
    let bare = |one: &SignOff| if one.decision.is_some() { Standing::NotKept } else { Standing::Pending };
    sign_offs.iter().map(|one| (one.id, bare(one))).collect()
}

impl Digests {
    /// Works them out: as costly as writing the workbook.
    #[must_use]
    pub fn of(workbook: &Workbook) -> Self {
        let content = content(workbook);
        let parts = Section::ALL.iter().map(|section| (*section, digest_of(&content, *section))).collect();
        Self { content, parts, earlier: OnceLock::new() }
    }

    /// SHA-256 of the whole, as [`whole`].
    #[must_use]
    pub fn whole(&self) -> String {
        let lines: Vec<String> = self.parts.iter().map(|(section, digest)| line(*section, digest)).collect();
        sum(&lines)
    }

    /// How a sign-off stands.
    #[must_use]
    pub fn standing(&self, sign_off: &SignOff) -> Standing {
        if sign_off.decision.is_none() {
            return Standing::Pending;
        }
        self.held(&sign_off.digest, &sign_off.parts, &sign_off.covers)
    }

    /// How what was sent with a request stands to what is here now.
    #[must_use]
    pub fn of_request(&self, request: &ReviewRequest) -> Standing {
        self.held(&request.digest, &request.parts, &request.covers)
    }

    fn held(&self, digest: &str, parts: &[String], covers: &[String]) -> Standing {
        let digest = digest.trim();
        if digest.is_empty() {
            return Standing::NotKept;
        }
        if parts.iter().all(|part| part.trim().is_empty()) {
            let is_same = self.is_whole(digest);
            return if is_same { Standing::Current } else { Standing::Stale(Vec::new()) };
        }
        let signed: Vec<(Section, &str)> = parts.iter().filter_map(|line| read_line(line)).collect();
        let names: Vec<&str> = parts.iter().filter_map(|line| read_names(line)).collect();
        if !digest.eq_ignore_ascii_case(&sum(parts)) || signed.len() + names.len() != parts.len() {
            return Standing::Unfit;
        }
        let everything = covers_everything(covers);
        let named: Vec<Cover> = covers.iter().flat_map(|name| Cover::named(name)).collect();
        let is_changed = |(section, now): &&(Section, String)| match signed.iter().find(|(one, _)| one == section) {
            Some((_, then)) => !now.eq_ignore_ascii_case(then),
            // a section that came with a later version of the format was blank when everything was signed; one that is named and
            // was not signed was named afterwards
            None => (everything || named.contains(&Cover::Section(*section))) && *now != blank(),
        };
        let changed: Vec<Section> = self.parts.iter().filter(is_changed).map(|(section, _)| *section).collect();
        let is_named_otherwise = || {
            let now = digest_of_covers(covers);
            names.iter().any(|then| !then.eq_ignore_ascii_case(&now))
        };
        match changed {
            changed if !changed.is_empty() => Standing::Stale(changed),
            _ if is_named_otherwise() => Standing::OtherCovers,
            _ => Standing::Current,
        }
    }

    /// How every sign-off of a workbook stands.
    #[must_use]
    pub fn standings(&self, workbook: &Workbook) -> BTreeMap<Id, Standing> {
        workbook.reviews.sign_offs.iter().map(|one| (one.id, self.standing(one))).collect()
    }

    /// Whether a digest is that of the whole, as it is kept now or was by an earlier version.
    #[must_use]
    pub fn is_whole(&self, digest: &str) -> bool {
        let digest = digest.trim();
        let earlier = || self.earlier.get_or_init(|| earlier::digests(&self.content));
        digest.eq_ignore_ascii_case(&self.whole()) || earlier().iter().any(|one| digest.eq_ignore_ascii_case(one))
    }
}

/// SHA-256 of what a section says. All blank sections have the same.
fn digest_of(content: &Workbook, section: Section) -> String {
    let mut alone = content.clone();
    Section::ALL.iter().filter(|other| **other != section).for_each(|other| alone.clear(*other));
    // plain data with names for keys: it always can be written
    hexadecimal(&serde_json::to_vec(&alone).unwrap_or_default())
}

fn blank() -> String {
    hexadecimal(b"{}")
}

fn line(section: Section, digest: &str) -> String {
    format!("{} {digest}", section.key())
}

/// The section and digest of a line, if it is one.
#[must_use]
pub fn read_line(line: &str) -> Option<(Section, &str)> {
    let (key, digest) = line.trim().split_once(' ')?;
    Some((Section::from_key(key)?, digest.trim()))
}

/// The sections of which two lists of lines say something else. A section that is in one of them alone differs unless it is blank:
/// a later version of the format adds such sections.
#[must_use]
pub fn differing(one: &[String], other: &[String]) -> Vec<Section> {
    let of = |lines: &[String], section: Section| {
        let line = lines.iter().filter_map(|line| read_line(line)).find(|(known, _)| *known == section);
        line.map_or_else(blank, |(_, digest)| digest.to_ascii_lowercase())
    };
    Section::ALL.iter().copied().filter(|section| of(one, *section) != of(other, *section)).collect()
}

/// The digest of the names of what is covered, in a line that keeps it.
fn read_names(line: &str) -> Option<&str> {
    let (key, digest) = line.trim().split_once(' ')?;
    (key == COVERS).then(|| digest.trim())
}

/// SHA-256 of the names of what is covered, however and in whichever order they are written.
fn digest_of_covers(covers: &[String]) -> String {
    let mut named: Vec<Cover> = covers.iter().flat_map(|name| Cover::named(name)).collect();
    named.sort_unstable();
    named.dedup();
    let names: Vec<String> =
        if covers_everything(covers) { Vec::new() } else { named.into_iter().map(Cover::key_with_kind).collect() };
    hexadecimal(names.join("\n").as_bytes())
}

/// SHA-256 of lines whatever their order. A blank section adds nothing, so that one which a later version of the format adds
/// leaves the sum as it was.
fn sum(lines: &[String]) -> String {
    let blank = blank();
    let mut lines: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.ends_with(&blank)).collect();
    lines.sort_unstable();
    hexadecimal(lines.join("\n").as_bytes())
}

fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests;
