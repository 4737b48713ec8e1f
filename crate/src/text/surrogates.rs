//! Halves of surrogate pairs: Python keeps one in a text, `\ud83d` for instance, where Rust has no such character.
//!
//! A text of ours holds a stand-in, one of the last characters of Unicode's last plane of private use. Nothing is known
//! to write these, so that what udata cannot save is found where it would save it.

use std::{borrow::Cow, fmt};

/// The stand-in of the first half, U+D800, minus that half.
const AWAY: u32 = 0x10_0000;

/// What Python makes of a number: a character, or the stand-in of a half.
pub fn character(number: u32) -> char {
    let stand_in = if (0xd800..=0xdfff).contains(&number) { AWAY + number } else { number };
    char::from_u32(stand_in).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The half that a character stands for.
pub fn half(c: char) -> Option<u32> {
    u32::from(c).checked_sub(AWAY).filter(|half| (0xd800..=0xdfff).contains(half))
}

/// Halves that follow each other in a text; displays as Python's `UnicodeEncodeError`, which saving the text raises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surrogates {
    /// Where the first one is, counted in characters.
    start: usize,
    count: usize,
    first: u32,
}

impl Surrogates {
    /// The first ones of a text.
    pub fn of(text: &str) -> Option<Self> {
        // The first byte of any stand-in.
        memchr::memchr(0xf4, text.as_bytes())?;
        let mut rest = text.chars().enumerate().filter_map(|(at, c)| Some((at, half(c)?)));
        let (start, first) = rest.next()?;
        let count = 1 + rest.zip(start + 1..).take_while(|((at, _), next)| at == next).count();
        Some(Self { start, count, first })
    }
}

impl fmt::Display for Surrogates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { start, count, first } = *self;
        if count == 1 {
            write!(f, "'utf-8' codec can't encode character '\\u{first:04x}' in position {start}")?;
        } else {
            write!(f, "'utf-8' codec can't encode characters in position {start}-{}", start + count - 1)?;
        }
        f.write_str(": surrogates not allowed")
    }
}

/// The text as a person reads it: « � » for each half.
pub fn shown(text: &str) -> Cow<'_, str> {
    match Surrogates::of(text) {
        None => text.into(),
        Some(_) => text.replace(|c| half(c).is_some(), "\u{fffd}").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from Python 3.11: `str(error)`.
    #[test]
    fn halves_are_told_as_python_tells_them() {
        let text = |numbers: &[u32]| numbers.iter().map(|&number| character(number)).collect::<String>();
        let message = |numbers: &[u32]| Surrogates::of(&text(numbers)).map(|halves| halves.to_string());
        let one = "'utf-8' codec can't encode character '\\ud83d' in position 1: surrogates not allowed";
        let two = "'utf-8' codec can't encode characters in position 0-1: surrogates not allowed";
        assert_eq!(message(&[0xe9, 0xd83d]).as_deref(), Some(one));
        assert_eq!(message(&[0xe9, 0xd83d, 0x41, 0xde00]).as_deref(), Some(one));
        assert_eq!(message(&[0xd83d, 0xde00, 0x41]).as_deref(), Some(two));
        assert_eq!(message(&[0x41, 0x1_f600, 0x10_ffff]), None);
        assert_eq!(shown(&text(&[0x41, 0xd83d])), "A\u{fffd}");
        assert_eq!(character(0x11_0000), char::REPLACEMENT_CHARACTER);
    }
}
