//! An interned graph that keeps the order of insertion.

use std::ops::Range;

/// An interned term. The terms of [`super::vocabulary`] are the same number in every graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(pub(super) u32);

/// What a [`Node`] stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term<'a> {
    /// An IRI, as rdflib keeps it: it may be relative or hold spaces.
    Iri(&'a str),
    /// A blank node.
    Blank(&'a str),
    /// A literal; `datatype` is absent for plain literals and for tagged ones.
    Literal {
        /// Lexical form, normalised where rdflib normalises it.
        value: &'a str,
        /// Language tag, in the case it was written.
        language: Option<&'a str>,
        /// Datatype IRI.
        datatype: Option<&'a str>,
    },
}

impl<'a> Term<'a> {
    /// Python's `str(term)`: the IRI, the blank node's label, the lexical form.
    pub fn text(self) -> &'a str {
        match self {
            Self::Iri(text) | Self::Blank(text) | Self::Literal { value: text, .. } => text,
        }
    }
}

/// A set of triples: duplicates are dropped, and every listing follows the order of first insertion.
#[derive(Debug, Default)]
pub struct Graph {}

impl Graph {
    /// The node of an IRI.
    pub fn iri(&mut self, _iri: &str) -> Node {
        Node(0)
    }

    /// A blank node of its own, or the one with this label in the document.
    pub fn blank(&mut self, _label: Option<&str>) -> Node {
        Node(0)
    }

    /// The node of a literal.
    pub fn literal(&mut self, _value: &str, _language: Option<&str>, _datatype: Option<&str>) -> Node {
        Node(0)
    }

    /// Adds a triple.
    pub fn add(&mut self, _subject: Node, _predicate: Node, _object: Node) {}

    /// What a node stands for.
    pub fn term(&self, _node: Node) -> Term<'_> {
        Term::Iri("")
    }

    /// The node of an IRI, when the graph has it.
    pub fn find(&self, _iri: &str) -> Option<Node> {
        None
    }

    /// rdflib's `value(subject, predicate)`: the first object.
    pub fn value(&self, subject: Node, predicate: Node) -> Option<Node> {
        self.objects(subject, predicate).next()
    }

    /// The objects of (subject, predicate).
    pub fn objects(&self, _subject: Node, _predicate: Node) -> impl Iterator<Item = Node> {
        std::iter::empty()
    }

    /// The subjects of (predicate, object).
    pub fn subjects(&self, _predicate: Node, _object: Node) -> impl Iterator<Item = Node> {
        std::iter::empty()
    }

    /// (predicate, object) of a subject.
    pub fn predicate_objects(&self, _subject: Node) -> impl Iterator<Item = (Node, Node)> {
        std::iter::empty()
    }

    /// (subject, predicate) of an object.
    pub fn subject_predicates(&self, _object: Node) -> impl Iterator<Item = (Node, Node)> {
        std::iter::empty()
    }

    /// (subject, object) of a predicate.
    pub fn subject_objects(&self, _predicate: Node) -> impl Iterator<Item = (Node, Node)> {
        std::iter::empty()
    }

    /// All triples, in the order of insertion.
    pub fn triples(&self) -> impl Iterator<Item = (Node, Node, Node)> {
        std::iter::empty()
    }

    /// Where the node was described in the document, when the reader knows.
    pub fn span(&self, _node: Node) -> Option<Range<usize>> {
        None
    }
}
