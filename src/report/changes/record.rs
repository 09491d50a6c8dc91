//! The record of reviews: the change log, who signed which state, and what readers said.

use crate::model::place::Index;
use crate::model::record::Item;
use crate::model::reviews::{Comment, SignOff, SignOffDecision};
use crate::model::{Section, Workbook};
use crate::report::block::{Block, Cell, Glyph, Rich, Row, Style};
use crate::report::compose::{Numbering, cell, cell_of, cell_or, column, fitted, mark, note, paragraph, row, table};
use crate::report::executive::Line;
use crate::report::{Edition, Standing, detail};
use crate::words;

use super::mentioned;

const SECTION: Section = Section::Reviews;
/// So many digits of a digest tell two sections' apart.
const DIGITS: usize = 8;

/// Whether what was signed is what this document was made from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Signed {
    /// Nobody has decided yet.
    Pending,
    /// This state, whatever was said in reviews since.
    This,
    /// Another state: stale.
    Another,
    /// Which state was not kept.
    NotKept,
    /// This document does not know its own digest.
    NotKnown,
}

fn signed(sign_off: &SignOff, edition: &Edition) -> Signed {
    let digest = sign_off.digest.trim();
    // one typed from the foot of a document is that of the whole workbook
    let states = [&edition.signed, &edition.digest];
    match (sign_off.decision, edition.standings.get(&sign_off.id)) {
        (None, _) => Signed::Pending,
        _ if digest.is_empty() => Signed::NotKept,
        (_, Some(Standing::Current)) => Signed::This,
        _ if states.iter().all(|state| state.is_empty()) => Signed::NotKnown,
        _ if states.iter().any(|state| digest.eq_ignore_ascii_case(state)) => Signed::This,
        _ => Signed::Another,
    }
}

/// Sign-offs and comments in lines.
pub(super) fn at_a_glance(workbook: &Workbook, edition: &Edition) -> Vec<Line> {
    vec![signatures_line(workbook, edition), comments_line(workbook)]
}

fn signatures_line(workbook: &Workbook, edition: &Edition) -> Line {
    let all = &workbook.reviews.sign_offs;
    let count = |wanted| all.iter().filter(|one| signed(one, edition) == wanted).count();
    let (pending, stale, fresh) = (count(Signed::Pending), count(Signed::Another), count(Signed::This));
    let rejected = all.iter().filter(|one| one.decision == Some(SignOffDecision::Rejected)).count();
    let stands = match (all.len(), rejected, stale, pending) {
        (0, ..) => (Glyph::Question, "None".to_owned()),
        (_, 1.., ..) => (Glyph::Exceeded, format!("{rejected} rejected")),
        (_, _, 1.., _) => (Glyph::Warning, format!("{stale} stale")),
        (.., 1..) => (Glyph::InProgress, format!("{pending} pending")),
        (all, ..) if fresh == all => (Glyph::Within, "Up to date".to_owned()),
        _ => (Glyph::Unproven, "State not kept".to_owned()),
    };
    let says = match all.len() {
        0 => Rich::alert("Nobody is asked to sign."),
        all => {
            let mut parts = vec![format!("{fresh} of this state"), format!("{stale} of another")];
            let unknown = [(Signed::NotKept, "whose state was not kept"), (Signed::NotKnown, "not compared")];
            let unknown = unknown.into_iter().map(|(signed, said)| (count(signed), said));
            parts.extend(unknown.filter(|(count, _)| *count > 0).map(|(count, said)| format!("{count} {said}")));
            parts.push(format!("{pending} pending"));
            let counted = words::capitalized(&words::how_many(all, "sign-off", "sign-offs"));
            Rich::plain(format!("{counted}: {}.", parts.join(", ")))
        }
    };
    Line::new(SECTION, "Sign-offs", stands, says)
}

fn comments_line(workbook: &Workbook) -> Line {
    let comments = &workbook.reviews.comments;
    let open = comments.iter().filter(|comment| !comment.settled && comment.reply_to.is_none()).count();
    let stands = match (comments.len(), open) {
        (0, _) => (Glyph::Within, "None".to_owned()),
        (_, 0) => (Glyph::Done, "Settled".to_owned()),
        (_, open) => (Glyph::Question, format!("{open} open")),
    };
    let counted = words::capitalized(&words::how_many(comments.len(), "comment", "comments"));
    Line::new(SECTION, "Comments", stands, format!("{counted} by readers."))
}

/// Sign-offs, change log and comments, each a section.
pub(super) fn sections(workbook: &Workbook, edition: &Edition, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let index = workbook.index();
    blocks.push(numbers.section("Who signed what", "sign-offs"));
    sign_offs(workbook, edition, numbers, blocks);
    blocks.extend(requests(workbook, &index, numbers));
    blocks.push(numbers.section("Change log", "log"));
    blocks.push(log(workbook, numbers));
    blocks.push(numbers.section("Comments", "comments"));
    blocks.push(comments(workbook, &index, numbers));
    blocks.extend(mentioned::table_of(workbook, &index, numbers));
}

fn sign_offs(workbook: &Workbook, edition: &Edition, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let mut all: Vec<&SignOff> = workbook.reviews.sign_offs.iter().collect();
    if all.is_empty() {
        blocks.push(paragraph(Rich::alert("Nobody is asked to sign.")).from_section(SECTION));
        return;
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.date));
    let rows = all.iter().map(|one| {
        let who = match one.name.trim() {
            "" => Rich::alert("Not named"),
            name => Rich::strong(name),
        };
        let who = who.and(Style::Quiet, format!("\n{}", one.role.trim()).trim_end().to_owned());
        let mut says = detail::one(*one, "reason", &Index::default());
        if !one.covers.is_empty() {
            let lead = if says.is_blank() { "" } else { "\n" };
            says = says.and(Style::Quiet, format!("{lead}Covers {}.", words::series(&one.covers)));
        }
        let cells = vec![
            cell(who),
            decision(one),
            cell(one.date.map(words::short_date).unwrap_or_default()),
            cell(says),
            state(one, edition),
        ];
        row(SECTION, one.id, cells)
    });
    let columns = vec![
        column("Who", 1.1),
        fitted("Decision"),
        fitted("Date"),
        column("Reason or conditions", 1.9),
        column("What was signed", 1.3),
    ];
    let caption = numbers.table("Sign-offs, the latest first.");
    blocks.push(table(caption, columns, rows.collect()).from_section(SECTION));
    blocks.extend(all.iter().filter_map(|one| digests(&one.cite(), one.name.trim(), (&one.digest, &one.parts, &[]))));
    blocks.push(note("A sign-off is stale once the workbook says anything else than what it covers: sections, or documents with the sections that they printed; without a name, everything. Later sign-offs, comments, entries of this log and the status do not count, and the digest leaves them out. It is evidence of changes, not a cryptographic signature of a person. The table above says what changed where an earlier state is given."));
}

/// Who was asked for a review, what was sent, and whether an answer came.
fn requests(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Vec<Block> {
    let reviews = &workbook.reviews;
    let mut blocks = Vec::new();
    if let Some(request) = reviews.copy_for {
        blocks.push(note(format!("This is a copy for a reviewer: {}.", index.words(request))).from_section(SECTION));
    }
    if reviews.requests.is_empty() {
        return blocks;
    }
    let rows = reviews.requests.iter().map(|one| {
        let who = match one.name.trim() {
            "" => Rich::alert("Not named"),
            name => Rich::strong(name),
        };
        let who = who.and(Style::Quiet, format!("\n{}", one.role.trim()).trim_end().to_owned());
        let mut asked = detail::one(one, "message", index);
        if !one.covers.is_empty() {
            let lead = if asked.is_blank() { "" } else { "\n" };
            asked = asked.and(Style::Quiet, format!("{lead}To be signed: {}.", words::series(&one.covers)));
        }
        let date = |date: Option<crate::model::Date>| date.map(words::short_date).unwrap_or_default();
        let answered = match one.answered {
            Some(day) => mark(Glyph::Done, words::short_date(day)),
            None => mark(Glyph::NotStarted, "Not yet"),
        };
        row(SECTION, one.id, vec![cell(who), cell(asked), cell(date(one.sent)), cell(date(one.due)), answered])
    });
    let columns =
        vec![column("Who", 1.1), column("What was asked", 2.4), fitted("Sent"), fitted("Due"), fitted("Answered")];
    let caption = numbers.table("Requests for a review.");
    blocks.push(table(caption, columns, rows.collect()).from_section(SECTION));
    let sent = reviews.requests.iter();
    blocks.extend(sent.filter_map(|one| digests(&one.cite(), one.name.trim(), (&one.digest, &one.parts, &one.copy))));
    blocks
}

/// What a sign-off or a request rests on, in digits: below the tables, whose columns are too narrow for it. `None` where no digest
/// is kept.
fn digests(cited: &str, name: &str, (digest, parts, copy): (&str, &[String], &[String])) -> Option<Block> {
    let digest = Some(digest.trim()).filter(|digest| !digest.is_empty()).map(|digest| format!("SHA-256 {digest}"));
    let by_section = (!parts.is_empty()).then(|| format!("by section {}", in_short(parts)));
    let of_copy = match copy {
        [] => None,
        copy if copy == parts => Some("of the copy the same".to_owned()),
        copy => Some(format!("of the copy {}", in_short(copy))),
    };
    let said: Vec<String> = digest.into_iter().chain(by_section).chain(of_copy).collect();
    let who = format!("{cited} {name}");
    (!said.is_empty()).then(|| note(format!("{}: {}.", who.trim(), said.join("; "))).from_section(SECTION))
}

fn decision(one: &SignOff) -> Cell {
    match one.decision {
        None => mark(Glyph::NotStarted, "Pending"),
        Some(SignOffDecision::Approved) => mark(Glyph::Done, "Approved"),
        Some(SignOffDecision::Conditional) => mark(Glyph::InProgress, "With conditions"),
        Some(SignOffDecision::Rejected) => mark(Glyph::Exceeded, "Rejected"),
    }
}

fn state(one: &SignOff, edition: &Edition) -> Cell {
    let (first, style) = match signed(one, edition) {
        Signed::Pending => ("", Style::Quiet),
        Signed::This => ("This state.", Style::Strong),
        Signed::Another => ("Another state: stale.", Style::Alert),
        Signed::NotKept => ("Not kept.", Style::Quiet),
        Signed::NotKnown => ("Not compared.", Style::Quiet),
    };
    let digest = match one.digest.trim() {
        "" => String::new(),
        digest => format!(" SHA-256 {}", short(digest)),
    };
    let since = match edition.standings.get(&one.id) {
        Some(Standing::Unfit) => " Its digests do not fit one another.".to_owned(),
        Some(Standing::OtherCovers) => " What it covers was changed afterwards.".to_owned(),
        Some(Standing::Stale(sections)) if sections.is_empty() => " Signed before digests of parts.".to_owned(),
        Some(Standing::Stale(sections)) => format!(" Changed since: {}.", words::sections(sections)),
        _ => String::new(),
    };
    Cell::Text(Rich::default().and(style, first).and(Style::Alert, since).and(Style::Quiet, digest))
}

/// The digests of sections by their first digits, which tell two apart: in full they would fill pages that nobody reads, and the
/// workbook has them.
fn in_short(parts: &[String]) -> String {
    let in_line = |line: &String| match line.trim().rsplit_once(' ') {
        Some((section, digest)) => format!("{section} {}", short(digest)),
        None => line.trim().to_owned(),
    };
    words::series(&parts.iter().map(in_line).collect::<Vec<_>>())
}

/// The first digits of a digest; what is none stays as it is.
fn short(digest: &str) -> String {
    let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    match digest.get(..DIGITS).filter(|_| is_digest) {
        Some(digits) => format!("{digits}\u{2026}"),
        None => digest.to_owned(),
    }
}

fn log(workbook: &Workbook, numbers: &mut Numbering) -> Block {
    let mut entries: Vec<_> = workbook.reviews.log.iter().collect();
    if entries.is_empty() {
        return paragraph("The change log is empty.").from_section(SECTION);
    }
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.date));
    let rows = entries.iter().map(|entry| {
        let cells = vec![
            cell(Rich::strong(entry.version.trim())),
            cell(entry.date.map(words::short_date).unwrap_or_default()),
            cell_of(*entry, "what", "Not said"),
            cell_or(&entry.by, "Nobody"),
        ];
        row(SECTION, entry.id, cells)
    });
    let columns = vec![fitted("Version"), fitted("Date"), column("What changed", 3.0), column("By", 1.0)];
    table(numbers.table("Change log, the latest first."), columns, rows.collect()).from_section(SECTION)
}

/// The comments as threads: what is open first, each with its replies below it.
fn comments(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Block {
    let all = &workbook.reviews.comments;
    if all.is_empty() {
        return paragraph("Readers have said nothing.").from_section(SECTION);
    }
    let is_head = |comment: &&Comment| comment.reply_to.is_none_or(|id| all.find(id).is_none());
    let mut heads: Vec<&Comment> = all.iter().filter(is_head).collect();
    heads.sort_by_key(|comment| (comment.settled, comment.date));
    let mut told: Vec<&Comment> = Vec::new();
    for head in heads {
        let mut thread = vec![head];
        let mut at = 0;
        while let Some(comment) = thread.get(at).copied() {
            thread.extend(all.iter().filter(|reply| reply.reply_to == Some(comment.id) && !is_head(reply)));
            at += 1;
        }
        told.extend(thread);
    }
    // comments that answer each other in a circle have no head
    let lost: Vec<&Comment> = all.iter().filter(|comment| !told.iter().any(|known| known.id == comment.id)).collect();
    told.extend(lost);
    let rows: Vec<Row> = told.into_iter().map(|comment| comment_row(workbook, comment, index)).collect();
    let columns =
        vec![column("About", 1.2), column("Comment", 2.4), column("Author", 0.9), fitted("Date"), fitted("State")];
    table(numbers.table("Comments, what is open first; replies below what they answer."), columns, rows)
        .from_section(SECTION)
}

fn comment_row(workbook: &Workbook, comment: &Comment, index: &Index) -> Row {
    let reply = comment.reply_to.map(|id| match workbook.reviews.comments.find(id).map(Item::cite) {
        Some(cited) => format!("Reply to {cited}"),
        None => format!("Reply to {}", index.words(id)),
    });
    let key = comment.section.trim();
    let section = Section::ALL.iter().find(|section| section.key() == key).map_or(key, |section| section.title());
    let about = detail::one(comment, "item", index);
    let about = match (about.is_blank(), section) {
        (true, section) => Rich::plain(section),
        (false, "") => about,
        (false, section) => about.and(Style::Quiet, format!("\n{section}")),
    };
    let about = match comment.field.trim() {
        "" => about,
        field => about.and(Style::Quiet, format!("\n{}", field.replace('_', " "))),
    };
    let about = match reply {
        Some(reply) => Rich::quiet(format!("{reply}\n")).with(about),
        None => about,
    };
    let mut text = mentioned::linked(detail::one(comment, "text", index), index);
    if !comment.settled_note.trim().is_empty() {
        text = text.and(Style::Quiet, format!("\nSettled: {}", words::sentence(&comment.settled_note)));
    }
    let state = if comment.settled { mark(Glyph::Done, "Settled") } else { mark(Glyph::Question, "Open") };
    let cells = vec![
        cell(Rich::strong(comment.cite()).with(if comment.cite().is_empty() {
            about
        } else {
            Rich::plain("\n").with(about)
        })),
        cell(text),
        cell_or(&comment.author, "Nobody"),
        cell(comment.date.map(words::short_date).unwrap_or_default()),
        state,
    ];
    row(SECTION, comment.id, cells)
}
