//! The scales of a rating for the room, before anything was rated: what each step means, in full. Severity stands beside frequency
//! where both have room; else one step a row over the whole width, on as many pages as that takes.

use egui::{Rect, Role, Ui, Vec2, pos2, vec2};

use crate::knowledge::{self, ScaleStep};
use crate::ui::theme::{self, Type};

use super::big::{self, Big};
use super::{Here, View, pages};

/// The least width of a scale in points of the drawing; where both have less, they stand below each other.
const LEAST: f32 = 480.0;

/// White space between rows, and above and below the text of one.
const GAP: f32 = 8.0;

/// What stands left of the text of a row: its number.
const LEAD: f32 = 64.0;

/// What stands right of it.
const END: f32 = 20.0;

/// The tallest row beside another scale.
const TALLEST: f32 = 190.0;

/// A row: how high it is, of which scale, and the step with its place; the name of the scale without.
type Row = (f32, &'static str, Option<(usize, &'static ScaleStep)>);

/// A scale with its name.
type Scale = (&'static str, &'static [ScaleStep]);

/// Shows both scales within `body`.
pub(super) fn show(ui: &mut Ui, view: &mut View, here: Here<'_>, (body, big): (Rect, Big)) {
    let known = knowledge::scales();
    let scales: [Scale; 2] = [("Severity", &known.severity), ("Frequency", &known.frequency)];
    view.pages.are_about(here.activity(view).map(|(_, activity)| activity.id));
    let gap = big.px(48.0);
    let half = vec2((body.width() - gap) / 2.0, body.height());
    if half.x >= big.px(LEAST) && scales.iter().all(|scale| fits(ui, scale.1, half, big)) {
        view.pages.rows(ui, 1, &[0]);
        for (place, scale) in scales.into_iter().enumerate() {
            let at = body.min + vec2((half.x + gap) * place as f32, 0.0);
            beside(ui, scale, (Rect::from_min_size(at, half), big));
        }
    } else {
        paged(ui, view, &scales, (body, big));
    }
}

/// How high the name of a scale is, with what follows it.
fn head_height(big: Big) -> f32 {
    big.px(Type::RoomStrong.line() + 12.0)
}

/// How high the text of a step is in so much width.
fn text_height(ui: &Ui, step: &ScaleStep, width: f32, big: Big) -> f32 {
    let c = theme::colors(ui);
    let room = width - big.px(LEAD + END);
    let label = big.lay(ui, &step.label, (Type::RoomNote, c.ink), (room, 1));
    let means = big.lay(ui, &step.anchor, (Type::RoomLabel, c.ink_2), (room, usize::MAX));
    label.size().y + means.size().y + big.px(2.0 * GAP)
}

/// Whether every step is read in full where the scale has so much room.
fn fits(ui: &Ui, steps: &[ScaleStep], size: Vec2, big: Big) -> bool {
    let height = row_height(steps, size, big);
    steps.iter().all(|step| text_height(ui, step, size.x, big) <= height)
}

fn row_height(steps: &[ScaleStep], size: Vec2, big: Big) -> f32 {
    let count = steps.len().max(1) as f32;
    ((size.y - head_height(big) - big.px(GAP) * (count - 1.0)) / count).min(big.px(TALLEST))
}

/// A scale, all rows of one height.
fn beside(ui: &mut Ui, (name, steps): Scale, (rect, big): (Rect, Big)) {
    head(ui, name, rect, big);
    let height = row_height(steps, rect.size(), big);
    for (at, step) in steps.iter().enumerate() {
        let top = rect.top() + head_height(big) + at as f32 * (height + big.px(GAP));
        let row = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), height));
        one(ui, (name, at, step), (row, big));
    }
}

/// Both scales below each other, each row as high as it needs.
fn paged(ui: &mut Ui, view: &mut View, scales: &[Scale], (body, big): (Rect, Big)) {
    let mut rows: Vec<Row> = Vec::new();
    for (name, steps) in scales.iter().copied() {
        rows.push((head_height(big), name, None));
        let step = |(at, step)| (text_height(ui, step, body.width(), big) + big.px(GAP), name, Some((at, step)));
        rows.extend(steps.iter().enumerate().map(step));
    }
    let begins = turn_over(&mut rows, body.height() + big.px(GAP), big);
    let page = view.pages.rows(ui, rows.len(), &begins);
    let mut top = body.top();
    for (height, name, step) in rows.get(page).unwrap_or_default() {
        let rect = Rect::from_min_size(pos2(body.left(), top), vec2(body.width(), height - big.px(GAP)));
        match step {
            Some((at, step)) => one(ui, (name, *at, step), (rect, big)),
            None => head(ui, name, rect, big),
        }
        top += height;
    }
}

/// Finds where pages begin. A scale that goes on over the page has its name there again, where that leaves room for the step.
fn turn_over(rows: &mut Vec<Row>, room: f32, big: Big) -> Vec<usize> {
    loop {
        let begins = pages::begins(rows.iter().map(|(height, _, step)| (*height, step.is_none())), room);
        let name_of_step = |at: usize| {
            let (height, name, step) = rows.get(at)?;
            (step.is_some() && height + head_height(big) <= room).then_some((at, *name))
        };
        let Some((at, name)) = begins.iter().copied().find_map(name_of_step) else { return begins };
        rows.insert(at, (head_height(big), name, None));
    }
}

fn head(ui: &mut Ui, name: &str, rect: Rect, big: Big) {
    let ink = theme::colors(ui).ink_2;
    big.write(ui, rect.min, name, (Type::RoomStrong, ink), (rect.width(), 1));
}

/// A step: its number, its word and what it means.
fn one(ui: &mut Ui, (name, at, step): (&str, usize, &ScaleStep), (row, big): (Rect, Big)) {
    let c = theme::colors(ui);
    ui.painter().rect_filled(row, big.px(10.0), c.surface);
    big.edge(ui, row, c.line);
    let middle = row.center().y;
    let digit = big.lay(ui, &(at + 1).to_string(), (Type::RoomStrong, c.accent), (f32::INFINITY, 1));
    ui.painter().galley(pos2(row.left() + big.px(24.0), middle - digit.size().y / 2.0), digit, c.accent);
    let left = row.left() + big.px(LEAD);
    let room = row.right() - big.px(END) - left;
    let label = big.lay(ui, &step.label, (Type::RoomNote, c.ink), (room, 1));
    let means = big.lay(ui, &step.anchor, (Type::RoomLabel, c.ink_2), (room, usize::MAX));
    let top = middle - f32::midpoint(label.size().y, means.size().y);
    let below = pos2(left, top + label.size().y);
    ui.painter().galley(pos2(left, top), label, c.ink);
    ui.painter().galley(below, means, c.ink_2);
    big::say(ui, row, &format!("{name} {}: {}. {}", at + 1, step.label, step.anchor), Role::Label);
}
