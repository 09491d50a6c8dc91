//! What the list of the library holds: what is suggested for this system, with the reasons, and then the rest. Plain
//! functions on values; the dialog caches what they give.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::candidates::{Traits, fitting};
use crate::knowledge::{LibraryEntry, Trait};
use crate::model::failure_modes::FailureCategory;

/// How the list is narrowed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Narrow {
    /// Only entries that say this.
    pub(super) text: String,
    /// Only entries of this family.
    pub(super) category: Option<FailureCategory>,
    /// The whole library, and not only what fits the system.
    pub(super) whole: bool,
    /// Traits that the person switched on or off for this look.
    pub(super) looks: BTreeMap<Trait, bool>,
}

impl Narrow {
    /// The traits of the workbook with what was switched.
    pub(super) fn traits(&self, workbook: &Traits) -> Traits {
        let mut traits = workbook.clone();
        for (one, on) in &self.looks {
            if *on || traits.knows(one.group()) {
                traits.set(*one, *on);
            }
        }
        traits
    }

    /// Switches a trait; back to what the workbook says, it is forgotten.
    pub(super) fn switch(&mut self, workbook: &Traits, one: Trait, on: bool) {
        if workbook.has(one) == on {
            self.looks.remove(&one);
        } else {
            self.looks.insert(one, on);
        }
    }

    fn lets_through(&self, entry: &LibraryEntry, needle: &str) -> bool {
        let texts = [&entry.title, &entry.cause, &entry.effect, &entry.harmed];
        let says = needle.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(needle));
        says && self.category.is_none_or(|category| entry.category() == Some(category))
    }
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// The head of a group.
    Head {
        /// Its words.
        title: &'static str,
        /// What is said at its right.
        note: String,
    },
    /// An entry.
    Entry {
        /// Its position in the library.
        at: usize,
        /// The traits that speak for it; `None` in the rest of the library.
        because: Option<Vec<Trait>>,
    },
}

/// The list with its counts.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Listing {
    /// What is shown, in order.
    pub(super) lines: Vec<Line>,
    /// How many entries fit the system, whatever the text and the category.
    pub(super) fits: usize,
    /// How many entries each trait speaks for, or would if it were on.
    pub(super) brings: BTreeMap<Trait, usize>,
    /// How many of the lines are of each family, whatever family is chosen.
    pub(super) families: Vec<(FailureCategory, usize)>,
}

impl Listing {
    /// The positions of the entries shown.
    pub(super) fn rows(&self) -> impl Iterator<Item = usize> {
        self.lines.iter().filter_map(|line| match line {
            Line::Head { .. } => None,
            Line::Entry { at, .. } => Some(*at),
        })
    }

    /// The traits that speak for an entry that is shown.
    pub(super) fn because(&self, wanted: usize) -> Option<&[Trait]> {
        self.lines.iter().find_map(|line| match line {
            Line::Entry { at, because: Some(because) } if *at == wanted => Some(because.as_slice()),
            _ => None,
        })
    }
}

/// Lists the library for a system of these traits.
pub(super) fn listing(library: &[LibraryEntry], workbook: &Traits, narrow: &Narrow) -> Listing {
    let traits = narrow.traits(workbook);
    let fits = fitting(library, &traits);
    let families = families(library, &narrow.clone_without_category(), &fits.iter().map(|one| one.at).collect());
    let needle = narrow.text.trim().to_lowercase();
    let shown: Vec<Line> = fits
        .iter()
        .filter(|one| narrow.lets_through(one.entry, &needle))
        .map(|one| Line::Entry { at: one.at, because: Some(one.because.clone()) })
        .collect();
    let mut lines = Vec::new();
    if !shown.is_empty() {
        lines.push(Line::Head { title: "Suggested for this system", note: format!("{} from its traits", shown.len()) });
        lines.extend(shown);
    }
    if narrow.whole || fits.is_empty() {
        let there: BTreeSet<usize> = fits.iter().map(|one| one.at).collect();
        let rest =
            library.iter().enumerate().filter(|(at, entry)| !there.contains(at) && narrow.lets_through(entry, &needle));
        let rest: Vec<Line> = rest.map(|(at, _)| Line::Entry { at, because: None }).collect();
        if !rest.is_empty() {
            let note = if lines.is_empty() { String::new() } else { format!("{} more", rest.len()) };
            lines.push(Line::Head { title: "From the library", note });
            lines.extend(rest);
        }
    }
    Listing { lines, fits: fits.len(), brings: brings(library, &traits), families }
}

impl Narrow {
    fn clone_without_category(&self) -> Self {
        Self { category: None, ..self.clone() }
    }
}

/// How many entries of each family there are to show.
fn families(library: &[LibraryEntry], narrow: &Narrow, fits: &BTreeSet<usize>) -> Vec<(FailureCategory, usize)> {
    let needle = narrow.text.trim().to_lowercase();
    let all = narrow.whole || fits.is_empty();
    let shown: Vec<FailureCategory> = library
        .iter()
        .enumerate()
        .filter(|(at, entry)| (all || fits.contains(at)) && narrow.lets_through(entry, &needle))
        .filter_map(|(_, entry)| entry.category())
        .collect();
    let count = |family: &FailureCategory| (*family, shown.iter().filter(|one| *one == family).count());
    FailureCategory::ALL.iter().map(count).collect()
}

fn brings(library: &[LibraryEntry], traits: &Traits) -> BTreeMap<Trait, usize> {
    let count = |one: Trait| {
        let mut with = traits.clone();
        with.set(one, true);
        let fits = library.iter().filter_map(|entry| with.because(entry));
        (one, fits.filter(|because| because.contains(&one)).count())
    };
    Trait::all().map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::failure_library;
    use crate::model::pattern::{AiPattern, OutputKind, Pattern};

    fn rules() -> Traits {
        Traits::of(&Pattern { chosen: Some(AiPattern::Rules), ..Pattern::default() })
    }

    fn rows(traits: &Traits, narrow: &Narrow) -> Vec<usize> {
        listing(failure_library(), traits, narrow).rows().collect()
    }

    #[test]
    fn the_list_narrows_by_traits_category_and_text() {
        let library = failure_library();
        let all = rows(&Traits::default(), &Narrow::default());
        assert_eq!(all.len(), library.len(), "without traits all is shown");
        let fits = rows(&rules(), &Narrow::default());
        assert!(!fits.is_empty() && fits.len() < all.len());
        let whole = Narrow { whole: true, ..Narrow::default() };
        assert_eq!(rows(&rules(), &whole).len(), all.len());
        assert_eq!(rows(&rules(), &whole)[..fits.len()], fits, "what is suggested comes first");
        let category = Narrow { category: Some(FailureCategory::Privacy), ..Narrow::default() };
        let privacy = rows(&Traits::default(), &category);
        assert!(privacy.iter().all(|at| library[*at].category() == Some(FailureCategory::Privacy)));
        let text = Narrow { text: library[0].title.to_uppercase(), ..Narrow::default() };
        assert_eq!(rows(&Traits::default(), &text), [0]);
    }

    #[test]
    fn a_trait_can_be_switched_for_this_look_and_back() {
        let (mut narrow, workbook) = (Narrow::default(), rules());
        let before = listing(failure_library(), &workbook, &narrow);
        let pattern = Trait::Pattern(AiPattern::Rules);
        narrow.switch(&workbook, pattern, false);
        let without = listing(failure_library(), &workbook, &narrow);
        assert!(without.fits < before.fits);
        assert_eq!(without.brings[&pattern], before.brings[&pattern], "the count says what it would bring");
        narrow.switch(&workbook, pattern, true);
        assert_eq!(listing(failure_library(), &workbook, &narrow), before);
        narrow.switch(&workbook, Trait::Output(OutputKind::Text), true);
        assert!(narrow.traits(&workbook).has(Trait::Output(OutputKind::Text)));
        narrow.switch(&workbook, Trait::Output(OutputKind::Text), false);
        assert_eq!(narrow, Narrow::default(), "a group that was blank is blank again");
    }
}
