//! Operating points: the thresholds that decide what is served, served with caveats, or handed over.

use jiff::civil::Date;

use super::id::{Id, ItemKind};
use super::list::List;
use super::money::Money;
use super::number::Rate;
use super::record::record;

record! {
    /// Section 11: operating points.
    OperatingPoints {
        points: List<OperatingPoint> = "Operating points", "From which score on is an answer served?" .expected();
    }
}

record! {
    /// A pair of thresholds on one score, with the scores that they were chosen on.
    OperatingPoint: OperatingPoint {
        name: String = "Operating point", "Which score, for which decision?" .expected();
        version: String = "Version", "Which version of the policy is it, for example v4?";
        decision: String = "Decides", "What does it decide, out of how many cases?" .prose() .expected();
        positive: String = "Positive class", "What does a high score claim?" .expected();
        serve_above: Option<Rate> = "Serve from", "From which score on is the answer served?" .expected();
        fallback_below: Option<Rate> = "Fallback below", "Under which score does the fallback take over?" .expected();
        serve_behavior: String = "When served", "What happens in the serve band?" .prose() .expected();
        gray_behavior: String = "In the gray zone", "What happens between the thresholds?" .prose() .expected();
        fallback_behavior: String = "On fallback", "What happens under the lower threshold?" .prose() .expected();
        bins: List<ScoreBin> = "Scores", "How are scores spread over the true classes?" .expected();
        scores_source: String = "Scores from", "Which test set do the scores come from?";
        scores_date: Option<Date> = "Scores of", "As of when?";
        cost_false_positive: Option<Money> = "Cost of a false positive", "What does a wrongly served case cost?";
        cost_false_negative: Option<Money> = "Cost of a false negative", "What does a missed case cost?";
        cost_review: Option<Money> = "Cost of a review", "What does it cost to let a person look at a case in the gray zone?";
        cost_fallback: Option<Money> = "Cost of a fallback", "What does a case under the lower threshold cost, such as the manual queue?";
        cost_served: Option<Money> = "Cost of a served case", "What does it cost to serve a case, right or wrong?";
        volume_per_month: Option<u64> = "Decisions per month", "How many decisions a month?";
        chosen_because: String = "Reason", "Why these thresholds?" .prose() .expected();
        budgets: Vec<Id> = "Budgets", "Which budgets must hold in the serve band?" .to(ItemKind::Budget);
        owner: String = "Owner", "Who may move the thresholds?" .expected();
        versions: List<PolicyVersion> = "Saved versions", "Which thresholds were in force before?";
    }
}

record! {
    /// Thresholds as they once were, kept to compare with.
    PolicyVersion: PolicyVersion {
        version: String = "Version", "Which version of the policy, for example v3?" .expected();
        serve_above: Option<Rate> = "Serve from", "From which score on was the answer served?" .expected();
        fallback_below: Option<Rate> = "Fallback below", "Under which score did the fallback take over?" .expected();
        date: Option<Date> = "Saved on", "When was it saved?";
        by: String = "By", "Who chose it?";
        reason: String = "Reason", "Why these thresholds?" .prose();
    }
}

record! {
    /// Cases whose score lies from `from` up to `to`, which only the last bin includes.
    ScoreBin: ScoreBin {
        from: Option<Rate> = "From", "Lowest score of the bin?";
        to: Option<Rate> = "To", "Highest score of the bin?";
        positives: Option<u64> = "True positives in it", "How many cases of the positive class?";
        negatives: Option<u64> = "Others in it", "How many other cases?";
    }
}
