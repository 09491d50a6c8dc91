//! Pattern decision: the simplest pattern that does the job, where it comes from, and how much it may do alone.

use jiff::civil::Date;

use super::choice::Choices;
use super::list::List;
use super::number::Step;
use super::record::{choice, record};

choice! {
    /// The rungs of the pattern ladder, from simple to complex.
    AiPattern {
        Rules = "Rules";
        Predictive = "Predictive ML";
        Retrieval = "Retrieval-augmented generation";
        FineTuned = "Fine-tuned model";
        Agent = "Agentic workflow";
    }
}

choice! {
    /// What became of a rung.
    RungState {
        NotTried = "Not looked at";
        Tried = "Tried";
        Dismissed = "Dismissed";
    }
}

choice! {
    /// Where the capability comes from.
    Sourcing {
        Build = "Build";
        Buy = "Buy";
        Partner = "Partner";
        Blend = "Blend";
    }
}

choice! {
    /// How much the product does without a person.
    Autonomy {
        Informs = "Informs";
        Suggests = "Suggests";
        ActsOnApproval = "Acts on approval";
        ActsAndReports = "Acts, and reports";
        ActsAlone = "Acts alone";
    }
}

choice! {
    /// What goes in.
    InputKind {
        StructuredData = "Structured data";
        FreeText = "Free text";
        Documents = "Documents";
        Images = "Images";
        Audio = "Audio";
        ToolResults = "Results of tools";
    }
}

choice! {
    /// What comes out.
    OutputKind {
        Score = "A score or label";
        Ranking = "A ranking";
        Text = "Text";
        Action = "An action in another system";
    }
}

choice! {
    /// Who meets the output.
    UserKind {
        Experts = "Experts";
        Staff = "Staff";
        Consumers = "Consumers";
        Vulnerable = "People who need protection";
        Nobody = "No person, only systems";
    }
}

record! {
    /// Section 5: the pattern decision.
    Pattern {
        rungs: List<Rung> = "Ladder", "Which patterns were tried or dismissed, and why?" .expected();
        chosen: Option<AiPattern> = "Chosen pattern", "Which is the simplest that is good enough?" .expected();
        chosen_reason: String = "Reason", "Why is the rung below not enough?" .prose() .expected();
        complexity_cost: String = "Cost of complexity", "What does this rung cost more to build, run and govern than the one below?" .prose();
        sourcing: Option<Sourcing> = "Sourcing", "Build, buy, partner or blend?" .expected();
        strategic_importance: Option<Step> = "Strategic importance", "How much does it set you apart, 1 to 5?";
        data_uniqueness: Option<Step> = "Data uniqueness", "How hard is your data to come by for others, 1 to 5?";
        time_to_market: Option<Step> = "Time pressure", "How much does an early launch matter, 1 to 5?";
        total_cost: Option<Step> = "Cost of owning it", "How heavy is it to run for three years, 1 to 5?";
        sourcing_reason: String = "Reason for sourcing", "Why this way, and from whom?" .prose();
        autonomy: Option<Autonomy> = "Autonomy now", "How much does it do without a person?" .expected();
        autonomy_ceiling: Option<Autonomy> = "Autonomy ceiling", "How far may it ever go?";
        autonomy_earned_by: String = "What earns the next step", "Which evidence must exist before it may do more alone?" .prose() .expected();
        inputs: Choices<InputKind> = "Inputs", "What goes in?" .expected();
        outputs: Choices<OutputKind> = "Outputs", "What comes out?" .expected();
        users: Choices<UserKind> = "Users", "Who meets the output?" .expected();
    }
}

record! {
    /// A rung of the ladder.
    Rung: Rung {
        pattern: Option<AiPattern> = "Pattern", "Which rung?" .expected();
        state: Option<RungState> = "State", "Tried or dismissed?" .expected();
        result: String = "Result or reason", "What did it reach, or why was it dismissed?" .prose() .expected();
        date: Option<Date> = "Date", "When?";
        by: String = "By", "Who tried or dismissed it?";
    }
}
