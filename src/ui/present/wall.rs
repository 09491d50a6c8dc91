//! The notes as a room sees them: cards in columns, with heads where groups have names, the most wanted first. What has no room
//! is set smaller, as far as five meters allow; what has none even then stands on the next page. Heights are kept, so that three
//! hundred notes stay smooth.

use std::collections::BTreeMap;

use egui::{Rect, Ui, UiBuilder, pos2, vec2};

use crate::assess::workshop::{author as author_of, gather, gather_wanted, groups, on_wall};
use crate::model::Id;
use crate::model::workshops::{Capture, RoundKind, Workshop};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::glyph::{self, Glyph};

use super::big::{self, Big};
use super::{Here, View, board, pages};

/// What is kept from frame to frame.
#[derive(Debug, Default)]
pub(super) struct Wall {
    key: Option<Key>,
    rows: Vec<Row>,
    /// The row with which each page begins.
    begins: Vec<usize>,
    /// How cards are set now.
    set: Set,
    /// The heights of texts, by note, whether they are small, and the most lines, for pages of the size below.
    heights: BTreeMap<(Id, bool, usize), (String, f32)>,
    page: egui::Vec2,
    /// How many notes there were, of which workshop: it follows what comes.
    said: Option<(Id, usize)>,
}

/// How cards are set.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Set {
    /// In the smallest type that a room can read.
    small: bool,
    /// The least height of a card.
    least: f32,
    /// The most lines of a note: one that is longer ends with dots.
    lines: usize,
    /// What a card needs beside its text.
    foot: f32,
}

/// What the rows depend on.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Key {
    revision: u64,
    workshop: Id,
    activity: Option<Id>,
    width: f32,
    height: f32,
    by_votes: bool,
}

#[derive(Debug)]
struct Row {
    height: f32,
    what: What,
}

#[derive(Debug)]
enum What {
    Head(String, usize),
    Cards(Vec<Id>),
}

impl What {
    /// The same head on the next page.
    fn goes_on(&self) -> Option<Self> {
        let Self::Head(name, count) = self else { return None };
        let name = name.strip_suffix(CONTINUED).unwrap_or(name);
        Some(Self::Head(format!("{name}{CONTINUED}"), *count))
    }
}

/// What the head of a group says on the pages after its first.
const CONTINUED: &str = ", continued";

/// Whether votes may be seen: not while a round of them is under way.
fn shows_votes(workshop: &Workshop) -> bool {
    workshop.rounds.iter().all(|round| round.revealed || round.kind != Some(RoundKind::Votes))
}

/// The notes that are on the wall, the most wanted first.
pub(super) fn notes<'a>(view: &View, here: Here<'a>) -> Vec<&'a Capture> {
    hung(view, here).notes
}

/// The notes on the wall, and the heads of their groups with how many notes follow each; none where they stand without.
struct Hung<'a> {
    notes: Vec<&'a Capture>,
    heads: Vec<(&'a str, usize)>,
}

impl Hung<'_> {
    /// Whether something stands below the text of a card.
    fn have_feet(&self, here: Here<'_>) -> bool {
        let has_author = |note: &Capture| !author_of(note, here.workshop.attribution).is_empty();
        most(here).is_some() || self.notes.iter().any(|note| note.kind.is_some() || has_author(note))
    }
}

fn hung<'a>(view: &View, here: Here<'a>) -> Hung<'a> {
    let mut notes = on_wall(here.workshop, view.clock.activity());
    let mut gathered = notes.clone();
    if view.by_votes && shows_votes(here.workshop) {
        notes.sort_by_key(|note| std::cmp::Reverse(note.votes.unwrap_or(0)));
        gather_wanted(&mut gathered);
    } else {
        gather(&mut gathered);
    }
    let heads = groups(&gathered);
    // a head over each single note would leave the wall empty
    if heads.is_empty() || notes.len() < 2 * heads.len() {
        Hung { notes, heads: Vec::new() }
    } else {
        Hung { notes: gathered, heads }
    }
}

/// What is counted at the foot: `6 notes, 18 votes`.
pub(super) fn counted(view: &View, here: Here<'_>) -> String {
    let notes = notes(view, here);
    let count = crate::words::count(notes.len() as u64);
    let mut text = format!("{count} {}", if notes.len() == 1 { "note" } else { "notes" });
    let votes: u64 = notes.iter().filter_map(|note| note.votes).sum();
    if votes > 0 && shows_votes(here.workshop) {
        text.push_str(&format!(", {} {}", crate::words::count(votes), if votes == 1 { "vote" } else { "votes" }));
    }
    text
}

/// Shows them within `body`.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, here: Here<'_>, (body, big): (Rect, Big)) {
    let columns = if body.width() < big.px(760.0) {
        1
    } else if body.width() < big.px(1120.0) {
        2
    } else {
        3
    };
    let gap = big.px(24.0);
    let width = (body.width() - gap * (columns - 1) as f32 - big.px(4.0)) / columns as f32;
    let key = Key {
        revision: desk.revision(),
        workshop: here.workshop.id,
        activity: view.clock.activity(),
        width,
        height: body.height(),
        by_votes: view.by_votes,
    };
    view.pages.are_about(Some(key.activity.unwrap_or(here.workshop.id)));
    if view.wall.key != Some(key) {
        let hung = hung(view, here);
        view.wall.fit(ui, (here, &hung, columns), (vec2(width, body.height()), gap), big);
        view.wall.key = Some(key);
        if let Some(row) = view.wall.row_of_new(here) {
            view.pages.show_row(row, &view.wall.begins);
        }
    }
    let page = view.pages.rows(ui, view.wall.rows.len(), &view.wall.begins);
    if view.wall.rows.is_empty() {
        let c = theme::colors(ui);
        big.write(ui, body.min, "Nothing on the wall yet", (Type::RoomLead, c.ink_3), (body.width(), 1));
        return;
    }
    let most = most(here);
    let wall = &view.wall;
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        ui.set_clip_rect(body.expand(big.px(4.0)).intersect(ui.clip_rect()));
        let mut at = body.min + vec2(big.px(2.0), 0.0);
        for row in wall.rows.get(page).unwrap_or_default() {
            match &row.what {
                What::Head(name, count) => {
                    let place = Rect::from_min_size(at, vec2(body.width(), row.height));
                    head(ui, (name, *count), (place, big));
                }
                What::Cards(ids) => {
                    for (place, id) in ids.iter().enumerate() {
                        let Some(note) = here.workshop.captures.find(*id) else { continue };
                        let x = at.x + place as f32 * (width + gap);
                        let rect = Rect::from_min_size(pos2(x, at.y), vec2(width, row.height - gap));
                        card(ui, here, (note, most, wall.set), (rect, big));
                    }
                }
            }
            at.y += row.height;
        }
    });
}

/// The least height of a card in points of the drawing: as drawn where all notes have room so, else as little as a note needs.
fn least(here: Here<'_>, (height, columns): (f32, usize)) -> f32 {
    let rows = here.workshop.captures.len().div_ceil(columns.max(1));
    if rows as f32 * (232.0 + 24.0) <= height { 232.0 } else { 150.0 }
}

/// The most votes that a note has; `None` where they may not be seen.
fn most(here: Here<'_>) -> Option<u64> {
    let most = here.workshop.captures.iter().filter_map(|note| note.votes).max().filter(|most| *most > 0);
    most.filter(|_| shows_votes(here.workshop))
}

impl Wall {
    /// Lays the notes out on pages of this size, smaller where they need more than one.
    fn fit(
        &mut self,
        ui: &Ui,
        (here, hung, columns): (Here<'_>, &Hung<'_>, usize),
        (page, gap): (egui::Vec2, f32),
        big: Big,
    ) {
        if (self.page - page).abs().max_elem() > 0.01 {
            self.heights.clear();
            self.page = page;
        }
        let foot = if hung.have_feet(here) { BELOW } else { ABOVE };
        for (small, most) in [(false, usize::MAX), (true, usize::MAX), (true, FEW)] {
            let line = if small { SMALL } else { Type::RoomNote }.line();
            let lines = ((page.y * CARD - big.px(foot)) / big.px(line)).floor().max(3.0) as usize;
            let least = if small { foot + line } else { least(here, (page.y / big.px(1.0), columns)) };
            self.set = Set { small, least: big.px(least), lines: lines.min(most), foot: big.px(foot) };
            self.lay(ui, (hung, columns), gap, big);
            self.turn_over(page.y + gap);
            if self.begins.len() < 2 {
                return;
            }
        }
    }

    /// Finds where pages begin. A group that goes on over the page has its head there again.
    fn turn_over(&mut self, room: f32) {
        loop {
            let heights = self.rows.iter().map(|row| (row.height, matches!(row.what, What::Head(..))));
            self.begins = pages::begins(heights, room);
            let cards = |at: &usize| self.rows.get(*at).is_some_and(|row| matches!(row.what, What::Cards(_)));
            let Some(torn) = self.begins.iter().copied().skip(1).find(cards) else { return };
            let mut before = self.rows.iter().take(torn).rev();
            let head = before.find_map(|row| row.what.goes_on().map(|what| Row { height: row.height, what }));
            let Some(head) = head else { return };
            self.rows.insert(torn, head);
        }
    }

    /// The row of the note that was said since this was asked before; of several, the first.
    fn row_of_new(&mut self, here: Here<'_>) -> Option<usize> {
        let (workshop, count) = (here.workshop.id, here.workshop.captures.len());
        let before = self.said.replace((workshop, count));
        let (_, before) = before.filter(|(other, before)| *other == workshop && *before < count)?;
        let row = |note: &Capture| {
            self.rows.iter().position(|row| matches!(&row.what, What::Cards(ids) if ids.contains(&note.id)))
        };
        here.workshop.captures.iter().skip(before).find_map(row)
    }

    fn lay(&mut self, ui: &Ui, (hung, columns): (&Hung<'_>, usize), gap: f32, big: Big) {
        self.rows.clear();
        let mut rest = hung.notes.as_slice();
        for (name, count) in &hung.heads {
            let name = if name.is_empty() { "Without a group" } else { name };
            self.rows.push(Row { height: big.px(52.0), what: What::Head(name.to_owned(), *count) });
            let (group, after) = rest.split_at((*count).min(rest.len()));
            self.cards(ui, (group, columns), gap, big);
            rest = after;
        }
        self.cards(ui, (rest, columns), gap, big);
    }

    /// Puts notes side by side.
    fn cards(&mut self, ui: &Ui, (notes, columns): (&[&Capture], usize), gap: f32, big: Big) {
        for cards in notes.chunks(columns.max(1)) {
            let text = cards.iter().map(|note| self.height(ui, note, big)).fold(0.0, f32::max);
            let height = (text + self.set.foot).max(self.set.least) + gap;
            self.rows.push(Row { height, what: What::Cards(cards.iter().map(|note| note.id).collect()) });
        }
    }

    fn height(&mut self, ui: &Ui, note: &Capture, big: Big) -> f32 {
        let key = (note.id, self.set.small, self.set.lines);
        if let Some((text, height)) = self.heights.get(&key)
            && *text == note.text
        {
            return *height;
        }
        let galley = text(ui, note, self.set, (self.page.x, big));
        let height = galley.size().y;
        self.heights.insert(key, (note.text.clone(), height));
        height
    }
}

/// The type of small cards: no smaller than what is read from five meters.
const SMALL: Type = Type::RoomLabel;
/// What a card needs beside its text, in points of the drawing: with votes, an author or a kind below it, and without.
const BELOW: f32 = 86.0;
const ABOVE: f32 = 36.0;
/// The most lines of a note where small cards alone do not stand on one page.
const FEW: usize = 4;
/// The share of the wall's height that one card may take.
const CARD: f32 = 0.5;

fn style(set: Set) -> Type {
    if set.small { SMALL } else { Type::RoomNote }
}

fn text(ui: &Ui, note: &Capture, set: Set, (width, big): (f32, Big)) -> std::sync::Arc<egui::Galley> {
    let c = theme::colors(ui);
    big.lay(ui, note.text.trim(), (style(set), c.ink), (width - big.px(48.0), set.lines))
}

/// The head of a group: its name, and how many notes.
fn head(ui: &mut Ui, (name, count): (&str, usize), (rect, big): (Rect, Big)) {
    let c = theme::colors(ui);
    let named = big.write(ui, rect.min, name, (Type::RoomStrong, c.ink_2), (rect.width() * 0.8, 1));
    let at = pos2(named.right() + big.px(16.0), named.top());
    let counted = crate::words::count(count as u64);
    big.write(ui, at, &counted, (Type::RoomLabel, c.ink_3), (rect.width() * 0.2, 1));
}

fn card(ui: &mut Ui, here: Here<'_>, (note, most, set): (&Capture, Option<u64>, Set), (rect, big): (Rect, Big)) {
    let c = theme::colors(ui);
    let votes = note.votes.unwrap_or(0);
    let leads = most.is_some_and(|most| votes == most);
    let (fill, edge) = if leads { (c.accent_soft, c.accent) } else { (c.surface, c.line) };
    ui.painter().rect_filled(rect, big.px(10.0), fill);
    big.edge(ui, rect, edge);
    let words = text(ui, note, set, (rect.width(), big));
    ui.painter().galley(rect.min + vec2(big.px(24.0), big.px(18.0)), words, c.ink);
    let middle = rect.bottom() - big.px(32.0);
    let mut said = note.text.trim().to_owned();
    if let Some(most) = most {
        let end = board::dots(ui, pos2(rect.left() + big.px(24.0), middle), (votes, most), big);
        let count = big.lay(ui, &votes.to_string(), (Type::RoomStrong, c.ink), (f32::INFINITY, 1));
        ui.painter().galley(pos2(end + big.px(12.0), middle - count.size().y / 2.0), count, c.ink);
        said.push_str(&format!(", {}", crate::words::how_many(votes as usize, "vote", "votes")));
    }
    let mut right = rect.right() - big.px(24.0);
    let author = author_of(note, here.workshop.attribution);
    if !author.is_empty() {
        let by = big.lay(ui, &author, (Type::RoomLabel, c.ink_2), (rect.width() / 2.0, 1));
        right -= by.size().x;
        let at = pos2(right, middle - by.size().y / 2.0);
        ui.painter().galley(at, by, c.ink_2);
        right -= big.px(12.0);
        said.push_str(&format!(", by {author}"));
    }
    if let Some(kind) = note.kind {
        let at = Rect::from_center_size(pos2(right - big.px(11.0), middle), egui::Vec2::splat(big.px(22.0)));
        glyph::paint(ui.painter(), at, Glyph::Kind(kind), c);
        said.push_str(&format!(", {}", kind.label().to_lowercase()));
    }
    let response = big::say(ui, rect, &said, egui::Role::Label);
    board::ring(ui, &response, rect, big);
}
