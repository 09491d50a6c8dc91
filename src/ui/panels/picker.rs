//! The picker: finds an item to link to by its words, or makes a new one. One for every place where items are linked.

use std::sync::Arc;

use egui::{Key, Modifiers, Popup, PopupCloseBehavior, Response, ScrollArea, Ui};

use crate::edit::operations::add_item;
use crate::find::{Finder, Query};
use crate::model::record::Target;
use crate::model::{Id, ItemKind, Section, View, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::label;
use crate::ui::widgets::result_row::{self, Lead, ResultRow};
use crate::ui::{detail, sections};

/// How wide it is, and the most of its list that is seen at once.
const WIDTH: f32 = 400.0;
const HEIGHT: f32 = 288.0;
/// The most items that are listed; more are found by their words.
const MOST: usize = 100;

/// What may be linked.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Which items.
    pub target: Target,
    /// Those that are linked already.
    pub linked: &'a [Id],
    /// The item that holds the link, which cannot link to itself.
    pub own: Option<Id>,
    /// What the link answers.
    pub prompt: &'a str,
}

/// What was picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// An item.
    Item(Id),
    /// A new item of a kind, with this name.
    New(NewItem, String),
    /// The last link is taken away.
    Unlink,
}

/// Where an item of a kind is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewItem {
    section: Section,
    list: &'static str,
    kind: ItemKind,
}

impl NewItem {
    /// The first list of a section that holds this kind, if its items begin with words.
    fn of(workbook: &Workbook, kind: ItemKind) -> Option<Self> {
        Section::ALL.iter().find_map(|section| {
            workbook.section(*section).answers().find_map(|(field, value)| match value.view() {
                View::Items(items) if items.kind() == kind => {
                    let named = matches!(items.blank().value(0)?.view(), View::Text(_));
                    named.then_some(Self { section: *section, list: field.key, kind })
                }
                _ => None,
            })
        })
    }

    /// What it is called.
    #[must_use]
    pub const fn singular(self) -> &'static str {
        self.kind.singular()
    }

    /// Adds it with a name; `None` if that cannot be.
    pub fn add(self, workbook: &mut Workbook, ids: &mut crate::edit::Ids, name: &str) -> Option<Id> {
        let address = format!("{}.{}", self.section.key(), self.list).parse().ok()?;
        let (id, _) = add_item(workbook, ids, &address).ok()?;
        let items = address.items_mut(workbook).ok()?;
        let last = items.len().checked_sub(1)?;
        items.get_mut(last)?.value_mut(0)?.set_text(name).ok()?;
        Some(id)
    }
}

/// What fits, as rows.
type Rows = Arc<Vec<(Id, ResultRow)>>;

/// What was typed, what fits it, and what is chosen.
#[derive(Debug, Clone, Default)]
struct State {
    text: String,
    chosen: usize,
    scroll: bool,
    /// Whether the field has had the focus.
    begun: bool,
    /// What fits, for which text and revision.
    fits: Option<(String, u64, Rows)>,
}

/// Opens under a button when that is clicked, and gives what was picked.
pub fn below(button: &Response, desk: &Desk<'_>, wanted: Wanted<'_>) -> Option<Picked> {
    let popup = Popup::from_toggle_button_response(button)
        .accessible_name("Link an item")
        .gap(4.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let key = button.id.with("picker");
    if !popup.is_open() && !button.clicked() {
        button.ctx.data_mut(|data| data.remove::<State>(key));
        return None;
    }
    let picked = popup.show(|ui| show(ui, key, desk, wanted)).and_then(|shown| shown.inner);
    if matches!(picked, Some(Picked::Item(_) | Picked::New(..))) {
        Popup::close_all(&button.ctx);
        button.request_focus();
    }
    picked
}

fn show(ui: &mut Ui, key: egui::Id, desk: &Desk<'_>, wanted: Wanted<'_>) -> Option<Picked> {
    let mut state: State = ui.data(|data| data.get_temp(key)).unwrap_or_default();
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 32.0));
    ui.spacing_mut().item_spacing.y = 2.0;
    let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)).cast_signed();
    let by = pressed(Key::ArrowDown) - pressed(Key::ArrowUp);
    let erased = state.text.is_empty() && !wanted.linked.is_empty() && pressed(Key::Backspace) > 0;
    let before = state.text.clone();
    let typed = TextField::line(key.with("field"), "Find an item to link to")
        .hint(wanted.prompt)
        .take_focus(!state.begun)
        .show(ui, &before);
    state.begun = true;
    if let Some(text) = typed.text {
        state.text = text;
        (state.chosen, state.scroll) = (0, true);
    }
    let rows = fitting(&mut state, desk, wanted);
    let new = match wanted.target {
        Target::Kind(kind) if !state.text.trim().is_empty() => NewItem::of(desk.workbook(), kind),
        _ => None,
    };
    let count = rows.len() + usize::from(new.is_some());
    if by != 0 {
        state.chosen = state.chosen.saturating_add_signed(by).min(count.saturating_sub(1));
        state.scroll = true;
    }
    let mut at = typed.entered.then_some(state.chosen).filter(|at| *at < count);
    let clicked = list(ui, key, &mut state, &rows, new);
    at = clicked.or(at);
    if typed.escaped {
        Popup::close_all(ui.ctx());
    }
    let picked = at.and_then(|at| match (rows.get(at), new) {
        (Some((id, _)), _) => Some(Picked::Item(*id)),
        (None, Some(new)) => Some(Picked::New(new, state.text.trim().to_owned())),
        (None, None) => None,
    });
    if picked.is_some() || erased {
        state = State { begun: true, ..State::default() };
    }
    ui.data_mut(|data| data.insert_temp(key, state));
    picked.or(erased.then_some(Picked::Unlink))
}

fn list(
    ui: &mut Ui,
    key: egui::Id,
    state: &mut State,
    rows: &[(Id, ResultRow)],
    new: Option<NewItem>,
) -> Option<usize> {
    let mut clicked = None;
    let scroll = std::mem::take(&mut state.scroll);
    let added = new.map(|new| ResultRow {
        lead: Lead::Icon(icons::PLUS),
        text: format!("New {} “{}”", new.singular(), state.text.trim()),
        marks: Vec::new(),
        detail: String::new(),
        keys: String::new(),
        reason: None,
    });
    if rows.is_empty() && added.is_none() {
        let words = if state.text.trim().is_empty() { "Nothing to link to yet" } else { "No match" };
        ui.horizontal(|ui| {
            ui.set_min_height(result_row::ROW);
            label::line(ui, words, Type::Small, theme::colors(ui).ink_3);
        });
    }
    ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, row) in rows.iter().map(|(_, row)| row).chain(added.as_ref()).enumerate() {
            let response = result_row::row(ui, row, key.with(("row", at)), at == state.chosen);
            if scroll && at == state.chosen {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                clicked = Some(at);
            }
        }
    });
    clicked
}

/// What fits the words, the best first; without words in the order of the workbook.
fn fitting(state: &mut State, desk: &Desk<'_>, wanted: Wanted<'_>) -> Rows {
    if let Some((text, revision, rows)) = &state.fits
        && *text == state.text
        && *revision == desk.revision()
    {
        return Arc::clone(rows);
    }
    let (mut finder, query) = (Finder::new(), Query::new(&state.text));
    let may = |kind: ItemKind| match wanted.target {
        Target::Kind(one) => kind == one,
        Target::Any => !kind.prefix().is_empty(),
        Target::None => false,
    };
    let entries = desk.facts.catalog.items.iter();
    let entries =
        entries.filter(|entry| may(entry.kind) && !wanted.linked.contains(&entry.id) && wanted.own != Some(entry.id));
    let mut hits = Vec::new();
    for entry in entries {
        let score = if query.is_empty() { Some(0) } else { finder.name(&query, &entry.name) };
        hits.extend(score.map(|score| (score, entry)));
    }
    hits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let row = |entry: &crate::find::ItemEntry| {
        let mut marks = finder.marks_in_name(&query, &entry.name);
        marks.retain(|mark| mark.end <= entry.title);
        let title = entry.title_text();
        ResultRow {
            lead: detail::lead(entry),
            text: if title.is_empty() { sections::name(entry.section).to_owned() } else { title },
            marks,
            detail: detail::of(desk.workbook(), desk.facts, entry),
            keys: String::new(),
            reason: None,
        }
    };
    let mut row = row;
    let rows: Vec<(Id, ResultRow)> = hits.into_iter().take(MOST).map(|(_, entry)| (entry.id, row(entry))).collect();
    let rows = Arc::new(rows);
    state.fits = Some((state.text.clone(), desk.revision(), Arc::clone(&rows)));
    rows
}
