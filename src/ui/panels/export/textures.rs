//! Pages as they are painted: in the background, only those in sight, as fine as the screen is. What was painted before stays
//! until it is painted anew, stretched if need be, so that nothing flickers.

use std::sync::Arc;

use egui::{ColorImage, Context, TextureHandle, TextureId, TextureOptions};

use crate::render::page::placed::Pixels;
use crate::render::raster::{self, GlyphCache};
use crate::report::Document;
use crate::ui::jobs::{Job, Jobs, Poll};

use super::laying::Laid;
use super::sheets::Sheets;

/// Pages that are painted at the same time.
const AT_ONCE: usize = 2;
/// Pages out of sight that are kept, so that turning back shows them at once.
const KEPT: usize = 8;

/// How large a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// To be read.
    Whole,
    /// To be found.
    Thumb,
}

/// Which page of which document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot {
    document: Document,
    page: usize,
    size: Size,
}

/// How a page is painted: of which layout, how finely, and whether in grays.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Finish {
    stamp: u64,
    scale: f32,
    gray: bool,
}

/// A page to be painted.
struct Wanted {
    slot: Slot,
    finish: Finish,
    sheets: Arc<Sheets>,
}

/// A painted page.
struct Painted {
    slot: Slot,
    finish: Finish,
    texture: TextureHandle,
    /// The frame that showed it last.
    seen: u64,
}

/// What a job gives; the letters that it drew are for the next page.
struct Ink {
    image: ColorImage,
    cache: GlyphCache,
}

/// Painted pages, and those under way.
#[derive(Default)]
pub(super) struct Textures {
    painted: Vec<Painted>,
    jobs: Vec<(Slot, Finish, Job<Ink>)>,
    wanted: Vec<Wanted>,
    caches: Vec<GlyphCache>,
}

impl Textures {
    /// Whether nothing is being painted.
    pub fn is_idle(&self) -> bool {
        self.jobs.is_empty()
    }

    /// The page as it is painted now, and asks for a better one where that is not what is wanted. `scale`: pixels to a point.
    pub fn page(
        &mut self,
        ctx: &Context,
        laid: &Laid,
        (page, size): (usize, Size),
        (scale, gray): (f32, bool),
    ) -> Option<TextureId> {
        let slot = Slot { document: laid.document, page, size };
        let finish = Finish { stamp: laid.stamp, scale: bounded(ctx, laid, page, scale), gray };
        let now = ctx.cumulative_frame_nr();
        let known = self.painted.iter_mut().find(|painted| painted.slot == slot);
        let found = known.map(|painted| {
            painted.seen = now;
            (painted.texture.id(), painted.finish)
        });
        let (texture, is) = found.unzip();
        let under_way = self.jobs.iter().any(|(of, how, _)| *of == slot && *how == finish);
        if is != Some(finish) && !under_way {
            self.wanted.push(Wanted { slot, finish, sheets: Arc::clone(&laid.sheets) });
        }
        texture
    }

    /// Takes up what was painted, and starts to paint what was asked for in this frame. Call once a frame, after the pages.
    pub fn tend(&mut self, ctx: &Context, jobs: &Jobs) {
        let mut wanted = std::mem::take(&mut self.wanted);
        // pages before thumbs: those are read
        wanted.sort_by_key(|one| one.slot.size == Size::Thumb);
        self.take_up(ctx);
        for one in wanted {
            if self.jobs.len() >= AT_ONCE {
                ctx.request_repaint(); // what is wanted is asked for again
                break;
            }
            if self.jobs.iter().any(|(slot, ..)| *slot == one.slot) {
                continue; // one page, one painter
            }
            let cache = self.caches.pop().unwrap_or_default();
            let (slot, finish) = (one.slot, one.finish);
            self.jobs.push((slot, finish, jobs.start("Painting a page", move |_| paint(&one, cache))));
            self.take_up(ctx);
        }
        self.forget(ctx.cumulative_frame_nr());
    }

    fn take_up(&mut self, ctx: &Context) {
        let mut done = Vec::new();
        self.jobs.retain(|(slot, finish, job)| match job.poll() {
            Poll::Working => true,
            Poll::Done(ink) => {
                done.push((*slot, *finish, ink));
                false
            }
            Poll::Lost => false,
        });
        for (slot, finish, ink) in done {
            self.caches.push(ink.cache);
            let now = ctx.cumulative_frame_nr();
            if let Some(painted) = self.painted.iter_mut().find(|painted| painted.slot == slot) {
                painted.texture.set(ink.image, TextureOptions::LINEAR);
                painted.finish = finish;
            } else {
                let texture = ctx.load_texture("page", ink.image, TextureOptions::LINEAR);
                self.painted.push(Painted { slot, finish, texture, seen: now });
            }
            ctx.request_repaint();
        }
    }

    /// Lets go of pages that nobody saw for the longest time.
    fn forget(&mut self, now: u64) {
        let is_out_of_sight = |painted: &Painted| painted.seen + 1 < now && painted.slot.size == Size::Whole;
        while self.painted.iter().filter(|painted| is_out_of_sight(painted)).count() > KEPT {
            let oldest = (0..self.painted.len())
                .filter(|at| self.painted.get(*at).is_some_and(is_out_of_sight))
                .min_by_key(|at| self.painted.get(*at).map(|painted| painted.seen));
            let Some(oldest) = oldest else { break };
            self.painted.swap_remove(oldest);
        }
        // thumbs are small, but there may be hundreds
        self.painted.retain(|painted| painted.slot.size == Size::Whole || painted.seen + 600 > now);
    }
}

/// The scale, or the largest at which the graphics card holds the page.
fn bounded(ctx: &Context, laid: &Laid, page: usize, scale: f32) -> f32 {
    let side = ctx.input(|input| input.max_texture_side) as f32;
    let longest = laid.sheets.pages.pages.get(page).map_or(1.0, |page| page.width_pt.max(page.height_pt));
    scale.min((side - 1.0) / longest.max(1.0))
}

fn paint(wanted: &Wanted, mut cache: GlyphCache) -> Ink {
    let Some(page) = wanted.sheets.pages.pages.get(wanted.slot.page) else {
        return Ink { image: ColorImage::default(), cache };
    };
    let size = (page.width_pt, page.height_pt);
    let pixels = raster::paint_with(&mut cache, &page.items, size, wanted.finish.scale, &wanted.sheets.fonts);
    let pixels = if wanted.finish.gray { pixels.grayed() } else { pixels };
    Ink { image: image(&pixels), cache }
}

/// Pixels as the window draws them: all are opaque.
pub(super) fn image(pixels: &Pixels) -> ColorImage {
    ColorImage::from_rgba_unmultiplied([pixels.width as usize, pixels.height as usize], &pixels.rgba)
}
