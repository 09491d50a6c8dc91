//! The outline: headings in the side panel of a reader (ISO 32000-1, 12.3.3).
//!
//! printpdf can write a flat one only, sorted by page and name; this one nests by level and keeps the order.

use lopdf::{Document, Object, ObjectId, dictionary};

use crate::render::page::placed::{OutlineEntry, Pages};

use super::file::File;
use super::links::destination;
use super::string::text_string;
use super::syntax;

/// Writes the outline, if the document has headings. Sections are shown closed.
pub(super) fn write(
    document: &mut Document,
    file: &mut File,
    pages: &Pages,
    ids: &[ObjectId],
) -> Result<(), lopdf::Error> {
    let entries = &pages.outline;
    if entries.is_empty() {
        return Ok(());
    }
    let root = document.new_object_id();
    let objects: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    let children = children(entries);
    let families = children.iter().enumerate().map(|(index, family)| (index.checked_sub(1), family));
    for (parent, family) in families {
        let parent_id = parent.and_then(|index| objects.get(index)).copied().unwrap_or(root);
        let members: Vec<(&OutlineEntry, ObjectId)> =
            family.iter().filter_map(|index| Some((entries.get(*index)?, *objects.get(*index)?))).collect();
        for (position, (entry, id)) in members.iter().enumerate() {
            let mut written = dictionary! { "Title" => text_string(&entry.text), "Parent" => parent_id };
            if let Some(place) = destination(entry.page, entry.top_pt, pages, ids) {
                written.set("Dest", place);
            }
            if let Some((_, before)) = position.checked_sub(1).and_then(|before| members.get(before)) {
                written.set("Prev", *before);
            }
            if let Some((_, after)) = members.get(position + 1) {
                written.set("Next", *after);
            }
            let own = family.get(position).and_then(|index| children.get(index + 1));
            if let Some((first, last, count)) = own.and_then(|own| ends(own, &objects)) {
                written.set("First", first);
                written.set("Last", last);
                written.set("Count", -count);
            }
            syntax::object(file.object(*id), &Object::Dictionary(written));
        }
    }
    let mut written = dictionary! { "Type" => "Outlines" };
    if let Some((first, last, count)) = children.first().and_then(|top| ends(top, &objects)) {
        written.set("First", first);
        written.set("Last", last);
        written.set("Count", count);
    }
    document.set_object(root, written);
    let catalog = document.catalog_mut()?;
    catalog.set("Outlines", root);
    catalog.set("PageMode", "UseOutlines");
    Ok(())
}

/// The entries below the outline itself (first), and below each entry (after that). An entry stands below the nearest
/// one before it with a lower level.
fn children(entries: &[OutlineEntry]) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); entries.len() + 1];
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        while open.pop_if(|(level, _)| *level >= entry.level).is_some() {}
        let family = open.last().map_or(0, |(_, parent)| parent + 1);
        if let Some(family) = children.get_mut(family) {
            family.push(index);
        }
        open.push((entry.level, index));
    }
    children
}

/// The first and the last of a family, and how many they are.
fn ends(family: &[usize], objects: &[ObjectId]) -> Option<(Object, Object, i64)> {
    let object = |index: &usize| objects.get(*index).map(|id| Object::Reference(*id));
    Some((object(family.first()?)?, object(family.last()?)?, i64::from(family.len() as u32)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_nest_by_level() {
        let entry = |level: u8| OutlineEntry { text: String::new(), level, page: 0, top_pt: 0 };
        let nested = children(&[1, 2, 3, 2, 1, 3].map(entry));
        assert_eq!(nested, [vec![0, 4], vec![1, 3], vec![2], vec![], vec![], vec![5], vec![]]);
    }
}
