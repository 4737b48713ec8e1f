//! The elements of a piece of XML, with where each stands in it.

use std::{collections::BTreeSet, ops::Range};

use super::words::in_xml;
use crate::source::xml::{Element, XmlTree};

/// A piece of a document, read apart from it.
pub(super) struct Fragment<'a> {
    source: &'a str,
    tree: XmlTree,
    /// Where the piece starts in what was read.
    start: usize,
}

impl<'a> Fragment<'a> {
    /// Reads a piece whose prefixes may be declared outside; none when it is not well formed.
    pub(super) fn read(source: &'a str) -> Option<Self> {
        let declared: String =
            prefixes(source).iter().map(|prefix| format!(" xmlns:{prefix}=\"urn:{prefix}\"")).collect();
        let open = format!("<fragment{declared}>");
        let start = open.len();
        let tree = XmlTree::read(&format!("{open}{source}</fragment>")).ok()?;
        Some(Self { source, tree, start })
    }

    /// All elements, in document order.
    pub(super) fn elements(&self) -> impl Iterator<Item = Place<'_>> {
        let inside = self.tree.root().into_iter().flat_map(Element::descendants);
        inside.map(|element| Place { fragment: self, element })
    }

    /// Those with this local name.
    pub(super) fn named<'f>(&'f self, local: &'f str) -> impl Iterator<Item = Place<'f>> {
        self.elements().filter(move |place| place.element.local_name() == local)
    }
}

/// An element, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'f> {
    fragment: &'f Fragment<'f>,
    element: Element<'f>,
}

impl<'f> Place<'f> {
    pub(super) fn local_name(self) -> &'f str {
        self.element.local_name()
    }

    pub(super) fn text(self) -> std::borrow::Cow<'f, str> {
        self.element.text()
    }

    pub(super) fn children(self) -> usize {
        self.element.children().count()
    }

    pub(super) fn has_child(self, local: &str) -> bool {
        self.element.children().any(|child| child.local_name() == local)
    }

    /// Bytes of the piece.
    pub(super) fn range(self) -> Range<usize> {
        let span = self.element.span();
        span.start.saturating_sub(self.fragment.start)..span.end.saturating_sub(self.fragment.start)
    }

    /// What is written from its start to its end.
    pub(super) fn source(self) -> &'f str {
        self.fragment.source.get(self.range()).unwrap_or_default()
    }

    /// Its name as written, prefix included.
    pub(super) fn name(self) -> &'f str {
        let head = self.source().trim_start_matches('<');
        head.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default()
    }

    /// The prefix of its name, with the colon.
    pub(super) fn prefix(self) -> &'f str {
        let name = self.name();
        name.find(':').and_then(|at| name.get(..=at)).unwrap_or_default()
    }

    /// Bytes of the piece between its tags; none when it has one tag only.
    pub(super) fn inside(self) -> Option<Range<usize>> {
        let (range, source) = (self.range(), self.source());
        let start = end_of_tag(source)?;
        let end = source.rfind("</")?;
        (start <= end).then(|| range.start + start..range.start + end)
    }

    /// Whether a value is written in it, in a text or an attribute.
    pub(super) fn holds(self, raw: &str) -> bool {
        let raw = raw.trim().trim_end_matches('…').trim_end();
        !raw.is_empty()
            && (self.source().contains(raw)
                || self.source().contains(&in_xml(raw))
                || self.text().contains(raw))
    }
}

/// Where the first tag ends: a value may hold the sign.
fn end_of_tag(source: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in source.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The prefixes of names; that of XML itself is always known.
fn prefixes(source: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for (at, _) in source.match_indices(':') {
        let before = source.get(..at).unwrap_or_default();
        let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        let start = before.trim_end_matches(is_of_name).len();
        let prefix = before.get(start..).unwrap_or_default();
        let is_name = prefix.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let before = before.get(..start).unwrap_or_default();
        if is_name
            && before.ends_with(['<', '/', ' ', '\n', '\t', '\r'])
            && !matches!(prefix, "xml" | "xmlns")
        {
            found.insert(prefix);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stand_where_they_are_written() {
        let source = "<a:b c:d=\"x > y\"><!-- <a:e/> --><a:e>un &amp; deux</a:e><a:e/></a:b>";
        let fragment = Fragment::read(source).expect("a fragment");
        let all: Vec<_> = fragment.named("e").map(|place| place.source()).collect();
        assert_eq!(all, ["<a:e>un &amp; deux</a:e>", "<a:e/>"]);
        let root = fragment.named("b").next().expect("the root");
        assert_eq!((root.name(), root.prefix()), ("a:b", "a:"));
        let inside = root.inside().expect("two tags");
        assert!(source[inside].starts_with("<!--"));
        assert!(root.holds("un & deux") && !root.holds("trois"));
        assert!(Fragment::read("<a>").is_none());
    }
}
