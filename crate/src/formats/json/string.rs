//! Strings of JSON: where each ends, and what its escapes stand for.

use std::borrow::Cow;

use super::{JsonError, JsonFault, JsonReader, reader::JsonResult};
use crate::text::surrogates;

impl<'a> JsonReader<'a> {
    /// Goes to the next byte that is not plain text of a string.
    fn skip_plain(&mut self) -> Option<u8> {
        let mut rest = self.text.as_bytes().get(self.offset..).unwrap_or_default();
        while let Some((word, after)) = rest.split_first_chunk() {
            let plain = plain_bytes(*word);
            self.offset += plain;
            if plain < word.len() {
                return self.byte();
            }
            rest = after;
        }
        let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
        self.offset += plain.unwrap_or(rest.len());
        self.byte()
    }

    /// Goes past a string without keeping it.
    pub(super) fn skip_string(&mut self) -> JsonResult<()> {
        let start = self.offset;
        self.offset += 1;
        loop {
            match self.skip_plain() {
                Some(b'"') => {
                    self.offset += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.escape(start)?;
                }
                other => return Err(self.bad_string(start, other)),
            }
        }
    }

    /// The string whose quote is here.
    pub(super) fn string(&mut self) -> JsonResult<Cow<'a, str>> {
        let start = self.offset;
        self.offset += 1;
        let mut read: Option<String> = None;
        loop {
            let from = self.offset;
            let stop = self.skip_plain();
            let piece = self.text.get(from..self.offset).unwrap_or_default();
            match stop {
                Some(b'"') => {
                    self.offset += 1;
                    return Ok(match read {
                        Some(read) => Cow::Owned(read + piece),
                        None => Cow::Borrowed(piece),
                    });
                }
                Some(b'\\') => {
                    let read = read.get_or_insert_default();
                    read.push_str(piece);
                    read.push(self.escape(start)?);
                }
                other => return Err(self.bad_string(start, other)),
            }
        }
    }

    fn bad_string(&self, start: usize, byte: Option<u8>) -> JsonError {
        match byte {
            Some(_) => self.fault(JsonFault::Control),
            None => self.fault_at(start, JsonFault::Unterminated),
        }
    }

    /// The character of the escape that starts here, in the string that starts at `start`.
    fn escape(&mut self, start: usize) -> JsonResult<char> {
        let backslash = self.offset;
        self.offset += 1;
        let plain = match self.byte() {
            Some(byte @ (b'"' | b'\\' | b'/')) => byte.into(),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            Some(_) => return Err(self.fault_at(backslash, JsonFault::Escape)),
            None => return Err(self.fault_at(start, JsonFault::Unterminated)),
        };
        self.offset += 1;
        Ok(plain)
    }

    /// At `u`: one code unit, or two that make a pair.
    fn unicode_escape(&mut self) -> JsonResult<char> {
        let high = self.code_unit()?;
        if let 0xd800..=0xdbff = high
            && self.rest().starts_with("\\u")
        {
            let before = self.offset;
            self.offset += 1;
            let low = self.code_unit()?;
            if let Some(Ok(pair)) = char::decode_utf16([high, low]).next() {
                return Ok(pair);
            }
            self.offset = before;
        }
        Ok(surrogates::character(high.into()))
    }

    fn code_unit(&mut self) -> JsonResult<u16> {
        let at = self.offset;
        self.offset += 1;
        let rest = self.text.as_bytes().get(self.offset..).unwrap_or_default();
        // Python wants something after the digits, be it the quote that ends the string.
        let digits =
            rest.get(..4).filter(|digits| rest.len() > 4 && digits.iter().all(u8::is_ascii_hexdigit));
        let Some(digits) = digits else {
            if rest.len() <= 4 && rest.iter().all(u8::is_ascii_hexdigit) {
                self.offset = self.text.len();
            }
            return Err(self.fault_at(at, JsonFault::UnicodeEscape));
        };
        self.offset += 4;
        let digit = |unit: u32, byte: &u8| unit * 16 + char::from(*byte).to_digit(16).unwrap_or_default();
        Ok(u16::try_from(digits.iter().fold(0, digit)).unwrap_or_default())
    }
}

/// How many of eight bytes stand before the first that is not plain text of a string, found with a few operations on all.
fn plain_bytes(word: [u8; 8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    let word = u64::from_le_bytes(word);
    // The high bit of each byte that is below `limit`. What is borrowed from the next byte may mark that one too, but
    // only after one that is rightly marked.
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let same = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let stops = (below(word, 0x20) | same(b'"') | same(b'\\')) & (ONES << 7);
    stops.trailing_zeros() as usize / 8
}
