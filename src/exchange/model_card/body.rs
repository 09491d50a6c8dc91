//! The text of a card: sections found by what their headings say, not by their level, because cards of different years use
//! different levels. A heading that nobody knows belongs to the known one above it, or is told as left out.

use super::{Card, is_placeholder, why};

/// Where the text of a section goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goes {
    /// Into a field as paragraphs.
    Field(&'static str),
    /// Into a field, one line for each point.
    Lines(&'static str),
    /// To the limits of the model.
    Limits,
    /// Nowhere, on purpose: how to call the model, tables of contents.
    Aside,
}

/// Headings by the words that they begin with or hold; the first that fits counts.
const KNOWN: &[(&[&str], Goes)] = &[
    (
        &["out-of-scope", "out of scope", "misuse", "malicious use", "not intended"],
        Goes::Lines("model_card.out_of_scope"),
    ),
    (&["intended user", "primary intended user"], Goes::Field("model_card.intended_users")),
    (
        &[
            "intended use",
            "primary intended use",
            "uses",
            "use cases",
            "use case",
            "direct use",
            "downstream use",
            "usage and limitations",
        ],
        Goes::Field("model_card.intended_use"),
    ),
    (&["caveats"], Goes::Lines("model_card.caveats")),
    (&["recommendation"], Goes::Lines("model_card.recommendations")),
    (&["bias", "limitation", "known limitation", "risks", "risk", "biases", "known issues", "safety"], Goes::Limits),
    (&["ethic"], Goes::Field("model_card.ethics")),
    (&["preprocessing", "pre-processing", "data preprocessing"], Goes::Field("model_card.preprocessing")),
    (
        &[
            "training data",
            "training dataset",
            "training corpus",
            "training set",
            "dataset",
            "data",
            "pretraining data",
        ],
        Goes::Field("model_card.training_data"),
    ),
    (
        &["evaluation data", "testing data", "test data", "evaluation dataset"],
        Goes::Field("model_card.evaluation_data"),
    ),
    (&["evaluation factors"], Goes::Field("model_card.evaluation_factors")),
    (&["factors", "relevant factors"], Goes::Field("model_card.factors")),
    (&["environmental", "carbon", "co2"], Goes::Field("model_card.environment")),
    (&["citation", "how to cite", "bibtex", "cite", "references", "citing"], Goes::Field("model_card.citation")),
    (&["license", "licence", "licensing"], Goes::Field("model_card.license")),
    (&["contact", "model card contact", "questions", "support"], Goes::Field("model_card.contact")),
    (&["developed by", "developers", "authors", "model card authors"], Goes::Field("model_card.developed_by")),
    (
        &[
            "model description",
            "model details",
            "model type",
            "model architecture",
            "architecture",
            "description",
            "overview",
            "about",
        ],
        Goes::Field("model_card.model_type"),
    ),
    (
        &[
            "how to",
            "usage",
            "getting started",
            "get started",
            "installation",
            "table of contents",
            "example",
            "widget",
            "inference",
            "quick start",
            "quickstart",
            "demo",
        ],
        Goes::Aside,
    ),
];

/// Labels in bold at the start of a point, as the template of the hub has them.
const LABELS: &[(&str, &str)] = &[
    ("developed by", "model_card.developed_by"),
    ("shared by", "model_card.developed_by"),
    ("person or organization developing model", "model_card.developed_by"),
    ("organization developing the model", "model_card.developed_by"),
    ("model type", "model_card.model_type"),
    ("license", "model_card.license"),
    ("finetuned from", "model_card.base_models"),
    ("fine-tuned from", "model_card.base_models"),
    ("parent model", "model_card.base_models"),
    ("model date", "model_card.release_date"),
    ("release date", "model_card.release_date"),
    ("model version", "about.model_version"),
    ("version", "about.model_version"),
    ("carbon emitted", "model_card.environment"),
    ("hardware type", "model_card.environment"),
    ("hours used", "model_card.environment"),
    ("contact", "model_card.contact"),
];

/// A heading with the text up to the next one.
struct Part<'a> {
    level: usize,
    title: String,
    lines: Vec<&'a str>,
}

/// Takes the body into `card`.
pub(super) fn read(text: &str, card: &mut Card) {
    let bare = without_comments(text);
    let parts = parts(&bare);
    // the known headings above the one that is read: level and where their text goes
    let mut above: Vec<(usize, Option<Goes>)> = Vec::new();
    let mut named = false;
    for part in &parts {
        above.retain(|(level, _)| *level < part.level);
        let own = known(&part.title);
        let goes = own.or_else(|| above.iter().rev().find_map(|(_, goes)| *goes));
        above.push((part.level, own));
        let is_name = !named && !part.title.is_empty() && own.is_none() && part.level <= 2;
        if is_name {
            named = true;
            card.say_first("model_card.model_name", model_name(&part.title));
        }
        labels(&part.lines, card);
        let text = prose(&part.lines);
        if text.is_empty() || is_placeholder(&text) {
            continue;
        }
        match goes {
            Some(goes) => take(goes, &text, card),
            None if is_name || part.title.is_empty() => summary(&text, card),
            None => card.leave(&part.title, why::NO_PLACE),
        }
    }
}

/// The text without the comments in which templates explain themselves. One that is not closed reaches to the end.
fn without_comments(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        bare.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = vec![Part { level: 0, title: String::new(), lines: Vec::new() }];
    let mut in_code = false;
    for line in text.lines() {
        let begin = line.trim_start();
        if begin.starts_with("```") || begin.starts_with("~~~") {
            in_code = !in_code;
        }
        let marks = begin.chars().take_while(|c| *c == '#').count();
        let is_heading =
            !in_code && (1..=6).contains(&marks) && !begin.get(marks..).unwrap_or_default().trim().is_empty();
        let underline = !in_code
            && line.len() >= 3
            && (line.trim_end().chars().all(|c| c == '=') || line.trim_end().chars().all(|c| c == '-'));
        if is_heading {
            parts.push(Part { level: marks, title: plain(begin.get(marks..).unwrap_or_default()), lines: Vec::new() });
        } else if underline && let Some(title) = underlined(&mut parts) {
            let level = if line.starts_with('=') { 1 } else { 2 };
            parts.push(Part { level, title, lines: Vec::new() });
        } else if let Some(part) = parts.last_mut() {
            part.lines.push(line);
        }
    }
    parts
}

/// The title that stands over a line of `===`: a short line of its own.
fn underlined(parts: &mut [Part<'_>]) -> Option<String> {
    let part = parts.last_mut()?;
    let title = plain(part.lines.last()?);
    let alone = part.lines.len() < 2 || part.lines.iter().rev().nth(1).is_some_and(|line| line.trim().is_empty());
    if title.is_empty() || title.len() > 80 || title.contains('|') || !alone {
        return None;
    }
    part.lines.pop();
    Some(title)
}

/// A line without markup: emphasis, links, tags.
fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in line.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            '*' | '`' | '#' if !in_tag => {}
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("[optional]", "").replace('_', " ");
    text.trim().trim_end_matches(':').trim().to_owned()
}

/// Where the text under a heading goes, by its words.
fn known(title: &str) -> Option<Goes> {
    let lower = title.to_lowercase();
    let words = lower.trim_start_matches(|c: char| !c.is_alphabetic());
    let begins = |word: &&str| {
        words
            .strip_prefix(*word)
            .is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric() || matches!(c, 's')))
            || (word.len() > 4 && words.starts_with(*word))
    };
    KNOWN.iter().find(|(all, _)| all.iter().any(&begins)).map(|(_, goes)| *goes)
}

/// The name in a title such as "Model Card for X".
fn model_name(title: &str) -> &str {
    let lower = title.to_lowercase();
    let before = ["model card for ", "model card: ", "model card - ", "model card of "];
    before
        .iter()
        .find(|before| lower.starts_with(*before))
        .and_then(|before| title.get(before.len()..))
        .unwrap_or(title)
        .trim()
}

/// The labels in bold: "- **Developed by:** X".
fn labels(lines: &[&str], card: &mut Card) {
    for line in lines {
        let Some((label, text)) = label_of(line) else { continue };
        if let Some((_, address)) = LABELS.iter().find(|(name, _)| label.starts_with(name)) {
            let said = if *address == "model_card.environment" {
                format!("{}: {text}", crate::words::capitalized(&label))
            } else {
                text
            };
            if !is_placeholder(said.rsplit(": ").next().unwrap_or_default()) {
                card.say(address, &said);
            }
        }
    }
}

/// The label in bold at the start of a line, in small letters, and what is said after it.
fn label_of(line: &str) -> Option<(String, String)> {
    let begin = line.trim_start_matches([' ', '\t', '-', '*', '+']);
    let marked = line.trim_start().starts_with("**") || line.trim_start().starts_with(['-', '*', '+']);
    let (label, text) = begin.split_once(':')?;
    let label = plain(label).to_lowercase();
    let text = plain(text.trim_start_matches('*'));
    (marked && !text.is_empty() && label.len() < 48).then_some((label, text))
}

/// The lines as paragraphs: without pictures, tags, code and lines that only carry a label.
fn prose(lines: &[&str]) -> String {
    let mut text = String::new();
    let mut in_code = false;
    for line in lines {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            in_code = !in_code;
            continue;
        }
        let is_picture = trimmed.starts_with("![") || trimmed.starts_with("<img") || trimmed.starts_with("[![");
        let is_label = label_of(line).is_some_and(|(label, _)| LABELS.iter().any(|(name, _)| label.starts_with(name)));
        if is_picture || is_label || trimmed == "---" || is_placeholder(trimmed) && !trimmed.is_empty() {
            continue;
        }
        let shown = if in_code { trimmed.to_owned() } else { without_tags(trimmed) };
        text.push_str(&shown);
        text.push('\n');
    }
    let mut paragraphs: Vec<&str> =
        text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect();
    paragraphs.dedup();
    paragraphs.join("\n\n")
}

/// A line without tags of HTML and marks of emphasis.
fn without_tags(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    let mut closes = line.contains('>');
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let is_tag = after.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '/');
        let closed = if closes && is_tag { after.split_once('>') } else { None };
        // where nothing closes a tag, nothing closes those after it
        closes &= !is_tag || closed.is_some();
        if let Some((_, after)) = closed {
            rest = after;
        } else {
            text.push('<');
            rest = after;
        }
    }
    text.push_str(rest);
    text.replace("**", "").replace("__", "").trim_end().to_owned()
}

fn take(goes: Goes, text: &str, card: &mut Card) {
    match goes {
        Goes::Field(address) => card.say(address, text),
        Goes::Lines(address) => card.say(address, &points(text).join("\n")),
        Goes::Limits => {
            for statement in points(text) {
                card.limit(&statement);
            }
        }
        Goes::Aside => {}
    }
}

/// The points of a text: of a list each item, else each paragraph.
fn points(text: &str) -> Vec<String> {
    let mut points: Vec<String> = Vec::new();
    let mut fresh = true;
    for line in text.lines() {
        let trimmed = line.trim();
        let item = ["- ", "* ", "+ "].iter().find_map(|mark| trimmed.strip_prefix(mark));
        match (item, trimmed.is_empty()) {
            (_, true) => fresh = true,
            (Some(item), _) => {
                points.push(item.trim().to_owned());
                fresh = false;
            }
            (None, _) if fresh || points.is_empty() => {
                points.push(trimmed.to_owned());
                fresh = false;
            }
            (None, _) => {
                if let Some(last) = points.last_mut() {
                    last.push(' ');
                    last.push_str(trimmed);
                }
            }
        }
    }
    points.retain(|point| !is_placeholder(point));
    points
}

/// What stands under the name: its first paragraph says what the model is, the rest belongs to its description.
fn summary(text: &str, card: &mut Card) {
    let (first, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    if card.field("about.summary").is_empty() {
        card.say("about.summary", &first.replace('\n', " "));
        card.say("model_card.model_type", rest);
    } else {
        card.say("model_card.model_type", text);
    }
}
