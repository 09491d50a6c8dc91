//! The inspector: the margin of the page. What is open here, what was accepted, questions that make one think, and what was
//! done. `comments` says what readers said about the page, `findings` lists, `accept` asks what it takes to accept a finding, `prompts` asks on, `used_by` turns links round, `history` shows what was done.

mod accept;
pub mod comments;
pub mod excerpt;
mod findings;
pub mod history;
mod prompts;
mod used_by;

use std::sync::Arc;

use egui::{Align, Frame, Layout, Ui, vec2};

use crate::assess::findings::Finding;
use crate::edit::begun::{AcceptanceBegun, Begun};
use crate::model::Section;
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::desk::Order;
use crate::ui::icons;
use crate::ui::internal::Kept;
use crate::ui::page::Page;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{icon_button, segmented};
use crate::ui::widgets::{choice, label};

use super::regions::{self, Region};

use accept::Accepting;

/// What is remembered about accepting findings.
#[derive(Debug, Default)]
pub struct Acceptance {
    /// The finding that is being accepted, with what was typed so far.
    accepting: Option<Accepting>,
    /// One that was being accepted when an earlier run ended, until it is listed again.
    begun: Option<AcceptanceBegun>,
    /// Whether accepted findings are listed.
    shown: bool,
}

impl Acceptance {
    /// What is begun here and not recorded.
    pub(in crate::ui) fn begun(&self, begun: &mut Begun) {
        begun.acceptance = self.accepting.as_ref().and_then(Accepting::begun).or_else(|| self.begun.clone());
    }

    /// Takes up what somebody had begun.
    pub(in crate::ui) fn take_up(&mut self, begun: &Begun) {
        self.begun.clone_from(&begun.acceptance);
    }
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
        Page::Overview | Page::Unknowns | Page::Interview | Page::Present => None,
    };
    let facts = Arc::clone(&app.shown().unwrap_or(document).facts);
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
    let read_only = app.is_looked_at();
    let mut list = findings::List {
        acceptance: &mut acceptance,
        today,
        author: app.settings.author.clone(),
        names_sections,
        read_only,
        asked: None,
    };
    head(ui, &mut tab, (here, all), &mut orders);
    if tab == Tab::History {
        history::show(app, ui, section);
        app.chrome.tab = tab;
        app.chrome.acceptance = acceptance;
        let ctx = ui.ctx().clone();
        app.obey(&ctx, orders);
        return;
    }
    let (mut asked_on, mut kept) = (None, None);
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        match tab {
            Tab::Findings => {
                comments::show(app, ui, section, &mut orders);
                list.show(ui, (&findings, count), &accepted, &mut orders);
                used_by::show(app, ui, &mut orders);
                asked_on = prompts::show(ui, section, app.views.canvas.block(), read_only);
            }
            Tab::All | Tab::History => list.show(ui, (&findings, count), &accepted, &mut orders),
        }
        if tab == Tab::Findings && !read_only {
            kept = internal_ui(app, ui, section);
        }
    });
    let asked = list.asked;
    app.chrome.tab = tab;
    app.chrome.acceptance = acceptance;
    if let Some(asked) = asked {
        accept::carry_out(app, asked);
    }
    if let Some((kept, internal)) = kept {
        app.keep_internal(kept, internal);
    }
    if let Some(prompt) = asked_on {
        prompts::ask(app, &prompt);
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

/// Whether the selected item and the section stay inside the organization; what was changed about it.
fn internal_ui(app: &App, ui: &mut Ui, section: Option<Section>) -> Option<(Kept, bool)> {
    let workbook = app.document.as_ref()?.session.workbook();
    let mut changed = None;
    let item = app.kept_item().map(|kept| (kept, "Keep this item internal"));
    Frame::new().inner_margin(egui::Margin::symmetric(16, 8)).show(ui, |ui| {
        for (kept, words) in item.into_iter().chain([(Kept::Section(section?), "Keep this section internal")]) {
            let name = format!("{words}: {}", app.kept_words(kept));
            if let Some(on) = choice::tick_named(ui, words, name.trim(), kept.is_internal(workbook)) {
                changed = Some((kept, on));
            }
        }
        label::text(ui, "What is internal is left out of editions for others.", Type::Small, theme::colors(ui).ink_3);
        Some(())
    });
    changed
}
