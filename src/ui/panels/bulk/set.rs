//! One answer for many items: which questions there are, and the field for what is typed.

use std::collections::BTreeSet;

use egui::Ui;

use crate::model::View;
use crate::model::record::Field;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{label, menu};

use super::acts::{self, Act};

/// The most answers of others that a menu offers.
const MOST: usize = 12;

/// An answer that many items are about to get.
#[derive(Debug, Clone)]
pub struct Answer {
    field: &'static Field,
    text: String,
    /// What was wanted, if it could not be read.
    wrong: Option<String>,
    fresh: bool,
}

/// What the menu chose.
enum Chosen {
    /// This answer.
    Is(&'static str, String),
    /// One that is typed.
    Typed(&'static Field),
}

/// The question and its answers.
enum Offer {
    /// One of a few.
    Words(Vec<String>),
    /// What others say, or something else.
    Said(Vec<String>),
    /// Anything that can be read.
    Text,
}

/// The button with the questions that can be answered for many.
pub fn button(ui: &mut Ui, desk: &mut Desk<'_>) -> Option<Act> {
    let button = Button::new("Set").icon(icons::PENCIL).name("Set one answer for all").show(ui);
    match menu::below(&button, |ui| questions(ui, desk)).flatten()? {
        Chosen::Is(key, text) => Some(Act::Set(key, text)),
        Chosen::Typed(field) => {
            desk.hold.answer = Some(Answer { field, text: String::new(), wrong: None, fresh: true });
            None
        }
    }
}

fn questions(ui: &mut Ui, desk: &Desk<'_>) -> Option<Chosen> {
    let mut chosen = None;
    for (field, offer) in offers(desk) {
        let row = menu::Row::new(field.label);
        let picked = match offer {
            Offer::Text => row.show(ui).clicked().then_some(Chosen::Typed(field)),
            Offer::Words(words) => row.beside(ui, |ui| answers(ui, field, (&words, false))).flatten(),
            Offer::Said(words) => row.beside(ui, |ui| answers(ui, field, (&words, true))).flatten(),
        };
        chosen = picked.or(chosen);
    }
    chosen
}

fn answers(ui: &mut Ui, field: &'static Field, (words, and_others): (&[String], bool)) -> Option<Chosen> {
    let mut chosen = None;
    for word in words {
        if menu::Row::new(word).show(ui).clicked() {
            chosen = Some(Chosen::Is(field.key, word.clone()));
        }
    }
    if menu::Row::new("Blank").icon(icons::X).show(ui).clicked() {
        chosen = Some(Chosen::Is(field.key, String::new()));
    }
    if and_others && menu::Row::new("Another").icon(icons::PENCIL).show(ui).clicked() {
        chosen = Some(Chosen::Typed(field));
    }
    chosen
}

/// The questions whose answers are short, but for the first one, which is the name.
fn offers(desk: &Desk<'_>) -> Vec<(&'static Field, Offer)> {
    let Some(list) = desk.hold.list.as_ref().and_then(|list| list.items(desk.workbook())) else { return Vec::new() };
    let blank = list.blank();
    let used = |key: &str| -> BTreeSet<String> {
        let records = (0..list.len()).filter_map(|at| list.get(at));
        let texts = records.filter_map(|record| Some(record.answer(key)?.view().text().trim().to_owned()));
        texts.filter(|text| !text.is_empty()).take(2_000).collect()
    };
    let short = blank.answers().skip(1).filter(|(field, _)| !field.prose);
    let offer = short.filter_map(|(field, value)| {
        let offer = match value.view() {
            View::Choice(_, words) => Offer::Words(words.iter().map(|word| (*word).to_owned()).collect()),
            View::Step(_) => Offer::Words(["1", "2", "3", "4", "5"].map(str::to_owned).to_vec()),
            View::Text(_) if field.key == "owner" => Offer::Said(used(field.key).into_iter().take(MOST).collect()),
            View::Text(_) | View::Count(_) | View::Number(_) | View::Rate(_) | View::Money(_) | View::Date(_) => {
                Offer::Text
            }
            _ => return None,
        };
        Some((field, offer))
    });
    offer.collect()
}

/// The field for the answer, in place of the buttons of the bar. Gives what is to be done once it is entered.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>) -> Option<Act> {
    let Answer { field, text, wrong, fresh } = desk.hold.answer.clone()?;
    let c = theme::colors(ui);
    label::line(ui, field.label, Type::Strong, c.ink);
    let name = format!("{} of all {}", field.label, desk.hold.selection.len());
    let id = egui::Id::unique("one answer for many");
    let width = (ui.available_width() - 150.0).clamp(80.0, 280.0);
    let input = TextField::line(id, &name).hint(field.prompt).wrong(wrong.is_some()).width(width).take_focus(fresh);
    let typed = input.show(ui, &text);
    let entered = Button::new("Set").primary().name(&format!("Set {name}")).show(ui).clicked() || typed.entered;
    let given_up = Button::new("Cancel").quiet().show(ui).clicked() || typed.escaped;
    if let Some(wanted) = &wrong {
        label::line(ui, &format!("Enter {wanted}"), Type::Small, c.blocker);
    }
    let text = typed.text.clone().unwrap_or(text);
    if given_up {
        desk.hold.answer = None;
        return None;
    }
    if !entered {
        let wrong = wrong.filter(|_| typed.text.is_none());
        desk.hold.answer = Some(Answer { field, text, wrong, fresh: false });
        return None;
    }
    if let Some(wanted) = acts::refusal(desk, field.key, &text) {
        desk.hold.answer = Some(Answer { field, text, wrong: Some(wanted), fresh: true });
        return None;
    }
    desk.hold.answer = None;
    Some(Act::Set(field.key, text))
}
