//! What a person typed, written so that a browser takes it as text.
//!
//! Line feeds stay line breaks, blank lines part paragraphs. Characters that act without showing are written as their code.

use std::collections::BTreeSet;

use crate::hidden;
use crate::render::address;
use crate::report::block::{Link, Rich, Span, Style};

/// Text as it stands in an element.
pub(super) fn escape(text: &str) -> String {
    let text = hidden::visible(text);
    let mut written = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&#39;"),
            _ => written.push(character),
        }
    }
    written
}

/// Text on one line, as it stands in an element.
pub(super) fn line(text: &str) -> String {
    escape(hidden::visible(text).replace('\n', " ").trim())
}

/// Text as it stands in an attribute.
pub(super) fn attribute(text: &str) -> String {
    line(text)
}

/// The name of an anchor in the characters that an identifier may hold.
pub(super) fn identifier(anchor: &str) -> String {
    anchor.chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '-' }).collect()
}

/// The paragraphs of a text, with styles and links. Links to names that are not in `anchors` are only text.
pub(super) fn paragraphs(rich: &Rich, anchors: &BTreeSet<&str>) -> Vec<String> {
    let mut lines: Vec<Vec<(String, &Span)>> = vec![Vec::new()];
    for span in &rich.0 {
        for (number, part) in hidden::visible(&span.text).split('\n').enumerate() {
            if number > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut()
                && !part.is_empty()
            {
                line.push((part.to_owned(), span));
            }
        }
    }
    let is_blank = |line: &Vec<(String, &Span)>| line.iter().all(|(part, _)| part.trim().is_empty());
    let written = |line: &Vec<(String, &Span)>| -> String {
        line.iter().map(|(part, span)| piece(part, span, anchors)).collect()
    };
    let paragraphs = lines.split(is_blank).filter(|lines| !lines.is_empty());
    paragraphs.map(|lines| lines.iter().map(written).collect::<Vec<_>>().join("<br/>")).collect()
}

/// A text inside an element that holds words: one paragraph as it is, several as paragraphs.
pub(super) fn inside(rich: &Rich, anchors: &BTreeSet<&str>) -> String {
    let paragraphs = paragraphs(rich, anchors);
    match paragraphs.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        several => {
            let wrapped = several.iter().map(|paragraph| format!("<p dir=\"auto\">{paragraph}</p>"));
            wrapped.collect::<Vec<_>>().concat()
        }
    }
}

/// A caption; its number is bold.
pub(super) fn caption(caption: &str) -> String {
    match caption.split_once(". ") {
        Some((number, words)) => format!("<b>{}.</b> {}", line(number), line(words)),
        None => line(caption),
    }
}

fn piece(text: &str, span: &Span, anchors: &BTreeSet<&str>) -> String {
    let words = linked(escape(text), span.link.as_ref(), anchors);
    match span.style {
        Style::Plain => words,
        Style::Strong => format!("<strong>{words}</strong>"),
        Style::Emphasis => format!("<em>{words}</em>"),
        Style::Quiet => format!("<span class=\"quiet\">{words}</span>"),
        Style::Added => format!("<ins>{words}</ins>"),
        Style::Removed => format!("<del>{words}</del>"),
        Style::Alert => format!("<strong class=\"alert\">{words}</strong>"),
    }
}

fn linked(words: String, link: Option<&Link>, anchors: &BTreeSet<&str>) -> String {
    let target = match link {
        Some(Link::Anchor(anchor)) if anchors.contains(anchor.as_str()) => Some(format!("#{}", identifier(anchor))),
        Some(Link::Address(address)) => address::uri(address),
        _ => None,
    };
    match target {
        Some(target) => format!("<a href=\"{}\">{words}</a>", escape(&target)),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_act_is_escaped_and_what_is_hidden_shows() {
        assert_eq!(escape("<script>\"&'\u{202E}]]>"), "&lt;script&gt;&quot;&amp;&#39;U+202E]]&gt;");
        assert_eq!(line(" a\r\nb "), "a b");
        let rich = Rich::plain("one\ntwo\n\n\nthree");
        assert_eq!(paragraphs(&rich, &BTreeSet::new()), ["one<br/>two", "three"]);
    }

    #[test]
    fn only_links_that_lead_somewhere_are_links() {
        let written = |link: Link| {
            let span = Span { text: "x".to_owned(), style: Style::Plain, link: Some(link) };
            inside(&Rich(vec![span]), &BTreeSet::from(["fm 3"]))
        };
        assert_eq!(written(Link::Anchor("fm 3".to_owned())), "<a href=\"#fm-3\">x</a>");
        assert_eq!(written(Link::Anchor("gone".to_owned())), "x");
        assert_eq!(
            written(Link::Address("https://a.org/?b&c'\"".to_owned())),
            "<a href=\"https://a.org/?b&amp;c&#39;%22\">x</a>"
        );
        for trap in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.org"] {
            assert_eq!(written(Link::Address(trap.to_owned())), "x");
        }
    }
}
