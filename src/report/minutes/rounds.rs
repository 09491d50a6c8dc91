//! What everybody decided alone: for each round what was given, without names, what came of it, and who sees it differently;
//! and what the workshop changed in the workbook.

use crate::assess::workshop::{Standing, initials, most_wanted, outliers, scale_of, told_apart, votes_in_words};
use crate::model::place::Index;
use crate::model::workshops::{Attribution, Capture, Round, RoundKind, RoundResult, Turn, Workshop};
use crate::model::{Id, ItemKind, Workbook};
use crate::report::block::{Block, Rich, Row, Style};
use crate::report::compose::{Numbering, bullets, cell, column, fitted, heading, note, paragraph, row, table};
use crate::report::detail;
use crate::words;

use super::SECTION;

/// The rounds of a workshop, each with its results.
pub(super) fn blocks(
    (workbook, workshop): (&Workbook, &Workshop),
    index: &Index,
    numbers: &mut Numbering,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    if workshop.rounds.is_empty() {
        return blocks;
    }
    blocks.push(heading(2, "Decided alone"));
    for round in workshop.rounds.iter() {
        blocks.push(paragraph(lead(workshop, round, index)).from_item(SECTION, round.id));
        if !round.results.is_empty() {
            let (told, passed): (Vec<&RoundResult>, Vec<&RoundResult>) =
                most_wanted(round).into_iter().partition(|result| !is_passed_over(result));
            let rows: Vec<Row> = told.into_iter().map(|result| result_row((workbook, round, result), index)).collect();
            let columns = vec![
                column("About", 1.6),
                column("Given, without names", 1.2),
                fitted("Result"),
                column("Seen differently", 1.6),
            ];
            if !rows.is_empty() {
                let caption = numbers.table(&format!("{}, what people gave.", title(round)));
                blocks.push(table(caption, columns, rows).from_item(SECTION, round.id));
            }
            blocks.extend(without_a_vote(&passed, index));
        }
        if let Some(turns) = turns(round, workshop.attribution) {
            blocks.push(note(turns));
        }
    }
    blocks
}

/// Whether nobody voted for it, nor said anything about that.
fn is_passed_over(result: &RoundResult) -> bool {
    result.votes == Some(0)
        && result.about.is_some()
        && result.dissent.trim().is_empty()
        && result.before.trim().is_empty()
}

/// What nobody voted for, in a sentence: rows that say no more than that would fill pages.
fn without_a_vote(passed: &[&RoundResult], index: &Index) -> Option<Block> {
    let names: Vec<String> = passed.iter().filter_map(|result| Some(index.words(result.about?))).collect();
    let counted = words::capitalized(&words::how_many(names.len(), "note", "notes"));
    (!names.is_empty()).then(|| note(format!("{counted} without a vote: {}.", names.join("; "))))
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
    let votes = round.votes_each.map(|each| format!(", {}", votes_in_words(each, round.votes_on_one)));
    let votes = votes.unwrap_or_default();
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

fn result_row((workbook, round, result): (&Workbook, &Round, &RoundResult), index: &Index) -> Row {
    let about = match result.about {
        Some(id) => Rich::plain(index.words(id)),
        None if round.kind == Some(RoundKind::Go) => Rich::quiet("The whole"),
        None => Rich::quiet("Deleted later"),
    };
    let mut apart = reasons((workbook, round, result));
    let dissent = detail::one(result, "dissent", index);
    if !dissent.is_blank() {
        apart.push(dissent);
    }
    let mut parts = apart.into_iter();
    let first = parts.next().unwrap_or_default();
    let apart = parts.fold(first, |text, part| text.then("\n").with(part));
    let cells =
        vec![cell(about), cell(Rich::plain(words::series(&result.given))), cell(outcome(result, index)), cell(apart)];
    row(SECTION, result.id, cells)
}

/// What was written down; of votes, which are a number, nothing else is said where the words say it.
fn outcome(result: &RoundResult, index: &Index) -> Rich {
    let written = detail::one(result, "result", index);
    let Some(votes) = result.votes else { return written };
    let said = words::count(votes);
    let counted = format!("{said} {}", if votes == 1 { "vote" } else { "votes" });
    match written.words() {
        words if words.trim() == counted || words.trim() == format!("{votes} votes") => written,
        words if words.trim().is_empty() => Rich::plain(counted),
        _ => written.and(Style::Quiet, format!(", {counted}")),
    }
}

/// Why those gave what they gave who were far from the middle, without names.
fn reasons((workbook, round, result): (&Workbook, &Round, &RoundResult)) -> Vec<Rich> {
    let mode = result.about.and_then(|id| workbook.failure_modes.modes.find(id));
    let (Some(mode), Some(scale)) = (mode, scale_of(round)) else { return Vec::new() };
    let asked = outliers(round, result, mode).into_iter().filter(|rating| !rating.reason.trim().is_empty());
    let why = |step, reason: &str| Rich::plain(format!("Why {step}: {}", words::sentence(reason)));
    asked.filter_map(|rating| Some(why(scale.of(rating)?, &rating.reason))).collect()
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
    let people = round.turns.iter().map(|turn| turn.person.trim());
    let named = attribution == Some(Attribution::Named);
    let people: Vec<String> = if named { people.map(str::to_owned).collect() } else { initials(people) };
    let told = |(turn, person): (&Turn, &String)| {
        let state = match turn {
            Turn { done: true, skipped: true, .. } => " (decided, passed over later)",
            Turn { done: true, .. } => "",
            Turn { skipped: true, .. } => " (passed over)",
            _ => " (no turn)",
        };
        format!("{person}{state}")
    };
    let turns: Vec<String> = round.turns.iter().zip(&people).map(told).collect();
    Some(format!("Turns: {}.{took}", turns.join("; ")))
}

/// Who was there, as they were named; of those who were passed over in every private turn, that.
pub(super) fn attendees(workshop: &Workshop) -> Vec<String> {
    let turns = |person: &str| -> Vec<&Turn> {
        let all = workshop.rounds.iter().filter(|round| round.revealed).flat_map(|round| round.turns.iter());
        all.filter(|turn| turn.person.trim() == person.trim()).collect()
    };
    let told = |person: String| {
        let turns = turns(&person);
        let missed = !turns.is_empty() && turns.iter().all(|turn| turn.skipped && !turn.done);
        if missed { format!("{person} (not there for private turns)") } else { person }
    };
    told_apart(&workshop.attendees).into_iter().map(told).collect()
}

/// What became of the notes in the workbook, item by item, and what was set by rounds.
pub(super) fn changed(workshop: &Workshop, index: &Index) -> Vec<Block> {
    let landed = workshop.captures.iter().filter_map(|said: &Capture| {
        let landed = landed_as(said, index)?;
        Some(Rich::strong(landed).and(Style::Quiet, format!(", from “{}”", said.text.trim())))
    });
    let set = workshop.rounds.iter().flat_map(|round| {
        let results = round.results.iter().filter(|one| !one.result.trim().is_empty());
        let sets = round.kind.is_some_and(|kind| kind != RoundKind::Votes);
        results.filter(move |one| sets || !one.before.trim().is_empty()).filter_map(move |one| {
            let (before, after) = (one.before.trim(), one.result.trim());
            let set = match before {
                "" => after.to_owned(),
                before if before == after => format!("{after}, as before"),
                before => format!("{before} → {after}"),
            };
            Some(Rich::strong(index.words(one.about?)).then(format!(", {}: {set}", title(round).to_lowercase())))
        })
    });
    // of an item that is gone, or that this reader does not get, its answers say nothing
    let agreed = workshop.settings.iter().filter_map(|change| {
        let says = |text: &str| if text.trim().is_empty() { "blank".to_owned() } else { text.trim().to_owned() };
        let text = format!(". {}: {}, before: {}", change.what.trim(), says(&change.after), says(&change.before));
        let about = index.get(change.about?)?;
        // what an activity took stands in the agenda
        (about.kind != ItemKind::Activity).then(|| Rich::strong(about.words()).then(text))
    });
    let lines: Vec<Rich> = landed.chain(set).chain(agreed).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![heading(2, "What changed in the workbook"), bullets(lines).from_item(SECTION, workshop.id)]
}

/// What a note landed as: `Effect of FM-8 Misses an injury`, or the item by itself.
pub(super) fn landed_as(said: &Capture, index: &Index) -> Option<String> {
    let item: Id = said.landed?;
    let words = index.words(item);
    let answer = said.landed_as.trim();
    if !answer.is_empty() {
        return Some(format!("{answer} of {words}"));
    }
    Some(words)
}
