//! The reader: whole values, or one key and one element at a time.

use std::{borrow::Cow, ops::Range};

use super::{Json, JsonError, JsonFault, Object, keys::last_of_each};
use crate::text::python::LONGEST_INTEGER;

/// Deeper documents are refused, about where Python's recursion ends.
const DEPTH_LIMIT: usize = 960;

/// Reads a text from one value to the next.
#[derive(Debug, Clone)]
pub struct JsonReader<'a> {
    pub(super) text: &'a str,
    pub(super) offset: usize,
    depth: usize,
    depth_limit: usize,
}

pub(super) type JsonResult<T> = Result<T, JsonError>;

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

    pub(super) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    /// What is left of the text; it is always cut between two characters.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    pub(super) fn fault(&self, fault: JsonFault) -> JsonError {
        self.fault_at(self.offset, fault)
    }

    pub(super) fn fault_at(&self, offset: usize, fault: JsonFault) -> JsonError {
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
}

const WORDS: [(&str, Json<'static>); 6] = [
    ("null", Json::Null),
    ("true", Json::Bool(true)),
    ("false", Json::Bool(false)),
    ("NaN", Json::Float(f64::NAN)),
    ("Infinity", Json::Float(f64::INFINITY)),
    ("-Infinity", Json::Float(f64::NEG_INFINITY)),
];
