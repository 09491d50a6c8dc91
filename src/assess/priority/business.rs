//! The business case: what it is worth, costs and takes to build, always as a range from careful to hopeful.
//!
//! The careful end takes the low value with the high costs, the hopeful end the high value with the low costs. Simple
//! payback, without interest: cost to build over what remains a year. Estimates that go into it are guesses; a single number
//! would hide that.

use crate::model::Money;
use crate::model::money::Currency;
use crate::model::roadmap::Roadmap;
use crate::words;

/// When what was spent to build it has come back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Payback {
    /// After so many months, 0 or more.
    Months(f64),
    /// The value does not exceed the running cost.
    Never,
}

impl Payback {
    /// In words: `7 months`, `never`.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Never => "never".to_owned(),
            Self::Months(0.0) => "at once".to_owned(),
            Self::Months(months) if months <= 1.0 => "within a month".to_owned(),
            Self::Months(months) => format!("{} months", words::number(months.ceil())),
        }
    }
}

/// A business case whose value and running cost are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// The currency of all amounts.
    pub currency: Currency,
    /// Value a year, low and high.
    pub value: (f64, f64),
    /// Running cost a year, low and high.
    pub cost: (f64, f64),
    /// What remains a year: low value without high cost, high value without low cost.
    pub net: (f64, f64),
    /// The share of the high value that covers the running cost, low and high; `None` if the high value is 0.
    pub needed_share: Option<(f64, f64)>,
    /// Cost to build, low and high; `None` while it is not set.
    pub build: Option<(f64, f64)>,
    /// When it pays back, hopeful and careful; `None` while the cost to build is not set.
    pub payback: Option<(Payback, Payback)>,
}

/// What can be said of the business case.
#[derive(Debug, Clone, PartialEq)]
pub enum Business {
    /// Amounts are missing: their labels.
    Missing(Vec<&'static str>),
    /// Amounts cannot be right, in sentences.
    Wrong(Vec<String>),
    /// The case.
    Case(Case),
}

/// The amounts of a roadmap with their labels.
fn amounts(roadmap: &Roadmap) -> [(&'static str, Option<Money>); 6] {
    [
        ("value per year, low", roadmap.value_low),
        ("value per year, high", roadmap.value_high),
        ("cost per year, low", roadmap.cost_low),
        ("cost per year, high", roadmap.cost_high),
        ("cost to build, low", roadmap.build_low),
        ("cost to build, high", roadmap.build_high),
    ]
}

/// The business case of a roadmap.
#[must_use]
pub fn business(roadmap: &Roadmap) -> Business {
    let amounts = amounts(roadmap);
    let wrong = wrong(&amounts);
    if !wrong.is_empty() {
        return Business::Wrong(wrong);
    }
    let [value_low, value_high, cost_low, cost_high, build_low, build_high] =
        amounts.map(|(_, amount)| amount.map(|amount| amount.as_f64()));
    let currency = amounts.iter().find_map(|(_, amount)| amount.map(|amount| amount.currency));
    let (Some(currency), Some(value), Some(cost)) = (currency, value_low.zip(value_high), cost_low.zip(cost_high))
    else {
        let blank = amounts.iter().take(4).filter(|(_, amount)| amount.is_none());
        return Business::Missing(blank.map(|(label, _)| *label).collect());
    };
    let net = (value.0 - cost.1, value.1 - cost.0);
    let build = build_low.zip(build_high);
    Business::Case(Case {
        currency,
        value,
        cost,
        net,
        needed_share: (value.1 > 0.0).then(|| (cost.0 / value.1, cost.1 / value.1)),
        build,
        payback: build.map(|(low, high)| (payback(low, net.1), payback(high, net.0))),
    })
}

fn payback(build: f64, net: f64) -> Payback {
    let months = build / net * 12.0;
    if net > 0.0 && months.is_finite() { Payback::Months(months) } else { Payback::Never }
}

fn wrong(amounts: &[(&'static str, Option<Money>); 6]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut currencies: Vec<Currency> = amounts.iter().filter_map(|(_, amount)| Some((*amount)?.currency)).collect();
    currencies.sort();
    currencies.dedup();
    if currencies.len() > 1 {
        let codes: Vec<String> = currencies.iter().map(|currency| currency.code().to_owned()).collect();
        wrong.push(format!("The amounts are in {}; they can be compared in one currency", words::series(&codes)));
    }
    for (label, amount) in amounts {
        if amount.is_some_and(|amount| amount.amount.is_sign_negative() && !amount.amount.is_zero()) {
            wrong.push(format!("{} is negative", words::capitalized(label)));
        }
    }
    let [value_low, value_high, cost_low, cost_high, build_low, build_high] = amounts;
    for ((label, low), (_, high)) in [(value_low, value_high), (cost_low, cost_high), (build_low, build_high)] {
        if low.zip(*high).is_some_and(|(low, high)| low.currency == high.currency && low.amount > high.amount) {
            let label = label.trim_end_matches(", low");
            wrong.push(format!("{}: low is more than high", words::capitalized(label)));
        }
    }
    wrong
}

impl Case {
    /// A range of amounts: `€372.0k to €512.0k`.
    #[must_use]
    pub fn range(&self, (low, high): (f64, f64)) -> String {
        let (from, to) = (words::about_money(low, self.currency), words::about_money(high, self.currency));
        if from == to { format!("{from}, low and high alike") } else { format!("{from} to {to}") }
    }

    /// When it pays back: `8 to 33 months`, `8 months to never`, `Never`; `None` while the cost to build is not set.
    #[must_use]
    pub fn pays_back(&self) -> Option<String> {
        let (hopeful, careful) = self.payback?;
        let (from, to) = (hopeful.words(), careful.words());
        let text = match (hopeful, careful) {
            _ if from == to => from,
            (Payback::Months(one), Payback::Months(other)) if one > 1.0 && other > 1.0 => {
                format!("{} to {to}", from.trim_end_matches(" months"))
            }
            _ => format!("{from} to {to}"),
        };
        Some(words::capitalized(&text))
    }

    /// The case in sentences.
    #[must_use]
    pub fn words(&self) -> String {
        let mut text = String::new();
        if let Some((hopeful, careful)) = self.payback {
            text.push_str(&match (hopeful, careful) {
                (Payback::Never, _) => "It does not pay back, even if all goes well.".to_owned(),
                (_, Payback::Never) => {
                    format!("Pays back in {} if all goes well; carefully estimated, never.", hopeful.words())
                }
                _ => format!(
                    "Pays back in {} if all goes well, in {} carefully estimated.",
                    hopeful.words(),
                    careful.words()
                ),
            });
        } else {
            text.push_str("When it pays back is not known: what it costs to build is not set.");
        }
        let covers = |share: f64| format!("{:.0}%", (share * 100.0).min(100_000.0));
        if let Some((low, high)) = self.needed_share {
            let (low, high) = (covers(low), covers(high));
            let range = if low == high { low } else { format!("{low} to {high}") };
            text.push_str(&format!(" It takes {range} of the high value to cover the running cost."));
        }
        text.replace("in at once", "at once").replace("in within a month", "within a month")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roadmap(amounts: [&str; 6]) -> Roadmap {
        let [value_low, value_high, cost_low, cost_high, build_low, build_high] = amounts.map(|text| text.parse().ok());
        Roadmap { value_low, value_high, cost_low, cost_high, build_low, build_high, ..Roadmap::default() }
    }

    fn case(amounts: [&str; 6]) -> Case {
        match business(&roadmap(amounts)) {
            Business::Case(case) => case,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn payback_runs_from_hopeful_to_careful() {
        let case = case(["EUR 526200", "EUR 1052400", "EUR 372000", "EUR 400000", "EUR 420000", "EUR 420000"]);
        assert_eq!(case.net, (126_200.0, 680_400.0));
        assert_eq!(case.pays_back().as_deref(), Some("8 to 40 months"));
        assert_eq!(
            case.words(),
            "Pays back in 8 months if all goes well, in 40 months carefully estimated. It takes 35% to 38% of the high value to cover the running cost."
        );
        assert_eq!(case.range(case.value), "€526.2k to €1.1m");
        assert_eq!(case.range((5.0, 5.0)), "€5.00, low and high alike");
    }

    #[test]
    fn what_does_not_cover_its_cost_never_pays_back() {
        for (amounts, expected) in [
            (["EUR 1", "EUR 900", "EUR 100", "EUR 200", "EUR 400", "EUR 500"], Some("6 months to never")),
            (["EUR 1", "EUR 2", "EUR 100", "EUR 200", "EUR 400", "EUR 500"], Some("Never")),
            (["EUR 1", "EUR 2", "EUR 2", "EUR 2", "EUR 0", "EUR 0"], Some("Never")),
            (["EUR 9", "EUR 9", "EUR 2", "EUR 2", "EUR 0", "EUR 0"], Some("At once")),
            (["EUR 900", "EUR 900", "EUR 2", "EUR 2", "EUR 10", "EUR 500"], Some("Within a month to 7 months")),
            (["EUR 9", "EUR 9", "EUR 2", "EUR 2", "", ""], None),
            (["EUR 0", "EUR 0", "EUR 0", "EUR 0", "EUR 5", "EUR 5"], Some("Never")),
        ] {
            assert_eq!(case(amounts).pays_back().as_deref(), expected, "{amounts:?}");
        }
        assert_eq!(case(["EUR 0", "EUR 0", "EUR 0", "EUR 0", "", ""]).needed_share, None);
        let free = case(["EUR 9", "EUR 9", "EUR 2", "EUR 2", "EUR 0", "EUR 0"]).words();
        assert!(free.starts_with("Pays back at once if all goes well, at once carefully estimated."), "{free}");
    }

    #[test]
    fn what_cannot_be_computed_says_why() {
        let none = roadmap([""; 6]);
        assert!(matches!(business(&none), Business::Missing(missing) if missing.len() == 4));
        let part = roadmap(["EUR 1", "EUR 2", "", "EUR 3", "", ""]);
        assert_eq!(business(&part), Business::Missing(vec!["cost per year, low"]));
        let mixed = business(&roadmap(["EUR 1", "USD 2", "EUR 1", "EUR -3", "EUR 9", "EUR 8"]));
        let Business::Wrong(wrong) = mixed else { panic!("{mixed:?}") };
        assert_eq!(
            wrong,
            [
                "The amounts are in EUR and USD; they can be compared in one currency",
                "Cost per year, high is negative",
                "Cost per year: low is more than high",
                "Cost to build: low is more than high",
            ]
        );
    }
}
