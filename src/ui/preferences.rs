//! What the person chose about the program: changing it, applying it, remembering it.

use egui::Context;
use egui::style::ScrollAnimation;

use crate::store::settings::{Settings, ThemeChoice, ZOOM};

use super::app::App;

impl App {
    /// Changes a setting, applies it and remembers it.
    pub(super) fn set(&mut self, ctx: &Context, change: impl FnOnce(&mut Settings)) {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings == before {
            return;
        }
        if let Some(document) = &mut self.document {
            if self.settings.manner != before.manner {
                document.say_anew();
            }
            if before.recovery && !self.settings.recovery {
                document.keeper.forget(&self.around.jobs);
            }
            if !before.recovery && self.settings.recovery {
                document.keeper.look_again();
            }
        }
        self.apply_settings(ctx);
        if let Some(places) = self.around.places.clone() {
            let settings = self.settings.clone();
            self.tasks.remember(self.around.jobs.start("Remembering settings", move |_| settings.save(&places)));
        }
    }

    /// Makes everything larger or smaller by a factor, or as large as it naturally is.
    pub(super) fn zoom(&mut self, ctx: &Context, by: Option<f32>) {
        let zoom = by.map_or(1.0, |by| ((self.settings.zoom + by) * 10.0).round() / 10.0);
        self.set(ctx, |settings| settings.zoom = zoom.clamp(*ZOOM.start(), *ZOOM.end()));
    }

    pub(super) fn apply_settings(&mut self, ctx: &Context) {
        ctx.set_zoom_factor(self.settings.zoom);
        ctx.set_theme(match self.settings.theme {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        });
        let still = self.settings.reduced_motion;
        ctx.all_styles_mut(|style| {
            style.animation_time = if still { 0.0 } else { 0.1 };
            style.scroll_animation = if still { ScrollAnimation::none() } else { ScrollAnimation::default() };
        });
        self.exporting.set_paper(self.settings.paper);
    }
}
