//! What is known of all records together, gathered from one after the other: those need not be kept.

use std::collections::HashSet;

use super::{context::publisher_key, rules::unread::UnreadFields};
use crate::model::{Item, Status};

/// What the rules need to know of all records.
#[derive(Debug, Clone, Default)]
pub struct Census {
    /// The fields that no harvester reads.
    pub(super) unread: UnreadFields,
    /// The names of those that come from another portal.
    pub(super) federated: Vec<String>,
    publishers: HashSet<String>,
}

impl Census {
    /// Of all these records.
    pub(super) fn of(items: &[Item]) -> Self {
        let mut census = Self::default();
        items.iter().for_each(|item| census.add(item));
        census
    }

    /// Counts one more record.
    pub(super) fn add(&mut self, item: &Item) {
        self.unread.add(item);
        if item.status == Status::Done && is_federated(item) {
            self.federated.push(item.name().to_owned());
        }
        let publisher = item.source_publisher.as_deref().map(publisher_key);
        self.publishers.extend(publisher.filter(|name| !name.is_empty()));
    }

    /// How many publishers the records name.
    pub(super) fn publishers(&self) -> usize {
        self.publishers.len()
    }
}

fn is_federated(item: &Item) -> bool {
    item.trace.entries().any(|line| {
        line.path().ends_with(".federated") && line.raw().is_some_and(|raw| raw.eq_ignore_ascii_case("true"))
    })
}
