//! What follows from the workbook and is too much for every frame: which figures the conditions name, and which entries of
//! the library each trait brings.

use std::collections::BTreeMap;

use crate::assess::autonomy::{self, Named};
use crate::assess::candidates::candidates;
use crate::knowledge::{self, Trait, TraitGroup};
use crate::model::Workbook;

/// What follows from one state of the workbook.
#[derive(Debug, Default)]
pub struct Derived {
    of: Option<u64>,
    /// The figures that the conditions for the next step of autonomy name.
    pub named: Vec<Named>,
    /// The entries that each trait speaks for if the system has it, and that are not in the map: their titles.
    brings: BTreeMap<Trait, Vec<&'static str>>,
    /// How many entries fit the system and are not in the map.
    pub fit: usize,
}

impl Derived {
    /// Looks at a workbook, if it is another state than before.
    pub fn look_at(&mut self, revision: u64, workbook: &Workbook) {
        if self.of == Some(revision) {
            return;
        }
        let library = knowledge::failure_library();
        let known = super::traits_of(&workbook.pattern);
        let modes = &workbook.failure_modes;
        let shown = [TraitGroup::Inputs, TraitGroup::Outputs, TraitGroup::Users];
        let brings = Trait::all().filter(|one| shown.contains(&one.group())).map(|one| {
            let mut with = known.clone();
            with.set(one, true);
            let found = candidates(library, &with, modes).into_iter().filter(|found| found.because.contains(&one));
            (one, found.map(|found| found.entry.title.as_str()).collect())
        });
        *self = Self {
            of: Some(revision),
            named: autonomy::named(workbook),
            brings: brings.collect(),
            fit: candidates(library, &known, modes).len(),
        };
    }

    /// What a trait brings.
    pub fn brings(&self, one: Trait) -> &[&'static str] {
        self.brings.get(&one).map_or(&[], Vec::as_slice)
    }
}
