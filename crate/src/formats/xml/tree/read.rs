//! Reading a document into a tree.

use std::convert::Infallible;

use super::{
    super::{self as xml, Events, NAMESPACE, Namespaces, XmlError, XmlStop, XmlTag},
    XmlTree,
    build::XmlTreeBuilder,
};

/// Reads a document.
pub(super) fn read(text: &str) -> Result<XmlTree, XmlError> {
    let mut reader = TreeReader::default();
    xml::read(text, &mut reader).map_err(XmlStop::malformed)?;
    Ok(reader.builder.finish())
}

#[derive(Default)]
struct TreeReader {
    builder: XmlTreeBuilder,
}

impl Events for TreeReader {
    type RdfXmlError = Infallible;

    fn start(&mut self, tag: &XmlTag<'_>, names: &Namespaces) -> Result<(), Infallible> {
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

    fn end(&mut self, end: usize, _names: &Namespaces) -> Result<(), Infallible> {
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
