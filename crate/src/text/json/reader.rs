//! The reader: whole values, or one key and one element at a time.

use std::{borrow::Cow, fmt, ops::Range};

use rustc_hash::FxHashMap;

use super::{Json, Object};

/// Deeper documents are refused. Python stops near 1 000, but no portal nests beyond a dozen.
const DEPTH_LIMIT: usize = 200;

/// What is wrong with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text ends in the middle of a value.
    End,
    /// Something else is expected here.
    Unexpected,
    /// Too many lists and objects in each other.
    Depth,
}

/// Where and why a document is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonError {
    /// Byte of the text.
    pub offset: usize,
    /// What is wrong there.
    pub fault: Fault,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fault = match self.fault {
            Fault::End => "the text ends in the middle of a value",
            Fault::Unexpected => "unexpected character",
            Fault::Depth => "too many nested values",
        };
        write!(f, "{fault} at byte {}", self.offset)
    }
}

impl std::error::Error for JsonError {}

/// Reads a text from one value to the next.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    text: &'a str,
    offset: usize,
    depth: usize,
}

type Read<T> = Result<T, JsonError>;

impl<'a> Reader<'a> {
    /// Starts at the beginning of `text`.
    pub fn new(text: &'a str) -> Self {
        Self::at(text, 0)
    }

    /// Starts at a byte of `text`.
    pub fn at(text: &'a str, offset: usize) -> Self {
        Self { text, offset, depth: 0 }
    }

    /// The byte that is read next.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The first byte of the next value, after white space.
    pub fn peek(&mut self) -> Option<u8> {
        self.skip_space();
        self.byte()
    }

    /// Nothing but white space may be left.
    pub fn end(&mut self) -> Read<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.unexpected()),
        }
    }

    /// Reads the next value.
    pub fn value(&mut self) -> Read<Json<'a>> {
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
            Some(_) => self.scalar(),
            None => Err(self.unexpected()),
        }
    }

    /// Goes past the next value, whatever its depth, and returns its bytes.
    pub fn skip(&mut self) -> Read<Range<usize>> {
        self.skip_space();
        let start = self.offset;
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                Some(b'"') => self.skip_string()?,
                Some(b'[' | b'{') => {
                    depth += 1;
                    self.offset += 1;
                }
                Some(b']' | b'}') if depth > 0 => {
                    depth -= 1;
                    self.offset += 1;
                }
                Some(b',' | b':') if depth > 0 => self.offset += 1,
                Some(_) => {
                    self.scalar()?;
                }
                None => return Err(self.unexpected()),
            }
            if depth == 0 {
                return Ok(start..self.offset);
            }
        }
    }

    /// Hands the reader to `visit` before each element of the next value, a list.
    pub fn list(&mut self, mut visit: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.enter(b'[')?;
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
    pub fn object(&mut self, mut visit: impl FnMut(Cow<'a, str>, &mut Self) -> Read<()>) -> Read<()> {
        self.enter(b'{')?;
        if self.peek() != Some(b'}') {
            loop {
                self.skip_space();
                let key = self.string()?;
                self.expect(b':')?;
                visit(key, self)?;
                match self.peek() {
                    Some(b',') => self.offset += 1,
                    _ => break,
                }
            }
        }
        self.leave(b'}')
    }

    fn enter(&mut self, open: u8) -> Read<()> {
        self.expect(open)?;
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            return Err(self.fault(Fault::Depth));
        }
        Ok(())
    }

    fn leave(&mut self, close: u8) -> Read<()> {
        self.depth -= 1;
        self.expect(close)
    }

    fn expect(&mut self, byte: u8) -> Read<()> {
        if self.peek() != Some(byte) {
            return Err(self.unexpected());
        }
        self.offset += 1;
        Ok(())
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
            self.offset += 1;
        }
    }

    fn fault(&self, fault: Fault) -> JsonError {
        JsonError { offset: self.offset, fault }
    }

    fn unexpected(&self) -> JsonError {
        self.fault(if self.rest().is_empty() { Fault::End } else { Fault::Unexpected })
    }

    fn scalar(&mut self) -> Read<Json<'a>> {
        const WORDS: [(&str, Json<'static>); 6] = [
            ("null", Json::Null),
            ("true", Json::Bool(true)),
            ("false", Json::Bool(false)),
            ("NaN", Json::Float(f64::NAN)),
            ("Infinity", Json::Float(f64::INFINITY)),
            ("-Infinity", Json::Float(f64::NEG_INFINITY)),
        ];
        let rest = self.rest();
        for (word, value) in WORDS {
            if rest.starts_with(word) {
                self.offset += word.len();
                return Ok(value);
            }
            if !rest.is_empty() && word.starts_with(rest) && rest != "-" {
                self.offset = self.text.len();
                return Err(self.fault(Fault::End));
            }
        }
        self.number()
    }

    fn number(&mut self) -> Read<Json<'a>> {
        let rest = self.rest();
        let digits =
            |from: usize| rest.get(from..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit).count();
        let sign = usize::from(rest.starts_with('-'));
        let mut length = match rest.as_bytes().get(sign) {
            Some(b'0') => sign + 1,
            Some(b'1'..=b'9') => sign + digits(sign),
            _ => {
                self.offset += sign;
                return Err(self.unexpected());
            }
        };
        let integer = length;
        if rest.as_bytes().get(length) == Some(&b'.') && digits(length + 1) > 0 {
            length += 1 + digits(length + 1);
        }
        if let Some(b'e' | b'E') = rest.as_bytes().get(length) {
            let sign = usize::from(matches!(rest.as_bytes().get(length + 1), Some(b'+' | b'-')));
            let exponent = digits(length + 1 + sign);
            if exponent > 0 {
                length += 1 + sign + exponent;
            }
        }
        self.offset += length;
        let number = &rest[..length];
        if length == integer {
            return Ok(Json::Integer(Cow::Borrowed(number)));
        }
        number.parse().map(Json::Float).map_err(|_| self.unexpected())
    }

    /// Goes past a string without reading its escapes.
    fn skip_string(&mut self) -> Read<()> {
        self.expect(b'"')?;
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.offset += 1;
                    return Ok(());
                }
                Some(b'\\') => self.offset += 2,
                Some(0..=0x1f) => return Err(self.unexpected()),
                Some(_) => self.offset += 1,
                None => {
                    self.offset = self.text.len();
                    return Err(self.unexpected());
                }
            }
        }
    }

    fn string(&mut self) -> Read<Cow<'a, str>> {
        self.expect(b'"')?;
        let mut read: Option<String> = None;
        loop {
            let rest = self.rest();
            let plain = rest.bytes().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f)).count();
            let piece = &rest[..plain];
            self.offset += plain;
            match self.byte() {
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
                    read.push(self.escape()?);
                }
                _ => return Err(self.unexpected()),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        self.offset += 1;
        let plain = match self.byte() {
            Some(byte @ (b'"' | b'\\' | b'/')) => byte.into(),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.unexpected()),
        };
        self.offset += 1;
        Ok(plain)
    }

    /// After `\`, at `u`: one code unit, or two that make a pair.
    fn unicode_escape(&mut self) -> Read<char> {
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
        Ok(char::from_u32(high.into()).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn code_unit(&mut self) -> Read<u16> {
        self.offset += 1;
        let Some(digits) = self.rest().get(..4) else { return Err(self.unexpected()) };
        // `from_str_radix` takes a sign, JSON does not.
        let unit = u16::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'));
        let unit = unit.ok_or_else(|| self.unexpected())?;
        self.offset += 4;
        Ok(unit)
    }
}

/// Objects with more keys look for repeats in an index.
const FEW_KEYS: usize = 64;

/// Keeps the first place and the last value of each key, as a `dict` does.
pub(super) fn last_of_each<'a>(entries: Vec<(Cow<'a, str>, Json<'a>)>) -> Vec<(Cow<'a, str>, Json<'a>)> {
    let repeats = if entries.len() <= FEW_KEYS {
        (1..entries.len()).any(|at| entries[..at].iter().any(|(key, _)| *key == entries[at].0))
    } else {
        true
    };
    if !repeats {
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
