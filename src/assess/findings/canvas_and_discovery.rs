//! Findings about the idea: what it rests on, against what it is compared, and whether it was shown to be feasible.

use std::collections::HashSet;

use crate::model::canvas::{CanvasBlock, NoteKind};
use crate::model::discovery::{FeasibilityCheck, GoVerdict, StageVerdict};
use crate::model::pattern::AiPattern;
use crate::model::place::Place;
use crate::model::record::Item;
use crate::model::{Id, Section};
use crate::words::{capitalized, series, short_date, spelled};

use super::context::{lacks, said};
use super::{Context, Found, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "fact-without-source",
        severity: Severity::Warning,
        title: "A fact without a source",
        why: "A fact that nobody can look up is an assumption that sounds better.",
        source: "",
        action: "Name the file, address or person it comes from, or call it an assumption.",
        check: fact_without_source,
    },
    Rule {
        id: "assumption-carries-decision",
        severity: Severity::Warning,
        title: "A decision that rests on an assumption",
        why: "If the assumption falls, the decision falls with it, and by then it has cost money.",
        source: "",
        action: "Test the assumption and make it a fact, or take the decision back until then.",
        check: assumption_carries_decision,
    },
    Rule {
        id: "assumption-untested",
        severity: Severity::Advice,
        title: "An assumption that nothing tests",
        why: "An assumption that is tied to no metric, budget or failure mode is never proven wrong, only forgotten.",
        source: "",
        action: "Link it to the item that would show whether it holds.",
        check: assumption_untested,
    },
    Rule {
        id: "canvas-block-empty",
        severity: Severity::Advice,
        title: "A canvas with a block that nobody touched",
        why: "The block that stays empty is usually the one that nobody wanted to talk about.",
        source: "",
        action: "Put at least the open question there.",
        check: canvas_block_empty,
    },
    Rule {
        id: "baseline-missing",
        severity: Severity::Warning,
        title: "No way without AI to compare with",
        why: "Whether AI is worth its risk shows only beside the best way to do the job without it.",
        source: "NIST AI RMF 1.0, MANAGE 2.1",
        action: "Measure how good the present way or a handful of rules is on the same cases.",
        check: baseline_missing,
    },
    Rule {
        id: "target-without-feasibility",
        severity: Severity::Warning,
        title: "A target that was promised before anyone looked at feasibility",
        why: "A promised figure becomes the plan, whether or not the data can carry it.",
        source: "",
        action: "Run the feasibility sprint and record its verdict, or take the targets back.",
        check: target_without_feasibility,
    },
    Rule {
        id: "feasibility-without-evidence",
        severity: Severity::Warning,
        title: "A go without evidence",
        why: "A verdict that shows nothing cannot be checked by whoever has to rely on it.",
        source: "",
        action: "Say what shows it, or link the item that does.",
        check: feasibility_without_evidence,
    },
    Rule {
        id: "no-go-overridden",
        severity: Severity::Warning,
        title: "A rollout against a no-go of discovery",
        why: "A release is a decision about whether the purpose can be met; a standing no-go says that it cannot.",
        source: "NIST AI RMF 1.0, MANAGE 1.1",
        action: "Stop the rollout, or decide discovery anew and say what changed.",
        check: no_go_overridden,
    },
    Rule {
        id: "hypothesis-not-testable",
        severity: Severity::Warning,
        title: "A hypothesis that nothing could prove wrong",
        why: "Without a result that would count against it, every result will be read as a success.",
        source: "",
        action: "Write down what you would have to see to give it up.",
        check: hypothesis_not_testable,
    },
    Rule {
        id: "launch-date-past",
        severity: Severity::Warning,
        title: "A planned launch that has passed",
        why: "Either it was launched without a record, or the plan that everybody works to is wrong.",
        source: "",
        action: "Set a new date, or set the stage that is on to \"Now\".",
        check: launch_date_past,
    },
];

fn fact_without_source(context: &Context<'_>, found: &mut Found) {
    for note in context.workbook.canvas.notes.iter() {
        if note.kind == Some(NoteKind::Fact) && said(&note.text) && lacks(note, "source") {
            let place = Place::of_item(Section::Canvas, "notes", note).at("source");
            found.add(place, format!("Called a fact, but without a source: {}", note.text.trim()));
        }
    }
}

fn assumption_carries_decision(context: &Context<'_>, found: &mut Found) {
    let notes = &context.workbook.canvas.notes;
    let of_kind = |kind| notes.iter().filter(move |note| note.kind == Some(kind));
    let assumptions: HashSet<Id> = of_kind(NoteKind::Assumption).map(|note| note.id).collect();
    for decision in of_kind(NoteKind::Decision) {
        let resting: Vec<String> = decision
            .links
            .iter()
            .filter(|id| assumptions.contains(id))
            .filter_map(|id| notes.find(*id))
            .map(Item::cite)
            .collect();
        if !resting.is_empty() {
            let place = Place::of_item(Section::Canvas, "notes", decision).at("links");
            found.add(place, format!("It is decided, and rests on the assumption {}", series(&resting)));
        }
    }
    for change in context.workbook.discovery.changes.iter() {
        if change.before_kind == Some(NoteKind::Assumption) && change.after_kind == Some(NoteKind::Decision) {
            let place = Place::of_item(Section::Discovery, "changes", change).at("before_kind");
            let message = format!(
                "{}: how it shall be is decided, how it is now is an assumption",
                if said(&change.aspect) { change.aspect.trim() } else { "A change" }
            );
            found.add(place, message);
        }
    }
}

fn assumption_untested(context: &Context<'_>, found: &mut Found) {
    for note in context.workbook.canvas.notes.iter() {
        if note.kind == Some(NoteKind::Assumption) && lacks(note, "links") {
            let place = Place::of_item(Section::Canvas, "notes", note).at("links");
            found.add(place, format!("Nothing would show whether it holds: {}", note.text.trim()));
        }
    }
}

fn canvas_block_empty(context: &Context<'_>, found: &mut Found) {
    let canvas = &context.workbook.canvas;
    let used: HashSet<CanvasBlock> = canvas.notes.iter().filter_map(|note| note.block).collect();
    let empty: Vec<String> =
        CanvasBlock::ALL.iter().filter(|block| !used.contains(block)).map(|block| block.label().to_owned()).collect();
    // a canvas that was only begun is no sign of anything
    if used.len() >= 8 && !empty.is_empty() {
        let place = Place::of_section(Section::Canvas).at("notes");
        found.add(place, format!("{} of 12 blocks have notes, but not {}", used.len(), series(&empty)));
    }
}

fn baseline_missing(context: &Context<'_>, found: &mut Found) {
    let workbook = context.workbook;
    let has_ai = workbook.pattern.chosen.is_some_and(|pattern| pattern > AiPattern::Rules);
    let metrics = &workbook.metrics.metrics;
    let known = metrics.iter().any(|metric| !lacks(metric, "baseline"))
        || !lacks(&workbook.discovery.baseline_check, "answer")
        || workbook.canvas.block(CanvasBlock::Baseline).any(|note| note.kind == Some(NoteKind::Fact));
    if has_ai && !known {
        let place = Place::of_section(Section::Discovery).at("baseline_check").at("answer");
        let chosen = workbook.pattern.chosen.map(AiPattern::label).unwrap_or_default();
        found.add(place, format!("{chosen} is chosen, and nothing says how good the way without AI is"));
    }
}

fn target_without_feasibility(context: &Context<'_>, found: &mut Found) {
    let promised = context.workbook.metrics.metrics.iter().filter(|metric| metric.target.is_some()).count();
    if promised > 0 && lacks(&context.workbook.discovery.feasibility, "verdict") {
        let place = Place::of_section(Section::Discovery).at("feasibility").at("verdict");
        let promised = match promised {
            1 => "One metric has a target".to_owned(),
            _ => format!("{} metrics have targets", capitalized(&spelled(promised))),
        };
        found.add(place, format!("{promised}, and nobody has judged whether it can be built"));
    }
}

fn checks<'a>(context: &Context<'a>) -> [(&'static str, &'static str, &'a FeasibilityCheck); 4] {
    let discovery = &context.workbook.discovery;
    [
        ("data_check", "data", &discovery.data_check),
        ("baseline_check", "baseline", &discovery.baseline_check),
        ("evaluation_check", "evaluation", &discovery.evaluation_check),
        ("risk_check", "risk", &discovery.risk_check),
    ]
}

fn feasibility_without_evidence(context: &Context<'_>, found: &mut Found) {
    for (key, name, check) in checks(context) {
        let go = matches!(check.verdict, Some(GoVerdict::Go | GoVerdict::Conditional));
        if go && lacks(check, "evidence") && check.links.is_empty() {
            let place = Place::of_section(Section::Discovery).at(key).at("evidence");
            found.add(place, format!("Feasibility of {name} is a go, and nothing shows it"));
        }
    }
}

fn verdicts<'a>(context: &Context<'a>) -> [(&'static str, &'a StageVerdict); 3] {
    let discovery = &context.workbook.discovery;
    [
        ("feasibility", &discovery.feasibility),
        ("viability", &discovery.viability),
        ("scalability", &discovery.scalability),
    ]
}

fn no_go_overridden(context: &Context<'_>, found: &mut Found) {
    for (key, stage) in verdicts(context).into_iter().filter(|_| context.live) {
        if stage.verdict == Some(GoVerdict::NoGo) {
            let place = Place::of_section(Section::Discovery).at(key).at("verdict");
            found.add(place, format!("The verdict on {key} is a no-go, and people already use it"));
        }
    }
}

fn hypothesis_not_testable(context: &Context<'_>, found: &mut Found) {
    let discovery = &*context.workbook.discovery;
    if said(&discovery.hypothesis) && lacks(discovery, "evidence_of_success") {
        let place = Place::of_section(Section::Discovery).at("evidence_of_success");
        found.add(place, "There is a hypothesis, but no observation that would prove it right or wrong");
    }
}

fn launch_date_past(context: &Context<'_>, found: &mut Found) {
    let launch = context.workbook.about.launch;
    if let Some(launch) = launch.filter(|launch| context.is_past(Some(*launch)) && !context.live) {
        let place = Place::of_section(Section::About).at("launch");
        found.add(
            place,
            format!("The launch was planned for {}, and no stage that reaches people is on", short_date(launch)),
        );
    }
}
