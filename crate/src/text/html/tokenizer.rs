//! HTML cut into tokens as Python 3.11's `html.parser.HTMLParser` cuts it, malformed markup included.
//!
//! The parser reads what it is fed as far as it understands it, and keeps the rest for later. What it has kept when
//! the document is closed is read again, less strictly, and the last of it is text.

use std::borrow::Cow;

use super::{
    entities::{split_number, unescape},
    error::Error,
    tag::{HtmlTag, Scan, TagScanner, ends_name, lower},
};
use crate::text::space::{is_space, strip};

/// What the parser tells of a document. Comments, declarations and processing instructions are passed over.
#[derive(Debug)]
pub(super) enum HtmlToken<'t> {
    /// Text as written.
    Text(&'t str),
    /// `&name;`.
    Named(&'t str),
    /// `&#number;`.
    Numbered(&'t str),
    /// A start tag.
    Start(HtmlTag<'t>),
    /// An end tag's name, in lower case; `<br/>` is a start and an end.
    End(Cow<'t, str>),
}

/// How far the document is given to the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TokenizerStage {
    /// Fed.
    Fed,
    /// Fed a second time, with nothing more.
    FedAgain,
    /// Closed: what is unfinished is text.
    Closed,
    /// What is still left is text.
    Left,
    /// Nothing more is read.
    Done,
}

/// Iterates over the tokens of a document; nothing follows an error.
#[derive(Debug)]
pub(super) struct Tokenizer<'t> {
    text: &'t str,
    at: usize,
    stage: TokenizerStage,
    /// Whether the parser was built with `convert_charrefs`: references are then part of the text.
    joins_references: bool,
    tags: TagScanner<'t>,
    /// The element whose content is read as is (`script`, `style`).
    raw: Option<&'static str>,
    /// The end that follows the start of `<br/>`.
    end_due: Option<Cow<'t, str>>,
    unfinished_comment: bool,
    unfinished_section: bool,
    unfinished_word_section: bool,
}

/// What was found at a place.
enum Lexeme<'t> {
    /// A token and its length.
    Token(HtmlToken<'t>, usize),
    /// Something to pass over, of that length.
    Skipped(usize),
    /// Something that the text does not finish.
    Unfinished,
}

impl<'t> Tokenizer<'t> {
    /// The tokens of a document that is fed, then closed, references apart: as html2text reads.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            stage: TokenizerStage::Fed,
            joins_references: false,
            tags: TagScanner::new(text),
            raw: None,
            end_due: None,
            unfinished_comment: false,
            unfinished_section: false,
            unfinished_word_section: false,
        }
    }

    /// The tokens of a document that is fed and never closed, references in the text: as udata looks for tags.
    pub fn without_closing(text: &'t str) -> Self {
        Self { joins_references: true, ..Self::new(text) }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Ends the reading of this stage.
    fn give_up(&mut self) {
        self.stage = match self.stage {
            TokenizerStage::Fed if self.joins_references => TokenizerStage::Done,
            TokenizerStage::Fed => TokenizerStage::FedAgain,
            TokenizerStage::FedAgain => TokenizerStage::Closed,
            TokenizerStage::Closed if self.raw.is_none() => TokenizerStage::Left,
            TokenizerStage::Closed | TokenizerStage::Left | TokenizerStage::Done => TokenizerStage::Done,
        }
    }

    /// Reads one thing; `None` where the stage ends.
    fn read(&mut self) -> Result<Option<HtmlToken<'t>>, Error> {
        let rest = self.rest();
        let text_end = match self.raw {
            Some(name) => find_raw_end(rest, name),
            None if self.joins_references => Some(rest.find('<').unwrap_or(rest.len())),
            None => Some(memchr::memchr2(b'&', b'<', rest.as_bytes()).unwrap_or(rest.len())),
        };
        let found = match text_end {
            None => Lexeme::Unfinished,
            Some(0) if rest.starts_with('<') => self.markup(rest)?,
            Some(0) if rest.starts_with('&') => self.reference(rest),
            Some(0) => Lexeme::Unfinished,
            Some(end) => Lexeme::text(rest, end),
        };
        match found {
            Lexeme::Unfinished => {
                self.give_up();
                Ok(None)
            }
            Lexeme::Skipped(length) => {
                self.at += length;
                Ok(None)
            }
            Lexeme::Token(token, length) => {
                self.at += length;
                if let HtmlToken::Text(text) = token
                    && self.joins_references
                    && self.raw.is_none()
                {
                    // Only to fail where Python fails.
                    unescape(text)?;
                }
                Ok(Some(token))
            }
        }
    }

    /// Reads what `<` begins.
    fn markup(&mut self, rest: &'t str) -> Result<Lexeme<'t>, Error> {
        let mut following = rest.chars().skip(1);
        let found = match (following.next(), following.next()) {
            (Some('a'..='z' | 'A'..='Z'), _) => self.start_tag(rest)?,
            (Some('/'), _) => self.end_tag(rest),
            (Some('!'), Some('[')) => self.marked_section(rest)?,
            (Some('!'), _) if rest.starts_with("<!--") => self.comment(rest),
            // A declaration, a processing instruction.
            (Some('!' | '?'), _) => self.find_greater(rest).map_or(Lexeme::Unfinished, Lexeme::Skipped),
            (Some(_), _) => Lexeme::text(rest, 1),
            (None, _) => return Ok(Lexeme::Unfinished),
        };
        if matches!(found, Lexeme::Unfinished) && self.stage == TokenizerStage::Closed {
            let next_tag = || rest.match_indices('<').nth(1).map_or(1, |(at, _)| at);
            return Ok(Lexeme::text(rest, self.find_greater(rest).unwrap_or_else(next_tag)));
        }
        Ok(found)
    }

    fn start_tag(&mut self, rest: &'t str) -> Result<Lexeme<'t>, Error> {
        Ok(match self.tags.scan(self.at)? {
            Scan::Unfinished => Lexeme::Unfinished,
            Scan::Text { end } => Lexeme::text(rest, end - self.at),
            Scan::Tag { tag, end, self_closing } => {
                if self_closing {
                    self.end_due = Some(tag.name.clone());
                } else {
                    self.raw = ["script", "style"].into_iter().find(|name| *name == tag.name);
                }
                Lexeme::Token(HtmlToken::Start(tag), end - self.at)
            }
        })
    }

    fn end_tag(&mut self, rest: &'t str) -> Lexeme<'t> {
        let Some(end) = self.find_greater(rest) else {
            return Lexeme::Unfinished;
        };
        let content = rest.get(2..end - 1).unwrap_or_default();
        let name = strip(content);
        let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:_".contains(&byte));
        match self.raw {
            Some(raw) if !is_plain || !name.eq_ignore_ascii_case(raw) => Lexeme::text(rest, end),
            _ if is_plain => {
                self.raw = None;
                Lexeme::Token(HtmlToken::End(lower(name)), end)
            }
            _ if content.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                let name = content.split(ends_name).next().unwrap_or_default();
                Lexeme::Token(HtmlToken::End(lower(name)), end)
            }
            _ => Lexeme::Skipped(end),
        }
    }

    fn comment(&mut self, rest: &'t str) -> Lexeme<'t> {
        const OPENING: usize = "<!--".len();
        let end = (!self.unfinished_comment)
            .then(|| rest.get(OPENING..))
            .flatten()
            .and_then(|content| find_closing(content, |before| before.ends_with("--")));
        self.unfinished_comment = end.is_none();
        end.map_or(Lexeme::Unfinished, |end| Lexeme::Skipped(OPENING + end))
    }

    /// SGML's `<![CDATA[…]]>` and Word's `<![if …]>`.
    fn marked_section(&mut self, rest: &'t str) -> Result<Lexeme<'t>, Error> {
        const OPENING: usize = "<![".len();
        let content = rest.get(OPENING..).unwrap_or_default();
        if !content.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return match content {
                "" => Ok(Lexeme::Unfinished),
                _ => Err(Error::UnnamedSection(rest.chars().take(20).collect())),
            };
        }
        let after_name = content.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_.".contains(c));
        let after = after_name.trim_start_matches(is_space);
        if after.is_empty() {
            return Ok(Lexeme::Unfinished);
        }
        let keyword = content.get(..content.len() - after.len()).unwrap_or_default();
        let (unfinished, close): (_, fn(&str) -> bool) = match strip(keyword).to_ascii_lowercase().as_str() {
            "temp" | "cdata" | "ignore" | "include" | "rcdata" => (&mut self.unfinished_section, |before| {
                before
                    .strip_suffix(']')
                    .is_some_and(|before| before.trim_end_matches(is_space).ends_with(']'))
            }),
            "if" | "else" | "endif" => (&mut self.unfinished_word_section, |before| before.ends_with(']')),
            _ => return Err(Error::UnknownSection(keyword.to_owned())),
        };
        let end = if *unfinished { None } else { find_closing(content, close) };
        *unfinished = end.is_none();
        Ok(end.map_or(Lexeme::Unfinished, |end| Lexeme::Skipped(OPENING + end)))
    }

    /// The length up to the next `>`, included.
    fn find_greater(&self, rest: &str) -> Option<usize> {
        self.tags.may_end(self.at).then(|| rest.find('>')).flatten().map(|at| at + 1)
    }

    /// Reads what `&` begins.
    fn reference(&mut self, rest: &'t str) -> Lexeme<'t> {
        let Some(name) = rest.get(1..) else {
            return Lexeme::Unfinished;
        };
        match name.chars().next() {
            Some('#') => self.number(rest),
            Some('a'..='z' | 'A'..='Z') => self.name(rest, name),
            Some(_) => Lexeme::text(rest, 1),
            None => Lexeme::Unfinished,
        }
    }

    fn number(&mut self, rest: &'t str) -> Lexeme<'t> {
        const OPENING: usize = "&#".len();
        if let Some((number, after)) = rest.get(OPENING..).and_then(split_number)
            && let Some(next) = after.chars().next()
            && !next.is_ascii_hexdigit()
        {
            return Lexeme::Token(
                HtmlToken::Numbered(number),
                OPENING + number.len() + usize::from(next == ';'),
            );
        }
        if !rest.contains(';') {
            return Lexeme::Unfinished;
        }
        // Python passes over these two characters, and reads no further for now.
        self.give_up();
        Lexeme::text(rest, OPENING)
    }

    fn name(&mut self, rest: &'t str, name: &'t str) -> Lexeme<'t> {
        let word_end = name.find(|c: char| !c.is_ascii_alphanumeric() && !"-.".contains(c));
        // A name that ends the text is whole only before a dash or a dot.
        if let Some(end) = word_end.or_else(|| name.rfind(['-', '.'])) {
            let (name, after) = name.split_at(end);
            return Lexeme::Token(HtmlToken::Named(name), 1 + end + usize::from(after.starts_with(';')));
        }
        if self.stage == TokenizerStage::Closed && rest.len() == 2 {
            // `&a` at the very end loses its `&`.
            self.at += 1;
        }
        Lexeme::Unfinished
    }
}

impl<'t> Lexeme<'t> {
    fn text(rest: &'t str, length: usize) -> Self {
        Self::Token(HtmlToken::Text(rest.get(..length).unwrap_or_default()), length)
    }
}

impl<'t> Iterator for Tokenizer<'t> {
    type Item = Result<HtmlToken<'t>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(name) = self.end_due.take() {
            return Some(Ok(HtmlToken::End(name)));
        }
        loop {
            match self.stage {
                TokenizerStage::Done => return None,
                TokenizerStage::Left => {
                    self.stage = TokenizerStage::Done;
                    let rest = self.rest();
                    return (!rest.is_empty()).then_some(Ok(HtmlToken::Text(rest)));
                }
                TokenizerStage::Fed | TokenizerStage::FedAgain | TokenizerStage::Closed => {}
            }
            match self.read() {
                Ok(None) => {}
                Ok(Some(token)) => return Some(Ok(token)),
                Err(error) => {
                    self.stage = TokenizerStage::Done;
                    return Some(Err(error));
                }
            }
        }
    }
}

/// Where `</name>` ends the raw content of an element, ignoring case as Python's `re` does for these letters.
fn find_raw_end(text: &str, name: &str) -> Option<usize> {
    let matches_letter = |c: char, letter: char| match letter {
        'i' => matches!(c, 'i' | 'I' | '\u{130}' | '\u{131}'),
        's' => matches!(c, 's' | 'S' | '\u{17f}'),
        _ => c.eq_ignore_ascii_case(&letter),
    };
    text.match_indices("</").map(|(at, _)| at).find(|at| {
        let mut rest = text.get(at + 2..).unwrap_or_default().trim_start_matches(is_space).chars();
        name.chars().all(|letter| rest.next().is_some_and(|c| matches_letter(c, letter)))
            && rest.as_str().trim_start_matches(is_space).starts_with('>')
    })
}

/// The length up to the first `>` before which, white space apart, `closes` holds.
fn find_closing(text: &str, closes: impl Fn(&str) -> bool) -> Option<usize> {
    let mut greater = text.match_indices('>').map(|(at, _)| at);
    let end =
        greater.find(|&at| text.get(..at).is_some_and(|before| closes(before.trim_end_matches(is_space))));
    end.map(|at| at + 1)
}
