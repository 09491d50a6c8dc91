//! Workbooks in a few lines: `FM-1.severity = 5` makes the items that it names. What a case of `tests/rules` is written in.

use caveat::edit::Ids;
use caveat::model::mark::Mark;
use caveat::model::place::Stop;
use caveat::model::{Date, Id, ItemKind, Record, Section, View, Workbook};

use crate::support::filled;

/// A workbook in the making.
pub(super) struct Script {
    pub(super) workbook: Workbook,
    ids: Ids,
}

impl Script {
    pub(super) fn new() -> Self {
        Self { workbook: Workbook::default(), ids: Ids::seeded(11) }
    }

    /// Carries out every line.
    pub(super) fn run(&mut self, lines: &str) {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.line(line);
        }
        let numbers = std::sync::Arc::make_mut(&mut self.workbook.numbers);
        for kind in ItemKind::ALL {
            numbers.reserve(*kind, 1_000_000);
        }
    }

    fn line(&mut self, line: &str) {
        if let Some((path, value)) = line.split_once('=') {
            self.set(path.trim(), value.trim());
            return;
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["fill"] => self.workbook = filled(),
            ["mark", path, key] => {
                let mark = Mark::NotApplicable { reason: "because".to_owned() };
                self.record(path).marks_mut().set(key, Some(mark));
            }
            ["unmark", path, key] => self.record(path).marks_mut().set(key, None),
            ["unknown", path, due] => {
                let (path, key) = path.rsplit_once('.').unwrap();
                let due: Option<Date> = Some(due.parse().unwrap());
                let mark = Mark::Unknown { owner: "Ada".to_owned(), due, question: String::new() };
                self.record(path).marks_mut().set(key, Some(mark));
            }
            _ => panic!("{line}"),
        }
    }

    fn set(&mut self, path: &str, value: &str) {
        let (owner, key) = path.rsplit_once('.').unwrap();
        self.record(owner); // makes what the value may name
        let words: Vec<String> = value.split('|').map(|word| self.resolved(word)).collect();
        let text = words.join("\n");
        let record = self.record(owner);
        match key {
            "id" => record.set_id(Id(text.parse().unwrap())),
            "number" => record.set_number(text.parse().unwrap()),
            _ => record.answer_mut(key).unwrap_or_else(|| panic!("{path}")).set_text(&text).unwrap(),
        }
    }

    /// `@FM-1` as an id.
    fn resolved(&self, word: &str) -> String {
        match word.strip_prefix('@') {
            Some(cited) => self.workbook.index().cited(cited).unwrap_or_else(|| panic!("{word}")).to_string(),
            None => word.to_owned(),
        }
    }

    /// The record at a path such as `about`, `FM-1` or `FM-1.mitigations.0`; items that are not there are made.
    fn record(&mut self, path: &str) -> &mut dyn Record {
        let mut parts: Vec<String> = path.split('.').map(str::to_owned).collect();
        let head = parts.remove(0);
        let section = Section::from_key(&head).unwrap_or_else(|| {
            let (prefix, number) = head.split_once('-').unwrap();
            let (section, list) = home_of(prefix);
            parts.insert(0, list.to_owned());
            parts.insert(1, (number.parse::<usize>().unwrap() - 1).to_string());
            section
        });
        let mut record = self.workbook.section_mut(section);
        let mut parts = parts.into_iter().peekable();
        while let Some(part) = parts.next() {
            let value = record.answer_mut(&part).unwrap_or_else(|| panic!("{path}: {part}"));
            record = match parts.peek().and_then(|index| index.parse::<usize>().ok()) {
                None => value.record_mut().unwrap(),
                Some(index) => {
                    parts.next();
                    let items = value.items_mut().unwrap();
                    while items.len() <= index {
                        let at = items.len();
                        let number = if items.kind().prefix().is_empty() { 0 } else { at as u32 + 1 };
                        items.insert_blank(at, self.ids.fresh(), number);
                    }
                    items.get_mut(index).unwrap()
                }
            };
        }
        record
    }
}

/// The list in which items with these letters are kept.
fn home_of(prefix: &str) -> (Section, &'static str) {
    let mut found = None;
    let empty = Workbook::default();
    empty.walk(&mut |place, stop| {
        if let Stop::Value(_, field, value) = stop
            && let View::Items(items) = value.view()
            && items.kind().prefix() == prefix
        {
            found = Some((place.section, field.key));
        }
    });
    found.unwrap_or_else(|| panic!("no list of {prefix}"))
}
