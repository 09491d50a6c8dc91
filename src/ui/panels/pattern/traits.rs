//! What is true of the system: what goes in, what comes out and who meets it, as toggles that say how many failure modes of
//! the library each brings.

use egui::{Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::knowledge::{Trait, TraitGroup};
use crate::model::pattern::Pattern;
use crate::model::place::Place;
use crate::model::{Record as _, Section};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::{focus, label};
use crate::words;

use super::{Asked, View, bring, traits_of};

/// How many titles are named at once.
const NAMED: usize = 8;

/// Shows them.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, pattern: &Pattern) -> Option<Asked> {
    let c = theme::colors(ui);
    let known = traits_of(pattern);
    let mut asked = None;
    label::heading(ui, "What is true of the system", Type::Strong, 2);
    let text = "Each answer says which failure modes of the library may happen here.";
    label::text(ui, text, Type::Small, c.ink_3);
    for group in [TraitGroup::Inputs, TraitGroup::Outputs, TraitGroup::Users] {
        ui.add_space(4.0);
        if pattern.marks.get(group.key()).is_some() {
            form::some(ui, desk, &super::spot(), pattern, &[group.key()]);
            continue;
        }
        let prompt = pattern.fields().iter().find(|field| field.key == group.key()).map_or("", |field| field.prompt);
        label::line(ui, prompt, Type::Caption, c.ink_2);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for (number, one) in Trait::all().filter(|one| one.group() == group).enumerate() {
                let on = known.has(one);
                let brings = view.derived.brings(one).len();
                let response = toggle(ui, one, on, brings);
                if number == 0 {
                    bring(view, group.key(), &response);
                }
                if response.gained_focus() {
                    view.about = Some(one);
                }
                if response.clicked() {
                    asked = Some(Asked::Switch(one, !on));
                }
            }
        });
    }
    ui.add_space(4.0);
    about(ui, view);
    let fit = view.derived.fit;
    if TraitGroup::ALL.into_iter().any(|group| known.knows(group)) {
        let verb = if fit == 1 { "fits and is" } else { "fit and are" };
        let said =
            words::capitalized(&words::how_many(fit, "failure mode of the library", "failure modes of the library"));
        label::text(ui, &format!("{said} {verb} not in the map yet."), Type::Body, c.ink);
        if link_named(ui, "See the failure modes", "Go to the failure modes").clicked() {
            let section = Section::FailureModes;
            desk.go_to(Place { section, items: Vec::new(), fields: Vec::new(), path: section.key().to_owned() });
        }
    }
    asked
}

/// What the trait in question brings, by title.
fn about(ui: &mut Ui, view: &View) {
    let Some(one) = view.about else { return };
    let titles = view.derived.brings(one);
    let text = if titles.is_empty() {
        format!("{} brings nothing that is not in the map.", words::capitalized(one.words()))
    } else {
        let more = titles.len().saturating_sub(NAMED);
        let mut named: Vec<String> = titles.iter().take(NAMED).map(|title| (*title).to_owned()).collect();
        if more > 0 {
            named.push(format!("{} more", words::spelled(more)));
        }
        format!("{}: {}.", words::capitalized(one.words()), words::series(&named))
    };
    label::text(ui, &text, Type::Small, theme::colors(ui).ink_2);
}

/// A trait with how many entries it brings.
fn toggle(ui: &mut Ui, one: Trait, on: bool, brings: usize) -> Response {
    let c = theme::colors(ui);
    let ink = if on { c.ink } else { c.ink_2 };
    let text = theme::line(ui, one.label(), if on { Type::Medium } else { Type::Body }, ink);
    let count = theme::line(ui, &brings.to_string(), Type::Small, c.ink_3);
    let width = 32.0 + text.size().x + 8.0 + count.size().x + 10.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, size::CONTROL), Sense::click());
    let fill = match (on, response.hovered()) {
        (true, _) => c.accent_soft,
        (false, true) => c.hover,
        (false, false) => c.surface,
    };
    let edge = if on { c.accent } else { c.control_line };
    ui.painter().rect(rect, radius::CONTROL, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let mark = Rect::from_center_size(rect.left_center() + vec2(18.0, 0.0), Vec2::splat(16.0));
    let (icon, tint) = if on { (icons::CHECK, c.accent) } else { (icons::PLUS, c.ink_3) };
    label::paint_icon(ui, mark, icon, Type::Icon, tint);
    let y = rect.center().y;
    let x = rect.left() + 32.0;
    let end = x + text.size().x + 8.0;
    ui.painter().galley(pos2(x, y - text.size().y / 2.0), text, ink);
    ui.painter().galley(pos2(end, y - count.size().y / 2.0), count, c.ink_3);
    focus::ring(ui, &response, rect, radius::CONTROL);
    let said = words::how_many(brings, "failure mode", "failure modes");
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, format!("{}: brings {said}", one.label())));
    let hover = if on { "is in the library for it" } else { "would come with it" };
    response.on_hover_text(format!("{} {hover}", words::capitalized(&said)))
}
