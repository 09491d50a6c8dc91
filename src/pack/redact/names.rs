//! The names of people: gathered from the questions that ask for one, withheld there, and withheld wherever else they stand.
//!
//! Roles stay, because a reviewer must see that somebody in that role answers. What counts as a role is judged narrowly: a role
//! that is withheld costs a word, a name that is not costs trust.

use std::collections::{BTreeMap, BTreeSet};

use crate::find::is_person;
use crate::model::mark::Mark;
use crate::model::place::Stop;
use crate::model::{Field, ItemKind, View, Workbook};

/// Stands where a name was.
pub const NAME_WITHHELD: &str = "[name withheld]";
/// Stands where an address of a person was.
pub const ADDRESS_WITHHELD: &str = "[address withheld]";

/// Single words in fields for people that name no person.
const FUNCTIONS: [&str; 32] = [
    "all",
    "board",
    "committee",
    "compliance",
    "contractor",
    "customers",
    "data",
    "design",
    "engineering",
    "everybody",
    "everyone",
    "finance",
    "legal",
    "management",
    "marketing",
    "nobody",
    "none",
    "operations",
    "privacy",
    "product",
    "quality",
    "research",
    "risk",
    "sales",
    "security",
    "supplier",
    "support",
    "tbd",
    "team",
    "unknown",
    "users",
    "vendor",
];

/// Words that make a text the name of a role or of a body of people.
const ROLE_WORDS: [&str; 30] = [
    "adjuster",
    "analyst",
    "architect",
    "auditor",
    "board",
    "chair",
    "chief",
    "committee",
    "council",
    "counsel",
    "department",
    "desk",
    "director",
    "engineer",
    "expert",
    "handler",
    "head",
    "lawyer",
    "lead",
    "manager",
    "office",
    "officer",
    "operations",
    "owner",
    "representative",
    "reviewer",
    "scientist",
    "specialist",
    "team",
    "writer",
];

/// Whether a question asks for people, by name or by how they are reached.
pub(super) fn asks_for_people(path: &str, field: &Field) -> bool {
    match path {
        // who labels: groups of people, as a rule
        "data.labeling.by" => false,
        "reviews.sign_offs.name" => true,
        _ => is_person(field) || matches!(field.key, "contributors" | "attendees" | "contact"),
    }
}

/// The people that a workbook names.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// By the first word, folded: the longest first.
    known: BTreeMap<String, Vec<Known>>,
    /// What the workbook itself calls a role, folded.
    roles: BTreeSet<String>,
}

/// A name as it is looked for: letters as they stand, blanks collapsed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    letters: Vec<char>,
    /// Whether case counts: for single words, which may be other words too.
    exact: bool,
}

impl Names {
    /// Gathers the names of a workbook.
    pub(super) fn of(workbook: &Workbook) -> Self {
        let mut names = Self::default();
        names.add(workbook);
        names
    }

    /// Adds those of another one.
    pub(super) fn add(&mut self, workbook: &Workbook) {
        self.add_roles(workbook);
        let about = &workbook.about;
        let not_people: BTreeSet<String> = [&about.product, &about.organization].map(|text| folded(text.trim())).into();
        let mut found = BTreeSet::new();
        workbook.walk(&mut |place, stop| match stop {
            Stop::Record(record) => found.extend(record.marks().iter().filter_map(|(_, mark)| match mark {
                Mark::Unknown { owner, .. } => Some(owner.clone()),
                _ => None,
            })),
            Stop::Value(_, field, value) if asks_for_people(&place.path, field) => match value.view() {
                View::Text(text) => found.extend([text.to_owned()]),
                View::Lines(lines) => found.extend(lines.iter().cloned()),
                _ => {}
            },
            Stop::Value(..) => {}
        });
        for text in found {
            for name in self.names_in(text.trim()) {
                if !not_people.contains(&folded(&name)) {
                    self.know(&name);
                }
            }
        }
    }

    fn add_roles(&mut self, workbook: &Workbook) {
        let about = std::iter::once(&workbook.about.owner_role);
        let signing = workbook.reviews.sign_offs.iter().map(|sign_off| &sign_off.role);
        let gates = workbook.release.gates.iter().flat_map(|gate| &gate.required_roles);
        for role in about.chain(signing).chain(gates) {
            self.roles.insert(folded(role.trim()));
        }
    }

    /// What in a field for people is to be looked for elsewhere: the whole, and what looks like a name in it.
    fn names_in(&self, text: &str) -> Vec<String> {
        if text.is_empty() || self.is_role(text) {
            return Vec::new();
        }
        let mut names = vec![text.to_owned()];
        let parts = text.split([',', ';', '(', ')', '/', '&', '+', '\n']).flat_map(|part| part.split(" and "));
        names.extend(
            parts.map(str::trim).filter(|part| looks_like_a_name(part) || is_initials(part)).map(str::to_owned),
        );
        names
    }

    fn know(&mut self, name: &str) {
        let letters: Vec<char> = collapsed(name);
        let count = letters.iter().filter(|letter| letter.is_alphabetic()).count();
        let first: String = letters.iter().take_while(|letter| letter.is_alphanumeric()).collect();
        let initials = is_initials(name);
        let is_number_of_items = ItemKind::ALL.iter().any(|kind| kind.prefix() == name);
        if first.is_empty() || (count < 3 && !initials) || (initials && is_number_of_items) {
            return;
        }
        let known = Known { exact: !letters.contains(&' '), letters };
        let under = self.known.entry(folded(&first)).or_default();
        if !under.contains(&known) {
            under.push(known);
            under.sort_by_key(|known| std::cmp::Reverse(known.letters.len()));
        }
    }

    /// Whether a text in a field for people names a role or a function and no person.
    fn is_role(&self, text: &str) -> bool {
        let text = folded(text.trim());
        FUNCTIONS.contains(&text.as_str()) || (self.roles.contains(&text) && has_role_word(&text))
    }

    /// The answer to a question that asks for people, withheld; `None` if it names none.
    pub(super) fn of_person(&self, text: &str) -> Option<String> {
        let whole = text.trim();
        if whole.is_empty() || self.is_role(whole) || whole == NAME_WITHHELD {
            return None;
        }
        // "Lena Ortiz, product manager": the role stays
        let role = whole.split_once(',').map(|(_, rest)| rest.trim()).filter(|rest| {
            let plain = !rest.contains(['@', ',', ';']) && rest.starts_with(char::is_lowercase);
            plain && has_role_word(&folded(rest)) && self.in_text(rest).is_none()
        });
        Some(role.map_or_else(|| NAME_WITHHELD.to_owned(), |role| format!("{NAME_WITHHELD}, {role}")))
    }

    /// A text without the names and mail addresses in it; `None` if there are none.
    pub(super) fn in_text(&self, text: &str) -> Option<String> {
        let without_addresses = without_addresses(text);
        let text = without_addresses.as_deref().unwrap_or(text);
        self.without_names(text).or(without_addresses)
    }

    fn without_names(&self, text: &str) -> Option<String> {
        let letters: Vec<char> = text.chars().collect();
        let mut new: Option<String> = None;
        let (mut at, mut kept) = (0, 0);
        while at < letters.len() {
            let starts = is_word(&letters, at) && (at == 0 || !is_word(&letters, at - 1));
            match starts.then(|| self.name_at(&letters, at)).flatten() {
                Some(end) => {
                    let new = new.get_or_insert_default();
                    new.extend(letters.get(kept..at).unwrap_or_default());
                    new.push_str(NAME_WITHHELD);
                    (at, kept) = (end, end);
                }
                None => at += 1,
            }
        }
        new.map(|mut new| {
            new.extend(letters.get(kept..).unwrap_or_default());
            new
        })
    }

    /// Where the longest name that begins here ends.
    fn name_at(&self, letters: &[char], at: usize) -> Option<usize> {
        let word: String = letters.iter().skip(at).take_while(|letter| letter.is_alphanumeric()).collect();
        self.known.get(&folded(&word))?.iter().find_map(|known| {
            let end = known.end_at(letters, at)?;
            let whole_word = !is_word(letters, end);
            // "SB-3" is an item that somebody cites
            let cites = letters.get(end) == Some(&'-') && letters.get(end + 1).is_some_and(char::is_ascii_digit);
            (whole_word && !(cites && known.exact)).then_some(end)
        })
    }
}

impl Known {
    /// Where it ends if it begins at a position; any blanks count as one.
    fn end_at(&self, letters: &[char], mut at: usize) -> Option<usize> {
        for wanted in &self.letters {
            let found = *letters.get(at)?;
            if *wanted == ' ' {
                if !found.is_whitespace() {
                    return None;
                }
                at += letters.iter().skip(at).take_while(|letter| letter.is_whitespace()).count();
                continue;
            }
            if found != *wanted && (self.exact || fold(found) != fold(*wanted)) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

fn is_word(letters: &[char], at: usize) -> bool {
    letters.get(at).is_some_and(|letter| letter.is_alphanumeric())
}

/// Two to four words, each with a capital and no digit.
fn looks_like_a_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_part =
        |word: &&str| word.starts_with(char::is_uppercase) && !word.contains(|c: char| c.is_numeric() || c == '@');
    (2..=4).contains(&words.len()) && words.iter().all(is_part) && !has_role_word(&folded(text))
}

/// Two or three capitals: how people sign notes.
fn is_initials(text: &str) -> bool {
    (2..=3).contains(&text.chars().count()) && text.chars().all(char::is_uppercase)
}

fn has_role_word(folded: &str) -> bool {
    folded.split(|letter: char| !letter.is_alphanumeric()).any(|word| ROLE_WORDS.contains(&word))
}

fn fold(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// The letters of a name with every run of blanks as one.
fn collapsed(name: &str) -> Vec<char> {
    name.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect()
}

/// The text with mail addresses withheld; `None` if there are none.
fn without_addresses(text: &str) -> Option<String> {
    const ENDS: [char; 10] = ['<', '>', '(', ')', '[', ']', ',', ';', '"', '\''];
    if !text.contains('@') {
        return None;
    }
    let ends = |letter: char| letter.is_whitespace() || ENDS.contains(&letter);
    let mut found = false;
    let mut new = String::with_capacity(text.len());
    for piece in text.split_inclusive(ends) {
        let word = piece.trim_end_matches(ends);
        let address = word.trim_end_matches(['.', ':', '!', '?']);
        if is_address(address) {
            found = true;
            new.push_str(ADDRESS_WITHHELD);
            new.push_str(piece.get(address.len()..).unwrap_or_default());
        } else {
            new.push_str(piece);
        }
    }
    found.then_some(new)
}

fn is_address(word: &str) -> bool {
    word.rsplit_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn names() -> Names {
        let mut workbook = Workbook::default();
        let about = Arc::make_mut(&mut workbook.about);
        about.owner = "Anke Vos".to_owned();
        about.owner_role = "Head of Claims Operations".to_owned();
        about.author = "Lena Ortiz, product manager".to_owned();
        about.contributors = vec!["Søren Aagaard (SA)".to_owned(), "legal".to_owned(), "FM".to_owned()];
        Names::of(&workbook)
    }

    #[test]
    fn names_are_found_in_any_text_as_whole_words() {
        let names = names();
        for (text, without) in [
            ("Ask Anke Vos.", "Ask [name withheld]."),
            ("ANKE\n  VOS's view", "[name withheld]'s view"),
            ("Søren Aagaard and SA, lena ortiz", "[name withheld] and [name withheld], [name withheld]"),
            ("mail a.vos@example.org, or call", "mail [address withheld], or call"),
        ] {
            assert_eq!(names.in_text(text).as_deref(), Some(without), "{text}");
        }
        for text in ["Anke Vossen", "SANE", "SA-3 says so", "FM-3", "a legal matter", "5 @ 3", ""] {
            assert_eq!(names.in_text(text), None, "{text}");
        }
    }

    #[test]
    fn roles_stay_and_everybody_else_is_withheld() {
        let names = names();
        for (text, without) in [
            ("Anke Vos", Some("[name withheld]")),
            ("Lena Ortiz, product manager", Some("[name withheld], product manager")),
            ("Lena Ortiz, and Anke Vos as team lead", Some("[name withheld]")),
            ("lena, anke", Some("[name withheld]")),
            ("LO", Some("[name withheld]")),
            ("Head of claims operations", None),
            ("Legal", None),
            ("", None),
        ] {
            assert_eq!(names.of_person(text).as_deref(), without, "{text}");
        }
    }
}
