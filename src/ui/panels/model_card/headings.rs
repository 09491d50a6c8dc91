//! The headings of a model card: which questions are written here, and which facts follow from other sections. Headings follow
//! Mitchell et al., "Model Cards for Model Reporting" (2019). Knows no window.

use crate::model::mark::Mark;
use crate::model::model_card::ModelCard;
use crate::model::record::Record as _;

/// A heading of the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// Its words.
    pub title: &'static str,
    /// The questions that are answered here, in order.
    pub keys: &'static [&'static str],
}

/// The headings in order. Every question of the section stands under one of them.
pub const HEADINGS: [Heading; 10] = [
    Heading {
        title: "Model details",
        keys: &["model_name", "model_type", "developed_by", "base_models", "release_date"],
    },
    Heading { title: "Intended use", keys: &["intended_use", "intended_users"] },
    Heading { title: "Out-of-scope use", keys: &["out_of_scope"] },
    Heading { title: "Factors", keys: &["factors", "evaluation_factors"] },
    Heading { title: "Metrics and decisions", keys: &["decision_note", "challenge"] },
    Heading { title: "Training data", keys: &["training_data", "preprocessing"] },
    Heading { title: "Evaluation data", keys: &["evaluation_data"] },
    Heading { title: "Ethical considerations", keys: &["ethics", "environment"] },
    Heading { title: "Caveats and advice", keys: &["caveats", "recommendations"] },
    Heading { title: "License, citation, contact", keys: &["license", "citation", "contact"] },
];

/// Whether a question was answered, or said not to apply.
pub fn is_settled(card: &ModelCard, key: &str) -> bool {
    let written = card.answer(key).is_some_and(|value| !value.is_blank());
    written || matches!(card.marks.get(key), Some(Mark::NotApplicable { .. }))
}

/// Whether nobody has written or marked anything.
fn is_empty(card: &ModelCard, key: &str) -> bool {
    card.answer(key).is_some_and(crate::model::Value::is_blank) && card.marks.get(key).is_none()
}

/// How far a heading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// All that a finished card answers is answered.
    Whole,
    /// Something of it is.
    Partly,
    /// Nothing is.
    Empty,
}

impl State {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Whole => "written",
            Self::Partly => "partly written",
            Self::Empty => "not written",
        }
    }
}

/// How far a heading is written. What is welcome but not expected counts only where nothing is expected.
pub fn state(card: &ModelCard, heading: &Heading) -> State {
    let expected = |key: &&&str| ModelCard::FIELDS.iter().any(|field| field.key == **key && field.expected);
    let mut asked: Vec<&str> = heading.keys.iter().filter(expected).copied().collect();
    if asked.is_empty() {
        asked = heading.keys.to_vec();
    }
    let settled = asked.iter().filter(|key| is_settled(card, key)).count();
    if settled == asked.len() {
        State::Whole
    } else if heading.keys.iter().any(|key| is_settled(card, key)) {
        State::Partly
    } else {
        State::Empty
    }
}

/// How many questions are answered here, and of how many.
pub fn written(card: &ModelCard) -> (usize, usize) {
    let keys = || HEADINGS.iter().flat_map(|heading| heading.keys);
    (keys().filter(|key| is_settled(card, key)).count(), keys().count())
}

/// The next question after `key` that has no answer and no mark, with its heading; after the last comes the first.
pub fn next_empty(card: &ModelCard, key: &str) -> Option<(usize, &'static str)> {
    let all = HEADINGS.iter().enumerate();
    let all: Vec<(usize, &'static str)> =
        all.flat_map(|(at, heading)| heading.keys.iter().map(move |key| (at, *key))).collect();
    let at = all.iter().position(|(_, other)| *other == key).map_or(0, |at| at + 1);
    all.iter().cycle().skip(at).take(all.len()).find(|(_, key)| is_empty(card, key)).copied()
}

/// The heading that a question stands under.
pub fn heading_of(key: &str) -> Option<usize> {
    HEADINGS.iter().position(|heading| heading.keys.contains(&key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_stands_under_one_heading() {
        for field in ModelCard::FIELDS {
            let count = HEADINGS.iter().filter(|heading| heading.keys.contains(&field.key)).count();
            assert_eq!(count, 1, "{}", field.key);
        }
        assert_eq!(written(&ModelCard::default()), (0, ModelCard::FIELDS.len()));
    }

    #[test]
    fn a_heading_is_whole_with_what_a_finished_card_answers() {
        let mut card = ModelCard { ethics: "Weighed.".to_owned(), ..ModelCard::default() };
        let ethics = HEADINGS.iter().find(|heading| heading.keys.contains(&"ethics")).copied();
        let of = |card: &ModelCard| ethics.map(|heading| state(card, &heading));
        assert_eq!(of(&card), Some(State::Whole), "the environment is welcome, not expected");
        card.ethics.clear();
        assert_eq!(of(&card), Some(State::Empty));
        card.environment = "12 kWh".to_owned();
        assert_eq!(of(&card), Some(State::Partly));
        let mark = Mark::NotApplicable { reason: "Rules only".to_owned() };
        card.marks.set("ethics", Some(mark));
        assert_eq!(of(&card), Some(State::Whole));
    }

    #[test]
    fn the_next_empty_question_comes_after_this_one_and_then_from_the_start() {
        let mut card = ModelCard { model_type: "Trees".to_owned(), ..ModelCard::default() };
        assert_eq!(next_empty(&card, "model_name"), Some((0, "developed_by")));
        assert_eq!(next_empty(&card, "contact"), Some((0, "model_name")));
        let unknown = Mark::Unknown { owner: String::new(), due: None, question: String::new() };
        card.marks.set("developed_by", Some(unknown));
        assert_eq!(next_empty(&card, "model_name"), Some((0, "base_models")), "what is marked is looked after");
        for heading in HEADINGS {
            for key in heading.keys {
                card.marks.set(key, Some(Mark::NotApplicable { reason: String::new() }));
            }
        }
        assert_eq!(next_empty(&card, "model_name"), None);
    }
}
