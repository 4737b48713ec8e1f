//! Packages that are read at once: of packed documents, those of one part after the other.

use std::{iter::Peekable, vec};

use rustc_hash::FxHashMap;

use crate::source::{Document, Piece, ckan::Slice};

/// Packages, and the packed parts of documents where some stand.
#[derive(Default)]
pub struct PackagePage<'d> {
    /// The packages, in the order udata asks for them.
    pub slices: Vec<Slice<'d>>,
    pieces: FxHashMap<PieceKey, Piece<'d>>,
}

/// A document, and a part of it.
type PieceKey = (usize, usize);

fn key(slice: &Slice<'_>) -> Option<PieceKey> {
    slice.piece.map(|piece| (slice.origin.document, piece))
}

impl PackagePage<'_> {
    /// The JSON of one of its packages.
    pub fn text<'p>(&'p self, slice: &'p Slice<'_>) -> &'p str {
        let Some(key) = key(slice) else { return slice.text };
        let text = self.pieces.get(&key).and_then(|Piece { start, text }| {
            let span = &slice.origin.span;
            text.get(span.start.checked_sub(*start)?..span.end.checked_sub(*start)?)
        });
        text.unwrap_or_default()
    }
}

/// The packages that remain to be read.
#[derive(Default)]
pub struct PackageQueue<'d> {
    rest: Option<Peekable<vec::IntoIter<Slice<'d>>>>,
    /// How many packed parts are open at once.
    most: usize,
}

impl<'d> PackageQueue<'d> {
    /// These packages, in this order. When a list names them in quite another order than the documents, opening a part for
    /// each would take longer than all the rest: all are open at once.
    pub fn of(packages: Vec<Slice<'d>>, documents: &[Document]) -> Self {
        let pieces: usize = documents.iter().map(Document::pieces_count).sum();
        let turns = packages.windows(2).filter(|two| key(&two[0]) != key(&two[1])).count();
        let most = if turns <= 2 * pieces { 1 } else { usize::MAX };
        Self { rest: Some(packages.into_iter().peekable()), most }
    }

    /// What is read next.
    pub fn next(&mut self, documents: &'d [Document]) -> Option<PackagePage<'d>> {
        let rest = self.rest.as_mut()?;
        let mut page = PackagePage::default();
        while let Some(slice) = rest.next_if(|slice| {
            let is_at_hand = |key| page.pieces.contains_key(&key);
            key(slice).is_none_or(|key| is_at_hand(key) || page.pieces.len() < self.most)
        }) {
            if let Some(key) = key(&slice)
                && !page.pieces.contains_key(&key)
            {
                page.pieces
                    .extend(documents.get(key.0).and_then(|document| Some((key, document.piece(key.1)?))));
            }
            page.slices.push(slice);
        }
        (!page.slices.is_empty()).then_some(page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Input, source, source::ckan::Answers};

    /// How many parts are open at once, at most, and how many pages are read, of packages that follow such a list.
    fn most_open(list: impl Iterator<Item = usize>) -> (usize, usize) {
        let notes = "x".repeat(3000);
        let package = |rank: usize| format!(r#"{{"name": "jeu-{rank}", "notes": "{notes}"}}"#);
        let page = |first: usize| (first..first + 50).map(package).collect::<Vec<_>>().join(",");
        let names: Vec<_> = list.map(|rank| format!("\"jeu-{rank}\"")).collect();
        let mut inputs = vec![Input::named("liste", format!("[{}]", names.join(",")))];
        inputs.extend((0..20).map(|rank| Input::named("page", format!("[{}]", page(rank * 50)))));
        inputs.iter_mut().for_each(Input::pack);
        let documents = source::decode_at_rest(inputs, &mut Vec::new());
        assert!(documents.iter().map(|document| document.text.len()).sum::<usize>() < 200_000);
        let packages = Answers::read(&documents, &[], 0, &mut Vec::new()).packages;
        let mut queue = PackageQueue::of(packages, &documents);
        let pages: Vec<_> = std::iter::from_fn(|| {
            let page = queue.next(&documents)?;
            assert!(page.slices.iter().all(|slice| page.text(slice).len() > 3000));
            Some((page.pieces.len(), page.slices.len()))
        })
        .collect();
        assert_eq!(pages.iter().map(|(_, packages)| packages).sum::<usize>(), 1000);
        (pages.iter().map(|(open, _)| *open).max().unwrap_or_default(), pages.len())
    }

    #[test]
    fn one_packed_page_is_open_at_once_unless_a_list_jumps_about() {
        assert_eq!(most_open(0..0), (1, 20));
        assert_eq!(most_open(0..1000), (1, 20));
        assert_eq!(most_open((0..1000).rev()), (1, 20));
        assert_eq!(most_open((0..1000).map(|rank| rank * 7 % 1000)), (20, 1));
    }
}
