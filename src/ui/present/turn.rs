//! A private turn: what one person decides, while only that person looks. It is written down sealed, in one step, when the
//! person is done; who leaves before begins it anew.

use std::sync::Arc;

use egui::{Galley, Id, Rect, Response, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::knowledge;
use crate::model::discovery::GoVerdict;
use crate::model::workshops::{Activity, Round, RoundKind};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::field::TextField;
use crate::words;

use super::ballot::Ballot;
use super::big::Big;
use super::{Ask, Here, View};

/// A digit: a step, a decision, or so many votes.
pub(super) fn digit(ballot: &mut Ballot, id: crate::model::Id, at: usize) {
    let before = ballot.choice(id);
    ballot.choose(id, at);
    if ballot.choice(id) != before || before == Some(at) {
        ballot.walk(true);
    }
}

/// Shows it.
pub(super) fn show(ui: &mut Ui, view: &mut View, here: Here<'_>) {
    let round = view.covered.and_then(|id| here.workshop.rounds.find(id));
    let (Some(round), Some(ballot)) = (round, view.ballot.clone()) else {
        view.ask(Ask::Home);
        return;
    };
    let rect = ui.max_rect();
    let big = Big::of(rect.size());
    let inner = rect.shrink2(vec2(big.px(48.0), big.px(32.0)));
    let wall = here.activity(view).map(|(_, activity)| activity);
    let top = head(ui, (here, wall), (round, &ballot), (inner, big));
    let foot = inner.bottom() - big.px(18.0);
    let body = Rect::from_min_max(pos2(inner.left(), top), pos2(inner.right(), foot - big.px(148.0)));
    let before = view.ballot.clone();
    let refused = if ballot.is_about_votes() {
        votes(ui, view, here, (body, big))
    } else {
        steps(ui, view, round, (body, big));
        None
    };
    if view.ballot != before {
        view.refused = None;
    }
    view.refused = refused.or(view.refused.take());
    done(ui, view, (inner, foot - big.px(132.0)), big);
    let choose = match round.kind {
        Some(RoundKind::Votes) | None => ("+ −", "Vote"),
        Some(RoundKind::Go) => ("1 to 3", "Choose"),
        _ => ("1 to 5", "Choose"),
    };
    let mut hints = vec![choose, ("↑ ↓", "Others"), ("Esc", "Leave, begin anew")];
    if ballot.asks_why() {
        hints.insert(1, ("Tab", "Say why"));
    }
    big.hints(ui, (inner.right(), foot), &hints);
    let said = view.refused.clone().unwrap_or_default();
    if !said.is_empty() {
        let c = theme::colors(ui);
        let at = pos2(inner.left(), foot - big.px(44.0));
        big.write(ui, at, &said, (Type::RoomLabel, c.warning), (inner.width() * 0.4, 2));
    }
}

fn head(
    ui: &mut Ui,
    (here, wall): (Here<'_>, Option<&Activity>),
    (round, ballot): (&Round, &Ballot),
    (inner, big): (Rect, Big),
) -> f32 {
    let c = theme::colors(ui);
    let person = round.turns.find(ballot.turn).map_or("", |turn| turn.person.trim());
    let half = inner.width() / 2.0;
    let name = big.write(ui, inner.min, person, (Type::RoomLabel, c.ink_2), (half, 1));
    let at = pos2(name.right() + big.px(18.0), inner.top());
    big.write(ui, at, super::title(round.kind), (Type::RoomLabel, c.ink_3), (half - big.px(60.0), 1));
    let question = match round.kind {
        Some(RoundKind::Votes) | None => asks_for_votes(wall).unwrap_or("What matters most?").to_owned(),
        _ => ballot.item().map(|id| here.words(id)).unwrap_or_default(),
    };
    let at = pos2(inner.left(), inner.top() + big.px(40.0));
    let asked = big.write(ui, at, &question, (Type::RoomQuestion, c.ink), (inner.width(), 2));
    let place = match round.kind {
        Some(RoundKind::Votes) | None => {
            let left = ballot.left() as usize;
            let most = ballot.on_one().map(|most| format!(", at most {} on one note", words::spelled(most as usize)));
            let left = words::capitalized(&words::how_many(left, "vote", "votes"));
            format!("{left} left{}", most.unwrap_or_default())
        }
        _ => format!("{} of {}", ballot.at + 1, ballot.about().len()),
    };
    let at = pos2(inner.left(), asked.bottom() + big.px(4.0));
    let line = big.write(ui, at, &place, (Type::RoomLabel, c.ink_2), (inner.width(), 1));
    line.bottom() + big.px(16.0)
}

/// The question of an activity that is there to vote, as it stands on the wall.
fn asks_for_votes(activity: Option<&Activity>) -> Option<&str> {
    let activity = activity.filter(|activity| !activity.prompt.trim().is_empty())?;
    let says = |text: &str| {
        text.split(|letter: char| !letter.is_alphabetic()).any(|word| matches!(&*word.to_lowercase(), "vote" | "votes"))
    };
    [&activity.name, &activity.rules, &activity.prompt]
        .into_iter()
        .any(|text| says(text))
        .then(|| activity.prompt.trim())
}

/// The choices of a scale or of a decision, each with what it means.
fn options(kind: Option<RoundKind>) -> Vec<(String, String)> {
    let scales = knowledge::scales();
    let scale = match kind {
        Some(RoundKind::Frequency) => &scales.frequency,
        Some(RoundKind::Go) => {
            return GoVerdict::LABELS.iter().map(|label| ((*label).to_owned(), String::new())).collect();
        }
        _ => &scales.severity,
    };
    scale.iter().map(|step| (step.label.clone(), step.anchor.clone())).collect()
}

fn steps(ui: &mut Ui, view: &mut View, round: &Round, (body, big): (Rect, Big)) {
    let c = theme::colors(ui);
    let take_focus = std::mem::take(&mut view.to_reason);
    let Some(ballot) = &mut view.ballot else { return };
    let Some(item) = ballot.item() else { return };
    let options = options(round.kind);
    let is_go = round.kind == Some(RoundKind::Go);
    let reason = if is_go { big.px(100.0) } else { 0.0 };
    let (means, heights, gap) = set_choices(ui, &options, (body, body.height() - reason), big);
    let chosen = ballot.choice(item);
    let mut top = body.top();
    for (place, ((label, anchor), means)) in options.iter().zip(means).enumerate() {
        let height = heights.get(place).copied().unwrap_or(0.0);
        let rect = Rect::from_min_size(pos2(body.left(), top), vec2(body.width(), height));
        top += height + gap;
        let on = chosen == Some(place);
        let id = Id::unique(("choice of a turn", place));
        let said = format!("{}: {label}. {anchor}", place + 1);
        if option(ui, (rect, id), (place + 1, label, means, &said), on, big).clicked() {
            ballot.choose(item, place);
        }
    }
    if is_go {
        let line = Rect::from_min_size(pos2(body.left(), top + big.px(12.0)), vec2(body.width(), big.px(60.0)));
        ui.painter().rect_filled(line, big.px(8.0), c.surface);
        big.edge(ui, line, c.control_line);
        let within = line.shrink2(vec2(big.px(16.0), big.px(10.0)));
        let (text, turn) = (ballot.reason.clone(), ballot.turn);
        let typed = ui.scope_builder(UiBuilder::new().max_rect(within), |ui| {
            // a field remembers what was typed into it: the next person has another one
            TextField::line(Id::unique(("reason of a turn", turn)), "Why, and under which conditions?")
                .hint("Why, and under which conditions?")
                .style(Type::RoomNote)
                .scale(big.px(1.0))
                .bare()
                .take_focus(take_focus)
                .show(ui, &text)
        });
        if typed.inner.response.has_focus() {
            big.edge(ui, line, c.focus);
        }
        if let Some(text) = typed.inner.text {
            ballot.reason = text;
        }
        if typed.inner.entered {
            view.ask(Ask::Finish);
        }
    }
}

/// How high a choice is at most where two lines say what it means.
const OPTION: f32 = 104.0;

/// What each choice means, in at most three lines, how high the choices are, and the gap between them. Those that need more lines
/// are higher; where there is no room for all lines, there are fewer.
fn set_choices(
    ui: &Ui,
    options: &[(String, String)],
    (body, room): (Rect, f32),
    big: Big,
) -> (Vec<Arc<Galley>>, Vec<f32>, f32) {
    let c = theme::colors(ui);
    let width = body.width() - big.px(340.0 + 24.0);
    let count = options.len().max(1) as f32;
    let line = big.px(Type::RoomLabel.line());
    let mut lines = 3;
    loop {
        let lay = |(_, anchor): &(String, String)| big.lay(ui, anchor, (Type::RoomLabel, c.ink_2), (width, lines));
        let means: Vec<Arc<Galley>> = options.iter().map(lay).collect();
        let texts = means.iter().map(|means| means.size().y.max(line));
        let (sum, highest) =
            texts.clone().fold((0.0, line), |(sum, most): (f32, f32), text| (sum + text, most.max(text)));
        // closer together where the lines would touch the edges otherwise
        let around = |gap: f32| (room - sum - gap * (count - 1.0)) / count;
        let gap = big.px(if around(big.px(12.0)) >= big.px(24.0) { 12.0 } else { 6.0 });
        let around = around(gap).min(big.px(OPTION) - highest.min(2.0 * line));
        if around >= 0.0 || lines == 1 {
            let heights = texts.map(|text| (text + around).max(0.0)).collect();
            return (means, heights, gap);
        }
        lines -= 1;
    }
}

/// A choice in its row: the digit, its word, and what it means.
fn option(
    ui: &mut Ui,
    (rect, id): (Rect, Id),
    (digit, label, means, said): (usize, &str, Arc<Galley>, &str),
    on: bool,
    big: Big,
) -> Response {
    let c = theme::colors(ui);
    let response = big.choice(ui, (rect, id), ("", said), on);
    let ink = if on { c.accent } else { c.ink };
    let cap = big.lay(ui, &digit.to_string(), (Type::RoomStrong, ink), (f32::INFINITY, 1));
    let middle = rect.center().y;
    ui.painter().galley(pos2(rect.left() + big.px(24.0), middle - cap.size().y / 2.0), cap, ink);
    let word = big.lay(ui, label, (Type::RoomStrong, ink), (big.px(260.0), 2));
    ui.painter().galley(pos2(rect.left() + big.px(68.0), middle - word.size().y / 2.0), word, ink);
    let left = rect.left() + big.px(340.0);
    ui.painter().with_clip_rect(rect).galley(pos2(left, middle - means.size().y / 2.0), means, c.ink_2);
    response
}

/// The notes with the votes of this person.
fn votes(ui: &mut Ui, view: &mut View, here: Here<'_>, (body, big): (Rect, Big)) -> Option<String> {
    let ballot = view.ballot.as_mut()?;
    let mut refused = None;
    let row = big.px(88.0);
    let gap = big.px(8.0);
    let about = ballot.about().to_vec();
    let id = Id::unique("notes to vote on");
    let walked = ui.data(|data| data.get_temp::<usize>(id)) != Some(ballot.at);
    ui.data_mut(|data| data.insert_temp(id, ballot.at));
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        ScrollArea::vertical().id_salt("ballot").auto_shrink([false, false]).show_viewport(ui, |ui, sight| {
            ui.set_height(about.len() as f32 * (row + gap));
            let origin = ui.max_rect().min;
            let first = (sight.top() / (row + gap)).floor().max(0.0) as usize;
            let last = (sight.bottom() / (row + gap)).ceil().max(0.0) as usize;
            if walked {
                let top = origin.y + ballot.at as f32 * (row + gap);
                let rect = Rect::from_min_size(pos2(origin.x, top), vec2(body.width(), row));
                ui.scroll_to_rect(rect, None);
            }
            for (place, note) in about.iter().enumerate().skip(first).take(last.saturating_sub(first)) {
                let top = origin.y + place as f32 * (row + gap);
                let width = body.width() - big.px(16.0);
                let rect = Rect::from_min_size(pos2(origin.x, top), vec2(width, row));
                if !here.has(*note) {
                    deleted_row(ui, &here.words(*note), (rect, big));
                    continue;
                }
                let (is_here, words) = (ballot.at == place, here.words(*note));
                let (clicked, why) = vote_row(ui, ballot, (*note, &words), (rect, big), is_here);
                refused = why.or(refused.take());
                if clicked {
                    ballot.at = place;
                }
            }
        });
    });
    refused
}

/// A note that was deleted while the person had the laptop: it takes no votes.
fn deleted_row(ui: &mut Ui, words: &str, (rect, big): (Rect, Big)) {
    let c = theme::colors(ui);
    big.edge(ui, rect, c.line);
    let text = big.lay(ui, words, (Type::RoomNote, c.ink_3), (rect.width() - big.px(48.0), 1));
    ui.painter().galley(pos2(rect.left() + big.px(24.0), rect.center().y - text.size().y / 2.0), text, c.ink_3);
    super::big::say(ui, rect, words, egui::Role::Label);
}

/// A note with its votes and the two buttons. Whether it was clicked, and why there was not one more.
fn vote_row(
    ui: &mut Ui,
    ballot: &mut Ballot,
    (id, words): (crate::model::Id, &str),
    (rect, big): (Rect, Big),
    here: bool,
) -> (bool, Option<String>) {
    let mut why = None;
    let c = theme::colors(ui);
    let given = ballot.votes(id);
    let said = format!("{words}, your votes: {given}");
    let response = ui.interact(rect, Id::unique(("note to vote on", id)), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, here, &said));
    let fill = if here { c.accent_soft } else { c.surface };
    ui.painter().rect_filled(rect, big.px(10.0), fill);
    big.edge(ui, rect, if here { c.accent } else { c.line });
    super::board::ring(ui, &response, rect, big);
    let controls = big.px(230.0);
    let room = (rect.width() - controls - big.px(48.0), 2);
    let text = big.lay(ui, words, (Type::RoomNote, c.ink), room);
    ui.painter().galley(pos2(rect.left() + big.px(24.0), rect.center().y - text.size().y / 2.0), text, c.ink);
    let side = big.px(60.0);
    let mut x = rect.right() - controls;
    for (label, name, more) in [("−", "One vote less", false), ("+", "One vote more", true)] {
        let square = Rect::from_min_size(pos2(x, rect.center().y - side / 2.0), vec2(side, side));
        let name = format!("{name}: {words}");
        let button = Id::unique(("vote", id, more));
        if big.choice(ui, (square, button), (label, &name), false).clicked() {
            why = ballot.vote(id, more);
        }
        x += side;
        if !more {
            let count = big.lay(ui, &given.to_string(), (Type::RoomStrong, c.ink), (f32::INFINITY, 1));
            let at = pos2(x + big.px(45.0) - count.size().x / 2.0, rect.center().y - count.size().y / 2.0);
            ui.painter().galley(at, count, c.ink);
            x += big.px(90.0);
        }
    }
    (response.clicked(), why)
}

/// The button of somebody who is done; before everything has an answer it leads to what has none.
fn done(ui: &mut Ui, view: &mut View, (inner, top): (Rect, f32), big: Big) {
    let Some(ballot) = &view.ballot else { return };
    let ready = ballot.is_complete();
    let words = if ready { "I am done, seal it" } else { "Next" };
    let at = pos2(inner.center().x, top);
    let response = big.button(ui, (at, Id::unique("done with the turn")), words, "Enter");
    if response.clicked() {
        view.ask(Ask::Finish);
    }
}
