//! Questions about the checklist itself, and answers that no row shows: at the end of the page, folded.

use egui::{Id, Role, Sense, Ui, WidgetInfo, vec2};

use crate::knowledge;
use crate::model::{Section, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::{View, rows};

/// Shows the line that opens them, and the questions if they are open.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    let strays = rows::stray_answers(workbook);
    ui.add_space(16.0);
    let opened = line(ui, view, strays.len()) || (view.open.is_none() && std::mem::take(&mut view.next.show_detail));
    if !view.about {
        return;
    }
    let c = theme::colors(ui);
    let framework = knowledge::framework();
    let shown =
        egui::Frame::new().inner_margin(egui::Margin { left: 32, right: 8, top: 8, bottom: 16 }).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(760.0));
            ui.spacing_mut().item_spacing.y = 12.0;
            label::text(ui, &format!("{}. {}", framework.title, framework.source), Type::Note, c.ink_2);
            form::record(ui, desk, &Spot::section(Section::Checklist), &*workbook.checklist, &["answers"]);
            for index in strays {
                let Some(answer) = workbook.checklist.answers.at(index) else { continue };
                label::rule(ui);
                ui.horizontal(|ui| {
                    glyph::show(ui, Glyph::Blocker, 14.0);
                    label::line(ui, &stray_words(&answer.practice), Type::Strong, c.ink);
                });
                form::record(ui, desk, &Spot::item(answer.id), answer, &[]);
                if Button::new("Delete answer").icon(icons::TRASH).show(ui).clicked() {
                    desk.remove_item(answer.id, "answer");
                }
            }
        });
    if opened {
        ui.scroll_to_rect(shown.response.rect, None);
    }
}

/// What is wrong with an answer that no row shows.
fn stray_words(practice: &str) -> String {
    match practice.trim() {
        "" => "An answer that names no practice".to_owned(),
        named if knowledge::framework().practice(named).is_some() => format!("A second answer to {named}"),
        named => format!("An answer to {named}, which is not in this framework"),
    }
}

/// The line that opens them; whether it did so now.
fn line(ui: &mut Ui, view: &mut View, strays: usize) -> bool {
    let c = theme::colors(ui);
    let text = match strays {
        0 => "About this checklist".to_owned(),
        1 => "About this checklist, with an answer that no row shows".to_owned(),
        several => format!("About this checklist, with {several} answers that no row shows"),
    };
    let galley = theme::line(ui, &text, Type::Medium, c.ink_2);
    let size = vec2(galley.size().x + 48.0, 28.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, Id::unique("about this checklist"), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, radius::CONTROL, c.hover);
    }
    let caret = egui::Rect::from_center_size(rect.left_center() + vec2(16.0, 0.0), egui::Vec2::splat(16.0));
    let icon = if view.about { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    label::paint_icon(ui, caret, icon, Type::Icon, c.ink_3);
    ui.painter().galley(rect.left_center() + vec2(32.0, -galley.size().y / 2.0), galley, c.ink_2);
    focus::ring(ui, &response, rect, radius::CONTROL);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text.as_str()));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(view.about));
    if response.clicked() {
        view.about = !view.about;
    }
    response.clicked() && view.about
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strays_say_what_is_wrong_with_them() {
        assert_eq!(stray_words("MAP 1.1"), "A second answer to MAP 1.1");
        assert_eq!(stray_words("MAP 9.9"), "An answer to MAP 9.9, which is not in this framework");
        assert_eq!(stray_words(" "), "An answer that names no practice");
    }
}
