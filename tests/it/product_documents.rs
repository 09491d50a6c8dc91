//! The documents about the product and its plan: requirements, pattern decision, evaluation specification, release plan, monitoring
//! plan. What they say, in which order, and that nothing typed in their sections is lost.

use std::sync::Arc;

use caveat::model::place::Stop;
use caveat::model::{Date, View, Workbook};
use caveat::render::markdown::write_markdown;
use caveat::report::block::Body;
use caveat::report::{self, Document, Edition, Withheld};

use super::said::{assert_in_order, built, column, markdown, table};
use super::support::{EXAMPLES, example, filled};

const DOCUMENTS: [Document; 5] = [
    Document::Requirements,
    Document::PatternDecision,
    Document::EvaluationSpec,
    Document::ReleasePlan,
    Document::MonitoringPlan,
];

/// The document as of a day.
fn on(workbook: &Workbook, document: Document, day: &str) -> String {
    let edition = Edition { date: day.parse::<Date>().ok(), ..Edition::default() };
    write_markdown(&report::build(document, workbook, &edition))
}

/// The document's phrases in order, for an example.
const SAID: [(&str, Document, &[&str]); 5] = [
    (
        "claims-triage",
        Document::Requirements,
        &[
            "Right first time: from 79% to 87% or more, known by 24 April 2026.",
            "Seven requirements: 3 unproven, 2 within, 1 at risk, 1 not linked.",
            "2 of 7 metrics that block a release reach their limit.",
            "Over the limit: Translated claim 6.8% (exceeded)",
            "19 open questions, one late and one without an owner.",
            "1. Problem and hypothesis",
            "3 of 5 changes are still assumptions.",
            "22 h less",
            "We believe that first routing",
            "who pays for index refreshes?",
            "3. What it must do",
            "No way to measure it yet.",
            "From a motor or home claim at first notice, the product must find the clause",
            "3.0% of 640",
            "As an injury team adjuster, I want every claim",
            "6. What it does when it is not sure",
            "Not known yet.** Translator queue",
            "7. Data that it needs",
            "Doubtful",
            "RG-2 Before the pilot",
            "Would not pass",
            "Who speaks for injured third parties?",
            "Annex A.",
        ],
    ),
    (
        "support-agent",
        Document::PatternDecision,
        &[
            "Agentic workflow is chosen.** Every simpler pattern was tried or dismissed, with the reason.",
            "Step 2 of 5. It suggests, and a person decides. It has not earned the next step.",
            "1 of 5 figures that the conditions name are within their limit.",
            "Why no simpler one",
            "20 more than with",
            "| **Rules** | Tried |",
            "| **Agentic workflow** | Chosen |",
            "The inputs speak for buy and blend alike.",
            "Blend (chosen)",
            "What earns the next step",
            "The checker found nothing that speaks against it.",
        ],
    ),
    (
        "claims-triage",
        Document::EvaluationSpec,
        &[
            "8 of 15 metrics reach it.",
            "1 of 15 metrics reaches it.",
            "About 1,338 more trials at today's rates would prove two budgets. Two errors must become rarer first",
            "Three test sets; 2,624 labels to go.",
            "1. What is missing",
            "The model got better. The product got worse.",
            "Offline. Is the model right on the test set?",
            "95.4% to 98.2%",
            "Guardrail. What must never get worse?",
            "Translated claim",
            "4. How large a test must be",
            "2,313 (74)",
            "Fix first",
            "Fast-track score, v4",
            "Double-labeled claims, March set",
            "kappa 0.78",
            "M-12 Answers within 6 s",
            "two days",
        ],
    ),
    (
        "claims-triage",
        Document::ReleasePlan,
        &[
            "Not ready for the pilot gate.",
            "27 March, 18 days from now",
            "3 of 9 met.",
            "1. What the next gate lacks",
            "RG-2 Before the pilot would not pass: 3 of 9 met.",
            "Not met.** Misroute of translated claims is within 4.0%. Now: 6.8% of 500, offline, 6 Mar 2026.",
            "Unproven.** Unsupported citation",
            "Blocker.** FM-4 Scores translated claims lower: Severity 3, inherent risk high, and no fallback.",
            "Sign-off missing.** Model Risk Committee.",
            "3% for 4 weeks",
            "RG-2 would not pass",
            "Any team lead, on the handler screen",
            "The release stops at once",
            "| 6 Mar 2026 |",
            "No-go",
            "| 20 Feb 2026 |",
            "Sofia Brandt",
        ],
    ),
    (
        "fraud-detection",
        Document::MonitoringPlan,
        &[
            "Two signals fire.",
            "S-6 Honest share of declines abroad since 30 August 2026",
            "13 signals: two alerts, one near its limit, ten late.",
            "Used up: Honest payments declined abroad.",
            "1. What asks for somebody now",
            "Data drift: what comes in changes",
            "Safety drift: people could be harmed",
            "Failure modes, and what would show them",
            "3. When a budget is used up",
            "Exceeded",
            "Duty analyst by pager",
            "5. Retraining",
            "Annex A.",
        ],
    ),
];

#[test]
fn the_examples_say_what_a_reader_looks_for_in_order() {
    for (name, document, phrases) in SAID {
        assert_in_order(&markdown(&example(name), document), phrases);
    }
}

/// Every text that was typed below one of the paths, with its path.
fn typed(workbook: &Workbook, paths: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    workbook.walk(&mut |place, stop| {
        let Stop::Value(_, _, value) = stop else { return };
        let view = value.view();
        let under =
            |path: &&str| place.path.strip_prefix(*path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        if matches!(view, View::Text(_) | View::Lines(_)) && paths.iter().any(under) {
            found.push((place.path.clone(), view.text()));
        }
    });
    found
}

#[test]
fn every_text_of_a_section_is_in_its_document() {
    let workbook = filled();
    for (document, paths) in [
        (Document::Requirements, &["canvas", "discovery", "requirements", "data"][..]),
        (Document::PatternDecision, &["pattern"]),
        (Document::EvaluationSpec, &["metrics", "budgets", "operating_points", "data.labeling", "data.split"]),
        (Document::ReleasePlan, &["release"]),
        (Document::MonitoringPlan, &["monitoring", "budgets.budgets.when_exhausted", "release.playbook"]),
    ] {
        let written = markdown(&workbook, document);
        let typed = typed(&workbook, paths);
        assert!(typed.len() >= 8, "{}: {} texts", document.title(), typed.len());
        let lost: Vec<_> = typed.iter().filter(|(_, text)| !written.contains(text)).collect();
        assert!(lost.is_empty(), "{}: {lost:#?}", document.title());
    }
}

#[test]
fn every_document_begins_with_what_a_decision_rests_on() {
    for name in EXAMPLES {
        let workbook = example(name);
        for document in DOCUMENTS {
            let report = built(&workbook, document);
            let kinds: Vec<&Body> = report.blocks.iter().map(|block| &block.body).collect();
            assert!(matches!(kinds[0], Body::Title { .. }), "{name}, {}", document.title());
            assert!(matches!(kinds[1], Body::Callout { .. }), "{name}, {}", document.title());
            let first_table = kinds.iter().position(|body| matches!(body, Body::Table(_))).unwrap();
            let first_section = kinds.iter().position(|body| matches!(body, Body::Heading { .. })).unwrap();
            assert!(first_table < first_section, "{name}, {}: figures come first", document.title());
            let glance = table(&report, "At a glance");
            assert!((3..=8).contains(&glance.rows.len()), "{name}, {}: {}", document.title(), glance.rows.len());
            assert!(column(glance, "Stands").iter().all(|word| !word.is_empty()), "{name}, {}", document.title());
        }
    }
}

#[test]
fn an_empty_workbook_says_what_is_missing() {
    for (document, phrases) in [
        (
            Document::Requirements,
            &[
                "No decision is named that shall get better.",
                "nothing could prove it wrong",
                "No functional requirement is written down.",
                "No user story is written down.",
                "No behavior is specified",
                "No data source is named.",
                "No metric is defined.",
                "No failure mode is described.",
                "There is no release plan.",
            ][..],
        ),
        (
            Document::PatternDecision,
            &["No pattern is chosen.", "Nobody has looked at it", "Nobody has said how much it does alone."],
        ),
        (
            Document::EvaluationSpec,
            &[
                "No metric is defined.",
                "how much error is acceptable has not been decided",
                "No data source is used for evaluation.",
            ],
        ),
        (
            Document::ReleasePlan,
            &[
                "Nothing planned yet.",
                "No gate is planned.",
                "No stage is planned",
                "no kill switch",
                "Nothing was decided yet.",
            ],
        ),
        (
            Document::MonitoringPlan,
            &[
                "No signal is watched.",
                "Nothing watches data drift, quality drift, safety drift and cost drift.",
                "No uncertainty budget is set.",
                "Nobody is named.",
                "Nothing is said about retraining.",
            ],
        ),
    ] {
        assert_in_order(&markdown(&Workbook::default(), document), phrases);
    }
}

#[test]
fn an_edition_without_annexes_says_so_and_no_link_leads_nowhere() {
    let workbook = example("claims-triage");
    let parts = vec!["2 failure modes marked internal, 1 of them critical".to_owned()];
    let withheld = Withheld { profile: "External reviewers".to_owned(), parts, annexes: true };
    let edition = Edition { withheld, ..Edition::default() };
    for document in DOCUMENTS.into_iter().chain([Document::ModelCard, Document::RiskMemo]) {
        let whole = markdown(&workbook, document);
        assert!(!whole.contains("This edition is not complete"), "{}", document.title());
        let short = write_markdown(&report::build(document, &workbook, &edition));
        let has_annexes = document != Document::ReleasePlan;
        assert!(whole.contains("Annex A.") == has_annexes && !short.contains("Annex A."), "{}", document.title());
        assert_in_order(
            &short,
            &[
                "This edition is not complete.",
                "It was made for External reviewers. Left out: 2 failure modes marked internal, 1 of them critical; annexes.",
                "\n## 1. ",
            ],
        );
        for target in short.split("](#").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(short.contains(&format!("id=\"{target}\"")), "{}: a link to {target}", document.title());
        }
    }
}

#[test]
fn what_misses_its_limit_stands_first() {
    let workbook = example("claims-triage");
    let report = built(&workbook, Document::Requirements);
    let weight = |word: &String| match word.as_str() {
        "Exceeded" | "Not met" => 5,
        "At risk" => 4,
        "No figure" => 3,
        "Unmeasured" | "No answer" => 2,
        "Unproven" => 1,
        "Within" | "Met" => 0,
        other => panic!("{other}"),
    };
    for caption in ["Functional requirements", "User stories"] {
        let stands = column(table(&report, caption), "Stands");
        let weights: Vec<i32> = stands.iter().map(weight).collect();
        assert!(weights.is_sorted_by(|a, b| a >= b) && weights.first() > weights.last(), "{caption}: {stands:?}");
    }
    let budgets = column(table(&built(&workbook, Document::MonitoringPlan), "When a budget is used up"), "Verdict");
    assert_eq!(budgets.first().map(String::as_str), Some("Exceeded"), "{budgets:?}");
}

#[test]
fn a_figure_moves_the_requirement_that_it_holds() {
    let mut workbook = example("claims-triage");
    let first =
        |workbook: &Workbook| column(table(&built(workbook, Document::Requirements), "Functional"), "#")[0].clone();
    let before = first(&workbook);
    let held = workbook
        .requirements
        .functional
        .iter()
        .find(|one| format!("RQ-{}", one.number) != before && one.budget.is_some());
    let (number, budget) = held.map(|one| (one.number, one.budget.unwrap())).unwrap();
    let budgets = Arc::make_mut(&mut workbook.budgets);
    let at = budgets.budgets.iter().position(|one| one.id == budget).unwrap();
    let measurements = &mut budgets.budgets.at_mut(at).unwrap().measurements;
    for at in 0..measurements.len() {
        let measured = measurements.at_mut(at).unwrap();
        measured.errors = measured.trials;
    }
    assert_eq!(first(&workbook), format!("RQ-{number}"));
}

#[test]
fn signals_that_nobody_looks_at_are_late_as_of_the_day_of_the_document() {
    let workbook = example("claims-triage");
    let then = on(&workbook, Document::MonitoringPlan, "2026-03-09");
    let later = on(&workbook, Document::MonitoringPlan, "2026-06-09");
    assert_in_order(&then, &["One signal fires.", "S-5 Clause from a wrong policy version since 2 March 2026"]);
    assert!(!then.contains("days late") && later.contains("days late"), "{later}");
    assert!(later.matches(" late").count() > then.matches(" late").count() + 5);
}
