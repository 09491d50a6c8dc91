//! The examples: each opens, checks, exports, and agrees with itself.

use std::fs;

use caveat::assess::budget::{self, Verdict};
use caveat::assess::problems;
use caveat::model::{Section, Workbook};
use caveat::store::format;

use super::support::{EXAMPLES, example, example_path};
use Verdict::{AtRisk, Exceeded, Unproven, Within};

#[test]
fn every_file_in_the_folder_is_a_known_example() {
    let mut names: Vec<String> = fs::read_dir(example_path("x").parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "caveat"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    let mut known = EXAMPLES.map(str::to_owned);
    known.sort();
    assert_eq!(names, known);
}

#[test]
fn examples_are_canonical_and_have_no_errors() {
    for name in EXAMPLES {
        let text = fs::read_to_string(example_path(name)).unwrap();
        let parsed = format::read::<Workbook>(text.as_bytes()).unwrap();
        assert!(format::write(&parsed.value).unwrap() == text, "{name} is not canonical: run caveat fmt");
        assert_eq!(problems::check(&parsed.value).errors, [], "{name}");
    }
}

#[test]
fn examples_fill_every_section_that_their_story_needs() {
    for name in EXAMPLES {
        let workbook = example(name);
        for section in Section::ALL {
            assert!(!workbook.section(*section).is_blank(), "{name}: {}", section.title());
        }
        assert!((10..=20).contains(&workbook.failure_modes.modes.len()), "{name}");
        assert!((5..=8).contains(&workbook.budgets.budgets.len()), "{name}");
        assert!(workbook.budgets.budgets.iter().filter(|b| b.measurements.len() >= 3).count() >= 4, "{name}");
        assert!(workbook.checklist.answers.len() >= 30, "{name}");
        assert!(workbook.release.stages.len() >= 4, "{name}");
        assert!(!workbook.canvas.notes.is_empty(), "{name}");
    }
}

#[test]
fn the_main_example_shows_the_verdicts_of_its_story() {
    let workbook = example("claims-triage");
    let verdicts: Vec<Verdict> = workbook.budgets.budgets.iter().map(|b| budget::state(b).verdict).take(7).collect();
    assert_eq!(verdicts, [Within, Unproven, AtRisk, Exceeded, Within, Unproven, Within]);
}
