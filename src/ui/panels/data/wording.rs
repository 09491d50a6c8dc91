//! The words of the page: what stands in cells, what is counted in heads, what a row says to a screen reader. Knows no window.

use crate::assess::findings::Severity;
use crate::model::data::{Clearance, DataSource, DataUse, Labeling, Sensitivity};
use crate::model::mark::Mark;
use crate::model::{Date, List};
use crate::words;

/// The name, or what stands for it.
pub fn name(source: &DataSource) -> &str {
    match source.name.trim() {
        "" => "New data source",
        name => name,
    }
}

/// What is labeled, or what stands for it.
pub fn what(task: &Labeling) -> &str {
    match task.what.trim() {
        "" => "New labeling task",
        what => what,
    }
}

/// How many records of which years: `212,000 records, 2021 to 2025`. Empty if neither is known.
pub fn content(source: &DataSource) -> String {
    let records = match source.size {
        Some(1) => "1 record".to_owned(),
        Some(size) => format!("{} records", words::count(size)),
        None => String::new(),
    };
    let years = years(source.from, source.to);
    [records, years].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn years(from: Option<Date>, to: Option<Date>) -> String {
    match (from.map(Date::year), to.map(Date::year)) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => String::new(),
    }
}

/// The shape before the words of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// It is settled.
    Settled,
    /// It is in doubt.
    Doubtful,
    /// Nobody knows yet.
    Unknown,
    /// It is late.
    Late,
    /// The checker found something.
    Found(Severity),
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub text: String,
    /// The shape before them.
    pub shape: Option<Shape>,
    /// Whether nothing is answered.
    pub blank: bool,
}

impl Said {
    fn of(text: &str, shape: Option<Shape>) -> Self {
        Self { text: text.to_owned(), shape, blank: false }
    }

    fn blank(text: &str, shape: Option<Shape>) -> Self {
        Self { blank: true, ..Self::of(text, shape) }
    }
}

/// What a cell says about an answer. `worst`: the weightiest finding about it.
pub fn cell(text: &str, mark: Option<&Mark>, worst: Option<Severity>, today: Date) -> Said {
    let shape = worst.map(Shape::Found);
    match (mark, text.trim()) {
        (Some(Mark::Unknown { due: Some(due), .. }), _) if *due < today => Said::of("Unknown, late", Some(Shape::Late)),
        (Some(Mark::Unknown { .. }), _) => Said::of("Unknown", Some(Shape::Unknown)),
        (Some(Mark::NotApplicable { .. }), _) => Said::blank("Does not apply", None),
        (Some(Mark::Withheld), _) => Said::blank("Left out", None),
        (None, "") => Said::blank("Not said", shape),
        (None, text) => Said::of(text, shape),
    }
}

/// Whether the rights are settled.
pub fn clearance(source: &DataSource) -> Said {
    let state = source.rights_state.unwrap_or_default();
    match state {
        Clearance::NotLookedAt => Said::blank(state.label(), None),
        Clearance::Doubtful => Said::of(state.label(), Some(Shape::Doubtful)),
        Clearance::Cleared => Said::of(state.label(), Some(Shape::Settled)),
        Clearance::Refused => Said::of(state.label(), Some(Shape::Found(Severity::Blocker))),
    }
}

/// How many of the four bars are lit for a sensitivity.
pub const fn bars(sensitivity: Sensitivity) -> u8 {
    match sensitivity {
        Sensitivity::Public => 1,
        Sensitivity::Internal => 2,
        Sensitivity::Personal => 3,
        Sensitivity::Special => 4,
    }
}

/// The groups that a source tells apart, without blanks.
pub fn segments(source: &DataSource) -> String {
    let named = source.segments.iter().map(|segment| segment.trim()).filter(|segment| !segment.is_empty());
    named.collect::<Vec<_>>().join(", ")
}

/// The counts in the head: `7 sources, 5 of them cleared, 1 refused`.
pub fn counts(sources: &List<DataSource>) -> String {
    let of = |state: Clearance| sources.iter().filter(|source| source.rights_state == Some(state)).count();
    let (cleared, refused) = (of(Clearance::Cleared), of(Clearance::Refused));
    let all = match sources.len() {
        0 => return String::new(),
        1 => format!("1 source, {}", if cleared == 1 { "cleared" } else { "not cleared" }),
        all if cleared == all => format!("{} sources, all cleared", words::count(all as u64)),
        all => format!("{} sources, {} of them cleared", words::count(all as u64), words::count(cleared as u64)),
    };
    if refused == 0 { all } else { format!("{all}, {} refused", words::count(refused as u64)) }
}

/// A row in full.
pub fn row(source: &DataSource, findings: usize) -> String {
    let mut said = vec![format!("D-{} {}", source.number, name(source))];
    said.extend(Some(content(source)).filter(|content| !content.is_empty()));
    said.extend(source.used_for.map(|used| format!("for {}", DataUse::label(used).to_lowercase())));
    let owner = source.owner.trim();
    said.push(if owner.is_empty() { "nobody answers for it".to_owned() } else { format!("owner {owner}") });
    said.push(format!("rights {}", clearance(source).text.to_lowercase()));
    said.extend(source.sensitivity.map(|sensitivity| sensitivity.label().to_lowercase()));
    for (what, key, text) in
        [("kept", "retention", source.retention.trim()), ("freshness", "freshness", source.freshness.trim())]
    {
        match source.marks.get(key) {
            Some(Mark::Unknown { .. }) => said.push(format!("{what} unknown")),
            Some(Mark::NotApplicable { .. } | Mark::Withheld) => {}
            None if text.is_empty() => {}
            None => said.push(format!("{what} {}", text.trim_end_matches('.'))),
        }
    }
    said.extend(Some(segments(source)).filter(|all| !all.is_empty()).map(|all| format!("groups {all}")));
    if findings > 0 {
        said.push(words::how_many(findings, "finding", "findings"));
    }
    said.join(", ")
}

/// How much of a labeling task is done, 0 to 1; `None` without a target.
pub fn share(task: &Labeling) -> Option<f64> {
    let target = task.target.filter(|target| *target > 0)?;
    Some((task.done.unwrap_or(0) as f64 / target as f64).min(1.0))
}

/// How many labels there are: `140 of 500`, `140, no target`.
pub fn labeled(task: &Labeling) -> String {
    let done = words::count(task.done.unwrap_or(0));
    match task.target {
        Some(target) => format!("{done} of {}", words::count(target)),
        None if task.done.is_some() => format!("{done}, no target"),
        None => "No target yet".to_owned(),
    }
}

/// The labels that are still missing.
fn missing(task: &Labeling) -> u64 {
    task.target.unwrap_or(0).saturating_sub(task.done.unwrap_or(0))
}

/// Whether a task should be done by now and is not.
pub fn is_late(task: &Labeling, today: Date) -> bool {
    task.due.is_some_and(|due| due < today) && share(task).is_none_or(|share| share < 1.0)
}

/// The sentence beside the head of the plan: `2,524 labels to go, next by 13 Mar`.
pub fn to_go(plan: &List<Labeling>, today: Date) -> String {
    let missing_all: u64 = plan.iter().map(missing).fold(0, u64::saturating_add);
    if missing_all == 0 {
        return if plan.iter().any(|task| task.target.is_some()) { "All labeled".to_owned() } else { String::new() };
    }
    let labels = if missing_all == 1 {
        "1 label to go".to_owned()
    } else {
        format!("{} labels to go", words::count(missing_all))
    };
    let next = plan.iter().filter(|task| missing(task) > 0).filter_map(|task| task.due).min();
    let late = plan.iter().filter(|task| is_late(task, today)).count();
    match next {
        _ if late > 0 => format!("{labels}, {} late", words::how_many(late, "task", "tasks")),
        Some(due) => format!("{labels}, next by {}", words::short_day(due, today)),
        None => labels,
    }
}

/// A task in full.
pub fn task(task: &Labeling, today: Date) -> String {
    let mut said = vec![format!("L-{} {}", task.number, what(task))];
    let by = task.by.trim();
    said.push(if by.is_empty() { "nobody labels it".to_owned() } else { format!("by {by}") });
    said.push(labeled(task));
    said.extend(share(task).map(words::share));
    let agreement = task.agreement.trim();
    said.push(if agreement.is_empty() { "no agreement yet".to_owned() } else { format!("agreement {agreement}") });
    said.extend(task.due.map(|due| {
        let late = if is_late(task, today) { ", late" } else { "" };
        format!("due {}{late}", words::short_day(due, today))
    }));
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 3, 9);

    fn source() -> DataSource {
        DataSource {
            number: 1,
            name: "Closed claims".to_owned(),
            size: Some(212_000),
            from: Some(date(2021, 1, 1)),
            to: Some(date(2025, 12, 31)),
            owner: "MK".to_owned(),
            used_for: Some(DataUse::Training),
            rights_state: Some(Clearance::Cleared),
            sensitivity: Some(Sensitivity::Personal),
            retention: "7 years.".to_owned(),
            segments: vec!["Motor".to_owned(), String::new(), "Home".to_owned()],
            ..DataSource::default()
        }
    }

    #[test]
    fn a_row_says_all_that_its_cells_show() {
        assert_eq!(
            row(&source(), 1),
            "D-1 Closed claims, 212,000 records, 2021 to 2025, for training, owner MK, rights cleared, personal, \
             kept 7 years, groups Motor, Home, one finding"
        );
        assert_eq!(row(&DataSource::default(), 0), "D-0 New data source, nobody answers for it, rights not looked at");
    }

    #[test]
    fn the_period_is_told_in_years() {
        let day = |year| Some(date(year, 5, 1));
        for (from, to, said) in [
            (day(2021), day(2025), "2021 to 2025"),
            (day(2025), day(2025), "2025"),
            (day(2021), None, "since 2021"),
            (None, day(2025), "until 2025"),
            (None, None, ""),
        ] {
            assert_eq!(years(from, to), said);
        }
    }

    #[test]
    fn marks_and_findings_stand_before_the_words_of_a_cell() {
        let unknown = |due| Mark::Unknown { owner: String::new(), due, question: String::new() };
        let late = unknown(Some(date(2026, 3, 6)));
        let open = unknown(Some(TODAY));
        let (warning, none) = (Some(Severity::Warning), None);
        for (text, mark, worst, said, shape, blank) in [
            ("7 years", None, none, "7 years", None, false),
            ("7 years", None, warning, "7 years", Some(Shape::Found(Severity::Warning)), false),
            (" ", None, warning, "Not said", Some(Shape::Found(Severity::Warning)), true),
            ("7 years", Some(&late), none, "Unknown, late", Some(Shape::Late), false),
            ("", Some(&open), warning, "Unknown", Some(Shape::Unknown), false),
            ("", Some(&Mark::NotApplicable { reason: String::new() }), warning, "Does not apply", None, true),
        ] {
            assert_eq!(cell(text, mark, worst, TODAY), Said { text: said.to_owned(), shape, blank });
        }
    }

    #[test]
    fn heads_count_what_is_open() {
        let list = |states: &[Option<Clearance>]| -> List<DataSource> {
            states.iter().map(|state| DataSource { rights_state: *state, ..DataSource::default() }).collect()
        };
        let (cleared, refused) = (Some(Clearance::Cleared), Some(Clearance::Refused));
        assert_eq!(counts(&list(&[])), "");
        assert_eq!(counts(&list(&[None])), "1 source, not cleared");
        assert_eq!(counts(&list(&[cleared, cleared])), "2 sources, all cleared");
        assert_eq!(counts(&list(&[cleared, None, refused])), "3 sources, 1 of them cleared, 1 refused");
    }

    #[test]
    fn the_plan_says_what_is_to_go_and_what_is_late() {
        let task = |target, done, due| Labeling { target, done, due, ..Labeling::default() };
        let plan = |tasks: &[Labeling]| to_go(&tasks.iter().cloned().collect(), TODAY);
        assert_eq!(plan(&[]), "");
        assert_eq!(plan(&[task(None, Some(3), None)]), "");
        assert_eq!(plan(&[task(Some(5), Some(9), None)]), "All labeled");
        let first = task(Some(500), Some(140), Some(date(2026, 3, 13)));
        assert_eq!(plan(&[task(Some(600), None, None), first.clone()]), "960 labels to go, next by 13 Mar");
        let late = task(Some(500), Some(499), Some(date(2026, 3, 8)));
        assert_eq!(plan(std::slice::from_ref(&late)), "1 label to go, one task late");
        assert!(is_late(&late, TODAY) && !is_late(&first, TODAY));
        assert!(!is_late(&task(Some(5), Some(5), Some(date(2026, 3, 8))), TODAY));
        assert_eq!((labeled(&first).as_str(), share(&first)), ("140 of 500", Some(0.28)));
        assert_eq!(share(&task(Some(0), Some(3), None)), None);
        assert_eq!(
            super::task(&first, TODAY),
            "L-0 New labeling task, nobody labels it, 140 of 500, 28%, no agreement yet, due 13 Mar"
        );
    }
}
