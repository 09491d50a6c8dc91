//! Metrics in five layers, from the test bench to the business.

use jiff::civil::Date;

use super::id::Id;
use super::list::List;
use super::number::Number;
use super::record::{choice, record};

choice! {
    /// The layer that a metric looks at.
    MetricLayer {
        Offline = "Offline";
        Online = "Online";
        Business = "Business";
        Guardrail = "Guardrail";
        Operational = "Operational";
    }
}

choice! {
    /// Which way is better.
    Direction {
        HigherIsBetter = "Higher is better";
        LowerIsBetter = "Lower is better";
    }
}

choice! {
    /// What a bad value leads to.
    MetricRole {
        Context = "Context";
        Warning = "Warning";
        ShipBlocker = "Ship blocker";
    }
}

choice! {
    /// What a value is counted in.
    Unit {
        Share = "Share (%)";
        Difference = "Difference of shares (points)";
        Number = "Number";
        Seconds = "Seconds";
        Minutes = "Minutes";
        Hours = "Hours";
        Days = "Days";
        Money = "Money";
        PerThousand = "Per 1,000";
    }
}

choice! {
    /// Where a value was measured.
    Origin {
        Offline = "Offline";
        Shadow = "Shadow";
        Pilot = "Pilot";
        Production = "Production";
    }
}

choice! {
    /// How often something happens.
    Cadence {
        Daily = "Daily";
        Weekly = "Weekly";
        Monthly = "Monthly";
        Quarterly = "Quarterly";
        HalfYearly = "Half-yearly";
        Yearly = "Yearly";
        PerRelease = "At every release";
    }
}

impl Cadence {
    /// The days between two turns; `None` where releases set the pace.
    #[must_use]
    pub const fn days(self) -> Option<i64> {
        match self {
            Self::Daily => Some(1),
            Self::Weekly => Some(7),
            Self::Monthly => Some(31),
            Self::Quarterly => Some(92),
            Self::HalfYearly => Some(184),
            Self::Yearly => Some(366),
            Self::PerRelease => None,
        }
    }
}

record! {
    /// Section 7: metrics.
    Metrics {
        metrics: List<Metric> = "Metrics", "How will you know that it works, in the lab and in life?" .expected();
    }
}

record! {
    /// A metric. Values of unit share are fractions: 0.87 is 87%.
    Metric: Metric {
        name: String = "Metric", "What is it called?" .expected();
        definition: String = "Definition", "What exactly is counted, out of what?" .prose() .expected();
        layer: Option<MetricLayer> = "Layer", "Offline, online, business, guardrail or operational?" .expected();
        direction: Option<Direction> = "Direction", "Which way is better?" .expected();
        unit: Option<Unit> = "Unit", "What is it counted in?" .expected();
        minimum: Option<Number> = "Minimum viable value", "Worse than what is it not worth having?" .expected();
        target: Option<Number> = "Target", "How good shall it be?" .expected();
        baseline: Option<Number> = "Baseline", "How good is the way without AI?" .expected();
        baseline_source: String = "Baseline from", "Where does the baseline come from?";
        role: Option<MetricRole> = "Role", "Does a bad value block the release, warn, or give context?" .expected();
        owner: String = "Owner", "Who answers for it?" .expected();
        cadence: Option<Cadence> = "Measured", "How often is it measured?" .expected();
        segments: Vec<String> = "Segments", "For which groups is it measured apart, one per line?";
        readings: List<Reading> = "Readings", "Which values were measured?" .expected();
        links: Vec<Id> = "Links", "Which items does it belong to?" .to_any();
    }
}

record! {
    /// A value of a metric at a date.
    Reading: Reading {
        date: Option<Date> = "Date", "When?" .expected();
        value: Option<Number> = "Value", "How much? A share is a fraction: 0.87 is 87%." .expected();
        sample: Option<u64> = "Sample size", "Over how many cases?" .expected();
        segment: String = "Segment", "For which group? Blank for all.";
        origin: Option<Origin> = "Measured in", "Offline, shadow, pilot or production?";
        model_version: String = "Model version", "With which version of the model?";
        source: String = "Source", "Where is the result kept?";
    }
}

impl Metric {
    /// The newest reading over all cases; of several on one day the last one entered.
    #[must_use]
    pub fn latest(&self) -> Option<&Reading> {
        self.readings.iter().filter(|r| r.segment.trim().is_empty() && r.value.is_some()).max_by_key(|r| r.date)
    }
}
