//! The list of findings: what is open, each with a way to accept it, and what was accepted, folded below.

use egui::{Frame, Margin, Sense, Ui, WidgetInfo, vec2};

use crate::assess::findings::{Finding, Waived};
use crate::assess::readiness::steps;
use crate::model::Date;
use crate::ui::desk::Order;
use crate::ui::icons;
use crate::ui::sections;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};
use crate::words;

use super::Acceptance;
use super::accept::{self, Accepting, Asked};

/// The most findings that are listed at a time: nobody reads more, and each is laid out anew in every frame.
pub const MOST: usize = 60;

/// Where the words of a finding begin, beside its glyph.
const INDENT: i8 = 40;

/// The list while it is shown.
pub struct List<'a> {
    /// What is being accepted, and whether what was is listed.
    pub acceptance: &'a mut Acceptance,
    /// The day.
    pub today: Date,
    /// Who works here; empty if nobody said.
    pub author: String,
    /// Whether the findings are of several sections, so that each names its own.
    pub names_sections: bool,
    /// Whether nothing can be decided now.
    pub read_only: bool,
    /// What the person decided.
    pub asked: Option<Asked>,
}

impl List<'_> {
    /// Shows what is open, of so many, and below it what was accepted.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        (open, count): (&[&Finding], usize),
        accepted: &[&Finding],
        orders: &mut Vec<Order>,
    ) {
        let c = theme::colors(ui);
        if open.is_empty() {
            Frame::new().inner_margin(16).show(ui, |ui| {
                label::text(ui, "Nothing open here.", Type::Prompt, c.ink_2);
            });
            label::rule(ui);
        }
        for (index, finding) in open.iter().enumerate() {
            let section = self.names_sections.then(|| sections::name(finding.place.section));
            one(ui, (index, finding), section, orders);
            self.acceptance(ui, finding);
            label::rule(ui);
        }
        if count > open.len() {
            Frame::new().inner_margin(16).show(ui, |ui| {
                let more = format!("And {} more. F8 goes from one to the next.", count - open.len());
                label::text(ui, &more, Type::Note, c.ink_3);
            });
        }
        if !accepted.is_empty() {
            self.accepted(ui, accepted, orders);
        }
    }

    /// The way to accept a finding, or what that takes.
    fn acceptance(&mut self, ui: &mut Ui, finding: &Finding) {
        if self.read_only {
            return;
        }
        let margin = Margin { left: INDENT, right: 16, top: 0, bottom: 8 };
        let again = self.acceptance.begun.as_ref().and_then(|begun| Accepting::taken_up(finding, begun));
        if again.is_some() && self.acceptance.accepting.is_none() {
            (self.acceptance.accepting, self.acceptance.begun) = (again, None);
        }
        Frame::new().inner_margin(margin).show(ui, |ui| {
            if let Some(accepting) = self.acceptance.accepting.as_mut().filter(|accepting| accepting.is_about(finding))
            {
                match accept::form(ui, accepting, finding, self.today) {
                    accept::Outcome::Open => {}
                    accept::Outcome::Cancelled => self.acceptance.accepting = None,
                    accept::Outcome::Accepted(waiver) => {
                        self.asked = Some(Asked::Accept(waiver));
                        self.acceptance.accepting = None;
                    }
                }
                return;
            }
            let name = format!("Accept as it is: {}", steps::titled(finding));
            if link_named(ui, "Accept", &name).clicked() {
                self.acceptance.accepting = Some(Accepting::new(finding, &self.author));
            }
        });
    }

    fn accepted(&mut self, ui: &mut Ui, accepted: &[&Finding], orders: &mut Vec<Order>) {
        let said = words::how_many(accepted.len(), "accepted finding", "accepted findings");
        if fold(ui, &words::capitalized(&said), self.acceptance.shown) {
            self.acceptance.shown = !self.acceptance.shown;
        }
        label::rule(ui);
        if !self.acceptance.shown {
            return;
        }
        for (index, finding) in accepted.iter().take(MOST).enumerate() {
            let Some(waived) = &finding.waived else { continue };
            one_accepted(ui, index, finding, waived, orders);
            let margin = Margin { left: INDENT, right: 16, top: 0, bottom: 8 };
            Frame::new().inner_margin(margin).show(ui, |ui| {
                let name = format!("Take back the acceptance of {}", steps::titled(finding));
                if !self.read_only && link_named(ui, "Take back", &name).clicked() {
                    self.asked = Some(Asked::TakeBack(waived.waiver));
                }
            });
            label::rule(ui);
        }
    }
}

/// A line that opens and closes what is below it. `true` when it was clicked.
fn fold(ui: &mut Ui, text: &str, open: bool) -> bool {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, c.hover);
    }
    let at = egui::Rect::from_center_size(rect.left_center() + vec2(24.0, 0.0), egui::Vec2::splat(16.0));
    let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    label::paint_icon(ui, at, icon, Type::Icon, c.ink_2);
    let galley = theme::line(ui, text, Type::Strong, c.ink);
    ui.painter().galley(rect.left_center() + vec2(f32::from(INDENT), -galley.size().y / 2.0), galley, c.ink);
    focus::ring_inside(ui, &response, rect, 0);
    let said = format!("{text}: {}", if open { "hide" } else { "show" });
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, open, &said));
    response.clicked()
}

/// A finding: a click goes to its place.
fn one(ui: &mut Ui, (index, finding): (usize, &Finding), section: Option<&str>, orders: &mut Vec<Order>) {
    let c = theme::colors(ui);
    let (severity, reason) = (finding.severity(), finding.reason());
    let title = steps::titled(finding);
    let place = section.map(|section| format!(" {section}")).unwrap_or_default();
    let said = format!("{}: {title}. {reason}{place}", severity.label());
    let mark = |ui: &mut Ui| {
        let (mark, _) = ui.allocate_exact_size(vec2(16.0, 20.0), Sense::hover());
        glyph::paint(ui.painter(), mark, Glyph::of_severity(severity), c);
    };
    let words = |ui: &mut Ui| {
        label::text(ui, &title, Type::Strong, c.ink);
        label::text(ui, &reason, Type::Note, c.ink_2);
        if let Some(section) = section {
            label::text(ui, section, Type::Small, c.ink_3);
        }
    };
    if entry(ui, ("finding", index), &said, mark, words) {
        orders.push(Order::GoTo(finding.place.clone()));
    }
}

/// A finding that was accepted, with the reason, who, and until when.
fn one_accepted(ui: &mut Ui, index: usize, finding: &Finding, waived: &Waived, orders: &mut Vec<Order>) {
    let c = theme::colors(ui);
    let title = steps::titled(finding);
    let reason = words::sentence(&waived.reason);
    let until = format!("{}, until {}", waived.by, words::short_date(waived.until));
    let said = format!("Accepted: {title}. {reason} {until}");
    let mark = |ui: &mut Ui| {
        let (mark, _) = ui.allocate_exact_size(vec2(16.0, 20.0), Sense::hover());
        label::paint_icon(ui, mark, icons::CHECK, Type::Icon, c.ink_3);
    };
    let words = |ui: &mut Ui| {
        label::text(ui, &title, Type::Strong, c.ink_3);
        label::text(ui, &reason, Type::Note, c.ink_3);
        label::text(ui, &until, Type::Small, c.ink_3);
    };
    if entry(ui, ("accepted", index), &said, mark, words) {
        orders.push(Order::GoTo(finding.place.clone()));
    }
}

/// A mark with words beside it, over the whole width. `true` when it was clicked.
fn entry(ui: &mut Ui, id: (&str, usize), said: &str, mark: impl FnOnce(&mut Ui), words: impl FnOnce(&mut Ui)) -> bool {
    let c = theme::colors(ui);
    let margin = Margin { left: 16, right: 16, top: 10, bottom: 2 };
    let inner = Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_min_height(size::TARGET);
        ui.horizontal_top(|ui| {
            mark(ui);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                words(ui);
            });
        });
    });
    let rect = inner.response.rect;
    let response = ui.interact(rect, ui.scope_id().with(id), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, c.accent.gamma_multiply(0.06));
    }
    focus::ring_inside(ui, &response, rect, 0);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, said));
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
