//! Below the chart: every figure with its interval, calibration, another mixture of classes to try out, the saved versions side by
//! side, and on demand all other questions of the operating point.

use egui::{Align2, Grid, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::operating_point::{Bands, Calibration, ordered, thresholds};
use crate::edit::policy;
use crate::model::operating_points::{OperatingPoint, PolicyVersion};
use crate::model::{Rate, Record as _, manner};
use crate::report::operating_points::account::{self, Line};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{form, items};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::{focus, label};
use crate::words;

use super::View;
use super::chart::period;
use super::known::Now;

/// The narrowest page that has two columns here.
const TWO_COLUMNS: f32 = 760.0;

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, point: &OperatingPoint) {
    if let Some(now) = thresholds(point).and_then(|pair| view.known.now(pair, true)) {
        label::rule(ui);
        if ui.available_width() >= TWO_COLUMNS {
            let width = (ui.available_width() - super::GAP) / 2.0;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = super::GAP;
                super::column(ui, width, |ui| here(ui, view, &now));
                super::column(ui, width, |ui| scores(ui, view));
            });
        } else {
            here(ui, view, &now);
            scores(ui, view);
        }
    }
    versions(ui, desk, view, point);
    questions(ui, desk, view, point);
}

fn figures(ui: &mut Ui, title: &str, lines: &[Line]) {
    let c = theme::colors(ui);
    label::heading(ui, title, Type::Strong, 2);
    let value = 64.0;
    let caption = 132.0_f32.min(ui.available_width() * 0.4);
    ui.spacing_mut().interact_size.y = 20.0;
    for line in lines {
        ui.horizontal(|ui| {
            cell(ui, caption, |ui| label::line(ui, line.label, Type::Body, c.ink_2).on_hover_text(line.meaning));
            cell(ui, value, |ui| {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    label::line(ui, &line.value, Type::Medium, c.ink)
                })
                .inner
            });
            label::line(ui, &line.range, Type::Small, c.ink_3);
        });
    }
}

fn cell(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui) -> egui::Response) {
    ui.allocate_ui_with_layout(vec2(width, 20.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_width(width);
        contents(ui);
    });
}

fn here(ui: &mut Ui, view: &mut View, now: &Now) {
    figures(ui, "Figures at these thresholds", &now.figures);
    ui.add_space(4.0);
    mixture(ui, view, &now.bands);
}

fn scores(ui: &mut Ui, view: &View) {
    figures(ui, "The scores, whatever the thresholds", &view.known.ranking);
    if let Some(found) = &view.known.calibration {
        ui.add_space(4.0);
        reliability(ui, found);
    }
}

/// The reliability curve: what was claimed against what was true, with intervals.
fn reliability(ui: &mut Ui, found: &Calibration) {
    let c = theme::colors(ui);
    label::heading(ui, "Calibration", Type::Strong, 2);
    let text = "Each dot is a tenth of the scale: to the right the mean score, upward the share that was positive, with its \
                exact 95% interval. On the line a score can be read as a probability.";
    label::text(ui, text, Type::Small, c.ink_3);
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width().min(420.0), 208.0), Sense::hover());
    let said = found.groups.iter().filter_map(|group| {
        let observed = group.observed?.rate;
        Some(format!("score {:.2}, observed {}", group.claimed, words::percent(observed)))
    });
    let said = format!("Reliability curve: {}", said.collect::<Vec<_>>().join("; "));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    let plot = Rect::from_min_max(whole.min + vec2(44.0, 8.0), whole.max - vec2(8.0, 22.0));
    let at = |claimed: f64, observed: f64| {
        pos2(plot.left() + plot.width() * claimed as f32, plot.bottom() - plot.height() * observed as f32)
    };
    for (share, text) in [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")] {
        let y = at(0.0, share).y;
        ui.painter().hline(plot.x_range(), y, Stroke::new(1.0, c.line));
        ui.painter().text(pos2(plot.left() - 8.0, y), Align2::RIGHT_CENTER, text, Type::Small.font(), c.ink_3);
        let anchor = if share >= 1.0 { Align2::RIGHT_BOTTOM } else { Align2::CENTER_BOTTOM };
        let below = pos2(at(share, 0.0).x, whole.bottom());
        ui.painter().text(below, anchor, manner::decimal(&format!("{share:.1}")), Type::Small.font(), c.ink_3);
    }
    ui.painter().extend(egui::Shape::dashed_line(&[at(0.0, 0.0), at(1.0, 1.0)], Stroke::new(1.0, c.ink_3), 4.0, 3.0));
    for group in &found.groups {
        let Some(observed) = group.observed else { continue };
        let (low, high) = (at(group.claimed, observed.low), at(group.claimed, observed.high));
        ui.painter().line_segment([low, high], Stroke::new(1.5, c.accent));
        for end in [low, high] {
            ui.painter().hline(end.x - 4.0..=end.x + 4.0, end.y, Stroke::new(1.5, c.accent));
        }
        ui.painter().circle(at(group.claimed, observed.rate), 4.5, c.accent, Stroke::new(1.5, c.bg_main));
    }
}

/// Another share of the positive class, tried out. It is never stored.
fn mixture(ui: &mut Ui, view: &mut View, bands: &Bands) {
    let c = theme::colors(ui);
    let own = bands.positives / bands.total;
    label::heading(ui, "What if the classes were mixed otherwise", Type::Strong, 2);
    let text = "Live cases are rarely mixed as a test set is. Scores within each class stay as they are; nothing of this is stored.";
    label::text(ui, text, Type::Small, c.ink_3);
    // to a tenth of a percent, as the slider has it
    let shown = (view.prevalence.unwrap_or(own) * 1_000.0).round() / 1_000.0;
    let mut share = shown;
    ui.horizontal(|ui| {
        ui.spacing_mut().slider_width = (ui.available_width() - 220.0).clamp(120.0, 320.0);
        let c = theme::colors(ui);
        ui.visuals_mut().widgets.inactive.bg_fill = c.line_strong;
        let slider = egui::Slider::new(&mut share, 0.0..=1.0).step_by(0.001).show_value(false);
        let response = ui.add(slider).accessible_name("Share of the positive class");
        focus::ring(ui, &response, response.rect, theme::radius::CHIP);
        if (share - shown).abs() > 1e-9 {
            view.prevalence = Some(share);
        }
        label::line(ui, &format!("{} positive", words::percent(share)), Type::Medium, c.ink);
        if view.prevalence.is_some() && Button::new("As in the scores").quiet().show(ui).clicked() {
            view.prevalence = None;
        }
    });
    let shifted = view.prevalence.and_then(|share| bands.at_prevalence(share));
    let costs = view.known.prices().copied();
    Grid::new("mixture").spacing(vec2(24.0, 2.0)).show(ui, |ui| {
        for head in ["", "As in the scores", "What if"] {
            whole(ui, head, Type::Caption, c.ink_3);
        }
        ui.end_row();
        let mut row = |caption: &str, of: &dyn Fn(&Bands) -> String| {
            whole(ui, caption, Type::Body, c.ink_2);
            whole(ui, &of(bands), Type::Body, c.ink);
            let then = shifted.as_ref().map_or_else(|| "\u{2013}".to_owned(), of);
            whole(ui, &then, Type::Medium, c.ink);
            ui.end_row();
        };
        row("Positive class", &|bands| words::percent(bands.positives / bands.total));
        row("Precision in serve", &|bands| {
            if bands.served > 0.0 {
                words::percent(bands.served_positives / bands.served)
            } else {
                "\u{2013}".to_owned()
            }
        });
        row("Served", &|bands| words::percent(bands.served_share()));
        row("Gray", &|bands| words::percent(bands.gray_share()));
        row("Fallback", &|bands| words::percent(bands.fallback_share()));
        if let Some(costs) = costs {
            let (period, by) = period(&costs);
            let cost = |bands: &Bands| words::about_money(costs.per_decision(bands) * by, costs.currency);
            row(&format!("Cost {period}"), &cost);
        }
    });
}

/// The saved versions on the same scores, and the present thresholds.
fn versions(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, point: &OperatingPoint) {
    if point.versions.is_empty() {
        return;
    }
    label::rule(ui);
    label::heading(ui, "Versions on these scores", Type::Strong, 2);
    let c = theme::colors(ui);
    let present = PolicyVersion {
        version: "Now".to_owned(),
        serve_above: point.serve_above,
        fallback_below: point.fallback_below,
        ..PolicyVersion::default()
    };
    let mut take = None;
    // what has no room is left out: the figures of the card say the rest
    let shown: &[usize] = if ui.available_width() >= 720.0 { &[0, 1, 2, 3, 4, 5, 6, 7] } else { &[0, 1, 2, 6] };
    Grid::new("versions").spacing(vec2(20.0, 2.0)).show(ui, |ui| {
        let heads = ["Version", "Serve from", "Fallback under", "Served", "Precision", "Recall", "Cost", "Saved on"];
        for head in shown.iter().filter_map(|at| heads.get(*at)) {
            whole(ui, head, Type::Caption, c.ink_3);
        }
        ui.end_row();
        for version in point.versions.iter().chain([&present]) {
            let cells = version_cells(view, version);
            for (at, text) in shown.iter().filter_map(|at| Some((at, cells.get(*at)?))) {
                let style = if *at == 0 { Type::Medium } else { Type::Body };
                whole(ui, text, style, c.ink);
            }
            let other = version.serve_above != point.serve_above || version.fallback_below != point.fallback_below;
            let name = format!("Take the thresholds of {}", version.version.trim());
            if other && Button::new("Take").quiet().name(&name).show(ui).clicked() {
                take = ordered(version.fallback_below, version.serve_above);
            }
            ui.end_row();
        }
    });
    if let Some(pair) = take {
        desk.edit("take the thresholds of a version", |workbook, _| {
            policy::set_thresholds(workbook, point.id, pair.lower, pair.upper)
        });
    }
}

/// Text on one line of its own length: a grid gives its cells no width to cut to.
pub(super) fn whole(ui: &mut Ui, text: &str, style: Type, color: egui::Color32) {
    ui.add(egui::Label::new(style.text(text, color)).extend());
}

fn version_cells(view: &View, version: &PolicyVersion) -> [String; 8] {
    let dash = || "\u{2013}".to_owned();
    let pair = ordered(version.fallback_below, version.serve_above);
    let bands = view.known.curve.as_ref().zip(pair).map(|(curve, pair)| curve.bands(pair));
    let threshold = |rate: Option<Rate>| rate.map_or_else(dash, |rate| account::score(rate.fraction()));
    let share = |part: fn(&Bands) -> f64, of: fn(&Bands) -> f64| {
        let found = bands.as_ref().filter(|bands| of(bands) > 0.0);
        found.map_or_else(dash, |bands| words::percent(part(bands) / of(bands)))
    };
    let cost = view.known.prices().zip(bands.as_ref()).map_or_else(dash, |(costs, bands)| {
        words::about_money(costs.per_decision(bands) * period(costs).1, costs.currency)
    });
    [
        version.version.trim().to_owned(),
        threshold(version.serve_above),
        threshold(version.fallback_below),
        share(|bands| bands.served, |bands| bands.total),
        share(|bands| bands.served_positives, |bands| bands.served),
        share(|bands| bands.served_positives, |bands| bands.positives),
        cost,
        version.date.map_or_else(dash, words::short_date),
    ]
}

/// The questions about the costs, then, on demand, every other one and what can be done to the point as a whole.
fn questions(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, point: &OperatingPoint) {
    label::rule(ui);
    let open = view.questions;
    let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let response =
        Button::new("All questions").quiet().icon(icon).name("All questions of the operating point").show(ui);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if response.clicked() {
        view.questions = !open;
    }
    if !open {
        return;
    }
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(920.0));
        let spot = Spot::item(point.id);
        let lists = ["versions", "bins"];
        form::record(ui, desk, &spot, point, &lists);
        for key in lists {
            let field = point.fields().iter().find(|field| field.key == key);
            match (field, key) {
                (Some(field), "versions") => items::list(ui, desk, &spot, field, &point.versions),
                (Some(field), _) => items::list(ui, desk, &spot, field, &point.bins),
                (None, _) => {}
            }
        }
        ui.add_space(8.0);
        if Button::new("Delete operating point").icon(icons::TRASH).show(ui).clicked() {
            desk.remove_item(point.id, "operating point");
        }
    });
}
