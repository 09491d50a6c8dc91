//! What changed since somebody signed: the rows that touch what was signed, the worst effect first, with the choice of any two
//! other states.

use egui::Ui;

use crate::model::Workbook;
use crate::signed::Standing;
use crate::ui::compare::panel::{self, ON_PAGE, Reply, Setting};
use crate::ui::compare::{Asker, signed_to_compare};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, radius};
use crate::ui::widgets::label;

use super::View;

/// Shows it, where a sign-off keeps what was signed.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, workbook: &Workbook) {
    let known = desk.comparisons.known();
    let stale = |id| desk.facts.sign_offs.get(&id).is_some_and(Standing::is_stale);
    let Some(id) = signed_to_compare(workbook, &known, view.open, &stale) else { return };
    desk.comparisons.page.ask_since(id);
    let setting = Setting { workbook, known: &known, today: desk.today, name: ON_PAGE };
    let since = desk.comparisons.page.is_since_signed();
    let name = workbook.reviews.sign_offs.find(id).map_or("", |one| one.name.trim());
    let title = match name {
        _ if !since => "What differs".to_owned(),
        "" => "What changed since it was signed".to_owned(),
        name => format!("What changed since {name} signed"),
    };
    let c = theme::colors(ui);
    let frame = egui::Frame::new().fill(c.surface).stroke(egui::Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    let reply = frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        let inner = egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 10));
        let chosen = inner.show(ui, |ui| panel::head(ui, &mut desk.comparisons.page, setting, &title)).inner;
        label::rule(ui);
        let clicked = panel::rows(ui, &desk.comparisons.page, setting);
        panel::foot(ui, &desk.comparisons.page);
        chosen.or(clicked)
    });
    ui.add_space(16.0);
    match reply.inner {
        Some(Reply::Go(place)) => desk.go_to(panel::place_to_see(place, &desk.facts.index)),
        Some(Reply::ChooseFile(side)) => desk.comparisons.want_file(Asker::Page, side),
        None => {}
    }
}
