//! Documents for Word: real structure, words for every picture, nothing lost and nothing let in.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use caveat::render::docx::write_docx;
use caveat::render::fonts::FontBook;
use caveat::render::markdown::write_markdown;
use caveat::render::page::Paper;
use caveat::report::block::{
    Align, Band, BandKind, Block, Board, BoardField, Body, Cell, Chart, Column, Fact, Figure, Glyph, Interval, Link,
    Look, Mark, Report, Rich, Row, Signature, Span, Style, Table, Tone, Width,
};
use caveat::report::{self, Document, Edition};
use resvg::usvg::roxmltree::{Document as Xml, Node};

use super::support::{example, filled};

pub(super) type Parts = BTreeMap<String, Vec<u8>>;

pub(super) fn docx(report: &Report) -> Vec<u8> {
    write_docx(report, Paper::A4, &mut FontBook::bundled()).unwrap()
}

pub(super) fn parts(bytes: &[u8]) -> Parts {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Parts::new();
    for number in 0..zip.len() {
        let mut file = zip.by_index(number).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        parts.insert(name, content);
    }
    parts
}

pub(super) fn text<'a>(parts: &'a Parts, name: &str) -> &'a str {
    std::str::from_utf8(&parts[name]).unwrap()
}

/// The body of a document.
fn body(report: &Report) -> String {
    text(&parts(&docx(report)), "word/document.xml").to_owned()
}

/// An attribute by its name without prefix.
fn attribute<'a>(node: &Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

fn all<'a, 'd>(node: Node<'a, 'd>, name: &'static str) -> impl Iterator<Item = Node<'a, 'd>> {
    node.descendants().filter(move |inner| inner.is_element() && inner.tag_name().name() == name)
}

/// What is written in a part of the document, breaks as line feeds.
fn written(node: Node) -> String {
    let piece = |inner: Node| match inner.tag_name().name() {
        "t" => inner.text().unwrap_or_default().to_owned(),
        "br" => "\n".to_owned(),
        _ => String::new(),
    };
    node.descendants().filter(Node::is_element).map(piece).collect()
}

fn style(paragraph: Node) -> String {
    let named = all(paragraph, "pStyle").next();
    named.and_then(|named| attribute(&named, "val")).unwrap_or_default().to_owned()
}

fn span(text: &str) -> Span {
    Span { text: text.to_owned(), style: Style::Plain, link: None }
}

fn rich(text: &str) -> Rich {
    Rich(vec![span(text)])
}

fn linked(text: &str, link: Link) -> Rich {
    Rich(vec![Span { link: Some(link), ..span(text) }])
}

fn block(body: Body) -> Block {
    Block { body, source: None }
}

fn report_of(bodies: Vec<Body>) -> Report {
    let blocks = bodies.into_iter().map(block).collect();
    Report { kind: "Memo".to_owned(), language: "en".to_owned(), blocks, ..Report::default() }
}

fn heading(level: u8, text: &str, anchor: &str) -> Body {
    Body::Heading { level, text: text.to_owned(), anchor: anchor.to_owned() }
}

#[test]
fn headings_are_headings_with_their_levels() {
    let workbook = example("claims-triage");
    for document in [Document::ModelCard, Document::RiskMemo] {
        let report = report::build(document, &workbook, &Edition::default());
        let mut expected = Vec::new();
        headings(&report.blocks, &mut expected);
        let body = body(&report);
        let xml = Xml::parse(&body).unwrap();
        let found: Vec<(String, String)> = all(xml.root(), "p")
            .map(|paragraph| (style(paragraph), written(paragraph)))
            .filter(|(style, _)| style.starts_with("Heading"))
            .collect();
        assert!(expected.len() > 10);
        assert_eq!(found, expected);
        assert_eq!(all(xml.root(), "p").filter(|paragraph| style(*paragraph) == "Title").count(), 1);
    }
}

fn headings(blocks: &[Block], found: &mut Vec<(String, String)>) {
    for block in blocks {
        match &block.body {
            Body::Heading { level, text, .. } => found.push((format!("Heading{level}"), text.clone())),
            Body::Together(inner) => headings(inner, found),
            Body::Beside { left, right, .. } => {
                headings(left, found);
                headings(right, found);
            }
            _ => {}
        }
    }
}

#[test]
fn tables_repeat_their_heads_and_pictures_have_words() {
    let report = report::build(Document::RiskMemo, &example("claims-triage"), &Edition::default());
    let body = body(&report);
    let xml = Xml::parse(&body).unwrap();
    let is_data =
        |table: &Node| all(*table, "tblLook").next().is_some_and(|it| attribute(&it, "firstRow") == Some("1"));
    let mut heads = 0;
    for table in all(xml.root(), "tbl").filter(is_data) {
        let own = |name: &'static str| table.children().filter(move |child| child.has_tag_name((WORD, name)));
        let first = own("tr").next().unwrap();
        assert_eq!(all(first, "tblHeader").count(), 1);
        assert!(own("tr").all(|row| all(row, "cantSplit").count() >= 1));
        let columns = all(own("tblGrid").next().unwrap(), "gridCol").count();
        assert!(own("tr").all(|row| row.children().filter(|cell| cell.has_tag_name((WORD, "tc"))).count() == columns));
        heads += 1;
    }
    assert!(heads > 8, "{heads}");
    let (mut said, mut decoration) = (0, 0);
    for picture in all(xml.root(), "docPr") {
        match attribute(&picture, "descr") {
            Some(words) if !words.is_empty() => said += 1,
            _ => {
                assert_eq!(all(picture, "decorative").count(), 1, "a picture without words that is no decoration");
                decoration += 1;
            }
        }
    }
    let expected = pictures(&report.blocks);
    assert!(expected > 2 && said == expected && decoration > 20, "{said} of {expected}, and {decoration}");
    let cell_ends =
        all(xml.root(), "tc").all(|cell| cell.last_element_child().is_some_and(|it| it.has_tag_name((WORD, "p"))));
    assert!(cell_ends, "Word does not open a file whose cells end in something else than a paragraph");
}

/// How many drawings there are that say something of their own.
fn pictures(blocks: &[Block]) -> usize {
    let count = |block: &Block| match &block.body {
        Body::Figure(_) => 1,
        Body::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.filter(|cell| matches!(cell, Cell::Interval(_))).count()
        }
        Body::Together(inner) => pictures(inner),
        Body::Beside { left, right, .. } => pictures(left) + pictures(right),
        _ => 0,
    };
    blocks.iter().map(count).sum()
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn sample_table() -> Table {
    let column = |head: &str, align| Column { head: head.to_owned(), align, width: Width::Fit };
    let interval = Interval { rate: Some(0.5), low: 0.2, high: 0.9, axis: 2.5, verdict: Glyph::Within };
    let cells = vec![
        Cell::Text(rich("TableCell")),
        Cell::Mark(Mark { glyph: Glyph::Within, label: "MarkWord".to_owned() }),
        Cell::Interval(interval),
    ];
    Table {
        caption: "Table 1. TableCaption".to_owned(),
        columns: vec![
            column("HeadOne", Align::Start),
            column("HeadTwo", Align::End),
            column("HeadThree", Align::Start),
        ],
        rows: vec![Row { cells, anchor: "row".to_owned(), source: None }],
    }
}

/// A report with every kind of block.
fn every_kind() -> Report {
    let field = |title: &str, at, span| BoardField {
        title: title.to_owned(),
        prompt: "FieldPrompt".to_owned(),
        at,
        span,
        notes: vec![(Glyph::Question, rich("FieldNote"))],
        source: None,
    };
    let fields =
        vec![field("FieldOne", (0, 0), (1, 2)), field("FieldTwo", (1, 0), (2, 1)), field("FieldLost", (9, 9), (1, 1))];
    let signature = Signature {
        name: "SignName".to_owned(),
        role: "SignRole".to_owned(),
        decision: "SignDecision".to_owned(),
        note: "SignNote".to_owned(),
    };
    let bands = vec![Band { label: "Serve".to_owned(), share: 1.0, kind: BandKind::Serve }];
    let figure = Figure {
        caption: "Figure 1. FigureCaption".to_owned(),
        alt: "FigureAlt".to_owned(),
        chart: Chart::Bands(bands),
    };
    report_of(vec![
        Body::Title { text: "TheTitle".to_owned(), subtitle: "TheSubtitle".to_owned() },
        Body::Contents { min_pages: 1 },
        heading(1, "HeadingOne", "one"),
        heading(2, "HeadingTwo", ""),
        Body::Paragraph(Rich(vec![
            span("Line one\nline two\n\nNext paragraph with "),
            Span { style: Style::Strong, ..span("StrongWord") },
        ])),
        Body::Paragraph(linked("to the row", Link::Anchor("row".to_owned()))),
        Body::Paragraph(linked("outside", Link::Address("https://example.org/a?b=1&c".to_owned()))),
        Body::Note(rich("TheNote")),
        Body::Facts(vec![Fact { label: "FactLabel".to_owned(), value: rich("FactValue") }]),
        Body::List { ordered: true, items: vec![rich("FirstA"), rich("FirstB\n\nFirstBelow")] },
        Body::List { ordered: true, items: vec![rich("SecondA")] },
        Body::List { ordered: false, items: vec![rich("BulletA")] },
        Body::Table(sample_table()),
        Body::Figure(figure),
        Body::Callout { tone: Tone::Blocker, title: "CalloutTitle".to_owned(), text: rich("CalloutText") },
        Body::Beside {
            left: vec![block(Body::Table(sample_table()))],
            right: vec![block(Body::Note(rich("RightNote")))],
            left_share: 0.4,
        },
        Body::Columns(vec![rich("ColumnOne"), rich("ColumnTwo")]),
        Body::Board(Board { columns: 3, rows: 2, fields }),
        Body::Signatures(vec![signature]),
        Body::Together(vec![block(Body::Note(rich("KeptOne"))), block(Body::Note(rich("KeptTwo")))]),
        Body::PageBreak,
        Body::Paragraph(rich("AfterBreak")),
        Body::Paragraph(rich("שלום עולם")),
    ])
}

#[test]
fn every_kind_of_block_is_written() {
    let body = body(&every_kind());
    let xml = Xml::parse(&body).unwrap();
    let said = written(xml.root());
    for word in [
        "TheTitle",
        "TheSubtitle",
        "HeadingOne",
        "HeadingTwo",
        "Line one\nline two",
        "StrongWord",
        "TheNote",
        "FactLabel",
        "FactValue",
        "FirstA",
        "FirstB",
        "FirstBelow",
        "SecondA",
        "BulletA",
        "TableCaption",
        "HeadOne",
        "HeadTwo",
        "HeadThree",
        "TableCell",
        "MarkWord",
        "FigureCaption",
        "CalloutTitle",
        "CalloutText",
        "RightNote",
        "ColumnOne",
        "ColumnTwo",
        "FieldOne",
        "FieldTwo",
        "FieldLost",
        "FieldPrompt",
        "FieldNote",
        "SignName",
        "SignRole",
        "SignDecision",
        "SignNote",
        "KeptOne",
        "KeptTwo",
        "AfterBreak",
        "שלום עולם",
    ] {
        assert!(said.contains(word), "{word}");
    }
    let alts: Vec<&str> = all(xml.root(), "docPr").filter_map(|it| attribute(&it, "descr")).collect();
    assert!(alts.contains(&"FigureAlt") && alts.iter().any(|alt| alt.contains("0.50 times the limit")), "{alts:?}");
    let paragraph = |words: &str| all(xml.root(), "p").find(|it| written(*it) == words).unwrap();
    let has = |words: &str, name| all(paragraph(words), name).count() == 1;
    assert!(has("AfterBreak", "pageBreakBefore") && has("KeptOne", "keepNext") && !has("KeptTwo", "keepNext"));
    assert!(has("שלום עולם", "bidi") && has("שלום עולם", "rtl") && !has("AfterBreak", "bidi"));
}

#[test]
fn lists_are_numbered_by_word_and_each_begins_at_one() {
    let parts = parts(&docx(&every_kind()));
    let xml = Xml::parse(text(&parts, "word/document.xml")).unwrap();
    let list = |words: &str| {
        let paragraph = all(xml.root(), "p").find(|it| written(*it) == words).unwrap();
        all(paragraph, "numId").next().and_then(|it| attribute(&it, "val").map(str::to_owned))
    };
    assert_eq!(list("FirstA"), list("FirstB"));
    assert_eq!(list("FirstBelow"), None);
    assert!(list("FirstA") != list("SecondA") && list("SecondA") != list("BulletA"));
    let numbering = Xml::parse(text(&parts, "word/numbering.xml")).unwrap();
    let restarts = |id: &str| {
        let number = all(numbering.root(), "num").find(|it| attribute(it, "numId") == Some(id)).unwrap();
        all(number, "startOverride").count()
    };
    assert_eq!(["FirstA", "SecondA"].map(|words| restarts(&list(words).unwrap())), [1, 1]);
}

#[test]
fn links_and_contents_lead_somewhere() {
    let parts = parts(&docx(&every_kind()));
    let xml = Xml::parse(text(&parts, "word/document.xml")).unwrap();
    let bookmarks: Vec<&str> = all(xml.root(), "bookmarkStart").filter_map(|it| attribute(&it, "name")).collect();
    let mut unique = bookmarks.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), bookmarks.len(), "{bookmarks:?}");
    let links: Vec<Node> = all(xml.root(), "hyperlink").collect();
    for name in links.iter().filter_map(|it| attribute(it, "anchor")) {
        assert!(bookmarks.contains(&name), "{name} is no bookmark: {bookmarks:?}");
    }
    let words: Vec<String> = links.iter().map(|it| written(*it)).collect();
    assert_eq!(words, ["HeadingOne", "HeadingTwo", "to the row", "outside"]);
    let relations = text(&parts, "word/_rels/document.xml.rels");
    assert!(relations.contains(r#"Target="https://example.org/a?b=1&amp;c" TargetMode="External""#), "{relations}");
    for relation in all(Xml::parse(relations).unwrap().root(), "Relationship") {
        let target = attribute(&relation, "Target").unwrap();
        let is_outside = attribute(&relation, "TargetMode").is_some();
        assert!(is_outside || parts.contains_key(&format!("word/{target}")), "{target}");
    }
}

#[test]
fn a_poster_lies_on_its_side() {
    let mut report = every_kind();
    let upright = body(&report);
    report.look = Look { landscape: true, ..Look::default() };
    let side = body(&report);
    let size = |body: &str| {
        let xml = Xml::parse(body).unwrap();
        let size = all(xml.root(), "pgSz").next().unwrap();
        ["w", "h"].map(|name| attribute(&size, name).unwrap().parse::<u32>().unwrap())
    };
    let [[width, height], turned] = [size(&upright), size(&side)];
    assert!(width < height && turned == [height, width]);
    assert!(side.contains(r#"w:orient="landscape""#) && side.contains(r#"<w:vMerge w:val="restart"/>"#));
}

#[test]
fn header_and_footer_say_what_every_page_says() {
    let logo = r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>"#;
    let report = Report {
        product: "TheProduct".to_owned(),
        status: "TheStatus".to_owned(),
        stamp: "TheStamp".to_owned(),
        confidentiality: "TheLabel".to_owned(),
        provenance: "TheSource".to_owned(),
        author: "TheAuthor".to_owned(),
        date: "2026-03-09".to_owned(),
        language: "de".to_owned(),
        look: Look {
            logo: caveat::render::picture::data_address(logo.as_bytes()).unwrap(),
            accent: Some([1, 2, 3]),
            ..Look::default()
        },
        ..every_kind()
    };
    let parts = parts(&docx(&report));
    let header = text(&parts, "word/header1.xml");
    for word in ["Memo", "TheProduct", "TheStatus", "TheStamp", r#"descr="Logo""#] {
        assert!(header.contains(word), "{word}");
    }
    assert!(parts["word/media/logo.png"].starts_with(b"\x89PNG"));
    let footer = text(&parts, "word/footer1.xml");
    for word in ["TheLabel", "TheSource", " PAGE ", " NUMPAGES "] {
        assert!(footer.contains(word), "{word}");
    }
    let core = text(&parts, "docProps/core.xml");
    for word in ["Memo: TheProduct", "TheAuthor", "TheStatus", "2026-03-09T00:00:00Z"] {
        assert!(core.contains(word), "{word}");
    }
    let styles = text(&parts, "word/styles.xml");
    assert!(styles.contains(r#"<w:lang w:val="de""#) && styles.contains("010203"));
}

#[test]
fn what_a_person_typed_cannot_become_structure() {
    let hostile = "a\0b\u{1}c\u{b}d\u{fffe}e ]]> <w:p/> &amp; \" ' \u{202e}x \u{1f600} \r\n end\tof it";
    let script = linked("script", Link::Address("javascript:alert(1)".to_owned()));
    let missing = linked("nowhere", Link::Anchor(hostile.to_owned()));
    let table = Table { caption: hostile.to_owned(), ..sample_table() };
    let figure = Figure { caption: String::new(), alt: hostile.to_owned(), chart: Chart::Bands(Vec::new()) };
    let bodies = vec![
        heading(200, hostile, hostile),
        Body::Paragraph(rich(hostile)),
        Body::Paragraph(script),
        Body::Paragraph(missing),
        Body::Table(table),
        Body::Figure(figure),
        Body::Facts(Vec::new()),
        Body::Columns(Vec::new()),
        Body::Columns(vec![rich(hostile); 200]),
        Body::Board(Board {
            columns: 255,
            rows: 3,
            fields: vec![BoardField { title: hostile.to_owned(), span: (255, 255), ..BoardField::default() }],
        }),
        Body::Beside { left: Vec::new(), right: Vec::new(), left_share: f32::NAN },
        Body::Table(Table {
            rows: vec![Row { cells: vec![Cell::Text(rich(hostile)); 9], ..Row::default() }],
            ..Table::default()
        }),
    ];
    let report = Report {
        kind: hostile.to_owned(),
        product: hostile.to_owned(),
        status: hostile.to_owned(),
        stamp: hostile.to_owned(),
        confidentiality: hostile.to_owned(),
        provenance: hostile.to_owned(),
        author: hostile.to_owned(),
        date: "yesterday <b>".to_owned(),
        language: hostile.to_owned(),
        look: Look { logo: hostile.to_owned(), ..Look::default() },
        ..report_of(bodies)
    };
    let parts = parts(&docx(&report));
    for (name, content) in parts.iter().filter(|(name, _)| !name.contains("/media/")) {
        let content = std::str::from_utf8(content).unwrap();
        Xml::parse(content).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!content.contains(|c: char| c < ' '), "{name} holds control characters");
        assert!(!content.contains("javascript"), "{name}");
    }
    let xml = Xml::parse(text(&parts, "word/document.xml")).unwrap();
    assert!(written(xml.root()).contains("]]> <w:p/> &amp; \" '"));
    let linked: Vec<String> = all(xml.root(), "hyperlink").map(written).collect();
    assert_eq!(linked.len(), 1, "only the anchor of the heading leads somewhere: {linked:?}");
}

#[test]
fn every_marker_of_a_document_is_in_its_file_for_word() {
    let workbook = filled();
    for document in Document::ALL {
        let report = report::build(*document, &workbook, &Edition::default());
        let markdown = write_markdown(&report);
        let parts = parts(&docx(&report));
        let texts: String =
            parts.keys().filter(|name| !name.contains("/media/")).map(|name| text(&parts, name)).collect();
        let mut lost: Vec<&str> = markdown
            .match_indices("Mark")
            .filter_map(|(at, _)| markdown.get(at..at + 10))
            .filter(|marker| marker.ends_with('x') && !texts.contains(*marker))
            .collect();
        lost.sort_unstable();
        lost.dedup();
        assert!(lost.is_empty(), "{}: {lost:?}", document.title());
    }
}

#[test]
fn the_same_report_gives_the_same_file() {
    let report = report::build(Document::RiskMemo, &example("claims-triage"), &Edition::default());
    let mut fonts = FontBook::bundled();
    let first = write_docx(&report, Paper::A4, &mut fonts).unwrap();
    assert!(first == write_docx(&report, Paper::A4, &mut fonts).unwrap());
    assert!(first == docx(&report.clone()));
    let letter = write_docx(&report, Paper::Letter, &mut fonts).unwrap();
    assert!(text(&parts(&letter), "word/document.xml").contains(r#"w:w="12240" w:h="15840""#));
}
