//! What follows from the workbook: pure functions, never stored.
//!
//! Nothing here can fail: a blank is a blank, and what cannot be computed is `None`.

pub mod autonomy;
pub mod binomial;
pub mod budget;
pub mod candidates;
pub mod change;
pub mod completeness;
pub mod criterion;
pub mod effects;
pub mod fairness;
pub mod findings;
pub mod grounds;
pub mod interval;
pub mod interview;
pub mod ladder;
pub mod maturity;
pub mod mentions;
pub mod metric;
pub mod operating_point;
pub mod practice;
pub mod priority;
pub mod problems;
pub mod proportions;
pub mod ratings;
pub mod readiness;
pub mod replies;
pub mod requirement;
pub mod risk;
pub mod sentence;
pub mod signal;
pub mod sourcing;
pub mod unknowns;
pub mod workshop;
