//! Backlog and roadmap: what is done next, and what it shall change.

use super::choice::Choices;
use super::id::{Id, ItemKind};
use super::list::List;
use super::money::Money;
use super::number::{Number, Rate, Step};
use super::record::{choice, record};

choice! {
    /// What kind of work an item is.
    WorkKind {
        Feature = "Feature";
        ModelIteration = "Model iteration";
        DataWork = "Data work";
        TechDebt = "Tech debt";
        Experiment = "Experiment";
        Maintenance = "Maintenance";
    }
}

choice! {
    /// When it shall happen.
    Horizon {
        Now = "Now";
        Next = "Next";
        Later = "Later";
    }
}

choice! {
    /// What an item must not wait for.
    PinReason {
        Gate = "A gate needs it";
        Law = "A law needs it";
        Safety = "Safety needs it";
    }
}

record! {
    /// Section 17: backlog and roadmap.
    Roadmap {
        items: List<BacklogItem> = "Backlog", "What would you do next if you could do one thing?";
        capacity: Option<Number> = "Sprint capacity", "How many points fit into the sprint?";
        sprint: String = "Sprint", "Which sprint is it, from when to when?";
        reserve: Option<Number> = "Reserve", "How many points are held back for defects?";
        cut_reason: String = "Reason for the cut", "Why is the line drawn there?" .prose();
        outcomes: List<Outcome> = "Outcomes", "What will be true by then?";
        value_low: Option<Money> = "Value per year, low", "What is it worth a year, carefully estimated?";
        value_high: Option<Money> = "Value per year, high", "What is it worth a year, if all goes well?";
        cost_low: Option<Money> = "Cost per year, low", "What does it cost a year at least?";
        cost_high: Option<Money> = "Cost per year, high", "What does it cost a year at most?";
        build_low: Option<Money> = "Cost to build, low", "What does it cost once to build, at least?";
        build_high: Option<Money> = "Cost to build, high", "What does it cost once to build, at most?";
        decided_against: Vec<String> = "Decided against", "What will not be done, and why, one per line?";
        business_case: String = "Business case", "On which assumptions do the figures rest?" .prose();
    }
}

record! {
    /// Something to be done.
    BacklogItem: BacklogItem {
        name: String = "Item", "What is to be done?" .expected();
        kind: Option<WorkKind> = "Kind", "What kind of work is it?" .expected();
        description: String = "Description", "What does it change, for whom?" .prose();
        horizon: Option<Horizon> = "Horizon", "Now, next or later?";
        reach: Option<Number> = "Reach", "How many users or cases a quarter does it touch?";
        impact: Option<Number> = "Impact", "How much does it help each: 3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal?";
        confidence: Option<Rate> = "Confidence", "How sure are you of these figures?";
        effort: Option<Number> = "Effort", "How many person-months?";
        business_value: Option<Number> = "Business value", "Relative to the others, 1 to 20?";
        time_criticality: Option<Number> = "Time criticality", "Relative to the others, 1 to 20?";
        risk_reduction: Option<Number> = "Risk reduction", "Relative to the others, 1 to 20?";
        job_size: Option<Number> = "Job size", "Relative to the others, 1 to 20?";
        points: Option<Number> = "Points", "How much of the sprint does it take?";
        data_readiness: Option<Step> = "Data readiness", "How ready is the data, 1 to 5?";
        feasibility: Option<Step> = "Feasibility", "How sure is it that it can be done, 1 to 5?";
        in_sprint: bool = "In the sprint", "Is it above the cut?";
        pinned: Choices<PinReason> = "Pinned", "What does it not wait for?";
        reason: String = "Reason", "Why there, if the score says otherwise?" .prose();
        owner: String = "Owner", "Who does it?";
        links: Vec<Id> = "Moves", "Which metrics, budgets and failure modes shall it move?" .to_any();
        depends_on: Vec<Id> = "Depends on", "Which items must be done before?" .to(ItemKind::BacklogItem);
    }
}

record! {
    /// What will be true by the end of a phase.
    Outcome: Outcome {
        statement: String = "Outcome", "What will be true?" .prose() .expected();
        horizon: Option<Horizon> = "Horizon", "Now, next or later?" .expected();
        measure: Option<Id> = "Measure", "Which metric shows it?" .to(ItemKind::Metric);
        from: String = "From", "Where does the measure stand?";
        to: String = "To", "Where shall it stand?";
    }
}
