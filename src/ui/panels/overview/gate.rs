//! A gate: its criteria with how each stands, the signatures that are missing, and a choice of gate.

use egui::{Rect, Ui, UiBuilder, Vec2, pos2, vec2};

use crate::assess::readiness::signatures::Lack;
use crate::assess::readiness::{CriterionState, GateState, Verdict};
use crate::model::Section;
use crate::model::place::Place;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{label, menu};
use crate::words;

use super::row::{self, FOOT, HEAD, Link};
use super::{View, name_of};

const ROW: f32 = 32.0;
/// The line under the heading.
const SUMMARY: f32 = 36.0;
/// The narrowest row that names what decides a criterion.
const WITH_ITEM: f32 = 640.0;

/// How high the card is.
pub(super) fn height(desk: &Desk<'_>, view: &View) -> f32 {
    let gate = view.gate(desk).and_then(|at| desk.facts.readiness.gates.get(at));
    let rows = gate.map_or(1, |gate| gate.criteria.len() + gate.missing_roles.len());
    HEAD + FOOT + SUMMARY + rows as f32 * ROW
}

/// Shows the card.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, rect: Rect) {
    let facts = desk.facts;
    let gates = &facts.readiness.gates;
    let links = [Link { text: "Release plan", name: "Open the release plan" }];
    let gate = view.gate(desk).and_then(|at| gates.get(at));
    let mut go = None;
    let mut chosen = None;
    let (clicked, ()) = row::card(ui, rect, "What the gate asks for", &links, |ui| {
        let Some(gate) = gate else {
            row::nothing(ui, "The release plan has no gate yet. What must be true before anybody gets it?");
            return;
        };
        chosen = summary(ui, desk, gates, gate);
        for criterion in &gate.criteria {
            if criterion_row(ui, desk, criterion) {
                go = Some(place_of(desk, gate, criterion));
            }
        }
        for (role, lack) in gate.lacking() {
            if role_row(ui, role, lack) {
                go = Some(Place::of_section(Section::Reviews));
            }
        }
    });
    if let Some(gate) = chosen {
        view.gate = Some(gate);
    }
    if clicked.is_some() {
        go = Some(gate.map_or_else(|| Place::of_section(Section::Release), GateState::place));
    }
    if let Some(place) = go {
        desk.go_to(place);
    }
}

/// Which gate it is, with its day and verdict; the other gates are behind the name.
fn summary(ui: &mut Ui, desk: &Desk<'_>, gates: &[GateState], gate: &GateState) -> Option<crate::model::Id> {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), SUMMARY), egui::Sense::hover());
    let line = Rect::from_min_size(rect.min, vec2(rect.width(), 28.0));
    let mut bar =
        ui.new_child(UiBuilder::new().max_rect(line).layout(egui::Layout::left_to_right(egui::Align::Center)));
    let name = name_of(gate);
    let mut chosen = None;
    if gates.len() > 1 {
        let button = Button::new(&name).icon(icons::FLAG_PENNANT).name(&format!("Gate: {name}")).show(&mut bar);
        menu::below(&button, |ui| {
            for other in gates {
                if menu::Row::new(&other.cited()).chosen(other.id == gate.id).show(ui).clicked() {
                    chosen = Some(other.id);
                }
            }
        });
    } else {
        label::line(&mut bar, &name, Type::Strong, c.ink);
    }
    label::line(&mut bar, &counts(gate, desk.today), Type::Body, c.ink_2);
    chosen
}

fn counts(gate: &GateState, today: crate::model::Date) -> String {
    let mut parts = vec![match gate.verdict {
        Verdict::Passed => "Passed".to_owned(),
        Verdict::WouldPass => "Would pass".to_owned(),
        Verdict::WouldNotPass => "Would not pass".to_owned(),
        Verdict::NotJudged => "Has no criteria to be judged by".to_owned(),
    }];
    if !gate.criteria.is_empty() {
        parts.push(format!("{} of {} criteria met", gate.met(), gate.criteria.len()));
    }
    if gate.blockers > 0 && gate.verdict != Verdict::Passed {
        parts.push(format!("{} open", words::how_many(gate.blockers, "blocker", "blockers")));
    }
    if let Some(date) = gate.date {
        parts.push(format!("{}, {}", words::day(date, today), words::from_now(date, today)));
    }
    parts.join(", ")
}

fn criterion_row(ui: &mut Ui, desk: &Desk<'_>, criterion: &CriterionState) -> bool {
    let c = theme::colors(ui);
    let statement = if criterion.statement.is_empty() { "A criterion without words" } else { &criterion.statement };
    let by = criterion.item.map(|id| desk.facts.index.words(id)).unwrap_or_default();
    let said = format!("{}: {statement} {by}", criterion.standing.label());
    let wide = ui.available_width() >= WITH_ITEM;
    let (rect, response) = row::link_row(ui, ROW, said.trim());
    let at = Rect::from_center_size(pos2(rect.left() + 8.0, rect.center().y), Vec2::splat(14.0));
    glyph::paint(ui.painter(), at, Glyph::of_standing(criterion.standing), c);
    let word = row::part(rect, rect.right() - 72.0, rect.right());
    row::words(ui, word, criterion.standing.label(), (Type::Caption, c.ink_2), 1);
    let mut end = word.left() - 12.0;
    if wide && !by.is_empty() {
        let item = row::part(rect, end - rect.width() * 0.28, end);
        row::words(ui, item, &by, (Type::Small, c.ink_3), 1);
        end = item.left() - 12.0;
    }
    row::words(ui, row::part(rect, rect.left() + 24.0, end), statement, (Type::Body, c.ink), 1);
    response.on_hover_text(statement).clicked()
}

fn role_row(ui: &mut Ui, role: &str, lack: &Lack) -> bool {
    let c = theme::colors(ui);
    let (short, said) = match lack {
        Lack::NotSigned => ("Not signed", "Not signed".to_owned()),
        Lack::Stale => ("Stale", "Stale".to_owned()),
        Lack::Refused(_) => ("Refused", words::capitalized(&lack.words())),
        Lack::Elsewhere => ("Something else", words::capitalized(&lack.words())),
    };
    let (rect, response) = row::link_row(ui, ROW, &format!("{said}: {role}"));
    let at = Rect::from_center_size(pos2(rect.left() + 8.0, rect.center().y), Vec2::splat(16.0));
    label::paint_icon(ui, at, icons::SIGNATURE, Type::Icon, c.ink_2);
    let width = if matches!(lack, Lack::Elsewhere) { 96.0 } else { 72.0 };
    let word = row::part(rect, rect.right() - width, rect.right());
    row::words(ui, word, short, (Type::Caption, c.ink_2), 1);
    row::words(ui, row::part(rect, rect.left() + 24.0, word.left() - 12.0), role, (Type::Body, c.ink), 1);
    response.clicked()
}

/// What decides the criterion, or the criterion itself.
fn place_of(desk: &Desk<'_>, gate: &GateState, criterion: &CriterionState) -> Place {
    let linked = criterion.item.and_then(|id| desk.facts.index.place(id));
    linked.unwrap_or_else(|| gate.place_of(criterion))
}
