//! XML with namespaces, exactly as strict as expat, which Python reads with.
//!
//! What expat refuses fails the whole page on data.gouv.fr, and what it accepts is harvested, so both
//! matter. Lenient splitters would need every piece checked again: this reader checks while it reads.

mod characters;
mod complete;
mod cursor;
mod dtd;
mod fault;
mod letters;
mod namespaces;
mod tag;
#[cfg(test)]
mod tests;
mod token;
pub mod tree;

pub use self::{
    complete::complete_part,
    fault::{XmlError, XmlFault},
};
use std::{convert::Infallible, rc::Rc};

use self::{cursor::XmlCursor, dtd::Entities};
pub(crate) use self::{
    fault::XmlStop,
    namespaces::{Namespaces, XML as NAMESPACE},
    tag::{TagAttribute, TagName, XmlTag},
};

/// How many entities may be open in each other.
const NESTED_ENTITIES: usize = 64;

/// What a document is made of, in order. Errors are what the receiver refuses.
pub(crate) trait Events {
    /// Why well-formed XML may be refused all the same.
    type RdfXmlError;

    /// An element starts.
    fn start(&mut self, tag: &XmlTag<'_>, names: &Namespaces) -> Result<(), Self::RdfXmlError>;
    /// Text, in pieces.
    fn text(&mut self, text: &str);
    /// An element ends; `names` are those that were in force inside.
    fn end(&mut self, end: usize, names: &Namespaces) -> Result<(), Self::RdfXmlError>;
    /// A comment.
    fn comment(&mut self, _text: &str) {}
    /// A processing instruction: its target, and the rest.
    fn instruction(&mut self, _target: &str, _data: &str) {}
    /// The text that follows is a CDATA section, or no longer is.
    fn cdata(&mut self, _inside: bool) {}
}

/// Reads a document and hands what it is made of to `events`.
pub(crate) fn read<E: Events>(text: &str, events: &mut E) -> Result<(), XmlStop<E::RdfXmlError>> {
    let mut cursor = XmlCursor::document(text);
    cursor.skip_if("\u{feff}");
    let standalone = if cursor.looks_like_declaration() { cursor.declaration()? } else { false };
    let mut reader = XmlReader { entities: Entities::default(), names: Namespaces::default(), events };
    reader.entities.standalone = standalone;
    reader.prolog(&mut cursor)?;
    reader.content(&mut cursor, 0)?;
    reader.epilogue(&mut cursor)
}

/// Whether a text, put inside an element, makes a well-formed document.
pub(crate) fn is_well_formed_inside(text: &str) -> bool {
    struct Nothing;
    impl Events for Nothing {
        type RdfXmlError = Infallible;

        fn start(&mut self, _: &XmlTag<'_>, _: &Namespaces) -> Result<(), Infallible> {
            Ok(())
        }

        fn text(&mut self, _: &str) {}

        fn end(&mut self, _: usize, _: &Namespaces) -> Result<(), Infallible> {
            Ok(())
        }
    }
    read(&format!("<inside>{text}</inside>"), &mut Nothing).is_ok()
}

struct XmlReader<'h, H> {
    entities: Entities,
    names: Namespaces,
    events: &'h mut H,
}

/// An element whose end is awaited.
struct OpenEntity<'e> {
    /// As written, prefix included.
    name: &'e str,
    /// Namespaces in force outside.
    names: usize,
}

/// What was read, or why the reading stopped.
type EventResult<H> = Result<(), XmlStop<<H as Events>::RdfXmlError>>;

impl<H: Events> XmlReader<'_, H> {
    /// Comments, instructions and the document type, up to the root element.
    fn prolog(&mut self, cursor: &mut XmlCursor<'_>) -> EventResult<H> {
        let mut declared = false;
        loop {
            cursor.skip_space();
            if cursor.at_end() {
                return Err(cursor.error(XmlFault::NoElement).into());
            } else if !declared && cursor.sees("<!") && !cursor.sees("<!-") {
                declared = true;
                dtd::read(cursor, &mut self.entities)?;
            } else if !self.aside(cursor)? {
                return Ok(cursor.root()?);
            }
        }
    }

    /// Nothing but comments and instructions may follow the root element.
    fn epilogue(&mut self, cursor: &mut XmlCursor<'_>) -> EventResult<H> {
        loop {
            cursor.skip_space();
            if cursor.at_end() {
                return Ok(());
            }
            let start = cursor.clone();
            match self.aside(cursor) {
                Ok(true) => {}
                Err(error) if error.fault != XmlFault::MisplacedDeclaration => return Err(error.into()),
                _ => return Err(start.after_root().into()),
            }
        }
    }

    /// Reads a comment or an instruction, when there is one here.
    fn aside(&mut self, cursor: &mut XmlCursor<'_>) -> Result<bool, XmlError> {
        if cursor.sees("<!--") {
            self.events.comment(cursor.comment()?);
        } else if cursor.sees("<?") {
            let (target, data) = cursor.instruction()?;
            self.events.instruction(target, data);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// Elements and text: the root element of the document, or all of an entity.
    fn content(&mut self, cursor: &mut XmlCursor<'_>, depth: usize) -> EventResult<H> {
        let declared = Rc::clone(&self.entities.attributes);
        let mut open: Vec<OpenEntity<'_>> = Vec::new();
        let mut tag = XmlTag::default();
        loop {
            let text = cursor.plain_text()?;
            if !text.is_empty() {
                self.events.text(text);
            }
            let start = cursor.at();
            match cursor.peek_two() {
                (Some(b'\r'), _) => {
                    self.events.text(cursor.line_end());
                }
                (Some(b'&'), _) => self.reference(cursor, depth)?,
                (Some(b'<'), Some(b'/')) => {
                    let name = cursor.end_tag(open.last().map_or("", |element| element.name))?;
                    let Some(element) = open.pop() else {
                        return Err(cursor.error_at(start, XmlFault::EntityBoundary).into());
                    };
                    if element.name != name {
                        let fault = XmlFault::Mismatched { opened: element.name.into(), closed: name.into() };
                        return Err(cursor.error_at(start + 2, fault).into());
                    }
                    self.end(cursor, start, element.names)?;
                }
                (Some(b'<'), Some(b'!')) if cursor.sees("<![CDATA[") => self.cdata(cursor)?,
                (Some(b'<'), Some(b'!' | b'?')) => {
                    if !self.aside(cursor)? {
                        return Err(cursor.invalid_markup().into());
                    }
                }
                (Some(_), _) => {
                    let outside = self.names.len();
                    let closed = tag.read(cursor, &mut self.entities, &declared, &mut self.names)?;
                    let offset = cursor.offset_of(start);
                    let refused = |refusal| XmlStop::Refused { offset, refusal };
                    self.events.start(&tag, &self.names).map_err(refused)?;
                    if closed {
                        self.end(cursor, cursor.at(), outside)?;
                    } else {
                        open.push(OpenEntity { name: tag.raw_name, names: outside });
                    }
                }
                (None, _) if cursor.is_entity() && open.is_empty() => return Ok(()),
                (None, _) if cursor.is_entity() => return Err(cursor.error(XmlFault::EntityBoundary).into()),
                (None, _) => return Err(cursor.error(XmlFault::NoElement).into()),
            }
            if open.is_empty() && !cursor.is_entity() {
                return Ok(());
            }
        }
    }

    fn end(&mut self, cursor: &XmlCursor<'_>, start: usize, names: usize) -> EventResult<H> {
        let end = cursor.offset();
        let offset = cursor.offset_of(start);
        self.events.end(end, &self.names).map_err(|refusal| XmlStop::Refused { offset, refusal })?;
        self.names.truncate(names);
        Ok(())
    }

    fn cdata(&mut self, cursor: &mut XmlCursor<'_>) -> EventResult<H> {
        self.events.cdata(true);
        let mut text = cursor.cdata()?;
        while let Some((line, rest)) = text.split_once('\r').filter(|_| !cursor.is_entity()) {
            self.events.text(line);
            self.events.text("\n");
            text = rest.strip_prefix('\n').unwrap_or(rest);
        }
        self.events.text(text);
        self.events.cdata(false);
        Ok(())
    }

    /// `&name;` or `&#number;` in text: an entity may hold elements.
    fn reference(&mut self, cursor: &mut XmlCursor<'_>, depth: usize) -> EventResult<H> {
        let start = cursor.at();
        let name = match cursor.reference()? {
            token::Reference::Character(character) => {
                self.events.text(character.encode_utf8(&mut [0; 4]));
                return Ok(());
            }
            token::Reference::Entity(name) => name,
        };
        let refused = |fault| cursor.error_at(start, fault);
        let Some(entity) = self.entities.find(name).map_err(refused)? else { return Ok(()) };
        self.entities.open(name, &entity, cursor.offset(), depth).map_err(refused)?;
        let inside = &mut XmlCursor::entity(&entity, cursor.offset_of(start));
        let read = self.content(inside, depth + 1);
        self.entities.close();
        read
    }
}
