//! Recording a sign-off in place: who, for whom, what was decided and why. The day and the digest come from the program.

use egui::{Align, Layout, Stroke, StrokeKind, Ui, vec2};

use crate::assess::budget::Verdict;
use crate::assess::replies::is_same_person;
use crate::edit::begun::SignOffBegun;
use crate::model::reviews::{ReviewRequest, SignOff, SignOffDecision};
use crate::model::{Id, Workbook};
use crate::pack::review;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::reviewing::coverage::{self, Coverage};
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::glyph::Glyph;
use crate::ui::widgets::{choice, label};
use crate::words;

use super::{View, acts};

/// A sign-off while it is written.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub(super) struct Draft {
    /// The line that waits for it; a new one without.
    pub(super) line: Option<Id>,
    /// Who signs.
    pub(super) name: String,
    /// In which role.
    pub(super) role: String,
    /// What was decided.
    pub(super) decision: Option<SignOffDecision>,
    /// Why, or under which conditions.
    pub(super) reason: String,
    /// What it covers.
    pub(super) coverage: Coverage,
    /// Whether the digest of the workbook is kept.
    pub(super) keep_digest: bool,
    /// Whether it was tried to record it: what is missing is said from then on.
    tried: bool,
    /// The part that is brought into sight and gets the focus: it was missing when somebody tried to record.
    missed: Option<Part>,
    /// Whether what is signed was chosen by who asked, and is not chosen here.
    fixed: bool,
    fresh: bool,
    /// As what it was begun: what differs from that was entered by a person.
    began: SignOffBegun,
}

impl Draft {
    /// One that nobody waits for, by who works here.
    pub(super) fn new(author: &str) -> Self {
        Self {
            line: None,
            name: author.trim().to_owned(),
            role: String::new(),
            decision: None,
            reason: String::new(),
            coverage: Coverage::default(),
            keep_digest: true,
            tried: false,
            missed: None,
            fixed: false,
            fresh: true,
            began: SignOffBegun::default(),
        }
        .untouched()
    }

    /// For who was asked by a request: what is signed is what was sent to them.
    pub(super) fn asked(request: &ReviewRequest) -> Self {
        Self {
            role: request.role.trim().to_owned(),
            coverage: Coverage::of(&request.covers),
            fixed: true,
            ..Self::new(&request.name)
        }
        .untouched()
    }

    /// For a line that waits for it.
    pub(super) fn of(line: &SignOff) -> Self {
        Self {
            line: Some(line.id),
            name: line.name.clone(),
            role: line.role.clone(),
            reason: line.reason.clone(),
            coverage: Coverage::of(&line.covers),
            ..Self::new("")
        }
        .untouched()
    }

    /// Another one by the same person, in a line of its own: what was said before stays.
    pub(super) fn again(line: &SignOff) -> Self {
        Self { line: None, reason: String::new(), ..Self::of(line) }.untouched()
    }

    /// In a review copy what is signed is what was sent.
    pub(super) fn in_copy(self, workbook: &Workbook) -> Self {
        match review::copy_for(workbook) {
            Some(request) => Self {
                name: request.name.trim().to_owned(),
                coverage: Coverage::of(&request.covers),
                fixed: true,
                ..self
            }
            .untouched(),
            None => self,
        }
    }

    /// One that a person had begun.
    pub(super) fn taken_up(begun: &SignOffBegun) -> Self {
        Self {
            line: begun.line,
            name: begun.name.clone(),
            role: begun.role.clone(),
            decision: begun.decision,
            reason: begun.reason.clone(),
            coverage: Coverage::of(&begun.covers),
            keep_digest: begun.keeps_digest,
            fixed: begun.is_asked,
            ..Self::new("")
        }
    }

    /// The same, as something of which nothing was entered yet.
    fn untouched(mut self) -> Self {
        self.began = self.value();
        self
    }

    /// What it says, if a person entered something.
    pub(super) fn begun(&self) -> Option<SignOffBegun> {
        Some(self.value()).filter(|value| *value != self.began)
    }

    fn value(&self) -> SignOffBegun {
        SignOffBegun {
            line: self.line,
            name: self.name.clone(),
            role: self.role.clone(),
            decision: self.decision,
            reason: self.reason.clone(),
            covers: self.coverage.names(),
            keeps_digest: self.keep_digest,
            is_asked: self.fixed,
        }
    }

    /// Whether it is about the line, or by the person, of another form.
    pub(super) fn is_for(&self, other: &Self) -> bool {
        self.line == other.line && (other.name.trim().is_empty() || is_same_person(&self.name, &other.name))
    }

    /// What it is, in words.
    pub(super) fn whose(&self) -> String {
        match self.name.trim() {
            "" => "A sign-off is begun".to_owned(),
            name => format!("A sign-off by {name} is begun"),
        }
    }

    /// A line that was deleted meanwhile is waited for by nobody: the form is for one of its own then.
    pub(super) fn let_go_of_line(&mut self, workbook: &Workbook) {
        self.line = self.line.filter(|id| workbook.reviews.sign_offs.find(*id).is_some());
    }

    /// Brings the form into sight.
    pub(super) fn show_again(&mut self) {
        self.fresh = true;
    }

    /// What is missing, part by part.
    fn problem(&self, part: Part) -> Option<&'static str> {
        let blank = |text: &str| text.trim().is_empty();
        match part {
            Part::Name if blank(&self.name) => Some("Enter who signs"),
            Part::Role if blank(&self.role) => Some("Enter whom they speak for"),
            Part::Decision if self.decision.is_none() => Some("Choose one of the three"),
            Part::Reason if blank(&self.reason) => match self.decision {
                Some(SignOffDecision::Conditional) => Some("Enter the conditions"),
                Some(SignOffDecision::Rejected) => Some("Enter why"),
                _ => None,
            },
            _ => None,
        }
    }

    /// The parts with something missing, in their order on the card.
    fn missing(&self) -> impl Iterator<Item = Part> {
        Part::ALL.into_iter().filter(|part| self.problem(*part).is_some())
    }

    fn is_ready(&self) -> bool {
        self.missing().next().is_none()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    Role,
    Decision,
    Reason,
}

impl Part {
    const ALL: [Self; 4] = [Self::Name, Self::Role, Self::Decision, Self::Reason];
}

/// The verdict whose glyph a decision has.
pub(super) const fn look(decision: Option<SignOffDecision>) -> Verdict {
    match decision {
        Some(SignOffDecision::Approved) => Verdict::Within,
        Some(SignOffDecision::Conditional) => Verdict::AtRisk,
        Some(SignOffDecision::Rejected) => Verdict::Exceeded,
        None => Verdict::Unmeasured,
    }
}

/// Shows the card, if a sign-off is being written for this line; a new one has none.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, line: Option<Id>) {
    let Some(mut draft) = view.signing.take_if(|draft| draft.line == line) else { return };
    let was_fresh = draft.fresh;
    let (mut record, mut cancel) = (false, false);
    let shown = label::card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 8.0;
        label::heading(ui, "Record a sign-off", Type::Name, 2);
        who(ui, &mut draft);
        choose(ui, &mut draft);
        say(ui, &draft, Part::Decision);
        let prompt = "Why, or under which conditions?";
        label::line(ui, "Reason or conditions", Type::Caption, theme::colors(ui).ink_2);
        let id = egui::Id::unique("reason of a sign-off");
        let missed = draft.missed == Some(Part::Reason);
        let typed = TextField::prose(id, prompt, 2).hint(prompt).form().take_focus(missed).show(ui, &draft.reason);
        bring(&typed.response, missed);
        if let Some(text) = typed.text {
            draft.reason = text;
        }
        say(ui, &draft, Part::Reason);
        what(ui, &mut draft);
        let text = "Keep the digest of what is signed, as it is now";
        // of an answer it is kept in any case
        if !draft.fixed
            && let Some(on) = choice::tick(ui, text, draft.keep_digest)
        {
            draft.keep_digest = on;
        }
        ui.horizontal_wrapped(|ui| {
            let button = Button::new("Record").primary().icon(icons::SIGNATURE).name("Record this sign-off");
            record = button.show(ui).clicked();
            cancel = Button::new("Cancel").quiet().show(ui).clicked();
            let dated = format!("Dated {}", words::date(desk.today));
            label::line(ui, &dated, Type::Body, theme::colors(ui).ink_3);
        });
        let missing: Vec<&str> = draft.missing().filter_map(|part| draft.problem(part)).collect();
        // what is missing alone stands beside its field, which is brought into sight
        if draft.tried && missing.len() > 1 {
            label::text(ui, &missing.join(". "), Type::Small, theme::colors(ui).blocker);
        }
    });
    if was_fresh {
        shown.response.scroll_to_me(None);
    }
    (draft.fresh, draft.missed) = (false, None);
    if record && draft.is_ready() {
        let id = acts::sign(desk, &draft);
        view.focus = Some(super::sign_offs::row_id(id));
    } else if !cancel {
        if record {
            draft.tried = true;
            let first = draft.missing().next();
            draft.missed = first;
            ui.ctx().request_repaint();
        }
        view.signing = Some(draft);
    }
}

/// Brings a part into sight that was missed.
fn bring(response: &egui::Response, missed: bool) {
    if missed {
        response.scroll_to_me(Some(Align::Center));
    }
}

/// What is signed: chosen, unless it is what somebody was asked to sign.
fn what(ui: &mut Ui, draft: &mut Draft) {
    label::heading(ui, "What is signed", Type::Strong, 3);
    if draft.fixed {
        let names = draft.coverage.names();
        let all = if names.is_empty() { "Everything in it".to_owned() } else { words::series(&names) };
        label::text(ui, &format!("{all}, as it was sent to you."), Type::Body, theme::colors(ui).ink);
    } else {
        coverage::choose(ui, &mut draft.coverage, "Everything");
    }
}

/// Name and role, side by side where there is room.
fn who(ui: &mut Ui, draft: &mut Draft) {
    let width = ui.available_width();
    let layout = if width >= 420.0 { Layout::left_to_right(Align::TOP) } else { Layout::top_down(Align::Min) };
    let half = if width >= 420.0 { (width - 16.0) / 2.0 } else { width };
    ui.with_layout(layout, |ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 4.0);
        super::super::column(ui, half, |ui| {
            label::line(ui, "Name", Type::Caption, theme::colors(ui).ink_2);
            if draft.fixed {
                // who was asked: the answer of somebody else would not be taken
                label::line(ui, &draft.name, Type::Body, theme::colors(ui).ink);
                return;
            }
            let id = egui::Id::unique("name in a sign-off");
            let missed = draft.missed == Some(Part::Name);
            let field = TextField::line(id, "Who signs?").hint("Who signs?").form().take_focus(draft.fresh || missed);
            let typed = field.show(ui, &draft.name);
            bring(&typed.response, missed);
            if let Some(text) = typed.text {
                draft.name = text;
            }
            say(ui, draft, Part::Name);
        });
        super::super::column(ui, half, |ui| {
            label::line(ui, "Role", Type::Caption, theme::colors(ui).ink_2);
            let id = egui::Id::unique("role in a sign-off");
            let missed = draft.missed == Some(Part::Role);
            let field = TextField::line(id, "Whom do they speak for?").hint("Whom do they speak for?").form();
            let field = field.take_focus(missed || (draft.fresh && draft.fixed));
            let typed = field.show(ui, &draft.role);
            bring(&typed.response, missed);
            if let Some(text) = typed.text {
                draft.role = text;
            }
            say(ui, draft, Part::Role);
        });
    });
}

/// The three decisions, side by side.
fn choose(ui: &mut Ui, draft: &mut Draft) {
    ui.horizontal_wrapped(|ui| {
        for (decision, words) in SignOffDecision::ALL.iter().zip(SignOffDecision::LABELS) {
            let chosen = draft.decision == Some(*decision);
            let response = Button::new(words).glyph(Glyph::Verdict(look(Some(*decision)))).large().show(ui);
            if chosen {
                let edge = Stroke::new(2.0, theme::colors(ui).accent);
                ui.painter().rect_stroke(response.rect, radius::CONTROL, edge, StrokeKind::Inside);
            }
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_role(egui::accesskit::Role::RadioButton);
                node.set_toggled(if chosen { egui::accesskit::Toggled::True } else { egui::accesskit::Toggled::False });
            });
            if draft.missed == Some(Part::Decision) && decision == &SignOffDecision::Approved {
                response.request_focus();
                bring(&response, true);
            }
            if response.clicked() {
                draft.decision = Some(*decision);
            }
        }
    });
}

/// What is missing, once it was tried to record it.
fn say(ui: &mut Ui, draft: &Draft, part: Part) {
    if let Some(problem) = draft.problem(part).filter(|_| draft.tried) {
        label::text(ui, problem, Type::Small, theme::colors(ui).blocker);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_and_refusals_need_words_and_an_approval_does_not() {
        let mut draft = Draft::new("");
        assert!(!draft.is_ready());
        "Anke Vos".clone_into(&mut draft.name);
        "Business owner".clone_into(&mut draft.role);
        for (decision, ready) in [
            (SignOffDecision::Approved, true),
            (SignOffDecision::Conditional, false),
            (SignOffDecision::Rejected, false),
        ] {
            draft.decision = Some(decision);
            assert_eq!(draft.is_ready(), ready, "{decision:?}");
        }
        "FM-4 has no fallback".clone_into(&mut draft.reason);
        assert!(draft.is_ready());
    }
}
