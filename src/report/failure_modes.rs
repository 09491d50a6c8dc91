//! Failure modes in documents: the sentence, the heat map, the table worst first, mitigations, and each one in full.

use crate::assess::ratings::{Opinions, Spread};
use crate::assess::risk::{self, RiskLevel};
use crate::assess::sentence;
use crate::knowledge;
use crate::model::failure_modes::{ActionState, FailureMode, Rating};
use crate::model::place::Index;
use crate::model::{Date, Section, Step, Workbook};
use crate::words;

use super::block::{Block, Body, Cell, Chart, Figure, Glyph, HeatDot, HeatMap, Rich, Row, Style};
use super::compose::Numbering;
use super::compose::{
    cell, cell_due, cell_of, cell_or, column, figures, fitted, heading, mark, note, paragraph, row, table,
};
use super::detail;

const SECTION: Section = Section::FailureModes;

/// Failure modes, worst first.
pub(super) fn worst_first(workbook: &Workbook) -> Vec<&FailureMode> {
    let mut modes: Vec<_> = workbook.failure_modes.modes.iter().collect();
    modes.sort_by_cached_key(|mode| risk::worst_first(mode));
    modes
}

/// How many there are, how bad, and what remains.
pub(super) fn sentence(modes: &[&FailureMode]) -> String {
    let scored = modes.iter().filter(|mode| risk::inherent(mode).is_some()).count();
    let at =
        |level, of: fn(&FailureMode) -> Option<RiskLevel>| modes.iter().filter(|mode| of(mode) == Some(level)).count();
    let were = if scored == 1 { "was" } else { "were" };
    let named = words::capitalized(&words::how_many(scored, "failure mode", "failure modes"));
    let mut text = format!("{named} {were} scored for severity and frequency.");
    if modes.len() > scored {
        let left = counted(modes.len() - scored, "is", "are");
        text.push_str(&format!(" {} not scored yet.", words::capitalized(&left)));
    }
    if scored == 0 {
        return text;
    }
    let critical = at(RiskLevel::Critical, risk::inherent);
    text.push_str(&format!(" {} critical before controls.", words::capitalized(&counted(critical, "is", "are"))));
    let rated = modes.iter().filter(|m| risk::inherent(m).is_some() && risk::residual(m).is_some()).count();
    if rated < scored {
        let has = counted(scored - rated, "has", "have");
        text.push_str(&format!(" {} no score with controls.", words::capitalized(&has)));
    }
    if rated == 0 {
        return text;
    }
    let (critical, high) = (at(RiskLevel::Critical, risk::residual), at(RiskLevel::High, risk::residual));
    let of = if rated < scored {
        format!("Of the {} that have one", words::spelled(rated))
    } else {
        "With the controls that exist".to_owned()
    };
    text.push_str(&format!(
        " {of}, {} critical and {} high",
        counted(critical, "is", "are"),
        counted(high, "is", "are")
    ));
    let remaining: Vec<String> = modes
        .iter()
        .filter(|mode| risk::residual(mode) >= Some(RiskLevel::High))
        .map(|mode| format!("{} {}", cite(mode), mode.name.trim()))
        .collect();
    if remaining.is_empty() || remaining.len() > 6 {
        text.push('.');
    } else {
        text.push_str(&format!(": {}.", words::series(&remaining)));
    }
    text
}

fn counted(value: usize, one: &str, several: &str) -> String {
    format!("{} {}", words::spelled(value), if value <= 1 { one } else { several })
}

/// Which of them nobody would notice and nothing watches; `None` if there is none.
pub(super) fn silent(workbook: &Workbook, modes: &[&FailureMode]) -> Option<String> {
    let silent: Vec<String> = modes
        .iter()
        .filter(|mode| risk::is_silent(mode, workbook))
        .map(|mode| format!("{} {}", cite(mode), mode.name.trim()))
        .collect();
    let counted = words::capitalized(&counted(silent.len(), "is", "are"));
    let text = format!("{counted} silent, hard to notice and watched by no signal: {}.", words::series(&silent));
    (!silent.is_empty()).then_some(text)
}

/// The heat map with its reading aids beside it.
pub(super) fn heat_map(modes: &[&FailureMode], numbers: &mut Numbering) -> Block {
    let caption = numbers.figure(
        "Severity and frequency of the failure modes. White dots are inherent, black dots are residual, dashed dots have no fallback.",
    );
    // the caption stands beside the map, where there is room, instead of below
    let caption = caption.split_once(". ").map(|(number, words)| Rich::strong(format!("{number}. ")).then(words));
    let figure = Figure { caption: String::new(), alt: heat_words(modes), chart: Chart::HeatMap(heat_chart(modes)) };
    let figure = Block::new(Body::Figure(figure)).from_section(SECTION);
    let levels = RiskLevel::ALL.iter().rev().map(|level| {
        let (low, high) = level.scores();
        let cells = vec![mark(Glyph::Pips(level.rank()), level.label()), cell(format!("score {low} to {high}"))];
        Row { cells, anchor: String::new(), source: None }
    });
    let legend = table("", vec![fitted("Level"), column("Severity × frequency", 1.0)], levels.collect());
    let mut aside: Vec<Block> = caption.map(note).into_iter().chain([legend]).collect();
    let accepted: Vec<_> = modes.iter().filter(|mode| mode.accepted).collect();
    if !accepted.is_empty() {
        let cited: Vec<String> = accepted.iter().map(|mode| format!("{} {}", cite(mode), mode.name.trim())).collect();
        let text = format!("Accepted as they are, with reasons in the annex: {}.", words::series(&cited));
        aside.push(paragraph(text));
    }
    Block::new(Body::Beside { left: vec![figure], right: aside, left_share: 0.52 })
}

fn heat_chart(modes: &[&FailureMode]) -> HeatMap {
    let mut levels = [[0; 5]; 5];
    for (severity, row) in (1..).zip(&mut levels) {
        for (frequency, level) in (1..).zip(row) {
            if let (Some(severity), Some(frequency)) = (Step::new(severity), Step::new(frequency)) {
                *level = risk::level(severity, frequency).rank();
            }
        }
    }
    let pair = |a: Option<Step>, b: Option<Step>| Some((a?.get(), b?.get()));
    let dots = modes.iter().filter_map(|mode| {
        let inherent = pair(mode.severity, mode.frequency)?;
        let residual = pair(mode.residual_severity, mode.residual_frequency);
        // a solid dot on the dashed one would hide that there is no fallback
        let hides = !mode.has_fallback() && residual == Some(inherent);
        let residual = residual.filter(|_| !hides);
        Some(HeatDot { label: mode.number.to_string(), inherent, residual, has_fallback: mode.has_fallback() })
    });
    let end = |steps: &[knowledge::ScaleStep], first: bool| {
        let step = if first { steps.first() } else { steps.last() };
        step.map(|step| step.label.to_lowercase()).unwrap_or_default()
    };
    let scales = knowledge::scales();
    HeatMap {
        levels,
        vertical: format!("Severity: {} to {}", end(&scales.severity, true), end(&scales.severity, false)),
        horizontal: format!("Frequency: {} to {}", end(&scales.frequency, true), end(&scales.frequency, false)),
        dots: dots.collect(),
    }
}

/// The heat map in words: one clause per failure mode up to a size that can be listened to, counts per level beyond.
fn heat_words(modes: &[&FailureMode]) -> String {
    const LISTENABLE: usize = 40;
    if modes.len() > LISTENABLE {
        let count = |level| modes.iter().filter(|mode| risk::inherent(mode) == Some(level)).count();
        let parts =
            RiskLevel::ALL.iter().rev().map(|level| format!("{} {}", count(*level), level.label().to_lowercase()));
        return format!("Inherent levels: {}.", parts.collect::<Vec<_>>().join(", "));
    }
    let said = modes.iter().map(|mode| {
        let level = |level: Option<RiskLevel>| level.map_or("not scored", RiskLevel::label).to_lowercase();
        let (before, after) = (level(risk::inherent(mode)), level(risk::residual(mode)));
        let fallback = if mode.has_fallback() { "" } else { ", no fallback" };
        format!("{}: inherent {before}, residual {after}{fallback}", cite(mode))
    });
    format!("{}.", said.collect::<Vec<_>>().join("; "))
}

/// The table, worst first.
pub(super) fn register(workbook: &Workbook, modes: &[&FailureMode], numbers: &mut Numbering) -> Block {
    let columns = vec![
        figures("#"),
        column("Failure", 2.6),
        column("Who is harmed", 1.7),
        fitted("S × F"),
        fitted("Level"),
        column("Fallback", 3.0),
        column("Owner", 1.0),
        fitted("Residual"),
    ];
    let rows = modes.iter().map(|mode| {
        let steps = match (mode.severity, mode.frequency) {
            (Some(severity), Some(frequency)) => cell(format!("{severity}\u{a0}×\u{a0}{frequency}")),
            _ => cell(Rich::alert("Not set")),
        };
        let cells = vec![
            cell(Rich::default().leading_to(anchor(mode), mode.number.to_string())),
            cell(named(workbook, mode)),
            cell_of(*mode, "harmed", "Not set"),
            steps,
            level_mark(risk::inherent(mode)),
            fallback_cell(mode),
            cell_of(*mode, "owner", "Nobody"),
            level_mark(risk::residual(mode)),
        ];
        row(SECTION, mode.id, cells)
    });
    let silent = if modes.iter().any(|mode| risk::is_silent(mode, workbook)) {
        " Silent: hard to notice, and no signal watches for it."
    } else {
        ""
    };
    let words = "Failure modes, worst first; within a level, what is hard to notice first. S × F is severity times frequency before controls.";
    let caption = numbers.table(&format!("{words}{silent}"));
    table(caption, columns, rows.collect()).from_section(SECTION)
}

/// The name, with the mark of a silent one.
fn named(workbook: &Workbook, mode: &FailureMode) -> Rich {
    let name = Rich::strong(mode.name.trim());
    if risk::is_silent(mode, workbook) { name.and(Style::Quiet, " (silent)") } else { name }
}

fn fallback_cell(mode: &FailureMode) -> Cell {
    if mode.fallback.trim().is_empty() {
        mode.fallback_kind.map_or_else(|| cell_of(mode, "fallback", "Not set"), |kind| cell(kind.label()))
    } else {
        cell(first_sentence(&mode.fallback))
    }
}

/// The first sentence: what fits into a table; the sheet has the rest. A full stop ends it only before a capital and after a
/// word of more than three letters, so that "e.g. the nurse" stays whole.
fn first_sentence(text: &str) -> &str {
    let text = text.trim();
    let ends = text.match_indices(". ").find(|(at, stop)| {
        let word = text.get(..*at).and_then(|before| before.split_whitespace().next_back()).unwrap_or_default();
        let next = text.get(at + stop.len()..).and_then(|after| after.chars().next());
        word.chars().count() > 3 && next.is_some_and(char::is_uppercase)
    });
    ends.and_then(|(at, _)| text.get(..at)).unwrap_or(text).trim_end_matches('.')
}

fn level_mark(level: Option<RiskLevel>) -> Cell {
    level.map_or_else(|| cell(Rich::alert("Not scored")), |level| mark(Glyph::Pips(level.rank()), level.label()))
}

/// What is done about them: open actions first, by date.
pub(super) fn mitigations(modes: &[&FailureMode], today: Option<Date>, numbers: &mut Numbering) -> Option<Block> {
    let mut rows: Vec<_> =
        modes.iter().flat_map(|mode| mode.mitigations.iter().map(move |action| (*mode, action))).collect();
    if rows.is_empty() {
        return None;
    }
    rows.sort_by_key(|(mode, action)| {
        let settled = matches!(action.state, Some(ActionState::Done | ActionState::Dropped));
        (settled, action.due.is_none(), action.due, mode.number)
    });
    let rows = rows.into_iter().map(|(mode, action)| {
        let glyph = match action.state.unwrap_or_default() {
            ActionState::Open => Glyph::NotStarted,
            ActionState::InProgress => Glyph::InProgress,
            ActionState::Done => Glyph::Done,
            ActionState::Dropped => Glyph::NotApplicable,
        };
        let cells = vec![
            cell(Rich::default().leading_to(anchor(mode), cite(mode))),
            cell(action.action.trim()),
            cell_or(&action.owner, "Nobody"),
            match action.state.unwrap_or_default() {
                ActionState::Open | ActionState::InProgress => cell_due(action.due, today),
                ActionState::Done | ActionState::Dropped => cell(action.due.map(words::short_date).unwrap_or_default()),
            },
            mark(glyph, action.state.unwrap_or_default().label()),
        ];
        row(SECTION, mode.id, cells)
    });
    let columns = vec![fitted("For"), column("Action", 5.0), column("Owner", 1.2), fitted("Due"), fitted("State")];
    Some(table(numbers.table("Mitigations, what is open first."), columns, rows.collect()).from_section(SECTION))
}

/// Said in the heading of a sheet; mitigations have a table of their own, and where an entry came from concerns nobody.
const TOLD: &[&str] = &["name", "mitigations", "library_key"];
/// Said in the line of scores.
const SCORES: &[&str] =
    &["category", "severity", "frequency", "residual_severity", "residual_frequency", "detectability"];
/// The left column of a sheet.
const HAPPENS: &[&str] = &["condition", "cause", "effect", "harmed"];
/// The right column of a sheet.
const CONTROLS: &[&str] =
    &["fallback_kind", "fallback", "fallback_trigger", "user_words", "monitor", "alert", "monitor_owner"];

/// Each failure mode in full: a sheet with its sentence, what happens at the left and what is done about it at the right,
/// and where raters are far apart. What is in neither list follows below, so that a new field cannot be lost.
pub(super) fn in_full(workbook: &Workbook, modes: &[&FailureMode], index: &Index) -> Vec<Block> {
    let told: Vec<&str> = [TOLD, SCORES, HAPPENS, CONTROLS].concat();
    let sheet = |mode: &&FailureMode| {
        let title = format!("{} {}", cite(mode), mode.name.trim());
        let head = Block::new(Body::Heading { level: 3, text: title, anchor: anchor(mode) });
        let whole = sentence::is_whole(mode).then(|| paragraph(sentence::of(mode, &workbook.about.product)));
        let columns = vec![detail::only(*mode, index, HAPPENS), detail::only(*mode, index, CONTROLS)];
        let rest = detail::run_in(*mode, index, &told);
        let below = [note(rest), note(disagreement(mode))];
        let blocks = [head, note(scores(workbook, mode))].into_iter().chain(whole);
        let blocks = blocks.chain([Block::new(Body::Columns(columns))]).chain(below);
        blocks.map(|block| block.from_item(SECTION, mode.id)).collect::<Vec<_>>()
    };
    modes.iter().flat_map(sheet).filter(|block| !matches!(&block.body, Body::Note(text) if text.is_blank())).collect()
}

/// Where raters are far apart, with what those at the ends say.
fn disagreement(mode: &FailureMode) -> Rich {
    let opinions = Opinions::of(mode);
    let mut text = Rich::default();
    for spread in opinions.spreads().filter(|spread| spread.is_far_apart()) {
        if !text.is_blank() {
            text = text.then("\n");
        }
        let name = spread.scale.label().to_lowercase();
        text = text.and(Style::Strong, format!("Raters differ on {name}: ")).then(format!("{}.", spread.words()));
        for said in ends(mode, spread) {
            text = text.then(format!(" {said}"));
        }
    }
    text
}

/// What the raters at the ends of a wide spread gave, and why.
fn ends(mode: &FailureMode, spread: &Spread) -> Vec<String> {
    let one = |rating: &Rating| {
        let step = spread.scale.of(rating).filter(|step| spread.is_outlying(*step))?;
        let who = if rating.rater.trim().is_empty() { "Somebody" } else { rating.rater.trim() };
        Some(match rating.reason.trim() {
            "" => format!("{who} gave {step} and no reason."),
            reason => format!("{who} gave {step}: {}", words::sentence(reason)),
        })
    };
    mode.ratings.iter().filter_map(one).collect()
}

/// Category, scores and levels in one line.
fn scores(workbook: &Workbook, mode: &FailureMode) -> Rich {
    let pair = |severity: Option<Step>, frequency: Option<Step>, level: Option<RiskLevel>| match (severity, frequency) {
        (None, None) => "not scored".to_owned(),
        (severity, frequency) => {
            let step = |step: Option<Step>| step.map_or_else(|| "?".to_owned(), |step| step.to_string());
            let level = level.map(|level| format!(", {}", level.label().to_lowercase())).unwrap_or_default();
            format!("{} × {}{level}", step(severity), step(frequency))
        }
    };
    let mut text = Rich::plain(mode.category.map(|category| format!("{}. ", category.label())).unwrap_or_default());
    let inherent = pair(mode.severity, mode.frequency, risk::inherent(mode));
    let residual = pair(mode.residual_severity, mode.residual_frequency, risk::residual(mode));
    text = text.and(Style::Strong, "Severity × frequency: ").then(inherent);
    text = text.and(Style::Strong, "\u{2003}With controls: ").then(residual);
    let silent = if risk::is_silent(mode, workbook) { ", silent: no signal watches for it" } else { "" };
    match mode.detectability {
        Some(step) => text.and(Style::Strong, "\u{2003}Detectability: ").then(format!("{step}{silent}")),
        None => text,
    }
}

/// The scales with their anchors and the matrix, because other houses draw them elsewhere.
pub(super) fn scales(numbers: &mut Numbering) -> Vec<Block> {
    let scales = knowledge::scales();
    let all =
        [("Severity", &scales.severity), ("Frequency", &scales.frequency), ("Detectability", &scales.detectability)];
    let rows = all.into_iter().flat_map(|(name, steps)| {
        steps.iter().map(move |step| {
            let cells =
                vec![cell(name), cell(step.value.to_string()), cell(Rich::strong(&*step.label)), cell(&*step.anchor)];
            Row { cells, anchor: String::new(), source: None }
        })
    });
    let columns = vec![fitted("Scale"), figures("Step"), fitted("Name"), column("What it means", 1.0)];
    let matrix = RiskLevel::ALL.iter().map(|level| {
        let (low, high) = level.scores();
        format!("{} {low} to {high}", level.label().to_lowercase())
    });
    vec![
        heading(2, "Scales and matrix"),
        paragraph(format!(
            "The risk level is severity times frequency: {}.",
            words::series(&matrix.collect::<Vec<_>>())
        )),
        table(numbers.table("The scales."), columns, rows.collect()),
    ]
}

/// How people cite it.
pub(super) fn cite(mode: &FailureMode) -> String {
    format!("FM-{}", mode.number)
}

fn anchor(mode: &FailureMode) -> String {
    format!("failure-{}", mode.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disagreed() -> FailureMode {
        let rating = |rater: &str, severity, reason: &str| Rating {
            rater: rater.to_owned(),
            severity: Step::new(severity),
            reason: reason.to_owned(),
            ..Rating::default()
        };
        FailureMode {
            number: 1,
            name: "Cites the wrong clause".to_owned(),
            condition: "The wording is old".to_owned(),
            harmed: "Policyholders".to_owned(),
            effect: "a late refusal".to_owned(),
            severity: Step::new(4),
            frequency: Step::new(4),
            detectability: Step::new(5),
            ratings: [rating("Ada", 2, "Most are caught"), rating("Ben", 4, ""), rating("Cy", 4, "")]
                .into_iter()
                .collect(),
            ..FailureMode::default()
        }
    }

    #[test]
    fn a_sheet_has_the_sentence_the_silence_and_the_disagreement() {
        let (mode, mut workbook) = (disagreed(), Workbook::default());
        std::sync::Arc::make_mut(&mut workbook.about).product = "Kiosk".to_owned();
        let words = |mode: &FailureMode| {
            let blocks = in_full(&workbook, &[mode], &workbook.index());
            let said = blocks.iter().filter_map(|block| match &block.body {
                Body::Note(text) | Body::Paragraph(text) => Some(text.words()),
                _ => None,
            });
            said.collect::<Vec<_>>().join("\n")
        };
        let said = words(&mode);
        for expected in [
            "Detectability: 5, silent: no signal watches for it",
            "When the wording is old, Kiosk may cite the wrong clause, so policyholders suffer a late refusal.",
            "Raters differ on severity: 3 ratings from 2 to 4, median 4, 2 apart. Ada gave 2: Most are caught.",
        ] {
            assert!(said.contains(expected), "{expected} is not in {said}");
        }
        assert!(!said.contains("Ben gave"), "who is in the middle need not say why");
        let blank = FailureMode { condition: String::new(), ..mode.clone() };
        assert!(!words(&blank).contains("Kiosk may"), "a sentence with a gap is not printed");
        assert_eq!(
            silent(&workbook, &[&mode]).as_deref(),
            Some("One is silent, hard to notice and watched by no signal: FM-1 Cites the wrong clause.")
        );
        let watched = FailureMode { monitor: "Weekly sample".to_owned(), ..mode };
        assert_eq!(silent(&workbook, &[&watched]), None);
    }
}
