//! The list of restore points under their days: time, why, and how much changed; and the field that finds when something did.

use egui::{Align, Frame, Id, Key, Layout, Modifiers, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::model::Date;
use crate::store::points::Reason;
use crate::ui::history::moment_words;
use crate::ui::icons;
use crate::ui::panels::export::size_words;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};
use crate::words;

use super::survey::{Became, Hit};
use super::view::{Row, View};

/// How high a point is in the list, and the day over it.
const ROW: f32 = 48.0;
const DAY: f32 = 32.0;
/// How high a place is where something changed.
const HIT: f32 = 44.0;

/// Shows the points under their days. Whether Enter was pressed on the one that is looked at.
pub fn show(ui: &mut Ui, view: &mut View, today: Date) -> bool {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let Some(rows) = view.rows().filter(|rows| !rows.is_empty()).map(<[Row]>::to_vec) else {
        let words = if view.rows().is_none() { "Looking for them." } else { "None yet. One is kept at each save." };
        Frame::new().inner_margin(24).show(ui, |ui| label::text(ui, words, Type::Prompt, c.ink_2));
        return false;
    };
    let (mut day, mut entered) = (None, false);
    for (at, row) in rows.iter().enumerate() {
        let own = row.at.map(jiff::civil::DateTime::date);
        if at == 0 || own != day {
            over(ui, own, today);
            day = own;
        }
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        if !ui.is_rect_visible(rect.expand(2.0 * ROW)) && view.at != at {
            continue;
        }
        let second = second_line(view, row);
        let response = line(ui, rect, row, (view.at == at, today, &second));
        if at == view.at && view.takes_focus && !std::mem::replace(&mut view.entered, true) {
            response.request_focus();
        }
        if response.clicked() {
            response.request_focus();
            view.look_at(at);
        }
        let to = focus::step(ui, &response, at, rows.len());
        if let Some((to, next)) = to.and_then(|to| Some((to, rows.get(to)?))) {
            ui.memory_mut(|memory| memory.request_focus(row_id(next)));
            view.look_at(to);
        } else if response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            entered = view.at == at;
        }
    }
    entered
}

fn row_id(row: &Row) -> Id {
    Id::unique(("restore point", &row.path))
}

/// The day over its points.
fn over(ui: &mut Ui, day: Option<Date>, today: Date) {
    let c = theme::colors(ui);
    let words = match day {
        None => "Time not known".to_owned(),
        Some(day) if day == today => format!("Today, {}", words::day(day, today)),
        Some(day) if (today - day).get_days() == 1 => format!("Yesterday, {}", words::day(day, today)),
        Some(day) => words::day(day, today),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), DAY), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    let galley = theme::line(ui, &words, Type::Caption, c.ink_2);
    ui.painter().galley(pos2(rect.left() + 20.0, rect.bottom() - 6.0 - galley.size().y), galley, c.ink_2);
}

/// The sign of why a point was made.
const fn icon_of(reason: Reason) -> char {
    match reason {
        Reason::Saved | Reason::Autosaved => icons::FLOPPY,
        Reason::Found => icons::FOLDER_OPEN,
        Reason::Older => icons::LOCK,
        Reason::Restoring => icons::CLOCK_BACK,
        Reason::BeforeImport | Reason::Sent => icons::EXPORT,
        Reason::BeforeMerge => icons::LINK,
        Reason::Decision => icons::GAVEL,
        Reason::SignedOff => icons::SIGNATURE,
        Reason::LastEdit => icons::PULSE,
        Reason::Discarded => icons::TRASH,
    }
}

/// How long it is kept, or how much it changed; that it is damaged, before all.
fn second_line(view: &View, row: &Row) -> String {
    let surveyed = view.surveyed.iter().find(|one| one.path == row.path);
    let is_damaged = (row.point.is_some() && row.at.is_none()) || surveyed.is_some_and(|one| !one.is_readable);
    if is_damaged {
        return "Damaged".to_owned();
    }
    let changes = surveyed.and_then(|one| one.changes).map(|changes| match changes {
        0 => "Nothing changed".to_owned(),
        _ => words::capitalized(&words::how_many(changes, "change", "changes")),
    });
    let keeping = row.reason.keeping().map(str::to_owned);
    match (keeping, changes) {
        (Some(keeping), _) => keeping,
        (None, Some(changes)) => changes,
        (None, None) if row.point.is_none() => "Not in the file".to_owned(),
        (None, None) => size_words(row.size),
    }
}

fn line(ui: &Ui, rect: Rect, row: &Row, (selected, today, second): (bool, Date, &str)) -> egui::Response {
    let c = theme::colors(ui);
    let response = ui.interact(rect, row_id(row), Sense::click());
    let is_damaged = second == "Damaged";
    let after = if is_damaged { ", damaged" } else { "" };
    let said = format!("{}, {}{after}", row.title, moment_words(row.at, today));
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &said));
    let fill = match (selected, response.hovered()) {
        (true, _) => c.accent_soft,
        (false, true) => c.hover,
        (false, false) => egui::Color32::TRANSPARENT,
    };
    let shown = rect.shrink2(vec2(8.0, 2.0));
    ui.painter().rect_filled(shown, radius::CONTROL, fill);
    let time = row.at.map_or_else(String::new, |at| at.strftime("%H:%M").to_string());
    let time = theme::line(ui, &time, Type::Body, c.ink_2);
    ui.painter().galley(pos2(rect.left() + 20.0, rect.center().y - time.size().y / 2.0), time, c.ink_2);
    let square = Rect::from_center_size(pos2(rect.left() + 76.0, rect.center().y), Vec2::splat(16.0));
    if is_damaged {
        glyph::paint(ui.painter(), square, Glyph::Blocker, c);
    } else {
        label::paint_icon(ui, square, icon_of(row.reason), Type::Icon, c.ink_2);
    }
    let room = rect.width() - 96.0 - 16.0;
    let style = if selected { Type::Strong } else { Type::Medium };
    let title = theme::cut(ui, &row.title, style, c.ink, room, 1);
    let second = theme::cut(ui, second, Type::Small, c.ink_3, room, 1);
    let top = rect.center().y - f32::midpoint(title.size().y, second.size().y);
    let under = top + title.size().y;
    ui.painter().galley(pos2(rect.left() + 96.0, top), title, c.ink);
    ui.painter().galley(pos2(rect.left() + 96.0, under), second, c.ink_3);
    focus::ring_inside(ui, &response, shown, radius::CONTROL);
    response
}

/// The field that finds when something changed.
pub fn field(ui: &mut Ui, view: &mut View, width: f32) {
    let name = "Find when something changed";
    let typed = TextField::line(Id::unique("find when"), name).hint(name).width(width).show(ui, &view.find.text);
    if let Some(text) = typed.text {
        view.find.text = text;
    }
    if typed.entered {
        (view.find.wanted, view.find.is_wanted, view.find.hits) = (view.find.text.clone(), true, None);
    } else if typed.escaped {
        leave_finding(view);
    }
}

fn leave_finding(view: &mut View) {
    if let Some(job) = view.find.job.take() {
        job.cancel();
    }
    view.find = super::survey::Find::default();
}

/// Shows what was found in place of the point that is looked at. `false` if nothing is being found.
pub fn found(ui: &mut Ui, view: &mut View, today: Date) -> bool {
    let c = theme::colors(ui);
    if let Some(job) = &view.find.job {
        let share = words::share(f64::from(job.progress()));
        label::text(ui, &format!("Looking through all restore points: {share}."), Type::Body, c.ink_2);
        if Button::new("Cancel").name("Stop looking").show(ui).clicked() {
            leave_finding(view);
        }
        return true;
    }
    let Some(hits) = view.find.hits.clone() else { return false };
    ui.horizontal(|ui| {
        let number = match hits.iter().filter(|hit| hit.became != Became::WereThere).count() {
            0 if hits.is_empty() => "never in a restore point".to_owned(),
            0 => "there from the first restore point on".to_owned(),
            number => format!("came or went {}", words::how_many(number, "time", "times")),
        };
        label::heading(ui, &format!("\u{201c}{}\u{201d}: {number}", view.find.wanted.trim()), Type::Name, 2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if Button::new("Done").name("Leave what was found").show(ui).clicked() {
                leave_finding(view);
            }
        });
    });
    label::rule(ui);
    for (at, hit) in hits.iter().enumerate() {
        if hit_line(ui, at, hit, today).clicked() {
            view.look_at_path(&hit.path);
            leave_finding(view);
        }
    }
    true
}

fn hit_line(ui: &mut Ui, at: usize, hit: &Hit, today: Date) -> egui::Response {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HIT), Sense::hover());
    let response = ui.interact(rect, Id::unique(("found when", at)), Sense::click());
    let (verb, icon, ink) = match hit.became {
        Became::WereThere => ("From the first", icons::CLOCK, c.ink_2),
        Became::Appeared => ("Appeared", icons::PLUS, c.within_text),
        Became::Went => ("Went", icons::MINUS, c.exceeded_text),
    };
    let when = moment_words(hit.at, today);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{verb}: {}, {when}. Look at that point", hit.place))
    });
    if response.hovered() {
        ui.painter().rect_filled(rect, radius::CONTROL, c.hover);
    }
    let square = Rect::from_center_size(rect.left_center() + vec2(12.0, 0.0), Vec2::splat(16.0));
    label::paint_icon(ui, square, icon, Type::Icon, ink);
    let verb = theme::line(ui, verb, Type::Small, ink);
    ui.painter().galley(rect.left_center() + vec2(28.0, -verb.size().y / 2.0), verb, ink);
    let when = theme::line(ui, &when, Type::Small, c.ink_3);
    let left = rect.left() + 120.0;
    let place = theme::cut(ui, &hit.place, Type::Body, c.ink, rect.right() - when.size().x - 24.0 - left, 1);
    ui.painter().galley(pos2(left, rect.center().y - place.size().y / 2.0), place, c.ink);
    let right = rect.right() - when.size().x - 8.0;
    ui.painter().galley(pos2(right, rect.center().y - when.size().y / 2.0), when, c.ink_3);
    ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.0, c.line));
    focus::ring_inside(ui, &response, rect, radius::CONTROL);
    response
}
