//! The words of the notation3 family.

use std::borrow::Cow;

use super::failure::{TurtleFailure, TurtleResult};

/// `prefix:local`.
#[derive(Debug)]
pub(super) struct QualifiedName<'t> {
    pub(super) prefix: &'t str,
    pub(super) local: Cow<'t, str>,
}

/// Whether the byte ends a local name.
const fn ends_local(byte: u8) -> bool {
    matches!(
        byte,
        b'\t'
            | b'\r'
            | b'\n'
            | b' '
            | b'!'
            | b'"'
            | b'#'
            | b'$'
            | b'&'
            | b'\''
            | b'('
            | b')'
            | b'*'
            | b','
            | b'+'
            | b'/'
            | b';'
            | b'<'
            | b'='
            | b'>'
            | b'?'
            | b'@'
            | b'['
            | b'\\'
            | b']'
            | b'^'
            | b'`'
            | b'{'
            | b'|'
            | b'}'
            | b'~'
    )
}

const fn ends_keyword(byte: u8) -> bool {
    ends_local(byte) || byte == b'.'
}

const fn ends_name(byte: u8) -> bool {
    ends_local(byte) || byte == b':'
}

/// What a backslash may stand before in a local name.
const ESCAPABLE: &[u8] = b"(_~.-!$&'()*+,;=/?#@%)";

#[derive(Debug)]
pub(super) struct TurtleLexer<'t> {
    text: &'t str,
    at: usize,
    /// How many line ends rdflib has counted, some of them twice.
    lines: usize,
}

impl<'t> TurtleLexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, lines: 0 }
    }

    pub(super) fn lines(&self) -> usize {
        self.lines
    }

    pub(super) fn count_lines(&mut self, more: usize) {
        self.lines += more;
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub(super) fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    pub(super) fn rest(&self) -> &'t str {
        self.between(self.at, self.text.len())
    }

    pub(super) fn between(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    /// The byte here, without which Python fails.
    pub(super) fn expect_peek(&self) -> TurtleResult<u8> {
        self.peek().ok_or_else(TurtleFailure::end)
    }

    pub(super) fn sees(&self, sign: &str) -> bool {
        self.bytes().get(self.at..).is_some_and(|rest| rest.starts_with(sign.as_bytes()))
    }

    pub(super) fn skip(&mut self, sign: &str) -> bool {
        let found = self.sees(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    /// rdflib's `BadSyntax`, here.
    pub(super) fn fail<T>(&self, why: &str) -> TurtleResult<T> {
        self.fail_at(self.at, why)
    }

    pub(super) fn fail_at<T>(&self, at: usize, why: &str) -> TurtleResult<T> {
        self.fail_on_line(self.lines, at, why)
    }

    /// The same, on the line that rdflib had counted before.
    pub(super) fn fail_on_line<T>(&self, lines: usize, at: usize, why: &str) -> TurtleResult<T> {
        Err(TurtleFailure::bad_syntax(Some(at.min(self.text.len())), self.at, lines + 1, why))
    }

    /// rdflib's `BadSyntax` where it has lost the place, and says -1.
    pub(super) fn fail_before_start<T>(&self, why: &str) -> TurtleResult<T> {
        Err(TurtleFailure::bad_syntax(None, self.at, self.lines + 1, why))
    }

    /// Skips space and comments; whether something follows. A carriage return alone is no space.
    pub(super) fn skip_space(&mut self) -> bool {
        let bytes = self.bytes();
        loop {
            while matches!(bytes.get(self.at), Some(b' ' | b'\t')) {
                self.at += 1;
            }
            self.at += match bytes.get(self.at..).unwrap_or_default() {
                [] => return false,
                [b'\n', ..] => 1,
                [b'\r', b'\n', ..] => 2,
                [b'#', comment @ ..] => match comment.iter().position(|&byte| byte == b'\n') {
                    Some(length) => length + 2,
                    None => {
                        self.at = bytes.len();
                        return false;
                    }
                },
                _ => return true,
            };
            self.lines += 1;
        }
    }

    /// A keyword, alone or after `@`; those of directives need the `@`.
    pub(super) fn keyword(&mut self, word: &str) -> TurtleResult<bool> {
        let mut end = self.at;
        if self.peek() == Some(b'@') {
            end += 1;
        } else if !matches!(word, "a" | "this" | "bind" | "has" | "is" | "of" | "true" | "false") {
            return Ok(false);
        }
        let rest = self.bytes().get(end..).unwrap_or_default();
        let next = rest.get(word.len()).copied();
        let found = if rest.starts_with(word.as_bytes()) && ends_keyword(next.ok_or_else(TurtleFailure::end)?)
        {
            true
        } else {
            // rdflib reads any six letters before a colon as `prefix`.
            word == "prefix" && next.ok_or_else(TurtleFailure::end)? == b':'
        };
        if found {
            self.at = end + word.len();
        }
        Ok(found)
    }

    /// A keyword of SPARQL, whatever its case.
    pub(super) fn sparql_keyword(&mut self, word: &str) -> TurtleResult<bool> {
        let here = self.bytes().get(self.at..self.at + word.len());
        if !here.is_some_and(|here| here.eq_ignore_ascii_case(word.as_bytes())) {
            return Ok(false);
        }
        let next = *self.bytes().get(self.at + word.len()).ok_or_else(TurtleFailure::end)?;
        let found = ends_local(next);
        if found {
            self.at += word.len();
        }
        Ok(found)
    }

    /// `prefix:local`, after space.
    pub(super) fn qualified_name(&mut self) -> TurtleResult<Option<QualifiedName<'t>>> {
        if !self.skip_space() {
            return Ok(None);
        }
        let bytes = self.bytes();
        let start = self.at;
        if matches!(bytes.get(start), Some(b'0'..=b'9' | b'-' | b'+' | b'.')) {
            return Ok(None);
        }
        let name = |byte: &&u8| !ends_name(**byte);
        let mut end = start + bytes.iter().skip(start).take_while(name).count();
        if end > start && bytes.get(end - 1) == Some(&b'.') {
            end -= 1;
        }
        if bytes.get(end) != Some(&b':') {
            return Ok(None);
        }
        let prefix = self.between(start, end);
        let local = self.local_name(end + 1, if prefix == "_" { ends_name } else { ends_local })?;
        Ok(local.map(|local| QualifiedName { prefix, local }))
    }

    /// The local name that starts there.
    fn local_name(&mut self, start: usize, ends: fn(u8) -> bool) -> TurtleResult<Option<Cow<'t, str>>> {
        let bytes = self.bytes();
        let mut local = Cow::Borrowed("");
        let (mut start, mut at) = (start, start);
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'\\' => {
                    let escaped = bytes.get(at + 1);
                    if !escaped.is_some_and(|escaped| ESCAPABLE.contains(escaped)) {
                        self.at = at + 1;
                        return match self.rest().chars().next() {
                            Some(character) => self.fail(&format!("illegal escape {character}")),
                            None => self.fail("qname cannot end with \\"),
                        };
                    }
                    local = Cow::Owned(local.into_owned() + self.between(start, at));
                    start = at + 1;
                    at += 1;
                }
                b'%' => {
                    for digit in 1..=2 {
                        if !bytes.get(at + digit).ok_or_else(TurtleFailure::end)?.is_ascii_hexdigit() {
                            self.at = at;
                            return self.fail("illegal hex escape %");
                        }
                    }
                }
                byte if ends(byte) => break,
                _ => {}
            }
            at += 1;
        }
        if bytes.get(at.wrapping_sub(1)) == Some(&b'.') {
            if local.is_empty() && start == at {
                return Ok(None);
            }
            at -= 1;
        }
        if start < at {
            let last = self.between(start, at);
            local =
                if local.is_empty() { Cow::Borrowed(last) } else { Cow::Owned(local.into_owned() + last) };
        }
        self.at = at;
        Ok(Some(local))
    }

    /// `<…>`: whatever is inside.
    pub(super) fn iri(&mut self) -> TurtleResult<&'t str> {
        let start = self.at + 1;
        let inside = self.bytes().iter().skip(start).position(|&byte| byte == b'>');
        let Some(length) = inside else { return self.fail_before_start("unterminated URI reference") };
        self.at = start + length + 1;
        Ok(self.between(start, start + length))
    }

    /// `?name`
    pub(super) fn variable(&mut self) -> TurtleResult<&'t str> {
        let start = self.at;
        let name = |byte: &&u8| !ends_keyword(**byte);
        self.at += 1 + self.bytes().iter().skip(start + 1).take_while(name).count();
        Ok(self.between(start, self.at))
    }

    /// A language, after its `@`; the string starts at `string`, which rdflib places after this many `lines`.
    pub(super) fn language(&mut self, string: usize, lines: usize) -> TurtleResult<&'t str> {
        let start = self.at;
        loop {
            let word =
                self.bytes().iter().skip(self.at).take_while(|byte| byte.is_ascii_alphanumeric()).count();
            if word == 0 {
                if self.at == start {
                    return self.fail_on_line(
                        lines,
                        string,
                        "Bad language code syntax on string literal, after @",
                    );
                }
                // The hyphen belongs to what follows.
                self.at -= 1;
                break;
            }
            self.at += word;
            if !self.skip("-") {
                break;
            }
        }
        Ok(self.between(start, self.at))
    }

    /// A number and its datatype.
    pub(super) fn number(&mut self) -> Option<(&'t str, &'static str)> {
        let bytes = self.bytes();
        let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
        let sign = |at: usize| usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
        let start = self.at;
        let whole_start = start + sign(start);
        let whole_end = whole_start + digits(whole_start);
        let point = bytes.get(whole_end) == Some(&b'.');
        let fraction_end = if point { whole_end + 1 + digits(whole_end + 1) } else { whole_end };
        let fraction = fraction_end > whole_end + 1;
        let whole = whole_end > whole_start;
        let exponent_start = fraction_end + 1 + sign(fraction_end + 1);
        let exponent = matches!(bytes.get(fraction_end), Some(b'e' | b'E')) && digits(exponent_start) > 0;
        let (end, datatype) = if exponent && (whole || fraction) {
            (exponent_start + digits(exponent_start), super::DOUBLE)
        } else if fraction {
            (fraction_end, super::DECIMAL)
        } else if whole {
            (whole_end, super::INTEGER)
        } else {
            return None;
        };
        self.at = end;
        Some((self.between(start, end), datatype))
    }

    /// What a string holds up to a quote, a backslash or the end of the line.
    pub(super) fn up_to_mark(&mut self) -> &'t str {
        let start = self.at;
        let plain = |byte: &&u8| !matches!(byte, b'\\' | b'\r' | b'\n' | b'"' | b'\'');
        self.at += self.bytes().iter().skip(start).take_while(plain).count();
        self.between(start, self.at)
    }
}
