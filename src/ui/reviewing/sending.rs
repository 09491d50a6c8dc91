//! The dialog that asks for what goes to a reviewer: to whom, in which role, what is to be signed, by when, without what, in which form.

use egui::{Id, Ui, vec2};

use crate::assess::replies::is_same_person;
use crate::edit::begun::RequestBegun;
use crate::model::pack::Profile;
use crate::model::reviews::{ReviewRequest, SignOff};
use crate::model::value::Scalar as _;
use crate::model::{Date, Item as _, Workbook};
use crate::pack::profile;
use crate::pack::review::Form;
use crate::ui::app::App;
use crate::ui::compare::is_kept;
use crate::ui::compare::lines::Line;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, segmented};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{choice, dialog, label};
use crate::words;

use super::Order;
use super::coverage::{self, Coverage};

/// What was entered so far.
pub(super) struct Draft {
    name: String,
    role: String,
    due: String,
    message: String,
    coverage: Coverage,
    profiles: Vec<Profile>,
    profile: usize,
    form: Form,
    since: Since,
    /// Who was asked before and has not answered: name, and what it is called.
    waiting: Vec<(String, String)>,
    today: Date,
    /// What stood in it when it was opened: what differs from that was written by a person.
    began: RequestBegun,
    /// Why the file was not written.
    failed: Option<String>,
    fresh: bool,
    /// Whether what is missing is said: only after the first try.
    tried: bool,
    /// Whether the first field that is wrong gets the focus now.
    missed: bool,
}

/// What changed since whoever is asked signed before.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Since {
    /// They have not signed, or nothing changed that they signed.
    Nothing,
    /// It is looked for; the day on which they signed.
    Looking(Option<Date>),
    /// What they signed cannot be read on this computer.
    Unknown,
    /// What the message says about it by itself: in full, and without what it is.
    Known { full: String, plain: String },
}

/// At most so many changes stand in a message; who gets it has the documents as well.
const MOST_CHANGES: usize = 24;

/// What the fields are called for whoever does not see them.
const NAME: &str = "Who is asked?";
const ROLE: &str = "In which role?";
const DUE: &str = "By when is an answer needed?";
const MESSAGE: &str = "What should the reviewer look at?";

impl Draft {
    pub(super) fn new(workbook: &Workbook, today: Date) -> Self {
        Self {
            name: String::new(),
            role: String::new(),
            due: String::new(),
            message: String::new(),
            coverage: Coverage::default().laid_out(),
            profiles: profile::all(workbook),
            profile: 0,
            form: Form::Html,
            since: Since::Nothing,
            waiting: waiting(workbook),
            today,
            began: RequestBegun::default(),
            failed: None,
            fresh: true,
            tried: false,
            missed: false,
        }
        .untouched()
    }

    /// For who is on this line of the sign-offs. What changed since they signed is told later, by [`Draft::learn`].
    pub(super) fn to(workbook: &Workbook, line: &SignOff, today: Date) -> Self {
        Self {
            name: line.name.trim().to_owned(),
            role: line.role.trim().to_owned(),
            coverage: Coverage::of(&line.covers).laid_out(),
            ..Self::new(workbook, today)
        }
        .untouched()
        .since(line)
    }

    /// Waits for what changed since this was signed.
    pub(super) fn since(self, line: &SignOff) -> Self {
        Self { since: if is_kept(line) { Since::Looking(line.date) } else { Since::Nothing }, ..self }
    }

    /// For who was asked before, with what was asked then; a day that is over is asked for again.
    pub(super) fn again(workbook: &Workbook, request: &ReviewRequest, today: Date) -> Self {
        Self {
            name: request.name.trim().to_owned(),
            role: request.role.trim().to_owned(),
            due: request.due.filter(|due| *due >= today).map(|due| due.to_string()).unwrap_or_default(),
            message: request.message.trim().to_owned(),
            coverage: Coverage::of(&request.covers).laid_out(),
            ..Self::new(workbook, today)
        }
        .untouched()
    }

    /// What is written and not sent; `None` while nothing is.
    pub(super) fn begun(&self) -> Option<RequestBegun> {
        Some(self.value()).filter(|value| *value != self.began)
    }

    fn value(&self) -> RequestBegun {
        RequestBegun {
            name: self.name.clone(),
            role: self.role.clone(),
            due: self.due.clone(),
            message: if self.tells_by_itself() { String::new() } else { self.message.clone() },
            covers: self.coverage.names(),
            profile: self.profiles.get(self.profile).map(|profile| profile.name.clone()).unwrap_or_default(),
            is_copy: self.form == Form::Workbook,
        }
    }

    /// The same, as something into which nothing was written yet.
    fn untouched(mut self) -> Self {
        self.began = self.value();
        self
    }

    /// With what somebody had written.
    pub(super) fn taken_up(workbook: &Workbook, begun: &RequestBegun, today: Date) -> Self {
        let new = Self::new(workbook, today);
        let known = new.profiles.iter().position(|profile| profile.name == begun.profile);
        let left_out = |at: &usize| new.profiles.get(*at).map_or(0, |profile| profile.left_out.get().len());
        // of a profile that is gone nobody knows any more what it left out: the one that leaves out most is the safe one
        let strictest = (0..new.profiles.len()).max_by_key(left_out).unwrap_or(0);
        let gone = format!("The profile {} is gone. Choose what is left out, then save again.", begun.profile);
        Self {
            name: begun.name.clone(),
            role: begun.role.clone(),
            due: begun.due.clone(),
            message: begun.message.clone(),
            coverage: Coverage::of(&begun.covers).laid_out(),
            profile: known.unwrap_or(strictest),
            failed: known.is_none().then_some(gone),
            form: if begun.is_copy { Form::Workbook } else { Form::Html },
            ..new
        }
    }

    /// Notes why the file was not written, if it was tried.
    pub(super) fn failed(&mut self, why: Option<String>) {
        self.failed = why;
    }

    /// Whether a person has written something that would be lost with the dialog.
    fn is_written(&self) -> bool {
        self.value() != self.began
    }

    /// Learns which rows changed since they signed; an error where that cannot be known. A message that somebody has begun stays.
    pub(super) fn learn(&mut self, changed: Result<&[Line], &String>) {
        let Since::Looking(signed) = self.since else { return };
        self.since = changed.map_or(Since::Unknown, |changed| since(signed, changed));
        if self.message.trim().is_empty()
            && let Since::Known { full, plain } = &self.since
        {
            self.message = if self.withholds() { plain.clone() } else { full.clone() };
        }
    }

    /// Whether the profile leaves anything out.
    fn withholds(&self) -> bool {
        self.profiles.get(self.profile).is_some_and(|profile| !profile.left_out.get().is_empty())
    }

    /// Whether the message is what the program says about changes, and nobody's words: it is for this profile, and kept nowhere.
    fn tells_by_itself(&self) -> bool {
        matches!(&self.since, Since::Known { full, plain } if self.message == *full || self.message == *plain)
    }

    /// A message that nobody has written tells what changed only where nothing is left out.
    fn fit_message(&mut self) {
        let withholds = self.withholds();
        let Since::Known { full, plain } = &self.since else { return };
        let (is, should) = if withholds { (full, plain) } else { (plain, full) };
        if self.message == *is {
            self.message = should.clone();
        }
    }

    /// Whether who is asked was asked before and has not answered.
    fn is_waited_for(&self) -> Option<&str> {
        let name = self.name.trim();
        self.waiting.iter().find(|(known, _)| is_same_person(known, name)).map(|(_, cited)| cited.as_str())
    }

    fn due(&self) -> Result<Option<Date>, &'static str> {
        match self.due.trim() {
            "" => Ok(None),
            text => match Date::parse(text) {
                Ok(due) if due < self.today => Err("Enter today or a later day"),
                Ok(due) => Ok(Some(due)),
                Err(_) => Err("Enter a date such as 2026-03-20"),
            },
        }
    }

    fn problems(&self) -> [Option<&'static str>; 3] {
        let blank = |text: &str, asked| text.trim().is_empty().then_some(asked);
        [blank(&self.name, "Enter who is asked"), blank(&self.role, "Enter whom they speak for"), self.due().err()]
    }

    /// The order, with a request that has an id and no digest yet.
    fn order(&self, (today, number): (Date, u32)) -> Option<Order> {
        let request = ReviewRequest {
            id: super::fresh(),
            number,
            name: self.name.trim().to_owned(),
            role: self.role.trim().to_owned(),
            covers: self.coverage.names(),
            sent: Some(today),
            due: self.due().ok()?,
            message: self.message.trim().to_owned(),
            ..ReviewRequest::default()
        };
        Some(Order { request, profile: self.profiles.get(self.profile)?.clone(), form: self.form })
    }
}

/// The requests that wait for an answer.
fn waiting(workbook: &Workbook) -> Vec<(String, String)> {
    let open = workbook.reviews.requests.iter().filter(|one| one.answered.is_none() && !one.name.trim().is_empty());
    open.map(|one| (one.name.trim().to_owned(), one.cite())).collect()
}

/// What has changed since somebody signed on a day, for a message to them.
fn since(signed: Option<Date>, changed: &[Line]) -> Since {
    if changed.is_empty() {
        return Since::Nothing;
    }
    let on = signed.map(|date| format!(" on {}", words::date(date))).unwrap_or_default();
    let mut full = format!("What changed since you signed{on}:");
    for line in changed.iter().take(MOST_CHANGES) {
        full.push_str(&format!("\n- {}", line.sentence()));
    }
    if let Some(more @ 1..) = changed.len().checked_sub(MOST_CHANGES) {
        full.push_str(&format!("\n- {more} more"));
    }
    let count = words::capitalized(&words::how_many(changed.len(), "answer has", "answers have"));
    Since::Known { full, plain: format!("{count} changed since you signed{on}.") }
}

/// What was answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reply {
    Send,
    Cancel,
    /// Escape: what is written is there when it is asked for again.
    Later,
}

/// Shows it, if something is to be sent.
pub(super) fn show(app: &mut App, ui: &mut Ui) {
    let Some(mut draft) = app.reviewing.draft.take() else { return };
    let modal = dialog::column(ui, "send for review", vec2(640.0, 700.0), |ui, height| whole(ui, &mut draft, height));
    (draft.fresh, draft.missed) = (false, false);
    // a click that misses the dialog closes none in which something is written
    let missed = modal.backdrop_response.clicked() && draft.is_written();
    match modal.inner.or((modal.should_close() && !missed).then_some(Reply::Later)) {
        Some(Reply::Cancel) => {}
        Some(Reply::Later) => app.reviewing.later.extend(draft.begun()),
        Some(Reply::Send) if draft.problems().iter().any(Option::is_some) => {
            (draft.tried, draft.missed) = (true, true);
            app.reviewing.draft = Some(draft);
            ui.ctx().request_repaint();
        }
        Some(Reply::Send) => {
            let numbers = app.document.as_ref().map(|document| document.session.workbook().numbers.clone());
            let number = numbers.map_or(1, |numbers| numbers.last(crate::model::ItemKind::ReviewRequest) + 1);
            if let Some(order) = draft.order(((app.around.now)().date(), number)) {
                app.reviewing.aside = Some(Draft { failed: None, ..draft });
                app.place_order(order);
            }
        }
        None => app.reviewing.draft = Some(draft),
    }
}

fn whole(ui: &mut Ui, draft: &mut Draft, height: f32) -> Option<Reply> {
    let top = ui.cursor().top();
    let text = "A file for one reviewer, who needs no account.";
    let mut reply = dialog::head(ui, ("Send for review", text), "Close without sending").then_some(Reply::Cancel);
    dialog::between(ui, (top, height), 12, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        who(ui, draft);
        what(ui, draft);
        how(ui, draft);
    });
    dialog::foot(ui, |ui| {
        let save = Button::new("Save the file").primary().large().icon(icons::EXPORT);
        if save.name("Save the file for the reviewer").show(ui).clicked() {
            reply = Some(Reply::Send);
        }
        if Button::new("Cancel").quiet().large().name("Do not send").show(ui).clicked() {
            reply = Some(Reply::Cancel);
        }
        if let Some(failed) = &draft.failed {
            label::text(ui, failed, Type::Note, theme::colors(ui).blocker);
        } else if draft.tried {
            let missing: Vec<&str> = draft.problems().into_iter().flatten().collect();
            label::line(ui, &missing.join(". "), Type::Note, theme::colors(ui).blocker);
        }
    });
    reply
}

fn who(ui: &mut Ui, draft: &mut Draft) {
    let problems = draft.problems().map(|problem| problem.filter(|_| draft.tried));
    let [name, role, due] = problems;
    let first = problems.iter().position(Option::is_some).filter(|_| draft.missed);
    line(ui, ("Reviewer", NAME), (&mut draft.name, "Name"), (name, draft.fresh || first == Some(0)));
    if let Some(cited) = draft.is_waited_for() {
        let text = format!("{cited} to this person has no answer yet. Another file is another request.");
        label::text(ui, &text, Type::Small, theme::colors(ui).atrisk_text);
    }
    line(ui, ("Role", ROLE), (&mut draft.role, "Whom do they speak for?"), (role, first == Some(1)));
    line(ui, ("Due", DUE), (&mut draft.due, "2026-03-20, or blank"), (due, first == Some(2)));
    label::text(ui, "Message", Type::Caption, theme::colors(ui).ink_2);
    let field = TextField::prose(Id::unique(("send for review", MESSAGE)), MESSAGE, 3).hint(MESSAGE).form();
    if let Some(text) = field.show(ui, &draft.message).text {
        draft.message = text;
    }
    let told = match draft.since {
        Since::Looking(_) => Some("Looking for what changed since they signed"),
        Since::Unknown => {
            Some("What they signed is not kept on this computer, so the message cannot say what changed.")
        }
        Since::Nothing | Since::Known { .. } => None,
    };
    if let Some(told) = told {
        label::text(ui, told, Type::Small, theme::colors(ui).ink_3);
    }
    if draft.withholds() && !draft.message.trim().is_empty() {
        let text = "The message goes out as it stands here, whatever the profile leaves out.";
        label::text(ui, text, Type::Small, theme::colors(ui).atrisk_text);
    }
}

fn line(
    ui: &mut Ui,
    (caption, name): (&str, &str),
    (text, hint): (&mut String, &str),
    (problem, focus): (Option<&str>, bool),
) {
    let c = theme::colors(ui);
    label::text(ui, caption, Type::Caption, c.ink_2);
    let field = TextField::line(Id::unique(("send for review", name)), name).hint(hint).form();
    let typed = field.wrong(problem.is_some()).take_focus(focus).show(ui, text);
    if focus {
        typed.response.scroll_to_me(Some(egui::Align::Center));
    }
    if let Some(new) = typed.text {
        *text = new;
    }
    if let Some(problem) = problem {
        label::text(ui, problem, Type::Small, c.blocker);
    }
    ui.add_space(4.0);
}

fn what(ui: &mut Ui, draft: &mut Draft) {
    ui.add_space(12.0);
    label::heading(ui, "What is to be signed", Type::Strong, 2);
    let unchosen = if draft.form == Form::Html { "The documents of the page" } else { "Everything" };
    coverage::choose(ui, &mut draft.coverage, unchosen);
}

fn how(ui: &mut Ui, draft: &mut Draft) {
    let c = theme::colors(ui);
    ui.add_space(12.0);
    label::heading(ui, "What they get", Type::Strong, 2);
    label::text(ui, "Profile: what is left out", Type::Caption, c.ink_2);
    let names: Vec<String> = draft.profiles.iter().map(|profile| profile.name.trim().to_owned()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if let Some(chosen) = choice::drop_list(ui, "Profile for the reviewer", draft.profile, &names) {
        draft.profile = chosen;
        draft.fit_message();
    }
    if let Some(profile) = draft.profiles.get(draft.profile) {
        label::text(ui, profile.audience.trim(), Type::Small, c.ink_3);
    }
    ui.add_space(8.0);
    label::text(ui, "Form", Type::Caption, c.ink_2);
    let current = usize::from(draft.form == Form::Workbook);
    ui.horizontal(|ui| {
        if let Some(chosen) = segmented(ui, "Form", &["Page for a browser", "Workbook for Caveat"], current) {
            draft.form = if chosen == 1 { Form::Workbook } else { Form::Html };
        }
    });
    let about = match draft.form {
        Form::Html => {
            "One file that opens in any web browser, without a network. It saves the answers as a file to send back."
        }
        Form::Workbook => "A copy of the workbook in which only comments and the decision can be written.",
    };
    label::text(ui, about, Type::Small, c.ink_3);
}
