//! Reading a document into a tree.

use super::{Tree, XmlError, build::Builder};
use crate::source::rdf::xml::{self, Events, Fault, NAMESPACE, Namespaces, Tag};

/// Reads a document, as strictly as RDF/XML is read.
pub(super) fn read(text: &str) -> Result<Tree, XmlError> {
    let mut reader = Reader::default();
    match xml::read(text, &mut reader) {
        Ok(()) => Ok(reader.builder.finish()),
        Err(error) => {
            let (found, advice) = error.fault.explain();
            let message = error.fault.message().to_owned();
            Err(XmlError { offset: error.offset, message, found, advice: advice.to_owned() })
        }
    }
}

#[derive(Default)]
struct Reader {
    builder: Builder,
}

impl Events for Reader {
    fn start(&mut self, tag: &Tag<'_>, names: &Namespaces) -> Result<(), Fault> {
        let iri = |binding| names.iri(binding).unwrap_or_default();
        self.builder.start(iri(tag.name.namespace), tag.name.local, tag.start);
        for attribute in &tag.attributes {
            let namespace = iri(attribute.name.namespace);
            let local = attribute.name.local;
            if local == "space" && namespace == NAMESPACE {
                self.builder.keep_space(attribute.value == "preserve");
            }
            self.builder.attribute(namespace, local, &attribute.value);
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        self.builder.text(text);
    }

    fn end(&mut self, end: usize, _names: &Namespaces) -> Result<(), Fault> {
        self.builder.end(end);
        Ok(())
    }

    fn comment(&mut self, _text: &str) {
        self.builder.cut();
    }

    fn instruction(&mut self, _target: &str, _data: &str) {
        self.builder.cut();
    }
}
