//! A failure mode as one sentence: "When <condition>, <product> may <failure>, so <who> suffers <effect>."
//!
//! The slots are what people wrote, bent as little as grammar needs: a capital at the start goes, unless the word is a name
//! or an acronym; so do the full stop at the end and all after the first sentence; "Cites a clause" becomes "cite a clause".
//! Whether a text is a clause or a noun cannot be known for certain, so what looks like a clause stands after a colon, where
//! either reads well.

use crate::model::Record;
use crate::model::failure_modes::FailureMode;

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

/// The questions that the sentence is made of, in its order.
pub const SLOTS: [&str; 4] = ["condition", "name", "harmed", "effect"];

/// The sentence in parts.
#[must_use]
pub fn parts(mode: &FailureMode, product: &str) -> Vec<Part> {
    let product = if product.trim().is_empty() { "the product" } else { product.trim() };
    let (joint, failure) = failure(&mode.name);
    let (suffers, who) = who(&mode.harmed);
    let (colon, effect) = effect(&mode.effect);
    let words = |text: String| Part::Words(text);
    vec![
        words("When ".to_owned()),
        slot("condition", condition(&mode.condition)),
        words(format!(", {product} may {joint}")),
        slot("name", failure),
        words(", so ".to_owned()),
        slot("harmed", who),
        words(format!(" {suffers}{colon} ")),
        slot("effect", effect),
        words(".".to_owned()),
    ]
}

/// The sentence, with an ellipsis for each blank.
#[must_use]
pub fn of(mode: &FailureMode, product: &str) -> String {
    parts(mode, product)
        .into_iter()
        .map(|part| match part {
            Part::Words(text) | Part::Slot { text, .. } => text,
        })
        .collect()
}

/// Whether every slot is filled.
#[must_use]
pub fn is_whole(mode: &FailureMode) -> bool {
    SLOTS.iter().all(|key| mode.answer(key).is_some_and(|value| !value.is_blank()))
}

fn slot(key: &'static str, text: String) -> Part {
    Part::Slot { key, text: if text.is_empty() { BLANK.to_owned() } else { text } }
}

/// When: without a "when" of its own.
fn condition(text: &str) -> String {
    let text = inner(text);
    let own = ["when ", "whenever ", "if ", "while "];
    let cut = own.iter().find_map(|word| {
        let head = text.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| text.get(word.len()..)).flatten()
    });
    cut.unwrap_or(&text).to_owned()
}

/// What goes wrong after "may": the words between, and the failure. A verb in the third person becomes an infinitive; what
/// begins with a capital and no such verb is a clause or a noun.
fn failure(text: &str) -> (&'static str, String) {
    let name = inner(text);
    let (first, rest) = name.split_once(' ').unwrap_or((&name, ""));
    let second = rest.split(' ').next().unwrap_or_default();
    let clause = ["is", "are", "was", "were", "do", "does", "has", "have", "can", "cannot", "get"].contains(&second);
    match infinitive(first).filter(|_| !clause) {
        Some(verb) => ("", format!("{verb} {rest}").trim_end().to_owned()),
        None if text.trim_start().starts_with(char::is_uppercase) => ("fail as follows: ", name),
        None => ("", name),
    }
}

/// The infinitive of a verb in the third person; `None` for what does not look like one.
fn infinitive(verb: &str) -> Option<String> {
    let is_lower = verb.chars().all(|letter| letter.is_lowercase() || letter == '-' || letter == '\'');
    let stem = verb.strip_suffix('s').filter(|stem| is_lower && stem.chars().count() > 1)?;
    if stem.ends_with(['s', 'u', 'i', '\'']) {
        return None; // "process", "status", "this", "user's"
    }
    let Some(short) = stem.strip_suffix('e') else { return Some(stem.to_owned()) };
    Some(match short {
        _ if verb == "does" || verb == "goes" => short.to_owned(),
        _ if short.ends_with("ss") || short.ends_with("sh") || short.ends_with("ch") || short.ends_with('x') => {
            short.to_owned()
        }
        _ if short.ends_with('i') && short.chars().count() > 2 => format!("{}y", short.trim_end_matches('i')),
        _ => stem.to_owned(),
    })
}

/// The verb that fits, and who suffers.
fn who(text: &str) -> (&'static str, String) {
    let who = inner(text);
    let several = who.contains([',', ';']) || who.contains(" and ");
    let plural = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        (word.ends_with('s') && !word.ends_with("ss"))
            || ["people", "children", "women", "men", "staff"].contains(&&*word)
    };
    let many = several || who.split(' ').take(2).any(plural);
    let pair = who.split(", ").collect::<Vec<_>>();
    let who = match pair.as_slice() {
        [one, other] if !other.contains(" and ") && !one.contains(' ') && !other.contains(' ') => {
            format!("{one} and {other}")
        }
        _ => who,
    };
    (if many { "suffer" } else { "suffers" }, who)
}

/// What follows: a sentence of its own, after a colon, if it was written as one.
fn effect(text: &str) -> (&'static str, String) {
    let sentence = text.trim().ends_with(['.', '!', '?']);
    (if sentence { ":" } else { "" }, inner(text))
}

/// The first sentence of a text, as it stands inside another.
fn inner(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = text.match_indices(['.', '!', '?', '…']).find(|(at, stop)| {
        let before = text.get(..*at).and_then(|before| before.split([' ', '.']).next_back()).unwrap_or_default();
        let after = text.get(at + stop.len()..).unwrap_or_default();
        let next = after.trim_start().chars().next();
        // "e.g. this" and "3.5" go on
        after.starts_with(' ') && before.chars().count() > 2 && next.is_some_and(char::is_uppercase)
    });
    let first = end.and_then(|(at, _)| text.get(..at)).unwrap_or(&text);
    lowered(first.trim_end_matches(['.', '!', '?', '…', ';', ':', ',']).trim())
}

/// The text with a small letter at its start, unless its first word is a name or an acronym: one with a capital or a digit
/// inside ("AI", "R58"), or one that a second capitalized word follows ("Tallow Pay").
fn lowered(text: &str) -> String {
    let mut words = text.split(' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let inside = first.chars().skip(1);
    let is_name = inside.clone().any(|letter| letter.is_uppercase() || letter.is_numeric())
        || second.starts_with(char::is_uppercase)
        || first == "I";
    let mut letters = text.chars();
    match letters.next() {
        Some(letter) if !is_name => letter.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
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
        assert_eq!(failure("Policies are stale").0, "fail as follows: ");
    }
}
