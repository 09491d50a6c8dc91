//! Impact in documents: the affected groups, the five governance questions, disclosures, and how to object.

use crate::assess::risk;
use crate::knowledge;
use crate::model::impact::{AnswerState, Effect, EffectKind, GovernanceAnswer, Group};
use crate::model::place::Index;
use crate::model::{Section, Step, Workbook};

use super::block::{Block, Glyph, Rich, Style};
use super::compose::{Numbering, cell, cell_of, cell_or, column, facts, figures, fitted, mark, paragraph, row, table};
use super::detail;

const SECTION: Section = Section::Impact;

/// Who is affected, what they gain, and what could hurt them.
pub(super) fn groups(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let mut groups: Vec<&Group> = workbook.impact.groups.iter().collect();
    if groups.is_empty() {
        return None;
    }
    groups.sort_by_key(|group| std::cmp::Reverse(worst(group)));
    let rows = groups.into_iter().map(|group| {
        let who = Rich::strong(group.name.trim());
        let who =
            if group.size.trim().is_empty() { who } else { who.and(Style::Quiet, format!("\n{}", group.size.trim())) };
        let cells = vec![
            cell(who),
            cell(effects(workbook, group, EffectKind::Benefit)),
            cell(effects(workbook, group, EffectKind::Harm)),
            cell_or(&group.told, "Nothing yet"),
            cell_or(&group.objects, "No way yet"),
        ];
        row(SECTION, group.id, cells)
    });
    let columns = vec![
        column("Who is affected", 1.3),
        column("What they gain", 1.4),
        column("What could hurt them", 1.9),
        column("How they are told", 1.0),
        column("How they object", 1.0),
    ];
    Some(
        table(numbers.table("Affected groups, those with the worst harm first."), columns, rows.collect())
            .from_section(SECTION),
    )
}

/// The severity of the worst harm to a group; `None` if none is scored.
fn worst(group: &Group) -> Option<Step> {
    group.effects.iter().filter(|effect| is_harm(effect)).filter_map(|effect| effect.severity).max()
}

fn is_harm(effect: &Effect) -> bool {
    effect.kind.unwrap_or_default() == EffectKind::Harm
}

/// Every harm, the worst first, with what stands against it; `None` if there is none.
pub(super) fn harms(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let groups = workbook.impact.groups.iter();
    let mut harms: Vec<_> = groups
        .flat_map(|group| group.effects.iter().filter(|effect| is_harm(effect)).map(move |harm| (group, harm)))
        .collect();
    harms.sort_by_key(|(_, harm)| std::cmp::Reverse(harm.severity));
    let rows = harms.iter().map(|(group, harm)| {
        let mode = harm.failure_mode.and_then(|id| workbook.failure_modes.modes.find(id));
        let (named, left, protects) = match mode {
            None => (Rich::alert("In no failure mode"), cell(""), cell(Rich::alert("Nothing is written down"))),
            Some(mode) => (
                Rich::plain(format!("{} {}", super::failure_modes::cite(mode), mode.name.trim())),
                level(risk::residual(mode).or_else(|| risk::inherent(mode))),
                cell_of(mode, "fallback", "No fallback"),
            ),
        };
        let severity = harm.severity.map_or_else(|| Rich::alert("–"), |severity| Rich::plain(severity.to_string()));
        let cells = vec![
            cell(severity),
            cell(Rich::strong(harm.what.trim())),
            cell(group.name.trim()),
            cell(named),
            left,
            protects,
        ];
        row(SECTION, group.id, cells)
    });
    let columns = vec![
        figures("Severity"),
        column("What could happen", 1.5),
        column("To whom", 1.0),
        column("Failure mode", 1.1),
        fitted("Risk left"),
        column("What the product does then", 1.5),
    ];
    let caption = "Harms, the worst first. Severity runs from 1 to 5; the risk is that of the failure mode with its controls, or before them where that is not scored.";
    (!harms.is_empty()).then(|| table(numbers.table(caption), columns, rows.collect()).from_section(SECTION))
}

fn level(level: Option<risk::RiskLevel>) -> super::block::Cell {
    match level {
        Some(level) => mark(Glyph::Pips(level.rank()), level.label()),
        None => cell(Rich::alert("Not scored")),
    }
}

/// How somebody objects, and how a wrong result is put right; says so if nobody has thought of it.
pub(super) fn contest(workbook: &Workbook) -> Block {
    let said = detail::one(&*workbook.impact, "contest", &Index::default());
    let said = if said.is_blank() { Rich::alert("Nobody can object: no way is written down.") } else { said };
    paragraph(said).from_section(SECTION)
}

/// The answers to the five governance questions, in their order.
pub(super) fn answers(workbook: &Workbook) -> [&GovernanceAnswer; 5] {
    let impact = &workbook.impact;
    [&impact.harms, &impact.data_rights, &impact.takeover, &impact.still_works, &impact.reviewer_trust]
}

fn effects(workbook: &Workbook, group: &Group, kind: EffectKind) -> String {
    let told = group.effects.iter().filter(|effect| effect.kind.unwrap_or_default() == kind);
    told.map(|effect| effect_words(workbook, effect)).collect::<Vec<_>>().join("\n")
}

/// "Injury missed in free text (severity 5, FM-3, residual high)".
fn effect_words(workbook: &Workbook, effect: &Effect) -> String {
    let mut notes = Vec::new();
    if let Some(severity) = effect.severity {
        notes.push(format!("severity {severity}"));
    }
    if let Some(mode) = effect.failure_mode.and_then(|id| workbook.failure_modes.modes.find(id)) {
        let residual = risk::residual(mode).map(|level| format!(", residual {}", level.label().to_lowercase()));
        notes.push(format!("{}{}", super::failure_modes::cite(mode), residual.unwrap_or_default()));
    }
    let what = effect.what.trim();
    if notes.is_empty() { what.to_owned() } else { format!("{what} ({})", notes.join(", ")) }
}

/// The five governance questions with their answers.
pub(super) fn questions(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Block {
    let rows = knowledge::questions().governance.iter().zip(answers(workbook)).map(|(question, answer)| {
        let cells = vec![cell(Rich::strong(&*question.question)), cell(answer_words(answer, index)), state(answer)];
        super::block::Row { cells, anchor: String::new(), source: None }
    });
    let columns = vec![column("Question", 1.0), column("Answer", 2.2), fitted("State")];
    table(numbers.table("The five governance questions."), columns, rows.collect()).from_section(SECTION)
}

fn answer_words(answer: &GovernanceAnswer, index: &Index) -> Rich {
    let body =
        if answer.answer.trim().is_empty() { Rich::alert("No answer.") } else { Rich::plain(answer.answer.trim()) };
    let rest = detail::answers(answer, index, &["answer", "state"]);
    let body = match answer.marks.get("answer") {
        Some(mark) => body.then(" ").with(detail::marked(mark)),
        None => body,
    };
    rest.into_iter().fold(body, |text, (label, value)| text.and(Style::Quiet, format!("\n{label}: ")).with(value))
}

fn state(answer: &GovernanceAnswer) -> super::block::Cell {
    match answer.state.unwrap_or_default() {
        AnswerState::NoAnswer => mark(Glyph::Question, "No answer"),
        AnswerState::Partly => mark(Glyph::InProgress, "Partly"),
        AnswerState::Answered => mark(Glyph::Done, "Answered"),
    }
}

/// What people are told, in the words that they read.
pub(super) fn disclosures(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let mut disclosures: Vec<_> = workbook.impact.disclosures.iter().collect();
    if disclosures.is_empty() {
        return None;
    }
    disclosures.sort_by_key(|disclosure| disclosure.given);
    let rows = disclosures.into_iter().map(|disclosure| {
        let words = disclosure.words.trim();
        let quoted = if words.is_empty() { Rich::alert("Not written") } else { Rich::plain(format!("“{words}”")) };
        let given = if disclosure.given { mark(Glyph::Done, "In place") } else { mark(Glyph::NotStarted, "Not yet") };
        row(
            SECTION,
            disclosure.id,
            vec![cell_or(&disclosure.to, "Nobody named"), cell(quoted), cell_or(&disclosure.place, "No place"), given],
        )
    });
    let columns = vec![column("Who", 1.0), column("Words", 2.4), column("Where", 1.2), fitted("State")];
    Some(
        table(numbers.table("What people are told, what is not in place first."), columns, rows.collect())
            .from_section(SECTION),
    )
}

/// Sensitive data, contest, and the privacy review.
pub(super) fn safeguards(workbook: &Workbook, index: &Index) -> Vec<Block> {
    // the rest of the section has tables of its own
    const TOLD: &[&str] =
        &["groups", "harms", "data_rights", "takeover", "still_works", "reviewer_trust", "disclosures"];
    let pairs = detail::answers(&*workbook.impact, index, TOLD);
    if pairs.is_empty() { Vec::new() } else { vec![facts(pairs).from_section(SECTION)] }
}
