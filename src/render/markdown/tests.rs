//! Whole reports as Markdown.

use expect_test::expect;

use super::write_markdown;
use crate::report::block::{
    Align, Block, Body, Cell, Chart, Column, Fact, Figure, Glyph, HeatDot, HeatMap, Interval, Link, Mark, Report, Rich,
    Row, Signature, Span, Style, Table, Tone, Width,
};

fn rich(text: &str) -> Rich {
    Rich(vec![Span { text: text.to_owned(), style: Style::Plain, link: None }])
}

fn block(body: Body) -> Block {
    Block { body, source: None }
}

fn column(head: &str, align: Align) -> Column {
    Column { head: head.to_owned(), align, width: Width::Fit }
}

fn report(text: &str) -> Report {
    let link = Some(Link::Anchor("fm-1".to_owned()));
    let mark = Mark { glyph: Glyph::Within, label: text.to_owned() };
    let interval = Interval { rate: Some(0.77), low: 0.4, high: 1.2, axis: 2.5, verdict: Glyph::Unproven };
    let dot = HeatDot { label: "1".to_owned(), inherent: (5, 3), residual: None, has_fallback: true };
    Report {
        kind: "Model card".to_owned(),
        product: text.to_owned(),
        status: "Draft 0.7".to_owned(),
        status_alerts: true,
        confidentiality: "Example AG, internal".to_owned(),
        provenance: text.to_owned(),
        blocks: vec![
            block(Body::Title { text: text.to_owned(), subtitle: "What it is".to_owned() }),
            block(Body::Contents { min_pages: 1 }),
            block(Body::Heading { level: 1, text: "1. Risks".to_owned(), anchor: "risks".to_owned() }),
            block(Body::Paragraph(Rich(vec![
                Span { text: "See ".to_owned(), style: Style::Plain, link: None },
                Span { text: text.to_owned(), style: Style::Strong, link },
            ]))),
            block(Body::Facts(vec![Fact { label: "Owner".to_owned(), value: rich(text) }])),
            block(Body::List { ordered: true, items: vec![rich("first\nline"), rich(text)] }),
            block(Body::Table(Table {
                caption: "Table 1. Failure modes.".to_owned(),
                columns: vec![column("Name", Align::Start), column("Rate", Align::End), column("", Align::Start)],
                rows: vec![Row {
                    cells: vec![Cell::Text(rich(text)), Cell::Interval(interval), Cell::Mark(mark)],
                    anchor: "fm-1".to_owned(),
                    source: None,
                }],
            })),
            block(Body::Figure(Figure {
                caption: "Figure 1. Risk map.".to_owned(),
                alt: text.to_owned(),
                chart: Chart::HeatMap(HeatMap { dots: vec![dot], ..HeatMap::default() }),
            })),
            block(Body::Callout { tone: Tone::Blocker, title: "Not proven.".to_owned(), text: rich(text) }),
            block(Body::Signatures(vec![Signature {
                name: "Pending".to_owned(),
                role: text.to_owned(),
                ..Signature::default()
            }])),
        ],
        ..Report::default()
    }
}

#[test]
fn a_report_reads_well() {
    expect![[r#"
        Model card · Résumé screener · **Draft 0.7**

        # Résumé screener

        What it is

        ## 1. Risks

        See **[Résumé screener](#fm-1)**

        - **Owner**: Résumé screener

        1. first\
           line
        2. Résumé screener

        **Table 1.** Failure modes.

        | Name | Rate |  |
        | --- | ---: | --- |
        | <a id="fm-1"></a>Résumé screener | 0.77 × limit (0.40 to 1.20) | Résumé screener |

        **Figure 1.** Risk map.

        Résumé screener

        | Failure mode | Severity | Frequency | Severity after | Frequency after | Fallback |
        | --- | --- | --- | --- | --- | --- |
        | 1 | 5 | 3 | – | – | yes |

        > **Not proven.** Résumé screener

        - **Pending**: Résumé screener

        ---

        Example AG, internal\
        Résumé screener
    "#]]
    .assert_eq(&write_markdown(&report("Résumé screener")));
}

/// Texts that would be structure if they were written as they are.
const HOSTILE: [&str; 14] = [
    "# heading",
    "word\n===",
    "word\n---",
    "- item\n- item",
    "1. item",
    "> quote",
    "    code",
    "```\ncode",
    "a | b\n--- | ---\nc | d",
    "<img src=x onerror=alert(1)>",
    "![x](http://tracker.example/x.png)",
    "[x](javascript:alert(1))\n\n[y]: http://example.org",
    "**bold** _and_ `code` ~~gone~~",
    "one\u{202E}two\u{7}\r\nthree",
];

#[test]
fn hostile_text_changes_no_structure() {
    let harmless = shape(&write_markdown(&report("word")));
    for text in HOSTILE {
        let written = write_markdown(&report(text));
        let added: Vec<char> = shape(&written).into_iter().filter(|mark| !harmless.contains(mark)).collect();
        assert!(added.is_empty(), "{text:?} adds {added:?}:\n{written}");
        let pipes = |written: &str| bare(written).matches('|').count();
        assert_eq!(pipes(&written), pipes(&write_markdown(&report("word"))), "{text:?}");
    }
}

/// How lines begin, as far as it makes blocks of them, and which marks for images, code and raw HTML are there.
fn shape(written: &str) -> Vec<char> {
    let starts = written.lines().filter_map(|line| {
        let line = line.trim_start().trim_start_matches("> ");
        let is_rule = line.len() >= 3 && line.chars().all(|character| character == '=');
        match line.chars().next()? {
            '=' if is_rule => Some('='),
            '+' | '`' | '~' => line.chars().next(),
            _ => None,
        }
    });
    let bare = bare(written).replace("<a id=\"fm-1\"></a>", "").replace("<br>", "").replace("<strong>", "");
    let inside = bare.replace("</strong>", "");
    starts.chain(inside.chars().filter(|character| matches!(character, '`' | '<' | '~' | '_'))).collect()
}

/// The text without what is escaped.
fn bare(written: &str) -> String {
    let mut bare = String::new();
    let mut characters = written.chars();
    while let Some(character) = characters.next() {
        if character == '\\' {
            characters.next();
        } else {
            bare.push(character);
        }
    }
    bare
}

#[test]
fn every_character_that_was_typed_appears() {
    let visible = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for text in HOSTILE {
        let text = text.replace(['\u{202E}', '\u{7}'], "");
        let paragraph = super::inline::plain(&text).replace("&nbsp;", "");
        assert_eq!(visible(&paragraph), visible(&text));
    }
}
