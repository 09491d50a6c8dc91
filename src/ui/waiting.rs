//! Commands wait for a cell of a sheet that is being edited: what was typed there goes into the workbook first, so that saving
//! saves it and undoing takes it back.

use egui::Context;

use super::app::App;
use super::command::Command;
use super::page::Page;
use super::panels::sheet;

impl App {
    /// The sheets of the page that is shown; none while an earlier step is looked at, for nothing is typed there.
    fn sheets(&mut self) -> Option<(&mut sheet::View, crate::model::Section)> {
        match self.page {
            Page::Section(section) if self.preview.is_none() && self.document.is_some() => {
                Some((&mut self.views.sheet, section))
            }
            _ => None,
        }
    }

    /// Carries a command out, or later once a cell has been settled.
    pub(super) fn carry_out(&mut self, ctx: &Context, command: Command) {
        if !self.waits_for_a_cell(command) {
            self.act(ctx, command);
        }
    }

    /// Whether a command is carried out later, once a cell has been settled.
    fn waits_for_a_cell(&mut self, command: Command) -> bool {
        let only_looks = matches!(
            command,
            Command::ZoomIn
                | Command::ZoomOut
                | Command::ZoomReset
                | Command::Theme(_)
                | Command::ToggleSingleKeys
                | Command::ToggleMotion
        );
        let waits = !only_looks && self.sheets().is_some_and(|(sheets, section)| sheets.settle(section));
        if waits {
            self.waiting.push(command);
        }
        waits
    }

    /// Carries out what has waited, unless the cell is still to be settled.
    pub(super) fn carry_out_waiting(&mut self, ctx: &Context) {
        if self.waiting.is_empty() {
            return;
        }
        ctx.request_repaint();
        if self.sheets().is_some_and(|(sheets, section)| sheets.is_settling(section)) {
            return;
        }
        for command in std::mem::take(&mut self.waiting) {
            self.act(ctx, command);
        }
    }
}
