//! Uncertainty budgets through the built program and in the documents.

use std::fs;

use assert_cmd::Command;
use caveat::assess::budget::account;
use caveat::model::Workbook;
use caveat::report::block::{Block, Body};
use caveat::report::{self, Document, Edition};
use caveat::store;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::support::example_path;

fn budgets(arguments: &[&str]) -> String {
    let path = example_path("claims-triage");
    let mut command = Command::cargo_bin("caveat").unwrap();
    let output = command.arg("budgets").arg(path).args(arguments).assert().success().get_output().clone();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_table_lists_every_budget_with_verdict_cost_and_review() {
    let text = budgets(&["--date", "2026-03-09"]);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("Interval") && lines[0].contains("Used"), "{text}");
    let citation = lines.iter().find(|line| line.starts_with("UB-2 ")).unwrap();
    for part in ["3.0%", "1.8% to 4.6%", "4%", "Unproven", "74%", "€21.4k", "830", "due 6 Apr 2026"] {
        assert!(citation.contains(part), "{part}: {citation}");
    }
    assert!(text.contains("Expected cost of error: €") && text.contains("sums of the ends"), "{text}");
    assert!(budgets(&["--date", "2026-04-10"]).contains("overdue by four days"));
}

#[test]
fn a_single_budget_is_told_in_full() {
    let text = budgets(&["UB-1", "--date", "2026-03-09"]);
    for part in [
        "UB-1 Wrong fast-track",
        "Within. 2.7% in 2,191 trials",
        "77% of the tolerance of 3.5% is used.",
        "falls by more than chance",
        "Translated claim: 9.8% of 214",
        "differs beyond chance (p < 0.001, corrected for five groups)",
        "Next review due on 6 Apr 2026.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(text, budgets(&["1", "--date", "2026-03-09"]), "the number alone will do");
    assert!(budgets(&["ub-2", "--date", "2026-03-09"]).contains("80% power"));
}

#[test]
fn a_machine_reads_the_same_numbers() {
    let said: Value = serde_json::from_str(&budgets(&["UB-2", "--json", "--date", "2026-03-09"])).unwrap();
    let budget = &said["budgets"][0];
    for (key, wanted) in [
        ("number", json!("UB-2")),
        ("verdict", json!("unproven")),
        ("trials", json!(640)),
        ("trials_needed", json!(830)),
        ("review_due", json!("2026-04-06")),
        ("review_overdue_days", Value::Null),
    ] {
        assert_eq!(budget.get(key), Some(&wanted), "{key}: {said}");
    }
    assert!((0.8..0.81).contains(&budget["plan"]["power"].as_f64().unwrap()), "{said}");
    assert_eq!((&budget["cost_per_month"]["against_cap"], &said["date"]), (&json!("may_exceed"), &json!("2026-03-09")));
}

#[test]
fn a_budget_that_is_not_there_is_refused_with_those_that_are() {
    let path = example_path("claims-triage");
    let output = Command::cargo_bin("caveat").unwrap().arg("budgets").arg(&path).arg("UB-99").assert().code(1);
    let said = String::from_utf8(output.get_output().stderr.clone()).unwrap();
    assert!(said.contains("there is no budget `UB-99`") && said.contains("hint: Budgets are: UB-1, "), "{said}");
    let folder = TempDir::new().unwrap();
    let blank = folder.path().join("blank.caveat");
    fs::write(&blank, "(format: \"caveat\", version: 2, workbook: ())").unwrap();
    let output = Command::cargo_bin("caveat").unwrap().arg("budgets").arg(&blank).assert().success();
    assert_eq!(output.get_output().stdout, b"The workbook has no budget yet.\n");
}

fn words(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        match &block.body {
            Body::List { items, .. } => items.iter().for_each(|item| text.push_str(&format!("{}\n", item.words()))),
            Body::Table(table) => text.push_str(&format!("{}\n", table.caption)),
            Body::Note(rich) | Body::Paragraph(rich) => text.push_str(&format!("{}\n", rich.words())),
            _ => {}
        }
    }
    text
}

#[test]
fn the_memo_says_what_it_costs_and_what_to_read_with_care() {
    let workbook = store::open::<Workbook>(&example_path("claims-triage")).unwrap().value;
    let edition = Edition { date: "2026-04-10".parse().ok(), ..Edition::default() };
    let text = words(&report::build(Document::RiskMemo, &workbook, &edition).blocks);
    for part in [
        "What the errors cost. The interval is that of the rate",
        "Wrong fast-track. Translated claim: 9.8% of 214",
        "Review: Overdue by four days",
        "Fisher's exact test, corrected for their number after Holm",
        "Proof. If the true rate is 3.0%",
        "Used: the measured rate as a share of the tolerance.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn five_hundred_budgets_have_accounts() {
    let workbook = store::open::<Workbook>(&example_path("visual-search")).unwrap().value;
    let all: Vec<_> = workbook.budgets.budgets.iter().cycle().take(500).collect();
    assert!(all.iter().all(|budget| account(budget).state == caveat::assess::budget::state(budget)));
}
