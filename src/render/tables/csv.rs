//! A grid -> CSV as RFC 4180 describes it: commas, quotes where needed, CR LF at the end of every row.

use csv_core::{Terminator, WriteResult, Writer, WriterBuilder};

use super::CsvStyle;
use super::grid::{Grid, Value};

/// The byte order mark of UTF-8.
const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Writes a grid.
pub(super) fn write(grid: &Grid, style: CsvStyle) -> Vec<u8> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).build();
    let mut written = if style.bom { BOM.to_vec() } else { Vec::new() };
    let heads: Vec<String> = grid.heads.iter().map(|head| harmless(head)).collect();
    write_row(&mut writer, &heads, &mut written);
    for row in &grid.rows {
        write_row(&mut writer, &row.iter().map(words).collect::<Vec<_>>(), &mut written);
    }
    written
}

/// A value in words; numbers in digits, which no spreadsheet takes for a formula.
fn words(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Words(words, _) => harmless(words),
        Value::Number(number) => number.plain(),
    }
}

/// Words behind an apostrophe if a spreadsheet could take them for a formula (OWASP, "CSV injection").
fn harmless(words: &str) -> String {
    let starts = |text: &str| text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if starts(words) || starts(words.trim_start()) { format!("'{words}") } else { words.to_owned() }
}

fn write_row(writer: &mut Writer, cells: &[String], written: &mut Vec<u8>) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            fill(written, |room| writer.delimiter(room));
        }
        let mut rest = cell.as_bytes();
        fill(written, |room| {
            let (result, read, wrote) = writer.field(rest, room);
            rest = rest.get(read..).unwrap_or_default();
            (result, wrote)
        });
    }
    fill(written, |room| writer.terminator(room));
}

/// Calls a step of the writer, with room for what it writes, until it has written everything.
fn fill(written: &mut Vec<u8>, mut step: impl FnMut(&mut [u8]) -> (WriteResult, usize)) {
    let mut room = [0; 256];
    loop {
        let (result, wrote) = step(&mut room);
        written.extend_from_slice(room.get(..wrote).unwrap_or_default());
        if matches!(result, WriteResult::InputEmpty) {
            return;
        }
    }
}
