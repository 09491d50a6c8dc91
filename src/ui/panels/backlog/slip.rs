//! One card of the roadmap: name, meters, owner, and what it moves or what speaks against it.

use egui::{
    Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::assess::priority;
use crate::model::Id;
use crate::model::record::Item;
use crate::model::roadmap::BacklogItem;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{answer, bulk};
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};
use crate::words;

use super::board::{Drawn, Placed, card_key};
use super::{Form, View, acts, drag, meters, moves};

/// White space inside a card, and the heights of its lines.
const PAD: f32 = 10.0;
const LINE: f32 = 20.0;

/// The name of a card while it is edited.
#[derive(Debug, Clone)]
pub(super) struct Naming {
    id: Id,
    before: String,
    fresh: bool,
}

impl Naming {
    /// Begins; `before` is what Escape brings back.
    pub(super) fn new(id: Id, before: String) -> Self {
        Self { id, before, fresh: true }
    }
}

/// What a card says under its meters.
struct Line {
    glyph: Option<Glyph>,
    text: String,
}

/// What stands under the meters: what the order breaks and what speaks against it, else what must come first and what it
/// moves.
fn lines(desk: &Desk<'_>, view: &View, item: &BacklogItem) -> Vec<Line> {
    let workbook = desk.workbook();
    let broken = view.listing.broken_of(item.id).iter().map(|broken| broken.words(&workbook.roadmap));
    let mut lines: Vec<Line> = broken
        .chain(priority::doubt(item).map(str::to_owned))
        .map(|text| Line { glyph: Some(Glyph::Warning), text })
        .collect();
    let cite = |ids: &[Id]| words::series(&ids.iter().take(4).map(|id| moves::cited(desk, *id)).collect::<Vec<_>>());
    if waits(view, item) {
        lines.push(Line { glyph: None, text: format!("Needs {} first", cite(&item.depends_on)) });
    }
    if lines.is_empty() && !item.links.is_empty() {
        lines.push(Line { glyph: None, text: format!("Moves {}", cite(&item.links)) });
    }
    lines
}

/// Whether something must come first, and does.
fn waits(view: &View, item: &BacklogItem) -> bool {
    !item.depends_on.is_empty() && view.listing.broken_of(item.id).is_empty()
}

/// How many lines stand under the meters: what [`lines`] gives, without the words.
fn count(view: &View, item: &BacklogItem) -> usize {
    let warned = view.listing.broken_of(item.id).len() + usize::from(priority::doubt(item).is_some());
    let lines = warned + usize::from(waits(view, item));
    if lines == 0 { usize::from(!item.links.is_empty()) } else { lines }
}

/// Shows the card of an item.
pub(super) fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (item, tray): (&BacklogItem, usize),
    drawn: &mut Drawn,
) {
    let height = 2.0 * PAD + 2.0 * LINE + count(view, item) as f32 * LINE - 4.0;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    drawn.cards.push(Placed { id: item.id, tray, rect });
    let anchor = drawn.anchor == Some(item.id);
    let named = view.board.naming.as_ref().is_some_and(|naming| naming.id == item.id);
    if !anchor && !named && !ui.is_rect_visible(rect.expand(4.0)) {
        return;
    }
    let lines = lines(desk, view, item);
    let sense = if anchor { Sense::click_and_drag() } else { Sense::CLICK | Sense::DRAG };
    let response = ui.interact(rect, card_key(item.id), sense);
    let lead = view.selected == Some(item.id);
    let selected = lead || desk.hold.has(item.id);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, said(item, &lines)));
    if anchor {
        take_focus(ui, view, &response);
    }
    if named {
        paint(ui, item, (rect, selected), &lines, false);
        name(ui, desk, view, item, rect);
        return;
    }
    if response.clicked() && view.drag.is_none() {
        if lead && response.double_clicked() {
            view.form = Form::Table;
        }
        view.select(bulk::pick(desk, &drag::listed(view), item.id));
        view.scroll = false;
        view.focus = true;
    }
    if response.secondary_clicked() {
        view.select(bulk::pick(desk, &drag::listed(view), item.id));
    }
    drag::begin(ui, view, &response, item.id);
    if drag::is_dragged(view, item.id) {
        let stroke = Stroke::new(1.0, theme::colors(ui).control_line);
        glyph::dashed_edge(ui.painter(), rect, f32::from(radius::CONTROL), stroke);
    } else {
        paint(ui, item, (rect, selected), &lines, true);
        focus::ring(ui, &response, rect, radius::CONTROL);
    }
    menu::context(&response, |ui| {
        if desk.hold.is_one_of_many(item.id) {
            bulk::menu(ui, desk);
        } else {
            acts::menu(ui, desk, view, item);
        }
    });
}

fn take_focus(ui: &Ui, view: &mut View, response: &Response) {
    regions::entrance(Region::Main, response);
    if std::mem::take(&mut view.focus) {
        response.request_focus();
    }
    if std::mem::take(&mut view.scroll) {
        ui.scroll_to_rect(response.rect.expand(12.0), None);
    }
}

/// The field in the place of the name.
fn name(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, item: &BacklogItem, rect: Rect) {
    let Some(mut naming) = view.board.naming.take() else { return };
    let place = Rect::from_min_size(rect.min + vec2(PAD, PAD - 2.0), vec2(rect.width() - 2.0 * PAD, LINE + 2.0));
    let id = card_key(item.id).with("name");
    let typed = ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        let field = TextField::line(id, "What is to be done?").hint("What is to be done?").bare();
        field.take_focus(naming.fresh).show(ui, &item.name)
    });
    let typed = typed.inner;
    let spot = Spot::item(item.id);
    if let Some(text) = &typed.text {
        spot.write(desk, "edit item", "name", |value| answer::set(value, text));
    }
    let fresh = std::mem::take(&mut naming.fresh);
    if typed.escaped {
        spot.write(desk, "edit item", "name", |value| answer::set(value, &naming.before));
    }
    if typed.escaped || typed.entered {
        view.focus = true;
    } else if fresh || typed.response.has_focus() {
        view.board.naming = Some(naming);
    }
}

/// Paints a card into its rectangle.
fn paint(ui: &Ui, item: &BacklogItem, (rect, selected): (Rect, bool), lines: &[Line], named: bool) {
    let c = theme::colors(ui);
    let corner = CornerRadius::same(radius::CONTROL);
    let edge = if selected { Stroke::new(2.0, c.accent) } else { Stroke::new(1.0, c.line_strong) };
    ui.painter().rect(rect, corner, c.surface, edge, StrokeKind::Inside);
    let inner = rect.shrink2(vec2(PAD, PAD - 2.0));
    if named {
        let cited = theme::line(ui, &item.cite(), Type::Small, c.ink_3);
        let room = inner.width() - cited.size().x - 8.0;
        ui.painter().galley(pos2(inner.right() - cited.size().x, inner.top() + 2.0), cited, c.ink_3);
        let blank = item.name.trim().is_empty();
        let (text, ink) = if blank { ("New item", c.ink_3) } else { (item.name.trim(), c.ink) };
        ui.painter().galley(inner.min, theme::cut(ui, text, Type::Medium, ink, room, 1), ink);
    }
    let second = Rect::from_min_size(inner.min + vec2(0.0, LINE), vec2(inner.width(), LINE));
    meters::paint(ui, second, item);
    let initials = theme::line(ui, &label::initials_of(&item.owner), Type::Small, c.ink_3);
    let at = pos2(inner.right() - initials.size().x, second.center().y - initials.size().y / 2.0);
    ui.painter().galley(at, initials, c.ink_3);
    for (at, line) in lines.iter().enumerate() {
        let row = second.translate(vec2(0.0, LINE * (at as f32 + 1.0)));
        paint_line(ui, row, line);
    }
}

fn paint_line(ui: &Ui, row: Rect, line: &Line) {
    let c = theme::colors(ui);
    let mut left = row.left();
    let ink: Color32 = if line.glyph.is_some() { c.ink } else { c.ink_3 };
    if let Some(glyph) = line.glyph {
        let square = Rect::from_center_size(pos2(left + 7.0, row.center().y), Vec2::splat(14.0));
        glyph::paint(ui.painter(), square, glyph, c);
        left += 18.0;
    }
    let galley = theme::cut(ui, &line.text, Type::Small, ink, row.right() - left, 1);
    ui.painter().galley(pos2(left, row.center().y - galley.size().y / 2.0), galley, ink);
}

/// The card under the pointer while it is dragged.
pub(super) fn ghost(ui: &Ui, desk: &Desk<'_>, view: &View, item: &BacklogItem, rect: Rect) {
    ui.painter().add(theme::lifted(ui).as_shape(rect, radius::CONTROL));
    paint(ui, item, (rect, true), &lines(desk, view, item), true);
}

/// What a screen reader says about a card.
fn said(item: &BacklogItem, lines: &[Line]) -> String {
    let name = if item.name.trim().is_empty() { "New item" } else { item.name.trim() };
    let rest: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let rest = if rest.is_empty() { String::new() } else { format!(", {}", rest.join(", ")) };
    format!("{} {name}, {}{rest}", item.cite(), meters::words(item))
}
