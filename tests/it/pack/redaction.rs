//! What a profile leaves out is in no workbook that is carried and in no document, whatever was marked and wherever it stood.

use std::collections::BTreeSet;
use std::sync::Arc;

use caveat::assess::problems;
use caveat::export;
use caveat::find::is_person;
use caveat::model::choice::Choices;
use caveat::model::mark::Mark;
use caveat::model::pack::{FileFormat, LeftOut, Profile};
use caveat::model::place::Stop;
use caveat::model::record::Item;
use caveat::model::reviews::Comment;
use caveat::model::{Id, Record, Section, View, Workbook};
use caveat::pack::preflight::{Known, preflight};
use caveat::pack::{Order, basis, build, profile, redact};
use caveat::render::markdown::write_markdown;
use caveat::report::{self, Document};
use caveat::store::format;
use proptest::prelude::{ProptestConfig, any};
use proptest::proptest;

use crate::support::{EXAMPLES, example, example_path, filled};

fn leaving(left_out: &[LeftOut]) -> Profile {
    let mut profile = Profile { name: "Board".to_owned(), left_out: Choices::default(), ..profile::full() };
    profile.left_out.set(|what| left_out.contains(&what));
    profile
}

/// Everything that readers of an edition get to see: each document, and the workbook that PDFs carry.
fn seen(workbook: &Workbook, profile: Profile) -> String {
    let order = Order::new(workbook, &example_path("claims-triage"), profile);
    let basis = basis(workbook, &order).unwrap();
    let documents = Document::ALL.iter().map(|document| report::build(*document, &basis.workbook, &basis.edition));
    let mut text = String::new();
    for report in documents {
        text.push_str(&format!("{report:?}\n{}", write_markdown(&report)));
    }
    text.push_str(std::str::from_utf8(&basis.carried.unwrap().bytes).unwrap());
    text
}

/// Marks items by the bits of `seed`, about one in four; gives the texts that must not be seen.
fn mark_some(workbook: &mut Workbook, seed: u64) -> BTreeSet<String> {
    let mut secret = BTreeSet::new();
    let mut bits = seed | 1;
    for section in Section::ALL {
        mark_in(workbook.section_mut(*section), &mut bits, false, &mut secret);
    }
    secret
}

fn mark_in(record: &mut dyn Record, bits: &mut u64, inside: bool, secret: &mut BTreeSet<String>) {
    // a shift register: a source of bits that is the same everywhere
    *bits ^= *bits << 13;
    *bits ^= *bits >> 7;
    *bits ^= *bits << 17;
    let marked = bits.is_multiple_of(4) && record.identity().is_some();
    record.set_internal(marked);
    let inside = inside || marked;
    for index in 0..record.fields().len() {
        let Some(value) = record.value_mut(index) else { continue };
        let marker = value.view().text();
        if inside && marker.starts_with("Mark") {
            secret.insert(marker);
        }
        if let Some(inner) = value.record_mut() {
            mark_in(inner, bits, inside, secret);
        } else if let Some(items) = value.items_mut() {
            for at in 0..items.len() {
                mark_in(items.get_mut(at).unwrap(), bits, inside, secret);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn nothing_of_what_is_marked_internal_is_seen(seed in any::<u64>()) {
        let mut workbook = filled();
        let secret = mark_some(&mut workbook, seed);
        let text = seen(&workbook, leaving(&[LeftOut::Internal]));
        let leaked: Vec<&String> = secret.iter().filter(|marker| text.contains(marker.as_str())).collect();
        assert!(leaked.is_empty(), "{leaked:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_left_is_a_workbook(seed in any::<u64>(), left_out in any::<u8>()) {
        let mut workbook = filled();
        mark_some(&mut workbook, seed);
        let chosen: Vec<LeftOut> =
            LeftOut::ALL.iter().copied().filter(|what| left_out & (1 << (*what as u8)) != 0).collect();
        let redacted = redact::redact(&workbook, &leaving(&chosen));
        let text = format::write(&redacted.workbook).unwrap();
        assert_eq!(format::read::<Workbook>(text.as_bytes()).unwrap().value, redacted.workbook);
        let before = problems::check(&workbook).errors.len();
        let errors = problems::check(&redacted.workbook).errors;
        assert!(errors.len() <= before, "{errors:#?}");
        assert_eq!(redact::redact(&redacted.workbook, &leaving(&chosen)).workbook, redacted.workbook, "twice is once");
    }
}

#[test]
fn whole_sections_disappear_with_everything_in_them() {
    for section in Section::ALL.iter().copied().filter(|section| *section != Section::Pack) {
        let mut workbook = filled();
        workbook.section_mut(section).set_internal(true);
        let mut secret = BTreeSet::new();
        workbook.walk_section(section, &mut |_, stop| {
            if let Stop::Value(_, _, value) = stop
                && value.view().text().starts_with("Mark")
            {
                secret.insert(value.view().text());
            }
        });
        let left = redact::redact(&workbook, &leaving(&[LeftOut::Internal]));
        let text = format::write(&left.workbook).unwrap();
        let kept: Vec<&String> = secret.iter().filter(|marker| text.contains(marker.as_str())).collect();
        // keys of the program stay: they say nothing about the product
        assert!(kept.len() <= 2, "{}: {kept:?}", section.title());
        assert!(left.withheld.parts[0].contains(section.title()), "{:?}", left.withheld.parts);
    }
}

#[test]
fn no_name_of_a_person_is_seen_and_no_amount() {
    let workbook = filled();
    let mut names = BTreeSet::new();
    workbook.walk(&mut |place, stop| {
        if let Stop::Value(_, field, value) = stop
            && (is_person(field) || matches!(field.key, "contributors" | "attendees" | "contact"))
            && place.path != "data.labeling.by"
            && matches!(value.view(), View::Text(_) | View::Lines(_))
        {
            names.insert(value.view().text());
        }
    });
    names.extend(workbook.reviews.sign_offs.iter().map(|sign_off| sign_off.name.clone()));
    assert!(names.len() > 40, "{}", names.len());
    let text = seen(&workbook, leaving(&[LeftOut::Names, LeftOut::Amounts]));
    let leaked: Vec<&String> = names.iter().filter(|name| text.contains(name.as_str())).collect();
    assert!(leaked.is_empty(), "{leaked:?}");
    assert!(!text.contains("5,000,") && !text.contains("EUR 50"), "an amount is left");
}

#[test]
fn an_external_edition_of_every_example_names_nobody() {
    for name in EXAMPLES {
        let mut workbook = example(name);
        let people: BTreeSet<String> = people_of(&workbook);
        assert!(people.len() > 3, "{people:?}");
        // a name in running text, where no question asks for one
        let first = people.first().unwrap().clone();
        workbook
            .section_mut(Section::About)
            .answer_mut("summary")
            .unwrap()
            .set_text(&format!("As {first} says."))
            .unwrap();
        let mut profile = profile::external();
        profile.carries_workbook = true;
        let text = seen(&workbook, profile);
        let leaked: Vec<&String> = people.iter().filter(|person| text.contains(person.as_str())).collect();
        assert!(leaked.is_empty(), "{name}: {leaked:?}");
        assert!(!text.contains('@') || !text.contains(".example,"), "{name}: a mail address is left");
        assert!(text.contains("[name withheld]") && text.contains("names of people, in"), "{name}");
    }
}

/// The full names of an example.
fn people_of(workbook: &Workbook) -> BTreeSet<String> {
    let mut people = BTreeSet::new();
    workbook.walk(&mut |_, stop| {
        if let Stop::Value(_, field, value) = stop
            && matches!(field.key, "owner" | "by" | "decided_by" | "facilitator")
        {
            let name = value.view().text();
            let words = name.split(' ').count();
            let is_name = words == 2 && name.split(' ').all(|word| word.starts_with(char::is_uppercase));
            people.extend(Some(name).filter(|name| is_name && !name.contains(',')));
        }
    });
    people
}

#[test]
fn what_was_seen_before_is_redacted_too() {
    let mut earlier = filled();
    let mut workbook = filled();
    let secret = mark_some(&mut workbook, 99);
    earlier.section_mut(Section::About).answer_mut("owner").unwrap().set_text("Jonas Thiel").unwrap();
    let mut order =
        Order::new(&workbook, &example_path("claims-triage"), leaving(&[LeftOut::Internal, LeftOut::Names]));
    let earlier = report::Earlier { name: "then.caveat".to_owned(), workbook: earlier, ..report::Earlier::default() };
    order.earlier = Some(earlier.into());
    let basis = basis(&workbook, &order).unwrap();
    let before = format::write(&basis.edition.earlier.as_ref().unwrap().workbook).unwrap();
    let leaked: Vec<&String> = secret.iter().filter(|marker| before.contains(marker.as_str())).collect();
    assert!(leaked.is_empty() && !before.contains("Thiel"), "{leaked:?}");
    let changes = write_markdown(&report::build(Document::Changes, &basis.workbook, &basis.edition));
    assert!(!changes.contains("Thiel"));
}

#[test]
fn questions_that_lost_their_answer_say_left_out_and_not_missing() {
    let workbook = example("claims-triage");
    let left = redact::redact(&workbook, &leaving(&[LeftOut::Amounts])).workbook;
    let mut cleared = 0;
    let mut now_blank = BTreeSet::new();
    left.walk(&mut |place, stop| {
        if let Stop::Record(record) = stop {
            cleared += record.marks().iter().filter(|(_, mark)| **mark == Mark::Withheld).count();
        }
        if let Stop::Value(record, field, value) = stop
            && value.is_blank()
            && field.expected
            && record.marks().get(field.key).is_none()
        {
            now_blank.insert(place.to_string());
        }
    });
    assert!(cleared > 5, "{cleared}");
    workbook.walk(&mut |place, stop| {
        if let Stop::Value(_, _, value) = stop
            && value.is_blank()
        {
            now_blank.remove(&place.to_string());
        }
    });
    assert!(now_blank.is_empty(), "blank now, and not marked: {now_blank:?}");
}

#[test]
fn the_digest_is_that_of_what_was_reviewed() {
    let workbook = example("claims-triage");
    let path = example_path("claims-triage");
    let full = basis(&workbook, &Order::new(&workbook, &path, profile::full())).unwrap();
    let external = basis(&workbook, &Order::new(&workbook, &path, profile::external())).unwrap();
    assert_eq!(full.edition.digest, external.edition.digest);
    assert_eq!(full.workbook, workbook);
    assert_ne!(external.workbook, workbook);
    assert_eq!(full.carried.unwrap().bytes, format::write(&workbook).unwrap().into_bytes());
    assert_eq!((external.carried, full.edition.withheld.parts), (None, Vec::new()));
}

#[test]
fn comments_that_are_left_out_are_in_no_document_and_not_in_the_workbook_that_is_carried() {
    let mut workbook = example("claims-triage");
    let mode = workbook.failure_modes.modes.at(0).map(Item::id);
    for (id, text, reply_to) in [(1, "Between us alone", None), (2, "Answer among us", Some(Id(1)))] {
        let comment = Comment { id: Id(id), text: text.to_owned(), item: mode, reply_to, ..Comment::default() };
        let comment = Comment { settled: true, settled_note: "Talked over among us".to_owned(), ..comment };
        Arc::make_mut(&mut workbook.reviews).comments.push(comment);
    }
    let (with, without) = (seen(&workbook, leaving(&[])), seen(&workbook, leaving(&[LeftOut::Comments])));
    for said in ["Between us alone", "Answer among us", "Talked over among us"] {
        assert!(with.contains(said) && !without.contains(said), "{said}");
    }
    for comment in workbook.reviews.comments.iter() {
        assert!(!without.contains(comment.text.trim()), "{}", comment.text);
    }
}

#[test]
fn who_else_gets_what_is_in_no_edition_that_leaves_something_out() {
    let mut workbook = example("claims-triage");
    let others = Profile { name: "Regulator in case of a dispute".to_owned(), ..profile::external() };
    Arc::make_mut(&mut workbook.pack).profiles.push(others);
    assert!(!seen(&workbook, leaving(&[LeftOut::Amounts])).contains("in case of a dispute"));
    assert!(seen(&workbook, leaving(&[])).contains("in case of a dispute"));
}

#[test]
fn the_properties_of_a_file_name_its_author_or_nobody() {
    let workbook = example("claims-triage");
    let author = |left_out: &[LeftOut]| {
        let mut profile = leaving(left_out);
        profile.documents.set(|document| document == Document::Minutes);
        profile.formats.set(|format| format == FileFormat::Html);
        let order = Order::new(&workbook, &example_path("claims-triage"), profile);
        let pack = build(&workbook, &order, &export::fonts(), &|_| true).unwrap();
        let html = pack.files.iter().find(|file| file.format == Some(FileFormat::Html)).unwrap();
        String::from_utf8_lossy(&html.bytes).contains("<meta name=\"author\"")
    };
    assert!(author(&[]) && !author(&[LeftOut::Names]));
}

#[test]
fn what_a_newer_version_wrote_and_this_one_cannot_read_is_said_in_every_document() {
    let workbook = example("claims-triage");
    let mut profile = Profile { carries_workbook: true, ..profile::full() };
    profile.documents.set(|document| document == Document::Minutes);
    profile.formats.set(|format| format == FileFormat::Html);
    let whole = Order::new(&workbook, &example_path("claims-triage"), profile);
    let known = basis(&workbook, &whole).unwrap();
    let order = Order { unread: 3, ..whole };
    let unread = basis(&workbook, &order).unwrap();
    let said = "3 values that this version of Caveat does not know";
    for document in Document::ALL {
        let report = report::build(*document, &unread.workbook, &unread.edition);
        assert!(report.provenance.ends_with(&format!("without {said}")), "{}", report.provenance);
        let text = write_markdown(&report);
        assert!(text.contains("This edition is not complete"), "{}", document.title());
        assert!(text.contains(said), "{}: {text}", document.title());
        let text = write_markdown(&report::build(*document, &known.workbook, &known.edition));
        assert!(!text.contains(said), "{}", document.title());
    }
    assert!(known.carried.is_some() && unread.carried.is_none(), "a copy without those values is no copy");
    let remarks = preflight(&workbook, &order, &Known::default());
    let titles: Vec<&str> = remarks.iter().map(|remark| remark.title.as_str()).collect();
    assert!(titles.contains(&said) && titles.contains(&"The workbook inside the PDFs"), "{titles:?}");
    let pack = build(&workbook, &order, &export::fonts(), &|_| true).unwrap();
    assert!(pack.manifest.profile.left_out.iter().any(|part| part.contains(said)));
    assert!(!pack.files.iter().any(|file| file.path.ends_with(".caveat")));
}
