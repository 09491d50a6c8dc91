//! The card of the three stages: feasibility, viability, scalability. Each is a step on one line; the first that is not decided
//! is where the work is. A decision asks for a name, a date and, where one is owed, a reason.

use egui::{Align, Frame, Layout, Margin, Rect, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui, UiBuilder, vec2};

use crate::edit::begun::StageBegun;
use crate::model::Section;
use crate::model::discovery::{Discovery, GoVerdict, StageVerdict};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::parts::Of;
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{answer, marks, side_card};
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{label, menu};
use crate::words;

use super::deciding::{self, Draft, Reply};
use super::sprint::go_chip;
use super::wording::{self, QUESTIONS, Which};

const PAD: i8 = 20;
const DISC: f32 = 24.0;
const INDENT: f32 = 32.0;

/// What the card remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The decisions that are being written, one for a stage at most.
    drafts: Vec<Draft>,
    /// The stage that is brought into sight.
    pub wanted: Option<&'static str>,
}

impl State {
    /// What is begun and not recorded.
    pub fn begun(&self) -> Vec<StageBegun> {
        self.drafts.iter().filter_map(Draft::begun).collect()
    }

    /// Takes up what somebody had begun.
    pub fn take_up(&mut self, begun: &[StageBegun]) {
        self.drafts = begun.iter().filter_map(Draft::taken_up).collect();
    }

    fn is_deciding(&self, which: Which) -> bool {
        self.drafts.iter().any(|draft| draft.which == which)
    }
}

/// What the card changes and reads.
type Parts<'a> = (&'a mut State, &'a mut in_place::State);

/// The card beside the page: as high as it.
pub fn beside(ui: &mut Ui, desk: &mut Desk<'_>, parts: Parts<'_>, discovery: &Discovery) {
    let c = theme::colors(ui);
    let whole = ui.available_rect_before_wrap();
    ui.painter().rect(whole, radius::CARD, c.surface, Stroke::new(1.0, c.line), StrokeKind::Inside);
    ui.scope_builder(UiBuilder::new().max_rect(whole.shrink(1.0)), |ui| {
        ScrollArea::vertical().id_salt("stages").auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(PAD, 16)).show(ui, |ui| contents(ui, desk, parts, discovery));
        });
    });
}

/// The card below the page: as high as its contents.
pub fn below(ui: &mut Ui, desk: &mut Desk<'_>, parts: Parts<'_>, discovery: &Discovery) {
    side_card::below(ui, f32::from(PAD), |ui| contents(ui, desk, parts, discovery));
}

fn contents(ui: &mut Ui, desk: &mut Desk<'_>, (state, in_place): Parts<'_>, discovery: &Discovery) {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    let decided = Which::ALL.iter().filter(|which| which.of(discovery).verdict.is_some()).count();
    let row = vec2(ui.available_width(), size::TARGET);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(row);
        label::heading(ui, "Stages", Type::Strong, 2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            label::line(ui, &format!("{decided} of 3 decided"), Type::Small, c.ink_3);
        });
    });
    ui.add_space(8.0);
    let now = Which::ALL.into_iter().find(|which| which.of(discovery).verdict.is_none());
    for (at, which) in Which::ALL.into_iter().enumerate() {
        let line = ui.painter().add(Shape::Noop);
        let top = ui.next_widget_position();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = INDENT - DISC;
            disc(ui, at + 1, which.of(discovery).verdict.is_some(), now == Some(which));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
                stage(ui, desk, (state, in_place), (discovery, which, now));
            });
        });
        ui.add_space(20.0);
        if at + 1 < Which::ALL.len() {
            let ink = if which.of(discovery).verdict.is_some() { c.ink } else { c.line_strong };
            let (x, bottom) = (top.x + DISC / 2.0, ui.next_widget_position().y - 4.0);
            ui.painter().set(line, Shape::vline(x, top.y + DISC + 4.0..=bottom, Stroke::new(2.0, ink)));
        }
    }
}

fn disc(ui: &mut Ui, number: usize, decided: bool, now: bool) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(DISC, DISC), Sense::hover());
    let (fill, edge, ink) = match (decided, now) {
        (true, _) => (c.ink, c.ink, c.bg_main),
        (false, true) => (c.accent_soft, c.accent, c.accent),
        (false, false) => (c.surface, c.line_strong, c.ink_2),
    };
    ui.painter().circle(rect.center(), DISC / 2.0 - 1.0, fill, Stroke::new(if now { 2.0 } else { 1.0 }, edge));
    let galley = theme::line(ui, &number.to_string(), Type::Caption, ink);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
}

fn stage(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    (state, in_place): Parts<'_>,
    (discovery, which, now): (&Discovery, Which, Option<Which>),
) {
    let c = theme::colors(ui);
    let section = Spot::section(Section::Discovery);
    let Some(whole) = (Of { spot: &section, record: discovery }).question(which.key()) else { return };
    let spot = section.part(which.key());
    let verdict = which.of(discovery);
    ui.horizontal(|ui| {
        ui.set_min_height(DISC);
        let title = label::heading(ui, whole.field.label, Type::Name, 3);
        if state.wanted.take_if(|wanted| *wanted == which.key()).is_some() {
            title.scroll_to_me(Some(Align::Min));
        }
        label::line(ui, whole.field.prompt, Type::Small, c.ink_3);
    });
    marks::show(ui, desk, whole);
    if verdict.verdict.is_some() && !state.is_deciding(which) {
        decided(ui, desk, state, (discovery, which, verdict));
    }
    in_place::show(ui, desk, in_place, (&spot, verdict, "reason"), Look::BODY.hint("Why, and under which conditions?"));
    if which == Which::Viability {
        questions(ui, desk, in_place, discovery);
    }
    if verdict.verdict.is_none() || state.is_deciding(which) {
        undecided(ui, desk, (state, in_place), (discovery, which, now));
    }
}

/// The verdict with who and when; the chip opens the way to another one.
fn decided(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    state: &mut State,
    (discovery, which, verdict): (&Discovery, Which, &StageVerdict),
) {
    let c = theme::colors(ui);
    ui.horizontal_wrapped(|ui| {
        let chip = go_chip(ui, verdict.verdict, which.key());
        let picked = menu::below(&chip, |ui| {
            let mut picked = None;
            menu::caption(ui, "Decide again");
            for other in GoVerdict::ALL {
                let row = menu::Row::new(wording::verdict(Some(*other))).chosen(verdict.verdict == Some(*other));
                if row.glyph(Some(Glyph::Verdict(glyph::alike_go(*other)))).show(ui).clicked() {
                    picked = Some(Some(*other));
                }
            }
            if menu::Row::new("Take the verdict back").icon(icons::UNDO).show(ui).clicked() {
                picked = Some(None);
            }
            picked
        });
        match picked.flatten() {
            Some(Some(other)) => state.drafts.push(Draft::of(discovery, which, other, (desk.author, desk.today))),
            Some(None) => {
                let name = format!("take back verdict on {}", which.key());
                let spot = Spot::section(Section::Discovery).part(which.key());
                spot.edit(desk, &name, "verdict", |value| answer::set(value, ""));
            }
            None => {}
        }
        let by = Some(verdict.decided_by.trim()).filter(|by| !by.is_empty()).map(str::to_owned);
        let date = verdict.date.map(|date| words::short_day(date, desk.today));
        let said: Vec<String> = by.into_iter().chain(date).collect();
        let said = if said.is_empty() { "Nobody signed it".to_owned() } else { said.join(", ") };
        label::text(ui, &said, Type::Small, c.ink_2);
    });
}

/// The four questions behind viability, each with what is answered.
fn questions(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, discovery: &Discovery) {
    let c = theme::colors(ui);
    let section = Spot::section(Section::Discovery);
    let answered = QUESTIONS.iter().filter(|key| wording::is_answered(discovery, key)).count();
    let said = match answered {
        4 => "Four questions, all answered".to_owned(),
        0 => "Four questions, none answered".to_owned(),
        some => format!("Four questions, {} answered", words::spelled(some)),
    };
    ui.add_space(4.0);
    label::line(ui, &said, Type::Caption, c.ink_2);
    for key in QUESTIONS {
        let Some(question) = (Of { spot: &section, record: discovery }).question(key) else { continue };
        ui.horizontal_top(|ui| {
            let done = wording::is_answered(discovery, key);
            let (rect, _) = ui.allocate_exact_size(vec2(16.0, size::TARGET), Sense::hover());
            tick(ui, rect, done);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                if question.mark.is_none() {
                    ui.horizontal(|ui| {
                        ui.set_min_height(size::TARGET);
                        ui.spacing_mut().item_spacing.x = 4.0;
                        label::line(ui, question.field.label, Type::Body, c.ink);
                        marks::menu(ui, desk, question);
                    });
                }
                in_place::show(ui, desk, state, (&section, discovery, key), Look::QUIET);
            });
        });
    }
}

fn tick(ui: &Ui, rect: Rect, done: bool) {
    let c = theme::colors(ui);
    let square = Rect::from_center_size(rect.center(), vec2(14.0, 14.0));
    if done {
        ui.painter().rect_filled(square, 3.0, c.within_mark);
        label::paint_icon(ui, square, icons::CHECK, Type::Caption, c.surface);
    } else {
        ui.painter().rect_stroke(square, 3.0, Stroke::new(1.5, c.control_line), StrokeKind::Inside);
    }
}

/// Where a stage is decided: by when, the three ways, and the form once one of them is chosen.
fn undecided(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    (state, in_place): Parts<'_>,
    (discovery, which, now): (&Discovery, Which, Option<Which>),
) {
    let c = theme::colors(ui);
    let spot = Spot::section(Section::Discovery).part(which.key());
    let stage = which.of(discovery);
    let open = wording::open_questions(discovery, which);
    ui.add_space(4.0);
    Frame::new().fill(c.sunken).corner_radius(radius::CARD).inner_margin(Margin::symmetric(8, 12)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        if let Some(draft) = state.drafts.iter_mut().find(|draft| draft.which == which) {
            let is_done = match deciding::show(ui, draft, open) {
                Some(Reply::Record) => draft.record(desk),
                Some(Reply::Cancel) => true,
                None => false,
            };
            if is_done {
                state.drafts.retain(|draft| draft.which != which);
            }
            return;
        }
        due(ui, desk, in_place, (&spot, stage));
        if stage.marks.get("verdict").is_some() {
            in_place::show(ui, desk, in_place, (&spot, stage, "verdict"), Look::BODY);
        }
        if let Some(verdict) = deciding::buttons(ui, None) {
            state.drafts.push(Draft::of(discovery, which, verdict, (desk.author, desk.today)));
        }
        let said = match now {
            Some(first) if first != which => format!("Comes after {}.", first.key()),
            _ => wording::can_decide(open),
        };
        label::text(ui, &said, Type::Small, c.ink_2);
    });
}

/// By when it is to be decided, and that it is not.
fn due(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, (spot, stage): (&Spot, &StageVerdict)) {
    ui.horizontal_top(|ui| {
        let width = (ui.available_width() - 104.0).max(110.0);
        ui.allocate_ui(vec2(width, 0.0), |ui| {
            ui.set_width(width);
            in_place::show(ui, desk, state, (spot, stage, "due"), Look::BODY);
        });
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            label::worded_chip(ui, crate::assess::budget::Verdict::Unmeasured, wording::verdict(None));
        });
    });
    if let Some(due) = stage.due.filter(|due| *due < desk.today) {
        ui.horizontal(|ui| {
            glyph::show(ui, Glyph::Warning, 14.0);
            let said = format!("Was to be decided {}", words::from_now(due, desk.today));
            label::line(ui, &said, Type::Small, theme::colors(ui).atrisk_text);
        });
    }
}

/// Which question of a stage stands where; used to bring it into sight.
pub fn is_in_place(stage: &StageVerdict, key: &str) -> bool {
    key == "reason" || key == "due" || stage.marks.get(key).is_some()
}
