//! How large a test must be to prove each budget.

use crate::assess::budget::{Verdict, proof};
use crate::report::block::{Block, Rich};
use crate::report::compose::{Numbering, cell, column, figures, mark, row, table};
use crate::words;

use super::{Judged, SECTION, glyph, title};

/// How the table was worked out, for whoever checks it.
pub(in crate::report) const PLANS: &str = "Trials are worked out exactly from the binomial distribution, for the interval at each budget's confidence level. At the measured rate: the fewest trials that prove it with 80% power if errors keep coming as they did, counting those that are there, and in brackets the most errors that may come up in them.";

/// The sample that each budget needs, what takes the most trials first; `None` without a budget.
pub(in crate::report) fn plans(judged: &[Judged<'_>], numbers: &mut Numbering) -> Option<Block> {
    let mut planned: Vec<_> =
        judged.iter().map(|one| (one, proof::of(&one.state, one.budget.confidence_level()))).collect();
    planned.sort_by_key(|(one, proof)| {
        let further = proof.at_the_rate.map(|plan| plan.further).or(proof.without_errors);
        (one.state.verdict == Verdict::Within, std::cmp::Reverse(further))
    });
    let rows = planned.iter().map(|(one, proof)| {
        let state = &one.state;
        let count = |trials: Option<u64>| trials.map_or_else(|| "\u{2013}".to_owned(), words::count);
        let at_the_rate = match (state.verdict, proof.at_the_rate) {
            (Verdict::Within, _) => Rich::plain("Proven"),
            (Verdict::AtRisk | Verdict::Exceeded, _) => Rich::alert("Fix first"),
            (_, Some(plan)) => Rich::plain(format!("{} ({})", words::count(plan.trials), words::count(plan.allowed))),
            (_, None) => Rich::plain("\u{2013}"),
        };
        let further = match state.verdict {
            Verdict::Within => "0".to_owned(),
            _ => count(proof.at_the_rate.map(|plan| plan.further)),
        };
        let cells = vec![
            cell(Rich::strong(title(one.budget))),
            cell(state.tolerance.map(words::limit).unwrap_or_default()),
            cell(words::limit(one.budget.confidence_level())),
            cell(words::count(state.trials)),
            cell(count(proof.without_errors)),
            cell(at_the_rate),
            cell(further),
            mark(glyph(state.verdict), state.verdict.label()),
        ];
        row(SECTION, one.budget.id, cells)
    });
    let columns = vec![
        column("Budget", 1.0),
        figures("Tolerance"),
        figures("Sure by"),
        figures("Trials so far"),
        figures("Without an error"),
        figures("At the measured rate"),
        figures("Still to come"),
        super::fitted("Verdict"),
    ];
    let caption = "How many trials prove it, what takes the most first.";
    (!planned.is_empty()).then(|| table(numbers.table(caption), columns, rows.collect()).from_section(SECTION))
}
