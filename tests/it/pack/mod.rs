//! The pack: what is left out is nowhere, what is made can be checked, what cannot be written leaves nothing behind.

mod command;
mod redaction;
mod writing;
