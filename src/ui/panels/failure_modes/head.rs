//! The head of the page: what there is, and the ways to narrow it, order it and add to it.

use egui::{Popup, PopupCloseBehavior, Ui};

use crate::model::List;
use crate::model::failure_modes::{FailureCategory, FailureMode};
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, filter_chip, icon_button, icon_toggle};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{choice, label, menu};

use super::rows::{Filter, Order, Scored, Sort};
use super::{View, acts, library};

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, modes: &List<FailureMode>) {
    let counts = view.listing.counts.words();
    super::super::head(ui, "Failure modes", &counts, |ui| {
        let wide = desk.room >= Room::Rail;
        let add = if wide {
            Button::new("Failure mode").icon(icons::PLUS).key("N").name("Add failure mode").show(ui)
        } else {
            icon_button(ui, icons::PLUS, "Add failure mode", true)
        };
        if add.clicked() {
            acts::add(ui, desk, view);
        }
        let from = if wide {
            Button::new("From library").icon(icons::BOOKS).quiet().name("Add from the library").show(ui)
        } else {
            icon_button(ui, icons::BOOKS, "Add from the library", true)
        };
        if from.clicked() {
            library::open(ui.ctx(), view, false);
        }
        super::super::sheet::switch(ui, "failure_modes.modes");
        if !modes.is_empty() {
            sort(ui, view, wide);
            filter(ui, view, wide);
        }
    });
}

fn sort(ui: &mut Ui, view: &mut View, wide: bool) {
    let by = view.order.by;
    let icon = if view.order.reversed { icons::SORT_DESCENDING } else { icons::SORT_ASCENDING };
    let name = format!("Sort: {}", by.label().to_lowercase());
    let button = if wide {
        Button::new(by.label()).icon(icon).quiet().name(&name).show(ui)
    } else {
        icon_button(ui, icon, &name, true)
    };
    menu::below(&button, |ui| {
        for sort in Sort::MENU {
            if menu::Row::new(sort.label()).chosen(sort == by).show(ui).clicked() {
                view.order = Order { by: sort, reversed: false };
                view.scroll = true;
            }
        }
        if menu::Row::new("The other way round").chosen(view.order.reversed).show(ui).clicked() {
            view.order.reversed = !view.order.reversed;
        }
    });
}

fn filter(ui: &mut Ui, view: &mut View, wide: bool) {
    let set = view.filter.conditions();
    let text = if set == 0 { "Filter".to_owned() } else { format!("Filter ({set})") };
    let name = if set == 0 { "Filter".to_owned() } else { format!("Filter, {set} conditions") };
    let button = if wide {
        Button::new(&text).icon(icons::FUNNEL).quiet().name(&name).show(ui)
    } else {
        icon_toggle(ui, icons::FUNNEL, &name, true, set > 0)
    };
    let popup = Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Filter")
        .gap(4.0);
    let (filter, owners) = (&mut view.filter, &view.listing.owners);
    popup.show(|ui| {
        egui::Frame::new().inner_margin(8).show(ui, |ui| {
            ui.set_width(340.0);
            egui::ScrollArea::vertical().max_height(480.0).show(ui, |ui| conditions(ui, filter, owners));
        });
    });
}

fn conditions(ui: &mut Ui, filter: &mut Filter, owners: &[String]) {
    ui.spacing_mut().item_spacing.y = 4.0;
    let id = egui::Id::unique("text of the filter of failure modes");
    if let Some(text) =
        TextField::line(id, "Filter by text").hint("Words in name, cause, effect, owner").show(ui, &filter.text).text
    {
        filter.text = text;
    }
    caption(ui, "Level");
    ui.horizontal_wrapped(|ui| {
        for level in Scored::ALL {
            let on = filter.level == Some(level);
            if filter_chip(ui, level.label(), None, on).clicked() {
                filter.level = (!on).then_some(level);
            }
        }
    });
    caption(ui, "Category");
    ui.horizontal_wrapped(|ui| {
        for (category, text) in FailureCategory::ALL.iter().zip(FailureCategory::LABELS) {
            let on = filter.category == Some(*category);
            if filter_chip(ui, text, None, on).clicked() {
                filter.category = (!on).then_some(*category);
            }
        }
    });
    caption(ui, "Owner");
    ui.horizontal_wrapped(|ui| {
        for owner in owners {
            let on = filter.owner.as_ref() == Some(owner);
            let text = if owner.is_empty() { "Nobody" } else { owner };
            if filter_chip(ui, text, None, on).clicked() {
                filter.owner = (!on).then(|| owner.clone());
            }
        }
    });
    ui.add_space(4.0);
    if let Some(on) = choice::tick(ui, "Without a fallback", filter.no_fallback) {
        filter.no_fallback = on;
    }
    if let Some(on) = choice::tick(ui, "Without a residual level", filter.no_residual) {
        filter.no_residual = on;
    }
    if let Some(on) = choice::tick(ui, "Silent", filter.silent) {
        filter.silent = on;
    }
    if filter.conditions() > 0 && Button::new("Show all").quiet().show(ui).clicked() {
        *filter = Filter::default();
    }
}

fn caption(ui: &mut Ui, text: &str) {
    ui.add_space(4.0);
    label::line(ui, text, Type::Caption, theme::colors(ui).ink_3);
}
