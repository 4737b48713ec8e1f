//! The namespaces in force.

use rustc_hash::FxHashMap;

use super::XmlFault;

/// The namespace of `xml:lang`.
pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

#[derive(Debug)]
struct Binding {
    prefix: Box<str>,
    iri: Box<str>,
}

#[derive(Debug)]
pub(crate) struct Namespaces {
    bindings: Vec<Binding>,
    /// The bindings of each prefix, the latest last.
    by_prefix: FxHashMap<Box<str>, Vec<u32>>,
    by_iri: FxHashMap<Box<str>, Vec<u32>>,
}

impl Default for Namespaces {
    fn default() -> Self {
        let mut names =
            Self { bindings: Vec::new(), by_prefix: FxHashMap::default(), by_iri: FxHashMap::default() };
        names.bind("xml", XML);
        names
    }
}

impl Namespaces {
    pub(super) fn len(&self) -> usize {
        self.bindings.len()
    }

    /// Forgets the latest bindings.
    pub(super) fn truncate(&mut self, length: usize) {
        while self.bindings.len() > length {
            let Some(Binding { prefix, iri }) = self.bindings.pop() else { return };
            self.by_prefix.get_mut(&prefix).and_then(Vec::pop);
            self.by_iri.get_mut(&iri).and_then(Vec::pop);
        }
    }

    pub(super) fn declare(&mut self, prefix: &str, iri: &str) -> Result<(), XmlFault> {
        match (prefix, iri) {
            (prefix, "") if !prefix.is_empty() => return Err(XmlFault::UndeclaredPrefix),
            ("xmlns", _) => return Err(XmlFault::ReservedPrefix("xmlns")),
            ("xml", XML) => return Ok(()),
            ("xml", _) => return Err(XmlFault::ReservedPrefix("xml")),
            (_, XML | XMLNS) => return Err(XmlFault::ReservedNamespace),
            ("", "") => {}
            // rdflib has expat join namespace and name by a space.
            _ if iri.contains(' ') => return Err(XmlFault::SpaceInNamespace(iri.into())),
            _ => {}
        }
        self.bind(prefix, iri);
        Ok(())
    }

    fn bind(&mut self, prefix: &str, iri: &str) {
        let index = self.bindings.len() as u32;
        self.bindings.push(Binding { prefix: prefix.into(), iri: iri.into() });
        self.by_prefix.entry(prefix.into()).or_default().push(index);
        self.by_iri.entry(iri.into()).or_default().push(index);
    }

    /// The number of the binding of a prefix; none when it has no namespace.
    pub(super) fn resolve(&self, prefix: &str) -> Result<Option<u32>, XmlFault> {
        let bound = self.by_prefix.get(prefix).and_then(|bindings| bindings.last()).copied();
        match bound {
            None if prefix.is_empty() => Ok(None),
            None => Err(XmlFault::UnboundPrefix(prefix.into())),
            Some(index) => Ok(Some(index).filter(|_| self.iri(Some(index)).is_some())),
        }
    }

    /// The namespace of a binding.
    pub(crate) fn iri(&self, binding: Option<u32>) -> Option<&str> {
        let binding = self.bindings.get(binding? as usize)?;
        Some(&*binding.iri).filter(|iri| !iri.is_empty())
    }

    /// The prefix a namespace was last given; empty when it is the default one.
    pub(crate) fn prefix_of(&self, iri: &str) -> Option<&str> {
        let index = *self.by_iri.get(iri)?.last()?;
        self.bindings.get(index as usize).map(|binding| &*binding.prefix)
    }
}
