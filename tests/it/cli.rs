//! The built program, as somebody would use it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

use super::support::{EXAMPLES, example_path};

fn caveat(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::cargo_bin("caveat").unwrap().current_dir(folder).args(arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{arguments:?}: {said}");
    assert_eq!(said, "", "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_new_workbook_can_be_checked_filled_in_and_exported() {
    let folder = TempDir::new().unwrap();
    for template in ["blank", "predictive", "retrieval", "agent"] {
        let file = format!("{template}.caveat");
        let said = caveat(folder.path(), &["new", &file, "--template", template, "--product", "Kiosk helper"]);
        assert!(said.contains(&file), "{said}");
        assert!(caveat(folder.path(), &["show", &file]).starts_with("Kiosk helper\n"));
        assert!(caveat(folder.path(), &["check", &file]).contains(": 0 errors, "));
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
        assert!(caveat(folder.path(), &["check", path]).contains(": 0 errors, "), "{name}");
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
    assert!(said.contains("error: FM-1.budgets: links to 00000000000000bb, which is not in the workbook"), "{said}");
    assert!(said.contains("hint: "), "{said}");
}

#[test]
fn help_teaches_every_command() {
    let folder = TempDir::new().unwrap();
    let help = caveat(folder.path(), &["--help"]);
    for command in ["new", "check", "show", "set", "export", "fmt"] {
        assert!(help.contains(command), "{help}");
        let about = caveat(folder.path(), &[command, "--help"]);
        assert!(about.lines().next().is_some_and(|line| line.len() > 15), "{about}");
    }
    assert!(caveat(folder.path(), &["new", "--help"]).contains("retrieval"));
    assert!(caveat(folder.path(), &["show", "--help"]).contains("failure_modes"));
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
        (&["--positive", "maybe"], "all 1000 usable rows have another label"),
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
    assert!(
        json.starts_with("[\n  {\n    \"point\": \"OP-1\"") && json.contains("\"precision\": {\"value\": 1,"),
        "{json}"
    );
    assert!(caveat(folder.path(), &["check", "claims.caveat", "--errors-only"]).contains(": 0 errors"));
}
