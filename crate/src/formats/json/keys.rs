//! Keys that an object gives twice.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::Json;

/// Objects with more keys look for repeats in an index.
const FEW_KEYS: usize = 64;

/// Keeps the first place and the last value of each key, as a `dict` does.
pub(super) fn last_of_each<'a>(entries: Vec<(Cow<'a, str>, Json<'a>)>) -> Vec<(Cow<'a, str>, Json<'a>)> {
    if !has_repeats(&entries) {
        return entries;
    }
    let mut places = FxHashMap::default();
    let mut kept: Vec<(Cow<'a, str>, Json<'a>)> = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        match places.get(&key).and_then(|&place: &usize| kept.get_mut(place)) {
            Some((_, first)) => *first = value,
            None => {
                places.insert(key.clone(), kept.len());
                kept.push((key, value));
            }
        }
    }
    kept
}

/// Whether a key comes back, or may: keys are compared only with those that look alike.
fn has_repeats(entries: &[(Cow<'_, str>, Json<'_>)]) -> bool {
    if entries.len() > FEW_KEYS {
        return true;
    }
    let mut looks = 0_u64;
    entries.iter().enumerate().any(|(at, (key, _))| {
        let bytes = key.as_bytes();
        let (first, last) = (bytes.first().copied(), bytes.last().copied());
        let look = bytes.len()
            ^ usize::from(first.unwrap_or_default())
            ^ (usize::from(last.unwrap_or_default()) << 2);
        let mark = 1_u64 << (look % 64);
        let seen = looks & mark != 0;
        looks |= mark;
        seen && entries[..at].iter().any(|(known, _)| known == key)
    })
}
