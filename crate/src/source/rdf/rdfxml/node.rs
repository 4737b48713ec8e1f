//! Elements that are resources.

use super::{
    ElementRole, RdfAttributes, RdfXmlReader, Refusal, TextContent, invalid_name, is_core, is_ncname, is_old,
    is_syntax, refused, refused_at,
};
use crate::{
    formats::xml::{Namespaces, XmlTag},
    source::rdf::{Node, vocabulary::rdf},
};

impl RdfXmlReader {
    pub(super) fn node_start(&mut self, tag: &XmlTag<'_>, names: &Namespaces) -> Result<(), Refusal> {
        let class = self.iri(&tag.name, names);
        let attributes = self.attributes(tag, names);
        self.children().role = ElementRole::Property;
        if is_core(class) || is_old(class) || class == rdf::LI {
            return Err(self.misused("node element", class));
        }
        let subject = self.subject(&attributes)?;
        let current = self.current();
        (current.subject, current.class) = (Some(subject), tag.name.namespace.map(|_| class));
        if class != rdf::DESCRIPTION {
            let class = self.resolved(class)?;
            self.graph.add(subject, rdf::TYPE, class);
        }
        for (name, value) in attributes {
            let (predicate, object) = match name {
                rdf::TYPE => (rdf::TYPE, self.reference(value)?),
                rdf::ID | rdf::NODE_ID | rdf::ABOUT => continue,
                name if is_syntax(name) => return Err(self.misused("property attribute", name)),
                name => (self.resolved(name)?, self.text_of_attribute(value)?),
            };
            self.graph.add(subject, predicate, object);
        }
        Ok(())
    }

    /// The resource of a node: `rdf:ID`, `rdf:nodeID`, `rdf:about`, or a blank node.
    fn subject(&mut self, attributes: &RdfAttributes<'_>) -> Result<Node, Refusal> {
        let find = |name| attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
        match (find(rdf::ID), find(rdf::NODE_ID), find(rdf::ABOUT)) {
            (None, None, None) => Ok(self.graph.blank(None)),
            (None, None, Some(about)) => self.reference(about),
            (None, Some(label), None) => self.blank(label),
            (Some(id), None, None) => {
                if !is_ncname(id) {
                    return Err(invalid_name("rdf:ID", "valid", id));
                }
                let subject = self.reference(&format!("#{id}"))?;
                if !self.ids.insert(subject) {
                    let name = self.graph.term(subject).text();
                    return Err(refused(
                        format!("two elements cannot use the same ID: '{name}'"),
                        format!("Deux éléments ont le même rdf:ID « {id} »."),
                        "Donnez à chaque élément son propre identifiant, ou remplacez rdf:ID par rdf:about.",
                    ));
                }
                Ok(subject)
            }
            _ => Err(refused(
                "Can have at most one of rdf:ID, rdf:about, and rdf:nodeID".to_owned(),
                "Un élément est identifié de deux façons à la fois (rdf:ID, rdf:about, rdf:nodeID)."
                    .to_owned(),
                "N’en gardez qu’une, de préférence rdf:about.",
            )),
        }
    }

    pub(super) fn node_end(&mut self) -> Result<(), Refusal> {
        let (subject, class) = (self.current().subject, self.current().class);
        let top = self.levels.len() == 3;
        let Some(parent) = self.parent() else { return Ok(()) };
        let before = std::mem::replace(&mut parent.object, subject);
        match before {
            Some(before) if !top && !self.graph.term(before).text().is_empty() => Err(refused_at(
                class.is_some(),
                match class {
                    Some(class) => {
                        let name = self.graph.term(class).text();
                        format!("Repeat node-elements inside property elements: {name}")
                    }
                    None => "sequence item 0: expected str instance, NoneType found".to_owned(),
                },
                "Une propriété contient deux ressources, ou une ressource en plus de rdf:resource."
                    .to_owned(),
                "Répétez la propriété : une fois par ressource.",
            )),
            _ => Ok(()),
        }
    }

    /// A member of a collection: one more cell of its list.
    pub(super) fn item_end(&mut self) {
        let subject = self.current().subject;
        let cell = self.graph.blank(None);
        let Some(parent) = self.parent() else { return };
        let before = parent.list.replace(cell);
        if before == Some(rdf::NIL) {
            parent.object = Some(cell);
            parent.content = TextContent::Ignored;
        } else if let Some(before) = before {
            self.graph.add(before, rdf::REST, cell);
        }
        if let Some(subject) = subject {
            self.graph.add(cell, rdf::FIRST, subject);
        }
    }
}
