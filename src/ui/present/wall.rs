//! The notes as a room sees them: cards in columns, with heads where groups have names, the most wanted first. Three hundred
//! notes scroll smoothly, because heights are kept and only what is in sight is laid out.

use std::collections::BTreeMap;

use egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::assess::workshop::{author as author_of, gather, groups, on_wall};
use crate::model::Id;
use crate::model::workshops::{Capture, RoundKind, Workshop};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::glyph::{self, Glyph};

use super::big::{self, Big};
use super::{Here, View, board};

/// What is kept from frame to frame.
#[derive(Debug, Default)]
pub(super) struct Wall {
    key: Option<Key>,
    rows: Vec<Row>,
    total: f32,
    /// The heights of texts, by note, for the width below.
    heights: BTreeMap<Id, (String, f32)>,
    width: f32,
    least: f32,
}

/// What the rows depend on.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Key {
    revision: u64,
    workshop: Id,
    activity: Option<Id>,
    width: f32,
    /// The least height of a card.
    least: f32,
    by_votes: bool,
}

#[derive(Debug)]
struct Row {
    top: f32,
    height: f32,
    what: What,
}

#[derive(Debug)]
enum What {
    Head(String, usize),
    Cards(Vec<Id>),
}

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

fn hung<'a>(view: &View, here: Here<'a>) -> Hung<'a> {
    let mut notes = on_wall(here.workshop, view.clock.activity());
    if view.by_votes && shows_votes(here.workshop) {
        notes.sort_by_key(|note| std::cmp::Reverse(note.votes.unwrap_or(0)));
    }
    let mut gathered = notes.clone();
    gather(&mut gathered);
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
        least: big.px(least(here, (body.height() / big.px(1.0), columns))),
        by_votes: view.by_votes,
    };
    if view.wall.key != Some(key) {
        let hung = hung(view, here);
        view.wall.least = key.least;
        view.wall.lay(ui, (&hung, columns), (width, gap), big);
        view.wall.key = Some(key);
    }
    if view.wall.rows.is_empty() {
        let c = theme::colors(ui);
        big.write(ui, body.min, "Nothing on the wall yet", (Type::RoomLead, c.ink_3), (body.width(), 1));
        return;
    }
    let most = most(here);
    let wall = &view.wall;
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        ui.set_clip_rect(body.expand(big.px(4.0)).intersect(ui.clip_rect()));
        ScrollArea::vertical().id_salt("wall").auto_shrink([false, false]).show_viewport(ui, |ui, sight| {
            ui.set_height(wall.total);
            let origin = ui.max_rect().min;
            let first = wall.rows.partition_point(|row| row.top + row.height < sight.top());
            for row in wall.rows.iter().skip(first).take_while(|row| row.top < sight.bottom()) {
                let at = pos2(origin.x + big.px(2.0), origin.y + row.top);
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
                            card(ui, here, (note, most), (rect, big));
                        }
                    }
                }
            }
        });
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
    fn lay(&mut self, ui: &Ui, (hung, columns): (&Hung<'_>, usize), (width, gap): (f32, f32), big: Big) {
        if (self.width - width).abs() > 0.01 {
            self.heights.clear();
            self.width = width;
        }
        self.rows.clear();
        let mut top = 0.0;
        let mut rest = hung.notes.as_slice();
        for (name, count) in &hung.heads {
            let name = if name.is_empty() { "Without a group" } else { name };
            let height = big.px(52.0);
            self.rows.push(Row { top, height, what: What::Head(name.to_owned(), *count) });
            top += height;
            let (group, after) = rest.split_at((*count).min(rest.len()));
            top = self.cards(ui, (group, columns), (top, gap), big);
            rest = after;
        }
        self.total = self.cards(ui, (rest, columns), (top, gap), big);
    }

    /// Puts notes side by side from `top` on. Gives where they end.
    fn cards(&mut self, ui: &Ui, (notes, columns): (&[&Capture], usize), (mut top, gap): (f32, f32), big: Big) -> f32 {
        for cards in notes.chunks(columns.max(1)) {
            let text = cards.iter().map(|note| self.height(ui, note, big)).fold(0.0, f32::max);
            let height = (text + big.px(86.0)).max(self.least) + gap;
            let what = What::Cards(cards.iter().map(|note| note.id).collect());
            self.rows.push(Row { top, height, what });
            top += height;
        }
        top
    }

    fn height(&mut self, ui: &Ui, note: &Capture, big: Big) -> f32 {
        if let Some((text, height)) = self.heights.get(&note.id)
            && *text == note.text
        {
            return *height;
        }
        let galley = text(ui, note, (self.width, big));
        let height = galley.size().y;
        self.heights.insert(note.id, (note.text.clone(), height));
        height
    }
}

fn text(ui: &Ui, note: &Capture, (width, big): (f32, Big)) -> std::sync::Arc<egui::Galley> {
    let c = theme::colors(ui);
    big.lay(ui, note.text.trim(), (Type::RoomNote, c.ink), (width - big.px(48.0), usize::MAX))
}

/// The head of a group: its name, and how many notes.
fn head(ui: &mut Ui, (name, count): (&str, usize), (rect, big): (Rect, Big)) {
    let c = theme::colors(ui);
    let named = big.write(ui, rect.min, name, (Type::RoomStrong, c.ink_2), (rect.width() * 0.8, 1));
    let at = pos2(named.right() + big.px(16.0), named.top());
    let counted = crate::words::count(count as u64);
    big.write(ui, at, &counted, (Type::RoomLabel, c.ink_3), (rect.width() * 0.2, 1));
}

fn card(ui: &mut Ui, here: Here<'_>, (note, most): (&Capture, Option<u64>), (rect, big): (Rect, Big)) {
    let c = theme::colors(ui);
    let votes = note.votes.unwrap_or(0);
    let leads = most.is_some_and(|most| votes == most);
    let (fill, edge) = if leads { (c.accent_soft, c.accent) } else { (c.surface, c.line) };
    ui.painter().rect_filled(rect, big.px(10.0), fill);
    big.edge(ui, rect, edge);
    let words = text(ui, note, (rect.width(), big));
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
