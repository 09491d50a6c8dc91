//! A signature among changes: decision, day, digests and what they cover change together, and are told as one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, What};
use crate::model::covers;
use crate::model::{Id, ItemKind};

/// The questions of a sign-off that somebody answers by signing, and by nothing else.
const PARTS: [&str; 5] = ["decision", "date", "digest", "covers", "parts"];

/// What became of signatures, by sign-off: `Approved: Risk memo, by Anke Vos`. Knows nothing of workbooks: a sign-off that came or
/// went as a whole is one change anyway.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signings {
    words: BTreeMap<Id, String>,
    told: BTreeSet<Id>,
}

/// How a change is told where signatures are told as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Telling {
    /// As it is.
    Itself,
    /// In place of all changes of its signature, in these words.
    Signature(String),
    /// Not at all: its signature was told before.
    Told,
}

impl Signings {
    /// The signatures among some changes.
    #[must_use]
    pub fn of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let mut parts: BTreeMap<Id, Vec<&Change>> = BTreeMap::new();
        for change in changes {
            if let Some(id) = signed_by(change) {
                parts.entry(id).or_default().push(change);
            }
        }
        let words = parts.into_iter().filter_map(|(id, parts)| Some((id, in_words(&parts)?))).collect();
        Self { words, told: BTreeSet::new() }
    }

    /// How the next change is told; ask in the order in which they are shown.
    pub fn tell(&mut self, change: &Change) -> Telling {
        let signature = signed_by(change).and_then(|id| Some((id, self.words.get(&id)?)));
        match signature {
            None => Telling::Itself,
            Some((id, words)) if self.told.insert(id) => Telling::Signature(words.clone()),
            Some(_) => Telling::Told,
        }
    }
}

/// How many rows some changes are told in: a signature is one.
#[must_use]
pub fn count(changes: &[Change]) -> usize {
    let mut signings = Signings::of(changes);
    changes.iter().filter(|change| signings.tell(change) != Telling::Told).count()
}

/// The sign-off whose signature a change is a part of.
fn signed_by(change: &Change) -> Option<Id> {
    let What::Field { field, .. } = &change.what else { return None };
    let (kind, id, _) = change.place.item()?;
    (kind == ItemKind::SignOff && PARTS.contains(&field.key)).then_some(id)
}

/// What several changes of one sign-off say together; `None` where it was not signed by them.
fn in_words(parts: &[&Change]) -> Option<String> {
    let state = |key: &str| {
        parts.iter().find_map(|change| match &change.what {
            What::Field { field, before, after } if field.key == key => Some((before, after)),
            _ => None,
        })
    };
    if parts.len() < 2 || (state("decision").is_none() && state("digest").is_none()) {
        return None;
    }
    let by = parts.first().map(|change| change.title.trim()).filter(|name| !name.is_empty());
    let by = by.map(|name| format!(", by {name}")).unwrap_or_default();
    let decided = match state("decision") {
        Some((_, after)) if after.answer.trim().is_empty() => return Some(format!("Signature withdrawn{by}")),
        Some((_, after)) => after.answer.trim().to_owned(),
        None => "Signed again".to_owned(),
    };
    let covers = state("covers").map(|(_, after)| {
        let names: Vec<String> = after.answer.lines().map(str::to_owned).collect();
        format!(": {}", covers::in_words(&names))
    });
    Some(format!("{decided}{}{by}", covers.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::difference::Difference;
    use crate::model::reviews::{SignOff, SignOffDecision};
    use crate::model::{Date, Workbook};

    fn workbook(sign_off: SignOff) -> Workbook {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.reviews).sign_offs.push(sign_off);
        workbook
    }

    #[test]
    fn a_signature_is_told_once_and_its_reason_by_itself() {
        let waits = SignOff { id: Id(7), number: 1, name: "Anke Vos".to_owned(), ..SignOff::default() };
        let signed = SignOff {
            decision: Some(SignOffDecision::Conditional),
            date: Some(Date::constant(2026, 3, 9)),
            reason: "With translators".to_owned(),
            digest: "ab".repeat(32),
            covers: vec!["Risk memo".to_owned()],
            parts: vec!["release ab".to_owned()],
            ..waits.clone()
        };
        let told = |before: &SignOff, after: &SignOff| {
            let difference = Difference::between(&workbook(before.clone()), &workbook(after.clone()));
            let mut signings = Signings::of(difference.changes());
            difference.changes().iter().map(|change| signings.tell(change)).collect::<Vec<_>>()
        };
        let all = told(&waits, &signed);
        let whole = Telling::Signature("Approved with conditions: Risk memo, by Anke Vos".to_owned());
        assert_eq!(all.iter().filter(|one| **one == whole).count(), 1);
        assert_eq!(all.iter().filter(|one| **one == Telling::Itself).count(), 1, "the conditions: {all:?}");
        let back = told(&signed, &waits);
        assert!(back.contains(&Telling::Signature("Signature withdrawn, by Anke Vos".to_owned())), "{back:?}");
        let dated = SignOff { date: Some(Date::constant(2026, 3, 10)), ..signed.clone() };
        assert_eq!(told(&signed, &dated), [Telling::Itself], "a day alone is no signature");
    }
}
