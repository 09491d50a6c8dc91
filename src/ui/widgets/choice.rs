//! Choosing: one of a few from a list, a step from 1 to 5, yes or no.

#![expect(
    clippy::option_option,
    reason = "the outer says whether something was picked, the inner what: nothing clears it"
)]

use egui::{CornerRadius, Id, Key, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use crate::model::Step;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius, size};

use super::glyph::Glyph;
use super::{focus, label, menu};

/// One of a few: a button with the chosen words that opens the list. Gives the new choice; `Some(None)` clears it.
///
/// `name` says what is chosen; letters typed while the button has the focus choose the next option that begins so.
pub fn one_of(
    ui: &mut Ui,
    name: &str,
    current: Option<usize>,
    options: &[&str],
    glyph: &dyn Fn(usize) -> Option<Glyph>,
) -> Option<Option<usize>> {
    let shown = current.and_then(|index| options.get(index)).copied().unwrap_or("");
    let width = ui.available_width().min(320.0);
    let response = drop_down(ui, name, shown, current.and_then(glyph), width);
    let typed = type_ahead(ui, &response, current, options);
    let picked = menu::below(&response, |ui| {
        ui.set_min_width(width);
        let mut picked = None;
        for (index, option) in options.iter().enumerate() {
            let row = menu::Row::new(option).glyph(glyph(index)).chosen(current == Some(index));
            if row.show(ui).clicked() {
                picked = Some(Some(index));
            }
        }
        if current.is_some() && menu::Row::new("Clear").icon(icons::X).show(ui).clicked() {
            picked = Some(None);
        }
        picked
    });
    picked.flatten().or(typed.map(Some)).filter(|picked| *picked != current)
}

/// One of a few that is never none: a button with the chosen words that opens the list. Gives the new choice.
pub fn drop_list(ui: &mut Ui, name: &str, current: usize, options: &[&str]) -> Option<usize> {
    let shown = options.get(current).copied().unwrap_or_default();
    let response = drop_down(ui, name, shown, None, ui.available_width().min(240.0));
    let typed = type_ahead(ui, &response, Some(current), options);
    let picked = menu::below(&response, |ui| {
        let clicked = |(at, option): (usize, &&str)| {
            menu::Row::new(option).chosen(at == current).show(ui).clicked().then_some(at)
        };
        options.iter().enumerate().filter_map(clicked).next_back()
    });
    picked.flatten().or(typed).filter(|picked| *picked != current)
}

/// A few options side by side as one stop of the Tab key: Left and Right choose the one before and after. Gives the stop, and
/// the option that was chosen.
pub fn strip(
    ui: &mut Ui,
    id: egui::Id,
    name: &str,
    (options, current): (&[&str], Option<usize>),
) -> (Response, Option<usize>) {
    let c = theme::colors(ui);
    let galleys: Vec<_> = options.iter().map(|text| theme::line(ui, text, Type::Caption, c.ink)).collect();
    let width: f32 = galleys.iter().map(|galley| galley.size().x + 24.0).sum();
    let (track, _) = ui.allocate_exact_size(vec2(width + 4.0, size::CONTROL), Sense::hover());
    let response = ui.interact(track, id, Sense::click());
    let shown = current.and_then(|at| options.get(at)).copied().unwrap_or("not chosen");
    response.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, true, format!("{name}: {shown}")));
    ui.painter().rect(track, radius::CONTROL, c.sunken, Stroke::new(1.0, c.line), StrokeKind::Inside);
    let (mut picked, mut x) = (None, track.left() + 2.0);
    for (index, (galley, text)) in galleys.into_iter().zip(options).enumerate() {
        let rect = Rect::from_min_size(egui::pos2(x, track.top() + 2.0), vec2(galley.size().x + 24.0, size::TARGET));
        x = rect.right();
        let part = ui.interact(rect, id.with(index), Sense::CLICK);
        let on = current == Some(index);
        if on {
            ui.painter().rect(rect, radius::CHIP, c.surface, Stroke::new(1.0, c.line_strong), StrokeKind::Inside);
        } else if part.hovered() {
            ui.painter().rect_filled(rect, radius::CHIP, c.hover);
        }
        let ink = if on { c.ink } else { c.ink_2 };
        ui.painter().galley_with_override_text_color(rect.center() - galley.size() / 2.0, galley, ink);
        part.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, format!("{name}: {text}")));
        if part.clicked() {
            picked = Some(index);
        }
    }
    focus::ring(ui, &response, track, radius::CONTROL);
    if response.has_focus() {
        let step = ui.input(|input| {
            isize::from(input.key_pressed(Key::ArrowRight)) - isize::from(input.key_pressed(Key::ArrowLeft))
        });
        if step != 0 {
            let last = options.len().saturating_sub(1);
            picked = Some(current.map_or(0, |at| at.saturating_add_signed(step).min(last)));
        }
    }
    (response, picked.filter(|picked| current != Some(*picked)))
}

/// The closed list: a field with a caret.
pub fn drop_down(ui: &mut Ui, name: &str, shown: &str, glyph: Option<Glyph>, width: f32) -> Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, size::CONTROL), Sense::click());
    let fill = if response.hovered() { c.hover } else { c.surface };
    ui.painter().rect(rect, radius::CONTROL, fill, Stroke::new(1.0, c.control_line), StrokeKind::Inside);
    let lead = if let Some(glyph) = glyph {
        let at = Rect::from_center_size(rect.left_center() + vec2(16.0, 0.0), Vec2::splat(14.0));
        super::glyph::paint(ui.painter(), at, glyph, c);
        20.0
    } else {
        0.0
    };
    let (text, ink) = if shown.is_empty() { ("Choose", c.ink_3) } else { (shown, c.ink) };
    let galley = theme::cut(ui, text, Type::Body, ink, width - 36.0 - lead, 1);
    let is_cut = galley.elided;
    let at = egui::pos2(rect.left() + 8.0 + lead, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    let caret = Rect::from_center_size(rect.right_center() - vec2(16.0, 0.0), Vec2::splat(16.0));
    label::paint_icon(ui, caret, icons::CARET_DOWN, Type::Icon, c.ink_2);
    focus::ring(ui, &response, rect, radius::CONTROL);
    response.widget_info(|| {
        let said = if shown.is_empty() { format!("{name}: not chosen") } else { format!("{name}: {shown}") };
        WidgetInfo::labeled(Role::ComboBox, true, said)
    });
    if is_cut { response.on_hover_text(shown) } else { response }
}

/// The option that begins with the letter just typed, after the current one.
fn type_ahead(ui: &Ui, response: &Response, current: Option<usize>, options: &[&str]) -> Option<usize> {
    if !response.has_focus() {
        return None;
    }
    let letter = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            egui::Event::Text(text) => text.chars().next().filter(|letter| letter.is_alphanumeric()),
            _ => None,
        })
    })?;
    let begins = |index: &usize| {
        options.get(*index).is_some_and(|option| option.to_lowercase().starts_with(&letter.to_lowercase().to_string()))
    };
    let first = current.map_or(0, |index| index + 1);
    (first..options.len()).chain(0..first).find(begins)
}

/// A step from 1 to 5 as five numbered cells with the words for the chosen one. Keys 1 to 5 set it, Delete clears it.
pub fn step(ui: &mut Ui, name: &str, current: Option<Step>, words: &dyn Fn(u8) -> String) -> Option<Option<Step>> {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        let picked = cells(ui, name, current, words);
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.add_space(6.0);
        let (text, ink) = current.map_or(("Not scored".to_owned(), c.ink_3), |step| (words(step.get()), c.ink_2));
        label::line(ui, &text, Type::Body, ink);
        picked
    })
    .inner
}

/// The five cells of [`step`] alone, 148 points wide.
pub fn cells(ui: &mut Ui, name: &str, current: Option<Step>, words: &dyn Fn(u8) -> String) -> Option<Option<Step>> {
    let mut picked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for value in 1..=5_u8 {
            let on = current.is_some_and(|step| step.get() == value);
            let response = cell(ui, value, on);
            let said = format!("{name} {value}: {}", words(value));
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, &said));
            if response.has_focus() {
                picked = picked.or(step_key(ui));
            }
            if response.on_hover_text(words(value)).clicked() {
                picked = Some(if on { None } else { Step::new(value) });
            }
        }
    });
    picked.filter(|picked| *picked != current)
}

/// A cell with its number.
fn cell(ui: &mut Ui, value: u8, on: bool) -> Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size::CONTROL), Sense::click());
    let (fill, ink) = match (on, response.hovered()) {
        (true, _) => (c.ink, c.bg_main),
        (false, true) => (c.hover, c.ink),
        (false, false) => (c.surface, c.ink_2),
    };
    let corner = CornerRadius::same(radius::CHIP);
    ui.painter().rect(rect, corner, fill, Stroke::new(1.0, c.control_line), StrokeKind::Inside);
    let galley = theme::line(ui, &value.to_string(), Type::Medium, ink);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    focus::ring(ui, &response, rect, radius::CHIP);
    response
}

fn digits_key() -> Id {
    Id::unique("digits set steps")
}

/// Says whether single keys act. Call once a frame.
pub fn let_digits_act(ctx: &egui::Context, on: bool) {
    ctx.data_mut(|data| data.insert_temp(digits_key(), on));
}

/// The step that a key just set: `Some(None)` for Delete. Digits are single keys, which can be turned off.
#[must_use]
pub fn step_key(ui: &Ui) -> Option<Option<Step>> {
    const KEYS: [Key; 5] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];
    let digits = ui.data(|data| data.get_temp(digits_key())).unwrap_or(true);
    ui.input(|input| {
        let value = KEYS.iter().position(|key| digits && input.key_pressed(*key));
        match value {
            Some(index) => Some(Step::new(index as u8 + 1)),
            None if input.key_pressed(Key::Delete) || input.key_pressed(Key::Backspace) => Some(None),
            None => None,
        }
    })
}

/// A box to tick, with words. Gives the new state when it changes.
pub fn tick(ui: &mut Ui, text: &str, on: bool) -> Option<bool> {
    tick_named(ui, text, text, on)
}

/// A box that shows what somebody else decided: it can be read and not be changed.
pub fn tick_decided(ui: &mut Ui, text: &str, on: bool) {
    ui.add_enabled_ui(false, |ui| tick(ui, text, on));
}

/// As [`tick`], with a longer name for screen readers.
pub fn tick_named(ui: &mut Ui, text: &str, name: &str, on: bool) -> Option<bool> {
    tick_box(ui, text, name, on).clicked().then_some(!on)
}

/// As [`tick_named`], for who has more to do with it than to hear that it was clicked.
pub fn tick_box(ui: &mut Ui, text: &str, name: &str, on: bool) -> Response {
    let c = theme::colors(ui);
    let galley = theme::cut(ui, text, Type::Body, c.ink, ui.available_width() - 24.0, 1);
    let (rect, response) = ui.allocate_exact_size(vec2(24.0 + galley.size().x, size::CONTROL), Sense::click());
    let square = Rect::from_center_size(rect.left_center() + vec2(8.0, 0.0), Vec2::splat(16.0));
    if on {
        ui.painter().rect_filled(square, 3.0, c.accent);
        label::paint_icon(ui, square, icons::CHECK, Type::Caption, c.on_accent);
    } else {
        let fill = if response.hovered() { c.hover } else { c.surface };
        ui.painter().rect(square, 3.0, fill, Stroke::new(1.5, c.control_line), StrokeKind::Inside);
    }
    ui.painter().galley(egui::pos2(square.right() + 8.0, rect.center().y - galley.size().y / 2.0), galley, c.ink);
    focus::ring(ui, &response, rect, radius::CHIP);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, name));
    response
}
