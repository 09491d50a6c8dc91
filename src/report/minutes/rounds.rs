//! What everybody decided alone: for each round what was given, without names, what came of it, and who sees it differently;
//! and what the workshop changed in the workbook.

use crate::assess::workshop::Standing;
use crate::model::place::Index;
use crate::model::workshops::{Attribution, Capture, Round, RoundKind, RoundResult, Turn, Workshop};
use crate::report::block::{Block, Rich, Row, Style};
use crate::report::compose::{Numbering, bullets, cell, column, fitted, heading, note, paragraph, row, table};
use crate::report::detail;
use crate::words;

use super::SECTION;

/// The rounds of a workshop, each with its results.
pub(super) fn blocks(workshop: &Workshop, index: &Index, numbers: &mut Numbering) -> Vec<Block> {
    let mut blocks = Vec::new();
    if workshop.rounds.is_empty() {
        return blocks;
    }
    blocks.push(heading(2, "Decided alone"));
    for round in workshop.rounds.iter() {
        blocks.push(paragraph(lead(workshop, round, index)).from_item(SECTION, round.id));
        if !round.results.is_empty() {
            let rows: Vec<Row> = round.results.iter().map(|result| result_row(result, index)).collect();
            let columns = vec![
                column("About", 1.6),
                column("Given, without names", 1.2),
                fitted("Result"),
                column("Seen differently", 1.6),
            ];
            let caption = numbers.table(&format!("{}, what people gave.", title(round)));
            blocks.push(table(caption, columns, rows).from_item(SECTION, round.id));
        }
        if let Some(turns) = turns(round, workshop.attribution) {
            blocks.push(note(turns));
        }
    }
    blocks
}

fn title(round: &Round) -> &'static str {
    round.kind.map_or("A round", RoundKind::label)
}

/// What the round was about, how many decided, and whether it was revealed.
fn lead(workshop: &Workshop, round: &Round, index: &Index) -> Rich {
    let standing = Standing::of(round);
    let mut text = Rich::strong(format!("{}.", title(round)));
    let activity = round.activity.map(|id| match workshop.agenda.find(id) {
        Some(activity) if !activity.name.trim().is_empty() => activity.name.trim().to_owned(),
        _ => index.words(id),
    });
    if let Some(activity) = activity {
        text = text.and(Style::Quiet, format!(" During {activity}."));
    }
    let each = |votes| format!(", {} {} each", words::count(votes), if votes == 1 { "vote" } else { "votes" });
    let votes = round.votes_each.map(each).unwrap_or_default();
    text = text.then(format!(" {} decided{votes}.", standing.words()));
    if !round.revealed {
        text = text.and(Style::Alert, " Not revealed yet.");
    } else if !round.early.trim().is_empty() {
        text = text.then(format!(" Revealed before everybody had a turn: {}", words::sentence(&round.early)));
    }
    let unanswered = round.about.iter().filter(|id| !round.results.iter().any(|one| one.about == Some(**id)));
    let unanswered: Vec<String> = unanswered.map(|id| index.words(*id)).collect();
    if !unanswered.is_empty() {
        text = text.then(format!(" Also about {}.", words::series(&unanswered)));
    }
    text
}

fn result_row(result: &RoundResult, index: &Index) -> Row {
    let about = match result.about {
        Some(id) => Rich::plain(index.words(id)),
        None => Rich::quiet("The whole"),
    };
    let cells = vec![
        cell(about),
        cell(Rich::plain(words::series(&result.given))),
        cell(detail::one(result, "result", index)),
        cell(detail::one(result, "dissent", index)),
    ];
    row(SECTION, result.id, cells)
}

/// Who had a turn, and how long all of them took together; `None` if nobody was asked. Where nobody is to be named, how many had one.
fn turns(round: &Round, attribution: Option<Attribution>) -> Option<String> {
    if round.turns.is_empty() {
        return None;
    }
    let seconds = round.turns.iter().filter_map(|turn| turn.seconds).fold(0_u64, u64::saturating_add);
    let took = if seconds == 0 { String::new() } else { format!(" {} s in all.", words::count(seconds)) };
    if attribution == Some(Attribution::Anonymous) {
        let count = |is: fn(&Turn) -> bool| round.turns.iter().filter(|turn| is(turn)).count();
        let (done, skipped) = (count(|turn| turn.done), count(|turn| turn.skipped));
        let all = words::how_many(round.turns.len(), "person was asked", "people were asked");
        let passed = if skipped == 0 { String::new() } else { format!(", {} passed over", words::spelled(skipped)) };
        let decided = words::spelled(done);
        return Some(format!("Turns: {all}, {decided} decided{passed}. Nobody is named, as agreed.{took}"));
    }
    let told = |turn: &Turn| {
        let state = match turn {
            Turn { done: true, skipped: true, .. } => " (decided, passed over later)",
            Turn { done: true, .. } => "",
            Turn { skipped: true, .. } => " (passed over)",
            _ => " (no turn)",
        };
        let person = turn.person.trim();
        let person =
            if attribution == Some(Attribution::Named) { person.to_owned() } else { words::initials_of(person) };
        format!("{person}{state}")
    };
    let turns: Vec<String> = round.turns.iter().map(told).collect();
    Some(format!("Turns: {}.{took}", turns.join("; ")))
}

/// What became of the notes in the workbook, item by item, and what was set by rounds.
pub(super) fn changed(workshop: &Workshop, index: &Index) -> Vec<Block> {
    let landed = workshop.captures.iter().filter_map(|said: &Capture| {
        let item = said.landed?;
        Some(Rich::strong(index.words(item)).and(Style::Quiet, format!(", from “{}”", said.text.trim())))
    });
    let set = workshop.rounds.iter().flat_map(|round| {
        let results = round.results.iter().filter(|one| !one.result.trim().is_empty());
        results.filter(move |_| round.kind.is_some_and(|kind| kind != RoundKind::Votes)).filter_map(move |one| {
            let what = format!(", {}: {}", title(round).to_lowercase(), one.result.trim());
            Some(Rich::strong(index.words(one.about?)).then(what))
        })
    });
    let lines: Vec<Rich> = landed.chain(set).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![heading(2, "What changed in the workbook"), bullets(lines).from_item(SECTION, workshop.id)]
}
