//! Characters that no font of this system shows: which, and where they were typed.

use std::collections::BTreeMap;

use crate::model::place::Place;
use crate::model::{Id, Section, Workbook};
use crate::report::block::Source;

use super::{Kind, Known, Remark, counted, first_of};

/// As many characters get a remark of their own; all of them are counted.
const SHOWN: usize = 3;

pub(super) fn remarks(workbook: &Workbook, known: &Known<'_>) -> Vec<Remark> {
    let mut places: BTreeMap<char, Option<Source>> = BTreeMap::new();
    for (_, glyph) in known.missing {
        let place = places.entry(glyph.character).or_default();
        *place = place.or(glyph.source);
    }
    let index = workbook.index();
    let found: Vec<(char, Option<Place>)> = places
        .into_iter()
        .map(|(character, source)| {
            let place = source.and_then(|source| match source.item {
                0 => Section::ALL.get(usize::from(source.section)).map(|section| Place::of_section(*section)),
                item => index.place(Id(item)),
            });
            (character, place)
        })
        .collect();
    let remark = |(character, place): &(char, Option<Place>)| {
        let title = format!("{} has no glyph", code(*character));
        let at = place.as_ref().map(|place| format!(" in {place}")).unwrap_or_default();
        let mut remark = Remark::new(Kind::Mend, title, format!("Its code is printed instead{at}"));
        remark.place.clone_from(place);
        remark.character = Some(*character);
        remark
    };
    let mut remarks: Vec<Remark> = found.iter().take(SHOWN).map(remark).collect();
    let rest: Vec<String> = found.iter().skip(SHOWN).map(|(character, _)| code(*character)).collect();
    if !rest.is_empty() {
        let title = counted(rest.len(), "more character has no glyph", "more characters have no glyph");
        remarks.push(Remark::new(Kind::Mend, title, first_of(&rest, 8)));
    }
    remarks
}

fn code(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}
