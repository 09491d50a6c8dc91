//! The window, driven as a person does it: through names, roles, keys and the pointer, without a display.

mod access;
mod backlog;
mod bad_input;
mod budgets;
mod data;
mod documents;
mod edits;
mod harness;
mod home;
mod hour;
mod keys;
mod limits;
mod maturity;
mod metrics;
mod monitoring;
mod overview;
mod pages;
mod pattern;
mod ratings;
mod recovery;
mod release;
mod select;
mod slow_disk;
mod thresholds;
