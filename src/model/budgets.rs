//! Uncertainty budgets: how much wrongness of one kind is acceptable, and what was measured.

use jiff::civil::Date;

use super::id::{Id, ItemKind};
use super::list::List;
use super::metrics::{Cadence, Origin};
use super::money::Money;
use super::number::Rate;
use super::record::{choice, record};

choice! {
    /// What kind of error a budget counts.
    ErrorKind {
        FalsePositive = "False positive";
        FalseNegative = "False negative";
        Irrelevant = "Irrelevant";
        Ungrounded = "Ungrounded";
        Unsafe = "Unsafe";
        Custom = "Other";
    }
}

choice! {
    /// Which measurements the verdict rests on.
    Evidence {
        Latest = "The latest measurement";
        Pooled = "All measurements of the same model version, pooled";
    }
}

record! {
    /// Section 10: uncertainty budgets.
    Budgets {
        budgets: List<Budget> = "Budgets", "How much error do you accept, and what does it cost?" .expected();
    }
}

record! {
    /// An uncertainty budget.
    Budget: Budget {
        name: String = "Budget", "Which error does it limit?" .expected();
        scenario: String = "Scenario", "In which situation?" .prose() .expected();
        segment: String = "Segment", "For which group? Blank for all.";
        error: Option<ErrorKind> = "Error kind", "What kind of error is counted?" .expected();
        counts: String = "Counts", "What exactly counts as an error, out of what?" .prose() .expected();
        tolerance: Option<Rate> = "Tolerance", "What share of errors is acceptable?" .expected();
        tolerance_reason: String = "Reason for the tolerance", "Why this much, and who said so?" .prose() .expected();
        confidence: Option<Rate> = "Confidence level", "How sure must you be? 95% if blank.";
        evidence: Option<Evidence> = "Verdict rests on", "On the latest measurement, or on all of a model version?";
        cost_per_error: Option<Money> = "Cost per error", "What does one error cost?" .expected();
        volume_per_month: Option<u64> = "Volume per month", "How many cases a month does it apply to?" .expected();
        cost_cap: Option<Money> = "Cost cap per month", "How much may the errors cost in a month?" .expected();
        owner: String = "Owner", "Who answers for it?" .expected();
        review_cadence: Option<Cadence> = "Reviewed", "How often is it reviewed?" .expected();
        reviews: List<BudgetReview> = "Reviews", "Who looked at it, when, and what was decided?";
        when_exhausted: String = "When exhausted", "What happens when it is used up?" .prose() .expected();
        measurements: List<Measurement> = "Measurements", "How many errors were found in how many trials?" .expected();
        metric: Option<Id> = "Metric", "Which metric measures it?" .to(ItemKind::Metric);
        links: Vec<Id> = "Links", "Which other items does it belong to?" .to_any();
    }
}

record! {
    /// Errors found in trials at a date.
    Measurement: Measurement {
        date: Option<Date> = "Date", "When?" .expected();
        errors: Option<u64> = "Errors", "How many errors?" .expected();
        trials: Option<u64> = "Trials", "In how many trials?" .expected();
        origin: Option<Origin> = "Measured in", "Offline, shadow, pilot or production?" .expected();
        model_version: String = "Model version", "With which version of the model?";
        segment: String = "Segment", "For which group? Blank for the budget's own.";
        source: String = "Source", "Where is the result kept?";
    }
}

record! {
    /// A review of a budget.
    BudgetReview: BudgetReview {
        date: Option<Date> = "Date", "When?" .expected();
        by: String = "By", "Who looked at it?" .expected();
        outcome: String = "Outcome", "What was decided?" .prose() .expected();
    }
}

impl Budget {
    /// The confidence level of its intervals; 95% unless the budget says otherwise.
    #[must_use]
    pub fn confidence_level(&self) -> f64 {
        self.confidence.map_or(0.95, Rate::fraction)
    }
}
