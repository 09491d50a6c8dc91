//! A workshop shown to a room: the facilitator's view fills this window, what the room sees has a window of its own, or takes
//! turns with it where there is one screen.
//!
//! What is remembered here is who looks at what; all that is said, rated and decided goes through the desk, so nothing is lost
//! when the program goes. What somebody decides alone lives in `ballot` until it is sealed, and is drawn nowhere but in that
//! person's own turn. No sound is made, and nothing blinks.

mod acts;
mod agenda;
mod ballot;
mod begin;
mod big;
mod board;
mod choose;
mod clock;
mod closing;
mod cover;
mod facilitator;
mod gather;
mod head;
mod jot;
mod keys;
mod land;
mod matter;
mod pages;
mod people;
mod plan;
mod results;
mod room;
mod round;
mod scale;
mod tray;
mod turn;
mod turns;
mod wall;
mod written;

use std::collections::BTreeMap;

use egui::{CentralPanel, Frame, Ui};

use crate::edit::begun::{NoteBegun, SettingBegun};
use crate::edit::landing::Landing;
use crate::edit::workshop::Written;
use crate::model::release::Gate;
use crate::model::workshops::{Activity, Round, RoundKind, Turn, Workshop};
use crate::model::{Id, Workbook};

use super::desk::Desk;
use super::grouping::{Grouping, Wish};
use super::held::Held;
use super::theme;

use ballot::Ballot;
pub use begin::meant;
use clock::Clock;
pub(in crate::ui) use closing::ONCE_MORE;
use jot::LineOf;
use round::title;

/// What this window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Screen {
    /// Which workshop it is to be.
    #[default]
    Choose,
    /// The facilitator's view.
    Facilitator,
    /// What the room sees.
    Board,
    /// A neutral cover: between what the room sees and what it does not.
    Hand,
    /// Whose private turn it is.
    Cover,
    /// A private turn.
    Turn,
}

/// A part of the facilitator's view, where there is room for one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    Notes,
    Agenda,
    Turns,
}

impl Part {
    /// In the order in which they are chosen from.
    const ALL: [Self; 3] = [Self::Notes, Self::Agenda, Self::Turns];
}

/// What a key or a button asks for.
#[derive(Debug, Clone, PartialEq)]
enum Ask {
    /// Choose a workshop.
    Choose(Id),
    /// Make one from a ready agenda.
    Make(usize),
    /// Make one without an agenda.
    MakeOwn,
    /// Stop the clock, or let it run.
    Toggle,
    /// Two minutes more.
    More,
    /// The next activity; after the last, the end.
    Next,
    /// The same by its key: the last is ended only by pressing it twice.
    Right,
    /// This activity.
    TurnTo(Id),
    /// Take minutes from an activity.
    Take(Id, u64),
    /// Make the room's picture blank, or not.
    Blank,
    /// Show the room the notes.
    Board,
    /// Open the room's own window, or close it.
    Window,
    /// Let the room's window fill its screen, or not.
    Full,
    /// Light or dark, for the room.
    Light,
    /// Let the room type, or not.
    RoomTypes,
    /// The keyboard back to the facilitator, from the room's own window.
    ComeHome,
    /// Show this in this window.
    Show(Screen),
    /// Back from a cover: to the facilitator if the room has its own window.
    Home,
    /// Leave.
    Leave,
    /// Close what is innermost, and leave where nothing is open.
    Back,
    /// Turn to another page of the board.
    Page(pages::Leaf),
    /// Choose another workshop.
    Another,
    /// Go on with the last activity of a workshop that was ended.
    Reopen,
    /// The cursor into the line for notes.
    Capture,
    /// Notes as somebody typed them.
    Jot(String, LineOf),
    /// A vote for a note that says it already, in place of what was being written.
    VoteInstead(Id, LineOf),
    /// Choose this note.
    Note(Id),
    /// The note after the chosen one, or before it.
    Walk(bool),
    /// Choose where the note lands.
    Pick(Landing),
    /// Choose where the note lands, by the place of the suggestion.
    PickAt(usize),
    /// Land the note where it was chosen.
    Land,
    /// Land it there.
    LandAs(Landing),
    /// Put the note off, or take it up again.
    Park(Id),
    /// Ask which group the open note belongs to.
    Gather,
    /// Put the open note with the one above it.
    JoinAbove,
    /// Talk about the open note in the activity after its own, or in the one before.
    TalkIn(bool),
    /// What somebody wants of groups and activities.
    Wish(Wish),
    /// Sort by votes, or not.
    ByVotes,
    /// Prepare a round of private turns.
    Plan(Option<RoundKind>),
    /// Go on with the turns that are under way: the next person, or the reveal.
    GoOn,
    /// Correct the words of the open note.
    Reword,
    /// What a note is to say.
    Words(Id, String),
    /// Delete the open note.
    Delete,
    /// Leave that.
    NoPlan,
    /// Begin the round that is prepared.
    BeginRound,
    /// Who is there.
    Attendees(String),
    /// Write a decision or an action anew, from this line, and whether that is left.
    Correct(Written, String, bool),
    /// The laptop goes round: show the cover of this round.
    Pass(Id),
    /// The person has the laptop.
    BeginTurn,
    /// The person is done.
    Finish,
    /// The person is not here.
    Skip,
    /// The person who was passed over has come; the first of them, if none is named.
    Arrived(Option<Id>),
    /// Take away a round that was begun by mistake.
    DropRound(Id),
    /// Show what a round gave.
    Reveal(Id),
    /// What a round comes to, for one thing that it was about.
    Settle(Id, Id, round::Agreed),
    /// Who made a decision, or why, was typed after it.
    Decide(Id, Id, round::Deciding),
    /// Why somebody gave a rating that lies far from the others.
    Reason(Id, Id, String),
    /// Who sees it differently.
    Dissent(Id, Id, String),
    /// Something with what the activity is about.
    Matter(matter::Deed),
}

/// The room's own window.
#[derive(Debug, Clone, Copy, Default)]
struct Window {
    full: bool,
    /// Since when it has the keyboard and lies apart from the facilitator's, on the time of frames.
    apart: Option<f64>,
    /// Whether the keyboard went back to the facilitator.
    gave_back: bool,
    /// That the room is to type and its window has not got the keyboard yet.
    awaits: Option<room::Awaits>,
    /// Whether the keyboard is to go back to the facilitator now.
    comes_home: bool,
}

/// What presenting remembers.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub struct View {
    workshop: Option<Id>,
    screen: Screen,
    part: Part,
    /// Whether there is room for one part at a time.
    narrow: bool,
    clock: Clock,
    window: Option<Window>,
    /// Whether the room sees nothing.
    blank: bool,
    /// Whether the room's picture is light.
    light: bool,
    /// Whether the room has a line to type into.
    room_types: bool,
    /// Whether a text was being edited when the last frame ended: Escape takes the focus before it is heard.
    writing: bool,
    /// Whether turns are under way that were not revealed.
    goes_round: bool,
    /// The round whose cover the room sees.
    covered: Option<Id>,
    ballot: Option<Ballot>,
    /// Why an answer was not taken, for as long as nothing is changed in it.
    refused: Option<String>,
    /// Whether the reason of a turn takes the focus.
    to_reason: bool,
    /// The note whose words are being corrected, as they are typed.
    rewording: Option<tray::Rewording>,
    /// The note that is open.
    note: Option<Id>,
    /// Where it is to land.
    landing: Option<Landing>,
    by_votes: bool,
    /// Whether the board shows notes where something was rated.
    notes_first: bool,
    scroll: bool,
    /// What is being written into the line for notes, the facilitator's and the room's.
    line: jot::Line,
    room_line: jot::Line,
    /// Notes that were being written in sessions that are not led now, until they are led again.
    begun: Vec<NoteBegun>,
    /// The same of what was being set.
    setting: Option<SettingBegun>,
    grouping: Grouping,
    /// Where the boxes of the agenda stand, for a note that is dropped on one.
    boxes: Vec<(Id, egui::Rect)>,
    /// Which line takes the focus next.
    capture: Option<LineOf>,
    /// What was typed before the line had the focus, here and in the room's own window.
    held: Held,
    held_in_room: Held,
    plan: Option<plan::Plan>,
    /// Who decides on what a round gave, and why, as far as that was typed: by round and gate.
    deciding: BTreeMap<(Id, Id), round::Deciding>,
    /// Whether it was asked who is there, for the round that is prepared.
    asked_who: bool,
    /// The rating whose reason is being written down: the room reads it once it is.
    explaining: Option<Id>,
    /// The decision or action that is being corrected.
    correcting: Option<written::Correcting>,
    /// Why rounds are to be revealed early, as far as that was typed.
    early: BTreeMap<Id, String>,
    /// What is suggested for the open note.
    suggested: Option<land::Suggested>,
    wall: wall::Wall,
    /// What the activity is about.
    matter: matter::Shown,
    /// Which page of the board the room sees.
    pages: pages::Pages,
    /// A note that was just said: the list follows it.
    newest: Option<Id>,
    /// The activity to which the agenda was scrolled.
    scrolled_to: Option<Id>,
    /// When leaving was asked for while the room's window was open, on the time of frames.
    leaving: Option<f64>,
    /// When ending the workshop was asked for by a key, on the time of frames.
    ending: Option<f64>,
    asked: Vec<Ask>,
}

impl View {
    /// Whether the room looks at this window.
    #[must_use]
    pub fn is_seen_by_room(&self) -> bool {
        !matches!(self.screen, Screen::Choose | Screen::Facilitator)
    }

    /// Takes the keys of the session out of the input, before the window sees them.
    pub fn listen(&mut self, ctx: &egui::Context, single_keys: bool) {
        keys::listen(ctx, self, single_keys);
    }

    /// Begins with this workshop, or asks which it shall be. The session goes on where it was, if it was the same.
    pub fn begin(&mut self, workshop: Option<Id>) {
        if workshop.is_some() && workshop == self.workshop {
            self.screen = Screen::Facilitator;
            return;
        }
        let (begun, deciding) = (self.notes_begun(), std::mem::take(&mut self.deciding));
        let early = std::mem::take(&mut self.early);
        let setting = self.matter.begun(self.workshop).or_else(|| self.setting.take());
        // the room's window stays where it was put
        let (window, room_types) = (self.window, self.room_types);
        *self = Self { light: self.light, window, room_types, begun, setting, deciding, early, ..Self::default() };
        if let Some(id) = workshop {
            self.choose(id);
        }
    }

    fn choose(&mut self, workshop: Id) {
        (self.workshop, self.screen, self.by_votes) = (Some(workshop), Screen::Facilitator, true);
        self.take_up_lines(workshop);
    }

    /// Why a round is to be revealed early, as far as that was typed.
    fn early(&self, round: Id) -> &str {
        self.early.get(&round).map_or("", String::as_str)
    }

    /// The workshop that is led.
    fn led<'a>(&self, workbook: &'a Workbook) -> Option<&'a Workshop> {
        self.workshop.and_then(|id| workbook.workshops.workshops.find(id))
    }

    fn ask(&mut self, ask: Ask) {
        self.asked.push(ask);
    }

    /// Whether the facilitator sees the notes: their keys act only then.
    fn sees_notes(&self) -> bool {
        self.screen == Screen::Facilitator && (!self.narrow || self.part == Part::Notes)
    }

    /// Where a cover leads back to.
    fn home(&self) -> Screen {
        if self.window.is_some() { Screen::Facilitator } else { Screen::Board }
    }
}

/// Shows it, over the whole window.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    view.clock.tick(ui.input(|input| input.time), desk.now);
    for ask in std::mem::take(&mut view.asked) {
        acts::carry_out(desk, view, ask);
        if let Some(workshop) = view.workshop.and_then(|id| desk.workbook().workshops.workshops.find(id)) {
            view.clock.resume(workshop, desk.today); // each step by itself, to be led back to
        }
    }
    let workbook = desk.snapshot();
    let workshop = view.led(&workbook);
    let Some(workshop) = workshop else {
        (view.workshop, view.screen, view.clock) = (None, Screen::Choose, Clock::default());
        let c = theme::colors(ui);
        CentralPanel::default().frame(Frame::new().fill(c.bg_main)).show(ui, |ui| choose::show(ui, desk, view));
        room::window(ui, desk, view, None);
        again(ui, view);
        return;
    };
    let wanted = view.capture;
    view.explaining = None;
    view.clock.resume(workshop, desk.today);
    view.clock.grant(workshop);
    let here = Here { workbook: &workbook, workshop };
    matter::refresh(desk, view, here);
    view.goes_round = here.open_round().is_some();
    match view.screen {
        Screen::Choose | Screen::Facilitator => facilitator::show(ui, desk, view, here),
        shown => {
            room::dress(ui, view.light);
            let frame = Frame::new().fill(theme::colors(ui).bg_app);
            CentralPanel::default().frame(frame).show(ui, |ui| match shown {
                Screen::Cover => cover::show(ui, view, here, true),
                Screen::Turn => turn::show(ui, view, here),
                Screen::Hand => room::hand(ui, workshop),
                _ => room::picture(ui, desk, view, here, true),
            });
        }
    }
    room::window(ui, desk, view, Some(here));
    // a line that is not shown takes no focus, and keeps no key back
    view.capture = view.capture.filter(|_| view.capture != wanted);
    view.writing = ui.ctx().text_edit_focused();
    matter::settle(view);
    written::settle(view);
    if let Some(seconds) = view.clock.next() {
        ui.ctx().request_repaint_after_secs(seconds);
    }
    again(ui, view);
}

fn again(ui: &Ui, view: &View) {
    if !view.asked.is_empty() {
        ui.ctx().request_repaint();
    }
}

/// The workbook as it is in this frame, and the workshop that is led.
#[derive(Clone, Copy)]
struct Here<'a> {
    workbook: &'a Workbook,
    workshop: &'a Workshop,
}

impl<'a> Here<'a> {
    /// The activity that is on, with its place in the agenda.
    fn activity(self, view: &View) -> Option<(usize, &'a Activity)> {
        let id = view.clock.activity()?;
        self.workshop.agenda.iter().enumerate().find(|(_, activity)| activity.id == id)
    }

    /// The round that is under way: the last one that was not revealed.
    fn open_round(self) -> Option<&'a Round> {
        self.workshop.rounds.iter().rev().find(|round| !round.revealed)
    }

    /// The rounds that were revealed, the newest first.
    fn revealed(self) -> impl Iterator<Item = &'a Round> {
        self.workshop.rounds.iter().rev().filter(|round| round.revealed)
    }

    /// Whether something that a round is about is still there.
    fn has(self, about: Id) -> bool {
        self.workshop.captures.find(about).is_some()
            || self.workbook.failure_modes.modes.find(about).is_some()
            || self.workbook.release.gates.find(about).is_some()
    }

    /// What a round is about, in its own words.
    fn words(self, about: Id) -> String {
        let text = |text: &str| crate::words::capitalized(text.trim());
        if let Some(note) = self.workshop.captures.find(about) {
            return text(&note.text);
        }
        if let Some(mode) = self.workbook.failure_modes.modes.find(about) {
            return text(&mode.name);
        }
        let gate: Option<&Gate> = self.workbook.release.gates.find(about);
        gate.map_or_else(|| "What was deleted".to_owned(), |gate| text(&gate.name))
    }

    /// What the workshop is called.
    fn name(self) -> &'a str {
        match self.workshop.name.trim() {
            "" => "Workshop",
            name => name,
        }
    }
}

/// So many people, all of them: `both`, `all five`.
fn all_of(people: usize) -> String {
    match people {
        1 => "that person".to_owned(),
        2 => "both".to_owned(),
        more => format!("all {}", crate::words::spelled(more)),
    }
}

/// Whose turn it is: the first who had none and was not passed over.
fn next(round: &Round) -> Option<&Turn> {
    round.turns.iter().find(|turn| !turn.done && !turn.skipped)
}
