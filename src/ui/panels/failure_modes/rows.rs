//! Which failure modes are shown, and in which order. Plain functions on values; the page caches what they give.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

use crate::assess::risk::{self, RiskLevel};
use crate::model::failure_modes::{FailureCategory, FailureMode};
use crate::model::{Id, List, Step};

/// What the rows are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Worst first.
    #[default]
    Level,
    /// The order that the person gave them; rows can be moved.
    Own,
    /// The number that people cite.
    Number,
    /// The failure, by letter.
    Name,
    /// Who is harmed, by letter.
    Harmed,
    /// The most severe first.
    Severity,
    /// The most frequent first.
    Frequency,
    /// The kind of fallback; what has none comes first.
    Fallback,
    /// Who answers for it, by letter; nobody comes last.
    Owner,
    /// The worst first with the controls that exist; what is not scored comes last.
    Residual,
}

impl Sort {
    /// Those in the menu.
    pub const MENU: [Self; 6] = [Self::Level, Self::Residual, Self::Number, Self::Name, Self::Owner, Self::Own];

    /// As it is said on the button.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Level => "By level",
            Self::Own => "In your order",
            Self::Number => "By number",
            Self::Name => "By name",
            Self::Harmed => "By who is harmed",
            Self::Severity => "By severity",
            Self::Frequency => "By frequency",
            Self::Fallback => "By fallback",
            Self::Owner => "By owner",
            Self::Residual => "By residual level",
        }
    }
}

/// An order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Order {
    /// By what.
    pub by: Sort,
    /// Whether it is turned around.
    pub reversed: bool,
}

impl Order {
    /// The order after a click on the head of a column: the same column again turns it around.
    #[must_use]
    pub fn clicked(self, by: Sort) -> Self {
        Self { by, reversed: self.by == by && !self.reversed }
    }

    /// Whether it is the order of the list, in which rows can be moved.
    #[must_use]
    pub fn is_own(self) -> bool {
        self.by == Sort::Own && !self.reversed
    }
}

/// A level to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scored {
    /// This one.
    As(RiskLevel),
    /// None yet.
    Not,
}

impl Scored {
    /// What the filter offers, worst first.
    pub const ALL: [Self; 5] = [
        Self::As(RiskLevel::Critical),
        Self::As(RiskLevel::High),
        Self::As(RiskLevel::Moderate),
        Self::As(RiskLevel::Low),
        Self::Not,
    ];

    /// In words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::As(level) => level.label(),
            Self::Not => "Not scored",
        }
    }

    fn is(self, level: Option<RiskLevel>) -> bool {
        level.map_or(self == Self::Not, |level| self == Self::As(level))
    }
}

/// Which failure modes are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only those that say this somewhere in name, cause, effect, who is harmed, fallback or owner.
    pub text: String,
    /// Only those of this level before controls.
    pub level: Option<Scored>,
    /// Only those of this family.
    pub category: Option<FailureCategory>,
    /// Only those of this person; `Some("")` for those of nobody.
    pub owner: Option<String>,
    /// Only those without a fallback.
    pub no_fallback: bool,
    /// Only those without a residual level.
    pub no_residual: bool,
    /// Only those that nobody would notice and nothing watches.
    pub silent: bool,
}

impl Filter {
    /// How many conditions are set.
    #[must_use]
    pub fn conditions(&self) -> usize {
        [
            !self.text.trim().is_empty(),
            self.level.is_some(),
            self.category.is_some(),
            self.owner.is_some(),
            self.no_fallback,
            self.no_residual,
            self.silent,
        ]
        .into_iter()
        .filter(|set| *set)
        .count()
    }

    fn lets_through(&self, mode: &FailureMode, needle: &str) -> bool {
        let texts = [&mode.name, &mode.cause, &mode.effect, &mode.harmed, &mode.fallback, &mode.owner];
        (needle.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(needle)))
            && self.level.is_none_or(|level| level.is(risk::inherent(mode)))
            && self.category.is_none_or(|category| mode.category == Some(category))
            && self.owner.as_ref().is_none_or(|owner| mode.owner.trim() == owner)
            && !(self.no_fallback && mode.has_fallback())
            && !(self.no_residual && risk::residual(mode).is_some())
    }
}

/// The positions of the failure modes to show, in order. `silent` are those that nobody would notice and nothing watches.
#[must_use]
pub fn rows(modes: &List<FailureMode>, silent: &BTreeSet<Id>, filter: &Filter, order: Order) -> Vec<usize> {
    let needle = filter.text.trim().to_lowercase();
    let fits = |mode: &FailureMode| filter.lets_through(mode, &needle) && (!filter.silent || silent.contains(&mode.id));
    let mut shown: Vec<(usize, &FailureMode)> = modes.iter().enumerate().filter(|(_, mode)| fits(mode)).collect();
    match order.by {
        Sort::Own => {}
        Sort::Level => shown.sort_by_cached_key(|(_, mode)| risk::worst_first(mode)),
        Sort::Number => shown.sort_by_key(|(_, mode)| mode.number),
        Sort::Name => by_letter(&mut shown, |mode| &mode.name),
        Sort::Harmed => by_letter(&mut shown, |mode| &mode.harmed),
        Sort::Owner => by_letter(&mut shown, |mode| &mode.owner),
        Sort::Severity => shown.sort_by_key(|(_, mode)| Reverse((mode.severity, mode.frequency))),
        Sort::Frequency => shown.sort_by_key(|(_, mode)| Reverse((mode.frequency, mode.severity))),
        Sort::Fallback => {
            shown.sort_by_key(|(_, mode)| (mode.has_fallback(), mode.fallback_kind.map(|kind| kind as u8)));
        }
        Sort::Residual => shown.sort_by_key(|(_, mode)| Reverse(residual_score(mode))),
    }
    if order.reversed {
        shown.reverse();
    }
    shown.into_iter().map(|(index, _)| index).collect()
}

fn residual_score(mode: &FailureMode) -> Option<u8> {
    let product = |a: Option<Step>, b: Option<Step>| a.zip(b).map(|(a, b)| risk::score(a, b));
    product(mode.residual_severity, mode.residual_frequency)
}

/// By letter, whatever the case; blanks last.
fn by_letter(shown: &mut [(usize, &FailureMode)], text: impl Fn(&FailureMode) -> &String) {
    shown.sort_by_cached_key(|(_, mode)| {
        let text = text(mode).trim().to_lowercase();
        (text.is_empty(), text)
    });
}

/// What the head of the page counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All failure modes.
    pub all: usize,
    /// Critical before controls.
    pub critical_before: usize,
    /// Critical with the controls that exist; what has no residual score counts as it was before.
    pub critical_after: usize,
    /// Those that nobody would notice and nothing watches.
    pub silent: usize,
}

impl Counts {
    /// Counts.
    #[must_use]
    pub fn of(modes: &List<FailureMode>, silent: &BTreeSet<Id>) -> Self {
        let critical =
            |level: Option<RiskLevel>| level.map(|level| level.cmp(&RiskLevel::Critical)) == Some(Ordering::Equal);
        let count = |test: &dyn Fn(&FailureMode) -> bool| modes.iter().filter(|mode| test(mode)).count();
        Self {
            all: modes.len(),
            critical_before: count(&|mode| critical(risk::inherent(mode))),
            critical_after: count(&|mode| critical(risk::residual(mode).or(risk::inherent(mode)))),
            silent: silent.len(),
        }
    }

    /// In one sentence.
    #[must_use]
    pub fn words(self) -> String {
        let modes = match self.all {
            0 => return String::new(),
            1 => "1 mode".to_owned(),
            all => format!("{all} modes"),
        };
        let silent = if self.silent > 0 { format!(", {} silent", self.silent) } else { String::new() };
        format!("{modes}, {} critical before mitigation, {} after{silent}", self.critical_before, self.critical_after)
    }
}

/// The people who answer for a failure mode, each once, by letter.
#[must_use]
pub fn owners(modes: &List<FailureMode>) -> Vec<String> {
    let mut owners: Vec<String> = modes.iter().map(|mode| mode.owner.trim().to_owned()).collect();
    owners.sort_unstable();
    owners.dedup();
    owners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::failure_modes::FallbackKind;

    fn mode(number: u32, name: &str, score: (u8, u8), owner: &str) -> FailureMode {
        FailureMode {
            number,
            name: name.to_owned(),
            severity: Step::new(score.0),
            frequency: Step::new(score.1),
            owner: owner.to_owned(),
            ..FailureMode::default()
        }
    }

    fn some() -> List<FailureMode> {
        let mut second = mode(2, "cites the wrong clause", (4, 4), "MK");
        second.fallback_kind = Some(FallbackKind::Refusal);
        second.residual_severity = Step::new(4);
        second.residual_frequency = Step::new(2);
        let mut third = mode(3, "Misses an injury", (5, 3), "");
        third.fallback = "Injury team".to_owned();
        [mode(4, "Times out", (0, 0), "LO"), second, third, mode(1, "Acts in the gray zone", (2, 2), "AV")]
            .into_iter()
            .collect()
    }

    fn numbers(filter: &Filter, by: Sort) -> Vec<u32> {
        let modes = some();
        let rows = rows(&modes, &BTreeSet::new(), filter, Order { by, reversed: false });
        rows.into_iter().filter_map(|index| modes.at(index)).map(|mode| mode.number).collect()
    }

    #[test]
    fn orders_follow_their_names() {
        let all = Filter::default();
        for (by, expected) in [
            (Sort::Own, [4, 2, 3, 1]),
            (Sort::Level, [2, 3, 1, 4]),
            (Sort::Number, [1, 2, 3, 4]),
            (Sort::Name, [1, 2, 3, 4]),
            (Sort::Owner, [1, 4, 2, 3]),
            (Sort::Severity, [3, 2, 1, 4]),
            (Sort::Frequency, [2, 3, 1, 4]),
            (Sort::Fallback, [4, 1, 3, 2]),
            (Sort::Residual, [2, 4, 3, 1]),
        ] {
            assert_eq!(numbers(&all, by), expected, "{by:?}");
        }
    }

    #[test]
    fn a_second_click_on_a_head_turns_the_order_around() {
        let order = Order::default().clicked(Sort::Name);
        assert_eq!(order, Order { by: Sort::Name, reversed: false });
        assert_eq!(order.clicked(Sort::Name), Order { by: Sort::Name, reversed: true });
        assert_eq!(order.clicked(Sort::Name).clicked(Sort::Owner), Order { by: Sort::Owner, reversed: false });
    }

    #[test]
    fn filters_narrow_what_is_shown() {
        let by = Sort::Number;
        let none = Filter::default();
        assert_eq!(numbers(&Filter { text: " CLAUSE ".to_owned(), ..none.clone() }, by), [2]);
        assert_eq!(numbers(&Filter { text: "injury team".to_owned(), ..none.clone() }, by), [3]);
        assert_eq!(numbers(&Filter { level: Some(Scored::As(RiskLevel::Critical)), ..none.clone() }, by), [2, 3]);
        assert_eq!(numbers(&Filter { level: Some(Scored::Not), ..none.clone() }, by), [4]);
        assert_eq!(numbers(&Filter { owner: Some(String::new()), ..none.clone() }, by), [3]);
        assert_eq!(numbers(&Filter { no_fallback: true, ..none.clone() }, by), [1, 4]);
        let none_left = Filter { no_residual: true, owner: Some("MK".to_owned()), ..none.clone() };
        assert!(numbers(&none_left, by).is_empty());
        assert_eq!(Filter { no_residual: true, level: Some(Scored::Not), ..none }.conditions(), 2);
    }

    #[test]
    fn silent_ones_are_counted_and_can_be_picked_out() {
        let id: Id = "0000000000000009".parse().unwrap();
        let quiet = FailureMode { id, ..mode(9, "Drifts", (3, 3), "MK") };
        let modes: List<FailureMode> = some().iter().cloned().chain([quiet]).collect();
        let silent = BTreeSet::from([id]);
        let filter = Filter { silent: true, ..Filter::default() };
        assert_eq!(rows(&modes, &silent, &filter, Order::default()), [4]);
        assert_eq!(filter.conditions(), 1);
        assert!(Counts::of(&modes, &silent).words().ends_with(", 1 silent"));
    }

    #[test]
    fn what_has_no_residual_score_counts_as_before() {
        let counts = Counts::of(&some(), &BTreeSet::new());
        assert_eq!(counts, Counts { all: 4, critical_before: 2, critical_after: 1, silent: 0 });
        assert_eq!(counts.words(), "4 modes, 2 critical before mitigation, 1 after");
        assert_eq!(owners(&some()), ["", "AV", "LO", "MK"]);
    }
}
