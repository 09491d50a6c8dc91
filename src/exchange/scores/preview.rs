//! A first look at a table: its columns, its first rows, and a guess at which column is which.

use std::io::Read;

use super::ScoresError;
use super::read::number_of;
use super::rows::Rows;

/// How many rows are looked at.
const LOOKED_AT: usize = 1_000;

/// How many of them are shown.
const SHOWN: usize = 8;

/// A label with more values than this is no label.
const MOST_LABELS: usize = 20;

/// What a table looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The names of its columns: from the first row, or "Column 1" and so on.
    pub columns: Vec<String>,
    /// Whether the first row holds names.
    pub head: bool,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// What separates fields.
    pub delimiter: char,
    /// The column that most likely holds the score.
    pub score: Option<usize>,
    /// The column that most likely holds the label.
    pub label: Option<usize>,
    /// The different values of each column among the rows that were looked at, in order; none where there are too many.
    labels: Vec<Option<Vec<String>>>,
}

/// The labels of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The label of the positive class, as far as one can guess.
    pub positive: String,
    /// Every label that was seen.
    pub all: Vec<String>,
}

impl Preview {
    /// The labels of a column; `None` if its values are too many to be labels.
    #[must_use]
    pub fn labels(&self, column: usize) -> Option<Label> {
        let all = self.labels.get(column)?.clone().filter(|all| !all.is_empty())?;
        let known = |label: &&String| PAIRS.iter().any(|(positive, _)| is_same_label(label, positive));
        let positive = all.iter().find(known).or(all.last())?.clone();
        Some(Label { positive, all })
    }

    /// The position of a column by its name, or by its number from 1 where no column has such a name.
    ///
    /// # Errors
    /// [`ScoresError::NoColumn`] if there is none.
    pub fn find(&self, name: &str) -> Result<usize, ScoresError> {
        let exact = self.columns.iter().position(|column| column == name.trim());
        let alike = || self.columns.iter().position(|column| column.eq_ignore_ascii_case(name.trim()));
        let number = || name.trim().parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < self.columns.len());
        exact.or_else(alike).or_else(number).ok_or_else(|| ScoresError::NoColumn {
            name: format!("\u{201c}{}\u{201d}", name.trim()),
            columns: self.columns.join(", "),
        })
    }
}

/// Labels that belong together, the positive one first.
const PAIRS: [(&str, &str); 15] = [
    ("1", "0"),
    ("1", "-1"),
    ("true", "false"),
    ("yes", "no"),
    ("y", "n"),
    ("t", "f"),
    ("positive", "negative"),
    ("pos", "neg"),
    ("p", "n"),
    ("ja", "nein"),
    ("ja", "nee"),
    ("ja", "nej"),
    ("oui", "non"),
    ("sí", "no"),
    ("tak", "nie"),
];

/// Whether two labels are the same: whatever their case, and numbers by value.
pub(super) fn is_same_label(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    let number = |text: &str| number_of(text.as_bytes()).filter(|number| number.is_finite());
    one.to_lowercase() == other.to_lowercase()
        || number(one).zip(number(other)).is_some_and(|(one, other): (f64, f64)| one.to_bits() == other.to_bits())
}

/// The only other label: the one that usually goes with the positive one, if it was seen or nothing else was; or of two labels
/// the other one. `None` takes any other label.
#[must_use]
pub fn negative_of(positive: &str, seen: &[String]) -> Option<String> {
    let others: Vec<&String> = seen.iter().filter(|label| !is_same_label(label, positive)).collect();
    let partners =
        PAIRS.iter().filter_map(|(one, other)| match (is_same_label(one, positive), is_same_label(other, positive)) {
            (true, _) => Some(*other),
            (_, true) => Some(*one),
            _ => None,
        });
    let partners: Vec<&str> = partners.collect();
    let seen_partner = others.iter().find(|label| partners.iter().any(|partner| is_same_label(label, partner)));
    match (seen_partner, others.as_slice()) {
        (Some(partner), _) => Some((*partner).clone()),
        (None, [other]) => Some((*other).clone()),
        (None, []) => partners.first().map(|partner| (*partner).to_owned()),
        (None, _) => None,
    }
}

/// What a column without a name is called.
pub(super) fn named(at: usize) -> String {
    format!("Column {}", at + 1)
}

/// Looks at the beginning of a table.
///
/// # Errors
/// [`ScoresError`] if it is empty, no text, or cannot be read.
pub fn preview<R: Read>(source: R) -> Result<Preview, ScoresError> {
    let mut reader = Rows::new(source)?;
    let delimiter = char::from(reader.delimiter);
    let mut rows = Vec::new();
    while rows.len() <= LOOKED_AT
        && let Some(row) = reader.next()?
    {
        rows.push(row.words());
    }
    let Some(first) = rows.first().cloned() else { return Err(ScoresError::Empty) };
    let head = first.iter().all(|name| number_of(name.as_bytes()).is_none());
    let columns: Vec<String> = if head {
        let name = |(at, name): (usize, &String)| if name.is_empty() { named(at) } else { name.clone() };
        first.iter().enumerate().map(name).collect()
    } else {
        (0..first.len()).map(named).collect()
    };
    let body = rows.get(usize::from(head)..).unwrap_or_default();
    if body.is_empty() {
        return Err(ScoresError::Empty);
    }
    let labels: Vec<Option<Vec<String>>> = (0..columns.len()).map(|at| labels_in(body, at)).collect();
    let score = guess_score(&columns, body);
    let label = guess_label(&columns, &labels, score);
    let rows = body.iter().take(SHOWN).cloned().collect();
    Ok(Preview { columns, head, rows, delimiter, score, label, labels })
}

/// The different values of a column.
fn labels_in(rows: &[Vec<String>], at: usize) -> Option<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    for value in rows.iter().filter_map(|row| row.get(at)).filter(|value| !value.is_empty()) {
        if !found.iter().any(|known| is_same_label(known, value)) {
            found.push(value.clone());
            if found.len() > MOST_LABELS {
                return None;
            }
        }
    }
    found.sort();
    Some(found)
}

fn holds(name: &str, words: &[&str]) -> bool {
    let name = name.to_lowercase();
    words.iter().any(|word| name.contains(word))
}

/// A column of numbers between 0 and 1; of several the one with a telling name, else the one with the most different values.
fn guess_score(columns: &[String], rows: &[Vec<String>]) -> Option<usize> {
    let fits = |at: &usize| {
        let values = rows.iter().filter_map(|row| row.get(*at));
        let inside =
            values.filter(|value| number_of(value.as_bytes()).is_some_and(|number| (0.0..=1.0).contains(&number)));
        inside.count() * 10 >= rows.len() * 8
    };
    let telling =
        |at: &usize| columns.get(*at).is_some_and(|name| holds(name, &["score", "prob", "conf", "pred", "p_"]));
    let spread = |at: usize| {
        let values: std::collections::BTreeSet<&String> = rows.iter().filter_map(|row| row.get(at)).collect();
        values.len()
    };
    let broken = |at: usize| rows.iter().filter_map(|row| row.get(at)).any(|value| value.contains(['.', ',']));
    // a column of ones and zeros is a label
    let scored = |at: &usize| telling(at) || spread(*at) > 2 || broken(*at);
    let candidates: Vec<usize> = (0..columns.len()).filter(fits).filter(scored).collect();
    candidates.into_iter().max_by_key(|at| (telling(at) && spread(*at) > 2, spread(*at), usize::MAX - at))
}

/// A column with few values; of several the one with a telling name, else the one with two values.
fn guess_label(columns: &[String], labels: &[Option<Vec<String>>], score: Option<usize>) -> Option<usize> {
    let telling = ["label", "target", "truth", "actual", "outcome", "class", "true", "gold", "correct"];
    let rank = |at: &usize| {
        let name = columns.get(*at).is_some_and(|name| holds(name, &telling) || name.eq_ignore_ascii_case("y"));
        let values = labels.get(*at).and_then(Option::as_ref).map_or(0, Vec::len);
        (name, values == 2, usize::MAX - at)
    };
    let has_any = |labels: &Option<Vec<String>>| labels.as_ref().is_some_and(|labels| !labels.is_empty());
    let fits = |at: &usize| Some(*at) != score && labels.get(*at).is_some_and(has_any);
    (0..columns.len()).filter(fits).max_by_key(rank)
}
