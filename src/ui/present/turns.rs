//! The private turns as the facilitator sees them: who had one, who has the laptop, who comes; and the reveal, which opens once
//! all had a turn, or earlier for a reason. Even the facilitator sees nothing before.

use egui::{Frame, Id, Margin, Ui};

use crate::assess::workshop::Standing;
use crate::model::checklist::PracticeStatus;
use crate::model::workshops::{ActivityKind, Round, RoundKind};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::icons;
use crate::ui::shortcuts::{self, Does};
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, link_named};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;

use super::{Ask, Here, View, next, people, plan};

/// Shows them: the round that is under way, or what may be begun.
pub(super) fn show(ui: &mut Ui, view: &mut View, here: Here<'_>) {
    Frame::new().inner_margin(Margin { left: 16, right: 16, top: 12, bottom: 12 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        match here.open_round() {
            Some(round) => under_way(ui, view, round),
            None if view.plan.is_some() => plan::show(ui, view, here),
            None => begin(ui, view, here),
        }
    });
    label::rule(ui);
}

fn under_way(ui: &mut Ui, view: &mut View, round: &Round) {
    let c = theme::colors(ui);
    let standing = Standing::of(round);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        label::heading(ui, super::title(round.kind), Type::Strong, 2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            label::line(ui, &standing.words(), Type::Small, c.ink_3);
        });
    });
    let upcoming = next(round).map(|turn| turn.id);
    people_of(ui, view, (round, upcoming));
    ui.spacing_mut().item_spacing.y = 6.0;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        if upcoming.is_some() {
            let pass = Button::new("Next person").icon(icons::ARROW_RIGHT).name("Pass the laptop to the next person");
            // one thing at a time has the key: with a reason for it, that is the reveal
            let has_key = view.note.is_none() && !standing.is_ready(view.early(round.id));
            let pass = if has_key { pass.key("Enter") } else { pass };
            let pass = pass.show(ui);
            regions::entrance(Region::Inspector, &pass);
            if pass.clicked() {
                view.ask(Ask::Pass(round.id));
            }
            if Button::new("Skip").quiet().name("Skip who is not here").show(ui).clicked() {
                view.ask(Ask::Skip);
            }
        }
    });
    ui.horizontal(|ui| {
        let drop = Button::new("Drop this round").quiet().icon(icons::TRASH);
        let drop = drop.show(ui);
        regions::entrance(Region::Inspector, &drop);
        if drop.on_hover_text("It was begun by mistake: nothing of it is kept").clicked() {
            view.ask(Ask::DropRound(round.id));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| reveal(ui, view, round, &standing));
    });
    if standing.is_complete() {
        let all = if standing.skipped.is_empty() { "All had a turn" } else { "Everybody who is here had a turn" };
        label::text(ui, &format!("{all}. The reveal shows what was given without names."), Type::Small, c.ink_3);
        alone(ui, &standing);
        return;
    }
    if upcoming.is_none() {
        let text = "Nobody had a turn: there is nothing to reveal. Say who is here now, or drop the round.";
        label::text(ui, text, Type::Small, c.ink_3);
        return;
    }
    let people = super::all_of(standing.people());
    let text = format!("Reveal opens when {people} had a turn or are not here. Even you see nothing before.");
    label::text(ui, &text, Type::Small, c.ink_3);
    if standing.can_be_revealed_early() {
        let field = TextField::line(Id::unique("why it is revealed early"), "Why reveal early?")
            .hint("Reveal early? Say why, for the minutes");
        if let Some(text) = field.show(ui, view.early(round.id)).text {
            view.early.insert(round.id, text);
        }
        alone(ui, &standing);
    }
}

/// Warns where no name has to be told: everybody knows whose the only answer is.
fn alone(ui: &mut Ui, standing: &Standing) {
    if standing.done.len() == 1 {
        let c = theme::colors(ui);
        ui.horizontal_top(|ui| {
            glyph::show(ui, Glyph::Warning, 16.0);
            label::text(ui, "Only one person has answered: the room will know whose answer it is.", Type::Small, c.ink);
        });
    }
}

/// Everybody with how far they are, in the order of the turns.
fn people_of(ui: &mut Ui, view: &mut View, (round, upcoming): (&Round, Option<crate::model::Id>)) {
    let c = theme::colors(ui);
    for turn in round.turns.iter() {
        let is_next = upcoming == Some(turn.id);
        let (status, words) = match (turn.done, is_next, turn.skipped) {
            (true, _, _) => {
                let time = turn.seconds.map(|seconds| format!("Sealed, {seconds} s"));
                (PracticeStatus::Done, time.unwrap_or_else(|| "Sealed".to_owned()))
            }
            (false, true, _) => (PracticeStatus::InProgress, "Next".to_owned()),
            (false, false, true) => (PracticeStatus::NotApplicable, "Not here".to_owned()),
            (false, false, false) => (PracticeStatus::NotStarted, String::new()),
        };
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            ui.set_min_height(size::CONTROL);
            glyph::show(ui, Glyph::Status(status), 16.0);
            let style = if is_next { Type::Strong } else { Type::Medium };
            let ink = if turn.done || is_next { c.ink } else { c.ink_2 };
            label::line(ui, turn.person.trim(), style, ink);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if turn.skipped && !turn.done {
                    let name = format!("{} is here now", turn.person.trim());
                    if link_named(ui, "Is here now", &name).clicked() {
                        view.ask(Ask::Arrived(Some(turn.id)));
                    }
                }
                label::line(ui, &words, Type::Small, c.ink_3);
            });
        });
    }
}

fn reveal(ui: &mut Ui, view: &mut View, round: &Round, standing: &Standing) {
    let early = !standing.is_complete() && standing.can_be_revealed_early();
    let text = if early { format!("Reveal {}", standing.words()) } else { "Reveal".to_owned() };
    let is_ready = standing.is_ready(view.early(round.id));
    let button = Button::new(&text).enabled(is_ready);
    let button = if is_ready && view.note.is_none() { button.key("Enter") } else { button };
    if button.show(ui).clicked() {
        view.ask(Ask::Reveal(round.id));
    }
}

/// The private turns that fit what the activity is about: frequency once severity was rated in it.
pub(super) fn fitting(view: &View, here: Here<'_>) -> RoundKind {
    let Some((_, activity)) = here.activity(view) else { return RoundKind::Votes };
    let has_rated = |round: &Round| round.activity == Some(activity.id) && round.kind == Some(RoundKind::Severity);
    match activity.kind {
        Some(ActivityKind::Rating) if here.workshop.rounds.iter().any(has_rated) => RoundKind::Frequency,
        Some(ActivityKind::Rating) => RoundKind::Severity,
        Some(ActivityKind::GoNoGo) => RoundKind::Go,
        _ => RoundKind::Votes,
    }
}

/// The rounds that may be begun, the one that fits the activity first.
fn begin(ui: &mut Ui, view: &mut View, here: Here<'_>) {
    let c = theme::colors(ui);
    label::heading(ui, "Private turns", Type::Strong, 2);
    label::text(
        ui,
        "Everybody decides alone, the laptop goes round. Nothing is seen before the reveal.",
        Type::Small,
        c.ink_3,
    );
    people::show(ui, view, here);
    let first = fitting(view, here);
    let rest = [RoundKind::Votes, RoundKind::Severity, RoundKind::Frequency, RoundKind::Go];
    for kind in std::iter::once(first).chain(rest.into_iter().filter(|other| *other != first)) {
        let (text, icon) = match kind {
            RoundKind::Votes => ("Vote on notes", icons::CHECK_SQUARE),
            RoundKind::Severity => ("Rate severity", icons::GAUGE),
            RoundKind::Frequency => ("Rate frequency", icons::GAUGE),
            RoundKind::Go => ("Go or no-go", icons::FLAG_PENNANT),
        };
        let button = Button::new(text).icon(icon).width(ui.available_width());
        let button = if kind == first { button.key(shortcuts::label(Does::Turns)) } else { button.quiet() };
        let button = button.show(ui);
        regions::entrance(Region::Inspector, &button);
        if button.clicked() {
            view.ask(Ask::Plan(Some(kind)));
        }
    }
}
