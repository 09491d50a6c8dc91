//! `caveat check` by the built program: exit codes, what it prints, and the shape of its JSON.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use caveat::model::Section;
use serde_json::Value;
use tempfile::TempDir;

use super::support::{EXAMPLES, example_path, project};

/// The day of the examples.
const TODAY: &str = "2026-03-09";

/// Exit code, standard output, standard error.
fn check(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("caveat").unwrap();
    let output = command.current_dir(folder).args(["check", "--date", TODAY]).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json(folder: &Path, arguments: &[&str]) -> (i32, Value) {
    let (code, said, complaint) = check(folder, &[&["--json"], arguments].concat());
    (code, serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}{complaint}")))
}

/// A workbook with a gate and, if asked for, a broken link.
fn write(folder: &Path, name: &str, criteria: &str, link: &str) {
    let text = format!(
        r#"(format: "caveat", version: 1, workbook: (
          about: (product: "Kiosk helper"),
          failure_modes: (modes: [(id: "00000000000000aa", number: 1, name: "Wrong", budgets: [{link}])]),
          release: (gates: [
            (id: "00000000000000c1", number: 1, name: "Before the shadow run", criteria: [{criteria}]),
            (id: "00000000000000c2", number: 2, name: "Before the pilot", date: "2026-03-27"),
          ]),
          numbers: {{FailureMode: 1, Gate: 2}}))"#
    );
    fs::write(folder.join(name), text).unwrap();
}

const MET: &str = r#"(id: "00000000000000d1", statement: "It is asked for", kind: Statement, verdict: Met)"#;
const NOT_MET: &str = r#"(id: "00000000000000d2", statement: "It was tried", kind: Statement, verdict: NotMet)"#;
const NO_BLOCKER: &str = r#"(id: "00000000000000d3", statement: "Nothing blocks", kind: Finding)"#;
const BROKEN: &str = r#""00000000000000bb""#;

#[test]
fn a_broken_link_fails_and_is_printed_as_a_compiler_does() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "broken.caveat", "", BROKEN);
    let (code, said, complaint) = check(folder.path(), &["broken.caveat", "--errors-only"]);
    assert_eq!((code, complaint.as_str()), (1, ""));
    let expected = "blocker[link-broken]: FM-1.budgets: Links to 00000000000000bb, which is not in the workbook\n\
                    \x20 --> broken.caveat, failure_modes.modes.budgets\n\
                    \x20 = why: What it rested on is gone, and nobody would notice.\n\
                    \x20 = help: Remove the link, or bring the item back.\n";
    assert!(said.contains(expected), "{said}");
    assert!(!said.contains("advice["), "only blockers: {said}");
    assert!(said.contains("broken.caveat: ") && said.contains(" blocker"), "{said}");
}

#[test]
fn exit_codes_say_whether_a_release_is_held() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    write(here, "fine.caveat", MET, "");
    write(here, "unmet.caveat", &format!("{MET}, {NOT_MET}"), "");
    write(here, "broken.caveat", NO_BLOCKER, BROKEN);
    // what other rules find in these small workbooks is theirs to say
    let blocked = |file: &str| json(here, &[file]).1["files"][0]["counts"]["blocker"].as_u64().unwrap() > 0;
    let clean = i32::from(blocked("fine.caveat"));
    for (arguments, expected) in [
        (&["fine.caveat"][..], clean),
        (&["fine.caveat", "--gate", "RG-1"], clean),
        (&["fine.caveat", "--gate", "rg-1"], clean),
        (&["fine.caveat", "--gate", "before the SHADOW run"], clean),
        (&["fine.caveat", "--gate", "shadow"], clean),
        (&["fine.caveat", "--gate", "RG-2"], 1), // nothing to judge it by
        (&["fine.caveat", "--deny", "advice"], 1),
        (&["fine.caveat", "--strict"], 1),
        (&["unmet.caveat"], clean),
        (&["unmet.caveat", "--gate", "RG-1"], 1),
        (&["broken.caveat"], 1),
        (&["broken.caveat", "--gate", "RG-1"], 1),
        (&["fine.caveat", "broken.caveat"], 1),
        (&["fine.caveat", "unmet.caveat"], clean),
        (&["fine.caveat", "--gate", "launch"], 1),
        (&["nowhere.caveat"], 1),
        (&[], 2),
        (&["fine.caveat", "--deny", "everything"], 2),
        (&["fine.caveat", "--deny", "warning", "--strict"], 2),
        (&["fine.caveat", "--date", "tomorrow"], 2),
    ] {
        let mut command = Command::cargo_bin("caveat").unwrap();
        let output = command.current_dir(here).arg("check").args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(expected), "{arguments:?}: {said}");
    }
}

#[test]
fn a_gate_says_what_stands_in_its_way() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "unmet.caveat", &format!("{MET}, {NOT_MET}, {NO_BLOCKER}"), BROKEN);
    let (_, said, _) = check(folder.path(), &["unmet.caveat", "--gate", "shadow"]);
    assert!(said.contains("gate RG-1 Before the shadow run: would not pass, 1 of 3 criteria met\n"), "{said}");
    assert!(said.contains("  - not met: It was tried\n  - not met: Nothing blocks\n"), "{said}");
    assert!(!said.contains("gate RG-2"), "only what was asked for: {said}");
    assert!(said.trim_end().ends_with(" and RG-1, which would not pass."), "{said}");
    let (code, _, complaint) = check(folder.path(), &["unmet.caveat", "--gate", "launch"]);
    assert_eq!(code, 1);
    assert!(complaint.contains("error: there is no gate `launch` in unmet.caveat"), "{complaint}");
    assert!(complaint.contains("hint: Gates are: RG-1 Before the shadow run, RG-2 Before the pilot."), "{complaint}");
    let (_, _, complaint) = check(folder.path(), &["unmet.caveat", "--gate", "before"]);
    assert!(complaint.contains("several gates are called `before`"), "{complaint}");
}

#[test]
fn a_day_decides_what_is_accepted() {
    let folder = TempDir::new().unwrap();
    let waiver = r#"reviews: (waivers: [(id: "00000000000000e1", number: 1, rule: "link-broken", item: "00000000000000aa",
        reason: "It comes back", by: "LO", date: "2026-03-01", until: "2026-03-31")]), numbers: {Waiver: 1, "#;
    write(folder.path(), "broken.caveat", MET, BROKEN);
    let text = fs::read_to_string(folder.path().join("broken.caveat")).unwrap().replace("numbers: {", waiver);
    fs::write(folder.path().join("broken.caveat"), text).unwrap();
    let of = |day: &str| {
        let mut command = Command::cargo_bin("caveat").unwrap();
        let arguments = ["check", "--json", "--date", day, "broken.caveat"];
        let output = command.current_dir(folder.path()).args(arguments).output().unwrap();
        let result: Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = result["files"][0]["findings"].as_array().unwrap().clone();
        findings.into_iter().find(|one| one["rule"] == "link-broken").unwrap()["waived"].clone()
    };
    assert_eq!(of("2026-03-31")["until"], "2026-03-31");
    assert_eq!(of("2026-03-31")["by"], "LO");
    assert_eq!(of("2026-04-01"), Value::Null);
}

/// The keys of an object, with those of the objects and lists in it.
fn keys(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, inner) in members {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                found.insert(path.clone());
                keys(inner, &path, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, path, found)),
        _ => {}
    }
}

#[test]
fn json_has_the_documented_shape() {
    let guide = fs::read_to_string(project("docs/check.md")).unwrap();
    let example = guide.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let mut documented = BTreeSet::new();
    keys(&serde_json::from_str(example).unwrap(), "", &mut documented);
    documented.extend(["by", "reason", "until"].map(|key| format!("files.findings.waived.{key}")));
    let mut found = BTreeSet::new();
    let folder = TempDir::new().unwrap();
    for name in EXAMPLES {
        let path = example_path(name);
        let (code, result) = json(folder.path(), &[path.to_str().unwrap()]);
        keys(&result, "", &mut found);
        assert_eq!(
            (&result["format"], &result["version"], &result["date"]),
            (&"caveat-check".into(), &1.into(), &TODAY.into())
        );
        let file = &result["files"][0];
        assert_eq!(result["ok"], Value::Bool(code == 0), "{name}");
        assert_eq!(file["completeness"].as_array().unwrap().len(), Section::ALL.len(), "{name}");
        let open = |severity: &str| {
            let findings = file["findings"].as_array().unwrap().iter();
            findings.filter(|one| one["severity"] == severity && one["waived"].is_null()).count()
        };
        for severity in ["blocker", "warning", "advice"] {
            assert_eq!(file["counts"][severity], open(severity), "{name}");
        }
        assert_eq!(code, i32::from(open("blocker") > 0), "{name}");
        for gate in file["gates"].as_array().unwrap() {
            assert_eq!(gate["criteria"].as_array().unwrap().len(), gate["total"], "{name}: {gate}");
        }
    }
    let waived: BTreeSet<String> = found.iter().filter(|key| key.contains(".waived.")).cloned().collect();
    documented.retain(|key| !key.contains(".findings.waived.") || waived.contains(key));
    assert_eq!(found, documented);
    for key in &found {
        let last = key.rsplit('.').next().unwrap();
        assert!(guide.contains(&format!("`{last}`")), "{key} is not described");
    }
}

#[test]
fn json_is_the_same_every_time_and_safe_to_print() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "sly.caveat", MET, BROKEN);
    let text = fs::read_to_string(folder.path().join("sly.caveat")).unwrap();
    fs::write(
        folder.path().join("sly.caveat"),
        text.replace("Kiosk helper", "Kiosk \u{202e}\u{1b}[31m \\\"helper\\\" \u{9b}"),
    )
    .unwrap();
    let (_, one, _) = check(folder.path(), &["--json", "sly.caveat"]);
    let (_, other, _) = check(folder.path(), &["--json", "sly.caveat"]);
    assert_eq!(one, other);
    assert!(!one.contains(['\u{202e}', '\u{1b}', '\u{9b}']), "{one}");
    let read: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(read["files"][0]["product"], "Kiosk \u{202e}\u{1b}[31m \"helper\" \u{9b}");
}

#[test]
fn the_example_of_the_pilot_is_held_back() {
    let folder = TempDir::new().unwrap();
    let path = example_path("claims-triage");
    let path = path.to_str().unwrap();
    let (code, result) = json(folder.path(), &[path, "--gate", "before the pilot"]);
    assert_eq!(code, 1);
    let file = &result["files"][0];
    assert_eq!(file["gate"], "RG-2");
    let verdicts: Vec<&str> =
        file["gates"].as_array().unwrap().iter().map(|gate| gate["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["passed", "would-not-pass", "would-not-pass", "would-not-pass"]);
    let criteria = file["gates"][1]["criteria"].as_array().unwrap();
    let of = |item: &str| criteria.iter().find(|one| one["item"] == item).unwrap()["standing"].clone();
    assert_eq!((of("UB-1"), of("UB-2"), of("UB-4")), ("met".into(), "unproven".into(), "not-met".into()));
    assert_eq!(file["gates"][1]["missing_roles"].as_array().unwrap().len(), 3);
}
