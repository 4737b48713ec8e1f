//! Answers parsed ahead, several at once.

use std::collections::VecDeque;

use crate::{
    parallel,
    source::{
        Document,
        xml::{XmlError, XmlTree},
    },
};

/// Answers parsed ahead, several at once.
#[derive(Default)]
pub(super) struct Parsed {
    /// The document that the first of them is.
    first: usize,
    trees: VecDeque<Result<XmlTree, XmlError>>,
}

impl Parsed {
    /// How many each worker parses at once: more would only be kept in memory.
    const AHEAD: usize = 4;

    /// A document as a tree.
    pub(super) fn take(
        &mut self,
        index: usize,
        documents: &[Document],
        jobs: usize,
    ) -> Result<XmlTree, XmlError> {
        if self.first != index || self.trees.is_empty() {
            let ahead = if jobs > 1 { jobs * Self::AHEAD } else { 1 };
            let next: Vec<_> = documents.iter().skip(index).take(ahead).collect();
            let read = |(): &mut (), document: &&Document| XmlTree::read(&document.whole());
            self.trees = parallel::map(&next, &mut vec![(); jobs.max(1)], read).into();
        }
        self.first = index + 1;
        self.trees.pop_front().unwrap_or_else(|| XmlTree::read(""))
    }
}
