//! How large the window was, for the next time. Where it stands is left to the system, which knows the screens of today.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::{Places, remembered};

/// The sides that a remembered window may have, in points: what a damaged file says beyond that is not believed.
const SIDES: std::ops::RangeInclusive<f32> = 480.0..=16_000.0;

/// How large the window was.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Extent {
    /// Its width in points at natural size.
    pub width: f32,
    /// Its height in points at natural size.
    pub height: f32,
    /// Whether it filled the screen.
    pub maximized: bool,
}

impl Default for Extent {
    fn default() -> Self {
        Self { width: 1440.0, height: 900.0, maximized: false }
    }
}

impl Extent {
    /// How large the window was when it was last closed, or the default.
    #[must_use]
    pub fn load(places: &Places) -> Self {
        let extent: Self = remembered::load(&path(places));
        let sound = SIDES.contains(&extent.width) && SIDES.contains(&extent.height);
        if sound { extent } else { Self::default() }
    }

    /// Writes it for the next run.
    ///
    /// # Errors
    /// [`StoreError::Denied`] and others of the disk; what was remembered before stays.
    pub fn save(&self, places: &Places) -> Result<(), StoreError> {
        remembered::save(&path(places), self)
    }
}

fn path(places: &Places) -> PathBuf {
    places.state.join("window.ron")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_comes_back_and_a_damaged_one_does_not() {
        let root = tempfile::tempdir().unwrap();
        let places = Places::within(root.path());
        assert_eq!(Extent::load(&places), Extent::default());
        let large = Extent { width: 1800.0, height: 1000.0, maximized: true };
        large.save(&places).unwrap();
        assert_eq!(Extent::load(&places), large);
        for text in ["(width: 3.0)", "(height: NaN)", "(width: 1e30)", "(maximized: 1)", "nonsense"] {
            std::fs::write(path(&places), text).unwrap();
            assert_eq!(Extent::load(&places), Extent::default(), "{text}");
        }
    }
}
