//! What a signature is to cover: documents, single sections, or everything. Chosen where somebody signs and where somebody is asked.

use egui::{Ui, vec2};

use crate::model::Section;
use crate::model::covers::Cover;
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
    chosen: Vec<Cover>,
    /// What a person has named that is neither a document nor a section.
    others: Vec<String>,
    /// Whether there is something to choose: most people sign everything.
    chooses: bool,
    /// Whether the single sections are laid out.
    open: bool,
    /// Whether the first box takes the focus from the button that laid them out and is gone.
    entering: bool,
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
            match Cover::named(name) {
                covers if covers.is_empty() => coverage.others.push(name.to_owned()),
                covers => coverage.chosen.extend(covers),
            }
        }
        coverage.open = coverage.chosen.iter().any(|cover| matches!(cover, Cover::Section(_)));
        coverage.chooses = !coverage.chosen.is_empty() || !coverage.others.is_empty();
        coverage
    }

    /// The names that are kept with a sign-off or a request, documents first, each in the order of the whole.
    pub(in crate::ui) fn names(&self) -> Vec<String> {
        let chosen = Cover::all().filter(|cover| self.chosen.contains(cover)).map(Cover::name);
        chosen.chain(self.others.iter().cloned()).collect()
    }
}

/// Shows the choice. `unchosen` says what is signed while nothing is chosen, such as "Everything".
pub(in crate::ui) fn choose(ui: &mut Ui, coverage: &mut Coverage, unchosen: &str) {
    let c = theme::colors(ui);
    if !coverage.chooses {
        ui.horizontal_wrapped(|ui| {
            label::line(ui, &format!("{unchosen}."), Type::Body, c.ink_2);
            coverage.chooses = Button::new("Choose documents or sections").quiet().show(ui).clicked();
            coverage.entering = coverage.chooses;
        });
        return;
    }
    label::text(ui, &told(coverage, unchosen), Type::Small, c.ink_3);
    let (documents, sections): (Vec<Cover>, Vec<Cover>) =
        Cover::all().partition(|cover| matches!(cover, Cover::Document(_)));
    let entering = std::mem::take(&mut coverage.entering);
    grid(ui, &documents, &mut coverage.chosen, entering);
    let icon = if coverage.open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let fold = Button::new("Single sections").quiet().icon(icon).show(ui);
    ui.ctx().accesskit_node_builder(fold.id, |node| node.set_expanded(coverage.open));
    if fold.clicked() {
        coverage.open = !coverage.open;
    }
    if coverage.open {
        // of the look of documents and who gets them nothing is signed
        let sections: Vec<Cover> = sections.into_iter().filter(|one| *one != Cover::Section(Section::Pack)).collect();
        grid(ui, &sections, &mut coverage.chosen, false);
    }
}

/// What is chosen, in words.
fn told(coverage: &Coverage, unchosen: &str) -> String {
    let count = coverage.chosen.len();
    if let [first, ..] = coverage.others.as_slice() {
        return format!(
            "Everything: “{first}” is neither a document nor a section. Take it out among the questions of the line."
        );
    }
    match count {
        0 => format!("{unchosen}, unless you choose documents or sections."),
        // by name where they can be read: single sections are ticked further below
        1..=6 => {
            format!("Chosen: {}. A document stands for the sections that it prints.", words::series(&coverage.names()))
        }
        _ => format!(
            "{} chosen. A document stands for the sections that it prints.",
            words::capitalized(&words::spelled(count))
        ),
    }
}

/// Boxes to tick, down the first column and then down the second; the first takes the focus if somebody just came to them.
fn grid(ui: &mut Ui, all: &[Cover], chosen: &mut Vec<Cover>, entering: bool) {
    let columns = if ui.available_width() >= TWO_COLUMNS { 2 } else { 1 };
    let width = ui.available_width() / columns as f32 - 8.0;
    ui.horizontal_top(|ui| {
        for column in all.chunks(all.len().div_ceil(columns).max(1)) {
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(0.0, 4.0);
                for cover in column {
                    let (text, name) = match cover {
                        Cover::Document(document) => (document.title(), format!("To be signed: {}", document.title())),
                        Cover::Section(section) => {
                            (section.title(), format!("To be signed, section: {}", section.title()))
                        }
                    };
                    let on = chosen.contains(cover);
                    let ticked = choice::tick_box(ui, text, &name, on);
                    if entering && all.first() == Some(cover) {
                        ticked.request_focus();
                    }
                    if ticked.clicked() {
                        chosen.retain(|other| other != cover);
                        if !on {
                            chosen.push(*cover);
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
        let names = ["Risk memo", "Release plan (document)", "Release plan (section)", "the pilot"].map(str::to_owned);
        let coverage = Coverage::of(&names);
        assert_eq!((coverage.chosen.len(), coverage.others.len()), (3, 1));
        assert_eq!(coverage.names(), names);
        assert_eq!(Coverage::of(&coverage.names()), coverage);
        assert_eq!(Coverage::of(&["release plan".to_owned()]).names().len(), 2, "both are signed");
        assert!(Coverage::default().names().is_empty());
    }
}
