//! What the errors cost in a month, budget by budget and in all, against the caps.

use crate::assess::budget::cost::{self, AgainstCap, Cost, Total};
use crate::report::block::{Block, Cell, Rich, Row};
use crate::report::compose::{Numbering, cell, column, figures, fitted, row, source, table};
use crate::words;

use super::{Judged, SECTION, account, title};

/// The expected cost of each budget with its interval, and the sums; `None` if no budget has a cost.
pub(in crate::report) fn cost_table(judged: &[Judged<'_>], numbers: &mut Numbering) -> Option<Block> {
    let costs: Vec<(&Judged<'_>, Cost)> =
        judged.iter().filter_map(|one| Some((one, cost::of(one.budget, &one.state)?))).collect();
    if costs.is_empty() {
        return None;
    }
    let mut rows: Vec<Row> = costs.iter().map(|(one, cost)| row(SECTION, one.budget.id, cells(one, cost))).collect();
    rows.extend(cost::roll_up(costs.iter().map(|(_, cost)| *cost)).iter().map(sum));
    let columns = vec![
        column("Budget", 1.0),
        figures("Per month"),
        figures("Interval"),
        figures("Cap"),
        fitted("Against the cap"),
    ];
    let caption = numbers.table(
        "What the errors cost. The interval is that of the rate, times volume and cost per error as they were entered. Sums add up the ends, which is on the safe side: all budgets at their upper ends at once is less likely than each by itself.",
    );
    Some(table(caption, columns, rows).from_section(SECTION))
}

fn cells(one: &Judged<'_>, cost: &Cost) -> Vec<Cell> {
    let cap = one.budget.cost_cap.map(|cap| words::about_money(cap.as_f64(), cap.currency));
    vec![
        cell(Rich::strong(title(one.budget))),
        cell(against(cost.against, words::about_money(cost.month.rate, cost.currency))),
        cell(account::cost_range(cost)),
        cell(cap.unwrap_or_default()),
        cell(against(cost.against, cost.against.label().to_owned())),
    ]
}

fn sum(total: &Total) -> Row {
    let money = |amount| words::about_money(amount, total.currency);
    let name = format!("All in {}", total.currency.code());
    let cells = vec![
        cell(Rich::strong(name)),
        cell(Rich::strong(money(total.month.rate))),
        cell(format!("{} to {}", money(total.month.low), money(total.month.high))),
        cell(total.cap.map(money).unwrap_or_default()),
        cell(against(total.against, total_words(total))),
    ];
    Row { cells, anchor: String::new(), source: Some(source(SECTION, None)) }
}

/// How the sum of the costs lies to the sum of the caps.
pub(crate) fn total_words(total: &Total) -> String {
    match total.against {
        AgainstCap::NoCap | AgainstCap::OtherCurrency => "No cap for all".to_owned(),
        AgainstCap::Under => "Under all caps together".to_owned(),
        AgainstCap::MayExceed => "May exceed all caps together".to_owned(),
        AgainstCap::Over => "Over all caps together".to_owned(),
    }
}

/// In red where the cost lies over its cap.
fn against(against: AgainstCap, text: String) -> Rich {
    if against == AgainstCap::Over { Rich::alert(text) } else { Rich::plain(text) }
}
