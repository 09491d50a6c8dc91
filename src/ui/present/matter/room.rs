//! The chosen row for the room: its question, its figures and how it stands, to be read from five meters; below it the notes of
//! the activity, or, while there are none, all rows.

use egui::{Pos2, Rect, Role, Ui, pos2, vec2};

use crate::assess::workshop::{Figure, Matter, Point, Stands};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::{glyph, label};

use super::super::big::{self, Big};
use super::super::{Here, View};
use super::rows::glyph_of;

/// From this many letters on a question is set smaller.
const LONG: usize = 90;
/// The least height for notes or rows below it.
const BELOW: f32 = 120.0;

/// Shows it at the top of `body`. Gives where the notes go; `None` if none are to be shown.
pub(in super::super) fn show(ui: &mut Ui, view: &View, here: Here<'_>, (body, big): (Rect, Big)) -> Option<Rect> {
    let Some(matter) = view.matter.matter.as_ref().filter(|matter| !matter.points.is_empty()) else {
        return Some(body);
    };
    let (at, point) = view.matter.point(matter)?;
    let bottom = card(ui, view, (matter, at, point), (body, big)) + big.px(24.0);
    let rest = Rect::from_min_max(pos2(body.left(), bottom.min(body.bottom())), body.max);
    if rest.height() < big.px(BELOW) {
        return None;
    }
    let activity = view.clock.activity();
    if here.workshop.captures.iter().any(|note| note.activity == activity && !note.parked) {
        return Some(rest);
    }
    rows(ui, view, (matter, at), (rest, big));
    None
}

/// The chosen row. Gives where it ends.
fn card(ui: &mut Ui, view: &View, (matter, at, point): (&Matter, usize, &Point), (body, big): (Rect, Big)) -> f32 {
    let c = theme::colors(ui);
    let back = ui.painter().add(egui::Shape::Noop);
    let pad = big.px(28.0);
    let width = body.width() - 2.0 * pad;
    let left = body.left() + pad;
    let place = format!("{} of {}", at + 1, matter.points.len());
    let cited =
        big.write(ui, pos2(left, body.top() + big.px(20.0)), &point.cited, (Type::RoomStrong, c.ink_2), (width, 1));
    let counted = pos2(cited.right() + big.px(18.0), cited.top());
    let counted = big.write(ui, counted, &place, (Type::RoomLabel, c.ink_3), (width, 1));
    if !matter.says.is_empty() {
        let x = counted.right() + big.px(18.0);
        let look = (Type::RoomLabel, c.ink_3);
        let fits = |part: &str| big.lay(ui, part, look, (f32::INFINITY, 1)).size().x <= left + width - x;
        let says = label::first_parts_that(&matter.says, fits);
        big.write(ui, pos2(x, cited.top()), says, look, (left + width - x, 1));
    }
    let long = point.asks.chars().count() > LONG;
    let style = if long { Type::RoomLead } else { Type::RoomQuestion };
    let top = cited.bottom() + big.px(8.0);
    let mut bottom = big.write(ui, pos2(left, top), &point.asks, (style, c.ink), (width, 3)).bottom();
    if !point.more.is_empty() {
        let at = pos2(left, bottom + big.px(6.0));
        bottom = big.write(ui, at, &point.more, (Type::RoomNote, c.ink_2), (width, 2)).bottom();
    }
    let bottom = figures(ui, view, (matter, point), (pos2(left, bottom + big.px(18.0)), width, big)) + big.px(22.0);
    let rect = Rect::from_min_max(body.min, pos2(body.right(), bottom));
    ui.painter().set(back, egui::Shape::rect_filled(rect, big.px(10.0), c.surface));
    big.edge(ui, rect, c.line);
    bottom
}

/// How it stands and its figures beside each other. Gives where they end.
fn figures(ui: &mut Ui, view: &View, (matter, point): (&Matter, &Point), (from, width, big): (Pos2, f32, Big)) -> f32 {
    let c = theme::colors(ui);
    let hides = view.matter.hides(matter, point.about);
    let shown: Vec<&Figure> = point.figures.iter().filter(|figure| !(hides && figure.measured)).collect();
    let word = view.matter.word(matter, point);
    let count = shown.len() + usize::from(word.is_some());
    let gap = big.px(32.0);
    let each = (width - gap * (count.max(1) - 1) as f32) / count.max(1) as f32;
    let mut bottom = from.y;
    let mut x = from.x;
    for figure in shown {
        let name = big.write(ui, pos2(x, from.y), figure.name, (Type::RoomLabel, c.ink_3), (each, 1));
        let (style, rows) = fitting(ui, &figure.says, each, big);
        let says = big.write(ui, pos2(x, name.bottom()), &figure.says, (style, c.ink), (each, rows));
        bottom = bottom.max(says.bottom());
        if !figure.more.is_empty() {
            let at = pos2(x, says.bottom());
            bottom = bottom.max(big.write(ui, at, &figure.more, (Type::RoomLabel, c.ink_2), (each, 2)).bottom());
        }
        x += each + gap;
    }
    if let Some(word) = word {
        let name = if matches!(point.stands, Stands::Practice(_)) { "Where it stands" } else { "Verdict" };
        let name = big.write(ui, pos2(x, from.y), name, (Type::RoomLabel, c.ink_3), (each, 1));
        let side = big.px(40.0);
        let says = pos2(x + side + big.px(14.0), name.bottom());
        let room = each - side - big.px(14.0);
        let (style, rows) = fitting(ui, word, room, big);
        let says = big.write(ui, says, word, (style, c.ink), (room, rows));
        let square = Rect::from_center_size(pos2(x + side / 2.0, says.center().y), vec2(side, side));
        glyph::paint(ui.painter(), square, glyph_of(point.stands), c);
        bottom = bottom.max(says.bottom());
    }
    bottom
}

/// The largest type in which a text stands on one line of `width`; the smallest, on two lines, where there is none.
fn fitting(ui: &Ui, text: &str, width: f32, big: Big) -> (Type, usize) {
    let ink = theme::colors(ui).ink;
    let fits = |style: &Type| big.lay(ui, text, (*style, ink), (f32::INFINITY, 1)).size().x <= width;
    let one_line = [Type::RoomQuestion, Type::RoomLead, Type::RoomStrong].into_iter().find(fits);
    one_line.map_or((Type::RoomStrong, 2), |style| (style, 1))
}

/// All rows, as many as there is room for around the chosen one.
fn rows(ui: &mut Ui, view: &View, (matter, at): (&Matter, usize), (body, big): (Rect, Big)) {
    let c = theme::colors(ui);
    let height = big.px(46.0);
    let all = matter.points.len();
    let most = (body.height() / height).floor() as usize;
    // what has no room is counted in a line of its own
    let fits = if all > most { most.saturating_sub(1) } else { most };
    let first = at.saturating_sub(1).min(all.saturating_sub(fits));
    if all > fits && fits > 0 {
        let after = all.saturating_sub(first + fits);
        let before = (first > 0).then(|| format!("{first} before"));
        let after = (after > 0).then(|| format!("{after} after"));
        let words = before.into_iter().chain(after).collect::<Vec<_>>().join(", ");
        let at = pos2(body.left() + big.px(28.0), body.top() + fits as f32 * height + big.px(8.0));
        big.write(ui, at, &words, (Type::RoomLabel, c.ink_3), (body.width(), 1));
    }
    for (row, (place, point)) in matter.points.iter().enumerate().skip(first).take(fits).enumerate() {
        let top = body.top() + row as f32 * height;
        let rect = Rect::from_min_size(pos2(body.left(), top), vec2(body.width(), height - big.px(4.0)));
        let on = place == at;
        if on {
            ui.painter().rect_filled(rect, big.px(8.0), c.accent_soft);
        }
        let middle = rect.center().y;
        let write = |ui: &Ui, x: f32, text: &str, look: (Type, egui::Color32), room: f32| {
            let galley = big.lay(ui, text, look, (room, 1));
            let size = galley.size();
            ui.painter().galley(pos2(x, middle - size.y / 2.0), galley, look.1);
            size.x
        };
        let left = rect.left() + big.px(28.0);
        let word = view.matter.word(matter, point);
        let mut right = rect.right() - big.px(28.0);
        if let Some(word) = word {
            let wide = big.lay(ui, word, (Type::RoomLabel, c.ink_2), (f32::INFINITY, 1)).size().x;
            write(ui, right - wide, word, (Type::RoomLabel, c.ink_2), f32::INFINITY);
            let side = big.px(24.0);
            let square = Rect::from_center_size(pos2(right - wide - side, middle), vec2(side, side));
            glyph::paint(ui.painter(), square, glyph_of(point.stands), c);
            right -= wide + big.px(56.0);
        }
        let cited = big.px(190.0);
        write(ui, left, &point.cited, (Type::RoomLabel, c.ink_2), cited - big.px(12.0));
        let style = if on { Type::RoomStrong } else { Type::RoomNote };
        write(ui, left + cited, &point.name, (style, c.ink), right - left - cited);
        big::say(ui, rect, &view.matter.said(matter, point), Role::Label);
    }
}
