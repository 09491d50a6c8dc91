//! Search: sections and items by their words, from the field in the top bar.

use std::sync::Arc;

use egui::{Key, Popup, PopupCloseBehavior, Ui};

use crate::model::place::Place;
use crate::model::{Id, Section};
use crate::ui::app::App;
use crate::ui::desk::Order;
use crate::ui::facts::Facts;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::icon_button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{label, menu};
use crate::ui::{icons, sections};

/// The most hits that are shown.
const MOST: usize = 12;

/// What was typed, and what it found.
#[derive(Debug, Default)]
pub struct Search {
    /// Whether the field shall take the focus.
    pub focus: bool,
    text: String,
    hits: Vec<Hit>,
    found_for: Option<(String, Arc<Facts>)>,
    chosen: usize,
    open: bool,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hit {
    words: String,
    section: Section,
    item: Option<Id>,
}

fn field_id() -> egui::Id {
    egui::Id::unique("search field")
}

/// The field, with what was found below it.
pub fn field(app: &mut App, ui: &mut Ui, width: f32, orders: &mut Vec<Order>) {
    let take = std::mem::take(&mut app.chrome.search.focus);
    let id = field_id();
    let had_focus = ui.memory(|memory| memory.has_focus(id));
    let (down, up) = if had_focus { arrows(ui) } else { (0, 0) };
    let search = &mut app.chrome.search;
    let before = search.text.clone();
    let typed = TextField::line(id, "Search sections and items")
        .hint("Search sections and items    Ctrl K")
        .width(width)
        .take_focus_and_select(take)
        .show(ui, &before);
    if let Some(text) = typed.text {
        search.text = text;
        search.chosen = 0;
    }
    if typed.escaped {
        search.text.clear();
    }
    search.open |= typed.response.gained_focus() || typed.response.has_focus();
    let Some(document) = &app.document else { return };
    refresh(&mut app.chrome.search, &document.facts);
    let search = &mut app.chrome.search;
    search.chosen = (search.chosen + down).saturating_sub(up).min(search.hits.len().saturating_sub(1));
    let mut go = typed.entered.then(|| search.hits.get(search.chosen).cloned()).flatten();
    // an own flag, because a click on a result takes the focus from the field before the result sees it
    let mut open = search.open && !search.text.trim().is_empty();
    let popup = Popup::from_response(&typed.response)
        .accessible_name("Search results")
        .open_bool(&mut open)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.set_min_width(width.max(280.0));
        ui.spacing_mut().item_spacing.y = 0.0;
        if search.hits.is_empty() {
            let words = format!("No match for \u{201c}{}\u{201d}.", search.text.trim());
            label::text(ui, &words, Type::Body, theme::colors(ui).ink_3);
        }
        for (index, hit) in search.hits.iter().enumerate() {
            let row = menu::Row::new(&hit.words).icon(sections::icon(hit.section)).chosen(index == search.chosen);
            if row.show(ui).clicked() {
                go = Some(hit.clone());
            }
        }
    });
    search.open = open && go.is_none() && !typed.escaped;
    if let Some(hit) = go {
        search.text.clear();
        let item = hit.item.and_then(|id| document.facts.index.place(id));
        orders.push(Order::GoTo(item.unwrap_or_else(|| Place::of_section(hit.section))));
    }
}

/// The field behind a button, where there is no room for it.
pub fn button(app: &mut App, ui: &mut Ui, orders: &mut Vec<Order>) {
    let response = icon_button(ui, icons::MAGNIFIER, "Search (Ctrl K)", true);
    if app.chrome.search.focus && !Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response)) {
        Popup::open_id(ui.ctx(), Popup::default_response_id(&response));
    }
    if response.clicked() {
        app.chrome.search.focus = true;
    }
    Popup::from_toggle_button_response(&response)
        .accessible_name("Search")
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            let width = 300.0;
            ui.set_min_width(width);
            field(app, ui, width, orders);
        });
}

/// How often the arrows down and up were pressed.
fn arrows(ui: &Ui) -> (usize, usize) {
    ui.input_mut(|input| {
        let down = input.count_and_consume_key(egui::Modifiers::NONE, Key::ArrowDown);
        let up = input.count_and_consume_key(egui::Modifiers::NONE, Key::ArrowUp);
        (down, up)
    })
}

/// Searches again if the words or the workbook changed.
fn refresh(search: &mut Search, facts: &Arc<Facts>) {
    let wanted = search.text.trim().to_lowercase();
    let known = |(text, of): &(String, Arc<Facts>)| *text == wanted && Arc::ptr_eq(of, facts);
    if search.found_for.as_ref().is_some_and(known) {
        return;
    }
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let fits = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let sections = sections::in_order().filter(|section| fits(section.title())).map(|section| Hit {
        words: section.title().to_owned(),
        section,
        item: None,
    });
    let items = facts.index.iter().filter(|(_, entry)| fits(&entry.words())).map(|(id, entry)| Hit {
        words: entry.words(),
        section: entry.section,
        item: Some(id),
    });
    search.hits = if words.is_empty() { Vec::new() } else { sections.chain(items).take(MOST).collect() };
    search.found_for = Some((wanted, Arc::clone(facts)));
}
