//! What errors are expected to cost in a month, with the uncertainty of the measured rate, against what they may cost.

use crate::assess::interval::RateInterval;
use crate::model::budgets::Budget;
use crate::model::money::Currency;

use super::BudgetState;

/// How the expected cost lies to its cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AgainstCap {
    /// Even the upper end lies at or under the cap.
    Under,
    /// The expected cost lies at or under the cap, the upper end over it.
    MayExceed,
    /// The expected cost lies over the cap.
    Over,
    /// The cap is in another currency: nothing can be said.
    OtherCurrency,
    /// No cap is set.
    NoCap,
}

impl AgainstCap {
    /// In a few words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Under => "Under the cap",
            Self::MayExceed => "May exceed the cap",
            Self::Over => "Over the cap",
            Self::OtherCurrency => "Cap in another currency",
            Self::NoCap => "No cap set",
        }
    }

    fn of(range: RateInterval, cap: f64) -> Self {
        if range.rate > cap {
            Self::Over
        } else if range.high > cap {
            Self::MayExceed
        } else {
            Self::Under
        }
    }
}

/// What the errors of a budget are expected to cost in a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// In this currency.
    pub currency: Currency,
    /// At the measured rate, and at both ends of its interval.
    pub month: RateInterval,
    /// The most it may be, if that is set in the same currency.
    pub cap: Option<f64>,
    /// How the one lies to the other.
    pub against: AgainstCap,
}

/// The expected cost of a budget's errors: rate times volume times cost per error. The volume and the cost per error are taken
/// as they were entered; only the rate is uncertain here. `None` if one of the three is missing.
#[must_use]
pub fn of(budget: &Budget, state: &BudgetState) -> Option<Cost> {
    let currency = budget.cost_per_error?.currency;
    let month = state.cost_per_month?;
    let cap = budget.cost_cap.filter(|cap| cap.currency == currency).map(|cap| cap.as_f64());
    let against = match cap {
        Some(cap) => AgainstCap::of(month, cap),
        None if budget.cost_cap.is_some() => AgainstCap::OtherCurrency,
        None => AgainstCap::NoCap,
    };
    Some(Cost { currency, month, cap, against })
}

/// The costs of several budgets in one currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Total {
    /// In this currency.
    pub currency: Currency,
    /// How many budgets are in it.
    pub budgets: usize,
    /// The expected cost of a month, and the sums of the lower and of the upper ends. All budgets at their ends at once is less
    /// likely than each by itself, so the true interval of the sum is narrower: the sums are on the safe side.
    pub month: RateInterval,
    /// The sum of the caps; `None` unless every one of them has a cap.
    pub cap: Option<f64>,
    /// How the one lies to the other.
    pub against: AgainstCap,
}

/// Adds up costs currency by currency, in the order in which the currencies come up. Nothing is converted.
pub fn roll_up(costs: impl IntoIterator<Item = Cost>) -> Vec<Total> {
    let mut totals: Vec<Total> = Vec::new();
    for cost in costs {
        match totals.iter_mut().find(|total| total.currency == cost.currency) {
            Some(total) => {
                total.budgets += 1;
                total.month.rate += cost.month.rate;
                total.month.low += cost.month.low;
                total.month.high += cost.month.high;
                total.cap = total.cap.zip(cost.cap).map(|(sum, cap)| sum + cap);
            }
            None => totals.push(Total {
                currency: cost.currency,
                budgets: 1,
                month: cost.month,
                cap: cost.cap,
                against: AgainstCap::NoCap,
            }),
        }
    }
    for total in &mut totals {
        total.against = total.cap.map_or(AgainstCap::NoCap, |cap| AgainstCap::of(total.month, cap));
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::budget::{state, tests::measured};

    fn cost(errors: u64, per_error: &str, cap: &str) -> Option<Cost> {
        let budget = Budget {
            cost_per_error: per_error.parse().ok(),
            volume_per_month: Some(10_000),
            cost_cap: cap.parse().ok(),
            ..measured(0.1, &[(errors, 1_000, "2026-01-01", "")])
        };
        of(&budget, &state(&budget))
    }

    #[test]
    fn the_cost_lies_to_its_cap_as_the_interval_says() {
        for (cap, against) in [
            ("EUR 20000", AgainstCap::Under),
            ("EUR 10000", AgainstCap::MayExceed),
            ("EUR 9999", AgainstCap::Over),
            ("USD 9999", AgainstCap::OtherCurrency),
            ("", AgainstCap::NoCap),
        ] {
            let found = cost(50, "EUR 20", cap).expect("a cost");
            assert!((found.month.rate - 10_000.0).abs() < 1e-6, "{found:?}");
            assert_eq!(found.against, against, "{cap}: {found:?}");
        }
        assert_eq!(cost(50, "", "EUR 5"), None);
        let gain = cost(50, "EUR -20", "").expect("a cost");
        assert!(gain.month.low < gain.month.rate && gain.month.rate < gain.month.high, "{gain:?}");
        assert!(cost(0, "EUR 20", "EUR 0").is_some_and(|cost| cost.against == AgainstCap::MayExceed));
    }

    #[test]
    fn costs_are_added_up_currency_by_currency() {
        let all = [cost(50, "EUR 20", "EUR 9000"), cost(10, "USD 1", ""), cost(100, "EUR 20", "EUR 25000"), None];
        let totals = roll_up(all.into_iter().flatten());
        let said: Vec<_> = totals.iter().map(|total| (total.currency.code(), total.budgets, total.against)).collect();
        assert_eq!(said, [("EUR", 2, AgainstCap::MayExceed), ("USD", 1, AgainstCap::NoCap)]);
        assert!(totals[0].month.low < 30_000.0 && totals[0].month.high > 30_000.0, "{totals:?}");
        assert_eq!(totals[0].cap, Some(34_000.0));
        let half = roll_up([cost(50, "EUR 20", "EUR 9000"), cost(50, "EUR 20", "")].into_iter().flatten());
        assert_eq!(half[0].cap, None, "a cap for one of two is none for both");
        assert!(roll_up([]).is_empty());
    }
}
