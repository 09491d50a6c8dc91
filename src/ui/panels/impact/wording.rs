//! The words of the page: what is counted in its head, what a cell says to a screen reader, what an answer still lacks.
//! Knows no window.

use crate::assess::risk;
use crate::model::failure_modes::FailureMode;
use crate::model::impact::{AnswerState, Effect, EffectKind, GovernanceAnswer, Group, Impact};
use crate::model::mark::Mark;
use crate::model::record::Item as _;
use crate::model::{Date, Workbook};
use crate::words;

use super::grid;

/// What a group is called.
pub fn name(group: &Group) -> &str {
    match group.name.trim() {
        "" => "New group",
        name => name,
    }
}

/// The five answers with the keys of their fields, in the order of the questions.
pub fn answers(impact: &Impact) -> [(&'static str, &GovernanceAnswer); 5] {
    [
        ("harms", &impact.harms),
        ("data_rights", &impact.data_rights),
        ("takeover", &impact.takeover),
        ("still_works", &impact.still_works),
        ("reviewer_trust", &impact.reviewer_trust),
    ]
}

/// What an answer that is called answered still lacks, as the end of a sentence.
pub fn lacks(answer: &GovernanceAnswer) -> Option<&'static str> {
    if answer.state != Some(AnswerState::Answered) {
        return None;
    }
    match (answer.answer.trim().is_empty(), answer.links.is_empty()) {
        (false, false) => None,
        (true, false) => Some("the answer in words"),
        (false, true) => Some("a link to what shows it"),
        (true, true) => Some("the answer in words and a link to what shows it"),
    }
}

/// How many of the five are answered, with words and a link.
pub fn answered(impact: &Impact) -> usize {
    let whole = |answer: &GovernanceAnswer| answer.state == Some(AnswerState::Answered) && lacks(answer).is_none();
    answers(impact).iter().filter(|(_, answer)| whole(answer)).count()
}

/// Whether a group can be hurt and an answer of its is not there.
fn is_open(group: &Group, key: &str, text: &str) -> bool {
    let settled = matches!(group.marks.get(key), Some(Mark::NotApplicable { .. }));
    let is_unknown = matches!(group.marks.get(key), Some(Mark::Unknown { .. }));
    !settled && (is_unknown || text.trim().is_empty()) && grid::effects(group, EffectKind::Harm).next().is_some()
}

/// The sentence in the head of the page: `5 groups, one cannot object yet, one is not told`.
pub fn counts(impact: &Impact) -> String {
    let groups = &impact.groups;
    if groups.is_empty() {
        return "No groups yet".to_owned();
    }
    let count = |open: &dyn Fn(&Group) -> bool| groups.iter().filter(|group| open(group)).count();
    let mut parts = vec![words::capitalized(&words::how_many(groups.len(), "group", "groups"))];
    match count(&|group| is_open(group, "objects", &group.objects)) {
        0 => {}
        open => parts.push(format!("{} cannot object yet", words::spelled(open))),
    }
    match count(&|group| is_open(group, "told", &group.told)) {
        0 => {}
        1 => parts.push("one is not told yet".to_owned()),
        open => parts.push(format!("{} are not told yet", words::spelled(open))),
    }
    parts.join(", ")
}

/// The failure mode that leads to an effect.
pub fn mode<'a>(workbook: &'a Workbook, effect: &Effect) -> Option<&'a FailureMode> {
    effect.failure_mode.and_then(|id| workbook.failure_modes.modes.find(id))
}

/// What happens, or what stands for it.
pub fn what(effect: &Effect) -> &str {
    match (effect.what.trim(), grid::kind_of(effect)) {
        ("", EffectKind::Harm) => "New harm",
        ("", EffectKind::Benefit) => "New benefit",
        (what, _) => what,
    }
}

/// An effect in full: `Policyholders, harm: paid twice, severity 4, FM-1, moderate after controls`.
pub fn effect(workbook: &Workbook, group: &Group, effect: &Effect) -> String {
    let kind = match effect.kind {
        Some(EffectKind::Harm) => "harm",
        Some(EffectKind::Benefit) => "benefit",
        None => "harm or benefit, not sorted",
    };
    let mut said = format!("{}, {kind}: {}", name(group), what(effect).trim_end_matches('.'));
    if grid::kind_of(effect) == EffectKind::Benefit {
        return said;
    }
    match effect.severity {
        Some(severity) => said.push_str(&format!(", severity {severity}")),
        None => said.push_str(", severity not set"),
    }
    match mode(workbook, effect) {
        Some(mode) => {
            said.push_str(&format!(", {}", mode.cite()));
            match risk::residual(mode) {
                Some(level) => said.push_str(&format!(", {} after controls", level.label().to_lowercase())),
                None => said.push_str(", not scored after controls"),
            }
        }
        None => said.push_str(", no failure mode"),
    }
    said
}

/// What a cell of text shows, and whether it is a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub text: String,
    /// Whether nobody has an answer.
    pub gap: Gap,
}

/// Why an answer is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// It is there.
    None,
    /// It is blank.
    Blank,
    /// Nobody knows yet.
    Unknown,
    /// Nobody knows yet, and it was due.
    Late,
}

/// What a cell shows for an answer; `blank` while there is none.
pub fn cell(text: &str, mark: Option<&Mark>, blank: &str, today: Date) -> Said {
    match (mark, text.trim()) {
        (Some(Mark::Unknown { due: Some(due), .. }), _) if *due < today => {
            Said { text: format!("Unknown, due {}", words::short_day(*due, today)), gap: Gap::Late }
        }
        (Some(Mark::Unknown { due, .. }), _) => {
            let by = due.map(|due| format!(", by {}", words::short_day(due, today))).unwrap_or_default();
            Said { text: format!("Unknown{by}"), gap: Gap::Unknown }
        }
        (Some(Mark::NotApplicable { .. }), _) => Said { text: "Does not apply".to_owned(), gap: Gap::None },
        (Some(Mark::Withheld), _) => Said { text: "Left out".to_owned(), gap: Gap::None },
        (None, "") => Said { text: blank.to_owned(), gap: Gap::Blank },
        (None, text) => Said { text: text.to_owned(), gap: Gap::None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Step};
    use jiff::civil::date;

    fn harmed(told: &str, objects: &str) -> Group {
        let harm = Effect { kind: Some(EffectKind::Harm), what: "Waits.".to_owned(), ..Effect::default() };
        let (told, objects) = (told.to_owned(), objects.to_owned());
        Group { name: "Guests".to_owned(), told, objects, effects: [harm].into_iter().collect(), ..Group::default() }
    }

    fn impact(groups: &[Group]) -> Impact {
        Impact { groups: groups.iter().cloned().collect(), ..Impact::default() }
    }

    #[test]
    fn the_head_counts_who_cannot_object_and_who_is_not_told() {
        assert_eq!(counts(&Impact::default()), "No groups yet");
        assert_eq!(counts(&impact(&[harmed("A letter", "By phone")])), "One group");
        let mut unknown = harmed("", "By phone");
        let mark = Mark::Unknown { owner: String::new(), due: None, question: String::new() };
        unknown.marks.set("objects", Some(mark));
        assert_eq!(counts(&impact(&[unknown])), "One group, one cannot object yet, one is not told yet");
        let winner = Group { name: "Owners".to_owned(), ..Group::default() };
        assert_eq!(counts(&impact(&[winner])), "One group", "who cannot be hurt needs no way to object");
    }

    #[test]
    fn answered_needs_words_and_a_link() {
        let mut answer = GovernanceAnswer { state: Some(AnswerState::Partly), ..GovernanceAnswer::default() };
        assert_eq!(lacks(&answer), None);
        answer.state = Some(AnswerState::Answered);
        assert_eq!(lacks(&answer), Some("the answer in words and a link to what shows it"));
        answer.answer = "Five groups.".to_owned();
        assert_eq!(lacks(&answer), Some("a link to what shows it"));
        let mut all = Impact { harms: answer.clone(), ..Impact::default() };
        assert_eq!(answered(&all), 0);
        all.harms.links.push(Id(7));
        assert_eq!(answered(&all), 1);
    }

    #[test]
    fn a_harm_is_said_with_all_that_its_line_shows() {
        let workbook = Workbook::default();
        let group = harmed("", "");
        let mut harm = group.effects.at(0).cloned().unwrap_or_default();
        assert_eq!(effect(&workbook, &group, &harm), "Guests, harm: Waits, severity not set, no failure mode");
        harm.severity = Step::new(4);
        harm.kind = None;
        let said = effect(&workbook, &group, &harm);
        assert_eq!(said, "Guests, harm or benefit, not sorted: Waits, severity 4, no failure mode");
        harm.kind = Some(EffectKind::Benefit);
        assert_eq!(effect(&workbook, &group, &harm), "Guests, benefit: Waits");
    }

    #[test]
    fn gaps_say_until_when_they_are_gaps() {
        let today = date(2026, 3, 9);
        let unknown = |due| Mark::Unknown { owner: String::new(), due, question: String::new() };
        let late = unknown(Some(date(2026, 3, 6)));
        for (text, mark, said, gap) in [
            ("A letter ", None, "A letter", Gap::None),
            ("", None, "Nothing yet", Gap::Blank),
            ("", Some(&late), "Unknown, due 6 Mar", Gap::Late),
            ("", Some(&unknown(None)), "Unknown", Gap::Unknown),
            ("", Some(&Mark::NotApplicable { reason: String::new() }), "Does not apply", Gap::None),
        ] {
            assert_eq!(cell(text, mark, "Nothing yet", today), Said { text: said.to_owned(), gap });
        }
    }
}
