//! Two states of a workbook side by side: what differs as rows, the worst effect first.
//!
//! `lines` says what the rows are and knows no window; `rows` draws them.

pub mod lines;
mod rows;
