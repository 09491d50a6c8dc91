//! Data: where what the product knows comes from, who may use it, and whom it does not represent.

use jiff::civil::Date;

use super::list::List;
use super::record::{choice, record};

choice! {
    /// How sensitive a source is.
    Sensitivity {
        Public = "Public";
        Internal = "Internal";
        Personal = "Personal";
        Special = "Special category";
    }
}

choice! {
    /// Whether a question about a source is settled.
    Clearance {
        NotLookedAt = "Not looked at";
        Doubtful = "Doubtful";
        Cleared = "Cleared";
        Refused = "Refused";
    }
}

choice! {
    /// What a source is for.
    DataUse {
        Training = "Training";
        Evaluation = "Evaluation";
        TrainingAndEvaluation = "Training and evaluation";
        Retrieval = "Retrieval";
        Operation = "Operation";
    }
}

record! {
    /// Section 6: data.
    Data {
        sources: List<DataSource> = "Sources", "Where does what it knows come from, and who may use it?" .expected();
        labeling: List<Labeling> = "Labeling plan", "Who labels what, by when, and how well do they agree?";
        label_definition: String = "What a label means", "How is the right answer defined, and who decides in doubt?" .prose() .expected();
        split: String = "Split", "How are training and test data kept apart: by time, by customer, by chance?" .prose() .expected();
        known_gaps: String = "Known gaps", "Who or what is missing from the data?" .prose() .expected();
    }
}

record! {
    /// A source of data.
    DataSource: DataSource {
        name: String = "Source", "What is it called?" .expected();
        description: String = "Content", "What is in it: how many of what, from when to when?" .prose() .expected();
        used_for: Option<DataUse> = "Used for", "Training, evaluation, retrieval or operation?" .expected();
        owner: String = "Owner", "Who answers for it?" .expected();
        rights: String = "Rights", "On which ground may you use it, and for what?" .prose() .expected();
        rights_state: Option<Clearance> = "Rights settled", "Is that settled?" .expected();
        retention: String = "Retention", "How long is it kept, and who deletes it?" .expected();
        sensitivity: Option<Sensitivity> = "Sensitivity", "How sensitive is it?" .expected();
        freshness: String = "Freshness", "How old may it be?" .expected();
        quality: String = "Quality", "What is known about its errors?" .prose() .expected();
        representativeness: String = "Representativeness", "Whom does it speak for, and for whom not?" .prose() .expected();
        known_bias: String = "Known bias", "Which bias is known, and from where?" .prose() .expected();
        provenance: String = "Provenance", "How did it come here, through which systems?" .prose();
        size: Option<u64> = "Records", "How many records?";
        from: Option<Date> = "From", "Since when?";
        to: Option<Date> = "To", "Until when?";
        segments: Vec<String> = "Segments", "Which groups does it tell apart, one per line?";
    }
}

record! {
    /// A step of the labeling plan.
    Labeling: Labeling {
        what: String = "What", "What gets a label?" .expected();
        by: String = "By", "Who labels?" .expected();
        target: Option<u64> = "Target", "How many labels are needed?" .expected();
        done: Option<u64> = "Done", "How many are there?";
        agreement: String = "Agreement", "How well do two labelers agree, for example kappa 0.81?";
        due: Option<Date> = "Due", "By when?";
    }
}
