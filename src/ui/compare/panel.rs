//! What differs between two chosen states: the choice of both, the rows, and below them the digests and how much else was edited.
//! The page of the reviews and the dialog show the same.

use egui::{Align, Layout, Role, Sense, Ui, WidgetInfo, vec2};

use crate::difference::UNRELATED;
use crate::model::place::{Index, Place};
use crate::model::{Date, Workbook};
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::{choice, label, menu};
use crate::words;

use super::Side;
use super::comparing::{Compared, Comparing, MOST};
use super::lines::Rows;
use super::states::{Known, State, kept, point_words, signed_words};

/// The name of the rows on the page of the reviews.
pub const ON_PAGE: &str = "what changed since it was signed";

/// The narrowest place with the title and both choices on one line.
const ONE_LINE: f32 = 660.0;
/// How wide a choice is at most, where there is not much room.
const CHOICE: f32 = 176.0;
/// The same where there is: the name of a file has room.
const WIDE: f32 = 280.0;
/// The room of the title and the words between the choices.
const BESIDE: f32 = 440.0;

/// What is shown, and for when.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The workbook as it is.
    pub workbook: &'a Workbook,
    /// Which states there are.
    pub known: &'a Known,
    /// The day.
    pub today: Date,
    /// What tells its rows from others.
    pub name: &'a str,
}

/// What somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Go to a place.
    Go(Place),
    /// Choose a file to compare.
    ChooseFile(Side),
}

/// Where a change can be seen: what is not in the document any more is looked for in its section.
#[must_use]
pub fn place_to_see(place: Place, index: &Index) -> Place {
    let is_there = place.items.iter().all(|(_, id, _)| index.get(*id).is_some());
    if is_there { place } else { Place::of_section(place.section) }
}

/// The title with the choice of both states at its right, or below it where it is narrow.
pub fn head(ui: &mut Ui, comparing: &mut Comparing, setting: Setting<'_>, title: &str) -> Option<Reply> {
    let one_line = ui.available_width() >= ONE_LINE;
    if one_line {
        let width = ((ui.available_width() - BESIDE) / 2.0).clamp(CHOICE, WIDE);
        return ui
            .allocate_ui_with_layout(vec2(ui.available_width(), 28.0), Layout::right_to_left(Align::Center), |ui| {
                let c = theme::colors(ui);
                ui.spacing_mut().item_spacing.x = 12.0;
                let after = choose(ui, comparing, setting, (Side::After, width));
                label::line(ui, "with", Type::Caption, c.ink_3);
                let before = choose(ui, comparing, setting, (Side::Before, width));
                label::line(ui, "Compare", Type::Caption, c.ink_3);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| label::heading(ui, title, Type::Name, 2));
                before.or(after)
            })
            .inner;
    }
    label::heading(ui, title, Type::Name, 2);
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let c = theme::colors(ui);
        ui.spacing_mut().item_spacing.x = 8.0;
        let width = ((ui.available_width() - 36.0) / 2.0).clamp(96.0, CHOICE);
        let before = choose(ui, comparing, setting, (Side::Before, width));
        label::line(ui, "with", Type::Caption, c.ink_3);
        let after = choose(ui, comparing, setting, (Side::After, width));
        before.or(after)
    })
    .inner
}

/// One of the two states, as a closed list.
fn choose(ui: &mut Ui, comparing: &mut Comparing, setting: Setting<'_>, (side, width): (Side, f32)) -> Option<Reply> {
    let Setting { workbook, known, today, .. } = setting;
    let (name, chosen) = match side {
        Side::Before => ("Compare", comparing.before().cloned()),
        Side::After => ("Compare with", Some(comparing.after().clone())),
    };
    let shown = chosen.as_ref().map(|state| state.words(workbook, known, today)).unwrap_or_default();
    let button = choice::drop_down(ui, name, &shown, None, width);
    let mut reply = None;
    let mut picked = None;
    menu::below(&button, |ui| {
        let mut offer = |ui: &mut Ui, text: &str, icon: char, state: State| {
            let is = chosen.as_ref() == Some(&state);
            if menu::Row::new(text).icon(icon).chosen(is).show(ui).clicked() && !is {
                picked = Some(state);
            }
        };
        offer(ui, "Now", icons::PENCIL, State::Now);
        if known.saved.is_some() {
            offer(ui, "As saved", icons::FLOPPY, State::Saved);
        }
        for (at, sign_off) in kept(workbook).enumerate() {
            if at == 0 {
                menu::caption(ui, "Signed versions");
            }
            offer(ui, &signed_words(sign_off, today), icons::SIGNATURE, State::Signed(sign_off.id));
        }
        for (at, point) in known.points.iter().enumerate() {
            if at == 0 {
                menu::caption(ui, "Restore points");
            }
            offer(ui, &point_words(point, today), icons::CLOCK_BACK, State::Point(point.path.clone()));
        }
        menu::caption(ui, "Elsewhere");
        if menu::Row::new("Choose a file").icon(icons::FOLDER_OPEN).show(ui).clicked() {
            reply = Some(Reply::ChooseFile(side));
        }
    });
    if let Some(state) = picked {
        comparing.choose(side, state);
    }
    reply
}

/// The rows, or why there are none.
pub fn rows(ui: &mut Ui, comparing: &Comparing, setting: Setting<'_>) -> Option<Reply> {
    let c = theme::colors(ui);
    if let Some(Ok(Compared { unrelated: true, .. })) = comparing.outcome() {
        egui::Frame::new().inner_margin(egui::Margin { left: 16, right: 16, top: 12, bottom: 4 }).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                label::icon(ui, icons::WARNING_DIAMOND, c.warning);
                label::text(ui, &format!("The two {UNRELATED}."), Type::Body, c.ink);
            });
        });
    }
    let words = match comparing.outcome() {
        Some(Ok(compared)) if !compared.lines.is_empty() => {
            return Rows::new(&compared.lines, MOST).named(setting.name).show(ui).map(Reply::Go);
        }
        Some(Ok(_)) if comparing.is_since_signed() => "Nothing of what was signed has changed.",
        Some(Ok(_)) => "They say the same.",
        Some(Err(problem)) => problem,
        None if comparing.before().is_none() => "Choose what to compare with.",
        None => "Comparing.",
    };
    egui::Frame::new().inner_margin(16).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        label::text(ui, words, Type::Body, c.ink_2);
    });
    None
}

/// The digests of both states, and how much else was edited.
pub fn foot(ui: &mut Ui, comparing: &Comparing) {
    let Some(Ok(compared)) = comparing.outcome() else { return };
    let c = theme::colors(ui);
    let (digests, edits) = (digests(compared), edits(compared));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::hover());
    let said = [digests.as_str(), edits.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.join(". ")));
    let inner = rect.shrink2(vec2(16.0, 0.0));
    let right = theme::cut(ui, &edits, Type::Small, c.ink_2, inner.width() * 0.5, 2);
    let room = inner.width() - right.size().x - 36.0;
    let at = egui::pos2(inner.right() - right.size().x, inner.center().y - right.size().y / 2.0);
    ui.painter().galley(at, right, c.ink_2);
    if digests.is_empty() {
        return;
    }
    let sign = egui::Rect::from_center_size(inner.left_center() + vec2(8.0, 0.0), egui::Vec2::splat(16.0));
    label::paint_icon(ui, sign, icons::FINGERPRINT, Type::Icon, c.ink_3);
    let left = theme::cut(ui, &digests, Type::Small, c.ink_2, room, 2);
    ui.painter().galley(egui::pos2(inner.left() + 24.0, inner.center().y - left.size().y / 2.0), left, c.ink_2);
}

/// `Signed 7be0 41c9 … 2d18, now 9f4c 21ab … 0d13`.
fn digests(compared: &Compared) -> String {
    let ends = crate::ui::panels::reviews::ends_of;
    match &compared.digests {
        Some((signed, now)) if signed.eq_ignore_ascii_case(now) => format!("Signed {}, and the same now", ends(signed)),
        Some((signed, now)) => format!("Signed {}, now {}", ends(signed), ends(now)),
        None => String::new(),
    }
}

/// How much was edited elsewhere, or how many rows there are.
fn edits(compared: &Compared) -> String {
    match (compared.digests.is_some(), compared.elsewhere) {
        (true, 0) => String::new(),
        (true, 1) => "1 other edit did not touch what was signed".to_owned(),
        (true, count) => format!("{count} other edits did not touch what was signed"),
        (false, _) => words::capitalized(&words::how_many(compared.lines.len(), "difference", "differences")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_else_was_edited_is_counted_only_where_something_was_signed() {
        let signed = |elsewhere| Compared {
            digests: Some(("7be041c900000000000000000000000000002d18".to_owned(), "9f4c21ab".to_owned())),
            elsewhere,
            ..Compared::default()
        };
        assert_eq!(edits(&signed(0)), "");
        assert_eq!(edits(&signed(1)), "1 other edit did not touch what was signed");
        assert_eq!(edits(&signed(38)), "38 other edits did not touch what was signed");
        assert_eq!(digests(&signed(0)), "Signed 7be0 41c9 … 2d18, now 9f4c21ab");
        assert_eq!(
            (edits(&Compared::default()).as_str(), digests(&Compared::default()).as_str()),
            ("No differences", "")
        );
    }
}
