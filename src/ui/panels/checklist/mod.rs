//! The page of the checklist: a card for each function of the framework, and its practices in a list that opens in place, all
//! of them in columns, or one at a time.
//!
//! `rows` and `filter` say what is listed and know no window; the rest draws.

mod about;
mod cards;
mod columns;
mod detail;
mod filter;
mod filter_menu;
mod flash;
mod keys;
mod many;
mod profile;
mod row;
mod rows;
mod table;

use egui::Ui;

use crate::edit::checklist::{self, Named};
use crate::knowledge;
use crate::model::place::Place;
use crate::model::{Id, Section, Workbook};
use crate::ui::desk::{Desk, Room};
use crate::ui::theme::size;
use crate::ui::widgets::button::segmented;

use rows::{Choice, Listing};

/// A practice of the built-in framework, as edits name it.
pub(in crate::ui) fn named(practice: &str) -> Named<'_> {
    Named { framework: &knowledge::framework().id, practice }
}

/// Makes the answer to a practice of the built-in framework under this id, unless there is one.
pub(super) fn begin(workbook: &mut Workbook, id: Id, practice: &str) {
    checklist::begin(workbook, id, named(practice));
}

/// How the practices are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Form {
    /// Those of a function in a list.
    #[default]
    List,
    /// Those of all functions in columns.
    Columns,
    /// One at a time.
    Flash,
}

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    form: Form,
    /// How far the person is with one at a time.
    flash: flash::Flash,
    /// The function whose practices are listed.
    function: usize,
    /// What is listed, and which line the keys act on.
    choice: Choice,
    /// The practice whose detail is open.
    open: Option<&'static str>,
    /// The field that gets the focus once the detail is drawn.
    focus: Option<&'static str>,
    next: Next,
    /// Whether the questions about the checklist itself are open.
    about: bool,
    /// The id for the answer to a practice that has none yet.
    fresh: Option<(&'static str, Id)>,
    listing: Listing,
    /// The answer to the practice that is selected.
    answer: Option<Id>,
}

/// What the next frame does once.
#[derive(Debug, Default)]
struct Next {
    /// Brings the selected line into view.
    scroll: bool,
    /// Brings the open detail into view.
    show_detail: bool,
    /// Gives the list the focus.
    focus: bool,
}

impl View {
    /// The answer to the practice that is selected, if there is one.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.answer
    }

    fn select(&mut self, id: &'static str) {
        self.choice.selected = Some(id);
        self.next.scroll = true;
    }

    fn open(&mut self, practice: &'static str) {
        self.open = Some(practice);
        self.next.show_detail = true;
    }

    /// Lists the function of a practice, with the practice selected and its category unfolded.
    fn go_to(&mut self, practice: &str, open: bool) {
        let Some((function, category)) = rows::home_of(practice) else { return };
        let Some(known) = knowledge::framework().practice(practice) else { return };
        self.form = Form::List;
        self.function = function;
        self.choice.folded.remove(category);
        self.select(&known.id);
        if open {
            self.open(&known.id);
        }
    }

    fn reveal(&mut self, workbook: &Workbook, place: &Place) {
        let answer = place.items.last().and_then(|(_, id, _)| workbook.checklist.answers.find(*id));
        match answer {
            Some(answer) if knowledge::framework().practice(&answer.practice).is_some() => {
                self.go_to(&answer.practice, true);
                self.focus = place.fields.first().copied();
            }
            None if place.fields.is_empty() => {}
            _ => {
                self.about = true;
                self.open = None;
                self.next.show_detail = true;
            }
        }
    }
}

/// From this height on the cards stay in place while the list scrolls.
const TALL: f32 = 560.0;

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    if let Some(place) = desk.take_reveal(Section::Checklist) {
        view.reveal(&workbook, &place);
    }
    let mut listing = std::mem::take(&mut view.listing);
    listing.refresh(&workbook, desk.revision(), desk.today, &view.choice);
    view.answer = view.choice.selected.and_then(|practice| workbook.checklist.answer_to(practice)).map(|own| own.id);
    let tall = ui.available_height() >= TALL;
    ui.spacing_mut().item_spacing.y = 0.0;
    head(ui, desk, view, &listing);
    if view.form == Form::Flash {
        flash::show(ui, desk, view, (&workbook, &listing));
    } else if view.form == Form::Columns {
        super::body(ui, |ui| {
            columns::legend(ui);
            columns::show(ui, desk, view, &listing);
            about::show(ui, desk, view, &workbook);
        });
    } else if tall {
        let margin = egui::Margin { left: size::SIDE as i8, right: size::SIDE as i8, top: 0, bottom: 0 };
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            cards::show(ui, view, &listing);
            row::head(ui);
        });
        ui.push_id(view.function, |ui| super::body(ui, |ui| list(ui, desk, view, &listing, &workbook)));
    } else {
        super::body(ui, |ui| {
            cards::show(ui, view, &listing);
            row::head(ui);
            list(ui, desk, view, &listing, &workbook);
        });
    }
    view.listing = listing;
}

fn list(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, listing: &Listing, workbook: &Workbook) {
    table::show(ui, desk, view, listing, workbook);
    about::show(ui, desk, view, workbook);
}

fn head(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, listing: &Listing) {
    super::head(ui, Section::Checklist.title(), &listing.counts.sentence(), |ui| {
        filter_menu::show(ui, view, listing);
        super::sheet::switch(ui, "checklist.answers");
        ui.add_space(4.0);
        let options = match desk.room {
            Room::Wide => ["By function", "Four columns", "One at a time"],
            Room::Tight | Room::Rail => ["By function", "Columns", "One at a time"],
            _ => ["List", "Columns", "One"],
        };
        let forms = [Form::List, Form::Columns, Form::Flash];
        let current = forms.iter().position(|form| *form == view.form).unwrap_or_default();
        if let Some(chosen) = segmented(ui, "View", &options, current) {
            view.form = forms.get(chosen).copied().unwrap_or_default();
            view.flash = flash::Flash::default();
            view.next.scroll = true;
        }
    });
}
