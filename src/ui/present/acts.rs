//! What is done in a session, each in one step that can be taken back, under a name that tells nobody's answer.

use crate::edit::landing::{self, Landing, with_workshop};
use crate::edit::workshop::{self as rounds, Jot, Outcome, Settled};
use crate::knowledge;
use crate::model::discovery::GoVerdict;
use crate::model::workshops::{Activity, RoundKind, Workshop};
use crate::model::{Id, Step, Workbook};
use crate::ui::desk::Desk;
use crate::ui::jotting;
use crate::ui::notice::Notice;
use crate::words;

use super::ballot::Ballot;
use super::{Ask, Here, Screen, View, Window, choose, closing, gather, land, next, people, plan, written};

/// What people agreed on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Agreed {
    /// A step of a scale.
    Step(Step),
    /// A decision.
    Verdict(GoVerdict),
}

/// Does what was asked for.
pub(super) fn carry_out(desk: &mut Desk<'_>, view: &mut View, ask: Ask) {
    if !matches!(ask, Ask::Leave | Ask::Back) {
        view.leaving = None;
    }
    if matches!(ask, Ask::Jot(..) | Ask::Window | Ask::Show(Screen::Board)) {
        choose::date(desk, view);
    }
    match ask {
        Ask::Choose(id) => view.choose(id),
        Ask::Make(at) => make(desk, view, at),
        Ask::MakeOwn => choose::make_own(desk, view),
        Ask::Leave => closing::leave(desk, view),
        Ask::Back if view.correcting.is_some() => view.correcting = None,
        Ask::Back if view.plan.is_some() => view.plan = None,
        Ask::Back => closing::leave(desk, view),
        Ask::Another => view.begin(None),
        Ask::Reopen => {
            view.clock.toggle();
            begin(desk, view);
        }
        Ask::Page(leaf) => view.pages.turn(leaf),
        Ask::Show(screen) => show(view, screen),
        Ask::Home => show(view, view.home()),
        Ask::Toggle | Ask::More | Ask::Next | Ask::TurnTo(_) | Ask::Take(..) => time(desk, view, &ask),
        Ask::Blank => view.blank = !view.blank,
        Ask::Board => (view.blank, view.covered) = (false, None),
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
        Ask::RoomTypes => view.room_types = !view.room_types,
        Ask::Capture => {
            view.part = super::Part::Notes;
            view.capture = Some(view.screen == Screen::Board);
        }
        Ask::ByVotes => view.by_votes = !view.by_votes,
        Ask::Jot(text, room) => jot(desk, view, &text, room),
        Ask::VoteInstead(id, room) => vote_instead(desk, view, id, room),
        Ask::Note(_) | Ask::Walk(_) | Ask::Pick(_) | Ask::PickAt(_) => choose_note(desk, view, &ask),
        Ask::Land => {
            if let Some(landing) = view.landing {
                land_note(desk, view, landing);
            }
        }
        Ask::LandAs(landing) => land_as(desk, view, landing),
        Ask::Park(id) => park(desk, view, id),
        Ask::Gather | Ask::JoinAbove | Ask::TalkIn(_) | Ask::Wish(_) => gather::carry_out(desk, view, ask),
        Ask::Plan(kind) => prepare(desk, view, kind),
        Ask::NoPlan => view.plan = None,
        Ask::Attendees(text) => people::carry_out(desk, view, &text),
        Ask::Correct(written, line) => written::correct(desk, view, written, &line),
        Ask::BeginRound => begin_round(desk, view),
        Ask::Pass(round) => {
            view.covered = Some(round);
            view.screen = Screen::Cover;
        }
        Ask::BeginTurn => begin_turn(desk, view),
        Ask::Finish => finish(desk, view),
        Ask::Skip => skip(desk, view),
        Ask::Reveal(round) => reveal(desk, view, round),
        Ask::Settle(round, about, agreed) => settle(desk, view, (round, about), agreed),
        Ask::Reason(mode, rating, text) => {
            desk.edit("write a reason down", |workbook, _| rounds::give_reason(workbook, mode, rating, &text));
        }
        Ask::Dissent(round, about, text) => dissent(desk, view, (round, about), &text),
    }
}

/// Turns this window to something else. Who leaves a turn leaves no answer.
fn show(view: &mut View, screen: Screen) {
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
        let workshop = Workshop {
            name: ready.title.clone(),
            date: Some(today),
            facilitator: author,
            votes_each: Some(ready.votes_each).filter(|votes| *votes > 0),
            attribution: Some(crate::model::workshops::Attribution::Initials),
            ..Workshop::default()
        };
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

fn activity_in(workshop: &mut Workshop, id: Id, act: impl FnOnce(&mut Activity)) {
    let at = workshop.agenda.iter().position(|activity| activity.id == id);
    if let Some(activity) = at.and_then(|at| workshop.agenda.at_mut(at)) {
        act(activity);
    }
}

fn time(desk: &mut Desk<'_>, view: &mut View, ask: &Ask) {
    if closing::is_ended(desk, view) && matches!(ask, Ask::Toggle | Ask::More | Ask::Next) {
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
        Ask::Next => next_activity(desk, view),
        Ask::TurnTo(id) => turn_to(desk, view, *id),
        Ask::Take(id, minutes) => change(desk, view, "take minutes from an activity", |workshop| {
            activity_in(workshop, *id, |activity| {
                activity.minutes = activity.minutes.map(|planned| planned.saturating_sub(*minutes));
            });
        }),
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
    view.clock.turn_to(following.or(Some(current)));
    if following.is_none() {
        view.clock.stop();
        view.plan = None;
    }
}

fn agenda(workbook: &Workbook, view: &View) -> Vec<Id> {
    let workshop = view.workshop.and_then(|id| workbook.workshops.workshops.find(id));
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
}

fn jot(desk: &mut Desk<'_>, view: &mut View, text: &str, room: bool) {
    let Some(workshop) = view.workshop else { return };
    let held = desk.workbook().workshops.workshops.find(workshop);
    let named = held.is_some_and(crate::ui::jotting::names_authors);
    let activity = view.clock.activity();
    let line = view.line_of(room);
    let author = std::mem::take(&mut line.author);
    let author = if named { author.trim().to_owned() } else { String::new() };
    let like = Jot { activity, kind: line.jotting.kind, author };
    line.jotting.clear();
    let before = jotting::kept(desk.workbook(), workshop);
    let added = desk.edit("add note", |workbook, ids| rounds::add_notes(workbook, ids, workshop, like, text));
    view.newest = added.last().copied();
    if let Some(said) = jotting::kept(desk.workbook(), workshop).since(before) {
        desk.say(Notice::done(said));
    }
    if let Some(notice) = jotting::no_such_day(text) {
        desk.say(notice);
    }
}

/// A vote for a note that says it already.
fn vote_instead(desk: &mut Desk<'_>, view: &mut View, note: Id, room: bool) {
    change(desk, view, "count votes", |workshop| {
        let at = workshop.captures.iter().position(|other| other.id == note);
        if let Some(note) = at.and_then(|at| workshop.captures.at_mut(at)) {
            note.votes = Some(note.votes.unwrap_or(0).saturating_add(1));
            note.marks.set("votes", None);
        }
    });
    *view.line_of(room) = super::jot::Line::default();
    view.capture = Some(room);
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
    let Some(workshop) = view.workshop.and_then(|id| workbook.workshops.workshops.find(id)) else { return };
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
    let Some(workshop) = view.workshop.and_then(|id| workbook.workshops.workshops.find(id)) else { return };
    let order = land::order(view, Here { workbook: &workbook, workshop });
    let at = order.iter().position(|other| other.id == note).unwrap_or(0);
    let open = |note: &&&crate::model::workshops::Capture| note.landed.is_none();
    let to = order.iter().skip(at).find(open).or_else(|| order.iter().find(open));
    view.note = to.map(|note| note.id);
    view.scroll = true;
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

fn prepare(desk: &Desk<'_>, view: &mut View, kind: RoundKind) {
    let workbook = desk.snapshot();
    let Some(workshop) = view.workshop.and_then(|id| workbook.workshops.workshops.find(id)) else { return };
    let here = Here { workbook: &workbook, workshop };
    if here.open_round().is_none() {
        view.plan = Some(plan::Plan::new(kind, view, here));
        view.part = super::Part::Turns;
    }
}

fn begin_round(desk: &mut Desk<'_>, view: &mut View) {
    let (Some(workshop), Some(plan)) = (view.workshop, view.plan.take()) else { return };
    let round = plan.round(view.clock.activity());
    let begun = desk.edit("begin private turns", |workbook, ids| rounds::begin_round(workbook, ids, workshop, round));
    if let Some(round) = begun {
        (view.covered, view.screen, view.early) = (Some(round), Screen::Cover, String::new());
    }
}

fn begin_turn(desk: &Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    let workshop = view.workshop.and_then(|id| workbook.workshops.workshops.find(id));
    let Some(round) = view.covered.and_then(|id| workshop?.rounds.find(id)) else {
        return show(view, view.home());
    };
    let Some(turn) = next(round) else {
        // everybody had one: what comes is the facilitator's; a cover stands before it where the room may look at this window
        view.covered = None;
        let to = if view.window.is_some() { Screen::Facilitator } else { Screen::Hand };
        return show(view, to);
    };
    let mut ballot = Ballot::new(turn.id, round.kind, &round.about, round.votes_each);
    ballot.began = view.clock.time();
    (view.ballot, view.refused, view.screen) = (Some(ballot), None, Screen::Turn);
}

/// Seals what the person decided; the cover comes back by itself.
fn finish(desk: &mut Desk<'_>, view: &mut View) {
    let now = view.clock.time();
    let Some(ballot) = &mut view.ballot else { return };
    if let Some(open) = ballot.open() {
        ballot.at = if ballot.is_last() || ballot.item().is_some_and(|id| ballot.choice(id).is_none()) {
            open
        } else {
            ballot.at + 1
        };
        return;
    }
    let (turn, answer) = (ballot.turn, ballot.answer());
    let seconds = (now - ballot.began).max(0.0) as u64;
    let taken = desk.edit("private turn", |workbook, _| rounds::take_turn(workbook, turn, &answer, Some(seconds)));
    match taken {
        Ok(()) => show(view, Screen::Cover),
        Err(error) => view.refused = Some(words::sentence(&words::capitalized(&error.to_string()))),
    }
}

fn skip(desk: &mut Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    let workshop = view.workshop.and_then(|id| workbook.workshops.workshops.find(id));
    let Some(workshop) = workshop else { return };
    let here = Here { workbook: &workbook, workshop };
    if let Some(turn) = here.open_round().and_then(next) {
        let id = turn.id;
        desk.edit("skip a turn", |workbook, _| rounds::skip_turn(workbook, id));
    }
}

fn reveal(desk: &mut Desk<'_>, view: &mut View, round: Id) {
    let (early, today) = (view.early.trim().to_owned(), desk.today);
    let revealed =
        desk.edit("reveal private turns", |workbook, ids| rounds::reveal(workbook, ids, round, &early, today));
    match revealed {
        Ok(()) => (view.covered, view.early, view.blank) = (None, String::new(), false),
        Err(error) => {
            let why = words::sentence(&words::capitalized(&error.to_string()));
            desk.say(Notice::failure("Not revealed yet", why));
        }
    }
}

/// What is written down of dissent for this.
fn dissent_of(desk: &Desk<'_>, view: &View, (round, about): (Id, Id)) -> String {
    let workshop = view.workshop.and_then(|id| desk.workbook().workshops.workshops.find(id));
    let round = workshop.and_then(|workshop| workshop.rounds.find(round));
    let result = round.and_then(|round| round.results.iter().find(|result| result.about == Some(about)));
    result.map(|result| result.dissent.clone()).unwrap_or_default()
}

fn settle(desk: &mut Desk<'_>, view: &View, (round, about): (Id, Id), agreed: Agreed) {
    let dissent = dissent_of(desk, view, (round, about));
    let set = match agreed {
        Agreed::Step(step) => Settled::Step(step),
        Agreed::Verdict(verdict) => {
            let led = view.workshop.and_then(|id| desk.workbook().workshops.workshops.find(id));
            let by = led.map(|workshop| workshop.facilitator.clone()).filter(|name| !name.trim().is_empty());
            let by = by.unwrap_or_else(|| desk.author.to_owned());
            let reason = dissent.clone();
            Settled::Verdict { verdict, by, date: desk.today, reason }
        }
    };
    let outcome = Outcome { set, dissent };
    let name = "write the outcome down";
    desk.edit(name, |workbook, ids| rounds::set_outcome(workbook, ids, round, Some(about), &outcome));
}

fn dissent(desk: &mut Desk<'_>, view: &View, (round, about): (Id, Id), text: &str) {
    change(desk, view, "write dissent down", |workshop| {
        let at = workshop.rounds.iter().position(|other| other.id == round);
        let Some(round) = at.and_then(|at| workshop.rounds.at_mut(at)) else { return };
        let at = round.results.iter().position(|result| result.about == Some(about));
        if let Some(result) = at.and_then(|at| round.results.at_mut(at)) {
            text.trim().clone_into(&mut result.dissent);
        }
    });
}
