//! Python's codecs, by Python's names for them, decoding with `errors="replace"`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::super::tables::Table;

/// How bytes become characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// `utf_8`, which keeps a byte order mark as U+FEFF.
    Utf8,
    /// `utf_8_sig`, which drops it.
    Utf8Sig,
    /// `utf_16`: as the byte order mark says, little-endian without.
    Utf16,
    /// `utf_16_le` or `utf_16_be`, which keep a byte order mark.
    Utf16As(Endian),
    /// `utf_32`: as the byte order mark says, little-endian without.
    Utf32,
    /// `utf_32_le` or `utf_32_be`, which keep a byte order mark.
    Utf32As(Endian),
    /// One byte, one character.
    Single(&'static Charset),
}

/// Order of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endian {
    /// Low byte first.
    Little,
    /// High byte first.
    Big,
}

/// A single-byte charset.
#[derive(Debug, PartialEq, Eq)]
pub struct Charset {
    label: String,
    names: Vec<String>,
    /// The characters of the bytes from 0x80 on; U+FFFD where there is none.
    high: Vec<char>,
}

/// See `tests/record/charsets.py`.
static CHARSETS: LazyLock<Vec<Charset>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Recorded {
        label: String,
        names: Vec<String>,
        high: String,
    }
    let recorded: Vec<Recorded> = serde_json::from_str(Table::Charsets.text()).unwrap_or_default();
    let charset = |r: Recorded| Charset { label: r.label, names: r.names, high: r.high.chars().collect() };
    recorded.into_iter().map(charset).collect()
});

impl Codec {
    /// The codec that Python finds by this name, in any of its spellings; `None` when we do not have it.
    pub fn find(label: &str) -> Option<Self> {
        Some(match normalize(label).as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "utf8_ucs2" | "utf8_ucs4" | "cp65001" => Self::Utf8,
            "utf_8_sig" => Self::Utf8Sig,
            "utf_16" | "utf16" | "u16" => Self::Utf16,
            "utf_16_le" | "utf_16le" | "unicodelittleunmarked" => Self::Utf16As(Endian::Little),
            "utf_16_be" | "utf_16be" | "unicodebigunmarked" => Self::Utf16As(Endian::Big),
            "utf_32" | "utf32" | "u32" => Self::Utf32,
            "utf_32_le" | "utf_32le" => Self::Utf32As(Endian::Little),
            "utf_32_be" | "utf_32be" => Self::Utf32As(Endian::Big),
            name => {
                Self::Single(CHARSETS.iter().find(|charset| charset.names.iter().any(|known| known == name))?)
            }
        })
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Sig => "UTF-8",
            Self::Utf16 | Self::Utf16As(_) => "UTF-16",
            Self::Utf32 | Self::Utf32As(_) => "UTF-32",
            Self::Single(charset) => &charset.label,
        }
    }

    /// Whether one byte is always one character.
    pub fn is_single_byte(self) -> bool {
        matches!(self, Self::Single(_))
    }

    /// The text, with U+FFFD for what cannot be read, and whether there was any.
    pub fn decode(self, bytes: &[u8]) -> (String, bool) {
        match self {
            Self::Utf8 => decode_utf8(bytes),
            Self::Utf8Sig => decode_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)),
            Self::Utf16 => match bytes {
                [0xfe, 0xff, rest @ ..] => decode_utf16(rest, Endian::Big),
                [0xff, 0xfe, rest @ ..] => decode_utf16(rest, Endian::Little),
                _ => decode_utf16(bytes, Endian::Little),
            },
            Self::Utf16As(endian) => decode_utf16(bytes, endian),
            Self::Utf32 => match bytes {
                [0, 0, 0xfe, 0xff, rest @ ..] => decode_utf32(rest, Endian::Big),
                [0xff, 0xfe, 0, 0, rest @ ..] => decode_utf32(rest, Endian::Little),
                _ => decode_utf32(bytes, Endian::Little),
            },
            Self::Utf32As(endian) => decode_utf32(bytes, endian),
            Self::Single(charset) => charset.decode(bytes),
        }
    }
}

/// `encodings.normalize_encoding`, in lower case.
fn normalize(label: &str) -> String {
    let words = label.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join("_").to_ascii_lowercase()
}

impl Charset {
    fn decode(&self, bytes: &[u8]) -> (String, bool) {
        let mut replaced = false;
        let text = bytes.iter().map(|&byte| match byte.checked_sub(0x80) {
            None => char::from(byte),
            Some(index) => match self.high.get(usize::from(index)) {
                None | Some(&char::REPLACEMENT_CHARACTER) => {
                    replaced = true;
                    char::REPLACEMENT_CHARACTER
                }
                Some(&c) => c,
            },
        });
        (text.collect(), replaced)
    }
}

fn decode_utf8(bytes: &[u8]) -> (String, bool) {
    match str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), false),
        Err(_) => (String::from_utf8_lossy(bytes).into_owned(), true),
    }
}

fn decode_utf16(bytes: &[u8], endian: Endian) -> (String, bool) {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| match endian {
        Endian::Little => u16::from_le_bytes(pair),
        Endian::Big => u16::from_be_bytes(pair),
    });
    collect(char::decode_utf16(units).map(Result::ok), rest)
}

fn decode_utf32(bytes: &[u8], endian: Endian) -> (String, bool) {
    let (quads, rest) = bytes.as_chunks::<4>();
    let codes = quads.iter().map(|&quad| match endian {
        Endian::Little => u32::from_le_bytes(quad),
        Endian::Big => u32::from_be_bytes(quad),
    });
    collect(codes.map(char::from_u32), rest)
}

/// Bytes left at the end are one more character that cannot be read.
fn collect(chars: impl Iterator<Item = Option<char>>, rest: &[u8]) -> (String, bool) {
    let mut replaced = false;
    let rest = (!rest.is_empty()).then_some(None);
    let text = chars.chain(rest).map(|c| {
        replaced |= c.is_none();
        c.unwrap_or(char::REPLACEMENT_CHARACTER)
    });
    (text.collect(), replaced)
}
