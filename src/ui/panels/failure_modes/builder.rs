//! The failure mode as one sentence whose parts are edited right under it.

use egui::Ui;

use crate::assess::sentence::{self, SLOTS};
use crate::model::failure_modes::FailureMode;
use crate::ui::desk::Desk;
use crate::ui::panels::sentence::{Sentence, State};
use crate::ui::panels::spot::Spot;
use crate::ui::widgets::sentence::Look;

/// Shows the sentence and, under it, the field of the part that is being edited.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, mode: &FailureMode) {
    let parts = sentence::parts(mode, &desk.workbook().about.product);
    let spot = Spot::item(mode.id);
    let sentence =
        Sentence { spot: &spot, record: mode, parts: &parts, slots: &SLOTS, look: Look::Lines, example, blank: |_| "" };
    sentence.show(ui, desk, state);
}

/// An answer that fits the sentence.
fn example(key: &str) -> &'static str {
    match key {
        "condition" => "such as: the loss date lies before the wording",
        "name" => "such as: cites a clause from the wrong version",
        "harmed" => "such as: the policyholder",
        _ => "such as: a refusal that has to be taken back",
    }
}
