//! The canvas as a poster: what stands on it, and the sheet that it fills.

use std::sync::Arc;

use caveat::model::pack::PosterSize;
use caveat::render::fonts::FontBook;
use caveat::render::page::placed::{Pages, Paint};
use caveat::render::page::{Paper, lay_out};
use caveat::report::Document;
use caveat::report::block::Body;

use resvg::usvg::roxmltree::{Document as Xml, Node};

use super::said::{built, markdown};
use super::support::example;
use super::word::{docx, parts, text};

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

/// The values of an attribute of all elements of a name, in order.
fn values(node: Node, element: &str, attribute: &str) -> Vec<f32> {
    let elements = node.descendants().filter(|inner| inner.tag_name().name() == element);
    let own = |inner: Node| inner.attributes().find(|own| own.name() == attribute).map(|own| own.value().to_owned());
    elements.filter_map(own).filter_map(|value| value.parse().ok()).collect()
}

#[test]
fn the_poster_for_word_fills_the_sheet_that_was_chosen_too() {
    let mut workbook = example("claims-triage");
    let mut written = |poster| {
        Arc::make_mut(&mut workbook.pack).poster = poster;
        parts(&docx(&built(&workbook, Document::CanvasPoster)))
    };
    let usual = written(None);
    assert!(!usual.contains_key("word/header2.xml"));
    let sizes = |styles: &str, id: &str| {
        let xml = Xml::parse(styles).unwrap();
        let is = |node: &Node| node.attributes().any(|own| own.name() == "styleId" && own.value() == id);
        let style = xml.descendants().find(is).unwrap_or_else(|| panic!("no style {id}"));
        [values(style, "sz", "val")[0], values(style, "spacing", "line")[0]]
    };
    // Word knows no sheet longer than 22 inches: there the poster keeps its form and is enlarged in printing
    let limit = 22.0 * 72.0 / 841.89;
    for (poster, times) in [(PosterSize::A3, 2_f32.sqrt()), (PosterSize::A2, limit), (PosterSize::A1, limit)] {
        let made = written(Some(poster));
        let body = text(&made, "word/document.xml");
        let xml = Xml::parse(body).unwrap();
        let (widths, heights) = (values(xml.root(), "pgSz", "w"), values(xml.root(), "pgSz", "h"));
        let near = |one: f32, other: f32| (one - other).abs() <= 1.0;
        assert!(near(widths[0], 16837.8 * times) && near(heights[0], 11905.5 * times), "{widths:?} {heights:?}");
        assert!(widths.len() == 2 && near(widths[1], 16837.8) && near(heights[1], 11905.5), "the annex as it was");
        assert!(widths[0] <= 31_680.0);
        let margins = values(xml.root(), "pgMar", "left");
        assert!(near(margins[0], 1080.0 * times) && near(margins[1], 1080.0));
        let table = values(xml.root(), "tblW", "w")[0];
        assert!((table - (widths[0] - 2.0 * margins[0])).abs() < 8.0, "the grid is as wide as the sheet: {table}");
        let (styles, plain) = (text(&made, "word/styles.xml"), text(&usual, "word/styles.xml"));
        for style in ["Title", "Subtitle", "BoardTitle", "BoardPrompt", "BoardText"] {
            for (own, usual) in sizes(styles, style).into_iter().zip(sizes(plain, style)) {
                assert!(near(own, usual * times), "{style}: {own} for {usual}");
            }
        }
        for style in ["Header", "Footer", "TableText", "BodyText"] {
            let same = sizes(styles, style).into_iter().zip(sizes(plain, style)).all(|(own, usual)| near(own, usual));
            assert!(same && !sizes(plain, style).is_empty(), "{style} stands in the annex too");
        }
        for (name, style) in [("header2", "PosterHeader"), ("footer2", "PosterFooter")] {
            let part = text(&made, &format!("word/{name}.xml"));
            assert!(part.contains(style) && near(sizes(styles, style)[0], 18.0 * times), "{part}");
            assert!(text(&made, "[Content_Types].xml").contains(&format!("/word/{name}.xml")));
            assert!(text(&made, "word/_rels/document.xml.rels").contains(&format!("{name}.xml")));
        }
        let words = |body: &str| {
            let xml = Xml::parse(body).unwrap();
            let runs = xml.descendants().filter(|node| node.tag_name().name() == "t");
            runs.filter_map(|node| node.text().map(str::to_owned)).collect::<Vec<_>>()
        };
        assert_eq!(words(body), words(text(&usual, "word/document.xml")), "the same words, only larger");
    }
}
