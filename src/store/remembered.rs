//! Small files of our own, in the folders of [`Places`](super::Places): what the program remembers and what the
//! person chose, as RON.
//!
//! Losing one costs a moment and never any work, so one that is missing or broken reads as the default, without a
//! word. Fields that this version does not know are passed over, which serde does unless it is told otherwise.

use std::path::Path;

use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::{FormatError, StoreError};
use super::open::read_file;
use super::save::{create_private_folder, write_private};
use super::target::folder_of;

/// What is in the file at `path`, or the default.
pub(super) fn load<T: DeserializeOwned + Default>(path: &Path) -> T {
    let bytes = read_file(path).unwrap_or_default();
    ron::de::from_bytes(&bytes).unwrap_or_default()
}

/// Makes `value` the content of the file at `path`, and creates its folder.
pub(super) fn save<T: Serialize>(path: &Path, value: &T) -> Result<(), StoreError> {
    let layout = PrettyConfig::new().new_line("\n").indentor("  ");
    let text = ron::ser::to_string_pretty(value, layout).map_err(|error| {
        let source = FormatError::Unwritable { problem: error.to_string() };
        StoreError::Format { path: path.to_owned(), source }
    })?;
    create_private_folder(folder_of(path))?;
    write_private(path, format!("{text}\n").as_bytes()).map(drop)
}
