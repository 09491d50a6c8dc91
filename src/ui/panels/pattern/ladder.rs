//! The ladder: the rungs from the highest down to rules, why the chosen one, and what it costs.
//!
//! All rungs together are one stop of the Tab key: Up and Down move, T says tried, D dismissed, Enter chooses, F2 writes the
//! result or reason, Space shows every question.

use egui::{Align, Frame, Key, Layout, Margin, Modifiers, Stroke, Ui, vec2};

use crate::assess::ladder::{load, loose, open_below, words as words_of};
use crate::model::Record as _;
use crate::model::pattern::{AiPattern, Pattern, Rung, RungState};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, icon_button, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

use super::rung::{self, Columns};
use super::{Asked, Opened, View};

/// The least width with the two texts side by side.
const TWO: f32 = 600.0;

/// The keys of the rung that has the focus.
pub fn keys(ui: &Ui, desk: &Desk<'_>, at: AiPattern) -> Option<Asked> {
    let id = rung::row_id(at);
    if !ui.memory(|memory| memory.has_focus(id)) || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let locked = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, locked));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let mut order = AiPattern::ALL.iter().copied();
    if pressed(Key::ArrowUp) {
        return order.find(|other| *other > at).map(Asked::Go);
    }
    if pressed(Key::ArrowDown) {
        return order.rfind(|other| *other < at).map(Asked::Go);
    }
    let named =
        [(Key::Enter, Asked::Choose(at)), (Key::F2, Asked::Write(at)), (Key::Space, Asked::Open(Opened::Rung(at)))];
    let letters = [(Key::T, Asked::Set(at, RungState::Tried)), (Key::D, Asked::Set(at, RungState::Dismissed))];
    let letters = letters.into_iter().filter(|_| desk.single_keys);
    named.into_iter().chain(letters).find(|(key, _)| pressed(*key)).map(|(_, asked)| asked)
}

/// Shows it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, pattern: &Pattern) -> Option<Asked> {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        label::heading(ui, "The ladder", Type::Strong, 2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.available_width() > 60.0 {
                label::line(ui, "Climb only when the rung below is not enough", Type::Small, c.ink_3);
            }
        });
    });
    if pattern.marks.get("chosen").is_some() {
        form::some(ui, desk, &super::spot(), pattern, &["chosen"]);
    }
    let columns = Columns::of(ui.available_width());
    let mut asked = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    columns.head(ui);
    for which in AiPattern::ALL.iter().rev().copied() {
        asked = ui.push_id(which.label(), |ui| rung::show(ui, desk, view, (pattern, which))).inner.or(asked);
        if view.choosing == Some(which) {
            asked = ask(ui, view, pattern, which).or(asked);
        }
        if view.open == Some(Opened::Rung(which)) {
            asked = rung::details(ui, desk, pattern, which).or(asked);
        }
    }
    ui.spacing_mut().item_spacing.y = 4.0;
    asked = others(ui, desk, view, pattern).or(asked);
    ui.add_space(12.0);
    reasons(ui, desk, view, pattern);
    asked
}

/// Asks before a rung is chosen over ones that nobody has settled.
fn ask(ui: &mut Ui, view: &mut View, pattern: &Pattern, which: AiPattern) -> Option<Asked> {
    let c = theme::colors(ui);
    let open: Vec<String> = open_below(pattern, which).iter().map(|other| other.label().to_owned()).collect();
    let lowest = open_below(pattern, which).first().copied()?;
    let mut asked = None;
    let frame = Frame::new().fill(c.atrisk_fill).corner_radius(radius::CARD).inner_margin(12);
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let verb = if open.len() == 1 { "is" } else { "are" };
        let text = format!(
            "{} {verb} not settled: tried with a result, or dismissed with a reason. A rung is reached over the ones below.",
            words::series(&open)
        );
        ui.horizontal_top(|ui| {
            glyph::show(ui, Glyph::Warning, 16.0);
            label::text(ui, &text, Type::Body, c.atrisk_text);
        });
        ui.horizontal_wrapped(|ui| {
            let look = format!("Look at {} first", words_of(lowest));
            let look = Button::new(&look).show(ui);
            super::attend(view, &look);
            if look.clicked() {
                asked = Some(Asked::Write(lowest));
            }
            if Button::new("Choose it all the same").show(ui).clicked() {
                asked = Some(Asked::ChooseAnyway(which));
            }
            if Button::new("Not now").quiet().show(ui).clicked() || super::escaped(ui) {
                asked = Some(Asked::ChooseNone);
            }
        });
    });
    asked
}

/// Answers that have no place on the ladder.
fn others(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, pattern: &Pattern) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut asked = None;
    for (number, rung) in loose(pattern).into_iter().enumerate() {
        if number == 0 {
            ui.add_space(8.0);
            label::heading(ui, "Not on the ladder", Type::Strong, 3);
            label::text(ui, "Without a pattern, or a second answer for the same one.", Type::Small, c.ink_3);
        }
        let open = view.open == Some(Opened::Loose(rung.id));
        ui.horizontal(|ui| {
            let title = title(rung);
            let name = format!("{title}, not on the ladder");
            let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
            let response = Button::new(&title).quiet().icon(icon).name(&name).show(ui);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
            if response.clicked() {
                asked = Some(Asked::Open(Opened::Loose(rung.id)));
            }
            if icon_button(ui, icons::TRASH, &format!("Delete {title}"), true).clicked() {
                asked = Some(Asked::Delete(rung.id));
            }
        });
        if open {
            indented(ui, |ui| form::record(ui, desk, &Spot::item(rung.id), rung, &[]));
        }
    }
    asked
}

fn title(rung: &Rung) -> String {
    let words = rung.title();
    let words = if words.trim().is_empty() { rung.result.chars().take(48).collect() } else { words };
    if words.trim().is_empty() { "New rung".to_owned() } else { words }
}

/// What belongs to the row above it.
pub fn indented(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let c = theme::colors(ui);
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    frame.inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        contents(ui);
    });
}

/// Why the rung below is not enough, and what this one costs.
fn reasons(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, pattern: &Pattern) {
    let c = theme::colors(ui);
    let width = ui.available_width();
    let mut one = |ui: &mut Ui, title: &str, key: &'static str, derived: Option<String>| {
        label::heading(ui, title, Type::Strong, 3);
        in_place::show(ui, desk, &mut view.in_place, (&super::spot(), pattern, key), Look::BODY);
        if let Some(derived) = derived {
            label::text(ui, &derived, Type::Small, c.ink_3);
        }
    };
    let why = pattern.chosen.map_or_else(|| "Why this rung".to_owned(), |chosen| format!("Why {}", words_of(chosen)));
    let parts =
        [(why.as_str(), "chosen_reason", None), ("Cost of complexity", "complexity_cost", pattern.chosen.map(load))];
    if width < TWO {
        for (title, key, derived) in parts {
            one(ui, title, key, derived);
            ui.add_space(4.0);
        }
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        for (title, key, derived) in parts {
            let wide = (width - 24.0) / 2.0;
            ui.allocate_ui_with_layout(vec2(wide, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(wide);
                ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
                one(ui, title, key, derived);
            });
        }
    });
}

/// What stands in the place of a result that nobody has written.
pub fn invite(ui: &mut Ui, which: AiPattern) -> bool {
    let text = if which == AiPattern::Rules {
        "Could rules do this? Describe the rule."
    } else {
        "What did it reach, or why was it dismissed?"
    };
    link_named(ui, text, &format!("{}: {text}", which.label())).clicked()
}
