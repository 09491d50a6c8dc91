//! The `caveat` program: a command goes to the command line, a file or nothing to the window.

use std::process::ExitCode;

use caveat::cli::{self, Asked};
use caveat::ui;

fn main() -> ExitCode {
    match cli::main() {
        Asked::Command(code) => code,
        Asked::Window(file) => match ui::run(file) {
            Ok(()) => ExitCode::SUCCESS,
            Err(reason) => cli::no_window(&reason),
        },
    }
}
