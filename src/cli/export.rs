//! `caveat export`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use crate::export::{self, Exported, Setting};
use crate::model::pack::{FileFormat, PosterSize};
use crate::model::record::Item as _;
use crate::model::{Date, Id, Workbook};
use crate::pack;
use crate::render::page::Paper;
use crate::render::tables::CsvStyle;
use crate::report::{Document, Edition};
use crate::store;

use super::failure::Failure;
use super::{Said, named, open};

/// Export documents, each as a file: the model card and the risk memo unless others are named
///
/// `--document all` gives all fourteen. Nothing is left out; `caveat pack` makes a pack for an audience, with a manifest. The same
/// workbook always gives the same bytes.
#[derive(Debug, Args)]
#[command(
    after_help = "Documents: model-card, risk-memo, requirements, pattern-decision, evaluation, release-plan, monitoring-plan, impact-assessment, checklist, canvas-poster, roadmap, minutes, unknowns, changes\n\nExamples:\n  caveat export copilot.caveat --out pack\n  caveat export copilot.caveat --document risk-memo --out memo.pdf\n  caveat export copilot.caveat --document canvas-poster --poster a1 --out canvas.pdf\n  caveat export copilot.caveat --document minutes --workshop W-1 --out minutes.pdf\n  caveat export copilot.caveat --document all --format docx --out word\n  caveat export copilot.caveat --document evaluation --format csv --out tables"
)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Which documents, with commas between them, or all
    #[arg(long, value_delimiter = ',', default_value = "model-card,risk-memo", value_name = "NAMES")]
    document: Vec<String>,
    /// In which format: pdf, docx, html, md, csv or xlsx [default: as --out ends, else pdf]
    #[arg(long)]
    format: Option<String>,
    /// Where to: a folder, or a file for a single document [default: this folder]
    #[arg(long)]
    out: Option<PathBuf>,
    /// The paper [default: as the workbook says, else a4]
    #[arg(long, value_enum)]
    paper: Option<PaperName>,
    /// The sheet of the canvas poster [default: as the workbook says, else the paper]
    #[arg(long, value_enum)]
    poster: Option<PosterName>,
    /// The minutes of this workshop alone, such as W-1
    #[arg(long, value_name = "WORKSHOP")]
    workshop: Option<String>,
    /// The date of the documents [default: the workbook's document date]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// Begin CSV files with a byte order mark, which Excel needs to read UTF-8
    #[arg(long)]
    bom: bool,
}

/// The papers by name.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum PaperName {
    A4,
    Letter,
}

/// The sheets of a poster by name.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum PosterName {
    A3,
    A2,
    A1,
}

pub(super) fn poster(name: PosterName) -> PosterSize {
    match name {
        PosterName::A3 => PosterSize::A3,
        PosterName::A2 => PosterSize::A2,
        PosterName::A1 => PosterSize::A1,
    }
}

pub(super) fn paper(name: PaperName) -> Paper {
    match name {
        PaperName::A4 => Paper::A4,
        PaperName::Letter => Paper::Letter,
    }
}

/// Where the files go.
enum Place {
    /// A folder, made if it is missing.
    Folder(PathBuf),
    /// One file.
    File(PathBuf),
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let documents = documents(&arguments.document)?;
    let format = file_format(arguments)?;
    let mut said = Said::default();
    let mut workbook: Workbook = open::open(&arguments.file, &mut said)?.value;
    let place = place(arguments, &documents, format)?;
    let mut edition = export::edition(&workbook, &arguments.file, arguments.date)
        .map_err(|error| Failure::user(error.to_string(), error.hint()))?;
    let workshop = arguments.workshop.as_deref().map(|name| workshop(&workbook, name, &documents)).transpose()?;
    edition.workshop = workshop.as_ref().map(|(id, _)| *id);
    if let Some(name) = arguments.poster {
        let has_sheets = matches!(format, FileFormat::Pdf | FileFormat::Docx);
        if !documents.contains(&Document::CanvasPoster) || !has_sheets {
            said.warnings.push("--poster is for the canvas poster as PDF or Word: it changes nothing here".to_owned());
        } else if format == FileFormat::Docx && !matches!(name, PosterName::A3) {
            let words = "Word has no sheet longer than 22 inches: the poster is that long, and printing enlarges it";
            said.warnings.push(words.to_owned());
        }
        Arc::make_mut(&mut workbook.pack).poster = Some(poster(name));
    }
    let exported = export_all(arguments, &workbook, (&documents, format), &edition)?;
    let mut files = Vec::new();
    for (document, exported) in documents.iter().zip(exported) {
        let missing = exported.missing_words();
        for file in exported.files {
            let alone = workshop.as_ref().filter(|_| *document == Document::Minutes);
            let ending = alone.map_or(file.ending.clone(), |(_, cited)| format!("-{cited}{}", file.ending));
            let target = match &place {
                Place::Folder(folder) => folder.join(export::file_name(&arguments.file, *document, &ending)),
                Place::File(file) => file.clone(),
            };
            said.text.push_str(&format!("Wrote {}{}\n", store::shown(&target), pages_in_words(exported.pages)));
            said.warnings.extend(missing.iter().map(|words| format!("{words}: {}", store::shown(&target))));
            files.push((target, file.bytes));
        }
    }
    write(arguments, &place, &files)?;
    Ok(said)
}

/// How many pages a file has, to be said after its name; nothing for formats without pages.
pub(super) fn pages_in_words(pages: usize) -> String {
    match pages {
        0 => String::new(),
        1 => ", 1 page".to_owned(),
        pages => format!(", {pages} pages"),
    }
}

fn write(arguments: &Arguments, place: &Place, files: &[(PathBuf, Vec<u8>)]) -> Result<(), Failure> {
    if files.is_empty() {
        return Err(Failure::user("these documents have no tables", "Choose other documents, or another format."));
    }
    let is_workbook = |(target, _): &&(PathBuf, Vec<u8>)| {
        store::is_same_file(target, &arguments.file) || target.extension().is_some_and(|ending| ending == "caveat")
    };
    if let Some((target, _)) = files.iter().find(is_workbook) {
        let message = format!("the export would overwrite a workbook: {}", store::shown(target));
        return Err(Failure::user(message, "Choose another place with --out."));
    }
    match place {
        Place::Folder(folder) => Ok(store::write_all_into_folder(folder, files)?),
        Place::File(_) => Ok(store::write_all_or_nothing(files)?),
    }
}

/// The workshop whose minutes alone are asked for, with how it is cited in the name of a file.
fn workshop(workbook: &Workbook, name: &str, documents: &[Document]) -> Result<(Id, String), Failure> {
    if !documents.contains(&Document::Minutes) {
        return Err(Failure::user("--workshop is for the minutes", "Add --document minutes."));
    }
    let found = named::find(&workbook.workshops.workshops, name, "workshop")?;
    Ok((found.id, found.cite().to_lowercase()))
}

/// The documents with these names, each once and in their order.
pub(super) fn documents(names: &[String]) -> Result<Vec<Document>, Failure> {
    let mut named = Vec::new();
    for name in names.iter().map(|name| name.trim()) {
        match Document::from_key(name) {
            Some(document) => named.push(document),
            None if name == "all" => named.extend(Document::ALL),
            None => {
                let keys: Vec<_> = Document::ALL.iter().map(|document| document.key()).collect();
                let hint = format!("Documents are: {}, all.", keys.join(", "));
                return Err(Failure::user(format!("there is no document `{name}`"), hint));
            }
        }
    }
    Ok(Document::ALL.iter().copied().filter(|document| named.contains(document)).collect())
}

/// The format with this name.
pub(super) fn format_named(name: &str) -> Result<FileFormat, Failure> {
    FileFormat::from_ending(name.trim()).ok_or_else(|| {
        let endings: Vec<_> = FileFormat::ALL.iter().map(|format| format.ending()).collect();
        Failure::user(format!("there is no format `{name}`"), format!("Formats are: {}.", endings.join(", ")))
    })
}

fn file_format(arguments: &Arguments) -> Result<FileFormat, Failure> {
    match &arguments.format {
        Some(name) => format_named(name),
        None => Ok(arguments.out.as_deref().and_then(ending).unwrap_or(FileFormat::Pdf)),
    }
}

/// The format that a path ends like.
fn ending(path: &Path) -> Option<FileFormat> {
    FileFormat::from_ending(path.extension()?.to_str()?)
}

/// Where the files go.
fn place(arguments: &Arguments, documents: &[Document], format: FileFormat) -> Result<Place, Failure> {
    let several_files = documents.len() > 1 || format == FileFormat::Csv;
    match &arguments.out {
        None => Ok(Place::Folder(PathBuf::new())),
        Some(out) if store::is_folder(out) => Ok(Place::Folder(out.clone())),
        Some(out) if !several_files => Ok(Place::File(out.clone())),
        Some(out) if store::exists(out) || ending(out).is_some() => {
            let what = if documents.len() > 1 { "several documents need" } else { "the tables of a document need" };
            let message = format!("this is a file, and {what} a folder: {}", store::shown(out));
            Err(Failure::user(message, "Name a folder with --out, or one document with --document."))
        }
        Some(out) => Ok(Place::Folder(out.clone())),
    }
}

/// Exports the documents side by side, one thread each.
fn export_all(
    arguments: &Arguments,
    workbook: &Workbook,
    (documents, format): (&[Document], FileFormat),
    edition: &Edition,
) -> Result<Vec<Exported>, Failure> {
    let fonts = export::fonts();
    let paper = arguments.paper.map_or_else(|| pack::paper_of(workbook), paper);
    let setting = Setting { csv: CsvStyle { bom: arguments.bom }, ..Setting::new(paper, &fonts) };
    std::thread::scope(|scope| {
        let work: Vec<_> = documents
            .iter()
            .map(|document| scope.spawn(move || export::export(workbook, *document, format, edition, setting)))
            .collect();
        work.into_iter()
            .map(|thread| match thread.join() {
                Ok(exported) => exported.map_err(Failure::from),
                Err(_) => Err(Failure {
                    message: "the export stopped unexpectedly".to_owned(),
                    hint: "Please report this with the workbook.".to_owned(),
                    code: 3,
                }),
            })
            .collect()
    })
}
