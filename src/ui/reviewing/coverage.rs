//! What a signature is to cover: documents, single sections, or everything. Chosen where somebody signs and where somebody is asked.

use egui::{Ui, vec2};

use crate::model::Section;
use crate::model::pack::Document;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::{choice, label};
use crate::words;

/// From this width on, the choices stand in two columns.
const TWO_COLUMNS: f32 = 480.0;

/// What a signature is to cover, while it is chosen. Nothing chosen is everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::ui) struct Coverage {
    documents: Vec<Document>,
    sections: Vec<Section>,
    /// What a person has named that is neither.
    others: Vec<String>,
    /// Whether there is something to choose: most people sign everything.
    chooses: bool,
    /// Whether the single sections are laid out.
    open: bool,
}

impl Coverage {
    /// The same, with the documents laid out to choose some.
    pub(in crate::ui) fn laid_out(self) -> Self {
        Self { chooses: true, ..self }
    }

    /// What these names stand for, as they are kept with a sign-off or a request.
    pub(in crate::ui) fn of(names: &[String]) -> Self {
        let mut coverage = Self::default();
        for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            let is = |key: &str, title: &str| name.eq_ignore_ascii_case(key) || name.eq_ignore_ascii_case(title);
            if let Some(section) = Section::ALL.iter().find(|section| is(section.key(), section.title())) {
                coverage.sections.push(*section);
            } else if let Some(document) = Document::ALL.iter().find(|document| is(document.key(), document.title())) {
                coverage.documents.push(*document);
            } else {
                coverage.others.push(name.to_owned());
            }
        }
        coverage.open = !coverage.sections.is_empty();
        coverage.chooses = coverage.open || !coverage.documents.is_empty() || !coverage.others.is_empty();
        coverage
    }

    /// The names that are kept with a sign-off or a request, documents first, each in the order of the whole.
    pub(in crate::ui) fn names(&self) -> Vec<String> {
        let documents = Document::ALL.iter().filter(|one| self.documents.contains(one)).map(|one| name_of(*one));
        let sections = Section::ALL.iter().filter(|one| self.sections.contains(one)).map(|one| one.title().to_owned());
        documents.chain(sections).chain(self.others.iter().cloned()).collect()
    }
}

/// A document as a signature names it: by its title, or by its key where a section has the same title.
fn name_of(document: Document) -> String {
    let is_taken = Section::ALL.iter().any(|section| section.title().eq_ignore_ascii_case(document.title()));
    if is_taken { document.key() } else { document.title() }.to_owned()
}

/// Shows the choice.
pub(in crate::ui) fn choose(ui: &mut Ui, coverage: &mut Coverage) {
    let c = theme::colors(ui);
    if !coverage.chooses {
        ui.horizontal_wrapped(|ui| {
            label::line(ui, "Everything.", Type::Body, c.ink_2);
            coverage.chooses = Button::new("Choose documents or sections").quiet().show(ui).clicked();
        });
        return;
    }
    let text = match coverage.names() {
        names if names.is_empty() => "Everything, unless you choose documents or sections.".to_owned(),
        names if !coverage.others.is_empty() => {
            format!("Everything: {} is neither a document nor a section.", words::series(&coverage.others))
                + if names.len() > coverage.others.len() { " Take it out in every question to sign less." } else { "" }
        }
        names => format!("{} chosen. A document stands for the sections that it prints.", words::spelled(names.len())),
    };
    label::text(ui, &words::capitalized(&text), Type::Small, c.ink_3);
    grid(ui, Document::ALL, &mut coverage.documents, |document| {
        (document.title(), format!("To be signed: {}", document.title()))
    });
    let icon = if coverage.open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let fold = Button::new("Single sections").quiet().icon(icon).show(ui);
    ui.ctx().accesskit_node_builder(fold.id, |node| node.set_expanded(coverage.open));
    if fold.clicked() {
        coverage.open = !coverage.open;
    }
    if coverage.open {
        let all: Vec<Section> = Section::ALL.iter().copied().filter(|section| *section != Section::Pack).collect();
        grid(ui, &all, &mut coverage.sections, |section| {
            (section.title(), format!("To be signed, section: {}", section.title()))
        });
    }
}

/// Boxes to tick, down the first column and then down the second.
fn grid<T: Copy + PartialEq>(ui: &mut Ui, all: &[T], chosen: &mut Vec<T>, words: impl Fn(T) -> (&'static str, String)) {
    let columns = if ui.available_width() >= TWO_COLUMNS { 2 } else { 1 };
    let width = ui.available_width() / columns as f32 - 8.0;
    ui.horizontal_top(|ui| {
        for column in all.chunks(all.len().div_ceil(columns).max(1)) {
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(0.0, 4.0);
                for one in column {
                    let (text, name) = words(*one);
                    if let Some(on) = choice::tick_named(ui, text, &name, chosen.contains(one)) {
                        chosen.retain(|other| other != one);
                        if on {
                            chosen.push(*one);
                        }
                    }
                }
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_named_so_that_it_is_found_again() {
        let names: Vec<String> = ["Risk memo", "release-plan", "Release plan", "the pilot"].map(str::to_owned).into();
        let coverage = Coverage::of(&names);
        assert_eq!((coverage.documents.len(), coverage.sections.len(), coverage.others.len()), (2, 1, 1));
        assert_eq!(coverage.names(), names);
        assert_eq!(Coverage::of(&coverage.names()), coverage);
        assert!(Coverage::default().names().is_empty());
    }
}
