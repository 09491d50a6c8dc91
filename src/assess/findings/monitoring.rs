//! Findings about monitoring and retraining: whether a change would be noticed, and whether a new model is proven.

use std::collections::BTreeSet;

use crate::assess::risk::{RiskLevel, inherent};
use crate::model::canvas::CanvasBlock;
use crate::model::failure_modes::FailureCategory;
use crate::model::limits::LimitKind;
use crate::model::metrics::Cadence;
use crate::model::monitoring::{DriftKind, LabelOrigin, RetrainingTrigger, Signal};
use crate::model::place::Place;
use crate::model::{Number, Section};
use crate::words::{measured, series, short_date};

use super::context::{lacks, missing, said};
use super::{Context, Found, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "drift-unwatched",
        severity: Severity::Warning,
        title: "A drift that no signal would show",
        why: "Data, quality, safety and cost drift apart from each other; the one that nobody watches is noticed by customers.",
        source: "NIST AI RMF 1.0, MEASURE 2.4",
        action: "Add a signal for it.",
        check: drift_unwatched,
    },
    Rule {
        id: "signal-without-owner",
        severity: Severity::Warning,
        title: "A signal without an owner",
        why: "A signal that belongs to nobody is read by nobody.",
        source: "NIST AI RMF 1.0, GOVERN 1.5",
        action: "Name who answers for it.",
        check: signal_without_owner,
    },
    Rule {
        id: "signal-without-threshold",
        severity: Severity::Warning,
        title: "A signal that never fires",
        why: "Without a threshold a curve is decoration.",
        source: "NIST AI RMF 1.0, MANAGE 4.1",
        action: "Set the value from which on somebody is told.",
        check: signal_without_threshold,
    },
    Rule {
        id: "signal-without-action",
        severity: Severity::Warning,
        title: "A signal that fires, and nobody knows what to do",
        why: "An alarm is worth what is done about it.",
        source: "NIST AI RMF 1.0, MANAGE 4.1",
        action: "Say what is done when it fires.",
        check: signal_without_action,
    },
    Rule {
        id: "signal-stale",
        severity: Severity::Warning,
        title: "A signal that nobody looked at in time",
        why: "Watching that stopped looks like silence.",
        source: "NIST AI RMF 1.0, GOVERN 1.5",
        action: "Look at it and enter the value, or agree on a slower pace.",
        check: signal_stale,
    },
    Rule {
        id: "alert-unanswered",
        severity: Severity::Warning,
        title: "An alert, and no word on what was done",
        why: "An alert that nobody answers teaches everybody to ignore the next.",
        source: "NIST AI RMF 1.0, MANAGE 4.3",
        action: "Write what was done about it, and by whom.",
        check: alert_unanswered,
    },
    Rule {
        id: "retraining-without-validation",
        severity: Severity::Blocker,
        title: "Retraining without proof that the new model is better",
        why: "A new model is a new product, and nothing proven about the old one holds for it.",
        source: "ISO/IEC 42001:2023, A.6.2.4",
        action: "Say how a new model is proven before it replaces the old one.",
        check: retraining_without_validation,
    },
    Rule {
        id: "retraining-without-rollback",
        severity: Severity::Blocker,
        title: "Retraining without a way back",
        why: "A retrained model goes live again and again, and one of them will be worse.",
        source: "NIST AI RMF 1.0, MANAGE 2.4",
        action: "Say how you go back to the model before.",
        check: retraining_without_rollback,
    },
    Rule {
        id: "trains-on-own-output",
        severity: Severity::Warning,
        title: "A feedback loop that learns from its own output",
        why: "A model that learns from its own answers grows surer of its errors.",
        source: "",
        action: "Let people or outcomes say what the right answer was.",
        check: trains_on_own_output,
    },
    Rule {
        id: "retraining-labels-unclear",
        severity: Severity::Warning,
        title: "Retraining on labels of unknown origin",
        why: "If nobody knows who said what was right, it may have been the model.",
        source: "NIST AI RMF 1.0, MAP 2.3",
        action: "Say who says what the right answer was.",
        check: retraining_labels_unclear,
    },
    Rule {
        id: "feedback-loop-missing",
        severity: Severity::Warning,
        title: "No feedback loop",
        why: "Without a way back from the field into tests and training, the same mistake is made every day.",
        source: "NIST AI RMF 1.0, MANAGE 4.2",
        action: "Say how cases from the field come back into tests and training.",
        check: feedback_loop_missing,
    },
    Rule {
        id: "never-retrained-under-drift",
        severity: Severity::Warning,
        title: "A model that is never retrained, in a world that moves",
        why: "If drift is a known risk, a model without retraining only gets worse.",
        source: "NIST AI RMF 1.0, MANAGE 2.2",
        action: "Set what triggers a retraining, or say what is done instead.",
        check: never_retrained_under_drift,
    },
    Rule {
        id: "incidents-to-nobody",
        severity: Severity::Warning,
        title: "People use it, and incidents go to nobody",
        why: "Whoever sees the harm first must know whom to tell.",
        source: "ISO/IEC 42001:2023, A.8.4",
        action: "Name who is told first, and how.",
        check: incidents_to_nobody,
    },
];

fn place_of(signal: &Signal) -> Place {
    Place::of_item(Section::Monitoring, "signals", signal)
}

fn signals<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Signal> {
    context.workbook.monitoring.signals.iter()
}

fn of_section(field: &'static str) -> Place {
    Place::of_section(Section::Monitoring).at(field)
}

fn drift_unwatched(context: &Context<'_>, found: &mut Found) {
    let begun = signals(context).next().is_some() || context.to_go_live;
    let watched: BTreeSet<DriftKind> = signals(context).filter_map(|signal| signal.kind).collect();
    let open: Vec<String> =
        DriftKind::ALL.iter().filter(|kind| !watched.contains(kind)).map(|kind| kind.label().to_lowercase()).collect();
    if begun && !open.is_empty() && context.workbook.monitoring.marks.get("signals").is_none() {
        found.add(of_section("signals"), format!("No signal would show {}", series(&open)));
    }
}

fn signal_without_owner(context: &Context<'_>, found: &mut Found) {
    for signal in signals(context).filter(|signal| lacks(*signal, "owner")) {
        found.add(place_of(signal).at("owner"), "It is watched, and nobody answers for it");
    }
}

fn signal_without_threshold(context: &Context<'_>, found: &mut Found) {
    for signal in signals(context).filter(|signal| lacks(*signal, "threshold") && lacks(*signal, "alert_value")) {
        found.add(place_of(signal).at("threshold"), "No value sets off an alert");
    }
}

fn signal_without_action(context: &Context<'_>, found: &mut Found) {
    for signal in signals(context).filter(|signal| lacks(*signal, "action")) {
        if said(&signal.threshold) || signal.alert_value.is_some() {
            found.add(place_of(signal).at("action"), "It fires, and nothing says what is done then");
        }
    }
}

fn signal_stale(context: &Context<'_>, found: &mut Found) {
    for signal in signals(context).filter(|_| context.live) {
        let Some(days) = signal.cadence.and_then(Cadence::days) else { continue };
        let newest = signal.observations.iter().filter_map(|observation| observation.date).max();
        if let Some(age) = context.days_since(newest).filter(|age| *age > days * 2 + 2) {
            let pace = signal.cadence.map(|cadence| cadence.label().to_lowercase()).unwrap_or_default();
            let message = format!("To be looked at {pace}, and the last value is {age} days old");
            found.add(place_of(signal).at("observations"), message);
        }
    }
}

fn alert_unanswered(context: &Context<'_>, found: &mut Found) {
    for signal in signals(context) {
        for observation in signal.observations.iter().filter(|one| one.alerted && lacks(*one, "note")) {
            let when = observation.date.map(|date| format!(" on {}", short_date(date))).unwrap_or_default();
            let value = observation.value.map(Number::get);
            let value = value.map(|value| format!(" at {}", measured(value, signal.unit))).unwrap_or_default();
            let place = place_of(signal).inside("observations", observation).at("note");
            found.add(place, format!("It fired{when}{value}, and nothing says what was done"));
        }
    }
}

/// What sets off a retraining, if anything does.
fn retrained(context: &Context<'_>) -> Option<RetrainingTrigger> {
    context.workbook.monitoring.trigger.filter(|trigger| *trigger != RetrainingTrigger::Never)
}

fn retraining_without_validation(context: &Context<'_>, found: &mut Found) {
    let monitoring = &*context.workbook.monitoring;
    let unproven = lacks(monitoring, "validation") && lacks(monitoring, "validation_detail");
    if let Some(trigger) = retrained(context).filter(|_| unproven) {
        let message = format!("Retrained {}, and the new model is not validated", trigger.label().to_lowercase());
        found.add(of_section("validation"), message);
    }
}

fn retraining_without_rollback(context: &Context<'_>, found: &mut Found) {
    let bare = lacks(&*context.workbook.monitoring, "retraining_rollback");
    if let Some(trigger) = retrained(context).filter(|_| bare) {
        let message = format!("Retrained {}, and there is no way back", trigger.label().to_lowercase());
        found.add(of_section("retraining_rollback"), message);
    }
}

fn trains_on_own_output(context: &Context<'_>, found: &mut Found) {
    let own = context.workbook.monitoring.label_origin == Some(LabelOrigin::OwnOutput);
    if own && retrained(context).is_some() {
        found.add(of_section("label_origin"), "The labels for retraining are the model's own output");
    }
}

fn retraining_labels_unclear(context: &Context<'_>, found: &mut Found) {
    let monitoring = &*context.workbook.monitoring;
    if retrained(context).is_some() && lacks(monitoring, "label_origin") && lacks(monitoring, "collection") {
        found.add(of_section("label_origin"), "It is retrained, and nothing says where the labels come from");
    }
}

fn feedback_loop_missing(context: &Context<'_>, found: &mut Found) {
    let workbook = context.workbook;
    let closed = !lacks(&*workbook.monitoring, "collection")
        || workbook.failure_modes.modes.iter().any(|mode| !lacks(mode, "feedback"))
        || workbook.canvas.block(CanvasBlock::Feedback).next().is_some();
    if context.to_go_live && !closed {
        let message = "People will use it, and nothing they meet comes back into tests or training";
        found.add(of_section("collection"), message);
    }
}

fn never_retrained_under_drift(context: &Context<'_>, found: &mut Found) {
    let workbook = context.workbook;
    let never = workbook.monitoring.trigger == Some(RetrainingTrigger::Never);
    let drift = workbook
        .failure_modes
        .modes
        .iter()
        .find(|mode| mode.category == Some(FailureCategory::Drift) && inherent(mode) >= Some(RiskLevel::High));
    let shift = workbook.limits.limits.iter().find(|limit| limit.kind == Some(LimitKind::Shift));
    let known = drift.map(|mode| mode.name.trim()).or(shift.map(|limit| limit.statement.trim()));
    if let Some(known) = known.filter(|_| never && lacks(&*workbook.monitoring, "trigger_detail")) {
        found.add(of_section("trigger"), format!("Not retrained, though it is known that: {known}"));
    }
}

fn incidents_to_nobody(context: &Context<'_>, found: &mut Found) {
    if context.live && missing(&*context.workbook.monitoring, "incidents_to") {
        found.add(of_section("incidents_to"), "People use the product, and nobody is told first of an incident");
    }
}
