//! Ink stands where it should and nowhere else.

use std::sync::Arc;

use super::*;
use crate::render::fonts::FaceId;
use crate::render::page::placed::{PlacedGlyph, TextRun};

const INK: Color = Color(10, 20, 30);

fn placed(paint: Paint) -> Placed {
    Placed { paint, element: None }
}

/// The letters of a text, unshaped, from a point on.
fn text(letters: &str, (x, y): (f32, f32), rotation: f32) -> Placed {
    let fonts = FontBook::bundled();
    let face = FaceId::SERIF;
    let glyph = |letter| {
        let (id, advance) = fonts.face(face).glyph(letter)?;
        Some(PlacedGlyph { id, advance, dx: 0.0, dy: 0.0, cluster: 0 })
    };
    let glyphs = letters.chars().filter_map(glyph).collect();
    let text = letters.to_owned();
    placed(Paint::Text(TextRun { face, size_pt: 20.0, color: INK, x, y, rotation, glyphs, text }))
}

fn path(points: &[(f32, f32)], fill: Option<Color>, stroke: Option<Stroke>) -> Placed {
    let mut segments: Vec<Segment> = points.iter().map(|&(x, y)| Segment::Line(x, y)).collect();
    segments[0] = Segment::Move(points[0].0, points[0].1);
    placed(Paint::Path(Path { segments, fill, stroke }))
}

/// How dark a rectangle is, from 0 to 1: left, top, right, bottom in pixels.
fn darkness(pixels: &Pixels, [left, top, right, bottom]: [u32; 4]) -> f32 {
    let mut sum = 0.0;
    for row in top..bottom {
        for column in left..right {
            let at = ((row * pixels.width + column) * 4) as usize;
            sum += 1.0 - f32::from(pixels.rgba[at]) / 255.0;
        }
    }
    sum / ((right - left) * (bottom - top)) as f32
}

fn color(pixels: &Pixels, x: u32, y: u32) -> [u8; 4] {
    let at = ((y * pixels.width + x) * 4) as usize;
    pixels.rgba[at..at + 4].try_into().unwrap()
}

#[test]
fn text_has_ink_where_it_stands_and_nowhere_else() {
    let pixels = paint(&[text("HHHHH", (10.0, 40.0), 0.0)], (120.0, 60.0), 2.0, &FontBook::bundled());
    assert_eq!((pixels.width, pixels.height), (240, 120));
    assert!(darkness(&pixels, [20, 54, 160, 80]) > 0.2, "between baseline and cap height");
    for empty in [[0, 0, 240, 50], [0, 82, 240, 120], [0, 0, 18, 120], [190, 0, 240, 120]] {
        assert!(darkness(&pixels, empty) == 0.0, "{empty:?}");
    }
}

#[test]
fn turned_text_runs_upwards() {
    let pixels = paint(&[text("HHHHH", (40.0, 110.0), 90.0)], (60.0, 120.0), 2.0, &FontBook::bundled());
    assert!(darkness(&pixels, [54, 80, 80, 216]) > 0.2, "left of the baseline, above the start");
    for empty in [[0, 0, 50, 240], [82, 0, 120, 240], [0, 222, 120, 240], [0, 0, 120, 46]] {
        assert!(darkness(&pixels, empty) == 0.0, "{empty:?}");
    }
}

#[test]
fn large_text_is_drawn_as_small_text_is() {
    let line = [text("Hamburg", (10.0, 40.0), 0.0)];
    let (large, small) = ((120.0, 60.0), (120.0, 60.0));
    let large = paint(&line, large, 8.0, &FontBook::bundled());
    let small = paint(&line, small, 4.0, &FontBook::bundled());
    let (paths, stamps) = (darkness(&large, [0, 0, 960, 480]), darkness(&small, [0, 0, 480, 240]));
    assert!((paths - stamps).abs() < 0.002, "{paths} and {stamps}");
}

#[test]
fn letters_that_were_kept_look_as_drawn_anew() {
    let fonts = FontBook::bundled();
    let mut cache = GlyphCache::default();
    let lines = [text("Within the budget", (3.3, 20.0), 0.0), text("the budget", (3.3, 50.0), 0.0)];
    let first = paint_with(&mut cache, &lines, (200.0, 60.0), 1.5, &fonts);
    let other = paint_with(&mut cache, &lines, (200.0, 60.0), 1.0, &fonts);
    assert_eq!(paint_with(&mut cache, &lines, (200.0, 60.0), 1.5, &fonts), first);
    assert_eq!(paint(&lines, (200.0, 60.0), 1.0, &fonts), other);
}

#[test]
fn what_lies_beyond_the_edge_is_cut() {
    let lines = [text("HHHHHHHH", (-30.0, 5.0), 0.0), text("HH", (50.0, 64.0), 0.0), text("H", (500.0, -90.0), 0.0)];
    let pixels = paint(&lines, (60.0, 60.0), 1.0, &FontBook::bundled());
    assert!(darkness(&pixels, [0, 0, 30, 5]) > 0.1 && darkness(&pixels, [50, 52, 60, 60]) > 0.1);
    assert!(darkness(&pixels, [0, 8, 60, 45]) == 0.0);
}

#[test]
fn paths_are_filled_stroked_and_dashed() {
    let square = [(10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 20.0)];
    let pen = Stroke { color: Color(200, 0, 0), width_pt: 2.0, dash: None, round: false };
    let dashed = Stroke { dash: Some((4.0, 4.0)), ..pen };
    let items = [
        path(&square, Some(INK), None),
        path(&[(30.0, 15.0), (50.0, 15.0)], None, Some(pen)),
        path(&[(30.0, 25.0), (50.0, 25.0)], None, Some(dashed)),
        path(&[(f32::NAN, 1.0), (5.0, 5.0)], Some(INK), Some(pen)),
    ];
    let pixels = paint(&items, (60.0, 40.0), 1.0, &FontBook::bundled());
    assert_eq!(color(&pixels, 15, 15), [10, 20, 30, 255]);
    assert_eq!(color(&pixels, 40, 15), [200, 0, 0, 255]);
    assert_eq!([32, 36, 40].map(|x| color(&pixels, x, 25)[1]), [0, 255, 0]);
    assert_eq!(color(&pixels, 5, 35), [255; 4]);
}

#[test]
fn pictures_are_laid_over_what_is_there() {
    let clear_and_red = Pixels { width: 2, height: 1, rgba: vec![0, 0, 0, 0, 255, 0, 0, 255] };
    let (width, height) = (20.0, 20.0);
    let picture = Picture { x: 10.0, y: 10.0, width, height, pixels: Arc::new(clear_and_red) };
    let under = path(&[(0.0, 0.0), (40.0, 0.0), (40.0, 40.0), (0.0, 40.0)], Some(INK), None);
    let pixels = paint(&[under, placed(Paint::Picture(picture))], (40.0, 40.0), 1.0, &FontBook::bundled());
    assert_eq!(color(&pixels, 11, 20), [10, 20, 30, 255]);
    assert_eq!(color(&pixels, 28, 20), [255, 0, 0, 255]);
    assert_eq!(color(&pixels, 32, 20), [10, 20, 30, 255]);
}

#[test]
fn a_large_picture_in_a_small_place_is_averaged() {
    let stripes = |at: u32| if at.is_multiple_of(2) { [0, 0, 0, 255] } else { [255; 4] };
    let rgba = (0..200 * 200).flat_map(|at| stripes(at % 200)).collect();
    let pixels = Arc::new(Pixels { width: 200, height: 200, rgba });
    let picture = Picture { x: 0.0, y: 0.0, width: 20.0, height: 20.0, pixels };
    let painted = paint(&[placed(Paint::Picture(picture))], (20.0, 20.0), 1.0, &FontBook::bundled());
    let [gray, ..] = color(&painted, 10, 10);
    assert!((126..=129).contains(&gray), "{gray}");
}

#[test]
fn pixels_become_a_file_and_back() {
    let pixels = paint(&[text("ABC", (5.0, 25.0), 0.0)], (60.0, 40.0), 2.0, &FontBook::bundled());
    let file = png(&pixels);
    assert_eq!(straight(Pixmap::decode_png(&file).unwrap()), pixels);
    assert_eq!(png(&pixels), file);
    assert_eq!(png(&Pixels::default()), Vec::<u8>::new());
}

#[test]
fn gray_keeps_lightness_alone() {
    let pixels = Pixels { width: 3, height: 1, rgba: vec![255, 0, 0, 255, 0, 255, 0, 9, 7, 7, 7, 255] };
    assert_eq!(pixels.grayed().rgba, [76, 76, 76, 255, 150, 150, 150, 9, 7, 7, 7, 255]);
}

#[test]
fn sizes_that_are_no_sizes_give_a_picture_all_the_same() {
    for (size, scale) in [((0.0, 0.0), 1.0), ((f32::NAN, 10.0), 1.0), ((10.0, 10.0), -1.0), ((10.0, 10.0), f32::NAN)] {
        assert!(paint(&[], size, scale, &FontBook::bundled()).width > 0);
    }
    let huge = paint(&[], (1e6, 10.0), 100.0, &FontBook::bundled());
    assert!(huge.width <= 16_384);
}

#[test]
fn files_of_few_colors_are_small_and_all_come_back() {
    let (width, height) = (64, 64);
    let of =
        |pixel: &dyn Fn(u32) -> [u8; 4]| Pixels { width, height, rgba: (0..width * height).flat_map(pixel).collect() };
    let few = of(&|at| if at % 3 == 0 { [200, 30, 30, 255] } else { [255; 4] });
    let clear = of(&|at| [10, 20, 30, (at % 200) as u8]);
    let many = of(&|at| [(at % 251) as u8, (at / 16) as u8, 7, 255]);
    for pixels in [&few, &clear, &many] {
        let decoded = resvg::tiny_skia::Pixmap::decode_png(&png(pixels)).unwrap();
        assert_eq!(decoded, premultiplied(pixels).unwrap());
    }
    assert!(png(&few).len() < 200, "{}", png(&few).len());
    // size and bytes that do not agree
    assert_eq!(png(&Pixels { width: 65, ..few }), Vec::<u8>::new());
}
