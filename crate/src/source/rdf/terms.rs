//! Interned terms: every distinct IRI, blank node and literal once, its text in one arena.

use std::{
    hash::{BuildHasher, Hash, Hasher},
    sync::LazyLock,
};

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{Node, PythonType, Term, vocabulary};

/// What a term is, beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum TermKind {
    Iri,
    Blank,
    Plain,
    /// A literal and the number of its language tag.
    Tagged(u32),
    /// A literal and the node of its datatype.
    Typed(Node),
    /// A typed literal whose value Python writes as this other one of its datatype.
    Valued(Node),
    /// A literal that is written as this one, and that holds a value of this type.
    Cast(Node, PythonType),
}

/// Where a term is looked up: half a hash, so that growing does not read the texts again.
#[derive(Debug, Clone, Copy)]
struct Slot {
    hash: u32,
    node: Node,
}

#[derive(Debug, Clone)]
pub(super) struct TermTable {
    /// The texts, one after the other.
    arena: String,
    /// Where the text of each node ends, and the next one starts.
    ends: Vec<usize>,
    kinds: Vec<TermKind>,
    slots: HashTable<Slot>,
    languages: Vec<Box<str>>,
    /// Tagged literals that equal another one for rdflib, which compares tags whatever their case.
    folded: FxHashMap<Node, Node>,
    /// How many blank nodes have no label of their own.
    anonymous: usize,
}

/// The terms of the vocabulary: a graph starts as a copy of them.
static VOCABULARY: LazyLock<TermTable> = LazyLock::new(|| {
    let mut terms = TermTable {
        arena: String::new(),
        ends: Vec::new(),
        kinds: Vec::new(),
        slots: HashTable::new(),
        languages: Vec::new(),
        folded: FxHashMap::default(),
        anonymous: 0,
    };
    for iri in vocabulary::TERMS {
        terms.iri(iri);
    }
    terms
});

impl Default for TermTable {
    fn default() -> Self {
        VOCABULARY.clone()
    }
}

impl TermTable {
    pub(super) fn iri(&mut self, iri: &str) -> Node {
        self.intern(TermKind::Iri, iri)
    }

    pub(super) fn blank(&mut self, label: &str) -> Node {
        self.intern(TermKind::Blank, label)
    }

    /// A blank node that no label can name; as long as the names that rdflib draws, by which a display knows them.
    pub(super) fn anonymous(&mut self) -> Node {
        self.anonymous += 1;
        // `N` and 32 digits.
        const ZEROS: &str = "N00000000000000000000000000000000";
        let digits = format!("{:x}", self.anonymous);
        let label = [ZEROS.get(..ZEROS.len() - digits.len()).unwrap_or_default(), &digits].concat();
        self.push(TermKind::Blank, &label)
    }

    pub(super) fn plain(&mut self, value: &str) -> Node {
        self.intern(TermKind::Plain, value)
    }

    pub(super) fn typed(&mut self, value: &str, datatype: Node) -> Node {
        self.intern(TermKind::Typed(datatype), value)
    }

    /// As [`Self::typed`], of a literal whose value Python does not write as its text is. rdflib holds it equal to the
    /// one of the same text.
    pub(super) fn valued(&mut self, text: &str, datatype: Node, value: &str) -> Node {
        let value = self.typed(value, datatype);
        let twin = self.typed(text, datatype);
        let node = self.intern(TermKind::Valued(value), text);
        self.folded.insert(node, twin);
        node
    }

    /// A literal that holds another value than `written` says: rdflib compares what is written only.
    pub(super) fn cast(&mut self, written: Node, native: PythonType) -> Node {
        let text = self.text(written).to_owned();
        let node = self.intern(TermKind::Cast(written, native), &text);
        self.folded.insert(node, self.folded(written));
        node
    }

    pub(super) fn shrink_to_fit(&mut self) {
        self.arena.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.kinds.shrink_to_fit();
    }

    /// What Python writes of the value of a literal, when its text does not tell.
    pub(super) fn python(&self, node: Node) -> Option<&str> {
        match self.kind(node) {
            TermKind::Valued(value) => Some(self.text(value)),
            _ => None,
        }
    }

    pub(super) fn native(&self, node: Node) -> Option<PythonType> {
        match self.kind(node) {
            TermKind::Cast(_, native) => Some(native),
            _ => None,
        }
    }

    pub(super) fn tagged(&mut self, value: &str, language: &str) -> Node {
        let kind = TermKind::Tagged(self.language(language));
        let known = self.ends.len();
        let node = self.intern(kind, value);
        if self.ends.len() > known && language.bytes().any(|byte| byte.is_ascii_uppercase()) {
            let twin = self.tagged(value, &language.to_ascii_lowercase());
            self.folded.insert(node, twin);
        }
        node
    }

    /// The node that stands for all those rdflib holds equal to this one.
    pub(super) fn folded(&self, node: Node) -> Node {
        if self.folded.is_empty() { node } else { self.folded.get(&node).copied().unwrap_or(node) }
    }

    pub(super) fn find_iri(&self, iri: &str) -> Option<Node> {
        self.lookup(hash(TermKind::Iri, iri), TermKind::Iri, iri)
    }

    pub(super) fn term(&self, node: Node) -> Term<'_> {
        let value = self.text(node);
        match self.kind(node) {
            TermKind::Iri => Term::Iri(value),
            TermKind::Blank => Term::Blank(value),
            TermKind::Plain => Term::Literal { value, language: None, datatype: None },
            TermKind::Tagged(tag) => {
                let language = self.languages.get(tag as usize).map(|tag| &**tag);
                Term::Literal { value, language, datatype: None }
            }
            TermKind::Cast(written, _) => self.term(written),
            TermKind::Typed(datatype) => {
                Term::Literal { value, language: None, datatype: Some(self.text(datatype)) }
            }
            // Its datatype is that of its value.
            TermKind::Valued(python) => match self.term(python) {
                Term::Literal { datatype, .. } => Term::Literal { value, language: None, datatype },
                other => other,
            },
        }
    }

    /// The IRIs met, in order; the vocabularies, which every graph starts with, are left out.
    pub(super) fn iris(&self) -> impl Iterator<Item = &str> {
        let numbered = (0..).map(Node).zip(&self.kinds).skip(vocabulary::TERMS.len());
        numbered.filter(|(_, kind)| **kind == TermKind::Iri).map(|(node, _)| self.text(node))
    }

    /// The number of a language tag. Documents hold few of them: the latest ones are tried first.
    fn language(&mut self, tag: &str) -> u32 {
        let found = self.languages.iter().rposition(|known| **known == *tag);
        found.unwrap_or_else(|| {
            self.languages.push(tag.into());
            self.languages.len() - 1
        }) as u32
    }

    fn intern(&mut self, kind: TermKind, text: &str) -> Node {
        let hash = hash(kind, text);
        if let Some(node) = self.lookup(hash, kind, text) {
            return node;
        }
        let node = self.push(kind, text);
        self.slots.insert_unique(spread(hash), Slot { hash, node }, |slot| spread(slot.hash));
        node
    }

    fn lookup(&self, hash: u32, kind: TermKind, text: &str) -> Option<Node> {
        let same =
            |slot: &Slot| slot.hash == hash && self.kind(slot.node) == kind && self.text(slot.node) == text;
        self.slots.find(spread(hash), same).map(|slot| slot.node)
    }

    fn push(&mut self, kind: TermKind, text: &str) -> Node {
        let node = Node(self.ends.len() as u32);
        self.arena.push_str(text);
        self.ends.push(self.arena.len());
        self.kinds.push(kind);
        node
    }

    fn kind(&self, node: Node) -> TermKind {
        self.kinds.get(node.0 as usize).copied().unwrap_or(TermKind::Plain)
    }

    fn text(&self, node: Node) -> &str {
        let index = node.0 as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(index).copied().unwrap_or(start);
        self.arena.get(start..end).unwrap_or_default()
    }
}

fn hash(kind: TermKind, text: &str) -> u32 {
    let mut hasher = FxBuildHasher.build_hasher();
    kind.hash(&mut hasher);
    text.hash(&mut hasher);
    let hash = hasher.finish();
    (hash >> 32) as u32 ^ hash as u32
}

/// `HashTable` reads both ends of a 64-bit hash.
fn spread(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}
