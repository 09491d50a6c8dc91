//! The letters of a workshop, in one table for the page and the session: what hears them and what shows them read it, so that a
//! letter leads to the same place in both.

use egui::Key;

use crate::edit::landing::Landing;
use crate::model::canvas::CanvasBlock;

/// What a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// The cursor into the line for notes.
    Write,
    /// Land the note where it is suggested.
    Land,
    /// Land it as a failure mode.
    FailureMode,
    /// Land it on the canvas.
    Canvas,
    /// Land it as a metric.
    Metric,
    /// Land it as a budget.
    Budget,
    /// Land it as an action.
    Action,
    /// Land it on the canvas as what is assumed.
    Assumption,
    /// Land it on the canvas as what is asked.
    Question,
    /// Land it as a monitoring signal.
    Signal,
    /// Put the note off, or take it up again.
    Park,
    /// Put it with the note above.
    GroupAbove,
    /// Ask for its group.
    Group,
    /// Prepare a private vote.
    Turns,
    /// Make the room's picture blank, or not.
    Blank,
    /// Show the room the notes.
    Board,
    /// Open the room's window, or close it.
    Window,
    /// Let the room type, or not.
    RoomTypes,
    /// The cursor into the tolerance of the budget that is talked about.
    Tolerance,
    /// Show what was measured of it, or hide it.
    Measured,
}

/// Where a letter is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// On the page and in the session.
    Both,
    /// In the session alone: it is about the room.
    Session,
}

/// A letter and what it is for.
#[derive(Debug, Clone, Copy)]
pub struct Shortcut {
    /// What it does.
    pub does: Does,
    /// The letter.
    pub key: Key,
    /// Whether Shift is held.
    pub shift: bool,
    /// As it is printed on a button.
    pub label: &'static str,
    /// What it does, in a few words.
    pub words: &'static str,
    /// Where it is heard.
    pub on: On,
}

const fn both(does: Does, key: Key, label: &'static str, words: &'static str) -> Shortcut {
    Shortcut { does, key, shift: false, label, words, on: On::Both }
}

const fn session(does: Does, key: Key, label: &'static str, words: &'static str) -> Shortcut {
    Shortcut { on: On::Session, ..both(does, key, label, words) }
}

/// All of them. What needs Shift stands before the same letter alone, which is heard whatever else is held.
pub const ALL: [Shortcut; 20] = [
    both(Does::Write, Key::N, "N", "New note"),
    both(Does::Land, Key::L, "L", "Land it"),
    both(Does::FailureMode, Key::F, "F", "Failure mode"),
    both(Does::Canvas, Key::C, "C", "Canvas note"),
    both(Does::Metric, Key::M, "M", "Metric"),
    both(Does::Budget, Key::E, "E", "Budget"),
    both(Does::Action, Key::A, "A", "Action"),
    both(Does::Assumption, Key::U, "U", "Assumption"),
    both(Does::Question, Key::Q, "Q", "Question"),
    both(Does::Signal, Key::I, "I", "Signal"),
    both(Does::Park, Key::P, "P", "Park"),
    Shortcut { shift: true, ..both(Does::GroupAbove, Key::G, "Shift G", "Group with the note above") },
    both(Does::Group, Key::G, "G", "Group"),
    session(Does::Turns, Key::V, "V", "Private turns"),
    session(Does::Blank, Key::B, "B", "Blank"),
    session(Does::Board, Key::S, "S", "Show board"),
    session(Does::Window, Key::W, "W", "Open window"),
    session(Does::RoomTypes, Key::T, "T", "The room types"),
    session(Does::Tolerance, Key::O, "O", "Set the tolerance"),
    session(Does::Measured, Key::R, "R", "Show what was measured"),
];

/// The letter for this, as it is printed on a button.
#[must_use]
pub fn label(does: Does) -> &'static str {
    ALL.iter().find(|one| one.does == does).map_or("", |one| one.label)
}

/// The key for this, pressed alone or with Shift.
#[must_use]
pub fn key(does: Does) -> Option<Key> {
    ALL.iter().find(|one| one.does == does).map(|one| one.key)
}

/// What a note can be landed as, in the order of the buttons; on the canvas in this block.
pub fn landings(block: CanvasBlock) -> impl Iterator<Item = (Landing, &'static Shortcut)> {
    ALL.iter().filter_map(move |one| Some((one.does.landing(block)?, one)))
}

impl Does {
    /// What a note becomes by this; on the canvas in this block.
    #[must_use]
    pub fn landing(self, block: CanvasBlock) -> Option<Landing> {
        match self {
            Self::FailureMode => Some(Landing::FailureMode),
            Self::Canvas => Some(Landing::Canvas(block)),
            Self::Metric => Some(Landing::Metric),
            Self::Budget => Some(Landing::Budget),
            Self::Action => Some(Landing::Action),
            Self::Assumption => Some(Landing::Assumption(block)),
            Self::Question => Some(Landing::Question(block)),
            Self::Signal => Some(Landing::Signal),
            _ => None,
        }
    }

    /// Whether it is about the open note, and needs that notes are seen.
    #[must_use]
    pub fn is_about_a_note(self) -> bool {
        matches!(self, Self::Land | Self::Park | Self::Group | Self::GroupAbove)
            || self.landing(CanvasBlock::Problem).is_some()
    }

    /// Whether a field opens by it, so that what follows is for that.
    #[must_use]
    pub fn opens_field(self) -> bool {
        matches!(self, Self::Write | Self::Group | Self::RoomTypes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_means_two_things() {
        for (at, one) in ALL.iter().enumerate() {
            let same = |other: &&Shortcut| (other.key, other.shift) == (one.key, one.shift) || other.does == one.does;
            assert!(!ALL.iter().skip(at + 1).any(|other| same(&other)), "{}", one.label);
            let printed = if one.shift { format!("Shift {}", one.key.name()) } else { one.key.name().to_owned() };
            assert_eq!(one.label, printed);
        }
        let shifted = ALL.iter().position(|one| one.shift && one.key == Key::G);
        assert!(shifted < ALL.iter().position(|one| !one.shift && one.key == Key::G));
    }

    #[test]
    fn the_handbook_names_every_letter() {
        let rows: Vec<&str> = include_str!("../../docs/workshops.md").lines().filter(|l| l.starts_with("| ")).collect();
        for one in &ALL {
            let named = |row: &&&str| {
                row.split('|').nth(1).is_some_and(|keys| keys.split(',').any(|key| key.trim() == one.label))
            };
            assert_eq!(rows.iter().filter(named).count(), 1, "{}", one.label);
        }
    }
}
