//! Grids -> a spreadsheet: a sheet that says what this is, and one for each table.
//!
//! Words are written as strings and never as formulas. Dates come from the report, so the same report gives the same bytes.

use rust_xlsxwriter::{
    Color as Ink, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet, XlsxError,
};

use crate::hidden;
use crate::render::page::palette;
use crate::render::page::placed::Color;
use crate::report::block::{Report, Table};

use super::grid::{Grid, Number, Value};
use super::words_of;

/// Characters of a sheet's name at most, in UTF-16 units.
const NAME_LIMIT: usize = 31;
/// Characters of a cell at most.
const CELL_LIMIT: usize = 32_767;
/// Narrowest and widest column, in characters.
const WIDTHS: (usize, usize) = (8, 60);

/// Writes a report's tables.
pub(super) fn write(report: &Report, tables: &[&Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report)?);
    let named: Vec<(String, &Table)> = (1..).zip(tables).map(|(number, table)| (name(number, table), *table)).collect();
    write_about(workbook.add_worksheet(), report, &named)?;
    for (name, table) in &named {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        write_table(sheet, &Grid::of(table))?;
    }
    workbook.save_to_buffer()
}

fn properties(report: &Report) -> Result<DocProperties, XlsxError> {
    let title = text(&format!("{}: {}", report.kind, report.product));
    let mut parts = report.date.splitn(3, '-').map(|part| part.parse::<u16>().ok());
    let mut part = || parts.next().flatten();
    let (year, month, day) = (part(), part(), part());
    let date = match (year, month.map(u8::try_from), day.map(u8::try_from)) {
        (Some(year), Some(Ok(month)), Some(Ok(day))) => ExcelDateTime::from_ymd(year, month, day).ok(),
        _ => None,
    };
    // a document without a date still needs one here that is the same every time
    let date = date.map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), Ok)?;
    let properties = DocProperties::new().set_title(title).set_subject(text(&report.status));
    Ok(properties.set_author(text(&report.author)).set_creation_datetime(&date))
}

/// The first sheet: which document this is, and which tables there are.
fn write_about(sheet: &mut Worksheet, report: &Report, named: &[(String, &Table)]) -> Result<(), XlsxError> {
    sheet.set_name("About")?;
    sheet.set_column_width(0, 34)?;
    sheet.set_column_width(1, 90)?;
    let large = Format::new().set_bold().set_font_size(16).set_font_color(ink(palette::INK));
    let status = if report.status_alerts { palette::ALERT } else { palette::INK_2 };
    let bold = Format::new().set_bold();
    let quiet = Format::new().set_font_color(ink(palette::INK_3));
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.write_string_with_format(0, 0, text(&report.product), &large)?;
    sheet.write_string_with_format(1, 0, text(&report.kind), &bold)?;
    sheet.write_string_with_format(
        2,
        0,
        text(&report.status),
        &Format::new().set_bold().set_font_color(ink(status)),
    )?;
    sheet.write_string_with_format(3, 0, text(&report.confidentiality), &quiet)?;
    sheet.write_string_with_format(4, 0, text(&report.provenance), &quiet)?;
    let head = head_format();
    sheet.write_string_with_format(6, 0, "Sheet", &head)?;
    sheet.write_string_with_format(6, 1, "Table", &head)?;
    for (row, (name, table)) in (7..).zip(named) {
        sheet.write_url(row, 0, Url::new(format!("internal:'{name}'!A1")).set_text(name))?;
        let caption = if table.caption.is_empty() { words_of(table) } else { table.caption.clone() };
        sheet.write_string_with_format(row, 1, text(&caption), &words)?;
    }
    if named.is_empty() {
        sheet.write_string_with_format(7, 0, "This document has no tables.", &quiet)?;
    }
    Ok(())
}

fn write_table(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    let head = head_format();
    for (column, words) in (0..).zip(&grid.heads) {
        sheet.write_string_with_format(0, column, text(words), &head)?;
        let cells = grid.rows.iter().filter_map(|row| row.get(usize::from(column)));
        let widest = cells.map(width).chain([words.chars().count() + 3]).max().unwrap_or(0);
        sheet.set_column_width(column, widest.clamp(WIDTHS.0, WIDTHS.1) as f64)?;
    }
    for (number, row) in (1..).zip(&grid.rows) {
        for (column, value) in (0..).zip(row) {
            match value {
                Value::Blank => {}
                Value::Words(words, color) => {
                    sheet.write_string_with_format(number, column, text(words), &words_format(*color))?;
                }
                Value::Number(value) => {
                    sheet.write_number_with_format(number, column, value.value, &number_format(*value))?;
                }
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Some(columns), Ok(rows)) = (grid.heads.len().checked_sub(1), u32::try_from(grid.rows.len())) {
        sheet.autofilter(0, 0, rows, columns as u16)?;
    }
    Ok(())
}

/// How wide a value is in characters, by its longest line.
fn width(value: &Value) -> usize {
    match value {
        Value::Blank => 0,
        Value::Words(words, _) => words.lines().map(|line| line.chars().count()).max().unwrap_or(0) + 1,
        Value::Number(number) => number.plain().len() + 2,
    }
}

fn head_format() -> Format {
    let line = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    line.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(ink(palette::CONTROL_LINE))
}

fn words_format(color: Option<Color>) -> Format {
    let format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    color.map_or(format.clone(), |color| format.set_bold().set_font_color(ink(color)))
}

/// The number as the document prints it.
fn number_format(number: Number) -> Format {
    let whole = if number.is_grouped { "#,##0" } else { "0" };
    let decimals = if number.decimals == 0 { String::new() } else { format!(".{}", "0".repeat(number.decimals)) };
    let percent = if number.is_percent { "%" } else { "" };
    Format::new().set_align(FormatAlign::Top).set_num_format(format!("{whole}{decimals}{percent}"))
}

fn ink(Color(red, green, blue): Color) -> Ink {
    Ink::RGB(u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue))
}

/// Text as a cell can hold it.
fn text(text: &str) -> String {
    let text = hidden::visible(text);
    if text.encode_utf16().count() <= CELL_LIMIT {
        return text.into_owned();
    }
    format!("{}…", start(&text, CELL_LIMIT - 1))
}

/// The start of a text that has at most so many UTF-16 units.
fn start(text: &str, limit: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > limit
    });
    end.map_or(text, |(at, _)| text.get(..at).unwrap_or_default())
}

/// A sheet's name: the table's number and as many of its words as fit, without what names of sheets may not hold.
fn name(number: usize, table: &Table) -> String {
    let allowed = |character: char| if "[]:*?/\\'\n\t".contains(character) { ' ' } else { character };
    let words: String = hidden::visible(&words_of(table)).chars().map(allowed).collect();
    let mut name = format!("{number:02}");
    for word in words.split_whitespace() {
        let longer = format!("{name} {word}");
        if longer.encode_utf16().count() > NAME_LIMIT {
            break;
        }
        name = longer;
    }
    name.trim_end_matches(['.', ',', ';']).to_owned()
}
