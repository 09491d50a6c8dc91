//! Pages of documents as nobody wishes for them: posters, tables too wide for the paper, addresses without end, columns of
//! numbers, an organization's look.

use crate::render::fonts::FontBook;
use crate::render::page::placed::{Color, Page, Pages, Paint, Role};
use crate::render::page::samples::{
    block, content, dense, elements, heading, lines, pages_of, pages_of_element, pages_with, paragraph, rich, runs,
    span, table, words,
};
use crate::render::page::{Paper, lay_out};
use crate::report::block::{Align, Block, Board, BoardField, Body, Cell, Glyph, Link, Look, Report, Rich, Table};

fn laid_out(report: &Report) -> Pages {
    lay_out(report, Paper::A4, &mut FontBook::bundled())
}

/// Whether each page lies on its side.
fn sides(pages: &Pages) -> Vec<bool> {
    pages.pages.iter().map(|page| page.width_pt > page.height_pt).collect()
}

/// A table with so many columns of words.
fn wide(columns: usize, rows: usize) -> Table {
    let heads: Vec<String> = (1..=columns).map(|n| format!("Measure {n}")).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let row = |n: usize| (0..columns).map(|at| format!("observed in row {n}, column {at}")).collect();
    table("Table 3. Measures, all of them.", &heads, &(0..rows).map(row).collect::<Vec<Vec<String>>>())
}

#[test]
fn a_table_that_is_too_wide_stands_on_a_page_on_its_side() {
    let small = || block(Body::Table(table("Table 1. Small.", &["A", "B"], &[vec!["x".into(), "y".into()]])));
    let blocks = vec![
        paragraph("before"),
        small(),
        heading(1, "Wide"),
        block(Body::Table(wide(10, 30))),
        block(Body::Note(rich("A note about it."))),
        heading(1, "After"),
        paragraph("text"),
    ];
    let pages = pages_of(blocks);
    let sides = sides(&pages);
    assert_eq!(sides.first(), Some(&false));
    assert_eq!(sides.last(), Some(&false), "what follows stands upright again");
    let wide_pages = pages_with(&pages, "observed");
    assert!(wide_pages.len() > 1 && wide_pages.iter().all(|page| sides[*page]), "{sides:?}");
    assert_eq!(pages_with(&pages, "Wide"), [wide_pages[0]], "the heading goes along");
    assert_eq!(pages_with(&pages, "A note about it."), [*wide_pages.last().unwrap()], "and so does the note");
    assert_eq!(sides.iter().filter(|lies| **lies).count(), wide_pages.len(), "no empty page: {sides:?}");
    for page in &pages.pages {
        let last = runs(page).last().unwrap().0;
        let width: f32 = last.glyphs.iter().map(|glyph| glyph.advance * last.size_pt / 1000.0).sum();
        assert!((page.width_pt - 54.0 - last.x - width).abs() < 0.5, "the page number stands at the right margin");
    }
}

#[test]
fn a_table_that_fits_stays_upright() {
    let row = vec!["12".to_owned(); 9];
    let numbers = table("", &["Cases"; 9], &[row.clone(), row]);
    let pages = pages_of(vec![block(Body::Table(numbers)), block(Body::Table(wide(4, 3)))]);
    assert_eq!(sides(&pages), [false]);
}

#[test]
fn a_landscape_document_lies_on_its_side_throughout() {
    let blocks = vec![paragraph(&words("text", 90)), block(Body::PageBreak), block(Body::Table(wide(10, 3)))];
    let report = Report { look: Look { landscape: true, ..Look::default() }, blocks, ..Report::default() };
    let pages = laid_out(&report);
    assert!(sides(&pages).iter().all(|lies| *lies));
}

/// A board of two rows and three columns, each field with so many notes.
fn board(notes: usize) -> Board {
    let note = |n: usize| (Glyph::Question, rich(&format!("note {n} says what people asked for in some words")));
    let field = |n: u8| BoardField {
        title: format!("Field {n}"),
        prompt: "What is known about it?".to_owned(),
        at: (n % 3, n / 3),
        span: (1, 1),
        notes: (0..notes).map(note).collect(),
        source: None,
    };
    Board { columns: 3, rows: 2, fields: (0..6).map(field).collect() }
}

fn poster(board: Board) -> Pages {
    let title = block(Body::Title { text: "Kiosk helper".to_owned(), subtitle: "Canvas".to_owned() });
    let look = Look { landscape: true, ..Look::default() };
    laid_out(&Report { look, blocks: vec![title, block(Body::Board(board))], ..Report::default() })
}

/// The size of the notes on a poster.
fn size_of_notes(pages: &Pages) -> f32 {
    runs(&pages.pages[0]).find(|(run, _)| run.text.starts_with("note 0")).unwrap().0.size_pt
}

#[test]
fn a_poster_is_as_large_as_its_page_allows() {
    let (few, some, many) = (poster(board(1)), poster(board(9)), poster(board(16)));
    for pages in [&few, &some, &many] {
        assert_eq!(pages.pages.len(), 1);
        let frames = frames(&pages.pages[0]);
        assert_eq!(frames.len(), 6);
        let bottom = frames.iter().map(|frame| frame.1).fold(0.0, f32::max);
        assert!((pages.pages[0].height_pt - bottom - 69.75).abs() < 1.0, "it reaches down to the footer: {bottom}");
    }
    let sizes = [&few, &some, &many].map(size_of_notes);
    assert!((sizes[0] - 11.0).abs() < 0.01, "{sizes:?}");
    assert!(sizes[0] > sizes[1] && sizes[1] > sizes[2] && sizes[2] >= 5.5, "{sizes:?}");
    assert_eq!(content(&many).matches("note 15").count(), 6, "every note is there");
    assert_eq!(elements(&many, Role::ListItem).len(), 6 * 16);
    assert_eq!(elements(&many, Role::H(2)).len(), 6);
}

/// Right and bottom edges of the frames of fields.
fn frames(page: &Page) -> Vec<(f32, f32)> {
    use crate::render::page::placed::Segment;
    let corners = |segments: &[Segment]| {
        let points = segments.iter().filter_map(|segment| match *segment {
            Segment::Move(x, y) | Segment::Line(x, y) | Segment::Curve(_, _, _, _, x, y) => Some((x, y)),
            Segment::Close => None,
        });
        points.fold((f32::MAX, 0.0_f32, 0.0_f32), |(left, right, bottom), (x, y)| {
            (left.min(x), right.max(x), bottom.max(y))
        })
    };
    let paths = page.items.iter().filter_map(|item| match (&item.paint, item.element) {
        (Paint::Path(path), None) if path.stroke.is_some() => Some(corners(&path.segments)),
        _ => None,
    });
    paths.filter(|(left, right, _)| right - left > 100.0).map(|(_, right, bottom)| (right, bottom)).collect()
}

#[test]
fn what_finds_no_room_on_a_poster_follows_in_full() {
    let mut board = board(2);
    let many = (0..90).map(|n| (Glyph::Warning, rich(&format!("note {n} about what people saw when it went wrong"))));
    board.fields[4].notes = many.collect();
    let pages = poster(board);
    assert!(pages.pages.len() > 1);
    let first = lines(&pages.pages[0]).join("\n");
    let cut = first.lines().find(|line| line.ends_with("more, see the next page")).unwrap();
    let left: usize = cut.split_whitespace().nth(1).unwrap().parse().unwrap();
    let shown = runs(&pages.pages[0]).filter(|(run, _)| run.text.contains("about what people saw")).count();
    assert_eq!(shown + left, 90, "{cut}");
    assert_eq!(pages_with(&pages, "Field 4"), [0, 1]);
    assert_eq!(pages_with(&pages, "Field 3"), [0], "fields that were not cut are not said twice");
    assert!(pages_with(&pages, "note 89").iter().all(|page| *page > 0));
}

#[test]
fn a_grid_that_is_no_poster_is_printed_as_lists() {
    let mut tiny = board(1);
    (tiny.columns, tiny.rows) = (200, 200);
    let mut outside = board(1);
    outside.fields[0].at = (7, 7);
    for board in [tiny, outside, Board::default()] {
        let fields = board.fields.len();
        let pages = poster(board);
        assert_eq!(content(&pages).matches("note 0").count(), fields);
    }
}

#[test]
fn long_addresses_break_where_they_join_parts() {
    let address =
        "https://example.org/a/very_long_name.of-a/document/with?many=words&and_more=of_them.in_its_query_part";
    let linked = Rich(vec![span(address, Some(Link::Address(address.to_owned())))]);
    let row =
        crate::report::block::Row { cells: vec![Cell::Text(rich("Source")), Cell::Text(linked)], ..Default::default() };
    let mut table = table("", &["What", "Where"], &[]);
    table.rows.push(row);
    let beside =
        Body::Beside { left: vec![block(Body::Table(table))], right: vec![paragraph("text")], left_share: 0.4 };
    let pages = pages_of(vec![block(beside)]);
    let parts: Vec<&str> =
        runs(&pages.pages[0]).map(|(run, _)| run.text.as_str()).filter(|text| address.contains(text)).collect();
    assert!(parts.len() > 2, "{parts:?}");
    assert_eq!(parts.concat(), address);
    for part in parts.iter().take(parts.len() - 1) {
        assert!(part.ends_with(['/', '.', '_', '-', '?', '&', '=']), "{parts:?}");
    }
}

#[test]
fn neither_the_first_nor_the_last_row_of_a_table_stands_alone() {
    for before in 15..45 {
        let rows: Vec<Vec<String>> = (1..=24).map(|n| vec![format!("row {n}."), words("cell", 1)]).collect();
        let blocks =
            (0..before).map(|_| paragraph("filler")).chain([block(Body::Table(table("", &["A", "B"], &rows)))]);
        let pages = pages_of(blocks.collect());
        assert_eq!(pages_with(&pages, "row 23."), pages_with(&pages, "row 24."), "{before} lines before");
        assert_eq!(pages_with(&pages, "row 1."), pages_with(&pages, "row 2."), "{before} lines before");
    }
}

#[test]
fn numbers_in_a_column_stand_one_under_the_other() {
    let mut numbers =
        table("", &["Name", "Cases"], &[vec!["a".into(), "11,111".into()], vec!["b".into(), "98,745".into()]]);
    numbers.columns[1].align = Align::End;
    let pages = pages_of(vec![block(Body::Table(numbers))]);
    let widths: Vec<f32> = ["11,111", "98,745"]
        .iter()
        .map(|text| runs(&pages.pages[0]).find(|(run, _)| run.text == *text).unwrap().0.x)
        .collect();
    assert!((widths[0] - widths[1]).abs() < 0.01, "{widths:?}");
}

#[test]
fn a_draft_is_stamped_and_links_have_the_color_of_the_organization() {
    let link = Rich(vec![span("there", Some(Link::Address("https://example.org".to_owned())))]);
    let accent = [0x0E, 0x74, 0x68];
    let report = |stamp: &str, accent| Report {
        kind: "Memo".to_owned(),
        status: "Draft 0.7, not approved".to_owned(),
        stamp: stamp.to_owned(),
        look: Look { accent, ..Look::default() },
        blocks: vec![block(Body::Paragraph(link.clone())), block(Body::PageBreak), paragraph("x")],
        ..Report::default()
    };
    let stamped = laid_out(&report("Draft", Some(accent)));
    for page in &stamped.pages {
        assert!(runs(page).any(|(run, element)| run.text == "DRAFT" && element.is_none()), "a stamp is decoration");
    }
    let plain = laid_out(&report("", None));
    assert!(!plain.pages.iter().flat_map(runs).any(|(run, _)| run.text == "DRAFT"));
    let color = |pages: &Pages| runs(&pages.pages[0]).find(|(run, _)| run.text == "there").unwrap().0.color;
    assert_eq!(color(&stamped), Color(0x0E, 0x74, 0x68));
    assert_ne!(color(&plain), color(&stamped));
}

#[test]
fn mixed_directions_keep_their_place_in_cells_lists_and_headings() {
    let arabic = "النموذج يفشل في 12% من الحالات عند model-v2.3";
    let row = vec!["شكوى".to_owned(), arabic.to_owned()];
    let blocks = vec![
        heading(1, "مخاطر النموذج"),
        block(Body::List { ordered: true, items: vec![rich(arabic), rich("then English, و عربي")] }),
        block(Body::Table(table("جدول 1. المخاطر", &["Name", "الوصف"], &[row]))),
    ];
    let pages = pages_of(blocks);
    assert!(pages.missing.is_empty(), "{:?}", pages.missing);
    assert_eq!(dense(&content(&pages)).matches(&dense(arabic)).count(), 2, "order of reading is that of typing");
    let number = |text: &str| runs(&pages.pages[0]).find(|(run, _)| run.text == text).unwrap().0.x;
    assert!(number("1.") > 500.0 && number("2.") < 60.0, "numbers stand where reading begins");
    let list = elements(&pages, Role::ListBody);
    assert!(list.iter().all(|body| pages_of_element(&pages, *body) == [0]));
}

/// For blocks that hold others.
#[test]
fn a_board_inside_other_blocks_is_printed_as_lists() {
    let inner: Vec<Block> = vec![block(Body::Board(board(1)))];
    let pages = pages_of(vec![block(Body::Together(inner))]);
    assert_eq!(content(&pages).matches("note 0").count(), 6);
    assert_eq!(sides(&pages), [false]);
}
