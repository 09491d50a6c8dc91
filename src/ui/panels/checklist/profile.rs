//! The profile as it is against the target profile: which practices are below the target that was chosen for them.

use egui::{Ui, vec2};

use crate::assess::practice;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

use super::View;
use super::rows::Listing;

/// Shows it in a line, with the way to the practices that it is about.
pub(super) fn show(ui: &mut Ui, view: &mut View, listing: &Listing) {
    let c = theme::colors(ui);
    let below: usize = listing.profiles.iter().map(|profile| profile.below).sum();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        label::line(ui, "Target profile", Type::Caption, c.ink_3);
        label::line(ui, &practice::sentence(&listing.profiles), Type::Small, c.ink_2);
        let on = view.choice.filter.below_target;
        if below > 0 || on {
            let text = if on { "Show all".to_owned() } else { format!("Show the {below} below") };
            if Button::new(&text).quiet().show(ui).clicked() {
                view.choice.filter.below_target = !on;
            }
        }
    });
}
