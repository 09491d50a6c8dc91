//! `caveat export`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::export::{self, Exported, Setting};
use crate::model::pack::FileFormat;
use crate::model::{Date, Workbook};
use crate::render::page::Paper;
use crate::report::{Document, Edition};
use crate::store;

use super::failure::Failure;
use super::{Said, open};

/// Export the model card and the risk memo
///
/// The same workbook always gives the same bytes.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat export copilot.caveat --out pack\n  caveat export copilot.caveat --document risk-memo --out memo.pdf\n  caveat export copilot.caveat --document model-card --format md"
)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Which document: model-card, risk-memo or all
    #[arg(long, default_value = "all")]
    document: String,
    /// In which format [default: as --out ends, else pdf]
    #[arg(long, value_enum)]
    format: Option<FormatName>,
    /// Where to: a folder, or a file for a single document [default: this folder]
    #[arg(long)]
    out: Option<PathBuf>,
    /// The paper
    #[arg(long, value_enum, default_value = "a4")]
    paper: PaperName,
    /// The date of the documents [default: the workbook's document date]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatName {
    Pdf,
    Md,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum PaperName {
    A4,
    Letter,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let documents = documents(&arguments.document)?;
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let targets = targets(arguments, &documents)?;
    let edition = edition(arguments, &opened.value)?;
    let exported = export_all(arguments, &opened.value, &documents, &edition)?;
    let mut files = Vec::with_capacity(targets.len());
    for (target, exported) in targets.into_iter().zip(exported) {
        let pages = match exported.pages {
            0 => String::new(),
            1 => ", 1 page".to_owned(),
            pages => format!(", {pages} pages"),
        };
        said.text.push_str(&format!("Wrote {}{pages}\n", target.display()));
        said.warnings.extend(exported.missing_words().map(|words| format!("{words}: {}", target.display())));
        files.extend(exported.files.into_iter().map(|file| (target.clone(), file.bytes)));
    }
    if let Some(folder) = folder_to_make(arguments, documents.len()) {
        store::create_folder(folder)?;
    }
    store::write_all_or_nothing(&files)?;
    Ok(said)
}

fn documents(name: &str) -> Result<Vec<Document>, Failure> {
    if name == "all" {
        return Ok(Document::ALL.to_vec());
    }
    Document::from_key(name).map(|document| vec![document]).ok_or_else(|| {
        let keys: Vec<_> = Document::ALL.iter().map(|document| document.key()).collect();
        Failure::user(format!("there is no document `{name}`"), format!("Documents are: {}, all.", keys.join(", ")))
    })
}

/// The file of each document.
fn targets(arguments: &Arguments, documents: &[Document]) -> Result<Vec<PathBuf>, Failure> {
    let named = |document: &Document| {
        PathBuf::from(export::file_name(&arguments.file, *document, &format!(".{}", file_format(arguments).ending())))
    };
    let targets: Vec<PathBuf> = match (&arguments.out, documents) {
        (None, _) => documents.iter().map(named).collect(),
        (Some(out), [document]) if store::is_folder(out) => vec![out.join(named(document))],
        (Some(out), [_]) => vec![out.clone()],
        (Some(out), _) if names_a_file(out) => {
            let message = format!("this is a file, and several documents need a folder: {}", out.display());
            return Err(Failure::user(message, "Name a folder with --out, or one document with --document."));
        }
        (Some(out), _) => documents.iter().map(|document| out.join(named(document))).collect(),
    };
    let is_workbook = |target: &PathBuf| {
        store::is_same_file(target, &arguments.file) || target.extension().is_some_and(|ending| ending == "caveat")
    };
    if let Some(target) = targets.iter().find(|target| is_workbook(target)) {
        let message = format!("the export would overwrite a workbook: {}", target.display());
        return Err(Failure::user(message, "Choose another place with --out."));
    }
    Ok(targets)
}

/// Whether a path leads to a file, or would by its ending.
fn names_a_file(path: &Path) -> bool {
    let ending = path.extension().is_some_and(|ending| ending == "pdf" || ending == "md");
    !store::is_folder(path) && (store::exists(path) || ending)
}

/// The folder that several documents go to, if one was named.
fn folder_to_make(arguments: &Arguments, documents: usize) -> Option<&Path> {
    arguments.out.as_deref().filter(|_| documents > 1)
}

fn file_format(arguments: &Arguments) -> FileFormat {
    let ends_in_md = arguments.out.as_ref().and_then(|out| out.extension()).is_some_and(|ending| ending == "md");
    match arguments.format {
        Some(FormatName::Md) => FileFormat::Markdown,
        None if ends_in_md => FileFormat::Markdown,
        Some(FormatName::Pdf) | None => FileFormat::Pdf,
    }
}

fn edition(arguments: &Arguments, workbook: &Workbook) -> Result<Edition, Failure> {
    export::edition(workbook, &arguments.file, arguments.date)
        .map_err(|error| Failure::user(error.to_string(), error.hint()))
}

/// Exports the documents side by side, one thread each.
fn export_all(
    arguments: &Arguments,
    workbook: &Workbook,
    documents: &[Document],
    edition: &Edition,
) -> Result<Vec<Exported>, Failure> {
    let fonts = export::fonts();
    let paper = match arguments.paper {
        PaperName::A4 => Paper::A4,
        PaperName::Letter => Paper::Letter,
    };
    let setting = Setting::new(paper, &fonts);
    let format = file_format(arguments);
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
