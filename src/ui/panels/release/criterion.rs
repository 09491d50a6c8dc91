//! A criterion opened below its row: its statement, what decides it, and, where a person does, the answer.

use egui::{Frame, Margin, Ui};

use crate::model::record::Item as _;
use crate::model::release::{Criterion, CriterionKind, CriterionVerdict, Gate};
use crate::model::{Id, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, segmented};
use crate::ui::widgets::{choice, label};

use super::{Asked, acts, wording};

/// Shows it.
pub fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    (workbook, gate, criterion): (&Workbook, &Gate, &Criterion),
) -> Option<Asked> {
    let c = theme::colors(ui);
    let spot = Spot::item(criterion.id);
    let place = (gate.id, criterion.id);
    let mut asked = None;
    let frame = Frame::new().fill(c.sunken).inner_margin(Margin { left: 16, right: 16, top: 12, bottom: 16 });
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 12.0;
        form::some(ui, desk, &spot, criterion, &["statement", "kind"]);
        what_decides(ui, desk, (workbook, criterion), (&spot, place));
        if !wording::is_live(workbook, criterion) {
            answer(ui, desk, criterion, place);
            form::some(ui, desk, &spot, criterion, &["answered_by", "answered"]);
        }
        form::some(ui, desk, &spot, criterion, &["note"]);
        ui.horizontal(|ui| {
            if Button::new("Done").name("Done with the criterion").show(ui).clicked() {
                asked = Some(Asked::Criterion(criterion.id));
            }
            if let Some(item) = criterion.item
                && let Some(words) = wording::linked(workbook, item)
                && Button::new("Go to it").quiet().icon(icons::LINK).name(&format!("Open {words}")).show(ui).clicked()
            {
                asked = Some(Asked::GoTo(item));
            }
            if Button::new("Delete").quiet().icon(icons::TRASH).name("Delete criterion").show(ui).clicked() {
                asked = Some(Asked::DeleteCriterion(criterion.id));
            }
        });
    });
    asked
}

/// The item, the practices or the people that decide a criterion.
fn what_decides(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    (workbook, criterion): (&Workbook, &Criterion),
    (spot, place): (&Spot, (Id, Id)),
) {
    let c = theme::colors(ui);
    match criterion.kind {
        Some(CriterionKind::Budget) => {
            let all = workbook.budgets.budgets.iter().map(|budget| (budget.id, named(&budget.cite(), &budget.name)));
            chooser(ui, desk, ("Budget", criterion.item), place, &all.collect::<Vec<_>>());
        }
        Some(CriterionKind::Metric) => {
            let all = workbook.metrics.metrics.iter().map(|metric| (metric.id, named(&metric.cite(), &metric.name)));
            chooser(ui, desk, ("Metric", criterion.item), place, &all.collect::<Vec<_>>());
        }
        Some(CriterionKind::Checklist) => form::some(ui, desk, spot, criterion, &["practices"]),
        Some(CriterionKind::Finding) => {
            let words = "The checker answers it: a budget that is exceeded and a high risk without a fallback stand in the way.";
            label::text(ui, words, Type::Small, c.ink_2);
        }
        Some(CriterionKind::Statement) | None if criterion.item.is_some() => {
            form::some(ui, desk, spot, criterion, &["item"]);
        }
        Some(CriterionKind::Statement) | None => {}
    }
}

fn named(cited: &str, name: &str) -> String {
    format!("{cited} {}", name.trim())
}

/// One of the items of a kind.
fn chooser(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    (name, current): (&str, Option<Id>),
    place: (Id, Id),
    all: &[(Id, String)],
) {
    let c = theme::colors(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        label::line(ui, name, Type::Caption, c.ink_2);
        if all.is_empty() {
            label::text(ui, "There is none to choose yet.", Type::Small, c.ink_3);
            return;
        }
        let options: Vec<&str> = all.iter().map(|(_, words)| words.as_str()).collect();
        let at = current.and_then(|id| all.iter().position(|(other, _)| *other == id));
        let picked = choice::one_of(ui, &format!("{name} that decides it"), at, &options, &|_| None);
        if let Some(picked) = picked {
            let item = picked.and_then(|at| all.get(at)).map(|(id, _)| *id);
            acts::change(desk, "choose what decides it", place, |criterion| criterion.item = item);
        }
    });
}

/// What a person says about a statement.
fn answer(ui: &mut Ui, desk: &mut Desk<'_>, criterion: &Criterion, place: (Id, Id)) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        label::line(ui, "Answer", Type::Caption, theme::colors(ui).ink_2);
        let current = criterion.verdict.unwrap_or_default();
        let at = CriterionVerdict::ALL.iter().position(|verdict| *verdict == current).unwrap_or(0);
        let clicked = segmented(ui, "Answer", CriterionVerdict::LABELS, at);
        if let Some(verdict) = clicked.and_then(|at| CriterionVerdict::ALL.get(at)) {
            acts::answer(desk, place, *verdict);
        }
    });
}
