//! Model card facts: what only this section knows. The rest of a model card is derived from the other sections.

use super::record::record;

record! {
    /// Section 16: model card facts. Follows the headings of Mitchell et al., "Model Cards for Model Reporting" (2019).
    ModelCard {
        model_name: String = "Model", "What is the model called?" .expected();
        model_type: String = "Model type", "What kind of model is it, in a sentence?" .prose() .expected();
        developed_by: String = "Developed by", "Who built it, or where was it bought?" .expected();
        base_models: Vec<String> = "Built on", "On which models or services does it rest, one per line?";
        release_date: String = "Model date", "When was this version made?";
        intended_use: String = "Intended use", "What is it for?" .prose() .expected();
        intended_users: String = "Intended users", "For whom?" .prose() .expected();
        out_of_scope: Vec<String> = "Out-of-scope use", "What is it not for, even if somebody is tempted? One per line." .expected();
        factors: String = "Factors", "Which groups, instruments and surroundings change how well it works?" .prose() .expected();
        evaluation_factors: String = "Factors evaluated", "Which of these were evaluated apart, and why not the others?" .prose();
        training_data: String = "Training data", "What was it trained on, and what was left out?" .prose() .expected();
        evaluation_data: String = "Evaluation data", "What was it tested on, and why does that stand for real use?" .prose() .expected();
        preprocessing: String = "Preprocessing", "What is done to the data before the model sees it?" .prose();
        decision_note: String = "How it decides", "What should a reader know about how a result comes about?" .prose();
        challenge: String = "How to challenge a result", "What can a user or somebody affected do about a result?" .prose() .expected();
        ethics: String = "Ethical considerations", "Which choices could reasonable people object to, and how were they weighed?" .prose() .expected();
        caveats: Vec<String> = "Caveats", "What must a user know that no figure shows? One per line." .expected();
        recommendations: Vec<String> = "Recommendations", "What should a user do, or not do? One per line." .expected();
        environment: String = "Environmental cost", "What does training and running it use?" .prose();
        license: String = "License", "Under which terms may it be used?";
        citation: String = "Citation", "How should it be cited?";
        contact: String = "Contact", "Where do questions and complaints go?" .expected();
    }
}
