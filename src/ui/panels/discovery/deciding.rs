//! A decision on a stage while it is written: what, who, when, why. It becomes one step once it is recorded.

use egui::{Ui, vec2};

use crate::edit::begun::StageBegun;
use crate::model::Date;
use crate::model::discovery::{Discovery, GoVerdict};
use crate::model::value::Scalar;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;

use super::wording::{self, Which};

/// A decision while it is written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The stage.
    pub which: Which,
    verdict: GoVerdict,
    by: String,
    date: String,
    reason: String,
    /// Whether it was tried to record it: what is missing is said from then on.
    tried: bool,
    fresh: bool,
    /// What it said when it was opened: until somebody enters something, nothing is begun.
    opened: StageBegun,
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// It is to be kept.
    Record,
    /// It is to be forgotten.
    Cancel,
}

impl Draft {
    /// What it says, if a person entered something.
    pub fn begun(&self) -> Option<StageBegun> {
        Some(self.value()).filter(|value| *value != self.opened)
    }

    fn value(&self) -> StageBegun {
        StageBegun {
            stage: self.which.key().to_owned(),
            verdict: Some(self.verdict),
            by: self.by.clone(),
            date: self.date.clone(),
            reason: self.reason.clone(),
        }
    }

    /// What somebody had begun; `None` if it says nothing of a stage that there is.
    pub fn taken_up(begun: &StageBegun) -> Option<Self> {
        Some(Self {
            which: Which::ALL.into_iter().find(|which| which.key() == begun.stage)?,
            verdict: begun.verdict?,
            by: begun.by.clone(),
            date: begun.date.clone(),
            reason: begun.reason.clone(),
            tried: false,
            fresh: false,
            opened: StageBegun::default(),
        })
    }

    /// A decision of today by who works here, or the one that was made before to be changed.
    pub fn of(discovery: &Discovery, which: Which, verdict: GoVerdict, (author, today): (&str, Date)) -> Self {
        let stage = which.of(discovery);
        let by = Some(stage.decided_by.trim()).filter(|by| !by.is_empty()).unwrap_or(author.trim());
        let new = Self {
            which,
            verdict,
            by: by.to_owned(),
            date: stage.date.unwrap_or(today).to_string(),
            reason: stage.reason.clone(),
            tried: false,
            fresh: true,
            opened: StageBegun::default(),
        };
        Self { opened: new.value(), ..new }
    }

    fn who(&self) -> Option<&'static str> {
        self.by.trim().is_empty().then_some("Enter who decides")
    }

    fn when(&self) -> Option<&'static str> {
        Date::parse(self.date.trim()).is_err().then_some("Enter a date such as 2026-03-09")
    }

    /// A reason is owed where questions are open, and for everything but a plain go.
    fn why(&self, open: usize) -> Option<&'static str> {
        if !self.reason.trim().is_empty() {
            return None;
        }
        match self.verdict {
            GoVerdict::Conditional => Some("Enter the conditions"),
            GoVerdict::NoGo => Some("Enter why not"),
            GoVerdict::Go if open > 0 => Some("Enter why, although questions are open"),
            GoVerdict::Go => None,
        }
    }

    fn is_ready(&self, open: usize) -> bool {
        self.who().is_none() && self.when().is_none() && self.why(open).is_none()
    }

    /// Keeps it in one step, if nothing is missing.
    pub fn record(&mut self, desk: &mut Desk<'_>) -> bool {
        let open = wording::open_questions(&desk.workbook().discovery, self.which);
        self.tried = true;
        if !self.is_ready(open) {
            return false;
        }
        let (which, draft) = (self.which, self.clone());
        desk.edit(&format!("decide on {}", which.key()), |workbook, _| {
            let discovery = std::sync::Arc::make_mut(&mut workbook.discovery);
            discovery.marks.set(which.key(), None);
            let stage = which.of_mut(discovery);
            stage.verdict = Some(draft.verdict);
            stage.date = Date::parse(draft.date.trim()).ok();
            draft.by.trim().clone_into(&mut stage.decided_by);
            draft.reason.trim().clone_into(&mut stage.reason);
            for key in ["verdict", "date", "decided_by", "reason"] {
                stage.marks.set(key, None);
            }
        });
        true
    }
}

/// The id of the form's parts.
fn part(which: Which, name: &str) -> egui::Id {
    egui::Id::unique(("decision on a stage", which.key(), name))
}

/// Shows the form.
pub fn show(ui: &mut Ui, draft: &mut Draft, open: usize) -> Option<Reply> {
    let which = draft.which;
    choose(ui, &mut draft.verdict);
    let fresh = std::mem::take(&mut draft.fresh);
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        for (name, wide) in [("by", width - 128.0), ("date", 120.0)] {
            ui.allocate_ui(vec2(wide, 0.0), |ui| {
                ui.set_width(wide);
                ui.spacing_mut().item_spacing.y = 2.0;
                let (title, prompt, text) = if name == "by" {
                    ("By", "Who decides?", &mut draft.by)
                } else {
                    ("On", "When is it decided?", &mut draft.date)
                };
                label::line(ui, title, Type::Caption, theme::colors(ui).ink_2);
                let field =
                    TextField::line(part(which, name), prompt).hint(prompt).form().take_focus(fresh && name == "by");
                if let Some(new) = field.show(ui, text).text {
                    *text = new;
                }
            });
        }
    });
    say(ui, draft.tried, draft.who());
    say(ui, draft.tried, draft.when());
    label::line(ui, "Reason", Type::Caption, theme::colors(ui).ink_2);
    let prompt = "Why, and under which conditions?";
    let field = TextField::prose(part(which, "reason"), prompt, 2).hint(prompt).form();
    if let Some(new) = field.show(ui, &draft.reason).text {
        draft.reason = new;
    }
    say(ui, draft.tried, draft.why(open));
    let mut reply = None;
    ui.horizontal(|ui| {
        if Button::new("Decide").primary().icon(icons::GAVEL).name("Record this decision").show(ui).clicked() {
            reply = Some(Reply::Record);
        }
        if Button::new("Cancel").quiet().show(ui).clicked() {
            reply = Some(Reply::Cancel);
        }
    });
    reply
}

/// What is missing, once it was tried to record the decision.
fn say(ui: &mut Ui, tried: bool, problem: Option<&'static str>) {
    if let Some(problem) = problem.filter(|_| tried) {
        label::text(ui, problem, Type::Small, theme::colors(ui).blocker);
    }
}

/// The three ways to decide.
fn choose(ui: &mut Ui, current: &mut GoVerdict) {
    if let Some(picked) = buttons(ui, Some(*current)) {
        *current = picked;
    }
}

/// The three ways to decide as buttons side by side; gives the one that was clicked.
pub fn buttons(ui: &mut Ui, current: Option<GoVerdict>) -> Option<GoVerdict> {
    let mut picked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (verdict, words) in GoVerdict::ALL.iter().zip(["Go", "Conditions", "No-go"]) {
            let glyph = Glyph::Verdict(glyph::alike_go(*verdict));
            let name = format!("Decide: {}", wording::verdict(Some(*verdict)));
            let response = Button::new(words).glyph(glyph).name(&name).narrow().show(ui);
            if current == Some(*verdict) {
                let edge = egui::Stroke::new(2.0, theme::colors(ui).accent);
                ui.painter().rect_stroke(response.rect, radius::CONTROL, edge, egui::StrokeKind::Inside);
                ui.ctx().accesskit_node_builder(response.id, |node| {
                    node.set_toggled(egui::accesskit::Toggled::True);
                });
            }
            if response.clicked() {
                picked = Some(*verdict);
            }
        }
    });
    picked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_needs_a_name_a_date_and_a_reason_where_one_is_owed() {
        let mut draft =
            Draft::of(&Discovery::default(), Which::Viability, GoVerdict::Go, ("", jiff::civil::date(2026, 3, 9)));
        assert_eq!(draft.date, "2026-03-09");
        assert!(!draft.is_ready(0), "nobody decides");
        "AV".clone_into(&mut draft.by);
        assert!(draft.is_ready(0) && !draft.is_ready(1), "open questions ask for a reason");
        draft.verdict = GoVerdict::Conditional;
        assert!(!draft.is_ready(0), "conditions are to be named");
        "Once the pilot is measured".clone_into(&mut draft.reason);
        assert!(draft.is_ready(4), "open questions lock nothing");
        "soon".clone_into(&mut draft.date);
        assert!(!draft.is_ready(0));
    }
}
