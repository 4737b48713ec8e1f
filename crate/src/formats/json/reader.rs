//! The reader: whole values, or one key and one element at a time.

use std::{borrow::Cow, ops::Range};

use rustc_hash::FxHashMap;

use super::{Json, JsonError, JsonFault, Object};
use crate::text::{python::LONGEST_INTEGER, surrogates};

/// Deeper documents are refused, about where Python's recursion ends.
const DEPTH_LIMIT: usize = 960;

/// Reads a text from one value to the next.
#[derive(Debug, Clone)]
pub struct JsonReader<'a> {
    text: &'a str,
    offset: usize,
    depth: usize,
    depth_limit: usize,
}

type JsonResult<T> = Result<T, JsonError>;

impl<'a> JsonReader<'a> {
    /// Starts at the beginning of `text`.
    pub fn new(text: &'a str) -> Self {
        Self::at(text, 0)
    }

    /// Starts at a byte of `text`.
    pub fn at(text: &'a str, offset: usize) -> Self {
        Self { text, offset, depth: 0, depth_limit: DEPTH_LIMIT }
    }

    /// Refuses values deeper than `limit`, for whoever walks them with less room.
    pub fn up_to(self, limit: usize) -> Self {
        Self { depth_limit: limit.min(DEPTH_LIMIT), ..self }
    }

    /// The byte that is read next.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The first byte of the next value, after white space.
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.offset += 1,
                byte => return byte,
            }
        }
    }

    /// Nothing but white space may be left.
    pub fn end(&mut self) -> JsonResult<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.fault(JsonFault::Extra)),
        }
    }

    /// Reads the next value.
    pub fn value(&mut self) -> JsonResult<Json<'a>> {
        match self.peek() {
            Some(b'"') => self.string().map(Json::Text),
            Some(b'[') => {
                let mut list = Vec::new();
                self.list(|reader| reader.value().map(|value| list.push(value)))?;
                Ok(Json::List(list))
            }
            Some(b'{') => {
                let mut entries = Vec::new();
                self.object(|key, reader| reader.value().map(|value| entries.push((key, value))))?;
                Ok(Json::Object(Object(last_of_each(entries))))
            }
            _ => self.scalar(),
        }
    }

    /// Goes past the next value, whatever its depth, and returns its bytes. It is read as strictly as by [`Self::value`].
    pub fn skip(&mut self) -> JsonResult<Range<usize>> {
        self.peek();
        let start = self.offset;
        // What ends the lists and objects that are open.
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.peek() {
                Some(b'"') => self.skip_string()?,
                Some(b'{') => {
                    self.offset += 1;
                    if self.peek() != Some(b'}') {
                        open.push(b'}');
                        self.skip_key()?;
                        continue;
                    }
                    self.offset += 1;
                }
                Some(b'[') => {
                    self.offset += 1;
                    if self.peek() != Some(b']') {
                        open.push(b']');
                        continue;
                    }
                    self.offset += 1;
                }
                _ => {
                    self.scalar()?;
                }
            }
            // A value ends here, and perhaps what holds it.
            loop {
                let Some(&close) = open.last() else { return Ok(start..self.offset) };
                match self.peek() {
                    Some(b',') => {
                        self.offset += 1;
                        if close == b'}' {
                            self.skip_key()?;
                        }
                        break;
                    }
                    Some(byte) if byte == close => {
                        self.offset += 1;
                        open.pop();
                    }
                    _ => return Err(self.fault(JsonFault::Comma)),
                }
            }
        }
    }

    fn skip_key(&mut self) -> JsonResult<()> {
        if self.peek() != Some(b'"') {
            return Err(self.fault(JsonFault::Key));
        }
        self.skip_string()?;
        self.colon()
    }

    /// Hands the reader to `visit` before each element of the next value, a list.
    pub fn list(&mut self, mut visit: impl FnMut(&mut Self) -> JsonResult<()>) -> JsonResult<()> {
        self.enter(b'[', "array")?;
        if self.peek() != Some(b']') {
            loop {
                visit(self)?;
                match self.peek() {
                    Some(b',') => self.offset += 1,
                    _ => break,
                }
            }
        }
        self.leave(b']')
    }

    /// Hands each key of the next value, an object, and the reader before the key's value to `visit`.
    pub fn object(
        &mut self,
        mut visit: impl FnMut(Cow<'a, str>, &mut Self) -> JsonResult<()>,
    ) -> JsonResult<()> {
        self.enter(b'{', "object")?;
        if self.peek() != Some(b'}') {
            loop {
                if self.peek() != Some(b'"') {
                    return Err(self.fault(JsonFault::Key));
                }
                let key = self.string()?;
                self.colon()?;
                visit(key, self)?;
                match self.peek() {
                    Some(b',') => self.offset += 1,
                    _ => break,
                }
            }
        }
        self.leave(b'}')
    }

    fn enter(&mut self, open: u8, kind: &'static str) -> JsonResult<()> {
        if self.peek() != Some(open) {
            return Err(self.no_value());
        }
        self.offset += 1;
        self.depth += 1;
        if self.depth > self.depth_limit {
            return Err(self.fault(JsonFault::Depth(kind)));
        }
        Ok(())
    }

    fn leave(&mut self, close: u8) -> JsonResult<()> {
        self.depth -= 1;
        if self.peek() != Some(close) {
            return Err(self.fault(JsonFault::Comma));
        }
        self.offset += 1;
        Ok(())
    }

    fn colon(&mut self) -> JsonResult<()> {
        if self.peek() != Some(b':') {
            return Err(self.fault(JsonFault::Colon));
        }
        self.offset += 1;
        Ok(())
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    /// What is left of the text; it is always cut between two characters.
    fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    fn fault(&self, fault: JsonFault) -> JsonError {
        self.fault_at(self.offset, fault)
    }

    fn fault_at(&self, offset: usize, fault: JsonFault) -> JsonError {
        JsonError { offset, fault, is_cut: self.offset >= self.text.len() }
    }

    /// No value stands here: a word or a number may have been cut.
    fn no_value(&mut self) -> JsonError {
        let offset = self.offset;
        let rest = self.rest();
        if offset == 0 && rest.starts_with('\u{feff}') {
            return self.fault(JsonFault::Mark);
        }
        if WORDS.iter().any(|(word, _)| word.starts_with(rest)) {
            self.offset = self.text.len();
        }
        self.fault_at(offset, JsonFault::Value)
    }

    fn scalar(&mut self) -> JsonResult<Json<'a>> {
        match self.byte() {
            Some(b'0'..=b'9') => self.number(),
            Some(b'-') if self.text.as_bytes().get(self.offset + 1).is_some_and(u8::is_ascii_digit) => {
                self.number()
            }
            _ => {
                let rest = self.rest();
                for (word, value) in WORDS {
                    if rest.starts_with(word) {
                        self.offset += word.len();
                        return Ok(value);
                    }
                }
                Err(self.no_value())
            }
        }
    }

    /// A number; the byte here, or the one after the sign, is a digit.
    fn number(&mut self) -> JsonResult<Json<'a>> {
        let bytes = self.text.as_bytes();
        let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
        let start = self.offset;
        let whole = start + usize::from(self.byte() == Some(b'-'));
        let mut end = if bytes.get(whole) == Some(&b'0') { whole + 1 } else { whole + digits(whole) };
        let integer = end;
        if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
        }
        if let Some(b'e' | b'E') = bytes.get(end) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let exponent = digits(end + 1 + sign);
            if exponent > 0 {
                end += 1 + sign + exponent;
            }
        }
        self.offset = end;
        let number = self.text.get(start..end).unwrap_or_default();
        if end == integer {
            if integer - whole > LONGEST_INTEGER {
                return Err(self.fault_at(start, JsonFault::Digits(integer - whole)));
            }
            return Ok(Json::Integer(Cow::Borrowed(number)));
        }
        number.parse().map(Json::Float).map_err(|_| self.fault_at(start, JsonFault::Value))
    }

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
    fn skip_string(&mut self) -> JsonResult<()> {
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
    fn string(&mut self) -> JsonResult<Cow<'a, str>> {
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

const WORDS: [(&str, Json<'static>); 6] = [
    ("null", Json::Null),
    ("true", Json::Bool(true)),
    ("false", Json::Bool(false)),
    ("NaN", Json::Float(f64::NAN)),
    ("Infinity", Json::Float(f64::INFINITY)),
    ("-Infinity", Json::Float(f64::NEG_INFINITY)),
];

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
