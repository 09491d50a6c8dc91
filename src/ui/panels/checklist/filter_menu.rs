//! The filter: a button that says what is filtered, and the panel below it.

use std::collections::BTreeSet;

use egui::{Id, Popup, PopupCloseBehavior, ScrollArea, Ui, vec2};

use crate::knowledge;
use crate::model::Date;
use crate::model::checklist::{PracticeStatus, PracticeTarget};
use crate::model::value::Scalar;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::{choice, label};
use crate::words;

use super::View;
use super::filter::{Due, Filter};
use super::rows::Listing;

const WIDTH: f32 = 520.0;

/// Shows the button, and the panel while it is open. Laid out from the right.
pub(super) fn show(ui: &mut Ui, view: &mut View, listing: &Listing) {
    let on = view.choice.filter.parts() > 0;
    let words = view.choice.filter.words();
    let name = if on { format!("Filter: {words}") } else { words.clone() };
    let button = Button::new(&words).icon(icons::FUNNEL).name(&name);
    let button = if on { button.show(ui) } else { button.quiet().show(ui) };
    // left of the button: what appears must not move the button that its panel hangs on
    if on && icon_button(ui, icons::X, "Clear filter", true).clicked() {
        view.choice.filter = Filter::default();
    }
    Popup::menu(&button)
        .accessible_name("Filter")
        .gap(4.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            let screen = ui.ctx().content_rect();
            ui.set_width(WIDTH.min(screen.width() - 32.0));
            let highest = (screen.bottom() - button.rect.bottom() - 24.0).max(200.0);
            ScrollArea::vertical().max_height(highest).min_scrolled_height(highest).show(ui, |ui| {
                egui::Frame::new().inner_margin(8).show(ui, |ui| panel(ui, &mut view.choice.filter, listing));
            });
        });
}

fn panel(ui: &mut Ui, filter: &mut Filter, listing: &Listing) {
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    ui.horizontal(|ui| {
        let edit = TextField::line(Id::unique("words to filter practices by"), "Words to look for");
        let width = ui.available_width() - if filter.parts() > 0 { 120.0 } else { 0.0 };
        if let Some(text) = edit.hint("Words in the practice or its answer").width(width).show(ui, &filter.text).text {
            filter.text = text;
        }
        if filter.parts() > 0 && Button::new("Clear all").quiet().icon(icons::X).show(ui).clicked() {
            *filter = Filter::default();
        }
    });
    if ui.available_width() < 420.0 {
        left(ui, filter, listing);
        right(ui, filter);
    } else {
        ui.columns_const(|[first, second]| {
            left(first, filter, listing);
            right(second, filter);
        });
    }
    caption(ui, "Owner");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for owner in &listing.owners {
            ticked(ui, owner, &mut filter.owners, owner.clone());
        }
        ticked(ui, "Nobody", &mut filter.owners, String::new());
    });
    caption(ui, "Generative-AI risk");
    let risks = &knowledge::framework().risks;
    let half = risks.len().div_ceil(2);
    ui.columns_const(|[first, second]| {
        for (index, risk) in risks.iter().enumerate() {
            let ui = if index < half { &mut *first } else { &mut *second };
            ticked(ui, &risk.title, &mut filter.risks, risk.id.as_str());
        }
    });
}

fn left(ui: &mut Ui, filter: &mut Filter, listing: &Listing) {
    caption(ui, "Status");
    for status in PracticeStatus::ALL {
        ticked(ui, status.label(), &mut filter.statuses, *status);
    }
    caption(ui, "Still open and due");
    for (text, due) in [("Overdue", Due::Overdue), (gate_words(listing).as_str(), Due::Gate)] {
        if due == Due::Gate && listing.gate.is_none() {
            continue;
        }
        if let Some(on) = choice::tick(ui, text, filter.due == due) {
            filter.due = if on { due } else { Due::Any };
        }
    }
    let edit = TextField::line(Id::unique("day to filter practices by"), "Due by this day");
    let day = if let Due::By(date) = filter.due { date.to_string() } else { String::new() };
    let read = |text: &str| Date::parse(text.trim()).map(drop);
    if let Some(text) = field::value(ui, edit.hint("By a day, as 2026-03-27"), &day, &read).text {
        filter.due = Date::parse(text.trim()).map_or(Due::Any, Due::By);
    }
}

fn gate_words(listing: &Listing) -> String {
    listing.gate.map(|date| format!("By the next gate, {}", words::short_date(date))).unwrap_or_default()
}

fn right(ui: &mut Ui, filter: &mut Filter) {
    caption(ui, "Evidence");
    if let Some(on) = choice::tick(ui, "Without evidence", filter.without_evidence) {
        filter.without_evidence = on;
    }
    caption(ui, "Target");
    if let Some(on) = choice::tick(ui, "Below its target", filter.below_target) {
        filter.below_target = on;
    }
    for target in PracticeTarget::ALL {
        ticked(ui, target.label(), &mut filter.targets, Some(*target));
    }
    ticked(ui, "Not chosen", &mut filter.targets, None);
}

/// A box to tick that puts a value into a set, or takes it out.
fn ticked<T: Ord>(ui: &mut Ui, text: &str, set: &mut BTreeSet<T>, value: T) {
    match choice::tick(ui, text, set.contains(&value)) {
        Some(true) => {
            set.insert(value);
        }
        Some(false) => {
            set.remove(&value);
        }
        None => {}
    }
}

fn caption(ui: &mut Ui, text: &str) {
    ui.add_space(8.0);
    label::line(ui, text, Type::Caption, theme::colors(ui).ink_3);
}
