//! JSON for scripts, written alike by every command: keys in the order of the declaration, null for what is not known, and
//! nothing in it that a terminal would obey.
//!
//! Numbers that are not finite have no form in JSON and become null.

use serde::{Serialize, Serializer};

use super::failure::Failure;

/// A value as indented JSON that ends with a line break.
pub(super) fn write(value: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure {
        message: format!("the result cannot be written as JSON: {error}"),
        hint: "Please report this with the message.".to_owned(),
        code: 3,
    })?;
    Ok(format!("{}\n", escaped(&text)))
}

/// An object whose keys are known only when it is written, in their order.
pub(super) struct Pairs<V>(pub(super) Vec<(String, V)>);

impl<V: Serialize> Serialize for Pairs<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

/// The text with characters that could give orders to a terminal written as JSON writes them: they stand in strings only.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && super::acts(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_give_orders_and_numbers_that_are_none_are_null() {
        let text = write(&("a \"b\" \\ c\n\t\u{7}\u{9b}\u{202e}é", 0.5, f64::NAN, f64::INFINITY)).expect("JSON");
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let wanted = ["[", "\"a \\\"b\\\" \\\\ c\\n\\t\\u0007\\u009b\\u202eé\",", "0.5,", "null,", "null", "]"];
        assert_eq!(lines, wanted);
    }

    #[test]
    fn pairs_keep_their_order() {
        let pairs = Pairs(vec![("UB-10".to_owned(), 1), ("UB-2".to_owned(), 2)]);
        assert_eq!(write(&pairs).expect("JSON"), "{\n  \"UB-10\": 1,\n  \"UB-2\": 2\n}\n");
    }
}
