//! The head of the overview: the sentence, how complete each section is, and where the product is in its life.

use egui::{Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::assess::readiness::{Lifecycle, Sentence};
use crate::model::Section;
use crate::model::about::LifecycleStage;
use crate::model::place::Place;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::sections;
use crate::ui::theme::{self, Colors, Type, radius};
use crate::ui::widgets::{focus, label, stage_ring};

use super::{View, row};

/// The least width that has the ring beside the sentence.
const WITH_RING: f32 = 860.0;

/// The widest sentence.
const LINE: f32 = 640.0;

/// The narrowest column of a section's completeness.
const COLUMN: f32 = 106.0;
const GAP: f32 = 18.0;
const BAR: f32 = 36.0;

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &View) {
    let width = ui.available_width();
    if width < WITH_RING {
        text(ui, desk, view, width);
        ui.add_space(24.0);
        ui.vertical_centered(|ui| ring(ui, desk));
        return;
    }
    let left = width - stage_ring::SIZE.x - 32.0;
    ui.horizontal_top(|ui| {
        ui.allocate_ui(vec2(left, 0.0), |ui| {
            ui.set_width(left);
            ui.vertical(|ui| text(ui, desk, view, left));
        });
        ui.add_space(24.0);
        ring(ui, desk);
    });
}

fn text(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, width: f32) {
    let c = theme::colors(ui);
    let readiness = &desk.facts.readiness;
    let chosen = view.gate.and_then(|_| view.gate(desk)).and_then(|at| readiness.sentences.get(at));
    let Sentence { headline, detail } = chosen.unwrap_or(&readiness.sentence);
    self::headline(ui, headline);
    ui.add_space(4.0);
    ui.scope(|ui| {
        ui.set_max_width(LINE.min(width));
        label::text(ui, detail, Type::Standfirst, c.ink_2);
    });
    ui.add_space(20.0);
    completeness(ui, desk, width);
}

/// The verdict on the whole, as the heading of the page; it may take several lines.
pub(super) fn headline(ui: &mut Ui, text: &str) {
    let response = label::text(ui, text, Type::Display, theme::colors(ui).ink);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Heading);
        node.set_level(1);
        node.set_label(text);
    });
}

/// A bar for each section; a click goes there.
fn completeness(ui: &mut Ui, desk: &mut Desk<'_>, width: f32) {
    let columns = ((width + GAP) / (COLUMN + GAP)).floor().clamp(2.0, 7.0);
    let column = (width + GAP) / columns - GAP;
    let count = Section::ALL.len() + 1;
    let lines = (count as f32 / columns).ceil();
    let (area, _) = ui.allocate_exact_size(vec2(width, lines * BAR), Sense::hover());
    let bars = ui.new_child(UiBuilder::new().max_rect(area));
    let place = |at: usize| {
        let (line, across) = ((at as f32 / columns).floor(), at as f32 % columns);
        let left = area.left() + across * (column + GAP);
        Rect::from_min_size(pos2(left, area.top() + line * BAR), vec2(column, BAR - 4.0))
    };
    let c = theme::colors(ui);
    let (mut answered, mut expected) = (0, 0);
    for (at, section) in sections::in_order().enumerate() {
        let complete = desk.facts.completeness(section);
        answered += complete.answered;
        expected += complete.expected();
        let rect = place(at);
        let share = (complete.expected() > 0).then(|| complete.share());
        let response = bars.interact(rect, bars.scope_id().with(("complete", at)), Sense::click());
        if at == 0 {
            regions::entrance(Region::Main, &response);
        }
        bar(&bars, rect, (sections::name(section), share), response.hovered(), c);
        focus::ring(&bars, &response, rect, radius::CHIP);
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, said(sections::name(section), share)));
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            desk.go_to(Place::of_section(section));
        }
    }
    let rect = place(count - 1);
    let share = (expected > 0).then(|| f64::from(answered as u32) / f64::from(expected as u32));
    let response = bars.interact(rect, bars.scope_id().with("complete, all"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said("All sections", share)));
    bar(&bars, rect, ("All sections", share), false, c);
}

fn said(name: &str, share: Option<f64>) -> String {
    share.map_or_else(|| format!("{name}: nothing asked yet"), |share| format!("{name}: {}% complete", whole(share)))
}

/// A share in whole percent; 100 only where nothing is missing.
fn whole(share: f64) -> u32 {
    (share * 100.0).floor() as u32
}

fn bar(ui: &Ui, rect: Rect, (name, share): (&str, Option<f64>), hovered: bool, c: &Colors) {
    let line = Rect::from_min_size(rect.min + vec2(0.0, 4.0), vec2(rect.width(), 16.0));
    let figure = share.map_or_else(|| "–".to_owned(), |share| whole(share).to_string());
    let begins = row::words_right(ui, line, &figure, (Type::Small, c.ink_3));
    let ink = if hovered { c.accent } else { c.ink_2 };
    row::words(ui, row::part(line, rect.left(), begins - 4.0), name, (Type::Caption, ink), 1);
    let track = Rect::from_min_size(pos2(rect.left(), line.bottom() + 4.0), vec2(rect.width(), 4.0));
    ui.painter().rect_filled(track, 2.0, c.line);
    let share = share.unwrap_or(0.0) as f32;
    let fill = if share >= 1.0 { c.within_mark } else { c.ink_2 };
    ui.painter().rect_filled(track.with_max_x(track.left() + track.width() * share), 2.0, fill);
}

/// A stage in a word.
const fn stage_name(stage: LifecycleStage) -> &'static str {
    match stage {
        LifecycleStage::ProblemFraming => "Framing",
        LifecycleStage::DataStrategy => "Data",
        LifecycleStage::Design => "Design",
        LifecycleStage::OfflineEvaluation => "Evaluation",
        LifecycleStage::ReleaseGates => "Gates",
        LifecycleStage::Deployment => "Deployment",
        LifecycleStage::Monitoring => "Monitoring",
        LifecycleStage::Iteration => "Iteration",
    }
}

fn ring(ui: &mut Ui, desk: &Desk<'_>) {
    let Lifecycle { stages, current } = &desk.facts.readiness.lifecycle;
    let arcs: Vec<stage_ring::Arc<'_>> = stages
        .iter()
        .map(|state| stage_ring::Arc { name: stage_name(state.stage), share: state.share as f32 })
        .collect();
    let now = current.and_then(|at| stages.get(at).map(|state| (at, state)));
    let shares: Vec<String> =
        stages.iter().map(|state| format!("{} {}%", stage_name(state.stage), whole(state.share))).collect();
    let (above, name, below) = match now {
        Some((at, state)) => (
            format!("Stage {} of {}", at + 1, stages.len()),
            stage_name(state.stage),
            format!("{}% answered", whole(state.share)),
        ),
        None => ("Stage".to_owned(), "Not set", "Say it in About".to_owned()),
    };
    let said = format!("Life of the product. {above}: {name}. Answered: {}.", shares.join(", "));
    stage_ring::show(ui, &arcs, *current, (&above, name, &below), &said);
}
