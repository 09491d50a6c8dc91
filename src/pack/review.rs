//! What goes to a reviewer, and what comes back: a page to answer in, or a copy of the workbook marked for the review, both without
//! what a profile leaves out; and the replies in an answer file or in such a copy.
//!
//! Nothing here changes a workbook: whoever sends adds the request, and `assess::replies` says what an answer would do.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use crate::assess::replies::{Decided, Replies, Said, is_same_person};
use crate::exchange::answers::{self, AnswersError};
use crate::export;
use crate::model::covers::Cover;
use crate::model::pack::{Document, Profile};
use crate::model::place::Stop;
use crate::model::reviews::{Comment, ReviewRequest, SignOff};
use crate::model::{Date, Id, ItemKind, List, Record, Section, Workbook};
use crate::render::fonts::FontBook;
use crate::render::html::{ReviewForm, write_review_html};
use crate::report::block::Source;
use crate::report::{self, of_section};
use crate::signed::{self, Signature};
use crate::store::{self, StoreError, format};
use crate::words;

use super::redact::{NAME_WITHHELD, redact};
use super::{Order, PackError, basis};

/// In which form a reviewer gets what is to be reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// A page for a web browser.
    #[default]
    Html,
    /// A copy of the workbook, for Caveat.
    Workbook,
}

impl Form {
    /// How its files end.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Workbook => "caveat",
        }
    }
}

/// The request as it is recorded, of what the workbook is now: the id is given, the digests filled in, of what the request covers.
#[must_use]
pub fn of_what_is_here(workbook: &Workbook, request: ReviewRequest) -> ReviewRequest {
    let Signature { digest, parts } = export::signature(workbook, &request.covers);
    ReviewRequest { digest, parts, ..request }
}

/// The request for what goes out in a form. Who is sent a page and nothing is named signs for the documents that are in it; who is
/// sent a copy of the workbook, for everything. With a copy goes what each section of it says.
#[must_use]
pub fn for_form(workbook: &Workbook, mut request: ReviewRequest, (profile, form): (&Profile, Form)) -> ReviewRequest {
    if form == Form::Html && request.covers.iter().all(|name| name.trim().is_empty()) {
        let documents = profile.documents.get().iter();
        request.covers = documents.map(|document| Cover::Document(*document).name()).collect();
    }
    let mut request = of_what_is_here(workbook, request);
    if form == Form::Workbook {
        request.copy = signed::signature(&copy(workbook, &request, profile), None).parts;
    }
    request
}

/// The name to suggest for a file that goes to a reviewer: `claims-triage-review-sofia-brandt.html`.
#[must_use]
pub fn file_name(source: &Path, request: &ReviewRequest, form: Form) -> String {
    let stem = source.file_stem().unwrap_or_default().to_string_lossy();
    format!("{stem}-review-{}.{}", plain(&request.name), form.ending())
}

/// The name of the file that a reviewer sends back.
#[must_use]
pub fn answer_name(request: &ReviewRequest) -> String {
    format!("answers-{}.json", plain(&request.name))
}

/// A name in letters that every system takes in a file name.
fn plain(name: &str) -> String {
    let letters = name.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
    let name = letters.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    let name: String = name.chars().take(40).collect();
    if name.is_empty() { "reviewer".to_owned() } else { name }
}

/// What a page has to show of what a request covers: documents, and sections by themselves. A name that both have is shown as the
/// document. Where something is named that is not known everything is signed: all sections then, behind the documents of the profile.
fn shown(request: &ReviewRequest, profile: &Profile) -> (Vec<Document>, Vec<Section>) {
    let names = || request.covers.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    let (mut documents, mut sections) = (Vec::new(), Vec::new());
    for name in names() {
        match Cover::named(name).as_slice() {
            // of the look of documents and who gets them nothing is signed
            [Cover::Section(section)] if *section != Section::Pack => sections.push(*section),
            covers => documents.extend(covers.iter().filter_map(|cover| match cover {
                Cover::Document(document) => Some(*document),
                Cover::Section(_) => None,
            })),
        }
    }
    if signed::covers_everything(&request.covers) {
        documents = profile.documents.get().to_vec();
        sections.clear();
        let all = Section::ALL.iter().copied().filter(|section| *section != Section::Pack);
        sections.extend(all.filter(|_| names().next().is_some()));
    }
    let documents = Document::ALL.iter().copied().filter(|document| documents.contains(document));
    (documents.collect(), Section::ALL.iter().copied().filter(|section| sections.contains(section)).collect())
}

/// Makes the file for a reviewer.
///
/// # Errors
/// [`PackError`] if nothing is chosen, or the workbook is too large to be a file.
pub fn make(
    workbook: &Workbook,
    (request, profile): (&ReviewRequest, &Profile),
    (source, form): (&Path, Form),
    fonts: &FontBook,
) -> Result<Vec<u8>, PackError> {
    match form {
        Form::Html => page(workbook, (request, profile), source, fonts).map(String::into_bytes),
        Form::Workbook => Ok(format::write(&copy(workbook, request, profile))?.into_bytes()),
    }
}

/// The page: its documents as one file, with a way to say something about each part.
fn page(
    workbook: &Workbook,
    (request, profile): (&ReviewRequest, &Profile),
    source: &Path,
    fonts: &FontBook,
) -> Result<String, PackError> {
    let (documents, sections) = shown(request, profile);
    if documents.is_empty() && sections.is_empty() {
        return Err(PackError::Nothing);
    }
    let mut profile = profile.clone();
    profile.documents.set(|document| documents.contains(&document));
    profile.carries_workbook = false;
    let basis = basis(workbook, &Order::new(workbook, source, profile))?;
    let documents = documents.iter().map(|document| report::build(*document, &basis.workbook, &basis.edition));
    let sections = sections.iter().map(|section| of_section::build(*section, &basis.workbook, &basis.edition));
    let mut reports: Vec<_> = documents.chain(sections).collect();
    for report in reports.iter_mut().filter(|report| report.author.contains(NAME_WITHHELD)) {
        report.author.clear();
    }
    let form = ReviewForm {
        request: request.id.to_string(),
        digest: request.digest.clone(),
        parts: request.parts.clone(),
        name: request.name.trim().to_owned(),
        role: request.role.trim().to_owned(),
        due: request.due.map(words::date).unwrap_or_default(),
        message: request.message.trim().to_owned(),
        covers: covers_in_words(request),
        sections: Section::ALL.iter().map(|section| section.key().to_owned()).collect(),
        file: answer_name(request),
    };
    let field_of = |source: Source, label: &str| field_of(workbook, source, label);
    Ok(write_review_html(&reports, &form, &field_of, &mut fonts.clone()))
}

/// The key of the question with this label, of the section or item that a block of a document comes from.
fn field_of(workbook: &Workbook, source: Source, label: &str) -> Option<String> {
    let section = *Section::ALL.get(usize::from(source.section))?;
    let key = |record: &dyn Record| record.fields().iter().find(|field| field.label == label).map(|field| field.key);
    if source.item == 0 {
        return key(workbook.section(section)).map(str::to_owned);
    }
    let mut found = None;
    workbook.walk(&mut |place, stop| {
        if let Stop::Record(record) = stop
            && place.section == section
            && record.identity().is_some_and(|(_, id, _)| id == Id(source.item))
        {
            found = key(record);
        }
    });
    found.map(str::to_owned)
}

/// What a request covers, in words.
#[must_use]
pub fn covers_in_words(request: &ReviewRequest) -> String {
    if request.covers.is_empty() { "everything in it".to_owned() } else { words::series(&request.covers) }
}

/// The copy: the workbook without what is left out, with this one request, which it is marked for.
#[must_use]
pub fn copy(workbook: &Workbook, request: &ReviewRequest, profile: &Profile) -> Workbook {
    let mut copy = redact(workbook, profile).workbook;
    // a copy belongs to one reviewer: who else gets what, and was asked what, is nobody else's business
    Arc::make_mut(&mut copy.pack).profiles = List::default();
    let reviews = Arc::make_mut(&mut copy.reviews);
    reviews.requests = std::iter::once(request.clone()).collect();
    Arc::make_mut(&mut copy.numbers).reserve(ItemKind::ReviewRequest, request.number);
    reviews.copy_for = Some(request.id);
    for key in ["requests", "copy_for"] {
        reviews.marks.set(key, None);
    }
    copy
}

/// The request that a workbook is a review copy for; `None` for a workbook of one's own.
#[must_use]
pub fn copy_for(workbook: &Workbook) -> Option<&ReviewRequest> {
    workbook.reviews.requests.find(workbook.reviews.copy_for?)
}

/// The sections of a review copy that say something else than when it was sent; none for a workbook of one's own.
#[must_use]
pub fn changed_in_copy(copy: &Workbook) -> Vec<Section> {
    match copy_for(copy) {
        Some(request) => signed::differing(&request.copy, &signed::signature(copy, None).parts),
        None => Vec::new(),
    }
}

/// What the reviewer said and decided in a review copy; `None` if it is none.
#[must_use]
pub fn replies_in(copy: &Workbook) -> Option<Replies> {
    let request = copy_for(copy)?;
    let index = copy.index();
    let by_reviewer = |author: &str| is_same_person(author, &request.name);
    // what they said before they were asked is known where it was said
    let since = |date: Option<Date>| is_since(date, request);
    let said = copy
        .reviews
        .comments
        .iter()
        .filter(|comment| by_reviewer(&comment.author) && since(comment.date) && !comment.text.trim().is_empty());
    let comments = said.map(|comment| {
        let entry = comment.item.and_then(|id| index.get(id));
        let section = entry.map_or_else(|| comment.section.trim().to_owned(), |entry| entry.section.key().to_owned());
        Said {
            id: comment.id,
            item: comment.item,
            about: entry.map(|entry| entry.words().chars().take(200).collect()).unwrap_or_default(),
            section: section.chars().take(200).collect(),
            field: comment.field.trim().to_owned(),
            text: comment.text.trim().to_owned(),
            date: comment.date,
            reply_to: comment.reply_to,
        }
    });
    let decided = copy
        .reviews
        .sign_offs
        .iter()
        .rfind(|one| by_reviewer(&one.name) && one.decision.is_some() && one.date >= request.sent);
    Some(Replies {
        request: request.id,
        digest: request.digest.trim().to_lowercase(),
        parts: request.parts.clone(),
        copy: signed::signature(copy, None).parts,
        name: request.name.trim().to_owned(),
        role: decided.map_or(&request.role, |one| &one.role).trim().to_owned(),
        decision: decided.and_then(|one| {
            let (kind, reason) = (one.decision?, one.reason.trim().to_owned());
            Some(Decided { kind, reason, date: one.date })
        }),
        comments: comments.collect(),
    })
}

/// The day of what somebody says on `today`. A copy is answered after it was sent, though it may have gone from a day to the one
/// before, across the world: what says otherwise would not come back.
#[must_use]
pub fn day_of_answer(workbook: &Workbook, today: Date) -> Date {
    copy_for(workbook).and_then(|request| request.sent).map_or(today, |sent| sent.max(today))
}

/// What is in a review copy that its answer does not hold: what others said and signed, and the reviewer before it was sent.
fn of_others<'a>(copy: &'a Workbook, request: &ReviewRequest) -> (Vec<&'a Comment>, Vec<&'a SignOff>) {
    let reviews = &copy.reviews;
    let is_answer = |name: &str, date: Option<Date>| {
        is_same_person(name, &request.name) && (date.is_none() || date >= request.sent)
    };
    let comments = reviews.comments.iter().filter(|one| !is_answer(&one.author, one.date));
    let sign_offs = reviews.sign_offs.iter().filter(|one| !is_answer(&one.name, one.date));
    (comments.collect(), sign_offs.collect())
}

/// Why there are no replies. Nothing was imported.
#[derive(Debug, Error)]
pub enum NotReplies {
    /// The file cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is no answer.
    #[error("{error}: {path}", path = crate::store::shown(path))]
    Answers {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: AnswersError,
    },
    /// It is a workbook, and no review copy.
    #[error("this workbook is no review copy: {path}", path = crate::store::shown(path))]
    NotACopy {
        /// The file.
        path: PathBuf,
    },
}

impl NotReplies {
    /// What to do.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Store(error) => error.hint().into_owned(),
            Self::Answers { error, .. } => error.hint().to_owned(),
            Self::NotACopy { .. } => "Choose the answer file, or the copy that was sent for this review.".to_owned(),
        }
    }
}

/// The replies in a file: an answer file, or a review copy that was saved.
///
/// # Errors
/// [`NotReplies`], with the file in it.
pub fn read(path: &Path) -> Result<Replies, NotReplies> {
    let bytes = store::read_file(path)?;
    if is_answer(&bytes) {
        return answers::read(&bytes).map_err(|error| NotReplies::Answers { path: path.to_owned(), error });
    }
    let workbook = match format::read::<Workbook>(&bytes) {
        Ok(read) => read.value,
        // a workbook says so in its first line; whatever else it is, it is no answer
        Err(source) if bytes.starts_with(b"// Caveat") || has_ending(path, "caveat") => {
            return Err(NotReplies::Store(StoreError::Format { path: path.to_owned(), source }));
        }
        Err(_) => return Err(NotReplies::Answers { path: path.to_owned(), error: AnswersError::Other }),
    };
    replies_in(&workbook).ok_or_else(|| NotReplies::NotACopy { path: path.to_owned() })
}

fn has_ending(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted))
}

/// Whether bytes begin as JSON.
fn is_answer(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_none_or(|byte| *byte == b'{')
}

/// Whether somebody of this name may write what they say into a workbook: into a review copy only its reviewer, as nothing else
/// comes back from it.
#[must_use]
pub fn may_answer(workbook: &Workbook, name: &str) -> bool {
    copy_for(workbook).is_none_or(|request| is_same_person(name, &request.name))
}

/// Whether what somebody of this name said on a day may be changed: in a review copy only what its reviewer said since it was
/// sent, as that alone comes back.
#[must_use]
pub fn may_change(workbook: &Workbook, name: &str, date: Option<Date>) -> bool {
    copy_for(workbook).is_none_or(|request| is_same_person(name, &request.name) && is_since(date, request))
}

/// Whether something was said since a review was asked for; what has no date was.
fn is_since(date: Option<Date>, request: &ReviewRequest) -> bool {
    date.is_none() || date >= request.sent
}

/// Whether a workbook differs from a review copy only where its reviewer may write: in comments and sign-offs of their own since
/// it was sent, which are what comes back, and in the numbers given to them.
#[must_use]
pub fn is_only_answered(before: &Workbook, after: &Workbook) -> bool {
    if let Some(request) = copy_for(before)
        && of_others(before, request) != of_others(after, request)
    {
        return false;
    }
    let mut after = after.clone();
    after.numbers = Arc::clone(&before.numbers);
    if !before.shares(&after, Section::Reviews) {
        let reviews = Arc::make_mut(&mut after.reviews);
        reviews.comments = before.reviews.comments.clone();
        reviews.sign_offs = before.reviews.sign_offs.clone();
    }
    after == *before
}
