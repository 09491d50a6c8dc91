//! A round that is prepared: what it is about, who has a turn, how many votes each has.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Id as WidgetId, Rect, Response, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::edit::workshop::RoundPlan;
use crate::model::Id;
use crate::model::checklist::PracticeStatus;
use crate::model::workshops::RoundKind;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, icon_button, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};
use crate::words;

use super::{Ask, Here, View, people, wall};

/// The most failure modes that a round begins with: more tire people.
const MANY: usize = 12;

/// What is prepared. What the round may be about is read anew in every frame: it follows the wall, the rows and the gates until
/// the turns begin.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan {
    pub(super) kind: RoundKind,
    /// What somebody ticked, or took the tick from.
    ticked: BTreeMap<Id, bool>,
    pub(super) votes_each: u64,
    /// How many of them one note may get.
    votes_on_one: Option<u64>,
}

/// What a round may be about, in order, and what of that is ticked.
struct Offer {
    may: Vec<Id>,
    chosen: BTreeSet<Id>,
}

impl Plan {
    /// A round of this kind, with the votes that the workshop has.
    pub(super) fn new(kind: RoundKind, here: Here<'_>) -> Self {
        let votes_each = here.workshop.votes_each.unwrap_or(3).max(1);
        Self { kind, ticked: BTreeMap::new(), votes_each, votes_on_one: here.workshop.votes_on_one }
    }

    /// What fits: the notes on the wall; the failure modes that notes landed in, or else all; the gates.
    fn offer(&self, view: &View, here: Here<'_>) -> Offer {
        let modes = || here.workbook.failure_modes.modes.iter().map(|mode| mode.id);
        let (may, mut chosen): (Vec<Id>, BTreeSet<Id>) = match self.kind {
            RoundKind::Votes => {
                let notes: Vec<Id> = wall::notes(view, here).iter().map(|note| note.id).collect();
                (notes.clone(), notes.into_iter().collect())
            }
            RoundKind::Severity | RoundKind::Frequency => {
                let landed: BTreeSet<Id> = here.workshop.captures.iter().filter_map(|note| note.landed).collect();
                let of_notes: BTreeSet<Id> = modes().filter(|id| landed.contains(id)).collect();
                let chosen = if of_notes.is_empty() { modes().take(MANY).collect() } else { of_notes };
                (modes().collect(), chosen)
            }
            RoundKind::Go => {
                let gates: Vec<Id> = here.workbook.release.gates.iter().map(|gate| gate.id).collect();
                // the one whose criteria are before the room, unless this workshop has decided on it
                let decided = |gate: &Id| {
                    let rounds = here.workshop.rounds.iter().filter(|round| round.kind == Some(RoundKind::Go));
                    let mut results = rounds.flat_map(|round| round.results.iter());
                    results.any(|one| one.about == Some(*gate) && !one.result.trim().is_empty())
                };
                let shown = view.matter.gate().filter(|gate| !decided(gate));
                let open = here.workbook.release.gates.iter().find(|gate| gate.decisions.is_empty());
                let first = shown.or(open.map(|gate| gate.id)).or_else(|| gates.first().copied());
                (gates, first.into_iter().collect())
            }
        };
        for id in &may {
            match self.ticked.get(id) {
                Some(true) => chosen.insert(*id),
                Some(false) => chosen.remove(id),
                None => continue,
            };
        }
        Offer { may, chosen }
    }

    /// As the model begins it, of what is there now.
    pub(super) fn round(&self, view: &View, here: Here<'_>) -> RoundPlan {
        let Offer { may, chosen } = self.offer(view, here);
        RoundPlan {
            kind: self.kind,
            activity: view.clock.activity(),
            about: may.into_iter().filter(|id| chosen.contains(id)).collect(),
            votes_each: (self.kind == RoundKind::Votes).then_some(self.votes_each),
            votes_on_one: self.votes_on_one,
        }
    }

    fn what(&self) -> (&'static str, &'static str, &'static str) {
        match self.kind {
            RoundKind::Votes => ("Vote on notes", "notes", "No note is on the wall yet."),
            RoundKind::Severity => {
                ("Rate severity", "failure modes", "There is no failure mode yet. Land notes first.")
            }
            RoundKind::Frequency => {
                ("Rate frequency", "failure modes", "There is no failure mode yet. Land notes first.")
            }
            RoundKind::Go => ("Go or no-go", "gates", "The release plan has no gate yet."),
        }
    }
}

/// Shows it.
pub(super) fn show(ui: &mut Ui, view: &mut View, here: Here<'_>) {
    let c = theme::colors(ui);
    let Some(mut plan) = view.plan.clone() else { return };
    let (title, things, nothing) = plan.what();
    ui.horizontal(|ui| {
        label::heading(ui, title, Type::Strong, 2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button(ui, icons::X, "Do not begin these turns", true).clicked() {
                view.ask(Ask::NoPlan);
            }
        });
    });
    let people = people::show(ui, view, here);
    if plan.kind == RoundKind::Votes {
        votes(ui, &mut plan);
    }
    let offer = plan.offer(view, here);
    if offer.may.is_empty() {
        label::text(ui, nothing, Type::Body, c.ink_2);
    } else {
        let text = format!("About {} of {} {things}", offer.chosen.len(), offer.may.len());
        ui.horizontal(|ui| {
            label::line(ui, &text, Type::Small, c.ink_3);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                for (word, name, on) in [("None", "Tick none", false), ("All", "Tick all", true)] {
                    if link_named(ui, word, name).clicked() {
                        plan.ticked = offer.may.iter().map(|id| (*id, on)).collect();
                    }
                }
            });
        });
        about(ui, &mut plan, &offer, here);
    }
    if plan.kind == RoundKind::Votes {
        give_way(ui, &offer, here);
    }
    let ready = people > 0 && !offer.chosen.is_empty();
    let begin = Button::new("Begin turns").icon(icons::ARROW_RIGHT).enabled(ready);
    // with a note open, Enter lands that
    let begin = if view.note.is_none() { begin.key("Enter") } else { begin };
    let begin = begin.show(ui);
    regions::entrance(Region::Inspector, &begin);
    if begin.clicked() {
        view.ask(Ask::BeginRound);
    }
    if view.plan.is_some() {
        view.plan = Some(plan);
    }
}

/// Says that votes which notes have already give way to those of the round.
fn give_way(ui: &mut Ui, offer: &Offer, here: Here<'_>) {
    let had = |id: &&Id| here.workshop.captures.find(**id).is_some_and(|note| note.votes.unwrap_or(0) > 0);
    let (verb, notes) = match offer.chosen.iter().filter(had).count() {
        0 => return,
        1 => ("has", "One note".to_owned()),
        many => ("have", format!("{} notes", words::capitalized(&words::spelled(many)))),
    };
    let text = format!(
        "{notes} {verb} votes already. The reveal puts those of the turns in their place; the minutes keep both."
    );
    label::text(ui, &text, Type::Small, theme::colors(ui).ink_2);
}

/// How many votes each has, and how many of them one note may get.
fn votes(ui: &mut Ui, plan: &mut Plan) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        label::line(ui, &format!("Votes each: {}", plan.votes_each), Type::Body, c.ink);
        if icon_button(ui, icons::MINUS, "One vote less each", plan.votes_each > 1).clicked() {
            plan.votes_each -= 1;
        }
        if icon_button(ui, icons::PLUS, "One vote more each", plan.votes_each < 20).clicked() {
            plan.votes_each += 1;
        }
    });
    ui.horizontal(|ui| {
        // a limit that is no lower than the votes that a person has limits nothing
        let most = plan.votes_on_one.filter(|most| *most < plan.votes_each);
        let text = most.map_or_else(|| "On one note: any".to_owned(), |most| format!("On one note: at most {most}"));
        label::line(ui, &text, Type::Body, c.ink);
        let now = most.unwrap_or(plan.votes_each);
        if icon_button(ui, icons::MINUS, "One vote less on one note", now > 1).clicked() {
            plan.votes_on_one = Some(now - 1);
        }
        if icon_button(ui, icons::PLUS, "One vote more on one note", most.is_some()).clicked() {
            plan.votes_on_one = Some(now + 1);
        }
    });
}

fn about(ui: &mut Ui, plan: &mut Plan, offer: &Offer, here: Here<'_>) {
    let height = 28.0;
    let count = offer.may.len();
    let scroll = ScrollArea::vertical().id_salt("what turns are about").max_height(220.0).auto_shrink([false, true]);
    scroll.show_rows(ui, height, count, |ui, rows| {
        for id in offer.may.iter().skip(rows.start).take(rows.len()) {
            let on = offer.chosen.contains(id);
            if row(ui, *id, &here.words(*id), on).clicked() {
                plan.ticked.insert(*id, !on);
            }
        }
    });
}

/// Something that the round may be about, with a tick if it is.
fn row(ui: &mut Ui, id: Id, words: &str, on: bool) -> Response {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    let response = ui.interact(rect, WidgetId::unique(("a round is about", id)), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, radius::CHIP, c.hover);
    }
    let status = if on { PracticeStatus::Done } else { PracticeStatus::NotStarted };
    let mark = Rect::from_center_size(pos2(rect.left() + 12.0, rect.center().y), Vec2::splat(16.0));
    glyph::paint(ui.painter(), mark, Glyph::Status(status), c);
    let galley = theme::cut(ui, words, Type::Body, c.ink, rect.width() - 36.0, 1);
    ui.painter().galley(pos2(rect.left() + 28.0, rect.center().y - galley.size().y / 2.0), galley, c.ink);
    focus::ring_inside(ui, &response, rect, radius::CHIP);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, words));
    response.on_hover_text(words)
}
