//! Rows of a difference on the screen: in columns where there is room, else on two lines. A row opens to its whole words, with what
//! went struck and what came underlined. Only the rows in sight are laid out. Knows no workbook.

use std::sync::Arc;

use egui::cache::{ComputerMut, FrameCache};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, Galley, Id, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::effects::Way;
use crate::difference::wording::{self, Run};
use crate::hidden;
use crate::model::place::Place;
use crate::ui::chrome::inspector::excerpt::{LINE, excerpts_in};
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::lines::{Line, Mark};

const ROW: f32 = 40.0;
const TWO_LINES: f32 = 60.0;
/// From this width on a row has columns, and from the next one words for all of them.
const COLUMNS: f32 = 520.0;
const WORDS: f32 = 700.0;

/// Rows to be shown.
#[derive(Debug, Clone, Copy)]
#[must_use = "rows are there once they are shown"]
pub struct Rows<'a> {
    lines: &'a [Line],
    most: usize,
    name: &'a str,
}

impl<'a> Rows<'a> {
    /// Rows of which at most so many are shown until the person asks for all.
    pub fn new(lines: &'a [Line], most: usize) -> Self {
        Self { lines, most, name: "difference" }
    }

    /// What tells them from other rows in the window.
    pub fn named(self, name: &'a str) -> Self {
        Self { name, ..self }
    }

    /// The id of a row among rows of this name.
    #[must_use]
    pub fn id_of(name: &str, at: usize) -> Id {
        Id::unique(("line of a difference", name, at))
    }

    fn row_id(self, at: usize) -> Id {
        Self::id_of(self.name, at)
    }

    /// How many are shown.
    #[must_use]
    pub fn count(self, ui: &Ui) -> usize {
        if ui.data(|data| data.get_temp(self.all_id())).unwrap_or(false) {
            self.lines.len()
        } else {
            self.lines.len().min(self.most)
        }
    }

    fn all_id(self) -> Id {
        Id::unique(("all lines of a difference", self.name))
    }

    fn open_id(self) -> Id {
        Id::unique(("open line of a difference", self.name))
    }

    /// Shows them; gives the place that was clicked.
    pub fn show(self, ui: &mut Ui) -> Option<Place> {
        let mut clicked = None;
        let count = self.count(ui);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (at, line) in self.lines.iter().take(count).enumerate() {
                if self.row(ui, at, line, count) {
                    clicked = Some(line.place.clone());
                }
            }
            let more = self.lines.len() - count;
            if more > 0 {
                ui.add_space(8.0);
                let words = format!("Show {more} more");
                if Button::new(&words).quiet().icon(icons::CARET_DOWN).show(ui).clicked() {
                    ui.data_mut(|data| data.insert_temp(self.all_id(), true));
                }
            }
        });
        clicked
    }

    /// A row; whether what it cites was clicked.
    fn row(self, ui: &mut Ui, at: usize, line: &Line, count: usize) -> bool {
        let c = theme::colors(ui);
        let open_line: Option<usize> = ui.data(|data| data.get_temp(self.open_id()));
        let open = open_line == Some(at);
        let width = ui.available_width();
        let full = if open { Some(in_full(ui, line, width - 32.0)) } else { None };
        let head = if width < COLUMNS { TWO_LINES } else { ROW };
        let below = full.as_ref().map_or(0.0, |full| full.size().y + 12.0);
        let (whole, _) = ui.allocate_exact_size(vec2(width, head + below), Sense::hover());
        let rect = Rect::from_min_size(whole.min, vec2(width, head));
        let response = ui.interact(rect, self.row_id(at), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, line.sentence()));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
        if let Some(to) = focus::step(ui, &response, at, count) {
            ui.memory_mut(|memory| memory.request_focus(self.row_id(to)));
        }
        if !ui.is_rect_visible(whole) {
            return false;
        }
        if open {
            ui.painter().rect_filled(whole, 0, c.sunken);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 0, c.hover);
        }
        let cited = Columns::of(rect).paint(ui, rect, line);
        if let Some(full) = full {
            ui.painter().galley(pos2(whole.left() + 16.0, rect.bottom()), full, c.ink);
        }
        ui.painter().hline(whole.x_range(), whole.bottom() - 0.5, Stroke::new(1.0, c.line));
        focus::ring_inside(ui, &response, rect, 0);
        if response.clicked() {
            ui.data_mut(|data| {
                data.remove::<usize>(self.open_id());
                if !open {
                    data.insert_temp(self.open_id(), at);
                }
            });
        }
        self.link(ui, at, line, cited)
    }

    /// The way to what a row cites.
    fn link(self, ui: &Ui, at: usize, line: &Line, rect: Rect) -> bool {
        let target = Rect::from_center_size(rect.center(), vec2(rect.width(), size::TARGET));
        let response = ui.interact(target, self.row_id(at).with("cited"), Sense::click());
        let words = format!("Go to {}", line.cited);
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &words));
        if response.hovered() {
            let y = rect.center().y + 9.0;
            ui.painter().hline(rect.x_range(), y, Stroke::new(1.0, theme::colors(ui).accent));
        }
        focus::ring(ui, &response, target, radius::CHIP);
        response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(words).clicked()
    }
}

/// Where the parts of a row stand.
struct Columns {
    mark: Rect,
    /// Whether the mark has its word.
    worded: bool,
    cited: Rect,
    about: Rect,
    says: Rect,
    means: Rect,
}

impl Columns {
    fn of(rect: Rect) -> Self {
        let width = rect.width();
        let inner = rect.shrink2(vec2(12.0, 0.0));
        let worded = width >= WORDS;
        let marks = if worded { 92.0 } else { 24.0 };
        let part = |left: f32, right: f32, top: f32, bottom: f32| {
            Rect::from_min_max(pos2(left, top), pos2(right.max(left + 1.0), bottom))
        };
        let (top, bottom) = (rect.top(), rect.bottom());
        let cited_left = inner.left() + marks;
        if width < COLUMNS {
            let middle = rect.center().y;
            let about_left = cited_left + 64.0;
            let split = (about_left + (inner.right() - about_left) * 0.5).floor();
            return Self {
                mark: part(inner.left(), cited_left - 4.0, top + 4.0, middle + 2.0),
                worded,
                cited: part(cited_left, about_left - 8.0, top + 4.0, middle + 2.0),
                about: part(about_left, split - 8.0, top + 4.0, middle + 2.0),
                says: part(cited_left, inner.right(), middle + 2.0, bottom - 4.0),
                means: part(split, inner.right(), top + 4.0, middle + 2.0),
            };
        }
        let about_left = cited_left + if worded { 84.0 } else { 60.0 };
        let says_left = about_left + (width * 0.17).clamp(96.0, 148.0);
        let means_left = inner.right() - (width * 0.25).clamp(132.0, 216.0);
        Self {
            mark: part(inner.left(), cited_left - 8.0, top, bottom),
            worded,
            cited: part(cited_left, about_left - 8.0, top, bottom),
            about: part(about_left, says_left - 12.0, top, bottom),
            says: part(says_left, means_left - 12.0, top, bottom),
            means: part(means_left, inner.right(), top, bottom),
        }
    }

    /// Draws a row; gives where its citation is.
    fn paint(&self, ui: &Ui, rect: Rect, line: &Line) -> Rect {
        let c = theme::colors(ui);
        let put = |at: Rect, galley: Arc<Galley>, ink: Color32| {
            ui.painter().galley(pos2(at.left(), at.center().y - galley.size().y / 2.0), galley, ink);
        };
        let ink = match line.mark {
            Mark::Added => c.within_text,
            Mark::Removed => c.blocker,
            Mark::Changed | Mark::Moved => c.ink_2,
        };
        let sign = Rect::from_center_size(pos2(self.mark.left() + 8.0, self.mark.center().y), Vec2::splat(16.0));
        label::paint_icon(ui, sign, line.mark.icon(), Type::Icon, ink);
        if self.worded {
            let at = Rect::from_min_max(pos2(self.mark.left() + 22.0, rect.top()), self.mark.max);
            put(at, theme::cut(ui, line.mark.label(), Type::Caption, ink, at.width(), 1), ink);
        }
        let cited = theme::cut(ui, &line.cited, Type::Medium, c.accent, self.cited.width(), 1);
        let link = Rect::from_center_size(
            pos2(self.cited.left() + cited.size().x / 2.0, self.cited.center().y),
            vec2(cited.size().x.max(size::TARGET), size::TARGET),
        );
        put(self.cited, cited, c.accent);
        put(self.about, theme::cut(ui, &line.about, Type::Body, c.ink_2, self.about.width(), 1), c.ink_2);
        says(ui, line, self.says);
        self.paint_effect(ui, line);
        link
    }

    fn paint_effect(&self, ui: &Ui, line: &Line) {
        let c = theme::colors(ui);
        let means = self.means;
        let put = |left: f32, text: &str, style: Type, ink: Color32| {
            let galley = theme::cut(ui, text, style, ink, means.right() - left, 2);
            ui.painter().galley(pos2(left, means.center().y - galley.size().y / 2.0), galley, ink);
        };
        let Some((way, words)) = &line.effect else {
            if line.wording_only {
                put(means.left(), "Wording", Type::Small, c.ink_3);
            }
            return;
        };
        let sign = Rect::from_center_size(pos2(means.left() + 7.0, means.center().y), Vec2::splat(14.0));
        match way {
            Way::Worse => glyph::paint(ui.painter(), sign, Glyph::Warning, c),
            Way::Better => label::paint_icon(ui, sign, icons::CHECK, Type::Icon, c.within_text),
            Way::Other => glyph::paint(ui.painter(), sign, Glyph::Advice, c),
        }
        put(means.left() + 20.0, words, Type::Caption, c.ink);
    }
}

/// From what to what, on one line: long texts are cut to where they differ, and so that both are seen.
fn says(ui: &Ui, line: &Line, rect: Rect) {
    const ARROW: f32 = 32.0;
    let c = theme::colors(ui);
    let (before, after) = excerpts_in(LINE, &line.before, &line.after);
    let natural = theme::cut(ui, &after, Type::Medium, c.ink, f32::INFINITY, 1).size().x;
    let both = !before.is_empty() && !after.is_empty();
    let room = rect.width() - if both { ARROW } else { 0.0 };
    let kept = if both { natural.min(room * 0.5) } else { 0.0 };
    let old = theme::cut(ui, &before, Type::Body, c.ink_2, room - kept, 1);
    let mut left = rect.left();
    let put = |left: f32, galley: Arc<Galley>, ink: Color32| {
        ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, ink);
    };
    if !before.is_empty() {
        let width = old.size().x;
        put(left, old, c.ink_2);
        left += width;
    }
    if both {
        let at = Rect::from_center_size(pos2(left + ARROW / 2.0, rect.center().y), Vec2::splat(16.0));
        label::paint_icon(ui, at, icons::ARROW_RIGHT, Type::Icon, c.ink_3);
        left += ARROW;
    }
    if !after.is_empty() {
        put(left, theme::cut(ui, &after, Type::Medium, c.ink, rect.right() - left, 1), c.ink);
    }
}

/// Every word of a row, and what it means.
fn in_full(ui: &Ui, line: &Line, width: f32) -> Arc<Galley> {
    let c = theme::colors(ui);
    let mut job = LayoutJob::default();
    word_by_word(&mut job, ui, &line.before, &line.after);
    if let Some((way, words)) = &line.effect {
        let lead = if job.text.is_empty() { "" } else { "\n" };
        job.append(&format!("{lead}{}: {words}", way.label()), 0.0, Type::Small.format(c.ink_2));
    }
    job.wrap = TextWrapping { max_width: width.max(1.0), ..TextWrapping::default() };
    ui.painter().layout_job(job)
}

/// Writes every word of both texts: what went is struck, what came is underlined.
pub(super) fn word_by_word(job: &mut LayoutJob, ui: &Ui, before: &str, after: &str) {
    let c = theme::colors(ui);
    let plain = Type::Body.format(c.ink);
    let struck = egui::TextFormat { strikethrough: Stroke::new(1.0, c.ink_2), ..Type::Body.format(c.ink_2) };
    let added = egui::TextFormat { underline: Stroke::new(1.0, c.ink), ..Type::Medium.format(c.ink) };
    let mut was_removed = false;
    let runs = ui.memory_mut(|memory| memory.caches.cache::<RunsOfFrame>().get((before, after)).clone());
    for run in runs.iter() {
        let text = hidden::visible(run.text());
        if was_removed && !job.text.ends_with(char::is_whitespace) && !text.starts_with(char::is_whitespace) {
            job.append(" ", 0.0, plain.clone()); // what went and what came are two words
        }
        was_removed = matches!(run, Run::Removed(_));
        let format = match run {
            Run::Same(_) => &plain,
            Run::Removed(_) => &struck,
            Run::Added(_) => &added,
        };
        job.append(&text, 0.0, format.clone());
    }
}

/// Word for word, worked out once for as long as it is shown.
type RunsOfFrame = FrameCache<Arc<[Run]>, WordForWord>;

#[derive(Default)]
struct WordForWord;

impl ComputerMut<(&str, &str), Arc<[Run]>> for WordForWord {
    fn compute(&mut self, (before, after): (&str, &str)) -> Arc<[Run]> {
        wording::runs(before, after).into()
    }
}
