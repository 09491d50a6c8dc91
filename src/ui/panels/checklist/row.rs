//! One row of the list: its columns for the width there is, and how it is painted. Knows nothing of keys and menus.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, Rangef, Rect, Sense, Stroke, Ui, Vec2, pos2, vec2};

use crate::assess::findings::Severity;
use crate::knowledge::Practice;
use crate::model::checklist::{PracticeAnswer, PracticeStatus};
use crate::model::place::{Entry, Index};
use crate::model::record::cite;
use crate::model::{Date, Id};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{label, status_square};
use crate::words;

use super::filter::is_overdue;
use super::rows::{Counts, number_of};

/// How high a row is, with the line below it.
pub(super) const ROW: f32 = 32.0;

/// Where the columns of a list stand. What there is no room for is in the detail.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Columns {
    /// Number.
    pub(super) number: Rangef,
    /// Practice.
    pub(super) title: Rangef,
    /// Status.
    pub(super) status: Rangef,
    /// Owner.
    pub(super) owner: Option<Rangef>,
    /// Due.
    pub(super) due: Option<Rangef>,
    /// Evidence.
    pub(super) evidence: Option<Rangef>,
}

impl Columns {
    /// The columns between two edges.
    #[must_use]
    pub(super) fn of(edges: Rangef) -> Self {
        let width = edges.span();
        let mut right = edges.max;
        let mut take = |wanted: bool, width: f32| {
            wanted.then(|| {
                right -= width;
                Rangef::new(right, right + width - 16.0)
            })
        };
        let evidence = take(width >= 820.0, (width * 0.22).clamp(176.0, 280.0));
        let due = take(width >= 700.0, 96.0);
        let owner = take(width >= 420.0, 60.0);
        let status = take(true, if width >= 480.0 { 148.0 } else { 40.0 }).unwrap_or(Rangef::NOTHING);
        let number = Rangef::new(edges.min + 8.0, edges.min + 56.0);
        Self { number, title: Rangef::new(number.max + 8.0, right - 28.0), status, owner, due, evidence }
    }
}

/// The heads of the columns with the line below them.
pub(super) fn head(ui: &mut Ui) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let columns = Columns::of(rect.x_range());
    let heads = [
        (Some(columns.number), "Row"),
        (Some(columns.title), "Practice"),
        (Some(columns.status).filter(|status| status.span() > 40.0), "Status"),
        (columns.owner, "Owner"),
        (columns.due, "Due"),
        (columns.evidence, "Evidence"),
    ];
    for (column, text) in heads {
        let Some(column) = column else { continue };
        let galley = theme::line(ui, text, Type::Caption, c.ink_3);
        ui.painter().galley(pos2(column.min, rect.center().y - galley.size().y / 2.0), galley, c.ink_3);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// A practice as its row shows it.
pub(super) struct Row<'a> {
    /// The practice.
    pub(super) practice: &'static Practice,
    /// Where it stands.
    pub(super) status: PracticeStatus,
    /// Its answer.
    pub(super) answer: Option<&'a PracticeAnswer>,
    /// The day.
    pub(super) today: Date,
    /// Whether the keys act on it.
    pub(super) selected: bool,
    /// What linked items are called.
    pub(super) index: &'a Index,
}

impl Row<'_> {
    /// What a screen reader says.
    #[must_use]
    pub(super) fn said(&self) -> String {
        let mut text = format!("{}, {}: {}", self.practice.id, self.practice.title, self.status.label().to_lowercase());
        let Some(answer) = self.answer else { return text };
        if !answer.owner.trim().is_empty() {
            text.push_str(&format!(", {}", answer.owner.trim()));
        }
        if let Some(due) = answer.due {
            let word = if is_overdue(self.status, answer.due, self.today) { "overdue since" } else { "due" };
            text.push_str(&format!(", {word} {}", words::date(due)));
        }
        text
    }

    /// Draws it. Whether its title was cut.
    pub(super) fn paint(&self, ui: &Ui, rect: Rect, columns: &Columns) -> bool {
        let c = theme::colors(ui);
        let quiet = self.status == PracticeStatus::NotApplicable;
        let ink = if quiet { c.ink_3 } else { c.ink };
        put(ui, part(rect, columns.number), number_of(&self.practice.id), Type::Body, c.ink_3);
        let style = if self.selected { Type::Strong } else { Type::Body };
        let cut = put(ui, part(rect, columns.title), &self.practice.title, style, ink);
        status_square::paint(ui, part(rect, columns.status), self.status);
        let ink = if quiet { c.ink_3 } else { c.ink_2 };
        if let Some(column) = columns.owner {
            let owner = self.answer.map_or("", |answer| answer.owner.trim());
            put(ui, part(rect, column), &short_name(owner), Type::Body, ink);
        }
        if let Some(column) = columns.due {
            self.paint_due(ui, rect, column, ink);
        }
        if let Some(column) = columns.evidence {
            self.paint_evidence(ui, rect, column, ink);
        }
        cut
    }

    fn paint_due(&self, ui: &Ui, rect: Rect, column: Rangef, ink: Color32) {
        let c = theme::colors(ui);
        let due = self.answer.and_then(|answer| answer.due);
        let text = due.map_or_else(|| "–".to_owned(), |due| day(due, self.today));
        if is_overdue(self.status, due, self.today) {
            let at = Rect::from_center_size(pos2(column.min + 6.0, rect.center().y), Vec2::splat(13.0));
            glyph::paint(ui.painter(), at, Glyph::Warning, c);
            put(ui, part(rect, Rangef::new(column.min + 18.0, column.max + 8.0)), &text, Type::Medium, c.ink);
        } else {
            put(ui, part(rect, column), &text, Type::Body, ink);
        }
    }

    fn paint_evidence(&self, ui: &Ui, rect: Rect, column: Rangef, ink: Color32) {
        let c = theme::colors(ui);
        let room = Rangef::new(column.min, column.max - 16.0);
        let after = Rangef::new(room.min + 22.0, room.max);
        let lead = |icon: char, ink: Color32| {
            let at = Rect::from_center_size(pos2(room.min + 8.0, rect.center().y), Vec2::splat(16.0));
            label::paint_icon(ui, at, icon, Type::Icon, ink);
        };
        match Evidence::of(self.status, self.answer) {
            Evidence::Reason(reason) => {
                put(ui, part(rect, room), reason, Type::Body, c.ink_3);
            }
            Evidence::NoReason => {
                let at = Rect::from_center_size(pos2(room.min + 8.0, rect.center().y), Vec2::splat(14.0));
                glyph::paint(ui.painter(), at, Glyph::Warning, c);
                put(ui, part(rect, after), "Say why not", Type::Body, c.ink);
            }
            Evidence::Text(text) => {
                lead(icons::PAPERCLIP, c.ink_3);
                put(ui, part(rect, after), text, Type::Body, ink);
            }
            Evidence::Links(first, more) => {
                lead(icons::LINK, c.ink_3);
                put(ui, part(rect, after), &linked_words(self.index.get(first), more), Type::Body, ink);
            }
            Evidence::None => {
                lead(icons::PLUS, c.ink_3);
                put(ui, part(rect, after), "Add evidence", Type::Body, c.ink_3);
            }
        }
    }
}

/// What the last column says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Evidence<'a> {
    /// Why it does not apply.
    Reason(&'a str),
    /// It does not apply, and nobody said why.
    NoReason,
    /// What shows it.
    Text(&'a str),
    /// This item and so many more show it.
    Links(Id, usize),
    /// Nothing shows it yet.
    None,
}

impl<'a> Evidence<'a> {
    /// What the last column says of an answer.
    #[must_use]
    pub(super) fn of(status: PracticeStatus, answer: Option<&'a PracticeAnswer>) -> Self {
        let (reason, evidence, links) = answer.map_or(("", "", [].as_slice()), |answer| {
            (answer.reason.trim(), answer.evidence.trim(), answer.links.as_slice())
        });
        match (status, reason.is_empty(), evidence.is_empty(), links) {
            (PracticeStatus::NotApplicable, false, ..) => Self::Reason(reason),
            (PracticeStatus::NotApplicable, true, ..) => Self::NoReason,
            (_, _, false, _) => Self::Text(evidence),
            (_, _, true, [first, more @ ..]) => Self::Links(*first, more.len()),
            _ => Self::None,
        }
    }
}

/// The head of a category: its caret, identifier, title, and how many are done.
pub(super) fn paint_category(ui: &Ui, rect: Rect, (id, title): (&str, &str), counts: Counts, folded: bool) {
    let c = theme::colors(ui);
    let caret = Rect::from_center_size(rect.left_center() + vec2(16.0, 0.0), Vec2::splat(16.0));
    label::paint_icon(ui, caret, if folded { icons::CARET_RIGHT } else { icons::CARET_DOWN }, Type::Icon, c.ink_3);
    let done = theme::line(ui, &done_words(counts), Type::Small, c.ink_3);
    let right = rect.right() - 8.0 - done.size().x;
    ui.painter().galley(pos2(right, rect.center().y - done.size().y / 2.0), done, c.ink_3);
    let name = theme::line(ui, id, Type::Strong, c.ink);
    let left = rect.left() + 32.0;
    let after = left + name.size().x + 10.0;
    ui.painter().galley(pos2(left, rect.center().y - name.size().y / 2.0), name, c.ink);
    put(ui, part(rect, Rangef::new(after, right - 12.0)), title, Type::Body, c.ink_2);
}

/// How many of a category are done: `2 of 3 done`.
#[must_use]
pub(super) fn done_words(counts: Counts) -> String {
    if counts.applicable() == 0 {
        "not applicable".to_owned()
    } else {
        format!("{} of {} done", counts.done, counts.applicable())
    }
}

/// The part of a row that a column takes.
pub(super) fn part(row: Rect, column: Rangef) -> Rect {
    Rect::from_x_y_ranges(column, row.y_range())
}

/// Draws a text on one line, cut where the cell ends. Whether it was cut.
pub(super) fn put(ui: &Ui, cell: Rect, text: &str, style: Type, ink: Color32) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let mut job = LayoutJob::single_section(first.to_owned(), style.format(ink));
    // cut within words: lines of one list should end at one edge
    job.wrap =
        TextWrapping { max_width: cell.width().max(1.0), max_rows: 1, break_anywhere: true, ..TextWrapping::default() };
    let galley = ui.painter().layout_job(job);
    let cut = galley.elided;
    ui.painter().galley(cell.left_center() - vec2(0.0, galley.size().y / 2.0), galley, ink);
    cut
}

/// The linked item, or its citation with how many more there are.
fn linked_words(first: Option<&Entry>, more: usize) -> String {
    let Some(first) = first else { return words::how_many(more + 1, "item", "items") };
    let cited = cite(first.kind, first.number);
    match (more, cited.is_empty()) {
        (0, _) => first.words(),
        (_, true) => format!("{} and {more} more", first.title),
        (_, false) => format!("{cited} and {more} more"),
    }
}

/// A name that fits a narrow column: as it is where it is short already, else its initials; a dash for nobody.
fn short_name(name: &str) -> String {
    match name.chars().count() {
        0 => "–".to_owned(),
        1..=4 => name.to_owned(),
        _ => label::initials_of(name),
    }
}

/// A day in few letters, with the year only where it is not this one.
fn day(date: Date, today: Date) -> String {
    let text = words::short_date(date);
    let year = format!(" {}", today.year());
    text.strip_suffix(&year).map(str::to_owned).unwrap_or(text)
}

/// Draws the mark of what is wrong or unknown about an answer, before its status.
pub(super) fn paint_finding(ui: &Ui, desk: &Desk<'_>, id: Id, rect: Rect, columns: &Columns) {
    let worst = desk.facts.worst_of_item(id).filter(|worst| *worst != Severity::Advice);
    let Some(glyph) = worst.map(Glyph::of_severity) else { return };
    let at = Rect::from_center_size(pos2(columns.status.min - 16.0, rect.center().y), Vec2::splat(14.0));
    glyph::paint(ui.painter(), at, glyph, theme::colors(ui));
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn narrow_lists_keep_practice_status_and_owner() {
        let of = |width: f32| Columns::of(Rangef::new(24.0, 24.0 + width));
        let wide = of(1184.0);
        assert!(wide.owner.is_some() && wide.due.is_some() && wide.evidence.is_some());
        let narrow = of(672.0);
        assert!(narrow.owner.is_some() && narrow.due.is_none() && narrow.evidence.is_none());
        for width in [320.0, 480.0, 672.0, 760.0, 900.0, 1184.0] {
            let columns = of(width);
            assert!(columns.title.span() > 150.0, "{width}: {columns:?}");
            assert!(columns.title.max < columns.status.min);
        }
    }

    #[test]
    fn the_last_column_says_evidence_or_why_not() {
        use PracticeStatus::{Done, NotApplicable};
        let mut answer = PracticeAnswer::default();
        assert_eq!(Evidence::of(Done, None), Evidence::None);
        assert_eq!(Evidence::of(NotApplicable, Some(&answer)), Evidence::NoReason);
        answer.links.push(Id(3));
        assert_eq!(Evidence::of(Done, Some(&answer)), Evidence::Links(Id(3), 0));
        answer.evidence = "Eval plan v3".to_owned();
        answer.reason = "No human trials".to_owned();
        assert_eq!(Evidence::of(Done, Some(&answer)), Evidence::Text("Eval plan v3"));
        assert_eq!(Evidence::of(NotApplicable, Some(&answer)), Evidence::Reason("No human trials"));
    }

    #[test]
    fn short_names_stay_and_long_ones_become_initials() {
        for (name, expected) in [("HM", "HM"), ("Mira Kern", "MK"), ("", "–"), ("Legal", "L")] {
            assert_eq!(short_name(name), expected);
        }
    }

    #[test]
    fn days_name_the_year_only_if_it_is_another() {
        let today = date(2026, 3, 9);
        assert_eq!(day(date(2026, 3, 27), today), "27 Mar");
        assert_eq!(day(date(2027, 3, 27), today), "27 Mar 2027");
    }
}
