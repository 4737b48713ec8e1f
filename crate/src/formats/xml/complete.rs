//! What of a document comes before its first fault, as a document of its own: to show what a person may still use of a
//! download that stopped.

use std::convert::Infallible;

use super::{Events, Namespaces, XmlTag, read};

/// The document up to the last complete element inside `depth` others, these closed; none when there is no such
/// element, or no fault.
pub fn complete_part(text: &str, depth: usize) -> Option<String> {
    let mut seen = Seen { depth, open: Vec::new(), end: 0, closing: String::new() };
    read(text, &mut seen).err()?;
    let complete = text.get(..seen.end).filter(|complete| !complete.is_empty())?;
    Some([complete, &seen.closing].concat())
}

struct Seen {
    depth: usize,
    /// Names of the open elements, as written.
    open: Vec<String>,
    /// Where the last complete element ends.
    end: usize,
    /// What closes the elements around it.
    closing: String,
}

impl Events for Seen {
    type RdfXmlError = Infallible;

    fn start(&mut self, tag: &XmlTag<'_>, _: &Namespaces) -> Result<(), Infallible> {
        self.open.push(tag.raw_name.to_owned());
        Ok(())
    }

    fn text(&mut self, _: &str) {}

    fn end(&mut self, end: usize, _: &Namespaces) -> Result<(), Infallible> {
        self.open.pop();
        if self.open.len() == self.depth {
            self.end = end;
            if self.closing.is_empty() {
                self.closing = self.open.iter().rev().map(|name| format!("</{name}>")).collect();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_complete_element_ends_the_document() {
        let document = "<?xml version='1.0'?><a:r xmlns:a='x'><s n='1'><i>é</i><i/><i>cut</i></s></a:r>";
        let part = |text: &str| complete_part(text, 2);
        assert_eq!(part(document), None);
        for (end, expected) in
            [("<i>cu", "<i>é</i><i/></s></a:r>"), ("<i/", "<i>é</i></s></a:r>"), ("é</", "")]
        {
            let cut = document.split_once(end).map(|(before, _)| [before, end].concat()).unwrap();
            let found = part(&cut).unwrap_or_default();
            assert!(found.ends_with(expected) && found.is_empty() == expected.is_empty(), "{end}: {found}");
        }
        let wrong = "<r><s><i>1</i><i>2</j></s></r>";
        assert_eq!(part(wrong).as_deref(), Some("<r><s><i>1</i></s></r>"));
    }
}
