//! Governance checklist: where the team stands on each practice of the framework.
//!
//! The practices themselves (identifiers, wording) are versioned built-in knowledge; a workbook keeps only the answers and
//! the name of the framework that they answer to. A practice without an answer is not started.

use jiff::civil::Date;

use super::id::Id;
use super::list::List;
use super::record::{choice, record};

choice! {
    /// Where a practice stands.
    PracticeStatus {
        NotStarted = "Not started";
        InProgress = "In progress";
        Done = "Done";
        Blocked = "Blocked";
        NotApplicable = "Not applicable";
    }
}

choice! {
    /// How far a practice shall get: the target profile.
    PracticeTarget {
        Done = "Done before launch";
        DoneLater = "Done after launch";
        Partly = "Partly";
        NotNeeded = "Not needed";
    }
}

record! {
    /// Section 14: the governance checklist.
    Checklist {
        framework: String = "Framework", "Which version of which framework do the answers belong to?" .expected();
        answers: List<PracticeAnswer> = "Answers", "Where does each practice stand?" .expected();
        profile_note: String = "Target profile", "Which practices matter most for this product, and why?" .prose();
    }
}

record! {
    /// The answer to one practice.
    PracticeAnswer: Practice {
        practice: String = "Practice", "Which practice, by its identifier?" .expected();
        status: Option<PracticeStatus> = "Status", "Where does it stand?" .expected();
        target: Option<PracticeTarget> = "Target", "How far shall it get?";
        owner: String = "Owner", "Who does it?" .expected();
        due: Option<Date> = "Due", "By when?";
        evidence: String = "Evidence", "What shows it: a file, an address, a decision?" .prose();
        links: Vec<Id> = "Links", "Which items are part of the evidence?" .to_any();
        note: String = "Note", "What should be known about it?" .prose();
        reason: String = "Reason", "Why does it not apply, or what blocks it?" .prose();
    }
}

impl Checklist {
    /// The answer to a practice, if there is one.
    #[must_use]
    pub fn answer_to(&self, practice: &str) -> Option<&PracticeAnswer> {
        self.answers.iter().find(|answer| answer.practice == practice)
    }

    /// Where a practice stands; not started without an answer.
    #[must_use]
    pub fn status(&self, practice: &str) -> PracticeStatus {
        self.answer_to(practice).and_then(|answer| answer.status).unwrap_or_default()
    }
}
