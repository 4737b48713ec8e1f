//! Reading a document into a tree.

use std::convert::Infallible;

use super::{
    super::{self as xml, Events, NAMESPACE, Namespaces, Stop, Tag, XmlError},
    Tree,
    build::Builder,
};

/// Reads a document.
pub(super) fn read(text: &str) -> Result<Tree, XmlError> {
    let mut reader = Reader::default();
    xml::read(text, &mut reader).map_err(Stop::malformed)?;
    Ok(reader.builder.finish())
}

#[derive(Default)]
struct Reader {
    builder: Builder,
}

impl Events for Reader {
    type Refusal = Infallible;

    fn start(&mut self, tag: &Tag<'_>, names: &Namespaces) -> Result<(), Infallible> {
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
