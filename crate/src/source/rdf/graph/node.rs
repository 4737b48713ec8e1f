//! The terms of a graph, and the numbers that stand for them.

/// An interned term. The terms of the vocabulary are the same number in every graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(pub(in crate::source::rdf) u32);

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

/// What a literal made of a Python value still holds, whatever datatype it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PythonType {
    /// `bool`
    Boolean,
    /// `int`
    Integer,
    /// `float`
    Float,
    /// `list`: what JSON-LD writes where only one value may be.
    List,
    /// `dict`, likewise.
    Dict,
}

impl<'a> Term<'a> {
    /// Python's `str(term)`: the IRI, the blank node's label, the lexical form.
    pub fn text(self) -> &'a str {
        match self {
            Self::Iri(text) | Self::Blank(text) | Self::Literal { value: text, .. } => text,
        }
    }
}
