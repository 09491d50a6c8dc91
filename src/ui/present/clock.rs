//! The clock of a session: how long the activity that is on has run. It stands on the time of the window's frames; what lasts
//! (when it began, how long it took) is in the workbook. Knows no window.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use jiff::civil::{DateTime, Time};

use crate::model::workshops::{Activity, Workshop};
use crate::model::{Date, Id};

/// The clock.
#[derive(Debug, Clone, Default)]
pub(super) struct Clock {
    /// What is on.
    on: On,
    /// Seconds that the clock has run before `since`, whatever was on.
    before: f64,
    /// Since when it runs; `None` while it stands.
    since: Option<f64>,
    /// How the agenda stood last; `None` before anybody has looked.
    agenda: Option<Agenda>,
    /// What was on each time that the agenda stood so. Undo and redo lead from one of them to another, and change no time.
    known: BTreeMap<Agenda, On>,
    /// Whether somebody has turned to something since: that is on, whatever was when the agenda stood so before.
    turned: bool,
    /// Seconds that were given to it beyond its plan.
    extra: u64,
    /// Now, on the time of frames.
    now: f64,
    /// A moment by the clock of the machine, and when that was on the time of frames.
    set: Option<(DateTime, f64)>,
}

/// An activity that is on, and how long the clock had run when it began.
#[derive(Debug, Clone, Copy, Default)]
struct On {
    activity: Option<Id>,
    began: f64,
}

/// How far an agenda is, as the workbook says: what began when, and how long it took.
type Agenda = Vec<(Id, String, Option<u64>)>;

impl Clock {
    /// Says what time it is: that of frames goes on smoothly, that of the machine may have slept in between.
    pub(super) fn tick(&mut self, now: f64, moment: DateTime) {
        self.now = now;
        let (set, at) = *self.set.get_or_insert((moment, now));
        if moment > later(set, now - at) {
            self.set = Some((moment, now));
        }
    }

    /// The moment: never behind the clock of the machine.
    pub(super) fn moment(&self) -> Option<DateTime> {
        self.set.map(|(set, at)| later(set, self.now - at))
    }

    /// The time of day as it is written down: `10:20`.
    pub(super) fn hour(&self) -> String {
        self.moment().map(|moment| moment.strftime("%H:%M").to_string()).unwrap_or_default()
    }

    /// Now, on the time of frames.
    pub(super) fn time(&self) -> f64 {
        self.now
    }

    /// The activity that is on.
    pub(super) fn activity(&self) -> Option<Id> {
        self.on.activity
    }

    /// Whether it runs.
    pub(super) fn is_running(&self) -> bool {
        self.since.is_some()
    }

    /// Whether it was started at all.
    pub(super) fn is_fresh(&self) -> bool {
        self.since.is_none() && self.ran() <= 0.0
    }

    /// What stopping it, or letting it run, is called now.
    pub(super) fn does(&self) -> &'static str {
        match (self.is_running(), self.is_fresh()) {
            (true, _) => "Pause",
            (false, true) => "Begin",
            (false, false) => "Go on",
        }
    }

    /// How long the activity has run, in whole seconds.
    pub(super) fn seconds(&self) -> u64 {
        self.ran() as u64
    }

    /// How long the activity has run.
    fn ran(&self) -> f64 {
        (self.total() - self.on.began).max(0.0)
    }

    /// How long the clock has run, whatever was on.
    fn total(&self) -> f64 {
        self.before + self.since.map_or(0.0, |since| self.now - since)
    }

    /// How long it has run, in minutes as they are written down: begun minutes count from their half on.
    pub(super) fn minutes(&self) -> u64 {
        (self.seconds() + 30) / 60
    }

    /// Stops, or goes on.
    pub(super) fn toggle(&mut self) {
        match self.since.take() {
            Some(since) => self.before += self.now - since,
            None => self.since = Some(self.now),
        }
    }

    /// Goes on, if it stands.
    pub(super) fn start(&mut self) {
        if !self.is_running() {
            self.toggle();
        }
    }

    /// Stops.
    pub(super) fn stop(&mut self) {
        if self.is_running() {
            self.toggle();
        }
    }

    /// Turns to another activity, from its begin; runs on if it ran.
    pub(super) fn turn_to(&mut self, activity: Option<Id>) {
        self.on = On { activity, began: self.total() };
        (self.extra, self.turned) = (0, true);
    }

    /// Learns how much more time than was planned the activity was given, which the workbook says.
    pub(super) fn grant(&mut self, workshop: &Workshop) {
        let on = self.on.activity.and_then(|id| workshop.agenda.find(id));
        self.extra = on.and_then(|activity| activity.extra).unwrap_or(0).min(24 * 60) * 60;
    }

    /// Follows the workbook: where its agenda stands as it did before, what was on then is on again.
    pub(super) fn resume(&mut self, workshop: &Workshop, today: Date) {
        let one = |activity: &Activity| (activity.id, activity.began.clone(), activity.spent);
        let agenda: Agenda = workshop.agenda.iter().map(one).collect();
        let turned = std::mem::take(&mut self.turned);
        if !turned && self.agenda.as_ref() == Some(&agenda) {
            return;
        }
        match self.known.get(&agenda) {
            Some(on) if !turned => self.on = *on,
            _ => self.find_what_is_on(workshop, today),
        }
        if !agenda.is_empty() && agenda.iter().all(|(.., spent)| spent.is_some()) {
            self.stop(); // an end that was taken back and made again
        }
        self.known.insert(agenda.clone(), self.on);
        (self.agenda, self.turned) = (Some(agenda), false);
    }

    /// Takes up the session where the workbook says that it is: the first activity that was not timed. One that began today
    /// and has not ended was on when the program went, so its time has run on.
    fn find_what_is_on(&mut self, workshop: &Workshop, today: Date) {
        let on = self.on.activity.and_then(|id| workshop.agenda.find(id));
        if on.is_some_and(|activity| activity.spent.is_none()) {
            return; // whoever leads turned to it, in whatever order
        }
        let open = workshop.agenda.iter().find(|activity| activity.spent.is_none());
        let open = open.or_else(|| workshop.agenda.iter().next_back());
        if self.on.activity.is_some() && self.on.activity == open.map(|activity| activity.id) {
            return;
        }
        self.turn_to(open.map(|activity| activity.id));
        let began = open.filter(|activity| activity.spent.is_none()).and_then(|activity| time(&activity.began));
        let (Some(began), Some(moment)) = (began, self.moment()) else { return };
        let gone = moment.time().duration_since(began).as_secs_f64();
        if workshop.date == Some(today) && (0.0..12.0 * 3600.0).contains(&gone) {
            // it has run on while the program did not
            self.before = self.total() + gone;
            self.since = Some(self.now);
        }
    }

    /// Seconds that are left; negative once the time is up.
    pub(super) fn left(&self, planned: Option<u64>) -> i64 {
        (self.planned(planned).cast_signed()).saturating_sub(self.seconds().cast_signed())
    }

    /// How long it may take, in seconds.
    pub(super) fn planned(&self, minutes: Option<u64>) -> u64 {
        minutes.unwrap_or(0).min(24 * 60) * 60 + self.extra
    }

    /// The share of the time that is left.
    pub(super) fn share(&self, planned: Option<u64>) -> f32 {
        let whole = self.planned(planned);
        if whole == 0 { 0.0 } else { (self.left(planned) as f32 / whole as f32).clamp(0.0, 1.0) }
    }

    /// Seconds until another second is shown; `None` while it stands.
    pub(super) fn next(&self) -> Option<f32> {
        self.is_running().then(|| (1.0 - self.ran().fract()).clamp(0.02, 1.0) as f32)
    }
}

fn later(moment: DateTime, seconds: f64) -> DateTime {
    moment.saturating_add(SignedDuration::from_millis((seconds * 1000.0) as i64))
}

/// A time of day as it was written down.
pub(super) fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// Seconds as a clock shows them: `06:42`, and `+01:05` once the time is up.
pub(super) fn words(left: i64) -> String {
    let sign = if left < 0 { "+" } else { "" };
    let seconds = left.unsigned_abs();
    format!("{sign}{:02}:{:02}", seconds / 60, seconds % 60)
}

/// The same as it is read out, in whole minutes: a screen reader is not to speak every second.
pub(super) fn said(left: i64) -> String {
    let minutes = left.unsigned_abs().div_ceil(60) as usize;
    let minutes = crate::words::how_many(minutes, "minute", "minutes");
    if left < 0 { format!("Time is up since {minutes}") } else { format!("{minutes} left") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(hour: i8, minute: i8) -> DateTime {
        jiff::civil::datetime(2026, 3, 9, hour, minute, 0, 0)
    }

    #[test]
    fn it_runs_stands_and_can_be_given_more() {
        let mut clock = Clock::default();
        clock.tick(100.0, moment(10, 0));
        clock.toggle();
        clock.tick(160.0, moment(10, 0));
        assert_eq!((clock.seconds(), clock.left(Some(2)), clock.hour().as_str()), (60, 60, "10:01"));
        clock.toggle();
        clock.tick(400.0, moment(10, 0));
        assert_eq!(clock.seconds(), 60, "it stands");
        clock.toggle();
        clock.tick(470.0, moment(10, 0));
        assert_eq!(words(clock.left(Some(2))), "+00:10");
        let given = Activity { id: Id(7), extra: Some(2), ..Activity::default() };
        clock.on.activity = Some(given.id);
        clock.grant(&Workshop { agenda: [given].into_iter().collect(), ..Workshop::default() });
        assert_eq!(words(clock.left(Some(2))), "01:50");
        assert_eq!(clock.minutes(), 2);
        clock.turn_to(None);
        assert_eq!((clock.seconds(), clock.is_running()), (0, true));
    }

    #[test]
    fn a_machine_that_slept_sets_the_hour_right() {
        let mut clock = Clock::default();
        clock.tick(0.0, moment(10, 0));
        clock.tick(5.0, moment(11, 0));
        assert_eq!(clock.hour(), "11:00");
        clock.tick(65.0, moment(11, 0));
        assert_eq!(clock.hour(), "11:01");
    }

    #[test]
    fn a_session_is_taken_up_where_it_was() {
        let id = |number: u64| -> Id { format!("{number:016x}").parse().unwrap() };
        let activity = |number, began: &str, spent| Activity {
            id: id(number),
            began: began.to_owned(),
            spent,
            minutes: Some(10),
            ..Activity::default()
        };
        let agenda = [activity(1, "10:00", Some(9)), activity(2, "10:09", None), activity(3, "", None)];
        let today = jiff::civil::date(2026, 3, 9);
        let workshop = Workshop { date: Some(today), agenda: agenda.into_iter().collect(), ..Workshop::default() };
        let mut clock = Clock::default();
        clock.tick(3.0, moment(10, 13));
        clock.resume(&workshop, today);
        assert_eq!((clock.activity(), clock.seconds(), clock.is_running()), (Some(id(2)), 240, true));
        clock.turn_to(Some(id(3)));
        clock.resume(&workshop, today);
        assert_eq!(clock.activity(), Some(id(3)), "the facilitator has jumped");
        let mut another_day = Clock::default();
        another_day.tick(3.0, moment(10, 13));
        another_day.resume(&workshop, jiff::civil::date(2026, 3, 10));
        assert_eq!((another_day.activity(), another_day.is_fresh()), (Some(id(2)), true));
    }

    fn id(number: u64) -> Id {
        format!("{number:016x}").parse().unwrap()
    }

    /// The clock at this second, where the workbook says that these activities are over.
    fn at<const N: usize>(clock: &mut Clock, time: f64, spent: [Option<u64>; N]) -> (u64, u64, bool) {
        let one = |(at, spent)| Activity { id: id(at + 1), spent, ..Activity::default() };
        let agenda = (0_u64..).zip(spent).map(one).collect();
        let today = jiff::civil::date(2026, 3, 9);
        clock.tick(time, moment(10, 0));
        clock.resume(&Workshop { date: Some(today), agenda, ..Workshop::default() }, today);
        let on = (1..=N as u64).find(|number| clock.activity() == Some(id(*number)));
        (on.unwrap_or(0), clock.seconds(), clock.is_running())
    }

    #[test]
    fn an_end_that_is_taken_back_or_made_again_changes_no_time() {
        let mut clock = Clock::default();
        at(&mut clock, 0.0, [None; 3]);
        clock.toggle();
        at(&mut clock, 600.0, [None; 3]);
        clock.turn_to(Some(id(2)));
        at(&mut clock, 900.0, [Some(10), None, None]);
        clock.turn_to(Some(id(3)));
        at(&mut clock, 905.0, [Some(10), Some(5), None]);
        // undo, undo, redo, redo
        assert_eq!(at(&mut clock, 910.0, [Some(10), None, None]), (2, 310, true));
        assert_eq!(at(&mut clock, 915.0, [None; 3]), (1, 915, true));
        assert_eq!(at(&mut clock, 920.0, [Some(10), None, None]), (2, 320, true));
        assert_eq!(at(&mut clock, 925.0, [Some(10), Some(5), None]), (3, 25, true));
        // the end of the last one leaves its time, and so does taking that back
        clock.stop();
        assert_eq!(at(&mut clock, 930.0, [Some(10), Some(5), Some(1)]), (3, 25, false));
        assert_eq!(at(&mut clock, 935.0, [Some(10), Some(5), None]), (3, 25, false));
        // it goes on, and the end is made again: the clock does not run through the thanks
        clock.start();
        assert_eq!(at(&mut clock, 940.0, [Some(10), Some(5), Some(1)]), (3, 30, false));
    }

    #[test]
    fn an_undo_leads_back_to_what_was_on_in_whatever_order_people_turned() {
        let mut clock = Clock::default();
        at(&mut clock, 0.0, [None; 4]);
        clock.toggle();
        at(&mut clock, 600.0, [None; 4]);
        // on to the second, back by undo, then the third at once
        clock.turn_to(Some(id(2)));
        at(&mut clock, 610.0, [Some(10), None, None, None]);
        assert_eq!(at(&mut clock, 620.0, [None; 4]), (1, 620, true));
        clock.turn_to(Some(id(3)));
        at(&mut clock, 630.0, [Some(10), Some(0), None, None]);
        clock.turn_to(Some(id(4)));
        at(&mut clock, 700.0, [Some(10), Some(0), Some(1), None]);
        // undo and redo: the second, which was passed over, is not on
        assert_eq!(at(&mut clock, 710.0, [Some(10), Some(0), None, None]), (3, 90, true));
        assert_eq!(at(&mut clock, 715.0, [Some(10), Some(0), Some(1), None]), (4, 85, true));
        clock.stop();
        at(&mut clock, 720.0, [Some(10), Some(0), Some(1), Some(2)]);
        assert_eq!(at(&mut clock, 725.0, [Some(10), Some(0), Some(1), None]), (4, 85, false));
    }

    #[test]
    fn an_activity_that_is_turned_to_twice_has_the_time_of_the_turn_that_is_on() {
        let mut clock = Clock::default();
        at(&mut clock, 0.0, [None; 2]);
        clock.toggle();
        at(&mut clock, 600.0, [None; 2]);
        clock.turn_to(Some(id(2)));
        at(&mut clock, 900.0, [Some(10), None]);
        clock.turn_to(Some(id(1)));
        assert_eq!(at(&mut clock, 905.0, [None, Some(5)]), (1, 5, true));
        assert_eq!(at(&mut clock, 910.0, [Some(10), None]), (2, 310, true));
        assert_eq!(at(&mut clock, 915.0, [None; 2]), (1, 915, true));
    }

    #[test]
    fn time_is_said_in_minutes() {
        assert_eq!(
            [said(402), said(60), said(-61)],
            ["seven minutes left", "one minute left", "Time is up since two minutes"]
        );
        assert_eq!(time("9:05"), Time::new(9, 5, 0, 0).ok());
        assert_eq!([time("x"), time("25:00")], [None, None]);
    }
}
