//! The real window in a harness, with a clock that stands still and jobs that are done at once. Tests find things by role
//! and name, as a screen reader does.

use std::cell::{Ref, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use caveat::edit::Session;
use caveat::model::{Section, Workbook};
use caveat::ui::{Answer, App, Held, Jobs, Page, Surroundings, Wanted};
use egui::accesskit::{Action, ActionRequest, NodeId, Role, Toggled, TreeId};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;

use super::home::{Dropped, Home, Script};

/// The size of window that the design is drawn for.
pub(crate) const USUAL: [f32; 2] = [1440.0, 900.0];

/// The most frames that the window may take to come to rest.
const PATIENCE: usize = 20;

/// Something that a screen reader sees.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own, as in the tree")]
pub(crate) struct Seen {
    pub(crate) id: NodeId,
    tree: TreeId,
    pub(crate) role: Role,
    /// What it is called; for a text, its words.
    pub(crate) name: String,
    pub(crate) value: String,
    /// Where it is, in points; `None` for what has no place of its own.
    pub(crate) at: Option<Rect>,
    pub(crate) focused: bool,
    /// Whether it is the chosen one, or on.
    pub(crate) on: bool,
    /// Whether it can have the focus now.
    pub(crate) takes_focus: bool,
    /// Whether it says that it is on or off, chosen or not.
    pub(crate) stated: bool,
    /// Whether what was typed cannot be read.
    pub(crate) invalid: bool,
    /// What else is said about it.
    pub(crate) description: String,
    /// What stands in a field while it is blank.
    pub(crate) hint: String,
    /// The level of a heading.
    pub(crate) level: Option<usize>,
    /// Whether somebody can do something to it now.
    pub(crate) acts: bool,
}

/// The window.
pub(crate) struct Window {
    harness: Harness<'static, Rc<RefCell<Option<App>>>>,
    script: Arc<Script>,
    commands: Vec<ViewportCommand>,
    /// What was put on the clipboard, oldest first.
    copied: Vec<String>,
    /// The jobs of a window with a slow disk.
    disk: Option<Held>,
}

/// What a slow disk takes its time for.
const SLOW: [&str; 6] =
    ["Saving", "Opening", "Reading scores", "Reading answers", "Exporting", "Keeping what was given up"];

/// The day and hour of every test.
fn the_moment() -> jiff::civil::DateTime {
    jiff::civil::datetime(2026, 3, 9, 14, 32, 0, 0)
}

impl Window {
    pub(crate) fn new(home: &Home) -> Self {
        Self::with_jobs(home, |ctx| (Jobs::at_once(ctx), None))
    }

    /// A window whose disk reads and writes workbooks only when [`Window::disk_answers`] says so.
    pub(crate) fn with_slow_disk(home: &Home) -> Self {
        Self::with_jobs(home, |ctx| {
            let (jobs, held) = Jobs::by_hand(ctx);
            (jobs, Some(held))
        })
    }

    fn with_jobs(home: &Home, jobs: impl Fn(&egui::Context) -> (Jobs, Option<Held>) + 'static) -> Self {
        let script = Arc::new(Script::default());
        let seat: Rc<RefCell<Option<App>>> = Rc::default();
        let disk: Rc<RefCell<Option<Held>>> = Rc::default();
        let shelf = Rc::clone(&disk);
        let (places, dialogs, chair) = (home.places(), Arc::clone(&script), Rc::clone(&seat));
        let harness = Harness::builder()
            .with_size(USUAL)
            .with_accessibility_check(false) // a test of its own says where and what
            .with_context_setup(move |ctx| {
                let (jobs, held) = jobs(ctx);
                *shelf.borrow_mut() = held;
                let around = Surroundings { places: Some(places), dialogs, jobs, now: the_moment };
                *chair.borrow_mut() = Some(App::new(ctx, around));
            })
            .build_ui_state(
                |ui, seat: &mut Rc<RefCell<Option<App>>>| {
                    if let Some(app) = seat.borrow_mut().as_mut() {
                        app.frame(ui);
                    }
                },
                seat,
            );
        let disk = disk.borrow_mut().take();
        let mut window = Self { harness, script, commands: Vec::new(), copied: Vec::new(), disk };
        window.settle();
        window
    }

    pub(crate) fn ctx(&self) -> &egui::Context {
        &self.harness.ctx
    }

    pub(crate) fn app(&self) -> Ref<'_, App> {
        Ref::map(self.harness.state().borrow(), |seat| seat.as_ref().unwrap())
    }

    /// The open document.
    pub(crate) fn session(&self) -> Ref<'_, Session> {
        Ref::map(self.app(), |app| &app.document().unwrap().session)
    }

    pub(crate) fn workbook(&self) -> Workbook {
        self.session().workbook().clone()
    }

    /// The file of the open document.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        self.app().document().unwrap().origin.path.clone()
    }

    /// Draws a box for characters that the fonts of the project lack, instead of stopping: here are no system fonts.
    pub(crate) fn allow_any_character(&self) {
        self.harness.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    }

    /// Does something to the application that no pointer or key can.
    pub(crate) fn tell(&mut self, act: impl FnOnce(&mut App)) {
        act(self.harness.state().borrow_mut().as_mut().unwrap());
        self.settle();
    }

    pub(crate) fn open(&mut self, file: &Path) {
        self.tell(|app| app.open(file));
    }

    pub(crate) fn resize(&mut self, size: [f32; 2]) {
        self.harness.set_size(size.into());
        self.settle();
    }

    /// One frame.
    pub(crate) fn frame(&mut self) {
        self.harness.step();
        let root = &self.harness.output().viewport_output[&ViewportId::ROOT];
        self.commands.extend(root.commands.iter().cloned());
        for command in &self.harness.output().platform_output.commands {
            if let egui::OutputCommand::CopyText(text) = command {
                self.copied.push(text.clone());
            }
        }
        if let Some(disk) = &self.disk {
            disk.release_all_but(&SLOW);
        }
    }

    /// What was put on the clipboard last.
    pub(crate) fn copied(&self) -> String {
        self.copied.last().cloned().unwrap_or_default()
    }

    /// Lets the slow disk do what it has been asked for.
    pub(crate) fn disk_answers(&mut self) {
        if let Some(disk) = &self.disk {
            disk.release_all_but(&[]);
        }
        self.settle();
    }

    /// Frames until nothing asks for another one at once. A window that never rests would eat a battery.
    pub(crate) fn settle(&mut self) {
        for _ in 0..PATIENCE {
            self.frame();
            let delay = self.harness.output().viewport_output[&ViewportId::ROOT].repaint_delay;
            if self.is_leaving() || (delay > Duration::ZERO && (self.disk.is_some() || self.app().is_idle())) {
                return;
            }
        }
        panic!("the window does not come to rest: {:#?}", self.harness.ctx.repaint_causes());
    }

    /// Lets time go by: a frame for each quarter of a second.
    pub(crate) fn wait(&mut self, seconds: f32) {
        for _ in 0..(seconds * 4.0).ceil() as usize {
            self.frame();
        }
        self.settle();
    }

    /// What happens in one frame.
    pub(crate) fn event(&mut self, events: impl IntoIterator<Item = Event>) {
        self.harness.input_mut().events.extend(events);
        self.frame();
    }

    /// Presses a key and lets it go.
    pub(crate) fn press(&mut self, modifiers: Modifiers, key: Key) {
        let stroke = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.event([Event::ModifiersChanged(modifiers), stroke(true)]);
        self.event([stroke(false), Event::ModifiersChanged(Modifiers::NONE)]);
        self.settle();
    }

    /// Presses a key and lets it go, in a single frame.
    pub(crate) fn tap(&mut self, key: Key) {
        let modifiers = Modifiers::NONE;
        self.event([true, false].map(|pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        }));
    }

    pub(crate) fn ctrl(&mut self, key: Key) {
        self.press(Modifiers::COMMAND, key);
    }

    pub(crate) fn key(&mut self, key: Key) {
        self.press(Modifiers::NONE, key);
    }

    /// Types, letter by letter, into whatever has the focus.
    pub(crate) fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.event([Event::Text(letter.to_string())]);
        }
        self.settle();
    }

    /// Clicks into the field with this name and types in place of what is there. What was typed becomes a step.
    pub(crate) fn fill(&mut self, name: &str, text: &str) {
        let field = self.find_field(name);
        self.click_on(&field);
        self.ctrl(Key::A);
        self.type_text(text);
        self.wait(1.0);
    }

    /// Gives the product another name, on the page where that is asked for.
    pub(crate) fn rename(&mut self, name: &str) {
        if self.app().page() != Page::Section(Section::About) {
            self.tell(|app| app.show_section(Section::About));
        }
        self.fill("What do people call it?", name);
    }

    /// Everything on the screen, in reading order.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        let scale = self.harness.ctx.pixels_per_point();
        let nodes = self.harness.root().children_recursive().map(|node| node.accesskit_node());
        nodes
            .filter(|node| !node.is_hidden())
            .map(|node| {
                let (id, tree) = node.locate();
                let value = node.value().unwrap_or_default();
                let words = if node.role() == Role::Label { Some(value.clone()) } else { None };
                let at = node.bounding_box().map(|at| {
                    let corner = |x: f64, y: f64| Pos2::new(x as f32 / scale, y as f32 / scale);
                    Rect::from_min_max(corner(at.x0, at.y0), corner(at.x1, at.y1))
                });
                let can = |action| node.data().supports_action(action);
                Seen {
                    id,
                    tree,
                    role: node.role(),
                    name: node.label().or(words).unwrap_or_default(),
                    value,
                    at,
                    focused: node.is_focused(),
                    takes_focus: !node.is_disabled() && can(Action::Focus),
                    stated: node.toggled().is_some() || node.data().is_selected().is_some(),
                    invalid: node.data().invalid().is_some(),
                    description: node.data().description().unwrap_or_default().to_owned(),
                    hint: node.data().placeholder().unwrap_or_default().to_owned(),
                    level: node.data().level(),
                    on: node.toggled() == Some(Toggled::True) || node.data().is_selected() == Some(true),
                    acts: !node.is_disabled() && (can(Action::Click) || can(Action::Focus)),
                }
            })
            .collect()
    }

    /// Everything that fits.
    pub(crate) fn all(&self, fits: impl Fn(&Seen) -> bool) -> Vec<Seen> {
        self.seen().into_iter().filter(fits).collect()
    }

    pub(crate) fn has(&self, role: Role, name: &str) -> bool {
        self.seen().iter().any(|seen| seen.role == role && seen.name == name)
    }

    /// Whether these words stand somewhere.
    pub(crate) fn shows(&self, words: &str) -> bool {
        self.seen().iter().any(|seen| seen.name.contains(words))
    }

    /// The thing with this role and name, or else the only one with a name that begins so.
    #[track_caller]
    pub(crate) fn find(&self, role: Role, name: &str) -> Seen {
        self.only(|seen| seen.role == role && seen.name.starts_with(name), name, &format!("{role:?} {name:?}"))
    }

    #[track_caller]
    pub(crate) fn find_field(&self, name: &str) -> Seen {
        let is_field = |seen: &Seen| matches!(seen.role, Role::TextInput | Role::MultilineTextInput);
        self.only(|seen| is_field(seen) && seen.name == name, name, &format!("field {name:?}"))
    }

    #[track_caller]
    fn only(&self, fits: impl Fn(&Seen) -> bool, name: &str, wanted: &str) -> Seen {
        let mut found = self.all(fits);
        if let Some(exact) = found.iter().position(|seen| seen.name == name) {
            found.swap(0, exact);
            found.truncate(1);
        }
        let others = || self.all(|seen| seen.acts).into_iter().map(|seen| format!("{:?} {}", seen.role, seen.name));
        assert_eq!(found.len(), 1, "one {wanted}; there is {:#?}", others().collect::<Vec<_>>());
        found.remove(0)
    }

    /// Gives it the focus, as Tab would.
    pub(crate) fn focus_on(&mut self, what: &Seen) {
        self.request(what, Action::Focus);
    }

    fn request(&mut self, what: &Seen, action: Action) {
        let request = ActionRequest { action, target_node: what.id, target_tree: what.tree, data: None };
        self.event([Event::AccessKitActionRequest(request)]);
        self.settle();
    }

    /// Presses it as a screen reader does: the focus stays where it is.
    #[track_caller]
    pub(crate) fn press_on(&mut self, role: Role, name: &str) {
        let what = self.find(role, name);
        self.request(&what, Action::Click);
    }

    /// Brings it into view and clicks in its middle.
    #[track_caller]
    pub(crate) fn click_on(&mut self, what: &Seen) {
        self.click_with(Modifiers::NONE, what);
    }

    /// The same with keys held down.
    #[track_caller]
    pub(crate) fn click_with(&mut self, modifiers: Modifiers, what: &Seen) {
        self.request(what, Action::ScrollIntoView);
        let now = self.seen().into_iter().find(|seen| seen.id == what.id);
        let pos = now.and_then(|now| now.at).unwrap_or_else(|| panic!("{what:?} is not there any more")).center();
        let held = modifiers != Modifiers::NONE;
        if held {
            self.event([Event::ModifiersChanged(modifiers)]);
        }
        self.event([Event::PointerMoved(pos)]);
        for pressed in [true, false] {
            let button = PointerButton::Primary;
            self.event([Event::PointerButton { pos, button, pressed, modifiers }]);
        }
        if held {
            self.event([Event::ModifiersChanged(Modifiers::NONE)]);
        }
        self.settle();
    }

    /// Pulls the pointer from one place to another with the button down.
    pub(crate) fn drag(&mut self, from: Pos2, to: Pos2) {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        self.event([Event::PointerMoved(from)]);
        self.event([Event::PointerButton { pos: from, button, pressed: true, modifiers }]);
        for step in [0.3, 0.7, 1.0] {
            self.event([Event::PointerMoved(from + (to - from) * step)]);
        }
        self.event([Event::PointerButton { pos: to, button, pressed: false, modifiers }]);
        self.settle();
    }

    #[track_caller]
    pub(crate) fn click(&mut self, role: Role, name: &str) {
        let what = self.find(role, name);
        self.click_on(&what);
    }

    /// What has the focus.
    pub(crate) fn focused(&self) -> Option<Seen> {
        self.seen().into_iter().find(|seen| seen.focused)
    }

    /// What the notices say.
    pub(crate) fn notices(&self) -> Vec<String> {
        self.all(|seen| seen.role == Role::Alert).into_iter().map(|seen| seen.name).collect()
    }

    #[track_caller]
    pub(crate) fn assert_notice(&self, words: &str) {
        let said = self.notices();
        assert!(said.iter().any(|said| said.contains(words)), "{words:?} is not in {said:?}");
    }

    /// Queues what the next dialog for files answers.
    pub(crate) fn will_choose(&self, path: &Path) {
        self.script.answers.lock().unwrap().push_back(Answer::Chosen(path.to_owned()));
    }

    pub(crate) fn will_answer(&self, answer: Answer) {
        self.script.answers.lock().unwrap().push_back(answer);
    }

    /// What dialogs were asked for since the last call.
    pub(crate) fn asked(&self) -> Vec<Wanted> {
        std::mem::take(&mut self.script.asked.lock().unwrap())
    }

    /// Drops a file on the window.
    pub(crate) fn drop_file(&mut self, path: &Path) {
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
        self.frame();
        self.settle();
    }

    /// Clicks the cross of the window. Gives what the window told the system.
    pub(crate) fn close(&mut self) -> Vec<ViewportCommand> {
        let before = self.commands.len();
        self.harness.input_mut().viewports.get_mut(&ViewportId::ROOT).unwrap().events.push(ViewportEvent::Close);
        self.frame();
        self.settle();
        self.commands[before..].to_vec()
    }

    /// Whether the window has told the system that it may go.
    pub(crate) fn is_leaving(&self) -> bool {
        self.commands.contains(&ViewportCommand::Close)
    }

    /// What was painted in the last frame.
    pub(crate) fn painted(&self) -> &[egui::epaint::ClippedShape] {
        &self.harness.output().shapes
    }

    /// The title of the window.
    pub(crate) fn title(&self) -> String {
        let titles = self.commands.iter().rev().filter_map(|command| match command {
            ViewportCommand::Title(title) => Some(title.clone()),
            _ => None,
        });
        titles.into_iter().next().unwrap_or_default()
    }
}
