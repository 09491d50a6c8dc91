//! Placed items -> SVG, to stand inside an HTML page.
//!
//! Words stay words: each run is a `text` of a fixed length, so that it takes its place whatever face the reader has.
//! There are no ids and no styles in it, so any number of drawings can share a page; colors are attributes that the page's
//! style may replace in the dark. Drawings hold no pictures of pixels; such items are left out.

use std::fmt::Write as _;

use crate::hidden;
use crate::render::fonts::{FaceId, FontBook};
use crate::render::page::drawing::Drawing;
use crate::render::page::placed::{Color, Paint, Path, Segment, TextRun};

/// Writes a drawing. It says nothing to a screen reader: whoever places it says in words what it shows.
pub(super) fn write_svg(drawing: &Drawing, fonts: &FontBook) -> String {
    let (width, height) = (number(drawing.width_pt), number(drawing.height_pt));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}pt\" \
         height=\"{height}pt\" direction=\"ltr\" aria-hidden=\"true\" focusable=\"false\">"
    );
    for item in &drawing.items {
        match &item.paint {
            Paint::Path(path) => write_path(path, &mut svg),
            Paint::Text(run) => write_text(run, fonts, &mut svg),
            Paint::Picture(_) => {}
        }
    }
    svg.push_str("</svg>");
    svg
}

/// A color in hexadecimal digits: `#14181d`.
pub(super) fn hex(Color(red, green, blue): Color) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A length with at most two decimals.
fn number(value: f32) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn write_path(path: &Path, svg: &mut String) {
    svg.push_str("<path d=\"");
    for segment in &path.segments {
        let (letter, values): (char, &[f32]) = match segment {
            Segment::Move(x, y) => ('M', &[*x, *y]),
            Segment::Line(x, y) => ('L', &[*x, *y]),
            Segment::Curve(x1, y1, x2, y2, x, y) => ('C', &[*x1, *y1, *x2, *y2, *x, *y]),
            Segment::Close => ('Z', &[]),
        };
        svg.push(letter);
        svg.push_str(&values.iter().map(|value| number(*value)).collect::<Vec<_>>().join(" "));
    }
    let fill = path.fill.map_or_else(|| "none".to_owned(), hex);
    // Writing into a string cannot fail.
    write!(svg, "\" fill=\"{fill}\"").ok();
    if let Some(stroke) = path.stroke {
        write!(svg, " stroke=\"{}\" stroke-width=\"{}\"", hex(stroke.color), number(stroke.width_pt)).ok();
        if let Some((dash, gap)) = stroke.dash {
            write!(svg, " stroke-dasharray=\"{} {}\"", number(dash), number(gap)).ok();
        }
        if stroke.round {
            svg.push_str(" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
        }
    }
    svg.push_str("/>");
}

fn write_text(run: &TextRun, fonts: &FontBook, svg: &mut String) {
    let words = hidden::visible(&run.text);
    if words.trim().is_empty() {
        return;
    }
    let length = run.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * run.size_pt / 1000.0;
    let (x, y) = (number(run.x), number(run.y));
    write!(svg, "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\" {}", number(run.size_pt), family(run.face, fonts)).ok();
    write!(svg, " fill=\"{}\" textLength=\"{}\" xml:space=\"preserve\"", hex(run.color), number(length)).ok();
    svg.push_str(" lengthAdjust=\"spacingAndGlyphs\"");
    if run.rotation != 0.0 {
        write!(svg, " transform=\"rotate({} {x} {y})\"", number(-run.rotation)).ok();
    }
    svg.push('>');
    for character in words.chars() {
        match character {
            '&' => svg.push_str("&amp;"),
            '<' => svg.push_str("&lt;"),
            '>' => svg.push_str("&gt;"),
            _ => svg.push(character),
        }
    }
    svg.push_str("</text>");
}

/// Attributes that name a face and what may stand in for it.
fn family(face: FaceId, fonts: &FontBook) -> String {
    let sans = "Inter, system-ui, sans-serif";
    let serif = "'Source Serif 4', Georgia, serif";
    match face {
        FaceId::SANS => format!("font-family=\"{sans}\""),
        FaceId::SANS_MEDIUM => format!("font-family=\"{sans}\" font-weight=\"500\""),
        FaceId::SANS_BOLD => format!("font-family=\"{sans}\" font-weight=\"600\""),
        FaceId::SERIF => format!("font-family=\"{serif}\""),
        FaceId::SERIF_BOLD => format!("font-family=\"{serif}\" font-weight=\"600\""),
        FaceId::SERIF_ITALIC => format!("font-family=\"{serif}\" font-style=\"italic\""),
        // what the system has for such characters, in the weight of the face that was found
        _ if fonts.face(face).weight >= 600 => format!("font-family=\"{sans}\" font-weight=\"600\""),
        _ => format!("font-family=\"{sans}\""),
    }
}
