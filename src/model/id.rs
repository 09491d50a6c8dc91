//! Identity: random ids that survive merging, and the short numbers that people cite.
//!
//! Ids are made from random bits that the caller passes in (see `edit::Ids`); this file has no source of randomness.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::value::Invalid;

/// A stable identity: 64 random bits, written as 16 hexadecimal digits. Zero means "not given yet".
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(pub u64);

impl Id {
    /// Whether an id was given.
    #[must_use]
    pub fn is_given(self) -> bool {
        self.0 != 0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}

impl FromStr for Id {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let canonical = text.len() == 16 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        match u64::from_str_radix(text, 16) {
            Ok(bits) if canonical => Ok(Self(bits)),
            _ => Err(Invalid::new(text, "an id of 16 hexadecimal digits, such as 9f4c21ab07d3e658")),
        }
    }
}

impl TryFrom<String> for Id {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.to_string()
    }
}

/// Declares [`ItemKind`] with its words, one line per kind.
macro_rules! item_kinds {
    ($($(#[$doc:meta])* $name:ident, $prefix:literal, $singular:literal, $plural:literal;)*) => {
        /// The kinds of item that lists hold.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum ItemKind { $($(#[$doc])* $name,)* }

        impl ItemKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Letters before the number, such as `FM`; empty for parts that are not cited on their own.
            #[must_use]
            pub const fn prefix(self) -> &'static str {
                match self { $(Self::$name => $prefix,)* }
            }

            /// What one is called: "failure mode".
            #[must_use]
            pub const fn singular(self) -> &'static str {
                match self { $(Self::$name => $singular,)* }
            }

            /// What several are called: "failure modes".
            #[must_use]
            pub const fn plural(self) -> &'static str {
                match self { $(Self::$name => $plural,)* }
            }
        }
    };
}

item_kinds! {
    /// A sticky note on the canvas.
    Note, "N", "note", "notes";
    /// A line of the before and after table.
    Change, "", "change", "changes";
    /// A functional requirement.
    Requirement, "RQ", "requirement", "requirements";
    /// A quality that the whole product must have.
    Quality, "QR", "quality requirement", "quality requirements";
    /// A user story.
    Story, "US", "user story", "user stories";
    /// What the product does in a confidence state.
    Behavior, "BH", "behavior", "behaviors";
    /// A rung of the pattern ladder.
    Rung, "", "rung", "rungs";
    /// A source of data.
    DataSource, "D", "data source", "data sources";
    /// A step of the labeling plan.
    Labeling, "L", "labeling task", "labeling tasks";
    /// A metric.
    Metric, "M", "metric", "metrics";
    /// A value of a metric at a date.
    Reading, "", "reading", "readings";
    /// A failure mode.
    FailureMode, "FM", "failure mode", "failure modes";
    /// A mitigation of a failure mode.
    Mitigation, "", "mitigation", "mitigations";
    /// One person's score of a failure mode.
    Rating, "", "rating", "ratings";
    /// A limit of the model.
    Limit, "ML", "model limit", "model limits";
    /// An uncertainty budget.
    Budget, "UB", "uncertainty budget", "uncertainty budgets";
    /// Errors in trials at a date.
    Measurement, "", "measurement", "measurements";
    /// A review of a budget.
    BudgetReview, "", "budget review", "budget reviews";
    /// A pair of thresholds.
    OperatingPoint, "OP", "operating point", "operating points";
    /// Thresholds as they once were.
    PolicyVersion, "", "policy version", "policy versions";
    /// A bin of scores.
    ScoreBin, "", "score bin", "score bins";
    /// A stage of the rollout.
    Stage, "RS", "rollout stage", "rollout stages";
    /// A go/no-go point.
    Gate, "RG", "release gate", "release gates";
    /// A condition of a gate.
    Criterion, "", "criterion", "criteria";
    /// A go/no-go decision.
    GateDecision, "", "gate decision", "gate decisions";
    /// A signal that is watched.
    Signal, "S", "monitoring signal", "monitoring signals";
    /// A value of a signal at a date.
    Observation, "", "observation", "observations";
    /// The answer to one practice of the checklist.
    Practice, "", "checklist practice", "checklist practices";
    /// A group of people whom the product affects.
    Group, "AG", "affected group", "affected groups";
    /// A harm or benefit to a group.
    Effect, "", "effect", "effects";
    /// A disclosure to users or those affected.
    Disclosure, "DC", "disclosure", "disclosures";
    /// Something to be done.
    BacklogItem, "B", "backlog item", "backlog items";
    /// An outcome of the roadmap.
    Outcome, "RO", "roadmap outcome", "roadmap outcomes";
    /// A sign of maturity.
    MaturitySignal, "", "maturity signal", "maturity signals";
    /// A workshop.
    Workshop, "W", "workshop", "workshops";
    /// A timed activity of a workshop.
    Activity, "", "activity", "activities";
    /// What somebody said in a workshop.
    Capture, "", "captured note", "captured notes";
    /// An action that somebody took on.
    Action, "A", "action", "actions";
    /// A round of private turns in a workshop.
    Round, "", "private round", "private rounds";
    /// A person's turn in such a round.
    Turn, "", "turn", "turns";
    /// What such a round gave for one thing.
    RoundResult, "", "result of a round", "results of rounds";
    /// What was set in the workbook while people met.
    Setting, "", "setting of a workshop", "settings of workshops";
    /// A comment.
    Comment, "C", "comment", "comments";
    /// A request for a review.
    ReviewRequest, "RV", "review request", "review requests";
    /// A sign-off.
    SignOff, "SO", "sign-off", "sign-offs";
    /// A finding that was waived.
    Waiver, "WV", "waiver", "waivers";
    /// A line of the change log.
    LogEntry, "", "change log entry", "change log entries";
    /// A profile of the pack.
    Profile, "", "profile", "profiles";
}
