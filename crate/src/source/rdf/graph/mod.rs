//! An interned graph that keeps the order of insertion.
//!
//! rdflib's memory store is three nests of dictionaries, which list what they hold in the order it
//! was first inserted; udata takes the first value it is given, so this order decides the result.
//! Here triples lie in one vector and are chained twice: with those of the same subject and predicate
//! (a *property*), and with those of the same object. Properties are chained by subject.

mod listing;
mod node;

use std::{
    hash::{BuildHasher, Hash},
    iter,
    ops::Range,
};

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};

pub use self::node::{Node, PythonType, Term};
use super::{literal, terms::TermTable};

/// The end of a chain.
const NONE: u32 = u32::MAX;

/// How many objects of a property are compared one by one; the others are looked up.
const WALKED: usize = 8;

/// How many properties of a subject are compared one by one: they lie close in memory, the table does not.
const NEAR: usize = 40;

/// A subject and a predicate, with the chain of their objects.
#[derive(Debug)]
struct Statements {
    subject: Node,
    predicate: Node,
    first: u32,
    last: u32,
    next_of_subject: u32,
}

/// One object of a property.
#[derive(Debug)]
struct Triple {
    property: u32,
    object: Node,
    next_of_property: u32,
    next_of_object: u32,
}

/// The chains of a node: its properties, and the triples whose object it is.
#[derive(Debug, Clone)]
struct Chains {
    first_property: u32,
    last_property: u32,
    first_use: u32,
    last_use: u32,
}

impl Chains {
    const EMPTY: Self = Self { first_property: NONE, last_property: NONE, first_use: NONE, last_use: NONE };
}

/// A set of triples: duplicates are dropped, and every listing follows the order of first insertion.
#[derive(Debug, Default)]
pub struct Graph {
    terms: TermTable,
    triples: Vec<Triple>,
    properties: Vec<Statements>,
    /// By node; literals at the end may have none.
    chains: Vec<Chains>,
    /// Properties by subject and predicate.
    names: HashTable<u32>,
    /// The triples of long properties beyond the first [`WALKED`], by property and object.
    crowd: HashTable<u32>,
    spans: FxHashMap<Node, Range<usize>>,
    /// What each triple is made of, for whoever converts a record and wants to know.
    sources: Option<Sources>,
}

/// Numbers that whoever makes a graph gives to what it is made of.
#[derive(Debug, Default)]
struct Sources {
    current: u32,
    by_triple: Vec<u32>,
}

impl Graph {
    /// The node of an IRI.
    pub fn iri(&mut self, iri: &str) -> Node {
        self.terms.iri(iri)
    }

    /// A blank node of its own, or the one with this label in the document.
    pub fn blank(&mut self, label: Option<&str>) -> Node {
        match label {
            Some(label) => self.terms.blank(label),
            None => self.terms.anonymous(),
        }
    }

    /// The node of a literal, normalised as rdflib normalises it; a language excludes a datatype.
    pub fn literal(&mut self, value: &str, language: Option<&str>, datatype: Option<&str>) -> Node {
        match (language, datatype) {
            (Some(language), _) if !language.is_empty() => self.terms.tagged(value, language),
            (_, Some(datatype)) => {
                let text = literal::normalise(value, datatype);
                let python = literal::python(value, datatype).filter(|python| *python != text);
                let datatype = self.terms.iri(datatype);
                match python {
                    Some(python) => self.terms.valued(&text, datatype, &python),
                    None => self.terms.typed(&text, datatype),
                }
            }
            _ => self.terms.plain(value),
        }
    }

    /// The node of a typed literal whose form rdflib takes from a Python value, and leaves; `native` is the value's own
    /// type, when its datatype may say another one.
    pub(super) fn literal_of(&mut self, value: &str, datatype: &str, native: Option<PythonType>) -> Node {
        let datatype = self.terms.iri(datatype);
        let written = self.terms.typed(value, datatype);
        native.map_or(written, |native| self.terms.cast(written, native))
    }

    /// The node of a literal without datatype, that holds a value of this type.
    pub(super) fn untyped(&mut self, value: &str, language: Option<&str>, native: PythonType) -> Node {
        let written = self.literal(value, language, None);
        self.terms.cast(written, native)
    }

    /// What Python holds instead of what a literal's datatype says.
    pub fn native(&self, literal: Node) -> Option<PythonType> {
        self.terms.native(literal)
    }

    /// Gives back the memory of what will not come: the graph of a document is as large as the document.
    pub fn shrink_to_fit(&mut self) {
        self.terms.shrink_to_fit();
        self.triples.shrink_to_fit();
        self.properties.shrink_to_fit();
        self.chains.shrink_to_fit();
        self.spans.shrink_to_fit();
    }

    /// Adds a triple.
    pub fn add(&mut self, subject: Node, predicate: Node, object: Node) {
        let property = self.property_or_new(subject, predicate);
        let Some(rank) = self.rank_of_new(property, object) else { return };
        let added = self.triples.len() as u32;
        self.triples.push(Triple { property, object, next_of_property: NONE, next_of_object: NONE });
        if let Some(sources) = &mut self.sources {
            sources.by_triple.push(sources.current);
        }
        if rank >= WALKED {
            let Self { terms, triples, crowd, .. } = self;
            let key = |&index: &u32| hash(triples[index as usize].key(terms));
            crowd.insert_unique(key(&added), added, key);
        }
        let chain = &mut self.properties[property as usize];
        match std::mem::replace(&mut chain.last, added) {
            NONE => chain.first = added,
            last => self.triples[last as usize].next_of_property = added,
        }
        let chain = self.chains_mut(object);
        match std::mem::replace(&mut chain.last_use, added) {
            NONE => chain.first_use = added,
            last => self.triples[last as usize].next_of_object = added,
        }
    }

    /// A graph that knows what its triples are made of, as [`Self::made_of`] tells it.
    pub fn with_sources() -> Self {
        Self { sources: Some(Sources { current: NONE, by_triple: Vec::new() }), ..Self::default() }
    }

    /// The triples that follow are made of what has this number.
    pub fn made_of(&mut self, source: u32) {
        if let Some(sources) = &mut self.sources {
            sources.current = source;
        }
    }

    /// Whether the graph knows what its triples are made of.
    pub fn has_sources(&self) -> bool {
        self.sources.is_some()
    }

    /// The number of what a triple is made of, when the graph knows.
    pub fn source(&self, subject: Node, predicate: Node, object: Node) -> Option<u32> {
        let sources = self.sources.as_ref()?;
        let key = (subject, predicate);
        let same = |&index: &u32| self.properties[index as usize].key() == key;
        let property = *self.names.find(hash(key), same)?;
        let key = (property, self.terms.folded(object));
        let is_it = |index: &u32| self.triples[*index as usize].key(&self.terms) == key;
        let first = Some(self.properties[property as usize].first).filter(|&first| first != NONE);
        let chain = iter::successors(first, |&index| {
            Some(self.triples[index as usize].next_of_property).filter(|&next| next != NONE)
        });
        let found = chain.take(WALKED).find(is_it).or_else(|| self.crowd.find(hash(key), is_it).copied())?;
        sources.by_triple.get(found as usize).copied().filter(|&source| source != NONE)
    }

    /// What a node stands for.
    pub fn term(&self, node: Node) -> Term<'_> {
        self.terms.term(node)
    }

    /// What Python writes of the value of a literal, when its text does not tell: `5E+1` of a decimal that is written
    /// `50`.
    pub fn python(&self, node: Node) -> Option<&str> {
        self.terms.python(node)
    }

    /// The node of an IRI, when the graph has it.
    pub fn find(&self, iri: &str) -> Option<Node> {
        self.terms.find_iri(iri)
    }

    /// Every IRI of the document, once, in the order it was first met.
    pub fn iris(&self) -> impl Iterator<Item = &str> {
        self.terms.iris()
    }

    /// How many triples there are.
    pub fn len(&self) -> usize {
        self.triples.len()
    }

    /// Whether there is no triple.
    pub fn is_empty(&self) -> bool {
        self.triples.is_empty()
    }

    /// Where the node was described in the document, when the reader knows.
    pub fn span(&self, node: Node) -> Option<Range<usize>> {
        self.spans.get(&node).cloned()
    }

    /// The graph, of which no one asks where its nodes are described.
    #[must_use]
    pub fn without_places(self) -> Self {
        Self { spans: FxHashMap::default(), ..self }
    }

    /// Says where a node is described; of several places the longest is kept.
    pub fn describe(&mut self, node: Node, place: Range<usize>) {
        let span = self.spans.entry(node).or_insert(0..0);
        if place.len() > span.len() {
            *span = place;
        }
    }

    fn property(&self, subject: Node, predicate: Node) -> Option<&Statements> {
        let mut properties = self.properties_of(subject);
        let walked = properties.by_ref().take(NEAR).find(|property| property.predicate == predicate);
        if walked.is_some() || properties.next().is_none() {
            return walked;
        }
        let same = |&index: &u32| self.properties[index as usize].key() == (subject, predicate);
        self.names.find(hash((subject, predicate)), same).map(|&index| &self.properties[index as usize])
    }

    fn property_or_new(&mut self, subject: Node, predicate: Node) -> u32 {
        let Self { properties, names, .. } = self;
        let key = (subject, predicate);
        let same = |&index: &u32| properties[index as usize].key() == key;
        if let Some(&known) = names.find(hash(key), same) {
            return known;
        }
        let added = properties.len() as u32;
        properties.push(Statements { subject, predicate, first: NONE, last: NONE, next_of_subject: NONE });
        names.insert_unique(hash(key), added, |&index| hash(properties[index as usize].key()));
        let chain = self.chains_mut(subject);
        match std::mem::replace(&mut chain.last_property, added) {
            NONE => chain.first_property = added,
            last => self.properties[last as usize].next_of_subject = added,
        }
        added
    }

    /// How many objects come before this one in its property, unless it is already there.
    fn rank_of_new(&self, property: u32, object: Node) -> Option<usize> {
        let key = (property, self.terms.folded(object));
        let known = |triple: &Triple| triple.key(&self.terms) == key;
        let mut rank = 0;
        for triple in self.triples_of(&self.properties[property as usize]).take(WALKED) {
            if known(triple) {
                return None;
            }
            rank += 1;
        }
        let found = self.crowd.find(hash(key), |&index| known(&self.triples[index as usize]));
        found.is_none().then_some(rank)
    }

    fn triples_of(&self, property: &Statements) -> impl Iterator<Item = &Triple> {
        let triple = |index: u32| self.triples.get(index as usize);
        iter::successors(triple(property.first), move |current| triple(current.next_of_property))
    }

    fn properties_of(&self, subject: Node) -> impl Iterator<Item = &Statements> {
        let property = |index: u32| self.properties.get(index as usize);
        let first = self.chains(subject).first_property;
        iter::successors(property(first), move |current| property(current.next_of_subject))
    }

    /// The properties that have this object.
    fn uses(&self, object: Node) -> impl Iterator<Item = &Statements> {
        let triple = |index: u32| self.triples.get(index as usize);
        let first = self.chains(object).first_use;
        iter::successors(triple(first), move |current| triple(current.next_of_object))
            .map(|triple| &self.properties[triple.property as usize])
    }

    fn chains(&self, node: Node) -> &Chains {
        self.chains.get(node.0 as usize).unwrap_or(&Chains::EMPTY)
    }

    fn chains_mut(&mut self, node: Node) -> &mut Chains {
        let index = node.0 as usize;
        if self.chains.len() <= index {
            self.chains.resize(index + 1, Chains::EMPTY);
        }
        &mut self.chains[index]
    }
}

impl Statements {
    fn key(&self) -> (Node, Node) {
        (self.subject, self.predicate)
    }
}

impl Triple {
    fn key(&self, terms: &TermTable) -> (u32, Node) {
        (self.property, terms.folded(self.object))
    }
}

fn hash(key: impl Hash) -> u64 {
    FxBuildHasher.hash_one(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_what_rdflib_holds_equal() {
        let mut graph = Graph::default();
        assert_eq!(graph.iri("a"), graph.iri("a"));
        assert_ne!(graph.literal("a", None, None), graph.iri("a"));
        assert_ne!(graph.literal("a", Some("fr"), None), graph.literal("a", Some("en"), None));
        assert_eq!(graph.literal("a", Some(""), None), graph.literal("a", None, None));
        assert_ne!(graph.blank(None), graph.blank(None));
        assert_eq!(graph.blank(Some("N1")), graph.blank(Some("N1")));
        assert_ne!(graph.blank(Some("N1")), graph.blank(None));
        assert_eq!(graph.find("nowhere"), None);
    }

    /// rdflib compares language tags whatever their case, and a dictionary keeps its first key.
    #[test]
    fn a_literal_is_repeated_whatever_the_case_of_its_tag() {
        let mut graph = Graph::default();
        let [a, b, p] = ["a", "b", "p"].map(|iri| graph.iri(iri));
        let [upper, lower] = ["FR", "fr"].map(|tag| graph.literal("x", Some(tag), None));
        for (subject, object) in [(a, upper), (a, lower), (b, lower), (b, upper)] {
            graph.add(subject, p, object);
        }
        let language =
            |subject| match graph.objects(subject, p).map(|node| graph.term(node)).collect::<Vec<_>>()[..] {
                [Term::Literal { language, .. }] => language,
                _ => None,
            };
        assert_eq!((language(a), language(b)), (Some("FR"), Some("fr")));
    }
}
