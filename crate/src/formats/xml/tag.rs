//! Start tags: names and attributes.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::{
    XmlError, XmlFault,
    cursor::XmlCursor,
    dtd::{Declared, DeclaredAttributes, Entities},
    namespaces::Namespaces,
    token::Reference,
};

/// A name with its namespace.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct TagName<'e> {
    pub(crate) prefix: &'e str,
    pub(crate) local: &'e str,
    /// The binding that gives the namespace, for [`Namespaces::iri`].
    pub(crate) namespace: Option<u32>,
}

#[derive(Debug, Clone)]
pub(crate) struct TagAttribute<'e> {
    pub(crate) name: TagName<'e>,
    pub(crate) value: Cow<'e, str>,
    /// Where its name starts.
    at: usize,
    /// Where its value starts.
    value_at: usize,
}

/// A start tag; reused from one to the next. Namespace declarations are not among its attributes.
#[derive(Debug, Default)]
pub(crate) struct XmlTag<'e> {
    pub(super) raw_name: &'e str,
    pub(crate) name: TagName<'e>,
    pub(crate) attributes: Vec<TagAttribute<'e>>,
    /// The prefixes it declares, and their namespaces.
    pub(crate) declarations: Vec<(&'e str, Cow<'e, str>)>,
    /// Where it starts in the document, unless an entity holds it.
    pub(crate) start: Option<usize>,
}

/// Beyond this many attributes, repeated names are looked up.
const FEW: usize = 8;

impl<'e> XmlTag<'e> {
    /// Reads a start tag from its `<`; whether it closes itself.
    pub(super) fn read<'c: 'e>(
        &mut self,
        cursor: &mut XmlCursor<'c>,
        entities: &mut Entities,
        declared: &'e DeclaredAttributes,
        names: &mut Namespaces,
    ) -> Result<bool, XmlError> {
        cursor.begin();
        self.start = (!cursor.is_entity()).then(|| cursor.offset());
        let start = cursor.at();
        let closed = self.tokens(cursor)?;
        let at_start = |fault| cursor.error_at(start, fault);
        if let Some(again) = self.duplicate() {
            return Err(cursor.error_at(again.at, XmlFault::DuplicateAttribute(again.full_name())));
        }
        let declared = match declared.is_empty() {
            true => &[],
            false => declared.get(self.raw_name).map_or(&[][..], Vec::as_slice),
        };
        for attribute in &mut self.attributes {
            let spacing = match declared.iter().find(|declared| declared.names(attribute)) {
                Some(Declared { tokenized: true, .. }) => Spacing::Tokens,
                _ => Spacing::Text,
            };
            let is_special = |byte: u8| matches!(byte, b'&' | b'\t' | b'\n' | b'\r');
            if spacing == Spacing::Tokens || attribute.value.bytes().any(is_special) {
                let raw = std::mem::take(&mut attribute.value);
                let mut value = String::with_capacity(raw.len());
                let place = (cursor.offset_of(start), cursor.offset_of(attribute.value_at));
                let piece = match cursor.is_entity() {
                    true => XmlCursor::entity(&raw, place.0),
                    false => XmlCursor::piece(&raw, place.1),
                };
                expand(piece, &mut value, entities, place.0, spacing)?;
                attribute.value = Cow::Owned(value);
            }
        }
        self.add_defaults(declared);
        self.take_declarations();
        for (prefix, iri) in &self.declarations {
            names.declare(prefix, iri).map_err(at_start)?;
        }
        let mut prefixed = 0;
        for TagAttribute { name, .. } in &mut self.attributes {
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

    /// The attributes that are declared with a value, and not written.
    fn add_defaults(&mut self, declared: &'e [Declared]) {
        let count = self.attributes.len();
        for attribute in declared {
            let Some(value) = &attribute.default else { continue };
            if self.attributes.iter().take(count).any(|written| attribute.names(written)) {
                continue;
            }
            let (prefix, local) = attribute.name.split_once(':').unwrap_or(("", &attribute.name));
            self.attributes.push(TagAttribute {
                name: TagName { prefix, local, namespace: None },
                value: Cow::Borrowed(value),
                at: 0,
                value_at: 0,
            });
        }
    }

    fn tokens<'c: 'e>(&mut self, cursor: &mut XmlCursor<'c>) -> Result<bool, XmlError> {
        self.attributes.clear();
        cursor.advance("<".len());
        let start = cursor.at();
        let (prefix, local) = cursor.qualified_name()?;
        self.raw_name = cursor.slice(start);
        self.name = TagName { prefix, local, namespace: None };
        loop {
            let spaced = cursor.skip_space();
            match cursor.peek() {
                Some(b'>') => {
                    cursor.advance(">".len());
                    return Ok(false);
                }
                Some(b'/') => {
                    cursor.advance("/".len());
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
            let value_at = cursor.at() + 1;
            let value = Cow::Borrowed(cursor.attribute_value()?);
            self.attributes.push(TagAttribute {
                name: TagName { prefix, local, namespace: None },
                value,
                at,
                value_at,
            });
        }
    }

    /// Moves the declarations out of the attributes.
    fn take_declarations(&mut self) {
        self.declarations.clear();
        let declarations = &mut self.declarations;
        self.attributes.retain_mut(|attribute| {
            let prefix = match attribute.name {
                TagName { prefix: "", local: "xmlns", .. } => "",
                TagName { prefix: "xmlns", local, .. } => local,
                _ => return true,
            };
            declarations.push((prefix, std::mem::take(&mut attribute.value)));
            false
        });
    }

    /// An attribute written twice.
    fn duplicate(&self) -> Option<&TagAttribute<'e>> {
        let key = |attribute: &TagAttribute<'e>| (attribute.name.prefix, attribute.name.local);
        if self.attributes.len() > FEW {
            let mut seen = FxHashSet::default();
            return self.attributes.iter().find(|attribute| !seen.insert(key(attribute)));
        }
        let before = |index| self.attributes.iter().take(index);
        let repeated = |&(index, attribute): &(usize, &TagAttribute<'e>)| {
            before(index).any(|before| key(before) == key(attribute))
        };
        self.attributes.iter().enumerate().find(repeated).map(|(_, attribute)| attribute)
    }

    /// Refuses two prefixes of the same namespace before the same name.
    fn refuse_twins(&self, names: &Namespaces) -> Result<(), XmlFault> {
        let mut seen = FxHashSet::default();
        for attribute in self.attributes.iter().filter(|attribute| !attribute.name.prefix.is_empty()) {
            if !seen.insert((names.iri(attribute.name.namespace), attribute.name.local)) {
                return Err(XmlFault::DuplicateAttribute(attribute.full_name()));
            }
        }
        Ok(())
    }
}

impl<'e> TagAttribute<'e> {
    fn full_name(&self) -> String {
        let TagName { prefix, local, .. } = self.name;
        if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }
    }
}

impl Declared {
    fn names(&self, attribute: &TagAttribute<'_>) -> bool {
        let TagName { prefix, local, .. } = attribute.name;
        match self.name.split_once(':') {
            Some(name) => name == (prefix, local),
            None => prefix.is_empty() && self.name == local,
        }
    }
}

/// What white space means in the value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spacing {
    /// Each character is a space.
    Text,
    /// It separates words: one space, and none at the ends.
    Tokens,
}

impl Spacing {
    fn space(self, out: &mut String) {
        if self == Self::Text || !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }

    fn text(self, out: &mut String, text: &str) {
        if self == Self::Text {
            out.push_str(text);
            return;
        }
        for (index, word) in text.split(' ').enumerate() {
            if index > 0 {
                self.space(out);
            }
            out.push_str(word);
        }
    }
}

/// The value of an attribute: references are replaced; `tag` is where the tag starts.
pub(super) fn expand(
    cursor: XmlCursor<'_>,
    out: &mut String,
    entities: &mut Entities,
    tag: usize,
    spacing: Spacing,
) -> Result<(), XmlError> {
    expand_nested(cursor, out, entities, (tag, spacing), 0)?;
    if spacing == Spacing::Tokens && out.ends_with(' ') {
        out.pop();
    }
    Ok(())
}

fn expand_nested(
    mut cursor: XmlCursor<'_>,
    out: &mut String,
    entities: &mut Entities,
    (tag, spacing): (usize, Spacing),
    depth: usize,
) -> Result<(), XmlError> {
    loop {
        spacing.text(out, cursor.plain_value());
        let start = cursor.at();
        match cursor.peek() {
            None => return Ok(()),
            Some(b'&') => match cursor.reference()? {
                Reference::Character(' ') => spacing.space(out),
                Reference::Character(character) => out.push(character),
                Reference::Entity(name) => {
                    let refused = |fault| match fault {
                        XmlFault::ExternalEntityInAttribute | XmlFault::BinaryEntity => {
                            cursor.error_at(start, fault)
                        }
                        fault => XmlError { offset: tag, fault },
                    };
                    let Some(entity) = entities.find_for_attribute(name).map_err(refused)? else { continue };
                    entities.open(name, &entity, tag, depth).map_err(refused)?;
                    let inside = XmlCursor::entity(&entity, tag);
                    let expanded = expand_nested(inside, out, entities, (tag, spacing), depth + 1);
                    entities.close();
                    expanded?;
                }
            },
            Some(b'\r') => {
                cursor.line_end();
                spacing.space(out);
            }
            Some(b'\t' | b'\n') => {
                cursor.advance(1);
                spacing.space(out);
            }
            Some(_) => return Err(cursor.invalid()),
        }
    }
}
