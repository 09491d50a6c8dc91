//! Notes put together by hand, on the page of workshops and in a session: a note is dragged onto another, or a key asks which
//! group it belongs to; a group has a head with its name and count.

use egui::{Id, Key, PointerButton, Pos2, Rect, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::edit::workshop as notes;
use crate::model::Id as ItemId;
use crate::model::workshops::{Capture, Workshop};

use super::desk::Desk;
use super::icons;
use super::theme::{self, Type, radius};
use super::widgets::button::{Button, icon_button};
use super::widgets::field::TextField;
use super::widgets::{focus, label, pull};

/// How high the head of a group is.
pub const HEAD: f32 = 40.0;
/// How far the pointer moves before a click is a drag, in points.
const FAR: f32 = 4.0;
/// So many letters of a group's name fit on a button.
const FITS: usize = 32;

/// What somebody wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    /// The note belongs to this group; to none if the name is blank.
    Group(ItemId, String),
    /// The note belongs to the group of the other.
    Join(ItemId, ItemId),
    /// The group has another name.
    Rename(String, String),
    /// The note is talked about during this activity.
    TalkIn(ItemId, ItemId),
}

/// What is asked for now.
#[derive(Debug, PartialEq)]
enum Asked {
    /// Which group a note belongs to.
    Group(ItemId, String),
    /// What a group is called.
    Name(String, String),
}

/// What is remembered.
#[derive(Debug, Default)]
pub struct Grouping {
    asked: Option<Asked>,
    focus: bool,
    /// The note on the pointer, and the frame in which its list was drawn last.
    drag: Option<(ItemId, u64)>,
    /// The frame in which rows were drawn last, and since when they were drawn frame after frame.
    drawn: u64,
    since: f64,
}

/// Does it, as one step.
pub fn carry_out(desk: &mut Desk<'_>, workshop: ItemId, wish: Wish) {
    match wish {
        Wish::Group(note, name) => desk.edit("group note", |workbook, _| notes::group(workbook, &[note], &name)),
        Wish::Join(note, with) => {
            desk.edit("group notes", |workbook, _| notes::join(workbook, note, with));
        }
        Wish::Rename(from, to) if to.trim().is_empty() || to.trim() == from.trim() => {}
        Wish::Rename(from, to) => {
            desk.edit("rename group", |workbook, _| notes::rename_group(workbook, workshop, &from, &to));
        }
        Wish::TalkIn(note, activity) => {
            desk.edit("talk about note later", |workbook, _| notes::talk_in(workbook, &[note], activity));
        }
    }
}

impl Grouping {
    /// Asks which group a note belongs to.
    pub fn ask(&mut self, note: &Capture) {
        (self.asked, self.focus) = (Some(Asked::Group(note.id, note.group.trim().to_owned())), true);
    }

    /// The note whose group is asked for.
    #[must_use]
    pub fn asks_of(&self) -> Option<ItemId> {
        match &self.asked {
            Some(Asked::Group(note, _)) => Some(*note),
            _ => None,
        }
    }

    /// The field for the name of a group, and the groups that there are. Drawn where `asks_of` says so.
    pub fn field(&mut self, ui: &mut Ui, workshop: &Workshop) -> Option<Wish> {
        let Some(Asked::Group(note, text)) = &mut self.asked else { return None };
        let note = *note;
        let Some(said) = workshop.captures.find(note) else {
            self.asked = None;
            return None;
        };
        let mut groups: Vec<(&str, usize)> = Vec::new();
        for group in workshop.captures.iter().map(|note| note.group.trim()).filter(|group| !group.is_empty()) {
            match groups.iter_mut().find(|(other, _)| *other == group) {
                Some((_, count)) => *count += 1,
                None => groups.push((group, 1)),
            }
        }
        let mut wish = None;
        let mut closed = false;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
            let name = format!("Group of “{}”", said.text.trim());
            let field = TextField::line(Id::unique("group of a note"), &name)
                .hint("Name of the group, Enter")
                .width(ui.available_width().min(240.0))
                .take_focus_and_select(std::mem::take(&mut self.focus));
            let typed = field.show(ui, text);
            closed = typed.escaped;
            if let Some(written) = typed.text {
                *text = written;
            }
            if typed.entered {
                wish = Some(Wish::Group(note, text.clone()));
            }
            for (group, count) in &groups {
                let words = format!("{} {count}", begin_of(group));
                let name = format!("Into the group {group}");
                let into = Button::new(&words).narrow().name(&name).show(ui);
                let into = if words.starts_with(group) { into } else { into.on_hover_text(*group) };
                if into.clicked() {
                    wish = Some(Wish::Group(note, (*group).to_owned()));
                }
            }
            if !said.group.trim().is_empty() && Button::new("Out of the group").quiet().show(ui).clicked() {
                wish = Some(Wish::Group(note, String::new()));
            }
            closed |= icon_button(ui, icons::X, "Do not group", true).clicked();
        });
        if wish.is_some() || closed {
            self.asked = None;
        }
        wish
    }

    /// The head of a group: its name, how many notes, and the way to another name. F2 or Enter asks for it.
    pub fn head(&mut self, ui: &mut Ui, (name, count): (&str, usize)) -> Option<Wish> {
        let c = theme::colors(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
        let line =
            Rect::from_min_max(pos2(rect.left() + 8.0, rect.top() + 6.0), pos2(rect.right() - 8.0, rect.bottom()));
        if matches!(&self.asked, Some(Asked::Name(from, _)) if from == name) {
            return ui.scope_builder(egui::UiBuilder::new().max_rect(line), |ui| self.name_field(ui, name)).inner;
        }
        let counted = crate::words::how_many(count, "note", "notes");
        let shown = if name.is_empty() { "Without a group" } else { name };
        let sense = if name.is_empty() { Sense::hover() } else { Sense::click() };
        let response = ui.interact(rect, Id::unique(("group of notes", name)), sense);
        let galley = theme::cut(ui, shown, Type::Strong, c.ink, (rect.width() - 140.0).max(60.0), 1);
        let cut = galley.elided;
        let y = line.center().y;
        let end = line.left() + galley.size().x + 8.0;
        ui.painter().galley(pos2(line.left(), y - galley.size().y / 2.0), galley, c.ink);
        let small = theme::line(ui, &counted, Type::Small, c.ink_3);
        ui.painter().galley(pos2(end, y - small.size().y / 2.0), small, c.ink_3);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
        let said = format!("Group {shown}, {counted}");
        if name.is_empty() {
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
            return None;
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        if response.hovered() || response.has_focus() {
            let pencil = Rect::from_center_size(pos2(rect.right() - 20.0, y), Vec2::splat(16.0));
            label::paint_icon(ui, pencil, icons::PENCIL, Type::Icon, c.ink_2);
        }
        focus::ring_inside(ui, &response, rect, 0);
        let keyed = response.has_focus() && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::F2));
        let hint = "Give the group another name";
        let hint = if cut { format!("{name}\n{hint}") } else { hint.to_owned() };
        if response.on_hover_text(hint).clicked() || keyed {
            (self.asked, self.focus) = (Some(Asked::Name(name.to_owned(), name.to_owned())), true);
        }
        None
    }

    fn name_field(&mut self, ui: &mut Ui, from: &str) -> Option<Wish> {
        let Some(Asked::Name(_, text)) = &mut self.asked else { return None };
        let name = format!("Another name for the group {from}");
        let field = TextField::line(Id::unique("name of a group"), &name).width(480.0);
        let typed = field.take_focus_and_select(std::mem::take(&mut self.focus)).show(ui, text);
        if let Some(written) = typed.text {
            *text = written;
        }
        let wish = (!typed.escaped && typed.response.lost_focus()).then(|| Wish::Rename(from.to_owned(), text.clone()));
        if typed.response.lost_focus() {
            self.asked = None;
        }
        wish
    }

    /// Whether this row hangs on the pointer from now on.
    pub fn hold(&mut self, ui: &Ui, row: &Response, note: ItemId) {
        let frame = ui.ctx().cumulative_frame_nr();
        let (now, pressed) = ui.input(|input| (input.time, input.pointer.press_start_time()));
        if frame > self.drawn + 1 {
            self.since = now;
        }
        self.drawn = frame;
        // a button that was pressed before the view was left and is still down takes nothing up again
        let here = pressed.is_some_and(|pressed| pressed >= self.since);
        if here && self.held(ui.ctx()).is_none() && pull::hold(ui, row, FAR).is_some() {
            self.drag = Some((note, frame));
        }
    }

    /// The note on the pointer. It falls off where its list is not drawn any more: nothing lands in a view that was left.
    #[must_use]
    pub fn held(&self, ctx: &egui::Context) -> Option<ItemId> {
        self.drag.filter(|(_, frame)| ctx.cumulative_frame_nr() <= frame + 1).map(|(note, _)| note)
    }

    /// Lets the note on the pointer stay where it was.
    pub fn let_go(&mut self) {
        self.drag = None;
    }

    /// Shows where the note on the pointer would go, and says where it went once it is let go: onto another note, or onto an
    /// activity. Escape lets it stay.
    pub fn drop(&mut self, ui: &Ui, words: &str, rows: &[(ItemId, Rect)], boxes: &[(ItemId, Rect)]) -> Option<Wish> {
        let note = self.held(ui.ctx())?;
        self.drag = Some((note, ui.ctx().cumulative_frame_nr()));
        if ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape)) {
            self.drag = None;
            return None;
        }
        let (pointer, down) =
            ui.input(|input| (input.pointer.latest_pos(), input.pointer.button_down(PointerButton::Primary)));
        let pointer = pointer?;
        let under =
            |places: &[(ItemId, Rect)]| places.iter().find(|(id, rect)| *id != note && rect.contains(pointer)).copied();
        let (row, activity) = (under(rows), under(boxes));
        if !down {
            self.drag = None;
            let talk = activity.map(|(activity, _)| Wish::TalkIn(note, activity));
            return talk.or_else(|| row.map(|(with, _)| Wish::Join(note, with)));
        }
        ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
        let c = theme::colors(ui);
        let layer = egui::LayerId::new(egui::Order::Tooltip, Id::unique("note on the pointer"));
        let painter = ui.ctx().layer_painter(layer);
        if let Some((_, rect)) = activity.or(row) {
            painter.rect_stroke(rect, radius::CONTROL, Stroke::new(2.0, c.accent), egui::StrokeKind::Inside);
        }
        let to = match (activity, row) {
            (Some(_), _) => "Talk about it then",
            (None, Some(_)) => "Group with this note",
            (None, None) => "",
        };
        lifted(ui, &painter, pointer, (words, to));
        None
    }
}

/// As much of a group's name as a button has room for; the whole is in its tooltip and its name.
fn begin_of(group: &str) -> std::borrow::Cow<'_, str> {
    match group.char_indices().nth(FITS) {
        Some((end, _)) => format!("{}…", group.split_at(end).0.trim_end()).into(),
        None => group.into(),
    }
}

/// The note on the pointer, with what letting go does.
fn lifted(ui: &Ui, painter: &egui::Painter, pointer: Pos2, (words, does): (&str, &str)) {
    let c = theme::colors(ui);
    let rect = Rect::from_min_size(pointer + vec2(12.0, -20.0), vec2(280.0, 52.0));
    painter.add(theme::lifted(ui).as_shape(rect, f32::from(radius::CARD)));
    painter.rect(rect, radius::CARD, c.surface, Stroke::new(1.0, c.line_strong), egui::StrokeKind::Inside);
    let text = theme::cut(ui, words, Type::Strong, c.ink, rect.width() - 24.0, 1);
    painter.galley(rect.min + vec2(12.0, 8.0), text, c.ink);
    let does = theme::line(ui, does, Type::Small, c.ink_2);
    painter.galley(rect.min + vec2(12.0, 28.0), does, c.ink_2);
}
