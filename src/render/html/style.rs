//! Colors and page frame of an HTML file: the palette of printed pages as variables, and its counterparts in the dark.

use crate::hidden;
use crate::render::page::palette;
use crate::render::page::placed::Color;
use crate::render::svg::hex;
use crate::report::block::{BandKind, Glyph, Report, Tone};

/// How everything stands and looks, without colors.
const SHEET: &str = include_str!("style.css");

/// Paper in the dark.
const DARK_SURFACE: Color = Color(0x1B, 0x20, 0x26);
/// Least contrast of text with what it stands on (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;

/// The whole style sheet of a report.
pub(super) fn sheet(report: &Report) -> String {
    let accent = report.look.accent.map_or(palette::ACCENT, |[red, green, blue]| Color(red, green, blue));
    let (light, dark) = (variables(|color| color, accent), variables(in_the_dark, light_enough(accent)));
    let drawn: String = drawn_colors().into_iter().map(repainted).collect();
    let frame = frame(report);
    format!(
        ":root {{ color-scheme: light dark; {light} }}\n{SHEET}\n@media screen and (prefers-color-scheme: dark) {{\n:root \
         {{ {dark} }}\n{drawn}}}\n{frame}"
    )
}

/// The colors of the page by name.
fn variables(shade: impl Fn(Color) -> Color, accent: Color) -> String {
    let named = [
        ("ink", palette::INK),
        ("ink-2", palette::INK_2),
        ("ink-3", palette::INK_3),
        ("line", palette::LINE),
        ("line-strong", palette::LINE_STRONG),
        ("surface", palette::SURFACE),
        ("alert", palette::ALERT),
        ("blocker", palette::tone(Tone::Blocker)),
        ("warning", palette::tone(Tone::Warning)),
        ("advice", palette::tone(Tone::Advice)),
        ("good", palette::tone(Tone::Good)),
    ];
    let named = named.map(|(name, color)| format!("--{name}: {};", hex(shade(color))));
    format!("{} --accent: {};", named.join(" "), hex(accent))
}

/// All colors that drawings are painted in and that differ in the dark, each once.
fn drawn_colors() -> Vec<Color> {
    let signs = [Glyph::Within, Glyph::Unproven, Glyph::AtRisk, Glyph::Exceeded, Glyph::Question];
    let mut colors = vec![palette::INK, palette::INK_2, palette::INK_3, palette::LINE, palette::LINE_STRONG];
    colors.extend([palette::CONTROL_LINE, palette::SURFACE, palette::ALERT, palette::UNLIT, palette::ACCENT]);
    colors.extend(signs.iter().flat_map(|glyph| [palette::mark(*glyph), palette::mark_inside(*glyph)]));
    colors.extend((1..=4).map(palette::cell));
    colors.extend([BandKind::Fallback, BandKind::Gray, BandKind::Serve].map(|kind| palette::band(kind).0));
    let mut seen = Vec::new();
    colors.retain(|color| {
        let is_new = !seen.contains(color);
        seen.push(*color);
        is_new
    });
    colors
}

/// The rules that paint in the dark what a drawing paints in a color.
fn repainted(color: Color) -> String {
    let (light, dark) = (hex(color), hex(in_the_dark(color)));
    format!("svg [fill=\"{light}\"] {{ fill: {dark}; }} svg [stroke=\"{light}\"] {{ stroke: {dark}; }}\n")
}

/// The counterpart of a color of the palette on dark paper: that of the design's dark theme.
fn in_the_dark(color: Color) -> Color {
    let Color(red, green, blue) = color;
    match (red, green, blue) {
        (0x14, 0x18, 0x1D) => Color(0xEB, 0xEE, 0xF1),
        (0x42, 0x4A, 0x54) => Color(0xBA, 0xC2, 0xCB),
        (0x5A, 0x63, 0x6E) | (0x6B, 0x75, 0x80) | (0x4A, 0x54, 0x60) => Color(0x97, 0xA1, 0xAC),
        (0xE1, 0xE5, 0xE9) => Color(0x2A, 0x31, 0x39),
        (0xC6, 0xCD, 0xD4) => Color(0x3B, 0x44, 0x4E),
        (0x80, 0x8A, 0x95) => Color(0x76, 0x80, 0x8C),
        (0xFF, 0xFF, 0xFF) => DARK_SURFACE,
        (0x2A, 0x4F, 0xBF) => Color(0x8F, 0xA9, 0xFF),
        (0x8C, 0x1A, 0x1D) => Color(0xFF, 0xB8, 0xB0),
        (0xBD, 0xBE, 0xC0) => Color(0x4A, 0x50, 0x57),
        (0x0E, 0x74, 0x68) => Color(0x4F, 0xBF, 0xAC),
        (0xDC, 0xF0, 0xEC) => Color(0x12, 0x35, 0x2F),
        (0xA8, 0x6A, 0x00) => Color(0xF0, 0xB5, 0x45),
        (0xFC, 0xEB, 0xC2) => Color(0x3F, 0x33, 0x10),
        (0xAE, 0x23, 0x25) => Color(0xFF, 0x8A, 0x7E),
        (0xFB, 0xE4, 0xE2) => Color(0x45, 0x1D, 0x1B),
        (0x54, 0x37, 0x9B) => Color(0xCB, 0xBB, 0xF7),
        (0xF0, 0xF2, 0xF5) => Color(0x20, 0x26, 0x2C),
        (0xFB, 0xED, 0xC2) => Color(0x3D, 0x34, 0x17),
        (0xF7, 0xCB, 0xA8) => Color(0x67, 0x39, 0x1B),
        (0xDE, 0x94, 0x8D) => Color(0x9A, 0x41, 0x39),
        _ => color,
    }
}

/// A color mixed with white until it can be read on dark paper.
fn light_enough(color: Color) -> Color {
    let mixed = |share: u16| {
        let mix = |channel: u8| ((u16::from(channel) * (100 - share) + 255 * share) / 100) as u8;
        Color(mix(color.0), mix(color.1), mix(color.2))
    };
    (0..=100).map(mixed).find(|color| contrast(*color, DARK_SURFACE) >= CONTRAST + 1.0).unwrap_or(palette::SURFACE)
}

/// The contrast of two colors, from 1 to 21 (WCAG 2.2).
fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The relative luminance of a color, from 0 to 1 (WCAG 2.2).
fn luminance(Color(red, green, blue): Color) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// What stands around printed pages: the document, its status, confidentiality and the page's number.
fn frame(report: &Report) -> String {
    let side = if report.look.landscape { "landscape" } else { "portrait" };
    let what = quoted(&[&report.kind, &report.product]);
    let (status, confidentiality) = (quoted(&[&report.status]), quoted(&[&report.confidentiality]));
    let (stamp, alert) = (quoted(&[&report.stamp]), hex(palette::ALERT));
    format!(
        "@page {{ size: {side}; margin: 19mm;\n@top-left {{ content: {what}; }}\n@top-right {{ content: {status}; \
         }}\n@top-center {{ content: {stamp}; color: {alert}; font-weight: 600; text-transform: uppercase; }}\n@bottom-left {{ content: {confidentiality}; }}\n@bottom-right {{ content: counter(page) \" of \" \
         counter(pages); }}\n}}\n"
    )
}

/// Words as a string of a style sheet: all but letters, digits and spaces by their code.
fn quoted(parts: &[&str]) -> String {
    let words: Vec<&str> = parts.iter().copied().filter(|part| !part.trim().is_empty()).collect();
    let words = hidden::visible(&words.join(" · ")).into_owned();
    let safe = |character: char| character.is_alphanumeric() || " .,:;-–·()%/".contains(character);
    let escaped = words.chars().map(|character| {
        if safe(character) { character.to_string() } else { format!("\\{:x} ", u32::from(character)) }
    });
    format!("\"{}\"", escaped.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_drawn_color_has_a_counterpart_that_shows_in_the_dark() {
        for color in drawn_colors() {
            assert_ne!(in_the_dark(color), color, "{color:?}");
        }
        let text = [palette::INK, palette::INK_2, palette::INK_3, palette::ALERT, palette::mark(Glyph::Exceeded)];
        for color in text {
            assert!(contrast(in_the_dark(color), DARK_SURFACE) >= CONTRAST, "{color:?}");
        }
        for accent in [Color(0, 0, 0), Color(0x40, 0, 0), palette::ACCENT] {
            assert!(contrast(light_enough(accent), DARK_SURFACE) >= CONTRAST);
        }
    }

    #[test]
    fn words_cannot_leave_a_string_of_the_sheet() {
        assert_eq!(quoted(&["A\"} </style>\n\\", "b"]), "\"A\\22 \\7d  \\3c /style\\3e \\a \\5c  · b\"");
    }
}
