//! The cover while the laptop goes round: whose turn it is, who had one, and one button. No answer, no count of answers and no
//! note can be seen on it, in both windows alike.

use egui::{Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use crate::assess::workshop::{called, first_name};
use crate::model::workshops::{Attribution, Round, RoundKind, Turn};
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::words;

use super::big::{self, Big};
use super::{Ask, Here, View};

/// The id of the one button.
#[must_use]
fn button_id() -> egui::Id {
    egui::Id::unique("I am the one, begin")
}

/// Shows it; `acts` on the laptop, where somebody can begin.
pub(super) fn show(ui: &mut Ui, view: &mut View, here: Here<'_>, acts: bool) {
    let Some(round) = view.covered.and_then(|id| here.workshop.rounds.find(id)) else {
        view.ask(Ask::Home);
        return;
    };
    let rect = ui.max_rect();
    let big = Big::of(rect.size());
    head(ui, here, round, (rect, big));
    let next = super::next(round);
    let bottom = middle(ui, view, here, (round, next), (rect, big, acts));
    people(ui, round, next, (rect, bottom), big);
    foot(ui, round, (rect, big), acts.then_some(next.is_some()));
}

fn head(ui: &mut Ui, here: Here<'_>, round: &Round, (rect, big): (Rect, Big)) {
    let c = theme::colors(ui);
    let at = rect.min + vec2(big.px(48.0), big.px(32.0));
    let half = rect.width() / 2.0 - big.px(72.0);
    let name = big.write(ui, at, here.name(), (Type::RoomLabel, c.ink_2), (half, 1));
    let kind = super::title(round.kind);
    let room = (rect.right() - name.right() - big.px(540.0)).max(0.0);
    if room > big.px(160.0) {
        let at = pos2(name.right() + big.px(16.0), at.y);
        big.write(ui, at, kind, (Type::RoomLabel, c.ink_3), (room, 1));
    }
    let words = "Nobody sees the answers yet";
    let galley = big.lay(ui, words, (Type::RoomLabel, c.ink_2), (f32::INFINITY, 1));
    let left = rect.right() - big.px(48.0) - galley.size().x;
    let place = Rect::from_min_size(pos2(left, at.y), galley.size());
    ui.painter().galley(place.min, galley, c.ink_2);
    big::say(ui, place, words, egui::Role::Label);
    let icon = big.lay(ui, &icons::EYE_SLASH.to_string(), (Type::RoomIcon, c.ink_2), (f32::INFINITY, 1));
    let at = pos2(left - big.px(12.0) - icon.size().x, place.center().y - icon.size().y / 2.0);
    ui.painter().galley(at, icon, c.ink_2);
}

/// Whose turn it is, what it is about, and the button. Gives where that ends.
fn middle(
    ui: &mut Ui,
    view: &mut View,
    here: Here<'_>,
    (round, next): (&Round, Option<&Turn>),
    (rect, big, acts): (Rect, Big, bool),
) -> f32 {
    let c = theme::colors(ui);
    let x = rect.center().x;
    let width = rect.width() - big.px(240.0);
    let top = rect.top() + rect.height() * 0.2;
    let facilitator = here.workshop.facilitator.trim();
    let (above, name, below, button) = if let Some(turn) = next {
        let first = name_in(round, turn);
        let above = if view.ballot.is_some() { "The laptop is with" } else { "Please pass the laptop to" };
        (above, first.to_owned(), about(round, here.workshop.attribution), format!("I am {first}, begin"))
    } else {
        let name = if facilitator.is_empty() { "the facilitator" } else { first_name(facilitator) };
        let done = round.turns.iter().filter(|turn| turn.done).count();
        let said = match done {
            0 => "Nobody had a turn: there is nothing to show yet.",
            some if some == round.turns.len() => "Everybody had a turn. The answers are shown together.",
            _ => "Everybody who is here had a turn. The answers are shown together.",
        };
        ("Please pass the laptop to", name.to_owned(), said.to_owned(), "Go on".to_owned())
    };
    let at = big.centered(ui, pos2(x, top), above, (Type::RoomLead, c.ink_2), width);
    let at = big.centered(ui, pos2(x, at.bottom() + big.px(4.0)), &name, (Type::RoomName, c.ink), width);
    let at = big.centered(ui, pos2(x, at.bottom() + big.px(18.0)), &below, (Type::RoomLead, c.ink_2), big.px(820.0));
    let mut bottom = at.bottom() + big.px(36.0);
    if acts {
        let response = big.button(ui, (pos2(x, bottom), button_id()), &button, "Enter");
        if ui.memory(|memory| memory.focused().is_none()) {
            response.request_focus();
        }
        if response.clicked() {
            view.ask(Ask::BeginTurn);
        }
        bottom = response.rect.bottom();
    }
    bottom
}

/// What the person is asked for, and what becomes of it.
fn about(round: &Round, attribution: Option<Attribution>) -> String {
    let count = round.about.len();
    let things = match round.kind {
        Some(RoundKind::Votes) => {
            let votes = words::how_many(round.votes_each.unwrap_or(0) as usize, "vote", "votes");
            let most = round.votes_on_one.map(|most| format!(", at most {} on one", words::spelled(most as usize)));
            let notes = words::how_many(count, "note", "notes");
            format!("{} for {notes}{}", words::capitalized(&votes), most.unwrap_or_default())
        }
        Some(RoundKind::Go) => words::capitalized(&words::how_many(count, "decision", "decisions")),
        _ => words::capitalized(&words::how_many(count, "failure mode", "failure modes")),
    };
    let time = if count > 6 { "a few minutes" } else { "about one minute" };
    let people = super::all_of(round.turns.len());
    let rates = matches!(round.kind, Some(RoundKind::Severity | RoundKind::Frequency));
    let kept = match attribution.unwrap_or(Attribution::Initials) {
        Attribution::Named if rates => " The failure mode keeps it with your name.",
        Attribution::Initials if rates => " The failure mode keeps it with your initials.",
        _ => "",
    };
    format!("{things}, {time}. Your answer is shown without a name, once {people} had a turn.{kept}")
}

/// The people in a row: a tick for who had a turn, an arrow for whose turn it is, a dashed ring for who comes.
fn people(ui: &mut Ui, round: &Round, next: Option<&Turn>, (rect, above): (Rect, f32), big: Big) {
    let c = theme::colors(ui);
    let count = round.turns.len().max(1) as f32;
    let step = big.px(184.0).min((rect.width() - big.px(96.0)) / count);
    let radius = big.px(25.0).min(step * 0.3);
    let y = (rect.bottom() - big.px(180.0)).max(above + big.px(50.0));
    for (place, turn) in round.turns.iter().enumerate() {
        let center = pos2(rect.center().x + (place as f32 - (count - 1.0) / 2.0) * step, y);
        let is_next = next.is_some_and(|next| next.id == turn.id);
        let state = if turn.done {
            "had a turn"
        } else if is_next {
            "is next"
        } else if turn.skipped {
            "is not here"
        } else {
            "comes later"
        };
        if place > 0 {
            let (from, to) = (center.x - step + radius * 1.8, center.x - radius * 1.8);
            let line = [pos2(from, y), pos2(to, y)];
            let (stroke, dashed) = if turn.done || is_next {
                (Stroke::new(big.px(2.0), c.within_mark), false)
            } else {
                (Stroke::new(big.px(2.0), c.control_line), true)
            };
            if from < to && dashed {
                ui.painter().extend(Shape::dashed_line(&line, stroke, big.px(6.0), big.px(5.0)));
            } else if from < to {
                ui.painter().line_segment(line, stroke);
            }
        }
        person(ui, (center, radius), turn, is_next, big);
        let first = name_in(round, turn);
        let look = match (is_next, turn.done) {
            (true, _) => (Type::RoomStrong, c.ink),
            (false, true) => (Type::RoomLabel, c.ink_2),
            (false, false) => (Type::RoomLabel, c.ink_3),
        };
        let name = big.lay(ui, first, look, (step - big.px(8.0), 1));
        let at = pos2(center.x - name.size().x / 2.0, center.y + radius + big.px(10.0));
        let place = Rect::from_min_size(at, name.size());
        ui.painter().galley(at, name, look.1);
        big::say(ui, place, &format!("{} {state}", turn.person.trim()), egui::Role::Label);
    }
}

fn person(ui: &Ui, (center, radius): (Pos2, f32), turn: &Turn, is_next: bool, big: Big) {
    let c = theme::colors(ui);
    let icon = |icon: char, ink| {
        let galley = big.lay(ui, &icon.to_string(), (Type::RoomIcon, ink), (f32::INFINITY, 1));
        ui.painter().galley(center - galley.size() / 2.0, galley, ink);
    };
    if turn.done {
        ui.painter().circle(center, radius, c.within_fill, Stroke::new(big.px(2.0), c.within_mark));
        icon(icons::CHECK, c.within_text);
    } else if is_next {
        ui.painter().circle_filled(center, radius, c.accent);
        icon(icons::ARROW_DOWN, c.on_accent);
    } else {
        let points: Vec<Pos2> = (0..=48)
            .map(|step| center + egui::Vec2::angled(step as f32 * std::f32::consts::TAU / 48.0) * radius)
            .collect();
        let stroke = Stroke::new(big.px(2.0), c.control_line);
        ui.painter().extend(Shape::dashed_line(&points, stroke, big.px(6.0), big.px(5.0)));
        if turn.skipped {
            icon(icons::MINUS, c.ink_3);
        }
    }
}

/// How many had a turn, and the keys; `acts` says whether there is somebody to come, on the laptop only.
fn foot(ui: &mut Ui, round: &Round, (rect, big): (Rect, Big), acts: Option<bool>) {
    let c = theme::colors(ui);
    let middle = rect.bottom() - big.px(50.0);
    let done = round.turns.iter().filter(|turn| turn.done).count();
    let text = format!("{done} of {} had a turn", round.turns.len());
    let at = pos2(rect.left() + big.px(48.0), middle - big.px(16.0));
    big.write(ui, at, &text, (Type::RoomLabel, c.ink_2), (rect.width() / 3.0, 1));
    let came = super::round::passed_over(round).and_then(|id| round.turns.find(id));
    let came = came.map(|turn| format!("{} is here now", name_in(round, turn)));
    let mut hints: Vec<(&str, &str)> = Vec::new();
    if let Some(has_next) = acts {
        hints.extend(came.as_deref().map(|came| ("A", came)));
        hints.extend(has_next.then_some(("S", "Not here, skip")));
        hints.push(("Esc", "Back"));
    }
    big.hints(ui, (rect.right() - big.px(48.0), middle), &hints);
}

/// What somebody who has a turn is called in the room: told apart from the others of the round.
fn name_in<'a>(round: &'a Round, turn: &'a Turn) -> &'a str {
    called(&turn.person, round.turns.iter().map(|other| other.person.as_str()))
}
