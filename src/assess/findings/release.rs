//! Findings about the release plan: whether it can be stopped, and whether its gates hold anything back.

use std::collections::BTreeSet;

use crate::assess::criterion;
use crate::assess::metric::Standing;
use crate::assess::readiness::gate::{decision, is_go, missing_roles};
use crate::model::discovery::GoVerdict;
use crate::model::metrics::{MetricLayer, MetricRole};
use crate::model::place::Place;
use crate::model::record::Item;
use crate::model::release::{Criterion, Gate, GateDecision, Stage, StageKind, StageState};
use crate::model::{Section, Workbook};
use crate::words::{percent, roles, series, short_date};

use super::context::{is_on, lacks, missing, reaches_people, said};
use super::{Context, Finding, Found, Rule, Severity, waived};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "kill-switch-missing",
        severity: Severity::Blocker,
        title: "A rollout without a kill switch",
        why: "Somebody must be able to switch off at once what does not do what it should.",
        source: "NIST AI RMF 1.0, MANAGE 2.4",
        action: "Say who can stop it, where, and what happens then.",
        check: |context, found| safeguard(context, found, "kill_switch", "kill switch"),
    },
    Rule {
        id: "rollback-missing",
        severity: Severity::Blocker,
        title: "A rollout without a way back",
        why: "What cannot be taken back has to be right the first time, and it will not be.",
        source: "NIST AI RMF 1.0, MANAGE 2.4",
        action: "Say to which state you go back, who does it, and in what time.",
        check: |context, found| safeguard(context, found, "rollback", "rollback"),
    },
    Rule {
        id: "rollback-not-rehearsed",
        severity: Severity::Warning,
        title: "A rollback that was never tried",
        why: "A way back that nobody walked is a drawing.",
        source: "",
        action: "Rehearse it before people depend on it, and enter the date.",
        check: rollback_not_rehearsed,
    },
    Rule {
        id: "kill-switch-not-drilled",
        severity: Severity::Advice,
        title: "A kill switch that was never tried",
        why: "In the hour that counts somebody has to find it.",
        source: "",
        action: "Hold a drill and enter when it was, and how long it took.",
        check: kill_switch_not_drilled,
    },
    Rule {
        id: "stop-ship-missing",
        severity: Severity::Warning,
        title: "A rollout that nothing stops",
        why: "What stops a release is agreed while nobody is in a hurry.",
        source: "NIST AI RMF 1.0, MANAGE 1.1",
        action: "List what stops the release at once.",
        check: stop_ship_missing,
    },
    Rule {
        id: "playbook-missing",
        severity: Severity::Warning,
        title: "People use it, and nobody knows the first hour of an incident",
        why: "Who does what is not worked out well while harm is being done.",
        source: "NIST AI RMF 1.0, MANAGE 4.1",
        action: "Write down who does what in the first hour.",
        check: playbook_missing,
    },
    Rule {
        id: "rollout-without-small-step",
        severity: Severity::Warning,
        title: "From none to all in one step",
        why: "A small group first is what keeps a mistake small.",
        source: "",
        action: "Put a pilot or a gradual stage before it.",
        check: rollout_without_small_step,
    },
    Rule {
        id: "stage-without-gate",
        severity: Severity::Warning,
        title: "A stage that no gate opens",
        why: "Without a decision between two stages the rollout widens by itself.",
        source: "NIST AI RMF 1.0, MANAGE 1.1",
        action: "Add the gate, and what must be true before it.",
        check: stage_without_gate,
    },
    Rule {
        id: "stage-before-gate",
        severity: Severity::Blocker,
        title: "A stage that began without its gate's decision",
        why: "People meet the product, and nobody decided that they may.",
        source: "NIST AI RMF 1.0, MANAGE 1.1",
        action: "Record the decision, or stop the stage until there is one.",
        check: stage_before_gate,
    },
    Rule {
        id: "gate-without-criteria",
        severity: Severity::Warning,
        title: "A gate that lets everything through",
        why: "A gate without a condition is a date.",
        source: "NIST AI RMF 1.0, MANAGE 1.1",
        action: "Add what must be true: a metric, a budget, the checklist or a statement.",
        check: gate_without_criteria,
    },
    Rule {
        id: "gate-without-layer",
        severity: Severity::Warning,
        title: "Gates without a ship blocker of each metric layer",
        why: "A release that only the test bench can stop will be stopped by users, by cost or by an outage instead.",
        source: "",
        action: "Add a criterion on a ship blocker of each missing layer.",
        check: gate_without_layer,
    },
    Rule {
        id: "gate-overdue",
        severity: Severity::Warning,
        title: "A gate whose day has passed without a decision",
        why: "What is not decided on its day is decided by habit.",
        source: "NIST AI RMF 1.0, MANAGE 1.1",
        action: "Decide it, or set a new date.",
        check: gate_overdue,
    },
    Rule {
        id: "gate-passed-unmet",
        severity: Severity::Warning,
        title: "A go although a criterion is not met",
        why: "Either the condition did not matter or the decision does not hold any more.",
        source: "NIST AI RMF 1.0, MANAGE 1.1",
        action: "Decide the gate again, with what is known today.",
        check: gate_passed_unmet,
    },
    Rule {
        id: "gate-decision-incomplete",
        severity: Severity::Warning,
        title: "A decision without a name or a reason",
        why: "A release decision is looked up when something went wrong, and then by whom and why is all that counts.",
        source: "NIST AI RMF 1.0, GOVERN 2.3",
        action: "Add who decided, and why.",
        check: gate_decision_incomplete,
    },
    Rule {
        id: "gate-without-sign-off",
        severity: Severity::Warning,
        title: "A gate that was passed without a sign-off it needs",
        why: "A sign-off that can be left out protects nobody.",
        source: "NIST AI RMF 1.0, GOVERN 2.1",
        action: "Get the sign-off, or take the role off the list.",
        check: gate_without_sign_off,
    },
];

fn place_of(gate: &Gate) -> Place {
    Place::of_item(Section::Release, "gates", gate)
}

fn reaching<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Stage> {
    context.workbook.release.stages.iter().filter(|stage| reaches_people(stage))
}

/// What people call a stage, in quotes.
fn named(stage: &Stage) -> String {
    if said(&stage.name) { format!("\"{}\"", stage.name.trim()) } else { stage.cite() }
}

/// A safeguard that a rollout needs. That nobody knows it yet is enough of an answer for a plan, not for a stage that is on.
fn safeguard(context: &Context<'_>, found: &mut Found, key: &'static str, name: &str) {
    let release = &*context.workbook.release;
    let ahead = |stage: &&Stage| matches!(stage.state, Some(StageState::Planned | StageState::Now));
    let absent = if context.live { missing(release, key) } else { lacks(release, key) };
    let next = release.stages.iter().filter(ahead).find(|stage| stage.state == Some(StageState::Now));
    if let Some(stage) = next.or_else(|| release.stages.iter().find(ahead)).filter(|_| absent) {
        let state = if stage.state == Some(StageState::Now) { "is on" } else { "is planned" };
        let message = format!("The stage {} {state}, and there is no {name}", named(stage));
        found.add(Place::of_section(Section::Release).at(key), message);
    }
}

fn rollback_not_rehearsed(context: &Context<'_>, found: &mut Found) {
    let release = &*context.workbook.release;
    if context.to_go_live && said(&release.rollback) && lacks(release, "rollback_rehearsed") {
        let message = "A rollback is described, and was never rehearsed";
        found.add(Place::of_section(Section::Release).at("rollback_rehearsed"), message);
    }
}

fn kill_switch_not_drilled(context: &Context<'_>, found: &mut Found) {
    let release = &*context.workbook.release;
    if context.to_go_live && said(&release.kill_switch) && lacks(release, "kill_switch_drill") {
        let message = "A kill switch is described, and no drill is recorded";
        found.add(Place::of_section(Section::Release).at("kill_switch_drill"), message);
    }
}

fn stop_ship_missing(context: &Context<'_>, found: &mut Found) {
    if context.to_go_live && lacks(&*context.workbook.release, "stop_ship") {
        let message = "A stage reaches people, and nothing stops the release";
        found.add(Place::of_section(Section::Release).at("stop_ship"), message);
    }
}

fn playbook_missing(context: &Context<'_>, found: &mut Found) {
    if context.live && missing(&*context.workbook.release, "playbook") {
        let message = "People use the product, and there is no incident playbook";
        found.add(Place::of_section(Section::Release).at("playbook"), message);
    }
}

fn rollout_without_small_step(context: &Context<'_>, found: &mut Found) {
    let full = reaching(context).find(|stage| stage.kind == Some(StageKind::Full));
    let small = reaching(context).any(|stage| stage.kind != Some(StageKind::Full));
    if let Some(stage) = full.filter(|_| !small) {
        let exposure = stage.exposure.map_or("all".to_owned(), |share| percent(share.fraction()));
        let place = Place::of_item(Section::Release, "stages", stage).at("kind");
        found.add(place, format!("The first people who meet it are {exposure} of the cases"));
    }
}

fn gate_of<'a>(workbook: &'a Workbook, stage: &Stage) -> Option<&'a Gate> {
    workbook.release.gates.iter().find(|gate| gate.opens == Some(stage.id))
}

fn stage_without_gate(context: &Context<'_>, found: &mut Found) {
    for stage in reaching(context).filter(|stage| gate_of(context.workbook, stage).is_none()) {
        let kind = stage.kind.map(|kind| kind.label().to_lowercase()).unwrap_or_default();
        let place = Place::of_item(Section::Release, "stages", stage);
        found.add(place, format!("No gate stands before this {kind} stage"));
    }
}

fn stage_before_gate(context: &Context<'_>, found: &mut Found) {
    for stage in reaching(context).filter(|stage| is_on(stage)) {
        let Some(gate) = gate_of(context.workbook, stage) else { continue };
        if !gate.decisions.iter().any(is_go) {
            let message =
                format!("The stage {} is on or done, and {} was not decided as a go", named(stage), gate.cite());
            found.add(place_of(gate).at("decisions"), message);
        }
    }
}

fn gate_without_criteria(context: &Context<'_>, found: &mut Found) {
    for gate in context.workbook.release.gates.iter().filter(|gate| lacks(*gate, "criteria")) {
        found.add(place_of(gate).at("criteria"), "It has no criterion, so nothing can be judged");
    }
}

/// The layers of the ship blockers that a criterion asks for, by its metric or by its budget's metric.
fn layer_of(workbook: &Workbook, criterion: &Criterion) -> Option<MetricLayer> {
    let item = criterion.item?;
    let of_budget = || workbook.budgets.budgets.find(item).and_then(|budget| budget.metric);
    let metric = workbook.metrics.metrics.find(item).or_else(|| workbook.metrics.metrics.find(of_budget()?))?;
    metric.layer.filter(|_| metric.role == Some(MetricRole::ShipBlocker))
}

fn gate_without_layer(context: &Context<'_>, found: &mut Found) {
    let workbook = context.workbook;
    let gates = &workbook.release.gates;
    let criteria = || gates.iter().flat_map(|gate| gate.criteria.iter());
    let blocking = workbook.metrics.metrics.iter().any(|metric| metric.role == Some(MetricRole::ShipBlocker));
    let Some(last) = gates.iter().last().filter(|_| blocking && criteria().next().is_some()) else { return };
    let covered: BTreeSet<MetricLayer> = criteria().filter_map(|criterion| layer_of(workbook, criterion)).collect();
    let lacking: Vec<String> = MetricLayer::ALL
        .iter()
        .filter(|layer| !covered.contains(layer))
        .map(|layer| layer.label().to_lowercase())
        .collect();
    if !lacking.is_empty() {
        let message = format!(
            "Up to {}, no gate asks for a ship blocker that is {}",
            last.cite(),
            series(&lacking).replace(" and ", " or ")
        );
        found.add(place_of(last).at("criteria"), message);
    }
}

fn gate_overdue(context: &Context<'_>, found: &mut Found) {
    for gate in context.workbook.release.gates.iter().filter(|gate| context.is_past(gate.date)) {
        if let Some(date) = gate.date.filter(|_| gate.decisions.is_empty()) {
            found
                .add(place_of(gate).at("decisions"), format!("To be decided on {}, and no decision", short_date(date)));
        }
    }
}

fn gate_passed_unmet(context: &Context<'_>, found: &mut Found) {
    // blockers have been looked for by now
    let is_open = |one: &Finding| one.severity() == Severity::Blocker && waived(context, one).is_none();
    let blocked = found.so_far().iter().any(is_open);
    for gate in context.workbook.release.gates.iter() {
        if decision(gate).and_then(|decision| decision.verdict) != Some(GoVerdict::Go) {
            continue;
        }
        for criterion in gate.criteria.iter() {
            if criterion::standing(context.workbook, criterion, blocked) == Standing::NotMet {
                let place = place_of(gate).inside("criteria", criterion);
                let words = criterion.statement.trim();
                let about = criterion.item.map(|id| context.index.words(id)).filter(|_| words.is_empty());
                let message = format!("A go, and not met: {}", about.as_deref().unwrap_or(words));
                found.add(place, message);
            }
        }
    }
}

fn gate_decision_incomplete(context: &Context<'_>, found: &mut Found) {
    for gate in context.workbook.release.gates.iter() {
        for decision in gate.decisions.iter().filter(|decision| decision.verdict.is_some()) {
            let key = ["by", "reason"].into_iter().find(|key| lacks(decision, key));
            if let Some(key) = key {
                let what = if key == "by" { "a name" } else { "a reason" };
                let verdict = decision.verdict.map_or("", GoVerdict::label);
                let place = place_of(gate).inside("decisions", decision).at(key);
                found.add(place, format!("\"{verdict}\", without {what}"));
            }
        }
    }
}

fn gate_without_sign_off(context: &Context<'_>, found: &mut Found) {
    // sign-offs are renewed with the document: those of a gate that was passed before the first of them are not kept here
    let first = context.workbook.reviews.sign_offs.iter().filter_map(|sign_off| sign_off.date).min();
    let kept = |decision: &GateDecision| first.zip(decision.date).is_none_or(|(first, decided)| decided >= first);
    let passed = |gate: &&Gate| decision(gate).is_some_and(|decision| is_go(decision) && kept(decision));
    for gate in context.workbook.release.gates.iter().filter(passed) {
        let open = missing_roles(context.workbook, gate, context.standings);
        if !open.is_empty() {
            found.add(place_of(gate).at("required_roles"), format!("A go, without the sign-off of {}", roles(&open)));
        }
    }
}
