//! The page of the canvas.

use egui::Ui;

use crate::model::Section;
use crate::model::canvas::CanvasBlock;
use crate::ui::desk::Desk;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    form: super::form::View,
    block: Option<CanvasBlock>,
}

impl View {
    /// The block that is selected: the inspector shows its prompts.
    #[must_use]
    pub fn block(&self) -> Option<CanvasBlock> {
        self.block
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    super::form::show(ui, Section::Canvas, desk, &mut view.form);
}
