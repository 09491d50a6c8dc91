//! What a sign-off is for: digests of exactly the sections and documents that were signed, in canonical form, and whether the
//! workbook still says the same.
//!
//! It is evidence that something was changed, not a signature of a person: whoever has the file can write another digest.
//!
//! A sign-off covers what it names: sections, or documents, by key or title; a document stands for the sections that it printed
//! when it was signed. Without a name that is known it covers everything. The digest of a section is that of its canonical text;
//! what may change after somebody signed and says nothing new about the product is left out (`content`).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::reviews::SignOff;
use crate::model::{Id, Section, Workbook};
use crate::report::{self, Document, Edition, Standing};
use crate::store::{FormatError, format};

use super::hexadecimal_digest;

/// What is kept with a sign-off about what was signed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// SHA-256 of all that is covered.
    pub digest: String,
    /// Each section that is covered with its own digest: `failure_modes 7be0…`.
    pub parts: Vec<String>,
}

/// The digests of a workbook's sections, to hold sign-offs against.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Digests {
    /// Of the whole.
    whole: String,
    /// Of each section, as it stands in [`Signature::parts`].
    parts: Vec<(Section, String)>,
}

/// A workbook without what may change after somebody signed and says nothing new about the product: the sign-offs themselves,
/// requests for them, comments, the change log, the status that follows from them, the look of documents and who gets them, and
/// the numbers given so far. Waivers count: they change what stops a release.
#[must_use]
pub(super) fn content(workbook: &Workbook) -> Workbook {
    let mut content = workbook.clone();
    let reviews = Arc::make_mut(&mut content.reviews);
    (reviews.sign_offs, reviews.comments, reviews.log) = Default::default();
    (reviews.requests, reviews.copy_for) = Default::default();
    Arc::make_mut(&mut content.about).status = None;
    (content.pack, content.numbers) = Default::default();
    content
}

/// SHA-256 of a workbook as a whole, without what may change after somebody signed and says nothing new about the product.
///
/// # Errors
/// [`FormatError`] if the workbook is too large to be a file.
pub fn signed_digest(workbook: &Workbook) -> Result<String, FormatError> {
    Ok(hexadecimal_digest(&format::write(&content(workbook))?))
}

impl Digests {
    /// Works them out: as costly as writing the workbook.
    ///
    /// # Errors
    /// As [`signed_digest`].
    pub fn of(workbook: &Workbook) -> Result<Self, FormatError> {
        let content = content(workbook);
        let part = |section: &Section| Ok((*section, digest_of(&content, *section)?));
        Ok(Self {
            whole: hexadecimal_digest(&format::write(&content)?),
            parts: Section::ALL.iter().map(part).collect::<Result<_, FormatError>>()?,
        })
    }

    /// SHA-256 of the whole, as [`signed_digest`].
    #[must_use]
    pub fn into_whole(self) -> String {
        self.whole
    }

    /// How a sign-off stands.
    #[must_use]
    pub fn standing(&self, sign_off: &SignOff) -> Standing {
        let digest = sign_off.digest.trim();
        if sign_off.decision.is_none() {
            return Standing::Pending;
        }
        if digest.is_empty() {
            return Standing::NotKept;
        }
        let signed: Vec<(Section, &str)> = sign_off.parts.iter().filter_map(|line| read_part(line)).collect();
        let is_whole = sign_off.parts.len() != signed.len() || signed.is_empty();
        let changed = signed.into_iter().filter(|(section, then)| {
            !self.parts.iter().any(|(other, now)| other == section && now.eq_ignore_ascii_case(then))
        });
        let changed: Vec<Section> = changed.map(|(section, _)| section).collect();
        // one that kept the whole alone, as earlier versions did
        if is_whole {
            let is_same = digest.eq_ignore_ascii_case(&self.whole);
            return if is_same { Standing::Current } else { Standing::Stale(changed) };
        }
        let is_own = digest.eq_ignore_ascii_case(&self.whole) || digest.eq_ignore_ascii_case(&sum(&sign_off.parts));
        if changed.is_empty() && is_own { Standing::Current } else { Standing::Stale(changed) }
    }

    /// How every sign-off of a workbook stands.
    #[must_use]
    pub fn standings(&self, workbook: &Workbook) -> BTreeMap<Id, Standing> {
        workbook.reviews.sign_offs.iter().map(|one| (one.id, self.standing(one))).collect()
    }
}

/// What is kept with a sign-off that covers these sections and documents.
///
/// # Errors
/// As [`signed_digest`].
pub fn signature(workbook: &Workbook, covers: &[String]) -> Result<Signature, FormatError> {
    let content = content(workbook);
    let Some(sections) = covered(&content, covers) else {
        let all = Section::ALL.iter().filter(|section| **section != Section::Pack);
        let parts = all.map(|section| part(&content, *section)).collect::<Result<_, FormatError>>()?;
        return Ok(Signature { digest: hexadecimal_digest(&format::write(&content)?), parts });
    };
    let parts: Vec<String> =
        sections.iter().map(|section| part(&content, *section)).collect::<Result<_, FormatError>>()?;
    Ok(Signature { digest: sum(&parts), parts })
}

/// The sections that are named, by themselves or by documents, in order; `None` for everything: no name is given, or one is not
/// known.
fn covered(content: &Workbook, covers: &[String]) -> Option<Vec<Section>> {
    let names: Vec<&str> = covers.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    let mut sections = Vec::new();
    for name in &names {
        let is = |key: &str, title: &str| name.eq_ignore_ascii_case(key) || name.eq_ignore_ascii_case(title);
        let section = Section::ALL.iter().find(|section| is(section.key(), section.title()));
        // the title of a section may be that of a document too: then the section is meant
        if let Some(section) = section {
            sections.push(*section);
        } else {
            let document = Document::ALL.iter().find(|one| is(one.key(), one.title()))?;
            sections.extend(sections_of(content, *document));
        }
    }
    sections.sort_unstable();
    sections.dedup();
    (!sections.is_empty()).then_some(sections)
}

/// The sections that a document prints something of, those of its own head included.
fn sections_of(content: &Workbook, document: Document) -> Vec<Section> {
    let report = report::build(document, content, &Edition::default());
    let sources = report.blocks.iter().filter_map(|block| block.source);
    let printed = sources.filter_map(|source| Section::ALL.get(usize::from(source.section)).copied());
    std::iter::once(Section::About).chain(printed).collect()
}

fn digest_of(content: &Workbook, section: Section) -> Result<String, FormatError> {
    let alone = Section::ALL.iter().filter(|other| **other != section).fold(content.clone(), |mut alone, other| {
        alone.clear(*other);
        alone
    });
    Ok(hexadecimal_digest(&format::write(&alone)?))
}

fn part(content: &Workbook, section: Section) -> Result<String, FormatError> {
    Ok(format!("{} {}", section.key(), digest_of(content, section)?))
}

fn read_part(line: &str) -> Option<(Section, &str)> {
    let (key, digest) = line.trim().split_once(' ')?;
    Some((Section::from_key(key)?, digest.trim()))
}

fn sum(parts: &[String]) -> String {
    let mut parts: Vec<&str> = parts.iter().map(|part| part.trim()).collect();
    parts.sort_unstable();
    hexadecimal_digest(&parts.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::reviews::SignOffDecision;

    fn workbook() -> Workbook {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.about).product = "Copilot".to_owned();
        Arc::make_mut(&mut workbook.release).rollback = "By hand".to_owned();
        Arc::make_mut(&mut workbook.limits).limits.push(crate::model::limits::Limit {
            id: Id(5),
            number: 1,
            ..Default::default()
        });
        workbook
    }

    fn signed(workbook: &Workbook, covers: &[&str]) -> SignOff {
        let covers: Vec<String> = covers.iter().map(|name| (*name).to_owned()).collect();
        let Signature { digest, parts } = signature(workbook, &covers).unwrap();
        SignOff { decision: Some(SignOffDecision::Approved), digest, parts, covers, ..SignOff::default() }
    }

    fn standing(workbook: &Workbook, sign_off: &SignOff) -> Standing {
        Digests::of(workbook).unwrap().standing(sign_off)
    }

    #[test]
    fn a_change_makes_stale_what_covers_it_and_nothing_else() {
        let before = workbook();
        let mut after = before.clone();
        Arc::make_mut(&mut after.release).rollback = "By the switch".to_owned();
        for (covers, expected) in [
            (&[][..], Standing::Stale(vec![Section::Release])),
            (&["Release plan"], Standing::Stale(vec![Section::Release])),
            (&["release", "budgets"], Standing::Stale(vec![Section::Release])),
            (&["Uncertainty budgets", "canvas"], Standing::Current),
            (&["something else"], Standing::Stale(vec![Section::Release])),
        ] {
            let sign_off = signed(&before, covers);
            assert_eq!(standing(&before, &sign_off), Standing::Current, "{covers:?}");
            assert_eq!(standing(&after, &sign_off), expected, "{covers:?}");
        }
    }

    #[test]
    fn a_document_stands_for_what_it_prints() {
        let before = workbook();
        let sign_off = signed(&before, &["release-plan"]);
        assert!(sign_off.parts.iter().any(|part| part.starts_with("release ")), "{:?}", sign_off.parts);
        assert!(!sign_off.parts.iter().any(|part| part.starts_with("workshops ")));
        let mut after = before.clone();
        Arc::make_mut(&mut after.workshops).workshops.push(crate::model::workshops::Workshop::default());
        assert_eq!(standing(&after, &sign_off), Standing::Current);
        Arc::make_mut(&mut after.about).product = "Another".to_owned();
        assert_eq!(standing(&after, &sign_off), Standing::Stale(vec![Section::About]));
    }

    #[test]
    fn reviews_of_others_and_looks_change_nothing_but_waivers_do() {
        let before = workbook();
        let sign_off = signed(&before, &[]);
        let mut after = before.clone();
        let reviews = Arc::make_mut(&mut after.reviews);
        reviews.sign_offs.push(sign_off.clone());
        reviews.requests.push(crate::model::reviews::ReviewRequest::default());
        Arc::make_mut(&mut after.pack).accent = "#123456".to_owned();
        assert_eq!(standing(&after, &sign_off), Standing::Current);
        Arc::make_mut(&mut after.reviews).waivers.push(crate::model::reviews::Waiver::default());
        assert_eq!(standing(&after, &sign_off), Standing::Stale(vec![Section::Reviews]));
    }

    #[test]
    fn what_was_kept_by_earlier_versions_and_what_was_tampered_with_is_told() {
        let before = workbook();
        let old = SignOff { parts: Vec::new(), ..signed(&before, &[]) };
        assert_eq!(standing(&before, &old), Standing::Current);
        let mut after = before.clone();
        Arc::make_mut(&mut after.about).product = "Another".to_owned();
        assert_eq!(standing(&after, &old), Standing::Stale(Vec::new()), "which sections is not known");
        let mut moved = signed(&before, &["release"]);
        moved.parts = signature(&after, &["release".to_owned(), "about".to_owned()]).unwrap().parts;
        assert_eq!(standing(&after, &moved), Standing::Stale(Vec::new()), "parts that the digest does not stand for");
        let pending = SignOff { decision: None, ..old.clone() };
        assert_eq!(standing(&before, &pending), Standing::Pending);
        assert_eq!(standing(&before, &SignOff { digest: " ".to_owned(), ..old }), Standing::NotKept);
    }
}
