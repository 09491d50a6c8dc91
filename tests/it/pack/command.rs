//! `caveat pack`, `caveat verify` and the documents of `caveat export`, as somebody would use them.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::example_path;

/// Runs the program: its exit code, what it said, and what it warned or complained about.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::cargo_bin("caveat").unwrap().current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let (code, said, complaint) = run(folder, arguments);
    assert_eq!((code, complaint.as_str()), (Some(0), ""), "{arguments:?}: {said}");
    said
}

fn home() -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    fs::copy(example_path("claims-triage"), folder.path().join("claims.caveat")).unwrap();
    (folder, "claims.caveat".to_owned())
}

const QUICK: [&str; 4] = ["--documents", "model-card,risk-memo", "--formats", "pdf,md"];

#[test]
fn a_pack_is_made_verified_and_its_changes_are_named() {
    let (home, file) = home();
    let home = home.path();
    for out in ["pack", "pack.zip"] {
        let said = done(home, &[&["pack", &file, "--out", out, "--profile", "external"], &QUICK[..]].concat());
        assert!(said.contains(&format!("Wrote {out}/claims-risk-memo.pdf, ")), "{said}");
        for words in ["Printed on every page\n", "The document is not approved", "Not in it\n", "Names of people, in"] {
            assert!(said.contains(words), "what there is to know is said with it: {words}: {said}");
        }
        assert!(
            said.contains("\nFive files and the manifest read back ") && said.contains("The manifest's SHA-256 is ")
        );
        let digest = said.trim_end().trim_end_matches('.').rsplit(' ').next().unwrap().to_owned();
        let said = done(home, &["verify", out, "--workbook", &file]);
        assert!(said.contains(": Five files are as they were made, and there is nothing else"), "one count: {said}");
        assert!(said.contains(&digest), "{said}");
        assert!(said.contains("The workbook is the one that it was made from."), "{said}");
    }
    fs::write(home.join("pack/claims-risk-memo.md"), "All is well.").unwrap();
    fs::remove_file(home.join("pack/Contents.md")).unwrap();
    fs::write(home.join("pack/more.txt"), "x").unwrap();
    let (code, said, _) = run(home, &["verify", "pack"]);
    assert_eq!(code, Some(1));
    for words in ["Changed: claims-risk-memo.md", "Missing: Contents.md", "Not of this pack: more.txt"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let (code, said, _) = run(home, &["verify", "pack", "--json"]);
    let told: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (code, &told["sound"], &told["changed"][0]),
        (Some(1), &Value::Bool(false), &"claims-risk-memo.md".into())
    );
    let (code, _, complaint) = run(home, &[&["pack", &file, "--out", "pack"], &QUICK[..]].concat());
    assert!(code == Some(1) && complaint.contains("hint: Choose a new or empty place"), "{complaint}");
    done(home, &["set", &file, "about.owner", "Somebody Else"]);
    let (code, said, _) = run(home, &["verify", "pack.zip", "--workbook", &file]);
    assert!(code == Some(1) && said.contains("The workbook is not the one"), "{said}");
}

#[test]
fn a_dry_run_says_what_to_know_and_writes_nothing() {
    let (home, file) = home();
    let home = home.path();
    let said = done(home, &["pack", &file, "--profile", "external", "--dry-run"]);
    for words in [
        "Profile External: eleven documents in PDF.\nFor: Reviewers outside: evidence and numbers, no team talk.\n",
        "Printed on every page\n",
        "The document is not approved (about.status)",
        "Not in it\n",
        "Names of people, in",
        "Changes: nothing to compare with",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let json = done(home, &["pack", &file, "--dry-run", "--json"]);
    let told: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(told["profile"]["documents"].as_array().unwrap().len(), 14);
    assert_eq!(told["preflight"][0]["kind"], "blocked");
    assert_eq!(fs::read_dir(home).unwrap().count(), 1);
}

#[test]
fn profiles_of_the_workbook_and_json_for_scripts() {
    let (home, file) = home();
    let home = home.path();
    let text = fs::read_to_string(home.join(&file)).unwrap();
    let own = "profiles: [(id: \"00000000000000a1\", name: \"Works council\", documents: [RiskMemo], formats: [Markdown], left_out: [Names]),";
    let named = text.replacen("profiles: [", own, 1);
    fs::write(home.join("own.caveat"), named).unwrap();
    let said = done(home, &["pack", "own.caveat", "--profile", "WORKS council", "--out", "wc", "--json"]);
    let told: Value = serde_json::from_str(&said).unwrap();
    let paths: Vec<&str> =
        told["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["Contents.md", "own-risk-memo.md"]);
    assert_eq!(told["problems"], Value::Array(Vec::new()));
    assert!(told["left_out"][0].as_str().unwrap().starts_with("names of people"));
    assert!(!fs::read_to_string(home.join("wc/own-risk-memo.md")).unwrap().contains("Anke Vos"));
}

#[test]
fn what_changed_since_is_told_from_an_earlier_workbook() {
    let (home, file) = home();
    let home = home.path();
    fs::copy(home.join(&file), home.join("before.caveat")).unwrap();
    done(home, &["set", &file, "about.document_version", "0.9"]);
    let arguments = [
        "pack",
        &file,
        "--out",
        "p",
        "--since",
        "before.caveat",
        "--documents",
        "changes",
        "--formats",
        "md",
        "--json",
    ];
    let said = done(home, &arguments);
    let told: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(told["workbook"]["compared_sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn wrong_words_are_told_what_there_is() {
    let (home, file) = home();
    let home = home.path();
    for (arguments, message) in [
        (&["--profile", "nobody"][..], "hint: Profiles are: Full, External, Executive, Model Risk Committee."),
        (&["--documents", "risk-memo,nothing"], "hint: Documents are: model-card, risk-memo,"),
        (&["--formats", "odt"], "hint: Formats are: pdf, docx, html, md, csv, xlsx."),
        (&["--since", "none.caveat"], "there is no such file: none.caveat"),
    ] {
        let (code, _, complaint) = run(home, &[&["pack", &file, "--out", "p"], arguments].concat());
        assert!(code == Some(1) && complaint.contains(message), "{complaint}");
    }
    assert_eq!(run(home, &["pack", &file]).0, Some(2), "there is no place named");
    let (code, _, complaint) = run(home, &["pack", &file, "--out", &file]);
    assert!(code == Some(1) && complaint.contains("would overwrite the workbook"), "{complaint}");
    let (code, _, complaint) = run(home, &["verify", "nothing.zip"]);
    assert!(code == Some(1) && complaint.contains("there is no such file"), "{complaint}");
}

#[test]
fn what_is_no_pack_is_said_in_plain_words_with_what_to_do() {
    let (home, file) = home();
    let home = home.path();
    fs::create_dir(home.join("folder")).unwrap();
    fs::write(home.join("folder/notes.txt"), "x").unwrap();
    fs::write(home.join("cut.zip"), "PK\u{3}\u{4} and no more").unwrap();
    fs::write(home.join("a.txt"), "text").unwrap();
    fs::write(home.join("empty.zip"), "").unwrap();
    for (name, words) in [
        (file.as_str(), "It is a workbook; name the pack that was made from it"),
        ("folder", "There is no manifest.json, which says what each file was"),
        ("cut.zip", "The ZIP is damaged or was cut off; get it again"),
        ("a.txt", "It is neither a folder nor a ZIP; name what `caveat pack` wrote"),
        ("empty.zip", "The file is empty"),
    ] {
        let (code, said, _) = run(home, &["verify", name]);
        assert!(
            code == Some(1) && said.starts_with(&format!("{name}: this is no pack of Caveat.\n  {words}")),
            "{said}"
        );
        assert!(!said.contains("EOCD") && !said.contains("notes.txt") && said.lines().count() == 2, "{said}");
        let json: Value = serde_json::from_str(&run(home, &["verify", name, "--json"]).1).unwrap();
        assert_eq!((&json["sound"], json["problems"].as_array().map(Vec::len)), (&Value::Bool(false), Some(1)));
    }
}

#[test]
fn export_gives_every_document_in_every_format() {
    let (home, file) = home();
    let home = home.path();
    let said = done(home, &["export", &file, "--out", "two"]);
    assert_eq!(said.lines().count(), 2, "{said}");
    let said = done(home, &["export", &file, "--document", "all", "--format", "md", "--out", "all"]);
    assert_eq!(said.lines().count(), 14, "{said}");
    let said = done(home, &["export", &file, "--document", "minutes,changes", "--format", "html", "--out", "web"]);
    assert!(said.contains("web/claims-minutes.html") && said.contains("web/claims-changes.html"), "{said}");
    done(home, &["export", &file, "--document", "roadmap", "--out", "roadmap.docx"]);
    assert!(home.join("roadmap.docx").is_file());
    let (code, _, complaint) = run(home, &["export", &file, "--document", "risk-memo", "--out", "tables.csv"]);
    assert!(code == Some(1) && complaint.contains("the tables of a document need a folder"), "{complaint}");
    let (code, _, complaint) = run(home, &["export", &file, "--document", "poetry"]);
    assert!(code == Some(1) && complaint.contains("there is no document `poetry`"), "{complaint}");
}

#[test]
fn a_logo_is_taken_in_from_its_file_and_said_in_a_few_words() {
    let (home, file) = home();
    let home = home.path();
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><path d='M0 0h8v8z'/></svg>";
    fs::write(home.join("logo.svg"), svg).unwrap();
    fs::write(home.join("logo.txt"), "no picture").unwrap();
    let said = done(home, &["set", &file, "pack.logo", "logo.svg"]);
    assert!(said.starts_with("Set pack.logo to an SVG of 1 KB in "), "{said}");
    assert!(done(home, &["show", &file, "pack"]).contains("[logo]: an SVG of 1 KB\n"));
    for wrong in ["logo.txt", "data:image/png;base64,AAAA", "missing.png"] {
        let (code, _, complaint) = run(home, &["set", &file, "pack.logo", wrong]);
        assert!(code == Some(1) && complaint.contains("hint: "), "{wrong}: {complaint}");
    }
    assert!(done(home, &["show", &file, "pack"]).contains("an SVG of 1 KB"), "what was refused changes nothing");
    let (code, _, complaint) = run(home, &["pack", &file, "--out", "claims.caveat/pack"]);
    assert!(code == Some(1) && complaint.contains("a file, not a folder"), "{complaint}");
}
