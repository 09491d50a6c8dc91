//! The page of this section.

use egui::Ui;

use crate::model::Section;
use crate::ui::desk::Desk;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    form: super::form::View,
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    super::form::show(ui, Section::Checklist, desk, &mut view.form);
}
