//! What people are called in a session: nobody by the name of another.

use crate::words;

/// The people of a list, blank lines left out. Who is called as somebody before is told apart by a number: `Lena Ortiz`,
/// `Lena Ortiz (2)`.
#[must_use]
pub fn told_apart(people: &[String]) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for person in people.iter().map(|person| person.trim()).filter(|person| !person.is_empty()) {
        let is_taken = |name: &str| told.iter().any(|other| other.eq_ignore_ascii_case(name));
        let numbered = (2..).map(|number: usize| format!("{person} ({number})"));
        let name = std::iter::once(person.to_owned()).chain(numbered).find(|name| !is_taken(name));
        told.extend(name);
    }
    told
}

/// What one of several people is called in the room: the first name, or the whole one where another has the same first name.
#[must_use]
pub fn called<'a>(person: &'a str, people: impl Iterator<Item = &'a str>) -> &'a str {
    let person = person.trim();
    let first = first_name(person);
    let alike = people.filter(|other| first_name(other).eq_ignore_ascii_case(first)).count();
    if alike > 1 { person } else { first }
}

/// The first name of a person; the whole name where it begins with the last one, as `Ortiz, Lena`.
#[must_use]
pub fn first_name(person: &str) -> &str {
    let person = person.trim();
    let first = person.split_whitespace().next().unwrap_or(person);
    if first.ends_with([',', ';']) { person } else { first }
}

/// The initials of people, in order. Who has those of somebody before is told apart by a number: `LO`, `LO (2)`.
#[must_use]
pub fn initials<'a>(people: impl Iterator<Item = &'a str>) -> Vec<String> {
    // a family name that stands first is not all there is; what follows a whole name is no name: `Mira Kern, data`
    let is_family = |text: &str| !text.trim().is_empty() && !text.trim().contains(char::is_whitespace);
    let in_order = |person: &str| match person.split_once(',') {
        Some((family, given)) if is_family(family) => format!("{} {}", given.trim(), family.trim()),
        Some((whole, _)) => whole.trim().to_owned(),
        None => person.to_owned(),
    };
    let of = |person: &str| Some(words::initials_of(&in_order(person))).filter(|letters| !letters.is_empty());
    let all: Vec<String> = people.map(|person| of(person).unwrap_or_else(|| "?".to_owned())).collect();
    told_apart(&all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn two_people_of_one_name_are_told_apart() {
        let people = told_apart(&list(&["Lena Ortiz", " ", "lena ortiz ", "Marek Kral", "Lena Ortiz"]));
        assert_eq!(people, ["Lena Ortiz", "lena ortiz (2)", "Marek Kral", "Lena Ortiz (3)"]);
        assert_eq!(told_apart(&list(&["Bo", "Bo (2)", "Bo"])), ["Bo", "Bo (2)", "Bo (3)"], "a name that was typed so");
        assert_eq!(initials(people.iter().map(String::as_str)), ["LO", "LO (2)", "MK", "LO (3)"]);
        assert_eq!(initials(["Ortiz, Lena", "Kral, Marek", "Mira Kern, data"].into_iter()), ["LO", "MK", "MK (2)"]);
    }

    #[test]
    fn the_room_hears_the_first_name_unless_two_have_it() {
        let people = ["Lena Ortiz", "Lena Ortiz (2)", "Marek Kral", "Sofia"];
        let all: Vec<&str> = people.iter().map(|person| called(person, people.into_iter())).collect();
        assert_eq!(all, ["Lena Ortiz", "Lena Ortiz (2)", "Marek", "Sofia"]);
        assert_eq!(called(" ", std::iter::empty()), "");
        assert_eq!(called("Ortiz, Lena", std::iter::empty()), "Ortiz, Lena", "nobody is called by a comma");
    }
}
