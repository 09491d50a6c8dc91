//! Cells as text between programs: tab-separated, as spreadsheets put it on the clipboard and take it from there.
//!
//! Reading is lenient, because every program writes a little differently: line ends of any system, cells with and without
//! quotes, rows of different lengths, and comma- or semicolon-separated lines where there is no tab.
//!
//! A text that begins with an equals sign would be computed where it is pasted, and lost. It is written with the apostrophe
//! that in a spreadsheet means "just text", and read without.

/// Cells, row by row; rows need not be equally long.
pub type Block = Vec<Vec<String>>;

/// The sign before a cell that is text although it looks like a formula.
const AS_TEXT: char = '\'';

/// The cells as text. A cell with a tab, a line end or a quote stands in quotes, and its quotes are doubled; of a single column
/// also one with a comma or semicolon, so that nobody takes it for several. Several rows end in a line end each; a single cell
/// does not, so that it can be pasted into a sentence.
#[must_use]
pub fn write(block: &[Vec<String>]) -> String {
    let is_column = block.len() > 1 && block.iter().all(|row| row.len() < 2);
    let cell = |cell: &String| {
        let separates = is_column && cell.contains([',', ';']);
        let text = if is_formula(cell) { format!("{AS_TEXT}{cell}") } else { cell.clone() };
        if separates || cell.contains(['\t', '\n', '\r', '"']) { quoted(&text) } else { text }
    };
    let row = |cells: &Vec<String>| cells.iter().map(cell).collect::<Vec<_>>().join("\t");
    match block {
        [only] if !row(only).is_empty() => row(only),
        rows => rows.iter().map(|cells| row(cells) + "\n").collect(),
    }
}

/// Whether a spreadsheet would compute the cell, or take away its apostrophe.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches(AS_TEXT).starts_with('=')
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// The cells of a text. A line end after the last row is no row of its own.
#[must_use]
pub fn read(text: &str) -> Block {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\t') {
        return split(text, '\t');
    }
    let is_table = |rows: &Block| {
        let width = rows.first().map_or(0, Vec::len);
        // prose has spaces after its commas, and lines with more or fewer of them
        let prose = || rows.iter().flat_map(|row| row.iter().skip(1)).any(|cell| cell.starts_with(' '));
        rows.len() > 1 && width > 1 && rows.iter().all(|row| row.len() == width) && !prose()
    };
    // a semicolon separates where the comma is in the numbers
    let delimiters: &[char] = if text.lines().all(is_number) { &[] } else { &[';', ','] };
    let table = delimiters.iter().map(|delimiter| split(text, *delimiter)).find(is_table);
    table.unwrap_or_else(|| split(text, '\t'))
}

/// Whether a line is one number, such as `3,5 %`, `1,250` or `EUR 11,40`: its commas stand before decimals or between thousands.
fn is_number(line: &str) -> bool {
    let is_around =
        |c: char| c.is_whitespace() || c.is_ascii_uppercase() || matches!(c, '-' | '+' | '%' | '€' | '$' | '£');
    let digits = line.trim_matches(is_around);
    let is_part = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.');
    let of_three = |group: &str| group.split('.').next().is_some_and(|whole| whole.len() == 3);
    digits.chars().all(is_part) && (digits.matches(',').count() < 2 || digits.split(',').skip(1).all(of_three))
}

fn split(text: &str, delimiter: char) -> Block {
    let (mut rest, mut rows, mut row) = (text, Vec::new(), Vec::new());
    let mut may_quote = true;
    while !rest.is_empty() || !row.is_empty() {
        let (cell, after) = cell(rest, delimiter, &mut may_quote);
        row.push(match cell.strip_prefix(AS_TEXT) {
            Some(text) if is_formula(text) => text.to_owned(),
            _ => cell,
        });
        if let Some(next) = after.strip_prefix(delimiter) {
            rest = next;
            continue;
        }
        rows.push(std::mem::take(&mut row));
        rest = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r'])).unwrap_or(after);
    }
    rows
}

/// The first cell of a text, and the text after it, which begins with what ends the cell.
fn cell<'a>(text: &'a str, delimiter: char, may_quote: &mut bool) -> (String, &'a str) {
    let ends = |c: char| c == delimiter || c == '\n' || c == '\r';
    if let Some(inside) = text.strip_prefix('"').filter(|_| *may_quote) {
        match unquoted(inside) {
            Some((cell, after)) if after.is_empty() || after.starts_with(ends) => {
                return (cell.replace("\r\n", "\n"), after);
            }
            // a quote of somebody's own words: the cell is as it stands
            Some(_) => {}
            // nothing closes any more, so that no other cell need be tried
            None => *may_quote = false,
        }
    }
    let end = text.find(ends).unwrap_or(text.len());
    let (cell, after) = text.split_at(end);
    (cell.to_owned(), after)
}

/// What stands up to the closing quote, with doubled quotes as one, and what follows; `None` if none closes.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let (mut cell, mut rest) = (String::new(), text);
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        let Some(again) = after.strip_prefix('"') else { return Some((cell, after)) };
        cell.push('"');
        rest = again;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(rows: &[&[&str]]) -> Block {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn cells_are_written_as_spreadsheets_read_them() {
        assert_eq!(write(&block(&[&["a", "b c"]])), "a\tb c");
        assert_eq!(write(&block(&[&["a", "b"], &["", "d"]])), "a\tb\n\td\n");
        assert_eq!(
            write(&block(&[&["two\nlines", "say \"no\"", "tab\there"]])),
            "\"two\nlines\"\t\"say \"\"no\"\"\"\t\"tab\there\""
        );
        assert_eq!(write(&block(&[&[""]])), "\n", "a blank cell is a cell");
    }

    #[test]
    fn what_programs_write_is_read() {
        let cases: [(&str, &str, &[&[&str]]); 12] = [
            ("LibreOffice", "a\tb\n\"x\ny\"\tz\n", &[&["a", "b"], &["x\ny", "z"]]),
            ("Excel", "a\tb\r\n\"x\ny\"\tz\r\n", &[&["a", "b"], &["x\ny", "z"]]),
            ("Excel, quotes", "\"say \"\"no\"\"\"\tb\r\n", &[&["say \"no\"", "b"]]),
            ("Google Sheets", "a\tsay \"no\"\nc\td", &[&["a", "say \"no\""], &["c", "d"]]),
            ("lines of an old Macintosh", "a\tb\rc\td\r", &[&["a", "b"], &["c", "d"]]),
            ("lines of Windows in a cell", "\"x\r\ny\"\tb\r\n", &[&["x\ny", "b"]]),
            ("a blank last row", "a\tb\n\t\n", &[&["a", "b"], &["", ""]]),
            ("rows of different lengths", "a\tb\tc\nd\n", &[&["a", "b", "c"], &["d"]]),
            ("a quote that somebody cites", "\"yes\" and no\tb\n", &[&["\"yes\" and no", "b"]]),
            ("a quote that nothing closes", "\"yes\tb\n\"no\tc", &[&["\"yes", "b"], &["\"no", "c"]]),
            ("a mark of byte order", "\u{feff}a\tb", &[&["a", "b"]]),
            ("a line", "just words, of one cell", &[&["just words, of one cell"]]),
        ];
        for (who, text, expected) in cases {
            assert_eq!(read(text), block(expected), "{who}");
        }
        assert_eq!(read(""), Block::new());
        assert_eq!(read("\n"), block(&[&[""]]));
    }

    #[test]
    fn a_text_that_looks_like_a_formula_stays_text() {
        for (cell, written) in [
            ("=1+1 as words", "'=1+1 as words"),
            ("=\"a\"", "\"'=\"\"a\"\"\""),
            ("'=1", "''=1"),
            ("'quoted'", "'quoted'"),
            ("-minus first", "-minus first"),
            ("+49 30 1234", "+49 30 1234"),
        ] {
            assert_eq!(write(&block(&[&[cell]])), written);
            assert_eq!(read(written), block(&[&[cell]]));
        }
        assert_eq!(read("=1+1\t2"), block(&[&["=1+1", "2"]]), "other programs write none");
    }

    #[test]
    fn lines_with_commas_are_a_table_if_they_look_like_one() {
        assert_eq!(read("name,owner\nx,\"Ortiz, Lena\"\n"), block(&[&["name", "owner"], &["x", "Ortiz, Lena"]]));
        assert_eq!(read("name;rate\r\nx;3,5%\r\n"), block(&[&["name", "rate"], &["x", "3,5%"]]));
        assert_eq!(read("one, two\nthree, four\n"), block(&[&["one, two"], &["three, four"]]), "prose");
        assert_eq!(read("one,two\nthree\n"), block(&[&["one,two"], &["three"]]), "not the same on every line");
        assert_eq!(read("one,two"), block(&[&["one,two"]]), "a single line is a cell");
    }

    #[test]
    fn a_column_of_numbers_stays_one_column() {
        for (text, first, second) in [
            ("3,5\r\n4,25\r\n", "3,5", "4,25"),
            ("1,250\n2,000\n", "1,250", "2,000"),
            ("3,5 %\n-4,1 %\n", "3,5 %", "-4,1 %"),
            ("€11,40\n€9,00", "€11,40", "€9,00"),
            ("EUR 1,5\nEUR 1,234,567.5", "EUR 1,5", "EUR 1,234,567.5"),
        ] {
            assert_eq!(read(text), block(&[&[first], &[second]]), "{text}");
        }
        assert_eq!(read("1,2,3\n4,5,6").first().map(Vec::len), Some(3), "too many commas for a number");
        assert_eq!(read("2026-03-09,7\n2026-03-10,9").first().map(Vec::len), Some(2), "a date is no number");
        assert_eq!(read("1;2\n3;4"), block(&[&["1", "2"], &["3", "4"]]), "no number has a semicolon");
    }
}
