//! What changes mean: verdicts, risk levels, gates, blockers and the standing of the document that are no longer what they were.
//!
//! Both states are judged as of the same day, so that what is said here comes from the workbook and not from the calendar.

use std::collections::BTreeSet;

use crate::assess::effects::{self, Way};
use crate::assess::findings::{self, Finding, Severity};
use crate::assess::risk::{self, RiskLevel};
use crate::assess::{budget, readiness::gate, readiness::steps};
use crate::model::{Date, Id, Record, Section, Workbook};
use crate::report::block::{Block, Cell, Glyph, Mark, Rich, Row};
use crate::report::compose::{Numbering, cell, column, fitted, mark, paragraph, source, table};
use crate::report::executive::Line;
use crate::report::{budgets, release};
use crate::words;

/// Something that follows from the workbook and is no longer what it was.
pub(super) struct Shift {
    way: Way,
    /// What it is about.
    about: String,
    /// What stood there.
    before: Option<Mark>,
    /// What stands there now.
    after: Option<Mark>,
    section: Section,
    item: Option<Id>,
}

/// Everything that follows differently, worst first.
pub(super) fn shifts(before: &Workbook, after: &Workbook, today: Option<Date>) -> Vec<Shift> {
    let found = (findings::check(before, today), findings::check(after, today));
    let mut shifts = blockers(&found.0, &found.1);
    shifts.extend(verdicts(before, after));
    shifts.extend(levels(before, after));
    shifts.extend(gates((before, &found.0), (after, &found.1)));
    shifts.extend(limits(before, after));
    shifts.extend(choices(before, after));
    shifts.sort_by_key(|shift| shift.way); // stable: within a way in the order above
    shifts
}

fn marked(glyph: Glyph, label: impl Into<String>) -> Mark {
    Mark { glyph, label: label.into() }
}

/// Blockers that came up or are gone. A finding is the same if its rule, its item and its field are.
fn blockers(before: &[Finding], after: &[Finding]) -> Vec<Shift> {
    let open = |findings: &[Finding]| -> BTreeSet<String> { blocking(findings).map(key).collect() };
    let (old, new) = (open(before), open(after));
    let shift = |finding: &Finding, way| {
        let was = (way == Way::Better).then(|| marked(Glyph::Blocker, "Blocker"));
        let gone = match way {
            Way::Better => Some(marked(Glyph::Done, "Gone")),
            _ => Some(marked(Glyph::Blocker, "Blocker")),
        };
        let item = finding.place.items.first().map(|(_, id, _)| *id);
        let about = steps::titled(finding);
        Shift { way, about, before: was, after: gone, section: finding.place.section, item }
    };
    let came = blocking(after).filter(|finding| !old.contains(&key(finding))).map(|finding| shift(finding, Way::Worse));
    let went =
        blocking(before).filter(|finding| !new.contains(&key(finding))).map(|finding| shift(finding, Way::Better));
    came.chain(went).collect()
}

fn blocking(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| finding.is_open() && finding.severity() == Severity::Blocker)
}

fn key(finding: &Finding) -> String {
    let items: Vec<String> = finding.place.items.iter().map(|(_, id, _)| id.to_string()).collect();
    format!("{} {} {}", finding.rule.id, items.join(" "), finding.place.path)
}

fn way<T: Ord>(before: Option<T>, after: Option<T>) -> Way {
    match (before, after) {
        (Some(before), Some(after)) if after > before => Way::Worse,
        (Some(before), Some(after)) if after < before => Way::Better,
        _ => Way::Other,
    }
}

fn verdicts(before: &Workbook, after: &Workbook) -> Vec<Shift> {
    let verdict = |workbook: &Workbook, id| workbook.budgets.budgets.find(id).map(|one| budget::state(one).verdict);
    let told = |verdict: budget::Verdict| marked(budgets::glyph(verdict), verdict.label());
    let ids = every(before.budgets.budgets.iter().map(|one| one.id), after.budgets.budgets.iter().map(|one| one.id));
    let shifts = ids.into_iter().filter_map(|id| {
        let (old, new) = (verdict(before, id), verdict(after, id));
        let budget = after.budgets.budgets.find(id).or_else(|| before.budgets.budgets.find(id))?;
        let about = format!("UB-{} {}", budget.number, budget.name.trim());
        let (before, after) = (old.map(told), new.map(told));
        (old != new).then(|| Shift {
            way: way(old, new),
            about,
            before,
            after,
            section: Section::Budgets,
            item: Some(id),
        })
    });
    shifts.collect()
}

/// The ids of both lists, those of the second first.
fn every(before: impl Iterator<Item = Id>, after: impl Iterator<Item = Id>) -> Vec<Id> {
    let mut ids: Vec<Id> = after.collect();
    let known: BTreeSet<Id> = ids.iter().copied().collect();
    ids.extend(before.filter(|id| !known.contains(id)));
    ids
}

/// Risk levels with controls, or before them where that is not scored; and fallbacks that came or went.
fn levels(before: &Workbook, after: &Workbook) -> Vec<Shift> {
    let (old_modes, new_modes) = (&before.failure_modes.modes, &after.failure_modes.modes);
    let ids = every(old_modes.iter().map(|mode| mode.id), new_modes.iter().map(|mode| mode.id));
    let told = |level: RiskLevel| marked(Glyph::Pips(level.rank()), level.label());
    let mut shifts = Vec::new();
    for id in ids {
        let (old, new) = (old_modes.find(id), new_modes.find(id));
        let Some(mode) = new.or(old) else { continue };
        let about = format!("{} {}", super::super::failure_modes::cite(mode), mode.name.trim());
        let (old_level, new_level) = (old.map(left), new.map(left));
        if old_level != new_level {
            let (from, to) = (old_level.flatten(), new_level.flatten());
            let named = |mode: Option<_>, level: Option<RiskLevel>| match (mode, level) {
                (None, _) => None,
                (Some(_), None) => Some(marked(Glyph::Question, "Not scored")),
                (Some(_), Some(level)) => Some(told(level)),
            };
            let (before, after) = (named(old, from), named(new, to));
            let shift = Shift {
                way: way(from, to),
                about: about.clone(),
                before,
                after,
                section: Section::FailureModes,
                item: Some(id),
            };
            shifts.push(shift);
        }
        if let (Some(old), Some(new)) = (old, new)
            && old.has_fallback() != new.has_fallback()
        {
            let told = |has: bool| {
                Some(if has { marked(Glyph::Done, "Fallback") } else { marked(Glyph::Exceeded, "No fallback") })
            };
            let way = if new.has_fallback() { Way::Better } else { Way::Worse };
            let (before, after) = (told(old.has_fallback()), told(new.has_fallback()));
            shifts.push(Shift { way, about, before, after, section: Section::FailureModes, item: Some(id) });
        }
    }
    shifts
}

fn left(mode: &crate::model::failure_modes::FailureMode) -> Option<RiskLevel> {
    risk::residual(mode).or_else(|| risk::inherent(mode))
}

fn gates(before: (&Workbook, &[Finding]), after: (&Workbook, &[Finding])) -> Vec<Shift> {
    let (old, new) = (gate::states(before.0, before.1), gate::states(after.0, after.1));
    let told = |state: &gate::GateState| {
        let (glyph, word) = release::stands(state.verdict);
        marked(glyph, format!("{word}, {}", release::met(state).to_lowercase()))
    };
    let good = |verdict| match verdict {
        gate::Verdict::WouldNotPass => 2,
        gate::Verdict::NotJudged => 1,
        gate::Verdict::WouldPass | gate::Verdict::Passed => 0,
    };
    let find = |states: &[gate::GateState], id| states.iter().find(|state| state.id == id).cloned();
    let shifts =
        every(old.iter().map(|state| state.id), new.iter().map(|state| state.id)).into_iter().filter_map(|id| {
            let (from, to) = (find(&old, id), find(&new, id));
            let about = to.as_ref().or(from.as_ref())?.cited();
            let (was, is) = (from.as_ref().map(told), to.as_ref().map(told));
            let rank =
                |state: &gate::GateState| (good(state.verdict), state.criteria.len().saturating_sub(state.met()));
            let way = way(from.as_ref().map(rank), to.as_ref().map(rank));
            (was != is).then_some(Shift {
                way,
                about,
                before: was,
                after: is,
                section: Section::Release,
                item: Some(id),
            })
        });
    shifts.collect()
}

/// Tolerances, and what gates ask for.
fn limits(before: &Workbook, after: &Workbook) -> Vec<Shift> {
    let shift = |effect: effects::Effect| {
        let (from, to) = effect.limit?;
        let glyph = match effect.way {
            Way::Worse => Glyph::Warning,
            Way::Other => Glyph::Advice,
            Way::Better => Glyph::Done,
        };
        // the figures stand beside it
        let said = effect.words.split([',', ':']).next().unwrap_or_default();
        Some(Shift {
            way: effect.way,
            about: format!("{}: {}", effect.about, said.to_lowercase()),
            before: Some(marked(Glyph::Advice, from)),
            after: Some(marked(glyph, to)),
            section: effect.section,
            item: effect.item,
        })
    };
    effects::limits(before, after).into_iter().filter_map(shift).collect()
}

/// Choices that others rest on: status, model, pattern, autonomy.
fn choices(before: &Workbook, after: &Workbook) -> Vec<Shift> {
    let fields = [
        (Section::About, "status"),
        (Section::About, "document_version"),
        (Section::About, "model_version"),
        (Section::About, "launch"),
        (Section::About, "stage"),
        (Section::Pattern, "chosen"),
        (Section::Pattern, "autonomy"),
        (Section::Pattern, "autonomy_ceiling"),
    ];
    let shifts = fields.into_iter().filter_map(|(section, field)| {
        let (old, new) = (before.section(section), after.section(section));
        let said = |record: &dyn Record| {
            let words = words::answer(record.answer(field)?.view(), &|_| String::new());
            (!words.trim().is_empty()).then(|| marked(Glyph::Advice, words.trim()))
        };
        let about = new.fields().iter().find(|known| known.key == field)?.label;
        let (was, is) = (said(old), said(new));
        let about = about.to_owned();
        (was != is).then_some(Shift { way: Way::Other, about, before: was, after: is, section, item: None })
    });
    shifts.collect()
}

/// How much became worse and better, and what of it is worst.
pub(super) fn at_a_glance(shifts: &[Shift]) -> Vec<Line> {
    let line = |about, way, glyph, none: &'static str| {
        let those: Vec<&Shift> = shifts.iter().filter(|shift| shift.way == way).collect();
        let stands = match those.len() {
            0 => (Glyph::Within, "Nothing".to_owned()),
            count => (glyph, count.to_string()),
        };
        let named: Vec<String> =
            those.iter().take(3).map(|shift| shift.about.trim_end_matches('.').to_owned()).collect();
        let more = those.len() - named.len();
        let says = match (named.as_slice(), more) {
            ([], _) => none.to_owned(),
            (named, 0) => format!("{}.", named.join("; ")),
            (named, more) => format!("{}; and {more} more.", named.join("; ")),
        };
        Line::new(Section::About, about, stands, says)
    };
    vec![
        line("Became worse", Way::Worse, Glyph::Warning, "No verdict, level, gate or blocker became worse."),
        line("Became better", Way::Better, Glyph::Done, "Nothing became better."),
        line("Changed otherwise", Way::Other, Glyph::Advice, "No other choice or judgment changed."),
    ]
}

/// The table, worst first; a sentence if nothing shifted.
pub(super) fn table_of(shifts: &[Shift], numbers: &mut Numbering) -> Block {
    if shifts.is_empty() {
        return paragraph("No verdict, risk level, gate, blocker or choice that others rest on has changed.");
    }
    let rows = shifts.iter().map(|shift| {
        let way = match shift.way {
            Way::Worse => mark(Glyph::Warning, "Worse"),
            Way::Other => mark(Glyph::Advice, "Different"),
            Way::Better => mark(Glyph::Done, "Better"),
        };
        let cells = vec![
            cell(Rich::strong(shift.about.as_str())),
            side(shift.before.as_ref()),
            side(shift.after.as_ref()),
            way,
        ];
        Row { cells, anchor: String::new(), source: Some(source(shift.section, shift.item)) }
    });
    let columns = vec![column("What", 2.2), column("Was", 1.2), column("Is", 1.2), fitted("Way")];
    let caption =
        "What follows differently now, what became worse first. A level is that with controls where that is scored.";
    table(numbers.table(caption), columns, rows.collect())
}

fn side(side: Option<&Mark>) -> Cell {
    match side {
        None => cell(Rich::quiet("Not there")),
        Some(mark) => Cell::Mark(mark.clone()),
    }
}
