//! What a sign-off or a request covers, by name: a document or a section, which may have the same title or the same key.
//!
//! A name that both have is written with the kind behind it: `Model card (document)`. Without the kind it means both, so that
//! nobody signs for less than they read.

use std::collections::BTreeSet;

use super::pack::Document;
use super::workbook::Section;

/// Something that can be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cover {
    /// A document, for what it prints.
    Document(Document),
    /// A section, whether or not a document prints it.
    Section(Section),
}

impl Cover {
    /// All of them, documents first.
    pub fn all() -> impl Iterator<Item = Self> {
        let documents = Document::ALL.iter().copied().map(Self::Document);
        documents.chain(Section::ALL.iter().copied().map(Self::Section))
    }

    const fn kind(self) -> &'static str {
        match self {
            Self::Document(_) => "document",
            Self::Section(_) => "section",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Document(document) => document.title(),
            Self::Section(section) => section.title(),
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Document(document) => document.key(),
            Self::Section(section) => section.key(),
        }
    }

    /// The name that is kept, which nothing else has: its title, with its kind where both kinds have one of that title or key.
    #[must_use]
    pub fn name(self) -> String {
        if Self::named(self.title()).len() > 1 {
            format!("{} ({})", self.title(), self.kind())
        } else {
            self.title().to_owned()
        }
    }

    /// What it is known by whatever its title becomes: `document:release-plan`.
    #[must_use]
    pub fn key_with_kind(self) -> String {
        format!("{}:{}", self.kind(), self.key())
    }

    /// What a name means: a title or key, alone, with its kind behind it as [`Cover::name`] writes it, or in front
    /// (`document:requirements`). None if it is not known, both where a document and a section have it.
    #[must_use]
    pub fn named(name: &str) -> Vec<Self> {
        let (kind, name) = kind_of(name.trim());
        let is = |one: &Self| name.eq_ignore_ascii_case(one.key()) || name.eq_ignore_ascii_case(one.title());
        Self::all().filter(|one| kind.is_none_or(|kind| kind == one.kind()) && is(one)).collect()
    }
}

/// What names cover, in a few words: `Everything`, `Risk memo and 2 sections`, `2 of 20 sections`. A name that is not known stands
/// for everything.
#[must_use]
pub fn in_words(names: &[String]) -> String {
    let names = || names.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    let (mut documents, mut sections) = (BTreeSet::new(), BTreeSet::new());
    for name in names() {
        let covers = Cover::named(name);
        if covers.is_empty() {
            return "Everything".to_owned();
        }
        for cover in covers {
            match cover {
                Cover::Document(document) => documents.insert(document.title()),
                Cover::Section(section) => sections.insert(section.title()),
            };
        }
    }
    // of the look of documents and who gets them nothing is signed
    let all = Section::ALL.iter().filter(|section| **section != Section::Pack).count();
    let documents = match documents.len() {
        0 => None,
        1 => documents.first().map(|title| (*title).to_owned()),
        count => Some(format!("{count} documents")),
    };
    match (documents, sections.len()) {
        (None, 0) => "Everything".to_owned(),
        (None, 1) => sections.first().map(|title| (*title).to_owned()).unwrap_or_default(),
        (None, count) => format!("{count} of {all} sections"),
        (Some(documents), 0) => documents,
        (Some(documents), 1) => format!("{documents} and 1 section"),
        (Some(documents), count) => format!("{documents} and {count} sections"),
    }
}

/// The kind that a name states, and the name without it.
fn kind_of(name: &str) -> (Option<&'static str>, &str) {
    for kind in ["document", "section"] {
        let behind = || name.strip_suffix(')')?.strip_suffix(kind)?.strip_suffix('(');
        let in_front = || name.strip_prefix(kind)?.strip_prefix(':');
        if let Some(rest) = behind().or_else(in_front) {
            return (Some(kind), rest.trim());
        }
    }
    (None, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_cover_is_said_in_a_few_words() {
        let of = |names: &[&str]| in_words(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&[]), "Everything");
        assert_eq!(of(&["Risk memo", "the pilot"]), "Everything");
        assert_eq!(of(&["Risk memo"]), "Risk memo");
        assert_eq!(of(&["Data"]), "Data");
        assert_eq!(of(&["section:release", "Data", "data"]), "2 of 20 sections");
        assert_eq!(of(&["Risk memo", "Data", "section:budgets"]), "Risk memo and 2 sections");
        assert_eq!(of(&["release plan"]), "Release plan and 1 section", "both have that name");
    }

    #[test]
    fn every_cover_has_a_name_that_nothing_else_has() {
        for cover in Cover::all() {
            assert_eq!(Cover::named(&cover.name()), [cover], "{}", cover.name());
            assert_eq!(Cover::named(&format!(" {}:{} ", cover.kind(), cover.key())), [cover]);
        }
        assert_eq!(Cover::Document(Document::RiskMemo).name(), "Risk memo");
        assert_eq!(Cover::Document(Document::ModelCard).name(), "Model card (document)");
        assert_eq!(Cover::Section(Section::ModelCard).name(), "Model card (section)");
    }

    #[test]
    fn a_name_that_both_kinds_have_means_both() {
        for (name, document, section) in [
            ("Model card", Document::ModelCard, Section::ModelCard),
            ("release plan", Document::ReleasePlan, Section::Release),
            ("requirements", Document::Requirements, Section::Requirements),
        ] {
            assert_eq!(Cover::named(name), [Cover::Document(document), Cover::Section(section)], "{name}");
        }
        assert_eq!(Cover::named("model_card"), [Cover::Section(Section::ModelCard)], "a key that only one has");
        assert_eq!(Cover::named("something else"), []);
    }
}
