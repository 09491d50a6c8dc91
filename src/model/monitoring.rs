//! Monitoring and retraining: what would tell you first that something changed.

use jiff::civil::Date;

use super::id::Id;
use super::list::List;
use super::metrics::{Cadence, Unit};
use super::money::Money;
use super::number::Number;
use super::record::{choice, record};

choice! {
    /// The four drifts.
    DriftKind {
        Data = "Data drift";
        Quality = "Quality drift";
        Safety = "Safety drift";
        Cost = "Cost drift";
    }
}

choice! {
    /// What sets off a retraining.
    RetrainingTrigger {
        Schedule = "On schedule";
        Drift = "On a drift threshold";
        Both = "On schedule and on drift";
        Never = "Not retrained";
    }
}

choice! {
    /// How a retrained model is proven before it replaces the old one.
    ValidationKind {
        Shadow = "Shadow";
        AbTest = "A/B test";
        Canary = "Canary";
    }
}

choice! {
    /// Who says what the right answer was, in the cases that a retraining learns from.
    LabelOrigin {
        People = "People who look at the case";
        Outcomes = "What really happened";
        OwnOutput = "The model's own output";
        Mixed = "The model's output, corrected by people";
    }
}

record! {
    /// Section 13: monitoring and retraining.
    Monitoring {
        signals: List<Signal> = "Signals", "What would tell you first that something changed?" .expected();
        trigger: Option<RetrainingTrigger> = "Retraining trigger", "What sets off a retraining?" .expected();
        trigger_detail: String = "Trigger in words", "Which schedule, which threshold?" .prose() .expected();
        collection: String = "Data for retraining", "Where do new cases come from, and who checks their labels?" .prose() .expected();
        label_origin: Option<LabelOrigin> = "Labels for retraining", "Who says what the right answer was?";
        validation: Option<ValidationKind> = "Validation", "How is the new model proven?" .expected();
        validation_detail: String = "Validation in words", "Against what, for how long, with which stop?" .prose() .expected();
        retraining_rollback: String = "Rollback of a retrained model", "How do you go back?" .prose() .expected();
        retraining_budget: Option<Money> = "Budget per retraining", "What may one retraining cost?";
        incidents_to: String = "Incidents go to", "Who is told first, and how?" .expected();
    }
}

record! {
    /// A signal that is watched.
    Signal: Signal {
        name: String = "Signal", "What is watched?" .expected();
        kind: Option<DriftKind> = "Drift", "Which drift would it show?" .expected();
        definition: String = "Definition", "How is it computed?" .prose() .expected();
        unit: Option<Unit> = "Unit", "What is it counted in?";
        threshold: String = "Threshold", "From which value on, over how long?" .expected();
        alert_value: Option<Number> = "Alert value", "From which value on does it fire, as a number?";
        alert: String = "Alert", "Who is told, and how?" .expected();
        owner: String = "Owner", "Who answers for it?" .expected();
        dashboard: String = "Dashboard", "Where can it be seen?";
        cadence: Option<Cadence> = "Looked at", "How often?" .expected();
        action: String = "Action", "What is done when it fires?" .prose() .expected();
        observations: List<Observation> = "Values", "Which values were seen?";
        links: Vec<Id> = "Links", "Which failure modes and metrics does it watch?" .to_any();
    }
}

record! {
    /// A value of a signal at a date.
    Observation: Observation {
        date: Option<Date> = "Date", "When?" .expected();
        value: Option<Number> = "Value", "How much?" .expected();
        alerted: bool = "Alert", "Did it fire?";
        note: String = "Note", "What was done about it, by whom?" .prose();
    }
}
