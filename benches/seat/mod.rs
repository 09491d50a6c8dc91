//! The window without a display, for measuring: the real application with an accessibility tree, frame by frame, down to the
//! triangles that a graphics card would draw.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use caveat::edit::{Ids, landing, operations};
use caveat::knowledge;
use caveat::model::canvas::{CanvasBlock, Note, NoteKind};
use caveat::model::workshops::{Capture, Workshop};
use caveat::model::{Section, Step, Workbook};
use caveat::store::{self, Guard};
use caveat::ui::{Answer, App, FileDialogs, Jobs, Page, Surroundings, Wanted};
use egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, Vec2};

/// A workbook to measure with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Load {
    /// The largest example.
    Example,
    /// One with 2,000 failure modes.
    Large,
    /// One with 500 notes on the canvas.
    Notes,
    /// One with a workshop of 300 notes, held on the day of the window.
    Workshop,
}

/// Every page: the overview, the sections by their keys, and the one that exports.
pub(crate) fn pages() -> impl Iterator<Item = &'static str> {
    ["overview"].into_iter().chain(Section::ALL.iter().map(|section| section.key()))
}

struct NoDialogs;

impl FileDialogs for NoDialogs {
    fn ask(&self, _wanted: &Wanted) -> Answer {
        Answer::Cancelled
    }
}

fn the_moment() -> jiff::civil::DateTime {
    jiff::civil::datetime(2026, 3, 9, 14, 32, 0, 0)
}

/// The window, with somebody in front of it.
pub(crate) struct Seat {
    ctx: Context,
    app: App,
    time: f64,
}

impl Seat {
    /// A window of 1440 by 900 points with a page of a workbook, drawn and at rest.
    pub(crate) fn new(load: Load, page: &str) -> Self {
        let ctx = Context::default();
        ctx.enable_accesskit();
        let around =
            Surroundings { places: None, dialogs: Arc::new(NoDialogs), jobs: Jobs::at_once(&ctx), now: the_moment };
        let mut app = App::new(&ctx, around);
        #[expect(clippy::unwrap_used, reason = "without a folder there is nothing to measure")]
        let folder = tempfile::tempdir().unwrap();
        app.open(&path_of(load, folder.path()));
        let mut seat = Self { ctx, app, time: 0.0 };
        seat.rest();
        match Section::ALL.iter().find(|section| section.key() == page) {
            Some(section) => seat.app.show_section(*section),
            None if page == "overview" => seat.app.show_overview(),
            None if page == "unknowns" => seat.app.show_unknowns(),
            None => seat.press(Modifiers::COMMAND, Key::E),
        }
        seat.rest();
        let shown = match seat.app.page() {
            Page::Overview => "overview",
            Page::Unknowns => "unknowns",
            Page::Section(section) => section.key(),
            Page::Interview => "interview",
            Page::Present => "present",
        };
        assert_eq!(shown, page);
        seat
    }

    /// A window with the failure modes as a sheet, drawn and at rest.
    pub(crate) fn on_sheet(load: Load) -> Self {
        let mut seat = Self::new(load, "failure_modes");
        seat.app.show_sheet(Section::FailureModes, "failure_modes.modes");
        seat.rest();
        seat
    }

    /// A window in which a workshop of 300 notes is led; `board` shows what the room sees.
    pub(crate) fn presenting(board: bool) -> Self {
        let mut seat = Self::new(Load::Workshop, "workshops");
        seat.app.show_present();
        seat.rest();
        if board {
            seat.press(Modifiers::NONE, Key::F5);
        }
        seat.rest();
        assert_eq!(seat.app.page(), Page::Present);
        seat
    }

    /// One frame with these events: takes input, lays out, draws, and makes triangles. Gives their number.
    pub(crate) fn frame(&mut self, events: Vec<Event>) -> usize {
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1440.0, 900.0)));
        let input = RawInput { screen_rect, time: Some(self.time), events, ..RawInput::default() };
        let app = &mut self.app;
        let mut output = self.ctx.run_ui(input, |ui| app.frame(ui));
        let shapes = std::mem::take(&mut output.shapes);
        let meshes = self.ctx.tessellate(shapes, output.pixels_per_point);
        output.drop_without_applying_deltas();
        meshes.len()
    }

    /// Frames until everything that follows is computed.
    pub(crate) fn rest(&mut self) {
        for _ in 0..20 {
            self.frame(Vec::new());
        }
    }

    /// Presses a key and lets it go.
    pub(crate) fn press(&mut self, modifiers: Modifiers, key: Key) {
        let stroke = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.frame(vec![stroke(true), stroke(false)]);
    }

    /// Puts the cursor into the first field of the page: the third region.
    pub(crate) fn enter_page(&mut self) {
        for _ in 0..3 {
            self.press(Modifiers::NONE, Key::F6);
        }
        self.rest();
        assert!(self.ctx.text_edit_focused(), "the cursor is in a field");
    }

    /// A turn of the wheel over the page: scrolls, or zooms what is under the pointer.
    pub(crate) fn wheel(turn: usize, zoom: bool) -> Vec<Event> {
        let over = Event::PointerMoved(Pos2::new(700.0, 500.0));
        let there = turn % 40 < 20;
        if zoom {
            return vec![over, Event::Zoom(if there { 1.1 } else { 1.0 / 1.1 })];
        }
        let delta = Vec2::new(0.0, if there { -120.0 } else { 120.0 });
        let (unit, modifiers) = (egui::MouseWheelUnit::Point, Modifiers::NONE);
        let (phase, source) = (egui::TouchPhase::Move, egui::MouseWheelSource::Unknown);
        vec![over, Event::MouseWheel { unit, delta, modifiers, phase, source }]
    }

    /// A letter, typed.
    pub(crate) fn letter() -> Vec<Event> {
        vec![Event::Text("x".to_owned())]
    }
}

/// The file to open; a large one goes into `folder`.
fn path_of(load: Load, folder: &Path) -> PathBuf {
    match load {
        Load::Example => Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/visual-search.caveat"),
        Load::Large => saved(folder, &large(2_000)),
        Load::Notes => saved(folder, &notes(500)),
        Load::Workshop => saved(folder, &said(300)),
    }
}

fn saved(folder: &Path, workbook: &Workbook) -> PathBuf {
    let path = folder.join("large.caveat");
    assert!(store::save(&path, workbook, &Guard::default()).is_ok());
    path
}

/// Notes of a few words and of a few lines, in all blocks.
fn notes(count: usize) -> Workbook {
    let mut workbook = Workbook::default();
    let mut ids = Ids::seeded(1);
    let entries = knowledge::failure_library().iter().cycle();
    let places = CanvasBlock::ALL.iter().cycle().zip(NoteKind::ALL.iter().cycle());
    for (entry, (block, kind)) in entries.zip(places).take(count) {
        let mode = entry.to_failure_mode();
        let text = if *kind == NoteKind::Fact { mode.name } else { format!("{}: {}", mode.name, mode.harmed) };
        let note = Note { text, block: Some(*block), kind: Some(*kind), ..Note::default() };
        operations::push(&mut workbook, &mut ids, note, |workbook| &mut Arc::make_mut(&mut workbook.canvas).notes);
    }
    workbook
}

/// A workshop in which so many notes were said, in groups of ten.
fn said(count: usize) -> Workbook {
    let mut workbook = Workbook::default();
    let mut ids = Ids::seeded(1);
    let agenda = knowledge::agendas().iter().find(|agenda| agenda.key == "pre-mortem");
    let workshop = Workshop { date: Some(the_moment().date()), ..Workshop::default() };
    let id = operations::push(&mut workbook, &mut ids, workshop, |workbook| {
        &mut Arc::make_mut(&mut workbook.workshops).workshops
    });
    if let Some(agenda) = agenda {
        landing::plan(&mut workbook, &mut ids, id, agenda.to_activities());
    }
    let entries = knowledge::failure_library().iter().cycle().take(count);
    for (at, entry) in entries.enumerate() {
        let mode = entry.to_failure_mode();
        let group = format!("Group {}", at / 10 + 1);
        let like = Capture { votes: Some((at % 7) as u64), group, ..Capture::default() };
        let text = format!("{}: {}", mode.name, mode.harmed).replace('\n', " ");
        landing::capture(&mut workbook, &mut ids, id, &text, &like);
    }
    workbook
}

/// The library's failure modes over and over.
fn large(count: usize) -> Workbook {
    let mut workbook = Workbook::default();
    let mut ids = Ids::seeded(1);
    let step = |value: usize| Step::new((value % 5 + 1) as u8);
    for (number, entry) in knowledge::failure_library().iter().cycle().take(count).enumerate() {
        let mut mode = entry.to_failure_mode();
        mode.residual_severity = step(number);
        mode.residual_frequency = step(number / 5);
        operations::push(&mut workbook, &mut ids, mode, |workbook| {
            &mut Arc::make_mut(&mut workbook.failure_modes).modes
        });
    }
    workbook
}
