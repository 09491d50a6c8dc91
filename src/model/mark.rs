//! Marks: what a field says when it has no value yet, and why that is known.
//!
//! A field is in one of four states: known, unknown (with who will find out, by when), not applicable (with a reason), or
//! blank; in a workbook made for others it can also be withheld. Marks are kept beside the values, by field key, so that marking a field never deletes what was entered.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Why a field has no value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Mark {
    /// Nobody knows yet: an open risk with an owner.
    Unknown {
        /// Who will find out; empty if nobody took it on.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        owner: String,
        /// By when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
        /// What exactly is not known.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        question: String,
    },
    /// The question does not apply to this product.
    NotApplicable {
        /// Why not.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// There is an answer, and it is left out of this edition of the workbook.
    Withheld,
}

/// The marks of one record, by field key.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(BTreeMap<String, Mark>);

impl Marks {
    /// The mark on a field.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Mark> {
        self.0.get(key)
    }

    /// Marks a field, or takes its mark away.
    pub fn set(&mut self, key: &str, mark: Option<Mark>) {
        match mark {
            Some(mark) => self.0.insert(key.to_owned(), mark),
            None => self.0.remove(key),
        };
    }

    /// The marked fields and their marks, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Mark)> {
        self.0.iter().map(|(key, mark)| (key.as_str(), mark))
    }

    /// Whether no field is marked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
