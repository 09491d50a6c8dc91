//! Keys of the list and the columns: one Tab stop, within which the arrows move.

use egui::{EventFilter, Id, InputState, Key, Modifiers, Response, Role, Sense, Ui, WidgetInfo};

use crate::ui::chrome::regions::{self, Region};

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Press {
    /// The line above.
    Up,
    /// The line below.
    Down,
    /// The column before; fold.
    Left,
    /// The column after; unfold.
    Right,
    /// The first line.
    First,
    /// The last line.
    Last,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// The next status.
    Cycle,
    /// The detail.
    Open,
    /// Away from the detail.
    Close,
}

const KEYS: [(Key, Press); 12] = [
    (Key::ArrowUp, Press::Up),
    (Key::ArrowDown, Press::Down),
    (Key::ArrowLeft, Press::Left),
    (Key::ArrowRight, Press::Right),
    (Key::Home, Press::First),
    (Key::End, Press::Last),
    (Key::PageUp, Press::PageUp),
    (Key::PageDown, Press::PageDown),
    (Key::Space, Press::Cycle),
    (Key::Enter, Press::Open),
    (Key::F2, Press::Open),
    (Key::Escape, Press::Close),
];

/// How many lines a screen has, roughly.
const PAGE: usize = 12;

/// The Tab stop of the list: takes the focus and the keys for all lines. Draw it before them.
pub(super) fn stop(ui: &Ui, id: Id, rect: egui::Rect, said: &str) -> (Response, Vec<Press>) {
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, said));
    regions::entrance(Region::Main, &response);
    if !response.has_focus() {
        return (response, Vec::new());
    }
    if response.gained_focus() {
        ui.ctx().request_repaint(); // keys can be claimed from the second frame on
    }
    let mine = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, mine));
    (response, ui.input_mut(read))
}

/// Takes the keys that were pressed, in order as far as they differ.
fn read(input: &mut InputState) -> Vec<Press> {
    let pressed = |input: &mut InputState, key| input.count_and_consume_key(Modifiers::NONE, key);
    KEYS.iter().flat_map(|(key, press)| std::iter::repeat_n(*press, pressed(input, *key))).collect()
}

/// The line that a key leads to from line `at` of `count`; `None` if it is no key that moves up or down.
#[must_use]
pub(super) fn moved(press: Press, at: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let to = match (press, at) {
        (Press::Last, _) => last,
        (Press::First, _) | (Press::Up | Press::Down | Press::PageUp | Press::PageDown, None) => 0,
        (Press::Up, Some(at)) => at.saturating_sub(1),
        (Press::Down, Some(at)) => at + 1,
        (Press::PageUp, Some(at)) => at.saturating_sub(PAGE),
        (Press::PageDown, Some(at)) => at + PAGE,
        _ => return None,
    };
    Some(to.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_within_the_list() {
        for (press, at, expected) in [
            (Press::Down, None, Some(0)),
            (Press::Down, Some(3), Some(4)),
            (Press::Down, Some(9), Some(9)),
            (Press::Up, Some(0), Some(0)),
            (Press::PageDown, Some(0), Some(9)),
            (Press::PageUp, Some(5), Some(0)),
            (Press::First, Some(5), Some(0)),
            (Press::Last, None, Some(9)),
            (Press::Cycle, Some(5), None),
        ] {
            assert_eq!(moved(press, at, 10), expected, "{press:?} {at:?}");
        }
        assert_eq!(moved(Press::Down, Some(0), 0), None);
    }
}
