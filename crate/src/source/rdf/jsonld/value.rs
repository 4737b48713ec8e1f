//! Values as their key says to take them apart.

use super::context::{ActiveContext, ExpandedKey, TermDefinition};
use crate::formats::json::{Json, Object};

pub(super) const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
pub(super) const JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
pub(super) const BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
pub(super) const INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
pub(super) const DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";

/// One value of a key.
#[derive(Debug, Clone)]
pub(super) enum KeyValue<'v, 'c> {
    Json(&'v Json<'c>),
    /// A node that its container completes with its address, its type, its index or its graph.
    Made(Box<Json<'c>>),
    /// A text and the language it is under.
    Tagged(&'v Json<'c>, &'v str),
    /// The items of a list.
    List(&'v [Json<'c>]),
    /// A value of type JSON, written again.
    JsonText(String),
}

impl<'c> KeyValue<'_, 'c> {
    /// The object that describes it.
    pub(super) fn object(&self) -> Option<&Object<'c>> {
        match self {
            Self::Json(value) => value.as_object(),
            Self::Made(value) => value.as_object(),
            _ => None,
        }
    }

    fn made(object: Object<'c>) -> Self {
        Self::Made(Box::new(Json::Object(object)))
    }
}

/// The values of a key.
pub(super) fn items<'v, 'c>(
    key: &ExpandedKey<'c>,
    context: &ActiveContext<'c>,
    value: &'v Json<'c>,
) -> Vec<KeyValue<'v, 'c>> {
    if let Some(term) = &key.term {
        if term.kind.as_deref() == Some("@json") {
            return vec![KeyValue::JsonText(value.canonical())];
        }
        if term.container.list {
            return vec![KeyValue::List(as_list(value))];
        }
        if let Json::Object(object) = value {
            return contained(term, context, value, object);
        }
    }
    as_list(value).iter().map(KeyValue::Json).collect()
}

pub(super) fn as_list<'v, 'c>(value: &'v Json<'c>) -> &'v [Json<'c>] {
    match value {
        Json::List(items) => items,
        item => std::slice::from_ref(item),
    }
}

/// The values of an object whose keys are languages, addresses, types or mere indexes.
fn contained<'v, 'c>(
    term: &TermDefinition<'c>,
    context: &ActiveContext<'c>,
    value: &'v Json<'c>,
    object: &'v Object<'c>,
) -> Vec<KeyValue<'v, 'c>> {
    let container = term.container;
    let each = || object.iter().flat_map(|(name, value)| as_list(value).iter().map(move |item| (name, item)));
    let is_none = |name: &str| context.means(name, "@none");
    if container.language {
        let tagged =
            |(name, item)| if is_none(name) { KeyValue::Json(item) } else { KeyValue::Tagged(item, name) };
        return each().map(tagged).collect();
    }
    let graph = |item: &Json<'c>| ("@graph".into(), item.clone());
    let id = |name: &str| ("@id".into(), Json::from(name.to_owned()));
    if !context.is_1_1() {
        return if container.index {
            each().map(|(_, item)| KeyValue::Json(item)).collect()
        } else {
            vec![KeyValue::Json(value)]
        };
    }
    if container.graph && container.id {
        let named = |(name, item): (&'v str, &'v Json<'c>)| match item {
            item if is_none(name) => KeyValue::made([graph(item)].into_iter().collect()),
            Json::Object(_) => KeyValue::made([id(name), graph(item)].into_iter().collect()),
            item => KeyValue::Json(item),
        };
        return object.iter().map(named).collect();
    }
    if container.graph && container.index {
        return object.iter().map(|(_, item)| KeyValue::made([graph(item)].into_iter().collect())).collect();
    }
    if container.graph {
        return vec![KeyValue::made([graph(value)].into_iter().collect())];
    }
    if container.id {
        let identified = |(name, item): (&'v str, &'v Json<'c>)| match item {
            Json::Object(node) if !is_none(name) => {
                KeyValue::made([id(name)].into_iter().chain(node.clone()).collect())
            }
            item => KeyValue::Json(item),
        };
        return object.iter().map(identified).collect();
    }
    if container.kind {
        let typed = |(name, item): (&'v str, &'v Json<'c>)| match item {
            item if is_none(name) => KeyValue::Json(item),
            Json::Object(node) => KeyValue::made(of_type(context, node.clone(), name)),
            Json::Text(reference) => {
                let reference = if term.kind.as_deref() == Some("@vocab") {
                    context.expand(reference, true).map_or(Json::Null, Json::from)
                } else {
                    item.clone()
                };
                KeyValue::made(of_type(context, [("@id".into(), reference)].into_iter().collect(), name))
            }
            item => KeyValue::Json(item),
        };
        return object.iter().map(typed).collect();
    }
    if container.index {
        let indexed = |(name, item): (&'v str, &'v Json<'c>)| match &term.index {
            Some(property) if !is_none(name) => KeyValue::made(under_index(item, property, name)),
            _ => KeyValue::Json(item),
        };
        return each().map(indexed).collect();
    }
    vec![KeyValue::Json(value)]
}

/// A node with one more type, the last one. rdflib changes the list of types where it stands, under whatever name.
fn of_type<'c>(context: &ActiveContext<'_>, mut node: Object<'c>, class: &str) -> Object<'c> {
    let class = Json::from(class.to_owned());
    let alias = context.name_in(&node, "@type").map(str::to_owned);
    let known = alias.as_deref().and_then(|name| node.get_mut(name));
    let types = match known {
        Some(Json::List(types)) => {
            types.push(class);
            types.clone()
        }
        Some(kind) if kind.is_truthy() => vec![kind.clone(), class],
        _ => vec![class],
    };
    node.insert("@type", Json::List(types));
    node
}

/// A node with its index as one more value of a property.
fn under_index<'c>(item: &Json<'c>, property: &str, name: &str) -> Object<'c> {
    let mut node = match item {
        Json::Object(node) => node.clone(),
        other => [("@id".into(), other.clone())].into_iter().collect(),
    };
    let mut values = match node.remove(property) {
        Some(Json::List(values)) => values,
        Some(value) => vec![value],
        None => Vec::new(),
    };
    values.push(Json::from(name.to_owned()));
    node.insert(property.to_owned(), Json::List(values));
    node
}

/// Lists and sets in each other made one list.
pub(super) fn flattened<'v, 'c>(
    context: &ActiveContext<'c>,
    items: Vec<KeyValue<'v, 'c>>,
) -> Vec<KeyValue<'v, 'c>> {
    let is_set = |object: &Object<'c>| context.find(object, "@set").is_some_and(|set| !set.is_null());
    let nested = |item: &KeyValue<'_, 'c>| match item {
        KeyValue::Json(Json::List(_)) => true,
        item => item.object().is_some_and(is_set),
    };
    if !items.iter().any(nested) {
        return items;
    }
    let mut flat = Vec::new();
    let mut waiting: Vec<_> = items.into_iter().rev().collect();
    while let Some(item) = waiting.pop() {
        match item {
            KeyValue::Json(Json::List(items)) => waiting.extend(items.iter().rev().map(KeyValue::Json)),
            KeyValue::Json(Json::Object(object)) if is_set(object) => match context.find(object, "@set") {
                Some(Json::List(items)) => waiting.extend(items.iter().rev().map(KeyValue::Json)),
                other => flat.extend(other.map(KeyValue::Json)),
            },
            KeyValue::Made(value) => {
                match value.as_object().and_then(|object| context.find(object, "@set")) {
                    Some(Json::List(items)) => {
                        waiting.extend(items.iter().rev().map(|item| KeyValue::Made(Box::new(item.clone()))));
                    }
                    Some(set) if !set.is_null() => flat.push(KeyValue::Made(Box::new(set.clone()))),
                    _ => flat.push(KeyValue::Made(value)),
                }
            }
            item => flat.push(item),
        }
    }
    flat
}

/// An item of a list: inside a list that the term announces, lists are lists again.
pub(super) fn list_item<'v, 'c>(key: &ExpandedKey<'c>, item: &'v Json<'c>) -> KeyValue<'v, 'c> {
    match item {
        Json::List(items) if key.term.as_ref().is_some_and(|term| term.container.list) => {
            KeyValue::List(items)
        }
        item => KeyValue::Json(item),
    }
}
