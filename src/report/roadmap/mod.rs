//! The roadmap and the backlog: what will be true by when, what is done next and why the line is drawn there, what it is worth, and
//! how mature the work around it is.
//!
//! `backlog` has the sprint and the backlog, `maturity` the last section.

mod backlog;
mod maturity;

use crate::assess::priority::{self, Board, Business, Reached, Scale, Sprint, Tray};
use crate::model::place::Index;
use crate::model::roadmap::Horizon;
use crate::model::{Section, Workbook};
use crate::words;

use super::block::{Block, Body, Cell, Glyph, Report, Rich, Style};
use super::compose::{
    Numbering, bullets, cell, cell_of, column, facts, fitted, heading, mark, note, paragraph, row, table,
};
use super::executive::{self, Line};
use super::{Document, Edition, detail, front};

const SECTION: Section = Section::Roadmap;

/// Builds the roadmap.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::Roadmap, workbook, edition);
    let index = workbook.index();
    let board = priority::board(workbook);
    let sprint = priority::sprint(&workbook.roadmap, Scale::default());
    let mut numbers = Numbering::default();
    let blocks = &mut report.blocks;
    blocks.push(front::title(Document::Roadmap, workbook, edition));
    blocks.extend(front::withheld(edition));
    blocks.push(front::standing(workbook));
    blocks.push(executive::block(at_a_glance(workbook, &board, &sprint), &mut numbers));
    blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    blocks.push(numbers.section("Now, next and later", "horizons"));
    horizons(workbook, &board, &mut numbers, blocks);
    blocks.push(numbers.section("The sprint", "sprint"));
    backlog::sprint(workbook, &sprint, &mut numbers, blocks);
    blocks.push(numbers.section("The backlog", "backlog"));
    backlog::backlog(workbook, &sprint, &mut numbers, blocks);
    business(workbook, &index, &mut numbers, blocks);
    maturity::section(workbook, &index, &mut numbers, blocks);
    if !edition.withheld.annexes && !workbook.roadmap.items.is_empty() {
        blocks.push(numbers.annex("Backlog items in detail", "annex-items"));
        blocks.extend(backlog::in_full(workbook, &sprint, &index));
    }
    report.blocks.extend(front::made_from(edition));
    report
}

fn at_a_glance(workbook: &Workbook, board: &Board, sprint: &Sprint) -> Vec<Line> {
    vec![
        backlog::room(sprint),
        outcomes(board),
        backlog::scored(workbook),
        backlog::waits(workbook),
        worth(workbook),
        maturity::line(workbook),
    ]
}

/// How many outcomes are reached.
fn outcomes(board: &Board) -> Line {
    let all: Vec<Reached> =
        board.trays.iter().flat_map(|tray| tray.outcomes.iter().map(|(_, reached)| *reached)).collect();
    let reached = all.iter().filter(|reached| **reached == Reached::Yes).count();
    let blind = all.iter().filter(|reached| **reached == Reached::NotMeasured).count();
    let stands = match all.len() {
        0 => (Glyph::Question, "None".to_owned()),
        all if reached == all => (Glyph::Within, "Reached".to_owned()),
        all => (Glyph::InProgress, format!("{reached} of {all} reached")),
    };
    let says = match (all.len(), blind) {
        (0, _) => Rich::alert("Nobody has said what will be true by when."),
        (_, 0) => Rich::plain("Each has a measure."),
        (_, blind) => {
            let is = if blind == 1 { "is" } else { "are" };
            Rich::plain(format!("{} {is} not measured.", words::capitalized(&words::spelled(blind))))
        }
    };
    Line::new(SECTION, "Outcomes", stands, says)
}

/// What the business case says.
fn worth(workbook: &Workbook) -> Line {
    let (stands, says) = match priority::business(&workbook.roadmap) {
        Business::Missing(_) => {
            ((Glyph::Question, "Not known"), Rich::alert("Value and running cost are not estimated."))
        }
        Business::Wrong(wrong) => ((Glyph::Warning, "Not right"), Rich::alert(words::sentence(&wrong.join(". ")))),
        Business::Case(case) => {
            let stands = match case.payback {
                None => (Glyph::Question, "Build cost open"),
                Some((priority::Payback::Never, _)) => (Glyph::Exceeded, "Never pays back"),
                Some((_, priority::Payback::Never)) => (Glyph::AtRisk, "May not pay back"),
                Some(_) => (Glyph::Within, "Pays back"),
            };
            (stands, Rich::plain(format!("{} a year remain. {}", case.range(case.net), case.words())))
        }
    };
    Line::new(SECTION, "Business case", stands, says)
}

fn horizons(workbook: &Workbook, board: &Board, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let planned = board.trays.iter().filter(|tray| tray.horizon.is_some());
    let columns = planned.map(|tray| tray_words(workbook, tray)).collect();
    blocks.push(Block::new(Body::Columns(columns)).from_section(SECTION));
    let loose: Vec<Rich> = board
        .trays
        .iter()
        .filter(|tray| tray.horizon.is_none())
        .flat_map(|tray| tray.items.iter().filter_map(|id| workbook.roadmap.items.find(*id)))
        .map(|item| Rich::plain(backlog::cited(item)))
        .collect();
    if !loose.is_empty() {
        blocks.push(heading(2, "In no phase yet"));
        blocks.push(bullets(loose).from_section(SECTION));
    }
    blocks.push(heading(2, "What will be true by then"));
    match outcome_table(workbook, board, numbers) {
        Some(outcomes) => blocks.push(outcomes),
        None => blocks.push(paragraph(Rich::alert("No outcome is set: nothing says what the work is for."))),
    }
}

/// A phase: its load, and its items with what speaks against them.
fn tray_words(workbook: &Workbook, tray: &Tray) -> Rich {
    let name = tray.horizon.map_or("In no phase", Horizon::label);
    let mut text = Rich::strong(name).and(Style::Quiet, format!("\n{}", tray.load()));
    if tray.unpointed > 0 && tray.unpointed < tray.items.len() {
        text = text.and(Style::Quiet, format!(", {} without", tray.unpointed));
    }
    if tray.items.is_empty() {
        return text.and(Style::Quiet, "\nNothing is planned.");
    }
    for item in tray.items.iter().filter_map(|id| workbook.roadmap.items.find(*id)) {
        text = text.then(format!("\n{}", backlog::cited(item)));
        if let Some(doubt) = priority::doubt(item) {
            text = text.and(Style::Alert, format!(" {doubt}."));
        }
    }
    text
}

fn outcome_table(workbook: &Workbook, board: &Board, numbers: &mut Numbering) -> Option<Block> {
    let rows: Vec<_> = board
        .trays
        .iter()
        .flat_map(|tray| tray.outcomes.iter())
        .filter_map(|(id, reached)| Some((workbook.roadmap.outcomes.find(*id)?, *reached)))
        .map(|(outcome, reached)| {
            let measure = outcome.measure.and_then(|id| workbook.metrics.metrics.find(id));
            let measure: Cell = match measure {
                Some(metric) => cell(format!("M-{} {}", metric.number, metric.name.trim())),
                None => cell_of(outcome, "measure", "No metric"),
            };
            let cells = vec![
                cell(outcome.horizon.map_or("–", Horizon::label)),
                cell(Rich::strong(outcome.statement.trim())),
                measure,
                cell_of(outcome, "from", "–"),
                cell_of(outcome, "to", "–"),
                mark(glyph(reached), reached.label()),
            ];
            row(SECTION, outcome.id, cells)
        })
        .collect();
    let columns = vec![
        fitted("By"),
        column("Outcome", 2.0),
        column("Shown by", 1.2),
        column("From", 0.8),
        column("To", 0.8),
        fitted("Stands"),
    ];
    (!rows.is_empty()).then(|| table(numbers.table("Outcomes by phase."), columns, rows).from_section(SECTION))
}

const fn glyph(reached: Reached) -> Glyph {
    match reached {
        Reached::Yes => Glyph::Within,
        Reached::Unproven => Glyph::Unproven,
        Reached::No => Glyph::AtRisk,
        Reached::BaselineOnly => Glyph::InProgress,
        Reached::NotMeasured => Glyph::Unmeasured,
    }
}

/// The fields of the business case.
const BUSINESS: [&str; 6] = ["value_low", "value_high", "cost_low", "cost_high", "build_low", "build_high"];

fn business(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let roadmap = &workbook.roadmap;
    blocks.push(numbers.section("The business case", "business"));
    match priority::business(roadmap) {
        Business::Missing(labels) => {
            let labels: Vec<String> = labels.into_iter().map(|label| format!("“{label}”")).collect();
            let text = format!("Not known yet: {}.", words::series(&labels));
            blocks.push(paragraph(Rich::alert(text)).from_section(SECTION));
        }
        Business::Wrong(wrong) => {
            let lines = wrong.iter().map(|text| Rich::alert(words::sentence(text))).collect();
            blocks.push(bullets(lines).from_section(SECTION));
        }
        Business::Case(case) => {
            blocks.push(paragraph(case.words()).from_section(SECTION));
            let pairs = vec![
                ("Value a year", Rich::plain(case.range(case.value))),
                ("Running cost a year", Rich::plain(case.range(case.cost))),
                ("Remains a year", Rich::strong(case.range(case.net))),
                ("Cost to build", Rich::plain(case.build.map(|build| case.range(build)).unwrap_or_default())),
                ("Pays back", Rich::strong(case.pays_back().unwrap_or_default())),
            ];
            blocks.push(facts(pairs).from_section(SECTION));
            blocks.push(note("The careful end takes the low value with the high costs, the hopeful end the high value with the low costs; without interest."));
        }
    }
    let mut entered = detail::answers(&**roadmap, index, &[]);
    let label = |key: &str| roadmap_label(key);
    entered.retain(|(shown, _)| BUSINESS.iter().any(|key| label(key) == *shown));
    if !entered.is_empty() {
        blocks.push(heading(2, "As entered"));
        blocks.push(facts(entered).from_section(SECTION));
    }
    let assumptions = detail::one(&**roadmap, "business_case", index);
    blocks.push(heading(2, "On which assumptions it rests"));
    let is_blank = assumptions.is_blank();
    let assumptions = if is_blank { Rich::alert("No assumption is written down.") } else { assumptions };
    blocks.push(paragraph(assumptions).from_section(SECTION));
    if !roadmap.decided_against.is_empty() {
        blocks.push(heading(2, "Decided against"));
        let lines = roadmap.decided_against.iter().map(|line| Rich::plain(words::sentence(line))).collect();
        blocks.push(bullets(lines).from_section(SECTION));
    }
}

fn roadmap_label(key: &str) -> &'static str {
    let fields = crate::model::roadmap::Roadmap::FIELDS;
    fields.iter().find(|field| field.key == key).map_or("", |field| field.label)
}
