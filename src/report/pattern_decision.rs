//! The pattern decision: which rung of the ladder was chosen and why not a simpler one, where the capability comes from, how much the
//! product may do alone, and what speaks against all that.

use crate::assess::autonomy::{self, Named};
use crate::assess::findings::{self, Severity};
use crate::assess::requirement::{self, Basis};
use crate::assess::sourcing::{self, Factor};
use crate::assess::{budget, ladder, metric};
use crate::knowledge;
use crate::model::pattern::{AiPattern, Autonomy, Pattern, Rung, RungState};
use crate::model::place::Index;
use crate::model::record::Item as _;
use crate::model::{Date, Record as _, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Cell, Glyph, Report, Rich, Row, Style, Tone};
use super::compose::{
    Numbering, cell, column, facts, figures, fitted, heading, mark, note, paragraph, row, source, table,
};
use super::executive::{self, Line};
use super::{Document, Edition, budgets, detail, front};

const SECTION: Section = Section::Pattern;

/// Builds the pattern decision.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::PatternDecision, workbook, edition);
    let index = workbook.index();
    let today = front::as_of(workbook, edition);
    let named = named(workbook);
    let mut numbers = Numbering::default();
    let blocks = &mut report.blocks;
    blocks.push(front::title(Document::PatternDecision, workbook, edition));
    blocks.extend(front::withheld(edition));
    blocks.push(standing(workbook));
    blocks.push(executive::block(at_a_glance(workbook, &named, today), &mut numbers));
    blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    the_choice(workbook, &index, &mut numbers, blocks);
    blocks.push(numbers.section("The ladder", "ladder"));
    blocks.push(rungs(&workbook.pattern, &mut numbers));
    blocks.push(note("A rung is settled when it was tried with a result, or dismissed with a reason. A higher one is reached over settled ones."));
    where_from(workbook, &index, &mut numbers, blocks);
    how_much_alone(workbook, (&named, &index), &mut numbers, blocks);
    blocks.push(numbers.section("What goes in, what comes out, and who meets it", "traits"));
    blocks.push(traits(&workbook.pattern, &index));
    blocks.push(numbers.section("What speaks against it", "against"));
    blocks.extend(against(workbook, &index, today, &mut numbers));
    if !edition.withheld.annexes {
        blocks.push(numbers.annex("What the rungs ask", "annex-rungs"));
        blocks.push(guide(&mut numbers));
    }
    report.blocks.extend(front::made_from(edition));
    report
}

/// Which rung was chosen, and whether it was reached over the ones below.
fn standing(workbook: &Workbook) -> Block {
    let pattern = &*workbook.pattern;
    let Some(chosen) = pattern.chosen else {
        let text = "The ladder has five rungs, from rules to agents; the simplest that is good enough is to be chosen.";
        let title = "No pattern is chosen.".to_owned();
        return Block::new(Body::Callout { tone: Tone::Warning, title, text: text.into() }).from_section(SECTION);
    };
    let open = ladder::open_below(pattern, chosen);
    let mut says = vec![match open.as_slice() {
        [] if ladder::below(chosen).is_none() => "It is the simplest there is.".to_owned(),
        [] => "Every simpler pattern was tried or dismissed, with the reason.".to_owned(),
        open => {
            let named: Vec<String> = open.iter().map(|one| ladder::words(*one).to_owned()).collect();
            let verb = if open.len() == 1 { "is" } else { "are" };
            format!(
                "{} {verb} neither tried with a result nor dismissed with a reason.",
                words::capitalized(&words::series(&named))
            )
        }
    }];
    let reason = pattern.chosen_reason.trim().is_empty();
    if reason {
        says.push("No reason is given for it.".to_owned());
    }
    let over = pattern.autonomy.is_some_and(|now| autonomy::is_over(pattern, now));
    if over {
        says.push("It does more alone than its ceiling allows.".to_owned());
    }
    let tone = if over {
        Tone::Blocker
    } else if reason || !open.is_empty() {
        Tone::Warning
    } else {
        Tone::Good
    };
    let title = format!("{} is chosen.", chosen.label());
    Block::new(Body::Callout { tone, title, text: Rich::plain(says.join(" ")) }).from_section(SECTION)
}

/// A figure that the conditions for the next step name.
struct Figure {
    section: Section,
    id: crate::model::Id,
    name: String,
    basis: Basis,
}

fn named(workbook: &Workbook) -> Vec<Figure> {
    let figure = |named: Named| match named {
        Named::Budget(id) => workbook.budgets.budgets.find(id).map(|one| Figure {
            section: Section::Budgets,
            id,
            name: format!("{} {}", one.cite(), one.name.trim()),
            basis: requirement::of_budget(one, Some(&budget::state(one))),
        }),
        Named::Metric(id) => workbook.metrics.metrics.find(id).map(|one| Figure {
            section: Section::Metrics,
            id,
            name: format!("{} {}", one.cite(), one.name.trim()),
            basis: requirement::of_metric(one, Some(&metric::state(one))),
        }),
    };
    autonomy::named(workbook).into_iter().filter_map(figure).collect()
}

fn is_earned(figure: &Figure) -> bool {
    figure.basis.judged.verdict() == budget::Verdict::Within
}

fn at_a_glance(workbook: &Workbook, named: &[Figure], today: Option<Date>) -> Vec<Line> {
    let pattern = &*workbook.pattern;
    let mut lines =
        vec![chosen_line(pattern), below_line(pattern), sourcing_line(pattern), autonomy_line(pattern, named)];
    lines.extend(next_step(pattern, named));
    let open: Vec<_> = findings::check(workbook, today)
        .into_iter()
        .filter(|finding| finding.is_open() && finding.place.section == SECTION)
        .collect();
    let worst = open.iter().map(findings::Finding::severity).min();
    let mark = match worst {
        Some(Severity::Blocker) => (Glyph::Blocker, "Blocked"),
        Some(Severity::Warning) => (Glyph::Warning, "Warning"),
        Some(Severity::Advice) => (Glyph::Advice, "Advice"),
        None => (Glyph::Within, "Nothing"),
    };
    let says = match open.len() {
        0 => "The checker found nothing.".to_owned(),
        count => {
            format!("{} of the checker.", words::capitalized(&words::how_many(count, "open finding", "open findings")))
        }
    };
    lines.push(Line::new(SECTION, "Against it", mark, says));
    lines
}

fn chosen_line(pattern: &Pattern) -> Line {
    let (mark, says) = match pattern.chosen {
        Some(chosen) => {
            let rung = AiPattern::ALL.iter().position(|one| *one == chosen).map_or(1, |at| at + 1);
            let says = format!("{}, rung {rung} of {}.", chosen.label(), AiPattern::ALL.len());
            ((Glyph::Done, "Chosen"), Rich::plain(says))
        }
        None => ((Glyph::Question, "Open"), Rich::alert("No pattern is chosen.")),
    };
    Line::new(SECTION, "Pattern", mark, says)
}

fn below_line(pattern: &Pattern) -> Line {
    let below = |chosen: AiPattern| AiPattern::ALL.iter().filter(|one| **one < chosen).count();
    let (mark, says) = match pattern.chosen.map(|chosen| (below(chosen), ladder::open_below(pattern, chosen).len())) {
        None => ((Glyph::Question, "Open"), "Nothing can be said before a pattern is chosen.".to_owned()),
        Some((0, _)) => ((Glyph::NotApplicable, "None"), "No pattern is simpler.".to_owned()),
        Some((all, 0)) => ((Glyph::Done, "Settled"), format!("{all} of {all} tried or dismissed.")),
        Some((all, open)) => ((Glyph::AtRisk, "Not settled"), format!("{} of {all} tried or dismissed.", all - open)),
    };
    Line::new(SECTION, "Simpler patterns", mark, says)
}

fn sourcing_line(pattern: &Pattern) -> Line {
    let inputs = sourcing::sourcing(pattern);
    let (mark, says) = match pattern.sourcing {
        None => ((Glyph::Question, "Open".to_owned()), "Neither build, buy, partner nor blend is chosen.".to_owned()),
        Some(way) => {
            let against = !inputs.strongest().is_empty() && !inputs.strongest().contains(&way);
            let glyph = if against { Glyph::Warning } else { Glyph::Done };
            let says = if inputs.answered == 0 {
                "Its four inputs are not answered.".to_owned()
            } else {
                inputs_said(pattern)
            };
            ((glyph, way.label().to_owned()), says)
        }
    };
    Line::new(SECTION, "Sourcing", mark, says)
}

/// What the four inputs speak for, for a reader who did not choose.
fn inputs_said(pattern: &Pattern) -> String {
    let inputs = sourcing::sourcing(pattern);
    if inputs.answered == 0 {
        return "The four inputs are not answered.".to_owned();
    }
    let said = inputs.sentence(None);
    match pattern.sourcing.filter(|way| !inputs.strongest().is_empty() && !inputs.strongest().contains(way)) {
        Some(way) => format!("{said} {} was chosen all the same.", way.label()),
        None => said,
    }
}

fn autonomy_line(pattern: &Pattern, named: &[Figure]) -> Line {
    let (mark, says) = match pattern.autonomy {
        None => ((Glyph::Question, "Open".to_owned()), Rich::alert("Nobody has said how much it does alone.")),
        Some(now) => {
            let over = autonomy::is_over(pattern, now);
            let glyph = if over { Glyph::Exceeded } else { Glyph::Done };
            let sentence = autonomy::sentence(pattern, named.iter().all(is_earned)).unwrap_or_default();
            let step = format!("Step {} of {}. {sentence}", autonomy::number(now), Autonomy::ALL.len());
            ((glyph, now.label().to_owned()), Rich::plain(step))
        }
    };
    Line::new(SECTION, "Autonomy", mark, says)
}

fn next_step(pattern: &Pattern, named: &[Figure]) -> Option<Line> {
    let next = autonomy::next(pattern.autonomy?).filter(|next| !autonomy::is_over(pattern, *next))?;
    let worst = executive::worst(named.iter().map(|figure| figure.basis.judged.verdict()));
    let earned = named.iter().filter(|figure| is_earned(figure)).count();
    let says = if named.is_empty() {
        format!("To \"{}\". The conditions name no measured figure.", next.label())
    } else {
        format!(
            "To \"{}\". {earned} of {} figures that the conditions name are within their limit.",
            next.label(),
            named.len()
        )
    };
    Some(Line::new(SECTION, "Next step", worst, says))
}

fn the_choice(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let pattern = &*workbook.pattern;
    blocks.push(numbers.section("What was chosen, and why", "choice"));
    if let Some(chosen) = pattern.chosen {
        let about = knowledge::rung(chosen).map(|guide| guide.summary.trim()).unwrap_or_default();
        let head = Rich::strong(format!("{}. ", chosen.label())).then(words::sentence(about));
        blocks.push(paragraph(head).from_section(SECTION));
    }
    for (key, missing) in [
        ("chosen", "No pattern is chosen."),
        ("chosen_reason", "No reason is given why a simpler pattern is not enough."),
        ("complexity_cost", "Nobody has said what this pattern costs more than the one below."),
    ] {
        let Some(field) = pattern.fields().iter().find(|field| field.key == key) else { continue };
        let said = detail::one(pattern, key, index);
        if key == "chosen" {
            let open = pattern.chosen.is_none();
            blocks.extend(
                open.then(|| note(if said.is_blank() { Rich::alert(missing) } else { said }).from_section(SECTION)),
            );
            continue;
        }
        let title = if key == "chosen_reason" { "Why no simpler one" } else { field.label };
        blocks.push(heading(2, title));
        blocks.push(if said.is_blank() { note(Rich::alert(missing)) } else { paragraph(said) }.from_section(SECTION));
    }
    if let Some(chosen) = pattern.chosen {
        blocks.push(note(ladder::load(chosen)).from_section(SECTION));
    }
}

/// Every rung from the simplest, with what became of it; the chosen one is marked. Answers without a place on the ladder follow.
fn rungs(pattern: &Pattern, numbers: &mut Numbering) -> Block {
    let line = |name: String, rung: Option<&Rung>, chosen: bool| {
        let state = rung.and_then(|rung| rung.state).unwrap_or(RungState::NotTried);
        let (glyph, word) = match state {
            _ if chosen => (Glyph::Done, "Chosen"),
            RungState::Tried => (Glyph::Within, state.label()),
            RungState::Dismissed => (Glyph::NotApplicable, state.label()),
            RungState::NotTried => (Glyph::Question, state.label()),
        };
        let result = match rung {
            Some(rung) => super::compose::cell_of(rung, "result", "No result and no reason"),
            None => cell(Rich::quiet("Nobody has looked at it")),
        };
        let by = rung.map(|rung| {
            let date = rung.date.map(words::short_date).unwrap_or_default();
            front::joined(&[rung.by.trim(), &date], "\n")
        });
        let cells = vec![cell(Rich::strong(name)), mark(glyph, word), result, cell(by.unwrap_or_default())];
        match rung {
            Some(rung) => row(SECTION, rung.id, cells),
            None => Row { cells, anchor: String::new(), source: Some(source(SECTION, None)) },
        }
    };
    let ladder = AiPattern::ALL
        .iter()
        .map(|which| line(which.label().to_owned(), ladder::rung(pattern, *which), pattern.chosen == Some(*which)));
    let loose = ladder::loose(pattern);
    let loose = loose.iter().map(|rung| {
        let name = rung.pattern.map_or("Without a pattern", AiPattern::label);
        line(format!("{name}, not on the ladder"), Some(rung), false)
    });
    let rows = ladder.chain(loose).collect();
    let columns = vec![
        column("Pattern", 1.1),
        fitted("State"),
        column("What it reached, or why it was dismissed", 3.0),
        column("By", 0.8),
    ];
    table(numbers.table("The ladder, the simplest first."), columns, rows).from_section(SECTION)
}

fn where_from(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let pattern = &*workbook.pattern;
    blocks.push(numbers.section("Where it comes from", "sourcing"));
    let chosen = detail::one(pattern, "sourcing", index);
    let reason = detail::one(pattern, "sourcing_reason", index);
    let or = |text: Rich, missing: &str| if text.is_blank() { Rich::alert(missing) } else { text };
    let pairs = vec![("Sourcing", or(chosen, "Not chosen.")), ("Reason", or(reason, "No reason is given."))];
    blocks.push(facts(pairs).from_section(SECTION));
    blocks.push(paragraph(inputs_said(pattern)).from_section(SECTION));
    blocks.push(inputs_table(pattern, index, numbers));
    blocks.push(note("Each input counts with its step for the ways that it speaks for, and with six minus its step against the others; all four weigh alike. The sums inform, people decide."));
}

/// The four inputs and what each speaks for.
fn inputs_table(pattern: &Pattern, index: &Index, numbers: &mut Numbering) -> Block {
    let inputs = sourcing::sourcing(pattern);
    let number = |value: Option<u8>| cell(value.map_or_else(|| "\u{2013}".to_owned(), |value| value.to_string()));
    let rows = Factor::ALL.iter().enumerate().map(|(at, factor)| {
        let field = pattern.fields().iter().find(|field| field.key == factor.key());
        let label = field.map(|field| field.label).unwrap_or_default();
        let prompt = field.map(|field| field.prompt.trim_end_matches(", 1 to 5?")).unwrap_or_default();
        let answer = detail::one(pattern, factor.key(), index);
        let name = Rich::strong(label).and(Style::Quiet, format!("\n{prompt}?"));
        let answer = if answer.is_blank() { Rich::alert("Open") } else { answer };
        let fits = inputs.fits.iter().map(|fit| number(fit.each.get(at).copied().flatten()));
        Row { cells: [cell(name), cell(answer)].into_iter().chain(fits).collect(), anchor: String::new(), source: None }
    });
    let sums = inputs.fits.iter().map(|fit| {
        let sum = if inputs.answered == 0 { "\u{2013}".to_owned() } else { fit.sum.to_string() };
        cell(if pattern.sourcing == Some(fit.way) { Rich::strong(sum) } else { Rich::plain(sum) })
    });
    let together = if inputs.answered == 0 { "Together".to_owned() } else { format!("Together, of {}", inputs.most()) };
    let cells: Vec<Cell> = [cell(Rich::strong(together)), cell("")].into_iter().chain(sums).collect();
    let last = Row { cells, anchor: String::new(), source: None };
    let ways = inputs.fits.iter().map(|fit| {
        let chosen = if pattern.sourcing == Some(fit.way) { " (chosen)" } else { "" };
        figures(&format!("{}{chosen}", fit.way.label()))
    });
    let columns = [column("Input, 1 to 5", 1.0), figures("Answer")].into_iter().chain(ways).collect();
    let caption = numbers.table("What the inputs speak for.");
    table(caption, columns, rows.chain([last]).collect()).from_section(SECTION)
}

fn how_much_alone(
    workbook: &Workbook,
    (named, index): (&[Figure], &Index),
    numbers: &mut Numbering,
    blocks: &mut Vec<Block>,
) {
    let pattern = &*workbook.pattern;
    blocks.push(numbers.section("How much it does alone", "autonomy"));
    let said = autonomy::sentence(pattern, named.iter().all(is_earned));
    let marked = detail::one(pattern, "autonomy", index);
    blocks.push(match said {
        Some(said) => paragraph(said).from_section(SECTION),
        None if marked.is_blank() => note(Rich::alert("Nobody has said how much it does alone.")).from_section(SECTION),
        None => note(marked).from_section(SECTION),
    });
    blocks.push(steps(pattern, numbers));
    if pattern.autonomy_ceiling.is_none() {
        let marked = detail::one(pattern, "autonomy_ceiling", index);
        let said = if marked.is_blank() {
            Rich::alert("No ceiling is set: nothing says how far it may ever go.")
        } else {
            marked
        };
        blocks.push(note(said).from_section(SECTION));
    }
    blocks.push(heading(2, "What earns the next step"));
    let earned = detail::one(pattern, "autonomy_earned_by", index);
    blocks.push(if earned.is_blank() {
        note(Rich::alert("Nobody has said which evidence must exist before it may do more alone."))
            .from_section(SECTION)
    } else {
        paragraph(earned).from_section(SECTION)
    });
    if named.is_empty() {
        return;
    }
    let mut named: Vec<&Figure> = named.iter().collect();
    named.sort_by_key(|figure| std::cmp::Reverse(figure.basis.judged.verdict()));
    let rows = named.into_iter().map(|figure| {
        let basis = &figure.basis;
        let stands = mark(budgets::glyph(basis.judged.verdict()), basis.judged.label());
        let cells = vec![
            cell(Rich::strong(figure.name.as_str())),
            cell(basis.asks.as_str()),
            cell(basis.measured.as_str()),
            stands,
        ];
        row(figure.section, figure.id, cells)
    });
    let columns = vec![column("Figure", 1.0), figures("Asks"), figures("Measured"), fitted("Stands")];
    blocks.push(table(numbers.table("The figures that the conditions name, worst first."), columns, rows.collect()));
}

/// The five steps, with where it stands and how far it may go.
fn steps(pattern: &Pattern, numbers: &mut Numbering) -> Block {
    let next = pattern.autonomy.and_then(autonomy::next).filter(|next| !autonomy::is_over(pattern, *next));
    let rows = Autonomy::ALL.iter().map(|step| {
        let (now, ceiling) = (pattern.autonomy == Some(*step), pattern.autonomy_ceiling == Some(*step));
        let over = autonomy::is_over(pattern, *step);
        let mut stands = Vec::new();
        stands.extend(now.then_some("Now"));
        stands.extend((next == Some(*step)).then_some("Next"));
        stands.extend(ceiling.then_some("Ceiling"));
        let words = stands.join(", ");
        let stands = match (now, over) {
            (true, true) => mark(Glyph::Exceeded, "Now, over the ceiling"),
            (true, false) => mark(Glyph::Done, words),
            (false, true) => mark(Glyph::NotApplicable, "Over the ceiling"),
            (false, false) if words.is_empty() => cell(""),
            (false, false) => mark(Glyph::NotStarted, words),
        };
        let cells = vec![
            cell(autonomy::number(*step).to_string()),
            cell(Rich::strong(step.label())),
            cell(words::sentence(autonomy::meaning(*step))),
            stands,
        ];
        Row { cells, anchor: String::new(), source: Some(source(SECTION, None)) }
    });
    let columns =
        vec![figures("#"), fitted("Step"), column("What it means for the person beside it", 1.0), fitted("Stands")];
    table(numbers.table("Steps of autonomy."), columns, rows.collect()).from_section(SECTION)
}

/// What has a place of its own above.
const TOLD: &[&str] = &[
    "rungs",
    "chosen",
    "chosen_reason",
    "complexity_cost",
    "sourcing",
    "strategic_importance",
    "data_uniqueness",
    "time_to_market",
    "total_cost",
    "sourcing_reason",
    "autonomy",
    "autonomy_ceiling",
    "autonomy_earned_by",
];

/// Whatever else the section says: the traits today, and any question that is new in the model.
fn traits(pattern: &Pattern, index: &Index) -> Block {
    let said = detail::answers(pattern, index, TOLD);
    let asked = pattern.fields().iter().filter(|field| !TOLD.contains(&field.key));
    let pairs = asked.filter_map(|field| match said.iter().find(|(label, _)| *label == field.label) {
        Some(found) => Some(found.clone()),
        None => field.expected.then(|| (field.label, Rich::alert("Not said."))),
    });
    facts(pairs.collect()).from_section(SECTION)
}

fn against(workbook: &Workbook, index: &Index, today: Option<Date>, numbers: &mut Numbering) -> Vec<Block> {
    let caption = "What the checker holds against it, worst first.";
    let found = super::findings::table_in(workbook, index, today, (&[SECTION], caption, numbers));
    vec![found.unwrap_or_else(|| paragraph("The checker found nothing that speaks against it.").from_section(SECTION))]
}

/// What each rung is prone to and what it asks of whoever governs it, from the built-in guide.
fn guide(numbers: &mut Numbering) -> Block {
    let rows = AiPattern::ALL.iter().filter_map(|which| {
        let guide = knowledge::rung(*which)?;
        let watch_out: Vec<String> = guide.watch_out.iter().map(|line| words::sentence(line)).collect();
        let cells = vec![
            cell(Rich::strong(which.label()).and(Style::Quiet, format!("\n{} practices", guide.practices))),
            cell(watch_out.join("\n")),
            cell(guide.governance_load.as_str()),
            cell(guide.cost.as_str()),
        ];
        Some(Row { cells, anchor: String::new(), source: None })
    });
    let columns = vec![
        column("Pattern", 1.0),
        column("What to watch out for", 1.7),
        column("What it asks to govern", 1.4),
        column("What it costs", 1.4),
    ];
    table(
        numbers.table("The rungs in general. Practices: those of the checklist that begin to matter."),
        columns,
        rows.collect(),
    )
}
