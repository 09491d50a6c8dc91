//! Report blocks -> Markdown.
