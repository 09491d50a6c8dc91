//! `caveat show`.

use std::path::PathBuf;

use clap::Args;

use crate::assess::budget;
use crate::assess::{completeness, maturity, risk, risk::RiskLevel};
use crate::model::maturity::Seen;
use crate::model::place::Index;
use crate::model::record::cite;
use crate::model::{Record, Section, View, Workbook};
use crate::report::detail;
use crate::words;

use super::failure::Failure;
use super::{Said, open, picture};

/// Print a summary of a workbook, or one of its sections in full
#[derive(Debug, Args)]
#[command(after_help = sections_help())]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// The section to print in full
    section: Option<String>,
}

fn sections_help() -> String {
    let lines = Section::ALL.iter().map(|section| format!("  {:<18}{}", section.key(), section.title()));
    format!("Sections:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let section = arguments.section.as_deref().map(find_section).transpose()?;
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    said.text = match section {
        Some(section) => in_full(&opened.value, section),
        None => summary(&opened.value),
    };
    Ok(said)
}

fn find_section(name: &str) -> Result<Section, Failure> {
    let wanted = name.trim().to_lowercase().replace(['-', ' '], "_");
    let named =
        |section: &&Section| section.key() == wanted || section.title().to_lowercase().replace(' ', "_") == wanted;
    Section::ALL.iter().find(named).copied().ok_or_else(|| {
        let keys: Vec<_> = Section::ALL.iter().map(|section| section.key()).collect();
        Failure::user(format!("there is no section `{name}`"), format!("Sections are: {}.", keys.join(", ")))
    })
}

fn summary(workbook: &Workbook) -> String {
    let about = &workbook.about;
    let mut text = String::new();
    let product = if about.product.trim().is_empty() { "Unnamed product" } else { about.product.trim() };
    let status = about.status.unwrap_or_default().label();
    let line = [format!("{status} {}", about.document_version.trim()), about.owner.trim().to_owned()];
    let line = line.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    say!(
        text,
        "{product}
{line}
"
    );
    for section in Section::ALL {
        let complete = completeness::of(workbook, *section);
        let share = match complete.expected() {
            0 => "–".to_owned(),
            _ => format!("{:.0}%", (complete.share() * 100.0).floor()),
        };
        let unknown = if complete.unknown > 0 { format!(", {} unknown", complete.unknown) } else { String::new() };
        let answered = format!("{} of {} answered{unknown}", complete.answered, complete.expected());
        say!(text, "  {:<22}{share:>5}  {answered}", section.title());
    }
    let modes = &workbook.failure_modes.modes;
    let counts = |of: fn(&crate::model::failure_modes::FailureMode) -> Option<RiskLevel>| {
        let at = |level| modes.iter().filter(|mode| of(mode) == Some(level)).count();
        RiskLevel::ALL
            .iter()
            .rev()
            .map(|level| format!("{} {}", at(*level), level.label().to_lowercase()))
            .collect::<Vec<_>>()
            .join(", ")
    };
    say!(text, "\nFailure modes: {}", modes.len());
    say!(text, "  before controls: {}\n  with controls:   {}", counts(risk::inherent), counts(risk::residual));
    let states: Vec<_> = workbook.budgets.budgets.iter().map(|b| (b, budget::state(b))).collect();
    say!(text, "\nUncertainty budgets: {}", states.len());
    for (budget, state) in states {
        let measured = match (state.measured, state.tolerance) {
            (Some(m), Some(t)) => format!(
                "{} of {}, interval {}",
                words::percent(m.rate),
                words::limit(t),
                words::percent_range(m.low, m.high)
            ),
            _ => String::new(),
        };
        let verdict = state.verdict.label();
        say!(text, "  {:<7}{:<12}{}  {measured}", format!("UB-{}", budget.number), verdict, budget.name.trim());
    }
    text
}

fn in_full(workbook: &Workbook, section: Section) -> String {
    let mut text = format!("{}\n\n", section.title());
    if section == Section::Maturity {
        text.push_str(&diagnosis(workbook));
    }
    print_record(workbook.section(section), &workbook.index(), 0, &mut text);
    text
}

/// The whole workbook in full, section by section; those that say nothing are left out. Only what was written is in it, so that
/// two texts differ where the workbooks do.
pub(super) fn whole(workbook: &Workbook) -> String {
    let index = workbook.index();
    let mut text = String::new();
    for section in Section::ALL.iter().filter(|section| !workbook.section(**section).is_blank()) {
        text.push_str(&format!("{}\n\n", section.title()));
        print_record(workbook.section(*section), &index, 0, &mut text);
        text.push('\n');
    }
    text
}

/// Where the organization stands by its signs, and what to get first.
fn diagnosis(workbook: &Workbook) -> String {
    let diagnosis = maturity::diagnosis(workbook);
    let mut text = String::new();
    let short = diagnosis.short_of().map(|short| format!("; {short}")).unwrap_or_default();
    say!(text, "{}{short}.", diagnosis.stand());
    if let Some(difference) = diagnosis.difference() {
        say!(text, "{difference}");
    }
    if let Some(first) = diagnosis.missing.first() {
        let gate = first.gate.as_ref().map(|gate| format!(" It also serves {gate}.")).unwrap_or_default();
        say!(text, "Next upgrade: {}{gate}", words::sentence(&first.statement));
    }
    for (id, evidence) in &diagnosis.evidence {
        if let Some(signal) = workbook.maturity.signals.find(*id).filter(|signal| evidence.contradicts(signal.seen)) {
            say!(
                text,
                "{}: {}, but the workbook shows: {}",
                signal.statement.trim(),
                signal.seen.map_or("", Seen::label),
                evidence.words
            );
        }
    }
    text.push('\n');
    text
}

fn print_record(record: &dyn Record, index: &Index, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    for (field, value) in record.answers() {
        let mark = record.marks().get(field.key).map(|mark| detail::marked(mark).words());
        match value.view() {
            View::Record(inner) => {
                say!(text, "{indent}{} [{}]", field.label, field.key);
                print_record(inner, index, depth + 1, text);
            }
            View::Items(items) => {
                say!(text, "{indent}{} [{}]: {}", field.label, field.key, items.len());
                for item in (0..items.len()).filter_map(|at| items.get(at)) {
                    let cited = item.identity().map(|(kind, _, number)| cite(kind, number)).unwrap_or_default();
                    let title = item.title();
                    say!(text, "{indent}- {}", format!("{cited} {title}").trim());
                    print_record(item, index, depth + 2, text);
                }
            }
            view => {
                let answer = detail::answer(view, index).words();
                let answer = match field {
                    field if field.picture => picture::in_words(&answer),
                    field if field.sealed && !answer.is_empty() => "sealed".to_owned(),
                    _ => answer,
                };
                let said = [Some(answer), mark]
                    .into_iter()
                    .flatten()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" ");
                if !said.is_empty() || field.expected {
                    let said =
                        if said.is_empty() { "…".to_owned() } else { said.replace('\n', &format!("\n{indent}  ")) };
                    say!(text, "{indent}{} [{}]: {said}", field.label, field.key);
                }
            }
        }
    }
}
