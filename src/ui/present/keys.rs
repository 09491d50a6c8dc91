//! The keys of a session, taken before the window or a field sees them. Single letters act only where no text is edited, and
//! not at all where the person has turned them off.

use egui::{Context, Event, InputState, Key, Modifiers};

use crate::model::canvas::CanvasBlock;
use crate::ui::shortcuts::{self, Does};

use super::ballot::Ballot;
use super::jot::LineOf;
use super::matter::Deed;
use super::pages::Leaf;
use super::{Ask, Part, Screen, View};

const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// What may be heard now.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each lets other keys be heard")]
struct Ear {
    /// A text is being edited.
    writing: bool,
    /// Something has the focus that Enter and Space are for.
    pressing: bool,
    letters: bool,
    /// The board has a line to type into.
    types: bool,
    /// The notes are seen: no key changes what is out of sight.
    notes: bool,
    /// A note hangs on the pointer.
    drags: bool,
    /// Turns are under way, and no note is open: Enter is for nothing else.
    going: bool,
    /// The same, and the buttons that it presses are seen.
    turns: bool,
    /// Turns are prepared, the button that begins them is seen, and no note is open.
    plans: bool,
}

/// Hears the keys of this window.
pub(super) fn listen(ctx: &Context, view: &mut View, single_keys: bool) {
    view.held.give_back(ctx);
    if egui::Popup::is_any_open(ctx) {
        return;
    }
    if view.waits_for_line() {
        view.held.keep_all(ctx);
        return;
    }
    let for_room = view.types_for_room(ctx) && !goes_home(ctx, view);
    let writing = for_room || ctx.text_edit_focused() || view.writing;
    let focused = ctx.memory(egui::Memory::focused);
    let pressing = writing || focused.is_some_and(|id| view.note.map(super::land::row_id) != Some(id));
    let drags = view.grouping.held(ctx).is_some();
    let sees_turns = view.note.is_none() && (!view.narrow || view.part == Part::Turns);
    let (going, plans) =
        (view.goes_round && view.note.is_none(), view.plan.is_some() && sees_turns && !view.goes_round);
    let (letters, notes, turns) = (single_keys && !writing, view.sees_notes(), going && sees_turns);
    let ear = Ear { writing, pressing, letters, types: true, notes, drags, going, turns, plans };
    match view.screen {
        Screen::Facilitator => view.held.keep_after(ctx, |event| opens_line(event, ear)),
        Screen::Board => view.held.keep_after(ctx, |event| opens_board_line(event, ear)),
        _ => {}
    }
    let chosen_before = view.ballot.clone();
    let mut asked = ctx.input_mut(|input| match view.screen {
        Screen::Choose => choosing(input, ear),
        Screen::Facilitator => facilitating(input, ear),
        Screen::Board => watching(input, ear, true),
        Screen::Hand => passing(input),
        Screen::Cover => covered(input, ear),
        Screen::Turn => in_turn(input, view, ear),
    });
    if view.ballot != chosen_before {
        view.refused = None;
        // what was chosen by its digit is what Enter seals, whatever Tab led to before
        ctx.memory_mut(|memory| focused.map(|id| memory.surrender_focus(id)));
    }
    view.asked.append(&mut asked);
}

/// Keeps for the room what is typed. Whether somebody goes on in this window after that.
fn goes_home(ctx: &Context, view: &mut View) -> bool {
    let goes = view.held_in_room.keep_words(ctx, turns_back);
    if goes {
        // Escape is for nothing else then
        ctx.input_mut(|input| took(input, Modifiers::NONE, Key::Escape));
        view.ask(Ask::ComeHome);
    }
    goes
}

/// Hears the keys of the room's own window.
pub(super) fn listen_in_room(ctx: &Context, view: &mut View, single_keys: bool) {
    view.held_in_room.give_back(ctx);
    if view.capture == Some(LineOf::Room) {
        view.held_in_room.keep_all(ctx);
        return;
    }
    let writing = ctx.text_edit_focused();
    let ear = Ear {
        writing,
        pressing: writing,
        letters: single_keys && !writing,
        types: view.room_types,
        notes: false,
        drags: false,
        going: false,
        turns: false,
        plans: false,
    };
    view.held_in_room.keep_after(ctx, |event| ear.types && opens_board_line(event, ear));
    let mut asked = ctx.input_mut(|input| watching(input, ear, false));
    if asked.contains(&Ask::Capture) {
        // this window's own line, and not that of the other window
        asked.retain(|ask| *ask != Ask::Capture);
        view.capture = Some(LineOf::Room).filter(|_| view.room_types);
    }
    if writing {
        // the cursor leaves the line; the window stays
        asked.retain(|ask| *ask != Ask::Full);
    }
    view.asked.append(&mut asked);
}

/// Whether what is typed after this is for a line: one that opens, or the same for the next note.
fn opens_line(event: &Event, ear: Ear) -> bool {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return false };
    if *key == Key::Enter {
        return ear.writing || modifiers.command;
    }
    let opens = |one: &&shortcuts::Shortcut| one.does.opens_field() && one.key == *key && is_heard(one.does, ear);
    ear.letters && modifiers.is_none() && shortcuts::ALL.iter().any(|one| opens(&one))
}

/// Whether this leads back to this window.
fn turns_back(event: &Event) -> bool {
    match event {
        Event::Key { key: Key::Enter, pressed: true, modifiers, .. } => modifiers.command,
        Event::Key { key: Key::Escape | Key::F6, pressed: true, .. }
        | Event::PointerButton { pressed: true, .. }
        | Event::WindowFocused(true) => true,
        _ => false,
    }
}

/// The same for the line of the board.
fn opens_board_line(event: &Event, ear: Ear) -> bool {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return false };
    match key {
        Key::Enter => ear.writing || !ear.pressing || modifiers.command,
        _ => ear.letters && modifiers.is_none() && shortcuts::key(Does::Write) == Some(*key),
    }
}

/// Whether a letter means something now.
fn is_heard(does: Does, ear: Ear) -> bool {
    ear.notes || !does.is_about_a_note()
}

fn took(input: &mut InputState, modifiers: Modifiers, key: Key) -> bool {
    input.consume_key(modifiers, key)
}

/// A key that is pressed anew: one that is held down would begin and seal the turns of everybody.
fn took_once(input: &mut InputState, key: Key) -> bool {
    let is_held = |event: &Event| matches!(event, Event::Key { key: held, repeat: true, .. } if *held == key);
    input.events.retain(|event| !is_held(event));
    took(input, Modifiers::NONE, key)
}

/// A letter: what it types is taken as well.
fn letter(input: &mut InputState, ear: Ear, modifiers: Modifiers, key: Key) -> bool {
    let pressed = ear.letters && took(input, modifiers, key);
    if pressed {
        input.events.retain(|event| !matches!(event, Event::Text(_)));
    }
    pressed
}

fn choosing(input: &mut InputState, ear: Ear) -> Vec<Ask> {
    let mut asked = Vec::new();
    for (at, key) in DIGITS.into_iter().enumerate() {
        if letter(input, ear, Modifiers::NONE, key) {
            asked.push(Ask::Make(at));
        }
    }
    if letter(input, ear, Modifiers::NONE, Key::Num0) {
        asked.push(Ask::MakeOwn);
    }
    if took(input, Modifiers::NONE, Key::Escape) {
        asked.push(Ask::Leave);
    }
    asked
}

fn facilitating(input: &mut InputState, ear: Ear) -> Vec<Ask> {
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
        if !ear.drags && took(input, Modifiers::NONE, Key::Escape) {
            asked.push(Ask::Back);
        }
        asked.extend(matter_walk(input));
        if ear.notes {
            walking(input, &mut asked);
        }
        if took_once(input, Key::ArrowRight) {
            asked.push(Ask::Right);
        }
    }
    paging(input, ear, &mut asked);
    if !ear.pressing && ear.plans && took_once(input, Key::Enter) {
        asked.push(Ask::BeginRound);
    }
    if !ear.pressing {
        if ear.turns && took_once(input, Key::Enter) {
            asked.push(Ask::GoOn);
        }
        for (key, is, ask) in [(Key::Space, true, Ask::Toggle), (Key::Enter, ear.notes && !ear.going, Ask::Land)] {
            if is && took(input, Modifiers::NONE, key) {
                input.events.retain(|event| !matches!(event, Event::Text(_)));
                asked.push(ask);
            }
        }
    }
    for key in [Key::Plus, Key::Equals] {
        if letter(input, ear, Modifiers::NONE, key) {
            asked.push(Ask::More);
        }
    }
    for one in shortcuts::ALL.iter().filter(|one| is_heard(one.does, ear)) {
        let modifiers = if one.shift { Modifiers::SHIFT } else { Modifiers::NONE };
        if letter(input, ear, modifiers, one.key) {
            asked.push(ask_of(one.does));
        }
    }
    for (at, key) in DIGITS.into_iter().enumerate() {
        if ear.notes && letter(input, ear, Modifiers::NONE, key) {
            asked.push(Ask::PickAt(at));
        }
    }
    asked
}

/// The pages of the board. A field keeps the keys to its ends.
fn paging(input: &mut InputState, ear: Ear, asked: &mut Vec<Ask>) {
    for (key, is, leaf) in [
        (Key::PageDown, true, Leaf::Next),
        (Key::PageUp, true, Leaf::Before),
        (Key::Home, !ear.writing, Leaf::First),
        (Key::End, !ear.writing, Leaf::Last),
    ] {
        if is && took(input, Modifiers::NONE, key) {
            asked.push(Ask::Page(leaf));
        }
    }
}

/// From note to note, and from activity to activity with the open one.
fn walking(input: &mut InputState, asked: &mut Vec<Ask>) {
    // with Alt first: a key alone is heard whatever else is held
    for (modifiers, key, ask) in [
        (Modifiers::ALT, Key::ArrowRight, Ask::TalkIn(true)),
        (Modifiers::ALT, Key::ArrowLeft, Ask::TalkIn(false)),
        (Modifiers::NONE, Key::ArrowDown, Ask::Walk(true)),
        (Modifiers::NONE, Key::ArrowUp, Ask::Walk(false)),
        (Modifiers::NONE, Key::F2, Ask::Reword),
        (Modifiers::NONE, Key::Delete, Ask::Delete),
    ] {
        if took(input, modifiers, key) {
            asked.push(ask);
        }
    }
}

/// What a letter asks for in the session.
fn ask_of(does: Does) -> Ask {
    if let Some(landing) = does.landing(CanvasBlock::Problem) {
        return Ask::LandAs(landing); // the block follows from the note
    }
    match does {
        Does::Write => Ask::Capture,
        Does::Park => Ask::Park(crate::model::Id::default()),
        Does::GroupAbove => Ask::JoinAbove,
        Does::Group => Ask::Gather,
        Does::Turns => Ask::Plan(None),
        Does::Blank => Ask::Blank,
        Does::Board => Ask::Board,
        Does::Window => Ask::Window,
        Does::RoomTypes => Ask::RoomTypes,
        Does::Tolerance => Ask::Matter(Deed::Tolerance),
        Does::Measured => Ask::Matter(Deed::Measured),
        _ => Ask::Land,
    }
}

/// The row after the chosen one of what the activity is about, or before it. With Alt, so before the keys without.
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
    let goes_on = !ear.writing && took_once(input, Key::ArrowRight);
    for (key, on) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
        hear(input, !ear.writing, Modifiers::ALT, key, Ask::Matter(Deed::Walk(on)));
    }
    hear(input, true, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::L, Ask::Light);
    hear(input, !shared, none, Key::F11, Ask::Full);
    hear(input, shared, none, Key::F5, Ask::Show(Screen::Hand));
    hear(input, shared && !ear.writing, none, Key::Escape, Ask::Show(Screen::Hand));
    hear(input, !ear.pressing, none, Key::Space, Ask::Toggle);
    hear(input, !ear.pressing, none, Key::Enter, Ask::Capture);
    hear(input, ear.types, Modifiers::COMMAND, Key::Enter, Ask::Capture);
    hear(input, !shared && !ear.writing, none, Key::Escape, Ask::ComeHome);
    hear(input, !shared, none, Key::F6, Ask::ComeHome);
    if goes_on {
        asked.push(Ask::Right);
    }
    if ear.types && shortcuts::key(Does::Write).is_some_and(|key| letter(input, ear, none, key)) {
        asked.push(Ask::Capture);
    }
    if !shared && shortcuts::key(Does::RoomTypes).is_some_and(|key| letter(input, ear, none, key)) {
        asked.push(Ask::RoomTypes);
    }
    if shortcuts::key(Does::Blank).is_some_and(|key| letter(input, ear, none, key)) {
        asked.push(Ask::Blank);
    }
    paging(input, ear, &mut asked);
    asked
}

fn passing(input: &mut InputState) -> Vec<Ask> {
    let pairs = [(Key::F5, Ask::Show(Screen::Facilitator)), (Key::Escape, Ask::Show(Screen::Board))];
    pairs.into_iter().filter(|(key, _)| took(input, Modifiers::NONE, *key)).map(|(_, ask)| ask).collect()
}

fn covered(input: &mut InputState, ear: Ear) -> Vec<Ask> {
    let mut asked = Vec::new();
    for key in [Key::Escape, Key::F5] {
        if took(input, Modifiers::NONE, key) {
            asked.push(Ask::Home);
        }
    }
    for (key, ask) in [(Key::S, Ask::Skip), (Key::A, Ask::Arrived(None))] {
        if letter(input, ear, Modifiers::NONE, key) {
            asked.push(ask);
        }
    }
    if !ear.pressing && took_once(input, Key::Enter) {
        asked.push(Ask::BeginTurn);
    }
    asked
}

/// Whether somebody goes on with the reason: with Tab once something is chosen, or by typing. What is typed goes there, and presses
/// no choice that happens to have the focus.
fn says_why(input: &mut InputState, ballot: &mut Ballot) -> bool {
    let is_word = |event: &Event| matches!(event, Event::Text(text) if text.chars().any(char::is_alphabetic));
    if let Some(first) = input.events.iter().position(is_word) {
        for event in input.events.split_off(first) {
            match event {
                Event::Text(text) | Event::Paste(text) => ballot.reason.push_str(&text),
                // their letters came as text
                Event::Key { key, .. } if key != Key::Enter && key != Key::Tab => {}
                other => input.events.push(other),
            }
        }
        return true;
    }
    let is_chosen = ballot.item().is_some_and(|id| ballot.choice(id).is_some());
    is_chosen && took(input, Modifiers::NONE, Key::Tab)
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
    if ballot.asks_why() && says_why(input, ballot) {
        view.to_reason = true;
        return asked;
    }
    let item = ballot.item();
    for (at, key) in DIGITS.into_iter().enumerate() {
        if let Some(id) = item.filter(|_| took(input, Modifiers::NONE, key)) {
            super::turn::digit(ballot, id, at);
        }
    }
    if ballot.is_about_votes() {
        let more = [Key::Plus, Key::Equals, Key::Space].into_iter().any(|key| took(input, Modifiers::NONE, key));
        let more = more || took(input, Modifiers::SHIFT, Key::Plus);
        let less = [Key::Minus, Key::Backspace].into_iter().any(|key| took(input, Modifiers::NONE, key));
        if let Some(id) = item.filter(|_| more || less)
            && let Some(why) = ballot.vote(id, more)
        {
            view.refused = Some(why);
        }
    }
    // what was chosen is not changed by the key that seals it, wherever Tab has led; Space presses what has the focus
    let is_chosen = item.is_some_and(|id| ballot.choice(id).is_some());
    if (!ear.pressing || is_chosen) && took_once(input, Key::Enter) {
        asked.push(Ask::Finish);
    }
    asked
}
