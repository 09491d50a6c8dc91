//! Beside the question: what good looks like, the evidence with live verdicts, what else the practice touches, and its
//! neighbors.

use egui::{Align, Layout, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::knowledge::{self, Practice};
use crate::model::Item as _;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{Button, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::super::{View, detail};
use super::{Asked, Case, live, queue};

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, case: &Case<'_>) -> Option<Asked> {
    ui.spacing_mut().item_spacing.y = 16.0;
    good(ui, case.practice);
    let asked = evidence(ui, desk, view, case);
    touches(ui, desk, case);
    neighbors(ui, view, case).or(asked)
}

/// What good evidence looks like, part by part, and whom to ask.
fn good(ui: &mut Ui, practice: &Practice) {
    let c = theme::colors(ui);
    card(ui, |ui| {
        ui.horizontal(|ui| {
            label::heading(ui, "What good looks like", Type::Strong, 2);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                label::line(ui, "our words, not NIST text", Type::Small, c.ink_3);
            });
        });
        let parts = practice.evidence.trim().trim_end_matches('.').split("; ").map(str::trim);
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        for (index, part) in parts.iter().enumerate() {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                if parts.len() > 1 {
                    label::line(ui, &(index + 1).to_string(), Type::Caption, c.ink_3);
                }
                let text = crate::words::sentence(&crate::words::capitalized(part));
                label::text(ui, &text, Type::Prompt, c.ink);
            });
        }
        label::text(ui, &format!("Whom to ask: {}", practice.whom), Type::Small, c.ink_3);
    });
}

/// What shows it: words, and linked items with what they say today.
fn evidence(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, case: &Case<'_>) -> Option<Asked> {
    let c = theme::colors(ui);
    let spot = Spot::practice(case.id, &case.practice.id);
    let mut asked = None;
    card(ui, |ui| {
        ui.horizontal(|ui| {
            label::heading(ui, "Evidence", Type::Strong, 2);
            let count = case.answer.links.len() + usize::from(!case.answer.evidence.trim().is_empty());
            let count = if count == 0 { "nothing attached".to_owned() } else { format!("{count} attached") };
            label::line(ui, &count, Type::Small, c.ink_3);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let add = Button::new("Add").quiet().icon(icons::PLUS).name("Add evidence");
                let add = if desk.single_keys { add.key("E") } else { add };
                if add.show(ui).clicked() {
                    asked = Some(Asked::Field("evidence"));
                }
            });
        });
        for id in &case.answer.links {
            let Some(says) = live::says(desk, case.workbook, *id) else { continue };
            label::rule(ui);
            ui.horizontal(|ui| {
                ui.set_min_height(40.0);
                label::icon(ui, icons::LINK, c.ink_3);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    says.chip(ui);
                    ui.with_layout(Layout::top_down(Align::Min), |ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        let words = desk.facts.index.words(*id);
                        if link_named(ui, &words, &format!("Go to {words}")).clicked() {
                            desk.go_to_item(*id);
                        }
                        label::line(ui, &says.line(), Type::Small, c.ink_3);
                    });
                });
            });
        }
        detail::ask_with(ui, desk, detail::question(&spot, case.answer, "evidence"));
        detail::ask_with(ui, desk, detail::question(&spot, case.answer, "links"));
        if case.exists {
            let open = Button::new("Everything about it in the table").quiet().icon(icons::NOTE_PENCIL).show(ui);
            if open.clicked() {
                view.go_to(&case.practice.id, true);
                view.form = super::Form::List;
            }
        }
    });
    asked
}

/// The failure modes that name it, and the risks of generative AI that it bears on.
fn touches(ui: &mut Ui, desk: &mut Desk<'_>, case: &Case<'_>) {
    let c = theme::colors(ui);
    let modes: Vec<_> =
        case.workbook.failure_modes.modes.iter().filter(|mode| mode.practices.contains(&case.practice.id)).collect();
    let risks = &knowledge::framework().risks;
    let own: Vec<_> = risks.iter().filter(|risk| case.practice.risks.contains(&risk.id)).collect();
    if modes.is_empty() && own.is_empty() {
        return;
    }
    card(ui, |ui| {
        label::heading(ui, "Also touches", Type::Strong, 2);
        if !modes.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
                for mode in modes {
                    let name = format!("Go to {} {}", mode.cite(), mode.name.trim());
                    if link_named(ui, &mode.cite(), &name).on_hover_text(mode.name.trim()).clicked() {
                        desk.go_to_item(mode.id);
                    }
                }
            });
        }
        ui.spacing_mut().interact_size.y = 20.0; // rows as high as their chips
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            for risk in own {
                label::plain_chip(ui, &risk.title).on_hover_text(Type::Small.text(risk.meaning.as_str(), c.ink));
            }
        });
    });
}

/// The rows before and after, and the next open one.
fn neighbors(ui: &mut Ui, view: &View, case: &Case<'_>) -> Option<Asked> {
    let flash = &view.flash;
    let before = flash.at.checked_sub(1);
    let after = Some(flash.at + 1).filter(|at| *at < flash.queue.len());
    let open = queue::next_open(case.workbook, &flash.queue, flash.at).filter(|open| Some(*open) != after);
    let mut asked = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (name, at) in [("Before", before), ("After", after), ("Next open", open)] {
            let Some((at, practice)) = at.and_then(|at| Some((at, *flash.queue.get(at)?))) else { continue };
            if neighbor(ui, name, practice, case) {
                asked = Some(Asked::GoTo(at));
            }
        }
    });
    asked
}

fn neighbor(ui: &mut Ui, name: &str, practice: &Practice, case: &Case<'_>) -> bool {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::CONTROL), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, radius::CHIP, c.hover);
    }
    let middle = rect.center().y;
    let status = case.workbook.checklist.status(&practice.id);
    let word = theme::line(ui, name, Type::Small, c.ink_3);
    ui.painter().galley(pos2(rect.left() + 20.0, middle - word.size().y / 2.0), word, c.ink_3);
    let square = Rect::from_center_size(pos2(rect.left() + 100.0, middle), Vec2::splat(16.0));
    glyph::paint(ui.painter(), square, Glyph::Status(status), c);
    let left = square.right() + 8.0;
    let text = format!("{} {}", practice.id, practice.title);
    let galley = theme::cut(ui, &text, Type::Body, c.ink_2, rect.right() - 8.0 - left, 1);
    ui.painter().galley(pos2(left, middle - galley.size().y / 2.0), galley, c.ink_2);
    focus::ring(ui, &response, rect, radius::CHIP);
    let said = format!("{name}: {text}, {}", status.label().to_lowercase());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, said.as_str()));
    response.clicked()
}

fn card(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    label::card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        contents(ui);
    });
}
