//! Blocks -> pages of placed items.

pub mod placed;
