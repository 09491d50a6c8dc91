//! Findings about what the product must do, and how much it may do alone.

use crate::assess::risk::{self, RiskLevel};
use crate::model::failure_modes::{FailureCategory, FailureMode, FallbackKind};
use crate::model::pattern::{AiPattern, Autonomy, InputKind, OutputKind, Rung, RungState, Sourcing, UserKind};
use crate::model::place::Place;
use crate::model::requirements::{ConfidenceState, LatencyClass, Requirement};
use crate::model::{Record, Section, Step};
use crate::words::series;

use super::context::{lacks, missing, said};
use super::{Context, Found, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "requirement-without-measure",
        severity: Severity::Warning,
        title: "A quality threshold that nothing measures",
        why: "A threshold that no budget or metric holds is a wish.",
        source: "NIST AI RMF 1.0, MEASURE 2.3",
        action: "Link the budget or metric that measures it.",
        check: requirement_without_measure,
    },
    Rule {
        id: "requirement-unmeasured",
        severity: Severity::Warning,
        title: "A quality threshold that was never measured",
        why: "The chain from requirement to evidence ends at an empty list.",
        source: "NIST AI RMF 1.0, MEASURE 2.3",
        action: "Add a measurement to the linked budget or metric.",
        check: requirement_unmeasured,
    },
    Rule {
        id: "story-without-rate",
        severity: Severity::Advice,
        title: "An acceptance criterion without a rate",
        why: "A product that is sometimes wrong is accepted by how often it is right, not by one demonstration.",
        source: "",
        action: "Say in how many of how many cases it must work.",
        check: story_without_rate,
    },
    Rule {
        id: "fairness-group-unmeasured",
        severity: Severity::Warning,
        title: "A group to compare that nothing measures apart",
        why: "A difference between groups shows only where each group has figures of its own.",
        source: "NIST AI RMF 1.0, MEASURE 2.11",
        action: "Give the group a budget, or name it as a segment of a metric.",
        check: fairness_group_unmeasured,
    },
    Rule {
        id: "behavior-state-missing",
        severity: Severity::Warning,
        title: "A degree of certainty without a behavior",
        why: "What nobody specified is decided by whoever writes the code that day.",
        source: "",
        action: "Add what the product does then, and what the user reads.",
        check: behavior_state_missing,
    },
    Rule {
        id: "degradation-undefined",
        severity: Severity::Warning,
        title: "An answer owed at once, and nothing for when it does not come",
        why: "The tighter the deadline, the more often the model, the index or the network will miss it.",
        source: "",
        action: "Say what still works then.",
        check: degradation_undefined,
    },
    Rule {
        id: "explanation-undefined",
        severity: Severity::Warning,
        title: "People meet the output, and nobody said what they are told about it",
        why: "People outside the house can object to a result only if they learn how it came about.",
        source: "NIST AI RMF 1.0, MEASURE 2.9",
        action: "Say what must be explained for each answer, and to whom.",
        check: explanation_undefined,
    },
    Rule {
        id: "simpler-pattern-untried",
        severity: Severity::Warning,
        title: "A pattern more complex than one that was not tried",
        why: "Every rung costs more to build, run and govern; a simpler one that does the job is the better product.",
        source: "",
        action: "Try it on the same cases, or dismiss it with a reason.",
        check: simpler_pattern_untried,
    },
    Rule {
        id: "pattern-dismissed",
        severity: Severity::Warning,
        title: "A chosen pattern that was dismissed",
        why: "One of the two is wrong, and a reader cannot tell which.",
        source: "",
        action: "Choose another, or correct what became of it.",
        check: pattern_dismissed,
    },
    Rule {
        id: "autopilot-severe",
        severity: Severity::Blocker,
        title: "Acting without a person where a failure is severe",
        why: "Where one failure does severe harm, a person must be able to step in before it happens.",
        source: "NIST AI RMF 1.0, MAP 3.5",
        action: "Let a person take over in this case, or make the product suggest instead of act.",
        check: autopilot_severe,
    },
    Rule {
        id: "autonomy-over-ceiling",
        severity: Severity::Blocker,
        title: "More autonomy than the team allowed itself",
        why: "A ceiling that gives way when it is reached is none.",
        source: "",
        action: "Lower the autonomy, or raise the ceiling on purpose.",
        check: autonomy_over_ceiling,
    },
    Rule {
        id: "autonomy-unearned",
        severity: Severity::Warning,
        title: "Acting without a person, and nothing that earned it",
        why: "Autonomy follows evidence; otherwise it grows by habit.",
        source: "",
        action: "Write down which evidence allowed this step, and which the next one needs.",
        check: autonomy_unearned,
    },
    Rule {
        id: "protected-users-without-review",
        severity: Severity::Warning,
        title: "People who need protection, and no person who reviews",
        why: "Those who can defend themselves least need somebody who can overrule the result.",
        source: "NIST AI RMF 1.0, MAP 3.5",
        action: "Say which outputs a person sees, and how they overrule them.",
        check: protected_users_without_review,
    },
    Rule {
        id: "sourcing-unexplained",
        severity: Severity::Advice,
        title: "Sourcing against its own scores, without a reason",
        why: "What sets you apart is rarely bought, and what does not is rarely worth building.",
        source: "",
        action: "Give the reason, or look at the scores again.",
        check: sourcing_unexplained,
    },
    Rule {
        id: "injection-not-considered",
        severity: Severity::Warning,
        title: "Text from outside, and no failure mode of prompt injection",
        why: "Whatever a language model reads can try to instruct it.",
        source: "NIST AI 600-1, Information Security",
        action: "Add the failure mode from the library and say what limits it.",
        check: injection_not_considered,
    },
    Rule {
        id: "confabulation-not-considered",
        severity: Severity::Warning,
        title: "Generated text, and no failure mode of hallucination",
        why: "A model that writes text also writes what is not so, and sounds just as sure.",
        source: "NIST AI 600-1, Confabulation",
        action: "Add the failure mode from the library and say how it is noticed.",
        check: confabulation_not_considered,
    },
];

fn place_of(requirement: &Requirement) -> Place {
    Place::of_item(Section::Requirements, "functional", requirement)
}

fn requirement_without_measure(context: &Context<'_>, found: &mut Found) {
    for requirement in context.workbook.requirements.functional.iter() {
        if said(&requirement.threshold) && lacks(requirement, "budget") && lacks(requirement, "metric") {
            let message = format!("\"{}\" is linked to no budget and no metric", requirement.threshold.trim());
            found.add(place_of(requirement).at("budget"), message);
        }
    }
}

fn requirement_unmeasured(context: &Context<'_>, found: &mut Found) {
    let workbook = context.workbook;
    for requirement in workbook.requirements.functional.iter().filter(|one| said(&one.threshold)) {
        let budget = requirement.budget.and_then(|id| context.budgets.get(&id));
        let metric = requirement.metric.and_then(|id| workbook.metrics.metrics.find(id));
        let linked = budget.is_some() || metric.is_some();
        let measured =
            budget.is_some_and(|state| state.trials > 0) || metric.is_some_and(|metric| !metric.readings.is_empty());
        if linked && !measured {
            let field = if budget.is_some() { "budget" } else { "metric" };
            let message = format!("\"{}\" is linked to a {field} without any value", requirement.threshold.trim());
            found.add(place_of(requirement).at(field), message);
        }
    }
}

fn story_without_rate(context: &Context<'_>, found: &mut Found) {
    for story in context.workbook.requirements.stories.iter() {
        let counted = story.acceptance.chars().any(char::is_numeric);
        if said(&story.acceptance) && !counted && lacks(story, "rate") {
            let place = Place::of_item(Section::Requirements, "stories", story).at("rate");
            found.add(place, format!("Nothing says how often this must hold: {}", story.acceptance.trim()));
        }
    }
}

fn fairness_group_unmeasured(context: &Context<'_>, found: &mut Found) {
    let groups = context.workbook.requirements.fairness_groups.iter().filter(|group| said(group));
    let unmeasured: Vec<String> =
        groups.filter(|group| !context.measures_segment(group)).map(|group| group.trim().to_owned()).collect();
    if !unmeasured.is_empty() {
        let place = Place::of_section(Section::Requirements).at("fairness_groups");
        found.add(place, format!("To be compared, but no metric or budget looks at it apart: {}", series(&unmeasured)));
    }
}

fn behavior_state_missing(context: &Context<'_>, found: &mut Found) {
    let behaviors = &context.workbook.requirements.behaviors;
    let covered = |state| behaviors.iter().any(|behavior| behavior.state == Some(state));
    let open: Vec<String> = ConfidenceState::ALL
        .iter()
        .filter(|state| !covered(**state))
        .map(|state| format!("\"{}\"", state.label()))
        .collect();
    let begun = behaviors.iter().any(|behavior| behavior.state.is_some());
    if begun && !open.is_empty() {
        let place = Place::of_section(Section::Requirements).at("behaviors");
        found.add(place, format!("No behavior is described for {}", series(&open)));
    }
}

fn degradation_undefined(context: &Context<'_>, found: &mut Found) {
    let requirements = &*context.workbook.requirements;
    if requirements.latency == Some(LatencyClass::RealTime) && lacks(requirements, "degradation") {
        let place = Place::of_section(Section::Requirements).at("degradation");
        found.add(place, "An answer is owed in under 200 ms, and nothing says what happens when it does not come");
    }
}

fn explanation_undefined(context: &Context<'_>, found: &mut Found) {
    let requirements = &*context.workbook.requirements;
    let users = &context.workbook.pattern.users;
    let who = [UserKind::Vulnerable, UserKind::Consumers].into_iter().find(|kind| users.has(*kind));
    if let Some(who) = who.filter(|_| lacks(requirements, "explainability")) {
        let place = Place::of_section(Section::Requirements).at("explainability");
        found.add(place, format!("{} meet the output, and nothing says what is explained to them", who.label()));
    }
}

fn simpler_pattern_untried(context: &Context<'_>, found: &mut Found) {
    let pattern = &context.workbook.pattern;
    let Some(chosen) = pattern.chosen else { return };
    // that nobody knows yet what came of it is a finding of its own
    let settled = |one: &Rung| {
        matches!(one.state, Some(RungState::Tried | RungState::Dismissed)) || one.marks.get("result").is_some()
    };
    let looked_at = |rung: AiPattern| pattern.rungs.iter().any(|one| one.pattern == Some(rung) && settled(one));
    let below = AiPattern::ALL.iter().copied().filter(|rung| *rung < chosen && !looked_at(*rung));
    let untried: Vec<String> = below.map(|rung| rung.label().to_owned()).collect();
    if !untried.is_empty() {
        let place = Place::of_section(Section::Pattern).at("rungs");
        let verb = if untried.len() == 1 { "was" } else { "were" };
        found.add(place, format!("{} is chosen, but {} {verb} not looked at", chosen.label(), series(&untried)));
    }
}

fn pattern_dismissed(context: &Context<'_>, found: &mut Found) {
    let pattern = &context.workbook.pattern;
    for rung in pattern.rungs.iter() {
        if rung.state == Some(RungState::Dismissed) && rung.pattern.is_some() && rung.pattern == pattern.chosen {
            let place = Place::of_item(Section::Pattern, "rungs", rung).at("state");
            found.add(place, format!("{} is chosen, and dismissed", rung.title()));
        }
    }
}

/// Whether the product acts before a person has looked.
fn acts_alone(context: &Context<'_>) -> Option<Autonomy> {
    context.workbook.pattern.autonomy.filter(|autonomy| *autonomy >= Autonomy::ActsAndReports)
}

/// A failure that stays severe with the controls that exist, and that no person takes over: of the highest severity, or
/// severe and of high risk.
fn stays_severe(mode: &FailureMode) -> Option<Step> {
    let severity = mode.residual_severity.or(mode.severity).filter(|severity| severity.get() >= 4)?;
    let high = risk::residual(mode).or(risk::inherent(mode)) >= Some(RiskLevel::High);
    let handed_over = mode.fallback_kind == Some(FallbackKind::HumanEscalation);
    (!handed_over && (high || Some(severity) == Step::new(5))).then_some(severity)
}

fn autopilot_severe(context: &Context<'_>, found: &mut Found) {
    let Some(autonomy) = acts_alone(context) else { return };
    for mode in context.workbook.failure_modes.modes.iter() {
        if let Some(severity) = stays_severe(mode) {
            let place = Place::of_item(Section::FailureModes, "modes", mode).at("fallback_kind");
            let message =
                format!("Severity {severity}, no person takes over, and the product \"{}\"", autonomy.label());
            found.add(place, message);
        }
    }
}

fn autonomy_over_ceiling(context: &Context<'_>, found: &mut Found) {
    let pattern = &context.workbook.pattern;
    if let (Some(now), Some(ceiling)) = (pattern.autonomy, pattern.autonomy_ceiling)
        && now > ceiling
    {
        let place = Place::of_section(Section::Pattern).at("autonomy");
        found.add(place, format!("Autonomy is \"{}\", the ceiling is \"{}\"", now.label(), ceiling.label()));
    }
}

fn autonomy_unearned(context: &Context<'_>, found: &mut Found) {
    if let Some(autonomy) = acts_alone(context)
        && lacks(&*context.workbook.pattern, "autonomy_earned_by")
    {
        let place = Place::of_section(Section::Pattern).at("autonomy_earned_by");
        found.add(place, format!("Autonomy is \"{}\", and nothing says what earned it", autonomy.label()));
    }
}

fn protected_users_without_review(context: &Context<'_>, found: &mut Found) {
    let protected = context.workbook.pattern.users.has(UserKind::Vulnerable);
    if protected && missing(&*context.workbook.release, "human_review") {
        let place = Place::of_section(Section::Release).at("human_review");
        found.add(place, "People who need protection meet the output, and nothing says which outputs a person sees");
    }
}

fn sourcing_unexplained(context: &Context<'_>, found: &mut Found) {
    let pattern = &*context.workbook.pattern;
    let (Some(importance), Some(uniqueness)) = (pattern.strategic_importance, pattern.data_uniqueness) else { return };
    let (low, high) = (importance.min(uniqueness).get(), importance.max(uniqueness).get());
    let against = match pattern.sourcing {
        Some(Sourcing::Buy) if low >= 4 => "Bought",
        Some(Sourcing::Build) if high <= 2 => "Built",
        _ => return,
    };
    if lacks(pattern, "sourcing_reason") {
        let place = Place::of_section(Section::Pattern).at("sourcing_reason");
        let message =
            format!("{against}, with importance {importance} and uniqueness {uniqueness} of 5, and no reason");
        found.add(place, message);
    }
}

/// Whether a language model is at work, and no failure mode of this category exists.
fn language_risk_open(context: &Context<'_>, category: FailureCategory) -> bool {
    let language = context.workbook.pattern.chosen.is_some_and(|chosen| chosen >= AiPattern::Retrieval);
    language && !context.workbook.failure_modes.modes.iter().any(|mode| mode.category == Some(category))
}

fn injection_not_considered(context: &Context<'_>, found: &mut Found) {
    let inputs = &context.workbook.pattern.inputs;
    let outside = [InputKind::FreeText, InputKind::Documents, InputKind::ToolResults];
    let open = language_risk_open(context, FailureCategory::Injection);
    if let Some(input) = outside.into_iter().find(|input| inputs.has(*input)).filter(|_| open) {
        let place = Place::of_section(Section::FailureModes).at("modes");
        found.add(place, format!("\"{}\" goes in, and no failure mode is about prompt injection", input.label()));
    }
}

fn confabulation_not_considered(context: &Context<'_>, found: &mut Found) {
    let writes = context.workbook.pattern.outputs.has(OutputKind::Text);
    if writes && language_risk_open(context, FailureCategory::Hallucination) {
        let place = Place::of_section(Section::FailureModes).at("modes");
        found.add(place, "The product writes text, and no failure mode is about hallucination");
    }
}
