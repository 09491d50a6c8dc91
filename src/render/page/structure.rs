//! The structure tree in the making: elements in reading order, parents before children.

use crate::render::page::placed::{Element, ElementId, Role};
use crate::report::block::Source;

/// A structure tree that grows in reading order.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    elements: Vec<Element>,
    /// Where the elements come from that are added now.
    pub(crate) source: Option<Source>,
}

impl Structure {
    /// Adds an element below a parent, or at the top.
    pub(crate) fn add(&mut self, role: Role, parent: Option<ElementId>) -> ElementId {
        self.add_drawn(role, parent, String::new())
    }

    /// Adds an element that is drawn, with what it says.
    pub(crate) fn add_drawn(&mut self, role: Role, parent: Option<ElementId>, alt: String) -> ElementId {
        let id = ElementId(self.elements.len() as u32);
        self.elements.push(Element { role, parent: parent.map(|parent| parent.0), alt, source: self.source });
        id
    }

    /// How many elements there are: a mark to go back to.
    pub(crate) fn len(&self) -> usize {
        self.elements.len()
    }

    /// Takes back everything that was added after a mark.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.elements.truncate(len);
    }

    /// The finished tree.
    pub(crate) fn into_elements(self) -> Vec<Element> {
        self.elements
    }
}
