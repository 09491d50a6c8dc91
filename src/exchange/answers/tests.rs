//! What is an answer and what is not.

use super::*;

const SEED: &str = include_str!("../../../fuzz/seeds/answers/rejected.json");

#[test]
fn what_is_written_reads_back_and_what_the_page_writes_is_read() {
    let replies = read(SEED.as_bytes()).unwrap();
    assert_eq!(replies.name, "Sofia Brandt");
    let decided = replies.decision.as_ref().unwrap();
    assert_eq!(decided.kind, SignOffDecision::Rejected);
    assert_eq!(decided.date, Date::new(2026, 3, 6).ok());
    assert_eq!(replies.comments.len(), 3);
    let again = write(&replies).unwrap();
    assert_eq!(read(&again).unwrap(), replies);
}

#[test]
fn what_acts_without_showing_is_written_as_its_code() {
    let text = SEED.replace("I cannot sign", "\\u202egpj\\u0000 I\\r\\ncannot sign");
    let replies = read(text.as_bytes()).unwrap();
    assert!(replies.comments[0].text.starts_with("U+202EgpjU+0000 I\ncannot sign"), "{}", replies.comments[0].text);
}

#[test]
fn what_is_no_answer_is_refused_in_words() {
    let changed = |old: &str, new: &str| {
        assert!(SEED.contains(old), "{old}");
        read(SEED.replacen(old, new, 1).as_bytes()).unwrap_err()
    };
    assert_eq!(read(b" \n").unwrap_err(), AnswersError::Empty);
    assert_eq!(read(b"\xff{}").unwrap_err(), AnswersError::NotText);
    assert_eq!(read(&vec![b' '; LIMIT + 1]).unwrap_err(), AnswersError::TooLarge);
    for other in ["{}", "[]", "# A model card", "{\"caveat\": \"manifest\", \"version\": 1}"] {
        assert_eq!(read(other.as_bytes()).unwrap_err(), AnswersError::Other, "{other}");
    }
    assert_eq!(changed("\"version\": 1", "\"version\": 2, \"tone\": \"kind\""), AnswersError::Newer { version: 2 });
    let long = format!("\"text\": \"{}", "x".repeat(LONGEST + 1));
    for (old, new, word) in [
        ("\"version\": 1", "\"version\": 0", "version"),
        ("\"rejected\"", "\"postponed\"", "postponed"),
        ("\"reason\": \"FM-4", "\"reason\": \"\", \"x\": \"FM-4", "unknown field"),
        ("2026-03-06", "6 March", "date"),
        ("00000000000000a2", "00000000000000a1", "share an id"),
        ("\"digest\": \"", "\"digest\": \"zz", "SHA-256"),
        ("\"name\": \"Sofia Brandt\"", "\"name\": \" \"", "who answers"),
        ("\"text\": \"", long.as_str(), "characters"),
    ] {
        match changed(old, new) {
            AnswersError::Damaged { what } => assert!(what.contains(word), "{what}"),
            error => panic!("{new:.40}: {error}"),
        }
    }
    // the place is said once, and no list is cut off in a word
    for (old, new, said) in [
        ("\"reviewer\"", "\"reviewers\"", "unknown field `reviewers` in line 6"),
        ("Sofia", "\\ud83d", "unexpected end of hex escape in line 7"),
    ] {
        assert_eq!(changed(old, new), AnswersError::Damaged { what: said.to_owned() });
    }
    let cut = SEED.get(..SEED.len() / 2).unwrap();
    assert!(matches!(read(cut.as_bytes()), Err(AnswersError::Damaged { .. })));
}
