//! Findings about failure modes: whether each is answered, noticed, owned and honestly scored.

use crate::assess::ratings::Opinions;
use crate::assess::risk::{self, RiskLevel, inherent, residual};
use crate::model::failure_modes::{ActionState, FailureMode, Mitigation};
use crate::model::place::Place;
use crate::model::{Section, Step};
use crate::words::{how_many, series, short_date};

use super::context::{lacks, said};
use super::{Context, Found, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "fallback-missing",
        severity: Severity::Blocker,
        title: "A high risk without a fallback",
        why: "A product that can do serious harm must fail safely, and someone has to have decided how.",
        source: "NIST AI RMF 1.0, MEASURE 2.6",
        action: "Say what the product does instead, and what the user reads then.",
        check: fallback_missing,
    },
    Rule {
        id: "fallback-without-trigger",
        severity: Severity::Warning,
        title: "A fallback that nothing sets off",
        why: "A fallback helps only if the product knows when to use it.",
        source: "NIST AI RMF 1.0, MEASURE 2.6",
        action: "Name the trigger, or link the operating point whose threshold sets it off.",
        check: fallback_without_trigger,
    },
    Rule {
        id: "fallback-without-owner",
        severity: Severity::Warning,
        title: "A fallback without an owner",
        why: "Somebody has to keep the queue staffed and the words right.",
        source: "NIST AI RMF 1.0, GOVERN 2.1",
        action: "Name who answers for this failure mode.",
        check: fallback_without_owner,
    },
    Rule {
        id: "fallback-without-words",
        severity: Severity::Warning,
        title: "A severe failure, and no words for the user",
        why: "At the worst moment the user reads whatever the product happens to say.",
        source: "",
        action: "Write what the user reads when the fallback takes over.",
        check: fallback_without_words,
    },
    Rule {
        id: "silent-failure-unwatched",
        severity: Severity::Warning,
        title: "A silent failure without a monitor",
        why: "What users cannot notice must be noticed by a signal, or it goes on.",
        source: "NIST AI RMF 1.0, MEASURE 2.4",
        action: "Link or describe the signal that shows it.",
        check: silent_failure_unwatched,
    },
    Rule {
        id: "monitor-without-owner",
        severity: Severity::Warning,
        title: "A monitor that tells nobody",
        why: "An alarm without a listener is a log file.",
        source: "NIST AI RMF 1.0, MANAGE 4.1",
        action: "Name who gets told.",
        check: monitor_without_owner,
    },
    Rule {
        id: "monitor-without-threshold",
        severity: Severity::Warning,
        title: "A monitor without an alert threshold",
        why: "Without a value from which on somebody is told, the signal is watched by chance.",
        source: "NIST AI RMF 1.0, MANAGE 4.1",
        action: "Set the value from which on somebody gets told.",
        check: monitor_without_threshold,
    },
    Rule {
        id: "residual-risk-high",
        severity: Severity::Warning,
        title: "A risk that stays high with all controls",
        why: "What remains after treatment is accepted by somebody by name, or it is not accepted.",
        source: "NIST AI RMF 1.0, MANAGE 1.4",
        action: "Reduce it further, or have it accepted with reason, name and end.",
        check: residual_risk_high,
    },
    Rule {
        id: "residual-over-inherent",
        severity: Severity::Warning,
        title: "A risk that grew with its controls",
        why: "Controls that make it worse are none; more likely one of the scores is wrong.",
        source: "",
        action: "Score it again, before and after controls.",
        check: residual_over_inherent,
    },
    Rule {
        id: "residual-without-mitigation",
        severity: Severity::Warning,
        title: "A risk that fell without a mitigation",
        why: "A score falls because something was done; otherwise it was talked down.",
        source: "NIST AI RMF 1.0, MANAGE 1.3",
        action: "Add the mitigation that earned it, or put the score back.",
        check: residual_without_mitigation,
    },
    Rule {
        id: "residual-on-promises",
        severity: Severity::Warning,
        title: "A risk that fell by work that is not done",
        why: "The residual score counts controls that exist; a plan is not one.",
        source: "NIST AI RMF 1.0, MANAGE 1.4",
        action: "Credit the score once the mitigation is done.",
        check: residual_on_promises,
    },
    Rule {
        id: "acceptance-incomplete",
        severity: Severity::Warning,
        title: "A risk accepted without reason, name or end",
        why: "An acceptance that nobody signed and that never ends is a risk that was forgotten.",
        source: "NIST AI RMF 1.0, MANAGE 1.3",
        action: "Say why, by whom and until when it is accepted.",
        check: acceptance_incomplete,
    },
    Rule {
        id: "acceptance-expired",
        severity: Severity::Warning,
        title: "A risk whose acceptance has run out",
        why: "It was accepted for a time, and the time is over.",
        source: "NIST AI RMF 1.0, MANAGE 1.3",
        action: "Decide again, with the measurements of today.",
        check: acceptance_expired,
    },
    Rule {
        id: "mitigation-overdue",
        severity: Severity::Warning,
        title: "A mitigation that is overdue",
        why: "Until it is done, the risk stands as before.",
        source: "NIST AI RMF 1.0, MANAGE 1.3",
        action: "Finish it, or agree on a new date and say what that means for release.",
        check: mitigation_overdue,
    },
    Rule {
        id: "mitigation-without-owner",
        severity: Severity::Warning,
        title: "A mitigation of a high risk that nobody does",
        why: "Work without a name is not done.",
        source: "NIST AI RMF 1.0, GOVERN 2.1",
        action: "Name who does it.",
        check: mitigation_without_owner,
    },
    Rule {
        id: "ratings-disagree",
        severity: Severity::Advice,
        title: "Raters who see it differently, and no reason",
        why: "Whoever rates far from the others often knows something that they do not.",
        source: "NIST AI RMF 1.0, MAP 5.1",
        action: "Ask the lowest and the highest for their reason, and write it down.",
        check: ratings_disagree,
    },
    Rule {
        id: "ratings-not-followed",
        severity: Severity::Warning,
        title: "A score that no rater gave",
        why: "A score outside of all ratings comes from somewhere else, and a reader will ask from where.",
        source: "NIST AI RMF 1.0, MAP 5.1",
        action: "Take a score between the ratings, or add the rating that explains it.",
        check: ratings_not_followed,
    },
    Rule {
        id: "high-risk-unmeasured",
        severity: Severity::Warning,
        title: "A high risk that no budget or metric measures",
        why: "Measuring begins with the most significant risks.",
        source: "NIST AI RMF 1.0, MEASURE 1.1",
        action: "Link the budget that limits it or the metric that shows it.",
        check: high_risk_unmeasured,
    },
    Rule {
        id: "failure-mode-unscored",
        severity: Severity::Warning,
        title: "A failure mode without a score while people use the product",
        why: "Nobody decided whether it may happen to them.",
        source: "NIST AI RMF 1.0, MAP 5.1",
        action: "Score severity and frequency before any control.",
        check: failure_mode_unscored,
    },
];

fn place_of(mode: &FailureMode) -> Place {
    Place::of_item(Section::FailureModes, "modes", mode)
}

fn modes<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a FailureMode> {
    context.workbook.failure_modes.modes.iter()
}

/// A failure mode of high or critical inherent risk, with its level.
fn high(mode: &FailureMode) -> Option<RiskLevel> {
    inherent(mode).filter(|level| *level >= RiskLevel::High)
}

fn step(step: Option<Step>) -> String {
    step.map_or_else(String::new, |step| step.to_string())
}

/// Whether a linked signal watches it.
fn has_signal(context: &Context<'_>, mode: &FailureMode) -> bool {
    !mode.signals.is_empty() || context.watched.contains(&mode.id)
}

fn fallback_missing(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context) {
        if let Some(level) = high(mode).filter(|_| !mode.has_fallback()) {
            let (severity, level) = (step(mode.severity), level.label().to_lowercase());
            let message = format!("Severity {severity}, inherent risk {level}, and no fallback");
            found.add(place_of(mode).at("fallback"), message);
        }
    }
}

fn fallback_without_trigger(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context).filter(|mode| said(&mode.fallback) && high(mode).is_some()) {
        if lacks(mode, "fallback_trigger") && lacks(mode, "operating_point") {
            let message = format!("Severity {}: there is a fallback, and nothing sets it off", step(mode.severity));
            found.add(place_of(mode).at("fallback_trigger"), message);
        }
    }
}

fn fallback_without_owner(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context).filter(|mode| said(&mode.fallback) && lacks(*mode, "owner")) {
        // what nobody has scored yet is a draft
        if mode.severity.is_some() {
            let message = format!("Severity {}: there is a fallback, and nobody answers for it", step(mode.severity));
            found.add(place_of(mode).at("owner"), message);
        }
    }
}

fn fallback_without_words(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context).filter(|mode| said(&mode.fallback) && lacks(*mode, "user_words")) {
        if mode.severity.is_some_and(|severity| severity.get() >= 4) {
            let message = format!("Severity {}, and nothing says what the user reads", step(mode.severity));
            found.add(place_of(mode).at("user_words"), message);
        }
    }
}

fn silent_failure_unwatched(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context).filter(|mode| risk::is_silent(mode, context.workbook)) {
        if mode.marks.get("monitor").is_none() && !context.watched.contains(&mode.id) {
            let message = format!("Detectability {} of 5 (silent), and no signal", step(mode.detectability));
            found.add(place_of(mode).at("monitor"), message);
        }
    }
}

fn monitor_without_owner(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context).filter(|mode| said(&mode.monitor) && lacks(*mode, "monitor_owner")) {
        if !has_signal(context, mode) {
            let message = "There is a signal, and nobody gets told when it fires";
            found.add(place_of(mode).at("monitor_owner"), message);
        }
    }
}

fn monitor_without_threshold(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context).filter(|mode| said(&mode.monitor) && lacks(*mode, "alert")) {
        if !has_signal(context, mode) {
            found.add(place_of(mode).at("alert"), "There is a signal, and no value from which on it tells somebody");
        }
    }
}

/// What an accepted risk lacks: reason, name, end.
fn acceptance_lacks(mode: &FailureMode) -> Vec<String> {
    let parts = [
        (said(&mode.accepted_reason), "reason"),
        (said(&mode.accepted_by), "name"),
        (mode.accepted_until.is_some(), "end"),
    ];
    parts.into_iter().filter(|(there, _)| !there).map(|(_, part)| part.to_owned()).collect()
}

fn residual_risk_high(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context) {
        // an acceptance that is incomplete or has run out is a finding of its own
        if let Some(level) = residual(mode).filter(|level| *level >= RiskLevel::High && !mode.accepted) {
            let (severity, frequency) = (step(mode.residual_severity), step(mode.residual_frequency));
            let message = format!(
                "{} with controls (severity {severity}, frequency {frequency}), and not accepted",
                level.label()
            );
            found.add(place_of(mode).at("residual_severity"), message);
        }
    }
}

/// Severity times frequency, before controls and with them.
fn scores(mode: &FailureMode) -> Option<(u8, u8)> {
    let before = risk::score(mode.severity?, mode.frequency?);
    Some((before, risk::score(mode.residual_severity?, mode.residual_frequency?)))
}

fn residual_over_inherent(context: &Context<'_>, found: &mut Found) {
    for (mode, (before, with)) in modes(context).filter_map(|mode| Some((mode, scores(mode)?))) {
        if with > before {
            let message = format!("Score {with} of 25 with controls, {before} without");
            found.add(place_of(mode).at("residual_severity"), message);
        }
    }
}

/// Mitigations that were not dropped.
fn kept(mode: &FailureMode) -> impl Iterator<Item = &Mitigation> {
    mode.mitigations.iter().filter(|mitigation| mitigation.state != Some(ActionState::Dropped))
}

fn residual_without_mitigation(context: &Context<'_>, found: &mut Found) {
    for (mode, (before, with)) in modes(context).filter_map(|mode| Some((mode, scores(mode)?))) {
        if with < before && kept(mode).next().is_none() && mode.marks.get("mitigations").is_none() {
            let message = format!("Score {with} of 25 with controls, {before} without, and no mitigation");
            found.add(place_of(mode).at("mitigations"), message);
        }
    }
}

fn residual_on_promises(context: &Context<'_>, found: &mut Found) {
    for (mode, (before, with)) in modes(context).filter_map(|mode| Some((mode, scores(mode)?))) {
        let open = kept(mode).count();
        let none_done = kept(mode).all(|mitigation| mitigation.state != Some(ActionState::Done));
        // a fallback is a control, too
        if with < before && open > 0 && none_done && !said(&mode.fallback) {
            let planned = how_many(open, "mitigation that is not done", "mitigations of which none is done");
            let message = format!("Score {with} of 25 with controls, {before} without, by {planned}");
            found.add(place_of(mode).at("residual_severity"), message);
        }
    }
}

fn acceptance_incomplete(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context).filter(|mode| mode.accepted) {
        let lacking = acceptance_lacks(mode);
        if !lacking.is_empty() {
            let field = match lacking.first().map(String::as_str) {
                Some("reason") => "accepted_reason",
                Some("name") => "accepted_by",
                _ => "accepted_until",
            };
            found.add(place_of(mode).at(field), format!("Accepted without {}", lacking.join(", without ")));
        }
    }
}

fn acceptance_expired(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context).filter(|mode| mode.accepted && context.is_past(mode.accepted_until)) {
        let until = mode.accepted_until.map(short_date).unwrap_or_default();
        found.add(place_of(mode).at("accepted_until"), format!("Accepted until {until}"));
    }
}

fn mitigation_overdue(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context) {
        for mitigation in kept(mode).filter(|mitigation| mitigation.state != Some(ActionState::Done)) {
            if let Some(due) = mitigation.due.filter(|due| context.is_past(Some(*due))) {
                let place = place_of(mode).inside("mitigations", mitigation).at("due");
                found.add(place, format!("Due on {}: {}", short_date(due), mitigation.action.trim()));
            }
        }
    }
}

fn mitigation_without_owner(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context).filter(|mode| high(mode).is_some()) {
        let open = kept(mode).filter(|mitigation| mitigation.state != Some(ActionState::Done));
        for mitigation in open.filter(|mitigation| lacks(*mitigation, "owner")) {
            let place = place_of(mode).inside("mitigations", mitigation).at("owner");
            found.add(place, format!("Nobody does it: {}", mitigation.action.trim()));
        }
    }
}

fn ratings_disagree(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context) {
        let opinions = Opinions::of(mode);
        if let Some(spread) = opinions.spreads().find(|spread| spread.is_far_apart() && opinions.needs_reason()) {
            let (scale, low, high) = (spread.scale.label(), spread.low, spread.high);
            let asked = how_many(opinions.asked.len(), "rater gives", "raters give");
            let message = format!("{scale} rated from {low} to {high}, and {asked} no reason");
            found.add(place_of(mode).at("ratings"), message);
        }
    }
}

fn ratings_not_followed(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context) {
        let rated = || mode.ratings.iter().filter_map(|rating| rating.severity);
        let (Some(low), Some(high), Some(severity)) = (rated().min(), rated().max(), mode.severity) else { continue };
        if (severity < low || severity > high) && rated().count() > 1 {
            let rated =
                if low == high { format!("and all rated it {low}") } else { format!("rated from {low} to {high}") };
            let message = format!("Severity {severity}, {rated}");
            found.add(place_of(mode).at("severity"), message);
        }
    }
}

fn high_risk_unmeasured(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context) {
        let measured = !mode.budgets.is_empty() || !mode.metrics.is_empty() || context.budgeted.contains(&mode.id);
        let marked = mode.marks.get("budgets").is_some() || mode.marks.get("metrics").is_some();
        if let Some(level) = high(mode).filter(|_| !measured && !marked) {
            let message = format!("Inherent risk {}, and no budget or metric", level.label().to_lowercase());
            found.add(place_of(mode).at("budgets"), message);
        }
    }
}

fn failure_mode_unscored(context: &Context<'_>, found: &mut Found) {
    for mode in modes(context).filter(|_| context.live) {
        let lacking: Vec<String> =
            ["severity", "frequency"].into_iter().filter(|key| lacks(mode, key)).map(str::to_owned).collect();
        if let Some(first) = ["severity", "frequency"].into_iter().find(|key| lacks(mode, key)) {
            let message = format!("People use the product, and nobody has scored {}", series(&lacking));
            found.add(place_of(mode).at(first), message);
        }
    }
}
