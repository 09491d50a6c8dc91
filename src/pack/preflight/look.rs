//! The look of an organization: whether its color can be read on white, and its logo shown.

use crate::model::place::Place;
use crate::model::{Section, Workbook};
use crate::render::picture;
use crate::words;

use super::{Kind, Remark};

/// The least contrast of text to its ground (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;
/// Height at which a logo is tried, in pixels.
const TRIED_PX: u32 = 64;

pub(super) fn remarks(workbook: &Workbook) -> Vec<Remark> {
    accent(workbook).into_iter().chain(logo(workbook)).collect()
}

fn accent(workbook: &Workbook) -> Option<Remark> {
    let text = workbook.pack.accent.trim();
    if text.is_empty() {
        return None;
    }
    let place = Place::of_section(Section::Pack).at("accent");
    let Some(color) = color(text) else {
        let title = "The accent color cannot be read";
        let detail = "Write it as # and six digits, such as #2A4FBF; until then Caveat's own is printed";
        return Some(Remark::new(Kind::Mend, title, detail).at(place));
    };
    let contrast = contrast_on_white(color);
    (contrast < LEAST_CONTRAST).then(|| {
        let detail = format!(
            "Its contrast on white is {} to 1, and text needs {} to 1; a darker one of the same hue is printed",
            words::number((contrast * 10.0).floor() / 10.0),
            words::number(LEAST_CONTRAST)
        );
        Remark::new(Kind::Mend, "The accent color is too light", detail).at(place)
    })
}

fn logo(workbook: &Workbook) -> Option<Remark> {
    let address = workbook.pack.logo.trim();
    if address.is_empty() {
        return None;
    }
    let error = picture::read(address, TRIED_PX).err()?;
    let detail = format!("{}; the pages go without it", words::capitalized(&error.to_string()));
    Some(Remark::new(Kind::Mend, "The logo cannot be shown", detail).at(Place::of_section(Section::Pack).at("logo")))
}

/// The color that `#2A4FBF` names.
fn color(text: &str) -> Option<[u8; 3]> {
    let digits =
        text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// The contrast of a color on white, 1 to 21 (WCAG 2.2, relative luminance).
fn contrast_on_white(color: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let share = f64::from(part) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = color.map(linear);
    1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        let of = |text| color(text).map(|color| (contrast_on_white(color) * 100.0).round() / 100.0);
        assert_eq!((of("#000000"), of("#FFFFFF"), of("#767676")), (Some(21.0), Some(1.0), Some(4.54)));
        assert_eq!([of("2A4FBF"), of("#2A4FB"), of("#2A4FBG"), of("#2A4FBé")], [None; 4]);
    }
}
