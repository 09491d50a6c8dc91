//! The JSON of the Model Card Toolkit, in both versions of its schema: what is a text in one is an object in the other, so both
//! are taken wherever either may stand.

use serde_json::{Map, Value};

use super::results::{self, Measured};
use super::{BRIEF, Card, CardError, why};
use crate::model::data::{DataSource, DataUse, Sensitivity};

/// Reads a card.
pub(super) fn read(text: &str) -> Result<Card, CardError> {
    let value: Value = serde_json::from_str(text).map_err(|error| CardError::BrokenJson { line: error.line() })?;
    let Value::Object(root) = value else { return Err(CardError::OtherJson) };
    if !["model_details", "model_parameters", "considerations"].iter().any(|key| root.contains_key(*key)) {
        return Err(CardError::OtherJson);
    }
    let mut card = Card::default();
    for (key, value) in &root {
        match (key.as_str(), value) {
            ("schema_version", _) => {}
            ("model_details", Value::Object(part)) => details(part, &mut card),
            ("model_parameters", Value::Object(part)) => parameters(part, &mut card),
            ("quantitative_analysis", Value::Object(part)) => analysis(part, &mut card),
            ("considerations", Value::Object(part)) => considerations(part, &mut card),
            _ => card.leave(key, why::NO_PLACE),
        }
    }
    if card.places() == 0 { Err(CardError::NothingFound) } else { Ok(card) }
}

/// A value as text: a text, a number, or the one text in an object.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Object(part) => {
            let keys = ["description", "reference", "citation", "identifier", "custom_text", "name"];
            keys.iter().find_map(|key| part.get(*key)).map(text).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// The texts of a list, or the one text.
fn texts(value: &Value) -> Vec<String> {
    let all: Vec<String> = match value {
        Value::Array(items) => items.iter().map(text).collect(),
        other => vec![text(other)],
    };
    all.into_iter().filter(|text| !text.is_empty()).collect()
}

fn details(part: &Map<String, Value>, card: &mut Card) {
    for (key, value) in part {
        match key.as_str() {
            "name" => card.say("model_card.model_name", &text(value)),
            "overview" => card.say("about.summary", &text(value)),
            "documentation" => card.say("model_card.decision_note", &text(value)),
            "owners" => owners(value, card),
            "version" => {
                let of = |key: &str| value.get(key).map(text).unwrap_or_default();
                card.say("about.model_version", &of("name"));
                card.say("model_card.release_date", &of("date"));
                card.say("model_card.caveats", &of("diff"));
            }
            "license" | "licenses" => card.say("model_card.license", &texts(value).join(", ")),
            "references" | "citation" | "citations" => card.say("model_card.citation", &texts(value).join("\n")),
            _ => card.leave(key, why::NO_PLACE),
        }
    }
}

fn owners(value: &Value, card: &mut Card) {
    let of = |key: &str| -> Vec<String> {
        let owners = value.as_array().into_iter().flatten();
        owners.filter_map(|owner| owner.get(key)).map(text).filter(|text| !text.is_empty()).collect()
    };
    card.say("model_card.developed_by", &of("name").join(", "));
    card.say("model_card.contact", &of("contact").join(", "));
}

fn parameters(part: &Map<String, Value>, card: &mut Card) {
    for (key, value) in part {
        match key.as_str() {
            "model_architecture" => card.say("model_card.model_type", &text(value)),
            "input_format" => card.say("model_card.model_type", &prefixed("Takes: ", &text(value))),
            "output_format" => card.say("model_card.model_type", &prefixed("Gives: ", &text(value))),
            "data" => data(value, card),
            _ => card.leave(key, why::NO_PLACE),
        }
    }
}

fn prefixed(before: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{before}{text}") }
}

/// Sources of data: a list in one version, `train` and `eval` in the other.
fn data(value: &Value, card: &mut Card) {
    match value {
        Value::Array(items) => {
            for item in items {
                source(item, (None, "Data"), card);
            }
        }
        Value::Object(part) => {
            for (key, item) in part {
                let (used_for, name) = match key.as_str() {
                    "train" => (Some(DataUse::Training), "Training data"),
                    "eval" => (Some(DataUse::Evaluation), "Evaluation data"),
                    _ => (None, "Data"),
                };
                source(item, (used_for, name), card);
            }
        }
        _ => card.leave("data", why::NOT_UNDERSTOOD),
    }
}

fn source(item: &Value, (used_for, fallback): (Option<DataUse>, &str), card: &mut Card) {
    let of = |key: &str| item.get(key).map(text).unwrap_or_default();
    let sensitive = item.get("sensitive");
    let named = sensitive.and_then(|sensitive| sensitive.get("sensitive_data")).map(texts).unwrap_or_default();
    let is_personal = !named.is_empty() || sensitive.and_then(Value::as_bool) == Some(true);
    if item.get("graphics").is_some_and(|graphics| graphics.get("collection").is_some()) {
        card.leave(&format!("Graphics of {fallback}"), why::PICTURES);
    }
    let (name, link) = (of("name"), of("link"));
    let description = of("description");
    if name.is_empty() && link.is_empty() && description.is_empty() && !is_personal {
        return;
    }
    card.source(DataSource {
        name: if name.is_empty() { fallback.to_owned() } else { name },
        description,
        used_for,
        provenance: link,
        sensitivity: is_personal.then_some(Sensitivity::Personal),
        known_bias: if named.is_empty() { String::new() } else { format!("Sensitive: {}", named.join(", ")) },
        ..DataSource::default()
    });
}

fn analysis(part: &Map<String, Value>, card: &mut Card) {
    for (key, value) in part {
        match (key.as_str(), value) {
            ("performance_metrics", Value::Array(items)) => {
                for item in items {
                    measured(item, card);
                }
            }
            ("graphics", _) => card.leave("Graphics of the evaluation", why::PICTURES),
            _ => card.leave(key, why::NO_PLACE),
        }
    }
}

fn measured(item: &Value, card: &mut Card) {
    let of = |key: &str| item.get(key).map(text).unwrap_or_default();
    let (name, value, slice) = (of("type"), of("value"), of("slice"));
    let everything = ["overall", "all", "total"].iter().any(|word| slice.eq_ignore_ascii_case(word));
    let interval = item.get("confidence_interval");
    let bound = |key: &str| interval.and_then(|interval| interval.get(key)).map(text).unwrap_or_default();
    let (low, high) = (bound("lower_bound"), bound("upper_bound"));
    let source =
        if low.is_empty() || high.is_empty() { String::new() } else { format!("Interval as given: {low} to {high}") };
    let note = prefixed("At threshold ", &of("threshold"));
    let segment = if everything { String::new() } else { card.beginning("Group of a result", &slice, BRIEF) };
    let (note, source) =
        (card.beginning("Note on a result", &note, BRIEF), card.beginning("Source of a result", &source, BRIEF));
    results::take(card, &Measured { name: &name, value: &value, segment, note, source, ..Measured::default() });
}

fn considerations(part: &Map<String, Value>, card: &mut Card) {
    for (key, value) in part {
        match key.as_str() {
            "users" => card.say("model_card.intended_users", &texts(value).join("\n")),
            "use_cases" => card.say("model_card.intended_use", &texts(value).join("\n")),
            "limitations" => {
                for statement in texts(value) {
                    card.limit(&statement);
                }
            }
            "tradeoffs" => card.say("model_card.caveats", &texts(value).join("\n")),
            "ethical_considerations" => {
                for item in value.as_array().into_iter().flatten() {
                    let mitigation = item.get("mitigation_strategy").map(text).unwrap_or_default();
                    let said = format!("{}\n{}", text(item), prefixed("What is done about it: ", &mitigation));
                    card.say("model_card.ethics", &said);
                }
            }
            _ => card.leave(key, why::NO_PLACE),
        }
    }
}
