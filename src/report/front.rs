//! What every document begins with: status, header, footer, and what the reader must know before anything else.

use crate::assess::budget::{self, Verdict};
use crate::model::about::{About, DocumentStatus};
use crate::model::reviews::SignOffDecision;
use crate::model::{Date, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Report, Rich, Tone};
use super::{Document, Edition, look, unread};

/// A report with everything but its blocks.
pub(super) fn report(document: Document, workbook: &Workbook, edition: &Edition) -> Report {
    let about = &workbook.about;
    let date = edition.date.or(about.document_date);
    let language = about.language.trim();
    Report {
        kind: document.title().to_owned(),
        product: product(about),
        status: status_line(about),
        status_alerts: about.status != Some(DocumentStatus::Approved),
        confidentiality: confidentiality(about),
        provenance: provenance(edition, date),
        language: if language.is_empty() { "en".to_owned() } else { language.to_owned() },
        author: if about.author.trim().is_empty() { about.owner.clone() } else { about.author.clone() },
        date: date.map(|date| date.to_string()).unwrap_or_default(),
        stamp: stamp(about),
        look: look::of(&workbook.pack),
        blocks: Vec::new(),
    }
}

/// What is stamped on every page until the document is approved.
fn stamp(about: &About) -> String {
    let status = about.status.unwrap_or_default();
    if status == DocumentStatus::Approved { String::new() } else { status.label().to_owned() }
}

/// Organization and label; the label alone if it begins with the organization's name.
fn confidentiality(about: &About) -> String {
    let (organization, label) = (about.organization.trim(), about.confidentiality.trim());
    if label.starts_with(organization) {
        label.to_owned()
    } else {
        joined(&[organization.trim_end_matches('.'), label], ". ")
    }
}

/// The product's name, or a stand-in while it has none.
pub(super) fn product(about: &About) -> String {
    let name = about.product.trim();
    if name.is_empty() { "Unnamed product".to_owned() } else { name.to_owned() }
}

/// Status as printed on every page: "Draft 0.7, not approved".
fn status_line(about: &About) -> String {
    let status = about.status.unwrap_or_default();
    let version = about.document_version.trim();
    let named = if version.is_empty() { status.label().to_owned() } else { format!("{} {version}", status.label()) };
    if status == DocumentStatus::Approved { named } else { format!("{named}, not approved") }
}

/// As of which day a document speaks: what is due before it is late.
pub(super) fn as_of(workbook: &Workbook, edition: &Edition) -> Option<Date> {
    edition.date.or(workbook.about.document_date)
}

/// The title of a document about the product: its name, and below it which document this is.
pub(super) fn title(document: Document, workbook: &Workbook, edition: &Edition) -> Block {
    let text = product(&workbook.about);
    Block::new(Body::Title { text, subtitle: subtitle(document, &workbook.about, edition) })
}

/// What this edition leaves out and for whom it was made; `None` if it is whole.
pub(super) fn withheld(edition: &Edition) -> Option<Block> {
    let withheld = &edition.withheld;
    let mut parts = edition.left_out();
    if withheld.annexes && !parts.iter().any(|part| part.to_lowercase().contains("annex")) {
        parts.push("annexes".to_owned());
    }
    if parts.is_empty() {
        return None;
    }
    let made = match withheld.profile.trim() {
        "" => String::new(),
        profile => format!("It was made for {profile}. "),
    };
    let text = Rich::plain(format!("{made}Left out: {}.", words::roles(&parts)));
    Some(Block::new(Body::Callout { tone: Tone::Advice, title: "This edition is not complete.".to_owned(), text }))
}

/// The line below a title: "Model card, draft 0.7, 9 March 2026".
pub(super) fn subtitle(document: Document, about: &About, edition: &Edition) -> String {
    let status = about.status.unwrap_or_default().label().to_lowercase();
    let version = about.document_version.trim();
    let status = if version.is_empty() { status } else { format!("{status} {version}") };
    let date = edition.date.or(about.document_date).map(words::date).unwrap_or_default();
    joined(&[document.title(), &status, &date], ", ")
}

/// The footer's second line: the digest shortened to its ends, which is enough to tell two editions apart.
fn provenance(edition: &Edition, date: Option<Date>) -> String {
    let ends = edition.digest.get(..16).zip(edition.digest.get(edition.digest.len().saturating_sub(16)..));
    let digest = ends.map(|(first, last)| format!("SHA-256 {first}…{last}")).unwrap_or_default();
    let source = edition.source.trim();
    let unread = match edition.unread {
        0 => String::new(),
        count => format!("without {}", unread(count)),
    };
    joined(&[&digest, &date.map(words::date).unwrap_or_default(), source, &unread], ", ")
}

/// The last words of a document: which file it was made from, with the whole digest.
pub(super) fn made_from(edition: &Edition) -> Option<Block> {
    if edition.digest.is_empty() {
        return None;
    }
    let source = if edition.source.trim().is_empty() { "a workbook" } else { edition.source.trim() };
    let as_far = if edition.unread > 0 { " as far as this version of Caveat reads it" } else { "" };
    Some(super::compose::note(format!("Made from {source}{as_far}, SHA-256 {} in canonical form.", edition.digest)))
}

/// The callout at the top of a document that is not approved, or whose budgets are exceeded.
pub(super) fn standing(workbook: &Workbook) -> Block {
    let about = &workbook.about;
    let states: Vec<_> = workbook.budgets.budgets.iter().map(|b| (b, budget::state(b).verdict)).collect();
    let named = |verdict| -> Vec<String> {
        states.iter().filter(|(_, v)| *v == verdict).map(|(b, _)| b.name.trim().to_owned()).collect()
    };
    let exceeded = named(Verdict::Exceeded);
    let bare: Vec<_> = workbook.failure_modes.modes.iter().filter(|mode| !mode.has_fallback()).collect();
    let mut says = Vec::new();
    if !exceeded.is_empty() {
        let over = if exceeded.len() == 1 { "Over its budget" } else { "Over their budgets" };
        says.push(format!("{over}: {}.", words::series(&exceeded)));
    }
    if !bare.is_empty() {
        let cited: Vec<String> = bare.iter().map(|mode| format!("FM-{}", mode.number)).collect();
        let failures = if bare.len() == 1 { "has" } else { "have" };
        says.push(format!("{} {failures} no fallback.", words::series(&cited)));
    }
    let not_proven = states.len() - named(Verdict::Within).len();
    if not_proven > 0 {
        let is = if not_proven == 1 { "is" } else { "are" };
        let of = format!("{} of {}", words::spelled(not_proven), words::how_many(states.len(), "budget", "budgets"));
        says.push(format!("{} {is} not proven.", words::capitalized(&of)));
    }
    let refusals = workbook.reviews.sign_offs.iter().filter(|s| s.decision == Some(SignOffDecision::Rejected));
    let refused: Vec<String> = refusals.map(|s| joined(&[s.name.trim(), s.role.trim()], ", ")).collect();
    if !refused.is_empty() {
        says.push(format!("Rejected by {}.", words::series(&refused)));
    }
    let approved = about.status == Some(DocumentStatus::Approved);
    let (tone, title) = match (approved, exceeded.is_empty()) {
        (true, _) if !refused.is_empty() => (Tone::Warning, "Approved, against a rejection."),
        (true, true) => (if says.is_empty() { Tone::Good } else { Tone::Advice }, "Approved."),
        (true, false) => (Tone::Warning, "Approved, with exceeded budgets."),
        (false, _) if says.is_empty() => (Tone::Warning, "Not approved yet."),
        (false, _) => (Tone::Blocker, "Not approved for use."),
    };
    let text = Rich::plain(says.join(" "));
    Block::new(Body::Callout { tone, title: title.to_owned(), text }).from_section(Section::About)
}

/// The parts that are not blank, with a separator between them.
pub(super) fn joined(parts: &[&str], separator: &str) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(separator)
}
