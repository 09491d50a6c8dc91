//! Lists of items. Each item sits behind an `Arc`, so that a copy of a long list costs a pointer per item and an edit
//! copies only the item that it touches.

use std::fmt;
use std::sync::Arc;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::id::{Id, ItemKind};
use super::record::{Item, Record};
use super::value::{Invalid, Value, View};

/// How many items a list may hold in a file. Ten times the largest register that we know of, and a bound on what a
/// hostile file can make us allocate.
pub const MOST_ITEMS: usize = 100_000;

/// Items of one kind in the user's order.
#[derive(Debug, PartialEq, Eq)]
pub struct List<T>(Vec<Arc<T>>);

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Item> List<T> {
    /// How many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The items in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator + Clone {
        self.0.iter().map(AsRef::as_ref)
    }

    /// The item at a position.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&T> {
        self.0.get(index).map(AsRef::as_ref)
    }

    /// The item at a position, to change it: copied first if it is shared with another version of the workbook.
    pub fn at_mut(&mut self, index: usize) -> Option<&mut T> {
        self.0.get_mut(index).map(Arc::make_mut)
    }

    /// The item with an id.
    #[must_use]
    pub fn find(&self, id: Id) -> Option<&T> {
        self.iter().find(|item| item.id() == id)
    }

    /// Adds an item at the end.
    pub fn push(&mut self, item: T) {
        self.0.push(Arc::new(item));
    }

    /// Puts an item at a position, or at the end if the list is shorter.
    pub fn insert(&mut self, index: usize, item: T) {
        self.0.insert(index.min(self.0.len()), Arc::new(item));
    }

    /// Keeps the items for which `keep` holds.
    pub fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        self.0.retain(|item| keep(item));
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().map(Arc::new).collect())
    }
}

/// A list seen without its item type.
pub trait Items {
    /// What it holds.
    fn kind(&self) -> ItemKind;
    /// How many items there are.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The item at a position.
    fn get(&self, index: usize) -> Option<&dyn Record>;
    /// A blank item: what forms and column heads ask for its fields.
    fn blank(&self) -> Box<dyn Record>;
}

/// A list that can be changed without knowing its item type.
pub trait ItemsMut: Items {
    /// The item at a position, to change it.
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Record>;
    /// Puts a blank item with this id and number at a position, or at the end if the list is shorter.
    fn insert_blank(&mut self, index: usize, id: Id, number: u32);
    /// Puts a copy of an item after it, identity and all; `false` if there is none at that position. The caller gives the
    /// copy an identity of its own.
    fn duplicate(&mut self, index: usize) -> bool;
    /// Takes an item out; `false` if there is none at that position.
    fn remove(&mut self, index: usize) -> bool;
    /// Moves an item to another position; `false` if either is out of range.
    fn shift(&mut self, from: usize, to: usize) -> bool;
}

impl<T: Item> Items for List<T> {
    fn kind(&self) -> ItemKind {
        T::KIND
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, index: usize) -> Option<&dyn Record> {
        self.at(index).map(|item| item as &dyn Record)
    }

    fn blank(&self) -> Box<dyn Record> {
        Box::new(T::default())
    }
}

impl<T: Item> ItemsMut for List<T> {
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Record> {
        self.at_mut(index).map(|item| item as &mut dyn Record)
    }

    fn insert_blank(&mut self, index: usize, id: Id, number: u32) {
        let mut item = T::default();
        item.set_identity(id, number);
        self.insert(index, item);
    }

    fn duplicate(&mut self, index: usize) -> bool {
        let copy = self.0.get(index).cloned();
        let there = copy.is_some();
        if let Some(copy) = copy {
            self.0.insert(index + 1, copy);
        }
        there
    }

    fn remove(&mut self, index: usize) -> bool {
        let there = index < self.0.len();
        if there {
            self.0.remove(index);
        }
        there
    }

    fn shift(&mut self, from: usize, to: usize) -> bool {
        let there = from < self.0.len() && to < self.0.len();
        if there {
            let item = self.0.remove(from);
            self.0.insert(to, item);
        }
        there
    }
}

impl<T: Item> Value for List<T> {
    fn view(&self) -> View<'_> {
        View::Items(self)
    }

    fn set_text(&mut self, text: &str) -> Result<(), Invalid> {
        Err(Invalid::new(text, format!("a list of {}", T::KIND.plural())))
    }

    fn items_mut(&mut self) -> Option<&mut dyn ItemsMut> {
        Some(self)
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(AsRef::as_ref))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(std::marker::PhantomData))
    }
}

/// Reads a list item by item, up to [`MOST_ITEMS`].
struct ListVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = List<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<List<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<T>()? {
            if list.len() == MOST_ITEMS {
                return Err(serde::de::Error::custom(format_args!("a list holds at most {MOST_ITEMS} items")));
            }
            list.push(Arc::new(item));
        }
        Ok(List(list))
    }
}
