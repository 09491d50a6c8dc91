//! The item that a command is asked for by its number.

use crate::model::List;
use crate::model::record::Item;
use crate::words;

use super::failure::Failure;

/// The item that people cite so: `UB-2`, whatever the case, or its number alone. `what` is what it is called.
pub(super) fn find<'a, T: Item>(items: &'a List<T>, name: &str, what: &str) -> Result<&'a T, Failure> {
    let wanted = name.trim();
    let is_it = |item: &&T| {
        let cited = item.cite();
        !cited.is_empty() && (cited.eq_ignore_ascii_case(wanted) || item.number().to_string() == wanted)
    };
    items.iter().find(is_it).ok_or_else(|| {
        let known: Vec<String> = items.iter().map(Item::cite).filter(|cited| !cited.is_empty()).collect();
        let hint = if known.is_empty() {
            format!("The workbook has no {what} yet.")
        } else {
            format!("{}s are: {}.", words::capitalized(what), known.join(", "))
        };
        Failure::user(format!("there is no {what} `{wanted}`"), hint)
    })
}
