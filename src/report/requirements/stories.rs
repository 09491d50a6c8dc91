//! User stories: who wants what, in what share of cases it must work, and in what share it did.

use crate::assess::requirement::{self, Basis};
use crate::assess::sentence::text;
use crate::assess::{budget, metric};
use crate::model::place::Index;
use crate::model::record::Item as _;
use crate::model::requirements::Story;
use crate::model::{Section, Workbook};

use crate::report::block::{Block, Rich};
use crate::report::compose::{Numbering, cell, cell_of, column, figures, fitted, heading, mark, note, row, table};
use crate::report::detail;

use super::{badness, stands};

const SECTION: Section = Section::Requirements;

/// The stories, worst first; a note if there are none.
pub(super) fn section(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Block {
    let stories = &workbook.requirements.stories;
    if stories.is_empty() {
        let said = detail::one(&*workbook.requirements, "stories", index);
        let said = if said.is_blank() { Rich::alert("No user story is written down.") } else { said };
        return note(said).from_section(SECTION);
    }
    let mut judged: Vec<_> = stories.iter().map(|story| (story, basis(workbook, story))).collect();
    judged.sort_by_key(|(_, basis)| std::cmp::Reverse(badness(basis.as_ref())));
    let rows = judged.iter().map(|(story, basis)| {
        let (glyph, word) = stands(basis.as_ref());
        let rate = story.rate.map(|rate| crate::words::limit(rate.fraction()));
        let measured = basis.as_ref().map(|basis| basis.measured.clone()).unwrap_or_default();
        let cells = vec![
            cell(story.cite()),
            cell(text(&requirement::wish(story))),
            cell_of(*story, "acceptance", "No criterion"),
            rate.map_or_else(|| cell_of(*story, "rate", "No rate"), cell),
            cell(measured),
            mark(glyph, word),
        ];
        row(SECTION, story.id, cells)
    });
    let columns = vec![
        fitted("#"),
        column("Story", 1.4),
        column("Accepted if", 1.4),
        figures("At least"),
        figures("Measured"),
        fitted("Stands"),
    ];
    let caption = numbers.table("User stories, worst first. Measured: in what share of cases it worked.");
    table(caption, columns, rows.collect()).from_section(SECTION)
}

fn basis(workbook: &Workbook, story: &Story) -> Option<Basis> {
    let links = || story.links.iter();
    let budgets: Vec<_> = links().filter_map(|id| workbook.budgets.budgets.find(*id)).map(budget::state).collect();
    let metrics: Vec<_> = links()
        .filter_map(|id| workbook.metrics.metrics.find(*id))
        .map(|metric| (metric, metric::state(metric)))
        .collect();
    requirement::of_story(story, budgets.iter(), metrics.iter().map(|(metric, state)| (*metric, state)))
}

/// Each story in full, in the order in which they are numbered.
pub(super) fn in_full(workbook: &Workbook, index: &Index) -> Vec<Block> {
    let stories = workbook.requirements.stories.iter();
    stories
        .flat_map(|story| {
            let title = format!("{} {}", story.cite(), requirement::story_name(story));
            let body = note(detail::run_in(story, index, &[]));
            [heading(3, title).from_item(SECTION, story.id), body.from_item(SECTION, story.id)]
        })
        .collect()
}
