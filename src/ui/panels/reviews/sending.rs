//! The two buttons in the head of the page that lead out to a reviewer and back.

use egui::Ui;

use crate::ui::command::Command;
use crate::ui::desk::{Desk, Order};
use crate::ui::icons;
use crate::ui::widgets::button::Button;

/// Shows them; a review copy is answered and not sent on.
pub(super) fn buttons(ui: &mut Ui, desk: &mut Desk<'_>) {
    if desk.workbook().reviews.copy_for.is_some() {
        return;
    }
    let looked_at = desk.is_read_only();
    let send = Button::new("Send for review").icon(icons::EXPORT).enabled(!looked_at).show(ui);
    if super::because(send, looked_at).clicked() {
        desk.orders.push(Order::Do(Command::SendForReview));
    }
    let import = Button::new("Import replies").quiet().icon(icons::FOLDER_OPEN).enabled(!looked_at).show(ui);
    if super::because(import, looked_at).clicked() {
        desk.orders.push(Order::Do(Command::ImportReplies));
    }
}
