//! The page of the model card: for each heading what is written here at the left and what follows from the workbook at the
//! right, with an outline; or the card as it is printed, as text.
//!
//! `headings` and `derived` say what stands under a heading; the rest draws.

mod derived;
mod headings;
mod outline;
mod printed;
mod tray;
mod written;

use egui::{Align, Layout, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::model::Section;
use crate::model::model_card::ModelCard;
use crate::model::place::Place;
use crate::ui::command::Command;
use crate::ui::desk::{Desk, Order};
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, segmented};
use crate::ui::widgets::label;

use super::answer;
use derived::Derived;
use headings::{HEADINGS, heading_of};

/// How wide the outline is, and the least width of a page that has one.
const OUTLINE: f32 = 208.0;
const WITH_OUTLINE: f32 = 940.0;
/// The least width of two columns.
const TWO: f32 = 600.0;
const GAP: f32 = 24.0;
/// How far beyond the edges headings are drawn, so that Tab finds what comes next.
const BEYOND: f32 = 240.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    /// Whether the card is shown as it is printed.
    printed: bool,
    derived: Derived,
    text: printed::Printed,
    /// The heading that is in sight.
    current: usize,
    /// The heading to bring into sight.
    wanted: Option<usize>,
    /// The heading that the page scrolls to: it is drawn until it is there, so that the focus stays on its field.
    arriving: Option<usize>,
    /// How high each heading was when it was drawn last, in columns of some width.
    heights: [Option<f32>; HEADINGS.len()],
    width: f32,
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    if let Some(place) = desk.take_reveal(Section::ModelCard) {
        view.printed = false;
        view.wanted = place.fields.first().and_then(|key| heading_of(key));
        answer::reveal(ui, &place);
    }
    view.derived.look_at(desk);
    let workbook = desk.snapshot();
    super::head(ui, Section::ModelCard.title(), &counts(view, &workbook.model_card), |ui| {
        if Button::new("Export").icon(icons::FILE_PDF).name("Export the model card").show(ui).clicked() {
            desk.orders.push(Order::Do(Command::Export));
        }
        if let Some(chosen) = segmented(ui, "Show", &["Facts", "As printed"], usize::from(view.printed)) {
            view.printed = chosen == 1;
        }
    });
    if view.printed {
        printed::show(ui, desk, &mut view.text);
    } else {
        page(ui, desk, view, &workbook.model_card);
    }
}

/// How much of the card there is: `26 of 30 facts: 16 follow from the workbook, 10 of 14 are written here`.
fn counts(view: &View, card: &ModelCard) -> String {
    let (written, to_write) = headings::written(card);
    let (follow, of) = view.derived.count();
    let all = format!("{} of {} facts", written + follow, to_write + of);
    format!("{all}: {follow} follow from the workbook, {written} of {to_write} are written here")
}

fn page(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, card: &ModelCard) {
    let whole = ui.available_rect_before_wrap();
    let mut columns = whole;
    if whole.width() >= WITH_OUTLINE {
        let left = Rect::from_min_size(whole.min + vec2(size::SIDE - 8.0, 28.0), vec2(OUTLINE, whole.height() - 28.0));
        columns = Rect::from_min_max(pos2(left.right(), whole.top()), whole.max);
        let asked = ui.scope_builder(UiBuilder::new().max_rect(left).id_salt("outline"), |ui| {
            ScrollArea::vertical().id_salt("outline").show(ui, |ui| outline::show(ui, card, view.current)).inner
        });
        view.wanted = asked.inner.or(view.wanted);
    }
    ui.scope_builder(UiBuilder::new().max_rect(columns).id_salt("headings"), |ui| {
        let two = columns.width() - 2.0 * size::SIDE >= TWO;
        if two {
            heads(ui);
        }
        super::body(ui, |ui| all_headings(ui, desk, view, (card, two)));
    });
}

/// What stands over the two columns.
fn heads(ui: &mut Ui) {
    let c = theme::colors(ui);
    let margin = egui::Margin { left: size::SIDE as i8, right: size::SIDE as i8, top: 0, bottom: 0 };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        columns(ui, &mut |ui, right| {
            ui.horizontal(|ui| {
                ui.set_min_height(20.0);
                let words = if right { "From the workbook" } else { "Written here" };
                label::line(ui, words, Type::Strong, c.ink);
                if right {
                    label::line(ui, "always current, not edited here", Type::Small, c.ink_3);
                }
            });
        });
        label::rule(ui);
    });
}

fn columns(ui: &mut Ui, contents: &mut dyn FnMut(&mut Ui, bool)) {
    let width = (ui.available_width() - GAP) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for right in [false, true] {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                contents(ui, right);
            });
        }
    });
}

/// The headings. Those that are far out of sight are only space.
fn all_headings(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (card, two): (&ModelCard, bool)) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if (view.width - ui.available_width()).abs() > 0.5 {
        view.width = ui.available_width();
        view.heights = [None; HEADINGS.len()];
    }
    let clip = ui.clip_rect();
    let mut current = None;
    let mut measured = false;
    for at in 0..HEADINGS.len() {
        let top = ui.next_widget_position().y;
        let known = view.heights.get(at).copied().flatten();
        let far = known.is_some_and(|height| top > clip.bottom() + BEYOND || top + height < clip.top() - BEYOND);
        let kept = view.wanted == Some(at) || view.arriving == Some(at) || is_written_in(ui, at);
        if far && !kept {
            ui.allocate_space(vec2(ui.available_width(), known.unwrap_or_default()));
            continue;
        }
        let id = egui::Id::unique(("heading of the model card", at));
        let shown = ui.scope_builder(UiBuilder::new().scope_id(id), |ui| heading(ui, desk, view, (card, at, two)));
        let writing = is_written_in(ui, at);
        let rect = shown.response.rect;
        if let Some(height) = view.heights.get_mut(at) {
            measured |= height.is_none();
            *height = Some(rect.height());
        }
        if view.wanted == Some(at) {
            (view.wanted, view.arriving) = (None, Some(at));
            ui.scroll_to_rect(rect, Some(Align::Min));
        }
        if view.arriving == Some(at) && rect.intersects(clip) {
            view.arriving = None;
        }
        if rect.bottom() > clip.top() + 80.0 {
            current = current.or(Some(at));
        }
        // where somebody writes comes first
        if writing {
            current = Some(at);
        }
    }
    let current = current.unwrap_or_default();
    if measured || view.current != current {
        view.current = current;
        ui.ctx().request_repaint();
    }
}

/// Whether the focus is on a field under this heading.
fn is_written_in(ui: &Ui, at: usize) -> bool {
    let Some(focused) = ui.memory(egui::Memory::focused) else { return false };
    let spot = super::spot::Spot::section(Section::ModelCard);
    let keys = HEADINGS.get(at).map_or(&[][..], |heading| heading.keys);
    keys.iter().any(|key| focused == egui::Id::unique((&spot, *key)))
}

/// A heading with what is written and what follows.
fn heading(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (card, at, two): (&ModelCard, usize, bool)) {
    let Some(heading) = HEADINGS.get(at) else { return };
    if at > 0 {
        label::rule(ui);
    }
    ui.add_space(12.0);
    label::heading(ui, &format!("{}. {}", at + 1, heading.title), Type::Name, 2);
    ui.add_space(8.0);
    let facts = view.derived.under(at).to_vec();
    let mut next = None;
    let mut write = |ui: &mut Ui, desk: &mut Desk<'_>| {
        for key in heading.keys {
            if written::show(ui, desk, card, key) {
                next = Some(*key);
            }
        }
    };
    if two {
        columns(ui, &mut |ui, right| {
            if right {
                // on a line with the first field, under its label
                ui.add_space(20.0);
                tray::show(ui, desk, &facts);
            } else {
                write(ui, desk);
            }
        });
    } else {
        ui.spacing_mut().item_spacing.y = 8.0;
        write(ui, desk);
        ui.add_space(4.0);
        tray::show(ui, desk, &facts);
    }
    ui.add_space(16.0);
    if let Some((to, key)) = next.and_then(|key| headings::next_empty(card, key)) {
        view.wanted = Some(to);
        answer::reveal(ui, &Place::of_section(Section::ModelCard).at(key));
        ui.ctx().request_repaint();
    }
}
