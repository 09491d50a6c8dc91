//! Commands: what the window can be told to do, in one list. Menus, tooltips, shortcuts and the list of keys read it.

use egui::{Context, Key, KeyboardShortcut, Modifiers};

use crate::store::settings::ThemeChoice;
use crate::ui::widgets::field::undoes_by_itself;

/// Something that the window can be told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Go to the start screen to begin a document.
    New,
    /// Choose a document to open.
    Open,
    /// Save the document.
    Save,
    /// Save the document under another name.
    SaveAs,
    /// Go to the page that exports documents.
    Export,
    /// Close the document and go to the start screen.
    Close,
    /// Leave.
    Quit,
    /// Take the last step back.
    Undo,
    /// Ask the questions of the first hour.
    Interview,
    /// Ask for five failure modes.
    FiveModes,
    /// Show a workshop to a room.
    Present,
    /// Begin another workshop.
    AddWorkshop,
    /// Type in what stands on paper after a workshop.
    FromPaper,
    /// Read the minutes of the workshops as they will be printed.
    ReadMinutes,
    /// Record who signs.
    Sign,
    /// Import a model card.
    ImportCard,
    /// Merge another copy into the document.
    MergeCopy,
    /// Do the last undone step again.
    Redo,
    /// Open the palette: everything by its words.
    Search,
    /// Find words in every text.
    Find,
    /// Find words and put others in their place.
    Replace,
    /// Go back to where one was.
    Back,
    /// Go forward again.
    Forward,
    /// Go to the overview.
    Overview,
    /// Go to a section by its place in the sidebar, 1 to 9.
    Section(u8),
    /// Go to the section after this one.
    NextSection,
    /// Go to the section before this one.
    PreviousSection,
    /// Move the focus to the next region of the window.
    NextRegion,
    /// Move the focus to the region before.
    PreviousRegion,
    /// Go to the next finding.
    NextFinding,
    /// Go to the finding before.
    PreviousFinding,
    /// Show or hide the inspector.
    ToggleInspector,
    /// Show what was done.
    History,
    /// Show what the document was at earlier saves.
    RestorePoints,
    /// Compare the document with an earlier state of it.
    CompareWith,
    /// List everything that is marked as unknown.
    Unknowns,
    /// Show the library of one's own.
    Library,
    /// Keep what is selected in the library of one's own.
    KeepInLibrary,
    /// Keep what is selected internal, or let it out again.
    ToggleInternal,
    /// Say something about what is selected.
    Comment,
    /// Make a file for a reviewer.
    SendForReview,
    /// Import what a reviewer sent back.
    ImportReplies,
    /// Everything larger.
    ZoomIn,
    /// Everything smaller.
    ZoomOut,
    /// Everything at its natural size.
    ZoomReset,
    /// Show the settings.
    Settings,
    /// Show the keys.
    Keys,
    /// Light, dark, or as the system has it.
    Theme(ThemeChoice),
    /// Turn single keys on or off.
    ToggleSingleKeys,
    /// Turn motion on or off.
    ToggleMotion,
}

/// What lies over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Nothing.
    Nothing,
    /// A dialog of the page: what is done in it is a step of the document.
    PageDialog,
    /// A dialog of the window.
    Dialog,
    /// A workshop that is led from this window.
    Session,
    /// What a room looks at: nothing of the window may come in between.
    Room,
}

impl Command {
    /// Every command, in the order of the menu.
    pub const ALL: &'static [Self] = &[
        Self::New,
        Self::Open,
        Self::Save,
        Self::SaveAs,
        Self::Export,
        Self::ImportCard,
        Self::MergeCopy,
        Self::Interview,
        Self::FiveModes,
        Self::Present,
        Self::AddWorkshop,
        Self::FromPaper,
        Self::ReadMinutes,
        Self::Sign,
        Self::Close,
        Self::Undo,
        Self::Redo,
        Self::Search,
        Self::Find,
        Self::Replace,
        Self::Back,
        Self::Forward,
        Self::Overview,
        Self::Section(1),
        Self::Section(2),
        Self::Section(3),
        Self::Section(4),
        Self::Section(5),
        Self::Section(6),
        Self::Section(7),
        Self::Section(8),
        Self::Section(9),
        Self::NextSection,
        Self::PreviousSection,
        Self::NextRegion,
        Self::PreviousRegion,
        Self::NextFinding,
        Self::PreviousFinding,
        Self::ToggleInspector,
        Self::History,
        Self::RestorePoints,
        Self::CompareWith,
        Self::Unknowns,
        Self::Library,
        Self::KeepInLibrary,
        Self::ToggleInternal,
        Self::Comment,
        Self::SendForReview,
        Self::ImportReplies,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
        Self::Theme(ThemeChoice::System),
        Self::Theme(ThemeChoice::Light),
        Self::Theme(ThemeChoice::Dark),
        Self::ToggleSingleKeys,
        Self::ToggleMotion,
        Self::Settings,
        Self::Keys,
        Self::Quit,
    ];

    /// The words in menus.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::New => "New document",
            Self::Open => "Open",
            Self::Save => "Save",
            Self::SaveAs => "Save as",
            Self::Export => "Export documents",
            Self::ImportCard => "Import a model card",
            Self::MergeCopy => "Merge a copy",
            Self::Interview => "First-hour interview",
            Self::FiveModes => "Five failure modes before the happy path",
            Self::Present => "Present a workshop",
            Self::AddWorkshop => "Add workshop",
            Self::FromPaper => "Type notes in from paper",
            Self::ReadMinutes => "Read minutes",
            Self::Sign => "Record a sign-off",
            Self::Close => "Close document",
            Self::Quit => "Quit",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Search => "Search or run a command",
            Self::Find => "Find in every text",
            Self::Replace => "Find and replace",
            Self::Back => "Back to where you were",
            Self::Forward => "Forward again",
            Self::Overview => "Overview",
            Self::Section(_) => "Section by its place in the sidebar",
            Self::NextSection => "Next section",
            Self::PreviousSection => "Previous section",
            Self::NextRegion => "Next region of the window",
            Self::PreviousRegion => "Previous region of the window",
            Self::NextFinding => "Next finding",
            Self::PreviousFinding => "Previous finding",
            Self::ToggleInspector => "Show or hide the inspector",
            Self::History => "Show the history",
            Self::RestorePoints => "Restore points",
            Self::CompareWith => "Compare with a restore point, sign-off or file",
            Self::Unknowns => "List what is unknown",
            Self::Library => "Show my library",
            Self::KeepInLibrary => "Save to my library",
            Self::ToggleInternal => "Keep internal, or let out",
            Self::Comment => "Comment on what is selected",
            Self::SendForReview => "Send for review",
            Self::ImportReplies => "Import replies",
            Self::ZoomIn => "Zoom in",
            Self::ZoomOut => "Zoom out",
            Self::ZoomReset => "Natural size",
            Self::Settings => "Settings",
            Self::Keys => "Keyboard shortcuts",
            Self::Theme(ThemeChoice::System) => "Theme of the system",
            Self::Theme(ThemeChoice::Light) => "Light theme",
            Self::Theme(ThemeChoice::Dark) => "Dark theme",
            Self::ToggleSingleKeys => "Single keys act on lists",
            Self::ToggleMotion => "Less motion",
        }
    }

    /// The keys, the first being the one that is shown.
    #[must_use]
    pub fn shortcuts(self) -> Vec<KeyboardShortcut> {
        let ctrl = |key| KeyboardShortcut::new(Modifiers::COMMAND, key);
        let ctrl_shift = |key| KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key);
        let plain = |key| KeyboardShortcut::new(Modifiers::NONE, key);
        let alt = |key| KeyboardShortcut::new(Modifiers::ALT, key);
        let shift = |key| KeyboardShortcut::new(Modifiers::SHIFT, key);
        match self {
            Self::New => vec![ctrl(Key::N)],
            Self::Open => vec![ctrl(Key::O)],
            Self::Save => vec![ctrl(Key::S)],
            Self::SaveAs => vec![ctrl_shift(Key::S)],
            Self::Export => vec![ctrl(Key::E)],
            Self::ImportCard => vec![ctrl_shift(Key::O)],
            Self::Close => vec![ctrl(Key::W)],
            Self::Quit => vec![ctrl(Key::Q)],
            Self::Undo => vec![ctrl(Key::Z)],
            Self::Redo => vec![ctrl_shift(Key::Z), ctrl(Key::Y)],
            Self::Search => vec![ctrl(Key::K)],
            Self::Find => vec![ctrl(Key::F)],
            Self::Replace => vec![ctrl(Key::H)],
            Self::Back => vec![alt(Key::ArrowLeft)],
            Self::Forward => vec![alt(Key::ArrowRight)],
            Self::Overview => vec![alt(Key::Home)],
            Self::Section(place) => {
                const KEYS: [Key; 9] =
                    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
                KEYS.get(usize::from(place).wrapping_sub(1)).map(|key| ctrl(*key)).into_iter().collect()
            }
            Self::NextSection => vec![ctrl(Key::PageDown)],
            Self::PreviousSection => vec![ctrl(Key::PageUp)],
            Self::Present => vec![plain(Key::F5)],
            Self::NextRegion => vec![plain(Key::F6)],
            Self::PreviousRegion => vec![shift(Key::F6)],
            Self::NextFinding => vec![plain(Key::F8)],
            Self::PreviousFinding => vec![shift(Key::F8)],
            Self::ToggleInspector => vec![ctrl(Key::I)],
            Self::History => vec![ctrl_shift(Key::H)],
            Self::RestorePoints => vec![ctrl_shift(Key::R)],
            Self::Comment => vec![KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::ALT), Key::M)],
            Self::ZoomIn => vec![ctrl(Key::Plus), ctrl(Key::Equals)],
            Self::ZoomOut => vec![ctrl(Key::Minus)],
            Self::ZoomReset => vec![ctrl(Key::Num0)],
            Self::Settings => vec![ctrl(Key::Comma)],
            Self::Keys => vec![plain(Key::F1)],
            Self::MergeCopy
            | Self::Interview
            | Self::FiveModes
            | Self::AddWorkshop
            | Self::FromPaper
            | Self::ReadMinutes
            | Self::Sign
            | Self::Unknowns
            | Self::CompareWith
            | Self::Library
            | Self::KeepInLibrary
            | Self::ToggleInternal
            | Self::SendForReview
            | Self::ImportReplies
            | Self::Theme(_)
            | Self::ToggleSingleKeys
            | Self::ToggleMotion => Vec::new(),
        }
    }

    /// Whether it does something while no document is open.
    #[must_use]
    pub const fn needs_no_document(self) -> bool {
        matches!(
            self,
            Self::New
                | Self::Open
                | Self::Interview
                | Self::ImportCard
                | Self::Quit
                | Self::Library
                | Self::ZoomIn
                | Self::ZoomOut
                | Self::ZoomReset
                | Self::Settings
                | Self::Keys
                | Self::Theme(_)
                | Self::ToggleSingleKeys
                | Self::ToggleMotion
        )
    }

    /// Whether its keys do something else on some pages: they are taken only if the page has let them pass.
    const fn is_for_pages_first(self) -> bool {
        matches!(self, Self::Back | Self::Forward)
    }

    /// Whether its keys act while this lies over the page: what is behind a dialog stays as it is.
    const fn acts_under(self, over: Over) -> bool {
        match over {
            Over::Nothing => true,
            Over::Room => matches!(self, Self::Save | Self::Quit | Self::ZoomIn | Self::ZoomOut | Self::ZoomReset),
            Over::Session => {
                matches!(self, Self::NextRegion | Self::PreviousRegion) || self.acts_under(Over::PageDialog)
            }
            Over::PageDialog => matches!(self, Self::Undo | Self::Redo) || self.acts_under(Over::Dialog),
            Over::Dialog => matches!(
                self,
                Self::Save
                    | Self::Close
                    | Self::Quit
                    | Self::ZoomIn
                    | Self::ZoomOut
                    | Self::ZoomReset
                    | Self::Settings
                    | Self::Keys
            ),
        }
    }

    /// The first shortcut as people read it: `Ctrl Shift S`. Empty if there is none.
    #[must_use]
    pub fn keys(self) -> String {
        self.shortcuts().first().map(|shortcut| words(*shortcut)).unwrap_or_default()
    }
}

/// A shortcut as people read it.
fn words(shortcut: KeyboardShortcut) -> String {
    let mut parts = Vec::new();
    if shortcut.modifiers.command {
        parts.push(if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" });
    }
    if shortcut.modifiers.alt {
        parts.push("Alt");
    }
    if shortcut.modifiers.shift {
        parts.push("Shift");
    }
    parts.push(match shortcut.logical_key {
        Key::ArrowLeft => "Left",
        Key::ArrowRight => "Right",
        other => other.name(),
    });
    parts.join(" ")
}

/// Takes the shortcuts of this frame out of the input, before any widget sees them: so the document's undo is the only one.
pub fn listen(ctx: &Context, over: Over) -> Vec<Command> {
    let mut asked = Vec::new();
    let in_form = undoes_by_itself(ctx);
    let is_left = |command: &Command| in_form && matches!(command, Command::Undo | Command::Redo);
    ctx.input_mut(|input| {
        let mut all: Vec<(KeyboardShortcut, Command)> = Command::ALL
            .iter()
            .filter(|command| !command.is_for_pages_first() && command.acts_under(over) && !is_left(command))
            .flat_map(|command| command.shortcuts().into_iter().map(|keys| (keys, *command)))
            .collect();
        // those with Shift first: Ctrl S would take Ctrl Shift S as well
        all.sort_by_key(|(keys, _)| !keys.modifiers.shift);
        for (keys, command) in all {
            // two presses in one slow frame are two
            let presses = input.count_and_consume_key(keys.modifiers, keys.logical_key);
            asked.extend(std::iter::repeat_n(command, presses));
        }
    });
    asked
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let mut taken = BTreeMap::new();
        for command in Command::ALL {
            for shortcut in command.shortcuts() {
                let other = taken.insert(words(shortcut), *command);
                assert_eq!(other, None, "{} and {command:?}", words(shortcut));
            }
        }
        assert_eq!(Command::SaveAs.keys(), "Ctrl Shift S");
    }
}
