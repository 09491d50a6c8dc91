//! What the person chose about the program itself. Nothing about a workbook is in here.
//!
//! Settings that are lost are chosen anew in a moment, so reading them cannot fail.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::model::manner::Manner;

use super::error::{FormatError, StoreError};
use super::open::read_file;
use super::save::write_private;
use super::{Places, remembered};

/// How far the window can be made smaller or larger: factors, where 1 is the usual size.
pub const ZOOM: RangeInclusive<f32> = 0.5..=3.0;

/// What the person chose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own that is either on or off")]
pub struct Settings {
    /// Light or dark.
    pub theme: ThemeChoice,
    /// How large everything is: a factor within [`ZOOM`].
    pub zoom: f32,
    /// Whether single keys are commands while no text is edited.
    pub single_keys: bool,
    /// Whether the panel beside the page is open.
    pub inspector: bool,
    /// Whether nothing should move on its own.
    pub reduced_motion: bool,
    /// How the window writes and reads dates and numbers. Documents and files have a manner of their own.
    pub manner: Manner,
    /// The name that stands where somebody decides, accepts or signs; empty if it is asked each time.
    pub author: String,
    /// When a document that has a file is saved by itself.
    pub autosave: Autosave,
    /// Whether unsaved work is kept for recovery after a crash.
    pub recovery: bool,
    /// Whether what was saved is kept as a restore point.
    pub points: bool,
    /// The paper that documents are exported on.
    pub paper: PaperChoice,
}

/// When a document is saved by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Autosave {
    /// Never: the person saves.
    #[default]
    Never,
    /// A few seconds after the last change.
    AfterChanges,
}

/// Which paper documents are exported on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaperChoice {
    /// 210 x 297 mm.
    #[default]
    A4,
    /// 8.5 x 11 in.
    Letter,
}

/// Which colors the window has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system is set.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::System,
            zoom: 1.0,
            single_keys: true,
            inspector: true,
            reduced_motion: false,
            manner: Manner::PLAIN,
            author: String::new(),
            autosave: Autosave::Never,
            recovery: true,
            points: true,
            paper: PaperChoice::A4,
        }
    }
}

impl Settings {
    /// The settings of the last run, or the default; a zoom out of range is brought into it.
    #[must_use]
    pub fn load(places: &Places) -> Self {
        let bytes = read_file(&path(places)).unwrap_or_default();
        let mut settings = readable(&String::from_utf8_lossy(&bytes)).0;
        settings.zoom = if settings.zoom.is_nan() { 1.0 } else { settings.zoom.clamp(*ZOOM.start(), *ZOOM.end()) };
        settings
    }

    /// Keeps the file beside itself if not all of it could be read, before anything is written over it.
    ///
    /// # Errors
    /// [`StoreError::Format`] if not all of it could be read, and where it is kept; `None` if it could not be.
    pub fn check(places: &Places) -> Result<(), (StoreError, Option<PathBuf>)> {
        let path = path(places);
        let Ok(bytes) = read_file(&path) else { return Ok(()) };
        let Some(problem) = readable(&String::from_utf8_lossy(&bytes)).1 else { return Ok(()) };
        let aside = path.with_file_name("settings-unread.ron");
        let aside = write_private(&aside, &bytes).is_ok().then_some(aside);
        Err((StoreError::Format { path, source: FormatError::NotSettings { problem } }, aside))
    }

    /// Writes the settings for the next run.
    ///
    /// # Errors
    /// [`StoreError::Denied`] and others of the disk; the settings from before stay.
    pub fn save(&self, places: &Places) -> Result<(), StoreError> {
        remembered::save(&path(places), self)
    }
}

/// The settings in a text, and what is wrong with it, if anything. One line that cannot be read takes no other with it.
fn readable(text: &str) -> (Settings, Option<String>) {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut problem = None;
    if text.trim().is_empty() {
        return (Settings::default(), None);
    }
    for _ in 0..=lines.len() {
        match ron::from_str::<Settings>(&lines.join("\n")) {
            Ok(settings) => return (settings, problem),
            Err(error) => {
                let at = error.span.start.line.saturating_sub(1);
                problem = problem.or_else(|| Some(error.to_string()));
                match lines.get_mut(at) {
                    Some(line) if !line.is_empty() => *line = "",
                    _ => break,
                }
            }
        }
    }
    (Settings::default(), problem)
}

/// Where the settings are kept.
#[must_use]
pub fn path(places: &Places) -> PathBuf {
    places.config.join("settings.ron")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manner::{Dates, Numbers};
    use std::fs;

    /// What is loaded when the file has `content`.
    fn loaded(content: &str) -> Settings {
        let root = tempfile::tempdir().unwrap();
        let places = Places::within(root.path());
        fs::create_dir_all(&places.config).unwrap();
        fs::write(path(&places), content).unwrap();
        Settings::load(&places)
    }

    #[test]
    fn choices_come_back() {
        let root = tempfile::tempdir().unwrap();
        let places = Places::within(root.path());
        assert_eq!(Settings::load(&places), Settings::default());
        for theme in [ThemeChoice::Light, ThemeChoice::Dark] {
            let chosen = Settings {
                theme,
                zoom: 1.25,
                single_keys: false,
                inspector: false,
                reduced_motion: true,
                manner: Manner { dates: Dates::Iso, numbers: Numbers::Comma },
                author: "Anke Vos".to_owned(),
                autosave: Autosave::AfterChanges,
                recovery: false,
                points: false,
                paper: PaperChoice::Letter,
            };
            chosen.save(&places).unwrap();
            assert_eq!(Settings::load(&places), chosen);
        }
    }

    #[test]
    fn broken_settings_are_the_default() {
        for content in ["", "(", "(zoom: \"large\")", "(theme: Purple)", "[[[["] {
            assert_eq!(loaded(content), Settings::default(), "{content}");
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_takes_no_other_with_it_and_the_file_is_kept() {
        let root = tempfile::tempdir().unwrap();
        let places = Places::within(root.path());
        fs::create_dir_all(&places.config).unwrap();
        assert!(Settings::check(&places).is_ok(), "there is no file");
        let text = "(\n  author: \"Bob\",\n  autosave: AfterChange,\n  recovery: false,\n)\n";
        fs::write(path(&places), text).unwrap();
        let expected = Settings { author: "Bob".to_owned(), recovery: false, ..Settings::default() };
        assert_eq!(Settings::load(&places), expected);
        let (error, aside) = Settings::check(&places).unwrap_err();
        assert!(error.to_string().contains("settings.ron"), "{error}");
        assert_eq!(fs::read_to_string(aside.unwrap()).unwrap(), text);
        expected.save(&places).unwrap();
        assert!(Settings::check(&places).is_ok());
    }

    #[test]
    fn what_is_left_out_is_the_default_and_what_is_unknown_is_passed_over() {
        let expected = Settings { theme: ThemeChoice::Dark, ..Settings::default() };
        assert_eq!(loaded("(later: (1, [2]), theme: Dark)"), expected);
    }

    #[test]
    fn zoom_stays_in_range() {
        for (zoom, expected) in [("0.1", 0.5), ("9", 3.0), ("-inf", 0.5), ("NaN", 1.0), ("2", 2.0)] {
            assert_eq!(
                loaded(&format!("(zoom: {zoom})")),
                Settings { zoom: expected, ..Settings::default() },
                "{zoom}"
            );
        }
    }
}
