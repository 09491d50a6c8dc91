//! Writes a workbook with as many failure modes as wanted, for measuring: `large_workbook 5000 large.caveat`.
//!
//! The failure modes are the library's, over and over, with scores and owners that vary; nothing is random.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use caveat::edit::{Ids, operations};
use caveat::knowledge;
use caveat::model::{Step, Workbook};
use caveat::store::{self, Guard};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(count), Some(path)) = (arguments.next().and_then(|count| count.parse().ok()), arguments.next()) else {
        eprintln!("usage: large_workbook COUNT FILE");
        return ExitCode::from(2);
    };
    match store::save(Path::new(&path), &workbook(count), &Guard::default()) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}\nhint: {}", error.hint());
            ExitCode::FAILURE
        }
    }
}

fn workbook(count: usize) -> Workbook {
    let mut workbook = Workbook::default();
    let about = Arc::make_mut(&mut workbook.about);
    about.product = "A very large product".to_owned();
    about.owner = "Measurement".to_owned();
    let mut ids = Ids::seeded(1);
    let step = |value: usize| Step::new((value % 5 + 1) as u8);
    for (number, entry) in knowledge::failure_library().iter().cycle().take(count).enumerate() {
        let mut mode = entry.to_failure_mode();
        // about 78 words each in the memo, as in the documents that other tools are measured with
        mode.cause = String::new();
        mode.effect = String::new();
        mode.monitor = String::new();
        mode.user_words = String::new();
        mode.library_key = String::new();
        mode.severity = step(number);
        mode.frequency = step(number / 5);
        mode.residual_severity = step(number);
        mode.residual_frequency = step(number / 7);
        mode.owner =
            ["Anke Vos", "Lena Ortiz", "Marek Král"].get(number % 3).map(ToString::to_string).unwrap_or_default();
        operations::push(&mut workbook, &mut ids, mode, |workbook| {
            &mut Arc::make_mut(&mut workbook.failure_modes).modes
        });
    }
    workbook
}
