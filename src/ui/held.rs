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
        if !events.is_empty() && ctx.cumulative_frame_nr() <= self.frame + 1 {
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

    /// Keeps the words that are typed, and leaves the commands.
    pub fn keep_words(&mut self, ctx: &Context) {
        let is_command = |event: &Event| match event {
            Event::Key { key, modifiers, .. } => {
                modifiers.command || key.name().starts_with('F') && key.name().len() > 1
            }
            _ => false,
        };
        let commands: Vec<Event> =
            ctx.input(|input| input.events.iter().filter(|event| is_command(event)).cloned().collect());
        self.keep_all(ctx);
        self.events.retain(|event| !is_command(event));
        ctx.input_mut(|input| input.events.extend(commands));
    }

    fn keep(&mut self, ctx: &Context, from: impl FnOnce(&[Event]) -> Option<usize>) {
        let frame = ctx.cumulative_frame_nr();
        let kept = ctx.input_mut(|input| {
            let from = from(&input.events)?;
            let (kept, rest): (Vec<_>, Vec<_>) = input.events.drain(from..).partition(is_typed);
            input.events.extend(rest);
            Some(kept)
        });
        if let Some(kept) = kept.filter(|kept| !kept.is_empty()) {
            (self.events, self.frame) = (kept, frame);
            ctx.request_repaint();
        }
    }
}

fn is_typed(event: &Event) -> bool {
    matches!(event, Event::Key { .. } | Event::Text(_) | Event::Paste(_) | Event::Ime(_))
}

/// Whether this key was pressed.
#[must_use]
pub fn presses(event: &Event, wanted: Key) -> bool {
    matches!(event, Event::Key { key, pressed: true, .. } if *key == wanted)
}
