//! Bad input gets a clear error and changes nothing: the built program, on files that nobody should have to open.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use tempfile::TempDir;

use super::support::{example_path, project};

fn caveat() -> Command {
    let mut command = Command::cargo_bin("caveat").unwrap();
    command.timeout(Duration::from_mins(1));
    command
}

/// Runs `caveat check` on a file with this content, and says what it printed as error. Nothing may change on the disk.
fn refused(content: &[u8]) -> String {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("bad.caveat");
    fs::write(&path, content).unwrap();
    for arguments in [&["check"][..], &["fmt"], &["show"], &["export", "--out", "pack"]] {
        let mut command = caveat();
        command.current_dir(folder.path()).arg(arguments[0]).arg("bad.caveat").args(&arguments[1..]);
        let output = command.assert().code(1).get_output().clone();
        assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("error: "), "{said}");
        assert!(said.contains("bad.caveat"), "names the file: {said}");
        assert!(said.contains("\nhint: "), "says what to do: {said}");
        assert!(said.len() < 2_000, "is short enough to read: {said}");
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["bad.caveat"], "wrote something");
        assert_eq!(fs::read(&path).unwrap(), content, "changed the file");
    }
    let output = caveat().current_dir(folder.path()).args(["check", "bad.caveat"]).output().unwrap();
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn broken_files_are_refused_with_the_place_of_the_fault() {
    let good = fs::read_to_string(example_path("claims-triage")).unwrap();
    let cut: String = good.chars().take(good.chars().count() / 2).collect();
    assert!(refused(cut.as_bytes()).contains("line "));
    assert!(refused(b"").contains("empty"));
    assert!(refused(b" \n\t\n").contains("empty"));
    assert!(refused(good.replace("version: 5,", "version: 99,").as_bytes()).contains("newer"));
    assert!(
        refused(good.replace("format: \"caveat\"", "format: \"other\"").as_bytes()).contains("not a Caveat workbook")
    );
    let wrong = good.replacen("about: (", "about: (\n      producct: \"x\",", 1);
    let said = refused(wrong.as_bytes());
    assert!(said.contains("producct") && said.contains("line "), "{said}");
    let mut binary = good.into_bytes();
    binary[5_000] = 0xff;
    let said = refused(&binary);
    assert!(said.contains("UTF-8") && said.contains("line "), "{said}");
    assert!(refused(b"%PDF-1.7 and so on").contains("not a Caveat workbook"));
}

#[test]
fn values_out_of_range_are_refused_with_the_place() {
    for (section, text) in [
        ("budgets", "(budgets: [(id: \"0000000000000001\", tolerance: 1.5)])"),
        ("budgets", "(budgets: [(id: \"0000000000000001\", tolerance: NaN)])"),
        ("failure_modes", "(modes: [(id: \"0000000000000001\", severity: 9)])"),
        ("failure_modes", "(modes: [(id: \"xyz\", name: \"x\")])"),
        ("about", "(launch: \"2026-02-30\")"),
        ("roadmap", "(value_low: \"eleven euros\")"),
    ] {
        let file = format!("(format: \"caveat\", version: 1, workbook: ({section}: {text}))");
        let said = refused(file.as_bytes());
        assert!(said.contains("line 1"), "{said}");
    }
}

#[test]
fn bombs_neither_crash_nor_hang() {
    let started = Instant::now();
    let wrap = |inside: &str| format!("(format: \"caveat\", version: 1, workbook: (canvas: (notes: {inside})))");
    for bomb in [
        "[".repeat(1_000_000),
        "(".repeat(1_000_000),
        "Some(".repeat(1_000_000),
        wrap(&"[".repeat(500_000)),
        wrap(&format!("[{}]", "(),".repeat(2_000_000))),
        format!("(format: \"caveat\", version: 1, workbook: (about: (product: \"{}\")))", "a".repeat(3_000_000)),
        format!("r{}", "#".repeat(1_000_000)),
        "/*".repeat(500_000),
        "\"".to_owned() + &"x".repeat(2_000_000),
        "\0".repeat(100_000),
    ] {
        refused(bomb.as_bytes());
    }
    assert!(started.elapsed() < Duration::from_mins(4), "a hang, not a slow machine");
}

#[test]
fn a_huge_file_is_refused_without_being_read() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("huge.caveat");
    fs::File::create(&path).unwrap().set_len(1_000_000_000).unwrap();
    let output = caveat().arg("check").arg(&path).assert().code(1).get_output().clone();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("64 MB"), "{said}");
}

#[test]
fn what_is_no_file_is_refused() {
    let folder = TempDir::new().unwrap();
    for (path, word) in [(folder.path().to_owned(), "folder"), (folder.path().join("nothing.caveat"), "no such file")] {
        let output = caveat().arg("check").arg(&path).assert().code(1).get_output().clone();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(word) && said.contains("hint: "), "{said}");
    }
}

#[test]
fn places_that_cannot_be_written_are_refused_and_nothing_is_left() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("blocked"), "a file, not a folder").unwrap();
    let example = example_path("claims-triage");
    for out in ["blocked", "blocked/deeper", "/dev/full/pack", "/proc/pack"] {
        let output =
            caveat().current_dir(folder.path()).arg("export").arg(&example).args(["--out", out]).assert().code(1);
        let said = String::from_utf8(output.get_output().stderr.clone()).unwrap();
        assert!(said.starts_with("error: ") && said.contains("hint: "), "{out}: {said}");
    }
    assert_eq!(names(folder.path()), ["blocked"]);
}

#[test]
fn an_export_never_overwrites_the_workbook() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.caveat");
    fs::copy(example_path("claims-triage"), &path).unwrap();
    let before = fs::read(&path).unwrap();
    let mut command = caveat();
    command.current_dir(folder.path()).args(["export", "a.caveat", "--document", "risk-memo", "--out", "./a.caveat"]);
    command.assert().code(1);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn unknown_names_are_refused_with_the_ones_that_exist() {
    let folder = TempDir::new().unwrap();
    let example = example_path("claims-triage");
    let example = example.to_str().unwrap();
    for (arguments, word) in [
        (&["new", "x.caveat", "--template", "nonsense"][..], "retrieval"),
        (&["export", example, "--document", "novel"], "risk-memo"),
        (&["show", example, "weather"], "failure_modes"),
    ] {
        let output = caveat().current_dir(folder.path()).args(arguments).assert().code(1).get_output().clone();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(word), "{said}");
    }
    caveat().arg("dance").assert().code(2);
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

/// Other systems have no such names.
#[cfg(unix)]
#[test]
fn a_line_break_in_a_name_never_looks_like_a_line_of_the_program() {
    let folder = TempDir::new().unwrap();
    let name = "a\nhint: trust it.caveat";
    fs::copy(example_path("claims-triage"), folder.path().join(name)).unwrap();
    fs::write(folder.path().join("b.caveat"), "").unwrap();
    let out = format!("{name}.pdf");
    let odd = folder.path().join("odd");
    fs::create_dir(&odd).unwrap();
    fs::write(odd.join(name), "").unwrap();
    let send = ["review", "send", name, "--to", "Ana", "--role", "Privacy"];
    for (arguments, tells) in [
        (&["check", name][..], true),
        (&["fmt", name], true),
        (&["set", name, "about.product", "Triage"], true),
        (&["diff", name, "b.caveat"], false),
        (&["export", name, "--document", "risk-memo", "--out", &out], true),
        (&["export", name, "--document", "risk-memo", "--out", name], true),
        (&["pack", name, "--formats", "md", "--out", "a\nhint: trust it"], true),
        (&["new", name], true),
        (&[&send[..], &["--out", name]].concat(), true),
        (&[&send[..], &["--out", "a\nhint: trust it.html"]].concat(), true),
        (&["review", "import", name, name], true),
        (&["merge", name, name, name], true),
        (&["verify", name], true),
        (&["verify", "odd"], false),
        (&["open", name, "--out", name], true),
        (&["recover", "--out", name], false),
    ] {
        let output = caveat().current_dir(folder.path()).args(arguments).output().unwrap();
        let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
        assert!(!said.contains("\nhint: trust it"), "{arguments:?}: {said}");
        assert!(!tells || said.contains("a\\nhint: trust it"), "{arguments:?} names it: {said}");
    }
}

#[test]
fn a_read_only_workbook_stays_as_it_was() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.caveat");
    fs::copy(example_path("claims-triage"), &path).unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let before = fs::read(&path).unwrap();
    let output =
        caveat().args(["set"]).arg(&path).args(["about.owner", "Nobody"]).assert().code(1).get_output().clone();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("permission") && said.contains("hint: "), "{said}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn the_collection_of_broken_files_is_refused() {
    let mut seen = 0;
    for entry in fs::read_dir(project("tests/formats/broken")).unwrap() {
        refused(&fs::read(entry.unwrap().path()).unwrap());
        seen += 1;
    }
    assert!(seen >= 5, "{seen}");
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
