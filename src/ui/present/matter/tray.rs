//! What stands below the chosen row: the question, the figures, and what can be set.

use egui::{Frame, Id as WidgetId, Margin, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::assess::practice::wants_reason;
use crate::assess::workshop::{About, Matter, Point};
use crate::model::Rate;
use crate::model::checklist::{PracticeAnswer, PracticeStatus};
use crate::model::value::{Invalid, Value as _};
use crate::ui::desk::Desk;
use crate::ui::shortcuts::{self, Does};
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::super::{Ask, Here, View};
use super::{Deed, Typing};

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, (matter, point): (&Matter, &Point), here: Here<'_>) {
    let c = theme::colors(ui);
    let margin = Margin { left: 16, right: 16, top: 4, bottom: 12 };
    Frame::new().fill(c.accent_soft).inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        if point.asks != point.name {
            label::text(ui, &point.asks, Type::Medium, c.ink);
        }
        if !point.more.is_empty() {
            label::text(ui, &point.more, Type::Small, c.ink_2);
        }
        figures(ui, view, matter, point);
        match point.about {
            About::Budget(_) => budget(ui, view, point, here),
            About::Practice(id) => practice(ui, desk, view, (point, id), here),
            About::Criterion(_) => {
                let text = "The room decides under Private turns, Go or no-go.";
                label::text(ui, text, Type::Small, c.ink_3);
            }
        }
        let keys: &[(&str, &str)] = match point.about {
            About::Budget(_) => {
                &[("Alt Down", "next"), ("Alt Up", "before"), (shortcuts::label(Does::Tolerance), "tolerance")]
            }
            About::Practice(_) => {
                &[("1", "to 5 status"), ("Enter", "next open"), ("Alt Down", "next"), ("Alt Up", "before")]
            }
            About::Criterion(_) => &[("Alt Down", "next"), ("Alt Up", "before")],
        };
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            for (key, text) in keys.iter().filter(|(key, _)| desk.single_keys || key.len() > 1) {
                label::key(ui, key);
                label::line(ui, text, Type::Small, c.ink_3);
                ui.add_space(8.0);
            }
        });
    });
}

/// The figures in a row: `Tolerance 4%`, and below each what is to be known about it.
fn figures(ui: &mut Ui, view: &View, matter: &Matter, point: &Point) {
    let c = theme::colors(ui);
    let hides = view.matter.hides(matter, point.about);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
        for figure in &point.figures {
            let says = if hides && figure.measured { "Hidden" } else { figure.says.as_str() };
            label::line(ui, figure.name, Type::Small, c.ink_3);
            label::text(ui, says, Type::Medium, c.ink);
            if figure.measured && !hides && !figure.more.is_empty() {
                label::text(ui, &figure.more, Type::Small, c.ink_2);
            }
            ui.add_space(10.0);
        }
    });
}

fn budget(ui: &mut Ui, view: &mut View, point: &Point, here: Here<'_>) {
    let About::Budget(id) = point.about else { return };
    let Some(held) = here.workbook.budgets.budgets.find(id) else { return };
    let tolerance = held.tolerance.view().text();
    ui.horizontal_top(|ui| {
        let width = ui.available_width();
        let name = format!("Tolerance of {}", point.cited);
        let focus = std::mem::take(&mut view.matter.focus);
        let field = TextField::line(field_id(point, "tolerance"), &name).hint("Tolerance").width(112.0);
        let field = field.take_focus_and_select(focus);
        entry(ui, view, (point, "tolerance", &tolerance), field, &|text| None::<Rate>.set_text(text));
        let name = format!("Reason for the tolerance of {}", point.cited);
        let field = TextField::line(field_id(point, "tolerance_reason"), &name);
        let to_reason = std::mem::take(&mut view.matter.to_reason);
        let field = field.hint("Why this much, and who said so?").width(width - 128.0).take_focus(to_reason);
        entry(ui, view, (point, "tolerance_reason", held.tolerance_reason.trim()), field, &|_| Ok(()));
    });
}

fn practice(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, (point, id): (&Point, &str), here: Here<'_>) {
    let c = theme::colors(ui);
    let blank = PracticeAnswer::default();
    let answer = here.workbook.checklist.answer_to(id).unwrap_or(&blank);
    let status = answer.status.unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (at, one) in PracticeStatus::ALL.iter().enumerate() {
            let name = format!("Where it stands: {}", one.label());
            if chip(ui, (*one, one.label(), &name), (*one == status, desk.single_keys.then_some(at + 1))) {
                view.ask(Ask::Matter(Deed::Status(at)));
            }
        }
    });
    let wanted = wants_reason(Some(answer), false);
    if wanted.is_some() || !answer.reason.trim().is_empty() {
        let name = format!("Reason for {}", point.cited);
        let field = TextField::line(field_id(point, "reason"), &name).hint("Why? The reason is printed");
        entry(ui, view, (point, "reason", answer.reason.trim()), field, &|_| Ok(()));
    }
    let unshown = status == PracticeStatus::Done && answer.evidence.trim().is_empty();
    if let Some(wanted) = wanted.or(unshown.then_some("Done is a claim until something shows it. Say what does.")) {
        label::text(ui, wanted, Type::Small, c.ink_2);
    }
    ui.horizontal_top(|ui| {
        let name = format!("Owner of {}", point.cited);
        let field = TextField::line(field_id(point, "owner"), &name).hint("Owner").width(160.0);
        entry(ui, view, (point, "owner", answer.owner.trim()), field, &|_| Ok(()));
        let name = format!("What shows {}", point.cited);
        let field = TextField::line(field_id(point, "evidence"), &name).hint("What shows it?");
        entry(ui, view, (point, "evidence", answer.evidence.trim()), field, &|_| Ok(()));
    });
}

/// A choice with its glyph and the key that does the same; `true` if it was pressed and is not chosen already.
fn chip(ui: &mut Ui, (status, words, name): (PracticeStatus, &str, &str), (on, key): (bool, Option<usize>)) -> bool {
    let c = theme::colors(ui);
    let text = theme::line(ui, words, if on { Type::Strong } else { Type::Medium }, c.ink);
    let key = key.map(|key| theme::line(ui, &key.to_string(), Type::Caption, c.ink_3));
    let tail = key.as_ref().map_or(0.0, |key| key.size().x + 16.0);
    let (rect, _) = ui.allocate_exact_size(vec2(text.size().x + 40.0 + tail, size::CONTROL), Sense::hover());
    let response = ui.interact(rect, WidgetId::unique(("where it stands in the session", name)), Sense::click());
    let (fill, edge) = match (on, response.hovered()) {
        (true, _) => (c.surface, Stroke::new(2.0, c.accent)),
        (false, true) => (c.hover, Stroke::new(1.0, c.control_line)),
        (false, false) => (c.surface, Stroke::new(1.0, c.control_line)),
    };
    ui.painter().rect(rect, radius::CONTROL, fill, edge, StrokeKind::Inside);
    let middle = rect.center().y;
    let square = Rect::from_center_size(pos2(rect.left() + 16.0, middle), egui::Vec2::splat(14.0));
    glyph::paint(ui.painter(), square, Glyph::Status(status), c);
    ui.painter().galley(pos2(rect.left() + 28.0, middle - text.size().y / 2.0), text, c.ink);
    if let Some(key) = key {
        let around = key.size() + vec2(10.0, 2.0);
        let at = Rect::from_center_size(pos2(rect.right() - 6.0 - around.x / 2.0, middle), around);
        label::paint_key(ui, at, key);
    }
    focus::ring(ui, &response, rect, radius::CONTROL);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, name));
    response.clicked() && !on
}

fn field_id(point: &Point, key: &str) -> WidgetId {
    WidgetId::unique(("set in the session", point.about, key))
}

/// A field whose text is set once it is left.
fn entry(
    ui: &mut Ui,
    view: &mut View,
    (point, key, held): (&Point, &'static str, &str),
    field: TextField<'_>,
    read: &dyn Fn(&str) -> Result<(), Invalid>,
) {
    let about = point.about;
    let own = |typing: &Typing| typing.about == about && typing.key == key;
    let draft = view.matter.draft.clone().filter(own).map(|typing| typing.text);
    let typed = field::value(ui, field, draft.as_deref().unwrap_or(held), read);
    if let Some(text) = typed.text {
        view.matter.draft = Some(Typing { about, key, text, waits: false });
    }
    if typed.escaped {
        view.matter.draft = view.matter.draft.take().filter(|draft| !own(draft));
    } else if typed.entered || typed.response.lost_focus() {
        let done = view.matter.draft.take_if(|draft| own(draft));
        if let Some(typing) = done.filter(|typing| typing.text.trim() != held) {
            view.ask(Ask::Matter(Deed::Set(about, key, typing.text)));
        }
    }
}
