//! The document type: entities and attributes of its internal subset. Nothing external is ever read.

mod subset;
mod token;

use std::rc::Rc;

use rustc_hash::FxHashMap;

pub(super) use self::subset::read;
use super::{NESTED_ENTITIES, XmlFault};

/// expat refuses documents whose entities multiply their size by this…
const MOST_AMPLIFIED: usize = 100;
/// …once they amount to this many bytes.
const TOLERATED: usize = 8 << 20;

#[derive(Debug, Clone)]
enum DtdEntity {
    Internal(Rc<str>),
    External,
    Binary,
}

/// What an attribute is declared to be.
#[derive(Debug)]
pub(super) struct Declared {
    /// As written, prefix included.
    pub(super) name: String,
    /// Its value is a list of words, and not text.
    pub(super) tokenized: bool,
    /// Its value where it is not written.
    pub(super) default: Option<String>,
}

/// The declared attributes of elements, by their names as written.
pub(super) type DeclaredAttributes = FxHashMap<String, Vec<Declared>>;

#[derive(Debug, Default)]
pub(super) struct Entities {
    /// Declared in the document type, and never after it.
    pub(super) attributes: Rc<DeclaredAttributes>,
    general: FxHashMap<String, DtdEntity>,
    parameter: FxHashMap<String, DtdEntity>,
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
    pub(super) fn find(&self, name: &str) -> Result<Option<Rc<str>>, XmlFault> {
        match self.general.get(name) {
            Some(DtdEntity::Internal(text)) => Ok(Some(Rc::clone(text))),
            Some(DtdEntity::External) => Ok(None),
            Some(DtdEntity::Binary) => Err(XmlFault::BinaryEntity),
            None if self.unread && !self.standalone => Ok(None),
            None => Err(XmlFault::UndefinedEntity(name.into())),
        }
    }

    pub(super) fn find_for_attribute(&self, name: &str) -> Result<Option<Rc<str>>, XmlFault> {
        match self.general.get(name) {
            Some(DtdEntity::External) => Err(XmlFault::ExternalEntityInAttribute),
            _ => self.find(name),
        }
    }

    /// An entity is about to be read, at this byte of the document.
    pub(super) fn open(
        &mut self,
        name: &str,
        text: &str,
        offset: usize,
        depth: usize,
    ) -> Result<(), XmlFault> {
        if self.open.iter().any(|open| open == name) {
            return Err(XmlFault::RecursiveEntity(name.into()));
        }
        if depth >= NESTED_ENTITIES {
            return Err(XmlFault::NestedEntities);
        }
        self.expanded += text.len();
        let total = self.expanded + offset;
        if total > TOLERATED && total / offset.max(1) >= MOST_AMPLIFIED {
            return Err(XmlFault::Amplification);
        }
        self.open.push(name.to_owned());
        Ok(())
    }

    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// The first declaration of an attribute holds.
    fn declare_attribute(&mut self, element: &str, attribute: Declared) {
        let Some(attributes) = Rc::get_mut(&mut self.attributes) else { return };
        let known = attributes.entry(element.to_owned()).or_default();
        if !known.iter().any(|known| known.name == attribute.name) {
            known.push(attribute);
        }
    }
}
