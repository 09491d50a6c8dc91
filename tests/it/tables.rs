//! The tables of documents as CSV and XLSX, read back by other programs' parsers.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use caveat::render::tables::{CsvStyle, write_csv, write_xlsx};
use caveat::report::block::{
    Align, Block, Body, Cell, Column, Glyph, Interval, Mark, Report, Rich, Row, Span, Style, Table, Width,
};
use caveat::report::{self, Document, Edition};
use csv_core::{ReadRecordResult, Reader};

use super::support::{EXAMPLES, example};

fn column(head: &str) -> Column {
    Column { head: head.to_owned(), align: Align::Start, width: Width::Fit }
}

fn cell(text: &str) -> Cell {
    Cell::Text(Rich(vec![Span { text: text.to_owned(), style: Style::Plain, link: None }]))
}

/// A report with a table of one column.
fn of(caption: &str, cells: &[&str]) -> Report {
    let row = |text: &&str| Row { cells: vec![cell(text)], ..Row::default() };
    let table =
        Table { caption: caption.to_owned(), columns: vec![column("Name")], rows: cells.iter().map(row).collect() };
    Report { blocks: vec![Block { body: Body::Table(table), source: None }], ..Report::default() }
}

/// The records of a CSV.
fn records(csv: &[u8]) -> Vec<Vec<String>> {
    let (mut reader, mut rest, mut records) = (Reader::new(), csv, Vec::new());
    let (mut output, mut ends) = (vec![0; csv.len() + 1], vec![0; csv.len() + 1]);
    loop {
        let (result, read, _, fields) = reader.read_record(rest, &mut output, &mut ends);
        rest = &rest[read..];
        match result {
            ReadRecordResult::Record => {
                let starts = std::iter::once(0).chain(ends[..fields].iter().copied());
                let ranges = starts.zip(&ends[..fields]);
                records.push(ranges.map(|(from, to)| String::from_utf8(output[from..*to].to_vec()).unwrap()).collect());
            }
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::End => return records,
            other => panic!("{other:?}"),
        }
    }
}

/// The single cell below the head of a table that holds this text.
fn round_trip(text: &str) -> String {
    let files = write_csv(&of("Table 1. Names.", &[text]), CsvStyle::default());
    let records = records(&files[0].bytes);
    assert_eq!((records.len(), records[1].len()), (2, 1), "{text:?}");
    records[1][0].clone()
}

/// A part of a spreadsheet.
fn part(xlsx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    roxmltree::Document::parse(&text).unwrap();
    text
}

fn names_of_sheets(xlsx: &[u8]) -> Vec<String> {
    let workbook = part(xlsx, "xl/workbook.xml");
    let tree = roxmltree::Document::parse(&workbook).unwrap();
    let sheets = tree.descendants().filter(|node| node.tag_name().name() == "sheet");
    sheets.map(|sheet| sheet.attribute("name").unwrap().to_owned()).collect()
}

#[test]
fn text_comes_back_from_csv_as_it_was_typed() {
    for text in [
        "plain",
        "a,b",
        "say \"no\"",
        "one\ntwo",
        "\"",
        ",,\"\n\"",
        "Größe ≥ 5 %",
        "it's",
        "a=b",
        "x",
        &"long ".repeat(500),
    ] {
        assert_eq!(round_trip(text), text);
    }
    assert_eq!(round_trip("one\r\ntwo\u{202E}\u{0}"), "one\ntwoU+202EU+0000");
}

#[test]
fn rows_end_as_the_standard_says_and_the_mark_is_there_on_request() {
    let report = of("Table 1. Names.", &["a"]);
    assert_eq!(write_csv(&report, CsvStyle { bom: false })[0].bytes, b"Name\r\na\r\n");
    assert_eq!(write_csv(&report, CsvStyle { bom: true })[0].bytes, b"\xEF\xBB\xBFName\r\na\r\n");
}

#[test]
fn formulas_become_words() {
    for text in [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        " =1+1",
        "\t=1+1",
        "\u{A0}=HYPERLINK(\"http://x\")",
        "=cmd|' /C calc'!A0",
        "＝1",
        "-2 points",
        "--",
        "-5 to 7",
    ] {
        assert_eq!(round_trip(text), format!("'{text}"), "{text:?}");
        let sheet = part(&write_xlsx(&of("Table 1. Names.", &[text])).unwrap(), "xl/worksheets/sheet2.xml");
        assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{text}");
    }
    for (number, written) in [("-5", "-5"), ("+5", "5"), ("-2.7%", "-2.7%"), ("1,234", "1234"), ("\u{2212}3", "-3")] {
        assert_eq!(round_trip(number), written);
    }
}

/// A table with a mark and intervals.
fn judged() -> Report {
    let interval = |rate| Cell::Interval(Interval { rate, low: 0.4, high: 1.25, axis: 2.5, verdict: Glyph::Unproven });
    let mark = |label: &str| Cell::Mark(Mark { glyph: Glyph::Unproven, label: label.to_owned() });
    let rows = [
        vec![cell("UB-1"), interval(Some(0.77)), mark("Not proven"), cell("2.7%")],
        vec![cell("UB-2"), interval(None), mark("Not measured"), cell("1,200")],
    ];
    let table = Table {
        caption: "Table 2. Budgets: limits/measured [all], 'now'? And everything else that was said about them."
            .to_owned(),
        columns: ["Budget", "Rate", "Verdict", "Value"].map(column).to_vec(),
        rows: rows.into_iter().map(|cells| Row { cells, ..Row::default() }).collect(),
    };
    let inner = vec![Block { body: Body::Table(table), source: None }];
    let empty = Table { columns: vec![column("Name")], ..Table::default() };
    let blocks = [Body::Together(inner), Body::Table(empty)].map(|body| Block { body, source: None });
    Report {
        kind: "Risk memo".to_owned(),
        product: "Résumé screener".to_owned(),
        status: "Draft 0.7".to_owned(),
        provenance: "SHA-256 ab…cd".to_owned(),
        author: "A. Author".to_owned(),
        date: "2026-03-09".to_owned(),
        blocks: blocks.to_vec(),
        ..Report::default()
    }
}

#[test]
fn marks_are_words_and_intervals_are_three_numbers() {
    let files = write_csv(&judged(), CsvStyle::default());
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["01-budgets-limits-measured-all-now-and", "02-name"]);
    let expected = [
        ["Budget", "Rate, of the limit", "Rate, from", "Rate, to", "Verdict", "Value"],
        ["UB-1", "0.77", "0.40", "1.25", "Not proven", "2.7%"],
        ["UB-2", "", "", "", "Not measured", "1200"],
    ];
    assert_eq!(records(&files[0].bytes), expected);
}

#[test]
fn a_spreadsheet_says_what_it_is_and_holds_numbers() {
    let xlsx = write_xlsx(&judged()).unwrap();
    assert_eq!(names_of_sheets(&xlsx), ["About", "01 Budgets limits measured all", "02 Name"]);
    let words = part(&xlsx, "xl/sharedStrings.xml");
    for said in ["Risk memo", "Résumé screener", "Draft 0.7", "SHA-256 ab…cd", "Table 2. Budgets", "Not proven"] {
        assert!(words.contains(said), "{said}");
    }
    let sheet = part(&xlsx, "xl/worksheets/sheet2.xml");
    for value in ["<v>0.77</v>", "<v>0.027</v>", "<v>1200</v>", "state=\"frozen\"", "<autoFilter ref=\"A1:F3\""] {
        assert!(sheet.contains(value), "{value}: {sheet}");
    }
    let styles = part(&xlsx, "xl/styles.xml");
    assert!(styles.contains("0.0%") && (styles.contains("#,##0") || styles.contains("numFmtId=\"3\"")), "{styles}");
    let properties = part(&xlsx, "docProps/core.xml");
    assert!(properties.contains("2026-03-09T00:00:00Z") && properties.contains("A. Author"), "{properties}");
}

#[test]
fn names_of_sheets_are_ones_that_excel_takes() {
    for name in EXAMPLES {
        for document in Document::ALL.iter().copied() {
            let report = report::build(document, &example(name), &Edition::default());
            let xlsx = write_xlsx(&report).unwrap();
            let names = names_of_sheets(&xlsx);
            assert_eq!(names.len(), write_csv(&report, CsvStyle::default()).len() + 1);
            let unique: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
            assert_eq!(unique.len(), names.len());
            for name in names {
                assert!(
                    (1..=31).contains(&name.encode_utf16().count())
                        && !name.contains(['[', ']', ':', '*', '?', '/', '\\'])
                );
            }
        }
    }
}

#[test]
fn the_same_report_gives_the_same_tables() {
    let report = report::build(Document::RiskMemo, &example("claims-triage"), &Edition::default());
    assert!(write_xlsx(&report).unwrap() == write_xlsx(&report.clone()).unwrap());
    assert!(write_csv(&report, CsvStyle::default()) == write_csv(&report.clone(), CsvStyle::default()));
}

#[test]
fn a_text_longer_than_a_cell_is_cut_with_a_sign_of_it() {
    let xlsx = write_xlsx(&of("Table 1. Names.", &[&"é𝄞".repeat(20_000)])).unwrap();
    assert!(part(&xlsx, "xl/sharedStrings.xml").contains('…'));
}
