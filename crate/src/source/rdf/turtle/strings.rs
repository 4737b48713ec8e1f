//! Strings and their escapes.

use std::borrow::Cow;

use super::{
    failure::{TurtleFailure, TurtleResult},
    lexer::TurtleLexer,
};
use crate::text::surrogates;

impl<'t> TurtleLexer<'t> {
    /// A string between one or three quotes, from its first quote; and where it starts inside.
    pub(super) fn string(&mut self) -> TurtleResult<(usize, Cow<'t, str>)> {
        let Some(quote) = self.peek() else { return Err(TurtleFailure::end()) };
        let triple = self.bytes().get(self.at()..self.at() + 3).is_some_and(|three| three == [quote; 3]);
        self.advance(if triple { 3 } else { 1 });
        let inside = self.at();
        let lines = self.lines();
        // Where rdflib last stopped to look at a character.
        let mut last = inside;
        let mut value = Cow::Borrowed("");
        loop {
            let plain = self.up_to_mark();
            append(&mut value, plain);
            // It goes past a quote that follows at once.
            if self.peek().is_some_and(|byte| byte != quote || !plain.is_empty()) {
                last = self.at();
            }
            match self.peek() {
                None if plain.is_empty() => return self.fail_at(last, "unterminated string literal"),
                None => return Err(self.quote_expected(self.at() - plain.len())),
                Some(b'\\') => {
                    let character = self.escape(lines)?;
                    value.to_mut().push_str(&character);
                }
                Some(b'\n' | b'\r') if !triple => {
                    return self.fail_on_line(lines, last, "newline found in string literal");
                }
                Some(byte) if byte == quote && !triple => {
                    self.advance(1);
                    return Ok((inside, value));
                }
                Some(byte) if byte == quote => {
                    // Up to two quotes may stand before the three that end the string.
                    let run = self
                        .bytes()
                        .iter()
                        .skip(self.at())
                        .take(5)
                        .take_while(|&&next| next == quote)
                        .count();
                    let start = self.at();
                    self.advance(run);
                    let kept = if run >= 3 { run - 3 } else { run };
                    append(&mut value, self.between(start, start + kept));
                    if run >= 3 {
                        return Ok((inside, value));
                    }
                }
                Some(byte) => {
                    self.count_lines(usize::from(matches!(byte, b'\n' | b'\r')));
                    let start = self.at();
                    self.advance(1);
                    append(&mut value, self.between(start, start + 1));
                }
            }
        }
    }

    /// An assertion of rdflib, which shows twenty characters on each side as Python slices them.
    fn quote_expected(&self, at: usize) -> TurtleFailure {
        let text: Vec<char> = self.between(0, self.bytes().len()).chars().collect();
        let here = self.between(0, at).chars().count();
        let start = here.checked_sub(20).unwrap_or((text.len() + here).saturating_sub(20));
        let before: String = text.get(start..here).unwrap_or_default().iter().collect();
        let after: String = text.iter().skip(here).take(20).collect();
        TurtleFailure::raised_at(at, format!("Quote expected in string at ^ in {before}^{after}"))
    }

    /// An escape, from its backslash, in a string that starts after this many `lines`.
    fn escape(&mut self, lines: usize) -> TurtleResult<Cow<'static, str>> {
        let mut rest = self.rest().chars().skip(1);
        let character = match rest.next() {
            None => return Err(TurtleFailure::end()),
            Some('a') => "\u{7}",
            Some('b') => "\u{8}",
            Some('f') => "\u{c}",
            Some('r') => "\r",
            Some('t') => "\t",
            Some('v') => "\u{b}",
            Some('n') => "\n",
            Some('\\') => "\\",
            Some('"') => "\"",
            Some('\'') => "'",
            Some('u') => return self.code_point(4, lines),
            Some('U') => return self.code_point(8, lines),
            Some(_) => return self.fail("bad escape"),
        };
        self.advance(2);
        Ok(Cow::Borrowed(character))
    }

    /// `\uXXXX` or `\UXXXXXXXX`; rdflib leaves it as it is when these are no digits.
    fn code_point(&mut self, length: usize, lines: usize) -> TurtleResult<Cow<'static, str>> {
        let escape: String = self.rest().chars().take(2 + length).collect();
        let digits = escape.get(2..).unwrap_or_default();
        let start = self.at() + 2;
        if digits.chars().count() < length {
            return self.fail_on_line(lines, start, "unterminated string literal(3)");
        }
        let character = match hexadecimal(digits) {
            Some(number) if number > 0x10_ffff => {
                return self.fail_on_line(lines, start, &format!("bad string literal hex escape: {digits}"));
            }
            Some(number) => surrogates::character(number).to_string(),
            None => escape.clone(),
        };
        self.advance(escape.len());
        Ok(Cow::Owned(character))
    }
}

/// The escapes `\uXXXX` and `\UXXXXXXXX` of an IRI.
pub(super) fn expanded(iri: &str) -> TurtleResult<Cow<'_, str>> {
    if !iri.contains('\\') {
        return Ok(Cow::Borrowed(iri));
    }
    // rdflib replaces the long ones first, everywhere.
    let mut iri = iri.to_owned();
    for (mark, length) in [("\\U", 8), ("\\u", 4)] {
        let mut done = 0;
        while let Some(found) = iri.get(done..).and_then(|rest| rest.find(mark)) {
            let start = done + found;
            let end = start + mark.len() + length;
            done = start + mark.len();
            if let Some(number) = iri.get(done..end).and_then(hexadecimal) {
                if number > 0x10_ffff {
                    return Err(TurtleFailure::raised("Invalid unicode code point"));
                }
                let character = surrogates::character(number);
                iri.replace_range(start..end, character.encode_utf8(&mut [0; 4]));
                done = start + character.len_utf8();
            }
        }
    }
    Ok(Cow::Owned(iri))
}

fn hexadecimal(digits: &str) -> Option<u32> {
    let readable = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| readable)
}

/// Borrows as long as there is one piece.
fn append<'t>(value: &mut Cow<'t, str>, piece: &'t str) {
    if value.is_empty() {
        *value = Cow::Borrowed(piece);
    } else if !piece.is_empty() {
        value.to_mut().push_str(piece);
    }
}
