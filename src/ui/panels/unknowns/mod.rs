//! Everything that is marked as unknown, in one list: what is not known, where, who finds out, by when, and the way to answer.

pub mod chip;

use egui::{Align, Layout, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::unknowns::Unknown;
use crate::difference::at;
use crate::model::canvas::NoteKind;
use crate::model::record::cite;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::{Desk, Room};
use crate::ui::sections;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{filter_chip, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};
use crate::words;

use super::marks;
use super::spot::Spot;

/// The height of a row.
const ROW: f32 = 56.0;
/// The width of the column of who finds out, and of the one of when.
const COLUMNS: (f32, f32) = (190.0, 150.0);
/// The width that the ways to answer take.
const ACTIONS: f32 = 160.0;

/// Which unknowns are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Filter {
    #[default]
    All,
    Late,
    Nobody,
}

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    filter: Filter,
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let facts = desk.facts;
    let (late, nobody) = facts.unknowns_at_risk;
    let counts = words::how_many(facts.unknowns.len(), "field", "fields");
    let counts = format!("{} {}", words::sentence(&words::capitalized(&counts)), chip::at_risk(late, nobody));
    super::head(ui, "What is unknown", counts.trim(), |_| {});
    let today = desk.today;
    let fits = |unknown: &&Unknown| match view.filter {
        Filter::All => true,
        Filter::Late => unknown.due.is_some_and(|due| due < today),
        Filter::Nobody => unknown.owner.trim().is_empty(),
    };
    let listed: Vec<&Unknown> = facts.unknowns.iter().filter(fits).collect();
    super::body(ui, |ui| {
        let first = filters(ui, view, (facts.unknowns.len(), late, nobody));
        ui.spacing_mut().item_spacing.y = 0.0;
        if listed.is_empty() {
            if let Some(first) = first {
                regions::entrance(Region::Main, &first);
            }
            empty(ui, facts.unknowns.is_empty());
            return;
        }
        ui.add_space(8.0);
        if desk.room >= Room::Tight {
            heads(ui);
        }
        let clip = ui.clip_rect();
        for (index, unknown) in listed.iter().enumerate() {
            let top = ui.next_widget_position().y;
            // one beyond each edge, so that Tab finds it and brings it into sight
            if top + 2.0 * ROW < clip.top() || top > clip.bottom() + ROW {
                ui.add_space(ROW);
            } else {
                ui.push_id(index, |ui| row(ui, desk, unknown, (index, listed.len())));
            }
        }
    });
}

/// Which unknowns to list; gives the first of them.
fn filters(ui: &mut Ui, view: &mut View, (all, late, nobody): (usize, usize, usize)) -> Option<Response> {
    let any = [
        (Filter::All, "All", all, None),
        (Filter::Late, "Late", late, Some(Glyph::Warning)),
        (Filter::Nobody, "Nobody asked", nobody, None),
    ];
    let mut first = None;
    ui.horizontal_wrapped(|ui| {
        for (filter, name, count, glyph) in any {
            let text = format!("{name} {count}");
            let chip = filter_chip(ui, &text, glyph, view.filter == filter);
            if chip.clicked() {
                view.filter = filter;
            }
            first.get_or_insert(chip);
        }
    });
    first
}

fn empty(ui: &mut Ui, none: bool) {
    ui.add_space(24.0);
    let words = if none {
        "Nothing is marked as unknown. Where nobody knows the answer to a question yet, press Ctrl U in its field: \
         a name and a date turn what is missing into work."
    } else {
        "Nothing of this kind."
    };
    ui.scope(|ui| {
        ui.set_max_width(560.0);
        label::text(ui, words, Type::Prompt, theme::colors(ui).ink_2);
    });
}

fn heads(ui: &mut Ui) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    let (who, by) = columns(rect);
    for (x, text) in [(rect.left() + 32.0, "What is not known"), (who, "Who finds out"), (by, "By when")] {
        let galley = theme::line(ui, text, Type::Caption, c.ink_2);
        ui.painter().galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, c.ink_2);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// Where the columns of who and of when begin.
fn columns(rect: Rect) -> (f32, f32) {
    let by = rect.right() - ACTIONS - COLUMNS.1;
    (by - COLUMNS.0, by)
}

/// What the field is called, with the item and the section that it is in.
fn place_words(unknown: &Unknown) -> String {
    let cited = unknown.place.items.iter().rev().find(|(kind, ..)| !kind.prefix().is_empty());
    let cited = cited.map(|(kind, _, number)| cite(*kind, *number)).unwrap_or_default();
    let section = sections::name(unknown.place.section);
    let item = format!("{cited} {}", unknown.title.trim()).trim().to_owned();
    if unknown.place.items.is_empty() || item.is_empty() { section.to_owned() } else { format!("{item} · {section}") }
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, unknown: &Unknown, (at, count): (usize, usize)) {
    let c = theme::colors(ui);
    let wide = desk.room >= Room::Tight;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, row_id(at), Sense::click());
    if at == 0 {
        regions::entrance(Region::Main, &response);
    }
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, c.hover);
    }
    let late = marks::late_words(unknown.due, desk.today);
    let owner = unknown.owner.trim();
    let due = unknown.due.map_or_else(|| "No date".to_owned(), |due| words::day(due, desk.today));
    let place = place_words(unknown);
    response.widget_info(|| {
        let who = if owner.is_empty() { "nobody is asked" } else { owner };
        let late = late.as_deref().map(|late| format!(", {late}")).unwrap_or_default();
        let said = format!("{}, {place}: {}. {who}, {due}{late}", unknown.label, unknown.question.trim());
        WidgetInfo::labeled(Role::Button, true, said)
    });
    let mark = Rect::from_center_size(rect.left_top() + vec2(14.0, 18.0), Vec2::splat(16.0));
    glyph::paint(ui.painter(), mark, Glyph::Kind(NoteKind::Question), c);
    let (who, by) = if wide { columns(rect) } else { (rect.right() - ACTIONS, rect.right() - ACTIONS) };
    let left = rect.left() + 32.0;
    let first = if wide {
        unknown.question.trim().to_owned()
    } else {
        format!("{}, {due}", if owner.is_empty() { "Nobody is asked" } else { owner })
    };
    line(
        ui,
        (left, rect.top() + 8.0),
        &format!("{}: {first}", unknown.label),
        (Type::Medium, c.ink),
        who - 16.0 - left,
    );
    line(ui, (left, rect.top() + 30.0), &place, (Type::Small, c.ink_3), who - 16.0 - left);
    if wide {
        person(ui, pos2(who, rect.center().y), owner, COLUMNS.0 - 44.0);
        when(ui, pos2(by, rect.center().y), &due, late.as_deref());
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, c.line));
    focus::ring_inside(ui, &response, rect, 0);
    actions(ui, desk, unknown, rect.with_min_x(rect.right() - ACTIONS));
    if response.clicked() {
        desk.go_to(unknown.place.clone());
    }
    keys(ui, &response, at, count);
}

fn line(ui: &Ui, (x, y): (f32, f32), text: &str, (style, ink): (Type, egui::Color32), width: f32) {
    let galley = theme::cut(ui, text, style, ink, width.max(1.0), 1);
    ui.painter().galley(pos2(x, y), galley, ink);
}

fn person(ui: &Ui, at: egui::Pos2, owner: &str, width: f32) {
    let c = theme::colors(ui);
    if owner.is_empty() {
        let mark = Rect::from_center_size(at + vec2(12.0, 0.0), Vec2::splat(14.0));
        glyph::paint(ui.painter(), mark, Glyph::Warning, c);
    } else {
        label::paint_initials(ui, Rect::from_center_size(at + vec2(12.0, 0.0), Vec2::splat(24.0)), owner);
    }
    let words = match owner {
        "" => "Nobody is asked",
        // who is named by initials has them in the circle already
        owner if label::initials_of(owner) == owner => "",
        owner => owner,
    };
    let galley = theme::cut(ui, words, Type::Body, c.ink, width, 1);
    ui.painter().galley(at + vec2(32.0, -galley.size().y / 2.0), galley, c.ink);
}

fn when(ui: &Ui, at: egui::Pos2, due: &str, late: Option<&str>) {
    let c = theme::colors(ui);
    let Some(late) = late else {
        let galley = theme::line(ui, due, Type::Body, c.ink_2);
        ui.painter().galley(at - vec2(0.0, galley.size().y / 2.0), galley, c.ink_2);
        return;
    };
    line(ui, (at.x, at.y - 20.0), due, (Type::Body, c.ink), COLUMNS.1);
    let mark = Rect::from_center_size(at + vec2(7.0, 10.0), Vec2::splat(14.0));
    glyph::paint(ui.painter(), mark, Glyph::Warning, c);
    line(ui, (at.x + 18.0, at.y), late, (Type::Medium, c.atrisk_text), COLUMNS.1 - 18.0);
}

/// The ways to answer it, or to find somebody who does.
fn actions(ui: &mut Ui, desk: &mut Desk<'_>, unknown: &Unknown, room: Rect) {
    let name = |act: &str| format!("{act} {} of {}", unknown.label, place_words(unknown));
    ui.scope_builder(UiBuilder::new().max_rect(room).layout(Layout::right_to_left(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        ui.add_space(8.0);
        if link_named(ui, "Answer", &name("Answer")).clicked() {
            if let Some((spot, key)) = Spot::at(&unknown.place) {
                spot.mark(desk, &format!("answer {}", unknown.label.to_lowercase()), key, None);
            }
            desk.go_to(unknown.place.clone());
        }
        let nobody = unknown.owner.trim().is_empty();
        if nobody && link_named(ui, "Ask someone", &name("Ask someone about")).clicked() && !desk.is_read_only() {
            let workbook = desk.snapshot();
            let mark = at::record(&workbook, &unknown.place)
                .and_then(|record| record.marks().get(unknown.place.fields.last()?));
            if let Some(mark) = mark {
                marks::ask_at(ui, &unknown.place, mark);
            }
            desk.go_to(unknown.place.clone());
        }
    });
}

/// Up and down from row to row.
fn keys(ui: &Ui, response: &Response, at: usize, count: usize) {
    if let Some(to) = focus::step(ui, response, at, count) {
        ui.memory_mut(|memory| memory.request_focus(row_id(to)));
    }
}

fn row_id(at: usize) -> egui::Id {
    egui::Id::unique(("unknown field", at))
}
