//! An entry of the library in full: what adding it would bring.

use egui::{Ui, vec2};

use crate::assess::candidates;
use crate::knowledge::{self, LibraryEntry, Trait};
use crate::model::canvas::NoteKind;
use crate::model::failure_modes::FallbackKind;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::glyph::Glyph;
use crate::ui::widgets::label;

use super::super::detail::caption;

/// Shows it, with the traits that speak for it.
pub(super) fn show(ui: &mut Ui, entry: &LibraryEntry, because: Option<&[Trait]>) {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    label::text(ui, &entry.title, Type::Name, c.ink);
    ui.horizontal(|ui| {
        crate::ui::widgets::glyph::show(ui, Glyph::Kind(NoteKind::Assumption), 14.0);
        label::line(ui, "An assumption until somebody rates it", Type::Small, c.ink_2);
    });
    if let Some(because) = because {
        pair(ui, "Because", &candidates::reasons(because));
    }
    for (head, text) in [("Cause", &entry.cause), ("Effect", &entry.effect), ("Harmed", &entry.harmed)] {
        pair(ui, head, text);
    }
    label::rule(ui);
    let scales = knowledge::scales();
    let word = |scale: &[knowledge::ScaleStep], value: u8| {
        let step = scale.iter().find(|step| step.value == value).map(|step| step.label.as_str()).unwrap_or_default();
        format!("{value}, {}", step.to_lowercase())
    };
    pair(ui, "Severity", &word(&scales.severity, entry.severity));
    pair(ui, "Frequency", &word(&scales.frequency, entry.frequency));
    pair(ui, "Noticed", &word(&scales.detectability, entry.detectability));
    if let Some(level) = candidates::level(entry) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            head(ui, "Level");
            label::level_chip(ui, level);
            ui.add_space(8.0);
            label::line(ui, "a suggestion", Type::Small, c.ink_3);
        });
    }
    label::rule(ui);
    let at = entry.fallback_kind().and_then(|kind| FallbackKind::ALL.iter().position(|other| *other == kind));
    let kind = at
        .and_then(|at| FallbackKind::LABELS.get(at))
        .map_or_else(String::new, |kind| format!(": {}", kind.to_lowercase()));
    caption(ui, icons::BEND_RIGHT, &format!("Fallback to start from{kind}"));
    label::text(ui, &entry.fallback, Type::Body, c.ink);
    if !entry.user_words.trim().is_empty() {
        caption(ui, icons::NOTE_PENCIL, "What the user reads");
        label::text(ui, &format!("\u{201c}{}\u{201d}", entry.user_words), Type::Prompt, c.ink);
    }
    caption(ui, icons::PULSE, "Monitoring to start from");
    label::text(ui, &entry.signal, Type::Body, c.ink);
    caption(ui, icons::CHECK_SQUARE, "Mitigation to start with");
    label::text(ui, &entry.mitigation, Type::Body, c.ink);
}

fn head(ui: &mut Ui, text: &str) {
    let ink = theme::colors(ui).ink_3;
    let (rect, _) = ui.allocate_exact_size(vec2(76.0, 20.0), egui::Sense::hover());
    let galley = theme::line(ui, text, Type::Body, ink);
    ui.painter().galley(rect.min, galley, ink);
}

fn pair(ui: &mut Ui, name: &str, text: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        head(ui, name);
        label::text(ui, text, Type::Body, theme::colors(ui).ink);
    });
}
