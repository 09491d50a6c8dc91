//! How large the canvas is drawn, apart from the rest of the window. Type is set at the size that it is shown in, so there
//! are a few sizes only, as in a browser. Smaller than natural, the trays grow so wide that they still fill the page; larger,
//! the canvas is wider than the page and scrolls.

use egui::{Pos2, Rect, Vec2, pos2};

use crate::model::Id;

use super::sheet::Sheet;

/// The sizes.
pub const LEVELS: [f32; 11] = [0.25, 0.33, 0.4, 0.5, 0.67, 0.8, 0.9, 1.0, 1.25, 1.5, 2.0];

/// The natural size.
const NATURAL: usize = 7;

/// The smallest size in which somebody writes.
const WRITES: f32 = 0.8;

/// A wish for another size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// A step larger.
    In,
    /// A step smaller.
    Out,
    /// As large as everything else.
    Natural,
    /// As large as the whole canvas can be seen.
    Fit,
}

/// A point of the sheet that stays where it is on the screen while the size changes.
#[derive(Debug, Clone, Copy)]
struct Grip {
    /// The note that it is at, or the tray.
    note: Option<Id>,
    tray: usize,
    /// How far below the top of the note, and right of the left edge as a share of the tray.
    below: f32,
    across: f32,
    /// Where it is on the screen.
    at: Pos2,
}

/// The size.
#[derive(Debug)]
pub struct Zoom {
    level: usize,
    /// How much further the wheel or the fingers have pulled than the size shows.
    pull: f32,
    fitting: bool,
    grip: Option<Grip>,
    /// Where the sheet began on the screen when it was last drawn.
    pub origin: Vec2,
}

impl Default for Zoom {
    fn default() -> Self {
        Self { level: NATURAL, pull: 1.0, fitting: false, grip: None, origin: Vec2::ZERO }
    }
}

impl Zoom {
    /// How large a point of the sheet is on the screen.
    #[must_use]
    pub fn scale(&self) -> f32 {
        LEVELS.get(self.level).copied().unwrap_or(1.0)
    }

    /// Which of the sizes it is.
    #[must_use]
    pub fn level(&self) -> usize {
        self.level
    }

    /// How wide the sheet is in its own points, on a page this wide.
    #[must_use]
    pub fn width(&self, page: f32) -> f32 {
        page / self.scale().min(1.0)
    }

    /// Does what is wished. `at` is the point of the screen that stays where it is.
    pub fn wish(&mut self, wish: Wish, sheet: Option<&Sheet>, at: Pos2) {
        let level = match wish {
            Wish::In => (self.level + 1).min(LEVELS.len() - 1),
            Wish::Out => self.level.saturating_sub(1),
            Wish::Natural | Wish::Fit => NATURAL,
        };
        self.fitting = wish == Wish::Fit;
        self.pull = 1.0;
        self.go(level, sheet, at);
    }

    /// Follows the wheel or two fingers.
    pub fn follow(&mut self, delta: f32, sheet: Option<&Sheet>, at: Pos2) {
        let wanted = (self.scale() * self.pull * delta).clamp(0.2, 2.5);
        let nearest = |a: &&f32, b: &&f32| (**a / wanted).ln().abs().total_cmp(&(**b / wanted).ln().abs());
        let level = LEVELS.iter().min_by(nearest).and_then(|near| LEVELS.iter().position(|level| level >= near));
        self.fitting = false;
        self.go(level.unwrap_or(NATURAL), sheet, at);
        self.pull = wanted / self.scale();
    }

    /// A size in which somebody can write, if this is none.
    pub fn for_writing(&mut self) {
        if self.scale() < WRITES {
            (self.level, self.pull, self.fitting) = (NATURAL, 1.0, false);
        }
    }

    /// One size smaller, if the whole canvas is wanted and is higher than the page. `true` if it has changed.
    pub fn fit(&mut self, height: f32, page: f32) -> bool {
        let smaller = self.fitting && height * self.scale() > page && self.level > 0;
        self.fitting &= smaller;
        self.level -= usize::from(smaller);
        smaller
    }

    /// Whether the largest size is looked for in which the whole canvas is seen.
    #[must_use]
    pub fn is_fitting(&self) -> bool {
        self.fitting
    }

    /// While heights of the old sheet are guesses, what is at a point of the screen stays there in the next one.
    pub fn hold(&mut self, old: Option<&Sheet>, at: Pos2) {
        if let (Some(old), None) = (old.filter(|old| old.is_rough()), self.grip) {
            self.grip = grip(old, at, (at - self.origin).to_vec2() / self.scale());
        }
    }

    fn go(&mut self, level: usize, sheet: Option<&Sheet>, at: Pos2) {
        if level != self.level {
            self.grip = sheet.and_then(|sheet| grip(sheet, at, (at - self.origin).to_vec2() / self.scale()));
            self.level = level;
        }
    }

    /// How far to scroll so that what was at the pointer is there again, if the size has just changed or heights are guessed.
    /// `page` is where the sheet begins if it is not scrolled.
    pub fn offset(&mut self, sheet: &Sheet, page: Pos2) -> Option<Vec2> {
        let offset = self.wanted(sheet, page);
        self.grip = None;
        offset
    }

    /// The part of the sheet that will be seen through `whole`.
    #[must_use]
    pub fn sight(&self, sheet: &Sheet, page: Pos2, whole: Rect) -> Rect {
        let origin = self.wanted(sheet, page).map_or(self.origin, |offset| page.to_vec2() - offset);
        whole.translate(-origin) / self.scale()
    }

    fn wanted(&self, sheet: &Sheet, page: Pos2) -> Option<Vec2> {
        let grip = self.grip?;
        let tray = sheet.trays.get(grip.tray)?.rect;
        let top = grip.note.and_then(|id| Some(place(sheet, id)?.top())).unwrap_or_else(|| tray.top());
        let point = pos2(tray.left() + tray.width() * grip.across, top + grip.below);
        let offset = page.to_vec2() + point.to_vec2() * self.scale() - grip.at.to_vec2();
        Some(offset.max(Vec2::ZERO))
    }
}

fn place(sheet: &Sheet, id: Id) -> Option<Rect> {
    let at = sheet.find(id)?;
    sheet.trays.get(at.tray)?.pieces.get(at.slot?).map(|piece| piece.rect)
}

/// What is at a point of the sheet.
fn grip(sheet: &Sheet, at: Pos2, point: Vec2) -> Option<Grip> {
    let point = point.to_pos2();
    let trays = sheet.trays.iter().enumerate();
    let (number, tray) =
        trays.min_by(|(_, a), (_, b)| a.rect.distance_sq_to_pos(point).total_cmp(&b.rect.distance_sq_to_pos(point)))?;
    let above = tray.pieces.iter().rev().find(|piece| piece.rect.top() <= point.y);
    let note = above.and_then(|piece| sheet.note(piece)).map(|note| note.id);
    let top = above.filter(|_| note.is_some()).map_or(tray.rect.top(), |piece| piece.rect.top());
    let across = (point.x - tray.rect.left()) / tray.rect.width().max(1.0);
    Some(Grip { note, tray: number, below: point.y - top, across, at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_between_the_smallest_and_the_largest_size() {
        let mut zoom = Zoom::default();
        assert!((zoom.scale() - 1.0).abs() < 1e-6);
        for _ in 0..20 {
            zoom.wish(Wish::In, None, Pos2::ZERO);
        }
        assert!((zoom.scale() - 2.0).abs() < 1e-6);
        for _ in 0..20 {
            zoom.wish(Wish::Out, None, Pos2::ZERO);
        }
        assert!((zoom.scale() - 0.25).abs() < 1e-6);
        assert!((zoom.width(800.0) - 3_200.0).abs() < 1e-3, "small trays still fill the page");
        zoom.wish(Wish::Natural, None, Pos2::ZERO);
        assert!((zoom.width(800.0) - 800.0).abs() < 1e-3);
    }

    #[test]
    fn small_pulls_add_up_to_a_step() {
        let mut zoom = Zoom::default();
        zoom.follow(1.05, None, Pos2::ZERO);
        assert!((zoom.scale() - 1.0).abs() < 1e-6);
        zoom.follow(1.05, None, Pos2::ZERO);
        zoom.follow(1.05, None, Pos2::ZERO);
        assert!((zoom.scale() - 1.25).abs() < 1e-6);
        zoom.follow(0.01, None, Pos2::ZERO);
        assert!((zoom.scale() - 0.25).abs() < 1e-6);
    }

    #[test]
    fn fitting_goes_down_until_everything_is_seen() {
        let mut zoom = Zoom::default();
        assert!(!zoom.fit(5_000.0, 800.0), "nobody asked for it");
        zoom.wish(Wish::Fit, None, Pos2::ZERO);
        let mut steps = 0;
        while zoom.fit(1_500.0, 800.0) {
            steps += 1;
        }
        assert_eq!(steps, 4);
        assert!((zoom.scale() - 0.5).abs() < 1e-6);
        zoom.for_writing();
        assert!((zoom.scale() - 1.0).abs() < 1e-6, "nobody writes that small");
    }
}
