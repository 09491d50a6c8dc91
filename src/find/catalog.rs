//! The catalog of a workbook: every item by its name, every other text by its words, every person by what they answer for.
//! Made once per change, off the window's thread.

use std::collections::BTreeMap;

use crate::model::place::{Place, Stop};
use crate::model::record::{Field, cite};
use crate::model::{Id, ItemKind, Record, Section, View, Workbook};

use super::matching::Haystack;

/// An item that can be found by its name.
#[derive(Debug, Clone)]
pub struct ItemEntry {
    /// Which item.
    pub id: Id,
    /// What kind it is.
    pub kind: ItemKind,
    /// Its section.
    pub section: Section,
    /// How people cite it; empty if it is not cited.
    pub cited: String,
    /// How many letters of `name` are its title; the citation follows after a blank.
    pub title: usize,
    /// Title and citation.
    pub name: Haystack,
    /// Who answers for it or wrote it; empty if nobody does.
    pub owner: String,
    /// Of a note, the number of its block on the canvas, 1 to 12, and which kind of claim it is, from 0.
    pub block: Option<(usize, Option<usize>)>,
}

impl ItemEntry {
    /// The title without the citation.
    #[must_use]
    pub fn title_text(&self) -> String {
        self.name.text().chars().take(self.title).collect()
    }
}

/// An answer that can be found by its words.
#[derive(Debug, Clone)]
pub struct TextEntry {
    /// Its section.
    pub section: Section,
    /// The item that it belongs to.
    pub item: Option<Id>,
    /// The question that it answers.
    pub field: &'static Field,
    /// The fields that lead from the item or section to it.
    pub fields: Box<[&'static str]>,
    /// The words.
    pub text: Haystack,
}

/// Somebody who is named as the owner or author of something.
#[derive(Debug, Clone)]
pub struct Person {
    /// The name as it was written.
    pub name: Haystack,
    /// What names the person: items, or sections.
    pub holds: Vec<(Section, Option<Id>)>,
}

/// Everything in a workbook that can be found by words.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// Items in the order of the workbook.
    pub items: Vec<ItemEntry>,
    /// Texts that are no titles of items, in the order of the workbook.
    pub texts: Vec<TextEntry>,
    /// People by name.
    pub people: Vec<Person>,
}

/// Fields that name a person.
const PEOPLE: [&str; 12] = [
    "owner",
    "author",
    "by",
    "person",
    "rater",
    "facilitator",
    "accepted_by",
    "answered_by",
    "decided_by",
    "monitor_owner",
    "next_owner",
    "privacy_reviewer",
];

/// Fields whose text is a key of the program's and not a word of the person's.
const KEYS: [&str; 8] = ["practice", "library_key", "digest", "rule", "field", "section", "framework", "language"];

/// Whether the text of a field is a key, such as the identifier of a practice: nobody looks for it, and nobody may rewrite
/// it.
#[must_use]
pub fn is_key(field: &Field) -> bool {
    field.picture || field.sealed || KEYS.contains(&field.key)
}

/// Whether a field names a person.
#[must_use]
pub fn is_person(field: &Field) -> bool {
    PEOPLE.contains(&field.key)
}

impl Catalog {
    /// Lists what can be found.
    #[must_use]
    pub fn of(workbook: &Workbook) -> Self {
        let mut catalog = Self::default();
        let mut people: BTreeMap<String, Vec<(Section, Option<Id>)>> = BTreeMap::new();
        workbook.walk(&mut |place, stop| match stop {
            Stop::Record(record) => catalog.items.extend(item(place, record)),
            Stop::Value(record, field, value) => {
                let is_title =
                    record.identity().is_some() && record.fields().first().map(|first| first.key) == Some(field.key);
                let owner = place.item().map(|(_, id, _)| id);
                if let View::Text(text) = value.view()
                    && is_person(field)
                    && !text.trim().is_empty()
                {
                    people.entry(text.trim().to_owned()).or_default().push((place.section, owner));
                }
                if !is_title && !is_key(field) {
                    catalog.add_texts(place, field, value.view());
                }
            }
        });
        catalog.people = people.into_iter().map(|(name, holds)| Person { name: Haystack::new(&name), holds }).collect();
        catalog
    }

    fn add_texts(&mut self, place: &Place, field: &'static Field, view: View<'_>) {
        let entry = |text: &str| TextEntry {
            section: place.section,
            item: place.item().map(|(_, id, _)| id),
            field,
            fields: place.fields.clone().into_boxed_slice(),
            text: Haystack::new(text),
        };
        match view {
            View::Text(text) if !text.trim().is_empty() => self.texts.push(entry(text)),
            View::Lines(lines) if !view.is_blank() => self.texts.push(entry(&lines.join(" "))),
            _ => {}
        }
    }

    /// How many things can be found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len() + self.texts.len() + self.people.len()
    }

    /// Whether there is nothing to find.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry of an item.
    #[must_use]
    pub fn item(&self, id: Id) -> Option<&ItemEntry> {
        self.items.iter().find(|entry| entry.id == id)
    }
}

/// The entry of an item, if it has a name: measurements and the like are found with what they belong to.
fn item(place: &Place, record: &dyn Record) -> Option<ItemEntry> {
    let (kind, id, number) = record.identity()?;
    let named = matches!(record.value(0)?.view(), View::Text(text) if !text.trim().is_empty());
    let cited = cite(kind, number);
    if !named && cited.is_empty() {
        return None;
    }
    let title = Haystack::new(&record.title());
    let text = |key| record.answer(key).map(|value| value.view().text()).unwrap_or_default();
    let choice = |key| match record.answer(key).map(|value| value.view()) {
        Some(View::Choice(chosen, _)) => chosen,
        _ => None,
    };
    let owner = text("owner");
    Some(ItemEntry {
        id,
        kind,
        section: place.section,
        title: title.len(),
        name: if cited.is_empty() { title } else { Haystack::new(&format!("{} {cited}", title.text())) },
        cited,
        owner: if owner.is_empty() { text("author") } else { owner },
        block: choice("block").filter(|_| kind == ItemKind::Note).map(|block| (block + 1, choice("kind"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::canvas::{CanvasBlock, Note, NoteKind};
    use crate::model::failure_modes::FailureMode;
    use std::sync::Arc;

    fn workbook() -> Workbook {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.about).owner = "Mira Kern".to_owned();
        Arc::make_mut(&mut workbook.canvas).notes.push(Note {
            id: Id(1),
            number: 4,
            text: "Who speaks for injured third parties?".to_owned(),
            block: Some(CanvasBlock::Data),
            kind: Some(NoteKind::Question),
            author: "SB".to_owned(),
            ..Note::default()
        });
        Arc::make_mut(&mut workbook.failure_modes).modes.push(FailureMode {
            id: Id(2),
            number: 3,
            name: "Misses an injury signal".to_owned(),
            fallback: "A person reads every claim\nwith an injury.".to_owned(),
            owner: "Mira Kern".to_owned(),
            library_key: "missed-signal".to_owned(),
            ..FailureMode::default()
        });
        workbook
    }

    #[test]
    fn items_texts_and_people_are_listed_once() {
        let catalog = Catalog::of(&workbook());
        let names: Vec<String> = catalog.items.iter().map(|entry| entry.name.text()).collect();
        assert_eq!(names, ["Who speaks for injured third parties? N-4", "Misses an injury signal FM-3"]);
        let texts: Vec<String> = catalog.texts.iter().map(|entry| entry.text.text()).collect();
        assert!(texts.contains(&"A person reads every claim with an injury.".to_owned()), "{texts:?}");
        assert!(!texts.iter().any(|text| text.contains("signal")), "titles are items, keys are nobody's: {texts:?}");
        let people: Vec<(String, usize)> =
            catalog.people.iter().map(|person| (person.name.text(), person.holds.len())).collect();
        assert_eq!(people, [("Mira Kern".to_owned(), 2), ("SB".to_owned(), 1)]);
    }

    #[test]
    fn a_note_says_its_block_and_what_it_claims() {
        let catalog = Catalog::of(&workbook());
        let note = catalog.item(Id(1)).unwrap();
        assert_eq!((note.block, note.owner.as_str()), (Some((7, Some(2))), "SB"));
        assert_eq!(catalog.item(Id(2)).unwrap().block, None);
    }
}
