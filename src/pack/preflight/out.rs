//! What will not be in the pack, and why: left out by the profile, not known, blank, or nothing there to tell of.

use crate::assess::{problems, unknowns};
use crate::model::pack::{Document, LeftOut};
use crate::model::place::{Place, Stop};
use crate::model::{Section, View, Workbook};
use crate::{report, words};

use super::super::Order;
use super::super::redact::{has_path, redact};
use super::{Kind, Remark, counted, first_of};

/// Signs and codes that an amount in running text begins or ends with.
const CURRENCIES: [&str; 10] = ["€", "$", "£", "¥", "₹", "EUR", "USD", "GBP", "CHF", "JPY"];

pub(super) fn remarks(workbook: &Workbook, order: &Order) -> Vec<Remark> {
    let mut remarks = unread(order);
    remarks.extend(left_out(workbook, order));
    remarks.extend(amounts_in_words(workbook, order));
    remarks.extend(paths_shown(workbook, order));
    remarks.extend(empty(workbook, order));
    remarks.extend(unanswered(workbook));
    remarks
}

/// What this version could not read of the file, and so cannot print.
fn unread(order: &Order) -> Vec<Remark> {
    if order.unread == 0 {
        return Vec::new();
    }
    let title = words::capitalized(&report::unread(order.unread));
    let detail = "A newer Caveat wrote the file. Every document says so; update Caveat to print all of it";
    let values = Remark::new(Kind::LeftOut, title, detail);
    let carried = order.profile.carries_workbook.then(|| {
        let detail = "Without those values it would not be what the newer Caveat wrote";
        Remark::new(Kind::LeftOut, "The workbook inside the PDFs", detail)
    });
    [Some(values), carried].into_iter().flatten().collect()
}

/// What the profile takes out, part by part.
fn left_out(workbook: &Workbook, order: &Order) -> Vec<Remark> {
    let profile = &order.profile;
    let by = match profile.name.trim() {
        "" => "Left out by this profile".to_owned(),
        name => format!("Left out by the profile {name}"),
    };
    let detail = |part: &str| {
        if part.starts_with("names of people") {
            format!(
                "{by}. Found where a question asks for people, and wherever the same name stands; read the rest once"
            )
        } else {
            by.clone()
        }
    };
    let parts = redact(workbook, profile).withheld.parts;
    parts.iter().map(|part| Remark::new(Kind::LeftOut, words::capitalized(part), detail(part))).collect()
}

/// Texts that seem to name amounts, which are not found when amounts are left out.
fn amounts_in_words(workbook: &Workbook, order: &Order) -> Option<Remark> {
    if !order.profile.left_out.has(LeftOut::Amounts) {
        return None;
    }
    let places = places_of_texts(workbook, &names_amount);
    let first = places.first()?.clone();
    let cited: Vec<String> = places.iter().map(ToString::to_string).collect();
    let title = counted(places.len(), "text seems to name an amount", "texts seem to name amounts");
    let detail = format!("Amounts in running text stay: {}", first_of(&cited, 3));
    Some(Remark::new(Kind::Mend, title, detail).at(first))
}

/// Texts with folders of this machine that go out.
fn paths_shown(workbook: &Workbook, order: &Order) -> Option<Remark> {
    if order.profile.left_out.has(LeftOut::Paths) {
        return None;
    }
    let places = places_of_texts(workbook, &has_path);
    let first = places.first()?.clone();
    let title = counted(places.len(), "text names a folder of a machine", "texts name folders of a machine");
    Some(
        Remark::new(Kind::Mend, title, "Nobody else can open it; the profile can reduce it to the file's name")
            .at(first),
    )
}

/// Where texts stand for which something holds. Pictures and keys are no texts.
fn places_of_texts(workbook: &Workbook, holds: &dyn Fn(&str) -> bool) -> Vec<Place> {
    let mut places = Vec::new();
    workbook.walk(&mut |place, stop| {
        let Stop::Value(_, field, value) = stop else { return };
        let found = !crate::find::is_key(field)
            && match value.view() {
                View::Text(text) => holds(text),
                View::Lines(lines) => lines.iter().any(|line| holds(line)),
                _ => false,
            };
        if found {
            places.push(place.clone());
        }
    });
    places
}

/// Whether a text has a currency beside a number.
fn names_amount(text: &str) -> bool {
    CURRENCIES.iter().any(|currency| {
        text.match_indices(currency).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default().trim_end();
            let after = text.get(at + currency.len()..).unwrap_or_default().trim_start();
            before.ends_with(|c: char| c.is_ascii_digit()) || after.starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

/// Documents that have nothing to tell.
fn empty(workbook: &Workbook, order: &Order) -> Vec<Remark> {
    let compared = order.earlier.is_some();
    let nothing = |document: Document| match document {
        Document::Minutes if workbook.workshops.workshops.is_empty() => {
            Some(("There was no workshop", Section::Workshops))
        }
        Document::CanvasPoster if workbook.canvas.notes.is_empty() => {
            Some(("There is no note on the canvas", Section::Canvas))
        }
        Document::Roadmap if workbook.roadmap.items.is_empty() && workbook.roadmap.outcomes.is_empty() => {
            Some(("There is no backlog item and no outcome", Section::Roadmap))
        }
        Document::MonitoringPlan if workbook.monitoring.signals.is_empty() => {
            Some(("There is no signal", Section::Monitoring))
        }
        Document::ReleasePlan if workbook.release.stages.is_empty() && workbook.release.gates.is_empty() => {
            Some(("There is no stage and no gate", Section::Release))
        }
        Document::ChecklistReport if workbook.checklist.answers.is_empty() => {
            Some(("No practice was answered", Section::Checklist))
        }
        Document::Changes if !compared => {
            Some(("No earlier state was named; the change log and the sign-offs are printed", Section::Reviews))
        }
        _ => None,
    };
    let chosen = order.profile.documents.get().iter();
    let found = chosen.filter_map(|document| Some((*document, nothing(*document)?)));
    found
        .map(|(document, (why, section))| {
            let title = if document == Document::Changes {
                "Changes: nothing to compare with".to_owned()
            } else {
                format!("{} has little to tell", document.title())
            };
            Remark::new(Kind::LeftOut, title, why).at(Place::of_section(section))
        })
        .collect()
}

/// What is not known yet, and what nobody has answered.
fn unanswered(workbook: &Workbook) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let unknown = unknowns::unknowns(workbook);
    if let Some(first) = unknown.first() {
        let title = counted(unknown.len(), "answer is not known yet", "answers are not known yet");
        let detail = "Printed as not known, with who finds out and by when";
        remarks.push(Remark::new(Kind::LeftOut, title, detail).at(first.place.clone()));
    }
    let blanks = problems::check(workbook).blanks;
    let count = blanks.iter().map(|blank| blank.labels.len()).sum::<usize>();
    if let Some(first) = blanks.first() {
        let title = counted(count, "expected answer is blank", "expected answers are blank");
        remarks.push(Remark::new(Kind::LeftOut, title, "Printed as missing").at(first.place.clone()));
    }
    remarks
}
