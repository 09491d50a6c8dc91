//! A cell of the table of groups: its words, the level and severity of a harm, the triangle at a gap.

use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::findings::{Finding, Severity};
use crate::assess::risk;
use crate::model::Workbook;
use crate::model::canvas::NoteKind;
use crate::model::impact::{Effect, EffectKind, Group};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};

use super::grid::{self, At, Part};
use super::layout::{self, LEAD, MODE, SEVERITY};
use super::wording::{self, Gap};
use super::{Asked, View, drag, menus};

/// The id of a cell.
pub fn id(at: At) -> egui::Id {
    egui::Id::unique(("impact cell", at))
}

/// A cell while it is drawn.
pub struct Cell<'a> {
    /// The workbook.
    pub workbook: &'a Workbook,
    /// The group that it belongs to.
    pub group: &'a Group,
    /// Which cell of it.
    pub at: At,
    /// Its place.
    pub rect: Rect,
}

impl Cell<'_> {
    fn effect(&self) -> Option<&Effect> {
        self.at.effect().and_then(|id| self.group.effects.find(id))
    }

    /// In full, for screen readers.
    fn said(&self, desk: &Desk<'_>) -> String {
        let (group, name) = (self.group, wording::name(self.group));
        let words = layout::words(group, self.at.part, self.rect.width(), desk.today);
        let said = match self.at.part {
            Part::Who if group.internal => format!("Group: {name}, kept inside the organization"),
            Part::Who => format!("Group: {name}"),
            Part::Size if words.gap == Gap::Blank => format!("{name}, how many: not said"),
            Part::Size => format!("{name}, how many: {}", words.text),
            Part::Told => format!("{name}, how they are told: {}", words.text),
            Part::Objects => format!("{name}, how they object: {}", words.text),
            Part::Blank(EffectKind::Harm) => format!("{name}: no harm yet. Add one"),
            Part::Blank(EffectKind::Benefit) => format!("{name}: no benefit yet. Add one"),
            Part::Effect(_) => {
                self.effect().map(|effect| wording::effect(self.workbook, group, effect)).unwrap_or_default()
            }
        };
        match self.finding(desk) {
            Some(finding) => format!("{said}. {}: {}", finding.severity().label(), finding.message),
            None => said,
        }
    }

    /// What the checker found about it, blanks aside: those can be seen.
    fn finding<'a>(&self, desk: &'a Desk<'_>) -> Option<&'a Finding> {
        let (item, key) = match self.at.part {
            Part::Effect(id) => (id, None),
            Part::Told => (self.group.id, Some("told")),
            Part::Objects => (self.group.id, Some("objects")),
            Part::Blank(EffectKind::Harm) => (self.group.id, Some("effects")),
            _ => return None,
        };
        desk.facts.of_item(item).find(|finding| {
            let own = finding.place.item().is_some_and(|(_, id, _)| id == item);
            let field = finding.place.fields.first().copied();
            own && field.is_some() && key.is_none_or(|key| field == Some(key)) && finding.severity() < Severity::Advice
        })
    }

    /// Shows it.
    pub fn show(&self, ui: &mut Ui, desk: &Desk<'_>, view: &mut View) -> Option<Asked> {
        let here = view.at == Some(self.at);
        let sense = match (here, self.at.part) {
            (true, Part::Effect(_)) => Sense::click_and_drag(),
            (true, _) => Sense::click(),
            (false, Part::Effect(_)) => Sense::CLICK | Sense::DRAG,
            (false, _) => Sense::CLICK,
        };
        let response = ui.interact(self.rect, id(self.at), sense);
        let had_focus = here && response.has_focus();
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, self.said(desk)));
        if here {
            regions::entrance(Region::Main, &response);
            if std::mem::take(&mut view.focus) {
                response.request_focus();
            }
            if response.gained_focus() || std::mem::take(&mut view.scroll) {
                response.scroll_to_me(None);
            }
        }
        let around = self.rect.expand2(vec2(4.0, 0.0));
        if drag::is_dragged(view, self.at) {
            let stroke = Stroke::new(1.0, theme::colors(ui).control_line);
            glyph::dashed_edge(ui.painter(), around, f32::from(radius::CHIP), stroke);
        } else {
            if response.hovered() {
                ui.painter().rect_filled(around, radius::CHIP, theme::colors(ui).hover);
            }
            self.paint(ui, desk);
        }
        focus::ring_inside(ui, &response, around, radius::CHIP);
        drag::begin(ui, view, &response, self.at);
        let clicked = response.clicked() && view.drag.is_none();
        let mut asked = match self.at.part {
            Part::Blank(kind) if clicked => Some(Asked::AddEffect(self.at.group, kind)),
            _ if clicked && had_focus => Some(Asked::Edit(self.at)),
            _ => (clicked || response.secondary_clicked()).then_some(Asked::Go(self.at)),
        };
        if clicked && self.on_mode(&response) {
            asked = self.effect().and_then(|effect| effect.failure_mode).map(Asked::Follow).or(asked);
        }
        let picked = menu::context(&response, |ui| menus::cell(ui, desk, self.group, self.at)).flatten();
        if let Some(finding) = self.finding(desk) {
            response.on_hover_text(format!("{}. {}", finding.message, finding.action));
        }
        picked.or(asked)
    }

    /// Whether the pointer is on the failure mode behind a harm.
    fn on_mode(&self, response: &egui::Response) -> bool {
        let harm = self.effect().is_some_and(|effect| grid::kind_of(effect) == EffectKind::Harm);
        harm && response.interact_pointer_pos().is_some_and(|at| at.x >= self.rect.right() - MODE)
    }

    fn paint(&self, ui: &mut Ui, desk: &Desk<'_>) {
        let c = theme::colors(ui);
        let words = layout::words(self.group, self.at.part, self.rect.width(), desk.today);
        let (before, after) = words.around;
        let found = self.finding(desk).map(Finding::severity);
        let quiet = matches!(self.at.part, Part::Size | Part::Blank(_)) || words.gap == Gap::Blank && found.is_none();
        let ink = match self.at.part {
            Part::Who => c.ink,
            _ if quiet => c.ink_3,
            _ if words.gap == Gap::None && !matches!(self.at.part, Part::Effect(_)) => c.ink_2,
            _ => c.ink,
        };
        let style = if words.gap != Gap::None && !quiet { Type::Medium } else { words.style };
        let room = (self.rect.width() - before - after).max(1.0);
        let galley = theme::wrapped(ui, &words.text, style, ink, room);
        let top = self.rect.center().y - galley.size().y / 2.0;
        ui.painter().galley(pos2(self.rect.left() + before, top), galley, ink);
        let lead = Rect::from_center_size(pos2(self.rect.left() + 7.0, self.rect.center().y), Vec2::splat(14.0));
        match (self.at.part, self.effect()) {
            (Part::Effect(_), Some(effect)) if grid::kind_of(effect) == EffectKind::Harm => {
                self.harm(ui, effect, found);
            }
            (Part::Effect(_), _) => label::paint_icon(ui, lead, icons::PLUS, Type::Icon, c.within_mark),
            (Part::Blank(_), _) => match found {
                Some(severity) => glyph::paint(ui.painter(), lead, Glyph::of_severity(severity), c),
                None => label::paint_icon(ui, lead, icons::PLUS, Type::Icon, c.ink_3),
            },
            _ if before >= LEAD => {
                let glyph = match (words.gap, found) {
                    (Gap::Unknown, None | Some(Severity::Advice)) => Glyph::Kind(NoteKind::Question),
                    (Gap::Late, _) => Glyph::Warning,
                    (_, Some(severity)) => Glyph::of_severity(severity),
                    _ => Glyph::Warning,
                };
                glyph::paint(ui.painter(), lead, glyph, c);
            }
            _ => {}
        }
    }

    /// The level before a harm; its severity and failure mode behind it.
    fn harm(&self, ui: &mut Ui, effect: &Effect, found: Option<Severity>) {
        let c = theme::colors(ui);
        let (rect, middle) = (self.rect, self.rect.center().y);
        let mode = wording::mode(self.workbook, effect);
        let room = layout::level(rect.width());
        let at = Rect::from_min_size(pos2(rect.left(), middle - 10.0), vec2(room - 8.0, 20.0));
        if let Some(level) = mode.and_then(risk::residual) {
            let mut child = ui.new_child(UiBuilder::new().max_rect(at));
            if room > 60.0 {
                label::level_chip(&mut child, level);
            } else {
                label::level_mark(&mut child, level);
            }
        } else {
            let stroke = Stroke::new(1.0, c.control_line);
            let words = if room > 60.0 { "Not scored" } else { "?" };
            glyph::dashed_edge(ui.painter(), at.with_max_x(at.left() + room - 10.0), 4.0, stroke);
            let galley = theme::cut(ui, words, Type::Caption, c.ink_3, room - 18.0, 1);
            ui.painter().galley(pos2(at.left() + 6.0, middle - galley.size().y / 2.0), galley, c.ink_3);
        }
        let square = Rect::from_center_size(pos2(rect.right() - MODE - SEVERITY / 2.0, middle), Vec2::splat(18.0));
        let number = effect.severity.map_or_else(|| "–".to_owned(), |severity| severity.to_string());
        let galley = theme::line(ui, &number, Type::Caption, c.ink_2);
        let corner = CornerRadius::same(radius::CHIP);
        ui.painter().rect(square, corner, c.surface, Stroke::new(1.0, c.line_strong), StrokeKind::Inside);
        ui.painter().galley(square.center() - galley.size() / 2.0, galley, c.ink_2);
        let glyph = found.map(Glyph::of_severity);
        let cited = mode.map(crate::model::record::Item::cite).unwrap_or_default();
        let cited = theme::line(ui, &cited, Type::Small, c.ink_3);
        let left = rect.right() - cited.size().x;
        ui.painter().galley(pos2(left, middle - cited.size().y / 2.0), cited, c.ink_3);
        if let Some(glyph) = glyph {
            let x = if mode.is_some() { square.left() - 9.0 } else { rect.right() - 9.0 };
            glyph::paint(ui.painter(), Rect::from_center_size(pos2(x, middle), Vec2::splat(14.0)), glyph, c);
        }
    }
}
