//! The rows of a table, one at a time, in buffers of fixed size.

use std::io::Read;

use csv_core::ReadRecordResult;

use super::ScoresError;

/// The longest row in bytes: far more than a row of scores needs, and a bound on what an open quotation mark can swallow.
pub(super) const LONGEST: usize = 64_000;

/// The most columns of a row.
pub(super) const MOST_COLUMNS: usize = 4_096;

/// How much is read at a time.
const PIECE: usize = 64 * 1024;

/// Rows, read one after the other.
pub(super) struct Rows<R> {
    source: R,
    parser: csv_core::Reader,
    piece: Vec<u8>,
    filled: usize,
    used: usize,
    ended: bool,
    field: Vec<u8>,
    ends: Vec<usize>,
    /// How many bytes were taken in.
    pub(super) bytes: u64,
    /// What separates fields.
    pub(super) delimiter: u8,
}

/// One row.
pub(super) struct Row<'a> {
    text: &'a [u8],
    ends: &'a [usize],
    /// The line that it begins in, from 1.
    pub(super) line: u64,
}

impl Row<'_> {
    /// How many fields it has.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field.
    pub(super) fn field(&self, at: usize) -> Option<&[u8]> {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..*self.ends.get(at)?)
    }

    /// All fields as text.
    pub(super) fn words(&self) -> Vec<String> {
        (0..self.len()).filter_map(|at| self.field(at)).map(|field| text_of(field).into_owned()).collect()
    }
}

/// A field as text without the blanks around it.
pub(super) fn text_of(field: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(field.trim_ascii())
}

impl<R: Read> Rows<R> {
    /// Begins to read, and finds out what separates fields.
    pub(super) fn new(source: R) -> Result<Self, ScoresError> {
        let mut rows = Self {
            source,
            parser: csv_core::Reader::new(),
            piece: vec![0; PIECE],
            filled: 0,
            used: 0,
            ended: false,
            field: vec![0; LONGEST],
            ends: vec![0; MOST_COLUMNS],
            bytes: 0,
            delimiter: b',',
        };
        rows.refill()?;
        let start = rows.piece.get(..rows.filled).unwrap_or_default();
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            return Err(ScoresError::NotText("it is UTF-16"));
        }
        if start.contains(&0) {
            return Err(ScoresError::NotText("it holds zero bytes"));
        }
        if start.starts_with(b"\xef\xbb\xbf") {
            rows.used = 3;
        }
        let start = start.get(rows.used..).unwrap_or_default();
        if start.trim_ascii().is_empty() {
            return Err(ScoresError::Empty);
        }
        rows.delimiter = delimiter_of(start);
        rows.parser = csv_core::ReaderBuilder::new().delimiter(rows.delimiter).build();
        Ok(rows)
    }

    fn refill(&mut self) -> Result<(), ScoresError> {
        (self.filled, self.used) = (0, 0);
        while self.filled < self.piece.len() {
            let Some(free) = self.piece.get_mut(self.filled..) else { break };
            match self.source.read(free) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => self.filled += count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.bytes += self.filled as u64;
        Ok(())
    }

    /// The next row; `None` at the end. Empty lines are no rows.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, ScoresError> {
        let (mut written, mut fields) = (0, 0);
        let mut line = self.parser.line();
        loop {
            if self.used == self.filled && !self.ended {
                self.refill()?;
            }
            let input = self.piece.get(self.used..self.filled).unwrap_or_default();
            if written == 0 && fields == 0 {
                // blank lines before the row belong to no row
                let blank = input.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
                let feeds = input.iter().take(blank).filter(|byte| **byte == b'\n').count() as u64;
                line = self.parser.line() + feeds;
            }
            let (text, ends) = (self.field.get_mut(written..), self.ends.get_mut(fields..));
            let (Some(text), Some(ends)) = (text, ends) else { return Err(ScoresError::RowTooLong { line }) };
            let (result, read, wrote, ended) = self.parser.read_record(input, text, ends);
            self.used += read;
            written += wrote;
            fields += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => return Err(ScoresError::RowTooLong { line }),
                ReadRecordResult::OutputEndsFull => return Err(ScoresError::TooManyColumns { line }),
                ReadRecordResult::Record => {
                    let text = self.field.get(..written).unwrap_or_default();
                    let ends = self.ends.get(..fields).unwrap_or_default();
                    return Ok(Some(Row { text, ends, line }));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }
}

/// What separates fields: of comma, semicolon and tab the one that the first line holds most of, outside quotation marks.
fn delimiter_of(start: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in start.iter().skip_while(|byte| byte.is_ascii_whitespace()) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(delimiter, _)| delimiter == byte).for_each(|(_, count)| *count += 1),
        }
    }
    // a semicolon or a tab is rare in a name, a comma is not
    let rank = |(delimiter, count): &(u8, i32)| (*count, i32::from(*delimiter != b','));
    counts.into_iter().max_by_key(rank).map_or(b',', |(delimiter, _)| delimiter)
}
