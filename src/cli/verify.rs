//! `caveat verify`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::export;
use crate::model::{Item as _, Workbook};
use crate::pack::manifest::Signed;
use crate::pack::verify::{Verified, verify};
use crate::signed::{self, Standing};
use crate::words;

use super::failure::Failure;
use super::{Said, json, open};

/// Check whether a pack is still as it was made
///
/// Every file is held against the manifest: unchanged, changed, missing, or not of the pack. Nothing is unpacked, and no path in a
/// ZIP is followed. A manifest is no signature: compare its SHA-256 with the one that the sender gave you another way.
///
/// The exit code is 0 if nothing has changed, else 1.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat verify review.zip\n  caveat verify pack --workbook copilot.caveat\n  caveat verify review.zip --json"
)]
pub(super) struct Arguments {
    /// The pack: a folder or a ZIP
    pack: PathBuf,
    /// The workbook that it should have been made from
    #[arg(long, value_name = "FILE")]
    workbook: Option<PathBuf>,
    /// As JSON, for scripts
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Told<'a> {
    sound: bool,
    manifest_sha256: &'a str,
    profile: Option<&'a str>,
    document_date: Option<&'a str>,
    made_by: Option<&'a str>,
    workbook_sha256: Option<&'a str>,
    workbook_is_as_packed: Option<bool>,
    unchanged: &'a [String],
    changed: &'a [String],
    missing: &'a [String],
    extra: &'a [String],
    problems: &'a [String],
    /// As they stood when the pack was made.
    sign_offs: &'a [Signed],
    /// As they stand to the workbook that is named.
    sign_offs_now: Option<Vec<Now>>,
}

/// How a sign-off of the pack stands to a workbook.
#[derive(Serialize)]
struct Now {
    id: String,
    standing: &'static str,
    changed: Vec<&'static str>,
}

/// The workbook that is named, held against the pack.
struct Held {
    is_as_packed: bool,
    sign_offs: Vec<(String, Standing)>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let verified = verify(&arguments.pack)?;
    let held = held(arguments, &verified, &mut said)?;
    said.found_errors = !verified.is_sound() || held.as_ref().is_some_and(|held| !held.is_as_packed);
    said.text = if arguments.json { told_as_json(&verified, held)? } else { told(arguments, &verified, held.as_ref()) };
    Ok(said)
}

/// Whether the workbook that is named is the one that the pack was made from, and how the pack's sign-offs stand to it.
fn held(arguments: &Arguments, verified: &Verified, said: &mut Said) -> Result<Option<Held>, Failure> {
    let (Some(file), Some(manifest)) = (&arguments.workbook, &verified.manifest) else { return Ok(None) };
    let workbook: Workbook = open::open(file, said)?.value;
    let edition =
        export::edition(&workbook, file, None).map_err(|error| Failure::user(error.to_string(), error.hint()))?;
    let of_pack = |id: &str| manifest.sign_offs.iter().any(|one| one.id == id);
    let standings = signed::standings(&workbook);
    let now = workbook.reviews.sign_offs.iter().filter_map(|one| Some((one.cite(), standings.get(&one.id)?.clone())));
    let sign_offs = now.filter(|(id, _)| of_pack(id)).collect();
    Ok(Some(Held { is_as_packed: edition.digest == manifest.workbook.sha256, sign_offs }))
}

/// What is no pack, and what to do instead: what else lies in a folder is no matter then.
fn told_no_pack(arguments: &Arguments, verified: &Verified) -> String {
    let mut text = format!("{}: this is no pack of Caveat.\n", crate::store::shown(&arguments.pack));
    for problem in &verified.problems {
        say!(text, "  {}", words::capitalized(&words::sentence(&crate::store::shown(problem))));
    }
    text
}

fn told(arguments: &Arguments, verified: &Verified, held: Option<&Held>) -> String {
    if verified.is_no_pack() {
        return told_no_pack(arguments, verified);
    }
    let mut text = String::new();
    for (files, what) in [
        (&verified.changed, "Changed"),
        (&verified.missing, "Missing"),
        (&verified.extra, "Not of this pack"),
        (&verified.problems, "Problem"),
    ] {
        for file in files {
            say!(text, "{what}: {}", crate::store::shown(file));
        }
    }
    let name = crate::store::shown(&arguments.pack);
    let files = words::how_many(verified.unchanged.len(), "file is", "files are");
    let files = words::capitalized(&files);
    if verified.is_sound() {
        say!(text, "{name}: {files} as they were made, and there is nothing else beside the manifest.");
    } else {
        say!(text, "{name}: not as it was made. {files} unchanged.");
    }
    if let Some(manifest) = &verified.manifest {
        let date = manifest.document_date.as_deref().and_then(|date| date.parse().ok()).map(words::date);
        let as_of = date.map(|date| format!(", as of {date}")).unwrap_or_default();
        say!(text, "Profile {}{as_of}, made by {}.", manifest.profile.name, manifest.made_by);
        for sign_off in &manifest.sign_offs {
            let now = held.into_iter().flat_map(|held| &held.sign_offs).find(|(id, _)| *id == sign_off.id);
            let now = now.filter(|(_, now)| now.key() != sign_off.standing);
            let now = now.map(|(_, now)| format!("; now {}", now.words().to_lowercase())).unwrap_or_default();
            say!(text, "  {}{now}", sign_off.words());
        }
    }
    match held.map(|held| held.is_as_packed) {
        Some(true) => say!(text, "The workbook is the one that it was made from."),
        Some(false) => say!(text, "The workbook is not the one that it was made from: it has changed, or is another."),
        None => {}
    }
    if !verified.digest.is_empty() {
        say!(text, "The manifest's SHA-256 is {}.", verified.digest);
    }
    text
}

fn told_as_json(verified: &Verified, held: Option<Held>) -> Result<String, Failure> {
    let manifest = verified.manifest.as_ref();
    json::write(&Told {
        sound: verified.is_sound(),
        manifest_sha256: &verified.digest,
        profile: manifest.map(|manifest| manifest.profile.name.as_str()),
        document_date: manifest.and_then(|manifest| manifest.document_date.as_deref()),
        made_by: manifest.map(|manifest| manifest.made_by.as_str()),
        workbook_sha256: manifest.map(|manifest| manifest.workbook.sha256.as_str()),
        workbook_is_as_packed: held.as_ref().map(|held| held.is_as_packed),
        unchanged: &verified.unchanged,
        changed: &verified.changed,
        missing: &verified.missing,
        extra: &verified.extra,
        problems: &verified.problems,
        sign_offs: manifest.map_or(&[], |manifest| &manifest.sign_offs),
        sign_offs_now: held.map(|held| held.sign_offs.into_iter().map(Now::of).collect()),
    })
}

impl Now {
    fn of((id, standing): (String, Standing)) -> Self {
        Self { id, standing: standing.key(), changed: standing.changed().iter().map(|one| one.key()).collect() }
    }
}
