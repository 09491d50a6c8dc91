//! Pictures on the command line: a file goes in, a few words come out, and the data address that the workbook keeps stays inside.

use std::path::Path;

use crate::edit::Address;
use crate::model::Workbook;
use crate::render::picture::{self, PictureError};
use crate::store;

use super::failure::Failure;

/// The height at which a data address is tried, in pixels.
const TRIAL_HEIGHT: u32 = 16;

/// Whether a place asks for a picture.
pub(super) fn is_asked_for(workbook: &Workbook, place: &Address) -> bool {
    let mut workbook = workbook.clone();
    place
        .record_and_key(&mut workbook)
        .is_ok_and(|(record, key)| record.answers().any(|(field, _)| field.key == key && field.picture))
}

/// The data address of a picture that is named by its file, or by that address itself. Blank stays blank.
pub(super) fn address_of(answer: &str) -> Result<String, Failure> {
    let answer = answer.trim();
    let refused = |error: PictureError, named: &str| {
        Failure::user(format!("{error}: {named}"), "Name the file of a PNG or an SVG, up to 256 KB.")
    };
    if answer.is_empty() {
        Ok(String::new())
    } else if answer.starts_with("data:") {
        picture::read(answer, TRIAL_HEIGHT).map_err(|error| refused(error, "data address"))?;
        Ok(answer.to_owned())
    } else {
        let bytes = store::read_file(Path::new(answer))?;
        picture::data_address(&bytes).map_err(|error| refused(error, answer))
    }
}

/// What a data address holds: `a PNG of 12 KB`. What is no such address is said as it stands.
pub(super) fn in_words(address: &str) -> String {
    let parts = address.strip_prefix("data:image/").and_then(|rest| rest.split_once(";base64,"));
    let Some((kind, letters)) = parts else { return address.to_owned() };
    let name = if kind == "png" { "a PNG" } else { "an SVG" };
    format!("{name} of {} KB", (letters.len() / 4 * 3).div_ceil(1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_said_in_a_few_words() {
        assert_eq!(in_words(&format!("data:image/png;base64,{}", "A".repeat(40_000))), "a PNG of 30 KB");
        assert_eq!(in_words("data:image/svg+xml;base64,PHN2Zy8+"), "an SVG of 1 KB");
        assert_eq!(in_words("logo.txt"), "logo.txt");
    }
}
