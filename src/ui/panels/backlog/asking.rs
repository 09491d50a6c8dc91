//! Asking why an item crosses the cut although the score says otherwise, under its row.

use egui::{Key, Modifiers, Rect, Stroke, StrokeKind, Ui, UiBuilder, vec2};

use crate::model::Id;
use crate::model::roadmap::PinReason;
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{choice, focus, label};

use super::{View, acts};

/// What is asked, and the answer so far.
#[derive(Debug, Clone)]
pub(super) struct Asking {
    /// The item.
    pub(super) id: Id,
    /// Whether it goes above the cut.
    pub(super) up: bool,
    /// Why.
    pub(super) reason: String,
    pins: Vec<PinReason>,
    fresh: bool,
    /// Whether somebody went on without an answer.
    refused: bool,
}

impl Asking {
    /// Asks about an item.
    pub(super) fn new(id: Id, up: bool) -> Self {
        Self { id, up, reason: String::new(), pins: Vec::new(), fresh: true, refused: false }
    }

    /// Whether it was said that it must not wait for this.
    pub(super) fn has(&self, pin: PinReason) -> bool {
        self.pins.contains(&pin)
    }

    fn is_answered(&self) -> bool {
        !self.reason.trim().is_empty() || !self.pins.is_empty()
    }
}

/// Shows the question in its rectangle.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, rect: Rect) {
    let Some(mut asking) = view.asking.take() else { return };
    let c = theme::colors(ui);
    let frame = rect.shrink2(vec2(4.0, 2.0));
    ui.painter().rect(frame, radius::CONTROL, c.accent_soft, Stroke::new(1.0, c.accent_line), StrokeKind::Inside);
    if asking.fresh {
        ui.scroll_to_rect(rect, None);
    }
    let place = UiBuilder::new().id_salt("why across the cut").max_rect(frame.shrink2(vec2(12.0, 6.0)));
    let done = ui.scope_builder(place, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        contents(ui, &mut asking)
    });
    asking.fresh = false;
    match done.inner {
        Some(true) => acts::cross_because(desk, view, &asking),
        Some(false) => view.focus = true,
        None => view.asking = Some(asking),
    }
}

/// The question; gives whether it was answered or dropped.
fn contents(ui: &mut Ui, asking: &mut Asking) -> Option<bool> {
    let c = theme::colors(ui);
    let (words, act) = if asking.up {
        ("Why above the cut, although the score says otherwise?", "Take above")
    } else {
        ("Why below the cut, although the score says otherwise?", "Put below")
    };
    let id = egui::Id::unique(("reason across the cut", asking.id));
    let typed = TextField::line(id, words).hint(words).take_focus(asking.fresh).show(ui, &asking.reason);
    if let Some(text) = typed.text {
        asking.reason = text;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 0.0);
        if asking.up {
            for pin in PinReason::ALL {
                if let Some(on) = choice::tick(ui, acts::pin_words(*pin), asking.has(*pin)) {
                    asking.pins.retain(|other| other != pin);
                    asking.pins.extend(on.then_some(*pin));
                }
            }
        }
    });
    let mut done = None;
    ui.horizontal(|ui| {
        if Button::new(act).name(&format!("{act} the cut")).primary().show(ui).clicked() || typed.entered {
            asking.refused = !asking.is_answered();
            done = asking.is_answered().then_some(true);
        }
        if Button::new("Cancel").quiet().name("Leave it where it is").show(ui).clicked() || typed.escaped {
            done = Some(false);
        }
        if asking.refused && !asking.is_answered() {
            label::line(ui, "Say why first: the reason is shown with the item.", Type::Small, c.blocker);
        }
    });
    if asking.refused && typed.entered {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let escape = |ui: &Ui| ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let here = focus::place(ui.ctx());
    if done.is_none() && here.is_some_and(|here| ui.min_rect().contains(here.center())) && escape(ui) {
        done = Some(false);
    }
    done
}
