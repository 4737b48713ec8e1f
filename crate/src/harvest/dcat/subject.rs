//! A node of a graph and what is said of it: rdflib's `Resource`, and udata's ways to read it (`rdf.py`).

use std::{borrow::Cow, fmt, ops::Range};

use super::{curie::curie, value::Value};
use crate::source::rdf::{
    Graph, Node, Term,
    vocabulary::{dct, foaf, rdf, rdfs, skos, vcard},
};

/// The language udata prefers, compared exactly: neither `FR` nor `fr-FR` (`default_lang_value`, `rdf.py`).
const LANGUAGE: &str = "fr";

/// A node of a graph.
#[derive(Clone, Copy)]
pub(super) struct Subject<'g> {
    pub graph: &'g Graph,
    pub node: Node,
}

impl fmt::Debug for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.term().fmt(f)
    }
}

impl<'g> Subject<'g> {
    pub fn new(graph: &'g Graph, node: Node) -> Self {
        Self { graph, node }
    }

    pub fn term(self) -> Term<'g> {
        self.graph.term(self.node)
    }

    /// `str(term)`.
    pub fn text(self) -> &'g str {
        self.term().text()
    }

    /// `term.toPython()`.
    pub fn value(self) -> Value<'g> {
        match self.graph.native(self.node) {
            Some(native) => Value { text: self.text(), class: native.into() },
            None => Value::of(self.term(), self.graph.python(self.node)),
        }
    }

    /// The IRI; `None` for blank nodes and literals.
    pub fn iri(self) -> Option<&'g str> {
        match self.term() {
            Term::Iri(iri) => Some(iri),
            Term::Blank(_) | Term::Literal { .. } => None,
        }
    }

    /// Where the document describes the node, when it is neither inside nor around the description of `record`.
    pub fn span_apart(self, record: Self) -> Option<Range<usize>> {
        let (own, span) = (self.graph.span(record.node)?, self.graph.span(self.node)?);
        (span.end <= own.start || span.start >= own.end).then_some(span)
    }

    pub fn is_blank(self) -> bool {
        matches!(self.term(), Term::Blank(_))
    }

    pub fn is_literal(self) -> bool {
        matches!(self.term(), Term::Literal { .. })
    }

    /// The language tag of a literal.
    pub fn language(self) -> Option<&'g str> {
        match self.term() {
            Term::Literal { language, .. } => language,
            Term::Iri(_) | Term::Blank(_) => None,
        }
    }

    /// Whether Python holds it true: a `Resource` always is, a literal has the truth of its value.
    pub fn is_truthy(self) -> bool {
        !self.is_literal() || self.value().is_truthy()
    }

    /// Whether Python holds the bare term true: an IRI is then a string like another.
    pub fn is_node_truthy(self) -> bool {
        if self.is_literal() { self.value().is_truthy() } else { !self.text().is_empty() }
    }

    /// `resource.value(property)`: the first object.
    pub fn first(self, property: Node) -> Option<Self> {
        self.all(property).next()
    }

    /// `resource.objects(property)`.
    pub fn all(self, property: Node) -> impl Iterator<Item = Self> + use<'g> {
        let graph = self.graph;
        graph.objects(self.node, property).map(move |node| Self { graph, node })
    }

    /// `default_lang_value`: the first literal in French, else the first object.
    pub fn preferred(self, property: Node) -> Option<Self> {
        let mut objects = self.all(property);
        let first = objects.next()?;
        if first.is_french() {
            return Some(first);
        }
        Some(objects.find(|object| object.is_french()).unwrap_or(first))
    }

    pub fn is_french(self) -> bool {
        self.language() == Some(LANGUAGE)
    }

    /// `rdf_value`: the preferred object, when Python holds it true.
    pub fn one(self, property: Node) -> Option<Value<'g>> {
        self.preferred(property).filter(|object| object.is_truthy()).map(Self::value)
    }

    /// `rdf_value(…) or None`.
    pub fn one_truthy(self, property: Node) -> Option<Value<'g>> {
        self.one(property).filter(|value| value.is_truthy())
    }

    /// `serialize_value` with `unwrap`: of a node, the value of the first of these properties that has
    /// one, else the node itself.
    pub fn unwrapped(self, properties: &[Node]) -> Value<'g> {
        let label = || properties.iter().find_map(|&property| self.one_truthy(property));
        if self.is_literal() { self.value() } else { label().unwrap_or_else(|| self.value()) }
    }

    /// How a person would name it: a literal's text, an IRI, else the label of a blank node, else what it says.
    pub fn caption(self) -> Cow<'g, str> {
        const LABELS: [Node; 5] = [foaf::NAME, vcard::FN, rdfs::LABEL, skos::PREF_LABEL, dct::TITLE];
        if !matches!(self.term(), Term::Blank(_)) {
            return self.text().into();
        }
        match LABELS.iter().find_map(|&property| self.one_truthy(property)) {
            Some(label) => label.text.into(),
            None => self.objects_joined().into(),
        }
    }

    /// The same of a node of which, if it has no text, the names of its properties are all that can be shown.
    pub fn caption_or_names(self) -> Cow<'g, str> {
        let caption = self.caption();
        if !caption.trim().is_empty() || !self.is_blank() {
            return caption;
        }
        let names = self.graph.predicate_objects(self.node).map(|(predicate, _)| predicate);
        let names = names.filter(|predicate| *predicate != rdf::TYPE);
        let mut names: Vec<_> = names.map(|predicate| curie(self.graph.term(predicate).text())).collect();
        names.dedup();
        names.join(", ").into()
    }

    /// What the blank nodes in a node say, those that say something.
    pub fn texts_of_parts(self) -> impl Iterator<Item = String> + use<'g> {
        let graph = self.graph;
        let parts = graph.predicate_objects(self.node).map(move |(_, node)| Self { graph, node });
        parts.filter(|part| part.is_blank()).map(Self::objects_joined).filter(|text| !text.is_empty())
    }

    /// The first literals and IRIs of a blank node: « 2020-01-01 · 2020-12-31 ».
    fn objects_joined(self) -> String {
        let graph = self.graph;
        let texts = graph.predicate_objects(self.node).filter(|(predicate, _)| *predicate != rdf::TYPE);
        let texts =
            texts.map(|(_, object)| graph.term(object)).filter(|term| !matches!(term, Term::Blank(_)));
        texts.take(4).map(Term::text).collect::<Vec<_>>().join(" · ")
    }
}
