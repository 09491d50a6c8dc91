//! Questions declared once.
//!
//! `record!` declares a section or an item: for each field its name, type, label and the question that it answers. From
//! that one declaration come the struct, its text form, and the list of [`Field`]s that the forms, reports, completeness,
//! search, diff and "is it in the export?" walk. A field that is not declared here cannot exist, so none can be forgotten.

use super::id::{Id, ItemKind};
use super::mark::Marks;
use super::value::Value;

/// A question of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a trait of its own that a question has or has not")]
pub struct Field {
    /// Its name in the file and in places such as `about.owner`.
    pub key: &'static str,
    /// A few words: the label in a form, the head of a column.
    pub label: &'static str,
    /// What it asks, in a sentence.
    pub prompt: &'static str,
    /// Whether the text is long: several lines, set as paragraphs.
    pub prose: bool,
    /// Whether a finished workbook has an answer: it counts for completeness, and a blank is reported.
    pub expected: bool,
    /// What its links may point to.
    pub target: Target,
    /// Whether the text is a picture, as a data address (`data:image/png;base64,…`), and not words.
    pub picture: bool,
    /// Whether the text is a sealed answer: nobody sees what it says, in no list, document or search, before it is opened.
    pub sealed: bool,
}

/// What links may point to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The field holds no links.
    None,
    /// Items of one kind.
    Kind(ItemKind),
    /// Any item.
    Any,
}

impl Field {
    /// A short optional field; `prose`, `expected` and `to` refine it.
    #[must_use]
    pub const fn new(key: &'static str, label: &'static str, prompt: &'static str) -> Self {
        Self { key, label, prompt, prose: false, expected: false, target: Target::None, picture: false, sealed: false }
    }

    /// Makes it a field for several lines of text.
    #[must_use]
    pub const fn prose(self) -> Self {
        Self { prose: true, ..self }
    }

    /// Makes it count for completeness.
    #[must_use]
    pub const fn expected(self) -> Self {
        Self { expected: true, ..self }
    }

    /// Makes its text a picture: it is shown, and neither read nor searched.
    #[must_use]
    pub const fn picture(self) -> Self {
        Self { picture: true, ..self }
    }

    /// Makes its text a sealed answer: neither shown, printed, read nor searched.
    #[must_use]
    pub const fn sealed(self) -> Self {
        Self { sealed: true, ..self }
    }

    /// Lets its links point to items of one kind.
    #[must_use]
    pub const fn to(self, kind: ItemKind) -> Self {
        Self { target: Target::Kind(kind), ..self }
    }

    /// Lets its links point to any item.
    #[must_use]
    pub const fn to_any(self) -> Self {
        Self { target: Target::Any, ..self }
    }
}

/// Named values: a section, an item, or a part of one.
pub trait Record {
    /// The questions, in order.
    fn fields(&self) -> &'static [Field];

    /// The answer to the question at `index`.
    fn value(&self, index: usize) -> Option<&dyn Value>;

    /// The answer to the question at `index`, to change it.
    fn value_mut(&mut self, index: usize) -> Option<&mut dyn Value>;

    /// Which fields are marked unknown or not applicable.
    fn marks(&self) -> &Marks;

    /// The marks, to change them.
    fn marks_mut(&mut self) -> &mut Marks;

    /// Whether it should stay inside the organization: for documents that go outside. The model card and the memo are internal.
    fn internal(&self) -> bool;

    /// Sets whether it stays inside the organization.
    fn set_internal(&mut self, internal: bool);

    /// What kind of item it is, with its id and number; `None` for sections and for parts without identity.
    fn identity(&self) -> Option<(ItemKind, Id, u32)>;

    /// Replaces its id, if it has one; its number stays.
    fn set_id(&mut self, id: Id);

    /// Replaces its number, if it has one; its id stays.
    fn set_number(&mut self, number: u32);

    /// The questions with their answers, in order.
    fn answers(&self) -> Box<dyn Iterator<Item = (&'static Field, &dyn Value)> + '_> {
        Box::new(self.fields().iter().enumerate().filter_map(|(index, field)| Some((field, self.value(index)?))))
    }

    /// The answer to the question with this key.
    fn answer(&self, key: &str) -> Option<&dyn Value> {
        self.value(self.fields().iter().position(|field| field.key == key)?)
    }

    /// The answer to the question with this key, to change it.
    fn answer_mut(&mut self, key: &str) -> Option<&mut dyn Value> {
        let index = self.fields().iter().position(|field| field.key == key)?;
        self.value_mut(index)
    }

    /// Whether nothing was entered.
    fn is_blank(&self) -> bool {
        self.answers().all(|(_, value)| value.is_blank())
    }

    /// What people call it: the answer to its first question, by convention.
    fn title(&self) -> String {
        self.value(0).map(|value| value.view().text()).unwrap_or_default()
    }
}

/// An element of a list.
pub trait Item: Record + Clone + PartialEq + Default + 'static {
    /// What kind it is.
    const KIND: ItemKind;

    /// Its identity.
    fn id(&self) -> Id;

    /// Its number, for people; 0 if it has none.
    fn number(&self) -> u32;

    /// Gives it an identity.
    fn set_identity(&mut self, id: Id, number: u32);

    /// How people cite it: `FM-3`; empty for parts that are not cited on their own.
    fn cite(&self) -> String {
        cite(Self::KIND, self.number())
    }
}

/// How people cite an item: `FM-3`; empty if the kind has no letters or the item no number.
#[must_use]
pub fn cite(kind: ItemKind, number: u32) -> String {
    if kind.prefix().is_empty() || number == 0 { String::new() } else { format!("{}-{number}", kind.prefix()) }
}

/// Whether a value is its type's default, and so need not be written.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Declares a record. Form, field by field: `name: Type = "Label", "What it asks?" .prose() .expected();`
///
/// `record!(Name { … })` makes a section or a part; `record!(Name: Kind { … })` makes an item of that [`ItemKind`], with an
/// id and a number.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident $(: $kind:ident)? {
        $($field:ident: $type:ty = $label:literal, $prompt:literal $(.$refine:ident($($arg:expr)?))*;)*
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Default, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $(
                #[doc = concat!("The item's identity: a ", stringify!($kind), " keeps it for life.")]
                pub id: $crate::model::id::Id,
                /// The number that people cite; 0 if it has none.
                #[serde(skip_serializing_if = "crate::model::record::is_default")]
                pub number: u32,
            )?
            $(
                #[doc = concat!($label, ": ", $prompt)]
                #[serde(skip_serializing_if = "crate::model::record::is_default")]
                pub $field: $type,
            )*
            /// Stays inside the organization: profiles for others leave it out.
            #[serde(skip_serializing_if = "crate::model::record::is_default")]
            pub internal: bool,
            /// Fields that are marked unknown or not applicable.
            #[serde(skip_serializing_if = "crate::model::record::is_default")]
            pub marks: $crate::model::mark::Marks,
        }

        impl $name {
            /// Its questions, in order.
            pub const FIELDS: &'static [$crate::model::record::Field] = &[
                $($crate::model::record::Field::new(stringify!($field), $label, $prompt)$(.$refine($($arg)?))*,)*
            ];
            const GET: &'static [fn(&Self) -> &dyn $crate::model::value::Value] = &[$(|record| &record.$field,)*];
            const GET_MUT: &'static [fn(&mut Self) -> &mut dyn $crate::model::value::Value] =
                &[$(|record| &mut record.$field,)*];
        }

        impl $crate::model::record::Record for $name {
            fn fields(&self) -> &'static [$crate::model::record::Field] {
                Self::FIELDS
            }

            fn value(&self, index: usize) -> Option<&dyn $crate::model::value::Value> {
                Self::GET.get(index).map(|get| get(self))
            }

            fn value_mut(&mut self, index: usize) -> Option<&mut dyn $crate::model::value::Value> {
                Self::GET_MUT.get(index).map(|get| get(self))
            }

            fn marks(&self) -> &$crate::model::mark::Marks {
                &self.marks
            }

            fn marks_mut(&mut self) -> &mut $crate::model::mark::Marks {
                &mut self.marks
            }

            fn internal(&self) -> bool {
                self.internal
            }

            fn set_internal(&mut self, internal: bool) {
                self.internal = internal;
            }

            fn identity(&self) -> Option<($crate::model::id::ItemKind, $crate::model::id::Id, u32)> {
                record!(@identity self $($kind)?)
            }

            fn set_id(&mut self, id: $crate::model::id::Id) {
                record!(@set_id self id $($kind)?);
            }

            fn set_number(&mut self, number: u32) {
                record!(@set_number self number $($kind)?);
            }
        }

        impl $crate::model::value::Value for $name {
            fn view(&self) -> $crate::model::value::View<'_> {
                $crate::model::value::View::Record(self)
            }

            fn set_text(&mut self, text: &str) -> Result<(), $crate::model::value::Invalid> {
                Err($crate::model::value::Invalid::new(text, "a group of answers"))
            }

            fn record_mut(&mut self) -> Option<&mut dyn $crate::model::record::Record> {
                Some(self)
            }
        }

        $(
            impl $crate::model::record::Item for $name {
                const KIND: $crate::model::id::ItemKind = $crate::model::id::ItemKind::$kind;

                fn id(&self) -> $crate::model::id::Id {
                    self.id
                }

                fn number(&self) -> u32 {
                    self.number
                }

                fn set_identity(&mut self, id: $crate::model::id::Id, number: u32) {
                    self.id = id;
                    self.number = number;
                }
            }
        )?
    };
    (@set_id $self:ident $id:ident) => {{
        let _: $crate::model::id::Id = $id; // sections and parts have no identity
    }};
    (@set_id $self:ident $id:ident $kind:ident) => {
        $self.id = $id
    };
    (@set_number $self:ident $number:ident) => {{
        let _: u32 = $number; // sections and parts have no number
    }};
    (@set_number $self:ident $number:ident $kind:ident) => {
        $self.number = $number
    };
    (@identity $self:ident) => { None };
    (@identity $self:ident $kind:ident) => {
        Some(($crate::model::id::ItemKind::$kind, $self.id, $self.number))
    };
}

/// Declares a choice: an enum whose variants have words. Form: `Variant = "Words";`, the first being the default.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $first:ident = $first_label:literal; $($variant:ident = $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name {
            #[doc = $first_label]
            #[default]
            $first,
            $(
                #[doc = $label]
                $variant,
            )*
        }

        impl $name {
            /// Every choice, in order.
            pub const ALL: &'static [Self] = &[Self::$first, $(Self::$variant,)*];
            /// The words for every choice, in the same order.
            pub const LABELS: &'static [&'static str] = &[$first_label, $($label,)*];

            /// The words for this choice.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self {
                    Self::$first => $first_label,
                    $(Self::$variant => $label,)*
                }
            }
        }

        impl $crate::model::choice::Choice for $name {
            const ALL: &'static [Self] = Self::ALL;
            const LABELS: &'static [&'static str] = Self::LABELS;
        }

        impl $crate::model::value::Scalar for $name {
            fn view(value: Option<&Self>) -> $crate::model::value::View<'_> {
                let index = value.and_then(|value| Self::ALL.iter().position(|other| other == value));
                $crate::model::value::View::Choice(index, Self::LABELS)
            }

            fn parse(text: &str) -> Result<Self, $crate::model::value::Invalid> {
                $crate::model::choice::parse(text)
            }
        }
    };
}

pub(super) use {choice, record};
