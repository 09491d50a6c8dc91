//! The examples: each opens, checks, exports, and agrees with itself.

use std::fs;
use std::sync::Arc;

use caveat::assess::budget::{self, Verdict};
use caveat::assess::problems;
use caveat::export::signature;
use caveat::model::reviews::SignOff;
use caveat::model::{Date, List, Section, Workbook};
use caveat::signed;
use caveat::store::{self, Guard, format};

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

/// The main example as Jonas Thiel signed it on 5 March: with policy v3, and before the second gate was decided.
fn as_it_was_on_5_march(workbook: &Workbook) -> Workbook {
    let day: Date = "2026-03-05".parse().unwrap();
    let mut then = workbook.clone();
    let point = Arc::make_mut(&mut then.operating_points).points.at_mut(0).unwrap();
    let v3 = point.versions.at(0).unwrap().clone();
    (point.version, point.serve_above, point.fallback_below) = (v3.version, v3.serve_above, v3.fallback_below);
    point.versions = List::default();
    let release = Arc::make_mut(&mut then.release);
    for at in 0..release.gates.len() {
        release.gates.at_mut(at).unwrap().decisions.retain(|one| one.date.is_none_or(|date| date <= day));
    }
    then
}

/// The sign-offs of the main example with the digests that go with its story.
fn with_digests(workbook: &Workbook) -> Vec<SignOff> {
    let then = as_it_was_on_5_march(workbook);
    let sign_offs = workbook.reviews.sign_offs.iter().cloned();
    let signed = sign_offs.map(|one| {
        let of = match one.number {
            2 => signature(&then, &one.covers),
            3 => signature(workbook, &one.covers),
            // signed on paper, and then typed in
            _ => signed::Signature::default(),
        };
        SignOff { digest: of.digest, parts: of.parts, ..one }
    });
    signed.collect()
}

#[test]
fn the_main_example_has_a_sign_off_that_stands_one_that_is_stale_and_one_of_which_nothing_was_kept() {
    let workbook = example("claims-triage");
    let standings = signed::standings(&workbook);
    let words: Vec<String> = workbook.reviews.sign_offs.iter().map(|one| standings[&one.id].words()).collect();
    assert_eq!(words, ["Not kept", "Stale: thresholds and release plan", "Current", "Not signed", "Not signed"]);
    let is = workbook.reviews.sign_offs.iter().map(|one| (&one.digest, &one.parts));
    let should = with_digests(&workbook);
    let hint = "after an edit of the example: cargo test --test it sign_the_main_example_again -- --ignored";
    assert!(is.eq(should.iter().map(|one| (&one.digest, &one.parts))), "{hint}");
}

#[test]
#[ignore = "writes the digests into the example, after an edit of it"]
fn sign_the_main_example_again() {
    let mut workbook = example("claims-triage");
    Arc::make_mut(&mut workbook.reviews).sign_offs = with_digests(&workbook).into_iter().collect();
    let _saved = store::save(&example_path("claims-triage"), &workbook, &Guard::default()).unwrap();
}
