//! Rounds from the first turn to the result.

use super::*;
use crate::assess::ratings::Opinions;
use crate::edit::operations::{push, remove_item};
use crate::edit::workshop::{Jot, add_notes};
use crate::model::release::{Gate, GateDecision};
use crate::model::reviews::Comment;
use crate::model::workshops::Workshop;

const TODAY: Date = jiff::civil::date(2026, 3, 9);

struct Room {
    workbook: Workbook,
    ids: Ids,
    workshop: Id,
    notes: Vec<Id>,
    mode: Id,
}

fn room(attribution: Attribution) -> Room {
    let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
    let people = ["Lena Ortiz", "Marek Kral", " ", "Sofia Brandt"].map(str::to_owned).to_vec();
    let workshop =
        Workshop { attendees: people, attribution: Some(attribution), votes_each: Some(3), ..Workshop::default() };
    let workshop =
        push(&mut workbook, &mut ids, workshop, |workbook| &mut Arc::make_mut(&mut workbook.workshops).workshops);
    let notes = add_notes(&mut workbook, &mut ids, workshop, Jot::default(), "one\ntwo");
    let mode = FailureMode { name: "Misses an injury".to_owned(), ..FailureMode::default() };
    let mode = push(&mut workbook, &mut ids, mode, |workbook| &mut Arc::make_mut(&mut workbook.failure_modes).modes);
    Room { workbook, ids, workshop, notes, mode }
}

impl Room {
    fn begin(&mut self, kind: RoundKind, about: Vec<Id>) -> Id {
        let plan = RoundPlan { kind, about, ..RoundPlan::default() };
        begin_round(&mut self.workbook, &mut self.ids, self.workshop, plan).unwrap()
    }

    fn round(&self, id: Id) -> Round {
        find(&self.workbook, id).unwrap().1
    }

    fn turns(&self, round: Id) -> Vec<Id> {
        self.round(round).turns.iter().map(|turn| turn.id).collect()
    }

    fn rate(&mut self, round: Id, steps: &[u8]) {
        for (turn, step) in self.turns(round).into_iter().zip(steps) {
            let answer = Answer::Steps(BTreeMap::from([(self.mode, Step::new(*step).unwrap())]));
            take_turn(&mut self.workbook, turn, &answer, Some(31)).unwrap();
        }
    }

    fn mode(&self) -> &FailureMode {
        self.workbook.failure_modes.modes.find(self.mode).unwrap()
    }
}

#[test]
fn votes_are_limited_sealed_and_summed_and_nothing_per_person_stays() {
    let mut room = room(Attribution::Named);
    let round = room.begin(RoundKind::Votes, room.notes.clone());
    let turns = room.turns(round);
    assert_eq!(turns.len(), 3, "a blank line is nobody");
    let votes = |one: u64, two: u64| Answer::Votes(BTreeMap::from([(room.notes[0], one), (room.notes[1], two)]));
    let (too_many, unknown) = (votes(3, 1), Answer::Votes(BTreeMap::from([(Id(1), 1)])));
    let given = [votes(2, 1), votes(3, 0), votes(0, 0)];
    let before = room.workbook.clone();
    assert_eq!(
        take_turn(&mut room.workbook, turns[0], &too_many, None),
        Err(TurnError::TooManyVotes { given: 4, most: 3 })
    );
    assert_eq!(take_turn(&mut room.workbook, turns[0], &unknown, None), Err(TurnError::Nothing));
    assert_eq!(take_turn(&mut room.workbook, Id(1), &given[0], None), Err(TurnError::NoSuchTurn));
    let step = Answer::Steps(BTreeMap::from([(room.notes[0], Step::new(1).unwrap())]));
    assert_eq!(take_turn(&mut room.workbook, turns[0], &step, None), Err(TurnError::Nothing), "another kind");
    assert!(room.workbook == before);
    let first = Answer::Votes(BTreeMap::from([(room.notes[1], 3)]));
    take_turn(&mut room.workbook, turns[0], &first, None).unwrap(); // given anew below: the old one is gone
    for (turn, answer) in turns.iter().zip(&given) {
        take_turn(&mut room.workbook, *turn, answer, Some(40)).unwrap();
    }
    let sealed = room.round(round);
    assert!(sealed.turns.iter().all(|turn| turn.done && !turn.sealed.is_empty()));
    assert!(
        room.workbook.workshops.workshops.find(room.workshop).unwrap().captures.iter().all(|note| note.votes.is_none())
    );
    reveal(&mut room.workbook, &mut room.ids, round, "", TODAY).unwrap();
    let revealed = room.round(round);
    assert!(revealed.revealed && revealed.turns.iter().all(|turn| turn.sealed.is_empty()));
    let results: Vec<_> =
        revealed.results.iter().map(|one| (one.about, one.result.as_str(), one.given.len())).collect();
    assert_eq!(results, [(Some(room.notes[0]), "5 votes", 0), (Some(room.notes[1]), "1 vote", 0)]);
    assert_eq!(revealed.results.iter().map(|one| one.votes).collect::<Vec<_>>(), [Some(5), Some(1)]);
    let held = room.workbook.workshops.workshops.find(room.workshop).unwrap();
    assert_eq!(held.captures.iter().map(|note| note.votes).collect::<Vec<_>>(), [Some(5), Some(1)]);
    assert_eq!(take_turn(&mut room.workbook, turns[0], &given[0], None), Err(TurnError::Revealed));
    assert_eq!(reveal(&mut room.workbook, &mut room.ids, round, "", TODAY), Err(NotYet::NothingThere));
}

#[test]
fn ratings_are_kept_per_person_and_the_outcome_is_written_to_the_row() {
    let mut room = room(Attribution::Named);
    let severity = room.begin(RoundKind::Severity, vec![room.mode]);
    room.rate(severity, &[2, 4, 5]);
    reveal(&mut room.workbook, &mut room.ids, severity, "", TODAY).unwrap();
    let frequency = room.begin(RoundKind::Frequency, vec![room.mode]);
    room.rate(frequency, &[1, 1, 2]);
    reveal(&mut room.workbook, &mut room.ids, frequency, "", TODAY).unwrap();
    let ratings: Vec<_> = room
        .mode()
        .ratings
        .iter()
        .map(|one| (one.rater.as_str(), one.severity.unwrap().get(), one.frequency.unwrap().get(), one.date))
        .collect();
    let on = Some(TODAY);
    assert_eq!(ratings, [("Lena Ortiz", 2, 1, on), ("Marek Kral", 4, 1, on), ("Sofia Brandt", 5, 2, on)]);
    assert_eq!(room.round(severity).results.at(0).unwrap().given, ["2", "4", "5"]);
    let opinions = Opinions::of(room.mode());
    assert_eq!(opinions.asked.len(), 2, "both ends are asked why");
    assert!(give_reason(&mut room.workbook, room.mode, opinions.asked[0], " Seldom bad "));
    assert_eq!(Opinions::of(room.mode()).asked.len(), 1);
    let outcome = Outcome { set: Settled::Step(Step::new(4).unwrap()), dissent: "Lena Ortiz: seldom bad".to_owned() };
    assert!(set_outcome(&mut room.workbook, &mut room.ids, severity, Some(room.mode), &outcome));
    assert_eq!((room.mode().severity, room.mode().frequency), (Step::new(4), None));
    let result = room.round(severity).results.at(0).unwrap().clone();
    assert_eq!((result.result.as_str(), result.dissent.as_str()), ("4", "Lena Ortiz: seldom bad"));
    assert!(!set_outcome(&mut room.workbook, &mut room.ids, severity, Some(Id(1)), &outcome));
    assert!(remove_item(&mut room.workbook, room.mode));
    let before = room.workbook.clone();
    assert!(!set_outcome(&mut room.workbook, &mut room.ids, severity, Some(room.mode), &outcome));
    assert_eq!(room.workbook, before, "nothing is said to be written about what was deleted");
}

#[test]
fn where_nobody_is_named_no_rating_and_no_order_names_anybody() {
    let mut room = room(Attribution::Anonymous);
    for steps in [[5, 2, 4], [1, 1, 3]] {
        let round = room.begin(RoundKind::Severity, vec![room.mode]);
        room.rate(round, &steps);
        reveal(&mut room.workbook, &mut room.ids, round, "", TODAY).unwrap();
    }
    let ratings: Vec<_> =
        room.mode().ratings.iter().map(|one| (one.rater.as_str(), one.severity.unwrap().get())).collect();
    assert_eq!(ratings, [(ANONYMOUS, 1), (ANONYMOUS, 1), (ANONYMOUS, 3)], "the last round alone, by step");
}

#[test]
fn a_reveal_waits_for_all_or_for_a_reason_and_damage_changes_nothing() {
    let mut room = room(Attribution::Named);
    let round = room.begin(RoundKind::Severity, vec![room.mode]);
    assert_eq!(reveal(&mut room.workbook, &mut room.ids, round, "late", TODAY), Err(NotYet::NobodyDecided));
    room.rate(round, &[3]);
    let before = room.workbook.clone();
    let waiting = reveal(&mut room.workbook, &mut room.ids, round, " ", TODAY).unwrap_err();
    assert_eq!(waiting.to_string(), "Marek Kral, Sofia Brandt still to decide: say why it is revealed without them");
    assert!(room.workbook == before);
    let turns = room.turns(round);
    assert!(skip_turn(&mut room.workbook, turns[1]));
    let mut damaged = room.workbook.clone();
    with_turn(&mut damaged, turns[0], |turn| turn.sealed.push('0'));
    let error = reveal(&mut damaged, &mut room.ids, round, "One had to leave", TODAY).unwrap_err();
    assert_eq!(error, NotYet::Damaged { person: "Lena Ortiz".to_owned() });
    reveal(&mut room.workbook, &mut room.ids, round, "One had to leave", TODAY).unwrap();
    assert_eq!(room.round(round).early, "One had to leave");
    assert!(!skip_turn(&mut room.workbook, turns[2]), "it was revealed");
}

#[test]
fn a_go_is_said_without_names_and_decided_on_the_gate() {
    let mut room = room(Attribution::Named);
    let gate = push(&mut room.workbook, &mut room.ids, Gate::default(), |workbook| {
        &mut Arc::make_mut(&mut workbook.release).gates
    });
    let round = room.begin(RoundKind::Go, vec![gate]);
    let words = ["", "Not before the drill", ""];
    for ((turn, verdict), reason) in room.turns(round).into_iter().zip([0, 2, 0]).zip(words) {
        let answer = Answer::Go(BTreeMap::from([(gate, GoVerdict::ALL[verdict])]), reason.to_owned());
        take_turn(&mut room.workbook, turn, &answer, None).unwrap();
    }
    reveal(&mut room.workbook, &mut room.ids, round, "", TODAY).unwrap();
    let given = room.round(round).results.at(0).unwrap().given.clone();
    let mut expected = vec![GoVerdict::ALL[0].label().to_owned(), GoVerdict::ALL[0].label().to_owned()];
    expected.push(format!("{}: Not before the drill", GoVerdict::ALL[2].label()));
    assert_eq!(given, expected);
    let set = Settled::Verdict {
        verdict: GoVerdict::ALL[0],
        by: "Anke Vos".to_owned(),
        date: TODAY,
        reason: "Two of three".to_owned(),
    };
    let outcome = Outcome { set, dissent: "One would wait for the drill".to_owned() };
    assert!(set_outcome(&mut room.workbook, &mut room.ids, round, Some(gate), &outcome));
    let decision = room.workbook.release.gates.find(gate).unwrap().decisions.at(0).unwrap().clone();
    assert_eq!((decision.by.as_str(), decision.date), ("Anke Vos", Some(TODAY)));
}

#[test]
fn a_round_needs_people_and_something_to_be_about() {
    let mut room = room(Attribution::Named);
    let plan = RoundPlan { kind: RoundKind::Votes, ..RoundPlan::default() };
    assert_eq!(begin_round(&mut room.workbook, &mut room.ids, room.workshop, plan.clone()), None);
    let go = RoundPlan { kind: RoundKind::Go, ..RoundPlan::default() };
    assert!(begin_round(&mut room.workbook, &mut room.ids, room.workshop, go.clone()).is_some());
    with_workshop(&mut room.workbook, room.workshop, |workshop| workshop.attendees.clear());
    assert_eq!(begin_round(&mut room.workbook, &mut room.ids, room.workshop, go), None);
    assert_eq!(begin_round(&mut room.workbook, &mut room.ids, Id(1), plan), None);
}

#[test]
fn a_new_anonymous_round_leaves_what_other_workshops_gave() {
    let mut room = room(Attribution::Anonymous);
    let first = room.begin(RoundKind::Severity, vec![room.mode]);
    room.rate(first, &[5, 2, 4]);
    reveal(&mut room.workbook, &mut room.ids, first, "", TODAY).unwrap();
    let later = room.workbook.workshops.workshops.find(room.workshop).unwrap();
    let later = Workshop { id: Id::default(), rounds: List::default(), captures: List::default(), ..later.clone() };
    room.workshop = push(&mut room.workbook, &mut room.ids, later, |workbook| {
        &mut Arc::make_mut(&mut workbook.workshops).workshops
    });
    for steps in [[3, 3, 3], [1, 1, 3]] {
        let round = room.begin(RoundKind::Severity, vec![room.mode]);
        room.rate(round, &steps);
        reveal(&mut room.workbook, &mut room.ids, round, "", TODAY).unwrap();
    }
    let steps: Vec<u8> = room.mode().ratings.iter().map(|one| one.severity.unwrap().get()).collect();
    assert_eq!(steps, [2, 4, 5, 1, 1, 3]);
}

#[test]
fn two_people_of_one_name_count_twice_on_both_scales() {
    let mut room = room(Attribution::Named);
    with_workshop(&mut room.workbook, room.workshop, |workshop| {
        workshop.attendees = ["Ana Silva", "Ana Silva"].map(str::to_owned).to_vec();
    });
    for (kind, steps) in [(RoundKind::Severity, [2, 5]), (RoundKind::Frequency, [1, 4])] {
        let round = room.begin(kind, vec![room.mode]);
        room.rate(round, &steps);
        reveal(&mut room.workbook, &mut room.ids, round, "", TODAY).unwrap();
    }
    let given = |one: &Rating| (one.severity.unwrap().get(), one.frequency.unwrap().get());
    assert_eq!(room.mode().ratings.iter().map(given).collect::<Vec<_>>(), [(2, 1), (5, 4)]);
}

#[test]
fn a_corrected_outcome_corrects_the_decision_that_the_round_made() {
    let mut room = room(Attribution::Named);
    let mut earlier = Gate::default();
    earlier.decisions.push(GateDecision { id: Id(77), by: "Last year".to_owned(), ..GateDecision::default() });
    let gate =
        push(&mut room.workbook, &mut room.ids, earlier, |workbook| &mut Arc::make_mut(&mut workbook.release).gates);
    let round = room.begin(RoundKind::Go, vec![gate]);
    for turn in room.turns(round) {
        let answer = Answer::Go(BTreeMap::from([(gate, GoVerdict::ALL[0])]), String::new());
        take_turn(&mut room.workbook, turn, &answer, None).unwrap();
    }
    reveal(&mut room.workbook, &mut room.ids, round, "", TODAY).unwrap();
    for (by, verdict) in [("Anke Vos", 0), ("Anke Voss", 2)] {
        let set = Settled::Verdict {
            verdict: GoVerdict::ALL[verdict],
            by: by.to_owned(),
            date: TODAY,
            reason: String::new(),
        };
        let outcome = Outcome { set, dissent: String::new() };
        assert!(set_outcome(&mut room.workbook, &mut room.ids, round, Some(gate), &outcome));
    }
    let decisions = &room.workbook.release.gates.find(gate).unwrap().decisions;
    let by: Vec<_> = decisions.iter().map(|one| (one.by.as_str(), one.verdict)).collect();
    assert_eq!(by, [("Last year", None), ("Anke Voss", Some(GoVerdict::ALL[2]))]);
}

#[test]
fn nobody_waits_for_who_was_passed_over_and_who_comes_later_has_a_turn() {
    let mut room = room(Attribution::Named);
    let round = room.begin(RoundKind::Severity, vec![room.mode]);
    let turns = room.turns(round);
    room.rate(round, &[3, 4]);
    assert!(!take_up_turn(&mut room.workbook, turns[2]), "nobody passed Sofia over");
    assert!(skip_turn(&mut room.workbook, turns[2]) && take_up_turn(&mut room.workbook, turns[2]));
    let waiting = reveal(&mut room.workbook, &mut room.ids, round, "", TODAY).unwrap_err();
    assert_eq!(waiting, NotYet::Waiting { people: vec!["Sofia Brandt".to_owned()] });
    assert!(skip_turn(&mut room.workbook, turns[2]));
    let mut other = room.workbook.clone();
    reveal(&mut other, &mut room.ids, round, "", TODAY).unwrap();
    reveal(&mut room.workbook, &mut room.ids, round, "Sofia is ill", TODAY).unwrap();
    assert_eq!(room.round(round).early, "Sofia is ill", "a reason that was given is kept");
    assert!(!take_up_turn(&mut room.workbook, turns[2]), "it was revealed");
}

#[test]
fn a_round_is_dropped_as_long_as_it_is_not_revealed() {
    let mut room = room(Attribution::Named);
    let round = room.begin(RoundKind::Severity, vec![room.mode]);
    room.rate(round, &[3]);
    let mut dropped = room.workbook.clone();
    let comment = Comment { item: Some(round), ..Comment::default() };
    push(&mut dropped, &mut room.ids, comment, |workbook| &mut Arc::make_mut(&mut workbook.reviews).comments);
    assert!(drop_round(&mut dropped, round) && !drop_round(&mut dropped, round));
    assert!(dropped.workshops.workshops.find(room.workshop).unwrap().rounds.is_empty());
    assert_eq!(dropped.reviews.comments.at(0).unwrap().item, None, "nothing leads to what is gone");
    reveal(&mut room.workbook, &mut room.ids, round, "late", TODAY).unwrap();
    assert!(!drop_round(&mut room.workbook, round), "what it gave stands on the row");
}

#[test]
fn one_note_takes_no_more_votes_than_the_rules_allow_and_a_deleted_one_none() {
    let mut room = room(Attribution::Named);
    let plan =
        RoundPlan { kind: RoundKind::Votes, about: room.notes.clone(), votes_on_one: Some(2), ..RoundPlan::default() };
    let round = begin_round(&mut room.workbook, &mut room.ids, room.workshop, plan).unwrap();
    let turns = room.turns(round);
    let votes = |one: u64, two: u64| {
        let given = [(room.notes[0], one), (room.notes[1], two)].into_iter().filter(|(_, votes)| *votes > 0);
        Answer::Votes(given.collect())
    };
    let (too_many, both, second) = (votes(3, 0), votes(1, 1), votes(0, 2));
    let most = Err(TurnError::TooManyOnOne { given: 3, most: 2 });
    assert_eq!(take_turn(&mut room.workbook, turns[0], &too_many, None), most);
    take_turn(&mut room.workbook, turns[0], &both, None).unwrap();
    remove_item(&mut room.workbook, room.notes[0]);
    assert_eq!(take_turn(&mut room.workbook, turns[1], &both, None), Err(TurnError::Nothing));
    take_turn(&mut room.workbook, turns[1], &second, None).unwrap();
    reveal(&mut room.workbook, &mut room.ids, round, "late", TODAY).unwrap();
    let results: Vec<_> = room.round(round).results.iter().map(|one| (one.about, one.votes)).collect();
    assert_eq!(results, [(Some(room.notes[1]), Some(3))], "what was given to the deleted one is gone");
}

#[test]
fn who_is_told_apart_by_a_number_keeps_it_when_others_leave_and_the_naming_may_change() {
    let mut room = room(Attribution::Initials);
    let attend = |room: &mut Room, people: &[&str]| {
        with_workshop(&mut room.workbook, room.workshop, |held| {
            held.attendees = people.iter().map(|person| (*person).to_owned()).collect();
        });
    };
    attend(&mut room, &["Lena Ortiz", "Lars Olsen"]);
    for (people, steps) in [(&["Lena Ortiz", "Lars Olsen"][..], &[2, 5][..]), (&["Lars Olsen"], &[4])] {
        attend(&mut room, people);
        let round = room.begin(RoundKind::Severity, vec![room.mode]);
        room.rate(round, steps);
        reveal(&mut room.workbook, &mut room.ids, round, "", TODAY).unwrap();
    }
    let said = |room: &Room| -> Vec<(String, Option<u8>)> {
        let ratings = room.mode().ratings.iter();
        ratings.map(|one| (one.rater.clone(), one.severity.map(Step::get))).collect()
    };
    assert_eq!(said(&room), [("LO".to_owned(), Some(2)), ("LO (2)".to_owned(), Some(4))], "nobody rates for another");
    with_workshop(&mut room.workbook, room.workshop, |held| held.attribution = Some(Attribution::Named));
    let round = room.begin(RoundKind::Severity, vec![room.mode]);
    room.rate(round, &[3]);
    reveal(&mut room.workbook, &mut room.ids, round, "", TODAY).unwrap();
    assert_eq!(
        said(&room),
        [("LO".to_owned(), Some(2)), ("Lars Olsen".to_owned(), Some(3))],
        "and nobody counts twice"
    );
}
