//! The only module that touches files: it opens and saves workbooks, writes exports, keeps unsaved work, restore
//! points, recent files and settings, and knows the folders and fonts of this system.
//!
//! A workbook file is the canonical RON text of [`mod@format`]. [`open()`] reads one without trusting it; [`save()`]
//! replaces one so that at every moment either the old or the new content is on the disk, whole. The calls themselves
//! are in `disk`, one line each, where the tests make each of them fail in turn. What the program keeps for itself
//! ([`recovery`], [`points`], [`recent`], [`settings`]) is written the same way, and nobody else can read it.
//!
//! Relies on the standard library, ron and sha2. Knows neither the window nor reports, and nothing of the workbook but
//! that serde can read and write it.
//!
//! **Invariant:** nothing here leaves a half-written file at a path that a person chose.

#![allow(clippy::disallowed_methods, reason = "this is the module that touches files")]

mod disk;
pub mod error;
pub mod extent;
mod folder;
pub mod format;
pub mod glance;
pub mod holding;
mod in_place;
mod journal;
pub mod library;
pub mod open;
pub mod places;
pub mod points;
pub mod policy;
mod prescan;
pub mod recent;
pub mod recovery;
mod remembered;
mod replace;
pub mod salvage;
pub mod save;
pub mod settings;
mod stray;
pub mod system_fonts;
mod target;

pub use std::fs::Permissions;

pub use error::{FormatError, Position, StoreError, shown};
pub use folder::{
    Folder, FolderFile, is_empty_folder, read_folder, read_up_to, write_all_into_folder, write_folder,
    write_into_folder,
};
pub use glance::{Glance, Sight, conflicted_copies};
pub use holding::{Hold, Holder, Holding, Trace, holder_of};
pub use open::{
    Entry, Note, Opened, absolute, exists, is_folder, is_same_file, list_folder, open, open_table, open_to_look,
    read_file,
};
pub use places::{Places, home};
pub use points::Points;
pub use policy::Policy;
pub use recent::{Recent, RecentFile, is_missing};
pub use recovery::{Abandoned, Recovery, Taken, abandoned};
pub use save::{Guard, How, InPlaceReason, Saved, create_folder, remove_file, save, write_all_or_nothing, write_file};
pub use settings::{Autosave, PaperChoice, Settings, ThemeChoice};
pub use system_fonts::{FoundFace, SystemFonts};

use sha2::{Digest as _, Sha256};

/// The SHA-256 of the whole bytes of a file: what tells one state of it from another.
pub type Digest = [u8; 32];

/// A digest as people write it: 64 hexadecimal digits.
#[must_use]
pub fn hexadecimal(digest: &Digest) -> String {
    digest.iter().fold(String::with_capacity(64), |text, byte| text + &format!("{byte:02x}"))
}

/// The digest of `bytes`.
#[must_use]
pub fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}
