//! The sidebar: every section in its group, how complete it is, and how much is open; as a rail of icons where it is narrow.

use std::sync::Arc;

use egui::{Align, Layout, Rect, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use crate::assess::findings::Severity;
use crate::model::{Group, Section};
use crate::ui::app::App;
use crate::ui::desk::Room;
use crate::ui::page::Page;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};
use crate::ui::{icons, sections};
use crate::words;

use super::regions::{self, Region};

/// The white space over a group, the height of its name, and the white space over the last row.
const GAP: f32 = 5.0;
const GROUP: f32 = 20.0;
const LAST: f32 = 4.0;

/// What a row shows.
struct Row<'a> {
    name: &'a str,
    icon: char,
    share: Option<f32>,
    open: usize,
    blocked: bool,
    on: bool,
    /// Whether the region is entered here: by the row of the page that is shown, or of the one that it belongs to.
    entrance: bool,
}

/// Shows it.
pub fn show(app: &mut App, ui: &mut Ui, room: Room) {
    let wide = room >= Room::Wide;
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let unknown = app.shown().is_some_and(|document| !document.facts.unknowns.is_empty());
    let footer = if wide { if unknown { 84.0 } else { 60.0 } } else { 0.0 };
    let height = (ui.available_height() - footer).max(80.0);
    let each = if wide { row_height(height) } else { 32.0 };
    let mut go = None;
    egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, false]).show(
        ui,
        |ui| {
            let on = app.page == Page::Overview;
            let entrance = on || app.page == Page::Unknowns;
            let row = Row { name: "Overview", icon: icons::GAUGE, share: None, open: 0, blocked: false, on, entrance };
            if page_row(ui, &row, (wide, each)) {
                go = Some(Page::Overview);
            }
            for group in sections::GROUPS {
                // what leaves the house stands apart, and its one page says what it is
                if group == Group::Deliver {
                    ui.add_space(LAST);
                } else {
                    group_head(ui, group.title(), wide);
                }
                for section in sections::of_group(group) {
                    if page_row(ui, &row_of(app, section), (wide, each)) {
                        go = Some(Page::Section(section));
                    }
                }
            }
        },
    );
    if wide && footer_ui(app, ui) {
        go = Some(Page::Unknowns);
    }
    if let Some(page) = go {
        app.page = page;
    }
}

/// How high a row is, so that every row is in sight where that leaves each large enough to point at.
fn row_height(height: f32) -> f32 {
    let groups = (sections::GROUPS.len() - 1) as f32 * (GAP + GROUP) + LAST;
    let rows = sections::in_order().count() as f32 + 1.0;
    ((height - groups) / rows).floor().clamp(size::TARGET, size::CONTROL)
}

fn group_head(ui: &mut Ui, title: &str, wide: bool) {
    ui.add_space(GAP);
    if wide {
        let ink = theme::colors(ui).ink_3;
        let galley = theme::line(ui, title, Type::Caption, ink);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), GROUP), Sense::hover());
        ui.painter().galley(rect.left_top() + vec2(8.0, 0.0), galley, ink);
    }
}

fn row_of(app: &App, section: Section) -> Row<'static> {
    let facts = app.shown().map(|document| Arc::clone(&document.facts)).unwrap_or_default();
    Row {
        name: sections::name(section),
        icon: sections::icon(section),
        // where nothing is asked, nothing is complete
        share: Some(facts.completeness(section)).filter(|all| all.expected() > 0).map(|all| all.share() as f32),
        open: facts.of_section(section).len(),
        blocked: facts.of_section(section).first().is_some_and(|finding| finding.severity() == Severity::Blocker),
        on: app.page == Page::Section(section),
        entrance: app.page == Page::Section(section),
    }
}

/// A row that leads to a page. `true` when it was chosen.
fn page_row(ui: &mut Ui, row: &Row<'_>, (wide, height): (bool, f32)) -> bool {
    let response = row_ui(ui, row, (wide, height));
    if row.entrance {
        regions::entrance(Region::Sidebar, &response);
    }
    response.clicked()
}

fn row_ui(ui: &mut Ui, row: &Row<'_>, (wide, height): (bool, f32)) -> egui::Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    if row.on {
        ui.painter().rect_filled(rect, radius::CONTROL, c.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius::CONTROL, c.hover);
    }
    let ink = if row.on { c.ink } else { c.ink_2 };
    if wide {
        wide_row(ui, rect, row, ink);
    } else {
        rail_row(ui, rect, row, ink);
    }
    focus::ring_inside(ui, &response, rect, radius::CONTROL);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, row.on, said(row)));
    if wide { response } else { response.on_hover_text(row.name) }
}

fn said(row: &Row<'_>) -> String {
    let mut parts = vec![row.name.to_owned()];
    if let Some(share) = row.share {
        parts.push(format!("{:.0}% complete", share * 100.0));
    }
    if row.open > 0 {
        parts.push(format!("{} open", row.open));
    }
    if row.blocked {
        parts.push("blocked".to_owned());
    }
    parts.join(", ")
}

fn wide_row(ui: &Ui, rect: Rect, row: &Row<'_>, ink: egui::Color32) {
    let c = theme::colors(ui);
    let mark = Rect::from_center_size(rect.left_center() + vec2(15.0, 0.0), Vec2::splat(14.0));
    match row.share {
        Some(share) => glyph::paint(ui.painter(), mark, Glyph::Ring(share), c),
        None => label::paint_icon(ui, mark, row.icon, Type::Icon, c.ink_3),
    }
    let style = if row.on { Type::Strong } else { Type::Body };
    let name = theme::cut(ui, row.name, style, ink, rect.width() - 76.0, 1);
    ui.painter().galley(rect.left_center() + vec2(30.0, -name.size().y / 2.0), name, ink);
    if row.open > 0 {
        let count = theme::line(ui, &row.open.to_string(), Type::Caption, if row.on { c.ink_2 } else { c.ink_3 });
        let at = rect.right_center() - vec2(8.0 + count.size().x, count.size().y / 2.0);
        if row.blocked {
            let mark = Rect::from_center_size(egui::pos2(at.x - 12.0, rect.center().y), Vec2::splat(14.0));
            glyph::paint(ui.painter(), mark, Glyph::Blocker, c);
        }
        ui.painter().galley(at, count, c.ink_3);
    }
}

fn rail_row(ui: &Ui, rect: Rect, row: &Row<'_>, ink: egui::Color32) {
    label::paint_icon(ui, rect, row.icon, Type::IconLarge, ink);
    if row.blocked {
        let mark = Rect::from_center_size(rect.center() + vec2(12.0, -8.0), Vec2::splat(12.0));
        glyph::paint(ui.painter(), mark, Glyph::Blocker, theme::colors(ui));
    }
}

/// The next gate with its date, that nothing leaves this computer, and how much is unknown. `true` when that was asked for.
fn footer_ui(app: &App, ui: &mut Ui) -> bool {
    let c = theme::colors(ui);
    let Some(document) = app.shown() else { return false };
    let mut asked = false;
    let today = (app.around.now)().date();
    let next = document.facts.readiness.next_gate();
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
        let title = next.map_or("No gate ahead", |gate| if gate.name.is_empty() { "Next gate" } else { &gate.name });
        let text = match next.map(|gate| gate.date) {
            None => "Release plan".to_owned(),
            Some(None) => "No day set".to_owned(),
            Some(Some(date)) => format!("{}, {}", words::short_date(date), words::from_now(date, today)),
        };
        ui.horizontal(|ui| {
            ui.add_space(30.0);
            label::line(ui, &text, Type::Small, c.ink_3);
        });
        ui.horizontal(|ui| {
            ui.add_space(8.0);
            label::icon(ui, icons::FLAG_PENNANT, c.ink_2);
            ui.add_space(6.0);
            ui.allocate_ui(vec2(ui.available_width() - 28.0, 20.0), |ui| label::line(ui, title, Type::Strong, c.ink));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(8.0);
                let at = label::icon(ui, icons::LOCK, c.ink_3);
                let here = ui.interact(at, ui.scope_id().with("offline"), Sense::hover());
                here.on_hover_text("Offline, on this computer");
            });
        });
        let count = document.facts.unknowns.len();
        if count > 0 {
            let late = document.facts.unknowns_at_risk.0;
            let late = if late > 0 { format!(", {late} late") } else { String::new() };
            ui.horizontal(|ui| {
                ui.add_space(8.0);
                asked = link_named(ui, &format!("{count} unknown{late}"), "List all that is unknown").clicked();
            });
        }
    });
    asked
}
