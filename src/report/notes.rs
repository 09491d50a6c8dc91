//! Notes of the canvas in documents, block by block: each with what it claims, who says so, and where it comes from.

use crate::model::canvas::{CanvasBlock, Note, NoteKind};
use crate::model::place::Index;
use crate::model::{Record, Section, Workbook};
use crate::words;

use super::block::{Block, Rich, Style};
use super::compose::{bullets, heading};
use super::detail;

const SECTION: Section = Section::Canvas;

/// The notes of some blocks but for the questions, each block under a heading of its own; nothing for blocks without notes.
pub(super) fn of_blocks(workbook: &Workbook, index: &Index, blocks: &[CanvasBlock]) -> Vec<Block> {
    blocks.iter().flat_map(|block| of_block(workbook, index, *block)).collect()
}

fn of_block(workbook: &Workbook, index: &Index, block: CanvasBlock) -> Vec<Block> {
    let said = workbook.canvas.block(block).filter(|note| note.kind != Some(NoteKind::Question));
    let said: Vec<Rich> = said.map(|note| line(note, index, None)).collect();
    if said.is_empty() {
        return Vec::new();
    }
    vec![heading(2, block.label()), bullets(said).from_section(SECTION)]
}

/// The questions of the canvas with their blocks, and what stands in no block; `None` if there is neither.
pub(super) fn questions(workbook: &Workbook, index: &Index) -> Option<Block> {
    let notes = workbook.canvas.notes.iter();
    let open = notes.filter(|note| note.kind == Some(NoteKind::Question) || note.block.is_none());
    let lines: Vec<Rich> = open.map(|note| line(note, index, Some(note.block))).collect();
    (!lines.is_empty()).then(|| bullets(lines).from_section(SECTION))
}

/// A note in one line. `block`: in which block it stands, where the reader does not see that.
fn line(note: &Note, index: &Index, block: Option<Option<CanvasBlock>>) -> Rich {
    let kind = note.kind.map_or("Without a kind", NoteKind::label);
    let begins = match block {
        Some(block) => format!("{}. ", block.map_or("In no block", CanvasBlock::label)),
        None => format!("{kind}. "),
    };
    let mut rest = Vec::new();
    if block == Some(None) {
        rest.push(kind.to_lowercase());
    }
    rest.extend([note.author.trim(), note.source.trim()].map(str::to_owned));
    rest.extend(note.votes.filter(|votes| *votes > 0).map(|votes| match votes {
        1 => "1 vote".to_owned(),
        votes => format!("{} votes", words::count(votes)),
    }));
    rest.push(detail::one(note, "links", index).words());
    rest.retain(|part| !part.is_empty());
    let text = Rich::strong(begins).then(words::sentence(&note.text));
    let text = if rest.is_empty() { text } else { text.and(Style::Quiet, format!(" {}", rest.join("; "))) };
    let marked =
        note.fields().iter().filter(|field| field.key != "links").filter_map(|field| note.marks.get(field.key));
    marked.fold(text, |text, mark| text.then(" ").with(detail::marked(mark)))
}
