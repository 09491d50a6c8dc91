//! Findings about data: whether it may be used, whom it leaves out, and whether it can prove anything.

use crate::model::data::{Clearance, DataSource, DataUse, Sensitivity};
use crate::model::impact::ReviewState;
use crate::model::limits::LimitKind;
use crate::model::place::Place;
use crate::model::{Date, Record, Section};
use crate::words::{count, series, short_date};

use super::context::{lacks, said};
use super::{Context, Found, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "source-rights-refused",
        severity: Severity::Blocker,
        title: "Data that may not be used",
        why: "What was learned from data without a right to it cannot be put right after release.",
        source: "NIST AI RMF 1.0, MAP 4.1",
        action: "Take the source out, or settle the rights before anything else.",
        check: source_rights_refused,
    },
    Rule {
        id: "source-rights-doubtful",
        severity: Severity::Warning,
        title: "Data whose rights are not settled",
        why: "A right that turns out to be missing takes the model with it.",
        source: "NIST AI RMF 1.0, MAP 4.1",
        action: "Ask counsel, and record on which ground it may be used.",
        check: source_rights_doubtful,
    },
    Rule {
        id: "personal-data-without-retention",
        severity: Severity::Warning,
        title: "Personal data that nobody deletes",
        why: "Data about people is kept for a purpose and a time; without an end it is kept for anything.",
        source: "NIST AI RMF 1.0, MEASURE 2.10",
        action: "Say how long it is kept, and who deletes it.",
        check: personal_data_without_retention,
    },
    Rule {
        id: "personal-data-without-owner",
        severity: Severity::Warning,
        title: "Personal data that nobody answers for",
        why: "Somebody has to answer when a person asks what is known about them.",
        source: "NIST AI RMF 1.0, MEASURE 2.10",
        action: "Name the owner of the source.",
        check: personal_data_without_owner,
    },
    Rule {
        id: "special-data-without-privacy-review",
        severity: Severity::Warning,
        title: "Data of a special category without a privacy review",
        why: "Health, belief or origin in a data set is examined before it is used, not after.",
        source: "NIST AI RMF 1.0, MEASURE 2.10",
        action: "Start the privacy review and name who does it.",
        check: special_data_without_privacy_review,
    },
    Rule {
        id: "test-data-not-apart",
        severity: Severity::Warning,
        title: "One source for training and test, and no word on how they are kept apart",
        why: "A model that has seen the test remembers it, and the figures say nothing about new cases.",
        source: "NIST AI RMF 1.0, MAP 2.3",
        action: "Say how training and test data are kept apart.",
        check: test_data_not_apart,
    },
    Rule {
        id: "test-data-missing",
        severity: Severity::Warning,
        title: "Data to learn from, and none to test on",
        why: "Without a test set of its own no figure stands for anything.",
        source: "NIST AI RMF 1.0, MEASURE 2.1",
        action: "Add the source that evaluation uses.",
        check: test_data_missing,
    },
    Rule {
        id: "segment-unmeasured",
        severity: Severity::Warning,
        title: "A group in the data that no budget or metric looks at",
        why: "An average hides the group that does worst.",
        source: "NIST AI RMF 1.0, MEASURE 2.11",
        action: "Give the group a budget, or name it as a segment of a metric.",
        check: segment_unmeasured,
    },
    Rule {
        id: "labels-overdue",
        severity: Severity::Warning,
        title: "Labels that are behind plan",
        why: "Every proof that waits for these labels is late as well.",
        source: "",
        action: "Label the rest, or lower what the test set shall prove.",
        check: labels_overdue,
    },
    Rule {
        id: "labels-without-agreement",
        severity: Severity::Advice,
        title: "Labels, and no word on how well labelers agree",
        why: "A model cannot be measured more exactly than its labels agree.",
        source: "NIST AI RMF 1.0, MAP 2.3",
        action: "Let two people label the same cases and record their agreement.",
        check: labels_without_agreement,
    },
    Rule {
        id: "data-gap-without-limit",
        severity: Severity::Warning,
        title: "Gaps in the data that no limit of the model tells of",
        why: "Whoever is missing from the data meets a model that never saw them, and its users should know.",
        source: "NIST AI RMF 1.0, MAP 2.2",
        action: "Turn each gap into a limit that a user can read.",
        check: data_gap_without_limit,
    },
    Rule {
        id: "test-data-older",
        severity: Severity::Advice,
        title: "Test data older than the data that was learned from",
        why: "A test on the past shows how well the model would have done, not how it does now.",
        source: "NIST AI RMF 1.0, MEASURE 2.3",
        action: "Test on cases that are younger than the training data.",
        check: test_data_older,
    },
];

fn place_of(source: &DataSource) -> Place {
    Place::of_item(Section::Data, "sources", source)
}

fn is_personal(source: &DataSource) -> bool {
    matches!(source.sensitivity, Some(Sensitivity::Personal | Sensitivity::Special))
}

fn kind_of_data(source: &DataSource) -> &'static str {
    match source.sensitivity {
        Some(Sensitivity::Special) => "Data of a special category",
        Some(Sensitivity::Personal) => "Personal data",
        _ => "Data",
    }
}

fn source_rights_refused(context: &Context<'_>, found: &mut Found) {
    for source in context.workbook.data.sources.iter() {
        if source.rights_state == Some(Clearance::Refused) {
            let used = source.used_for.map_or_else(String::new, |used| format!(" for {}", used.label().to_lowercase()));
            let message = format!("{} is used{used}, and the right to it was refused", kind_of_data(source));
            found.add(place_of(source).at("rights_state"), message);
        }
    }
}

fn source_rights_doubtful(context: &Context<'_>, found: &mut Found) {
    for source in context.workbook.data.sources.iter() {
        let message = match source.rights_state {
            Some(Clearance::Doubtful) => format!("{} is used, and the right to it is in doubt", kind_of_data(source)),
            Some(Clearance::NotLookedAt) if is_personal(source) => {
                format!("{} is used, and nobody has looked at the right to it", kind_of_data(source))
            }
            _ => continue,
        };
        found.add(place_of(source).at("rights_state"), message);
    }
}

fn personal_data_without_retention(context: &Context<'_>, found: &mut Found) {
    for source in context.workbook.data.sources.iter().filter(|source| is_personal(source)) {
        if lacks(source, "retention") {
            found.add(place_of(source).at("retention"), format!("{} without an end", kind_of_data(source)));
        }
    }
}

fn personal_data_without_owner(context: &Context<'_>, found: &mut Found) {
    for source in context.workbook.data.sources.iter().filter(|source| is_personal(source)) {
        if lacks(source, "owner") {
            found.add(place_of(source).at("owner"), format!("{} without an owner", kind_of_data(source)));
        }
    }
}

fn special_data_without_privacy_review(context: &Context<'_>, found: &mut Found) {
    let impact = &*context.workbook.impact;
    let begun = matches!(impact.privacy_review, Some(ReviewState::InProgress | ReviewState::Done));
    let sources = context.workbook.data.sources.iter();
    let special: Vec<String> = sources
        .filter(|source| source.sensitivity == Some(Sensitivity::Special))
        .map(|source| source.name.trim().to_owned())
        .collect();
    if !special.is_empty() && !begun && impact.marks.get("privacy_review").is_none() {
        let state = match impact.privacy_review {
            Some(ReviewState::NotNeeded) => "the privacy review is called not needed",
            _ => "no privacy review has begun",
        };
        let place = Place::of_section(Section::Impact).at("privacy_review");
        found.add(place, format!("{}: of a special category, and {state}", series(&special)));
    }
}

fn test_data_not_apart(context: &Context<'_>, found: &mut Found) {
    let data = &*context.workbook.data;
    let shared = data.sources.iter().find(|source| source.used_for == Some(DataUse::TrainingAndEvaluation));
    if let Some(source) = shared.filter(|_| lacks(data, "split")) {
        let message = format!("{} serves training and test, and no split is described", source.title());
        found.add(Place::of_section(Section::Data).at("split"), message);
    }
}

fn test_data_missing(context: &Context<'_>, found: &mut Found) {
    let sources = &context.workbook.data.sources;
    let trains = sources.iter().any(|source| source.used_for == Some(DataUse::Training));
    let tests = sources
        .iter()
        .any(|source| matches!(source.used_for, Some(DataUse::Evaluation | DataUse::TrainingAndEvaluation)));
    if trains && !tests {
        let place = Place::of_section(Section::Data).at("sources");
        found.add(place, "There is training data, and no source is used for evaluation");
    }
}

fn segment_unmeasured(context: &Context<'_>, found: &mut Found) {
    for source in context.workbook.data.sources.iter() {
        let named = source.segments.iter().filter(|segment| said(segment));
        let unmeasured: Vec<String> =
            named.filter(|segment| !context.measures_segment(segment)).map(|one| name_of(one)).collect();
        if !unmeasured.is_empty() {
            let message = format!("The data tells it apart, but no budget or metric does: {}", series(&unmeasured));
            found.add(place_of(source).at("segments"), message);
        }
    }
}

/// The name of a segment, without the count that may follow it.
fn name_of(segment: &str) -> String {
    segment.split(':').next().unwrap_or_default().trim().to_owned()
}

fn labels_overdue(context: &Context<'_>, found: &mut Found) {
    for plan in context.workbook.data.labeling.iter().filter(|plan| context.is_past(plan.due)) {
        let (Some(target), Some(due)) = (plan.target, plan.due) else { continue };
        let done = plan.done.unwrap_or(0);
        if done < target {
            let place = Place::of_item(Section::Data, "labeling", plan).at("done");
            let message = format!("{} of {} labels, due on {}", count(done), count(target), short_date(due));
            found.add(place, message);
        }
    }
}

fn labels_without_agreement(context: &Context<'_>, found: &mut Found) {
    for plan in context.workbook.data.labeling.iter() {
        if let Some(done) = plan.done.filter(|done| *done > 0 && lacks(plan, "agreement")) {
            let place = Place::of_item(Section::Data, "labeling", plan).at("agreement");
            found.add(place, format!("{} labels, and nothing says how well two labelers agree", count(done)));
        }
    }
}

fn data_gap_without_limit(context: &Context<'_>, found: &mut Found) {
    let told = context.workbook.limits.limits.iter().any(|limit| {
        matches!(limit.kind, Some(LimitKind::TrainingBias | LimitKind::Shift | LimitKind::Extrapolation) | None)
    });
    if said(&context.workbook.data.known_gaps) && !told {
        let place = Place::of_section(Section::Limits).at("limits");
        found.add(place, "The data has known gaps, and no limit of the model speaks of them");
    }
}

fn test_data_older(context: &Context<'_>, found: &mut Found) {
    let sources = &context.workbook.data.sources;
    let last =
        |wanted: DataUse| sources.iter().filter(|one| one.used_for == Some(wanted)).filter_map(|one| one.to).max();
    let Some(trained) = last(DataUse::Training).max(last(DataUse::TrainingAndEvaluation)) else { return };
    for source in sources.iter().filter(|source| source.used_for == Some(DataUse::Evaluation)) {
        // data for both grows day by day: a month apart is not the past
        let older = |to: &Date| trained.since(*to).is_ok_and(|span| span.get_days() > 31);
        if let Some(to) = source.to.filter(older) {
            let message = format!("It ends on {}, the training data on {}", short_date(to), short_date(trained));
            found.add(place_of(source).at("to"), message);
        }
    }
}
