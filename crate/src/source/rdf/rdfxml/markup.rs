//! `rdf:parseType="Literal"`: elements written again as text.

use std::fmt::Write;

use crate::formats::xml::{self, Namespaces, TagAttribute, TagName, XmlTag};

#[derive(Debug, Default)]
pub(super) struct Markup {
    text: String,
    open: Vec<OpenMarkup>,
    /// Namespaces declared in the text so far, with their prefixes.
    declared: Vec<(String, String)>,
}

/// An element whose end is awaited.
#[derive(Debug)]
struct OpenMarkup {
    name: String,
    declared: usize,
}

impl Markup {
    pub(super) fn into_text(self) -> String {
        self.text
    }

    pub(super) fn start(&mut self, tag: &XmlTag<'_>, names: &Namespaces) {
        let declared = self.declared.len();
        let (name, declaration) = match names.iri(tag.name.namespace) {
            Some(namespace) => self.named(&tag.name, namespace, names),
            None => (tag.name.local.to_owned(), String::new()),
        };
        let _ = write!(self.text, "<{name}{declaration}");
        for TagAttribute { name, value, .. } in &tag.attributes {
            let name = match names.iri(name.namespace) {
                // rdflib does not declare namespaces that only attributes use.
                Some(namespace) => self.named(name, namespace, names).0,
                None => name.local.to_owned(),
            };
            let _ = write!(self.text, " {name}=");
            self.quoted(value);
        }
        self.text.push('>');
        self.open.push(OpenMarkup { name, declared });
    }

    pub(super) fn text(&mut self, text: &str) {
        escape(&mut self.text, text, &[]);
    }

    pub(super) fn end(&mut self) {
        if let Some(OpenMarkup { name, declared }) = self.open.pop() {
            let _ = write!(self.text, "</{name}>");
            self.declared.truncate(declared);
        }
    }

    /// A name with the prefix its namespace was last given, and the declaration it needs.
    fn named(&mut self, name: &TagName<'_>, namespace: &str, names: &Namespaces) -> (String, String) {
        let known = self.declared.iter().rfind(|(iri, _)| iri == namespace);
        let prefix = match known {
            Some((_, prefix)) => prefix.clone(),
            None => names.prefix_of(namespace).unwrap_or_default().to_owned(),
        };
        let mut declaration = String::new();
        if known.is_none() && namespace != xml::NAMESPACE {
            let colon = if prefix.is_empty() { "" } else { ":" };
            declaration = format!(" xmlns{colon}{prefix}=\"{namespace}\"");
            self.declared.push((namespace.to_owned(), prefix.clone()));
        }
        let local = name.local;
        (if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }, declaration)
    }

    /// An attribute's value as `xml.sax.saxutils.quoteattr` writes it.
    fn quoted(&mut self, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        escape(&mut escaped, value, &[('\n', "&#10;"), ('\r', "&#13;"), ('\t', "&#9;")]);
        let quote = if escaped.contains('"') && !escaped.contains('\'') { '\'' } else { '"' };
        if quote == '"' {
            escaped = escaped.replace('"', "&quot;");
        }
        let _ = write!(self.text, "{quote}{escaped}{quote}");
    }
}

fn escape(out: &mut String, text: &str, more: &[(char, &str)]) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => match more.iter().find(|(escaped, _)| *escaped == other) {
                Some((_, reference)) => out.push_str(reference),
                None => out.push(other),
            },
        }
    }
}
