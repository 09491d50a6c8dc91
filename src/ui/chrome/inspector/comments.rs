//! Comments on the page that is shown: those on the selected item first, open or settled, each with its answers; a field for a new one
//! about a field, an item or a section. The page of the reviews lists them all.

mod state;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Align, Frame, Layout, Margin, Ui, vec2};

use crate::assess::mentions;
use crate::edit::comments::{reopen, settle};
use crate::edit::operations::push;
use crate::model::place::{Index, Stop};
use crate::model::reviews::Comment;
use crate::model::{Id, Item as _, ItemKind, Section, Workbook};
use crate::pack::review;
use crate::ui::app::App;
use crate::ui::desk::{Order, Room};
use crate::ui::icons;
use crate::ui::page::Page;
use crate::ui::panels::reviews::NAMELESS;
use crate::ui::panels::reviews::state::{Thread, field_label, section_of, threads};
use crate::ui::pointed::control_at;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button, link_named, segmented};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::label;
use crate::words;

use super::Tab;

use state::About;
pub use state::Comments;

/// The most threads that are laid out.
const MOST: usize = 30;
/// The most letters of a comment that are shown here.
const SHOWN: usize = 1_200;

/// What somebody did.
enum Act {
    Add,
    Reply(Id, String),
    Settle(Id, String),
    Reopen(Id),
}

impl App {
    /// Begins a comment about the field that has the focus, else the selected item, else the section.
    pub(in crate::ui) fn begin_comment(&mut self, ctx: &egui::Context) {
        let cannot = self.review_copy().is_some() && !self.takes_answers();
        if self.preview.is_some() || self.document.is_none() || cannot {
            self.is_refused();
            return;
        }
        let Some(about) = self.about_here(ctx) else { return };
        self.chrome.comments.write(about);
        self.chrome.tab = Tab::Findings;
        if self.page == Page::Interview {
            self.page = Page::Overview;
        }
        if !self.is_inspector_open(Room::of(ctx.content_rect().width())) {
            self.toggle_inspector(ctx);
        }
    }

    fn about_here(&self, ctx: &egui::Context) -> Option<About> {
        let document = self.document.as_ref()?;
        let Page::Section(section) = self.page else {
            return Some(About { section: None, item: None, field: None, words: "the whole workbook".to_owned() });
        };
        let workbook = document.session.workbook();
        let mut about = About { section: Some(section), item: None, field: None, words: section.title().to_owned() };
        let mut label = None;
        if let Some(focused) = ctx.memory(egui::Memory::focused) {
            workbook.walk_section(section, &mut |place, stop| {
                if let Stop::Value(record, field, _) = stop
                    && about.field.is_none()
                    && record.identity().is_none_or(|(kind, ..)| kind != ItemKind::Comment)
                    && control_at(place) == Some(focused)
                {
                    (about.field, label) = (Some(field.key.to_owned()), Some(field.label));
                    about.item = place.item().map(|(_, id, _)| id);
                }
            });
        }
        if about.field.is_none() {
            // on the page of the reviews a thread is selected, and no comment is about a comment
            let is_thread = section == Section::Reviews;
            let selected = self.selected().or_else(|| self.views.looked_at(section, workbook));
            let selected = selected.filter(|_| !document.hold.is_many() && !is_thread);
            about.item = selected.filter(|id| document.facts.index.get(*id).is_some());
        }
        if let Some(item) = about.item {
            about.words = workbook.index().words(item);
        }
        if let Some(label) = label {
            about.words = format!("{}: {label}", about.words);
        }
        Some(about)
    }

    /// Who comments.
    fn commenter(&self) -> String {
        let asked = self.review_copy().map(|request| request.name.trim().to_owned());
        let named = asked.unwrap_or_else(|| self.settings.author.trim().to_owned());
        if named.is_empty() { self.views.reviews.me.trim().to_owned() } else { named }
    }

    /// Whether what is shown takes comments: no earlier state, no file to look at alone, no review copy that was changed on its way.
    fn can_comment(&mut self) -> bool {
        self.preview.is_none() && !self.only_looks() && (self.review_copy().is_none() || self.takes_answers())
    }

    fn comment(&mut self, act: Act) {
        if !self.can_comment() {
            return;
        }
        let (author, today) = (self.commenter(), (self.around.now)().date());
        let draft = if matches!(act, Act::Add) { self.chrome.comments.draft.take() } else { None };
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let date = Some(review::day_of_answer(document.session.workbook(), today));
        let by = author.clone();
        let blank = Comment { author, date, ..Comment::default() };
        let add = |workbook: &mut Workbook, ids: &mut crate::edit::Ids, comment| {
            push(workbook, ids, comment, |workbook| &mut Arc::make_mut(&mut workbook.reviews).comments);
        };
        match act {
            Act::Add => {
                let Some((about, text)) = draft else { return };
                let section = about.section.filter(|_| about.item.is_none()).map(Section::key);
                let comment = Comment {
                    text: text.trim().to_owned(),
                    item: about.item,
                    section: section.unwrap_or_default().to_owned(),
                    field: about.field.unwrap_or_default(),
                    ..blank
                };
                document.session.edit("add comment", |workbook, ids| add(workbook, ids, comment));
            }
            Act::Reply(to, text) => {
                let comment = Comment { text: text.trim().to_owned(), reply_to: Some(to), ..blank };
                document.session.edit("reply", |workbook, ids| add(workbook, ids, comment));
            }
            Act::Settle(id, note) => {
                document.session.edit("settle comment", |workbook, _| settle(workbook, id, &note, &by));
            }
            Act::Reopen(id) => {
                document.session.edit("open comment again", |workbook, _| reopen(workbook, id));
            }
        }
    }
}

/// Shows them; nothing where nothing was said and nothing is being written.
pub(super) fn show(app: &mut App, ui: &mut Ui, section: Option<Section>, orders: &mut Vec<Order>) {
    let can_write = app.can_comment();
    let may_settle = app.review_copy().is_none();
    let Some(document) = app.shown() else { return };
    // a copy costs a few counters
    let (workbook, facts) = (document.session.workbook().clone(), Arc::clone(&document.facts));
    let selected = app.selected();
    let mut view = std::mem::take(&mut app.chrome.comments);
    let named = app.review_copy().is_some() || !app.settings.author.trim().is_empty();
    let mut me = app.views.reviews.me.clone();
    let mut replies = std::mem::take(&mut app.views.reviews.replies);
    let mut who = Who { is_known: named, me: &mut me, replies: &mut replies };
    let mut act = draft_ui(ui, &mut view, &mut who);
    if let Some(section) = section.filter(|section| *section != Section::Reviews) {
        let mut listed: Vec<Thread<'_>> = threads(&workbook.reviews.comments)
            .into_iter()
            .filter(|thread| is_on(thread.root, section, &facts.index))
            .collect();
        listed.sort_by_key(|thread| thread.root.item.is_none() || thread.root.item != selected);
        let today = (app.around.now)().date();
        let page = Listed { workbook: &workbook, index: &facts.index, today, can_write, may_settle };
        act = list(ui, (&mut view, &mut who), (&page, &listed), orders).or(act);
    }
    (app.views.reviews.me, app.views.reviews.replies) = (me, replies);
    app.chrome.comments = view;
    if let Some(act) = act {
        app.comment(act);
    }
}

/// Whether a comment is about something on the page of a section.
fn is_on(comment: &Comment, section: Section, index: &Index) -> bool {
    match comment.item.and_then(|id| index.get(id)) {
        Some(entry) => entry.section == section,
        None => section_of(comment) == Some(section),
    }
}

/// Who comments, and the answers that they are writing.
struct Who<'a> {
    /// Whether the settings or the request say so.
    is_known: bool,
    /// What was entered; the page of the reviews knows the same.
    me: &'a mut String,
    /// Answers while they are written, by what they answer; they stand on the page of the reviews too.
    replies: &'a mut BTreeMap<Id, String>,
}

impl Who<'_> {
    fn is_named(&self) -> bool {
        self.is_known || !self.me.trim().is_empty()
    }

    /// The field for the name; whether Enter was pressed in it.
    fn field(&mut self, ui: &mut Ui, id: egui::Id, focus: bool) -> bool {
        let sent = sends(ui, id);
        let field = TextField::line(id, "Your name, for comments").hint("Your name").take_focus(focus);
        let typed = field.show(ui, self.me);
        if let Some(text) = typed.text {
            *self.me = text;
        }
        typed.entered || sent
    }
}

/// Whether Ctrl Enter was pressed in the field of one line with this id: it sends, as it does in longer ones.
pub(in crate::ui) fn sends(ui: &Ui, id: egui::Id) -> bool {
    ui.memory(|memory| memory.has_focus(id))
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, egui::Key::Enter))
}

fn draft_ui(ui: &mut Ui, view: &mut Comments, who: &mut Who<'_>) -> Option<Act> {
    let c = theme::colors(ui);
    let (about, mut text) = view.draft.take()?;
    let fresh = std::mem::take(&mut view.fresh);
    let (mut add, mut cancel) = (false, false);
    Frame::new().fill(c.accent_soft).inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        label::text(ui, &format!("Comment on {}", about.words), Type::Strong, c.ink);
        let id = egui::Id::unique("new comment in the inspector");
        let name = format!("Your comment on {}", about.words);
        let typed = TextField::prose(id, &name, 3).hint("What do you say?").form().take_focus(fresh).show(ui, &text);
        if let Some(new) = typed.text {
            text = new;
        }
        let mut sent = typed.entered;
        if !who.is_known {
            sent |= who.field(ui, egui::Id::unique("who comments in the inspector"), typed.entered && !who.is_named());
        }
        ui.horizontal(|ui| {
            let ready = !text.trim().is_empty() && who.is_named();
            let button = Button::new("Comment").primary().enabled(ready).name("Add the comment (Ctrl Enter)").show(ui);
            add = ready && (button.clicked() || sent);
            if !who.is_named() {
                ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(NAMELESS));
            }
            cancel = Button::new("Cancel").quiet().name("Do not comment").show(ui).clicked();
            // what somebody has written stays until they say that it goes
            cancel |= typed.escaped && text.trim().is_empty();
        });
        if !who.is_named() && !text.trim().is_empty() {
            label::text(ui, NAMELESS, Type::Small, c.ink_2);
        }
    });
    label::rule(ui);
    if !cancel || add {
        view.draft = Some((about, text));
    }
    add.then_some(Act::Add)
}

/// What all threads are shown with.
struct Listed<'a> {
    workbook: &'a Workbook,
    index: &'a Index,
    today: crate::model::Date,
    can_write: bool,
    /// Whether threads are settled here: no settling comes back from a review copy.
    may_settle: bool,
}

fn list(
    ui: &mut Ui,
    (view, who): (&mut Comments, &mut Who<'_>),
    (page, threads): (&Listed<'_>, &[Thread<'_>]),
    orders: &mut Vec<Order>,
) -> Option<Act> {
    let c = theme::colors(ui);
    if threads.is_empty() {
        return None;
    }
    let open = threads.iter().filter(|thread| !thread.root.settled).count();
    let mut act = None;
    Frame::new().inner_margin(Margin { left: 16, right: 16, top: 8, bottom: 12 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            label::icon(ui, icons::CHAT_TEXT, c.ink_3);
            let words = [format!("Open {open}"), format!("Settled {}", threads.len() - open)];
            let options: Vec<&str> = words.iter().map(String::as_str).collect();
            if let Some(chosen) = segmented(ui, "Comments here", &options, usize::from(view.settled)) {
                view.settled = chosen == 1;
            }
            if page.can_write {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if icon_button(ui, icons::PLUS, "Comment on what is selected (Ctrl Alt M)", true).clicked() {
                        orders.push(Order::Do(crate::ui::command::Command::Comment));
                    }
                });
            }
        });
        let settled = view.settled;
        let of_kind = threads.iter().filter(|thread| thread.root.settled == settled);
        for thread in of_kind.take(MOST) {
            ui.push_id(thread.root.id, |ui| {
                act = one(ui, (view, who), (page, thread), orders).or(act.take());
            });
        }
    });
    label::rule(ui);
    act
}

fn one(
    ui: &mut Ui,
    (view, who): (&mut Comments, &mut Who<'_>),
    (page, thread): (&Listed<'_>, &Thread<'_>),
    orders: &mut Vec<Order>,
) -> Option<Act> {
    let root = thread.root;
    ui.spacing_mut().item_spacing = vec2(8.0, 3.0);
    ui.add_space(8.0);
    said(ui, page, root, orders);
    for reply in &thread.replies {
        ui.horizontal_top(|ui| {
            ui.add_space(12.0);
            ui.vertical(|ui| said(ui, page, reply, orders));
        });
    }
    if root.settled && !root.settled_note.trim().is_empty() {
        let c = theme::colors(ui);
        label::text(ui, &format!("Settled: {}", root.settled_note.trim()), Type::Small, c.ink_3);
    }
    if page.can_write { foot(ui, (view, who), (root, page.may_settle)) } else { None }
}

/// Who said it, when, about what, and the words with links.
fn said(ui: &mut Ui, page: &Listed<'_>, comment: &Comment, orders: &mut Vec<Order>) {
    let c = theme::colors(ui);
    let author = if comment.author.trim().is_empty() { "No name" } else { comment.author.trim() };
    ui.horizontal(|ui| {
        label::line(ui, author, Type::Strong, c.ink);
        if let Some(date) = comment.date {
            label::line(ui, &words::short_day(date, page.today), Type::Small, c.ink_3);
        }
        if let Some((item, entry)) = comment.item.and_then(|id| Some((id, page.index.get(id)?))) {
            let cited = crate::model::record::cite(entry.kind, entry.number);
            let shown = if cited.is_empty() { "Item" } else { &cited };
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let name = format!("{} is about {}", comment.cite(), entry.words());
                if link_named(ui, shown, &name).clicked()
                    && let Some(place) = page.index.place(item)
                {
                    orders.push(Order::GoTo(place));
                }
            });
        }
    });
    if let Some(label) = field_label(page.workbook, page.index, comment) {
        let on = comment.item.map(|id| format!("{}: ", page.index.words(id))).unwrap_or_default();
        label::text(ui, &format!("{on}{label}"), Type::Small, c.ink_3);
    }
    let text: String = comment.text.trim().chars().take(SHOWN).collect();
    linked(ui, &text, page.index, orders);
}

/// A text in which the items that it mentions are links.
pub(in crate::ui) fn linked(ui: &mut Ui, text: &str, index: &Index, orders: &mut Vec<Order>) {
    let c = theme::colors(ui);
    let found = mentions::of(text, index);
    if found.is_empty() {
        label::text(ui, text, Type::Body, c.ink);
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
        let mut from = 0;
        for mention in found {
            label::text(ui, text.get(from..mention.at.start).unwrap_or_default(), Type::Body, c.ink);
            let cited = text.get(mention.at.clone()).unwrap_or_default();
            let name = format!("Go to {}", index.words(mention.item));
            if link_named(ui, cited, &name).clicked()
                && let Some(place) = index.place(mention.item)
            {
                orders.push(Order::GoTo(place));
            }
            from = mention.at.end;
        }
        label::text(ui, text.get(from..).unwrap_or_default(), Type::Body, c.ink);
    });
}

/// The field for an answer, and the way to settle the thread.
fn foot(ui: &mut Ui, (view, who): (&mut Comments, &mut Who<'_>), (root, may_settle): (&Comment, bool)) -> Option<Act> {
    let (mut act, mut asks) = (None, false);
    if root.settled && !may_settle {
        return None;
    }
    if root.settled {
        let name = format!("Open {} again", root.cite());
        return link_named(ui, "Open again", &name).clicked().then_some(Act::Reopen(root.id));
    }
    if let Some((_, mut note)) = view.settling.take_if(|(id, _)| *id == root.id) {
        let (mut done, mut cancel) = (false, false);
        let name = format!("How was {} settled, by whom?", root.cite());
        let id = egui::Id::unique(("how a comment was settled", root.id));
        let typed = TextField::prose(id, &name, 2).hint("How was it settled, by whom?").form().show(ui, &note);
        if let Some(new) = typed.text {
            note = new;
        }
        ui.horizontal(|ui| {
            let ready = who.is_named() || !note.trim().is_empty();
            let button = Button::new("Settle").icon(icons::CHECK).name("Settle the comment").enabled(ready);
            let settle = button.show(ui).on_disabled_hover_text("Say how, or by whom: nothing is settled by nobody");
            done = ready && (settle.clicked() || typed.entered);
            cancel = Button::new("Cancel").quiet().name("Do not settle").show(ui).clicked();
            cancel |= typed.escaped && note.trim().is_empty();
        });
        if done {
            return Some(Act::Settle(root.id, note));
        }
        view.settling = (!cancel).then_some((root.id, note));
        return None;
    }
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = format!("Settle {} with a note", root.cite());
            if may_settle && Button::new("Settle").icon(icons::CHECK).name(&name).show(ui).clicked() {
                view.settling = Some((root.id, String::new()));
            }
            let draft = who.replies.get(&root.id).cloned().unwrap_or_default();
            let name = format!("Reply to {}, Enter adds it", root.cite());
            let id = egui::Id::unique(("reply in the inspector", root.id));
            let sent = sends(ui, id);
            let typed = TextField::line(id, &name).hint("Reply").form().show(ui, &draft);
            if let Some(text) = &typed.text {
                who.replies.insert(root.id, text.clone());
            }
            let text = typed.text.unwrap_or(draft);
            if (typed.entered || sent) && !text.trim().is_empty() {
                if who.is_named() {
                    who.replies.remove(&root.id);
                    act = Some(Act::Reply(root.id, text));
                } else {
                    (view.unnamed, asks) = (Some(root.id), true);
                }
            }
        });
    });
    if view.unnamed == Some(root.id) && !who.is_known {
        label::text(ui, NAMELESS, Type::Small, theme::colors(ui).ink_2);
        let entered = who.field(ui, egui::Id::unique(("who answers in the inspector", root.id)), asks);
        if entered && who.is_named() {
            view.unnamed = None;
            act = who.replies.remove(&root.id).map(|text| Act::Reply(root.id, text)).or(act);
        }
    }
    act
}
