//! The workbook as a whole: its sections, and the numbers that were given to items.
//!
//! The list at the end of this file is the registry: a new section is one line there.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::id::ItemKind;
use super::record::{Record, is_default};

/// The highest number that was ever given to an item of each kind. Numbers are given in order and never used again, so
/// that "FM-3" in an old memo never means another failure mode.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Numbers(BTreeMap<ItemKind, u32>);

impl Numbers {
    /// The highest number given to items of this kind; 0 if none was.
    #[must_use]
    pub fn last(&self, kind: ItemKind) -> u32 {
        self.0.get(&kind).copied().unwrap_or(0)
    }

    /// Gives the next number to an item of this kind.
    pub fn next(&mut self, kind: ItemKind) -> u32 {
        let last = self.0.entry(kind).or_insert(0);
        *last = last.saturating_add(1);
        *last
    }

    /// Makes sure that no number up to `number` is given again.
    pub fn reserve(&mut self, kind: ItemKind, number: u32) {
        let last = self.0.entry(kind).or_insert(0);
        *last = (*last).max(number);
    }
}

/// The groups in which sections are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// What the product is for.
    Frame,
    /// How good it is and how it fails.
    Evaluate,
    /// How it goes live and stays sound.
    Release,
    /// Who answers for it.
    Govern,
    /// What happens next.
    Plan,
    /// What leaves the house.
    Deliver,
}

impl Group {
    /// The group's heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Frame => "Frame",
            Self::Evaluate => "Evaluate",
            Self::Release => "Release",
            Self::Govern => "Govern",
            Self::Plan => "Plan",
            Self::Deliver => "Deliver",
        }
    }
}

macro_rules! sections {
    ($($section:ident => $field:ident: $type:ty, $title:literal, $group:ident, $numeral:literal;)*) => {
        /// The sections of the workbook, in the order of the file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Section {
            $(
                #[doc = $title]
                $section,
            )*
        }

        impl Section {
            /// Every section, in order.
            pub const ALL: &'static [Self] = &[$(Self::$section,)*];

            /// Its name in the file and in places such as `about.owner`.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$section => stringify!($field),)* }
            }

            /// Its title.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$section => $title,)* }
            }

            /// The group that it is listed in.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $(Self::$section => Group::$group,)* }
            }

            /// Its number in the product's description, from 1.
            #[must_use]
            pub const fn numeral(self) -> u8 {
                match self { $(Self::$section => $numeral,)* }
            }

            /// The section with this key, if there is one.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|section| section.key() == key)
            }

            /// The section that somebody names, by its key or its title.
            #[must_use]
            pub fn named(text: &str) -> Option<Self> {
                let text = text.trim();
                let is_it = |section: &Self| section.key() == text || section.title().eq_ignore_ascii_case(text);
                Self::ALL.iter().copied().find(is_it)
            }
        }

        /// A workbook: everything that one `.caveat` file holds.
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Workbook {
            $(
                #[doc = $title]
                #[serde(skip_serializing_if = "is_default")]
                pub $field: Arc<$type>,
            )*
            /// The numbers that were given to items.
            #[serde(skip_serializing_if = "is_default")]
            pub numbers: Arc<Numbers>,
        }

        impl Workbook {
            /// A section, seen without its type.
            #[must_use]
            pub fn section(&self, section: Section) -> &dyn Record {
                match section { $(Section::$section => &*self.$field,)* }
            }

            /// A section to change: copied first if it is shared with another version of the workbook.
            pub fn section_mut(&mut self, section: Section) -> &mut dyn Record {
                match section { $(Section::$section => Arc::<$type>::make_mut(&mut self.$field),)* }
            }

            /// Makes a section blank.
            pub fn clear(&mut self, section: Section) {
                match section { $(Section::$section => self.$field = Arc::default(),)* }
            }

            /// Whether both workbooks share this section's memory: then it is equal, and nothing needs comparing.
            #[must_use]
            pub fn shares(&self, other: &Self, section: Section) -> bool {
                match section { $(Section::$section => Arc::ptr_eq(&self.$field, &other.$field),)* }
            }
        }
    };
}

sections! {
    About => about: super::about::About, "About", Frame, 1;
    Canvas => canvas: super::canvas::Canvas, "Canvas", Frame, 2;
    Discovery => discovery: super::discovery::Discovery, "Discovery", Frame, 3;
    Requirements => requirements: super::requirements::Requirements, "Requirements", Frame, 4;
    Pattern => pattern: super::pattern::Pattern, "Pattern", Frame, 5;
    Data => data: super::data::Data, "Data", Frame, 6;
    Metrics => metrics: super::metrics::Metrics, "Metrics", Evaluate, 7;
    FailureModes => failure_modes: super::failure_modes::FailureModes, "Failure modes", Evaluate, 8;
    Limits => limits: super::limits::Limits, "Model limits", Evaluate, 9;
    Budgets => budgets: super::budgets::Budgets, "Uncertainty budgets", Evaluate, 10;
    OperatingPoints => operating_points: super::operating_points::OperatingPoints, "Thresholds", Evaluate, 11;
    Release => release: super::release::Release, "Release plan", Release, 12;
    Monitoring => monitoring: super::monitoring::Monitoring, "Monitoring", Release, 13;
    Checklist => checklist: super::checklist::Checklist, "Checklist", Govern, 14;
    Impact => impact: super::impact::Impact, "Impact", Govern, 15;
    ModelCard => model_card: super::model_card::ModelCard, "Model card", Govern, 16;
    Roadmap => roadmap: super::roadmap::Roadmap, "Backlog and roadmap", Plan, 17;
    Maturity => maturity: super::maturity::Maturity, "Maturity", Plan, 18;
    Workshops => workshops: super::workshops::Workshops, "Workshops", Plan, 19;
    Reviews => reviews: super::reviews::Reviews, "Reviews", Govern, 20;
    Pack => pack: super::pack::Pack, "Export", Deliver, 21;
}
