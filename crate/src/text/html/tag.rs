//! Start tags, as Python's `html.parser` finds their end and their attributes.

use std::{borrow::Cow, collections::HashSet};

use super::{
    entities::unescape,
    error::{Error, MOST_DIGITS},
};
use crate::text::space::is_space;

/// A start tag.
#[derive(Debug)]
pub(super) struct HtmlTag<'t> {
    /// In lower case.
    pub name: Cow<'t, str>,
    /// Those that are read, and those that may fail.
    attributes: Vec<(&'t str, Option<Cow<'t, str>>)>,
}

/// The attributes that the conversion reads, of any tag.
const READ: [&str; 5] = ["alt", "href", "src", "start", "title"];

/// Whether an attribute is to be kept: a tag may have as many as its text has letters.
fn is_kept((name, value): &(&str, Option<&str>)) -> bool {
    let may_be_long_number = value.is_some_and(|value| value.len() > MOST_DIGITS);
    may_be_long_number || READ.iter().any(|read| read.eq_ignore_ascii_case(name))
}

impl HtmlTag<'_> {
    /// One of the attributes in [`READ`], `Some(None)` when it has no value. The last one counts.
    pub fn attribute(&self, name: &str) -> Option<Option<&str>> {
        let found = self.attributes.iter().rev().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_deref())
    }

    /// The attribute's value.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.attribute(name).flatten()
    }
}

/// What begins as a start tag.
#[derive(Debug)]
pub(super) enum Scan<'t> {
    /// A tag, and where it ends.
    Tag { tag: HtmlTag<'t>, end: usize, self_closing: bool },
    /// No tag: text up to the NUL that cuts its name short.
    Text { end: usize },
    /// The text stops before the tag does.
    Unfinished,
}

/// Reads the start tags of a text, from its start to its end.
#[derive(Debug)]
pub(super) struct TagScanner<'t> {
    text: &'t str,
    last_greater: usize,
    last_apostrophe: usize,
    last_quotation_mark: usize,
    /// Where the name read last ends: `<a<a<a` is one name, read from three places.
    name_end: usize,
    /// Places (the start of an attribute, of a quoted value) from where the tag is known to be unfinished. Python
    /// goes back to the first `>` after each unfinished tag; so do we, in linear time.
    unfinished: HashSet<usize>,
    /// Such places in the tag being read.
    trail: Vec<usize>,
}

impl<'t> TagScanner<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            last_greater: text.rfind('>').unwrap_or(0),
            last_apostrophe: text.rfind('\'').unwrap_or(0),
            last_quotation_mark: text.rfind('"').unwrap_or(0),
            name_end: 0,
            unfinished: HashSet::new(),
            trail: Vec::new(),
        }
    }

    /// Whether there is a `>` after this place.
    pub fn may_end(&self, at: usize) -> bool {
        at < self.last_greater
    }

    /// Reads the tag whose `<` and first letter are at `start`.
    pub fn scan(&mut self, start: usize) -> Result<Scan<'t>, Error> {
        self.trail.clear();
        let mut cursor = TagCursor { text: self.text, at: self.find_name_end(start + 1) };
        let name = cursor.since(start + 1);
        let mut attributes = Vec::new();
        loop {
            cursor.skip_blanks();
            let self_closing = match cursor.peek() {
                Some('>') => false,
                Some('/') => true,
                Some('\0') if !cursor.is_after_separator() => return Ok(Scan::Text { end: cursor.at }),
                _ if !self.may_end(start) => return Ok(Scan::Unfinished),
                Some(_) if cursor.is_after_separator() => {
                    let Some(attribute) = self.attribute(&mut cursor) else {
                        return Ok(self.unfinished());
                    };
                    attributes.extend(Some(attribute).filter(is_kept));
                    continue;
                }
                // The end of the text, or a sign = before a quote that nothing closes.
                Some(_) | None => return Ok(self.unfinished()),
            };
            let end = cursor.at + if self_closing { 2 } else { 1 };
            let unescaped = attributes.into_iter().map(|(name, value): (_, Option<&str>)| {
                let value = value.map(unescape).transpose()?;
                Ok((name, value))
            });
            let tag = HtmlTag { name: lower(name), attributes: unescaped.collect::<Result<_, _>>()? };
            return Ok(Scan::Tag { tag, end, self_closing });
        }
    }

    /// Remembers that the tag being read is unfinished.
    fn unfinished(&mut self) -> Scan<'t> {
        self.unfinished.extend(self.trail.drain(..));
        Scan::Unfinished
    }

    /// Goes on from `at`, unless the tag is known to be unfinished from there.
    fn goes_on(&mut self, at: usize) -> Option<()> {
        self.trail.push(at);
        (!self.unfinished.contains(&at)).then_some(())
    }

    fn find_name_end(&mut self, from: usize) -> usize {
        if self.name_end < from {
            let mut cursor = TagCursor { text: self.text, at: from };
            cursor.skip(|c| !ends_name(c));
            self.name_end = cursor.at;
        }
        self.name_end
    }

    /// Reads an attribute; `None` when the tag is known to be unfinished.
    fn attribute(&mut self, cursor: &mut TagCursor<'t>) -> Option<(&'t str, Option<&'t str>)> {
        let start = cursor.at;
        self.goes_on(start)?;
        // Its first character may be anything, a quote and a sign = included.
        cursor.step();
        cursor.skip(|c| !is_space(c) && !matches!(c, '/' | '=' | '>'));
        let name = cursor.since(start);
        let name_end = cursor.at;

        cursor.skip(is_space);
        let signs = cursor.skip(|c| c == '=');
        if signs == 0 {
            return Some((name, None));
        }
        let value_start = cursor.at;
        cursor.skip(is_space);
        let value = match cursor.peek() {
            Some(quote @ ('"' | '\'')) if self.is_closed(quote, cursor.at) => {
                self.goes_on(cursor.at)?;
                cursor.step();
                let start = cursor.at;
                cursor.skip(|c| c != quote);
                let value = cursor.since(start);
                cursor.step();
                Some(value)
            }
            // Nothing closes the quote. Python's pattern then finds, in this order: an empty value before white
            // space, a value that begins with the last of several signs =, or no value at all.
            Some('"' | '\'') if cursor.at > value_start => Some(""),
            Some('"' | '\'') if signs > 1 => {
                cursor.at = value_start - 1;
                Some(cursor.bare_value())
            }
            Some('"' | '\'') => {
                cursor.at = name_end;
                None
            }
            _ => Some(cursor.bare_value()),
        };
        Some((name, value))
    }

    fn is_closed(&self, quote: char, at: usize) -> bool {
        at < if quote == '"' { self.last_quotation_mark } else { self.last_apostrophe }
    }
}

/// The name of a tag, in lower case.
pub(super) fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        name.into()
    } else {
        name.to_lowercase().into()
    }
}

/// What ends the name of a tag: not all white space does.
pub(super) fn ends_name(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\x0c' | ' ' | '/' | '>' | '\0')
}

/// A place in a text.
struct TagCursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> TagCursor<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn step(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Skips the characters that `belongs` holds for; how many bytes.
    fn skip(&mut self, belongs: impl Fn(char) -> bool) -> usize {
        let rest = self.rest();
        let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += length;
        length
    }

    /// Skips white space, and slashes that do not close the tag.
    fn skip_blanks(&mut self) {
        loop {
            self.skip(is_space);
            if !self.rest().starts_with('/') || self.rest().starts_with("/>") {
                return;
            }
            self.at += 1;
        }
    }

    fn bare_value(&mut self) -> &'t str {
        let start = self.at;
        self.skip(|c| c != '>' && !is_space(c));
        self.since(start)
    }

    /// Whether an attribute may start here.
    fn is_after_separator(&self) -> bool {
        let before = self.text.get(..self.at).and_then(|before| before.chars().next_back());
        before.is_some_and(|c| is_space(c) || matches!(c, '\'' | '"' | '/'))
    }
}
