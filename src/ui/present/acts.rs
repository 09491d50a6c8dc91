//! What is done in a session, each in one step that can be taken back, under a name that tells nobody's answer.

use crate::edit::begun::NoteBegun;
use crate::edit::landing::{self, Landing, with_workshop};
use crate::edit::workshop::{self as rounds, Jot};
use crate::knowledge;
use crate::model::workshops::{Activity, Workshop};
use crate::model::{Id, Workbook};
use crate::ui::desk::Desk;
use crate::ui::jotting;
use crate::ui::notice::Notice;

use super::jot::LineOf;
use super::room::Awaits;
use super::{Ask, Here, Screen, View, Window, choose, closing, gather, land, matter, people, round, written};

/// Does what was asked for.
pub(super) fn carry_out(desk: &mut Desk<'_>, view: &mut View, ask: Ask) {
    if !matches!(ask, Ask::Leave | Ask::Back) {
        view.leaving = None;
    }
    if ask != Ask::Right {
        view.ending = None;
    }
    if matches!(ask, Ask::Jot(..) | Ask::Window | Ask::Show(Screen::Board)) {
        choose::date(desk, view);
    }
    match ask {
        Ask::Choose(id) => view.choose(id),
        Ask::Make(at) => make(desk, view, at),
        Ask::MakeOwn => choose::make_own(desk, view),
        Ask::Back if view.correcting.is_some() => written::give_up(view),
        Ask::Back if view.plan.is_some() => view.plan = None,
        Ask::Back if view.sees_notes() && view.note.is_some() => close_note(view),
        Ask::Leave | Ask::Back => closing::leave(desk, view),
        Ask::Another => view.begin(None),
        Ask::Reopen => {
            view.clock.start();
            begin(desk, view);
        }
        Ask::Page(leaf) => view.pages.turn(leaf),
        Ask::Show(screen) => show(view, screen),
        Ask::Home => show(view, view.home()),
        Ask::Toggle | Ask::More | Ask::Next | Ask::Right | Ask::TurnTo(_) | Ask::Take(..) => time(desk, view, &ask),
        Ask::Blank | Ask::Board | Ask::Window | Ask::Full | Ask::Light | Ask::RoomTypes | Ask::ComeHome => {
            for_room(desk, view, &ask);
        }
        Ask::Capture => {
            view.part = super::Part::Notes;
            view.capture = Some(if view.screen == Screen::Board { LineOf::Board } else { LineOf::Facilitator });
        }
        Ask::ByVotes => view.by_votes = !view.by_votes,
        Ask::Jot(text, room) => jot(desk, view, &text, room),
        Ask::VoteInstead(id, room) => vote_instead(desk, view, id, room),
        Ask::PickAt(at) if view.matter.hears(view.note) => matter::carry_out(desk, view, matter::Deed::Status(at)),
        Ask::Note(_) | Ask::Walk(_) | Ask::Pick(_) | Ask::PickAt(_) => choose_note(desk, view, &ask),
        Ask::Matter(deed) => matter::carry_out(desk, view, deed),
        Ask::GoOn => round::go_on(desk, view),
        Ask::Land if view.matter.hears(view.note) => matter::carry_out(desk, view, matter::Deed::NextOpen),
        Ask::Land => {
            if let Some(landing) = view.landing {
                land_note(desk, view, landing);
            }
        }
        Ask::Reword => super::tray::begin_to_reword(desk, view),
        Ask::Words(id, text) => reword(desk, view, id, &text),
        Ask::Delete => delete_note(desk, view),
        Ask::LandAs(landing) => land_as(desk, view, landing),
        Ask::Park(id) => park(desk, view, id),
        Ask::Gather | Ask::JoinAbove | Ask::TalkIn(_) | Ask::Wish(_) => gather::carry_out(desk, view, ask),
        Ask::NoPlan => view.plan = None,
        Ask::Attendees(text) => people::carry_out(desk, view, &text),
        Ask::Correct(written, line, is_left) => written::correct(desk, view, &written, (&line, is_left)),
        Ask::Plan(_)
        | Ask::BeginRound
        | Ask::Pass(_)
        | Ask::BeginTurn
        | Ask::Finish
        | Ask::Skip
        | Ask::Arrived(_)
        | Ask::DropRound(_)
        | Ask::Reveal(_)
        | Ask::Settle(..)
        | Ask::Decide(..)
        | Ask::Reason(..)
        | Ask::Dissent(..) => round::carry_out(desk, view, ask),
    }
}

/// What the room sees, and on what.
fn for_room(desk: &mut Desk<'_>, view: &mut View, ask: &Ask) {
    match ask {
        Ask::Blank => view.blank = !view.blank,
        Ask::Board => board(view),
        Ask::Window => view.window = if view.window.is_some() { None } else { Some(Window::default()) },
        Ask::Full => {
            if let Some(window) = &mut view.window {
                window.full = !window.full;
            }
        }
        Ask::Light => {
            view.light = !view.light;
            if view.screen == Screen::Facilitator {
                let said = if view.light { "The room's picture is light" } else { "The room's picture is dark" };
                desk.say(Notice::done(said));
            }
        }
        Ask::RoomTypes => let_room_type(desk, view),
        Ask::ComeHome => come_home(view),
        _ => {}
    }
}

/// Turns this window to something else. Who leaves a turn leaves no answer.
pub(super) fn show(view: &mut View, screen: Screen) {
    if screen != Screen::Turn {
        (view.ballot, view.refused) = (None, None);
    }
    view.grouping.let_go();
    view.screen = screen;
    if screen == Screen::Board && view.window.is_none() {
        (view.blank, view.covered) = (false, None);
    }
}

fn make(desk: &mut Desk<'_>, view: &mut View, at: usize) {
    let Some(ready) = knowledge::agendas().get(at) else { return };
    let (today, author) = (desk.today, desk.author.to_owned());
    let id = desk.edit("add workshop", |workbook, ids| {
        let workshop = Workshop { date: Some(today), facilitator: author, ..ready.to_workshop() };
        landing::begin(workbook, ids, workshop, ready.to_activities())
    });
    view.choose(id);
}

/// Changes the workshop that is led, in one step.
pub(super) fn change(desk: &mut Desk<'_>, view: &View, name: &str, act: impl FnOnce(&mut Workshop)) {
    if let Some(id) = view.workshop {
        desk.edit(name, |workbook, _| with_workshop(workbook, id, act));
    }
}

/// Changes the workshop that is led while somebody types.
pub(super) fn type_in(desk: &mut Desk<'_>, view: &View, name: &str, act: impl FnOnce(&mut Workshop)) {
    if let Some(id) = view.workshop {
        desk.write(name, |workbook| {
            with_workshop(workbook, id, act);
        });
    }
}

fn activity_in(workshop: &mut Workshop, id: Id, act: impl FnOnce(&mut Activity)) {
    let at = workshop.agenda.iter().position(|activity| activity.id == id);
    if let Some(activity) = at.and_then(|at| workshop.agenda.at_mut(at)) {
        act(activity);
    }
}

fn time(desk: &mut Desk<'_>, view: &mut View, ask: &Ask) {
    if *ask == Ask::Right && closing::is_to_be_asked_for_twice(desk, view) {
        return;
    }
    if closing::is_ended(desk, view) && matches!(ask, Ask::Toggle | Ask::More | Ask::Next | Ask::Right) {
        return; // no key that slips takes the thanks off the wall
    }
    match ask {
        Ask::Toggle => {
            let first = view.clock.is_fresh();
            view.clock.toggle();
            if first {
                begin(desk, view);
            }
        }
        Ask::More => {
            let Some(id) = view.clock.activity() else { return };
            change(desk, view, "two minutes more", |workshop| {
                activity_in(workshop, id, |activity| {
                    activity.extra = Some(activity.extra.unwrap_or(0).saturating_add(2));
                    activity.marks.set("extra", None);
                });
            });
        }
        Ask::Next | Ask::Right => next_activity(desk, view),
        Ask::TurnTo(id) => turn_to(desk, view, *id),
        Ask::Take(id, minutes) => {
            let Some(workshop) = view.workshop else { return };
            desk.edit("take minutes from an activity", |workbook, ids| {
                rounds::take_minutes(workbook, ids, workshop, (*id, *minutes));
            });
        }
        _ => {}
    }
}

/// Writes down when the session, or an activity of it, began.
fn begin(desk: &mut Desk<'_>, view: &View) {
    let (hour, today, activity) = (view.clock.hour(), desk.today, view.clock.activity());
    change(desk, view, "begin the activity", |workshop| {
        if workshop.began.trim().is_empty() {
            workshop.began.clone_from(&hour);
        }
        workshop.date = workshop.date.or(Some(today));
        if let Some(id) = activity {
            activity_in(workshop, id, |activity| {
                activity.spent = None; // it goes on: the wall does not say that it is over
                if activity.began.trim().is_empty() {
                    activity.began.clone_from(&hour);
                }
            });
        }
    });
}

/// Ends the activity that is on, and begins the next. After the last one the clock stands.
fn next_activity(desk: &mut Desk<'_>, view: &mut View) {
    let (spent, hour) = (view.clock.minutes(), view.clock.hour());
    let Some(current) = view.clock.activity() else { return };
    let order: Vec<Id> = agenda(desk.workbook(), view);
    let at = order.iter().position(|id| *id == current);
    let following = at.and_then(|at| order.get(at + 1)).copied();
    let running = view.clock.is_running();
    change(desk, view, if following.is_some() { "next activity" } else { "end the workshop" }, |workshop| {
        activity_in(workshop, current, |activity| activity.spent = Some(spent));
        if let Some(id) = following.filter(|_| running) {
            activity_in(workshop, id, |activity| activity.began = hour);
        }
        if following.is_none() {
            let open = |activity: &&Activity| activity.spent.is_none();
            let passed_over: Vec<Id> = workshop.agenda.iter().filter(open).map(|activity| activity.id).collect();
            for id in passed_over {
                activity_in(workshop, id, |activity| activity.spent = Some(0));
            }
        }
    });
    view.notes_first = false;
    if following.is_some() {
        view.clock.turn_to(following);
    } else {
        view.clock.stop();
        view.plan = None;
    }
}

fn agenda(workbook: &Workbook, view: &View) -> Vec<Id> {
    let workshop = view.led(workbook);
    workshop.map(|workshop| workshop.agenda.iter().map(|activity| activity.id).collect()).unwrap_or_default()
}

/// Turns to any activity: the one that was on keeps the time that it took.
fn turn_to(desk: &mut Desk<'_>, view: &mut View, id: Id) {
    let Some(current) = view.clock.activity().filter(|current| *current != id) else { return };
    let (spent, hour, timed) = (view.clock.minutes(), view.clock.hour(), !view.clock.is_fresh());
    change(desk, view, "turn to another activity", |workshop| {
        if timed {
            activity_in(workshop, current, |activity| activity.spent = Some(spent));
        }
        activity_in(workshop, id, |activity| {
            activity.spent = None;
            activity.began = if timed { hour } else { String::new() };
        });
    });
    view.clock.turn_to(Some(id));
    view.notes_first = false;
}

fn jot(desk: &mut Desk<'_>, view: &mut View, text: &str, from: LineOf) {
    let Some(workshop) = view.workshop else { return };
    let held = desk.workbook().workshops.workshops.find(workshop);
    let named = held.is_some_and(crate::ui::jotting::names_authors);
    let activity = view.clock.activity();
    let line = view.line_of(from);
    let author = std::mem::take(&mut line.author);
    let author = if named { author.trim().to_owned() } else { String::new() };
    let like = Jot { activity, kind: line.jotting.kind, author };
    line.jotting.clear();
    if from == LineOf::Facilitator {
        close_note(view); // the list follows the new one: no key is for a note that is out of sight
    }
    let before = jotting::kept(desk.workbook(), workshop);
    let added = desk.edit("add note", |workbook, ids| rounds::add_notes(workbook, ids, workshop, like, text));
    if from == LineOf::Facilitator {
        view.take_up_line(workshop);
    }
    view.newest = added.last().copied().filter(|_| view.note.is_none());
    if let Some(said) = jotting::kept(desk.workbook(), workshop).since(before) {
        desk.say(Notice::done(said));
    }
    if let Some(notice) = jotting::no_such_day(text) {
        desk.say(notice);
    }
}

/// Lets the room type, or not. Its line is there to be written in at once; once it goes, what stands in it is the facilitator's.
fn let_room_type(desk: &Desk<'_>, view: &mut View) {
    view.room_types = !view.room_types;
    let has_line = !view.blank && view.covered.is_none() && !desk.is_read_only() && !closing::is_ended(desk, view);
    let now = view.clock.time();
    if !view.room_types {
        bring_home(view);
        come_home(view);
    } else if let Some(window) = view.window.as_mut().filter(|_| has_line) {
        window.awaits = Some(Awaits::Since(now));
        view.capture = Some(LineOf::Room);
    }
}

/// What stands in the room's line, to the facilitator's, or to what waits for it.
fn bring_home(view: &mut View) {
    if view.screen == Screen::Board || view.room_line.draft.trim().is_empty() {
        return;
    }
    let line = std::mem::take(&mut view.room_line);
    if view.line.draft.trim().is_empty() {
        view.line = line;
    } else if let Some(workshop) = view.workshop {
        view.begun.push(NoteBegun { workshop, text: line.draft, author: line.author });
    }
}

/// Gives the keyboard back to the facilitator.
fn come_home(view: &mut View) {
    if let Some(window) = &mut view.window {
        (window.awaits, window.comes_home, window.gave_back) = (None, true, true);
    }
}

/// Closes the open note.
fn close_note(view: &mut View) {
    (view.note, view.landing, view.suggested) = (None, None, None);
}

/// Shows the room the board; where it sees that already, the notes in place of what was rated, or that again.
fn board(view: &mut View) {
    let sees_it = (view.window.is_some() || view.screen == Screen::Board) && !view.blank && view.covered.is_none();
    view.notes_first = sees_it && !view.notes_first;
    (view.blank, view.covered) = (false, None);
}

/// A vote for a note that says it already.
fn vote_instead(desk: &mut Desk<'_>, view: &mut View, note: Id, line: LineOf) {
    change(desk, view, "count votes", |workshop| {
        let at = workshop.captures.iter().position(|other| other.id == note);
        if let Some(note) = at.and_then(|at| workshop.captures.at_mut(at)) {
            note.votes = Some(note.votes.unwrap_or(0).saturating_add(1));
            note.marks.set("votes", None);
        }
    });
    *view.line_of(line) = super::jot::Line::default();
    if let Some(workshop) = view.workshop.filter(|_| line == LineOf::Facilitator) {
        view.take_up_line(workshop);
    }
    view.capture = Some(line);
}

fn choose_note(desk: &Desk<'_>, view: &mut View, ask: &Ask) {
    match ask {
        Ask::Note(id) => {
            view.note = Some(*id).filter(|id| view.note != Some(*id));
            (view.landing, view.suggested, view.scroll) = (None, None, true);
        }
        Ask::Pick(landing) => view.landing = Some(*landing),
        Ask::PickAt(at) => {
            let known = view.suggested.as_ref().and_then(|known| known.landings.get(*at)).copied();
            view.landing = known.or(view.landing);
        }
        Ask::Walk(on) => walk(desk, view, *on),
        _ => {}
    }
}

/// Opens the note after the open one, or before it.
fn walk(desk: &Desk<'_>, view: &mut View, on: bool) {
    let workbook = desk.snapshot();
    let Some(workshop) = view.led(&workbook) else { return };
    let order: Vec<Id> = land::order(view, Here { workbook: &workbook, workshop }).iter().map(|note| note.id).collect();
    let at = view.note.and_then(|id| order.iter().position(|other| *other == id));
    let to = match (at, on) {
        (None, _) => 0,
        (Some(at), true) => (at + 1).min(order.len().saturating_sub(1)),
        (Some(at), false) => at.saturating_sub(1),
    };
    view.note = order.get(to).copied();
    (view.landing, view.suggested, view.scroll) = (None, None, true);
}

/// Lands the open note as one kind of item; on the canvas in the block that its activity is about.
fn land_as(desk: &mut Desk<'_>, view: &mut View, landing: Landing) {
    let landing = match (landing, view.note) {
        (Landing::Canvas(_), Some(note)) => Landing::Canvas(rounds::block_of_note(desk.workbook(), note)),
        (Landing::Assumption(_), Some(note)) => Landing::Assumption(rounds::block_of_note(desk.workbook(), note)),
        (Landing::Question(_), Some(note)) => Landing::Question(rounds::block_of_note(desk.workbook(), note)),
        (other, _) => other,
    };
    land_note(desk, view, landing);
}

fn land_note(desk: &mut Desk<'_>, view: &mut View, landing: Landing) {
    let Some(note) = view.note else { return };
    let landed = desk.edit("land note", |workbook, ids| landing::land(workbook, ids, note, landing));
    if landed.is_some() {
        (view.landing, view.suggested) = (None, None);
        open_next(desk, view, note);
    }
}

/// Opens the next note that has not landed.
fn open_next(desk: &Desk<'_>, view: &mut View, note: Id) {
    let workbook = desk.snapshot();
    let Some(workshop) = view.led(&workbook) else { return };
    let order = land::order(view, Here { workbook: &workbook, workshop });
    let at = order.iter().position(|other| other.id == note).unwrap_or(0);
    let open = |note: &&&crate::model::workshops::Capture| note.landed.is_none();
    let to = order.iter().skip(at).find(open).or_else(|| order.iter().find(open));
    view.note = to.map(|note| note.id);
    view.scroll = true;
}

/// What a note says, while it is corrected. Nothing is no note: what stood there stays until there is another word.
fn reword(desk: &mut Desk<'_>, view: &View, note: Id, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    type_in(desk, view, "correct a note", |workshop| {
        let at = workshop.captures.iter().position(|other| other.id == note);
        if let Some(note) = at.and_then(|at| workshop.captures.at_mut(at)) {
            text.trim().clone_into(&mut note.text);
        }
    });
}

/// Takes the open note away, and opens the next one.
fn delete_note(desk: &mut Desk<'_>, view: &mut View) {
    let Some(note) = view.note else { return };
    open_next_after(desk, view, note);
    desk.remove_item(note, "note");
}

fn park(desk: &mut Desk<'_>, view: &mut View, id: Id) {
    let id = if id == Id::default() { view.note } else { Some(id) };
    let (Some(id), Some(workshop)) = (id, view.workshop) else { return };
    let note = desk.workbook().workshops.workshops.find(workshop).and_then(|workshop| workshop.captures.find(id));
    let Some(parked) = note.map(|note| note.parked) else { return };
    if !parked {
        open_next_after(desk, view, id);
    }
    desk.edit(if parked { "take up note" } else { "park note" }, |workbook, _| rounds::park(workbook, id, !parked));
}

fn open_next_after(desk: &Desk<'_>, view: &mut View, note: Id) {
    if view.note == Some(note) {
        walk(desk, view, true);
        view.note = view.note.filter(|other| *other != note);
    }
}
