//! The room's own window, without a display: what it would show is kept as a screen reader sees it, and keys can be pressed in it.

use std::cell::RefCell;
use std::rc::Rc;

use egui::accesskit::TreeUpdate;
use egui::{Context, Event, ImmediateViewport, Key, Modifiers, Pos2, RawInput, Rect, Vec2, ViewportId};

use super::harness::Window;

/// The room's window.
#[derive(Clone, Default)]
pub(crate) struct Projector {
    shown: Rc<RefCell<Shown>>,
}

#[derive(Default)]
struct Shown {
    words: Vec<String>,
    title: String,
    events: Vec<Event>,
    id: Option<ViewportId>,
    /// Frames in which it was drawn.
    frames: usize,
}

impl Projector {
    /// Lets the window have a second one, in this thread.
    pub(crate) fn beside(window: &Window) -> Self {
        let projector = Self::default();
        let shown = Rc::clone(&projector.shown);
        window.ctx().set_embed_viewports(false);
        Context::set_immediate_viewport_renderer(move |ctx, viewport| draw(ctx, viewport, &shown));
        projector
    }

    /// Everything that is said in it.
    pub(crate) fn words(&self) -> Vec<String> {
        self.shown.borrow().words.clone()
    }

    pub(crate) fn shows(&self, words: &str) -> bool {
        self.words().iter().any(|said| said.contains(words))
    }

    pub(crate) fn title(&self) -> String {
        self.shown.borrow().title.clone()
    }

    pub(crate) fn frames(&self) -> usize {
        self.shown.borrow().frames
    }

    /// Presses a key while the room's window is in front.
    pub(crate) fn press(&self, window: &mut Window, key: Key) {
        let stroke =
            |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
        self.shown.borrow_mut().events.extend([stroke(true), stroke(false)]);
        window.frame();
        window.settle();
    }
}

fn draw(ctx: &Context, viewport: ImmediateViewport<'_>, shown: &Rc<RefCell<Shown>>) {
    let ImmediateViewport { ids, builder, mut viewport_ui_cb } = viewport;
    let input = RawInput {
        viewport_id: ids.this,
        viewports: [(ids.this, egui::ViewportInfo::default())].into_iter().collect(),
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1920.0, 1080.0))),
        time: Some(ctx.input(|input| input.time)),
        events: std::mem::take(&mut shown.borrow_mut().events),
        ..RawInput::default()
    };
    let mut output = ctx.run_ui(input, |ui| viewport_ui_cb(ui));
    let update = output.platform_output.accesskit_update.take();
    output.drop_without_applying_deltas();
    let mut shown = shown.borrow_mut();
    shown.words = update.map(|update| words(&update)).unwrap_or_default();
    shown.title = builder.title.unwrap_or_default();
    shown.id = Some(ids.this);
    shown.frames += 1;
}

fn words(update: &TreeUpdate) -> Vec<String> {
    let of = |node: &egui::accesskit::Node| {
        [node.label(), node.value(), node.description()].into_iter().flatten().map(str::to_owned).collect::<Vec<_>>()
    };
    update.nodes.iter().flat_map(|(_, node)| of(node)).filter(|words| !words.is_empty()).collect()
}
