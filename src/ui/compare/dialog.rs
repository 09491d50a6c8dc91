//! The dialog that compares any two states of the document: which ones above, what differs below.

use egui::{Align, Frame, Layout, Margin, Ui, vec2};

use crate::model::place::Place;
use crate::ui::app::App;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::icon_button;
use crate::ui::widgets::dialog::{BAND, large, part};
use crate::ui::widgets::label;

use super::Asker;
use super::panel::{self, Reply, Setting};

/// What was asked for.
enum Asked {
    Leave,
    Of(Reply),
}

/// Shows the dialog, if it was asked for.
pub fn show(app: &mut App, ui: &mut Ui) {
    let Some(mut comparing) = app.comparisons.dialog.take() else { return };
    let Some(document) = &app.document else { return };
    if app.tasks.is_asking_for_path() {
        // the field for the path lies where the dialog would
        app.comparisons.dialog = Some(comparing);
        return;
    }
    let known = app.comparisons.known();
    let workbook = document.session.workbook().clone();
    let setting = Setting { workbook: &workbook, known: &known, today: (app.around.now)().date(), name: "dialog" };
    let title = document.title();
    let modal = large(ui, "compare", |ui, size| {
        let left = head(ui, &title);
        label::rule(ui);
        let mut reply = None;
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.set_min_width(size.x - 48.0);
            reply = panel::head(ui, &mut comparing, setting, "What differs");
        });
        label::rule(ui);
        let foot = 37.0;
        let used = ui.next_widget_position().y - ui.max_rect().top();
        part(ui, "differences", vec2(size.x, (size.y - used - foot).max(80.0)), 0, |ui| {
            reply = reply.take().or(panel::rows(ui, &comparing, setting));
        });
        label::rule(ui);
        panel::foot(ui, &comparing);
        if left { Some(Asked::Leave) } else { reply.map(Asked::Of) }
    });
    let leaves = modal.should_close();
    match modal.inner.or(leaves.then_some(Asked::Leave)) {
        Some(Asked::Leave) => {}
        Some(Asked::Of(Reply::Go(place))) => app.go_to_what_is_there(place),
        Some(Asked::Of(Reply::ChooseFile(side))) => {
            app.comparisons.want_file(Asker::Dialog, side);
            app.comparisons.dialog = Some(comparing);
        }
        None => app.comparisons.dialog = Some(comparing),
    }
}

fn head(ui: &mut Ui, title: &str) -> bool {
    let c = theme::colors(ui);
    let mut left = false;
    ui.allocate_ui_with_layout(vec2(ui.available_width(), BAND), Layout::right_to_left(Align::Center), |ui| {
        ui.set_height(BAND);
        ui.add_space(16.0);
        left = icon_button(ui, icons::X, "Close the comparison", true).clicked();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(24.0);
            ui.spacing_mut().item_spacing.x = 12.0;
            label::heading(ui, "Compare", Type::Title, 1);
            label::line(ui, title, Type::Small, c.ink_3);
        });
    });
    left
}

impl App {
    /// Shows a place of a difference: what is not in the document any more is looked for in its section.
    fn go_to_what_is_there(&mut self, place: Place) {
        let Some(document) = &self.document else { return };
        self.go_to(panel::place_to_see(place, &document.facts.index));
    }
}
