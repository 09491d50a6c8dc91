//! The next upgrade: the signs that are missing for the next level, the best one to get first on top, with effort and owner.

use egui::{Frame, Margin, Sense, Stroke, Ui, UiBuilder, vec2};

use crate::assess::maturity::Missing;
use crate::knowledge;
use crate::model::maturity::{Maturity, MaturitySignal};
use crate::ui::desk::Desk;
use crate::ui::panels::answer;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{button, label};
use crate::words;

use super::{Asked, View, sign};

const EFFORT: f32 = 112.0;
const OWNER: f32 = 88.0;
const LINK: f32 = 88.0;
/// The least width with effort, owner and link beside the sign.
const BESIDE: f32 = 560.0;

/// Shows it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, maturity: &Maturity) -> Option<Asked> {
    let c = theme::colors(ui);
    let diagnosis = &desk.facts.maturity;
    let (missing, short, next, reached) =
        (diagnosis.missing.clone(), diagnosis.short_of(), diagnosis.next, diagnosis.reached);
    let mut asked = None;
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    frame.inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let first = missing.first().map_or_else(String::new, |missing| format!(": {}", said(missing)));
        label::heading(ui, &format!("Next upgrade{first}"), Type::Name, 2);
        let short = match (short, next) {
            (Some(short), _) => short,
            (None, None) => "All four levels are yours.".to_owned(),
            (None, Some(level)) => format!("{} has no signs yet.", level.label()),
        };
        label::line(ui, &short, Type::Small, c.ink_3);
        let planned = maturity.next_upgrade.trim();
        let usual = || reached.and_then(knowledge::maturity).map(|guide| guide.next.as_str());
        if !planned.is_empty() {
            let owner = maturity.next_owner.trim();
            let owner = if owner.is_empty() { String::new() } else { format!(" ({owner})") };
            label::text(ui, &format!("{planned}{owner}"), Type::Prompt, c.ink_2);
        } else if let Some(usual) = usual() {
            label::text(ui, usual, Type::Prompt, c.ink_2);
        }
        for (rank, missing) in missing.iter().enumerate() {
            if let Some(signal) = maturity.signals.find(missing.id) {
                asked = row(ui, desk, view, (rank, missing, signal)).or(asked);
            }
        }
    });
    asked
}

fn said(missing: &Missing) -> &str {
    if missing.statement.is_empty() { "New sign" } else { &missing.statement }
}

/// Why it stands where it stands: the gate, what the workbook shows, what people wrote.
fn reason(desk: &Desk<'_>, missing: &Missing, signal: &MaturitySignal) -> String {
    let partly = missing.partly.then(|| "Seen in part.".to_owned());
    let gate = missing.gate.as_ref().map(|gate| format!("It also serves {gate}."));
    let shown = desk.facts.maturity.evidence_of(signal.id).map(|evidence| evidence.words.clone());
    let wrote = Some(words::sentence(&signal.evidence)).filter(|text| !text.is_empty());
    [gate, partly, wrote.or(shown)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn row(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &View,
    (rank, missing, signal): (usize, &Missing, &MaturitySignal),
) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut asked = None;
    label::rule(ui);
    let beside = ui.available_width() >= BESIDE;
    let reason = reason(desk, missing, signal);
    let fill = if rank == 0 || view.open == Some(signal.id) { c.accent_soft } else { c.surface };
    Frame::new().fill(fill).inner_margin(Margin::symmetric(8, 6)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        let tools = EFFORT + OWNER + LINK + 3.0 * 12.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let (number, _) = ui.allocate_exact_size(vec2(16.0, 24.0), Sense::hover());
            let galley = theme::line(ui, &(rank + 1).to_string(), Type::Body, c.ink_3);
            ui.painter().galley(number.min + vec2(0.0, 2.0), galley, c.ink_3);
            let width = ui.available_width() - if beside { tools } else { 0.0 };
            ui.allocate_ui_with_layout(vec2(width, 24.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 0.0;
                let name = format!("Open sign: {}", sign::statement(signal));
                if button::link_named(ui, sign::statement(signal), &name).clicked() {
                    asked = Some(Asked::Open(signal.id));
                }
                if !reason.is_empty() {
                    label::text(ui, &reason, Type::Small, c.ink_3);
                }
            });
            if beside {
                asked = cells(ui, desk, signal).or(asked);
            }
        });
        if !beside {
            ui.horizontal(|ui| {
                ui.add_space(28.0);
                asked = cells(ui, desk, signal).or(asked);
            });
        }
    });
    asked
}

/// Effort and owner, to be edited where they stand, and the first link, or the way to set one.
fn cells(ui: &mut Ui, desk: &mut Desk<'_>, signal: &MaturitySignal) -> Option<Asked> {
    let spot = Spot::item(signal.id);
    let id = egui::Id::unique(("upgrade", signal.id));
    for (key, label, hint, width, text) in
        [("effort", "Effort", "How much?", EFFORT, &signal.effort), ("owner", "Owner", "Who?", OWNER, &signal.owner)]
    {
        let name = format!("{label} of {}", sign::statement(signal));
        let edit = TextField::line(id.with(key), &name).hint(hint).width(width - 18.0);
        if let Some(new) = edit.show(ui, text).text {
            spot.write(desk, "edit sign", key, |value| answer::set(value, &new));
        }
    }
    let (place, _) = ui.allocate_exact_size(vec2(LINK, 28.0), Sense::hover());
    let mut asked = None;
    ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        let Some(link) = signal.links.first() else {
            let name = format!("Link an item to {}", sign::statement(signal));
            asked = button::link_named(ui, "Link", &name).clicked().then_some(Asked::Open(signal.id));
            return;
        };
        let words = desk.facts.index.words(*link);
        let cited: String = words.split(' ').next().unwrap_or_default().to_owned();
        if button::link_named(ui, &cited, &format!("Go to {words}")).clicked() {
            desk.go_to_item(*link);
        }
    });
    asked
}
