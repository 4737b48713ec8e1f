//! An interned graph that keeps the order of insertion.
//!
//! rdflib's memory store is three nests of dictionaries, which list what they hold in the order it
//! was first inserted; udata takes the first value it is given, so this order decides the result.
//! Here triples lie in one vector and are chained twice: with those of the same subject, predicate by predicate, and with
//! those of the same object. Chains are closed, the last triple leads to the first: a node remembers its last one only.

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

/// No triple.
const NONE: u32 = u32::MAX;

/// How many triples of a subject are compared one by one: they lie close in memory, a table does not.
const NEAR: usize = 40;

#[derive(Debug)]
struct Triple {
    subject: Node,
    predicate: Node,
    object: Node,
    next_of_subject: u32,
    next_of_object: u32,
}

/// The last triples that have a node as their subject, and as their object.
#[derive(Debug, Clone)]
struct Chains {
    of_subject: u32,
    of_object: u32,
}

impl Chains {
    const EMPTY: Self = Self { of_subject: NONE, of_object: NONE };
}

/// The triples of one subject and one predicate, which follow each other in the chain of the subject.
#[derive(Debug, Clone, Copy)]
struct Run {
    first: u32,
    last: u32,
}

/// A set of triples: duplicates are dropped, and every listing follows the order of first insertion.
#[derive(Debug, Default)]
pub struct Graph {
    terms: TermTable,
    triples: Vec<Triple>,
    /// By node; literals at the end may have none.
    chains: Vec<Chains>,
    /// Of subjects that have more than [`NEAR`] triples.
    runs: FxHashMap<(Node, Node), Run>,
    /// All triples of these subjects.
    crowd: HashTable<u32>,
    /// Bytes of the document.
    spans: FxHashMap<Node, Range<u32>>,
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
        self.chains.shrink_to_fit();
        self.spans.shrink_to_fit();
    }

    /// Adds a triple, unless it is there.
    pub fn add(&mut self, subject: Node, predicate: Node, object: Node) {
        let added = self.triples.len() as u32;
        let (run, rank) = self.run(subject, predicate);
        if run.is_some_and(|run| self.find_triple(run, rank, object).is_some()) {
            return;
        }
        let [last_of_subject, last_use] = [self.chains(subject).of_subject, self.chains(object).of_object];
        let before = run.map_or(last_of_subject, |run| run.last);
        let next_of_subject = self.link(before, added, |triple| &mut triple.next_of_subject);
        let next_of_object = self.link(last_use, added, |triple| &mut triple.next_of_object);
        self.triples.push(Triple { subject, predicate, object, next_of_subject, next_of_object });
        if before == last_of_subject {
            self.chains_mut(subject).of_subject = added;
        }
        self.chains_mut(object).of_object = added;
        if let Some(sources) = &mut self.sources {
            sources.by_triple.push(sources.current);
        }
        if rank >= NEAR {
            self.index(subject, added);
        }
    }

    /// Puts a triple after this one in a chain; returns the one that follows.
    fn link(&mut self, before: u32, added: u32, next: impl Fn(&mut Triple) -> &mut u32) -> u32 {
        match self.triples.get_mut(before as usize) {
            Some(before) => std::mem::replace(next(before), added),
            None => added,
        }
    }

    /// Indexes a triple that was just added to a subject that has many, and the others when they are not.
    fn index(&mut self, subject: Node, added: u32) {
        let first = self.of_subject(subject).next();
        let is_indexed = first.is_some_and(|(_, first)| self.runs.contains_key(&(subject, first.predicate)));
        let unindexed =
            if is_indexed { vec![added] } else { self.of_subject(subject).map(|(index, _)| index).collect() };
        for index in unindexed {
            let Self { terms, triples, crowd, runs, .. } = self;
            let key = |&index: &u32| hash(triples[index as usize].key(terms));
            crowd.insert_unique(key(&index), index, key);
            let run = (subject, triples[index as usize].predicate);
            runs.entry(run).or_insert(Run { first: index, last: index }).last = index;
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
        let (run, rank) = self.run(subject, predicate);
        let found = self.find_triple(run?, rank, object)?;
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
        self.spans.get(&node).map(|span| span.start as usize..span.end as usize)
    }

    /// The graph, of which no one asks where its nodes are described.
    #[must_use]
    pub fn without_places(self) -> Self {
        Self { spans: FxHashMap::default(), ..self }
    }

    /// Says where a node is described; of several places the longest is kept.
    pub fn describe(&mut self, node: Node, place: Range<usize>) {
        // No one gives a document of more than 4 Gio.
        let (Ok(start), Ok(end)) = (u32::try_from(place.start), u32::try_from(place.end)) else { return };
        let span = self.spans.entry(node).or_insert(0..0);
        if end.saturating_sub(start) > span.end - span.start {
            *span = start..end;
        }
    }

    /// The triples of a subject and a predicate, and how many the subject has, counted to one more than [`NEAR`].
    fn run(&self, subject: Node, predicate: Node) -> (Option<Run>, usize) {
        if let Some(run) = self.runs.get(&(subject, predicate)) {
            return (Some(*run), NEAR + 1);
        }
        let mut run: Option<Run> = None;
        let mut count = 0;
        for (index, triple) in self.of_subject(subject).take(NEAR + 1) {
            if triple.predicate == predicate {
                run = Some(Run { first: run.map_or(index, |run| run.first), last: index });
            }
            count += 1;
        }
        (run, count)
    }

    /// The triple of a run that has this object; `count` is that of the triples of its subject.
    fn find_triple(&self, run: Run, count: usize, object: Node) -> Option<u32> {
        let first = &self.triples[run.first as usize];
        let key = (first.subject, first.predicate, self.terms.folded(object));
        let is_it = |triple: &Triple| triple.key(&self.terms) == key;
        if count > NEAR {
            return self.crowd.find(hash(key), |&index| is_it(&self.triples[index as usize])).copied();
        }
        let mut run = self.chain(run.first, run.last, |triple| triple.next_of_subject);
        run.find(|(_, triple)| is_it(triple)).map(|(index, _)| index)
    }

    /// The objects of a subject and a predicate.
    fn run_from_first(&self, subject: Node, predicate: Node) -> impl Iterator<Item = &Triple> {
        let is_of_run = move |triple: &&Triple| triple.predicate == predicate;
        let near = self.of_subject(subject).take(NEAR).find(|(_, triple)| triple.predicate == predicate);
        let first = match near {
            Some((first, _)) => first,
            None => self.runs.get(&(subject, predicate)).map_or(NONE, |run| run.first),
        };
        let last = self.chains(subject).of_subject;
        self.chain(first, last, |triple| triple.next_of_subject)
            .map(|(_, triple)| triple)
            .take_while(is_of_run)
    }

    /// The triples of a chain from one to another, and their indices.
    fn chain(&self, first: u32, last: u32, next: fn(&Triple) -> u32) -> impl Iterator<Item = (u32, &Triple)> {
        let at = |index: u32| self.triples.get(index as usize).map(|triple| (index, triple));
        iter::successors(
            at(first),
            move |&(index, triple)| if index == last { None } else { at(next(triple)) },
        )
    }

    /// The triples of a subject, predicate by predicate.
    fn of_subject(&self, subject: Node) -> impl Iterator<Item = (u32, &Triple)> {
        let last = self.chains(subject).of_subject;
        let first = self.triples.get(last as usize).map_or(NONE, |last| last.next_of_subject);
        self.chain(first, last, |triple| triple.next_of_subject)
    }

    /// The triples that have this object.
    fn uses(&self, object: Node) -> impl Iterator<Item = &Triple> {
        let last = self.chains(object).of_object;
        let first = self.triples.get(last as usize).map_or(NONE, |last| last.next_of_object);
        self.chain(first, last, |triple| triple.next_of_object).map(|(_, triple)| triple)
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

impl Triple {
    fn key(&self, terms: &TermTable) -> (Node, Node, Node) {
        (self.subject, self.predicate, terms.folded(self.object))
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
