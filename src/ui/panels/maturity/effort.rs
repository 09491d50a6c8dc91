//! Where the effort goes and where it should, as two bars and a table that is edited where it stands.

use egui::{Frame, Margin, Sense, Stroke, Ui, Vec2, vec2};

use crate::assess::maturity::{self, Effort};
use crate::model::manner;
use crate::model::maturity::Maturity;
use crate::model::value::Scalar;
use crate::model::{Rate, Section};
use crate::ui::desk::Desk;
use crate::ui::panels::answer;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::{label, share_bar};
use crate::words;

const FIELD: f32 = 84.0;
const CHANGE: f32 = 40.0;
const CAPTION: f32 = 56.0;

/// The fields that the table edits.
pub fn keys() -> impl Iterator<Item = &'static str> {
    maturity::efforts(&Maturity::default()).into_iter().flat_map(|effort| [effort.keys.0, effort.keys.1])
}

/// Shows it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, maturity: &Maturity) {
    let c = theme::colors(ui);
    let efforts = maturity::efforts(maturity);
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    frame.inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        label::heading(ui, "Where the effort goes", Type::Name, 2);
        bar(ui, "Now", &efforts, |effort| effort.now);
        bar(ui, "Wanted", &efforts, |effort| effort.wanted);
        label::rule(ui);
        for (number, effort) in efforts.iter().enumerate() {
            row(ui, desk, number, effort);
        }
        for (what, sum) in [("Now", total(&efforts, |effort| effort.now)), ("Wanted", total(&efforts, |e| e.wanted))] {
            if let Some(sum) = sum.filter(|sum| (sum - 1.0).abs() > 0.005) {
                label::text(ui, &format!("{what}: {} together, not 100%.", words::limit(sum)), Type::Small, c.ink_3);
            }
        }
    });
}

fn total(efforts: &[Effort], share: impl Fn(&Effort) -> Option<f64>) -> Option<f64> {
    let known: Vec<f64> = efforts.iter().filter_map(share).collect();
    (!known.is_empty()).then(|| known.iter().sum())
}

fn bar(ui: &mut Ui, caption: &str, efforts: &[Effort], share: impl Fn(&Effort) -> Option<f64>) {
    let c = theme::colors(ui);
    let shares: Vec<f64> = efforts.iter().map(|effort| share(effort).unwrap_or(0.0)).collect();
    let said: Vec<String> = efforts
        .iter()
        .filter_map(|effort| Some(format!("{} {}", effort.label.to_lowercase(), words::limit(share(effort)?))))
        .collect();
    let name =
        if said.is_empty() { format!("{caption}: not known") } else { format!("{caption}: {}", said.join(", ")) };
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(CAPTION, 24.0), Sense::hover());
        let galley = theme::line(ui, caption, Type::Small, c.ink_3);
        ui.painter().galley(rect.left_center() - vec2(0.0, galley.size().y / 2.0), galley, c.ink_3);
        share_bar::show(ui, &shares, &name);
    });
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, number: usize, effort: &Effort) {
    let c = theme::colors(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (square, _) = ui.allocate_exact_size(vec2(12.0, 28.0), Sense::hover());
        share_bar::paint_key(ui, egui::Rect::from_center_size(square.center(), Vec2::splat(12.0)), number);
        let width = (ui.available_width() - 2.0 * FIELD - CHANGE - 32.0).max(40.0);
        let (name, _) = ui.allocate_exact_size(vec2(width, 28.0), Sense::hover());
        let galley = theme::cut(ui, effort.label, Type::Body, c.ink, width, 1);
        ui.painter().galley(name.left_center() - vec2(0.0, galley.size().y / 2.0), galley, c.ink);
        share(ui, desk, (effort.keys.0, &format!("{}, share now", effort.label)), effort.now);
        share(ui, desk, (effort.keys.1, &format!("{}, share wanted", effort.label)), effort.wanted);
        let change = effort.now.zip(effort.wanted).map(|(now, wanted)| (wanted - now) * 100.0);
        let change = change.map_or_else(String::new, |points| match points.round() {
            0.0 => "same".to_owned(),
            points => format!("{}{:.0}", if points > 0.0 { "+" } else { "−" }, points.abs()),
        });
        let (place, _) = ui.allocate_exact_size(vec2(CHANGE, 28.0), Sense::hover());
        let galley = theme::line(ui, &change, Type::Body, c.ink_3);
        let at = place.right_center() - vec2(galley.size().x, galley.size().y / 2.0);
        ui.painter().galley(at, galley, c.ink_3);
    });
}

fn share(ui: &mut Ui, desk: &mut Desk<'_>, (key, name): (&'static str, &str), share: Option<f64>) {
    let id = egui::Id::unique(("effort share", key));
    let current = share.and_then(Rate::new).map(|rate| manner::decimal(&rate.to_string())).unwrap_or_default();
    ui.allocate_ui(vec2(FIELD, 28.0), |ui| {
        ui.set_width(FIELD);
        let edit = TextField::line(id, name).hint("–").width(FIELD - 18.0);
        let typed = field::value(ui, edit, &current, &|text| Rate::parse(text).map(drop));
        if let Some(new) = typed.text {
            let spot = Spot::section(Section::Maturity);
            spot.write(desk, "edit effort", key, |value| answer::set(value, new.trim()));
        }
    });
}
