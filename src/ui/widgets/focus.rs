//! The focus ring: shown after the keyboard was used, hidden after the pointer was.

use egui::{Context, CornerRadius, Event, EventFilter, Id, Key, Modifiers, Rect, Response, Stroke, StrokeKind, Ui};

use crate::ui::theme;

fn key() -> Id {
    Id::unique("focus follows the keyboard")
}

/// Looks at this frame's events: was it the keyboard or the pointer that was used last? Call once a frame, first.
pub fn observe(ctx: &Context) {
    let used = ctx.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            Event::Key { pressed: true, .. } => Some(true),
            Event::PointerButton { pressed: true, .. } => Some(false),
            _ => None,
        })
    });
    if let Some(keyboard) = used {
        ctx.data_mut(|data| data.insert_temp(key(), keyboard));
    }
}

fn sideways_key() -> Id {
    Id::unique("moves by Alt Left and Alt Right")
}

/// Says that Alt Left and Alt Right move what the keyboard is on now: they do not go back and forth. Call in each frame.
pub fn moves_sideways(ctx: &Context) {
    let here = (ctx.memory(egui::Memory::focused), ctx.cumulative_pass_nr());
    ctx.data_mut(|data| data.insert_temp(sideways_key(), here));
}

/// Whether they do, as of the last frame.
#[must_use]
pub fn is_moving_sideways(ctx: &Context) -> bool {
    let said: Option<(Option<Id>, u64)> = ctx.data(|data| data.get_temp(sideways_key()));
    let (focused, now) = (ctx.memory(egui::Memory::focused), ctx.cumulative_pass_nr());
    said.is_some_and(|(here, pass)| here == focused && pass + 2 >= now)
}

/// Whether the keyboard was used last.
#[must_use]
pub fn by_keyboard(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(key())).unwrap_or(false)
}

/// Whether a widget should show that it has the focus.
#[must_use]
pub fn is_shown(response: &Response) -> bool {
    response.has_focus() && by_keyboard(&response.ctx)
}

/// Where the control is that has the focus; nothing in the frame of a click, because egui takes the focus from what is read
/// then, even if it was given only a moment before.
#[must_use]
pub fn place(ctx: &Context) -> Option<Rect> {
    if ctx.input(|input| input.pointer.any_click()) {
        return None;
    }
    ctx.memory(egui::Memory::focused).and_then(|id| ctx.read_response(id)).map(|response| response.rect)
}

/// Brings a control into sight that got the focus by a key. Every ring does; what is not painted out of sight calls it itself.
pub fn follow(response: &Response) {
    if response.gained_focus() && by_keyboard(&response.ctx) {
        response.scroll_to_me(None);
    }
}

/// Keeps a row of a list that goes up and down in sight while it has the focus, and gives the row that an arrow leads to.
pub fn step(ui: &Ui, response: &Response, at: usize, count: usize) -> Option<usize> {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if !response.has_focus() {
        return None;
    }
    ui.memory_mut(|memory| {
        let keys = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        memory.set_focus_lock_filter(response.id, keys);
    });
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    match (pressed(Key::ArrowDown), pressed(Key::ArrowUp)) {
        (true, _) => Some(at + 1).filter(|to| *to < count),
        (_, true) => at.checked_sub(1),
        _ => None,
    }
}

/// Paints the ring around a control that has the focus: 2 points wide, 2 points away.
pub fn ring(ui: &Ui, response: &Response, rect: Rect, radius: u8) {
    follow(response);
    if is_shown(response) {
        let stroke = Stroke::new(2.0, theme::colors(ui).focus);
        let clip = ui.clip_rect().expand(4.0);
        let painter = ui.painter().with_clip_rect(clip);
        painter.rect_stroke(rect.expand(2.0), CornerRadius::same(radius + 2), stroke, StrokeKind::Outside);
    }
}

/// Paints the ring inside the part of a control where the keyboard is, such as the selected row of a table.
pub fn outline(ui: &Ui, rect: Rect, radius: u8) {
    let stroke = Stroke::new(2.0, theme::colors(ui).focus);
    ui.painter().rect_stroke(rect, CornerRadius::same(radius), stroke, StrokeKind::Inside);
}

/// Paints the ring inside a row of a table or list, where there is no room around it.
pub fn ring_inside(ui: &Ui, response: &Response, rect: Rect, radius: u8) {
    follow(response);
    if is_shown(response) {
        outline(ui, rect, radius);
    }
}
