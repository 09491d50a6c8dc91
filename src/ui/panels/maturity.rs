//! The page of maturity.
use crate::ui::desk::Desk;
use egui::Ui;
/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {}
/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, _view: &mut View) {
    super::form::show(ui, crate::model::Section::Maturity, desk);
}
