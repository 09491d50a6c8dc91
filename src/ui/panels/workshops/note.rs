//! A note in its row: votes, words, who said it, and where it landed. Open, it has a tray below with what can be done.

use egui::{Key, Modifiers, Rangef, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::workshop::author as author_of;
use crate::edit::landing::Landing;
use crate::edit::workshop::{self as landing, activity_of, block_called};
use crate::model::Id;
use crate::model::canvas::{CanvasBlock, NoteKind};
use crate::model::checklist::PracticeStatus;
use crate::model::workshops::{Capture, Workshop};
use crate::ui::desk::Desk;
use crate::ui::grouping;
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::shortcuts::{self, Does, On};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};

use super::{View, acts, keys, tray};

/// How high a closed row is: two lines of words.
pub(super) const ROW: f32 = 52.0;

/// The id of a note's row, so that the focus goes with it when it is moved.
pub(super) fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("note of a workshop", id))
}

/// Where the columns stand.
struct Columns {
    votes: Rangef,
    text: Rangef,
    by: Option<Rangef>,
    lands: Option<Rangef>,
}

impl Columns {
    fn of(edges: Rangef) -> Self {
        let votes = Rangef::new(edges.min + 8.0, edges.min + 52.0);
        let lands_width = (edges.span() * 0.3).clamp(150.0, 260.0);
        let lands = (edges.span() >= 480.0).then(|| Rangef::new(edges.max - lands_width, edges.max - 8.0));
        let right = lands.map_or(edges.max - 8.0, |lands| lands.min - 12.0);
        let by = (edges.span() >= 400.0).then(|| Rangef::new(right - 32.0, right));
        let text = Rangef::new(votes.max + 8.0, by.map_or(right, |by| by.min - 8.0));
        Self { votes, text, by, lands }
    }
}

/// The heads of the columns.
pub(super) fn head(ui: &mut Ui) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    let columns = Columns::of(rect.x_range());
    let heads =
        [(Some(columns.votes), "Votes"), (Some(columns.text), "Note"), (columns.by, "By"), (columns.lands, "Lands as")];
    for (column, text) in heads {
        let Some(column) = column else { continue };
        let galley = theme::line(ui, text, Type::Caption, c.ink_3);
        ui.painter().galley(pos2(column.min, rect.center().y - galley.size().y / 2.0), galley, c.ink_3);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// Shows a note. `group` is named where it has no head; `order` is that of all notes that are shown.
pub(super) fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (workshop, note, group): (&Workshop, &Capture, Option<&str>),
    order: &[Id],
) {
    let open = view.note == Some(note.id);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, row_id(note.id), Sense::click_and_drag());
    let said = said(desk, workshop, note);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &said));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    let c = theme::colors(ui);
    if open {
        ui.painter().rect_filled(rect, 0, c.accent_soft);
        let edge = Rect::from_min_size(rect.min, vec2(2.0, rect.height()));
        ui.painter().rect_filled(edge, 0, c.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0, c.hover);
    }
    paint(ui, desk, rect, (workshop, note, group), open);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    focus::ring_inside(ui, &response, rect, 0);
    if response.gained_focus() || (open && std::mem::take(&mut view.scroll)) {
        response.scroll_to_me(None);
    }
    menu::context(&response, |ui| note_menu(ui, desk, view, (workshop, note), order));
    if response.clicked() {
        view.note = Some(note.id).filter(|_| !open);
        view.more = false;
    }
    view.grouping.hold(ui, &response, note.id);
    if response.has_focus() {
        row_keys(ui, desk, view, (workshop, note), order);
    }
    if view.grouping.asks_of() == Some(note.id) {
        asked(ui, desk, view, (workshop, note));
    }
    if open {
        tray::show(ui, desk, view, (workshop, note), order);
    }
}

/// Which group it belongs to, below its row.
fn asked(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workshop, note): (&Workshop, &Capture)) {
    let margin = egui::Margin { left: 60, right: 12, top: 8, bottom: 10 };
    let shown = egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        view.grouping.field(ui, workshop)
    });
    label::rule(ui);
    if let Some(wish) = shown.inner {
        grouping::carry_out(desk, workshop.id, wish);
    }
    if view.grouping.asks_of().is_none() {
        view.focus = Some(row_id(note.id));
    }
}

/// What a screen reader says.
fn said(desk: &Desk<'_>, workshop: &Workshop, note: &Capture) -> String {
    let mut text =
        if note.text.trim().is_empty() { "Note without words".to_owned() } else { note.text.trim().to_owned() };
    if let Some(votes) = note.votes {
        text.push_str(&format!(", {}", crate::words::how_many(votes as usize, "vote", "votes")));
    }
    if let Some(kind) = note.kind {
        text.push_str(&format!(", {}", kind.label().to_lowercase()));
    }
    let author = author_of(note, workshop.attribution);
    if !author.is_empty() {
        text.push_str(&format!(", by {author}"));
    }
    match note.landed {
        Some(id) => text.push_str(&format!(", landed as {}", desk.facts.index.words(id))),
        None => text.push_str(", not landed"),
    }
    text
}

fn paint(
    ui: &Ui,
    desk: &Desk<'_>,
    rect: Rect,
    (workshop, note, group): (&Workshop, &Capture, Option<&str>),
    open: bool,
) {
    let c = theme::colors(ui);
    let columns = Columns::of(rect.x_range());
    let middle = rect.center().y;
    if let Some(votes) = note.votes.filter(|votes| *votes > 0) {
        let galley = theme::line(ui, &votes.to_string(), Type::Strong, c.ink);
        let dot = columns.votes.min + galley.size().x + 11.0;
        ui.painter().galley(pos2(columns.votes.min, middle - galley.size().y / 2.0), galley, c.ink);
        ui.painter().circle_filled(pos2(dot, middle), 4.5, c.accent);
    }
    let mut left = columns.text.min;
    if let Some(kind) = note.kind {
        let at = Rect::from_center_size(pos2(left + 6.0, middle), egui::Vec2::splat(12.0));
        glyph::paint(ui.painter(), at, Glyph::Kind(kind), c);
        left += 20.0;
    }
    let style = if open { Type::Strong } else { Type::Body };
    let (text, ink) = if note.text.trim().is_empty() { ("New note", c.ink_3) } else { (note.text.trim(), c.ink) };
    let rows = if group.is_some() { 1 } else { 2 };
    let words = theme::cut(ui, text, style, ink, columns.text.max - left, rows);
    let group = group.map(|group| theme::cut(ui, group, Type::Small, c.ink_3, columns.text.max - left, 1));
    let height = words.size().y + group.as_ref().map_or(0.0, |group| group.size().y);
    let mut y = middle - height / 2.0;
    if let Some(group) = group {
        let step = group.size().y;
        ui.painter().galley(pos2(left, y), group, c.ink_3);
        y += step;
    }
    ui.painter().galley(pos2(left, y), words, ink);
    if let Some(by) = columns.by {
        let author = label::initials_of(&author_of(note, workshop.attribution));
        let galley = theme::cut(ui, &author, Type::Body, c.ink_3, by.span(), 1);
        ui.painter().galley(pos2(by.min, middle - galley.size().y / 2.0), galley, c.ink_3);
    }
    let status = if note.landed.is_some() { PracticeStatus::Done } else { PracticeStatus::NotStarted };
    let Some(lands) = columns.lands else {
        let at = Rect::from_center_size(pos2(columns.votes.max - 6.0, middle + 14.0), egui::Vec2::splat(12.0));
        glyph::paint(ui.painter(), at, Glyph::Status(status), c);
        return;
    };
    let at = Rect::from_center_size(pos2(lands.min + 8.0, middle), egui::Vec2::splat(16.0));
    glyph::paint(ui.painter(), at, Glyph::Status(status), c);
    let (words, ink) = match note.landed {
        Some(id) => (desk.facts.index.words(id), c.ink),
        None => ("Choose where it lands".to_owned(), c.ink_3),
    };
    let galley = theme::cut(ui, &words, Type::Body, ink, lands.span() - 24.0, 2);
    ui.painter().galley(pos2(lands.min + 24.0, middle - galley.size().y / 2.0), galley, ink);
}

/// The landing that Enter means: what notes of its activity usually become, into the block that was chosen for it if one was.
pub(super) fn usual(view: &View, workshop: &Workshop, note: &Capture) -> Landing {
    match landing::usual(workshop, note) {
        Landing::Canvas(_) => Landing::Canvas(block(view, workshop, note)),
        other => other,
    }
}

/// The block that a note lands in: the one that was chosen for it, else the one that its activity is called by, else the one that
/// was chosen last.
pub(super) fn block(view: &View, workshop: &Workshop, note: &Capture) -> CanvasBlock {
    if view.block_for == Some(note.id) {
        return view.block;
    }
    activity_of(workshop, note).and_then(block_called).unwrap_or(view.block)
}

/// The keys of the row that has the focus.
fn row_keys(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, (workshop, note): (&Workshop, &Capture), order: &[Id]) {
    let at = order.iter().position(|id| *id == note.id).unwrap_or_default();
    let before = at.checked_sub(1).and_then(|at| order.get(at)).copied();
    let after = order.get(at + 1).copied();
    if keys::with(ui, Modifiers::ALT, Key::ArrowUp) {
        if let Some(to) = before {
            acts::move_note(desk, view, workshop, (note.id, to));
        }
    } else if keys::with(ui, Modifiers::ALT, Key::ArrowDown) {
        if let Some(to) = after {
            acts::move_note(desk, view, workshop, (note.id, to));
        }
    } else if keys::pressed(ui, Key::ArrowUp) {
        view.focus = before.map(row_id);
    } else if keys::pressed(ui, Key::ArrowDown) {
        view.focus = after.map(row_id);
    } else if keys::with(ui, Modifiers::COMMAND, Key::D) {
        acts::duplicate_note(desk, view, note.id);
    } else if keys::pressed(ui, Key::Delete) {
        acts::delete_note(desk, view, note.id, order);
    } else if keys::pressed(ui, Key::F2) {
        view.note = Some(note.id);
        view.editing.edit(&Spot::item(note.id), "text", note.text.clone());
    } else if keys::pressed(ui, Key::Escape) {
        view.note = None;
    } else if desk.single_keys {
        single_keys(ui, desk, view, (workshop, note), order);
    }
}

fn single_keys(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, (workshop, note): (&Workshop, &Capture), order: &[Id]) {
    const KINDS: [Key; 4] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4];
    let place = (workshop.id, note.id);
    for one in shortcuts::ALL.iter().filter(|one| one.does.is_about_a_note() && one.on == On::Both) {
        let modifiers = if one.shift { Modifiers::SHIFT } else { Modifiers::NONE };
        if keys::with(ui, modifiers, one.key) {
            lettered(desk, view, (workshop, note), order, one.does);
            return;
        }
    }
    for (kind, key) in NoteKind::ALL.iter().zip(KINDS) {
        if keys::pressed(ui, key) {
            acts::set_kind(desk, place, *kind);
            return;
        }
    }
    if keys::plus(ui) {
        acts::vote(desk, place, true);
    } else if keys::minus(ui) {
        acts::vote(desk, place, false);
    }
}

/// Does what a letter is for.
fn lettered(desk: &mut Desk<'_>, view: &mut View, (workshop, note): (&Workshop, &Capture), order: &[Id], does: Does) {
    let landing = does.landing(block(view, workshop, note));
    match does {
        Does::Park => acts::park(desk, view, note, order),
        Does::Group => view.grouping.ask(note),
        Does::GroupAbove => {
            let at = order.iter().position(|id| *id == note.id);
            if let Some(above) = at.and_then(|at| order.get(at.checked_sub(1)?)) {
                grouping::carry_out(desk, workshop.id, grouping::Wish::Join(note.id, *above));
            }
            view.focus = Some(row_id(note.id));
        }
        _ => acts::land(desk, view, note, landing.unwrap_or_else(|| usual(view, workshop, note))),
    }
}

/// What can be done with a note.
pub(super) fn note_menu(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (workshop, note): (&Workshop, &Capture),
    order: &[Id],
) {
    if let Some(landed) = note.landed {
        let words = format!("Go to {}", landed_words(desk, landed));
        if menu::Row::new(&words).icon(icons::LINK).show(ui).clicked() {
            desk.go_to_item(landed);
        }
        if menu::Row::new("Forget where it landed").icon(icons::X).show(ui).clicked() {
            acts::unlink(desk, (workshop.id, note.id));
        }
    } else {
        menu::caption(ui, "Land it as");
        for (landing, one) in shortcuts::landings(block(view, workshop, note)) {
            if menu::Row::new(one.words).icon(icons::BEND_RIGHT).keys(one.label).show(ui).clicked() {
                acts::land(desk, view, note, landing);
            }
        }
        if menu::Row::new("Park it").icon(icons::CLOCK).keys(shortcuts::label(Does::Park)).show(ui).clicked() {
            acts::park(desk, view, note, order);
        }
    }
    label::rule(ui);
    if menu::Row::new("Group").icon(icons::KANBAN).keys(shortcuts::label(Does::Group)).show(ui).clicked() {
        view.grouping.ask(note);
    }
    let above = order.iter().position(|id| *id == note.id).and_then(|at| order.get(at.checked_sub(1)?));
    let with = menu::Row::new("Group with the note above").icon(icons::ARROW_UP);
    let with = with.keys(shortcuts::label(Does::GroupAbove)).enabled(above.is_some());
    if with.show(ui).clicked()
        && let Some(above) = above
    {
        grouping::carry_out(desk, workshop.id, grouping::Wish::Join(note.id, *above));
    }
    let internal = menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(note.internal);
    if internal.show(ui).clicked() {
        Spot::item(note.id).set_internal(desk, !note.internal);
    }
    if menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D").show(ui).clicked() {
        acts::duplicate_note(desk, view, note.id);
    }
    if menu::Row::new("Delete").icon(icons::TRASH).keys("Delete").show(ui).clicked() {
        acts::delete_note(desk, view, note.id, order);
    }
}

/// The citation of what a note became, or its words where it has none.
pub(super) fn landed_words(desk: &Desk<'_>, landed: Id) -> String {
    let entry = desk.facts.index.get(landed);
    let cited = entry.map(|entry| crate::model::record::cite(entry.kind, entry.number)).unwrap_or_default();
    if cited.is_empty() { "what it became".to_owned() } else { cited }
}

/// The beginning of a note, for the names of what is about it: notes have no number.
pub(super) fn short(note: &Capture) -> String {
    let words: String = note.text.trim().chars().take(40).collect();
    if words.is_empty() { "new note".to_owned() } else { words }
}
