//! What changes mean: verdicts, risk levels, gates, blockers and the standing of the document that are no longer what they were.
//!
//! Both states are judged as of the same day, so that what is said here comes from the workbook and not from the calendar.

use crate::assess::budget::Verdict;
use crate::assess::effects::{self, Shift, State, Turn, Way};
use crate::assess::readiness::{gate::GateState, steps};
use crate::assess::risk::RiskLevel;
use crate::model::{Id, Record, Section, Workbook};
use crate::report::block::{self, Block, Cell, Glyph, Mark, Rich};
use crate::report::compose::{Numbering, cell, column, fitted, mark, paragraph, source, table};
use crate::report::executive::Line;
use crate::report::{Earlier, Edition, budgets, front, release};
use crate::words;

/// Something that follows from the workbook and is no longer what it was.
pub(super) struct Row {
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
pub(super) fn rows(earlier: &Earlier, workbook: &Workbook, edition: &Edition) -> Vec<Row> {
    let before = State { workbook: &earlier.workbook, standings: &earlier.standings };
    let after = State { workbook, standings: &edition.standings };
    let shifts = effects::shifts(before, after, front::as_of(workbook, edition));
    let mut rows: Vec<Row> = shifts.into_iter().map(row).collect();
    rows.extend(choices(&earlier.workbook, workbook));
    rows.sort_by_key(|row| row.way); // stable: within a way in the order above
    rows
}

fn marked(glyph: Glyph, label: impl Into<String>) -> Mark {
    Mark { glyph, label: label.into() }
}

/// A shift with its signs.
fn row(shift: Shift) -> Row {
    let way = shift.way;
    let mut about = shift.about;
    let (before, after) = match shift.turn {
        Turn::Blocker { finding, came } => {
            about = steps::titled(&finding);
            let blocker = Some(marked(Glyph::Blocker, "Blocker"));
            if came { (None, blocker) } else { (blocker, Some(marked(Glyph::Done, "Gone"))) }
        }
        Turn::Verdict(was, is) => {
            let told = |verdict: Verdict| marked(budgets::glyph(verdict), verdict.label());
            (was.map(told), is.map(told))
        }
        Turn::Level(was, is) => (was.map(level), is.map(level)),
        Turn::Fallback(has) => (Some(fallback(!has)), Some(fallback(has))),
        Turn::Gate(was, is) => (was.as_deref().map(gate), is.as_deref().map(gate)),
        Turn::Limit { said, from, to, .. } => {
            // the figures stand beside it
            about = format!("{about}: {}", said.to_lowercase());
            let glyph = match way {
                Way::Worse => Glyph::Warning,
                Way::Other => Glyph::Advice,
                Way::Better => Glyph::Done,
            };
            (Some(marked(Glyph::Advice, from)), Some(marked(glyph, to)))
        }
    };
    Row { way, about, before, after, section: shift.section, item: shift.item }
}

fn level(level: Option<RiskLevel>) -> Mark {
    level
        .map_or_else(|| marked(Glyph::Question, "Not scored"), |level| marked(Glyph::Pips(level.rank()), level.label()))
}

fn fallback(has: bool) -> Mark {
    if has { marked(Glyph::Done, "Fallback") } else { marked(Glyph::Exceeded, "No fallback") }
}

fn gate(state: &GateState) -> Mark {
    let (glyph, word) = release::stands(state.verdict);
    marked(glyph, format!("{word}, {}", release::met(state).to_lowercase()))
}

/// Choices that others rest on: status, model, pattern, autonomy.
fn choices(before: &Workbook, after: &Workbook) -> Vec<Row> {
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
    let rows = fields.into_iter().filter_map(|(section, field)| {
        let (old, new) = (before.section(section), after.section(section));
        let said = |record: &dyn Record| {
            let words = words::answer(record.answer(field)?.view(), &|_| String::new());
            (!words.trim().is_empty()).then(|| marked(Glyph::Advice, words.trim()))
        };
        let about = new.fields().iter().find(|known| known.key == field)?.label;
        let (was, is) = (said(old), said(new));
        let about = about.to_owned();
        (was != is).then_some(Row { way: Way::Other, about, before: was, after: is, section, item: None })
    });
    rows.collect()
}

/// How much became worse and better, and what of it is worst.
pub(super) fn at_a_glance(rows: &[Row]) -> Vec<Line> {
    let line = |about, way, glyph, none: &'static str| {
        let those: Vec<&Row> = rows.iter().filter(|row| row.way == way).collect();
        let stands = match those.len() {
            0 => (Glyph::Within, "Nothing".to_owned()),
            count => (glyph, count.to_string()),
        };
        let named: Vec<String> = those.iter().take(3).map(|row| row.about.trim_end_matches('.').to_owned()).collect();
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
pub(super) fn table_of(rows: &[Row], numbers: &mut Numbering) -> Block {
    if rows.is_empty() {
        return paragraph("No verdict, risk level, gate, blocker or choice that others rest on has changed.");
    }
    let rows = rows.iter().map(|row| {
        let way = match row.way {
            Way::Worse => mark(Glyph::Warning, "Worse"),
            Way::Other => mark(Glyph::Advice, "Different"),
            Way::Better => mark(Glyph::Done, "Better"),
        };
        let cells =
            vec![cell(Rich::strong(row.about.as_str())), side(row.before.as_ref()), side(row.after.as_ref()), way];
        block::Row { cells, anchor: String::new(), source: Some(source(row.section, row.item)) }
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
