//! Turtle: properties and their objects, told apart by the words between them.

use std::ops::Range;

use super::{
    Context, Piece, Wanted,
    words::{expanded, is_address, local, quoted, unquoted, values},
};

/// A word of the notation.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    kind: Kind,
    range: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `<…>`
    Iri,
    /// `"…"`, with its language or its type.
    Literal,
    /// A prefixed name, `a`, a number.
    Word,
    /// What stands between the others.
    Sign(u8),
}

pub(super) fn edits(context: &Context<'_>, wanted: Wanted<'_>) -> Vec<Piece> {
    let text = Text { source: context.source, tokens: tokens(context.source) };
    let Some(property) = wanted.property() else { return text.alone(wanted) };
    let verbs = || text.verbs(local(property));
    if wanted.renames {
        let of_value =
            |verb: &usize| wanted.raw.is_none() || text.objects(*verb).iter().any(|&o| text.is(o, wanted));
        let named =
            |verb: usize| Some((text.tokens.get(verb)?.range.clone(), name(context, wanted.new_name())));
        return verbs().filter(of_value).filter_map(named).collect();
    }
    let found: Vec<Piece> = verbs()
        .flat_map(|verb| text.objects(verb))
        .filter(|&object| text.is(object, wanted))
        .filter_map(|object| text.replacing(object, wanted))
        .collect();
    if found.is_empty() { text.adding(context, property, wanted) } else { found }
}

struct Text<'a> {
    source: &'a str,
    tokens: Vec<Token>,
}

impl Text<'_> {
    fn slice(&self, index: usize) -> &str {
        self.tokens.get(index).and_then(|token| self.source.get(token.range.clone())).unwrap_or_default()
    }

    fn kind(&self, index: usize) -> Option<Kind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// The places of a property: a name that objects follow.
    fn verbs(&self, name: &str) -> impl Iterator<Item = usize> {
        let is_name = |kind| matches!(kind, Some(Kind::Iri | Kind::Word));
        (0..self.tokens.len()).filter(move |&index| {
            is_name(self.kind(index))
                && local(self.slice(index).trim_matches(['<', '>'])) == name
                && !matches!(self.kind(index + 1), None | Some(Kind::Sign(b';' | b',' | b'.' | b']' | b')')))
                && !index.checked_sub(1).is_some_and(|before| self.kind(before) == Some(Kind::Sign(b',')))
        })
    }

    /// The objects of the property that stands there, those in brackets left out.
    fn objects(&self, verb: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut depth = 0usize;
        for index in verb + 1..self.tokens.len() {
            match self.kind(index) {
                Some(Kind::Sign(b'[' | b'(')) => depth += 1,
                Some(Kind::Sign(b']' | b')')) if depth == 0 => break,
                Some(Kind::Sign(b']' | b')')) => depth -= 1,
                Some(Kind::Sign(b';' | b'.')) if depth == 0 => break,
                Some(Kind::Sign(_)) | None => {}
                Some(_) if depth == 0 => found.push(index),
                Some(_) => {}
            }
        }
        found
    }

    /// Whether a value is what is to be replaced.
    fn is(&self, index: usize, wanted: Wanted<'_>) -> bool {
        let text = self.slice(index);
        match self.kind(index) {
            Some(Kind::Iri) => wanted.is(text.trim_matches(['<', '>'])),
            Some(Kind::Literal) => wanted.is(&unquoted(inside(text).0)),
            // A prefixed name is told in full.
            Some(Kind::Word) => wanted.raw.is_some_and(|raw| raw == text || expands_to(text, raw)),
            _ => false,
        }
    }

    fn replacing(&self, index: usize, wanted: Wanted<'_>) -> Option<Piece> {
        let suffix = match self.kind(index)? {
            Kind::Literal => inside(self.slice(index)).1,
            _ => "",
        };
        let one = |value: &str| match is_address(value) {
            true => format!("<{value}>"),
            false => format!("{}{suffix}", quoted(value)),
        };
        let written: Vec<String> = values(wanted.value).into_iter().map(one).collect();
        Some((self.tokens.get(index)?.range.clone(), written.join(", ")))
    }

    /// A property more, before the type of the dataset or of the distribution.
    fn adding(&self, context: &Context<'_>, property: &str, wanted: Wanted<'_>) -> Vec<Piece> {
        if wanted.only_replaces {
            return Vec::new();
        }
        // A series and a service are records too.
        let classes: &[&str] = match wanted.is_of_distribution() {
            true => &["Distribution"],
            false => &["Dataset", "DatasetSeries", "DataService"],
        };
        let is_type = |index: &usize, class: &str| {
            let text = self.slice(*index);
            (text == "a" || local(text.trim_matches(['<', '>'])) == "type")
                && self
                    .objects(*index)
                    .iter()
                    .any(|&object| local(self.slice(object).trim_matches(['<', '>'])) == class)
        };
        let of = |class: &&str| {
            (0..self.tokens.len()).filter(|index| is_type(index, class)).nth(wanted.resource.unwrap_or(0))
        };
        let Some(at) = classes.iter().find_map(of) else { return Vec::new() };
        let Some(start) = self.tokens.get(at).map(|token| token.range.start) else { return Vec::new() };
        let language = wanted.language().map_or_else(String::new, |tag| format!("@{tag}"));
        let one = |value: &str| match is_address(value) {
            true => format!("<{value}>"),
            false => format!("{}{language}", quoted(value)),
        };
        let written: Vec<String> = values(wanted.value).into_iter().map(one).collect();
        vec![(start..start, format!("{} {} ;\n  ", name(context, property), written.join(", ")))]
    }

    /// A value that no property names.
    fn alone(&self, wanted: Wanted<'_>) -> Vec<Piece> {
        let found = (0..self.tokens.len()).filter(|&index| match self.kind(index) {
            Some(Kind::Literal) => wanted.raw.is_some_and(|raw| unquoted(inside(self.slice(index)).0) == raw),
            _ => self.is(index, wanted),
        });
        found.take(1).filter_map(|index| self.replacing(index, wanted)).collect()
    }
}

/// Whether a prefixed name may stand for an address.
fn expands_to(name: &str, iri: &str) -> bool {
    let Some((_, local)) = name.split_once(':') else { return false };
    !local.is_empty() && iri.strip_suffix(local).is_some_and(|rest| rest.ends_with(['/', '#']))
}

/// The name of a property, in full when the document does not declare its prefix.
fn name(context: &Context<'_>, property: &str) -> String {
    let prefix = property.split(':').next().unwrap_or_default();
    let head =
        context.document.text.get(..context.document.text.floor_char_boundary(HEAD)).unwrap_or_default();
    let declared = head.contains(&format!("prefix {prefix}:")) || head.contains(&format!("PREFIX {prefix}:"));
    match expanded(property).filter(|_| !declared) {
        Some((namespace, local)) => format!("<{namespace}{local}>"),
        None => property.to_owned(),
    }
}

/// Where prefixes are declared.
const HEAD: usize = 20_000;

/// What a literal says, and the language or the type after it.
fn inside(literal: &str) -> (&str, &str) {
    let quote =
        ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| literal.starts_with(quote)).unwrap_or("\"");
    let rest = literal.get(quote.len()..).unwrap_or_default();
    let end = rest.rfind(quote).unwrap_or(rest.len());
    (rest.get(..end).unwrap_or_default(), rest.get(end + quote.len()..).unwrap_or_default())
}

/// The words of a text; what is not Turtle gives no word.
fn tokens(source: &str) -> Vec<Token> {
    let bytes = source.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        let kind = match byte {
            b' ' | b'\t' | b'\r' | b'\n' => {
                at += 1;
                continue;
            }
            b'#' => {
                at += until(bytes, at, |byte| byte == b'\n');
                continue;
            }
            b'<' => {
                at += until(bytes, at, |byte| byte == b'>') + 1;
                Kind::Iri
            }
            b'"' | b'\'' => {
                at = end_of_literal(bytes, at);
                Kind::Literal
            }
            b'.' | b';' | b',' | b'[' | b']' | b'(' | b')' | b'{' | b'}' => {
                at += 1;
                Kind::Sign(byte)
            }
            _ => {
                at += end_of_word(bytes, at);
                Kind::Word
            }
        };
        at = at.min(bytes.len());
        tokens.push(Token { kind, range: start..at });
    }
    tokens
}

fn until(bytes: &[u8], at: usize, ends: impl Fn(u8) -> bool) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take_while(|byte| !ends(**byte)).count()
}

/// A word ends before a sign; a dot inside it is part of it.
fn end_of_word(bytes: &[u8], at: usize) -> usize {
    let length = until(bytes, at, |byte| byte.is_ascii_whitespace() || b";,[](){}<\"'#".contains(&byte));
    let word = bytes.get(at..at + length).unwrap_or_default();
    let dots = word.iter().rev().take_while(|byte| **byte == b'.').count();
    (length - dots).max(1)
}

/// Where a literal ends, its language or its type included.
fn end_of_literal(bytes: &[u8], at: usize) -> usize {
    let quote = bytes.get(at).copied().unwrap_or(b'"');
    let is_long = bytes.get(at..at + 3).is_some_and(|three| three.iter().all(|byte| *byte == quote));
    let length = if is_long { 3 } else { 1 };
    let mut end = at + length;
    while let Some(&byte) = bytes.get(end) {
        if byte == b'\\' {
            end += 2;
        } else if bytes.get(end..end + length).is_some_and(|mark| mark.iter().all(|byte| *byte == quote)) {
            end += length;
            break;
        } else {
            end += 1;
        }
    }
    match bytes.get(end..).unwrap_or_default() {
        [b'@', ..] => end + end_of_word(bytes, end),
        [b'^', b'^', b'<', ..] => end + until(bytes, end, |byte| byte == b'>') + 1,
        [b'^', b'^', ..] => end + end_of_word(bytes, end),
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::testing;

    #[test]
    fn words_are_told_apart() {
        let source = "ex:a.b a <x#y> ; # fin .\n dct:title \"un \\\" mot\"@fr, '''l'un'''^^xsd:string .";
        let text = Text { source, tokens: tokens(source) };
        let expected = [
            "ex:a.b",
            "a",
            "<x#y>",
            ";",
            "dct:title",
            "\"un \\\" mot\"@fr",
            ",",
            "'''l'un'''^^xsd:string",
            ".",
        ];
        let words: Vec<_> = (0..text.tokens.len()).map(|index| text.slice(index)).collect();
        assert_eq!(words, expected);
    }

    fn edited(source: &str, path: &str, raw: Option<&str>, value: &str) -> String {
        let text = format!("@prefix dct: <http://purl.org/dc/terms/> .\n{source}");
        testing::edited(edits, &text, source, (path, raw, value))
    }

    #[test]
    fn a_value_is_replaced_where_its_property_says_it() {
        let iri = "http://a.fr/ANNUAL";
        let table = [
            ("<x> dct:f \"an\" .", "dct:f", Some("an"), iri, "<x> dct:f <http://a.fr/ANNUAL> ."),
            ("<x> <http://p/f> 'an'@fr .", "dct:f", Some("an"), "y", "<x> <http://p/f> \"y\"@fr ."),
            (
                "<x> dct:k \"a, b\"@fr, \"c\"@fr .",
                "dcat:k[@fr]",
                Some("a, b"),
                "a | b",
                "<x> dct:k \"a\"@fr, \"b\"@fr, \"c\"@fr .",
            ),
            (
                "<x> dct:t \"an\" ; dct:f \"an\" .",
                "dct:f",
                Some("an"),
                "y",
                "<x> dct:t \"an\" ; dct:f \"y\" .",
            ),
            ("<x> dct:d [ dct:f \"an\" ] .", "d/dct:f", Some("an"), "y", "<x> dct:d [ dct:f \"y\" ] ."),
            ("<x> dct:f \"an\"^^dct:z .", "dct:f", Some("an"), "y", "<x> dct:f \"y\"^^dct:z ."),
            ("<x> a dcat:Dataset .", "dct:f", None, "y", "<x> dct:f \"y\" ;\n  a dcat:Dataset ."),
            (
                "<x> a dcat:Dataset .",
                "dcat:f",
                None,
                "y",
                "<x> <http://www.w3.org/ns/dcat#f> \"y\" ;\n  a dcat:Dataset .",
            ),
            ("<x> dct:licence \"y\" .", "dct:licence", Some("y"), "dct:license", "<x> dct:license \"y\" ."),
            ("<x> dct:f 12 .", "", Some("12"), "y", "<x> dct:f \"y\" ."),
            ("<x> dct:g \"an\" .", "dct:f", Some("an"), "y", ""),
        ];
        for (source, path, raw, value, expected) in table {
            assert_eq!(edited(source, path, raw, value), expected, "{source} {path}");
        }
    }
}
