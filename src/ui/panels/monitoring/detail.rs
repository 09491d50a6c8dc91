//! A signal opened below its row: its values, with a line to add one, and every other question.

use egui::{Frame, Margin, Ui};

use crate::assess::signal::AlertLine;
use crate::model::Number;
use crate::model::monitoring::Signal;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{form, items};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;
use crate::words;

use super::{Asked, View, observe};

/// Shows it.
pub fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (signal, line): (&Signal, Option<AlertLine>),
) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut asked = None;
    let frame = Frame::new().fill(c.sunken).inner_margin(Margin { left: 16, right: 16, top: 12, bottom: 16 });
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 8.0;
        label::heading(ui, "Add a value", Type::Strong, 3);
        observe::show(ui, desk, &mut view.drafts, (signal, line));
        ui.add_space(8.0);
        read_from_words(ui, desk, signal, line);
        let skip = if signal.marks.get("observations").is_none() { &["observations"][..] } else { &[] };
        form::record(ui, desk, &Spot::item(signal.id), signal, skip);
        ui.add_space(8.0);
        if let (false, Some(field)) = (skip.is_empty(), Signal::FIELDS.iter().find(|field| field.key == "observations"))
        {
            items::list(ui, desk, &Spot::item(signal.id), field, &signal.observations);
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if Button::new("Done").name("Done with the signal").show(ui).clicked() {
                asked = Some(Asked::Open(signal.id));
            }
            if Button::new("Delete").quiet().icon(icons::TRASH).name("Delete signal").show(ui).clicked() {
                asked = Some(Asked::Delete(signal.id));
            }
        });
    });
    asked
}

/// Says where the alert line comes from, if only from words, with the way to make it the alert value.
fn read_from_words(ui: &mut Ui, desk: &mut Desk<'_>, signal: &Signal, line: Option<AlertLine>) {
    let Some(line) = line.filter(|_| signal.alert_value.is_none()) else { return };
    let value = words::measured(line.value, signal.unit);
    ui.horizontal(|ui| {
        let said = format!("The alert line at {value} is read from the threshold.");
        label::line(ui, &said, Type::Small, theme::colors(ui).ink_2);
        if Button::new("Use it as alert value").quiet().show(ui).clicked() {
            desk.edit("set alert value", |workbook, _| {
                observe::with_signal(workbook, signal.id, |signal| signal.alert_value = Number::new(line.value));
            });
        }
    });
}
