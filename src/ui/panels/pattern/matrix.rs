//! Where the capability comes from: four inputs from 1 to 5, and how much each speaks for build, buy, partner and blend. The
//! head of a column chooses it; the numbers never do.

use egui::{Align, Layout, Rect, Role, Sense, Shape, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::assess::sourcing::{Factor, Fit, Inputs, sourcing};
use crate::model::Record as _;
use crate::model::pattern::{Pattern, Sourcing};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::{choice, focus, label};

use super::{Asked, View, bring};

const ROW: f32 = 44.0;
const HEAD: f32 = 32.0;
/// The five cells of an input, with the space after them.
const CELLS: f32 = 164.0;
/// The least widths with dots in the columns, and with cells beside the words.
const WITH_DOTS: f32 = 740.0;
const BESIDE: f32 = 560.0;

/// Where the columns are, from the left edge of the table.
struct Columns {
    /// How wide the words of an input are.
    words: f32,
    /// Whether the cells stand beside the words; else below.
    beside: bool,
    /// The left edge and the width of a way's column.
    first: f32,
    way: f32,
    dots: bool,
}

impl Columns {
    fn of(width: f32) -> Self {
        let dots = width >= WITH_DOTS;
        let beside = width >= BESIDE;
        let way = if dots { 100.0 } else { 72.0 };
        let first = (width - 4.0 * way).max(0.0);
        Self { words: if beside { first - CELLS } else { first - 8.0 }, beside, first, way, dots }
    }

    fn height(&self) -> f32 {
        if self.beside { ROW } else { ROW + 36.0 }
    }

    fn cell(&self, row: Rect, at: usize) -> Rect {
        let left = row.left() + self.first + self.way * at as f32;
        Rect::from_min_max(pos2(left, row.top()), pos2(left + self.way, row.bottom()))
    }
}

/// Shows it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, pattern: &Pattern) -> Option<Asked> {
    let c = theme::colors(ui);
    let inputs = sourcing(pattern);
    ui.horizontal(|ui| {
        label::heading(ui, "Where it comes from", Type::Strong, 2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.available_width() > 60.0 {
                label::line(ui, "Scores inform, people decide", Type::Small, c.ink_3);
            }
        });
    });
    let marked = |key: &str| pattern.marks.get(key).is_some();
    if marked("sourcing") {
        form::some(ui, desk, &super::spot(), pattern, &["sourcing"]);
    }
    let columns = Columns::of(ui.available_width());
    ui.spacing_mut().item_spacing.y = 0.0;
    let back = ui.painter().add(Shape::Noop);
    let top = ui.next_widget_position();
    let mut asked = heads(ui, view, pattern, &columns);
    for (at, factor) in Factor::ALL.into_iter().enumerate() {
        if !marked(factor.key()) {
            asked = row(ui, view, (pattern, &inputs), &columns, (at, factor)).or(asked);
        }
    }
    sums(ui, pattern, &inputs, &columns);
    if let Some(at) = pattern.sourcing.and_then(|way| Sourcing::ALL.iter().position(|other| *other == way)) {
        let table = Rect::from_min_max(top, pos2(top.x + ui.available_width(), ui.next_widget_position().y));
        let column = columns.cell(table, at);
        ui.painter().set(back, Shape::rect_filled(column, radius::CHIP, c.accent_soft));
    }
    ui.spacing_mut().item_spacing.y = 4.0;
    let open: Vec<&str> = Factor::ALL.iter().map(|factor| factor.key()).filter(|key| marked(key)).collect();
    if !open.is_empty() {
        ui.add_space(4.0);
        form::some(ui, desk, &super::spot(), pattern, &open);
    }
    ui.add_space(4.0);
    label::text(ui, &inputs.sentence(pattern.sourcing), Type::Body, c.ink_2);
    in_place::show(ui, desk, &mut view.in_place, (&super::spot(), pattern, "sourcing_reason"), Look::BODY);
    asked
}

/// The heads of the columns, which choose a way.
fn heads(ui: &mut Ui, view: &mut View, pattern: &Pattern, columns: &Columns) -> Option<Asked> {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    let mut words = vec![(rect.left(), "Input, 1 to 5")];
    if columns.beside {
        words.push((rect.left() + columns.words, "Yours"));
    }
    for (x, text) in words {
        let galley = theme::cut(ui, text, Type::Caption, c.ink_2, columns.first, 1);
        ui.painter().galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, c.ink_2);
    }
    let mut asked = None;
    for (at, way) in Sourcing::ALL.iter().copied().enumerate() {
        let place = columns.cell(rect, at);
        let on = pattern.sourcing == Some(way);
        let response = ui.interact(place, egui::Id::unique(("way of sourcing", way)), Sense::click());
        response
            .widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, format!("Sourcing: {}", way.label())));
        if at == 0 {
            bring(view, "sourcing", &response);
        }
        if response.hovered() && !on {
            ui.painter().rect_filled(place, radius::CHIP, c.hover);
        }
        let (style, ink) = if on { (Type::Strong, c.accent) } else { (Type::Medium, c.ink_2) };
        let galley = theme::line(ui, way.label(), style, ink);
        let corner = pos2(place.left() + 8.0, place.center().y - galley.size().y / 2.0);
        let end = corner.x + galley.size().x;
        ui.painter().galley(corner, galley, ink);
        if on && end + 22.0 <= place.right() {
            let mark = Rect::from_center_size(pos2(end + 12.0, place.center().y), egui::Vec2::splat(16.0));
            label::paint_icon(ui, mark, icons::CHECK, Type::Icon, ink);
        }
        focus::ring_inside(ui, &response, place, radius::CHIP);
        if response.on_hover_text(if on { "Take the choice back" } else { "Choose this way" }).clicked() {
            asked = Some(Asked::Source(way));
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
    asked
}

/// The field of an input in the section.
fn field(pattern: &Pattern, key: &str) -> (&'static str, &'static str) {
    let found = pattern.fields().iter().find(|field| field.key == key);
    found.map_or(("", ""), |field| (field.label, field.prompt))
}

/// An input with its answer and what it says about each way.
fn row(
    ui: &mut Ui,
    view: &mut View,
    (pattern, inputs): (&Pattern, &Inputs),
    columns: &Columns,
    (at, factor): (usize, Factor),
) -> Option<Asked> {
    let c = theme::colors(ui);
    let (rect, here) = ui.allocate_exact_size(vec2(ui.available_width(), columns.height()), Sense::hover());
    let (name, prompt) = field(pattern, factor.key());
    let title = theme::cut(ui, name, Type::Medium, c.ink, columns.words - 8.0, 1);
    ui.painter().galley(rect.min + vec2(0.0, 3.0), title, c.ink);
    let prompt = format!("{}?", prompt.trim_end_matches(", 1 to 5?"));
    let here = here.on_hover_text(&prompt);
    let prompt = theme::cut(ui, &prompt, Type::Small, c.ink_3, columns.words - 12.0, 1);
    ui.painter().galley(rect.min + vec2(0.0, 23.0), prompt, c.ink_3);
    let corner = if columns.beside {
        pos2(rect.left() + columns.words, rect.top() + 8.0)
    } else {
        pos2(rect.left(), rect.top() + ROW)
    };
    let place = Rect::from_min_size(corner, vec2(CELLS, 28.0));
    let current = factor.of(pattern);
    let mut asked = None;
    let mut inside = ui.new_child(UiBuilder::new().max_rect(place).id_salt(factor.key()));
    if let Some(step) = choice::cells(&mut inside, name, current, &|value| format!("{value} of 5")) {
        asked = Some(Asked::Score(factor.key(), step));
    }
    if view.wanted.take_if(|wanted| *wanted == factor.key()).is_some() {
        here.scroll_to_me(Some(Align::Center));
    }
    for (column, fit) in inputs.fits.iter().enumerate() {
        let value = fit.each.get(at).copied().flatten();
        paint_fit(ui, columns.cell(rect, column), (fit, value), (columns.dots, pattern.sourcing == Some(fit.way)));
    }
    let said = current.map_or_else(
        || format!("{name}: not answered"),
        |step| format!("{name} {step} of 5: {}", fits_in_words(inputs, at)),
    );
    here.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    asked
}

/// A row for who cannot see it: `build 5, buy 1, partner 1, blend 5`.
fn fits_in_words(inputs: &Inputs, at: usize) -> String {
    let one = |fit: &Fit| {
        let value = fit.each.get(at).copied().flatten()?;
        Some(format!("{} {value}", fit.way.label().to_lowercase()))
    };
    inputs.fits.iter().filter_map(one).collect::<Vec<_>>().join(", ")
}

/// How much an input speaks for a way: five dots where there is room, and the number.
fn paint_fit(ui: &Ui, place: Rect, (_, value): (&Fit, Option<u8>), (dots, chosen): (bool, bool)) {
    let c = theme::colors(ui);
    let place = place.with_max_y(place.top() + ROW);
    let ink = if chosen { c.accent } else { c.ink_2 };
    let mut x = place.left() + 8.0;
    if dots {
        for dot in 1..=5_u8 {
            let center = pos2(x + 6.0, place.center().y);
            if value.is_some_and(|value| dot <= value) {
                ui.painter().circle_filled(center, 4.5, ink);
            } else {
                ui.painter().circle_stroke(center, 4.0, Stroke::new(1.0, c.line_strong));
            }
            x += 12.0;
        }
        x += 8.0;
    }
    let text = value.map_or_else(|| "–".to_owned(), |value| value.to_string());
    let galley = theme::line(ui, &text, Type::Body, c.ink);
    ui.painter().galley(pos2(x, place.center().y - galley.size().y / 2.0), galley, c.ink);
}

/// All inputs together.
fn sums(ui: &mut Ui, pattern: &Pattern, inputs: &Inputs, columns: &Columns) {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::hover());
    let title = if inputs.answered == 0 { "Together".to_owned() } else { format!("Together, of {}", inputs.most()) };
    let galley = theme::line(ui, &title, Type::Strong, c.ink);
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, c.ink);
    let mut said = Vec::new();
    for (at, fit) in inputs.fits.iter().enumerate() {
        let place = columns.cell(rect, at);
        let text = if inputs.answered == 0 { "–".to_owned() } else { fit.sum.to_string() };
        let style = if pattern.sourcing == Some(fit.way) { Type::Strong } else { Type::Medium };
        let galley = theme::line(ui, &text, style, c.ink);
        ui.painter().galley(pos2(place.left() + 8.0, place.center().y - galley.size().y / 2.0), galley, c.ink);
        said.push(format!("{} {text}", fit.way.label().to_lowercase()));
    }
    let said = format!("{title}: {}", said.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}
