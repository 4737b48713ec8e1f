//! Building a tree from what a document is made of, in order.

use super::{ElementNode, TreeAttribute, XmlTree};

/// A tree under construction.
#[derive(Debug, Default)]
pub(super) struct XmlTreeBuilder {
    tree: XmlTree,
    /// The elements whose end is awaited.
    open: Vec<UnclosedElement>,
    /// Where the text since the last markup starts in the tree's texts.
    text: Option<u32>,
}

/// An element whose end is awaited.
#[derive(Debug, Clone, Copy)]
struct UnclosedElement {
    index: u32,
    /// Whether the white space inside is kept: `xml:space="preserve"`.
    keeps_space: bool,
}

impl XmlTreeBuilder {
    /// An element starts, at a byte of the document unless an entity holds it.
    pub(super) fn start(&mut self, namespace: &str, local: &str, at: Option<usize>) {
        self.cut();
        let names = &mut self.tree.names;
        let namespace = names.namespace(namespace);
        let name = names.name(namespace, local);
        let attributes = self.tree.attributes.len() as u32;
        let at =
            at.unwrap_or_else(|| self.open.last().map_or(0, |parent| self.start_of(parent.index))) as u32;
        let keeps_space = self.open.last().is_some_and(|parent| parent.keeps_space);
        self.open.push(UnclosedElement { index: self.tree.nodes.len() as u32, keeps_space });
        self.push(ElementNode { name: Some(name), end: 0, data: attributes..attributes, span: at..at });
    }

    /// The element that just started has an attribute.
    pub(super) fn attribute(&mut self, namespace: &str, local: &str, value: &str) {
        let names = &mut self.tree.names;
        let namespace = names.namespace(namespace);
        let name = names.name(namespace, local);
        let start = self.tree.texts.len() as u32;
        self.tree.texts.push_str(value);
        let value = start..self.tree.texts.len() as u32;
        self.tree.attributes.push(TreeAttribute { name, value });
        if let Some(node) = self.tree.nodes.last_mut() {
            node.data.end += 1;
        }
    }

    /// The element that just started says whether white space inside is kept.
    pub(super) fn keep_space(&mut self, keeps: bool) {
        if let Some(open) = self.open.last_mut() {
            open.keeps_space = keeps;
        }
    }

    /// Text, in pieces.
    pub(super) fn text(&mut self, text: &str) {
        self.text.get_or_insert(self.tree.texts.len() as u32);
        self.tree.texts.push_str(text);
    }

    /// Something comes between two texts.
    pub(super) fn cut(&mut self) {
        let Some(start) = self.text.take() else { return };
        let text = start..self.tree.texts.len() as u32;
        let blank = self.tree.slice(&text).bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        if blank && !self.open.last().is_some_and(|open| open.keeps_space) {
            self.tree.texts.truncate(start as usize);
        } else {
            self.push(ElementNode { name: None, end: 0, data: text, span: 0..0 });
        }
    }

    /// The element that started last and is still open ends before this byte.
    pub(super) fn end(&mut self, at: usize) {
        self.cut();
        let end = self.tree.nodes.len() as u32;
        let node = self.open.pop().and_then(|open| self.tree.nodes.get_mut(open.index as usize));
        if let Some(node) = node {
            node.end = end;
            node.span.end = at as u32;
        }
    }

    /// The whole tree.
    pub(super) fn finish(self) -> XmlTree {
        self.tree
    }

    fn push(&mut self, node: ElementNode) {
        let end = self.tree.nodes.len() as u32 + 1;
        self.tree.nodes.push(ElementNode { end, ..node });
    }

    fn start_of(&self, index: u32) -> usize {
        self.tree.nodes.get(index as usize).map_or(0, |node| node.span.start as usize)
    }
}
