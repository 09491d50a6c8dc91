//! Maturity: how the organization works with AI, and the next upgrade.

use jiff::civil::Date;

use super::id::Id;
use super::list::List;
use super::number::Rate;
use super::record::{choice, record};

choice! {
    /// The four levels.
    MaturityLevel {
        Experimental = "Experimental";
        Repeatable = "Repeatable";
        Operational = "Operational";
        Systemic = "Systemic";
    }
}

choice! {
    /// Whether a sign was seen.
    Seen {
        NotSeen = "Not seen";
        Partly = "Partly";
        Seen = "Seen";
    }
}

record! {
    /// Section 18: maturity.
    Maturity {
        level: Option<MaturityLevel> = "Level", "Where do you stand, on the whole?" .expected();
        signals: List<MaturitySignal> = "Signals", "Which signs of maturity did you see?" .expected();
        next_upgrade: String = "Next upgrade", "What is the next thing to get better at?" .prose() .expected();
        looked_at: Option<Date> = "Looked at", "When was this last looked at?";
        next_owner: String = "Owner of the upgrade", "Who drives it?";
        effort_model: Option<Rate> = "Effort on the model", "What share of the effort goes there?";
        effort_data: Option<Rate> = "Effort on data", "What share of the effort goes there?";
        effort_product: Option<Rate> = "Effort on the product", "What share of the effort goes there?";
        effort_governance: Option<Rate> = "Effort on evaluation and governance", "What share of the effort goes there?";
        wanted_model: Option<Rate> = "Wanted on the model", "What share should go there, for the next level?";
        wanted_data: Option<Rate> = "Wanted on data", "What share should go there, for the next level?";
        wanted_product: Option<Rate> = "Wanted on the product", "What share should go there, for the next level?";
        wanted_governance: Option<Rate> = "Wanted on evaluation and governance", "What share should go there, for the next level?";
    }
}

record! {
    /// A sign of maturity.
    MaturitySignal: MaturitySignal {
        statement: String = "Sign", "What would one see?" .prose() .expected();
        level: Option<MaturityLevel> = "Level", "Which level does it speak for?" .expected();
        seen: Option<Seen> = "Seen", "Was it seen?" .expected();
        evidence: String = "Evidence", "Where was it seen?" .prose();
        effort: String = "Effort", "How much work is it to get there?";
        owner: String = "Owner", "Who takes it on?";
        links: Vec<Id> = "Links", "Which items show it, or will bring it about?" .to_any();
    }
}
