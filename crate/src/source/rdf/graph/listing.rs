//! What a graph lists, each in the order in which rdflib's store does.

use rustc_hash::FxHashMap;

use super::{Graph, Node, Run};
use crate::text::order;

impl Graph {
    /// rdflib's `value(subject, predicate)`: the first object.
    pub fn value(&self, subject: Node, predicate: Node) -> Option<Node> {
        self.objects(subject, predicate).next()
    }

    /// The objects of (subject, predicate).
    pub fn objects(&self, subject: Node, predicate: Node) -> impl Iterator<Item = Node> {
        self.run_from_first(subject, predicate).map(|triple| triple.object)
    }

    /// The subjects of (predicate, object).
    pub fn subjects(&self, predicate: Node, object: Node) -> impl Iterator<Item = Node> {
        self.uses(object).filter(move |triple| triple.predicate == predicate).map(|triple| triple.subject)
    }

    /// (predicate, object) of a subject: predicates in the order of their first object.
    pub fn predicate_objects(&self, subject: Node) -> impl Iterator<Item = (Node, Node)> {
        self.of_subject(subject).map(|(_, triple)| (triple.predicate, triple.object))
    }

    /// (subject, predicate) of an object: subjects in the order of their first triple.
    pub fn subject_predicates(&self, object: Node) -> impl Iterator<Item = (Node, Node)> {
        grouped(self.uses(object).map(|triple| (triple.subject, triple.predicate)))
    }

    /// (subject, object) of a predicate: objects in the order of their first triple. Reads the whole graph.
    pub fn subject_objects(&self, predicate: Node) -> impl Iterator<Item = (Node, Node)> {
        let uses = self.triples().filter(move |triple| triple.1 == predicate);
        grouped(uses.map(|(subject, _, object)| (object, subject))).map(|(object, subject)| (subject, object))
    }

    /// Whether a subject is given two properties by turns: one and the other, then again one and the other. What one
    /// record holds of each is written together; that of two records of one name is not.
    pub fn alternates(&self, subject: Node, one: Node, other: Node) -> bool {
        let (Some(one), Some(other)) = (self.run(subject, one).0, self.run(subject, other).0) else {
            return false;
        };
        let leads = |first: Run, second: Run| {
            first.first < second.first && second.first < first.last && first.last < second.last
        };
        leads(one, other) || leads(other, one)
    }

    /// All triples, in the order of insertion.
    pub fn triples(&self) -> impl Iterator<Item = (Node, Node, Node)> {
        self.triples.iter().map(|triple| (triple.subject, triple.predicate, triple.object))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(graph: &Graph, nodes: impl Iterator<Item = Node>) -> Vec<&str> {
        nodes.map(|node| graph.term(node).text()).collect()
    }

    #[test]
    fn properties_by_turns_are_told_from_properties_in_groups() {
        for (order, expected) in
            [("titi", true), ("itit", true), ("ttii", false), ("itti", false), ("ti", false)]
        {
            let mut graph = Graph::default();
            let [record, title, identifier] = ["r", "t", "i"].map(|iri| graph.iri(iri));
            for (rank, property) in order.chars().enumerate() {
                let value = graph.literal(&rank.to_string(), None, None);
                graph.add(record, if property == 't' { title } else { identifier }, value);
            }
            assert_eq!(graph.alternates(record, title, identifier), expected, "{order}");
        }
    }

    #[test]
    fn listings_follow_the_order_of_first_insertion() {
        let mut graph = Graph::default();
        let [a, b, p, q] = ["a", "b", "p", "q"].map(|iri| graph.iri(iri));
        let [x, y] = ["x", "y"].map(|value| graph.literal(value, None, None));
        for (s, p, o) in [(b, q, y), (a, p, y), (b, p, x), (a, p, x), (b, q, x), (a, p, y), (b, p, y)] {
            graph.add(s, p, o);
        }
        assert_eq!(graph.len(), 6, "a repeated triple is dropped");
        assert_eq!(texts(&graph, graph.objects(a, p)), ["y", "x"]);
        assert_eq!(texts(&graph, graph.subjects(p, x)), ["b", "a"]);
        assert_eq!(texts(&graph, graph.subjects(p, y)), ["a", "b"]);
        let predicate_objects: Vec<_> = graph.predicate_objects(b).collect();
        assert_eq!(predicate_objects, [(q, y), (q, x), (p, x), (p, y)], "grouped by predicate");
        let subject_predicates: Vec<_> = graph.subject_predicates(y).collect();
        assert_eq!(subject_predicates, [(b, q), (b, p), (a, p)], "grouped by subject");
        let subject_objects: Vec<_> = graph.subject_objects(p).collect();
        assert_eq!(subject_objects, [(a, y), (b, y), (b, x), (a, x)], "grouped by object");
        assert_eq!(graph.value(a, q), None);
    }

    #[test]
    fn a_crowded_subject_lists_as_others_do() {
        let mut graph = Graph::default();
        let subject = graph.iri("s");
        let nodes: Vec<_> = (0..50).map(|index| graph.iri(&format!("n{index}"))).collect();
        // Predicates in turn, twice: those of the same predicate come together, in the order of their first.
        for (object, predicate) in
            nodes.iter().flat_map(|object| nodes.iter().step_by(10).map(move |p| (object, p)))
        {
            graph.add(subject, *predicate, *object);
            graph.add(subject, *predicate, *object);
            assert_eq!(graph.objects(subject, *predicate).last(), Some(*object));
        }
        assert_eq!(graph.len(), 250);
        let listed: Vec<_> = graph.predicate_objects(subject).collect();
        let expected =
            nodes.iter().step_by(10).flat_map(|predicate| nodes.iter().map(|object| (*predicate, *object)));
        assert!(listed.iter().copied().eq(expected));
        assert!(nodes.iter().all(|object| graph.subjects(nodes[40], *object).eq([subject])));
        assert_eq!(graph.value(subject, nodes[1]), None);
    }

    #[test]
    fn a_crowded_property_drops_duplicates_too() {
        let mut graph = Graph::default();
        let (catalogue, dataset) = (graph.iri("catalogue"), graph.iri("dataset"));
        let names: Vec<_> = (0..100).map(|index| format!("d{index}")).collect();
        for _ in 0..3 {
            for name in &names {
                let object = graph.iri(name);
                graph.add(catalogue, dataset, object);
            }
        }
        assert_eq!(texts(&graph, graph.objects(catalogue, dataset)), names);
    }
}
