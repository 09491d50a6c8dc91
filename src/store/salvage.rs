//! What can still be read of a damaged workbook: whole sections that parse, each by itself.
//!
//! Relies on the canonical form of [`mod@format`], in which every section begins on a line of its own, four blanks in. A file
//! that was laid out otherwise gives nothing. What comes of it is a new workbook: it never goes over the file that it is from.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use super::format::{self, VERSION};

/// What stands before the name of a section in canonical form.
const BEFORE_SECTION: &str = "    ";

/// What was read of a damaged workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged<T> {
    /// The workbook, with nothing in the sections that could not be read.
    pub value: T,
    /// The names of the sections that were read, in the order of the file.
    pub read: Vec<String>,
    /// The names of the sections that are there and could not be read, as far as their names could.
    pub lost: Vec<String>,
    /// Whether the file ends too early: what came after its last section is not known.
    pub is_cut: bool,
}

/// The sections of `bytes` that can be read; `None` if there are none, or if a newer version wrote them.
#[must_use]
pub fn salvage<T: DeserializeOwned>(bytes: &[u8]) -> Option<Salvaged<T>> {
    let version = version(bytes)?;
    let mut good: Vec<(&str, &str)> = Vec::new();
    let mut lost = Vec::new();
    let mut known = BTreeSet::new();
    for (name, text) in sections(bytes) {
        let text = std::str::from_utf8(text).ok();
        let whole = text.filter(|text| !known.contains(name) && parse::<T>(version, text).is_some());
        match whole {
            Some(text) => {
                known.insert(name);
                good.push((name, text));
            }
            None => lost.push(name.to_owned()),
        }
    }
    let together: String = good.iter().map(|(_, text)| *text).collect();
    let value = parse::<T>(version, &together).filter(|_| !good.is_empty())?;
    let is_cut = !bytes.trim_ascii_end().ends_with(b"\n)");
    Some(Salvaged { value, read: good.into_iter().map(|(name, _)| name.to_owned()).collect(), lost, is_cut })
}

/// A workbook of these sections alone.
fn parse<T: DeserializeOwned>(version: u32, sections: &str) -> Option<T> {
    let text = format!("(format: \"caveat\", version: {version}, workbook: (\n{sections}\n))");
    format::read::<T>(text.as_bytes()).ok().map(|parsed| parsed.value)
}

/// The version that the file states; this one if it cannot be read; `None` if that is a newer one.
fn version(bytes: &[u8]) -> Option<u32> {
    match format::stated_version(bytes) {
        Some(version) if version > u64::from(VERSION) => None,
        Some(version) if version > 0 => u32::try_from(version).ok(),
        _ => Some(VERSION),
    }
}

/// The sections of a text in canonical form: name, and everything up to the next one.
fn sections(bytes: &[u8]) -> Vec<(&str, &[u8])> {
    let mut starts: Vec<(usize, Option<&str>)> = Vec::new();
    let mut at = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let ends = line.starts_with(b"  )") || line.starts_with(b")");
        match name(line) {
            Some(name) => starts.push((at, Some(name))),
            None if ends => starts.push((at, None)),
            None => {}
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([bytes.len()]);
    let spans = starts.iter().zip(ends);
    spans.filter_map(|((start, name), end)| Some(((*name)?, bytes.get(*start..end)?))).collect()
}

/// The name of the section that begins on this line.
fn name(line: &[u8]) -> Option<&str> {
    let rest = line.strip_prefix(BEFORE_SECTION.as_bytes())?;
    let length = rest.iter().position(|&byte| byte == b':')?;
    let name = std::str::from_utf8(rest.get(..length)?).ok()?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Workbook;

    fn example() -> (Workbook, String) {
        let text = include_str!("../../examples/claims-triage.caveat");
        let workbook = format::read::<Workbook>(text.as_bytes()).unwrap().value;
        let text = format::write(&workbook).unwrap();
        (workbook, text)
    }

    #[test]
    fn a_whole_workbook_comes_back_whole() {
        let (workbook, text) = example();
        let salvaged = salvage::<Workbook>(text.as_bytes()).unwrap();
        assert!(salvaged.value == workbook);
        assert!(salvaged.lost.is_empty() && !salvaged.is_cut, "{:?}", salvaged.lost);
    }

    #[test]
    fn a_file_that_is_cut_anywhere_gives_the_sections_before() {
        let (workbook, text) = example();
        let mut most = 0;
        for end in (0..text.len()).step_by(997) {
            let Some(salvaged) = salvage::<Workbook>(&text.as_bytes()[..end]) else { continue };
            assert!(salvaged.is_cut && salvaged.lost.len() <= 1, "{end}: {:?}", salvaged.lost);
            assert!(salvaged.read.len() >= most, "more of the file never gives less");
            most = salvaged.read.len();
            assert!(salvaged.value.about == workbook.about);
        }
        assert!(most >= 8, "only {most} sections");
    }

    #[test]
    fn damage_within_a_section_costs_that_section_alone() {
        let (workbook, text) = example();
        let at = text.find("\n    metrics: (").unwrap() + 40;
        for damage in [b'"', b'(', b')', 0xff, 0] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = damage;
            let salvaged = salvage::<Workbook>(&bytes).unwrap();
            if salvaged.lost.is_empty() {
                continue; // within a text, which then says something else
            }
            assert_eq!(salvaged.lost, ["metrics"]);
            assert!(!salvaged.is_cut);
            let mut expected = workbook.clone();
            expected.metrics = Arc::default();
            assert!(salvaged.value == expected, "everything else is there");
        }
    }

    #[test]
    fn one_bit_anywhere_never_panics_nor_invents_a_section() {
        let (_, text) = example();
        let all: BTreeSet<String> = salvage::<Workbook>(text.as_bytes()).unwrap().read.into_iter().collect();
        for at in (0..text.len()).step_by(1_499) {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1 << (at % 8);
            if let Some(salvaged) = salvage::<Workbook>(&bytes) {
                assert!(salvaged.read.iter().all(|name| all.contains(name)), "{at}");
            }
        }
    }

    #[test]
    fn what_is_no_workbook_or_of_a_newer_version_gives_nothing() {
        let newer =
            |version: &str| format!("(format: \"caveat\", version: {version}, workbook: (\n    about: (),\n  ),\n)");
        for text in ["", "(", "hello: world", &newer("99"), &newer("99999999999999999999")] {
            assert_eq!(salvage::<Workbook>(text.as_bytes()).map(|one| one.read), None, "{text}");
        }
    }
}
