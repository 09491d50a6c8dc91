//! The notes to land: a row each, the open one with what it may become below it. Only the rows in sight are drawn.

use egui::{CornerRadius, Key, Rangef, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::assess::workshop::{author as author_of, gather, gather_wanted, groups};
use crate::edit::landing::Landing;
use crate::model::Id;
use crate::model::checklist::PracticeStatus;
use crate::model::workshops::Capture;
use crate::ui::desk::Desk;
use crate::ui::grouping::HEAD;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::{Ask, Here, View, tray};

/// How high a row is: two lines of words.
const ROW: f32 = 52.0;
/// How high the heads of the columns are.
const HEADS: f32 = 32.0;

/// What is suggested for a note, for as long as nothing changes.
#[derive(Debug)]
pub(super) struct Suggested {
    pub(super) note: Id,
    revision: u64,
    pub(super) landings: Vec<Landing>,
    /// How high the tray was when it was drawn last.
    pub(super) height: f32,
}

/// The id of a note's row.
#[must_use]
pub(super) fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("note to land", id))
}

/// The notes in the order in which they are shown: the most wanted first, if so sorted; those of a group side by side.
pub(super) fn order<'a>(view: &View, here: Here<'a>) -> Vec<&'a Capture> {
    let mut notes: Vec<&Capture> = here.workshop.captures.iter().filter(|note| !note.parked).collect();
    if view.by_votes {
        gather_wanted(&mut notes);
    } else {
        gather(&mut notes);
    }
    notes
}

/// Works out what is suggested for the open note, if it changed.
pub(super) fn refresh(desk: &Desk<'_>, view: &mut View, here: Here<'_>) {
    let open = view.note.and_then(|id| here.workshop.captures.find(id));
    let Some(note) = open.filter(|note| note.landed.is_none()) else {
        view.suggested = None;
        return;
    };
    let revision = desk.revision();
    if view.suggested.as_ref().is_some_and(|known| known.note == note.id && known.revision == revision) {
        return;
    }
    let height = view.suggested.as_ref().map_or(150.0, |known| known.height);
    let landings = crate::edit::workshop::suggestions(here.workbook, note.id);
    // what was suggested may be gone, as when a landing was undone
    let was = view.suggested.as_ref().filter(|known| known.note == note.id).map(|known| known.landings.as_slice());
    let is_gone = |landing: &Landing| was.is_some_and(|was| was.contains(landing)) && !landings.contains(landing);
    if view.landing.as_ref().is_none_or(is_gone) {
        view.landing = landings.first().copied();
    }
    view.suggested = Some(Suggested { note: note.id, revision, landings, height });
}

/// Shows them, and the parking lot after them.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, here: Here<'_>) {
    let notes = order(view, here);
    let c = theme::colors(ui);
    if notes.is_empty() {
        label::text(ui, "Nothing was said yet. What is typed above is on the wall at once.", Type::Body, c.ink_3);
    }
    let tray = view.suggested.as_ref().map_or(0.0, |known| known.height);
    let tray = if notes.iter().any(|note| Some(note.id) == view.note) { tray } else { 0.0 };
    let (lines, rows) = lay(&notes, (view.note, tray));
    let parked: Vec<&Capture> = here.workshop.captures.iter().filter(|note| note.parked).collect();
    let put_off = parked.len() + here.workshop.parking.len();
    let lot = if put_off == 0 { 0.0 } else { 56.0 + 36.0 * put_off as f32 };
    let mut drawn: Vec<(Id, Rect)> = Vec::new();
    ui.spacing_mut().item_spacing.y = 0.0;
    if !notes.is_empty() {
        heads(ui);
    }
    ScrollArea::vertical().id_salt("notes to land").auto_shrink([false, false]).show_viewport(ui, |ui, sight| {
        ui.set_height(rows + lot);
        let origin = ui.max_rect().min;
        let width = ui.available_width();
        let place =
            |line: &Line<'_>| Rect::from_min_size(pos2(origin.x, origin.y + line.top), vec2(width, line.height));
        let opened = lines.iter().find(|line| matches!(line.what, What::Note(note) if Some(note.id) == view.note));
        if let Some(line) = opened.filter(|_| std::mem::take(&mut view.scroll)) {
            ui.scroll_to_rect(place(line), None);
        }
        let newest = view.newest.take();
        let said = lines.iter().find(|line| matches!(line.what, What::Note(note) if Some(note.id) == newest));
        if let Some(line) = said {
            ui.scroll_to_rect(place(line), None);
        }
        let first = lines.partition_point(|line| line.top + line.height < sight.top());
        for line in lines.iter().skip(first).take_while(|line| line.top < sight.bottom()) {
            let rect = place(line);
            match line.what {
                What::Head(name, count) => {
                    let wish =
                        ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| view.grouping.head(ui, (name, count)));
                    if let Some(wish) = wish.inner {
                        view.ask(Ask::Wish(wish));
                    }
                }
                What::Note(note) => {
                    let own = Rect::from_min_size(rect.min, vec2(width, ROW));
                    drawn.push((note.id, own));
                    row(ui, desk, view, here, (note, own));
                    if line.height > ROW {
                        let below = Rect::from_min_max(pos2(rect.left(), own.bottom()), rect.max);
                        open_tray(ui, desk, view, here, (note, below));
                    }
                }
            }
        }
        if rows > 0.0 {
            // the heads are the upper edge
            let all = Rect::from_min_size(pos2(origin.x, origin.y - 1.0), vec2(width, rows + 1.0));
            let stroke = Stroke::new(1.0, c.line);
            ui.painter().rect_stroke(all, lower_corners(), stroke, egui::StrokeKind::Inside);
        }
        let at = Rect::from_min_size(pos2(origin.x, origin.y + rows), vec2(width, lot));
        if lot > 0.0 && rows < sight.bottom() {
            ui.scope_builder(UiBuilder::new().max_rect(at), |ui| parking(ui, view, here, &parked));
        }
    });
    let held = view.grouping.held(ui.ctx()).and_then(|id| here.workshop.captures.find(id));
    let boxes = std::mem::take(&mut view.boxes);
    let dropped = held.and_then(|held| view.grouping.drop(ui, held.text.trim(), &drawn, &boxes));
    if let Some(wish) = dropped {
        view.ask(Ask::Wish(wish));
    }
}

/// A line of the list: the head of a group, or a note, with its tray if it is open.
struct Line<'a> {
    top: f32,
    height: f32,
    what: What<'a>,
}

enum What<'a> {
    Head(&'a str, usize),
    Note(&'a Capture),
}

/// Puts the lines below each other. Gives how high all are.
fn lay<'a>(notes: &[&'a Capture], (open, tray): (Option<Id>, f32)) -> (Vec<Line<'a>>, f32) {
    let mut lines = Vec::new();
    let mut top = 0.0;
    let mut add = |height: f32, what: What<'a>| {
        lines.push(Line { top, height, what });
        top += height;
    };
    let mut groups = groups(notes).into_iter();
    let mut left = 0;
    for note in notes {
        if left == 0
            && let Some((name, count)) = groups.next()
        {
            left = count;
            add(HEAD, What::Head(name, count));
        }
        left = left.saturating_sub(1);
        add(ROW + if Some(note.id) == open { tray } else { 0.0 }, What::Note(note));
    }
    (lines, top)
}

fn open_tray(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, here: Here<'_>, (note, below): (&Capture, Rect)) {
    let c = theme::colors(ui);
    ui.painter().rect_filled(below, 0, c.accent_soft);
    let edge = Rect::from_min_size(below.min, vec2(2.0, below.height()));
    ui.painter().rect_filled(edge, 0, c.accent);
    let inner = Rect::from_min_max(pos2(below.left() + 72.0, below.top()), pos2(below.right() - 16.0, below.bottom()));
    let used = ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| tray::show(ui, desk, view, here, note));
    let height = (used.response.rect.height() + 14.0).round();
    if let Some(known) = &mut view.suggested
        && (known.height - height).abs() > 0.5
    {
        known.height = height;
        view.scroll = true; // its buttons come into sight too
        ui.ctx().request_repaint();
    }
}

/// Where the columns stand.
struct Columns {
    votes: f32,
    text: Rangef,
    by: Option<Rangef>,
    lands: Option<Rangef>,
}

impl Columns {
    fn of(edges: Rangef) -> Self {
        let lands = (edges.span() >= 520.0).then(|| Rangef::new(edges.max - 192.0, edges.max - 16.0));
        let right = lands.map_or(edges.max - 16.0, |lands| lands.min - 16.0);
        let by = (edges.span() >= 400.0).then(|| Rangef::new(right - 32.0, right));
        let text = Rangef::new(edges.min + 72.0, by.map_or(right, |by| by.min - 12.0));
        Self { votes: edges.min + 16.0, text, by, lands }
    }
}

/// What stands in the columns.
fn heads(ui: &mut Ui) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEADS), Sense::hover());
    let corners = CornerRadius { nw: radius::CARD, ne: radius::CARD, ..CornerRadius::ZERO };
    ui.painter().rect(rect, corners, c.surface, Stroke::new(1.0, c.line), egui::StrokeKind::Inside);
    let columns = Columns::of(rect.x_range());
    for (left, text) in [
        (Some(columns.votes), "Votes"),
        (Some(columns.text.min), "Note"),
        (columns.by.map(|by| by.min), "By"),
        (columns.lands.map(|lands| lands.min), "Lands as"),
    ] {
        let Some(left) = left else { continue };
        let galley = theme::line(ui, text, Type::Caption, c.ink_2);
        let place = Rect::from_min_size(pos2(left, rect.center().y - galley.size().y / 2.0), galley.size());
        ui.painter().galley(place.min, galley, c.ink_2);
        super::big::say(ui, place, text, Role::ColumnHeader);
    }
}

/// The corners below the last row.
fn lower_corners() -> CornerRadius {
    CornerRadius { sw: radius::CARD, se: radius::CARD, ..CornerRadius::ZERO }
}

fn row(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, here: Here<'_>, (note, rect): (&Capture, Rect)) {
    let c = theme::colors(ui);
    let open = view.note == Some(note.id);
    let response = ui.interact(rect, row_id(note.id), Sense::click_and_drag());
    view.grouping.hold(ui, &response, note.id);
    let (lands, ink, status) = match (note.landed, open) {
        (Some(id), _) => (desk.facts.index.words(id), c.ink, PracticeStatus::Done),
        (None, _) => ("Choose where it lands".to_owned(), c.ink_3, PracticeStatus::NotStarted),
    };
    let mut said = note.text.trim().to_owned();
    if let Some(votes) = note.votes {
        said.push_str(&format!(", {}", crate::words::how_many(votes as usize, "vote", "votes")));
    }
    if let Some(kind) = note.kind {
        said.push_str(&format!(", {}", kind.label().to_lowercase()));
    }
    said.push_str(&if note.landed.is_some() { format!(", landed as {lands}") } else { ", not landed".to_owned() });
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &said));
    let fill = if open {
        c.accent_soft
    } else if response.hovered() {
        c.hover
    } else {
        c.surface
    };
    ui.painter().rect_filled(rect, 0, fill);
    if open {
        ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(2.0, rect.height())), 0, c.accent);
    } else {
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    }
    let columns = Columns::of(rect.x_range());
    let middle = rect.center().y;
    if let Some(votes) = note.votes.filter(|votes| *votes > 0) {
        let galley = theme::line(ui, &votes.to_string(), Type::Strong, c.ink);
        let dot = columns.votes + galley.size().x + 11.0;
        ui.painter().galley(pos2(columns.votes, middle - galley.size().y / 2.0), galley, c.ink);
        ui.painter().circle_filled(pos2(dot, middle), 5.0, c.accent);
    }
    let mut left = columns.text.min;
    if let Some(kind) = note.kind {
        let at = Rect::from_center_size(pos2(left + 6.0, middle), egui::Vec2::splat(12.0));
        glyph::paint(ui.painter(), at, Glyph::Kind(kind), c);
        left += 20.0;
    }
    let style = if open { Type::Strong } else { Type::Medium };
    let words = theme::cut(ui, note.text.trim(), style, c.ink, columns.text.max - left, 2);
    ui.painter().galley(pos2(left, middle - words.size().y / 2.0), words, c.ink);
    if let Some(by) = columns.by {
        let author = label::initials_of(&author_of(note, here.workshop.attribution));
        let galley = theme::cut(ui, &author, Type::Body, c.ink_2, by.span(), 1);
        ui.painter().galley(pos2(by.min, middle - galley.size().y / 2.0), galley, c.ink_2);
    }
    if let Some(column) = columns.lands {
        let at = Rect::from_center_size(pos2(column.min + 8.0, middle), egui::Vec2::splat(16.0));
        glyph::paint(ui.painter(), at, Glyph::Status(status), c);
        let galley = theme::cut(ui, &lands, Type::Medium, ink, column.span() - 24.0, 2);
        ui.painter().galley(pos2(column.min + 24.0, middle - galley.size().y / 2.0), galley, ink);
    }
    focus::ring_inside(ui, &response, rect, radius::CHIP);
    if response.clicked() {
        view.ask(Ask::Note(note.id));
    }
    if response.has_focus() && !open && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Enter)) {
        view.ask(Ask::Note(note.id));
    }
}

/// What was put off: notes, and lines without one.
fn parking(ui: &mut Ui, view: &mut View, here: Here<'_>, parked: &[&Capture]) {
    let c = theme::colors(ui);
    let count = parked.len() + here.workshop.parking.len();
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.horizontal(|ui| {
        ui.set_min_height(48.0);
        label::heading(ui, "Parking lot", Type::Strong, 2);
        label::line(ui, &format!("{count}, goes into the minutes"), Type::Small, c.ink_3);
    });
    let card = Rect::from_min_size(ui.next_widget_position(), vec2(ui.available_width(), 36.0 * count as f32));
    ui.painter().rect(card, radius::CARD, c.surface, Stroke::new(1.0, c.line), egui::StrokeKind::Inside);
    let mut first = true;
    let mut line = |ui: &mut Ui, text: &str, by: &str, again: Option<Id>| {
        let mut clicked = None;
        if !std::mem::take(&mut first) {
            ui.painter().hline(card.x_range(), ui.next_widget_position().y, Stroke::new(1.0, c.line));
        }
        ui.horizontal(|ui| {
            ui.set_height(36.0);
            ui.add_space(8.0);
            label::icon(ui, icons::PARK, c.ink_3);
            let width = ui.available_width() - 138.0;
            ui.allocate_ui(vec2(width, 20.0), |ui| {
                ui.set_min_width(width);
                label::line(ui, text, Type::Body, c.ink);
            });
            label::line(ui, by, Type::Body, c.ink_2);
            if let Some(id) = again
                && link_named(ui, "Take up", &format!("Take up again: {text}")).clicked()
            {
                clicked = Some(id);
            }
        });
        clicked
    };
    for note in parked {
        let by = label::initials_of(&author_of(note, here.workshop.attribution));
        if let Some(id) = line(ui, note.text.trim(), &by, Some(note.id)) {
            view.ask(Ask::Park(id));
        }
    }
    for text in &here.workshop.parking {
        line(ui, text, "", None);
    }
}
