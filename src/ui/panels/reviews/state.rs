//! What follows from the reviews of a workbook, in counts and words. Knows no window.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::list::List;
use crate::model::place::Index;
use crate::model::reviews::{Comment, ReviewRequest, Reviews, SignOffDecision, Waiver};
use crate::model::value::Value;
use crate::model::{Date, Id, Record, Section, View, Workbook};
use crate::words;

/// From so many days before its end on, the end of a waiver is a warning.
const SOON: i32 = 7;

/// What the head of the page says. Each sign-off is counted once, by its decision; in brackets how many of those are stale.
#[must_use]
pub(super) fn sentence(reviews: &Reviews, is_stale: impl Fn(Id) -> bool, today: Date) -> String {
    let mut parts = Vec::new();
    for (decision, word) in [
        (Some(SignOffDecision::Approved), "approved"),
        (Some(SignOffDecision::Conditional), "with conditions"),
        (Some(SignOffDecision::Rejected), "rejected"),
        (None, "not signed"),
    ] {
        let decided = || reviews.sign_offs.iter().filter(|one| one.decision == decision);
        match (decided().count(), decided().filter(|one| is_stale(one.id)).count()) {
            (0, _) => {}
            (count, 0) => parts.push(format!("{count} {word}")),
            (count, stale) => parts.push(format!("{count} {word} ({stale} stale)")),
        }
    }
    let open = threads(&reviews.comments).iter().filter(|thread| !thread.root.settled).count();
    if open > 0 {
        parts.push(format!("{open} {} open", if open == 1 { "comment" } else { "comments" }));
    }
    let out = reviews.waivers.iter().filter(|waiver| matches!(end(waiver, today), End::RanOut(_))).count();
    if out > 0 {
        parts.push(format!("{out} {} ran out", if out == 1 { "waiver" } else { "waivers" }));
    }
    if parts.is_empty() { "Nobody has looked at this yet".to_owned() } else { parts.join(", ") }
}

/// The requests that wait for an answer, in their order.
pub(super) fn waiting(reviews: &Reviews) -> impl Iterator<Item = &ReviewRequest> {
    reviews.requests.iter().filter(|request| request.answered.is_none())
}

/// Whether an answer should have come by now.
#[must_use]
pub(super) fn is_overdue(request: &ReviewRequest, today: Date) -> bool {
    request.due.is_some_and(|due| due < today)
}

/// Who was asked, by when, and that no answer has come: `Asked: Anke Vos, due 5 Dec, no answer yet`.
#[must_use]
pub(super) fn asked_words(request: &ReviewRequest, today: Date) -> String {
    let name = match request.name.trim() {
        "" => "somebody",
        name => name,
    };
    let due = match request.due {
        None => String::new(),
        Some(due) if due == today => ", due today".to_owned(),
        Some(due) if due < today => {
            let late = words::how_many((today - due).get_days().unsigned_abs() as usize, "day", "days");
            format!(", was due {}, {late} overdue", words::short_day(due, today))
        }
        Some(due) => format!(", due {}", words::short_day(due, today)),
    };
    format!("Asked: {name}{due}, no answer yet")
}

/// When a waiver ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Nobody said when.
    Never,
    /// On a day.
    Until(Date),
    /// In a few days.
    Soon(Date, i32),
    /// It has ended.
    RanOut(Date),
}

/// When a waiver ends. Its last day still counts.
#[must_use]
pub(super) fn end(waiver: &Waiver, today: Date) -> End {
    let Some(until) = waiver.until else { return End::Never };
    match (until - today).get_days() {
        ..0 => End::RanOut(until),
        days @ 0..SOON => End::Soon(until, days),
        _ => End::Until(until),
    }
}

/// The end in words; `back` says whether what it waived is found again.
#[must_use]
pub(super) fn end_words(end: End, today: Date, back: bool) -> String {
    let day = |date| words::short_day(date, today);
    match end {
        End::Never => "No end".to_owned(),
        End::Until(date) => format!("Until {}", day(date)),
        End::Soon(date, 0) => format!("Until {}, today", day(date)),
        End::Soon(date, 1) => format!("Until {}, tomorrow", day(date)),
        End::Soon(date, days) => format!("Until {}, in {days} days", day(date)),
        End::RanOut(date) if back => format!("Ran out {}, is back", day(date)),
        End::RanOut(date) => format!("Ran out {}", day(date)),
    }
}

/// A comment with the answers to it.
#[derive(Debug, Clone)]
pub(in crate::ui) struct Thread<'a> {
    /// The comment that began it.
    pub(in crate::ui) root: &'a Comment,
    /// The answers, in the order in which they were written.
    pub(in crate::ui) replies: Vec<&'a Comment>,
}

impl Thread<'_> {
    /// Whether a person has a part in it. Nobody has a name that is blank.
    #[must_use]
    pub(super) fn concerns(&self, person: &str) -> bool {
        let person = person.trim().to_lowercase();
        let is = |comment: &Comment| comment.author.trim().to_lowercase() == person;
        !person.is_empty() && (is(self.root) || self.replies.iter().any(|reply| is(reply)))
    }
}

/// The comments by what they answer, in the order of their beginnings.
#[must_use]
pub(in crate::ui) fn threads(comments: &List<Comment>) -> Vec<Thread<'_>> {
    let answers = answers(comments);
    let mut threads: Vec<Thread<'_>> = Vec::new();
    let mut places: BTreeMap<Id, usize> = BTreeMap::new();
    let roots = || comments.iter().map(|comment| (comment, follow(&answers, comment.id)));
    for (comment, root) in roots().filter(|(comment, root)| comment.id == *root) {
        places.insert(root, threads.len());
        threads.push(Thread { root: comment, replies: Vec::new() });
    }
    for (comment, root) in roots().filter(|(comment, root)| comment.id != *root) {
        if let Some(thread) = places.get(&root).and_then(|at| threads.get_mut(*at)) {
            thread.replies.push(comment);
        }
    }
    threads
}

/// The comment that began the thread of this one.
#[must_use]
pub(super) fn root_of(comments: &List<Comment>, id: Id) -> Id {
    follow(&answers(comments), id)
}

/// What each comment answers; nothing where that is not there.
fn answers(comments: &List<Comment>) -> BTreeMap<Id, Option<Id>> {
    let known: BTreeSet<Id> = comments.iter().map(|comment| comment.id).collect();
    comments.iter().map(|comment| (comment.id, comment.reply_to.filter(|to| known.contains(to)))).collect()
}

/// Follows the answers to their beginning. Of comments that answer each other in a circle the first id is one.
fn follow(answers: &BTreeMap<Id, Option<Id>>, id: Id) -> Id {
    let mut seen = BTreeSet::new();
    let mut at = id;
    while seen.insert(at) {
        match answers.get(&at).copied().flatten() {
            Some(to) => at = to,
            None => return at,
        }
    }
    seen.into_iter().next().unwrap_or(id)
}

/// The section that a comment names, by its key or its title.
#[must_use]
pub(in crate::ui) fn section_of(comment: &Comment) -> Option<Section> {
    Section::named(&comment.section)
}

/// What the field that a comment is about is called: its label, or its key where nothing has that any more.
#[must_use]
pub(in crate::ui) fn field_label(workbook: &Workbook, index: &Index, comment: &Comment) -> Option<String> {
    let key = comment.field.trim();
    if key.is_empty() {
        return None;
    }
    let record = match comment.item {
        Some(id) => index.get(id).and_then(|entry| item_in(workbook.section(entry.section), id)),
        None => section_of(comment).map(|section| workbook.section(section)),
    };
    let label =
        record.and_then(|record| record.fields().iter().find(|field| field.key == key)).map(|field| field.label);
    Some(label.map_or_else(|| words::capitalized(&key.replace('_', " ")), str::to_owned))
}

/// The record of an item, wherever it is in another.
fn item_in(record: &dyn Record, id: Id) -> Option<&dyn Record> {
    if record.identity().is_some_and(|(_, own, _)| own == id) {
        return Some(record);
    }
    let values = (0..record.fields().len()).filter_map(|position| record.value(position));
    values.map(Value::view).find_map(|view| match view {
        View::Record(inner) => item_in(inner, id),
        View::Items(items) => (0..items.len()).filter_map(|at| items.get(at)).find_map(|item| item_in(item, id)),
        _ => None,
    })
}

/// A digest by its ends, which is enough to tell two apart: `7be0 41c9 … 0d13`.
#[must_use]
pub fn ends_of(digest: &str) -> String {
    let letters: Vec<char> = digest.trim().chars().collect();
    if letters.len() <= 16 {
        return letters.into_iter().collect();
    }
    let part = |from: usize| letters.iter().skip(from).take(4).collect::<String>();
    format!("{} {} … {}", part(0), part(4), part(letters.len() - 4))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn comment(id: u64, reply_to: Option<u64>, author: &str) -> Comment {
        Comment { id: Id(id), reply_to: reply_to.map(Id), author: author.to_owned(), ..Comment::default() }
    }

    #[test]
    fn answers_to_answers_belong_to_the_thread_and_circles_end() {
        let comments: List<Comment> = [
            comment(1, None, "Sofia Brandt"),
            comment(2, Some(1), "Lena Ortiz"),
            comment(3, Some(2), "Sofia Brandt"),
            comment(4, Some(99), "Anke Vos"),
            comment(5, Some(6), "A"),
            comment(6, Some(5), "B"),
            comment(7, Some(7), "C"),
        ]
        .into_iter()
        .collect();
        let threads = threads(&comments);
        let shape: Vec<(u64, Vec<u64>)> = threads
            .iter()
            .map(|thread| (thread.root.id.0, thread.replies.iter().map(|reply| reply.id.0).collect()))
            .collect();
        assert_eq!(shape, [(1, vec![2, 3]), (4, vec![]), (5, vec![6]), (7, vec![])]);
        assert!(threads[0].concerns(" lena ortiz"));
        assert!(!threads[0].concerns(""));
        assert!(!threads[1].concerns("Lena Ortiz"));
    }

    #[test]
    fn a_waiver_holds_through_its_last_day() {
        let today = date(2026, 3, 9);
        for (until, expected, words) in [
            (None, End::Never, "No end"),
            (Some(date(2026, 3, 27)), End::Until(date(2026, 3, 27)), "Until 27 Mar"),
            (Some(date(2026, 3, 16)), End::Until(date(2026, 3, 16)), "Until 16 Mar"),
            (Some(date(2026, 3, 12)), End::Soon(date(2026, 3, 12), 3), "Until 12 Mar, in 3 days"),
            (Some(today), End::Soon(today, 0), "Until 9 Mar, today"),
            (Some(date(2026, 3, 8)), End::RanOut(date(2026, 3, 8)), "Ran out 8 Mar, is back"),
        ] {
            let found = end(&Waiver { until, ..Waiver::default() }, today);
            assert_eq!(found, expected);
            assert_eq!(end_words(found, today, true), words);
        }
    }

    #[test]
    fn who_was_asked_is_said_with_the_day_and_lateness_in_words() {
        let today = date(2026, 3, 9);
        for (due, expected) in [
            (None, "Asked: Anke Vos, no answer yet"),
            (Some(date(2026, 3, 20)), "Asked: Anke Vos, due 20 Mar, no answer yet"),
            (Some(today), "Asked: Anke Vos, due today, no answer yet"),
            (Some(date(2026, 3, 8)), "Asked: Anke Vos, was due 8 Mar, one day overdue, no answer yet"),
            (Some(date(2026, 2, 27)), "Asked: Anke Vos, was due 27 Feb, ten days overdue, no answer yet"),
        ] {
            let request = ReviewRequest { name: "Anke Vos".to_owned(), due, ..ReviewRequest::default() };
            assert_eq!(asked_words(&request, today), expected);
        }
    }

    #[test]
    fn the_head_counts_what_needs_somebody() {
        let today = date(2026, 3, 9);
        let mut reviews = Reviews::default();
        assert_eq!(sentence(&reviews, |_| true, today), "Nobody has looked at this yet");
        reviews.sign_offs.push(crate::model::reviews::SignOff {
            decision: Some(SignOffDecision::Rejected),
            ..crate::model::reviews::SignOff::default()
        });
        reviews.comments.push(comment(1, None, "A"));
        reviews.comments.push(comment(2, Some(1), "B"));
        reviews.waivers.push(Waiver { until: Some(date(2026, 2, 28)), ..Waiver::default() });
        assert_eq!(sentence(&reviews, |_| true, today), "1 rejected (1 stale), 1 comment open, 1 waiver ran out");
        reviews.sign_offs.push(crate::model::reviews::SignOff {
            id: Id(5),
            decision: Some(SignOffDecision::Rejected),
            ..crate::model::reviews::SignOff::default()
        });
        let said = sentence(&reviews, |id| id == Id(5), today);
        assert_eq!(said, "2 rejected (1 stale), 1 comment open, 1 waiver ran out", "nobody is counted twice");
    }

    #[test]
    fn digests_are_cut_to_their_ends_and_sections_found_by_key_or_title() {
        assert_eq!(ends_of("7be041c9aaaaaaaaaaaaaaaaaaaa2d18"), "7be0 41c9 … 2d18");
        assert_eq!(ends_of(" short "), "short");
        assert_eq!(ends_of("ünïcödé-ünïcödé-ünïcödé"), "ünïc ödé- … ödé".replace(" … ödé", " … cödé"));
        let of = |text: &str| section_of(&Comment { section: text.to_owned(), ..Comment::default() });
        assert_eq!(of("release"), Some(Section::Release));
        assert_eq!(of("release plan"), Some(Section::Release));
        assert_eq!(of(""), None);
    }
}
