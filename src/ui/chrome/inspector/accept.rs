//! Accepting a finding as it is: a reason, a name and an end, asked for in place. All three are needed: an acceptance that
//! nobody stands behind, or that never ends, is no decision.

use std::sync::Arc;

use egui::{Id, Ui};

use crate::assess::findings::Finding;
use crate::edit::begun::AcceptanceBegun;
use crate::edit::operations;
use crate::model::place::Place;
use crate::model::reviews::Waiver;
use crate::model::value::Scalar as _;
use crate::model::{Date, Record as _};
use crate::ui::app::App;
use crate::ui::notice::Notice;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::label;

/// A finding that is being accepted, with what was typed so far.
#[derive(Debug, Clone)]
pub struct Accepting {
    rule: &'static str,
    place: Place,
    message: String,
    reason: String,
    by: String,
    until: String,
    /// The field that shall take the focus.
    focus: Option<usize>,
    /// Whether what is missing is said: only after the first try.
    tried: bool,
}

/// What became of the form in this frame.
pub enum Outcome {
    /// It is still open.
    Open,
    /// It was given up.
    Cancelled,
    /// The finding is accepted: a waiver without a number yet.
    Accepted(Waiver),
}

/// What the person decided.
pub enum Asked {
    /// Accept a finding.
    Accept(Waiver),
    /// Take an acceptance back.
    TakeBack(crate::model::Id),
}

/// The fields, by their keys in a waiver.
const FIELDS: [&str; 3] = ["reason", "by", "until"];

impl Accepting {
    /// The beginning: nothing is typed yet, and the cursor is in the reason.
    pub fn new(finding: &Finding, author: &str) -> Self {
        Self {
            rule: finding.rule.id,
            place: finding.place.clone(),
            message: finding.message.clone(),
            reason: String::new(),
            by: author.to_owned(),
            until: String::new(),
            focus: Some(0),
            tried: false,
        }
    }

    /// The beginning for this finding, with what somebody had typed for it before.
    pub fn taken_up(finding: &Finding, begun: &AcceptanceBegun) -> Option<Self> {
        let is_it = begun.rule == finding.rule.id && begun.message == finding.message;
        let (reason, until) = (begun.reason.clone(), begun.until.clone());
        is_it.then(|| Self { reason, until, focus: None, ..Self::new(finding, &begun.by) })
    }

    /// What is typed and not recorded; `None` while nothing is.
    pub fn begun(&self) -> Option<AcceptanceBegun> {
        let is_typed = [&self.reason, &self.until].iter().any(|text| !text.trim().is_empty());
        is_typed.then(|| AcceptanceBegun {
            rule: self.rule.to_owned(),
            message: self.message.clone(),
            reason: self.reason.clone(),
            by: self.by.clone(),
            until: self.until.clone(),
        })
    }

    /// Whether it is about this finding.
    pub fn is_about(&self, finding: &Finding) -> bool {
        self.rule == finding.rule.id && self.place == finding.place && self.message == finding.message
    }

    fn text_mut(&mut self, at: usize) -> &mut String {
        match at {
            0 => &mut self.reason,
            1 => &mut self.by,
            _ => &mut self.until,
        }
    }

    /// What is missing or wrong, field by field.
    fn problems(&self, today: Date) -> [Option<&'static str>; 3] {
        let until = match Date::parse(self.until.trim()) {
            Err(_) => Some("Enter a date such as 2026-06-30"),
            Ok(until) if until < today => Some("Enter a day that has not passed"),
            Ok(_) => None,
        };
        let blank = |text: &str, asked| text.trim().is_empty().then_some(asked);
        [blank(&self.reason, "Say why it can stay"), blank(&self.by, "Name who accepts it"), until]
    }

    fn waiver(&self, today: Date) -> Waiver {
        Waiver {
            rule: self.rule.to_owned(),
            item: self.place.item().map(|(_, id, _)| id),
            reason: self.reason.trim().to_owned(),
            by: self.by.trim().to_owned(),
            date: Some(today),
            until: Date::parse(self.until.trim()).ok(),
            ..Waiver::default()
        }
    }
}

/// Shows the fields below the finding.
pub fn form(ui: &mut Ui, accepting: &mut Accepting, finding: &Finding, today: Date) -> Outcome {
    let c = theme::colors(ui);
    let problems = accepting.problems(today);
    let questions = Waiver::default();
    let (mut entered, mut escaped) = (false, false);
    ui.spacing_mut().item_spacing.y = 4.0;
    for (at, key) in FIELDS.into_iter().enumerate() {
        ui.add_space(4.0);
        let question = questions.fields().iter().find(|field| field.key == key);
        let (name, prompt) = question.map_or(("", ""), |field| (field.label, field.prompt));
        label::text(ui, name, Type::Caption, c.ink_2);
        let problem = problems.get(at).copied().flatten().filter(|_| accepting.tried);
        let id = Id::unique(("accept finding", key));
        let field = if at == 0 { TextField::prose(id, prompt, 2) } else { TextField::line(id, prompt) };
        let field = field.form();
        let hint = if at == 2 { "2026-06-30" } else { "" };
        let field = field.hint(hint).wrong(problem.is_some()).take_focus(accepting.focus == Some(at));
        let text = accepting.text_mut(at);
        let typed = field.show(ui, text);
        if let Some(new) = typed.text {
            *text = new;
        }
        entered |= typed.entered;
        escaped |= typed.escaped;
        if let Some(problem) = problem {
            label::text(ui, problem, Type::Small, c.blocker);
        }
    }
    accepting.focus = None;
    if accepting.place.items.is_empty() {
        let text = format!(
            "This accepts every finding of this kind that is on no item: \u{201c}{}\u{201d}.",
            finding.rule.title
        );
        label::text(ui, &text, Type::Small, c.ink_3);
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        entered |= Button::new("Accept").name("Accept the finding").show(ui).clicked();
        escaped |= Button::new("Cancel").quiet().name("Do not accept the finding").show(ui).clicked();
    });
    if escaped {
        return Outcome::Cancelled;
    }
    if !entered {
        return Outcome::Open;
    }
    // what was typed in this very frame counts
    match accepting.problems(today).iter().position(Option::is_some) {
        None => Outcome::Accepted(accepting.waiver(today)),
        first => {
            accepting.tried = true;
            accepting.focus = first;
            ui.ctx().request_repaint();
            Outcome::Open
        }
    }
}

/// Makes the decision a step of the workbook.
pub fn carry_out(app: &mut App, asked: Asked) {
    let Some(document) = &mut app.document else { return };
    document.settle_now();
    let said = match asked {
        Asked::Accept(waiver) => {
            document.session.edit("accept finding", |workbook, ids| {
                let waiver = operations::name(waiver, workbook, ids);
                Arc::make_mut(&mut workbook.reviews).waivers.push(waiver);
            });
            "Finding accepted"
        }
        Asked::TakeBack(waiver) => {
            document.session.edit("take back acceptance", |workbook, _| operations::remove_item(workbook, waiver));
            "Acceptance taken back"
        }
    };
    app.notices.say(Notice::undoable(said, document.session.revision()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::findings::rule;
    use crate::model::Section;

    #[test]
    fn an_acceptance_needs_a_reason_a_name_and_an_end_that_has_not_come() {
        let finding = Finding {
            rule: rule("link-broken").unwrap(),
            place: Place::of_section(Section::Canvas),
            message: String::new(),
            why: String::new(),
            action: String::new(),
            waived: None,
        };
        let today = Date::new(2026, 3, 9).unwrap();
        for (reason, by, until, expected) in [
            ("", " ", "", [true, true, true]),
            ("So it is", "LO", "soon", [false, false, true]),
            ("So it is", "LO", "2026-03-08", [false, false, true]),
            ("So it is", "LO", " 2026-03-09 ", [false, false, false]),
            ("\n", "LO", "2026-12-31", [true, false, false]),
        ] {
            let mut accepting = Accepting::new(&finding, "");
            (accepting.reason, accepting.by, accepting.until) = (reason.into(), by.into(), until.into());
            assert_eq!(
                accepting.problems(today).map(|problem| problem.is_some()),
                expected,
                "{reason:?} {by:?} {until:?}"
            );
        }
    }
}
