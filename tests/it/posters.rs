//! The canvas as a poster: what stands on it, and the sheet that it fills.

use std::sync::Arc;

use caveat::model::pack::PosterSize;
use caveat::render::fonts::FontBook;
use caveat::render::page::placed::{Pages, Paint};
use caveat::render::page::{Paper, lay_out};
use caveat::report::Document;
use caveat::report::block::Body;

use super::said::{built, markdown};
use super::support::example;

#[test]
fn the_poster_is_a_page_of_twelve_blocks_and_the_meaning_of_the_signs() {
    let workbook = example("claims-triage");
    let report = built(&workbook, Document::CanvasPoster);
    assert!(report.look.landscape);
    let [title, board, ..] = report.blocks.as_slice() else { panic!("{:?}", report.blocks) };
    assert!(matches!(title.body, Body::Title { .. }));
    let Body::Board(board) = &board.body else { panic!("no board") };
    let titles: Vec<&str> = board.fields.iter().map(|field| field.title.as_str()).collect();
    assert_eq!((titles.len(), titles[0], titles[11]), (16, "Problem and workflow", "Cost and value"));
    let notes: usize = board.fields.iter().take(12).map(|field| field.notes.len()).sum();
    assert_eq!(notes, workbook.canvas.notes.iter().filter(|note| note.block.is_some()).count());
    let mut taken: Vec<(u8, u8)> = board.fields.iter().map(|field| field.at).collect();
    taken.sort_unstable();
    taken.dedup();
    assert!(taken.len() == 16 && taken.iter().all(|(x, y)| *x < board.columns && *y < board.rows), "{taken:?}");
    let told: usize = board.fields[12..].iter().filter_map(|field| field.title.split_once(' ')).count();
    assert_eq!(told, 4, "each kind with how many notes have it");
    let text = markdown(&workbook, Document::CanvasPoster);
    for note in workbook.canvas.notes.iter().filter(|note| note.block.is_some()) {
        let kind = note.kind.map(caveat::model::canvas::NoteKind::label).unwrap_or_default();
        assert!(
            text.contains(&format!("{kind}: {}", note.text.trim())),
            "the sign is not all that tells the kind: {text}"
        );
    }
}

#[test]
fn the_poster_fills_the_sheet_that_was_chosen_and_its_annex_stays_on_the_paper() {
    let mut workbook = example("claims-triage");
    let mut laid = |poster| {
        Arc::make_mut(&mut workbook.pack).poster = poster;
        lay_out(&built(&workbook, Document::CanvasPoster), Paper::A4, &mut FontBook::bundled())
    };
    let words = |pages: &Pages| {
        let runs = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.paint {
            Paint::Text(run) => Some(run.text.clone()),
            _ => None,
        });
        runs.collect::<Vec<_>>()
    };
    let usual = laid(None);
    for (poster, (width, height)) in
        [(PosterSize::A3, (1190.6, 841.9)), (PosterSize::A2, (1683.8, 1190.6)), (PosterSize::A1, (2381.1, 1683.8))]
    {
        let pages = laid(Some(poster));
        assert_eq!(words(&pages), words(&usual), "{poster:?}: the same words, only larger");
        let (first, rest) = pages.pages.split_first().unwrap();
        assert!((first.width_pt - width).abs() < 0.5 && (first.height_pt - height).abs() < 0.5, "{poster:?}");
        assert!(rest.len() > 1);
        assert_eq!(rest, &usual.pages[1..], "{poster:?}: the annex as it was");
        for item in &first.items {
            if let Paint::Text(run) = &item.paint {
                assert!(run.x > 0.0 && run.x < width && run.y > 0.0 && run.y < height, "{run:?}");
            }
        }
        let smallest = first.items.iter().filter_map(|item| match &item.paint {
            Paint::Text(run) => Some(run.size_pt),
            _ => None,
        });
        let smallest = smallest.fold(f32::INFINITY, f32::min);
        assert!(poster != PosterSize::A1 || smallest >= 14.0, "{smallest} points are read from where people stand");
    }
}
