//! About: what the product is, who answers for it, and what this document asks for.

use jiff::civil::Date;

use super::record::{choice, record};

choice! {
    /// Where the product is in its life.
    LifecycleStage {
        ProblemFraming = "Problem framing";
        DataStrategy = "Data strategy";
        Design = "Design";
        OfflineEvaluation = "Offline evaluation";
        ReleaseGates = "Release gates";
        Deployment = "Deployment";
        Monitoring = "Monitoring";
        Iteration = "Iteration and governance";
    }
}

choice! {
    /// How far the document has come.
    DocumentStatus {
        Draft = "Draft";
        InReview = "In review";
        Approved = "Approved";
    }
}

record! {
    /// Section 1: what the product is and who answers for it.
    About {
        product: String = "Product", "What do people call it?" .expected();
        summary: String = "In one sentence", "What does it do, for whom?" .prose() .expected();
        organization: String = "Organization", "Who offers it?" .expected();
        owner: String = "Owner", "Who answers for it, by name?" .expected();
        owner_role: String = "Owner's role", "In which role?";
        author: String = "Author", "Who wrote this document, and in which role?";
        contributors: Vec<String> = "Contributors", "Who else worked on it, one per line?";
        stage: Option<LifecycleStage> = "Lifecycle stage", "Where is the product now?" .expected();
        model_version: String = "Model version", "Which version of the model is this about?" .expected();
        launch: Option<Date> = "Planned launch", "When shall it be live?" .expected();
        status: Option<DocumentStatus> = "Document status", "Draft, in review or approved?" .expected();
        document_version: String = "Document version", "Which version of this document, for example 0.7?";
        document_date: Option<Date> = "Document date", "As of which day does it speak?" .expected();
        confidentiality: String = "Confidentiality", "Who may read it, in the words printed on every page?" .expected();
        contact: String = "Review contact", "Whom may a reviewer ask, and how?" .expected();
        audience: String = "Decided by", "Which committee or person decides on the risk memo?";
        decision_asked: String = "Decision asked", "What shall they decide, in one sentence?" .prose();
        language: String = "Language", "In which language is the content written, as a tag such as en or de?";
    }
}
