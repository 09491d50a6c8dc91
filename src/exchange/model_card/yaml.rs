//! YAML as plain values, from the events of the parser. Every scalar stays the text that it is, so `no` is a language and not
//! "false". Depth and counts are bounded; an alias stays unfollowed, so that nothing can be blown up.

use saphyr_parser::{Event, Parser};

/// The deepest nesting that is read.
const DEEPEST: usize = 24;

/// The most events that are read: three hundred times the usual head.
const MOST: usize = 100_000;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Yaml {
    /// A scalar, as its text; blank for null.
    Text(String),
    /// Values in order.
    List(Vec<Yaml>),
    /// Values by key, in order.
    Map(Vec<(String, Yaml)>),
    /// A reference to another part.
    Alias,
}

impl Yaml {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Yaml> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Its text, if it is one and not blank.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.trim().is_empty() => Some(text.trim()),
            _ => None,
        }
    }

    /// Its texts: of a list all, of a scalar the one.
    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Self::List(items) => items.iter().filter_map(Yaml::text).collect(),
            other => other.text().into_iter().collect(),
        }
    }

    /// Its items: of a list all, of anything else that.
    pub(super) fn items(&self) -> &[Yaml] {
        match self {
            Self::List(items) => items,
            other => std::slice::from_ref(other),
        }
    }
}

/// A collection that is being read.
enum Open {
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>, Option<String>),
}

impl Open {
    fn take(&mut self, value: Yaml) {
        match self {
            Self::List(items) => items.push(value),
            Self::Map(entries, key) => match key.take() {
                Some(key) => entries.push((key, value)),
                None => *key = Some(if let Yaml::Text(text) = value { text } else { String::new() }),
            },
        }
    }

    fn close(self) -> Yaml {
        match self {
            Self::List(items) => Yaml::List(items),
            Self::Map(entries, _) => Yaml::Map(entries),
        }
    }
}

/// Reads the first document of a text; `None` if it is broken, too deep or too long.
pub(super) fn read(text: &str) -> Option<Yaml> {
    let mut open: Vec<Open> = Vec::new();
    for (count, event) in Parser::new_from_str(text).enumerate() {
        if count > MOST || open.len() > DEEPEST {
            return None;
        }
        let value = match event.ok()?.0 {
            Event::Scalar(text, ..) => {
                let is_null = matches!(&*text, "~" | "null" | "Null" | "NULL");
                Yaml::Text(if is_null { String::new() } else { text.into_owned() })
            }
            Event::Alias(_) => Yaml::Alias,
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(Vec::new(), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop()?.close(),
            Event::DocumentEnd | Event::StreamEnd => return None,
            _ => continue,
        };
        match open.last_mut() {
            Some(outer) => outer.take(value),
            None => return Some(value),
        }
    }
    None
}
