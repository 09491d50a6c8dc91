//! What follows from the workbook: pure functions, never stored.
//!
//! Nothing here can fail: a blank is a blank, and what cannot be computed is `None`.

pub mod budget;
pub mod completeness;
pub mod criterion;
pub mod findings;
pub mod interval;
pub mod metric;
pub mod operating_point;
pub mod problems;
pub mod risk;
pub mod signal;
pub mod unknowns;
