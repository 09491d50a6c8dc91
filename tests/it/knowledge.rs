//! The built-in knowledge: identifiers and counts against a frozen list, and wording that is complete.

use std::collections::BTreeSet;

use caveat::assess::problems;
use caveat::knowledge::{self, Trait};
use caveat::model::Workbook;
use caveat::model::pattern::AiPattern;
use caveat::store::format;

#[test]
fn the_framework_has_exactly_the_official_identifiers() {
    let framework = knowledge::framework();
    let frozen: Vec<&str> = include_str!("nist_ids.txt").lines().collect();
    assert_eq!(framework.identifiers(), frozen);
    assert_eq!(framework.functions.len(), 4);
    assert_eq!(framework.functions.iter().map(|f| f.categories.len()).sum::<usize>(), 19);
    assert_eq!(framework.practices().count(), 72);
    assert_eq!(framework.risks.len(), 12);
}

#[test]
fn every_practice_says_what_it_asks_what_shows_it_and_whom_to_ask() {
    let framework = knowledge::framework();
    let risks: BTreeSet<&str> = framework.risks.iter().map(|risk| risk.id.as_str()).collect();
    let mut titles = BTreeSet::new();
    for practice in framework.practices() {
        for text in [&practice.title, &practice.asks, &practice.evidence, &practice.whom] {
            assert!(text.trim().len() > 4, "{}: {text:?}", practice.id);
        }
        assert!(titles.insert(&practice.title), "{} has another's title", practice.id);
        assert!(practice.risks.iter().all(|risk| risks.contains(risk.as_str())), "{}", practice.id);
    }
}

#[test]
fn the_failure_library_is_whole_and_serves_every_pattern() {
    let library = knowledge::failure_library();
    assert!(library.len() >= 40, "{}", library.len());
    let mut keys = BTreeSet::new();
    for entry in library {
        assert!(keys.insert(&entry.key), "{} twice", entry.key);
        assert!(entry.category().is_some(), "{}: {}", entry.key, entry.category);
        assert!(entry.fallback_kind().is_some(), "{}: {}", entry.key, entry.fallback_kind);
        assert!(AiPattern::ALL.iter().any(|pattern| entry.concerns(*pattern)), "{}", entry.key);
        assert!(entry.traits.iter().all(|key| Trait::from_key(key).is_some()), "{}: {:?}", entry.key, entry.traits);
        let all = entry.conditions().map(Trait::group).collect::<BTreeSet<_>>();
        let whole =
            |group| Trait::all().filter(|one| one.group() == group).all(|one| entry.conditions().any(|it| it == one));
        assert!(!all.into_iter().any(whole), "{}: a condition that every system meets is none", entry.key);
        let mode = entry.to_failure_mode();
        for text in
            [&mode.name, &mode.cause, &mode.effect, &mode.harmed, &mode.fallback, &mode.user_words, &mode.monitor]
        {
            assert!(!text.trim().is_empty(), "{} has a blank", entry.key);
        }
        assert!(mode.severity.is_some() && mode.frequency.is_some() && mode.detectability.is_some(), "{}", entry.key);
    }
    for pattern in AiPattern::ALL {
        assert!(library.iter().filter(|entry| entry.concerns(*pattern)).count() >= 8, "{}", pattern.label());
    }
    assert_eq!(library.iter().filter(|entry| entry.category == "program").count(), 8);
}

#[test]
fn every_template_opens_without_an_error() {
    let names: Vec<&str> = knowledge::templates().map(|(name, _)| name).collect();
    assert_eq!(names, ["blank", "predictive", "retrieval", "agent"]);
    for name in names {
        let text = knowledge::template(name).unwrap();
        let parsed = format::read::<Workbook>(text.as_bytes()).unwrap();
        assert_eq!(format::write(&parsed.value).unwrap(), text, "{name} is not canonical");
        assert_eq!(problems::check(&parsed.value).errors, [], "{name}");
    }
}
