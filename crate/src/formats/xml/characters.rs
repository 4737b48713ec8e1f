//! Which characters may stand where.

use super::letters::{LETTERS, MARKS, is_among};

/// What a byte of UTF-8 asks of the reader of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CharacterClass {
    /// Nothing: letters, spaces, most of Unicode.
    Plain,
    /// `<`, `&` or a carriage return.
    Mark,
    /// `]`, which may start `]]>`.
    Bracket,
    /// Forbidden in XML.
    Control,
    /// May start U+FFFE or U+FFFF, which are forbidden.
    Last,
}

pub(super) const CLASSES: [CharacterClass; 256] = {
    let mut classes = [CharacterClass::Plain; 256];
    let mut byte = 0;
    while byte < 0x20 {
        classes[byte] = CharacterClass::Control;
        byte += 1;
    }
    classes[b'\t' as usize] = CharacterClass::Plain;
    classes[b'\n' as usize] = CharacterClass::Plain;
    classes[b'\r' as usize] = CharacterClass::Mark;
    classes[b'<' as usize] = CharacterClass::Mark;
    classes[b'&' as usize] = CharacterClass::Mark;
    classes[b']' as usize] = CharacterClass::Bracket;
    classes[0xef] = CharacterClass::Last;
    classes
};

/// Whether the bytes start with U+FFFE or U+FFFF.
pub(super) fn is_noncharacter(bytes: &[u8]) -> bool {
    matches!(bytes, [0xef, 0xbf, 0xbe | 0xbf, ..])
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether a name may start with this character; colons are seen to by the reader.
pub(super) fn starts_name(character: char) -> bool {
    character.is_ascii_alphabetic()
        || character == '_'
        || !character.is_ascii() && is_among(&LETTERS, character)
}

pub(super) fn continues_name(character: char) -> bool {
    starts_name(character)
        || matches!(character, '-' | '.' | '0'..='9')
        || !character.is_ascii() && is_among(&MARKS, character)
}

/// The character a numeric reference may stand for.
pub(super) fn referable(number: u32) -> Option<char> {
    let character = char::from_u32(number)?;
    let allowed =
        matches!(character, '\t' | '\n' | '\r' | ' '..) && !matches!(character, '\u{fffe}' | '\u{ffff}');
    allowed.then_some(character)
}
