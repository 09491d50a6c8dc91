//! Blocks -> bytes. Knows report blocks, and nothing of workbooks, files or windows.

pub mod fonts;
pub mod page;
