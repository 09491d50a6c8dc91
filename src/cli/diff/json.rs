//! A difference for scripts.

use serde::Serialize;

use crate::assess::effects::Way;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::difference::{Change, State, What};

use super::Compared;

#[derive(Serialize)]
struct Whole<'a> {
    before: &'a str,
    after: &'a str,
    same: bool,
    effects: Vec<Meaning<'a>>,
    changes: Vec<One<'a>>,
}

#[derive(Serialize)]
struct Meaning<'a> {
    way: &'static str,
    about: &'a str,
    words: &'a str,
    section: &'static str,
    id: Option<String>,
}

#[derive(Serialize)]
struct One<'a> {
    what: &'static str,
    place: String,
    section: &'static str,
    id: Option<String>,
    subject: String,
    field: Option<&'static str>,
    before: Option<String>,
    after: Option<String>,
    wording_only: bool,
    effect: Option<&'a str>,
}

pub(super) fn write(compared: &Compared) -> Result<String, Failure> {
    let Compared { before, after, difference, effects } = compared;
    let meaning = effects.all().iter().map(|effect| Meaning {
        way: way(effect.way),
        about: &effect.about,
        words: &effect.words,
        section: effect.section.key(),
        id: effect.item.map(|id| id.to_string()),
    });
    let changes = difference.changes().iter().map(|change| {
        let whole = matches!(change.what, What::Added(_) | What::Removed(_));
        one(change, effects.at(&change.place, whole).map(|effect| effect.words.as_str()))
    });
    let whole = Whole {
        before: &before.0,
        after: &after.0,
        same: difference.is_empty(),
        effects: meaning.collect(),
        changes: changes.collect(),
    };
    json::write(&whole)
}

const fn way(way: Way) -> &'static str {
    match way {
        Way::Worse => "worse",
        Way::Other => "other",
        Way::Better => "better",
    }
}

fn one<'a>(change: &Change, effect: Option<&'a str>) -> One<'a> {
    let text = |value: &dyn ToString| Some(value.to_string());
    let (what, field, before, after) = match &change.what {
        What::Added(_) => ("added", None, None, None),
        What::Removed(_) => ("removed", None, None, None),
        What::Moved { from, to } => ("moved", None, text(&(from + 1)), text(&(to + 1))),
        What::Field { field, before, after } => ("changed", Some(field.key), said(before), said(after)),
        What::Internal(inside) => ("internal", None, text(&!inside), text(inside)),
        What::Number(before, after) => ("renumbered", None, text(before), text(after)),
    };
    One {
        what,
        place: change.place.to_string(),
        section: change.place.section.key(),
        id: change.place.item().map(|(_, id, _)| id.to_string()),
        subject: change.subject(),
        field,
        before,
        after,
        wording_only: change.is_wording(),
        effect,
    }
}

/// What a field says; null if it is blank.
fn said(state: &State) -> Option<String> {
    (state.mark.is_some() || !state.answer.trim().is_empty()).then(|| state.words())
}
