//! What had the focus before a dialog lay over the window: it gets the focus back when the dialog goes.

use egui::{Context, Id};

/// What had the focus.
#[derive(Debug, Default)]
pub struct Behind {
    focus: Option<Id>,
    open: bool,
    /// Whether the focus is to be given back as soon as nothing lies over the window.
    due: bool,
    /// Whether another frame was asked for, to give it back in.
    asked: bool,
}

impl Behind {
    /// Takes note of what has the focus while no dialog is open, and gives it back after one has gone. Call once a frame, after
    /// drawing. A dialog that leads elsewhere gives the focus itself.
    pub fn watch(&mut self, ctx: &Context, open: bool) {
        let (focus, covered) = ctx.memory(|memory| (memory.focused(), memory.top_modal_layer().is_some()));
        self.due |= std::mem::replace(&mut self.open, open) && !open;
        if open {
            self.asked = false;
        }
        if !open && !covered && !self.due {
            self.focus = focus;
        } else if self.due && covered && !open {
            // egui lets nothing below have the focus for one frame more; if another dialog has come meanwhile, that goes first
            if !std::mem::replace(&mut self.asked, true) {
                ctx.request_repaint();
            }
        } else if self.due && !covered {
            (self.due, self.asked) = (false, false);
            if let Some(id) = self.focus.filter(|_| focus.is_none()) {
                ctx.memory_mut(|memory| memory.request_focus(id));
                ctx.request_repaint();
            }
        }
    }
}
