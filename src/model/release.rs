//! Release plan: who may be hurt first, how few that can be, and what stops it.

use jiff::civil::Date;

use super::discovery::GoVerdict;
use super::id::Id;
use super::list::List;
use super::number::Rate;
use super::record::{choice, record};

choice! {
    /// The stages of a rollout.
    StageKind {
        Shadow = "Shadow";
        Pilot = "Pilot";
        Gradual = "Gradual";
        Full = "Full";
    }
}

choice! {
    /// Where a stage stands.
    StageState {
        Planned = "Planned";
        Now = "Now";
        Done = "Done";
        Stopped = "Stopped";
    }
}

choice! {
    /// What a criterion looks at.
    CriterionKind {
        Metric = "Metric";
        Budget = "Budget";
        Checklist = "Checklist";
        Finding = "Finding";
        Statement = "Statement";
    }
}

choice! {
    /// Whether a criterion is met.
    CriterionVerdict {
        NoAnswer = "No answer";
        Met = "Met";
        NotMet = "Not met";
    }
}

record! {
    /// Section 12: the release plan.
    Release {
        mvp_in: String = "In the first release", "What is in?" .prose() .expected();
        mvp_out: String = "Not in the first release", "What is left out on purpose?" .prose() .expected();
        stages: List<Stage> = "Stages", "Who may be hurt first, and how few can that be?" .expected();
        gates: List<Gate> = "Gates", "What must be true before the next stage?" .expected();
        kill_switch: String = "Kill switch", "Who can stop it, where, and what happens then?" .prose() .expected();
        kill_switch_drill: String = "Last drill", "When was it tried, and how long did it take?";
        rollback: String = "Rollback", "To which state, by whom, in what time?" .prose() .expected();
        rollback_rehearsed: Option<Date> = "Rollback rehearsed", "When was it rehearsed?";
        stop_ship: Vec<String> = "Stop-ship criteria", "What stops the release at once, one per line?" .expected();
        playbook: String = "Incident playbook", "Who does what in the first hour?" .prose() .expected();
        human_review: String = "Human review and override", "Which outputs does a person see, and how do they overrule them?" .prose() .expected();
    }
}

record! {
    /// A stage of the rollout.
    Stage: Stage {
        name: String = "Stage", "What is it called?" .expected();
        kind: Option<StageKind> = "Kind", "Shadow, pilot, gradual or full?" .expected();
        state: Option<StageState> = "State", "Planned, now or done?" .expected();
        audience: String = "Audience", "Who gets it?" .prose() .expected();
        exposure: Option<Rate> = "Exposure", "What share of cases does it touch?" .expected();
        steps: Vec<String> = "Steps", "In which steps does it grow, for example 5% for 1 week, one per line?";
        start: Option<Date> = "Start", "From when?";
        end: Option<Date> = "End", "Until when?";
        excluded: String = "Left out", "Who or what is kept out?" .prose();
    }
}

record! {
    /// A go/no-go point.
    Gate: Gate {
        name: String = "Gate", "Before what does it stand?" .expected();
        opens: Option<Id> = "Opens", "Which stage does it open?" .to(crate::model::id::ItemKind::Stage);
        date: Option<Date> = "Date", "When is it decided?" .expected();
        criteria: List<Criterion> = "Criteria", "What must be true?" .expected();
        required_roles: Vec<String> = "Sign-offs needed", "Which roles must sign, one per line?";
        decisions: List<GateDecision> = "Decisions", "What was decided?";
    }
}

record! {
    /// A condition of a gate.
    Criterion: Criterion {
        statement: String = "Criterion", "What must be true, in words?" .prose() .expected();
        kind: Option<CriterionKind> = "Kind", "Does a metric, a budget, the checklist, a finding or a person decide it?" .expected();
        item: Option<Id> = "Item", "Which metric or budget?" .to_any();
        practices: Vec<String> = "Practices", "Which checklist practices, by identifier or function, one per line?";
        verdict: Option<CriterionVerdict> = "Answer", "For a statement: is it met?";
        answered_by: String = "Answered by", "Who says so?";
        answered: Option<Date> = "Answered on", "When?";
        note: String = "Note", "What should be known about it?" .prose();
    }
}

record! {
    /// A go/no-go decision.
    GateDecision: GateDecision {
        date: Option<Date> = "Date", "When?" .expected();
        verdict: Option<GoVerdict> = "Decision", "Go, go with conditions, or no-go?" .expected();
        by: String = "By", "Who decided?" .expected();
        reason: String = "Reason", "Why, and under which conditions?" .prose() .expected();
        state_then: Vec<String> = "Verdicts of the day", "What did each criterion say that day, one per line?";
    }
}
