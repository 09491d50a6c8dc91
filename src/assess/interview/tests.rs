//! What is found in answers, what they fill, and what is read back from a workbook.

use super::found::{headline, sentence_with};
use super::*;

fn question(key: &str) -> &'static InterviewQuestion {
    questions().map(|(_, question)| question).find(|question| question.key == key).unwrap()
}

#[test]
fn fifteen_questions_name_places_that_exist() {
    let workbook = Workbook::default();
    assert_eq!(questions().count(), 15);
    let mut keys = std::collections::BTreeSet::new();
    for (_, question) in questions() {
        assert!(keys.insert(question.key.as_str()), "{}", question.key);
        let addresses = [&question.answer, &question.evidence, &question.date];
        for address in addresses.into_iter().chain(&question.choices).filter(|address| !address.is_empty()) {
            assert!(value(&workbook, address).is_some(), "{}: {address}", question.key);
        }
        assert!(!question.answer.is_empty() || !question.choices.is_empty(), "{}", question.key);
        assert_eq!(state(&workbook, question), State::Open);
        assert_eq!(fills(question, &answer(&workbook, question)), Vec::new(), "{}: nothing answered", question.key);
    }
}

#[test]
fn a_number_is_found_by_a_plain_pattern() {
    for (text, number) in [
        ("Four in five. The rules engine v9 gets 79% right.", Some("79%")),
        ("About 3 people need 40 minutes each", Some("40 minutes")),
        ("1,250 cases", Some("1,250")),
        ("79 percent, they say", Some("79 percent")),
        ("0,8 %", Some("0,8 %")),
        ("since 2019", None),
        ("by 2026-09-30 at the latest", None),
        ("version 1.2b of FM-3", None),
        ("never", None),
        ("7.", Some("7")),
        ("١٢ or 一", None),
    ] {
        assert_eq!(number_in(text), number, "{text}");
    }
    for (text, value, unit) in [
        ("79%", 79.0, Some(Unit::Share)),
        ("1,250", 1250.0, None),
        ("0,8 %", 0.8, Some(Unit::Share)),
        ("1.5 hours", 1.5, Some(Unit::Hours)),
    ] {
        assert_eq!(read_number(text), Some(Figure { value, unit }), "{text}");
    }
    assert_eq!(read_number("soon"), None);
    assert_eq!(day_in("known by 2026-09-30."), Some(Date::constant(2026, 9, 30)));
    assert_eq!(day_in("2026-13-30 \u{1f600}é"), None);
}

#[test]
fn sentences_and_headlines_are_cut_where_people_would() {
    let text = "Four in five. The engine gets 79% right! The rest waits";
    assert_eq!(sentence_with(text, "79%"), Some("The engine gets 79% right!"));
    assert_eq!(sentence_with(text, "80%"), None);
    assert_eq!(headline("An urgent claim waits. It is bad.", 72), "An urgent claim waits");
    let long = "An urgent medical claim goes to the general queue, and the patient waits a week for an approval";
    assert_eq!(headline(long, 72), "An urgent medical claim goes to the general queue");
    assert_eq!(headline("", 72), "");
}

#[test]
fn a_number_that_can_be_shown_fills_note_hypothesis_change_and_metric() {
    let text = "Four in five. The rules engine v9 gets 79% right.";
    let answer = Answer {
        text: text.to_owned(),
        knowing: Knowing::Shown,
        source: "Log, January".to_owned(),
        number: "79%".to_owned(),
        ..Answer::default()
    };
    let fills = fills(question("baseline"), &answer);
    let item =
        |list: &str| fills.iter().find(|fill| matches!(fill, Fill::Item { list: one, .. } if *one == list)).unwrap();
    let Fill::Item { key, values, .. } = item("canvas.notes") else { panic!() };
    assert_eq!(key[0].1, "The rules engine v9 gets 79% right");
    assert_eq!(values, &[("kind", "Fact".to_owned()), ("source", "Log, January".to_owned())]);
    let Fill::Item { values, first, .. } = item("metrics.metrics") else { panic!() };
    assert_eq!(values, &[("baseline", "0.79".to_owned()), ("baseline_source", "Log, January".to_owned())]);
    assert_eq!(first[0].1, "Share (%)");
    let Fill::Item { key, values, .. } = item("discovery.changes") else { panic!() };
    assert_eq!((key[0].1.as_str(), values[0].1.as_str()), ("Right first time", "79%"));
    assert!(fills.contains(&Fill::Field { address: "discovery.measure_before".to_owned(), text: "79%".to_owned() }));
    assert_eq!(fills.len(), 6, "{fills:#?}");
    let without = super::fills(question("baseline"), &Answer { number: String::new(), ..answer });
    assert_eq!(without.len(), 3, "the number was taken away: {without:#?}");
}

#[test]
fn what_is_not_known_becomes_a_question_with_a_name_and_a_day() {
    let answer = Answer {
        knowing: Knowing::Unknown,
        owner: "Anke Vos".to_owned(),
        due: Some(Date::constant(2026, 4, 1)),
        ..Answer::default()
    };
    let fills = fills(question("human-cost"), &answer);
    let [Fill::Item { key, values, .. }, Fill::Mark { address, mark }] = &fills[..] else { panic!("{fills:#?}") };
    assert_eq!(key[0].1, "What does it cost people now?");
    assert_eq!(values, &[("kind", "Question".to_owned())]);
    assert_eq!(address, "discovery.human_cost");
    assert!(matches!(mark, Mark::Unknown { owner, due: Some(_), .. } if owner == "Anke Vos"));
}
