//! What stands around a page: top bar, sidebar, inspector, start screen, notices and questions.

pub mod behind;
pub mod card_import;
pub mod drop_target;
pub mod file_bar;
pub mod find_bar;
pub mod inspector;
pub mod keys;
pub mod notices;
pub mod palette;
pub mod path_field;
pub mod preview_bar;
pub mod progress;
pub mod question;
pub mod regions;
pub mod settings;
pub mod sidebar;
pub mod start;
pub mod top_bar;

use egui::Event;

use super::app::App;
use super::command::Over;

/// What the chrome remembers between frames.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub struct Chrome {
    /// The palette.
    pub palette: palette::Palette,
    /// The bar that finds and replaces.
    pub find: find_bar::FindBar,
    /// What the inspector shows.
    pub tab: inspector::Tab,
    /// Whether the inspector lies over the page, where there is no room beside it.
    pub drawer: bool,
    /// Whether the inspector stands beside a page that has a card of its own.
    pub beside_card: bool,
    /// What had the focus before a dialog opened.
    pub behind: behind::Behind,
    /// Whether the list of keys is shown.
    pub keys: bool,
    /// The settings, while they are shown.
    pub settings: Option<settings::Open>,
    /// Accepting findings, and those that were.
    pub acceptance: inspector::Acceptance,
    /// Comments on the page that is shown.
    pub comments: inspector::comments::Comments,
    /// The steps that were done.
    pub history: inspector::history::History,
    /// The finding that was gone to last.
    pub finding: Option<usize>,
    /// What had the focus before a dialog came.
    pub focus_before: Option<egui::Id>,
    /// Whether there was a dialog in the frame before.
    pub is_under_dialog: bool,
}

impl App {
    /// What lies over the page, as of the last frame.
    pub(super) fn dialog_over(&self, ctx: &egui::Context) -> Over {
        if self.chrome.keys || self.chrome.settings.is_some() || self.chrome.palette.is_open() {
            Over::Dialog
        } else if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
            Over::PageDialog
        } else {
            Over::Nothing
        }
    }

    /// Takes what was typed out of the input, if a dialog of the window lies over everything: it is drawn last, and what is
    /// typed is for it alone. To be put back once all that is behind it was drawn.
    pub(super) fn typed_for_dialog(&self, ctx: &egui::Context) -> Vec<Event> {
        if !self.has_dialog() && !self.chrome.palette.is_open() {
            return Vec::new();
        }
        let is_typed = |event: &mut Event| {
            matches!(event, Event::Key { .. } | Event::Text(_) | Event::Copy | Event::Cut | Event::Paste(_))
        };
        ctx.input_mut(|input| input.events.extract_if(.., is_typed).collect())
    }

    /// Whether a dialog of the window, other than the palette, lies over everything.
    fn has_dialog(&self) -> bool {
        self.chrome.keys
            || self.chrome.settings.is_some()
            || self.question.is_some()
            || self.card_import.is_open()
            || self.points.is_open()
            || self.reviewing.is_open()
            || self.merging.is_open()
            || self.tasks.is_asking_for_path()
    }

    /// Gives the focus back to where it was before a dialog came, once that has gone. Call once a frame, before anything is
    /// heard; the palette does it by itself, because what was chosen in it may lead elsewhere.
    pub(super) fn tend_focus(&mut self, ctx: &egui::Context) {
        let over = self.has_dialog();
        let was_over = std::mem::replace(&mut self.chrome.is_under_dialog, over);
        let focused = ctx.memory(egui::Memory::focused);
        if over || self.chrome.palette.is_open() {
            return;
        }
        match self.chrome.focus_before.filter(|_| was_over && focused.is_none()) {
            Some(before) => ctx.memory_mut(|memory| memory.request_focus(before)),
            None => self.chrome.focus_before = focused,
        }
    }

    /// Shows the list of keys, or hides it. One dialog at a time.
    pub(super) fn toggle_keys(&mut self) {
        self.chrome.settings = None;
        self.chrome.keys = !self.chrome.keys;
    }

    /// Shows the settings, or hides them.
    pub(super) fn toggle_settings(&mut self) {
        self.chrome.keys = false;
        settings::open(self);
    }
}

impl Chrome {
    /// Forgets what was about the document before.
    pub fn forget(&mut self) {
        self.palette = palette::Palette::default();
        self.find = find_bar::FindBar::default();
        self.finding = None;
        self.acceptance = inspector::Acceptance::default();
        self.comments = inspector::comments::Comments::default();
        self.history = inspector::history::History::default();
    }
}
