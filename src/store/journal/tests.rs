//! A journal cut at every byte, damaged at every byte, and on texts of any kind.

use proptest::prelude::*;

use super::*;

const TEXT: &str = "// head\n(\n  workbook: (\n    about: (\n      product: \"Größe\",\n    ),\n    canvas: (\n      notes: [],\n    ),\n  ),\n)\n";

/// The journal of a text that goes through several states.
fn journal(states: &[String]) -> String {
    let mut written = head(&states[0]);
    for (at, pair) in states.windows(2).enumerate() {
        written.push_str(&record(&pair[0], &pair[1], at).unwrap());
    }
    written
}

fn states() -> Vec<String> {
    let edit = |text: &str, from: &str, to: &str| text.replace(from, to);
    let second = edit(TEXT, "Größe", "Grüße und „Größe“");
    let third = edit(&edit(&second, "head", "HEAD"), "notes: []", "notes: [(text: \"ü\\n\")]");
    let fourth = edit(&third, "    canvas: (", "    canvas: (more: 1,\n    data: (");
    vec![TEXT.to_owned(), second.clone(), third, fourth, second]
}

#[test]
fn every_state_comes_back_and_small_changes_stay_small() {
    let states = states();
    let whole = journal(&states);
    let found: Read<usize> = read(TEXT, whole.as_bytes());
    assert_eq!((found.text.as_str(), found.changes, found.rest), (states[4].as_str(), 4, Rest::Nothing));
    assert_eq!(found.facts, Some(3));
    let far_apart = record(&states[1], &states[2], ()).unwrap();
    assert!(far_apart.len() < 120, "changes in two sections are two cuts: {far_apart}");
    assert_eq!(cuts(TEXT, TEXT), []);
}

#[test]
fn a_journal_that_ends_anywhere_gives_a_state_that_was() {
    let states = states();
    let whole = journal(&states);
    for end in 0..whole.len() {
        let found: Read<usize> = read(TEXT, &whole.as_bytes()[..end]);
        assert_eq!(found.text, states[found.changes], "cut at {end}");
        let is_whole = end == 0 || end == head(TEXT).len() || whole.as_bytes()[..end].ends_with(b")\n");
        assert_eq!(found.rest, if is_whole { Rest::Nothing } else { Rest::Torn }, "cut at {end}");
    }
}

#[test]
fn a_damaged_byte_gives_what_was_before_it() {
    let states = states();
    let whole = journal(&states).into_bytes();
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        let found: Read<usize> = read(TEXT, &damaged);
        assert_eq!(found.text, states[found.changes], "damaged at {at}");
        assert!(found.changes < 4, "damaged at {at}");
        let expected: &[Rest] = match found.changes {
            _ if at + 1 == head(TEXT).len() => &[Rest::Damaged],
            _ if at < head(TEXT).len() => &[Rest::OfAnother(4)],
            // of the last one alone nobody can tell for sure whether it was damaged or never written whole
            3 => &[Rest::Torn, Rest::Damaged],
            _ => &[Rest::Damaged],
        };
        assert!(expected.contains(&found.rest), "damaged at {at}: {:?}", found.rest);
    }
}

#[test]
fn a_journal_of_another_base_is_none() {
    let whole = journal(&states());
    let found: Read<usize> = read("another", whole.as_bytes());
    assert_eq!((found.text.as_str(), found.changes, found.rest), ("another", 0, Rest::OfAnother(4)));
    let nothing: Read<usize> = read(TEXT, b"");
    assert_eq!((nothing.changes, nothing.rest), (0, Rest::Nothing));
}

#[test]
fn a_record_that_lies_about_places_is_left_out() {
    let lie = ron::to_string(&Entry { facts: 0, cuts: vec![(3, 99_999, "x".to_owned())] }).unwrap();
    let whole = format!("{}{RECORD}{} {}\n{lie}\n", head(TEXT), lie.len(), sum(&lie));
    let found: Read<usize> = read(TEXT, whole.as_bytes());
    assert_eq!((found.text.as_str(), found.rest), (TEXT, Rest::Damaged));
    let huge = format!("{}{RECORD}{} 00000000\n", head(TEXT), usize::MAX);
    assert_eq!(read::<usize>(TEXT, huge.as_bytes()).rest, Rest::Torn);
}

proptest! {
    #[test]
    fn any_text_becomes_any_other(before in "(    [a-c]: \\(|[ü€a\n ]){0,40}", after in "(    [a-c]: \\(|[ü€a\n ]){0,40}") {
        let mut text = Patched::new(&before);
        prop_assert!(text.apply(&cuts(&before, &after)));
        prop_assert!(text.apply(&cuts(&after, &before)));
        prop_assert!(text.apply(&cuts(&before, &after)));
        prop_assert_eq!(text.into_text(), after);
    }

    #[test]
    fn cuts_of_any_kind_apply_as_they_would_to_a_text(cuts in proptest::collection::vec((0..14_usize, 0..14_usize, "[xü]{0,3}"), 0..12)) {
        let mut text = "aüb€c d".to_owned();
        let mut patched = Patched::new(&text);
        for cut in cuts {
            let fits = cut.0 <= cut.1 && text.is_char_boundary(cut.0) && text.is_char_boundary(cut.1);
            prop_assert_eq!(patched.apply(std::slice::from_ref(&cut)), fits);
            if fits {
                text.replace_range(cut.0..cut.1, &cut.2);
            }
        }
        prop_assert_eq!(patched.into_text(), text);
    }
}
