//! The datasets harvested so far, as dataservices look for them.

use std::{collections::HashMap, ops::Range};

use rustc_hash::FxBuildHasher;

use crate::text::order;

/// The datasets that went through, in the order of the job.
#[derive(Debug, Default)]
pub(super) struct HarvestedDatasets {
    identifiers: Vec<String>,
    by_uri: HashMap<String, usize, FxBuildHasher>,
    /// Identifiers written backwards, sorted, once asked for: an end is then a start.
    reversed: Vec<(String, usize)>,
    /// Ends already looked for: the same one may match many identifiers.
    by_suffix: HashMap<String, Option<usize>, FxBuildHasher>,
}

impl HarvestedDatasets {
    pub fn add(&mut self, identifier: &str, uri: Option<&str>) {
        let place = self.identifiers.len();
        self.identifiers.push(identifier.to_owned());
        if let Some(uri) = uri {
            self.by_uri.entry(uri.to_owned()).or_insert(place);
        }
        self.reversed.clear();
        self.by_suffix.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.identifiers.is_empty()
    }

    pub fn identifier(&self, place: usize) -> &str {
        self.identifiers.get(place).map(String::as_str).unwrap_or_default()
    }

    pub fn by_uri(&self, uri: &str) -> Option<usize> {
        self.by_uri.get(uri).copied()
    }

    /// The first dataset whose identifier ends so.
    pub fn by_suffix(&mut self, suffix: &str) -> Option<usize> {
        if let Some(known) = self.by_suffix.get(suffix) {
            return *known;
        }
        if self.reversed.is_empty() {
            let backwards = |(place, id): (usize, &String)| (id.chars().rev().collect(), place);
            self.reversed = self.identifiers.iter().enumerate().map(backwards).collect();
            order::natural(&mut self.reversed);
        }
        let found =
            self.range_of(suffix).filter_map(|index| self.reversed.get(index)).map(|(_, place)| *place).min();
        self.by_suffix.insert(suffix.to_owned(), found);
        found
    }

    fn range_of(&self, suffix: &str) -> Range<usize> {
        let start: String = suffix.chars().rev().collect();
        let first = self.reversed.partition_point(|(id, _)| *id < start);
        let matching = self.reversed.iter().skip(first).take_while(|(id, _)| id.starts_with(&start)).count();
        first..first + matching
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_found_by_its_end() {
        let mut known = HarvestedDatasets::default();
        for (identifier, uri) in [("https://a.fr/11", None), ("1", Some("urn:1")), ("é1", None)] {
            known.add(identifier, uri);
        }
        for (suffix, place) in [("1", Some(0)), ("é1", Some(2)), ("/11", Some(0)), ("2", None), ("", Some(0))]
        {
            assert_eq!(known.by_suffix(suffix), place, "{suffix}");
        }
        assert_eq!(known.by_uri("urn:1"), Some(1));
        assert_eq!(known.identifier(1), "1");
    }
}
