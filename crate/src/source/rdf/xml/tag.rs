//! Start tags: names and attributes.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::{
    Fault, XmlError,
    cursor::{Cursor, Reference},
    dtd::Entities,
    namespaces::Namespaces,
};

/// A name with its namespace.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) struct Name<'e> {
    pub(in super::super) prefix: &'e str,
    pub(in super::super) local: &'e str,
    /// The binding that gives the namespace, for [`Namespaces::iri`].
    pub(in super::super) namespace: Option<u32>,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Attribute<'e> {
    pub(in super::super) name: Name<'e>,
    pub(in super::super) value: Cow<'e, str>,
    /// Where its name starts.
    at: usize,
}

/// A start tag; reused from one to the next. Namespace declarations are not among its attributes.
#[derive(Debug, Default)]
pub(in super::super) struct Tag<'e> {
    pub(super) raw_name: &'e str,
    pub(in super::super) name: Name<'e>,
    pub(in super::super) attributes: Vec<Attribute<'e>>,
    /// Where it starts in the document, unless an entity holds it.
    pub(in super::super) start: Option<usize>,
}

/// Beyond this many attributes, repeated names are looked up.
const FEW: usize = 8;

impl<'e> Tag<'e> {
    /// Reads a start tag from its `<`; whether it closes itself.
    pub(super) fn read(
        &mut self,
        cursor: &mut Cursor<'e>,
        entities: &mut Entities,
        names: &mut Namespaces,
    ) -> Result<bool, XmlError> {
        cursor.begin();
        self.start = (!cursor.is_entity()).then(|| cursor.offset());
        let start = cursor.at();
        let closed = self.tokens(cursor)?;
        let at_start = |fault| cursor.error_at(start, fault);
        if let Some(again) = self.duplicate() {
            return Err(cursor.error_at(again.at, Fault::DuplicateAttribute(again.full_name())));
        }
        for attribute in &mut self.attributes {
            attribute.expand(entities, cursor.offset_of(attribute.at))?;
            let prefix = match attribute.name {
                Name { prefix: "", local: "xmlns", .. } => "",
                Name { prefix: "xmlns", local, .. } => local,
                _ => continue,
            };
            names.declare(prefix, &attribute.value).map_err(at_start)?;
        }
        self.attributes
            .retain(|attribute| attribute.name.prefix != "xmlns" && attribute.raw_name() != "xmlns");
        let mut prefixed = 0;
        for Attribute { name, .. } in &mut self.attributes {
            if !name.prefix.is_empty() {
                name.namespace = names.resolve(name.prefix).map_err(at_start)?;
                prefixed += 1;
            }
        }
        self.name.namespace = names.resolve(self.name.prefix).map_err(at_start)?;
        if prefixed > 1 {
            self.refuse_twins(names).map_err(at_start)?;
        }
        Ok(closed)
    }

    fn tokens(&mut self, cursor: &mut Cursor<'e>) -> Result<bool, XmlError> {
        self.attributes.clear();
        cursor.expect("<")?;
        let start = cursor.at();
        let (prefix, local) = cursor.qualified_name()?;
        self.raw_name = cursor.slice(start);
        self.name = Name { prefix, local, namespace: None };
        loop {
            let spaced = cursor.skip_space();
            match cursor.peek() {
                Some(b'>') => {
                    cursor.expect(">")?;
                    return Ok(false);
                }
                Some(b'/') => {
                    cursor.expect("/")?;
                    cursor.expect(">")?;
                    return Ok(true);
                }
                _ if !spaced => return Err(cursor.invalid()),
                _ => {}
            }
            let at = cursor.at();
            let (prefix, local) = cursor.qualified_name()?;
            cursor.skip_space();
            cursor.expect("=")?;
            cursor.skip_space();
            let value = Cow::Borrowed(cursor.quoted(|byte| byte == b'<')?);
            self.attributes.push(Attribute { name: Name { prefix, local, namespace: None }, value, at });
        }
    }

    /// An attribute written twice.
    fn duplicate(&self) -> Option<&Attribute<'e>> {
        let key = |attribute: &Attribute<'e>| (attribute.name.prefix, attribute.name.local);
        if self.attributes.len() > FEW {
            let mut seen = FxHashSet::default();
            return self.attributes.iter().find(|attribute| !seen.insert(key(attribute)));
        }
        let before = |index| self.attributes.iter().take(index);
        let repeated = |&(index, attribute): &(usize, &Attribute<'e>)| {
            before(index).any(|before| key(before) == key(attribute))
        };
        self.attributes.iter().enumerate().find(repeated).map(|(_, attribute)| attribute)
    }

    /// Refuses two prefixes of the same namespace before the same name.
    fn refuse_twins(&self, names: &Namespaces) -> Result<(), Fault> {
        let mut seen = FxHashSet::default();
        for attribute in self.attributes.iter().filter(|attribute| !attribute.name.prefix.is_empty()) {
            if !seen.insert((names.iri(attribute.name.namespace), attribute.name.local)) {
                return Err(Fault::DuplicateAttribute(attribute.full_name()));
            }
        }
        Ok(())
    }
}

impl<'e> Attribute<'e> {
    fn raw_name(&self) -> &'e str {
        if self.name.prefix.is_empty() { self.name.local } else { "" }
    }

    fn full_name(&self) -> String {
        let Name { prefix, local, .. } = self.name;
        if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }
    }

    /// White space becomes spaces, references what they stand for.
    fn expand(&mut self, entities: &mut Entities, offset: usize) -> Result<(), XmlError> {
        if self.value.contains(['&', '\t', '\n', '\r']) {
            let mut expanded = String::with_capacity(self.value.len());
            expand(&self.value, &mut expanded, entities, offset, 0)?;
            self.value = Cow::Owned(expanded);
        }
        Ok(())
    }
}

fn expand(
    text: &str,
    out: &mut String,
    entities: &mut Entities,
    offset: usize,
    depth: usize,
) -> Result<(), XmlError> {
    let mut cursor = Cursor::entity(text, offset);
    loop {
        out.push_str(cursor.plain_value());
        match cursor.peek() {
            None => return Ok(()),
            Some(b'&') => match cursor.reference()? {
                Reference::Character(character) => out.push(character),
                Reference::Entity(name) => {
                    let refused = |fault| cursor.error(fault);
                    let Some(entity) = entities.find_for_attribute(name).map_err(refused)? else { continue };
                    entities.open(name, &entity, offset, depth).map_err(refused)?;
                    let expanded = expand(&entity, out, entities, offset, depth + 1);
                    entities.close();
                    expanded?;
                }
            },
            Some(b'\r') => {
                cursor.line_end();
                out.push(' ');
            }
            Some(b'\t' | b'\n') => {
                cursor.expect_space()?;
                out.push(' ');
            }
            Some(_) => return Err(cursor.invalid()),
        }
    }
}
