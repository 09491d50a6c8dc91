//! Values seen without their Rust type: what forms, reports, completeness, search and diff walk.
//!
//! Every field of the workbook implements [`Value`]; [`super::record`] strings them together. Nothing here knows which
//! sections exist.

use std::fmt;

use jiff::civil::Date;

use super::id::Id;
use super::list::{Items, ItemsMut};
use super::manner;
use super::money::Money;
use super::number::{Number, Rate, Step};
use super::record::Record;

/// Text that cannot become a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// What was given, shortened.
    pub given: String,
    /// What would have been accepted, as a noun phrase.
    pub wanted: String,
}

impl Invalid {
    /// Says that `given` was found where `wanted` was needed.
    #[must_use]
    pub fn new(given: &str, wanted: impl Into<String>) -> Self {
        Self { given: given.chars().take(60).collect(), wanted: wanted.into() }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.given, self.wanted)
    }
}

impl std::error::Error for Invalid {}

/// A value of the workbook, whatever its type.
pub trait Value {
    /// What it holds.
    fn view(&self) -> View<'_>;

    /// Replaces it by what the text says; empty text clears it.
    ///
    /// # Errors
    /// [`Invalid`] if the text cannot be read as this kind of value, or if the value is a record or a list; the value
    /// is then unchanged.
    fn set_text(&mut self, text: &str) -> Result<(), Invalid>;

    /// The record inside, if it is one.
    fn record_mut(&mut self) -> Option<&mut dyn Record> {
        None
    }

    /// The list inside, if it is one.
    fn items_mut(&mut self) -> Option<&mut dyn ItemsMut> {
        None
    }

    /// Whether it holds several links, and not one at most.
    fn takes_several(&self) -> bool {
        false
    }

    /// Whether nothing was entered yet.
    fn is_blank(&self) -> bool {
        self.view().is_blank()
    }
}

/// What a value holds.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// Words.
    Text(&'a str),
    /// Several short texts in order.
    Lines(&'a [String]),
    /// Yes or no.
    Flag(bool),
    /// One of a few: which, and the words for all of them.
    Choice(Option<usize>, &'static [&'static str]),
    /// Some of a few, as a bit set, and the words for all of them.
    Choices(u32, &'static [&'static str]),
    /// A whole number.
    Count(Option<u64>),
    /// Any number.
    Number(Option<Number>),
    /// A share, as a fraction.
    Rate(Option<Rate>),
    /// A step of a scale from 1 to 5.
    Step(Option<Step>),
    /// An amount with its currency.
    Money(Option<Money>),
    /// A civil date.
    Date(Option<Date>),
    /// Items elsewhere in the workbook.
    Links(&'a [Id]),
    /// Named values.
    Record(&'a dyn Record),
    /// Items of one kind.
    Items(&'a dyn Items),
}

impl View<'_> {
    /// Whether nothing was entered yet. A flag is never blank; a record is if all its values are.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Lines(lines) => lines.iter().all(|line| line.trim().is_empty()),
            Self::Flag(_) => false,
            Self::Choice(chosen, _) => chosen.is_none(),
            Self::Choices(chosen, _) => *chosen == 0,
            Self::Count(value) => value.is_none(),
            Self::Number(value) => value.is_none(),
            Self::Rate(value) => value.is_none(),
            Self::Step(value) => value.is_none(),
            Self::Money(value) => value.is_none(),
            Self::Date(value) => value.is_none(),
            Self::Links(ids) => ids.is_empty(),
            Self::Record(record) => record.is_blank(),
            Self::Items(items) => items.is_empty(),
        }
    }

    /// The value as plain text that [`Value::set_text`] reads back; empty for blanks, records and lists.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => (*text).to_owned(),
            Self::Lines(lines) => lines.join("\n"),
            Self::Flag(flag) => (if *flag { "Yes" } else { "No" }).to_owned(),
            Self::Choice(chosen, options) => {
                chosen.and_then(|index| options.get(index)).map(|label| (*label).to_owned()).unwrap_or_default()
            }
            Self::Choices(chosen, options) => {
                let labels = options.iter().enumerate().filter(|(index, _)| chosen & (1 << index) != 0);
                labels.map(|(_, label)| *label).collect::<Vec<_>>().join("\n")
            }
            Self::Count(value) => value.map(|count| count.to_string()).unwrap_or_default(),
            Self::Number(value) => value.map(|number| manner::decimal(&number.to_string())).unwrap_or_default(),
            Self::Rate(value) => value.map(|rate| manner::decimal(&rate.to_string())).unwrap_or_default(),
            Self::Step(value) => value.map(|step| step.to_string()).unwrap_or_default(),
            Self::Money(value) => value.map(|money| manner::decimal(&money.to_string())).unwrap_or_default(),
            Self::Date(value) => value.map(|date| date.to_string()).unwrap_or_default(),
            Self::Links(ids) => ids.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            Self::Record(_) | Self::Items(_) => String::new(),
        }
    }
}

/// Links as they are written in text: an id on each line.
#[must_use]
pub fn link_lines(ids: &[Id]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Sets links, which are written and read as ids.
pub fn set_links(value: &mut dyn Value, ids: &[Id]) {
    // ids that were just printed read back, so this cannot be refused
    let set = value.set_text(&link_lines(ids));
    debug_assert!(set.is_ok(), "printed ids read back");
}

/// A value that is either there or not: what `Option` makes a [`Value`] of.
pub trait Scalar: Sized {
    /// Shows it, or its absence.
    fn view(value: Option<&Self>) -> View<'_>;

    /// Reads it from text that is not empty.
    ///
    /// # Errors
    /// [`Invalid`] with what would have been accepted.
    fn parse(text: &str) -> Result<Self, Invalid>;
}

impl<T: Scalar> Value for Option<T> {
    fn view(&self) -> View<'_> {
        T::view(self.as_ref())
    }

    fn set_text(&mut self, text: &str) -> Result<(), Invalid> {
        let text = text.trim();
        *self = if text.is_empty() { None } else { Some(T::parse(text)?) };
        Ok(())
    }
}

impl Value for String {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }

    fn set_text(&mut self, text: &str) -> Result<(), Invalid> {
        text.clone_into(self);
        Ok(())
    }
}

impl Value for Vec<String> {
    fn view(&self) -> View<'_> {
        View::Lines(self)
    }

    fn set_text(&mut self, text: &str) -> Result<(), Invalid> {
        *self = text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        Ok(())
    }
}

impl Value for bool {
    fn view(&self) -> View<'_> {
        View::Flag(*self)
    }

    fn set_text(&mut self, text: &str) -> Result<(), Invalid> {
        *self = match text.trim().to_lowercase().as_str() {
            "yes" | "true" => true,
            "" | "no" | "false" => false,
            _ => return Err(Invalid::new(text, "yes or no")),
        };
        Ok(())
    }
}

impl Value for Vec<Id> {
    fn view(&self) -> View<'_> {
        View::Links(self)
    }

    fn takes_several(&self) -> bool {
        true
    }

    fn set_text(&mut self, text: &str) -> Result<(), Invalid> {
        *self = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        Ok(())
    }
}

impl Scalar for Id {
    fn view(value: Option<&Self>) -> View<'_> {
        View::Links(value.map_or(&[], std::slice::from_ref))
    }

    fn parse(text: &str) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl Scalar for u64 {
    fn view(value: Option<&Self>) -> View<'_> {
        View::Count(value.copied())
    }

    fn parse(text: &str) -> Result<Self, Invalid> {
        let number = manner::plain(text).and_then(|digits| digits.parse().ok());
        number.ok_or_else(|| Invalid::new(text, "a whole number, zero or more, such as 18,400"))
    }
}

impl Scalar for Date {
    fn view(value: Option<&Self>) -> View<'_> {
        View::Date(value.copied())
    }

    fn parse(text: &str) -> Result<Self, Invalid> {
        manner::date(text).ok_or_else(|| Invalid::new(text, "a date such as 2026-03-09"))
    }
}
