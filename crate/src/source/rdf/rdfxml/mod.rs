//! RDF/XML with rdflib's manners (`plugins/parsers/rdfxml.py`).
//!
//! Beyond the specification: attributes may lack the `rdf:` prefix, references stay relative unless
//! `xml:base` says otherwise, other text beside a node is ignored, a datatype is not resolved.

mod markup;
mod names;
mod node;
mod property;
mod refusal;

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

pub(super) use self::refusal::{Refusal, explain, refused};
use self::{
    markup::Markup,
    names::{is_core, is_ncname, is_old, is_reserved, is_syntax},
    refusal::{invalid_host, invalid_name, refused_at},
};
use super::{Graph, Node, SyntaxError, language, vocabulary::rdf};
use crate::{
    formats::xml::{self, Events, Namespaces, TagAttribute, TagName, XmlTag},
    text::url,
};

/// Reads a document.
pub(super) fn parse(text: &str, base: Option<&str>) -> Result<Graph, SyntaxError> {
    let mut reader = RdfXmlReader::default();
    let mut root = OpenElement::new(ElementRole::Root);
    root.base = base.filter(|base| !base.is_empty()).map(Rc::from);
    reader.levels.push(root);
    match xml::read(text, &mut reader) {
        Ok(()) => Ok(reader.graph),
        Err(stop) => Err(explain(text, stop)),
    }
}

/// What the elements of a level are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum ElementRole {
    /// `rdf:RDF`, or the only node of the document.
    #[default]
    Root,
    /// Resources.
    Node,
    /// Properties of the resource above.
    Property,
    /// Resources of a `parseType="Collection"`.
    Item,
    /// Elements of a `parseType="Literal"`.
    Markup,
}

/// What becomes of the text inside the element of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum TextContent {
    #[default]
    Ignored,
    /// The value of a property, unless a node is found instead.
    Value,
    Markup,
}

/// What is known of the element open at some depth; shared by all elements with the same parent, as in
/// rdflib, so that `rdf:li` counts.
#[derive(Debug, Default)]
struct OpenElement {
    role: ElementRole,
    content: TextContent,
    base: Option<Rc<str>>,
    language: Option<Rc<str>>,
    /// Where the element starts.
    start: Option<usize>,
    /// The name of a node's element, when it has a namespace.
    class: Option<Node>,
    subject: Option<Node>,
    predicate: Option<Node>,
    object: Option<Node>,
    /// The last cell of a collection; `rdf:nil` at first.
    list: Option<Node>,
    datatype: Option<String>,
    /// `rdf:ID` of a property: the node of its reification.
    id: Option<Node>,
    /// How many `rdf:li` there were.
    items: u32,
}

impl OpenElement {
    fn new(role: ElementRole) -> Self {
        Self { role, ..Self::default() }
    }
}

/// Attributes by the IRI of their name, in the order first written.
type RdfAttributes<'a> = Vec<(Node, &'a str)>;

/// Beyond this many attributes, one that is known already is looked up.
const FEW: usize = 16;

#[derive(Default)]
struct RdfXmlReader {
    graph: Graph,
    levels: Vec<OpenElement>,
    /// The text of the innermost property.
    value: String,
    markup: Markup,
    /// `rdf:ID`s of nodes, which may not be repeated.
    ids: FxHashSet<Node>,
    /// Blank nodes by `rdf:nodeID`.
    blanks: FxHashMap<String, Node>,
    /// The IRI of a name, while it is looked up.
    name: String,
}

impl Events for RdfXmlReader {
    type RdfXmlError = Refusal;

    fn start(&mut self, tag: &XmlTag<'_>, names: &Namespaces) -> Result<(), Refusal> {
        self.levels.push(OpenElement::default());
        let (base, language) = match self.parent() {
            Some(parent) => (parent.base.clone(), parent.language.clone()),
            None => (self.current().base.clone(), None),
        };
        let base = match special(tag, names, "base") {
            Some(reference) => Some(rebased(base.as_deref(), reference).ok_or_else(invalid_host)?),
            None => base,
        };
        let current = self.current();
        current.start = tag.start;
        current.base = base;
        current.language = special(tag, names, "lang").map(Rc::from).or(language);
        let role = current.role;
        match role {
            ElementRole::Root if self.iri(&tag.name, names) == rdf::RDF => {
                self.children().role = ElementRole::Node
            }
            ElementRole::Root | ElementRole::Node | ElementRole::Item => self.node_start(tag, names)?,
            ElementRole::Property => self.property_start(tag, names)?,
            ElementRole::Markup => {
                self.current().content = TextContent::Markup;
                self.children().role = ElementRole::Markup;
                self.markup.start(tag, names);
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        match self.current().content {
            TextContent::Ignored => {}
            TextContent::Value => self.value.push_str(text),
            TextContent::Markup => self.markup.text(text),
        }
    }

    fn end(&mut self, end: usize, _: &Namespaces) -> Result<(), Refusal> {
        match self.current().role {
            ElementRole::Root => {}
            ElementRole::Node => self.node_end()?,
            ElementRole::Item => self.item_end(),
            ElementRole::Property => self.property_end()?,
            ElementRole::Markup => self.markup.end(),
        }
        let current = self.current();
        if let (ElementRole::Root | ElementRole::Node | ElementRole::Item, Some(start), Some(subject)) =
            (current.role, current.start, current.subject)
        {
            self.graph.describe(subject, start..end);
        }
        self.levels.pop();
        Ok(())
    }
}

/// Levels: the last one is that of the children of the innermost open element.
impl RdfXmlReader {
    fn children(&mut self) -> &mut OpenElement {
        let index = self.levels.len() - 1;
        &mut self.levels[index]
    }

    /// The level of the innermost open element.
    fn current(&mut self) -> &mut OpenElement {
        let index = self.levels.len() - 2;
        &mut self.levels[index]
    }

    fn parent(&mut self) -> Option<&mut OpenElement> {
        let index = self.levels.len().checked_sub(3)?;
        self.levels.get_mut(index)
    }
}

/// Names and references.
impl RdfXmlReader {
    /// The IRI of a name: its namespace and its local part.
    fn iri(&mut self, name: &TagName<'_>, names: &Namespaces) -> Node {
        self.name.clear();
        self.name += names.iri(name.namespace).unwrap_or_default();
        self.name += name.local;
        self.graph.iri(&self.name)
    }

    /// Attributes, without those of XML; the names of the specification may lack their prefix.
    fn attributes<'a>(&mut self, tag: &'a XmlTag<'_>, names: &Namespaces) -> RdfAttributes<'a> {
        let mut attributes: RdfAttributes<'a> = Vec::with_capacity(tag.attributes.len());
        let mut places = FxHashMap::default();
        for TagAttribute { name, value, .. } in &tag.attributes {
            let key = match (names.iri(name.namespace), name.local) {
                (None, "about") => rdf::ABOUT,
                (None, "ID") => rdf::ID,
                (None, "type") => rdf::TYPE,
                (None, "resource") => rdf::RESOURCE,
                (None, "parseType") => rdf::PARSE_TYPE,
                (namespace, local) if is_reserved(namespace.unwrap_or(local)) => continue,
                _ => self.iri(name, names),
            };
            let known = if attributes.len() < FEW {
                attributes.iter().position(|(known, _)| *known == key)
            } else {
                if places.is_empty() {
                    places.extend(attributes.iter().enumerate().map(|(place, (known, _))| (*known, place)));
                }
                places.get(&key).copied()
            };
            match known.and_then(|place| attributes.get_mut(place)) {
                Some(known) => known.1 = value,
                None => {
                    if !places.is_empty() {
                        places.insert(key, attributes.len());
                    }
                    attributes.push((key, value));
                }
            }
        }
        attributes
    }

    /// The node of a reference, joined to the base when there is one.
    fn reference(&mut self, reference: &str) -> Result<Node, Refusal> {
        let Some(base) = self.base() else { return Ok(self.graph.iri(reference)) };
        let mut iri = url::join(&base, reference).ok_or_else(invalid_host)?;
        if reference.ends_with('#') && !iri.ends_with('#') {
            iri.push('#');
        }
        Ok(self.graph.iri(&iri))
    }

    fn base(&mut self) -> Option<Rc<str>> {
        self.current().base.clone().filter(|base| !base.is_empty())
    }

    /// rdflib joins the IRIs of names to the base too.
    fn resolved(&mut self, name: Node) -> Result<Node, Refusal> {
        if self.base().is_none() {
            return Ok(name);
        }
        let iri = self.graph.term(name).text().to_owned();
        self.reference(&iri)
    }

    /// The blank node of an `rdf:nodeID`.
    fn blank(&mut self, label: &str) -> Result<Node, Refusal> {
        if !is_ncname(label) {
            return Err(invalid_name("rdf:nodeID", "valid", label));
        }
        if let Some(&known) = self.blanks.get(label) {
            return Ok(known);
        }
        let blank = self.graph.blank(None);
        self.blanks.insert(label.to_owned(), blank);
        Ok(blank)
    }

    /// The literal of a property attribute.
    fn text_of_attribute(&mut self, value: &str) -> Result<Node, Refusal> {
        let language = self.current().language.clone();
        Ok(self.graph.literal(value, checked(language.as_deref())?, None))
    }

    /// A name of the specification where it has no meaning.
    fn misused(&self, place: &str, name: Node) -> Refusal {
        let iri = self.graph.term(name).text();
        refused(
            format!("Invalid {place} URI: {iri}"),
            format!("Le nom « {iri} » n’a pas sa place ici."),
            "Suivez la structure de RDF/XML : une ressource contient des propriétés, une propriété une ressource \
             ou un texte.",
        )
    }
}

/// The value of `xml:base` or `xml:lang`.
fn special<'a>(tag: &'a XmlTag<'_>, names: &Namespaces, local: &str) -> Option<&'a str> {
    let wanted =
        |name: &TagName<'_>| name.local == local && names.iri(name.namespace) == Some(xml::NAMESPACE);
    tag.attributes.iter().find(|attribute| wanted(&attribute.name)).map(|attribute| &*attribute.value)
}

/// The base that an `xml:base` sets; `None` where Python raises.
fn rebased(outer: Option<&str>, reference: &str) -> Option<Rc<str>> {
    let reference = match reference.contains('#') {
        true => url::UrlParts { fragment: String::new(), ..url::split(reference)? }.to_string(),
        false => reference.to_owned(),
    };
    match outer {
        Some(outer) if !outer.is_empty() => url::join(outer, &reference).map(Rc::from),
        _ => Some(Rc::from(reference)),
    }
}

/// An empty language is none; one that rdflib refuses fails the document.
fn checked(language: Option<&str>) -> Result<Option<&str>, Refusal> {
    match language {
        None | Some("") => Ok(None),
        Some(tag) if language::is_valid(tag) => Ok(Some(tag)),
        Some(tag) => Err(Refusal {
            message: language::refusal(tag),
            placed: false,
            found: language::found(tag),
            advice: "Écrivez « fr » ou « fr-FR » dans xml:lang, avec un tiret.".to_owned(),
        }),
    }
}
