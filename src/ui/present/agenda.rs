//! The agenda of a session: a box for each activity, as high as it is long, that fills while it runs; and one sentence when it
//! gets late, with one cure.

use egui::{Frame, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::workshop::{Minutes, Pace, is_over, pace};
use crate::model::checklist::PracticeStatus;
use crate::model::workshops::Activity;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::focus;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;

use super::{Ask, Here, View};

/// The least height of a box.
const LEAST: f32 = 64.0;

/// Shows it as a column.
pub(super) fn show(ui: &mut Ui, view: &mut View, here: Here<'_>) {
    let c = theme::colors(ui);
    let sum = Minutes::of(here.workshop);
    ui.horizontal(|ui| {
        ui.set_min_height(48.0);
        label::heading(ui, "Agenda", Type::Strong, 2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let began = here.workshop.began.trim();
            let text = if is_over(here.workshop) {
                sum.sentence()
            } else if began.is_empty() {
                format!("{} min, not begun", sum.planned)
            } else {
                format!("{} min, began {began}", sum.planned)
            };
            label::line(ui, &text, Type::Small, c.ink_3);
        });
    });
    ui.spacing_mut().item_spacing.y = 0.0;
    let late = lateness(view, here);
    let foot = if late.is_some() { 116.0 } else { 8.0 };
    let height = (ui.available_height() - foot).max(80.0);
    let gaps = 8.0 * here.workshop.agenda.len() as f32;
    let scale = ((height - gaps) / sum.planned.clamp(1, 480) as f32).clamp(3.0, 13.0);
    view.boxes.clear();
    ScrollArea::vertical().id_salt("boxes").max_height(height).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        for activity in here.workshop.agenda.iter() {
            let waiting = waiting(view, here, activity);
            time_box(ui, view, (activity, waiting), scale);
        }
    });
    if let Some(pace) = late {
        cure(ui, view, here, &pace);
    }
}

/// Shows it as one line: what is on, and what comes.
pub(super) fn line(ui: &mut Ui, view: &View, here: Here<'_>) {
    let c = theme::colors(ui);
    let Some((place, activity)) = here.activity(view) else { return };
    let now = format!("Now: {}", activity.name.trim());
    let next = here.workshop.agenda.at(place + 1);
    ui.spacing_mut().item_spacing.x = 16.0;
    let width = ui.available_width() * if next.is_some() { 0.55 } else { 1.0 };
    ui.scope(|ui| {
        ui.set_max_width(width);
        label::line(ui, &now, Type::Strong, c.ink);
    });
    if let Some(next) = next {
        let text = format!("Next: {}, {} min", next.name.trim(), next.minutes.unwrap_or(0));
        label::line(ui, &text, Type::Body, c.ink_3);
    }
}

/// Says in one line that it gets late, with the cure, where the agenda is not shown.
pub(super) fn late(ui: &mut Ui, view: &mut View, here: Here<'_>) {
    let Some(pace) = lateness(view, here) else { return };
    let c = theme::colors(ui);
    let frame = Frame::new()
        .fill(c.atrisk_fill)
        .stroke(Stroke::new(1.0, c.assumption_line))
        .corner_radius(radius::CONTROL)
        .inner_margin(egui::Margin::symmetric(8, 4));
    frame.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.set_min_width(ui.available_width());
            glyph::show(ui, Glyph::Warning, 16.0);
            label::line(ui, &pace.words(), Type::Strong, c.atrisk_text);
            label::line(ui, &pace.sentence(), Type::Body, c.atrisk_text);
            take(ui, view, here, &pace);
        });
    });
}

/// How late it is; `None` before the session began, and where it is in time.
fn lateness(view: &View, here: Here<'_>) -> Option<Pace> {
    let running = view.clock.activity().map(|id| (id, view.clock.seconds()));
    if here.workshop.began.trim().is_empty() {
        return None;
    }
    let pace = pace(here.workshop, running, view.clock.moment()?.time());
    (pace.behind > 0).then_some(pace)
}

/// One sentence and one cure.
fn cure(ui: &mut Ui, view: &mut View, here: Here<'_>, pace: &Pace) {
    let c = theme::colors(ui);
    let frame = Frame::new()
        .fill(c.atrisk_fill)
        .stroke(Stroke::new(1.0, c.assumption_line))
        .corner_radius(radius::CONTROL)
        .inner_margin(12);
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal(|ui| {
            glyph::show(ui, Glyph::Warning, 16.0);
            label::line(ui, &pace.words(), Type::Strong, c.atrisk_text);
        });
        label::text(ui, &pace.sentence(), Type::Body, c.atrisk_text);
        ui.add_space(4.0);
        take(ui, view, here, pace);
    });
}

/// The cure: the minutes to take from an activity that is still to come.
fn take(ui: &mut Ui, view: &mut View, here: Here<'_>, pace: &Pace) {
    let from = pace.cure.and_then(|(id, minutes)| Some((here.workshop.agenda.find(id)?, minutes)));
    let Some((activity, minutes)) = from else { return };
    let text = format!("Take {minutes} min from “{}”", activity.name.trim());
    if Button::new(&text).show(ui).clicked() {
        view.ask(Ask::Take(activity.id, minutes));
    }
}

/// How many notes wait to be talked about in an activity that is still to come.
fn waiting(view: &View, here: Here<'_>, activity: &Activity) -> usize {
    if activity.spent.is_some() || view.clock.activity() == Some(activity.id) {
        return 0;
    }
    here.workshop.captures.iter().filter(|note| note.activity == Some(activity.id) && !note.parked).count()
}

fn time_box(ui: &mut Ui, view: &mut View, (activity, waiting): (&Activity, usize), scale: f32) {
    let on = view.clock.activity() == Some(activity.id) && activity.spent.is_none();
    let height = (activity.minutes.unwrap_or(0).min(480) as f32 * scale).max(LEAST).round();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(rect, egui::Id::unique(("activity of the session", activity.id)), Sense::click());
    regions::entrance(Region::Sidebar, &response);
    let words = match waiting {
        0 => words(view, activity, on),
        some => {
            format!("{}, {} to talk about", words(view, activity, on), crate::words::how_many(some, "note", "notes"))
        }
    };
    if on && view.scrolled_to != Some(activity.id) {
        view.scrolled_to = Some(activity.id);
        ui.scroll_to_rect(rect, None);
    }
    let sight = rect.intersect(ui.clip_rect());
    if sight.is_positive() {
        view.boxes.push((activity.id, sight));
    }
    let said = format!("{}, {words}", activity.name.trim());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &said));
    if ui.is_rect_visible(rect) {
        paint(ui, activity, (&words, on), view, &response);
    }
    focus::ring_inside(ui, &response, rect, radius::CONTROL);
    if response.on_hover_text("Turn to this activity").clicked() {
        view.ask(Ask::TurnTo(activity.id));
    }
}

/// How long it takes or took.
fn words(view: &View, activity: &Activity, on: bool) -> String {
    let planned = activity.minutes.unwrap_or(0).saturating_add(activity.extra.unwrap_or(0));
    match activity.spent {
        Some(0) => format!("Passed over, {planned} min"),
        Some(spent) => format!("{spent} of {planned} min"),
        None if on => format!("Now, {} of {planned} min", view.clock.seconds() / 60),
        None => format!("{planned} min"),
    }
}

fn paint(ui: &Ui, activity: &Activity, (words, on): (&str, bool), view: &View, response: &egui::Response) {
    let rect = response.rect;
    let c = theme::colors(ui);
    let fill = match (on, response.hovered()) {
        (true, _) => c.accent_soft,
        (false, true) => c.hover,
        (false, false) => c.sunken,
    };
    ui.painter().rect_filled(rect, radius::CONTROL, fill);
    let bar = Rect::from_min_size(rect.min, vec2(4.0, rect.height()));
    ui.painter().rect_filled(bar, 2, c.line_strong);
    let over = on && view.clock.left(activity.minutes) < 0;
    let (share, color) = match (activity.spent, on) {
        (Some(_), _) => (1.0, c.ink_2),
        (None, true) => (1.0 - view.clock.share(activity.minutes), if over { c.warning } else { c.accent }),
        (None, false) => (0.0, c.ink_2),
    };
    let filled = Rect::from_min_size(bar.min, vec2(4.0, bar.height() * share));
    ui.painter().rect_filled(filled, 2, color);
    let (left, room) = (rect.left() + 20.0, rect.width() - 32.0);
    let style = if on { Type::Strong } else { Type::Medium };
    let name = theme::cut(ui, activity.name.trim(), style, c.ink, room, if height_for(rect, 2) { 2 } else { 1 });
    let mut y = rect.top() + 8.0;
    let step = name.size().y;
    ui.painter().galley(pos2(left, y), name, c.ink);
    y += step;
    let mut x = left;
    if let Some(spent) = activity.spent {
        let status = if spent == 0 { PracticeStatus::NotApplicable } else { PracticeStatus::Done };
        let at = Rect::from_center_size(pos2(left + 7.0, y + 8.0), egui::Vec2::splat(14.0));
        glyph::paint(ui.painter(), at, Glyph::Status(status), c);
        x += 18.0;
    }
    let ink = if over {
        c.warning
    } else if on {
        c.accent
    } else {
        c.ink_3
    };
    let time = theme::cut(ui, words, Type::Caption, ink, room, 1);
    ui.painter().galley(pos2(x, y), time, ink);
    y += 20.0;
    let rows = ((rect.bottom() - 8.0 - y) / Type::Note.line()).floor() as usize;
    let rule = if activity.rules.trim().is_empty() { activity.prompt.trim() } else { activity.rules.trim() };
    if rows > 0 && activity.spent.is_none() && !rule.is_empty() {
        let ink = if on { c.ink_2 } else { c.ink_3 };
        let text = theme::cut(ui, rule, Type::Note, ink, room, rows);
        ui.painter().galley(pos2(left, y), text, ink);
    }
}

fn height_for(rect: Rect, rows: usize) -> bool {
    rect.height() >= 44.0 + Type::Medium.line() * rows as f32
}
