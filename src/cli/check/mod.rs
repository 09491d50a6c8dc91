//! `caveat check`: findings and gates of workbooks, for people (`text`) and for scripts (`json`, described in docs/check.md).

mod json;
mod text;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::assess::findings::{self, Finding, Severity};
use crate::assess::readiness::{GateState, Verdict, gate};
use crate::model::{Date, Workbook};
use crate::signed;

use super::failure::Failure;
use super::today::today;
use super::{Said, open};

/// Check workbooks: what blocks a release, what should be settled, what is blank
///
/// Exits with 1 if a blocker is open that nobody has accepted, and, with --gate, if that gate would not pass. A
/// repository can hold a release on that.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat check copilot.caveat\n  caveat check copilot.caveat --gate RG-2\n  caveat check *.caveat --deny warning --json > check.json"
)]
pub(super) struct Arguments {
    /// The workbooks
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Fail unless this gate would pass: its number, such as RG-2, or its name
    #[arg(long, value_name = "NAME")]
    gate: Option<String>,
    /// Print one JSON object, as described in docs/check.md
    #[arg(long)]
    json: bool,
    /// Fail on these as well: warnings, or warnings and advice
    #[arg(long, value_enum, value_name = "SEVERITY")]
    deny: Option<Deny>,
    /// Check as of this day instead of today
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// The same as --deny advice
    #[arg(long, conflicts_with = "deny")]
    strict: bool,
    /// Print only blockers; what is not printed still counts
    #[arg(long)]
    errors_only: bool,
}

/// What fails beside blockers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings
    Warning,
    /// Warnings and advice
    Advice,
}

impl Deny {
    const fn severity(self) -> Severity {
        match self {
            Self::Warning => Severity::Warning,
            Self::Advice => Severity::Advice,
        }
    }
}

/// A workbook that was checked.
struct Checked<'a> {
    file: &'a Path,
    workbook: Workbook,
    findings: Vec<Finding>,
    gates: Vec<GateState>,
    /// The gate that was asked for, by its place.
    asked: Option<usize>,
    /// The mildest severity that fails.
    denied: Severity,
}

impl<'a> Checked<'a> {
    fn of(file: &'a Path, workbook: Workbook, arguments: &Arguments, today: Date) -> Result<Self, Failure> {
        let standings = signed::standings(&workbook);
        let findings = findings::check_with(&workbook, Some(today), &standings);
        let gates = gate::states_with(&workbook, &findings, &standings);
        let asked = arguments.gate.as_deref().map(|name| find_gate(file, &gates, name)).transpose()?;
        let strict = arguments.strict.then_some(Severity::Advice);
        let denied = arguments.deny.map(Deny::severity).or(strict).unwrap_or(Severity::Blocker);
        Ok(Self { file, workbook, findings, gates, asked, denied })
    }

    fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_open())
    }

    fn count(&self, severity: Severity) -> usize {
        self.open().filter(|finding| finding.severity() == severity).count()
    }

    fn accepted(&self) -> usize {
        self.findings.len() - self.open().count()
    }

    /// The gate that was asked for.
    fn gate(&self) -> Option<&GateState> {
        self.asked.and_then(|at| self.gates.get(at))
    }

    /// Whether a release may go on.
    fn is_ok(&self) -> bool {
        !self.open().any(|finding| finding.severity() <= self.denied) && !self.is_held_at_gate()
    }

    /// Whether the gate that was asked for would not pass.
    fn is_held_at_gate(&self) -> bool {
        self.gate().is_some_and(|gate| matches!(gate.verdict, Verdict::WouldNotPass | Verdict::NotJudged))
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let today = arguments.date.unwrap_or_else(today);
    // all files are read first: a name that is wrong is said before anything is printed
    let mut checked = Vec::new();
    for file in &arguments.files {
        let workbook = open::open(file, &mut said)?.value;
        checked.push(Checked::of(file, workbook, arguments, today)?);
    }
    said.found_errors = !checked.iter().all(Checked::is_ok);
    said.text = if arguments.json {
        json::write(&checked, today)?
    } else {
        checked.iter().map(|one| text::write(one, arguments.errors_only)).collect::<Vec<_>>().join("\n")
    };
    Ok(said)
}

/// The gate with this number, or this name, or the only one with a name that holds it, whatever the case.
fn find_gate(file: &Path, gates: &[GateState], name: &str) -> Result<usize, Failure> {
    let wanted = name.trim().to_lowercase();
    let named = |gate: &GateState| gate.name.to_lowercase();
    let exact = gates.iter().position(|gate| format!("rg-{}", gate.number) == wanted || named(gate) == wanted);
    let holding: Vec<usize> = (0..gates.len())
        .filter(|at| !wanted.is_empty() && gates.get(*at).is_some_and(|gate| named(gate).contains(&wanted)))
        .collect();
    if let Some(at) = exact.or_else(|| if holding.len() == 1 { holding.first().copied() } else { None }) {
        return Ok(at);
    }
    let what = if holding.len() > 1 { "several gates are called" } else { "there is no gate" };
    let all: Vec<String> = gates.iter().map(GateState::cited).collect();
    let hint = match all.len() {
        0 => "This workbook has no gates; add them to the release plan.".to_owned(),
        _ => format!("Gates are: {}.", all.join(", ")),
    };
    Err(Failure::user(format!("{what} `{}` in {}", name.trim(), crate::store::shown(file)), hint))
}
