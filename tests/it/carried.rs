//! A document that carries its workbook gives it back: to the command line, and to other programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use assert_cmd::Command;
use caveat::exchange::attachment::workbook_in;
use caveat::export::{Exported, Setting, export};
use caveat::model::Workbook;
use caveat::model::pack::FileFormat;
use caveat::render::fonts::FontBook;
use caveat::render::page::Paper;
use caveat::render::pdf::Attachment;
use caveat::report::{Document, Edition};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use tempfile::TempDir;

use super::support::{EXAMPLES, example, example_path};

/// What this validator says of a stream whose last byte happens to be a carriage return: it takes that for a part of the
/// line end that follows. Other programs, qpdf among them, count right; the length of streams is left to them.
const MISTAKEN: &str = "a stream /Length does not match its raw content length";

/// A document of an example that carries the example's own file.
pub(crate) fn carrying(name: &str, document: Document) -> (Exported, Vec<u8>) {
    let bytes = fs::read(example_path(name)).unwrap();
    let (fonts, edition) = (FontBook::bundled(), Edition::default());
    let description = "The workbook that this document was made from".to_owned();
    let carried = Attachment { name: format!("{name}.caveat"), bytes: bytes.clone(), description };
    let setting = Setting { carried: Some(&carried), ..Setting::new(Paper::A4, &fonts) };
    (export(&example(name), document, FileFormat::Pdf, &edition, setting).unwrap(), bytes)
}

/// A document in a folder, and what it carries.
fn memo(folder: &TempDir) -> (PathBuf, Vec<u8>) {
    let (memo, workbook) = carrying("claims-triage", Document::RiskMemo);
    let path = folder.path().join("memo.pdf");
    fs::write(&path, memo.bytes()).unwrap();
    (path, workbook)
}

#[test]
fn every_document_of_every_example_keeps_both_standards_and_gives_its_workbook_back() {
    for name in EXAMPLES {
        for document in Document::ALL {
            let (exported, workbook) = carrying(name, *document);
            assert!(workbook_in(exported.bytes()).as_ref() == Ok(&workbook), "{name}, {}", document.title());
            for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
                let options = ValidationOptions::default().profile(profile);
                let report = validate_pdf_bytes(exported.bytes(), &options).unwrap();
                let failures = report.failures.iter().map(ToString::to_string);
                let failures: Vec<String> = failures.filter(|failure| !failure.contains(MISTAKEN)).collect();
                assert!(failures.is_empty(), "{name}, {}, {profile:?}: {failures:#?}", document.title());
            }
        }
    }
}

#[test]
fn other_programs_find_the_workbook_and_may_save_the_document_anew() {
    let folder = TempDir::new().unwrap();
    let (path, workbook) = memo(&folder);
    let qpdf = |arguments: &[&str]| Process::new("qpdf").args(arguments).current_dir(folder.path()).output();
    let Ok(checked) = qpdf(&["--check", "memo.pdf"]) else {
        println!("skipped: qpdf is not installed");
        return;
    };
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    let shown = qpdf(&["--show-attachment=claims-triage.caveat", "memo.pdf"]).unwrap();
    assert!(shown.stdout == workbook);
    for options in [["--linearize", "--object-streams=disable"], ["--stream-data=uncompress", "--compress-streams=n"]] {
        let saved = qpdf(&[options[0], options[1], path.to_str().unwrap(), "again.pdf"]).unwrap();
        assert!(saved.status.success(), "{}", String::from_utf8_lossy(&saved.stderr));
        let again = fs::read(folder.path().join("again.pdf")).unwrap();
        assert!(workbook_in(&again).as_ref() == Ok(&workbook), "{options:?}");
    }
}

fn open(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::cargo_bin("caveat").unwrap();
    let output = command.current_dir(folder).arg("open").args(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

#[test]
fn the_command_line_takes_the_workbook_out() {
    let folder = TempDir::new().unwrap();
    let (_, workbook) = memo(&folder);
    let (code, said) = open(folder.path(), &["memo.pdf", "--out", "back.caveat"]);
    assert_eq!((code, said.as_str()), (0, "Took the workbook out of memo.pdf: back.caveat\n"));
    assert!(fs::read(folder.path().join("back.caveat")).unwrap() == workbook);
    let (code, said) = open(folder.path(), &["memo.pdf", "--out", "back.caveat"]);
    assert!(code == 1 && said.contains("nothing was overwritten"), "{said}");
}

#[test]
fn the_command_line_says_why_there_is_nothing_to_take_out() {
    let folder = TempDir::new().unwrap();
    let fonts = FontBook::bundled();
    let setting = Setting::new(Paper::A4, &fonts);
    let bare = export(&Workbook::default(), Document::RiskMemo, FileFormat::Pdf, &Edition::default(), setting).unwrap();
    fs::write(folder.path().join("bare.pdf"), bare.bytes()).unwrap();
    fs::write(folder.path().join("cut.pdf"), &bare.bytes()[..2_000]).unwrap();
    fs::write(folder.path().join("text.pdf"), "not a PDF").unwrap();
    fs::copy(example_path("claims-triage"), folder.path().join("plan.caveat")).unwrap();
    for (file, words) in [
        ("bare.pdf", "carries no workbook"),
        ("cut.pdf", "carries no workbook"),
        ("text.pdf", "this is not a PDF"),
        ("plan.caveat", "is a workbook already"),
        ("missing.pdf", "there is no such file"),
    ] {
        let (code, said) = open(folder.path(), &[file, "--out", "out.caveat"]);
        assert!(code == 1 && said.contains(words) && said.contains("hint: ") && said.contains(file), "{said}");
        assert!(!folder.path().join("out.caveat").exists());
    }
}
