//! The page of failure modes: a table beside a heat map, with everything about the selected one under them.
//!
//! What is shown and in which order is computed once per settled change and filter ([`rows`], the map's lanes); texts are
//! read from the workbook as it is now.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Key, Modifiers, Ui, vec2};

use crate::assess::candidates::{Traits, fitting, is_as_suggested};
use crate::assess::risk;
use crate::knowledge::{self, Trait};
use crate::model::failure_modes::FailureMode;
use crate::model::{Id, List, Section, Workbook};
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::panels::bulk::Listed;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, segmented};
use crate::ui::widgets::heat_map::{self, lanes};
use crate::ui::widgets::label;

mod acts;
mod builder;
mod cells;
mod columns;
mod detail;
mod head;
mod inline;
mod library;
mod links;
mod map;
mod mitigations;
mod more;
mod noticed;
mod ratings;
mod row;
mod rows;
mod start;
mod table;

pub use library::take as add_entries;
use rows::{Counts, Filter, Order};

/// Width of the heat map with its legend.
const MAP: f32 = 344.0;

/// What stands under the table where the map has no room beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    #[default]
    Detail,
    Map,
}

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    order: Order,
    filter: Filter,
    listing: Listing,
    pub selected: Option<Id>,
    /// Scroll to the selected row, once.
    scroll: bool,
    hovered: Option<Id>,
    table: table::State,
    map: heat_map::State,
    tab: Tab,
    inline: inline::State,
    /// The part of the sentence that is being edited.
    slot: super::sentence::State,
    ratings: ratings::Read,
    /// Whether the detail shows every question instead of the rest.
    questions: bool,
    library: Option<library::Dialog>,
    /// Traits that were switched on or off in the library, until the window closes.
    looks: BTreeMap<Trait, bool>,
}

/// What follows from the failure modes, the filter and the order; kept until one of them changes.
#[derive(Debug, Default)]
struct Listing {
    key: Option<(u64, Filter, Order)>,
    rows: Vec<usize>,
    counts: Counts,
    owners: Vec<String>,
    /// Those that nobody would notice and nothing watches.
    silent: BTreeSet<Id>,
    /// Those whose scores are still the library's suggestion.
    suggested: BTreeSet<Id>,
    /// How many entries of the library fit the system; counted only while the map is empty.
    candidates: usize,
    dots: Vec<lanes::Dot>,
    plan: lanes::Plan,
}

impl View {
    /// Opens the library of ready-made failure modes; with `whole`, on all of it.
    pub fn open_library(&mut self, ctx: &egui::Context, whole: bool) {
        library::open(ctx, self, whole);
    }

    /// The one in the card: the first of those shown, if nobody has selected one.
    pub fn looked_at(&self, modes: &List<FailureMode>) -> Option<Id> {
        self.current(modes).map(|(_, mode)| mode.id)
    }

    fn refresh(&mut self, revision: u64, workbook: &Workbook) {
        let modes = &workbook.failure_modes.modes;
        let current = self.listing.key.as_ref();
        if current.is_some_and(|(at, filter, order)| *at == revision && *filter == self.filter && *order == self.order)
        {
            return;
        }
        let same = current.is_some_and(|(_, filter, order)| *filter == self.filter && *order == self.order);
        let silent: BTreeSet<Id> =
            modes.iter().filter(|mode| risk::is_silent(mode, workbook)).map(|mode| mode.id).collect();
        let library = knowledge::failure_library();
        let mut rows = rows::rows(modes, &silent, &self.filter, self.order);
        if same {
            self.keep_selected(modes, &mut rows);
        }
        let mut shown = rows.clone();
        shown.sort_unstable(); // lanes follow the person's order, so that dots stay where they are when the table is sorted
        let dots: Vec<lanes::Dot> = shown.iter().filter_map(|index| modes.at(*index)).map(map::dot).collect();
        self.listing = Listing {
            key: Some((revision, self.filter.clone(), self.order)),
            rows,
            counts: Counts::of(modes, &silent),
            owners: rows::owners(modes),
            silent,
            suggested: modes.iter().filter(|mode| is_as_suggested(mode, library)).map(|mode| mode.id).collect(),
            candidates: if modes.is_empty() { fitting(library, &Traits::of(&workbook.pattern)).len() } else { 0 },
            plan: lanes::plan(&dots),
            dots,
        };
    }

    /// Keeps the selected failure mode where it was in the list, although an edit has just taken it out of the filter:
    /// whoever works on it goes on with it, and not with the next one.
    fn keep_selected(&self, modes: &List<FailureMode>, rows: &mut Vec<usize>) {
        let is_selected = |index: &usize| modes.at(*index).is_some_and(|mode| Some(mode.id) == self.selected);
        let place = self.listing.rows.iter().position(is_selected);
        if let (Some(place), false) = (place, rows.iter().any(is_selected))
            && let Some(index) = self.listing.rows.get(place)
        {
            rows.insert(place.min(rows.len()), *index);
        }
    }

    /// The selected failure mode with its position among the rows: the first row, if none of those shown is selected.
    fn current<'a>(&self, modes: &'a List<FailureMode>) -> Option<(usize, &'a FailureMode)> {
        let shown = || self.listing.rows.iter().enumerate().filter_map(|(row, index)| Some((row, modes.at(*index)?)));
        shown().find(|(_, mode)| Some(mode.id) == self.selected).or_else(|| shown().next())
    }

    fn select(&mut self, id: Id) {
        if self.selected != Some(id) {
            self.selected = Some(id);
            self.inline.stop();
            self.slot = super::sentence::State::default();
        }
        self.scroll = true;
    }
}

/// The table as a list whose rows can be chosen, and moved while they are in the person's own order.
fn listed(view: &View, modes: &List<FailureMode>) -> Listed {
    let shown = view.listing.rows.iter().filter_map(|index| modes.at(*index)).map(|mode| mode.id);
    let lead = view.current(modes).map(|(_, mode)| mode.id);
    Listed::new("failure_modes.modes", shown, lead).sorted(if view.order.is_own() { "" } else { acts::SORTED })
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    let modes = &workbook.failure_modes.modes;
    reveal(ui, desk, view);
    view.refresh(desk.revision(), &workbook);
    head::show(ui, desk, view, modes);
    if modes.is_empty() {
        empty(ui, desk, view);
    } else {
        super::body(ui, |ui| {
            start::card(ui, desk, modes.len());
            page(ui, desk, view, modes);
        });
    }
    library::show(ui, desk, view);
    let free = view.library.is_none() && !ui.ctx().text_edit_focused() && !egui::Popup::is_any_open(ui.ctx());
    if desk.single_keys && free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::N)) {
        acts::add(ui, desk, view);
    }
}

/// Shows what was asked for: selects the failure mode, and opens its questions if one of them is meant.
fn reveal(ui: &Ui, desk: &mut Desk<'_>, view: &mut View) {
    let Some(place) = desk.take_reveal(Section::FailureModes) else { return };
    let Some((_, id, _)) = place.items.first().copied() else { return };
    if !view
        .listing
        .rows
        .iter()
        .filter_map(|index| desk.workbook().failure_modes.modes.at(*index))
        .any(|mode| mode.id == id)
    {
        view.filter = Filter::default();
    }
    view.tab = Tab::Detail;
    view.select(id);
    let deeper = place.items.len() > 1;
    if deeper {
        super::items::reveal(ui, &place);
    }
    view.questions = deeper || !place.fields.is_empty();
    if let Some(key) = place.fields.first().filter(|_| !deeper) {
        let answer = egui::Id::unique((super::spot::Spot::item(id), *key));
        ui.memory_mut(|memory| memory.request_focus(answer));
    }
}

fn page(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, modes: &List<FailureMode>) {
    let before = view.hovered.take();
    let width = ui.available_width();
    if desk.room >= Room::Rail && width >= 900.0 {
        let rows = (map::height(&view.listing.plan) - columns::HEAD).max(10.0 * columns::ROW);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            let left = width - MAP - 24.0;
            ui.allocate_ui_with_layout(vec2(left, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.set_width(left);
                table::show(ui, desk, view, modes, rows);
            });
            ui.vertical(|ui| map::show(ui, desk, view, modes));
        });
        ui.add_space(8.0);
        detail::show(ui, desk, view, modes);
    } else {
        let most = (ui.clip_rect().height() * 0.6).clamp(4.0 * columns::ROW, 10.0 * columns::ROW);
        table::show(ui, desk, view, modes, most);
        ui.add_space(8.0);
        let clicked = segmented(ui, "Under the table", &["Detail", "Severity and frequency"], view.tab as usize);
        match clicked {
            Some(0) => view.tab = Tab::Detail,
            Some(_) => view.tab = Tab::Map,
            None => {}
        }
        ui.add_space(4.0);
        match view.tab {
            Tab::Detail => detail::show(ui, desk, view, modes),
            Tab::Map => map::show(ui, desk, view, modes),
        }
    }
    if view.hovered != before {
        ui.ctx().request_repaint(); // the row was drawn before the dot that is under the pointer
    }
}

/// What a page without failure modes says.
fn empty(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    super::body(ui, |ui| {
        ui.add_space(32.0);
        ui.set_max_width(560.0);
        label::text(ui, "How could this go wrong, and for whom?", Type::Title, theme::colors(ui).ink);
        let words = "A failure mode says what goes wrong, who is harmed, how bad and how often, and what the product does instead.";
        label::text(ui, words, Type::Prompt, theme::colors(ui).ink_2);
        if view.listing.candidates > 0 {
            let count = view.listing.candidates;
            let words = format!("What Pattern says of this system fits {count} failure modes of the library.");
            label::text(ui, &words, Type::Body, theme::colors(ui).ink_2);
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let add = Button::new("Add failure mode").icon(icons::PLUS).primary().show(ui);
            crate::ui::chrome::regions::entrance(crate::ui::chrome::regions::Region::Main, &add);
            if add.clicked() {
                acts::add(ui, desk, view);
            }
            if Button::new("From the library").icon(icons::BOOKS).show(ui).clicked() {
                library::open(ui.ctx(), view, false);
            }
            start::button(ui, desk);
        });
    });
}
