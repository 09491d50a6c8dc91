//! What the person chose about the program itself. Nothing about a workbook is in here.
//!
//! Settings that are lost are chosen anew in a moment, so reading them cannot fail.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::model::manner::Manner;

use super::error::StoreError;
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
        let mut settings: Self = remembered::load(&path(places));
        settings.zoom = if settings.zoom.is_nan() { 1.0 } else { settings.zoom.clamp(*ZOOM.start(), *ZOOM.end()) };
        settings
    }

    /// Writes the settings for the next run.
    ///
    /// # Errors
    /// [`StoreError::Denied`] and others of the disk; the settings from before stay.
    pub fn save(&self, places: &Places) -> Result<(), StoreError> {
        remembered::save(&path(places), self)
    }
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
