//! The minutes of a workshop: what changed, why people differed, and one workshop alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use assert_cmd::Command;
use caveat::edit::Ids;
use caveat::edit::landing::{Landing, land};
use caveat::edit::workshop::{
    Answer, Jot, Outcome, RoundPlan, Settled, add_notes, begin_round, give_reason, reveal, set_outcome, take_turn,
};
use caveat::model::failure_modes::FailureMode;
use caveat::model::workshops::{Activity, Capture, RoundKind, Workshop};
use caveat::model::{Date, Id, Step, Workbook};
use caveat::render::markdown::write_markdown;
use caveat::report::{self, Document, Edition};
use caveat::store::format;

use super::said::{assert_in_order, markdown};

const MODE: Id = Id(8);

/// Two workshops of which the first rated a failure mode, with one who sees it far worse, and landed a note.
fn workbook() -> Workbook {
    let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
    for (id, name, day) in [(1, "Harm mapping", 2), (2, "Second look", 9)] {
        let workshop = Workshop {
            id: Id(id),
            number: u32::try_from(id).unwrap(),
            name: name.to_owned(),
            date: Some(Date::constant(2026, 3, day)),
            attendees: ["Lena Ortiz", "Marek Kral", "Sofia Brandt"].map(str::to_owned).to_vec(),
            ..Workshop::default()
        };
        Arc::make_mut(&mut workbook.workshops).workshops.push(workshop);
    }
    let name = "Misses an injury".to_owned();
    let mode = FailureMode { id: MODE, number: 8, name, severity: Step::new(4), ..FailureMode::default() };
    Arc::make_mut(&mut workbook.failure_modes).modes.push(mode);
    let note = add_notes(&mut workbook, &mut ids, Id(1), Jot::default(), "Treatment starts late")[0];
    land(&mut workbook, &mut ids, note, Landing::Effect(MODE)).unwrap();
    let plan = RoundPlan { kind: RoundKind::Severity, about: vec![MODE], ..RoundPlan::default() };
    let round = begin_round(&mut workbook, &mut ids, Id(1), plan).unwrap();
    let turns = workbook.workshops.workshops.find(Id(1)).unwrap().rounds.find(round).unwrap().turns.clone();
    for (turn, step) in turns.iter().zip([3, 3, 5]) {
        let answer = Answer::Steps(BTreeMap::from([(MODE, Step::new(step).unwrap())]));
        take_turn(&mut workbook, turn.id, &answer, None).unwrap();
    }
    reveal(&mut workbook, &mut ids, round, "", Date::constant(2026, 3, 2)).unwrap();
    let worst = workbook.failure_modes.modes.find(MODE).unwrap().ratings.at(2).unwrap().id;
    assert!(give_reason(&mut workbook, MODE, worst, "I saw one go blind"));
    for step in [2, 3] {
        let outcome = Outcome { set: Settled::Step(Step::new(step).unwrap()), dissent: "One stays at 5".to_owned() };
        assert!(set_outcome(&mut workbook, &mut ids, round, Some(MODE), &outcome));
    }
    workbook
}

#[test]
fn what_changed_is_said_with_what_stood_there_before_and_why_people_differed() {
    let text = markdown(&workbook(), Document::Minutes);
    assert_in_order(
        &text,
        &[
            "What changed in the workbook",
            "Effect of FM-8 Misses an injury",
            "from “Treatment starts late”",
            "severity: 4 → 3",
            "What was said",
            "Effect of FM-8 Misses an injury",
            "Decided alone",
            "Why 5: I saw one go blind.",
            "One stays at 5",
        ],
    );
}

#[test]
fn the_minutes_of_one_workshop_are_of_its_day_and_of_nothing_else() {
    let edition = Edition { workshop: Some(Id(1)), date: Some(Date::constant(2026, 4, 1)), ..Edition::default() };
    let text = write_markdown(&report::build(Document::Minutes, &workbook(), &edition));
    assert!(text.contains("Harm mapping") && !text.contains("Second look"), "{text}");
    assert_in_order(&text, &["Workshop minutes", "2 March 2026", "1 held"]);
    let open = "What is still to be done";
    assert!(!text.contains(open), "its own list of actions says it");
    let all = Edition { workshop: None, ..edition };
    let text = write_markdown(&report::build(Document::Minutes, &workbook(), &all));
    assert_in_order(&text, &["1 April 2026", open, "9 March 2026: Second look", "2 March 2026: Harm mapping"]);
}

#[test]
fn the_command_line_gives_the_minutes_of_one_workshop() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("harms.caveat");
    std::fs::write(&file, format::write(&workbook()).unwrap()).unwrap();
    let export = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("caveat").unwrap();
        command.current_dir(folder.path()).args(["export", "harms.caveat", "--format", "md"]).args(arguments);
        command.assert()
    };
    export(&["--document", "minutes", "--workshop", "w-1"]).success();
    let text = std::fs::read_to_string(folder.path().join("harms-minutes-w-1.md")).unwrap();
    assert!(text.contains("Harm mapping") && !text.contains("Second look"), "{text}");
    let unknown = export(&["--document", "minutes", "--workshop", "W-7"]).code(1).get_output().clone();
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("Workshops are: W-1, W-2."), "{unknown:?}");
    export(&["--workshop", "W-1"]).code(1);
}

#[test]
fn the_summary_says_what_there_was_and_calls_nothing_done_that_nobody_took_on() {
    let mut workbook = Workbook::default();
    let spent = Activity { id: Id(11), number: 1, name: "Talk".to_owned(), spent: Some(5), ..Activity::default() };
    let said = Capture { id: Id(12), number: 1, text: "The queue stalls".to_owned(), ..Capture::default() };
    let workshop = Workshop {
        id: Id(1),
        number: 1,
        date: Some(Date::constant(2027, 1, 4)),
        agenda: [spent].into_iter().collect(),
        captures: [said].into_iter().collect(),
        ..Workshop::default()
    };
    Arc::make_mut(&mut workbook.workshops).workshops.push(workshop);
    let minutes = markdown(&workbook, Document::Minutes);
    for words in ["1 held", "None landed", "Nobody has taken anything on."] {
        assert!(minutes.contains(words), "{words} in {minutes:.1500}");
    }
    assert!(!minutes.contains("All done") && !minutes.contains("Every action is done"), "{minutes:.1500}");
}

#[test]
fn who_was_passed_over_in_every_turn_is_told_among_those_who_were_there() {
    let attendees = ["Lena Ortiz", "Marek Kral"].map(str::to_owned).to_vec();
    let turn = |id, person: &str, done| caveat::model::workshops::Turn {
        id: Id(id),
        person: person.to_owned(),
        done,
        skipped: !done,
        ..Default::default()
    };
    let round = caveat::model::workshops::Round {
        id: Id(71),
        kind: Some(caveat::model::workshops::RoundKind::Votes),
        revealed: true,
        turns: [turn(72, "Lena Ortiz", true), turn(73, "Marek Kral", false)].into_iter().collect(),
        ..Default::default()
    };
    let held = caveat::model::workshops::Workshop {
        id: Id(70),
        number: 1,
        began: "10:00".to_owned(),
        attendees,
        rounds: [round].into_iter().collect(),
        ..Default::default()
    };
    let mut workbook = Workbook::default();
    std::sync::Arc::make_mut(&mut workbook.workshops).workshops.push(held);
    let minutes = markdown(&workbook, Document::Minutes);
    assert!(minutes.contains("Lena Ortiz; Marek Kral (not there for private turns)"), "{minutes}");
}
