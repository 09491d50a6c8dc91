//! One question with its answer: the label, the control that fits the kind of value, and the mark where nobody knows yet.

use egui::{Id, Response, Ui};

use crate::knowledge;
use crate::model::mark::Mark;
use crate::model::place::Place;
use crate::model::record::{Field, Target};
use crate::model::value::{Invalid, Scalar};
use crate::model::{self, Date, Number, Rate, Step, Value, View};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::pointed;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::{choice, label, menu};

use super::picker::{self, Picked};
use super::spot::Spot;

/// A question of a record that is being shown.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The record.
    pub spot: &'a Spot,
    /// The question.
    pub field: &'static Field,
    /// The answer as it is now.
    pub value: &'a dyn Value,
    /// The mark on it.
    pub mark: Option<&'a Mark>,
}

impl Question<'_> {
    /// The id of its control.
    #[must_use]
    pub fn id(&self) -> Id {
        Id::unique((self.spot, self.field.key))
    }

    fn name(&self) -> String {
        format!("edit {}", self.field.label.to_lowercase())
    }
}

/// Whether an answer needs the whole width.
#[must_use]
pub fn is_wide(field: &Field, value: &dyn Value) -> bool {
    match value.view() {
        View::Text(_) => field.prose,
        View::Lines(_) | View::Choices(..) | View::Record(_) | View::Items(_) => true,
        View::Links(_) => matches!(field.target, Target::Any) || field.prose,
        _ => false,
    }
}

fn wanted_key() -> Id {
    Id::unique("question to show")
}

/// Brings the question at a place into sight, with the focus on it, when it is drawn next.
pub fn reveal(ui: &Ui, place: &Place) {
    if let Some(control) = pointed::control_at(place) {
        ui.data_mut(|data| data.insert_temp(wanted_key(), control));
    }
}

/// Shows a question: label, mark menu, control.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>) {
    show_as(ui, desk, question, &mut control);
}

/// Shows a question with a control of the page's own; its id must be the question's.
pub fn show_as(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    question: Question<'_>,
    control: &mut dyn FnMut(&mut Ui, &mut Desk<'_>, Question<'_>),
) {
    super::marks::listen(ui, desk, question);
    let shown = ui.scope(|ui| show_here(ui, desk, question, control)).response.rect;
    super::marks::listen_around(ui, desk, question, shown);
    let id = question.id();
    if ui.data(|data| data.get_temp::<Id>(wanted_key())) == Some(id) {
        ui.data_mut(|data| data.remove::<Id>(wanted_key()));
        ui.scroll_to_rect(shown, Some(egui::Align::Center));
        ui.memory_mut(|memory| memory.request_focus(super::marks::entrance(question)));
    }
    desk.pointed.paint_field(ui, id, shown);
}

fn show_here(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    question: Question<'_>,
    control: &mut dyn FnMut(&mut Ui, &mut Desk<'_>, Question<'_>),
) {
    let c = theme::colors(ui);
    if matches!(question.value.view(), View::Flag(_)) {
        control(ui, desk, question);
        return;
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.spacing_mut().interact_size.y = 16.0;
        ui.horizontal(|ui| {
            let caption = label::line(ui, question.field.label, Type::Caption, c.ink_2);
            caption.on_hover_text(question.field.prompt);
            super::marks::menu(ui, desk, question);
        });
        if !super::marks::show(ui, desk, question) {
            control(ui, desk, question);
        }
    });
}

/// Shows the control alone.
pub fn control(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>) {
    let Question { spot, field, value, .. } = question;
    let (id, name) = (question.id(), question.name());
    match value.view() {
        View::Text(text) if field.sealed => {
            let said = if text.is_empty() { "Nothing yet" } else { "Sealed until the reveal" };
            label::text(ui, said, Type::Small, theme::colors(ui).ink_3);
        }
        View::Text(text) => {
            let edit =
                if field.prose { TextField::prose(id, field.prompt, 2) } else { TextField::line(id, field.prompt) };
            if let Some(new) = edit.hint(field.prompt).show(ui, text).text {
                spot.write(desk, &name, field.key, |value| set(value, &new));
            }
        }
        View::Lines(lines) => {
            let edit = TextField::prose(id, field.prompt, 2).hint(field.prompt);
            if let Some(new) = field::value(ui, edit, &lines.join("\n"), &|_| Ok(())).text {
                spot.write(desk, &name, field.key, |value| set(value, &new));
            }
        }
        View::Flag(on) => {
            if let Some(on) = choice::tick(ui, field.label, on) {
                spot.edit(desk, &name, field.key, |value| set(value, if on { "yes" } else { "no" }));
            }
        }
        View::Choice(current, options) => {
            if let Some(picked) = choice::one_of(ui, field.label, current, options, &|_| None) {
                let text = picked.and_then(|index| options.get(index)).copied().unwrap_or_default();
                spot.edit(desk, &name, field.key, |value| set(value, text));
            }
        }
        View::Choices(chosen, options) => choices(ui, desk, question, chosen, options),
        View::Step(current) => {
            let words = |value| step_words(field.key, value);
            if let Some(step) = choice::step(ui, field.label, current, &words) {
                let text = step.map(|step| step.to_string()).unwrap_or_default();
                spot.edit(desk, &name, field.key, |value| set(value, &text));
            }
        }
        View::Links(ids) => links(ui, desk, question, ids),
        View::Record(record) => super::form::record(ui, desk, &spot.part(field.key), record, &[]),
        View::Items(items) => super::items::list(ui, desk, spot, field, items),
        View::Count(_) | View::Number(_) | View::Rate(_) | View::Money(_) | View::Date(_) => {
            let edit = TextField::line(id, field.prompt).hint(example(field, value)).width(240.0);
            let read = |text: &str| readable(value, text);
            if let Some(new) = field::value(ui, edit, &value.view().text(), &read).text {
                spot.write(desk, &name, field.key, |value| set(value, &new));
            }
        }
    }
}

/// Sets a value from a text that its field has accepted.
pub fn set(value: &mut dyn Value, text: &str) {
    let accepted = value.set_text(text);
    debug_assert!(accepted.is_ok(), "the field accepted it");
}

/// Whether a text can become this kind of value.
fn readable(value: &dyn Value, text: &str) -> Result<(), Invalid> {
    let text = text.trim();
    match value.view() {
        View::Count(_) => u64::parse(text).map(drop),
        View::Number(_) => Number::parse(text).map(drop),
        View::Rate(_) => Rate::parse(text).map(drop),
        View::Money(_) => model::Money::parse(text).map(drop),
        View::Date(_) => Date::parse(text).map(drop),
        _ => Ok(()),
    }
}

/// What an answer may look like.
fn example(field: &Field, value: &dyn Value) -> &'static str {
    match value.view() {
        View::Count(_) if matches!(field.key, "minutes" | "extra" | "spent") => "Such as 10",
        View::Count(_) if matches!(field.key, "votes" | "votes_each") => "Such as 4",
        View::Count(_) if field.key == "votes_on_one" => "Such as 2",
        View::Count(_) => "Such as 18,400",
        View::Number(_) => "Such as 1,250.5",
        View::Rate(_) => "In percent, such as 12.5%",
        View::Money(_) => "Such as EUR 11.40",
        View::Date(_) => "Such as 2026-03-09",
        _ => "",
    }
}

/// The words for a step of a scale: the anchors of severity, frequency and detectability where they apply.
#[must_use]
pub fn step_words(key: &str, value: u8) -> String {
    let scales = knowledge::scales();
    let scale = match key {
        key if key.contains("severity") => &scales.severity,
        key if key.contains("frequency") => &scales.frequency,
        key if key.contains("detectability") => &scales.detectability,
        _ => return Step::new(value).map(|step| format!("{step} of 5")).unwrap_or_default(),
    };
    scale.iter().find(|step| step.value == value).map(|step| step.label.clone()).unwrap_or_default()
}

fn choices(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, chosen: u32, options: &'static [&'static str]) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(16.0, 0.0);
        for (index, option) in options.iter().enumerate() {
            let bit = 1_u32 << index;
            if choice::tick(ui, option, chosen & bit != 0).is_some() {
                let now = chosen ^ bit;
                let named = options.iter().enumerate().filter(|(index, _)| now & (1 << index) != 0);
                let text = named.map(|(_, label)| *label).collect::<Vec<_>>().join("\n");
                question.spot.edit(desk, &question.name(), question.field.key, |value| set(value, &text));
            }
        }
    });
}

fn links(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, ids: &[model::Id]) {
    ui.horizontal_wrapped(|ui| {
        for id in ids {
            let words = desk.facts.index.words(*id);
            let shown = fitting(ui, &words);
            let name = format!("Go to {words}");
            let mut button = Button::new(&shown).quiet().icon(icons::LINK).name(&name).show(ui);
            if shown != words {
                button = button.on_hover_text(&words);
            }
            if button.clicked() {
                desk.go_to_item(*id);
            }
            if icon_button(ui, icons::X, &format!("Unlink {words}"), true).clicked() {
                unlink(desk, question, ids, Some(*id));
            }
        }
        let name = format!("Link: {}", question.field.prompt);
        let button = Button::new("Link").quiet().icon(icons::PLUS).name(&name).show(ui);
        pick(desk, question, ids, &button);
    });
}

/// The ids as the text of a list of links.
fn text_of(ids: &[model::Id]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The list of items to link to, below its button.
fn pick(desk: &mut Desk<'_>, question: Question<'_>, ids: &[model::Id], button: &Response) {
    let key = question.field.key;
    let target = question.field.target;
    let wanted = picker::Wanted { target, linked: ids, own: question.spot.id(), prompt: question.field.prompt };
    let several = question.value.takes_several();
    let with = |id: model::Id| if several { ids.iter().copied().chain([id]).collect() } else { vec![id] };
    match picker::below(button, desk, wanted) {
        Some(Picked::Item(id)) => {
            question.spot.edit(desk, "link", key, |value| set(value, &text_of(&with(id))));
        }
        Some(Picked::New(new, name)) => {
            let step = format!("add and link {}", new.singular());
            question.spot.edit_with(desk, &step, key, |workbook, ids| {
                new.add(workbook, ids, &name).map(|id| text_of(&with(id)))
            });
        }
        Some(Picked::Unlink) => unlink(desk, question, ids, ids.last().copied()),
        None => {}
    }
}

/// Takes one of the links away.
fn unlink(desk: &mut Desk<'_>, question: Question<'_>, ids: &[model::Id], gone: Option<model::Id>) {
    let rest: Vec<model::Id> = ids.iter().copied().filter(|id| Some(*id) != gone).collect();
    question.spot.edit(desk, "unlink", question.field.key, |value| set(value, &text_of(&rest)));
}

/// The items that are linked, as people cite them, in a row; the button after them links and unlinks.
pub fn short_links(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>) {
    let View::Links(ids) = question.value.view() else { return };
    for id in ids {
        let words = desk.facts.index.words(*id);
        let cited = desk.facts.index.get(*id).map(|entry| model::record::cite(entry.kind, entry.number));
        let shown = cited.filter(|cited| !cited.is_empty()).unwrap_or_else(|| fitting(ui, &words));
        let link = crate::ui::widgets::button::link_named(ui, &shown, &format!("Go to {words}"));
        let link = link.on_hover_text(&words);
        if link.clicked() {
            desk.go_to_item(*id);
        }
        let gone =
            menu::context(&link, |ui| menu::Row::new(&format!("Unlink {shown}")).icon(icons::X).show(ui).clicked());
        if gone == Some(true) {
            unlink(desk, question, ids, Some(*id));
        }
    }
    let name = format!("Link: {}", question.field.prompt);
    let button = icon_button(ui, icons::LINK, &name, true);
    pick(desk, question, ids, &button);
}

/// The words of a link as far as they fit on a button beside the one that unlinks, with an ellipsis where they end early.
fn fitting(ui: &Ui, words: &str) -> String {
    const MOST: usize = 60;
    let room = ui.max_rect().width() - 2.0 * size::CONTROL - 22.0;
    let letters = words.chars().count();
    let wide = theme::line(ui, words, Type::Medium, theme::colors(ui).ink).size().x;
    // of letters about as wide as the average: measuring each length would cost more than it gains
    let fits = if wide <= room { letters } else { (letters as f32 * room / wide).floor() as usize };
    let fits = fits.min(MOST);
    if fits >= letters {
        return words.to_owned();
    }
    let cut: String = words.chars().take(fits.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}
