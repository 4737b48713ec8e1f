//! The document type: entities of its internal subset. Nothing external is ever read.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Fault, NESTED_ENTITIES, XmlError, cursor::Cursor, token::Reference};

/// expat refuses documents whose entities multiply their size by this…
const MOST_AMPLIFIED: usize = 100;
/// …once they amount to this many bytes.
const TOLERATED: usize = 8 << 20;

#[derive(Debug, Clone)]
enum Entity {
    Internal(Rc<str>),
    External,
    Binary,
}

#[derive(Debug, Default)]
pub(super) struct Entities {
    general: FxHashMap<String, Entity>,
    parameter: FxHashMap<String, Entity>,
    /// `standalone="yes"`: nothing external can declare an entity.
    pub(super) standalone: bool,
    /// Something unread may declare entities: those that are unknown are skipped.
    unread: bool,
    /// A parameter entity was not read: what it may have declared hides the declarations that follow.
    hidden: bool,
    open: Vec<String>,
    expanded: usize,
}

impl Entities {
    /// What a reference in text stands for; nothing when it is to be skipped.
    pub(super) fn find(&self, name: &str) -> Result<Option<Rc<str>>, Fault> {
        match self.general.get(name) {
            Some(Entity::Internal(text)) => Ok(Some(Rc::clone(text))),
            Some(Entity::External) => Ok(None),
            Some(Entity::Binary) => Err(Fault::BinaryEntity),
            None if self.unread && !self.standalone => Ok(None),
            None => Err(Fault::UndefinedEntity(name.into())),
        }
    }

    pub(super) fn find_for_attribute(&self, name: &str) -> Result<Option<Rc<str>>, Fault> {
        match self.general.get(name) {
            Some(Entity::External) => Err(Fault::ExternalEntityInAttribute),
            _ => self.find(name),
        }
    }

    /// An entity is about to be read, at this byte of the document.
    pub(super) fn open(&mut self, name: &str, text: &str, offset: usize, depth: usize) -> Result<(), Fault> {
        if self.open.iter().any(|open| open == name) {
            return Err(Fault::RecursiveEntity(name.into()));
        }
        if depth >= NESTED_ENTITIES {
            return Err(Fault::NestedEntities);
        }
        self.expanded += text.len();
        let total = self.expanded + offset;
        if total > TOLERATED && total / offset.max(1) >= MOST_AMPLIFIED {
            return Err(Fault::Amplification);
        }
        self.open.push(name.to_owned());
        Ok(())
    }

    pub(super) fn close(&mut self) {
        self.open.pop();
    }
}

/// Reads `<!DOCTYPE …>`, from its start.
pub(super) fn read(cursor: &mut Cursor<'_>, entities: &mut Entities) -> Result<(), XmlError> {
    cursor.begin();
    cursor.expect("<!DOCTYPE")?;
    cursor.expect_space()?;
    cursor.qualified_name()?;
    cursor.skip_space();
    if external_identifier(cursor)? {
        entities.unread = true;
        cursor.skip_space();
    }
    if cursor.skip_if("[") {
        subset(cursor, entities, 0)?;
        cursor.expect("]")?;
        cursor.skip_space();
    }
    cursor.expect(">")
}

/// Declarations, up to the end of the subset or of a parameter entity.
fn subset(cursor: &mut Cursor<'_>, entities: &mut Entities, depth: usize) -> Result<(), XmlError> {
    loop {
        cursor.skip_space();
        cursor.begin();
        match cursor.peek_two() {
            (None, _) if cursor.is_entity() => return Ok(()),
            (None, _) => return Err(cursor.error(Fault::NoElement)),
            (Some(b']'), _) => return Ok(()),
            (Some(b'%'), _) => parameter_reference(cursor, entities, depth)?,
            (Some(b'<'), Some(b'?')) => drop(cursor.instruction()?),
            _ if cursor.sees("<!--") => drop(cursor.comment()?),
            _ if cursor.skip_if("<!ENTITY") => declaration(cursor, entities)?,
            _ if ["<!ELEMENT", "<!ATTLIST", "<!NOTATION"].iter().any(|name| cursor.skip_if(name)) => {
                ignored(cursor)?;
            }
            _ => return Err(cursor.error(Fault::Syntax)),
        }
    }
}

/// `%name;` between declarations: an internal one is read in place, another hides what follows.
fn parameter_reference(
    cursor: &mut Cursor<'_>,
    entities: &mut Entities,
    depth: usize,
) -> Result<(), XmlError> {
    cursor.expect("%")?;
    let name = cursor.name()?;
    cursor.expect(";")?;
    entities.unread = true;
    let refused = |fault| cursor.error(fault);
    match entities.parameter.get(name).cloned() {
        Some(Entity::Internal(text)) => {
            entities.open(name, &text, cursor.offset(), depth).map_err(refused)?;
            let read = subset(&mut Cursor::entity(&text, cursor.offset()), entities, depth + 1);
            entities.close();
            read
        }
        None if entities.standalone => Err(refused(Fault::UndefinedEntity(name.into()))),
        _ => {
            entities.hidden = !entities.standalone;
            Ok(())
        }
    }
}

/// `<!ENTITY name "text">` and its other forms; the first declaration of a name holds.
fn declaration(cursor: &mut Cursor<'_>, entities: &mut Entities) -> Result<(), XmlError> {
    cursor.expect_space()?;
    let parameter = cursor.skip_if("%");
    if parameter {
        cursor.expect_space()?;
    }
    let name = cursor.name()?.to_owned();
    cursor.expect_space()?;
    let entity = if external_identifier(cursor)? {
        let spaced = cursor.skip_space();
        if spaced && !parameter && cursor.skip_if("NDATA") {
            cursor.expect_space()?;
            cursor.name()?;
            Entity::Binary
        } else {
            Entity::External
        }
    } else {
        let start = cursor.at();
        let text = cursor.quoted()?;
        Entity::Internal(replacement(text, cursor.offset_of(start + 1))?.into())
    };
    cursor.skip_space();
    cursor.expect(">")?;
    if entities.hidden {
        return Ok(());
    }
    let known = if parameter { &mut entities.parameter } else { &mut entities.general };
    known.entry(name).or_insert(entity);
    Ok(())
}

/// The text of an entity: numeric references are replaced, the others wait.
fn replacement(text: &str, offset: usize) -> Result<String, XmlError> {
    let mut cursor = Cursor::entity(text, offset);
    let mut replaced = String::with_capacity(text.len());
    loop {
        let start = cursor.at();
        match cursor.peek() {
            None => return Ok(replaced),
            Some(b'%') => return Err(cursor.error(Fault::ParameterEntity)),
            Some(b'\r') => {
                cursor.line_end();
                replaced.push('\n');
            }
            Some(b'&') if !cursor.sees("&#") => {
                cursor.reference()?;
                replaced.push_str(cursor.slice(start));
            }
            Some(b'&') => {
                if let Reference::Character(character) = cursor.reference()? {
                    replaced.push(character);
                }
            }
            Some(_) => {
                let rest = cursor.rest();
                let end = rest.find(['%', '\r', '&']).unwrap_or(rest.len());
                cursor.advance(end);
                replaced.push_str(cursor.slice(start));
            }
        }
    }
}

/// `SYSTEM "…"` or `PUBLIC "…" "…"`, when there is one.
fn external_identifier(cursor: &mut Cursor<'_>) -> Result<bool, XmlError> {
    let literals = if cursor.skip_if("SYSTEM") {
        1
    } else if cursor.skip_if("PUBLIC") {
        2
    } else {
        return Ok(false);
    };
    for _ in 0..literals {
        cursor.expect_space()?;
        cursor.quoted()?;
    }
    Ok(true)
}

/// A declaration that says nothing of entities.
fn ignored(cursor: &mut Cursor<'_>) -> Result<(), XmlError> {
    loop {
        match cursor.peek() {
            Some(b'>') => return cursor.expect(">"),
            Some(b'"' | b'\'') => drop(cursor.quoted()?),
            Some(b'<') | None => return Err(cursor.invalid()),
            Some(_) => cursor.advance(1),
        }
    }
}
