//! The head of a card on a model hub: YAML between two lines of `---`. The keys are those of the hub's specification; others are
//! told as left out.

use super::yaml::{self, Yaml};
use super::{Card, results, why};
use crate::model::data::{DataSource, DataUse};

/// Takes the head into `card` and gives the text after it.
pub(super) fn read<'a>(text: &'a str, card: &mut Card) -> &'a str {
    let Some((head, body)) = split(text) else { return text };
    match yaml::read(head) {
        Some(Yaml::Map(entries)) => {
            for (key, value) in &entries {
                entry(key, value, card);
            }
            kind_of_model(&entries, card);
        }
        Some(Yaml::Text(text)) if text.trim().is_empty() => {}
        None if head.trim().is_empty() => {}
        _ => card.leave("The head between the lines of ---", why::NOT_UNDERSTOOD),
    }
    body
}

/// The head, and what comes after it. Blank lines may stand before it; without a second line of `---` there is none.
fn split(text: &str) -> Option<(&str, &str)> {
    let begin = text.trim_start();
    let after = begin.strip_prefix("---")?;
    let (rest, after) = after.split_once('\n')?;
    if !rest.trim().is_empty() {
        return None;
    }
    let mut at = 0;
    for line in after.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((after.get(..at)?, after.get(at + line.len()..)?));
        }
        at += line.len();
    }
    None
}

fn entry(key: &str, value: &Yaml, card: &mut Card) {
    if *value == Yaml::Alias {
        card.leave(key, why::ALIAS);
        return;
    }
    match key {
        "license" | "licence" | "licenses" | "lisence" => card.say("model_card.license", &value.texts().join(", ")),
        "license_name" | "license_link" => {
            for text in value.texts() {
                card.say("model_card.license", text);
            }
        }
        "base_model" => card.say("model_card.base_models", &value.texts().join("\n")),
        "datasets" | "dataset" => sources(value, card),
        "language" | "languages" => {
            let all = value.texts();
            if !all.is_empty() {
                card.say("model_card.factors", &format!("Languages: {}", all.join(", ")));
            }
        }
        "co2_eq_emissions" => emissions(value, card),
        "model-index" | "model_index" => results::of_index(value, card),
        "new_version" => {
            if let Some(text) = value.text() {
                card.say("model_card.caveats", &format!("A newer version is named: {text}"));
            }
        }
        // taken together in `kind_of_model`, or names of metrics that the results hold
        "pipeline_tag" | "pipeline-tag" | "library_name" | "library" | "base_model_relation" | "metrics" => {}
        _ => card.leave(key, why::NO_PLACE),
    }
}

/// What kind of model it is, from its task and library.
fn kind_of_model(entries: &[(String, Yaml)], card: &mut Card) {
    let find = |keys: [&str; 2]| {
        entries.iter().find(|(key, _)| keys.contains(&key.as_str())).and_then(|(_, value)| value.text())
    };
    let task = find(["pipeline_tag", "pipeline-tag"]).map(|task| crate::words::capitalized(&task.replace('-', " ")));
    let library = find(["library_name", "library"]);
    let text = match (task, library) {
        (Some(task), Some(library)) => format!("{task}, with {library}"),
        (Some(task), None) => task,
        (None, Some(library)) => format!("A model for {library}"),
        (None, None) => return,
    };
    card.say("model_card.model_type", &text);
}

fn sources(value: &Yaml, card: &mut Card) {
    for item in value.items() {
        let name = item.text().or_else(|| item.get("name").and_then(Yaml::text));
        match name {
            Some(name) if !card.sources.iter().any(|source| source.name == name) => {
                let source = DataSource {
                    name: name.to_owned(),
                    used_for: Some(DataUse::Training),
                    provenance: "Named in the head of the imported model card".to_owned(),
                    ..DataSource::default()
                };
                card.source(source);
            }
            Some(_) => {}
            None => card.leave("datasets", why::NOT_UNDERSTOOD),
        }
    }
}

/// Emissions are grams of CO2 equivalent, bare or with how they came about.
fn emissions(value: &Yaml, card: &mut Card) {
    let amount = value.text().or_else(|| value.get("emissions").and_then(Yaml::text));
    let mut parts: Vec<String> = amount.map(|grams| format!("{grams} g CO2 equivalent")).into_iter().collect();
    let details = [
        ("training_type", ""),
        ("geographical_location", "in "),
        ("hardware_used", "on "),
        ("source", "according to "),
    ];
    for (key, before) in details {
        if let Some(text) = value.get(key).and_then(Yaml::text) {
            parts.push(format!("{before}{text}"));
        }
    }
    if parts.is_empty() {
        card.leave("co2_eq_emissions", why::NOT_UNDERSTOOD);
    }
    card.say("model_card.environment", &parts.join(", "));
}
