//! What came back from a reviewer, before any of it is taken: who, the decision, the comments and what they are about, what is gone,
//! what has changed since it was sent, and the choice wherever something else is recorded already.

use egui::{Ui, vec2};

use crate::assess::replies::{Fate, Plan, PlannedComment, on_its_day};
use crate::difference::Change;
use crate::edit::replies::{Choices, Keep};
use crate::ui::app::App;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, segmented};
use crate::ui::widgets::{dialog, label};
use crate::words;

/// What has changed since something was sent.
enum Since {
    /// It is looked for.
    Looking,
    /// What was sent is not kept on this computer.
    Unknown,
    /// These.
    Changes(Vec<Change>),
}

/// Replies while they are looked at.
pub(super) struct Preview {
    file: String,
    plan: Plan,
    /// Whether what is signed has changed since it was sent; `None` if that cannot be told.
    changed: Option<bool>,
    since: Since,
    choices: Choices,
    fresh: bool,
}

/// The most changes that are listed.
const MOST_CHANGES: usize = 40;
/// The most comments that are listed.
const MOST: usize = 100;

impl Preview {
    pub(super) fn new(file: &str, plan: Plan, changed: Option<bool>) -> Self {
        Self { file: file.to_owned(), plan, changed, since: Since::Looking, choices: Choices::default(), fresh: true }
    }

    /// Learns what has changed since it was sent; `None` if what was sent is not kept on this computer.
    pub(super) fn learn(&mut self, changes: Option<Vec<Change>>) {
        self.since = changes.map_or(Since::Unknown, Since::Changes);
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reply {
    Import,
    Cancel,
}

/// Shows it, if something came back.
pub(super) fn show(app: &mut App, ui: &mut Ui) {
    let Some(mut preview) = app.reviewing.preview.take() else { return };
    let modal = dialog::column(ui, "import replies", vec2(720.0, 640.0), |ui, height| whole(ui, &mut preview, height));
    preview.fresh = false;
    match modal.inner.or(modal.should_close().then_some(Reply::Cancel)) {
        Some(Reply::Cancel) => {}
        // it stays for when the earlier step is closed
        Some(Reply::Import) if app.is_refused() => app.reviewing.preview = Some(preview),
        Some(Reply::Import) => {
            let choices = preview.choices.clone();
            app.take_replies(&preview, &choices);
        }
        None => app.reviewing.preview = Some(preview),
    }
}

fn whole(ui: &mut Ui, preview: &mut Preview, height: f32) -> Option<Reply> {
    let top = ui.cursor().top();
    let role = if preview.plan.role.is_empty() { String::new() } else { format!(", {}", preview.plan.role) };
    let title = format!("Answer of {}{role}", preview.plan.name);
    let text = format!("{}. Nothing changes before you say so.", preview.file);
    let mut reply = dialog::head(ui, (&title, &text), "Close the answer").then_some(Reply::Cancel);
    dialog::between(ui, (top, height), 12, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        remarks(ui, preview);
        decision(ui, preview);
        comments(ui, preview);
    });
    let known = preview.plan.is_known() && preview.plan.request.answered.is_some();
    let settled = preview.choices.settle(&preview.plan);
    dialog::foot(ui, |ui| {
        let c = theme::colors(ui);
        let import = Button::new("Import").primary().large().enabled(settled && !known);
        let import = import.name("Import the answer").show(ui);
        if preview.fresh {
            import.request_focus();
        }
        if import.clicked() {
            reply = Some(Reply::Import);
        }
        if Button::new("Cancel").quiet().large().name("Do not import the answer").show(ui).clicked() {
            reply = Some(Reply::Cancel);
        }
        if known {
            label::line(ui, "All of it is here already.", Type::Note, c.ink_2);
        } else if !settled {
            label::line(ui, "Choose which of the two stays.", Type::Note, c.ink_2);
        }
    });
    reply
}

fn remarks(ui: &mut Ui, preview: &Preview) {
    let c = theme::colors(ui);
    if preview.plan.is_by_another() {
        let text = format!("Asked was {}.", preview.plan.request.name.trim());
        label::text(ui, &text, Type::Strong, c.ink);
    }
    let changed = match preview.changed {
        Some(true) => "The workbook has changed since it was sent. A decision is about what was sent.",
        Some(false) => "What is signed has not changed since it was sent.",
        None => return,
    };
    label::text(ui, changed, Type::Body, c.ink_2);
    match &preview.since {
        Since::Changes(changes) => {
            for change in changes.iter().take(MOST_CHANGES) {
                label::text(ui, &format!("{}: {}", change.subject(), change.words()), Type::Small, c.ink_2);
            }
            if let Some(more @ 1..) = changes.len().checked_sub(MOST_CHANGES) {
                label::text(ui, &format!("And {} more.", words::spelled(more)), Type::Small, c.ink_3);
            }
        }
        Since::Unknown => {
            let text = "What it said then is in no restore point on this computer, so the changes are not known.";
            label::text(ui, text, Type::Small, c.ink_3);
        }
        Since::Looking => {}
    }
}

fn decision(ui: &mut Ui, preview: &mut Preview) {
    let c = theme::colors(ui);
    ui.add_space(8.0);
    label::heading(ui, "Decision", Type::Strong, 2);
    let Some(planned) = &preview.plan.decision else {
        label::text(ui, "None. The comments are imported alone.", Type::Body, c.ink_2);
        return;
    };
    label::text(ui, &on_its_day(&planned.sign_off), Type::Body, c.ink);
    if let Some(before) = &planned.before {
        let text = format!("Before, about another state: {}", on_its_day(before));
        label::text(ui, &text, Type::Body, c.ink_2);
    }
    let covers = crate::pack::review::covers_in_words(&preview.plan.request);
    label::text(ui, &format!("Covers {covers}."), Type::Small, c.ink_3);
    let mut chosen = preview.choices.decision;
    fate(ui, &planned.fate, "the decision", &mut chosen);
    preview.choices.decision = chosen;
}

/// What becomes of something, with the choice where something else is recorded.
fn fate(ui: &mut Ui, fate: &Fate, what: &str, chosen: &mut Option<Keep>) {
    let c = theme::colors(ui);
    match fate {
        Fate::New => {}
        Fate::Known => {
            label::text(ui, "Here already.", Type::Small, c.ink_3);
        }
        Fate::Differs { here } => {
            label::text(ui, &format!("Recorded is: {here}"), Type::Body, c.ink);
            let current = match chosen {
                Some(Keep::Mine) => 0,
                Some(Keep::Theirs) => 1,
                None => usize::MAX,
            };
            ui.horizontal(|ui| {
                let name = format!("Which stays of {what}");
                if let Some(at) = segmented(ui, &name, &["What is recorded", "What was sent"], current) {
                    *chosen = Some(if at == 0 { Keep::Mine } else { Keep::Theirs });
                }
            });
        }
    }
}

fn comments(ui: &mut Ui, preview: &mut Preview) {
    let c = theme::colors(ui);
    let all = &preview.plan.comments;
    ui.add_space(12.0);
    label::heading(ui, &words::capitalized(&words::how_many(all.len(), "comment", "comments")), Type::Strong, 2);
    for planned in all.iter().take(MOST) {
        let id = planned.comment.id;
        ui.push_id(id, |ui| {
            ui.add_space(4.0);
            label::text(ui, &planned.on, Type::Medium, c.ink);
            if planned.gone {
                label::text(ui, "Deleted since it was sent: the comment goes to its section.", Type::Small, c.warning);
            }
            label::text(ui, &shown(planned), Type::Body, c.ink_2);
            let mut chosen = preview.choices.comments.get(&id).copied();
            fate(ui, &planned.fate, &format!("the comment on {}", planned.on), &mut chosen);
            if let Some(chosen) = chosen {
                preview.choices.comments.insert(id, chosen);
            }
        });
    }
    if all.len() > MOST {
        label::text(ui, &format!("And {} more, which are imported too.", all.len() - MOST), Type::Note, c.ink_3);
    }
}

/// The beginning of a comment.
fn shown(planned: &PlannedComment) -> String {
    const LONGEST: usize = 400;
    let cut: String = planned.comment.text.chars().take(LONGEST).collect();
    if planned.comment.text.chars().count() > LONGEST { format!("{cut}…") } else { cut }
}
