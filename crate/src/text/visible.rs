//! Characters that act on a terminal, or on the order of what is read, made visible.
//!
//! A portal's titles, its messages and the names of files are written by strangers: an escape sequence among them
//! could recolour a terminal, erase lines or rename its window, and a bidirectional override could show a word
//! backwards. What acts is shown instead, as the standard's own pictures (`␛`) or as its number (`‹U+202E›`).

use std::{borrow::Cow, fmt::Write};

use super::surrogates::half;

/// A text that a terminal or a spreadsheet shows as it is: line ends and tabulations stay, everything else that acts
/// is made visible.
pub fn visible(text: &str) -> Cow<'_, str> {
    let Some(first) = first_suspect(text) else { return text.into() };
    let (before, rest) = text.split_at(first);
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(before);
    let mut characters = rest.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\n' | '\t' => out.push(c),
            // A line end of Windows; alone, it would write over the line.
            '\r' if characters.peek() == Some(&'\n') => out.push(c),
            c if half(c).is_some() => out.push(char::REPLACEMENT_CHARACTER),
            c if acts(c) => show(c, &mut out),
            c => out.push(c),
        }
    }
    out.into()
}

/// JSON whose strings hold no raw control: those that JSON lets stand (C1, bidirectional) become escapes, which say
/// the same. So does half a surrogate pair.
pub fn escaped_json(json: Vec<u8>) -> Vec<u8> {
    let Some(first) = str::from_utf8(&json).ok().and_then(first_suspect) else { return json };
    let Ok(text) = String::from_utf8(json) else { return Vec::new() };
    let (before, rest) = text.split_at(first);
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(before);
    for c in rest.chars() {
        if let Some(half) = half(c) {
            // As Python's `json` writes it.
            let _ = write!(out, "\\u{half:04x}");
        } else if acts(c) && !c.is_ascii_whitespace() {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.into_bytes()
}

/// Whether a character reorders what is read after it.
pub fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Writes what shows `c`.
pub fn show(c: char, out: &mut String) {
    match c {
        '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('␦')),
        '\u{7f}' => out.push('␡'),
        _ => {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "‹U+{:04X}›", u32::from(c));
        }
    }
}

fn acts(c: char) -> bool {
    c.is_control() || is_bidirectional(c) || half(c).is_some()
}

/// Where the first byte is that may begin a character that acts.
fn first_suspect(text: &str) -> Option<usize> {
    text.bytes().enumerate().find_map(|(at, byte)| {
        let is_suspect = match byte {
            b'\n' | b'\t' => false,
            ..b' ' | 0x7f => true,
            0xc2 | 0xd8 | 0xe2 | 0xf4 => text.get(at..)?.chars().next().is_some_and(acts),
            _ => false,
        };
        is_suspect.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown() {
        let table = [
            ("Écoles – « été » — 100 €", "Écoles – « été » — 100 €"),
            ("a\tb\r\nc\n", "a\tb\r\nc\n"),
            ("\u{1b}[31mrouge\u{1b}[0m", "␛[31mrouge␛[0m"),
            ("\u{1b}]0;titre\u{7}", "␛]0;titre␇"),
            ("a\rb\r", "a␍b␍"),
            ("\0\u{8}\u{7f}", "␀␈␡"),
            ("\u{9b}31m", "‹U+009B›31m"),
            ("été\u{202e}fdp.exe\u{2069}\u{200f}\u{61c}", "été‹U+202E›fdp.exe‹U+2069›‹U+200F›‹U+061C›"),
        ];
        for (text, expected) in table {
            assert_eq!(visible(text), expected);
            assert_eq!(visible(expected), expected);
        }
    }

    #[test]
    fn json_says_the_same_without_them() {
        let text = "a\u{9b}é\u{202e}\u{7f}\u{1b}";
        let json = serde_json::to_vec(text).expect("JSON");
        let escaped = escaped_json(json);
        assert_eq!(str::from_utf8(&escaped), Ok(r#""a\u009bé\u202e\u007f\u001b""#));
        assert_eq!(serde_json::from_slice::<String>(&escaped).ok().as_deref(), Some(text));
    }
}
