//! The documents about people, practices, plans and changes: what they say, in which order, and that nothing typed in their sections
//! is lost.

use std::path::Path;
use std::sync::Arc;

use caveat::export;
use caveat::knowledge;
use caveat::model::about::DocumentStatus;
use caveat::model::mark::Mark;
use caveat::model::place::Stop;
use caveat::model::reviews::{Comment, LogEntry, SignOff, SignOffDecision, Waiver};
use caveat::model::workshops::{Attribution, Capture, Round, RoundKind, Turn, Workshop};
use caveat::model::{Date, Id, ItemKind, Rate, Step, View, Workbook};
use caveat::render::markdown::write_markdown;
use caveat::report::block::Body;
use caveat::report::{self, Document, Earlier, Edition, Withheld};
use caveat::signed::whole;

use super::said::{assert_in_order, built, column, markdown, table};
use super::support::{EXAMPLES, example, filled};

const DOCUMENTS: [Document; 7] = [
    Document::ImpactAssessment,
    Document::ChecklistReport,
    Document::CanvasPoster,
    Document::Roadmap,
    Document::Minutes,
    Document::Unknowns,
    Document::Changes,
];

/// The changes of a workbook since an earlier state.
fn changes(before: &Workbook, after: &Workbook) -> String {
    let earlier = Earlier { name: "last.caveat".to_owned(), workbook: before.clone(), ..Earlier::default() };
    let edition = Edition { earlier: Some(Arc::new(earlier)), ..Edition::default() };
    write_markdown(&report::build(Document::Changes, after, &edition))
}

/// Every text that was typed below one of the paths.
fn typed(workbook: &Workbook, paths: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    workbook.walk(&mut |place, stop| {
        let Stop::Value(_, _, value) = stop else { return };
        let view = value.view();
        if matches!(view, View::Text(_) | View::Lines(_)) && paths.iter().any(|path| place.path.starts_with(path)) {
            found.push((place.path.clone(), view.text()));
        }
    });
    found
}

#[test]
fn every_text_of_a_section_is_in_its_document() {
    let workbook = filled();
    for (document, paths) in [
        (Document::ImpactAssessment, &["impact.", "data.sources", "data.labeling", "data.known_gaps"][..]),
        (Document::ChecklistReport, &["checklist."]),
        (Document::CanvasPoster, &["canvas."]),
        (Document::Roadmap, &["roadmap.", "maturity."]),
        (Document::Minutes, &["workshops."]),
        (Document::Unknowns, &["reviews.waivers"]),
        (Document::Changes, &["reviews.log", "reviews.comments", "reviews.sign_offs"]),
    ] {
        let written = markdown(&workbook, document);
        let typed = typed(&workbook, paths);
        assert!(typed.len() > 4, "{}: {} texts", document.title(), typed.len());
        let by_choice = |path: &str| {
            // people are named as the workshop wants it, see below
            ["captures.author", "rounds.turns.person", "rounds.turns.sealed"]
                .iter()
                .any(|key| path == format!("workshops.workshops.{key}"))
        };
        let lost: Vec<_> =
            typed.iter().filter(|(path, text)| !by_choice(path) && !written.contains(text.as_str())).collect();
        assert!(lost.is_empty(), "{}: {lost:#?}", document.title());
    }
}

#[test]
fn figures_for_who_decides_come_before_the_first_section() {
    for name in EXAMPLES {
        let workbook = example(name);
        for document in DOCUMENTS.into_iter().filter(|document| *document != Document::CanvasPoster) {
            let report = built(&workbook, document);
            let position = |wanted: fn(&Body) -> bool| report.blocks.iter().position(|block| wanted(&block.body));
            assert_eq!(position(|body| matches!(body, Body::Title { .. })), Some(0), "{name}");
            let glance = position(|body| matches!(body, Body::Table(table) if table.caption.contains("At a glance")));
            let section = position(|body| matches!(body, Body::Heading { .. }));
            assert!(glance.is_some() && glance < section, "{name}, {}", document.title());
            let glance = table(&report, "At a glance");
            assert!((2..=7).contains(&glance.rows.len()), "{name}, {}: {}", document.title(), glance.rows.len());
            assert!(column(glance, "Stands").iter().all(|word| !word.is_empty()), "{name}, {}", document.title());
        }
    }
}

#[test]
fn an_empty_workbook_says_what_is_missing() {
    for (document, phrases) in [
        (Document::ImpactAssessment, &["Nobody who is affected is named", "Nobody can object", "Nobody is told"][..]),
        (
            Document::ChecklistReport,
            &["None done", "No target", "No practice is in progress", "GOVERN 1.1", "MANAGE 4.3"],
        ),
        (Document::CanvasPoster, &["Problem and workflow", "Cost and value", "No facts"]),
        (
            Document::Roadmap,
            &["No capacity", "No outcome is set", "Nothing is planned", "Not known yet", "No signs yet"],
        ),
        (Document::Minutes, &["No workshop was held or planned"]),
        (Document::Unknowns, &["Nothing is marked as unknown", "The canvas asks nothing", "No finding was waived"]),
        (
            Document::Changes,
            &["No earlier state", "Nobody is asked to sign", "The change log is empty", "said nothing"],
        ),
    ] {
        assert_in_order(&markdown(&Workbook::default(), document), phrases);
    }
}

#[test]
fn an_edition_without_annexes_has_none_and_says_so() {
    let withheld = Withheld { profile: "External".to_owned(), annexes: true, ..Withheld::default() };
    let edition = Edition { withheld, ..Edition::default() };
    for document in DOCUMENTS {
        let report = report::build(document, &example("claims-triage"), &edition);
        let is_annex = |body: &Body| matches!(body, Body::Heading { text, .. } if text.starts_with("Annex"));
        assert!(!report.blocks.iter().any(|block| is_annex(&block.body)), "{}", document.title());
        let text = write_markdown(&report);
        assert!(text.contains("not complete"), "{}: {text:.400}", document.title());
    }
}

#[test]
fn the_worst_harm_comes_first_with_what_stands_against_it() {
    for name in EXAMPLES {
        let report = built(&example(name), Document::ImpactAssessment);
        let severities = column(table(&report, "Harms, the worst first"), "Severity");
        assert!(severities.len() > 2 && severities.iter().rev().is_sorted(), "{name}: {severities:?}");
        let glance = table(&report, "At a glance");
        assert_eq!(column(glance, "Stands")[1], format!("Severity up to {}", severities[0]));
    }
    let text = markdown(&example("claims-triage"), Document::ImpactAssessment);
    assert_in_order(
        &text,
        &[
            "1. The five governance questions",
            "2. Who is affected",
            "3. Sensitive data",
            "4. Data rights",
            "5. Contest",
        ],
    );
}

#[test]
fn every_practice_is_printed_and_what_is_blocked_or_late_comes_first() {
    for name in EXAMPLES {
        let edition = Edition { date: "2026-12-31".parse().ok(), ..Edition::default() };
        let report = report::build(Document::ChecklistReport, &example(name), &edition);
        let text = write_markdown(&report);
        for practice in knowledge::framework().practices() {
            assert!(text.contains(&practice.id) && text.contains(&practice.title), "{name}: {}", practice.id);
        }
        let open = table(&report, "blocked, late or in progress");
        let states = column(open, "State");
        let blocked = states.iter().take_while(|state| *state == "Blocked").count();
        assert!(!states[blocked..].iter().any(|state| state == "Blocked"), "{name}: {states:?}");
        let late: Vec<bool> = column(open, "Due")[blocked..].iter().map(|due| due.contains("late")).collect();
        assert!(late.iter().rev().is_sorted(), "{name}: {late:?}");
    }
}

#[test]
fn risks_of_generative_ai_concern_products_that_generate() {
    let has = |name| markdown(&example(name), Document::ChecklistReport).contains("Risks of generative AI");
    assert!(has("support-agent"));
    assert!(!has("fraud-detection"));
}

#[test]
fn card_and_memo_begin_with_figures() {
    for name in EXAMPLES {
        let workbook = example(name);
        for (document, caption) in [(Document::RiskMemo, "At a glance"), (Document::ModelCard, "How well it works")] {
            let report = built(&workbook, document);
            let section = report.blocks.iter().position(|block| matches!(block.body, Body::Heading { .. })).unwrap();
            let glance = report
                .blocks
                .iter()
                .position(|block| matches!(&block.body, Body::Table(table) if table.caption.contains(caption)));
            assert!(glance.is_some_and(|glance| glance < section), "{name}, {}", document.title());
            let glance = table(&report, caption);
            let modes = workbook.failure_modes.modes.len();
            let about = column(glance, "What");
            let at = about.iter().position(|about| about == "Failure modes").unwrap();
            assert!(column(glance, "Figures")[at].starts_with(&format!("{modes} in all.")), "{name}");
            assert!(about.iter().any(|about| about == "Budgets"), "{name}");
        }
    }
}

#[test]
fn waivers_are_named_in_words() {
    let text = markdown(&example("claims-triage"), Document::RiskMemo);
    assert!(text.contains("A risk that stays high with all controls") && !text.contains("residual-risk-high"));
}

#[test]
fn the_backlog_stands_in_the_order_of_its_page_and_says_why() {
    let workbook = example("claims-triage");
    let report = built(&workbook, Document::Roadmap);
    let backlog = table(&report, "The backlog: what is in the sprint");
    let sprint = caveat::assess::priority::sprint(&workbook.roadmap, caveat::assess::priority::Scale::Rice);
    let order: Vec<String> =
        sprint.order.iter().map(|one| format!("B-{}", workbook.roadmap.items.find(one.id).unwrap().number)).collect();
    assert_eq!(column(backlog, "#"), order);
    let lines = column(backlog, "Line");
    assert_eq!(lines.iter().filter(|line| *line == "Sprint").count(), sprint.above);
    let text = markdown(&workbook, Document::Roadmap);
    let headings = ["Now, next and later", "The sprint", "The backlog", "The business case", "Maturity, and the next"];
    let body = &text[text.find("## 1.").unwrap()..];
    assert_in_order(body, &headings);
    assert!(text.contains(workbook.roadmap.cut_reason.trim()));
}

#[test]
fn minutes_are_newest_first_with_what_is_open_before_them() {
    let text = markdown(&example("support-agent"), Document::Minutes);
    assert_in_order(
        &text,
        &[
            "1. What is still to be done",
            "5 May 2026: What does the human agent see?",
            "9 April 2026: Pre-mortem and ratings for the agent step",
            "Customers on the register are never served by the agent alone.",
            "Feed register flags to the gateway",
            "A woman falls",
            "Phone channel",
            "Which headline made us do it?",
        ],
    );
}

#[test]
fn authors_are_named_as_the_workshop_wants() {
    let turn = |person: &str, done| Turn {
        person: person.to_owned(),
        done,
        skipped: !done,
        seconds: Some(31),
        ..Turn::default()
    };
    let turns = [turn("Zora Quist", true), turn("Yann Pohl", false)].into_iter().collect();
    let round = Round { kind: Some(RoundKind::Severity), revealed: true, turns, ..Round::default() };
    for (attribution, named, initials) in [
        (Some(Attribution::Named), true, false),
        (Some(Attribution::Initials), false, true),
        (Some(Attribution::Anonymous), false, false),
        (None, false, true),
    ] {
        let note = Capture { text: "Said".to_owned(), author: "Zora Quist".to_owned(), ..Capture::default() };
        let workshop = Workshop {
            name: "Harms".to_owned(),
            attribution,
            captures: [note].into_iter().collect(),
            rounds: [round.clone()].into_iter().collect(),
            ..Workshop::default()
        };
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.workshops).workshops.push(workshop);
        let text = markdown(&workbook, Document::Minutes);
        assert!(text.contains("Said"));
        assert_eq!((text.contains("Zora"), text.contains("ZQ")), (named, initials), "{attribution:?}: {text}");
        assert_eq!((text.contains("Yann"), text.contains("YP")), (named, initials), "{attribution:?}: {text}");
        let counted = "two people were asked, one decided, one passed over. Nobody is named, as agreed. 62 s in all.";
        assert_eq!(text.contains(counted), attribution == Some(Attribution::Anonymous), "{text}");
    }
}

#[test]
fn what_is_late_comes_first_among_the_unknowns() {
    let mut workbook = example("claims-triage");
    let mark = |day: &str| Mark::Unknown {
        owner: String::new(),
        due: day.parse::<Date>().ok(),
        question: format!("Question of {day}"),
    };
    let about = Arc::make_mut(&mut workbook.about);
    about.marks.set("contact", Some(mark("2031-01-01")));
    about.marks.set("owner", Some(mark("2001-01-01")));
    let text = markdown(&workbook, Document::Unknowns);
    assert_in_order(
        &text,
        &["late", "nobody who finds out", "Question of 2001-01-01", "late", "Question of 2031-01-01"],
    );
    assert_in_order(
        &text,
        &["1. What is not known", "2. What the checker found", "3. What the canvas asks", "4. What is assumed"],
    );
}

#[test]
fn changes_say_what_they_mean_before_what_was_typed() {
    let before = example("claims-triage");
    let mut after = before.clone();
    let worse = {
        let modes = &mut Arc::make_mut(&mut after.failure_modes).modes;
        let at = (0..modes.len())
            .find(|at| {
                modes.at(*at).unwrap().residual_severity.zip(modes.at(*at).unwrap().residual_frequency).is_some()
            })
            .unwrap();
        let mode = modes.at_mut(at).unwrap();
        (mode.residual_severity, mode.residual_frequency) = (Step::new(5), Step::new(5));
        format!("FM-{} {}", mode.number, mode.name)
    };
    let budgets = &mut Arc::make_mut(&mut after.budgets).budgets;
    let better = {
        let exceeded = |budget: &caveat::model::budgets::Budget| {
            caveat::assess::budget::state(budget).verdict == caveat::assess::budget::Verdict::Exceeded
        };
        let at = (0..budgets.len()).find(|at| exceeded(budgets.at(*at).unwrap())).unwrap();
        let budget = budgets.at_mut(at).unwrap();
        budget.tolerance = Rate::new(0.9);
        format!("UB-{} {}", budget.number, budget.name)
    };
    Arc::make_mut(&mut after.about).summary = format!("{}!!", before.about.summary.to_uppercase());
    let text = changes(&before, &after);
    assert_in_order(
        &text,
        &[
            "Became worse",
            "Compared with last.caveat",
            "1. What the changes mean",
            &worse,
            "Critical",
            "Worse",
            &better,
            "Exceeded",
            "Within",
            "Better",
            "2. What was changed",
            "One edit of capitals, punctuation or spacing is not listed",
            "3. Who signed what",
            "4. Change log",
            "5. Comments",
        ],
    );
    assert!(!text.contains(&after.about.summary), "edits of wording are counted, not listed");
}

#[test]
fn tables_of_changes_hold_the_words_that_went_and_came_in_columns_of_their_own() {
    let mut before = example("support-agent");
    Arc::make_mut(&mut before.release).rollback =
        "The old flow stays in place for two weeks. Nobody needs to deploy it again before it answers.".to_owned();
    let mut after = before.clone();
    Arc::make_mut(&mut after.release).rollback =
        "The old flow stays in place for nine weeks. Somebody needs to deploy it again before it answers.".to_owned();
    let edition = Edition {
        earlier: Some(Arc::new(Earlier { workbook: before.clone(), ..Earlier::default() })),
        ..Edition::default()
    };
    let report = report::build(Document::Changes, &after, &edition);
    let files = caveat::render::tables::write_csv(&report, caveat::render::tables::CsvStyle::default());
    let csv = files.iter().map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
    let csv = csv.filter(|csv| csv.contains("nine weeks")).collect::<String>();
    assert!(csv.starts_with("Change,Where,Was,\"Was, words taken out\",Is,\"Is, words put in\""), "{csv}");
    for words in [&before.release.rollback, "two … Nobody", &after.release.rollback, "nine … Somebody"] {
        assert!(csv.contains(words), "{words}: {csv}");
    }
}

#[test]
fn an_item_that_came_went_or_says_something_else_is_listed_with_old_and_new() {
    let before = example("support-agent");
    let mut after = before.clone();
    Arc::make_mut(&mut after.about).owner = "Somebody Else".to_owned();
    let limits = &mut Arc::make_mut(&mut after.limits).limits;
    let gone = limits.at(0).unwrap().statement.clone();
    let first = limits.at(0).unwrap().id;
    limits.retain(|limit| limit.id != first);
    let edition = |earlier: &Workbook| Edition {
        earlier: Some(Arc::new(Earlier { workbook: earlier.clone(), ..Earlier::default() })),
        ..Edition::default()
    };
    let report = report::build(Document::Changes, &after, &edition(&before));
    let about = table(&report, "Changes in about");
    assert_eq!(column(about, "Was"), std::slice::from_ref(&before.about.owner));
    assert_eq!(column(about, "Is"), ["Somebody Else"]);
    let removed = table(&report, "Changes in model limits");
    assert_eq!(column(removed, "Change"), ["Removed"]);
    assert!(column(removed, "Where")[0].contains(&gone.chars().take(40).collect::<String>()));
    let back = report::build(Document::Changes, &before, &edition(&after));
    assert_eq!(column(table(&back, "Changes in model limits"), "Change"), ["Added"]);
    let same = write_markdown(&report::build(Document::Changes, &before, &edition(&before)));
    assert_in_order(&same, &["Nothing was changed", "No verdict, risk level, gate, blocker"]);
}

#[test]
fn a_sign_off_of_another_state_is_stale() {
    let mut workbook = Workbook::default();
    let signed = |name: &str, digest: String| SignOff {
        name: name.to_owned(),
        decision: Some(SignOffDecision::Approved),
        digest,
        ..SignOff::default()
    };
    let reviews = Arc::make_mut(&mut workbook.reviews);
    reviews.sign_offs.push(signed("Fresh", "ab".repeat(32)));
    reviews.sign_offs.push(signed("Stale", "cd".repeat(32)));
    reviews.sign_offs.push(signed("Unkept", String::new()));
    reviews.sign_offs.push(SignOff { name: "Waiting".to_owned(), ..SignOff::default() });
    reviews.log.push(LogEntry { version: "0.7".to_owned(), what: "Budgets set".to_owned(), ..LogEntry::default() });
    let edition = Edition { digest: "ab".repeat(32), ..Edition::default() };
    let report = report::build(Document::Changes, &workbook, &edition);
    let table = table(&report, "Sign-offs, the latest first");
    let states = column(table, "What was signed");
    let state = |name: &str| {
        let at = column(table, "Who").iter().position(|who| who.starts_with(name)).unwrap();
        states[at].clone()
    };
    assert!(state("Fresh").starts_with("This state") && state("Stale").starts_with("Another state: stale"));
    assert!(state("Unkept").starts_with("Not kept") && state("Waiting").is_empty());
    assert!(write_markdown(&report).contains("Budgets set"));
}

#[test]
fn a_sign_off_holds_until_the_workbook_says_something_else() {
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.about).product = "Kiosk".to_owned();
    for id in 1..=2 {
        let digest = whole(&workbook);
        Arc::make_mut(&mut workbook.numbers).reserve(ItemKind::SignOff, id);
        let decision = Some(SignOffDecision::Approved);
        let sign_off = SignOff { id: Id(u64::from(id)), number: id, decision, digest, ..SignOff::default() };
        let reviews = Arc::make_mut(&mut workbook.reviews);
        reviews.sign_offs.push(sign_off);
        reviews.comments.push(Comment { id: Id(10 + u64::from(id)), text: "Seen".to_owned(), ..Comment::default() });
    }
    Arc::make_mut(&mut workbook.about).status = Some(DocumentStatus::Approved);
    Arc::make_mut(&mut workbook.pack).accent = "#2A4FBF".to_owned();
    let states = |workbook: &Workbook| {
        let edition = export::edition(workbook, Path::new("kiosk.caveat"), None).unwrap();
        let report = report::build(Document::Changes, workbook, &edition);
        column(table(&report, "Sign-offs, the latest first"), "What was signed")
    };
    let stands = |wanted: &str, workbook: &Workbook| states(workbook).iter().all(|state| state.starts_with(wanted));
    assert!(stands("This state", &workbook), "{:?}", states(&workbook));
    let mut changed = workbook.clone();
    Arc::make_mut(&mut changed.reviews).waivers.push(Waiver { rule: "owner-missing".to_owned(), ..Waiver::default() });
    assert!(stands("Another state", &changed), "a waiver changes what stops a release");
    Arc::make_mut(&mut workbook.about).product = "Kiosk 2".to_owned();
    assert!(stands("Another state", &workbook), "{:?}", states(&workbook));
}

#[test]
fn of_two_products_the_changes_are_listed_and_nothing_is_called_better_or_worse() {
    let (before, after) = (example("claims-triage"), example("fraud-detection"));
    let earlier = Earlier { workbook: before, ..Earlier::default() };
    let edition = Edition { earlier: Some(Arc::new(earlier)), ..Edition::default() };
    let said = write_markdown(&report::build(Document::Changes, &after, &edition));
    assert!(said.contains("have no item in common: they may be workbooks of two products"), "{said:.3000}");
    assert!(said.contains("What was changed") && !said.contains("What the changes mean"));
}
