//! The dialog that records a go/no-go decision: who, when, why; for a go over criteria that are not met, why without each.

use std::collections::BTreeMap;

use egui::{Frame, Modal, ScrollArea, Ui};

use crate::assess::metric::Standing;
use crate::edit::begun::GateBegun;
use crate::edit::operations::name;
use crate::model::discovery::GoVerdict;
use crate::model::record::Item as _;
use crate::model::release::{Gate, GateDecision};
use crate::model::value::Scalar;
use crate::model::{Date, Id, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;

use super::{View, acts, wording};

/// A decision while it is written.
#[derive(Debug, Clone)]
pub struct Draft {
    gate: Id,
    verdict: Option<GoVerdict>,
    by: String,
    date: String,
    reason: String,
    /// Why somebody goes ahead without a criterion.
    without: BTreeMap<Id, String>,
    /// Whether it was tried to record it: what is missing is said from then on.
    tried: bool,
    fresh: bool,
}

impl Draft {
    /// A decision of today.
    pub fn of(gate: Id, author: &str, today: Date) -> Self {
        Self {
            gate,
            verdict: None,
            by: author.to_owned(),
            date: today.to_string(),
            reason: String::new(),
            without: BTreeMap::new(),
            tried: false,
            fresh: true,
        }
    }

    /// The gate that it is about.
    pub fn gate(&self) -> Id {
        self.gate
    }

    /// The same with the focus at its start, as when it was opened first.
    pub fn again(self) -> Self {
        Self { fresh: true, ..self }
    }

    /// What it says, to keep it for recovery; nothing if nothing was chosen or written.
    pub fn begun(&self, today: Date) -> Option<GateBegun> {
        self.is_begun(today).then(|| GateBegun {
            gate: self.gate,
            verdict: self.verdict,
            by: self.by.clone(),
            date: self.date.clone(),
            reason: self.reason.clone(),
            without: self.without.clone().into_iter().collect(),
        })
    }

    /// What somebody had begun.
    pub fn taken_up(begun: &GateBegun) -> Self {
        Self {
            gate: begun.gate,
            verdict: begun.verdict,
            by: begun.by.clone(),
            date: begun.date.clone(),
            reason: begun.reason.clone(),
            without: begun.without.iter().cloned().collect(),
            tried: false,
            fresh: false,
        }
    }

    /// Whether anything was chosen or written.
    fn is_begun(&self, today: Date) -> bool {
        let texts = [&self.reason].into_iter().chain(self.without.values());
        self.verdict.is_some()
            || self.date != today.to_string()
            || texts.into_iter().any(|text| !text.trim().is_empty())
    }

    fn goes_ahead(&self) -> bool {
        matches!(self.verdict, Some(GoVerdict::Go | GoVerdict::Conditional))
    }

    /// What is missing, by the part of the dialog that it belongs to.
    fn problem(&self, part: Part) -> Option<&'static str> {
        let blank = |text: &str| text.trim().is_empty();
        match part {
            Part::Verdict if self.verdict.is_none() => Some("Choose one of the three"),
            Part::By if blank(&self.by) => Some("Enter who decided"),
            Part::Date if Date::parse(self.date.trim()).is_err() => Some("Enter a date such as 2026-03-09"),
            Part::Reason if blank(&self.reason) => Some("Enter why"),
            Part::Without(id) if self.goes_ahead() && self.without.get(&id).is_none_or(|text| blank(text)) => {
                Some("Enter why you go ahead without it")
            }
            _ => None,
        }
    }

    fn is_ready(&self, unmet: &[Id]) -> bool {
        let parts = [Part::Verdict, Part::By, Part::Date, Part::Reason];
        let all = parts.into_iter().chain(unmet.iter().copied().map(Part::Without));
        all.into_iter().all(|part| self.problem(part).is_none())
    }
}

/// A part of the dialog that can be missing.
#[derive(Debug, Clone, Copy)]
enum Part {
    Verdict,
    By,
    Date,
    Reason,
    Without(Id),
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reply {
    Record,
    Cancel,
    /// Escape, or a click beside the dialog: what was written waits for the next time.
    Later,
}

/// Shows the dialog, if it is open.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    let Some(mut draft) = view.deciding.take() else { return };
    let Some(gate) = workbook.release.gates.find(draft.gate) else { return };
    let standing = |id| view.judged.standing(id);
    let unmet: Vec<Id> =
        gate.criteria.iter().map(|criterion| criterion.id).filter(|id| standing(*id) != Standing::Met).collect();
    let screen = ui.ctx().content_rect().size();
    let id = egui::Id::unique("decision on a gate");
    // it hangs from the top, so that it does not jump when it grows
    let top = if screen.y >= 700.0 { 64.0 } else { 16.0 };
    let modal = Modal::new(id)
        .area(Modal::default_area(id).anchor(egui::Align2::CENTER_TOP, egui::vec2(0.0, top)))
        .backdrop_color(theme::of(false).ink.gamma_multiply(0.36))
        .frame(Frame::popup(ui.style()).inner_margin(20).corner_radius(radius::DIALOG))
        .show(ui.ctx(), |ui| {
            ui.set_width((screen.x - 80.0).min(560.0));
            ui.spacing_mut().item_spacing.y = 8.0;
            label::heading(ui, &format!("Decide on {}", super::gate::title(gate)), Type::Name, 1);
            let scroll =
                ScrollArea::vertical().max_height((screen.y - top - 160.0).max(120.0)).auto_shrink([false, true]);
            scroll.show(ui, |ui| contents(ui, &mut draft, gate, &|id| standing(id)));
            foot(ui)
        });
    let reply = modal.inner.or(modal.should_close().then_some(Reply::Later));
    match reply {
        Some(Reply::Record) if draft.is_ready(&unmet) => {
            record(desk, view, (workbook, gate), &draft);
            view.focus = Some(gate.id);
        }
        Some(Reply::Record) => view.deciding = Some(Draft { tried: true, ..draft }),
        Some(Reply::Later) => {
            view.focus = Some(gate.id);
            if draft.is_begun(desk.today) {
                view.undecided.insert(gate.id, draft);
            }
        }
        Some(Reply::Cancel) => view.focus = Some(gate.id),
        None => view.deciding = Some(draft),
    }
}

fn foot(ui: &mut Ui) -> Option<Reply> {
    let mut reply = None;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        if Button::new("Record").primary().icon(icons::GAVEL).name("Record this decision").show(ui).clicked() {
            reply = Some(Reply::Record);
        }
        if Button::new("Cancel").quiet().show(ui).clicked() {
            reply = Some(Reply::Cancel);
        }
    });
    reply
}

fn contents(ui: &mut Ui, draft: &mut Draft, gate: &Gate, standing: &dyn Fn(Id) -> Standing) {
    let c = theme::colors(ui);
    // room for focus rings
    Frame::new().inner_margin(egui::Margin::symmetric(4, 4)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        let met = gate.criteria.iter().filter(|criterion| standing(criterion.id) == Standing::Met).count();
        let counts = format!(
            "{met} of {} criteria are met today. The verdicts of the day are copied into the decision.",
            gate.criteria.len()
        );
        label::text(ui, &counts, Type::Body, c.ink_2);
        choose(ui, draft);
        say(ui, draft, Part::Verdict);
        who_and_when(ui, draft, gate.id);
        caption(ui, "Reason");
        let id = egui::Id::unique(("decision on a gate", "reason"));
        let prompt = "Why, and under which conditions?";
        if let Some(text) = TextField::prose(id, prompt, 2).hint(prompt).form().show(ui, &draft.reason).text {
            draft.reason = text;
        }
        say(ui, draft, Part::Reason);
        if draft.goes_ahead() {
            without(ui, draft, gate, standing);
        }
    });
}

/// Each criterion that is not met, with why somebody goes ahead without it.
fn without(ui: &mut Ui, draft: &mut Draft, gate: &Gate, standing: &dyn Fn(Id) -> Standing) {
    for criterion in gate.criteria.iter() {
        let how = standing(criterion.id);
        if how == Standing::Met {
            continue;
        }
        ui.horizontal(|ui| {
            label::worded_chip(ui, glyph::alike(how), how.label());
            label::line(ui, wording::name(criterion), Type::Body, theme::colors(ui).ink);
        });
        let name = format!("Why without: {}", wording::name(criterion));
        let text = draft.without.entry(criterion.id).or_default();
        write(ui, ("without", criterion.id), (&name, "Why go ahead without it?"), text);
        say(ui, draft, Part::Without(criterion.id));
    }
}

/// Name and date, side by side.
fn who_and_when(ui: &mut Ui, draft: &mut Draft, gate: Id) {
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for (wide, is_name) in [(width - 176.0, true), (160.0, false)] {
            ui.allocate_ui_with_layout(egui::vec2(wide, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.set_width(wide);
                ui.spacing_mut().item_spacing.y = 4.0;
                if is_name {
                    caption(ui, "By");
                    write(ui, ("by", gate), ("Who decided?", "Name"), &mut draft.by);
                    say(ui, draft, Part::By);
                } else {
                    caption(ui, "Date");
                    write(ui, ("date", gate), ("When was it decided?", "Such as 2026-03-09"), &mut draft.date);
                    say(ui, draft, Part::Date);
                }
            });
        }
    });
}

fn caption(ui: &mut Ui, text: &str) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        label::line(ui, text, Type::Caption, theme::colors(ui).ink_2);
    });
}

fn write(ui: &mut Ui, key: (&str, Id), (name, hint): (&str, &str), text: &mut String) {
    let id = egui::Id::unique(("decision on a gate", key));
    if let Some(new) = TextField::line(id, name).hint(hint).form().show(ui, text).text {
        *text = new;
    }
}

/// What is missing, once it was tried to record the decision.
fn say(ui: &mut Ui, draft: &Draft, part: Part) {
    if let Some(problem) = draft.problem(part).filter(|_| draft.tried) {
        label::text(ui, problem, Type::Small, theme::colors(ui).blocker);
    }
}

/// The three ways to decide, side by side.
fn choose(ui: &mut Ui, draft: &mut Draft) {
    ui.horizontal_wrapped(|ui| {
        for (verdict, words) in GoVerdict::ALL.iter().zip(GoVerdict::LABELS) {
            let chosen = draft.verdict == Some(*verdict);
            let response = Button::new(words).glyph(Glyph::Verdict(glyph::alike_go(*verdict))).large().show(ui);
            if chosen {
                let edge = egui::Stroke::new(2.0, theme::colors(ui).accent);
                ui.painter().rect_stroke(response.rect, radius::CONTROL, edge, egui::StrokeKind::Inside);
            }
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_role(egui::accesskit::Role::RadioButton);
                node.set_toggled(if chosen { egui::accesskit::Toggled::True } else { egui::accesskit::Toggled::False });
            });
            if std::mem::take(&mut draft.fresh) {
                response.request_focus();
            }
            if response.clicked() {
                draft.verdict = Some(*verdict);
            }
        }
    });
}

/// Keeps the decision with the verdicts of the day, in one step.
fn record(desk: &mut Desk<'_>, view: &mut View, (workbook, gate): (&Workbook, &Gate), draft: &Draft) {
    let then = gate.criteria.iter().map(|criterion| {
        let standing = view.judged.standing(criterion.id);
        let basis = wording::basis(workbook, desk.facts, (criterion, standing));
        let reason = draft.without.get(&criterion.id).filter(|_| draft.goes_ahead() && standing != Standing::Met);
        wording::kept(criterion, standing, &basis, reason.map_or("", String::as_str))
    });
    let decision = GateDecision {
        date: Date::parse(draft.date.trim()).ok(),
        verdict: draft.verdict,
        by: draft.by.trim().to_owned(),
        reason: draft.reason.trim().to_owned(),
        state_then: then.collect(),
        ..GateDecision::default()
    };
    let what = format!("record decision on {}", gate.cite());
    desk.edit(&what, |workbook, ids| {
        let decision = name(decision, workbook, ids);
        acts::with_gate(workbook, gate.id, |gate| gate.decisions.push(decision));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_go_needs_a_reason_for_each_criterion_that_is_not_met() {
        let unmet = [Id(1), Id(2)];
        let mut draft = Draft::of(Id(9), "", jiff::civil::date(2026, 3, 9));
        assert!(!draft.is_ready(&unmet));
        draft.verdict = Some(GoVerdict::NoGo);
        "Anke Vos".clone_into(&mut draft.by);
        "Too early".clone_into(&mut draft.reason);
        assert!(draft.is_ready(&unmet), "a no-go needs no more");
        for verdict in [GoVerdict::Go, GoVerdict::Conditional] {
            draft.verdict = Some(verdict);
            draft.without = [(Id(1), "Comes on Friday".to_owned()), (Id(2), " ".to_owned())].into();
            assert!(!draft.is_ready(&unmet), "{verdict:?}");
            draft.without.insert(Id(2), "Watched by hand".to_owned());
            assert!(draft.is_ready(&unmet), "{verdict:?}");
        }
        "9 March".clone_into(&mut draft.date);
        assert!(!draft.is_ready(&unmet), "a date that is none");
    }
}
