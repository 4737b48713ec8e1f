//! What Python's `json` says of text that is no JSON.

use super::super::SyntaxError;
use crate::text::json::{Fault, JsonError};

/// The error as Python words it, and for a person.
pub(super) fn explain(text: &str, error: &JsonError) -> SyntaxError {
    let (what, at) = match error.fault {
        Fault::Depth => ("maximum recursion depth exceeded", error.offset),
        _ => decode(text).err().unwrap_or(("Expecting value", error.offset)),
    };
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    let message = format!("{what}: line {line} column {column} (char {})", before.chars().count());
    let (found, advice) = match error.fault {
        Fault::End => (
            "Le fichier s’arrête au milieu d’une valeur JSON : il est tronqué.",
            "Téléchargez-le de nouveau jusqu’au bout.",
        ),
        Fault::Unexpected => (
            "Ce n’est pas du JSON valide à partir d’ici.",
            "Corrigez le fichier à cet endroit : souvent une virgule ou un guillemet de trop, ou qui manque.",
        ),
        Fault::Depth => (
            "Le JSON est imbriqué sur trop de niveaux : aucun portail n’écrit ainsi.",
            "Donnez le catalogue du portail, sans transformation.",
        ),
    };
    SyntaxError {
        position: Some((line, column)),
        message,
        found: found.to_owned(),
        advice: advice.to_owned(),
    }
}

/// Whether all the text is JSON.
pub(super) fn check(text: &str) -> Result<(), JsonError> {
    decode(text).map_err(|(_, offset)| JsonError {
        offset,
        fault: if offset < text.trim_ascii_end().len() { Fault::Unexpected } else { Fault::End },
    })
}

/// What is wrong, and the byte where Python says it is.
type Wrong = (&'static str, usize);

/// What comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Value,
    /// A value, or the end of the list that has just started.
    First,
    Key,
    /// A key, or the end of the object that has just started.
    FirstKey,
    /// A comma or an end.
    Comma,
}

/// Walks through the text as Python's decoder does, up to what stops it.
fn decode(text: &str) -> Result<(), Wrong> {
    if text.starts_with('\u{feff}') {
        return Err(("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0));
    }
    let mut walk = Walk { bytes: text.as_bytes(), at: 0 };
    let mut objects: Vec<bool> = Vec::new();
    let mut next = Next::Value;
    loop {
        let byte = walk.peek();
        let closes = match objects.last() {
            Some(true) => byte == Some(b'}'),
            Some(false) => byte == Some(b']'),
            None => false,
        };
        match next {
            Next::Comma if objects.is_empty() => {
                return if byte.is_none() { Ok(()) } else { Err(("Extra data", walk.at)) };
            }
            Next::First | Next::FirstKey | Next::Comma if closes => {
                walk.at += 1;
                objects.pop();
                next = Next::Comma;
            }
            Next::Comma if byte == Some(b',') => {
                walk.at += 1;
                next = if objects.last() == Some(&true) { Next::Key } else { Next::Value };
            }
            Next::Comma => return Err(("Expecting ',' delimiter", walk.at)),
            Next::Key | Next::FirstKey => {
                if byte != Some(b'"') {
                    return Err(("Expecting property name enclosed in double quotes", walk.at));
                }
                walk.string()?;
                if walk.peek() != Some(b':') {
                    return Err(("Expecting ':' delimiter", walk.at));
                }
                walk.at += 1;
                next = Next::Value;
            }
            Next::Value | Next::First => match byte {
                Some(opening @ (b'{' | b'[')) => {
                    walk.at += 1;
                    objects.push(opening == b'{');
                    next = if opening == b'{' { Next::FirstKey } else { Next::First };
                }
                _ => {
                    walk.scalar()?;
                    next = Next::Comma;
                }
            },
        }
    }
}

struct Walk<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Walk<'_> {
    /// The byte after white space.
    fn peek(&mut self) -> Option<u8> {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    fn scalar(&mut self) -> Result<(), Wrong> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if rest.first() == Some(&b'"') {
            return self.string();
        }
        let words = ["null", "true", "false", "NaN", "Infinity", "-Infinity"];
        let length = match words.iter().find(|word| rest.starts_with(word.as_bytes())) {
            Some(word) => word.len(),
            None => number(rest),
        };
        if length == 0 {
            return Err(("Expecting value", self.at));
        }
        self.at += length;
        Ok(())
    }

    fn string(&mut self) -> Result<(), Wrong> {
        let start = self.at;
        let unterminated = ("Unterminated string starting at", start);
        self.at += 1;
        loop {
            let byte = *self.bytes.get(self.at).ok_or(unterminated)?;
            self.at += 1;
            match byte {
                b'"' => return Ok(()),
                ..b' ' => return Err(("Invalid control character at", self.at - 1)),
                b'\\' => match *self.bytes.get(self.at).ok_or(unterminated)? {
                    b'u' => {
                        let digits = self.bytes.get(self.at + 1..self.at + 5);
                        if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
                            return Err(("Invalid \\uXXXX escape", self.at));
                        }
                        self.at += 5;
                    }
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 1,
                    _ => return Err(("Invalid \\escape", self.at - 1)),
                },
                _ => {}
            }
        }
    }
}

/// The length of the number that starts the text.
fn number(text: &[u8]) -> usize {
    let digits = |from: usize| text.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let sign = usize::from(text.first() == Some(&b'-'));
    let whole = if text.get(sign) == Some(&b'0') { 1 } else { digits(sign) };
    if whole == 0 {
        return 0;
    }
    let mut end = sign + whole;
    if text.get(end) == Some(&b'.') && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let signed = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        if digits(end + 1 + signed) > 0 {
            end += 1 + signed + digits(end + 1 + signed);
        }
    }
    end
}
