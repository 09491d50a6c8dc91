//! How large the window is, kept for the next time.

use egui::Context;

use crate::store::Places;
use crate::store::extent::Extent as Size;

/// What was last seen of the window's size.
#[derive(Debug, Default)]
pub struct Extent {
    seen: Option<Size>,
}

impl Extent {
    /// Looks at the window. While it fills the screen, the size that it comes back to stays as it was.
    pub fn observe(&mut self, ctx: &Context) {
        let zoom = ctx.zoom_factor();
        let (inner, maximized) = ctx.input(|input| {
            let viewport = input.viewport();
            let hidden = viewport.minimized.unwrap_or(false) || viewport.fullscreen.unwrap_or(false);
            (viewport.inner_rect.filter(|_| !hidden), viewport.maximized.unwrap_or(false))
        });
        let Some(inner) = inner else { return };
        let before = self.seen.unwrap_or_default();
        self.seen = Some(if maximized {
            Size { maximized, ..before }
        } else {
            Size { width: inner.width() * zoom, height: inner.height() * zoom, maximized }
        });
    }

    /// Writes it for the next time: the window is about to close. A size that is lost costs a moment, so nobody is told.
    pub fn remember(&self, places: &Places) {
        if let Some(size) = self.seen {
            drop(size.save(places));
        }
    }
}
