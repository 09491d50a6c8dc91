//! A table as rows of plain values: what a spreadsheet holds instead of styled words and drawings.

use crate::hidden;
use crate::render::page::palette;
use crate::render::page::placed::Color;
use crate::report::block::{Cell, Glyph, Interval, Rich, Style, Table};

/// A table of values, all rows equally long.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Grid {
    /// The words of the head.
    pub(super) heads: Vec<String>,
    /// The rows below it.
    pub(super) rows: Vec<Vec<Value>>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Blank,
    /// Words, with the color of their sign if they have one.
    Words(String, Option<Color>),
    /// A number as it was printed, and how it was.
    Number(Number),
}

/// A number as the document prints it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// Its value; a share for percentages.
    pub(super) value: f64,
    /// How many decimals were printed.
    pub(super) decimals: usize,
    /// Whether it is a percentage.
    pub(super) is_percent: bool,
    /// Whether thousands are set apart.
    pub(super) is_grouped: bool,
}

impl Grid {
    /// The values of a table. A column that holds intervals becomes three. Behind one in which words are struck or underlined comes
    /// another with these words alone, because values have no strokes.
    pub(super) fn of(table: &Table) -> Self {
        let count = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(table.columns.len());
        let columns: Vec<Columns> = (0..count).map(|at| Columns::of(table, at)).collect();
        let mut heads = Vec::new();
        for (at, columns) in columns.iter().enumerate() {
            let head = table.columns.get(at).map_or("", |column| column.head.as_str());
            let head = hidden::visible(head).replace('\n', " ");
            let edited = |what: &str| [head.clone(), format!("{head}, {what}")];
            match columns {
                Columns::Interval => {
                    let name = if head.is_empty() { "Measured" } else { &head };
                    heads.extend(["of the limit", "from", "to"].map(|part| format!("{name}, {part}")));
                }
                Columns::Edited(Style::Removed) => heads.extend(edited("words taken out")),
                Columns::Edited(_) => heads.extend(edited("words put in")),
                Columns::One => heads.push(head),
            }
        }
        let rows = table.rows.iter().map(|row| {
            let cells = columns.iter().enumerate().map(|(at, columns)| (row.cells.get(at), *columns));
            cells.flat_map(|(cell, columns)| values(cell, columns)).collect()
        });
        Self { heads, rows: rows.collect() }
    }
}

/// What becomes of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Columns {
    /// It stays one.
    One,
    /// Three: a rate and its ends.
    Interval,
    /// Two: the text, and of it the words in this style.
    Edited(Style),
}

impl Columns {
    fn of(table: &Table, at: usize) -> Self {
        let cells = || table.rows.iter().filter_map(|row| row.cells.get(at));
        let has = |style: Style| {
            let is_so = |cell: &Cell| matches!(cell, Cell::Text(text) if text.0.iter().any(|span| span.style == style));
            cells().any(is_so)
        };
        if cells().any(|cell| matches!(cell, Cell::Interval(_))) {
            Self::Interval
        } else if has(Style::Removed) {
            Self::Edited(Style::Removed)
        } else if has(Style::Added) {
            Self::Edited(Style::Added)
        } else {
            Self::One
        }
    }
}

/// The values of a cell: as many as its column becomes.
fn values(cell: Option<&Cell>, columns: Columns) -> Vec<Value> {
    let first = match cell {
        None => Value::Blank,
        Some(Cell::Text(text)) => words(text),
        Some(Cell::Mark(mark)) => Value::Words(hidden::visible(&mark.label).into_owned(), sign_color(mark.glyph)),
        Some(Cell::Interval(interval)) => return ends(interval),
    };
    match columns {
        Columns::One => vec![first],
        Columns::Interval => vec![first, Value::Blank, Value::Blank],
        Columns::Edited(style) => vec![first, in_style(cell, style)],
    }
}

/// The words of a cell in a style, with an ellipsis for what stands between them.
fn in_style(cell: Option<&Cell>, style: Style) -> Value {
    let Some(Cell::Text(text)) = cell else { return Value::Blank };
    let spans = text.0.iter().filter(|span| span.style == style);
    let found: Vec<&str> = spans.map(|span| span.text.trim()).filter(|text| !text.is_empty()).collect();
    words(&Rich::plain(found.join(" … ")))
}

fn ends(interval: &Interval) -> Vec<Value> {
    let number = |value: f64| {
        let number = Number { value, decimals: 2, is_percent: false, is_grouped: false };
        if value.is_finite() { Value::Number(number) } else { Value::Blank }
    };
    match interval.rate {
        Some(rate) => [rate, interval.low, interval.high].map(number).to_vec(),
        None => vec![Value::Blank; 3],
    }
}

fn sign_color(glyph: Glyph) -> Option<Color> {
    (!matches!(glyph, Glyph::Pips(_))).then(|| palette::mark(glyph))
}

fn words(text: &Rich) -> Value {
    let all = text.words();
    let all = hidden::visible(&all);
    let is_alert = !text.0.is_empty() && text.0.iter().all(|span| span.style == Style::Alert);
    match Number::read(all.trim()) {
        _ if all.trim().is_empty() => Value::Blank,
        Some(number) => Value::Number(number),
        None => Value::Words(all.into_owned(), is_alert.then_some(palette::ALERT)),
    }
}

impl Number {
    /// Reads a plain number: digits, which may stand in groups of three, decimals, a sign, a percent sign. Numbers that
    /// would not come back as they were typed are words: those with leading zeros, and those with more than 15 digits.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (body, is_percent) = text.strip_suffix('%').map_or((text, false), |body| (body.trim_end(), true));
        let is_negative = body.starts_with(['-', '\u{2212}']);
        let body = body.strip_prefix(['-', '\u{2212}', '+']).unwrap_or(body);
        let (whole, decimals) = body.split_once('.').map_or((body, None), |(whole, rest)| (whole, Some(rest)));
        let are_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let groups: Vec<&str> = whole.split(',').collect();
        let (first, later) = groups.split_first()?;
        let is_grouped = !later.is_empty();
        let fits = are_digits(first)
            && (!is_grouped || first.len() <= 3)
            && later.iter().all(|group| group.len() == 3 && are_digits(group))
            && decimals.is_none_or(are_digits)
            && (first.len() == 1 || !first.starts_with('0'));
        let digits = groups.concat();
        let decimals = decimals.unwrap_or_default();
        if !fits || digits.len() + decimals.len() > 15 {
            return None;
        }
        let shift = if is_percent { 2 } else { 0 };
        let sign = if is_negative { "-" } else { "" };
        // the exponent divides in decimal, so that 2.7% is 0.027 and not nearly so
        let value: f64 = format!("{sign}{digits}.{decimals}0e-{shift}").parse().ok()?;
        Some(Self { value, decimals: decimals.len(), is_percent, is_grouped })
    }

    /// The number in digits: `1234.5`, `2.7%`.
    pub(super) fn plain(self) -> String {
        if self.is_percent {
            format!("{:.*}%", self.decimals, self.value * 100.0)
        } else {
            format!("{:.*}", self.decimals, self.value)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_are_numbers_and_all_else_is_words() {
        for (text, value, plain) in [
            ("12", 12.0, "12"),
            ("-5", -5.0, "-5"),
            ("\u{2212}5", -5.0, "-5"),
            ("+5.50", 5.5, "5.50"),
            ("1,234,567.5", 1_234_567.5, "1234567.5"),
            ("2.7%", 0.027, "2.7%"),
            ("0.0073 %", 0.000_073, "0.0073%"),
            ("0", 0.0, "0"),
        ] {
            let number = Number::read(text).unwrap();
            assert_eq!((number.value, number.plain().as_str()), (value, plain), "{text}");
        }
        for text in [
            "",
            "-",
            "%",
            "007",
            "1,23",
            "12,34",
            "1234,567",
            "1.",
            ".5",
            "1e5",
            "0x1F",
            "EUR 5",
            "12 of 14",
            "1 2",
            "--5",
            "12345678901234567",
            "NaN",
            "inf",
            "5,000,00",
            "٣",
        ] {
            assert_eq!(Number::read(text), None, "{text}");
        }
    }
}
