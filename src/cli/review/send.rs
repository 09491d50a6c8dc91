//! `caveat review send`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::assess::replies::is_same_person;
use crate::edit::{Ids, Session, replies};
use crate::export;
use crate::model::covers::Cover;
use crate::model::pack::{Document, Profile};
use crate::model::reviews::ReviewRequest;
use crate::model::value::Scalar;
use crate::model::{Date, Item as _, Section, Workbook};
use crate::pack::review::{self, Form};
use crate::pack::{profile, sent};
use crate::store::points::{Occasion, Points, Reason};
use crate::store::{self, Places, Policy};
use crate::words;

use super::super::failure::Failure;
use super::super::{Said, json, open, today};

/// Make a file for a reviewer, and record in the workbook who was asked, for what, and what was sent
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat review send copilot.caveat --to \"Sofia Brandt\" --role Privacy --out review.html\n  caveat review send copilot.caveat --to \"Jonas Thiel\" --role Platform --covers risk-memo,release-plan --profile external --out jonas.html\n  caveat review send copilot.caveat --to \"Anke Vos\" --role Owner --out anke.caveat"
)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Who is asked
    #[arg(long, value_name = "NAME")]
    to: String,
    /// In which role
    #[arg(long)]
    role: String,
    /// What is to be signed: documents or sections by their names, with commas between them [default: the
    /// documents of the page, or everything in a copy]
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    covers: Vec<String>,
    /// In which form: a page for a web browser, or a copy of the workbook for Caveat [default: what the name of the file says, else
    /// a page]
    #[arg(long, value_enum)]
    form: Option<FormName>,
    /// What is left out for whom: full, external, executive, or a profile of the workbook
    #[arg(long, default_value = "full")]
    profile: String,
    /// By when an answer is needed
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    due: Option<Date>,
    /// What the reviewer should look at
    #[arg(long, default_value = "")]
    message: String,
    /// The file to write
    #[arg(long)]
    out: PathBuf,
    /// Replace a file that is there already, and write the workbook even if it is open in a window
    #[arg(long)]
    force: bool,
    /// As JSON, for scripts
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormName {
    Html,
    Workbook,
}

#[derive(Serialize)]
struct Told<'a> {
    request: String,
    id: String,
    reviewer: &'a str,
    role: &'a str,
    covers: &'a [String],
    digest: &'a str,
    file: String,
}

/// The form that was asked for, or that the name of the file asks for. A page is never written under the name of a workbook, nor
/// the other way round: whoever gets it could not open it.
fn form(arguments: &Arguments) -> Result<Form, Failure> {
    let ends = |ending: &str| arguments.out.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    let is_workbook = ends("caveat");
    let (asked, other) = match arguments.form {
        Some(FormName::Html) if is_workbook => {
            ("a page for a web browser", "--form workbook, or a name that ends with .html")
        }
        Some(FormName::Workbook) if ends("html") || ends("htm") => {
            ("a copy of the workbook", "--form html, or a name that ends with .caveat")
        }
        Some(FormName::Workbook) => return Ok(Form::Workbook),
        None if is_workbook => return Ok(Form::Workbook),
        Some(FormName::Html) | None => return Ok(Form::Html),
    };
    let message = format!("{asked} cannot be opened under this name: {}", store::shown(&arguments.out));
    Err(Failure::user(message, format!("Use {other}.")))
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    if arguments.to.trim().is_empty() || arguments.role.trim().is_empty() {
        return Err(Failure::user("a reviewer needs a name and a role", "Name both with --to and --role."));
    }
    if store::is_same_file(&arguments.out, &arguments.file) {
        let message =
            format!("the file for the reviewer would overwrite the workbook: {}", store::shown(&arguments.out));
        return Err(Failure::user(message, "Choose another place with --out."));
    }
    if store::exists(&arguments.out) && !arguments.force {
        let message = format!("there is a file already: {}", store::shown(&arguments.out));
        return Err(Failure::user(message, "Choose another place with --out, or replace it with --force."));
    }
    let form = form(arguments)?;
    if let Some(due) = arguments.due.filter(|due| *due < today::today()) {
        said.warnings.push(format!("the day by which an answer is needed is over: {due}"));
    }
    let opened = open::open(&arguments.file, &mut said)?;
    let workbook: &Workbook = &opened.value;
    if review::copy_for(workbook).is_some() {
        let message = format!("this is a review copy, which is not sent on: {}", store::shown(&arguments.file));
        return Err(Failure::user(message, "Send the workbook that it was made from."));
    }
    let waits = |one: &&ReviewRequest| one.answered.is_none() && is_same_person(&one.name, &arguments.to);
    said.warnings.extend(
        workbook
            .reviews
            .requests
            .iter()
            .filter(waits)
            .map(|one| format!("{} to {} has no answer yet; this is another request", one.cite(), one.name.trim())),
    );
    open::Force::new(arguments.force).check(&arguments.file)?;
    let profile = chosen(arguments, workbook)?;
    let mut ids = Ids::random();
    let request = ReviewRequest {
        id: ids.fresh(),
        number: workbook.numbers.last(crate::model::ItemKind::ReviewRequest) + 1,
        name: arguments.to.trim().to_owned(),
        role: arguments.role.trim().to_owned(),
        covers: covers(arguments)?,
        sent: Some(today::today()),
        due: arguments.due,
        message: arguments.message.trim().to_owned(),
        ..ReviewRequest::default()
    };
    let request = review::for_form(workbook, request, (&profile, form));
    let bytes = review::make(workbook, (&request, &profile), (&arguments.file, form), &export::fonts())?;
    let mut session = Session::new(workbook.clone(), ids);
    session.edit("send for review", |workbook, _| replies::ask(workbook, request.clone()));
    let was = if store::exists(&arguments.out) { Some(store::read_file(&arguments.out)?) } else { None };
    let written = store::write_file(&arguments.out, &bytes)?;
    if let store::How::InPlace(reason) = written.how {
        said.warnings.push(format!("saved over the old content, because {reason}: {}", store::shown(&arguments.out)));
    }
    open::save(&arguments.file, &opened, session.workbook(), &mut said)
        .map_err(|failure| take_back(failure, &arguments.out, was.as_deref()))?;
    keep(&arguments.file, session.workbook(), &request, &mut said);
    said.text = if arguments.json {
        json::write(&Told {
            request: request.cite(),
            id: request.id.to_string(),
            reviewer: &request.name,
            role: &request.role,
            covers: &request.covers,
            digest: &request.digest,
            file: arguments.out.display().to_string(),
        })?
    } else {
        let what = if form == Form::Html { "a page to answer in" } else { "a review copy of the workbook" };
        format!(
            "Wrote {}, {what} for {}.\nRecorded as {}: covers {}, SHA-256 {}.\n",
            store::shown(&arguments.out),
            request.name,
            request.cite(),
            review::covers_in_words(&request),
            request.digest
        )
    };
    Ok(said)
}

/// A day, as it is written in a command.
fn date(text: &str) -> Result<Date, String> {
    <Date as Scalar>::parse(text).map_err(|error| error.to_string())
}

/// Takes back a file whose request could not be recorded: no answer to it would ever be taken.
fn take_back(failure: Failure, out: &Path, was: Option<&[u8]>) -> Failure {
    let taken_back = match was {
        None => store::remove_file(out),
        Some(bytes) => store::write_file(out, bytes).map(drop),
    };
    let hint = match taken_back {
        Ok(()) => format!("{} Nothing was sent.", failure.hint),
        Err(_) => format!(
            "{} Delete {}: the workbook does not know this request, and takes no answer to it.",
            failure.hint,
            store::shown(out)
        ),
    };
    Failure { hint, ..failure }
}

/// Keeps what was sent as a restore point, so that an import can say what changed since. It was sent all the same if that fails.
fn keep(file: &Path, workbook: &Workbook, request: &ReviewRequest, said: &mut Said) {
    let Some(places) = Places::of_this_system() else { return };
    match Policy::load(&places) {
        Ok(Policy { points: Some(false), .. }) => return,
        Err(error) => said.warnings.push(format!("{error}. It decides nothing until then. {}", error.hint())),
        Ok(_) => {}
    }
    let (product, about) = (workbook.about.product.clone(), sent::about(request));
    let occasion = Occasion { at: today::now(), product, about, ..Occasion::default() };
    if let Err(error) = Points::of(&places, file).keep_workbook(workbook, Reason::Sent, &occasion) {
        said.warnings.push(format!("what was sent is not kept as a restore point: {error}"));
    }
}

fn chosen(arguments: &Arguments, workbook: &Workbook) -> Result<Profile, Failure> {
    profile::named(workbook, &arguments.profile).ok_or_else(|| {
        let names: Vec<String> = profile::all(workbook).iter().map(|profile| profile.name.trim().to_owned()).collect();
        let message = format!("there is no profile `{}`", arguments.profile);
        Failure::user(message, format!("Profiles are: {}.", names.join(", ")))
    })
}

/// The documents and sections that are named, by names that nothing else has.
fn covers(arguments: &Arguments) -> Result<Vec<String>, Failure> {
    let names = arguments.covers.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    names.map(cover).collect()
}

fn cover(name: &str) -> Result<String, Failure> {
    match Cover::named(name).as_slice() {
        [Cover::Section(Section::Pack)] => {
            let message = format!("of the section `{name}` nothing is signed");
            Err(Failure::user(message, "It says how documents look and who gets them. Name another section."))
        }
        [one] => Ok(one.name()),
        [] => {
            let keys: Vec<String> = Document::ALL.iter().map(|document| document.key().to_owned()).collect();
            let hint =
                format!("Documents are: {}. Sections go by the names that `caveat show` lists.", words::series(&keys));
            Err(Failure::user(format!("there is no document or section `{name}`"), hint))
        }
        _ => {
            let message = format!("`{name}` is a document and a section");
            Err(Failure::user(message, format!("Say `document:{name}` or `section:{name}`.")))
        }
    }
}
