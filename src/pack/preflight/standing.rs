//! How the document stands: blockers, approval, sign-offs, date, length; and what was chosen.

use crate::assess::findings::{Finding, Severity};
use crate::model::about::DocumentStatus;
use crate::model::pack::LeftOut;
use crate::model::place::{Place, Stop};
use crate::model::reviews::{SignOff, SignOffDecision};
use crate::model::{Section, View, Workbook};
use crate::signed;
use crate::words;

use super::super::Order;
use super::{Kind, Known, Remark, counted, first_of};

/// From how many pages on a document is long.
const LONG: usize = 60;
/// From how many items on a list is long as a table.
const MANY: usize = 300;

pub(super) fn remarks(workbook: &Workbook, order: &Order, known: &Known<'_>) -> Vec<Remark> {
    let mut remarks = chosen(order);
    remarks.extend(blockers(known.findings));
    remarks.extend(approval(workbook));
    remarks.extend(refusals(workbook));
    remarks.extend(stale(workbook));
    remarks.extend(date(workbook, order, known));
    remarks.extend(marked_internal(workbook, order));
    remarks.extend(long(workbook, known));
    remarks
}

fn chosen(order: &Order) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if order.profile.documents.get().is_empty() {
        remarks.push(Remark::new(Kind::Mend, "No document is chosen", "There is nothing to export"));
    }
    if order.profile.formats.get().is_empty() {
        remarks.push(Remark::new(Kind::Mend, "No format is chosen", "There is nothing to export"));
    }
    remarks
}

fn blockers(findings: &[Finding]) -> Option<Remark> {
    let open: Vec<&Finding> =
        findings.iter().filter(|finding| finding.severity() == Severity::Blocker && finding.is_open()).collect();
    let first = open.first()?;
    let cited: Vec<String> = open.iter().map(|finding| finding.place.to_string()).collect();
    let title = counted(open.len(), "open blocker is printed", "open blockers are printed");
    Some(Remark::new(Kind::Blocked, title, first_of(&cited, 4)).at(first.place.clone()))
}

fn approval(workbook: &Workbook) -> Option<Remark> {
    let status = workbook.about.status.unwrap_or_default();
    if status == DocumentStatus::Approved {
        return None;
    }
    let detail = format!("\u{201c}{}\u{201d} and \u{201c}not approved\u{201d} stand on every page", status.label());
    Some(Remark::new(Kind::Blocked, "The document is not approved", detail).at(about("status")))
}

fn refusals(workbook: &Workbook) -> Option<Remark> {
    let refused = workbook.reviews.sign_offs.iter().filter(|one| one.decision == Some(SignOffDecision::Rejected));
    let refused: Vec<_> = refused.collect();
    let place = Place::of_item(Section::Reviews, "sign_offs", *refused.first()?);
    let who: Vec<String> = refused.iter().map(|one| one.role.trim().to_owned()).collect();
    let title = counted(refused.len(), "sign-off is a refusal", "sign-offs are refusals");
    Some(Remark::new(Kind::Blocked, title, format!("Printed with its reason: {}", first_of(&who, 3))).at(place))
}

/// Sign-offs of a state that the workbook has left behind.
fn stale(workbook: &Workbook) -> Option<Remark> {
    let sign_offs = &workbook.reviews.sign_offs;
    let standings = signed::standings(workbook);
    let is_stale = |one: &&SignOff| standings.get(&one.id).is_some_and(signed::Standing::is_stale);
    let stale: Vec<_> = sign_offs.iter().filter(is_stale).collect();
    let place = Place::of_item(Section::Reviews, "sign_offs", *stale.first()?).at("digest");
    let title = counted(stale.len(), "sign-off is for an earlier state", "sign-offs are for an earlier state");
    Some(
        Remark::new(Kind::Mend, title, "The workbook has changed since; the digest that was signed is printed")
            .at(place),
    )
}

fn date(workbook: &Workbook, order: &Order, known: &Known<'_>) -> Option<Remark> {
    let Some(date) = order.date.or(workbook.about.document_date) else {
        let detail = "Nothing can be called late, and the documents cannot be told apart by day";
        return Some(Remark::new(Kind::Mend, "There is no document date", detail).at(about("document_date")));
    };
    let title = known.today.filter(|today| date > *today).map(|_| "The document date lies ahead")?;
    let detail = format!("What is due is judged as of {}", words::date(date));
    Some(Remark::new(Kind::Mend, title, detail).at(about("document_date")))
}

/// What is marked internal and goes out all the same.
fn marked_internal(workbook: &Workbook, order: &Order) -> Option<Remark> {
    if order.profile.left_out.has(LeftOut::Internal) {
        return None;
    }
    let mut marked: Vec<Place> = Vec::new();
    workbook.walk(&mut |place, stop| {
        if let Stop::Record(record) = stop
            && record.internal()
        {
            marked.push(place.clone());
        }
    });
    let first = marked.first()?.clone();
    let title = counted(marked.len(), "place marked internal is in it", "places marked internal are in it");
    Some(Remark::new(Kind::Mend, title, "This profile does not leave out what is marked internal").at(first))
}

/// Documents and tables that nobody will read through.
fn long(workbook: &Workbook, known: &Known<'_>) -> Vec<Remark> {
    let documents = known.pages.iter().filter(|(_, pages)| *pages > LONG).map(|(document, pages)| {
        let title = format!("{} has {} pages", document.title(), words::count(*pages as u64));
        Remark::new(Kind::Mend, title, "Few will read it through; leave out annexes, or choose other documents")
    });
    let mut remarks: Vec<Remark> = documents.collect();
    workbook.walk(&mut |place, stop| {
        if let Stop::Value(_, field, value) = stop
            && let View::Items(items) = value.view()
            && place.items.is_empty()
            && items.len() > MANY
        {
            let title =
                format!("{}: {}", field.label, counted(items.len(), items.kind().singular(), items.kind().plural()));
            let detail = "The table runs over many pages; Excel or CSV serve better";
            remarks.push(Remark::new(Kind::Mend, title, detail).at(place.clone()));
        }
    });
    remarks
}

fn about(field: &'static str) -> Place {
    Place::of_section(Section::About).at(field)
}
