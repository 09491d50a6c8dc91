//! The bar at the top: the document with its menu, search, undo and redo, findings, Present.

use egui::{Align, Layout, Rect, Sense, Ui, Vec2, WidgetInfo, vec2};

use crate::assess::findings::Severity;
use crate::store::settings::ThemeChoice;
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::desk::{Order, Room};
use crate::ui::standing::Disk;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};
use crate::ui::{icons, sections};

use super::regions::{self, Region};

/// Shows it.
pub fn show(app: &mut App, ui: &mut Ui, room: Room) {
    let mut orders = Vec::new();
    let bar = ui.max_rect();
    let right = ui.scope(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.set_min_height(size::TOP_BAR);
            right_side(app, ui, room, &mut orders);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| left_side(app, ui, (room, bar), &mut orders));
        });
    });
    drop(right);
    let ctx = ui.ctx().clone();
    app.obey(&ctx, orders);
}

/// Where the search stands in a bar with room for it: in the middle, whatever is said beside it.
fn search_place(bar: Rect) -> Rect {
    let width = (bar.width() * 0.22).clamp(160.0, 320.0);
    Rect::from_center_size(bar.center(), vec2(width, size::CONTROL))
}

fn left_side(app: &mut App, ui: &mut Ui, (room, bar): (Room, Rect), orders: &mut Vec<Order>) {
    let c = theme::colors(ui);
    let search = search_place(bar);
    if room <= Room::Narrow {
        section_menu(app, ui);
    } else {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(20.0), Sense::hover());
        glyph::mark(ui.painter(), rect, c);
    }
    if room >= Room::Wide {
        ui.allocate_ui(vec2(168.0, 20.0), |ui| {
            ui.set_min_width(168.0);
            label::line(ui, "Caveat", Type::Strong, c.ink);
        });
    }
    let Some(document) = &app.document else { return };
    let title = document.title();
    let (dirty, on_disk) = (document.session.is_dirty(), document.origin.path.is_some());
    let version = document.session.workbook().about.document_version.clone();
    let status = document.session.workbook().about.status.map_or("", |status| status.label());
    let saved = saved_words(app);
    let settled = document.standing.disk == Disk::Known;
    // what is wrong with the file is said in words, whatever else has to give way
    let words = theme::line(ui, &saved, Type::Caption, c.ink).size().x;
    let wrong = if settled { 0.0 } else { words + 16.0 };
    // beside the title stand its caret and the sign for how it is saved
    let free = search.left() - ui.cursor().left() - 72.0 - wrong;
    let button = document_button(ui, &title, if room >= Room::Wide { free.clamp(60.0, 300.0) } else { 200.0 });
    regions::entrance(Region::TopBar, &button);
    menu::below(&button, |ui| document_menu(app, ui, room, orders));
    if room >= Room::Wide {
        let chip = format!("{status} {version}");
        let width = theme::line(ui, chip.trim(), Type::Caption, c.ink).size().x + 12.0;
        if !chip.trim().is_empty() && width + 48.0 + wrong < search.left() - ui.cursor().left() {
            label::plain_chip(ui, chip.trim());
        }
    }
    let icon = match (dirty, on_disk) {
        (_, true) if !settled => icons::WARNING_DIAMOND,
        (true, _) => icons::PENCIL,
        (false, true) => icons::CHECK,
        (false, false) => icons::FILE_TEXT,
    };
    let at = label::icon(ui, icon, c.ink_3);
    let free = search.left() - ui.cursor().left() - 16.0;
    // in whole words, or as the sign alone
    if room >= Room::Wide && free >= if settled { words } else { words.min(48.0) } {
        ui.scope(|ui| {
            ui.set_max_width(free);
            label::line(ui, &saved, Type::Caption, c.ink_3);
        });
    } else {
        let sign = ui.interact(at, ui.scope_id().with("saved state"), Sense::hover());
        sign.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &saved));
        sign.on_hover_text(saved);
    }
    if room >= Room::Wide {
        let place = egui::UiBuilder::new().max_rect(search);
        ui.scope_builder(place, |ui| super::palette::door(ui, search.width(), orders));
    }
}

fn saved_words(app: &App) -> String {
    let Some(document) = &app.document else { return String::new() };
    match (&document.standing.disk, document.session.is_dirty()) {
        (Disk::Changed(_), true) => return "Not saved, file changed".to_owned(),
        (Disk::Changed(_), false) => return "File changed".to_owned(),
        (Disk::Gone | Disk::FolderGone, _) => return "Not saved, file gone".to_owned(),
        (Disk::Known, _) => {}
    }
    match (&document.origin.path, &document.saved_at, document.session.is_dirty()) {
        (_, _, true) => "Unsaved changes".to_owned(),
        (None, _, false) => "Not saved yet".to_owned(),
        (Some(_), Some(at), false) => format!("Saved {at}"),
        (Some(_), None, false) => "Saved".to_owned(),
    }
}

fn document_button(ui: &mut Ui, title: &str, most: f32) -> egui::Response {
    let c = theme::colors(ui);
    let width = most.min((ui.available_width() - 40.0).max(60.0));
    let galley = theme::cut(ui, title, Type::Name, c.ink, width, 1);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 36.0, size::CONTROL), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, radius::CONTROL, c.hover);
    }
    ui.painter().galley(rect.left_center() + vec2(8.0, -galley.size().y / 2.0), galley, c.ink);
    let caret = Rect::from_center_size(rect.right_center() - vec2(14.0, 0.0), Vec2::splat(16.0));
    label::paint_icon(ui, caret, icons::CARET_DOWN, Type::Icon, c.ink);
    focus::ring(ui, &response, rect, radius::CONTROL);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("Document: {title}")));
    response
}

fn document_menu(app: &App, ui: &mut Ui, room: Room, orders: &mut Vec<Order>) {
    ui.set_min_width(260.0);
    if let Some(document) = &app.document {
        let path =
            document.origin.path.as_deref().map_or_else(|| "Not saved yet".to_owned(), |p| p.display().to_string());
        menu::caption(ui, &path);
        if room < Room::Wide {
            menu::caption(ui, &saved_words(app));
        }
        ui.add_space(4.0);
    }
    let row = |ui: &mut Ui, command: Command, icon: char, orders: &mut Vec<Order>| {
        let keys = command.keys();
        if menu::Row::new(command.text()).icon(icon).keys(&keys).show(ui).clicked() {
            orders.push(Order::Do(command));
        }
    };
    row(ui, Command::New, icons::PLUS, orders);
    row(ui, Command::Open, icons::FOLDER_OPEN, orders);
    row(ui, Command::Save, icons::FLOPPY, orders);
    row(ui, Command::SaveAs, icons::COPY, orders);
    row(ui, Command::Export, icons::FILE_PDF, orders);
    row(ui, Command::MergeCopy, icons::COPY, orders);
    row(ui, Command::RestorePoints, icons::CLOCK_BACK, orders);
    row(ui, Command::CompareWith, icons::ARROWS_LEFT_RIGHT, orders);
    row(ui, Command::Close, icons::X, orders);
    label::rule(ui);
    row(ui, Command::ToggleInspector, icons::SIDEBAR, orders);
    row(ui, Command::ZoomIn, icons::PLUS, orders);
    row(ui, Command::ZoomOut, icons::MAGNIFIER, orders);
    row(ui, Command::ZoomReset, icons::TARGET, orders);
    label::rule(ui);
    for (choice, icon) in
        [(ThemeChoice::System, icons::DESKTOP), (ThemeChoice::Light, icons::SUN), (ThemeChoice::Dark, icons::MOON)]
    {
        let command = Command::Theme(choice);
        let chosen = app.settings.theme == choice;
        if menu::Row::new(command.text()).icon(icon).chosen(chosen).show(ui).clicked() {
            orders.push(Order::Do(command));
        }
    }
    label::rule(ui);
    row(ui, Command::Settings, icons::GEAR, orders);
    row(ui, Command::Keys, icons::KEYBOARD, orders);
    row(ui, Command::Quit, icons::ARROW_RIGHT, orders);
}

/// The sections as a menu, where there is no room for a sidebar.
fn section_menu(app: &mut App, ui: &mut Ui) {
    let button = icon_button(ui, icons::LIST, "Sections", true);
    let mut chosen = None;
    menu::below(&button, |ui| {
        if menu::Row::new("Overview").icon(icons::GAUGE).keys(&Command::Overview.keys()).show(ui).clicked() {
            app.show_overview();
        }
        let unknown = app.shown().map_or(0, |document| document.facts.unknowns.len());
        if unknown > 0 && menu::Row::new(Command::Unknowns.text()).icon(icons::QUESTION).show(ui).clicked() {
            app.show_unknowns();
        }
        for group in sections::GROUPS {
            menu::caption(ui, group.title());
            for section in sections::of_group(group) {
                if menu::Row::new(sections::name(section)).icon(sections::icon(section)).show(ui).clicked() {
                    chosen = Some(section);
                }
            }
        }
    });
    if let Some(section) = chosen {
        app.show_section(section);
    }
}

fn right_side(app: &mut App, ui: &mut Ui, room: Room, orders: &mut Vec<Order>) {
    let Some(document) = &app.document else { return };
    let said = format!("{} ({})", Command::Present.text(), Command::Present.keys());
    let present = if room >= Room::Wide {
        Button::new("Present").icon(icons::PRESENTATION).name(Command::Present.text()).show(ui)
    } else {
        icon_button(ui, icons::PRESENTATION, Command::Present.text(), true)
    };
    if present.on_hover_text(said).clicked() {
        orders.push(Order::Do(Command::Present));
    }
    let count = document.facts.findings.len();
    let glyph = Glyph::of_severity(document.facts.worst.unwrap_or(Severity::Advice));
    let number = crate::words::count(count as u64);
    let said = format!("{number} {}", if count == 1 { "finding" } else { "findings" });
    let words = if room >= Room::Tight { &said } else { &number };
    let name = format!("{said}: show the inspector");
    let hint = format!("Show findings ({})", Command::ToggleInspector.keys());
    if Button::new(words).quiet().glyph(glyph).name(&name).show(ui).on_hover_text(hint).clicked() {
        app.chrome.tab = super::inspector::Tab::All;
        if !app.is_inspector_open(room) {
            orders.push(Order::Do(Command::ToggleInspector));
        }
    }
    for (command, icon, step) in [
        (Command::Redo, icons::REDO, document.session.redo_name()),
        (Command::Undo, icons::UNDO, document.typing.name.as_deref().or_else(|| document.session.undo_name())),
    ] {
        let name = step.map_or_else(|| command.text().to_owned(), |step| format!("{}: {step}", command.text()));
        if icon_button(ui, icon, &name, step.is_some()).clicked() {
            orders.push(Order::Do(command));
        }
    }
    for (command, icon, able) in [
        (Command::Forward, icons::ARROW_RIGHT, app.trail.has_forward()),
        (Command::Back, icons::ARROW_LEFT, app.trail.has_back()),
    ] {
        // where room is short, what can be done comes first
        if (able || room >= Room::Tight)
            && icon_button(ui, icon, &format!("{} ({})", command.text(), command.keys()), able).clicked()
        {
            orders.push(Order::Do(command));
        }
    }
    if room < Room::Wide {
        super::palette::button(ui, orders);
    }
}
