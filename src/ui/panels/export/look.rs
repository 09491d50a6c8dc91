//! How the documents look: the paper, the accent color with its contrast, and the logo. They are answers of the workbook.

use std::path::{Path, PathBuf};

use egui::{ColorImage, Rect, Sense, Stroke, StrokeKind, TextureHandle, Ui, Vec2, vec2};

use crate::model::pack::{Pack, PaperSize, PosterSize};
use crate::model::{Record, Section};
use crate::render::page::Paper;
use crate::render::picture;
use crate::report::look;
use crate::store;
use crate::ui::chrome::notices::Notices;
use crate::ui::desk::Desk;
use crate::ui::document::Document;
use crate::ui::icons;
use crate::ui::jobs::{Job, Jobs, Poll};
use crate::ui::notice::{Notice, explained};
use crate::ui::panels::answer::{self, Question};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{Button, link, segmented};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::label;
use crate::words;

/// What a notice about a file that is no logo is called; the next file takes it away.
const NO_LOGO: &str = "Not a logo";
/// How high a logo is shown at most, and how wide.
const LOGO: Vec2 = vec2(224.0, 36.0);

/// A logo while it is read from its file, and as it is shown.
#[derive(Default)]
pub(super) struct Logo {
    /// A file that is being read for the document with this serial.
    reading: Option<(u64, Job<Result<String, String>>)>,
    shown: Option<Shown>,
    drawing: Option<(String, Job<Result<ColorImage, String>>)>,
}

/// What a data address shows.
struct Shown {
    address: String,
    picture: Result<TextureHandle, String>,
}

impl Logo {
    /// Whether nothing is being read or drawn.
    pub fn is_idle(&self) -> bool {
        self.reading.is_none() && self.drawing.is_none()
    }

    /// Reads a file that was chosen.
    pub fn read(&mut self, jobs: &Jobs, serial: u64, path: PathBuf) {
        self.reading = Some((serial, jobs.start("Reading the logo", move |_| data_address(&path))));
    }

    /// Takes up what was read: it becomes the logo of the workbook, as a step.
    pub fn poll(&mut self, notices: &mut Notices, document: Option<&mut Document>) {
        let Some((serial, job)) = &self.reading else { return };
        let result = match job.poll() {
            Poll::Working => return,
            Poll::Done(result) => result,
            Poll::Lost => Err("Reading it stopped unexpectedly. Please report this.".to_owned()),
        };
        let document = document.filter(|document| document.serial == *serial);
        self.reading = None;
        notices.withdraw(NO_LOGO);
        match (result, document) {
            (Ok(address), Some(document)) => {
                document.settle_now();
                document.session.edit("choose logo", |workbook, _| {
                    std::sync::Arc::make_mut(&mut workbook.pack).logo = address;
                });
            }
            (Ok(_), None) => {}
            (Err(text), _) => notices.say(Notice::failure(NO_LOGO, text)),
        }
    }

    /// The picture of an address, drawn in the background; `None` until it is.
    fn picture(&mut self, ui: &Ui, jobs: &Jobs, address: &str) -> Option<&Result<TextureHandle, String>> {
        let height = (LOGO.y * ui.ctx().pixels_per_point()).ceil() as u32;
        if self.shown.as_ref().is_none_or(|shown| shown.address != address)
            && self.drawing.as_ref().is_none_or(|(of, _)| of != address)
        {
            let own = address.to_owned();
            let draw = move || picture::read(&own, height).map(|pixels| super::textures::image(&pixels));
            let job = jobs.start("Drawing the logo", move |_| draw().map_err(|error| error.to_string()));
            self.drawing = Some((address.to_owned(), job));
        }
        if let Some((of, job)) = &self.drawing {
            let picture = match job.poll() {
                Poll::Working => None,
                Poll::Done(picture) => Some(picture),
                Poll::Lost => Some(Err("it cannot be drawn".to_owned())),
            };
            if let Some(picture) = picture {
                let load = |image| ui.ctx().load_texture("logo", image, egui::TextureOptions::LINEAR);
                self.shown = Some(Shown { address: of.clone(), picture: picture.map(load) });
                self.drawing = None;
            }
        }
        self.shown.as_ref().filter(|shown| shown.address == address).map(|shown| &shown.picture)
    }
}

/// A picture's file as the data address that the workbook keeps.
fn data_address(path: &Path) -> Result<String, String> {
    let bytes = store::read_file(path).map_err(|error| explained(&error))?;
    picture::data_address(&bytes).map_err(|error| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        format!("{name}: {error}. Choose a PNG or an SVG.")
    })
}

/// What is asked for from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// A file for the logo.
    Logo,
}

/// Shows it. `paper` is that of a workbook that names none.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, logo: &mut Logo, paper: Paper) -> Option<Asked> {
    let snapshot = desk.snapshot();
    let (pack, spot) = (&*snapshot.pack, Spot::section(Section::Pack));
    let mut asked = None;
    super::part(ui, "Page", "", |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        ask(ui, desk, (&spot, pack, "paper"), &mut |ui, desk, question| paper_ui(ui, desk, question, (pack, paper)));
        ask(ui, desk, (&spot, pack, "poster"), &mut |ui, desk, question| poster_ui(ui, desk, question, pack));
        ask(ui, desk, (&spot, pack, "accent"), &mut |ui, desk, question| accent_ui(ui, desk, question, pack));
        ask(ui, desk, (&spot, pack, "logo"), &mut |ui, desk, question| {
            asked = asked.or(logo_ui(ui, desk, question, (pack, logo)));
        });
        if link(ui, "Organization, status and label").on_hover_text("On the page About").clicked() {
            desk.go_to(crate::model::place::Place::of_section(Section::About).at("organization"));
        }
    });
    asked
}

fn ask(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    (spot, pack, key): (&Spot, &Pack, &str),
    control: &mut dyn FnMut(&mut Ui, &mut Desk<'_>, Question<'_>),
) {
    let Some((field, value)) = pack.answers().find(|(field, _)| field.key == key) else { return };
    answer::show_as(ui, desk, Question { spot, field, value, mark: pack.marks().get(key) }, control);
}

fn paper_ui(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, (pack, usual): (&Pack, Paper)) {
    let is_letter = match pack.paper {
        Some(paper) => paper == PaperSize::Letter,
        None => usual == Paper::Letter,
    };
    if let Some(chosen) = segmented(ui, "Paper", PaperSize::LABELS, usize::from(is_letter))
        && let Some(label) = PaperSize::LABELS.get(chosen)
    {
        question.spot.edit(desk, "choose paper", "paper", |value| answer::set(value, label));
    }
}

/// On which sheet the canvas poster is printed.
fn poster_ui(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, pack: &Pack) {
    let sheets: Vec<&str> = ["As the rest"].into_iter().chain(PosterSize::LABELS.iter().copied()).collect();
    let at = pack.poster.and_then(|poster| PosterSize::ALL.iter().position(|one| *one == poster));
    if let Some(chosen) = segmented(ui, "Canvas poster", &sheets, at.map_or(0, |at| at + 1)) {
        let label = chosen.checked_sub(1).and_then(|at| PosterSize::LABELS.get(at)).copied().unwrap_or_default();
        question.spot.edit(desk, "choose sheet of the poster", "poster", |value| answer::set(value, label));
    }
}

fn accent_ui(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, pack: &Pack) {
    let c = theme::colors(ui);
    let color = look::color(&pack.accent);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(size::CONTROL), Sense::hover());
        let fill = color.map_or(c.sunken, |[red, green, blue]| egui::Color32::from_rgb(red, green, blue));
        ui.painter().rect(rect, radius::CONTROL, fill, Stroke::new(1.0, c.control_line), StrokeKind::Inside);
        let name = question.field.prompt;
        let wrong = color.is_none() && !pack.accent.trim().is_empty();
        let field = TextField::line(question.id(), name).hint("#2A4FBF").width(120.0).wrong(wrong);
        if let Some(text) = field.show(ui, &pack.accent).text {
            question.spot.write(desk, "choose accent color", "accent", |value| answer::set(value, &text));
        }
    });
    let words = contrast_words(&pack.accent);
    if !words.is_empty() {
        label::text(ui, &words, Type::Small, c.ink_3);
    }
}

/// How well a color can be read on paper.
fn contrast_words(accent: &str) -> String {
    let Some(color) = look::color(accent) else {
        return if accent.trim().is_empty() { String::new() } else { "Not a color. Write it as #2A4FBF.".to_owned() };
    };
    let contrast = look::contrast_with_white(color);
    let said = format!("{} to 1 on white", words::number((contrast * 10.0).floor() / 10.0));
    if contrast >= look::LEAST_CONTRAST {
        format!("Reads well: {said}.")
    } else {
        let [red, green, blue] = look::readable(color);
        format!("Too pale for text: {said}. Printed darker, as #{red:02X}{green:02X}{blue:02X}.")
    }
}

fn logo_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    question: Question<'_>,
    (pack, logo): (&Pack, &mut Logo),
) -> Option<Asked> {
    let c = theme::colors(ui);
    if !pack.logo.is_empty() {
        match logo.picture(ui, desk.jobs, &pack.logo) {
            Some(Ok(texture)) => paint_logo(ui, texture),
            Some(Err(error)) => {
                label::text(ui, &format!("The logo is not printed: {error}."), Type::Small, c.blocker);
            }
            None => drop(ui.allocate_exact_size(vec2(LOGO.x, LOGO.y), Sense::hover())),
        }
    }
    let mut asked = None;
    ui.horizontal(|ui| {
        let choose = Button::new("Choose").icon(icons::FOLDER_OPEN).name("Choose a logo").show(ui);
        if choose.on_hover_text("PNG or SVG, up to 256 KB").clicked() {
            asked = Some(Asked::Logo);
        }
        if !pack.logo.is_empty() && Button::new("Remove").quiet().name("Remove the logo").show(ui).clicked() {
            question.spot.edit(desk, "remove logo", "logo", |value| answer::set(value, ""));
        }
    });
    asked
}

/// Draws the logo on white, as on paper.
fn paint_logo(ui: &mut Ui, texture: &TextureHandle) {
    let c = theme::colors(ui);
    let natural = texture.size_vec2();
    let scale = (LOGO.x / natural.x.max(1.0)).min(LOGO.y / natural.y.max(1.0));
    let (rect, response) = ui.allocate_exact_size(natural * scale + Vec2::splat(12.0), Sense::hover());
    let paper = theme::of(false).surface;
    ui.painter().rect(rect, radius::CONTROL, paper, Stroke::new(1.0, c.line), StrokeKind::Inside);
    let whole = Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
    ui.painter().image(texture.id(), rect.shrink(6.0), whole, egui::Color32::WHITE);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Image);
        node.set_label("The logo");
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_said_in_words() {
        assert_eq!(contrast_words(""), "");
        assert_eq!(contrast_words("teal"), "Not a color. Write it as #2A4FBF.");
        assert_eq!(contrast_words("#000000"), "Reads well: 21 to 1 on white.");
        let pale = contrast_words("#FFC800");
        assert!(pale.starts_with("Too pale for text: 1.5 to 1 on white. Printed darker, as #"), "{pale}");
    }
}
