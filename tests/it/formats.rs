//! Every format version that was ever released can be opened, and the model does not change without a version step.

use std::fs;

use caveat::model::place::Stop;
use caveat::model::{Section, View, Workbook};
use caveat::store::format;
use expect_test::expect_file;

use super::support::{filled, project};

#[test]
fn version_5_opens_and_is_saved_as_it_was() {
    let frozen = fs::read_to_string(project("tests/formats/version-5.caveat")).unwrap();
    let parsed = format::read::<Workbook>(frozen.as_bytes()).unwrap();
    assert_eq!(format::VERSION, 5, "a new version needs a frozen file and a migration of its own");
    assert_eq!(format::write(&parsed.value).unwrap(), frozen, "open and save of a canonical file gives the same bytes");
    for section in Section::ALL {
        assert!(!parsed.value.section(*section).is_blank(), "{} is not in the frozen file", section.title());
    }
}

#[test]
fn older_versions_open_and_are_saved_as_version_5_with_nothing_else_changed() {
    for version in [1, 2, 3, 4] {
        let frozen = fs::read_to_string(project(&format!("tests/formats/version-{version}.caveat"))).unwrap();
        let parsed = format::read::<Workbook>(frozen.as_bytes()).unwrap();
        let saved = format::write(&parsed.value).unwrap();
        assert_eq!(saved, frozen.replacen(&format!("version: {version},"), "version: 5,", 1));
    }
}

#[test]
fn the_shape_of_the_model_is_that_of_version_5() {
    let workbook = filled();
    let mut shape = String::new();
    let mut seen = std::collections::BTreeSet::new();
    workbook.walk(&mut |place, stop| {
        if let Stop::Value(_, _, value) = stop
            && seen.insert(place.path.clone())
        {
            shape.push_str(&format!("{} {}\n", place.path, kind(value.view())));
        }
    });
    // to change this file is to change the format: see CONTRIBUTING, "Changing the file format"
    expect_file![project("tests/formats/version-5.shape.txt")].assert_eq(&shape);
}

fn kind(view: View<'_>) -> String {
    match view {
        View::Text(_) => "text".to_owned(),
        View::Lines(_) => "lines".to_owned(),
        View::Flag(_) => "flag".to_owned(),
        View::Choice(_, options) => format!("one of {}", options.join(" | ")),
        View::Choices(_, options) => format!("some of {}", options.join(" | ")),
        View::Count(_) => "count".to_owned(),
        View::Number(_) => "number".to_owned(),
        View::Rate(_) => "rate".to_owned(),
        View::Step(_) => "step".to_owned(),
        View::Money(_) => "money".to_owned(),
        View::Date(_) => "date".to_owned(),
        View::Links(_) => "links".to_owned(),
        View::Record(_) => "record".to_owned(),
        View::Items(items) => format!("list of {}", items.kind().plural()),
    }
}

#[test]
fn a_full_workbook_survives_the_file_exactly() {
    let workbook = filled();
    let text = format::write(&workbook).unwrap();
    assert_eq!(format::read::<Workbook>(text.as_bytes()).unwrap().value, workbook);
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(format::read::<Workbook>(windows.as_bytes()).unwrap().value, workbook, "BOM and CRLF");
}

#[test]
fn one_changed_field_changes_one_line() {
    let mut workbook = super::support::example("claims-triage");
    let before = format::write(&workbook).unwrap();
    super::support::value_at(&mut workbook, "FM-3.owner").set_text("Somebody Else").unwrap();
    let after = format::write(&workbook).unwrap();
    let differing = before.lines().zip(after.lines()).filter(|(old, new)| old != new).count();
    assert_eq!((before.lines().count(), differing), (after.lines().count(), 1));
}
