//! The one door for changes.
//!
//! [`session::Session`] owns the working workbook; everything that changes it goes through [`session::Session::edit`] (a
//! named operation) or is written in place and then settled. [`operations`] are the changes that touch several places,
//! [`cells`] those of a list as a sheet, [`checklist`] those of answers to practices, [`policy`] those of an operating point, [`interview`] what an answer of the first hour
//! fills, [`landing`] those that take what a workshop brought into the workbook, [`replace`] those of words wherever they stand,
//! [`replies`] those that take in what a reviewer sent back, [`shelf`] those that keep items in a library of one's own and bring them into the next workbook.
//! [`take_back`] takes what [`difference`](crate::difference) names, one earlier change out of a later workbook.
//! Ids come from a generator that is passed in; nothing here reads a clock or a file.

pub mod address;
pub mod begun;
pub mod card;
pub mod cells;
pub mod checklist;
pub mod citations;
pub mod comments;
pub mod ids;
pub mod interview;
pub mod landing;
pub mod operations;
pub mod policy;
pub mod replace;
pub mod replies;
pub mod session;
pub mod shelf;
pub mod take_back;
pub mod workshop;

pub use address::Address;
pub use citations::Citations;
pub use ids::Ids;
pub use operations::EditError;
pub use session::{Session, Step};
pub use take_back::TakenBack;
