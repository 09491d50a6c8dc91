//! The canonical text of a value: the same value gives the same bytes. It is what a workbook file holds, and what sign-offs of
//! earlier versions were for.
//!
//! Canonical means: one field stands on one line, what lies deeper than the fields of an item stands on that line too, and what a
//! person can read is not escaped. Knows no file and no limit: `store::format` does, and reads.

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;

/// The first line of every workbook file.
pub const HEADER: &str = "// Caveat workbook. Edit it in Caveat, or by hand: \"caveat fmt\" restores this form.";
/// What the envelope says that the text is.
pub const NAME: &str = "caveat";
/// Brackets that stand around what still gets a line of its own: envelope, workbook, section, list, item, list in it.
const LINED_DEPTH: usize = 6;

#[derive(Serialize)]
struct Envelope<'a, T> {
    format: &'static str,
    version: u32,
    workbook: &'a T,
}

/// The text of a value, in an envelope that states this version of the format.
///
/// # Errors
/// What RON cannot express, in its words.
pub fn text<T: Serialize>(workbook: &T, version: u32) -> Result<String, String> {
    let envelope = Envelope { format: NAME, version, workbook };
    let layout = PrettyConfig::new()
        .new_line("\n")
        .indentor("  ")
        .struct_names(false)
        .extensions(Extensions::IMPLICIT_SOME)
        .depth_limit(LINED_DEPTH);
    let body = ron::ser::to_string_pretty(&envelope, layout).map_err(|error| error.to_string())?;
    Ok(format!("{HEADER}\n{}\n", with_readable_escapes(&body)))
}

/// Takes back the escapes that ron writes out of caution and that make text hard to read: an apostrophe, and a
/// combining mark behind the letter that it belongs to. What a person could not see stays escaped.
fn with_readable_escapes(ron: &str) -> String {
    let mut readable = String::with_capacity(ron.len());
    let mut rest = ron;
    while let Some((before, escape)) = rest.split_once('\\') {
        readable.push_str(before);
        if escape.starts_with('\'') {
            rest = escape;
        } else if let Some((mark, behind)) = visible_mark(escape).filter(|_| !readable.ends_with('"')) {
            readable.push(mark);
            rest = behind;
        } else {
            let kept = escape.chars().next().map_or(0, char::len_utf8);
            let (kept, behind) = escape.split_at_checked(kept).unwrap_or((escape, ""));
            readable.push('\\');
            readable.push_str(kept);
            rest = behind;
        }
    }
    readable.push_str(rest);
    readable
}

/// The combining mark that `u{301}...` stands for, and what comes behind it.
fn visible_mark(escape: &str) -> Option<(char, &str)> {
    let (digits, behind) = escape.strip_prefix("u{")?.split_once('}')?;
    let mark = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    let shown: String = ['a', mark].iter().collect();
    (shown.escape_debug().to_string() == shown).then_some((mark, behind))
}
