//! Documents as HTML: well formed, complete, and harmless whatever was typed.

use std::collections::BTreeSet;

use caveat::model::Workbook;
use caveat::render::fonts::FontBook;
use caveat::render::html::write_html;
use caveat::render::markdown::write_markdown;
use caveat::report::block::{
    Align, Band, BandKind, Block, Board, BoardField, Body, Cell, Chart, Column, Fact, Figure, Glyph, HeatDot, HeatMap,
    History, HistoryPoint, Interval, IntervalRow, Link, Look, Mark, Report, Rich, Row, Signature, Span, SquareRow,
    Style, Table, Tone, Width,
};
use caveat::report::{self, Document, Edition};
use roxmltree::{Document as Tree, Node, ParsingOptions};

use super::support::{EXAMPLES, example, filled};

fn html(report: &Report) -> String {
    write_html(report, &mut FontBook::bundled())
}

fn written(workbook: &Workbook, document: Document) -> String {
    html(&report::build(document, workbook, &Edition::default()))
}

/// Reads a file as strictly as an XML parser does.
#[track_caller]
fn parsed(html: &str) -> Tree<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Tree::parse_with_options(html, options).unwrap_or_else(|error| panic!("{error}\n{html:.3000}"))
}

fn elements<'a, 'i>(tree: &'a Tree<'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    tree.descendants().filter(move |node| node.tag_name().name() == name)
}

fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

fn block(body: Body) -> Block {
    Block { body, source: None }
}

fn rich(text: &str) -> Rich {
    Rich::plain(text)
}

fn column(head: &str, align: Align) -> Column {
    Column { head: head.to_owned(), align, width: Width::Fit }
}

fn figure(caption: &str, words: &str, chart: Chart) -> Block {
    block(Body::Figure(Figure { caption: caption.to_owned(), alt: words.to_owned(), chart }))
}

fn table(words: &str, interval: &Interval, mark: &Mark) -> Block {
    let cells = vec![Cell::Text(rich(words)), Cell::Interval(interval.clone()), Cell::Mark(mark.clone())];
    block(Body::Table(Table {
        caption: format!("Table 1. {words}"),
        columns: vec![column(words, Align::Start), column("", Align::Start), column("Verdict", Align::End)],
        rows: vec![Row { cells, anchor: "fm 1".to_owned(), source: None }],
    }))
}

fn figures(words: &str, interval: &Interval, mark: &Mark) -> Vec<Block> {
    let dot = HeatDot { label: words.to_owned(), inherent: (5, 3), residual: Some((2, 2)), has_fallback: false };
    let heat = HeatMap { dots: vec![dot], vertical: words.to_owned(), ..HeatMap::default() };
    let row = IntervalRow { label: words.to_owned(), interval: interval.clone(), verdict: mark.clone() };
    let band = Band { label: words.to_owned(), share: 0.5, kind: BandKind::Serve };
    let squares = SquareRow { label: words.to_owned(), marks: vec![Glyph::Done], summary: words.to_owned() };
    let point = HistoryPoint { label: words.to_owned(), rate: 0.02, low: 0.01, high: 0.04 };
    let history = History { limit: 0.03, limit_label: words.to_owned(), top: 0.1, points: vec![point] };
    vec![
        figure("Figure 1. Map.", words, Chart::HeatMap(heat)),
        figure(words, "", Chart::Intervals(vec![row])),
        figure("", words, Chart::Bands(vec![band])),
        figure("Figure 4. Practices.", words, Chart::Squares(vec![squares])),
        figure("Figure 5. History.", words, Chart::History(history)),
    ]
}

/// A report with every kind of block, each saying these words.
fn every_kind(words: &str) -> Report {
    let link = Some(Link::Anchor("fm 1".to_owned()));
    let mark = Mark { glyph: Glyph::Within, label: words.to_owned() };
    let interval = Interval { rate: Some(0.77), low: 0.4, high: 1.2, axis: 2.5, verdict: Glyph::Unproven };
    let field = BoardField {
        title: words.to_owned(),
        prompt: words.to_owned(),
        at: (1, 0),
        span: (1, 2),
        ..BoardField::default()
    };
    let field = BoardField { notes: vec![(Glyph::Question, rich(words))], ..field };
    let signature = Signature { name: words.to_owned(), role: words.to_owned(), ..Signature::default() };
    let heading =
        |level, anchor: &str| block(Body::Heading { level, text: words.to_owned(), anchor: anchor.to_owned() });
    let mut blocks = vec![
        block(Body::Title { text: words.to_owned(), subtitle: words.to_owned() }),
        block(Body::Contents { min_pages: 1 }),
        heading(1, "main content"),
        heading(3, "main content"),
        block(Body::Paragraph(Rich(vec![Span { text: words.to_owned(), style: Style::Strong, link }]))),
        block(Body::Note(rich(words))),
        block(Body::Facts(vec![Fact { label: words.to_owned(), value: rich("one\n\ntwo") }])),
        block(Body::List { ordered: true, items: vec![rich(words)] }),
        heading(1, ""),
        heading(1, ""),
        block(Body::Callout { tone: Tone::Blocker, title: words.to_owned(), text: rich(words) }),
        block(Body::Columns(vec![rich(words), rich(words)])),
        block(Body::Board(Board { columns: 2, rows: 2, fields: vec![field] })),
        block(Body::Signatures(vec![signature])),
        block(Body::PageBreak),
        block(Body::Beside {
            left: vec![block(Body::Together(vec![table(words, &interval, &mark)]))],
            right: figures(words, &interval, &mark),
            left_share: 0.4,
        }),
    ];
    blocks.extend(figures(words, &interval, &mark));
    Report {
        kind: words.to_owned(),
        product: words.to_owned(),
        status: words.to_owned(),
        status_alerts: true,
        confidentiality: words.to_owned(),
        provenance: words.to_owned(),
        language: "en".to_owned(),
        author: words.to_owned(),
        date: "2026-03-09".to_owned(),
        stamp: words.to_owned(),
        look: Look { logo: words.to_owned(), accent: Some([0x80, 0, 0x20]), landscape: true, ..Look::default() },
        blocks,
    }
}

/// Texts that would be structure if they were written as they are.
const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "]]></style><!-- --> &amp; &#60; &nbsp;",
    "</title></head><body onload=alert(1)>",
    "one\u{202E}two\u{0}\u{7}\u{FFFF}\r\nthree",
    "</svg><foreignObject/>",
    "javascript:alert(1)",
];

/// The names and attributes of all elements, in order: the structure without the words.
fn structure(html: &str) -> Vec<String> {
    let tree = parsed(html);
    let attributes = |node: Node<'_, '_>| {
        let names: Vec<&str> = node.attributes().map(|attribute| attribute.name()).collect();
        names.join(" ")
    };
    let drawn = |node: &Node<'_, '_>| ["svg", "text", "path", "br"].contains(&node.tag_name().name());
    let elements = tree.descendants().filter(|node| node.is_element() && !drawn(node));
    elements.map(|node| format!("{} {}", node.tag_name().name(), attributes(node))).collect()
}

#[test]
fn hostile_text_changes_no_structure() {
    let harmless = |words: &str| {
        structure(&html(&every_kind(if words.contains('\n') { "a\nb" } else { "Words that do not act" })))
    };
    assert!(harmless("").len() > 100);
    for words in HOSTILE {
        let html = html(&every_kind(words));
        assert_eq!(structure(&html), harmless(words), "{words:?}");
        let acts = |c: char| matches!(c, '\u{202E}' | '\u{0}' | '\u{7}' | '\u{FFFF}');
        assert!(!html.contains(acts), "{words:?}");
    }
    assert!(html(&every_kind(HOSTILE[5])).contains("oneU+202EtwoU+0000U+0007U+FFFF<br/>three"));
}

#[test]
fn nothing_outside_is_loaded_and_nothing_runs() {
    for name in EXAMPLES {
        for document in Document::ALL.iter().copied() {
            let html = written(&example(name), document);
            let tree = parsed(&html);
            for node in tree.descendants().filter(Node::is_element) {
                assert!(!["script", "link", "iframe", "object", "embed", "form"].contains(&node.tag_name().name()));
                for attribute in node.attributes() {
                    let (key, value) = (attribute.name(), attribute.value());
                    assert!(!key.starts_with("on"), "{key}");
                    assert!(key != "src" || value.starts_with("data:image/"), "{value}");
                    let leads = ["#", "http://", "https://", "mailto:"].iter().any(|start| value.starts_with(start));
                    assert!(key != "href" || leads, "{value}");
                }
            }
            assert!(!html.contains("url(") && !html.contains("@import"));
            assert!(html.contains("default-src 'none'; img-src data:; style-src 'unsafe-inline'"));
        }
    }
}

#[test]
fn every_document_can_be_read_by_a_screen_reader() {
    for workbook in EXAMPLES.map(example).into_iter().chain([Workbook::default()]) {
        for document in Document::ALL.iter().copied() {
            let html = written(&workbook, document);
            let tree = parsed(&html);
            check_levels(&tree, document);
            let mut ids = BTreeSet::new();
            for id in tree.descendants().filter_map(|node| node.attribute("id")) {
                assert!(ids.insert(id), "{id} twice in {}", document.title());
            }
            for link in elements(&tree, "a").filter_map(|node| node.attribute("href")) {
                assert!(link.strip_prefix('#').is_none_or(|id| ids.contains(id)), "{link} leads nowhere");
            }
            for image in tree.descendants().filter(|node| node.attribute("role") == Some("img")) {
                assert!(image.attribute("aria-label").is_some_and(|said| !said.is_empty()));
            }
            for svg in elements(&tree, "svg") {
                assert_eq!(svg.attribute("aria-hidden"), Some("true"));
            }
            for head in elements(&tree, "th") {
                assert!(head.attribute("scope").is_some() && !text(head).trim().is_empty(), "{}", document.title());
            }
            for name in ["main", "header", "footer", "title", "h1"] {
                assert_eq!(elements(&tree, name).count(), 1, "{name} in {}", document.title());
            }
            assert!(tree.root_element().attribute("lang").is_some());
        }
    }
}

fn check_levels(tree: &Tree<'_>, document: Document) {
    let mut last = 0;
    for node in tree.descendants() {
        let name = node.tag_name().name();
        let Some(level) = name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok()) else { continue };
        assert!(level <= last + 1, "{}: h{last} then {name}", document.title());
        last = level;
    }
}

#[test]
fn every_marker_of_the_markdown_is_in_the_html() {
    let workbook = filled();
    let mut seen = 0;
    for document in Document::ALL.iter().copied() {
        let report = report::build(document, &workbook, &Edition::default());
        let (markdown, html) = (write_markdown(&report), html(&report));
        let body = html.split("<body>").nth(1).unwrap();
        for marker in markdown.match_indices("Mark0").map(|(at, _)| &markdown[at..at + "Mark00000x".len()]) {
            assert!(body.contains(marker), "{marker} in {}", document.title());
            seen += 1;
        }
    }
    assert!(seen > 200, "{seen}");
}

#[test]
fn only_pictures_become_the_logo() {
    let logo = |address: &str| {
        let look = Look { logo: address.to_owned(), ..Look::default() };
        let html = html(&Report { look, ..Report::default() });
        elements(&parsed(&html), "img").next().and_then(|image| image.attribute("src").map(str::to_owned))
    };
    for good in ["data:image/png;base64,iVBORw0KGgo=", "data:image/svg+xml;base64,PHN2Zy8+"] {
        assert_eq!(logo(good).as_deref(), Some(good));
    }
    for bad in [
        "",
        "https://tracker.example/x.png",
        "data:text/html;base64,PHN2Zy8+",
        "data:image/svg+xml,<svg onload='alert(1)'/>",
        "data:image/png;base64,\" onerror=\"alert(1)",
        "data:image/png;base64,",
    ] {
        assert_eq!(logo(bad), None, "{bad}");
    }
}

#[test]
fn the_same_report_gives_the_same_html() {
    for document in Document::ALL.iter().copied() {
        let workbook = example("claims-triage");
        assert!(written(&workbook, document) == written(&workbook.clone(), document), "{}", document.title());
    }
}

#[test]
fn the_look_of_an_organization_is_in_the_style() {
    let html = html(&every_kind("Word"));
    assert!(html.contains("--accent: #800020;"), "its color");
    assert!(html.contains("size: landscape"));
    assert!(html.contains("class=\"stamp\""));
}
