//! The card of the selected limit: its kind, what it says to its users, the zones as grounds with their shares, what happens
//! at the boundary, what shows it, and what it is linked with. Everything is edited where it is read.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::model::Record as _;
use crate::model::limits::{Limit, LimitKind};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::answer::Question;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::side_card;
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{form, marks, used_by};
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::{focus, label, menu, range_bar};

use super::shares::Shares;
use super::{Asked, View, fields, table, wording};

/// The white space inside the card.
const PAD: f32 = 20.0;
/// Fields that have a place of their own in the card.
pub const SHOWN: [&str; 6] = ["statement", "at_boundary", "share_holds", "share_degrades", "evidence", "links"];

/// The card beside the table: as high as the page, with its buttons always in sight.
pub fn beside(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, limit: &Limit) -> Option<Asked> {
    let mut context = (desk, view, None);
    side_card::beside(
        ui,
        PAD,
        &mut context,
        |ui, (desk, view, asked)| {
            *asked = contents(ui, desk, view, limit);
            used_by::on_card(ui, desk, limit.id);
        },
        |ui, (desk, view, _)| actions(ui, desk, view, limit),
    );
    context.2
}

/// The card below the table: as high as its contents.
pub fn below(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, limit: &Limit) -> Option<Asked> {
    let mut asked = None;
    side_card::below(ui, PAD, |ui| {
        asked = contents(ui, desk, view, limit);
        used_by::on_card(ui, desk, limit.id);
        ui.add_space(12.0);
        actions(ui, desk, view, limit);
    });
    asked
}

fn actions(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, limit: &Limit) {
    ui.horizontal(|ui| {
        let blank = limit.evidence.trim().is_empty();
        let (icon, name) = if blank { (icons::PLUS, "Add evidence") } else { (icons::PENCIL, "Edit evidence") };
        if Button::new("Evidence").icon(icon).name(name).show(ui).clicked() {
            view.in_place.edit(&Spot::item(limit.id), "evidence", limit.evidence.clone());
            ui.ctx().request_repaint();
        }
        let finding = desk.facts.of_item(limit.id).next().map(|finding| finding.place.clone());
        if let Some(place) = finding
            && Button::new("Open finding").quiet().show(ui).clicked()
        {
            desk.go_to(place);
        }
    });
}

fn contents(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, limit: &Limit) -> Option<Asked> {
    ui.spacing_mut().item_spacing.y = 4.0;
    let spot = Spot::item(limit.id);
    let asked = head(ui, desk, view, limit);
    let statement = Look { style: Type::Prompt, ..Look::BODY };
    if limit.marks.get("statement").is_some() {
        ui.add_space(4.0);
    }
    in_place::show(ui, desk, &mut view.in_place, (&spot, limit, "statement"), statement);
    ui.add_space(8.0);
    grounds(ui, limit);
    ui.add_space(8.0);
    fields::show(ui, desk, limit);
    part(ui, desk, view, (limit, "at_boundary"), (icons::BEND_RIGHT, "What happens at the boundary"));
    part(ui, desk, view, (limit, "evidence"), (icons::FLASK, "What shows it"));
    divide(ui);
    form::some(ui, desk, &spot, limit, &["links"]);
    divide(ui);
    questions(ui, desk, view, limit);
    asked
}

fn divide(ui: &mut Ui) {
    ui.add_space(10.0);
    label::rule(ui);
    ui.add_space(10.0);
}

/// The number and the kind, which opens the list of kinds, and what can be done with the limit.
fn head(ui: &mut Ui, desk: &Desk<'_>, view: &View, limit: &Limit) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut asked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        label::line(ui, &limit.number.to_string(), Type::Body, c.ink_3);
        let width = ui.available_width() - size::CONTROL - 8.0;
        let ink = if limit.kind.is_some() { c.ink } else { c.ink_3 };
        let galley = theme::cut(ui, wording::kind(limit.kind), Type::Name, ink, width - 24.0, 1);
        let (rect, _) = ui.allocate_exact_size(vec2(width, size::CONTROL), Sense::hover());
        let target = Rect::from_min_size(rect.min, vec2(galley.size().x + 24.0, rect.height()));
        let response = ui.interact(target, egui::Id::unique(("kind of limit", limit.id)), Sense::click());
        response
            .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Kind: {}", wording::kind(limit.kind))));
        if response.hovered() {
            ui.painter().rect_filled(target.expand2(vec2(4.0, 0.0)), radius::CHIP, c.hover);
        }
        let caret = Rect::from_center_size(pos2(target.right() - 10.0, target.center().y), vec2(16.0, 16.0));
        label::paint_icon(ui, caret, icons::CARET_DOWN, Type::Icon, c.ink_3);
        ui.painter().galley(pos2(target.left(), target.center().y - galley.size().y / 2.0), galley, ink);
        focus::ring(ui, &response, target, radius::CHIP);
        let picked = menu::below(&response, |ui| kinds(ui, limit)).flatten();
        let more = icon_button(ui, icons::DOTS, &format!("More about {}", wording::kind(limit.kind)), true);
        let moves = table::moves(&desk.workbook().limits.limits, limit.id);
        asked = menu::below(&more, |ui| table::commands(ui, limit, view.zone, moves)).flatten().or(picked);
    });
    asked
}

/// The kinds to choose from.
fn kinds(ui: &mut Ui, limit: &Limit) -> Option<Asked> {
    let mut picked = None;
    for kind in LimitKind::ALL.iter().copied() {
        let chosen = limit.kind == Some(kind);
        if menu::Row::new(kind.label()).chosen(chosen).show(ui).clicked() && !chosen {
            picked = Some(Asked::SetKind(limit.id, Some(kind)));
        }
    }
    if limit.kind.is_some() && menu::Row::new("Clear").icon(icons::X).show(ui).clicked() {
        picked = Some(Asked::SetKind(limit.id, None));
    }
    picked
}

/// The zones with the grounds that thresholds have, and their shares.
fn grounds(ui: &mut Ui, limit: &Limit) {
    label::heading(ui, "Share of live cases", Type::Strong, 2);
    ui.add_space(2.0);
    let shares = Shares::of(limit);
    let sentence = shares.sentence();
    let named = |zone: usize, share: Option<f64>| {
        let word = range_bar::ZONES.get(zone).copied().unwrap_or_default();
        share.map_or_else(|| word.to_owned(), |share| format!("{word} {}", crate::words::share(share)))
    };
    let parts = shares.parts();
    let [holds, degrades, beyond] = parts;
    let words = [named(0, holds), named(1, degrades), named(2, beyond)];
    let [holds, degrades, beyond] = &words;
    range_bar::grounds(ui, parts, [holds, degrades, beyond], &sentence).on_hover_text(&sentence);
}

/// An answer with an icon and a caption over it.
fn part(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (limit, key): (&Limit, &'static str),
    (icon, caption): (char, &str),
) {
    let spot = Spot::item(limit.id);
    divide(ui);
    let found = limit.answers().find(|(field, _)| field.key == key);
    let mark = limit.marks.get(key);
    if let (Some((field, value)), None) = (found, mark) {
        let question = Question { spot: &spot, field, value, mark };
        ui.horizontal(|ui| {
            let c = theme::colors(ui);
            ui.spacing_mut().interact_size.y = 16.0;
            label::icon(ui, icon, c.ink_2);
            label::line(ui, caption, Type::Caption, c.ink_2);
            marks::menu(ui, desk, question);
        });
    }
    in_place::show(ui, desk, &mut view.in_place, (&spot, limit, key), Look::BODY);
}

/// Every question that has no place above.
fn questions(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, limit: &Limit) {
    let open = view.questions;
    let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let response = Button::new("All questions").quiet().icon(icon).show(ui);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if response.clicked() {
        view.questions = !open;
    }
    if open {
        ui.add_space(8.0);
        form::record(ui, desk, &Spot::item(limit.id), limit, &SHOWN);
    }
}
