//! What was signed, in words, to read: nobody changes what somebody has signed. It is signed again, or withdrawn.

use egui::{Frame, Margin, Ui, vec2};

use crate::model::covers;
use crate::model::reviews::{SignOff, SignOffDecision};
use crate::model::{Item as _, Workbook};
use crate::pack::review;
use crate::report::Standing;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::reviewing::coverage::{self, Coverage};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;
use crate::words;

use super::{View, acts, sign};

/// Room for what a line of the card is called.
const CAPTION: f32 = 112.0;

/// Shows a line that is open: what was signed, or who is to sign what.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, sign_off): (&Workbook, &SignOff)) {
    let shown = label::card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        if sign_off.decision.is_some() {
            signed(ui, desk, view, (workbook, sign_off));
        } else {
            waits(ui, desk, view, sign_off);
        }
    });
    if std::mem::take(&mut view.scroll) {
        shown.response.scroll_to_me(None);
    }
}

/// A line that waits for a signature: who, for whom, and what they are to sign.
fn waits(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, sign_off: &SignOff) {
    if desk.workbook().reviews.copy_for.is_some() || desk.is_read_only() {
        let or = |text: &str| if text.trim().is_empty() { "Nobody named".to_owned() } else { text.trim().to_owned() };
        fact(ui, "By", &or(&sign_off.name));
        fact(ui, "Speaks for", &or(&sign_off.role));
        fact(ui, "To be signed", &covers::in_words(&sign_off.covers));
        return;
    }
    form::some(ui, desk, &Spot::item(sign_off.id), sign_off, &["name", "role"]);
    ui.add_space(8.0);
    label::heading(ui, "What is to be signed", Type::Strong, 3);
    let known = view.covering.take().filter(|(id, _)| *id == sign_off.id);
    let mut chosen = match known {
        Some((_, known)) if known.names() == Coverage::of(&sign_off.covers).names() => known,
        _ => Coverage::of(&sign_off.covers),
    };
    let before = chosen.names();
    coverage::choose(ui, &mut chosen, "Everything");
    let names = chosen.names();
    if names != before {
        acts::cover(desk, sign_off.id, names);
    }
    view.covering = Some((sign_off.id, chosen));
}

fn signed(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, sign_off): (&Workbook, &SignOff)) {
    let date = sign_off.date.map_or_else(|| "No date".to_owned(), words::date);
    let standing = desk.facts.sign_offs.get(&sign_off.id);
    let still = standing.map_or_else(|| "Not known".to_owned(), Standing::words);
    let or = |text: &str, blank: &str| if text.trim().is_empty() { blank.to_owned() } else { text.trim().to_owned() };
    let reason = match sign_off.decision {
        Some(SignOffDecision::Conditional) => "Conditions",
        _ => "Reason",
    };
    for (caption, words) in [
        ("Decision", super::line::decided(sign_off).to_owned()),
        (reason, or(&sign_off.reason, "None given")),
        ("By", or(&sign_off.name, "Nobody named")),
        ("Speaks for", or(&sign_off.role, "Nobody named")),
        ("On", date),
        ("Covers", covered(sign_off)),
        ("Still true?", still),
    ] {
        fact(ui, caption, &words);
    }
    details(ui, view, sign_off);
    if !review::may_answer(workbook, &sign_off.name) {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let again = format!("Sign {} again", sign_off.cite());
        if Button::new("Sign again").icon(icons::SIGNATURE).name(&again).show(ui).clicked() {
            view.sign(sign::Draft::again(sign_off).in_copy(workbook));
        }
        let withdraw = format!("Withdraw {}", sign_off.cite());
        let button = Button::new("Withdraw").quiet().icon(icons::UNDO).name(&withdraw).show(ui);
        if button.on_hover_text("The line waits for a signature again. It can be undone.").clicked() {
            acts::withdraw(desk, sign_off.id);
        }
    });
}

/// What it covers, by name.
fn covered(sign_off: &SignOff) -> String {
    let names = Coverage::of(&sign_off.covers).names();
    // a name that nobody knows stands for everything
    let is_all = names.is_empty() || covers::in_words(&sign_off.covers) == covers::in_words(&[]);
    if is_all { "Everything in the workbook".to_owned() } else { words::series(&names) }
}

fn fact(ui: &mut Ui, caption: &str, words: &str) {
    let c = theme::colors(ui);
    ui.horizontal_top(|ui| {
        let width = CAPTION.min(ui.available_width() / 3.0);
        super::super::column(ui, width, |ui| {
            label::line(ui, caption, Type::Body, c.ink_3);
        });
        super::super::column(ui, ui.available_width(), |ui| {
            label::text(ui, words, Type::Body, c.ink);
        });
    });
}

/// What only somebody needs who checks: the digest, to compare with the one in documents and in packs.
fn details(ui: &mut Ui, view: &mut View, sign_off: &SignOff) {
    let open = view.details == Some(sign_off.id);
    let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let name = format!("Details of {}", sign_off.cite());
    let fold = Button::new("Details").quiet().icon(icon).name(&name).show(ui);
    ui.ctx().accesskit_node_builder(fold.id, |node| node.set_expanded(open));
    if fold.clicked() {
        view.details = Some(sign_off.id).filter(|_| !open);
    }
    if !open {
        return;
    }
    Frame::new().inner_margin(Margin { left: 24, ..Margin::ZERO }).show(ui, |ui| {
        let digest = match sign_off.digest.trim() {
            "" => "Not kept",
            digest => digest,
        };
        fact(ui, "Digest", digest);
        fact(ui, "Digests kept", &words::how_many(sign_off.parts.len(), "section", "sections"));
    });
}
