//! Several items of a list at once, on every page that has one: chosen with Shift and Ctrl, and changed in one step.
//!
//! A page says what its list shows ([`Listed`]), asks [`listen`] for the keys before its own, and passes every choice through
//! [`pick`]; [`acts`] does what is asked, [`bar`] is the bar under the page, [`set`] gives many items one answer. What is
//! chosen is remembered in the [`Hold`] of the desk: one list at a time, of the page that is shown.

mod acts;
mod bar;
mod set;

use std::collections::BTreeMap;

use egui::{Event, Key, Modifiers, Ui};

use crate::edit::Address;
use crate::model::{Id, Section};
use crate::ui::desk::Desk;

use super::row_drag;
use super::selection::{Reach, Selection};

pub use acts::{Act, drop, perform, row_slots};
pub use bar::{menu, show};

/// What the person holds: the chosen items of a list, and the rows that hang on the pointer.
#[derive(Debug, Default)]
pub struct Hold {
    section: Option<Section>,
    list: Option<Address>,
    selection: Selection<Id>,
    /// The items of the list as they were last shown.
    shown: Vec<Id>,
    /// What keeps items apart that are not moved past each other.
    within: Option<&'static str>,
    /// Why its items cannot be moved; empty if they can.
    sorted: &'static str,
    /// The practices that have no answer yet, under the ids that they are chosen by.
    practices: BTreeMap<Id, &'static str>,
    /// Whether nothing can be added to the list.
    fixed: bool,
    /// How far clicks and arrows of this frame reach.
    reach: Reach,
    /// The item that the page is to select, once.
    lead: Option<Id>,
    /// What was asked for while the page was drawn.
    wanted: Option<Act>,
    /// The answer that many items are about to get.
    answer: Option<set::Answer>,
    /// The rows that hang on the pointer.
    pub drag: row_drag::State,
}

/// A list as a page shows it.
#[derive(Debug, Clone)]
pub struct Listed {
    list: Option<Address>,
    shown: Vec<Id>,
    lead: Option<Id>,
    within: Option<&'static str>,
    sorted: &'static str,
    practices: BTreeMap<Id, &'static str>,
    fixed: bool,
}

impl Listed {
    /// The list at an address such as `budgets.budgets`, with the items that are shown, from the top, and the selected one.
    #[must_use]
    pub fn new(list: &str, shown: impl IntoIterator<Item = Id>, lead: Option<Id>) -> Self {
        Self::at(list.parse().ok(), shown, lead)
    }

    /// The same with an address that is known already.
    #[must_use]
    pub fn at(list: Option<Address>, shown: impl IntoIterator<Item = Id>, lead: Option<Id>) -> Self {
        Self {
            list,
            shown: shown.into_iter().collect(),
            lead,
            within: None,
            sorted: "",
            practices: BTreeMap::new(),
            fixed: false,
        }
    }

    /// Items are moved among those that have the same answer to this question: the list shows them in groups.
    #[must_use]
    pub fn within(self, key: &'static str) -> Self {
        Self { within: Some(key), ..self }
    }

    /// The list is that of all practices, of which some have no answer yet: nothing is added to it or moved in it.
    #[must_use]
    pub fn practices(self, practices: BTreeMap<Id, &'static str>) -> Self {
        Self { practices, fixed: true, sorted: "Practices keep the order of the framework", ..self }
    }

    /// Items cannot be moved now, and why; empty if they can.
    #[must_use]
    pub fn sorted(self, why: &'static str) -> Self {
        Self { sorted: why, ..self }
    }
}

impl Listed {
    /// Whether an item is shown.
    #[must_use]
    pub fn has(&self, id: Id) -> bool {
        self.shown.contains(&id)
    }
}

impl Hold {
    /// Begins a frame of a page: what was chosen on another page is let go of.
    pub fn begin(&mut self, ui: &Ui, section: Section) {
        if self.section != Some(section) {
            *self = Self { section: Some(section), ..Self::default() };
        }
        self.drag.begin();
        self.reach = ui.input(|input| {
            // of the event, not of the frame: in a slow one the keys may be up again
            let of_event = input.events.iter().rev().find_map(|event| match event {
                Event::Key { modifiers, pressed: true, .. } | Event::PointerButton { modifiers, .. } => {
                    Some(*modifiers)
                }
                _ => None,
            });
            let modifiers = of_event.unwrap_or(input.modifiers);
            if input.pointer.secondary_clicked() {
                Reach::Keep
            } else if modifiers.shift {
                Reach::Range
            } else if modifiers.command {
                Reach::Toggle
            } else {
                Reach::Alone
            }
        });
    }

    /// Whether more than one item is chosen.
    #[must_use]
    pub fn is_many(&self) -> bool {
        self.selection.is_many()
    }

    /// Whether this item is chosen together with others.
    #[must_use]
    pub fn has(&self, id: Id) -> bool {
        self.selection.has(id)
    }

    /// Whether this item is one of several that are chosen: what is done to it is done to all of them.
    #[must_use]
    pub fn is_one_of_many(&self, id: Id) -> bool {
        self.is_many() && self.has(id)
    }

    /// Whether the page is to select an item that it did not select itself.
    #[must_use]
    pub fn has_lead(&self) -> bool {
        self.lead.is_some()
    }

    /// Whether a click or an arrow of this frame adds to what is chosen.
    #[must_use]
    pub fn is_adding(&self) -> bool {
        matches!(self.reach, Reach::Range | Reach::Toggle)
    }

    /// The chosen items in the order in which they are shown.
    #[must_use]
    pub fn chosen(&self) -> Vec<Id> {
        self.selection.in_order(&self.shown)
    }

    /// Lets go of all.
    pub fn clear(&mut self) {
        self.selection.clear();
        self.answer = None;
    }

    /// Chooses exactly these, of the list that was last listened to.
    pub fn choose(&mut self, ids: impl IntoIterator<Item = Id>) {
        self.selection.set(ids);
    }

    /// What is selected in this frame from now on leaves alone what is chosen.
    pub fn lead_only(&mut self) {
        self.reach = Reach::Walk;
    }

    /// Follows items that have other ids now: practices that were answered.
    fn become_of(&mut self, ids: &[Id]) {
        if !self.practices.is_empty() {
            self.selection.set(ids.iter().copied());
            self.practices.clear();
        }
    }

    /// Asks for something to be done to the chosen items once the page is drawn.
    pub fn want(&mut self, act: Act) {
        self.wanted = Some(act);
    }

    /// Looks at a list: it is the one whose items are chosen from now on.
    fn turn_to(&mut self, listed: &Listed) {
        if self.list != listed.list {
            self.clear();
            self.list.clone_from(&listed.list);
        }
        self.look_at(listed);
    }

    /// Follows a list that is shown anew: after an undo, or with another filter.
    fn look_at(&mut self, listed: &Listed) {
        if self.list != listed.list {
            return;
        }
        if self.shown != listed.shown {
            self.shown.clone_from(&listed.shown);
            self.selection.keep(&self.shown);
        }
        (self.within, self.sorted, self.fixed) = (listed.within, listed.sorted, listed.fixed);
        self.practices.clone_from(&listed.practices);
    }
}

/// A click or an arrow leads to an item; Shift and Ctrl are looked at here. Gives the item that is selected now.
pub fn pick(desk: &mut Desk<'_>, listed: &Listed, to: Id) -> Id {
    let reach = desk.hold.reach;
    if reach == Reach::Alone && desk.hold.list != listed.list && desk.hold.selection.len() == 0 {
        return to;
    }
    desk.hold.turn_to(listed);
    desk.hold.answer = None;
    desk.hold.selection.pick(reach, &listed.shown, listed.lead, to)
}

/// Chooses exactly these items of a list.
pub fn choose(desk: &mut Desk<'_>, listed: &Listed, ids: impl IntoIterator<Item = Id>) {
    desk.hold.turn_to(listed);
    desk.hold.choose(ids);
}

/// Takes the keys that choose several items and those that act on them, if the list has the focus. Gives the item that the
/// page is to select, and to give the focus to.
pub fn listen(ui: &Ui, desk: &mut Desk<'_>, focus: Option<egui::Id>, listed: &Listed) -> Option<Id> {
    let lead = heard(ui, desk, focus, listed);
    if lead.is_some() {
        desk.hold.lead_only();
    }
    lead
}

fn heard(ui: &Ui, desk: &mut Desk<'_>, focus: Option<egui::Id>, listed: &Listed) -> Option<Id> {
    desk.hold.look_at(listed);
    if let Some(lead) = desk.hold.lead.take_if(|lead| listed.shown.contains(lead)) {
        return Some(lead);
    }
    if is_let_go(ui, desk, listed) {
        desk.hold.clear();
        return listed.lead;
    }
    let has_focus = focus.is_some_and(|focus| ui.memory(|memory| memory.has_focus(focus)));
    if !has_focus || ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let own = desk.hold.list == listed.list;
    let many = own && desk.hold.is_many();
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if listed.shown.len() > 1 && pressed(Modifiers::COMMAND, Key::A) {
        desk.hold.turn_to(listed);
        desk.hold.selection.all(&listed.shown);
        return None;
    }
    if let Some(lead) = listed.lead
        && let Some(to) = walk(ui, desk, listed, lead)
    {
        return Some(to);
    }
    if let Some(act) = clipboard(ui) {
        desk.hold.turn_to(listed);
        return perform(ui, desk, listed.lead, act);
    }
    let keys = [
        (Modifiers::ALT, Key::ArrowUp, Act::Move { down: false }),
        (Modifiers::ALT, Key::ArrowDown, Act::Move { down: true }),
        (Modifiers::COMMAND, Key::D, Act::Duplicate),
        (Modifiers::NONE, Key::Delete, Act::Delete),
    ];
    let act = keys.into_iter().filter(|_| many).find(|(modifiers, key, _)| pressed(*modifiers, *key));
    act.and_then(|(_, _, act)| perform(ui, desk, listed.lead, act))
}

/// Whether Escape chooses one again. Escape takes the focus away before anybody hears of it, so nothing has it now.
fn is_let_go(ui: &Ui, desk: &Desk<'_>, listed: &Listed) -> bool {
    let hold = &*desk.hold;
    let own = hold.is_many() && hold.list == listed.list && hold.answer.is_none() && hold.drag.is_idle();
    let covered = || egui::Popup::is_any_open(ui.ctx()) || ui.memory(|memory| memory.top_modal_layer().is_some());
    own && ui.memory(|memory| memory.focused().is_none())
        && !covered()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}

/// Ctrl with the arrows walks past items without choosing them, Ctrl Space adds the one that is reached.
fn walk(ui: &Ui, desk: &mut Desk<'_>, listed: &Listed, lead: Id) -> Option<Id> {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::Space) {
        desk.hold.turn_to(listed);
        if desk.hold.selection.len() == 0 {
            desk.hold.selection.begin(Some(lead));
            return None;
        }
        return Some(desk.hold.selection.pick(Reach::Toggle, &listed.shown, Some(lead), lead));
    }
    let at = listed.shown.iter().position(|id| *id == lead)?;
    for (key, to) in [(Key::ArrowUp, at.checked_sub(1)), (Key::ArrowDown, Some(at + 1))] {
        if pressed(Modifiers::COMMAND, key) {
            desk.hold.turn_to(listed);
            desk.hold.selection.begin(Some(lead));
            return to.and_then(|to| listed.shown.get(to)).copied();
        }
    }
    None
}

/// What the clipboard asks for.
fn clipboard(ui: &Ui) -> Option<Act> {
    ui.input_mut(|input| {
        let is_ours = |event: &Event| matches!(event, Event::Copy | Event::Cut | Event::Paste(_));
        let at = input.events.iter().position(is_ours)?;
        match input.events.remove(at) {
            Event::Copy => Some(Act::Copy),
            Event::Cut => Some(Act::Cut),
            Event::Paste(text) => Some(Act::Paste(text)),
            _ => None,
        }
    })
}
