//! The words of the page: what is counted in heads, what a row says to a screen reader, what keeps a verdict back. Knows no
//! window.

use crate::assess::change;
pub use crate::assess::change::assumed;
use crate::assess::sentence::Part;
use crate::model::Record as _;
use crate::model::canvas::NoteKind;
use crate::model::discovery::{Change, Discovery, FeasibilityCheck, GoVerdict, StageVerdict};
use crate::words;

/// The parts of the hypothesis, in the order in which they are filled in.
pub const SLOTS: [&str; 8] =
    ["subject", "improvement", "for_whom", "because", "known_by", "measure", "measure_before", "measure_after"];

/// The hypothesis as a sentence in parts: the same words as [`Discovery::sentence`].
pub fn hypothesis(discovery: &Discovery) -> Vec<Part> {
    let improvement = discovery.improvement.map(|improvement| improvement.label().to_lowercase());
    let known_by = discovery.known_by.map(words::date);
    vec![
        Part::words("We believe "),
        Part::slot("subject", &discovery.subject),
        Part::words(" becomes "),
        Part::slot("improvement", improvement.as_deref().unwrap_or_default()),
        Part::words(" for "),
        Part::slot("for_whom", &discovery.for_whom),
        Part::words(" because "),
        Part::slot("because", &discovery.because),
        Part::words(". We will know by "),
        Part::slot("known_by", known_by.as_deref().unwrap_or_default()),
        Part::words(", when "),
        Part::slot("measure", &discovery.measure),
        Part::words(" moves from "),
        Part::slot("measure_before", &discovery.measure_before),
        Part::words(" to "),
        Part::slot("measure_after", &discovery.measure_after),
        Part::words("."),
    ]
}

/// What stands in a blank part of the hypothesis whose name does not read well in it.
pub fn blank(key: &str) -> &'static str {
    match key {
        "improvement" => "faster, safer or more accurate",
        "for_whom" => "whom",
        "because" => "what makes it better",
        "known_by" => "which day",
        "measure" => "which figure",
        "measure_before" => "today's value",
        "measure_after" => "the wanted value",
        _ => "",
    }
}

/// An answer that fits the hypothesis.
pub fn example(key: &str) -> &'static str {
    match key {
        "subject" => "such as: first routing of motor and home claims",
        "for_whom" => "such as: 38 handlers",
        "because" => "such as: the deciding clause is on the screen",
        "known_by" => "such as 2026-03-27",
        "measure" => "such as: right first time",
        "measure_before" => "such as: 79%",
        "measure_after" => "such as: 87% or more",
        _ => "",
    }
}

/// What a change is called.
pub fn name(change: &Change) -> &str {
    match change.aspect.trim() {
        "" => "New change",
        aspect => aspect,
    }
}

/// A row in full.
pub fn row(change: &Change) -> String {
    let side = |word: &str, text: &str, kind: Option<NoteKind>| {
        let text = if text.trim().is_empty() { "not said" } else { text.trim().trim_end_matches('.') };
        let kind = kind.map_or_else(|| "no kind chosen".to_owned(), |kind| kind.label().to_lowercase());
        format!("{word} {text}, {kind}")
    };
    let mut said = vec![
        name(change).to_owned(),
        side("before", &change.before, change.before_kind),
        side("after", &change.after, change.after_kind),
    ];
    said.extend(change::between(&change.before, &change.after).map(|difference| format!("change {difference}")));
    said.join("; ")
}

/// A verdict as people say it.
pub const fn verdict(verdict: Option<GoVerdict>) -> &'static str {
    match verdict {
        Some(GoVerdict::Go) => "Go",
        Some(GoVerdict::Conditional) => "Go, with conditions",
        Some(GoVerdict::NoGo) => "No-go",
        None => "Not judged",
    }
}

/// Why a quarter of the sprint cannot be a go; `None` if it can.
pub fn no_go_yet(check: &FeasibilityCheck) -> Option<&'static str> {
    let shown = !check.evidence.trim().is_empty() || !check.links.is_empty();
    (!shown).then_some("A go needs evidence: a file, a result, or a linked item")
}

/// A stage of discovery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Can it be built?
    Feasibility,
    /// Is it worth building?
    Viability,
    /// Does it hold at full volume?
    Scalability,
}

impl Which {
    /// Every stage, in order.
    pub const ALL: [Self; 3] = [Self::Feasibility, Self::Viability, Self::Scalability];

    /// Its key in the section.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Feasibility => "feasibility",
            Self::Viability => "viability",
            Self::Scalability => "scalability",
        }
    }

    /// The verdict on it.
    pub fn of(self, discovery: &Discovery) -> &StageVerdict {
        match self {
            Self::Feasibility => &discovery.feasibility,
            Self::Viability => &discovery.viability,
            Self::Scalability => &discovery.scalability,
        }
    }

    /// The verdict on it, to change it.
    pub fn of_mut(self, discovery: &mut Discovery) -> &mut StageVerdict {
        match self {
            Self::Feasibility => &mut discovery.feasibility,
            Self::Viability => &mut discovery.viability,
            Self::Scalability => &mut discovery.scalability,
        }
    }
}

/// The four quarters of the sprint: key, name.
pub const CHECKS: [(&str, &str); 4] = [
    ("data_check", "Data"),
    ("baseline_check", "Baseline"),
    ("evaluation_check", "Evaluation"),
    ("risk_check", "Risk"),
];

/// A quarter of the sprint.
pub fn check<'a>(discovery: &'a Discovery, key: &str) -> &'a FeasibilityCheck {
    match key {
        "data_check" => &discovery.data_check,
        "baseline_check" => &discovery.baseline_check,
        "evaluation_check" => &discovery.evaluation_check,
        _ => &discovery.risk_check,
    }
}

/// The four questions behind viability.
pub const QUESTIONS: [&str; 4] = ["human_cost", "enough_data", "valuable_accuracy", "cost_of_errors"];

/// Whether a question of the section is answered.
pub fn is_answered(discovery: &Discovery, key: &str) -> bool {
    discovery.answer(key).is_some_and(|value| !value.is_blank())
        && discovery.marks.get(key).is_none_or(|mark| !matches!(mark, crate::model::mark::Mark::Unknown { .. }))
}

/// How many questions are open that a stage rests on.
pub fn open_questions(discovery: &Discovery, which: Which) -> usize {
    match which {
        Which::Feasibility => CHECKS
            .iter()
            .filter(|(key, _)| !matches!(check(discovery, key).verdict, Some(GoVerdict::Go | GoVerdict::Conditional)))
            .count(),
        Which::Viability => QUESTIONS.iter().filter(|key| !is_answered(discovery, key)).count(),
        Which::Scalability => 0,
    }
}

/// What open questions mean for a decision.
pub fn can_decide(open: usize) -> String {
    match open {
        0 => "All of its questions are answered.".to_owned(),
        1 => "One question is open. You can still decide, with a reason.".to_owned(),
        open => format!(
            "{} questions are open. You can still decide, with a reason.",
            words::capitalized(&words::spelled(open))
        ),
    }
}

/// The line beside the title: `Feasibility decided, viability open`.
pub fn stages(discovery: &Discovery) -> String {
    let open = Which::ALL.iter().find(|which| which.of(discovery).verdict.is_none());
    let decided: Vec<String> = Which::ALL
        .iter()
        .filter(|which| which.of(discovery).verdict.is_some())
        .map(|which| which.key().to_owned())
        .collect();
    match (decided.as_slice(), open) {
        ([], _) => "No stage is decided yet".to_owned(),
        (_, None) => "All three stages are decided".to_owned(),
        (decided, Some(open)) => {
            format!("{} decided, {} open", words::capitalized(&words::series(decided)), open.key())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::List;
    use crate::model::discovery::Improvement;
    use jiff::civil::date;

    fn text(parts: &[Part]) -> String {
        parts
            .iter()
            .map(|part| match part {
                Part::Words(text) | Part::Slot { text, .. } => text.as_str(),
            })
            .collect()
    }

    #[test]
    fn the_parts_read_as_the_sentence_that_is_printed() {
        let mut discovery = Discovery { subject: " first routing".to_owned(), ..Discovery::default() };
        assert_eq!(Some(text(&hypothesis(&discovery))), discovery.sentence());
        discovery.improvement = Some(Improvement::MoreAccurate);
        discovery.for_whom = "38 handlers".to_owned();
        discovery.because = "the clause is on the screen".to_owned();
        discovery.known_by = Some(date(2026, 3, 27));
        discovery.measure = "right first time".to_owned();
        discovery.measure_before = "79%".to_owned();
        discovery.measure_after = "87% or more".to_owned();
        assert_eq!(Some(text(&hypothesis(&discovery))), discovery.sentence());
        let slots: Vec<&str> = hypothesis(&discovery)
            .iter()
            .filter_map(|part| match part {
                Part::Slot { key, .. } => Some(*key),
                Part::Words(_) => None,
            })
            .collect();
        assert_eq!(slots, SLOTS);
    }

    #[test]
    fn heads_count_what_is_assumed() {
        let list = |kinds: &[Option<NoteKind>]| -> List<Change> {
            kinds.iter().map(|kind| Change { after_kind: *kind, ..Change::default() }).collect()
        };
        let (fact, guess) = (Some(NoteKind::Fact), Some(NoteKind::Assumption));
        for (kinds, said) in [
            (&[][..], ""),
            (&[fact], "No change rests on an assumption"),
            (&[guess], "It is still an assumption"),
            (&[guess, fact], "1 of 2 changes is still an assumption"),
            (&[guess, None, guess], "2 of 3 changes are still assumptions"),
            (&[guess, guess], "All 2 changes are still assumptions"),
        ] {
            assert_eq!(assumed(&list(kinds)), said);
        }
    }

    #[test]
    fn the_title_says_which_stage_is_next() {
        let mut discovery = Discovery::default();
        assert_eq!(stages(&discovery), "No stage is decided yet");
        discovery.feasibility.verdict = Some(GoVerdict::Go);
        assert_eq!(stages(&discovery), "Feasibility decided, viability open");
        discovery.scalability.verdict = Some(GoVerdict::NoGo);
        assert_eq!(stages(&discovery), "Feasibility and scalability decided, viability open");
        discovery.viability.verdict = Some(GoVerdict::Conditional);
        assert_eq!(stages(&discovery), "All three stages are decided");
    }

    #[test]
    fn a_go_needs_evidence_and_a_stage_counts_its_open_questions() {
        let mut discovery = Discovery::default();
        assert!(no_go_yet(&discovery.data_check).is_some());
        discovery.data_check.evidence = "Audit".to_owned();
        assert_eq!(no_go_yet(&discovery.data_check), None);
        assert_eq!(open_questions(&discovery, Which::Feasibility), 4);
        discovery.data_check.verdict = Some(GoVerdict::Conditional);
        discovery.risk_check.verdict = Some(GoVerdict::NoGo);
        assert_eq!(open_questions(&discovery, Which::Feasibility), 3);
        discovery.human_cost = "19 minutes".to_owned();
        assert_eq!(open_questions(&discovery, Which::Viability), 3);
        assert_eq!(open_questions(&discovery, Which::Scalability), 0);
        assert_eq!(can_decide(3), "Three questions are open. You can still decide, with a reason.");
    }

    #[test]
    fn a_row_says_both_sides_and_the_difference() {
        let change = Change {
            aspect: "First routing".to_owned(),
            before: "Median 26 h".to_owned(),
            before_kind: Some(NoteKind::Fact),
            after: "Under 4 h".to_owned(),
            ..Change::default()
        };
        assert_eq!(
            row(&change),
            "First routing; before Median 26 h, fact; after Under 4 h, no kind chosen; change 22 h less"
        );
        assert_eq!(
            row(&Change::default()),
            "New change; before not said, no kind chosen; after not said, no kind chosen"
        );
    }
}
