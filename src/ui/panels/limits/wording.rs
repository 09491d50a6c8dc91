//! Words of the page: kinds and their questions, what stands in a zone, and how far the section is. Knows no window.

use crate::model::limits::{Limit, LimitKind};
use crate::model::mark::Mark;
use crate::model::record::Item as _;
use crate::model::{Date, List};
use crate::words;

use super::shares::Shares;

/// A text of a row that can be selected and edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Zone {
    /// Where the model holds.
    #[default]
    Holds,
    /// Where it gets worse.
    Degrades,
    /// Where nobody should rely on it.
    Beyond,
    /// What the product does past the boundary.
    Boundary,
}

impl Zone {
    /// From left to right.
    pub const ALL: [Self; 4] = [Self::Holds, Self::Degrades, Self::Beyond, Self::Boundary];

    /// The key of its question.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Degrades => "degrades",
            Self::Beyond => "beyond",
            Self::Boundary => "at_boundary",
        }
    }

    /// The zone of a question.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.key() == key)
    }

    /// What it is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Holds => "Holds",
            Self::Degrades => "Degrades",
            Self::Beyond => "Beyond",
            Self::Boundary => "At the boundary",
        }
    }

    /// The one to the right, or to the left.
    pub fn beside(self, right: bool) -> Option<Self> {
        let at = self as usize;
        let to = if right { Some(at + 1) } else { at.checked_sub(1) };
        to.and_then(|to| Self::ALL.get(to)).copied()
    }

    /// What was written there.
    pub fn text(self, limit: &Limit) -> &str {
        match self {
            Self::Holds => &limit.holds,
            Self::Degrades => &limit.degrades,
            Self::Beyond => &limit.beyond,
            Self::Boundary => &limit.at_boundary,
        }
    }

    /// What it asks while it is empty.
    pub const fn prompt(self) -> &'static str {
        match self {
            Self::Holds => "Where does it hold?",
            Self::Degrades => "Where does it get worse?",
            Self::Beyond => "Where would you not trust it?",
            Self::Boundary => "Nothing yet",
        }
    }
}

/// What stands in a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// What was written.
    Text(String),
    /// Nothing: what it asks.
    Blank(String),
    /// That nobody knows, and who finds out.
    Unknown(String),
    /// That it does not apply, and why.
    NotApplicable(String),
}

impl Says {
    /// What a zone of a limit says.
    pub fn of(limit: &Limit, zone: Zone) -> Self {
        match limit.marks.get(zone.key()) {
            Some(Mark::Unknown { owner, due, question }) => {
                // the boundary has little room: what exactly is not known stands in the card
                let (lead, question) =
                    if zone == Zone::Boundary { (zone.prompt(), "") } else { ("Not known", question.as_str()) };
                let parts = [lead, question, &who_finds_out(owner, *due)];
                let parts = parts.iter().filter(|part| !part.trim().is_empty()).map(|part| words::sentence(part));
                Self::Unknown(parts.collect::<Vec<_>>().join(" "))
            }
            Some(Mark::Withheld) => Self::NotApplicable("Left out of this edition".to_owned()),
            Some(Mark::NotApplicable { reason }) if reason.trim().is_empty() => {
                Self::NotApplicable("Does not apply".to_owned())
            }
            Some(Mark::NotApplicable { reason }) => Self::NotApplicable(format!("Does not apply: {}", reason.trim())),
            None => match zone.text(limit).trim() {
                "" => Self::Blank(zone.prompt().to_owned()),
                text => Self::Text(text.to_owned()),
            },
        }
    }

    /// The words.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(words) | Self::Blank(words) | Self::Unknown(words) | Self::NotApplicable(words) => words,
        }
    }

    /// Whether an answer is missing.
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Blank(_) | Self::Unknown(_))
    }
}

fn who_finds_out(owner: &str, due: Option<Date>) -> String {
    match (owner.trim(), due) {
        ("", _) => "Nobody finds out yet".to_owned(),
        (owner, Some(due)) => format!("{owner} finds out by {}", words::short_date(due)),
        (owner, None) => format!("{owner} finds out"),
    }
}

/// What a limit of this kind is called.
pub fn kind(kind: Option<LimitKind>) -> &'static str {
    kind.map_or("No kind yet", LimitKind::label)
}

/// The question that a kind of limit answers.
pub const fn question(kind: LimitKind) -> &'static str {
    match kind {
        LimitKind::TrainingBias => "Who is missing from what it learned?",
        LimitKind::Shift => "What changes after it learned?",
        LimitKind::Adversarial => "Who gains by misleading it?",
        LimitKind::Extrapolation => "How far outside its examples?",
        LimitKind::Correlation => "What might it be reading instead?",
    }
}

/// The line under the kind in a row: the question of the kind, or what the limit says where its kind alone does not tell it
/// from the others.
pub fn line(limit: &Limit, kind_is_shared: bool) -> &str {
    match limit.kind {
        Some(kind) if !kind_is_shared || limit.statement.trim().is_empty() => question(kind),
        None if limit.statement.trim().is_empty() => "What can it not do?",
        _ => limit.statement.trim(),
    }
}

/// A row for who does not see it: the shares, what the product does, and the zone that is selected.
pub fn row(limit: &Limit, zone: Option<Zone>) -> String {
    let boundary = match Says::of(limit, Zone::Boundary) {
        says if says.is_missing() => "Nothing happens at the boundary yet".to_owned(),
        says => format!("At the boundary: {}", says.words()),
    };
    let mut parts = vec![format!("{} {}", limit.cite(), kind(limit.kind)), Shares::of(limit).sentence(), boundary];
    if let Some(zone) = zone.filter(|zone| *zone != Zone::Boundary) {
        parts.push(format!("{}: {}", zone.label(), Says::of(limit, zone).words()));
    }
    let ended = |part: &String| if part.ends_with('”') { part.clone() } else { words::sentence(part) };
    parts.iter().map(ended).collect::<Vec<_>>().join(" ")
}

/// How far the section is: `4 of 5 measured, one boundary without a response`.
pub fn counts(limits: &List<Limit>) -> String {
    if limits.is_empty() {
        return String::new();
    }
    let measured = limits.iter().filter(|limit| matches!(Shares::of(limit), Shares::Known(_))).count();
    let open = limits.iter().filter(|limit| Says::of(limit, Zone::Boundary).is_missing()).count();
    let measured = format!("{} of {} measured", words::count(measured as u64), words::count(limits.len() as u64));
    match open {
        0 => measured,
        open => format!("{measured}, {} without a response", words::how_many(open, "boundary", "boundaries")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rate;

    #[test]
    fn zones_follow_each_other_and_end() {
        assert_eq!(Zone::Holds.beside(false), None);
        assert_eq!(Zone::Holds.beside(true), Some(Zone::Degrades));
        assert_eq!(Zone::Boundary.beside(true), None);
        assert_eq!(Zone::of("at_boundary"), Some(Zone::Boundary));
    }

    #[test]
    fn a_boundary_without_a_response_says_who_finds_out() {
        let mut limit = Limit::default();
        assert_eq!(Says::of(&limit, Zone::Boundary), Says::Blank("Nothing yet".to_owned()));
        let due = Some(jiff::civil::date(2026, 4, 10));
        let unknown = Mark::Unknown { owner: "MK".to_owned(), due, question: String::new() };
        limit.marks.set("at_boundary", Some(unknown));
        assert_eq!(Says::of(&limit, Zone::Boundary).words(), "Nothing yet. MK finds out by 10 Apr 2026.");
        limit.marks.set("at_boundary", Some(Mark::NotApplicable { reason: "Batch".to_owned() }));
        assert!(!Says::of(&limit, Zone::Boundary).is_missing());
    }

    #[test]
    fn counts_tell_what_is_measured_and_what_has_no_response() {
        let mut limits = List::default();
        assert_eq!(counts(&limits), "");
        let shares = (Rate::new(0.9), Rate::new(0.1));
        let done =
            Limit { share_holds: shares.0, share_degrades: shares.1, at_boundary: "Stops".into(), ..Limit::default() };
        limits.push(done);
        assert_eq!(counts(&limits), "1 of 1 measured");
        limits.push(Limit::default());
        assert_eq!(counts(&limits), "1 of 2 measured, one boundary without a response");
    }

    #[test]
    fn the_line_tells_limits_of_one_kind_apart() {
        let limit = Limit { kind: Some(LimitKind::Shift), statement: "Ages".into(), ..Limit::default() };
        assert_eq!(line(&limit, false), "What changes after it learned?");
        assert_eq!(line(&limit, true), "Ages");
        assert_eq!(line(&Limit { kind: None, ..limit }, false), "Ages");
    }
}
