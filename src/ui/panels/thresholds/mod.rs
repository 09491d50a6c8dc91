//! The page of the operating points: two thresholds to move over the scores, and beside them what that does to people, budgets
//! and money. Below it every figure, calibration, saved versions, another mixture of classes, and all other questions.
//!
//! Everything that follows from the thresholds is computed in the frame in which they move.

mod card;
mod chart;
mod import;
mod known;
mod more;

use std::sync::Arc;

use egui::{Key, Modifiers, Ui, vec2};

use crate::assess::operating_point::{Pair, thresholds};
use crate::edit::operations::push;
use crate::edit::policy;
use crate::model::operating_points::OperatingPoint;
use crate::model::place::Place;
use crate::model::{Id, ItemKind, List, Section};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::{Desk, Order, Room};
use crate::ui::icons;
use crate::ui::notice::Notice;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, segmented};
use crate::ui::widgets::{choice, label, menu};
use crate::words;

/// How wide the card is beside the chart, and the least width of the chart then.
const CARD: f32 = 344.0;
const CHART: f32 = 520.0;
const GAP: f32 = 32.0;

/// The thresholds of a point that has none yet.
const FIRST: Pair = Pair { lower: 0.3, upper: 0.7 };

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    pub selected: Option<Id>,
    known: known::Known,
    /// The thresholds as they were when dragging began.
    drag: Option<Pair>,
    /// A table that is being read.
    pub import: import::Import,
    /// Another share of the positive class, tried out and never stored.
    prevalence: Option<f64>,
    questions: bool,
}

impl View {
    fn select(&mut self, id: Id) {
        if self.selected != Some(id) {
            (self.selected, self.drag, self.prevalence) = (Some(id), None, None);
        }
    }

    /// The point in front: the same as before, or the first one.
    fn point<'a>(&mut self, points: &'a List<OperatingPoint>) -> Option<&'a OperatingPoint> {
        let found = self.selected.and_then(|id| points.find(id)).or_else(|| points.at(0));
        if let Some(point) = found {
            self.select(point.id);
        }
        found
    }

    fn reveal(&mut self, ui: &Ui, place: &Place) {
        let Some((_, id, _)) = place.items.first() else { return };
        self.select(*id);
        let inner = place.items.get(1).is_some_and(|(kind, _, _)| *kind != ItemKind::OperatingPoint);
        if inner || !place.fields.is_empty() {
            self.questions = true;
            super::items::reveal(ui, place);
            super::answer::reveal(ui, place);
        }
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    if let Some(place) = desk.take_reveal(Section::OperatingPoints) {
        view.reveal(ui, &place);
    }
    let workbook = desk.snapshot();
    let points = &workbook.operating_points.points;
    let point = view.point(points);
    if let Some(point) = point {
        view.known.look_at(&workbook, point);
    }
    if let Some(text) = pasted(ui) {
        view.import.begin_with(&text);
    }
    if point.is_none() && view.import.is_open() {
        view.import = import::Import::default();
        desk.say(Notice::done("Add an operating point first: scores belong to one"));
    }
    let mut add = single_key(ui, desk);
    let mut wants_scores = false;
    super::head(ui, Section::OperatingPoints.title(), &counts(point, view), |ui| {
        add |= Button::new("Point").icon(icons::PLUS).key("N").name("Add operating point").show(ui).clicked();
        super::sheet::switch(ui, "operating_points.points");
        if let Some(point) = point {
            let text = if desk.room <= Room::Narrow { "Import" } else { "Import scores" };
            wants_scores = Button::new(text).icon(icons::DATABASE).name("Import scores").show(ui).clicked();
            if desk.room > Room::Narrow {
                lowest_menu(ui, desk, view, point);
                chooser(ui, view, points, point);
            }
        }
    });
    super::body(ui, |ui| match point {
        Some(point) => {
            ui.spacing_mut().item_spacing.y = 8.0;
            if desk.room <= Room::Narrow {
                ui.horizontal(|ui| {
                    chooser(ui, view, points, point);
                    lowest_menu(ui, desk, view, point);
                });
            }
            import::show(ui, desk, &mut view.import, point);
            wants_scores |= page(ui, desk, view, point);
        }
        None => add |= empty(ui),
    });
    if wants_scores {
        desk.orders.push(Order::ChooseScores);
    }
    if add {
        add_point(desk, view);
    }
}

/// A table that was pasted where no text is typed: several lines.
fn pasted(ui: &Ui) -> Option<String> {
    let covered = egui::Popup::is_any_open(ui.ctx()) || ui.memory(|memory| memory.top_modal_layer().is_some());
    if covered || ui.ctx().text_edit_focused() {
        return None;
    }
    ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            egui::Event::Paste(text) if text.trim().contains('\n') => Some(text.clone()),
            _ => None,
        })
    })
}

fn single_key(ui: &Ui, desk: &Desk<'_>) -> bool {
    desk.single_keys
        && !ui.ctx().text_edit_focused()
        && !egui::Popup::is_any_open(ui.ctx())
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::N))
}

fn add_point(desk: &mut Desk<'_>, view: &mut View) {
    let id = desk.edit("add operating point", |workbook, ids| {
        push(workbook, ids, OperatingPoint::default(), |workbook| {
            &mut Arc::make_mut(&mut workbook.operating_points).points
        })
    });
    view.select(id);
    view.questions = true;
}

/// The name of a point, or what stands for it.
fn name(point: &OperatingPoint) -> &str {
    match point.name.trim() {
        "" => "New operating point",
        name => name,
    }
}

/// One sentence on what the scores are.
fn counts(point: Option<&OperatingPoint>, view: &View) -> String {
    let Some(point) = point else { return "From which score on is an answer served?".to_owned() };
    let cases = view.known.curve.as_ref().map(|curve| words::count(curve.total().all().round() as u64));
    let date = point.scores_date.map(|date| format!(", scores of {}", words::short_date(date))).unwrap_or_default();
    match cases {
        Some(cases) => format!("{}, {cases} labeled cases{date}", name(point)),
        None => format!("{}, no scores yet", name(point)),
    }
}

/// Which operating point is in front: side by side, or in a list if there are more than three.
fn chooser(ui: &mut Ui, view: &mut View, points: &List<OperatingPoint>, point: &OperatingPoint) {
    if points.len() < 2 {
        return;
    }
    let names: Vec<String> = points.iter().map(|point| name(point).chars().take(24).collect()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let current = points.iter().position(|other| other.id == point.id).unwrap_or(0);
    let wide: f32 =
        names.iter().map(|name| theme::line(ui, name, Type::Caption, egui::Color32::PLACEHOLDER).size().x + 20.0).sum();
    let picked = if names.len() <= 3 && ui.available_width() > wide + 160.0 {
        segmented(ui, "Operating point", &names, current)
    } else {
        ui.scope(|ui| {
            ui.set_max_width((ui.available_width() - 130.0).clamp(120.0, 200.0));
            choice::one_of(ui, "Operating point", Some(current), &names, &|_| None).flatten()
        })
        .inner
    };
    if let Some(point) = picked.and_then(|at| points.at(at)) {
        view.select(point.id);
    }
}

/// The cheapest thresholds, with their prices before they are taken.
fn lowest_menu(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, point: &OperatingPoint) {
    let lower = thresholds(point).map(|pair| pair.lower);
    let (Some(costs), true) = (view.known.prices().copied(), view.known.curve.is_some()) else { return };
    let short = desk.room <= Room::Narrow;
    let full = if view.known.limits().is_empty() { "Lowest cost" } else { "Lowest cost within budget" };
    let text = if short { "Lowest cost" } else { full };
    let button = Button::new(text).quiet().icon(icons::TARGET).name(full).show(ui);
    let both = view.known.lowest;
    let upper = lower.and_then(|lower| view.known.lowest_upper(lower));
    let picked = menu::below(&button, |ui| {
        let mut picked = None;
        for (what, found) in [("Both thresholds", both), ("Serve threshold alone", upper)] {
            let Some(found) = found else { continue };
            let (words, by) = chart::period(&costs);
            let pair = crate::report::operating_points::account::pair(found.pair);
            let price = words::about_money(found.per_decision * by, costs.currency);
            if menu::Row::new(&format!("{what}: {pair}, {price} {words}")).show(ui).clicked() {
                picked = Some(found.pair);
            }
        }
        if both.is_none() && upper.is_none() {
            let why = costs.seems_free().map(|band| format!("Give {band} a price first: without one it seems free"));
            menu::caption(ui, &why.unwrap_or_else(|| "No thresholds keep the budgets".to_owned()));
        }
        picked
    });
    if let Some(pair) = picked.flatten() {
        desk.edit("take the lowest cost", |workbook, _| {
            policy::set_thresholds(workbook, point.id, pair.lower, pair.upper)
        });
    }
}

/// The chart with the card, then everything below. `true` if scores are to be imported.
fn page(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, point: &OperatingPoint) -> bool {
    let mut wants_scores = false;
    if view.known.curve.is_none() {
        // the card of the import says it while one is under way
        wants_scores = !view.import.is_open() && no_scores(ui);
    } else if let Some(pair) = thresholds(point) {
        let beside = desk.room >= Room::Rail && ui.available_width() >= CARD + GAP + CHART;
        if beside {
            let left = (ui.available_width() - CARD - GAP).min(960.0);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = GAP;
                column(ui, left, |ui| chart::show(ui, desk, view, point, pair));
                column(ui, CARD, |ui| card::show(ui, desk, view, point.id));
            });
        } else {
            chart::show(ui, desk, view, point, pair);
            card::show(ui, desk, view, point.id);
        }
    } else {
        no_thresholds(ui, desk, point);
    }
    ui.add_space(8.0);
    let workbook = desk.snapshot();
    if let Some(point) = workbook.operating_points.points.find(point.id) {
        more::show(ui, desk, view, point);
    }
    wants_scores
}

fn column(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        contents(ui);
    });
}

fn no_scores(ui: &mut Ui) -> bool {
    let c = theme::colors(ui);
    let mut clicked = false;
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(480.0));
        label::card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            label::heading(ui, "No scores yet", Type::Strong, 2);
            label::text(ui, "Paste or import scores with labels to see the trade-off.", Type::Prompt, c.ink_2);
            label::text(ui, "A table, one row a case: a score from 0 to 1, and what was true.", Type::Small, c.ink_3);
            ui.add_space(8.0);
            clicked = Button::new("Import CSV").primary().icon(icons::DATABASE).show(ui).clicked();
        });
    });
    clicked
}

fn no_thresholds(ui: &mut Ui, desk: &mut Desk<'_>, point: &OperatingPoint) {
    let c = theme::colors(ui);
    let crossed = point.fallback_below.zip(point.serve_above).is_some();
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(480.0));
        label::card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            let (title, text) = if crossed {
                ("The thresholds are crossed", "The fallback threshold lies over the serve threshold.")
            } else {
                (
                    "No thresholds yet",
                    "From which score on is the answer served, and under which does the fallback take over?",
                )
            };
            label::heading(ui, title, Type::Strong, 2);
            label::text(ui, text, Type::Prompt, c.ink_2);
            ui.add_space(8.0);
            if Button::new("Set thresholds").primary().show(ui).clicked() {
                let pair = match point.fallback_below.zip(point.serve_above) {
                    Some((lower, upper)) => Pair { lower: upper.fraction(), upper: lower.fraction() },
                    None => FIRST,
                };
                desk.edit("set thresholds", |workbook, _| {
                    policy::set_thresholds(workbook, point.id, pair.lower, pair.upper)
                });
            }
        });
    });
}

fn empty(ui: &mut Ui) -> bool {
    let c = theme::colors(ui);
    let mut add = false;
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(480.0));
        label::card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            label::heading(ui, "No operating points yet", Type::Strong, 2);
            let text = "Two thresholds on a score decide what is served, what a person looks at, and what falls back.";
            label::text(ui, text, Type::Prompt, c.ink_2);
            ui.add_space(8.0);
            let button = Button::new("Add operating point").primary().icon(icons::PLUS).show(ui);
            regions::entrance(Region::Main, &button);
            add = button.clicked();
        });
    });
    add
}
