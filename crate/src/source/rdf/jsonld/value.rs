//! Values as their key says to take them apart.

use super::context::{Context, Key, Term};
use crate::formats::json::{Json, Object};

pub(super) const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
pub(super) const JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
pub(super) const BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
pub(super) const INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
pub(super) const DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";

/// One value of a key.
#[derive(Debug, Clone)]
pub(super) enum Item<'v, 'c> {
    Json(&'v Json<'c>),
    /// A text and the language it is under.
    Tagged(&'v Json<'c>, &'v str),
    /// The items of a list.
    List(&'v [Json<'c>]),
    /// A value of type JSON, written again.
    JsonText(String),
    /// A node under its address.
    Identified(&'v str, &'v Json<'c>),
    /// A node, or its address, under its type.
    OfType(&'v str, &'v Json<'c>),
    /// A graph, perhaps under its name.
    Graph(Option<&'v str>, &'v Json<'c>),
}

impl<'v, 'c> Item<'v, 'c> {
    /// The object that describes it.
    pub(super) fn object(&self) -> Option<&'v Object<'c>> {
        match self {
            Self::Json(value) | Self::Identified(_, value) | Self::OfType(_, value) => value.as_object(),
            _ => None,
        }
    }
}

/// The values of a key.
pub(super) fn items<'v, 'c>(key: &Key<'c>, context: &Context<'c>, value: &'v Json<'c>) -> Vec<Item<'v, 'c>> {
    if let Some(term) = &key.term {
        if term.kind.as_deref() == Some("@json") {
            return vec![Item::JsonText(value.canonical())];
        }
        if term.container.list {
            return vec![Item::List(as_list(value))];
        }
        if let Json::Object(object) = value {
            return contained(term, context, value, object);
        }
    }
    as_list(value).iter().map(Item::Json).collect()
}

fn as_list<'v, 'c>(value: &'v Json<'c>) -> &'v [Json<'c>] {
    match value {
        Json::List(items) => items,
        item => std::slice::from_ref(item),
    }
}

/// The values of an object whose keys are languages, addresses, types or mere indexes.
fn contained<'v, 'c>(
    term: &Term<'c>,
    context: &Context<'c>,
    value: &'v Json<'c>,
    object: &'v Object<'c>,
) -> Vec<Item<'v, 'c>> {
    let container = term.container;
    let each = || object.iter().flat_map(|(name, value)| as_list(value).iter().map(move |item| (name, item)));
    let is_none = |name: &str| context.means(name, "@none");
    if container.language {
        let tagged = |(name, item)| if is_none(name) { Item::Json(item) } else { Item::Tagged(item, name) };
        return each().map(tagged).collect();
    }
    if container.graph && container.id {
        let named = |(name, item): (&'v str, &'v Json<'c>)| match item {
            item if is_none(name) => Item::Graph(None, item),
            Json::Object(_) => Item::Graph(Some(name), item),
            item => Item::Json(item),
        };
        return object.iter().map(named).collect();
    }
    if container.graph && container.index {
        return object.iter().map(|(_, item)| Item::Graph(None, item)).collect();
    }
    if container.graph {
        return vec![Item::Graph(None, value)];
    }
    if container.id {
        let identified = |(name, item): (&'v str, &'v Json<'c>)| match item {
            Json::Object(_) if !is_none(name) => Item::Identified(name, item),
            item => Item::Json(item),
        };
        return object.iter().map(identified).collect();
    }
    if container.kind {
        let typed = |(name, item): (&'v str, &'v Json<'c>)| match item {
            Json::Object(_) | Json::Text(_) if !is_none(name) => Item::OfType(name, item),
            item => Item::Json(item),
        };
        return object.iter().map(typed).collect();
    }
    if container.index {
        return each().map(|(_, item)| Item::Json(item)).collect();
    }
    vec![Item::Json(value)]
}

/// Lists and sets in each other made one list.
pub(super) fn flattened<'v, 'c>(context: &Context<'c>, items: Vec<Item<'v, 'c>>) -> Vec<Item<'v, 'c>> {
    let nested = |item: &Item<'_, 'c>| match item {
        Item::Json(Json::List(_)) => true,
        Item::Json(Json::Object(object)) => context.find(object, "@set").is_some(),
        _ => false,
    };
    if !items.iter().any(nested) {
        return items;
    }
    let mut flat = Vec::new();
    let mut waiting: Vec<_> = items.into_iter().rev().collect();
    while let Some(item) = waiting.pop() {
        let set = match &item {
            Item::Json(value @ Json::List(_)) => Some(*value),
            Item::Json(Json::Object(object)) => {
                context.find(object, "@set").filter(|set| **set != Json::Null)
            }
            _ => None,
        };
        match set {
            Some(Json::List(items)) => waiting.extend(items.iter().rev().map(Item::Json)),
            Some(other) => flat.push(Item::Json(other)),
            None => flat.push(item),
        }
    }
    flat
}

/// An item of a list: inside a list that the term announces, lists are lists again.
pub(super) fn list_item<'v, 'c>(key: &Key<'c>, item: &'v Json<'c>) -> Item<'v, 'c> {
    match item {
        Json::List(items) if key.term.as_ref().is_some_and(|term| term.container.list) => Item::List(items),
        item => Item::Json(item),
    }
}
