//! Settings of the window as they are changed: applied at once, remembered in the background.

use egui::Context;

use crate::store::settings::{Settings, ThemeChoice, ZOOM};

use super::app::App;

impl App {
    pub(super) fn zoom(&mut self, ctx: &Context, by: Option<f32>) {
        let zoom = by.map_or(1.0, |by| ((self.settings.zoom + by) * 10.0).round() / 10.0);
        self.set(ctx, |settings| settings.zoom = zoom.clamp(*ZOOM.start(), *ZOOM.end()));
    }

    /// Changes a setting, applies it and remembers it.
    pub(super) fn set(&mut self, ctx: &Context, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        self.apply_settings(ctx);
        if let Some(places) = self.around.places.clone() {
            let settings = self.settings;
            self.tasks.remember(self.around.jobs.start("Remembering settings", move |_| settings.save(&places)));
        }
    }

    pub(super) fn apply_settings(&self, ctx: &Context) {
        ctx.set_zoom_factor(self.settings.zoom);
        ctx.set_theme(match self.settings.theme {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        });
        let seconds = if self.settings.reduced_motion { 0.0 } else { 0.1 };
        ctx.all_styles_mut(|style| style.animation_time = seconds);
    }
}
