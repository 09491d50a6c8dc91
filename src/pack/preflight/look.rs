//! The look of an organization: whether its color can be read on white, and its logo shown.

use crate::model::place::Place;
use crate::model::{Section, Workbook};
use crate::render::picture;
use crate::report::look::{LEAST_CONTRAST, color, contrast_with_white};
use crate::words;

use super::{Kind, Remark};

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
    let contrast = contrast_with_white(color);
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
