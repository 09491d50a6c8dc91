//! The `caveat` program: hands the arguments to the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    caveat::cli::main()
}
