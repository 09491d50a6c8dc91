//! The settings: one dialog of a few groups. A choice holds at once and is remembered; there is nothing to confirm.

use std::path::Path;

use egui::{Context, Id, Modal, Ui, vec2};

use crate::model::Date;
use crate::model::manner::{self, Dates, Manner, Numbers};
use crate::store::policy::{self, Policy};
use crate::store::settings::{self, Autosave, PaperChoice, Settings, ThemeChoice};
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button, segmented};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{choice, label};
use crate::words;

/// How wide the dialog is, where the window has room for it.
const WIDTH: f32 = 600.0;

/// The settings while they are shown.
#[derive(Debug, Default)]
pub struct Open {
    /// Whether the focus has been brought into the dialog.
    entered: bool,
}

/// Opens the settings, or closes them.
pub fn open(app: &mut App) {
    app.chrome.settings = if app.chrome.settings.is_some() { None } else { Some(Open::default()) };
}

/// Shows the settings, if they were asked for.
pub fn show(app: &mut App, ui: &mut Ui) {
    let Some(shown) = &mut app.chrome.settings else { return };
    let first = !std::mem::replace(&mut shown.entered, true);
    let before = app.settings.clone();
    let mut chosen = before.clone();
    let kept = app.around.places.as_ref().map(settings::path);
    let (policy, decided) = (app.policy, app.around.places.as_ref().map(policy::path));
    let today = (app.around.now)().date();
    let room = ui.ctx().content_rect().size();
    let modal = Modal::new(Id::unique("settings")).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(room.x - 96.0));
        egui::Frame::new()
            .inner_margin(16)
            .show(ui, |ui| {
                let close = head(ui, first);
                egui::ScrollArea::vertical().max_height((room.y - 220.0).max(96.0)).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 4.0;
                    look(ui, &mut chosen);
                    manner_ui(ui, &mut chosen.manner, today);
                    person(ui, &mut chosen);
                    saving(ui, &mut chosen, (policy, decided.as_deref()));
                    documents(ui, &mut chosen);
                });
                foot(ui, &mut chosen, kept.as_deref());
                close
            })
            .inner
    });
    let ctx = ui.ctx().clone();
    if chosen != before {
        apply(app, &ctx, chosen);
    }
    if modal.inner || modal.should_close() {
        app.chrome.settings = None;
    }
}

fn apply(app: &mut App, ctx: &Context, chosen: Settings) {
    app.set(ctx, |settings| *settings = chosen);
    ctx.request_repaint();
}

/// The title, and the button that closes; `true` if it was pressed.
fn head(ui: &mut Ui, take_focus: bool) -> bool {
    ui.horizontal(|ui| {
        label::heading(ui, "Settings", Type::Title, 1);
        let rest = ui.available_width();
        ui.add_space((rest - 28.0).max(0.0));
        let close = icon_button(ui, icons::X, "Close settings", true);
        if take_focus {
            close.request_focus();
        }
        close.clicked()
    })
    .inner
}

/// The name of a group, over a line.
fn group(ui: &mut Ui, title: &str) {
    ui.add_space(8.0);
    label::rule(ui);
    label::heading(ui, title, Type::Strong, 2);
}

/// A row: what it is about at the left, the control beside it, or below it where there is no room.
fn row(ui: &mut Ui, text: &str, control: impl FnOnce(&mut Ui)) {
    const LEAD: f32 = 168.0;
    const WIDEST: f32 = 552.0; // with the dates, written in four ways
    let c = theme::colors(ui);
    if ui.available_width() < WIDEST {
        label::line(ui, text, Type::Caption, c.ink_2);
        ui.horizontal(control);
        return;
    }
    ui.horizontal(|ui| {
        ui.allocate_ui(vec2(LEAD, 28.0), |ui| {
            ui.set_min_size(vec2(LEAD, 28.0));
            label::line(ui, text, Type::Body, c.ink_2);
        });
        control(ui);
    });
}

/// One of a few, side by side or in a list, by its place.
fn pick<T: Copy + PartialEq>(ui: &mut Ui, name: &str, all: &[T], words: &[&str], value: &mut T) {
    let at = all.iter().position(|one| one == value).unwrap_or_default();
    // where they have no room side by side, they are a list
    let width = |word: &&str| theme::line(ui, word, Type::Caption, egui::Color32::BLACK).size().x + 20.0;
    if words.iter().map(width).sum::<f32>() + 4.0 > ui.available_width() {
        if let Some(next) = choice::drop_list(ui, name, at, words).and_then(|next| all.get(next)) {
            *value = *next;
        }
        return;
    }
    if let Some(next) = segmented(ui, name, words, at).and_then(|next| all.get(next)) {
        *value = *next;
    }
}

/// A line that says what a choice means.
fn note(ui: &mut Ui, text: &str) {
    let c = theme::colors(ui);
    label::text(ui, text, Type::Small, c.ink_3);
}

fn look(ui: &mut Ui, chosen: &mut Settings) {
    group(ui, "Look");
    row(ui, "Theme", |ui| {
        const ALL: [ThemeChoice; 3] = [ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark];
        pick(ui, "Theme", &ALL, &["As the system", "Light", "Dark"], &mut chosen.theme);
    });
    row(ui, "Size of everything", |ui| {
        let (low, high) = (*settings::ZOOM.start(), *settings::ZOOM.end());
        let smaller = icon_button(ui, icons::MINUS, "Smaller", chosen.zoom > low).clicked();
        let c = theme::colors(ui);
        let share = f64::from((chosen.zoom * 100.0).round() / 100.0);
        label::line(ui, &words::share(share), Type::Medium, c.ink);
        let larger = icon_button(ui, icons::PLUS, "Larger", chosen.zoom < high).clicked();
        let by = f32::from(i8::from(larger) - i8::from(smaller)) * 0.1;
        if by != 0.0 {
            chosen.zoom = ((chosen.zoom + by) * 10.0).round() / 10.0;
            chosen.zoom = chosen.zoom.clamp(low, high);
        }
        label::key(ui, &Command::ZoomIn.keys());
    });
    if let Some(on) = choice::tick(ui, "Nothing moves on its own", chosen.reduced_motion) {
        chosen.reduced_motion = on;
    }
    if let Some(on) = choice::tick(ui, "Single keys act on lists, such as N for a new row", chosen.single_keys) {
        chosen.single_keys = on;
    }
}

fn manner_ui(ui: &mut Ui, chosen: &mut Manner, today: Date) {
    group(ui, "Dates and numbers");
    row(ui, "Dates", |ui| {
        let words = Dates::ALL.map(|dates| sample(Manner { dates, ..Manner::PLAIN }, || words::short_date(today)));
        pick(ui, "Dates", &Dates::ALL, &words.each_ref().map(String::as_str), &mut chosen.dates);
    });
    row(ui, "Numbers", |ui| {
        let words = Numbers::ALL.map(|numbers| sample(Manner { numbers, ..Manner::PLAIN }, || words::number(18_400.5)));
        pick(ui, "Numbers", &Numbers::ALL, &words.each_ref().map(String::as_str), &mut chosen.numbers);
    });
    note(
        ui,
        "For the window: what it shows, and what you type. Documents are always written in one way, and files do not change.",
    );
}

/// What is said in a manner.
fn sample(manner: Manner, said: impl FnOnce() -> String) -> String {
    manner::speaking(manner, said)
}

fn person(ui: &mut Ui, chosen: &mut Settings) {
    group(ui, "You");
    row(ui, "Your name", |ui| {
        let field = TextField::line(Id::unique("settings author"), "Your name").hint("Such as Anke Vos").width(240.0);
        if let Some(name) = field.show(ui, &chosen.author).text {
            chosen.author = name;
        }
    });
    note(ui, "Stands ready where somebody decides, accepts or signs. It goes into a workbook only there.");
}

fn saving(ui: &mut Ui, chosen: &mut Settings, decided: (Policy, Option<&Path>)) {
    group(ui, "Saving");
    row(ui, "Save by itself", |ui| {
        const ALL: [Autosave; 2] = [Autosave::Never, Autosave::AfterChanges];
        pick(ui, "Save by itself", &ALL, &["Never", "After each change"], &mut chosen.autosave);
    });
    decidable(ui, "Keep unsaved work for recovery", decided.0.recovery, &mut chosen.recovery);
    note(ui, "A copy for recovery is kept on this computer and removed when you save.");
    decidable(ui, "Keep restore points", decided.0.points, &mut chosen.points);
    note(
        ui,
        "What you save is also kept on this computer, and thins out with age: all of the last 20, then by hours, days and weeks. \
         The original of a file of an older version is kept in any case.",
    );
    if let (true, Some(path)) = (decided.0 != Policy::default(), decided.1) {
        note(ui, &format!("What cannot be ticked is decided for everybody on this computer, in {}.", path.display()));
    }
}

/// A choice of on or off that may be taken from the person.
fn decidable(ui: &mut Ui, text: &str, decided: Option<bool>, chosen: &mut bool) {
    match decided {
        Some(on) => choice::tick_decided(ui, text, on),
        None => *chosen = choice::tick(ui, text, *chosen).unwrap_or(*chosen),
    }
}

fn documents(ui: &mut Ui, chosen: &mut Settings) {
    group(ui, "Documents");
    row(ui, "Paper", |ui| {
        const ALL: [PaperChoice; 2] = [PaperChoice::A4, PaperChoice::Letter];
        pick(ui, "Paper", &ALL, &["A4", "Letter"], &mut chosen.paper);
    });
}

/// Where the settings are, and the way back to the usual ones.
fn foot(ui: &mut Ui, chosen: &mut Settings, kept: Option<&Path>) {
    ui.add_space(8.0);
    label::rule(ui);
    let place = kept.map_or_else(
        || "There is no folder for settings here: they last until you close the window.".to_owned(),
        |path| format!("Kept in {}", path.display()),
    );
    note(ui, &place);
    let usual = Settings { author: chosen.author.clone(), inspector: chosen.inspector, ..Settings::default() };
    if Button::new("Usual settings").quiet().enabled(*chosen != usual).show(ui).clicked() {
        *chosen = usual;
    }
}
