//! One thread: who said what about which item, the answers, and what can be done with it.

use egui::{Align, Frame, Layout, Margin, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::mentions;
use crate::model::place::Place;
use crate::model::reviews::Comment;
use crate::model::{Id, Item as _};
use crate::pack::review;
use crate::ui::chrome::inspector::comments;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{form, in_place};
use crate::ui::sections;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{Button, icon_button, link_named};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};
use crate::words;

use super::state::{self, Thread};
use super::{View, acts};

/// The questions of a comment that its thread has no other place for.
const QUESTIONS: [&str; 6] = ["text", "author", "date", "item", "section", "field"];

/// The most letters of a comment with links, where it is not the one that is open.
const SHOWN: usize = 400;

/// The id of the line at the head of a thread.
pub(super) fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("thread of comments", id))
}

/// The id of the field for an answer.
pub(super) fn reply_id(id: Id) -> egui::Id {
    egui::Id::unique(("answer to a comment", id))
}

/// Shows it. Where the person is, it is laid out in full, with a field for an answer.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, thread: &Thread<'_>) {
    let c = theme::colors(ui);
    let on = view.thread == Some(thread.root.id);
    let ground = ui.painter().add(egui::Shape::Noop);
    let shown = Frame::new().inner_margin(Margin { left: 12, right: 12, top: 10, bottom: 12 }).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        let head = head(ui, desk, view, thread.root, on);
        about_field(ui, desk, thread.root);
        let read = words_of(ui, desk, view, thread.root, on);
        if head.clicked() || read {
            view.thread = Some(thread.root.id).filter(|_| !on);
            view.writing = None;
        }
        for reply in &thread.replies {
            ui.push_id(reply.id, |ui| answer(ui, desk, view, reply, on));
        }
        if thread.root.settled {
            settled(ui, desk, view, thread.root);
        }
        if on && !desk.is_read_only() {
            foot(ui, desk, view, thread);
        }
    });
    if on {
        let rect = shown.response.rect;
        ui.painter().set(ground, egui::Shape::rect_filled(rect, f32::from(radius::CHIP), c.accent_soft));
        if std::mem::take(&mut view.scroll) {
            shown.response.scroll_to_me(None);
        }
    }
    label::rule(ui);
}

fn author(comment: &Comment) -> &str {
    match comment.author.trim() {
        "" => "No name",
        name => name,
    }
}

/// Who said it and when, and the way to what it is about.
fn head(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, root: &Comment, on: bool) -> egui::Response {
    let c = theme::colors(ui);
    let mut clicked = None;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            about(ui, desk, root);
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::TARGET), Sense::hover());
            let response = ui.interact(rect, row_id(root.id), Sense::click());
            let said = format!("{}: {}", author(root), root.text.trim());
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &said));
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(on));
            if response.hovered() && !on {
                ui.painter().rect_filled(rect, radius::CHIP, c.hover);
            }
            let caret = if on { icons::CARET_DOWN } else { icons::CARET_RIGHT };
            let sign = Rect::from_center_size(pos2(rect.left() + 7.0, rect.center().y), egui::Vec2::splat(14.0));
            label::paint_icon(ui, sign, caret, Type::Icon, c.ink_3);
            let circle = Rect::from_center_size(pos2(rect.left() + 28.0, rect.center().y), egui::Vec2::splat(24.0));
            label::paint_initials(ui, circle, root.author.trim());
            let mut x = rect.left() + 48.0;
            let found = desk.facts.worst_of_item(root.id).is_some() && view.thread != Some(root.id);
            let right = rect.right() - if found { 20.0 } else { 4.0 };
            let date = root.date.map(|date| theme::line(ui, &words::short_day(date, desk.today), Type::Small, c.ink_3));
            // the name is what matters: the day goes where there is no room for both
            let date = date.filter(|date| right - x - date.size().x - 8.0 >= 72.0);
            let room = right - x - date.as_ref().map_or(0.0, |date| date.size().x + 8.0);
            let name = theme::cut(ui, author(root), Type::Strong, c.ink, room.max(40.0), 1);
            let width = name.size().x;
            ui.painter().galley(pos2(x, rect.center().y - name.size().y / 2.0), name, c.ink);
            x += width + 8.0;
            if let Some(date) = date {
                ui.painter().galley(pos2(x, rect.center().y - date.size().y / 2.0), date, c.ink_3);
            }
            if found {
                let at = Rect::from_center_size(pos2(rect.right() - 8.0, rect.center().y), egui::Vec2::splat(12.0));
                glyph::paint(ui.painter(), at, Glyph::Advice, c);
            }
            focus::ring(ui, &response, rect, radius::CHIP);
            clicked = Some(response);
        });
    });
    clicked.unwrap_or_else(|| ui.allocate_response(vec2(0.0, 0.0), Sense::hover()))
}

/// What it is about.
fn about(ui: &mut Ui, desk: &mut Desk<'_>, root: &Comment) {
    if let Some(id) = root.item {
        let words = desk.facts.index.words(id);
        let entry = desk.facts.index.get(id);
        let cited = entry.map(|entry| crate::model::record::cite(entry.kind, entry.number)).unwrap_or_default();
        let shown = if cited.is_empty() { "Its item" } else { &cited };
        if link_named(ui, shown, &format!("Go to {words}")).on_hover_text(&words).clicked() {
            desk.go_to_item(id);
        }
    } else if let Some(section) = state::section_of(root) {
        if link_named(ui, sections::name(section), &format!("Go to {}", section.title())).clicked() {
            desk.go_to(Place::of_section(section));
        }
    } else if !root.section.trim().is_empty() {
        label::line(ui, root.section.trim(), Type::Small, theme::colors(ui).ink_3);
    }
}

/// The field of the item or section that it is about.
fn about_field(ui: &mut Ui, desk: &Desk<'_>, root: &Comment) {
    if let Some(label) = state::field_label(desk.workbook(), &desk.facts.index, root) {
        let on = root.item.map(|id| format!("{}: ", desk.facts.index.words(id))).unwrap_or_default();
        label::text(ui, &format!("{on}{label}"), Type::Small, theme::colors(ui).ink_3);
    }
}

/// The words of a comment; while it is written, all of its questions. Whether they were clicked, to read on.
fn words_of(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, comment: &Comment, on: bool) -> bool {
    let spot = Spot::item(comment.id);
    if view.writing == Some(comment.id) && on {
        let done = ui.input(|input| input.modifiers.command && input.key_pressed(egui::Key::Enter));
        form::some(ui, desk, &spot, comment, &QUESTIONS);
        if done {
            view.writing = None;
            view.focus = Some(row_id(comment.id));
        }
        return false;
    }
    let facts = desk.facts;
    let text = if comment.text.trim().is_empty() { "New comment" } else { comment.text.trim() };
    let linked = !mentions::of(text, &facts.index).is_empty();
    if on && (!linked || view.editing.is_editing(&spot, "text")) {
        in_place::show(ui, desk, &mut view.editing, (&spot, comment, "text"), in_place::Look::BODY);
        return false;
    }
    if on {
        comments::linked(ui, text, &facts.index, desk.orders);
        return false;
    }
    // the line at its head does the same by the keyboard
    let read = ui.scope_builder(egui::UiBuilder::new().sense(Sense::CLICK), |ui| {
        if linked {
            let shown: String = text.chars().take(SHOWN).collect();
            comments::linked(ui, &shown, &facts.index, desk.orders);
            return;
        }
        let c = theme::colors(ui);
        let galley = theme::cut(ui, text, Type::Body, c.ink, ui.available_width(), 6);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), Sense::hover());
        ui.painter().galley(rect.min, galley, c.ink);
    });
    read.response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

/// An answer, set in, with a line at its left.
fn answer(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, reply: &Comment, on: bool) {
    let c = theme::colors(ui);
    let shown = Frame::new().inner_margin(Margin { left: 24, right: 0, top: 2, bottom: 2 }).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
        ui.horizontal(|ui| {
            label::line(ui, author(reply), Type::Strong, c.ink);
            if let Some(date) = reply.date {
                label::line(ui, &words::short_day(date, desk.today), Type::Small, c.ink_3);
            }
            if on && review::may_change(desk.workbook(), &reply.author, reply.date) {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let dots = icon_button(ui, icons::DOTS, &format!("More about the answer {}", reply.cite()), true);
                    menu::below(&dots, |ui| {
                        edit_row(ui, view, reply);
                        if menu::Row::new("Delete").icon(icons::TRASH).show(ui).clicked() {
                            desk.remove_item(reply.id, "comment");
                        }
                    });
                });
            }
        });
        let _ = words_of(ui, desk, view, reply, on);
    });
    let rect = shown.response.rect;
    ui.painter().vline(rect.left() + 12.0, rect.y_range(), Stroke::new(2.0, c.line_strong));
}

fn edit_row(ui: &mut Ui, view: &mut View, comment: &Comment) {
    if menu::Row::new("Edit the words").icon(icons::NOTE_PENCIL).show(ui).clicked() {
        view.writing = None;
        view.editing.edit(&Spot::item(comment.id), "text", comment.text.clone());
    }
    let writing = view.writing == Some(comment.id);
    let text = if writing { "Close every question" } else { "Show every question" };
    if menu::Row::new(text).icon(icons::NOTE_PENCIL).show(ui).clicked() {
        view.writing = Some(comment.id).filter(|_| !writing);
    }
}

/// How it was settled.
fn settled(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, root: &Comment) {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(16.0, size::TARGET), Sense::hover());
        let done = Glyph::Status(crate::model::checklist::PracticeStatus::Done);
        glyph::paint(
            ui.painter(),
            Rect::from_center_size(rect.center(), egui::Vec2::splat(16.0)),
            done,
            theme::colors(ui),
        );
        let look = in_place::Look {
            style: Type::Body,
            quiet: true,
            hint: "Settled. How, and by whom?",
            ..in_place::Look::BODY
        };
        in_place::show(ui, desk, &mut view.editing, (&Spot::item(root.id), root, "settled_note"), look);
    });
}

/// The field for an answer, and what can be done with the thread. In a review copy only what comes back from it.
fn foot(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, thread: &Thread<'_>) {
    let root = thread.root;
    let is_copy = review::copy_for(desk.workbook()).is_some();
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if review::may_change(desk.workbook(), &root.author, root.date) {
                let dots = icon_button(ui, icons::DOTS, &format!("More about {}", root.cite()), true);
                menu::below(&dots, |ui| more(ui, desk, view, thread));
            }
            if !is_copy {
                settling(ui, desk, view, root);
            }
            let draft = view.replies.get(&root.id).cloned().unwrap_or_default();
            let name = format!("Answer {}, Enter adds it", root.cite());
            let sent = comments::sends(ui, reply_id(root.id));
            let typed = TextField::line(reply_id(root.id), &name).hint("Reply").form().show(ui, &draft);
            if let Some(text) = &typed.text {
                view.replies.insert(root.id, text.clone());
            }
            let text = typed.text.unwrap_or(draft);
            if (typed.entered || sent) && !text.trim().is_empty() && !view.asks_who() {
                view.replies.remove(&root.id);
                acts::reply(desk, view, root, &text);
            }
        });
    });
}

fn more(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, thread: &Thread<'_>) {
    let root = thread.root;
    edit_row(ui, view, root);
    let internal = menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(root.internal);
    if internal.show(ui).clicked() {
        Spot::item(root.id).set_internal(desk, !root.internal);
    }
    if menu::Row::new("Delete with its answers").icon(icons::TRASH).show(ui).clicked() {
        acts::delete_thread(desk, thread);
    }
}

fn settling(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, root: &Comment) {
    let (text, icon) = if root.settled { ("Open again", icons::UNDO) } else { ("Settle", icons::CHECK) };
    let name = format!("{text} {}", root.cite());
    let pressed = Button::new(text).icon(icon).name(&name).show(ui).clicked();
    if pressed && (root.settled || !view.asks_who()) {
        // what is begun as an answer is said before the thread is closed over it
        let begun = view.replies.get(&root.id).filter(|text| !root.settled && !text.trim().is_empty()).cloned();
        if let Some(text) = begun {
            view.replies.remove(&root.id);
            acts::reply(desk, view, root, &text);
        }
        acts::settle(desk, &view.me, root.id, !root.settled);
    }
}
