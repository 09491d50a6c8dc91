//! Who is in the room: asked for before a round, and while one is prepared.

use egui::{Id, Ui};

use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::label;

use super::{Ask, Here, View, acts};

/// Shows the field. Gives how many people it names, as it is typed. While a round is prepared and nobody is named, it takes the
/// focus.
pub(super) fn show(ui: &mut Ui, view: &mut View, here: Here<'_>) -> usize {
    let c = theme::colors(ui);
    // the line stays once there are names: the button below must not move away from a pointer that presses it
    label::text(ui, "Who is in the room? Separate names by commas.", Type::Small, c.ink_3);
    let written = here.workshop.attendees.join(", ");
    let shown = view.attendees.clone().unwrap_or_else(|| written.clone());
    let people = shown.split(',').filter(|person| !person.trim().is_empty()).count();
    let asked = std::mem::replace(&mut view.asked_who, view.plan.is_some());
    let take = view.plan.is_some() && !asked && people == 0;
    let field = TextField::line(Id::unique("who has a turn"), "Who has a turn, separated by commas");
    let typed = field.take_focus(take).show(ui, &shown);
    if let Some(text) = typed.text {
        view.attendees = Some(text);
    } else if typed.response.lost_focus()
        && let Some(text) = view.attendees.take().filter(|text| *text != written)
    {
        view.ask(Ask::Attendees(text));
    }
    people
}

/// Writes down who is there.
pub(super) fn carry_out(desk: &mut Desk<'_>, view: &View, text: &str) {
    let names = text.split([',', '\n']).map(|name| name.trim().to_owned());
    let people: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    acts::change(desk, view, "say who is there", |workshop| {
        workshop.attendees = people;
        workshop.marks.set("attendees", None);
    });
}
