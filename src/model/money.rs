//! Money: a decimal amount with an ISO 4217 currency code.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::manner;
use super::value::{Invalid, Scalar, View};

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Currencies that are written with a sign before the amount.
    const SIGNED: [(&str, &str); 5] = [("EUR", "€"), ("USD", "$"), ("GBP", "£"), ("JPY", "¥"), ("INR", "₹")];

    /// The currency with this code: three capital letters.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        let letters: [u8; 3] = code.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters))
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The usual sign before amounts, or the code and a space.
    #[must_use]
    pub fn sign(&self) -> String {
        let sign = Self::SIGNED.iter().find(|(code, _)| *code == self.code());
        sign.map_or_else(|| format!("{} ", self.code()), |(_, sign)| (*sign).to_owned())
    }
}

/// An amount of money. Written `EUR 11.40`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Money {
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// The amount as a floating-point number, for estimates.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        f64::try_from(self.amount).unwrap_or(0.0)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency.code(), self.amount)
    }
}

impl FromStr for Money {
    type Err = Invalid;

    /// Reads `EUR 11.40`, `11.40 EUR`, `EUR 1,140.50` and, for the currencies that have a sign of their own, `€11.40`. What is
    /// in a file means the same whatever manner holds.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        manner::speaking(manner::Manner::PLAIN, || Self::read(text))
    }
}

impl Money {
    /// Reads what [`Money::from_str`] reads, its number in the current manner.
    fn read(text: &str) -> Result<Self, Invalid> {
        let invalid = || Invalid::new(text, "an amount with its currency, such as EUR 11.40");
        let signed = Currency::SIGNED.iter().find_map(|(code, sign)| {
            let amount = text.trim().strip_prefix(sign).or_else(|| text.trim().strip_suffix(sign))?;
            Some(format!("{code} {}", amount.trim()))
        });
        let text = signed.as_deref().unwrap_or(text);
        let (first, second) = text.trim().split_once(char::is_whitespace).ok_or_else(invalid)?;
        let (currency, amount) = match (Currency::new(first), Currency::new(second.trim())) {
            (Some(currency), None) => (currency, second.trim()),
            (None, Some(currency)) => (currency, first),
            _ => return Err(invalid()),
        };
        let amount = Decimal::from_str_exact(&manner::plain(amount).ok_or_else(invalid)?).map_err(|_| invalid())?;
        Ok(Self { amount, currency })
    }
}

impl TryFrom<String> for Money {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl From<Money> for String {
    fn from(money: Money) -> Self {
        money.to_string()
    }
}

impl Scalar for Money {
    fn view(value: Option<&Self>) -> View<'_> {
        View::Money(value.copied())
    }

    fn parse(text: &str) -> Result<Self, Invalid> {
        Self::read(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_orders_and_grouping_and_keeps_the_decimals() {
        for (text, canonical) in [
            ("EUR 11.40", "EUR 11.40"),
            ("11.40 EUR", "EUR 11.40"),
            ("USD 88,000", "USD 88000"),
            ("USD 1,288,000.5", "USD 1288000.5"),
            ("USD 0.0003", "USD 0.0003"),
            ("JPY -5", "JPY -5"),
            ("€2,000", "EUR 2000"),
            ("$ 5.80", "USD 5.80"),
            ("11.40 €", "EUR 11.40"),
        ] {
            assert_eq!(text.parse::<Money>().map(|m| m.to_string()), Ok(canonical.to_owned()));
        }
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for text in [
            "",
            "11.40",
            "eur 5",
            "EURO 5",
            "EUR",
            "EUR x",
            "EUR USD",
            "EUR 1e9",
            "EUR 9999999999999999999999999999999",
            "EUR 1,50",
            "EUR 1,5",
            "EUR 1.234,50",
            "EUR 12,3456",
        ] {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
    }
}
