//! x
pub mod error;
pub mod format;
mod prescan;
