//! Two texts word by word: what stayed, what was taken out, what was put in; and whether an edit is one of wording alone.
//! Knows no colors and no format: whoever shows the runs strikes and underlines them.

use crate::words;

use super::sequence;

/// A piece of text that stayed, went or came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// In both texts.
    Same(String),
    /// Only in the text before.
    Removed(String),
    /// Only in the text after.
    Added(String),
}

impl Run {
    /// What it says.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Same(text) | Self::Removed(text) | Self::Added(text) => text,
        }
    }
}

/// Less than one letter in so many stays where a text was written anew: few words in common, such as `the`, tell nothing then.
const ANEW: usize = 3;

/// The runs from one text to the other. Those that stayed or were removed make up the first text, those that stayed or were
/// added the second, to the letter. Of a text that was written anew all goes and all comes.
#[must_use]
pub fn runs(before: &str, after: &str) -> Vec<Run> {
    let (old, new) = (pieces(before), pieces(after));
    let mut written = Written::default();
    let (mut from, mut to) = (0, 0);
    for (at, other) in sequence::common(&old, &new) {
        written.change(old.get(from..at).unwrap_or_default(), new.get(to..other).unwrap_or_default());
        written.same(old.get(at).copied().unwrap_or_default());
        (from, to) = (at + 1, other + 1);
    }
    written.change(old.get(from..).unwrap_or_default(), new.get(to..).unwrap_or_default());
    written.finish();
    if is_anew(&written.runs) {
        return vec![Run::Removed(before.to_owned()), Run::Added(after.to_owned())];
    }
    written.runs
}

/// Whether so little stayed, in pieces, that word by word nobody could read either text.
fn is_anew(runs: &[Run]) -> bool {
    let letters = |fits: fn(&Run) -> bool| -> usize {
        let texts = runs.iter().filter(|run| fits(run)).map(Run::text);
        texts.map(|text| text.chars().filter(|letter| letter.is_alphanumeric()).count()).sum()
    };
    let (stayed, went) = (letters(|run| matches!(run, Run::Same(_))), letters(|run| matches!(run, Run::Removed(_))));
    let came = letters(|run| matches!(run, Run::Added(_)));
    let is_torn = runs.iter().filter(|run| !matches!(run, Run::Same(_))).count() > 2;
    is_torn && went > 0 && came > 0 && stayed * ANEW < stayed + went.max(came)
}

/// Runs while they are written: blanks between two changes belong to both, so that a phrase is struck as one.
#[derive(Default)]
struct Written {
    runs: Vec<Run>,
    removed: String,
    added: String,
    blank: String,
}

impl Written {
    fn change(&mut self, removed: &[&str], added: &[&str]) {
        if removed.is_empty() && added.is_empty() {
            return;
        }
        let blank = std::mem::take(&mut self.blank);
        if self.removed.is_empty() && self.added.is_empty() {
            self.push_same(&blank);
        } else {
            self.removed.push_str(&blank);
            self.added.push_str(&blank);
        }
        self.removed.extend(removed.iter().copied());
        self.added.extend(added.iter().copied());
    }

    fn same(&mut self, piece: &str) {
        if piece.chars().all(char::is_whitespace) {
            self.blank.push_str(piece);
        } else {
            self.finish();
            self.push_same(piece);
        }
    }

    /// Writes what is held back.
    fn finish(&mut self) {
        let (removed, added) = (std::mem::take(&mut self.removed), std::mem::take(&mut self.added));
        self.runs.extend((!removed.is_empty()).then_some(Run::Removed(removed)));
        self.runs.extend((!added.is_empty()).then_some(Run::Added(added)));
        let blank = std::mem::take(&mut self.blank);
        self.push_same(&blank);
    }

    fn push_same(&mut self, text: &str) {
        match self.runs.last_mut() {
            Some(Run::Same(last)) => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.runs.push(Run::Same(text.to_owned())),
        }
    }
}

/// Words, blanks and signs; a number with its points and commas is one word.
fn pieces(text: &str) -> Vec<&str> {
    let (mut found, mut start, mut last) = (Vec::new(), 0, None);
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    for (at, (from, letter)) in letters.iter().enumerate() {
        let next = letters.get(at + 1).map(|(_, next)| *next);
        let sort = sort_of(*letter, last.map(|(letter, _)| letter), next);
        let joins = last.is_some_and(|(_, before)| before == sort && sort != Sort::Sign);
        if !joins && *from > start {
            found.push(text.get(start..*from).unwrap_or_default());
            start = *from;
        }
        last = Some((*letter, sort));
    }
    if start < text.len() {
        found.push(text.get(start..).unwrap_or_default());
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Word,
    Blank,
    Sign,
}

fn sort_of(letter: char, before: Option<char>, after: Option<char>) -> Sort {
    let within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if letter.is_alphanumeric() {
        Sort::Word
    } else if letter.is_whitespace() {
        Sort::Blank
    } else if matches!(letter, '.' | ',' | '-' | '\'' | '’' | '_') && within(before) && within(after) {
        Sort::Word
    } else {
        Sort::Sign
    }
}

/// Whether only capitals, punctuation or spacing differ: letters, digits and signs such as % and < are the same, and so are a
/// point or comma between digits, which make another number.
#[must_use]
pub fn is_spelling(before: &str, after: &str) -> bool {
    bare(before) == bare(after)
}

fn bare(text: &str) -> String {
    let kept = |letter: &char| {
        let is_between = matches!(letter, '.' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '(' | ')' | '…');
        !letter.is_whitespace() && !is_between && !matches!(letter, '‘' | '’' | '“' | '”' | '–')
    };
    let letters: Vec<char> = text.chars().collect();
    let between_digits = |at: usize| {
        let is_digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
        is_digit(at.checked_sub(1)) && is_digit(at.checked_add(1))
    };
    let told = letters.iter().enumerate().filter(|(at, letter)| kept(letter) || between_digits(*at));
    told.flat_map(|(_, letter)| letter.to_lowercase()).collect()
}

/// Words that turn a sentence around: an edit that adds or takes one is never one of wording.
const TURNS: [&str; 20] = [
    "not", "no", "never", "none", "nobody", "nothing", "without", "unless", "except", "only", "always", "all", "any",
    "must", "may", "cannot", "once", "twice", "half", "double",
];

/// Whether the edit of a long text changes words alone: some words, no figure, no citation, no sign that compares, and none of
/// the words that turn a sentence around; and most of the text stayed.
#[must_use]
pub fn is_rewording(before: &str, after: &str) -> bool {
    let (mut stayed, mut changed) = (0, 0);
    for run in runs(before, after) {
        let words = run.text().split_whitespace();
        match run {
            Run::Same(_) => stayed += words.count(),
            Run::Removed(_) | Run::Added(_) if says_more(run.text()) => return false,
            Run::Removed(_) | Run::Added(_) => changed += words.count(),
        }
    }
    changed <= stayed
}

fn says_more(text: &str) -> bool {
    let tells = |c: char| c.is_numeric() || matches!(c, '%' | '<' | '>' | '=' | '≤' | '≥' | '€' | '$' | '£' | '/');
    let turns = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        TURNS.contains(&word.as_str())
            || word.ends_with("n't")
            || word.ends_with("n’t")
            || (1..=12).any(|number| words::spelled(number) == word)
    };
    text.contains(tells) || text.split_whitespace().any(turns)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> String {
        let told = runs(before, after).into_iter().map(|run| match run {
            Run::Same(text) => text,
            Run::Removed(text) => format!("[-{text}-]"),
            Run::Added(text) => format!("[+{text}+]"),
        });
        told.collect()
    }

    #[test]
    fn phrases_are_struck_as_one_and_numbers_whole() {
        for (before, after, wanted) in [
            ("", "", ""),
            ("same", "same", "same"),
            ("", "new", "[+new+]"),
            ("It waits for a person.", "It waits for a senior nurse.", "It waits for a [-person-][+senior nurse+]."),
            ("At most 2.5 hours", "At most 3.5 hours", "At most [-2.5-][+3.5+] hours"),
            ("Serve it then", "Serve it, then", "Serve it[+,+] then"),
            ("a b c", "a c", "a [-b -]c"),
            (
                "Rules engine v9. Then the claim is routed by the rules.",
                "I edited the one that theirs deletes.",
                "[-Rules engine v9. Then the claim is routed by the rules.-][+I edited the one that theirs deletes.+]",
            ),
        ] {
            assert_eq!(told(before, after), wanted);
        }
    }

    #[test]
    fn capitals_and_punctuation_are_wording_and_numbers_are_not() {
        for (one, other, same) in [
            ("Serve it, then wait.", "serve it then wait", true),
            ("At most 2.5 hours", "At most 25 hours", false),
            ("At most 2 hours", "At most 4 hours", false),
            ("It is served", "It is not served", false),
            ("Under 5 %", "Under 5%", true),
            ("a < b", "a > b", false),
            ("-3", "3", false),
        ] {
            assert_eq!(is_spelling(one, other), same, "{one} / {other}");
        }
    }

    #[test]
    fn figures_and_turns_are_no_rewording() {
        for (before, after, wanted) in [
            ("The nurse reads the draft before it is sent.", "A nurse reads each draft before it is sent.", true),
            ("The nurse reads the draft before it is sent.", "The nurse may read the draft before it is sent.", false),
            ("It is served within 2 days to the ward.", "It is served within 3 days to the ward.", false),
            ("It is served within two days to the ward.", "It is served within three days to the ward.", false),
            ("See FM-3 for what is done about it.", "See FM-4 for what is done about it.", false),
            ("One thing", "Something else entirely", false),
        ] {
            assert_eq!(is_rewording(before, after), wanted, "{before} / {after}");
        }
    }
}
