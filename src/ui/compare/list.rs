//! The changes between two states one by one, under the names of their sections, every word of a text. What is said of an item that
//! is there on one side alone is the caller's: what comes back in one place was removed in another.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Galley, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use crate::difference::{Change, Difference, What, told};
use crate::hidden;
use crate::ui::icons;
use crate::ui::sections;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::label;
use crate::words;

use super::rows::word_by_word;

/// The least room with what a change is about and what it says side by side, and the share of the first.
const COLUMNS: f32 = 440.0;
const SUBJECT: f32 = 0.36;
/// How high a row is that was not seen yet.
const ROW: f32 = 32.0;

/// What is said of a change.
enum Said {
    /// In words, such as `added`.
    Words(String),
    /// A field with its label: from what, to what.
    Field(&'static str, String, String),
}

impl Said {
    /// Bytes of its texts, by which it is known again.
    fn len(&self) -> (usize, usize) {
        match self {
            Self::Words(words) => (words.len(), 0),
            Self::Field(_, before, after) => (before.len(), after.len()),
        }
    }

    /// A row in words.
    fn told(&self, subject: &str) -> String {
        let told = match self {
            Self::Words(words) => format!("{subject}: {words}"),
            Self::Field(label, before, after) => format!("{subject}: {label}: {before} → {after}"),
        };
        hidden::visible(&told).into_owned()
    }
}

/// Shows the changes, at most so many, with these words for what was added and what was removed.
pub fn show(ui: &mut Ui, difference: &Difference, most: usize, words: [&str; 2]) {
    let c = theme::colors(ui);
    let (mut left, mut at) = (most, 0);
    for section in difference.sections() {
        if left == 0 {
            break;
        }
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            label::icon(ui, sections::icon(section), c.ink_3);
            label::heading(ui, section.title(), Type::Strong, 3);
        });
        label::rule(ui);
        for change in difference.of_section(section).take(left) {
            row(ui, at, &change.subject(), said(change, words));
            at += 1;
        }
        left = left.saturating_sub(difference.of_section(section).count());
    }
    let more = difference.changes().len().saturating_sub(most);
    if more > 0 {
        ui.add_space(8.0);
        label::text(ui, &format!("And {} more.", words::spelled(more)), Type::Small, c.ink_3);
    }
}

/// The sign of a change, and what is said of it.
fn said(change: &Change, [added, removed]: [&str; 2]) -> (char, Said) {
    match &change.what {
        What::Added(_) => (icons::PLUS, Said::Words(added.to_owned())),
        What::Removed(_) => (icons::MINUS, Said::Words(removed.to_owned())),
        What::Field { field, before, after } => {
            let (before, after) = told(before, after);
            (icons::PENCIL, Said::Field(field.label, before, after))
        }
        _ => (icons::PENCIL, Said::Words(change.words())),
    }
}

/// One change: a sign for what happens, what it is about, and what it says.
fn row(ui: &mut Ui, at: usize, subject: &str, (icon, said): (char, Said)) {
    let c = theme::colors(ui);
    let room = ui.available_width() - 28.0;
    // what is out of sight is not laid out: as high as it was, or as a row is that nobody has seen yet
    let key = ui.scope_id().with(("height of a change", at, subject, room as i32, said.len()));
    let known: f32 = ui.data(|data| data.get_temp(key)).unwrap_or(ROW);
    let place = Rect::from_min_size(ui.next_widget_position(), vec2(ui.available_width(), known));
    if !ui.is_rect_visible(place) {
        let (_, response) = ui.allocate_exact_size(place.size(), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.told(subject)));
        return;
    }
    let beside = room >= COLUMNS;
    let (first, second) = if beside { (room * SUBJECT - 12.0, room * (1.0 - SUBJECT)) } else { (room, room) };
    let title = theme::cut(ui, subject, Type::Medium, c.ink, first, if beside { 2 } else { 1 });
    let text = in_full(ui, &said, second);
    let (high, other) = (title.size().y, text.size().y);
    let height = 12.0 + if beside { high.max(other) } else { high + other };
    ui.data_mut(|data| data.insert_temp(key, height));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let line = theme::line(ui, "x", Type::Medium, c.ink).size().y;
    let at = egui::Rect::from_center_size(rect.left_top() + vec2(10.0, 6.0 + line / 2.0), vec2(16.0, 16.0));
    label::paint_icon(ui, at, icon, Type::Icon, c.ink_3);
    let corner = rect.left_top() + vec2(28.0, 6.0);
    let under = corner + if beside { vec2(room * SUBJECT, 0.0) } else { vec2(0.0, high) };
    ui.painter().galley(corner, title, c.ink);
    ui.painter().galley(under, text, c.ink_2);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.told(subject)));
}

/// Every word: of a field, what went is struck and what came underlined.
fn in_full(ui: &Ui, said: &Said, width: f32) -> Arc<Galley> {
    let c = theme::colors(ui);
    let mut job = LayoutJob::default();
    match said {
        Said::Words(words) => job.append(&hidden::visible(words), 0.0, Type::Note.format(c.ink_2)),
        Said::Field(label, before, after) => {
            job.append(&format!("{label}: "), 0.0, Type::Note.format(c.ink_2));
            word_by_word(&mut job, ui, before, after);
        }
    }
    job.wrap = TextWrapping { max_width: width.max(1.0), ..TextWrapping::default() };
    ui.painter().layout_job(job)
}
