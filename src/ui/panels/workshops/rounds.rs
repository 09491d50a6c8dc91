//! The private turns of a workshop after it: for each round what was asked, how many took part, what came of it, how far people
//! were apart and who sees it differently. Nobody's own answer is shown, and of a round that was not revealed only its turns.

use egui::{Align, Layout, Ui};

use crate::assess::workshop::{Apart, Standing, most_wanted, outliers, scale_of, votes_in_words};
use crate::model::Workbook;
use crate::model::workshops::{Round, RoundKind, RoundResult, Workshop};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

use super::View;

/// So many things of a round are shown until all are asked for.
const MOST: usize = 6;

/// Shows them; nothing where there was no round.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, workshop): (&Workbook, &Workshop)) {
    if workshop.rounds.is_empty() {
        return;
    }
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.horizontal(|ui| {
        label::heading(ui, "Private turns", Type::Strong, 2);
        let text = format!("{}, no answer has a name", words::how_many(workshop.rounds.len(), "round", "rounds"));
        label::line(ui, &text, Type::Body, c.ink_3);
    });
    label::rule(ui);
    for round in workshop.rounds.iter() {
        one(ui, desk, view, (workbook, workshop, round));
        label::rule(ui);
    }
}

fn one(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, workshop, round): (&Workbook, &Workshop, &Round)) {
    let c = theme::colors(ui);
    ui.add_space(4.0);
    let during = round.activity.and_then(|id| workshop.agenda.find(id)).map(|activity| activity.name.trim());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        label::heading(ui, round.kind.map_or("A round", RoundKind::label), Type::Medium, 3);
        if let Some(during) = during.filter(|name| !name.is_empty()) {
            label::line(ui, during, Type::Small, c.ink_3);
        }
    });
    label::text(ui, &took_part(round), Type::Small, c.ink_2);
    if !round.early.trim().is_empty() {
        label::text(ui, &format!("Revealed early: {}", round.early.trim()), Type::Small, c.ink_2);
    }
    let results = most_wanted(round);
    let all = view.round == Some(round.id);
    let shown = if all { results.len() } else { MOST };
    for result in results.iter().take(shown) {
        row(ui, desk, (workbook, round, result));
    }
    if results.len() > MOST {
        let rest = results.len() - MOST;
        let text = if all { "Show fewer".to_owned() } else { format!("Show {rest} more") };
        if Button::new(&text).quiet().show(ui).clicked() {
            view.round = (!all).then_some(round.id);
        }
    }
    ui.add_space(4.0);
}

/// How many took part: `4 of 5 took part, one passed over, 3 votes each`.
fn took_part(round: &Round) -> String {
    let standing = Standing::of(round);
    let mut text = format!("{} took part", standing.words());
    if !standing.skipped.is_empty() {
        text.push_str(&format!(", {} passed over", words::spelled(standing.skipped.len())));
    }
    if let Some(votes) = round.votes_each {
        text.push_str(&format!(", {}", votes_in_words(votes, round.votes_on_one)));
    }
    if !round.revealed {
        text.push_str(". Not revealed yet");
    }
    text
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, (workbook, round, result): (&Workbook, &Round, &RoundResult)) {
    let c = theme::colors(ui);
    let name = match (result.about, round.kind) {
        (Some(id), _) => desk.facts.index.words(id),
        (None, Some(RoundKind::Go)) => "The whole".to_owned(),
        (None, _) => "Deleted later".to_owned(),
    };
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (text, ink) = match result.result.trim() {
                "" => ("Nothing written down", c.ink_3),
                set => (set, c.ink),
            };
            label::line(ui, text, Type::Medium, ink);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let go = result.about.filter(|_| round.kind != Some(RoundKind::Votes));
                if let Some(id) = go {
                    if link_named(ui, &name, &format!("Go to {name}")).clicked() {
                        desk.go_to_item(id);
                    }
                } else {
                    label::line(ui, &name, Type::Body, c.ink);
                }
            });
        });
    });
    if let Some((text, far)) = spread(round, result) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            if far {
                glyph::show(ui, Glyph::Warning, 12.0);
            }
            label::line(ui, &text, Type::Small, c.ink_2);
        });
    }
    if round.kind == Some(RoundKind::Go) {
        for said in result.given.iter().filter(|given| given.contains(": ")) {
            label::text(ui, said, Type::Small, c.ink_2);
        }
    }
    for (step, reason) in reasons(workbook, round, result) {
        label::text(ui, &format!("Why {step}: {reason}"), Type::Small, c.ink_2);
    }
    if !result.dissent.trim().is_empty() {
        label::text(ui, &format!("Seen differently: {}", result.dissent.trim()), Type::Small, c.ink_2);
    }
}

/// What people gave, without names, and whether they are far apart; `None` for votes.
fn spread(round: &Round, result: &RoundResult) -> Option<(String, bool)> {
    match round.kind? {
        RoundKind::Votes => None,
        RoundKind::Severity | RoundKind::Frequency => {
            let apart = Apart::of(result)?;
            let people = words::capitalized(&words::how_many(apart.people, "person", "people"));
            let (low, high, middle) = (apart.low, apart.high, words::number(apart.median));
            let text = match (low == high, apart.is_far()) {
                (true, _) => format!("{people}, all {low}"),
                (false, true) => format!("{people}, {low} to {high}, middle {middle}, far apart"),
                (false, false) => format!("{people}, {low} to {high}, middle {middle}, close together"),
            };
            Some((text, apart.is_far()))
        }
        RoundKind::Go => {
            let mut counts: Vec<(&str, usize)> = Vec::new();
            for given in &result.given {
                let verdict = given.split(':').next().unwrap_or_default().trim();
                match counts.iter_mut().find(|(other, _)| *other == verdict) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((verdict, 1)),
                }
            }
            let parts: Vec<String> = counts.iter().map(|(verdict, count)| format!("{count} {verdict}")).collect();
            // what was agreed on after it is agreed, however far apart people began
            let apart = counts.len() > 1 && result.result.trim().is_empty();
            let far = if apart { ", not agreed" } else { "" };
            (!parts.is_empty()).then(|| (format!("{}{far}", parts.join(", ")), apart))
        }
    }
}

/// The reasons of those who are far from the middle, by what they gave: nobody is named.
fn reasons(workbook: &Workbook, round: &Round, result: &RoundResult) -> Vec<(String, String)> {
    let mode = result.about.and_then(|id| workbook.failure_modes.modes.find(id));
    let (Some(mode), Some(scale)) = (mode, scale_of(round)) else { return Vec::new() };
    let given = outliers(round, result, mode).into_iter().filter(|one| !one.reason.trim().is_empty());
    given.filter_map(|rating| Some((scale.of(rating)?.to_string(), rating.reason.trim().to_owned()))).collect()
}
