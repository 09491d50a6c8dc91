//! A failure mode as one sentence: "When (condition), (product) may (failure), so (who) suffers (effect)."
//! A condition that begins as "after a price change" does begins the sentence itself.
//!
//! The slots are what people wrote, bent as little as grammar needs: a capital at the start goes, unless the word is a name
//! or an acronym; so do the full stop at the end and all after the first sentence; "Cites a clause" becomes "cite a clause".
//! Whether a text is a clause or a noun cannot be known for certain, so what looks like a clause stands after a colon, where
//! either reads well.

use crate::model::Record;
use crate::model::failure_modes::FailureMode;
use crate::words;

/// What stands for a blank.
pub const BLANK: &str = "…";

/// A part of the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words between slots, with the white space around them.
    Words(String),
    /// What one question was answered with.
    Slot {
        /// The question.
        key: &'static str,
        /// The answer as it stands in the sentence, or [`BLANK`].
        text: String,
    },
}

impl Part {
    /// Words between slots.
    #[must_use]
    pub fn words(text: &str) -> Self {
        Self::Words(text.to_owned())
    }

    /// An answer, or [`BLANK`] where there is none yet.
    #[must_use]
    pub fn slot(key: &'static str, text: &str) -> Self {
        let text = text.trim();
        Self::Slot { key, text: if text.is_empty() { BLANK } else { text }.to_owned() }
    }
}

/// The questions that the sentence is made of, in its order.
pub const SLOTS: [&str; 4] = ["condition", "name", "harmed", "effect"];

/// The sentence in parts.
#[must_use]
pub fn parts(mode: &FailureMode, product: &str) -> Vec<Part> {
    let product = if product.trim().is_empty() { "the product" } else { product.trim() };
    let texts = [&mode.name, &mode.condition, &mode.cause, &mode.effect, &mode.harmed, &mode.fallback, &mode.monitor];
    let texts = texts.map(String::as_str);
    let inner = |text: &str| inner(text, &texts);
    let (joint, failure) = failure(&mode.name, inner(&mode.name));
    let (suffers, who) = who(&inner(&mode.harmed));
    let colon = if is_clause(&mode.effect) { ":" } else { "" };
    let words = |text: String| Part::Words(text);
    let (when, condition) = condition(&inner(&mode.condition));
    vec![
        words(when.to_owned()),
        slot("condition", condition),
        words(format!(", {product} may {joint}")),
        slot("name", failure),
        words(", so ".to_owned()),
        slot("harmed", who),
        words(format!("{suffers}{colon} ")),
        slot("effect", inner(&mode.effect)),
        words(".".to_owned()),
    ]
}

/// The sentence, with an ellipsis for each blank.
#[must_use]
pub fn of(mode: &FailureMode, product: &str) -> String {
    text(&parts(mode, product))
}

/// Parts as one text.
#[must_use]
pub fn text(parts: &[Part]) -> String {
    let of = |part: &Part| match part {
        Part::Words(text) | Part::Slot { text, .. } => text.clone(),
    };
    parts.iter().map(of).collect()
}

/// Whether every slot is filled.
#[must_use]
pub fn is_whole(mode: &FailureMode) -> bool {
    SLOTS.iter().all(|key| mode.answer(key).is_some_and(|value| !value.is_blank()))
}

fn slot(key: &'static str, text: String) -> Part {
    Part::Slot { key, text: if text.is_empty() { BLANK.to_owned() } else { text } }
}

/// Whether what follows was written as a sentence: with a full stop, or with a verb that only a clause has.
fn is_clause(effect: &str) -> bool {
    const VERBS: [&str; 11] = ["is", "are", "was", "were", "has", "have", "can", "cannot", "may", "will", "gets"];
    effect.trim().ends_with(['.', '!', '?']) || effect.split_whitespace().any(|word| VERBS.contains(&word))
}

/// Words that a condition begins with where it is no clause, and reads badly after "when".
const PREPOSITIONS: [&str; 12] =
    ["after", "at", "before", "during", "for", "in", "on", "since", "under", "until", "with", "without"];

/// The word before the condition, and the condition without a "when" of its own.
fn condition(text: &str) -> (&'static str, String) {
    let own = ["when ", "whenever ", "if ", "while "];
    let cut = own.iter().find_map(|word| {
        let head = text.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| text.get(word.len()..)).flatten()
    });
    let first = text.split(' ').next().unwrap_or_default();
    match cut {
        None if PREPOSITIONS.contains(&first) => ("", words::capitalized(text)),
        _ => ("When ", cut.unwrap_or(text).to_owned()),
    }
}

/// What goes wrong after "may": the words between, and the failure. A verb in the third person becomes an infinitive; what
/// begins with a capital and no such verb is a clause or a noun.
fn failure(written: &str, name: String) -> (&'static str, String) {
    let (first, rest) = name.split_once(' ').unwrap_or((&name, ""));
    let second = rest.split(' ').next().unwrap_or_default();
    let clause = ["is", "are", "was", "were", "do", "does", "has", "have", "can", "cannot", "get"].contains(&second);
    let capital = written.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase);
    let (word, comma) = first.strip_suffix(',').map_or((first, ""), |word| (word, ","));
    match infinitive(word).filter(|_| !clause) {
        Some(verb) => ("", format!("{verb}{comma} {rest}").trim_end().to_owned()),
        None if capital => ("fail as follows: ", name),
        None => ("", name),
    }
}

/// Endings of people and things in the plural, which look like verbs in the third person.
const NOUNS: [&str; 9] = ["ers", "ors", "ists", "ysts", "ions", "ings", "ments", "ants", "cies"];

/// Verbs that end so nevertheless, and nouns that do not.
const NOT_NOUNS: [&str; 18] = [
    "alters",
    "answers",
    "considers",
    "covers",
    "delivers",
    "enters",
    "filters",
    "grants",
    "mentions",
    "offers",
    "orders",
    "recovers",
    "remembers",
    "renders",
    "suffers",
    "transfers",
    "triggers",
    "brings",
];

/// Nouns in the plural that end as verbs do.
const PLURALS: [&str; 12] = [
    "agents",
    "credits",
    "duplicates",
    "documents",
    "names",
    "parents",
    "patients",
    "photos",
    "queries",
    "records",
    "rules",
    "words",
];

/// The infinitive of a verb in the third person; `None` for what does not look like one.
fn infinitive(verb: &str) -> Option<String> {
    match verb {
        "is" => return Some("be".to_owned()),
        "has" => return Some("have".to_owned()),
        _ => {}
    }
    let is_noun =
        PLURALS.contains(&verb) || NOUNS.iter().any(|ending| verb.ends_with(ending)) && !NOT_NOUNS.contains(&verb);
    let is_lower = verb.chars().all(|letter| letter.is_lowercase() || letter == '-');
    let stem = verb.strip_suffix('s').filter(|stem| is_lower && !is_noun && stem.chars().count() > 1)?;
    if stem.ends_with(['s', 'u', 'i']) {
        return None; // "process", "status", "this"
    }
    let Some(short) = stem.strip_suffix('e') else { return Some(stem.to_owned()) };
    let hisses = ["ss", "sh", "ch", "x"].iter().any(|ending| short.ends_with(ending));
    Some(match short.strip_suffix('i') {
        Some(start) if start.chars().count() > 1 => format!("{start}y"),
        _ if hisses || verb == "does" || verb == "goes" => short.to_owned(),
        _ => stem.to_owned(),
    })
}

/// The verb that fits, and who suffers.
fn who(who: &str) -> (&'static str, String) {
    let pair: Vec<String> = who.split(", ").map(str::to_owned).collect();
    let short = |part: &String| part.split(' ').count() <= 3;
    let plain = !who.contains(" and ") && !who.contains(';') && pair.iter().all(short);
    if pair.len() > 1 && plain {
        return (" suffer", words::series(&pair));
    }
    let plural = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        let ends = word.ends_with('s') && !word.ends_with("ss") && word.chars().count() > 3;
        ends || ["people", "children", "women", "men", "staff"].contains(&&*word)
    };
    let suffers = match who {
        _ if who.contains(", ") || who.contains(';') => ", suffer",
        _ if who.contains(" and ") || who.split(' ').take(3).any(plural) => " suffer",
        _ => " suffers",
    };
    (suffers, who.to_owned())
}

/// The first sentence of a text, as it stands inside another. `texts` is what else was written, to tell names by.
fn inner(text: &str, texts: &[&str]) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = text.match_indices(['.', '!', '?', '…']).find(|(at, stop)| {
        let before = text.get(..*at).and_then(|before| before.split([' ', '.']).next_back()).unwrap_or_default();
        let after = text.get(at + stop.len()..).unwrap_or_default();
        let next = after.trim_start().chars().next();
        // "e.g. this", "Dr. Vos" and "3.5" go on
        let short = before.chars().count() < 2 || ["Dr", "Mr", "Ms", "St", "vs"].contains(&before);
        after.starts_with(' ') && !short && next.is_some_and(|next| next.is_uppercase() || next.is_numeric())
    });
    let first = end.and_then(|(at, _)| text.get(..at)).unwrap_or(&text);
    lowered(first.trim_end_matches(['.', '!', '?', '…', ';', ':', ',']).trim(), texts)
}

/// The text with a small letter at its start, unless its first word is a name or an acronym: one with a capital or a digit
/// inside ("AI", "R58"), one that a second capitalized word follows ("Tallow Pay"), or one that has its capital in the
/// middle of a sentence somewhere else.
fn lowered(text: &str, texts: &[&str]) -> String {
    const SMALL: [&str; 12] = ["The", "A", "An", "This", "That", "Each", "Every", "No", "In", "On", "At", "All"];
    let mut words = text.split(' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let inside = || first.chars().skip(1);
    let is_name = !SMALL.contains(&first)
        && (inside().any(|letter| letter.is_uppercase() || letter.is_numeric())
            || (second.starts_with(char::is_uppercase) && first.ends_with(char::is_alphabetic))
            || first == "I"
            || texts.iter().any(|text| is_capital_inside(text, first)));
    let mut letters = text.chars();
    match letters.next() {
        Some(letter) if !is_name => letter.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// Whether a word stands capitalized in the middle of a sentence of a text.
fn is_capital_inside(text: &str, word: &str) -> bool {
    let trimmed = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
    let wanted = trimmed(word);
    let mut before = "";
    text.split_whitespace().any(|next| {
        let inside = before.ends_with(|letter: char| letter.is_lowercase() || letter == ',');
        before = next;
        inside && !wanted.is_empty() && wanted.starts_with(char::is_uppercase) && trimmed(next) == wanted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(condition: &str, name: &str, harmed: &str, effect: &str) -> FailureMode {
        FailureMode {
            condition: condition.to_owned(),
            name: name.to_owned(),
            harmed: harmed.to_owned(),
            effect: effect.to_owned(),
            ..FailureMode::default()
        }
    }

    #[test]
    fn the_sentence_reads_as_one() {
        for (condition, name, harmed, effect, expected) in [
            ("", "", "", "", "When …, Kiosk may …, so … suffers …."),
            (
                "The loss date lies outside. Often.",
                "Cites a clause from the wrong policy version",
                "Policyholder",
                "The handler routes by a rule that does not apply. Cover is refused.",
                "When the loss date lies outside, Kiosk may cite a clause from the wrong policy version, so policyholder suffers: the handler routes by a rule that does not apply.",
            ),
            (
                "If a storm brings 3.5 times the load",
                "Times out",
                "Policyholder, insurer",
                "a wait of days",
                "When a storm brings 3.5 times the load, Kiosk may time out, so policyholder and insurer suffer a wait of days.",
            ),
            (
                "GPT is down",
                "Handler accepts the route",
                "Non-native speakers",
                "Tallow Pay loses money.",
                "When GPT is down, Kiosk may fail as follows: handler accepts the route, so non-native speakers suffer: Tallow Pay loses money.",
            ),
            (
                "The EU card is blocked in e.g. Spain",
                "Is late, and nobody notices",
                "about 41 cardholders a month",
                "The sale is lost",
                "When the EU card is blocked in e.g. Spain, Kiosk may be late, and nobody notices, so about 41 cardholders a month suffer: the sale is lost.",
            ),
            (
                "Spain differs, and nobody has measured Spain",
                "Attackers probe the thresholds",
                "Cardholders, older people more often",
                "It looks rarer than it is. A gate opens.",
                "When Spain differs, and nobody has measured Spain, Kiosk may fail as follows: attackers probe the thresholds, so cardholders, older people more often, suffer: it looks rarer than it is.",
            ),
            (
                "After a price change, or for an older router",
                "Answers from an old article",
                "customers",
                "wrong steps",
                "After a price change, or for an older router, Kiosk may answer from an old article, so customers suffer wrong steps.",
            ),
            (
                "a file is long",
                "skip pages",
                "People who wait",
                "delay",
                "When a file is long, Kiosk may skip pages, so people who wait suffer delay.",
            ),
        ] {
            let mode = mode(condition, name, harmed, effect);
            assert_eq!(of(&mode, "Kiosk"), expected);
            assert_eq!(is_whole(&mode), !condition.is_empty());
        }
        assert!(of(&FailureMode::default(), " ").starts_with("When …, the product may …"));
    }

    #[test]
    fn verbs_become_infinitives_and_other_words_do_not() {
        for (verb, expected) in [
            ("cites", Some("cite")),
            ("misses", Some("miss")),
            ("copies", Some("copy")),
            ("fast-tracks", Some("fast-track")),
            ("goes", Some("go")),
            ("passes", Some("pass")),
            ("refuses", Some("refuse")),
            ("lies", Some("lie")),
            ("reaches", Some("reach")),
            ("process", None),
            ("handler", None),
            ("status", None),
        ] {
            assert_eq!(infinitive(verb).as_deref(), expected, "{verb}");
        }
        for clause in
            ["Policies are stale", "Analysts stop looking", "“Nothing” is wrong", "Duplicates fill the screen"]
        {
            assert_eq!(failure(clause, inner(clause, &[])).0, "fail as follows: ", "{clause}");
        }
    }
}
