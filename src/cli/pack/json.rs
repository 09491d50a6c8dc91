//! What `caveat pack --json` prints.

use serde::Serialize;

use crate::model::pack::{FileFormat, LeftOut};
use crate::pack::manifest::{Entry, Source};
use crate::pack::preflight::Remark;
use crate::pack::{Delivered, Order, Pack, Target};

use super::super::failure::Failure;
use super::super::json;

#[derive(Serialize)]
struct Dry<'a> {
    profile: Audience<'a>,
    preflight: Vec<Said<'a>>,
}

#[derive(Serialize)]
struct Done<'a> {
    out: String,
    manifest_sha256: &'a str,
    workbook: &'a Source,
    profile: Audience<'a>,
    left_out: &'a [String],
    files: &'a [Entry],
    problems: &'a [String],
    preflight: Vec<Said<'a>>,
}

#[derive(Serialize)]
struct Audience<'a> {
    name: &'a str,
    documents: Vec<&'static str>,
    formats: Vec<&'static str>,
    leaves_out: Vec<&'static str>,
    carries_workbook: bool,
}

#[derive(Serialize)]
struct Said<'a> {
    kind: &'static str,
    title: &'a str,
    detail: &'a str,
    place: Option<String>,
    character: Option<String>,
}

pub(super) fn dry(order: &Order, remarks: &[Remark]) -> Result<String, Failure> {
    json::write(&Dry { profile: audience(order), preflight: said(remarks) })
}

pub(super) fn done(
    order: &Order,
    target: &Target,
    pack: &Pack,
    delivered: &Delivered,
    remarks: &[Remark],
) -> Result<String, Failure> {
    json::write(&Done {
        out: target.path().display().to_string(),
        manifest_sha256: &delivered.digest,
        workbook: &pack.manifest.workbook,
        profile: audience(order),
        left_out: &pack.manifest.profile.left_out,
        files: &pack.manifest.files,
        problems: &delivered.problems,
        preflight: said(remarks),
    })
}

fn audience(order: &Order) -> Audience<'_> {
    let profile = &order.profile;
    Audience {
        name: profile.name.trim(),
        documents: super::keys(profile.documents.get()),
        formats: profile.formats.get().iter().map(|format| FileFormat::ending(*format)).collect(),
        leaves_out: profile.left_out.get().iter().map(|what| LeftOut::label(*what)).collect(),
        carries_workbook: profile.carries_workbook,
    }
}

fn said(remarks: &[Remark]) -> Vec<Said<'_>> {
    remarks.iter().map(Said::of).collect()
}

impl<'a> Said<'a> {
    fn of(remark: &'a Remark) -> Self {
        Self {
            kind: remark.kind.key(),
            title: &remark.title,
            detail: &remark.detail,
            place: remark.place.as_ref().map(ToString::to_string),
            character: remark.character.map(|character| format!("U+{:04X}", u32::from(character))),
        }
    }
}
