//! The inspector: the margin of the page. What is open here, what was accepted, questions that make one think, and what was
//! done. `findings` lists, `accept` asks what it takes to accept a finding.

mod accept;
mod findings;

use std::sync::Arc;

use egui::{Align, Frame, Layout, Ui, vec2};

use crate::assess::findings::Finding;
use crate::knowledge;
use crate::model::Section;
use crate::model::canvas::CanvasBlock;
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::desk::Order;
use crate::ui::icons;
use crate::ui::page::Page;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{icon_button, link_named, segmented};
use crate::ui::widgets::label;

use super::regions::{self, Region};

use accept::Accepting;

/// What is remembered about accepting findings.
#[derive(Debug, Default)]
pub struct Acceptance {
    /// The finding that is being accepted, with what was typed so far.
    accepting: Option<Accepting>,
    /// Whether accepted findings are listed.
    shown: bool,
}

/// What the inspector shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// What is open on this page, and prompts.
    #[default]
    Findings,
    /// What is open anywhere.
    All,
    /// What was done in this session.
    History,
}

/// Shows it in the panel at the right.
pub fn show(app: &mut App, ui: &mut Ui) {
    let c = theme::colors(ui);
    let edge = ui.max_rect();
    ui.painter().vline(edge.left(), edge.y_range(), egui::Stroke::new(1.0, c.line));
    let mut orders = Vec::new();
    let Some(document) = &app.document else { return };
    let section = match app.page {
        Page::Section(section) => Some(section),
        Page::Overview | Page::Export | Page::Interview => None,
    };
    let facts = Arc::clone(&document.facts);
    let all = facts.findings.len();
    let here = section.map_or(all, |section| facts.of_section(section).len());
    let (findings, count): (Vec<&Finding>, usize) = match section.filter(|_| app.chrome.tab != Tab::All) {
        Some(section) => (facts.of_section(section).iter().take(findings::MOST).collect(), here),
        // of all, those that stop a release are not to be looked for
        None => (facts.worst_first().take(findings::MOST).collect(), all),
    };
    let accepted: Vec<&Finding> = facts.waived.iter().filter(|one| tab_shows(app.chrome.tab, section, one)).collect();
    let mut tab = app.chrome.tab;
    let mut acceptance = std::mem::take(&mut app.chrome.acceptance);
    let names_sections = section.is_none() || app.chrome.tab == Tab::All;
    let today = (app.around.now)().date();
    let mut list = findings::List { acceptance: &mut acceptance, today, names_sections, asked: None };
    head(ui, &mut tab, (here, all), &mut orders);
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        match tab {
            Tab::Findings => {
                list.show(ui, (&findings, count), &accepted, &mut orders);
                prompts_ui(ui, section, app.views.canvas.block());
            }
            Tab::All => list.show(ui, (&findings, count), &accepted, &mut orders),
            Tab::History => history_ui(app, ui, &mut orders),
        }
        if let Some(document) = app.document.as_mut().filter(|_| tab == Tab::Findings) {
            internal_ui(ui, document, section);
        }
    });
    let asked = list.asked;
    app.chrome.tab = tab;
    app.chrome.acceptance = acceptance;
    if let Some(asked) = asked {
        accept::carry_out(app, asked);
    }
    let ctx = ui.ctx().clone();
    app.obey(&ctx, orders);
}

/// Whether a finding is on the page that the tab is about.
fn tab_shows(tab: Tab, section: Option<Section>, finding: &Finding) -> bool {
    tab == Tab::All || section.is_none_or(|section| finding.place.section == section)
}

/// Shows it over the page, where there is no room beside it.
pub fn drawer(app: &mut App, ui: &mut Ui) {
    let c = theme::colors(ui);
    let screen = ui.ctx().content_rect();
    let width = size::INSPECTOR.min(screen.width());
    let area = egui::Rect::from_min_max(
        egui::pos2(screen.right() - width, screen.top() + size::TOP_BAR),
        screen.right_bottom(),
    );
    regions::extent(ui.ctx(), Region::Inspector, area);
    egui::Area::new(egui::Id::unique("inspector drawer")).order(egui::Order::Middle).fixed_pos(area.min).show(
        ui.ctx(),
        |ui| {
            Frame::new().fill(c.surface).shadow(theme::lifted(ui)).show(ui, |ui| {
                ui.set_min_size(area.size());
                ui.set_max_size(area.size());
                show(app, ui);
            });
        },
    );
    // Escape is first for what is typed, opened or dragged, which has let go of it by now
    let busy = ui.ctx().text_edit_focused()
        || egui::Popup::is_any_open(ui.ctx())
        || ui.memory(|memory| memory.top_modal_layer().is_some())
        || ui.input(|input| input.pointer.any_down());
    let key = egui::Id::unique("busy while the drawer is there");
    let was_busy = ui.data(|data| data.get_temp(key)).unwrap_or(false);
    ui.data_mut(|data| data.insert_temp(key, busy));
    if ui.input(|input| input.key_pressed(egui::Key::Escape)) && !busy && !was_busy {
        app.chrome.drawer = false;
    }
}

/// The tabs, in order.
const TABS: [Tab; 3] = [Tab::Findings, Tab::All, Tab::History];

fn head(ui: &mut Ui, tab: &mut Tab, (here, all): (usize, usize), orders: &mut Vec<Order>) {
    ui.allocate_ui_with_layout(vec2(ui.available_width(), size::HEAD), Layout::left_to_right(Align::Center), |ui| {
        ui.add_space(16.0);
        let (here, all) = (format!("Here {here}"), format!("All {all}"));
        let current = TABS.iter().position(|other| other == tab).unwrap_or(0);
        let chosen = segmented(ui, "Findings", &[&here, &all, "History"], current);
        if let Some(chosen) = chosen.and_then(|chosen| TABS.get(chosen)) {
            *tab = *chosen;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            let close = icon_button(ui, icons::SIDEBAR, "Hide the inspector (Ctrl I)", true);
            regions::entrance(Region::Inspector, &close);
            if close.clicked() {
                orders.push(Order::Do(Command::ToggleInspector));
            }
        });
    });
    label::rule(ui);
}

/// Questions to think about: those of the canvas block that is selected, or those of the section.
fn prompts_ui(ui: &mut Ui, section: Option<Section>, block: Option<CanvasBlock>) {
    let c = theme::colors(ui);
    let Some(section) = section else { return };
    let guide = block.filter(|_| section == Section::Canvas).and_then(knowledge::block);
    let (title, prompts): (String, Vec<&str>) = match guide {
        Some(guide) => (
            format!("Prompts for {}", guide.title),
            std::iter::once(guide.question.as_str()).chain(guide.prompts.iter().map(String::as_str)).collect(),
        ),
        None => (format!("Prompts for {}", section.title()), section_prompts(section)),
    };
    if prompts.is_empty() {
        return;
    }
    Frame::new().inner_margin(16).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        label::heading(ui, &title, Type::Strong, 2);
        for prompt in prompts {
            label::text(ui, prompt, Type::Prompt, c.ink);
        }
        if let Some(guide) = guide {
            label::text(ui, "For example", Type::Caption, c.ink_3);
            label::text(ui, &guide.example, Type::Note, c.ink_2);
        }
    });
}

/// What the section and the items of its lists ask.
fn section_prompts(section: Section) -> Vec<&'static str> {
    let workbook = crate::model::Workbook::default();
    let record = workbook.section(section);
    let own = record.answers().filter(|(field, _)| field.expected).map(|(field, _)| field.prompt);
    let of_items = record.answers().filter_map(|(_, value)| match value.view() {
        crate::model::View::Items(items) => Some(items.blank().fields()),
        _ => None,
    });
    let long = of_items.flatten().filter(|field| field.expected && field.prose).map(|field| field.prompt);
    own.chain(long).take(5).collect()
}

/// Whether the section stays inside the organization.
fn internal_ui(ui: &mut Ui, document: &mut crate::ui::document::Document, section: Option<Section>) {
    let Some(section) = section else { return };
    let internal = document.session.workbook().section(section).internal();
    Frame::new().inner_margin(egui::Margin::symmetric(16, 8)).show(ui, |ui| {
        if let Some(on) = crate::ui::widgets::choice::tick(ui, "Keep this section internal", internal) {
            document.settle_now();
            let name = if on { "keep inside the organization" } else { "let out of the organization" };
            document.session.edit(name, |workbook, _| workbook.section_mut(section).set_internal(on));
        }
    });
}

fn history_ui(app: &App, ui: &mut Ui, orders: &mut Vec<Order>) {
    let c = theme::colors(ui);
    let Some(document) = &app.document else { return };
    Frame::new().inner_margin(16).show(ui, |ui| {
        if document.session.history().len() == 0 {
            label::text(ui, "Changes appear here, the newest first.", Type::Prompt, c.ink_2);
            return;
        }
        ui.spacing_mut().item_spacing.y = 2.0;
        for (index, step) in document.session.history().rev().take(100).enumerate() {
            ui.horizontal(|ui| {
                label::icon(ui, icons::PENCIL, c.ink_3);
                ui.allocate_ui(vec2(ui.available_width() - 60.0, 24.0), |ui| {
                    label::line(ui, &crate::words::capitalized(step), Type::Note, c.ink_2)
                });
                if index == 0 && link_named(ui, "Undo", &format!("Undo: {step}")).clicked() {
                    orders.push(Order::Do(Command::Undo));
                }
            });
        }
    });
}
