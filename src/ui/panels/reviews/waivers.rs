//! Findings that were accepted as they are: on what, why, by whom, and until when.

use egui::{Rangef, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::budget::Verdict;
use crate::assess::findings;
use crate::model::reviews::Waiver;
use crate::model::{Id, Item as _, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::icon_button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};

use super::state::{self, End};
use super::{View, acts};

const ROW: f32 = 44.0;
const TOOLS: f32 = 40.0;

/// Where the columns stand.
struct Columns {
    item: Option<Rangef>,
    what: Rangef,
    why: Option<Rangef>,
    by: Option<Rangef>,
    end: Rangef,
}

impl Columns {
    fn of(edges: Rangef) -> Self {
        let (left, right) = (edges.min + 8.0, edges.max - TOOLS);
        let room = right - left;
        let end = Rangef::new(right - if room >= 420.0 { 176.0 } else { 152.0 }, right);
        let by = (room >= 520.0).then(|| Rangef::new(end.min - 44.0, end.min - 12.0));
        let item = (room >= 420.0).then(|| Rangef::new(left, left + 64.0));
        let from = item.map_or(left, |item| item.max + 8.0);
        let to = by.map_or(end.min, |by| by.min) - 12.0;
        if room >= 640.0 {
            let split = from + (to - from) * 0.46;
            let what = Rangef::new(from, split - 12.0);
            return Self { item, what, why: Some(Rangef::new(split, to)), by, end };
        }
        Self { item, what: Rangef::new(from, to), why: None, by, end }
    }
}

/// Shows them.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    let waivers = &workbook.reviews.waivers;
    super::heading(ui, "Waived findings", "A waiver needs a reason, a name and an end", |ui| {
        super::as_sheet(ui, "waivers", "waived findings");
    });
    if super::marked(ui, desk, workbook, "waivers") {
        return;
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        label::rule(ui);
        if waivers.is_empty() {
            ui.add_space(8.0);
            let text = "No finding was waived. A finding is accepted where it is listed, beside its page.";
            label::text(ui, text, Type::Body, theme::colors(ui).ink_3);
        }
        for waiver in waivers.iter() {
            ui.push_id(waiver.id, |ui| row(ui, desk, view, waiver));
        }
    });
}

/// What the finding is called: the rule's title, or its id where no rule has it.
fn title(waiver: &Waiver) -> &str {
    findings::rule(waiver.rule.trim()).map_or_else(
        || match waiver.rule.trim() {
            "" => "No finding named",
            id => id,
        },
        |rule| rule.title,
    )
}

/// How it ends, with the shape for it.
fn end_of(desk: &Desk<'_>, waiver: &Waiver) -> (Verdict, String) {
    let end = state::end(waiver, desk.today);
    let same = |finding: &findings::Finding| finding.rule.id == waiver.rule.trim();
    let is_back = match waiver.item {
        Some(item) => desk.facts.of_item(item).any(same),
        None => desk.facts.findings.iter().any(|finding| same(finding) && finding.place.items.is_empty()),
    };
    let holds = desk.facts.waived.iter().filter_map(|finding| finding.waived.as_ref()).any(|by| by.waiver == waiver.id);
    let mut words = state::end_words(end, desk.today, is_back);
    let mark = match end {
        End::Never => Verdict::Exceeded,
        End::Soon(..) => Verdict::AtRisk,
        End::Until(_) => {
            if holds {
                Verdict::Within
            } else {
                Verdict::Unmeasured
            }
        }
        End::RanOut(_) => {
            if is_back {
                Verdict::Exceeded
            } else {
                Verdict::Unmeasured
            }
        }
    };
    if !holds && !is_back && matches!(end, End::Until(_)) {
        words.push_str(", nothing found");
    }
    (mark, words)
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, waiver: &Waiver) {
    let c = theme::colors(ui);
    let open = view.open == Some(waiver.id);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, egui::Id::unique(("waiver", waiver.id)), Sense::click());
    let (mark, end) = end_of(desk, waiver);
    let on = waiver.item.map(|id| desk.facts.index.words(id));
    response.widget_info(|| {
        let on = on.as_ref().map(|on| format!(" on {on}")).unwrap_or_default();
        let said = format!("{}{on}, waived by {}: {end}", title(waiver), waiver.by.trim());
        WidgetInfo::selected(Role::Button, true, open, said)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if open {
        ui.painter().rect_filled(rect, 0, c.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0, c.hover);
    }
    if ui.is_rect_visible(rect) {
        paint(ui, rect, (waiver, mark, &end));
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    focus::ring_inside(ui, &response, rect, 0);
    if response.clicked() {
        view.open = Some(waiver.id).filter(|_| !open);
    }
    if response.has_focus() && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Delete)) {
        acts::revoke(desk, waiver.id);
    }
    if let (Some(column), Some(item)) = (Columns::of(rect.x_range()).item, waiver.item) {
        go(ui, desk, Rect::from_x_y_ranges(column, rect.y_range()), item);
    }
    let tools = Rect::from_center_size(pos2(rect.right() - 18.0, rect.center().y), Vec2::splat(28.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(tools), |ui| {
        let dots = icon_button(ui, icons::DOTS, &format!("More about {}", waiver.cite()), true);
        menu::below(&dots, |ui| row_menu(ui, desk, view, waiver));
    });
    if open {
        ui.add_space(8.0);
        super::every_question(ui, desk, view, (waiver.id, waiver));
        ui.add_space(8.0);
    }
}

/// The way to the item that a finding is on.
fn go(ui: &Ui, desk: &mut Desk<'_>, rect: Rect, item: Id) {
    let c = theme::colors(ui);
    let entry = desk.facts.index.get(item);
    let cited = entry.map(|entry| crate::model::record::cite(entry.kind, entry.number)).unwrap_or_default();
    let shown = if cited.is_empty() { "Item" } else { &cited };
    let galley = theme::cut(ui, shown, Type::Medium, c.accent, rect.width(), 1);
    let target = Rect::from_center_size(rect.center(), vec2(rect.width(), size::TARGET));
    let response = ui.interact(target, ui.scope_id().with("item of the waiver"), Sense::click());
    let words = format!("Go to {}", desk.facts.index.words(item));
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &words));
    let at = pos2(target.left(), target.center().y - galley.size().y / 2.0);
    if response.hovered() {
        let y = at.y + galley.size().y - 2.0;
        ui.painter().hline(at.x..=at.x + galley.size().x, y, Stroke::new(1.0, c.accent));
    }
    ui.painter().galley(at, galley, c.accent);
    focus::ring(ui, &response, target, radius::CHIP);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(&words).clicked() {
        desk.go_to_item(item);
    }
}

fn paint(ui: &Ui, rect: Rect, (waiver, mark, end): (&Waiver, Verdict, &str)) {
    let c = theme::colors(ui);
    let columns = Columns::of(rect.x_range());
    let middle = rect.center().y;
    let text = |column: Rangef, text: &str, style: Type, ink: egui::Color32| {
        let galley = theme::cut(ui, text, style, ink, column.span(), 2);
        ui.painter().galley(pos2(column.min, middle - galley.size().y / 2.0), galley, ink);
    };
    text(columns.what, title(waiver), Type::Medium, c.ink);
    if let Some(why) = columns.why {
        let (reason, ink) = match waiver.reason.trim() {
            "" => ("No reason given", c.ink_3),
            reason => (reason, c.ink_2),
        };
        text(why, reason, Type::Body, ink);
    }
    if let Some(by) = columns.by {
        let at = Rect::from_center_size(pos2(by.center(), middle), Vec2::splat(24.0));
        label::paint_initials(ui, at, waiver.by.trim());
    }
    let at = Rect::from_center_size(pos2(columns.end.min + 8.0, middle), Vec2::splat(15.0));
    glyph::paint(ui.painter(), at, Glyph::Verdict(mark), c);
    let strong = matches!(mark, Verdict::AtRisk | Verdict::Exceeded);
    let (style, ink) = if strong { (Type::Medium, c.ink) } else { (Type::Body, c.ink_2) };
    text(Rangef::new(columns.end.min + 22.0, columns.end.max), end, style, ink);
}

fn row_menu(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, waiver: &Waiver) {
    let open = view.open == Some(waiver.id);
    if let Some(item) = waiver.item {
        let words = format!("Go to {}", desk.facts.index.words(item));
        let words: String = words.chars().take(48).collect();
        if menu::Row::new(&words).icon(icons::LINK).show(ui).clicked() {
            desk.go_to_item(item);
        }
    }
    let text = if open { "Close every question" } else { "Show every question" };
    if menu::Row::new(text).icon(icons::NOTE_PENCIL).keys("Enter").show(ui).clicked() {
        view.open = Some(waiver.id).filter(|_| !open);
    }
    for days in [14, 30, 90] {
        if menu::Row::new(&format!("Extend to {days} days from today")).icon(icons::CLOCK).show(ui).clicked() {
            acts::extend(desk, waiver.id, days);
        }
    }
    if menu::Row::new("Revoke").icon(icons::UNDO).keys("Delete").show(ui).clicked() {
        acts::revoke(desk, waiver.id);
    }
}
