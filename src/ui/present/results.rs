//! What a round gave, once it was revealed: a dot for each person without a name, the middle, who is to speak first, and what is
//! agreed with what speaks against it. For the facilitator with buttons, for the room in large.

use std::sync::Arc;

use egui::{Color32, Galley, Id as WidgetId, Painter, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::budget::Verdict;
use crate::assess::ratings;
use crate::assess::workshop::{Apart, made, most_wanted, outliers, scale_of};
use crate::model::discovery::GoVerdict;
use crate::model::failure_modes::{FailureMode, Rating};
use crate::model::release::GateDecision;
use crate::model::workshops::{Round, RoundKind, RoundResult};
use crate::model::{Id, Step};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::{self, TextField, Typed};
use crate::ui::widgets::label;
use crate::words;

use super::big::{self, Big};
use super::round::{Agreed, Deciding};
use super::{Ask, Here, View, pages};

/// So many dots stand over each other; more are a number.
const MOST: usize = 8;

/// So many reasons stand under the dots for the room.
const REASONS: usize = 4;

/// A result as it is drawn: how many people gave each choice.
struct Drawn {
    about: Id,
    words: String,
    /// How many gave each of the choices, in order.
    counts: Vec<usize>,
    names: Vec<String>,
    /// The choice in the middle, from 0.
    middle: Option<usize>,
    /// What is written down now, from 0.
    set: Option<usize>,
    /// What stands on the row now; blank where nothing does, and for a gate.
    row: String,
    /// The reasons that were given with a decision, and with which; nobody is named.
    said: Vec<String>,
    /// Who decides on a gate, and why.
    deciding: Option<Deciding>,
    /// Who made the decision that is on the gate, and why.
    decided: String,
    /// Whether the decision that was made is on the gate.
    is_made: bool,
    far: bool,
    dissent: String,
    /// Who is far from the middle and is asked why: the rating, what was given, and the reason. Nobody is named.
    outliers: Vec<(Id, String, String)>,
    /// The one of them whose reason is being written down.
    explaining: Option<Id>,
}

impl Drawn {
    fn of(view: &View, here: Here<'_>, round: &Round, result: &RoundResult) -> Option<Self> {
        let about = result.about?;
        if round.kind? == RoundKind::Votes {
            return None;
        }
        let scale = scale_of(round);
        let names: Vec<String> = match scale {
            Some(_) => (1..=5).map(|step: u8| step.to_string()).collect(),
            None => GoVerdict::LABELS.iter().map(|label| (*label).to_owned()).collect(),
        };
        let place = |given: &str| {
            names.iter().position(|name| given.trim() == name || given.trim().starts_with(&format!("{name}:")))
        };
        let mut counts = vec![0; names.len()];
        for at in result.given.iter().filter_map(|given| place(given)) {
            if let Some(count) = counts.get_mut(at) {
                *count += 1;
            }
        }
        let mode = here.workbook.failure_modes.modes.find(about);
        let spread = scale.and_then(|_| Apart::of(result));
        let set = place(&result.result);
        let given = |at: &usize| counts.get(*at).is_some_and(|count| *count > 0);
        let (low, high) = ((0..counts.len()).find(given), (0..counts.len()).rfind(given));
        let apart = low.zip(high).map_or(0, |(low, high)| high - low);
        let is_go = scale.is_none();
        let row = scale.zip(mode).and_then(|(scale, mode)| scale.set(mode));
        Some(Self {
            about,
            row: row.map(|step| step.to_string()).unwrap_or_default(),
            said: if is_go {
                result.given.iter().filter(|given| given.contains(": ")).cloned().collect()
            } else {
                Vec::new()
            },
            is_made: is_go && made(here.workbook, result).is_some(),
            decided: made(here.workbook, result).filter(|_| is_go).map(decided).unwrap_or_default(),
            deciding: is_go.then(|| Deciding::of(view, here, round.id, result)),
            words: here.words(about),
            middle: spread.map(|spread| usize::from(spread.middle().saturating_sub(1))),
            set,
            far: apart >= usize::from(ratings::FAR) || (scale.is_none() && apart > 0),
            counts,
            names,
            dissent: result.dissent.trim().to_owned(),
            outliers: mode.map(|mode| asked(round, result, mode)).unwrap_or_default(),
            explaining: view.explaining,
        })
    }

    fn ends(&self) -> (usize, usize) {
        let given = |at: &usize| self.counts.get(*at).is_some_and(|count| *count > 0);
        ((0..self.counts.len()).find(given).unwrap_or(0), (0..self.counts.len()).rfind(given).unwrap_or(0))
    }

    /// What is to be talked about, or what is agreed.
    fn sentence(&self) -> String {
        let name = |at: usize| self.names.get(at).map_or("", String::as_str);
        let (low, high) = self.ends();
        match (self.set, self.far) {
            (Some(set), _) => format!("Written down: {}{}", name(set), self.decided),
            (None, true) => format!("Far apart: let {} and {} speak first", name(low), name(high)),
            (None, false) if low == high => format!("All the same: {}", name(low)),
            (None, false) => format!("Close together: {} to {}", name(low), name(high)),
        }
    }

    /// What the middle suggests, until something is written down, beside what the row says. It takes its line in any case: the
    /// buttons below stay where they are when one of them is pressed.
    fn suggestion(&self) -> Option<String> {
        let middle = self.middle.and_then(|at| self.names.get(at))?;
        let row = if self.row.is_empty() { "nothing yet" } else { &self.row };
        Some(if self.set.is_some() {
            format!("Row says {row}")
        } else {
            format!("Not written down yet. Suggested {middle}, row says {row}")
        })
    }

    /// The reasons for the room: of those who are far from the middle, or those that came with a decision. A line for each; where
    /// there are many, the last says how many more. What is being written down is not among them yet.
    fn reasons(&self) -> Vec<String> {
        let is_said = |rating: &Id, reason: &str| !reason.is_empty() && self.explaining != Some(*rating);
        let given = self.outliers.iter().filter(|(rating, _, reason)| is_said(rating, reason));
        let far = given.map(|(_, step, reason)| format!("{step}: {reason}"));
        let mut all: Vec<String> = far.chain(self.said.iter().cloned()).collect();
        if all.len() > REASONS {
            let more = all.len() + 1 - REASONS;
            all.truncate(REASONS - 1);
            all.push(format!("And {} more", words::spelled(more)));
        }
        all
    }

    /// What a screen reader says of the dots.
    fn said(&self) -> String {
        let given = self.counts.iter().zip(&self.names).filter(|(count, _)| **count > 0);
        let parts: Vec<String> =
            given.map(|(count, name)| format!("{name} by {}", words::how_many(*count, "person", "people"))).collect();
        format!("{}: {}", self.words, parts.join(", "))
    }
}

/// Who made a decision, and why, after what was decided.
fn decided(decision: &GateDecision) -> String {
    let by = Some(decision.by.trim()).filter(|by| !by.is_empty()).map(|by| format!(", by {by}")).unwrap_or_default();
    let why = Some(decision.reason.trim()).filter(|why| !why.is_empty()).map(|why| format!(": {why}"));
    format!("{by}{}", why.unwrap_or_default())
}

/// The ratings of the round that are far from the middle, by what was given.
fn asked(round: &Round, result: &RoundResult, mode: &FailureMode) -> Vec<(Id, String, String)> {
    let Some(scale) = scale_of(round) else { return Vec::new() };
    let given = outliers(round, result, mode).into_iter();
    let one = |rating: &Rating| Some((rating.id, scale.of(rating)?.to_string(), rating.reason.trim().to_owned()));
    given.filter_map(one).collect()
}

/// Shows the rounds that were revealed, the newest first, for the facilitator.
pub(super) fn show(ui: &mut Ui, view: &mut View, here: Here<'_>) {
    let c = theme::colors(ui);
    for round in here.revealed() {
        if round.kind == Some(RoundKind::Votes) {
            votes(ui, here, round);
            continue;
        }
        ui.horizontal(|ui| {
            ui.set_min_height(40.0);
            ui.add_space(16.0);
            let kind = round.kind.map_or("Turns", |kind| kind.label());
            label::heading(ui, &format!("{kind}, revealed"), Type::Strong, 2);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_space(16.0);
                label::line(ui, "One dot a person, no names", Type::Small, c.ink_3);
            });
        });
        label::rule(ui);
        for drawn in round.results.iter().filter_map(|result| Drawn::of(view, here, round, result)).collect::<Vec<_>>()
        {
            one(ui, view, round, &drawn);
            label::rule(ui);
        }
    }
}

/// What the votes of a round gave, the most wanted first; on the wall they stand on the notes.
fn votes(ui: &mut Ui, here: Here<'_>, round: &Round) {
    let c = theme::colors(ui);
    let (wanted, others): (Vec<_>, Vec<_>) = most_wanted(round).into_iter().partition(|one| one.votes.unwrap_or(0) > 0);
    egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 10)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        label::heading(ui, "Votes, revealed", Type::Strong, 2);
        for result in wanted.iter().take(MOST) {
            let words = result.about.map_or_else(|| "What was deleted".to_owned(), |id| here.words(id));
            label::text(ui, &format!("{}: {words}", result.result), Type::Body, c.ink_2);
        }
        let more = wanted.len().saturating_sub(MOST);
        for (count, said) in [(more, "more"), (others.len(), "without a vote")] {
            if count > 0 {
                label::text(ui, &format!("And {} {said}", words::spelled(count)), Type::Small, c.ink_3);
            }
        }
    });
    label::rule(ui);
}

fn one(ui: &mut Ui, view: &mut View, round: &Round, drawn: &Drawn) {
    let c = theme::colors(ui);
    let open = drawn.set.is_none() && drawn.far;
    let fill = if open { c.accent_soft } else { Color32::TRANSPARENT };
    let margin = egui::Margin { left: 16, right: 16, top: 10, bottom: 8 };
    egui::Frame::new().fill(fill).inner_margin(margin).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.horizontal(|ui| {
            let (verdict, words) = if drawn.far { (Verdict::AtRisk, "Far apart") } else { (Verdict::Within, "Close") };
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                label::worded_chip(ui, verdict, words);
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    label::line(ui, &drawn.words, Type::Medium, c.ink);
                });
            });
        });
        let rows = drawn.counts.iter().copied().max().unwrap_or(0).clamp(1, MOST) as f32;
        let size = vec2(ui.available_width(), rows * 12.0 + 34.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        dots(ui, rect, drawn, (5.0, 12.0, Type::Caption, 1.0, 1.0));
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, drawn.said()));
        label::text(ui, &drawn.sentence(), Type::Small, c.ink_2);
        if let Some(suggestion) = drawn.suggestion() {
            label::text(ui, &suggestion, Type::Small, c.ink_2);
        }
        for said in &drawn.said {
            label::text(ui, said, Type::Small, c.ink_2);
        }
        why(ui, view, drawn);
        agreed(ui, view, round, drawn);
    });
}

/// The buttons that write the outcome down, and the line for who sees it differently.
fn agreed(ui: &mut Ui, view: &mut View, round: &Round, drawn: &Drawn) {
    let is_go = round.kind == Some(RoundKind::Go);
    if let Some(deciding) = &drawn.deciding {
        decides(ui, view, round, (drawn, deciding));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (at, name) in drawn.names.iter().enumerate() {
            let on = drawn.set == Some(at);
            let suggested = drawn.set.is_none() && drawn.middle == Some(at);
            let state = if on {
                ", chosen"
            } else if suggested {
                ", suggested"
            } else {
                ""
            };
            let said = format!("Write down {name} for {}{state}", drawn.words);
            let button = Button::new(name).name(&said).narrow();
            // ticked is what is written, and nothing else
            let button = match (on, suggested) {
                (true, _) => button.icon(crate::ui::icons::CHECK),
                (false, true) => button,
                (false, false) => button.quiet(),
            };
            if button.show(ui).clicked() {
                let agreed = if is_go { Agreed::verdict(at) } else { Agreed::step(at) };
                if let Some(agreed) = agreed {
                    view.ask(Ask::Settle(round.id, drawn.about, agreed));
                }
            }
        }
    });
    let id = WidgetId::unique(("dissent", round.id, drawn.about));
    let name = format!("Who sees it differently, and why: {}", drawn.words);
    if let Some(text) = said(ui, (id, &name), "Who sees it differently, and why?", &drawn.dissent).text {
        view.ask(Ask::Dissent(round.id, drawn.about, text));
    }
}

/// Asks who decides on a gate, and why. What is typed after the decision corrects it.
fn decides(ui: &mut Ui, view: &mut View, round: &Round, (drawn, deciding): (&Drawn, &Deciding)) {
    let of = (round.id, drawn.about);
    let (mut typed, mut is_here) = (deciding.clone(), false);
    for (key, name, hint, text) in [
        ("who decides", "Who decides", "Who decides?", &mut typed.by),
        ("why it is decided", "Why it is decided so", "Why, and under which conditions?", &mut typed.reason),
    ] {
        let name = format!("{name}: {}", drawn.words);
        let shown = said(ui, (WidgetId::unique((key, of)), &name), hint, text);
        is_here |= shown.response.has_focus();
        if let Some(new) = shown.text {
            *text = new;
        }
    }
    if typed == *deciding {
        if drawn.is_made && !is_here {
            view.deciding.remove(&of); // what was taken away and cannot be missing stands there again
        }
        return;
    }
    if drawn.is_made {
        view.ask(Ask::Decide(round.id, drawn.about, typed));
    } else {
        view.deciding.insert(of, typed);
    }
}

/// Asks whoever is far from the middle for the reason, which is kept with the rating. The dots have no names, nor has this.
fn why(ui: &mut Ui, view: &mut View, drawn: &Drawn) {
    for (at, (rating, step, reason)) in drawn.outliers.iter().enumerate() {
        let alike = |until: usize| drawn.outliers.iter().take(until).filter(|(_, other, _)| other == step).count();
        let (before, all) = (alike(at), alike(drawn.outliers.len()));
        let which = if all > 1 { format!(" ({} of {all})", before + 1) } else { String::new() };
        let id = WidgetId::unique(("why so far", *rating));
        let name = format!("Why {step}{which}: {}", drawn.words);
        let hint = format!("Why {step}{which}? Kept with the rating");
        let typed = said(ui, (id, &name), &hint, reason);
        if typed.response.has_focus() {
            view.explaining = Some(*rating);
        }
        if let Some(text) = typed.text {
            view.ask(Ask::Reason(drawn.about, *rating, text));
        }
    }
}

/// A line for what somebody says, without blanks around it.
fn said(ui: &mut Ui, (id, name): (WidgetId, &str), hint: &str, written: &str) -> Typed {
    let says = |text: &str| text.trim() == written.trim();
    field::live(ui, TextField::line(id, name).hint(hint), written, &says)
}

/// Draws the dots over their axis: radius, step, type, and how many times as large lines and words are say how large.
fn dots(ui: &Ui, rect: Rect, drawn: &Drawn, (radius, step, style, scale, text_scale): (f32, f32, Type, f32, f32)) {
    let c = theme::colors(ui);
    let painter: &Painter = ui.painter();
    let count = drawn.counts.len().max(2) as f32;
    let side = radius * 3.0;
    let x = |at: usize| match drawn.counts.len() {
        5 => rect.left() + side + (rect.width() - 2.0 * side) * at as f32 / (count - 1.0),
        _ => rect.left() + rect.width() * (at as f32 + 0.5) / count,
    };
    let axis = rect.bottom() - 6.0 * scale - style.line() * text_scale;
    painter.hline(x(0)..=x(drawn.counts.len().saturating_sub(1)), axis, Stroke::new(scale, c.line_strong));
    let (low, high) = drawn.ends();
    painter.hline(x(low)..=x(high), axis, Stroke::new(3.0 * scale, c.ink_2));
    if let Some(middle) = drawn.middle {
        painter.vline(x(middle), axis - 6.0 * scale..=axis + 6.0 * scale, Stroke::new(3.0 * scale, c.ink));
    }
    for (at, (people, name)) in drawn.counts.iter().zip(&drawn.names).enumerate() {
        for row in 0..(*people).min(MOST) {
            let center = pos2(x(at), axis - 8.0 * scale - radius - row as f32 * step);
            painter.circle(center, radius, c.accent, Stroke::new(scale, c.surface));
        }
        let text = if *people > MOST { format!("{name} ({people})") } else { name.clone() };
        let ink = if drawn.set == Some(at) { c.ink } else { c.ink_2 };
        let galley = theme::large(ui, &text, style, ink, (rect.width() / count, 1), text_scale);
        painter.galley(pos2(x(at) - galley.size().x / 2.0, axis + 6.0 * scale), galley, ink);
    }
}

/// Shows rounds to the room, in large; where there are several, each thing with what was rated of it.
pub(super) fn for_room(ui: &mut Ui, view: &mut View, here: Here<'_>, rounds: &[&Round], (body, big): (Rect, Big)) {
    let mut drawn: Vec<Drawn> = Vec::new();
    for round in rounds {
        let kind =
            round.kind.filter(|_| rounds.len() > 1).map(|kind| format!("{}: ", kind.label())).unwrap_or_default();
        let results = round.results.iter().filter_map(|result| Drawn::of(view, here, round, result));
        drawn.extend(results.map(|one| Drawn { words: format!("{kind}{}", one.words), ..one }));
    }
    let order: Vec<Id> = drawn.iter().map(|one| one.about).collect();
    drawn.sort_by_key(|one| order.iter().position(|about| *about == one.about));
    let columns = if drawn.len() < 2 || body.width() < big.px(900.0) { 1 } else { 2 };
    let gap = big.px(24.0);
    let width = (body.width() - gap * (columns - 1) as f32) / columns as f32;
    let most = drawn.iter().map(|drawn| drawn.reasons().len()).max().unwrap_or(0);
    let titles = drawn.iter().map(|drawn| title(ui, drawn, width, big).size().y);
    let title = titles.fold(big.px(Type::RoomNote.line()), f32::max);
    let height = title + big.px(237.0 + reasons_below(most));
    let rows = drawn.len().div_ceil(columns);
    view.pages.are_about(rounds.first().map(|round| round.id));
    let begins = pages::begins((0..rows).map(|_| (height + gap, false)), body.height() + gap);
    let page = view.pages.rows(ui, rows, &begins);
    ui.scope_builder(egui::UiBuilder::new().max_rect(body), |ui| {
        ui.set_clip_rect(body.intersect(ui.clip_rect()));
        for (at, drawn) in drawn.iter().enumerate().filter(|(at, _)| page.contains(&(at / columns))) {
            let top = (at / columns - page.start) as f32 * (height + gap);
            let left = body.left() + (at % columns) as f32 * (width + gap);
            let rect = Rect::from_min_size(pos2(left, body.top() + top), vec2(width, height));
            spread(ui, drawn, (title, most), (rect, big));
        }
    });
}

/// What a result is about, as it stands above its dots.
fn title(ui: &Ui, drawn: &Drawn, width: f32, big: Big) -> Arc<Galley> {
    let c = theme::colors(ui);
    big.lay(ui, &drawn.words, (Type::RoomNote, c.ink), (width - big.px(40.0), 2))
}

/// One result, in large, below a title so high and with room for so many reasons.
fn spread(ui: &mut Ui, drawn: &Drawn, (above, most): (f32, usize), (rect, big): (Rect, Big)) {
    let c = theme::colors(ui);
    let below = reasons_below(most);
    let fill = if drawn.far && drawn.set.is_none() { c.accent_soft } else { c.surface };
    ui.painter().rect_filled(rect, big.px(10.0), fill);
    big.edge(ui, rect, c.line);
    let inner = rect.shrink(big.px(20.0));
    let title = title(ui, drawn, rect.width(), big);
    big::say(ui, Rect::from_min_size(inner.min, title.size()), &drawn.words, Role::Label);
    ui.painter().galley(inner.min, title, c.ink);
    let plot = Rect::from_min_max(
        pos2(inner.left(), inner.top() + above + big.px(7.0)),
        pos2(inner.right(), inner.bottom() - big.px(46.0 + below)),
    );
    dots(ui, plot, drawn, (big.px(9.0), big.px(20.0), Type::RoomLabel, big.px(1.6), big.px(1.0)));
    big::say(ui, plot, &drawn.said(), Role::Image);
    for (line, reason) in drawn.reasons().iter().enumerate() {
        let at = pos2(inner.left(), inner.bottom() - big.px(34.0 * (most - line) as f32 - 2.0));
        big.write(ui, at, reason, (Type::RoomLabel, c.ink_2), (inner.width(), 1));
    }
    let at = pos2(inner.left(), inner.bottom() - big.px(32.0 + below));
    big.write(ui, at, &drawn.sentence(), (Type::RoomLabel, c.ink_2), (inner.width(), 1));
}

/// How much room so many reasons take, before they are enlarged.
fn reasons_below(most: usize) -> f32 {
    if most == 0 { 0.0 } else { 8.0 + 34.0 * most as f32 }
}

impl Agreed {
    fn step(at: usize) -> Option<Self> {
        u8::try_from(at + 1).ok().and_then(Step::new).map(Self::Step)
    }

    fn verdict(at: usize) -> Option<Self> {
        GoVerdict::ALL.get(at).copied().map(Self::Verdict)
    }
}
