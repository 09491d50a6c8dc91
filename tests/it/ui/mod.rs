//! The window, driven as a person does it: through names, roles, keys and the pointer, without a display.

mod access;
mod bad_input;
mod documents;
mod harness;
mod home;
mod hour;
mod keys;
mod monitoring;
mod pages;
mod recovery;
mod release;
mod slow_disk;
