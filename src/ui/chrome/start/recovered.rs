//! What the start screen becomes where an earlier run left work: a card for each document, and the restore points of the one
//! that is looked at. What is behind it is in `ui::left`.

use egui::{CornerRadius, Frame, Margin, Stroke, Ui, vec2};

use crate::model::Date;
use crate::store::recovery::{Abandoned, Cut};
use crate::ui::app::App;
use crate::ui::history::moment_words;
use crate::ui::icons;
use crate::ui::left::{FileState, Known};
use crate::ui::points::dialog;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

/// The narrowest place with two cards side by side.
const TWO: f32 = 760.0;
/// How high the restore points are, at least and at most.
const LOWEST: f32 = 380.0;
const HIGHEST: f32 = 640.0;
/// The narrowest place with all words of the buttons under the restore points.
const WIDE: f32 = 640.0;
/// What the scroll bar of the page lies over.
const SCROLL_BAR: f32 = 8.0;

/// What the person wants with a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Recover(usize),
    Compare(usize),
    Discard(usize),
}

/// What is said beside the name of the program.
pub(super) fn motto(app: &App) -> &'static str {
    let known = app.left.known();
    let is_lost = |known: &Known| known.read.is_err() || known.cut.as_ref().is_some_and(|cut| *cut != Cut::LastChange);
    if known.iter().any(|(_, known)| is_lost(known)) {
        "The app closed while you were writing. Not all of it can be read."
    } else if known.iter().any(|(_, known)| known.cut.is_some()) {
        "The app closed while you were writing. All but the last change can be recovered."
    } else {
        "The app closed while you were writing. All of it can be recovered."
    }
}

/// Shows the cards and the restore points.
pub(super) fn show(app: &mut App, ui: &mut Ui) {
    let c = theme::colors(ui);
    let today = (app.around.now)().date();
    if let Some(share) = app.left.progress() {
        label::heading(ui, "Looking at what was left", Type::Title, 2);
        label::text(ui, &format!("{} done.", words::share(f64::from(share))), Type::Body, c.ink_2);
        ui.add_space(24.0);
        return;
    }
    let number = app.left.known().len();
    let title = match number {
        1 => "One document has unsaved work".to_owned(),
        _ => format!("{} documents have unsaved work", words::capitalized(&words::spelled(number))),
    };
    label::heading(ui, &title, Type::Title, 2);
    ui.add_space(4.0);
    let columns = if ui.available_width() >= TWO && number > 1 { 2 } else { 1 };
    ui.set_max_width(ui.available_width() - SCROLL_BAR);
    let width = (ui.available_width() - 16.0 * (columns - 1) as f32) / columns as f32;
    let mut wish = None;
    let all: Vec<usize> = (0..number).collect();
    for some in all.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            for at in some {
                if let Some((from, known)) = app.left.known().get(*at) {
                    let chosen = app.left.chosen == *at;
                    ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                        wish = wish.or(card(ui, from, known, (*at, chosen, today)));
                    });
                }
            }
        });
        ui.add_space(12.0);
    }
    points(app, ui, today);
    let ctx = ui.ctx().clone();
    match wish {
        Some(Wish::Recover(at)) => app.recover_left(&ctx, at),
        Some(Wish::Compare(at)) => app.choose_left(at),
        Some(Wish::Discard(at)) => app.discard_left(at),
        None => {}
    }
    if wish.is_some() {
        ctx.request_repaint();
    }
}

fn card(ui: &mut Ui, from: &Abandoned, known: &Known, (at, chosen, today): (usize, bool, Date)) -> Option<Wish> {
    let c = theme::colors(ui);
    let stroke = if chosen { Stroke::new(2.0, c.accent) } else { Stroke::new(1.0, c.line) };
    let frame = Frame::new().fill(c.surface).stroke(stroke).corner_radius(CornerRadius::same(radius::CARD));
    let frame = frame.inner_margin(Margin::same(16));
    frame
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            head(ui, from, known);
            ui.add_space(4.0);
            state(ui, known, today);
            ui.add_space(8.0);
            buttons(ui, known, at, chosen)
        })
        .inner
}

/// The sign, the name and the place.
fn head(ui: &mut Ui, from: &Abandoned, known: &Known) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(36.0, 36.0), egui::Sense::hover());
        ui.painter().rect_filled(rect, radius::CONTROL, c.atrisk_fill);
        label::paint_icon(ui, rect, icons::CLOCK_BACK, Type::Icon, c.atrisk_text);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            label::long_heading(ui, &known.name, Type::Name, 3);
            let place = from.original.as_deref().map(|path| path.display().to_string());
            let place = place.unwrap_or_else(|| "Never saved".to_owned());
            let cut = theme::cut(ui, &place, Type::Small, c.ink_3, ui.available_width(), 1);
            ui.add(egui::Label::new(cut)).on_hover_text(place);
        });
    });
}

/// How it stands to its file, and when that and it were written.
fn state(ui: &mut Ui, known: &Known, today: Date) {
    let c = theme::colors(ui);
    if let Err(damaged) = &known.read {
        ui.horizontal(|ui| {
            glyph::show(ui, Glyph::Blocker, 16.0);
            label::text(ui, &format!("Damaged. {}.", damaged.reach()), Type::Strong, c.ink);
        });
        label::text(ui, &damaged.error, Type::Small, c.ink_2);
        missing(ui, known);
        return;
    }
    let (changes, sections) = known.differs;
    let edits = words::capitalized(&words::how_many(changes, "edit", "edits"));
    let places = words::how_many(sections, "section", "sections");
    let text = match (known.file, changes) {
        (FileState::None, _) => {
            let entries = words::how_many(changes, "entry", "entries");
            format!("{}, in {places}. It has no file yet.", words::capitalized(&entries))
        }
        (FileState::Unreadable, _) => "Its file is not where it was, or cannot be read.".to_owned(),
        (_, 0) => "The file holds the same.".to_owned(),
        (FileState::Changed, _) => format!("{edits} not in the file, in {places}. The file was changed since."),
        (FileState::Same, _) => {
            let they = if changes == 1 { "it was" } else { "they were" };
            format!("{edits} not in the file, in {places}. The app closed before {they} written.")
        }
    };
    label::text(ui, &text, Type::Body, c.ink);
    if let Ok(restored) = &known.read
        && let begun = known.begun.words(&restored.value)
        && !begun.is_empty()
    {
        label::text(ui, &format!("Begun and not finished: {}.", words::series(&begun)), Type::Body, c.ink);
    }
    missing(ui, known);
    let said = |verb: &str, at: Option<jiff::civil::DateTime>| {
        at.map(|at| format!("{verb} {}.", moment_words(Some(at), today)))
    };
    let times: Vec<String> =
        [said("Last save", known.saved_at), said("Last edit", known.edited_at)].into_iter().flatten().collect();
    label::text(ui, &times.join(" "), Type::Small, c.ink_2);
}

/// What was kept and is not in it, if anything.
fn missing(ui: &mut Ui, known: &Known) {
    let c = theme::colors(ui);
    match &known.cut {
        None => {}
        // ordinary after a crash: no reason for a sign
        Some(cut @ Cut::LastChange) => {
            label::text(ui, &cut.to_string(), Type::Small, c.ink_2);
        }
        Some(cut) => {
            ui.horizontal_top(|ui| {
                glyph::show(ui, Glyph::Warning, 16.0);
                label::text(ui, &cut.to_string(), Type::Small, c.ink);
            });
        }
    }
}

fn buttons(ui: &mut Ui, known: &Known, at: usize, chosen: bool) -> Option<Wish> {
    let mut wish = None;
    let name = &known.name;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (words, can) = match &known.read {
            Ok(_) => ("Recover", true),
            Err(damaged) => ("Recover what reads", damaged.salvaged.is_some()),
        };
        let named = if words == "Recover" { format!("Recover {name}") } else { format!("{words} of {name}") };
        let recover = Button::new(words).name(&named).enabled(can);
        let recover = if chosen { recover.primary() } else { recover };
        if recover.show(ui).clicked() {
            wish = Some(Wish::Recover(at));
        }
        let (words, named) = match known.file {
            FileState::None => ("See what is in it", format!("See what is in {name}")),
            _ => ("Compare", format!("Compare {name} with its file")),
        };
        if Button::new(words).name(&named).show(ui).clicked() {
            wish = Some(Wish::Compare(at));
        }
        let named = format!("Discard changes to {name}");
        let discard = Button::new("Discard").quiet().icon(icons::TRASH).name(&named);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if discard.show(ui).clicked() {
                wish = Some(Wish::Discard(at));
            }
        });
    });
    wish
}

/// The restore points of the document that is looked at.
fn points(app: &mut App, ui: &mut Ui, today: Date) {
    let c = theme::colors(ui);
    let Some((_, known)) = app.left.known().get(app.left.chosen) else { return };
    let name = known.name.clone();
    let Some(browsing) = &mut app.left.browsing else { return };
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        label::heading(ui, "Restore points", Type::Title, 2);
        let count = browsing.view.points().len();
        let words = match count {
            0 => format!("{name}, none yet"),
            _ => dialog::count_words(&name, browsing.view.rows().unwrap_or_default().get(1..).unwrap_or_default()),
        };
        label::text(ui, &words, Type::Small, c.ink_3);
    });
    let height = (ui.ctx().content_rect().height() - 412.0).clamp(LOWEST, HIGHEST);
    let width = ui.available_width();
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    let mut reply = None;
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        reply = dialog::body(ui, &mut browsing.view, today, vec2(width - 2.0, height));
        label::rule(ui);
        reply = reply.or(dialog::foot(ui, &browsing.view, width >= WIDE, dialog::Can::GoBack));
    });
    ui.add_space(24.0);
    if let Some(reply) = reply {
        app.answer_left(&ui.ctx().clone(), reply);
    }
}
