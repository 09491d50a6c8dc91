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
    for command in ["new", "check", "show", "metrics", "set", "export", "fmt"] {
        assert!(help.contains(command), "{help}");
        let about = caveat(folder.path(), &[command, "--help"]);
        assert!(about.lines().next().is_some_and(|line| line.len() > 15), "{about}");
    }
    assert!(caveat(folder.path(), &["new", "--help"]).contains("retrieval"));
    assert!(caveat(folder.path(), &["show", "--help"]).contains("failure_modes"));
}
