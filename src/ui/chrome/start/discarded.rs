//! Work that was discarded lately: for 30 days it can be opened again, whether or not it ever had a file.

use egui::{Align, Layout, Ui};

use crate::model::Date;
use crate::store::points::Discarded;
use crate::ui::app::App;
use crate::ui::history::moment_words;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, link};
use crate::ui::widgets::label;

/// So many are shown at first.
const FIRST: usize = 3;

/// Shows it, if there is any.
pub(super) fn show(app: &mut App, ui: &mut Ui) {
    if app.left.gone.is_empty() {
        return;
    }
    ui.add_space(32.0);
    label::heading(ui, "Discarded lately", Type::Title, 2);
    label::rule(ui);
    let key = egui::Id::unique("all that was discarded");
    let all = ui.data(|data| data.get_temp::<bool>(key)).unwrap_or_default();
    let shown = if all { usize::MAX } else { FIRST };
    let mut opened = None;
    for gone in app.left.gone.iter().take(shown) {
        ui.push_id(&gone.point.path, |ui| {
            if row(app, ui, gone) {
                opened = Some(gone.point.clone());
            }
        });
    }
    if app.left.gone.len() > shown && link(ui, &format!("Show all {}", app.left.gone.len())).clicked() {
        ui.data_mut(|data| data.insert_temp(key, true));
    }
    if let Some(point) = opened {
        app.open_discarded(&point);
    }
}

/// When it was discarded: `today, 14:32`, or with the day.
fn when(gone: &Discarded, today: Date) -> String {
    match gone.point.at {
        Some(at) if at.date() == today => format!("today, {}", at.strftime("%H:%M")),
        at => moment_words(at, today),
    }
}

/// What it was and when it was discarded. Whether it shall be opened.
fn row(app: &App, ui: &mut Ui, gone: &Discarded) -> bool {
    let c = theme::colors(ui);
    let product = gone.point.product.trim();
    let name = if product.is_empty() { "Untitled" } else { product };
    let file = gone.document.as_ref().map_or_else(|| "Never saved".to_owned(), |path| path.display().to_string());
    let when = when(gone, app.today());
    let mut opens = false;
    ui.horizontal(|ui| {
        ui.set_min_height(52.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let says = format!("Open {name}, discarded {when}");
            let open = Button::new("Open").icon(icons::FOLDER_OPEN).name(&says).show(ui);
            opens = open.on_hover_text("Opens it as a new document; no file is changed").clicked();
            label::line(ui, &format!("Discarded {when}"), Type::Small, c.ink_2);
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.add_space(6.0);
                label::line(ui, name, Type::Name, c.ink);
                label::line(ui, &file, Type::Small, c.ink_3);
            });
        });
    });
    opens
}
