//! What the person chose about the program: changing it, applying it, remembering it.

use egui::Context;
use egui::style::ScrollAnimation;

use crate::store::Policy;
use crate::store::settings::{Settings, ThemeChoice, ZOOM};

use super::app::App;
use super::desk::Room;
use super::document::Document;
use super::notice::Notice;

impl App {
    /// Changes a setting, applies it and remembers it.
    pub(super) fn set(&mut self, ctx: &Context, change: impl FnOnce(&mut Settings)) {
        let (before, kept_unsaved) = (self.settings.clone(), self.keeps_unsaved());
        change(&mut self.settings);
        if self.settings == before {
            return;
        }
        let keeps_unsaved = self.keeps_unsaved();
        if let Some(document) = &mut self.document {
            if self.settings.manner != before.manner {
                document.say_anew();
            }
            if kept_unsaved && !keeps_unsaved {
                document.keeper.forget(&self.around.jobs);
            }
            if !kept_unsaved && keeps_unsaved {
                document.keeper.look_again();
            }
        }
        self.apply_settings(ctx);
        if let Some(places) = self.around.places.clone() {
            let settings = self.settings.clone();
            self.tasks.remember(self.around.jobs.start("Remembering settings", move |_| settings.save(&places)));
        }
    }

    /// Reads what is decided for everybody on this computer. One that cannot be read is said: nothing is decided then.
    pub(super) fn read_policy(&mut self) {
        if let Some(Err((error, aside))) = self.around.places.as_ref().map(Settings::check) {
            let kept = aside.map(|aside| format!(" The file as it was is kept as {}.", aside.display()));
            let text = format!("{error}. {}{}", error.hint(), kept.unwrap_or_default());
            self.notices.say(Notice::failure("Some settings could not be read", text));
        }
        match self.around.places.as_ref().map(Policy::load) {
            Some(Err(error)) => {
                let text = format!("{error}. Your own settings hold until then. {}", error.hint());
                self.notices.say(Notice::failure("The policy of this computer cannot be read", text));
            }
            Some(Ok(policy)) => self.policy = policy,
            None => {}
        }
    }

    /// Whether what is not saved of the open document is on the disk as a copy for recovery, all of it.
    pub(super) fn has_copy(&self) -> bool {
        let has_kept = |document: &Document| document.keeper.has_kept(document.session.revision(), &document.begun);
        self.keeps_unsaved() && self.document.as_ref().is_some_and(has_kept)
    }

    /// Whether what is not saved of the open document is on the disk in spite of that: as a copy for recovery that could be kept.
    pub(super) fn is_kept_unsaved(&self) -> bool {
        let fails = self.document.as_ref().is_some_and(|document| document.keeper.fails());
        self.keeps_unsaved() && self.around.places.is_some() && !fails
    }

    /// Whether unsaved work is kept for recovery: by the policy of this computer, or else as the person chose.
    pub(super) fn keeps_unsaved(&self) -> bool {
        self.policy.recovery.unwrap_or(self.settings.recovery)
    }

    /// Whether what is saved is kept as a restore point: by the policy of this computer, or else as the person chose.
    pub(super) fn keeps_points(&self) -> bool {
        self.policy.points.unwrap_or(self.settings.points)
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

    /// Whether the inspector can be seen, beside the page or over it.
    pub(super) fn is_inspector_open(&self, room: Room) -> bool {
        if room >= Room::Wide { self.shows_inspector() } else { self.chrome.drawer }
    }

    /// Whether the inspector stands beside the page. Pages that show a card beside their table begin without it.
    #[must_use]
    pub fn shows_inspector(&self) -> bool {
        if self.page.has_a_card() { self.chrome.beside_card } else { self.settings.inspector }
    }

    /// Shows the inspector or hides it, beside the page or over it.
    pub(super) fn toggle_inspector(&mut self, ctx: &Context) {
        if Room::of(ctx.content_rect().width()) >= Room::Wide {
            if self.page.has_a_card() {
                self.chrome.beside_card = !self.chrome.beside_card;
            } else {
                self.set(ctx, |settings| settings.inspector = !settings.inspector);
            }
        } else {
            self.chrome.drawer = !self.chrome.drawer;
        }
    }
}
