//! Elements that are properties.

use super::{
    ElementRole, Markup, OpenElement, RdfAttributes, RdfXmlReader, Refusal, TextContent, checked,
    invalid_name, is_core, is_ncname, is_old, is_syntax, refused,
};
use crate::{
    formats::xml::{Namespaces, XmlTag},
    source::rdf::{Node, vocabulary::rdf},
};

const XML_LITERAL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral";

impl RdfXmlReader {
    pub(super) fn property_start(&mut self, tag: &XmlTag<'_>, names: &Namespaces) -> Result<(), Refusal> {
        let name = self.iri(&tag.name, names);
        let attributes = self.attributes(tag, names);
        let find = |name| attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
        if name != rdf::LI && (is_core(name) || is_old(name) || name == rdf::DESCRIPTION) {
            return Err(self.misused("property element", name));
        }
        let predicate = if name == rdf::LI { self.next_item() } else { self.resolved(name)? };
        let id = match find(rdf::ID) {
            Some(id) if !is_ncname(id) => return Err(invalid_name("rdf:ID", "value", id)),
            Some(id) => Some(self.reference(&format!("#{id}"))?),
            None => None,
        };
        let current = self.current();
        *current = OpenElement {
            predicate: Some(predicate),
            id,
            datatype: find(rdf::DATATYPE).map(str::to_owned),
            content: TextContent::Value,
            subject: None,
            object: None,
            list: None,
            ..std::mem::take(current)
        };
        self.value.clear();
        self.children().role = ElementRole::Node;
        let object = match (find(rdf::RESOURCE), find(rdf::NODE_ID), find(rdf::PARSE_TYPE)) {
            (Some(_), Some(_), _) => {
                return Err(refused(
                    "Property element cannot have both rdf:nodeID and rdf:resource".to_owned(),
                    "Une propriété a rdf:nodeID et rdf:resource à la fois.".to_owned(),
                    "Gardez celui qui désigne la bonne ressource.",
                ));
            }
            (Some(resource), None, _) => Some(self.reference(resource)?),
            (None, Some(label), _) => Some(self.blank(label)?),
            (None, None, Some(kind)) => return self.parse_type(kind, &attributes),
            (None, None, None) => None,
        };
        let object = if find(rdf::DATATYPE).is_some() {
            object
        } else {
            self.property_attributes(object, &attributes)?
        };
        self.current().object = object;
        Ok(())
    }

    /// `rdf:_1`, `rdf:_2`… in the place of `rdf:li`.
    fn next_item(&mut self) -> Node {
        let current = self.current();
        current.items += 1;
        let name = format!("{}_{}", rdf::NAMESPACE, current.items);
        self.graph.iri(&name)
    }

    fn parse_type(&mut self, kind: &str, attributes: &RdfAttributes<'_>) -> Result<(), Refusal> {
        if let Some((name, _)) =
            attributes.iter().find(|(name, _)| !matches!(*name, rdf::PARSE_TYPE | rdf::ID))
        {
            let name = self.graph.term(*name).text();
            return Err(refused(
                format!("Property attr '{name}' now allowed here"),
                format!("L’attribut « {name} » ne peut pas accompagner rdf:parseType."),
                "Retirez l’un des deux.",
            ));
        }
        match kind {
            "Resource" => {
                let blank = self.graph.blank(None);
                self.children().role = ElementRole::Property;
                let current = self.current();
                (current.subject, current.object) = (Some(blank), Some(blank));
            }
            "Collection" => {
                self.children().role = ElementRole::Item;
                let current = self.current();
                current.content = TextContent::Ignored;
                (current.list, current.object) = (Some(rdf::NIL), Some(rdf::NIL));
            }
            _ => {
                self.children().role = ElementRole::Markup;
                self.current().content = TextContent::Markup;
                self.markup = Markup::default();
            }
        }
        Ok(())
    }

    /// Attributes of a property describe its value, which becomes a blank node.
    fn property_attributes(
        &mut self,
        mut object: Option<Node>,
        attributes: &RdfAttributes<'_>,
    ) -> Result<Option<Node>, Refusal> {
        for &(name, value) in attributes {
            let said = match name {
                rdf::ID | rdf::RESOURCE | rdf::NODE_ID => continue,
                name if is_syntax(name) => return Err(self.misused("property attribute", name)),
                rdf::TYPE => self.graph.iri(value),
                _ => self.text_of_attribute(value)?,
            };
            let predicate = self.resolved(name)?;
            let subject = *object.get_or_insert_with(|| self.graph.blank(None));
            self.graph.add(subject, predicate, said);
        }
        Ok(object)
    }

    pub(super) fn property_end(&mut self) -> Result<(), Refusal> {
        let collection = self.children().role == ElementRole::Item;
        let current = self.current();
        let language = current.language.clone();
        let (predicate, id, list) = (current.predicate, current.id, current.list);
        let object = match (current.object, current.content) {
            (Some(object), _) => object,
            (None, TextContent::Markup) => {
                let markup = std::mem::take(&mut self.markup).into_text();
                self.graph.literal(&markup, None, Some(XML_LITERAL))
            }
            (None, _) => match current.datatype.take() {
                Some(datatype) => self.graph.literal(&self.value, None, Some(&datatype)),
                None => {
                    let language = checked(language.as_deref())?;
                    self.graph.literal(&self.value, language, None)
                }
            },
        };
        self.current().subject = None;
        if let Some(last) = list.filter(|_| collection && object != rdf::NIL) {
            self.graph.add(last, rdf::REST, rdf::NIL);
        }
        let subject = self.parent().and_then(|parent| parent.subject);
        if let (Some(subject), Some(predicate)) = (subject, predicate) {
            self.graph.add(subject, predicate, object);
            if let Some(statement) = id {
                self.graph.add(statement, rdf::TYPE, rdf::STATEMENT);
                self.graph.add(statement, rdf::SUBJECT, subject);
                self.graph.add(statement, rdf::PREDICATE, predicate);
                self.graph.add(statement, rdf::OBJECT, object);
            }
        }
        Ok(())
    }
}
