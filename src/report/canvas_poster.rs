//! The canvas as a poster: twelve blocks on one page to hang on a wall, and every note in full on the pages after it.
//!
//! The poster holds what one reads from a step away: what is claimed, and what kind of claim it is. Who says so, where it comes from,
//! how many votes it got and what it is about stand in the table that follows.

use crate::assess::readiness::basis::Basis;
use crate::knowledge;
use crate::model::canvas::{CanvasBlock, Note, NoteKind};
use crate::model::pack::PosterSize;
use crate::model::place::Index;
use crate::model::{Section, Workbook};
use crate::words;

use super::block::{Block, Board, BoardField, Body, Glyph, Report, Rich, Style};
use super::compose::{Numbering, cell, column, drawing, figures, fitted, mark, note, paragraph, row, source, table};
use super::{Document, Edition, detail, front};

const SECTION: Section = Section::Canvas;
/// The grid: the blocks in rows of four, in reading order, and a row that says what the signs mean.
const COLUMNS: u8 = 4;

/// Builds the poster.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::CanvasPoster, workbook, edition);
    report.look.landscape = true;
    report.look.poster = workbook.pack.poster.map(PosterSize::sheets);
    let has_more = !edition.withheld.annexes && !workbook.canvas.notes.is_empty();
    let mut subtitle = front::subtitle(Document::CanvasPoster, &workbook.about, edition);
    if has_more {
        subtitle.push_str(". Who says so, sources and votes: in the annex");
    }
    if !has_more && front::withheld(edition).is_some() {
        subtitle.push_str(". This edition is not complete");
    }
    report.blocks.push(Block::new(Body::Title { text: front::product(&workbook.about), subtitle }));
    report.blocks.push(Block::new(Body::Board(board(workbook))).from_section(SECTION));
    if has_more {
        report.blocks.push(Block::new(Body::PageBreak));
        report.blocks.extend(front::withheld(edition));
        report.blocks.extend(in_full(workbook));
        report.blocks.extend(front::made_from(edition));
    }
    report
}

fn board(workbook: &Workbook) -> Board {
    let fields = (0..).zip(CanvasBlock::ALL).map(|(at, block)| field(workbook, *block, (at % COLUMNS, at / COLUMNS)));
    let blocks = u8::try_from(CanvasBlock::ALL.len()).unwrap_or(u8::MAX);
    let below = blocks.div_ceil(COLUMNS);
    let legend = (0..).zip(NoteKind::ALL).map(|(at, kind)| legend(workbook, *kind, (at, below)));
    Board { columns: COLUMNS, rows: below + 1, fields: fields.chain(legend).collect() }
}

fn field(workbook: &Workbook, block: CanvasBlock, at: (u8, u8)) -> BoardField {
    let guide = knowledge::block(block);
    let notes = by_votes(workbook.canvas.block(block));
    BoardField {
        title: block.label().to_owned(),
        prompt: guide.map(|guide| guide.question.clone()).unwrap_or_default(),
        at,
        span: (1, 1),
        notes: notes.into_iter().map(|note| (glyph(note.kind), said(note))).collect(),
        source: Some(source(SECTION, None)),
    }
}

/// A note behind the word for its kind, which stands for the sign where none is drawn.
fn said(note: &Note) -> Rich {
    let kind = note.kind.map(|kind| format!("{}: ", kind.label())).unwrap_or_default();
    Rich::quiet(kind).then(note.text.trim())
}

/// The notes with most votes first; without votes in the order of the canvas.
fn by_votes<'a>(notes: impl Iterator<Item = &'a Note>) -> Vec<&'a Note> {
    let mut notes: Vec<&Note> = notes.collect();
    notes.sort_by_key(|note| std::cmp::Reverse(note.votes.unwrap_or(0)));
    notes
}

/// The sign of a kind of note.
const fn glyph(kind: Option<NoteKind>) -> Glyph {
    match kind {
        Some(NoteKind::Fact) => Glyph::Done,
        Some(NoteKind::Assumption) => Glyph::Unmeasured,
        Some(NoteKind::Question) => Glyph::Question,
        Some(NoteKind::Decision) => Glyph::Within,
        None => Glyph::NotStarted,
    }
}

/// What a sign means, and how many notes have it.
fn legend(workbook: &Workbook, kind: NoteKind, at: (u8, u8)) -> BoardField {
    let basis = Basis::of(&workbook.canvas);
    let count = basis.kinds.iter().find(|(other, _)| *other == kind).map_or(0, |(_, count)| *count);
    let says = match kind {
        NoteKind::Fact if basis.without_source > 0 => {
            format!("Known. {} no source.", words::capitalized(&words::how_many(basis.without_source, "names", "name")))
        }
        NoteKind::Fact => "Known, with a source.".to_owned(),
        NoteKind::Assumption => "Believed, to be tested.".to_owned(),
        NoteKind::Question => "Nobody knows yet.".to_owned(),
        NoteKind::Decision => "Settled by the team.".to_owned(),
    };
    let counted = words::capitalized(&words::how_many(count, kind.label(), plural(kind)).to_lowercase());
    BoardField {
        title: counted,
        prompt: String::new(),
        at,
        span: (1, 1),
        notes: vec![(glyph(Some(kind)), Rich::plain(says))],
        source: None,
    }
}

const fn plural(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Fact => "facts",
        NoteKind::Assumption => "assumptions",
        NoteKind::Question => "questions",
        NoteKind::Decision => "decisions",
    }
}

/// Every note with all that is known about it, block by block.
fn in_full(workbook: &Workbook) -> Vec<Block> {
    let index = workbook.index();
    let mut numbers = Numbering::default();
    let mut blocks = vec![numbers.annex("Notes in full", "annex-notes")];
    let weakness = Basis::of(&workbook.canvas).weakness();
    if !weakness.is_empty() {
        blocks.push(paragraph(weakness).from_section(SECTION));
    }
    let places = CanvasBlock::ALL.iter().map(|block| Some(*block)).chain([None]);
    let rows = places.flat_map(|block| {
        let notes = by_votes(workbook.canvas.notes.iter().filter(|note| note.block == block));
        notes.into_iter().map(|note| row(SECTION, note.id, cells(note, &index)))
    });
    let columns = vec![
        fitted("#"),
        column("Block", 1.2),
        drawing("Kind", 76.0),
        column("Note", 2.7),
        column("Who says so, and from where", 2.1),
        column("About", 1.9),
        figures("Votes"),
    ];
    let caption = numbers.table("Every note, block by block, in each the most votes first.");
    blocks.push(table(caption, columns, rows.collect()).from_section(SECTION));
    blocks.push(note("Numbers stay with their notes for good: the discussion can cite them."));
    blocks
}

fn cells(note: &Note, index: &Index) -> Vec<super::block::Cell> {
    let kind = note.kind.map_or("No kind", NoteKind::label);
    let source = detail::one(note, "source", index);
    let says = detail::one(note, "author", index);
    let says = match (says.is_blank(), source.is_blank()) {
        (_, true) => says,
        (true, false) => source,
        (false, false) => says.and(Style::Quiet, "\n").with(source),
    };
    let is_bare = note.kind == Some(NoteKind::Fact) && note.source.trim().is_empty();
    let says = if is_bare && says.is_blank() { Rich::alert("No source") } else { says };
    vec![
        cell(format!("N-{}", note.number)),
        cell(note.block.map_or("In no block", CanvasBlock::label)),
        mark(glyph(note.kind), kind),
        cell(detail::one(note, "text", index)),
        cell(says),
        cell(detail::one(note, "links", index)),
        cell(note.votes.map(words::count).unwrap_or_default()),
    ]
}
