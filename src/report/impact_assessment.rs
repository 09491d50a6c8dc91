//! The impact and privacy assessment: the five governance questions, who could be harmed and how badly, what protects them, which
//! personal data is used on which ground, what people are told, and how they object.

use crate::model::data::{Clearance, Sensitivity};
use crate::model::impact::{AnswerState, EffectKind, ReviewState};
use crate::model::place::Index;
use crate::model::{Date, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Glyph, Report, Rich};
use super::compose::{Numbering, facts, note, paragraph};
use super::executive::{self, Line};
use super::{Document, Edition, data, detail, findings, front, impact};

const SECTION: Section = Section::Impact;

/// Builds the impact and privacy assessment.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::ImpactAssessment, workbook, edition);
    let index = workbook.index();
    let today = front::as_of(workbook, edition);
    let mut numbers = Numbering::default();
    let blocks = &mut report.blocks;
    blocks.push(front::title(Document::ImpactAssessment, workbook, edition));
    blocks.extend(front::withheld(edition));
    blocks.push(front::standing(workbook));
    blocks.push(executive::block(at_a_glance(workbook, today), &mut numbers));
    blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    blocks.push(numbers.section("The five governance questions", "questions"));
    blocks.push(impact::questions(workbook, &index, &mut numbers));
    people(workbook, &mut numbers, blocks);
    privacy(workbook, &index, &mut numbers, blocks);
    blocks.push(numbers.section("Contest and correction", "contest"));
    blocks.push(impact::contest(workbook));
    blocks.push(numbers.section("What people are told", "disclosures"));
    match impact::disclosures(workbook, &mut numbers) {
        Some(disclosures) => blocks.push(disclosures),
        None => blocks.push(missing("Nobody is told anything yet.")),
    }
    blocks.push(numbers.section("What is still wrong here", "findings"));
    let sections = [SECTION, Section::Data];
    let caption = "Open findings on impact and data, blockers first.";
    blocks.push(
        findings::table_in(workbook, &index, today, (&sections, caption, &mut numbers))
            .unwrap_or_else(|| paragraph("No finding on impact or data is open.")),
    );
    if !edition.withheld.annexes {
        let details = data::in_full(workbook, &index);
        if !details.is_empty() {
            blocks.push(numbers.annex("Data in detail", "annex-data"));
            blocks.extend(details);
        }
    }
    report.blocks.extend(front::made_from(edition));
    report
}

fn missing(text: &str) -> Block {
    paragraph(Rich::alert(text)).from_section(SECTION)
}

fn at_a_glance(workbook: &Workbook, today: Option<Date>) -> Vec<Line> {
    vec![questions(workbook), harms(workbook), rights(workbook), review(workbook, today), told(workbook)]
}

/// How many of the five questions have an answer.
fn questions(workbook: &Workbook) -> Line {
    let states = impact::answers(workbook).map(|answer| answer.state.unwrap_or_default());
    let count = |wanted| states.iter().filter(|state| **state == wanted).count();
    let (answered, partly) = (count(AnswerState::Answered), count(AnswerState::Partly));
    let stands = match (answered, partly) {
        (5, _) => (Glyph::Done, "Answered"),
        (0, 0) => (Glyph::Question, "No answer"),
        _ => (Glyph::InProgress, "Partly"),
    };
    let partly = if partly > 0 { format!(", {} in part", words::spelled(partly)) } else { String::new() };
    let says = format!("{} of five answered{partly}.", words::capitalized(&words::spelled(answered)));
    Line::new(SECTION, "Governance questions", stands, says)
}

/// How bad the worst harm is, and how many harms no failure mode stands for.
fn harms(workbook: &Workbook) -> Line {
    let groups = &workbook.impact.groups;
    let harms: Vec<_> = groups
        .iter()
        .flat_map(|group| group.effects.iter())
        .filter(|effect| effect.kind.unwrap_or_default() == EffectKind::Harm)
        .collect();
    let worst = harms.iter().filter_map(|harm| harm.severity).map(crate::model::Step::get).max();
    let stands = match worst {
        None => (Glyph::Question, "Not scored".to_owned()),
        Some(severity) => {
            (if severity >= 4 { Glyph::AtRisk } else { Glyph::Advice }, format!("Severity up to {severity}"))
        }
    };
    if groups.is_empty() {
        return Line::new(SECTION, "Harms", stands, Rich::alert("Nobody who is affected is named."));
    }
    let mut says = format!(
        "{} to {}.",
        words::capitalized(&words::how_many(harms.len(), "harm", "harms")),
        words::how_many(groups.len(), "group of people", "groups of people")
    );
    let loose = harms.iter().filter(|harm| harm.failure_mode.is_none()).count();
    if loose > 0 {
        let is = if loose == 1 { "is" } else { "are" };
        says.push_str(&format!(" {} {is} in no failure mode.", words::capitalized(&words::spelled(loose))));
    }
    Line::new(SECTION, "Harms", stands, says)
}

/// Whether the data may be used.
fn rights(workbook: &Workbook) -> Line {
    let sources = &workbook.data.sources;
    let count = |state| sources.iter().filter(|source| source.rights_state.unwrap_or_default() == state).count();
    let cleared = count(Clearance::Cleared);
    let stands = match (count(Clearance::Refused), count(Clearance::Doubtful), sources.len()) {
        (_, _, 0) => (Glyph::Question, "No source"),
        (0, 0, all) if cleared == all => (Glyph::Within, "Cleared"),
        (0, 0, _) => (Glyph::Question, "Not settled"),
        (0, _, _) => (Glyph::AtRisk, "Doubtful"),
        _ => (Glyph::Exceeded, "Refused"),
    };
    let personal = sources
        .iter()
        .filter(|source| matches!(source.sensitivity, Some(Sensitivity::Personal | Sensitivity::Special)))
        .count();
    let says = match sources.len() {
        0 => Rich::alert("No data source is named."),
        all => {
            let of = words::how_many(all, "source", "sources");
            let hold = if personal == 1 { "holds" } else { "hold" };
            let cleared = words::capitalized(&words::spelled(cleared));
            let personal = words::capitalized(&words::spelled(personal));
            Rich::plain(format!("{cleared} of {of} cleared. {personal} {hold} personal data."))
        }
    };
    Line::new(Section::Data, "Right to the data", stands, says)
}

/// How far the privacy review is.
fn review(workbook: &Workbook, today: Option<Date>) -> Line {
    let impact = &workbook.impact;
    let state = impact.privacy_review.unwrap_or_default();
    let is_over = matches!(state, ReviewState::Done | ReviewState::NotNeeded);
    let is_late = !is_over && impact.privacy_date.zip(today).is_some_and(|(due, today)| due < today);
    let glyph = match state {
        _ if is_late => Glyph::Exceeded,
        ReviewState::NotStarted => Glyph::NotStarted,
        ReviewState::InProgress => Glyph::InProgress,
        ReviewState::Done => Glyph::Done,
        ReviewState::NotNeeded => Glyph::NotApplicable,
    };
    let who = match impact.privacy_reviewer.trim() {
        "" => Rich::alert("Nobody does it"),
        who => Rich::plain(who),
    };
    let says = match impact.privacy_date {
        Some(date) if is_late => who.and(super::block::Style::Alert, format!(", late since {}", words::date(date))),
        Some(date) => who.then(format!(", {}", words::date(date))),
        None => who,
    };
    Line::new(SECTION, "Privacy review", (glyph, state.label()), says.then("."))
}

/// How many of the disclosures are in place.
fn told(workbook: &Workbook) -> Line {
    let disclosures = &workbook.impact.disclosures;
    let given = disclosures.iter().filter(|disclosure| disclosure.given).count();
    let stands = match (given, disclosures.len()) {
        (_, 0) => (Glyph::Question, "None"),
        (given, all) if given == all => (Glyph::Done, "In place"),
        (0, _) => (Glyph::NotStarted, "Not yet"),
        _ => (Glyph::InProgress, "Partly"),
    };
    let says = match disclosures.len() {
        0 => Rich::alert("Nothing is written that people are told."),
        all => {
            Rich::plain(format!("{} of {} in place.", words::capitalized(&words::spelled(given)), words::spelled(all)))
        }
    };
    Line::new(SECTION, "Disclosures", stands, says)
}

fn people(workbook: &Workbook, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    blocks.push(numbers.section("Who is affected, and what could hurt them", "people"));
    let Some(groups) = impact::groups(workbook, numbers) else {
        blocks.push(missing("Nobody who is affected is named."));
        return;
    };
    match impact::harms(workbook, numbers) {
        Some(harms) => blocks.push(harms),
        None => blocks.push(missing("No harm to anybody is named.")),
    }
    blocks.push(groups);
}

fn privacy(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    blocks.push(numbers.section("Sensitive data and the privacy review", "privacy"));
    let keys = ["sensitive_data", "privacy_review", "privacy_reviewer", "privacy_date", "privacy_note"];
    let told: Vec<&str> =
        crate::model::impact::Impact::FIELDS.iter().map(|field| field.key).filter(|key| !keys.contains(key)).collect();
    let pairs = detail::answers(&*workbook.impact, index, &told);
    if pairs.is_empty() {
        blocks.push(missing("Nothing is said about sensitive data, and nobody reviews it."));
    } else {
        blocks.push(facts(pairs).from_section(SECTION));
    }
    blocks.push(numbers.section("Data rights and retention", "rights"));
    match data::rights(workbook, numbers) {
        Some(rights) => blocks.push(rights),
        None => blocks.push(paragraph(Rich::alert("No data source is named.")).from_section(Section::Data)),
    }
    blocks.push(note("Sensitive data is personal data of a special category, such as on health, and whatever else could hurt people if it got out."));
}
