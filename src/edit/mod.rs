//! The one door for changes.
//!
//! [`session::Session`] owns the working workbook; everything that changes it goes through [`session::Session::edit`] (a
//! named operation) or is written in place and then settled. [`operations`] are the changes that touch several places,
//! [`policy`] those of an operating point, [`landing`] those that take what a workshop brought into the workbook.
//! Ids come from a generator that is passed in; nothing here reads a clock or a file.

pub mod address;
pub mod ids;
pub mod landing;
pub mod operations;
pub mod policy;
pub mod session;

pub use address::Address;
pub use ids::Ids;
pub use operations::EditError;
pub use session::Session;
