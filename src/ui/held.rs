//! What somebody types before the field that it is for has the focus. It is kept for the next frame, so that nobody types
//! faster than the window draws: no letter is lost, and none is taken as a key.

use egui::{Context, Event, Key};

/// What is kept.
#[derive(Debug, Default)]
pub struct Held {
    events: Vec<Event>,
    /// The frame in which it came.
    frame: u64,
}

impl Held {
    /// Gives back what was kept in the last frame, before what came since. What is older is forgotten: its field is gone.
    pub fn give_back(&mut self, ctx: &Context) {
        let events = std::mem::take(&mut self.events);
        if !events.is_empty() && frame(ctx) <= self.frame + 1 {
            ctx.input_mut(|input| {
                input.events.splice(0..0, events);
            });
        }
    }

    /// Keeps what is typed after the first event that opens a field.
    pub fn keep_after(&mut self, ctx: &Context, opens: impl Fn(&Event) -> bool) {
        self.keep(ctx, |events| {
            let at = events.iter().position(opens)?;
            let is_letter = matches!(events.get(at), Some(Event::Key { key, .. }) if *key != Key::Enter);
            let types_it = is_letter && matches!(events.get(at + 1), Some(Event::Text(_)));
            Some(at + 1 + usize::from(types_it))
        });
    }

    /// Keeps all that is typed: the field has the focus only in the next frame.
    pub fn keep_all(&mut self, ctx: &Context) {
        self.keep(ctx, |_| Some(0));
    }

    /// Keeps what is typed and what edits it until an event ends that, and leaves the commands. Whether one did.
    pub fn keep_words(&mut self, ctx: &Context, ends: impl Fn(&Event) -> bool) -> bool {
        let is_command = |event: &Event| match event {
            Event::Key { key, modifiers, .. } => {
                modifiers.command && !edits(*key) || key.name().starts_with('F') && key.name().len() > 1
            }
            _ => false,
        };
        let mut ended = false;
        let kept = ctx.input_mut(|input| {
            let (kept, rest): (Vec<_>, Vec<_>) = input.events.drain(..).partition(|event| {
                ended = ended || ends(event);
                let is_words = is_typed(event) || matches!(event, Event::Cut | Event::Copy);
                !ended && is_words && !is_command(event)
            });
            input.events.extend(rest);
            kept
        });
        self.hold(ctx, kept);
        ended
    }

    fn keep(&mut self, ctx: &Context, from: impl FnOnce(&[Event]) -> Option<usize>) {
        let kept = ctx.input_mut(|input| {
            let from = from(&input.events)?;
            let (kept, rest): (Vec<_>, Vec<_>) = input.events.drain(from..).partition(is_typed);
            input.events.extend(rest);
            Some(kept)
        });
        self.hold(ctx, kept.unwrap_or_default());
    }

    /// Keeps these after what waits already: two windows may keep for one field.
    fn hold(&mut self, ctx: &Context, kept: Vec<Event>) {
        if kept.is_empty() {
            return;
        }
        let frame = frame(ctx);
        if frame > self.frame + 1 {
            self.events.clear();
        }
        self.events.extend(kept);
        self.frame = frame;
        ctx.request_repaint();
    }
}

/// The frame of the program's own window, within which all others are drawn.
fn frame(ctx: &Context) -> u64 {
    ctx.cumulative_frame_nr_for(egui::ViewportId::ROOT)
}

/// Whether a field hears this key with Ctrl.
fn edits(key: Key) -> bool {
    use Key::{A, ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Backspace, Delete, End, Home, Y, Z};
    matches!(key, A | Y | Z | Backspace | Delete | Home | End | ArrowLeft | ArrowRight | ArrowUp | ArrowDown)
}

fn is_typed(event: &Event) -> bool {
    matches!(event, Event::Key { .. } | Event::Text(_) | Event::Paste(_) | Event::Ime(_))
}

/// Whether this key was pressed.
#[must_use]
pub fn presses(event: &Event, wanted: Key) -> bool {
    matches!(event, Event::Key { key, pressed: true, .. } if *key == wanted)
}
