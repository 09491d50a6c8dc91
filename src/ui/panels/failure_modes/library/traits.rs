//! The side of the library that says what the system does: traits with their source, each of which can be switched off or
//! on for this look, and the families to narrow by.

use egui::{Align, Layout, Ui, vec2};

use crate::assess::candidates::Traits;
use crate::knowledge::{Trait, TraitGroup};
use crate::model::failure_modes::FailureCategory;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{filter_chip, link_named};
use crate::ui::widgets::{choice, label};
use crate::words;

use super::{Around, Dialog, Reply};

/// Shows both.
pub(super) fn show(ui: &mut Ui, dialog: &mut Dialog, around: &Around) -> Option<Reply> {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    label::heading(ui, "What the system does", Type::Strong, 2);
    label::text(ui, "Read from Pattern. A tick here changes this list only.", Type::Small, c.ink_3);
    let mut reply = blank(ui, &around.traits);
    let traits = dialog.narrow.traits(&around.traits);
    for group in TraitGroup::ALL {
        reply = reply.or(one_group(ui, dialog, around, (&traits, group)));
    }
    if !dialog.narrow.looks.is_empty()
        && link_named(ui, "As the workbook says", "Traits as the workbook says").clicked()
    {
        dialog.narrow.looks.clear();
    }
    ui.add_space(8.0);
    label::rule(ui);
    ui.add_space(6.0);
    categories(ui, dialog);
    reply
}

/// Which questions nobody has answered.
fn blank(ui: &mut Ui, traits: &Traits) -> Option<Reply> {
    let labels: Vec<String> = traits.blank().map(|group| group.label().to_lowercase()).collect();
    let first = traits.blank().next()?;
    ui.add_space(4.0);
    let words = format!("Not answered yet: {}. Each answer makes this list fit better.", words::series(&labels));
    label::text(ui, &words, Type::Small, theme::colors(ui).ink);
    link_named(ui, "Answer in Pattern", "Answer in Pattern").clicked().then_some(Reply::Answer(first))
}

/// The traits of one question: those that the workbook or the person has, and the others on demand.
fn one_group(
    ui: &mut Ui,
    dialog: &mut Dialog,
    around: &Around,
    (traits, group): (&Traits, TraitGroup),
) -> Option<Reply> {
    let c = theme::colors(ui);
    ui.add_space(6.0);
    let mut reply = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        label::line(ui, group.label(), Type::Caption, c.ink_2);
        if around.traits.knows(group) {
            let name = format!("Go to the question: {}", group.label());
            if link_named(ui, "Pattern", &name).clicked() {
                reply = Some(Reply::Answer(group));
            }
        }
    });
    let open = dialog.open.contains(&group);
    for one in Trait::all().filter(|one| one.group() == group) {
        let listed = around.traits.has(one) || dialog.narrow.looks.contains_key(&one);
        if !listed && !open {
            continue;
        }
        if let Some(on) = tick(ui, one, traits.has(one), dialog.listing.brings.get(&one).copied().unwrap_or_default()) {
            dialog.narrow.switch(&around.traits, one, on);
        }
    }
    let (text, name) = match (open, around.traits.knows(group)) {
        (true, _) => ("Fewer", format!("Fewer of: {}", group.label())),
        (false, true) => ("Others", format!("Others of: {}", group.label())),
        (false, false) => ("Tick for this look", format!("Tick for this look: {}", group.label())),
    };
    if link_named(ui, text, &name).clicked() {
        if open {
            dialog.open.remove(&group);
        } else {
            dialog.open.insert(group);
        }
    }
    reply
}

/// A trait with how many entries it speaks for.
fn tick(ui: &mut Ui, one: Trait, on: bool, brings: usize) -> Option<bool> {
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 28.0), Layout::right_to_left(Align::Center), |ui| {
        label::line(ui, &brings.to_string(), Type::Small, theme::colors(ui).ink_3);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| choice::tick(ui, one.label(), on)).inner
    })
    .inner
}

fn categories(ui: &mut Ui, dialog: &mut Dialog) {
    label::heading(ui, "Category", Type::Strong, 2);
    ui.add_space(4.0);
    let total = dialog.listing.families.iter().map(|(_, count)| count).sum::<usize>();
    let families = dialog.listing.families.iter().zip(FailureCategory::LABELS);
    let families: Vec<(Option<FailureCategory>, &str, usize)> = std::iter::once((None, "All", total))
        .chain(families.map(|((family, count), text)| (Some(*family), *text, *count)))
        .collect();
    for (family, text, count) in families {
        if count == 0 && family.is_some() && dialog.narrow.category != family {
            continue;
        }
        if filter_chip(ui, &format!("{text}  {count}"), None, dialog.narrow.category == family).clicked() {
            dialog.narrow.category = family;
        }
    }
}
