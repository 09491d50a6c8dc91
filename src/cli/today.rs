//! The day and the moment by the clock of this machine: the one place where a command looks at it.

use jiff::civil::DateTime;

use crate::model::Date;

/// Today. What is overdue, and which waivers have run out, must count in a repository without anybody passing a date.
pub(super) fn today() -> Date {
    now().date()
}

/// The day and the time, for what is kept with them.
pub(super) fn now() -> DateTime {
    #[expect(clippy::disallowed_methods, reason = "this is the edge: from here on day and moment are arguments")]
    jiff::Zoned::now().datetime()
}
