//! What a graph lists, each in the order in which rdflib's store does.

use rustc_hash::FxHashMap;

use super::{Graph, Node};
use crate::text::order;

impl Graph {
    /// rdflib's `value(subject, predicate)`: the first object.
    pub fn value(&self, subject: Node, predicate: Node) -> Option<Node> {
        self.objects(subject, predicate).next()
    }

    /// The objects of (subject, predicate).
    pub fn objects(&self, subject: Node, predicate: Node) -> impl Iterator<Item = Node> {
        let property = self.property(subject, predicate);
        property.into_iter().flat_map(|property| self.triples_of(property)).map(|triple| triple.object)
    }

    /// The subjects of (predicate, object).
    pub fn subjects(&self, predicate: Node, object: Node) -> impl Iterator<Item = Node> {
        self.uses(object)
            .filter(move |property| property.predicate == predicate)
            .map(|property| property.subject)
    }

    /// (predicate, object) of a subject: predicates in the order of their first object.
    pub fn predicate_objects(&self, subject: Node) -> impl Iterator<Item = (Node, Node)> {
        self.properties_of(subject).flat_map(|property| {
            self.triples_of(property).map(move |triple| (property.predicate, triple.object))
        })
    }

    /// (subject, predicate) of an object: subjects in the order of their first triple.
    pub fn subject_predicates(&self, object: Node) -> impl Iterator<Item = (Node, Node)> {
        grouped(self.uses(object).map(|property| (property.subject, property.predicate)))
    }

    /// (subject, object) of a predicate: objects in the order of their first triple. Reads the whole graph.
    pub fn subject_objects(&self, predicate: Node) -> impl Iterator<Item = (Node, Node)> {
        let uses = self.triples().filter(move |triple| triple.1 == predicate);
        grouped(uses.map(|(subject, _, object)| (object, subject))).map(|(object, subject)| (subject, object))
    }

    /// All triples, in the order of insertion.
    pub fn triples(&self) -> impl Iterator<Item = (Node, Node, Node)> {
        self.triples.iter().map(|triple| {
            let property = &self.properties[triple.property as usize];
            (property.subject, property.predicate, triple.object)
        })
    }
}

/// Pairs with those of the same first half brought together, in the order of their first pair.
fn grouped(pairs: impl Iterator<Item = (Node, Node)>) -> impl Iterator<Item = (Node, Node)> {
    let mut ranks = FxHashMap::default();
    let mut ranked: Vec<_> = pairs
        .map(|pair| {
            let next = ranks.len();
            (*ranks.entry(pair.0).or_insert(next), pair)
        })
        .collect();
    order::by_key(&mut ranked, |&(rank, _)| rank);
    ranked.into_iter().map(|(_, pair)| pair)
}
