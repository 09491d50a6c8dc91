//! What readers may rely on, checked through [`lay_out`].

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::render::fonts::FontBook;
use crate::render::page::placed::{Page, Paint, Role, Segment, Target};
use crate::render::page::samples::{
    block, content, dense, elements, filler, heading, lines, pages_of, pages_of_element, pages_with, paragraph, rich,
    runs, span, table, words,
};
use crate::render::page::{Paper, lay_out};
use crate::render::pdf::{Info, write_pdf};
use crate::report::block::{
    Band, BandKind, Block, Board, BoardField, Body, Cell, Chart, Fact, Figure, Glyph, HeatDot, HeatMap, History,
    HistoryPoint, Interval, IntervalRow, Link, Look, Mark, Report, Rich, Row, Signature, SquareRow, Table, Tone,
};

#[test]
fn every_character_appears_in_order() {
    let check = |text: &str| {
        let pages = pages_of(vec![paragraph(text)]);
        assert_eq!(dense(&content(&pages)), dense(text));
    };
    check("Plain words, office affine fluffy.");
    check("First\nsecond\r\n\n\nthird");
    check("Ελληνικά Русский ≤ → ☑ ● ℹ 漢字 😀 e\u{301}");
    check("English with עברית inside, שלום (123) world, مرحبا 42.");
    check(&"unbreakable".repeat(60));
    check("https://example.org/a/long/path?with=a&query=that-does-not-fit-in-one-line-of-this-page-because-it-is-long");
    check(&words("many", 120));
    check("");
}

#[test]
fn characters_that_act_are_shown_instead() {
    let check = |text: &str, expected: &str| {
        let pages = pages_of(vec![paragraph(text)]);
        assert_eq!(content(&pages), expected);
        assert_eq!(pages.missing.len(), 1, "{text:?}");
    };
    check("a\u{202E}gnp.exe", "aU+202Egnp.exe");
    check("a\0b", "aU+0000b");
    check("\u{FEFF}a", "U+FEFFa");
    check("a\u{E0041}b", "aU+E0041b");
    check("pay\u{2067}load", "payU+2067load");
}

#[test]
fn what_no_face_has_stands_in_a_box() {
    let pages = pages_of(vec![block(Body::PageBreak), paragraph("one 漢 two")]);
    let found: Vec<_> = pages.missing.iter().map(|missing| (missing.character, missing.page)).collect();
    assert_eq!(found, [('漢', 0)]);
    let page = pages.pages.first().unwrap();
    let (run, _) = runs(page).find(|(run, _)| run.text == "漢").unwrap();
    assert_eq!(run.glyphs.len(), 4, "the digits of 6F22");
    assert!(page.items.iter().any(|item| matches!(&item.paint, Paint::Path(path) if path.stroke.is_some())));
    assert!(pages.pages.iter().flat_map(runs).flat_map(|(run, _)| &run.glyphs).all(|glyph| glyph.id != 0));
}

#[test]
fn right_to_left_text_stands_from_the_right() {
    // name of the case, text, the pieces from left to right, whether the line ends at the right margin
    let check = |text: &str, expected: &[&str], at_right: bool| {
        let pages = pages_of(vec![paragraph(text)]);
        let page = pages.pages.first().unwrap();
        let mut seen: Vec<_> = runs(page).filter(|(_, element)| element.is_some()).map(|(run, _)| run).collect();
        seen.sort_by(|a, b| a.x.total_cmp(&b.x));
        let pieces: Vec<&str> = seen.iter().map(|run| run.text.trim()).filter(|text| !text.is_empty()).collect();
        assert_eq!(pieces, expected, "{text}");
        let starts_left = seen.first().is_some_and(|run| run.x < 55.0);
        assert_eq!(!starts_left, at_right, "{text}");
    };
    check("abc", &["abc"], false);
    check("שלום", &["שלום"], true);
    check("one שתים three", &["one", "שתים", "three"], false);
    check("אחת two שלוש", &["שלוש", "two", "אחת"], true);
    check("a אחת 12 ב z", &["a", "ב", "12", "אחת", "z"], false);
}

#[test]
fn headings_never_end_a_page() {
    for before in 20..40 {
        let blocks = filler(before).chain([heading(1, "Head"), heading(2, "Below"), paragraph(&words("text", 4))]);
        let pages = pages_of(blocks.collect());
        let head = pages_with(&pages, "Head");
        assert_eq!(head, pages_with(&pages, "Below"), "{before} lines before");
        let lines = lines(&pages.pages[head[0]]);
        let at = lines.iter().position(|line| line == "Below").unwrap();
        assert!(lines[at + 2].contains("lorem"), "{before} lines before: two lines of text follow, not {lines:?}");
    }
}

#[test]
fn a_heading_with_one_line_below_is_no_page_end() {
    for before in 20..40 {
        let blocks = filler(before).chain([heading(1, "Head"), paragraph("one line"), paragraph(&words("text", 3))]);
        let pages = pages_of(blocks.collect());
        let head = pages_with(&pages, "Head");
        assert_eq!(head.first(), pages_with(&pages, "lorem").first(), "{before} lines before");
    }
}

#[test]
fn a_section_of_one_line_does_not_wait_for_the_next() {
    for before in 20..40 {
        let last = [heading(1, "Short"), paragraph("one line"), heading(1, "Next"), paragraph(&words("text", 60))];
        let pages = pages_of(filler(before).chain(last).collect());
        let alone = pages_of(filler(before).chain([heading(1, "Short"), paragraph("one line")]).collect());
        assert_eq!(pages_with(&pages, "Short"), pages_with(&alone, "Short"), "{before} lines before");
        assert_eq!(pages_with(&pages, "Short"), pages_with(&pages, "one line"), "{before} lines before");
    }
}

#[test]
fn no_line_of_a_paragraph_is_left_alone() {
    for before in 20..40 {
        let pages = pages_of(filler(before).chain((0..3).map(|_| paragraph(&words("text", 5)))).collect());
        for paragraph in elements(&pages, Role::P) {
            let counts: Vec<usize> = pages
                .pages
                .iter()
                .map(|page| {
                    let mut lines: Vec<f32> =
                        runs(page).filter(|it| it.1 == Some(paragraph)).map(|(run, _)| run.y).collect();
                    lines.dedup();
                    lines.len()
                })
                .collect();
            let lines: usize = counts.iter().sum();
            assert!(lines == 1 || !counts.contains(&1), "{before} lines before: {counts:?}");
        }
    }
}

/// Rows of one to three lines, with a number each.
fn rows(count: usize) -> Vec<Vec<String>> {
    (1..=count).map(|n| vec![format!("row {n};"), words("cell", n % 3 + 1), format!("end {n};")]).collect()
}

#[test]
fn rows_stay_whole_and_heads_repeat() {
    let table = table("Table 7. Failure modes, by level. More words.", &["Name", "Text", "End"], &rows(60));
    let pages = pages_of(vec![paragraph("before"), block(Body::Table(table))]);
    assert!(pages.pages.len() > 3);
    for row in elements(&pages, Role::Row) {
        let cells = (0..).map(crate::render::page::placed::ElementId).zip(&pages.elements);
        let mut on: Vec<usize> = cells
            .filter(|(_, element)| element.parent == Some(row.0))
            .flat_map(|(id, _)| pages_of_element(&pages, id))
            .collect();
        on.dedup();
        assert_eq!(on.len(), 1, "a row stands on one page");
    }
    for (number, page) in (1..).zip(&pages.pages) {
        let lines = lines(page);
        let text = lines.join("\n");
        let continued = format!("Table 7. Failure modes, continued from page {}.", number - 1);
        assert_eq!(lines.get(1) == Some(&continued), number > 1, "{text}");
        assert_eq!(lines.get(2).is_some_and(|line| line == "NameTextEnd"), number > 1, "{text}");
        let goes_on = format!("Table 7 continues on page {}.", number + 1);
        assert_eq!(text.contains(&goes_on), number < pages.pages.len(), "{text}");
    }
    assert_eq!(pages_with(&pages, "Name"), [0], "repeated heads are decoration");
}

#[test]
fn a_row_higher_than_a_page_is_split_and_complete() {
    let long = words("long", 300);
    let table = table("", &["A", "B"], &[vec!["x".to_owned(), long.clone()], vec!["y".to_owned(), "z".to_owned()]]);
    let pages = pages_of(vec![block(Body::Table(table))]);
    assert!(pages.pages.len() > 3);
    let text = dense(&content(&pages));
    let expected = dense(&long);
    assert!(expected.split("elit").filter(|part| !part.is_empty()).all(|part| text.contains(part)));
    assert_eq!(text.matches("tempor").count(), 300);
    assert!(text.ends_with("yz"));
}

#[test]
fn the_table_of_contents_knows_the_pages() {
    let section = |n: usize| [heading(1, &format!("Section {n}")), heading(2, &format!("Part {n}"))];
    let blocks = |min_pages| {
        let contents = [block(Body::Contents { min_pages })];
        contents.into_iter().chain((1..30).flat_map(|n| section(n).into_iter().chain(filler(9)))).collect()
    };
    let pages = pages_of(blocks(4));
    let entries = elements(&pages, Role::Link);
    assert_eq!(entries.len(), 29, "sections are listed, parts are in the outline only");
    for (entry, link) in pages.outline.iter().filter(|entry| entry.level == 1).zip(entries) {
        let listed = pages.pages.iter().flat_map(runs).filter(|(_, element)| *element == Some(link));
        let listed: Vec<&str> = listed.map(|(run, _)| run.text.as_str()).collect();
        assert_eq!(listed.concat(), format!("{} {}", entry.text, entry.page + 1));
        assert!(pages_with(&pages, &entry.text).contains(&entry.page), "{entry:?}");
        let area = pages.pages.iter().flat_map(|page| &page.links).find(|area| area.element == Some(link)).unwrap();
        assert_eq!(area.target, Target::Place(entry.page, entry.top_pt));
    }
    assert!(elements(&pages_of(blocks(1000)), Role::Toc).is_empty(), "too short for a table of contents");
}

#[test]
fn pages_are_framed() {
    let pages = pages_of(filler(80).collect());
    let count = pages.pages.len();
    assert!(count > 1);
    for (number, page) in (1..).zip(&pages.pages) {
        let lines = lines(page);
        assert_eq!(lines.first().map(String::as_str), Some("DraftMemo"));
        assert_eq!(lines.last(), Some(&format!("{number} of {count}")));
    }
}

#[test]
fn what_belongs_together_stays_together() {
    for before in 20..40 {
        let together = block(Body::Together(vec![paragraph("start"), paragraph(&words("text", 6)), paragraph("stop")]));
        let pages = pages_of(filler(before).chain([together]).collect());
        assert_eq!(pages_with(&pages, "start"), pages_with(&pages, "stop"), "{before} lines before");
    }
    let long = |name: &str| vec![paragraph(&words(name, 40))];
    let beside = block(Body::Beside { left: long("left"), right: long("right"), left_share: 0.5 });
    let pages = pages_of(vec![beside]);
    assert_eq!(content(&pages).matches("tempor").count(), 80, "nothing is lost, and nothing doubled");
    assert_eq!(elements(&pages, Role::P).len(), 2);
}

#[test]
fn links_lead_somewhere_or_are_plain_text() {
    let check = |link: Link, expected: Option<Target>| {
        let text = Rich(vec![span("see ", None), span("there", Some(link.clone())), span(".", None)]);
        let pages = pages_of(vec![heading(1, "Goal"), block(Body::Paragraph(text))]);
        let areas = &pages.pages.first().unwrap().links;
        assert_eq!(areas.first().map(|area| area.target.clone()), expected, "{link:?}");
        assert_eq!(elements(&pages, Role::Link).len(), areas.len());
        assert!(areas.iter().all(|area| area.words == "there" && area.width > 10.0));
    };
    check(Link::Anchor("Goal".to_owned()), Some(Target::Place(0, 66)));
    check(Link::Anchor("nowhere".to_owned()), None);
    check(Link::Address("https://example.org".to_owned()), Some(Target::Address("https://example.org".to_owned())));
    check(Link::Address("javascript:alert(1)".to_owned()), None);
    check(Link::Address("é".to_owned()), None);
    let blank = Rich(vec![span(" ", Some(Link::Address("https://example.org".to_owned())))]);
    assert!(elements(&pages_of(vec![block(Body::Paragraph(blank))]), Role::Link).is_empty());
}

/// A report with every kind of block, and numbers and texts as nobody should write them.
fn hostile() -> Vec<Block> {
    let figure = |chart| block(Body::Figure(Figure { caption: String::new(), alt: String::new(), chart }));
    let interval =
        |value: f64| Interval { rate: Some(value), low: -value, high: value, axis: value, verdict: Glyph::AtRisk };
    let mark = || Mark { glyph: Glyph::Pips(200), label: words("mark", 3) };
    let point = |rate| HistoryPoint { label: "9 Mar".to_owned(), rate, low: f64::NAN, high: f64::INFINITY };
    let band = |share| Band { label: words("band", 2), share, kind: BandKind::Gray };
    let dot =
        |n: u8| HeatDot { label: "123456".to_owned(), inherent: (n, 0), residual: Some((0, n)), has_fallback: false };
    let map =
        |count: u8| HeatMap { dots: (0..count).map(dot).collect(), vertical: words("axis", 9), ..HeatMap::default() };
    let cells = vec![Cell::Interval(interval(f64::NAN)), Cell::Mark(mark()), Cell::Text(Rich::default())];
    let ragged = Row { cells, anchor: "a".to_owned(), source: None };
    let crowded = |at| BoardField {
        title: words("title", 40),
        prompt: words("prompt", 9),
        at,
        span: (1, 1),
        notes: vec![(Glyph::Pips(9), rich(&words("note", 90))); 3],
        source: None,
    };
    let mut wide = table("No sentence", &["Head"; 40], &rows(3));
    wide.rows.push(ragged.clone());
    vec![
        block(Body::Title { text: words("title", 9), subtitle: String::new() }),
        heading(0, ""),
        heading(9, "deep"),
        block(Body::Facts(vec![Fact { label: words("label", 3), value: rich(&words("fact", 90)) }])),
        block(Body::List { ordered: true, items: vec![Rich::default(), rich("two")] }),
        block(Body::Callout { tone: Tone::Good, title: String::new(), text: rich(&words("callout", 90)) }),
        block(Body::Columns(Vec::new())),
        block(Body::Columns(vec![rich("column"); 30])),
        block(Body::Table(Table::default())),
        block(Body::Table(table("Table 1. No columns", &[], &[Vec::new()]))),
        block(Body::Table(table("Table 1. No rows", &["Head"], &[]))),
        block(Body::Table(Table { rows: vec![ragged], ..Table::default() })),
        block(Body::Table(wide)),
        block(Body::Signatures(vec![Signature::default(); 4])),
        block(Body::Signatures(vec![Signature { note: words("note", 200), ..Signature::default() }])),
        block(Body::Table(table("Table 2. A head.", &[&words("head", 200)], &rows(9)))),
        heading(1, &words("heading", 200)),
        paragraph(&"x".repeat(100_000)),
        block(Body::Beside { left: Vec::new(), right: Vec::new(), left_share: f32::NAN }),
        figure(Chart::HeatMap(map(9))),
        figure(Chart::HeatMap(map(200))),
        figure(Chart::Intervals(vec![IntervalRow {
            label: words("row", 2),
            interval: interval(1e300),
            verdict: mark(),
        }])),
        figure(Chart::Bands(vec![band(f64::NAN), band(-1.0), band(0.0)])),
        figure(Chart::Squares(vec![SquareRow {
            label: words("function", 2),
            marks: vec![Glyph::Done; 300],
            summary: words("sum", 4),
        }])),
        figure(Chart::History(History {
            limit: f64::NAN,
            points: [0.1, f64::NAN, 9e9].map(point).to_vec(),
            ..History::default()
        })),
        figure(Chart::History(History::default())),
        block(Body::Board(Board {
            columns: 2,
            rows: 2,
            fields: vec![crowded((0, 0)), crowded((1, 1)), crowded((0, 0))],
        })),
        block(Body::Board(Board { columns: 1, rows: 250, fields: vec![crowded((0, 249))] })),
        block(Body::Board(Board { columns: 0, rows: 0, fields: vec![BoardField::default()] })),
        block(Body::Together(Vec::new())),
        block(Body::PageBreak),
        block(Body::PageBreak),
        block(Body::Contents { min_pages: 0 }),
    ]
}

#[test]
fn nothing_leaves_the_page_whatever_comes() {
    nothing_leaves(false);
    nothing_leaves(true);
}

fn nothing_leaves(landscape: bool) {
    let report = Report {
        status: words("status", 3),
        provenance: words("provenance", 3),
        stamp: words("stamp", 3),
        look: Look { logo: "data:,".to_owned(), accent: Some([0, 0, 0]), landscape, poster: None },
        blocks: hostile(),
        ..Report::default()
    };
    for paper in [Paper::A4, Paper::Letter] {
        let pages = lay_out(&report, paper, &mut FontBook::bundled());
        assert_eq!(pages, lay_out(&report, paper, &mut FontBook::bundled()), "the same input gives the same pages");
        for (page, item) in pages.pages.iter().flat_map(|page| page.items.iter().map(move |item| (page, item))) {
            match &item.paint {
                Paint::Text(run) => {
                    let width: f32 = run.glyphs.iter().map(|glyph| glyph.advance * run.size_pt / 1000.0).sum();
                    let right = if run.rotation == 0.0 { run.x + width } else { run.x };
                    assert!(run.x > 0.0 && right < page.width_pt, "{run:?}");
                    let bottom = if item.element.is_some() { page.height_pt - 60.0 } else { page.height_pt };
                    assert!(run.y > 0.0 && run.y < bottom, "{run:?}");
                }
                Paint::Path(path) => assert!(path.segments.iter().all(|segment| is_on(page, segment)), "{path:?}"),
                Paint::Picture(picture) => assert!(picture.x + picture.width <= page.width_pt, "{picture:?}"),
            }
        }
    }
}

/// Whether a segment's points are numbers on the page.
fn is_on(page: &Page, segment: &Segment) -> bool {
    let is_on = |x: f32, y: f32| (0.0..=page.width_pt).contains(&x) && (0.0..=page.height_pt).contains(&y);
    match *segment {
        Segment::Move(x, y) | Segment::Line(x, y) => is_on(x, y),
        Segment::Curve(x1, y1, x2, y2, x, y) => is_on(x1, y1) && is_on(x2, y2) && is_on(x, y),
        Segment::Close => true,
    }
}

#[test]
fn the_structure_is_sound() {
    let pages = pages_of(hostile());
    let mut last_level = 0;
    for (number, element) in (0u32..).zip(&pages.elements) {
        assert!(element.parent.is_none_or(|parent| parent < number), "parents come first");
        if let Role::H(level) = element.role {
            assert!(level <= last_level + 1, "no level is skipped");
            last_level = level;
        }
        if element.role == Role::Figure {
            assert!(!element.alt.is_empty(), "drawings say something");
        }
    }
    for table in elements(&pages, Role::Table) {
        let parent = |id: u32| pages.elements.get(id as usize).and_then(|element| element.parent);
        let in_table = |&row: &u32| parent(row).and_then(parent) == Some(table.0);
        let mut widths: Vec<usize> = elements(&pages, Role::Row)
            .iter()
            .map(|row| row.0)
            .filter(in_table)
            .map(|row| pages.elements.iter().filter(|element| element.parent == Some(row)).count())
            .collect();
        widths.dedup();
        assert!(widths.len() <= 1, "rows have as many cells as their table has columns");
    }
    let last = pages.elements.len() as u32;
    let tagged = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| item.element);
    assert!(tagged.into_iter().all(|element| element.0 < last));
}

#[test]
fn what_is_laid_out_can_be_archived_and_read_aloud() {
    let mut fonts = FontBook::bundled();
    let report = Report { blocks: hostile(), ..Report::default() };
    let pages = lay_out(&report, Paper::A4, &mut fonts);
    let info = Info { title: "Memo".to_owned(), language: "en".to_owned(), ..Info::default() };
    let bytes = write_pdf(&pages, &fonts, &info).expect("it can be written");
    for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
        let report = validate_pdf_bytes(&bytes, &ValidationOptions::default().profile(profile)).expect("it is a PDF");
        let failures: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
        assert!(failures.is_empty(), "{profile:?}: {failures:#?}");
    }
}
