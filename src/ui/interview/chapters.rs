//! The chapters of the interview and how far each is: a list at the left, or one line where there is no room for it.

use egui::{Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::interview::{self, State, questions};
use crate::knowledge;
use crate::model::Workbook;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::{Ask, Part, View};

/// Minutes that a question takes, to say how long it still is.
const MINUTES: usize = 3;

/// How many questions of those at `range` have an answer or a mark.
fn done(workbook: &Workbook, range: std::ops::Range<usize>) -> usize {
    let states = questions().map(|(_, question)| interview::state(workbook, question));
    states.skip(range.start).take(range.len()).filter(|state| *state != State::Open).count()
}

/// The list.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, view: &mut View) {
    let c = theme::colors(ui);
    label::heading(ui, "First hour", Type::Name, 2);
    ui.spacing_mut().item_spacing.y = 4.0;
    let count = questions().count();
    let words = format!(
        "{} plain questions. Answer, guess or say that you do not know.",
        crate::words::capitalized(&crate::words::spelled(count))
    );
    label::text(ui, &words, Type::Note, c.ink_2);
    ui.add_space(12.0);
    let mut first = 0;
    for chapter in knowledge::interview() {
        let range = first..first + chapter.questions.len();
        first = range.end;
        let here = view.part == Part::Questions && range.contains(&view.at);
        let answered = done(desk.workbook(), range.clone());
        if row(ui, (&chapter.title, here), (answered, range.len())).clicked() {
            view.asked.push(Ask::Show(range.start));
        }
    }
    let there = desk.workbook().failure_modes.modes.len().min(super::five::ENOUGH);
    let five = row(ui, ("Five failure modes", view.part == Part::Five), (there, super::five::ENOUGH));
    if five.clicked() {
        view.asked.push(Ask::Five);
    }
    foot(ui, desk, count);
}

fn foot(ui: &mut Ui, desk: &Desk<'_>, count: usize) {
    let c = theme::colors(ui);
    let answered = done(desk.workbook(), 0..count);
    ui.add_space((ui.available_height() - 96.0).max(16.0));
    ui.horizontal(|ui| {
        label::line(ui, &format!("{answered} of {count} answered"), Type::Caption, c.ink_2);
        let left = (count - answered) * MINUTES;
        if left > 0 {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                label::line(ui, &format!("about {left} min"), Type::Small, c.ink_3);
            });
        }
    });
    bar(ui, answered as f32 / count.max(1) as f32, &format!("{answered} of {count} questions answered"));
    label::text(ui, "Stop at any time. It opens here again.", Type::Small, c.ink_3);
}

/// How much is done.
fn bar(ui: &mut Ui, share: f32, said: &str) {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
    ui.painter().rect_filled(rect, 2, c.line);
    ui.painter().rect_filled(rect.with_max_x(rect.left() + rect.width() * share.clamp(0.0, 1.0)), 2, c.ink_2);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, said));
}

fn row(ui: &mut Ui, (title, here): (&str, bool), (done, of): (usize, usize)) -> egui::Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::CONTROL + 4.0), Sense::click());
    let area = rect.expand2(vec2(8.0, 0.0));
    if here {
        ui.painter().rect_filled(area, radius::CONTROL, c.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(area, radius::CONTROL, c.hover);
    }
    let ring = Rect::from_center_size(pos2(rect.left() + 7.0, rect.center().y), Vec2::splat(14.0));
    glyph::paint(ui.painter(), ring, Glyph::Ring(done as f32 / of.max(1) as f32), c);
    let count = theme::line(ui, &format!("{done} of {of}"), Type::Small, c.ink_3);
    let width = rect.width() - 22.0 - count.size().x - 8.0;
    let style = if here { Type::Strong } else { Type::Body };
    let text = theme::cut(ui, title, style, if here { c.ink } else { c.ink_2 }, width, 1);
    ui.painter().galley(pos2(rect.left() + 22.0, rect.center().y - text.size().y / 2.0), text, c.ink);
    ui.painter().galley(pos2(rect.right() - count.size().x, rect.center().y - count.size().y / 2.0), count, c.ink_3);
    focus::ring_inside(ui, &response, area, radius::CONTROL);
    let said = format!("Chapter: {title}, {done} of {of} answered");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, here, &said));
    regions::entrance(Region::Sidebar, &response);
    response
}

/// The same in one line.
pub(super) fn line(ui: &mut Ui, desk: &Desk<'_>, view: &View) {
    let c = theme::colors(ui);
    let count = questions().count();
    let answered = done(desk.workbook(), 0..count);
    let title = match view.part {
        Part::Questions => view.question().map_or("", |(title, _)| title),
        Part::Five => "Five failure modes",
        Part::End => "The end",
    };
    ui.horizontal(|ui| {
        label::line(ui, title, Type::Strong, c.ink_2);
        label::line(ui, &format!("{answered} of {count} answered"), Type::Small, c.ink_3);
    });
    bar(ui, answered as f32 / count.max(1) as f32, &format!("{answered} of {count} questions answered"));
    ui.add_space(8.0);
}
