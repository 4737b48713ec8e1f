//! Several words looked for in one reading of a text.

/// Words to look for.
pub struct Needles {
    words: &'static [&'static str],
    /// The bytes by which they start.
    starts: [bool; 256],
}

impl Needles {
    /// Of these words, none empty.
    pub const fn new(words: &'static [&'static str]) -> Self {
        let (mut starts, mut rank) = ([false; 256], 0);
        while rank < words.len() {
            starts[words[rank].as_bytes()[0] as usize] = true;
            rank += 1;
        }
        Self { words, starts }
    }

    /// Where one of the words starts.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let starts_with_one = move |rest: &[u8]| {
            let is_first = |word: &&&str| word.as_bytes().first() == rest.first();
            self.words.iter().filter(is_first).any(|word| rest.starts_with(word.as_bytes()))
        };
        let bytes = text.as_bytes();
        let is_start = move |&(at, byte): &(usize, &u8)| {
            self.starts[usize::from(*byte)] && bytes.get(at..).is_some_and(starts_with_one)
        };
        bytes.iter().enumerate().filter(is_start).map(|(at, _)| at)
    }

    /// Whether a text holds one of the words.
    pub fn are_in(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_once() {
        const WORDS: Needles = Needles::new(&["non", "non-lu", "été"]);
        assert_eq!(WORDS.places("non-lu, été, nonon").collect::<Vec<_>>(), [0, 8, 15, 17]);
        assert!(WORDS.are_in("anonyme") && !WORDS.are_in("no-n") && !WORDS.are_in(""));
    }
}
