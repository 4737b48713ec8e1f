//! The words of the program, as numbers: a large catalogue has millions of lines, which say the same few names.

use std::{
    hash::{BuildHasher, BuildHasherDefault},
    num::NonZeroU16,
    sync::OnceLock,
};

use rustc_hash::FxHasher;

/// Far more than the program has names of fields and paths.
const SLOTS: usize = 4096;

/// A word lies where its hash says, or in the next free place.
static WORDS: [OnceLock<&'static str>; SLOTS] = [const { OnceLock::new() }; SLOTS];

/// A word of the program. Its number is not the same from one run to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word(NonZeroU16);

impl Word {
    /// The number of a word.
    pub(super) fn of(word: &'static str) -> Self {
        let hash = BuildHasherDefault::<FxHasher>::default().hash_one(word) as usize;
        let is_its_place =
            |place: &usize| WORDS.get(*place).is_some_and(|slot| *slot.get_or_init(|| word) == word);
        let place = (0..SLOTS).map(|step| hash.wrapping_add(step) % SLOTS).find(is_its_place);
        let number = place.and_then(|place| u16::try_from(place + 1).ok()).and_then(NonZeroU16::new);
        Self(number.unwrap_or(NonZeroU16::MAX))
    }

    /// The word.
    pub(super) fn text(self) -> &'static str {
        WORDS.get(usize::from(self.0.get()) - 1).and_then(OnceLock::get).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number() {
        let words = ["", "title", "dct:title", "resources", "harvest.remote_url", "record"];
        let numbers: Vec<_> = words.into_iter().map(Word::of).collect();
        for (word, number) in words.into_iter().zip(&numbers) {
            assert_eq!(number.text(), word);
            assert_eq!(Word::of(word), *number);
            assert_eq!(numbers.iter().filter(|other| *other == number).count(), 1, "{word}");
        }
    }
}
