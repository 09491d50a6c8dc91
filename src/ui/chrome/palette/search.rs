//! The search of the palette: pages and items, notes, texts, people, and commands, each group ranked, the best first.

use std::ops::Range;

use crate::find::{Catalog, Finder, Haystack, ItemEntry, Query, TextEntry};
use crate::model::place::Place;
use crate::model::{Id, ItemKind, Section};
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::document::Document;
use crate::ui::page::Page;
use crate::ui::widgets::result_row::{Lead, ResultRow};
use crate::ui::{detail, icons, sections};
use crate::words;

use super::acts;
use super::results::{Act, Line, Results, Row, snippet};

/// How many of a group are listed beside others, so that each is seen without scrolling: pages and items, notes, texts,
/// commands.
const FEW: [usize; 4] = [6, 3, 3, 4];
/// How many are listed of a group that was asked for by its prefix.
const MANY: usize = 200;
/// What a page is worth more than an item that fits as well, and a name that is what was typed.
const PAGE_BONUS: u32 = 12;
const WHOLE_BONUS: u32 = 60;
/// What an item is worth more that a product is judged by, and a text of several lines.
const WEIGHTY_BONUS: u32 = 10;
const PROSE_BONUS: u32 = 10;
/// Where a citation was typed, its item is meant.
const CITED: u32 = 10_000;

/// Something that fits, before it is made a row.
struct Hit<T> {
    score: u32,
    length: usize,
    what: T,
}

/// The best of what fits, and how many fit.
fn best<T>(mut hits: Vec<Hit<T>>, most: usize) -> (usize, Vec<T>) {
    let all = hits.len();
    // of equal ones the shorter is nearer to what was typed; beyond that, the order of the workbook
    hits.sort_by(|one, other| other.score.cmp(&one.score).then(one.length.cmp(&other.length)));
    hits.truncate(most);
    (all, hits.into_iter().map(|hit| hit.what).collect())
}

/// What a search works with.
struct Search<'a> {
    app: &'a App,
    document: &'a Document,
    finder: &'a mut Finder,
    query: Query,
    few: bool,
}

/// Finds what fits `typed`, or what is at hand if nothing is typed.
pub fn of(app: &App, finder: &mut Finder, typed: &str, recent: &[Command]) -> Results {
    let Some(document) = &app.document else { return on_start(app, finder, typed) };
    let typed = typed.trim();
    let (prefix, rest) = match typed.chars().next() {
        Some(first @ ('>' | '#' | '@')) => (Some(first), typed.get(1..).unwrap_or_default()),
        _ => (None, typed),
    };
    let few = prefix.is_none();
    let mut search = Search { app, document, finder, query: Query::new(rest), few };
    let mut results = Results { typed: !search.query.is_empty(), ..Results::default() };
    match prefix {
        None if search.query.is_empty() => search.at_hand(&mut results, recent),
        Some('>') => search.commands(&mut results),
        Some('@') => search.people(&mut results),
        Some(_) => search.rows(&mut results),
        None => {
            search.pages_and_items(&mut results);
            search.notes(&mut results);
            search.texts(&mut results);
            let found = results.found;
            let added = search.additions();
            let before = results.lines.len();
            search.commands(&mut results);
            if !matches!(results.lines.get(before), Some(Line::Head(_))) {
                results.lines.push(Line::Head("Do"));
            }
            let rows = added.into_iter().map(|row| Line::Row(Box::new(row)));
            // a command whose words were typed is meant: it is not what somebody wants to add
            let commands = results.lines.get(before + 1..).unwrap_or_default();
            let meant = commands.iter().take_while(|line| search.is_meant(line)).count();
            let rest = results.lines.split_off(before + 1 + meant);
            results.lines.extend(rows);
            results.lines.extend(rest);
            let first = results.lines.iter().find_map(|line| if let Line::Row(row) = line { Some(row) } else { None });
            if meant > 0 && first.is_some_and(|row| !search.begins(&row.shown.text)) {
                results.lines.rotate_left(before);
            }
            if found == 0 && results.found == 0 {
                results.message = "No match. Enter adds a note.".to_owned();
            }
        }
    }
    if results.lines.is_empty() {
        results.message = "No match.".to_owned();
    }
    results
}

/// The commands that fit where no document is open.
fn on_start(app: &App, finder: &mut Finder, typed: &str) -> Results {
    let query = Query::new(typed.trim().trim_start_matches('>'));
    let mut results = Results { typed: !query.is_empty(), ..Results::default() };
    let mut hits = Vec::new();
    for command in commands().filter(|command| command.needs_no_document()) {
        results.all += 1;
        let name = Haystack::new(command.text());
        let score = if query.is_empty() { Some(0) } else { finder.name(&query, &name) };
        let length = if query.is_empty() { 0 } else { name.len() };
        hits.extend(score.map(|score| Hit { score, length, what: (command, name) }));
    }
    let (found, top) = best(hits, MANY);
    results.found = found;
    let rows = top.into_iter().map(|(command, name)| command_row(app, command, finder.marks_in_name(&query, &name)));
    results.group("Do", rows.collect());
    if results.lines.is_empty() {
        results.message = "No match.".to_owned();
    }
    results
}

fn command_row(app: &App, command: Command, marks: Vec<Range<usize>>) -> Row {
    Row {
        shown: ResultRow {
            lead: Lead::Icon(acts::icon(command)),
            text: command.text().to_owned(),
            marks,
            detail: String::new(),
            keys: command.keys(),
            reason: acts::reason_against(app, command),
        },
        act: Act::Do(command),
    }
}

impl Search<'_> {
    /// How many of a group are listed.
    fn most(&self, group: usize) -> usize {
        if self.few { FEW.get(group).copied().unwrap_or(MANY) } else { MANY }
    }

    fn catalog(&self) -> &Catalog {
        &self.document.facts.catalog
    }

    /// Where somebody has been, what was done last, every page and every command.
    fn at_hand(&mut self, results: &mut Results, recent: &[Command]) {
        let stops = self.app.trail.recent(5);
        let mut rows: Vec<Row> = stops.into_iter().filter_map(|stop| self.stop_row(stop.page, stop.item)).collect();
        rows.extend(recent.iter().map(|command| self.command_row(*command, Vec::new())));
        results.group("Recent", rows);
        let pages = pages().map(|(page, _)| page_row(page, Vec::new())).collect();
        results.group("Go to", pages);
        let commands = commands().map(|command| self.command_row(command, Vec::new())).collect();
        results.group("Do", commands);
    }

    fn stop_row(&mut self, page: Page, item: Option<Id>) -> Option<Row> {
        match item {
            None => Some(page_row(page, Vec::new())),
            Some(id) => {
                let document = self.document;
                let entry = document.facts.catalog.item(id)?;
                self.item_row(entry)
            }
        }
    }

    fn name_score(&mut self, name: &Haystack) -> Option<u32> {
        let score = self.finder.name(&self.query, name)?;
        let whole = name.len() == self.query.text().chars().count();
        Some(score + if whole { WHOLE_BONUS } else { 0 })
    }

    fn item_score(&mut self, entry: &ItemEntry) -> Option<u32> {
        let cited = !entry.cited.is_empty() && is_citation(self.query.text(), &entry.cited);
        let weighty =
            matches!(entry.kind, ItemKind::FailureMode | ItemKind::Budget | ItemKind::Metric | ItemKind::Requirement);
        let bonus = if weighty { WEIGHTY_BONUS } else { 0 };
        if cited { Some(CITED) } else { self.name_score(&entry.name).map(|score| score + bonus) }
    }

    fn pages_and_items(&mut self, results: &mut Results) {
        let document = self.document;
        let mut hits = Vec::new();
        for (page, title) in pages() {
            let name = Haystack::new(title);
            if let Some(score) = self.name_score(&name) {
                let marks = self.finder.marks_in_name(&self.query, &name);
                let what = (None, Some(page_row(page, marks)));
                hits.push(Hit { score: score + PAGE_BONUS, length: name.len(), what });
            }
        }
        for entry in document.facts.catalog.items.iter().filter(|entry| entry.kind != ItemKind::Note) {
            if let Some(score) = self.item_score(entry) {
                hits.push(Hit { score, length: entry.name.len(), what: (Some(entry), None) });
            }
        }
        results.all += pages().count() + self.catalog().items.len();
        let (found, top) = best(hits, self.most(0));
        results.found += found;
        let rows = top.into_iter().filter_map(|(entry, row)| row.or_else(|| self.item_row(entry?))).collect();
        results.group("Go to", rows);
    }

    fn notes(&mut self, results: &mut Results) {
        let document = self.document;
        let notes = document.facts.catalog.items.iter().filter(|entry| entry.kind == ItemKind::Note);
        let hits = notes
            .filter_map(|entry| Some(Hit { score: self.item_score(entry)?, length: entry.name.len(), what: entry }))
            .collect();
        let (found, top) = best(hits, self.most(1));
        results.found += found;
        let rows = top.into_iter().filter_map(|entry| self.item_row(entry)).collect();
        results.group("Notes", rows);
    }

    fn rows(&mut self, results: &mut Results) {
        let document = self.document;
        let mut hits = Vec::new();
        for entry in &document.facts.catalog.items {
            let score = if self.query.is_empty() { Some(0) } else { self.item_score(entry) };
            // without words the order is that of the workbook
            let length = if self.query.is_empty() { 0 } else { entry.name.len() };
            hits.extend(score.map(|score| Hit { score, length, what: entry }));
        }
        results.all = document.facts.catalog.items.len();
        let (found, top) = best(hits, self.most(0));
        results.found = found;
        let rows = top.into_iter().filter_map(|entry| self.item_row(entry)).collect();
        results.group("Rows", rows);
    }

    fn texts(&mut self, results: &mut Results) {
        let document = self.document;
        let texts = &document.facts.catalog.texts;
        let mut hits = Vec::new();
        for entry in texts {
            if let Some(score) = self.finder.prose(&self.query, &entry.text) {
                // sentences before cells; of equal ones, in the order of the workbook
                let bonus = if entry.field.prose { PROSE_BONUS } else { 0 };
                hits.push(Hit { score: score + bonus, length: 0, what: entry });
            }
        }
        results.all += texts.len();
        let (found, top) = best(hits, self.most(2));
        results.found += found;
        let rows = top.into_iter().filter_map(|entry| self.text_row(entry)).collect();
        results.group("Texts", rows);
    }

    fn people(&mut self, results: &mut Results) {
        let document = self.document;
        let catalog = &document.facts.catalog;
        let mut hits = Vec::new();
        for person in &catalog.people {
            let score = if self.query.is_empty() { Some(0) } else { self.name_score(&person.name) };
            let length = if self.query.is_empty() { 0 } else { person.name.len() };
            hits.extend(score.map(|score| Hit { score, length, what: person }));
        }
        results.all = catalog.people.len();
        let (found, top) = best(hits, self.most(0));
        results.found = found;
        let row = |finder: &mut Finder, name: &Haystack, holds: usize| Row {
            shown: ResultRow {
                lead: Lead::Icon(icons::USERS_THREE),
                text: name.text(),
                marks: finder.marks_in_name(&self.query, name),
                detail: words::how_many(holds, "place", "places"),
                keys: String::new(),
                reason: None,
            },
            act: Act::Person(name.text()),
        };
        let rows: Vec<Row> = top.iter().map(|person| row(self.finder, &person.name, person.holds.len())).collect();
        let only = match top.as_slice() {
            [one] => Some(*one),
            several => several.iter().copied().find(|person| person.name.text() == self.query.text()),
        };
        results.group("People", rows);
        let held = only.map(|person| person.holds.as_slice()).unwrap_or_default();
        let rows = held.iter().filter_map(|(section, item)| match item {
            None => Some(page_row(Page::Section(*section), Vec::new())),
            Some(id) => match catalog.item(*id) {
                Some(entry) => self.item_row(entry),
                None => self.nameless_row(*id),
            },
        });
        results.group("Names this person", rows.collect());
    }

    /// A row for an item that has no name of its own, such as a rating.
    fn nameless_row(&self, id: Id) -> Option<Row> {
        let entry = self.document.facts.index.get(id)?;
        let within = entry.within.map(|outer| self.document.facts.index.words(outer)).unwrap_or_default();
        Some(Row {
            shown: ResultRow {
                lead: Lead::Icon(sections::icon(entry.section)),
                text: words::capitalized(entry.kind.singular()),
                marks: Vec::new(),
                detail: within,
                keys: String::new(),
                reason: None,
            },
            act: Act::GoTo(self.document.facts.index.place(id)?),
        })
    }

    fn commands(&mut self, results: &mut Results) {
        let mut hits = Vec::new();
        let all: Vec<Command> = commands().collect();
        for command in &all {
            let name = Haystack::new(command.text());
            let score = if self.query.is_empty() { Some(0) } else { self.name_score(&name) };
            let length = if self.query.is_empty() { 0 } else { name.len() };
            hits.extend(score.map(|score| Hit { score, length, what: (*command, name) }));
        }
        results.all += all.len();
        let (found, top) = best(hits, self.most(3));
        results.found += found;
        let row = |(command, name): (Command, Haystack)| {
            let marks = self.finder.marks_in_name(&self.query, &name);
            self.command_row(command, marks)
        };
        let rows = top.into_iter().map(row).collect();
        results.group("Do", rows);
    }

    /// Whether this is a command whose words, or their beginning, were typed.
    fn is_meant(&self, line: &Line) -> bool {
        let Line::Row(row) = line else { return false };
        matches!(row.act, Act::Do(_)) && self.begins(&row.shown.text)
    }

    /// Whether a text begins with what was typed.
    fn begins(&self, text: &str) -> bool {
        text.to_lowercase().starts_with(&self.query.text().to_lowercase())
    }

    /// What can be made of the words.
    fn additions(&self) -> Vec<Row> {
        let words = self.query.text();
        let short: String = words.chars().take(24).collect();
        let quoted = if short.len() < words.len() { format!("“{short}…”") } else { format!("“{short}”") };
        let here = acts::addition(self.app);
        let is_mode = matches!(here, acts::Addition::Item { kind: ItemKind::FailureMode, .. });
        let against = acts::reason_against_changes(self.app);
        let row = |icon, text: String, keys: &str, act| Row {
            shown: ResultRow {
                lead: Lead::Icon(icon),
                text,
                marks: Vec::new(),
                detail: String::new(),
                keys: keys.to_owned(),
                reason: against.filter(|_| !matches!(act, Act::FindText)),
            },
            act,
        };
        let mut rows = vec![row(icons::PLUS, here.words(&quoted), "Ctrl Enter", Act::AddHere)];
        if !is_mode {
            let text = format!("New failure mode {quoted}");
            rows.push(row(icons::WARNING_DIAMOND, text, "", Act::AddFailureMode));
        }
        let text = format!("Find {quoted} in every text");
        rows.push(row(icons::MAGNIFIER, text, &Command::Find.keys(), Act::FindText));
        rows
    }

    fn command_row(&self, command: Command, marks: Vec<Range<usize>>) -> Row {
        command_row(self.app, command, marks)
    }

    fn item_row(&mut self, entry: &ItemEntry) -> Option<Row> {
        let title = entry.title_text();
        let mut marks = self.finder.marks_in_name(&self.query, &entry.name);
        marks.retain(|mark| mark.end <= entry.title);
        let text = if title.is_empty() { format!("Unnamed {}", entry.kind.singular()) } else { title };
        Some(Row {
            shown: ResultRow {
                lead: detail::lead(entry),
                text,
                marks,
                detail: detail::of(self.document.session.workbook(), &self.document.facts, entry),
                keys: String::new(),
                reason: None,
            },
            act: Act::GoTo(self.document.facts.index.place(entry.id)?),
        })
    }

    fn text_row(&mut self, entry: &TextEntry) -> Option<Row> {
        let index = &self.document.facts.index;
        let mut place = match entry.item {
            Some(id) => index.place(id)?,
            None => Place::of_section(entry.section),
        };
        for field in &entry.fields {
            place = place.at(field);
        }
        let (text, marks) = snippet(&entry.text, self.finder.marks_in_prose(&self.query, &entry.text));
        let catalog = &self.document.facts.catalog;
        let head = entry.item.map_or_else(
            || sections::name(entry.section).to_owned(),
            |id| {
                let cited = catalog.item(id).map(|item| item.cited.clone()).unwrap_or_default();
                let kind = index.get(id).map(|entry| words::capitalized(entry.kind.singular())).unwrap_or_default();
                if cited.is_empty() { kind } else { cited }
            },
        );
        Some(Row {
            shown: ResultRow {
                lead: Lead::Icon(sections::icon(entry.section)),
                text,
                marks,
                detail: format!("{head}, {}", entry.field.label.to_lowercase()),
                keys: String::new(),
                reason: None,
            },
            act: Act::GoTo(place),
        })
    }
}

/// Whether what was typed is a citation: `FM-3`, `fm 3` and `fm3` are one.
fn is_citation(typed: &str, cited: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(char::is_ascii_alphanumeric).collect() };
    typed.is_ascii() && letters(typed).eq_ignore_ascii_case(&letters(cited))
}

/// Every page with its name.
fn pages() -> impl Iterator<Item = (Page, &'static str)> {
    sections::pages().chain([Page::Unknowns]).map(|page| (page, title(page)))
}

fn title(page: Page) -> &'static str {
    match page {
        Page::Overview => "Overview",
        Page::Section(section) => section.title(),
        Page::Unknowns => "Unknown fields",
        Page::Interview => "First-hour interview",
        Page::Present => "Present a workshop",
    }
}

fn page_row(page: Page, marks: Vec<Range<usize>>) -> Row {
    let (lead, keys) = match page {
        Page::Overview => (icons::GAUGE, Command::Overview.keys()),
        Page::Section(Section::Pack) => (sections::icon(Section::Pack), Command::Export.keys()),
        Page::Section(section) => (sections::icon(section), keys_of(section)),
        Page::Unknowns => (icons::QUESTION, String::new()),
        Page::Interview => (icons::CHAT_TEXT, String::new()),
        Page::Present => (icons::PRESENTATION, Command::Present.keys()),
    };
    Row {
        shown: ResultRow {
            lead: Lead::Icon(lead),
            text: title(page).to_owned(),
            marks,
            detail: "Page".to_owned(),
            keys,
            reason: None,
        },
        act: Act::Turn(page),
    }
}

/// The keys of the first nine sections.
fn keys_of(section: Section) -> String {
    let at = sections::in_order().position(|other| other == section);
    let place = at.and_then(|at| u8::try_from(at + 1).ok()).filter(|place| *place <= 9);
    place.map(|place| Command::Section(place).keys()).unwrap_or_default()
}

/// The commands that are listed: pages are listed as pages.
fn commands() -> impl Iterator<Item = Command> {
    let listed = |command: &Command| {
        !matches!(command, Command::Section(_) | Command::Search | Command::Overview | Command::Export)
    };
    Command::ALL.iter().copied().filter(listed)
}
