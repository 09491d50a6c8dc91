//! The documents to choose from, each with whom it is for and how many pages it has, and the formats.

use egui::{CornerRadius, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::model::pack::{Document, FileFormat};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::{choice, focus, label};

use super::choice::Choice;
use super::laying::Laying;
use super::part_head;
use super::preview::View;

/// How high a row is.
const ROW: f32 = 40.0;
/// How wide the box to tick is, with the space around it.
const TICK: f32 = 44.0;

/// Whom a document is for.
const fn audience(document: Document) -> &'static str {
    match document {
        Document::ModelCard => "for whoever uses the output",
        Document::RiskMemo => "for whoever decides",
        Document::Requirements => "for whoever builds it",
        Document::PatternDecision => "why it is built this way",
        Document::EvaluationSpec => "for whoever measures it",
        Document::ReleasePlan => "gates, criteria, decisions",
        Document::MonitoringPlan => "for whoever is on call",
        Document::ImpactAssessment => "for those affected, and privacy",
        Document::ChecklistReport => "practices and evidence",
        Document::CanvasPoster => "one page for the wall",
        Document::Roadmap => "what is built next, and why",
        Document::Minutes => "for whoever was not there",
        Document::Unknowns => "who finds out what, by when",
        Document::Changes => "for whoever has read it before",
    }
}

/// So many pages, as the list says it.
pub(super) fn pages_words(pages: usize) -> String {
    if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") }
}

/// The pages of all chosen documents; `None` until all of them are known.
pub(super) fn all_pages(choice: &Choice, laying: &Laying) -> Option<usize> {
    choice.profile().documents.get().iter().map(|document| laying.pages(*document)).sum()
}

/// Shows the documents.
pub(super) fn show(ui: &mut Ui, choice: &mut Choice, laying: &Laying, view: &mut View) {
    let chosen = choice.profile().documents.get().len();
    let pages = all_pages(choice, laying).map(|pages| format!(", {}", pages_words(pages))).unwrap_or_default();
    let c = theme::colors(ui);
    part_head(ui, "Documents", |ui| {
        let all = chosen == Document::ALL.len();
        let (words, name) = if all { ("None", "Choose no document") } else { ("All", "Choose all documents") };
        if link_named(ui, words, name).clicked() {
            choice.set_all_documents(!all);
        }
        label::line(ui, &format!("{chosen} chosen{pages}"), Type::Small, c.ink_3);
    });
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, document) in Document::ALL.iter().copied().enumerate() {
            row(ui, (at, document), choice, laying, view);
        }
    });
}

fn row_id(document: Document) -> Id {
    Id::unique(("document to export", document.key()))
}

fn row(ui: &mut Ui, (at, document): (usize, Document), choice: &mut Choice, laying: &Laying, view: &mut View) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let (on, shown) = (choice.profile().documents.has(document), view.shown == document);
    let pages = laying.pages(document).map(pages_words).unwrap_or_default();
    let body = ui.interact(rect.with_min_x(rect.left() + TICK), row_id(document).with("show"), Sense::CLICK);
    let tick = ui.interact(rect.with_max_x(rect.left() + TICK), row_id(document), Sense::click());
    if at == 0 {
        regions::entrance(Region::Main, &tick);
    }
    if shown {
        ui.painter().rect_filled(rect, 0.0, c.accent_soft);
    } else if body.hovered() {
        ui.painter().rect_filled(rect, 0.0, c.hover);
    }
    let square = Rect::from_center_size(pos2(rect.left() + 32.0, rect.center().y), Vec2::splat(16.0));
    paint_tick(ui, square, on, tick.hovered());
    let facts = theme::line(ui, &pages, Type::Small, c.ink_3);
    let facts_at = pos2(rect.right() - 16.0 - facts.size().x, rect.top() + 20.0);
    let room = facts_at.x - rect.left() - 56.0;
    ui.painter().galley(facts_at, facts, c.ink_3);
    let title = theme::cut(ui, document.title(), Type::Medium, c.ink, rect.width() - 56.0, 1);
    let about = theme::cut(ui, audience(document), Type::Small, c.ink_3, room, 1);
    ui.painter().galley(pos2(rect.left() + 48.0, rect.top() + 2.0), title, c.ink);
    ui.painter().galley(pos2(rect.left() + 48.0, rect.top() + 20.0), about, c.ink_3);
    let said = if pages.is_empty() { String::new() } else { format!(", {pages}") };
    tick.widget_info(|| {
        WidgetInfo::selected(Role::CheckBox, true, on, format!("{}{said}, {}", document.title(), audience(document)))
    });
    body.widget_info(|| WidgetInfo::selected(Role::Button, true, shown, format!("Show {}", document.title())));
    focus::ring_inside(ui, &tick, tick.rect.shrink2(vec2(4.0, 0.0)), theme::radius::CHIP);
    // whoever walks by keyboard sees what the keyboard is on
    if body.clicked() || tick.gained_focus() && focus::by_keyboard(ui.ctx()) {
        view.turn_to(document);
    }
    if tick.clicked() {
        choice.set_document(document, !on);
    }
    if let Some(to) = focus::step(ui, &tick, at, Document::ALL.len()).and_then(|to| Document::ALL.get(to)) {
        ui.memory_mut(|memory| memory.request_focus(row_id(*to)));
    }
}

fn paint_tick(ui: &Ui, square: Rect, on: bool, hovered: bool) {
    let c = theme::colors(ui);
    if on {
        ui.painter().rect_filled(square, 3.0, c.accent);
        label::paint_icon(ui, square, icons::CHECK, Type::Caption, c.on_accent);
    } else {
        let fill = if hovered { c.hover } else { c.surface };
        ui.painter().rect(square, CornerRadius::same(3), fill, Stroke::new(1.5, c.control_line), StrokeKind::Inside);
    }
}

/// A format in a few words.
const fn short(format: FileFormat) -> &'static str {
    match format {
        FileFormat::Pdf => "PDF",
        FileFormat::Docx => "DOCX",
        FileFormat::Html => "HTML",
        FileFormat::Markdown => "Markdown",
        FileFormat::Csv => "CSV tables",
        FileFormat::Xlsx => "XLSX tables",
    }
}

/// Shows the formats.
pub(super) fn formats(ui: &mut Ui, choice: &mut Choice) {
    super::part(ui, "Formats", "", |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let width = (ui.available_width() - 8.0) / 2.0;
        for pair in FileFormat::ALL.chunks(2) {
            ui.horizontal(|ui| {
                for format in pair {
                    ui.allocate_ui(vec2(width, size::CONTROL), |ui| {
                        ui.set_width(width);
                        let on = choice.profile().formats.has(*format);
                        if let Some(on) = choice::tick_named(ui, short(*format), format.label(), on) {
                            choice.set_format(*format, on);
                        }
                    });
                }
            });
        }
        let formats = choice.profile().formats.clone();
        if formats.has(FileFormat::Csv)
            && let Some(on) = choice::tick(ui, "CSV that Excel reads as UTF-8", choice.bom)
        {
            choice.bom = on;
        }
        if formats.has(FileFormat::Pdf)
            && let Some(on) = choice::tick(ui, "The workbook inside each PDF", choice.profile().carries_workbook)
        {
            choice.set_carries(on);
        }
    });
}
