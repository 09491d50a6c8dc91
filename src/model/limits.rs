//! Model limits: where the model holds, where it degrades, and what happens beyond.

use super::id::Id;
use super::list::List;
use super::number::Rate;
use super::record::{choice, record};

choice! {
    /// The five ways in which a model reaches its limits.
    LimitKind {
        TrainingBias = "Training-data bias";
        Shift = "Distribution shift";
        Adversarial = "Adversarial inputs";
        Extrapolation = "Extrapolation limits";
        Correlation = "Correlation, not causation";
    }
}

record! {
    /// Section 9: model limits.
    Limits {
        limits: List<Limit> = "Limits", "Where would you not trust it?" .expected();
    }
}

record! {
    /// A limit of the model.
    Limit: Limit {
        statement: String = "Limit", "What can it not do, in a sentence for its users?" .prose() .expected();
        kind: Option<LimitKind> = "Kind", "What sort of limit is it?" .expected();
        holds: String = "Holds", "Where does the model hold?" .prose() .expected();
        degrades: String = "Degrades", "Where does it get worse, and by how much?" .prose() .expected();
        beyond: String = "Beyond", "Where should nobody rely on it?" .prose() .expected();
        at_boundary: String = "At the boundary", "What does the product do past it?" .prose() .expected();
        share_holds: Option<Rate> = "Share where it holds", "How large a share of live cases lies there?";
        share_degrades: Option<Rate> = "Share where it degrades", "How large a share lies there?";
        evidence: String = "Evidence", "What shows it?" .prose();
        links: Vec<Id> = "Links", "Which failure modes, metrics and budgets does it touch?" .to_any();
    }
}
