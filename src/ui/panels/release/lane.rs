//! The lane: a stair of exposure over the stages, and the gates between them. It scrolls sideways where it has no room.
//!
//! The lane is one stop of the Tab key: the selected stage or gate has the focus, Left and Right move.

use egui::{
    Id, Key, Modifiers, Rangef, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::assess::metric::Standing;
use crate::model::Workbook;
use crate::model::record::Item as _;
use crate::model::release::{Gate, Stage, StageState};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Colors, Type, radius};
use crate::ui::widgets::exposure_stair::{self, Tread};
use crate::ui::widgets::gate_diamond::{self, GateDiamond, Mark};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};
use crate::words;

use super::plan::{self, Look, Stop};
use super::{Asked, View};

const CAPTION: f32 = 20.0;
const BOX: f32 = 128.0;
/// The narrowest stage, and how much wider one is that grows in steps.
const STAGE: f32 = 164.0;
const STEPS: f32 = 1.7;

/// The id of a stage or gate on the lane.
pub fn stop_id(id: crate::model::Id) -> Id {
    Id::unique(("stop of the release", id))
}

/// What keys ask for while a stage or gate has the focus.
pub fn keys(ui: &Ui, view: &View) -> Option<Asked> {
    let at = view.at?;
    if !ui.memory(|memory| memory.has_focus(stop_id(at.id()))) || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let locked = egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(stop_id(at.id()), locked));
    focus::moves_sideways(ui.ctx());
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (key, by) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
        if pressed(Modifiers::ALT, key) {
            return Some(Asked::Shift(at, by));
        }
        if pressed(Modifiers::NONE, key) {
            return view.judged.beside(at.id(), by).map(Asked::Select);
        }
    }
    let ends = [(Key::Home, view.judged.stops.first()), (Key::End, view.judged.stops.last())];
    for (key, stop) in ends {
        if pressed(Modifiers::NONE, key) {
            return stop.copied().map(Asked::Select);
        }
    }
    if pressed(Modifiers::NONE, Key::ArrowDown) {
        return Some(Asked::Into(at));
    }
    pressed(Modifiers::NONE, Key::Delete).then_some(Asked::Delete(at))
}

/// How wide each stop is, and the whole lane.
fn widths(view: &View, workbook: &Workbook, room: f32) -> Vec<f32> {
    let weight = |stop: &Stop| match stop {
        Stop::Gate(_) => None,
        Stop::Stage(id) => {
            let stage = workbook.release.stages.find(*id);
            Some(if stage.is_some_and(|stage| plan::shares(stage).len() > 1) { STEPS } else { 1.0 })
        }
    };
    let weights: Vec<Option<f32>> = view.judged.stops.iter().map(weight).collect();
    let gates = weights.iter().filter(|weight| weight.is_none()).count() as f32 * gate_diamond::WIDTH;
    let all: f32 = weights.iter().flatten().sum();
    // a lane of few stages does not fill the page: its boxes would say little in much space
    let one = ((room - gates) / all.max(1.0)).clamp(STAGE, 320.0);
    weights.into_iter().map(|weight| weight.map_or(gate_diamond::WIDTH, |weight| weight * one)).collect()
}

/// Shows it.
pub fn show(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Asked> {
    let room = ui.available_width();
    let widths = widths(view, workbook, room);
    let whole: f32 = widths.iter().sum();
    let mut asked = None;
    let area = ScrollArea::horizontal().id_salt("lane").auto_shrink([false, true]);
    area.show(ui, |ui| {
        let (_, rect) = ui.allocate_space(vec2(whole.max(room), CAPTION + exposure_stair::HEIGHT + BOX));
        let caption = theme::line(ui, "Share of cases that it may decide", Type::Caption, theme::colors(ui).ink_2);
        ui.painter().galley(rect.min, caption, theme::colors(ui).ink_2);
        let mut x = rect.left();
        let mut rects = Vec::new();
        for (stop, width) in view.judged.stops.iter().zip(&widths) {
            let top = rect.top() + CAPTION + exposure_stair::HEIGHT;
            rects.push((*stop, Rect::from_min_size(pos2(x, top), vec2(*width, BOX))));
            x += width;
        }
        let stair = Rect::from_min_size(pos2(rect.left(), rect.top() + CAPTION), vec2(whole, exposure_stair::HEIGHT));
        let (treads, summary) = treads(workbook, &rects);
        exposure_stair::show(ui, stair, Id::unique("exposure stair"), &treads, &summary);
        for (stop, rect) in rects {
            asked = one(ui, desk, view, workbook, (stop, rect)).or(asked);
        }
    });
    asked
}

/// The treads over the stages, and the stair in words.
fn treads(workbook: &Workbook, rects: &[(Stop, Rect)]) -> (Vec<Tread>, String) {
    let mut treads = Vec::new();
    let mut said = Vec::new();
    for (stop, rect) in rects {
        let Some(stage) = workbook.release.stages.find(stop.id()) else { continue };
        let shares = plan::shares(stage);
        let labels: Vec<String> = shares.iter().map(|share| words::limit(*share)).collect();
        let in_words = if labels.is_empty() { "share not set".to_owned() } else { labels.join(", ") };
        said.push(format!("{} {in_words}", title(stage)));
        let width = rect.width() / shares.len().max(1) as f32;
        let solid = matches!(stage.state, Some(StageState::Now | StageState::Done));
        for (number, (share, label)) in shares.into_iter().zip(labels).enumerate() {
            let left = rect.left() + width * number as f32;
            treads.push(Tread { x: Rangef::new(left, left + width), share, label, solid });
        }
    }
    (treads, format!("Exposure by stage: {}", said.join("; ")))
}

/// A stage's name.
pub fn title(stage: &Stage) -> &str {
    if stage.name.trim().is_empty() { "New stage" } else { stage.name.trim() }
}

/// A stage or a gate.
fn one(
    ui: &mut Ui,
    desk: &Desk<'_>,
    view: &mut View,
    workbook: &Workbook,
    (stop, rect): (Stop, Rect),
) -> Option<Asked> {
    let selected = view.at == Some(stop);
    let response = match stop {
        Stop::Stage(id) => {
            let stage = workbook.release.stages.find(id)?;
            stage_box(ui, stage, rect, selected, &plan::when(stage, desk.today))
        }
        Stop::Gate(id) => diamond(ui, view, workbook.release.gates.find(id)?, rect, selected),
    };
    if selected {
        regions::entrance(Region::Main, &response);
        if view.focus.take_if(|wanted| *wanted == stop.id()).is_some() {
            response.request_focus();
            ui.scroll_to_rect(rect, None);
        }
    }
    if view.scroll_lane.take_if(|wanted| *wanted == stop.id()).is_some() {
        ui.scroll_to_rect(rect, None);
    }
    let picked = menu::context(&response, |ui| commands(ui, stop)).flatten();
    picked.or_else(|| (response.clicked() || response.secondary_clicked()).then_some(Asked::Select(stop)))
}

/// The menu of a stage or gate.
pub fn commands(ui: &mut Ui, stop: Stop) -> Option<Asked> {
    let mut asked = None;
    if matches!(stop, Stop::Stage(_)) {
        if menu::Row::new("Move left").icon(icons::ARROW_LEFT).keys("Alt Left").show(ui).clicked() {
            asked = Some(Asked::Shift(stop, -1));
        }
        if menu::Row::new("Move right").icon(icons::ARROW_RIGHT).keys("Alt Right").show(ui).clicked() {
            asked = Some(Asked::Shift(stop, 1));
        }
        if menu::Row::new("Add a gate before it").icon(icons::PLUS).show(ui).clicked() {
            asked = Some(Asked::AddGate(stop.id()));
        }
    } else {
        if menu::Row::new("Add criterion").icon(icons::PLUS).keys("N").show(ui).clicked() {
            asked = Some(Asked::AddCriterion(stop.id()));
        }
        if menu::Row::new("Record decision").icon(icons::GAVEL).keys("G").show(ui).clicked() {
            asked = Some(Asked::Decide(stop.id()));
        }
        if menu::Row::new("Edit gate").icon(icons::PENCIL).show(ui).clicked() {
            asked = Some(Asked::EditGate(stop.id()));
        }
    }
    if menu::Row::new("Delete").icon(icons::TRASH).keys("Delete").show(ui).clicked() {
        asked = Some(Asked::Delete(stop));
    }
    asked
}

fn diamond(ui: &Ui, view: &View, gate: &Gate, rect: Rect, selected: bool) -> Response {
    let look = view.judged.look(gate);
    let (met, all) = (view.judged.met(gate), gate.criteria.len());
    let mark = match look {
        Look::Passed | Look::WouldPass => Mark::Glyph(Glyph::of_standing(Standing::Met)),
        Look::WouldNotPass(standing) => Mark::Glyph(Glyph::of_standing(standing)),
        Look::Bare => Mark::Glyph(Glyph::Warning),
        Look::Waiting => Mark::Waiting,
    };
    let date = gate.date.map_or_else(|| "No date".to_owned(), plan::day);
    let met = if all == 0 { "no criteria".to_owned() } else { format!("{met} of {all} met") };
    let diamond = GateDiamond {
        id: &gate.cite(),
        date: &date,
        met: &met,
        state: &look.words().to_lowercase(),
        mark,
        short: matches!(look, Look::WouldNotPass(_)),
        selected,
    };
    diamond.show(ui, rect, stop_id(gate.id))
}

fn stage_box(ui: &Ui, stage: &Stage, rect: Rect, selected: bool, when: &str) -> Response {
    let c = theme::colors(ui);
    let response = ui.interact(rect, stop_id(stage.id), if selected { Sense::click() } else { Sense::CLICK });
    let state = stage.state.unwrap_or_default();
    response.widget_info(|| {
        let shares: Vec<String> = plan::shares(stage).into_iter().map(words::limit).collect();
        let parts = [title(stage).to_owned(), state.label().to_lowercase(), shares.join(" then "), when.to_owned()];
        let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        WidgetInfo::selected(Role::Button, true, selected, format!("Stage {}", said.join(", ")))
    });
    focus::follow(&response);
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let now = state == StageState::Now;
    let fill = match (selected, response.hovered(), now) {
        (true, _, _) => c.accent_soft,
        (_, true, _) => c.hover,
        (_, _, true) => c.surface,
        _ => c.sunken,
    };
    ui.painter().rect_filled(rect, radius::CARD, fill);
    let edge = match (selected, now) {
        (true, _) => Stroke::new(2.0, c.accent),
        (_, true) => Stroke::new(1.0, c.ink),
        _ => Stroke::new(1.0, c.line),
    };
    ui.painter().rect_stroke(rect, radius::CARD, edge, StrokeKind::Inside);
    words_of(ui, stage, rect.shrink2(vec2(12.0, 10.0)), when, c);
    focus::ring_inside(ui, &response, rect, radius::CARD);
    response
}

/// The words in a stage's box: name and state, who gets it, when, how it grows or what is left out.
fn words_of(ui: &Ui, stage: &Stage, inside: Rect, when: &str, c: &Colors) {
    let state = stage.state.unwrap_or_default();
    let chip = theme::line(ui, state.label(), Type::Caption, c.ink_2);
    let chip_width = chip.size().x;
    if state == StageState::Now {
        let place =
            Rect::from_min_size(pos2(inside.right() - chip_width - 12.0, inside.top()), vec2(chip_width + 12.0, 20.0));
        ui.painter().rect_filled(place, radius::CHIP, c.ink);
        let chip = theme::line(ui, state.label(), Type::Caption, c.bg_main);
        ui.painter().galley(place.center() - chip.size() / 2.0, chip, c.bg_main);
    } else {
        ui.painter().galley(pos2(inside.right() - chip_width, inside.top() + 2.0), chip, c.ink_2);
    }
    let mut y = inside.top();
    let mut line = |text: &str, style: Type, ink, width: f32, rows: usize| {
        if text.is_empty() {
            return;
        }
        let galley = theme::cut(ui, text, style, ink, width, rows);
        let below = galley.size().y;
        ui.painter().galley(pos2(inside.left(), y), galley, ink);
        y += below + 1.0;
    };
    let width = inside.width();
    line(title(stage), Type::Strong, c.ink, width - chip_width - 20.0, 1);
    let audience = stage.audience.trim();
    line(if audience.is_empty() { "Who gets it?" } else { audience }, Type::Body, c.ink_2, width, 2);
    line(when, Type::Small, c.ink_2, width, 1);
    let steps: Vec<&str> = stage.steps.iter().map(|step| step.trim()).filter(|step| !step.is_empty()).collect();
    let excluded = stage.excluded.trim();
    let last = if steps.len() > 1 {
        steps.join("  |  ")
    } else if excluded.is_empty() {
        String::new()
    } else {
        format!("Left out: {excluded}")
    };
    line(&last, Type::Small, c.ink_2, width, 1);
}

/// Whether a gate's look goes with a verdict's chip, and which.
pub fn chip(ui: &mut Ui, look: Look) -> Response {
    let standing = match look {
        Look::Passed | Look::WouldPass => Standing::Met,
        Look::WouldNotPass(standing) => standing,
        Look::Bare | Look::Waiting => Standing::NoAnswer,
    };
    label::worded_chip(ui, glyph::alike(standing), look.words())
}
