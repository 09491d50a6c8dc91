//! Findings about the checklist, the impact assessment and the model card.

use crate::assess::practice;
use crate::model::checklist::{PracticeAnswer, PracticeStatus, PracticeTarget};
use crate::model::impact::{EffectKind, Group, ReviewState};
use crate::model::pattern::UserKind;
use crate::model::place::Place;
use crate::model::record::Item;
use crate::model::{Date, Section};
use crate::words::{capitalized, how_many, short_date};

use super::context::{lacks, missing, said};
use super::{Context, Found, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "practice-not-applicable-without-reason",
        severity: Severity::Warning,
        title: "A practice that does not apply, without a reason",
        why: "\"Not applicable\" without a reason reads like \"not done\".",
        source: "",
        action: "Say why it does not apply to this product.",
        check: practice_not_applicable_without_reason,
    },
    Rule {
        id: "practice-blocked-without-reason",
        severity: Severity::Warning,
        title: "A blocked practice, and no word on what blocks it",
        why: "Nobody can clear what nobody named.",
        source: "",
        action: "Say what blocks it.",
        check: practice_blocked_without_reason,
    },
    Rule {
        id: "practice-done-without-evidence",
        severity: Severity::Warning,
        title: "A practice that is done, with nothing to show",
        why: "A tick that shows nothing has to be asked for again by every reviewer.",
        source: "",
        action: "Name the file, address or decision that shows it, or link the item that does.",
        check: practice_done_without_evidence,
    },
    Rule {
        id: "practice-overdue",
        severity: Severity::Warning,
        title: "A practice that is overdue",
        why: "Its date was set because something waits for it.",
        source: "",
        action: "Finish it, or agree on a new date.",
        check: practice_overdue,
    },
    Rule {
        id: "practice-late-for-launch",
        severity: Severity::Warning,
        title: "Promised before launch, and due after it",
        why: "A practice that was to protect the first users comes too late for them.",
        source: "",
        action: "Move its date before the launch, or the launch behind it.",
        check: practice_late_for_launch,
    },
    Rule {
        id: "governance-after-launch",
        severity: Severity::Warning,
        title: "A governance artifact dated after launch",
        why: "Papers that come after the decision defend it; they did not inform it.",
        source: "",
        action: "Have it before people meet the product, or say in the memo why it came later.",
        check: governance_after_launch,
    },
    Rule {
        id: "harmed-group-without-voice",
        severity: Severity::Warning,
        title: "A group that can be harmed, and cannot object",
        why: "Whoever can be hurt by a result needs a way to a person and to a correction.",
        source: "NIST AI RMF 1.0, MEASURE 3.3",
        action: "Say how they learn of it, and how they object.",
        check: harmed_group_without_voice,
    },
    Rule {
        id: "harm-without-failure-mode",
        severity: Severity::Warning,
        title: "A harm that no failure mode leads to",
        why: "A harm that is not in the failure map has no fallback, no monitor and no owner.",
        source: "NIST AI RMF 1.0, MAP 5.1",
        action: "Link the failure mode that leads to it, or add one.",
        check: harm_without_failure_mode,
    },
    Rule {
        id: "harm-worse-than-failure-mode",
        severity: Severity::Warning,
        title: "A harm that is worse than the failure mode says",
        why: "The same harm is scored twice, and the failure map, which decides, has the milder score.",
        source: "NIST AI RMF 1.0, MAP 5.1",
        action: "Raise the severity of the failure mode, or correct the harm.",
        check: harm_worse_than_failure_mode,
    },
    Rule {
        id: "harm-one-sided",
        severity: Severity::Advice,
        title: "A group with benefits and no harm",
        why: "A group that can only win was probably not asked.",
        source: "NIST AI RMF 1.0, MAP 5.1",
        action: "Ask what could hurt them, and write it down.",
        check: harm_one_sided,
    },
    Rule {
        id: "disclosure-missing",
        severity: Severity::Warning,
        title: "People outside the house, and no disclosure",
        why: "People have to be told that AI takes part in what concerns them.",
        source: "ISO/IEC 42001:2023, A.8.2",
        action: "Write who is told what, in which words.",
        check: disclosure_missing,
    },
    Rule {
        id: "disclosure-not-in-place",
        severity: Severity::Warning,
        title: "People use it, and a disclosure is not in place",
        why: "A promised notice that nobody sees informs nobody.",
        source: "ISO/IEC 42001:2023, A.8.2",
        action: "Put it where they read it, and mark it as in place.",
        check: disclosure_not_in_place,
    },
    Rule {
        id: "privacy-review-overdue",
        severity: Severity::Warning,
        title: "A privacy review that is overdue",
        why: "Until it is done, nobody knows whether the data may be used like this.",
        source: "NIST AI RMF 1.0, MEASURE 2.10",
        action: "Finish it, or agree on a new date.",
        check: privacy_review_overdue,
    },
    Rule {
        id: "model-card-without-limits",
        severity: Severity::Warning,
        title: "A model card without limits, over a failure map that has them",
        why: "What the team knows about failures is what the reader of the card needs most.",
        source: "NIST AI RMF 1.0, MAP 2.2",
        action: "Write the caveats that follow from the failure modes.",
        check: model_card_without_limits,
    },
    Rule {
        id: "intended-use-unbounded",
        severity: Severity::Warning,
        title: "An intended use, and nothing out of scope",
        why: "What a model is not for has to be said before somebody is tempted.",
        source: "Mitchell et al., Model Cards for Model Reporting (2019)",
        action: "List the uses that it is not for.",
        check: intended_use_unbounded,
    },
];

fn place_of(answer: &PracticeAnswer) -> Place {
    Place::of_item(Section::Checklist, "answers", answer)
}

fn answers<'a>(context: &Context<'a>, status: PracticeStatus) -> impl Iterator<Item = &'a PracticeAnswer> {
    context.workbook.checklist.answers.iter().filter(move |answer| answer.status == Some(status))
}

fn is_open(answer: &PracticeAnswer) -> bool {
    practice::is_open(answer.status.unwrap_or_default()) && answer.target != Some(PracticeTarget::NotNeeded)
}

fn practice_not_applicable_without_reason(context: &Context<'_>, found: &mut Found) {
    for answer in answers(context, PracticeStatus::NotApplicable).filter(|answer| lacks(*answer, "reason")) {
        found.add(place_of(answer).at("reason"), format!("{} does not apply, without a reason", answer.practice));
    }
}

fn practice_blocked_without_reason(context: &Context<'_>, found: &mut Found) {
    for answer in answers(context, PracticeStatus::Blocked).filter(|answer| lacks(*answer, "reason")) {
        found.add(place_of(answer).at("reason"), format!("{} is blocked, and nothing says by what", answer.practice));
    }
}

fn practice_done_without_evidence(context: &Context<'_>, found: &mut Found) {
    for answer in answers(context, PracticeStatus::Done).filter(|answer| lacks(*answer, "evidence")) {
        if answer.links.is_empty() {
            found.add(place_of(answer).at("evidence"), format!("{} is done, and nothing shows it", answer.practice));
        }
    }
}

fn practice_overdue(context: &Context<'_>, found: &mut Found) {
    for answer in context.workbook.checklist.answers.iter().filter(|answer| is_open(answer)) {
        if let Some(due) = answer.due.filter(|due| context.is_past(Some(*due))) {
            found.add(place_of(answer).at("due"), format!("{} was due on {}", answer.practice, short_date(due)));
        }
    }
}

fn practice_late_for_launch(context: &Context<'_>, found: &mut Found) {
    let Some(launch) = context.workbook.about.launch else { return };
    for answer in context.workbook.checklist.answers.iter().filter(|answer| is_open(answer)) {
        let promised = answer.target == Some(PracticeTarget::Done);
        // once it is overdue, that is said already
        let late = |due: &Date| promised && *due > launch && !context.is_past(Some(*due));
        if let Some(due) = answer.due.filter(late) {
            let verb = if context.is_past(Some(launch)) { "was" } else { "is" };
            let (due, launch) = (short_date(due), short_date(launch));
            let message = format!("{} is due on {due}, the launch {verb} on {launch}", answer.practice);
            found.add(place_of(answer).at("due"), message);
        }
    }
}

/// What has to be there at launch, with its date: gates apart, which have rules of their own.
fn artifacts(context: &Context<'_>) -> Vec<(Place, String, Date)> {
    let workbook = context.workbook;
    let mut dated = Vec::new();
    let impact = &workbook.impact;
    if let Some(date) = impact.privacy_date.filter(|_| impact.privacy_review != Some(ReviewState::NotNeeded)) {
        dated.push((Place::of_section(Section::Impact).at("privacy_date"), "The privacy review".to_owned(), date));
    }
    let questions = [
        ("harms", &impact.harms),
        ("data_rights", &impact.data_rights),
        ("takeover", &impact.takeover),
        ("still_works", &impact.still_works),
        ("reviewer_trust", &impact.reviewer_trust),
    ];
    for (key, answer) in questions {
        // an answer is looked at again while the product lives: only the first date is late, and only that is kept here
        if let Some(date) = answer.date.filter(|_| !context.live) {
            let name = format!("The answer on {}", key.replace('_', " "));
            dated.push((Place::of_section(Section::Impact).at(key).at("date"), name, date));
        }
    }
    let earliest = workbook.reviews.sign_offs.iter().filter(|sign_off| sign_off.decision.is_some());
    if let Some((sign_off, date)) = earliest.filter_map(|one| Some((one, one.date?))).min_by_key(|(_, date)| *date) {
        let place = Place::of_item(Section::Reviews, "sign_offs", sign_off).at("date");
        dated.push((place, "The first sign-off".to_owned(), date));
    }
    dated
}

fn governance_after_launch(context: &Context<'_>, found: &mut Found) {
    let Some(launch) = context.launch else { return };
    for (place, name, date) in artifacts(context).into_iter().filter(|(_, _, date)| *date > launch) {
        let message = format!("{name} is of {}, the launch of {}", short_date(date), short_date(launch));
        found.add(place, message);
    }
}

fn group_place(group: &Group) -> Place {
    Place::of_item(Section::Impact, "groups", group)
}

fn harmed_group_without_voice(context: &Context<'_>, found: &mut Found) {
    for group in context.workbook.impact.groups.iter() {
        let harms = group.effects.iter().filter(|effect| effect.kind == Some(EffectKind::Harm)).count();
        if harms > 0 && lacks(group, "objects") {
            let message =
                format!("{} named, and no way to object", capitalized(&how_many(harms, "harm is", "harms are")));
            found.add(group_place(group).at("objects"), message);
        }
    }
}

fn harm_without_failure_mode(context: &Context<'_>, found: &mut Found) {
    for group in context.workbook.impact.groups.iter() {
        for effect in group.effects.iter().filter(|effect| effect.kind == Some(EffectKind::Harm)) {
            if effect.severity.is_some_and(|severity| severity.get() >= 3) && lacks(effect, "failure_mode") {
                let place = group_place(group).inside("effects", effect).at("failure_mode");
                found.add(place, format!("No failure mode leads to it: {}", effect.what.trim()));
            }
        }
    }
}

fn harm_worse_than_failure_mode(context: &Context<'_>, found: &mut Found) {
    for group in context.workbook.impact.groups.iter() {
        for effect in group.effects.iter().filter(|effect| effect.kind != Some(EffectKind::Benefit)) {
            let mode = effect.failure_mode.and_then(|id| context.workbook.failure_modes.modes.find(id));
            if let (Some(harm), Some(mode)) = (effect.severity, mode)
                && let Some(severity) = mode.severity.filter(|severity| harm > *severity)
            {
                let place = group_place(group).inside("effects", effect).at("severity");
                found.add(place, format!("Severity {harm} here, {severity} in {}", mode.cite()));
            }
        }
    }
}

fn harm_one_sided(context: &Context<'_>, found: &mut Found) {
    for group in context.workbook.impact.groups.iter() {
        let benefits = group.effects.iter().filter(|effect| effect.kind == Some(EffectKind::Benefit)).count();
        if benefits > 0 && benefits == group.effects.len() {
            let message = format!("{} and no harm", capitalized(&how_many(benefits, "benefit", "benefits")));
            found.add(group_place(group).at("effects"), message);
        }
    }
}

fn disclosure_missing(context: &Context<'_>, found: &mut Found) {
    let users = &context.workbook.pattern.users;
    let outside = [UserKind::Vulnerable, UserKind::Consumers].into_iter().find(|kind| users.has(*kind));
    if let Some(who) = outside.filter(|_| context.to_go_live && lacks(&*context.workbook.impact, "disclosures")) {
        let place = Place::of_section(Section::Impact).at("disclosures");
        found.add(place, format!("{} meet the output, and nothing is disclosed to anybody", who.label()));
    }
}

fn disclosure_not_in_place(context: &Context<'_>, found: &mut Found) {
    for disclosure in context.workbook.impact.disclosures.iter().filter(|one| context.live && !one.given) {
        let place = Place::of_item(Section::Impact, "disclosures", disclosure).at("given");
        found.add(place, format!("People use the product, and it is not in place: to {}", disclosure.to.trim()));
    }
}

fn privacy_review_overdue(context: &Context<'_>, found: &mut Found) {
    let impact = &context.workbook.impact;
    let settled = matches!(impact.privacy_review, Some(ReviewState::Done | ReviewState::NotNeeded));
    if let Some(date) = impact.privacy_date.filter(|date| !settled && context.is_past(Some(*date))) {
        let place = Place::of_section(Section::Impact).at("privacy_review");
        found.add(place, format!("The privacy review was due on {}", short_date(date)));
    }
}

fn model_card_without_limits(context: &Context<'_>, found: &mut Found) {
    let workbook = context.workbook;
    let modes = workbook.failure_modes.modes.len();
    let told = !missing(&*workbook.model_card, "caveats") || !workbook.limits.limits.is_empty();
    if modes > 0 && !told && workbook.model_card.marks.get("caveats").is_none() {
        let known = capitalized(&how_many(modes, "failure mode is", "failure modes are"));
        let place = Place::of_section(Section::ModelCard).at("caveats");
        found.add(place, format!("{known} known, and the card tells its readers of no limit"));
    }
}

fn intended_use_unbounded(context: &Context<'_>, found: &mut Found) {
    let card = &*context.workbook.model_card;
    if said(&card.intended_use) && lacks(card, "out_of_scope") {
        let place = Place::of_section(Section::ModelCard).at("out_of_scope");
        found.add(place, "The card says what it is for, and not what it is not for");
    }
}
