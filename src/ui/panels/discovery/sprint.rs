//! The feasibility sprint: four quarters divided by a cross of lines. Each has its question, what was found, what shows it,
//! and a verdict; without evidence it cannot be a go, and the menu says why.

use egui::{Align, Layout, Popup, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::assess::budget::Verdict;
use crate::model::Section;
use crate::model::discovery::{Discovery, FeasibilityCheck, GoVerdict};
use crate::model::mark::Mark;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::answer::{self, Question};
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::marks;
use crate::ui::panels::parts::Of;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};

use super::wording::{self, CHECKS};

/// The least width of two quarters side by side.
const TWO: f32 = 560.0;
const GAP: f32 = 24.0;

/// What the sprint remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The quarter whose verdict is brought into sight with the focus.
    pub wanted: Option<&'static str>,
    /// The quarter whose list of verdicts is opened.
    opened: Option<&'static str>,
}

/// Shows it.
pub fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    (state, in_place): (&mut State, &mut in_place::State),
    discovery: &Discovery,
) {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let row = vec2(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(row);
        label::heading(ui, "Feasibility sprint", Type::Strong, 2);
    });
    let width = ui.available_width();
    let columns = if width >= TWO { 2 } else { 1 };
    let each = (width - GAP * (columns as f32 - 1.0)) / columns as f32;
    for keys in CHECKS.chunks(columns) {
        let top = ui.next_widget_position();
        ui.painter().hline(top.x..=top.x + width, top.y + 0.5, Stroke::new(1.0, c.line_strong));
        ui.add_space(12.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for (key, name) in keys {
                ui.allocate_ui_with_layout(vec2(each, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(each);
                    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
                    quarter(ui, desk, (state, in_place), (discovery, key, name));
                });
            }
        });
        ui.add_space(12.0);
        if columns == 2 {
            let x = top.x + width / 2.0;
            let bottom = ui.next_widget_position().y;
            ui.painter().vline(x, top.y..=bottom, Stroke::new(1.0, c.line_strong));
        }
    }
}

fn quarter(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    (state, in_place): (&mut State, &mut in_place::State),
    (discovery, key, name): (&Discovery, &'static str, &'static str),
) {
    let section = Spot::section(Section::Discovery);
    let Some(whole) = (Of { spot: &section, record: discovery }).question(key) else { return };
    let spot = section.part(key);
    let check = wording::check(discovery, key);
    let of = Of { spot: &spot, record: check };
    let top = ui.next_widget_position();
    let verdict = head(ui, desk, state, (of, check, key, name));
    label::text(ui, whole.field.prompt, Type::Prompt, theme::colors(ui).ink);
    marks::show(ui, desk, whole);
    if check.marks.get("verdict").is_some() {
        in_place::show(ui, desk, in_place, (&spot, check, "verdict"), Look::BODY);
    }
    in_place::show(ui, desk, in_place, (&spot, check, "answer"), Look::BODY);
    evidence(ui, desk, in_place, (of, check));
    let shown = Rect::from_min_max(top, pos2(top.x + ui.available_width(), ui.next_widget_position().y));
    if is_asked(ui, desk, shown) {
        state.opened = Some(key);
        verdict.request_focus();
        ui.ctx().request_repaint();
    }
}

/// Whether G was pressed with the focus in this quarter, and nobody types.
fn is_asked(ui: &Ui, desk: &Desk<'_>, shown: Rect) -> bool {
    let inside = focus::place(ui.ctx()).is_some_and(|focus| shown.contains(focus.center()));
    inside
        && desk.single_keys
        && !ui.ctx().text_edit_focused()
        && !Popup::is_any_open(ui.ctx())
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::G))
}

/// The name of the quarter, and its verdict as a button.
fn head(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    state: &mut State,
    (of, check, key, name): (Of<'_>, &FeasibilityCheck, &'static str, &str),
) -> Response {
    let c = theme::colors(ui);
    let icon = match key {
        "data_check" => icons::DATABASE,
        "baseline_check" => icons::RULER,
        "evaluation_check" => icons::FLASK,
        _ => icons::WARNING_DIAMOND,
    };
    let row = vec2(ui.available_width(), size::TARGET);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(row);
        label::icon(ui, icon, c.ink_2);
        label::heading(ui, name, Type::Strong, 3);
        if let Some(question) = of.question("answer") {
            marks::menu(ui, desk, question);
        }
        let chip = ui.with_layout(Layout::right_to_left(Align::Center), |ui| go_chip(ui, check.verdict, name)).inner;
        if state.wanted.take_if(|wanted| *wanted == key).is_some() {
            chip.request_focus();
            chip.scroll_to_me(Some(Align::Center));
        }
        let opened = state.opened.take_if(|opened| *opened == key).is_some();
        if opened {
            Popup::open_id(ui.ctx(), Popup::default_response_id(&chip));
        }
        if let Some(asked) = menu::below(&chip, |ui| verdicts(ui, check, opened)).flatten() {
            judge(desk, of.spot, asked);
        }
        chip
    })
    .inner
}

/// A verdict as a chip that opens the list of verdicts.
pub fn go_chip(ui: &mut Ui, verdict: Option<GoVerdict>, what: &str) -> Response {
    let look = verdict.map_or(Verdict::Unmeasured, glyph::alike_go);
    let words = wording::verdict(verdict);
    let place = ui.scope_builder(UiBuilder::new(), |ui| label::worded_chip(ui, look, words)).inner;
    let rect = place.rect.expand2(vec2(2.0, 2.0));
    let response = ui.interact(rect, egui::Id::unique(("verdict on", what)), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("Verdict on {}: {words}", what.to_lowercase()))
    });
    if response.hovered() {
        let edge = Stroke::new(1.0, theme::colors(ui).control_line);
        ui.painter().rect_stroke(place.rect, radius::CHIP, edge, egui::StrokeKind::Outside);
    }
    focus::ring(ui, &response, place.rect, radius::CHIP);
    response
}

/// What was picked in the list.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Verdict(Option<GoVerdict>),
    Unknown,
}

/// The verdicts to choose from. A go without evidence is refused with the reason.
fn verdicts(ui: &mut Ui, check: &FeasibilityCheck, opened: bool) -> Option<Asked> {
    let refused = wording::no_go_yet(check);
    if let Some(reason) = refused {
        menu::caption(ui, reason);
    }
    let start = check.verdict.unwrap_or(if refused.is_none() { GoVerdict::Go } else { GoVerdict::NoGo });
    let mut picked = None;
    for verdict in GoVerdict::ALL {
        let free = refused.is_none() || *verdict == GoVerdict::NoGo;
        let on = check.verdict == Some(*verdict);
        let row = menu::Row::new(wording::verdict(Some(*verdict))).enabled(free).chosen(on);
        let row = row.glyph(Some(Glyph::Verdict(glyph::alike_go(*verdict)))).show(ui);
        if opened && *verdict == start {
            row.request_focus();
        }
        if row.clicked() && free {
            picked = Some(Asked::Verdict(Some(*verdict)));
        }
    }
    if check.verdict.is_some() && menu::Row::new("Not judged").icon(icons::X).show(ui).clicked() {
        picked = Some(Asked::Verdict(None));
    }
    if check.marks.get("verdict").is_none() && menu::Row::new("Not known yet").icon(icons::QUESTION).show(ui).clicked()
    {
        picked = Some(Asked::Unknown);
    }
    picked
}

fn judge(desk: &mut Desk<'_>, spot: &Spot, asked: Asked) {
    match asked {
        Asked::Verdict(verdict) => {
            let text = verdict.map_or("", GoVerdict::label);
            spot.edit(desk, "judge feasibility", "verdict", |value| answer::set(value, text));
        }
        Asked::Unknown => {
            let mark = Mark::Unknown { owner: String::new(), due: None, question: String::new() };
            spot.mark(desk, "mark verdict", "verdict", Some(mark));
        }
    }
}

/// What shows it, in words and as linked items.
fn evidence(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, (of, check): (Of<'_>, &FeasibilityCheck)) {
    let c = theme::colors(ui);
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, size::TARGET), Sense::hover());
        label::paint_icon(ui, rect, icons::PAPERCLIP, Type::Icon, c.ink_2);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let look = Look::QUIET.hint("What shows it: a file, an address, a result?");
            in_place::show(ui, desk, state, (of.spot, check, "evidence"), look);
            let links = of.question("links");
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(12.0, 0.0);
                if let Some(question) = links {
                    short_links(ui, desk, question);
                }
            });
        });
    });
}

fn short_links(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>) {
    if !marks::show(ui, desk, question) {
        answer::short_links(ui, desk, question);
    }
}
