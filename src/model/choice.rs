//! Choices: one or several of a few, with words for each.

use serde::{Deserialize, Serialize};

use super::value::{Invalid, Value, View};

/// An enum whose variants have words; made by the `choice!` macro.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every choice, in order; at most 32.
    const ALL: &'static [Self];
    /// The words for every choice, in the same order.
    const LABELS: &'static [&'static str];
}

/// The choice that `text` names, whatever its case.
///
/// # Errors
/// [`Invalid`] with the words that would have been accepted.
pub fn parse<T: Choice>(text: &str) -> Result<T, Invalid> {
    let found = T::LABELS.iter().position(|label| label.eq_ignore_ascii_case(text.trim()));
    found
        .and_then(|index| T::ALL.get(index).copied())
        .ok_or_else(|| Invalid::new(text, format!("one of: {}", T::LABELS.join(", "))))
}

/// Some of a few, each at most once, in the order of the choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Choices<T>(Vec<T>);

impl<T> Default for Choices<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Choice> Choices<T> {
    /// The chosen ones.
    #[must_use]
    pub fn get(&self) -> &[T] {
        &self.0
    }

    /// Whether this one is chosen.
    #[must_use]
    pub fn has(&self, choice: T) -> bool {
        self.0.contains(&choice)
    }

    /// Chooses these, and no others.
    pub fn set(&mut self, chosen: impl Fn(T) -> bool) {
        self.0 = T::ALL.iter().copied().filter(|choice| chosen(*choice)).collect();
    }
}

impl<T: Choice> Value for Choices<T> {
    fn view(&self) -> View<'_> {
        let bits =
            T::ALL.iter().enumerate().filter(|(_, choice)| self.has(**choice)).fold(0, |bits, (i, _)| bits | 1 << i);
        View::Choices(bits, T::LABELS)
    }

    fn set_text(&mut self, text: &str) -> Result<(), Invalid> {
        let named: Vec<T> = text.lines().filter(|line| !line.trim().is_empty()).map(parse).collect::<Result<_, _>>()?;
        self.set(|choice| named.contains(&choice));
        Ok(())
    }
}
