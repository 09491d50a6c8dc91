//! Comments as threads: those that are open, those that are settled, and those that the person has a part in.

use egui::Ui;

use crate::model::Workbook;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, segmented};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::label;

use super::{Tab, View, acts, state, thread};

/// How many threads are laid out at first.
const MOST: usize = 40;
/// Why nothing can be said yet.
pub(in crate::ui) const NAMELESS: &str = "Enter your name first: a comment says whose it is.";

fn is_listed(view: &View, thread: &state::Thread<'_>) -> bool {
    match view.tab {
        Tab::Open => !thread.root.settled,
        Tab::Settled => thread.root.settled,
        Tab::Mine => thread.concerns(&view.me),
    }
}

/// The id of the field for the name of who comments.
pub(super) fn who_id() -> egui::Id {
    egui::Id::unique("who comments")
}

/// Shows them.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 8.0;
    let threads = state::threads(&workbook.reviews.comments);
    super::heading(ui, "Comments", "", |ui| {
        let add = Button::new("Comment").quiet().icon(icons::PLUS).name("Add comment");
        if add.enabled(!desk.is_read_only()).show(ui).clicked() {
            acts::comment(desk);
        }
        super::as_sheet(ui, "comments", "comments");
    });
    if super::marked(ui, desk, workbook, "comments") {
        return;
    }
    let open = threads.iter().filter(|thread| !thread.root.settled).count();
    let mine = threads.iter().filter(|thread| thread.concerns(&view.me)).count();
    let words = [format!("Open {open}"), format!("Settled {}", threads.len() - open), format!("Mine {mine}")];
    let options: Vec<&str> = words.iter().map(String::as_str).collect();
    let current = match view.tab {
        Tab::Open => 0,
        Tab::Settled => 1,
        Tab::Mine => 2,
    };
    ui.horizontal_wrapped(|ui| {
        if let Some(chosen) = segmented(ui, "Comments", &options, current) {
            view.tab = [Tab::Open, Tab::Settled, Tab::Mine].get(chosen).copied().unwrap_or_default();
        }
        if !desk.author.trim().is_empty() || workbook.reviews.copy_for.is_some() {
            return; // the settings say who comments, or the request
        }
        let id = who_id();
        let name = "Your name, for comments";
        let width = ui.available_width().clamp(72.0, 160.0);
        if let Some(text) = TextField::line(id, name).hint("Your name").width(width).show(ui, &view.me).text {
            view.me = text;
        }
    });
    if view.unnamed && view.me.trim().is_empty() {
        label::text(ui, NAMELESS, Type::Small, c.blocker);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    label::rule(ui);
    let listed: Vec<&state::Thread<'_>> = threads.iter().filter(|one| is_listed(view, one)).collect();
    let most = listed.iter().position(|one| view.thread == Some(one.root.id)).map_or(MOST, |at| MOST.max(at + 1));
    let most = if view.all_threads { listed.len() } else { most };
    for one in listed.iter().take(most) {
        ui.push_id(one.root.id, |ui| thread::show(ui, desk, view, one));
    }
    if listed.len() > most {
        ui.add_space(8.0);
        let text = format!("Show {} more", listed.len() - most);
        if Button::new(&text).quiet().icon(icons::CARET_DOWN).show(ui).clicked() {
            view.all_threads = true;
        }
    }
    if listed.is_empty() {
        ui.add_space(8.0);
        let text = match view.tab {
            Tab::Open if threads.is_empty() => "What would a critical reader ask? Comments can be about any item.",
            Tab::Open => "Nothing open here.",
            Tab::Settled => "Nothing settled yet.",
            Tab::Mine if view.me.trim().is_empty() => "Enter your name to see the threads that you have a part in.",
            Tab::Mine => "You have not said anything yet.",
        };
        label::text(ui, text, Type::Prompt, c.ink_2);
    }
}
