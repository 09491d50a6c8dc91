//! The one door for changes.
//!
//! [`session::Session`] owns the working workbook; everything that changes it goes through [`session::Session::edit`] (a
//! named operation) or is written in place and then settled. [`operations`] are the changes that touch several places,
//! [`cells`] those of a list as a sheet, [`policy`] those of an operating point.
//! Ids come from a generator that is passed in; nothing here reads a clock or a file.

pub mod address;
pub mod cells;
pub mod citations;
pub mod ids;
pub mod operations;
pub mod policy;
pub mod session;

pub use address::Address;
pub use citations::Citations;
pub use ids::Ids;
pub use operations::EditError;
pub use session::Session;
