//! `caveat backlog`, as somebody would use it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::support::{EXAMPLES, example_path};

fn backlog(file: &Path, more: &[&str]) -> String {
    let output = Command::cargo_bin("caveat").unwrap().arg("backlog").arg(file).args(more).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_example_is_ranked_and_cut() {
    for name in EXAMPLES {
        for by in ["rice", "wsjf"] {
            let said = backlog(&example_path(name), &["--by", by]);
            assert!(said.contains(&format!(" by {}", by.to_uppercase())), "{said}");
            assert!(said.contains("----  cut at "), "{said}");
            assert!(said.contains("Remains a year:"), "{said}");
        }
    }
}

#[test]
fn the_claims_example_says_what_was_pulled_up_and_why() {
    let said = backlog(&example_path("claims-triage"), &[]);
    let line = |words: &str| said.lines().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{said}"));
    assert!(said.contains("12 items by RICE"), "{said}");
    assert!(
        line("B-3 ") < line("B-14 ") && line("B-14 ") < line("cut at 22 points: 22 used, 6 held for defects"),
        "{said}"
    );
    assert!(line("cut at 22 points") < line("B-6 "), "{said}");
    assert!(said.contains("Pulled above the cut: A gate needs it. Rank 9 of 12 by RICE."), "{said}");
    assert!(said.contains("Pays back in 8 months if all goes well, in 33 months carefully estimated."), "{said}");
}

#[test]
fn json_holds_the_same_and_says_what_is_missing() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("small.caveat");
    let text = r#"(format: "caveat", version: 2, workbook: (roadmap: (items: [
        (id: "00000000000000a1", number: 1, name: "Say \"why\"", reach: 500.0, impact: 3.0, confidence: 0.8, effort: 8.0, points: 8.0, in_sprint: true, depends_on: ["00000000000000a2"]),
        (id: "00000000000000a2", number: 2, name: "First", reach: 500.0, impact: 4.0, effort: 0.0, points: 3.0),
      ], capacity: 5.0, value_low: "EUR 10", value_high: "USD 20"), numbers: {BacklogItem: 2}))"#;
    fs::write(&file, text).unwrap();
    let said: Value = serde_json::from_str(&backlog(&file, &["--json"])).unwrap();
    assert_eq!((&said["by"], &said["capacity"], &said["over"]), (&json!("rice"), &json!(5.0), &json!(3.0)));
    let [first, second] = &said["items"].as_array().unwrap()[..] else { panic!("{said}") };
    assert_eq!((&first["name"], &first["rank"]), (&json!("Say \"why\""), &json!(1)));
    assert_eq!(first["rice"], json!({"score": 150.0, "missing": [], "problems": []}));
    assert_eq!(second["rice"]["missing"], json!(["confidence"]));
    assert_eq!(second["rice"]["problems"][0], "Impact is 4; it takes 3, 2, 1, 0.5 or 0.25");
    assert!(second["rice"]["problems"][1].as_str().unwrap().starts_with("Effort is 0; "), "{said}");
    assert_eq!(
        said["broken_dependencies"],
        json!([{"item": "B-1", "needs": "B-2", "problem": "Needs B-2 first, which is below the cut"}])
    );
    assert!(said["business_case"]["problems"][0].as_str().unwrap().starts_with("The amounts are in EUR and USD"));
    let words = backlog(&file, &[]);
    assert!(words.contains("Pulled above the cut, without a reason"), "{words}");
    assert!(words.contains("Confidence not set"), "{words}");
    assert!(words.contains("B-1: Needs B-2 first"), "{words}");
}

#[test]
fn help_says_what_the_scores_are_made_of() {
    let output = Command::cargo_bin("caveat").unwrap().args(["backlog", "--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(help.contains("RICE is reach times impact times confidence over effort"), "{help}");
}

#[test]
fn an_empty_backlog_is_said_to_be_empty() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("empty.caveat");
    fs::write(&file, "(format: \"caveat\", version: 2, workbook: ())").unwrap();
    assert!(backlog(&file, &[]).starts_with("The backlog is empty."));
    let json = backlog(&file, &["--json"]);
    assert!(json.contains("\"items\": [],") && !json.contains("-0"), "no negative zero: {json}");
}
