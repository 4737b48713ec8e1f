//! An element written as a document of its own.

use std::{collections::HashMap, fmt::Write};

use super::Element;

const XML: &str = "http://www.w3.org/XML/1998/namespace";

impl<'t> Element<'t> {
    /// The element and what is inside, as a document: namespaces are declared at the top, under prefixes of our own.
    pub fn to_document(self) -> String {
        let mut prefixes = HashMap::new();
        for element in std::iter::once(self).chain(self.descendants()) {
            let attributes = element.attributes().map(|(namespace, _, _)| namespace);
            for namespace in attributes.chain([element.namespace()]) {
                let next = prefixes.len();
                prefixes.entry(namespace).or_insert_with(|| format!("n{next}:"));
            }
        }
        prefixes.insert("", String::new());
        prefixes.insert(XML, "xml:".to_owned());
        let mut document = String::new();
        self.write(&prefixes, &mut document);
        document
    }

    /// Depth is no danger: ends are kept in a list, not on the stack.
    fn write(self, prefixes: &HashMap<&'t str, String>, out: &mut String) {
        let prefix = |namespace: &str| prefixes.get(namespace).map_or("", String::as_str);
        let mut open: Vec<(u32, Element<'t>)> = Vec::new();
        let end = self.node().map_or(0, |node| node.end);
        for index in self.index..end {
            while let Some((_, element)) = open.pop_if(|(end, _)| *end <= index) {
                close(element, prefix(element.namespace()), out);
            }
            let Some(node) = self.tree.node(index) else { continue };
            let Some(element) = self.tree.element(index) else {
                escape(self.tree.slice(&node.data), out);
                continue;
            };
            out.push('<');
            out.push_str(prefix(element.namespace()));
            out.push_str(element.local_name());
            if index == self.index {
                for (namespace, prefix) in prefixes {
                    if let Some(name) = prefix.strip_suffix(':').filter(|name| *name != "xml") {
                        out.push_str(" xmlns:");
                        out.push_str(name);
                        out.push_str("=\"");
                        escape(namespace, out);
                        out.push('"');
                    }
                }
            }
            for (namespace, local, value) in element.attributes() {
                out.push(' ');
                out.push_str(prefix(namespace));
                out.push_str(local);
                out.push_str("=\"");
                escape(value, out);
                out.push('"');
            }
            out.push('>');
            open.push((node.end, element));
        }
        for (_, element) in open.into_iter().rev() {
            close(element, prefix(element.namespace()), out);
        }
    }

    /// Namespace, local name and value of each attribute.
    pub fn attributes(self) -> impl Iterator<Item = (&'t str, &'t str, &'t str)> {
        let data = self.node().map_or(0..0, |node| node.data.start as usize..node.data.end as usize);
        let tree = self.tree;
        tree.attributes.get(data).into_iter().flatten().map(move |attribute| {
            (tree.names.iri(attribute.name), tree.names.local(attribute.name), tree.slice(&attribute.value))
        })
    }
}

fn close(element: Element<'_>, prefix: &str, out: &mut String) {
    // Writing to a `String` cannot fail.
    let _ = write!(out, "</{prefix}{}>", element.local_name());
}

/// White space is written as references, so that a reader gives it back as it is.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::XmlTree;

    #[test]
    fn an_element_stands_alone() {
        let text = r#"<a:top xmlns:a="urn:a" xmlns="urn:b"><in a:x="1 &amp; 2" y="&quot;" xml:lang="fr">é &lt; <b/> </in></a:top>"#;
        let tree = XmlTree::read(text).expect("well-formed");
        let inside = tree.root().and_then(|root| root.children().next()).expect("a child");
        let again = XmlTree::read(&inside.to_document()).expect("well-formed");
        let element = again.root().expect("a root");
        assert_eq!((element.namespace(), element.local_name()), ("urn:b", "in"));
        assert_eq!(element.text(), "é < ");
        let mut attributes: Vec<_> = element.attributes().collect();
        attributes.sort_unstable();
        assert_eq!(
            attributes,
            [
                ("", "y", "\""),
                ("http://www.w3.org/XML/1998/namespace", "lang", "fr"),
                ("urn:a", "x", "1 & 2"),
            ]
        );
    }
}
