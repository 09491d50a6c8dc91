//! Caveat: an offline workbook for people who answer for an AI product.
//!
//! A workbook is a value. The modules are layers, and each knows only what stands above it here:
//!
//! | module | what it does |
//! | --- | --- |
//! | [`model`] | the workbook: plain data, every question declared once |
//! | [`canonical`] | the text of a value that is always the same |
//! | [`signed`] | what sign-offs are for, and whether the workbook still says it |
//! | [`hidden`] | characters that act on text without showing |
//! | [`words`] | numbers, dates and amounts as people read them |
//! | [`knowledge`] | what Caveat knows before anybody has typed a word |
//! | [`assess`] | what follows from a workbook: pure functions |
//! | [`difference`] | what differs between two workbooks, question by question |
//! | [`merge`] | two states of a workbook put together, and what somebody has to decide |
//! | [`edit`] | the one door for changes: named steps, undo |
//! | [`find`] | what can be found in a workbook by words, ranked; what links to what |
//! | [`store`] | the only module that touches files |
//! | [`report`] | workbook -> documents, as trees of blocks |
//! | [`render`] | blocks -> pages -> bytes |
//! | [`exchange`] | foreign formats, in and out |
//! | [`export`] | a workbook to the bytes of a document, the whole way |
//! | [`pack`] | documents for an audience: profiles, redaction, manifest |
//! | [`cli`] | the command line |
//! | [`ui`] | the window |

pub mod model;

pub mod canonical;

pub mod signed;

pub mod hidden;

pub mod words;

pub mod knowledge;

pub mod assess;

pub mod difference;

pub mod merge;

pub mod edit;

pub mod find;

pub mod store;

pub mod report;

pub mod render;

pub mod exchange;

pub mod export;

pub mod pack;

pub mod cli;

pub mod ui;
