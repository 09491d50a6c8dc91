//! The table of sources: a row of two lines for each. Rows out of sight are only space; all rows together are one stop of
//! the Tab key.

use egui::{Color32, Rangef, Rect, Role, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::budget::Verdict;
use crate::assess::findings::Severity;
use crate::model::canvas::NoteKind;
use crate::model::data::{Data, DataSource, DataUse, Sensitivity};
use crate::model::{Date, List};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::panels::{bulk, row_drag};
use crate::ui::theme::{self, Colors, Type, radius};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};

use super::columns::Columns;
use super::rows::{self, Act, row_id};
use super::wording::{self, Said, Shape};

const HEAD: f32 = 32.0;
/// How high a row is.
pub const ROW: f32 = 48.0;

/// The shape as it is drawn.
pub const fn glyph_of(shape: Shape) -> Glyph {
    match shape {
        Shape::Settled => Glyph::Verdict(Verdict::Within),
        Shape::Doubtful => Glyph::Verdict(Verdict::Unproven),
        Shape::Unknown => Glyph::Kind(NoteKind::Question),
        Shape::Late => Glyph::Warning,
        Shape::Found(severity) => Glyph::of_severity(severity),
    }
}

/// Shows it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut rows::State, data: &Data) -> Option<Act> {
    let sources = &data.sources;
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = ui.available_width();
    let columns = Columns::of(width);
    heads(ui, &columns.heads().into_iter().map(|(column, words)| (column, words, false)).collect::<Vec<_>>());
    let (_, area) = ui.allocate_space(vec2(width, ROW * sources.len() as f32));
    let clip = ui.clip_rect();
    let mut inside = ui.new_child(UiBuilder::new().max_rect(area));
    let (mut asked, mut selected_at) = (None, None);
    for (at, source) in sources.iter().enumerate() {
        let rect = Rect::from_min_size(pos2(area.left(), area.top() + ROW * at as f32), vec2(width, ROW));
        let selected = state.at == Some(source.id);
        if selected {
            selected_at = Some(rect);
        }
        // the selected row is there even out of sight: it is where the keyboard is
        if selected || rect.intersects(clip) {
            let chosen = desk.hold.has(source.id);
            let row = Row { source, columns, rect, selected, chosen, today: desk.today };
            asked = row.show(&mut inside, desk, state, sources).or(asked);
        }
    }
    if let Some(rect) = selected_at.filter(|_| std::mem::take(&mut state.scroll)) {
        ui.scroll_to_rect(rect, None);
    }
    state.scroll = false;
    row_drag::show(ui, desk, &rows::sources(data, state.at)).map(Act::Go).or(asked)
}

/// The heads of columns, with whether they stand at the right.
pub fn heads(ui: &mut Ui, columns: &[(Rangef, &'static str, bool)]) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    for (column, words, right) in columns {
        let galley = theme::cut(ui, words, Type::Caption, c.ink_2, column.span(), 1);
        let x = if *right { column.max - galley.size().x } else { column.min };
        ui.painter().galley(pos2(rect.left() + x, rect.center().y - galley.size().y / 2.0), galley, c.ink_2);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// A row while it is drawn.
struct Row<'a> {
    source: &'a DataSource,
    columns: Columns,
    rect: Rect,
    selected: bool,
    chosen: bool,
    today: Date,
}

impl Row<'_> {
    fn show(
        &self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        state: &mut rows::State,
        sources: &List<DataSource>,
    ) -> Option<Act> {
        let id = self.source.id;
        let sense = if self.selected { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(self.rect, row_id(id), sense | row_drag::SENSE);
        let marked = self.selected || self.chosen;
        let findings = desk.facts.of_item(id).count();
        response.widget_info(|| {
            WidgetInfo::selected(Role::ListBoxOption, true, marked, wording::row(self.source, findings))
        });
        if self.selected {
            regions::entrance(Region::Main, &response);
            if std::mem::take(&mut state.focus) {
                response.request_focus();
            }
        }
        if ui.is_rect_visible(self.rect) {
            ground(ui, &response, marked);
            self.paint(ui, desk);
            row_drag::row(ui, desk, &response, id);
            focus::ring_inside(ui, &response, self.rect, radius::CHIP);
        }
        let clicked = response.clicked() || response.secondary_clicked();
        let mut asked = clicked.then_some(Act::Go(id));
        if response.double_clicked() {
            asked = Some(Act::Edit(id));
        }
        // a screen reader may put the focus on a row that is not selected
        if !self.selected && response.gained_focus() {
            asked = asked.or(Some(Act::Go(id)));
        }
        let picked = menu::context(&response, |ui| {
            if desk.hold.is_one_of_many(id) {
                bulk::menu(ui, desk);
                return None;
            }
            rows::commands(ui, sources, id, "Rename")
        });
        let picked = picked.flatten();
        response.on_hover_ui(|ui| {
            label::text(ui, &wording::row(self.source, findings), Type::Caption, theme::colors(ui).ink);
        });
        picked.or(asked)
    }

    fn paint(&self, ui: &Ui, desk: &Desk<'_>) {
        let c = theme::colors(ui);
        let (source, columns) = (self.source, &self.columns);
        let number = format!("D-{}", source.number);
        lines(ui, self.at(columns.number), &[(&number, Type::Small, c.ink_3)]);
        let style = if self.selected { Type::Strong } else { Type::Medium };
        let ink = if source.name.trim().is_empty() { c.ink_3 } else { c.ink };
        let content = wording::content(source);
        let content = if content.is_empty() { source.description.trim() } else { &content };
        let both = [(wording::name(source), style, ink), (content, Type::Small, c.ink_2)];
        let shown = if content.is_empty() { 1 } else { 2 };
        lines(ui, self.at(columns.name), both.get(..shown).unwrap_or_default());
        if let Some(column) = columns.used {
            let used = source.used_for.map_or("", DataUse::label);
            self.words(ui, column, &self.said(desk, "used_for", used));
        }
        if let Some(column) = columns.owner {
            self.paint_owner(ui, desk, column);
        }
        self.paint_rights(ui, c);
        if let Some(column) = columns.sensitivity {
            self.paint_sensitivity(ui, desk, column);
        }
        let rest = [
            (columns.retention, "retention", source.retention.clone()),
            (columns.freshness, "freshness", source.freshness.clone()),
            (columns.segments, "segments", wording::segments(source)),
        ];
        for (column, key, text) in rest {
            if let Some(column) = column {
                let mut said = self.said(desk, key, &text);
                if key == "segments" && said.blank && said.shape.is_none() {
                    "–".clone_into(&mut said.text);
                }
                self.words(ui, column, &said);
            }
        }
    }

    fn at(&self, column: Rangef) -> Rect {
        let left = self.rect.left();
        Rect::from_x_y_ranges(left + column.min..=left + column.max, self.rect.y_range())
    }

    /// What stands in the cell of an answer, with what the checker found about it.
    fn said(&self, desk: &Desk<'_>, key: &str, text: &str) -> Said {
        let about = desk.facts.of_item(self.source.id).filter(|finding| finding.place.fields.first() == Some(&key));
        let worst: Option<Severity> = about.map(crate::assess::findings::Finding::severity).min();
        wording::cell(text, self.source.marks.get(key), worst, self.today)
    }

    fn words(&self, ui: &Ui, column: Rangef, said: &Said) {
        let c = theme::colors(ui);
        let place = shape(ui, self.at(column), said.shape);
        lines(ui, place, &[(&said.text, Type::Small, if said.blank { c.ink_3 } else { c.ink_2 })]);
    }

    fn paint_owner(&self, ui: &Ui, desk: &Desk<'_>, column: Rangef) {
        let place = self.at(column);
        let said = self.said(desk, "owner", &self.source.owner);
        if let Some(shape) = said.shape.filter(|_| self.source.owner.trim().is_empty()) {
            let mark = Rect::from_center_size(pos2(place.left() + 12.0, place.center().y), Vec2::splat(14.0));
            glyph::paint(ui.painter(), mark, glyph_of(shape), theme::colors(ui));
        } else {
            let circle = Rect::from_center_size(pos2(place.left() + 12.0, place.center().y), Vec2::splat(24.0));
            label::paint_initials(ui, circle, &self.source.owner);
        }
    }

    /// Whether the rights are settled, and under it the ground.
    fn paint_rights(&self, ui: &Ui, c: &Colors) {
        let source = self.source;
        let state = if source.marks.get("rights_state").is_some() {
            wording::cell("", source.marks.get("rights_state"), None, self.today)
        } else {
            wording::clearance(source)
        };
        let ground = wording::cell(&source.rights, source.marks.get("rights"), None, self.today);
        let place = shape(ui, self.at(self.columns.rights), state.shape);
        let ink = if state.blank { c.ink_3 } else { c.ink };
        let open = matches!(state.shape, Some(Shape::Doubtful | Shape::Found(_) | Shape::Unknown | Shape::Late));
        let first = (state.text.as_str(), if open { Type::Medium } else { Type::Body }, ink);
        let second = (ground.text.as_str(), Type::Small, if ground.blank { c.ink_3 } else { c.ink_2 });
        lines(ui, place, &[first, second]);
    }

    fn paint_sensitivity(&self, ui: &Ui, desk: &Desk<'_>, column: Rangef) {
        let c = theme::colors(ui);
        let Some(sensitivity) = self.source.sensitivity.filter(|_| self.source.marks.get("sensitivity").is_none())
        else {
            return self.words(ui, column, &self.said(desk, "sensitivity", ""));
        };
        let place = self.at(column);
        let bars = Rect::from_center_size(pos2(place.left() + 6.0, place.center().y), Vec2::splat(12.0));
        glyph::pips(ui.painter(), bars, wording::bars(sensitivity), c.ink_2);
        let strong = sensitivity == Sensitivity::Special;
        let (style, ink) = if strong { (Type::Caption, c.ink) } else { (Type::Small, c.ink_2) };
        lines(ui, behind(place, 18.0), &[(sensitivity.label(), style, ink)]);
    }
}

/// The ground of a row and the line below it.
pub fn ground(ui: &Ui, response: &egui::Response, selected: bool) {
    let c = theme::colors(ui);
    let rect = response.rect;
    if selected {
        ui.painter().rect_filled(rect, 0, c.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0, c.hover);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
}

fn behind(rect: Rect, lead: f32) -> Rect {
    Rect::from_min_max(pos2(rect.left() + lead, rect.top()), rect.max)
}

/// Draws a shape at the start of a cell; gives the rest of the cell.
fn shape(ui: &Ui, place: Rect, shape: Option<Shape>) -> Rect {
    let Some(shape) = shape else { return place };
    let mark = Rect::from_center_size(pos2(place.left() + 7.0, place.center().y), Vec2::splat(14.0));
    glyph::paint(ui.painter(), mark, glyph_of(shape), theme::colors(ui));
    behind(place, 20.0)
}

/// Draws texts under each other in the middle of a cell, each on a line of its own; one alone may take two.
pub fn lines(ui: &Ui, place: Rect, texts: &[(&str, Type, Color32)]) {
    let most = if texts.len() > 1 { 1 } else { 2 };
    let set = texts.iter().map(|(text, style, ink)| (theme::cut(ui, text, *style, *ink, place.width(), most), *ink));
    let galleys: Vec<_> = set.collect();
    let height: f32 = galleys.iter().map(|(galley, _)| galley.size().y).sum();
    let mut top = place.center().y - height / 2.0;
    for (galley, ink) in galleys {
        let next = top + galley.size().y;
        ui.painter().galley(pos2(place.left(), top), galley, ink);
        top = next;
    }
}
