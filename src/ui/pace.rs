//! The pace of input: what was typed before Tab is taken in before the focus moves, and what was typed after it afterwards.
//!
//! The toolkit moves the focus at the start of a frame and gives all the frame's letters to whatever has it then. In a slow
//! frame, letters typed before Tab would go to the next field, or act as single keys of the page.

use std::collections::VecDeque;

use egui::{Event, Key};

/// Events that wait for their frame.
#[derive(Debug, Default)]
pub struct Pace {
    waiting: VecDeque<Event>,
}

impl Pace {
    /// Leaves in `events` what belongs into this frame: everything up to a Tab, or a Tab alone. `true` if more waits.
    pub fn hold_back(&mut self, events: &mut Vec<Event>) -> bool {
        self.waiting.extend(events.drain(..));
        while let Some(next) = self.waiting.front() {
            let moves_focus = matches!(next, Event::Key { key: Key::Tab, pressed: true, .. });
            if moves_focus && !events.is_empty() {
                break;
            }
            events.extend(self.waiting.pop_front());
            if moves_focus {
                break;
            }
        }
        !self.waiting.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;

    fn key(key: Key, pressed: bool) -> Event {
        Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE }
    }

    #[test]
    fn letters_keep_their_side_of_a_tab() {
        let text = |text: &str| Event::Text(text.to_owned());
        let all = [text("A"), text("n"), key(Key::Tab, true), key(Key::Tab, false), text("5"), key(Key::Tab, true)];
        let (mut pace, mut frames) = (Pace::default(), Vec::new());
        let mut events = all.to_vec();
        loop {
            let more = pace.hold_back(&mut events);
            frames.push(std::mem::take(&mut events).len());
            if !more {
                break;
            }
        }
        assert_eq!(frames, [2, 1, 2, 1]);
        assert!(!pace.hold_back(&mut events) && events.is_empty());
    }
}
