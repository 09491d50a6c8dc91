//! What is read from cards: keys and headings, results, and everything that is not a card.

use super::*;
use crate::model::metrics::{Direction, Unit};

fn card(text: &str) -> Card {
    read(text.as_bytes()).unwrap()
}

const HEAD: &str = "\n---\nlanguage: no\nlicense:\n- mit\n- apache-2.0\nlibrary_name: timm\npipeline_tag: image-classification\n\
datasets: beans\nbase_model: a/b\nco2_eq_emissions: {emissions: 12.5, hardware_used: T4}\nthumbnail: x.png\n\
model-index:\n- name: bean-net\n  results:\n  - task: {type: image-classification}\n    dataset: {type: beans, name: Beans, split: test}\n    \
metrics:\n    - {type: accuracy, value: 90.5}\n    - {type: loss, value: 0.31}\n---\n";

#[test]
fn the_head_fills_facts_data_and_metrics() {
    let card = card(&format!("{HEAD}# Model Card for Bean Net\n\nSorts beans.\n"));
    for (address, text) in [
        ("model_card.license", "mit, apache-2.0"),
        ("model_card.factors", "Languages: no"),
        ("model_card.base_models", "a/b"),
        ("model_card.model_type", "Image classification, with timm"),
        ("model_card.model_name", "bean-net"),
        ("model_card.environment", "12.5 g CO2 equivalent, on T4"),
        ("about.summary", "Sorts beans."),
    ] {
        assert_eq!(card.field(address), text, "{address}");
    }
    assert_eq!(card.sources.iter().map(|source| source.name.as_str()).collect::<Vec<_>>(), ["beans"]);
    let [accuracy, loss] = &card.metrics[..] else { panic!("{:?}", card.metrics) };
    assert_eq!((accuracy.name.as_str(), accuracy.unit), ("Accuracy on Beans", Some(Unit::Share)));
    let reading = accuracy.readings.at(0).unwrap();
    assert_eq!(reading.value.map(crate::model::Number::get), Some(0.905));
    assert_eq!((loss.unit, loss.direction), (Some(Unit::Number), Some(Direction::LowerIsBetter)));
    assert_eq!(accuracy.definition, "Split: test");
    assert_eq!(card.unread, [Unread { what: "thumbnail".to_owned(), why: why::NO_PLACE }]);
}

#[test]
fn headings_are_known_by_their_words_at_any_level() {
    let card = card(
        "# Bean Net\n\nSorts beans. <!-- a hint\nof the template -->\n\nMore words.\n\n# Uses\n\n## Direct Use\n\nFor growers.\n\n\
         ## Out-of-Scope Use [optional]\n\n- Diagnosis\n- Rice\n\nIntended users\n--------------\nGrowers\n\n\
         ## Bias, Risks, and Limitations\n\n* Knows three\n  diseases only\n* Bright light\n\n### Recommendations\n\n[More Information Needed]\n\n\
         ## Training Data\n\nThe beans data.\n\n### Splits\n\n80 to 20.\n\n## How to use\n\n```python\n# not a heading\nrun()\n```\n\n\
         # Colophon\n\nSet in type.\n\n- **Developed by:** [Bean Lab](https://x.example)\n- **License:** [More Information Needed]\n",
    );
    assert_eq!(card.field("model_card.model_name"), "Bean Net");
    assert_eq!(card.field("about.summary"), "Sorts beans.");
    assert_eq!(card.field("model_card.intended_use"), "For growers.");
    assert_eq!(card.field("model_card.intended_users"), "Growers");
    assert_eq!(card.field("model_card.out_of_scope"), "Diagnosis\nRice");
    assert_eq!(card.field("model_card.training_data"), "The beans data.\n\n80 to 20.", "what is below belongs to it");
    assert_eq!(card.field("model_card.developed_by"), "[Bean Lab](https://x.example)");
    assert_eq!((card.field("model_card.recommendations"), card.field("model_card.license")), ("", ""), "placeholders");
    let limits: Vec<&str> = card.limits.iter().map(|limit| limit.statement.as_str()).collect();
    assert_eq!(limits, ["Knows three diseases only", "Bright light"]);
    assert_eq!(card.unread, [Unread { what: "Colophon".to_owned(), why: why::NO_PLACE }]);
}

#[test]
fn both_versions_of_the_toolkit_are_read() {
    let one = card(
        r#"{"schema_version": "0.0.1", "model_details": {"name": "Cats", "license": "Apache-2.0",
        "owners": [{"name": "Team", "contact": "a@b.example"}], "version": {"name": "v1", "date": "08/28/2020"}},
        "model_parameters": {"data": {"train": {"name": "Photos", "sensitive": true}, "eval": {}}},
        "quantitative_analysis": {"performance_metrics": [{"type": "accuracy", "value": 0.97, "threshold": 0.5},
        {"type": "accuracy", "value": "0.99", "slice": "cat", "confidence_interval": {"lower_bound": 0.98, "upper_bound": 1}}]},
        "considerations": {"limitations": ["Only cats"], "tradeoffs": ["Recall or precision"]}, "own": 1}"#,
    );
    assert_eq!(one.field("model_card.contact"), "a@b.example");
    assert_eq!(one.field("about.model_version"), "v1");
    assert_eq!(one.sources.len(), 1);
    let metric = &one.metrics[0];
    assert_eq!((one.metrics.len(), metric.readings.len(), metric.definition.as_str()), (1, 2, "At threshold 0.5"));
    let cat = metric.readings.at(1).unwrap();
    assert_eq!((cat.segment.as_str(), cat.source.as_str()), ("cat", "Interval as given: 0.98 to 1"));
    assert_eq!(one.unread, [Unread { what: "own".to_owned(), why: why::NO_PLACE }]);
    let two = card(
        r#"{"model_details": {"licenses": [{"identifier": "MIT"}], "references": [{"reference": "x"}]},
        "considerations": {"limitations": [{"description": "Slow"}],
        "ethical_considerations": [{"name": "Faces", "mitigation_strategy": "Blurred"}]}}"#,
    );
    assert_eq!(two.field("model_card.license"), "MIT");
    assert_eq!(two.field("model_card.ethics"), "Faces\nWhat is done about it: Blurred");
    assert_eq!(two.limits[0].statement, "Slow");
}

#[test]
fn what_is_no_card_is_refused_with_a_word() {
    let large = vec![b'a'; LIMIT + 1];
    let deep = format!("{{\"model_details\": {}1{}}}", "[".repeat(5_000), "]".repeat(5_000));
    for (bytes, error) in [
        (&b""[..], CardError::Empty),
        (b"\xef\xbb\xbf \n\t", CardError::Empty),
        (b"caf\xe9 # Uses", CardError::NotText),
        (b"\xff\xfe#\0 \0U\0", CardError::NotText),
        (b"# Uses\n\0", CardError::NotText),
        (b"  <!DOCTYPE html><html><h1>Model</h1></html>", CardError::Html),
        (b"<HTML>", CardError::Html),
        (b"{\"a\": 1}", CardError::OtherJson),
        (b"{\"model_details\": {\n,", CardError::BrokenJson { line: 2 }),
        (b"{\"model_details\": {}}", CardError::NothingFound),
        (deep.as_bytes(), CardError::BrokenJson { line: 1 }),
        (b"---\nthumbnail: x\n---\n", CardError::NothingFound),
        (b"---", CardError::NothingFound),
        (&large, CardError::TooLarge),
    ] {
        assert_eq!(read(bytes), Err(error.clone()), "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(40)]));
        assert!(!error.hint().is_empty());
    }
}

#[test]
fn a_bomb_of_aliases_stays_small_and_a_broken_head_costs_only_the_head() {
    let mut bomb = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let all = format!("*a{}, ", level - 1).repeat(9);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", all.trim_end_matches(", ")));
    }
    bomb.push_str("license: *a19\n---\n# Uses\n\nFor growers.\n");
    let read = card(&bomb);
    assert_eq!(read.field("model_card.intended_use"), "For growers.");
    assert!(read.unread.iter().any(|unread| unread.what == "license" && unread.why == why::ALIAS), "{:?}", read.unread);
    for head in ["a: [", "- a\n- b", "a: \"", "\t- x: y", "a: b: c", &format!("a: {}", "[".repeat(60_000))] {
        let read = card(&format!("---\n{head}\n---\n# Uses\n\nFor growers.\n"));
        assert_eq!(read.field("model_card.intended_use"), "For growers.", "{head:.20}");
        assert!(read.unread.iter().any(|unread| unread.what.starts_with("The head")), "{head:.20}");
    }
}

#[test]
fn what_is_made_to_be_slow_or_large_is_read_in_part_and_that_is_said() {
    let many = |count: usize, part: &dyn Fn(usize) -> String| (0..count).map(part).collect::<String>();
    let left = |card: &Card, what: &str| {
        let unread = card.unread.iter().find(|unread| unread.what == what);
        unread.unwrap_or_else(|| panic!("{what}: {:?}", card.unread)).why
    };
    let tags = card(&format!("# Uses\n\nFor growers.\n{}", "<a".repeat(300_000)));
    assert!(tags.field("model_card.intended_use").starts_with("For growers.\n<a<a"));
    let headings = many(30_000, &|at| format!("# Part {at}\n\nWords\n"));
    let headings = card(&format!("# Uses\n\nFor growers.\n\n{headings}"));
    assert_eq!((headings.unread.len(), left(&headings, "More")), (MOST + 1, why::NO_PLACE));
    let sources = card(&format!("---\ndatasets:\n{}---\n", many(30_000, &|at| format!("- d{at}\n"))));
    assert_eq!((sources.sources.len(), left(&sources, "Sources of data")), (MOST, why::TOO_MANY));
    let limits = card(&format!("# Limitations\n\n{}", many(3_000, &|at| format!("- Limit {at}\n"))));
    assert_eq!((limits.limits.len(), left(&limits, "Limits")), (MOST, why::TOO_MANY));
    let name = "long ".repeat(10_000);
    let values = many(3_000, &|at| format!("    - {{type: accuracy, value: {at}}}\n"));
    let results =
        card(&format!("---\nmodel-index:\n- results:\n  - dataset: {{name: {name}}}\n    metrics:\n{values}---\n"));
    assert_eq!(results.metrics.iter().map(|metric| metric.readings.len()).max(), Some(MOST));
    assert!(results.metrics.iter().all(|metric| metric.name.chars().count() < 2 * BRIEF));
    assert_eq!((left(&results, "Results"), left(&results, "Data of a result")), (why::TOO_MANY, why::CUT));
}

#[test]
fn sources_without_a_name_are_told_apart() {
    let card = card(
        r#"{"model_details": {}, "model_parameters": {"data": [{"description": "Photos"}, {"description": "Drawings"},
        {"description": "Photos"}]}}"#,
    );
    let named: Vec<_> = card.sources.iter().map(|one| (one.name.as_str(), one.description.as_str())).collect();
    assert_eq!(named, [("Data", "Photos"), ("Data (2)", "Drawings")]);
}

#[test]
fn line_ends_of_every_system_are_read_and_long_texts_are_cut() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["---", "license: mit", "---", "# Uses", "", "For growers."].join(end);
        let card = card(&text);
        assert_eq!((card.field("model_card.license"), card.field("model_card.intended_use")), ("mit", "For growers."));
    }
    let card = card(&format!("# Uses\n\n{}", "äß ".repeat(9_000)));
    assert!(card.field("model_card.intended_use").chars().count() <= LONGEST);
    assert!(card.unread.iter().any(|unread| unread.why == why::CUT));
}
