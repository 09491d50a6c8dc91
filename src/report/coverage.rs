//! What people fill in and these documents leave out, with the reason. Everything else must be in a document.

/// A field, or all fields below a path, that no document prints, with the reason.
///
/// Paths are those of `model::place::Place`: a section's key and the field keys from there down.
pub const EXCLUDED: &[(&str, &str)] = &[
    (
        "canvas",
        "working notes of the team: they belong on the canvas poster, and what they settled stands in the sections",
    ),
    ("failure_modes.modes.library_key", "where the entry came from: what it says is printed"),
    ("operating_points.points.bins", "raw scores: the figure and its shares are computed from them"),
    ("roadmap", "what comes next: it belongs to the roadmap document"),
    ("maturity", "about the organization, not about this product"),
    ("workshops", "what was said in the room: it belongs to the minutes"),
    ("reviews.comments", "a conversation among reviewers, not a statement to the committee"),
    ("reviews.log", "what changed from version to version: it belongs to the list of changes since the last review"),
    ("about.language", "it sets the language of the document instead of standing in it"),
];

/// Why a field is in no document; `None` if it must be in one.
#[must_use]
pub fn exclusion(path: &str) -> Option<&'static str> {
    EXCLUDED
        .iter()
        .find(|(excluded, _)| path.strip_prefix(excluded).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
        .map(|(_, reason)| *reason)
}
