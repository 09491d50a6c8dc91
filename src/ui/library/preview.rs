//! One item of the library in full: every question that it answers, as adding it would bring them.

use egui::{Ui, vec2};

use crate::model::canvas::NoteKind;
use crate::model::mark::Mark;
use crate::model::{Record, View, Workbook};
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::Glyph;
use crate::ui::widgets::label;
use crate::words;

use super::dialog::Reply;
use super::list;

/// Keys that say where an item comes from, and nothing to a reader.
const UNSAID: [&str; 2] = ["library_key", "practices"];

/// Shows it; gives what the person asks for.
pub(super) fn show(ui: &mut Ui, record: &dyn Record, library: &Workbook) -> Option<Reply> {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    label::text(ui, record.title().trim(), Type::Name, c.ink);
    ui.horizontal(|ui| {
        crate::ui::widgets::glyph::show(ui, Glyph::Kind(NoteKind::Assumption), 14.0);
        label::line(ui, "Without evidence and owners", Type::Small, c.ink_2);
    });
    if let Some(level) = list::level(record) {
        label::level_chip(ui, level);
    }
    label::rule(ui);
    for (field, value) in record.answers().skip(1) {
        let name = |id| list::link_name(library, id);
        let text = match value.view() {
            View::Items(items) => {
                let titles = (0..items.len()).filter_map(|at| items.get(at)).map(Record::title);
                titles.collect::<Vec<_>>().join("; ")
            }
            view => words::answer(view, &name),
        };
        let mark = record.marks().get(field.key).map(marked).unwrap_or_default();
        let shown = if text.trim().is_empty() { mark } else { text };
        if !shown.is_empty() && !UNSAID.contains(&field.key) {
            label::line(ui, field.label, Type::Caption, c.ink_3);
            ui.add_space(-6.0);
            label::text(ui, &shown, Type::Body, c.ink);
        }
    }
    ui.add_space(4.0);
    let (_, id, _) = record.identity()?;
    let remove = Button::new("Remove from library").icon(icons::TRASH).quiet().show(ui);
    remove.on_hover_text("Delete").clicked().then_some(Reply::Remove(id))
}

/// What a mark says in the place of an answer.
fn marked(mark: &Mark) -> String {
    match mark {
        Mark::Unknown { question, .. } if question.trim().is_empty() => "Unknown".to_owned(),
        Mark::Unknown { question, .. } => format!("Unknown: {question}"),
        Mark::Withheld => "Left out of this edition".to_owned(),
        Mark::NotApplicable { reason } if reason.trim().is_empty() => "Not applicable".to_owned(),
        Mark::NotApplicable { reason } => format!("Not applicable: {reason}"),
    }
}
