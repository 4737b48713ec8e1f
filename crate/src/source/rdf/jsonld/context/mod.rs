//! What keys mean (rdflib's `shared/jsonld/context.py`).

mod load;

use std::{borrow::Cow, cell::RefCell, rc::Rc};

use rustc_hash::FxHashMap;

use super::{
    super::{Graph, Node, vocabulary::rdf},
    JsonLdFailure, JsonLdResult, iri,
    remote::Loader,
};
use crate::formats::json::{Json, Object};

/// The words that a term may stand for.
const KEYWORDS: &[&str] = &[
    "@graph",
    "@id",
    "@included",
    "@json",
    "@list",
    "@nest",
    "@none",
    "@reverse",
    "@set",
    "@type",
    "@value",
    "@language",
];

/// What a context says of a key.
#[derive(Debug, Default)]
pub(super) struct TermDefinition<'c> {
    /// An IRI or a keyword.
    pub(super) id: Option<String>,
    /// `@type`: how values are read.
    pub(super) kind: Option<String>,
    pub(super) container: Container,
    /// `@language`, which may say that there is none.
    pub(super) language: Option<Option<String>>,
    /// `@index`: the property that holds what values are indexed by.
    pub(super) index: Option<String>,
    pub(super) reverse: bool,
    /// A context for what is under the key.
    pub(super) context: Option<Json<'c>>,
    /// Whether its IRI may be continued.
    prefix: bool,
    protected: bool,
}

#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Container {
    pub(super) list: bool,
    pub(super) language: bool,
    pub(super) index: bool,
    pub(super) id: bool,
    pub(super) kind: bool,
    pub(super) graph: bool,
}

/// What becomes of a key's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// `@context` and `@id`, read elsewhere.
    Ignored,
    /// Unknown words.
    Dropped,
    Reverse,
    Graph,
    /// `@set` and `@included`: nodes without a relation.
    Nodes,
    Nest,
    Property(Node),
}

/// A key, looked up once in each context.
#[derive(Debug)]
pub(super) struct ExpandedKey<'c> {
    pub(super) term: Option<Rc<TermDefinition<'c>>>,
    pub(super) used_as: Use,
    /// `@type`, or a term for it: values are names.
    pub(super) is_type: bool,
}

impl ExpandedKey<'_> {
    /// Whether the items of a list have no meaning one by one.
    pub(super) fn takes_whole_lists(&self) -> bool {
        self.term.as_ref().is_some_and(|term| term.container.list || term.kind.as_deref() == Some("@json"))
    }
}

#[derive(Debug)]
pub(super) struct ActiveContext<'c> {
    version: f64,
    language: Option<String>,
    vocab: Option<String>,
    base: Option<String>,
    document_base: Option<String>,
    terms: FxHashMap<String, Rc<TermDefinition<'c>>>,
    /// Terms for each keyword.
    aliases: FxHashMap<String, Vec<String>>,
    /// The context around, to which nodes below return when this one does not propagate.
    parent: Option<Rc<ActiveContext<'c>>>,
    propagates: bool,
    keys: RefCell<FxHashMap<String, Rc<ExpandedKey<'c>>>>,
}

impl<'c> ActiveContext<'c> {
    pub(super) fn new(base: Option<&str>) -> Self {
        let base = base.map(|base| iri::without_fragment(base).to_owned());
        Self {
            version: 1.1,
            language: None,
            vocab: None,
            document_base: base.clone(),
            base,
            terms: FxHashMap::default(),
            aliases: FxHashMap::default(),
            parent: None,
            propagates: true,
            keys: RefCell::default(),
        }
    }

    /// This context with more read into it, as at the top of a document.
    pub(super) fn loaded(&self, source: &Json<'c>, loader: &mut Loader<'c, '_>) -> JsonLdResult<Self> {
        let mut loaded = self.copy();
        let base = self.base.clone();
        loaded.load(source, base.as_deref(), loader)?;
        Ok(loaded)
    }

    /// The context of something inside.
    pub(super) fn sub(
        around: &Rc<Self>,
        source: &Json<'c>,
        propagates: bool,
        loader: &mut Loader<'c, '_>,
    ) -> JsonLdResult<Rc<Self>> {
        let parent = match &around.parent {
            Some(parent) if !around.propagates => parent,
            _ => around,
        };
        Self::below(parent, source, propagates, loader)
    }

    /// The context of what is under a term.
    pub(super) fn scoped(
        around: &Rc<Self>,
        source: &Json<'c>,
        loader: &mut Loader<'c, '_>,
    ) -> JsonLdResult<Rc<Self>> {
        Self::below(around, source, true, loader)
    }

    fn below(
        parent: &Rc<Self>,
        source: &Json<'c>,
        propagates: bool,
        loader: &mut Loader<'c, '_>,
    ) -> JsonLdResult<Rc<Self>> {
        let mut context = parent.copy();
        context.propagates = propagates;
        context.parent = Some(Rc::clone(parent));
        context.load(source, None, loader)?;
        Ok(Rc::new(context))
    }

    /// The context of a node, which its type may change.
    pub(super) fn for_type(
        around: &Rc<Self>,
        node: &Object<'c>,
        loader: &mut Loader<'c, '_>,
    ) -> JsonLdResult<Rc<Self>> {
        if around.version >= 1.1 {
            let types = match around.find(node, "@type") {
                Some(Json::List(types)) => types.as_slice(),
                Some(one) => std::slice::from_ref(one),
                None => &[],
            };
            let mut terms = types.iter().filter_map(Json::as_str).filter_map(|name| around.terms.get(name));
            if let Some(scoped) =
                terms.next().and_then(|term| term.context.as_ref()).filter(|json| json.is_truthy())
            {
                return Self::sub(around, scoped, false, loader);
            }
        }
        Ok(match &around.parent {
            Some(parent) if !around.propagates => Rc::clone(parent),
            _ => Rc::clone(around),
        })
    }

    /// rdflib makes prefixes of the terms that end like namespaces, and refuses spaces in them.
    pub(super) fn check_prefixes(&self) -> JsonLdResult<()> {
        let namespace =
            |term: &TermDefinition<'_>| term.id.as_ref().is_some_and(|id| id.ends_with(['#', '/', ':']));
        match self.terms.iter().any(|(name, term)| name.contains(' ') && namespace(term)) {
            true => Err(JsonLdFailure::python("'Prefixes may not contain spaces.'")),
            false => Ok(()),
        }
    }

    fn copy(&self) -> Self {
        Self {
            version: self.version,
            language: self.language.clone(),
            vocab: self.vocab.clone(),
            base: self.base.clone(),
            document_base: self.document_base.clone(),
            terms: self.terms.clone(),
            aliases: self.aliases.clone(),
            parent: None,
            propagates: true,
            keys: RefCell::default(),
        }
    }

    pub(super) fn document_base(&self) -> Option<&str> {
        self.document_base.as_deref()
    }

    pub(super) fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The value of a keyword, by one of its terms or by its name.
    pub(super) fn find<'o>(&self, object: &'o Object<'c>, keyword: &str) -> Option<&'o Json<'c>> {
        let aliases = self.aliases.get(keyword).into_iter().flatten();
        aliases.map(String::as_str).chain([keyword]).find_map(|name| object.get(name))
    }

    /// The name under which an object has a keyword.
    pub(super) fn name_in<'o>(&'o self, object: &Object<'_>, keyword: &'o str) -> Option<&'o str> {
        let aliases = self.aliases.get(keyword).into_iter().flatten();
        aliases.map(String::as_str).chain([keyword]).find(|name| object.contains_key(name))
    }

    /// Whether what JSON-LD 1.1 brings is read.
    pub(super) fn is_1_1(&self) -> bool {
        self.version >= 1.1
    }

    /// The names of `@nest` that an object has, each with its term.
    pub(super) fn nests<'o>(
        &self,
        object: &'o Object<'c>,
    ) -> Vec<(&'o Json<'c>, Option<Rc<TermDefinition<'c>>>)> {
        let is_nest = |name: &str| self.means(name, "@nest");
        if !self.is_1_1() || self.name_in(object, "@nest").is_none() {
            return Vec::new();
        }
        let nests = object.iter().filter(|(name, _)| is_nest(name));
        nests.map(|(name, value)| (value, self.terms.get(name).cloned())).collect()
    }

    /// Whether a word is a keyword or one of its terms.
    pub(super) fn means(&self, word: &str, keyword: &str) -> bool {
        word == keyword
            || self.aliases.get(keyword).is_some_and(|terms| terms.iter().any(|term| term == word))
    }

    pub(super) fn key(&self, name: &str, graph: &mut Graph) -> Rc<ExpandedKey<'c>> {
        if let Some(known) = self.keys.borrow().get(name) {
            return Rc::clone(known);
        }
        let key = Rc::new(self.look_up(name, graph));
        self.keys.borrow_mut().insert(name.to_owned(), Rc::clone(&key));
        key
    }

    fn look_up(&self, name: &str, graph: &mut Graph) -> ExpandedKey<'c> {
        let term = self.terms.get(name).cloned();
        let id = term.as_ref().and_then(|term| term.id.as_deref());
        let is = |keyword| name == keyword || id == Some(keyword);
        let is_type = is("@type");
        let used_as = if name == "@context" || self.means(name, "@id") {
            Use::Ignored
        } else if self.means(name, "@reverse") {
            Use::Reverse
        } else if is("@graph") {
            Use::Graph
        } else if is("@set") || is("@included") {
            Use::Nodes
        } else if self.is_1_1() && self.means(name, "@nest") {
            Use::Nest
        } else if is_type {
            Use::Property(rdf::TYPE)
        } else {
            let iri = if term.is_some() { id.map(str::to_owned) } else { self.expand(name, true) };
            match iri.as_deref() {
                None | Some("") => Use::Dropped,
                Some(iri) if iri.len() > 2 && iri.starts_with("_:") => Use::Dropped,
                Some(iri) => Use::Property(graph.iri(iri)),
            }
        };
        ExpandedKey { term, used_as, is_type }
    }

    /// The IRI of a term, a compact IRI or a reference; none for an unknown word, empty for an unknown keyword.
    pub(super) fn expand(&self, name: &str, with_vocabulary: bool) -> Option<String> {
        if !self.accepts(name) {
            return Some(String::new());
        }
        if with_vocabulary && let Some(term) = self.terms.get(name) {
            return term.id.clone();
        }
        match name.split_once(':') {
            Some((_, local)) if local.starts_with("//") => {}
            Some(("_", _)) => return Some(name.to_owned()),
            Some((prefix, local)) => {
                if let Some(term) = self.terms.get(prefix).filter(|term| term.prefix)
                    && let Some(id) = term.id.as_deref().filter(|id| !id.is_empty())
                {
                    return Some(format!("{id}{local}"));
                }
            }
            None if with_vocabulary => {
                let vocab = self.vocab.as_deref().filter(|vocab| !vocab.is_empty());
                return vocab.map(|vocab| format!("{vocab}{name}"));
            }
            None => {}
        }
        Some(self.absolute(name).into_owned())
    }

    /// The IRI of an `@id`; empty when it holds a space.
    pub(super) fn resolve(&self, id: &str) -> String {
        let iri = self.expand(id, false).unwrap_or_default();
        if iri.starts_with("_:") {
            iri
        } else if iri.contains(' ') {
            String::new()
        } else {
            self.absolute(&iri).into_owned()
        }
    }

    /// A reference joined to the base.
    pub(super) fn absolute<'r>(&self, reference: &'r str) -> Cow<'r, str> {
        iri::join(self.base.as_deref().unwrap_or_default(), reference)
    }

    /// Words that start with `@` and a letter or a digit are kept for keywords.
    fn accepts(&self, name: &str) -> bool {
        let reserved = name.strip_prefix('@').is_some_and(|word| word.starts_with(char::is_alphanumeric));
        self.version < 1.1 || !reserved || KEYWORDS.contains(&name)
    }
}
