//! `caveat diff`: what differs between two workbooks, and what that means. `text` writes it for a terminal, `json` for scripts;
//! documents are those of "Changes since the last review".

mod json;
mod text;

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::assess::effects::{self, Effects};
use crate::difference::{self, Change, Difference, signing};
use crate::export::{self, Setting};
use crate::model::Workbook;
use crate::model::pack::FileFormat;
use crate::report::{Document, Earlier};
use crate::signed;
use crate::store::{self, FormatError, StoreError, format};
use crate::{pack, words};

use super::export::format_named;
use super::failure::Failure;
use super::{Said, open, show, today};

/// Show what differs between two workbooks, item by item, and what it means
///
/// Items are matched by their identity, so that a renamed or renumbered item is not taken for another one. Edits of wording
/// alone stand at the end.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes:\n  0  they say the same\n  1  they differ\n  2  they could not be compared\n\nExamples:\n  caveat diff old.caveat new.caveat\n  caveat diff old.caveat new.caveat --json\n  caveat diff old.caveat new.caveat --out changes.pdf\n\nWith git (`caveat git-setup` sets up the second):\n  GIT_EXTERNAL_DIFF=\"caveat diff\" git diff\n  git config diff.caveat.textconv \"caveat diff --textconv\""
)]
pub(super) struct Arguments {
    /// The workbook before and the one after; or the seven arguments of an external diff of git
    #[arg(required = true, num_args = 1..=9, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// As JSON, for scripts
    #[arg(long, conflicts_with_all = ["format", "textconv"])]
    json: bool,
    /// In which format: text, md, pdf, docx or html [default: as --out ends, else text]
    #[arg(long, conflicts_with = "textconv")]
    format: Option<String>,
    /// Where to: a file [default: standard output]
    #[arg(long, value_name = "FILE", conflicts_with = "textconv")]
    out: Option<PathBuf>,
    /// Print one workbook as text that can be read and compared
    #[arg(long)]
    textconv: bool,
}

/// What a comparison that could not be made ends with.
const TROUBLE: u8 = 2;

/// Two workbooks side by side.
struct Compared {
    before: (String, Workbook),
    after: (String, Workbook),
    difference: Difference,
    effects: Effects,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let said = match arguments.files.as_slice() {
        [file] if arguments.textconv => textconv(file),
        [_, _] if arguments.textconv => Err(wrong("--textconv takes one file")),
        [before, after] => compare(arguments, before, after),
        [path, before, _, _, after, _, _, ..] => external(path, before, after),
        [_] => Err(wrong("two workbooks are needed, to say what differs between them")),
        _ => Err(wrong("two workbooks can be compared, or what git passes to an external diff")),
    };
    said.map_err(|failure| Failure { code: TROUBLE, ..failure })
}

fn wrong(message: &str) -> Failure {
    Failure::user(message, "For how to call it, try `caveat diff --help`.")
}

fn compare(arguments: &Arguments, before: &Path, after: &Path) -> Result<Said, Failure> {
    let mut said = Said::default();
    let format = chosen(arguments)?;
    let is_shown = arguments.out.is_none() && std::io::stdout().is_terminal();
    if matches!(format, Some(FileFormat::Pdf | FileFormat::Docx | FileFormat::Xlsx)) && is_shown {
        let hint = "Name a file for it with --out, or send standard output to a file.";
        return Err(Failure::user("this format is no text for a terminal", hint));
    }
    let old = open::open(before, &mut said)?.value;
    let new = open::open(after, &mut said)?.value;
    // a program that reads JSON gets the name as it is
    let name = |path: &Path| if arguments.json { path.display().to_string() } else { store::shown(path) };
    if difference::are_unrelated(&old, &new) {
        said.warnings.push(format!("{} and {} {}", store::shown(before), store::shown(after), difference::UNRELATED));
    }
    let compared = compared((name(before), old), (name(after), new));
    let bytes = match format {
        _ if arguments.json => json::write(&compared)?.into_bytes(),
        None => text::write(&compared).into_bytes(),
        Some(format) => document(&compared, after, format, &mut said)?,
    };
    match &arguments.out {
        Some(out) => write(out, [before, after], bytes, &mut said)?,
        None => match String::from_utf8(bytes) {
            Ok(text) => said.text = text,
            Err(no_text) => said.bytes = no_text.into_bytes(),
        },
    }
    said.found_errors = !compared.difference.is_empty();
    Ok(said)
}

/// The two workbooks by their names, with what differs.
fn compared(before: (String, Workbook), after: (String, Workbook)) -> Compared {
    let difference = Difference::between(&before.1, &after.1);
    // what two products make of the same rules is no effect of an edit
    let is_one = !difference::are_unrelated(&before.1, &after.1);
    let effects = if is_one { effects::between(&before.1, &after.1, Some(today::today())) } else { Effects::default() };
    Compared { before, after, difference, effects }
}

/// The format of a document; `None` for text.
fn chosen(arguments: &Arguments) -> Result<Option<FileFormat>, Failure> {
    let ending = |path: &PathBuf| FileFormat::from_ending(path.extension()?.to_str()?);
    match arguments.format.as_deref() {
        Some("text") => Ok(None),
        Some(name) => format_named(name).map(Some),
        None => Ok(arguments.out.as_ref().and_then(ending)),
    }
}

/// The document of changes, with the first workbook as the earlier state.
fn document(compared: &Compared, file: &Path, format: FileFormat, said: &mut Said) -> Result<Vec<u8>, Failure> {
    let large = |error: FormatError| Failure::user(error.to_string(), error.hint());
    let (name, before) = &compared.before;
    let after = &compared.after.1;
    let text = format::write(before).map_err(large)?;
    let mut edition = export::edition(after, file, None).map_err(large)?;
    let name = Path::new(name).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let digest = store::hexadecimal(&store::digest(text.as_bytes()));
    let (date, standings) = (before.about.document_date, signed::standings(before));
    edition.earlier = Some(Arc::new(Earlier { name, date, digest, workbook: before.clone(), standings }));
    let fonts = export::fonts();
    let setting = Setting::new(pack::paper_of(after), &fonts);
    let exported = export::export(after, Document::Changes, format, &edition, setting)?;
    said.warnings.extend(exported.missing_words());
    Ok(exported.bytes().to_vec())
}

fn write(out: &Path, sources: [&Path; 2], bytes: Vec<u8>, said: &mut Said) -> Result<(), Failure> {
    let is_workbook = out.extension().is_some_and(|ending| ending == "caveat");
    if is_workbook || sources.iter().any(|source| store::is_same_file(out, source)) {
        let message = format!("the comparison would overwrite a workbook: {}", store::shown(out));
        return Err(Failure::user(message, "Choose another place with --out."));
    }
    store::write_all_or_nothing(&[(out.to_owned(), bytes)])?;
    said.text = format!("Wrote {}\n", store::shown(out));
    Ok(())
}

/// Changes for a terminal, each item's together, below what is said about them.
pub(super) fn lines(changes: &[&Change]) -> String {
    let mut text = String::new();
    text::by_item(changes, "", &mut text);
    text
}

/// What git asks for one changed file. The exit code is not for the difference: git takes any but 0 for a failure.
fn external(path: &Path, before: &Path, after: &Path) -> Result<Said, Failure> {
    let mut said = Said::default();
    let mut side = |file: &Path| match file.to_str() {
        Some("/dev/null" | "nul") => Ok(Workbook::default()),
        _ => open::open(file, &mut said).map(|opened| opened.value),
    };
    let (old, new) = (side(before)?, side(after)?);
    let name = store::shown(path);
    let compared = compared((format!("a/{name}"), old), (format!("b/{name}"), new));
    said.text = text::write(&compared);
    Ok(said)
}

/// One workbook as text. What is no workbook is passed on as it is, because git stops at a converter that fails.
fn textconv(file: &Path) -> Result<Said, Failure> {
    let mut said = Said::default();
    match store::open::<Workbook>(file) {
        Ok(opened) => said.text = show::whole(&opened.value),
        Err(error @ StoreError::Format { .. }) => {
            said.warnings.push(format!("{error}; shown as it is"));
            said.text = String::from_utf8_lossy(&store::read_file(file)?).into_owned();
        }
        Err(error) => return Err(error.into()),
    }
    Ok(said)
}

/// How much differs: `Three changes in two sections`.
fn counted(difference: &Difference) -> String {
    let changes = words::how_many(signing::count(difference.changes()), "change", "changes");
    let sections = words::how_many(difference.sections().len(), "section", "sections");
    words::capitalized(&format!("{changes} in {sections}"))
}
