//! The bar that finds words in every text and puts others in their place. It stands over the page, which it takes to each
//! place; the list shows the words around.

use egui::{Frame, Key, Margin, Modifiers, Panel, Rect, ScrollArea, Ui, UiBuilder, Vec2, pos2};

use crate::edit::replace::{self, Hit, Wanted};
use crate::find::Haystack;
use crate::model::Section;
use crate::model::record::cite;
use crate::ui::app::App;
use crate::ui::desk::Order;
use crate::ui::history::Then;
use crate::ui::notice::Notice;
use crate::ui::page::Page;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, filter_chip, icon_button, segmented};
use crate::ui::widgets::field::{TextField, Typed};
use crate::ui::widgets::label;
use crate::ui::widgets::result_row::{self, Lead, ResultRow};
use crate::ui::{icons, sections};
use crate::words;

use super::palette::results::snippet;

/// The most hits that are listed.
const MOST: usize = 1_000;
/// How many rows of the list are seen at once: in a window of the usual height, and in a low one.
const ROWS: (f32, f32) = (5.0, 2.0);
/// How many bytes before and after the words are shown at the most.
const AROUND: usize = 1_000;
/// How wide the fields are.
const FIELD: f32 = 240.0;

/// What the hits were looked for.
type Looked = (Wanted, Option<Section>, Option<Then>, u64);

/// What the bar remembers.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub struct FindBar {
    open: bool,
    replacing: bool,
    /// The field takes the focus, with its text selected.
    fresh: bool,
    /// For so many frames the field takes the focus back from what was gone to.
    hold: u8,
    wanted: Wanted,
    with: String,
    here: bool,
    at: Option<usize>,
    /// The current hit comes into sight in the list.
    scroll: bool,
    hits: Option<(Looked, Vec<Hit>)>,
}

/// What was asked for in the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Step(isize),
    Go(usize),
    Replace,
    ReplaceAll,
    Close,
}

impl FindBar {
    fn hits(&self) -> &[Hit] {
        self.hits.as_ref().map(|(_, hits)| hits.as_slice()).unwrap_or_default()
    }

    fn count(&self) -> String {
        let all = self.hits().len();
        let more = if all == MOST { " or more" } else { "" };
        match self.at {
            _ if self.wanted.text.is_empty() => String::new(),
            _ if all == 0 => "Not found".to_owned(),
            Some(at) => format!("{} of {}{more}", at + 1, words::count(all as u64)),
            None => format!("{}{more} found", words::count(all as u64)),
        }
    }
}

impl App {
    /// Opens the bar, with the field for what to put in place if `replacing`.
    pub(in crate::ui) fn open_find(&mut self, ctx: &egui::Context, replacing: bool) {
        if self.document.is_some() && self.page != Page::Section(Section::Pack) {
            let bar = &mut self.chrome.find;
            (bar.open, bar.fresh) = (true, true);
            bar.replacing |= replacing;
            ctx.request_repaint();
        }
    }

    /// Opens the bar with words to find everywhere.
    pub(in crate::ui) fn find_text(&mut self, ctx: &egui::Context, words: &str) {
        self.open_find(ctx, false);
        let bar = &mut self.chrome.find;
        bar.wanted.text = words.to_owned();
        (bar.here, bar.at) = (false, None);
    }
}

/// Shows it over the page, if it is open.
pub fn show(app: &mut App, ui: &mut Ui) {
    if !app.chrome.find.open || app.page == Page::Section(Section::Pack) {
        return;
    }
    let section = match app.page {
        Page::Section(section) => Some(section),
        _ => None,
    };
    let then = app.preview.as_ref().map(|preview| preview.then);
    let Some(document) = app.preview.as_ref().map(|preview| &preview.document).or(app.document.as_ref()) else {
        return;
    };
    let mut bar = std::mem::take(&mut app.chrome.find);
    let looked = (bar.wanted.clone(), section.filter(|_| bar.here), then, document.session.revision());
    if bar.hits.as_ref().is_none_or(|(known, _)| *known != looked) {
        let hits = replace::find(document.session.workbook(), looked.1, &looked.0, MOST);
        bar.at = bar.at.filter(|_| !hits.is_empty()).map(|at| at.min(hits.len().saturating_sub(1)));
        bar.hits = Some((looked, hits));
    }
    let c = theme::colors(ui);
    let frame = Frame::new().fill(c.bg_app).inner_margin(Margin::symmetric(size::SIDE as i8, 8));
    let low = ui.ctx().content_rect().height() < 640.0;
    let rows = if low { ROWS.1 } else { ROWS.0 };
    let shown = Panel::top("find bar").resizable(false).frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let asked = controls(ui, &mut bar, section.is_some());
        let listed = list(ui, &mut bar, &document.facts.index, rows);
        asked.or(listed)
    });
    app.chrome.find = bar;
    if let Some(asked) = shown.inner {
        carry_out(app, ui, asked);
    }
}

fn controls(ui: &mut Ui, bar: &mut FindBar, in_section: bool) -> Option<Asked> {
    let mut asked = None;
    let pressed = |ui: &Ui, modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(ui, Modifiers::SHIFT, Key::F3) {
        asked = Some(Asked::Step(-1));
    } else if pressed(ui, Modifiers::NONE, Key::F3) {
        asked = Some(Asked::Step(1));
    }
    let whole = ui.available_rect_before_wrap();
    ui.scope(|ui| {
        ui.set_max_width(whole.width() - size::CONTROL - 8.0);
        ui.horizontal_wrapped(|ui| {
            let typed = field(ui, bar);
            if typed.entered {
                bar.hold = 3;
                asked = Some(Asked::Step(if ui.input(|input| input.modifiers.shift) { -1 } else { 1 }));
            } else if typed.escaped {
                asked = Some(Asked::Close);
            }
            let able = !bar.hits().is_empty();
            if icon_button(ui, icons::ARROW_UP, "Previous (Shift F3)", able).clicked() {
                asked = Some(Asked::Step(-1));
            }
            if icon_button(ui, icons::ARROW_DOWN, "Next (F3)", able).clicked() {
                asked = Some(Asked::Step(1));
            }
            let said = label::line(ui, &bar.count(), Type::Caption, theme::colors(ui).ink_2);
            ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(egui::accesskit::Live::Polite));
            if filter_chip(ui, "Match case", None, bar.wanted.case).clicked() {
                bar.wanted.case = !bar.wanted.case;
            }
            if filter_chip(ui, "Whole words", None, bar.wanted.whole_words).clicked() {
                bar.wanted.whole_words = !bar.wanted.whole_words;
            }
            if in_section {
                let current = usize::from(!bar.here);
                if let Some(chosen) = segmented(ui, "Find in", &["This page", "Everywhere"], current) {
                    bar.here = chosen == 0;
                }
            }
            let name = if bar.replacing { "Only find" } else { "Replace" };
            if Button::new(name).quiet().show(ui).clicked() {
                bar.replacing = !bar.replacing;
            }
        });
    });
    // in the corner, whatever the width
    let corner = Rect::from_min_size(pos2(whole.right() - size::CONTROL, whole.top()), Vec2::splat(size::CONTROL));
    let mut corner = ui.new_child(UiBuilder::new().max_rect(corner));
    if icon_button(&mut corner, icons::X, "Close the search (Esc)", true).clicked() {
        asked = Some(Asked::Close);
    }
    if bar.replacing {
        ui.horizontal_wrapped(|ui| asked = replacing(ui, bar).or(asked));
    }
    asked
}

fn field(ui: &mut Ui, bar: &mut FindBar) -> Typed {
    let id = egui::Id::unique("find field");
    if bar.hold > 0 {
        bar.hold -= 1;
        ui.memory_mut(|memory| memory.request_focus(id));
        ui.ctx().request_repaint();
    }
    let before = bar.wanted.text.clone();
    let typed = TextField::line(id, "Find in texts")
        .hint("Find")
        .width(FIELD)
        .take_focus_and_select(std::mem::take(&mut bar.fresh))
        .show(ui, &before);
    if let Some(text) = typed.text.clone() {
        bar.wanted.text = text;
        bar.at = None;
    }
    typed
}

fn replacing(ui: &mut Ui, bar: &mut FindBar) -> Option<Asked> {
    let before = bar.with.clone();
    let id = egui::Id::unique("replace field");
    let typed = TextField::line(id, "Replace with").hint("Replace with").width(FIELD).show(ui, &before);
    if let Some(text) = typed.text {
        bar.with = text;
    }
    let able = !bar.hits().is_empty();
    let one = Button::new("Replace").enabled(able).show(ui);
    let all = Button::new("Replace all").enabled(able).show(ui);
    if typed.escaped {
        Some(Asked::Close)
    } else if all.clicked() {
        Some(Asked::ReplaceAll)
    } else {
        (able && (one.clicked() || typed.entered)).then_some(Asked::Replace)
    }
}

/// Every hit with the words around it. Only rows in sight are laid out.
fn list(ui: &mut Ui, bar: &mut FindBar, index: &crate::model::place::Index, rows: f32) -> Option<Asked> {
    let count = bar.hits().len();
    if count == 0 {
        return None;
    }
    let mut asked = None;
    let height = result_row::ROW;
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area =
        ScrollArea::vertical().max_height(rows * height).min_scrolled_height(rows * height).auto_shrink([false, true]);
    if let Some(at) = bar.at.filter(|_| std::mem::take(&mut bar.scroll)) {
        area = area.vertical_scroll_offset((at as f32 - 1.0).max(0.0) * height);
    }
    area.show_rows(ui, height, count, |ui, seen| {
        for at in seen {
            let Some(hit) = bar.hits().get(at) else { continue };
            let row = row(hit, index);
            let id = egui::Id::unique(("hit", at));
            if result_row::keyed(ui, &row, id, (bar.at == Some(at), "")).clicked() {
                asked = Some(Asked::Go(at));
            }
        }
    });
    asked
}

fn row(hit: &Hit, index: &crate::model::place::Index) -> ResultRow {
    // of a long text only what is around the words: this is made anew in each frame
    let begin = hit.text.floor_char_boundary(hit.at.start.saturating_sub(AROUND));
    let end = hit.text.ceil_char_boundary(hit.at.end.saturating_add(AROUND).min(hit.text.len()));
    let around = hit.text.get(begin..end).unwrap_or_default();
    let letters = |to: usize| hit.text.get(begin..to).map_or(0, |before| before.chars().count());
    let marks = std::iter::once(letters(hit.at.start)..letters(hit.at.end)).collect();
    let (text, marks) = snippet(&Haystack::whole(around), marks);
    let head = match hit.place.item() {
        None => sections::name(hit.place.section).to_owned(),
        Some((kind, id, number)) => {
            let cited = cite(kind, number);
            let outer = index.get(id).and_then(|entry| index.get(entry.within?));
            match outer.map(|outer| cite(outer.kind, outer.number)).filter(|outer| !outer.is_empty()) {
                _ if !cited.is_empty() => cited,
                Some(outer) => format!("{outer}, {}", kind.singular()),
                None => words::capitalized(kind.singular()),
            }
        }
    };
    let detail = format!("{head}, {}", hit.field.label.to_lowercase());
    let lead = Lead::Icon(sections::icon(hit.place.section));
    ResultRow { lead, text, marks, detail, keys: String::new(), reason: None }
}

fn carry_out(app: &mut App, ui: &Ui, asked: Asked) {
    let bar = &mut app.chrome.find;
    let count = bar.hits().len();
    match asked {
        Asked::Close => {
            bar.open = false;
            ui.ctx().request_repaint();
            return;
        }
        Asked::Step(by) if count > 0 => {
            let next = match bar.at {
                Some(at) => (at.cast_signed() + by).rem_euclid(count.cast_signed()) as usize,
                None if by < 0 => count - 1,
                None => 0,
            };
            (bar.at, bar.scroll) = (Some(next), true);
        }
        Asked::Step(_) => return,
        Asked::Go(at) => bar.at = Some(at),
        Asked::Replace => return replace_one(app, ui),
        Asked::ReplaceAll => return replace_all(app, ui),
    }
    if let Some(place) = bar.at.and_then(|at| bar.hits().get(at)).map(|hit| hit.place.clone()) {
        let ctx = ui.ctx().clone();
        app.obey(&ctx, vec![Order::GoTo(place)]);
    }
}

/// Replaces the current hit, or the first one, and goes to the one after it.
fn replace_one(app: &mut App, ui: &Ui) {
    if app.is_refused() {
        return;
    }
    let bar = &mut app.chrome.find;
    let at = bar.at.unwrap_or(0);
    let (Some(hit), Some(document)) = (bar.hits().get(at).cloned(), &mut app.document) else { return };
    let name = format!("replace “{}”", bar.wanted.text);
    let with = bar.with.clone();
    document.settle_now();
    document.session.edit(&name, |workbook, _| replace::replace_one(workbook, &hit, &with));
    // what was put in may hold the words itself: the one after it comes next
    let again = bar.wanted.within(&with).len();
    let next = at + again;
    let place = bar.hits().get(at + 1).map(|hit| hit.place.clone());
    (bar.at, bar.scroll) = (Some(next), true);
    if let Some(place) = place {
        let ctx = ui.ctx().clone();
        app.chrome.find.hold = 3;
        app.obey(&ctx, vec![Order::GoTo(place)]);
    }
    ui.ctx().request_repaint();
}

/// Replaces every hit in one step, and says how many there were.
fn replace_all(app: &mut App, ui: &Ui) {
    if app.is_refused() {
        return;
    }
    let bar = &app.chrome.find;
    let Some(document) = &mut app.document else { return };
    let section = match app.page {
        Page::Section(section) if bar.here => Some(section),
        _ => None,
    };
    document.settle_now();
    let place = section.map_or_else(|| "everywhere".to_owned(), |section| format!("in {}", sections::name(section)));
    let name = format!("replace “{}” {place}", bar.wanted.text);
    let (wanted, with) = (bar.wanted.clone(), bar.with.clone());
    let replaced = document.session.edit(&name, |workbook, _| replace::replace_all(workbook, section, &wanted, &with));
    let said = format!(
        "{} replaced in {}",
        words::count(replaced.times as u64),
        words::how_many(replaced.places, "place", "places")
    );
    app.notices.say(Notice::undoable(said, document.session.revision()));
    app.chrome.find.at = None;
    ui.ctx().request_repaint();
}
