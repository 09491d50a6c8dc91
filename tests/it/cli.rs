//! The built program, as somebody would use it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::support::{EXAMPLES, example_path};

fn caveat(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::cargo_bin("caveat").unwrap().current_dir(folder).args(arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{arguments:?}: {said}");
    assert_eq!(said, "", "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a check says about a workbook in which nothing is impossible, whatever it lacks.
fn checked(folder: &Path, file: &str) -> String {
    let output = Command::cargo_bin("caveat").unwrap().current_dir(folder).args(["check", file]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{file}: {said}");
    for impossible in ["link-", "id-", "number-", "counts-"] {
        assert!(!said.contains(&format!("blocker[{impossible}")), "{file}: {said}");
    }
    said
}

#[test]
fn a_new_workbook_can_be_checked_filled_in_and_exported() {
    let folder = TempDir::new().unwrap();
    for template in ["blank", "predictive", "retrieval", "agent"] {
        let file = format!("{template}.caveat");
        let said = caveat(folder.path(), &["new", &file, "--template", template, "--product", "Kiosk helper"]);
        assert!(said.contains(&file), "{said}");
        assert!(caveat(folder.path(), &["show", &file]).starts_with("Kiosk helper\n"));
        assert!(checked(folder.path(), &file).contains(&format!("{file}: ")));
        caveat(folder.path(), &["set", &file, "about.owner", "Anke Vos"]);
        assert!(caveat(folder.path(), &["show", &file, "about"]).contains("Anke Vos"));
        assert!(caveat(folder.path(), &["fmt", &file, "--check"]).contains("is canonical"));
        caveat(folder.path(), &["export", &file, "--out", template]);
        for document in ["model-card", "risk-memo"] {
            let path = folder.path().join(template).join(format!("{template}-{document}.pdf"));
            assert!(fs::read(path).unwrap().starts_with(b"%PDF"));
        }
    }
}

#[test]
fn two_new_workbooks_share_no_ids() {
    let folder = TempDir::new().unwrap();
    let ids = |file: &str| -> Vec<String> {
        caveat(folder.path(), &["new", file, "--template", "agent"]);
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        let ids = text.split("id: \"").skip(1).filter_map(|rest| rest.split('"').next());
        ids.map(str::to_owned).collect()
    };
    let (one, other) = (ids("one.caveat"), ids("other.caveat"));
    assert!(!one.is_empty());
    assert!(one.iter().all(|id| !other.contains(id)));
}

#[test]
fn new_never_overwrites() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("mine.caveat"), "precious").unwrap();
    let mut command = Command::cargo_bin("caveat").unwrap();
    command.current_dir(folder.path()).args(["new", "mine.caveat"]).assert().code(1);
    assert_eq!(fs::read_to_string(folder.path().join("mine.caveat")).unwrap(), "precious");
}

#[test]
fn examples_check_show_and_export() {
    let folder = TempDir::new().unwrap();
    for name in EXAMPLES {
        let path = example_path(name);
        let path = path.to_str().unwrap();
        assert!(checked(folder.path(), path).contains(" of advice"), "{name}");
        let summary = caveat(folder.path(), &["show", path]);
        assert!(summary.contains("Uncertainty budgets") && summary.contains("UB-1"), "{summary}");
        let said = caveat(folder.path(), &["export", path, "--format", "md", "--out", name]);
        assert_eq!(said.lines().count(), 2, "{said}");
    }
}

#[test]
fn the_program_gives_the_same_bytes_every_time() {
    let folder = TempDir::new().unwrap();
    let path = example_path("claims-triage");
    let path = path.to_str().unwrap();
    for out in ["one", "two"] {
        caveat(folder.path(), &["export", path, "--out", out]);
    }
    for document in ["model-card", "risk-memo"] {
        let bytes =
            |out: &str| fs::read(folder.path().join(out).join(format!("claims-triage-{document}.pdf"))).unwrap();
        assert!(bytes("one") == bytes("two"), "{document}");
    }
}

#[test]
fn a_single_document_goes_to_the_file_or_folder_that_is_named() {
    let folder = TempDir::new().unwrap();
    let path = example_path("claims-triage");
    let path = path.to_str().unwrap();
    caveat(folder.path(), &["export", path, "--document", "risk-memo", "--out", "memo.pdf", "--paper", "letter"]);
    assert!(folder.path().join("memo.pdf").is_file());
    fs::create_dir(folder.path().join("here")).unwrap();
    caveat(folder.path(), &["export", path, "--document", "model-card", "--format", "md", "--out", "here"]);
    assert!(folder.path().join("here/claims-triage-model-card.md").is_file());
}

#[test]
fn a_hand_edited_file_is_brought_into_canonical_form() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("hand.caveat");
    fs::write(
        &file,
        "\u{feff}(format: \"caveat\",\r\n version: 1, // mine\r\n workbook: (about: (product: \"Kiosk\")))",
    )
    .unwrap();
    let mut command = Command::cargo_bin("caveat").unwrap();
    let output = command.arg("fmt").arg(&file).assert().success().get_output().clone();
    assert!(String::from_utf8(output.stderr).unwrap().contains("comment"), "says that the comment is lost");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("// Caveat workbook") && text.contains("product: \"Kiosk\","), "{text}");
    assert!(caveat(folder.path(), &["fmt", "hand.caveat", "--check"]).contains("is canonical"));
}

#[test]
fn check_finds_broken_references_and_says_where() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("broken.caveat");
    let text = "(format: \"caveat\", version: 1, workbook: (\n  failure_modes: (modes: [(id: \"00000000000000aa\", number: 1, name: \"Wrong\", budgets: [\"00000000000000bb\"])]),\n  numbers: {FailureMode: 1}))";
    fs::write(&file, text).unwrap();
    let output = Command::cargo_bin("caveat").unwrap().arg("check").arg(&file).assert().code(1).get_output().clone();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("blocker[link-broken]: FM-1.budgets: Links to 00000000000000bb, which is not"), "{said}");
    assert!(said.contains("= help: "), "{said}");
}

#[test]
fn metrics_stand_by_layer_with_the_gaps_between_them() {
    let folder = TempDir::new().unwrap();
    let path = example_path("claims-triage");
    let path = path.to_str().unwrap();
    let said = caveat(folder.path(), &["metrics", path]);
    for words in [
        "Offline: Is the model right on the test set?",
        "M-4   Unproven   Right first time, live claims (ship blocker)",
        "Worsening, fell 2.6 points, from 86.0% to 83.4%",
        "Weakest in Translated claim: 72.5%, beyond what its sample explains",
        "Gap: The model got better. The product got worse.",
    ] {
        assert!(said.contains(words), "{words:?} is not in {said}");
    }
    let one = caveat(folder.path(), &["metrics", path, "m-7"]);
    assert!(one.contains("M-7") && !one.contains("M-1 ") && !one.contains("Gap:"), "{one}");
    let json = caveat(folder.path(), &["metrics", path, "M-4", "--json"]);
    for part in
        ["\"number\": \"M-4\"", "\"standing\": \"Unproven\"", "\"way\": \"Worsening\"", "\"kind\": \"contradiction\""]
    {
        assert!(json.contains(part), "{part} is not in {json}");
    }
    let mut command = Command::cargo_bin("caveat").unwrap();
    let output = command.args(["metrics", path, "M-99"]).assert().code(1).get_output().clone();
    assert!(String::from_utf8(output.stderr).unwrap().contains("no metric `M-99`"));
}

#[test]
fn maturity_is_shown_with_its_diagnosis() {
    let folder = TempDir::new().unwrap();
    let path = example_path("claims-triage");
    let said = caveat(folder.path(), &["show", path.to_str().unwrap(), "maturity"]);
    assert!(said.contains("Repeatable, with two signs of Operational; 4 signs short of Operational."), "{said}");
    assert!(said.contains("Next upgrade: Rollback rehearsed. It also serves RG-3."), "{said}");
}

#[test]
fn help_teaches_every_command() {
    let folder = TempDir::new().unwrap();
    let help = caveat(folder.path(), &["--help"]);
    let commands =
        ["new", "check", "show", "risks", "candidates", "budgets", "metrics", "backlog", "set", "export", "fmt"];
    for command in commands {
        assert!(help.contains(command), "{help}");
        let about = caveat(folder.path(), &[command, "--help"]);
        assert!(about.lines().next().is_some_and(|line| line.len() > 15), "{about}");
    }
    assert!(caveat(folder.path(), &["new", "--help"]).contains("retrieval"));
    assert!(caveat(folder.path(), &["show", "--help"]).contains("failure_modes"));
}

#[test]
fn risks_come_worst_first_with_levels_sentence_and_disagreement() {
    let folder = TempDir::new().unwrap();
    let file = example_path("claims-triage");
    let file = file.to_str().unwrap();
    let all = caveat(folder.path(), &["risks", file]);
    let order: Vec<&str> = all.lines().filter(|line| line.starts_with("FM-")).collect();
    assert_eq!(order.len(), 10);
    assert!(order[0].starts_with("FM-3 ") && order[1].starts_with("FM-5 "), "hard to notice first: {order:?}");
    assert!(order.last().unwrap().starts_with("FM-8 ") || order.last().unwrap().starts_with("FM-7 "), "{order:?}");
    let one = caveat(folder.path(), &["risks", file, "fm-2"]);
    assert_eq!(one.lines().filter(|line| line.starts_with("FM-")).count(), 1);
    for words in [
        "critical, with controls moderate",
        "Claims triage copilot may cite a clause from the wrong policy version",
        "Severity: 5 ratings from 2 to 5, median 4, 3 apart",
        "MK: severity 2, frequency 4. Most old clauses say the same.",
    ] {
        assert!(one.contains(words), "{words} is not in {one}");
    }
    let json = caveat(folder.path(), &["risks", file, "FM-2", "--json"]);
    assert!(json.starts_with("[\n  {\n    \"id\": \"FM-2\"") && json.ends_with("}\n]\n"), "{json}");
    let modes: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(modes[0]["severity_spread"], json!({"low": 2, "high": 5, "median": 4.0, "far_apart": true}));
    let mut command = Command::cargo_bin("caveat").unwrap();
    let refused = command.args(["risks", file, "FM-99"]).assert().code(1);
    assert!(String::from_utf8_lossy(&refused.get_output().stderr).contains("there is no failure mode `FM-99`"));
}

#[test]
fn candidates_follow_from_traits() {
    let folder = TempDir::new().unwrap();
    caveat(folder.path(), &["new", "plan.caveat", "--template", "blank"]);
    let blank = caveat(folder.path(), &["candidates", "plan.caveat"]);
    assert!(blank.contains("Not answered yet, so nothing follows from it: pattern.chosen, pattern.inputs"), "{blank}");
    assert!(!blank.contains("because:"), "{blank}");
    caveat(folder.path(), &["set", "plan.caveat", "pattern.autonomy", "Acts alone"]);
    caveat(folder.path(), &["set", "plan.caveat", "pattern.inputs", "Free text"]);
    let some = caveat(folder.path(), &["candidates", "plan.caveat"]);
    assert!(
        some.contains("Acts in the gray zone as if it were sure (") && some.contains("because: acts alone"),
        "{some}"
    );
    let json = caveat(folder.path(), &["candidates", "plan.caveat", "--json"]);
    let found: Vec<Value> = serde_json::from_str(&json).unwrap();
    let injection = found.iter().find(|one| one["key"] == "direct-injection").unwrap_or_else(|| panic!("{json}"));
    assert_eq!(injection["because"], json!(["free-text-in"]));
}

#[test]
fn scores_are_imported_and_thresholds_told() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("claims.caveat");
    fs::copy(example_path("claims-triage"), &file).unwrap();
    let before = fs::read(&file).unwrap();
    let rows: Vec<String> = (0..1_000).map(|at| format!("{at},0.{at:03},{}\n", u8::from(at > 400))).collect();
    let rows = rows.concat();
    fs::write(folder.path().join("scores.csv"), format!("case,model_score,was_right\n{rows}x,NaN,1\ny,0.5\n")).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("caveat").unwrap();
        command.current_dir(folder.path()).args(arguments).output().unwrap()
    };
    let import = ["import-scores", "claims.caveat", "scores.csv", "--point", "OP-1"];
    let dry = run(&[&import[..], &["--dry-run"]].concat());
    let (said, warned) = (String::from_utf8(dry.stdout).unwrap(), String::from_utf8(dry.stderr).unwrap());
    assert!(dry.status.success() && fs::read(&file).unwrap() == before, "{warned}");
    assert!(said.contains("1,002 rows read, 1,000 used (599 positive), 2 left out, in 200 bins."), "{said}");
    assert!(warned.contains("line 1002: score is NaN") && warned.contains("line 1003: 2 columns"), "{warned}");
    for (arguments, wanted) in [
        (
            &["--score", "nope"][..],
            "there is no column \u{201c}nope\u{201d}; the columns are case, model_score, was_right",
        ),
        (&["--positive", "maybe"], "all 1,000 usable rows have another label"),
        (&["--point", "OP-9"], "there is no operating point `OP-9`"),
    ] {
        let base = if arguments[0] == "--point" { &import[..3] } else { &import[..] };
        let refused = run(&[base, arguments].concat());
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(refused.status.code() == Some(1) && said.contains(wanted), "{said}");
        assert!(fs::read(&file).unwrap() == before);
    }
    let done = run(&[&import[..], &["--score", "model_score", "--label", "3", "--positive", "1"]].concat());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let told = caveat(folder.path(), &["thresholds", "claims.caveat", "OP-1"]);
    assert!(told.contains("1,000 cases, 599 of the positive class (59.9%)"), "{told}");
    assert!(told.contains("AUC-ROC") && told.contains("Expected cost per month"), "{told}");
    let json = caveat(folder.path(), &["thresholds", "claims.caveat", "--json"]);
    let points: Value = serde_json::from_str(&json).unwrap();
    assert!(json.starts_with("[\n  {\n    \"point\": \"OP-1\""), "{json}");
    assert_eq!((&points[0]["cases"], &points[0]["precision"]["value"]), (&json!(1_000), &json!(1.0)));
}

#[test]
fn items_are_named_alike_in_every_command() {
    let path = example_path("claims-triage");
    let run = |command: &str, name: &str| {
        Command::cargo_bin("caveat").unwrap().arg(command).arg(&path).arg(name).output().unwrap()
    };
    for (command, cited, hint) in [
        ("budgets", "UB-2", "Budgets are: UB-1, UB-2, "),
        ("metrics", "M-2", "Metrics are: M-1, M-2, "),
        ("risks", "FM-2", "Failure modes are: FM-1, "),
        ("thresholds", "OP-2", "Operating points are: OP-1, OP-2."),
    ] {
        let [whole, small, number] = [cited, &cited.to_lowercase(), "2"].map(|name| run(command, name));
        assert!(whole.status.success() && !whole.stdout.is_empty(), "{command}");
        assert!(whole.stdout == small.stdout && whole.stdout == number.stdout, "{command}");
        for wrong in ["99", "", "0", "RG-2", "-1"] {
            let refused = run(command, &format!(" {wrong}"));
            let said = String::from_utf8(refused.stderr).unwrap();
            assert_eq!(refused.status.code(), Some(1), "{command} {wrong}: {said}");
            assert!(said.contains(&format!(" `{wrong}`\nhint: {hint}")), "{command} {wrong}: {said}");
        }
    }
}

#[test]
fn every_command_that_prints_json_prints_a_document_that_can_be_read() {
    let folder = TempDir::new().unwrap();
    caveat(folder.path(), &["new", "blank.caveat", "--template", "blank"]);
    let blank = folder.path().join("blank.caveat");
    for file in EXAMPLES.iter().map(|name| example_path(name)).chain([blank]) {
        for command in ["budgets", "thresholds", "metrics", "backlog", "risks", "candidates"] {
            let said = caveat(folder.path(), &[command, file.to_str().unwrap(), "--json"]);
            let read: Result<Value, _> = serde_json::from_str(&said);
            assert!(read.is_ok() && said.ends_with('\n'), "{command} {}: {said}", file.display());
        }
    }
}

#[test]
fn costs_in_several_currencies_are_said_not_to_add_up() {
    let folder = TempDir::new().unwrap();
    fs::copy(example_path("claims-triage"), folder.path().join("claims.caveat")).unwrap();
    assert!(caveat(folder.path(), &["thresholds", "claims.caveat", "1"]).contains("Expected cost per month"));
    caveat(folder.path(), &["set", "claims.caveat", "OP-1.cost_review", "USD 6.20"]);
    let said = caveat(folder.path(), &["thresholds", "claims.caveat", "1"]);
    assert!(said.contains("The costs are in several currencies.") && !said.contains("Expected cost"), "{said}");
}

#[test]
fn a_label_that_cannot_be_guessed_is_asked_for() {
    let folder = TempDir::new().unwrap();
    fs::copy(example_path("claims-triage"), folder.path().join("claims.caveat")).unwrap();
    let many = (1..60).map(|at| format!("0.{at},case {at},\n")).collect::<Vec<_>>().concat();
    fs::write(folder.path().join("scores.csv"), format!("score,case,note\n{many}")).unwrap();
    for (label, wanted) in [
        (&[][..], "no column looks like a label\nhint: Name it with --label; the columns are score, case, note."),
        (&["--label", "case"], "column \u{201c}case\u{201d} holds no label, or more than 20 different ones"),
        (&["--label", "note"], "column \u{201c}note\u{201d} holds no label, or more than 20 different ones"),
    ] {
        let mut command = Command::cargo_bin("caveat").unwrap();
        command.current_dir(folder.path()).args(["import-scores", "claims.caveat", "scores.csv", "--point", "OP-1"]);
        let refused = command.args(label).output().unwrap();
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(refused.status.code() == Some(1) && said.contains(wanted), "{said}");
        assert!(said.contains("Nothing was changed."), "{said}");
    }
}

/// The state folder is found by the customs of Linux.
#[cfg(target_os = "linux")]
#[test]
fn unsaved_work_is_listed_and_written_to_a_file() {
    use caveat::store::Places;
    use caveat::store::recovery::Recovery;
    let home = TempDir::new().unwrap();
    let places = Places { state: home.path().join("state/caveat"), ..Places::within(home.path()) };
    let run = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("caveat").unwrap();
        command.current_dir(&home).env("HOME", home.path()).env("XDG_STATE_HOME", home.path().join("state"));
        let output = command.args(arguments).output().unwrap();
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        (output.status.code(), said)
    };
    assert_eq!(run(&["recover"]), (Some(0), "No unsaved work was left.\n".to_owned()));
    let mut workbook = super::support::example("claims-triage");
    let recovery = Recovery::start(&places, 7).unwrap();
    for product in ["Claims", "Claims, renamed"] {
        std::sync::Arc::make_mut(&mut workbook.about).product = product.to_owned();
        recovery.keep(Some(Path::new("/somewhere/claims.caveat")), None, "9 March, 14:32", &workbook).unwrap();
    }
    assert_eq!(run(&["recover"]).1, "No unsaved work was left.\n", "a window has it open");
    drop(recovery);
    let listed = "1  Claims, renamed: /somewhere/claims.caveat, last edit 9 March, 14:32\n";
    assert_eq!(run(&["recover"]), (Some(0), listed.to_owned()));
    let list: Value = serde_json::from_str(&run(&["recover", "--json"]).1).unwrap();
    assert_eq!(list[0]["product"], "Claims, renamed");
    let (code, said) = run(&["recover", "2"]);
    assert!(code == Some(1) && said.contains("hint: `caveat recover` lists"), "{said}");
    assert_eq!(run(&["recover", "1", "--out", "rescued.caveat"]).0, Some(0));
    assert_eq!(
        caveat::store::open::<caveat::model::Workbook>(&home.path().join("rescued.caveat")).unwrap().value,
        workbook
    );
    let (code, said) = run(&["recover", "1", "--out", "rescued.caveat"]);
    assert!(code == Some(1) && said.contains("nothing was overwritten"), "{said}");
    assert_eq!(run(&["recover"]).1, listed, "it is offered until it is discarded");
    // the crash came in the middle of a change
    let journal = places.state.join("recovery/0000000000000007.journal");
    let whole = std::fs::read(&journal).unwrap();
    std::fs::write(&journal, [&whole[..], b"@ 140 9f"].concat()).unwrap();
    let said = "The last change was cut off by the crash.";
    assert_eq!(run(&["recover"]).1, format!("{listed}   {said}\n"));
    let list: Value = serde_json::from_str(&run(&["recover", "--json"]).1).unwrap();
    assert_eq!(list[0]["missing"], said);
    assert!(run(&["recover", "1", "--out", "again.caveat"]).1.ends_with(&format!("{said}\n")));
    assert_eq!(list[0]["edits"], Value::Null, "its file is not there to count against");
}

/// The state folder is found by the customs of Linux.
#[cfg(target_os = "linux")]
#[test]
fn unsaved_work_is_listed_with_how_many_edits_its_file_does_not_hold() {
    use caveat::store::Places;
    use caveat::store::recovery::Recovery;
    let home = TempDir::new().unwrap();
    let places = Places { state: home.path().join("state/caveat"), ..Places::within(home.path()) };
    let file = home.path().join("claims.caveat");
    std::fs::copy(super::support::example_path("claims-triage"), &file).unwrap();
    let mut workbook = super::support::example("claims-triage");
    let about = std::sync::Arc::make_mut(&mut workbook.about);
    (about.product, about.owner) = ("Claims".to_owned(), "Somebody Else".to_owned());
    Recovery::start(&places, 7).unwrap().keep(Some(&file), None, "9 March, 14:32", &workbook).unwrap();
    // as the window begins one
    let blank = caveat::knowledge::template("blank").unwrap();
    let mut fresh = caveat::store::format::read::<caveat::model::Workbook>(blank.as_bytes()).unwrap().value;
    std::sync::Arc::make_mut(&mut fresh.about).product = "Fresh".to_owned();
    Recovery::start(&places, 8).unwrap().keep(None, None, "8 March, 9:00", &fresh).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("caveat").unwrap();
        command.env("HOME", home.path()).env("XDG_STATE_HOME", home.path().join("state"));
        String::from_utf8(command.args(arguments).output().unwrap().stdout).unwrap()
    };
    let said = run(&["recover"]);
    let claims = format!("Claims: {}, last edit 9 March, 14:32, two edits not in the file\n", file.display());
    assert!(said.contains(&claims), "{said}");
    assert!(said.contains("Fresh: never saved, last edit 8 March, 9:00, one entry\n"), "{said}");
    let list: Value = serde_json::from_str(&run(&["recover", "--json"])).unwrap();
    let mut edits: Vec<u64> = list.as_array().unwrap().iter().filter_map(|one| one["edits"].as_u64()).collect();
    edits.sort_unstable();
    assert_eq!(edits, [1, 2]);
}

/// The state folder is found by the customs of Linux.
#[cfg(target_os = "linux")]
#[test]
fn the_original_of_an_older_version_is_kept_before_a_command_writes_over_it() {
    use caveat::store::Places;
    use caveat::store::points::{Points, Reason};
    let home = TempDir::new().unwrap();
    let file = home.path().join("old.caveat");
    let original = std::fs::read(super::support::project("tests/formats/version-3.caveat")).unwrap();
    std::fs::write(&file, &original).unwrap();
    for is_told in [true, false] {
        let mut command = Command::cargo_bin("caveat").unwrap();
        command.current_dir(&home).env("HOME", home.path()).env("XDG_STATE_HOME", home.path().join("state"));
        let output = command.args(["set", "old.caveat", "about.owner", "Anke Vos"]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{said}");
        assert_eq!(said.contains("the original stays as a restore point"), is_told, "{said}");
    }
    let places = Places { state: home.path().join("state/caveat"), ..Places::within(home.path()) };
    let [point] = Points::of(&places, &file).list().try_into().unwrap();
    assert_eq!((point.reason, point.content().unwrap()), (Reason::Older, original));
}

#[test]
fn what_was_begun_beside_unsaved_work_is_listed_and_said_to_be_left() {
    use caveat::edit::begun::{Begun, SignOffBegun};
    use caveat::store::Places;
    use caveat::store::recovery::Recovery;
    let home = TempDir::new().unwrap();
    let places = Places { state: home.path().join("state/caveat"), ..Places::within(home.path()) };
    let name = "Anke Vos".to_owned();
    let begun = Begun { sign_off: Some(SignOffBegun { name, ..SignOffBegun::default() }), ..Begun::default() };
    let recovery = Recovery::start(&places, 7).unwrap();
    recovery.keep_with((None, None, ""), &super::support::example("claims-triage"), &begun.text()).unwrap();
    drop(recovery);
    let run = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("caveat").unwrap();
        command.current_dir(&home).env("HOME", home.path()).env("XDG_STATE_HOME", home.path().join("state"));
        String::from_utf8(command.args(arguments).assert().success().get_output().stdout.clone()).unwrap()
    };
    assert!(run(&["recover"]).contains("Begun and not finished, for the window to take up: a sign-off by Anke Vos"));
    let written = run(&["recover", "1", "--out", "rescued.caveat"]);
    assert!(written.contains("Not in it, for the window to take up: a sign-off by Anke Vos."), "{written}");
}
