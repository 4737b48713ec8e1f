//! JSON-LD with rdflib's manners (`plugins/parsers/jsonld.py`), which are not quite those of the specification.
//!
//! Keys that mean nothing are dropped, and so is a node whose `@id` holds a space; a named `@graph` is not
//! seen by udata. What a value describes comes before the triple that refers to it.

mod context;
mod document;
mod failure;
mod iri;
mod remote;
mod syntax;
mod value;

pub use remote::file_name as context_file_name;

use std::{ops::Range, rc::Rc};

use self::{
    context::{ActiveContext, ExpandedKey, Use},
    document::Root,
    failure::{JsonLdFailure, JsonLdResult},
    value::KeyValue,
};
use super::{DEFAULT_BASE, Graph, Node, PythonType, SyntaxError, language, vocabulary::rdf};
use crate::formats::json::{Json, Object};

/// Finds the text of a remote context.
pub(super) type ContextLookup<'c, 'f> = &'f dyn Fn(&str) -> Option<&'c str>;

/// Reads a document.
pub(super) fn parse<'c>(
    text: &'c str,
    base: Option<&str>,
    contexts: ContextLookup<'c, '_>,
) -> Result<Graph, SyntaxError> {
    let loader = remote::Loader::new(contexts);
    let mut reader = JsonLdReader { text, graph: Graph::default(), loader, dropped: 0, place: None };
    let context = Rc::new(ActiveContext::new(Some(base.unwrap_or(DEFAULT_BASE))));
    match reader.document(context) {
        Ok(()) => Ok(reader.graph),
        Err(failure) => Err(failure.explain(text)),
    }
}

struct JsonLdReader<'c, 'f> {
    text: &'c str,
    graph: Graph,
    loader: remote::Loader<'c, 'f>,
    /// How many named graphs are open: udata sees nothing of what they say.
    dropped: usize,
    /// Where the next node is written, when it is at the top of the document.
    place: Option<Range<usize>>,
}

impl<'c> JsonLdReader<'c, '_> {
    /// Adds what a node says; none when it has no address that rdflib accepts.
    fn node(
        &mut self,
        context: &Rc<ActiveContext<'c>>,
        item: &KeyValue<'_, 'c>,
        root: Option<&Root<'c>>,
    ) -> JsonLdResult<Option<Node>> {
        let place = self.place.take();
        let Some(object) = item.object() else { return Ok(None) };
        if context.find(object, "@value").is_some_and(Json::is_truthy) {
            return Ok(None);
        }
        let mut context = Rc::clone(context);
        if let Some(local) = object.get("@context").filter(|_| root.is_none()) {
            context = if local.is_truthy() {
                ActiveContext::sub(&context, local, true, &mut self.loader)?
            } else {
                Rc::new(ActiveContext::new(context.document_base()))
            };
        }
        let context = ActiveContext::for_type(&context, object, &mut self.loader)?;
        let id_member = context.find(object, "@id").filter(|id| **id != Json::Null);
        let nested = match id_member {
            None => self.nested_id(&context, object)?.filter(|id| !id.is_empty()),
            Some(_) => None,
        };
        let id = id_member.and_then(Json::as_str).or(nested.as_deref());
        let named = id.is_some() || id_member.is_some();
        let subject = match id {
            Some(id) => self.resource(&context, id),
            None => Some(self.graph.blank(None)),
        };
        let Some(subject) = subject else { return Ok(None) };
        if let Some(place) = place.filter(|_| self.dropped == 0) {
            self.graph.describe(subject, place);
        }
        for (key, value) in object.iter() {
            if let Some(offset) = root.and_then(|root| root.list(key)) {
                self.listed(&context, subject, key, offset, named)?;
                continue;
            }
            match context.key(key, &mut self.graph).used_as {
                Use::Ignored => {}
                Use::Reverse => {
                    let Json::Object(reversed) = value else {
                        let kind = value.python_type();
                        let message = format!("'{kind}' object has no attribute 'items'");
                        return Err(JsonLdFailure::python(&message));
                    };
                    for (key, value) in reversed.iter() {
                        self.property(&context, subject, key, value, true, named)?;
                    }
                }
                _ => self.property(&context, subject, key, value, false, named)?,
            }
        }
        Ok(Some(subject))
    }

    /// The address that what is nested in a node gives it.
    fn nested_id(
        &mut self,
        context: &Rc<ActiveContext<'c>>,
        object: &Object<'c>,
    ) -> JsonLdResult<Option<String>> {
        for (value, term) in context.nests(object) {
            for nested in value::as_list(value).iter().filter_map(Json::as_object) {
                match context.find(nested, "@id").filter(|id| id.is_truthy()) {
                    Some(Json::Text(id)) => return Ok(Some(id.clone().into_owned())),
                    Some(_) => {}
                    None => {
                        let inner = match term.as_ref().and_then(|term| term.context.as_ref()) {
                            Some(scoped) => ActiveContext::scoped(context, scoped, &mut self.loader)?,
                            None => Rc::clone(context),
                        };
                        let id = self.nested_id(&inner, nested)?;
                        if id.is_some() {
                            return Ok(id);
                        }
                    }
                }
            }
        }
        Ok(None)
    }

    /// The node of an `@id`: a blank node, or an IRI, which has a colon.
    fn resource(&mut self, context: &ActiveContext<'c>, id: &str) -> Option<Node> {
        if let Some(label) = id.strip_prefix("_:").filter(|label| !label.is_empty()) {
            return Some(self.graph.blank(Some(label)));
        }
        let iri = context.resolve(id);
        iri.contains(':').then(|| self.graph.iri(&iri))
    }

    /// What a key of a node says.
    fn property(
        &mut self,
        context: &Rc<ActiveContext<'c>>,
        subject: Node,
        name: &str,
        value: &Json<'c>,
        reversed: bool,
        named: bool,
    ) -> JsonLdResult<()> {
        let key = context.key(name, &mut self.graph);
        let predicate = match key.used_as {
            Use::Graph => {
                self.dropped += usize::from(named);
                let read = self.nodes(context, value::items(&key, context, value));
                self.dropped -= usize::from(named);
                return read;
            }
            Use::Nodes => return self.nodes(context, value::items(&key, context, value)),
            Use::Nest => return self.nest(context, subject, value),
            Use::Property(predicate) => predicate,
            Use::Ignored | Use::Reverse | Use::Dropped => return Ok(()),
        };
        let inner = match key.term.as_ref().and_then(|term| term.context.as_ref()) {
            Some(scoped) if !key.is_type => ActiveContext::scoped(context, scoped, &mut self.loader)?,
            _ => Rc::clone(context),
        };
        let reversed = reversed != key.term.as_ref().is_some_and(|term| term.reverse && !key.is_type);
        for item in value::flattened(&inner, value::items(&key, context, value)) {
            let Some(object) = self.object(&inner, &key, &item)? else { continue };
            if self.dropped == 0 {
                let (subject, object) = if reversed { (object, subject) } else { (subject, object) };
                self.graph.add(subject, predicate, object);
            }
        }
        Ok(())
    }

    fn nodes(&mut self, context: &Rc<ActiveContext<'c>>, items: Vec<KeyValue<'_, 'c>>) -> JsonLdResult<()> {
        for item in items {
            self.node(context, &item, None)?;
        }
        Ok(())
    }

    /// `@nest`: properties one level deeper.
    fn nest(&mut self, context: &Rc<ActiveContext<'c>>, subject: Node, value: &Json<'c>) -> JsonLdResult<()> {
        for object in value::as_list(value).iter().filter_map(Json::as_object) {
            for (key, value) in object.iter() {
                if context.means(key, "@id") {
                    continue;
                }
                let context = ActiveContext::for_type(context, object, &mut self.loader)?;
                self.property(&context, subject, key, value, false, true)?;
            }
        }
        Ok(())
    }

    /// The node of a value.
    fn object(
        &mut self,
        context: &Rc<ActiveContext<'c>>,
        key: &ExpandedKey<'c>,
        item: &KeyValue<'_, 'c>,
    ) -> JsonLdResult<Option<Node>> {
        let value: &Json<'c> = match item {
            KeyValue::Tagged(Json::Null, _) => return Ok(None),
            KeyValue::Tagged(_, language) if language.contains(' ') => return Ok(None),
            KeyValue::Tagged(value, language) => return self.literal(value, Some(language), None).map(Some),
            KeyValue::List(items) => return self.list(context, key, items).map(Some),
            KeyValue::JsonText(text) => {
                return Ok(Some(self.graph.literal(text, None, Some(value::JSON))));
            }
            KeyValue::Json(value) => value,
            KeyValue::Made(value) => value.as_ref(),
        };
        match value {
            Json::Object(object) => self.described(context, key, item, object),
            value => self.compact(context, key, value),
        }
    }

    /// An object: a list, a literal or a node.
    fn described(
        &mut self,
        context: &Rc<ActiveContext<'c>>,
        key: &ExpandedKey<'c>,
        item: &KeyValue<'_, 'c>,
        object: &Object<'c>,
    ) -> JsonLdResult<Option<Node>> {
        if let Some(list) = context.find(object, "@list").filter(|list| **list != Json::Null) {
            let items = match list {
                Json::List(items) => items.as_slice(),
                item => std::slice::from_ref(item),
            };
            return self.list(context, key, items).map(Some);
        }
        let language = context.find(object, "@language").filter(|language| language.is_truthy());
        let has_value = object.get("@value").is_some() || context.find(object, "@value").is_some();
        if language.is_none() && !has_value {
            return self.node(context, item, None);
        }
        let value = context.find(object, "@value").unwrap_or(&Json::Null);
        let datatype = context.find(object, "@type").filter(|kind| kind.is_truthy() && language.is_none());
        if datatype.and_then(Json::as_str).is_some_and(|kind| context.means(kind, "@json")) {
            let text = value.canonical();
            return Ok(Some(self.graph.literal(&text, None, Some(value::JSON))));
        }
        if *value == Json::Null {
            return Ok(None);
        }
        match (language, datatype) {
            (Some(Json::Text(language)), _) if language.contains(' ') => Ok(None),
            (Some(Json::Text(language)), _) => self.literal(value, Some(language), None).map(Some),
            // rdflib looks for a space in it, then reads what has members as a language tag.
            (Some(other @ (Json::List(_) | Json::Object(_))), _) => Err(JsonLdFailure::python(&format!(
                "expected string or bytes-like object, got '{}'",
                other.python_type()
            ))),
            (Some(other), _) => Err(JsonLdFailure::without_members(other)),
            (None, Some(Json::Text(datatype))) => {
                let datatype = context.expand(datatype, true);
                self.literal(value, None, datatype.as_deref()).map(Some)
            }
            // Python looks for forbidden characters in the address, then makes a text of whatever it is.
            (None, Some(other @ (Json::List(_) | Json::Object(_)))) => {
                self.literal(value, None, Some(&other.to_string())).map(Some)
            }
            (None, Some(other)) => Err(JsonLdFailure::without_members(other)),
            (None, None) => self.literal(value, None, None).map(Some),
        }
    }

    /// A value that is no object, read as its key says.
    fn compact(
        &mut self,
        context: &Rc<ActiveContext<'c>>,
        key: &ExpandedKey<'c>,
        value: &Json<'c>,
    ) -> JsonLdResult<Option<Node>> {
        if *value == Json::Null {
            return Ok(None);
        }
        let kind = if key.is_type {
            Some("@vocab")
        } else {
            key.term.as_ref().and_then(|term| term.kind.as_deref())
        };
        match (kind, value) {
            (Some("@id"), Json::Text(id)) => {
                let id = context.resolve(id);
                Ok(self.resource(context, &id))
            }
            (Some("@vocab"), Json::Text(name)) => {
                let expanded = context.expand(name, true).filter(|iri| !iri.is_empty());
                let id = expanded.unwrap_or_else(|| context.absolute(name).into_owned());
                Ok(self.resource(context, &id))
            }
            (Some(datatype), value) => {
                let datatype = context.expand(datatype, true);
                self.literal(value, None, datatype.as_deref()).map(Some)
            }
            (None, value @ Json::Float(_)) => self.literal(value, None, None).map(Some),
            (None, value) => {
                let own = key.term.as_ref().and_then(|term| term.language.as_ref());
                let language = match own {
                    Some(language) => language.as_deref(),
                    None => context.language(),
                };
                self.literal(value, language, None).map(Some)
            }
        }
    }

    /// A literal as rdflib makes it of a Python value.
    fn literal(
        &mut self,
        value: &Json<'_>,
        language: Option<&str>,
        datatype: Option<&str>,
    ) -> JsonLdResult<Node> {
        let language = language.filter(|tag| !tag.is_empty());
        if let Some(tag) = language.filter(|tag| !language::is_valid(tag)) {
            return Err(JsonLdFailure::Raised {
                message: language::refusal(tag),
                found: language::found(tag),
                advice: "Écrivez « fr » ou « fr-FR », avec un tiret.".to_owned(),
            });
        }
        let (text, own) = match value {
            Json::Text(text) => return Ok(self.graph.literal(text, language, datatype)),
            Json::Bool(value) => (value.to_string(), Some(value::BOOLEAN)),
            Json::Integer(_) => (value.to_string(), Some(value::INTEGER)),
            Json::Float(_) => (value.to_string(), Some(value::DOUBLE)),
            _ => (value.to_string(), None),
        };
        let native = match value {
            Json::Bool(_) => Some(PythonType::Boolean),
            Json::Integer(_) => Some(PythonType::Integer),
            Json::Float(_) => Some(PythonType::Float),
            Json::List(_) => Some(PythonType::List),
            Json::Object(_) => Some(PythonType::Dict),
            _ => None,
        };
        Ok(match (datatype, own, native) {
            (Some(datatype), _, native) => self.graph.literal_of(&text, datatype, native),
            (None, Some(own), _) => self.graph.literal_of(&text, own, None),
            // Python keeps the list or the object that stands where a text should.
            (None, None, Some(native)) => self.graph.untyped(&text, language, native),
            (None, None, None) => self.graph.literal(&text, language, None),
        })
    }

    /// A list: its cells as rdflib chains them.
    fn list(
        &mut self,
        context: &Rc<ActiveContext<'c>>,
        key: &ExpandedKey<'c>,
        items: &[Json<'c>],
    ) -> JsonLdResult<Node> {
        let first = self.graph.blank(None);
        let (mut cell, mut rest) = (first, None);
        for item in items.iter().filter(|item| **item != Json::Null) {
            if let Some(next) = rest {
                self.link(cell, rdf::REST, next);
                cell = next;
            }
            let item = value::list_item(key, item);
            if let Some(object) = self.object(context, key, &item)? {
                self.link(cell, rdf::FIRST, object);
                rest = Some(self.graph.blank(None));
            }
        }
        if rest.is_none() {
            return Ok(rdf::NIL);
        }
        self.link(cell, rdf::REST, rdf::NIL);
        Ok(first)
    }

    fn link(&mut self, subject: Node, predicate: Node, object: Node) {
        if self.dropped == 0 {
            self.graph.add(subject, predicate, object);
        }
    }
}
