//! Where a note could land: in the failure modes that share words with it, or as something new.

use std::collections::BTreeSet;

use crate::edit::landing::Landing;
use crate::model::canvas::CanvasBlock;
use crate::model::{Id, Workbook};

/// The words of a text that say something, in lower case.
fn telling(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    words.map(str::to_lowercase).collect()
}

/// Where a note could land, the likeliest first.
#[must_use]
pub fn suggestions(workbook: &Workbook, note: Id) -> Vec<Landing> {
    let found =
        workbook.workshops.workshops.iter().find_map(|workshop| Some((workshop, workshop.captures.find(note)?)));
    let Some((workshop, said)) = found else { return Vec::new() };
    let words = telling(&said.text);
    let mut near: Vec<(usize, Id)> = Vec::new();
    for mode in workbook.failure_modes.modes.iter() {
        let own = telling(&format!("{} {} {} {}", mode.name, mode.cause, mode.effect, mode.harmed));
        let shared = own.intersection(&words).count();
        if shared > 0 {
            near.push((shared, mode.id));
        }
    }
    near.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    let activity = said.activity.and_then(|id| workshop.agenda.find(id));
    let usual = Landing::usual(activity.and_then(|activity| activity.kind));
    let mut landings: Vec<Landing> =
        near.iter().take(2).flat_map(|(_, id)| [Landing::Effect(*id), Landing::Cause(*id)]).collect();
    let block = CanvasBlock::Problem;
    for landing in [
        usual,
        Landing::FailureMode,
        Landing::Canvas(block),
        Landing::Assumption(block),
        Landing::Question(block),
        Landing::Signal,
        Landing::Action,
    ] {
        if !landings.contains(&landing) {
            landings.push(landing);
        }
    }
    landings
}
