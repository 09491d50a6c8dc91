//! Notices at the lower left of the page, beside the sidebar: what was done goes away by itself, what failed stays until it is closed,
//! by its button or Esc.

use egui::{Align2, Area, CornerRadius, Frame, Id, Stroke, Ui, vec2};

use crate::ui::app::App;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::notice::{Notice, Tone};
use crate::ui::page::Page;
use crate::ui::present::ONCE_MORE;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;

/// The most notices that are shown at a time.
const MOST: usize = 4;
/// How high they lie over the lower edge: the line at the foot of a page (where an export goes, what a sheet counts) stays free.
const OVER_FOOT: f32 = 64.0;

/// How high they lie over the lower edge in a session.
const IN_SESSION: f32 = 12.0;

/// How much room the notices of a session need at its lower edge; nothing while there are none.
#[must_use]
pub fn room_in_session(ctx: &egui::Context) -> f32 {
    let id = Id::unique("notices");
    let layer = egui::LayerId::new(egui::Order::Foreground, id);
    let shown = ctx.memory(|memory| memory.areas().visible_last_frame(&layer).then(|| memory.area_rect(id)).flatten());
    shown.map_or(0.0, |rect| rect.height() + 2.0 * IN_SESSION)
}

/// The notices, oldest first, each with the time since which it is shown.
#[derive(Debug, Default)]
pub struct Notices(Vec<(Notice, Option<f64>)>);

impl Notices {
    /// Says something. What was said before in the same words goes; so do short notices that are in the way.
    pub fn say(&mut self, notice: Notice) {
        self.0.retain(|(other, _)| *other != notice && other.seconds().is_none());
        self.0.push((notice, None));
        let surplus = self.0.len().saturating_sub(MOST);
        self.0.drain(..surplus);
    }

    /// Takes all notices away: they were about another document.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes away the notices with this title: what they say is being done again.
    pub fn withdraw(&mut self, title: &str) {
        self.0.retain(|(notice, _)| notice.title != title);
    }

    /// Takes away what was said of work that was discarded: that is taken back.
    pub fn withdraw_discarded(&mut self) {
        self.0.retain(|(notice, _)| !notice.discarded);
    }

    /// Takes away what stays until something is mended: the document is saved now.
    pub fn clear_lasting(&mut self) {
        self.0.retain(|(notice, _)| notice.seconds().is_some());
    }
}

/// Shows them over the page. They stay while the pointer or the focus is on one of them.
pub fn show(app: &mut App, ui: &mut Ui) {
    if app.page != Page::Present {
        app.notices.withdraw(ONCE_MORE);
    }
    let now = app.document.as_ref().filter(|document| document.typing.name.is_none()).map(|d| d.session.revision());
    app.notices.0.retain(|(notice, _)| notice.revision.is_none() || notice.revision == now);
    if app.notices.0.is_empty() {
        return;
    }
    let mut pressed = Pressed::default();
    let time = ui.input(|input| input.time);
    let mut held = false;
    // in a session they stand beside the notes and the agenda, in the room that its view leaves for them
    let (corner, over) = match app.page {
        Page::Present => (Align2::RIGHT_BOTTOM, vec2(-16.0, -IN_SESSION)),
        _ => (Align2::LEFT_BOTTOM, vec2(left(app, ui) + 16.0, -OVER_FOOT)),
    };
    Area::new(Id::unique("notices")).order(egui::Order::Foreground).anchor(corner, over).show(ui.ctx(), |ui| {
        for (index, (notice, _)) in app.notices.0.iter().enumerate() {
            let shown = notice_ui(ui, index, notice, &mut pressed);
            held |= shown;
        }
    });
    for (_, since) in &mut app.notices.0 {
        // the pointer or the focus on a notice holds all of them
        *since = Some(since.filter(|_| !held).unwrap_or(time));
    }
    if is_closed_by_key(app, ui) {
        pressed.closed = app.notices.0.len().checked_sub(1);
    }
    let before = app.notices.0.len();
    let is_over = |notice: &Notice, since: Option<f64>| {
        notice.seconds().zip(since).is_some_and(|(seconds, since)| time - since >= seconds)
    };
    app.notices.0.retain(|(notice, since)| !is_over(notice, *since));
    if let Some(index) = pressed.closed.filter(|_| app.notices.0.len() == before) {
        app.notices.0.remove(index);
    }
    if !held && app.notices.0.iter().any(|(notice, _)| notice.seconds().is_some()) {
        ui.ctx().request_repaint_after_secs(0.25);
    }
    if pressed.library {
        app.notices.0.retain(|(notice, _)| !notice.library);
        app.show_library(None);
    }
    if pressed.undo_in_library {
        app.notices.0.retain(|(notice, _)| !notice.library);
        app.take_back_in_library();
    }
    if pressed.undo_discarding {
        app.notices.0.retain(|(notice, _)| !notice.discarded);
        app.take_back_discarding();
    }
    if pressed.undo {
        let ctx = ui.ctx().clone();
        app.notices.0.retain(|(notice, _)| notice.tone != Tone::Undoable);
        app.carry_out(&ctx, Command::Undo);
    }
}

/// Where the page begins: what can be clicked beside it cannot be scrolled from under a notice.
fn left(app: &App, ui: &Ui) -> f32 {
    let is_framed = app.document.is_some() && !matches!(app.page, Page::Interview | Page::Present);
    let page = regions::part(ui.ctx(), Region::Main).filter(|_| is_framed);
    page.map_or(0.0, |page| page.left() - ui.ctx().content_rect().left())
}

/// Whether Esc was pressed and means the last notice: nothing else had the keyboard.
fn is_closed_by_key(app: &App, ui: &Ui) -> bool {
    let key = Id::unique("something had the keyboard beside the notices");
    let ctx = ui.ctx();
    // Esc takes the focus away before anybody hears of it, so what counts is who had it before
    let had = ctx.data(|data| data.get_temp::<bool>(key)).unwrap_or(false);
    let has = ctx.memory(egui::Memory::focused).is_some();
    ctx.data_mut(|data| data.insert_temp(key, has));
    let is_covered = egui::Popup::is_any_open(ctx) || ctx.memory(|memory| memory.top_modal_layer().is_some());
    let is_free = !had && !has && !is_covered && !app.chrome.drawer;
    is_free && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
}

/// What was pressed on the notices.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a button of its own")]
struct Pressed {
    /// Take the last step back.
    undo: bool,
    /// The notice that was closed.
    closed: Option<usize>,
    /// Show the library of one's own.
    library: bool,
    /// Take back what was done to that.
    undo_in_library: bool,
    /// Take back that work was discarded.
    undo_discarding: bool,
}

/// Shows one. Whether the pointer or the focus is on it.
fn notice_ui(ui: &mut Ui, index: usize, notice: &Notice, pressed: &mut Pressed) -> bool {
    let c = theme::colors(ui);
    let (fill, ink, edge) = match notice.tone {
        Tone::Done | Tone::Undoable => (c.ink, c.bg_main, c.ink),
        Tone::Word => (c.surface, c.ink, c.line_strong),
        Tone::Failure => (c.exceeded_fill, c.exceeded_text, c.exceeded_mark),
    };
    let frame = Frame::new()
        .fill(fill)
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(CornerRadius::same(radius::CARD))
        .shadow(theme::lifted(ui))
        .inner_margin(egui::Margin::symmetric(12, 8));
    let mut focused = false;
    let shown = frame.show(ui, |ui| {
        ui.set_max_width(560.0);
        ui.horizontal(|ui| {
            match notice.tone {
                Tone::Failure => drop(glyph::show(ui, Glyph::Blocker, 16.0)),
                Tone::Word => drop(glyph::show(ui, Glyph::Advice, 16.0)),
                Tone::Done | Tone::Undoable => {}
            }
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.set_max_width(420.0);
                label::text(ui, &notice.title, Type::Strong, ink);
                if !notice.text.is_empty() {
                    label::text(ui, &notice.text, Type::Body, ink);
                }
            });
            match notice.tone {
                Tone::Undoable => {
                    let button = Button::new("Undo").key("Ctrl Z").show(ui);
                    focused = button.has_focus();
                    pressed.undo |= button.clicked();
                }
                Tone::Word | Tone::Failure => {
                    let button = icon_button(ui, icons::X, &format!("Close: {}", notice.title), true);
                    focused = button.has_focus();
                    if button.clicked() {
                        pressed.closed = Some(index);
                    }
                }
                Tone::Done if notice.library => {
                    let show = Button::new("Show library").show(ui);
                    let undo = Button::new("Undo").name("Undo in the library").show(ui);
                    focused = show.has_focus() || undo.has_focus();
                    pressed.library |= show.clicked();
                    pressed.undo_in_library |= undo.clicked();
                }
                Tone::Done if notice.discarded => {
                    let undo = Button::new("Undo").name("Undo discarding").show(ui);
                    focused = undo.has_focus();
                    pressed.undo_discarding |= undo.clicked();
                }
                Tone::Done => {}
            }
        });
    });
    let said = format!("{}. {}", notice.title, notice.text);
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_role(egui::accesskit::Role::Alert);
        node.set_label(said);
    });
    focused || shown.response.contains_pointer()
}
