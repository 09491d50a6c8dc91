//! Gates, sentences, steps and actions, as tables of cases.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::assess::metric::Standing;
use crate::assess::{criterion, findings};
use crate::model::about::{DocumentStatus, LifecycleStage};
use crate::model::budgets::{Budget, Measurement};
use crate::model::canvas::{Note, NoteKind};
use crate::model::discovery::GoVerdict;
use crate::model::failure_modes::{ActionState, FailureMode, Mitigation};
use crate::model::mark::Mark;
use crate::model::place::Place;
use crate::model::release::{Criterion, CriterionKind, CriterionVerdict, Gate, GateDecision};
use crate::model::reviews::{SignOff, SignOffDecision, Waiver};
use crate::model::roadmap::BacklogItem;
use crate::model::workshops::Workshop;
use crate::model::{Id, List, Rate, Section};

fn on(month: i8, day: i8) -> Date {
    Date::new(2026, month, day).unwrap()
}

/// The day of all tests.
fn today() -> Date {
    on(3, 9)
}

fn list<T: crate::model::Item>(items: impl IntoIterator<Item = T>) -> List<T> {
    let mut list = List::default();
    items.into_iter().for_each(|item| list.push(item));
    list
}

fn said(verdict: CriterionVerdict) -> Criterion {
    Criterion { statement: "It holds".to_owned(), verdict: Some(verdict), ..Criterion::default() }
}

fn gate_with(date: Option<Date>, criteria: Vec<Criterion>) -> Gate {
    let criteria = list(criteria.into_iter().zip(40..).map(|(one, id)| Criterion { id: Id(id), ..one }));
    Gate { id: Id(9), number: 2, name: "Before the pilot".to_owned(), date, criteria, ..Gate::default() }
}

fn workbook_with(gates: Vec<Gate>) -> Workbook {
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.release).gates = list(gates);
    workbook
}

/// As many open blockers as asked, on the canvas.
fn finding(rule: &str, message: &str) -> Finding {
    Finding {
        rule: findings::rule(rule).unwrap(),
        place: Place::of_section(Section::Canvas),
        message: message.to_owned(),
        why: String::new(),
        action: "Mend it.".to_owned(),
        waived: None,
    }
}

fn blockers(count: usize) -> Vec<Finding> {
    vec![finding("link-broken", "Links to nothing"); count]
}

fn exceeded_budget() -> Budget {
    let measured = Measurement { id: Id(21), errors: Some(68), trials: Some(1_000), ..Measurement::default() };
    Budget { id: Id(20), number: 4, tolerance: Rate::new(0.02), measurements: list([measured]), ..Budget::default() }
}

#[test]
fn a_gate_passes_only_without_blockers_with_all_criteria_and_all_signatures() {
    use CriterionVerdict::{Met, NotMet};
    let decided = |verdict, day| GateDecision { date: Some(on(3, day)), verdict: Some(verdict), ..Default::default() };
    let signed =
        |decision| SignOff { id: Id(70), role: "owner ".to_owned(), decision: Some(decision), ..Default::default() };
    let plain = gate_with(None, vec![said(Met)]);
    let role = Gate { required_roles: vec!["Owner".to_owned()], ..plain.clone() };
    let go = Gate { decisions: list([decided(GoVerdict::NoGo, 1), decided(GoVerdict::Go, 5)]), ..plain.clone() };
    let back = Gate { decisions: list([decided(GoVerdict::Go, 1), decided(GoVerdict::NoGo, 5)]), ..plain.clone() };
    for (what, gate, sign_off, blocking, expected) in [
        ("met", plain.clone(), None, 0, Verdict::WouldPass),
        ("met, but blocked", plain, None, 1, Verdict::WouldNotPass),
        ("one of two", gate_with(None, vec![said(Met), said(NotMet)]), None, 0, Verdict::WouldNotPass),
        ("no criteria", gate_with(None, vec![]), None, 0, Verdict::NotJudged),
        ("no criteria, but blocked", gate_with(None, vec![]), None, 2, Verdict::WouldNotPass),
        ("not signed", role.clone(), None, 0, Verdict::WouldNotPass),
        ("rejected", role.clone(), Some(SignOffDecision::Rejected), 0, Verdict::WouldNotPass),
        ("approved", role.clone(), Some(SignOffDecision::Approved), 0, Verdict::WouldPass),
        ("approved with conditions", role, Some(SignOffDecision::Conditional), 0, Verdict::WouldPass),
        ("decided", go, None, 1, Verdict::Passed),
        ("taken back", back, None, 0, Verdict::WouldPass),
    ] {
        let mut workbook = workbook_with(vec![gate]);
        Arc::make_mut(&mut workbook.reviews).sign_offs = list(sign_off.map(signed));
        let states = gate::states(&workbook, &blockers(blocking));
        assert_eq!(states[0].verdict, expected, "{what}");
        assert_eq!(states[0].blockers, blocking, "{what}");
    }
}

#[test]
fn a_criterion_on_findings_is_met_while_no_blocker_is_open() {
    let criterion = Criterion { kind: Some(CriterionKind::Finding), ..Criterion::default() };
    let workbook = workbook_with(vec![gate_with(None, vec![criterion])]);
    let standing = |findings: &[Finding]| gate::states(&workbook, findings)[0].criteria[0].standing;
    assert_eq!(standing(&[]), Standing::Met);
    assert_eq!(standing(&blockers(1)), Standing::NotMet);
    let accepted = blockers(1).into_iter().map(|finding| {
        let waived = findings::Waived { waiver: Id(1), by: "A".into(), reason: "B".into(), until: on(12, 1) };
        Finding { waived: Some(waived), ..finding }
    });
    assert_eq!(standing(&accepted.collect::<Vec<_>>()), Standing::Met, "somebody accepted it");
}

/// Rules may ask how a criterion stands; that must not send the check round in a circle.
#[test]
fn checking_a_gate_that_asks_for_findings_comes_to_an_end() {
    let ask = Criterion { kind: Some(CriterionKind::Finding), ..Criterion::default() };
    let decision =
        GateDecision { id: Id(50), date: Some(on(3, 1)), verdict: Some(GoVerdict::Go), ..Default::default() };
    let gate = Gate { decisions: list([decision]), ..gate_with(Some(on(3, 1)), vec![ask.clone()]) };
    let workbook = workbook_with(vec![gate]);
    let open = findings::check(&workbook, Some(today()));
    let expected = if open.iter().any(|one| one.severity() == findings::Severity::Blocker) {
        Standing::NotMet
    } else {
        Standing::Met
    };
    let blocked = criterion::blocked(&workbook, None);
    assert_eq!(criterion::standing(&workbook, &ask, blocked), expected);
}

#[test]
fn the_next_gate_is_the_earliest_that_is_not_passed() {
    let at = |number, date: Option<Date>| Gate { id: Id(number), date, ..gate_with(None, vec![]) };
    let go = GateDecision { verdict: Some(GoVerdict::Conditional), ..Default::default() };
    let passed = Gate { decisions: list([go]), ..at(1, Some(on(1, 1))) };
    let next = |gates: Vec<Gate>| gate::next(&gate::states(&workbook_with(gates), &[]));
    assert_eq!(next(vec![passed.clone(), at(2, Some(on(5, 1))), at(3, Some(on(4, 1)))]), Some(2));
    assert_eq!(next(vec![at(2, None), at(3, Some(on(4, 1)))]), Some(1), "one with a day goes first");
    assert_eq!(next(vec![passed.clone(), at(2, None)]), Some(1));
    assert_eq!(next(vec![passed]), None);
    assert_eq!(next(vec![]), None);
}

#[test]
fn gates_are_called_as_people_call_them() {
    for (name, expected) in [
        ("Before the pilot", "the pilot gate"),
        ("Before full rollout.", "the full rollout gate"),
        ("Pilot", "the pilot gate"),
        ("Pilot gate", "the pilot gate"),
        ("The pilot gate", "the pilot gate"),
        ("EU launch", "the EU launch gate"),
        ("G2 to shadow", "the G2 to shadow gate"),
        ("", "gate RG-2"),
        ("Gate", "gate RG-2"),
    ] {
        let gate = Gate { name: name.to_owned(), ..gate_with(None, vec![]) };
        assert_eq!(sentence::called(&gate::states(&workbook_with(vec![gate]), &[])[0]), expected, "{name}");
    }
}

#[track_caller]
fn check_sentence(workbook: &Workbook, findings: &[Finding], headline: &str, detail: &str) {
    let found = Readiness::of(workbook, findings, today()).sentence;
    assert_eq!((found.headline.as_str(), found.detail.as_str()), (headline, detail));
}

#[test]
fn the_sentence_counts_what_stands_in_the_way() {
    let unmet = || said(CriterionVerdict::NotMet);
    let met = || said(CriterionVerdict::Met);
    let asks = || Criterion { kind: Some(CriterionKind::Finding), ..Criterion::default() };
    let on_budget = || Criterion { kind: Some(CriterionKind::Budget), item: Some(Id(20)), ..Criterion::default() };
    let not_ready = "Not ready for the pilot gate.";
    let soon = Some(on(3, 27));
    let workbook = |criteria, date| {
        let mut workbook = workbook_with(vec![gate_with(date, criteria)]);
        Arc::make_mut(&mut workbook.budgets).budgets = list([exceeded_budget()]);
        workbook
    };
    check_sentence(
        &workbook(vec![asks(), on_budget()], soon),
        &blockers(3),
        not_ready,
        "Three blockers and one budget over its tolerance stand between this draft and 27 March, 18 days from now.",
    );
    check_sentence(
        &workbook(vec![asks()], soon),
        &blockers(1),
        not_ready,
        "One blocker stands between this draft and 27 March, 18 days from now.",
    );
    check_sentence(
        &workbook(vec![unmet(), unmet()], Some(on(3, 10))),
        &[],
        not_ready,
        "Two unmet criteria stand between this draft and 10 March, tomorrow.",
    );
    check_sentence(
        &workbook(vec![on_budget(), unmet()], Some(today())),
        &[],
        not_ready,
        "One budget over its tolerance and one unmet criterion stand between this draft and today's decision.",
    );
    check_sentence(
        &workbook(vec![unmet()], Some(on(3, 6))),
        &blockers(14),
        not_ready,
        "14 blockers and one unmet criterion are open. The gate was due on 6 March, 3 days ago.",
    );
    check_sentence(
        &workbook(vec![unmet()], Some(on(3, 8))),
        &[],
        not_ready,
        "One unmet criterion is open. The gate was due on 8 March, yesterday.",
    );
    let mut reviewed = workbook(vec![met()], None);
    Arc::make_mut(&mut reviewed.about).status = Some(DocumentStatus::InReview);
    let release = Arc::make_mut(&mut reviewed.release);
    release.gates.at_mut(0).unwrap().required_roles = vec!["Owner".to_owned(), "Legal".to_owned()];
    check_sentence(
        &reviewed,
        &[],
        not_ready,
        "Two missing sign-offs stand between this document and the gate, which has no day yet.",
    );
}

#[test]
fn the_sentence_says_when_nothing_stands_in_the_way() {
    let met = || said(CriterionVerdict::Met);
    let ready = "Ready for the pilot gate.";
    for (criteria, date, headline, detail) in [
        (vec![met()], Some(on(3, 27)), ready, "Its one criterion is met. It is decided on 27 March, 18 days from now."),
        (vec![met(), met()], Some(today()), ready, "Both criteria are met. It is decided today."),
        (vec![met(); 3], Some(on(3, 6)), ready, "All three criteria are met. It was due on 6 March, 3 days ago."),
        (vec![met()], None, ready, "Its one criterion is met. No day is set for the decision."),
        (
            vec![],
            Some(on(3, 27)),
            "The pilot gate has no criteria.",
            "Nothing says yet what must be true by 27 March, 18 days from now.",
        ),
        (
            vec![],
            Some(today()),
            "The pilot gate has no criteria.",
            "Nothing says yet what must be true, and it is due today.",
        ),
        (
            vec![],
            Some(on(3, 8)),
            "The pilot gate has no criteria.",
            "Nothing says what must be true. It was due on 8 March, yesterday.",
        ),
        (vec![], None, "The pilot gate has no criteria.", "Nothing says yet what must be true, nor by when."),
    ] {
        check_sentence(&workbook_with(vec![gate_with(date, criteria)]), &[], headline, detail);
    }
}

#[test]
fn the_sentence_knows_when_there_is_no_gate_ahead() {
    let nothing = "Nothing planned yet.";
    let no_gate = "The release plan has no gate that this has to pass.";
    check_sentence(&Workbook::default(), &[], nothing, no_gate);
    check_sentence(&Workbook::default(), &blockers(2), nothing, &format!("{no_gate} Two blockers are open."));
    let go = GateDecision { verdict: Some(GoVerdict::Go), ..Default::default() };
    let workbook =
        workbook_with(vec![Gate { decisions: list([go]), ..gate_with(None, vec![said(CriterionVerdict::NotMet)]) }]);
    check_sentence(&workbook, &[], "Every gate is passed.", "Nothing stands in the way.");
    check_sentence(&workbook, &blockers(1), "Every gate is passed.", "One blocker is open.");
    let of_gate = |findings: &[Finding]| Readiness::of(&workbook, findings, today()).sentences[0].clone();
    assert_eq!(of_gate(&[]).headline, "The pilot gate is passed.");
    assert_eq!(of_gate(&[]).detail, "It was decided, and nothing has come up since.");
    assert_eq!(of_gate(&blockers(1)).detail, "It was decided. One blocker is open now.");
}

#[test]
fn steps_begin_with_what_blocks_and_say_nothing_twice() {
    let asks = Criterion { kind: Some(CriterionKind::Finding), ..Criterion::default() };
    let gate = Gate {
        required_roles: vec!["Owner".to_owned()],
        ..gate_with(Some(on(3, 27)), vec![asks, said(CriterionVerdict::Met), said(CriterionVerdict::NotMet)])
    };
    let mut workbook = workbook_with(vec![gate]);
    let due = Some(on(3, 1));
    let unknown = |due| Mark::Unknown { owner: "LO".to_owned(), due, question: "How long?".to_owned() };
    let about = Arc::make_mut(&mut workbook.about);
    about.marks.set("launch", Some(unknown(due)));
    about.marks.set("contact", Some(unknown(None)));
    let unowned = finding("monitor-without-owner", "Nobody gets told");
    let mut findings = findings::check(&workbook, Some(today()));
    findings.retain(|finding| finding.rule.id.starts_with("unknown"));
    findings.extend(blockers(1));
    findings.push(unowned);
    let steps = Readiness::of(&workbook, &findings, today()).steps;
    let found: Vec<_> = steps.iter().map(|step| (step.urgency, step.title.as_str())).collect();
    assert_eq!(
        found,
        [
            (Urgency::Blocker, "Links to nothing"),
            (Urgency::Criterion, "It holds"),
            (Urgency::Criterion, "Owner has not signed"),
            (Urgency::Overdue, "Planned launch: not known yet"),
            (Urgency::Warning, "Nobody gets told"),
        ],
        "what is not known and not late is advice, and no step"
    );
    assert_eq!(steps[1].place.to_string(), "RG-2, criterion 000000000000002a");
    assert_eq!(steps[1].due, Some(on(3, 27)));
}

#[test]
fn actions_are_those_that_are_not_finished_the_earliest_first() {
    let mut workbook = Workbook::default();
    let mitigation = |id, state, day| Mitigation {
        id: Id(id),
        action: format!("Mitigation {id}"),
        due: Some(on(3, day)),
        state,
        ..Mitigation::default()
    };
    let mitigations = [
        mitigation(1, Some(ActionState::Open), 20),
        mitigation(2, Some(ActionState::Done), 1),
        mitigation(3, None, 10),
        mitigation(4, Some(ActionState::Dropped), 2),
    ];
    let mode = FailureMode { id: Id(9), number: 3, mitigations: list(mitigations), ..FailureMode::default() };
    Arc::make_mut(&mut workbook.failure_modes).modes = list([mode]);
    let workshop = |id, day| Workshop {
        id: Id(id),
        number: id as u32,
        name: format!("Meeting {id}"),
        date: Some(on(3, day)),
        ..Workshop::default()
    };
    Arc::make_mut(&mut workbook.workshops).workshops = list([workshop(31, 11), workshop(32, 8)]);
    let item = |id, in_sprint| BacklogItem {
        id: Id(id),
        number: 7,
        name: format!("Item {id}"),
        in_sprint,
        ..BacklogItem::default()
    };
    Arc::make_mut(&mut workbook.roadmap).items = list([item(41, true), item(42, false)]);
    let mark = Mark::Unknown { owner: "LO".to_owned(), due: Some(on(3, 6)), question: "How long?".to_owned() };
    Arc::make_mut(&mut workbook.about).marks.set("launch", Some(mark));
    let actions = actions::of(&workbook, today());
    let found: Vec<_> =
        actions.iter().map(|one| (one.what.as_str(), one.context.as_str(), one.is_late(today()))).collect();
    assert_eq!(
        found,
        [
            ("How long?", "About", true),
            ("Mitigation 3", "FM-3", false),
            ("Workshop: Meeting 31", "W-31", false),
            ("Mitigation 1", "FM-3", false),
            ("Item 41", "B-7", false),
        ]
    );
    assert_eq!(actions[1].closing, Closing::State(Id(3)));
    assert_eq!(actions[0].closing, Closing::AtItsPlace);
}

#[test]
fn every_section_belongs_to_one_stage_of_life() {
    let mut seen = BTreeSet::new();
    for stage in LifecycleStage::ALL {
        assert!(!lifecycle::sections(*stage).is_empty(), "{stage:?}");
        for section in lifecycle::sections(*stage) {
            assert!(seen.insert(*section), "{section:?} is in two stages");
        }
    }
    assert_eq!(seen.len() + 1, Section::ALL.len(), "exporting belongs to every stage");
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.about).stage = Some(LifecycleStage::Design);
    let lifecycle = Lifecycle::of(&workbook);
    assert_eq!((lifecycle.stages.len(), lifecycle.current), (8, Some(2)));
    assert!(
        lifecycle.stages[0].share > 0.0 && lifecycle.stages[1].share.abs() < 1e-9,
        "the stage is an answer of About"
    );
    assert!(lifecycle.stages[7].share.abs() < 1e-9, "what asks for nothing yet is not finished");
}

#[test]
fn the_canvas_says_what_it_rests_on() {
    let note = |kind, source: &str| Note { kind, source: source.to_owned(), ..Note::default() };
    let fact = Some(NoteKind::Fact);
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.canvas).notes =
        list([note(fact, "file"), note(fact, ""), note(Some(NoteKind::Question), ""), note(None, "")]);
    let basis = Basis::of(&workbook.canvas);
    let counts: Vec<usize> = basis.kinds.iter().map(|(_, count)| *count).collect();
    assert_eq!((counts, basis.total()), (vec![1 + 1, 0, 1, 0], 4));
    assert_eq!(basis.weakness(), "One fact names no source and one note has no kind.");
    assert_eq!(Basis::default().weakness(), "");
}

#[test]
fn a_waived_blocker_stands_in_nobodys_way() {
    let mut workbook = workbook_with(vec![gate_with(None, vec![said(CriterionVerdict::Met)])]);
    let note = Note { id: Id(5), number: 1, links: vec![Id(77)], ..Note::default() };
    Arc::make_mut(&mut workbook.canvas).notes = list([note]);
    let mut numbers = (*workbook.numbers).clone();
    numbers.reserve(crate::model::ItemKind::Note, 1);
    numbers.reserve(crate::model::ItemKind::Gate, 2);
    workbook.numbers = Arc::new(numbers);
    let broken = |workbook: &Workbook| {
        let found = findings::check(workbook, Some(today()));
        found.iter().filter(|one| one.rule.id == "link-broken" && one.is_open()).count()
    };
    assert_eq!(broken(&workbook), 1);
    let waiver = Waiver {
        id: Id(6),
        rule: "link-broken".to_owned(),
        item: Some(Id(5)),
        reason: "It comes back next week".to_owned(),
        by: "LO".to_owned(),
        until: Some(on(4, 1)),
        ..Waiver::default()
    };
    Arc::make_mut(&mut workbook.reviews).waivers = list([waiver]);
    assert_eq!(broken(&workbook), 0);
    let accepted = findings::check(&workbook, Some(today())).into_iter().find_map(|one| one.waived);
    assert_eq!(accepted.map(|waived| waived.waiver), Some(Id(6)));
}
