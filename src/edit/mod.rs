//! The one door for changes.
//!
//! [`session::Session`] owns the working workbook; everything that changes it goes through [`session::Session::edit`] (a
//! named operation) or is written in place and then settled. [`operations`] are the changes that touch several places,
//! [`policy`] those of an operating point, [`interview`] what an answer of the first hour fills.
//! Ids come from a generator that is passed in; nothing here reads a clock or a file.

pub mod address;
pub mod card;
pub mod ids;
pub mod interview;
pub mod operations;
pub mod policy;
pub mod session;

pub use address::Address;
pub use ids::Ids;
pub use operations::EditError;
pub use session::Session;
