//! The keys of a session, taken before the window or a field sees them. Single letters act only where no text is edited, and
//! not at all where the person has turned them off.

use egui::{Context, Event, InputState, Key, Modifiers};

use crate::edit::landing::Landing;
use crate::model::canvas::CanvasBlock;
use crate::model::workshops::RoundKind;

use super::matter::Deed;
use super::{Ask, Screen, View};

const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// What may be heard now.
#[derive(Clone, Copy)]
struct Ear {
    /// A text is being edited.
    writing: bool,
    /// Something has the focus that Enter and Space are for.
    pressing: bool,
    letters: bool,
}

/// Hears the keys of this window.
pub(super) fn listen(ctx: &Context, view: &mut View, single_keys: bool) {
    if egui::Popup::is_any_open(ctx) {
        return;
    }
    let writing = ctx.text_edit_focused() || view.writing;
    let focused = ctx.memory(egui::Memory::focused);
    let pressing = writing || focused.is_some_and(|id| view.note.map(super::land::row_id) != Some(id));
    let ear = Ear { writing, pressing, letters: single_keys && !writing };
    let mut asked = ctx.input_mut(|input| match view.screen {
        Screen::Choose => choosing(input, ear),
        Screen::Facilitator => facilitating(input, ear, view.grouping.drag.is_some()),
        Screen::Board => watching(input, ear, true),
        Screen::Hand => passing(input),
        Screen::Cover => covered(input, pressing),
        Screen::Turn => in_turn(input, view, ear),
    });
    view.asked.append(&mut asked);
}

/// Hears the keys of the room's own window.
pub(super) fn listen_in_room(ctx: &Context, view: &mut View, single_keys: bool) {
    let writing = ctx.text_edit_focused();
    let ear = Ear { writing, pressing: writing, letters: single_keys && !writing };
    let mut asked = ctx.input_mut(|input| watching(input, ear, false));
    if asked.contains(&Ask::Capture) {
        // this window's own line, and not that of the other window
        asked.retain(|ask| *ask != Ask::Capture);
        view.capture = Some(true);
    }
    if writing {
        // the cursor leaves the line; the window stays
        asked.retain(|ask| *ask != Ask::Full);
    }
    view.asked.append(&mut asked);
}

fn took(input: &mut InputState, modifiers: Modifiers, key: Key) -> bool {
    input.consume_key(modifiers, key)
}

/// A letter: what it types is taken as well.
fn letter(input: &mut InputState, ear: Ear, key: Key) -> bool {
    let pressed = ear.letters && took(input, Modifiers::NONE, key);
    if pressed {
        input.events.retain(|event| !matches!(event, Event::Text(_)));
    }
    pressed
}

fn choosing(input: &mut InputState, ear: Ear) -> Vec<Ask> {
    let mut asked = Vec::new();
    for (at, key) in DIGITS.into_iter().enumerate() {
        if letter(input, ear, key) {
            asked.push(Ask::Make(at));
        }
    }
    if took(input, Modifiers::NONE, Key::Escape) {
        asked.push(Ask::Leave);
    }
    asked
}

fn facilitating(input: &mut InputState, ear: Ear, drags: bool) -> Vec<Ask> {
    let mut asked = Vec::new();
    for (modifiers, key, ask) in [
        (Modifiers::COMMAND, Key::Enter, Ask::Capture),
        (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::L, Ask::Light),
        (Modifiers::NONE, Key::F5, Ask::Show(Screen::Board)),
        (Modifiers::NONE, Key::F11, Ask::Full),
    ] {
        if took(input, modifiers, key) {
            asked.push(ask);
        }
    }
    if !ear.writing {
        // Escape lets a note on the pointer stay where it was
        if !drags && took(input, Modifiers::NONE, Key::Escape) {
            asked.push(Ask::Leave);
        }
        // with Alt first: a key alone is heard whatever else is held
        for (key, later) in [(Key::ArrowRight, true), (Key::ArrowLeft, false)] {
            if took(input, Modifiers::ALT, key) {
                asked.push(Ask::TalkIn(later));
            }
        }
        asked.extend(matter_walk(input));
        if ear.letters && took(input, Modifiers::SHIFT, Key::G) {
            input.events.retain(|event| !matches!(event, Event::Text(_)));
            asked.push(Ask::JoinAbove);
        }
        for (key, ask) in
            [(Key::ArrowRight, Ask::Next), (Key::ArrowDown, Ask::Walk(true)), (Key::ArrowUp, Ask::Walk(false))]
        {
            if took(input, Modifiers::NONE, key) {
                asked.push(ask);
            }
        }
    }
    if !ear.pressing {
        for (key, ask) in [(Key::Space, Ask::Toggle), (Key::Enter, Ask::Land)] {
            if took(input, Modifiers::NONE, key) {
                input.events.retain(|event| !matches!(event, Event::Text(_)));
                asked.push(ask);
            }
        }
    }
    for (key, ask) in [
        (Key::Plus, Ask::More),
        (Key::Equals, Ask::More),
        (Key::G, Ask::Gather),
        (Key::B, Ask::Blank),
        (Key::S, Ask::Board),
        (Key::W, Ask::Window),
        (Key::T, Ask::RoomTypes),
        (Key::N, Ask::LandAs(Landing::FailureMode)),
        (Key::C, Ask::LandAs(Landing::Canvas(CanvasBlock::Problem))),
        (Key::A, Ask::LandAs(Landing::Action)),
        (Key::V, Ask::Plan(RoundKind::Votes)),
        (Key::E, Ask::Matter(Deed::Tolerance)),
        (Key::M, Ask::Matter(Deed::Measured)),
    ] {
        if letter(input, ear, key) {
            asked.push(ask);
        }
    }
    if letter(input, ear, Key::P) {
        asked.push(Ask::Park(crate::model::Id::default()));
    }
    for (at, key) in DIGITS.into_iter().enumerate() {
        if letter(input, ear, key) {
            asked.push(Ask::PickAt(at));
        }
    }
    asked
}

/// The row after the chosen one of what the activity is about, or before it.
fn matter_walk(input: &mut InputState) -> Vec<Ask> {
    let keys = [(Key::ArrowDown, true), (Key::ArrowUp, false)];
    let pressed = keys.into_iter().filter(|(key, _)| took(input, Modifiers::ALT, *key));
    pressed.map(|(_, on)| Ask::Matter(Deed::Walk(on))).collect()
}

/// The keys where the room looks; `shared` if this is the facilitator's window as well.
fn watching(input: &mut InputState, ear: Ear, shared: bool) -> Vec<Ask> {
    let mut asked = Vec::new();
    let mut hear = |input: &mut InputState, is: bool, modifiers, key, ask| {
        if is && took(input, modifiers, key) {
            asked.push(ask);
        }
    };
    let none = Modifiers::NONE;
    for (key, on) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
        hear(input, !ear.writing, Modifiers::ALT, key, Ask::Matter(Deed::Walk(on)));
    }
    hear(input, true, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::L, Ask::Light);
    hear(input, !shared, none, Key::F11, Ask::Full);
    hear(input, shared, none, Key::F5, Ask::Show(Screen::Hand));
    hear(input, shared && !ear.writing, none, Key::Escape, Ask::Show(Screen::Hand));
    hear(input, !ear.writing, none, Key::ArrowRight, Ask::Next);
    hear(input, !ear.pressing, none, Key::Space, Ask::Toggle);
    hear(input, !ear.pressing, none, Key::Enter, Ask::Capture);
    if letter(input, ear, Key::B) {
        asked.push(Ask::Blank);
    }
    asked
}

fn passing(input: &mut InputState) -> Vec<Ask> {
    let pairs = [(Key::F5, Ask::Show(Screen::Facilitator)), (Key::Escape, Ask::Show(Screen::Board))];
    pairs.into_iter().filter(|(key, _)| took(input, Modifiers::NONE, *key)).map(|(_, ask)| ask).collect()
}

fn covered(input: &mut InputState, pressing: bool) -> Vec<Ask> {
    let pairs = [(Key::Escape, Ask::Home), (Key::S, Ask::Skip)];
    let mut asked: Vec<Ask> =
        pairs.into_iter().filter(|(key, _)| took(input, Modifiers::NONE, *key)).map(|(_, ask)| ask).collect();
    if !pressing && took(input, Modifiers::NONE, Key::Enter) {
        asked.push(Ask::BeginTurn);
    }
    asked
}

/// The keys of somebody who decides alone: they go to the answer, and nothing else hears them.
fn in_turn(input: &mut InputState, view: &mut View, ear: Ear) -> Vec<Ask> {
    let mut asked = Vec::new();
    let Some(ballot) = &mut view.ballot else { return vec![Ask::Home] };
    if !ear.writing && took(input, Modifiers::NONE, Key::Escape) {
        asked.push(Ask::Show(Screen::Cover));
    }
    if ear.writing {
        return asked;
    }
    for (key, on) in [(Key::ArrowDown, true), (Key::ArrowRight, true), (Key::ArrowUp, false), (Key::ArrowLeft, false)] {
        if took(input, Modifiers::NONE, key) {
            ballot.walk(on);
        }
    }
    let item = ballot.item();
    for (at, key) in DIGITS.into_iter().enumerate() {
        if let Some(id) = item.filter(|_| took(input, Modifiers::NONE, key)) {
            super::turn::digit(ballot, id, at);
        }
    }
    let more = [Key::Plus, Key::Equals, Key::Space].into_iter().any(|key| took(input, Modifiers::NONE, key));
    let more = more || took(input, Modifiers::SHIFT, Key::Plus);
    let less = [Key::Minus, Key::Backspace].into_iter().any(|key| took(input, Modifiers::NONE, key));
    if let Some(id) = item.filter(|_| more || less) {
        ballot.vote(id, more);
    }
    if !ear.pressing && took(input, Modifiers::NONE, Key::Enter) {
        asked.push(Ask::Finish);
    }
    asked
}
