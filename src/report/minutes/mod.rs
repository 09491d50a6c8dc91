//! The minutes of the workshops, the newest first: who met, what was planned and how long it took, what was decided, who took on
//! what, and what was said, with where it landed.

mod rounds;

use crate::assess::workshop::{self, Minutes};
use crate::model::failure_modes::ActionState;
use crate::model::place::Index;
use crate::model::workshops::{Action, Activity, Attribution, Capture, Workshop};
use crate::model::{Date, Id, Section, Workbook};
use crate::words;

use crate::report::block::{Block, Body, Glyph, Report, Rich, Row, Style};
use crate::report::compose::{
    Numbering, bullets, cell, cell_due, cell_of, column, facts, figures, fitted, heading, mark, note, paragraph, row,
    table,
};
use crate::report::executive::{self, Line};
use crate::report::{Document, Edition, detail, front};

const SECTION: Section = Section::Workshops;

/// Builds the minutes.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::Minutes, workbook, edition);
    let index = workbook.index();
    let today = front::as_of(workbook, edition);
    let mut numbers = Numbering::default();
    let blocks = &mut report.blocks;
    let workshops = newest_first(workbook, edition.workshop);
    blocks.push(head(workbook, edition, &workshops));
    blocks.extend(front::withheld(edition));
    if workshops.is_empty() {
        blocks.push(paragraph(Rich::alert("No workshop was held or planned.")).from_section(SECTION));
        report.blocks.extend(front::made_from(edition));
        return report;
    }
    blocks.push(executive::block(at_a_glance(&workshops, today), &mut numbers));
    blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    // what is open of one workshop stands in its own list of actions
    if workshops.len() > 1 {
        blocks.push(numbers.section("What is still to be done", "open"));
        blocks.push(
            open_actions(&workshops, today, &mut numbers)
                .unwrap_or_else(|| paragraph(nothing_open(&workshops)).from_section(SECTION)),
        );
    }
    for workshop in &workshops {
        minutes((workbook, workshop), &index, today, (&mut numbers, blocks));
    }
    report.blocks.extend(front::made_from(edition));
    report
}

/// The title. The minutes of one workshop carry its day; those of several the day of the document, as any other does.
fn head(workbook: &Workbook, edition: &Edition, workshops: &[&Workshop]) -> Block {
    let met = match workshops {
        [workshop] => workshop.date,
        _ => None,
    };
    let edition = Edition { date: met.or(edition.date), ..edition.clone() };
    front::title(Document::Minutes, workbook, &edition)
}

/// The workshops by date, the newest first; those without a date come last. Of one alone, only that.
fn newest_first(workbook: &Workbook, only: Option<Id>) -> Vec<&Workshop> {
    let wanted = |workshop: &&Workshop| only.is_none_or(|only| workshop.id == only);
    let mut workshops: Vec<&Workshop> = workbook.workshops.workshops.iter().filter(wanted).collect();
    workshops.sort_by_key(|workshop| std::cmp::Reverse(workshop.date));
    workshops
}

fn at_a_glance(workshops: &[&Workshop], today: Option<Date>) -> Vec<Line> {
    let held = workshops.iter().filter(|workshop| workshop::was_held(workshop, today));
    let held = held.count();
    let decisions: usize = workshops.iter().map(|workshop| workshop::count_decisions(workshop)).sum();
    let parked: usize = workshops.iter().map(|workshop| parked(workshop).len()).sum();
    let count = |count: usize, one: &str, several: &str| words::capitalized(&words::how_many(count, one, several));
    let met = match held {
        0 => (Glyph::NotStarted, "Planned".to_owned()),
        held => (Glyph::Done, format!("{held} held")),
    };
    let parking = if parked == 0 { (Glyph::Within, "Empty") } else { (Glyph::Question, "Open") };
    vec![
        Line::new(SECTION, "Workshops", met, format!("{}.", count(workshops.len(), "workshop", "workshops"))),
        Line::new(
            SECTION,
            "Decisions",
            if decisions == 0 { (Glyph::Question, "None") } else { (Glyph::Done, "Decided") },
            format!("{}.", count(decisions, "decision", "decisions")),
        ),
        actions_line(workshops, today),
        landed_line(workshops),
        Line::new(SECTION, "Parking lot", parking, format!("{} put off.", count(parked, "point", "points"))),
    ]
}

/// Why no action is open.
fn nothing_open(workshops: &[&Workshop]) -> &'static str {
    let none = workshops.iter().all(|workshop| workshop.actions.is_empty());
    if none { "Nobody has taken anything on." } else { "Every action is done." }
}

fn actions_line(workshops: &[&Workshop], today: Option<Date>) -> Line {
    let all: Vec<&Action> = workshops.iter().flat_map(|workshop| workshop.actions.iter()).collect();
    let open: Vec<&&Action> = all.iter().filter(|action| workshop::is_open(action)).collect();
    let late = open.iter().filter(|action| is_late(action, today)).count();
    let nobody = open.iter().filter(|action| action.owner.trim().is_empty()).count();
    if all.is_empty() {
        let none = (Glyph::Question, "None");
        return Line::new(SECTION, "Actions", none, nothing_open(workshops));
    }
    let stands = match (late, open.len()) {
        (0, 0) => (Glyph::Done, "All done".to_owned()),
        (0, open) => (Glyph::InProgress, format!("{open} open")),
        (late, _) => (Glyph::Warning, format!("{late} late")),
    };
    let mut says = format!("{} of {} open", open.len(), all.len());
    if nobody > 0 {
        says.push_str(&format!(", {nobody} of them without an owner"));
    }
    Line::new(SECTION, "Actions", stands, format!("{says}."))
}

fn landed_line(workshops: &[&Workshop]) -> Line {
    let notes: Vec<&Capture> = workshops.iter().flat_map(|workshop| workshop.captures.iter()).collect();
    let landed = notes.iter().filter(|note| note.landed.is_some()).count();
    let stands = match notes.len() {
        0 => (Glyph::Question, "None"),
        all if landed == all => (Glyph::Done, "All landed"),
        _ if landed == 0 => (Glyph::NotStarted, "None landed"),
        _ => (Glyph::InProgress, "Partly landed"),
    };
    let says = format!("{landed} of {} became part of the workbook.", notes.len());
    Line::new(SECTION, "Notes", stands, says)
}

fn is_late(action: &Action, today: Option<Date>) -> bool {
    action.due.zip(today).is_some_and(|(due, today)| due < today)
}

/// What is open over all workshops: late first, then by date.
fn open_actions(workshops: &[&Workshop], today: Option<Date>, numbers: &mut Numbering) -> Option<Block> {
    let all = workshops.iter().flat_map(|held| held.actions.iter().map(move |action| (*held, action)));
    let mut open: Vec<(&Workshop, &Action)> = all.filter(|(_, action)| workshop::is_open(action)).collect();
    open.sort_by_key(|(_, action)| (action.due.is_none(), action.due));
    let rows = open.iter().map(|(held, action)| {
        let cells = vec![
            cell(Rich::strong(action.what.trim())),
            cell(title(held)),
            cell_of(*action, "owner", "Nobody"),
            cell_due(action.due, today),
            state(action),
        ];
        row(SECTION, action.id, cells)
    });
    let columns =
        vec![column("Action", 2.2), column("From", 1.2), column("Owner", 1.0), fitted("Due"), fitted("State")];
    (!open.is_empty()).then(|| {
        table(numbers.table("Open actions, what is due first."), columns, rows.collect()).from_section(SECTION)
    })
}

/// Its name, or what stands there while it has none.
fn title(workshop: &Workshop) -> String {
    match workshop.name.trim() {
        "" => format!("Workshop {}", workshop.number),
        name => name.to_owned(),
    }
}

fn state(action: &Action) -> crate::report::block::Cell {
    let state = action.state.unwrap_or_default();
    let glyph = match state {
        ActionState::Open => Glyph::NotStarted,
        ActionState::InProgress => Glyph::InProgress,
        ActionState::Done => Glyph::Done,
        ActionState::Dropped => Glyph::NotApplicable,
    };
    mark(glyph, state.label())
}

fn minutes(
    (workbook, workshop): (&Workbook, &Workshop),
    index: &Index,
    today: Option<Date>,
    (numbers, blocks): (&mut Numbering, &mut Vec<Block>),
) {
    let date = workshop.date.map(|date| format!("{}: ", words::date(date))).unwrap_or_default();
    let head = numbers.section(&format!("{date}{}", title(workshop)), "");
    blocks.push(head.from_item(SECTION, workshop.id));
    let told = ["name", "date", "agenda", "captures", "rounds", "settings", "parking", "decisions", "actions"];
    let mut pairs = detail::answers(workshop, index, &told);
    if let Some((_, there)) = pairs.iter_mut().find(|(label, _)| *label == "Attendees") {
        let people = rounds::attendees(workshop);
        if !people.is_empty() {
            *there = Rich::plain(people.join("; "));
        }
    }
    if !pairs.is_empty() {
        blocks.push(facts(pairs).from_item(SECTION, workshop.id));
    }
    let decisions = workshop::decisions(workbook, workshop, index);
    lines("Decisions", &decisions, blocks);
    if decisions.is_empty() {
        blocks.push(note("No decision is written down."));
    }
    blocks.extend(actions(workshop, index, today, numbers));
    blocks.extend(rounds::changed(workshop, index));
    blocks.extend(notes(workshop, index, numbers));
    blocks.extend(rounds::blocks((workbook, workshop), index, numbers));
    lines("Parking lot", &parked(workshop), blocks);
    blocks.extend(agenda(workshop, numbers));
}

/// What was put off: its lines, and the notes that were parked, with whoever said them as far as people are named.
fn parked(workshop: &Workshop) -> Vec<String> {
    let notes = workshop.captures.iter().filter(|note| note.parked).map(|note| {
        let author = workshop::author(note, workshop.attribution);
        let text = note.text.trim();
        if author.is_empty() { text.to_owned() } else { format!("{text} ({author})") }
    });
    workshop.parking.iter().cloned().chain(notes).collect()
}

fn lines(title: &str, lines: &[String], blocks: &mut Vec<Block>) {
    if !lines.is_empty() {
        blocks.push(heading(2, title));
        blocks
            .push(bullets(lines.iter().map(|line| Rich::plain(words::sentence(line))).collect()).from_section(SECTION));
    }
}

fn actions(workshop: &Workshop, index: &Index, today: Option<Date>, numbers: &mut Numbering) -> Vec<Block> {
    if workshop.actions.is_empty() {
        return Vec::new();
    }
    let mut actions: Vec<&Action> = workshop.actions.iter().collect();
    actions.sort_by_key(|action| (!workshop::is_open(action), action.due.is_none(), action.due));
    let rows = actions.iter().map(|action| {
        let due = if workshop::is_open(action) {
            cell_due(action.due, today)
        } else {
            cell(action.due.map(words::short_date).unwrap_or_default())
        };
        let cells = vec![
            cell(Rich::strong(action.what.trim())),
            cell(detail::one(*action, "links", index)),
            cell_of(*action, "owner", "Nobody"),
            due,
            state(action),
        ];
        row(SECTION, action.id, cells)
    });
    let columns =
        vec![column("Action", 2.0), column("About", 1.3), column("Owner", 0.9), fitted("Due"), fitted("State")];
    let caption = numbers.table("Actions, what is open first.");
    vec![heading(2, "Actions"), table(caption, columns, rows.collect()).from_item(SECTION, workshop.id)]
}

/// What was said, group by group: the groups and the notes with most votes first.
fn notes(workshop: &Workshop, index: &Index, numbers: &mut Numbering) -> Vec<Block> {
    if workshop.captures.is_empty() {
        return Vec::new();
    }
    let mut groups: Vec<(String, Vec<&Capture>)> = Vec::new();
    for capture in workshop.captures.iter() {
        let name = capture.group.trim();
        match groups.iter_mut().find(|(group, _)| group == name) {
            Some((_, notes)) => notes.push(capture),
            None => groups.push((name.to_owned(), vec![capture])),
        }
    }
    for (_, notes) in &mut groups {
        notes.sort_by_key(|note| std::cmp::Reverse(note.votes));
    }
    groups.sort_by_key(|(_, notes)| {
        let votes = notes.iter().filter_map(|note| note.votes).fold(0_u64, u64::saturating_add);
        std::cmp::Reverse(votes)
    });
    let named = workshop.attribution != Some(Attribution::Anonymous);
    let grouped = groups.len() > 1;
    let rows = groups.iter().flat_map(|(group, notes)| {
        notes.iter().enumerate().map(move |(at, note)| {
            let first = match group.as_str() {
                _ if at > 0 => "",
                "" if grouped => "Without a group",
                group => group,
            };
            said(note, first, index, (workshop, named))
        })
    });
    let mut columns = vec![column("Group", 0.9), column("Note", 2.2), fitted("Kind"), figures("Votes")];
    if named {
        columns.push(fitted("By"));
    }
    columns.push(column("Landed in", 1.3));
    let caption = numbers.table(if named {
        "Notes, group by group; most votes first."
    } else {
        "Notes, group by group; most votes first. Nobody is named, as agreed."
    });
    vec![heading(2, "What was said"), table(caption, columns, rows.collect()).from_item(SECTION, workshop.id)]
}

fn said(note: &Capture, group: &str, index: &Index, (workshop, named): (&Workshop, bool)) -> Row {
    let activity = note.activity.and_then(|id| workshop.agenda.find(id)).map(|activity| activity.name.trim());
    let text = Rich::plain(note.text.trim());
    let text = match activity {
        Some(activity) if !activity.is_empty() => text.and(Style::Quiet, format!("\n{activity}")),
        _ => text.and(Style::Quiet, other_activity(note, index)),
    };
    let mut cells = vec![
        cell(Rich::strong(group)),
        cell(text),
        cell(note.kind.map(crate::model::canvas::NoteKind::label).unwrap_or_default()),
        cell(note.votes.map(words::count).unwrap_or_default()),
    ];
    if named {
        cells.push(cell(workshop::author(note, workshop.attribution)));
    }
    let landed = match rounds::landed_as(note, index) {
        Some(landed) => Rich::plain(landed),
        None => detail::one(note, "landed", index),
    };
    cells.push(cell(match (landed.is_blank(), note.parked) {
        (false, _) => landed,
        (true, true) => Rich::quiet("Parking lot"),
        (true, false) => Rich::quiet("Not yet"),
    }));
    row(SECTION, note.id, cells)
}

/// The activity of another workshop that a note belongs to, as after a merge.
fn other_activity(note: &Capture, index: &Index) -> String {
    let words = detail::one(note, "activity", index).words();
    if words.is_empty() { words } else { format!("\n{words}") }
}

fn agenda(workshop: &Workshop, numbers: &mut Numbering) -> Vec<Block> {
    if workshop.agenda.is_empty() {
        return Vec::new();
    }
    let count = |value: Option<u64>| cell(value.map(words::count).unwrap_or_default());
    let rows = workshop.agenda.iter().map(|activity| {
        let cells =
            vec![cell(activity_words(activity)), landing(activity), planned(workshop, activity), count(activity.spent)];
        row(SECTION, activity.id, cells)
    });
    let columns = vec![column("Activity", 3.0), column("Lands in", 1.0), figures("Planned"), figures("Spent")];
    let caption = numbers.table(&format!("Agenda, {}.", Minutes::of(workshop).sentence()));
    vec![heading(2, "Agenda"), table(caption, columns, rows.collect()).from_item(SECTION, workshop.id)]
}

/// The minutes that an activity was planned for, and those that it was given while it was on: `10 + 2`.
fn planned(workshop: &Workshop, activity: &Activity) -> crate::report::block::Cell {
    let planned = workshop::as_planned(workshop, activity).map(words::count).unwrap_or_default();
    cell(match activity.extra {
        Some(extra) => format!("{planned} + {}", words::count(extra)),
        None => planned,
    })
}

/// Name and kind of an activity, its question and its rules.
fn activity_words(activity: &Activity) -> Rich {
    let mut text = Rich::strong(activity.name.trim());
    if let Some(kind) = activity.kind {
        text = text.and(Style::Quiet, format!(" {}", kind.label()));
    }
    if !activity.began.trim().is_empty() {
        text = text.and(Style::Quiet, format!(", began {}", activity.began.trim()));
    }
    if !activity.prompt.trim().is_empty() && activity.prompt.trim() != activity.name.trim() {
        text = text.then(format!("\n{}", activity.prompt.trim()));
    }
    if !activity.rules.trim().is_empty() {
        text = text.and(Style::Quiet, format!("\n{}", activity.rules.trim()));
    }
    text
}

/// The section that an activity's results go to, by its title.
fn landing(activity: &Activity) -> crate::report::block::Cell {
    let key = activity.section.trim();
    let section = Section::ALL.iter().find(|section| section.key() == key);
    cell(section.map_or(key, |section| section.title()))
}
