//! The digests that Caveat kept before format version 5: of the canonical text of the whole, in an envelope with the version of
//! the format. The text of what was signed then is the same today but for that version, because later versions only add fields
//! and leave blanks out.

use crate::canonical;
use crate::model::Workbook;

use super::hexadecimal;

/// The versions whose digests were of the whole text.
const VERSIONS: std::ops::RangeInclusive<u32> = 1..=5;

/// The digests of a workbook, in the form of each version.
pub(super) fn digests(content: &Workbook) -> Vec<String> {
    let Some((newest, text)) =
        VERSIONS.last().and_then(|version| Some((version, canonical::text(content, version).ok()?)))
    else {
        return Vec::new();
    };
    let stated = |version: u32| format!("\n  version: {version},\n");
    let of_version = |version| hexadecimal(text.replacen(&stated(newest), &stated(version), 1).as_bytes());
    VERSIONS.map(of_version).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_that_of_the_text_with_its_version() {
        let workbook = Workbook::default();
        let found = digests(&workbook);
        for version in VERSIONS {
            let text = canonical::text(&workbook, version).unwrap();
            assert!(text.contains(&format!("version: {version},")));
            assert_eq!(found[version as usize - 1], hexadecimal(text.as_bytes()), "version {version}");
        }
    }
}
