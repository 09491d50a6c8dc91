//! What Caveat does, tested through its public interfaces: documents in, bytes and words out.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop with a message"
)]
#![expect(clippy::disallowed_methods, reason = "tests make, read and damage files of their own")]

mod assess;
mod backlog;
mod budgets;
mod carried;
mod cells;
mod check;
mod cli;
mod coverage;
mod difference;
mod documents;
mod examples;
mod formats;
mod git;
mod hostile;
mod html;
mod knowledge;
mod links;
mod merge;
mod minutes;
mod model_cards;
mod mutations;
mod pack;
mod posters;
mod priority;
mod product_documents;
mod readers;
mod review_copies;
mod review_documents;
mod review_findings;
mod reviewing;
mod rules;
mod said;
mod session;
mod signing;
mod support;
mod tables;
mod tidy;
mod two_writers;
mod ui;
mod word;
