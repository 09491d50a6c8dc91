//! Letters as pixels.
//!
//! A page repeats some eighty letters thousands of times, so each is drawn once per size and quarter of a pixel, as how much
//! of each pixel it covers, and laid down from then on. Turned text and very large text is rare and drawn as paths.

use std::collections::HashMap;

use resvg::tiny_skia::{FillRule, Mask, Path, PathBuilder, Pixmap, Transform};
use ttf_parser::{GlyphId, OutlineBuilder};

use crate::render::fonts::{FaceId, FontBook};
use crate::render::page::placed::{Color, TextRun};

use super::ink;

/// Letters of more pixels to the em are drawn as paths.
const STAMP_LIMIT: f32 = 120.0;
/// More stamps than this are thrown away and drawn anew: after many changes of scale.
const STAMPS_LIMIT: usize = 30_000;
/// Places between two pixels at which a letter can stand.
const PLACES: f32 = 4.0;

/// Letters that were drawn, kept between pages. For one font book and its clones, or for several: it knows faces by name.
#[derive(Debug, Default)]
pub struct GlyphCache {
    /// Name and index of each face that was met; their positions are in the keys.
    faces: Vec<(String, u32)>,
    /// Outlines in units of the font, upwards; `None` for blanks.
    outlines: HashMap<(usize, u16), Option<Path>>,
    stamps: HashMap<StampKey, Option<Stamp>>,
}

/// Which letter of which face, at how many pixels to the em (as bits) and at which place between two pixels.
type StampKey = (usize, u16, u32, u8);

/// How much of each pixel a letter covers, and where that stands against the pen.
#[derive(Debug)]
struct Stamp {
    left: i32,
    top: i32,
    width: usize,
    coverage: Vec<u8>,
}

/// Draws text with a cache and the faces of a book.
pub(super) struct Inking<'a> {
    cache: &'a mut GlyphCache,
    fonts: &'a FontBook,
    /// Faces that were opened for outlines, by their position in the cache.
    open: HashMap<usize, Option<ttf_parser::Face<'a>>>,
}

/// How a run is written.
struct Hand {
    /// Position of the face in the cache.
    face: usize,
    id: FaceId,
    /// Pixels to the em.
    em: f32,
    /// Its turn.
    sin: f32,
    cos: f32,
    color: Color,
}

impl<'a> Inking<'a> {
    pub(super) fn new(cache: &'a mut GlyphCache, fonts: &'a FontBook) -> Self {
        if cache.stamps.len() > STAMPS_LIMIT {
            cache.stamps.clear();
        }
        Self { cache, fonts, open: HashMap::new() }
    }

    /// Paints a run.
    pub(super) fn text(&mut self, run: &TextRun, scale: f32, pixmap: &mut Pixmap) {
        let em = run.size_pt * scale;
        if !(em > 0.0 && em.is_finite() && run.x.is_finite() && run.y.is_finite()) {
            return;
        }
        let (sin, cos) = run.rotation.to_radians().sin_cos();
        let hand = Hand { face: self.known(run.face), id: run.face, em, sin, cos, color: run.color };
        let mut pen = 0.0;
        for glyph in &run.glyphs {
            let (along, up) = ((pen + glyph.dx) * em / 1000.0, glyph.dy * em / 1000.0);
            let at = (run.x * scale + along * cos - up * sin, run.y * scale - along * sin - up * cos);
            if run.rotation == 0.0 && em <= STAMP_LIMIT {
                self.stamp(&hand, glyph.id, at, pixmap);
            } else {
                self.path(&hand, glyph.id, at, pixmap);
            }
            pen += glyph.advance;
        }
    }

    /// The position of a face in the cache.
    fn known(&mut self, id: FaceId) -> usize {
        let face = self.fonts.face(id);
        let is_it = |(name, index): &(String, u32)| name == face.name() && *index == face.index();
        self.cache.faces.iter().position(is_it).unwrap_or_else(|| {
            self.cache.faces.push((face.name().to_owned(), face.index()));
            self.cache.faces.len() - 1
        })
    }

    fn stamp(&mut self, hand: &Hand, glyph: u16, (x, y): (f32, f32), pixmap: &mut Pixmap) {
        let quarter = (x * PLACES).round();
        let whole = (quarter / PLACES).floor();
        let place = (quarter - whole * PLACES) as u8;
        let key = (hand.face, glyph, hand.em.to_bits(), place);
        if !self.cache.stamps.contains_key(&key) {
            let outline = self.outline(hand, glyph);
            let stamp = outline.and_then(|(path, units)| Stamp::draw(path, hand.em / units, f32::from(place) / PLACES));
            self.cache.stamps.insert(key, stamp);
        }
        if let Some(Some(stamp)) = self.cache.stamps.get(&key) {
            stamp.lay(whole as i32, y.round() as i32, hand.color, pixmap);
        }
    }

    fn path(&mut self, hand: &Hand, glyph: u16, (x, y): (f32, f32), pixmap: &mut Pixmap) {
        let Some((path, units)) = self.outline(hand, glyph) else { return };
        let size = hand.em / units;
        let (sin, cos) = (size * hand.sin, size * hand.cos);
        let transform = Transform::from_row(cos, -sin, -sin, -cos, x, y);
        pixmap.fill_path(path, &ink(hand.color), FillRule::Winding, transform, None);
    }

    /// The outline of a letter and the units of its em; `None` for blanks and for letters without an outline.
    fn outline(&mut self, hand: &Hand, glyph: u16) -> Option<(&Path, f32)> {
        let source = self.fonts.face(hand.id);
        let open = self.open.entry(hand.face);
        let outline = self.cache.outlines.entry((hand.face, glyph)).or_insert_with(|| {
            let parsed = open.or_insert_with(|| ttf_parser::Face::parse(source.data(), source.index()).ok());
            let mut tracer = Tracer(PathBuilder::new());
            parsed.as_ref()?.outline_glyph(GlyphId(glyph), &mut tracer)?;
            tracer.0.finish()
        });
        outline.as_ref().map(|path| (path, f32::from(source.units_per_em)))
    }
}

impl Stamp {
    /// Draws an outline at a size in pixels to a unit, `shift` pixels right of the pen.
    fn draw(path: &Path, size: f32, shift: f32) -> Option<Self> {
        let bounds = path.bounds();
        let left = (bounds.left() * size + shift).floor();
        let top = (-bounds.bottom() * size).floor();
        let width = ((bounds.right() * size + shift).ceil() - left).max(1.0) as u32;
        let height = ((-bounds.top() * size).ceil() - top).max(1.0) as u32;
        let mut mask = Mask::new(width, height)?;
        let transform = Transform::from_row(size, 0.0, 0.0, -size, shift - left, -top);
        mask.fill_path(path, FillRule::Winding, true, transform);
        Some(Self { left: left as i32, top: top as i32, width: width as usize, coverage: mask.take() })
    }

    /// Lays the letter down with the pen at a pixel.
    fn lay(&self, x: i32, y: i32, color: Color, pixmap: &mut Pixmap) {
        let (columns, rows) = (pixmap.width() as usize, pixmap.height() as usize);
        let (left, top) = (x.saturating_add(self.left), y.saturating_add(self.top));
        // what lies left of the page is skipped
        let skipped = left.min(0).unsigned_abs() as usize;
        let column = left.max(0) as usize;
        let data = pixmap.data_mut();
        for (line, row) in self.coverage.chunks_exact(self.width).zip(i64::from(top)..) {
            let Some(row) = usize::try_from(row).ok().filter(|row| *row < rows) else { continue };
            let (Some(line), Some(room)) = (line.get(skipped..), columns.checked_sub(column)) else { return };
            let start = (row * columns + column) * 4;
            let target = data.get_mut(start..start + room.min(line.len()) * 4).unwrap_or_default();
            for (pixel, &covered) in target.as_chunks_mut::<4>().0.iter_mut().zip(line) {
                *pixel = inked(*pixel, color, covered);
            }
        }
    }
}

/// A pixel of the page with so much ink over it, from 0 to 255.
fn inked([red, green, blue, opacity]: [u8; 4], ink: Color, covered: u8) -> [u8; 4] {
    let mix = |paper: u8, ink: u8| {
        let sum = u32::from(paper) * (255 - u32::from(covered)) + u32::from(ink) * u32::from(covered);
        ((sum + 127) / 255) as u8
    };
    [mix(red, ink.0), mix(green, ink.1), mix(blue, ink.2), opacity]
}

/// Collects an outline.
struct Tracer(PathBuilder);

impl OutlineBuilder for Tracer {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
