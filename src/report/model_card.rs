//! The model card: what the model is for, how well it works for whom, how it decides, and where not to trust it.
//!
//! Headings follow Mitchell et al., "Model Cards for Model Reporting" (2019); figures, limits and groups are derived from the
//! sections that own them.

use crate::model::place::Index;
use crate::model::{Section, Workbook};
use crate::words;

use super::block::{Block, Body, Report, Rich};
use super::compose::{Numbering, bullets, facts, heading, note, paragraph};
use super::executive::{self, Line};
use super::{
    Document, Edition, behaviors, budgets, data, detail, evaluation, front, impact, metrics, operating_points, reviews,
    unknowns,
};

/// Builds the model card.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::ModelCard, workbook, edition);
    let index = workbook.index();
    let mut numbers = Numbering::default();
    let blocks = &mut report.blocks;
    blocks.push(front::title(Document::ModelCard, workbook, edition));
    blocks.extend(front::withheld(edition));
    blocks.push(front::standing(workbook));
    if !workbook.about.summary.trim().is_empty() {
        blocks.push(paragraph(workbook.about.summary.trim()).from_section(Section::About));
    }
    blocks.push(executive::captioned("How well it works.", in_figures(workbook), &mut numbers));
    blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    at_a_glance(workbook, &mut numbers, blocks);
    uses(workbook, &mut numbers, blocks);
    how_it_decides(workbook, &index, &mut numbers, blocks);
    performance(workbook, &mut numbers, blocks);
    training(workbook, &index, &mut numbers, blocks);
    limits(workbook, &index, &mut numbers, blocks);
    people(workbook, &index, &mut numbers, blocks);
    blocks.push(numbers.section("Open unknowns", "unknowns"));
    blocks.push(unknowns::table_of(workbook, front::as_of(workbook, edition), &mut numbers));
    closing(workbook, &index, &mut numbers, blocks);
    if !edition.withheld.annexes {
        annexes(workbook, &index, &mut numbers, blocks);
    }
    report.blocks.extend(front::made_from(edition));
    report
}

/// What was measured, and what can go wrong.
fn in_figures(workbook: &Workbook) -> Vec<Line> {
    let mut lines: Vec<Line> = evaluation::ship_blockers(workbook).into_iter().collect();
    lines.push(executive::of_budgets(&budgets::judged(workbook)));
    lines.push(executive::failure_modes(workbook));
    lines
}

fn at_a_glance(workbook: &Workbook, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let (about, card, pattern) = (&workbook.about, &workbook.model_card, &workbook.pattern);
    let owner = front::joined(&[about.owner.trim(), about.owner_role.trim()], ", ");
    let version = [card.release_date.trim(), card.developed_by.trim()];
    let pairs: Vec<(&str, String)> = vec![
        ("Owner", owner),
        ("Written by", about.author.trim().to_owned()),
        ("Contributors", about.contributors.join("; ")),
        ("Model", model(card.model_name.trim(), about.model_version.trim())),
        ("Model date, developer", front::joined(&version, "; ")),
        ("Model type", card.model_type.trim().to_owned()),
        ("Built on", card.base_models.join("; ")),
        ("Pattern", pattern.chosen.map(|chosen| chosen.label().to_owned()).unwrap_or_default()),
        ("Autonomy", pattern.autonomy.map(|autonomy| autonomy.label().to_owned()).unwrap_or_default()),
        ("Lifecycle stage", about.stage.map(|stage| stage.label().to_owned()).unwrap_or_default()),
        ("Planned launch", about.launch.map(words::date).unwrap_or_default()),
        ("License", card.license.trim().to_owned()),
        ("Citation", card.citation.trim().to_owned()),
    ];
    blocks.push(numbers.section("At a glance", "glance"));
    let told: Vec<_> = pairs.into_iter().map(|(label, text)| (label, Rich::plain(text))).collect();
    let is_silent = told.iter().all(|(_, text)| text.is_blank());
    let told = if is_silent { note(Rich::alert("Nobody has said what it is and who owns it.")) } else { facts(told) };
    blocks.push(told.from_section(Section::ModelCard));
}

/// Name and version; one of them alone if it says the other too.
fn model(name: &str, version: &str) -> String {
    if version.contains(name) {
        version.to_owned()
    } else if name.contains(version) {
        name.to_owned()
    } else {
        front::joined(&[name, version], ", ")
    }
}

fn uses(workbook: &Workbook, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let card = &workbook.model_card;
    blocks.push(numbers.section("Intended use", "use"));
    written(workbook, "intended_use", "What it is for", blocks);
    written(workbook, "intended_users", "For whom", blocks);
    blocks.push(heading(2, "Not for"));
    if card.out_of_scope.is_empty() {
        blocks.push(missing(workbook, "out_of_scope", "Nothing is named as out of scope."));
    } else {
        blocks.push(lines(&card.out_of_scope).from_section(Section::ModelCard));
    }
    written(workbook, "factors", "Factors", blocks);
    written(workbook, "evaluation_factors", "Factors evaluated", blocks);
}

/// Requirements that do not stand in the list of facts: behaviors have a table, and the rest is no concern of a user of the
/// model.
const REQUIREMENTS_TOLD: &[&str] = &["functional", "qualities", "stories", "behaviors"];

fn how_it_decides(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let requirements = &workbook.requirements;
    blocks.push(numbers.section("How it decides", "decides"));
    if !workbook.model_card.decision_note.trim().is_empty() {
        blocks.push(paragraph(workbook.model_card.decision_note.trim()).from_section(Section::ModelCard));
    }
    if workbook.operating_points.points.is_empty() {
        blocks.push(paragraph("No thresholds are set: every answer is served."));
    }
    blocks.extend(operating_points::bands(workbook, index, numbers));
    blocks.extend(behaviors::table_of(workbook, index, numbers));
    let pairs = detail::answers(&**requirements, index, REQUIREMENTS_TOLD);
    if !pairs.is_empty() {
        blocks.push(super::compose::facts(pairs).from_section(Section::Requirements));
    }
    written(workbook, "challenge", "How to challenge a result", blocks);
}

fn performance(workbook: &Workbook, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    blocks.push(numbers.section("Performance", "performance"));
    match metrics::overview(workbook, numbers) {
        Some(overview) => blocks.push(overview),
        None => blocks.push(paragraph("No metric is defined.").from_section(Section::Metrics)),
    }
    blocks.extend(metrics::gaps(workbook));
    let groups = metrics::by_group(workbook, numbers);
    if groups.is_empty() {
        blocks.push(paragraph(Rich::alert(
            "No metric was measured by group, so nothing is known about differences between groups.",
        )));
    } else {
        blocks.push(heading(2, "By group"));
        blocks.extend(metrics::weakest(workbook));
        blocks.extend(groups);
    }
    let judged = budgets::judged(workbook);
    blocks.push(numbers.section("Uncertainty budgets", "budgets"));
    if judged.is_empty() {
        blocks.push(paragraph("No uncertainty budget is set: how much error is acceptable has not been decided."));
    } else {
        blocks.push(paragraph(budgets::sentence(&judged)).from_section(Section::Budgets));
        blocks.push(budgets::drawn_table(&judged, numbers));
    }
}

fn training(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    blocks.push(numbers.section("Data", "data"));
    written(workbook, "training_data", "Training data", blocks);
    written(workbook, "evaluation_data", "Evaluation data", blocks);
    written(workbook, "preprocessing", "Preprocessing", blocks);
    let pairs = detail::answers(&*workbook.data, index, &["sources", "labeling"]);
    if !pairs.is_empty() {
        blocks.push(super::compose::facts(pairs).from_section(Section::Data));
    }
    blocks.extend(data::sources(workbook, numbers));
}

fn limits(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let card = &workbook.model_card;
    blocks.push(numbers.section("Limits", "limits"));
    let limits = data::limits(workbook, index);
    if limits.is_empty() {
        let modes = workbook.failure_modes.modes.len();
        let text = match modes {
            0 => "No limit is stated.".to_owned(),
            _ => format!(
                "No limit is stated, although the risk memo names {}.",
                words::how_many(modes, "failure mode", "failure modes")
            ),
        };
        blocks.push(paragraph(Rich::alert(text)).from_section(Section::Limits));
    }
    blocks.extend(limits);
    blocks.push(numbers.section("Caveats and recommendations", "caveats"));
    if card.caveats.is_empty() && card.recommendations.is_empty() {
        blocks.push(missing(workbook, "caveats", "None are stated."));
    }
    if !card.caveats.is_empty() {
        blocks.push(lines(&card.caveats).from_section(Section::ModelCard));
    }
    if !card.recommendations.is_empty() {
        blocks.push(heading(2, "Recommendations"));
        blocks.push(lines(&card.recommendations).from_section(Section::ModelCard));
    }
}

fn people(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    blocks.push(numbers.section("Ethical considerations", "ethics"));
    let ethics = workbook.model_card.ethics.trim();
    if ethics.is_empty() {
        blocks.push(missing(workbook, "ethics", "Nothing is stated."));
    } else {
        blocks.push(paragraph(ethics).from_section(Section::ModelCard));
    }
    blocks.extend(impact::groups(workbook, numbers));
    blocks.extend(impact::disclosures(workbook, numbers));
    blocks.extend(impact::safeguards(workbook, index));
    written(workbook, "environment", "Environmental cost", blocks);
}

fn closing(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    blocks.push(numbers.section("Contact and sign-off", "contact"));
    let pairs = detail::answers(&*workbook.model_card, index, &told_above());
    let contact = workbook.about.contact.trim();
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    if !contact.is_empty() {
        pairs.push(("Review contact", Rich::plain(contact)));
    }
    if !pairs.is_empty() {
        blocks.push(super::compose::facts(pairs).from_section(Section::ModelCard));
    }
    blocks.extend(reviews::signatures(workbook));
}

/// Fields of the model card section that stand further up; whatever is new in the model falls to the end of the document.
fn told_above() -> Vec<&'static str> {
    vec![
        "model_name",
        "model_type",
        "developed_by",
        "base_models",
        "release_date",
        "intended_use",
        "intended_users",
        "out_of_scope",
        "factors",
        "evaluation_factors",
        "training_data",
        "evaluation_data",
        "preprocessing",
        "decision_note",
        "challenge",
        "ethics",
        "caveats",
        "recommendations",
        "environment",
        "license",
        "citation",
    ]
}

fn annexes(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let details = metrics::in_full(workbook, index);
    if !details.is_empty() {
        blocks.push(numbers.annex("Metrics in detail", "annex-metrics"));
        blocks.extend(details);
        blocks.extend(metrics::readings(workbook, numbers));
    }
    let details = data::in_full(workbook, index);
    if !details.is_empty() {
        blocks.push(numbers.annex("Data in detail", "annex-data"));
        blocks.extend(details);
    }
}

/// A subheading and what was written under it; blanks and marks are said.
fn written(workbook: &Workbook, key: &str, title: &str, blocks: &mut Vec<Block>) {
    use crate::model::Record;
    let card = &workbook.model_card;
    let Some(value) = card.answer(key) else { return };
    let text = detail::answer(value.view(), &Index::default());
    let marked = card.marks.get(key);
    let expected = crate::model::model_card::ModelCard::FIELDS.iter().any(|field| field.key == key && field.expected);
    if text.is_blank() && marked.is_none() && !expected {
        return;
    }
    blocks.push(heading(2, title));
    if !text.is_blank() {
        blocks.push(paragraph(text).from_section(Section::ModelCard));
    }
    match marked {
        Some(mark) => blocks.push(paragraph(detail::marked(mark)).from_section(Section::ModelCard)),
        None if value.is_blank() => blocks.push(missing(workbook, key, "Nothing is stated.")),
        None => {}
    }
}

/// What stands in place of an answer that is missing: the mark if there is one, else the words.
fn missing(workbook: &Workbook, key: &str, text: &str) -> Block {
    let said = workbook.model_card.marks.get(key).map_or_else(|| Rich::alert(text), detail::marked);
    note(said).from_section(Section::ModelCard)
}

fn lines(lines: &[String]) -> Block {
    bullets(lines.iter().map(|line| Rich::plain(words::sentence(line))).collect())
}
