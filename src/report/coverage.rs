//! What people fill in and these documents leave out, with the reason. Everything else must be in a document.

/// A field, or all fields below a path, that no document prints, with the reason.
///
/// Paths are those of `model::place::Place`: a section's key and the field keys from there down.
pub const EXCLUDED: &[(&str, &str)] = &[
    ("failure_modes.modes.library_key", "where the entry came from: what it says is printed"),
    ("operating_points.points.bins", "raw scores: the figure and its shares are computed from them"),
    (
        "workshops.workshops.captures.author",
        "printed as the workshop wants it: by name, by initials or not at all, which a test of its own holds",
    ),
    (
        "workshops.workshops.rounds.turns.person",
        "printed as the workshop wants it: by name, by initials or not at all, which a test of its own holds",
    ),
    ("workshops.workshops.rounds.results.made", "it says which rating or decision is the round's: those are printed"),
    ("workshops.workshops.rounds.turns.sealed", "a sealed answer: the round's results are printed once it is revealed"),
    ("about.language", "it sets the language of the document instead of standing in it"),
    ("pack.logo", "it stands at the head of the pages as a picture"),
    ("pack.accent", "it sets the color of links and rules"),
    ("pack.paper", "it sets the size of the pages"),
    ("pack.poster", "it sets the size of the sheet that the canvas is printed on"),
    ("pack.profiles", "who gets which documents: the manifest of the pack says it, not the documents"),
];

/// Why a field is in no document; `None` if it must be in one.
#[must_use]
pub fn exclusion(path: &str) -> Option<&'static str> {
    EXCLUDED
        .iter()
        .find(|(excluded, _)| path.strip_prefix(excluded).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
        .map(|(_, reason)| *reason)
}
