//! Finding words in the texts of a workbook, and putting others in their place. Only texts: never a number, a date, a
//! choice, a link, or a key of the program's.

use std::ops::Range;
use std::sync::Arc;

use crate::find::is_key;
use crate::model::place::{Place, Stop};
use crate::model::record::Field;
use crate::model::value::Value;
use crate::model::{Record, Section, View, Workbook};

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The words.
    pub text: String,
    /// Whether capitals must be as they are.
    pub case: bool,
    /// Whether they must not be parts of longer words.
    pub whole_words: bool,
}

/// Words that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where the answer stands.
    pub place: Place,
    /// The question that it answers.
    pub field: &'static Field,
    /// The answer; of several short texts the one with the words. All hits in one text share it.
    pub text: Arc<str>,
    /// Which of several short texts it is; 0 for an answer that is one text.
    pub line: usize,
    /// The words in it, in bytes.
    pub at: Range<usize>,
}

/// What was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Replaced {
    /// How often.
    pub times: usize,
    /// In how many answers.
    pub places: usize,
}

/// A letter as it is compared, and where it comes from.
struct Letter {
    folded: char,
    from: Range<usize>,
}

fn fold(text: &str, case: bool) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let from = at..at + letter.len_utf8();
        if case {
            letters.push(Letter { folded: letter, from });
        } else {
            letters.extend(letter.to_lowercase().map(|folded| Letter { folded, from: from.clone() }));
        }
    }
    letters
}

impl Wanted {
    /// Where the words are in a text, from its beginning, in bytes. Hits do not overlap.
    #[must_use]
    pub fn within(&self, text: &str) -> Vec<Range<usize>> {
        if self.text.is_empty() || text.is_empty() {
            return Vec::new();
        }
        let found = if self.text.is_ascii() && text.is_ascii() { self.in_ascii(text) } else { self.in_any(text) };
        let mut end = 0;
        let apart = found.into_iter().filter(|at| {
            let fits = at.start >= end && (!self.whole_words || stands_alone(text, at));
            if fits {
                end = at.end;
            }
            fits
        });
        apart.collect()
    }

    fn in_ascii(&self, text: &str) -> Vec<Range<usize>> {
        let (text, wanted) = (text.as_bytes(), self.text.as_bytes());
        let same = |one: &[u8]| if self.case { one == wanted } else { one.eq_ignore_ascii_case(wanted) };
        let starts = text.windows(wanted.len()).enumerate().filter(|(_, window)| same(window));
        starts.map(|(at, window)| at..at + window.len()).collect()
    }

    fn in_any(&self, text: &str) -> Vec<Range<usize>> {
        let wanted: Vec<char> = fold(&self.text, self.case).into_iter().map(|letter| letter.folded).collect();
        let letters = fold(text, self.case);
        let hit = |at: usize, window: &[Letter]| {
            let same = window.iter().map(|letter| letter.folded).eq(wanted.iter().copied());
            let (first, last) = (window.first()?, window.last()?);
            // a letter that becomes two is found as a whole or not at all
            let whole = at.checked_sub(1).and_then(|at| letters.get(at)).is_none_or(|before| before.from != first.from)
                && letters.get(at + window.len()).is_none_or(|after| after.from != last.from);
            (same && whole).then_some(first.from.start..last.from.end)
        };
        letters.windows(wanted.len()).enumerate().filter_map(|(at, window)| hit(at, window)).collect()
    }

    /// A text with `with` in place of the words, and how often; `None` if they are not in it.
    #[must_use]
    pub fn replaced(&self, text: &str, with: &str) -> Option<(String, usize)> {
        let found = self.within(text);
        if found.is_empty() {
            return None;
        }
        let mut result = String::with_capacity(text.len());
        let mut end = 0;
        for at in &found {
            result.push_str(text.get(end..at.start)?);
            result.push_str(with);
            end = at.end;
        }
        result.push_str(text.get(end..)?);
        Some((result, found.len()))
    }
}

/// Whether no letter or digit touches the words.
fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let before = text.get(..at.start).and_then(|before| before.chars().next_back());
    let after = text.get(at.end..).and_then(|after| after.chars().next());
    !before.is_some_and(is_part) && !after.is_some_and(is_part)
}

/// The short texts of an answer, if it is made of words.
fn texts(view: View<'_>) -> &[String] {
    match view {
        View::Lines(lines) => lines,
        _ => &[],
    }
}

/// Every place of the words, in the order of the workbook, in one section or in all; `most` at most.
#[must_use]
pub fn find(workbook: &Workbook, section: Option<Section>, wanted: &Wanted, most: usize) -> Vec<Hit> {
    let mut hits = Vec::new();
    if wanted.text.is_empty() {
        return hits;
    }
    let mut visit = |place: &Place, stop: Stop<'_>| {
        let Stop::Value(_, field, value) = stop else { return };
        if is_key(field) || hits.len() >= most {
            return;
        }
        let mut look = |line: usize, text: &str| {
            let found = wanted.within(text);
            if found.is_empty() {
                return;
            }
            // a long text may hold a word ten thousand times
            let (shared, room) = (Arc::<str>::from(text), most.saturating_sub(hits.len()));
            for at in found.into_iter().take(room) {
                hits.push(Hit { place: place.clone(), field, text: Arc::clone(&shared), line, at });
            }
        };
        match value.view() {
            View::Text(text) => look(0, text),
            view => texts(view).iter().enumerate().for_each(|(line, text)| look(line, text)),
        }
    };
    match section {
        Some(section) => workbook.walk_section(section, &mut visit),
        None => workbook.walk(&mut visit),
    }
    hits
}

/// Puts `with` in place of the words everywhere, in one section or in all.
pub fn replace_all(workbook: &mut Workbook, section: Option<Section>, wanted: &Wanted, with: &str) -> Replaced {
    let mut replaced = Replaced::default();
    if wanted.text.is_empty() {
        return replaced;
    }
    let sections = section.map_or(Section::ALL, |section| {
        Section::ALL.iter().position(|one| *one == section).and_then(|at| Section::ALL.get(at..=at)).unwrap_or_default()
    });
    for section in sections {
        // looked at before it is borrowed for change, so that what has no such words stays shared
        if holds(workbook.section(*section), wanted) {
            replace_in(workbook.section_mut(*section), wanted, with, &mut replaced);
        }
    }
    replaced
}

/// Whether the words are in a record or in anything in it.
fn holds(record: &dyn Record, wanted: &Wanted) -> bool {
    record.answers().any(|(field, value)| match value.view() {
        View::Record(inner) => holds(inner, wanted),
        View::Items(items) => (0..items.len()).filter_map(|at| items.get(at)).any(|item| holds(item, wanted)),
        _ => !is_key(field) && new_text(value, wanted, "").is_some(),
    })
}

/// What an answer says with `with` in place of the words, and how often; `None` if they are not in it.
fn new_text(value: &dyn Value, wanted: &Wanted, with: &str) -> Option<(String, usize)> {
    match value.view() {
        View::Text(text) => wanted.replaced(text, with),
        View::Lines(lines) => {
            let mut times = 0;
            let mut new = |line: &String| match wanted.replaced(line, with) {
                Some((text, found)) => {
                    times += found;
                    text
                }
                None => line.clone(),
            };
            let all = lines.iter().map(&mut new).collect::<Vec<_>>().join("\n");
            (times > 0).then_some((all, times))
        }
        _ => None,
    }
}

fn replace_in(record: &mut dyn Record, wanted: &Wanted, with: &str, replaced: &mut Replaced) {
    for index in 0..record.fields().len() {
        let key = record.fields().get(index).is_some_and(is_key);
        let Some(value) = record.value_mut(index) else { continue };
        if let Some((text, times)) = new_text(value, wanted, with).filter(|_| !key) {
            // a text is taken as it is, so this cannot be refused
            let set = value.set_text(&text);
            debug_assert!(set.is_ok(), "texts take any text");
            replaced.times += times;
            replaced.places += 1;
        } else if let Some(inner) = value.record_mut() {
            replace_in(inner, wanted, with, replaced);
        } else if let Some(items) = value.items_mut() {
            for at in 0..items.len() {
                if items.get(at).is_some_and(|item| holds(item, wanted))
                    && let Some(item) = items.get_mut(at)
                {
                    replace_in(item, wanted, with, replaced);
                }
            }
        }
    }
}

/// Puts `with` in place of the words of one hit. `false` if the text is not what it was when they were found.
pub fn replace_one(workbook: &mut Workbook, hit: &Hit, with: &str) -> bool {
    let head = hit.place.item().map_or_else(|| hit.place.section.key().to_owned(), |(_, id, _)| id.to_string());
    let path = hit.place.fields.iter().fold(head, |path, field| format!("{path}.{field}"));
    let Ok(value) = path.parse::<super::Address>().and_then(|address| address.value_mut(workbook)) else {
        return false;
    };
    let put = |text: &str| {
        let found = (*text == *hit.text).then(|| Some((text.get(..hit.at.start)?, text.get(hit.at.end..)?)));
        found.flatten().map(|(before, after)| format!("{before}{with}{after}"))
    };
    let new = match value.view() {
        View::Text(text) => put(text),
        View::Lines(lines) => lines.get(hit.line).and_then(|line| put(line)).map(|new| {
            let line = |(at, line): (usize, &String)| if at == hit.line { new.clone() } else { line.clone() };
            lines.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
        }),
        _ => None,
    };
    new.is_some_and(|text| value.set_text(&text).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;
    use crate::model::failure_modes::FailureMode;

    fn wanted(text: &str) -> Wanted {
        Wanted { text: text.to_owned(), ..Wanted::default() }
    }

    fn all(text: &str, wanted: &Wanted) -> Vec<String> {
        wanted.within(text).into_iter().map(|at| text[at].to_owned()).collect()
    }

    #[test]
    fn words_are_found_whatever_their_capitals_and_alphabet() {
        for (text, words, expected) in [
            ("Claim, claim, CLAIM", "claim", vec!["Claim", "claim", "CLAIM"]),
            ("Größe und GRÖSSE und größe", "größe", vec!["Größe", "größe"]),
            ("ΣΊΣΥΦΟΣ", "σίσυφοσ", vec!["ΣΊΣΥΦΟΣ"]),
            ("Пропущен сигнал", "СИГНАЛ", vec!["сигнал"]),
            ("误报率 and 误报", "误报", vec!["误报", "误报"]),
            ("aaaa", "aa", vec!["aa", "aa"]),
            ("abc", "", vec![]),
            ("", "abc", vec![]),
            ("İstanbul", "i", vec![]),
            ("İstanbul", "İ", vec!["İ"]),
            ("300 K", "k", vec!["K"]),
        ] {
            assert_eq!(all(text, &wanted(words)), expected, "{words} in {text}");
        }
    }

    #[test]
    fn case_and_whole_words_are_kept_to_when_asked() {
        let exact = Wanted { case: true, ..wanted("Claim") };
        assert_eq!(exact.within("claim Claim").first(), Some(&(6..11)));
        let whole = Wanted { whole_words: true, ..wanted("claim") };
        assert_eq!(whole.within("claims claim, reclaim (claim) claim_1"), [7..12, 23..28]);
        let umlaut = Wanted { whole_words: true, ..wanted("gr") };
        assert_eq!(umlaut.within("größe"), Vec::<Range<usize>>::new());
    }

    #[test]
    fn what_is_put_in_is_not_looked_at_again() {
        assert_eq!(wanted("a").replaced("banana", "aa"), Some(("baanaanaa".to_owned(), 3)));
        assert_eq!(wanted("na").replaced("banana", ""), Some(("ba".to_owned(), 2)));
        assert_eq!(wanted("x").replaced("banana", "y"), None);
    }

    fn workbook() -> Workbook {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.about).product = "Claim triage".to_owned();
        let modes = &mut Arc::make_mut(&mut workbook.failure_modes).modes;
        for (id, name, fallback) in [(1, "Claim lost", "Claims go to a person; no claim waits."), (2, "Other", "None")]
        {
            modes.push(FailureMode {
                id: Id(id),
                number: id as u32,
                name: name.to_owned(),
                fallback: fallback.to_owned(),
                library_key: "claim".to_owned(),
                ..FailureMode::default()
            });
        }
        workbook
    }

    #[test]
    fn all_are_replaced_in_one_section_or_everywhere_but_never_in_keys() {
        let mut workbook = workbook();
        let before = workbook.clone();
        assert_eq!(find(&workbook, None, &wanted("claim"), 100).len(), 4);
        assert_eq!(find(&workbook, None, &wanted("claim"), 2).len(), 2);
        let here = replace_all(&mut workbook, Some(Section::FailureModes), &wanted("claim"), "case");
        assert_eq!(here, Replaced { times: 3, places: 2 });
        let mode = workbook.failure_modes.modes.at(0).unwrap();
        assert_eq!((mode.name.as_str(), mode.fallback.as_str()), ("case lost", "cases go to a person; no case waits."));
        assert_eq!(mode.library_key, "claim");
        assert_eq!(workbook.about.product, "Claim triage");
        let untouched =
            std::ptr::eq(before.failure_modes.modes.at(1).unwrap(), workbook.failure_modes.modes.at(1).unwrap());
        assert!(untouched, "an item without the words stays shared");
        assert_eq!(replace_all(&mut workbook, None, &wanted("claim"), "case"), Replaced { times: 1, places: 1 });
        assert_eq!(replace_all(&mut workbook, None, &wanted(""), "case"), Replaced::default());
    }

    #[test]
    fn one_is_replaced_where_it_still_stands() {
        let mut workbook = workbook();
        let hits = find(&workbook, Some(Section::FailureModes), &wanted("claim"), 100);
        let last = hits.last().unwrap();
        assert!(replace_one(&mut workbook, last, "case"));
        assert_eq!(workbook.failure_modes.modes.at(0).unwrap().fallback, "Claims go to a person; no case waits.");
        assert!(!replace_one(&mut workbook, last, "case"), "the text is another one by now");
    }

    #[test]
    fn a_text_that_is_full_of_the_words_is_held_once() {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.about).summary = "ha ".repeat(100_000);
        let hits = find(&workbook, None, &wanted("ha"), 1_000);
        assert_eq!(hits.len(), 1_000);
        assert!(hits.iter().all(|hit| Arc::ptr_eq(&hit.text, &hits[0].text)));
    }

    #[test]
    fn of_several_short_texts_the_right_one_is_replaced() {
        let mut workbook = Workbook::default();
        let sign_offs = &mut Arc::make_mut(&mut workbook.reviews).sign_offs;
        let covers = vec!["Risk memo".to_owned(), "Risk of risk".to_owned()];
        sign_offs.push(crate::model::reviews::SignOff { id: Id(1), number: 1, covers, ..Default::default() });
        let hits = find(&workbook, None, &wanted("risk"), 100);
        assert_eq!(hits.iter().map(|hit| hit.line).collect::<Vec<_>>(), [0, 1, 1]);
        assert!(replace_one(&mut workbook, &hits[2], "harm"));
        assert_eq!(workbook.reviews.sign_offs.at(0).unwrap().covers, ["Risk memo", "Risk of harm"]);
        assert_eq!(replace_all(&mut workbook, None, &wanted("risk"), "Harm"), Replaced { times: 2, places: 1 });
        assert_eq!(workbook.reviews.sign_offs.at(0).unwrap().covers, ["Harm memo", "Harm of harm"]);
    }
}
