//! `caveat review`.

mod import;
mod send;
mod since;

use clap::{Args, Subcommand};

use super::Said;
use super::failure::Failure;

/// Send a workbook for review, and import what comes back
///
/// A reviewer needs no account and no Caveat: the page works in any web browser, without a network, and saves the answers as a file.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat review send copilot.caveat --to \"Sofia Brandt\" --role Privacy --out review.html\n  caveat review import copilot.caveat answers-sofia-brandt.json"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Send(send::Arguments),
    Import(import::Arguments),
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    match &arguments.what {
        What::Send(arguments) => send::run(arguments),
        What::Import(arguments) => import::run(arguments),
    }
}
