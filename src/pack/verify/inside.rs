//! Whether the workbook that a pack carries, in a file of its own or in its PDFs, says of its sign-offs what the manifest says.

use crate::exchange::attachment;
use crate::model::{Section, Workbook};
use crate::signed;
use crate::store::{FolderFile, digest, format, hexadecimal};
use crate::words;

use super::super::manifest::{Entry, Manifest, Signed, signed_in};

/// What does not fit, in words. Only what the manifest names is opened: whatever else lies there is told as such.
pub(super) fn problems(files: &[FolderFile], manifest: &Manifest) -> Vec<String> {
    let Some(expected) = &manifest.workbook.carried_sha256 else { return Vec::new() };
    let mut problems = Vec::new();
    let mut seen = Vec::new();
    for (entry, bytes) in carried(files, manifest) {
        let found = hexadecimal(&digest(&bytes));
        // the same workbook is in every PDF
        if seen.contains(&found) {
            continue;
        }
        if found != *expected {
            problems.push(format!("the workbook in {} is not the one that the manifest names", entry.path));
        }
        match format::read::<Workbook>(&bytes) {
            Ok(read) => problems.extend(compared(&read.value, manifest, &entry.path)),
            Err(error) => problems.push(format!("the workbook in {} cannot be read: {error}", entry.path)),
        }
        seen.push(found);
    }
    let holds = |entry: &Entry| entry.format.as_deref() == Some("pdf") || entry.path.ends_with(".caveat");
    if seen.is_empty() && manifest.files.iter().any(holds) {
        problems.push("the workbook that the manifest names is in none of the files".to_owned());
    }
    problems
}

/// The workbooks that a pack carries, byte by byte, and where.
fn carried<'a>(files: &'a [FolderFile], manifest: &'a Manifest) -> Vec<(&'a Entry, Vec<u8>)> {
    let inside = |entry: &Entry, file: &FolderFile| match entry.format.as_deref() {
        Some("pdf") => attachment::workbook_in(&file.bytes).ok(),
        None if entry.path.ends_with(".caveat") => Some(file.bytes.clone()),
        _ => None,
    };
    let there = |entry: &'a Entry| {
        let file = files.iter().find(|file| file.path == entry.path)?;
        Some((entry, inside(entry, file)?))
    };
    manifest.files.iter().filter_map(there).collect()
}

/// The sign-offs of a carried workbook against those of the manifest. Of a workbook from which something is left out only what was
/// signed can be compared: whether it was current is known of the full one alone.
fn compared(workbook: &Workbook, manifest: &Manifest, path: &str) -> Vec<String> {
    let is_full = manifest.workbook.carried_sha256.as_ref() == Some(&manifest.workbook.sha256);
    let found = signed_in(workbook, &signed::standings(workbook));
    let mut problems = Vec::new();
    for told in &manifest.sign_offs {
        match found.iter().find(|one| one.id == told.id) {
            None => problems.push(format!("the workbook in {path} has no sign-off {}", told.id)),
            Some(one) if !is_same(one, told) => {
                problems.push(format!("the workbook in {path} has another sign-off {} than the manifest", told.id));
            }
            Some(one) if is_full && (&one.standing, &one.changed) != (&told.standing, &told.changed) => {
                problems.push(format!(
                    "the workbook in {path} is not what the manifest says of {}: {}",
                    told.id,
                    now(one)
                ));
            }
            Some(_) => {}
        }
    }
    let is_named = |one: &&Signed| manifest.sign_offs.iter().any(|told| told.id == one.id);
    let unnamed = found.iter().filter(|one| !is_named(one));
    problems.extend(unnamed.map(|one| format!("the workbook in {path} has a sign-off {} of its own", one.id)));
    problems
}

fn is_same(one: &Signed, other: &Signed) -> bool {
    let said = |one: &Signed| {
        let digest = one.sha256.as_ref().map(|digest| digest.to_lowercase());
        (one.role.clone(), one.decision.clone(), one.date.clone(), one.covers.clone(), digest)
    };
    said(one) == said(other)
}

/// How a sign-off stands to the workbook that it is in.
fn now(one: &Signed) -> String {
    let changed: Vec<Section> = one.changed.iter().filter_map(|key| Section::from_key(key)).collect();
    match changed.as_slice() {
        [] => format!("it is {}", one.standing.replace('-', " ")),
        changed => format!("it is {}, changed: {}", one.standing, words::sections(changed)),
    }
}
