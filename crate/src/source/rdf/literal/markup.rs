//! `rdf:XMLLiteral`: read as XML and written again as Python's `minidom` writes it.

use std::convert::Infallible;

use crate::formats::xml::{self, Events, Namespaces, TagAttribute, TagName, XmlTag};

/// The element rdflib wraps the value in.
const ROOT: &str = "rdflibtoplevelelement";

/// The markup, rewritten; none when it is not well formed.
pub(super) fn rewritten(value: &str) -> Option<String> {
    let mut writer = Writer::default();
    xml::read(&format!("<{ROOT}>{value}</{ROOT}>"), &mut writer).ok()?;
    let text = writer.out;
    let inside =
        text.strip_prefix(&format!("<{ROOT}>")).and_then(|text| text.strip_suffix(&format!("</{ROOT}>")));
    Some(inside.unwrap_or_default().to_owned())
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Names of the open elements.
    open: Vec<String>,
    /// The last start tag is not closed yet: its element may be empty.
    pending: bool,
    cdata: bool,
}

impl Writer {
    /// Something follows inside the element.
    fn inside(&mut self) {
        if std::mem::take(&mut self.pending) {
            self.out.push('>');
        }
    }
}

impl Events for Writer {
    type RdfXmlError = Infallible;

    fn start(&mut self, tag: &XmlTag<'_>, _: &Namespaces) -> Result<(), Infallible> {
        self.inside();
        let name = qualified(&tag.name);
        self.out.push('<');
        self.out += &name;
        self.open.push(name);
        for (prefix, iri) in &tag.declarations {
            let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
            attribute(&mut self.out, &name, iri);
        }
        for TagAttribute { name, value, .. } in &tag.attributes {
            attribute(&mut self.out, &qualified(name), value);
        }
        self.pending = true;
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.inside();
        if self.cdata {
            self.out += text;
        } else {
            escape(&mut self.out, text);
        }
    }

    fn end(&mut self, _: usize, _: &Namespaces) -> Result<(), Infallible> {
        let name = self.open.pop().unwrap_or_default();
        if std::mem::take(&mut self.pending) {
            self.out += "/>";
        } else {
            self.out += &format!("</{name}>");
        }
        Ok(())
    }

    fn comment(&mut self, text: &str) {
        self.inside();
        self.out += &format!("<!--{text}-->");
    }

    fn instruction(&mut self, target: &str, data: &str) {
        self.inside();
        self.out += &format!("<?{target} {data}?>");
    }

    fn cdata(&mut self, inside: bool) {
        self.inside();
        self.cdata = inside;
        self.out += if inside { "<![CDATA[" } else { "]]>" };
    }
}

fn qualified(name: &TagName<'_>) -> String {
    let TagName { prefix, local, .. } = name;
    if prefix.is_empty() { (*local).to_owned() } else { format!("{prefix}:{local}") }
}

fn attribute(out: &mut String, name: &str, value: &str) {
    *out += &format!(" {name}=\"");
    escape(out, value);
    out.push('"');
}

fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => *out += "&amp;",
            '<' => *out += "&lt;",
            '"' => *out += "&quot;",
            '>' => *out += "&gt;",
            other => out.push(other),
        }
    }
}
