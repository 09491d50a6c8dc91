//! The start screen: begin from a pattern, open what was open before, look at an example, take up unsaved work.

use egui::{
    CentralPanel, CornerRadius, Frame, Margin, Panel, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use crate::knowledge;
use crate::model::Date;
use crate::store::recent::RecentFile;
use crate::store::recovery::Abandoned;
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::desk::Room;
use crate::ui::files::Intent;
use crate::ui::icons;
use crate::ui::theme::{self, Colors, Type, radius};
use crate::ui::widgets::button::{Button, icon_toggle, link, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::question::Question;
use super::regions::{self, Region};

/// Shows it.
pub fn show(app: &mut App, ui: &mut Ui, room: Room) {
    let c = theme::colors(ui);
    super::progress::show(app, ui);
    if room >= Room::Tight {
        let frame = Frame::new().fill(c.bg_app).inner_margin(Margin::symmetric(40, 48));
        Panel::left("start").exact_size(360.0).resizable(false).frame(frame).show(ui, |ui| welcome(app, ui));
    }
    let side = if room >= Room::Rail { 64 } else { 24 };
    let frame = Frame::new().fill(c.bg_main).inner_margin(Margin { left: side, right: side, top: 32, bottom: 16 });
    CentralPanel::default().frame(frame).show(ui, |ui| {
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            if room < Room::Tight {
                welcome(app, ui);
                ui.add_space(24.0);
            }
            for left in app.abandoned.clone() {
                banner(app, ui, &left);
            }
            patterns(app, ui);
            recent_files(app, ui);
        });
    });
}

fn welcome(app: &mut App, ui: &mut Ui) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(32.0), Sense::hover());
        glyph::mark(ui.painter(), rect, c);
        ui.add_space(4.0);
        label::heading(ui, "Caveat", Type::Display, 1);
    });
    ui.add_space(4.0);
    label::text(ui, "Say what your AI product does, and where it should not be trusted.", Type::Prompt, c.ink_2);
    ui.add_space(16.0);
    let width = ui.available_width().min(280.0);
    let ctx = ui.ctx().clone();
    let new = Button::new("New document").icon(icons::PLUS).primary().large().width(width).key("Ctrl N").show(ui);
    regions::entrance(Region::TopBar, &new);
    if new.clicked() {
        app.leave_for(&ctx, Intent::Template("blank"));
    }
    if Button::new("Open").icon(icons::FOLDER_OPEN).large().width(width).key("Ctrl O").show(ui).clicked() {
        app.carry_out(&ctx, Command::Open);
    }
    ui.add_space(24.0);
    label::text(ui, "Examples", Type::Caption, c.ink_3);
    for example in knowledge::examples() {
        if row(ui, example.title, example.about).clicked() {
            app.leave_for(&ctx, Intent::Example(example.key));
        }
    }
    ui.add_space((ui.available_height() - 56.0).max(24.0));
    ui.horizontal(|ui| {
        label::icon(ui, icons::LOCK, c.ink_3);
        label::line(ui, "Works offline. Files stay with you.", Type::Small, c.ink_3);
    });
    ui.horizontal(|ui| {
        label::line(ui, concat!("Version ", env!("CARGO_PKG_VERSION")), Type::Small, c.ink_3);
        if link(ui, "Keyboard shortcuts").clicked() {
            app.carry_out(&ctx, Command::Keys);
        }
        if link(ui, "Settings").clicked() {
            app.carry_out(&ctx, Command::Settings);
        }
    });
}

/// A moment such as `2026-03-09 14:32` as people say it on the day `today`.
fn when(moment: &str, today: Date) -> String {
    let (day, time) = moment.split_once(' ').unwrap_or((moment, ""));
    let Ok(day) = day.parse::<Date>() else { return moment.to_owned() };
    match (today - day).get_days() {
        0 => format!("Today {time}"),
        1 => format!("Yesterday {time}"),
        2..=6 => day.strftime("%A").to_string(),
        _ => crate::words::short_date(day),
    }
}

/// Unsaved work that an earlier run left.
fn banner(app: &mut App, ui: &mut Ui, left: &Abandoned) {
    let c = theme::colors(ui);
    let name = left.original.as_deref().and_then(|path| path.file_stem());
    let name = name.map_or_else(|| "an untitled document".to_owned(), |name| name.to_string_lossy().into_owned());
    let ctx = ui.ctx().clone();
    Frame::new()
        .fill(c.atrisk_fill)
        .stroke(Stroke::new(1.0, c.atrisk_mark))
        .corner_radius(CornerRadius::same(radius::CARD))
        .inner_margin(Margin::symmetric(16, 12))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                label::icon(ui, icons::CLOCK_BACK, c.atrisk_text);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.set_max_width((ui.available_width() - 200.0).max(160.0));
                    label::text(ui, &format!("Unsaved changes found: {name}"), Type::Strong, c.atrisk_text);
                    let text = format!("Last change {}. The window closed before it was saved.", left.edited_at);
                    label::text(ui, &text, Type::Body, c.atrisk_text);
                });
                if Button::new("Recover").primary().name(&format!("Recover {name}")).show(ui).clicked() {
                    app.leave_for(&ctx, Intent::Recover(left.clone()));
                }
                if Button::new("Discard").name(&format!("Discard changes to {name}")).show(ui).clicked() {
                    app.question = Some(Question::Discard(left.clone()));
                }
            });
        });
    ui.add_space(16.0);
}

/// A pattern to begin from: its template, words and drawing.
struct Pattern {
    template: &'static str,
    title: &'static str,
    about: &'static str,
    draw: fn(&egui::Painter, Rect, &Colors),
}

const PATTERNS: [Pattern; 4] = [
    Pattern {
        template: "retrieval",
        title: "Answer from documents",
        about: "Retrieval, citations, abstaining",
        draw: draw_documents,
    },
    Pattern {
        template: "predictive",
        title: "Classify and route",
        about: "Scores, two thresholds, gray band",
        draw: draw_classes,
    },
    Pattern { template: "agent", title: "Act with tools", about: "Permissions, undo, spend limits", draw: draw_agent },
    Pattern { template: "blank", title: "Blank", about: "Twelve empty blocks", draw: draw_blank },
];

fn patterns(app: &mut App, ui: &mut Ui) {
    label::heading(ui, "Start from a pattern", Type::Title, 2);
    ui.add_space(4.0);
    let ctx = ui.ctx().clone();
    let columns = ((ui.available_width() + 16.0) / 240.0).floor().clamp(1.0, 4.0);
    let width = (ui.available_width() - (columns - 1.0) * 16.0) / columns;
    egui::Grid::new("patterns").spacing(vec2(16.0, 16.0)).show(ui, |ui| {
        for (index, pattern) in PATTERNS.iter().enumerate() {
            if card(ui, pattern, width).clicked() {
                app.leave_for(&ctx, Intent::Template(pattern.template));
            }
            if (index + 1) % columns as usize == 0 {
                ui.end_row();
            }
        }
    });
    ui.add_space(24.0);
}

fn card(ui: &mut Ui, pattern: &Pattern, width: f32) -> Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 112.0), Sense::click());
    let (fill, edge) = if response.hovered() { (c.hover, c.line_strong) } else { (c.surface, c.line) };
    ui.painter().rect(rect, radius::CARD, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    (pattern.draw)(ui.painter(), Rect::from_min_size(rect.min + vec2(16.0, 14.0), vec2(60.0, 34.0)), c);
    let title = theme::cut(ui, pattern.title, Type::Strong, c.ink, width - 32.0, 1);
    let about = theme::cut(ui, pattern.about, Type::Small, c.ink_3, width - 32.0, 1);
    ui.painter().galley(rect.min + vec2(16.0, 56.0), title, c.ink);
    ui.painter().galley(rect.min + vec2(16.0, 78.0), about, c.ink_3);
    focus::ring(ui, &response, rect, radius::CARD);
    let said = format!("New from pattern: {}. {}", pattern.title, pattern.about);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &said));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

fn at(rect: Rect, x: f32, y: f32) -> Pos2 {
    pos2(rect.left() + x, rect.top() + y)
}

fn block(rect: Rect, x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect::from_min_size(at(rect, x, y), vec2(width, height))
}

fn draw_documents(painter: &egui::Painter, rect: Rect, c: &Colors) {
    let stroke = Stroke::new(1.5, c.ink_2);
    painter.rect(block(rect, 3.0, 6.0, 14.0, 20.0), 2.0, c.surface, stroke, StrokeKind::Inside);
    painter.rect(block(rect, 8.0, 2.0, 14.0, 20.0), 2.0, c.surface, stroke, StrokeKind::Inside);
    painter.arrow(at(rect, 26.0, 14.0), vec2(10.0, 0.0), stroke);
    painter.rect_filled(block(rect, 40.0, 6.0, 18.0, 17.0), 2.0, c.ink);
}

fn draw_classes(painter: &egui::Painter, rect: Rect, c: &Colors) {
    for (index, height) in [4.0, 7.0, 10.0, 6.0, 3.0, 9.0, 13.0, 18.0, 12.0].into_iter().enumerate() {
        let color = if index < 5 { c.line_strong } else { c.ink };
        painter.rect_filled(block(rect, 2.0 + 6.0 * index as f32, 28.0 - height, 4.5, height), 0.0, color);
    }
    painter.vline(rect.left() + 32.0, rect.top() + 4.0..=rect.top() + 30.0, Stroke::new(1.5, c.ink));
}

fn draw_agent(painter: &egui::Painter, rect: Rect, c: &Colors) {
    let stroke = Stroke::new(1.5, c.ink_2);
    for y in [2.0, 12.0, 22.0] {
        painter.line_segment([at(rect, 12.0, 16.0), at(rect, 32.0, y + 4.0)], stroke);
        painter.rect(block(rect, 32.0, y, 10.0, 8.0), 2.0, c.surface, stroke, StrokeKind::Inside);
    }
    painter.circle_filled(at(rect, 10.0, 16.0), 7.0, c.ink);
}

fn draw_blank(painter: &egui::Painter, rect: Rect, c: &Colors) {
    glyph::dashed_edge(painter, block(rect, 2.0, 2.0, 26.0, 28.0), 4.0, Stroke::new(1.5, c.ink_2));
    let stroke = Stroke::new(1.5, c.ink_2);
    painter.line_segment([at(rect, 10.0, 16.0), at(rect, 20.0, 16.0)], stroke);
    painter.line_segment([at(rect, 15.0, 11.0), at(rect, 15.0, 21.0)], stroke);
}

fn recent_files(app: &mut App, ui: &mut Ui) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        label::heading(ui, "Recent", Type::Title, 2);
        if !app.recent.files().is_empty() {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if link(ui, "Clear list").clicked() {
                    app.recent.clear();
                    app.save_recent();
                }
            });
        }
    });
    label::rule(ui);
    if app.recent.files().is_empty() {
        label::text(ui, "Documents you open appear here.", Type::Prompt, c.ink_2);
    }
    for file in app.recent.files().to_vec() {
        recent_row(app, ui, &file);
    }
}

fn recent_row(app: &mut App, ui: &mut Ui, file: &RecentFile) {
    let c = theme::colors(ui);
    let ctx = ui.ctx().clone();
    let today = (app.around.now)().date();
    let missing = app.missing.contains(&file.path);
    let width = ui.available_width();
    ui.horizontal(|ui| {
        let (rect, response) = ui.allocate_exact_size(vec2((width - 160.0).max(120.0), 52.0), Sense::click());
        if response.hovered() {
            ui.painter().rect_filled(rect, radius::CONTROL, c.hover);
        }
        let ring = Rect::from_center_size(rect.left_center() + vec2(16.0, 0.0), Vec2::splat(16.0));
        if !missing {
            glyph::paint(ui.painter(), ring, Glyph::Ring(file.complete), c);
        }
        let ink = if missing { c.ink_3 } else { c.ink };
        let title = theme::cut(ui, &file.product, Type::Name, ink, rect.width() - 52.0, 1);
        let path = theme::cut(ui, &file.path.display().to_string(), Type::Small, c.ink_3, rect.width() - 52.0, 1);
        ui.painter().galley(rect.min + vec2(44.0, 5.0), title, ink);
        ui.painter().galley(rect.min + vec2(44.0, 29.0), path, c.ink_3);
        focus::ring_inside(ui, &response, rect, radius::CONTROL);
        let said = format!("Open {}, {}", file.product, file.path.display());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &said));
        if response.clicked() && !missing {
            app.leave_for(&ctx, Intent::Open(file.path.clone()));
        }
        if missing {
            if link_named(ui, "Locate file", &format!("Locate {}", file.product)).clicked() {
                app.recent.forget(&file.path);
                app.leave_for(&ctx, Intent::ChooseFile);
            }
        } else {
            label::line(ui, &when(&file.opened, today), Type::Body, c.ink_3);
        }
        let pin = if file.pinned { "Unpin" } else { "Pin" };
        let name = format!("{pin} {}", file.product);
        if icon_toggle(ui, icons::PIN, &name, true, file.pinned).clicked() {
            app.recent.set_pinned(&file.path, !file.pinned);
            app.save_recent();
        }
    });
    let (line, _) = ui.allocate_exact_size(vec2(width, 1.0), Sense::hover());
    ui.painter().hline(line.x_range(), line.center().y, Stroke::new(1.0, c.line));
}

fn row(ui: &mut Ui, title: &str, about: &str) -> Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().min(280.0), 28.0), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(8.0, 0.0)), radius::CONTROL, c.hover);
    }
    let icon = Rect::from_center_size(rect.left_center() + vec2(8.0, 0.0), Vec2::splat(16.0));
    label::paint_icon(ui, icon, icons::BOOK_OPEN, Type::Icon, c.ink_2);
    let galley = theme::cut(ui, title, Type::Body, c.ink, rect.width() - 28.0, 1);
    ui.painter().galley(rect.left_center() + vec2(28.0, -galley.size().y / 2.0), galley, c.ink);
    focus::ring(ui, &response, rect, radius::CONTROL);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("Example: {title}")));
    response.on_hover_text(about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_said_as_people_say_them() {
        let today = Date::constant(2026, 3, 9);
        for (moment, said) in [
            ("2026-03-09 14:32", "Today 14:32"),
            ("2026-03-08 09:00", "Yesterday 09:00"),
            ("2026-03-06 09:00", "Friday"),
            ("2026-02-19 09:00", "19 Feb 2026"),
            ("once", "once"),
        ] {
            assert_eq!(when(moment, today), said);
        }
    }
}
