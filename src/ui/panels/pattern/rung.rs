//! A rung of the ladder: drawn as a rung, with what became of it, its result or reason in place, and how much there is to
//! govern from there on.

use egui::{Align, Layout, Rect, Role, Sense, Shape, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::assess::ladder::{is_settled, open_below, practices, rung};
use crate::knowledge;
use crate::model::pattern::{AiPattern, Pattern, Rung, RungState};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};
use crate::words;

use super::ladder::{indented, invite};
use super::{Asked, Opened, View};

/// The least height of a row, and where the rung is in it.
const LEAST: f32 = 76.0;
const MIDDLE: f32 = 38.0;
const RAIL: f32 = 64.0;
const NAME: f32 = 216.0;
const LOAD: f32 = 148.0;
/// The least widths with the load in a column, and with the reason beside the name.
const WITH_LOAD: f32 = 640.0;
const BESIDE: f32 = 520.0;

/// The id of a rung's row.
pub fn row_id(which: AiPattern) -> egui::Id {
    egui::Id::unique(("rung of the ladder", which))
}

/// How wide each column is.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    name: f32,
    /// None where the reason stands under the name.
    reason: Option<f32>,
    load: f32,
}

impl Columns {
    /// The columns in a ladder of this width.
    pub fn of(width: f32) -> Self {
        if width < BESIDE {
            return Self { name: width - RAIL, reason: None, load: 0.0 };
        }
        let load = if width >= WITH_LOAD { LOAD } else { 0.0 };
        let gaps = if load > 0.0 { 32.0 } else { 12.0 };
        Self { name: NAME, reason: Some(width - RAIL - NAME - load - gaps), load }
    }

    /// The head over the columns, where there are any.
    pub fn head(self, ui: &mut Ui) {
        let c = theme::colors(ui);
        let Some(reason) = self.reason else { return };
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
        let x = rect.left() + RAIL;
        let columns =
            [(x, "Rung"), (x + self.name + 4.0, "Result or reason"), (x + self.name + reason + 24.0, "To govern")];
        for (x, text) in columns.into_iter().take(if self.load > 0.0 { 3 } else { 2 }) {
            let galley = theme::line(ui, text, Type::Caption, c.ink_2);
            ui.painter().galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, c.ink_2);
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
    }
}

/// What became of a rung, in a word and an icon.
fn state_of(rung: Option<&Rung>) -> (&'static str, char) {
    match rung.and_then(|rung| rung.state) {
        Some(RungState::Tried) => ("Tried", icons::FLASK),
        Some(RungState::Dismissed) => ("Dismissed", icons::PROHIBIT),
        Some(RungState::NotTried) | None => ("Not looked at", icons::MINUS),
    }
}

/// Shows it.
pub fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (pattern, which): (&Pattern, AiPattern),
) -> Option<Asked> {
    let c = theme::colors(ui);
    let columns = Columns::of(ui.available_width());
    let width = ui.available_width();
    let back = ui.painter().add(Shape::Noop);
    let ladder = ui.painter().add(Shape::Noop);
    let mut asked = None;
    let shown = ui.vertical(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(RAIL + columns.name, LEAST), Sense::hover());
            asked = cell(ui, view, rect, (pattern, which));
            if let Some(reason) = columns.reason {
                ui.add_space(4.0);
                asked = text(ui, desk, view, (pattern, which), reason).or(asked);
            }
            if columns.load > 0.0 {
                ui.add_space(20.0);
                paint_load(ui, which, pattern.chosen == Some(which));
            }
        });
        if columns.reason.is_none() {
            ui.horizontal_top(|ui| {
                ui.add_space(RAIL);
                asked = text(ui, desk, view, (pattern, which), width - RAIL).or(asked);
            });
        }
    });
    let rect = Rect::from_min_size(shown.response.rect.min, vec2(width, shown.response.rect.height()));
    if pattern.chosen == Some(which) {
        ui.painter().set(back, Shape::rect_filled(rect, 0.0, c.accent_soft));
    }
    ui.painter().set(ladder, Shape::Vec(drawn(ui, rect, pattern, which)));
    ui.painter().hline(rect.left() + RAIL..=rect.right(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    asked
}

/// The rails and the rung: solid as far as the ladder has been climbed, dashed above, and where a rung is missing.
fn drawn(ui: &Ui, rect: Rect, pattern: &Pattern, which: AiPattern) -> Vec<Shape> {
    let c = theme::colors(ui);
    let solid = |below: bool| {
        let settled = |at: AiPattern| is_settled(pattern, at) && open_below(pattern, at).is_empty();
        match pattern.chosen {
            Some(chosen) => which < chosen || (below && which == chosen),
            None => settled(which),
        }
    };
    let dashes = Stroke::new(1.5, c.control_line);
    let mut shapes = Vec::new();
    let mut line = |from, to, stroke: Option<Stroke>| match stroke {
        Some(stroke) => shapes.push(Shape::line_segment([from, to], stroke)),
        None => shapes.extend(Shape::dashed_line(&[from, to], dashes, 3.0, 3.0)),
    };
    let y = rect.top() + MIDDLE;
    for x in [rect.left() + 10.0, rect.left() + 54.0] {
        line(pos2(x, rect.top()), pos2(x, y), solid(false).then_some(Stroke::new(2.0, c.ink)));
        line(pos2(x, y), pos2(x, rect.bottom()), solid(true).then_some(Stroke::new(2.0, c.ink)));
    }
    let chosen = pattern.chosen == Some(which);
    let firm = chosen || (solid(true) && is_settled(pattern, which));
    let ink = if chosen { c.accent } else { c.ink };
    line(pos2(rect.left() + 10.0, y), pos2(rect.left() + 54.0, y), firm.then_some(Stroke::new(3.0, ink)));
    let (fill, edge, ink) = match (chosen, firm) {
        (true, _) => (c.accent, c.accent, c.on_accent),
        (_, true) => (c.bg_main, c.ink, c.ink),
        _ => (c.bg_main, c.control_line, c.ink_3),
    };
    let center = pos2(rect.left() + 32.0, y);
    shapes.push(Shape::circle_filled(center, 11.0, fill));
    shapes.push(Shape::circle_stroke(center, 11.0, Stroke::new(2.0, edge)));
    let number = AiPattern::ALL.iter().position(|other| *other == which).map_or(1, |at| at + 1);
    let galley = theme::line(ui, &number.to_string(), Type::Caption, ink);
    shapes.push(Shape::galley(center - galley.size() / 2.0, galley, ink));
    shapes
}

/// The rung with its name, and what became of it.
fn cell(ui: &mut Ui, view: &mut View, rect: Rect, (pattern, which): (&Pattern, AiPattern)) -> Option<Asked> {
    let c = theme::colors(ui);
    let here = view.at == Some(which);
    let chosen = pattern.chosen == Some(which);
    let response = ui.interact(rect, row_id(which), if here { Sense::click() } else { Sense::CLICK });
    let (word, icon) = state_of(rung(pattern, which));
    let open = view.open == Some(Opened::Rung(which));
    response.widget_info(|| {
        let state = if chosen { format!("{}, chosen", word.to_lowercase()) } else { word.to_lowercase() };
        let said = format!("{}: {state}, {}", which.label(), load_words(which));
        WidgetInfo::selected(Role::RadioButton, true, chosen, said)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if here {
        regions::entrance(Region::Main, &response);
        if std::mem::take(&mut view.focus) {
            response.request_focus();
            response.scroll_to_me(None);
        }
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let name = rect.with_min_x(rect.left() + RAIL);
    if response.hovered() && !chosen {
        ui.painter().rect_filled(name, radius::CHIP, c.hover);
    }
    let style = if chosen { Type::Strong } else { Type::Medium };
    let galley = theme::cut(ui, which.label(), style, c.ink, name.width() - 8.0, 1);
    ui.painter().galley(pos2(name.left() + 4.0, rect.top() + 12.0), galley, c.ink);
    focus::ring_inside(ui, &response, rect, radius::CHIP);
    let context = menu::context(&response, |ui| commands(ui, pattern, which)).flatten();
    let place = Rect::from_min_size(pos2(name.left() - 4.0, rect.top() + 33.0), vec2(name.width(), 28.0));
    let mut picked = None;
    // a child without room of its own: the row has it already
    let mut inside = ui.new_child(UiBuilder::new().max_rect(place).id_salt("state"));
    inside.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let name = format!("{}: {word}. Say what became of it", which.label());
        let button = Button::new(word).quiet().icon(icon).name(&name).show(ui);
        picked = menu::below(&button, |ui| commands(ui, pattern, which)).flatten();
        if chosen {
            label::icon(ui, icons::CHECK, c.accent);
            label::line(ui, "Chosen", Type::Medium, c.accent);
        } else if pattern.chosen.is_some_and(|chosen| which < chosen) && !is_settled(pattern, which) {
            glyph::show(ui, Glyph::Warning, 14.0);
        }
    });
    let clicked = response.clicked().then_some(Asked::Open(Opened::Rung(which)));
    if response.clicked() || (!here && response.gained_focus()) {
        view.at = Some(which);
    }
    picked.or(context).or(clicked)
}

/// The menu of a rung.
fn commands(ui: &mut Ui, pattern: &Pattern, which: AiPattern) -> Option<Asked> {
    let known = rung(pattern, which);
    let state = known.and_then(|rung| rung.state);
    let mut rows = vec![
        (
            menu::Row::new("Tried").icon(icons::FLASK).keys("T").chosen(state == Some(RungState::Tried)),
            Asked::Set(which, RungState::Tried),
        ),
        (
            menu::Row::new("Dismissed").icon(icons::PROHIBIT).keys("D").chosen(state == Some(RungState::Dismissed)),
            Asked::Set(which, RungState::Dismissed),
        ),
        (
            menu::Row::new("Not looked at").icon(icons::MINUS).chosen(state == Some(RungState::NotTried)),
            Asked::Set(which, RungState::NotTried),
        ),
        (menu::Row::new("Write its result or reason").icon(icons::PENCIL).keys("F2"), Asked::Write(which)),
    ];
    rows.push(if pattern.chosen == Some(which) {
        (menu::Row::new("Take the choice back").icon(icons::UNDO), Asked::ChooseNone)
    } else {
        (menu::Row::new("Choose this rung").icon(icons::CHECK).keys("Enter"), Asked::Choose(which))
    });
    rows.push((menu::Row::new("All questions").icon(icons::LIST).keys("Space"), Asked::Open(Opened::Rung(which))));
    if let Some(known) = known {
        rows.push((menu::Row::new("Delete what is said of it").icon(icons::TRASH), Asked::Delete(known.id)));
    }
    rows.into_iter().filter_map(|(row, meaning)| row.show(ui).clicked().then_some(meaning)).last()
}

/// The result or reason, edited where it is read, with its date and name.
fn text(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (pattern, which): (&Pattern, AiPattern),
    width: f32,
) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut asked = None;
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.add_space(10.0);
        if let Some(rung) = rung(pattern, which) {
            let hint = "What did it reach, or why was it dismissed?";
            let look = Look::BODY.hint(hint);
            in_place::show(ui, desk, &mut view.in_place, (&Spot::item(rung.id), rung, "result"), look);
            let date = rung.date.map(words::short_date);
            let by = Some(rung.by.trim().to_owned()).filter(|by| !by.is_empty());
            let said = [date, by].into_iter().flatten().collect::<Vec<_>>().join(", ");
            if !said.is_empty() {
                label::line(ui, &said, Type::Small, c.ink_3);
            }
        } else if invite(ui, which) {
            asked = Some(Asked::Write(which));
        }
        ui.add_space(10.0);
    });
    asked
}

fn load_words(which: AiPattern) -> String {
    format!("{} of {} practices", practices(which), knowledge::framework().practices().count())
}

/// How many practices begin to matter here, as words and as a bar.
fn paint_load(ui: &mut Ui, which: AiPattern, chosen: bool) {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(LOAD - 8.0, LEAST), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, load_words(which)));
    let style = if chosen { Type::Caption } else { Type::Small };
    let ink = if chosen { c.ink } else { c.ink_2 };
    let galley = theme::line(ui, &load_words(which), style, ink);
    ui.painter().galley(pos2(rect.left(), rect.top() + 22.0), galley, ink);
    let all = knowledge::framework().practices().count().max(1);
    let track = Rect::from_min_size(pos2(rect.left(), rect.top() + 42.0), vec2(rect.width(), 8.0));
    ui.painter().rect_filled(track, 2.0, c.line);
    let share = practices(which) as f32 / all as f32;
    let bar = Rect::from_min_size(track.min, vec2(track.width() * share, 8.0));
    ui.painter().rect_filled(bar, 2.0, if chosen { c.accent } else { c.ink_2 });
    if let Some(guide) = knowledge::rung(which) {
        response.on_hover_text(&guide.governance_load);
    }
}

/// What the guide says of a rung, and every question about it.
pub fn details(ui: &mut Ui, desk: &mut Desk<'_>, pattern: &Pattern, which: AiPattern) -> Option<Asked> {
    let mut asked = None;
    indented(ui, |ui| {
        guide(ui, which);
        ui.add_space(4.0);
        if let Some(rung) = rung(pattern, which) {
            form::record(ui, desk, &Spot::item(rung.id), rung, &["result"]);
        }
        ui.horizontal_wrapped(|ui| {
            let words = crate::assess::ladder::words(which);
            if pattern.chosen != Some(which) && Button::new(&format!("Choose {words}")).show(ui).clicked() {
                asked = Some(Asked::Choose(which));
            }
            if Button::new("Close").quiet().name(&format!("Close {words}")).show(ui).clicked() {
                asked = Some(Asked::Open(Opened::Rung(which)));
            }
        });
    });
    asked
}

fn guide(ui: &mut Ui, which: AiPattern) {
    let c = theme::colors(ui);
    let Some(guide) = knowledge::rung(which) else { return };
    label::text(ui, &guide.summary, Type::Prompt, c.ink);
    let part = |ui: &mut Ui, title: &str, lines: &[String]| {
        ui.spacing_mut().item_spacing.y = 2.0;
        label::line(ui, title, Type::Caption, c.ink_2);
        for line in lines {
            label::text(ui, line, Type::Body, c.ink_2);
        }
    };
    let cost = [guide.cost.clone()];
    let load = [guide.governance_load.clone()];
    let parts: [[(&str, &[String]); 2]; 2] =
        [[("Best for", &guide.best_for), ("Watch out for", &guide.watch_out)], [("Cost", &cost), ("To govern", &load)]];
    let width = ui.available_width();
    for pair in parts {
        if width < BESIDE {
            for (title, lines) in pair {
                part(ui, title, lines);
            }
            continue;
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            for (title, lines) in pair {
                let wide = (width - 24.0) / 2.0;
                ui.allocate_ui_with_layout(vec2(wide, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(wide);
                    part(ui, title, lines);
                });
            }
        });
    }
}
