//! What tells a record from others when its identifier changes, and which records of two readings are the same.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::{
    model::{Item, Record},
    text::slug::slugify,
};

/// What tells a record from others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// Its identifier at the portal.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its page on the portal.
    pub address: Option<String>,
    /// The addresses of its files.
    pub files: Vec<String>,
}

impl Identity {
    /// That of a record.
    pub fn of(item: &Item) -> Self {
        let (address, files) = match item.record.as_ref().or(item.ghost.as_ref()) {
            Some(Record::Dataset(dataset)) => (
                dataset.harvest.remote_url.clone(),
                dataset.resources.iter().map(|resource| resource.url.clone()).collect(),
            ),
            Some(Record::Dataservice(service)) => (service.harvest.remote_url.clone(), Vec::new()),
            None => (None, Vec::new()),
        };
        Self { id: item.remote_id.clone(), title: item.name().to_owned(), address, files }
    }

    /// The addresses of its files, in one text.
    fn joined_files(&self) -> Option<String> {
        let mut files: Vec<&str> = self.files.iter().map(String::as_str).collect();
        files.sort_unstable();
        (!files.is_empty()).then(|| files.join("\n"))
    }

    fn known_address(&self) -> Option<String> {
        self.address.clone().filter(|address| !address.is_empty())
    }

    fn known_title(&self) -> Option<String> {
        Some(slugify(&self.title)).filter(|title| !title.is_empty())
    }

    fn known_id(&self) -> Option<String> {
        (!self.id.is_empty()).then(|| self.id.clone())
    }
}

type Key = fn(&Identity) -> Option<String>;

/// What tells that two records are the same, what is surest first.
const KEYS: [Key; 4] =
    [Identity::known_id, Identity::joined_files, Identity::known_address, Identity::known_title];

/// For each record of the first reading, the same one in the second: by its identifier, else by its files, its
/// address or its title, when only one is so on each side.
pub fn pair(before: &[Identity], after: &[Identity]) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; before.len()];
    let mut taken = vec![false; after.len()];
    for key in KEYS {
        let left = |side: &[Identity], is_left: &dyn Fn(usize) -> bool| {
            let mut index: HashMap<String, Vec<usize>, FxBuildHasher> = HashMap::default();
            for (at, identity) in side.iter().enumerate().filter(|(at, _)| is_left(*at)) {
                if let Some(key) = key(identity) {
                    index.entry(key).or_default().push(at);
                }
            }
            index
        };
        let was = left(before, &|at| pairs.get(at).is_some_and(Option::is_none));
        let is = left(after, &|at| taken.get(at).is_some_and(|taken| !taken));
        for (key, here) in was {
            if let ([one], Some([other])) = (here.as_slice(), is.get(&key).map(Vec::as_slice)) {
                pairs[*one] = Some(*other);
                taken[*other] = true;
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str, title: &str, address: &str, file: &str) -> Identity {
        let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Identity {
            id: id.to_owned(),
            title: title.to_owned(),
            address: known(address),
            files: known(file).into_iter().collect(),
        }
    }

    #[test]
    fn records_meet_by_what_is_surest() {
        let before = [
            record("a", "Arbres", "", ""),
            record("b", "Bancs", "", "http://x/b.csv"),
            record("c", "Crèches", "http://x/c", ""),
            record("d", "Écoles d’art", "", ""),
            record("e", "Même titre", "", ""),
            record("f", "Même titre", "", ""),
        ];
        let after = [
            record("9", "Ecoles d'art", "", ""),
            record("8", "Autre", "http://x/c", ""),
            record("7", "Autre encore", "", "http://x/b.csv"),
            record("a", "Arbres taillés", "", ""),
            record("6", "Même titre", "", ""),
        ];
        assert_eq!(pair(&before, &after), [Some(3), Some(2), Some(1), Some(0), None, None]);
    }
}
