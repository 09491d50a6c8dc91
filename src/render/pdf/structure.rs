//! The structure tree: what is a heading, a table cell, a figure, and in which order it is read.
//!
//! Gathers marks while pages are written ([`Structure::mark`]) and annotations while links are ([`Structure::annotate`]),
//! then writes the tree and the way back from marks to elements (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7.1). Relies on
//! [`Pages::elements`] being in reading order, parents first. Invents no element, except a link for an annotation that
//! has none.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::render::page::placed::{Element, ElementId, Pages, Paint, Role};

use super::extent::Extent;
use super::string::text_string;

/// The tree in the making.
pub(super) struct Structure<'a> {
    elements: &'a [Element],
    height_pt: f32,
    /// By element: what is marked or annotated as its own, in order of reading.
    own: Vec<Vec<Own>>,
    /// By element: the figure that it is or stands in.
    figures: Vec<Option<usize>>,
    /// By element: the rectangle that a figure covers, on the page where it begins.
    extents: Vec<Option<Extent>>,
    /// By page: the element of every mark.
    marks: Vec<Vec<usize>>,
    /// The element of every annotation; its page; the annotation.
    annotations: Vec<Annotated>,
    clock: u32,
}

/// Something in the document that belongs to an element.
struct Own {
    /// Grows with reading order, over all elements.
    time: u32,
    page: usize,
    mark: u32,
}

struct Annotated {
    element: Option<usize>,
    page: usize,
    annotation: ObjectId,
    words: String,
}

impl<'a> Structure<'a> {
    /// A tree with the elements of these pages and nothing marked yet.
    pub(super) fn new(pages: &'a Pages) -> Self {
        let count = pages.elements.len();
        let mut figures: Vec<Option<usize>> = Vec::with_capacity(count);
        for (index, element) in pages.elements.iter().enumerate() {
            let outer = parent(element, index).and_then(|parent| figures.get(parent).copied().flatten());
            figures.push(outer.or((element.role == Role::Figure).then_some(index)));
        }
        Structure {
            elements: &pages.elements,
            height_pt: pages.height_pt,
            own: std::iter::repeat_with(Vec::new).take(count).collect(),
            figures,
            extents: vec![None; count],
            marks: vec![Vec::new(); pages.pages.len()],
            annotations: Vec::new(),
            clock: 0,
        }
    }

    /// Height of the pages in points.
    pub(super) fn height_pt(&self) -> f32 {
        self.height_pt
    }

    /// Takes the next mark on a page for an element: the tag and the number that go into the content stream. `None` if
    /// there is no such element.
    pub(super) fn mark(&mut self, element: ElementId, page: usize) -> Option<(&'static str, u32)> {
        let index = element.0 as usize;
        let tag = tag(self.elements.get(index)?.role);
        let marks = self.marks.get_mut(page)?;
        let mark = marks.len() as u32;
        marks.push(index);
        self.clock += 1;
        self.own.get_mut(index)?.push(Own { time: self.clock, page, mark });
        Some((tag, mark))
    }

    /// Widens the rectangle of the figure that the element belongs to, if any, by what is painted.
    pub(super) fn cover(&mut self, element: Option<ElementId>, page: usize, paint: &Paint) {
        let Some(figure) = element.and_then(|id| self.figures.get(id.0 as usize).copied().flatten()) else { return };
        let Some(extent) = self.extents.get_mut(figure) else { return };
        extent.get_or_insert(Extent::empty(page)).widen(page, paint);
    }

    /// Takes the next annotation for an element: the key that the annotation keeps as its `StructParent`.
    pub(super) fn annotate(
        &mut self,
        element: Option<ElementId>,
        page: usize,
        annotation: ObjectId,
        words: &str,
    ) -> usize {
        let element = element.map(|id| id.0 as usize).filter(|index| *index < self.elements.len());
        self.annotations.push(Annotated { element, page, annotation, words: words.to_owned() });
        self.marks.len() + self.annotations.len() - 1
    }

    /// Writes the tree and ties it to the catalog and the pages.
    pub(super) fn write(mut self, document: &mut Document, pages: &[ObjectId]) -> Result<(), lopdf::Error> {
        let root = document.new_object_id();
        let top = document.new_object_id();
        let ids: Vec<ObjectId> = self.elements.iter().map(|_| document.new_object_id()).collect();
        let stray = self.write_strays(document, top, pages);
        let mut kids = self.kids(&ids);
        let mut top_kids = Vec::new();
        for (index, element) in self.elements.iter().enumerate() {
            let parent = parent(element, index).and_then(|parent| ids.get(parent)).copied();
            if parent.is_none() {
                top_kids.extend(ids.get(index).map(|id| Object::Reference(*id)));
            }
            let own_kids = kids.get_mut(index).map(std::mem::take).unwrap_or_default();
            let written = self.element(index, parent.unwrap_or(top), own_kids, pages);
            if let Some(id) = ids.get(index) {
                document.set_object(*id, written);
            }
        }
        top_kids.extend(stray.iter().flatten().map(|id| Object::Reference(*id)));
        document.set_object(top, dictionary! { "S" => "Document", "P" => root, "K" => top_kids });
        let parents = self.write_parents(document, &ids, &stray);
        let next_key = (self.marks.len() + self.annotations.len()) as u32;
        let tree = dictionary! {
            "Type" => "StructTreeRoot", "K" => top, "ParentTree" => parents, "ParentTreeNextKey" => next_key,
        };
        document.set_object(root, tree);
        tie(document, root, pages)
    }

    /// A link element for every annotation without one; `None` for the others.
    fn write_strays(&self, document: &mut Document, top: ObjectId, pages: &[ObjectId]) -> Vec<Option<ObjectId>> {
        let mut stray = |annotated: &Annotated| {
            annotated.element.is_none().then(|| {
                let kid = object_reference(annotated, pages);
                document.add_object(
                    dictionary! { "S" => "Link", "P" => top, "K" => kid, "Alt" => text_string(&annotated.words) },
                )
            })
        };
        self.annotations.iter().map(&mut stray).collect()
    }

    /// By element: its children and its own marks in order of reading. Marks before a child's first mark stand before
    /// the child; a child without marks, such as an empty cell, keeps its place among its siblings.
    fn kids(&mut self, ids: &[ObjectId]) -> Vec<Vec<Kid>> {
        let mut first: Vec<Option<u32>> = self.own.iter().map(|own| Some(own.first()?.time)).collect();
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.elements.len()];
        for (index, element) in self.elements.iter().enumerate().rev() {
            let Some(parent) = parent(element, index) else { continue };
            let time = first.get(index).copied().flatten();
            if let Some(earliest) = first.get_mut(parent) {
                *earliest = earliest.map_or(time, |known| Some(time.map_or(known, |time| time.min(known))));
            }
            if let Some(siblings) = children.get_mut(parent) {
                siblings.push(index);
            }
        }
        let merge = |(own, children): (Vec<Own>, Vec<usize>)| {
            let mut own = own.into_iter().peekable();
            let mut kids = Vec::with_capacity(own.len() + children.len());
            for child in children.into_iter().rev() {
                let begins = first.get(child).copied().flatten().unwrap_or_default();
                while let Some(before) = own.next_if(|own| own.time < begins) {
                    kids.push(Kid::Mark(before));
                }
                kids.extend(ids.get(child).map(|id| Kid::Element(*id)));
            }
            kids.extend(own.map(Kid::Mark));
            kids
        };
        std::mem::take(&mut self.own).into_iter().zip(children).map(merge).collect()
    }

    /// One element as a dictionary.
    fn element(&self, index: usize, parent: ObjectId, kids: Vec<Kid>, pages: &[ObjectId]) -> Dictionary {
        let Some(element) = self.elements.get(index) else { return Dictionary::new() };
        let home = kids.iter().find_map(Kid::page);
        let mut written = dictionary! { "S" => tag(element.role), "P" => parent };
        if let Some(page) = home.and_then(|page| pages.get(page)) {
            written.set("Pg", *page);
        }
        let mut objects: Vec<Object> = kids.into_iter().map(|kid| kid.object(home, pages)).collect();
        let own = self.annotations.iter().filter(|annotated| annotated.element == Some(index));
        if element.role == Role::Link {
            objects.extend(own.map(|annotated| object_reference(annotated, pages)));
        }
        match objects.len() {
            0 => {}
            1 => written.set("K", objects.remove(0)),
            _ => written.set("K", objects),
        }
        if !element.alt.is_empty() {
            written.set("Alt", text_string(&element.alt));
        }
        if let Some(attributes) = self.attributes(index, element.role) {
            written.set("A", attributes);
        }
        written
    }

    /// What a role says beyond its name (14.8.5).
    fn attributes(&self, index: usize, role: Role) -> Option<Dictionary> {
        match role {
            Role::ColumnHeader => Some(dictionary! { "O" => "Table", "Scope" => "Column" }),
            Role::RowHeader => Some(dictionary! { "O" => "Table", "Scope" => "Row" }),
            Role::Figure => {
                let bounds = self.extents.get(index).copied().flatten()?.rectangle(self.height_pt)?;
                Some(dictionary! { "O" => "Layout", "BBox" => bounds.map(Object::Real).to_vec() })
            }
            _ => None,
        }
    }

    /// The way back: from the marks of a page, and from annotations, to their elements (14.7.4.4).
    fn write_parents(&self, document: &mut Document, ids: &[ObjectId], strays: &[Option<ObjectId>]) -> ObjectId {
        let element = |index: &usize| ids.get(*index).map_or(Object::Null, |id| Object::Reference(*id));
        let mut numbers = Vec::new();
        for (key, marks) in self.marks.iter().enumerate() {
            let elements: Vec<Object> = marks.iter().map(element).collect();
            numbers.push(Object::from(key as u32));
            numbers.push(Object::Reference(document.add_object(elements)));
        }
        for (key, (annotated, stray)) in (self.marks.len()..).zip(self.annotations.iter().zip(strays)) {
            numbers.push(Object::from(key as u32));
            let own = annotated.element.as_ref().map(element);
            numbers.push(own.or(stray.map(Object::Reference)).unwrap_or(Object::Null));
        }
        document.add_object(dictionary! { "Nums" => numbers })
    }
}

/// Something below an element.
enum Kid {
    Mark(Own),
    Element(ObjectId),
}

impl Kid {
    fn page(&self) -> Option<usize> {
        match self {
            Kid::Mark(own) => Some(own.page),
            Kid::Element(_) => None,
        }
    }

    /// A mark on the element's home page is a bare number; on another page it says which.
    fn object(self, home: Option<usize>, pages: &[ObjectId]) -> Object {
        match self {
            Kid::Element(id) => Object::Reference(id),
            Kid::Mark(own) if Some(own.page) == home => Object::Integer(i64::from(own.mark)),
            Kid::Mark(own) => {
                let page = pages.get(own.page).map_or(Object::Null, |id| Object::Reference(*id));
                Object::Dictionary(dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => i64::from(own.mark) })
            }
        }
    }
}

/// The parent's position, if it stands before the child as it must.
fn parent(element: &Element, index: usize) -> Option<usize> {
    element.parent.map(|parent| parent as usize).filter(|parent| *parent < index)
}

/// An annotation as a kid of its element (14.7.4.3).
fn object_reference(annotated: &Annotated, pages: &[ObjectId]) -> Object {
    let page = pages.get(annotated.page).map_or(Object::Null, |id| Object::Reference(*id));
    Object::Dictionary(dictionary! { "Type" => "OBJR", "Pg" => page, "Obj" => annotated.annotation })
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

/// The standard structure type of a role (14.8.4).
fn tag(role: Role) -> &'static str {
    match role {
        Role::Div => "Div",
        Role::P => "P",
        Role::H(0 | 1) => "H1",
        Role::H(2) => "H2",
        Role::H(3) => "H3",
        Role::H(4) => "H4",
        Role::H(5) => "H5",
        Role::H(_) => "H6",
        Role::Toc => "TOC",
        Role::TocItem => "TOCI",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::Label => "Lbl",
        Role::ListBody => "LBody",
        Role::Table => "Table",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::Row => "TR",
        Role::ColumnHeader | Role::RowHeader => "TH",
        Role::DataCell => "TD",
        Role::Figure => "Figure",
        Role::Caption => "Caption",
        Role::Span => "Span",
        Role::Link => "Link",
    }
}
