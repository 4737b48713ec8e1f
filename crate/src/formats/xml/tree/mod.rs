//! XML as a tree, the way udata's XSLT processor sees it: namespaces resolved, white space between elements dropped.
//!
//! All nodes lie in one vector in document order, each with where its subtree ends: walking down a path is reading
//! forward.

mod build;
pub mod names;
mod read;
mod write;

use std::{borrow::Cow, ops::Range};

pub use self::names::Name;
use self::names::Names;
pub use super::XmlError;

/// A document.
#[derive(Debug, Default)]
pub struct XmlTree {
    nodes: Vec<ElementNode>,
    attributes: Vec<TreeAttribute>,
    /// Texts and attribute values, one after the other.
    texts: String,
    names: Names,
}

/// An element, or a piece of text.
#[derive(Debug)]
struct ElementNode {
    /// The name of an element; `None` for text.
    name: Option<Name>,
    /// The node after the last one inside.
    end: u32,
    /// In [`Tree::attributes`] for an element, in [`Tree::texts`] for text.
    data: Range<u32>,
    /// Bytes of the document, for an element.
    span: Range<u32>,
}

#[derive(Debug)]
struct TreeAttribute {
    name: Name,
    value: Range<u32>,
}

impl XmlTree {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// What expat refuses, in its words, with the place.
    pub fn read(text: &str) -> Result<Self, XmlError> {
        read::read(text)
    }

    /// The root element.
    pub fn root(&self) -> Option<Element<'_>> {
        self.element(0)
    }

    fn element(&self, index: u32) -> Option<Element<'_>> {
        self.nodes.get(index as usize)?.name.map(|_| Element { tree: self, index })
    }

    fn node(&self, index: u32) -> Option<&ElementNode> {
        self.nodes.get(index as usize)
    }

    fn slice(&self, range: &Range<u32>) -> &str {
        self.texts.get(range.start as usize..range.end as usize).unwrap_or_default()
    }
}

/// An element of a document.
#[derive(Debug, Clone, Copy)]
pub struct Element<'t> {
    tree: &'t XmlTree,
    index: u32,
}

/// How deep a path may go.
const LONGEST_PATH: usize = 12;

impl<'t> Element<'t> {
    fn node(self) -> Option<&'t ElementNode> {
        self.tree.node(self.index)
    }

    /// Its expanded name.
    pub fn name(self) -> Name {
        self.node().and_then(|node| node.name).unwrap_or(Name::ANY)
    }

    /// Its local name.
    pub fn local_name(self) -> &'t str {
        self.tree.names.local(self.name())
    }

    /// Its namespace; empty when it has none.
    pub fn namespace(self) -> &'t str {
        self.tree.names.iri(self.name())
    }

    /// Where it stands in the document, in bytes.
    pub fn span(self) -> Range<usize> {
        self.node().map_or(0..0, |node| node.span.start as usize..node.span.end as usize)
    }

    /// The value of an attribute.
    pub fn attribute(self, name: Name) -> Option<&'t str> {
        let data = &self.node()?.data;
        let attributes = self.tree.attributes.get(data.start as usize..data.end as usize)?;
        attributes.iter().find(|attribute| attribute.name == name).map(|found| self.tree.slice(&found.value))
    }

    /// The elements just inside.
    pub fn children(self) -> Path<'t, 'static> {
        self.path(&[Name::ANY])
    }

    /// The elements just inside that have this name.
    pub fn all(self, name: Name) -> impl Iterator<Item = Element<'t>> {
        self.children().filter(move |child| child.name() == name)
    }

    /// The first element just inside that has this name.
    pub fn child(self, name: Name) -> Option<Element<'t>> {
        self.all(name).next()
    }

    /// The elements at the end of a path of names, in document order.
    pub fn path<'p>(self, names: &'p [Name]) -> Path<'t, 'p> {
        let mut ends = [0; LONGEST_PATH];
        ends[0] = self.node().map_or(0, |node| node.end);
        Path { tree: self.tree, names, ends, level: 0, next: self.index + 1 }
    }

    /// All elements inside, at any depth, in document order.
    pub fn descendants(self) -> impl Iterator<Item = Element<'t>> {
        let end = self.node().map_or(0, |node| node.end);
        (self.index + 1..end).filter_map(move |index| self.tree.element(index))
    }

    /// The pieces of text inside, at any depth.
    fn texts(self) -> impl Iterator<Item = &'t str> {
        let end = self.node().map_or(0, |node| node.end);
        (self.index + 1..end)
            .filter_map(move |index| self.tree.node(index))
            .filter(|node| node.name.is_none())
            .map(move |node| self.tree.slice(&node.data))
    }

    /// The pieces of text just inside: a comment or an element cuts text in two.
    pub fn own_texts(self) -> impl Iterator<Item = &'t str> {
        let end = self.node().map_or(0, |node| node.end);
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            while index < end {
                let node = self.tree.node(index)?;
                index = node.end;
                if node.name.is_none() {
                    return Some(self.tree.slice(&node.data));
                }
            }
            None
        })
    }

    /// All the text inside: XPath's `string()`.
    pub fn text(self) -> Cow<'t, str> {
        let mut texts = self.texts();
        let Some(first) = texts.next() else { return Cow::Borrowed("") };
        match texts.next() {
            None => Cow::Borrowed(first),
            Some(second) => Cow::Owned([first, second].into_iter().chain(texts).collect()),
        }
    }
}

/// The elements at the end of a path.
#[derive(Debug, Clone)]
pub struct Path<'t, 'p> {
    tree: &'t XmlTree,
    names: &'p [Name],
    /// Where the subtree of the element met at each level ends.
    ends: [u32; LONGEST_PATH],
    level: usize,
    next: u32,
}

impl<'t> Iterator for Path<'t, '_> {
    type Item = Element<'t>;

    fn next(&mut self) -> Option<Element<'t>> {
        loop {
            if self.next >= *self.ends.get(self.level)? {
                self.level = self.level.checked_sub(1)?;
                continue;
            }
            let index = self.next;
            let node = self.tree.node(index)?;
            let wanted = *self.names.get(self.level)?;
            let found = node.name.is_some_and(|name| wanted == Name::ANY || name == wanted);
            if !found {
                self.next = node.end;
            } else if self.level + 1 == self.names.len() {
                self.next = node.end;
                return self.tree.element(index);
            } else {
                self.next = index + 1;
                self.level += 1;
                *self.ends.get_mut(self.level)? = node.end;
            }
        }
    }
}
