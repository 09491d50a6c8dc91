//! The workbook: plain data, and nothing else.
//!
//! A workbook is a value. Its sections sit behind `Arc`, so that a copy shares all that did not change. This module knows
//! no window, file, clock or random source; ids, dates and numbers come from the caller.
//!
//! In reading order: [`record`] declares questions, [`value`] shows their answers without types, [`list`] holds items,
//! then one file per section, and [`workbook`] puts the sections together.

pub mod record;

pub mod choice;
pub mod id;
pub mod list;
pub mod manner;
pub mod mark;
pub mod money;
pub mod number;
pub mod value;

pub mod about;
pub mod budgets;
pub mod canvas;
pub mod checklist;
pub mod covers;
pub mod data;
pub mod discovery;
pub mod failure_modes;
pub mod impact;
pub mod limits;
pub mod maturity;
pub mod metrics;
pub mod model_card;
pub mod monitoring;
pub mod operating_points;
pub mod pack;
pub mod pattern;
pub mod release;
pub mod requirements;
pub mod reviews;
pub mod roadmap;
pub mod workshops;

pub mod place;
pub mod workbook;

pub use id::{Id, ItemKind};
pub use jiff::civil::Date;
pub use list::List;
pub use money::Money;
pub use number::{Number, Rate, Step};
pub use record::{Field, Item, Record};
pub use value::{Value, View};
pub use workbook::{Group, Section, Workbook};
