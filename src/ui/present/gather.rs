//! What is done to put notes together in a session, and to talk about them in another activity.

use crate::model::Id;
use crate::ui::desk::Desk;
use crate::ui::grouping::{self, Wish};
use crate::ui::notice::Notice;

use super::{Ask, Here, View, land};

/// Does what was asked for.
pub(super) fn carry_out(desk: &mut Desk<'_>, view: &mut View, ask: Ask) {
    let workbook = desk.snapshot();
    let Some(workshop) = view.led(&workbook) else { return };
    let here = Here { workbook: &workbook, workshop };
    let open = view.note.and_then(|id| workshop.captures.find(id));
    let wish = match (ask, open) {
        (Ask::Wish(wish), _) => Some(wish),
        (Ask::Gather, Some(note)) => {
            view.grouping.ask(note);
            None
        }
        (Ask::JoinAbove, Some(note)) => {
            let order = land::order(view, here);
            let at = order.iter().position(|other| other.id == note.id);
            let above = at.and_then(|at| order.get(at.checked_sub(1)?));
            if above.is_none() {
                desk.say(Notice::done("There is no note above to group with"));
            }
            above.map(|above| Wish::Join(note.id, above.id))
        }
        (Ask::TalkIn(later), Some(note)) => {
            beside(here, view, note.activity, later).map(|id| Wish::TalkIn(note.id, id))
        }
        _ => None,
    };
    let Some(wish) = wish else { return };
    if let Wish::TalkIn(_, activity) = &wish
        && let Some(activity) = workshop.agenda.find(*activity)
    {
        desk.say(Notice::done(format!("It comes up in “{}”", activity.name.trim())));
    }
    grouping::carry_out(desk, workshop.id, wish);
    view.scroll = true;
}

/// The activity after the one of a note, or before it; of a note without one, beside the one that is on.
fn beside(here: Here<'_>, view: &View, of_note: Option<Id>, later: bool) -> Option<Id> {
    let agenda = &here.workshop.agenda;
    let at = of_note.or(view.clock.activity()).and_then(|id| agenda.iter().position(|activity| activity.id == id))?;
    let to = if later { at + 1 } else { at.checked_sub(1)? };
    agenda.at(to).map(|activity| activity.id)
}
