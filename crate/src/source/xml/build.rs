//! Building a tree from what a document is made of, in order.

use std::ops::Range;

use super::{Attribute, Name, Node, Tree, names::Namespace};

/// A tree under construction.
#[derive(Debug, Default)]
pub(super) struct Builder {
    tree: Tree,
    /// The elements whose end is awaited.
    open: Vec<u32>,
    /// Where the text since the last markup starts in the document, and in the tree's texts.
    text: Option<(u32, u32)>,
}

impl Builder {
    /// An element starts at a byte of the document.
    pub(super) fn start(&mut self, namespace: &str, local: &str, at: usize) {
        self.cut(at);
        let name = self.name(namespace, local);
        let attributes = self.tree.attributes.len() as u32;
        self.open.push(self.tree.nodes.len() as u32);
        self.push(Some(name), attributes..attributes, at..at);
    }

    /// The element that just started has an attribute.
    pub(super) fn attribute(&mut self, namespace: &str, local: &str, value: &str) {
        let name = self.name(namespace, local);
        let start = self.tree.texts.len() as u32;
        self.tree.texts.push_str(value);
        let value = start..self.tree.texts.len() as u32;
        self.tree.attributes.push(Attribute { name, value });
        if let Some(node) = self.tree.nodes.last_mut() {
            node.data.end += 1;
        }
    }

    /// Text, in pieces.
    pub(super) fn text(&mut self, text: &str, at: usize) {
        self.text.get_or_insert((at as u32, self.tree.texts.len() as u32));
        self.tree.texts.push_str(text);
    }

    /// Something comes between two texts.
    pub(super) fn cut(&mut self, at: usize) {
        let Some((from, start)) = self.text.take() else { return };
        let text = start..self.tree.texts.len() as u32;
        let blank = self.tree.slice(&text).bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        if blank {
            self.tree.texts.truncate(start as usize);
        } else {
            self.push(None, text, from as usize..at);
        }
    }

    /// The element that started last and is still open ends: its end tag stands at these bytes.
    pub(super) fn end(&mut self, tag: Range<usize>) {
        self.cut(tag.start);
        let end = self.tree.nodes.len() as u32;
        let node = self.open.pop().and_then(|index| self.tree.nodes.get_mut(index as usize));
        if let Some(node) = node {
            node.end = end;
            node.span.end = tag.end as u32;
        }
    }

    /// The whole tree.
    pub(super) fn finish(self) -> Tree {
        self.tree
    }

    fn push(&mut self, name: Option<Name>, data: Range<u32>, span: Range<usize>) {
        let end = self.tree.nodes.len() as u32 + 1;
        self.tree.nodes.push(Node { name, end, data, span: span.start as u32..span.end as u32 });
    }

    fn name(&mut self, namespace: &str, local: &str) -> Name {
        let namespace: Namespace = self.tree.names.namespace(namespace);
        self.tree.names.name(namespace, local)
    }
}
