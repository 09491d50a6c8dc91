//! What stands under the lane for a gate: its name and what would come of it today, its criteria, its decisions.

use egui::{Frame, Margin, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::model::discovery::GoVerdict;
use crate::model::record::Item as _;
use crate::model::release::{Gate, GateDecision};
use crate::model::{Id, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};
use crate::words;

use super::plan::Stop;
use super::{Asked, View, criteria, lane};

/// The questions of a gate that have no other place on the page.
pub const QUESTIONS: [&str; 4] = ["name", "opens", "date", "required_roles"];

/// The narrowest head that has its buttons in the same line.
const ONE_LINE: f32 = 620.0;

/// Shows it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, gate): (&Workbook, &Gate)) -> Option<Asked> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut asked = head(ui, desk, view, (workbook, gate));
    if view.editing_gate {
        asked = questions(ui, desk, gate).or(asked);
    }
    ui.add_space(4.0);
    asked = criteria::show(ui, desk, view, (workbook, gate)).or(asked);
    ui.add_space(16.0);
    asked.or(decisions(ui, desk, view, gate))
}

/// What a gate is called.
pub fn title(gate: &Gate) -> String {
    let name = gate.name.trim();
    if name.is_empty() { gate.cite() } else { format!("{}, {}", gate.cite(), first_lower(name)) }
}

/// Names of gates are written as titles; after a comma they go on in lower case.
fn first_lower(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

fn head(ui: &mut Ui, desk: &Desk<'_>, view: &View, (workbook, gate): (&Workbook, &Gate)) -> Option<Asked> {
    let c = theme::colors(ui);
    let wide = ui.available_width() >= ONE_LINE;
    let mut asked = None;
    ui.horizontal(|ui| {
        ui.set_min_height(36.0);
        let room = ui.available_width() - if wide { 440.0 } else { 150.0 };
        ui.scope(|ui| {
            ui.set_max_width(room.max(80.0));
            label::heading(ui, &title(gate), Type::Name, 2);
        });
        lane::chip(ui, view.judged.look(gate));
        if wide {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| asked = buttons(ui, gate));
        }
    });
    if !wide {
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| asked = buttons(ui, gate));
        });
    }
    let opens =
        gate.opens.and_then(|id| workbook.release.stages.find(id)).map(|stage| format!("Opens {}", lane::title(stage)));
    let date = gate.date.map(|date| {
        let days = i64::from((date - desk.today).get_days());
        let away = match days {
            0 => ", today".to_owned(),
            1.. => format!(", in {}", words::how_many(days.unsigned_abs() as usize, "day", "days")),
            _ => String::new(),
        };
        format!("{}{away}", words::date(date))
    });
    let roles = (!gate.required_roles.is_empty()).then(|| format!("Signed by {}", words::roles(&gate.required_roles)));
    let parts: Vec<String> =
        [opens.or_else(|| Some("Opens no stage yet".to_owned())), date, roles].into_iter().flatten().collect();
    label::line(ui, &parts.join(". "), Type::Small, c.ink_2);
    asked
}

/// From the right to the left.
fn buttons(ui: &mut Ui, gate: &Gate) -> Option<Asked> {
    ui.spacing_mut().item_spacing.x = 8.0;
    let mut asked = None;
    let record = Button::new("Record decision").primary().icon(icons::GAVEL).key("G").name("Record decision");
    if record.show(ui).clicked() {
        asked = Some(Asked::Decide(gate.id));
    }
    if Button::new("Criterion").quiet().icon(icons::PLUS).name("Add criterion").show(ui).clicked() {
        asked = Some(Asked::AddCriterion(gate.id));
    }
    let more = icon_button(ui, icons::DOTS, &format!("More about {}", gate.cite()), true);
    asked.or(menu::below(&more, |ui| lane::commands(ui, Stop::Gate(gate.id))).flatten())
}

/// Name, stage, date and roles, to be edited where they stand.
fn questions(ui: &mut Ui, desk: &mut Desk<'_>, gate: &Gate) -> Option<Asked> {
    let mut asked = None;
    ui.add_space(8.0);
    Frame::new().fill(theme::colors(ui).sunken).corner_radius(radius::CARD).inner_margin(12).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        form::some(ui, desk, &Spot::item(gate.id), gate, &QUESTIONS);
        ui.add_space(12.0);
        if Button::new("Done").name("Done with the gate").show(ui).clicked() {
            asked = Some(Asked::Select(Stop::Gate(gate.id)));
        }
    });
    asked
}

fn decision_id(id: Id) -> egui::Id {
    egui::Id::unique(("decision of a gate", id))
}

/// The decisions, the latest first.
fn decisions(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, gate: &Gate) -> Option<Asked> {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        label::heading(ui, "Decisions", Type::Strong, 2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            label::line(ui, "A decision keeps a copy of the verdicts of that day", Type::Small, c.ink_3);
        });
    });
    ui.add_space(4.0);
    label::rule(ui);
    if gate.decisions.is_empty() {
        ui.add_space(8.0);
        label::text(ui, "Nothing was decided yet.", Type::Body, c.ink_3);
        return None;
    }
    let mut all: Vec<&GateDecision> = gate.decisions.iter().collect();
    all.sort_by_key(|decision| decision.date);
    let mut asked = None;
    for decision in all.into_iter().rev() {
        asked = row(ui, view, decision).or(asked);
        if view.decision == Some(decision.id) {
            let frame = Frame::new().fill(c.sunken).inner_margin(Margin { left: 16, right: 16, top: 12, bottom: 16 });
            frame.show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                form::record(ui, desk, &Spot::item(decision.id), decision, &[]);
            });
        }
    }
    asked
}

/// A decision: click it to read the verdicts of its day, and to mend it.
fn row(ui: &mut Ui, view: &mut View, decision: &GateDecision) -> Option<Asked> {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), criteria::ROW), Sense::hover());
    let response = ui.interact(rect, decision_id(decision.id), Sense::click());
    let open = view.decision == Some(decision.id);
    let words = decision.verdict.map_or("No decision", GoVerdict::label);
    let date = decision.date.map_or_else(|| "No date".to_owned(), words::short_date);
    response.widget_info(|| {
        let said = format!("Decision of {date}: {words}, {}", decision.by.trim());
        WidgetInfo::selected(Role::Button, true, open, said)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if response.hovered() || open {
        ui.painter().rect_filled(rect, 0, if open { c.accent_soft } else { c.hover });
    }
    let glyph = decision.verdict.map_or(Glyph::Advice, |verdict| Glyph::Verdict(glyph::alike_go(verdict)));
    let middle = rect.center().y;
    glyph::paint(ui.painter(), Rect::from_center_size(pos2(rect.left() + 15.0, middle), Vec2::splat(14.0)), glyph, c);
    let text = |x: f32, width: f32, words: &str, style: Type, ink| {
        let galley = theme::cut(ui, words, style, ink, width, 1);
        ui.painter().galley(pos2(x, middle - galley.size().y / 2.0), galley, ink);
    };
    text(rect.left() + 28.0, 124.0, words, Type::Medium, c.ink);
    let end = rect.right() - 8.0;
    text(end - 76.0, 76.0, &date, Type::Small, c.ink_2);
    label::paint_initials(ui, Rect::from_center_size(pos2(end - 100.0, middle), Vec2::splat(24.0)), &decision.by);
    text(rect.left() + 160.0, rect.width() - 160.0 - 132.0, decision.reason.trim(), Type::Body, c.ink_2);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    focus::ring_inside(ui, &response, rect, radius::CHIP);
    if response.clicked() {
        view.decision = Some(decision.id).filter(|_| !open);
    }
    let delete =
        response.has_focus() && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Delete));
    let picked =
        menu::context(&response, |ui| menu::Row::new("Delete").icon(icons::TRASH).keys("Delete").show(ui).clicked());
    (delete || picked == Some(true)).then_some(Asked::DeleteDecision(decision.id))
}
