//! The governance checklist: where the four functions stand, what is blocked or late, what is below the target that was chosen, and
//! every practice of the framework with its status and evidence.

use crate::assess::practice::{self, Profile};
use crate::knowledge::{self, framework::GenerativeRisk};
use crate::model::checklist::{PracticeAnswer, PracticeStatus};
use crate::model::{Date, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Glyph, Report, Rich, Row, Style};
use super::compose::{
    Numbering, cell, cell_due, cell_of, column, facts, figures, fitted, heading, mark, note, paragraph, source, table,
};
use super::executive::{self, Line};
use super::{Document, Edition, checklist, detail, front};

const SECTION: Section = Section::Checklist;

/// Builds the governance checklist.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::ChecklistReport, workbook, edition);
    let index = workbook.index();
    let today = front::as_of(workbook, edition);
    let mut numbers = Numbering::default();
    let blocks = &mut report.blocks;
    blocks.push(front::title(Document::ChecklistReport, workbook, edition));
    blocks.extend(front::withheld(edition));
    blocks.push(front::standing(workbook));
    blocks.push(executive::block(at_a_glance(workbook, today), &mut numbers));
    blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    blocks.push(numbers.section("Where the four functions stand", "functions"));
    blocks.extend(checklist::state(workbook, &mut numbers));
    blocks.push(Block::new(Body::Together(vec![functions(workbook, &mut numbers)])));
    blocks.push(numbers.section("Blocked, late and in progress", "open"));
    blocks.push(
        checklist::open(workbook, today, &mut numbers)
            .unwrap_or_else(|| paragraph("No practice is in progress, blocked or late.").from_section(SECTION)),
    );
    gaps(workbook, today, &mut numbers, blocks);
    if practice::is_generative(&workbook.pattern) {
        blocks.push(numbers.section("Risks of generative AI", "generative"));
        blocks.extend(generative(workbook, &mut numbers));
    }
    blocks.push(numbers.section("Every practice", "practices"));
    blocks
        .push(facts(detail::answers(&*workbook.checklist, &index, &["answers", "profile_note"])).from_section(SECTION));
    blocks.push(note(checklist::framework_words(workbook)).from_section(SECTION));
    for function in &knowledge::framework().functions {
        blocks.push(heading(2, format!("{}: {}", function.id, function.title)));
        blocks.push(paragraph(function.meaning.as_str()));
        blocks.push(checklist::practices_of(workbook, function, &index, &mut numbers));
    }
    blocks.extend(checklist::strange(workbook, &index, &mut numbers));
    report.blocks.extend(front::made_from(edition));
    report
}

/// How many practices have this status.
fn count(workbook: &Workbook, wanted: PracticeStatus) -> usize {
    knowledge::framework().practices().filter(|practice| workbook.checklist.status(&practice.id) == wanted).count()
}

/// The answers to practices of the framework, in its order.
fn answers(workbook: &Workbook) -> impl Iterator<Item = &PracticeAnswer> {
    knowledge::framework().practices().filter_map(|practice| workbook.checklist.answer_to(&practice.id))
}

fn at_a_glance(workbook: &Workbook, today: Option<Date>) -> Vec<Line> {
    vec![practices(workbook), blocked(workbook), late(workbook, today), target(workbook), bare(workbook)]
}

/// How many practices are done, and what the others are.
pub(super) fn practices(workbook: &Workbook) -> Line {
    let all = knowledge::framework().practices().count();
    let done = count(workbook, PracticeStatus::Done);
    let rest = [
        (PracticeStatus::InProgress, "in progress"),
        (PracticeStatus::NotStarted, "not started"),
        (PracticeStatus::NotApplicable, "not applicable"),
    ];
    let rest: Vec<String> = rest
        .into_iter()
        .map(|(status, named)| (count(workbook, status), named))
        .filter(|(count, _)| *count > 0)
        .map(|(count, named)| format!("{count} {named}"))
        .collect();
    let stands = match done {
        0 => (Glyph::NotStarted, "None done".to_owned()),
        _ if done == all => (Glyph::Done, "All done".to_owned()),
        _ => (Glyph::InProgress, format!("{done} of {all} done")),
    };
    let rest = if rest.is_empty() { "Nothing else.".to_owned() } else { words::sentence(&words::series(&rest)) };
    Line::new(SECTION, "Practices", stands, rest)
}

/// Identifiers in a row, at most eight of them.
fn cited(answers: &[&PracticeAnswer]) -> String {
    let named: Vec<String> = answers.iter().take(8).map(|answer| answer.practice.trim().to_owned()).collect();
    match answers.len().checked_sub(named.len()) {
        Some(more) if more > 0 => format!("{} and {more} more.", named.join(", ")),
        _ => words::sentence(&words::series(&named)),
    }
}

fn blocked(workbook: &Workbook) -> Line {
    let blocked: Vec<_> = answers(workbook).filter(|answer| answer.status == Some(PracticeStatus::Blocked)).collect();
    let stands = match blocked.len() {
        0 => (Glyph::Within, "None".to_owned()),
        count => (Glyph::Blocker, words::capitalized(&words::spelled(count))),
    };
    let says = if blocked.is_empty() { "Nothing is blocked.".to_owned() } else { cited(&blocked) };
    Line::new(SECTION, "Blocked", stands, says)
}

fn late(workbook: &Workbook, today: Option<Date>) -> Line {
    let Some(today) = today else {
        return Line::new(SECTION, "Late", (Glyph::Question, "Not known"), "The document has no date.");
    };
    let late: Vec<_> = answers(workbook).filter(|answer| checklist::is_late(answer, Some(today))).collect();
    let stands = match late.len() {
        0 => (Glyph::Within, "None".to_owned()),
        count => (Glyph::Warning, words::capitalized(&words::spelled(count))),
    };
    let says = if late.is_empty() { "Nothing is late.".to_owned() } else { cited(&late) };
    Line::new(SECTION, "Late", stands, says)
}

fn profiles(workbook: &Workbook) -> Vec<Profile> {
    knowledge::framework().functions.iter().map(|function| Profile::of(&workbook.checklist, function)).collect()
}

fn target(workbook: &Workbook) -> Line {
    let profiles = profiles(workbook);
    let below: usize = profiles.iter().map(|profile| profile.below).sum();
    let at: usize = profiles.iter().map(|profile| profile.at).sum();
    let stands = match (below, at) {
        (0, 0) => (Glyph::Question, "No target".to_owned()),
        (0, _) => (Glyph::Within, "Reached".to_owned()),
        (below, _) => (Glyph::AtRisk, format!("{below} below")),
    };
    Line::new(SECTION, "Target profile", stands, words::sentence(&practice::sentence(&profiles)))
}

/// Practices said to be done without anything that shows it.
fn bare(workbook: &Workbook) -> Line {
    let is_bare = |answer: &&PracticeAnswer| {
        answer.status == Some(PracticeStatus::Done) && answer.evidence.trim().is_empty() && answer.links.is_empty()
    };
    let bare: Vec<_> = answers(workbook).filter(is_bare).collect();
    let stands = match bare.len() {
        0 => (Glyph::Within, "None".to_owned()),
        count => (Glyph::Warning, words::capitalized(&words::spelled(count))),
    };
    let says = if bare.is_empty() { "What is done has something that shows it.".to_owned() } else { cited(&bare) };
    Line::new(SECTION, "Done without evidence", stands, says)
}

/// Each function: how many of its practices stand where, and how they stand against the target.
fn functions(workbook: &Workbook, numbers: &mut Numbering) -> Block {
    let rows = knowledge::framework().functions.iter().map(|function| {
        let at = |wanted| {
            let practices = function.practices();
            let found = practices.filter(|practice| workbook.checklist.status(&practice.id) == wanted).count();
            cell(found.to_string())
        };
        let profile = Profile::of(&workbook.checklist, function);
        let target = match (profile.at, profile.below) {
            (0, 0) => cell(Rich::quiet("No target")),
            (_, 0) => cell("Reached"),
            (_, below) => cell(Rich::alert(format!("{below} below"))),
        };
        let named = Rich::strong(function.id.as_str()).and(Style::Quiet, format!("\n{}", function.title));
        let cells = vec![
            cell(named),
            at(PracticeStatus::Done),
            at(PracticeStatus::InProgress),
            at(PracticeStatus::Blocked),
            at(PracticeStatus::NotStarted),
            at(PracticeStatus::NotApplicable),
            target,
        ];
        Row { cells, anchor: String::new(), source: Some(source(SECTION, None)) }
    });
    let columns = vec![
        column("Function", 1.0),
        figures("Done"),
        figures("In progress"),
        figures("Blocked"),
        figures("Not started"),
        figures("Not applicable"),
        fitted("Target"),
    ];
    table(numbers.table("The four functions, now and against the target."), columns, rows.collect())
        .from_section(SECTION)
}

/// Practices below the target that was chosen for them: what must be done before launch first.
fn gaps(workbook: &Workbook, today: Option<Date>, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    blocks.push(numbers.section("Gaps to the target profile", "gaps"));
    let sentence = words::sentence(&practice::sentence(&profiles(workbook)));
    blocks.push(paragraph(sentence).from_section(SECTION));
    let mut below: Vec<_> = answers(workbook).filter(|answer| practice::is_below(Some(answer))).collect();
    if below.is_empty() {
        return;
    }
    below.sort_by_key(|answer| (answer.target, answer.due.is_none(), answer.due));
    let rows = below.iter().map(|answer| {
        let status = answer.status.unwrap_or_default();
        let cells = vec![
            checklist::named(answer),
            mark(checklist::glyph(status), status.label()),
            cell(answer.target.map(crate::model::checklist::PracticeTarget::label).unwrap_or_default()),
            cell_of(*answer, "owner", "Nobody"),
            cell_due(answer.due, today),
        ];
        Row { cells, anchor: String::new(), source: Some(source(SECTION, Some(answer.id))) }
    });
    let columns = vec![column("Practice", 2.4), fitted("State"), fitted("Target"), column("Owner", 1.0), fitted("Due")];
    let caption = numbers.table("Practices below their target, what must be done before launch first.");
    blocks.push(table(caption, columns, rows.collect()).from_section(SECTION));
}

/// The risks of generative AI, each with the practices that bear on it: those of which least is done first.
fn generative(workbook: &Workbook, numbers: &mut Numbering) -> Vec<Block> {
    let framework = knowledge::framework();
    let bears = |risk: &GenerativeRisk| -> Vec<&str> {
        let on = framework.practices().filter(|practice| practice.risks.contains(&risk.id));
        on.map(|practice| practice.id.as_str()).collect()
    };
    let is_done = |id: &&&str| workbook.checklist.status(id) == PracticeStatus::Done;
    let mut risks: Vec<(&GenerativeRisk, Vec<&str>, usize)> = framework
        .risks
        .iter()
        .map(|risk| {
            let on = bears(risk);
            let done = on.iter().filter(is_done).count();
            (risk, on, done)
        })
        .collect();
    risks.sort_by(|(_, one, a), (_, other, b)| {
        (a * other.len()).cmp(&(b * one.len())) // shares of what is done, without division
    });
    let rows = risks.iter().map(|(risk, on, done)| {
        let open = on
            .iter()
            .filter(|id| matches!(workbook.checklist.status(id), PracticeStatus::NotStarted | PracticeStatus::Blocked));
        let open: Vec<&str> = open.copied().collect();
        let open = if open.is_empty() { Rich::quiet("None") } else { Rich::plain(open.join(", ")) };
        let cells = vec![
            cell(Rich::strong(risk.title.as_str()).and(Style::Quiet, format!("\n{}", risk.meaning))),
            cell(format!("{done} of {}", on.len())),
            cell(open),
        ];
        Row { cells, anchor: String::new(), source: Some(source(SECTION, None)) }
    });
    let columns = vec![column("Risk", 1.7), figures("Practices done"), column("Blocked or not started", 1.3)];
    let caption = "Risks of generative AI, with the practices that bear on them; least done first.";
    vec![
        paragraph(
            "The product writes text, or a language model is at work in it. The framework then names twelve further risks.",
        ),
        table(numbers.table(caption), columns, rows.collect()).from_section(SECTION),
    ]
}
