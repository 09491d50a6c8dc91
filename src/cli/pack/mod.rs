//! `caveat pack`.

mod json;

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use crate::assess::findings;
use crate::export;
use crate::model::choice::Choice;
use crate::model::pack::{Document, FileFormat, Profile};
use crate::model::{Date, Workbook};
use crate::pack::carried;
use crate::pack::preflight::{Kind, Known, Remark, preflight};
use crate::pack::{self, Delivered, Order, PackError, Target, profile};
use crate::render::tables::CsvStyle;
use crate::store;
use crate::words;

use super::export::{PaperName, pages_in_words, paper};
use super::failure::Failure;
use super::{Said, open, today};

/// Make the governance pack for an audience
///
/// A profile says which documents in which formats go out, and what is left out for whom: Full, External, Executive, or one of
/// the workbook's own. What is left out is said in every document. The pack is written whole or not at all, read back and checked;
/// its manifest names the SHA-256 of every file. The same workbook always gives the same bytes.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat pack copilot.caveat --out review.zip --profile external\n  caveat pack copilot.caveat --out pack --formats pdf,docx,csv\n  caveat pack copilot.caveat --out board.zip --profile executive --since copilot-2026-03.caveat\n  caveat pack copilot.caveat --profile external --dry-run"
)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Where to: a new or empty folder, or a file that ends in .zip; an earlier pack there is replaced
    #[arg(long, required_unless_present = "dry_run")]
    out: Option<PathBuf>,
    /// For whom: full, external, executive, or a profile of the workbook
    #[arg(long, default_value = "full")]
    profile: String,
    /// Which documents instead of those of the profile, by their names with commas between them
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    documents: Vec<String>,
    /// Which formats instead of those of the profile: pdf, docx, html, md, csv, xlsx
    #[arg(long, value_delimiter = ',', value_name = "FORMATS")]
    formats: Vec<String>,
    /// The paper [default: as the workbook says, else a4]
    #[arg(long, value_enum)]
    paper: Option<PaperName>,
    /// The date of the documents [default: the workbook's document date]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// What readers saw before: a workbook, or a PDF that carries one; what changed since is a document of its own
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
    /// Begin CSV files with a byte order mark, which Excel needs to read UTF-8
    #[arg(long)]
    bom: bool,
    /// Say what to know before it is made, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// As JSON, for scripts
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let workbook: Workbook = open::open(&arguments.file, &mut said)?.value;
    let order = order(arguments, &workbook)?;
    let remarks = remarks(&workbook, &order);
    let Some(out) = arguments.out.as_deref().filter(|_| !arguments.dry_run) else {
        said.text = if arguments.json { json::dry(&order, &remarks)? } else { told_before(&order, &remarks) };
        return Ok(said);
    };
    let target = Target::of(out);
    refuse_workbook(arguments, &target)?;
    let fonts = export::fonts();
    let pack = pack::build(&workbook, &order, &fonts, &|_| true)?;
    let delivered = pack::deliver(&pack, &target, &|_| true)?;
    let missing: Vec<_> = pack.files.iter().flat_map(|file| &file.missing).copied().collect();
    said.warnings.extend(export::missing_words(&missing));
    said.warnings.extend(delivered.problems.iter().cloned());
    said.found_errors = !delivered.problems.is_empty();
    said.text = if arguments.json {
        json::done(&order, &target, &pack, &delivered, &remarks)?
    } else {
        told(&target, &delivered, &remarks)
    };
    Ok(said)
}

impl From<PackError> for Failure {
    fn from(error: PackError) -> Self {
        let is_defect = matches!(error, PackError::Render { .. } | PackError::Archive(_) | PackError::Lost);
        let hint = error.hint().into_owned();
        Self { code: if is_defect { 3 } else { 1 }, ..Self::user(error.to_string(), hint) }
    }
}

/// The pack must not be written over the workbook that it is made from.
fn refuse_workbook(arguments: &Arguments, target: &Target) -> Result<(), Failure> {
    if store::is_same_file(target.path(), &arguments.file) {
        let message = format!("the pack would overwrite the workbook: {}", store::shown(target.path()));
        return Err(Failure::user(message, "Choose another place with --out."));
    }
    Ok(())
}

fn order(arguments: &Arguments, workbook: &Workbook) -> Result<Order, Failure> {
    let profile = chosen(arguments, workbook)?;
    let mut order = Order::new(workbook, &arguments.file, profile);
    order.paper = arguments.paper.map_or(order.paper, paper);
    order.date = arguments.date;
    order.csv = CsvStyle { bom: arguments.bom };
    order.earlier = arguments.since.as_deref().map(carried::earlier).transpose()?.map(Arc::new);
    Ok(order)
}

/// The profile that is named, with the documents and formats that are.
fn chosen(arguments: &Arguments, workbook: &Workbook) -> Result<Profile, Failure> {
    let mut profile = profile::named(workbook, &arguments.profile).ok_or_else(|| {
        let names: Vec<String> = profile::all(workbook).iter().map(|profile| profile.name.trim().to_owned()).collect();
        let message = format!("there is no profile `{}`", arguments.profile);
        Failure::user(message, format!("Profiles are: {}.", names.join(", ")))
    })?;
    if !arguments.documents.is_empty() {
        let documents = super::export::documents(&arguments.documents)?;
        profile.documents.set(|document| documents.contains(&document));
    }
    if !arguments.formats.is_empty() {
        let formats: Vec<FileFormat> =
            arguments.formats.iter().map(|name| super::export::format_named(name)).collect::<Result<_, _>>()?;
        profile.formats.set(|format| formats.contains(&format));
    }
    Ok(profile)
}

fn remarks(workbook: &Workbook, order: &Order) -> Vec<Remark> {
    let today = today::today();
    let findings = findings::check(workbook, order.date.or(workbook.about.document_date));
    preflight(workbook, order, &Known { findings: &findings, today: Some(today), ..Known::default() })
}

/// What is said before anything is made.
fn told_before(order: &Order, remarks: &[Remark]) -> String {
    let mut text = String::new();
    let profile = &order.profile;
    say!(
        text,
        "Profile {}: {} in {}.",
        profile.name.trim(),
        words::how_many(profile.documents.get().len(), "document", "documents"),
        words::series(&labels(profile.formats.get(), FileFormat::label)),
    );
    if !profile.audience.trim().is_empty() {
        say!(text, "For: {}", words::sentence(profile.audience.trim()));
    }
    list(&mut text, remarks);
    text
}

/// What to know, by kind.
fn list(text: &mut String, remarks: &[Remark]) {
    for (kind, heading) in
        [(Kind::Blocked, "Printed on every page"), (Kind::Mend, "Worth mending first"), (Kind::LeftOut, "Not in it")]
    {
        let of_kind: Vec<&Remark> = remarks.iter().filter(|remark| remark.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        say!(text, "\n{heading}");
        for remark in of_kind {
            let place = remark.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
            say!(text, "  {}{place}\n    {}", remark.title, words::sentence(&remark.detail));
        }
    }
}

/// What is said once it is made.
fn told(target: &Target, delivered: &Delivered, remarks: &[Remark]) -> String {
    let mut text = String::new();
    for file in &delivered.files {
        say!(text, "Wrote {}{}", store::shown(target.path().join(&file.path)), pages_in_words(file.pages));
    }
    if !remarks.is_empty() {
        list(&mut text, remarks);
        say!(text, "");
    }
    say!(text, "{}", delivered.checked);
    say!(text, "The manifest's SHA-256 is {}.", delivered.digest);
    text
}

fn labels<T: Choice>(chosen: &[T], label: impl Fn(T) -> &'static str) -> Vec<String> {
    chosen.iter().map(|one| label(*one).to_owned()).collect()
}

/// The keys of documents, in their order.
fn keys(documents: &[Document]) -> Vec<&'static str> {
    documents.iter().map(|document| document.key()).collect()
}
