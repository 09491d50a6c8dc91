//! Discovery: which decision gets better, how we will know, and whether it is feasible.

use jiff::civil::Date;

use super::canvas::NoteKind;
use super::id::Id;
use super::list::List;
use super::record::{choice, record};

choice! {
    /// What a stage or check was judged to be.
    GoVerdict {
        Go = "Go";
        Conditional = "Go with conditions";
        NoGo = "No-go";
    }
}

choice! {
    /// In which way the decision improves.
    Improvement {
        Faster = "Faster";
        Safer = "Safer";
        MoreAccurate = "More accurate";
    }
}

record! {
    /// Section 3: discovery.
    Discovery {
        decision: String = "Decision to improve", "Which decision, made by whom, shall get better?" .prose() .expected();
        changes: List<Change> = "Before and after", "What changes for the people who decide?";
        hypothesis: String = "Hypothesis", "We believe that what, for whom, leads to what?" .prose() .expected();
        subject: String = "What gets better", "Which decision or step gets better?";
        improvement: Option<Improvement> = "Improvement", "Does the decision become faster, safer or more accurate?" .expected();
        for_whom: String = "For whom", "Who notices it?";
        because: String = "Because", "What makes it better?";
        known_by: Option<Date> = "Known by", "By when will you know?";
        measure: String = "Measured by", "Which figure moves?";
        measure_before: String = "Figure today", "Where does it stand today?";
        measure_after: String = "Figure wanted", "Where shall it stand then?";
        evidence_of_success: String = "How we will know", "Which observation would prove the hypothesis right, and which wrong?" .prose() .expected();
        data_check: FeasibilityCheck = "Feasibility: data", "Is there enough data of the right kind?";
        baseline_check: FeasibilityCheck = "Feasibility: baseline", "How good is the best way without AI?";
        evaluation_check: FeasibilityCheck = "Feasibility: evaluation", "Can you tell a good answer from a bad one?";
        risk_check: FeasibilityCheck = "Feasibility: risk", "Is the worst outcome one that you can contain?";
        human_cost: String = "Human cost today", "What does the decision cost people now, in time and errors?" .prose() .expected();
        enough_data: String = "Enough data", "Is there enough data to learn it, and to test it?" .prose() .expected();
        valuable_accuracy: String = "Accuracy that makes it valuable", "From which accuracy on is it worth having?" .prose() .expected();
        cost_of_errors: String = "Cost of errors", "What does a wrong answer cost, and whom?" .prose() .expected();
        feasibility: StageVerdict = "Feasibility", "Can it be built?";
        viability: StageVerdict = "Viability", "Is it worth building?";
        scalability: StageVerdict = "Scalability", "Does it hold at full volume?";
    }
}

record! {
    /// A line of the before and after table.
    Change: Change {
        aspect: String = "Aspect", "What changes?" .expected();
        before: String = "Before", "How is it now?" .prose() .expected();
        before_kind: Option<NoteKind> = "Before is", "Is that a fact or an assumption?";
        after: String = "After", "How shall it be?" .prose() .expected();
        after_kind: Option<NoteKind> = "After is", "Is that an assumption or a decision?";
    }
}

record! {
    /// A quarter of the feasibility sprint.
    FeasibilityCheck {
        answer: String = "Answer", "What did the sprint find?" .prose() .expected();
        evidence: String = "Evidence", "What shows it: a file, an address, a result?" .prose() .expected();
        links: Vec<Id> = "Links", "Which items hold the evidence?" .to_any();
        verdict: Option<GoVerdict> = "Verdict", "Go, go with conditions, or no-go?" .expected();
    }
}

record! {
    /// The verdict on a stage of discovery.
    StageVerdict {
        verdict: Option<GoVerdict> = "Verdict", "Go, go with conditions, or no-go?" .expected();
        reason: String = "Reason", "Why, and under which conditions?" .prose() .expected();
        decided_by: String = "Decided by", "Who decided?";
        date: Option<Date> = "Date", "When?";
        due: Option<Date> = "Decide by", "By when shall it be decided?";
    }
}

impl Discovery {
    /// The hypothesis as one sentence made of its parts, with an ellipsis for what is not answered yet; `None` while no part is.
    #[must_use]
    pub fn sentence(&self) -> Option<String> {
        let texts =
            [&self.subject, &self.for_whom, &self.because, &self.measure, &self.measure_before, &self.measure_after];
        if texts.iter().all(|text| text.trim().is_empty()) && self.known_by.is_none() {
            return None;
        }
        let slot = |text: &str| if text.trim().is_empty() { "…".to_owned() } else { text.trim().to_owned() };
        let better = self.improvement.map_or_else(|| "…".to_owned(), |improvement| improvement.label().to_lowercase());
        let day = self.known_by.map_or_else(|| "…".to_owned(), |day| day.strftime("%-d %B %Y").to_string());
        Some(format!(
            "We believe {} becomes {better} for {} because {}. We will know by {day}, when {} moves from {} to {}.",
            slot(&self.subject),
            slot(&self.for_whom),
            slot(&self.because),
            slot(&self.measure),
            slot(&self.measure_before),
            slot(&self.measure_after)
        ))
    }
}
