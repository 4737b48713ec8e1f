//! Names and values, as each syntax writes them.

use std::borrow::Cow;

/// The name after the prefix, the slash or the sharp sign: `license` of `dct:license`.
pub(super) fn local(name: &str) -> &str {
    name.rsplit([':', '/', '#']).next().unwrap_or(name)
}

/// Vocabularies that suggestions name, and what their prefix stands for.
const VOCABULARIES: [(&str, &str); 7] = [
    ("dct", crate::source::rdf::vocabulary::dct::NAMESPACE),
    ("dcat", crate::source::rdf::vocabulary::dcat::NAMESPACE),
    ("foaf", crate::source::rdf::vocabulary::foaf::NAMESPACE),
    ("vcard", crate::source::rdf::vocabulary::vcard::NAMESPACE),
    ("skos", crate::source::rdf::vocabulary::skos::NAMESPACE),
    ("locn", crate::source::rdf::vocabulary::locn::NAMESPACE),
    ("dcatap", crate::source::rdf::vocabulary::dcatap::NAMESPACE),
];

/// The namespace of a prefix, and the local name.
pub(super) fn expanded(name: &str) -> Option<(&'static str, &str)> {
    let (prefix, local) = name.split_once(':')?;
    VOCABULARIES.iter().find(|(known, _)| *known == prefix).map(|(_, namespace)| (*namespace, local))
}

/// Whether a value is an address, which RDF writes as such.
pub(super) fn is_address(value: &str) -> bool {
    value.starts_with("http://") || value.starts_with("https://")
}

/// A list of values is told with bars between them.
pub(super) fn values(value: &str) -> Vec<&str> {
    value.split(" | ").collect()
}

/// A text between tags or quotes.
pub(super) fn in_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A text between quotes, as JSON and Turtle write it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// What a quoted text of Turtle or JSON says.
pub(super) fn unquoted(inside: &str) -> Cow<'_, str> {
    if !inside.contains('\\') {
        return Cow::Borrowed(inside);
    }
    let mut out = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some(mark @ ('u' | 'U')) => {
                let digits: String = chars.by_ref().take(if mark == 'u' { 4 } else { 8 }).collect();
                let read = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                out.push(read.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_texts() {
        assert_eq!(local("dct:license"), "license");
        assert_eq!(local("http://purl.org/dc/terms/license"), "license");
        assert_eq!(expanded("dct:title"), Some(("http://purl.org/dc/terms/", "title")));
        assert_eq!(unquoted(r#"un \"mot\" \u00e9"#), "un \"mot\" é");
        assert_eq!(values("eau | air"), ["eau", "air"]);
    }
}
