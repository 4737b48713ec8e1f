//! Reading a document into a tree.

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::{Tree, build::Builder};

/// Why a document is not well formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlError {
    /// Where, in bytes.
    pub offset: usize,
    /// What was found.
    pub message: String,
}

/// Reads a document.
pub(super) fn read(text: &str) -> Result<Tree, XmlError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut builder = Builder::default();
    let mut scopes: Vec<usize> = Vec::new();
    let mut bindings: Vec<(String, String)> =
        vec![("xml".into(), "http://www.w3.org/XML/1998/namespace".into())];
    loop {
        let at = reader.buffer_position() as usize;
        let fail = |message: String| XmlError { offset: at, message };
        let event = reader.read_event().map_err(|error| fail(error.to_string()))?;
        let after = reader.buffer_position() as usize;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                scopes.push(bindings.len());
                start(tag, at, &mut builder, &mut bindings).map_err(fail)?;
                if matches!(event, Event::Empty(_)) {
                    builder.end(after..after);
                    bindings.truncate(scopes.pop().unwrap_or_default());
                }
            }
            Event::End(_) => {
                builder.end(at..after);
                bindings.truncate(scopes.pop().unwrap_or_default());
            }
            Event::Text(text) => builder.text(&text.xml10_content().replace("\r\n", "\n"), at),
            Event::CData(text) => builder.text(text, at),
            Event::GeneralRef(name) => match name.resolve_char_ref().map_err(|e| fail(e.to_string()))? {
                Some(character) => builder.text(character.encode_utf8(&mut [0; 4]), at),
                None => {
                    let value = resolve_predefined_entity(name);
                    builder.text(value.ok_or_else(|| fail(format!("undefined entity {}", &**name)))?, at);
                }
            },
            Event::Comment(_) | Event::PI(_) => builder.cut(at),
            Event::Decl(_) | Event::DocType(_) => {}
            Event::Eof if scopes.is_empty() => return Ok(builder.finish()),
            Event::Eof => return Err(fail("no element found".into())),
        }
    }
}

fn start(
    tag: &BytesStart<'_>,
    at: usize,
    builder: &mut Builder,
    bindings: &mut Vec<(String, String)>,
) -> Result<(), String> {
    let mut plain = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let name = attribute.key.as_ref().to_owned();
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Explicit1_0)
            .map_err(|error| error.to_string())?;
        if name == "xmlns" {
            bindings.push((String::new(), value.into_owned()));
        } else if let Some(prefix) = name.strip_prefix("xmlns:") {
            bindings.push((prefix.to_owned(), value.into_owned()));
        } else {
            plain.push((name, value.into_owned()));
        }
    }
    let resolve = |prefix: &str| {
        let found = bindings.iter().rfind(|(bound, _)| bound == prefix).map(|(_, iri)| iri.as_str());
        if prefix.is_empty() {
            Ok(found.unwrap_or_default())
        } else {
            found.ok_or(format!("unbound prefix {prefix}"))
        }
    };
    let name = tag.name();
    let (prefix, local) = split(name.as_ref());
    builder.start(resolve(prefix)?, local, at);
    for (name, value) in &plain {
        let (prefix, local) = split(name);
        builder.attribute(if prefix.is_empty() { "" } else { resolve(prefix)? }, local, value);
    }
    Ok(())
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}
