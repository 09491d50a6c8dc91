//! Two long texts cut to where they differ, for a narrow margin.

/// How much is shown of two texts that differ.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Texts of so many characters are shown whole.
    short: usize,
    /// The words that are kept before and after the place where longer ones differ.
    around: usize,
}

/// In a margin, over a few lines.
const MARGIN: Room = Room { short: 80, around: 4 };
/// In one line beside other things.
pub const LINE: Room = Room { short: 20, around: 1 };

/// Both texts as they are if they are short, else only around what differs, with ellipses for what is the same.
#[must_use]
pub fn excerpts(before: &str, after: &str) -> (String, String) {
    excerpts_in(MARGIN, before, after)
}

/// The same in a room of another size.
#[must_use]
pub fn excerpts_in(room: Room, before: &str, after: &str) -> (String, String) {
    let Room { short, around } = room;
    if before.chars().count() <= short && after.chars().count() <= short {
        return (before.to_owned(), after.to_owned());
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split_whitespace().collect(), after.split_whitespace().collect());
    let same = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let rest = old.len().min(new.len()) - same;
    let ends = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(one, other)| one == other).count();
    let (from, tail) = (same.saturating_sub(around), ends.saturating_sub(around));
    let cut = |words: &[&str]| {
        let kept = words.get(from..words.len() - tail).unwrap_or_default().join(" ");
        let lead = if from > 0 { "… " } else { "" };
        let end = if tail > 0 { " …" } else { "" };
        format!("{lead}{kept}{end}")
    };
    (cut(&old), cut(&new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_to_where_they_differ() {
        assert_eq!(excerpts("Personal", "Special"), ("Personal".to_owned(), "Special".to_owned()));
        let long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen";
        let (was, is) = excerpts(long, &long.replace("nine", "9"));
        assert_eq!(was, "… five six seven eight nine ten eleven twelve thirteen …");
        assert_eq!(is, "… five six seven eight 9 ten eleven twelve thirteen …");
        let (was, is) = excerpts(long, &format!("{long} more"));
        assert!(was.ends_with("fifteen sixteen") && is.ends_with("sixteen more"), "{was} | {is}");
        let (was, is) = excerpts(&format!("{long} {long}"), long);
        assert!(is.len() < was.len(), "{was} | {is}");
        assert_eq!(excerpts("", long).0, "");
        let (was, is) =
            excerpts_in(LINE, "v4 (score model of 2 February, policy v4)", "v4 (score model of 3 February, policy v4)");
        assert_eq!((was.as_str(), is.as_str()), ("… of 2 February, …", "… of 3 February, …"));
    }
}
