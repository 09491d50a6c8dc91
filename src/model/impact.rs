//! Impact assessment: who could be harmed and how, what they are told, and how they object.

use jiff::civil::Date;

use super::id::{Id, ItemKind};
use super::list::List;
use super::number::Step;
use super::record::{choice, record};

choice! {
    /// Whether an effect is a harm or a benefit.
    EffectKind {
        Harm = "Harm";
        Benefit = "Benefit";
    }
}

choice! {
    /// How far a question is answered.
    AnswerState {
        NoAnswer = "No answer";
        Partly = "Partly";
        Answered = "Answered";
    }
}

choice! {
    /// How far a review has come.
    ReviewState {
        NotStarted = "Not started";
        InProgress = "In progress";
        Done = "Done";
        NotNeeded = "Not needed";
    }
}

record! {
    /// Section 15: the impact assessment.
    Impact {
        groups: List<Group> = "Affected groups", "Who is in the room only as a number?" .expected();
        harms: GovernanceAnswer = "Harms", "Who could be harmed, and how badly?";
        data_rights: GovernanceAnswer = "Data rights and retention", "Whose data is it, and how long do you keep it?";
        takeover: GovernanceAnswer = "Takeover and rollback", "What triggers takeover or rollback?";
        still_works: GovernanceAnswer = "Proof that it still works", "How will you know that it still works?";
        reviewer_trust: GovernanceAnswer = "A reviewer's trust", "What does a reviewer need to trust it?";
        sensitive_data: String = "Sensitive data", "Which sensitive data does it touch, and for what purpose?" .prose() .expected();
        contest: String = "Contest and correction", "How does somebody object, and how is a wrong result put right?" .prose() .expected();
        disclosures: List<Disclosure> = "Disclosures", "Who is told what, in which words?" .expected();
        privacy_review: Option<ReviewState> = "Privacy review", "How far is it?" .expected();
        privacy_reviewer: String = "Privacy reviewer", "Who does it?";
        privacy_date: Option<Date> = "Privacy review date", "When was it done, or when is it due?";
        privacy_note: String = "Privacy review result", "What did it find?" .prose();
    }
}

record! {
    /// A group of people whom the product affects.
    Group: Group {
        name: String = "Who", "Which people?" .expected();
        size: String = "How many", "How many are they?";
        effects: List<Effect> = "Harms and benefits", "What do they gain, and what could hurt them?" .expected();
        told: String = "How they are told", "How do they learn that AI takes part?" .expected();
        objects: String = "How they object", "How do they get a person, or a correction?" .expected();
    }
}

record! {
    /// A harm or benefit to a group.
    Effect: Effect {
        what: String = "What", "What happens to them?" .prose() .expected();
        kind: Option<EffectKind> = "Kind", "Is it a harm or a benefit?" .expected();
        severity: Option<Step> = "Severity", "For a harm: how bad, 1 to 5?";
        failure_mode: Option<Id> = "Failure mode", "Which failure mode leads to it?" .to(ItemKind::FailureMode);
    }
}

record! {
    /// The answer to one of the five governance questions.
    GovernanceAnswer {
        answer: String = "Answer", "What is the answer today?" .prose() .expected();
        state: Option<AnswerState> = "State", "Answered, partly, or not?" .expected();
        owner: String = "Owner", "Who answers?" .expected();
        date: Option<Date> = "Date", "As of when?";
        links: Vec<Id> = "Links", "Which items hold the evidence?" .to_any();
    }
}

record! {
    /// A disclosure to users or those affected.
    Disclosure: Disclosure {
        to: String = "To", "Who is told?" .expected();
        words: String = "Words", "In which words?" .prose() .expected();
        place: String = "Where", "Where do they read it?" .expected();
        given: bool = "In place", "Is it there already?";
    }
}
