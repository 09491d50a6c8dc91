//! Who signed: a row for each, with what was decided and whether the workbook still says what was signed.

use egui::{Key, Modifiers, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::replies::is_same_person;
use crate::edit::operations::{duplicate_item, move_item};
use crate::model::reviews::SignOff;
use crate::model::{Id, Item as _, Workbook};
use crate::pack::review;
use crate::report::Standing;
use crate::ui::desk::{Desk, Order};
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::{focus, label, menu};

use super::line::{self, BUTTONS, TOOLS};
use super::{View, acts, sign, signed};

/// The id of a row, so that the focus goes with it when it is moved.
pub(super) fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("sign-off", id))
}

/// Shows them.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    let sign_offs = &workbook.reviews.sign_offs;
    super::heading(ui, "Sign-offs", "Who stands behind it?", |ui| {
        let looked_at = desk.is_read_only();
        let ask = Button::new("Sign-off").quiet().icon(icons::PLUS).name("Ask for a sign-off").enabled(!looked_at);
        let ask = super::because(ask.show(ui), looked_at);
        if ask.on_hover_text("Adds a line for somebody who has not signed yet").clicked() {
            acts::ask(desk, view);
        }
        super::as_sheet(ui, "sign_offs", "sign-offs");
    });
    if super::marked(ui, desk, workbook, "sign_offs") {
        return;
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if sign_offs.is_empty() {
            label::rule(ui);
            ui.add_space(8.0);
            let prompt = "Nobody has looked at this yet. Whose word does the release need?";
            label::text(ui, prompt, Type::Prompt, theme::colors(ui).ink_2);
            ui.add_space(8.0);
        } else {
            line::head(ui);
        }
        for (index, sign_off) in sign_offs.iter().enumerate() {
            ui.push_id(sign_off.id, |ui| row(ui, desk, view, (workbook, sign_off, index)));
        }
    });
    sign::show(ui, desk, view, None);
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, sign_off, index): (&Workbook, &SignOff, usize)) {
    let open = view.open == Some(sign_off.id);
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, line::height(width)), Sense::hover());
    let since = line::since(desk, sign_off);
    let response = ui.interact(rect, row_id(sign_off.id), Sense::click());
    let standing = desk.facts.sign_offs.get(&sign_off.id);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, line::said(sign_off, standing, since)));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    let c = theme::colors(ui);
    if open {
        ui.painter().rect_filled(rect, 0, c.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0, c.hover);
    }
    if ui.is_rect_visible(rect) {
        line::paint(ui, desk, rect, (sign_off, since));
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    focus::ring_inside(ui, &response, rect, 0);
    if response.clicked() {
        view.open = Some(sign_off.id).filter(|_| !open);
    }
    if response.has_focus() {
        keys(ui, desk, view, (workbook, sign_off, index));
    }
    tools(ui, desk, view, rect, (workbook, sign_off, index));
    sign::show(ui, desk, view, Some(sign_off.id));
    if open {
        ui.add_space(8.0);
        signed::show(ui, desk, view, (workbook, sign_off));
        ui.add_space(8.0);
    }
}

/// The buttons at the end of a row.
fn tools(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    rect: Rect,
    (workbook, sign_off, index): (&Workbook, &SignOff, usize),
) {
    let area =
        Rect::from_min_max(pos2(rect.right() - TOOLS + BUTTONS, rect.top()), rect.right_bottom() - vec2(4.0, 0.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(area), |ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let dots = icon_button(ui, icons::DOTS, &format!("More about {}", sign_off.cite()), true);
            menu::below(&dots, |ui| row_menu(ui, desk, view, (workbook, sign_off, index)));
            if desk.is_read_only() {
                return;
            }
            let copy = review::copy_for(workbook).is_some();
            // whoever signed again stands behind what they signed last
            let signed_again =
                workbook.reviews.sign_offs.iter().skip(index + 1).any(|later| is_signed_anew(sign_off, later));
            let may_sign = review::may_answer(workbook, &sign_off.name);
            if sign_off.decision.is_none() && view.signing.is_none() && may_sign {
                let name = format!("Sign {}", sign_off.cite());
                if Button::new("Sign").icon(icons::SIGNATURE).name(&name).show(ui).clicked() {
                    view.sign(sign::Draft::of(sign_off).in_copy(workbook));
                }
            } else if !copy && !signed_again && desk.facts.sign_offs.get(&sign_off.id).is_some_and(Standing::is_stale) {
                let name = format!("Ask again for {}", sign_off.cite());
                if Button::new("Ask again").icon(icons::PAPER_PLANE).name(&name).show(ui).clicked() {
                    desk.orders.push(Order::AskForReview(sign_off.id));
                }
            }
        });
    });
}

/// Whether a later sign-off is by the same person and covers at least as much.
fn is_signed_anew(sign_off: &SignOff, later: &SignOff) -> bool {
    let is_in = |part: &String| later.covers.contains(part);
    let covers = later.covers.is_empty() || !sign_off.covers.is_empty() && sign_off.covers.iter().all(is_in);
    covers && later.decision.is_some() && is_same_person(&later.name, &sign_off.name)
}

fn row_menu(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (workbook, sign_off, index): (&Workbook, &SignOff, usize),
) {
    let (id, last) = (sign_off.id, workbook.reviews.sign_offs.len().saturating_sub(1));
    let open = view.open == Some(id);
    let text = match (open, sign_off.decision) {
        (true, _) => "Close",
        (false, Some(_)) => "Show what was signed",
        (false, None) => "Show who is to sign",
    };
    if menu::Row::new(text).icon(icons::NOTE_PENCIL).keys("Enter").show(ui).clicked() {
        view.open = Some(id).filter(|_| !open);
    }
    if !review::may_change(workbook, &sign_off.name, sign_off.date) {
        return; // in a review copy what others signed is theirs
    }
    if sign_off.decision.is_some() {
        if menu::Row::new("Sign again").icon(icons::SIGNATURE).show(ui).clicked() {
            view.sign(sign::Draft::again(sign_off).in_copy(workbook));
        }
        if menu::Row::new("Withdraw").icon(icons::UNDO).show(ui).clicked() {
            acts::withdraw(desk, id);
        }
    }
    if review::copy_for(workbook).is_some() {
        return;
    }
    let ask = if sign_off.decision.is_some() { "Ask again" } else { "Ask" };
    if menu::Row::new(ask).icon(icons::PAPER_PLANE).show(ui).clicked() {
        desk.orders.push(Order::AskForReview(sign_off.id));
    }
    if menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D").show(ui).clicked() {
        desk.edit("duplicate sign-off", |workbook, ids| duplicate_item(workbook, ids, id));
    }
    let up = menu::Row::new("Move up").icon(icons::ARROW_UP).keys("Alt Up").enabled(index > 0);
    if up.show(ui).clicked() && index > 0 {
        shift(desk, id, index - 1);
    }
    let down = menu::Row::new("Move down").icon(icons::ARROW_DOWN).keys("Alt Down").enabled(index < last);
    if down.show(ui).clicked() && index < last {
        shift(desk, id, index + 1);
    }
    let internal = menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(sign_off.internal);
    if internal.show(ui).clicked() {
        Spot::item(id).set_internal(desk, !sign_off.internal);
    }
    if menu::Row::new("Delete").icon(icons::TRASH).keys("Delete").show(ui).clicked() {
        desk.remove_item(id, "sign-off");
    }
}

fn keys(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, sign_off, index): (&Workbook, &SignOff, usize)) {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let sign_offs = &workbook.reviews.sign_offs;
    if pressed(Modifiers::ALT, Key::ArrowUp) {
        if index > 0 {
            shift(desk, sign_off.id, index - 1);
        }
    } else if pressed(Modifiers::ALT, Key::ArrowDown) {
        if index + 1 < sign_offs.len() {
            shift(desk, sign_off.id, index + 1);
        }
    } else if pressed(Modifiers::COMMAND, Key::D) {
        desk.edit("duplicate sign-off", |workbook, ids| duplicate_item(workbook, ids, sign_off.id));
    } else if pressed(Modifiers::NONE, Key::Delete) {
        let heir = sign_offs.at(index + 1).or_else(|| sign_offs.at(index.checked_sub(1)?));
        desk.remove_item(sign_off.id, "sign-off");
        view.focus = heir.map(|heir| row_id(heir.id));
    }
}

fn shift(desk: &mut Desk<'_>, id: Id, to: usize) {
    desk.edit("move sign-off", |workbook, _| move_item(workbook, id, to));
}
