//! Folders of this machine in texts: a path is reduced to the name of the file that it leads to.

/// What a path of this machine begins with. Addresses such as `/v1/claims` are none.
const ROOTS: [&str; 17] = [
    "file:",
    "~/",
    "~\\",
    "/home/",
    "/Users/",
    "/root/",
    "/tmp/",
    "/var/",
    "/mnt/",
    "/media/",
    "/srv/",
    "/opt/",
    "/etc/",
    "/data/",
    "/Volumes/",
    "/private/",
    "\\\\",
];

/// What may stand before a path in a sentence.
const OPENING: [char; 9] = ['(', '[', '{', '<', '"', '\'', '`', '„', '“'];
/// What may stand after it.
const CLOSING: [char; 14] = [')', ']', '}', '>', '"', '\'', '`', '”', '“', ',', ';', '.', ':', '!'];

/// The text with every path reduced to its last name; `None` if there is none in it.
pub(super) fn shortened(text: &str) -> Option<String> {
    if !has_path(text) {
        return None;
    }
    // a text that is one path may have blanks in it; one in a sentence ends at a blank
    if !text.trim().contains('\n') && is_path(text.trim()) && is_one_path(text.trim()) {
        return Some(last_name(text.trim()));
    }
    let mut new = String::with_capacity(text.len());
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let bare = word.trim_start_matches(OPENING);
        let path = bare.trim_end_matches(CLOSING);
        if is_path(path) {
            let opening = word.len() - bare.len();
            new.push_str(word.get(..opening).unwrap_or_default());
            new.push_str(&last_name(path));
            new.push_str(bare.get(path.len()..).unwrap_or_default());
            new.push_str(piece.get(word.len()..).unwrap_or_default());
        } else {
            new.push_str(piece);
        }
    }
    Some(new)
}

/// Whether a text holds a path of this machine.
pub(in crate::pack) fn has_path(text: &str) -> bool {
    text.split_whitespace().any(|word| is_path(word.trim_start_matches(OPENING).trim_end_matches(CLOSING)))
}

fn is_path(text: &str) -> bool {
    let begins = |root: &&str| text.get(..root.len()).is_some_and(|start| start.eq_ignore_ascii_case(root));
    ROOTS.iter().any(|root| begins(&root) && text.len() > root.len()) || has_drive(text)
}

/// `C:\` or `C:/`, and something after it.
fn has_drive(text: &str) -> bool {
    let mut letters = text.chars();
    let drive = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic());
    drive && letters.next() == Some(':') && matches!(letters.next(), Some('\\' | '/')) && letters.next().is_some()
}

/// Whether a line is one path with blanks in its names, and not a path with words after it: its last name ends like a file, or
/// nothing in it is blank.
fn is_one_path(line: &str) -> bool {
    let last = line.rsplit(['/', '\\']).next().unwrap_or_default();
    let ending = last.rsplit_once('.').map(|(_, ending)| ending);
    let like_a_file =
        ending.is_some_and(|ending| (1..=8).contains(&ending.len()) && ending.chars().all(char::is_alphanumeric));
    !line.contains(char::is_whitespace) || like_a_file
}

fn last_name(path: &str) -> String {
    let path = path.trim_end_matches(['/', '\\']);
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    // `file:name` has no separator
    name.strip_prefix("file:").unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_reduced_to_their_last_name() {
        for (text, short) in [
            ("/home/anke/audits/2026/report.pdf", "report.pdf"),
            ("C:\\Users\\anke\\My Documents\\pen test.pdf", "pen test.pdf"),
            ("\\\\server\\share\\claims\\gold set.csv", "gold set.csv"),
            ("file:///home/anke/a.pdf", "a.pdf"),
            ("~/results/run 3.csv", "run 3.csv"),
            ("See /home/anke/a.pdf, and (C:/work/b.csv).", "See a.pdf, and (b.csv)."),
            ("Kept in /Users/anke/gold/ since May", "Kept in gold since May"),
            ("two\nlines: /tmp/x.log\nhere", "two\nlines: x.log\nhere"),
        ] {
            assert_eq!(shortened(text).as_deref(), Some(short), "{text}");
        }
    }

    #[test]
    fn what_is_no_path_of_this_machine_stays() {
        for text in [
            "https://example.org/home/anke",
            "POST /v1/claims",
            "and/or",
            "1/2",
            "a: b",
            "C: yes",
            "results/gold.csv",
            "",
            "/",
            "~",
        ] {
            assert_eq!(shortened(text), None, "{text}");
        }
    }
}
