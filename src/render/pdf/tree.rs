//! The structure tree: what is a heading, a table cell, a figure, and in which order it is read (ISO 32000-1, 14.7 and
//! 14.8; ISO 14289-1, 7.1).
//!
//! Writes what [`Structure`] gathered, and the way back from marks to elements. A long document has a hundred elements
//! on each page, so they go into the file one by one instead of being built as dictionaries. Invents no element, except
//! a link for an annotation that has none.

use lopdf::{Document, Object, ObjectId, dictionary};

use crate::render::page::placed::{Element, Role};

use super::file::File;
use super::string::text_string;
use super::structure::{Annotated, Mark, Owner, Structure, parent, tag};
use super::syntax;

/// Writes the tree and ties it to the catalog and the pages.
pub(super) fn write(
    structure: &Structure,
    document: &mut Document,
    file: &mut File,
    pages: &[ObjectId],
) -> Result<(), lopdf::Error> {
    let root = document.new_object_id();
    let top = document.new_object_id();
    let first = document.max_id + 1;
    document.max_id += structure.elements.len() as u32;
    let tree = Tree { structure, order: Order::new(structure), top, first, pages };
    let mut top_kids = tree.write_elements(file);
    let owners = tree.write_owners(document);
    for (annotated, owner) in structure.annotations.iter().zip(&owners) {
        if annotated.owner.element().is_none() {
            top_kids.push(Object::Reference(*owner));
        }
    }
    document.set_object(top, dictionary! { "S" => "Document", "P" => root, "K" => top_kids });
    let parents = tree.write_parents(document, file, &owners);
    let next_key = (pages.len() + owners.len()) as u32;
    let written = dictionary! {
        "Type" => "StructTreeRoot", "K" => top, "ParentTree" => parents, "ParentTreeNextKey" => next_key,
    };
    document.set_object(root, written);
    tie(document, root, pages)
}

/// The tree with what its objects need to name each other.
struct Tree<'a> {
    structure: &'a Structure<'a>,
    order: Order<'a>,
    top: ObjectId,
    /// Object number of the first element; the others follow.
    first: u32,
    pages: &'a [ObjectId],
}

/// Something below an element.
enum Kid<'a> {
    Mark(&'a Mark),
    Element(usize),
    Annotation(&'a Annotated),
}

impl Tree<'_> {
    fn id(&self, element: usize) -> ObjectId {
        (self.first + element as u32, 0)
    }

    /// Writes every element. Gives back those that stand directly in the document.
    fn write_elements(&self, file: &mut File) -> Vec<Object> {
        let mut marks = self.order.marks.as_slice();
        let mut annotations = self.order.annotations.as_slice();
        let (mut top, mut kids) = (Vec::new(), Vec::new());
        for (index, element) in self.structure.elements.iter().enumerate() {
            let own = take_while(&mut marks, |mark| mark.1.element as usize == index);
            let linked = take_while(&mut annotations, |(owner, _)| *owner == index);
            kids.clear();
            self.order.merge(index, own, &mut kids);
            if element.role == Role::Link {
                kids.extend(linked.iter().map(|(_, annotated)| Kid::Annotation(annotated)));
            }
            let id = self.id(index);
            if parent(element, index).is_none() {
                top.push(Object::Reference(id));
            }
            self.write_element(file.object(id), (index, element), &kids);
        }
        top
    }

    fn write_element(&self, bytes: &mut Vec<u8>, (index, element): (usize, &Element), kids: &[Kid]) {
        bytes.extend_from_slice(b"<</S/");
        bytes.extend_from_slice(tag(element.role).as_bytes());
        bytes.extend_from_slice(b"/P ");
        syntax::reference(bytes, parent(element, index).map_or(self.top, |parent| self.id(parent)));
        let home = kids.iter().find_map(|kid| if let Kid::Mark(mark) = kid { Some(mark.page) } else { None });
        if let Some(page) = home {
            bytes.extend_from_slice(b"/Pg ");
            self.write_page(bytes, page as usize);
        }
        match kids {
            [] => {}
            [kid] => {
                bytes.extend_from_slice(b"/K ");
                self.write_kid(bytes, kid, home);
            }
            kids => {
                bytes.extend_from_slice(b"/K[");
                for kid in kids {
                    self.write_kid(bytes, kid, home);
                    bytes.push(b' ');
                }
                bytes.push(b']');
            }
        }
        if !element.alt.is_empty() {
            bytes.extend_from_slice(b"/Alt");
            syntax::object(bytes, &text_string(&element.alt));
        }
        self.write_attributes(bytes, index, element.role);
        bytes.extend_from_slice(b">>");
    }

    /// A mark on the element's home page is a bare number; on another page it says which (14.7.4.2 and 14.7.4.3).
    fn write_kid(&self, bytes: &mut Vec<u8>, kid: &Kid, home: Option<u32>) {
        match kid {
            Kid::Element(element) => syntax::reference(bytes, self.id(*element)),
            Kid::Mark(mark) if Some(mark.page) == home => syntax::integer(bytes, i64::from(mark.number)),
            Kid::Mark(mark) => {
                bytes.extend_from_slice(b"<</Type/MCR/Pg ");
                self.write_page(bytes, mark.page as usize);
                bytes.extend_from_slice(b"/MCID ");
                syntax::integer(bytes, i64::from(mark.number));
                bytes.extend_from_slice(b">>");
            }
            Kid::Annotation(annotated) => syntax::object(bytes, &self.object_reference(annotated)),
        }
    }

    fn write_page(&self, bytes: &mut Vec<u8>, page: usize) {
        syntax::object(bytes, &self.page(page));
    }

    fn page(&self, page: usize) -> Object {
        self.pages.get(page).map_or(Object::Null, |id| Object::Reference(*id))
    }

    /// What a role says beyond its name (14.8.5).
    fn write_attributes(&self, bytes: &mut Vec<u8>, index: usize, role: Role) {
        match role {
            Role::ColumnHeader => bytes.extend_from_slice(b"/A<</O/Table/Scope/Column>>"),
            Role::RowHeader => bytes.extend_from_slice(b"/A<</O/Table/Scope/Row>>"),
            Role::Figure => {
                let extent = self.structure.extents.get(&index);
                if let Some(bounds) = extent.and_then(|extent| extent.rectangle(&self.structure.heights_pt)) {
                    bytes.extend_from_slice(b"/A<</O/Layout/BBox");
                    syntax::object(bytes, &Object::Array(bounds.map(Object::Real).to_vec()));
                    bytes.extend_from_slice(b">>");
                }
            }
            _ => {}
        }
    }

    /// An annotation as a kid of its element (14.7.4.3).
    fn object_reference(&self, annotated: &Annotated) -> Object {
        let page = self.page(annotated.page);
        Object::Dictionary(dictionary! { "Type" => "OBJR", "Pg" => page, "Obj" => annotated.annotation })
    }

    /// The element of every annotation: a link element is made for those without one.
    fn write_owners(&self, document: &mut Document) -> Vec<ObjectId> {
        let mut owner = |annotated: &Annotated| match &annotated.owner {
            Owner::Element(element) => self.id(*element),
            Owner::Own(words) => {
                let (kid, alt) = (self.object_reference(annotated), text_string(words));
                document.add_object(dictionary! { "S" => "Link", "P" => self.top, "K" => kid, "Alt" => alt })
            }
        };
        self.structure.annotations.iter().map(&mut owner).collect()
    }

    /// The way back: from the marks of a page, and from annotations, to their elements (14.7.4.4).
    fn write_parents(&self, document: &mut Document, file: &mut File, owners: &[ObjectId]) -> ObjectId {
        let mut marks = self.structure.marks.as_slice();
        let mut numbers = Vec::new();
        for page in 0..self.pages.len() {
            let id = document.new_object_id();
            let bytes = file.object(id);
            bytes.push(b'[');
            for mark in take_while(&mut marks, |mark| mark.page as usize == page) {
                syntax::reference(bytes, self.id(mark.element as usize));
                bytes.push(b' ');
            }
            bytes.push(b']');
            numbers.extend([Object::from(page as u32), Object::Reference(id)]);
        }
        for (key, owner) in (self.pages.len()..).zip(owners) {
            numbers.extend([Object::from(key as u32), Object::Reference(*owner)]);
        }
        document.add_object(dictionary! { "Nums" => numbers })
    }
}

/// In which order elements, marks and annotations stand in the tree.
struct Order<'a> {
    /// Marks with their times, by element and then by time.
    marks: Vec<(u32, &'a Mark)>,
    /// Annotations by their element.
    annotations: Vec<(usize, &'a Annotated)>,
    /// By element: its first child.
    child: Vec<Option<u32>>,
    /// By element: the next child of its parent.
    sibling: Vec<Option<u32>>,
    /// By element: the time of the first mark of it or of anything below it.
    begins: Vec<Option<u32>>,
}

impl<'a> Order<'a> {
    fn new(structure: &'a Structure<'a>) -> Self {
        let count = structure.elements.len();
        let mut marks: Vec<(u32, &Mark)> = (1..).zip(&structure.marks).collect();
        marks.sort_by_key(|(_, mark)| mark.element);
        let owned = |annotated: &'a Annotated| Some((annotated.owner.element()?, annotated));
        let mut annotations: Vec<(usize, &Annotated)> = structure.annotations.iter().filter_map(owned).collect();
        annotations.sort_by_key(|(element, _)| *element);
        let mut begins = vec![None; count];
        for (time, mark) in marks.iter().rev() {
            if let Some(begins) = begins.get_mut(mark.element as usize) {
                *begins = Some(*time);
            }
        }
        let mut order = Order { marks, annotations, child: vec![None; count], sibling: vec![None; count], begins };
        for (index, element) in structure.elements.iter().enumerate().rev() {
            if let Some(parent) = parent(element, index) {
                order.put_below(parent, index);
            }
        }
        order
    }

    /// Makes an element the first child of another.
    fn put_below(&mut self, parent: usize, index: usize) {
        let time = self.begins.get(index).copied().flatten();
        if let (Some(begins), Some(time)) = (self.begins.get_mut(parent), time) {
            *begins = Some(begins.map_or(time, |known| known.min(time)));
        }
        if let (Some(child), Some(sibling)) = (self.child.get_mut(parent), self.sibling.get_mut(index)) {
            *sibling = child.replace(index as u32);
        }
    }

    /// The children of an element and its own marks in order of reading. Marks before a child's first mark stand before
    /// the child; a child without marks, such as an empty cell, keeps its place among its siblings.
    fn merge(&self, index: usize, mut own: &[(u32, &'a Mark)], kids: &mut Vec<Kid<'a>>) {
        let next = |of: &[Option<u32>], index: usize| of.get(index).copied().flatten().map(|next| next as usize);
        let mut child = next(&self.child, index);
        while let Some(at) = child {
            let begins = self.begins.get(at).copied().flatten().unwrap_or_default();
            let before = take_while(&mut own, |(time, _)| *time < begins);
            kids.extend(before.iter().map(|(_, mark)| Kid::Mark(mark)));
            kids.push(Kid::Element(at));
            child = next(&self.sibling, at);
        }
        kids.extend(own.iter().map(|(_, mark)| Kid::Mark(mark)));
    }
}

impl Owner {
    fn element(&self) -> Option<usize> {
        match self {
            Owner::Element(element) => Some(*element),
            Owner::Own(_) => None,
        }
    }
}

/// Takes the items at the front of a slice off it for which something holds.
fn take_while<'a, T>(items: &mut &'a [T], holds: impl Fn(&T) -> bool) -> &'a [T] {
    let count = items.iter().take_while(|item| holds(item)).count();
    let (taken, rest) = items.split_at(count);
    *items = rest;
    taken
}

/// Ties the tree to the catalog, and every page to its entry in the tree.
fn tie(document: &mut Document, root: ObjectId, pages: &[ObjectId]) -> Result<(), lopdf::Error> {
    let catalog = document.catalog_mut()?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    for (key, page) in pages.iter().enumerate() {
        let page = document.get_dictionary_mut(*page)?;
        page.set("StructParents", key as u32);
        page.set("Tabs", "S");
    }
    Ok(())
}
