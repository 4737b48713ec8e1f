//! Contexts as documents write them.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::super::{JsonLdFailure, JsonLdResult, iri, remote::Loader};
use super::{ActiveContext, Container, KEYWORDS, TermDefinition};
use crate::{
    formats::json::{Json, Object},
    text::url,
};

/// How often a name may stand for another one.
const EXPANSIONS: usize = 300;

/// The definitions of a context, by name.
type LocalContext<'s, 'c> = FxHashMap<&'s str, &'s Json<'c>>;

impl<'c> ActiveContext<'c> {
    /// Reads a context, or the list of several.
    pub(super) fn load(
        &mut self,
        source: &Json<'c>,
        base: Option<&str>,
        loader: &mut Loader<'c, '_>,
    ) -> JsonLdResult<()> {
        self.keys.take();
        self.load_from(source, base, None, &mut Vec::new(), loader)
    }

    fn load_from(
        &mut self,
        source: &Json<'c>,
        base: Option<&str>,
        from: Option<&str>,
        seen: &mut Vec<String>,
        loader: &mut Loader<'c, '_>,
    ) -> JsonLdResult<()> {
        match source {
            Json::Null => self.clear(),
            Json::List(sources) => {
                for source in sources {
                    self.load_from(source, base, from, seen, loader)?;
                }
            }
            Json::Text(address) => {
                let document = self.fetch(address, base, seen, loader)?;
                let inner = base.and_then(|base| url::join(base, address));
                match document.as_object().and_then(|object| object.get("@context")) {
                    Some(context) => {
                        self.load_from(context, inner.as_deref(), Some(address), seen, loader)?;
                    }
                    None => return Err(JsonLdFailure::python("invalid remote context")),
                }
            }
            Json::Object(object) => match object.get("@context") {
                Some(context) => self.load_from(context, base, from, seen, loader)?,
                None => self.read(object, from, seen, loader)?,
            },
            other => {
                let kind = other.python_type();
                return Err(JsonLdFailure::python(&format!("'{kind}' object has no attribute 'get'")));
            }
        }
        Ok(())
    }

    fn clear(&mut self) {
        self.language = None;
        self.vocab = None;
        self.terms.clear();
        self.aliases.clear();
        self.propagates = true;
    }

    /// The document at an address, which may not be asked for twice.
    fn fetch(
        &self,
        address: &str,
        base: Option<&str>,
        seen: &mut Vec<String>,
        loader: &mut Loader<'c, '_>,
    ) -> JsonLdResult<Rc<Json<'c>>> {
        let base = base.filter(|base| !base.is_empty()).or(self.document_base.as_deref()).unwrap_or_default();
        let address = url::join(base, address).unwrap_or_else(|| address.to_owned());
        if seen.contains(&address) {
            return Err(JsonLdFailure::python("recursive context inclusion"));
        }
        seen.push(address.clone());
        loader.fetch(&address)
    }

    fn read(
        &mut self,
        object: &Object<'c>,
        from: Option<&str>,
        seen: &mut Vec<String>,
        loader: &mut Loader<'c, '_>,
    ) -> JsonLdResult<()> {
        let import = object.get("@import").filter(|import| import.is_truthy());
        match import {
            Some(Json::Text(address)) => {
                let base = self.base.clone();
                let imported = self.fetch(address, base.as_deref(), seen, loader)?;
                let imported = imported.as_object().and_then(|imported| imported.get("@context"));
                let Some(imported) = imported.and_then(Json::as_object) else {
                    return Err(JsonLdFailure::python("invalid context entry"));
                };
                self.define(imported, true)?;
            }
            Some(_) => return Err(JsonLdFailure::python("invalid context entry")),
            None => {}
        }
        self.define(object, from.is_some() || import.is_some())
    }

    /// Reads the definitions of one context; a remote one does not set the base.
    fn define(&mut self, object: &Object<'c>, remote: bool) -> JsonLdResult<()> {
        let source: LocalContext<'_, 'c> = object.iter().collect();
        if let Some(vocab) = source.get("@vocab") {
            self.vocab = vocab.as_str().map(str::to_owned);
        }
        match source.get("@version") {
            Some(Json::Integer(version)) => self.version = version.parse().unwrap_or(1.1),
            Some(Json::Float(version)) => self.version = *version,
            Some(other) => {
                let kind = other.python_type();
                return Err(JsonLdFailure::python(&format!(
                    "'<' not supported between instances of '{kind}' and 'float'"
                )));
            }
            None => {}
        }
        let protected = source.get("@protected").is_some_and(|protected| protected.is_truthy());
        for (name, definition) in object.iter() {
            match (name, definition) {
                ("@vocab" | "@version" | "@import" | "@protected", _) => {}
                ("@propagate", Json::Bool(propagates)) => self.propagates = *propagates,
                ("@language", language) => self.language = language.as_str().map(str::to_owned),
                ("@base", _) if remote => {}
                ("@base", Json::Bool(false) | Json::Integer(_) | Json::Float(_))
                    if !definition.is_truthy() =>
                {
                    return Err(JsonLdFailure::without_members(definition));
                }
                ("@base", base) if base.is_truthy() && base.as_str().is_none() => {
                    let kind = base.python_type();
                    return Err(JsonLdFailure::python(&format!("'{kind}' object has no attribute 'find'")));
                }
                ("@base", base) => self.set_base(base.as_str()),
                (name, definition) => self.define_term(&source, name, definition, protected)?,
            }
        }
        Ok(())
    }

    fn set_base(&mut self, base: Option<&str>) {
        self.base = base.map(|base| self.absolute(iri::without_fragment(base)).into_owned());
    }

    fn define_term(
        &mut self,
        source: &LocalContext<'_, 'c>,
        name: &str,
        definition: &Json<'c>,
        protected: bool,
    ) -> JsonLdResult<()> {
        let mut term = TermDefinition { protected, ..TermDefinition::default() };
        let mut prefix = None;
        match definition {
            Json::Object(definition) => {
                prefix =
                    definition.get("@prefix").filter(|prefix| **prefix != Json::Null).map(Json::is_truthy);
                self.describe(source, name, definition, &mut term)?;
            }
            Json::Text(id) if !self.accepts(id) => return Ok(()),
            Json::Text(id) => term.id = Some(self.expand_fully(source, id)?),
            _ => {}
        }
        let id = term.id.clone();
        if self.accepts(name)
            && !self.terms.get(name).is_some_and(|known| known.protected && self.version >= 1.1)
        {
            let continues = id.as_ref().is_some_and(|id| id.ends_with([':', '/', '?', '#', '[', ']', '@']));
            term.prefix = prefix.filter(|_| self.version >= 1.1).unwrap_or(continues);
            self.terms.insert(name.to_owned(), Rc::new(term));
        }
        match id {
            Some(keyword) if KEYWORDS.contains(&keyword.as_str()) => {
                self.aliases.entry(keyword).or_default().push(name.to_owned());
            }
            _ => self.aliases.values_mut().for_each(|names| names.retain(|known| known != name)),
        }
        Ok(())
    }

    /// A definition that is an object.
    fn describe(
        &self,
        source: &LocalContext<'_, 'c>,
        name: &str,
        definition: &Object<'c>,
        term: &mut TermDefinition<'c>,
    ) -> JsonLdResult<()> {
        let reverse = definition.get("@reverse").filter(|reverse| reverse.is_truthy());
        if let Some(protected) = definition.get("@protected") {
            term.protected = protected.is_truthy();
        }
        term.kind = match definition.get("@type").filter(|kind| kind.is_truthy()) {
            Some(Json::Text(kind)) if ["@id", "@type", "@vocab"].contains(&&**kind) => Some(kind.to_string()),
            Some(Json::Text(kind)) => Some(self.expand_fully(source, kind)?),
            Some(other) => return Err(JsonLdFailure::without_members(other)),
            None => None,
        };
        term.id = match reverse.or_else(|| definition.get("@id")) {
            Some(Json::Text(id)) if id == "@type" => {
                term.kind = Some("@vocab".to_owned());
                Some(super::super::value::TYPE.to_owned())
            }
            Some(Json::Text(id)) => Some(self.expand_fully(source, id)?),
            Some(Json::Null) => None,
            Some(other) => return Err(JsonLdFailure::without_members(other)),
            None if name.contains(':') => Some(self.expand_fully(source, name)?),
            None => {
                self.vocab.as_ref().filter(|vocab| !vocab.is_empty()).map(|vocab| format!("{vocab}{name}"))
            }
        };
        term.container = definition.get("@container").map(container).unwrap_or_default();
        term.language = definition.get("@language").map(|language| language.as_str().map(str::to_owned));
        term.index = definition
            .get("@index")
            .and_then(Json::as_str)
            .filter(|name| !name.is_empty())
            .map(str::to_owned);
        term.reverse = reverse.is_some();
        term.context = definition.get("@context").cloned();
        Ok(())
    }

    /// The IRI or the keyword that a name stands for in the end.
    fn expand_fully(&self, source: &LocalContext<'_, 'c>, name: &str) -> JsonLdResult<String> {
        let mut name = name.to_owned();
        let mut before = None;
        for _ in 0..EXPANSIONS {
            if before.as_ref() == Some(&name) || KEYWORDS.contains(&name.as_str()) {
                return Ok(name);
            }
            let next = match name.split_once(':') {
                Some((prefix, local)) if !prefix.is_empty() && !local.starts_with("//") => {
                    match self.defined(source, prefix) {
                        Some(iri) => format!("{iri}{local}"),
                        None => name.clone(),
                    }
                }
                split => {
                    let word = match split {
                        Some((_, local)) if !local.starts_with("//") => local,
                        _ => &name,
                    };
                    let next = self.defined(source, word).filter(|id| !id.is_empty()).unwrap_or(word);
                    match self.vocab.as_deref() {
                        Some(vocab) if !vocab.is_empty() && !next.contains(':') => {
                            return Ok(format!("{vocab}{next}"));
                        }
                        _ => next.to_owned(),
                    }
                }
            };
            before = Some(std::mem::replace(&mut name, next));
        }
        Err(JsonLdFailure::python("maximum recursion depth exceeded while calling a Python object"))
    }

    /// What a name stands for in this context or in those before.
    fn defined<'s>(&'s self, source: &LocalContext<'s, 'c>, name: &str) -> Option<&'s str> {
        match source.get(name) {
            Some(Json::Object(definition)) => definition.get("@id").and_then(Json::as_str),
            Some(Json::Text(id)) => Some(id),
            _ => self.terms.get(name).and_then(|term| term.id.as_deref()),
        }
    }
}

/// `@container`: one word or several.
fn container(value: &Json<'_>) -> Container {
    let words = match value {
        Json::List(words) => words.as_slice(),
        word => std::slice::from_ref(word),
    };
    let has = |word: &str| words.iter().any(|known| known.as_str() == Some(word));
    Container {
        list: has("@list"),
        language: has("@language"),
        index: has("@index"),
        id: has("@id"),
        kind: has("@type"),
        graph: has("@graph"),
    }
}
