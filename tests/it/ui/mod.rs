//! The window, driven as a person does it: through names, roles, keys and the pointer, without a display.

mod access;
mod bad_input;
mod documents;
mod harness;
mod home;
mod hour;
mod keys;
mod pages;
mod recovery;
mod slow_disk;
mod thresholds;
