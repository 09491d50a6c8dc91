//! Laying documents out in the background, as the exporter does: first the one that is looked at, then the others, for their
//! pages and for what stands against them.
//!
//! The newest wish counts: work that is under way is finished and shown, so that somebody who types without a pause sees
//! pages too, and what was wished for meanwhile comes next. Until then the old pages stay.

use std::path::PathBuf;
use std::sync::Arc;

use crate::assess::findings;
use crate::export;
use crate::model::pack::Document;
use crate::model::{Date, Workbook};
use crate::pack::preflight::{Known, Remark, preflight};
use crate::pack::{self, Basis, Order};
use crate::render::page::lay_out;
use crate::render::page::placed::MissingGlyph;
use crate::report;
use crate::ui::jobs::{Job, Jobs, Poll};

use super::sheets::Sheets;

/// What documents are made from.
#[derive(Clone)]
pub(super) struct Subject {
    /// The workbook.
    pub workbook: Workbook,
    /// What is to be made of it.
    pub order: Order,
}

impl Subject {
    /// Whether pages of another subject look the same.
    fn gives_the_same_pages(&self, other: &Self) -> bool {
        let (one, two) = (&self.order, &other.order);
        let earlier = match (&one.earlier, &two.earlier) {
            (Some(one), Some(two)) => Arc::ptr_eq(one, two),
            (None, None) => true,
            _ => false,
        };
        earlier
            && one.paper == two.paper
            && one.date == two.date
            && one.source == two.source
            && one.workshop == two.workshop
            && one.profile.name == two.profile.name
            && one.profile.left_out == two.profile.left_out
            && self.workbook == other.workbook
    }
}

/// A document that is laid out.
pub(super) struct Laid {
    /// Which one.
    pub document: Document,
    /// Its pages.
    pub sheets: Arc<Sheets>,
    /// Counts up with every layout, so that a painted page can say of which one it is.
    pub stamp: u64,
    /// For which wish it was laid out.
    turn: u64,
}

/// What a job gives: the document with its pages, and what all documents are made from.
struct Made {
    turn: u64,
    document: Document,
    sheets: Sheets,
    basis: Arc<Basis>,
}

/// What the checks before the export depend on.
#[derive(PartialEq, Clone)]
struct Checked {
    turn: u64,
    documents: Vec<Document>,
    formats: usize,
    settled: bool,
}

/// What is laid out, and what is under way.
#[derive(Default)]
pub(super) struct Laying {
    /// What is wished for, and how many wishes there were.
    subject: Option<Subject>,
    turn: u64,
    basis: Option<(u64, Arc<Basis>)>,
    laid: Vec<Laid>,
    stamps: u64,
    /// The document that is looked at, and another one.
    front: Option<Job<Result<Made, String>>>,
    behind: Option<Job<Result<Made, String>>>,
    checking: Option<(Checked, Job<Vec<Remark>>)>,
    checked: Option<Checked>,
    /// What stands against an export, or is left out of it.
    pub remarks: Vec<Remark>,
    /// Why there are no pages, with the wish that was for.
    trouble: Option<(u64, String)>,
}

impl Laying {
    /// Whether nothing is under way.
    pub fn is_idle(&self) -> bool {
        self.front.is_none() && self.behind.is_none() && self.checking.is_none()
    }

    /// The newest pages of a document, if there are any.
    pub fn of(&self, document: Document) -> Option<&Laid> {
        self.laid.iter().find(|laid| laid.document == document)
    }

    /// How many pages a document has, if that is known.
    pub fn pages(&self, document: Document) -> Option<usize> {
        self.of(document).map(|laid| laid.sheets.pages.pages.len())
    }

    /// Why there are no pages.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_ref().filter(|(turn, _)| *turn == self.turn).map(|(_, trouble)| trouble.as_str())
    }

    /// Whether the pages of a document are those of what is wished for now.
    pub fn is_current(&self, document: Document) -> bool {
        self.of(document).is_some_and(|laid| laid.turn == self.turn)
    }

    /// Whether what stands against an export is that of what is wished for now.
    pub fn is_checked(&self) -> bool {
        self.checked.as_ref().is_some_and(|checked| checked.turn == self.turn)
    }

    /// Takes up what jobs gave, and starts what is needed next.
    pub fn tend(&mut self, jobs: &Jobs, subject: Subject, shown: Document, today: Date) {
        if !self.subject.as_ref().is_some_and(|known| known.gives_the_same_pages(&subject)) {
            self.turn += 1;
        }
        self.subject = Some(subject);
        // jobs that are done at once are taken up at once
        while self.take_up() || self.start(jobs, shown, today) {}
    }

    /// Takes up what jobs gave; whether one did.
    fn take_up(&mut self) -> bool {
        let ended = [ended(&mut self.front), ended(&mut self.behind)];
        let mut any = false;
        for result in ended.into_iter().flatten() {
            any = true;
            match result {
                Ok(made) => self.keep(made),
                Err(trouble) => self.trouble = Some((self.turn, trouble)),
            }
        }
        let Some((checked, job)) = &self.checking else { return any };
        match job.poll() {
            Poll::Working => return any,
            Poll::Done(remarks) => self.remarks = remarks,
            Poll::Lost => {} // those of before stay
        }
        self.checked = Some(checked.clone());
        self.checking = None;
        true
    }

    fn keep(&mut self, made: Made) {
        self.stamps += 1;
        let Made { turn, document, sheets, basis } = made;
        if self.basis.as_ref().is_none_or(|(known, _)| *known <= turn) {
            self.basis = Some((turn, basis));
        }
        self.laid.retain(|laid| laid.document != document);
        self.laid.push(Laid { document, sheets: Arc::new(sheets), stamp: self.stamps, turn });
    }

    /// Starts what is needed next; whether something was.
    fn start(&mut self, jobs: &Jobs, shown: Document, today: Date) -> bool {
        let Some(subject) = self.subject.clone() else { return false };
        if self.trouble().is_some() {
            return false;
        }
        if self.front.is_none() && self.behind.is_none() && !self.is_current(shown) {
            self.front = Some(self.lay(jobs, &subject, shown));
            return true;
        }
        // what is looked at is not to wait for a processor
        if self.front.is_some() || !self.is_current(shown) {
            return false;
        }
        let documents = subject.order.profile.documents.get().to_vec();
        let next = documents.iter().chain(Document::ALL).find(|document| !self.is_current(**document)).copied();
        let wanted = Checked {
            turn: self.turn,
            settled: next.is_none(),
            formats: subject.order.profile.formats.get().len(),
            documents,
        };
        if self.checking.is_none() && self.checked.as_ref() != Some(&wanted) && (wanted.settled || !self.is_checked()) {
            self.checking = Some((wanted, self.check(jobs, &subject, today)));
            return true;
        }
        if let Some(document) = next.filter(|_| self.behind.is_none()) {
            self.behind = Some(self.lay(jobs, &subject, document));
            return true;
        }
        false
    }

    fn lay(&self, jobs: &Jobs, subject: &Subject, document: Document) -> Job<Result<Made, String>> {
        let (turn, subject) = (self.turn, subject.clone());
        let known = self.basis.as_ref().filter(|(of, _)| *of == turn).map(|(_, basis)| Arc::clone(basis));
        jobs.start("Laying out pages", move |_| {
            let basis = match known {
                Some(basis) => basis,
                None => match pack::basis(&subject.workbook, &subject.order) {
                    Ok(basis) => Arc::new(basis),
                    Err(error) => return Err(format!("{error}. {}", error.hint())),
                },
            };
            let report = report::build(document, &basis.workbook, &basis.edition);
            let mut fonts = export::fonts();
            let pages = lay_out(&report, subject.order.paper, &mut fonts);
            Ok(Made { turn, document, sheets: Sheets::new(pages, fonts), basis })
        })
    }

    fn check(&self, jobs: &Jobs, subject: &Subject, today: Date) -> Job<Vec<Remark>> {
        let subject = subject.clone();
        let laid: Vec<(Document, Arc<Sheets>)> = self
            .laid
            .iter()
            .filter(|laid| laid.turn == self.turn && subject.order.profile.documents.has(laid.document))
            .map(|laid| (laid.document, Arc::clone(&laid.sheets)))
            .collect();
        jobs.start("Looking over the pack", move |_| {
            // as of the day that the documents speak as of: these are the blockers that they print
            let date = subject.order.date.or(subject.workbook.about.document_date);
            let findings = findings::check(&subject.workbook, date);
            let missing: Vec<(Document, MissingGlyph)> = laid
                .iter()
                .flat_map(|(document, sheets)| sheets.pages.missing.iter().map(|glyph| (*document, *glyph)))
                .collect();
            let pages: Vec<(Document, usize)> =
                laid.iter().map(|(document, sheets)| (*document, sheets.pages.pages.len())).collect();
            let known = Known { findings: &findings, today: Some(today), missing: &missing, pages: &pages };
            preflight(&subject.workbook, &subject.order, &known)
        })
    }
}

/// What a job gave, if it has ended; a job that was lost says so in words.
fn ended(job: &mut Option<Job<Result<Made, String>>>) -> Option<Result<Made, String>> {
    let result = match job.as_ref()?.poll() {
        Poll::Working => return None,
        Poll::Done(result) => result,
        Poll::Lost => Err("Laying them out stopped unexpectedly. Please report this.".to_owned()),
    };
    *job = None;
    Some(result)
}

/// The name of a workbook's pack, without an ending: `claims-triage-pack`.
pub(super) fn pack_name(source: &std::path::Path) -> PathBuf {
    let mut name = source.file_stem().unwrap_or_default().to_owned();
    name.push("-pack");
    PathBuf::from(name)
}
