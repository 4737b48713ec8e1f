//! The order of the list.

use std::cmp::Ordering;

use super::facet::fold;
use crate::{model::Item, text::order, view::Checked};

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortKey {
    /// What is to be fixed first.
    #[default]
    State,
    /// The title.
    Title,
    /// The points of quality.
    Score,
    /// The modification date.
    Date,
}

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort {
    /// What it is sorted by.
    pub key: SortKey,
    /// From the last to the first.
    pub descending: bool,
}

impl Sort {
    const IDS: [(SortKey, bool, &'static str); 8] = [
        (SortKey::State, false, "etat"),
        (SortKey::State, true, "-etat"),
        (SortKey::Title, false, "titre"),
        (SortKey::Title, true, "-titre"),
        (SortKey::Score, false, "note"),
        (SortKey::Score, true, "-note"),
        (SortKey::Date, false, "date"),
        (SortKey::Date, true, "-date"),
    ];

    /// Reads `tri=`.
    pub fn parse(id: &str) -> Self {
        Self::IDS
            .iter()
            .find(|(_, _, other)| *other == id)
            .map_or_else(Self::default, |(key, descending, _)| Self { key: *key, descending: *descending })
    }

    /// Writes `tri=`.
    pub fn id(self) -> &'static str {
        Self::IDS
            .iter()
            .find(|(key, descending, _)| *key == self.key && *descending == self.descending)
            .map_or("etat", |(_, _, id)| id)
    }
}

/// Sorts the indices of items; equal ones stay in the portal's order.
pub(super) fn sort(indices: &mut [usize], sort: Sort, checked: &Checked) {
    let items = &checked.catalogue.job.items;
    let verdicts = &checked.report.verdicts;
    let compare: &dyn Fn(&usize, &usize) -> Ordering = match sort.key {
        SortKey::State => &|a, b| verdicts[*a].state.cmp(&verdicts[*b].state),
        SortKey::Title => {
            let mut keyed: Vec<_> = indices.iter().map(|i| (fold(items[*i].name()), *i)).collect();
            order::by(&mut keyed, |(a, _), (b, _)| if sort.descending { b.cmp(a) } else { a.cmp(b) });
            for (place, (_, index)) in indices.iter_mut().zip(keyed) {
                *place = index;
            }
            return;
        }
        SortKey::Score => &|a, b| score(&items[*a]).cmp(&score(&items[*b])),
        SortKey::Date => &|a, b| checked.last_update(&items[*a]).cmp(&checked.last_update(&items[*b])),
    };
    order::by(indices, |a, b| if sort.descending { compare(b, a) } else { compare(a, b) });
}

fn score(item: &Item) -> Option<u8> {
    item.dataset().map(|dataset| dataset.quality.points())
}
