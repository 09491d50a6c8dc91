//! The page of the backlog: a table by score with the cut of the sprint, beside it a card with the formula of the selected
//! item; or the roadmap, three trays with outcomes and the business case under them.
//!
//! Order, cut, sums and what is broken are computed once per settled change ([`listing`]); texts and single scores are read
//! from the workbook as it is now. The score sorts; only people take an item across the cut.

use egui::{Key, Modifiers, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::assess::priority::{Input, Scale};
use crate::model::place::Place;
use crate::model::{Id, ItemKind, Section};
use crate::ui::desk::{Desk, Room};
use crate::ui::theme::{self, size};

use super::bulk::Listed;

mod acts;
mod asking;
mod board;
mod business;
mod card;
mod cells;
mod columns;
mod cut;
mod drag;
mod head;
mod inputs;
mod kinds;
mod lift;
mod listing;
mod meters;
mod moves;
mod outcomes;
mod places;
mod placing;
mod row;
mod settings;
mod slip;
mod table;
mod tray;

use listing::Listing;

/// How wide the card is beside the table, and the least width of the table then.
const CARD: f32 = 320.0;
const TABLE: f32 = 500.0;
const GAP: f32 = 24.0;

/// Which of its two forms the page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Form {
    #[default]
    Table,
    Roadmap,
}

/// What the page remembers.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub struct View {
    form: Form,
    scale: Scale,
    listing: Listing,
    pub selected: Option<Id>,
    /// Scroll to the selected item, once.
    scroll: bool,
    /// Give the focus to the list, once.
    focus: bool,
    table: table::State,
    /// The item that is about to cross the cut, while its reason is asked for.
    asking: Option<asking::Asking>,
    cut: Option<cut::Drag>,
    lift: Option<lift::Lift>,
    drag: Option<drag::Drag>,
    /// Whether Escape ended a drag whose button is still down.
    let_go: bool,
    /// Whether the card shows every question.
    questions: bool,
    /// Whether the questions of the sprint are open, and those of the business case.
    settings: settings::Open,
    board: board::State,
}

impl View {
    fn select(&mut self, id: Id) {
        if self.selected != Some(id) {
            self.selected = Some(id);
            self.table.editing = None;
        }
        self.scroll = true;
    }

    /// The position of the selected item in the order of the table; the first, if none is selected.
    fn position(&self) -> usize {
        let order = &self.listing.sprint.order;
        order.iter().position(|item| Some(item.id) == self.selected).unwrap_or(0)
    }

    /// The item that the card is about; none where the page is a board.
    pub fn looked_at(&self) -> Option<Id> {
        if self.form == Form::Table { self.current() } else { None }
    }

    /// The selected item: the first of the order, if none is selected.
    fn current(&self) -> Option<Id> {
        self.listing.sprint.order.get(self.position()).map(|item| item.id)
    }
}

/// The table as a list whose rows can be chosen; the score sorts them.
fn listed(view: &View) -> Listed {
    let shown = view.listing.sprint.order.iter().map(|item| item.id);
    Listed::new("roadmap.items", shown, view.current()).sorted("The score sorts the rows")
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    view.listing.follow(desk, view.scale);
    if let Some(place) = desk.take_reveal(Section::Roadmap) {
        reveal(ui, view, &place);
    }
    view.let_go &= ui.input(|input| input.pointer.any_down());
    head::show(ui, desk, view);
    match view.form {
        Form::Table => table_form(ui, desk, view),
        Form::Roadmap => ui.push_id("roadmap", |ui| super::body(ui, |ui| board::show(ui, desk, view))).inner,
    }
    keys(ui, desk, view);
}

/// Keys of the whole page: a new item, and what the table is sorted by.
fn keys(ui: &Ui, desk: &mut Desk<'_>, view: &mut View) {
    let free = desk.single_keys && !ui.ctx().text_edit_focused() && !egui::Popup::is_any_open(ui.ctx());
    if !free || ui.memory(|memory| memory.top_modal_layer().is_some()) {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::N) {
        acts::add(ui, desk, view, None);
    }
    for (key, scale) in [(Key::R, Scale::Rice), (Key::W, Scale::Wsjf)] {
        if view.form == Form::Table && pressed(key) {
            view.scale = scale;
            ui.ctx().request_repaint();
        }
    }
}

fn table_form(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    if desk.workbook().roadmap.items.is_empty() {
        super::body(ui, |ui| {
            head::empty(ui, desk, view);
            settings::sprint(ui, desk, view);
        });
        return;
    }
    let whole = ui.available_rect_before_wrap();
    let whole = Rect::from_min_max(whole.min + vec2(size::SIDE, 0.0), whole.max - vec2(size::SIDE, 8.0));
    if desk.room < Room::Rail || whole.width() < CARD + GAP + TABLE {
        super::body(ui, |ui| stacked(ui, desk, view));
        return;
    }
    // each scrolls by itself, so that the card stays beside the row that it is about
    let split = whole.right() - CARD;
    let left = Rect::from_min_max(whole.min, pos2(split - GAP, whole.bottom()));
    let right = Rect::from_min_max(pos2(split, whole.top()), whole.max);
    for (rect, is_card) in [(left, false), (right, true)] {
        ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt(("backlog", is_card)), |ui| {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                if is_card {
                    card::show(ui, desk, view);
                } else {
                    table::show(ui, desk, view);
                    under_table(ui, desk, view);
                }
                ui.add_space(8.0);
            });
        });
    }
}

/// The table over the card: a long table scrolls by itself.
fn stacked(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let most = (ui.clip_rect().height() * 0.7).clamp(6.0 * columns::ROW, 12.0 * columns::ROW);
    if table::height(view) > most {
        let list = ScrollArea::vertical().id_salt("rows of the backlog").max_height(most).min_scrolled_height(most);
        list.auto_shrink([false, true]).show(ui, |ui| table::show(ui, desk, view));
    } else {
        table::show(ui, desk, view);
    }
    ui.add_space(12.0);
    card::show(ui, desk, view);
    under_table(ui, desk, view);
}

/// What belongs to the table: what the sprint is made of, and its questions.
fn under_table(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    ui.add_space(16.0);
    kinds::show(ui, view);
    ui.add_space(8.0);
    settings::sprint(ui, desk, view);
}

/// Shows what was asked for: selects the item, and opens what holds the question that is meant.
fn reveal(ui: &Ui, view: &mut View, place: &Place) {
    let field = place.fields.first().copied();
    match place.items.first() {
        Some((ItemKind::Outcome, id, _)) => {
            view.form = Form::Roadmap;
            view.board.open(Some(*id));
            super::answer::reveal(ui, place);
        }
        Some((_, id, _)) => {
            view.form = Form::Table;
            view.select(*id);
            if let Some(key) = field {
                let own = view.scale.inputs().into_iter().chain([Input::Points]).any(|input| input.key() == key);
                view.questions |= !own;
                super::answer::reveal(ui, place);
                if own {
                    ui.memory_mut(|memory| memory.request_focus(inputs::field_id(*id, key)));
                }
            }
        }
        None => {
            let (form, open) = settings::place_of(field);
            view.form = form.unwrap_or(view.form);
            if let Some(open) = open {
                view.settings.open(open);
                super::answer::reveal(ui, place);
            }
        }
    }
}

/// The colors of a row above the cut, and of one below it.
fn ink(ui: &Ui, above: bool) -> egui::Color32 {
    let c = theme::colors(ui);
    if above { c.ink } else { c.ink_2 }
}
