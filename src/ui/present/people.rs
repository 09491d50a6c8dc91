//! Who is in the room: asked for before a round, and while one is prepared.

use egui::{Id, Ui};

use crate::model::workshops::Workshop;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::label;

use super::{Ask, Here, View, acts};

/// Shows the field. Gives how many people it names, as it is typed. While a round is prepared and nobody is named, it takes the
/// focus.
pub(super) fn show(ui: &mut Ui, view: &mut View, here: Here<'_>) -> usize {
    let c = theme::colors(ui);
    // the line stays once there are names: the button below must not move away from a pointer that presses it
    label::text(ui, "Who is in the room? Separate names by commas, or by semicolons.", Type::Small, c.ink_3);
    let people = &here.workshop.attendees;
    let asked = std::mem::replace(&mut view.asked_who, view.plan.is_some());
    let take = view.plan.is_some() && !asked && people.is_empty();
    let field = TextField::line(Id::unique("who has a turn"), "Who has a turn, separated by commas").take_focus(take);
    let says = |text: &str| names(text) == *people;
    let typed = field::live(ui, field, &in_line(people), &says);
    if let Some(text) = typed.text {
        view.ask(Ask::Attendees(text));
    }
    if typed.entered && view.plan.is_some() {
        view.ask(Ask::BeginRound); // what the button below says that Enter does
    }
    if people.is_empty()
        && let Some(before) = others(here)
    {
        let name = match before.name.trim() {
            "" => "The same people as before".to_owned(),
            name => format!("The same people as in “{name}”"),
        };
        let same = Button::new("The same as before").quiet().icon(icons::COPY).name(&name);
        if same.show(ui).on_hover_text(in_line(&before.attendees)).clicked() {
            view.ask(Ask::Attendees(in_line(&before.attendees)));
        }
    }
    people.len()
}

/// The last other workshop that names people.
fn others(here: Here<'_>) -> Option<&Workshop> {
    let all = here.workbook.workshops.workshops.iter().rev();
    all.filter(|held| held.id != here.workshop.id).find(|held| !held.attendees.is_empty())
}

/// Names in one line: between commas, and between semicolons where a name has a comma, as `Ortiz, Lena; Kral, Marek`.
fn in_line(people: &[String]) -> String {
    let has_comma = people.iter().any(|person| person.contains(','));
    match (has_comma, people) {
        (true, [one]) => format!("{one};"),
        (true, _) => people.join("; "),
        (false, _) => people.join(", "),
    }
}

/// The names in a line.
fn names(text: &str) -> Vec<String> {
    let apart: &[char] = if text.contains(';') { &[';', '\n'] } else { &[',', '\n'] };
    text.split(apart).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// Writes down who is there.
pub(super) fn carry_out(desk: &mut Desk<'_>, view: &View, text: &str) {
    acts::type_in(desk, view, "say who is there", |workshop| {
        workshop.attendees = names(text);
        workshop.marks.set("attendees", None);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_line_are_the_names_that_it_was_made_of() {
        for people in [vec![], vec!["Ana"], vec!["Ana", "Bo"], vec!["Ortiz, Lena"], vec!["Ortiz, Lena", "Bo"]] {
            assert_eq!(names(&in_line(&people.iter().map(ToString::to_string).collect::<Vec<_>>())), people);
        }
        assert_eq!(names(" Ana ,, Bo,"), ["Ana", "Bo"]);
        assert_eq!(names("Ortiz, Lena; Bo;"), ["Ortiz, Lena", "Bo"]);
    }
}
