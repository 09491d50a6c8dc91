//! The clock of a session: how long the activity that is on has run. It stands on the time of the window's frames; what lasts
//! (when it began, how long it took) is in the workbook. Knows no window.

use jiff::SignedDuration;
use jiff::civil::{DateTime, Time};

use crate::model::workshops::Workshop;
use crate::model::{Date, Id};

/// The clock.
#[derive(Debug, Clone, Default)]
pub(super) struct Clock {
    /// The activity that is on.
    activity: Option<Id>,
    /// Seconds that it has run before `since`.
    before: f64,
    /// Since when it runs; `None` while it stands.
    since: Option<f64>,
    /// Seconds that were given to it beyond its plan.
    extra: u64,
    /// Now, on the time of frames.
    now: f64,
    /// A moment by the clock of the machine, and when that was on the time of frames.
    set: Option<(DateTime, f64)>,
    /// The activities that were ended, each with the seconds that it had run: an undo leads back to them.
    ended: Vec<(Id, f64)>,
}

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
        self.activity
    }

    /// Whether it runs.
    pub(super) fn is_running(&self) -> bool {
        self.since.is_some()
    }

    /// Whether it was started at all.
    pub(super) fn is_fresh(&self) -> bool {
        self.since.is_none() && self.before <= 0.0
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

    fn ran(&self) -> f64 {
        (self.before + self.since.map_or(0.0, |since| self.now - since)).max(0.0)
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

    /// Stops.
    pub(super) fn stop(&mut self) {
        if self.is_running() {
            self.toggle();
        }
    }

    /// Turns to another activity, from its begin; runs on if it ran.
    pub(super) fn turn_to(&mut self, activity: Option<Id>) {
        (self.activity, self.before, self.extra) = (activity, 0.0, 0);
        self.since = self.since.map(|_| self.now);
    }

    /// Ends the activity that is on, and turns to the one after it; after the last one the clock stands.
    pub(super) fn end(&mut self, following: Option<Id>) {
        let ran = self.ran();
        self.stay();
        self.ended.extend(self.activity.map(|activity| (activity, ran)));
        self.turn_to(following.or(self.activity));
        if following.is_none() {
            self.stop();
        }
    }

    /// Knows of no end of the activity that is on that an undo would take back: somebody turns from it, or goes on with it.
    pub(super) fn stay(&mut self) {
        let on = self.activity;
        self.ended.retain(|(activity, _)| Some(*activity) != on);
    }

    /// Turns back to an activity that was ended, if the workbook says that it was not. Its clock has run on, or stands, as the one of
    /// the activity that was on in its place.
    fn take_back(&mut self, workshop: &Workshop) {
        let is_open = |id: Id| workshop.agenda.find(id).is_some_and(|one| one.spent.is_none());
        let back = self.ended.iter().find(|(activity, _)| is_open(*activity)).copied();
        if let Some((activity, ran)) = back.filter(|(activity, _)| Some(*activity) != self.activity) {
            let since = self.ran();
            self.turn_to(Some(activity));
            self.before = ran + since;
        }
    }

    /// Learns how much more time than was planned the activity was given, which the workbook says.
    pub(super) fn grant(&mut self, workshop: &Workshop) {
        let on = self.activity.and_then(|id| workshop.agenda.find(id));
        self.extra = on.and_then(|activity| activity.extra).unwrap_or(0).min(24 * 60) * 60;
    }

    /// Takes up the session where the workbook says that it is: the first activity that was not timed. One that began today
    /// and has not ended was on when the program went, so its time has run on.
    pub(super) fn resume(&mut self, workshop: &Workshop, today: Date) {
        self.take_back(workshop);
        let on = self.activity.and_then(|id| workshop.agenda.find(id));
        if on.is_some_and(|activity| activity.spent.is_none()) {
            return; // whoever leads turned to it, in whatever order
        }
        let open = workshop.agenda.iter().find(|activity| activity.spent.is_none());
        let open = open.or_else(|| workshop.agenda.iter().next_back());
        if self.activity.is_some() && self.activity == open.map(|activity| activity.id) {
            return;
        }
        self.turn_to(open.map(|activity| activity.id));
        let began = open.filter(|activity| activity.spent.is_none()).and_then(|activity| time(&activity.began));
        let (Some(began), Some(moment)) = (began, self.moment()) else { return };
        let gone = moment.time().duration_since(began).as_secs_f64();
        if workshop.date == Some(today) && (0.0..12.0 * 3600.0).contains(&gone) {
            self.before = gone;
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
        let since = self.since?;
        let gone = self.before + self.now - since;
        Some((1.0 - gone.fract()).clamp(0.02, 1.0) as f32)
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
    use crate::model::workshops::Activity;

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
        clock.activity = Some(given.id);
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
