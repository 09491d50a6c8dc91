//! The contents of a pack in words, for a person who opens the folder.

use crate::model::pack::{Document, FileFormat};
use crate::words;

use super::manifest::{Entry, Manifest};

/// The name of its file.
pub(super) const NAME: &str = "Contents.md";

/// The contents as Markdown.
pub(super) fn write(manifest: &Manifest) -> String {
    let product = if manifest.product.is_empty() { "Unnamed product" } else { &manifest.product };
    let mut text = format!("# {}: governance pack\n\n", plain(product));
    text.push_str(&format!("- Profile: {}\n", plain(&manifest.profile.name)));
    if let Some(date) = manifest.document_date.as_deref().and_then(|date| date.parse().ok()) {
        text.push_str(&format!("- As of: {}\n", words::date(date)));
    }
    text.push_str(&format!("- Made by: {}\n", manifest.made_by));
    text.push_str(&format!("- Made from a workbook with SHA-256 `{}`\n", manifest.workbook.sha256));
    text.push_str("\n## Left out\n\n");
    text.push_str(&left_out(manifest));
    text.push_str(&sign_offs(manifest));
    text.push_str("\n## Documents\n\n| Document | Format | File | Pages |\n| --- | --- | --- | ---: |\n");
    for document in Document::ALL {
        let of_it = manifest.files.iter().filter(|entry| entry.document.as_deref() == Some(document.key()));
        text.extend(of_it.map(|entry| row(*document, entry)));
    }
    text.push_str(&carried(manifest));
    text.push_str(
        "\n## Is it still as it was made?\n\n`manifest.json` names the SHA-256 of every file. `caveat verify` with this folder or ZIP says \
         whether a file was changed, is missing or was added. That is no signature: whoever can change a file can change the \
         manifest too. Compare the digest of the manifest with the one that you were given another way.\n",
    );
    text
}

fn left_out(manifest: &Manifest) -> String {
    let profile = &manifest.profile;
    if !profile.left_out.is_empty() {
        let parts: Vec<String> = profile.left_out.iter().map(|part| plain(&words::capitalized(part))).collect();
        return format!("- {}\n", parts.join("\n- "));
    }
    if profile.leaves_out.is_empty() {
        return "Nothing: these documents say what the workbook says.\n".to_owned();
    }
    let kinds: Vec<String> = profile.leaves_out.iter().map(|kind| kind.to_lowercase()).collect();
    format!("The profile leaves out {}; there was nothing of that kind.\n", words::series(&kinds))
}

/// The sign-offs with how they stood; nothing without one.
fn sign_offs(manifest: &Manifest) -> String {
    if manifest.sign_offs.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = manifest.sign_offs.iter().map(|one| format!("- {}\n", plain(&one.words()))).collect();
    format!("\n## Signed off\n\n{}", lines.concat())
}

fn row(document: Document, entry: &Entry) -> String {
    let format = entry.format.as_deref().and_then(FileFormat::from_ending).map_or("", FileFormat::label);
    let pages = entry.pages.map(words::count).unwrap_or_default();
    format!("| {} | {format} | {} | {pages} |\n", document.title(), plain(&entry.path))
}

fn carried(manifest: &Manifest) -> String {
    let Some(digest) = &manifest.workbook.carried_sha256 else { return String::new() };
    let same = *digest == manifest.workbook.sha256;
    let which = if same { "The workbook" } else { "The workbook, without what is left out," };
    let has_pdf = manifest.files.iter().any(|entry| entry.format.as_deref() == Some(FileFormat::Pdf.ending()));
    let place = if has_pdf { "inside every PDF: `caveat open` takes it out" } else { "beside the documents" };
    let digest = if same { String::new() } else { format!(" Its SHA-256 is `{digest}`.") };
    format!("\n## The workbook\n\n{which} is {place}.{digest}\n")
}

/// Words that a person typed, with what Markdown would take as structure escaped.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            escaped.push(' ');
            continue;
        }
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
