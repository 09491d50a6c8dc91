//! The command line: every command in a file of its own. Works without a display.
//!
//! Commands return what they say; only this file prints. Exit codes: 0 all is well, 1 the input has a problem (or a check
//! found one), 2 wrong arguments, 3 a defect of Caveat.

/// Adds a line to a text.
macro_rules! say {
    ($text:expr, $($line:tt)*) => {{
        $text.push_str(&format!($($line)*));
        $text.push('\n');
    }};
}

mod backlog;
mod budgets;
mod candidates;
mod check;
mod diff;
mod export;
mod failure;
mod fmt;
mod git_setup;
mod import_scores;
mod json;
mod merge;
mod metrics;
mod named;
mod new;
mod open;
mod pack;
mod picture;
mod recover;
mod review;
mod risks;
mod set;
mod show;
mod take_out;
mod thresholds;
mod today;
mod verify;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;

use crate::hidden::acts;
use crate::store;

/// An offline workbook for people who answer for an AI product.
///
/// One .caveat file holds the product canvas, the failure modes, the uncertainty budgets and the governance checklist. From
/// it comes the governance pack: fourteen documents, the model card and the risk memo first.
///
/// Without a command it opens the window, on FILE if one is named.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Start with:\n  caveat copilot.caveat\n  caveat new copilot.caveat --template retrieval\n  caveat check copilot.caveat\n  caveat export copilot.caveat --out documents\n  caveat pack copilot.caveat --out review.zip --profile external\n\nExit codes:\n  0  all is well\n  1  a check found something, or the input has a problem\n  2  wrong arguments\n  3  a defect of Caveat"
)]
struct Arguments {
    /// The workbook to open in the window
    file: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What the arguments of this process ask for.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// A command, which was carried out: how it ended.
    Command(ExitCode),
    /// The window, on this file if there is one.
    Window(Option<PathBuf>),
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Arguments),
    Open(take_out::Arguments),
    Show(show::Arguments),
    Set(set::Arguments),
    Check(check::Arguments),
    Risks(risks::Arguments),
    Candidates(candidates::Arguments),
    Budgets(budgets::Arguments),
    Metrics(metrics::Arguments),
    Thresholds(thresholds::Arguments),
    ImportScores(import_scores::Arguments),
    Backlog(backlog::Arguments),
    Export(export::Arguments),
    Pack(pack::Arguments),
    Verify(verify::Arguments),
    Recover(recover::Arguments),
    Review(review::Arguments),
    Diff(diff::Arguments),
    Merge(merge::Arguments),
    GitSetup(git_setup::Arguments),
    Fmt(fmt::Arguments),
}

/// What a command has to say.
#[derive(Debug, Default)]
struct Said {
    /// For standard output.
    text: String,
    /// For standard output, as it is: a document. Never to a terminal.
    bytes: Vec<u8>,
    /// Warnings for standard error, one per line.
    warnings: Vec<String>,
    /// Whether a check found something that must be mended.
    found_errors: bool,
}

impl Said {
    /// Only text.
    fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// Reads the arguments of this process, and carries out the command if there is one.
#[must_use]
pub fn main() -> Asked {
    let arguments = Arguments::parse();
    match arguments.command {
        None => Asked::Window(arguments.file.inspect(|file| refuse_misspelled(file))),
        Some(Command::Open(take_out::Arguments { file, out: None })) => Asked::Window(Some(file)),
        Some(command) => Asked::Command(run(command)),
    }
}

/// Ends the process with a word about commands if `file` is no file but a single word, as a misspelled command is.
fn refuse_misspelled(file: &Path) {
    let is_word = file.extension().is_none() && file.components().count() == 1;
    if is_word && !store::exists(file) {
        let name = store::shown(file);
        let text = format!("there is no command and no file `{name}`\n\nFor the commands, try '--help'.\n");
        clap::Error::raw(clap::error::ErrorKind::InvalidSubcommand, text).exit();
    }
}

/// Says on the terminal why there is no window.
#[must_use]
pub fn no_window(reason: &str) -> ExitCode {
    complain(&format!("error: {reason}\n"));
    ExitCode::FAILURE
}

fn run(command: Command) -> ExitCode {
    let result = match command {
        Command::New(arguments) => new::run(&arguments),
        Command::Open(arguments) => match &arguments.out {
            Some(out) => take_out::run(&arguments, out),
            None => Ok(Said::default()),
        },
        Command::Check(arguments) => check::run(&arguments),
        Command::Budgets(arguments) => budgets::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Metrics(arguments) => metrics::run(&arguments),
        Command::Set(arguments) => set::run(&arguments),
        Command::Backlog(arguments) => backlog::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Pack(arguments) => pack::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Recover(arguments) => recover::run(&arguments),
        Command::Review(arguments) => review::run(&arguments),
        Command::Thresholds(arguments) => thresholds::run(&arguments),
        Command::ImportScores(arguments) => import_scores::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::GitSetup(arguments) => git_setup::run(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Risks(arguments) => risks::run(&arguments),
        Command::Candidates(arguments) => candidates::run(&arguments),
    };
    match result {
        Ok(said) => report(&said),
        Err(failure) => refuse(&failure),
    }
}

fn report(said: &Said) -> ExitCode {
    for warning in &said.warnings {
        complain(&format!("warning: {warning}\n"));
    }
    // a reader that stopped reading (`| head`) is not an error
    let mut output = std::io::stdout().lock();
    let written = output.write_all(harmless(&said.text).as_bytes()).and_then(|()| output.write_all(&said.bytes));
    if let Err(error) = written.and_then(|()| output.flush())
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        complain(&format!("error: cannot write to standard output: {error}\n"));
        return ExitCode::FAILURE;
    }
    if said.found_errors { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn refuse(failure: &Failure) -> ExitCode {
    let mut text = format!("error: {}\n", failure.message);
    if !failure.hint.is_empty() {
        text.push_str(&format!("hint: {}\n", failure.hint));
    }
    complain(&text);
    ExitCode::from(failure.code)
}

/// Writes to standard error; if nobody listens there, nobody can be told.
fn complain(text: &str) {
    drop(std::io::stderr().lock().write_all(harmless(text).as_bytes()));
}

/// The text with control characters and bidirectional overrides written out, so that a workbook from elsewhere cannot give
/// orders to the terminal.
fn harmless(text: &str) -> String {
    let shown = |c: char| if acts(c) { c.escape_unicode().to_string() } else { c.to_string() };
    if text.contains(acts) { text.chars().map(shown).collect() } else { text.to_owned() }
}
