//! The card as it is printed, as text: the blocks of the document, drawn one under the other on paper. Blocks far out of sight
//! are only space.

use egui::text::LayoutJob;
use egui::{Align, Color32, Frame, Layout, Margin, Rect, Sense, Stroke, Ui, Vec2, pos2, vec2};

use crate::assess::budget::Verdict;
use crate::model::canvas::NoteKind;
use crate::model::checklist::PracticeStatus;
use crate::model::manner::{self, Manner};
use crate::report::block::{Block, Body, Fact, Glyph as Sign, Rich, Signature, Style, Tone};
use crate::report::{Edition, model_card};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;

mod table;

/// The widest paper, and the white space at its sides.
const PAPER: f32 = 860.0;
const PAD: f32 = 40.0;
/// How high a block is taken to be that was not drawn yet.
const GUESS: f32 = 60.0;
/// How wide the labels of facts are.
const LABEL: f32 = 150.0;

/// The document of one state of the workbook.
#[derive(Debug, Default)]
pub struct Printed {
    of: Option<u64>,
    blocks: Vec<Block>,
    heights: Vec<Option<f32>>,
    width: f32,
}

impl Printed {
    fn look_at(&mut self, desk: &Desk<'_>, width: f32) {
        if self.of != Some(desk.revision()) {
            let edition = Edition { date: Some(desk.today), ..Edition::default() };
            // as it will be printed: documents do not follow the settings of the window
            self.blocks = manner::speaking(Manner::PLAIN, || model_card::build(desk.workbook(), &edition).blocks);
            self.of = Some(desk.revision());
            self.width = 0.0;
        }
        if (self.width - width).abs() > 0.5 {
            self.width = width;
            self.heights = vec![None; self.blocks.len()];
        }
    }
}

/// Shows it.
pub fn show(ui: &mut Ui, desk: &Desk<'_>, state: &mut Printed) {
    super::super::body(ui, |ui| {
        let c = theme::colors(ui);
        let width = ui.available_width().min(PAPER);
        let pad = if width < 560.0 { 16.0 } else { PAD };
        let side = ((ui.available_width() - width) / 2.0).floor();
        state.look_at(desk, width);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(side);
            let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
            frame.inner_margin(Margin::same(pad as i8)).show(ui, |ui| {
                ui.set_width(width - pad * 2.0 - 2.0);
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
                    blocks(ui, state);
                });
            });
        });
    });
}

fn blocks(ui: &mut Ui, state: &mut Printed) {
    let clip = ui.clip_rect();
    for (at, (block, height)) in state.blocks.iter().zip(&mut state.heights).enumerate() {
        let top = ui.next_widget_position().y;
        let known = height.unwrap_or(GUESS);
        if top > clip.bottom() || (height.is_some() && top + known < clip.top()) {
            ui.allocate_space(vec2(ui.available_width(), known));
            continue;
        }
        let shown = ui.push_id(at, |ui| ui.vertical(|ui| self::block(ui, block)));
        *height = Some(shown.response.rect.height());
    }
}

/// Draws a block with the space under it.
fn block(ui: &mut Ui, block: &Block) {
    let c = theme::colors(ui);
    match &block.body {
        Body::Title { text, subtitle } => {
            label::heading(ui, text, Type::Display, 2);
            label::text(ui, subtitle, Type::Standfirst, c.ink_2);
        }
        Body::Contents { .. } => return,
        Body::Heading { level, text, .. } => {
            ui.add_space(if *level == 1 { 16.0 } else { 4.0 });
            let style = if *level == 1 { Type::Title } else { Type::Name };
            label::heading(ui, text, style, usize::from(*level) + 2);
            ui.add_space(4.0);
            return;
        }
        Body::Paragraph(rich) => self::rich(ui, rich, Type::Prompt),
        Body::Note(rich) => self::rich(ui, rich, Type::Note),
        Body::Facts(facts) => self::facts(ui, facts),
        Body::List { ordered, items } => {
            for (at, item) in items.iter().enumerate() {
                let mark = if *ordered { format!("{}.", at + 1) } else { "•".to_owned() };
                ui.horizontal_top(|ui| {
                    ui.add_space(4.0);
                    label::text(ui, &mark, Type::Prompt, c.ink_2);
                    ui.vertical(|ui| self::rich(ui, item, Type::Prompt));
                });
            }
        }
        Body::Table(found) => table::show(ui, found),
        Body::Figure(figure) => {
            label::text(ui, &figure.caption, Type::Caption, c.ink_2);
            let frame = Frame::new().fill(c.sunken).corner_radius(radius::CARD).inner_margin(12);
            frame.show(ui, |ui| label::text(ui, &figure.alt, Type::Note, c.ink_2));
        }
        Body::Board(board) => {
            for field in &board.fields {
                label::heading(ui, &field.title, Type::Name, 4);
                field.notes.iter().for_each(|(_, note)| self::rich(ui, note, Type::Prompt));
            }
        }
        Body::Callout { tone, title, text } => callout(ui, *tone, title, text),
        Body::Beside { left, right, .. } => {
            for part in left.iter().chain(right) {
                self::block(ui, part);
            }
        }
        Body::Columns(columns) => self::columns(ui, columns),
        Body::Signatures(signatures) => signatures.iter().for_each(|signature| sign(ui, signature)),
        Body::Together(parts) => {
            for part in parts {
                self::block(ui, part);
            }
            return;
        }
        Body::PageBreak => label::rule(ui),
    }
    ui.add_space(12.0);
}

/// Lays styled text out in `width`.
fn laid(ui: &Ui, rich: &Rich, style: Type, width: f32) -> std::sync::Arc<egui::Galley> {
    let c = theme::colors(ui);
    let mut job = LayoutJob::default();
    let strong = if style == Type::Prompt { Type::Name } else { Type::Strong };
    for span in &rich.0 {
        let (style, ink): (Type, Color32) = match span.style {
            Style::Plain | Style::Emphasis => (style, c.ink),
            Style::Strong | Style::Added => (strong, c.ink),
            Style::Quiet | Style::Removed => (style, c.ink_2),
            Style::Alert => (strong, c.exceeded_text),
        };
        let mut format = style.format(ink);
        format.line_height = Some(if style == Type::Name { Type::Prompt.line() } else { style.line() });
        format.font_id.size = if style == Type::Name { 15.0 } else { format.font_id.size };
        match span.style {
            Style::Added => format.underline = Stroke::new(1.0, ink),
            Style::Removed => format.strikethrough = Stroke::new(1.0, ink),
            _ => {}
        }
        job.append(&span.text, 0.0, format);
    }
    job.wrap.max_width = width.max(1.0);
    ui.painter().layout_job(job)
}

fn rich(ui: &mut Ui, rich: &Rich, style: Type) {
    let galley = laid(ui, rich, style, ui.available_width());
    ui.add(egui::Label::new(galley));
}

fn facts(ui: &mut Ui, facts: &[Fact]) {
    let c = theme::colors(ui);
    let lead = if ui.available_width() < 420.0 { 104.0 } else { LABEL };
    for fact in facts {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(lead - 8.0, size::TARGET), Sense::hover());
            let galley = theme::wrapped(ui, &fact.label, Type::Caption, c.ink_2, rect.width());
            ui.painter().galley(rect.min + vec2(0.0, 4.0), galley, c.ink_2);
            ui.vertical(|ui| rich(ui, &fact.value, Type::Prompt));
        });
        ui.add_space(2.0);
    }
}

fn callout(ui: &mut Ui, tone: Tone, title: &str, text: &Rich) {
    let c = theme::colors(ui);
    let (glyph, edge) = match tone {
        Tone::Blocker => (Glyph::Blocker, c.blocker),
        Tone::Warning => (Glyph::Warning, c.warning),
        Tone::Advice => (Glyph::Advice, c.control_line),
        Tone::Good => (Glyph::Verdict(Verdict::Within), c.within_mark),
    };
    let frame = Frame::new().stroke(Stroke::new(1.0, edge)).corner_radius(radius::CARD).inner_margin(12);
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_top(|ui| {
            glyph::show(ui, glyph, 16.0);
            ui.vertical(|ui| rich(ui, &Rich::strong(title).then(" ").with(text.clone()), Type::Body));
        });
    });
}

fn columns(ui: &mut Ui, columns: &[Rich]) {
    let count = columns.len().max(1) as f32;
    let width = (ui.available_width() - 16.0 * (count - 1.0)) / count;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for column in columns {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                rich(ui, column, Type::Body);
            });
        }
    });
}

fn sign(ui: &mut Ui, signature: &Signature) {
    let c = theme::colors(ui);
    let head = [signature.name.trim(), signature.role.trim()];
    let head: Vec<&str> = head.into_iter().filter(|part| !part.is_empty()).collect();
    label::text(ui, &head.join(", "), Type::Strong, c.ink);
    let decision = if signature.decision.trim().is_empty() { "Not signed yet" } else { signature.decision.trim() };
    label::text(ui, decision, Type::Body, c.ink_2);
    if !signature.note.trim().is_empty() {
        label::text(ui, signature.note.trim(), Type::Note, c.ink_2);
    }
    ui.add_space(8.0);
}

/// Paints a sign of the document into a square.
fn paint_sign(ui: &Ui, rect: Rect, sign: Sign) {
    let c = theme::colors(ui);
    let glyph = match sign {
        Sign::Pips(level) => return glyph::pips(ui.painter(), rect.shrink(1.0), level, c.ink),
        Sign::Within => Glyph::Verdict(Verdict::Within),
        Sign::Unproven => Glyph::Verdict(Verdict::Unproven),
        Sign::AtRisk => Glyph::Verdict(Verdict::AtRisk),
        Sign::Exceeded => Glyph::Verdict(Verdict::Exceeded),
        Sign::Unmeasured => Glyph::Verdict(Verdict::Unmeasured),
        Sign::Done => Glyph::Status(PracticeStatus::Done),
        Sign::InProgress => Glyph::Status(PracticeStatus::InProgress),
        Sign::NotStarted => Glyph::Status(PracticeStatus::NotStarted),
        Sign::NotApplicable => Glyph::Status(PracticeStatus::NotApplicable),
        Sign::Blocker => Glyph::Blocker,
        Sign::Warning => Glyph::Warning,
        Sign::Advice => Glyph::Advice,
        Sign::Question => Glyph::Kind(NoteKind::Question),
    };
    glyph::paint(ui.painter(), rect, glyph, c);
}

/// The square for a sign at the left of a place.
fn square(left: f32, middle: f32) -> Rect {
    Rect::from_center_size(pos2(left + 7.0, middle), Vec2::splat(14.0))
}
