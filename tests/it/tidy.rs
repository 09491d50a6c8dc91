//! The rules that a look at the source can check: who may know whom, a head in every file, and length.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::support::project;

/// Which modules of the crate each module may use; itself is always allowed.
fn allowed() -> BTreeMap<&'static str, &'static [&'static str]> {
    BTreeMap::from([
        ("model", &[][..]),
        ("canonical", &[][..]),
        ("hidden", &[][..]),
        ("words", &["model"][..]),
        ("signed", &["model", "words", "canonical"]),
        ("knowledge", &["model"]),
        ("assess", &["model", "hidden", "words", "knowledge", "signed"]),
        ("difference", &["model", "words"]),
        ("edit", &["model", "words", "assess", "difference", "find"]),
        ("merge", &["model", "words", "difference"]),
        ("find", &["model"]),
        ("store", &["model", "canonical"]),
        ("report", &["model", "words", "knowledge", "assess", "difference", "signed"]),
        ("exchange", &["model", "hidden", "words", "assess"]),
        ("render", &["hidden", "report::block"]),
        ("export", &["model", "report", "render", "signed", "store"]),
        (
            "pack",
            &[
                "model",
                "difference",
                "hidden",
                "words",
                "knowledge",
                "signed",
                "find",
                "assess",
                "report",
                "render",
                "export",
                "store",
                "exchange",
            ],
        ),
        (
            "cli",
            &[
                "model",
                "hidden",
                "words",
                "exchange",
                "knowledge",
                "signed",
                "assess",
                "difference",
                "edit",
                "merge",
                "store",
                "report",
                "render",
                "export",
                "pack",
            ],
        ),
        (
            "ui",
            &[
                "model",
                "hidden",
                "words",
                "exchange",
                "find",
                "knowledge",
                "signed",
                "assess",
                "difference",
                "edit",
                "merge",
                "store",
                "report",
                "render",
                "export",
                "pack",
            ],
        ),
    ])
}

/// Crates and parts of std that only one module may use.
const OWNED: &[(&str, &str)] = &[
    ("std::fs", "store"),
    ("File::open", "store"),
    ("printpdf", "render"),
    ("lopdf", "render"),
    ("harfrust", "render and store"),
    ("clap", "cli"),
    ("fontdb", "store"),
    ("resvg", "render"),
    ("ttf_parser", "render"),
    ("rust_xlsxwriter", "render"),
    ("zip::", "render and pack"),
    ("directories::", "store"),
    ("SystemTime", "store"),
    ("egui", "ui"),
    ("eframe", "ui"),
    ("rfd::", "ui"),
    ("nucleo_matcher", "find"),
    ("Instant::now", "ui"), // clippy.toml forbids it there too, but for the one place that says why
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn every_source() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in ["src", "tests", "benches"] {
        sources(&project(folder), &mut found);
    }
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The top module that a file below `src` belongs to.
fn module_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(project("src")).ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?;
    Some(first.trim_end_matches(".rs").to_owned())
}

/// A source file without its tests, which may reach further.
fn without_tests(path: &Path, text: &str) -> String {
    let is_test = path.file_stem().is_some_and(|stem| stem == "tests" || stem == "samples");
    if is_test { String::new() } else { text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned() }
}

#[test]
fn modules_use_only_what_they_may() {
    let allowed = allowed();
    let mut broken = Vec::new();
    for (path, text) in every_source() {
        let Some(module) = module_of(&path) else { continue };
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let may = allowed.get(module.as_str()).unwrap_or_else(|| panic!("{module} is not in the table of modules"));
        for line in without_tests(&path, &text).lines().filter(|line| !line.trim_start().starts_with("//")) {
            for used in line.match_indices("crate::").map(|(at, _)| &line[at + "crate::".len()..]) {
                let fine = used.starts_with(module.as_str()) || may.iter().any(|one| used.starts_with(one));
                if !fine && !used.starts_with('{') {
                    broken.push(format!("{}: {}", path.display(), line.trim()));
                }
            }
            for (name, owner) in OWNED {
                if line.contains(name) && !owner.contains(module.as_str()) {
                    broken.push(format!("{} ({name} belongs to {owner}): {}", path.display(), line.trim()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<_> =
        every_source().into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<_> = every_source()
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > 500)
        .collect();
    assert!(long.is_empty(), "split by meaning: {long:#?}");
}

#[test]
fn nothing_is_left_undone() {
    let words = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X"].concat(), ["db", "g!("].concat()];
    let left: Vec<_> = every_source()
        .into_iter()
        .flat_map(|(path, text)| {
            let found: Vec<_> = words.iter().filter(|word| text.contains(word.as_str())).cloned().collect();
            found.into_iter().map(move |word| (path.clone(), word))
        })
        .collect();
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn there_is_no_network_code() {
    let reaching = ["std::net", "TcpStream", "UdpSocket"];
    for (path, text) in every_source() {
        if path.ends_with("tidy.rs") {
            continue;
        }
        assert!(!reaching.iter().any(|name| text.contains(name)), "{}", path.display());
    }
}
