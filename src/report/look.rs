//! The look of an organization's documents: its color, dark enough to be read on paper.
//!
//! Contrast as WCAG 2.2 defines it (relative luminance, success criterion 1.4.3).

use super::block::Look;
use crate::model::pack::Pack;

/// The least contrast of text with its ground (WCAG 2.2, 1.4.3).
pub const LEAST_CONTRAST: f64 = 4.5;
/// Each step towards black takes this share of a color away.
const STEP: f64 = 0.02;

/// The look that the pack of a workbook asks for, upright.
#[must_use]
pub fn of(pack: &Pack) -> Look {
    Look { logo: pack.logo.clone(), accent: color(&pack.accent).map(readable), landscape: false, poster: None }
}

/// A color as people write it: `#2A4FBF`, `2a4fbf` or `#25B`. `None` if it is no color.
#[must_use]
pub fn color(text: &str) -> Option<[u8; 3]> {
    let text = text.trim();
    let digits: Option<Vec<u8>> =
        text.strip_prefix('#').unwrap_or(text).chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect();
    match digits?.as_slice() {
        [r, g, b] => Some([r * 17, g * 17, b * 17]),
        [r1, r2, g1, g2, b1, b2] => Some([r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2]),
        _ => None,
    }
}

/// The contrast of a color with white, from 1 to 21.
#[must_use]
pub fn contrast_with_white([red, green, blue]: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let share = f64::from(part) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    1.05 / (luminance + 0.05)
}

/// The color if it can be read on white, else the same color, darker: as little as that takes.
#[must_use]
pub fn readable(color: [u8; 3]) -> [u8; 3] {
    let darker =
        |step: u32| color.map(|part| (f64::from(part) * (1.0 - STEP * f64::from(step))).max(0.0).round() as u8);
    (0..=50).map(darker).find(|color| contrast_with_white(*color) >= LEAST_CONTRAST).unwrap_or([0, 0, 0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_read_as_people_write_them() {
        for text in ["#2A4FBF", "2a4fbf", "  #2a4FBF "] {
            assert_eq!(color(text), Some([0x2A, 0x4F, 0xBF]), "{text}");
        }
        assert_eq!(color("#25B"), Some([0x22, 0x55, 0xBB]));
        for text in ["", "#", "blue", "#12345", "#1234567", "#12345é", "##123"] {
            assert_eq!(color(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let check = |color: [u8; 3], expected: f64| {
            assert!((contrast_with_white(color) - expected).abs() < 0.01, "{color:?}: {}", contrast_with_white(color));
        };
        check([255, 255, 255], 1.0);
        check([0, 0, 0], 21.0);
        check([0x77, 0x77, 0x77], 4.48);
        check([255, 0, 0], 4.0);
    }

    #[test]
    fn a_color_is_darkened_only_as_far_as_it_must() {
        assert_eq!(readable([0x2A, 0x4F, 0xBF]), [0x2A, 0x4F, 0xBF]);
        for pale in [[255, 255, 255], [255, 200, 0], [0x77, 0x77, 0x77], [0, 255, 255]] {
            let contrast = contrast_with_white(readable(pale));
            assert!((LEAST_CONTRAST..LEAST_CONTRAST + 0.5).contains(&contrast), "{pale:?}: {contrast}");
        }
        let [red, green, blue] = readable([255, 200, 0]);
        assert!(red > green && blue == 0, "it stays the same hue");
    }

    #[test]
    fn a_pack_without_a_color_leaves_it_to_the_renderer() {
        let pack = |accent: &str| Pack { accent: accent.to_owned(), ..Pack::default() };
        assert_eq!(of(&pack("")).accent, None);
        assert_eq!(of(&pack("teal")).accent, None);
        assert_eq!(of(&pack("#0E7468")).accent, Some([0x0E, 0x74, 0x68]));
    }
}
