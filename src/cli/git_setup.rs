//! `caveat git-setup`: tells git how to merge workbooks and how to show what changed in them.
//!
//! It runs git, and writes its configuration by git's own command. It touches nothing outside the repository unless it is asked to.

use std::path::Path;
use std::process::Command;

use clap::Args;

use crate::store;

use super::Said;
use super::failure::Failure;

/// Set up a git repository so that workbooks merge field by field and differences can be read
///
/// Writes a line into .gitattributes, which goes into the repository, and the commands into the configuration of this clone,
/// which does not: everybody who works on the repository runs this once.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat git-setup\n  caveat git-setup --global\n  caveat git-setup --program caveat"
)]
pub(super) struct Arguments {
    /// Write the commands into the configuration of this account, for all of its repositories
    #[arg(long)]
    global: bool,
    /// How git is to call Caveat [default: the full path of this program]
    #[arg(long, value_name = "PROGRAM")]
    program: Option<String>,
}

/// What workbooks are to git: text with line feeds that Caveat merges and shows.
const ATTRIBUTES: &str = "*.caveat text eol=lf merge=caveat diff=caveat";

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let outside = "Run it in the folder of a repository; `git init` makes one.";
    let top = git(&["rev-parse", "--show-toplevel"])?
        .ok_or_else(|| Failure::user("this folder is in no git repository with a work tree", outside))?;
    let program = match &arguments.program {
        Some(program) => program.clone(),
        None => std::env::current_exe()
            .map_err(|error| {
                Failure::user(format!("the path of this program is not known: {error}"), "Name it with --program.")
            })?
            .to_string_lossy()
            .into_owned(),
    };
    let mut said = Said::default();
    attributes(&Path::new(&top).join(".gitattributes"), &mut said)?;
    let program = quoted(&program);
    let settings = [
        ("merge.caveat.name", "Caveat workbooks, field by field".to_owned()),
        ("merge.caveat.driver", format!("{program} merge %O %A %B --marker-size %L --path %P")),
        ("diff.caveat.textconv", format!("{program} diff --textconv")),
    ];
    let scope = if arguments.global { "--global" } else { "--local" };
    for (key, value) in &settings {
        configure(scope, key, value, &mut said)?;
    }
    Ok(said)
}

/// Writes the line, unless it is there.
fn attributes(path: &Path, said: &mut Said) -> Result<(), Failure> {
    let old = if store::exists(path) { store::read_file(path)? } else { Vec::new() };
    let text = String::from_utf8(old).map_err(|_| {
        Failure::user(format!("not a text: {}", store::shown(path)), "Save it as UTF-8 in an editor, then try again.")
    })?;
    if text.lines().any(|line| line.trim() == ATTRIBUTES) {
        say!(said.text, "{} says so already: {ATTRIBUTES}", store::shown(path));
        return Ok(());
    }
    let between = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let text = format!("{text}{between}{ATTRIBUTES}\n");
    store::write_all_or_nothing(&[(path.to_owned(), text.into_bytes())])?;
    say!(said.text, "Wrote into {}: {ATTRIBUTES}", store::shown(path));
    Ok(())
}

fn configure(scope: &str, key: &str, value: &str, said: &mut Said) -> Result<(), Failure> {
    if git(&["config", scope, "--get", key])?.as_deref() == Some(value) {
        say!(said.text, "Set already: {key} = {value}");
        return Ok(());
    }
    git(&["config", scope, key, value])?.ok_or_else(|| {
        Failure::user(format!("git does not set {key}"), "The configuration of the repository may be read-only.")
    })?;
    say!(said.text, "Set {key} = {value}");
    Ok(())
}

/// What git says to these arguments, without the last line break; `None` if it refuses.
fn git(arguments: &[&str]) -> Result<Option<String>, Failure> {
    let output = Command::new("git").args(arguments).output().map_err(|error| {
        Failure::user(format!("git cannot be run: {error}"), "Install git; nothing else of Caveat needs it.")
    })?;
    let said = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
    Ok(output.status.success().then_some(said))
}

/// A word that the shell of git takes as it stands.
fn quoted(program: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '+');
    if program.chars().all(is_plain) { program.to_owned() } else { format!("'{}'", program.replace('\'', "'\\''")) }
}
