//! Where the cells of a group stand: in five columns, or under each other where the page is narrow. Measures text, paints
//! nothing.

use egui::{Rangef, Rect, Ui, pos2, vec2};

use crate::model::impact::{EffectKind, Group};
use crate::model::{Date, Id};
use crate::ui::theme::{self, Type, size};

use super::grid::{self, At, Part};
use super::wording;

/// The narrowest table with columns.
const COLUMNS: f32 = 820.0;
/// The white space over and under what stands in a row, and the least height of a row.
const PAD: f32 = 6.0;
const LEAST: f32 = 60.0;
/// How high a caption over cells that stand under each other is.
const CAPTION: f32 = 20.0;
/// The room at the end of a row for its menu.
const MENU: f32 = 28.0;
/// How high a field is in which a text of one or of several lines is edited.
const FIELD: f32 = 34.0;
const PROSE: f32 = 56.0;

/// Before the words of a benefit, and of a cell with a gap.
pub const LEAD: f32 = 20.0;
/// The level of a harm with its word, and as bars alone.
const CHIP: f32 = 92.0;
const BARS: f32 = 32.0;
/// The severity behind a harm.
pub const SEVERITY: f32 = 24.0;
/// The failure mode behind a harm.
pub const MODE: f32 = 46.0;

/// The columns, from the left edge of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Columns(pub [Rangef; 5]);

/// What stands over the columns.
pub const HEADS: [&str; 5] = [
    "Who is affected",
    "What they gain",
    "What could hurt them, after controls",
    "How they are told",
    "How they object",
];

impl Columns {
    /// The columns of a table this wide; `None` where there is no room for them.
    pub fn of(width: f32) -> Option<Self> {
        const SHARES: [f32; 5] = [0.165, 0.2, 0.345, 0.135, 0.155];
        const GAP: f32 = 16.0;
        if width < COLUMNS {
            return None;
        }
        let room = width - MENU - 8.0 - GAP * 4.0;
        let mut left = 8.0;
        Some(Self(SHARES.map(|share| {
            let column = Rangef::new(left, left + room * share);
            left = column.max + GAP;
            column
        })))
    }
}

/// Where the word for the level ends in a line of this width.
pub const fn level(width: f32) -> f32 {
    if width < 300.0 { BARS } else { CHIP }
}

/// A group in its place: everything from its corner at the left and top.
#[derive(Debug, Default)]
pub struct Laid {
    /// The cells.
    pub cells: Vec<(Part, Rect)>,
    /// Captions of cells that stand under each other, with their left edge and top.
    pub captions: Vec<(&'static str, f32)>,
    /// How high it is.
    pub height: f32,
}

/// What a cell says, and in which type.
#[derive(Debug)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Their type.
    pub style: Type,
    /// Whether there is an answer.
    pub gap: wording::Gap,
    /// The room before and behind them.
    pub around: (f32, f32),
}

/// What a cell says in this width.
pub fn words(group: &Group, part: Part, width: f32, today: Date) -> Words {
    let plain = |text: &str, style| Words { text: text.to_owned(), style, gap: wording::Gap::None, around: (0.0, 0.0) };
    let of = |text: &str, key: &str, blank: &str, style| {
        let said = wording::cell(text, group.marks.get(key), blank, today);
        let lead = if said.gap == wording::Gap::None { 0.0 } else { LEAD };
        Words { text: said.text, style, gap: said.gap, around: (lead, 0.0) }
    };
    match part {
        Part::Who => plain(wording::name(group), Type::Medium),
        Part::Size => {
            let said = of(&group.size, "size", "How many are they?", Type::Small);
            // a size is welcome and not asked for
            let bare = said.gap == wording::Gap::Blank;
            Words { around: if bare { (0.0, 0.0) } else { said.around }, ..said }
        }
        Part::Told => of(&group.told, "told", "Nothing yet", Type::Body),
        Part::Objects => of(&group.objects, "objects", "No way yet", Type::Body),
        Part::Blank(kind) => {
            let text = if kind == EffectKind::Harm { "What could hurt them?" } else { "What do they gain?" };
            Words { gap: wording::Gap::Blank, around: (LEAD, 0.0), ..plain(text, Type::Body) }
        }
        Part::Effect(id) => {
            let effect = group.effects.find(id);
            let text = effect.map_or("", wording::what);
            let harm = effect.is_some_and(|effect| grid::kind_of(effect) == EffectKind::Harm);
            let around = if harm { (level(width), SEVERITY + MODE) } else { (LEAD, 0.0) };
            Words { around, ..plain(text, Type::Body) }
        }
    }
}

/// Lays a group out; `edited` is the cell in whose place a field stands.
pub fn lay(ui: &Ui, group: &Group, width: f32, edited: Option<At>, today: Date) -> Laid {
    let height = |part: Part, width: f32| {
        let words = words(group, part, width, today);
        let (before, after) = words.around;
        let ink = theme::colors(ui).ink;
        let read = theme::wrapped(ui, &words.text, words.style, ink, width - before - after).size().y + 4.0;
        let least = match part {
            _ if edited != Some(At { group: group.id, part }) => size::TARGET,
            Part::Effect(_) => PROSE.max(read + 14.0),
            _ => FIELD,
        };
        read.max(least)
    };
    match Columns::of(width) {
        Some(columns) => beside(group, columns, &height),
        None => stacked(group, width, &height),
    }
}

fn beside(group: &Group, columns: Columns, height: &dyn Fn(Part, f32) -> f32) -> Laid {
    let mut laid = Laid::default();
    let heights = grid::columns(group).into_iter().zip(columns.0).map(|(parts, column)| {
        let parts: Vec<(Part, f32)> = parts.into_iter().map(|part| (part, height(part, column.span()))).collect();
        let all: f32 = parts.iter().map(|(_, height)| height).sum();
        (parts, column, all)
    });
    let heights: Vec<_> = heights.collect();
    laid.height = heights.iter().map(|(_, _, all)| all + PAD * 2.0).fold(LEAST, f32::max);
    for (parts, column, all) in heights {
        let mut top = (laid.height - all) / 2.0;
        for (part, height) in parts {
            laid.cells.push((part, Rect::from_min_size(pos2(column.min, top), vec2(column.span(), height))));
            top += height;
        }
    }
    laid
}

fn stacked(group: &Group, width: f32, height: &dyn Fn(Part, f32) -> f32) -> Laid {
    const CAPTIONS: [&str; 5] = ["", "Gains", "Harms, after controls", "Told", "Objects"];
    let mut laid = Laid::default();
    let mut top = PAD * 2.0;
    for (parts, caption) in grid::columns(group).into_iter().zip(CAPTIONS) {
        if !caption.is_empty() {
            top += 4.0;
            laid.captions.push((caption, top));
            top += CAPTION;
        }
        for part in parts {
            let room = if part == Part::Who { width - MENU - 16.0 } else { width - 16.0 };
            let height = height(part, room);
            laid.cells.push((part, Rect::from_min_size(pos2(8.0, top), vec2(room, height))));
            top += height;
        }
    }
    laid.height = top + PAD * 2.0;
    laid
}

/// About how high a group is that was not laid out yet.
pub fn guess(group: &Group) -> f32 {
    let lines = EffectKind::ALL.iter().map(|kind| grid::effects(group, *kind).count()).max().unwrap_or_default();
    (lines as f32 * size::TARGET + PAD * 2.0).max(LEAST)
}

/// Where the menu of a row stands.
pub fn menu(row: Rect, group: Id) -> (Rect, egui::Id) {
    // beside the cells, which stand in the middle; where they stand under each other, beside the first
    let middle = Columns::of(row.width()).is_some();
    let top = if middle { row.center().y - size::TARGET / 2.0 } else { row.top() + PAD + 4.0 };
    let corner = pos2(row.right() - MENU, top);
    (Rect::from_min_size(corner, vec2(MENU, size::TARGET)), egui::Id::unique(("menu of group", group)))
}
