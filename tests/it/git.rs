//! Workbooks under a real git: branches that merge, clash and rebase, and differences that can be read.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::support::example_path;

const FILE: &str = "copilot.caveat";

/// A repository with one workbook, set up for Caveat; `None` where there is no git.
fn repository() -> Option<TempDir> {
    let folder = TempDir::new().unwrap();
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: no git here");
        return None;
    }
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    let said = text(&caveat(folder.path(), &["git-setup"]).stdout);
    assert!(said.contains("*.caveat text eol=lf merge=caveat diff=caveat"), "{said}");
    fs::copy(example_path("claims-triage"), folder.path().join(FILE)).unwrap();
    commit(folder.path(), "Begin");
    Some(folder)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments).env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1");
    for (key, value) in [("NAME", "A B"), ("EMAIL", "a@example.org")] {
        command.env(format!("GIT_AUTHOR_{key}"), value).env(format!("GIT_COMMITTER_{key}"), value);
    }
    command.env("GIT_EDITOR", "true").output().unwrap()
}

fn tried(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, "git", arguments)
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = tried(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

fn caveat(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, env!("CARGO_BIN_EXE_caveat"), arguments)
}

fn set(folder: &Path, place: &str, answer: &str) {
    let output = caveat(folder, &["set", FILE, place, answer]);
    assert!(output.status.success(), "{}", text(&output.stderr));
}

fn commit(folder: &Path, words: &str) {
    git(folder, &["add", "."]);
    git(folder, &["commit", "--quiet", "-m", words]);
}

/// Two branches: what `main` says and what `other` says.
fn branches(folder: &Path, main: &[(&str, &str)], other: &[(&str, &str)]) {
    git(folder, &["checkout", "--quiet", "-b", "other"]);
    for (place, answer) in other {
        set(folder, place, answer);
    }
    commit(folder, "Theirs");
    git(folder, &["checkout", "--quiet", "main"]);
    for (place, answer) in main {
        set(folder, place, answer);
    }
    commit(folder, "Ours");
}

fn shown(folder: &Path, section: &str) -> String {
    let output = caveat(folder, &["show", FILE, section]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn branches_that_touch_neighboring_fields_merge_and_rebase() {
    for by in ["merge", "rebase"] {
        let Some(folder) = repository() else { return };
        let folder = folder.path();
        branches(folder, &[("about.owner", "Rita Sol")], &[("about.product", "Claims helper"), ("FM-1.owner", "Mira")]);
        let arguments: &[&str] = if by == "merge" { &["merge", "--no-edit", "other"] } else { &["rebase", "other"] };
        git(folder, arguments);
        let about = shown(folder, "about");
        assert!(about.contains("Rita Sol") && about.contains("Claims helper"), "{about}");
        assert!(shown(folder, "failure_modes").contains("Mira"));
        assert_eq!(git(folder, &["status", "--porcelain"]), "");
    }
}

#[test]
fn a_conflict_stays_open_for_git_and_the_file_stays_a_workbook() {
    let Some(folder) = repository() else { return };
    let folder = folder.path();
    branches(folder, &[("about.owner", "Rita Sol")], &[("about.owner", "Mira Sand"), ("FM-1.owner", "Jo")]);
    let output = tried(folder, &["merge", "--no-edit", "other"]);
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("conflict in About, Owner: ours says Rita Sol; theirs says Mira Sand"));
    let about = shown(folder, "about");
    assert!(about.contains("Rita Sol") && !about.contains("Mira Sand"), "{about}");
    assert!(shown(folder, "failure_modes").contains("Jo"), "what fits together is merged");
    assert!(git(folder, &["status", "--porcelain"]).contains("UU copilot.caveat"));
    let listed = fs::read_to_string(folder.join("copilot.caveat-conflicts")).unwrap();
    assert!(listed.contains("about.owner") && listed.contains("theirs: Mira Sand"), "{listed}");
}

#[test]
fn both_sides_may_add_an_item_with_the_same_number() {
    let Some(folder) = repository() else { return };
    let folder = folder.path();
    let add = |name: &str| {
        let text = fs::read_to_string(folder.join(FILE)).unwrap();
        // as the window adds it: at the end of the list, with the next number
        let mut workbook = caveat::store::format::read::<caveat::model::Workbook>(text.as_bytes()).unwrap().value;
        let mode = caveat::model::failure_modes::FailureMode { name: name.to_owned(), ..Default::default() };
        let mut ids = caveat::edit::Ids::seeded(name.len() as u64);
        caveat::edit::operations::push(&mut workbook, &mut ids, mode, |workbook| {
            &mut std::sync::Arc::make_mut(&mut workbook.failure_modes).modes
        });
        let number = workbook.failure_modes.modes.iter().last().unwrap().number;
        fs::write(folder.join(FILE), caveat::store::format::write(&workbook).unwrap()).unwrap();
        number
    };
    git(folder, &["checkout", "--quiet", "-b", "other"]);
    let number = add("Said by theirs");
    commit(folder, "Theirs");
    git(folder, &["checkout", "--quiet", "main"]);
    assert_eq!(add("Said by us"), number);
    commit(folder, "Ours");
    git(folder, &["merge", "--no-edit", "other"]);
    let modes = shown(folder, "failure_modes");
    assert!(modes.contains(&format!("FM-{number} Said by us")), "{modes}");
    assert!(modes.contains(&format!("FM-{} Said by theirs", number + 1)), "{modes}");
}

#[test]
fn a_difference_reads_as_words_and_not_as_notation() {
    let Some(folder) = repository() else { return };
    let folder = folder.path();
    set(folder, "about.owner", "Rita Sol");
    let said = git(folder, &["diff"]);
    assert!(said.contains("+Owner [owner]: Rita Sol"), "{said}");
    let command = format!("'{}' diff", env!("CARGO_BIN_EXE_caveat"));
    let said = git(folder, &["-c", &format!("diff.external={command}"), "diff", "--ext-diff"]);
    assert!(said.contains("a/copilot.caveat → b/copilot.caveat") && said.contains("→ Rita Sol"), "{said}");
}

#[test]
fn setting_up_twice_changes_nothing_and_outside_a_repository_is_refused() {
    let Some(folder) = repository() else { return };
    let before = fs::read(folder.path().join(".gitattributes")).unwrap();
    let config = fs::read(folder.path().join(".git/config")).unwrap();
    let said = text(&caveat(folder.path(), &["git-setup"]).stdout);
    assert!(said.contains("says so already") && said.contains("Set already"), "{said}");
    assert_eq!(fs::read(folder.path().join(".gitattributes")).unwrap(), before);
    assert_eq!(fs::read(folder.path().join(".git/config")).unwrap(), config);
    let elsewhere = TempDir::new().unwrap();
    let output = caveat(elsewhere.path(), &["git-setup"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("no git repository"));
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn a_file_with_markers_of_git_is_named_as_such() {
    let folder = TempDir::new().unwrap();
    let whole = fs::read_to_string(example_path("claims-triage")).unwrap();
    let at = whole.find("about").unwrap();
    let (head, tail) = whole.split_at(at);
    let text_of = format!("{head}\n<<<<<<< HEAD\n=======\n>>>>>>> other\n{tail}");
    fs::write(folder.path().join(FILE), text_of).unwrap();
    let output = caveat(folder.path(), &["show", FILE]);
    let said = text(&output.stderr);
    assert!(said.contains("a merge of git left both sides in it") && said.contains("git checkout -m"), "{said}");
}

#[test]
fn comparing_ends_with_0_1_and_2() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    for name in [FILE, "old.caveat"] {
        fs::copy(example_path("claims-triage"), folder.join(name)).unwrap();
    }
    let diff = |arguments: &[&str]| {
        let all: Vec<&str> = ["diff"].into_iter().chain(arguments.iter().copied()).collect();
        let output = caveat(folder, &all);
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    };
    assert_eq!(diff(&["old.caveat", FILE]).0, 0);
    set(folder, "UB-1.tolerance", "40%");
    let (code, said, _) = diff(&["old.caveat", FILE]);
    assert_eq!(code, 1);
    assert!(said.contains("Tolerance raised after it was measured") && said.contains("Uncertainty budgets"), "{said}");
    let (code, said, _) = diff(&["old.caveat", FILE, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, json["changes"][0]["field"].as_str()), (1, Some("tolerance")));
    assert_eq!(json["effects"][0]["way"], "worse");
    let (code, said, _) = diff(&["old.caveat", FILE, "--format", "md"]);
    assert!(code == 1 && said.contains("What the changes mean"), "{said}");
    let (code, ..) = diff(&["old.caveat", FILE, "--out", "changes.pdf"]);
    assert!(code == 1 && fs::read(folder.join("changes.pdf")).unwrap().starts_with(b"%PDF"));
    set(folder, "about.owner", "Rita Sol");
    let (_, said, _) = diff(&["old.caveat", FILE]);
    let lines: Vec<&str> = said.lines().collect();
    let heading = lines.iter().position(|line| *line == "About").unwrap();
    assert!(lines[heading + 1].starts_with("  Owner: "), "the heading stands once: {said}");
    assert_eq!(lines.iter().filter(|line| line.trim() == "About").count(), 1, "{said}");
    fs::write(folder.join("none.caveat"), "nothing").unwrap();
    assert_eq!(diff(&["old.caveat", "none.caveat"]).0, 2);
    assert_eq!(diff(&["old.caveat"]).0, 2);
}

#[test]
fn what_cannot_be_merged_is_left_as_it_is() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    fs::copy(example_path("claims-triage"), folder.join(FILE)).unwrap();
    fs::copy(example_path("visual-search"), folder.join("other.caveat")).unwrap();
    fs::write(folder.join("newer.caveat"), "(format: \"caveat\", version: 99, workbook: ())").unwrap();
    let before = fs::read(folder.join(FILE)).unwrap();
    for (arguments, code, words) in [
        ([FILE, FILE, "other.caveat"], 2, "theirs has nothing in common"),
        ([FILE, FILE, "newer.caveat"], 2, "newer Caveat"),
        ([FILE, FILE, "none.caveat"], 2, "no such file"),
        ([FILE, FILE, FILE], 0, "Both sides say the same"),
    ] {
        let all: Vec<&str> = ["merge"].into_iter().chain(arguments).collect();
        let output = caveat(folder, &all);
        let said = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains(words), "{said}");
        assert_eq!(fs::read(folder.join(FILE)).unwrap(), before);
    }
}
