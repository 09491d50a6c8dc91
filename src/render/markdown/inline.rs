//! Rich text -> one line of Markdown, or several.
//!
//! Line feeds that were typed stay line breaks. Emphasis is written with asterisks where `CommonMark` would see them as
//! such (6.2), and as HTML where it would not.

use crate::render::address;
use crate::report::block::{Link, Rich, Span, Style};

use super::escape::escape;

/// The lines of a text, escaped and marked. A blank line is an empty string. `at_start` says that each line begins a line
/// of the document.
pub(super) fn lines(rich: &Rich, at_start: bool) -> Vec<String> {
    pieces(rich).iter().map(|pieces| line(pieces, at_start)).collect()
}

/// Text as a paragraph, or several where blank lines stand: line breaks are backslashes.
pub(super) fn paragraphs(rich: &Rich) -> String {
    let mut written = String::new();
    for line in lines(rich, true) {
        let ends_paragraph = written.is_empty() || written.ends_with("\n\n");
        match (line.is_empty(), ends_paragraph) {
            (true, true) => {}
            (true, false) => written.push_str("\n\n"),
            (false, true) => written.push_str(&line),
            (false, false) => {
                written.push_str("\\\n");
                written.push_str(&line);
            }
        }
    }
    written.trim_end().to_owned()
}

/// Text in a cell of a table: line breaks are HTML, the only kind that fits.
pub(super) fn cell(rich: &Rich) -> String {
    lines(rich, false).join("<br>")
}

/// Text as a paragraph without styles.
pub(super) fn plain(text: &str) -> String {
    paragraphs(&unstyled(text))
}

/// Text in one line without styles: headings, labels. Line breaks become spaces.
pub(super) fn label(text: &str) -> String {
    lines(&unstyled(text), false).join(" ").trim().to_owned()
}

/// Text in one line, bold.
pub(super) fn strong(text: &str) -> String {
    let text = label(text);
    if text.is_empty() { text } else { format!("**{text}**") }
}

/// The name of an anchor in the characters that an identifier may hold.
pub(super) fn identifier(anchor: &str) -> String {
    anchor.chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '-' }).collect()
}

fn unstyled(text: &str) -> Rich {
    Rich(vec![Span { text: text.to_owned(), style: Style::Plain, link: None }])
}

/// How a piece of text is marked.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    None,
    Strong,
    Emphasis,
    Added,
    Removed,
}

/// A piece of a line in one style.
struct Piece<'a> {
    text: String,
    mark: Mark,
    link: Option<&'a Link>,
}

/// The pieces of each line. Neighbors that are marked alike are joined.
fn pieces(rich: &Rich) -> Vec<Vec<Piece<'_>>> {
    let mut lines: Vec<Vec<Piece>> = vec![Vec::new()];
    for span in &rich.0 {
        let mark = match span.style {
            Style::Plain | Style::Quiet => Mark::None,
            Style::Strong | Style::Alert => Mark::Strong,
            Style::Emphasis => Mark::Emphasis,
            Style::Added => Mark::Added,
            Style::Removed => Mark::Removed,
        };
        let text = span.text.replace("\r\n", "\n").replace('\r', "\n");
        for (number, text) in text.split('\n').enumerate() {
            if number > 0 {
                lines.push(Vec::new());
            }
            let Some(line) = lines.last_mut() else { continue };
            match line.last_mut() {
                Some(last) if last.mark == mark && last.link == span.link.as_ref() => last.text.push_str(text),
                _ => line.push(Piece { text: text.to_owned(), mark, link: span.link.as_ref() }),
            }
        }
    }
    lines
}

fn line(pieces: &[Piece], at_start: bool) -> String {
    let mut written = String::new();
    for (number, piece) in pieces.iter().enumerate() {
        let text = piece.text.trim();
        let (lead, tail) = piece.text.split_once(text).unwrap_or_default();
        let next = tail.chars().next().or_else(|| first(pieces.get(number + 1)?));
        let is_bare = piece.mark == Mark::None && piece.link.is_none();
        if is_bare || text.is_empty() {
            written.push_str(&escape(&piece.text, at_start && written.is_empty()));
            continue;
        }
        written.push_str(&escape(lead, at_start && written.is_empty()));
        let linked = link(escape(text, false), piece.link);
        let (open, close) = delimiters(piece.mark, written.chars().next_back(), &linked, next);
        written.extend([open, &linked, close]);
        written.push_str(tail);
    }
    written.trim_end().to_owned()
}

/// The first character that a piece writes; a mark if it is marked.
fn first(piece: &Piece) -> Option<char> {
    if piece.mark == Mark::None && piece.link.is_none() { piece.text.chars().next() } else { Some('*') }
}

fn link(text: String, target: Option<&Link>) -> String {
    match target {
        None => text,
        Some(Link::Anchor(anchor)) => format!("[{text}](#{})", identifier(anchor)),
        Some(Link::Address(address)) => match address::uri(address) {
            Some(uri) => format!("[{text}](<{}>)", uri.replace('&', "&amp;")),
            None => text,
        },
    }
}

/// Asterisks, if they open before and close after the text (`CommonMark` 0.31, 6.2); HTML if they would not.
fn delimiters(mark: Mark, before: Option<char>, text: &str, after: Option<char>) -> (&'static str, &'static str) {
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let opens = is_word(text.chars().next()) || !is_word(before);
    let closes = is_word(text.chars().next_back()) || !is_word(after);
    let stands_alone = before != Some('*') && after != Some('*');
    match (mark, opens && closes && stands_alone) {
        (Mark::None, _) => ("", ""),
        (Mark::Strong, true) => ("**", "**"),
        (Mark::Strong, false) => ("<strong>", "</strong>"),
        (Mark::Emphasis, true) => ("*", "*"),
        (Mark::Emphasis, false) => ("<em>", "</em>"),
        (Mark::Added, _) => ("<ins>", "</ins>"),
        (Mark::Removed, _) => ("<del>", "</del>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, style: Style) -> Span {
        Span { text: text.to_owned(), style, link: None }
    }

    #[test]
    fn styles_are_asterisks_where_they_work() {
        for (spans, written) in [
            (vec![span("a ", Style::Plain), span("b ", Style::Strong), span("c", Style::Plain)], "a **b** c"),
            (
                vec![span("a", Style::Plain), span("(b)", Style::Strong), span("c", Style::Plain)],
                "a<strong>(b)</strong>c",
            ),
            (vec![span("a", Style::Strong), span("b", Style::Emphasis)], "<strong>a</strong>*b*"),
            (vec![span("a", Style::Strong), span("b", Style::Alert)], "**ab**"),
            (vec![span("  ", Style::Strong), span("b", Style::Plain)], "&nbsp;&nbsp;b"),
            (vec![span("*", Style::Emphasis)], "*\\**"),
            (
                vec![span("a ", Style::Plain), span("b ", Style::Removed), span("c*", Style::Added)],
                "a <del>b</del> <ins>c\\*</ins>",
            ),
        ] {
            assert_eq!(paragraphs(&Rich(spans)), written);
        }
    }

    #[test]
    fn line_feeds_stay() {
        let rich = unstyled("one\r\ntwo\n\n\n- three\n");
        assert_eq!(paragraphs(&rich), "one\\\ntwo\n\n\\- three");
        assert_eq!(cell(&unstyled("one\ntwo | three")), "one<br>two \\| three");
        assert_eq!(label("1. one\ntwo"), "1. one two");
    }

    #[test]
    fn only_safe_addresses_are_linked() {
        let linked = |address: &str| {
            let link = Some(Link::Address(address.to_owned()));
            paragraphs(&Rich(vec![Span { text: "here]".to_owned(), style: Style::Plain, link }]))
        };
        assert_eq!(linked("https://example.org/a_(b)?c=d&e=f"), "[here\\]](<https://example.org/a_(b)?c=d&amp;e=f>)");
        assert_eq!(linked("https://e.org/>x"), "[here\\]](<https://e.org/%3Ex>)");
        assert_eq!(linked("javascript:alert(1)"), "here\\]");
        let anchor =
            Span { text: "FM-3".to_owned(), style: Style::Strong, link: Some(Link::Anchor("fm 3".to_owned())) };
        assert_eq!(paragraphs(&Rich(vec![anchor])), "**[FM-3](#fm-3)**");
    }
}
