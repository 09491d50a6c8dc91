//! What belongs to which element: gathered while pages and links are written, for the structure tree.
//!
//! [`Structure::mark`] and [`Structure::annotate`] are called in the order in which the document is read. Relies on
//! [`Pages::elements`] being in reading order, parents first. Writes nothing; that is [`tree`](super::tree)'s.

use std::collections::BTreeMap;

use lopdf::ObjectId;

use crate::render::page::placed::{Element, ElementId, Pages, Paint, Role};

use super::extent::Extent;

/// The tree in the making.
pub(super) struct Structure<'a> {
    /// The elements, parents first.
    pub(super) elements: &'a [Element],
    /// Height of each page in points.
    pub(super) heights_pt: Vec<f32>,
    /// What is marked on the pages, in order of reading.
    pub(super) marks: Vec<Mark>,
    /// Annotations, in the order of the keys that they keep.
    pub(super) annotations: Vec<Annotated>,
    /// The rectangles of the figures by element, on the pages where they begin.
    pub(super) extents: BTreeMap<usize, Extent>,
    /// By element: the figure that it is or stands in.
    figures: Vec<Option<u32>>,
    pages: usize,
}

/// Marked content that belongs to an element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) element: u32,
    /// The page, counted from 0.
    pub(super) page: u32,
    /// Its number on that page.
    pub(super) number: u32,
}

/// An annotation.
#[derive(Debug)]
pub(super) struct Annotated {
    /// What it belongs to.
    pub(super) owner: Owner,
    /// The page, counted from 0.
    pub(super) page: usize,
    pub(super) annotation: ObjectId,
}

/// What an annotation belongs to.
#[derive(Debug, PartialEq)]
pub(super) enum Owner {
    /// An element.
    Element(usize),
    /// A link element that is made for it, with these words.
    Own(String),
}

impl<'a> Structure<'a> {
    /// A tree with the elements of these pages and nothing marked yet.
    pub(super) fn new(pages: &'a Pages) -> Self {
        let mut figures: Vec<Option<u32>> = Vec::with_capacity(pages.elements.len());
        for (index, element) in pages.elements.iter().enumerate() {
            let outer = parent(element, index).and_then(|parent| figures.get(parent).copied().flatten());
            figures.push(outer.or((element.role == Role::Figure).then_some(index as u32)));
        }
        Structure {
            elements: &pages.elements,
            heights_pt: pages.pages.iter().map(|page| page.height_pt).collect(),
            marks: Vec::new(),
            annotations: Vec::new(),
            extents: BTreeMap::new(),
            figures,
            pages: pages.pages.len(),
        }
    }

    /// Takes the next mark on a page for an element: the tag and the number that go into the content stream. `None` if
    /// there is no such element.
    pub(super) fn mark(&mut self, element: ElementId, page: usize) -> Option<(&'static str, u32)> {
        let tag = tag(self.elements.get(element.0 as usize)?.role);
        let page = page as u32;
        let number = self.marks.last().filter(|last| last.page == page).map_or(0, |last| last.number + 1);
        self.marks.push(Mark { element: element.0, page, number });
        Some((tag, number))
    }

    /// Widens the rectangle of the figure that the element belongs to, if any, by what is painted.
    pub(super) fn cover(&mut self, element: Option<ElementId>, page: usize, paint: &Paint) {
        let Some(figure) = element.and_then(|id| self.figures.get(id.0 as usize).copied().flatten()) else { return };
        self.extents.entry(figure as usize).or_insert(Extent::empty(page)).widen(page, paint);
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
        let owner = element.map_or_else(|| Owner::Own(words.to_owned()), Owner::Element);
        self.annotations.push(Annotated { owner, page, annotation });
        self.pages + self.annotations.len() - 1
    }
}

/// The parent's position, if it stands before the child as it must.
pub(super) fn parent(element: &Element, index: usize) -> Option<usize> {
    element.parent.map(|parent| parent as usize).filter(|parent| *parent < index)
}

/// The standard structure type of a role (14.8.4).
pub(super) fn tag(role: Role) -> &'static str {
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
