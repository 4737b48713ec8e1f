//! The document itself: lists of nodes are read one node at a time, so that memory holds one at a time.

use std::rc::Rc;

use super::{JsonLdFailure, JsonLdReader, JsonLdResult, context::ActiveContext, syntax, value::KeyValue};
use crate::formats::json::{Json, JsonError, JsonFault, Object};
use crate::source::rdf::Node;

/// An object whose lists of nodes are not read yet.
pub(super) struct Root<'c> {
    /// The other values; the lists are empty here.
    object: Object<'c>,
    /// Where the lists start, by key.
    lists: Vec<(String, usize)>,
}

impl<'c> Root<'c> {
    fn read(text: &'c str) -> Result<Self, JsonError> {
        let mut reader = syntax::reader(text, 0);
        let mut entries = Vec::new();
        let mut lists: Vec<(String, usize)> = Vec::new();
        reader.object(|key, reader| {
            reader.peek();
            lists.retain(|(known, _)| *known != key);
            let value = if is_list_of_nodes(text, &key, reader.offset()) {
                lists.push((key.clone().into_owned(), reader.offset()));
                reader.skip()?;
                Json::List(Vec::new())
            } else {
                reader.value()?
            };
            entries.push((key, value));
            Ok(())
        })?;
        reader.end()?;
        Ok(Self { object: entries.into_iter().collect(), lists })
    }

    /// Reads the lists under these keys with the rest: what is nested may give the root its address.
    fn unfold(&mut self, text: &'c str, is_needed: impl Fn(&str) -> bool) -> JsonLdResult<()> {
        for (key, offset) in self.lists.extract_if(.., |(key, _)| is_needed(key)) {
            if let Some(value) = self.object.get_mut(&key) {
                *value = syntax::reader(text, offset).value().map_err(JsonLdFailure::Syntax)?;
            }
        }
        Ok(())
    }

    /// Where the list under a key starts.
    pub(super) fn list(&self, key: &str) -> Option<usize> {
        self.lists.iter().find(|(known, _)| known == key).map(|(_, offset)| *offset)
    }
}

/// Whether the value that starts here is a list that starts with an object, under a key that is no keyword.
fn is_list_of_nodes(text: &str, key: &str, offset: usize) -> bool {
    let list = text.get(offset..).and_then(|value| value.strip_prefix('['));
    let nodes = list.is_some_and(|inside| inside.trim_ascii_start().starts_with('{'));
    nodes && (!key.starts_with('@') || key == "@graph")
}

impl<'c> JsonLdReader<'c, '_> {
    pub(super) fn document(&mut self, context: Rc<ActiveContext<'c>>) -> JsonLdResult<()> {
        match syntax::reader(self.text, 0).peek() {
            Some(b'{') => self.root(context),
            Some(b'[') => {
                self.each(0, |reader, node| reader.node(&context, &KeyValue::Json(&node), None).map(drop))
            }
            _ => {
                Json::parse(self.text).map_err(JsonLdFailure::Syntax)?;
                Err(JsonLdFailure::Raised {
                    message:
                        "cannot access local variable 'resources' where it is not associated with a value"
                            .to_owned(),
                    found: "Ce JSON n’est ni un objet ni une liste.".to_owned(),
                    advice: "Donnez un catalogue en JSON-LD : un objet avec « @context ».".to_owned(),
                })
            }
        }
    }

    fn root(&mut self, mut context: Rc<ActiveContext<'c>>) -> JsonLdResult<()> {
        let mut root = Root::read(self.text).map_err(JsonLdFailure::Syntax)?;
        if let Some(local) = root.object.get("@context").filter(|local| local.is_truthy()) {
            context = Rc::new(context.loaded(local, &mut self.loader)?);
        }
        context.check_prefixes()?;
        root.unfold(self.text, |key| context.means(key, "@nest"))?;
        let object = Json::Object(std::mem::take(&mut root.object));
        self.place = Some(0..self.text.len());
        self.node(&context, &KeyValue::Json(&object), Some(&root))?;
        Ok(())
    }

    /// What a key of the root says with the list that starts there.
    pub(super) fn listed(
        &mut self,
        context: &Rc<ActiveContext<'c>>,
        subject: Node,
        key: &str,
        offset: usize,
        named: bool,
    ) -> JsonLdResult<()> {
        if context.key(key, &mut self.graph).takes_whole_lists() {
            let list = syntax::reader(self.text, offset).value().map_err(JsonLdFailure::Syntax)?;
            return self.property(context, subject, key, &list, false, named);
        }
        self.each(offset, |reader, value| {
            reader.property(context, subject, key, &Json::List(vec![value]), false, named)
        })
    }

    /// Reads the values of a list one by one.
    fn each(
        &mut self,
        offset: usize,
        mut visit: impl FnMut(&mut Self, Json<'c>) -> JsonLdResult<()>,
    ) -> JsonLdResult<()> {
        let mut failure = None;
        let mut list = syntax::reader(self.text, offset);
        let read = list.list(|list| {
            list.peek();
            let start = list.offset();
            let value = list.value()?;
            self.place = Some(start..list.offset());
            visit(self, value).map_err(|error| {
                failure = Some(error);
                JsonError { offset: start, fault: JsonFault::Stopped, is_cut: false }
            })
        });
        self.place = None;
        match failure {
            Some(failure) => Err(failure),
            None if offset == 0 => read.and_then(|()| list.end()).map_err(JsonLdFailure::Syntax),
            None => read.map_err(JsonLdFailure::Syntax),
        }
    }
}
