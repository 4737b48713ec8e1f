//! N-Triples and N-Quads with rdflib's manners (`plugins/parsers/ntriples.py`, `nquads.py`): one wrong line fails the
//! document.

use std::{borrow::Cow, collections::HashMap};

use super::{Graph, Node, SyntaxError};
use crate::text::{space::is_space, surrogates};

/// What a line holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Statement {
    /// A triple.
    Triple,
    /// A triple, and the graph that holds it: udata sees the default one only.
    Quad,
}

/// Reads a document.
pub(super) fn parse(text: &str, statement: Statement) -> Result<Graph, SyntaxError> {
    let mut graph = Graph::default();
    let mut labels = HashMap::new();
    let lines = text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
    for line in lines {
        let mut reader =
            Line { rest: line, statement, graph: &mut graph, labels: &mut labels, is_beyond: false };
        if reader.statement().is_none() {
            let (rest, is_beyond) = (reader.rest, reader.is_beyond);
            let mut error = refused(text, line, rest, statement);
            if is_beyond {
                error.message = "chr() arg not in range(0x110000)".to_owned();
            }
            return Err(error);
        }
    }
    Ok(graph)
}

struct Line<'t, 'g> {
    rest: &'t str,
    statement: Statement,
    graph: &'g mut Graph,
    /// Labels are the document's own: rdflib draws another name for each.
    labels: &'g mut HashMap<&'t str, Node>,
    /// Whether an escape numbers a character beyond Unicode: Python stops there.
    is_beyond: bool,
}

impl<'t> Line<'t, '_> {
    /// Adds the triple of the line, if it has one; none when rdflib refuses the line.
    fn statement(&mut self) -> Option<()> {
        self.blanks();
        if self.rest.is_empty() || self.rest.starts_with('#') {
            return Some(());
        }
        let subject = self.resource()?;
        self.between()?;
        let predicate = self.iri()?;
        let predicate = self.graph.iri(&predicate);
        self.between()?;
        let object = if self.rest.starts_with('"') { self.literal()? } else { self.resource()? };
        let is_elsewhere = self.statement == Statement::Quad && {
            self.blanks();
            self.resource().is_some()
        };
        self.end()?;
        if !is_elsewhere {
            self.graph.add(subject, predicate, object);
        }
        Some(())
    }

    fn end(&mut self) -> Option<()> {
        let rest = self.rest.trim_start_matches(is_blank).strip_prefix('.')?.trim_start_matches(is_blank);
        self.rest = if rest.starts_with('#') { "" } else { rest };
        self.rest.is_empty().then_some(())
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(is_blank);
    }

    /// Terms of a quad may touch.
    fn between(&mut self) -> Option<()> {
        let is_apart = self.statement == Statement::Quad || self.rest.starts_with(is_blank);
        is_apart.then(|| self.blanks())
    }

    fn resource(&mut self) -> Option<Node> {
        if self.rest.starts_with('<') {
            let iri = self.iri()?;
            return Some(self.graph.iri(&iri));
        }
        let label = self.rest.strip_prefix("_:")?;
        let inside = |character: char| character.is_ascii_alphanumeric() || "-_:.".contains(character);
        let label = label.get(..label.find(|character| !inside(character)).unwrap_or(label.len()))?;
        let label = label.trim_end_matches('.');
        if label.is_empty() || label.starts_with(['-', '.']) {
            return None;
        }
        self.rest = self.rest.get(2 + label.len()..)?;
        Some(*self.labels.entry(label).or_insert_with(|| self.graph.blank(None)))
    }

    /// `<…:…>`: whatever stands before the first colon, no space after it.
    fn iri(&mut self) -> Option<Cow<'t, str>> {
        let inside = self.rest.strip_prefix('<')?;
        let colon = inside.find(':').filter(|colon| *colon > 0)?;
        let stop = |character: char| is_space(character) || matches!(character, '"' | '<' | '>');
        let after = inside.get(colon..)?;
        let end = colon + after.find(stop)?;
        let iri = inside.get(..end)?;
        self.rest = inside.get(end..)?.strip_prefix('>')?;
        self.unescape(iri)
    }

    fn unescape<'u>(&mut self, text: &'u str) -> Option<Cow<'u, str>> {
        let text = unescaped(text);
        self.is_beyond |= text.is_none();
        text
    }

    fn literal(&mut self) -> Option<Node> {
        let inside = self.rest.strip_prefix('"')?;
        let mut escaped = false;
        let end = inside.find(|character| {
            let closes = character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            closes
        })?;
        let value = self.unescape(inside.get(..end)?)?;
        let after = inside.get(end + 1..)?;
        if after.starts_with("^^<") {
            let before = self.rest;
            self.rest = after.get(2..)?;
            if let Some(datatype) = self.iri() {
                return Some(self.graph.literal(&value, None, Some(&datatype)));
            }
            self.rest = before;
        }
        let tag = after.strip_prefix('@').map(language).unwrap_or_default();
        self.rest = if tag.is_empty() { after } else { after.get(1 + tag.len()..)? };
        Some(self.graph.literal(&value, Some(tag), None))
    }
}

/// The language at the start of a text.
fn language(text: &str) -> &str {
    let word = |from: usize, letter: fn(&u8) -> bool| text.bytes().skip(from).take_while(letter).count();
    let mut end = word(0, u8::is_ascii_alphabetic);
    while end > 0 && text.as_bytes().get(end) == Some(&b'-') {
        let more = word(end + 1, u8::is_ascii_alphanumeric);
        if more == 0 {
            break;
        }
        end += 1 + more;
    }
    text.get(..end).unwrap_or_default()
}

/// Escapes replaced; those that are none stay. None when a number is no character of Unicode.
fn unescaped(text: &str) -> Option<Cow<'_, str>> {
    let Some(first) = text.find('\\') else { return Some(Cow::Borrowed(text)) };
    let (plain, mut rest) = text.split_at(first);
    let mut out = plain.to_owned();
    while let Some(escape) = rest.strip_prefix('\\') {
        let simple = match escape.bytes().next() {
            Some(b't') => Some('\t'),
            Some(b'b') => Some('\u{8}'),
            Some(b'n') => Some('\n'),
            Some(b'r') => Some('\r'),
            Some(b'f') => Some('\u{c}'),
            Some(quoted @ (b'"' | b'\'' | b'\\')) => Some(char::from(quoted)),
            _ => None,
        };
        let length = match escape.bytes().next() {
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => 0,
        };
        let digits =
            escape.get(1..1 + length).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let (character, length) = match (simple, digits) {
            (Some(character), _) => (character, 1),
            (None, Some(digits)) if length > 0 => {
                let number = u32::from_str_radix(digits, 16).ok().filter(|number| *number <= 0x10_ffff)?;
                (surrogates::character(number), 1 + length)
            }
            _ => ('\\', 0),
        };
        out.push(character);
        rest = escape.get(length..).unwrap_or_default();
        let next = rest.find('\\').unwrap_or(rest.len());
        out.push_str(rest.get(..next).unwrap_or_default());
        rest = rest.get(next..).unwrap_or_default();
    }
    Some(Cow::Owned(out))
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

fn refused(text: &str, line: &str, rest: &str, statement: Statement) -> SyntaxError {
    let start = line.as_ptr() as usize - text.as_ptr() as usize;
    let number = text.get(..start).unwrap_or_default().bytes().filter(|&byte| byte == b'\n').count() + 1;
    let column = line.chars().count() - rest.chars().count() + 1;
    let shown: String = rest.chars().take(40).collect();
    let (what, terms) = match statement {
        Statement::Triple => ("triplet N-Triples", "trois termes"),
        Statement::Quad => ("quadruplet N-Quads", "trois termes, un graphe au besoin,"),
    };
    SyntaxError {
        position: Some((number, column)),
        message: format!("Invalid line: {rest}"),
        found: format!("Cette ligne n’est pas un {what} à partir de « {shown} »."),
        advice: format!(
            "Corrigez-la : {terms} et un point, adresses complètes et sans espace entre « < » et « > »."
        ),
    }
}
