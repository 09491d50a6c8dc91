//! Findings as a compiler prints them: what, where, why, and what helps; then the gates, and a line of counts.

use crate::assess::findings::{Finding, Severity};
use crate::assess::readiness::{GateState, Verdict};
use crate::words;

use super::Checked;

/// What is said about a workbook.
pub(super) fn write(checked: &Checked<'_>, errors_only: bool) -> String {
    let file = crate::store::shown(checked.file);
    let mut text = String::new();
    for finding in checked.open().filter(|one| !errors_only || one.severity() == Severity::Blocker) {
        text.push_str(&written(finding, &file));
    }
    match checked.gate() {
        Some(gate) => text.push_str(&gate_in_full(gate)),
        None => checked.gates.iter().for_each(|gate| say!(text, "{}", gate_line(gate))),
    }
    if !checked.gates.is_empty() {
        text.push('\n');
    }
    say!(text, "{file}: {}.", counts(checked));
    let held = held_by(checked);
    if !held.is_empty() {
        say!(text, "Held by {}.", words::series(&held));
    }
    text
}

/// What makes the check fail; empty if it does not.
fn held_by(checked: &Checked<'_>) -> Vec<String> {
    let counted = |severity, one, several| {
        let count = checked.count(severity);
        (count > 0 && severity <= checked.denied).then(|| counted(count, one, several))
    };
    let gate = checked.gate().filter(|_| checked.is_held_at_gate()).map(|gate| match gate.verdict {
        Verdict::NotJudged => format!("RG-{}, which has no criteria to be judged by", gate.number),
        _ => format!("RG-{}, which would not pass", gate.number),
    });
    let open = [
        counted(Severity::Blocker, "open blocker", "open blockers"),
        counted(Severity::Warning, "warning", "warnings"),
        counted(Severity::Advice, "piece of advice", "pieces of advice"),
    ];
    open.into_iter().flatten().chain(gate).collect()
}

fn written(finding: &Finding, file: &str) -> String {
    let mut text = String::new();
    let (severity, rule) = (finding.severity().key(), finding.rule.id);
    say!(text, "{severity}[{rule}]: {}: {}", finding.place, finding.message);
    say!(text, "  --> {file}, {}", finding.place.path);
    for (what, said) in [("why", &finding.why), ("help", &finding.action)] {
        if !said.trim().is_empty() {
            say!(text, "  = {what}: {}", said.trim());
        }
    }
    text.push('\n');
    text
}

fn counts(checked: &Checked<'_>) -> String {
    let count = |severity, one, several| counted(checked.count(severity), one, several);
    let mut parts = vec![
        count(Severity::Blocker, "blocker", "blockers"),
        count(Severity::Warning, "warning", "warnings"),
        count(Severity::Advice, "piece of advice", "pieces of advice"),
    ];
    if checked.accepted() > 0 {
        parts.push(counted(checked.accepted(), "accepted finding", "accepted findings"));
    }
    parts.join(", ")
}

fn counted(count: usize, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {several}", words::count(count as u64)) }
}

/// A gate on one line: `gate RG-2 Before the pilot, 27 Mar 2026: would not pass, 4 of 9 criteria met`.
fn gate_line(gate: &GateState) -> String {
    let date = gate.date.map(|date| format!(", {}", words::short_date(date))).unwrap_or_default();
    let mut line = format!("gate {}{date}: {}", gate.cited(), gate.verdict.label());
    if !gate.criteria.is_empty() {
        line.push_str(&format!(", {} of {} criteria met", gate.met(), gate.criteria.len()));
    }
    line
}

/// A gate with what stands in its way.
fn gate_in_full(gate: &GateState) -> String {
    let mut text = String::new();
    say!(text, "{}", gate_line(gate));
    if gate.verdict == Verdict::NotJudged {
        say!(text, "  = help: Add criteria to it, so that it can be judged.");
    }
    if matches!(gate.verdict, Verdict::Passed | Verdict::WouldPass) {
        return text;
    }
    if gate.blockers > 0 {
        say!(text, "  - {}", counted(gate.blockers, "blocker is open", "blockers are open"));
    }
    for criterion in gate.unmet() {
        let statement = if criterion.statement.is_empty() { "a criterion without words" } else { &criterion.statement };
        say!(text, "  - {}: {statement}", criterion.standing.label().to_lowercase());
    }
    for (role, lack) in gate.lacking() {
        say!(text, "  - {}: {role}", lack.words());
    }
    text
}
