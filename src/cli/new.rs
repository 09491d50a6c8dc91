//! `caveat new`.

use std::path::PathBuf;

use clap::Args;

use crate::edit::operations::renew_ids;
use crate::edit::{Ids, Session};
use crate::knowledge;
use crate::model::Workbook;
use crate::store::{self, format};

use super::Said;
use super::failure::Failure;

/// Start a workbook from a template
#[derive(Debug, Args)]
#[command(after_help = templates_help())]
pub(super) struct Arguments {
    /// The file to create; it must not exist yet
    file: PathBuf,
    /// What to start from
    #[arg(long, default_value = "blank")]
    template: String,
    /// The product's name
    #[arg(long, default_value = "")]
    product: String,
}

fn templates_help() -> String {
    let lines = knowledge::templates().map(|(name, about)| format!("  {name:<12}{about}"));
    format!("Templates:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let Some(text) = knowledge::template(&arguments.template) else {
        let names: Vec<_> = knowledge::templates().map(|(name, _)| name).collect();
        let message = format!("there is no template `{}`", arguments.template);
        return Err(Failure::user(message, format!("Templates are: {}.", names.join(", "))));
    };
    if store::exists(&arguments.file) {
        let message = format!("there is a file already: {}", store::shown(&arguments.file));
        return Err(Failure::user(message, "Choose another name; nothing was overwritten."));
    }
    let template = format::read::<Workbook>(text.as_bytes()).map_err(|error| Failure {
        message: format!("the template `{}` is damaged: {error}", arguments.template),
        hint: "Please report this.".to_owned(),
        code: 3,
    })?;
    let mut session = Session::new(template.value, Ids::random());
    session.edit("New workbook", |workbook, ids| {
        renew_ids(workbook, ids);
        if !arguments.product.trim().is_empty() {
            std::sync::Arc::make_mut(&mut workbook.about).product = arguments.product.trim().to_owned();
        }
    });
    let text = format::write(session.workbook()).map_err(|error| Failure::user(error.to_string(), error.hint()))?;
    let _saved = store::write_file(&arguments.file, text.as_bytes())?;
    let file = store::shown(&arguments.file);
    Ok(Said::text(format!("Created {file} from the template {}.\nNext: caveat check {file}\n", arguments.template)))
}
