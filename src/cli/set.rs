//! `caveat set`.

use std::path::PathBuf;

use clap::Args;

use crate::edit::operations::set_text;
use crate::edit::{Address, Ids, Session};

use super::failure::Failure;
use super::{Said, open, picture};

/// Answer one question of a workbook
///
/// For scripts and small corrections. An answer takes away a mark of unknown. Links are named as in UB-1, FM-3; lists of short
/// texts take one per line; a logo is the file of a PNG or an SVG, which is taken into the workbook.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat set copilot.caveat about.owner \"Anke Vos\"\n  caveat set copilot.caveat UB-2.tolerance 4%\n  caveat set copilot.caveat FM-3.residual_frequency 2\n  caveat set copilot.caveat pack.logo logo.png"
)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// The field: a section or an item, a dot, and the field's key
    place: String,
    /// The answer as text; an empty one clears the field
    #[arg(allow_hyphen_values = true)]
    answer: String,
    #[command(flatten)]
    force: open::Force,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let address: Address = arguments.place.parse()?;
    let mut session = Session::new(opened.value.clone(), Ids::random());
    let is_picture = picture::is_asked_for(session.workbook(), &address);
    let answer = if is_picture { picture::address_of(&arguments.answer)? } else { arguments.answer.clone() };
    session.try_edit(&format!("Set {address}"), |workbook, _| set_text(workbook, &address, &answer))?;
    let file = crate::store::shown(&arguments.file);
    if session.is_dirty() {
        arguments.force.check(&arguments.file)?;
        open::save(&arguments.file, &opened, session.workbook(), &mut said)?;
        let answer = address.value_mut(&mut session.workbook().clone())?.view().text();
        let shown = match answer.as_str() {
            "" => "blank".to_owned(),
            address if is_picture => picture::in_words(address),
            text => text.replace('\n', "; "),
        };
        said.text = format!("Set {address} to {shown} in {file}.\n");
    } else {
        said.text = format!("{address} says so already; {file} is unchanged.\n");
    }
    Ok(said)
}
