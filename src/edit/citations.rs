//! Links as people write them: `FM-3, UB-1`. Reads and writes them without knowing where they stand.

use std::collections::BTreeMap;

use crate::model::place::Index;
use crate::model::record::{Target, cite};
use crate::model::value::Invalid;
use crate::model::{Id, ItemKind};

/// The items of a workbook by what people call them.
#[derive(Debug, Clone, Default)]
pub struct Citations {
    items: BTreeMap<Id, (ItemKind, u32)>,
    cited: BTreeMap<String, Id>,
}

impl Citations {
    /// Those of an index. Of items that are cited alike (a damaged file) the first one counts.
    #[must_use]
    pub fn of(index: &Index) -> Self {
        let mut found = Self::default();
        for (id, entry) in index.iter() {
            found.items.insert(id, (entry.kind, entry.number));
            let cited = cite(entry.kind, entry.number);
            if !cited.is_empty() {
                found.cited.entry(cited).or_insert(id);
            }
        }
        found
    }

    /// The items as people cite them, separated by commas; those that nobody cites by their ids.
    #[must_use]
    pub fn write(&self, ids: &[Id]) -> String {
        let word = |id: &Id| {
            let cited = self.items.get(id).map(|(kind, number)| cite(*kind, *number)).unwrap_or_default();
            if cited.is_empty() { id.to_string() } else { cited }
        };
        ids.iter().map(word).collect::<Vec<_>>().join(", ")
    }

    /// The ids of items that are named by citation or id, separated by commas, semicolons or white space. `own` is the item
    /// that the link would stand in.
    ///
    /// # Errors
    /// [`Invalid`] for the first name that is no item, or none that `target` allows.
    pub fn read(&self, text: &str, target: Target, own: Option<Id>) -> Result<Vec<Id>, Invalid> {
        let names = text.split(|c: char| matches!(c, ',' | ';') || c.is_whitespace()).filter(|name| !name.is_empty());
        let id = |name: &str| {
            let id: Option<Id> = name.parse().ok().or_else(|| self.cited.get(&name.to_uppercase()).copied());
            let (id, kind) = id
                .and_then(|id| Some((id, self.items.get(&id)?.0)))
                .ok_or_else(|| Invalid::new(name, "an item of this workbook, such as UB-1"))?;
            match target {
                _ if Some(id) == own => Err(Invalid::new(name, "another item than this one")),
                Target::Kind(wanted) if wanted != kind => {
                    Err(Invalid::new(name, format!("one of the {}", wanted.plural())))
                }
                _ => Ok(id),
            }
        };
        names.map(id).collect()
    }
}
