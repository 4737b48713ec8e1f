//! Characters that act on a terminal, or on the order of what is read, made visible.
//!
//! A portal's titles, its messages and the names of files are written by strangers: an escape sequence among them
//! could recolour a terminal, erase lines or rename its window, and a bidirectional override could show a word
//! backwards. What acts is shown instead, as the standard's own pictures (`␛`) or as its number (`‹U+202E›`).

use std::{borrow::Cow, fmt::Write as _, io};

use super::surrogates::{character, half};

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
pub fn escaped_json(json: &str) -> Cow<'_, str> {
    let Some(first) = first_suspect(json) else { return json.into() };
    let (before, rest) = json.split_at(first);
    let mut out = String::with_capacity(json.len() + 16);
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
    out.into()
}

/// JSON of [`escaped_json`] as readers take it that know no half of a surrogate pair: each stands by its stand-in.
pub fn with_stand_ins(json: &[u8]) -> Cow<'_, [u8]> {
    // The unit of UTF-16 that an escape writes.
    let unit = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
    };
    let (mut out, mut kept, mut at) = (Vec::new(), 0, 0);
    while let Some(next) = json.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        let start = at + next;
        at = match (unit(start), unit(start + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => start + 12,
            (Some(number @ 0xd800..=0xdfff), _) => {
                out.extend_from_slice(json.get(kept..start).unwrap_or_default());
                out.extend_from_slice(character(number).encode_utf8(&mut [0; 4]).as_bytes());
                kept = start + 6;
                kept
            }
            _ => start + 2,
        };
    }
    if kept == 0 {
        return json.into();
    }
    out.extend_from_slice(json.get(kept..).unwrap_or_default());
    out.into()
}

/// Bytes that wait in a [`Screen`] for those that follow them.
const HELD: usize = 64 << 10;

/// Writes a long text through [`visible`] or [`escaped_json`] as it is made: it is never in memory as a whole.
pub struct Screen<'w> {
    held: Vec<u8>,
    filter: fn(&str) -> Cow<'_, str>,
    out: &'w mut dyn io::Write,
}

impl<'w> Screen<'w> {
    /// A way to `out` for a text that a terminal or a spreadsheet shows.
    pub fn of_text(out: &'w mut dyn io::Write) -> Self {
        Self { held: Vec::new(), filter: visible, out }
    }

    /// A way to `out` for JSON.
    pub fn of_json(out: &'w mut dyn io::Write) -> Self {
        Self { held: Vec::new(), filter: escaped_json, out }
    }

    /// Passes that many bytes on, but for a character that they cut.
    fn pass(&mut self, length: usize) -> io::Result<()> {
        let bytes = self.held.get(..length).unwrap_or_default();
        let whole = |error: std::str::Utf8Error| bytes.get(..error.valid_up_to()).unwrap_or_default();
        let text = str::from_utf8(bytes).or_else(|error| str::from_utf8(whole(error)));
        let text = text.map_err(io::Error::other)?;
        let length = text.len();
        self.out.write_all((self.filter)(text).as_bytes())?;
        self.held.drain(..length);
        Ok(())
    }
}

impl io::Write for Screen<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match bytes {
            // Most of what is written is one mark of JSON: calling for a copy of one byte costs more than the copy.
            [byte] => self.held.push(*byte),
            _ => self.held.extend_from_slice(bytes),
        }
        if self.held.len() >= HELD {
            // Neither a character nor a line end of Windows is cut: a line end waits for what it ends.
            let line_end = self.held.iter().rposition(|&byte| byte != b'\r').map_or(0, |last| last + 1);
            self.pass(line_end)?;
        }
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes).map(drop)
    }

    /// Writes all that waits: what was written so far is a whole text.
    fn flush(&mut self) -> io::Result<()> {
        self.pass(self.held.len())?;
        if !self.held.is_empty() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.out.flush()
    }
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
    let (bytes, mut at) = (text.as_bytes(), 0);
    loop {
        // Most blocks hold none: without a way out, they are read many bytes at once.
        while let Some(block) = bytes.get(at..at + BLOCK)
            && !block.iter().fold(false, |found, byte| found | may_act(*byte))
        {
            at += BLOCK;
        }
        at += bytes.get(at..)?.iter().position(|byte| may_act(*byte))?;
        if text.get(at..)?.chars().next().is_some_and(acts) {
            return Some(at);
        }
        at += 1;
    }
}

const BLOCK: usize = 32;

/// Whether a byte may begin a character that acts; line ends and tabulations do not.
fn may_act(byte: u8) -> bool {
    byte < b' ' && byte != b'\n' && byte != b'\t' || matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe2 | 0xf4)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

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
        let json = serde_json::to_string(text).expect("JSON");
        let escaped = escaped_json(&json);
        assert_eq!(escaped, r#""a\u009bé\u202e\u007f\u001b""#);
        assert_eq!(serde_json::from_str::<String>(&escaped).ok().as_deref(), Some(text));
    }

    #[test]
    fn json_with_halves_is_read_back() {
        let text = format!("a{}\\ud83d 😀{}{}", character(0xd83d), character(0xde00), character(0xd83d));
        let json = escaped_json(&serde_json::to_string(&text).expect("JSON")).into_owned();
        assert_eq!(json, r#""a\ud83d\\ud83d 😀\ude00\ud83d""#);
        let read = |json: &[u8]| serde_json::from_slice::<String>(&with_stand_ins(json)).ok();
        assert_eq!(read(json.as_bytes()).as_deref(), Some(text.as_str()));
        assert_eq!(read(br#""\ud83d\ude00\u00e9""#).as_deref(), Some("😀é"));
        for cut in [&br#""\ud8"#[..], b"\\", b"\\u", b""] {
            assert_eq!(with_stand_ins(cut), cut);
        }
    }

    #[test]
    fn a_long_text_is_screened_as_a_whole_wherever_it_is_cut() {
        for lead in 0..4 {
            let text = "a".repeat(lead) + &"é\r\n\u{9b}\r\u{202e}".repeat(20_000);
            for piece in [1, 3, HELD - 1, HELD, 2 * HELD] {
                let mut out = Vec::new();
                let mut screen = Screen::of_text(&mut out);
                for bytes in text.as_bytes().chunks(piece) {
                    screen.write_all(bytes).expect("written");
                }
                screen.flush().expect("written");
                assert!(out == visible(&text).as_bytes(), "{lead} {piece}");
            }
        }
    }
}
