//! The table of requirements: what each asks, what was measured, the verdict, and who answers for it. All rows together are one
//! stop of the Tab key; Alt and the arrows move a row, and so does dragging.

use egui::{Popup, Rangef, Rect, Role, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::model::requirements::Requirement;
use crate::model::{Id, List, Workbook};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::panels::bulk::{self, Listed};
use crate::ui::panels::data::rows::{self, Act, row_id};
use crate::ui::panels::row_drag;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};

use super::wording::{self, Basis, Gap};

const HEAD: f32 = 32.0;
const ROW: f32 = 36.0;
const PAD: f32 = 8.0;
const GAP: f32 = 12.0;

/// What a table of rows remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The selected row.
    pub rows: rows::State,
}

/// What the person asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Something that rows have in common.
    Row(Act),
    /// What is missing before this one can be measured.
    Fill(Id, Gap),
}

/// A row as it is told.
pub struct Told {
    /// The item.
    pub id: Id,
    /// How it is cited.
    pub cited: String,
    /// What it is called.
    pub name: String,
    /// Whether it has no name yet.
    pub blank: bool,
    /// What it asks and what was measured.
    pub basis: Option<Basis>,
    /// What stands in the place of both where nothing is linked.
    pub instead: Option<(&'static str, Gap)>,
    /// Who answers for it; `None` where nobody is asked to.
    pub owner: Option<String>,
    /// The row in full.
    pub said: String,
}

/// A requirement as it is told.
pub fn told(workbook: &Workbook, desk: &Desk<'_>, requirement: &Requirement) -> Told {
    let basis = wording::basis(workbook, desk.facts, (requirement.budget, requirement.metric));
    let findings = desk.facts.of_item(requirement.id).count();
    Told {
        id: requirement.id,
        cited: format!("RQ-{}", requirement.number),
        name: wording::name(requirement),
        blank: requirement.task.trim().is_empty(),
        said: wording::row(requirement, basis.as_ref(), findings),
        instead: wording::gap(requirement).filter(|_| basis.is_none()).map(|gap| (gap.words(), gap)),
        owner: Some(requirement.owner.clone()),
        basis,
    }
}

/// Where the columns lie, from the left of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Columns {
    number: Rangef,
    name: Rangef,
    asks: Option<Rangef>,
    measured: Option<Rangef>,
    verdict: Rangef,
    owner: Option<Rangef>,
}

impl Columns {
    fn of(width: f32, has_owner: bool) -> Self {
        let mut right = width - PAD;
        let mut take = |wide: f32, there: bool| {
            let column = there.then(|| Rangef::new(right - wide, right));
            right -= if there { wide + GAP } else { 0.0 };
            column
        };
        let owner = take(24.0, has_owner && width >= 400.0);
        let verdict = take(104.0, true).unwrap_or(Rangef::NOTHING);
        let measured = take(112.0, width >= 592.0);
        let asks = take(80.0, width >= 480.0);
        let number = Rangef::new(PAD, PAD + 44.0);
        Self { number, name: Rangef::new(number.max + 4.0, right), asks, measured, verdict, owner }
    }
}

/// A list as rows that can be chosen and moved. `list`: its address.
pub fn listed<T: crate::model::record::Item>(list: &str, items: &List<T>, state: &State) -> Listed {
    Listed::new(list, items.iter().map(crate::model::record::Item::id), state.rows.at)
}

/// The keys of the selected row, if it has the focus.
pub fn keys<T: crate::model::record::Item>(
    ui: &Ui,
    desk: &mut Desk<'_>,
    state: &State,
    (list, items): (&str, &List<T>),
) -> Option<Act> {
    if ui.ctx().text_edit_focused() || Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let heard = bulk::listen(ui, desk, state.rows.at.map(row_id), &listed(list, items, state));
    if let Some(id) = heard {
        return Some(Act::Go(id));
    }
    rows::keys(ui, &state.rows, items)
}

/// A list of items with what its heads are called.
pub struct Table<'a, T> {
    /// The items.
    pub items: &'a List<T>,
    /// The head of the names.
    pub head: &'static str,
    /// What an item is told as.
    pub tell: &'a dyn Fn(&Desk<'_>, &T) -> Told,
    /// Whether somebody answers for an item.
    pub has_owner: bool,
    /// The address of the list.
    pub list: &'static str,
}

impl<T: crate::model::record::Item> Table<'_, T> {
    /// Shows it.
    pub fn show(&self, ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State) -> Option<Asked> {
        ui.spacing_mut().item_spacing.y = 0.0;
        let width = ui.available_width();
        let columns = Columns::of(width, self.has_owner);
        self.heads(ui, columns);
        let (_, area) = ui.allocate_space(vec2(width, ROW * self.items.len() as f32));
        let place = |at: usize| Rect::from_min_size(pos2(area.left(), area.top() + ROW * at as f32), vec2(width, ROW));
        let clip = ui.clip_rect();
        let own = egui::Id::unique(("table of", self.head));
        let mut inside = ui.new_child(UiBuilder::new().max_rect(area).scope_id(own));
        let mut asked = None;
        for (at, item) in self.items.iter().enumerate() {
            let (rect, selected) = (place(at), state.rows.at == Some(item.id()));
            if selected && std::mem::take(&mut state.rows.scroll) {
                ui.scroll_to_rect(rect, None);
            }
            // the selected row is there even out of sight: it is where the keyboard is
            if selected || rect.intersects(clip) {
                let row = Row { told: (self.tell)(desk, item), items: self.items, rect, columns, selected };
                asked = row.show(&mut inside, desk, state).or(asked);
            }
        }
        let listed = listed(self.list, self.items, state);
        row_drag::show(ui, desk, &listed).map(|id| Asked::Row(Act::Go(id))).or(asked)
    }

    fn heads(&self, ui: &mut Ui, columns: Columns) {
        let c = theme::colors(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
        let heads = [
            (Some(columns.number), "#", false),
            (Some(columns.name), self.head, false),
            (columns.asks, "Threshold", true),
            (columns.measured, "Measured", true),
            (Some(columns.verdict), "Verdict", false),
        ];
        for (column, words, right) in heads {
            let Some(column) = column else { continue };
            let galley = theme::cut(ui, words, Type::Caption, c.ink_2, column.span(), 1);
            let x = if right { column.max - galley.size().x } else { column.min };
            ui.painter().galley(pos2(rect.left() + x, rect.center().y - galley.size().y / 2.0), galley, c.ink_2);
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
    }
}

/// A row while it is drawn.
struct Row<'a> {
    told: Told,
    items: &'a dyn crate::model::list::Items,
    rect: Rect,
    columns: Columns,
    selected: bool,
}

impl Row<'_> {
    fn show(&self, ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State) -> Option<Asked> {
        let c = theme::colors(ui);
        let id = self.told.id;
        let sense = if self.selected { Sense::click() } else { Sense::CLICK } | row_drag::SENSE;
        let marked = self.selected || desk.hold.has(id);
        let response = ui.interact(self.rect, row_id(id), sense);
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, marked, &self.told.said));
        if self.selected {
            regions::entrance(Region::Main, &response);
            if std::mem::take(&mut state.rows.focus) {
                response.request_focus();
            }
        }
        if marked {
            ui.painter().rect_filled(self.rect, 0, c.accent_soft);
        } else if response.hovered() {
            ui.painter().rect_filled(self.rect, 0, c.hover);
        }
        ui.painter().hline(self.rect.x_range(), self.rect.bottom() - 0.5, Stroke::new(1.0, c.line));
        let filled = self.paint(ui);
        row_drag::row(ui, desk, &response, id);
        focus::ring_inside(ui, &response, self.rect, radius::CHIP);
        let mut asked = None;
        if response.double_clicked() {
            asked = Some(Asked::Row(Act::Edit(id)));
        } else if response.clicked() || response.secondary_clicked() || (!self.selected && response.gained_focus()) {
            asked = Some(Asked::Row(Act::Go(id)));
        }
        let picked = menu::context(&response, |ui| {
            if desk.hold.is_one_of_many(id) {
                bulk::menu(ui, desk);
                return None;
            }
            rows::commands(ui, self.items, id, "Edit")
        });
        let picked = picked.flatten();
        response.on_hover_ui(|ui| drop(label::text(ui, &self.told.said, Type::Caption, c.ink)));
        filled.or(picked.map(Asked::Row)).or(asked)
    }

    fn at(&self, column: Rangef) -> Rect {
        let left = self.rect.left();
        Rect::from_x_y_ranges(left + column.min..=left + column.max, self.rect.y_range())
    }

    fn paint(&self, ui: &mut Ui) -> Option<Asked> {
        let c = theme::colors(ui);
        let (told, columns) = (&self.told, self.columns);
        let text = |ui: &Ui, column: Rangef, words: &str, (style, ink): (Type, egui::Color32), right: bool| {
            let place = self.at(column);
            let galley = theme::cut(ui, words, style, ink, place.width(), 1);
            let x = if right { place.right() - galley.size().x } else { place.left() };
            ui.painter().galley(pos2(x, place.center().y - galley.size().y / 2.0), galley, ink);
        };
        text(ui, columns.number, &told.cited, (Type::Small, c.ink_3), false);
        let style = if self.selected { Type::Strong } else { Type::Medium };
        text(ui, columns.name, &told.name, (style, if told.blank { c.ink_3 } else { c.ink }), false);
        if let Some(owner) = columns.owner {
            label::paint_initials(ui, self.at(owner), told.owner.as_deref().unwrap_or_default());
        }
        if let Some((words, gap)) = told.instead {
            return self.instead(ui, words, gap);
        }
        let Some(basis) = &told.basis else {
            text(ui, columns.verdict, "No rate linked", (Type::Small, c.ink_3), false);
            return None;
        };
        if let Some(asks) = columns.asks {
            text(ui, asks, &basis.asks, (Type::Body, c.ink_2), true);
        }
        if let Some(measured) = columns.measured {
            text(ui, measured, &basis.measured, (Type::Body, c.ink), true);
        }
        let place = self.at(columns.verdict);
        let own = UiBuilder::new().max_rect(place.with_min_y(place.center().y - 10.0)).id_salt(told.id);
        ui.scope_builder(own, |ui| label::worded_chip(ui, basis.judged.verdict(), basis.judged.label()));
        None
    }

    /// That it cannot be measured yet, and what to do.
    fn instead(&self, ui: &mut Ui, words: &str, gap: Gap) -> Option<Asked> {
        let c = theme::colors(ui);
        let from = self.columns.asks.or(self.columns.measured).map(|column| self.at(column).left());
        if let Some(left) = from {
            let middle = self.rect.center().y;
            let mark = Rect::from_center_size(pos2(left + 7.0, middle), Vec2::splat(14.0));
            glyph::paint(ui.painter(), mark, Glyph::Warning, c);
            let room = self.at(self.columns.verdict).left() - mark.right() - 12.0;
            let galley = theme::cut(ui, words, Type::Small, c.ink, room, 1);
            ui.painter().galley(pos2(mark.right() + 6.0, middle - galley.size().y / 2.0), galley, c.ink);
        }
        let place = self.at(self.columns.verdict);
        let own = UiBuilder::new().max_rect(place.with_min_y(place.center().y - 12.0)).id_salt(("fill", self.told.id));
        let name = format!("{}: {}", gap.action(), self.told.name);
        let link = ui.scope_builder(own, |ui| link_named(ui, gap.action(), &name)).inner;
        link.clicked().then_some(Asked::Fill(self.told.id, gap))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_keep_their_room_and_their_order() {
        for width in [380.0, 400.0, 480.0, 560.0, 592.0, 640.0, 840.0, 1_300.0] {
            for has_owner in [true, false] {
                let found = Columns::of(width, has_owner);
                let all = [
                    Some(found.number),
                    Some(found.name),
                    found.asks,
                    found.measured,
                    Some(found.verdict),
                    found.owner,
                ];
                let all: Vec<Rangef> = all.into_iter().flatten().collect();
                assert!(all.windows(2).all(|pair| pair[0].max <= pair[1].min), "{width}: {all:?}");
                assert!(found.name.span() >= 140.0, "{width}: {found:?}");
            }
        }
    }
}
