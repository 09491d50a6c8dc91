//! The result as JSON, for scripts. Every key is described in docs/check.md; a change that breaks a reader raises
//! [`VERSION`].

use serde::Serialize;

use crate::assess::completeness;
use crate::assess::findings::{Finding, Severity};
use crate::assess::metric::Standing;
use crate::assess::readiness::signatures::Lack;
use crate::assess::readiness::{GateState, gate};
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::model::discovery::GoVerdict;
use crate::model::record::cite;
use crate::model::release::CriterionKind;
use crate::model::{Date, Section};

use super::Checked;

/// The version of the shape.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Output<'a> {
    format: &'static str,
    version: u32,
    date: Date,
    ok: bool,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    #[serde(rename = "file")]
    path: String,
    product: &'a str,
    ok: bool,
    counts: Counts,
    gate: Option<String>,
    findings: Vec<Found<'a>>,
    gates: Vec<Gate<'a>>,
    completeness: Vec<Complete>,
}

#[derive(Serialize)]
struct Counts {
    blocker: usize,
    warning: usize,
    advice: usize,
    waived: usize,
}

#[derive(Serialize)]
struct Found<'a> {
    rule: &'static str,
    title: &'static str,
    severity: &'static str,
    section: &'static str,
    place: String,
    path: &'a str,
    item: Option<String>,
    item_id: Option<String>,
    field: Option<&'static str>,
    message: &'a str,
    why: &'a str,
    source: &'static str,
    action: &'a str,
    waived: Option<Waived<'a>>,
}

#[derive(Serialize)]
struct Waived<'a> {
    by: &'a str,
    reason: &'a str,
    until: Date,
}

#[derive(Serialize)]
struct Gate<'a> {
    #[serde(rename = "gate")]
    number: String,
    name: &'a str,
    date: Option<Date>,
    verdict: &'static str,
    decision: Option<&'static str>,
    blockers: usize,
    met: usize,
    total: usize,
    criteria: Vec<Criterion<'a>>,
    missing_roles: &'a [String],
    /// Why each of them counts as missing.
    lacks: Vec<String>,
}

#[derive(Serialize)]
struct Criterion<'a> {
    statement: &'a str,
    kind: Option<&'static str>,
    item: Option<String>,
    standing: &'static str,
}

#[derive(Serialize)]
struct Complete {
    section: &'static str,
    expected: usize,
    answered: usize,
    unknown: usize,
    blank: usize,
    share: f64,
}

/// The result of a check.
pub(super) fn write(checked: &[Checked<'_>], today: Date) -> Result<String, Failure> {
    let files: Vec<File<'_>> = checked.iter().map(file).collect();
    let ok = files.iter().all(|file| file.ok);
    let result = Output { format: "caveat-check", version: VERSION, date: today, ok, files };
    json::write(&result)
}

fn file<'a>(checked: &'a Checked<'_>) -> File<'a> {
    File {
        path: checked.file.display().to_string(),
        product: checked.workbook.about.product.trim(),
        ok: checked.is_ok(),
        counts: Counts {
            blocker: checked.count(Severity::Blocker),
            warning: checked.count(Severity::Warning),
            advice: checked.count(Severity::Advice),
            waived: checked.accepted(),
        },
        gate: checked.gate().map(number_of),
        findings: checked.findings.iter().map(found).collect(),
        gates: checked.gates.iter().map(|gate| of_gate(checked, gate)).collect(),
        completeness: Section::ALL.iter().map(|section| complete(checked, *section)).collect(),
    }
}

fn found(finding: &Finding) -> Found<'_> {
    let place = &finding.place;
    let cited = place.items.first().map(|(kind, _, number)| cite(*kind, *number)).filter(|cited| !cited.is_empty());
    Found {
        rule: finding.rule.id,
        title: finding.rule.title,
        severity: finding.severity().key(),
        section: place.section.key(),
        place: place.to_string(),
        path: &place.path,
        item: cited,
        item_id: place.item().map(|(_, id, _)| id.to_string()),
        field: place.fields.last().copied(),
        message: &finding.message,
        why: &finding.why,
        source: finding.rule.source,
        action: &finding.action,
        waived: finding.waived.as_ref().map(|waived| Waived {
            by: &waived.by,
            reason: &waived.reason,
            until: waived.until,
        }),
    }
}

fn number_of(gate: &GateState) -> String {
    format!("RG-{}", gate.number)
}

fn of_gate<'a>(checked: &Checked<'_>, state: &'a GateState) -> Gate<'a> {
    let item = |criterion: &gate::CriterionState| {
        let id = criterion.item?;
        let budget = checked.workbook.budgets.budgets.find(id).map(|budget| format!("UB-{}", budget.number));
        budget.or_else(|| checked.workbook.metrics.metrics.find(id).map(|metric| format!("M-{}", metric.number)))
    };
    let criteria = state.criteria.iter().map(|criterion| Criterion {
        statement: &criterion.statement,
        kind: criterion.kind.map(kind_key),
        item: item(criterion),
        standing: standing_key(criterion.standing),
    });
    Gate {
        number: number_of(state),
        name: &state.name,
        date: state.date,
        verdict: state.verdict.key(),
        decision: state.decided.map(decision_key),
        blockers: state.blockers,
        met: state.met(),
        total: state.criteria.len(),
        criteria: criteria.collect(),
        missing_roles: &state.missing_roles,
        lacks: state.lacks.iter().map(Lack::words).collect(),
    }
}

fn complete(checked: &Checked<'_>, section: Section) -> Complete {
    let found = completeness::of(&checked.workbook, section);
    Complete {
        section: section.key(),
        expected: found.expected(),
        answered: found.answered,
        unknown: found.unknown,
        blank: found.blank,
        share: (found.share() * 10_000.0).round() / 10_000.0,
    }
}

const fn kind_key(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Metric => "metric",
        CriterionKind::Budget => "budget",
        CriterionKind::Checklist => "checklist",
        CriterionKind::Finding => "finding",
        CriterionKind::Statement => "statement",
    }
}

const fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Met => "met",
        Standing::Unproven => "unproven",
        Standing::AtRisk => "at-risk",
        Standing::NotMet => "not-met",
        Standing::NoAnswer => "no-answer",
    }
}

const fn decision_key(decision: GoVerdict) -> &'static str {
    match decision {
        GoVerdict::Go => "go",
        GoVerdict::Conditional => "conditional",
        GoVerdict::NoGo => "no-go",
    }
}
